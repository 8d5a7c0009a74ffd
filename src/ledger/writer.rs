//! Writing postings and entries, as phases do: item after item, each posted or refused.

use hashbrown::HashMap;

use super::account::{Account, AccountId, AccountSet};
use super::context::Context;
use super::item::{Item, items};
use super::posting::{Entry, Posting, PostingId, ResolutionId};
use super::refused::{Behind, Refusal, Refused};
use super::resolver::Resolver;
use super::{Ledger, Unresolved};
use crate::estate::Site;
use crate::factor::Co2;
use crate::factor::resolve::Resolution;
use crate::id::{ActivityCode, SiteId};
use crate::method::emissions;
use crate::quantity::{Gas, is_held};
use crate::scope::{Category, LedgerBook, Scope};

/// What a phase writes to a ledger.
pub(super) struct Writer<'l> {
    postings: &'l mut Vec<Posting>,
    entries: &'l mut Vec<Entry>,
    accounts: &'l mut AccountSet,
    airs: HashMap<(Category, LedgerBook, Gas), AccountId>,
    last_origin: Option<(Option<SiteId>, ActivityCode, AccountId)>,
    refused: Refused,
    rejected: u64,
}

impl<'l> Writer<'l> {
    pub(super) fn new(
        postings: &'l mut Vec<Posting>,
        entries: &'l mut Vec<Entry>,
        accounts: &'l mut AccountSet,
    ) -> Self {
        Self {
            postings,
            entries,
            accounts,
            airs: HashMap::new(),
            last_origin: None,
            refused: Refused::default(),
            rejected: 0,
        }
    }

    /// The account that a quantity of an activity comes from. In Scope 1 it is an account of the site itself, otherwise
    /// of the counterparty, or of somebody outside the books.
    fn origin(
        &mut self,
        category: Category,
        (site, counterparty): (Option<&SiteId>, Option<&SiteId>),
        activity: &ActivityCode,
    ) -> AccountId {
        let site = if category.scope() == Scope::One { site } else { counterparty };
        // Items come by site and activity, month after month, so the origin is mostly that of the item before.
        if let Some((known_site, known_activity, id)) = &self.last_origin
            && known_activity == activity
            && known_site.as_ref() == site
        {
            return *id;
        }
        let id = self.accounts.intern(Account::Origin { site: site.cloned(), activity: activity.clone() });
        self.last_origin = Some((site.cloned(), activity.clone(), id));
        id
    }

    /// Posts an item's masses of gases, which reach the air in its category.
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

    /// Adds something that cannot be posted. Only activity rows count as rejected.
    pub(super) fn refuse(&mut self, why: Refusal, behind: Behind, counted: u64) {
        self.refused.add(why, behind, counted);
        if matches!(behind, Behind::Rows(..)) {
            self.rejected += counted;
        }
    }

    /// What the phase refused, and how many rows are rejected by it.
    pub(super) fn into_refused(self) -> (Refused, u64) {
        (self.refused, self.rejected)
    }
}

/// The masses of the counted gases that a quantity gives through its factor.
pub(super) fn masses(
    quantity: f64,
    co2: Co2,
    resolution: &Resolution,
) -> Result<impl Iterator<Item = (Gas, f64)>, Refusal> {
    let amount = held(resolution.chain.apply(quantity))?;
    let all = move || emissions(amount, &resolution.factor).map(|(gas, mass)| (gas, mass.as_kilograms()));
    all().try_for_each(|(_, kg)| held(kg).map(|_| ()))?;
    Ok(all().filter(move |(gas, _)| co2.counts(*gas)))
}

/// The number, if the books can hold it.
pub(super) fn held(number: f64) -> Result<f64, Refusal> {
    if is_held(number) { Ok(number) } else { Err(Refusal::TooLarge) }
}

impl Ledger {
    /// Posts the items of the wanted scopes, each with the estate of its site, and keeps the refusals.
    pub(super) fn write(
        &mut self,
        context: &Context<'_>,
        wanted: fn(Scope) -> bool,
        mut post: impl for<'a> FnMut(&Item<'a>, u32, &mut Resolver<'a>, &mut Writer<'_>) -> Result<(), Refusal>,
    ) {
        let mut resolver = Resolver::new(context, &mut self.resolutions);
        let mut writer = Writer::new(&mut self.postings, &mut self.entries, &mut self.accounts);
        let all = items(&self.totals, &self.calculations, &self.totals.dimensions, &self.sites, self.period, wanted);
        for item in all {
            let estate = resolver.estate(item.site).ok_or(Refusal::NoEstate);
            let posted = estate.and_then(|estate| post(&item, estate, &mut resolver, &mut writer));
            if let Err(why) = posted {
                writer.refuse(why, item.behind, item.counted);
            }
        }
        let (mut refused, rejected) = writer.into_refused();
        // A program that links the crate may hand over totals with inconsistent counts.
        self.rows.accepted = self.rows.accepted.saturating_sub(rejected);
        self.rows.rejected += rejected;
        // A refusal that an earlier phase had too is one problem, not two.
        for Unresolved { why, behind, rows } in std::mem::take(&mut self.unresolved) {
            refused.add(why, behind, rows);
        }
        self.unresolved = refused.into_unresolved();
    }
}
