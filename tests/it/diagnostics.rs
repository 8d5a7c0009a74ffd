//! The diagnostic catalogue: a folder for every code, with a book that has the problem and
//! the text that is printed for it.
//!
//! A folder holds only what differs from the minimal book; `remove.txt` lists files of the
//! minimal book to leave out. `UPDATE_EXPECT=GHG303 cargo test --test it diagnostics`
//! rewrites the `expected.txt` of that one folder.

mod explained;
mod made;

pub use made::parquet_sample;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use estate_carbon::{Book, Code, Diagnostics, Error, OpenOptions, Rejected, Severity};

/// A folder of the repository.
pub fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A copy of the minimal book, for a test to spoil.
pub struct Spoilt(tempfile::TempDir);

impl Spoilt {
    pub fn minimal() -> Self {
        let book = Self(tempfile::tempdir().expect("a folder"));
        copy(&project("datasets/books/minimal"), book.path());
        book
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn with(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        fs::write(self.path().join(name), bytes).expect("written");
        self
    }

    pub fn without(&self, name: &str) -> &Self {
        fs::remove_file(self.path().join(name)).expect("removed");
        self
    }

    /// What is printed about the book, whether it is refused or only warned about.
    pub fn diagnostics(&self) -> Diagnostics {
        match Book::open(self.path()).and_then(Book::account) {
            Ok(accounts) => accounts.diagnostics().clone(),
            Err(Error::Rejected(found)) => found,
            Err(other) => panic!("not about the data: {other}"),
        }
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&target).expect("made");
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

/// The book of a folder of the catalogue.
fn book_of(case: &str) -> Spoilt {
    let folder = project("tests/diagnostics").join(case);
    let book = Spoilt::minimal();
    for name in fs::read_to_string(folder.join("remove.txt")).unwrap_or_default().lines() {
        book.without(name);
    }
    copy(&folder, book.path());
    for of_the_catalogue in ["remove.txt", "expected.txt"] {
        let _ = fs::remove_file(book.path().join(of_the_catalogue));
    }
    made::spoil(case, &book);
    book
}

/// The folders of the catalogue, in order.
fn cases() -> Vec<String> {
    let folders = fs::read_dir(project("tests/diagnostics")).expect("the catalogue").flatten();
    let mut cases: Vec<String> = folders
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().expect("a plain name"))
        .collect();
    cases.sort();
    cases
}

/// The code a folder is for; none for folders with many.
fn code_of(case: &str) -> Option<Code> {
    Code::parse(case.split('-').next()?)
}

/// Compares with `expected.txt`, or rewrites it if the folder was named.
fn compare(case: &str, found: &str) -> Result<(), String> {
    let file = project("tests/diagnostics").join(case).join("expected.txt");
    if std::env::var("UPDATE_EXPECT").is_ok_and(|named| is_named(case, &named)) {
        fs::write(&file, found).expect("written");
        return Ok(());
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    if expected == found { Ok(()) } else { Err(difference(case, &expected, found)) }
}

/// A folder is named by its code, if it is the only one of the code, or by its whole name.
fn is_named(case: &str, named: &str) -> bool {
    let of_code =
        cases().iter().filter(|other| code_of(other).is_some() && code_of(other) == Code::parse(named)).count();
    case == named || (of_code == 1 && code_of(case) == Code::parse(named) && code_of(case).is_some())
}

/// The two texts line by line: `-` was expected, `+` was found.
fn difference(case: &str, expected: &str, found: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - same;
    let tail = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let mut text = format!("tests/diagnostics/{case}/expected.txt, from line {}:\n", same + 1);
    for line in &old[same..old.len() - tail] {
        text += &format!("- {line}\n");
    }
    for line in &new[same..new.len() - tail] {
        text += &format!("+ {line}\n");
    }
    text + &format!("If the new text is right: UPDATE_EXPECT={case} cargo test --test it diagnostics\n")
}

#[test]
fn every_folder_prints_its_text() {
    let mut problems = Vec::new();
    for case in cases() {
        let found = book_of(&case).diagnostics();
        if let Some(code) = code_of(&case)
            && !found.iter().any(|d| d.code() == code)
        {
            problems.push(format!("{case}: {code} is not among what is printed:\n{}", found.render()));
        }
        problems.extend(compare(&case, &found.render()).err());
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn every_code_has_a_folder() {
    let covered: BTreeSet<Code> = cases().iter().filter_map(|case| code_of(case)).collect();
    let missing: Vec<String> =
        Code::ALL.iter().filter(|code| !covered.contains(code)).map(ToString::to_string).collect();
    assert!(missing.is_empty(), "no folder in tests/diagnostics for {}", missing.join(", "));
    for case in cases() {
        assert!(
            code_of(&case).is_some() || ["all-at-once", "rejected-rows"].contains(&case.as_str()),
            "{case} is for no code"
        );
    }
}

#[test]
fn many_problems_are_printed_in_one_run() {
    let found = book_of("all-at-once").diagnostics();
    let codes: BTreeSet<Code> = found.iter().map(|d| d.code()).collect();
    assert!(codes.len() >= 25, "{} kinds only", codes.len());
    let text = found.render();
    for code in codes {
        assert!(text.contains(&format!("[{code}]")), "{code} is counted and not shown");
    }
}

#[test]
fn rejected_rows_are_counted_and_written_whole() {
    let book = book_of("rejected-rows");
    let options = OpenOptions::new().with_rejected(Rejected::Allow);
    let opened = Book::open_with(book.path(), &options).expect("the small tables are fine");
    let read = opened.rows();
    let opened = opened.account().expect("accounts");
    let errors = opened.diagnostics().iter().filter(|d| d.severity() == Severity::Error);
    let kinds: BTreeSet<Code> = errors.map(|d| d.code()).collect();
    assert!(kinds.len() >= 12, "{kinds:?}");
    let rows = opened.rows();
    // Rows without a factor are found when the book is posted.
    assert!(read.read == rows.read && read.accepted > rows.accepted, "{read:?} {rows:?}");
    let table = fs::read_to_string(book.path().join("activities.csv")).expect("rows");
    // Two rows have a text of two lines, and one line is blank.
    assert_eq!(rows.read, table.lines().count() as u64 - 4);
    assert_eq!(rows.read, rows.accepted + rows.rejected);
    assert_eq!(rows.accepted, table.matches("good").count() as u64);
    assert!(opened.headline().scope1().is_ok());
    let rejected = book.path().join("rejected.out");
    assert_eq!(opened.write_rejected(&rejected).expect("written"), rows.rejected);
    let mut reader = csv::Reader::from_path(&rejected).expect("rejected rows");
    let written: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a row")).collect();
    assert_eq!(written.len() as u64, rows.rejected);
    // Each with the line it begins on.
    let lines: Vec<&str> = table.lines().collect();
    for row in &written {
        let line: usize = row[1].parse().expect("a line");
        assert_eq!(&row[0], "activities.csv");
        assert!(!lines[line - 1].contains("good"), "{row:?}");
        let first: String = lines[line - 1].split(',').nth(1).unwrap_or_default().to_owned();
        assert!(row.iter().any(|cell| *cell == first) || first.is_empty(), "{row:?} is not line {line}");
    }
}
