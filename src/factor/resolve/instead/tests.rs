use super::super::super::fixture::factor;
use super::*;

/// What there is in Sabah in March 2024, instead of factors of these regions, each with its first day.
fn offered(factors: &[(&str, &str)], regions: &[&str]) -> Instead {
    let all: Vec<EmissionFactor> = factors
        .iter()
        .map(|(region, from)| factor("any", "purchased_electricity/grid", region, "kWh", &[]).valid(from, ""))
        .collect();
    instead(all.iter(), Day::from_ymd(2024, 3, 1).expect("a day").month(), regions)
}

const SABAH: [&str; 3] = ["MY-SABAH", "MY", "GLOBAL"];

#[test]
fn other_grids_of_the_country_are_offered() {
    let factors = [("MY-SARAWAK", ""), ("MY-PENINSULA", "2024-03-31"), ("TH", ""), ("MY-SARAWAK", "2020-01-01")];
    let grids = ["MY-PENINSULA".into(), "MY-SARAWAK".into()];
    assert_eq!(offered(&factors, &SABAH), Instead::Grids(grids.to_vec()));
}

#[test]
fn a_factor_that_only_begins_later_is_reported_with_its_first_year() {
    let factors = [("MY-SABAH", "2026-01-01"), ("MY-SABAH", "2025-07-01"), ("MY-SABAH", "2027-01-01")];
    assert_eq!(offered(&factors, &SABAH), Instead::Later(vec![("MY-SABAH".into(), 2025)]));
}

#[test]
fn what_there_is_by_then_comes_before_what_comes_later() {
    let factors = [("MY-SABAH", "2025-01-01"), ("MY-SARAWAK", "")];
    assert_eq!(offered(&factors, &SABAH), Instead::Grids(vec!["MY-SARAWAK".into()]));
}

#[test]
fn where_the_own_region_comes_later_its_neighbours_later_ones_are_of_no_use() {
    let factors = [("MY-SARAWAK", "2025-01-01"), ("MY-SABAH", "2026-01-01")];
    assert_eq!(offered(&factors, &SABAH), Instead::Later(vec![("MY-SABAH".into(), 2026)]));
    // Without one of its own they are reported.
    assert_eq!(offered(&factors[..1], &SABAH), Instead::Later(vec![("MY-SARAWAK".into(), 2025)]));
}

#[test]
fn what_begins_everywhere_later_is_reported() {
    assert_eq!(offered(&[("GLOBAL", "2025-01-01")], &SABAH), Instead::Later(vec![("GLOBAL".into(), 2025)]));
}

#[test]
fn other_countries_are_never_offered() {
    let factors = [("TH", ""), ("JP", "2025-01-01")];
    assert_eq!(offered(&factors, &SABAH), Instead::Nothing { country: "MY".into() });
    assert_eq!(offered(&[], &["MY-SABAH", "ASEAN", "GLOBAL"]), Instead::Nothing { country: "ASEAN, MY".into() });
}
