//! What a report says, as message ids with arguments; the words are in `datasets/report`, one file per language.

mod choice;
mod list;

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::number::count;
pub(crate) use choice::*;
pub(crate) use list::*;

/// A message without its words: an id of `datasets/report` and what stands in it.
///
/// Its `Display` gives the English words.
#[derive(Clone, Debug, PartialEq)]
pub struct Message(Content);

#[derive(Clone, Debug, PartialEq)]
enum Content {
    /// An id of `datasets/report`, and what stands in it.
    Words(String, Vec<(&'static str, Arg)>),
    /// What needs no words: a name, a number, messages in a row.
    Plain(Arg),
}

/// What stands in a message.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Arg {
    /// A name, or a number as it is to be shown.
    Text(String),
    /// A number of things, which decides between one and many.
    Count(u64),
    /// Another message.
    Message(Box<Message>),
    /// Of many, the first few and how many more there are.
    List(Vec<Arg>),
    /// One after the other, with something between.
    Row(Vec<Message>, &'static str),
}

/// Names of a list that are shown.
const LISTED: usize = 5;

macro_rules! args {
    ($($of:ty => |$value:ident| $arg:expr),* $(,)?) => {$(
        impl From<$of> for Arg {
            fn from($value: $of) -> Self {
                $arg
            }
        }
    )*};
}

args! {
    String => |text| Self::Text(text),
    &str => |text| Self::Text(text.to_owned()),
    u64 => |number| Self::Count(number),
    usize => |number| Self::Count(number as u64),
    i16 => |year| Self::Text(year.to_string()),
    Message => |message| Self::Message(Box::new(message)),
}

impl Message {
    pub(crate) fn new(id: impl Into<String>, args: Vec<(&'static str, Arg)>) -> Self {
        Self(Content::Words(id.into(), args))
    }

    /// A name, a number, or messages in a row, which no language words otherwise.
    pub(crate) fn plain(arg: impl Into<Arg>) -> Self {
        Self(Content::Plain(arg.into()))
    }

    /// The id, as `datasets/report` has it; empty where the message has no words of its own.
    pub fn id(&self) -> &str {
        match &self.0 {
            Content::Words(id, _) => id,
            Content::Plain(_) => "",
        }
    }

    /// The words in a language.
    pub(crate) fn in_words(&self, wording: &Wording) -> String {
        let (id, args) = match &self.0 {
            Content::Words(id, args) => (id, args),
            Content::Plain(arg) => return arg.in_words(wording),
        };
        let args: FluentArgs<'_> = args.iter().map(|(name, arg)| (*name, arg.value(wording))).collect();
        let pattern = wording.0.get_message(id).and_then(|message| message.value());
        // A test asks for every message, so that none is without its words.
        let Some(pattern) = pattern else { return id.clone() };
        wording.0.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(&ENGLISH))
    }
}

impl serde::Serialize for Message {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl schemars::JsonSchema for Message {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        String::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}

impl Arg {
    /// Of many, the first few and how many more there are.
    pub(crate) fn list<T: Into<Self>>(all: Vec<T>) -> Self {
        Self::List(all.into_iter().map(Into::into).collect())
    }

    /// Messages with a semicolon between.
    pub(crate) fn clauses(messages: Vec<Message>) -> Self {
        Self::Row(messages, "; ")
    }

    /// Messages with a comma between.
    pub(crate) fn row(messages: Vec<Message>) -> Self {
        Self::Row(messages, ", ")
    }

    fn in_words(&self, wording: &Wording) -> String {
        match self.value(wording) {
            FluentValue::String(text) => text.into_owned(),
            FluentValue::Number(number) => count(number.value as u64),
            _ => String::new(),
        }
    }

    fn value(&self, wording: &Wording) -> FluentValue<'static> {
        FluentValue::from(match self {
            Self::Text(text) => text.clone(),
            Self::Count(number) => return FluentValue::from(*number as f64),
            Self::Message(message) => message.in_words(wording),
            Self::List(names) => {
                let first: Vec<_> = names.iter().take(LISTED).map(|name| name.in_words(wording)).collect();
                let first = first.join(", ");
                match names.len().checked_sub(LISTED) {
                    None | Some(0) => first,
                    Some(more) => and_more(first, more).in_words(wording),
                }
            }
            Self::Row(messages, between) => {
                messages.iter().map(|message| message.in_words(wording)).collect::<Vec<_>>().join(between)
            }
        })
    }
}

/// The first few names of a list, and how many more there are.
pub(crate) fn listed<S: AsRef<str>>(names: &[S]) -> String {
    Arg::list(names.iter().map(AsRef::as_ref).collect()).in_words(&ENGLISH)
}

/// The words of one language.
pub(crate) struct Wording(FluentBundle<FluentResource>);

/// The words in English, which every message has.
pub(crate) static ENGLISH: LazyLock<Wording> =
    LazyLock::new(|| Wording::new("en", include_str!("../../datasets/report/en.ftl")));

impl Wording {
    fn new(language: &str, text: &str) -> Self {
        let mut bundle = FluentBundle::new_concurrent(language.parse::<LanguageIdentifier>().into_iter().collect());
        // Marks of direction around names would stand in every cell.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(number) => Some(count(number.value as u64)),
            _ => None,
        }));
        // What cannot be read of a file is no message, and a test misses it.
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(read, _)| read);
        let _ = bundle.add_resource(resource);
        Self(bundle)
    }
}

#[cfg(test)]
mod tests;
