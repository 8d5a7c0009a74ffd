//! Fuel burnt in fixed plant.

use estate_carbon::{Code, Error};

use super::example::{Example, named};
use super::fixture::{
    KG_PER_SHORT_TON, L_PER_GAL_US, MJ_PER_MMBTU, NM3_PER_SCF, book, co2e, kg, printed, scope1, within,
};

/// The examples of this area.
pub const EXAMPLES: &[Example] = &[
    Example::new("epa-a6-ng-mixed-units", "natural gas, 100 mmBtu + 100 therm + 100 scf")
        .tested(named!(natural_gas_in_three_units)),
    Example::new("epa-a6-bituminous", "bituminous coal, 200 mmBtu + 200 short tons")
        .tested(named!(bituminous_coal_in_energy_and_short_tons)),
    Example::new("epa-a6-anthracite", "anthracite, 200 mmBtu + 200 short tons")
        .tested(named!(anthracite_in_energy_and_short_tons)),
    Example::new("epa-a6-residual6", "residual oil no. 6, 200 mmBtu + 200 US gallons")
        .tested(named!(residual_oil_in_energy_and_gallons)),
    Example::new("thai-diesel-generator", "diesel generator, 5,000 L").tested(named!(diesel_generator_in_litres)),
    Example::new("hyperledger-therm", "natural gas, 100 therm taken as 283 m3").tested(named!(a_therm_is_not_a_volume)),
    Example::new("gl-sb253-multi", "200,000 therm gas + 10,000 gal diesel + 2,000 gal propane")
        .tested(named!(three_fuels_in_us_units)),
    Example::new("carb-ng-wwtp-2005", "sewerage, natural gas, 52,693 scf").tested(named!(sewerage_gas_on_gross_heat)),
    Example::new("carb-assocgas-n2o-2018", "associated gas, 42.35 billion scf, N2O")
        .tested(named!(nitrous_oxide_of_associated_gas)),
    Example::new("carb-cement-biomass-2004", "cement, biomass waste fuel, 25,862 short tons")
        .tested(named!(biogenic_co2_of_cement_kilns)),
    Example::new("carb-wood-wet-n2o-2001", "wet wood, 406,697 short tons, N2O").tested(named!(nitrous_oxide_of_wood)),
];

/// Any density will do between an energy and a volume: it enters the calorific value per kg
/// and leaves again. This one is near natural gas, kg/Nm³.
const GAS_DENSITY: f64 = 0.78;

/// MJ/kg of a gas of [`GAS_DENSITY`], from its heat per standard cubic foot.
fn gas_mj_per_kg(mmbtu_per_scf: f64) -> f64 {
    mmbtu_per_scf * MJ_PER_MMBTU / (NM3_PER_SCF * GAS_DENSITY)
}

/// 100 mmBtu + 100 therm + 100 scf of natural gas, at 974.658869 scf/mmBtu (gross), 0.05444 kg
/// CO2, 0.00103 g CH4 and 0.0001 g N2O per scf: 5842.0911711196 kg CO2, 110.5318 g CH4, 10.7312 g N2O.
///
/// Through 53.06 kg/mmBtu the CO2 would be 5,842.0 as well, but to 1e-4 only: 0.05444 is rounded.
///
/// Source: atomic6ghg test fixtures (US EPA Simplified GHG Emissions Calculator worksheets, EPA
/// EF Hub factors), General Electric / atomic6-org, 2022, tests/fixtures/stationary_combustion_canonical_instance.json
/// and atomic6ghg/factors/source_data, github.com/atomic6-org/ghg at feea44a.
#[test]
pub fn natural_gas_in_three_units() {
    let accounts = book("AR4")
        .row("stationary_combustion/natural_gas,100,MMBtu,gross")
        .row("stationary_combustion/natural_gas,100,therm,gross")
        .row("stationary_combustion/natural_gas,100,scf")
        .factor("gas,stationary_combustion/natural_gas,scf,,CO2,0.05444")
        .factor("gas,stationary_combustion/natural_gas,scf,,CH4_fossil,0.00103e-3")
        .factor("gas,stationary_combustion/natural_gas,scf,,N2O,0.0001e-3")
        .fuel(&format!("natural_gas,{},,{GAS_DENSITY}", gas_mj_per_kg(1.0 / 974.658869)))
        .open();
    let found = scope1(&accounts);
    printed(kg(&found, "CO2"), "5842.0911711196");
    printed(kg(&found, "CO2") / 0.05444, "107312.47559");
    printed(kg(&found, "CH4_fossil") * 1e3, "110.53184985770001");
    printed(kg(&found, "N2O") * 1e3, "10.731247559");
    within(kg(&found, "CO2"), "5842.0", 1e-4 * 5_842.0);
}

/// A coal of which 2 × 100 mmBtu and 2 × 100 short tons are burnt, by a factor per short ton.
fn coal(fuel: &str, short_ton_per_mmbtu: f64, [co2_kg, ch4_g, n2o_g]: [f64; 3]) -> [f64; 3] {
    let code = format!("stationary_combustion/{fuel}");
    let mut tables = book("AR4");
    for amount in ["100,MMBtu,gross", "100,MMBtu,gross", "100,short_ton", "100,short_ton"] {
        tables = tables.row(&format!("{code},{amount}"));
    }
    let accounts = tables
        .factor(&format!("coal,{code},short_ton,,CO2,{co2_kg}"))
        .factor(&format!("coal,{code},short_ton,,CH4_fossil,{}", ch4_g / 1e3))
        .factor(&format!("coal,{code},short_ton,,N2O,{}", n2o_g / 1e3))
        .fuel(&format!("{fuel},{}", MJ_PER_MMBTU / (short_ton_per_mmbtu * KG_PER_SHORT_TON)))
        .open();
    let found = scope1(&accounts);
    [kg(&found, "CO2"), kg(&found, "CH4_fossil") * 1e3, kg(&found, "N2O") * 1e3]
}

/// Bituminous coal, 200 mmBtu at 0.04011231448054553 short ton/mmBtu (24.93 mmBtu/short ton, gross)
/// + 200 short tons; 2,325 kg CO2, 274 g CH4, 40 g N2O per short ton: 483652.2262334537 kg CO2.
///
/// Source: as [`natural_gas_in_three_units`], same fixture.
#[test]
pub fn bituminous_coal_in_energy_and_short_tons() {
    let [co2, ch4, n2o] = coal("other_bituminous_coal", 0.040_112_314_480_545_53, [2_325.0, 274.0, 40.0]);
    printed(co2, "483652.2262334537");
    printed(ch4, "56998.154833533896");
    printed(n2o, "8320.898515844365");
}

/// Anthracite, 200 mmBtu at 0.03985651654045436 short ton/mmBtu (25.09 mmBtu/short ton, gross)
/// + 200 short tons; 2,602 kg CO2, 276 g CH4, 40 g N2O per short ton: 541141.3312076525 kg CO2.
///
/// Source: as [`natural_gas_in_three_units`], same fixture.
#[test]
pub fn anthracite_in_energy_and_short_tons() {
    let [co2, ch4, n2o] = coal("anthracite", 0.039_856_516_540_454_36, [2_602.0, 276.0, 40.0]);
    printed(co2, "541141.3312076525");
    printed(ch4, "57400.07971303308");
    printed(n2o, "8318.852132323635");
}

/// Residual fuel oil no. 6, 2 × 100 mmBtu at 0.150 mmBtu/gal + 2 × 100 US gallons; 11.27 kg CO2,
/// 0.45 g CH4, 0.09 g N2O per gallon: 17280.666666666668 kg CO2, 690 g CH4, 138 g N2O.
///
/// Source: as [`natural_gas_in_three_units`], same fixture.
#[test]
pub fn residual_oil_in_energy_and_gallons() {
    const CODE: &str = "stationary_combustion/residual_fuel_oil";
    // The density, kg/L, cancels as that of a gas does.
    let (density, mmbtu_per_gal) = (0.97, 0.150);
    let mj_per_kg = mmbtu_per_gal * MJ_PER_MMBTU / (L_PER_GAL_US * density);
    let mut tables = book("AR4");
    for amount in ["100,MMBtu,gross", "100,MMBtu,gross", "100,gal_us", "100,gal_us"] {
        tables = tables.row(&format!("{CODE},{amount}"));
    }
    let accounts = tables
        .factor(&format!("oil,{CODE},gal_us,,CO2,11.27"))
        .factor(&format!("oil,{CODE},gal_us,,CH4_fossil,0.45e-3"))
        .factor(&format!("oil,{CODE},gal_us,,N2O,0.09e-3"))
        .fuel(&format!("residual_fuel_oil,{mj_per_kg},{density}"))
        .open();
    let found = scope1(&accounts);
    printed(kg(&found, "CO2"), "17280.666666666668");
    printed(kg(&found, "CH4_fossil") * 1e3, "690.0");
    printed(kg(&found, "N2O") * 1e3, "138.0");
}

/// A diesel generator, 5,000 L at 2.6501 kg CO2, 0.00039 kg CH4 and 0.00039 kg N2O per litre, AR4
/// (25, 298): 13,880.35 kg CO2e.
///
/// The factor is the app's; its N2O is far above the IPCC's default for stationary plant.
///
/// Source: ESG-Reporting-App docs/GHG-CALCULATIONS.md, chiraleo2000/ESG-Reporting-App, 2026, at 82fe1c8.
#[test]
pub fn diesel_generator_in_litres() {
    let accounts = book("AR4")
        .row("stationary_combustion/gas_diesel_oil,5000,L")
        .factor("diesel,stationary_combustion/gas_diesel_oil,L,,CO2,2.6501")
        .factor("diesel,stationary_combustion/gas_diesel_oil,L,,CH4_fossil,0.00039")
        .factor("diesel,stationary_combustion/gas_diesel_oil,L,,N2O,0.00039")
        .open();
    printed(co2e(&scope1(&accounts)), "13880.35");
}

/// 100 therm of natural gas at 2.03053 kg CO2e/m3: 575 kg CO2e is printed, and is wrong.
///
/// The program it comes from multiplies any amount by 2.83 m³ whatever its unit, as if a therm
/// were 100 cubic feet: 283 m³ × 2.03053 = 574.64. Here a therm and a factor per m³ do not meet
/// without a calorific value, and by energy the answer is 530.6 kg CO2 (EPA, 53.06 kg/mmBtu gross).
///
/// Source: blockchain-carbon-accounting emissions-factor-unit-tests, Hyperledger Labs, 2025,
/// hardhat/test/emissions-factor-unit-tests.ts at a53185c (method in lib/supply-chain/src/emissions-utils.ts).
#[test]
pub fn a_therm_is_not_a_volume() {
    const CODE: &str = "stationary_combustion/natural_gas";
    let per_m3 = format!("volume,{CODE},m3,,CO2e:AR5,2.03053");
    let refused = book("AR5").row(&format!("{CODE},100,therm,gross,volume")).factor(&per_m3).try_open();
    let Err(Error::Rejected(problems)) = refused else { panic!("a therm became a volume") };
    assert!(problems.iter().any(|d| d.code() == Code::CannotConvert), "{}", problems.render());

    let per_mmbtu = format!("energy,{CODE},MMBtu,gross,CO2,53.06");
    let by_energy = book("AR5").row(&format!("{CODE},100,therm,gross")).factor(&per_mmbtu).open();
    printed(kg(&scope1(&by_energy), "CO2"), "530.6");

    let as_they_do = book("AR5").row(&format!("{CODE},{},m3", 100.0 * 2.83)).factor(&per_m3).open();
    printed(co2e(&scope1(&as_they_do)), "575");
}

/// 200,000 therm of gas at 5.30, 10,000 US gallons of diesel at 10.21 and 2,000 of propane at 5.72
/// kg: 1,173,540 kg. Labelled CO2e by the source; the factors are of CO2 alone, so CO2 they are here.
///
/// Source: GreenLang test suite, akshay-greenlang/Code-V1_GreenLang, 2026,
/// tests/golden/sb253/test_scope1_golden.py at e9b5245 (hand arithmetic; the call is commented out).
#[test]
pub fn three_fuels_in_us_units() {
    let accounts = book("AR6")
        .row("stationary_combustion/natural_gas,200000,therm,gross")
        .row("stationary_combustion/gas_diesel_oil,10000,gal_us")
        .row("stationary_combustion/propane,2000,gal_us")
        .factor("gas,stationary_combustion/natural_gas,therm,gross,CO2,5.30")
        .factor("diesel,stationary_combustion/gas_diesel_oil,gal_us,,CO2,10.21")
        .factor("propane,stationary_combustion/propane,gal_us,,CO2,5.72")
        .open();
    printed(co2e(&scope1(&accounts)), "1173540");
}

/// Natural gas of sewerage systems in 2005, 52,693 scf at 1,023 Btu/scf (gross) and 0.053 g CO2/Btu:
/// 2.86 t CO2. The page also says 54.2 g CO2 per scf.
///
/// Source: Documentation of California's Greenhouse Gas Inventory, California Air Resources
/// Board, 2020, 1A4a domestic utilities: sewerage, natural gas, CO2, 2005,
/// ww3.arb.ca.gov/cc/inventory/doc/docs1/1a4a_domesticutilities_seweragesystems_fuelcombustion_naturalgas_co2_2005.htm
#[test]
pub fn sewerage_gas_on_gross_heat() {
    let accounts = book("AR4")
        .row("stationary_combustion/natural_gas,52693,scf")
        .factor("gas,stationary_combustion/natural_gas,MMBtu,gross,CO2,53.0")
        .fuel(&format!("natural_gas,{},,{GAS_DENSITY}", gas_mj_per_kg(1_023e-6)))
        .open();
    let co2 = kg(&scope1(&accounts), "CO2");
    printed(co2 / 1e3, "2.86");
    printed(co2 * 1e3 / 52_693.0, "54.2");
}

/// Associated gas of oil and gas extraction in 2018, 42,351,528,000 scf at 808 Btu/scf and 1e-7 g
/// N2O/Btu, AR4 (298): 3.42 t N2O, 1,020 t CO2e.
///
/// Source: as [`sewerage_gas_on_gross_heat`], 1A1cii oil and gas extraction, associated gas, N2O, 2018,
/// ww2.arb.ca.gov/sites/default/files/classic/cc/inventory/doc/docs1/1a1cii_oil&gasextraction_fuelcombustion_associatedgas_n2o_2018.htm
#[test]
pub fn nitrous_oxide_of_associated_gas() {
    let accounts = book("AR4")
        .row("stationary_combustion/associated_gas,42351528000,scf")
        .factor("gas,stationary_combustion/associated_gas,MMBtu,gross,N2O,1e-4")
        .fuel(&format!("associated_gas,{},,{GAS_DENSITY}", gas_mj_per_kg(808e-6)))
        .open();
    let found = scope1(&accounts);
    printed(kg(&found, "N2O") / 1e3, "3.42");
    printed(co2e(&found) / 1e3, "1020");
}

/// Gross calorific value of wet wood and biomass waste fuel in the Californian inventory,
/// 15,380,000 Btu per short ton, in MJ/kg.
const BIOMASS_MJ_PER_KG: f64 = 15.38 * MJ_PER_MMBTU / KG_PER_SHORT_TON;

/// Biomass waste fuel of cement kilns in 2004, 25,862 short tons at 15,380,000 Btu and 0.0938 g
/// CO2/Btu: 37,310 t of biogenic CO2, a memo item, with nothing in Scope 1.
///
/// Source: Documentation of California's Greenhouse Gas Inventory, California Air Resources
/// Board, 2023, 1A2f cement, biomass waste fuel, CO2 (biogenic), 2004,
/// www.arb.ca.gov/cc/inventory/doc/docs1/1a2f_manufacturing_stoneclayglasscement_cement_fuelcombustion_biomasswastefuel_co2b_2004.htm
#[test]
pub fn biogenic_co2_of_cement_kilns() {
    let accounts = book("AR4")
        .row("stationary_combustion/biomass_waste_fuel,25862,short_ton")
        .factor("waste,stationary_combustion/biomass_waste_fuel,MMBtu,gross,CO2_biogenic,93.8")
        .fuel(&format!("biomass_waste_fuel,{BIOMASS_MJ_PER_KG}"))
        .open();
    let biogenic = accounts.headline().biogenic_co2().expect("biogenic CO2");
    printed(biogenic.as_tonnes(), "37310");
    printed(co2e(&scope1(&accounts)), "0.000");
}

/// Wet wood burnt in 2001, 406,697 short tons at 15,380,000 Btu and 4.2e-6 g N2O/Btu, AR4 (298):
/// 26.27 t N2O, 7,829 t CO2e. The N2O of biomass counts, although its CO2 does not.
///
/// Source: as [`biogenic_co2_of_cement_kilns`], 1A4a commercial, wood (wet), N2O, 2001,
/// ww3.arb.ca.gov/cc/inventory/doc/docs1/1a4a_notspecified_commercial_fuelcombustion_wood(wet)_n2o_2001.htm
#[test]
pub fn nitrous_oxide_of_wood() {
    let accounts = book("AR4")
        .row("stationary_combustion/wood_wood_waste,406697,short_ton")
        .factor("wood,stationary_combustion/wood_wood_waste,MMBtu,gross,N2O,4.2e-3")
        .fuel(&format!("wood_wood_waste,{BIOMASS_MJ_PER_KG}"))
        .open();
    let found = scope1(&accounts);
    printed(kg(&found, "N2O") / 1e3, "26.27");
    printed(co2e(&found) / 1e3, "7829");
}
