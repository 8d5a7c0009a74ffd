//! aluminium.csv: anodes and anode effects of potlines, by one of four methods.

use super::inputs::{RowInputs, all};
use super::process;
use crate::diagnostic::Diagnostics;
use crate::id::ActivityCode;
use crate::method::aluminium::{PrebakedAnodes, SoderbergPaste, prebaked_anodes, soderberg_paste};
use crate::method::anode_effect::{EffectMinutes, Overvoltage, Perfluorocarbons, by_overvoltage, by_slope};
use crate::method::{Calculation, Outcome};
use crate::quantity::{Gas, GasMasses, Mass};
use crate::scope::Category;
use crate::table::typed::Word;
use crate::table::typed::aluminium::{Method, Row};

/// A row's calculation.
pub(super) fn read_row(row: Row<'_>, mut inputs: RowInputs<'_, '_>, d: &mut Diagnostics) -> Option<Calculation> {
    let code = inputs.activity("method", "process_emissions/aluminium", d).map(|(code, _)| code);
    let of_technology = (row.technology.get().map_or("", Word::as_str), "");
    match row.method.get()? {
        Method::PrebakedAnodes => {
            let potline = all!(row, d => PrebakedAnodes {
                aluminium,
                net_anode_consumption,
                anode_sulphur: inputs.number_or(row.anode_sulphur, ("", ""), d),
                anode_ash: inputs.number_or(row.anode_ash, ("", ""), d),
            });
            inputs.calculation(potline?, prebaked_anodes, d, process::co2(code?))
        }
        Method::SoderbergPaste => {
            let potline = read_paste(row, &mut inputs, d);
            inputs.calculation(potline?, soderberg_paste, d, process::co2(code?))
        }
        Method::EffectMinutes => {
            let potline = all!(row, d => EffectMinutes {
                aluminium,
                anode_effect_minutes,
                slope: inputs.number_or(row.slope, of_technology, d),
                c2f6_per_cf4: inputs.number_or(row.c2f6_per_cf4, of_technology, d),
            });
            inputs.calculation(potline?, by_slope, d, perfluorocarbons(code?))
        }
        Method::Overvoltage => {
            let potline = all!(row, d => Overvoltage {
                aluminium,
                overvoltage_mv,
                overvoltage_coefficient: inputs.number_or(row.overvoltage_coefficient, of_technology, d),
                current_efficiency,
                c2f6_per_cf4: inputs.number_or(row.c2f6_per_cf4, of_technology, d),
            });
            inputs.calculation(potline?, by_overvoltage, d, perfluorocarbons(code?))
        }
    }
}

/// Both gases under a code.
fn perfluorocarbons(code: ActivityCode) -> impl Fn(Perfluorocarbons) -> Vec<Outcome> + Send + Sync + 'static {
    // Every table of potentials has both, which a unit test holds to.
    let gas = |name, mass: Mass| Some((Gas::parse(name).ok()?, mass.into()));
    move |pfc| {
        let masses = [gas("PFC-14", pfc.cf4), gas("PFC-116", pfc.c2f6)].into_iter().flatten().collect::<GasMasses>();
        Outcome::of_gases(&code, Category::ProcessEmissions, &masses)
    }
}

fn read_paste(row: Row<'_>, inputs: &mut RowInputs<'_, '_>, d: &mut Diagnostics) -> Option<SoderbergPaste> {
    let of_technology = (row.technology.get().map_or("", Word::as_str), "");
    let of_paste = (row.paste.get().map_or("", Word::as_str), "");
    all!(row, d => SoderbergPaste {
        aluminium,
        paste_consumption,
        cyclohexane_soluble_kg_per_t: inputs.number_or(row.cyclohexane_soluble_kg_per_t, of_technology, d),
        binder: inputs.number_or(row.binder, of_paste, d),
        pitch_sulphur: inputs.number_or(row.pitch_sulphur, ("", ""), d),
        pitch_ash: inputs.number_or(row.pitch_ash, ("", ""), d),
        pitch_hydrogen: inputs.number_or(row.pitch_hydrogen, ("", ""), d),
        coke_sulphur: inputs.number_or(row.coke_sulphur, ("", ""), d),
        coke_ash: inputs.number_or(row.coke_ash, ("", ""), d),
        skimmed_carbon: inputs.number_or(row.skimmed_carbon, ("", ""), d),
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{calculations, gases};
    use crate::method::Calculation;
    use crate::quantity::Gas;
    use approx::assert_relative_eq;

    const HEADER: &str = "site_id,start,end,method,technology,aluminium,unit,net_anode_consumption,paste,paste_consumption,\
                          anode_effect_minutes,overvoltage_mv,current_efficiency";

    fn read(rows: &str) -> (Vec<Calculation>, String) {
        let dated = rows.lines().map(|row| format!("F1,2024-01-01,2024-12-31,{row}\n"));
        calculations("aluminium", &format!("{HEADER}\n{}", dated.collect::<String>()))
    }

    fn kilograms(calculation: &Calculation) -> Vec<f64> {
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
        let (found, problems) = read(rows);
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
            assert_relative_eq!(kilograms(calculation).as_slice(), masses, max_relative = 1e-9);
        }
        assert!(["PFC-14", "PFC-116"].into_iter().all(|name| Gas::parse(name).is_ok()));
        assert_eq!(paste.working.defaults.len(), 8);
    }

    #[test]
    fn problems_are_reported_at_their_cells() {
        let rows = "\
prebaked_anodes,,1000,t,,,,,,
soderberg_paste,vss,1000,t,,,0.5,,,
soderberg_paste,vss,1000,t,,dry,0.01,,,
effect_minutes,,1000,t,,,,0.2,,
effect_minutes,pfpbl,1000,kWh,,,,0.2,,
overvoltage,vss,1000,t,,,,,10,0.95
overvoltage,cwpb,1000,t,,,,,10,95
";
        let (found, problems) = read(rows);
        assert_eq!(found, []);
        let parts = ["`net_anode_consumption` is empty", "`binder` is empty", "taken off", "`slope` is empty"];
        for part in parts.into_iter().chain(["needs a mass", "is published for vss", "`current_efficiency` is 95"]) {
            assert!(problems.contains(part), "{part}: {problems}");
        }
    }
}
