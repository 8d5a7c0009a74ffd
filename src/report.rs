//! The report: statements, what they rest on, and what to know before reading them.
//!
//! In: values ([`Facts`]). Out: a [`Report`], which is the same in every format: report.json
//! and its schema, Markdown, CSV, and one screen of a terminal. Figures are computed
//! unrounded and rounded only where they are shown; no shown total is a sum of rounded
//! parts. Nothing here reads a book; only [`mod@write`] touches files.

mod caveat;
mod csv;
mod diagnostic;
mod dimension;
pub mod explain;
mod factors_used;
#[cfg(test)]
pub(crate) mod fixture;
mod four;
mod markdown;
mod message;
mod model;
mod name;
mod number;
mod ordered;
mod own_generation;
mod schema;
mod statement;
mod table;
mod tables;
mod terminal;
mod text;
pub mod write;

pub use diagnostic::DiagnosticView;
pub use message::Message;
pub(crate) use message::listed;
pub use model::{FactorView, Report, Status};
pub(crate) use number::{count, counted, exact, printable};
pub(crate) use terminal::wrapped;
pub use terminal::{Colour, Style};
pub use write::Format;

use crate::diagnostic::Diagnostics;
use crate::estate::{Boundary, Estate, Site};
use crate::inventory::Inventory;
use crate::ledger::Ledger;
use crate::period::Period;
use crate::quantity::{CombustionMethane, Gas};
use crate::scope::{Absent, Category, MarketFallback};
use model::{AbatementView, BookView, DefaultView, Generator, MethodView, Ordered, PeriodView, RowsView};

/// What a report is made from.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Facts<'a> {
    /// The book's name.
    pub name: &'a str,
    /// Its period.
    pub period: Period,
    /// What the headline statement covers.
    pub boundary: Boundary,
    /// Languages of names, the first is primary: `en`, `th`, `ja`.
    pub languages: &'a [&'a str],
    /// Estates.
    pub estates: &'a [Estate],
    /// Sites, in the order the ledger counts them.
    pub sites: &'a [Site],
    /// The books.
    pub ledger: &'a Ledger,
    /// The statements.
    pub inventory: &'a Inventory,
    /// Every problem found.
    pub diagnostics: &'a Diagnostics,
    /// `blake3:` and the hex digits that name the inputs.
    pub fingerprint: &'a str,
    /// Categories that book.toml leaves out, with its reasons.
    pub absent: &'a [Absent],
    /// What the market-based method took where nothing covered a purchase.
    pub market_fallback: Option<MarketFallback>,
}

impl<'a> Facts<'a> {
    /// What a report of a ledger and its statements says; names are in the first language given, no category is left
    /// out, and nothing is taken for purchases that are not covered.
    pub fn new(
        (name, fingerprint): (&'a str, &'a str),
        sites: &'a [Site],
        estates: &'a [Estate],
        ledger: &'a Ledger,
        inventory: &'a Inventory,
        diagnostics: &'a Diagnostics,
    ) -> Self {
        Self {
            name,
            period: ledger.period(),
            boundary: inventory.headline().boundary(),
            languages: &[],
            estates,
            sites,
            ledger,
            inventory,
            diagnostics,
            fingerprint,
            absent: &[],
            market_fallback: None,
        }
    }

    /// An estate's name in the report's first language, else the first name given.
    fn estate_name(&self, estate: &'a Estate) -> &'a str {
        let in_language = |language: &&str| estate.names.iter().find(|(code, _)| code == language);
        self.languages.iter().find_map(in_language).map_or_else(|| estate.name(), |(_, name)| name)
    }
}

/// Makes the report of a book.
pub fn report(facts: Facts<'_>) -> Report {
    let used = factors_used::used(facts);
    let statements: Vec<_> = facts.inventory.statements().map(|s| statement::view(s, facts)).collect();
    let rows = facts.ledger.rows();
    let tables = statements.first().map(tables::of_headline).unwrap_or_default();
    let tables: Vec<_> = tables.into_iter().map(|t| (t.id.to_owned(), table::TableView::of(t))).collect();
    Report {
        schema: "estate-carbon/report/v1".to_owned(),
        generator: Generator { name: "estate-carbon".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
        book: book(facts),
        rows: RowsView { read: rows.read, accepted: rows.accepted, rejected: rows.rejected },
        methods: methods(facts),
        defaults_used: defaults_used(facts),
        by_dimension: dimension::by_dimension(facts),
        own_generation: own_generation::by_site(facts),
        caveats: caveat::caveats(facts, &used, &statements),
        statements,
        abatement: AbatementView::default(),
        tables: Ordered(tables),
        factors_used: used.iter().map(factors_used::view).collect(),
        diagnostics: diagnostic::problems(facts.diagnostics),
    }
}

/// The table of a calculation: its file, or the folder of its files.
fn table_of(calculation: &crate::method::Calculation) -> &str {
    let file = calculation.place().map_or("", |place| place.file_name());
    let folder = file.find('/').and_then(|end| file.get(..=end));
    folder.unwrap_or(file)
}

/// The tables of methods, in the order they were read.
fn methods(facts: Facts<'_>) -> Vec<MethodView> {
    let mut views: Vec<MethodView> = Vec::new();
    for calculation in facts.ledger.calculations() {
        let table = table_of(calculation);
        let rows = calculation.rows.len() as u64;
        match views.iter_mut().find(|view| view.table == table) {
            Some(view) => (view.rows, view.calculations) = (view.rows + rows, view.calculations + 1),
            None => views.push(MethodView { table: table.to_owned(), rows, calculations: 1 }),
        }
    }
    views
}

/// Defaults of methods, by table, input and what they are for.
fn defaults_used(facts: Facts<'_>) -> Vec<DefaultView> {
    let mut views: Vec<DefaultView> = Vec::new();
    for calculation in facts.ledger.calculations() {
        let table = table_of(calculation);
        for default in &calculation.working.defaults {
            let view = DefaultView {
                table: table.to_owned(),
                input: default.input.to_owned(),
                of: default.of.clone(),
                value: default.value,
                source: default.source.to_string(),
                calculations: 1,
            };
            match views.iter_mut().find(|known| DefaultView { calculations: 1, ..(**known).clone() } == view) {
                Some(known) => known.calculations += 1,
                None => views.push(view),
            }
        }
    }
    let key = |v: &DefaultView| (v.table.clone(), v.input.clone(), v.of.clone());
    views.sort_by_key(key);
    views
}

fn book(facts: Facts<'_>) -> BookView {
    let valuation = facts.inventory.valuation();
    BookView {
        name: facts.name.to_owned(),
        period: PeriodView { start: facts.period.start().to_string(), end: facts.period.end().to_string() },
        gwp: valuation.gwp.to_string(),
        combustion_methane: match valuation.combustion_methane {
            CombustionMethane::Fossil => "fossil",
            CombustionMethane::NonFossil => "non_fossil",
        }
        .to_owned(),
        boundary: facts.boundary.as_str().to_owned(),
        fingerprint: facts.fingerprint.to_owned(),
    }
}

/// kg CO2e of a mass of gas in a category: `None` if it stands outside the scopes.
fn kg_co2e(facts: Facts<'_>, category: Category, gas: Gas, kg: f64) -> Option<f64> {
    gas.family().in_scopes().then(|| facts.inventory.value(category, gas, kg).as_kilograms())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scope::Scope;

    #[test]
    fn entries_valued_one_by_one_add_up_to_the_statement() {
        let book = fixture::book();
        let facts = book.facts();
        let reached = facts.ledger.entries().iter().filter_map(|e| Some((e, facts.ledger.reaches(e)?)));
        let scope1: f64 = reached
            .filter(|(_, (category, _))| category.scope() == Scope::One)
            .filter_map(|(e, (category, _))| kg_co2e(facts, category, e.gas, e.kg))
            .sum();
        let stated = facts.inventory.headline().scope1().expect("reported").co2e().as_kilograms();
        approx::assert_relative_eq!(scope1, stated, max_relative = 1e-12);
    }

    #[test]
    fn the_potential_shown_is_the_one_the_inventory_took() {
        let book = fixture::book();
        let facts = book.facts();
        for entry in facts.ledger.entries() {
            let (category, _) = facts.ledger.reaches(entry).expect("the air");
            let Some(value) = kg_co2e(facts, category, entry.gas, entry.kg) else { continue };
            let gwp = facts.inventory.potential(category, entry.gas).expect("valued");
            assert_eq!((entry.kg * gwp.kg_co2e_per_kg).to_bits(), value.to_bits(), "{}", entry.gas);
        }
    }

    #[test]
    fn the_report_has_its_keys_in_order_and_says_what_is_absent() {
        let json = report(fixture::book().facts()).to_json();
        let keys = [
            "\"schema\"",
            "\"generator\"",
            "\"book\"",
            "\"rows\"",
            "\"methods\"",
            "\"defaults_used\"",
            "\"by_dimension\"",
            "\"statements\"",
            "\"abatement\"",
            "\"tables\"",
            "\"factors_used\"",
            "\"caveats\"",
            "\"diagnostics\"",
        ];
        let at: Vec<_> = keys.iter().map(|k| json.find(&format!("\n  {k}"))).collect();
        assert!(at.iter().all(Option::is_some) && at.is_sorted(), "{at:?}");
        assert!(json.contains("\"market_tco2e\": null,\n        \"market_tco2e_status\": \"not_reported\""));
        assert!(json.contains("\"removals_tco2\": null,\n      \"removals_tco2_status\": \"not_reported\""));
        assert!(json.ends_with("}\n"));
    }
}
