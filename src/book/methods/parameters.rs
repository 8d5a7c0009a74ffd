//! Parameters of methods as their sources publish them, for cells a user leaves empty.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use include_dir::{Dir, include_dir};

use crate::diagnostic::Diagnostics;
use crate::table::{Row, Schema, Table};

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/datasets/parameters");

/// A published number.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Parameter {
    pub(super) value: f64,
    /// Publisher, document and place, in one line.
    pub(super) source: Arc<str>,
}

/// Method's table, key, item, parameter.
type Name = (String, String, String, String);

static PARAMETERS: LazyLock<BTreeMap<Name, Parameter>> = LazyLock::new(|| read_all().0);

/// The parameter of a method's table, by its two selectors.
pub(super) fn find(table: &str, key: &str, item: &str, parameter: &str) -> Option<&'static Parameter> {
    PARAMETERS.get(&(table.to_owned(), key.to_owned(), item.to_owned(), parameter.to_owned()))
}

/// A hash of every shipped parameter, for the fingerprint of a report.
pub(crate) fn fingerprint() -> blake3::Hash {
    let mut files: Vec<_> = FILES.files().map(|file| (file.path(), file.contents())).collect();
    files.sort();
    let mut all = blake3::Hasher::new();
    for (_, bytes) in files {
        all.update(blake3::hash(bytes).as_bytes());
    }
    all.finalize()
}

fn read_all() -> (BTreeMap<Name, Parameter>, Diagnostics) {
    let mut all = BTreeMap::new();
    let mut d = Diagnostics::default();
    for file in FILES.files().filter(|file| file.path().extension().is_some_and(|e| e == "csv")) {
        let name = format!("parameters/{}", file.path().display());
        let (table, found) = Table::read(&name, file.contents(), Schema::parameters());
        d.extend(found);
        for row in table.rows() {
            let Some((name, parameter)) = read_row(row, &mut d) else { continue };
            all.insert(name, parameter);
        }
    }
    (all, d)
}

fn read_row(row: Row<'_>, d: &mut Diagnostics) -> Option<(Name, Parameter)> {
    let text = |name: &str| row.text(name).unwrap_or_default().to_owned();
    let said = ["publisher", "document", "locator"].map(text);
    let source = said.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ");
    let method = row.required_text("method", d)?.to_owned();
    let parameter = row.required_text("parameter", d)?.to_owned();
    let value = row.number("value", d)?;
    Some(((method, text("key"), text("item"), parameter), Parameter { value, source: source.into() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_parameter_is_without_problems() {
        let (all, found) = read_all();
        assert!(found.is_empty(), "{}", found.render());
        assert!(!all.is_empty());
        for (name, parameter) in &all {
            assert!(!parameter.source.is_empty(), "{name:?}");
            let schema = Schema::of(&name.0);
            assert!(schema.column(&name.3).is_some(), "`{}` is no column of {}.csv", name.3, name.0);
        }
    }
}
