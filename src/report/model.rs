//! What a report holds: the keys of report.json, in their order.
//!
//! Views only: every number is computed before it comes here, unrounded, in the unit its
//! key names. A figure that does not exist is `null` with its reason under the key with
//! `_status` behind it; it is never 0.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::ser::{Serialize, Serializer};

use super::diagnostic::ProblemView;
use super::four::{FourFigures, SiteFigures};
use super::message::Message;
use super::name::Name;
pub(crate) use super::ordered::Ordered;
use super::own_generation::OwnGenerationView;
use super::table::TableView;
pub(crate) use super::text::Text;

use crate::inventory::StatementName;
pub use crate::scope::Status;

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl JsonSchema for Status {
    fn schema_name() -> Cow<'static, str> {
        "Status".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let words: Vec<&str> = Self::ALL.iter().map(|status| status.as_str()).collect();
        schemars::json_schema!({ "description": "Why a figure is absent. It is never zero.", "type": "string", "enum": words })
    }
}

/// One table of a method, and what was made of it.
#[derive(Clone, Debug, PartialEq, serde::Serialize, JsonSchema)]
pub(crate) struct MethodView {
    /// As the user would name it: `refrigerants.csv`.
    pub(crate) table: String,
    pub(crate) rows: u64,
    pub(crate) calculations: u64,
}

/// A published number that a method took where a cell is empty.
#[derive(Clone, Debug, PartialEq, serde::Serialize, JsonSchema)]
pub(crate) struct DefaultView {
    /// The table of the method: `refrigerants.csv`.
    pub(crate) table: String,
    /// The column it stands in for.
    pub(crate) input: String,
    /// What it is for: equipment, process, material; empty if it holds for all.
    pub(crate) of: String,
    pub(crate) value: f64,
    /// Document, table and page.
    pub(crate) source: String,
    /// How many calculations took it.
    pub(crate) calculations: u64,
}

/// What was measured by one meter, used by one plant, or came from one counterparty: a sum over the period of one
/// activity at one site, in one unit.
#[derive(Clone, Debug, PartialEq, serde::Serialize, JsonSchema)]
pub(crate) struct DimensionView {
    pub(crate) site_id: String,
    pub(crate) activity: String,
    /// `null` if the rows name none.
    pub(crate) meter_id: Option<String>,
    pub(crate) plant_id: Option<String>,
    pub(crate) counterparty: Option<String>,
    /// The gas whose mass a method gives as the quantity; `null` where the quantity is the rows'.
    pub(crate) gas: Option<String>,
    /// Of one month as it was posted; of several to 15 digits.
    pub(crate) quantity: f64,
    pub(crate) unit: String,
    /// Net or gross calorific value, where the quantity is an energy of fuel and the rows say so.
    pub(crate) basis: Option<String>,
    /// Σ quantity × half its 95 % interval, relative, without its sign; rows of one meter share one error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) quantity_error: Option<f64>,
    /// Σ quantity of the rows that give an uncertainty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) quantity_assessed: Option<f64>,
    pub(crate) rows: u64,
}

/// A table row of a part that is not filled yet.
pub(crate) type OpenRow = BTreeMap<String, serde_json::Value>;

/// A report of a book: statements, what they rest on, and what to know before reading them.
#[derive(Clone, Debug, PartialEq, serde::Serialize, JsonSchema)]
pub struct Report {
    /// `estate-carbon/report/v1`; keys are stable within a version.
    pub(crate) schema: String,
    /// The program that made the report.
    pub(crate) generator: Generator,
    /// The book it was made from.
    pub(crate) book: BookView,
    /// Rows of the activity tables: read = accepted + rejected.
    pub(crate) rows: RowsView,
    /// Tables of methods: their rows are not among those above.
    pub(crate) methods: Vec<MethodView>,
    /// What methods took where cells are empty.
    pub(crate) defaults_used: Vec<DefaultView>,
    /// Quantities whose rows name a meter, a plant or a counterparty.
    pub(crate) by_dimension: Vec<DimensionView>,
    /// Energy that sites make and use themselves, which is in no scope.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) own_generation: Vec<OwnGenerationView>,
    /// The headline first, then the further boundaries of the book, then one per estate and one for the whole book.
    pub(crate) statements: Vec<StatementView>,
    /// Captured, stored and avoided emissions; never netted with a statement.
    pub(crate) abatement: AbatementView,
    /// Tables of the headline statement, value by value as the report shows them.
    pub(crate) tables: Ordered<TableView>,
    /// Every factor the figures rest on, by id.
    pub(crate) factors_used: Vec<FactorUsed>,
    /// What to know before reading the figures.
    pub(crate) caveats: Vec<Caveat>,
    /// Every problem found in the book.
    pub(crate) diagnostics: Vec<ProblemView>,
}

/// The program that made a report.
#[derive(Clone, Debug, PartialEq, serde::Serialize, JsonSchema)]
pub(crate) struct Generator {
    pub(crate) name: String,
    pub(crate) version: String,
}

/// The book a report was made from.
#[derive(Clone, Debug, PartialEq, serde::Serialize, JsonSchema)]
pub(crate) struct BookView {
    pub(crate) name: String,
    pub(crate) period: PeriodView,
    /// The set of global warming potentials: AR4, AR5 or AR6.
    pub(crate) gwp: String,
    /// Which potential methane of fossil combustion takes: fossil or non_fossil.
    pub(crate) combustion_methane: String,
    /// What the headline statement covers.
    pub(crate) boundary: String,
    /// Names the inputs, the factor sets and the program's version.
    pub(crate) fingerprint: String,
}

/// First and last day, both included.
#[derive(Clone, Debug, PartialEq, serde::Serialize, JsonSchema)]
pub(crate) struct PeriodView {
    pub(crate) start: String,
    pub(crate) end: String,
}

/// Rows of the activity tables.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, JsonSchema)]
pub(crate) struct RowsView {
    pub(crate) read: u64,
    pub(crate) accepted: u64,
    pub(crate) rejected: u64,
}

/// The inventory of an estate, of an organization's boundary, or of the whole book.
#[derive(Clone, Debug, PartialEq, serde::Serialize, JsonSchema)]
pub(crate) struct StatementView {
    /// A boundary, `book`, or the estate's id: what names of its figures begin with.
    #[serde(skip)]
    pub(crate) called: StatementName,
    pub(crate) boundary: String,
    /// `null` where the statement covers the whole book.
    pub(crate) estate_id: Option<String>,
    pub(crate) name: String,
    /// ISO 3166-1 alpha-2; `null` where the statement covers several countries.
    pub(crate) country: Option<String>,
    pub(crate) scope1: Scope1View,
    pub(crate) scope2: Scope2View,
    pub(crate) scope3: Scope3View,
    /// CO2 from biomass, outside the scopes.
    pub(crate) biogenic_co2_t: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) biogenic_co2_t_status: Option<Status>,
    pub(crate) biogenic_co2_t_figure_id: Name,
    /// Gases outside the Kyoto basket (HCFC, CFC, HFO and others), outside the scopes.
    pub(crate) outside_scopes_t: Ordered<f64>,
    #[serde(skip_serializing_if = "Ordered::is_empty")]
    pub(crate) figure_id_by_gas_outside_scopes: Ordered<Name>,
    pub(crate) removals_tco2: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) removals_tco2_status: Option<Status>,
    pub(crate) removals_tco2_figure_id: Name,
    pub(crate) uncertainty_pct: UncertaintyView,
    /// Before eliminations.
    pub(crate) sum_of_sites: FourFigures,
    /// What one site reports of another whose own emissions are in the statement.
    pub(crate) eliminations: Vec<EliminationView>,
    pub(crate) by_month: Vec<MonthView>,
    pub(crate) sites: Vec<SiteView>,
}

/// Direct emissions.
#[derive(Clone, Debug, PartialEq, serde::Serialize, JsonSchema)]
pub(crate) struct Scope1View {
    pub(crate) tco2e: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tco2e_status: Option<Status>,
    pub(crate) tco2e_figure_id: Name,
    /// Tonnes of each gas; fossil and biogenic methane together under CH4.
    pub(crate) by_gas_t: Ordered<f64>,
    #[serde(skip_serializing_if = "Ordered::is_empty")]
    pub(crate) figure_id_by_gas: Ordered<Name>,
    pub(crate) by_category_tco2e: Ordered<f64>,
    pub(crate) status_by_category: Ordered<Status>,
    /// Of every category, with a figure or without.
    pub(crate) figure_id_by_category: Ordered<Name>,
    /// Why, in the words of book.toml, where it says so.
    #[serde(skip_serializing_if = "Ordered::is_empty")]
    pub(crate) reason_by_category: Ordered<String>,
}

/// Purchased energy, counted in two ways that are never added.
#[derive(Clone, Debug, PartialEq, serde::Serialize, JsonSchema)]
pub(crate) struct Scope2View {
    pub(crate) location_tco2e: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) location_tco2e_status: Option<Status>,
    pub(crate) location_tco2e_figure_id: Name,
    pub(crate) market_tco2e: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) market_tco2e_status: Option<Status>,
    pub(crate) market_tco2e_figure_id: Name,
    pub(crate) by_carrier: Ordered<CarrierView>,
}

/// One carrier of purchased energy, counted in the same two ways.
#[derive(Clone, Debug, PartialEq, serde::Serialize, JsonSchema)]
pub(crate) struct CarrierView {
    pub(crate) location_tco2e: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) location_tco2e_status: Option<Status>,
    pub(crate) location_tco2e_figure_id: Name,
    pub(crate) market_tco2e: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) market_tco2e_status: Option<Status>,
    pub(crate) market_tco2e_figure_id: Name,
    /// Why it is absent, in the words of book.toml, where it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<String>,
}

/// The value chain.
#[derive(Clone, Debug, PartialEq, serde::Serialize, JsonSchema)]
pub(crate) struct Scope3View {
    /// The categories that were reported; `status_by_category` names the others.
    pub(crate) tco2e: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tco2e_status: Option<Status>,
    pub(crate) tco2e_figure_id: Name,
    pub(crate) by_category_tco2e: Ordered<f64>,
    pub(crate) status_by_category: Ordered<Status>,
    /// Of every category, with a figure or without.
    pub(crate) figure_id_by_category: Ordered<Name>,
    /// Why, in the words of book.toml, where it says so.
    #[serde(skip_serializing_if = "Ordered::is_empty")]
    pub(crate) reason_by_category: Ordered<String>,
}

/// Half the 95 % interval, relative.
#[derive(Clone, Debug, PartialEq, serde::Serialize, JsonSchema)]
pub(crate) struct UncertaintyView {
    pub(crate) scope1: Option<f64>,
    pub(crate) scope1_status: Status,
    pub(crate) scope2_location: Option<f64>,
    pub(crate) scope2_location_status: Status,
    pub(crate) scope2_market: Option<f64>,
    pub(crate) scope2_market_status: Status,
    pub(crate) scope3: Option<f64>,
    pub(crate) scope3_status: Status,
}

/// What one site reports that repeats another's own emissions.
#[derive(Clone, Debug, PartialEq, serde::Serialize, JsonSchema)]
pub(crate) struct EliminationView {
    /// The site whose own emissions it repeats.
    pub(crate) from_site: String,
    /// The site that reported it.
    pub(crate) to_site: String,
    /// What was sold, in Scope 2; `null` in Scope 3.
    pub(crate) carrier: Option<String>,
    pub(crate) category: String,
    #[serde(rename = "line")]
    pub(crate) section: String,
    pub(crate) tco2e: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tco2e_status: Option<Status>,
    pub(crate) tco2e_figure_id: Name,
}

/// One month of a statement.
#[derive(Clone, Debug, PartialEq, serde::Serialize, JsonSchema)]
pub(crate) struct MonthView {
    pub(crate) month: String,
    #[serde(flatten)]
    pub(crate) figures: FourFigures,
}

/// One site's part of a statement.
#[derive(Clone, Debug, PartialEq, serde::Serialize, JsonSchema)]
pub(crate) struct SiteView {
    pub(crate) site_id: Text,
    pub(crate) name: Text,
    /// The share of the site that the figures count, 0 to 1.
    pub(crate) share: f64,
    #[serde(flatten)]
    pub(crate) figures: SiteFigures,
}

/// Captured, stored and avoided emissions.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, JsonSchema)]
pub(crate) struct AbatementView {
    pub(crate) ccus: Vec<OpenRow>,
    pub(crate) storage: Vec<OpenRow>,
    pub(crate) measures: Vec<OpenRow>,
}

/// A factor with its source.
#[derive(Clone, Debug, PartialEq, serde::Serialize, JsonSchema)]
pub struct FactorView {
    pub(crate) factor_id: String,
    pub(crate) activity: String,
    pub(crate) region: String,
    /// `null` if the publisher sets no first day.
    pub(crate) valid_from: Option<String>,
    /// `null` if the publisher sets no last day.
    pub(crate) valid_to: Option<String>,
    pub(crate) unit: String,
    /// net or gross calorific value, where the unit is an energy of fuel.
    pub(crate) basis: Option<String>,
    pub(crate) kind: String,
    /// The country that it describes; `null` if that is its region.
    pub(crate) origin: Option<String>,
    /// Whether losses of transmission and distribution are in it.
    pub(crate) includes_losses: bool,
    /// The year of the prices; `null` unless it is per an amount of money.
    pub(crate) price_year: Option<i16>,
    /// kg of each gas per unit.
    pub(crate) kg_per_unit: Ordered<f64>,
    pub(crate) set: String,
    pub(crate) publisher: String,
    pub(crate) document: String,
    pub(crate) locator: String,
    pub(crate) licence: String,
    /// Whether the number was read at its publisher: yes, secondary or no; not_assessed for the book's own.
    pub(crate) verified: String,
    pub(crate) note: String,
}

/// A factor that figures rest on, and the reasons it was chosen.
#[derive(Clone, Debug, PartialEq, serde::Serialize, JsonSchema)]
pub(crate) struct FactorUsed {
    #[serde(flatten)]
    pub(crate) factor: FactorView,
    /// Why it was chosen: every reason that applied to a total.
    pub(crate) reasons: Vec<Message>,
    /// How many totals (a site's month of one activity in one unit) it was applied to.
    #[serde(rename = "lines")]
    pub(crate) totals: u64,
    /// How many rows are behind them.
    pub(crate) rows: u64,
}

/// One thing to know before reading the figures.
#[derive(Clone, Debug, PartialEq, serde::Serialize, JsonSchema)]
pub(crate) struct Caveat {
    pub(crate) code: String,
    pub(crate) text: Message,
}
