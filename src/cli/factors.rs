//! `estate-carbon factors`: what the built-in sets hold, and further folders.

mod search;

use super::arguments::{Factors, FactorsCommand};
use super::output::{Exit, Output, Stop};
use crate::activity::{Activity, Chart};
use crate::diagnostic::nearest;
use crate::factor::{EmissionFactor, FactorSet};
use crate::period::Day;
use crate::report::{FactorView, count, counted, exact, listed, printable};

pub(super) fn run(arguments: &Factors, output: &mut Output<'_>) -> Result<Exit, Stop> {
    let set = crate::book::factors_with(&arguments.further.folders)?;
    let chart = crate::shipped::chart();
    match &arguments.what {
        Some(FactorsCommand::Show { id }) => show(&set, chart, id, arguments, output)?,
        Some(FactorsCommand::Search { text }) => search::search(&set, chart, text, arguments, output)?,
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
        text => output.line(format_args!("  {name:<12} {}", printable(text))),
    };
    line("factor", &view.factor_id)?;
    line("activity", &view.activity)?;
    for title in chart.get(&view.activity).into_iter().flat_map(|a| &a.titles) {
        line("", title)?;
    }
    line("region", &view.region)?;
    let dates = view.validity().map_or_else(|| "the publisher sets no dates".to_owned(), |dates| dates.to_string());
    line("valid", &dates)?;
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
            "no" => "no: read at no publisher",
            other => other,
        },
    )?;
    line("note", &view.note)
}

/// The sets, and the groups of the chart.
fn overview(set: &FactorSet, chart: &Chart, arguments: &Factors, output: &mut Output<'_>) -> Result<(), Stop> {
    let found: Vec<&EmissionFactor> = set.iter().map(|f| &**f).filter(|f| asked(f, arguments)).collect();
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
