//! `estate-carbon factors`: what the built-in sets hold.

use super::arguments::{Factors, FactorsCommand};
use super::output::{Exit, Output, Stop};
use crate::activity::{Activity, Chart};
use crate::diagnostic::nearest;
use crate::factor::{EmissionFactor, FactorSet};
use crate::period::Day;
use crate::report::{FactorView, count, counted, exact, listed, printable};

/// Found factors shown on a terminal; `--json` prints all.
const SHOWN: usize = 50;

pub(super) fn run(arguments: &Factors, output: &mut Output<'_>) -> Result<Exit, Stop> {
    let (set, chart) = (crate::factors(), crate::book::shipped::chart());
    match &arguments.what {
        Some(FactorsCommand::Show { id }) => show(&set, chart, id, arguments, output)?,
        Some(FactorsCommand::Search { text }) => search(&set, chart, text, arguments, output)?,
        None if arguments.json => {
            for factor in set.iter().filter(|f| asked(f, arguments)) {
                output.line(FactorView::of(factor).to_json_line())?;
            }
        }
        None => overview(&set, chart, arguments, output)?,
    }
    Ok(Exit::Done)
}

/// Whether a factor is of the region and year asked for.
fn asked(factor: &EmissionFactor, arguments: &Factors) -> bool {
    let region = arguments.region.as_ref().is_none_or(|r| factor.region.eq_ignore_ascii_case(r));
    let year = arguments.year.is_none_or(|year| {
        factor.valid_from.map(Day::year).is_none_or(|from| from <= year)
            && factor.valid_to.map(Day::year).is_none_or(|to| year <= to)
    });
    region && year
}

fn search(
    set: &FactorSet,
    chart: &Chart,
    text: &[String],
    arguments: &Factors,
    output: &mut Output<'_>,
) -> Result<(), Stop> {
    let words: Vec<String> = text.iter().flat_map(|t| t.split_whitespace()).map(str::to_lowercase).collect();
    let has_all = |f: &&EmissionFactor| {
        let text = searched(f, chart.get(f.activity.as_str()));
        words.iter().all(|word| begins_in(&text, word))
    };
    let found: Vec<&EmissionFactor> = set.iter().filter(|f| asked(f, arguments)).filter(has_all).collect();
    if arguments.json {
        for factor in found {
            output.line(FactorView::of(factor).to_json_line())?;
        }
        return Ok(());
    }
    for factor in found.iter().take(SHOWN) {
        output.line(in_short(factor, chart))?;
    }
    match found.len().checked_sub(SHOWN) {
        Some(more) if more > 0 => {
            let more = counted(more as u64, "more factor");
            output.remark(&format!("and {more}: add a word, --region or --year, or print all with --json"));
        }
        _ if found.is_empty() => {
            let region =
                arguments.region.as_ref().map_or("", |_| "; factors that hold everywhere have --region GLOBAL");
            output.remark(&format!("nothing found{region}"));
        }
        _ => output.remark("Next: estate-carbon factors show ID"),
    }
    Ok(())
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
fn searched(factor: &EmissionFactor, activity: Option<&Activity>) -> String {
    let FactorView { factor_id, activity: code, region, valid_from, valid_to, publisher, document, .. } =
        FactorView::of(factor);
    let mut text = [factor_id, code, region, publisher, document].join(" ");
    for part in valid_from.iter().chain(&valid_to) {
        text.push(' ');
        text.push_str(part);
    }
    for word in activity.into_iter().flat_map(|a| a.titles.iter().chain(&a.aliases)) {
        text.push(' ');
        text.push_str(word);
    }
    text.to_lowercase()
}

/// Two lines: the id, and what it is.
fn in_short(factor: &EmissionFactor, chart: &Chart) -> String {
    let view = FactorView::of(factor);
    let gases: Vec<String> = view.kg_per_unit.iter().map(|(gas, kg)| format!("{gas} {}", exact(*kg))).collect();
    let what: Vec<String> =
        [chart.get(&view.activity).map(|a| english(a).to_owned()), Some(view.region.clone()), view.validity()]
            .into_iter()
            .flatten()
            .collect();
    let basis = view.basis.as_ref().map_or_else(String::new, |b| format!(" ({b})"));
    let what = format!("{}: {} kg per {}{basis}", what.join(", "), gases.join(", "), view.unit);
    format!("{}\n    {}", printable(&view.factor_id), printable(&what))
}

fn english(activity: &Activity) -> &str {
    let [english, ..] = &activity.titles;
    english
}

fn show(set: &FactorSet, chart: &Chart, id: &str, arguments: &Factors, output: &mut Output<'_>) -> Result<(), Stop> {
    let factor = set.get(id).ok_or_else(|| {
        let near = nearest(id, set.ids()).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        Stop::Usage(format!("there is no factor `{id}`{near}; `estate-carbon factors search` finds ids"))
    })?;
    let view = FactorView::of(factor);
    if arguments.json {
        return output.line(view.to_json_line());
    }
    let mut line = |name: &str, text: &str| match text {
        "" => Ok(()),
        text => output.line(format_args!("  {name:<12}{}", printable(text))),
    };
    line("factor", &view.factor_id)?;
    line("activity", &view.activity)?;
    for title in chart.get(&view.activity).into_iter().flat_map(|a| &a.titles) {
        line("", title)?;
    }
    line("region", &view.region)?;
    line("valid", &view.validity().unwrap_or_else(|| "the publisher sets no dates".to_owned()))?;
    let basis = view.basis.as_ref().map_or_else(String::new, |b| format!(", {b} calorific value"));
    line("per", &format!("{}{basis}", view.unit))?;
    for gas in &factor.gases {
        let interval = gas.low.zip(gas.high);
        let interval = interval
            .map_or_else(String::new, |(low, high)| format!(" (95 % interval {} to {})", exact(low), exact(high)));
        line(gas.gas.name(), &format!("{} kg{interval}", gas.kg_per_unit))?;
    }
    line("kind", &view.kind.replace('_', " "))?;
    line("publisher", &view.publisher)?;
    line("document", &view.document)?;
    line("place", &view.locator)?;
    line("licence", &view.licence)?;
    line(
        "verified",
        match view.verified.as_str() {
            "yes" => "yes: read at its publisher",
            "secondary" => "secondary: copied from a second publication",
            other => other,
        },
    )?;
    line("note", &view.note)
}

/// The sets, and the groups of the chart.
fn overview(set: &FactorSet, chart: &Chart, arguments: &Factors, output: &mut Output<'_>) -> Result<(), Stop> {
    let found: Vec<&EmissionFactor> = set.iter().filter(|f| asked(f, arguments)).collect();
    output.line("Sets, the preferred first:")?;
    for of_set in found.chunk_by(|a, b| a.provenance.set == b.provenance.set) {
        let Some(first) = of_set.first() else { continue };
        let mut regions: Vec<&str> = of_set.iter().map(|f| &*f.region).collect();
        regions.sort_unstable();
        regions.dedup();
        let number = counted(of_set.len() as u64, "factor");
        let from = &first.provenance;
        output.line(format_args!("  {:<22}{number:<16}{}; {}", from.set, from.publisher, listed(&regions)))?;
    }
    output.line("\nGroups of the chart of activities:")?;
    let codes: Vec<&Activity> = chart.iter().collect();
    let group = |a: &Activity| a.code.as_str().split('/').next().map(str::to_owned);
    for of_group in codes.chunk_by(|a, b| group(a) == group(b)) {
        let Some(first) = of_group.first() else { continue };
        let codes = of_group.iter().filter(|a| !a.code.as_str().ends_with("/*"));
        let number = count(codes.count() as u64);
        output.line(format_args!("  {:<22}{number:<7}{}", group(first).unwrap_or_default(), first.category.title()))?;
    }
    output.remark("Next: estate-carbon factors search diesel --region TH");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activity::category_of;
    use crate::report::fixture;

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

    fn found(words: &[&str], region: Option<&str>, year: Option<i16>) -> Vec<String> {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut output = Output {
            out: &mut out,
            err: &mut err,
            style: crate::report::Style { colour: crate::report::Colour::Off, width: 80 },
            err_colour: crate::report::Colour::Off,
            quiet: true,
            progress: false,
        };
        let arguments = Factors { what: None, region: region.map(str::to_owned), year, json: false };
        let words: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
        let searched = search(&fixture::factors(), &chart(), &words, &arguments, &mut output);
        assert!(searched.is_ok());
        let text = String::from_utf8(out).expect("UTF-8");
        text.lines().filter(|l| !l.starts_with(' ')).map(str::to_owned).collect()
    }

    #[test]
    fn factors_are_found_by_id_title_alias_and_language() {
        for words in [&["natural", "GAS", "lng"][..], &["ก๊าซธรรมชาติ"], &["天然ガス"], &["lng", "publisher"]]
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
}
