//! Who may know whom: the rows of docs/ARCHITECTURE.md, read out of the source.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Rooms by row. A room uses rooms of lower rows, and its own children.
const ROWS: [(u32, &[&str]); 8] = [
    (0, &["diagnostic", "id", "period", "scope", "source"]),
    (1, &["quantity"]),
    (2, &["activity", "estate", "factor", "table"]),
    (3, &["method"]),
    (4, &["ledger"]),
    (5, &["inventory"]),
    // `error` is what the edges return; it gathers what the rooms below say.
    (6, &["error"]),
    (7, &["book", "rows", "frame", "report"]),
];

/// Rooms above the rows may use every room.
const ABOVE: [&str; 3] = ["accounts", "cli", "lib"];

/// Crates that only certain rooms may name, and why.
const CRATES: [(&str, &[&str], &str); 6] = [
    ("uom", &["quantity"], "units have one door"),
    ("polars", &["rows", "frame"], "its float sums are not numbers of record"),
    ("csv", &["table", "rows", "report"], "tables have one reader, reports one writer"),
    ("clap", &["cli"], "the library has no command line"),
    ("indicatif", &["cli"], "the library has no terminal"),
    ("calamine", &["table"], "sheets are read where cells are"),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
}

/// Every source file with its room and its code, without its tests and comments.
fn files() -> Vec<(String, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&root, &mut paths);
    let file = |path: &PathBuf| {
        let name = path.strip_prefix(&root).expect("inside").to_string_lossy().into_owned();
        let room = name.split(['/', '.']).next().unwrap_or_default().to_owned();
        let text = std::fs::read_to_string(path).expect("text");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let code: Vec<&str> = code.lines().filter(|l| !l.trim_start().starts_with("//")).collect();
        (name, room, code.join("\n"))
    };
    paths.iter().filter(|p| !p.ends_with("tests.rs") && !p.ends_with("fixture.rs")).map(file).collect()
}

fn row_of(room: &str) -> Option<u32> {
    ROWS.iter().find(|(_, rooms)| rooms.contains(&room)).map(|(row, _)| *row)
}

/// The rooms that code names by `crate::`.
fn rooms_named(code: &str) -> Vec<String> {
    let names = code.split("crate::").skip(1).map(|rest| {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        rest[..end].to_owned()
    });
    names.filter(|name| name.chars().next().is_some_and(char::is_lowercase)).collect()
}

#[test]
fn rooms_use_lower_rooms_only() {
    let mut broken = Vec::new();
    for (file, room, code) in files() {
        let Some(row) = row_of(&room) else {
            assert!(ABOVE.contains(&room.as_str()) || room == "main", "{file}: `{room}` has no row; give it one here");
            continue;
        };
        for used in rooms_named(&code) {
            let allowed = used == room || row_of(&used).is_some_and(|other| other < row)
                // Row 0 and row 2 hold rooms that stand in the order they are listed.
                || row_of(&used) == Some(row) && before(&used, &room);
            if !allowed {
                broken.push(format!(
                    "{file}: `{room}` (row {row}) uses `{used}`; a room uses lower rows and its own children only"
                ));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// Within rows 0 and 2 the order of the list is the order of use; rooms of row 7 never meet.
fn before(used: &str, room: &str) -> bool {
    ROWS.iter().filter(|(row, _)| *row == 0 || *row == 2).any(|(_, rooms)| {
        let place = |name: &str| rooms.iter().position(|r| *r == name);
        matches!((place(used), place(room)), (Some(_), Some(_)))
    })
}

#[test]
fn crates_are_named_in_their_rooms_only() {
    let mut broken = Vec::new();
    for (file, room, code) in files() {
        for (name, rooms, why) in CRATES {
            let named = [
                format!("use {name}"),
                format!("::{name}::"),
                format!(" {name}::"),
                format!("({name}::"),
                format!("<{name}::"),
            ];
            if named.iter().any(|n| code.contains(n.as_str()))
                && !rooms.contains(&room.as_str())
                && !code.contains(&format!("crate::quantity::{name}"))
                && !code.contains("crate::table::")
            {
                broken.push(format!("{file} names `{name}`: {why}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn lower_rows_touch_no_file_clock_or_environment() {
    let mut broken = Vec::new();
    for (file, room, code) in files() {
        if row_of(&room).is_none_or(|row| row >= 6) {
            continue;
        }
        for word in ["std::fs", "std::env::", "SystemTime", "Instant::now", "std::net", "println!"] {
            if code.contains(word) {
                broken.push(format!("{file}: `{word}` in a room that takes values and returns values"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_file_says_what_it_is_and_is_of_a_size_to_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&root, &mut paths);
    let mut long = BTreeMap::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("text");
        let inner = path.ends_with("tests.rs") || path.ends_with("fixture.rs");
        assert!(inner || text.starts_with("//!"), "{} has no module documentation", path.display());
        let lines = text.lines().count();
        if lines > 800 {
            long.insert(path, lines);
        }
    }
    assert!(long.is_empty(), "files past 800 lines: {long:?}");
}
