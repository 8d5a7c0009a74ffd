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
fn unknown_and_ambiguous_symbols_are_refused_with_a_suggestion() {
    let refused = Unit::parse("kWhr").expect_err("unknown");
    assert_eq!(refused.suggestion, Some("kWh"));
    for ambiguous in ["ton", "gal", "MBtu", "ccf", "tn", "$", ""] {
        assert!(Unit::parse(ambiguous).is_err(), "{ambiguous}");
    }
    let (thb, usd) = (Unit::parse("THB").expect("money"), Unit::parse("USD").expect("money"));
    assert!(thb.conversion_to(usd).is_err());
}

#[test]
fn every_spelling_leads_to_a_unit_and_shadows_none() {
    for (spelling, canonical) in SPELLINGS {
        assert!(UNITS.iter().any(|u| u.symbol == *canonical), "{canonical}");
        assert!(UNITS.iter().all(|u| u.symbol != *spelling), "{spelling}");
    }
}
