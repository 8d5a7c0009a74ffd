//! Cells that a row needs although its table does not require them: all of them in one list, `needs.txt`.
//!
//! Each line is a kind of row and what it reports when every cell that may be empty is, as `column code`. A line that
//! changes is to be read against docs/METHODS.md before it is committed.

#![allow(clippy::disallowed_methods, reason = "the list is a file of the project")]

use super::sample::{Sample, dated_tables};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/book/methods/tests/needs.txt");

fn needs() -> String {
    let mut list = String::new();
    for row in dated_tables().flat_map(Sample::each) {
        let (found, reported) = row.read();
        let asked: Vec<String> = reported.iter().map(|(name, code, _)| format!("{name} {code}")).collect();
        let result = match (found.len(), asked.is_empty()) {
            (0, false) => asked.join(", "),
            (1, true) => "a calculation".to_owned(),
            (calculations, _) => format!("{calculations} calculations, and reported: {asked:?}"),
        };
        let name = [row.schema.table.as_str(), row.kind].join(" ");
        list += &format!("{}: {result}\n", name.trim_end());
    }
    list
}

#[test]
fn a_row_reports_the_cells_it_needs_and_no_others() {
    let listed = std::fs::read_to_string(PATH).unwrap_or_default().replace("\r\n", "\n");
    let found = needs();
    assert!(found == listed, "{found}");
}
