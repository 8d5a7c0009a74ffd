//! The tables of a report, as every format writes them.
//!
//! What stands in a table is a value or the reason there is none. What is shown is decided where the format is: here numbers are
//! unrounded and words are messages.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::ser::{Serialize, Serializer};

use super::four::Shown;
use super::message::{self, Message};
use super::model::Status;
use super::name::Name;
use super::number::{exact, share, shown};
use crate::inventory::FigureId;

/// A table. Its rows are made as they are written: a book may have a million sites.
pub(crate) struct Table<'a> {
    /// The key in report.json.
    pub(crate) id: &'static str,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Box<dyn Iterator<Item = Vec<TableValue<'a>>> + 'a>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Column {
    /// The key in report.json and report.csv.
    pub(crate) key: &'static str,
    /// What stands above it; nothing where the values speak for themselves.
    pub(crate) title: Option<Message>,
    pub(crate) kind: Kind,
}

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Number,
    /// Figures, each of which has a unit, a name, or a reason to be absent.
    Figure,
}

/// What stands in one column of one row of a table of the report.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TableValue<'a> {
    Empty,
    Text(Cow<'a, str>),
    Words(Message),
    /// How many.
    Count(u64),
    /// A number of the inputs, with all its digits.
    Number(f64),
    /// A part of a whole.
    Share(f64),
    Figure(Box<Figure>),
}

/// A figure of the report.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Figure {
    /// How much, or why it is absent.
    pub(crate) value: Shown,
    pub(crate) unit: &'static str,
    /// What the book says of its absence.
    pub(crate) reason: Option<String>,
    /// What leads to its evidence.
    pub(crate) id: FigureId,
}

impl<'a> Table<'a> {
    pub(crate) fn new<const N: usize>(
        id: &'static str,
        columns: [Column; N],
        rows: impl IntoIterator<Item = [TableValue<'a>; N], IntoIter: 'a>,
    ) -> Self {
        let rows = Box::new(rows.into_iter().map(Vec::from));
        Self { id, columns: columns.into(), rows }
    }
}

impl Column {
    /// Names and words.
    pub(crate) fn text(key: &'static str, title: Message) -> Self {
        Self { key, title: Some(title), kind: Kind::Text }
    }

    /// Names and words that need no title.
    pub(crate) fn untitled(key: &'static str) -> Self {
        Self { key, title: None, kind: Kind::Text }
    }

    /// Numbers, which stand right.
    pub(crate) fn number(key: &'static str, title: Message) -> Self {
        Self { key, title: Some(title), kind: Kind::Number }
    }

    /// Figures.
    pub(crate) fn figure(key: &'static str, title: Message) -> Self {
        Self { key, title: Some(title), kind: Kind::Figure }
    }
}

impl<'a> TableValue<'a> {
    pub(crate) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    /// A text that may not be there.
    pub(crate) fn optional(text: Option<&'a str>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    /// A figure in tonnes of CO2e.
    pub(crate) fn co2e(value: Shown, id: FigureId) -> Self {
        Self::of_figure(value, "tCO2e", id)
    }

    /// A figure in tonnes of a gas.
    pub(crate) fn mass(value: Shown, id: FigureId) -> Self {
        Self::of_figure(value, "t", id)
    }

    fn of_figure(value: Shown, unit: &'static str, id: FigureId) -> Self {
        Self::Figure(Box::new(Figure { value, unit, reason: None, id }))
    }

    /// The same figure, absent for a reason of the book's.
    pub(crate) fn because(mut self, reason: Option<String>) -> Self {
        if let Self::Figure(figure) = &mut self {
            figure.reason = reason;
        }
        self
    }

    /// As people read it: figures rounded, an absent one as its word.
    pub(crate) fn shown(&self) -> Message {
        match self {
            Self::Empty => message::plain(""),
            Self::Text(text) => message::plain(&**text),
            Self::Words(words) => words.clone(),
            Self::Count(number) => message::plain(*number),
            Self::Number(number) => message::plain(exact(*number)),
            Self::Share(part) => share(*part, 1.0).unwrap_or_else(|| message::plain("")),
            Self::Figure(figure) => match (figure.value, &figure.reason) {
                (Ok(value), _) => message::plain(shown(value)),
                (Err(status), None) => message::status(status),
                (Err(status), Some(reason)) => message::absent_because(message::status(status), reason.as_str()),
            },
        }
    }
}

/// A table of report.json.
#[derive(Clone, Debug, PartialEq, serde::Serialize, JsonSchema)]
pub(crate) struct TableView {
    columns: Vec<ColumnView>,
    rows: Vec<Vec<TableValueView>>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, serde::Serialize, JsonSchema)]
pub(crate) struct ColumnView {
    key: String,
    /// What stands above it, in English.
    title: Option<String>,
    /// text, number or figure.
    kind: String,
}

/// The same as JSON has it: text, a number, or a figure with its unit and its name.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TableValueView {
    Empty,
    Text(String),
    Number(f64),
    Figure(FigureView),
}

/// A figure in a table of report.json; without a value it has a status and perhaps a reason.
#[derive(Clone, Debug, PartialEq, serde::Serialize, JsonSchema)]
pub(crate) struct FigureView {
    value: Option<f64>,
    unit: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    value_status: Option<Status>,
    /// Why it is absent, in the words of book.toml.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    figure_id: Name,
}

impl TableView {
    /// A table as JSON has it.
    pub(crate) fn of(table: Table<'_>) -> Self {
        let column = |column: Column| ColumnView {
            key: column.key.to_owned(),
            title: column.title.map(|title| title.to_string()),
            kind: match column.kind {
                Kind::Text => "text",
                Kind::Number => "number",
                Kind::Figure => "figure",
            }
            .to_owned(),
        };
        let rows = table.rows.map(|row| row.into_iter().map(TableValueView::of).collect()).collect();
        Self { columns: table.columns.into_iter().map(column).collect(), rows }
    }
}

impl TableValueView {
    fn of(value: TableValue<'_>) -> Self {
        match value {
            TableValue::Empty => Self::Empty,
            TableValue::Text(text) => Self::Text(text.into_owned()),
            TableValue::Words(words) => Self::Text(words.to_string()),
            TableValue::Count(number) => Self::Number(number as f64),
            TableValue::Number(number) | TableValue::Share(number) => Self::Number(number),
            TableValue::Figure(figure) => Self::Figure(FigureView {
                value: figure.value.ok(),
                unit: figure.unit.to_owned(),
                value_status: figure.value.err(),
                reason: figure.reason,
                figure_id: Name(figure.id),
            }),
        }
    }
}

impl Serialize for TableValueView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Empty => serializer.serialize_none(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Figure(figure) => figure.serialize(serializer),
        }
    }
}

impl JsonSchema for TableValueView {
    fn schema_name() -> Cow<'static, str> {
        "Cell".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let figure = generator.subschema_for::<FigureView>();
        schemars::json_schema!({
            "description": "A text, a number, a figure with its unit and name, or nothing.",
            "anyOf": [{ "type": ["string", "number", "null"] }, figure],
        })
    }
}
