//! The assessment reports that give the global warming potentials.

use std::fmt;

/// A set of global warming potentials, chosen when an inventory is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum GwpSet {
    /// IPCC Fourth Assessment Report (2007), Table 2.14.
    Ar4,
    /// IPCC Fifth Assessment Report (2013), Table 8.A.1, without climate-carbon feedback.
    Ar5,
    /// IPCC Sixth Assessment Report (2021), Tables 7.15 and 7.SM.7.
    Ar6,
}

impl GwpSet {
    /// The three sets, oldest first.
    pub const ALL: [Self; 3] = [Self::Ar4, Self::Ar5, Self::Ar6];

    /// `AR4`, `AR5`, `AR6`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ar4 => "AR4",
            Self::Ar5 => "AR5",
            Self::Ar6 => "AR6",
        }
    }

    /// Reads `AR4`, `AR5` or `AR6`.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|set| set.as_str() == text)
    }

    /// The name of the commodity of factors that were published only as CO2e under this set.
    pub(super) fn co2e_name(self) -> &'static str {
        match self {
            Self::Ar4 => "CO2e:AR4",
            Self::Ar5 => "CO2e:AR5",
            Self::Ar6 => "CO2e:AR6",
        }
    }
}

impl fmt::Display for GwpSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
