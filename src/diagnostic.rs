//! What is wrong with a datum: as many problems as there are, each with a code, a place,
//! what was expected and what to do.
//!
//! A [`Diagnostic`] is about the user's data; an [`Error`](crate::Error) says why a call
//! stopped. Pure code returns small errors that name values; the loop that walks the
//! records turns them into diagnostics by adding the place. Nothing here does I/O.

#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

mod code;
mod render;

pub use code::Code;

use crate::place::Place;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// The figures would be wrong or incomplete: no report without `--allow-rejected`.
    Error,
    /// The figures stand; the report carries it as a caveat.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One problem of one datum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    code: Code,
    severity: Severity,
    message: String,
    place: Place,
    label: Option<String>,
    related: Vec<(Place, String)>,
    help: Option<String>,
    rows: u64,
}

impl Diagnostic {
    /// A problem that makes figures wrong or incomplete.
    pub fn error(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            place,
            label: None,
            related: Vec::new(),
            help: None,
            rows: 1,
        }
    }

    /// A problem that leaves the figures standing and that the report must carry.
    pub fn warning(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, place, message) }
    }

    /// What was found or expected, shown under the cell.
    pub fn with_label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// What to do about it.
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Another place that matters, and why.
    pub fn with_related(mut self, place: Place, why: impl Into<String>) -> Self {
        self.related.push((place, why.into()));
        self
    }

    /// How many rows have this problem, where it is shown once for all of them.
    pub fn with_rows(mut self, rows: u64) -> Self {
        self.rows = rows;
        self
    }

    /// The code, `GHG` and three digits.
    pub fn code(&self) -> Code {
        self.code
    }

    /// Error or warning.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// What is wrong, in one line.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Where.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// What was found or expected in the cell.
    pub fn label(&self) -> Option<&str> {
        self.label.as_deref()
    }

    /// What to do.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// Other places that matter.
    pub fn related(&self) -> &[(Place, String)] {
        &self.related
    }

    /// How many rows have the problem.
    pub fn rows(&self) -> u64 {
        self.rows
    }
}

/// Every problem found in a book, in the order of the places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds all of another collection.
    pub fn extend(&mut self, more: impl IntoIterator<Item = Diagnostic>) {
        self.0.extend(more);
    }

    /// Puts them in the order of file, line and column, errors of one place first.
    pub fn sort(&mut self) {
        self.0.sort_by(|a, b| {
            (&a.place, a.severity, a.code, &a.message).cmp(&(&b.place, b.severity, b.code, &b.message))
        });
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// How many are errors.
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// How many are warnings.
    pub fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|d| d.severity == severity).count()
    }

    /// `3 errors and 1 warning in activities.csv, factors.csv`.
    pub fn headline(&self) -> String {
        let mut files: Vec<&str> = self.0.iter().map(|d| d.place.file_name()).collect();
        files.sort_unstable();
        files.dedup();
        let (errors, warnings) = (self.errors(), self.warnings());
        let counted = match (errors, warnings) {
            (_, 0) => plural(errors, "error"),
            (0, _) => plural(warnings, "warning"),
            _ => format!("{} and {}", plural(errors, "error"), plural(warnings, "warning")),
        };
        if files.is_empty() { counted } else { format!("{counted} in {}", files.join(", ")) }
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// Longest text that may be a misspelt name, in bytes.
const LONGEST_NAME: usize = 200;

/// The candidate a misspelt id, key or name of a file most resembles, if any is near. What it names may be another thing; where
/// that would be another size, gas or scope, ask [`nearest_word`] or [`same_letters`].
///
/// Near is a Damerau–Levenshtein distance of at most a third of the word's length.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // No name is that long; comparing a megabyte with every candidate would take minutes.
    if word.len() > LONGEST_NAME {
        return None;
    }
    let allowed = (word.chars().count() / 3).max(1);
    let folded = word.to_lowercase();
    candidates
        .into_iter()
        .map(|c| (strsim::damerau_levenshtein(&folded, &c.to_lowercase()), c))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, c)| (*distance, strsim::damerau_levenshtein(word, c), *c))
        .map(|(_, candidate)| candidate)
}

/// The candidate that has the same letters and figures in the same order, whatever their case and what stands between.
pub(crate) fn same_letters<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let bare = bare(word);
    candidates.into_iter().find(|candidate| !bare.is_empty() && self::bare(candidate) == bare)
}

/// Small letters, figures and the marks of letters that are not ASCII.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii() || c.is_ascii_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The candidate that a misspelt word most resembles, if it can be no other word: see [`nearness`].
pub(crate) fn nearest_word<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    let near = || candidates.iter().filter_map(|c| Some((nearness(word, c)?, *c))).min().map(|(_, c)| c);
    same_letters(word, candidates.iter().copied()).or_else(near)
}

/// How many letters a word is from a candidate, if it is near: at most a third of its letters, but none in or after a
/// figure, because `AR3` is not a misspelt `AR4`, nor `diesel_b30` another blend. Of three letters or fewer any may be another word.
pub(crate) fn nearness(word: &str, candidate: &str) -> Option<usize> {
    const SHORTEST: usize = 4;
    let letters = word.chars().count();
    if letters < SHORTEST || word.len() > LONGEST_NAME {
        return None;
    }
    let (word, candidate) = (word.to_lowercase(), candidate.to_lowercase());
    let numbered = |text: &str| -> Vec<String> {
        let parts = text.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric());
        let figures = parts.filter_map(|part| part.get(part.find(char::is_numeric)?..));
        figures.map(str::to_owned).collect()
    };
    let distance = strsim::damerau_levenshtein(&word, &candidate);
    (distance <= letters / 3 && numbered(&word) == numbered(&candidate)).then_some(distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headline_counts_and_names_files_once() {
        let mut all = Diagnostics::default();
        all.push(Diagnostic::error(Code::UnknownSite, Place::file("b.csv"), "x"));
        all.push(Diagnostic::error(Code::UnknownSite, Place::file("a.csv"), "x"));
        all.push(Diagnostic::warning(Code::EarlierYear, Place::file("a.csv"), "x"));
        assert_eq!(all.headline(), "2 errors and 1 warning in a.csv, b.csv");
        all.sort();
        assert_eq!(all.iter().next().map(|d| d.place().file_name()), Some("a.csv"));
    }

    #[test]
    fn a_near_word_has_the_same_figures() {
        let sets = ["AR4", "AR5", "AR6"];
        assert_eq!((nearest_word("ar-5", sets), nearest_word("AR3", sets)), (Some("AR5"), None));
        let fuels = ["diesel_b20", "gasohol_e10", "coke"];
        assert_eq!((nearest_word("diesel_b30", fuels), nearest_word("gasohl_e10", fuels)), (None, Some("gasohol_e10")));
        assert_eq!((nearest_word("cok", fuels), nearest_word("Coke", fuels)), (None, Some("coke")));
        assert_eq!(same_letters("R410a", ["R-407C", "R-410A"]), Some("R-410A"));
        assert_eq!(same_letters("R-410B", ["R-407C", "R-410A"]), None);
    }

    #[test]
    fn only_near_words_are_suggested() {
        let words = ["quantity", "unit", "note"];
        assert_eq!(nearest("quantiy", words), Some("quantity"));
        assert_eq!(nearest("Unit", words), Some("unit"));
        assert_eq!(nearest("temperature", words), None);
    }
}
