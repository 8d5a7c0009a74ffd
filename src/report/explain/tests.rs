use super::*;
use crate::factor::fixture::factor;
use crate::factor::{EmissionFactor, Layer};
use crate::ledger::Posting;
use crate::ledger::fixture::{Made, day, rows};
use crate::report::fixture;
use crate::report::number::exact;

fn explained(path: &str) -> String {
    let book = fixture::book();
    asked(book.facts(), path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn asked(facts: Facts<'_>, path: &str) -> Result<String, UnknownFigure> {
    Ok(figure(facts, &path.parse()?)?.to_string())
}

fn of_row(facts: Facts<'_>, parts: &[(PostingId, f64)]) -> String {
    Explanation::new(row(facts, parts)).to_string()
}

#[test]
fn the_numbers_stand_in_the_formula() {
    let text = explained("estate.scope2_location.purchased_electricity.F1");
    for part in [
        "Scope 2, location-based, Purchased electricity, site F1\n",
        "8.66875 t CO2e\n= the sum of 1 part\n",
        "18,250 kWh × 0.475 kg CO2/kWh = 8,668.75 kg",
        "8,668.75 kg × 1 = 8,668.75 kg CO2e",
        "3 rows, row 3 to row 5 of activities.csv",
        "grid-2022: Publisher, Document 2022, Table 1, p. 2",
        "it is published for the site's region, TH; none is published for 2024, the nearest earlier year is 2022",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn every_row_of_report_csv_is_answered_by_its_figure_id_and_by_its_older_name() {
    let book = fixture::book();
    let mut bytes = Vec::new();
    crate::report::report(book.facts()).write_csv(&mut bytes).expect("written");
    let mut rows = ::csv::Reader::from_reader(bytes.as_slice());
    let mut answered = 0;
    for row in rows.records().map(|row| row.expect("a row")) {
        let [estate, site, month, name, value, id] =
            [1, 2, 3, 4, 5, 8].map(|column| row.get(column).unwrap_or_default());
        let of_site = if site.is_empty() { String::new() } else { format!(".{site}") };
        let in_month = if month.is_empty() { String::new() } else { format!("@{month}") };
        for path in [id.to_owned(), format!("{name}{of_site}{in_month}"), format!("{estate}.{name}{of_site}{in_month}")]
        {
            let text = explained(&path);
            let figure =
                value.parse().map_or_else(|_| "not reported: ".to_owned(), |t: f64| format!("\n{} t ", exact(t)));
            assert!(text.contains(&figure), "{path}: {figure}: {text}");
            answered += 1;
        }
    }
    assert!(answered > 150, "{answered}");
}

#[test]
fn two_factors_of_one_id_are_two_parts() {
    const WIDGETS: &str = "c01/widgets";
    let mut twin = factor("twin", WIDGETS, "TH", "piece", &[("CO2", 0.4)]);
    twin.valid_from = Some(day(2024, 7, 1));
    let mut book = Made::new(None).with_own([twin.clone()]);
    let gases = factor("", WIDGETS, "TH", "piece", &[("CO2", 0.5)]).gases;
    let mut other = EmissionFactor { valid_from: None, valid_to: Some(day(2024, 6, 30)), gases, ..twin };
    other.provenance.set = "another set".into();
    book.factors.add(Layer::BuiltIn, [other]);
    let bought = |month| rows(0, WIDGETS, 1_000.0, "piece").in_month(month);
    let book = fixture::book_of(book, [bought(1), bought(7)], []);
    let text = asked(book.facts(), "estate.scope3").unwrap_or_else(|e| panic!("{e}"));
    for part in ["× 0.5 kg CO2/piece = 500 kg", "× 0.4 kg CO2/piece = 400 kg"] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn a_fuel_shows_its_conversion_and_the_properties_it_took() {
    let text = explained("estate.scope1.stationary_combustion");
    assert!(text.contains("1,000 MMBtu (gross) × "), "{text}");
    assert!(
        text.contains(
            "calorific values of natural_gas: net 48 MJ/kg, gross 53.3333 MJ/kg (IPCC 2006, Vol. 2, Table 1.2)"
        ),
        "{text}"
    );
    assert!(text.contains("outside the scopes"), "biogenic CO2 is shown apart: {text}");
}

#[test]
fn parts_less_eliminations_are_the_figure() {
    let text = explained("ESB.scope2_location");
    assert!(text.contains("- 7 t CO2e eliminated: Purchased steam that F1 reports of UTIL"), "{text}");
}

#[test]
fn an_absent_figure_says_why() {
    let text = explained("book.scope2_market");
    assert!(text.contains("not reported: only 1 purchase below has a supplier's factor"), "{text}");
    assert!(explained("estate.c02").contains("not reported: this statement has no such activity"));
}

#[test]
fn names_that_do_not_exist_are_suggested() {
    let book = fixture::book();
    let error = |path: &str| asked(book.facts(), path).expect_err(path).to_string();
    assert_eq!(error("estat.scope1"), "there is no statement `estat`; did you mean `estate`?");
    assert_eq!(error("estate.scop1"), "there is no figure `scop1`; did you mean `scope1`?");
    assert!(error("estate.scope2").contains("`scope2_location` and `scope2_market`"));
    assert!(error("estate.scope1.F9").contains("there is no category or site with entries `F9`; there are: "));
    for path in ["", ".", "estate", "estate.", "estate.scope1.", "estate.scope1.stationary_combustion."] {
        assert!(asked(book.facts(), path).is_err(), "{path}");
    }
}

#[test]
fn a_purchase_is_explained_in_each_of_its_books_and_for_one_row() {
    let book = fixture::book();
    let ledger = book.facts().ledger;
    let of = |code: &str, site: u32| {
        let is_wanted = |posting: &Posting| {
            posting.site == site && ledger.subject(posting).is_some_and(|s| s.activity.as_str() == code)
        };
        let mut ids: Vec<PostingId> = ledger.entries().iter().map(|entry| entry.posting).collect();
        ids.dedup();
        ids.retain(|id| ledger.posting_at(*id).is_some_and(is_wanted));
        ids
    };
    let steam: Vec<(PostingId, f64)> = of("purchased_steam/UTIL", 0).into_iter().map(|id| (id, 100.0)).collect();
    let steam = of_row(book.facts(), &steam);
    assert!(steam.contains("location-based") && steam.contains("market-based"), "{steam}");
    let power: Vec<(PostingId, f64)> = of("purchased_electricity/grid", 0).into_iter().map(|id| (id, 250.0)).collect();
    let power = of_row(book.facts(), &power);
    assert!(power.contains("market-based: not reported"), "{power}");
    assert!(power.contains("250 kWh × 0.475 kg CO2/kWh = 118.75 kg"), "{power}");
    assert_eq!(row(book.facts(), &[]), []);
}
