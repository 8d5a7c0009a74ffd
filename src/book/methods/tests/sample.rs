//! Rows of methods' tables as their declarations say they can be: every required cell good, the others empty.

use super::*;
use crate::diagnostic::{Code, Severity};
use crate::table::{Column, ColumnKind, QuantityKind};

/// A problem of a row: its column, code and severity.
pub(super) type Problem = (String, Code, Severity);

/// The tables of methods.
pub(super) fn method_tables() -> impl Iterator<Item = &'static Schema> {
    Schema::all().iter().filter(|schema| schema.method)
}

/// Those whose rows have a site and a time.
pub(super) fn dated_tables() -> impl Iterator<Item = &'static Schema> {
    method_tables().filter(|schema| !schema.part)
}

/// Cells other than `method` on which it rests what a row needs.
const TURNS: [(&str, &str, &[&str]); 4] = [
    ("carbon_balance", "direction", &["in", "out"]),
    ("fuel_analyses", "unit", &["t", "GJ"]),
    ("semiconductor", "abated", &["0", "1"]),
    ("wastewater", "measure", &["COD", "BOD", "nitrogen"]),
];

/// A row of a table, some of whose cells are set apart from what the declarations give.
#[derive(Clone)]
pub(super) struct Sample {
    pub(super) schema: &'static Schema,
    /// The words by which this kind of row is told from the others of its table.
    pub(super) kind: &'static str,
    set: Vec<(String, String)>,
}

impl std::fmt::Debug for Sample {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {:?}", self.schema.table, self.set)
    }
}

impl Sample {
    /// A row of each kind: by its method, or by the cell that stands for one.
    pub(super) fn each(schema: &'static Schema) -> Vec<Self> {
        let with = |column: &str, kind: &'static str| Self { schema, kind, set: Vec::new() }.with(column, kind);
        if let Some(methods) = schema.column("method") {
            return methods.choices.iter().map(|word| with("method", word)).collect();
        }
        match TURNS.iter().find(|(table, ..)| *table == schema.table) {
            Some((_, column, kinds)) => kinds.iter().map(|kind| with(column, kind)).collect(),
            None => vec![Self { schema, kind: "", set: Vec::new() }],
        }
    }

    /// A row in which a cell can be filled in: of the first method that takes it.
    pub(super) fn taking(column: &Column, schema: &'static Schema) -> Self {
        let of_it = Self::each(schema).into_iter().find(|row| column.is_taken_by(row.kind) || row.set.is_empty());
        of_it.unwrap_or_else(|| Self::each(schema).remove(0))
    }

    /// The row with another text in one cell.
    pub(super) fn with(mut self, column: &str, text: &str) -> Self {
        self.set.push((column.to_owned(), text.to_owned()));
        self
    }

    /// The row with a good text in one cell that may be empty, and its unit beside it.
    pub(super) fn filled(self, name: &str) -> Self {
        let column = self.schema.column(name).expect(name);
        let text = self.good(column);
        let row = match column.unit.as_deref().filter(|unit| self.cell(unit).is_empty()) {
            Some(unit) => self.filled(unit),
            None => self,
        };
        row.with(name, &text)
    }

    /// What stands in a cell.
    fn cell(&self, name: &str) -> String {
        let set = self.set.iter().rev().find(|(column, _)| column == name);
        let required = |column: &&Column| column.required;
        let good = || self.schema.column(name).filter(required).map(|column| self.good(column));
        set.map(|(_, text)| text.clone()).or_else(good).unwrap_or_default()
    }

    /// A text that can stand in a cell.
    fn good(&self, column: &Column) -> String {
        let name = column.name.as_str();
        match (column.kind, name) {
            (_, "site_id" | "counterparty") => "F1".to_owned(),
            (_, "start") => "2024-01-01".to_owned(),
            (_, "end") => "2024-12-31".to_owned(),
            (_, "year") => "2020".to_owned(),
            (_, "waste") if self.schema.table == "landfill_deposits" => "food".to_owned(),
            (_, "region") => "TH".to_owned(),
            (_, "abatement") => "thermal_destruction".to_owned(),
            (_, "equipment") => "chillers".to_owned(),
            (_, "material") => match self.kind {
                "glass" => "glass_float",
                "lime" => "lime_high_calcium",
                "carbonate" => "limestone",
                _ => "coke",
            }
            .to_owned(),
            (_, "factors_of") => "stationary_combustion/natural_gas".to_owned(),
            (ColumnKind::Activity, _) if column.codes.contains_key(self.kind) => {
                column.codes.get(self.kind).and_then(|codes| codes.first()).cloned().unwrap_or_default()
            }
            (ColumnKind::Activity, _) => code_of(column.groups.first().map_or("process_emissions", String::as_str)),
            (ColumnKind::Gas, _) => "SF6".to_owned(),
            (ColumnKind::Unit, _) => self.unit(name).to_owned(),
            (ColumnKind::Choice, _) => column.choices.first().cloned().unwrap_or_default(),
            (ColumnKind::Number | ColumnKind::Whole, _) => {
                let admitted = |text: &&str| column.admits(text.parse().expect("a number"));
                let fitting = ["0.5", "1", "100"].into_iter().find(admitted);
                fitting.expect(name).to_owned()
            }
            _ => "b".to_owned(),
        }
    }

    /// A unit that fits all the numbers beside it that this row can have.
    fn unit(&self, name: &str) -> &'static str {
        if name.ends_with("currency") {
            return "THB";
        }
        let beside = self.schema.columns.iter().filter(|column| column.unit.as_deref() == Some(name));
        let taken = beside.filter(|column| column.is_taken_by(self.kind));
        let measured = taken.filter_map(|column| column.of.first().copied().or(column.quantity));
        match measured.min_by_key(|one| *one == QuantityKind::Amount) {
            Some(QuantityKind::Mass | QuantityKind::Amount) | None => "t",
            Some(QuantityKind::Volume) => "m3",
            Some(QuantityKind::GasVolume) => "Nm3",
            Some(QuantityKind::Length) => "km",
            Some(QuantityKind::Energy) => "GJ",
        }
    }

    /// The table of the row by itself.
    fn text(&self) -> String {
        let names: Vec<&str> = self.schema.columns.iter().map(|column| column.name.as_str()).collect();
        let cells: Vec<String> = names.iter().map(|name| self.cell(name)).collect();
        format!("{}\n{}\n", names.join(","), cells.join(","))
    }

    /// The calculations of the row and what is wrong with it. A landfill has a deposit, and a deposit a landfill.
    pub(super) fn read(&self) -> (Vec<Calculation>, Vec<Problem>) {
        let mut texts = vec![(self.schema.table.as_str(), self.text())];
        for other in ["landfills", "landfill_deposits"] {
            if self.schema.column("landfill_id").is_some() && self.schema.table != other {
                let schema = Schema::of(other);
                texts.push((other, Self { schema, kind: "", set: Vec::new() }.text()));
            }
        }
        let texts: Vec<(&'static str, &str)> = texts.iter().map(|(table, text)| (*table, text.as_str())).collect();
        let (found, d) = read_tables(&texts);
        let file = self.schema.file_name();
        let of_it = d.iter().filter(|problem| problem.place().file_name() == file);
        let column = |place: &crate::place::Place| place.field().unwrap_or_default().to_owned();
        (found, of_it.map(|problem| (column(problem.place()), problem.code(), problem.severity())).collect())
    }

    /// What is wrong with the row.
    pub(super) fn problems(&self) -> Vec<Problem> {
        self.read().1
    }
}

/// A code of a group of the chart. Those of losses a table may refuse for a reason of its own.
pub(super) fn code_of(group: &str) -> String {
    let chart = shipped::chart();
    // A code that ends in a star stands for any of its group.
    let is_one = |code: &&str| code.split('/').next() == Some(group) && !code.contains('*') && !code.contains("losses");
    let of_group = chart.iter().map(|activity| activity.code.as_str()).find(is_one);
    of_group.map_or_else(|| format!("{group}/UTIL"), str::to_owned)
}
