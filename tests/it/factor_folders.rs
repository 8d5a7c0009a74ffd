//! Folders of factors given besides a book: what they win over, and how their problems are reported.

use std::path::Path;

use assert_cmd::Command;
use estate_carbon::scope::Scope2Method;
use estate_carbon::{Accounts, Book, Code, Diagnostic, Error, OpenOptions};

use crate::scratch::{MANIFEST, Scratch};

const FACTORS: &str = "factor_id,activity,region,unit,gas,kg_per_unit,publisher\n";

/// A book that buys 1000 kWh, with a manifest that begins so, in a folder where others may stand.
fn buyer(manifest: &str) -> Scratch {
    let scratch = Scratch::new(&[]);
    put(&scratch, "book/book.toml", &format!("{manifest}{MANIFEST}"));
    put(&scratch, "book/sites.csv", "site_id,name,estate_id,role\nF1,Factory,E,factory\n");
    let rows = "site_id,start,end,activity,quantity,unit\n\
                F1,2024-01-01,2024-01-31,purchased_electricity/grid,1000,kWh\n";
    put(&scratch, "book/activities.csv", rows);
    scratch
}

fn put(scratch: &Scratch, name: &str, content: &str) {
    let path = scratch.path().join(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    std::fs::write(path, content).expect("written");
}

/// A set of one grid factor.
fn grid(scratch: &Scratch, folder: &str, id: &str, region: &str, kg: f64) {
    let row = format!("{id},purchased_electricity/grid,{region},kWh,CO2,{kg},us\n");
    put(scratch, &format!("{folder}/factors.csv"), &(FACTORS.to_owned() + &row));
}

fn open(scratch: &Scratch, folders: &[&str]) -> Result<Accounts, Error> {
    let given = |options: OpenOptions, folder: &&str| options.with_factors(scratch.path().join(folder));
    let options = folders.iter().fold(OpenOptions::new(), given);
    Book::open_with(scratch.path().join("book"), &options).and_then(Book::account)
}

/// The kg CO2 of the purchase, by location.
fn bought(scratch: &Scratch, folders: &[&str]) -> f64 {
    let accounts = open(scratch, folders).expect("a book without problems");
    accounts.headline().scope2(Scope2Method::LocationBased).expect("reported").co2e().as_kilograms()
}

fn refused(scratch: &Scratch, folders: &[&str]) -> Vec<Diagnostic> {
    match open(scratch, folders) {
        Err(Error::Rejected(problems)) => problems.iter().cloned().collect(),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("the book was not refused"),
    }
}

#[test]
fn a_folder_wins_over_the_built_in_sets_and_loses_to_the_books_own_factors() {
    let scratch = buyer("factors = [\"../company\", \"../group\"]\n");
    grid(&scratch, "company", "company/grid", "GLOBAL", 0.2);
    grid(&scratch, "group", "group/grid", "TH", 0.3);
    assert_eq!(bought(&scratch, &[]), 200.0, "the first folder, though the second is of the country");
    grid(&scratch, "called", "called/grid", "TH", 0.25);
    assert_eq!(bought(&scratch, &["called"]), 250.0, "what the call names comes first");
    let report = open(&scratch, &[]).expect("accounts").report().to_json();
    assert!(report.contains("the factor folder `company` comes before the built-in sets"), "{report}");
    grid(&scratch, "book", "own/grid", "TH", 0.1);
    assert_eq!(bought(&scratch, &["called"]), 100.0);
}

#[test]
fn a_factor_of_a_folder_that_does_not_fit_is_not_passed_over() {
    let scratch = buyer("");
    let row = "ours/grid,purchased_electricity/grid,TH,piece,CO2,1,us\n";
    put(&scratch, "ours/factors.csv", &(FACTORS.to_owned() + row));
    assert!(bought(&scratch, &[]) > 0.0, "a built-in factor fits");
    let reported: Vec<Code> = refused(&scratch, &["ours"]).iter().map(Diagnostic::code).collect();
    assert_eq!(reported, [Code::CannotConvert]);
}

#[test]
fn a_folder_may_hold_folders_and_bring_codes_of_its_own() {
    let scratch = buyer("factors = [\"../all\"]\n");
    grid(&scratch, "all/b", "b/grid", "TH", 0.3);
    grid(&scratch, "all/a", "a/grid", "GLOBAL", 0.2);
    put(&scratch, "all/x_notes/factors.csv", "nothing that is read");
    put(&scratch, "all/a/source.toml", "title = \"for people\"\n");
    assert_eq!(bought(&scratch, &[]), 300.0, "inside a folder the nearest region wins");
    let row = "a/widget,c01/widget,GLOBAL,piece,CO2,2,us\n";
    put(&scratch, "more/factors.csv", &(FACTORS.to_owned() + row));
    let rows = "site_id,start,end,activity,quantity,unit\nF1,2024-01-01,2024-01-31,c01/widget,5,piece\n";
    put(&scratch, "book/activities.csv", rows);
    assert_eq!(refused(&scratch, &[]).first().map(Diagnostic::code), Some(Code::UnknownActivity));
    let accounts = open(&scratch, &["more"]).expect("accounts");
    assert_eq!(accounts.headline().scope3_reported().expect("reported").co2e().as_kilograms(), 10.0);
}

#[test]
fn the_content_of_a_folder_enters_the_fingerprint_and_its_place_does_not() {
    let fingerprint = |scratch: &Scratch, folders: &[&str]| {
        let json = open(scratch, folders).expect("accounts").report().to_json();
        let report: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        report["book"]["fingerprint"].as_str().expect("a fingerprint").to_owned()
    };
    let scratch = buyer("");
    grid(&scratch, "ours", "ours/grid", "TH", 0.2);
    grid(&scratch, "elsewhere/ours", "ours/grid", "TH", 0.2);
    let given = fingerprint(&scratch, &["ours"]);
    assert_eq!(given, fingerprint(&scratch, &["elsewhere/ours"]));
    assert_ne!(given, fingerprint(&scratch, &[]));
    assert_ne!(given, fingerprint(&scratch, &["elsewhere"]), "a folder of sets is weighed otherwise");
    grid(&scratch, "ours", "ours/grid", "TH", 0.3);
    assert_ne!(given, fingerprint(&scratch, &["ours"]));
}

#[test]
fn problems_of_a_folder_are_reported_at_their_cells() {
    let scratch = buyer("factors = [\"../broken/\"]\n");
    let rows = "g,purchased_electricity/grid,TH,kWhh,CO2,x,us\nn,purchased_electricity/grid,TH,kWh,CO2,1,\n";
    put(&scratch, "broken/factors.csv", &(FACTORS.to_owned() + rows));
    let reported: Vec<String> = refused(&scratch, &[]).iter().map(|d| format!("{} {}", d.code(), d.place())).collect();
    assert_eq!(
        reported,
        [
            "GHG126 ../broken/factors.csv:2:33 (cell D2, column `unit`)",
            "GHG114 ../broken/factors.csv:2:42 (cell F2, column `kg_per_unit`)",
            "GHG113 ../broken/factors.csv:3:43 (cell G3, column `publisher`)",
        ]
    );
}

#[test]
fn a_folder_that_is_missing_or_empty_is_reported() {
    let scratch = buyer("factors = [\"../no-such\"]\n");
    let reported = |folders: &[&str]| -> Vec<String> {
        let all = refused(&scratch, folders);
        all.iter().map(|d| format!("{} {} {}", d.code(), d.place().file_name(), d.message())).collect()
    };
    assert_eq!(reported(&[]), ["GHG112 book.toml there is no folder `../no-such`"]);
    put(&scratch, "book/book.toml", &format!("factors = [\"../empty\", \"../half\"]\n{MANIFEST}"));
    put(&scratch, "empty/facters.csv", "");
    grid(&scratch, "half/good", "half/grid", "TH", 0.3);
    put(&scratch, "half/bad/facters.csv", "");
    assert_eq!(
        reported(&[]),
        [
            "GHG101 ../empty the factor folder `../empty` has no factors.csv",
            "GHG101 ../half/bad the factor folder `../half/bad` has no factors.csv",
        ]
    );
    assert!(matches!(open(&scratch, &["nowhere"]), Err(Error::Read { .. })));
}

#[test]
fn every_command_that_opens_a_book_takes_folders() {
    let scratch = buyer("");
    grid(&scratch, "ours", "ours/grid", "TH", 0.2);
    let text = |name: &str| scratch.path().join(name).to_string_lossy().into_owned();
    let (book, ours, out) = (text("book"), text("ours"), text("ledger.csv"));
    let run = |arguments: &[&str]| {
        let mut command = Command::cargo_bin("estate-carbon").expect("built");
        command.args(arguments).args(["--factors", &ours]).output().expect("ran")
    };
    for (arguments, wanted) in [
        (&["check", &book][..], "no problem found"),
        (&["report", &book, "--format", "json"], "ours/grid"),
        (&["explain", &book, "--row", "activities.csv:2"], "ours/grid"),
        (&["ledger", &book, "--out", &out], "ledger.csv"),
        (&["factors", "search", "ours"], "ours/grid"),
        (&["factors"], "ours"),
    ] {
        let done = run(arguments);
        let printed = String::from_utf8_lossy(&done.stdout);
        assert!(done.status.success() && printed.contains(wanted), "{arguments:?}: {printed}");
    }
    assert!(std::fs::read_to_string(&out).expect("a ledger").contains("ours/grid"));
    let missing =
        Command::cargo_bin("estate-carbon").expect("built").args(["check", &book, "--factors", "/no/such"]).output();
    assert_eq!(missing.expect("ran").status.code(), Some(3));
}

#[test]
fn every_built_in_set_says_what_it_was_taken_from() {
    let sets = Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets/factors");
    let mut seen = 0;
    for entry in std::fs::read_dir(sets).expect("a folder") {
        let folder = entry.expect("an entry").path();
        if folder.is_dir() {
            assert!(folder.join("source.toml").is_file(), "{}", folder.display());
            seen += 1;
        }
    }
    assert!(seen > 0);
}
