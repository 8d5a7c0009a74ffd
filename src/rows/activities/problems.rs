//! What is wrong with a row of activity, cell by cell.
//!
//! The same cells are judged here by the same rules as in [`super::check`]; here they are
//! also located.

use super::rules::Rules;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::estate::Role;
use crate::period::{Interval, Moment};
use crate::rows::{explain, moment};
use crate::table::{Row, cell};

/// Every problem of one row.
pub(super) fn row_problems(row: Row<'_>, rules: &Rules<'_>, d: &mut Diagnostics) {
    let site = site(row, rules, d);
    activity(row, rules, d);
    let _ = row.unit("unit", d);
    quantity(row, d);
    let _ = row.choice("basis", d);
    let _ = row.number("data_quality", d);
    let _ = row.number("uncertainty_pct", d);
    counterparty(row, rules, d);
    time(row, rules, site, d);
}

fn site(row: Row<'_>, rules: &Rules<'_>, d: &mut Diagnostics) -> Option<u32> {
    let id = row.required_text("site_id", d)?;
    if let Some(index) = rules.site_index(id) {
        return Some(index);
    }
    let outside = rules.sites.iter().find(|s| s.id.as_str() == id && s.role == Role::Outside);
    d.push(match outside {
        Some(site) => error(row, "site_id", Code::OutsideTheFence, format!("`{id}` is outside the estate"))
            .with_related(site.place.clone(), "its role is `outside`")
            .with_help("remove the row, or change the site's role in sites.csv"),
        None => unknown_site(row, "site_id", id, rules),
    });
    None
}

fn counterparty(row: Row<'_>, rules: &Rules<'_>, d: &mut Diagnostics) {
    if let Some(id) = row.text("counterparty")
        && !rules.has_site(id)
    {
        d.push(unknown_site(row, "counterparty", id, rules));
    }
}

fn unknown_site(row: Row<'_>, column: &'static str, id: &str, rules: &Rules<'_>) -> Diagnostic {
    let near = nearest(id, rules.sites.iter().map(|s| s.id.as_str()));
    let help = match near {
        Some(near) => format!("did you mean `{near}`? Every site is a row of sites.csv"),
        None => "add the site to sites.csv, or correct the id".to_owned(),
    };
    error(row, column, Code::UnknownSite, format!("there is no site `{}` in sites.csv", cell::shown(id)))
        .with_help(help)
}

fn activity(row: Row<'_>, rules: &Rules<'_>, d: &mut Diagnostics) {
    let Some(code) = row.required_text("activity", d) else { return };
    if let Err(mut unknown) = rules.chart.category(code) {
        unknown.code = cell::shown(code);
        let message = unknown.to_string();
        let help = match &unknown.suggestion {
            Some(near) => format!("did you mean `{near}`? A book adds a code of its own by a factor in factors.csv"),
            None => "`estate-carbon factors search` finds codes; a book adds one by a factor in factors.csv".to_owned(),
        };
        d.push(error(row, "activity", Code::UnknownActivity, message).with_help(help));
    }
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
    } else if interval.intersection(rules.period.interval()).is_none() {
        let outside = error(
            row,
            "start",
            Code::OutsidePeriod,
            format!("{} to {} lies outside the period {}", texts.0, texts.1, rules.period),
        );
        d.push(outside.with_help("correct the dates, or move the row to the book of its year"));
    } else if let Some(site) = site {
        alive(row, rules, site, interval, d);
    }
}

fn alive(row: Row<'_>, rules: &Rules<'_>, index: u32, interval: Interval, d: &mut Diagnostics) {
    let Some(site) = rules.sites.get(index as usize) else { return };
    if let Some(life) = site.life.filter(|life| life.interval().intersection(interval).is_none()) {
        let message = format!("`{}` belonged to the estate from {life}, not at the time of the row", site.id);
        d.push(
            error(row, "site_id", Code::OutsideSiteLife, message)
                .with_related(site.place.clone(), "its start and end are here")
                .with_help("correct the row's dates, or the site's start and end"),
        );
    }
}

fn moment(row: Row<'_>, column: &str, d: &mut Diagnostics) -> Option<Moment> {
    let column = row.columns().iter().find(|known| known.name == column)?;
    explain::moment(row, column, d)
}

fn error(row: Row<'_>, column: &'static str, code: Code, message: String) -> Diagnostic {
    Diagnostic::error(code, row.place_of(column), message)
}
