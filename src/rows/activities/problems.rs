//! What is wrong with a row of activity, cell by cell.
//!
//! Cells are checked by the same rules as in [`super::check`]; here they are also located.

use super::rules::Rules;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::period::Moment;
use crate::rows::{misfits, moment};
use crate::table::told::Told;
use crate::table::{Row, cell, rules};

/// Every problem of one row.
pub(super) fn row_problems(row: Row<'_>, rules: &Rules<'_>, told: &Told, d: &mut Diagnostics) {
    let site = site(row, rules, told, d);
    activity(row, rules, told, d);
    unit(row, rules, d);
    quantity(row, d);
    let _ = row.choice("basis", d);
    let _ = row.number("data_quality", d);
    let _ = row.number("uncertainty_pct", d);
    counterparty(row, rules, told, d);
    time(row, rules, site, d);
}

fn site(row: Row<'_>, rules: &Rules<'_>, told: &Told, d: &mut Diagnostics) -> Option<u32> {
    let id = row.required_text("site_id", d)?;
    if let Some(index) = rules.site_index(id) {
        return Some(index);
    }
    match rules::site_of(id, rules.sites) {
        Some(site) => drop(rules::inside_the_fence(row, site, d)),
        None => row.report("site_id", rules::unknown_site(id, rules.sites, told), d),
    }
    None
}

fn counterparty(row: Row<'_>, rules: &Rules<'_>, told: &Told, d: &mut Diagnostics) {
    if let Some(id) = row.text("counterparty")
        && !rules.has_site(id)
    {
        row.report("counterparty", rules::unknown_site(id, rules.sites, told), d);
    }
}

fn activity(row: Row<'_>, rules: &Rules<'_>, told: &Told, d: &mut Diagnostics) {
    if let Some(code) = row.required_text("activity", d) {
        let _ = rules::category((row, "activity"), code, rules.chart, told, d);
    }
}

fn unit(row: Row<'_>, rules: &Rules<'_>, d: &mut Diagnostics) {
    let Some(symbol) = row.required_text("unit", d) else { return };
    let dimensions = row.text("activity").map_or(&[][..], |code| rules.chart.dimensions(code));
    let _ = row.checked("unit", cell::unit_of(symbol, dimensions), d);
}

fn quantity(row: Row<'_>, d: &mut Diagnostics) {
    let Some(text) = row.required_text("quantity", d) else { return };
    let Some(quantity) = row.checked("quantity", cell::finite(text), d) else { return };
    if quantity < 0.0 && row.text("note").is_none() {
        let negative = error(
            row,
            "quantity",
            Code::CorrectionWithoutNote,
            format!("`{}` is negative and the row has no note", cell::shown(text)),
        );
        d.push(negative.with_help("say in `note` which row it corrects, or correct the sign"));
    }
}

fn time(row: Row<'_>, rules: &Rules<'_>, site: Option<u32>, d: &mut Diagnostics) {
    let start = moment(row, "start", d);
    let end = moment(row, "end", d);
    let (Some(start), Some(end)) = (start, end) else { return };
    let Some(interval) = moment::interval(start, end) else {
        let mixed = error(
            row,
            "end",
            Code::MixedMoments,
            "one of `start` and `end` is a date, the other a date-time".to_owned(),
        );
        d.push(
            mixed.with_help("give two dates (the end is the last day) or two date-times (the end is when it stops)"),
        );
        return;
    };
    let texts = (row.text("start").unwrap_or_default(), row.text("end").unwrap_or_default());
    if interval.is_empty() {
        let reversed = error(row, "end", Code::EndBeforeStart, format!("`{}` is not after `{}`", texts.1, texts.0));
        d.push(reversed.with_help("correct one of the two; a row of one day starts and ends on the same date"));
        return;
    }
    let time = format!("{} to {}", texts.0, texts.1);
    let site = site.and_then(|index| rules.sites.get(index as usize));
    if rules::in_period(row, interval, &time, rules.period, d).is_some()
        && let Some(site) = site
    {
        rules::in_life(row, interval, site, d);
    }
}

fn moment(row: Row<'_>, column: &str, d: &mut Diagnostics) -> Option<Moment> {
    let column = row.columns().iter().find(|known| known.name == column)?;
    misfits::moment(row, column, d)
}

fn error(row: Row<'_>, column: &'static str, code: Code, message: String) -> Diagnostic {
    Diagnostic::error(code, row.place_of(column), message)
}
