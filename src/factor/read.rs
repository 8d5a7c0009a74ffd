//! factors.csv: emission factors, one row per factor and gas. Factor folders and the built-in
//! sets are read by the same code.
//!
//! A factor with any problem is not handed on: half a factor would count half the gases.

mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::factor::{EmissionFactor, GasFactor, Kind, Provenance};
use crate::id::{ActivityCode, FactorId};
use crate::period::Day;
use crate::quantity::{Dimension, Gas, HeatBasis, Unit};
use crate::scope::Category;
use crate::table::cell::CellProblem;
use crate::table::typed::factors::{self, Row};
use crate::table::typed::{Cell, Reader, Region, Word};
use crate::table::{self, Table};
use words::{category, parse_gas};

/// Reads the factors of a set, in the order of their ids; gases in the order statements show them.
pub(crate) fn read(table: &Table, set: &str, d: &mut Diagnostics) -> Vec<EmissionFactor> {
    let set: Arc<str> = set.into();
    let mut groups: BTreeMap<&str, Group<'_>> = BTreeMap::new();
    let reader = Reader::<Row<'_>>::of(table);
    for row in table.rows() {
        let before = d.errors();
        let row = reader.row(row, d);
        let id = checked(row.factor_id, not_a_release, d);
        let cells = read_row(row, d);
        let Some(id) = id else { continue };
        let group = groups.entry(id).or_default();
        group.whole &= before == d.errors();
        group.rows.extend(cells);
    }
    let mut texts = Texts::default();
    groups
        .into_iter()
        .filter_map(|(id, group)| {
            let before = d.errors();
            let factor = group.factor(id, &set, &mut texts, d);
            factor.filter(|_| group.whole && before == d.errors())
        })
        .collect()
}

/// What a check makes of a cell; its problem is reported there.
fn checked<'t, T>(
    cell: Cell<'t, &'t str>,
    check: impl Fn(&'t str) -> Result<T, CellProblem>,
    d: &mut Diagnostics,
) -> Option<T> {
    check(cell.get()?).map_err(|problem| cell.report(problem, d)).ok()
}

/// Ids of releases are the program's: the masses that methods calculate rest on them.
fn not_a_release(id: &str) -> Result<&str, CellProblem> {
    if !id.starts_with("release/") {
        return Ok(id);
    }
    let message = format!("`{id}` is an id of the program's own");
    Err(CellProblem::new(Code::RepeatedId, message, "choose an id that does not begin with `release/`"))
}

/// Publishers, documents and licences, which are the same on most rows: each is kept once.
#[derive(Default)]
struct Texts<'t>(BTreeMap<&'t str, Arc<str>>);

impl<'t> Texts<'t> {
    fn of(&mut self, text: &'t str) -> Arc<str> {
        self.0.entry(text).or_insert_with(|| text.into()).clone()
    }
}

/// The rows of one factor, in the order of the file.
struct Group<'t> {
    rows: Vec<Cells<'t>>,
    /// Whether every row of it could be read.
    whole: bool,
}

impl Default for Group<'_> {
    fn default() -> Self {
        Self { rows: Vec::new(), whole: true }
    }
}

/// One row as values.
struct Cells<'t> {
    row: Row<'t>,
    activity: &'t str,
    category: Category,
    region: &'t str,
    valid_from: Option<Day>,
    valid_to: Option<Day>,
    unit: Unit,
    basis: Option<HeatBasis>,
    kind: Kind,
    origin: Option<&'t str>,
    includes_losses: bool,
    price_year: Option<i16>,
    gas: GasFactor,
}

fn read_row<'t>(row: Row<'t>, d: &mut Diagnostics) -> Option<Cells<'t>> {
    let category = checked(row.activity, category, d);
    let (valid_from, valid_to) = (row.valid_from.get(), row.valid_to.get());
    if let (Some(from), Some(to)) = (valid_from, valid_to) {
        row.valid_to.in_order(from, to, d);
    }
    let gas = read_gas(row, d);
    Some(Cells {
        row,
        activity: row.activity.get()?,
        category: category?,
        region: row.region.or_global()?,
        valid_from,
        valid_to,
        unit: row.unit.get()?,
        basis: row.basis.get(),
        kind: row.kind.get().map_or(Kind::Average, kind),
        origin: row.origin.get().map(|Region(country)| country),
        includes_losses: row.includes_losses.get().is_some(),
        price_year: row.price_year.get().and_then(|year| i16::try_from(year).ok()),
        gas: gas?,
    })
}

fn kind(word: factors::Kind) -> Kind {
    match word {
        factors::Kind::Average => Kind::Average,
        factors::Kind::ResidualMix => Kind::ResidualMix,
        factors::Kind::OperatingMargin => Kind::OperatingMargin,
        factors::Kind::BuildMargin => Kind::BuildMargin,
        factors::Kind::CombinedMargin => Kind::CombinedMargin,
        factors::Kind::Supplier => Kind::Supplier,
    }
}

fn read_gas(row: Row<'_>, d: &mut Diagnostics) -> Option<GasFactor> {
    let gas = checked(row.gas, parse_gas, d);
    let kg_per_unit = row.kg_per_unit.get()?;
    let (low, high) = (row.low.get(), row.high.get());
    for (cell, outside) in
        [(row.low, low.filter(|low| *low > kg_per_unit)), (row.high, high.filter(|high| *high < kg_per_unit))]
    {
        if let Some(bound) = outside {
            let name = cell.name();
            let message = format!("`{name}` is {bound}, which leaves the factor {kg_per_unit} outside its bounds");
            cell.report(CellProblem::new(Code::FactorBounds, message, "low <= kg_per_unit <= high"), d);
        }
    }
    Some(GasFactor { gas: gas?, kg_per_unit, low, high })
}

impl<'t> Group<'t> {
    /// The factor the rows make, after the checks that need all of them.
    fn factor(&self, id: &str, set: &Arc<str>, texts: &mut Texts<'t>, d: &mut Diagnostics) -> Option<EmissionFactor> {
        let first = self.rows.first()?;
        for other in self.rows.iter().skip(1) {
            check_agreement(first, other, d);
        }
        self.check_gases(d);
        check_basis(first, d);
        self.check_source(id, first, d);
        let mut gases: Vec<GasFactor> = self.rows.iter().map(|cells| cells.gas).collect();
        gases.sort_by_key(|factor| factor.gas);
        Some(EmissionFactor {
            id: FactorId::new(id),
            activity: ActivityCode::new(first.activity),
            region: texts.of(first.region),
            valid_from: first.valid_from,
            valid_to: first.valid_to,
            unit: first.unit,
            basis: first.basis,
            kind: first.kind,
            origin: first.origin.map(|country| texts.of(country)),
            includes_losses: first.includes_losses,
            price_year: first.price_year,
            gases,
            provenance: provenance(first.row, set, texts),
        })
    }

    fn check_gases(&self, d: &mut Diagnostics) {
        // The first row of each gas, and the first with CO2e: a mistaken id may gather all rows of a table.
        let mut first_of: BTreeMap<Gas, &Cells<'_>> = BTreeMap::new();
        let mut first_co2e = None;
        for cells in &self.rows {
            let is_co2e = cells.gas.gas.co2e_set().is_some();
            let same = first_of.get(&cells.gas.gas).copied();
            let mixed = if is_co2e { self.rows.first().filter(|_| !first_of.is_empty()) } else { first_co2e };
            first_of.entry(cells.gas.gas).or_insert(cells);
            first_co2e = first_co2e.or(is_co2e.then_some(cells));
            let (code, message, other, help) = match (same, mixed) {
                (Some(other), _) => (
                    Code::FactorGasRepeated,
                    format!("the factor gives {} twice", cells.gas.gas),
                    other,
                    "remove one of the two, or give it a factor_id of its own",
                ),
                (None, Some(other)) => (
                    Code::MixedCo2e,
                    format!("the factor gives both {} and {}", other.gas.gas, cells.gas.gas),
                    other,
                    "keep either the gases or the CO2e: together they would count the gases twice",
                ),
                (None, None) => continue,
            };
            let diagnostic = Diagnostic::error(code, cells.row.gas.place(), message);
            d.push(diagnostic.with_related(other.row.gas.place(), "the other row is here").with_help(help));
        }
    }

    /// A number needs a source, on one row of the factor at least.
    fn check_source(&self, id: &str, first: &Cells<'_>, d: &mut Diagnostics) {
        let sourced = |cells: &Cells<'_>| !(cells.row.publisher.is_empty() && cells.row.document.is_empty());
        if !self.rows.iter().any(sourced) {
            let message = format!("the factor `{id}` has no source");
            let help = "fill in `publisher` or `document`: a report names the source of every number";
            first.row.publisher.report(CellProblem::new(Code::EmptyCell, message, help), d);
        }
    }
}

/// Rows of one factor differ in the gas and its figures only.
fn check_agreement(first: &Cells<'_>, other: &Cells<'_>, d: &mut Diagnostics) {
    let differing = [
        ("activity", first.activity != other.activity),
        ("region", first.region != other.region),
        ("valid_from", first.valid_from != other.valid_from),
        ("valid_to", first.valid_to != other.valid_to),
        ("unit", first.unit != other.unit),
        ("basis", first.basis != other.basis),
        ("kind", first.kind != other.kind),
        ("origin", first.origin != other.origin),
        ("includes_losses", first.includes_losses != other.includes_losses),
        ("price_year", first.price_year != other.price_year),
    ];
    let (first, other) = (first.row.factor_id.row(), other.row.factor_id.row());
    for (name, _) in differing.into_iter().filter(|(_, differs)| *differs) {
        let show = |row: table::Row<'_>| row.text(name).map_or("empty".to_owned(), |text| format!("`{text}`"));
        let message = format!("`{name}` is {} here and {} on the factor's first row", show(other), show(first));
        let diagnostic = Diagnostic::error(Code::FactorUnit, other.place_of(name), message)
            .with_related(first.place_of(name), "the first row is here")
            .with_help("make the rows of the factor agree, or give this row a factor_id of its own");
        d.push(diagnostic);
    }
}

/// Energy of a fuel means nothing without its calorific basis.
fn check_basis(first: &Cells<'_>, d: &mut Diagnostics) {
    let fuel = matches!(first.category, Category::StationaryCombustion | Category::MobileCombustion);
    if fuel && first.unit.dimension() == Dimension::Energy && first.basis.is_none() {
        let message = format!("the factor is per {} of fuel and does not say on which calorific value", first.unit);
        let help = "fill in `basis`: `net` (lower, as in IPCC tables) or `gross` (higher, as on gas bills)";
        first.row.basis.report(CellProblem::new(Code::BasisMissing, message, help), d);
    }
}

fn provenance<'t>(row: Row<'t>, set: &Arc<str>, texts: &mut Texts<'t>) -> Provenance {
    let mut text = |cell: Cell<'t, &'t str>| texts.of(cell.get().unwrap_or_default());
    Provenance {
        set: set.clone(),
        publisher: text(row.publisher),
        document: text(row.document),
        locator: text(row.locator),
        licence: text(row.licence),
        note: text(row.note),
        verified: texts.of(row.verified.get().map_or("", Word::as_str)),
        place: row.factor_id.place(),
    }
}

#[cfg(test)]
mod tests;
