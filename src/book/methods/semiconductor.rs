//! semiconductor.csv: gases of etching and cleaning in making chips, displays and solar cells.

use super::{Calculation, Reported, RowInputs, calculate};
use crate::diagnostic::Code;
use crate::method::electronics::{BY_PRODUCTS, ByProduct, ProcessGas, tier_2a};
use crate::quantity::Gas;
use crate::table::cell::CellProblem;
use crate::table::typed::Word;
use crate::table::typed::semiconductor::Row;

/// Gases that are fed and warm nothing; their by-products do.
const NO_GREENHOUSE_GASES: [&str; 2] = ["F2", "COF2"];

/// A row's calculation.
pub(super) fn read_row(row: &mut RowInputs<'_, Row<'_>>) -> Option<Calculation> {
    let fed = gas(row);
    let process = row.process.get()?.as_str();
    row.reported = row.code(code_of(process));
    let (abated, name) = (row.value(row.abated)? > 0.0, row.gas.get()?);
    if !abated {
        row.warn(&["uptime", "destruction"], "a row with `abated` 0", "empty the cell, or correct `abated`");
    }
    let abatement = if process.ends_with("_2006") { "abatement_2006" } else { "abatement" };
    // What is fed and warms nothing cannot escape as a greenhouse gas, whatever share is used. Without abatement its
    // shares are 0 and nothing is asked for.
    let warms = fed?.is_some();
    calculate!(row, tier_2a(ProcessGas {
        gas: fed,
        consumed, heel,
        use_rate: if warms { row.value(row.use_rate) } else { Some(1.0) },
        abated,
        uptime: if abated { row.value(row.uptime) } else { Some(0.0) },
        destruction: if abated && warms { row.number_or(row.destruction, [abatement, name]) } else { Some(0.0) },
        by_products: by_products(row, [process, name], Some(abatement).filter(|_| abated)),
    }) => Reported::gases)
}

/// The code of the industry a process belongs to.
fn code_of(process: &str) -> &'static str {
    match process.split('_').next() {
        Some("display") => "process_emissions/displays",
        Some("pv") => "process_emissions/photovoltaics",
        _ => "process_emissions/semiconductors",
    }
}

/// The gas fed, if it is a greenhouse gas, as one of the books.
fn gas(row: &mut RowInputs<'_, Row<'_>>) -> Option<Option<Gas>> {
    let name = row.gas.get()?;
    if NO_GREENHOUSE_GASES.contains(&name) {
        return Some(None);
    }
    let unknown = match Gas::parse(name) {
        Ok(gas) => return Some(Some(gas)),
        Err(unknown) => unknown,
    };
    let help = match &unknown.suggestion {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write the gas by its ASHRAE name or formula: `PFC-14`, `NF3`, `F2`".to_owned(),
    };
    row.report(row.gas, CellProblem::new(Code::UnknownGas, unknown.to_string(), help));
    None
}

/// What the process makes of the gas: the cells, else the published rates of process and gas.
/// Where those have no row for the gas, the by-products for which IPCC assumes a rate are asked for.
fn by_products(row: &mut RowInputs<'_, Row<'_>>, of: [&str; 2], abatement: Option<&str>) -> Option<Vec<ByProduct>> {
    let published =
        row.is_published("use_rate", of) || BY_PRODUCTS.iter().any(|(column, _)| row.is_published(column, of));
    let mut found = Some(Vec::new());
    for cell in row.numbers() {
        let Some((column, formed_gas)) = BY_PRODUCTS.into_iter().find(|(column, _)| *column == cell.name()) else {
            continue;
        };
        let needed = !published && matches!(column, "cf4_formed" | "c2f6_formed");
        if !needed && cell.is_empty() && !row.is_published(column, of) {
            continue;
        }
        let formed = row.number_or(cell, of);
        let destruction = match abatement {
            Some(key) => row.published("destruction", [key, formed_gas]),
            None => Some(0.0),
        };
        let by_product = formed.zip(destruction).zip(Gas::parse(formed_gas).ok());
        found = found.zip(by_product).map(|(mut found, ((formed_kg_per_kg, destruction), gas))| {
            found.push(ByProduct { gas, formed_kg_per_kg, destruction });
            found
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::tests::{self, calculations};
    use super::BY_PRODUCTS;
    use crate::method::Calculation;
    use crate::quantity::Gas;
    use crate::table::{ColumnKind, Schema};
    use approx::assert_relative_eq;

    const HEADER: &str = "site_id,start,end,process,gas,consumed,unit,abated,uptime,destruction,cf4_formed,c2f6_formed";

    fn read(rows: &str) -> (Vec<Calculation>, String) {
        let rows = rows.lines().map(|row| format!("F1,2024-01-01,2024-12-31,{row}\n")).collect::<String>();
        calculations("semiconductor", &format!("{HEADER}\n{rows}"))
    }

    fn kilograms(calculation: &Calculation, gas: &str) -> f64 {
        tests::kilograms(calculation, Gas::parse(gas).expect("a gas"))
    }

    /// A by-product without a column could not be given, and a column that is none would be read and left out.
    #[test]
    fn the_by_products_are_the_columns_of_what_is_formed() {
        let columns = &Schema::of("semiconductor").columns;
        let formed: Vec<&str> =
            columns.iter().map(|column| column.name.as_str()).filter(|name| name.ends_with("_formed")).collect();
        assert_eq!(formed, BY_PRODUCTS.map(|(column, _)| column));
        assert!(BY_PRODUCTS.iter().all(|(_, gas)| Gas::parse(gas).is_ok()));
        let numbers = columns.iter().filter(|column| column.kind == ColumnKind::Number && column.unit.is_none());
        let others: Vec<_> = numbers.map(|column| column.name.as_str()).filter(|name| !formed.contains(name)).collect();
        assert_eq!(others, ["heel", "use_rate", "abated", "uptime", "destruction", "uncertainty_pct"]);
    }

    /// 2019 Refinement, Tables 6.7 and 6.17: remote cleaning with NF3, U 0.98, CF4 0.034, d 0.95 and 0.89.
    #[test]
    fn published_rates_stand_for_empty_cells() {
        let (found, problems) = read("semiconductor_remote_clean,NF3,1000,kg,1,0.9,,,");
        assert_eq!(problems, "");
        let [cleaning] = found.as_slice() else { panic!("one calculation") };
        assert_relative_eq!(kilograms(cleaning, "NF3"), 2.61, max_relative = 1e-9);
        assert_relative_eq!(kilograms(cleaning, "PFC-14"), 6.0894, max_relative = 1e-9);
        assert_eq!(cleaning.results.len(), 2);
        let defaults: Vec<_> = cleaning.working.defaults.iter().map(|default| default.input).collect();
        assert_eq!(defaults, ["heel", "use_rate", "destruction", "cf4_formed", "destruction"]);
        assert!(cleaning.results.iter().all(|r| r.activity.as_str() == "process_emissions/semiconductors"));
    }

    #[test]
    fn without_abatement_nothing_of_it_is_asked() {
        let (found, problems) = read("display_etch,SF6,10,kg,0,,,,\nsemiconductor_2006,F2,100,kg,0,,,,\n");
        assert_eq!(problems, "");
        let [etch, fluorine] = found.as_slice() else { panic!("two calculations") };
        assert_relative_eq!(kilograms(etch, "SF6"), 9.0 * 0.3, max_relative = 1e-9);
        assert_eq!(etch.results.len(), 1);
        assert_eq!(fluorine.results.len(), 1, "fluorine is no greenhouse gas, its CF4 is");
        assert_relative_eq!(kilograms(fluorine, "PFC-14"), 90.0 * 0.02, max_relative = 1e-9);
    }

    #[test]
    fn abatement_of_a_row_without_it_is_warned_of() {
        let (found, problems) = read("display_etch,SF6,10,kg,0,0.9,0.95,,");
        assert_eq!(found.len(), 1);
        for part in ["`uptime` is filled in, and a row with `abated` 0", "`destruction` is filled in"] {
            assert!(problems.contains(part), "{part}: {problems}");
        }
    }

    #[test]
    fn what_is_published_for_no_gas_is_asked_for() {
        let (found, problems) = read("pv_etch,NF3,10,kg,0.5,,,,\nsemiconductor,PFC-99,10,kWh,0,,,,\n");
        assert_eq!(found, []);
        for part in [
            "`use_rate` is empty, and no default is published for pv_etch, NF3",
            "`cf4_formed` is empty",
            "`c2f6_formed` is empty",
            "`uptime` is empty",
            "`PFC-99` is not a gas",
            "needs a mass",
        ] {
            assert!(problems.contains(part), "{part}: {problems}");
        }
    }
}
