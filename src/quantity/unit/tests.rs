use super::*;
use approx::assert_relative_eq;
use uom::si::f64::{Energy, Length, Mass, Volume};
use uom::si::{energy, length, mass, volume};

fn factor(from: &str, to: &str) -> f64 {
    let parse = |s| Unit::parse(s).expect("a unit");
    parse(from).conversion_to(parse(to)).expect("same dimension").factor()
}

/// Published to the digit, so compared to the digit.
#[test]
#[allow(clippy::float_cmp, reason = "conversions by definition are exact to the last bit")]
fn exact_definitions_stay_exact() {
    assert_eq!(factor("MWh", "kWh"), 1_000.0);
    assert_eq!(factor("kWh", "MJ"), 3.6);
    assert_eq!(factor("gal_us", "L"), 3.785_411_784);
    assert_eq!(factor("bbl", "gal_us"), 42.0);
    assert_eq!(factor("short_ton", "lb"), 2_000.0);
    assert_eq!(factor("MMBtu", "therm"), 10.0);
    assert_eq!(factor("toe", "GJ"), 41.868);
    assert_eq!(factor("tce", "GJ"), 29.307_6);
    assert_eq!(factor("Gg", "t"), 1_000.0);
    assert_eq!(factor("RTh", "kBtu"), 12.0);
    assert_eq!(factor("short_ton.mi", "t.km"), 1.459_972_310_219_136);
}

#[test]
fn gas_volumes_follow_the_ideal_gas_law() {
    // IPCC/JEC: 1 Nm3 is 1.0549 Sm3; GPA 2172: 379.48 scf per lb-mole at 60 °F, 14.696 psia,
    // against 22.413 97 Nm3 per kmol (CODATA).
    assert_relative_eq!(factor("Nm3", "Sm3"), 1.054_9, max_relative = 2e-5);
    assert_relative_eq!(379.482 * factor("scf", "Nm3") / 0.453_592_37, 22.413_97, max_relative = 1e-5);
}

/// uom was written by others from the same standards.
#[test]
fn uom_agrees() {
    // NIST SP 811 gives the ton of refrigeration as 3.516 853 kW.
    assert_relative_eq!(factor("RTh", "kWh"), 3.516_853, max_relative = 1e-7);
    let pairs = [
        ("Btu", Energy::new::<energy::btu_it>(1.0).value),
        ("therm", Energy::new::<energy::therm_ec>(1.0).value),
        ("kcal", Energy::new::<energy::kilocalorie_it>(1.0).value),
        ("MWh", Energy::new::<energy::megawatt_hour>(1.0).value),
        ("lb", Mass::new::<mass::pound>(1.0).value),
        ("oz", Mass::new::<mass::ounce>(1.0).value),
        ("short_ton", Mass::new::<mass::ton_short>(1.0).value),
        ("long_ton", Mass::new::<mass::ton_long>(1.0).value),
        ("ft3", Volume::new::<volume::cubic_foot>(1.0).value),
        ("bbl", Volume::new::<volume::barrel>(1.0).value),
        ("mi", Length::new::<length::mile>(1.0).value),
        ("nmi", Length::new::<length::nautical_mile>(1.0).value),
    ];
    for (symbol, coherent) in pairs {
        let ours = Unit::parse(symbol).expect("a unit").to_coherent(1.0);
        assert_relative_eq!(ours, coherent, max_relative = 5e-6);
    }
}

#[test]
fn there_and_back_is_identity() {
    for from in UNITS {
        for to in UNITS.iter().filter(|to| to.dimension == from.dimension) {
            let there = from.conversion_to(*to).expect("same dimension").apply(12_345.678);
            let back = to.conversion_to(*from).expect("same dimension").apply(there);
            assert_relative_eq!(back, 12_345.678, max_relative = 1e-14);
        }
    }
}

#[test]
fn money_does_not_convert() {
    let (thb, usd) = (Unit::parse("THB").expect("money"), Unit::parse("USD").expect("money"));
    assert!(thb.conversion_to(usd).is_err());
}

/// Joules, kilograms, cubic metres … of one of each unit, from the definitions that `UNITS` names.
const COHERENT: [(&str, f64); 82] = [
    ("J", 1.0),
    ("kJ", 1e3),
    ("MJ", 1e6),
    ("GJ", 1e9),
    ("TJ", 1e12),
    ("PJ", 1e15),
    ("Wh", 3_600.0),
    ("kWh", 3.6e6),
    ("MWh", 3.6e9),
    ("GWh", 3.6e12),
    ("TWh", 3.6e15),
    ("万kWh", 3.6e10),
    ("億kWh", 3.6e14),
    ("cal", 4.186_8),
    ("kcal", 4_186.8),
    ("Mcal", 4.186_8e6),
    ("Gcal", 4.186_8e9),
    ("Btu", 1_055.055_852_62),
    ("kBtu", 1_055_055.852_62),
    ("MMBtu", 1_055_055_852.62),
    ("therm", 105_505_585.262),
    ("toe", 4.186_8e10),
    ("ktoe", 4.186_8e13),
    ("tce", 2.930_76e10),
    ("RTh", 12_660_670.231_44),
    ("mg", 1e-6),
    ("g", 1e-3),
    ("kg", 1.0),
    ("t", 1e3),
    ("kt", 1e6),
    ("Mt", 1e9),
    ("Gg", 1e6),
    ("万t", 1e7),
    ("lb", 0.453_592_37),
    ("oz", 0.028_349_523_125),
    ("short_ton", 907.184_74),
    ("long_ton", 1_016.046_908_8),
    ("mL", 1e-6),
    ("L", 1e-3),
    ("kL", 1.0),
    ("ML", 1e3),
    ("m3", 1.0),
    ("thousand_m3", 1e3),
    ("million_m3", 1e6),
    ("万m3", 1e4),
    ("万kL", 1e4),
    ("ft3", 0.028_316_846_592),
    ("gal_us", 0.003_785_411_784),
    ("gal_uk", 0.004_546_09),
    ("bbl", 0.158_987_294_928),
    ("Nm3", 1.0),
    ("kNm3", 1e3),
    ("万Nm3", 1e4),
    ("million_Nm3", 1e6),
    // 273.15 K / 288.15 K.
    ("Sm3", 0.947_943_779_281_624),
    ("kSm3", 947.943_779_281_624),
    ("million_Sm3", 947_943.779_281_624),
    // 0.028 316 846 592 m3 × 491.67 / 519.67 × 14.696 psi in 101,325 Pa.
    ("scf", 0.026_791_218_451_285),
    ("kscf", 26.791_218_451_285),
    ("MMscf", 26_791.218_451_285),
    ("m", 1.0),
    ("km", 1e3),
    ("mi", 1_609.344),
    ("nmi", 1_852.0),
    ("t.km", 1e6),
    ("kt.km", 1e9),
    ("kg.km", 1e3),
    ("short_ton.mi", 1_459_972.310_219_136),
    ("p.km", 1e3),
    ("p.mi", 1_609.344),
    ("m2", 1.0),
    ("ft2", 0.092_903_04),
    ("rai", 1_600.0),
    ("m2.year", 1.0),
    ("ft2.year", 0.092_903_04),
    ("rai.year", 1_600.0),
    ("m3.day", 1.0),
    ("room.night", 1.0),
    ("piece", 1.0),
    ("THB", 1.0),
    ("USD", 1.0),
    ("JPY", 1.0),
];

#[test]
fn every_unit_is_what_its_definition_says() {
    for (symbol, coherent) in COHERENT {
        let unit = Unit::parse(symbol).expect("a unit");
        assert_eq!(unit.symbol(), symbol);
        assert_relative_eq!(unit.to_coherent(1.0), coherent, max_relative = 1e-12);
        assert_relative_eq!(unit.to_coherent(-2.5), -2.5 * coherent, max_relative = 1e-12);
    }
    for unit in UNITS {
        assert!(COHERENT.iter().any(|(symbol, _)| *symbol == unit.symbol), "{unit}");
    }
}

#[test]
fn a_conversion_between_any_two_units_is_the_ratio_of_their_definitions() {
    let coherent = |unit: &Unit| COHERENT.iter().find(|(symbol, _)| *symbol == unit.symbol).expect("in the list").1;
    for from in UNITS {
        for to in UNITS {
            let Ok(conversion) = from.conversion_to(*to) else {
                assert_ne!(from.dimension, to.dimension, "{from} {to}");
                continue;
            };
            assert_eq!(from.dimension, to.dimension, "{from} {to}");
            let ratio = coherent(from) / coherent(to);
            assert_relative_eq!(conversion.factor(), ratio, max_relative = 1e-11);
            assert_relative_eq!(conversion.apply(3.0), 3.0 * ratio, max_relative = 1e-11);
            let (multiply, divide) = conversion.factor_parts();
            assert_relative_eq!(multiply / divide, ratio, max_relative = 1e-11);
        }
    }
}

#[test]
fn what_measures_something_else_is_refused_with_both_units() {
    for (from, to) in [("GJ", "t"), ("L", "Nm3"), ("m2", "m2.year"), ("t.km", "p.km"), ("THB", "USD"), ("kg", "kg.km")]
    {
        let (from, to) = (Unit::parse(from).expect("a unit"), Unit::parse(to).expect("a unit"));
        assert_eq!(from.conversion_to(to), Err(ConvertError { from, to }));
        assert_eq!(ConvertError { from, to }.to_string(), format!("cannot convert `{from}` to `{to}`"));
    }
}

#[test]
fn the_constants_are_the_units_of_their_symbols() {
    let constants = [
        (Unit::JOULE, "J"),
        (Unit::KILOGRAM, "kg"),
        (Unit::CUBIC_METRE, "m3"),
        (Unit::METRE, "m"),
        (Unit::NORMAL_CUBIC_METRE, "Nm3"),
        (Unit::LITRE, "L"),
        (Unit::KILOMETRE, "km"),
        (Unit::TONNE_KILOMETRE, "t.km"),
        (Unit::PASSENGER_KILOMETRE, "p.km"),
        (Unit::CUBIC_METRE_DAY, "m3.day"),
    ];
    for (constant, symbol) in constants {
        assert_eq!(Unit::parse(symbol), Ok(constant));
    }
}

#[test]
fn every_symbol_is_read_as_itself_and_its_other_spellings_as_it() {
    for symbol in Unit::symbols() {
        assert_eq!(Unit::parse(symbol).map(Unit::symbol), Ok(symbol));
        for spelling in Unit::spellings(symbol) {
            assert_eq!(Unit::parse(spelling).map(Unit::symbol), Ok(symbol), "{spelling}");
        }
    }
    assert_eq!(Unit::symbols().count(), UNITS.len() + CURRENCIES.len());
    assert_eq!(Unit::spellings("ML").collect::<Vec<_>>(), ["Mℓ", "megalitre", "megaliter", "メガリットル"]);
    assert_eq!(Unit::parse(" kWh ").map(Unit::symbol), Ok("kWh"));
}

#[test]
fn each_currency_measures_a_dimension_of_its_own() {
    let dimensions: std::collections::BTreeSet<Dimension> =
        CURRENCIES.iter().map(|code| Unit::parse(code).expect("money").dimension()).collect();
    assert_eq!(dimensions.len(), CURRENCIES.len());
    assert!(
        dimensions.iter().all(|dimension| dimension.code() == "money" && dimension.phrase() == "an amount of money")
    );
    assert!(Unit::parse("XXX").is_err());
}

#[test]
fn every_dimension_has_a_word_and_a_phrase_of_its_own() {
    let mut dimensions: Vec<Dimension> = UNITS.iter().map(|unit| unit.dimension).collect();
    dimensions.sort();
    dimensions.dedup();
    let codes: std::collections::BTreeSet<&str> = dimensions.iter().map(|dimension| dimension.code()).collect();
    let phrases: std::collections::BTreeSet<&str> = dimensions.iter().map(|dimension| dimension.phrase()).collect();
    assert_eq!((codes.len(), phrases.len()), (dimensions.len(), dimensions.len()));
    assert!(phrases.iter().all(|phrase| phrase.starts_with("a ") || phrase.starts_with("an ")));
}
