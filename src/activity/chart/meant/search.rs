//! Where a word is looked for in the chart, and how.

use super::Activity;
use crate::diagnostic::{Sought, same_letters};
use crate::quantity::usual_letters;
use crate::scope::Category;

/// The group of a word: as it stands, or in other letters of the same length and number.
pub(super) fn meant_group(word: &str) -> Option<Category> {
    let all = || Category::groups().map(Category::code);
    let sought = Sought::new(word);
    let near = || all().filter_map(|code| Some((sought.nearness(code)?, code))).min().map(|(_, code)| code);
    Category::parse(word).or_else(|| same_letters(word, all()).or_else(near).and_then(Category::parse))
}

/// The activities that a word means, and whether by a name: else by its words, else by the name spelt most nearly so. What is of
/// biomass is none that is not, and finds the biofuels of its group where it finds nothing.
pub(super) fn search<'c>(item: &str, group: Option<Category>, all: &[&'c Activity]) -> (Vec<&'c Activity>, bool) {
    let item = usual_letters(item);
    let named: Vec<&Activity> = all.iter().copied().filter(|a| same_letters(&item, names(a)).is_some()).collect();
    if !named.is_empty() {
        return (named, true);
    }
    let is_bio = is_of_biomass(&item);
    let fits = |a: &&Activity| !is_bio || names(a).any(is_of_biomass);
    let words: Vec<String> = words_of(&item).map(str::to_lowercase).collect();
    let has_all = |a: &Activity| !words.is_empty() && words.iter().all(|word| names(a).any(|name| has(name, word)));
    let fitting: Vec<&Activity> = all.iter().copied().filter(fits).collect();
    let worded: Vec<&Activity> = fitting.iter().copied().filter(|a| has_all(a)).collect();
    if !worded.is_empty() {
        return (worded, false);
    }
    let sought = Sought::new(&item);
    let near = |a: &Activity| names(a).filter_map(|name| sought.nearness(name)).min();
    let ranked: Vec<(usize, &Activity)> = fitting.iter().filter_map(|a| Some((near(a)?, *a))).collect();
    let least = ranked.iter().map(|(distance, _)| *distance).min();
    let nearest: Vec<&Activity> =
        ranked.into_iter().filter(|(distance, _)| Some(*distance) == least).map(|(_, a)| a).collect();
    let burnt = [Category::StationaryCombustion, Category::MobileCombustion];
    // A blend of another figure is another fuel.
    let is_numbered = item.contains(|c: char| c.is_ascii_digit());
    if nearest.is_empty() && is_bio && !is_numbered && group.is_some_and(|group| burnt.contains(&group)) {
        return (fitting, true);
    }
    (nearest, false)
}

/// What words of biomass and of what is made of it have in them.
const OF_BIOMASS: [&str; 16] = [
    "bio",
    "ethanol",
    "fame",
    "hvo",
    "b100",
    "renewable",
    "vegetable",
    "ไบโอ",
    "ชีวภาพ",
    "ชีวมวล",
    "バイオ",
    "生物",
    "sinh học",
    "nabati",
    "hayati",
    "methyl ester",
];
/// How the items of fuels begin that biofuel is mixed into.
const BLENDED: [&str; 2] = ["diesel_b", "gasohol_e"];

fn is_of_biomass(name: &str) -> bool {
    let name = name.to_lowercase();
    OF_BIOMASS.iter().any(|word| name.contains(word)) || BLENDED.iter().any(|begin| name.starts_with(begin))
}

/// What an activity is called: its item and the part after its stop, its titles, a plain item's without brackets too, and the words
/// people type.
fn names(activity: &Activity) -> impl Iterator<Item = &str> {
    let item = item_of(activity);
    let part = item.split_once('.').map(|(_, part)| part);
    let titles = activity.titles.iter().map(String::as_str);
    // Of the special cases of an item only the whole title tells which.
    let plain = titles.clone().filter(move |_| part.is_none());
    let bare = plain.filter_map(|title| title.split_once('(')).map(|(bare, _)| bare.trim());
    let aliases = activity.aliases.iter().map(String::as_str);
    [item].into_iter().chain(part).chain(titles).chain(bare).chain(aliases).filter(|name| !name.is_empty())
}

pub(super) fn item_of(activity: &Activity) -> &str {
    let code = activity.code.as_str();
    code.split_once('/').map_or(code, |(_, item)| item)
}

/// The texts between gaps. Marks above and below Thai letters are parts of words.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let is_gap = |letter: char| letter.is_ascii() && !letter.is_ascii_alphanumeric();
    text.split(is_gap).filter(|word| !word.is_empty())
}

/// Whether a name has a word that is or begins so; one of letters alone, as fewer than four say little. Thai and Japanese leave no
/// blanks between words, so theirs are found anywhere.
fn has(name: &str, word: &str) -> bool {
    const SHORTEST_BEGINNING: usize = 4;
    if !word.is_ascii() {
        return !name.is_ascii() && name.to_lowercase().contains(word);
    }
    let begins = |known: &str| known.get(..word.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(word));
    words_of(name).any(|known| begins(known) && (word.len() >= SHORTEST_BEGINNING || known.len() == word.len()))
}
