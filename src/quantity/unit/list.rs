//! The units there are, each by its definition.

use super::{Unit, unit};
use crate::quantity::dimension::{Currency, Dimension};

/// Every unit but money: symbol, dimension, digits and power of ten of the coherent unit.
///
/// Sources: SI Brochure, 9th ed. (2019), Tables 4, 7 and 8; avoirdupois pound, yard, US gallon, US
/// short ton, petroleum barrel of 42 gallons and ton of refrigeration: NIST Special Publication 811 (2008), App. B.8; Btu_IT 1055.055 852 62 J
/// and cal_IT 4.1868 J: ISO 80000-5:2019 (Annex on other units); therm = 10^5 Btu_IT; toe = 10 Gcal_IT and
/// tce = 7 Gcal_IT: UN, International Recommendations for Energy Statistics (2018), ch. IV.
/// 万 is 10^4 and 億 10^8, as bills and statistics of East Asia count. Gas volumes are ideal-gas volumes brought to 273.15 K and 101.325 kPa: Sm³ at 288.15 K,
/// 101.325 kPa (ISO 13443:1996); scf at 60 °F = 519.67/1.8 K, 14.696 psia.
pub(super) const UNITS: &[Unit] = &{
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
        unit("万kWh", Energy, 36.0, 9),
        unit("億kWh", Energy, 36.0, 13),
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
        unit("万t", Mass, 1.0, 7),
        unit("lb", Mass, 45_359_237.0, -8),
        unit("oz", Mass, 28_349_523_125.0, -12),
        unit("short_ton", Mass, 90_718_474.0, -5),
        unit("long_ton", Mass, 10_160_469_088.0, -7),
        unit("mL", Volume, 1.0, -6),
        unit("L", Volume, 1.0, -3),
        unit("kL", Volume, 1.0, 0),
        unit("ML", Volume, 1.0, 3),
        unit("m3", Volume, 1.0, 0),
        unit("thousand_m3", Volume, 1.0, 3),
        unit("million_m3", Volume, 1.0, 6),
        unit("万m3", Volume, 1.0, 4),
        unit("万kL", Volume, 1.0, 4),
        unit("ft3", Volume, 28_316_846_592.0, -12),
        unit("gal_us", Volume, 3_785_411_784.0, -12),
        unit("gal_uk", Volume, 454_609.0, -8),
        unit("bbl", Volume, 158_987_294_928.0, -12),
        unit("Nm3", GasVolume, 1.0, 0),
        unit("kNm3", GasVolume, 1.0, 3),
        unit("万Nm3", GasVolume, 1.0, 4),
        unit("million_Nm3", GasVolume, 1.0, 6),
        unit("Sm3", GasVolume, 273.15 / 288.15, 0),
        unit("kSm3", GasVolume, 273.15 / 288.15, 3),
        unit("million_Sm3", GasVolume, 273.15 / 288.15, 6),
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

/// Currencies in use, ISO 4217: the partners of AZEC and the programmes, and the usual invoice currencies.
pub(super) const CURRENCIES: &[&str] = &[
    "AUD", "BND", "CHF", "CNY", "EUR", "GBP", "HKD", "IDR", "INR", "JPY", "KHR", "KRW", "LAK", "MMK", "MYR", "PHP",
    "SGD", "THB", "TWD", "USD", "VND",
];

/// The unit of a symbol.
pub(super) fn by_symbol(symbol: &str) -> Option<Unit> {
    UNITS.iter().find(|u| u.symbol == symbol).copied().or_else(|| currency(symbol))
}

fn currency(code: &str) -> Option<Unit> {
    let symbol = CURRENCIES.iter().copied().find(|c| *c == code)?;
    let bytes = symbol.as_bytes().try_into().ok()?;
    Some(unit(symbol, Dimension::Money(Currency(bytes)), 1.0, 0))
}
