//! What a code that is not in the chart may mean.
//!
//! In a known group only codes of that group are named, so that no hint moves a line to another scope. Without a group the words
//! are looked for in all of them. A word is found as it stands, by its beginning, or by a spelling that is nearly the same.

use super::Activity;
use crate::diagnostic::{nearness, same_letters};
use crate::scope::Category;

/// A code that is not in the chart.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{code}` is not in the chart of activities")]
#[non_exhaustive]
pub struct UnknownActivity {
    /// As found.
    pub code: String,
    /// Codes it may mean, with their English titles: at most three.
    pub candidates: Vec<(String, String)>,
    /// How many more it may mean.
    pub more: usize,
    /// Whether its group is one of the chart's.
    pub group_is_known: bool,
}

/// Codes named in a hint; more are no help.
const NAMED: usize = 3;
/// Longest text that may be a code, in bytes.
const LONGEST: usize = 200;

impl UnknownActivity {
    /// With the codes of a chart that it may mean.
    pub(super) fn among<'c>(code: &str, chart: impl Iterator<Item = &'c Activity>) -> Self {
        let (group, item) = match code.split_once('/') {
            Some((group, item)) => (Some(group), item),
            None => (None, code),
        };
        let group = group.and_then(meant_group);
        let searched = chart.filter(|a| !a.code.as_str().ends_with("/*") && group.is_none_or(|g| a.category == g));
        let searched: Vec<&Activity> = searched.collect();
        let mut found = if code.len() > LONGEST { Vec::new() } else { search(item, &searched) };
        // Those that people have words for first; of them the shortest, which is the most general.
        found.sort_by_key(|a| (a.aliases.is_empty(), item_of(a).len(), a.code.as_str().len(), a.code.clone()));
        let more = found.len().saturating_sub(NAMED);
        let named = found.into_iter().take(NAMED).map(|a| (a.code.as_str().to_owned(), english(a).to_owned()));
        Self { code: code.to_owned(), candidates: named.collect(), more, group_is_known: group.is_some() }
    }

    /// The one code it may mean.
    pub fn only(&self) -> Option<&str> {
        match self.candidates.as_slice() {
            [(code, _)] => Some(code),
            _ => None,
        }
    }

    /// What to do about it: the codes it may mean, or the groups there are.
    pub fn help(&self) -> String {
        const ADD: &str = "A book adds a code of its own by a factor in factors.csv";
        let titled = |(code, title): &(String, String)| format!("`{code}` ({title})");
        match (self.candidates.as_slice(), self.more) {
            ([], _) if self.group_is_known => {
                "`estate-carbon factors search` finds codes; a book adds one by a factor in factors.csv".to_owned()
            }
            ([], _) => {
                let groups: Vec<&str> = Category::groups().map(Category::code).collect();
                let groups = groups.join(", ");
                format!(
                    "a code is `group/item`; `estate-carbon factors search` finds codes, and the groups are {groups}"
                )
            }
            ([(one, _)], _) if self.group_is_known => format!("did you mean `{one}`? {ADD}"),
            ([one], _) => format!("did you mean {}? {ADD}", titled(one)),
            ([before @ .., last], 0) => {
                let before: Vec<String> = before.iter().map(titled).collect();
                format!("did you mean {} or {}? {ADD}", before.join(", "), titled(last))
            }
            (all, more) => {
                let all: Vec<String> = all.iter().map(titled).collect();
                format!(
                    "did you mean {} or one of {more} more? `estate-carbon factors search` finds them",
                    all.join(", ")
                )
            }
        }
    }
}

/// The group of a word: as it stands, or in other letters of the same length and number.
fn meant_group(word: &str) -> Option<Category> {
    let all = || Category::groups().map(Category::code);
    let near = || all().filter_map(|code| Some((nearness(word, code)?, code))).min().map(|(_, code)| code);
    Category::parse(word).or_else(|| same_letters(word, all()).or_else(near).and_then(Category::parse))
}

/// The activities that a word means: by a name, else by its words, else by the name spelt most nearly so.
fn search<'c>(item: &str, activities: &[&'c Activity]) -> Vec<&'c Activity> {
    let named: Vec<&Activity> = activities.iter().copied().filter(|a| same_letters(item, names(a)).is_some()).collect();
    if !named.is_empty() {
        return named;
    }
    let words = words_of(item);
    let has_all = |a: &&&Activity| !words.is_empty() && words.iter().all(|word| names(a).any(|name| has(name, word)));
    let worded: Vec<&Activity> = activities.iter().filter(has_all).copied().collect();
    if !worded.is_empty() {
        return worded;
    }
    let near = |a: &Activity| names(a).filter_map(|name| nearness(item, name)).min();
    let ranked: Vec<(usize, &Activity)> = activities.iter().filter_map(|a| Some((near(a)?, *a))).collect();
    let least = ranked.iter().map(|(distance, _)| *distance).min();
    ranked.into_iter().filter(|(distance, _)| Some(*distance) == least).map(|(_, a)| a).collect()
}

/// What an activity is called: its item, its titles and the words people type.
fn names(activity: &Activity) -> impl Iterator<Item = &str> {
    [item_of(activity)].into_iter().chain(activity.titles.iter().chain(&activity.aliases).map(String::as_str))
}

fn item_of(activity: &Activity) -> &str {
    let code = activity.code.as_str();
    code.split_once('/').map_or(code, |(_, item)| item)
}

/// Small letters between gaps. Marks above and below Thai letters are parts of words.
fn words_of(text: &str) -> Vec<String> {
    let is_gap = |letter: char| letter.is_ascii() && !letter.is_ascii_alphanumeric();
    text.to_lowercase().split(is_gap).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether a name has a word that is or begins so; one of letters alone, as fewer than four say little. Thai and Japanese leave no
/// blanks between words, so theirs are found anywhere.
fn has(name: &str, word: &str) -> bool {
    const SHORTEST_BEGINNING: usize = 4;
    if !word.is_ascii() {
        return name.to_lowercase().contains(word);
    }
    words_of(name).iter().any(|known| known == word || (word.len() >= SHORTEST_BEGINNING && known.starts_with(word)))
}

fn english(activity: &Activity) -> &str {
    let [english, ..] = &activity.titles;
    english
}

#[cfg(test)]
mod tests;
