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
    let texts: Vec<(&EmissionFactor, String)> = set.iter().map(|f| (&**f, searched(f, chart))).collect();
    let matching = || texts.iter().filter(|(_, text)| words.iter().all(|word| begins_in(text, word)));
    let found: Vec<&EmissionFactor> = matching().map(|(f, _)| *f).filter(|f| asked(f, arguments)).collect();
    if arguments.json {
        for factor in found {
            output.line(FactorView::of(factor).to_json_line())?;
        }
        return Ok(());
    }
    let language = Language::of(&query);
    for factor in found.iter().take(SHOWN) {
        output.line(in_short(factor, chart, language))?;
    }
    match found.len().checked_sub(SHOWN) {
        Some(more) if more > 0 => {
            let more = counted(more as u64, "more factor");
            output.remark(&format!("and {more}: add a word, --region or --year, or print all with --json"));
        }
        _ if found.is_empty() => {
            let elsewhere: Vec<&EmissionFactor> = matching().map(|(f, _)| *f).collect();
            output.remark(&format!("nothing found{}", help(&words, &texts, &elsewhere)));
        }
        _ => output.remark("Next: estate-carbon factors show ID"),
    }
    Ok(())
}

/// What to do where nothing is found: other regions and years, or the nearest words there are.
fn help(words: &[&str], texts: &[(&EmissionFactor, String)], elsewhere: &[&EmissionFactor]) -> String {
    if !elsewhere.is_empty() {
        let regions: BTreeSet<&str> = elsewhere.iter().map(|f| &*f.region).collect();
        let number = counted(elsewhere.len() as u64, "factor");
        let regions: Vec<&str> = regions.into_iter().collect();
        return format!(" for this region and year; others have {number}: {}", listed(&regions));
    }
    let unknown: Vec<&str> =
        words.iter().copied().filter(|word| !texts.iter().any(|(_, text)| begins_in(text, word))).collect();
    if unknown.is_empty() {
        return ": each word is there, but no factor has all of them; leave one out".to_owned();
    }
    let known: BTreeSet<&str> = texts.iter().flat_map(|(_, text)| text.split(is_gap)).collect();
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

/// Everything of a factor that a word may be found in.
fn searched(factor: &EmissionFactor, chart: &Chart) -> String {
    let FactorView { factor_id, activity: code, region, valid_from, valid_to, publisher, document, .. } =
        FactorView::of(factor);
    let mut text = [factor_id, code, region, publisher, document].join(" ");
    let activity = chart.get(factor.activity.as_str()).into_iter();
    let words = activity.flat_map(|a| a.titles.iter().chain(&a.aliases));
    for part in valid_from.iter().chain(&valid_to).chain(words) {
        text.push(' ');
        text.push_str(part);
    }
    folded(&text)
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

    #[test]
    fn letters_that_look_the_same_are_the_same() {
        assert_eq!(folded("น\u{e4d}\u{e32}มัน"), folded("นำมัน"));
        assert_eq!(Language::of("diesel B7"), Language::English);
    }
}
