//! One published example: what it is of, which test tries it, and what is still missing.

/// A published example. Each area lists its own, beside the tests of them.
pub struct Example {
    /// Its id in the collection.
    pub id: &'static str,
    /// What it is of.
    pub of: &'static str,
    /// The test of it.
    pub test: Option<&'static str>,
    /// The part that the program cannot do yet, and the reason. An example that has a test as
    /// well is tested but for this part.
    pub not_yet: Option<(&'static str, &'static str)>,
}

impl Example {
    pub const fn new(id: &'static str, of: &'static str) -> Self {
        Self { id, of, test: None, not_yet: None }
    }

    /// By a function of the same file, through [`named`].
    pub const fn tested(self, test: &'static str) -> Self {
        Self { test: Some(test), ..self }
    }

    pub const fn not_yet(self, part: &'static str, reason: &'static str) -> Self {
        Self { not_yet: Some((part, reason)), ..self }
    }
}

/// The name of a test, which the compiler has seen.
macro_rules! named {
    ($test:ident) => {{
        let _: fn() = $test;
        stringify!($test)
    }};
}
pub(super) use named;
