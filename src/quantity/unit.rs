//! Unit symbols found in data, and exact conversions between them.
//!
//! Each unit is a decimal multiple of the coherent unit of its dimension, kept as digits and a power of ten, so that a
//! conversion between two units rounds once and not three times.

mod key;
mod list;
mod refusal;
mod refused_words;
mod spelling;
mod words;

use std::fmt;

use super::dimension::Dimension;
use list::{CURRENCIES, UNITS};
use words::SPELLINGS;

pub use refusal::UnknownUnit;

/// A unit as data spell it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    symbol: &'static str,
    dimension: Dimension,
    digits: f64,
    exponent: i32,
}

/// Two units that measure different things.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("cannot convert `{}` to `{}`", from.symbol(), to.symbol())]
#[non_exhaustive]
pub struct ConvertError {
    /// The unit of the quantity.
    pub from: Unit,
    /// The unit wanted.
    pub to: Unit,
}

/// From one unit to another of the same dimension: a multiplication, rounded once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Conversion {
    multiply: f64,
    divide: f64,
}

impl Conversion {
    /// The number in the other unit.
    pub fn apply(self, value: f64) -> f64 {
        value * self.multiply / self.divide
    }

    /// What the number is multiplied and divided by.
    pub(crate) fn factor_parts(self) -> (f64, f64) {
        (self.multiply, self.divide)
    }

    /// The factor as one number.
    pub fn factor(self) -> f64 {
        self.multiply / self.divide
    }
}

const fn unit(symbol: &'static str, dimension: Dimension, digits: f64, exponent: i32) -> Unit {
    Unit { symbol, dimension, digits, exponent }
}

impl Unit {
    /// The joule.
    pub const JOULE: Self = unit("J", Dimension::Energy, 1.0, 0);
    /// The kilogram.
    pub const KILOGRAM: Self = unit("kg", Dimension::Mass, 1.0, 0);
    /// The cubic metre.
    pub const CUBIC_METRE: Self = unit("m3", Dimension::Volume, 1.0, 0);
    /// The metre.
    pub const METRE: Self = unit("m", Dimension::Distance, 1.0, 0);
    /// The cubic metre of gas at 0 °C and 101.325 kPa.
    pub const NORMAL_CUBIC_METRE: Self = unit("Nm3", Dimension::GasVolume, 1.0, 0);
    /// The litre.
    pub const LITRE: Self = unit("L", Dimension::Volume, 1.0, -3);
    /// The kilometre.
    pub const KILOMETRE: Self = unit("km", Dimension::Distance, 1.0, 3);
    /// A tonne carried a kilometre.
    pub const TONNE_KILOMETRE: Self = unit("t.km", Dimension::MassDistance, 1.0, 6);
    /// A person carried a kilometre.
    pub const PASSENGER_KILOMETRE: Self = unit("p.km", Dimension::PassengerDistance, 1.0, 3);
    /// A cubic metre of goods stored a day.
    pub const CUBIC_METRE_DAY: Self = unit("m3.day", Dimension::VolumeTime, 1.0, 0);

    /// The unit a text spells: its symbol, or another spelling of it in any width, and in any case where no other unit
    /// has the same letters.
    ///
    /// # Errors
    /// [`UnknownUnit`], with the units it may mean where it has several readings.
    pub fn parse(symbol: &str) -> Result<Self, UnknownUnit> {
        spelling::read(symbol)
    }

    /// Every symbol, without other spellings, in the order of the dimensions.
    pub fn symbols() -> impl Iterator<Item = &'static str> {
        UNITS.iter().map(|u| u.symbol).chain(CURRENCIES.iter().copied())
    }

    /// Other spellings that are read as `symbol`, but for variants by case, width, blanks, full stops and plural.
    pub fn spellings(symbol: &str) -> impl Iterator<Item = &'static str> {
        SPELLINGS.iter().filter(move |(of, _)| *of == symbol).flat_map(|(_, spellings)| *spellings).copied()
    }

    /// The symbol.
    pub fn symbol(self) -> &'static str {
        self.symbol
    }

    /// What the unit measures.
    pub fn dimension(self) -> Dimension {
        self.dimension
    }

    /// The conversion of a number in this unit to another unit.
    ///
    /// # Errors
    /// [`ConvertError`] if they measure different things.
    pub fn conversion_to(self, to: Self) -> Result<Conversion, ConvertError> {
        if self.dimension != to.dimension {
            return Err(ConvertError { from: self, to });
        }
        let shift = self.exponent - to.exponent;
        Ok(Conversion {
            multiply: self.digits * power_of_ten(shift.max(0)),
            divide: to.digits * power_of_ten((-shift).max(0)),
        })
    }

    /// A number of this unit in the coherent unit of its dimension.
    pub fn to_coherent(self, value: f64) -> f64 {
        Conversion {
            multiply: self.digits * power_of_ten(self.exponent.max(0)),
            divide: power_of_ten((-self.exponent).max(0)),
        }
        .apply(value)
    }
}

impl std::str::FromStr for Unit {
    type Err = UnknownUnit;

    fn from_str(symbol: &str) -> Result<Self, UnknownUnit> {
        Self::parse(symbol)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.symbol)
    }
}

/// 10^n, exact for 0 <= n <= 22: the largest power of ten an f64 holds exactly.
fn power_of_ten(n: i32) -> f64 {
    (0..n).fold(1.0, |power, _| power * 10.0)
}

#[cfg(test)]
mod tests;
