//! What the headline statement covers, and with what share of each site.

use super::{Role, Site};

/// The boundary of a statement: the estate, or an organizational boundary by one of the three consolidation approaches
/// of the GHG Protocol Corporate Standard (chapter 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Boundary {
    /// The estate: every site inside the fence, counted in full.
    Estate,
    /// Operational control approach: the sites whose operations the organization controls, counted in full.
    OperationalControl,
    /// Financial control approach: the sites whose finances the organization controls, counted in full.
    FinancialControl,
    /// Equity share approach: every site, counted by the organization's equity share.
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

crate::word::shown_as_words!(Boundary);
crate::word::words!(Boundary, "a boundary, such as `estate` or `equity_share`", as_str;);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estate::fixture;

    fn site(role: Role) -> Site {
        let (operational_control, financial_control) = (Some(true), Some(false));
        Site { role, operational_control, financial_control, equity_share: Some(0.4), ..fixture::site("F1") }
    }

    #[test]
    fn inside_the_fence_each_boundary_reads_its_own_column_whatever_the_role() {
        for role in [Role::Factory, Role::Utility, Role::Common] {
            let shares = Boundary::ALL.map(|boundary| boundary.share(&site(role)));
            assert_eq!(shares, [Some(1.0), Some(1.0), Some(0.0), Some(0.4)], "{role:?}");
            let reversed = Site { operational_control: Some(false), financial_control: Some(true), ..site(role) };
            let shares = Boundary::ALL.map(|boundary| boundary.share(&reversed));
            assert_eq!(shares, [Some(1.0), Some(0.0), Some(1.0), Some(0.4)], "{role:?}");
        }
    }

    #[test]
    fn beyond_the_fence_nothing_counts() {
        assert_eq!(Boundary::ALL.map(|boundary| boundary.share(&site(Role::Outside))), [Some(0.0); 4]);
    }

    #[test]
    fn what_is_not_said_is_not_guessed() {
        let silent =
            Site { operational_control: None, financial_control: None, equity_share: None, ..site(Role::Factory) };
        assert_eq!(Boundary::ALL.map(|boundary| boundary.share(&silent)), [Some(1.0), None, None, None]);
    }

    #[test]
    fn the_word_of_a_boundary_is_its_column_but_for_the_estate() {
        for boundary in Boundary::ALL {
            assert_eq!(Boundary::parse(boundary.as_str()), Some(boundary));
        }
        assert_eq!(Boundary::parse("everything"), None);
        let columns = Boundary::ALL.map(Boundary::column);
        assert_eq!(columns, [None, Some("operational_control"), Some("financial_control"), Some("equity_share")]);
    }
}
