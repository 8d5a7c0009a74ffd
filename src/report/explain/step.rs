//! The steps of an explanation: what leads from a figure or a row to its evidence.

use crate::estate::Boundary;
use crate::factor::EmissionFactor;
use crate::factor::resolve::{Reason, UsedProperty};
use crate::id::{ActivityCode, EstateId, SiteId};
use crate::inventory::FigureId;
use crate::method;
use crate::period::{Month, Period};
use crate::quantity::{Gas, GwpSet, HeatBasis};
use crate::scope::{Category, LedgerBook, Status};

/// A quantity with its unit, as rows or methods give it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ShownQuantity {
    /// How much.
    pub value: f64,
    /// The unit's symbol.
    pub unit: &'static str,
    /// Net or gross, where it is an energy of fuel and somebody says so.
    pub basis: Option<HeatBasis>,
}

/// Why a figure is absent.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Absence {
    /// Nothing accepted is of it.
    NoActivity {
        /// Of this gas alone, where one is asked for.
        gas: Option<&'static str>,
        /// At this site, where one is asked for.
        site: Option<SiteId>,
        /// In this month, where one is asked for.
        month: Option<Month>,
    },
    /// These purchases have a contract or a residual mix, and others have none: the market-based method gives a
    /// statement or a site all of its purchases or no figure.
    OthersNotCovered {
        /// Site and activity of those others, each once.
        others: Vec<String>,
    },
    /// The buyer repeats nothing of the seller here, or the seller has no emissions of its own.
    NothingEliminated,
    /// Statements of organizational boundaries count shares of sites and eliminate nothing.
    NoEliminations,
    /// It is beyond what a number can hold.
    TooLarge,
    /// book.toml says why, in these words.
    Declared(String),
    /// So many of the purchases have a contract or a residual mix; the others have none.
    NotCovered {
        /// Purchases with one.
        covered: usize,
        /// Whether book.toml names what is taken for the others.
        has_fallback: bool,
    },
    /// Nothing takes CO2 from the air yet.
    NoRemovals,
}

/// Meter, plant or counterparty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words say it")]
#[non_exhaustive]
pub enum Named {
    Meter,
    Plant,
    Counterparty,
}

/// One step of an explanation.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Step {
    /// The figure that is explained.
    Figure {
        /// Its name.
        id: FigureId,
        /// The estate; `None` for all of the book.
        estate: Option<EstateId>,
        /// What its statement covers.
        boundary: Boundary,
        /// The book's period.
        period: Period,
        /// The potentials.
        gwp: GwpSet,
    },
    /// The row that is explained.
    Row {
        /// Its file.
        file: String,
        /// Its row there, as a spreadsheet counts.
        row: u64,
        /// Its cells by their columns.
        cells: Vec<(String, String)>,
    },
    /// How much the figure is.
    Amount {
        /// In tonnes.
        tonnes: f64,
        /// `CO2e`, or a gas.
        of: &'static str,
    },
    /// Why there is no figure.
    Absent {
        /// The status in the report.
        status: Status,
        /// The reason.
        why: Absence,
    },
    /// The parts that the figure is the sum of; with eliminations, what they come to before.
    Sum {
        /// How many parts.
        parts: usize,
        /// What they come to, t, where eliminations follow.
        gross: Option<f64>,
        /// `CO2e`, or a gas.
        of: &'static str,
    },
    /// What a buyer repeats of a seller, taken off.
    Eliminated {
        /// What was bought.
        category: Category,
        /// Whose emissions they are.
        seller: SiteId,
        /// Who reports them too.
        buyer: SiteId,
        /// In tonnes.
        tonnes: f64,
        /// `CO2e`, or a gas.
        of: &'static str,
    },
    /// Further eliminations.
    MoreEliminated {
        /// How many.
        count: usize,
        /// Together, t.
        tonnes: f64,
        /// `CO2e`, or a gas.
        of: &'static str,
    },
    /// Rows of the book that are in no figure.
    Rejected {
        /// How many.
        rows: u64,
    },
    /// What the uncertainty of the rows makes of the figure.
    Uncertainty {
        /// Half the 95 % interval, t CO2e.
        half_width: f64,
        /// The part of the figure whose rows give an uncertainty, t CO2e; `None` if all do.
        assessed: Option<f64>,
        /// The figure, t CO2e.
        figure: f64,
    },
    /// One part behind the figure: what a site did of one thing; its own steps follow.
    Part {
        /// Its place, the largest is 1; `None` behind a row.
        number: Option<usize>,
        /// The site.
        site: String,
        /// The activity.
        activity: ActivityCode,
        /// First and last month.
        months: (Month, Month),
        /// The book it stands in.
        book: LedgerBook,
        /// What it adds, t.
        tonnes: f64,
        /// `CO2e`, or a gas.
        of: &'static str,
        /// Its part of all parts together.
        share: Option<f64>,
    },
    /// Further parts.
    MoreParts {
        /// How many.
        count: usize,
        /// Together, t.
        tonnes: f64,
        /// `CO2e`, or a gas.
        of: &'static str,
    },
    /// The rows behind a part.
    Rows {
        /// How many.
        rows: u64,
        /// File and row of the first.
        first: (String, u64),
        /// File and row of the last.
        last: (String, u64),
    },
    /// What the rows name.
    Named {
        /// What it is.
        what: Named,
        /// Its id.
        id: String,
    },
    /// The method that gave the part.
    Method {
        /// As its source calls it.
        name: &'static str,
        /// Document, chapter and equation; `None` where a part above has the same working.
        source: Option<&'static str>,
    },
    /// What a method took for an empty cell.
    Default(method::Default),
    /// An equation of the method with its numbers.
    Formula(method::Step),
    /// The quantity of the part.
    Quantity {
        /// How much.
        quantity: ShownQuantity,
        /// Whether it is the share of a row's days that is inside the period.
        cut: bool,
    },
    /// What rows say of how sure the quantity is.
    QuantityUncertainty {
        /// Half the 95 % interval.
        error: f64,
        /// The part whose rows give an uncertainty; `None` if all do.
        assessed: Option<f64>,
        /// The unit's symbol.
        unit: &'static str,
    },
    /// The quantity in the factor's unit.
    Conversion {
        /// As the rows have it.
        from: ShownQuantity,
        /// By what it is multiplied.
        factor: f64,
        /// As the factor wants it.
        to: ShownQuantity,
    },
    /// A property of a fuel that the conversion took.
    Property(UsedProperty),
    /// The factor.
    Factor(Box<EmissionFactor>),
    /// Why that factor; `None` where a method gives the mass of the gas.
    Why {
        /// The rule.
        reason: Option<Reason>,
        /// The year of the part and the earlier year of the factor, where they differ.
        earlier: Option<(i16, i16)>,
    },
    /// A gas of the part.
    Gas {
        /// Which.
        gas: Gas,
        /// The quantity and the kg of the gas in one unit of it; `None` where a method gives the mass.
        by_factor: Option<(ShownQuantity, f64)>,
        /// Its mass, kg.
        kg: f64,
    },
    /// The gas before stands outside the scopes.
    OutsideScopes,
    /// What the gas before is worth.
    Potential {
        /// Its mass, kg.
        kg: f64,
        /// kg CO2e per kg.
        gwp: f64,
        /// Where that stands; `None` where the factor is published in CO2e.
        table: Option<String>,
        /// The product, kg CO2e.
        kg_co2e: f64,
    },
    /// What the gases of the part come to.
    Result {
        /// kg CO2e.
        kg_co2e: f64,
    },
    /// The part of a site that the statement counts.
    Counted {
        /// What the part adds at a share of 1, kg.
        kg: f64,
        /// `CO2e`, or a gas.
        of: &'static str,
        /// The share of the site.
        share: f64,
        /// What it adds, kg.
        counted: f64,
    },
    /// Nothing covers the purchase by market.
    MarketNotCovered,
    /// The row is of own generation, which has no emissions.
    OwnGeneration,
    /// The row was rejected.
    RowRejected,
    /// The row could not be posted.
    RowNotPosted,
    /// The calculation that rests on the row of a method's table is in no figure.
    NothingPosted,
    /// The factor that is explained.
    FactorOf(Box<EmissionFactor>),
    /// kg of a gas in one unit of activity.
    PerUnit {
        /// Which.
        gas: Gas,
        /// How much.
        kg: f64,
        /// The unit's symbol.
        unit: &'static str,
        /// Net or gross, where the unit is an energy of fuel.
        basis: Option<HeatBasis>,
    },
    /// What the book took the factor for.
    Used {
        /// Sites' months of one activity.
        totals: u64,
        /// The rows behind them.
        rows: u64,
    },
    /// The book took the factor for nothing.
    NotUsed,
}
