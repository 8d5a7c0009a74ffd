//! Waste and wastewater that is treated on site.

use super::example::{Example, named};
use super::fixture::{book, co2e, kg, printed, scope1};

/// The examples of this area.
pub const EXAMPLES: &[Example] = &[
    Example::new("carb-compost-co2b-2010", "compost, 4,034,834 short tons, biogenic CO2")
        .tested(named!(biogenic_co2_of_composting)),
    Example::new("carb-septic-ch4-2001", "septic tanks of 3,451,300 persons, CH4")
        .tested(named!(methane_of_septic_tanks)),
    Example::new("carb-refinery-ww-ch4-2018", "refinery wastewater, 89,858,231 m3, CH4")
        .tested(named!(methane_of_refinery_wastewater)),
    Example::new("gl-ww-n2o", "1,000 kg of nitrogen in effluent").tested(named!(nitrous_oxide_of_effluent)),
    Example::new("gl-ww-recovery", "20,000 kg COD, 70 % of the methane recovered, 1,200 kg CH4")
        .tested(named!(methane_that_a_reactor_recovers)),
    Example::new("gl-landfill-ddocm", "food waste, 100 t, 7.5 t of decomposable carbon")
        .tested(named!(decomposable_carbon_of_food_waste)),
    Example::new("bonsai-landfill-carbon-balance", "100 t of carbon decomposed, recovery, oxidation, 54.0 t CH4")
        .tested(named!(carbon_of_a_landfill_adds_up)),
];

/// 4,034,834 short tons of feedstock composted in 2010, at 430 g of biogenic CO2 per kg: 1,573,585 t
/// is printed; it is 1,573,946.
///
/// The page makes 390 kg per short ton of 430 g per kg (390.09) and takes that.
///
/// Source: Documentation of California's Greenhouse Gas Inventory, California Air Resources
/// Board, 2020, 4B composting, CO2 (biogenic), 2010,
/// ww3.arb.ca.gov/cc/inventory/doc/docs4/4b_solidwastetreatment_composting_feedstockprocessed_co2b_2010.htm
#[test]
pub fn biogenic_co2_of_composting() {
    let tonnes = |kg_per_unit: &str| {
        let accounts = book("AR4")
            .row("waste_treatment/composting,4034834,short_ton")
            .factor(&format!("compost,waste_treatment/composting,{kg_per_unit}"))
            .open();
        printed(co2e(&scope1(&accounts)), "0.000");
        accounts.headline().biogenic_co2().expect("biogenic CO2").as_tonnes()
    };
    printed(tonnes("kg,,CO2_biogenic,0.430"), "1573946");
    printed(tonnes("short_ton,,CO2_biogenic,390"), "1573585");
}

/// Septic tanks in 2001: 34,513,000 persons, of whom 10 %, at 10.7 g CH4 a day, 365.2425 days: 13,488 t
/// CH4; × 25 (AR4): 337,200 t CO2e.
///
/// A person counts as a piece, and the factor is of a year. wastewater.csv has organics of persons,
/// not methane, and the days of the row.
///
/// Source: as [`biogenic_co2_of_composting`], 2023, 4D1 domestic wastewater, septic systems, CH4, 2001,
/// ww3.arb.ca.gov/cc/inventory/doc/docs4/4d1_wastewatertreatment_domesticwastewater_septicsystems_californiapopulation_ch4_2001.htm
#[test]
pub fn methane_of_septic_tanks() {
    let accounts = book("AR4")
        .row(&format!("wastewater_treatment/septic_tank.persons,{},piece", 34_513_000.0 * 0.1))
        .factor(&format!("septic,wastewater_treatment/septic_tank.persons,piece,,CH4_biogenic,{}", 10.7e-3 * 365.2425))
        .open();
    let found = scope1(&accounts);
    printed(kg(&found, "CH4_biogenic") / 1e3, "13488");
    printed(co2e(&found) / 1e3, "337200");
}

/// Wastewater of petroleum refining in 2018, 89,858,231 m3 of 450 g COD per m3, B0 0.25 kg CH4 per kg
/// COD, MCF 0.3: 3,033 t CH4; × 25 (AR4): 75,818 t CO2e.
///
/// Source: as [`biogenic_co2_of_composting`], 2023, 4D2 industrial wastewater, petroleum refining, CH4, 2018,
/// ww3.arb.ca.gov/cc/inventory/doc/docs4/4d2_wastewatertreatment_industrialwastewater_wastewaterflow_petroleumrefining_ch4_2018.htm
#[test]
pub fn methane_of_refinery_wastewater() {
    let header = "treatment,water,measure,flow,flow_unit,concentration_kg_per_m3,methane_capacity_kg_per_kg,mcf";
    let refining = "aerobic_plant_overloaded,industrial,COD,89858231,m3,0.450,0.25,0.3";
    let found = scope1(&book("AR4").yearly("wastewater.csv", header, &[refining]).open());
    printed(kg(&found, "CH4_biogenic") / 1e3, "3033");
    printed(co2e(&found) / 1e3, "75818");
}

/// 1,000 kg of nitrogen in effluent at 0.005 kg N2O-N per kg, × 44/28: 7.857 kg N2O; × 273 (AR6): 2,144.96 kg
/// CO2e is printed, of the rounded 7.857; it is 2,145.0.
///
/// The factor is the built-in one (IPCC 2019 Refinement, Volume 5).
///
/// Source: GreenLang test suite, akshay-greenlang/Code-V1_GreenLang, 2026,
/// tests/unit/mrv/test_waste_generated/test_wastewater_emissions.py at e9b5245.
#[test]
pub fn nitrous_oxide_of_effluent() {
    let found = scope1(&book("AR6").row("wastewater_treatment/effluent_nitrogen,1000,kg").open());
    printed(kg(&found, "N2O"), "7.857");
    printed(co2e(&found), "2145.0");
    printed(7.857 * 273.0, "2144.96");
}

/// 20,000 kg of COD, B0 0.25 kg CH4 per kg COD, MCF 0.8, of which 70 % is recovered: 1,200 kg CH4.
///
/// Source: as [`nitrous_oxide_of_effluent`].
#[test]
pub fn methane_that_a_reactor_recovers() {
    let header = "treatment,water,measure,load,unit,methane_capacity_kg_per_kg,mcf,recovered_share";
    let reactor = "anaerobic_reactor,industrial,COD,20000,kg,0.25,0.8,0.7";
    let found = scope1(&book("AR6").yearly("wastewater.csv", header, &[reactor]).open());
    printed(kg(&found, "CH4_biogenic"), "1200");
}

/// t of methane and t of carbon in all that escapes from a landfill in the year in which one deposit decays whole: the
/// decay rate is so high that nothing is left for later years.
fn of_one_deposit(landfill: &str, deposit: &str, recovered_share: f64) -> [f64; 2] {
    let landfill_header = "landfill_id,management,climate,cover,methane_fraction,oxidation";
    let deposit_header = "landfill_id,year,waste,matter,deposited,unit,doc,docf,mcf,decay_rate_per_year";
    let accounts = book("AR6")
        .yearly("landfills.csv", landfill_header, &[&format!("L,managed_anaerobic,wet_tropical,covered,{landfill}")])
        .table("landfill_deposits.csv", format!("{deposit_header}\nL,2023,{deposit},1000\n"))
        .table("landfill_recovery.csv", format!("landfill_id,year,recovered_share\nL,2024,{recovered_share}\n"))
        .open();
    let methane = kg(&scope1(&accounts), "CH4_biogenic") / 1e3;
    let co2 = accounts.headline().biogenic_co2().expect("biogenic CO2").as_tonnes();
    [methane, methane * 12.0 / 16.0 + co2 * 12.0 / 44.0]
}

/// 100 t of food waste, DOC 0.15, DOCf 0.5, MCF 1.0: 7.5 t of decomposable carbon.
///
/// When all of it has decayed, and none was recovered, it is in the methane and the CO2.
///
/// Source: GreenLang test suite, akshay-greenlang/Code-V1_GreenLang, 2026,
/// tests/unit/mrv/test_waste_generated/test_landfill_emissions.py at e9b5245.
#[test]
pub fn decomposable_carbon_of_food_waste() {
    let [_, carbon] = of_one_deposit("0.5,0.1", "food,wet,100,t,0.15,0.5,1.0", 0.0);
    printed(carbon, "7.5");
}

/// 100 t of carbon decomposed, half of the gas methane, a tenth of it recovered and a tenth of the rest oxidised:
/// 66.6667 t CH4 generated, 54.0 emitted; the carbon of CH4, of CO2 and of what was recovered is 100 t.
///
/// Source: bonsai_ipcc, test_waste_swd, test_C_balance, BONSAMURAIS (Aalborg University), year not known.
#[test]
pub fn carbon_of_a_landfill_adds_up() {
    let deposit = "food,wet,100,t,1,1,1";
    let [generated, _] = of_one_deposit("0.5,0", deposit, 0.0);
    printed(generated, "66.6667");
    let [emitted, carbon] = of_one_deposit("0.5,0.1", deposit, 0.1);
    printed(emitted, "54.0");
    printed(carbon + 0.1 * generated * 12.0 / 16.0, "100");
}
