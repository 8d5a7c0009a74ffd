//! Who may know whom: the rows of docs/ARCHITECTURE.md, kept by reading every path of the code.

mod breaches;
mod circles;
pub mod modules;
mod names;
mod paths;
mod rules;
mod tokens;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use rules::Order::{AsListed, Only, Strangers};
use rules::{Apart, CORE, Crate, Door, EVERYWHERE, Never, Row, Survey};

/// The rooms, the lowest first. A room uses its own children and the rooms of earlier lines; inside a line, `order`
/// says which.
const ROWS: &[Row] = &[
    // Diagnostics have places; quantities suggest what was meant.
    Row { number: 0, rooms: &["word", "place", "diagnostic", "id", "period", "scope", "quantity"], order: AsListed },
    // Tables have cells that are activities and sites. What a factor is says nothing of which one wins.
    Row { number: 1, rooms: &["estate", "activity", "table", "factor"], order: AsListed },
    // Methods take chosen factors and built-in parameters, and the ledger posts what methods give.
    Row { number: 2, rooms: &["shipped", "factor::resolve", "method", "ledger"], order: AsListed },
    // Statements are read out of the ledger, each kind for itself.
    Row { number: 3, rooms: &["inventory"], order: Strangers },
    // What every edge returns: so it gathers what is said below, and knows no more of it.
    Row { number: 4, rooms: &["error"], order: Only(&["diagnostic", "inventory"]) },
    // One writer of files, for every edge.
    Row { number: 4, rooms: &["file"], order: Only(&["error"]) },
    // Each edge reads or writes one thing; what two of them share belongs on a lower row.
    Row { number: 4, rooms: &["book", "rows", "frame", "report"], order: Strangers },
    // The façade alone wires the edges; the crate's root re-exports.
    Row { number: 5, rooms: &["accounts", "lib"], order: AsListed },
    // No word of the command line below; the program is one call.
    Row { number: 6, rooms: &["cli", "main"], order: AsListed },
];

/// Rooms that a room stays apart from, though they stand below it.
const APART: &[Apart] = &[
    // What is read says nothing of how it is counted.
    Apart { room: "book", from: &["factor::resolve", "ledger", "inventory"] },
    Apart { room: "rows", from: &["factor", "factor::resolve", "method", "ledger", "inventory"] },
    // One chart, one set of factors: what is shipped is values, whoever chooses among them.
    Apart { room: "shipped", from: &["factor::resolve"] },
];

/// Other crates and the modules that may name them. `std` is not here, see `NEVER`.
const CRATES: &[Crate] = &[
    Crate { name: "blake3", places: &["book", "rows", "accounts"], why: "what is read from outside is hashed there" },
    Crate { name: "calamine", places: &["table"], why: "sheets are read where cells are" },
    Crate { name: "clap", places: &["cli"], why: "the library has no command line" },
    Crate {
        name: "csv",
        places: &["quantity", "table", "rows", "report"],
        why: "tables have one reader by one set of rules",
    },
    Crate { name: "fluent_bundle", places: &["report::message"], why: "what a report says is worded in one place" },
    Crate { name: "hashbrown", places: &["rows", "ledger"], why: "only rows and what is posted of them are so many" },
    Crate { name: "include_dir", places: &["shipped", "book"], why: "built-in data stand in two rooms" },
    Crate { name: "indicatif", places: &["cli"], why: "the library has no terminal" },
    Crate { name: "jiff", places: &["period"], why: "time has one door" },
    Crate { name: "libm", places: CORE, why: "the last digit of std's functions differs between systems" },
    Crate { name: "memchr", places: &["rows"], why: "only rows are so many that bytes are counted" },
    Crate { name: "mimalloc", places: &["main"], why: "a library leaves the allocator to the program" },
    Crate { name: "petgraph", places: &["accounts"], why: "who sells to whom is a graph of sites" },
    Crate { name: "polars", places: &["rows", "frame"], why: "its float sums are not numbers of record" },
    Crate { name: "rand_pcg", places: &["rows::sample"], why: "nothing but a made-up book is drawn by chance" },
    Crate { name: "same_file", places: &["file"], why: "files have one writer" },
    Crate { name: "schemars", places: &["report"], why: "only the report has a schema in JSON" },
    Crate { name: "seuif97", places: &["method::steam"], why: "only steam is bought by its state" },
    Crate {
        name: "serde",
        places: &["table::schema", "shipped", "report", "word", "quantity::mass"],
        why: "a file's format must not freeze a domain value; words and masses are formats already",
    },
    Crate { name: "serde_json", places: &["report"], why: "JSON is a format of reports" },
    Crate { name: "strsim", places: &["diagnostic"], why: "one place says what was meant" },
    Crate { name: "tempfile", places: &["file"], why: "files have one writer" },
    Crate { name: "thiserror", places: EVERYWHERE, why: "errors are written the same way" },
    Crate {
        name: "toml",
        places: &["table", "shipped", "book"],
        why: "TOML is a format of books and of built-in data",
    },
    Crate { name: "unic_langid", places: &["report::message"], why: "only words have a language" },
    Crate { name: "unicode_normalization", places: &["quantity"], why: "units are typed in every width" },
    Crate { name: "unicode_width", places: &["diagnostic", "report::terminal"], why: "only a terminal has columns" },
    Crate { name: "uom", places: &["quantity"], why: "units have one door" },
];

/// Crates that a room hands on whole, and the modules that may go through that door: formulas spell units out.
const DOORS: &[Door] = &[Door { name: "uom", room: "quantity", places: &["method", "book::methods"] }];

/// What `file` alone names: it drafts beside the name, and spares links and inputs. Every edge may read.
const FILE_ALONE: &[&str] = &[
    "csv::Writer::from_path",
    "std::fs::DirBuilder",
    "std::fs::File::create",
    "std::fs::File::create_new",
    "std::fs::File::options",
    "std::fs::OpenOptions",
    "std::fs::copy",
    "std::fs::hard_link",
    "std::fs::remove_dir",
    "std::fs::remove_dir_all",
    "std::fs::remove_file",
    "std::fs::rename",
    "std::fs::set_permissions",
    "std::fs::soft_link",
    "std::fs::write",
    "std::os::unix::fs::symlink",
    "std::os::windows::fs",
];

/// Methods that write or change a file, whatever they are called on.
const FILE_ALONE_CALLS: &[&str] = &["create_new", "from_path", "set_len", "set_permissions"];

/// What rows 0 to 3 never name: they take values and return values.
const NEVER: &[Never] = &[
    Never { name: "std::fs", why: "files are for row 4 and above" },
    Never { name: "std::env", why: "the same book gives the same figures everywhere" },
    Never { name: "std::io", why: "readers and writers are for row 4 and above" },
    Never { name: "std::net", why: "no figure comes over a wire" },
    Never { name: "std::os", why: "no figure depends on a system" },
    Never { name: "std::process", why: "only the program ends, and it starts no other" },
    Never { name: "std::thread", why: "threads are for rows of any number" },
    Never { name: "std::time::Instant", why: "no clock" },
    Never { name: "std::time::SystemTime", why: "no clock" },
    Never { name: "std::time::UNIX_EPOCH", why: "no clock" },
    Never { name: "std::print", why: "only the program has streams" },
    Never { name: "std::println", why: "only the program has streams" },
    Never { name: "std::eprint", why: "only the program has streams" },
    Never { name: "std::eprintln", why: "only the program has streams" },
    Never { name: "std::dbg", why: "only the program has streams" },
    Never { name: "std::hash::RandomState", why: "nothing is drawn by chance" },
    Never { name: "std::collections::hash_map::RandomState", why: "nothing is drawn by chance" },
    Never { name: "jiff::Timestamp::now", why: "no clock" },
    Never { name: "jiff::Zoned::now", why: "no clock" },
    Never { name: "jiff::tz", why: "no zone of a system" },
    Never { name: "calamine::open_workbook", why: "sheets come as bytes" },
    Never { name: "calamine::open_workbook_auto", why: "sheets come as bytes" },
    Never { name: "csv::Reader::from_path", why: "tables come as bytes" },
    Never { name: "csv::Writer::from_path", why: "tables go as text" },
];

/// What they may name all the same: bytes in memory, and what the compiler puts in.
const EXCEPT: &[&str] = &["std::io::Cursor", "std::env!", "std::option_env!"];

/// Methods that ask a disk or a clock, whatever they are called on.
const NEVER_CALLED: &[&str] = &[
    "canonicalize",
    "elapsed",
    "exists",
    "from_path",
    "is_dir",
    "is_file",
    "is_symlink",
    "metadata",
    "read_dir",
    "read_link",
    "symlink_metadata",
    "try_exists",
];

/// Methods whose last digit differs between systems, whatever they are called on: clippy knows those of `f64` only.
const NEVER_RECKONED: &[&str] = &[
    "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cbrt", "cos", "cosh", "exp", "exp2", "exp_m1",
    "hypot", "ln", "ln_1p", "log", "log10", "log2", "powf", "powi", "sin", "sin_cos", "sinh", "tan", "tanh",
];

/// Rooms above row 3 whose modules may not go in circles either.
const NO_CIRCLES: &[&str] = &["rows"];

/// The code of the crate as it stands.
static SOURCE: LazyLock<Survey> = LazyLock::new(|| Survey::of(&modules::files_as_built(&root())));

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn assert_none(found: &[String]) {
    assert!(found.is_empty(), "{} against docs/ARCHITECTURE.md:\n{}", found.len(), found.join("\n"));
}

#[test]
fn every_module_can_be_followed() {
    assert_none(&SOURCE.faults);
}

#[test]
fn every_room_has_a_row() {
    assert_none(&rules::rooms_without_a_row(&SOURCE));
}

#[test]
fn every_room_of_the_rows_exists() {
    assert_none(&rules::rows_without_a_room(&SOURCE));
}

#[test]
fn every_permission_is_used() {
    assert_none(&rules::idle_permissions(&SOURCE));
}

#[test]
fn rooms_use_lower_rooms_only() {
    assert_none(&rules::rooms(&SOURCE));
}

#[test]
fn crates_are_named_in_their_rooms_only() {
    assert_none(&rules::crates(&SOURCE));
}

#[test]
fn files_have_one_writer() {
    assert_none(&rules::writers(&SOURCE));
}

#[test]
fn lower_rows_touch_no_file_clock_or_environment() {
    assert_none(&rules::outside_world(&SOURCE));
}

#[test]
fn modules_of_a_room_do_not_go_in_circles() {
    assert_none(&rules::circles(&SOURCE));
}

#[test]
fn every_file_says_what_it_is_and_is_of_a_size_to_read() {
    let files = modules::rust_files(&root());
    let outer = files.iter().filter(|(file, _)| !SOURCE.test_files.contains(*file));
    let mute: Vec<&String> = outer.filter(|(_, text)| !text.starts_with("//!")).map(|(file, _)| file).collect();
    assert!(mute.is_empty(), "files without documentation of their module: {mute:?}");
    let lines = files.iter().map(|(file, text)| (file, text.lines().count()));
    let long: BTreeMap<&String, usize> = lines.filter(|(_, lines)| *lines > 400).collect();
    assert!(long.values().all(|lines| *lines <= 800), "a file past 800 lines is split; past 400: {long:?}");
}
