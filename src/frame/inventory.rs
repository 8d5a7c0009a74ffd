//! The inventory as a frame: a row for each mass behind the statements.

use polars::prelude::*;

use super::sites::{SiteColumns, SiteFacts};
use crate::estate::{Estate, Site};
use crate::id::SiteId;
use crate::inventory::{Inventory, Statement, StatementMass, masses};
use crate::ledger::Ledger;

/// The inventory, one row per statement, site, month, category, book and gas.
///
/// | column | |
/// |---|---|
/// | `statement` | its place among [`Inventory::statements`], from 0, which is the headline |
/// | `boundary`, `statement_estate_id` | what the statement covers; no estate for the whole book |
/// | `site_id`, `month` | |
/// | `scope`, `category`, `book` | `book` is `main`, or for Scope 2 `scope2_location` or `scope2_market` |
/// | `gas`, `kg` | a mass, of which the share of the site is taken that counts |
/// | `tco2e` | its worth; null for CO2 from biomass and gases outside the Kyoto basket, which are outside the scopes |
/// | `in_statement` | whether it is in a figure of the statement |
/// | `eliminated` | whether the statement leaves it out because the site that sold it reports it too |
/// | `estate_id`, `country`, `role`, `tenant`, `sector` | of the site; null where sites.csv does not say |
///
/// **What to sum.** Take one `statement`, and of Scope 2 one `book`: other statements count the same gases again, and the
/// two books of Scope 2 the same purchases. Then the rows that are `in_statement` add up to the figures of the
/// statement, and all rows of a site to the figures of the site. A site has rows of the market-based book only if every
/// purchase of it is covered; if one of another site is not, the statement has no figure of that book and the rows are
/// not `in_statement`. A sum over no rows means that there is no figure; it does not mean zero.
///
/// # Errors
/// What polars says when columns do not make a table.
pub fn inventory(
    ledger: &Ledger,
    inventory: &Inventory,
    sites: &[Site],
    estates: &[Estate],
) -> PolarsResult<DataFrame> {
    let statements: Vec<&Statement> = inventory.statements().collect();
    let facts = SiteFacts::new(sites, estates);
    let mut rows = Rows::new(&facts);
    masses(ledger, inventory, |mass| {
        let named = statements.get(mass.statement).zip(ledger.sites().get(mass.site as usize));
        if let Some((statement, site)) = named {
            rows.push(&mass, statement, site);
        }
    });
    rows.into_frame()
}

struct Rows<'f, 's> {
    statement: Vec<u32>,
    boundary: Vec<&'static str>,
    statement_estate: Vec<Option<&'s str>>,
    site: Vec<&'s str>,
    month: Vec<String>,
    scope: Vec<u32>,
    category: Vec<&'static str>,
    book: Vec<&'static str>,
    gas: Vec<&'static str>,
    kg: Vec<f64>,
    tco2e: Vec<Option<f64>>,
    eliminated: Vec<bool>,
    in_statement: Vec<bool>,
    sites: SiteColumns<'f, 's>,
}

impl<'f, 's> Rows<'f, 's> {
    /// None yet.
    fn new(facts: &'f SiteFacts<'s>) -> Self {
        Self {
            statement: Vec::new(),
            boundary: Vec::new(),
            statement_estate: Vec::new(),
            site: Vec::new(),
            month: Vec::new(),
            scope: Vec::new(),
            category: Vec::new(),
            book: Vec::new(),
            gas: Vec::new(),
            kg: Vec::new(),
            tco2e: Vec::new(),
            eliminated: Vec::new(),
            in_statement: Vec::new(),
            sites: SiteColumns::new(facts),
        }
    }

    fn push(&mut self, mass: &StatementMass, statement: &'s Statement, site: &'s SiteId) {
        self.statement.push(u32::try_from(mass.statement).unwrap_or(u32::MAX));
        self.boundary.push(statement.boundary.as_str());
        self.statement_estate.push(statement.estate.as_ref().map(|id| id.as_str()));
        self.site.push(site.as_str());
        self.month.push(mass.month.to_string());
        self.scope.push(u32::from(mass.category.scope().number()));
        self.category.push(mass.category.code());
        self.book.push(mass.book.as_str());
        self.gas.push(mass.gas.name());
        self.kg.push(mass.kg);
        self.tco2e.push(mass.co2e.map(|co2e| co2e.as_tonnes()));
        self.eliminated.push(mass.eliminated);
        self.in_statement.push(mass.in_statement);
        self.sites.push(Some(site));
    }

    fn into_frame(self) -> PolarsResult<DataFrame> {
        let mut columns = vec![
            Column::new("statement".into(), self.statement),
            Column::new("boundary".into(), self.boundary),
            Column::new("statement_estate_id".into(), self.statement_estate),
            Column::new("site_id".into(), self.site),
            Column::new("month".into(), self.month),
            Column::new("scope".into(), self.scope),
            Column::new("category".into(), self.category),
            Column::new("book".into(), self.book),
            Column::new("gas".into(), self.gas),
            Column::new("kg".into(), self.kg),
            Column::new("tco2e".into(), self.tco2e),
            Column::new("eliminated".into(), self.eliminated),
            Column::new("in_statement".into(), self.in_statement),
        ];
        columns.extend(self.sites.into_columns());
        DataFrame::new_infer_height(columns)
    }
}
