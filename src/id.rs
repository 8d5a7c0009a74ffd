//! Names that identify things in a book: one type for each, so that a site is never
//! taken for an estate.

#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes the text as it stands; readers trim and refuse empty cells before.
            pub fn new(text: impl Into<Arc<str>>) -> Self {
                Self(text.into())
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The text, shared and not copied.
            pub fn shared(&self) -> Arc<str> {
                Arc::clone(&self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }
    )*};
}

ids! {
    /// One industrial estate of a book.
    EstateId,
    /// One site: a factory, a utility company, a common area, or a counterparty outside.
    SiteId,
    /// One emission factor (several gases may share it).
    FactorId,
    /// One code of the chart of activities, `group/item`.
    ActivityCode,
    /// One utility plant.
    PlantId,
    /// One meter; rows read from it share its error.
    MeterId,
}
