use super::*;
use crate::book::sites;
use crate::method::{Outcome, OutcomeKind, Quantity};
use crate::period::Day;
use crate::quantity::Gas;
use crate::shipped;

mod again;
mod calculations;
mod declared;
mod needs;
mod rows;
mod sample;

/// What the text of a table amounts to at a site `F1` in 2024, and the problems as text. `O1` is outside the fence,
/// `L1` joined in July.
pub(super) fn calculations(table: &'static str, text: &str) -> (Vec<Calculation>, String) {
    of_tables(&[(table, text)])
}

/// The same, where a method has several tables. Whatever was found is run again here.
pub(super) fn of_tables(texts: &[(&'static str, &str)]) -> (Vec<Calculation>, String) {
    let (found, d) = read_tables(texts);
    found.iter().for_each(again::runs_again);
    (found, d.render())
}

/// What the texts of tables amount to, and what is wrong with them.
fn read_tables(texts: &[(&'static str, &str)]) -> (Vec<Calculation>, Diagnostics) {
    let rows = "site_id,name,estate_id,role,start,end\nF1,x,ESB,factory,,\nO1,x,ESB,outside,,\nL1,x,ESB,factory,2024-07-01,2024-12-31\n";
    let (table, mut d) = Table::read("sites.csv", rows.as_bytes(), Schema::of("sites"));
    let sites = sites::read(&table, None, &mut d);
    let day = |text| Day::parse(text).expect("a date");
    let period = Period::new(day("2024-01-01"), day("2024-12-31")).expect("a period");
    let mut tables = BTreeMap::new();
    for (name, text) in texts {
        let schema = Schema::of(name);
        assert!(schema.method, "{name} has no schema of a method");
        let (table, found) = Table::read(&schema.file_name(), text.as_bytes(), schema);
        d.extend(found);
        tables.insert(*name, vec![table]);
    }
    let told = Told::default();
    let (tables, context) =
        (MethodTables(tables), Context { sites: &sites, period, chart: shipped::chart(), told: &told });
    let found: Vec<Calculation> = METHODS.iter().flat_map(|read| read(&tables, context, &mut d)).collect();
    d.sort();
    (found, d)
}

/// A result that is a quantity.
pub(super) fn quantity(result: &Outcome) -> &Quantity {
    result.quantity().unwrap_or_else(|| panic!("{result:?} is no quantity"))
}

/// The quantities of all results, each as its number and unit.
pub(super) fn amounts(found: &[Calculation]) -> Vec<(f64, &'static str)> {
    let amounts = found.iter().flat_map(|one| &one.results).map(|result| quantity(result).amount);
    amounts.map(|amount| (amount.value(), amount.unit().symbol())).collect()
}

/// A result that is a gas, and its kilograms.
pub(super) fn gas(result: &Outcome) -> (Gas, f64) {
    match result.kind {
        OutcomeKind::Gas { gas, kg } => (gas, kg),
        OutcomeKind::Quantity(_) => panic!("{result:?} is no gas"),
    }
}

/// The results of a calculation that gives gases only.
pub(super) fn gases(calculation: &Calculation) -> Vec<(Gas, f64)> {
    calculation.results.iter().map(gas).collect()
}

/// Kilograms of one gas; not a number without a result of that gas.
pub(super) fn kilograms(calculation: &Calculation, wanted: Gas) -> f64 {
    let of_gas = |result: &Outcome| match result.kind {
        OutcomeKind::Gas { gas, kg } if gas == wanted => Some(kg),
        _ => None,
    };
    calculation.results.iter().find_map(of_gas).unwrap_or(f64::NAN)
}

#[test]
fn a_row_names_its_meter_and_the_other_side() {
    let header = "site_id,start,end,clinker,unit,meter_id,counterparty";
    let (found, problems) = calculations(
        "clinker",
        &format!("{header}\nF1,2024-01-01,2024-12-31,1,t,M1,F1\nF1,2024-01-01,2024-12-31,1,t,,\n"),
    );
    assert_eq!(problems, "");
    let [named, silent] = found.as_slice() else { panic!("two calculations") };
    let meter = named.dimensions.meter.as_ref().map(|meter| meter.as_str());
    let other = named.dimensions.counterparty.as_ref().map(|site| site.as_str());
    assert_eq!((meter, other), (Some("M1"), Some("F1")));
    assert!(silent.dimensions.is_empty());
}

#[test]
fn rows_of_one_calculation_have_one_meter() {
    let header = "site_id,start,end,balance_id,activity,direction,material,mass,unit,biogenic_share,meter_id";
    let row = |direction: &str, mass: u8, share: &str, meter: &str| {
        format!("F1,2024-01-01,2024-12-31,b,process_emissions/pig_iron,{direction},coke,{mass},t,{share},{meter}\n")
    };
    let (_, problems) = calculations(
        "carbon_balance",
        &format!("{header}\n{}{}{}", row("in", 3, "0", "M1"), row("out", 1, "", ""), row("out", 1, "", "M2")),
    );
    assert!(problems.contains("`meter_id` is `M2`, and `M1` in the first row of this calculation"), "{problems}");
    assert_eq!(problems.matches("`meter_id` is").count(), 1, "{problems}");
}
