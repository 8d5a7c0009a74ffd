//! wastewater.csv: methane of the organics in wastewater, and nitrous oxide of its nitrogen.

use super::{Calculation, Reported, RowInputs, all, calculate};
use crate::method::recovery::Recovery;
use crate::method::wastewater::{Effluent, Load, Treatment, methane, nitrous_oxide};
use crate::quantity::{Gas, Mass};
use crate::table::typed::Word;
use crate::table::typed::wastewater::{Measure, Row};

/// Columns that each begin a way to give the load, with those that only this way takes.
const LOADS: [(&str, &[&str]); 4] = [
    ("load", &[]),
    ("flow", &["flow_unit"]),
    ("production", &["production_unit", "water_m3_per_t"]),
    ("people", &["population", "g_per_person_day", "co_discharge"]),
];

const OF_ORGANICS: [&str; 5] = ["sludge", "methane_capacity_kg_per_kg", "mcf", "recovered", "recovered_share"];
const OF_NITROGEN: [&str; 1] = ["n2o_n_kg_per_kg"];

/// A row's calculation.
pub(super) fn read_row(row: &mut RowInputs<'_, Row<'_>>) -> Option<Calculation> {
    let measure = row.measure.get()?;
    let given = read_load(row);
    let by = format!("the measure `{}`", measure.as_str());
    match measure {
        Measure::Nitrogen => {
            row.warn(&OF_ORGANICS, &by, "empty the cell, or correct the measure");
            row.reported = row.code("wastewater_treatment/nitrous_oxide");
            calculate!(row, nitrous_oxide(Effluent { load: given, n2o_n_kg_per_kg }) => |to: Reported| to.gas(Gas::N2O))
        }
        Measure::Cod | Measure::Bod => {
            row.warn(&OF_NITROGEN, &by, "empty the cell, or correct the measure");
            row.reported = row.code("wastewater_treatment/methane");
            calculate!(row, methane(Treatment {
                load: given,
                sludge: if row.sludge.is_empty() { Some(Mass::default()) } else { row.sludge.get() },
                methane_capacity_kg_per_kg, mcf,
                recovered: read_recovery(row),
            }) => |to: Reported| to.gas(Gas::CH4_BIOGENIC))
        }
    }
}

/// The load, by the one of its ways whose cell is filled.
fn read_load(row: &mut RowInputs<'_, Row<'_>>) -> Option<Load> {
    let given: Vec<&str> = LOADS.into_iter().map(|(name, _)| name).filter(|name| row.is_filled(name)).collect();
    let [way] = given.as_slice() else {
        let message = match given.len() {
            0 => "no load is given".to_owned(),
            _ => format!("the load is given more than once: {}", given.join(", ")),
        };
        let help = "fill in one of load, flow, production and people; docs/FORMATS.md says what belongs to each";
        row.problem_at(given.get(1).copied().unwrap_or("load"), message, help);
        return None;
    };
    warn_of_cells_of_other_loads(row, way);
    match *way {
        "load" => row.load.get().map(Load::Mass),
        "flow" => all!(row => Load::Flow {
            volume: row.flow.get(), kg_per_m3: row.value(row.concentration_kg_per_m3),
        }),
        "production" => all!(row => Load::Production {
            product: row.production.get(), water_m3_per_t, kg_per_m3: row.value(row.concentration_kg_per_m3),
        }),
        _ => all!(row => Load::Population { people, g_per_person_day, days: row.days(), co_discharge }),
    }
}

fn warn_of_cells_of_other_loads(row: &mut RowInputs<'_, Row<'_>>, way: &str) {
    let (by, help) = (format!("a load given by `{way}`"), "empty the cell, or give the load the other way");
    for (_, others) in LOADS.into_iter().filter(|(name, _)| *name != way) {
        row.warn(others, &by, help);
    }
    if !matches!(way, "flow" | "production") {
        row.warn(&["concentration_kg_per_m3", "industry"], &by, help);
    }
}

/// Methane recovered, by mass or by share; without either cell, none.
fn read_recovery(row: &mut RowInputs<'_, Row<'_>>) -> Option<Recovery> {
    match (row.recovered.is_empty(), row.recovered_share.is_empty()) {
        (false, false) if row.recovered.is_bad() || row.recovered_share.is_bad() => None,
        (false, false) => {
            let message = "recovered and recovered_share say the same thing";
            row.problem(row.recovered_share, message, "leave one of the two cells empty");
            None
        }
        (false, true) => row.recovered.get().map(Recovery::Mass),
        (true, false) => row.recovered_share.get().map(Recovery::Share),
        (true, true) => Some(Recovery::NONE),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{calculations, gases};
    use crate::method::Calculation;
    use crate::quantity::Gas;
    use approx::assert_relative_eq;

    const HEADER: &str = "site_id,start,end,treatment,water,measure,load,unit,flow,flow_unit,concentration_kg_per_m3,\
production,production_unit,industry,people,population,co_discharge,mcf,recovered,recovered_share";

    fn read(rows: &[&str]) -> (Vec<Calculation>, String) {
        let rows = rows.iter().map(|row| format!("F1,2024-01-01,2024-12-31,{row}\n")).collect::<String>();
        calculations("wastewater", &format!("{HEADER}\n{rows}"))
    }

    fn kilograms(calculation: &Calculation) -> f64 {
        let [(Gas::CH4_BIOGENIC | Gas::N2O, kg)] = gases(calculation)[..] else { panic!("one result") };
        kg
    }

    /// GreenLang test suite (2026): 20 000 kg COD, B 0.25, MCF 0.8, 70 % recovered; 1000 kg N at 0.005.
    #[test]
    fn published_values_stand_for_empty_cells() {
        let (found, problems) = read(&[
            "anaerobic_reactor,industrial,COD,20000,kg,,,,,,,,,,,,0.7",
            "anaerobic_reactor,industrial,COD,20,t,,,,,,,,,,,2.8,",
            "discharge_to_water,industrial,nitrogen,1000,kg,,,,,,,,,,,,",
        ]);
        assert_eq!(problems, "");
        let [share, mass, nitrogen] = found.as_slice() else { panic!("three calculations") };
        assert_relative_eq!(kilograms(share), 1_200.0, max_relative = 1e-12);
        assert_relative_eq!(kilograms(mass), 1_200.0, max_relative = 1e-12);
        assert_relative_eq!(kilograms(nitrogen), 7.857, epsilon = 0.0005);
        let defaults: Vec<_> = share.working.defaults.iter().map(|d| (d.input, d.value)).collect();
        assert_eq!(defaults, [("methane_capacity_kg_per_kg", 0.25), ("mcf", 0.8)]);
    }

    /// California Air Resources Board: refineries in 2018, 3033 t; the concentration there is 450 g per m³.
    #[test]
    fn a_load_comes_from_flow_production_or_people() {
        let (found, problems) = read(&[
            "aerobic_plant_overloaded,industrial,COD,,,89858231,m3,0.45,,,,,,,0.3,,",
            "deep_lagoon,industrial,COD,,,,,,100,t,starch_production,,,,,,",
            "septic_tank,domestic,BOD,,,,,,,,,1000,asia_middle_east_latin_america,1,,,",
        ]);
        assert_eq!(problems, "");
        let [refineries, starch, people] = found.as_slice() else { panic!("three calculations") };
        assert_relative_eq!(kilograms(refineries), 3_033_000.0, epsilon = 500.0);
        // 100 t × 9 m³/t × 10 kg/m³ × 0.25 × 0.8, all of IPCC 2006
        assert_relative_eq!(kilograms(starch), 1_800.0, max_relative = 1e-12);
        // 1000 people × 40 g × 366 days × 0.6 × 0.5
        assert_relative_eq!(kilograms(people), 4_392.0, max_relative = 1e-12);
    }

    #[test]
    fn cells_that_change_nothing_are_warned_of() {
        let (found, problems) = read(&[
            "discharge_to_water,industrial,nitrogen,1,kg,,,,,,,,,,0.3,,",
            "anaerobic_reactor,industrial,COD,1,kg,,,0.45,,,coffee,,,,,,",
        ]);
        assert_eq!(found.len(), 2);
        for part in [
            "`mcf` is filled in, and the measure `nitrogen` does not take it",
            "`concentration_kg_per_m3` is filled in, and a load given by `load` does not take it",
            "`industry` is filled in, and a load given by `load` does not take it",
        ] {
            assert!(problems.contains(part), "{part}: {problems}");
        }
    }

    #[test]
    fn problems_are_reported_at_their_cells() {
        let (found, problems) = read(&[
            "deep_lagoon,industrial,COD,,,,,,,,,,,,,,",
            "deep_lagoon,industrial,COD,1,kg,1,m3,0.45,,,,,,,,,",
            "deep_lagoon,industrial,BOD,,,5,kWh,,,,coffee,,,,,,",
            "stagnant_sewer,industrial,COD,1,kg,,,,,,,,,,,0.1,0.2",
            "stagnant_sewer,domestic,COD,1,kg,,,,,,,,,,,900,",
        ]);
        assert_eq!(found, []);
        for part in [
            "no load is given",
            "given more than once: load, flow",
            "`concentration_kg_per_m3` is empty, and no default is published for coffee, BOD",
            "needs a volume",
            "say the same thing",
            "no default is published for stagnant_sewer, industrial",
            "900 kg of methane was recovered",
        ] {
            assert!(problems.contains(part), "{part}: {problems}");
        }
    }

    #[test]
    fn a_bad_cell_that_the_measure_does_not_take_is_reported_once() {
        let header = "site_id,start,end,treatment,water,measure,load,unit,mcf,sludge";
        let row =
            |mcf: &str| format!("{header}\nF1,2024-01-01,2024-12-31,aerobic_plant,domestic,nitrogen,1,t,{mcf},\n");
        for (mcf, reported) in [("x", "error[GHG114]"), ("0.3", "warning[GHG404]")] {
            let (_, problems) = calculations("wastewater", &row(mcf));
            assert_eq!(problems.matches("column `mcf`").count(), 1, "{problems}");
            assert!(problems.contains(reported), "{problems}");
        }
    }
}
