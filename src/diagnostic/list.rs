//! Every problem of a book: those of one kind in one file listed up to a number, and counted beyond it.

use std::collections::BTreeMap;

use super::{Code, Diagnostic, Severity};

/// How many problems of one kind in one file are listed. Who has a million of them corrects a cause, not a million cells; each
/// takes half a kilobyte, and a search for what was meant.
const LISTED: u64 = 1_000;

/// Every problem found in a book, in the order of the places. Of one kind in one file the first thousand are listed; one more
/// entry counts the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
    of_file: BTreeMap<Box<str>, BTreeMap<(Severity, Code), Kind>>,
}

/// The problems of one kind in one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Kind {
    number: u64,
    /// Where the entry stands that counts those not listed.
    rest: Option<usize>,
}

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let (at, count) = (self.all.len(), diagnostic.count());
        let kind = self.kind(diagnostic.place.file_name(), (diagnostic.severity, diagnostic.code));
        let is_listed = kind.number < LISTED && diagnostic.unlisted == 0;
        kind.number += count;
        match kind.rest {
            _ if is_listed => self.all.push(diagnostic),
            Some(rest) => self.leave_out(rest, count),
            None => {
                kind.rest = Some(at);
                let Diagnostic { code, severity, place, .. } = diagnostic;
                self.all.push(Diagnostic::unlisted(code, severity, place, count));
            }
        }
    }

    /// Counts an error of a kind that is no longer listed in a file, and so need not be worded: `false` if it is to be.
    pub(crate) fn only_count(&mut self, file: &str, code: Code) -> bool {
        let kinds = self.of_file.get_mut(file);
        let Some(kind) = kinds.and_then(|kinds| kinds.get_mut(&(Severity::Error, code))) else { return false };
        let Some(rest) = kind.rest else { return false };
        kind.number += 1;
        self.leave_out(rest, 1);
        true
    }

    fn kind(&mut self, file: &str, kind: (Severity, Code)) -> &mut Kind {
        self.of_file.entry(file.into()).or_default().entry(kind).or_default()
    }

    fn leave_out(&mut self, rest: usize, more: u64) {
        if let Some(rest) = self.all.get_mut(rest) {
            rest.unlisted += more;
            rest.rows += more;
        }
    }

    /// Adds all of another collection.
    pub fn extend(&mut self, more: impl IntoIterator<Item = Diagnostic>) {
        more.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }

    /// Puts them in the order of file, line and column, errors of one place first.
    pub fn sort(&mut self) {
        self.all.sort_by(|a, b| {
            (&a.place, a.severity, a.code, &a.message).cmp(&(&b.place, b.severity, b.code, &b.message))
        });
        for (at, rest) in self.all.iter().enumerate().filter(|(_, diagnostic)| diagnostic.unlisted > 0) {
            let kinds = self.of_file.get_mut(rest.place.file_name());
            if let Some(kind) = kinds.and_then(|kinds| kinds.get_mut(&(rest.severity, rest.code))) {
                kind.rest = Some(at);
            }
        }
    }

    /// All that are listed.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.all.iter()
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
        self.all.is_empty()
    }

    fn count(&self, severity: Severity) -> usize {
        let kinds = self.of_file.values().flatten().filter(|((of, _), _)| *of == severity);
        kinds.map(|(_, kind)| kind.number as usize).sum()
    }

    /// `3 errors and 1 warning in activities.csv, factors.csv`.
    pub fn headline(&self) -> String {
        let files: Vec<&str> = self.of_file.keys().map(|file| &**file).collect();
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
        self.all.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.iter()
    }
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Place;

    fn unknown(file: &str, line: u64) -> Diagnostic {
        Diagnostic::error(Code::UnknownSite, Place::file(file).at_line(line), format!("site {line}"))
    }

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
    fn beyond_a_thousand_of_a_kind_they_are_counted() {
        let mut all = Diagnostics::default();
        all.extend((2..2_502).map(|line| unknown("a.csv", line)));
        all.push(Diagnostic::error(Code::UnknownUnit, Place::file("a.csv").at_line(9_000), "another kind"));
        all.push(unknown("b.csv", 2));
        assert_eq!((all.errors(), all.iter().count()), (2_502, 1_003));
        all.sort();
        assert!(all.only_count("a.csv", Code::UnknownSite) && !all.only_count("a.csv", Code::UnknownUnit));
        let rest = all.iter().nth(1_000).expect("the entry that counts");
        assert_eq!((rest.place().line(), rest.count()), (Some(1_002), 1_501));
        assert!(rest.to_string().contains("\n  = count: 1501 problems\n"), "{rest}");
        assert_eq!(all.headline(), "2503 errors in a.csv, b.csv");
    }

    #[test]
    fn what_one_collection_counts_another_takes_over() {
        let mut whole = Diagnostics::default();
        for first in [2, 10_000] {
            let mut part = Diagnostics::default();
            part.extend((first..first + 1_500).map(|line| unknown("a.csv", line)));
            whole.extend(part);
        }
        assert_eq!((whole.errors(), whole.iter().count()), (3_000, 1_001));
    }
}
