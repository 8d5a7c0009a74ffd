//! What the program writes, refuses to write over, and leaves alone.

use super::*;

/// A copy of a shipped book that a test may write into, and its folder.
fn copied(example: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let book = folder.path().join("book");
    assert!(run(&["new", &book.to_string_lossy(), "--example", example]).status.success());
    (folder, book)
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
