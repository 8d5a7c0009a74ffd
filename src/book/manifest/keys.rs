//! The keys of a TOML table, each with its place, so that every problem of book.toml is reported.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeArray, DeString, DeTable, DeValue};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest, nearest_word};
use crate::period::{Day, buddhist_year};
use crate::place::Place;
use crate::quantity::is_held;
use crate::table::{Key, ManifestSchema, cell};

/// The text of book.toml, to turn byte offsets into places.
pub(super) struct Text<'t> {
    pub(super) file: Arc<str>,
    pub(super) text: &'t str,
    /// Where each line begins.
    lines: Vec<usize>,
}

impl<'t> Text<'t> {
    pub(super) fn new(file: &str, text: &'t str) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { file: file.into(), text, lines }
    }

    /// The place of a span.
    pub(super) fn place(&self, span: &Range<usize>) -> Place {
        let line = self.lines.partition_point(|start| *start <= span.start);
        let line_start = line.checked_sub(1).and_then(|index| self.lines.get(index)).copied().unwrap_or_default();
        let column = self.text.get(line_start..span.start).unwrap_or_default().chars().count() + 1;
        let meant = self.text.get(span.clone()).unwrap_or_default();
        let width = meant.split(['\r', '\n']).next().unwrap_or_default().chars().count();
        Place::file(self.file.clone())
            .at_line(line as u64)
            .at_column(u32::try_from(column).unwrap_or(u32::MAX))
            .with_excerpt(
                self.text.get(line_start..).unwrap_or_default(),
                u32::try_from(width).unwrap_or(u32::MAX).min(80),
            )
    }
}

/// A value with its place.
#[derive(Clone, Debug)]
pub(super) struct Located<T> {
    pub(super) value: T,
    pub(super) place: Place,
}

/// One table of book.toml: its keys by name, checked against the schema's.
pub(super) struct Keys<'a, 't> {
    text: &'a Text<'t>,
    section: &'static str,
    table: &'a DeTable<'t>,
    /// Where a missing key is reported: the table's beginning.
    place: Place,
}

impl<'a, 't> Keys<'a, 't> {
    /// The keys of a section; those the section does not have are reported.
    pub(super) fn new(
        text: &'a Text<'t>,
        section: &'static str,
        table: &'a DeTable<'t>,
        place: Place,
        d: &mut Diagnostics,
    ) -> Self {
        let keys = Self { text, section, table, place };
        let mut found: Vec<_> = table.iter().collect();
        found.sort_by_key(|(key, _)| key.span().start);
        for (key, _) in found {
            if keys.schema(key.get_ref()).is_none() && !d.only_count(&text.file, Code::ManifestKey) {
                d.push(keys.unknown(key));
            }
        }
        keys
    }

    fn schema(&self, name: &str) -> Option<&'static Key> {
        ManifestSchema::get().keys(self.section).iter().find(|key| key.name == name)
    }

    fn unknown(&self, key: &Spanned<DeString<'t>>) -> Diagnostic {
        let known = ManifestSchema::get().keys(self.section);
        let names = known.iter().map(|key| key.name.as_str());
        let help = match nearest(key.get_ref(), names.clone()) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("the keys here are {}", names.collect::<Vec<_>>().join(", ")),
        };
        let message = format!("`{}` is not a key of book.toml", self.path(key.get_ref()));
        Diagnostic::error(Code::ManifestKey, self.text.place(&key.span()), message).with_help(help)
    }

    /// `estate.name`: the key with its section.
    fn path(&self, name: &str) -> String {
        match self.section {
            "" => name.to_owned(),
            section => format!("{section}.{name}"),
        }
    }

    /// The place of the table.
    pub(super) fn place(&self) -> Place {
        self.place.clone()
    }

    /// The value of a key; a required key that is absent is reported.
    fn get(&self, name: &str, d: &mut Diagnostics) -> Option<&'a Spanned<DeValue<'t>>> {
        let value = self.table.get(name);
        let required = self.schema(name).filter(|key| key.required);
        if let (None, Some(key)) = (value, required) {
            let message = format!("book.toml lacks `{}`", self.path(name));
            let help = format!("add `{name}`: {}", key.text);
            d.push(Diagnostic::error(Code::ManifestKey, self.place(), message).with_help(help));
        }
        value
    }

    fn wrong_kind(&self, name: &str, span: &Range<usize>, wanted: &str) -> Diagnostic {
        let message = format!("`{}` is not {wanted}", self.path(name));
        let help = self.schema(name).map(|key| key.text.clone()).unwrap_or_default();
        Diagnostic::error(Code::ManifestKey, self.text.place(span), message).with_help(help)
    }

    fn string_of(&self, name: &str, value: &Spanned<DeValue<'t>>, d: &mut Diagnostics) -> Option<Located<String>> {
        let place = self.text.place(&value.span());
        let DeValue::String(text) = value.get_ref() else {
            d.push(self.wrong_kind(name, &value.span(), "a text in quotation marks"));
            return None;
        };
        let text = text.trim();
        if text.is_empty() {
            let empty = Diagnostic::error(Code::ManifestValue, place, format!("`{}` is empty", self.path(name)));
            d.push(empty.with_help(self.advice(name)));
            return None;
        }
        Some(Located { value: text.to_owned(), place })
    }

    fn advice(&self, name: &str) -> String {
        let Some(key) = self.schema(name) else { return String::new() };
        match key.choices.as_slice() {
            [] => format!("fill it in: {}", key.text),
            choices => format!("choose {}. {}", choices.join(", "), key.text),
        }
    }

    /// A text that is not empty.
    pub(super) fn string(&self, name: &str, d: &mut Diagnostics) -> Option<Located<String>> {
        let value = self.get(name, d)?;
        self.string_of(name, value, d)
    }

    /// Texts in brackets.
    pub(super) fn strings(&self, name: &str, d: &mut Diagnostics) -> Option<Vec<Located<String>>> {
        let value = self.get(name, d)?;
        let DeValue::Array(array) = value.get_ref() else {
            d.push(self.wrong_kind(name, &value.span(), "a list in brackets"));
            return None;
        };
        Some(array.iter().filter_map(|item| self.string_of(name, item, d)).collect())
    }

    /// One text, or a list of texts.
    pub(super) fn string_or_strings(&self, name: &str, d: &mut Diagnostics) -> Option<Vec<Located<String>>> {
        match self.table.get(name).map(|value| value.get_ref()) {
            Some(DeValue::Array(items)) if items.is_empty() => {
                let span = self.table.get(name).map(Spanned::span).unwrap_or_default();
                d.push(self.wrong_kind(name, &span, "a text, or a list with one text or more"));
                None
            }
            Some(DeValue::Array(_)) => self.strings(name, d),
            _ => self.string(name, d).map(|text| vec![text]),
        }
    }

    /// One of the words the key takes, as the value it stands for.
    pub(super) fn word<T>(&self, name: &str, d: &mut Diagnostics, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.string(name, d)?;
        self.parsed(name, &text, d, parse)
    }

    /// A text as the value it stands for, or a report of the words the key takes.
    pub(super) fn parsed<T>(
        &self,
        name: &str,
        text: &Located<String>,
        d: &mut Diagnostics,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = parse(&text.value);
        if value.is_none() {
            let choices = self.schema(name).map_or(&[][..], |key| &key.choices);
            let suggestion = nearest_word(&text.value, choices.iter().map(String::as_str));
            let meant = suggestion.map(|word| format!("did you mean \"{word}\"? ")).unwrap_or_default();
            let message = format!("\"{}\" is not a value of `{}`", text.value, self.path(name));
            let help = format!("{meant}`{name}` is one of {}", choices.join(", "));
            d.push(Diagnostic::error(Code::ManifestValue, text.place.clone(), message).with_help(help));
        }
        value
    }

    /// A date, bare or in quotation marks.
    pub(super) fn date(&self, name: &str, d: &mut Diagnostics) -> Option<Located<Day>> {
        let value = self.get(name, d)?;
        let day = match value.get_ref() {
            DeValue::Datetime(moment) if moment.time.is_none() => Day::parse(&moment.to_string()),
            DeValue::String(text) => Day::parse(text),
            _ => None,
        };
        match day {
            Some(day) => Some(Located { value: day, place: self.text.place(&value.span()) }),
            None => {
                let text = match value.get_ref() {
                    DeValue::Datetime(moment) => moment.to_string(),
                    DeValue::String(text) => text.to_string(),
                    _ => String::new(),
                };
                let era = buddhist_year(&text).and_then(|_| cell::date(&text).err());
                d.push(match era {
                    Some(problem) => {
                        let place = self.text.place(&value.span());
                        let found = Diagnostic::error(Code::ManifestValue, place, problem.message);
                        found.with_help(problem.help.unwrap_or_default())
                    }
                    None => self.wrong_kind(name, &value.span(), "a date such as 2024-01-01"),
                });
                None
            }
        }
    }

    /// A number, whole or not.
    pub(super) fn number(&self, name: &str, d: &mut Diagnostics) -> Option<Located<f64>> {
        let value = self.get(name, d)?;
        let number = match value.get_ref() {
            DeValue::Integer(number) => number.to_string().parse().ok(),
            DeValue::Float(number) => number.as_str().parse().ok(),
            _ => None,
        };
        match number.filter(|number: &f64| is_held(*number)) {
            Some(value_) => Some(Located { value: value_, place: self.text.place(&value.span()) }),
            None => {
                d.push(self.wrong_kind(name, &value.span(), "a number"));
                None
            }
        }
    }

    /// The keys of a table inside this one.
    pub(super) fn section(&self, name: &'static str, d: &mut Diagnostics) -> Option<Keys<'a, 't>> {
        let value = self.get(name, d)?;
        match value.get_ref() {
            DeValue::Table(table) => Some(Keys::new(self.text, name, table, self.text.place(&value.span()), d)),
            _ => {
                d.push(self.wrong_kind(name, &value.span(), "a table"));
                None
            }
        }
    }

    /// The keys of every table of an array of tables.
    pub(super) fn sections(&self, name: &'static str, d: &mut Diagnostics) -> Vec<Keys<'a, 't>> {
        let Some(value) = self.get(name, d) else { return Vec::new() };
        let tables = match value.get_ref() {
            DeValue::Array(tables) => tables,
            _ => {
                d.push(self.wrong_kind(name, &value.span(), &format!("written [[{name}]], with two brackets")));
                return Vec::new();
            }
        };
        self.tables_of(name, tables, d)
    }

    fn tables_of(&self, name: &'static str, tables: &'a DeArray<'t>, d: &mut Diagnostics) -> Vec<Keys<'a, 't>> {
        let mut sections = Vec::new();
        if tables.is_empty() {
            d.push(
                Diagnostic::error(Code::ManifestKey, self.place(), format!("`{name}` has no entry"))
                    .with_help(self.advice(name)),
            );
        }
        for item in tables.iter() {
            match item.get_ref() {
                DeValue::Table(table) => {
                    sections.push(Keys::new(self.text, name, table, self.text.place(&item.span()), d))
                }
                _ => d.push(self.wrong_kind(name, &item.span(), "a table")),
            }
        }
        sections
    }

    /// A text, or a table of texts by language in the order written.
    pub(super) fn names(&self, name: &str, d: &mut Diagnostics) -> Option<Vec<(Located<String>, Located<String>)>> {
        let value = self.get(name, d)?;
        let DeValue::Table(table) = value.get_ref() else {
            let text = self.string_of(name, value, d)?;
            let language = Located { value: String::new(), place: text.place.clone() };
            return Some(vec![(language, text)]);
        };
        if table.is_empty() {
            let place = self.text.place(&value.span());
            let empty = Diagnostic::error(Code::ManifestValue, place, format!("`{}` is empty", self.path(name)));
            d.push(empty.with_help(self.advice(name)));
        }
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let mut names = Vec::new();
        for (key, value) in entries {
            let language = Located { value: key.get_ref().to_string(), place: self.text.place(&key.span()) };
            names.extend(self.string_of(name, value, d).map(|text| (language, text)));
        }
        Some(names)
    }
}
