//! The chart of accounts: where a mass comes from and where it goes.

use std::fmt;

use hashbrown::HashMap;

use crate::id::{ActivityCode, SiteId};
use crate::quantity::Family;
use crate::scope::{Category, LedgerBook, Scope};

/// An account of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Account {
    /// Where gas comes from: an activity at a site, or one outside the books.
    Origin {
        /// The site it arises at; `None` beyond the books.
        site: Option<SiteId>,
        /// The activity.
        activity: ActivityCode,
    },
    /// The atmosphere, by the category.
    Air {
        /// The category.
        category: Category,
        /// The book of the ledger, which keeps the two Scope 2 methods apart.
        book: LedgerBook,
        /// The family of the gas. Biogenic CO2 and gases outside the Kyoto basket have accounts of their own.
        family: Family,
    },
    /// Captured gas that has not reached the air. The balance of the account is its stock.
    Held {
        /// Who holds it.
        owner: SiteId,
        /// At which stage of the chain it is held.
        state: HeldState,
    },
    /// Outside the books: gas handed over to somebody who reports it.
    Outside,
}

/// The stage of the chain at which a mass of gas is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum HeldState {
    /// Captured at a plant.
    Captured,
    /// On its way: in a pipeline, a ship, a truck.
    InTransit,
    /// In a geological store.
    Stored,
    /// In a product.
    Utilised,
}

impl HeldState {
    /// The word in exported ledgers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Captured => "captured",
            Self::InTransit => "in_transit",
            Self::Stored => "stored",
            Self::Utilised => "utilised",
        }
    }
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
            Self::Held { owner, state } => write!(f, "held:{}:{owner}", state.as_str()),
            Self::Outside => f.write_str("outside"),
        }
    }
}

/// The number of an account in its ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(u32);

impl AccountId {
    /// A small number for dense tables.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// Every account once, in the order they were opened.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct AccountSet {
    all: Vec<Account>,
    ids: HashMap<Account, AccountId>,
}

impl AccountSet {
    /// The number of an account, which is opened if it is new.
    pub(super) fn intern(&mut self, account: Account) -> AccountId {
        if let Some(id) = self.ids.get(&account) {
            return *id;
        }
        let id = AccountId(self.all.len() as u32);
        self.all.push(account.clone());
        self.ids.insert(account, id);
        id
    }

    /// Drops the map from accounts to numbers, because no further account is opened.
    pub(super) fn close(&mut self) {
        self.ids = HashMap::new();
    }

    pub(super) fn get(&self, id: AccountId) -> Option<&Account> {
        self.all.get(id.index())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (AccountId, &Account)> {
        self.all.iter().zip(0..).map(|(account, id)| (AccountId(id), account))
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
        let held = |state| Account::Held { owner: "CAP".into(), state }.to_string();
        assert_eq!(held(HeldState::Captured), "held:captured:CAP");
        assert_eq!(held(HeldState::Stored), "held:stored:CAP");
    }

    #[test]
    fn an_account_is_opened_once() {
        let mut set = AccountSet::default();
        let held = |state| Account::Held { owner: "CAP".into(), state };
        let first = set.intern(held(HeldState::Captured));
        assert_ne!(set.intern(held(HeldState::InTransit)), first);
        assert_eq!(set.intern(held(HeldState::Captured)), first);
        assert_eq!(set.iter().count(), 2);
        assert_eq!(set.get(first), Some(&held(HeldState::Captured)));
    }
}
