//! Every pair of ways that the shipped data offer for one thing, through whole books: they agree, or the difference is
//! in [`ACCEPTED`] with its reason, and in docs/METHODS.md.

mod pairs;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::scratch::{MANIFEST, Scratch};
use pairs::{Pair, Way, pairs};

/// What two ways may differ by and still be one answer.
const ONE_ANSWER: f64 = 0.01;

/// Pairs that differ by more, and why both are shipped. The texts are those of the table in docs/METHODS.md.
const ACCEPTED: [(&str, &str); 13] = [
    (
        "limestone",
        "the factor is per tonne of carbonate, the method per tonne of stone, 0.95 of it carbonate (p. 2.34)",
    ),
    ("limestone of desulphurisation", "as limestone"),
    ("glass", "the factor is before cullet, the method takes the cullet of equation 2.13, 0.5"),
    ("high-calcium lime", "the factor is of Tier 1, the method adds 1.02 for kiln dust (Tier 2)"),
    ("dolomitic lime", "as high-calcium lime"),
    ("dolomitic lime, developing", "as high-calcium lime"),
    ("hydraulic lime", "as high-calcium lime"),
    ("Thai coal by IPCC", "two coals: TGO's tonne is 26.37 GJ, the IPCC's 18.9 GJ"),
    ("Thai LPG by IPCC", "TGO's kilogram is 49.30 MJ, the IPCC's 47.3 MJ"),
    ("Japanese diesel burnt and driven", "the list of Japan is of stationary combustion and has CO2 alone"),
    ("Japanese diesel by IPCC", "two sources: 72.6 t CO2 per TJ net of the list, 74.1 of the IPCC"),
    ("Japanese diesel by mass", "the list prints no density, so a mass takes the IPCC"),
    ("Japanese coal by IPCC", "the list has CO2 alone, 93.8 t per TJ net; the IPCC 94.6 t, methane and nitrous oxide"),
];

/// A table of ways in one country, as the text of its file.
type Tables = BTreeMap<&'static str, String>;

/// t CO2e of Scopes 1 and 3 of each way, and t CO2 of biomass.
fn answers(country: &str, ways: &[&Way]) -> Vec<[f64; 2]> {
    let (mut sites, mut tables) = ("site_id,name,estate_id,role\n".to_owned(), Tables::new());
    for (number, way) in ways.iter().enumerate() {
        writeln!(sites, "S{number:03},Site,E,factory").expect("a text");
        let table =
            tables.entry(way.table).or_insert_with(|| format!("site_id,start,end,{}\n", pairs::header(way.table)));
        writeln!(table, "S{number:03},2024-01-01,2024-12-31,{}", way.row).expect("a text");
    }
    let manifest = MANIFEST.replace("\"TH\"", &format!("\"{country}\""));
    let book = Scratch::new(&[("book.toml", &manifest), ("sites.csv", &sites)]);
    tables.iter().for_each(|(table, text)| book.write(&format!("{table}.csv"), text));
    let accounts = book.accounts();
    let of = |site: &estate_carbon::inventory::SiteStatement| {
        let scopes = [site.scope1().ok(), site.scope3_reported().ok()];
        let tonnes = scopes.into_iter().flatten().map(|figure| figure.co2e().as_tonnes()).sum();
        [tonnes, site.biogenic_co2().map_or(0.0, |mass| mass.as_tonnes())]
    };
    accounts.headline().sites().iter().map(of).collect()
}

/// How far apart two answers are, as a share of the larger.
fn apart(a: [f64; 2], b: [f64; 2]) -> f64 {
    let share = |a: f64, b: f64| if a == b { 0.0 } else { (a - b).abs() / a.abs().max(b.abs()) };
    share(a[0], b[0]).max(share(a[1], b[1]))
}

#[test]
fn every_pair_of_ways_agrees_or_is_accepted() {
    let all = pairs();
    let mut found = Vec::new();
    for country in ["TH", "JP", "VN"] {
        let of_country: Vec<&Pair> = all.iter().filter(|pair| pair.country == country).collect();
        let ways: Vec<&Way> = of_country.iter().flat_map(|pair| &pair.ways).collect();
        let answers = answers(country, &ways);
        for (pair, two) in of_country.iter().zip(answers.chunks_exact(2)) {
            assert!(two[0] != [0.0; 2] || two[1] == [0.0; 2], "{}: only one way gives anything: {two:?}", pair.name);
            found.push((pair.name.as_str(), apart(two[0], two[1]), [two[0], two[1]]));
        }
    }
    assert_eq!(found.len(), all.len(), "a country is missing above");
    let accepted: BTreeSet<&str> = ACCEPTED.iter().map(|(name, _)| *name).collect();
    let wrong = found.iter().filter(|(name, apart, _)| (*apart > ONE_ANSWER) != accepted.contains(name));
    let wrong: Vec<String> =
        wrong.map(|(name, apart, two)| format!("{name}: {:.2} % apart: {two:?}", 100.0 * apart)).collect();
    assert!(wrong.is_empty(), "new differences, or accepted ones that are none any more:\n{}", wrong.join("\n"));
    let known: BTreeSet<&str> = found.iter().map(|(name, ..)| *name).collect();
    assert!(accepted.is_subset(&known), "{:?}", accepted.difference(&known));
}

#[test]
fn the_papers_name_every_accepted_difference() {
    let page = include_str!("../../docs/METHODS.md");
    let table = page.split("## Two answers to one question").nth(1).expect("the section");
    let rows: Vec<&str> = table.lines().take_while(|line| !line.starts_with("## ")).collect();
    for (name, reason) in ACCEPTED {
        let row = format!("| {name} | {reason} |");
        assert!(rows.contains(&row.as_str()), "{row}");
    }
    assert_eq!(rows.iter().filter(|line| line.starts_with("| ")).count(), ACCEPTED.len() + 1, "rows, and a header");
}
