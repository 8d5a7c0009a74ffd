//! assertions.csv: figures that somebody else measured, to be compared with the books.

use std::collections::BTreeMap;
use std::fmt;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::estate::Site;
use crate::id::SiteId;
use crate::period::Period;
use crate::place::Place;
use crate::quantity::Unit;
use crate::table::cell::{self, CellProblem};
use crate::table::told::Told;
use crate::table::typed::assertions::Row;
use crate::table::typed::{Cell, Reader};
use crate::table::{Table, rules};

/// One figure the books should agree with.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Assertion {
    /// Its id, unique in the book.
    pub id: String,
    /// The site it is about; the whole book if none.
    pub site: Option<SiteId>,
    /// An activity code, a group of the chart, or a section of a statement, as written.
    pub what: String,
    /// The days it covers.
    pub interval: Period,
    /// The figure.
    pub value: f64,
    /// What the figure counts.
    pub unit: AssertedUnit,
    /// How far the books may be off, in percent of the figure.
    pub tolerance_pct: f64,
    /// Where it stands.
    pub place: Place,
}

/// What an asserted figure counts.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum AssertedUnit {
    /// A quantity of activity.
    Activity(Unit),
    /// Emissions, in tonnes of CO2e under the book's GWP set.
    TonnesCo2e,
}

impl AssertedUnit {
    const TONNES_CO2E: &'static str = "tCO2e";

    fn parse(text: &str) -> Result<Self, CellProblem> {
        if text == Self::TONNES_CO2E {
            return Ok(Self::TonnesCo2e);
        }
        if text.to_lowercase().contains("co2") {
            let message = format!("`{text}` is not a unit of assertions");
            let help = "emissions are asserted in tonnes of CO2e, written `tCO2e`";
            return Err(CellProblem::new(Code::UnknownUnit, message, help));
        }
        cell::unit(text).map(Self::Activity)
    }
}

impl fmt::Display for AssertedUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Activity(unit) => unit.fmt(f),
            Self::TonnesCo2e => f.write_str(Self::TONNES_CO2E),
        }
    }
}

/// Reads the assertions, in the order of their ids. Where the sites could not be read, ids of
/// sites are not checked.
pub(super) fn read(table: &Table, sites: Option<&[Site]>, d: &mut Diagnostics) -> Vec<Assertion> {
    let mut assertions: BTreeMap<&str, (Option<Assertion>, Row<'_>)> = BTreeMap::new();
    let (reader, told) = (Reader::<Row<'_>>::of(table), Told::default());
    for row in table.rows() {
        let row = reader.row(row, d);
        let assertion = read_assertion(row, sites, &told, d);
        let Some(id) = row.assertion_id.get() else { continue };
        if let Some((_, first)) = assertions.get(id) {
            let message = format!("the assertion `{id}` is there twice");
            let repeated = Diagnostic::error(Code::RepeatedId, row.assertion_id.place(), message);
            let repeated = repeated.with_related(first.assertion_id.place(), "the first one is here");
            d.push(repeated.with_help("give one of them another id, or remove the copy"));
        } else {
            assertions.insert(id, (assertion, row));
        }
    }
    assertions.into_values().filter_map(|(assertion, _)| assertion).collect()
}

fn read_assertion(row: Row<'_>, sites: Option<&[Site]>, told: &Told, d: &mut Diagnostics) -> Option<Assertion> {
    let site = row.site_id.get().map(|id| known_site((row.site_id, id), sites, told, d));
    let interval = row.start.get().zip(row.end.get()).and_then(|(start, end)| row.end.in_order(start, end, d));
    let unit = row.unit.get().map(AssertedUnit::parse);
    let unit = unit.and_then(|unit| unit.map_err(|problem| row.unit.report(problem, d)).ok());
    Some(Assertion {
        id: row.assertion_id.get()?.to_owned(),
        site: match site {
            Some(site) => Some(site?),
            None => None,
        },
        what: row.what.get()?.to_owned(),
        interval: interval?,
        value: row.value.get()?,
        unit: unit?,
        tolerance_pct: row.tolerance_pct.get()?,
        place: row.value.place(),
    })
}

fn known_site(
    (cell, id): (Cell<'_, &str>, &str),
    sites: Option<&[Site]>,
    told: &Told,
    d: &mut Diagnostics,
) -> Option<SiteId> {
    let Some(sites) = sites else { return Some(SiteId::new(id)) };
    let site = rules::site_of(id, sites);
    if site.is_none() {
        let mut unknown = rules::unknown_site(id, sites, told);
        unknown.help = unknown.help.map(|help| format!("{help}; an empty cell means the whole book"));
        cell.report(unknown, d);
    }
    site.map(|site| site.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::sites;
    use crate::table::Schema;

    fn read_rows(rows: &str) -> (Vec<Assertion>, Vec<String>) {
        let (table, mut d) =
            Table::read("sites.csv", b"site_id,name,estate_id,role\nF1,x,ESB,factory", Schema::of("sites"));
        let sites = sites::read(&table, None, &mut d);
        let text = format!("assertion_id,site_id,what,start,end,value,unit,tolerance_pct\n{rows}");
        let (table, more) = Table::read("assertions.csv", text.as_bytes(), Schema::of("assertions"));
        d.extend(more);
        let assertions = read(&table, Some(&sites), &mut d);
        d.sort();
        (assertions, d.iter().map(|d| format!("{} {}", d.code(), d.place())).collect())
    }

    #[test]
    fn quantities_and_emissions_may_be_asserted() {
        let (assertions, problems) = read_rows(
            "b,F1,purchased_electricity/grid,2024-01-01,2024-12-31,1200,MWh,1\na,,scope1,2024-01-01,2024-12-31,50,tCO2e,0.5\n",
        );
        assert_eq!(problems, [""; 0]);
        let [a, b] = assertions.as_slice() else { panic!("two assertions") };
        assert_eq!((a.site.as_ref(), a.unit), (None, AssertedUnit::TonnesCo2e));
        assert_eq!((b.site.as_ref().map(SiteId::as_str), b.unit.to_string()), (Some("F1"), "MWh".to_owned()));
    }

    #[test]
    fn problems_are_reported() {
        let (assertions, problems) = read_rows(
            "a,F2,scope1,2024-12-31,2024-01-01,x,tCO2,200\na,,scope1,2024-01-01,2024-12-31,5,tCO2e,1\nb,,,,2024-12-31,,,\n",
        );
        assert_eq!(assertions, []);
        let codes: Vec<&str> = problems.iter().filter_map(|p| p.split(' ').next()).collect();
        assert_eq!(
            codes,
            [
                "GHG123", "GHG118", "GHG114", "GHG126", "GHG121", "GHG122", "GHG113", "GHG113", "GHG113", "GHG113",
                "GHG113"
            ]
        );
    }
}
