//! A calculation of a book: what a method made of a row, or of some rows, of its table.

use std::sync::Arc;

use super::Working;
use crate::activity::Takes;
use crate::id::{ActivityCode, FactorId, SiteId};
use crate::period::Period;
use crate::quantity::{Amount, Gas, GasMasses, HeatBasis, Unit};
use crate::scope::Category;
use crate::source::Place;

/// A method's results at one site in one period, with the rows and the working behind them.
#[derive(Clone, Debug, PartialEq)]
pub struct Calculation {
    /// The site that reports them.
    pub site: SiteId,
    /// The days they cover.
    pub period: Period,
    /// The rows behind them, in the order of the table; problems are told at the first.
    pub rows: Vec<TableRow>,
    /// What came out.
    pub results: Vec<Outcome>,
    /// How.
    pub working: Working,
    /// The other side of the line, inside the book.
    pub counterparty: Option<SiteId>,
    /// 1 (metered) to 5 (guess).
    pub data_quality: Option<u8>,
    /// Half the 95 % interval, relative, in percent.
    pub uncertainty_pct: Option<f64>,
}

impl Calculation {
    /// Where its first row stands.
    pub fn place(&self) -> Option<&Place> {
        self.rows.first().map(|row| &row.place)
    }
}

/// A row of a method's table, as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct TableRow {
    /// Where it stands.
    pub place: Place,
    /// The columns that are filled in, and what they say.
    pub cells: Vec<(&'static str, String)>,
}

/// One result: a quantity that emission factors apply to, or the mass of a gas.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The code it is reported under.
    pub activity: ActivityCode,
    /// The inventory line of that code.
    pub category: Category,
    /// How much.
    pub amount: Amount,
    /// What makes gases of it.
    pub takes: Takes,
    /// Calorific basis, where the amount is an energy of fuel.
    pub basis: Option<HeatBasis>,
    /// The factor the row names.
    pub factor_id: Option<FactorId>,
    /// The region of the factors, where it is not the site's.
    pub region: Option<Arc<str>>,
}

impl Outcome {
    /// A quantity that takes the factors of its own code.
    pub fn new(activity: ActivityCode, category: Category, amount: Amount) -> Self {
        let takes = Takes::Factors(activity.clone());
        Self { activity, category, amount, takes, basis: None, factor_id: None, region: None }
    }

    /// The masses of gases that a method gives by itself, one result each.
    pub fn of_gases(activity: &ActivityCode, category: Category, masses: &GasMasses) -> Vec<Self> {
        masses.iter().map(|(gas, mass)| Self::of_gas(activity.clone(), category, gas, mass.as_kilograms())).collect()
    }

    /// Kilograms of one gas.
    pub fn of_gas(activity: ActivityCode, category: Category, gas: Gas, kg: f64) -> Self {
        let amount = Amount::new(kg, Unit::KILOGRAM);
        Self { takes: Takes::Gas(gas), ..Self::new(activity, category, amount) }
    }

    /// The same, with the factors of another code.
    pub fn with_takes(self, takes: Takes) -> Self {
        Self { takes, ..self }
    }
}
