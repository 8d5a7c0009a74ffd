//! The chart of accounts: where a mass comes from and where it goes.

use std::fmt;

use crate::id::{ActivityCode, SiteId};
use crate::quantity::Family;
use crate::scope::{Category, LedgerBook, Scope};

/// An account of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Account {
    /// Where gas comes from: a source at a site, or one outside the books.
    Origin {
        /// The site it arises at; `None` beyond the books.
        site: Option<SiteId>,
        /// The source.
        activity: ActivityCode,
    },
    /// The atmosphere, by the line of the inventory.
    Air {
        /// The line.
        category: Category,
        /// The book, which tells the two Scope 2 methods apart.
        book: LedgerBook,
        /// The gas's family: biogenic CO2 and gases outside the Kyoto basket stand apart.
        family: Family,
    },
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Origin { site: Some(site), activity } => write!(f, "origin:{site}:{activity}"),
            Self::Origin { site: None, activity } => write!(f, "origin:outside:{activity}"),
            Self::Air { category, family: Family::BiogenicCo2, .. } => write!(f, "air:biogenic_co2:{category}"),
            Self::Air { category, family: Family::Other, .. } => write!(f, "air:outside_scopes:{category}"),
            Self::Air { category, book, .. } => match (category.scope(), book) {
                (Scope::Two, book) => write!(f, "air:{}:{category}", book.as_str()),
                (scope, _) => write!(f, "air:scope{}:{category}", scope.number()),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_read_like_a_chart_of_accounts() {
        let air = |category, book, family| Account::Air { category, book, family }.to_string();
        assert_eq!(
            air(Category::PurchasedElectricity, LedgerBook::MarketBased, Family::Co2),
            "air:scope2_market:purchased_electricity"
        );
        assert_eq!(
            air(Category::StationaryCombustion, LedgerBook::Main, Family::BiogenicCo2),
            "air:biogenic_co2:stationary_combustion"
        );
        let origin = Account::Origin { site: Some("F1".into()), activity: "mobile_combustion/lpg".into() };
        assert_eq!(origin.to_string(), "origin:F1:mobile_combustion/lpg");
    }
}
