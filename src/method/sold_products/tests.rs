use super::super::working::assert_recomputes;
use super::*;
use crate::quantity::Unit;

fn amount(value: f64, unit: &str) -> Amount {
    Amount::new(value, Unit::parse(unit).expect("a unit"))
}

fn appliance(units_sold: f64, lifetime_uses: f64, scenario_share: f64, kwh: f64) -> Use {
    Use { units_sold, lifetime_uses, scenario_share, quantity_per_use: amount(kwh, "kWh") }
}

fn in_final_product(sold: Use, own_part: Amount, final_product: Amount) -> IntermediateUse {
    let Use { units_sold, lifetime_uses, scenario_share, quantity_per_use } = sold;
    IntermediateUse { units_sold, lifetime_uses, scenario_share, quantity_per_use, own_part, final_product }
}

fn kwh(sold: &Use) -> f64 {
    let worked = use_phase(sold).expect("a use");
    assert_recomputes(&worked.working);
    worked.value.value()
}

/// Example 11.1, pp. 117-118: 13,042,500 kg CO2e at 0.5 kg per kWh.
#[test]
fn washing_machines_and_irons() {
    let sold = [(11_500.0, 1_000.0, 1.3), (1_900.0, 1_100.0, 1.5), (20_000.0, 2_000.0, 0.2)];
    let total: f64 = sold.iter().map(|&(units, uses, each)| kwh(&appliance(units, uses, 1.0, each))).sum();
    approx::assert_relative_eq!(total * 0.5, 13_042_500.0, max_relative = 1e-12);
}

/// Example 11.2, p. 122: 760,000 kg CO2e at 0.5 kg per kWh.
#[test]
fn washing_powder_by_temperature() {
    let scenarios = [(0.2, 0.4), (0.4, 0.5), (0.4, 1.2)];
    let total: f64 = scenarios.iter().map(|&(share, each)| kwh(&appliance(2_000.0, 1_000.0, share, each))).sum();
    approx::assert_relative_eq!(total * 0.5, 760_000.0, max_relative = 1e-12);
}

/// Example 11.3, p. 124: 36,000 kg CO2e.
#[test]
fn engines_bear_their_share_of_the_flight() {
    let engines =
        Use { units_sold: 10.0, lifetime_uses: 300_000.0, scenario_share: 1.0, quantity_per_use: amount(1.0, "km") };
    let part = in_final_product(engines, amount(20_000.0, "kg"), amount(500.0, "t"));
    let worked = intermediate_use_phase(&part).expect("a part");
    assert_recomputes(&worked.working);
    approx::assert_relative_eq!(worked.value.value() * 0.3, 36_000.0, max_relative = 1e-12);
    let whole = IntermediateUse { own_part: amount(500.0, "t"), ..part };
    let all = intermediate_use_phase(&whole).expect("the whole");
    assert_eq!(all.value, use_phase(&engines).expect("a use").value);
}

/// Example 12.1, p. 127: 3,700 kg CO2e. Its text says tonnes, its table and formula kilograms.
#[test]
fn treatments_of_waste_add_up() {
    let treated = |share| {
        let waste = EndOfLife { mass_sold: Mass::new::<kilogram>(10_000.0), treatment_share: share };
        let worked = end_of_life(&waste).expect("waste");
        assert_recomputes(&worked.working);
        worked.value.get::<kilogram>()
    };
    approx::assert_relative_eq!(treated(0.9) * 0.3 + treated(0.1) * 1.0, 3_700.0, max_relative = 1e-12);
    approx::assert_relative_eq!(treated(0.9) + treated(0.1) + treated(0.0), 10_000.0, max_relative = 1e-12);
}

#[test]
fn gas_and_processing_recompute() {
    let gas = Contained { units_sold: 300.0, charge: Mass::new::<kilogram>(0.65), released_share: 1.0 };
    let released = contained_gas(&gas).expect("gas");
    assert_recomputes(&released.working);
    approx::assert_relative_eq!(released.value.get::<kilogram>(), 195.0, max_relative = 1e-12);
    let none = contained_gas(&Contained { released_share: 0.0, ..gas }).expect("gas");
    approx::assert_abs_diff_eq!(none.value.get::<kilogram>(), 0.0);

    let coil = Processing {
        mass_sold: Mass::new::<megagram>(40.0),
        processed_share: 0.25,
        quantity_per_tonne: amount(300.0, "kWh"),
    };
    let worked = processing(&coil).expect("a process");
    assert_recomputes(&worked.working);
    assert_eq!(worked.value, amount(3_000.0, "kWh"));
}

#[test]
fn what_cannot_be_is_refused() {
    let ok = appliance(1.0, 1.0, 1.0, 1.0);
    assert_eq!(use_phase(&Use { units_sold: -1.0, ..ok }).map_err(|e| e.input()), Err("units_sold"));
    assert_eq!(use_phase(&Use { scenario_share: 20.0, ..ok }).map_err(|e| e.input()), Err("scenario_share"));
    assert_eq!(use_phase(&Use { lifetime_uses: f64::INFINITY, ..ok }).map_err(|e| e.input()), Err("lifetime_uses"));
    for own_part in [amount(2.0, "t"), amount(2.0, "USD")] {
        let part = in_final_product(ok, own_part, amount(1.0, "t"));
        assert_eq!(intermediate_use_phase(&part).map_err(|e| e.input()), Err("own_part"));
    }
    let gas = Contained { released_share: 1.5, ..Default::default() };
    assert_eq!(contained_gas(&gas).map_err(|e| e.input()), Err("released_share"));
    let waste = EndOfLife { treatment_share: 90.0, ..Default::default() };
    assert_eq!(end_of_life(&waste).map_err(|e| e.input()), Err("treatment_share"));
    let coil = Processing { mass_sold: Mass::default(), processed_share: -0.1, quantity_per_tonne: amount(1.0, "kWh") };
    assert_eq!(processing(&coil).map_err(|e| e.input()), Err("processed_share"));
}
