//! The section of quantities by meter, plant and counterparty.

use super::{Page, count, counted, exact};
use crate::report::model::DimensionView;

/// Lines of meters shown; the rest are counted and stand in report.json.
const METERS: usize = 200;

pub(super) fn dimensions(lines: &[DimensionView], page: &mut Page) {
    if lines.is_empty() {
        return;
    }
    page.line("## Quantities by meter, plant and counterparty\n");
    let named = |id: &Option<String>| id.clone().unwrap_or_default();
    let row = |d: &DimensionView| {
        [
            d.site_id.clone(),
            d.activity.clone(),
            named(&d.meter_id),
            named(&d.plant_id),
            named(&d.counterparty),
            [exact(d.quantity), d.unit.clone()].into_iter().chain(of_what(d)).collect::<Vec<_>>().join(" "),
            d.quantity_error.map_or_else(String::new, |error| format!("± {} {}", exact(error.abs()), d.unit)),
            count(d.rows),
        ]
    };
    let header = ["Site", "Activity", "Meter", "Plant", "Counterparty", "Quantity", "Uncertainty given", "Rows"];
    page.table(&header, 5, lines.iter().take(METERS).map(row));
    if let Some(more) = lines.len().checked_sub(METERS).filter(|more| *more > 0) {
        page.line(format_args!("and {} in report.json\n", counted(more as u64, "more line")));
    }
}

/// The gas, where a method gives its mass, or the calorific basis of an energy.
fn of_what(line: &DimensionView) -> Option<String> {
    line.gas.clone().or_else(|| line.basis.as_ref().map(|basis| format!("({basis})")))
}
