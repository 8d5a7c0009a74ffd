//! Reading a ledger: the rows and the factor behind an entry, and the balance of an account.

use std::collections::BTreeMap;

use super::item::{Amount, Item, items};
use super::{Account, AccountId, Basis, Entry, Ledger, Posting, PostingId};
use crate::activity::{Dimensions, Quality, Total};
use crate::factor::Co2;
use crate::factor::resolve::Resolution;
use crate::id::{ActivityCode, SiteId};
use crate::method::{Calculation, Outcome, OutcomeKind, emissions};
use crate::period::Month;
use crate::quantity::{Gas, HeatBasis, Unit};
use crate::scope::{Category, LedgerBook};

/// The activity of a posting, whether it was given by rows or by a method.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Subject<'l> {
    /// The code it is reported under.
    pub activity: &'l ActivityCode,
    /// The category of that code.
    pub category: Category,
    /// The code whose factors it takes, which a method may set apart from the one it is reported under.
    pub takes: &'l ActivityCode,
    /// The unit of its quantity.
    pub unit: Unit,
    /// Calorific basis of an energy quantity.
    pub basis: Option<HeatBasis>,
    /// Whether the CO2 of its factor counts.
    pub co2: Co2,
    /// The gas, where a method gives its mass and the quantity is that mass.
    pub gas: Option<Gas>,
}

/// The rows behind a posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Evidence<'l> {
    /// How many.
    pub rows: u64,
    /// How many of these rows no earlier month has counted.
    pub counted: u64,
    /// File and row of the first, as a spreadsheet counts rows.
    pub first: (&'l str, u64),
    /// File and row of the last.
    pub last: (&'l str, u64),
}

/// The quantity of an activity that a site states for a month.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Stated<'l> {
    /// Who states it.
    pub site: Option<&'l SiteId>,
    /// The month it falls in.
    pub month: Month,
    /// The code it is reported under.
    pub activity: &'l ActivityCode,
    /// The category of that code.
    pub category: Category,
    /// How much, in the unit.
    pub quantity: f64,
    /// Its unit; kilograms where a method gives the mass of a gas.
    pub unit: Unit,
}

impl Ledger {
    /// Why an entry exists.
    pub fn posting(&self, entry: &Entry) -> Option<&Posting> {
        self.postings.get(entry.posting.index())
    }

    /// The mass of an entry's gas, kg, for a quantity in the unit of its posting. The conversion and the factor of the
    /// posting give the mass; where a method gives it, it is the quantity itself.
    pub fn kilograms(&self, entry: &Entry, quantity: f64) -> f64 {
        let Some(resolution) = self.posting(entry).and_then(|posting| self.resolution(posting)) else {
            return quantity;
        };
        let mut masses = emissions(resolution.chain.apply(quantity), &resolution.factor);
        masses.find(|(gas, _)| *gas == entry.gas).map_or(0.0, |(_, mass)| mass.as_kilograms())
    }

    /// Whether the quantity of a posting [says how much activity there was](Calculation::states).
    pub fn states(&self, posting: &Posting) -> bool {
        match posting.basis {
            Basis::Activity { .. } => true,
            Basis::Method { result, .. } => self.calculation(posting).is_none_or(|calculation| {
                calculation.results.get(result as usize).is_none_or(|result| calculation.states(result))
            }),
        }
    }

    /// Every quantity of activity there was to post, each once, whether it was posted or refused.
    pub fn quantities(&self) -> impl Iterator<Item = Stated<'_>> {
        let all = items(&self.totals, &self.calculations, &self.totals.dimensions, &self.sites, self.period, |_| true);
        all.filter(|item| item.states).map(|item| {
            let (quantity, unit) = match item.amount {
                Amount::Quantity(quantity, query) => (quantity, query.unit),
                Amount::Gas(kg, _) => (kg, Unit::KILOGRAM),
            };
            let Item { month, activity, category, .. } = item;
            Stated { site: self.sites.get(item.site as usize), month, activity, category, quantity, unit }
        })
    }

    /// A posting by its number.
    pub fn posting_at(&self, id: PostingId) -> Option<&Posting> {
        self.postings.get(id.index())
    }

    /// The account an entry's mass comes from.
    pub fn from(&self, entry: &Entry) -> Option<&Account> {
        self.accounts.get(entry.from)
    }

    /// The account it goes to.
    pub fn to(&self, entry: &Entry) -> Option<&Account> {
        self.accounts.get(entry.to)
    }

    /// An account by its number.
    pub fn account(&self, id: AccountId) -> Option<&Account> {
        self.accounts.get(id)
    }

    /// The category and the book that an entry reaches; `None` if it does not reach the air.
    pub fn reaches(&self, entry: &Entry) -> Option<(Category, LedgerBook)> {
        match self.to(entry)? {
            Account::Air { category, book, .. } => Some((*category, *book)),
            _ => None,
        }
    }

    /// The site that reports a posting.
    pub fn site(&self, posting: &Posting) -> Option<&SiteId> {
        self.sites.get(posting.site as usize)
    }

    /// Meter, plant and counterparty of a posting.
    pub fn dimensions_of(&self, posting: &Posting) -> &Dimensions {
        self.totals.dimensions.get(posting.dimensions)
    }

    /// The factor of a posting, and why; `None` where a method gives the mass.
    pub fn resolution(&self, posting: &Posting) -> Option<&Resolution> {
        self.resolutions.get(posting.basis.resolution()?.0 as usize)
    }

    /// The calculation behind a posting, if a method made it.
    pub fn calculation(&self, posting: &Posting) -> Option<&Calculation> {
        match posting.basis {
            Basis::Method { calculation, .. } => self.calculations.get(calculation as usize),
            Basis::Activity { .. } => None,
        }
    }

    /// The total behind a posting, if rows made it.
    pub fn total(&self, posting: &Posting) -> Option<&Total> {
        match posting.basis {
            Basis::Activity { total, .. } => self.totals.totals.get(total as usize),
            Basis::Method { .. } => None,
        }
    }

    /// The part of its total that a posting takes, 0 to 1; all of it where a method made the posting.
    pub fn part(&self, posting: &Posting) -> f64 {
        let whole = self.total(posting).map_or(posting.quantity, |total| total.quantity);
        #[allow(clippy::float_cmp, reason = "all of a total is posted as it is")]
        if posting.quantity == whole { 1.0 } else { posting.quantity / whole }
    }

    /// The activity of a posting.
    pub fn subject(&self, posting: &Posting) -> Option<Subject<'_>> {
        match posting.basis {
            Basis::Activity { .. } => {
                let stream = self.totals.stream(self.total(posting)?)?;
                let (activity, category, unit, basis) = (&stream.activity, stream.category, stream.unit, stream.basis);
                let (takes, co2) = (activity, Co2::Counted);
                Some(Subject { activity, category, takes, unit, basis, co2, gas: None })
            }
            Basis::Method { calculation, result, .. } => {
                self.calculations.get(calculation as usize)?.results.get(result as usize).map(subject_of)
            }
        }
    }

    /// The rows behind a posting.
    pub fn evidence(&self, posting: &Posting) -> Option<Evidence<'_>> {
        if let Some(Total { rows, counted, first, last, .. }) = self.total(posting) {
            let at = |row: &crate::activity::RowRef| (self.totals.file(*row), row.row);
            return Some(Evidence { rows: *rows, counted: *counted, first: at(first), last: at(last) });
        }
        let calculation = self.calculation(posting)?;
        let (rows, counted) = (calculation.rows.len() as u64, self.counted(posting, calculation));
        // A calculation may rest on rows of several tables.
        let places = || calculation.rows.iter().filter_map(|row| Some((row.place.file_name(), row.place.row()?)));
        let (first, last) = (places().min().unwrap_or_default(), places().max().unwrap_or_default());
        Some(Evidence { rows, counted, first, last })
    }

    /// The rows of a calculation are counted in the first of its months that lies in the book's period.
    fn counted(&self, posting: &Posting, calculation: &Calculation) -> u64 {
        let first = calculation.period.start().month().max(self.period.start().month());
        if posting.month == first { calculation.rows.len() as u64 } else { 0 }
    }

    /// Uncertainty and quality of a posting's quantity, as far as rows state them.
    pub fn quality(&self, posting: &Posting) -> Option<Quality> {
        if let Some(total) = self.total(posting) {
            let quality = total.quality.as_deref()?;
            return Some(quality.share(self.part(posting)));
        }
        let calculation = self.calculation(posting)?;
        let (percent, grade) = (calculation.uncertainty_pct, calculation.data_quality);
        if percent.is_none() && grade.is_none() {
            return None;
        }
        let mut quality = Quality::default();
        if let Some(percent) = percent {
            (quality.error, quality.assessed) = (posting.quantity * percent / 100.0, posting.quantity);
        }
        if let Some(of_grade) = grade.and_then(|g| quality.by_grade.get_mut(usize::from(g).saturating_sub(1))) {
            *of_grade = posting.quantity;
        }
        Some(quality)
    }

    /// The balance of each account, kg of each gas: what came in less what went out.
    ///
    /// Every entry takes from one account what it gives to another, so for each gas the balances add up to zero. The
    /// balance of an account of held gas is its stock; a negative stock is a mistake.
    pub fn balances(&self) -> BTreeMap<(AccountId, Gas), f64> {
        let mut balances: BTreeMap<(AccountId, Gas), f64> = BTreeMap::new();
        for entry in &self.entries {
            *balances.entry((entry.from, entry.gas)).or_default() -= entry.kg;
            *balances.entry((entry.to, entry.gas)).or_default() += entry.kg;
        }
        balances
    }
}

/// The activity of a method's result. The unit of a mass of gas is the kilogram.
fn subject_of(outcome: &Outcome) -> Subject<'_> {
    let (activity, category) = (&outcome.activity, outcome.category);
    let reported = Subject {
        activity,
        category,
        takes: activity,
        unit: Unit::KILOGRAM,
        basis: None,
        co2: Co2::Counted,
        gas: None,
    };
    match &outcome.kind {
        OutcomeKind::Gas { gas, .. } => Subject { gas: Some(*gas), ..reported },
        OutcomeKind::Quantity(q) => {
            Subject { takes: &q.takes, unit: q.amount.unit(), basis: q.basis, co2: q.co2, ..reported }
        }
    }
}

#[cfg(test)]
mod tests;
