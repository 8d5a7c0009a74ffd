use super::super::tests::{kilograms, of_tables};
use crate::quantity::Gas;
use approx::assert_relative_eq;

const LANDFILL: &str = "\
site_id,start,end,landfill_id,management,climate,cover
F1,2024-01-01,2024-12-31,L1,managed_anaerobic,wet_tropical,covered
";
const HEADER: &str = "landfill_id,year,waste,matter,deposited,unit,docf,decay_rate_per_year\n";

/// 100 t of food waste of 2023, all defaults: 100 × 0.15 × 0.7 × 1 × (1 − exp(−0.4)) × 0.5 × 16/12 × 0.9.
#[test]
fn published_values_stand_for_empty_cells() {
    let deposits = format!("{HEADER}L1,2023,food,wet,60,t,,\nL1,2023,food,wet,40,t,,\nL1,2024,food,wet,70,t,,\n");
    let (found, problems) = of_tables(&[("landfills", LANDFILL), ("landfill_deposits", &deposits)]);
    assert_eq!(problems, "");
    let [one] = found.as_slice() else { panic!("one calculation") };
    let expected = 100_000.0 * 0.15 * 0.7 * (1.0 - (-0.4_f64).exp()) * 0.5 * 16.0 / 12.0 * 0.9;
    assert_relative_eq!(kilograms(one, Gas::CH4_BIOGENIC), expected, max_relative = 1e-12);
    assert_eq!(one.rows.len(), 4, "the landfill and its three deposits");
    let defaults: Vec<_> = one.working.defaults.iter().map(|default| default.input).collect();
    let wanted = ["delay_months", "methane_fraction", "oxidation", "doc", "docf", "mcf", "decay_rate_per_year"];
    assert_eq!(defaults, wanted, "each is named once");
}

#[test]
fn methane_collected_in_the_year_comes_off() {
    let deposits = format!("{HEADER}L1,2000,wood,wet,100,t,0.5,0.05\n");
    let of = |recovery: &str| {
        let recovery = format!("landfill_id,year,recovered,unit,recovered_share\n{recovery}");
        let texts =
            [("landfills", LANDFILL), ("landfill_deposits", deposits.as_str()), ("landfill_recovery", &recovery)];
        let (found, problems) = of_tables(&texts);
        assert_eq!(problems, "");
        found.first().map_or(f64::NAN, |one| kilograms(one, Gas::CH4_BIOGENIC))
    };
    let none = of("L1,2023,,,0.9\n");
    assert_relative_eq!(of("L1,2024,,,0.25\n"), none * 0.75, max_relative = 1e-12);
    let collected = 30.0;
    let masses = of("L1,2024,10,kg,\nL1,2024,0.02,t,\n");
    assert_relative_eq!(masses, none - collected * 0.9, max_relative = 1e-9);
}

#[test]
fn deposits_after_the_year_are_doubted_and_change_nothing() {
    let of = |deposits: &str| {
        let deposits = format!("{HEADER}{deposits}");
        let (found, problems) = of_tables(&[("landfills", LANDFILL), ("landfill_deposits", &deposits)]);
        (found.first().map_or(f64::NAN, |one| kilograms(one, Gas::CH4_BIOGENIC)), problems)
    };
    let (alone, problems) = of("L1,2000,wood,wet,100,t,0.5,0.05\n");
    assert_eq!(problems, "");
    let (with_later, problems) = of("L1,2000,wood,wet,100,t,0.5,0.05\nL1,2025,wood,wet,50000,t,0.5,0.05\n");
    assert_relative_eq!(with_later, alone);
    assert!(problems.contains("a deposit of 2025 does not count"), "{problems}");
}

#[test]
fn problems_are_reported_at_their_cells() {
    let landfills = "\
site_id,start,end,landfill_id,management,climate,cover
F1,2024-01-01,2024-12-31,L1,managed_anaerobic,wet_tropical,covered
F1,2024-01-01,2024-12-31,L1,managed_anaerobic,wet_tropical,covered
F1,2024-04-01,2024-12-31,L2,managed_anaerobic,wet_tropical,covered
F1,2024-01-01,2024-12-31,L3,managed_anaerobic,wet_tropical,covered
";
    let deposits = format!("{HEADER}L1,2000.5,nappies,wet,1,kWh,,\nL9,2000,wood,wet,1,t,,\n");
    let recovery = "landfill_id,year,recovered,unit,recovered_share\nL1,2024,1,kg,0.5\n";
    let texts = [("landfills", landfills), ("landfill_deposits", &deposits), ("landfill_recovery", recovery)];
    let (found, problems) = of_tables(&texts);
    assert_eq!(found, []);
    for part in [
        "`L1` is in the table for 2024 already",
        "is no calendar year",
        "`L3` has no deposits",
        "`year` is 2000.5, which is not a whole number",
        "needs a mass",
        "`decay_rate_per_year` is empty, and no default is published for wet_tropical, nappies",
        "there is no landfill `L9`",
        "one of them, says what was collected",
    ] {
        assert!(problems.contains(part), "{part}: {problems}");
    }
}
