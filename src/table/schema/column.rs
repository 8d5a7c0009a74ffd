//! A column of a table, as declared: what its cells hold, and which of them it takes.

use std::collections::BTreeMap;

use serde::Deserialize;

/// One column of a table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Column {
    /// The name in the header row.
    pub name: String,
    /// What its cells hold.
    pub kind: ColumnKind,
    /// Whether every row must fill it in.
    #[serde(default)]
    pub required: bool,
    /// The words it takes, for [`ColumnKind::Choice`].
    #[serde(default)]
    pub choices: Vec<String>,
    /// The words of the column `method` that take it; empty if all do.
    #[serde(default)]
    pub methods: Vec<String>,
    /// The smallest number it takes.
    pub min: Option<f64>,
    /// The number its numbers must be greater than.
    pub above: Option<f64>,
    /// The largest number it takes.
    pub max: Option<f64>,
    /// The column with the unit of its numbers, where rows choose it.
    pub unit: Option<String>,
    /// What its numbers measure in that unit.
    pub quantity: Option<QuantityKind>,
    /// What an amount may measure; empty if anything will do.
    #[serde(default)]
    pub of: Vec<QuantityKind>,
    /// The number that an empty cell stands for.
    pub empty: Option<f64>,
    /// The columns by which an empty cell takes a number of `datasets/parameters`: its key and its item.
    pub published: Option<[String; 2]>,
    /// The groups of the chart whose codes it takes; empty if all do.
    #[serde(default)]
    pub groups: Vec<String>,
    /// For words of the column `method`, the codes that each takes, with their grades (`process_emissions/glass` and
    /// `process_emissions/glass.float`); a method without an entry takes any. Codes that a book adds are taken by all.
    #[serde(default)]
    pub codes: BTreeMap<String, Vec<String>>,
    /// What it means.
    pub text: String,
}

/// What the numbers of a column measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum QuantityKind {
    /// Anything that the row's factor or method takes.
    Amount,
    /// A mass.
    Mass,
    /// A volume.
    Volume,
    /// A volume of gas at a reference state.
    GasVolume,
    /// A distance.
    Length,
    /// An energy.
    Energy,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ColumnKind {
    /// Any text.
    Text,
    /// A name that identifies something; case matters.
    Id,
    /// A number with a dot for decimals.
    Number,
    /// A whole number.
    Whole,
    /// An ISO 8601 date.
    Date,
    /// An ISO 8601 date or date-time.
    Moment,
    /// One of a few words.
    Choice,
    /// `true` or `false`.
    Boolean,
    /// The symbol of a unit.
    Unit,
    /// The name of a gas.
    Gas,
    /// A code of the chart of activities.
    Activity,
}

impl QuantityKind {
    /// In words, with an article.
    pub(crate) fn phrase(self) -> &'static str {
        match self {
            Self::Amount => "any unit",
            Self::Mass => "a mass",
            Self::Volume => "a volume",
            Self::GasVolume => "a volume of gas at a reference state",
            Self::Length => "a distance",
            Self::Energy => "an energy",
        }
    }
}

impl Column {
    /// The range of its numbers in words: `from 0 to 1`; empty if any number will do.
    pub fn range(&self) -> String {
        let size = self.size();
        match self.kind {
            ColumnKind::Whole => format!("a whole number {size}").trim_end().to_owned(),
            _ => size,
        }
    }

    fn size(&self) -> String {
        let low = self
            .min
            .map(|min| format!("{min} or more"))
            .or_else(|| self.above.map(|above| format!("more than {above}")));
        match (low, self.min, self.max) {
            (_, Some(min), Some(max)) => format!("from {min} to {max}"),
            (Some(low), None, Some(max)) => format!("{low}, at most {max}"),
            (None, _, Some(max)) => format!("at most {max}"),
            (Some(low), _, None) => low,
            (None, _, None) => String::new(),
        }
    }

    /// The words of the column `method` whose codes a code of this column is one of, or a grade of one.
    pub fn methods_for(&self, code: &str) -> impl Iterator<Item = &str> {
        let takes = move |codes: &[String]| codes.iter().any(|one| is_grade_of(one, code));
        self.codes.iter().filter(move |(_, codes)| takes(codes)).map(|(method, _)| method.as_str())
    }

    /// Whether a word of the column `method` is for a code of this column; one without codes is for any.
    pub fn is_for(&self, method: &str, code: &str) -> bool {
        !self.codes.contains_key(method) || self.methods_for(code).any(|one| one == method)
    }

    /// Whether a method of the table takes it.
    pub fn is_taken_by(&self, method: &str) -> bool {
        self.methods.is_empty() || self.methods.iter().any(|one| one == method)
    }

    /// Whether a number is in the range.
    pub fn admits(&self, number: f64) -> bool {
        (self.kind != ColumnKind::Whole || number.fract() == 0.0)
            && self.min.is_none_or(|min| min <= number)
            && self.above.is_none_or(|above| above < number)
            && self.max.is_none_or(|max| number <= max)
    }
}

/// Whether a code is another, or a grade of it.
fn is_grade_of(whole: &str, code: &str) -> bool {
    code.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::is_grade_of;
    use crate::table::Schema;

    #[test]
    fn what_is_declared_are_methods_and_codes_of_the_chart() {
        for schema in Schema::all() {
            let methods = schema.column("method").map_or(&[][..], |column| &column.choices);
            for (method, codes) in schema.columns.iter().flat_map(|column| &column.codes) {
                assert!(methods.contains(method), "{}: {method}", schema.table);
                for code in codes {
                    let mut chart = crate::shipped::chart().iter();
                    assert!(chart.any(|known| is_grade_of(code, known.code.as_str())), "{}: {code}", schema.table);
                }
            }
        }
    }

    #[test]
    fn a_method_is_for_its_own_codes_and_their_grades() {
        let activity = Schema::of("carbonates").column("activity").expect("a column");
        let methods = |code| activity.methods_for(code).collect::<Vec<_>>();
        assert_eq!(methods("process_emissions/glass"), ["carbonate", "glass"]);
        assert_eq!(methods("process_emissions/glass.float"), ["carbonate", "glass"]);
        assert_eq!(methods("process_emissions/glasses"), [""; 0]);
        assert!(!activity.is_for("lime", "process_emissions/glass.float"));
        let of_steam = Schema::of("steam").column("activity").expect("a column");
        assert!(of_steam.is_for("any", "purchased_steam/UTIL"), "without codes it is for all");
    }
}
