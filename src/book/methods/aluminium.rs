//! aluminium.csv: anodes and anode effects of potlines, by one of four methods.

use super::{Calculation, Reported, RowInputs, calculate};
use crate::method::Outcome;
use crate::method::aluminium::{PrebakedAnodes, SoderbergPaste, prebaked_anodes, soderberg_paste};
use crate::method::anode_effect::{EffectMinutes, Overvoltage, Perfluorocarbons, by_overvoltage, by_slope};
use crate::quantity::{Gas, GasMasses, Mass};
use crate::table::typed::aluminium::{Method, Row};

/// A row's calculation.
pub(super) fn read_row(row: &mut RowInputs<'_, Row<'_>>) -> Option<Calculation> {
    match row.method.get()? {
        Method::PrebakedAnodes => calculate!(row, prebaked_anodes(PrebakedAnodes {
            aluminium, net_anode_consumption, anode_sulphur, anode_ash,
        }) => Reported::co2),
        Method::SoderbergPaste => calculate!(row, soderberg_paste(SoderbergPaste {
            aluminium, paste_consumption, cyclohexane_soluble_kg_per_t, binder,
            pitch_sulphur, pitch_ash, pitch_hydrogen, coke_sulphur, coke_ash, skimmed_carbon,
        }) => Reported::co2),
        Method::EffectMinutes => calculate!(row, by_slope(EffectMinutes {
            aluminium, anode_effect_minutes, slope, c2f6_per_cf4,
        }) => perfluorocarbons),
        Method::Overvoltage => calculate!(row, by_overvoltage(Overvoltage {
            aluminium, overvoltage_mv, overvoltage_coefficient, current_efficiency, c2f6_per_cf4,
        }) => perfluorocarbons),
    }
}

/// Both gases under a code.
fn perfluorocarbons(reported: Reported) -> impl Fn(Perfluorocarbons) -> Vec<Outcome> + Send + Sync + 'static {
    // Every table of potentials has both, which a unit test holds to.
    let gas = |name, mass: Mass| Some((Gas::parse(name).ok()?, mass.into()));
    let gases = reported.gases();
    move |pfc| gases([gas("PFC-14", pfc.cf4), gas("PFC-116", pfc.c2f6)].into_iter().flatten().collect::<GasMasses>())
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
}
