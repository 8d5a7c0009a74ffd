//! Calculations as pure functions: quantities in, masses of gas out.
//!
//! Most methods are activity × factor; what differs is which quantity and which factor may
//! meet, and that is in the types. The same multiplication serves the books ([`emissions`])
//! and programs that link the crate ([`combustion`], [`release`]). Methods with parameters of
//! their own stand in a file each and give a [`Worked`] result: the value, and the steps with
//! their numbers.

#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

pub mod abated_process;
mod again;
pub mod allocation;
pub mod aluminium;
pub mod anode_effect;
mod calculation;
pub mod carbon_balance;
pub mod carbonate;
pub mod clinker;
mod combustion;
pub mod electronics;
pub mod freight;
pub mod fuel_analysis;
mod fugitive;
pub mod gas_composition;
pub mod incineration;
pub mod investment;
pub mod landfill;
pub mod lime;
mod look_up;
mod outcome;
pub mod purchased_energy;
pub mod recovery;
pub mod refrigerant;
pub mod sold_products;
pub mod spend;
pub mod steam;
pub mod travel;
pub mod wastewater;
mod working;

pub(crate) use again::inputs;
pub use again::{Again, Change, Input, Inputs};
pub use calculation::{Calculation, TableRow};
pub use combustion::{BasisMismatch, CombustionFactor, FuelEnergy, combustion};
pub use fugitive::release;
pub use look_up::{AmountOnBasis, Applied, InRegion, LookUpError, OfActivity, OnDay};
pub use outcome::{Outcome, OutcomeKind, Quantity};
pub use working::{Default, MethodError, Step, Term, Worked, Working};

use crate::factor::EmissionFactor;
use crate::quantity::{Gas, GasMass};

/// The mass of each gas that an amount of activity emits.
///
/// ```text
/// m[g] = A · EF[g]                                                                 (1)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `amount` | activity | 1 | units of the factor | finite; negative for corrections |
/// | `factor` | mass of gas per unit of activity | g | kg per unit | finite |
/// | returns | mass of each gas, in the factor's order | g | kg | |
///
/// # Source
/// 1. IPCC, *2006 Guidelines for National Greenhouse Gas Inventories*, Vol. 1, ch. 1, p. 1.6: "Emissions = AD • EF".
pub fn emissions(amount: f64, factor: &EmissionFactor) -> impl Iterator<Item = (Gas, GasMass)> + '_ {
    factor.gases.iter().map(move |g| (g.gas, GasMass::from_kilograms(amount * g.kg_per_unit)))
}
