//! The text of one cell as a value of its column, or what is wrong with it.
//!
//! Pure: text in, value or [`CellProblem`] out, no places. Whoever walks the rows adds them.

pub(crate) use super::shown::shown;

use super::schema::{Column, ColumnKind};
use crate::diagnostic::{Code, nearest_word};
use crate::period::{BUDDHIST_OFFSET, Day, Moment, buddhist_year};
use crate::quantity::{TOO_LARGE, Unit, is_held};

/// What is wrong with the text of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CellProblem {
    /// The code of the diagnostic.
    pub(crate) code: Code,
    /// What is wrong, in one line.
    pub(crate) message: String,
    /// What to do.
    pub(crate) help: Option<String>,
}

impl CellProblem {
    /// A problem with advice.
    pub(crate) fn new(code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: Some(help.into()) }
    }
}

/// A number within the range of its column.
pub(crate) fn number(text: &str, column: &Column) -> Result<f64, CellProblem> {
    let number = finite(text)?;
    if column.admits(number) {
        return Ok(number);
    }
    let (name, range) = (&column.name, column.range());
    let wrong = match column.kind {
        ColumnKind::Whole if number.fract() != 0.0 => "not a whole number",
        _ => "out of its range",
    };
    Err(CellProblem::new(
        Code::OutOfRange,
        format!("`{name}` is {}, which is {wrong}", shown(text)),
        format!("`{name}` is {range}; {}{}", column.text, empty(column)),
    ))
}

/// What an empty cell stands for, as a sentence.
fn empty(column: &Column) -> String {
    column.empty.map_or_else(String::new, |empty| format!(" An empty cell is {empty}."))
}

/// A number that the books hold: no NaN, not infinite, and of a size that leaves room for figures.
pub(crate) fn finite(text: &str) -> Result<f64, CellProblem> {
    match text.parse::<f64>() {
        Ok(number) if is_held(number) => Ok(number),
        Ok(number) if number.is_finite() => Err(CellProblem::new(
            Code::NotFinite,
            format!("`{}` is larger than any number of a book, {TOO_LARGE:e}", shown(text)),
            "look for a quantity or a unit that is wrong by many powers of ten",
        )),
        Ok(_) => Err(CellProblem::new(
            Code::NotFinite,
            format!("`{}` is not a finite number", shown(text)),
            "correct the formula it comes from, or leave the row out",
        )),
        Err(_) => Err(not_a_number(text)),
    }
}

/// Characters people put between thousands: comma, space, no-break spaces, apostrophes, underscore.
const SEPARATORS: [char; 8] = [',', ' ', '\u{a0}', '\u{2009}', '\u{202f}', '\'', '’', '_'];

fn not_a_number(text: &str) -> CellProblem {
    let joined: String = text.chars().filter(|c| !SEPARATORS.contains(c)).collect();
    if joined.len() < text.len() && joined.parse::<f64>().is_ok_and(is_held) {
        return CellProblem::new(
            Code::ThousandsSeparator,
            format!("`{}` is not a plain number", shown(text)),
            plain_spelling(text, &joined),
        );
    }
    let help = if text.starts_with('#') {
        "a formula of the spreadsheet failed; correct it and save the table again"
    } else if text.ends_with('%') {
        "write the number without the percent sign; docs/FORMATS.md says what the column counts"
    } else if text.starts_with(|c: char| c.is_ascii_digit()) {
        "write the number alone, with a dot for decimals; units and remarks have columns of their own"
    } else {
        "write a number with digits and a dot for decimals, or leave the cell empty if nothing is known"
    };
    CellProblem::new(Code::NotANumber, format!("`{}` is not a number", shown(text)), help)
}

/// How a number with separators should be written, without guessing what a lone comma means.
fn plain_spelling(text: &str, joined: &str) -> String {
    let commas = text.matches(',').count();
    let decimals = text.rsplit(',').next().map_or(0, str::len);
    match (commas, text.contains('.'), decimals) {
        (1, false, 3) => format!(
            "write {joined} if the comma separates thousands, {} if it is a decimal comma",
            text.replace(',', ".")
        ),
        (1, false, _) => format!("decimals take a dot: {}", text.replace(',', ".")),
        _ => format!("write {joined}, without separators"),
    }
}

/// An ISO 8601 date.
pub(crate) fn date(text: &str) -> Result<Day, CellProblem> {
    Day::parse(text).ok_or_else(|| {
        if let Some(year) = buddhist_year(text) {
            return CellProblem::new(Code::NotADate, not_common_era(text, year), in_common_era(text, year));
        }
        let help = if text.contains('/') {
            "write year-month-day, 2024-03-31: a date with strokes has two readings"
        } else if text.len() == 5 && text.bytes().all(|b| b.is_ascii_digit()) {
            "this looks like a spreadsheet's day number; format the column as year-month-day, 2024-03-31, and save again"
        } else if text.contains(':') {
            "the column takes a date without a time, 2024-03-31"
        } else {
            "write a date of the calendar as year-month-day, 2024-03-31"
        };
        CellProblem::new(Code::NotADate, format!("`{}` is not a date", shown(text)), help)
    })
}

fn not_common_era(text: &str, year: i16) -> String {
    format!("`{}` is a date of the Buddhist era: {year} is {}", shown(text), year - BUDDHIST_OFFSET)
}

/// How a date of the Buddhist era is written in the common one.
fn in_common_era(text: &str, year: i16) -> String {
    let common = text.replacen(&year.to_string(), &(year - BUDDHIST_OFFSET).to_string(), 1);
    match Moment::parse(&common) {
        Some(_) => format!("write {common}; books are kept in the common era"),
        None => format!("write year-month-day of the common era, {}-03-31", year - BUDDHIST_OFFSET),
    }
}

/// One of the words of the column.
pub(crate) fn choice<'c>(text: &str, column: &'c Column) -> Result<&'c str, CellProblem> {
    one_of(text, &column.name, column.choices.iter().map(|word| (word.as_str(), word.as_str())))
}

/// A whole number within the range of its column, which is within 32 bits.
pub(crate) fn whole(text: &str, column: &Column) -> Result<i32, CellProblem> {
    number(text, column).map(|number| number as i32).map_err(|problem| match buddhist_year(text) {
        Some(year) if column.name.contains("year") => {
            CellProblem { help: Some(format!("{year} is {} of the common era", year - BUDDHIST_OFFSET)), ..problem }
        }
        _ => problem,
    })
}

/// What is wrong with a unit that measures something else than the cells beside it.
pub(crate) fn not_measured(unit: Unit, wanted: &str) -> CellProblem {
    CellProblem::new(
        Code::CannotConvert,
        format!("`{unit}` is {}, and the method needs {wanted}", unit.dimension().phrase()),
        format!("give the row's quantities as {wanted}"),
    )
}

/// `true` or `false`; spreadsheets write them in capitals.
pub(crate) fn boolean(text: &str, column: &Column) -> Result<bool, CellProblem> {
    match text {
        "true" | "TRUE" | "True" => Ok(true),
        "false" | "FALSE" | "False" => Ok(false),
        _ => one_of(text, &column.name, [("true", true), ("false", false)].into_iter()),
    }
}

/// What one of some words stands for.
pub(crate) fn one_of<'w, T>(
    text: &str,
    name: &str,
    words: impl Iterator<Item = (&'w str, T)> + Clone,
) -> Result<T, CellProblem> {
    if let Some((_, value)) = words.clone().find(|(word, _)| *word == text) {
        return Ok(value);
    }
    let words = words.map(|(word, _)| word);
    let suggestion = nearest_word(text, words.clone()).map(|word| format!("did you mean `{word}`? "));
    let listed: Vec<String> = words.map(|word| format!("`{word}`")).collect();
    Err(CellProblem::new(
        Code::NotInList,
        format!("`{}` is not a value of `{name}`", shown(text)),
        format!("{}`{name}` is one of {}", suggestion.unwrap_or_default(), listed.join(", ")),
    ))
}

/// A unit the program knows.
pub(crate) fn unit(text: &str) -> Result<Unit, CellProblem> {
    unit_of(text, &[])
}

/// The same, of a quantity that measures one of these, by [`Dimension::code`](crate::quantity::Dimension::code).
pub(crate) fn unit_of(text: &str, dimensions: &[String]) -> Result<Unit, CellProblem> {
    Unit::parse(text).map_err(|mut unknown| {
        unknown.symbol = shown(text);
        CellProblem::new(Code::UnknownUnit, unknown.to_string(), unknown.help_for(dimensions))
    })
}

/// A region code: capitals, as factors spell it. A code in small letters would match no
/// factor, and a factor of the whole world would be taken in silence.
pub(crate) fn region(text: &str) -> Result<&str, CellProblem> {
    if text.chars().any(char::is_lowercase) {
        return Err(CellProblem::new(
            Code::NotInList,
            format!("`{}` is not a region code", shown(text)),
            format!("region codes are in capitals: `{}`; `GLOBAL` holds everywhere", text.to_uppercase()),
        ));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Schema;

    fn column(table: &str, name: &str) -> &'static Column {
        Schema::of(table).column(name).expect("a column")
    }

    fn refusal(text: &str) -> (Code, String) {
        let problem = finite(text).expect_err(text);
        (problem.code, problem.help.unwrap_or_default())
    }

    #[test]
    fn numbers_are_plain() {
        for good in ["18250", "-0.75", "1.2e6", "+3", ".5"] {
            assert!(finite(good).is_ok(), "{good}");
        }
        for bad in ["12 kg", "#DIV/0!", "12%", "n/a", "0x10", "1.2.3", "๑๒", "-", "1,2,x"] {
            assert_eq!(refusal(bad).0, Code::NotANumber, "{bad}");
        }
        for bad in ["NaN", "inf", "-Infinity", "1e999"] {
            assert_eq!(refusal(bad).0, Code::NotFinite, "{bad}");
        }
    }

    #[test]
    fn separators_are_refused_with_the_plain_spelling() {
        let helps = [
            ("18,250", "write 18250 if the comma separates thousands, 18.250 if it is a decimal comma"),
            ("0,75", "decimals take a dot: 0.75"),
            ("1,234,567.8", "write 1234567.8, without separators"),
            ("18 250", "write 18250, without separators"),
            ("18\u{a0}250", "write 18250, without separators"),
        ];
        for (text, help) in helps {
            assert_eq!(refusal(text), (Code::ThousandsSeparator, help.to_owned()));
        }
    }

    #[test]
    fn ranges_come_from_the_schema() {
        let share = column("sites", "equity_share");
        assert_eq!(number("0.4", share), Ok(0.4));
        let problem = number("40", share).expect_err("out of range");
        assert_eq!(problem.code, Code::OutOfRange);
        assert!(problem.help.unwrap_or_default().starts_with("`equity_share` is from 0 to 1"));
    }

    #[test]
    fn dates_have_one_reading() {
        assert!(date("2024-02-29").is_ok());
        for bad in ["03/04/2024", "45292", "2024-02-30", "2024-03-31T00:00", "March"] {
            assert_eq!(date(bad).expect_err(bad).code, Code::NotADate);
        }
    }

    #[test]
    fn words_are_listed_and_suggested() {
        let role = column("sites", "role");
        assert_eq!(choice("utility", role), Ok("utility"));
        let problem = choice("Factroy", role).expect_err("unknown");
        assert_eq!(problem.code, Code::NotInList);
        let help = "did you mean `factory`? `role` is one of `factory`, `utility`, `common`, `outside`";
        assert_eq!(problem.help.as_deref(), Some(help));
        assert_eq!(boolean("TRUE", role), Ok(true));
        assert!(boolean("yes", role).is_err());
    }

    #[test]
    fn units_and_regions_are_known_or_refused() {
        assert!(unit("kWh").is_ok());
        assert_eq!(unit("kwatt").expect_err("unknown").code, Code::UnknownUnit);
        assert_eq!(region("AU-NSW"), Ok("AU-NSW"));
        assert!(region("th").is_err());
    }
}
