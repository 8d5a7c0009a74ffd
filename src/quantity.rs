//! Quantities: the only module that names uom.
//!
//! Goes in: a number and a unit symbol as found in data. Comes out: an [`Amount`], which is
//! a uom quantity where physics has one, and a counted thing where it has not (money,
//! room nights). [`Unit`] knows every symbol; [`Gas`] the commodities of the books;
//! [`GwpSet`] their valuation; [`GasMass`] and [`Co2e`] the two masses that must never be
//! added to each other. No unit passes through in silence: a symbol is known or refused.

#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

mod blend;
mod co2;
mod designation;
mod dimension;
mod gas;
mod gas_list;
mod gwp;
mod gwp_set;
mod mass;
mod size;
mod unit;

pub use blend::Blend;
pub(crate) use blend::designated;
#[cfg(feature = "books")]
pub(crate) use blend::meant_refrigerant;
pub(crate) use co2::{is_named_co2, is_named_gas, usual_letters};
pub(crate) use designation::unvalued_refrigerant;
pub use dimension::Dimension;
pub use gas::{Gas, UnknownGas};
pub use gas_list::{Family, Gwp};
pub use gwp::{CombustionMethane, NoGwp};
pub use gwp_set::GwpSet;
pub use mass::{Co2e, GasMass, GasMasses};
pub use size::{TOO_LARGE, is_held};
pub use unit::{Conversion, ConvertError, Unit, UnknownUnit};
pub use uom::si::f64::{Area, Energy, Length, Mass, Volume};

/// The library behind the physical quantities, for programs that need more of its units.
pub use uom;

use crate::word::{shown_as_words, words};
use uom::si::energy::joule;
use uom::si::length::meter;
use uom::si::mass::kilogram;
use uom::si::volume::cubic_meter;

/// Which calorific value an energy of fuel is counted with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HeatBasis {
    /// Net (lower) calorific value: water leaves as vapour. IPCC factors are on this basis.
    Net,
    /// Gross (higher) calorific value: water condenses. Gas bills usually are.
    Gross,
}

impl HeatBasis {
    /// `net` or `gross`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Net => "net",
            Self::Gross => "gross",
        }
    }

    /// Reads `net` or `gross`.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "net" => Some(Self::Net),
            "gross" => Some(Self::Gross),
            _ => None,
        }
    }
}

shown_as_words!(HeatBasis);
words! {
    HeatBasis, "a calorific basis: `net` or `gross`", as_str;
    GwpSet, "a set of potentials: `AR4`, `AR5` or `AR6`", as_str;
    CombustionMethane, "a choice of methane: `fossil` or `non_fossil`", as_str;
}
words!(@serde Gas, name);
words!(@serde Unit, symbol);

/// Energy of a fuel on its net calorific value. Never added to [`GrossEnergy`].
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct NetEnergy(pub Energy);

/// Energy of a fuel on its gross calorific value. Never added to [`NetEnergy`].
///
/// ```compile_fail
/// use estate_carbon::quantity::{Energy, GrossEnergy, NetEnergy, uom::si::energy::gigajoule};
/// let net = NetEnergy(Energy::new::<gigajoule>(1.0));
/// let gross = GrossEnergy(Energy::new::<gigajoule>(1.0));
/// let sum = net.0 + gross; // does not compile: the two bases do not add
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct GrossEnergy(pub Energy);

/// How much of an activity: a number with its unit.
///
/// # Examples
/// ```
/// use estate_carbon::quantity::{Amount, Unit};
/// let bill = Amount::new(18.25, Unit::parse("MWh")?);
/// assert_eq!(bill.to(Unit::parse("kWh")?)?, 18_250.0);
/// assert!(bill.to(Unit::parse("t")?).is_err());
/// assert!(Unit::parse("MT").is_err()); // refused: a tonne on invoices, a million tonnes in SI
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    value: f64,
    unit: Unit,
}

impl Amount {
    /// A number of a unit.
    pub fn new(value: f64, unit: Unit) -> Self {
        Self { value, unit }
    }

    /// The number.
    pub fn value(self) -> f64 {
        self.value
    }

    /// The unit.
    pub fn unit(self) -> Unit {
        self.unit
    }

    /// The number in another unit.
    ///
    /// # Errors
    /// [`ConvertError`] if the units measure different things.
    pub fn to(self, unit: Unit) -> Result<f64, ConvertError> {
        Ok(self.unit.conversion_to(unit)?.apply(self.value))
    }

    /// As a uom energy, if it is one.
    pub fn energy(self) -> Option<Energy> {
        self.coherent(Dimension::Energy).map(Energy::new::<joule>)
    }

    /// As a uom mass, if it is one.
    pub fn mass(self) -> Option<Mass> {
        self.coherent(Dimension::Mass).map(Mass::new::<kilogram>)
    }

    /// As a uom volume of liquid or solid, if it is one.
    pub fn volume(self) -> Option<Volume> {
        self.coherent(Dimension::Volume).map(Volume::new::<cubic_meter>)
    }

    /// As a uom volume of gas at 0 °C and 101.325 kPa, if it is one.
    pub fn normal_gas_volume(self) -> Option<Volume> {
        self.coherent(Dimension::GasVolume).map(Volume::new::<cubic_meter>)
    }

    /// As a uom length, if it is a distance.
    pub fn distance(self) -> Option<Length> {
        self.coherent(Dimension::Distance).map(Length::new::<meter>)
    }

    fn coherent(self, dimension: Dimension) -> Option<f64> {
        (self.unit.dimension() == dimension).then(|| self.unit.to_coherent(self.value))
    }
}

impl From<Energy> for Amount {
    fn from(energy: Energy) -> Self {
        Self::new(energy.get::<joule>(), Unit::JOULE)
    }
}

impl From<Mass> for Amount {
    fn from(mass: Mass) -> Self {
        Self::new(mass.get::<kilogram>(), Unit::KILOGRAM)
    }
}

impl From<Volume> for Amount {
    fn from(volume: Volume) -> Self {
        Self::new(volume.get::<cubic_meter>(), Unit::CUBIC_METRE)
    }
}

impl From<Length> for Amount {
    fn from(length: Length) -> Self {
        Self::new(length.get::<meter>(), Unit::METRE)
    }
}
