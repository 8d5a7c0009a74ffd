//! Unit symbols found in data, and exact conversions between them.
//!
//! Each unit is a decimal multiple of the coherent unit of its dimension, kept as digits and a power of ten, so that a
//! conversion between two units rounds once and not three times.

use std::fmt;

use super::dimension::{Currency, Dimension};

/// A unit as data spell it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    symbol: &'static str,
    dimension: Dimension,
    digits: f64,
    exponent: i32,
}

/// A unit symbol that is not known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{symbol}` is not a unit this program knows")]
#[non_exhaustive]
pub struct UnknownUnit {
    /// As found.
    pub symbol: String,
    /// The nearest known symbol, if any is near.
    pub suggestion: Option<&'static str>,
    /// The units it may stand for, where there is more than one.
    pub readings: &'static [&'static str],
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

/// Every unit but money: symbol, dimension, digits and power of ten of the coherent unit.
///
/// Sources: SI Brochure, 9th ed. (2019), Tables 4, 7 and 8; avoirdupois pound, yard, US gallon, US
/// short ton, petroleum barrel of 42 gallons and ton of refrigeration: NIST Special Publication 811 (2008), App. B.8; Btu_IT 1055.055 852 62 J
/// and cal_IT 4.1868 J: ISO 80000-5:2019 (Annex on other units); therm = 10^5 Btu_IT; toe = 10 Gcal_IT and
/// tce = 7 Gcal_IT: UN, International Recommendations for Energy Statistics (2018), ch. IV.
/// Gas volumes are ideal-gas volumes brought to 273.15 K and 101.325 kPa: Sm³ at 288.15 K,
/// 101.325 kPa (ISO 13443:1996); scf at 60 °F = 519.67/1.8 K, 14.696 psia.
const UNITS: &[Unit] = &{
    use Dimension::{
        Area, AreaTime, Count, Distance, Energy, GasVolume, Mass, MassDistance, PassengerDistance, RoomNight, Volume,
        VolumeTime,
    };
    [
        unit("J", Energy, 1.0, 0),
        unit("kJ", Energy, 1.0, 3),
        unit("MJ", Energy, 1.0, 6),
        unit("GJ", Energy, 1.0, 9),
        unit("TJ", Energy, 1.0, 12),
        unit("PJ", Energy, 1.0, 15),
        unit("Wh", Energy, 36.0, 2),
        unit("kWh", Energy, 36.0, 5),
        unit("MWh", Energy, 36.0, 8),
        unit("GWh", Energy, 36.0, 11),
        unit("TWh", Energy, 36.0, 14),
        unit("cal", Energy, 41_868.0, -4),
        unit("kcal", Energy, 41_868.0, -1),
        unit("Mcal", Energy, 41_868.0, 2),
        unit("Gcal", Energy, 41_868.0, 5),
        unit("Btu", Energy, 105_505_585_262.0, -8),
        unit("kBtu", Energy, 105_505_585_262.0, -5),
        unit("MMBtu", Energy, 105_505_585_262.0, -2),
        unit("therm", Energy, 105_505_585_262.0, -3),
        unit("toe", Energy, 41_868.0, 6),
        unit("ktoe", Energy, 41_868.0, 9),
        unit("tce", Energy, 293_076.0, 5),
        // Ton of refrigeration for an hour: 12,000 Btu_IT.
        unit("RTh", Energy, 1_266_067_023_144.0, -5),
        unit("mg", Mass, 1.0, -6),
        unit("g", Mass, 1.0, -3),
        unit("kg", Mass, 1.0, 0),
        unit("t", Mass, 1.0, 3),
        unit("kt", Mass, 1.0, 6),
        unit("Mt", Mass, 1.0, 9),
        unit("Gg", Mass, 1.0, 6),
        unit("lb", Mass, 45_359_237.0, -8),
        unit("oz", Mass, 28_349_523_125.0, -12),
        unit("short_ton", Mass, 90_718_474.0, -5),
        unit("long_ton", Mass, 10_160_469_088.0, -7),
        unit("mL", Volume, 1.0, -6),
        unit("L", Volume, 1.0, -3),
        unit("kL", Volume, 1.0, 0),
        unit("ML", Volume, 1.0, 3),
        unit("m3", Volume, 1.0, 0),
        unit("ft3", Volume, 28_316_846_592.0, -12),
        unit("gal_us", Volume, 3_785_411_784.0, -12),
        unit("gal_uk", Volume, 454_609.0, -8),
        unit("bbl", Volume, 158_987_294_928.0, -12),
        unit("Nm3", GasVolume, 1.0, 0),
        unit("kNm3", GasVolume, 1.0, 3),
        unit("Sm3", GasVolume, 273.15 / 288.15, 0),
        unit("kSm3", GasVolume, 273.15 / 288.15, 3),
        unit("scf", GasVolume, SCF, 0),
        unit("kscf", GasVolume, SCF, 3),
        unit("MMscf", GasVolume, SCF, 6),
        unit("m", Distance, 1.0, 0),
        unit("km", Distance, 1.0, 3),
        unit("mi", Distance, 1_609_344.0, -3),
        unit("nmi", Distance, 1_852.0, 0),
        unit("t.km", MassDistance, 1.0, 6),
        unit("kt.km", MassDistance, 1.0, 9),
        unit("kg.km", MassDistance, 1.0, 3),
        // 2,000 lb x 1,609.344 m.
        unit("short_ton.mi", MassDistance, 1_459_972_310_219_136_f64, -9),
        unit("p.km", PassengerDistance, 1.0, 3),
        unit("p.mi", PassengerDistance, 1_609_344.0, -3),
        unit("m2", Area, 1.0, 0),
        unit("ft2", Area, 9_290_304.0, -8),
        unit("rai", Area, 1_600.0, 0),
        unit("m2.year", AreaTime, 1.0, 0),
        unit("ft2.year", AreaTime, 9_290_304.0, -8),
        unit("rai.year", AreaTime, 1_600.0, 0),
        unit("m3.day", VolumeTime, 1.0, 0),
        unit("room.night", RoomNight, 1.0, 0),
        unit("piece", Count, 1.0, 0),
    ]
};

/// One cubic foot at 60 °F and 14.696 psia, in m³ at 0 °C and 101.325 kPa; a psi is
/// 6 894.757 293 168 Pa (NIST SP 811).
const SCF: f64 = 0.028_316_846_592 * (273.15 * 1.8 / 519.67) * (14.696 * 6_894.757_293_168 / 101_325.0);

/// Other spellings in use, and what they stand for. Spellings that could be read in two
/// ways (`ton`, `gal`, `MBtu`, `ccf`) are left out on purpose.
const SPELLINGS: &[(&str, &str)] = &[
    ("kwh", "kWh"),
    ("KWH", "kWh"),
    ("kW.h", "kWh"),
    ("mmBtu", "MMBtu"),
    ("MMBTU", "MMBtu"),
    ("mmbtu", "MMBtu"),
    ("BTU", "Btu"),
    ("therms", "therm"),
    ("RT.h", "RTh"),
    ("TRh", "RTh"),
    ("tonne", "t"),
    ("tonnes", "t"),
    ("metric_ton", "t"),
    ("kgs", "kg"),
    ("lbs", "lb"),
    ("short_tons", "short_ton"),
    ("l", "L"),
    ("litre", "L"),
    ("litres", "L"),
    ("liter", "L"),
    ("liters", "L"),
    ("ลิตร", "L"),
    ("กก.", "kg"),
    ("ตัน", "t"),
    ("m³", "m3"),
    ("m^3", "m3"),
    ("Nm³", "Nm3"),
    ("Sm³", "Sm3"),
    ("SCF", "scf"),
    ("MMSCF", "MMscf"),
    ("Mscf", "kscf"),
    ("tkm", "t.km"),
    ("t-km", "t.km"),
    ("tonne.km", "t.km"),
    ("pkm", "p.km"),
    ("passenger.km", "p.km"),
    ("mile", "mi"),
    ("miles", "mi"),
    ("room-night", "room.night"),
    ("pcs", "piece"),
    ("m²", "m2"),
    ("m^2", "m2"),
    ("ไร่", "rai"),
    ("m2.yr", "m2.year"),
];

/// Spellings that are refused because they have several readings, and the units they may mean.
const READINGS: &[(&[&str], &[&str])] = &[
    (&["ton", "tons", "Ton", "Tons", "TON"], &["t", "short_ton", "long_ton"]),
    (&["gal", "gals", "gallon", "gallons", "Gal"], &["gal_us", "gal_uk"]),
    (&["MBtu", "MBTU", "mbtu"], &["kBtu", "MMBtu"]),
    (&["ccf", "CCF", "mcf", "Mcf", "MCF", "cf", "cuft"], &["scf", "kscf", "ft3"]),
    (&["unit", "units", "pc"], &["piece", "kWh"]),
];

/// Currencies in use, ISO 4217: the partners of AZEC and the programmes, and the usual invoice currencies.
const CURRENCIES: &[&str] = &[
    "AUD", "BND", "CHF", "CNY", "EUR", "GBP", "HKD", "IDR", "INR", "JPY", "KHR", "KRW", "LAK", "MMK", "MYR", "PHP",
    "SGD", "THB", "TWD", "USD", "VND",
];

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

    /// The unit a symbol stands for. Case matters, as in SI.
    ///
    /// # Errors
    /// [`UnknownUnit`], with the nearest known symbol.
    pub fn parse(symbol: &str) -> Result<Self, UnknownUnit> {
        let symbol = symbol.trim();
        let canonical =
            SPELLINGS.iter().find(|(spelling, _)| *spelling == symbol).map_or(symbol, |(_, canonical)| canonical);
        UNITS.iter().find(|u| u.symbol == canonical).copied().or_else(|| currency(canonical)).ok_or_else(|| {
            let readings =
                READINGS.iter().find(|(words, _)| words.contains(&symbol)).map_or(&[][..], |(_, units)| units);
            let nearest = || crate::diagnostic::nearest(symbol, Self::symbols());
            UnknownUnit {
                symbol: symbol.to_owned(),
                suggestion: if readings.is_empty() { nearest() } else { None },
                readings,
            }
        })
    }

    /// Every symbol, without other spellings, in the order of the dimensions.
    pub fn symbols() -> impl Iterator<Item = &'static str> {
        UNITS.iter().map(|u| u.symbol).chain(CURRENCIES.iter().copied())
    }

    /// Other spellings that are read as `symbol`.
    pub fn spellings(symbol: &str) -> impl Iterator<Item = &'static str> {
        SPELLINGS.iter().filter(move |(_, s)| *s == symbol).map(|(spelling, _)| *spelling)
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

fn currency(code: &str) -> Option<Unit> {
    let symbol = CURRENCIES.iter().copied().find(|c| *c == code)?;
    let bytes = symbol.as_bytes().try_into().ok()?;
    Some(unit(symbol, Dimension::Money(Currency(bytes)), 1.0, 0))
}

/// 10^n, exact for 0 <= n <= 22: the largest power of ten an f64 holds exactly.
fn power_of_ten(n: i32) -> f64 {
    (0..n).fold(1.0, |power, _| power * 10.0)
}

#[cfg(test)]
mod tests;
