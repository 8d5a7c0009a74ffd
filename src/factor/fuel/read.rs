//! fuels.csv: calorific values and densities of fuels. The built-in table is read by the
//! same code.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use super::{FuelProperties, names_of};
use crate::activity::{Chart, fuel_of};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest_word};
use crate::table::Table;
use crate::table::cell::CellProblem;
use crate::table::typed::fuels::Row;
use crate::table::typed::{Cell, Reader};

/// Reads the properties, in the order of fuel and region. With a chart, fuels that no code
/// of it burns are warned of: a misspelt name would be ignored in silence.
pub(crate) fn read(table: &Table, set: &str, chart: Option<&Chart>, d: &mut Diagnostics) -> Vec<FuelProperties> {
    let set: Arc<str> = set.into();
    let mut fuels: BTreeMap<(&str, &str), (FuelProperties, Row<'_>)> = BTreeMap::new();
    let burnt = chart.map(Burnt::of);
    let reader = Reader::<Row<'_>>::of(table);
    for row in table.rows() {
        let before = d.errors();
        let row = reader.row(row, d);
        check_calorific_values(row, d);
        let Some((fuel, region, properties)) = read_fuel(row, &set).filter(|_| before == d.errors()) else { continue };
        if let Some((_, first)) = fuels.get(&(fuel, region)) {
            let message = format!("`{fuel}` in {region} is there twice");
            let repeated = Diagnostic::error(Code::RepeatedId, row.fuel.place(), message);
            let repeated = repeated.with_related(first.fuel.place(), "the first one is here");
            d.push(repeated.with_help("keep one row per fuel and region"));
            continue;
        }
        if let Some(burnt) = &burnt {
            burnt.check(row.fuel, fuel, d);
        }
        fuels.insert((fuel, region), (properties, row));
    }
    fuels.into_values().map(|(properties, _)| properties).collect()
}

fn read_fuel<'t>(row: Row<'t>, set: &Arc<str>) -> Option<(&'t str, &'t str, FuelProperties)> {
    let (fuel, region) = (row.fuel.get()?, row.region.or_global()?);
    let properties = FuelProperties {
        fuel: fuel.into(),
        region: region.into(),
        set: set.clone(),
        net_mj_per_kg: row.net_mj_per_kg.get(),
        gross_mj_per_kg: row.gross_mj_per_kg.get(),
        net_mj_per_litre: row.net_mj_per_litre.get(),
        gross_mj_per_litre: row.gross_mj_per_litre.get(),
        net_mj_per_m3: row.net_mj_per_m3.get(),
        gross_mj_per_m3: row.gross_mj_per_m3.get(),
        kg_per_litre: row.kg_per_litre.get(),
        kg_per_m3: row.kg_per_m3.get(),
        carbon_fraction: row.carbon_fraction.get(),
        biogenic_fraction: row.biogenic_fraction.get(),
        source: row.source.get()?.into(),
        place: row.fuel.place(),
    };
    Some((fuel, region, properties))
}

/// Condensing the water gives heat, so the gross value cannot be the lower one.
fn check_calorific_values(row: Row<'_>, d: &mut Diagnostics) {
    let pairs = [
        (row.net_mj_per_kg, row.gross_mj_per_kg),
        (row.net_mj_per_litre, row.gross_mj_per_litre),
        (row.net_mj_per_m3, row.gross_mj_per_m3),
    ];
    for (net_cell, gross_cell) in pairs {
        if let (Some(net), Some(gross)) = (net_cell.get(), gross_cell.get())
            && gross < net
        {
            let message = format!("the gross calorific value, {gross}, is below the net one, {net}");
            let help = "gross (higher) is 5 to 20 percent above net (lower); the two may be interchanged";
            gross_cell.report(CellProblem::new(Code::OutOfRange, message, help), d);
        }
    }
}

/// Every name by which the codes of a chart say what they burn, found once for all rows.
struct Burnt<'c> {
    names: HashSet<&'c str>,
    fuels: BTreeSet<&'c str>,
}

impl<'c> Burnt<'c> {
    fn of(chart: &'c Chart) -> Self {
        let codes = || chart.iter().map(|activity| activity.code.as_str());
        let fuels = codes().filter_map(fuel_of).filter(|fuel| *fuel != "*");
        Self { names: codes().flat_map(names_of).collect(), fuels: fuels.collect() }
    }

    fn check(&self, cell: Cell<'_, &str>, fuel: &str, d: &mut Diagnostics) {
        if self.names.contains(fuel) {
            return;
        }
        let help = match nearest_word(fuel, self.fuels.iter().copied()) {
            Some(known) => format!("did you mean `{known}`?"),
            None => "name the fuel as its code does: `natural_gas` for stationary_combustion/natural_gas".to_owned(),
        };
        let message = format!("no activity of the chart burns `{fuel}`, so the row has no effect");
        d.push(Diagnostic::warning(Code::NotInList, cell.place(), message).with_help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shipped;
    use crate::table::Schema;

    fn read_rows(rows: &str) -> (Vec<FuelProperties>, Vec<String>) {
        let text = format!("fuel,region,net_mj_per_kg,gross_mj_per_kg,kg_per_litre,source\n{rows}");
        let (table, mut d) = Table::read("fuels.csv", text.as_bytes(), Schema::of("fuels"));
        let fuels = read(&table, "book", Some(shipped::chart()), &mut d);
        (fuels, d.iter().map(|d| format!("{}[{}] {}", d.severity().as_str(), d.code(), d.place())).collect())
    }

    #[test]
    fn empty_properties_are_absent_and_an_empty_region_is_the_world() {
        let (fuels, problems) = read_rows("natural_gas,,48.1,53.4,,Supplier 2024\n");
        assert_eq!(problems, [""; 0]);
        let fuel = fuels.first().expect("one");
        assert_eq!((&*fuel.region, fuel.net_mj_per_kg, fuel.kg_per_litre), ("GLOBAL", Some(48.1), None));
    }

    #[test]
    fn problems_are_reported() {
        let (fuels, problems) = read_rows(
            "natural_gas,TH,53,48,,Lab\nlpg,TH,0,,540,Lab\nlpg,,47,,,\nlpg,TH,47,,,Lab\nlpg,TH,47,,,Lab\nnatural_gaz,,48,,,Lab\n",
        );
        assert_eq!(fuels.len(), 2);
        assert_eq!(
            problems,
            [
                "error[GHG121] fuels.csv:2:19 (cell D2, column `gross_mj_per_kg`)",
                "error[GHG121] fuels.csv:3:8 (cell C3, column `net_mj_per_kg`)",
                "error[GHG121] fuels.csv:3:11 (cell E3, column `kg_per_litre`)",
                "error[GHG113] fuels.csv:4:11 (cell F4, column `source`)",
                "error[GHG122] fuels.csv:6:1 (cell A6, column `fuel`)",
                "warning[GHG120] fuels.csv:7:1 (cell A7, column `fuel`)",
            ]
        );
    }
}
