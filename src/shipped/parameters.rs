//! Parameters of methods as their sources publish them, for cells a user leaves empty.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use include_dir::{Dir, include_dir};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::table::typed::parameters::Row;
use crate::table::typed::{Cell, Reader};
use crate::table::{Schema, Table};

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/datasets/parameters");

/// A published number.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Parameter {
    /// `None` where the source prints a range only.
    pub value: Option<f64>,
    /// The range, where one is printed.
    pub range: Option<(f64, f64)>,
    /// Publisher, document and place, in one line.
    pub source: Arc<str>,
}

/// Method's table, key, item, parameter.
type Name = [String; 4];

static PARAMETERS: LazyLock<BTreeMap<Name, Parameter>> = LazyLock::new(|| read_all().0);

/// The parameter of a method's table: of this key and item, else of the key, the item, or all.
///
/// ```
/// use estate_carbon::shipped::parameters;
/// let rate = parameters::find("refrigerants", "chillers", "HFC-125", "leak_rate").ok_or("published")?;
/// assert!(rate.value.is_some_and(|share| share > 0.0) && rate.source.contains("IPCC"));
/// # Ok::<(), &str>(())
/// ```
pub fn find(table: &str, key: &str, item: &str, parameter: &str) -> Option<&'static Parameter> {
    let of = |key: &str, item: &str| PARAMETERS.get(&[table, key, item, parameter].map(str::to_owned));
    of(key, item).or_else(|| of(key, "")).or_else(|| of("", item)).or_else(|| of("", ""))
}

/// What the parameters of a method's table are for, for suggestions.
pub fn keys(table: &'static str) -> impl Iterator<Item = &'static str> {
    PARAMETERS.keys().filter(move |[of, ..]| of == table).map(|[_, key, ..]| key.as_str())
}

/// The bytes of every table of parameters, in the order of their names.
pub(super) fn tables() -> Vec<&'static [u8]> {
    let mut files: Vec<_> = FILES.files().map(|file| (file.path(), file.contents())).collect();
    files.sort();
    files.into_iter().map(|(_, bytes)| bytes).collect()
}

fn read_all() -> (BTreeMap<Name, Parameter>, Diagnostics) {
    let mut all = BTreeMap::new();
    let mut d = Diagnostics::default();
    for file in FILES.files().filter(|file| file.path().extension().is_some_and(|e| e == "csv")) {
        let name = format!("parameters/{}", file.path().display());
        let (table, found) = Table::read(&name, file.contents(), Schema::parameters());
        d.extend(found);
        let reader = Reader::<Row<'_>>::of(&table);
        for row in table.rows() {
            let row = reader.row(row, &mut d);
            let Some((name, parameter)) = read_row(row) else { continue };
            if all.insert(name, parameter).is_some() {
                let place = row.parameter.place();
                d.push(Diagnostic::error(Code::RepeatedId, place, "the parameter is there twice"));
            }
        }
    }
    (all, d)
}

fn read_row(row: Row<'_>) -> Option<(Name, Parameter)> {
    let text = |cell: Cell<'_, &str>| cell.get().unwrap_or_default().to_owned();
    let said = [row.publisher, row.document, row.locator].map(text);
    let source = said.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ");
    let name = [row.method.get()?.to_owned(), text(row.key), text(row.item), row.parameter.get()?.to_owned()];
    let range = row.low.get().zip(row.high.get());
    Some((name, Parameter { value: row.value.get(), range, source: source.into() }))
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
            let [table, _, _, column] = name;
            // Numbers are collected before the table that takes them is written.
            if Schema::of(table).columns.is_empty() {
                continue;
            }
            let Some(column) = Schema::of(table).column(column) else { panic!("{column} is no column of {table}.csv") };
            let numbers =
                parameter.value.into_iter().chain(parameter.range.into_iter().flat_map(|(low, high)| [low, high]));
            assert!(numbers.clone().count() > 0, "{name:?} has no number");
            assert!(numbers.clone().all(|number| column.admits(number)), "{name:?} is out of its column's range");
            if let (Some(value), Some((low, high))) = (parameter.value, parameter.range) {
                assert!(low <= value && value <= high, "{name:?}");
            }
        }
    }
}
