use approx::assert_relative_eq;

use super::super::working::assert_recomputes;
use super::*;

fn t(tonnes: f64) -> Mass {
    Mass::new::<kilogram>(tonnes * 1_000.0)
}

fn tonnes(mass: Mass) -> f64 {
    mass.get::<kilogram>() / 1_000.0
}

fn stream(k: f64, deposits: Vec<(i32, Mass)>) -> WasteStream {
    WasteStream { name: "waste".into(), doc: 1.0, docf: 1.0, mcf: 1.0, decay_rate_per_year: k, deposits }
}

fn landfill(year: i32, streams: Vec<WasteStream>) -> Landfill {
    Landfill {
        year,
        streams,
        delay_months: 6.0,
        methane_fraction: 0.5,
        recovered: Recovery::Share(0.1),
        oxidation: 0.1,
    }
}

fn year(landfill: &Landfill) -> LandfillYear {
    let worked = first_order_decay(landfill).expect("in range");
    assert_recomputes(&worked.working);
    worked.value
}

/// GreenLang test suite (2026), test_landfill_emissions.py: 100 t of food waste, 7.5 t decomposable carbon.
#[test]
fn the_carbon_deposited_is_that_of_equation_3_2() {
    let food = WasteStream { doc: 0.15, docf: 0.5, mcf: 1.0, ..stream(0.4, vec![(2023, t(60.0)), (2023, t(40.0))]) };
    let at_the_end = year(&landfill(2023, vec![food.clone()]));
    assert_relative_eq!(tonnes(at_the_end.carbon_deposited), 7.5, max_relative = 1e-12);
    assert_eq!(at_the_end.ch4_emitted, t(0.0), "with six months of delay nothing decays in the year it comes");
    assert_relative_eq!(tonnes(year(&landfill(2024, vec![food])).carbon_start), 7.5, max_relative = 1e-12);
}

/// bonsai_ipcc, test_waste_swd, test_C_balance: 100 t of carbon decomposed, F 0.5, R 0.1, OX 0.1 give 66.6667 t
/// of methane generated and 54.0 t emitted; all carbon is in methane, collected methane and carbon dioxide.
#[test]
fn the_carbon_of_the_gases_is_what_decomposed() {
    // So fast a decay that all of it goes in the year.
    let found = year(&landfill(2024, vec![stream(200.0, vec![(2023, t(100.0))])]));
    assert_relative_eq!(tonnes(found.carbon_decomposed), 100.0, max_relative = 1e-12);
    assert_relative_eq!(tonnes(found.ch4_generated), 66.6667, epsilon = 0.00005);
    assert_relative_eq!(tonnes(found.ch4_emitted), 54.0, epsilon = 0.05);
    let methane = found.ch4_emitted + found.ch4_recovered;
    let carbon = tonnes(methane) * 12.0 / 16.0 + tonnes(found.co2_biogenic) * 12.0 / 44.0;
    assert_relative_eq!(carbon, 100.0, max_relative = 1e-12);
    assert_eq!(found.released().of(Gas::CH4_BIOGENIC), found.ch4_emitted.into());
    assert_eq!(found.released().of(Gas::CO2_BIOGENIC), found.co2_biogenic.into());
}

/// Equations 3.4 and 3.5 as a loop over the years, which is another way to the same figures.
#[test]
fn the_sum_over_deposits_is_the_recurrence_of_the_guidelines() {
    let k: f64 = 0.17;
    let deposits: Vec<(i32, Mass)> = (1950..=2024).map(|y| (y, t(f64::from(y % 7) + 1.0))).collect();
    let (mut left, mut before) = (0.0, 0.0);
    for (_, mass) in &deposits {
        before = left;
        left = left * libm::exp(-k) + tonnes(*mass);
    }
    let mut shuffled = deposits;
    shuffled.reverse();
    shuffled.push((2025, t(1e9)));
    let found = year(&landfill(2024, vec![stream(k, shuffled)]));
    assert_relative_eq!(tonnes(found.carbon_start), before, max_relative = 1e-12);
    assert_relative_eq!(tonnes(found.carbon_decomposed), before * (1.0 - libm::exp(-k)), max_relative = 1e-12);
    assert_relative_eq!(tonnes(found.carbon_left), left, max_relative = 1e-12);
}

#[test]
fn carbon_deposited_is_carbon_left_and_carbon_decomposed() {
    for delay_months in [0.0, 2.5, 6.0] {
        let streams = vec![
            stream(0.4, vec![(2001, t(10.0)), (2003, t(5.0))]),
            stream(0.03, vec![(2000, t(70.0)), (2010, t(1.0))]),
        ];
        let mut decomposed = 0.0;
        for y in 2000..2060 {
            let found = year(&Landfill { delay_months, ..landfill(y, streams.clone()) });
            decomposed += tonnes(found.carbon_decomposed);
            if y == 2059 {
                assert_relative_eq!(decomposed + tonnes(found.carbon_left), 86.0, max_relative = 1e-12);
            }
        }
    }
}

/// With no delay, waste of the middle of the year decays for half of it.
#[test]
fn a_shorter_delay_decays_in_the_year_of_deposition() {
    let fill = Landfill { delay_months: 0.0, ..landfill(2024, vec![stream(0.4, vec![(2024, t(100.0))])]) };
    let found = year(&fill);
    assert_relative_eq!(tonnes(found.carbon_decomposed), 100.0 * (1.0 - libm::exp(-0.2)), max_relative = 1e-12);
    let next = year(&Landfill { year: 2025, ..fill });
    assert_relative_eq!(tonnes(next.carbon_start), 100.0 * libm::exp(-0.2), max_relative = 1e-12);
    assert_relative_eq!(tonnes(next.carbon_start), tonnes(found.carbon_left), max_relative = 1e-12);
}

#[test]
fn an_empty_landfill_gives_nothing_off() {
    assert_eq!(year(&landfill(2024, Vec::new())), LandfillYear::default());
}

#[test]
fn what_cannot_be_is_refused() {
    let fill = landfill(2024, vec![stream(0.1, vec![(2000, t(1.0))])]);
    let with = |change: fn(&mut Landfill)| {
        let mut fill = fill.clone();
        change(&mut fill);
        first_order_decay(&fill).map_err(|e| e.input())
    };
    assert!(with(|_| ()).is_ok());
    assert_eq!(with(|f| f.delay_months = 7.0), Err("delay_months"));
    assert_eq!(with(|f| f.methane_fraction = 50.0), Err("methane_fraction"));
    assert_eq!(with(|f| f.oxidation = -0.1), Err("oxidation"));
    assert_eq!(with(|f| f.recovered = Recovery::Mass(t(1.0))), Err("recovered"));
    assert_eq!(with(|f| f.streams[0].doc = 15.0), Err("doc"));
    assert_eq!(with(|f| f.streams[0].docf = 1.1), Err("docf"));
    assert_eq!(with(|f| f.streams[0].mcf = f64::NAN), Err("mcf"));
    assert_eq!(with(|f| f.streams[0].decay_rate_per_year = 0.0), Err("decay_rate_per_year"));
    assert_eq!(with(|f| f.streams[0].deposits[0].1 = t(-1.0)), Err("deposits"));
    assert_eq!(decay_rate_per_year(0.0).map_err(|e| e.input()), Err("half_life_years"));
}
