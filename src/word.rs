//! Words as values: how the lists of a book's words are read, written and serialised, once for all of them.
//!
//! In: a type that has `parse` and `as_str`. Out: `FromStr`, `Display` and serde by the same words.

#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

use serde::de::{Deserialize, Deserializer, Error as _};

/// A text that is no word of a list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not {what}")]
#[non_exhaustive]
pub struct UnknownWord {
    /// As found.
    pub found: String,
    /// What it should be: `a boundary`.
    pub what: &'static str,
}

impl UnknownWord {
    pub(crate) fn new(found: &str, what: &'static str) -> Self {
        Self { found: found.to_owned(), what }
    }
}

/// A value from its word, for a type that reads words.
pub(crate) fn deserialized<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: std::str::FromStr<Err: std::fmt::Display>,
    D: Deserializer<'de>,
{
    // Texts of some formats cannot be borrowed.
    String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
}

/// Gives types with `parse` and a text of their own `FromStr` and serde by it; or makes an enum of words with all of it.
macro_rules! words {
    (
        $(#[$doc:meta])*
        enum $name:ident, $what:literal { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),* $(,)? }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name { $($(#[$variant_doc])* $variant),* }

        impl $name {
            /// All of them, in the order documents list them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word in book.toml.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// Reads the word in book.toml.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == text)
            }
        }

        $crate::word::shown_as_words!($name);
        $crate::word::words!(@read $name, $what);
        $crate::word::words!(@serde $name, as_str);
    };
    ($($name:ident, $what:literal, $text:ident;)*) => {$(
        $crate::word::words!(@read $name, $what);
        $crate::word::words!(@serde $name, $text);
    )*};
    (@read $name:ident, $what:literal) => {
        impl std::str::FromStr for $name {
            type Err = $crate::word::UnknownWord;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                Self::parse(word).ok_or_else(|| $crate::word::UnknownWord::new(word, $what))
            }
        }
    };
    (@serde $name:ident, $text:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.$text())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::word::deserialized(deserializer)
            }
        }
    };
}

/// Gives types with `as_str` `Display` by it.
macro_rules! shown_as_words {
    ($($name:ident),*) => {$(
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    )*};
}

pub(crate) use {shown_as_words, words};

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use serde::de::IntoDeserializer;
    use serde::de::value::{Error, StrDeserializer};

    use super::Deserialize;
    use crate::estate::Boundary;
    use crate::quantity::{Gas, GwpSet, HeatBasis, Unit};
    use crate::scope::{Category, Scope2Method, Scope3Category, Status};

    fn there_and_back<T>(words: impl IntoIterator<Item = T>)
    where
        T: FromStr<Err: std::fmt::Debug + std::fmt::Display> + ToString + PartialEq + std::fmt::Debug,
        T: for<'de> Deserialize<'de>,
    {
        for value in words {
            let word = value.to_string();
            assert_eq!(word.parse::<T>().expect("its own word"), value);
            let text: StrDeserializer<'_, Error> = word.as_str().into_deserializer();
            assert_eq!(T::deserialize(text).expect("its own word"), value);
        }
    }

    #[test]
    fn every_word_is_read_as_it_is_written() {
        there_and_back(Boundary::ALL);
        there_and_back(GwpSet::ALL);
        there_and_back([HeatBasis::Net, HeatBasis::Gross]);
        there_and_back([Scope2Method::LocationBased, Scope2Method::MarketBased]);
        assert!(Status::ALL.iter().all(|status| status.to_string().parse() == Ok(*status)));
        there_and_back(Category::all());
        there_and_back(Scope3Category::ALL);
        there_and_back(Gas::all());
        there_and_back([Unit::KILOGRAM, Unit::TONNE_KILOMETRE]);
    }

    #[test]
    fn what_is_no_word_is_told_with_what_it_should_be() {
        let told = "everything".parse::<Boundary>().map_err(|error| error.to_string());
        assert_eq!(told, Err("`everything` is not a boundary, such as `estate` or `equity_share`".to_owned()));
        let text: StrDeserializer<'_, Error> = "AR7".into_deserializer();
        assert!(GwpSet::deserialize(text).is_err_and(|error| error.to_string().contains("`AR4`, `AR5` or `AR6`")));
    }
}
