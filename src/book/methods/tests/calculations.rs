//! Tables without a reader of their own: their declarations name what calculates their rows.

use super::*;
use approx::assert_relative_eq;

const FREIGHT: &str = "site_id,start,end,activity,factors_of,method,mass,mass_unit,distance,distance_unit,volume,volume_unit,days,litres_per_km,own_load,total_load,load_unit";

/// GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions (2013), examples 4.2 (p. 62) and 4.6 (p. 71).
#[test]
fn legs_storage_and_runs() {
    let rows = "\
F1,2024-01-01,2024-12-31,c04/road_freight_hgv,,distance,6,t,4000,km,,,,,,,
F1,2024-01-01,2024-12-31,c04/storage,,storage,,,,,4000,m3,2,,,,
F1,2024-01-01,2024-12-31,c04/vehicle_fuel,mobile_combustion/gas_diesel_oil,fuel,,,500,km,,,,0.3,4,10,t
";
    let (found, problems) = calculations("freight", &format!("{FREIGHT}\n{rows}"));
    assert_eq!(problems, "");
    let said: Vec<_> = amounts(&found).into_iter().map(|(value, unit)| (value.round() as i64, unit)).collect();
    assert_eq!(said, [(24_000, "t.km"), (8_000, "m3.day"), (60, "L")]);
}

const ALUMINIUM: &str = "site_id,start,end,method,technology,aluminium,unit,net_anode_consumption,paste,paste_consumption,\
                      anode_effect_minutes,overvoltage_mv,current_efficiency";

fn potlines(rows: &str) -> (Vec<Calculation>, String) {
    let dated = rows.lines().map(|row| format!("F1,2024-01-01,2024-12-31,{row}\n"));
    calculations("aluminium", &format!("{ALUMINIUM}\n{}", dated.collect::<String>()))
}

fn kilograms_of(calculation: &Calculation) -> Vec<f64> {
    gases(calculation).into_iter().map(|(_, kg)| kg).collect()
}

#[test]
fn each_method_takes_its_own_columns_and_defaults() {
    let rows = "\
prebaked_anodes,,1000,t,0.42,,,,,
soderberg_paste,vss,1000,t,,dry,0.5,,,
effect_minutes,swpb,1000,t,,,,0.2,,
overvoltage,cwpb,1000,t,,,,,10,0.95
";
    let (found, problems) = potlines(rows);
    assert_eq!(problems, "");
    let [anodes, paste, minutes, volts] = found.as_slice() else { panic!("four calculations") };
    // 40 CFR 98, Table F-2; IPCC 2006 and 2019 Refinement, Vol. 3, ch. 4, Table 4.16.
    let paste_kg = (0.5 - 0.0105 - 0.5 * (0.24 * 0.041 + 0.76 * 0.021)) * 44.0 / 12.0 * 1e6;
    let expected: [(&Calculation, &[f64]); 4] = [
        (anodes, &[0.42 * 0.976 * 44.0 / 12.0 * 1e6]),
        (paste, &[paste_kg]),
        (minutes, &[0.233 * 0.2 * 1_000.0, 0.233 * 0.2 * 1_000.0 * 0.28]),
        (volts, &[11_600.0 / 95.0, 11_600.0 / 95.0 * 0.121]),
    ];
    for (calculation, masses) in expected {
        assert_relative_eq!(kilograms_of(calculation).as_slice(), masses, max_relative = 1e-9);
    }
    assert!(["PFC-14", "PFC-116"].into_iter().all(|name| Gas::parse(name).is_ok()));
    assert_eq!(paste.working.defaults.len(), 8);
}

const STEAM: &str = "site_id,start,end,activity,mass,unit,pressure_bar,temperature_c,feed_water_c";

#[test]
fn a_mass_of_steam_is_an_energy_and_no_steam_is_reported_at_its_cell() {
    let row = |cells: &str| format!("F1,2024-01-01,2024-12-31,purchased_steam/UTIL,{cells},80\n");
    let (found, problems) = calculations("steam", &format!("{STEAM}\n{}{}", row("1000,t,10,"), row("2,kt,40,400")));
    assert_eq!(problems, "");
    let [(saturated, "J"), (superheated, "J")] = amounts(&found)[..] else { panic!("two energies") };
    assert_relative_eq!(saturated, 2_441.413e9, max_relative = 1e-6);
    assert_relative_eq!(superheated, 2e6 * (3_214.374 - 338.017) * 1e3, max_relative = 1e-4);
    let (found, problems) = calculations("steam", &format!("{STEAM}\n{}{}", row("1,t,10,150"), row("1,GJ,,")));
    assert_eq!(found, []);
    for part in ["and vapour from 179.89 °C", "`GJ` is an energy, and the method needs a mass"] {
        assert!(problems.contains(part), "{part}: {problems}");
    }
}

const PRODUCTS: &str = "site_id,start,end,activity,factors_of,method,unit,units_sold,lifetime_uses,scenario_share,quantity_per_use,own_part,final_product,part_unit,charge,released_share,mass_sold,mass_unit,processed_share,quantity_per_tonne,treatment_share,region";

/// GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions (2013), examples 11.1 (p. 117), 11.3 (p. 124),
/// 10.2 (p. 112) and 12.1 (p. 127); the gas is worked by hand, 2,000 × 0.9 kg, all of it by formula 11.3.
#[test]
fn processing_use_gas_and_end_of_life() {
    let rows = "\
F1,2024-01-01,2024-12-31,c11/use_of_sold_products,purchased_electricity/grid,use,kWh,11500,1000,,1.3,,,,,,,,,,,VN
F1,2024-01-01,2024-12-31,c11/use_of_sold_products,c06/car,intermediate_use,km,10,300000,1,1,20,500,t,,,,,,,,
F1,2024-01-01,2024-12-31,c11/use_of_sold_products,fugitive_emissions/R-410A,contained_gas,kg,2000,,,,,,,0.9,,,,,,,
F1,2024-01-01,2024-12-31,c10/processing_of_sold_products,,processing,t,,,,,,,,,,1000,kg,,1,,
F1,2024-01-01,2024-12-31,c12/end_of_life,c05/landfill_mixed,end_of_life,,,,,,,,,,,10,t,,,0.9,
";
    let (found, problems) = calculations("scope3_products", &format!("{PRODUCTS}\n{rows}"));
    assert_eq!(problems, "");
    let results = amounts(&found);
    let expected = [(14_950_000.0, "kWh"), (120_000.0, "km"), (1_800.0, "kg"), (1.0, "t"), (9_000.0, "kg")];
    assert_eq!(results.len(), expected.len());
    for ((found, found_unit), (value, unit)) in results.into_iter().zip(expected) {
        approx::assert_relative_eq!(found, value, max_relative = 1e-12);
        assert_eq!(found_unit, unit);
    }
    let first = found.first().and_then(|one| one.results.first()).map(quantity);
    assert_eq!(first.and_then(|used| used.region.as_deref()), Some("VN"));
    let gas = found.get(2).expect("the gas");
    assert!(gas.working.defaults.iter().any(|d| d.input == "released_share" && d.source.contains("formula 11.3")));
}
