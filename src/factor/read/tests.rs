use proptest::prelude::*;

use super::*;
use crate::table::Schema;

const HEADER: &str =
    "factor_id,activity,unit,gas,kg_per_unit,low,high,basis,region,valid_from,valid_to,kind,publisher\n";

fn read_rows(rows: &str) -> (Vec<EmissionFactor>, Vec<String>) {
    let (table, mut d) = Table::read("factors.csv", format!("{HEADER}{rows}").as_bytes(), Schema::of("factors"));
    let factors = read(&table, "book", &mut d);
    d.sort();
    (factors, d.iter().map(|d| format!("{} {}", d.code(), d.place())).collect())
}

#[test]
fn ids_of_releases_are_the_programs() {
    assert!(not_a_release("own/release").is_ok());
    assert_eq!(not_a_release("release/CO2").expect_err("taken").code, Code::RepeatedId);
}

#[test]
fn rows_of_one_id_are_one_factor() {
    let (factors, problems) = read_rows(
        "own/gas,stationary_combustion/natural_gas,GJ,N2O,0.0001,,,net,TH,2024-01-01,,,Lab\n\
         own/grid,purchased_electricity/green,kWh,CO2e:AR5,0.1,0.05,0.2,,,,,supplier,Utility\n\
         own/gas,stationary_combustion/natural_gas,GJ,CO2,55.9,,,net,TH,2024-01-01,,,Lab\n",
    );
    assert_eq!(problems, [""; 0]);
    let [gas, grid] = factors.as_slice() else { panic!("two factors") };
    let gases: Vec<&str> = gas.gases.iter().map(|g| g.gas.name()).collect();
    assert_eq!(gases, ["CO2", "N2O"]);
    assert_eq!((&*gas.region, gas.basis, gas.kind), ("TH", Some(HeatBasis::Net), Kind::Average));
    assert_eq!((&*grid.region, grid.kind), ("GLOBAL", Kind::Supplier));
    assert_eq!((&*grid.provenance.set, grid.provenance.place.line()), ("book", Some(3)));
}

#[test]
fn bad_cells_are_reported_and_their_factor_is_left_out() {
    let (factors, problems) = read_rows(
        "a,stationary_combustion/lpg,kgs/h,CH4,x,,,lower,th,,,avg,P\n\
         a,stationary_combustion/lpg,kg,CO2,3,,,,TH,,,,P\n\
         b,stationary_combuston/lpg,kg,CO2,-3,,,,,2024-02-01,2024-01-01,,P\n\
         c,stationary_combustion/lpg,kg,CO2,3,3.5,2.5,,,,,,P\n\
         d,c01,kg,CO2,3,,,,,,,,P\n",
    );
    assert_eq!(factors.len(), 0);
    let codes: Vec<&str> = problems.iter().filter_map(|p| p.split(' ').next()).collect();
    assert_eq!(
        codes,
        [
            "GHG126", "GHG201", "GHG114", "GHG120", "GHG120", "GHG120", "GHG125", "GHG121", "GHG118", "GHG204",
            "GHG204", "GHG125",
        ]
    );
}

#[test]
fn own_generation_has_no_factor() {
    let (factors, problems) = read_rows("a,own_generation/solar,kWh,CO2,0.1,,,,TH,,,,P\n");
    assert_eq!((factors.len(), problems.len()), (0, 1));
    assert!(problems[0].starts_with("GHG125 factors.csv:2"), "{problems:?}");
}

#[test]
fn rows_of_one_factor_agree() {
    let (factors, problems) = read_rows(
        "a,stationary_combustion/lpg,kg,CO2,3,,,,TH,,,,P\na,stationary_combustion/lpg,t,N2O,3,,,,TH,2024-01-01,,,P\n",
    );
    assert!(factors.is_empty());
    assert_eq!(
        problems,
        ["GHG202 factors.csv:3:29 (cell C3, column `unit`)", "GHG202 factors.csv:3:43 (cell J3, column `valid_from`)"]
            .map(str::to_owned)
    );
}

#[test]
fn gases_are_given_once_and_never_beside_co2e() {
    let row = |id: &str, gas: &str| format!("{id},stationary_combustion/lpg,kg,{gas},3,,,,,,,,P\n");
    let rows = [("a", "CO2"), ("a", "CO2"), ("b", "CO2e:AR5"), ("b", "N2O"), ("c", "CO2e:AR5"), ("c", "CO2e:AR4")];
    let (factors, problems) = read_rows(&rows.map(|(id, gas)| row(id, gas)).concat());
    assert!(factors.is_empty());
    let codes: Vec<&str> = problems.iter().filter_map(|p| p.split(' ').next()).collect();
    assert_eq!(codes, ["GHG203", "GHG205", "GHG205"]);
}

#[test]
fn energy_of_fuel_needs_its_basis_and_every_own_number_a_source() {
    let (_, problems) =
        read_rows("a,stationary_combustion/lpg,GJ,CO2,63,,,,,,,,P\nb,purchased_heat/x,GJ,CO2,63,,,,,,,,\n");
    assert_eq!(
        problems,
        ["GHG206 factors.csv:2:41 (cell H2, column `basis`)", "GHG113 factors.csv:3:37 (cell M3, column `publisher`)"]
    );
}

proptest! {
    #[test]
    fn any_cells_are_read_without_panic(cells in prop::collection::vec(
        prop::sample::select(vec!["a", "CO2", "CO2e:AR5", "kg", "GJ", "net", "1", "-1", "1e999", "2024-01-01", "c01/x", "", "\"", "\n"]), 0..80)) {
        read_rows(&cells.join(","));
    }
}
