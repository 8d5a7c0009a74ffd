//! What is wrong with words that are looked for among many, found once for each distinct word.
//!
//! A search for what may be meant takes as long as reading a thousand rows, and a wrong word may stand in every row or be another
//! in each. So it is made once a word, and for so many words; those after them are told without it.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::cell::CellProblem;
use crate::diagnostic::Code;

/// For how many distinct words of a kind it is looked for what they may mean.
const SEARCHED: usize = 50;

/// The problems told so far, by their words.
#[derive(Default)]
pub(crate) struct Told(RefCell<BTreeMap<Code, BTreeMap<String, CellProblem>>>);

impl Told {
    /// The problem of a word: as found before, by a search, or, after many searches, without one.
    pub(crate) fn problem(
        &self,
        code: Code,
        word: &str,
        searched: impl FnOnce() -> CellProblem,
        unsearched: impl FnOnce() -> CellProblem,
    ) -> CellProblem {
        let mut told = self.0.borrow_mut();
        let words = told.entry(code).or_default();
        if let Some(known) = words.get(word) {
            return known.clone();
        }
        if words.len() >= SEARCHED {
            return unsearched();
        }
        let problem = searched();
        words.insert(word.to_owned(), problem.clone());
        problem
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_word_is_looked_for_once_and_not_every_word() {
        let (told, searches) = (Told::default(), Cell::new(0));
        let problem = |word: &str, help: &str| CellProblem::new(Code::UnknownSite, word, help);
        let tell = |word: &str| {
            let searched = || {
                searches.set(searches.get() + 1);
                problem(word, "searched")
            };
            told.problem(Code::UnknownSite, word, searched, || problem(word, "unsearched"))
        };
        assert!((0..10_000).all(|_| tell("the same").help.as_deref() == Some("searched")));
        assert_eq!(searches.get(), 1);
        let helps: Vec<CellProblem> = (0..10_000).map(|n| tell(&format!("site {n}"))).collect();
        assert_eq!(searches.get(), SEARCHED);
        assert_eq!(helps.iter().filter(|p| p.help.as_deref() == Some("searched")).count(), SEARCHED - 1);
        assert_eq!(tell("the same").help.as_deref(), Some("searched"));
    }
}
