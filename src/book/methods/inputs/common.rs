//! What every row of a method's table says of its place, site and time.

use super::super::Context;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::estate::Site;
use crate::method::TableRow;
use crate::period::Period;
use crate::table::typed::Cell;
use crate::table::{Row, rules};

/// A row for the trail: its place, and every cell that is filled in.
pub(super) fn table_row(row: Row<'_>) -> TableRow {
    let cell = |name: &'static str| Some((name, row.text(name)?.to_owned()));
    let columns = row.columns().iter().map(|column| column.name.as_str());
    TableRow { place: row.place_of(subject(row)), cells: columns.chain(["note"]).filter_map(cell).collect() }
}

/// The column that says what the row is of: where problems of its factor are reported.
fn subject(row: Row<'_>) -> &'static str {
    let columns = ["factor_id", "factors_of", "activity", "gas", "landfill_id"];
    columns.into_iter().find(|name| row.text(name).is_some()).unwrap_or("site_id")
}

/// The site of an id, which is reported if there is none.
pub(super) fn site<'a>(cell: Cell<'_, &str>, context: Context<'a>, d: &mut Diagnostics) -> Option<&'a Site> {
    let id = cell.get()?;
    let found = rules::site_of(id, context.sites);
    // Without a readable sites.csv every id would be unknown; the table's own problem says it once.
    if found.is_none() && !context.sites.is_empty() {
        cell.report(rules::unknown_site(id, context.sites, context.told), d);
    }
    found
}

/// Whether some day of the row is in the book's period and the site's time; a row across the
/// edge of the period is warned of.
pub(super) fn in_time(
    row: Row<'_>,
    period: Period,
    site: Option<&Site>,
    context: Context<'_>,
    d: &mut Diagnostics,
) -> bool {
    let (interval, book) = (period.interval(), context.period);
    let Some(inside) = rules::in_period(row, interval, &period.to_string(), book, d) else { return false };
    if inside != interval {
        let message = format!("{period} reaches beyond the period {book}");
        let cut = Diagnostic::warning(Code::CutAtPeriodEdge, row.place_of("start"), message);
        d.push(cut.with_help("the result is counted by the share of its days inside the period"));
    }
    site.is_none_or(|site| rules::in_life(row, interval, site, d))
}
