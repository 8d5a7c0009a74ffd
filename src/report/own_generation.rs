//! Energy that sites make and use themselves: by site and source, in no scope.

use std::collections::BTreeMap;

use schemars::JsonSchema;

use super::message::{self, Message};
use super::number::shown;
use super::table::{Column, Table, TableValue};
use super::{Facts, Report};
use crate::quantity::Unit;
use crate::scope::Category;

/// What one site made of one source in the period.
#[derive(Clone, Debug, PartialEq, serde::Serialize, JsonSchema)]
pub(crate) struct OwnGenerationView {
    pub(crate) site_id: String,
    pub(crate) activity: String,
    pub(crate) mwh: f64,
}

/// The sums over the period, by site and source.
pub(super) fn by_site(facts: Facts<'_>) -> Vec<OwnGenerationView> {
    let Ok(mwh) = Unit::parse("MWh") else { return Vec::new() };
    let mut sums: BTreeMap<(String, String), f64> = BTreeMap::new();
    for stated in facts.ledger.quantities().filter(|stated| stated.category == Category::OwnGeneration) {
        let (Some(site), Ok(to)) = (stated.site, stated.unit.conversion_to(mwh)) else { continue };
        *sums.entry((site.to_string(), stated.activity.to_string())).or_default() += to.apply(stated.quantity);
    }
    sums.into_iter().map(|((site_id, activity), mwh)| OwnGenerationView { site_id, activity, mwh }).collect()
}

impl Report {
    /// Own generation, by site and source.
    pub(crate) fn own_generation(&self) -> Table<'_> {
        let row = |made: &'_ OwnGenerationView| {
            [
                TableValue::text(made.site_id.clone()),
                TableValue::text(made.activity.clone()),
                TableValue::Number(made.mwh),
            ]
        };
        let columns = [
            Column::text("site_id", message::column_site()),
            Column::text("activity", message::column_activity()),
            Column::number("mwh", message::column_mwh()),
        ];
        Table::new("own_generation", columns, self.own_generation.iter().map(row))
    }

    /// The same in one line of the screen.
    pub(super) fn own_generation_on_screen(&self) -> Option<Message> {
        let sum: f64 = self.own_generation.iter().map(|made| made.mwh).sum();
        (!self.own_generation.is_empty()).then(|| message::own_generation_on_screen(shown(sum)))
    }
}
