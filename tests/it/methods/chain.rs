//! Purchased energy and Scope 3 through whole books. The examples are of the GHG Protocol's Technical
//! Guidance for Calculating Scope 3 Emissions (2013), with its page, unless a test names another source.

use estate_carbon::Accounts;
use estate_carbon::quantity::Gas;
use estate_carbon::scope::{Scope2Method, Scope3Category};

use crate::scratch::{MANIFEST, Scratch};

const SITES: &str = "site_id,name,estate_id,role\nF1,Factory,E,factory\n";
/// A book has activity rows; this one is in a category no example has.
const ACTIVITIES: &str = "site_id,start,end,activity,quantity,unit\nF1,2024-01-01,2024-12-31,c02/nothing,0,kg\n";
const FACTORS: &str =
    "factor_id,activity,unit,basis,gas,kg_per_unit,region,publisher\nnone,c02/nothing,kg,,CO2e:AR5,0,,-\n";

/// A book with one table of a method; rows are without site and days, factors end with their region.
fn accounts(table: &str, header: &str, rows: &[&str], factors: &[&str]) -> Accounts {
    let rows: String = rows.iter().map(|row| format!("F1,2024-01-01,2024-12-31,{row}\n")).collect();
    let factors: String = factors.iter().map(|factor| format!("{factor},the example\n")).collect();
    let files = [
        ("book.toml", MANIFEST),
        ("sites.csv", SITES),
        ("activities.csv", ACTIVITIES),
        ("factors.csv", &format!("{FACTORS}{factors}")),
        (table, &format!("site_id,start,end,{header}\n{rows}")),
    ];
    Scratch::new(&files).accounts()
}

/// kg CO2e of a category of Scope 3.
fn kg(accounts: &Accounts, category: Scope3Category) -> f64 {
    accounts.headline().scope3(category).expect("the category").co2e().as_kilograms()
}

fn near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() <= 1e-9 * wanted.abs(), "found {found}, wanted {wanted}");
}

fn explains(accounts: &Accounts, table: &str, line: u64, parts: &[&str]) {
    let explained = accounts.explain_row(table, line).expect("the row").to_string();
    for part in parts {
        assert!(explained.contains(part), "{part}: {explained}");
    }
}

/// Example 8.1, p. 98: printed as 1,325 kg, because 0.67 kg of refrigerant was rounded first; and a supplier's
/// 8,000 t by 3/40 of its revenue, worked by hand.
#[test]
fn a_leased_floor_and_a_suppliers_emissions() {
    let header = "activity,factors_of,quantity,unit,basis,gwp,own,total,share_unit,occupancy";
    let rows = [
        "c08/leased_assets,stationary_combustion/natural_gas,1500,kWh,gross,,200,2000,m2,0.75",
        "c08/leased_assets,purchased_electricity/grid,3000,kWh,,,200,2000,m2,0.75",
        "c08/leased_assets,c08/fugitive,5,kg,,,200,2000,m2,0.75",
        "c01/supplier_emissions,,8000,t,,AR5,3,40,USD,",
    ];
    let factors = [
        "gas,stationary_combustion/natural_gas,kWh,gross,CO2e:AR5,0.2,",
        "grid,purchased_electricity/grid,kWh,,CO2e:AR5,0.7,",
        "leak,c08/fugitive,kg,,CO2e:AR5,1500,",
    ];
    let accounts = accounts("allocations.csv", header, &rows, &factors);
    near(kg(&accounts, Scope3Category::UpstreamLeasedAssets), 1_320.0);
    near(kg(&accounts, Scope3Category::PurchasedGoodsAndServices), 600_000.0);
    assert!(accounts.headline().scope2(Scope2Method::LocationBased).is_err(), "leased power is no purchase here");
    explains(
        &accounts,
        "allocations.csv",
        3,
        &["A = Q × own / (total × occupancy)", "3000 × 200 / (2000 × 0.75)", "grid"],
    );
    explains(&accounts, "allocations.csv", 5, &["default", "occupancy 1", "8000000 × 3 / (40 × 1)"]);
}

/// Examples 4.2 (p. 62), 5,000 kg, and 4.6 (p. 71), 240 kg; and 500 km at 0.3 L/km with 4 of 10 t, 60 L at 3 kg.
#[test]
fn freight_by_distance_storage_and_fuel() {
    let header = "activity,factors_of,method,mass,mass_unit,distance,distance_unit,volume,volume_unit,days,litres_per_km,own_load,total_load,load_unit";
    let rows = [
        "c04/truck,,distance,2,t,2000,km,,,,,,,",
        "c04/air,,distance,1000,kg,3000,km,,,,,,,",
        "c04/ship,,distance,6,t,4000,km,,,,,,,",
        "c09/storage,c04/centre,storage,,,,,4000,m3,2,,,,",
        "c09/storage,c04/supermarket,storage,,,,,4000,m3,2,,,,",
        "c09/vehicle_fuel,mobile_combustion/gas_diesel_oil,fuel,,,500,km,,,,0.3,4,10,t",
    ];
    let factors = [
        "truck,c04/truck,t.km,,CO2e:AR5,0.2,",
        "air,c04/air,t.km,,CO2e:AR5,1,",
        "ship,c04/ship,t.km,,CO2e:AR5,0.05,",
        "centre,c04/centre,m3.day,,CO2e:AR5,0.01,",
        "shop,c04/supermarket,m3.day,,CO2e:AR5,0.02,",
        "diesel,mobile_combustion/gas_diesel_oil,L,,CO2e:AR5,3,",
    ];
    let accounts = accounts("freight.csv", header, &rows, &factors);
    near(kg(&accounts, Scope3Category::UpstreamTransportationAndDistribution), 5_000.0);
    near(kg(&accounts, Scope3Category::DownstreamTransportationAndDistribution), 240.0 + 180.0);
    explains(&accounts, "freight.csv", 2, &["F = m × d", "2 × 2000", "4,000 t.km"]);
    explains(&accounts, "freight.csv", 7, &["B = d × e", "500 × 0.3", "150 × 4 / 10"]);
}

/// Examples 6.1 (pp. 85-86), 8,317,583.33 kg, and 7.1 (p. 90), 3,072 kg.
#[test]
fn business_travel_and_commuting() {
    let header = "activity,method,travellers,distance,distance_unit,persons_per_vehicle,employees,one_way_distance,days_per_week,weeks";
    let rows = [
        "c06/road_1,vehicle,10,50,km,2,,,,",
        "c06/road_2,vehicle,20,200,km,2,,,,",
        "c06/road_4,vehicle,100,100,km,3,,,,",
        "c06/air_5,passenger,10,10000,km,,,,,",
        "c06/air_6,passenger,20,15000,km,,,,,",
        "c06/air_5,passenger,100,12000,km,,,,,",
        "c07/by_rail,commuting_passenger,,,km,,1,10,5,48",
        "c07/by_rail,commuting_passenger,,,km,,1,10,4,48",
        "c07/by_car,commuting_vehicle,,,km,1,1,15,1,48",
        "c07/by_car,commuting_vehicle,,,km,1,1,20,5,48",
    ];
    let factors = [
        "r1,c06/road_1,km,,CO2e:AR5,1,",
        "r2,c06/road_2,km,,CO2e:AR5,2,",
        "r4,c06/road_4,km,,CO2e:AR5,4,",
        "a5,c06/air_5,p.km,,CO2e:AR5,5,",
        "a6,c06/air_6,p.km,,CO2e:AR5,6,",
        "rail,c07/by_rail,p.km,,CO2e:AR5,0.1,",
        "car,c07/by_car,km,,CO2e:AR5,0.2,",
    ];
    let accounts = accounts("travel.csv", header, &rows, &factors);
    let travel = kg(&accounts, Scope3Category::BusinessTravel);
    assert!((travel - 8_317_583.33).abs() < 0.005, "{travel}");
    near(kg(&accounts, Scope3Category::EmployeeCommuting), 3_072.0);
    explains(&accounts, "travel.csv", 4, &["D = n / o × k × d", "100 / 3 × 1 × 100", "default", "trips 1"]);
}

/// Examples 10.2 (p. 112), 11.1 (pp. 117-118), 11.3 (p. 124) and 12.1 (p. 127); and 2,000 × 0.9 kg of HFC-32, all
/// of it by formula 11.3 (p. 120).
#[test]
fn sold_products_from_processing_to_the_end() {
    let header = "activity,factors_of,method,unit,units_sold,lifetime_uses,quantity_per_use,own_part,final_product,part_unit,charge,mass_sold,mass_unit,quantity_per_tonne,treatment_share,region";
    let rows = [
        "c10/processing_of_sold_products,,processing,t,,,,,,,,1000,kg,1,,",
        "c11/use_of_sold_products,purchased_electricity/grid,use,kWh,11500,1000,1.3,,,,,,,,,VN",
        "c11/use_of_sold_products,purchased_electricity/grid,use,kWh,1900,1100,1.5,,,,,,,,,VN",
        "c11/use_of_sold_products,purchased_electricity/grid,use,kWh,20000,2000,0.2,,,,,,,,,VN",
        "c11/use_of_sold_products,c11/flight,intermediate_use,km,10,300000,1,20,500,t,,,,,,",
        "c11/use_of_sold_products,fugitive_emissions/HFC-32,contained_gas,kg,2000,,,,,,0.9,,,,,",
        "c12/end_of_life,c12/landfill,end_of_life,,,,,,,,,10000,kg,,0.9,",
        "c12/end_of_life,c12/incineration,end_of_life,,,,,,,,,10000,kg,,0.1,",
    ];
    let factors = [
        "vn,purchased_electricity/grid,kWh,,CO2e:AR5,0.5,VN",
        "processing,c10/processing_of_sold_products,kg,,CO2e:AR5,1.5,",
        "flight,c11/flight,km,,CO2e:AR5,0.3,",
        "landfill,c12/landfill,kg,,CO2e:AR5,0.3,",
        "incineration,c12/incineration,kg,,CO2e:AR5,1,",
    ];
    let accounts = accounts("scope3_products.csv", header, &rows, &factors);
    near(kg(&accounts, Scope3Category::ProcessingOfSoldProducts), 1_500.0);
    near(kg(&accounts, Scope3Category::EndOfLifeTreatmentOfSoldProducts), 3_700.0);
    let used = accounts.headline().scope3(Scope3Category::UseOfSoldProducts).expect("the use");
    near(used.by_gas()[&Gas::parse("CO2e:AR5").expect("a commodity")].as_kilograms(), 13_042_500.0 + 36_000.0);
    near(used.by_gas()[&Gas::parse("HFC-32").expect("a gas")].as_kilograms(), 1_800.0);
    explains(&accounts, "scope3_products.csv", 3, &["Q = N × u × p × q", "11500 × 1000 × 1 × 1.3", "vn"]);
    explains(&accounts, "scope3_products.csv", 6, &["A = Q × own / final", "3000000 × 20 / 500"]);
    explains(&accounts, "scope3_products.csv", 7, &["default", "released_share 1", "formula 11.3"]);
}

/// Examples 15.1 (pp. 142-143), 493,000 t; 15.3 (p. 148), 26,833 t; and the last company of 15.2 (p. 145), 990,000 kg,
/// where the page prints 900,000.
#[test]
fn investments_by_equity_debt_and_revenue() {
    let header =
        "activity,factors_of,method,quantity,unit,gwp,outstanding,value,currency,denominator,sector_share,equity_share";
    let rows = [
        "c15/equity,,equity,120000,t,AR5,,,,,,0.4",
        "c15/equity,,equity,200000,t,AR5,,,,,,0.15",
        "c15/equity,,equity,1600000,t,AR5,,,,,,0.25",
        "c15/equity,,equity,60000,t,AR5,,,,,,0.25",
        "c15/project_finance,,financed,200000,t,AR5,1000000,20000000,USD,project_cost,,",
        "c15/project_finance,,financed,10000,t,AR5,5000000,50000000,USD,project_cost,,",
        "c15/project_finance,,financed,250000,t,AR5,3000000,60000000,USD,project_cost,,",
        "c15/project_finance,,financed,30000,t,AR5,10000000,90000000,USD,project_cost,,",
        "c15/equity,c15/food,equity,5500000,USD,,,,,,0.6,0.1",
        "c15/equity,c15/apparel,equity,5500000,USD,,,,,,0.4,0.1",
    ];
    let factors = ["food,c15/food,USD,,CO2e:AR5,2,", "apparel,c15/apparel,USD,,CO2e:AR5,1.5,"];
    let accounts = accounts("investments.csv", header, &rows, &factors);
    let tonnes = kg(&accounts, Scope3Category::Investments) / 1e3 - 990.0;
    assert!((tonnes - (493_000.0 + 26_833.0)).abs() < 0.5, "{tonnes}");
    explains(
        &accounts,
        "investments.csv",
        9,
        &["f = outstanding / value", "10000000 / 90000000", "total equity plus debt of the project"],
    );
}

/// US EPA's worksheet for steam of wood, 1,000 mmBtu at 74 %: 9,729.73 g CH4 and 4,864.86 g N2O, its CO2 being of biomass
/// (atomic6ghg test fixtures, General Electric / atomic6-org, 2022, steam_canonical_instance.json). And 9,000 MWh of
/// cooling at a COP of 4.5, worked by hand.
#[test]
fn steam_by_its_fuel_and_cooling_by_its_power() {
    let header = "activity,factors_of,method,energy,unit,boiler_efficiency,basis,cop";
    let wood = "stationary_combustion/wood_wood_waste";
    let factors = [
        format!("wood,{wood},MMBtu,gross,CH4_biogenic,0.0072,"),
        format!("wood,{wood},MMBtu,gross,N2O,0.0036,"),
        format!("wood,{wood},MMBtu,gross,CO2_biogenic,90,"),
        "grid,purchased_electricity/grid,MWh,,CO2,500,".to_owned(),
    ];
    let factors: Vec<&str> = factors.iter().map(String::as_str).collect();
    let steam = format!("purchased_steam/UTIL,{wood},boiler,1000,MMBtu,0.74,gross,");
    let cooling = "purchased_cooling/UTIL,purchased_electricity/grid,chiller,9000,MWh,,,4.5";
    let accounts = accounts("purchased_energy.csv", header, &[&steam, cooling], &factors);
    let located = accounts.headline().scope2(Scope2Method::LocationBased).expect("by location");
    let grams = |gas: &str| located.by_gas()[&Gas::parse(gas).expect("a gas")].as_kilograms() * 1e3;
    near(grams("CH4_biogenic"), 9_729.729_729_729_73);
    near(grams("N2O"), 4_864.864_864_864_865);
    near(grams("CO2"), 2_000.0 * 500.0 * 1e3);
    near(accounts.headline().biogenic_co2().expect("CO2 of biomass").as_kilograms(), 90.0 * 1_000.0 / 0.74);
    assert!(accounts.headline().scope2(Scope2Method::MarketBased).is_err(), "no contract covers the cooling");
    explains(&accounts, "purchased_energy.csv", 2, &["F = H / eta", "/ 0.74", "efficiency, gross"]);
    explains(&accounts, "purchased_energy.csv", 3, &["W = Q / COP", "9000 / 4.5", "2,000 MWh"]);
}

/// Example 3.1, pp. 46-47, the first two lines: 40,000 + 31,200 kg; and Table 3.2, p. 40: 10 of 100 MWh are lost.
#[test]
fn losses_by_either_rate() {
    let header = "activity,factors_of,method,energy,unit,loss_rate";
    let rows = [
        "c03/electricity_transmission_losses,c03/australia,of_consumed,500000,kWh,0.1",
        "c03/electricity_transmission_losses,c03/canada,of_consumed,600000,kWh,0.13",
        "c03/steam_distribution_losses,c03/generation,of_sent,90,MWh,0.1",
    ];
    let factors = [
        "au,c03/australia,kWh,,CO2e:AR5,0.8,",
        "ca,c03/canada,kWh,,CO2e:AR5,0.4,",
        "made,c03/generation,MWh,,CO2e:AR5,1050,",
    ];
    let accounts = accounts("energy_losses.csv", header, &rows, &factors);
    near(kg(&accounts, Scope3Category::FuelAndEnergyRelatedActivities), 71_200.0 + 10_500.0);
    explains(&accounts, "energy_losses.csv", 2, &["L = E × r", "500 × 0.1", "50 MWh"]);
    explains(&accounts, "energy_losses.csv", 4, &["L = E × r / (1 − r)", "90 × 0.1 / (1 − 0.1)"]);
}

/// 1,070,000 THB with 7 % tax, at 0.03 USD, brought from prices of 125 to those of 100: 24,000 USD, worked by hand.
#[test]
fn spend_in_the_money_of_the_factor() {
    let header = "activity,spend,currency,vat_rate,factor_currency,exchange_rate,price_index_spend,price_index_factor";
    let rows = ["c01/steel_by_spend,1070000,THB,0.07,USD,0.03,125,100"];
    let accounts = accounts("spend.csv", header, &rows, &["steel,c01/steel_by_spend,USD,,CO2e:AR5,0.2,"]);
    near(kg(&accounts, Scope3Category::PurchasedGoodsAndServices), 4_800.0);
    let parts =
        ["S_f = S / (1 + v) × x × I_f / I_s × b", "1070000 / (1 + 0.07) × 0.03 × 100 / 125 × 1", "price_ratio 1"];
    explains(&accounts, "spend.csv", 2, &parts);
}
