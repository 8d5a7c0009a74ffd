use super::*;
use crate::activity::Dimensions;
use crate::id::SiteId;
use crate::ledger::PostingId;
use crate::ledger::fixture::{Made, calculation, factor, moved, rows, totals, totals_of, year};
use crate::method::Outcome;
use crate::period::Period;
use crate::quantity::Gas;
use crate::scope::{Category, MarketFallback, Scope};
use approx::assert_relative_eq;

/// An outcome whose mass of gas is given.
fn leak(kg: f64) -> Outcome {
    let gas = Gas::parse("HFC-32").expect("a gas");
    Outcome::of_gas("fugitive_emissions/HFC-32".into(), Category::FugitiveEmissions, gas, kg)
}

#[test]
fn the_fixture_is_posted_as_by_hand() {
    // 1,000 MMBtu are 1,055.055 852 62 GJ on the gross value, × 48 / 53.3333 on the net one: TJ.
    let tj = 1.055_055_852_62 * 48.0 / 53.3333;
    let by_hand = [
        // R-410A is half HFC-125, half HFC-32.
        ("F1: origin:F1:fugitive_emissions/R-410A > air:scope1:fugitive_emissions, HFC-125", 5.0),
        ("F1: origin:F1:fugitive_emissions/R-410A > air:scope1:fugitive_emissions, HFC-32", 5.0),
        ("F1: origin:F1:stationary_combustion/natural_gas > air:scope1:stationary_combustion, CO2", 56_100.0 * tj),
        ("F1: origin:F1:stationary_combustion/natural_gas > air:scope1:stationary_combustion, CH4_fossil", tj),
        ("F1: origin:F1:stationary_combustion/natural_gas > air:scope1:stationary_combustion, N2O", 0.1 * tj),
        // 18,250 kWh × 0.475.
        ("F1: origin:outside:purchased_electricity/grid > air:scope2_location:purchased_electricity, CO2", 8_668.75),
        // 100 GJ × 70, once in each book.
        ("F1: origin:UTIL:purchased_steam/UTIL > air:scope2_location:purchased_steam, CO2", 7_000.0),
        ("F1: origin:UTIL:purchased_steam/UTIL > air:scope2_market:purchased_steam, CO2", 7_000.0),
        // 5,000 t.km × 0.1.
        ("F2: origin:outside:c04/road_freight_hgv > air:scope3:c04, CO2e:AR5", 500.0),
        // 1.5 MWh × 475 per MWh.
        ("F2: origin:outside:purchased_electricity/grid > air:scope2_location:purchased_electricity, CO2", 712.5),
        // 2 t × 1,200, 0.36 and 0.048.
        (
            "UTIL: origin:UTIL:stationary_combustion/rice_husk > air:biogenic_co2:stationary_combustion, CO2_biogenic",
            2_400.0,
        ),
        ("UTIL: origin:UTIL:stationary_combustion/rice_husk > air:scope1:stationary_combustion, CH4_biogenic", 0.72),
        ("UTIL: origin:UTIL:stationary_combustion/rice_husk > air:scope1:stationary_combustion, N2O", 0.096),
    ];
    let entries = moved(&Made::new(None).ledger());
    let texts: Vec<&str> = entries.iter().map(|(text, _)| text.as_str()).collect();
    assert_eq!(texts, by_hand.map(|(text, _)| text));
    for ((text, kg), (_, expected)) in entries.iter().zip(by_hand) {
        assert_relative_eq!(*kg, expected, max_relative = 1e-15);
        assert!(*kg > 0.0, "{text}");
    }
}

#[test]
fn entries_stand_by_site_whatever_order_the_totals_came_in() {
    let coal = factor("coal", "stationary_combustion/coal", "TH", "t", &[("CO2", 1_000.0), ("N2O", 1.0)]);
    let grid = factor("grid", "purchased_electricity/grid", "TH", "kWh", &[("CO2", 0.5)]);
    let book = Made::new(None).with_own([coal, grid]);
    let given = [
        rows(2, "stationary_combustion/coal", 3.0, "t"),
        rows(0, "purchased_electricity/grid", 1.0, "kWh"),
        rows(0, "stationary_combustion/coal", 1.0, "t"),
        rows(1, "stationary_combustion/coal", 2.0, "t"),
    ];
    let ledger = book.posted(given, []);
    let order: Vec<(u32, Gas, f64)> =
        ledger.entries().iter().map(|e| (ledger.posting(e).unwrap().site, e.gas, e.kg)).collect();
    let (co2, n2o) = (Gas::CO2, Gas::N2O);
    // In a site the phases follow each other: what is burnt, then what is bought.
    let by_hand = [
        (0, co2, 1_000.0),
        (0, n2o, 1.0),
        (0, co2, 0.5),
        (1, co2, 2_000.0),
        (1, n2o, 2.0),
        (2, co2, 3_000.0),
        (2, n2o, 3.0),
    ];
    assert_eq!(order, by_hand);
}

#[test]
fn the_entries_of_a_posting_stand_together() {
    let ledger = Made::new(None).ledger();
    let mut postings: Vec<PostingId> = ledger.entries().iter().map(|entry| entry.posting).collect();
    let all = postings.len();
    postings.dedup();
    assert_eq!((all, postings.len()), (13, 8));
    postings.sort_unstable();
    postings.dedup();
    assert_eq!(postings.len(), 8, "a posting is torn apart");
}

#[test]
fn posting_phase_by_phase_is_posting() {
    let book = Made::new(Some(MarketFallback::Location));
    let calculations = || vec![calculation("F2", year(), vec![leak(12.0)])];
    let context = book.context();
    let mut ledger = Ledger::open(totals(), calculations(), &context);
    assert!(ledger.entries().is_empty() && ledger.postings().is_empty());
    for (_, phase) in PHASES {
        ledger = phase(ledger, &context);
    }
    assert_eq!(ledger.closed(), post(totals(), calculations(), &context));
}

#[test]
fn each_phase_posts_its_own_scopes() {
    let book = Made::new(None);
    let context = book.context();
    let scopes = |ledger: &Ledger| {
        let mut found: Vec<Scope> =
            ledger.postings().iter().map(|p| ledger.subject(p).unwrap().category.scope()).collect();
        found.sort();
        found.dedup();
        found
    };
    let [(_, direct), (_, purchases), ..] = PHASES;
    let open = || Ledger::open(totals(), Vec::new(), &context);
    assert_eq!(scopes(&direct(open(), &context)), [Scope::One, Scope::Three]);
    assert_eq!(scopes(&purchases(open(), &context)), [Scope::Two]);
}

#[test]
fn network_deliveries_and_fates_change_nothing_yet() {
    let book = Made::new(None);
    let ledger = book.ledger();
    assert_eq!(PHASES.map(|(name, _)| name), ["direct", "purchases", "network", "deliveries", "fates"]);
    for (name, phase) in PHASES.into_iter().skip(2) {
        assert_eq!(phase(ledger.clone(), &book.context()), ledger, "{name}");
    }
}

#[test]
fn a_purchase_comes_from_its_seller_and_from_outside_where_none_is_named() {
    let chilled = factor("chilled", "purchased_cooling/UTIL", "TH", "GJ", &[("CO2", 10.0)]);
    let book = Made::new(None).with_own([chilled]);
    let cooling = || rows(0, "purchased_cooling/UTIL", 1.0, "GJ");
    let ledger = book.posted([cooling().sold_by("UTIL"), cooling()], []);
    let from: Vec<String> = ledger.entries().iter().map(|e| ledger.from(e).unwrap().to_string()).collect();
    let (of_seller, of_nobody) = ("origin:UTIL:purchased_cooling/UTIL", "origin:outside:purchased_cooling/UTIL");
    // Each in two books.
    assert_eq!(from, [of_seller, of_seller, of_nobody, of_nobody]);
}

#[test]
fn what_a_site_burns_comes_from_the_site_even_where_a_counterparty_is_named() {
    let burnt = rows(0, "stationary_combustion/rice_husk", 1.0, "t").sold_by("UTIL");
    let ledger = Made::new(None).posted([burnt], []);
    let from = ledger.from(&ledger.entries()[0]).unwrap();
    assert_eq!(from.to_string(), "origin:F1:stationary_combustion/rice_husk");
}

#[test]
fn gases_of_one_family_reach_one_account() {
    let ledger = Made::new(None).posted([rows(0, "fugitive_emissions/R-410A", 2.0, "kg")], []);
    let [one, other] = ledger.entries() else { panic!("two gases") };
    assert_ne!(one.gas, other.gas);
    assert_eq!((one.from, one.to), (other.from, other.to));
    assert_eq!(ledger.accounts().count(), 2);
}

#[test]
fn a_gas_outside_the_kyoto_basket_stands_outside_the_scopes() {
    let ledger = Made::new(None).posted([rows(0, "fugitive_emissions/HCFC-22", 2.0, "kg")], []);
    let to = ledger.to(&ledger.entries()[0]).unwrap();
    assert_eq!(to.to_string(), "air:outside_scopes:fugitive_emissions");
}

#[test]
fn dimensions_of_rows_and_calculations_are_found_on_their_postings() {
    let husk = || rows(0, "stationary_combustion/rice_husk", 1.0, "t");
    let mut reported = calculation("F2", year(), vec![leak(1.0)]);
    reported.period = Period::new(year().start(), year().start()).unwrap();
    reported.dimensions = Dimensions { meter: Some("M-9".into()), ..Dimensions::default() };
    let again = reported.clone();
    let ledger = Made::new(None).posted([husk().read_from("M-1"), husk().sold_by("UTIL"), husk()], [reported, again]);
    let named: Vec<(Option<&str>, Option<&str>)> = ledger
        .postings()
        .iter()
        .map(|posting| ledger.dimensions_of(posting))
        .map(|d| (d.meter.as_ref().map(|m| m.as_str()), d.counterparty.as_ref().map(|c| c.as_str())))
        .collect();
    let by_hand = [(Some("M-1"), None), (None, Some("UTIL")), (None, None), (Some("M-9"), None), (Some("M-9"), None)];
    assert_eq!(named, by_hand);
    // Nothing, M-1, UTIL, M-9: each once.
    assert_eq!(ledger.dimensions().len(), 4);
}

#[test]
fn the_ledger_keeps_what_it_was_given() {
    let book = Made::new(None);
    let reported = calculation("F2", year(), vec![leak(1.0)]);
    let ledger = post(totals(), vec![reported.clone()], &book.context());
    assert_eq!(ledger.totals(), &totals());
    assert_eq!(ledger.calculations(), [reported]);
    assert_eq!(ledger.sites().iter().map(SiteId::as_str).collect::<Vec<_>>(), ["F1", "F2", "UTIL"]);
    assert_eq!(ledger.rows(), totals().rows);
}

#[test]
fn a_ledger_of_nothing_is_empty() {
    let ledger = post(totals_of([]), Vec::new(), &Made::new(None).context());
    assert!(ledger.entries().is_empty() && ledger.postings().is_empty() && ledger.unresolved().is_empty());
    assert_eq!(ledger.accounts().count(), 0);
    assert!(ledger.balances().is_empty());
}
