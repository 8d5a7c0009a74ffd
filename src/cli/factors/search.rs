//! `estate-carbon factors search`: factors by words, in the languages of the chart.

use std::collections::BTreeSet;

use super::super::arguments::Factors;
use super::super::output::{Output, Stop};
use super::asked;
use crate::activity::{Activity, Chart};
use crate::diagnostic::nearest;
use crate::factor::{EmissionFactor, FactorSet};
use crate::report::{FactorView, counted, exact, listed, printable};

/// Found factors shown on a terminal; `--json` prints all.
const SHOWN: usize = 50;

pub(super) fn search(
    set: &FactorSet,
    chart: &Chart,
    text: &[String],
    arguments: &Factors,
    output: &mut Output<'_>,
) -> Result<(), Stop> {
    let query = folded(&text.join(" "));
    let words: Vec<&str> = query.split_whitespace().collect();
    let texts: Vec<(&EmissionFactor, Searched)> = set.iter().map(|f| (&**f, Searched::of(f, chart))).collect();
    let mut matching: Vec<_> = texts.iter().filter_map(|(f, text)| Some((text.rank(&words)?, *f))).collect();
    // What is called so stands before what somebody of that name has published.
    matching.sort_by_key(|(rank, _)| *rank);
    let found: Vec<&EmissionFactor> = matching.iter().map(|(_, f)| *f).filter(|f| asked(f, arguments)).collect();
    if arguments.json {
        for factor in found {
            output.line(FactorView::of(factor).to_json_line())?;
        }
        return Ok(());
    }
    let language = Language::of(&query);
    let without = without_factors(set, chart, &words);
    for activity in without.iter().take(SHOWN) {
        output.line(format_args!(
            "{}  {}\n    no factor is built in; {}",
            activity.code,
            language.title(activity),
            advice(activity)
        ))?;
    }
    for factor in found.iter().take(SHOWN) {
        output.line(in_short(factor, chart, language))?;
    }
    match found.len().checked_sub(SHOWN) {
        Some(more) if more > 0 => {
            let more = counted(more as u64, "more factor");
            output.remark(&format!("and {more}: add a word, --region or --year, or print all with --json"));
        }
        _ if found.is_empty() && without.is_empty() => {
            let elsewhere: Vec<&EmissionFactor> = matching.iter().map(|(_, f)| *f).collect();
            output.remark(&format!("nothing found{}", help(&words, &texts, &elsewhere)));
        }
        _ if found.is_empty() => output.remark("Next: estate-carbon explain CODE"),
        _ => output.remark("Next: estate-carbon factors show ID"),
    }
    Ok(())
}

/// What to do where nothing is found: other regions and years, or the nearest words there are.
fn help(words: &[&str], texts: &[(&EmissionFactor, Searched)], elsewhere: &[&EmissionFactor]) -> String {
    if !elsewhere.is_empty() {
        let regions: BTreeSet<&str> = elsewhere.iter().map(|f| &*f.region).collect();
        let number = counted(elsewhere.len() as u64, "factor");
        let regions: Vec<&str> = regions.into_iter().collect();
        return format!(" for this region and year; others have {number}: {}", listed(&regions));
    }
    let unknown: Vec<&str> =
        words.iter().copied().filter(|word| !texts.iter().any(|(_, text)| text.rank(&[*word]).is_some())).collect();
    if unknown.is_empty() {
        return ": each word is there, but no factor has all of them; leave one out".to_owned();
    }
    let known: BTreeSet<&str> =
        texts.iter().flat_map(|(_, text)| text.parts()).flat_map(|text| text.split(is_gap)).collect();
    let meant: Vec<String> = unknown
        .iter()
        .map(|word| match nearest(word, known.iter().copied()) {
            Some(near) => format!("`{word}` (did you mean `{near}`?)"),
            None => format!("`{word}`"),
        })
        .collect();
    format!(": no factor has {}; `estate-carbon factors` lists the groups", meant.join(" or "))
}

/// What stands between words. Marks above and below Thai letters are parts of words.
fn is_gap(letter: char) -> bool {
    letter.is_ascii() && !letter.is_ascii_alphanumeric()
}

/// Small letters of usual width, so that `ＬＮＧ` is found as `lng`.
fn folded(text: &str) -> String {
    let usual = |letter: char| match letter {
        '\u{3000}' => ' ',
        // The full-width forms stand in the order of ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        _ => letter,
    };
    // Sara am is typed as one letter or as two that look the same.
    text.chars().map(usual).flat_map(char::to_lowercase).collect::<String>().replace("\u{e4d}\u{e32}", "\u{e33}")
}

/// Whether a word of the text begins so. Thai and Japanese leave no blanks between words,
/// so their words are found anywhere.
fn begins_in(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        !word.is_ascii() || before.is_none_or(|c| !c.is_alphanumeric())
    })
}

/// Everything of a factor that a word may be found in, what names it before the rest.
struct Searched {
    /// Its id and its code, with the titles and words of the code.
    named: String,
    /// The titles and words of its group, and where and when it holds.
    about: String,
    /// Who published it, and in what.
    source: String,
}

impl Searched {
    fn of(factor: &EmissionFactor, chart: &Chart) -> Self {
        let FactorView { factor_id, activity: code, region, valid_from, valid_to, publisher, document, .. } =
            FactorView::of(factor);
        let mut named = vec![&*factor_id, &*code];
        named.extend(chart.get(&code).into_iter().flat_map(names));
        let mut about: Vec<&str> = group_of(&code, chart).into_iter().flat_map(names).collect();
        about.extend(valid_from.iter().chain(&valid_to).chain([&region]).map(String::as_str));
        Self {
            named: folded(&named.join(" ")),
            about: folded(&about.join(" ")),
            source: folded(&[publisher, document].join(" ")),
        }
    }

    fn parts(&self) -> [&str; 3] {
        [&self.named, &self.about, &self.source]
    }

    /// How far down the words are found, 0 where all of them name it; `None` if one is not found.
    fn rank(&self, words: &[&str]) -> Option<usize> {
        let place = |word: &&str| self.parts().iter().position(|part| begins_in(part, word));
        words.iter().map(place).try_fold(0, |rank, found| Some(rank.max(found?)))
    }
}

/// The titles of an activity and the words people have for it.
fn names(activity: &Activity) -> impl Iterator<Item = &str> {
    activity.titles.iter().chain(&activity.aliases).map(String::as_str)
}

fn group(code: &str) -> &str {
    code.split('/').next().unwrap_or(code)
}

/// The chart's entry for the group of a code.
fn group_of<'c>(code: &str, chart: &'c Chart) -> Option<&'c Activity> {
    chart.get(&format!("{}/*", group(code)))
}

/// What the words name in the chart that no factor is of: codes, and groups without a factor for any code.
fn without_factors<'c>(set: &FactorSet, chart: &'c Chart, words: &[&str]) -> Vec<&'c Activity> {
    let codes: BTreeSet<&str> = set.iter().map(|factor| factor.activity.as_str()).collect();
    let groups: BTreeSet<&str> = codes.iter().map(|code| group(code)).collect();
    let is_without = |activity: &&Activity| match activity.code.as_str().strip_suffix("/*") {
        Some(group) => !groups.contains(group),
        None => !codes.contains(activity.code.as_str()),
    };
    let is_named = |activity: &&Activity| {
        let text = folded(&[activity.code.as_str()].into_iter().chain(names(activity)).collect::<Vec<_>>().join(" "));
        words.iter().all(|word| begins_in(&text, word))
    };
    chart.iter().filter(is_without).filter(is_named).collect()
}

/// What to do where no factor is built in.
fn advice(activity: &Activity) -> &'static str {
    match activity.category.carrier() {
        Some(_) => {
            "the supplier of the energy knows it: give it in factors.csv, or calculate it in purchased_energy.csv"
        }
        None => "a table of a method may calculate it, see docs/METHODS.md, or give one in factors.csv",
    }
}

/// The language a person asks in, which the answer's titles are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Language {
    English,
    Thai,
    Japanese,
}

impl Language {
    /// By the letters; kanji alone are taken for Japanese, as no title is Chinese.
    fn of(text: &str) -> Self {
        let has = |letters: fn(char) -> bool| text.chars().any(letters);
        if has(|c| matches!(c, '\u{e00}'..='\u{e7f}')) {
            Self::Thai
        } else if has(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff66}'..='\u{ff9f}')) {
            Self::Japanese
        } else {
            Self::English
        }
    }

    fn title(self, activity: &Activity) -> &str {
        let [english, thai, japanese] = &activity.titles;
        match self {
            Self::English => english,
            Self::Thai => thai,
            Self::Japanese => japanese,
        }
    }
}

/// The id; the code to copy into activities.csv, and its title; where and when, and how much;
/// whose number it is.
fn in_short(factor: &EmissionFactor, chart: &Chart, language: Language) -> String {
    let view = FactorView::of(factor);
    let gases: Vec<String> = view.kg_per_unit.iter().map(|(gas, kg)| format!("{gas} {}", exact(*kg))).collect();
    let title = chart.get(&view.activity).map_or("", |activity| language.title(activity));
    let held: Vec<String> =
        [Some(view.region.clone()), view.validity().map(|dates| dates.to_string())].into_iter().flatten().collect();
    let basis = view.basis.as_ref().map_or_else(String::new, |b| format!(" ({b})"));
    let amount = format!("{}: {} kg per {}{basis}", held.join(", "), gases.join(", "), view.unit);
    let source = format!("{}, {}", view.kind.replace('_', " "), view.publisher);
    let code = format!("{}  {title}", view.activity);
    let lines = [code.trim_end(), &amount, &source].map(|line| format!("\n    {}", printable(line)));
    format!("{}{}", printable(&view.factor_id), lines.concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activity::category_of;
    use crate::cli::arguments::FactorFolders;
    use crate::ledger::fixture;

    fn chart() -> Chart {
        let code = "stationary_combustion/natural_gas";
        Chart::new([Activity {
            code: code.into(),
            category: category_of(code).expect("a group"),
            dimensions: vec!["energy".into()],
            titles: ["Natural gas".into(), "ก๊าซธรรมชาติ".into(), "天然ガス".into()],
            aliases: vec!["LNG".into()],
        }])
    }

    /// What is printed, and what is remarked.
    fn searched_for(words: &[&str], region: Option<&str>, year: Option<i16>) -> (String, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut output = Output {
            out: &mut out,
            err: &mut err,
            style: crate::report::Style { colour: crate::report::Colour::Off, width: 80 },
            err_colour: crate::report::Colour::Off,
            quiet: false,
            progress: false,
        };
        let further = FactorFolders::default();
        let arguments = Factors { what: None, region: region.map(str::to_owned), year, json: false, further };
        let words: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
        assert!(search(&fixture::factors(), &chart(), &words, &arguments, &mut output).is_ok());
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (text(out), text(err))
    }

    fn found(words: &[&str], region: Option<&str>, year: Option<i16>) -> Vec<String> {
        let (text, _) = searched_for(words, region, year);
        text.lines().filter(|l| !l.starts_with(' ')).map(str::to_owned).collect()
    }

    #[test]
    fn factors_are_found_by_id_title_alias_and_language() {
        for words in
            [&["natural", "GAS", "lng"][..], &["ก๊าซธรรมชาติ"], &["天然ガス"], &["lng", "publisher"], &["ＬＮＧ　ｇａｓ"]]
        {
            assert_eq!(found(words, None, None), ["gas"], "{words:?}");
        }
        assert!(found(&["lng", "steam"], None, None).is_empty());
        assert!(found(&["atural"], None, None).is_empty(), "words are found by their beginning");
    }

    #[test]
    fn region_and_year_narrow_the_search() {
        assert_eq!(found(&["grid"], Some("th"), Some(2022)), ["grid-2022"]);
        assert!(found(&["grid"], Some("TH"), Some(2024)).is_empty());
        assert!(found(&["grid"], Some("JP"), None).is_empty());
    }

    #[test]
    fn an_answer_has_the_code_and_a_title_in_the_language_of_the_question() {
        for (word, title) in [("natural", "Natural gas"), ("ธรรมชาติ", "ก๊าซธรรมชาติ"), ("天然", "天然ガス")]
        {
            let (text, _) = searched_for(&[word], None, None);
            let lines: Vec<&str> = text.lines().map(str::trim).collect();
            let [id, code, amount, source] = lines.as_slice() else { panic!("{text}") };
            assert_eq!((*id, *code), ("gas", &*format!("stationary_combustion/natural_gas  {title}")));
            assert!(
                amount.starts_with("GLOBAL: CO2 56,100, ") || amount.starts_with("GLOBAL: CO2 56100, "),
                "{amount}"
            );
            assert!(amount.ends_with("kg per TJ (net)") && source.starts_with("average, "), "{text}");
        }
    }

    #[test]
    fn nothing_found_names_what_there_is() {
        let reported = |words: &[&str], region| searched_for(words, region, None).1;
        assert!(reported(&["natral", "gas"], None).contains("`natral` (did you mean `natural`?)"));
        assert!(reported(&["grid"], Some("JP")).contains("others have 1 factor: TH"));
        assert!(reported(&["lng", "steam"], None).contains("leave one out"));
    }

    /// The first lines of what is found among all that is built in.
    fn built_in(words: &[&str]) -> Vec<String> {
        let arguments: Vec<&str> = ["factors", "search"].into_iter().chain(words.iter().copied()).collect();
        let (exit, out, _) = crate::cli::tests::ran(&arguments);
        assert_eq!(exit, 0, "{words:?}");
        out.lines().filter(|line| !line.starts_with(' ')).map(str::to_owned).collect()
    }

    #[test]
    fn everyday_words_and_groups_without_factors_are_found() {
        for (words, code) in [
            (&["steam"][..], "purchased_steam/*"),
            (&["ไอน้ำ"], "purchased_steam/*"),
            (&["蒸気"], "purchased_steam/*"),
            (&["chilled", "water"], "purchased_cooling/*"),
            (&["hot", "water"], "purchased_heat/*"),
        ] {
            let found = built_in(words);
            assert!(found.iter().any(|line| line.starts_with(code)), "{words:?}: {found:?}");
        }
        for words in ["aircon", "แอร์", "trash", "garbage", "ขยะ", "ごみ", "compressed air"] {
            assert!(!built_in(&words.split(' ').collect::<Vec<_>>()).is_empty(), "{words}");
        }
    }

    #[test]
    fn what_is_called_so_stands_before_what_its_publisher_is() {
        let named = |id: &str, word: &str| {
            let set = fixture::factors();
            Searched::of(set.get(id).expect(id), &chart()).rank(&[word])
        };
        assert_eq!((named("gas", "natural"), named("gas", "global")), (Some(0), Some(1)));
        assert_eq!((named("gas", "publisher"), named("gas", "lignite")), (Some(2), None));
        // A ministry of the environment has published the factors of many fuels.
        let set = crate::book::factors_with(&[]).expect("the built-in sets");
        let rank = |id: &str| Searched::of(set.get(id).expect(id), crate::shipped::chart()).rank(&["steam"]);
        let found = built_in(&["steam"]);
        let ranks: Vec<_> = found.iter().filter(|line| !line.contains("  ")).map(|id| rank(id)).collect();
        assert!(ranks.is_sorted() && ranks.first() == Some(&Some(0)), "{ranks:?}");
    }

    #[test]
    fn letters_that_look_the_same_are_the_same() {
        assert_eq!(folded("น\u{e4d}\u{e32}มัน"), folded("นำมัน"));
        assert_eq!(Language::of("diesel B7"), Language::English);
    }
}
