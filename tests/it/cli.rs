//! The program as a person runs it: what it prints, where, and how it ends.

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
fn the_summary_is_one_screen_on_stdout() {
    let done = run(&["report", &shipped("eastern-seaboard")]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let summary = text(&done.stdout);
    assert!(summary.lines().count() <= 50, "{summary}");
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
    let told = text(&check.stdout);
    assert!(!told.contains("refrigerants.csv") && !told.contains("assertions.csv"), "{told}");
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

/// A copy of a shipped book that a test may write into, and its folder.
fn copied(example: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let book = folder.path().join("book");
    assert!(run(&["new", &book.to_string_lossy(), "--example", example]).status.success());
    (folder, book)
}

/// Names and bytes of the files in a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    let files = entries.filter(|entry| entry.path().is_file());
    files
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).expect("read")))
        .collect()
}

/// That a run ends with exit status 3 and these words on one line of stderr.
fn refused(done: &Output, words: &str) {
    let said = text(&done.stderr);
    assert_eq!(done.status.code(), Some(3), "{said}");
    let error: Vec<&str> = said.lines().filter(|line| line.starts_with("error: ")).collect();
    assert!(error.len() == 1 && error[0].starts_with("error: cannot write ") && error[0].contains(words), "{said}");
    assert_eq!(said.lines().last(), Some(error[0]), "the error is one line");
}

#[test]
fn no_file_of_a_book_is_replaced_by_what_is_made_of_it() {
    let (_folder, book) = copied("minimal");
    std::fs::hard_link(book.join("activities.csv"), book.join("x_second.csv")).expect("linked");
    std::fs::create_dir(book.join("sub")).expect("made");
    let before = files(&book);
    let ledger = |out: &str| run(&["ledger", &book.to_string_lossy(), "--out", &book.join(out).to_string_lossy()]);
    for (out, input) in [
        ("activities.csv", "activities.csv"),
        ("sub/../activities.csv", "activities.csv"),
        ("x_second.csv", "activities.csv"),
        ("sites.csv", "sites.csv"),
    ] {
        let done = ledger(out);
        refused(&done, &format!("it is an input of the book: {input}"));
        assert!(done.stdout.is_empty());
        assert_eq!(files(&book), before, "{out}");
    }
    std::fs::create_dir(book.join("folder.csv")).expect("made");
    refused(&ledger("folder.csv"), "it is a folder, not a file");
    let done = ledger("other.csv");
    assert!(done.status.success(), "{}", text(&done.stderr));
    let mut after = files(&book);
    assert!(after.remove("other.csv").is_some_and(|ledger| ledger.starts_with(b"site_id,")));
    assert_eq!(after, before);
}

#[test]
fn nothing_is_written_under_a_name_that_the_book_would_read() {
    let (folder, book) = copied("minimal");
    let own = folder.path().join("own");
    std::fs::create_dir_all(own.join("one")).expect("made");
    let table = "factor_id,activity,unit,gas,kg_per_unit,publisher\nown/x,c01/widgets,piece,CO2e:AR5,2,Maker\n";
    std::fs::write(own.join("one/factors.csv"), table).expect("written");
    let before = files(&book);
    let ledger = |out: &Path| {
        let (book, own, out) = (book.to_string_lossy(), own.to_string_lossy(), out.to_string_lossy());
        run(&["ledger", &book, "--factors", &own, "--out", &out])
    };
    for out in ["fuels.csv", "activities.parquet", "Refrigerants.csv", "../own/factors.csv", "../own/one/ledger.csv"] {
        refused(&ledger(&book.join(out)), "the book would read it as one of its own tables");
        assert_eq!(files(&book), before, "{out}");
    }
    assert!(ledger(&book.join("x_ledger.csv")).status.success());
    let out = book.join("activities");
    let done = run(&["report", &book.to_string_lossy(), "--out", &out.to_string_lossy()]);
    refused(&done, "the book would read it as one of its own tables");
    assert!(!out.exists());
}

#[cfg(unix)]
#[test]
fn a_folder_of_activities_may_be_a_link_and_is_spared_all_the_same() {
    let (folder, book) = copied("minimal");
    let rows = folder.path().join("rows");
    std::fs::create_dir(&rows).expect("made");
    std::fs::rename(book.join("activities.csv"), rows.join("a.csv")).expect("moved");
    std::os::unix::fs::symlink(&rows, book.join("activities")).expect("linked");
    for out in [book.join("activities/ledger.csv"), rows.join("ledger.csv")] {
        let done = run(&["ledger", &book.to_string_lossy(), "--out", &out.to_string_lossy()]);
        refused(&done, "the book would read it as one of its own tables");
    }
    assert!(run(&["check", &book.to_string_lossy()]).status.success());
}

#[test]
fn a_report_is_written_whole_or_not_at_all_and_each_format_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let report = |out: &Path| {
        run(&["report", &shipped("minimal"), "--format", "json,csv,json", "--out", &out.to_string_lossy()])
    };
    std::fs::create_dir(folder.path().join("report.csv")).expect("made");
    refused(&report(folder.path()), "it is a folder, not a file");
    assert!(!folder.path().join("report.json").exists());
    let out = folder.path().join("out");
    let done = report(&out);
    assert_eq!(text(&done.stdout).lines().count(), 2, "{}", text(&done.stdout));
    std::fs::write(folder.path().join("a_file"), "kept").expect("written");
    refused(&report(&folder.path().join("a_file")), "it is a file or a link to nothing, not a folder");
    refused(&report(&folder.path().join("a_file/out")), "a file stands where a folder above it would be");
}

#[test]
fn reports_and_rejected_rows_replace_no_activity_file_or_factor_table() {
    let rows = "site_id,start,end,activity,quantity,unit\n\
                F1,2024-01-01,2024-01-31,purchased_electricity/grid,100,kWh\n\
                F1,2024-02-01,2024-02-29,purchased_electricity/grid,ninety,kWh\n";
    let book =
        Scratch::new(&[("book.toml", MANIFEST), ("sites.csv", "site_id,name,estate_id,role\nF1,One,E,factory\n")]);
    let activities = book.path().join("activities");
    std::fs::create_dir(&activities).expect("made");
    let report = || {
        let (book, out) = (book.path().to_string_lossy(), activities.to_string_lossy());
        run(&["report", &book, "--allow-rejected", "--format", "csv", "--out", &out])
    };
    // Beside report.csv the rejected rows would be a table of activities too.
    let would_be = "rejected.csv: the book would read it as one of its own tables";
    for (name, words) in
        [("report.csv", would_be), ("rejected.csv", "it is an input of the book: activities/rejected.csv")]
    {
        std::fs::write(activities.join(name), rows).expect("written");
        refused(&report(), words);
        assert_eq!(std::fs::read_to_string(activities.join(name)).expect("there"), rows);
        std::fs::remove_file(activities.join(name)).expect("there");
    }
    let factors = tempfile::tempdir().expect("a folder");
    let table = factors.path().join("factors.csv");
    let own = "factor_id,activity,unit,gas,kg_per_unit,publisher\nown/x,c01/widgets,piece,CO2e:AR5,2,Maker\n";
    std::fs::write(&table, own).expect("written");
    let (folder, out) = (factors.path().to_string_lossy(), table.to_string_lossy());
    let done = run(&["ledger", &shipped("minimal"), "--factors", &folder, "--out", &out]);
    refused(&done, "it is an input of the book: ");
    assert_eq!(std::fs::read_to_string(&table).expect("there"), own);
}

#[test]
fn a_sample_replaces_a_sample_and_no_other_file() {
    let (_folder, book) = copied("minimal");
    let before = files(&book);
    let sample = |folder: &Path, rows: &str| {
        run(&["sample", &folder.to_string_lossy(), "--sites", "2", "--rows", rows, "--seed", "1"])
    };
    refused(&sample(&book, "10"), "the file exists already");
    std::fs::remove_file(book.join("book.toml")).expect("there");
    refused(&sample(&book, "10"), "the file exists already");
    assert!(files(&book).iter().all(|file| before.get(file.0) == Some(file.1)), "nothing is new");
    let folder = tempfile::tempdir().expect("a folder");
    assert!(sample(folder.path(), "10").status.success());
    assert!(sample(folder.path(), "20").status.success());
    assert_eq!(text(&files(folder.path())["activities.csv"]).lines().count(), 21);
    assert_eq!(files(folder.path()).len(), 3);
    let parquet = |folder: &Path| {
        run(&["sample", &folder.to_string_lossy(), "--sites", "2", "--rows", "5", "--seed", "1", "--format", "parquet"])
    };
    assert!(parquet(folder.path()).status.success());
    assert!(
        !folder.path().join("activities.csv").exists()
            && run(&["check", &folder.path().to_string_lossy()]).status.success()
    );
    // What no sample made is spared: beside the first one, and where a sample would take its place.
    let other = tempfile::tempdir().expect("a folder");
    std::fs::write(other.path().join("activities.parquet"), "mine").expect("written");
    refused(&sample(other.path(), "10"), "the file exists already");
    assert_eq!(files(other.path()).len(), 1);
    std::fs::create_dir(folder.path().join("activities.csv")).expect("made");
    refused(&parquet(folder.path()), "it is a folder, not a file");
}

/// The shell limits how large a file may grow, which stops a write as a full disk would.
#[cfg(unix)]
#[test]
fn a_write_that_fails_leaves_the_old_file_and_nothing_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let limited = |arguments: &[&str]| {
        let program = assert_cmd::cargo::cargo_bin("estate-carbon");
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$0\" \"$@\""]).arg(program).args(arguments);
        shell.output().expect("ran")
    };
    let book = shipped("eastern-seaboard");
    for name in ["ledger.csv", "ledger.parquet", "report.json"] {
        let path = folder.path().join(name);
        std::fs::write(&path, "old").expect("written");
        let done = match name {
            "report.json" => limited(&["report", &book, "--out", &folder.path().to_string_lossy()]),
            _ => limited(&["ledger", &book, "--out", &path.to_string_lossy()]),
        };
        refused(&done, name);
        let said = text(&done.stderr);
        assert!(said.contains("too large") && !said.contains(".estate-carbon-"), "{said}");
        assert_eq!(files(folder.path()), BTreeMap::from([(name.to_owned(), b"old".to_vec())]));
        std::fs::remove_file(&path).expect("there");
    }
    let empty = folder.path().join("empty");
    refused(
        &limited(&["sample", &empty.to_string_lossy(), "--sites", "9", "--rows", "999", "--seed", "1"]),
        "too large",
    );
    assert!(files(&empty).is_empty());
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let folder = tempfile::tempdir().expect("a folder");
    let kept = folder.path().join("kept.txt");
    std::fs::write(&kept, "kept").expect("written");
    for name in ["ledger.csv", "report.md"] {
        std::os::unix::fs::symlink(&kept, folder.path().join(name)).expect("linked");
    }
    let (book, out) = (shipped("minimal"), folder.path().to_string_lossy().into_owned());
    refused(&run(&["ledger", &book, "--out", &format!("{out}/ledger.csv")]), "it is a link; name the file itself");
    refused(&run(&["report", &book, "--format", "md", "--out", &out]), "it is a link; name the file itself");
    assert_eq!(std::fs::read_to_string(&kept).expect("there"), "kept");
}
