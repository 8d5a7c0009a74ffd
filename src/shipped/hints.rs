//! What the shipped chart says of codes that it does not have: no hint changes size or scope unseen.

use super::chart;
use crate::activity::UnknownActivity;
use crate::scope::Category;

fn unknown(code: &str) -> UnknownActivity {
    chart().category(code).expect_err(code)
}

/// What is typed, what the hint has in it, and what it has not.
const HINTS: &[(&[&str], &[&str], &[&str])] = &[
    (&["c01/cement", "c01/ปูนซีเมนต์"], &[], &["c01/concrete"]),
    (
        &[
            "stationary_combustion/coal",
            "stationary_combustion/Coal",
            "stationary_combustion/ถ่านหิน",
            "stationary_combustion/石炭",
            "stationary_combustion/than đá",
            "stationary_combustion/batu bara",
            "stationary_combustion/batubara",
            "stationary_combustion/煤炭",
            "coal",
        ],
        &[
            "stationary_combustion/sub_bituminous_coal` (",
            "stationary_combustion/other_bituminous_coal` (",
            "stationary_combustion/lignite` (",
            "stationary_combustion/anthracite` (",
        ],
        &[],
    ),
    (
        &[
            "mobile_combustion/biodiesel",
            "mobile_combustion/Bio-diesel",
            "mobile_combustion/バイオ燃料",
            "mobile_combustion/FAME",
        ],
        &["mobile_combustion/diesel_b20` (", "mobile_combustion/biogasoline` ("],
        &["gas_diesel_oil"],
    ),
    (
        &["mobile_combustion/diesel_b30", "mobile_combustion/B100"],
        &["factors search"],
        &["diesel_b20", "gas_diesel_oil"],
    ),
    (
        &[
            "process_emissions/cement",
            "process_emissions/ปูนซีเมนต์",
            "process_emissions/Semen",
            "process_emissions/セメント",
        ],
        &["process_emissions/clinker` (Clinker production)", "A tonne of cement is not a tonne of clinker"],
        &[],
    ),
    (
        &["purchased_steam", "purchased steam", "Purchased_Steam", "purchased_steam/", "steam", "ไอน้ำ"],
        &["purchased_steam/SUPPLIER"],
        &["c03/"],
    ),
    (&["purchased_heat", "purchased_heat/", "heat", "温水"], &["purchased_heat/SUPPLIER"], &["c03/"]),
    (&["purchased_cooling", "purchased_colling", "chilled water"], &["purchased_cooling/SUPPLIER"], &["c03/"]),
    (
        &["purchased_electricity", "purchased electricity", "electricity", "ไฟฟ้า"],
        &["purchased_electricity/grid", "purchased_electricity/SUPPLIER"],
        &["c03/"],
    ),
    (
        &["fugitive_emissions/methane", "fugitive_emissions/มีเทน", "fugitive_emissions/Metana", "methane", "メタン"],
        &["fugitive_emissions/CH4_fossil` (Methane, fossil)", "fugitive_emissions/CH4_biogenic` (Methane, biogenic)"],
        &[],
    ),
    (&["c01/water", "c01/น้ำ", "c01/水"], &["c01/water_supply` (Water supply)"], &["spend"]),
    (
        &["c05/incineration", "c05/Incineration", "c05/焼却"],
        &["in Britain alone", "incineration.csv"],
        &["A book adds"],
    ),
    (&["c05/landfill", "c05/ฝังกลบ"], &["in Britain alone", "landfills.csv"], &["waste_treatment"]),
    (&["c05/plastic"], &["c05/landfill_plastics", "in Britain alone", "the error of each code"], &[]),
    (
        &["mobile_combustion/diesel", "mobile_combustion/軽油"],
        &["did you mean `mobile_combustion/gas_diesel_oil` (Diesel (gas/diesel oil))? A book"],
        &[],
    ),
    (&["c05/recycling"], &["in Britain alone", "c04/road_freight_hgv"], &[]),
    (
        &["stationary_combustion/city_gas", "stationary_combustion/City Gas", "stationary_combustion/都市ガス"],
        &["stationary_combustion/natural_gas.city_gas`", "stationary_combustion/natural_gas`"],
        &[],
    ),
    (
        &[
            "stationary_combustion/heavy_oil",
            "stationary_combustion/grade_a",
            "stationary_combustion/A重油",
            "stationary_combustion/Ａ重油",
        ],
        &["stationary_combustion/heavy_oil_a`"],
        &[],
    ),
    (&["stationary_combustion/heavy_oil"], &["stationary_combustion/residual_fuel_oil`"], &[]),
    (&["stationary_combustion/grade_a"], &["stationary_combustion/residual_fuel_oil.grade_a`"], &[]),
    (
        &["mobile_combustion/heavy_oil", "mobile_combustion/重油"],
        &["heavy_oil_a.navigation`", "residual_fuel_oil.navigation`"],
        &[],
    ),
    (
        &["fugitive_emissions/R-12", "fugitive_emissions/r12", "fugitive_emissions/Freon 12", "R-12"],
        &["fugitive_emissions/CFC-12"],
        &[],
    ),
    (&["fugitive_emissions/R-13"], &["fugitive_emissions/CFC-13"], &[]),
    (&["fugitive_emissions/R-115"], &["fugitive_emissions/CFC-115"], &[]),
    (&["fugitive_emissions/R-22"], &["fugitive_emissions/HCFC-22"], &[]),
    (&["fugitive_emissions/R-134a"], &["fugitive_emissions/HFC-134a"], &["HFC-134`"]),
    (&["fugitive_emissions/R-744"], &["fugitive_emissions/CO2"], &[]),
    (&["fugitive_emissions/R-290"], &["propane", "in no scope"], &["`fugitive"]),
    (
        &["fugitive_emissions/R-410", "fugitive_emissions/R410"],
        &["fugitive_emissions/R-410A", "fugitive_emissions/R-410B"],
        &[],
    ),
    (&["own_generation/地熱", "own_generation/Geothermal power"], &["own_generation/geothermal"], &[]),
];

#[test]
fn hints_name_what_a_word_may_mean_and_nothing_of_another_size() {
    for (typed, with, without) in HINTS {
        for code in *typed {
            let help = unknown(code).help();
            for part in *with {
                assert!(help.contains(part), "{code}: no {part} in {help}");
            }
            for part in *without {
                assert!(!help.contains(part), "{code}: {part} in {help}");
            }
        }
    }
}

/// Words of the chart with every group: what is named is of that group.
#[test]
fn no_word_leads_from_a_known_group_into_another() {
    let of_people = |code: &str| !code.contains("/spend.");
    let activities = || chart().iter().filter(|activity| of_people(activity.code.as_str()));
    let words: Vec<&str> = activities().flat_map(|a| a.aliases.iter().chain(&a.titles)).map(String::as_str).collect();
    // A part of them for each group: the rest take the same path.
    for (at, group) in Category::all().map(Category::code).enumerate() {
        for word in words.iter().skip(at).step_by(797) {
            let Err(unknown) = chart().category(&format!("{group}/{word}")) else { continue };
            for (code, _) in &unknown.candidates {
                assert_eq!(code.split('/').next(), Some(group), "{group}/{word}: {code}");
            }
        }
    }
}

#[test]
fn a_word_of_biofuels_is_never_answered_with_a_fossil_fuel_alone() {
    let fossil = [
        "gas_diesel_oil",
        "motor_gasoline",
        "natural_gas",
        "jet_kerosene",
        "lpg",
        "fuel_oil",
        "/lng",
        "/cng",
        "heavy_oil",
        "wtt.lng",
        "wtt.cng",
    ];
    let words = [
        "biodiesel",
        "bio_diesel",
        "bio diesel",
        "renewable_diesel",
        "biogas",
        "biomethane",
        "bio-CNG",
        "bioLPG",
        "biogasoline",
        "biokerosene",
        "bio_jet_kerosene",
        "bio-fuel-oil",
        "ไบโอดีเซล",
        "バイオディーゼル",
        "バイオガス",
        "ก๊าซชีวภาพ",
        "biodisel",
        "bio_lng",
        "bio natural gas",
    ];
    for group in ["stationary_combustion/", "mobile_combustion/", "c03/", "c03/wtt.", ""] {
        for word in words {
            let Err(unknown) = chart().category(&format!("{group}{word}")) else { continue };
            let only = unknown.only().unwrap_or_default();
            assert!(!fossil.iter().any(|fuel| only.contains(fuel)), "{group}{word}: {only}");
        }
    }
}
