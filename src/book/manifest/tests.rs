use proptest::prelude::*;

use super::*;
use crate::table::manifest_template;

const WHOLE: &str = r#"
name = "Demonstration"
period = { start = 2024-01-01, end = "2024-12-31" }
gwp = "AR6"
boundary = "equity_share"
organization = "Estate Co."
languages = ["th", "en"]
allocation = "energy_content"
combustion_methane = "non_fossil"
scope2_market_fallback = "location"

[base_year]
year = 2020
book = "../2020"
recalculation_threshold = 0.1

[[estate]]
id = "ESB"
name = { th = "อีสเทิร์น", en = "Eastern" }
country = "TH"
wider_regions = ["ASEAN"]

[[estate]]
id = "VSIP"
name = "VSIP"
country = "VN"
grid = "VN-S"
"#;

fn read(text: &str) -> (Option<Manifest>, Vec<String>) {
    let mut d = Diagnostics::default();
    let manifest = Manifest::read("book.toml", text.as_bytes(), &mut d);
    d.sort();
    (manifest, d.iter().map(|d| format!("{} {} {}", d.code(), d.place(), d.message())).collect())
}

#[test]
fn every_key_is_read() {
    let (manifest, problems) = read(WHOLE);
    assert_eq!(problems, [""; 0]);
    let manifest = manifest.expect("whole");
    assert_eq!(manifest.period.to_string(), "2024-01-01 to 2024-12-31");
    assert_eq!(manifest.languages, [Language::Th, Language::En]);
    assert_eq!(manifest.allocation, Allocation::EnergyContent);
    assert_eq!(manifest.combustion_methane, CombustionMethane::NonFossil);
    assert_eq!(manifest.scope2_market_fallback, Some(MarketFallback::Location));
    let base = manifest.base_year.expect("given");
    assert_eq!((base.year, base.book.as_deref()), (2020, Some("../2020")));
    let [esb, vsip] = manifest.estates.as_slice() else { panic!("two estates") };
    assert_eq!(esb.names, [("th".to_owned(), "อีสเทิร์น".to_owned()), ("en".to_owned(), "Eastern".to_owned())]);
    assert_eq!(esb.regions(), ["TH", "ASEAN", "GLOBAL"]);
    assert_eq!(vsip.names, [("th".to_owned(), "VSIP".to_owned())]);
    assert_eq!(&*vsip.grid, "VN-S");
}

#[test]
fn the_optional_keys_have_the_documented_defaults() {
    let text = "name='n'\nperiod={start=2024-01-01,end=2024-12-31}\ngwp='AR5'\nboundary='estate'\n[[estate]]\nid='E'\nname='E'\ncountry='TH'";
    let (manifest, problems) = read(text);
    assert_eq!(problems, [""; 0]);
    let manifest = manifest.expect("whole");
    assert_eq!(manifest.languages, [Language::En]);
    assert_eq!(manifest.allocation, Allocation::Efficiency);
    assert_eq!(manifest.scope2_market_fallback, None);
    assert_eq!(manifest.base_year, None);
    assert_eq!(manifest.estates.first().map(|e| &*e.grid), Some("TH"));
}

#[test]
fn all_problems_are_reported_at_once() {
    let (manifest, problems) = read(
        "name = \"\"\nperiod = { start = 2024-12-31, end = 2024-01-01 }\ngpw = \"AR6\"\ngwp = \"AR7\"\nboundary = 3\n\
         languages = [\"en\", \"fr\", \"en\"]\n[base_year]\nyear = 20\n\n[[estate]]\nid = \"A\"\nnmae = \"a\"\ncountry = \"Thailand\"\n",
    );
    assert_eq!(manifest, None);
    assert_eq!(
        problems,
        [
            "GHG112 book.toml:1:8 `name` is empty",
            "GHG118 book.toml:2:38 the period ends on 2024-01-01, before it starts on 2024-12-31",
            "GHG111 book.toml:3:1 `gpw` is not a key of book.toml",
            "GHG112 book.toml:4:7 \"AR7\" is not a value of `gwp`",
            "GHG111 book.toml:5:12 `boundary` is not a text in quotation marks",
            "GHG112 book.toml:6:20 \"fr\" is not a value of `languages`",
            "GHG112 book.toml:6:26 `languages` names \"en\" twice",
            "GHG112 book.toml:8:8 `base_year.year`, 20, is not a year up to the book's own",
            "GHG111 book.toml:10:1 book.toml lacks `estate.name`",
            "GHG111 book.toml:12:1 `estate.nmae` is not a key of book.toml",
            "GHG112 book.toml:13:11 \"Thailand\" is not a country code",
        ]
    );
}

#[test]
fn an_empty_file_lacks_every_required_key() {
    let (_, problems) = read("");
    let lacking: Vec<&str> = problems.iter().filter_map(|p| p.rsplit(' ').next()).collect();
    assert_eq!(lacking, ["`boundary`", "`estate`", "`gwp`", "`name`", "`period`"]);
}

#[test]
fn syntax_errors_are_located_and_stop_there() {
    let (manifest, problems) = read("name = Eastern\ngwp = \"AR6\nboundary = \"estate\"\n");
    assert_eq!(manifest, None);
    assert!(problems.len() >= 2, "{problems:?}");
    assert!(problems.iter().all(|p| p.starts_with("GHG110 book.toml:")), "{problems:?}");
}

#[test]
fn estates_are_an_array_of_unique_ids() {
    let (_, problems) = read(&WHOLE.replace("VSIP\"\nname", "ESB\"\nname"));
    assert_eq!(problems, ["GHG122 book.toml:23:1 the estate `ESB` is there twice"]);
    let single = "name='n'\nperiod={start=2024-01-01,end=2024-12-31}\ngwp='AR5'\nboundary='estate'\n[estate]\nid='E'\nname='E'\ncountry='TH'";
    let (_, problems) = read(single);
    assert_eq!(problems, ["GHG111 book.toml:5:1 `estate` is not written [[estate]], with two brackets"]);
}

#[test]
fn region_codes_are_in_capitals() {
    let (manifest, problems) = read(&WHOLE.replace("VN-S", "vn-s").replace("ASEAN", "Asean"));
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(manifest.is_some(), "the rest can be understood");
}

#[test]
fn the_template_asks_for_what_it_leaves_open() {
    let (_, problems) = read(manifest_template());
    assert_eq!(problems.len(), 6, "{problems:?}");
    assert!(problems.iter().all(|p| p.starts_with("GHG112") && p.ends_with("is empty")), "{problems:?}");
    let filled = manifest_template()
        .replace("name     = \"\"", "name = \"n\"")
        .replace("gwp      = \"\"", "gwp = \"AR6\"")
        .replace("boundary = \"\"", "boundary = \"estate\"")
        .replace("id      = \"\"", "id = \"E\"")
        .replace("name    = \"\"", "name = \"E\"")
        .replace("country = \"\"", "country = \"TH\"")
        .replace("# organization", "organization")
        .replace("# languages", "languages")
        .replace("# allocation", "allocation")
        .replace("# combustion_methane", "combustion_methane")
        .replace("# scope2_market_fallback", "scope2_market_fallback")
        .replace("# [base_year]", "[base_year]")
        .replace("# year", "year")
        .replace("# book", "book")
        .replace("# recalculation", "recalculation")
        .replace("# grid", "grid")
        .replace("# wider", "wider");
    assert_eq!(read(&filled).1, [""; 0]);
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(parts in prop::collection::vec(prop::sample::select(vec![
        "name", "estate", "period", "base_year", "year", "languages", "[[", "]]", "[", "]", "=", "{", "}", "\"", "'", ",", "\n", ".",
        "2024-01-01", "1e400", "-1", "0x", "é", "T00:00", "\"\"\"", "#", "nan",
    ]), 0..60)) {
        let (manifest, problems) = read(&parts.join(" "));
        prop_assert!(manifest.is_some() || !problems.is_empty());
    }
}
