//! The sums by hand in the note of the book `methods`: one row of a table each, added up to the lines of the report.
//!
//! In: the note, and the estate of every site. Out: what every line of a site, of an estate and of the book should be.

use std::collections::BTreeMap;

/// What a line should be.
#[derive(Default)]
pub struct Sum {
    pub tonnes: f64,
    /// By how much it may be off, as its parts are exact or have six decimals.
    pub rounding: f64,
}

/// By site, estate or `book`, and by the name of the line in report.csv.
pub type Sums = BTreeMap<(String, String), Sum>;

/// Sections of the note that have sums, with the figures that stand in the last cells of their rows.
const SECTIONS: [(&str, &[&str]); 4] = [
    ("## Scope 1", &["scope1"]),
    ("## Scope 2", &["scope2_location", "scope2_market"]),
    ("## Scope 3", &["scope3"]),
    ("## CO2 of biomass, outside the scopes", &["biogenic_co2"]),
];

/// Adds up the rows of the note. One of an estate is eliminated there and in the book.
pub fn of_note(note: &str, estate_of: &BTreeMap<&str, &str>) -> Sums {
    let mut sums = Sums::new();
    for (heading, figures) in SECTIONS {
        let (_, section) = note.split_once(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("no section {heading}"));
        for row in section.lines().take_while(|line| !line.starts_with("## ")).filter(|line| is_of_a_row(line)) {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            let key: Vec<&str> = cells[0].split(", ").collect();
            for (figure, amount) in figures.iter().zip(&cells[cells.len() - figures.len()..]) {
                let lines = key.get(2).map(|line| format!("{figure}.{line}")).into_iter().chain([(*figure).to_owned()]);
                let places = [Some(key[1]), estate_of.get(key[1]).copied(), Some("book")];
                for (line, place) in lines.flat_map(|line| places.iter().flatten().map(move |at| (line.clone(), *at))) {
                    let sum = sums.entry((place.to_owned(), line)).or_default();
                    sum.tonnes += tonnes(amount).unwrap_or_else(|| panic!("no amount in the last cell: {row}"));
                    sum.rounding += 0.5e-6;
                }
            }
        }
    }
    sums
}

/// Whether a line says what a row of a table amounts to: `| clinker:2, CEM, process_emissions | … |`.
fn is_of_a_row(line: &str) -> bool {
    let first = line.strip_prefix("| ").and_then(|cells| cells.split([',', '|']).next());
    first.and_then(|row| row.split_once(':')).is_some_and(|(_, number)| number.parse::<u32>().is_ok())
}

/// The number at the end of `0.5 x 4,000 = 2,000`.
fn tonnes(amount: &str) -> Option<f64> {
    amount.rsplit('=').next()?.replace(',', "").trim().parse().ok()
}

#[test]
fn rows_count_at_their_site_its_estate_and_the_book() {
    let rows =
        "| row | t |\n|---|---:|\n| a:2, F1, c01 | 1,000 x 2 = 2,000 |\n| a:3, F2, c01 | 7 |\n| a:2, E, c01 | -1.5 |\n";
    let note = SECTIONS.map(|(heading, _)| format!("\n{heading}\n{}", if heading == "## Scope 3" { rows } else { "" }));
    let sums = of_note(&note.concat(), &BTreeMap::from([("F1", "E"), ("F2", "D")]));
    let found: Vec<_> = sums.iter().map(|((place, line), sum)| (place.as_str(), line.as_str(), sum.tonnes)).collect();
    let lines = [("D", 7.0), ("E", 1_998.5), ("F1", 2_000.0), ("F2", 7.0), ("book", 2_005.5)];
    let both = lines.map(|(place, tonnes)| [(place, "scope3", tonnes), (place, "scope3.c01", tonnes)]);
    assert_eq!(found, both.concat());
}
