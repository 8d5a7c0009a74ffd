//! Planted breaches, each of which the rules must find, and innocent code, in which they must find nothing.

use super::ROWS;
use super::modules::RustFiles;
use super::rules::Survey;

/// The file, the code, and words of the message.
const BREACHES: &[(&str, &str, &str)] = &[
    // Rooms, by every way of writing a path.
    ("ledger.rs", "use super::inventory;", "uses `inventory`"),
    ("inventory.rs", "use crate::{book, rows};", "uses `book`"),
    ("inventory.rs", "use crate::{book, rows};", "uses `rows`"),
    ("inventory.rs", "use crate::{quantity::{self, Gas}, {report::{self, x}}};", "uses `report`"),
    ("activity.rs", "pub struct Code(Vec<crate::factor::Thing>);", "uses `factor`"),
    ("factor/resolve.rs", "pub fn f(_: &crate::ledger::Entry) {}", "uses `ledger`"),
    ("scope.rs", "fn f() { use crate::report::x; x() }", "uses `report`"),
    ("scope.rs", "const _: () = { use crate::report::x as _; };", "uses `report`"),
    ("method.rs", "use crate::report::*;", "by `crate::report::*`"),
    ("estate.rs", "use crate::{self as root};\nfn f() { root::report::x() }", "uses `report`"),
    ("estate.rs", "extern crate self as all;\nfn f() { all::report::x() }", "uses `report`"),
    ("quantity/gas.rs", "fn f<T>(_: T) where T: crate::report::Shown {}", "uses `report`"),
    ("quantity/gas.rs", "impl From<Gas> for crate::report::Thing {}", "uses `report`"),
    ("method/freight.rs", "fn f(x: u8) { match x { crate::report::LIMIT => {} _ => {} } }", "uses `report`"),
    ("method/freight.rs", "fn f() { let _ = crate::report::Thing { x: 1 }; }", "uses `report`"),
    ("method/freight.rs", "fn f() { <crate::report::Thing>::new() }", "uses `report`"),
    ("method/freight.rs", "fn f() { <u8 as crate::report::Shown>::show(1) }", "uses `report`"),
    ("method/freight.rs", "fn f() { super::super::book::x() }", "uses `book`"),
    ("method/freight.rs", "fn f() { self::super::super::r#book::x() }", "uses `book`"),
    ("report/model.rs", "use crate::accounts as a;\nfn f(_: a::Book) {}", "uses `accounts`"),
    ("ledger.rs", "pub use crate::report::Thing;", "uses `report`"),
    ("ledger.rs", "pub mod inner { use super::super::inventory; }", "uses `inventory`"),
    ("ledger.rs", "#[cfg(unix)] mod i { use crate::book; }\n#[cfg(windows)] mod i {}", "uses `book`"),
    ("table.rs", "#[cfg(feature = \"books\")]\nuse crate::book;", "uses `book`"),
    ("table.rs", "#[cfg(not(test))]\nuse crate::book;", "uses `book`"),
    ("table.rs", "#[cfg(any(test, unix))]\nuse crate::book;", "uses `book`"),
    ("table.rs", "use crate::book;\nfn f() { fn book() {} book::x() }", "uses `book` by `book::x`"),
    // Rooms, by names that others hand on.
    ("report.rs", "use crate::Book;", "uses `accounts`"),
    ("ledger.rs", "use crate::*;", "uses `lib`"),
    ("ledger.rs", "use super::*;\nfn f() { inventory::x() }", "uses `inventory`"),
    ("ledger.rs", "use crate::report as upper;\nmod inner { fn f() { super::upper::x() } }", "by `super::upper::x`"),
    ("factor/set.rs", "use crate::factor::resolve;", "uses `factor::resolve`"),
    ("factor/set.rs", "use super::Reason;", "uses `factor::resolve`"),
    // Rooms, inside macros and attributes.
    ("ledger/post.rs", "fn f() -> Vec<u8> { vec![crate::report::x()] }", "uses `report`"),
    ("ledger/post.rs", "fn f() { assert!((0..crate::report::LIMIT).contains(&1)) }", "uses `report`"),
    ("ledger/post.rs", "fn f() { assert!({ use crate::{scope, report as r}; r::x() }) }", "uses `report` by `r::x`"),
    ("ledger/post.rs", "fn f() { assert!({ use crate::report::x as _; true }) }", "uses `report`"),
    ("factor/set.rs", "use super::*;\nfn f() { vec![Reason] }", "by `Reason`"),
    ("ledger/post.rs", "macro_rules! m { ($a:ident) => { use crate::{scope, report::$a}; } }", "uses `report`"),
    ("ledger/post.rs", "macro_rules! m { () => { $crate::report::x() } }", "uses `report`"),
    ("table/schema.rs", "#[serde(with = \"crate::report\")]\nstruct S;", "uses `report`"),
    ("table.rs", "#[error(\"{}\", crate::report::x(.0))]\nstruct S;", "uses `report`"),
    // Rooms of one row.
    ("period.rs", "use crate::quantity::Gas;", "row 0"),
    ("factor/resolve.rs", "use crate::method;", "row 2"),
    ("frame.rs", "use crate::book;", "do not know each other"),
    ("file.rs", "use crate::diagnostic;", "names error only"),
    ("scope.rs", "use crate::quantity::Gas;", "listed before it"),
    ("error.rs", "use crate::period;", "names diagnostic and inventory only"),
    ("method.rs", "use crate::error::Thing;", "uses `error`"),
    ("rows.rs", "use crate::factor::Thing;", "stays apart"),
    ("lib.rs", "pub mod network {}", "`network` has no row"),
    // Other crates.
    ("book/sites.rs", "use polars::prelude::*;", "names `polars`"),
    ("report.rs", "fn f() { ::polars::prelude::col(\"kg\"); }", "names `polars`"),
    ("accounts.rs", "extern crate polars as p;", "names `polars`"),
    ("accounts.rs", "extern crate polars as p;\nfn f(_: p::Series) {}", "names `polars` by `p::Series`"),
    ("ledger.rs", "#[derive(Clone, serde::Serialize)]\npub struct S;", "names `serde`"),
    ("ledger.rs", "#[cfg_attr(feature = \"json\", derive(serde::Serialize))]\npub struct S;", "names `serde`"),
    ("ledger.rs", "use uom::si::mass::kilogram;", "names `uom`"),
    ("inventory.rs", "use crate::quantity::uom::si::mass::kilogram;", "names `uom`"),
    ("period.rs", "use chrono::Utc;", "not in `CRATES`"),
    ("frame.rs", "use std::fs::File as F;\nfn f() { F::create(\"x\"); }", "for `file`"),
    ("accounts.rs", "use std::fs::*;", "for `file`"),
    ("accounts.rs", "fn f() { <std::fs::File>::create(\"x\"); }", "for `file`"),
    ("accounts.rs", "use std::fs::File;\nfn f() { <File>::create(\"x\"); }", "for `file`"),
    ("report.rs", "type F = std::fs::File;\nfn f() { F::create(\"x\"); }", "for `file`"),
    ("report.rs", "type F = std::fs::File;\nfn f() { <F>::create(\"x\"); }", "for `file`"),
    ("report.rs", "fn f() { csv::Writer::from_path(\"x\"); }", "for `file`"),
    ("report.rs", "fn f() { csv::WriterBuilder::new().from_path(\"x\"); }", "for `file`"),
    ("rows.rs", "fn f() { std::fs::remove_dir_all(\"x\"); }", "for `file`"),
    ("frame.rs", "fn f() { std::os::unix::fs::symlink(\"x\", \"y\"); }", "for `file`"),
    // The world outside, from rows 0 to 3.
    ("table.rs", "use std::{fs, env};", "`std::fs` is named"),
    ("table.rs", "use std::{fs, env};", "`std::env` is named"),
    ("table.rs", "use std::io::{self, Cursor};", "`std::io` is named"),
    ("period.rs", "use std::time::Instant as Stopwatch;\nfn f() { Stopwatch::now(); }", "`Stopwatch::now` is named"),
    ("period.rs", "use std::time as t;\nfn f() { t::Instant::now(); }", "`t::Instant::now` is named"),
    ("period.rs", "use std::time::*;", "no clock"),
    ("period.rs", "use core::time as t; fn f() { assert!(t::SystemTime::now() > x) }", "no clock"),
    ("period.rs", "fn f() { jiff::Zoned::now(); }", "no clock"),
    ("method.rs", "fn f() { println!(\"x\") }", "has streams"),
    ("method.rs", "use std::eprintln as say;\nfn f() { say!(\"x\") }", "has streams"),
    ("method.rs", "macro_rules! m { () => { dbg!(1) } }", "has streams"),
    ("method.rs", "fn f(x: crate::quantity::Ratio) { x.exp(); }", "last digit"),
    ("ledger.rs", "fn f(x: f64) { assert!(x.powi(2) > 1.0) }", "last digit"),
    ("table.rs", "fn f(path: &std::path::Path) -> bool { path.exists() }", "asks a disk"),
    ("table.rs", "fn f(path: &std::path::Path) { assert!(path.is_file()) }", "asks a disk"),
    ("table.rs", "use std::path::Path;\nfn f(path: &Path) -> bool { Path::exists(path) }", "row 4 and above"),
    // What would hide code from these tests.
    ("ledger.rs", "#[path = \"report.rs\"]\nmod post;", "hides"),
    ("ledger.rs", "include!(\"report.rs\");", "read as no module"),
    ("ledger.rs", "fn f() { mod inner {} }", "inside a function"),
    ("ledger.rs", "#[macro_use]\nmod words {}", "`#[macro_use]`"),
];

const INNOCENT: &[(&str, &str)] = &[
    ("ledger.rs", "pub const NAME: &str = \"crate::report::x\";"),
    ("ledger.rs", "// use crate::report;\n/// See [crate::report::Thing] and `std::fs`.\npub struct S;"),
    ("ledger.rs", "#[cfg(test)]\nmod tests { use crate::report; use super::*; use std::fs; fn f() { println!() } }"),
    ("ledger.rs", "#[cfg(all(test, unix))]\nfn f() { std::fs::read(\"x\"); }"),
    ("ledger.rs", "#[test]\nfn f() { std::fs::read(\"x\"); }"),
    ("ledger.rs", "#[cfg(test)]\nuse crate::report;\n#[cfg(test)]\nimpl crate::report::Shown for Entry {}"),
    ("ledger.rs", "fn f() { #[cfg(test)]\nprintln!(); #[cfg(test)]\n{ crate::report::x() } }"),
    ("ledger.rs", "#[cfg(test)]\nuse crate::report as r;\nuse crate::scope as r;\nfn f() { r::x() }"),
    ("ledger.rs", "#[cfg_attr(test, derive(serde::Serialize))]\npub struct S;"),
    ("ledger.rs", "#[allow(clippy::report)]\n#[rustfmt::skip]\npub struct S;"),
    ("ledger.rs", "use crate::quantity::{Energy, Gas};\nfn f(report: Energy) { report.book(); inventory(report) }"),
    ("ledger.rs", "fn f(s: S) { format!(\"{}\", s.report.book(), report = concat!(\"crate::\", \"book\")); }"),
    ("ledger.rs", "fn f<T: Default>() { T::default(); f64::from(1_u8); u64::MAX; String::new(); Self::report(); }"),
    ("ledger.rs", "macro_rules! of { ($room:ident) => { $room::name(); $crate::scope::x::<'a>() } }"),
    ("ledger.rs", "fn f() { vec![Vec::<u8>::new(), <u8>::report(), a..b]; a != (b); }"),
    ("ledger.rs", "fn f(_: <u8>::Report) { <u8>::report() }"),
    ("factor/set.rs", "use super::*;\nfn f() { vec![S { Reason: 1 }] }"),
    ("ledger/post.rs", "use super::{Entry, super::method};\nuse self::inner::x;\nmod inner { pub fn x() {} }"),
    // A module of the room's own, with the name of a room or of a crate.
    ("method/report.rs", "pub fn x() {}\nfn f() { super::report::x(); super::book::x() }"),
    ("method.rs", "mod polars { pub use self::inner as fs; mod inner {} }\nuse polars::fs;\nfn f() { fs::read(); }"),
    ("method.rs", "fn f() { use crate::method as report; report::x() }"),
    (
        "method/freight.rs",
        "use crate::quantity::uom::si::mass::kilogram;\nuse crate::factor::{Thing, resolve::Reason};",
    ),
    ("table.rs", "use crate::Code;\nuse std::io::Cursor;\nuse std::path::Path;\nuse std::time::Duration;"),
    ("table.rs", "const V: &str = env!(\"CARGO_PKG_VERSION\");\nconst W: &str = std::env!(\"CARGO_PKG_VERSION\");"),
    ("table.rs", "const BYTES: &[u8] = include_bytes!(\"std/fs\");"),
    ("factor.rs", "pub(crate) use resolve::Reason as Why;"),
    ("factor/resolve.rs", "use super::{FactorSet, set};"),
    ("accounts.rs", "use std::{fs, time::Instant};\nuse crate::{book, rows, error::Thing, file};"),
    ("report.rs", "use crate::file;\nfn f() { std::fs::read(\"x\"); println!() }"),
    ("main.rs", "fn main() { estate_carbon::cli::x(std::env::args_os()); mimalloc::MiMalloc; }"),
];

/// A small crate with every room of the rows.
fn small_crate() -> RustFiles {
    let thing = "pub struct Thing; pub fn x() {}\n";
    let mut files = RustFiles::from([("main.rs".to_owned(), String::new())]);
    let mut lib = String::from("pub use accounts::Book; pub use diagnostic::Code;\n");
    for room in ROWS.iter().flat_map(|row| row.rooms).filter(|room| !["lib", "main", "factor::resolve"].contains(room))
    {
        lib += &format!("pub mod {room};\n");
        files.insert(format!("{room}.rs"), thing.to_owned());
    }
    for (file, code) in [
        ("lib.rs", lib.as_str()),
        ("accounts.rs", "pub struct Book;\n"),
        ("diagnostic.rs", "pub enum Code { A }\n"),
        ("factor.rs", "pub mod resolve; mod set; pub use resolve::Reason; pub use set::FactorSet; pub struct Thing;\n"),
        ("factor/resolve.rs", "pub enum Reason { A }\n"),
        ("factor/set.rs", "pub struct FactorSet;\n"),
        ("ledger.rs", "pub struct Entry;\n"),
        ("quantity.rs", "mod gas; pub use gas::Gas; pub use uom; pub use uom::si::f64::Energy;\n"),
        ("quantity/gas.rs", "pub struct Gas;\n"),
    ] {
        files.insert(file.to_owned(), code.to_owned());
    }
    files
}

/// The small crate with code at the end of one of its files.
fn with(files: &mut RustFiles, file: &str, code: &str) {
    if !files.contains_key(file)
        && let Some((folder, name)) = file.trim_end_matches(".rs").rsplit_once('/')
    {
        with(files, &format!("{folder}.rs"), &format!("mod {name};"));
    }
    let text = files.entry(file.to_owned()).or_default();
    text.push_str(code);
    text.push('\n');
}

fn found(planted: &[(&str, &str)]) -> Vec<String> {
    let mut files = small_crate();
    planted.iter().for_each(|(file, code)| with(&mut files, file, code));
    Survey::of(&files).breaches()
}

#[test]
fn every_planted_breach_is_found() {
    for (file, code, words) in BREACHES {
        let found = found(&[(file, code)]);
        let fits = |text: &String| text.starts_with(file) && text.contains(words);
        assert!(found.iter().any(fits), "{file}: {code}\nis not found as {words:?}, but as {found:#?}");
    }
}

#[test]
fn a_circle_is_found_and_a_parent_with_its_child_is_none() {
    let gas = ("quantity/gas.rs", "use super::gwp::potential;");
    assert_eq!(
        found(&[gas, ("quantity/gwp.rs", "use crate::quantity::Energy; use super::*;\nfn f(_: Energy) {}")]),
        [""; 0]
    );
    let reported = found(&[gas, ("quantity/gwp/table.rs", "use crate::quantity::Gas;")]);
    let circle = "gas uses gwp (quantity/gas.rs:2), gwp uses gas (quantity/gwp/table.rs:1)";
    assert!(reported.len() == 1 && reported[0].ends_with(circle), "{reported:#?}");
    let read = ("rows/read.rs", "use super::check::x;");
    assert_eq!(found(&[read, ("rows/check.rs", "fn f() { super::read::x() }")]).len(), 1);
    assert_eq!(found(&[("report/csv.rs", "use super::json;"), ("report/json.rs", "use super::csv;")]), [""; 0]);
}

#[test]
fn innocent_code_is_left_alone() {
    assert_eq!(found(&[]), [""; 0]);
    for (file, code) in INNOCENT {
        let found = found(&[(file, code)]);
        assert!(found.is_empty(), "{file}: {code}\nis innocent, but {found:#?}");
    }
}
