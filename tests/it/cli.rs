//! The program as a person runs it: what it prints, where, and how it ends.

mod files;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use estate_carbon::table::Schema;

use crate::books::folder;
use crate::scratch::{MANIFEST, Scratch};

fn run(arguments: &[&str]) -> Output {
    Command::cargo_bin("estate-carbon").expect("built").args(arguments).output().expect("ran")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn shipped(name: &str) -> String {
    folder(name).to_string_lossy().into_owned()
}

#[test]
fn the_summary_is_short_and_on_stdout() {
    let done = run(&["report", &shipped("eastern-seaboard")]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let summary = text(&done.stdout);
    assert!(summary.lines().count() <= 60, "{summary}");
    assert!(summary.contains("Scope 1") && summary.contains("market"), "{summary}");
    assert!(!summary.contains('\u{1b}'), "no colour where nobody looks");
}

#[test]
fn json_on_stdout_is_the_report_and_nothing_else() {
    let done = run(&["report", &shipped("minimal"), "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&done.stdout).expect("JSON");
    assert_eq!(report["schema"], "estate-carbon/report/v1");
    assert_eq!(report["rows"]["read"], 6);
}

#[test]
fn exit_codes_tell_errors_usage_and_files_apart() {
    let broken = Scratch::new(&[("book.toml", MANIFEST)]);
    let broken = broken.path().to_string_lossy().into_owned();
    for (arguments, code) in [
        (vec!["check", &*shipped("minimal")], 0),
        (vec!["check", &broken], 1),
        (vec!["report"], 2),
        (vec!["report", &*shipped("minimal"), "--format", "pdf"], 2),
        (vec!["ledger", &*shipped("minimal"), "--out", "/no/such/folder/ledger.csv"], 3),
        (vec!["explain", "GHG303"], 0),
        (vec!["explain", "GHG999"], 2),
    ] {
        let done = run(&arguments);
        assert_eq!(done.status.code(), Some(code), "{arguments:?}: {}", text(&done.stderr));
    }
}

#[test]
fn a_book_with_errors_writes_no_report() {
    let book = Scratch::new(&[
        ("book.toml", MANIFEST),
        ("sites.csv", "site_id,name,estate_id,role\nF1,One,E,factory\n"),
        (
            "activities.csv",
            "site_id,start,end,activity,quantity,unit\n\
             F1,2024-01-01,2024-01-31,purchased_electricity/grid,100,kWh\n\
             F1,2024-02-01,2024-02-29,purchased_electricity/grid,ninety,kWh\n",
        ),
    ]);
    let path = book.path().to_string_lossy().into_owned();
    let out = book.path().join("out");
    let out = out.to_string_lossy().into_owned();
    let refused = run(&["report", &path, "--out", &out]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        text(&refused.stderr).contains("activities.csv:3:53 (cell E3, column `quantity`)"),
        "{}",
        text(&refused.stderr)
    );
    assert!(!std::path::Path::new(&out).join("report.json").exists());

    let allowed = run(&["report", &path, "--out", &out, "--allow-rejected"]);
    assert!(allowed.status.success(), "{}", text(&allowed.stderr));
    let report = std::fs::read_to_string(std::path::Path::new(&out).join("report.json")).expect("a report");
    let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    assert_eq!((&report["rows"]["read"], &report["rows"]["rejected"]), (&2.into(), &1.into()));
    let rejected = std::fs::read_to_string(std::path::Path::new(&out).join("rejected.csv")).expect("the rejected rows");
    assert_eq!(rejected.lines().count(), 2, "{rejected}");
    assert!(rejected.contains("ninety"), "{rejected}");
}

#[test]
fn a_ledger_by_rows_adds_up_to_the_ledger() {
    let out = tempfile::tempdir().expect("a folder");
    let sum = |name: &str, lines: bool| {
        let path = out.path().join(name);
        let mut arguments = vec![
            "ledger".to_owned(),
            shipped("eastern-seaboard"),
            "--out".to_owned(),
            path.to_string_lossy().into_owned(),
        ];
        if lines {
            arguments.push("--lines".to_owned());
        }
        let done = run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(done.status.success(), "{}", text(&done.stderr));
        let text = std::fs::read_to_string(path).expect("a ledger");
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        let kg = rows.headers().expect("a header").iter().position(|h| h == "kg").expect("a column kg");
        rows.records().map(|r| r.expect("a row")[kg].parse::<f64>().expect("a number")).sum::<f64>()
    };
    let (totals, lines) = (sum("ledger.csv", false), sum("lines.csv", true));
    assert!((totals - lines).abs() < 1e-6 * totals, "{totals} {lines}");
}

#[test]
fn a_row_and_a_figure_are_explained_down_to_factor_and_source() {
    let book = shipped("minimal");
    let row = text(&run(&["explain", &book, "--row", "activities.csv:2"]).stdout);
    assert!(row.contains("kg") && row.contains("activities.csv"), "{row}");
    let figure = text(&run(&["explain", &book, "--figure", "estate.scope1"]).stdout);
    assert!(figure.contains("IPCC") || figure.contains("TGO"), "{figure}");
}

#[test]
fn a_new_book_has_every_table_and_an_example_is_a_whole_book() {
    let folder = tempfile::tempdir().expect("a folder");
    let empty = folder.path().join("empty");
    let done = run(&["new", &empty.to_string_lossy()]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    assert!(empty.join("book.toml").exists() && empty.join("activities.csv").exists());
    assert!(!empty.join("refrigerants.csv").exists());
    assert!(text(&done.stderr).contains("These are the core tables; `--all-tables` adds"), "{}", text(&done.stderr));
    let all = folder.path().join("all");
    let done = run(&["new", &all.to_string_lossy(), "--all-tables"]);
    let mut tables: Vec<String> = Schema::all().iter().map(Schema::file_name).chain(["book.toml".to_owned()]).collect();
    tables.sort();
    assert_eq!(files(&all).into_keys().collect::<Vec<_>>(), tables);
    assert!(!text(&done.stderr).contains("core tables"));
    // Headers without rows say nothing, so only what is required is missing.
    let check = run(&["check", &all.to_string_lossy(), "--json"]);
    let reported = text(&check.stdout);
    assert!(!reported.contains("refrigerants.csv") && !reported.contains("assertions.csv"), "{reported}");
    let copy = folder.path().join("copy");
    assert!(run(&["new", &copy.to_string_lossy(), "--example", "minimal"]).status.success());
    assert!(run(&["check", &copy.to_string_lossy()]).status.success());
    assert_ne!(
        run(&["new", &copy.to_string_lossy(), "--example", "minimal"]).status.code(),
        Some(0),
        "nothing is overwritten"
    );
}

#[test]
fn a_sample_is_the_same_for_the_same_seed_and_valid() {
    let folder = tempfile::tempdir().expect("a folder");
    let make = |name: &str, seed: &str, format: &str| {
        let path = folder.path().join(name);
        let path_text = path.to_string_lossy().into_owned();
        let done = run(&["sample", &path_text, "--sites", "20", "--rows", "5000", "--seed", seed, "--format", format]);
        assert!(done.status.success(), "{}", text(&done.stderr));
        assert!(run(&["check", &path_text]).status.success());
        std::fs::read(path.join(format!("activities.{format}"))).expect("rows")
    };
    assert_eq!(make("a", "7", "csv"), make("b", "7", "csv"));
    assert_ne!(make("c", "7", "csv"), make("d", "8", "csv"));
    assert_eq!(make("e", "7", "parquet"), make("f", "7", "parquet"));
}

#[test]
fn factors_are_found_by_text_region_and_id() {
    let found = text(&run(&["factors", "search", "electricity", "--region", "TH"]).stdout);
    assert!(found.contains("tgo-cfo-2026"), "{found}");
    let thai = |words: &[&str]| text(&run(&[&["factors", "search"], words].concat()).stdout);
    let diesel = thai(&["ดีเซล", "--region", "TH", "--year", "2024"]);
    assert!(diesel.contains("stationary_combustion/gas_diesel_oil  น้ำมันดีเซล"), "{diesel}");
    let power = thai(&["ไฟฟ้า", "--region", "TH", "--year", "2024"]);
    assert!(power.contains("tgo-cfo-2026/grid/2022-2024\n    purchased_electricity/grid  ไฟฟ้าที่ซื้อ"), "{power}");
    assert!(
        power.contains("    TH, 2022-01-01 to 2024-12-31: ") && power.contains(" per kWh\n    average, "),
        "{power}"
    );
    let gas = thai(&["ก๊าซธรรมชาติ", "IPCC"]);
    assert!(gas.contains("stationary_combustion/natural_gas  ก๊าซธรรมชาติ") && !gas.contains("tgo-"), "{gas}");
    let english = text(&run(&["factors", "search", "Natural", "GAS", "ipcc"]).stdout);
    assert!(english.contains("stationary_combustion/natural_gas  Natural gas"), "{english}");
    let nothing = run(&["factors", "search", "desel"]);
    assert!(nothing.status.success() && nothing.stdout.is_empty());
    assert!(text(&nothing.stderr).contains("did you mean `diesel`?"), "{}", text(&nothing.stderr));
}

/// Names and bytes of the files in a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    let files = entries.filter(|entry| entry.path().is_file());
    files
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).expect("read")))
        .collect()
}
