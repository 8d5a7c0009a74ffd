//! Calculations of methods as totals beside those of the activity rows.

use std::sync::Arc;

use crate::activity::{Derived, Line, RowRef, Total, Totals};
use crate::estate::Site;
use crate::method::{Calculation, Outcome};
use crate::period::{Month, Period};

/// Adds what the calculations came to, shared out to months by days, as rows are. Their rows
/// are of tables of their own, and no activity rows.
pub(super) fn derive(totals: &mut Totals, calculations: &[Calculation], sites: &[Site], period: Period) {
    for (index, calculation) in calculations.iter().enumerate() {
        let Some(site) = sites.iter().position(|site| site.id == calculation.site) else { continue };
        let rows = rows(&mut totals.files, calculation);
        let interval = calculation.period.interval();
        let whole = interval.seconds() as f64;
        for (nth, (month, seconds)) in interval.months_within(period).into_iter().enumerate() {
            let share = seconds as f64 / whole;
            for outcome in &calculation.results {
                let line = totals.lines.len() as u32;
                totals.lines.push(line_of(index as u32, calculation, outcome, month));
                totals.totals.push(Total {
                    site: site as u32,
                    line,
                    quantity: outcome.amount.value() * share,
                    rows: calculation.rows.len() as u64,
                    counted: if nth == 0 { calculation.rows.len() as u64 } else { 0 },
                    first: rows.0,
                    last: rows.1,
                });
            }
        }
    }
    totals.totals.sort_by_key(|total| (total.site, total.line));
}

/// The first and last row behind a calculation, its table among the files.
fn rows(files: &mut Vec<Arc<str>>, calculation: &Calculation) -> (RowRef, RowRef) {
    let name = calculation.place().map_or("", |place| place.file_name());
    let file = files.iter().position(|file| **file == *name).unwrap_or_else(|| {
        files.push(name.into());
        files.len() - 1
    });
    let row = |row: Option<u64>| RowRef { file: file as u32, row: row.unwrap_or_default() };
    let numbers = || calculation.rows.iter().filter_map(|row| row.place.row());
    (row(numbers().min()), row(numbers().max()))
}

fn line_of(index: u32, calculation: &Calculation, outcome: &Outcome, month: Month) -> Line {
    let derived = Derived { calculation: index, takes: outcome.takes.clone(), region: outcome.region.clone() };
    Line {
        activity: outcome.activity.clone(),
        category: outcome.category,
        unit: outcome.amount.unit(),
        month,
        factor_id: outcome.factor_id.clone(),
        basis: outcome.basis,
        plant: None,
        counterparty: calculation.counterparty.clone(),
        data_quality: calculation.data_quality,
        uncertainty_pct: calculation.uncertainty_pct,
        derived: Some(derived),
    }
}
