//! A method's result with its working: each step's formula, and the numbers that went into it.
//!
//! The same function gives both, so what `explain` prints is what was calculated; tests put
//! the numbers into every formula and recompute it.

use std::borrow::Cow;
use std::sync::Arc;

/// A result, and how it came about.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Worked<T> {
    /// The result.
    pub value: T,
    /// The steps that lead to it.
    pub working: Working,
}

impl<T> Worked<T> {
    /// The same working of a result seen another way.
    pub fn map<U>(self, see: impl FnOnce(T) -> U) -> Worked<U> {
        Worked { value: see(self.value), working: self.working }
    }
}

/// The steps of a calculation, in their order.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Working {
    /// The method, as its source calls it.
    pub method: &'static str,
    /// Document, chapter and equation.
    pub source: &'static str,
    /// The steps.
    pub steps: Vec<Step>,
    /// Inputs the user left open, and what was taken for them.
    pub defaults: Vec<Default>,
    /// Share of the result that was captured and counts as released, because it has no fate.
    pub captured: f64,
}

/// A default that stands for an input the user left open.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Default {
    /// The input, as in the method's table.
    pub input: &'static str,
    /// What it is for: equipment, process, material; empty if it holds for all.
    pub of: String,
    /// The number.
    pub value: f64,
    /// Document, table and page.
    pub source: Arc<str>,
}

/// One equation with its numbers.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Step {
    /// `M = C × (1 − U)`: a symbol, `=`, and an expression of symbols, numbers, `+ − × / ^ ( )` and `exp`.
    pub formula: Cow<'static, str>,
    /// What its symbols stand for.
    pub terms: Vec<Term>,
    /// What it comes to.
    pub value: f64,
    /// The unit of that.
    pub unit: &'static str,
}

/// A symbol of a formula with its number.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Term {
    /// As in the formula.
    pub symbol: Cow<'static, str>,
    /// What it is.
    pub meaning: Cow<'static, str>,
    /// The number.
    pub value: f64,
    /// Its unit; empty for a share or a count.
    pub unit: &'static str,
}

/// A symbol with its meaning and number.
pub(crate) fn term(
    symbol: impl Into<Cow<'static, str>>,
    meaning: impl Into<Cow<'static, str>>,
    value: f64,
    unit: &'static str,
) -> Term {
    Term { symbol: symbol.into(), meaning: meaning.into(), value, unit }
}

impl Working {
    /// The working of a method, nothing done so far.
    pub(crate) fn new(method: &'static str, source: &'static str) -> Self {
        Self { method, source, steps: Vec::new(), defaults: Vec::new(), captured: 0.0 }
    }

    /// Adds a step and hands back what it comes to.
    pub(crate) fn step(
        &mut self,
        formula: impl Into<Cow<'static, str>>,
        terms: impl IntoIterator<Item = Term>,
        value: f64,
        unit: &'static str,
    ) -> f64 {
        self.steps.push(Step { formula: formula.into(), terms: terms.into_iter().collect(), value, unit });
        value
    }

    /// The working with the result it leads to.
    pub(crate) fn of<T>(self, value: T) -> Worked<T> {
        Worked { value, working: self }
    }
}

impl Step {
    /// The right-hand side with each symbol replaced by its number, as `write` writes numbers.
    ///
    /// A symbol without a term stays as it is.
    pub fn with_numbers(&self, write: impl Fn(f64) -> String) -> String {
        let right = self.formula.split_once('=').map_or(&*self.formula, |(_, right)| right).trim();
        let mut text = String::new();
        let mut rest = right;
        while let Some(first) = rest.chars().next() {
            let of_word = |c: char| c.is_alphanumeric() || c == '_';
            let end = match of_word(first) {
                true => rest.find(|c| !of_word(c)).unwrap_or(rest.len()),
                false => first.len_utf8(),
            };
            let (word, after) = rest.split_at(end);
            match self.terms.iter().find(|term| term.symbol == word) {
                Some(term) if term.value < 0.0 => text.push_str(&format!("({})", write(term.value))),
                Some(term) => text.push_str(&write(term.value)),
                None => text.push_str(word),
            }
            rest = after;
        }
        text
    }
}

/// Why a method gave no result: an input that cannot be.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum MethodError {
    /// An input outside its range.
    #[error("`{input}` is {value}; it must be {range}")]
    OutOfRange {
        /// The input, as in the method's table.
        input: &'static str,
        /// The number found.
        value: f64,
        /// The range in words: `from 0 to 1`.
        range: &'static str,
    },
    /// Inputs that are possible one by one and not together.
    #[error("{what}")]
    Contradiction {
        /// The input to look at first, as in the method's table.
        input: &'static str,
        /// What is wrong, with the numbers.
        what: String,
    },
}

impl MethodError {
    /// The input it is about, as in the method's table.
    pub fn input(&self) -> &'static str {
        match self {
            Self::OutOfRange { input, .. } | Self::Contradiction { input, .. } => input,
        }
    }
}

/// A share, from 0 to 1.
pub(crate) fn share(input: &'static str, value: f64) -> Result<f64, MethodError> {
    if (0.0..=1.0).contains(&value) {
        return Ok(value);
    }
    Err(MethodError::OutOfRange { input, value, range: "from 0 to 1" })
}

/// A number that is 0 or more, and finite.
pub(crate) fn not_negative(input: &'static str, value: f64) -> Result<f64, MethodError> {
    if value >= 0.0 && value.is_finite() {
        return Ok(value);
    }
    Err(MethodError::OutOfRange { input, value, range: "0 or more" })
}

/// A number above 0, and finite.
pub(crate) fn positive(input: &'static str, value: f64) -> Result<f64, MethodError> {
    if value > 0.0 && value.is_finite() {
        return Ok(value);
    }
    Err(MethodError::OutOfRange { input, value, range: "more than 0" })
}

/// Puts the numbers into every formula and compares what comes out with what the method says:
/// the test that a working is the calculation.
#[cfg(test)]
pub(crate) fn assert_recomputes(working: &Working) {
    assert!(!working.steps.is_empty(), "{} has no steps", working.method);
    for step in &working.steps {
        let text = step.with_numbers(|number| number.to_string());
        let plain = text.replace('×', "*").replace(['−', '–'], "-");
        let found = exmex::eval_str::<f64>(&plain).unwrap_or_else(|e| panic!("{}: {plain}: {e}", step.formula));
        approx::assert_relative_eq!(found, step.value, max_relative = 1e-9, epsilon = 1e-12);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_in_the_formula() {
        let mut working = Working::new("a test", "nowhere");
        let terms = [term("m", "mass", 4.0, "kg"), term("m_2", "other mass", -2.5, "kg"), term("U", "share", 0.25, "")];
        let value = working.step("M = (m + m_2) × (1 − U)^2", terms, (4.0 - 2.5) * 0.75 * 0.75, "kg");
        let [step] = working.steps.as_slice() else { panic!("one step") };
        assert_eq!(step.with_numbers(|n| n.to_string()), "(4 + (-2.5)) × (1 − 0.25)^2");
        approx::assert_relative_eq!(value, 0.84375);
        assert_recomputes(&working);
    }

    #[test]
    #[should_panic(expected = "assert_relative_eq!")]
    fn a_formula_that_is_not_the_calculation_is_found() {
        let mut working = Working::new("a test", "nowhere");
        working.step("M = m × 2", [term("m", "mass", 4.0, "kg")], 9.0, "kg");
        assert_recomputes(&working);
    }

    #[test]
    fn inputs_are_checked_and_named() {
        assert_eq!(share("efficiency", 0.5), Ok(0.5));
        for wrong in [share("a", 1.1), share("a", f64::NAN), not_negative("a", -1.0), positive("a", 0.0)] {
            assert_eq!(wrong.map_err(|e| e.input()), Err("a"));
        }
        assert_eq!(
            positive("efficiency", 0.0).map_err(|e| e.to_string()),
            Err("`efficiency` is 0; it must be more than 0".into())
        );
    }
}
