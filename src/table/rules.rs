//! What every row with a site and a time is judged by, and how it is reported: of activity and of methods alike.
//!
//! In: what a row says, the sites and the period of its book. Out: a problem at the row's cell.

use super::cell::{CellProblem, shown};
use super::told::Told;
use super::typed::Cell;
use super::{Column, Row};
use crate::activity::{Chart, UnknownActivity};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::estate::{Role, Site};
use crate::period::{Interval, Period};
use crate::scope::Category;

/// The site of an id, of sites in the order of their ids.
pub(crate) fn site_of<'s>(id: &str, sites: &'s [Site]) -> Option<&'s Site> {
    sites.binary_search_by(|site| site.id.as_str().cmp(id)).ok().and_then(|index| sites.get(index))
}

/// The site of a cell, which is reported if there is none. Without a readable sites.csv every id would be unknown; the
/// table's own problem says it once.
pub(crate) fn site<'s>(cell: Cell<'_, &str>, sites: &'s [Site], told: &Told, d: &mut Diagnostics) -> Option<&'s Site> {
    let id = cell.get()?;
    let found = site_of(id, sites);
    if found.is_none() && !sites.is_empty() {
        cell.report(unknown_site(id, sites, told), d);
    }
    found
}

/// What is wrong with an id that no site has.
pub(crate) fn unknown_site(id: &str, sites: &[Site], told: &Told) -> CellProblem {
    let searched = || no_site(id, nearest(id, sites.iter().map(|site| site.id.as_str())));
    told.problem(Code::UnknownSite, id, searched, || no_site(id, None))
}

fn no_site(id: &str, near: Option<&str>) -> CellProblem {
    let help = match near {
        Some(near) => format!("did you mean `{near}`? Every site is a row of sites.csv"),
        None => "add the site to sites.csv, or correct the id".to_owned(),
    };
    CellProblem::new(Code::UnknownSite, format!("there is no site `{}` in sites.csv", shown(id)), help)
}

/// Whether a site can have activity of its own: one outside the estate stands for a counterparty.
pub(crate) fn inside_the_fence(row: Row<'_>, site: &Site, d: &mut Diagnostics) -> bool {
    if site.role != Role::Outside {
        return true;
    }
    let message = format!("`{}` is outside the estate", site.id);
    let outside = Diagnostic::error(Code::OutsideTheFence, row.place_of("site_id"), message);
    d.push(
        outside
            .with_related(site.place.clone(), "its role is `outside`")
            .with_help("remove the row, or change the site's role in sites.csv"),
    );
    false
}

/// The part of a row's time that is in the period of its book, which must be some; `time` is how the row says it.
pub(crate) fn in_period(
    row: Row<'_>,
    interval: Interval,
    time: &str,
    book: Period,
    d: &mut Diagnostics,
) -> Option<Interval> {
    let inside = interval.intersection(book.interval());
    if inside.is_none() {
        let message = format!("{time} lies outside the period {book}");
        let help = if is_in_utc(row.text("start")) || is_in_utc(row.text("end")) {
            "the times are in UTC and are taken as they stand: offsets are not applied; write the time of the site's clocks, \
             2024-01-01T00:00 or 2024-01-01T00:00+07:00"
        } else {
            "correct the dates, or move the row to the book of its year"
        };
        row.report("start", CellProblem::new(Code::OutsidePeriod, message, help), d);
    }
    inside
}

/// Whether some day of a row's period is in that of its book and in its site's time; a row across the edge of the book is
/// warned of.
pub(crate) fn in_time(row: Row<'_>, period: Period, site: Option<&Site>, book: Period, d: &mut Diagnostics) -> bool {
    let interval = period.interval();
    let Some(inside) = in_period(row, interval, &period.to_string(), book, d) else { return false };
    if inside != interval {
        let message = format!("{period} reaches beyond the period {book}");
        let cut = Diagnostic::warning(Code::CutAtPeriodEdge, row.place_of("start"), message);
        d.push(cut.with_help("the result is counted by the share of its days inside the period"));
    }
    site.is_none_or(|site| in_life(row, interval, site, d))
}

/// Whether a time is written in UTC: `Z`, or an offset of nothing.
fn is_in_utc(time: Option<&str>) -> bool {
    const ENDINGS: [&str; 5] = ["z", "+00", "+00:00", "+0000", "utc"];
    time.is_some_and(|time| time.len() > "2024-01-01".len() && ENDINGS.iter().any(|z| time.to_lowercase().ends_with(z)))
}

/// Whether some of a row's time is in the time its site belonged to the estate.
pub(crate) fn in_life(row: Row<'_>, interval: Interval, site: &Site, d: &mut Diagnostics) -> bool {
    let Some(life) = site.life.filter(|life| life.interval().intersection(interval).is_none()) else { return true };
    let message = format!("`{}` belonged to the estate from {life}, not at the time of the row", site.id);
    let dead = Diagnostic::error(Code::OutsideSiteLife, row.place_of("site_id"), message);
    d.push(
        dead.with_related(site.place.clone(), "its start and end are here")
            .with_help("correct the row's dates, or the site's start and end"),
    );
    false
}

/// The inventory line of a code in a cell, which the chart must have and the column `name` take.
pub(crate) fn category(
    (row, name): (Row<'_>, &str),
    code: &str,
    chart: &Chart,
    told: &Told,
    d: &mut Diagnostics,
) -> Option<Category> {
    let Some(category) = chart.known(code) else {
        let searched = || no_activity(chart.unknown(code));
        let unsearched = || no_activity(UnknownActivity::unsearched(code));
        row.report(name, told.problem(Code::UnknownActivity, code, searched, unsearched), d);
        return None;
    };
    let schema = row.table.schema;
    let groups = schema.column(name).map_or(&[][..], |column| &column.groups);
    if groups.is_empty() || groups.iter().any(|group| group == category.code()) {
        return Some(category);
    }
    let message = format!("`{code}` is {}, which {} is not for", category.title(), schema.file_name());
    let help = format!("write a code of one of these groups: `{}`", groups.join("`, `"));
    row.report(name, CellProblem::new(Code::MethodInput, message, help), d);
    None
}

/// Whether the row's method is for a code of a column; if not, `method` is reported with what fits.
pub(crate) fn is_for_method(row: Row<'_>, column: &Column, code: &str, d: &mut Diagnostics) -> bool {
    let Some(method) = row.text("method").filter(|method| !column.is_for(method, code)) else { return true };
    let codes = column.codes.get(method).map(|codes| codes.join("`, `")).unwrap_or_default();
    let correct = format!("correct the activity: `{method}` takes `{codes}`");
    let others: Vec<&str> = column.methods_for(code).collect();
    let help = match others.as_slice() {
        [] => correct,
        others => format!("write `{}`, or {correct}", others.join("` or `")),
    };
    let message = format!("the method `{method}` is not for `{code}`");
    row.report("method", CellProblem::new(Code::MethodInput, message, help), d);
    false
}

fn no_activity(unknown: UnknownActivity) -> CellProblem {
    let help = unknown.help();
    let unknown = UnknownActivity { code: shown(&unknown.code), ..unknown };
    CellProblem::new(Code::UnknownActivity, unknown.to_string(), help)
}
