//! The items to post: totals of rows, and the results of methods divided into months.

use std::collections::HashMap;

use super::posting::{Basis, Posting, ResolutionId};
use super::refused::Behind;
use crate::activity::{DimensionSet, Dimensions, DimensionsId, Stream, Total, Totals};
use crate::factor::resolve::Query;
use crate::id::{ActivityCode, SiteId};
use crate::method::{Calculation, Outcome, OutcomeKind, Quantity};
use crate::period::{Month, Period};
use crate::quantity::Gas;
use crate::scope::{Category, Scope};

/// Something to be posted.
pub(super) struct Item<'l> {
    pub(super) site: u32,
    pub(super) month: Month,
    pub(super) category: Category,
    pub(super) activity: &'l ActivityCode,
    pub(super) dimensions: DimensionsId,
    pub(super) named: &'l Dimensions,
    pub(super) amount: Amount<'l>,
    /// Where it comes from. This is reported if it cannot be posted.
    pub(super) behind: Behind,
    /// How many rows are counted here and not in an earlier month.
    pub(super) counted: u64,
    /// Whether it [says how much activity there was](Calculation::states).
    pub(super) states: bool,
    basis: Pending,
}

/// The amount: a quantity that needs a factor, or a mass of gas.
pub(super) enum Amount<'l> {
    Quantity(f64, Query<'l>),
    Gas(f64, Gas),
}

/// A basis whose factor is not known yet.
enum Pending {
    Activity(u32),
    Method(u32, u32),
}

impl Item<'_> {
    /// The posting, once its factor is known; a mass of gas needs none.
    pub(super) fn posting(&self, resolution: Option<ResolutionId>) -> Option<Posting> {
        let basis = match (&self.basis, resolution) {
            (Pending::Activity(total), Some(resolution)) => Basis::Activity { total: *total, resolution },
            (Pending::Activity(_), None) => return None,
            (Pending::Method(calculation, result), resolution) => {
                Basis::Method { calculation: *calculation, result: *result, resolution }
            }
        };
        let (Amount::Quantity(quantity, _) | Amount::Gas(quantity, _)) = self.amount;
        let Self { site, month, dimensions, .. } = *self;
        Some(Posting { site, month, dimensions, basis, quantity })
    }
}

/// The items of the wanted scopes: totals of rows by site and stream, then the results of methods, in the order of the
/// calculations, their months and results.
pub(super) fn items<'l>(
    totals: &'l Totals,
    calculations: &'l [Calculation],
    dimensions: &'l DimensionSet,
    sites: &'l [SiteId],
    period: Period,
    wanted: fn(Scope) -> bool,
) -> impl Iterator<Item = Item<'l>> {
    let of_rows = totals.totals.iter().zip(0..).filter_map(move |(total, index)| {
        let stream = totals.stream(total)?;
        wanted(stream.category.scope()).then(|| of_total(index, total, stream, totals.dimensions_of(stream)))
    });
    let by_id: HashMap<&SiteId, u32> = match calculations {
        [] => HashMap::new(),
        _ => sites.iter().zip(0..).collect(),
    };
    let of_methods = calculations.iter().zip(0..).filter_map(move |(calculation, index)| {
        let at =
            At { site: *by_id.get(&calculation.site)?, index, dimensions: dimensions.find(&calculation.dimensions)? };
        Some(of_calculation(calculation, at, period, wanted))
    });
    of_rows.chain(of_methods.flatten())
}

fn of_total<'l>(index: u32, total: &'l Total, stream: &'l Stream, named: &'l Dimensions) -> Item<'l> {
    Item {
        site: total.site,
        month: stream.month,
        category: stream.category,
        activity: &stream.activity,
        dimensions: stream.dimensions,
        named,
        amount: Amount::Quantity(total.quantity, stream.query()),
        behind: Behind::Rows(total.first, total.stream),
        counted: total.counted,
        states: true,
        basis: Pending::Activity(index),
    }
}

/// Where a calculation stands in the ledger.
#[derive(Clone, Copy)]
struct At {
    site: u32,
    index: u32,
    dimensions: DimensionsId,
}

/// The results of a calculation, shared out to months by days, as rows are.
fn of_calculation<'l>(
    calculation: &'l Calculation,
    at: At,
    period: Period,
    wanted: fn(Scope) -> bool,
) -> impl Iterator<Item = Item<'l>> {
    let interval = calculation.period.interval();
    let whole = interval.seconds() as f64;
    let months = interval.months_within(period).into_iter().enumerate();
    months.flat_map(move |(nth, (month, seconds))| {
        let share = seconds as f64 / whole;
        let rows = if nth == 0 { calculation.rows.len() as u64 } else { 0 };
        let results = calculation.results.iter().zip(0..).filter(move |(o, _)| wanted(o.category.scope()));
        let states = results.map(move |(outcome, result)| (outcome, result, calculation.states(outcome)));
        states.map(move |(outcome, result, states)| Item {
            site: at.site,
            month,
            category: outcome.category,
            activity: &outcome.activity,
            dimensions: at.dimensions,
            named: &calculation.dimensions,
            amount: amount(outcome, month, share),
            behind: Behind::Calculation(at.index),
            // Two quantities that share the gases of a factor are of one row.
            counted: if states { rows } else { 0 },
            states,
            basis: Pending::Method(at.index, result),
        })
    })
}

fn amount(outcome: &Outcome, month: Month, share: f64) -> Amount<'_> {
    match &outcome.kind {
        OutcomeKind::Gas { gas, kg } => Amount::Gas(kg * share, *gas),
        OutcomeKind::Quantity(quantity) => {
            Amount::Quantity(quantity.amount.value() * share, query(quantity, outcome.category, month))
        }
    }
}

/// The query for the factor of a method's quantity.
fn query(quantity: &Quantity, category: Category, month: Month) -> Query<'_> {
    Query {
        activity: quantity.takes.as_str(),
        category,
        unit: quantity.amount.unit(),
        month,
        factor_id: quantity.factor_id.as_ref().map(|id| id.as_str()),
        basis: quantity.basis,
        co2: quantity.co2,
        region: quantity.region.as_deref(),
    }
}

#[cfg(test)]
mod tests;
