//! Books written for one test, in a folder that goes with it.

use std::path::Path;

use estate_carbon::{Accounts, Book, Error};

/// A book in a temporary folder.
pub struct Scratch(tempfile::TempDir);

/// A manifest for one Thai estate and the year 2024.
pub const MANIFEST: &str = "\
name = \"Test\"
period = { start = 2024-01-01, end = 2024-12-31 }
gwp = \"AR6\"
boundary = \"estate\"

[[estate]]
id = \"E\"
name = \"Test estate\"
country = \"TH\"
";

impl Scratch {
    /// A book of these files.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let scratch = Self(tempfile::tempdir().expect("a folder"));
        for (name, content) in files {
            scratch.write(name, content);
        }
        scratch
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn write(&self, name: &str, content: &str) {
        std::fs::write(self.path().join(name), content).expect("written");
    }

    /// The accounts, or a panic that shows every problem.
    pub fn accounts(&self) -> Accounts {
        match Book::open(self.path()).and_then(Book::account) {
            Ok(accounts) => accounts,
            Err(Error::Rejected(problems)) => panic!("{}", problems.render()),
            Err(other) => panic!("{other}"),
        }
    }

    /// report.json without the fingerprint, which names the input files.
    pub fn report(&self) -> String {
        let json = self.accounts().report().to_json();
        let lines = json.lines().filter(|line| !line.contains("\"fingerprint\""));
        lines.collect::<Vec<_>>().join("\n")
    }
}
