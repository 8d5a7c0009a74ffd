//! The rules, applied to every path of some code.

use std::collections::{BTreeMap, BTreeSet};

use super::circles::Siblings;
use super::modules::{Module, RustFiles, Tree};
use super::names::{As, End, within};
use super::paths::{self, Naming, Spot};
use super::{
    APART, CRATES, DOORS, EXCEPT, FILE_ALONE, FILE_ALONE_CALLS, NEVER, NEVER_CALLED, NEVER_RECKONED, NO_CIRCLES, ROWS,
};

/// Everywhere in the crate.
pub const EVERYWHERE: &[&str] = &["*"];

/// The rooms of rows 0 to 3.
pub const CORE: &[&str] = &["rows 0 to 3"];

/// The highest row whose rooms take values and return values.
const LAST_OF_CORE: u32 = 3;

/// Rooms side by side.
pub struct Row {
    pub number: u32,
    pub rooms: &'static [&'static str],
    pub order: Order,
}

/// Which rooms of its own line a room may use.
pub enum Order {
    /// Those before it.
    AsListed,
    /// None.
    Strangers,
    /// None, and of the lines above these only.
    Only(&'static [&'static str]),
}

/// A room that stays apart from others.
pub struct Apart {
    pub room: &'static str,
    pub from: &'static [&'static str],
}

/// Another crate and the modules that may name it.
pub struct Crate {
    pub name: &'static str,
    pub places: &'static [&'static str],
    pub why: &'static str,
}

/// Another crate that a room hands on, and the modules that may take it from there.
pub struct Door {
    pub name: &'static str,
    pub room: &'static str,
    pub places: &'static [&'static str],
}

/// A path that rows 0 to 3 do not name.
pub struct Never {
    pub name: &'static str,
    pub why: &'static str,
}

/// Code, read.
pub struct Survey {
    namings: Vec<Naming>,
    calls: Vec<(Spot, String)>,
    modules: BTreeMap<String, File>,
    pub test_files: BTreeSet<String>,
    /// What keeps these tests from reading something.
    pub faults: Vec<String>,
}

impl Survey {
    pub fn of(files: &RustFiles) -> Self {
        let tree = Tree::of(files);
        let found = paths::read(&tree);
        let file = |(path, module): (String, Module)| (path, File { name: module.file, module: module.whole });
        Self {
            namings: found.namings,
            calls: found.calls,
            modules: tree.modules.into_iter().map(file).collect(),
            test_files: tree.test_files,
            faults: found.faults,
        }
    }

    /// Everything that breaks a rule of the text.
    pub fn breaches(&self) -> Vec<String> {
        let rules = [rooms_without_a_row, rooms, crates, writers, outside_world, circles];
        self.faults.iter().cloned().chain(rules.iter().flat_map(|rule| rule(self))).collect()
    }
}

/// The file that a module is written in, and the module of that file.
struct File {
    name: String,
    module: String,
}

/// A room's place in `ROWS`.
#[derive(Clone, Copy)]
struct Seat {
    line: usize,
    place: usize,
    row: &'static Row,
}

fn seat(room: &str) -> Option<Seat> {
    ROWS.iter().enumerate().find_map(|(line, row)| {
        let place = row.rooms.iter().position(|other| *other == room)?;
        Some(Seat { line, place, row })
    })
}

/// Whether a module belongs to a place of the tables.
fn belongs(module: &str, place: &str) -> bool {
    match place {
        "*" => true,
        "rows 0 to 3" => seat(room(module)).is_some_and(|seat| seat.row.number <= LAST_OF_CORE),
        "lib" => module == "crate",
        "main" => within(module, "main"),
        _ => module.strip_prefix("crate::").is_some_and(|module| within(module, place)),
    }
}

/// The room of a module: the longest that `ROWS` have, or else its first name.
fn room(module: &str) -> &str {
    let rooms = ROWS.iter().flat_map(|row| row.rooms).filter(|room| belongs(module, room));
    let first = || module.trim_start_matches("crate::").split("::").next().unwrap_or(module);
    rooms.max_by_key(|room| room.len()).copied().unwrap_or_else(first)
}

fn is_root(module: &str) -> bool {
    !module.contains("::")
}

fn reported(at: &Spot, what: &str) -> String {
    format!("{}:{}: {what}", at.file, at.line)
}

/// Sorted, each once.
fn sorted(found: impl Iterator<Item = String>) -> Vec<String> {
    found.collect::<BTreeSet<_>>().into_iter().collect()
}

pub fn rooms_without_a_row(survey: &Survey) -> Vec<String> {
    let rooms = survey.modules.iter().map(|(module, file)| (room(module), &file.name));
    let rooms = rooms.filter(|(room, _)| seat(room).is_none());
    sorted(rooms.map(|(room, file)| format!("{file}:1: `{room}` has no row; give it one in `ROWS`")))
}

pub fn rows_without_a_room(survey: &Survey) -> Vec<String> {
    let missing = |place: &&&str| !survey.modules.keys().any(|module| belongs(module, place));
    let rooms = ROWS.iter().flat_map(|row| row.rooms).filter(missing);
    sorted(rooms.map(|room| format!("`ROWS` have `{room}`, which does not exist")))
}

pub fn rooms(survey: &Survey) -> Vec<String> {
    sorted(survey.namings.iter().flat_map(|naming| {
        let from = room(&naming.at.module);
        let refused = targets(naming).into_iter().filter_map(move |to| Some((to, refusal(from, to, naming)?)));
        refused.map(move |(to, why)| {
            let text = format!("`{from}` uses `{to}` by `{}`: {why}", naming.text);
            reported(&naming.at, &text)
        })
    }))
}

/// The rooms that a naming touches, besides its own.
fn targets(naming: &Naming) -> BTreeSet<&str> {
    let mut rooms: BTreeSet<&str> =
        naming.hit.through.iter().filter(|module| !is_root(module)).map(|module| room(module)).collect();
    match &naming.hit.end {
        // The root by itself is no room, but a glob of it names them all.
        End::Module(module) if is_root(module) && !is_glob(naming.used) => {}
        End::Module(module) | End::Item(module, _) => _ = rooms.insert(room(module)),
        End::Crate(..) => {}
    }
    rooms.remove(room(&naming.at.module));
    rooms
}

fn is_glob(used: As) -> bool {
    matches!(used, As::Import { glob: true, .. })
}

/// Why a room may not use another; none if it may, or if one of them has no row.
fn refusal(from: &str, to: &str, naming: &Naming) -> Option<String> {
    let (user, used) = (seat(from)?, seat(to)?);
    let (row, other) = (user.row.number, used.row.number);
    if let Order::Only(rooms) = user.row.order {
        let reason = || format!("`{from}` names {} only", rooms.join(" and "));
        return (!rooms.contains(&to)).then(reason);
    }
    if APART.iter().any(|apart| apart.room == from && apart.from.contains(&to)) {
        return Some(format!("`{from}` stays apart from {to}"));
    }
    let re_exports_child = within(to, from) && matches!(naming.used, As::Import { open: true, .. });
    if used.line < user.line || re_exports_child {
        return None;
    }
    if row != other {
        return Some(format!("row {row} is not above row {other}; a room uses lower rooms and its own children"));
    }
    match user.row.order {
        Order::AsListed if used.line == user.line && used.place < user.place => None,
        Order::Strangers if used.line == user.line => Some(format!("rooms of row {row} that do not know each other")),
        _ => Some(format!("on row {row}, a room uses those listed before it")),
    }
}

pub fn crates(survey: &Survey) -> Vec<String> {
    sorted(survey.namings.iter().filter_map(|naming| {
        let End::Crate(path, handed) = &naming.hit.end else { return None };
        let module = naming.at.module.as_str();
        let name = path.first().filter(|name| *name != "std")?;
        let rule = CRATES.iter().find(|rule| rule.name == name);
        let named = format!("`{}` names `{name}` by `{}`", room(module), naming.text);
        let Some(rule) = rule else { return Some(reported(&naming.at, &format!("{named}: it is not in `CRATES`"))) };
        if rule.places.iter().any(|place| belongs(module, place)) || door(naming, path, *handed) {
            return None;
        }
        Some(reported(&naming.at, &format!("{named}: {} ({} only)", rule.why, rule.places.join(", "))))
    }))
}

/// Whether something of another crate came through a room that may hand it on: any room may hand on a type or
/// another item, but a module or a whole crate needs a door.
fn door(naming: &Naming, path: &[String], handed: Option<usize>) -> bool {
    let own = room(&naming.at.module);
    let mut rooms = naming.hit.through.iter().filter(|module| !is_root(module)).map(|module| room(module));
    let Some(other) = rooms.rfind(|room| *room != own) else { return false };
    let last = handed.and_then(|length| path.get(length.checked_sub(1)?));
    let item = last.is_some_and(|name| name.starts_with(char::is_uppercase));
    let fits = |door: &Door| {
        path.first().is_some_and(|name| name == door.name)
            && other == door.room
            && door.places.iter().any(|place| belongs(&naming.at.module, place))
    };
    item || DOORS.iter().any(fits)
}

/// Permissions of `CRATES` and `DOORS` that nothing uses.
pub fn idle_permissions(survey: &Survey) -> Vec<String> {
    let named = |name: &str, place: &str| {
        survey.namings.iter().any(|naming| {
            let names_it = matches!(&naming.hit.end, End::Crate(path, _) if path.first().is_some_and(|p| p == name));
            names_it && belongs(&naming.at.module, place)
        })
    };
    let crates = CRATES.iter().filter(|rule| rule.places != CORE).map(|rule| (rule.name, rule.places));
    let all = crates.chain(DOORS.iter().map(|door| (door.name, door.places)));
    let idle = all.flat_map(|(name, places)| places.iter().map(move |place| (name, place)));
    let idle = idle.filter(|(name, place)| !named(name, place));
    sorted(
        idle.map(|(name, place)| format!("`{name}` may be named in `{place}`, and is not; take the permission away")),
    )
}

pub fn writers(survey: &Survey) -> Vec<String> {
    let elsewhere = |at: &Spot| !belongs(&at.module, "file");
    let tell = |at: &Spot, text: &str| reported(at, &format!("`{text}` is for `file`, the one writer of files"));
    let paths = survey.namings.iter().filter(|naming| elsewhere(&naming.at)).filter_map(|naming| {
        let End::Crate(path, _) = &naming.hit.end else { return None };
        FILE_ALONE.iter().find(|name| reaches(&path.join("::"), naming.used, name))?;
        Some(tell(&naming.at, &naming.text))
    });
    let calls = survey.calls.iter().filter(|(at, method)| FILE_ALONE_CALLS.contains(&method.as_str()) && elsewhere(at));
    sorted(paths.chain(calls.map(|(at, method)| tell(at, &format!(".{method}()")))))
}

/// Whether a path names another or something in it; a glob names all that is in its module.
fn reaches(path: &str, used: As, name: &str) -> bool {
    within(path, name) || is_glob(used) && within(name, path)
}

pub fn outside_world(survey: &Survey) -> Vec<String> {
    let paths = survey.namings.iter().filter_map(|naming| {
        let End::Crate(path, _) = &naming.hit.end else { return None };
        let why = never(path, naming.used)?;
        let text = format!("`{}` is named in `{}`: {why}", naming.text, room(&naming.at.module));
        CORE.iter().any(|core| belongs(&naming.at.module, core)).then(|| reported(&naming.at, &text))
    });
    let calls = survey.calls.iter().filter_map(|(at, method)| {
        let why = match method.as_str() {
            name if NEVER_CALLED.contains(&name) => "asks a disk or a clock",
            name if NEVER_RECKONED.contains(&name) => "has another last digit on another system; `libm` has it",
            _ => return None,
        };
        CORE.iter().any(|core| belongs(&at.module, core)).then(|| reported(at, &format!("`.{method}()` {why}")))
    });
    sorted(paths.chain(calls))
}

/// Why rows 0 to 3 do not name a path of another crate.
fn never(path: &[String], used: As) -> Option<&'static str> {
    let path = path.join("::");
    let path = if used == As::Macro { path + "!" } else { path };
    if EXCEPT.iter().any(|allowed| within(&path, allowed)) {
        return None;
    }
    let method = path.rsplit("::").next().is_some_and(|last| NEVER_CALLED.contains(&last));
    if within(&path, "std::path") && method {
        return Some("files are for row 4 and above");
    }
    let path = path.trim_end_matches('!');
    NEVER.iter().find(|never| reaches(path, used, never.name)).map(|never| never.why)
}

pub fn circles(survey: &Survey) -> Vec<String> {
    let mut siblings = Siblings::default();
    for naming in &survey.namings {
        let from = room(&naming.at.module);
        let watched = seat(from).is_some_and(|seat| seat.row.number <= LAST_OF_CORE) || NO_CIRCLES.contains(&from);
        for to in super::circles::touched(naming).into_iter().filter(|to| watched && room(to) == from) {
            if let (Some(from), Some(to)) = (survey.modules.get(&naming.at.module), survey.modules.get(to)) {
                siblings.note(&from.module, &to.module, &format!("{}:{}", naming.at.file, naming.at.line));
            }
        }
    }
    siblings.circles()
}
