//! Refrigerants and fire suppressants, by the methods of refrigerants.csv or as masses released.

use estate_carbon::inventory::Figure;
use estate_carbon::quantity::Gas;
use estate_carbon::scope::Category;

use super::example::{Example, named};
use super::fixture::{KG_PER_LB, book, co2e, kg, printed, scope1};

/// The examples of this area.
pub const EXAMPLES: &[Example] = &[
    Example::new("epa-a6-refrig-screen-r410a", "R-410A screening: 100 installed, 1 operated, 0.5 disposed of")
        .tested(named!(screening_of_r410a)),
    Example::new("epa-a6-refrig-screen-chiller", "HFC-125 chiller screening: 100, 1, 0.5")
        .tested(named!(screening_of_a_chiller)),
    Example::new("epa-a6-refrig-simplified", "HFC-143a simplified material balance, pounds")
        .tested(named!(material_balance_in_pounds)),
    Example::new("epa-a6-fire-screen", "HFC-227ea fire suppression screening: capacity 1")
        .tested(named!(screening_of_fire_suppression)),
    Example::new("carbonos-L08", "R-410A, 10 kg, AR6").tested(named!(blend_under_ar6)),
    Example::new("carbonos-L20", "HCFC-22, 85 kg, AR5, outside the scopes").tested(named!(gas_outside_the_scopes)),
];

/// Charges in kg and rates of equipment over a year.
const SCREENING: &str = "gas,method,unit,equipment,new_charge,install_rate,operating_charge,leak_rate,\
                         disposed_charge,remaining,recovery";

/// What a row of [`SCREENING`] gives, AR4.
fn screened(row: &str) -> Figure {
    scope1(&book("AR4").yearly("refrigerants.csv", SCREENING, &[row]).open())
}

/// kg CO2e of a mass that was released.
fn released(gwp: &'static str, gas: &str, mass: f64, unit: &str) -> f64 {
    co2e(&scope1(&book(gwp).row(&format!("fugitive_emissions/{gas},{mass},{unit}")).open()))
}

/// R-410A, residential and commercial A/C: 100 installed × 0.01 + 1 operated × 0.1 + 0.5 disposed of
/// × 0.8 × (1 - 0.8) = 1.18; 2,463.84 is printed, with 2,088 for the blend; it is 2,463.25.
///
/// Half HFC-32 (675) and half HFC-125 (3,500), AR4 Table 2.14, is 2,087.5, which the source rounds.
///
/// Source: atomic6ghg test fixtures (US EPA Simplified GHG Emissions Calculator worksheets), General
/// Electric / atomic6-org, 2022, tests/fixtures/refrigeration_and_ac_canonical_instance.json,
/// github.com/atomic6-org/ghg at feea44a.
#[test]
pub fn screening_of_r410a() {
    let found = screened("R-410A,screening,kg,residential_and_commercial_ac,100,0.01,1,0.1,0.5,0.8,0.8");
    printed(kg(&found, "HFC-32") + kg(&found, "HFC-125"), "1.18");
    printed(co2e(&found), "2463.25");
    printed(co2e(&found) / 2_087.5 * 2_088.0, "2463.84");
}

/// HFC-125 in chillers: 100 × 0.01 + 1 × 0.15 + 0.5 × 1.0 × (1 - 0.95) = 1.175; × 3,500 (AR4): 4,112.5.
///
/// Source: as [`screening_of_r410a`], same fixture.
#[test]
pub fn screening_of_a_chiller() {
    let found = screened("HFC-125,screening,kg,chillers,100,0.01,1,0.15,0.5,1.0,0.95");
    printed(co2e(&found), "4112.5");
}

/// HFC-143a by the simplified material balance: new charge 1 - new capacity 0.5 + recharge 1 + disposed
/// capacity 1 - recovered 0.5 = 2 lb; × 4,470 (AR4): 8,940 lb CO2e.
///
/// Source: as [`screening_of_r410a`], same fixture.
#[test]
pub fn material_balance_in_pounds() {
    let header = "gas,method,unit,new_charge,new_capacity,recharge,disposed_capacity,recovered";
    let tables = book("AR4").yearly("refrigerants.csv", header, &["HFC-143a,simplified,lb,1,0.5,1,1,0.5"]);
    printed(co2e(&scope1(&tables.open())) / KG_PER_LB, "8940");
}

/// HFC-227ea in fire suppression: capacity 1 × 3.5 % (fixed) or 2.5 % (portable) × 3,220 (AR4): 112.7
/// and 80.5.
///
/// Source: atomic6ghg test fixtures, General Electric / atomic6-org, 2022,
/// tests/fixtures/fire_suppression_canonical_instance.json, github.com/atomic6-org/ghg at feea44a.
#[test]
pub fn screening_of_fire_suppression() {
    printed(co2e(&screened("HFC-227ea,screening,kg,fire_flooding,0,0,1,0.035,0,0,0")), "112.7");
    printed(co2e(&screened("HFC-227ea,screening,kg,fire_portable,0,0,1,0.025,0,0,0")), "80.5");
}

/// 10 kg of R-410A, AR6: half HFC-32 at 771 and half HFC-125 at 3,740: 22,555 kg CO2e.
///
/// Source: carbonos calculation vectors, miketak/carbonos, 2026, vector L08,
/// backend/src/test/resources/ghg/calculation-vectors.json at b80c5ac.
#[test]
pub fn blend_under_ar6() {
    printed(released("AR6", "R-410A", 10.0, "kg"), "22555");
    let found = scope1(&book("AR6").row("fugitive_emissions/R-410A,10,kg").open());
    printed(kg(&found, "HFC-32"), "5");
    printed(kg(&found, "HFC-125"), "5");
}

/// 85 kg of HCFC-22, AR5 (1,760): 149,600 kg CO2e outside the scopes, because the Montreal Protocol has
/// the gas; Scope 1 is 0.
///
/// The statement keeps the mass outside the scopes, and the inventory says what it is worth.
///
/// Source: carbonos calculation vectors, miketak/carbonos, 2026, vector L20,
/// backend/src/test/resources/ghg/calculation-vectors.json at b80c5ac.
#[test]
pub fn gas_outside_the_scopes() {
    let accounts = book("AR5").row("fugitive_emissions/HCFC-22,85,kg").open();
    printed(co2e(&scope1(&accounts)), "0.000");
    let gas = Gas::parse("HCFC-22").expect("a gas");
    let outside = accounts.headline().outside_scopes();
    let mass = outside.get(&gas).expect("outside the scopes").as_kilograms();
    printed(mass, "85.000");
    printed(accounts.inventory().value(Category::FugitiveEmissions, gas, mass).as_kilograms(), "149600");
}
