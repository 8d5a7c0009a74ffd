//! aluminium.csv: anodes and anode effects of potlines, by one of four methods.

use super::inputs::RowInputs;
use super::{Context, MethodTables, process};
use crate::diagnostic::Diagnostics;
use crate::id::ActivityCode;
use crate::method::aluminium::{PrebakedAnodes, SoderbergPaste, prebaked_anodes, soderberg_paste};
use crate::method::anode_effect::{EffectMinutes, Overvoltage, Perfluorocarbons, by_overvoltage, by_slope};
use crate::method::{Calculation, Outcome};
use crate::quantity::{Gas, GasMasses, Mass};
use crate::scope::Category;
use crate::table::Row;

const TABLE: &str = "aluminium";

/// Reads the table: each row is a calculation.
pub(super) fn read(tables: &MethodTables, context: Context<'_>, d: &mut Diagnostics) -> Vec<Calculation> {
    tables.each(TABLE, context, d, read_row)
}

fn read_row(row: Row<'_>, context: Context<'_>, d: &mut Diagnostics) -> Option<Calculation> {
    let mut inputs = RowInputs::new(TABLE, row, context, d);
    let code = inputs.activity("method", "process_emissions/aluminium", d).map(|(code, _)| code);
    let metal = inputs.mass("aluminium", "unit", d);
    match row.choice("method", d)? {
        "prebaked_anodes" => {
            let potline = read_anodes(&mut inputs, metal, d);
            inputs.calculation(potline?, prebaked_anodes, d, process::co2(code?))
        }
        "soderberg_paste" => {
            let potline = read_paste(&mut inputs, metal, d);
            inputs.calculation(potline?, soderberg_paste, d, process::co2(code?))
        }
        "effect_minutes" => {
            let potline = read_minutes(&mut inputs, metal, d);
            inputs.calculation(potline?, by_slope, d, perfluorocarbons(code?))
        }
        _ => {
            let potline = read_overvoltage(&mut inputs, metal, d);
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

fn read_anodes(inputs: &mut RowInputs<'_, '_>, metal: Option<Mass>, d: &mut Diagnostics) -> Option<PrebakedAnodes> {
    let net_anode_consumption = inputs.number("net_anode_consumption", d);
    let mut share = |name| inputs.number_or(name, ("", ""), d);
    let (anode_sulphur, anode_ash) = (share("anode_sulphur"), share("anode_ash"));
    Some(PrebakedAnodes {
        aluminium: metal?,
        net_anode_consumption: net_anode_consumption?,
        anode_sulphur: anode_sulphur?,
        anode_ash: anode_ash?,
    })
}

fn read_paste(inputs: &mut RowInputs<'_, '_>, metal: Option<Mass>, d: &mut Diagnostics) -> Option<SoderbergPaste> {
    let paste_consumption = inputs.number("paste_consumption", d);
    let technology = inputs.row.choice("technology", d).unwrap_or_default();
    let soluble = inputs.number_or("cyclohexane_soluble_kg_per_t", (technology, ""), d);
    let paste = inputs.row.choice("paste", d).unwrap_or_default();
    let binder = inputs.number_or("binder", (paste, ""), d);
    let mut number = |name| inputs.number_or(name, ("", ""), d);
    let (pitch_sulphur, pitch_ash) = (number("pitch_sulphur"), number("pitch_ash"));
    let (pitch_hydrogen, coke_sulphur) = (number("pitch_hydrogen"), number("coke_sulphur"));
    let (coke_ash, skimmed_carbon) = (number("coke_ash"), number("skimmed_carbon"));
    Some(SoderbergPaste {
        aluminium: metal?,
        paste_consumption: paste_consumption?,
        cyclohexane_soluble_kg_per_t: soluble?,
        binder: binder?,
        pitch_sulphur: pitch_sulphur?,
        pitch_ash: pitch_ash?,
        pitch_hydrogen: pitch_hydrogen?,
        coke_sulphur: coke_sulphur?,
        coke_ash: coke_ash?,
        skimmed_carbon: skimmed_carbon?,
    })
}

fn read_minutes(inputs: &mut RowInputs<'_, '_>, metal: Option<Mass>, d: &mut Diagnostics) -> Option<EffectMinutes> {
    let anode_effect_minutes = inputs.number("anode_effect_minutes", d);
    let technology = inputs.row.choice("technology", d).unwrap_or_default();
    let mut number = |name| inputs.number_or(name, (technology, ""), d);
    let (slope, c2f6_per_cf4) = (number("slope"), number("c2f6_per_cf4"));
    Some(EffectMinutes {
        aluminium: metal?,
        anode_effect_minutes: anode_effect_minutes?,
        slope: slope?,
        c2f6_per_cf4: c2f6_per_cf4?,
    })
}

fn read_overvoltage(inputs: &mut RowInputs<'_, '_>, metal: Option<Mass>, d: &mut Diagnostics) -> Option<Overvoltage> {
    let (overvoltage_mv, efficiency) = (inputs.number("overvoltage_mv", d), inputs.number("current_efficiency", d));
    let technology = inputs.row.choice("technology", d).unwrap_or_default();
    let mut number = |name| inputs.number_or(name, (technology, ""), d);
    let (coefficient, c2f6_per_cf4) = (number("overvoltage_coefficient"), number("c2f6_per_cf4"));
    Some(Overvoltage {
        aluminium: metal?,
        overvoltage_mv: overvoltage_mv?,
        overvoltage_coefficient: coefficient?,
        current_efficiency: efficiency?,
        c2f6_per_cf4: c2f6_per_cf4?,
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
    fn problems_are_told_at_their_cells() {
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
