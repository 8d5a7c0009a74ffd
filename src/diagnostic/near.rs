//! What was meant by a word that is not known: the candidate that is spelt most nearly so.

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
    let folded = Folded::new(word);
    let allowed = (folded.letters / 3).max(1);
    candidates
        .into_iter()
        .filter_map(|c| Some((folded.distance(c, allowed)?, c)))
        .min_by_key(|(distance, c)| (*distance, strsim::damerau_levenshtein(word, c), *c))
        .map(|(_, candidate)| candidate)
}

/// The candidate that has the same letters and figures in the same order, whatever their case and what stands between.
pub(crate) fn same_letters<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let bare: Vec<char> = self::bare(word).collect();
    candidates.into_iter().find(|candidate| !bare.is_empty() && self::bare(candidate).eq(bare.iter().copied()))
}

/// Small letters, figures and the marks of letters that are not ASCII.
fn bare(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_ascii() || c.is_ascii_alphanumeric()).flat_map(char::to_lowercase)
}

/// The candidate that a misspelt word most resembles, if it can be no other word: see [`Sought::nearness`].
pub(crate) fn nearest_word<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    let sought = Sought::new(word);
    let near = || candidates.iter().filter_map(|c| Some((sought.nearness(c)?, *c))).min().map(|(_, c)| c);
    same_letters(word, candidates.iter().copied()).or_else(near)
}

/// A word whose likes are sought among many: what can be known of it before is.
pub(crate) struct Sought {
    folded: Folded,
    numbered: Vec<String>,
    is_comparable: bool,
}

impl Sought {
    /// Of three letters or fewer any may be another word.
    pub(crate) fn new(word: &str) -> Self {
        const SHORTEST: usize = 4;
        let is_comparable = word.len() <= LONGEST_NAME && word.chars().count() >= SHORTEST;
        let folded = Folded::new(if is_comparable { word } else { "" });
        Self { numbered: numbered(&folded.text), folded, is_comparable }
    }

    /// How many letters the word is from a candidate, if it is near: at most a third of its letters, but none in or after a
    /// figure, because `AR3` is not a misspelt `AR4`, nor `diesel_b30` another blend.
    pub(crate) fn nearness(&self, candidate: &str) -> Option<usize> {
        let distance = self.folded.distance(candidate, self.folded.letters / 3).filter(|_| self.is_comparable)?;
        (self.numbered == numbered(&candidate.to_lowercase())).then_some(distance)
    }
}

/// The parts of a small text from their first figure on.
fn numbered(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric());
    let figures = parts.filter_map(|part| part.get(part.find(char::is_numeric)?..));
    figures.map(str::to_owned).collect()
}

/// A word in small letters, with how often it has each.
struct Folded {
    text: String,
    letters: usize,
    counts: Counts,
}

/// How often a text has each ASCII character, capitals as small letters; what is not ASCII falls together by its last bits.
type Counts = [i16; 128];

fn counts(text: &str) -> Counts {
    let mut counts = [0; 128];
    for c in text.chars() {
        if let Some(count) = counts.get_mut(c.to_ascii_lowercase() as usize % 128) {
            *count += 1;
        }
    }
    counts
}

impl Folded {
    fn new(word: &str) -> Self {
        let text = word.to_lowercase();
        Self { letters: word.chars().count(), counts: counts(&text), text }
    }

    /// The Damerau–Levenshtein distance to a candidate, if it is within a limit.
    ///
    /// Each step of it adds, removes or changes one letter at most, so letters that one of the two has too many need as many
    /// steps. That is counted in a fraction of the time, and answers for nearly all of a long list.
    fn distance(&self, candidate: &str, allowed: usize) -> Option<usize> {
        // A text that is not ASCII has fewer letters than bytes.
        if candidate.len() + allowed < self.letters
            || (candidate.is_ascii() && candidate.len() > self.letters + allowed)
        {
            return None;
        }
        let folded = candidate.to_lowercase();
        let theirs = counts(&folded);
        let (mut more, mut fewer) = (0, 0);
        for (ours, theirs) in self.counts.iter().zip(theirs) {
            more += usize::from(ours.saturating_sub(theirs).max(0).unsigned_abs());
            fewer += usize::from(theirs.saturating_sub(*ours).max(0).unsigned_abs());
        }
        if more.max(fewer) > allowed {
            return None;
        }
        Some(strsim::damerau_levenshtein(&self.text, &folded)).filter(|distance| *distance <= allowed)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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

    proptest! {
        #[test]
        fn no_near_word_is_lost_by_counting_letters(word in "[a-cA-Cก-ค燃_1-2]{1,12}", other in "[a-cA-Cก-ค燃_1-2]{1,12}") {
            let allowed = (word.chars().count() / 3).max(1);
            let distance = strsim::damerau_levenshtein(&word.to_lowercase(), &other.to_lowercase());
            prop_assert_eq!(Folded::new(&word).distance(&other, allowed), Some(distance).filter(|d| *d <= allowed));
        }
    }
}
