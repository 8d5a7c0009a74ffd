//! Lines that a method made of a table of its own, rather than a row of activities.

use std::sync::Arc;

use crate::id::ActivityCode;
use crate::quantity::Gas;

/// What a line that a method made takes its emissions from.
#[derive(Clone, Debug, PartialEq)]
pub struct Derived {
    /// The calculation, as the ledger counts them.
    pub calculation: u32,
    /// Factors of a code, or a gas whose mass the method gives.
    pub takes: Takes,
    /// The region of the factors, where it is not the site's: products are used elsewhere.
    pub region: Option<Arc<str>>,
}

/// What turns a method's result into masses of gas.
#[derive(Clone, Debug, PartialEq)]
pub enum Takes {
    /// The emission factors of a code of the chart, which may differ from the line's own.
    Factors(ActivityCode),
    /// The same without their CO2, which the method gives by itself.
    FactorsWithoutCo2(ActivityCode),
    /// The result is the mass of this gas.
    Gas(Gas),
}

impl Takes {
    /// Whether a gas of the factor counts.
    pub fn counts(&self, gas: Gas) -> bool {
        !matches!(self, Self::FactorsWithoutCo2(_)) || !matches!(gas, Gas::CO2 | Gas::CO2_BIOGENIC)
    }
}
