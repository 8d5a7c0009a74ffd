//! The columns of the activity table.

use crate::rows::part::ColumnKey;
use crate::table::Schema;

/// A column of the activity table, in the order of its schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    SiteId,
    Start,
    End,
    Activity,
    Quantity,
    Unit,
    ActivityId,
    FactorId,
    Basis,
    PlantId,
    MeterId,
    Counterparty,
    DataQuality,
    UncertaintyPct,
    Note = 15,
}

impl ColumnKey for Column {
    fn index(self) -> usize {
        self as usize
    }
}

/// The schema of the activity table.
pub(super) fn schema() -> &'static Schema {
    Schema::of("activities")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_where_the_schema_has_them() {
        let names: Vec<&str> = schema().columns.iter().map(|column| column.name.as_str()).collect();
        for (column, name) in [
            (Column::SiteId, "site_id"),
            (Column::Start, "start"),
            (Column::End, "end"),
            (Column::Activity, "activity"),
            (Column::Quantity, "quantity"),
            (Column::Unit, "unit"),
            (Column::ActivityId, "activity_id"),
            (Column::FactorId, "factor_id"),
            (Column::Basis, "basis"),
            (Column::PlantId, "plant_id"),
            (Column::MeterId, "meter_id"),
            (Column::Counterparty, "counterparty"),
            (Column::DataQuality, "data_quality"),
            (Column::UncertaintyPct, "uncertainty_pct"),
            (Column::Note, "note"),
        ] {
            assert_eq!(names[column.index()], name);
        }
    }
}
