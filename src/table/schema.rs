//! The columns of every table, read from `datasets/schemas` as `src/build.rs` passes them on: the one place of the
//! header check, of docs/FORMATS.md and of the empty book that `new` writes.
//!
//! Nothing here reads a user's file; [`check_header`] takes names and gives back problems
//! without places, so that every reader of tables can use it.

mod column;
mod formats;
mod header;

pub use column::{Column, ColumnKind, QuantityKind};
pub use formats::formats_markdown;
pub(crate) use header::{HeaderMap, HeaderProblem, check_header};

use std::sync::{Arc, LazyLock, OnceLock};

use serde::Deserialize;

/// One table of a book, as documented.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Schema {
    /// The table's name: `sites` for sites.csv.
    pub table: String,
    /// A title for people.
    pub title: String,
    /// What a row is, in a paragraph.
    pub text: String,
    /// Whether a book must have the table.
    pub required: bool,
    /// Whether its rows are calculations of a method: they have site, time and quality in common.
    #[serde(default)]
    pub method: bool,
    /// Whether its rows are parts of another table's calculations, which have site and time.
    #[serde(default)]
    pub part: bool,
    /// The columns, in the order documents list them.
    #[serde(rename = "column")]
    pub columns: Vec<Column>,
    /// The names of its columns, which the places of cells share.
    #[serde(skip)]
    names: OnceLock<Vec<Arc<str>>>,
}

/// The tables of a book in the order documents list them: those that methods have come after these, by their names.
const TABLES: [&str; 5] = [
    include_str!(concat!(env!("OUT_DIR"), "/sites.toml")),
    include_str!(concat!(env!("OUT_DIR"), "/activities.toml")),
    include_str!(concat!(env!("OUT_DIR"), "/factors.toml")),
    include_str!(concat!(env!("OUT_DIR"), "/fuels.toml")),
    include_str!(concat!(env!("OUT_DIR"), "/assertions.toml")),
];

/// The declarations of the tables of methods.
const OF_METHODS: &[&str] = &include!(concat!(env!("OUT_DIR"), "/schemas.rs"));

// The texts are part of the program; that all of them parse is a unit test's business.
static ALL: LazyLock<Vec<Schema>> = LazyLock::new(|| {
    let schemas = TABLES.iter().chain(OF_METHODS).filter_map(|text| toml::from_str(text).ok());
    schemas
        .map(|schema: Schema| if schema.method && !schema.part { with_common_columns(schema) } else { schema })
        .collect()
});

/// What every table of a method has: whose and when before its own columns, how sure after.
static COMMON: LazyLock<Schema> =
    LazyLock::new(|| toml::from_str(include_str!(concat!(env!("OUT_DIR"), "/methods.toml"))).unwrap_or_default());

fn with_common_columns(mut schema: Schema) -> Schema {
    let (before, after): (Vec<Column>, Vec<Column>) = COMMON.columns.iter().cloned().partition(|c| c.required);
    schema.columns = before.into_iter().chain(schema.columns).chain(after).collect();
    schema
}

static PARAMETERS: LazyLock<Schema> =
    LazyLock::new(|| toml::from_str(include_str!(concat!(env!("OUT_DIR"), "/parameters.toml"))).unwrap_or_default());

static CHART: LazyLock<Schema> =
    LazyLock::new(|| toml::from_str(include_str!(concat!(env!("OUT_DIR"), "/chart.toml"))).unwrap_or_default());

static NO_TABLE: LazyLock<Schema> = LazyLock::new(Schema::default);

impl Schema {
    /// The name of a column, not copied where the table has it.
    pub(super) fn shared_name(&self, name: &str) -> Arc<str> {
        let names = self.names.get_or_init(|| self.columns.iter().map(|column| column.name.as_str().into()).collect());
        names.iter().find(|known| ***known == *name).map_or_else(|| name.into(), Arc::clone)
    }

    /// Every table of a book.
    ///
    /// ```
    /// use estate_carbon::table::Schema;
    /// let required: Vec<_> = Schema::all().iter().filter(|s| s.required).map(|s| s.table.as_str()).collect();
    /// assert_eq!(required, ["sites", "activities"]);
    /// ```
    pub fn all() -> &'static [Schema] {
        &ALL
    }

    /// The table of that name. A name that is none gives a schema without columns, which
    /// no header fits.
    pub fn of(table: &str) -> &'static Schema {
        ALL.iter().find(|schema| schema.table == table).unwrap_or(&NO_TABLE)
    }

    /// The chart of activities that the program ships, which no book hands in.
    pub(crate) fn chart() -> &'static Schema {
        &CHART
    }

    /// The parameters of methods that the program ships, which no book hands in.
    pub(crate) fn parameters() -> &'static Schema {
        &PARAMETERS
    }

    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Whether its rows may be spread over the files of a folder: activities, and the tables of methods.
    #[cfg(feature = "books")]
    pub(crate) fn may_be_folder(&self) -> bool {
        self.method || self.table == "activities"
    }

    /// `sites.csv`.
    pub fn file_name(&self) -> String {
        format!("{}.csv", self.table)
    }
}

/// A table with its header row and nothing below, for `estate-carbon new`.
///
/// ```
/// use estate_carbon::table::empty_table;
/// assert!(empty_table("sites").starts_with("site_id,name,estate_id,role,"));
/// ```
pub fn empty_table(table: &str) -> String {
    // The built-in sets' own column is of no use to a book.
    let columns = Schema::of(table).columns.iter().map(|column| column.name.as_str());
    let names: Vec<&str> = columns.filter(|name| *name != "verified").collect();
    format!("{}\n", names.join(","))
}

/// A commented book.toml whose choices are left open, for `estate-carbon new`.
pub fn manifest_template() -> &'static str {
    include_str!("../../datasets/schemas/new-book.toml")
}

/// The keys of book.toml, as documented.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ManifestSchema {
    pub(crate) title: String,
    pub(crate) text: String,
    #[serde(rename = "section")]
    sections: Vec<Section>,
}

/// One table of book.toml; the file itself has the empty name.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Section {
    pub(crate) name: String,
    #[serde(rename = "key")]
    pub(crate) keys: Vec<Key>,
}

/// One key of book.toml.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Key {
    pub(crate) name: String,
    pub(crate) kind: String,
    #[serde(default)]
    pub(crate) required: bool,
    pub(crate) default: Option<String>,
    #[serde(default)]
    pub(crate) choices: Vec<String>,
    pub(crate) text: String,
}

static MANIFEST: LazyLock<ManifestSchema> =
    LazyLock::new(|| toml::from_str(include_str!("../../datasets/schemas/book.toml")).unwrap_or_default());

impl ManifestSchema {
    /// The keys of book.toml.
    pub(crate) fn get() -> &'static Self {
        &MANIFEST
    }

    /// Every section, the file itself first.
    pub(crate) fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// The keys of one section.
    #[cfg(any(feature = "books", test))]
    pub(crate) fn keys(&self, section: &str) -> &[Key] {
        self.sections.iter().find(|s| s.name == section).map_or(&[], |s| &s.keys)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scope::Category;

    #[test]
    fn every_schema_parses() {
        for text in TABLES.iter().chain(OF_METHODS) {
            toml::from_str::<Schema>(text).expect("a schema");
        }
        assert!(!Schema::chart().columns.is_empty());
        assert!(!Schema::parameters().columns.is_empty());
        assert!(!COMMON.columns.is_empty());
        assert_eq!(ManifestSchema::get().sections().len(), 5);
        assert!(Schema::of("no such table").columns.is_empty());
    }

    #[test]
    fn choices_stand_where_a_column_is_a_choice_and_only_there() {
        for schema in Schema::all() {
            for column in &schema.columns {
                assert_eq!(column.kind == ColumnKind::Choice, !column.choices.is_empty(), "{}", column.name);
                assert!(
                    column.range().is_empty() || matches!(column.kind, ColumnKind::Number | ColumnKind::Whole),
                    "{}",
                    column.name
                );
            }
        }
    }

    #[test]
    fn columns_are_taken_by_methods_there_are() {
        for schema in Schema::all() {
            let methods = schema.column("method").map_or(&[][..], |column| &column.choices);
            for column in &schema.columns {
                assert!(column.methods.iter().all(|one| methods.contains(one)), "{}: {}", schema.table, column.name);
                assert!(!column.required || column.methods.is_empty(), "{}: {}", schema.table, column.name);
            }
        }
    }

    #[test]
    fn what_a_number_measures_and_stands_for_is_declared_whole() {
        for schema in Schema::all() {
            for column in &schema.columns {
                let reported = format!("{}: {}", schema.table, column.name);
                assert_eq!(column.quantity.is_some(), column.unit.is_some(), "{reported}");
                assert!(column.of.is_empty() || column.quantity == Some(QuantityKind::Amount), "{reported}");
                assert!(column.published.is_none() || column.kind == ColumnKind::Number, "{reported}");
                for name in column.published.iter().flatten().filter(|name| !name.is_empty()) {
                    let key = schema.column(name).expect(name);
                    // Else a row could have a number to look up, and a key that its method does not take.
                    let is_taken = column.methods.iter().all(|method| key.is_taken_by(method));
                    assert!(is_taken && (key.methods.is_empty() || !column.methods.is_empty()), "{reported}: {name}");
                }
                assert!(column.groups.iter().all(|group| Category::parse(group).is_some()), "{reported}");
                if let Some(unit) = column.unit.as_deref() {
                    let unit = schema.column(unit).expect(unit);
                    assert_eq!((column.kind, unit.kind), (ColumnKind::Number, ColumnKind::Unit), "{reported}");
                    assert!(column.methods.iter().all(|method| unit.is_taken_by(method)), "{reported}");
                }
                assert!(column.empty.is_none_or(|empty| column.admits(empty) && !column.required), "{reported}");
                let in_32_bits = |end: Option<f64>| end.is_some_and(|end| end.abs() <= f64::from(i32::MAX));
                assert!(
                    column.kind != ColumnKind::Whole || (in_32_bits(column.min) && in_32_bits(column.max)),
                    "{reported}"
                );
            }
        }
    }

    #[test]
    fn ranges_are_said_in_words() {
        let range = |table: &str, column: &str| Schema::of(table).column(column).map(Column::range);
        assert_eq!(range("sites", "equity_share").as_deref(), Some("from 0 to 1"));
        assert_eq!(range("fuels", "kg_per_litre").as_deref(), Some("more than 0, at most 5"));
        assert_eq!(range("factors", "low").as_deref(), Some("0 or more"));
        assert_eq!(range("sites", "value_added").as_deref(), Some(""));
    }

    #[test]
    fn choices_are_those_the_values_know() {
        use crate::estate::{Boundary, Role};
        use crate::factor::Kind as FactorKind;
        use crate::quantity::{GwpSet, HeatBasis};
        let choices = |table: &str, column: &str| &Schema::of(table).column(column).expect("a column").choices;
        assert!(choices("sites", "role").iter().all(|word| Role::parse(word).is_some()));
        assert!(choices("factors", "basis").iter().all(|word| HeatBasis::parse(word).is_some()));
        assert!(choices("factors", "kind").iter().all(|word| FactorKind::parse(word).is_some()));
        assert_eq!(choices("factors", "kind").len(), FactorKind::ALL.len());
        let keys = ManifestSchema::get().keys("");
        let of = |name: &str| &keys.iter().find(|key| key.name == name).expect("a key").choices;
        assert!(of("gwp").iter().all(|word| GwpSet::parse(word).is_some()));
        assert!(of("boundary").iter().all(|word| Boundary::parse(word).is_some()));
        assert_eq!(of("boundary").len(), Boundary::ALL.len());
    }

    #[test]
    fn the_template_names_every_key() {
        for section in ManifestSchema::get().sections() {
            for key in
                section.keys.iter().filter(|key| !matches!(key.kind.as_str(), "table" | "tables" | "one table or more"))
            {
                assert!(manifest_template().contains(&format!("{} ", key.name)), "{}", key.name);
            }
        }
    }
}
