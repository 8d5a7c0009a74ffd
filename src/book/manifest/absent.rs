//! `[[absent]]`: categories the book leaves out, each with its reason.

use super::keys::Keys;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::scope::{Absent, Category, Status};

/// The categories, in the order written, each once.
pub(super) fn read(keys: &Keys<'_, '_>, d: &mut Diagnostics) -> Vec<Absent> {
    let mut all: Vec<Absent> = Vec::new();
    for keys in keys.sections("absent", d) {
        let Some(absent) = read_one(&keys, d) else { continue };
        match all.iter().find(|other| other.category == absent.category) {
            Some(first) => {
                let message = format!("`{}` is left out twice", absent.category.code());
                let repeated = Diagnostic::error(Code::RepeatedId, absent.place, message);
                let repeated = repeated.with_related(first.place.clone(), "the first one is here");
                d.push(repeated.with_help("keep one of the two"));
            }
            None => all.push(absent),
        }
    }
    all
}

fn read_one(keys: &Keys<'_, '_>, d: &mut Diagnostics) -> Option<Absent> {
    let category = keys.string("category", d);
    let status = keys.word("status", d, Status::parse_declared);
    let reason = keys.string("reason", d);
    let category = category?;
    let known = Category::with_emissions(&category.value);
    if known.is_none() {
        let message = format!("\"{}\" is not a category", category.value);
        let help = "write a group of the chart of activities: `c01` to `c15`, `process_emissions`, `purchased_steam` …";
        d.push(Diagnostic::error(Code::ManifestValue, category.place.clone(), message).with_help(help));
    }
    Some(Absent { category: known?, status: status?, reason: reason?.value, place: category.place })
}
