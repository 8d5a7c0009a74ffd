//! `estate-carbon explain`: a code, a row, or a figure.

use std::path::Path;

use super::arguments::Explain;
use super::output::{Exit, Output, Stop};
use super::progress::open;
use crate::activity::Activity;
use crate::diagnostic::Code;
use crate::inventory::FigureId;
use crate::report::{counted, wrapped};
use crate::{Accounts, Rejected};

pub(super) fn run(arguments: &Explain, output: &mut Output<'_>) -> Result<Exit, Stop> {
    let explanation = match (&arguments.row, &arguments.figure, &arguments.factor) {
        (Some(row), ..) => {
            let (file, line) = place(row).map_err(Stop::Usage)?;
            account(arguments, output)?.explain_row(file, line)?
        }
        (None, Some(figure), _) => {
            // A wrong name is refused before the book is read, which may take a while.
            figure.parse::<FigureId>().map_err(|unknown| Stop::Usage(unknown.to_string()))?;
            account(arguments, output)?.explain_figure(figure)?
        }
        (None, None, Some(factor)) => account(arguments, output)?.explain_factor(factor)?,
        (None, None, None) => {
            code(&arguments.what, output)?;
            return Ok(Exit::Done);
        }
    };
    write!(output.out, "{explanation}")?;
    Ok(Exit::Done)
}

fn code(text: &str, output: &mut Output<'_>) -> Result<(), Stop> {
    if let Some(activity) = crate::shipped::chart().get(text) {
        return entry(activity, output);
    }
    let code = Code::parse(text).ok_or_else(|| {
        Stop::Usage(if Path::new(text).is_dir() {
            format!("say what to explain of `{text}`: --row activities.csv:17, --figure estate.scope1 or --factor ID")
        } else if let Err(unknown) = crate::shipped::chart().category(text)
            && (text.contains('/') || !unknown.candidates.is_empty())
        {
            format!("{unknown}: {}", unknown.help())
        } else {
            let all: Vec<String> = Code::ALL.iter().map(ToString::to_string).collect();
            let near = crate::diagnostic::nearest(text, all.iter().map(String::as_str));
            let near = near.map_or_else(String::new, |code| format!("; did you mean {code}?"));
            format!("there is no code `{text}`{near}")
        })
    })?;
    output.line(format_args!("{code}: {}", code.title()))?;
    output.line("")?;
    for line in wrapped(code.explanation(), output.style.width) {
        output.line(line)?;
    }
    Ok(())
}

/// A code of the chart of activities: what it is called, where it goes and what its quantity may measure.
fn entry(activity: &Activity, output: &mut Output<'_>) -> Result<(), Stop> {
    let [english, others @ ..] = &activity.titles;
    output.line(format_args!("{}: {english}", activity.code))?;
    output.line("")?;
    let category = activity.category;
    output.line(format_args!("  reported as  {}, {}", category.scope(), category.title()))?;
    output.line(format_args!("  called       {}", others.join(", ")))?;
    if !activity.aliases.is_empty() {
        output.line(format_args!("  also         {}", activity.aliases.join(", ")))?;
    }
    output.line(format_args!("  measured as  {}", activity.dimensions.join(", ").replace('_', " ")))?;
    let factors = crate::book::factors_with(&[])?;
    let number = factors.iter().filter(|factor| factor.activity == activity.code).count();
    output.line(format_args!("  factors      {} built in", counted(number as u64, "factor")))?;
    output.remark(&format!("Next: estate-carbon factors search {}", activity.code));
    Ok(())
}

/// A book's accounts, even if some rows were rejected: the figures of such a report are
/// explained too.
fn account(arguments: &Explain, output: &mut Output<'_>) -> Result<Accounts, Stop> {
    let options = arguments.further.options().with_rejected(Rejected::Allow);
    let accounts = open(Path::new(&arguments.what), options, output)?.account()?;
    let rejected = accounts.rows().rejected;
    if rejected > 0 {
        output.remark(&format!("note: {} rejected; `estate-carbon check` shows why", counted(rejected, "row")));
    }
    Ok(accounts)
}

/// `activities.csv:17`; a name may have a colon of its own.
fn place(text: &str) -> Result<(&str, u64), String> {
    text.rsplit_once(':')
        .and_then(|(file, line)| Some((file, line.parse().ok()?)))
        .filter(|(file, line)| !file.is_empty() && *line > 0)
        .ok_or_else(|| format!("`{text}` is not a row: write the file and the line, activities.csv:17"))
}

#[cfg(test)]
mod tests {
    use super::super::tests::ran;
    use super::*;

    #[test]
    fn a_code_is_explained() {
        let (exit, out, err) = ran(&["explain", "ghg303"]);
        assert_eq!((exit, err.as_str()), (0, ""));
        assert!(out.starts_with("GHG303: a quantity that cannot be converted"), "{out}");
        assert!(out.lines().all(|line| line.chars().count() <= 80), "{out}");
    }

    #[test]
    fn a_code_of_the_chart_is_explained() {
        let (exit, out, err) = ran(&["explain", "mobile_combustion/diesel_b7"]);
        assert_eq!(exit, 0, "{err}");
        assert!(out.starts_with("mobile_combustion/diesel_b7: Diesel B7\n"), "{out}");
        for part in ["Mobile combustion", "ดีเซล B7", "energy, mass, volume", "1 factor"] {
            assert!(out.contains(part), "{part}: {out}");
        }
        let (exit, out, _) = ran(&["explain", "purchased_steam/*"]);
        assert!(exit == 0 && out.contains("0 factors built in"), "{out}");
        for wrong in ["mobile_combustion/diesel_b8x", "mobil_combustion/diesel_b7", "lpg"] {
            let (exit, _, err) = ran(&["explain", wrong]);
            assert!(exit == 2 && err.contains("not in the chart of activities"), "{err}");
        }
    }

    #[test]
    fn what_is_no_code_is_wrong_usage_with_a_suggestion() {
        let (exit, out, err) = ran(&["explain", "GHG30"]);
        assert_eq!((exit, out.as_str()), (2, ""));
        assert!(err.contains("did you mean GHG"), "{err}");
        let (exit, _, err) = ran(&["explain", "."]);
        assert_eq!(exit, 2);
        assert!(err.contains("--figure estate.scope1 or --factor"), "{err}");
    }

    #[test]
    fn rows_are_a_file_and_a_line() {
        assert_eq!(place("activities.csv:17"), Ok(("activities.csv", 17)));
        assert_eq!(place(r"C:\book\activities.csv:2"), Ok((r"C:\book\activities.csv", 2)));
        for wrong in ["activities.csv", "activities.csv:", ":17", "activities.csv:0", "activities.csv:D17"] {
            assert!(place(wrong).is_err(), "{wrong}");
        }
    }
}
