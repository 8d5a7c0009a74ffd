//! A part of a figure, from its rows to CO2e.

use std::collections::BTreeSet;

use super::Facts;
use super::measured::{kilograms, unit_of};
use super::step::{self, ShownQuantity, Step};
use crate::activity::{Dimensions, DimensionsId, Quality};
use crate::factor::resolve::Resolution;
use crate::id::FactorId;
use crate::inventory::Measure;
use crate::ledger::{Basis, Entry, Evidence, Posting, Subject};
use crate::method::emissions;
use crate::period::Month;
use crate::quantity::{Family, Gas, HeatBasis};
use crate::scope::LedgerBook;

/// A difference between exact sums of the same rows that only rounding explains, relative.
pub(super) const ROUNDING: f64 = 1e-12;

/// What one site did of one thing in one unit, through one factor or by a method alone, as it was posted to one
/// book: one posting, or those of several months together.
pub(super) struct Posted<'a> {
    site: &'a str,
    posting: &'a Posting,
    subject: Subject<'a>,
    /// `None` where a method gives the mass of the gas.
    resolution: Option<&'a Resolution>,
    book: LedgerBook,
    months: BTreeSet<Month>,
    quantity: f64,
    /// Rows and the first and last of them; `None` where one row was asked for.
    rows: Option<Evidence<'a>>,
    quality: Option<Quality>,
    masses: Vec<(Gas, f64)>,
    /// The share of the site that counts.
    share: f64,
    /// What it adds to the figure, by its share, and of what.
    pub(super) kg: f64,
    of: &'static str,
}

/// What months must have in common to be shown as one.
pub(super) type Key<'a> = (
    &'a str,
    &'a str,
    &'static str,
    Option<HeatBasis>,
    DimensionsId,
    // A factor of an earlier year is reported with the year it was taken for.
    Option<(&'a FactorId, &'a str, u64, Option<(i16, i16)>)>,
    Option<(u32, u32)>,
    LedgerBook,
);

impl<'a> Posted<'a> {
    /// The entries of one posting, or `quantity` of it, where one row is asked for; `None` if nothing of it is in the
    /// measure, or the ledger lost what is behind it.
    pub(super) fn new(
        facts: Facts<'a>,
        entries: &'a [Entry],
        measure: &Measure,
        share: f64,
        quantity: Option<f64>,
    ) -> Option<Self> {
        let first = entries.first()?;
        let (posting, (category, book)) = (facts.ledger.posting(first)?, facts.ledger.reaches(first)?);
        let (subject, resolution) = (facts.ledger.subject(posting)?, facts.ledger.resolution(posting));
        let masses: Vec<(Gas, f64)> = match (quantity, resolution) {
            (Some(part), Some(resolution)) => {
                let masses = emissions(resolution.chain.apply(part), &resolution.factor);
                masses.filter(|(gas, _)| subject.co2.counts(*gas)).map(|(gas, m)| (gas, m.as_kilograms())).collect()
            }
            _ => entries.iter().map(|e| (e.gas, e.kg)).collect(),
        };
        let counted: Vec<f64> =
            masses.iter().filter_map(|(gas, kg)| kilograms(facts, measure, (category, book), *gas, *kg)).collect();
        // A part with no gas in the scopes is listed all the same, so that its biogenic CO2 is seen.
        if counted.is_empty() && measure.is_mass() {
            return None;
        }
        Some(Self {
            site: facts.ledger.site(posting)?.as_str(),
            kg: share * counted.iter().sum::<f64>(),
            of: unit_of(measure),
            posting,
            subject,
            resolution,
            book,
            months: BTreeSet::from([posting.month]),
            quantity: quantity.unwrap_or(posting.quantity),
            rows: facts.ledger.evidence(posting).filter(|_| quantity.is_none()),
            quality: facts.ledger.quality(posting).filter(|_| quantity.is_none()),
            masses,
            share,
        })
    }

    pub(super) fn key(&self) -> Key<'a> {
        let factor = self.resolution.map(|resolution| {
            let earlier = resolution.earlier_year().map(|earlier| (earlier, self.posting.month.year()));
            // Two sets may have factors of one id.
            let factor = &resolution.factor;
            (&factor.id, &*factor.provenance.set, resolution.chain.factor().to_bits(), earlier)
        });
        let method = match self.posting.basis {
            Basis::Method { calculation, result, .. } => Some((calculation, result)),
            _ => None,
        };
        let Subject { activity, unit, basis, .. } = self.subject;
        (self.site, activity.as_str(), unit.symbol(), basis, self.posting.dimensions, factor, method, self.book)
    }

    /// Takes in another month of the same.
    pub(super) fn take_in(&mut self, other: Self) {
        self.months.extend(other.months);
        self.quantity += other.quantity;
        self.kg += other.kg;
        if let (Some(known), Some(more)) = (&mut self.rows, other.rows) {
            known.rows += more.rows;
            known.counted += more.counted;
            (known.first, known.last) = (known.first.min(more.first), known.last.max(more.last));
        }
        match (&mut self.quality, other.quality) {
            (Some(known), Some(more)) => known.add(&more),
            (known @ None, more) => *known = more,
            (Some(_), None) => {}
        }
        for (gas, kg) in other.masses {
            match self.masses.iter_mut().find(|(known, _)| *known == gas) {
                Some((_, sum)) => *sum += kg,
                None => self.masses.push((gas, kg)),
            }
        }
    }

    /// Site, activity, months and result, then rows, meter, quantity, conversion, factor, reason and gases.
    ///
    /// A working that `shown` has is not repeated: a method's results share it.
    pub(super) fn steps(
        &self,
        facts: Facts<'_>,
        (number, share): (Option<usize>, Option<f64>),
        shown: &mut BTreeSet<u32>,
    ) -> Vec<Step> {
        let month = self.posting.month;
        let mut steps = vec![Step::Part {
            number,
            site: self.site.to_owned(),
            activity: self.subject.activity.clone(),
            months: (*self.months.first().unwrap_or(&month), *self.months.last().unwrap_or(&month)),
            book: self.book,
            tonnes: self.kg / 1_000.0,
            of: self.of,
            share,
        }];
        let place = |(file, row): (&str, u64)| (file.to_owned(), row);
        // Rows of which only a later month is shown here are counted with the earlier one.
        let rows = |e: Evidence<'_>| Step::Rows { rows: e.counted.max(1), first: place(e.first), last: place(e.last) };
        steps.extend(self.rows.map(rows));
        steps.extend(self.dimensions(facts));
        steps.extend(self.working(facts, shown));
        let cut = facts.ledger.calculation(self.posting).is_some_and(|c| !facts.period.contains(c.period));
        steps.push(Step::Quantity { quantity: self.measured(), cut });
        steps.extend(self.uncertainty());
        match self.resolution {
            Some(resolution) => steps.extend(self.factor(resolution)),
            None => steps.push(Step::Why { reason: None, earlier: None }),
        }
        let mut inside = 0.0;
        for (gas, kg) in &self.masses {
            steps.extend(self.gas(facts, *gas, *kg, &mut inside));
        }
        steps.push(Step::Result { kg_co2e: inside });
        let kg = self.kg / self.share;
        steps.extend((self.share < 1.0).then_some(Step::Counted {
            kg,
            of: self.of,
            share: self.share,
            counted: self.kg,
        }));
        steps
    }

    /// The quantity in the unit of the rows.
    fn measured(&self) -> ShownQuantity {
        ShownQuantity { value: self.quantity, unit: self.subject.unit.symbol(), basis: self.subject.basis }
    }

    /// Meter, plant and counterparty, as far as rows name them.
    fn dimensions(&self, facts: Facts<'_>) -> impl Iterator<Item = Step> {
        let Dimensions { plant, counterparty, meter } = facts.ledger.dimensions_of(self.posting);
        let named = [
            (step::Named::Meter, meter.as_ref().map(ToString::to_string)),
            (step::Named::Plant, plant.as_ref().map(ToString::to_string)),
            (step::Named::Counterparty, counterparty.as_ref().map(ToString::to_string)),
        ];
        named.into_iter().filter_map(|(what, id)| Some(Step::Named { what, id: id? }))
    }

    /// The working of the method behind it, once.
    fn working(&self, facts: Facts<'_>, shown: &mut BTreeSet<u32>) -> Vec<Step> {
        let Basis::Method { calculation: index, .. } = self.posting.basis else { return Vec::new() };
        let Some(calculation) = facts.ledger.calculation(self.posting) else { return Vec::new() };
        let working = &calculation.working;
        if !shown.insert(index) {
            return vec![Step::Method { name: working.method, source: None }];
        }
        let mut steps = vec![Step::Method { name: working.method, source: Some(working.source) }];
        steps.extend(working.defaults.iter().cloned().map(Step::Default));
        steps.extend(working.steps.iter().cloned().map(Step::Formula));
        steps
    }

    /// What the rows say of how sure the quantity is: rows of one meter share one error.
    fn uncertainty(&self) -> Option<Step> {
        let quality = self.quality.filter(|q| q.error != 0.0)?;
        let some = (quality.assessed - self.quantity).abs() > ROUNDING * self.quantity.abs();
        let assessed = some.then_some(quality.assessed);
        Some(Step::QuantityUncertainty { error: quality.error.abs(), assessed, unit: self.subject.unit.symbol() })
    }

    /// Conversion, factor and reason.
    fn factor(&self, resolution: &Resolution) -> Vec<Step> {
        let (chain, factor) = (&resolution.chain, &resolution.factor);
        let mut steps = Vec::new();
        if self.subject.unit != factor.unit || !chain.properties.is_empty() {
            let to =
                ShownQuantity { value: chain.apply(self.quantity), unit: factor.unit.symbol(), basis: factor.basis };
            steps.push(Step::Conversion { from: self.measured(), factor: chain.factor(), to });
            steps.extend(chain.properties.iter().cloned().map(Step::Property));
        }
        steps.push(Step::Factor(Box::new((**factor).clone())));
        let earlier = resolution.earlier_year().map(|earlier| (self.posting.month.year(), earlier));
        steps.push(Step::Why { reason: Some(resolution.reason.clone()), earlier });
        steps
    }

    /// A gas and its worth, which is added to what stands inside the scopes.
    fn gas(&self, facts: Facts<'_>, gas: Gas, kg: f64, inside: &mut f64) -> Vec<Step> {
        let by_factor = self.resolution.map(|Resolution { factor, chain, .. }| {
            let amount = ShownQuantity { value: chain.apply(self.quantity), unit: factor.unit.symbol(), basis: None };
            (amount, factor.gases.iter().find(|g| g.gas == gas).map_or(0.0, |g| g.kg_per_unit))
        });
        let mut steps = vec![Step::Gas { gas, by_factor, kg }];
        if !gas.family().in_scopes() {
            steps.push(Step::OutsideScopes);
        } else if let Some(gwp) = facts.inventory.potential(self.subject.category, gas) {
            let kg_co2e = kg * gwp.kg_co2e_per_kg;
            let table = (gas.family() != Family::Co2e).then(|| gwp.table.to_string());
            steps.push(Step::Potential { kg, gwp: gwp.kg_co2e_per_kg, table, kg_co2e });
            *inside += kg_co2e;
        }
        steps
    }
}
