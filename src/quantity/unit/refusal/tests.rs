use super::*;
use crate::quantity::unit::list::CURRENCIES;
use crate::quantity::unit::words::SPELLINGS;

fn refused(text: &str) -> UnknownUnit {
    Unit::parse(text).expect_err(text)
}

/// Spellings of invoices and meters that may be two units or more, and all of them.
const SEVERAL_READINGS: &[(&[&str], &[&str])] = &[
    (&["MT", "mt", "mT", "MT.", "M.T.", "M/T", "m/t", "MTs", "M Ton", "ＭＴ"], &["t", "Mt"]),
    (&["ton", "tons", "Ton", "TON", "TONS", "tons.", "T", "tn", "噸"], &["t", "short_ton", "long_ton"]),
    (
        &["Kton", "kton", "KTONS", "kiloton", "ribu ton", "Ribu Ton", "千噸", "thousand tons"],
        &["t", "short_ton", "long_ton"],
    ),
    (&["ล้านหน่วย", "ล้าน หน่วย", "million units", "พันหน่วย", "1000 units"], &["piece", "kWh"]),
    (&["MMCF", "mmcf", "MMcf", "MMCFT"], &["MMscf", "ft3"]),
    (&["lt", "LT", "Lt.", "lts"], &["L", "long_ton"]),
    (&["gal", "GAL", "Gal.", "gals", "gallon", "Gallons", "แกลลอน", "ガロン"], &["gal_us", "gal_uk"]),
    (&["ml", "Ml"], &["mL", "ML"]),
    (&["MBtu", "MBTU", "mbtu"], &["kBtu", "MMBtu"]),
    (&["Mcf", "MCF", "mcf", "MSCF", "mscf"], &["kscf", "MMscf"]),
    (&["MSCM", "mscm", "MSm3"], &["kSm3", "million_Sm3"]),
    (&["MNm3"], &["kNm3", "million_Nm3"]),
    (&["MCM", "Mm3"], &["thousand_m3", "million_m3"]),
    (&["Cal", "CAL", "calories"], &["cal", "kcal"]),
    (&["cf", "CF", "cu ft", "cuft"], &["scf", "ft3"]),
    (&["ccf", "CCF"], &["scf", "ft3"]),
    (&["unit", "units", "Units", "หน่วย", "ยูนิต"], &["piece", "kWh"]),
    (&["kilos", "kilo", "กิโล", "キロ"], &["kg", "km"]),
    (&["pounds"], &["lb", "GBP"]),
];

/// What is no quantity of the wanted kind, and the unit that the quantity has after the sum that the hint asks for.
const OTHER_KINDS: &[(&[&str], &str, &[&str])] = &[
    (&["kW", "KW", "kw", "ｋＷ", "กิโลวัตต์", "キロワット", "kilowatts"], "it is a power", &["kWh"]),
    (&["MW", "mw"], "it is a power", &["MWh"]),
    (&["kW/h"], "it is a power per hour", &["kWh"]),
    (&["RT", "TR"], "it is a power", &["RTh"]),
    (&["kVAh", "KVAH", "kVA", "kvarh"], "it is apparent or reactive", &["kWh"]),
    (&["MMSCFD", "mmscfd"], "it is a rate", &["MMscf"]),
    (&["m3/h", "㎥/h", "m3 per day", "m³/day", "CMH", "ลบ.ม./วัน"], "it is a rate", &["m3"]),
    (&["Nm3/hr", "Nm3/h"], "it is a rate", &["Nm3"]),
    (&["kg/h", "kg / hour"], "it is a rate", &["kg"]),
    (&["MT/day"], "it is a rate", &["t", "Mt"]),
    (&["BCF", "Bscf"], "it is a thousand million cubic feet", &["MMscf"]),
    (&["升"], "it is a litre in Chinese and a sho of about 1.8 litres in Japan", &["L"]),
    (&["万升"], "multiply the quantity by 10,000; it is a litre in Chinese", &["L"]),
    (&["khối", "Khối", "kubik", "คิว"], "it has other readings too", &["m3"]),
    (&["瓩"], "it is a kilogram in Japan and a kilowatt in Chinese", &["kg"]),
    (&["tạ", "kuintal"], "it is a hundred kilograms", &["kg"]),
    (&["千kW", "ribu kW"], "multiply the quantity by 1,000; it is a power", &["kWh"]),
    (&["億m3", "亿立方米"], "multiply the quantity by 100,000,000", &["m3"]),
    (&["mWh"], "it is a thousandth of a watt hour", &["MWh"]),
    (&["mt CO2", "tCO2e", "kg CO2"], "a unit names no gas", &["kg", "t"]),
];

#[test]
fn what_has_several_readings_is_refused_with_all_of_them() {
    for (spellings, readings) in SEVERAL_READINGS {
        for spelling in *spellings {
            assert_eq!(refused(spelling).readings, *readings, "{spelling}");
        }
    }
}

#[test]
fn what_is_of_another_kind_is_told_so() {
    for (spellings, why, readings) in OTHER_KINDS {
        for spelling in *spellings {
            let refused = refused(spelling);
            assert_eq!(refused.readings, *readings, "{spelling}");
            assert!(refused.help().starts_with(why), "{spelling}: {}", refused.help());
        }
    }
}

#[test]
fn a_reading_stands_with_its_size() {
    for (text, help) in [
        ("MT", "it has more than one reading: write `t` (1,000 kg) or `Mt` (1,000,000,000 kg)"),
        (
            "ton",
            "it has more than one reading: write `t` (1,000 kg), `short_ton` (907.185 kg) or `long_ton` (1,016.05 kg)",
        ),
        ("gal", "it has more than one reading: write `gal_us` (3.78541 L) or `gal_uk` (4.54609 L)"),
        ("ml", "it has more than one reading: write `mL` (0.001 L) or `ML` (1,000,000 L)"),
        ("kW", "it is a power, and an energy is needed: multiply by the hours and write `kWh` (3.6 MJ)"),
        ("หน่วย", "it has more than one reading: write `piece` or `kWh` (3.6 MJ)"),
        ("MSCM", "it has more than one reading: write `kSm3` (947.944 Nm3) or `million_Sm3` (947,944 Nm3)"),
        ("G", "a single letter is read as it stands; if that is meant, write `g` (0.001 kg)"),
        (
            "ribu ton",
            "multiply the quantity by 1,000; it has more than one reading: write `t` (1,000 kg), `short_ton` (907.185 kg) or \
             `long_ton` (1,016.05 kg)",
        ),
        ("furlong", "docs/FORMATS.md lists every unit and its spellings"),
    ] {
        assert_eq!(refused(text).help(), help, "{text}");
    }
}

/// A word that is only spelt nearly as a unit is not answered with it, whatever the unit.
#[test]
fn no_hint_names_what_is_only_spelt_nearly_so() {
    for text in
        ["kJh", "GWatt", "kkg", "tonn", "kWx", "litres?", "mWhh", "Tonx", "gcl", "M2x", "kP", "bb", "", "-", "%"]
    {
        let refused = refused(text);
        assert!(refused.readings.is_empty(), "{text}");
        assert!(!refused.help().contains('`'), "{text}: {}", refused.help());
    }
}

#[test]
fn where_the_dimension_is_known_its_units_are_named() {
    let dimensions = ["energy".to_owned(), "mass".to_owned()];
    assert_eq!(
        refused("furlong").help_for(&dimensions),
        "write an energy (`kWh`, `MWh`, `MJ`, `GJ`, `Gcal`, `MMBtu` …) or a mass (`kg`, `t`, `lb` …); docs/FORMATS.md lists \
         every unit and its spellings"
    );
    assert!(refused("MT").help_for(&dimensions).contains("`t` (1,000 kg) or `Mt`"));
    for (code, units) in USUAL {
        assert!(units.iter().all(|unit| by_symbol(unit).is_some_and(|unit| unit.dimension.code() == *code)), "{code}");
    }
    let all = UNITS.iter().map(|unit| unit.dimension.code()).chain(["money"]);
    assert!(all.into_iter().all(|code| usual_of(code).is_some()));
}

/// Whatever is refused, every unit that the hint names is one of the readings.
#[test]
fn hints_name_the_readings_and_no_other_unit() {
    let listed =
        REFUSALS.iter().flat_map(|(keys, ..)| keys.iter().copied()).chain(LETTERS.iter().map(|(text, ..)| *text));
    let spellings = SPELLINGS.iter().flat_map(|(_, spellings)| spellings.iter().copied());
    let symbols = UNITS.iter().map(|unit| unit.symbol).chain(CURRENCIES.iter().copied());
    let texts: Vec<&str> = listed.chain(spellings).chain(symbols).collect();
    let changed = |text: &&str| {
        let letters: Vec<char> = text.chars().collect();
        let without =
            |at: usize| letters.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, c)| *c).collect::<String>();
        let mut all: Vec<String> = (0..letters.len()).map(without).collect();
        all.extend([
            text.to_uppercase(),
            text.to_lowercase(),
            format!("{text}/h"),
            format!("k{text}"),
            format!("M{text}"),
        ]);
        all
    };
    for text in texts.iter().flat_map(changed).chain(texts.iter().map(|text| (*text).to_owned())) {
        let Err(refused) = Unit::parse(&text) else { continue };
        let help = refused.help();
        let named: Vec<&str> = help.split('`').skip(1).step_by(2).collect();
        assert_eq!(named, refused.readings, "{text}: {help}");
        assert!(named.iter().all(|symbol| by_symbol(symbol).is_some()), "{text}: {help}");
    }
}

#[test]
fn every_refused_spelling_is_a_key_that_no_unit_needs() {
    let exact = |text: &str| by_symbol(text).is_some() || SPELLINGS.iter().any(|(_, all)| all.contains(&text));
    for (keys, why, units) in REFUSALS {
        assert!(units.iter().all(|unit| by_symbol(unit).is_some()) && !why.contains('`'), "{keys:?}");
        for key in *keys {
            assert_eq!(super::super::key::key(key), *key);
            // Exactly `cal` is the calorie of SI's neighbours.
            assert!(*key == "cal" || !exact(key), "{key}");
        }
    }
}
