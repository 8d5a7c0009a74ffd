//! What the headline statement covers, and with what share of each site.

use super::{Role, Site};

/// The boundary of a statement: the estate, or one of the three organizational boundaries
/// of the GHG Protocol Corporate Standard (chapter 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Boundary {
    /// Every site inside the fence, whole.
    Estate,
    /// Sites whose operations the organization controls, whole.
    OperationalControl,
    /// Sites whose finances the organization controls, whole.
    FinancialControl,
    /// Every site by the organization's equity share.
    EquityShare,
}

impl Boundary {
    /// All of them, in the order documents list them.
    pub const ALL: [Self; 4] = [Self::Estate, Self::OperationalControl, Self::FinancialControl, Self::EquityShare];

    /// The word in book.toml.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Estate => "estate",
            Self::OperationalControl => "operational_control",
            Self::FinancialControl => "financial_control",
            Self::EquityShare => "equity_share",
        }
    }

    /// Reads the word in book.toml.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|b| b.as_str() == text)
    }

    /// The share of a site that a statement of this boundary counts, 0 to 1; `None` if
    /// sites.csv does not say.
    pub fn share(self, site: &Site) -> Option<f64> {
        if site.role == Role::Outside {
            return Some(0.0);
        }
        let whole = |control: bool| if control { 1.0 } else { 0.0 };
        match self {
            Self::Estate => Some(1.0),
            Self::OperationalControl => site.operational_control.map(whole),
            Self::FinancialControl => site.financial_control.map(whole),
            Self::EquityShare => site.equity_share,
        }
    }

    /// The column of sites.csv the boundary needs, if it needs one.
    pub fn column(self) -> Option<&'static str> {
        (self != Self::Estate).then(|| self.as_str())
    }
}
