//! Factors that were refused, so that nobody is told that they are not there.
//!
//! A refused factor refuses its book. Rows that take it, or the code that it gives to the chart, would be reported as well, as if
//! nothing had been written for them.

use std::collections::BTreeSet;

use super::EmissionFactor;
use crate::activity::category_of;
use crate::table::Table;

/// What was written in tables of factors, and refused.
#[derive(Clone, Debug, Default)]
pub(crate) struct RefusedFactors {
    ids: BTreeSet<String>,
    codes: BTreeSet<String>,
    /// Whether a table was refused as a whole, and may have held anything.
    whole_table: bool,
}

impl RefusedFactors {
    /// Adds what a table has and was not read of it.
    pub(crate) fn add(&mut self, table: &Table, read: &[EmissionFactor]) {
        self.whole_table |= !table.is_understood();
        let read: BTreeSet<&str> = read.iter().map(|factor| factor.id.as_str()).collect();
        for row in table.rows() {
            let id = row.text("factor_id");
            if id.is_some_and(|id| read.contains(id)) {
                continue;
            }
            self.ids.extend(id.map(str::to_owned));
            self.codes.extend(row.text("activity").filter(|code| category_of(code).is_some()).map(str::to_owned));
        }
    }

    /// Adds those of another set.
    pub(crate) fn extend(&mut self, other: Self) {
        self.ids.extend(other.ids);
        self.codes.extend(other.codes);
        self.whole_table |= other.whole_table;
    }

    /// The codes that refused factors give.
    pub(crate) fn codes(&self) -> impl Iterator<Item = &str> {
        self.codes.iter().map(String::as_str)
    }

    /// Whether a factor may have been given for a code.
    pub(crate) fn may_give(&self, code: &str) -> bool {
        self.whole_table || self.codes.contains(code)
    }

    /// Whether a factor of an id may have been given.
    pub(crate) fn may_have(&self, id: &str) -> bool {
        self.whole_table || self.ids.contains(id)
    }

    /// Whether any code may have been given.
    pub(crate) fn may_give_any(&self) -> bool {
        self.whole_table
    }
}
