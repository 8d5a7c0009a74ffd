//! carbon_balance.csv: carbon in and out of plants; rows with one balance_id are one balance.

use super::{Calculation, Context, MethodTables, Reported, RowInputs, all};
use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostics, same_letters};
use crate::method::carbon_balance::{CarbonInput, CarbonOutput, carbon_balance, is_co2};
use crate::shipped::parameters;
use crate::table::typed::TypedRow;
use crate::table::typed::carbon_balance::{Direction, Row};

type Material<'t> = RowInputs<'t, Row<'t>>;

/// Reads the table: each balance is a calculation, in the order of their ids.
pub(super) fn read(tables: &MethodTables, context: Context<'_>, d: &mut Diagnostics) -> Vec<Calculation> {
    let mut balances: BTreeMap<&str, Vec<Material<'_>>> = BTreeMap::new();
    for row in tables.rows::<Row<'_>>(context) {
        match row.balance_id.get() {
            Some(id) => balances.entry(id).or_default().push(row),
            // A row without an id is of no balance.
            None => d.extend(row.problems()),
        }
    }
    balances.into_values().filter_map(|rows| read_balance(rows, d)).collect()
}

fn read_balance(rows: Vec<Material<'_>>, d: &mut Diagnostics) -> Option<Calculation> {
    let mut flows = (Vec::new(), Vec::new());
    // A balance with a row missing is wrong, not smaller.
    let mut whole = true;
    let mut balance: Option<Material<'_>> = None;
    for mut row in rows {
        whole &= add(&mut row, &mut flows).is_some();
        match &mut balance {
            None => balance = Some(row),
            Some(first) => first.join(row, &["activity"]),
        }
    }
    let mut row = balance?;
    row.report_as_declared();
    let method = |(inputs, outputs): &(Vec<_>, Vec<_>)| carbon_balance(inputs, outputs);
    let found = row.calculation(Some(flows).filter(|_| whole), method, Reported::gases);
    d.extend(row.problems());
    found
}

/// Adds what a row says to what goes in and what comes out.
fn add(row: &mut Material<'_>, flows: &mut (Vec<CarbonInput>, Vec<CarbonOutput>)) -> Option<()> {
    let name = row.material.get().map(Into::into);
    let carbon_fraction = carbon_in(row);
    match row.direction.get()? {
        Direction::In => flows.0.push(all!(row => CarbonInput {
            material: name, mass, carbon_fraction: carbon_fraction, biogenic_share,
        })?),
        Direction::Out if row.biogenic_share.get().is_some() => {
            let what = "carbon that comes out has the biogenic share of all that goes in; leave the cell empty";
            row.refuse("biogenic_share", what);
            return None;
        }
        Direction::Out => flows.1.push(all!(row => CarbonOutput {
            material: name, mass, carbon_fraction: carbon_fraction,
        })?),
    }
    Some(())
}

/// Carbon in a material: the number of the row, else what is published of the material in whatever letters: CO2 by any of its
/// names, `Coke` and `pig-iron` as their key.
fn carbon_in(row: &mut Material<'_>) -> Option<f64> {
    let published = |material: &str| {
        let by_letters = || same_letters(material, parameters::keys(Row::TABLE));
        if is_co2(material, None) { Some("co2") } else { by_letters() }
    };
    match row.material.get().and_then(published) {
        Some(key) => row.number_or(row.carbon_fraction, [key, ""]),
        None => row.value(row.carbon_fraction),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{calculations, gases};
    use crate::method::Calculation;
    use approx::{assert_abs_diff_eq, assert_relative_eq};

    const HEADER: &str =
        "site_id,start,end,balance_id,activity,direction,material,mass,unit,carbon_fraction,biogenic_share";

    fn read(rows: &str) -> (Vec<Calculation>, String) {
        let dated = rows.lines().map(|row| format!("F1,2024-01-01,2024-12-31,{row}\n"));
        calculations("carbon_balance", &format!("{HEADER}\n{}", dated.collect::<String>()))
    }

    fn tonnes(calculation: &Calculation) -> Vec<f64> {
        gases(calculation).into_iter().map(|(_, kg)| kg / 1_000.0).collect()
    }

    #[test]
    fn rows_of_one_id_are_one_balance() {
        // GreenLang's test suite, blast furnace route: 1,851.67 t CO2; and a furnace with a tenth of charcoal.
        let rows = "\
bf,process_emissions/pig_iron,in,coke,600,t,0.85,0
eaf,process_emissions/eaf_steel,in,charcoal,10,t,,1
bf,process_emissions/pig_iron,in,ore,1500,t,0,0
eaf,process_emissions/eaf_steel,in,scrap_iron,1000,t,,0
bf,process_emissions/pig_iron,out,steel,1000,t,0.005,
eaf,process_emissions/eaf_steel,out,steel,980,t,,
";
        let (found, problems) = read(rows);
        assert_eq!(problems, "");
        let [furnace, arc] = found.as_slice() else { panic!("two balances") };
        assert_eq!((furnace.rows.len(), arc.rows.len()), (3, 3));
        let [fossil] = tonnes(furnace)[..] else { panic!("one gas") };
        assert_abs_diff_eq!(fossil, 1_851.67, epsilon = 0.005);
        // IPCC 2006, Vol. 3, Table 4.3: charcoal 0.91, scrap 0.04, steel 0.01.
        let [fossil, biogenic] = tonnes(arc)[..] else { panic!("two gases") };
        assert_relative_eq!(fossil + biogenic, (9.1 + 40.0 - 9.8) * 44.0 / 12.0, max_relative = 1e-9);
        assert_relative_eq!(biogenic / (fossil + biogenic), 9.1 / 49.1, max_relative = 1e-9);
        assert_eq!(arc.working.defaults.len(), 3);
    }

    #[test]
    fn captured_carbon_dioxide_is_released_by_any_name_and_takes_the_default_of_co2() {
        let balance = |out: &str| {
            format!("a,process_emissions/ammonia,in,natural_gas,1000,t,,0\na,process_emissions/ammonia,out,{out},\n")
        };
        for out in [
            "co2,1000,t,",
            "CO2,1000,t,",
            "二酸化炭素,1000,t,0.27",
            "炭酸ガス,1000,t,",
            "ก๊าซคาร์บอนไดออกไซด์,1000,t,",
            "liquid_carbonic,1000,t,",
            "khí CO2,1000,t,",
            "offgas_98pct,1000,t,0.267",
        ] {
            let (found, problems) = read(&balance(out));
            assert_eq!(problems, "", "{out}");
            let [balance] = found.as_slice() else { panic!("one balance: {out}") };
            let [fossil] = tonnes(balance)[..] else { panic!("one gas") };
            // IPCC 2006, Vol. 3, Table 4.3: natural gas 0.73. All of it is released.
            assert_relative_eq!(fossil, 730.0 * 44.0 / 12.0, max_relative = 1e-9);
            assert!(balance.working.captured > 0.36 && balance.working.captured < 0.38, "{out}");
        }
        // What is no CO2 takes its carbon with it.
        let (found, _) = read(&balance("formic acid,1000,t,0.261"));
        assert_relative_eq!(tonnes(&found[0])[0], (730.0 - 261.0) * 44.0 / 12.0, max_relative = 1e-9);
    }

    #[test]
    fn a_published_material_is_known_in_other_letters() {
        let (found, problems) =
            read("a,process_emissions/pig_iron,in,Coking Coal,100,t,,0\na,process_emissions/pig_iron,in,COKE,1,t,,0\n");
        assert_eq!(problems, "");
        assert_relative_eq!(tonnes(&found[0])[0], (73.0 + 0.83) * 44.0 / 12.0, max_relative = 1e-9);
    }

    #[test]
    fn problems_are_reported_at_their_cells() {
        let rows = "\
a,process_emissions/pig_iron,in,coke,600,t,0.85,
b,process_emissions/pig_iron,in,mystery,600,t,,0
c,process_emissions/pig_iron,in,coke,1,t,,0
c,process_emissions/bof_steel,out,coke,1,t,,0.5
d,process_emissions/pig_iron,in,coke,1,t,,0
d,process_emissions/pig_iron,out,coke,2,t,,
,process_emissions/pig_iron,in,coke,1,t,,0
e,process_emissions/pig_iron,sideways,coke,1,t,,0
";
        let (found, problems) = read(rows);
        assert_eq!(found, []);
        let parts =
            ["`biogenic_share` is empty", "is published for mystery", "`activity` is `process_emissions/bof_steel`"];
        let more = ["leave the cell empty", "come out and only", "`balance_id` is empty", "sideways"];
        for part in parts.into_iter().chain(more) {
            assert!(problems.contains(part), "{part}: {problems}");
        }
    }
}
