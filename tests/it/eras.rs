//! Dates of the Buddhist era, which Thailand writes: they are said to be such, wherever they stand.

use estate_carbon::{Book, Code, Error};

use crate::scratch::{MANIFEST, Scratch};

const SITES: &str = "site_id,name,estate_id,role,start,end\nF1,Factory,E,factory,,\n";
const ROWS: &str = "site_id,start,end,activity,quantity,unit\n";
const FACTORS: &str = "factor_id,activity,region,valid_from,valid_to,unit,gas,kg_per_unit,publisher\n";

/// The codes and texts of the errors of a book.
fn refused(files: &[(&str, &str)]) -> Vec<(Code, String)> {
    let mut all = vec![("book.toml", MANIFEST), ("sites.csv", SITES)];
    all.retain(|(name, _)| files.iter().all(|(other, _)| other != name));
    all.extend(files);
    let scratch = Scratch::new(&all);
    match Book::open(scratch.path()) {
        Err(Error::Rejected(found)) => {
            found.iter().map(|d| (d.code(), format!("{}; {}", d.message(), d.help().unwrap_or_default()))).collect()
        }
        other => panic!("accepted: {:?}", other.map(|_| ())),
    }
}

fn rows(rows: &[&str]) -> String {
    let rows = rows.iter().map(|dates| format!("F1,{dates},purchased_electricity/grid,10,MWh\n"));
    ROWS.to_owned() + &rows.collect::<String>()
}

#[test]
fn a_date_of_the_buddhist_era_is_named_with_the_year_it_is() {
    let good = rows(&["2024-01-01,2024-12-31"]);
    let cases = [
        ("activities.csv", rows(&["2567-01-01,2567-01-31"]), Code::NotADate, "write 2024-01-31"),
        ("activities.csv", rows(&["2024-01-01,2567-01-31"]), Code::NotADate, "write 2024-01-31"),
        ("activities.csv", rows(&["2567-02-01,2567-02-29"]), Code::NotADate, "write 2024-02-29"),
        ("activities.csv", rows(&["2567-01-01T00:00,2567-01-01T00:15"]), Code::NotADate, "write 2024-01-01T00:15"),
        ("sites.csv", SITES.replace(",,\n", ",2567-01-01,\n"), Code::NotADate, "write 2024-01-01"),
        ("factors.csv", format!("{FACTORS}o,c01/x,TH,2567-01-01,,t,CO2,1,us\n"), Code::NotADate, "write 2024-01-01"),
        ("book.toml", MANIFEST.replace("2024-", "2567-"), Code::ManifestValue, "write 2024-01-01"),
        ("book.toml", MANIFEST.replace("end = 2024-", "end = 2567-"), Code::ManifestValue, "write 2024-12-31"),
    ];
    for (file, text, code, advice) in cases {
        let mut files = vec![("activities.csv", good.as_str()), (file, text.as_str())];
        if file == "activities.csv" {
            files.remove(0);
        }
        let found = refused(&files);
        let said = |(of, text): &(Code, String)| *of == code && text.contains("2567 is 2024") && text.contains(advice);
        assert!(found.iter().any(said), "{file} {text}: {found:?}");
    }
}

#[test]
fn a_book_kept_in_the_buddhist_era_is_refused() {
    let kept = MANIFEST.replace("2024-", "2567-");
    let found = refused(&[("book.toml", &kept), ("activities.csv", &rows(&["2567-01-01,2567-01-31"]))]);
    assert!(found.iter().all(|(_, text)| text.contains("2567 is 2024")), "{found:?}");
}
