//! A calculation of a book: what a method made of a row, or of some rows, of its table.

use super::again::Again;
use super::outcome::Outcome;
use super::working::Working;
use crate::activity::Dimensions;
use crate::factor::Co2;
use crate::id::SiteId;
use crate::period::Period;
use crate::place::Place;

/// A method's results at one site in one period, with the rows and the working behind them.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Calculation {
    /// The site that reports them.
    pub site: SiteId,
    /// The days they cover.
    pub period: Period,
    /// The rows behind them, in the order of the table; problems are reported at the first.
    pub rows: Vec<TableRow>,
    /// What came out.
    pub results: Vec<Outcome>,
    /// How.
    pub working: Working,
    /// The typed inputs with the method, to run again with other numbers.
    pub again: Again,
    /// Meter and counterparty that the rows name.
    pub dimensions: Dimensions,
    /// 1 (metered) to 5 (guess).
    pub data_quality: Option<u8>,
    /// Half the 95 % interval, relative, in percent.
    pub uncertainty_pct: Option<f64>,
}

impl Calculation {
    /// Results at a site, without rows, dimensions, quality and uncertainty.
    pub fn new(site: impl Into<SiteId>, period: Period, results: Vec<Outcome>, working: Working, again: Again) -> Self {
        Self {
            site: site.into(),
            period,
            rows: Vec::new(),
            results,
            working,
            again,
            dimensions: Dimensions::default(),
            data_quality: None,
            uncertainty_pct: None,
        }
    }

    /// Whether one of its results says how much activity there was. Beside a quantity of the same code the mass of a gas
    /// does not, and of two quantities that share the gases of a factor it is the one that takes the CO2.
    pub fn states(&self, result: &Outcome) -> bool {
        let mut quantities =
            self.results.iter().filter(|other| other.activity == result.activity).filter_map(Outcome::quantity);
        match result.quantity() {
            None => quantities.next().is_none(),
            Some(quantity) if quantity.co2 == Co2::GivenByMethod => quantities.all(|other| other.co2 != Co2::Alone),
            Some(_) => true,
        }
    }

    /// Where its first row stands.
    pub fn place(&self) -> Option<&Place> {
        self.rows.first().map(|row| &row.place)
    }
}

/// A row of a method's table, as it was read.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TableRow {
    /// Where it stands.
    pub place: Place,
    /// The columns that are filled in, and what they say.
    pub cells: Vec<(&'static str, String)>,
}
