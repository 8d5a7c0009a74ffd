//! What a code that is not in the chart may mean.
//!
//! In a known group only codes of that group are named, so that no hint moves a line to another scope. Without a group the words
//! are looked for in all of them. A word is found as it stands, by its beginning, or by a spelling that is nearly the same. A
//! refrigerant is found by its number, a supplier of energy has a word of his own, and a word of biofuels finds no fossil fuel.

mod search;

use super::Activity;
use crate::activity::serves;
use crate::diagnostic::same_letters;
use crate::quantity::{designated, unvalued_refrigerant};
use crate::scope::Category;
use search::{item_of, meant_group, search};

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
    /// What else to know of the codes it may mean; empty where there is nothing.
    pub advice: String,
}

/// Codes named in a hint that are found by a name; more are no help.
const NAMED: usize = 4;
/// Codes named that have a word in common.
const WORDED: usize = 3;
/// What stands for the supplier in a code of purchased energy.
const SUPPLIER: &str = "SUPPLIER";
/// Longest text that may be a code, in bytes.
const LONGEST: usize = 200;

impl UnknownActivity {
    /// With the codes of a chart that it may mean.
    pub(super) fn among<'c>(code: &str, chart: impl Iterator<Item = &'c Activity>) -> Self {
        let (group, item) = match code.split_once('/') {
            Some((group, item)) => (Some(group), item.trim()),
            // `purchased_steam` is a group whose item is missing.
            None if meant_group(code).is_some() => (Some(code), ""),
            None => (None, code.trim()),
        };
        let group = group.and_then(meant_group);
        let is_open = |a: &Activity| a.category.carrier().is_some();
        let is_named = |a: &Activity| !a.code.as_str().ends_with("/*") || is_open(a);
        let searched: Vec<&Activity> =
            chart.filter(|a| is_named(a) && group.is_none_or(|group| a.category == group)).collect();
        let may_leak = group.is_none_or(|group| group == Category::FugitiveEmissions);
        let refrigerant = if may_leak { Self::refrigerant(code, item, &searched, group.is_some()) } else { None };
        if let Some(refrigerant) = refrigerant {
            return refrigerant;
        }
        let (mut found, named) = match (code.len() > LONGEST, item.is_empty()) {
            (true, _) => (Vec::new(), 0),
            // Of purchased energy the items are the grid and the suppliers; other groups have too many.
            (_, true) => (searched.into_iter().filter(|a| is_open(a)).collect(), NAMED),
            (..) => {
                let (found, by_name) = search(item, group, &searched);
                (found, if by_name { NAMED } else { WORDED })
            }
        };
        // Those that people have words for first; of them the shortest, which is the most general. Spend and suppliers last.
        let is_last = |a: &Activity| item_of(a).starts_with("spend.") || item_of(a) == "*";
        found.sort_by_key(|a| {
            (is_last(a), a.aliases.is_empty(), item_of(a).len(), a.code.as_str().len(), a.code.clone())
        });
        let more = found.len().saturating_sub(named);
        found.truncate(named);
        let advice = advice(group, item, &found);
        let candidates = found.into_iter().map(|a| (shown(a), english(a).to_owned())).collect();
        Self { code: code.to_owned(), candidates, more, group_is_known: group.is_some(), advice }
    }

    /// A refrigerant by its number, if it has one.
    fn refrigerant(code: &str, item: &str, chart: &[&Activity], group_is_known: bool) -> Option<Self> {
        let group = Category::FugitiveEmissions.code();
        let titled = |name: &str| {
            let code = format!("{group}/{name}");
            let title = chart.iter().find(|a| a.code.as_str() == code).map_or(name, |a| english(a)).to_owned();
            (code, title)
        };
        let names = designated(item);
        let advice = match unvalued_refrigerant(item) {
            Some(what) => {
                format!("it is {what}, which has no potential in the GWP tables and is in no scope: leave the row out")
            }
            None if names.is_empty() => return None,
            None => String::new(),
        };
        let more = names.len().saturating_sub(NAMED);
        let candidates = names.into_iter().take(NAMED).map(titled).collect();
        Some(Self { code: code.to_owned(), candidates, more, group_is_known, advice })
    }

    /// Without looking for what it may mean.
    #[cfg(feature = "books")]
    pub(crate) fn unsearched(code: &str) -> Self {
        let group_is_known = code.split_once('/').and_then(|(group, _)| Category::parse(group)).is_some();
        Self { code: code.to_owned(), candidates: Vec::new(), more: 0, group_is_known, advice: String::new() }
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
        let found = self.found();
        match (self.advice.is_empty(), self.candidates.is_empty(), self.more) {
            (false, true, _) => self.advice.clone(),
            (false, false, 0) => format!("{found} {}", self.advice),
            (false, false, _) => format!("{found}. {}", self.advice),
            (true, false, 0) => format!("{found} {ADD}"),
            (true, ..) => found,
        }
    }

    /// The codes it may mean as a question, or where to look.
    fn found(&self) -> String {
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
            // The same word in other letters needs no title.
            ([(one, _)], _) if same_letters(&self.code, [one.as_str()]).is_some() => format!("did you mean `{one}`?"),
            ([one], _) => format!("did you mean {}?", titled(one)),
            ([before @ .., last], 0) => {
                let before: Vec<String> = before.iter().map(titled).collect();
                format!("did you mean {} or {}?", before.join(", "), titled(last))
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

/// Words of cement, of which a plant's CO2 is that of its clinker.
const CEMENT: [&str; 9] = ["cement", "ปูนซีเมนต์", "ปูนซิเมนต์", "セメント", "xi măng", "ximăng", "semen", "水泥", "시멘트"];

/// What to know of the codes that are named.
fn advice(group: Option<Category>, item: &str, named: &[&Activity]) -> String {
    if let (Some(group), true, []) = (group, item.is_empty(), named) {
        return format!(
            "a code is the group and an item: `{}/…`; `estate-carbon factors search` finds them",
            group.code()
        );
    }
    let is_cement = CEMENT.iter().any(|word| item.to_lowercase().contains(word));
    if let (true, Some(Category::ProcessEmissions) | None, [_, ..]) = (is_cement, group, named) {
        return "A tonne of cement is not a tonne of clinker: give the clinker made, in clinker.csv or as the quantity; cement \
                bought is c01"
            .to_owned();
    }
    if named.iter().any(|a| a.category.carrier().is_some()) {
        return format!("{SUPPLIER} is the name of who sells it");
    }
    // British factors are offered in Britain alone, so a hint of theirs is half a help elsewhere.
    let helps: Option<Vec<&str>> = named.iter().map(|a| serves(a.code.as_str())).collect();
    let elsewhere = match helps.as_deref() {
        None | Some([]) => return String::new(),
        Some([one, others @ ..]) if others.iter().all(|other| other == one) => one,
        Some(_) => "what becomes of the waste decides, and the error of each code says what serves",
    };
    format!("Their built-in factors serve in Britain alone; elsewhere {elsewhere}")
}

/// The code as a row has it.
fn shown(activity: &Activity) -> String {
    match activity.code.as_str().strip_suffix('*') {
        Some(group) => format!("{group}{SUPPLIER}"),
        None => activity.code.as_str().to_owned(),
    }
}

fn english(activity: &Activity) -> &str {
    let [english, ..] = &activity.titles;
    english
}

#[cfg(test)]
mod tests;
