//! Writing postings and entries, as phases do.

use std::collections::HashMap;

use super::account::{Account, AccountId, AccountSet};
use super::item::Item;
use super::posting::{Entry, Posting, PostingId, ResolutionId};
use super::refused::{Behind, Refusal, Refused};
use crate::estate::Site;
use crate::id::{ActivityCode, SiteId};
use crate::quantity::Gas;
use crate::scope::{Category, LedgerBook, Scope};

/// What a phase writes to a ledger.
pub(super) struct Writer<'l> {
    postings: &'l mut Vec<Posting>,
    entries: &'l mut Vec<Entry>,
    accounts: &'l mut AccountSet,
    airs: HashMap<(Category, LedgerBook, Gas), AccountId>,
    refused: Refused,
    rejected: u64,
}

impl<'l> Writer<'l> {
    pub(super) fn new(
        postings: &'l mut Vec<Posting>,
        entries: &'l mut Vec<Entry>,
        accounts: &'l mut AccountSet,
    ) -> Self {
        Self { postings, entries, accounts, airs: HashMap::new(), refused: Refused::default(), rejected: 0 }
    }

    /// The account that a quantity of an activity comes from: of the site itself where its own sources emit, else of
    /// the counterparty, or of somebody beyond the books.
    fn origin(
        &mut self,
        category: Category,
        (site, counterparty): (Option<&SiteId>, Option<&SiteId>),
        source: &ActivityCode,
    ) -> AccountId {
        let site = if category.scope() == Scope::One { site } else { counterparty };
        self.accounts.intern(Account::Origin { site: site.cloned(), source: source.clone() })
    }

    /// Posts an item's masses of gases, which reach the air on its line of the inventory.
    pub(super) fn enter(
        &mut self,
        item: &Item<'_>,
        resolution: Option<ResolutionId>,
        book: LedgerBook,
        sites: &[Site],
        masses: impl Iterator<Item = (Gas, f64)>,
    ) -> Option<PostingId> {
        let posting = item.posting(resolution)?;
        let site = sites.get(item.site as usize).map(|site| &site.id);
        let from = self.origin(item.category, (site, item.named.counterparty.as_ref()), item.activity);
        let category = item.category;
        let id = PostingId(self.postings.len() as u32);
        self.postings.push(posting);
        for (gas, kg) in masses {
            let accounts = &mut *self.accounts;
            let air = || accounts.intern(Account::Air { category, book, family: gas.family() });
            let to = *self.airs.entry((category, book, gas)).or_insert_with(air);
            self.entries.push(Entry { posting: id, from, to, gas, kg });
        }
        Some(id)
    }

    /// Takes note of something that cannot be posted. Only activity rows are rows that can be rejected.
    pub(super) fn refuse(&mut self, why: Refusal, behind: Behind, counted: u64) {
        self.refused.add(why, behind, counted);
        if matches!(behind, Behind::Rows(..)) {
            self.rejected += counted;
        }
    }

    /// What the phase refused, and how many rows that rejects.
    pub(super) fn into_refused(self) -> (Refused, u64) {
        (self.refused, self.rejected)
    }
}
