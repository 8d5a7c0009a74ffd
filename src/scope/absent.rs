//! Absent figures, and the reasons for their absence.

use super::Category;
use crate::place::Place;

macro_rules! statuses {
    ($($(#[$doc:meta])* $variant:ident = $word:literal $words:literal),* $(,)?) => {
        /// Why a figure is absent. It is never zero.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Status { $($(#[$doc])* $variant),* }

        impl Status {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word in report.json and book.toml.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// The words for people.
            pub fn words(self) -> &'static str {
                match self { $(Self::$variant => $words),* }
            }
        }
    };
}

statuses! {
    /// Nothing was supplied; the source is or may be present.
    NotReported = "not_reported" "not reported",
    /// It is present and was not estimated.
    NotEstimated = "not_estimated" "not estimated",
    /// It does not occur here.
    NotOccurring = "not_occurring" "not occurring",
    /// The category does not apply.
    NotApplicable = "not_applicable" "not applicable",
    /// It is in another figure.
    IncludedElsewhere = "included_elsewhere" "included elsewhere",
    /// It is withheld.
    Confidential = "confidential" "confidential",
    /// It was not examined.
    NotAssessed = "not_assessed" "not assessed",
}

impl Status {
    /// Reads the word of a report.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|status| status.as_str() == word)
    }

    /// Reads a word that a book may give: a reason to leave a category out.
    ///
    /// ```
    /// use estate_carbon::scope::Status;
    /// assert_eq!(Status::parse_declared("not_applicable"), Some(Status::NotApplicable));
    /// assert_eq!(Status::parse_declared("not_reported"), None); // that is what silence means
    /// ```
    pub fn parse_declared(word: &str) -> Option<Self> {
        let declared = |status: &Self| !matches!(status, Self::NotReported | Self::NotAssessed);
        Self::ALL.iter().copied().filter(declared).find(|status| status.as_str() == word)
    }
}

/// A category that a book leaves out, with its reason.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Absent {
    /// The category.
    pub category: Category,
    /// Why it has no figure.
    pub status: Status,
    /// The reason in the book's words.
    pub reason: String,
    /// Where book.toml says so.
    pub place: Place,
}
