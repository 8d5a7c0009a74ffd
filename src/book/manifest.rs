//! book.toml: what the book is.
//!
//! In: its text. Out: a [`Manifest`] where everything required is there, and every problem
//! of the file at its line and column, all in one go.

mod absent;
mod keys;

use std::sync::Arc;

use toml::de::DeTable;

use self::keys::{Keys, Located, Text};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::estate::{Boundary, Estate};
use crate::id::EstateId;
use crate::period::Period;
use crate::place::Place;
use crate::quantity::{CombustionMethane, GwpSet};
use crate::scope::{Absent, MarketFallback};
use crate::word::words;

/// What book.toml says.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Manifest {
    /// The title reports carry.
    pub name: String,
    /// The reporting period.
    pub period: Period,
    /// The set that values the gases.
    pub gwp: GwpSet,
    /// What the headline statement is.
    pub boundary: Boundary,
    /// What further statements are, in the order written.
    pub further_boundaries: Vec<Boundary>,
    /// Whose control or share, for the three corporate boundaries.
    pub organization: Option<String>,
    /// Report languages, the primary one first; never empty.
    pub languages: Vec<Language>,
    /// How combined heat and power is shared between its products.
    pub allocation: Allocation,
    /// Which potential methane of fossil combustion takes.
    pub combustion_methane: CombustionMethane,
    /// What values a purchase that no contract covers, market-based.
    pub scope2_market_fallback: Option<MarketFallback>,
    /// Folders of further factors, relative to the book, each with its place in book.toml.
    pub factors: Vec<(String, Place)>,
    /// The year figures are compared with.
    pub base_year: Option<BaseYear>,
    /// The estates, in the order written; never empty, ids unique.
    pub estates: Vec<Estate>,
    /// Categories the book leaves out, and why.
    pub absent: Vec<Absent>,
}

/// The year figures are compared with.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct BaseYear {
    /// The calendar year.
    pub year: i16,
    /// The folder of its book, relative to this book.
    pub book: Option<String>,
    /// The share of its emissions above which a change calls for recalculation, 0 to 1.
    pub recalculation_threshold: f64,
}

/// The threshold where book.toml gives none: 5 %. The GHG Protocol leaves the figure to the
/// reporter, who should state it.
const RECALCULATION_THRESHOLD: f64 = 0.05;

words! {
    /// A language of reports.
    enum Language, "a language of reports: `en`, `th` or `ja`" {
        /// English.
        En = "en",
        /// Thai.
        Th = "th",
        /// Japanese.
        Ja = "ja",
    }
}

words! {
    /// How the emissions of combined heat and power are shared between its products.
    enum Allocation, "an allocation, such as `efficiency`" {
        /// By the fuel that separate production would have burnt.
        Efficiency = "efficiency",
        /// By the energy of the products.
        EnergyContent = "energy_content",
        /// By the work the products could do.
        WorkPotential = "work_potential",
    }
}

impl Manifest {
    /// Every boundary that the book has a statement of, the headline's first.
    pub fn boundaries(&self) -> impl Iterator<Item = Boundary> + '_ {
        std::iter::once(self.boundary).chain(self.further_boundaries.iter().copied())
    }

    /// Reads book.toml; `None` if something required is missing or cannot be understood.
    pub(super) fn read(file: &str, bytes: &[u8], d: &mut Diagnostics) -> Option<Self> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let Ok(text) = std::str::from_utf8(bytes) else {
            let not_utf8 = Diagnostic::error(Code::NotUtf8, Place::file(file), "book.toml is not UTF-8");
            d.push(not_utf8.with_help("save the file in the encoding UTF-8"));
            return None;
        };
        let text = Text::new(file, text);
        let (table, errors) = DeTable::parse_recoverable(text.text);
        if !errors.is_empty() {
            // Keys after a broken line may be lost, so none is judged until the syntax is right.
            d.extend(errors.iter().map(|error| syntax(&text, error)));
            return None;
        }
        let keys = Keys::new(&text, "", table.get_ref(), Place::file(file), d);
        read_keys(&keys, d)
    }
}

fn syntax(text: &Text<'_>, error: &toml::de::Error) -> Diagnostic {
    let place = match error.span() {
        Some(span) => text.place(&span),
        None => Place::file(text.file.clone()),
    };
    let message = error.message().lines().collect::<Vec<_>>().join("; ");
    Diagnostic::error(Code::ManifestSyntax, place, format!("book.toml cannot be read: {message}"))
        .with_help("texts stand in quotation marks, dates and numbers do not: name = \"My estate\"")
}

/// Reads every key before any is found wanting, so that all problems are reported.
fn read_keys(keys: &Keys<'_, '_>, d: &mut Diagnostics) -> Option<Manifest> {
    let name = keys.string("name", d);
    let period = keys.section("period", d).and_then(|keys| read_period(&keys, d));
    let gwp = keys.word("gwp", d, GwpSet::parse);
    let boundaries = read_boundaries(keys, d);
    let organization = keys.string("organization", d);
    let languages = read_languages(keys, d);
    let allocation = keys.word("allocation", d, Allocation::parse);
    let combustion_methane = keys.word("combustion_methane", d, CombustionMethane::parse);
    let scope2_market_fallback = keys.word("scope2_market_fallback", d, MarketFallback::parse);
    let factors = keys.strings("factors", d).unwrap_or_default();
    let base_year = keys.section("base_year", d).and_then(|keys| read_base_year(&keys, period, d));
    let estates = read_estates(keys, &languages, d);
    let absent = absent::read(keys, d);
    let (boundary, further_boundaries) = boundaries?;
    Some(Manifest {
        name: name?.value,
        period: period?,
        gwp: gwp?,
        boundary,
        further_boundaries,
        organization: organization.map(|text| text.value),
        languages,
        allocation: allocation.unwrap_or(Allocation::Efficiency),
        combustion_methane: combustion_methane.unwrap_or_default(),
        scope2_market_fallback,
        factors: factors.into_iter().map(|text| (text.value, text.place)).collect(),
        base_year,
        estates: estates?,
        absent,
    })
}

/// One boundary, or several, of which the first is the headline's.
fn read_boundaries(keys: &Keys<'_, '_>, d: &mut Diagnostics) -> Option<(Boundary, Vec<Boundary>)> {
    let mut boundaries = Vec::new();
    for text in keys.string_or_strings("boundary", d)? {
        let Some(boundary) = keys.parsed("boundary", &text, d, Boundary::parse) else { continue };
        if boundaries.contains(&boundary) {
            let message = format!("`boundary` names \"{}\" twice", text.value);
            d.push(Diagnostic::error(Code::ManifestValue, text.place, message).with_help("remove one of the two"));
        } else {
            boundaries.push(boundary);
        }
    }
    let mut boundaries = boundaries.into_iter();
    Some((boundaries.next()?, boundaries.collect()))
}

fn read_period(keys: &Keys<'_, '_>, d: &mut Diagnostics) -> Option<Period> {
    let (start, end) = (keys.date("start", d), keys.date("end", d));
    let (start, end) = (start?, end?);
    let period = Period::new(start.value, end.value);
    if period.is_none() {
        let message = format!("the period ends on {}, before it starts on {}", end.value, start.value);
        let reversed = Diagnostic::error(Code::EndBeforeStart, end.place, message);
        d.push(reversed.with_help("both days are in the period; a calendar year ends on 31 December"));
    }
    period
}

fn read_languages(keys: &Keys<'_, '_>, d: &mut Diagnostics) -> Vec<Language> {
    let mut languages = Vec::new();
    for text in keys.strings("languages", d).unwrap_or_default() {
        let Some(language) = keys.parsed("languages", &text, d, Language::parse) else { continue };
        if languages.contains(&language) {
            let message = format!("`languages` names \"{}\" twice", text.value);
            d.push(Diagnostic::error(Code::ManifestValue, text.place, message).with_help("remove one of the two"));
        } else {
            languages.push(language);
        }
    }
    if languages.is_empty() {
        languages.push(Language::En);
    }
    languages
}

fn read_base_year(keys: &Keys<'_, '_>, period: Option<Period>, d: &mut Diagnostics) -> Option<BaseYear> {
    let year = keys.number("year", d);
    let book = keys.string("book", d).map(|text| text.value);
    let threshold = keys.number("recalculation_threshold", d);
    if let Some(threshold) = threshold.as_ref().filter(|t| !(0.0..=1.0).contains(&t.value)) {
        let message = "`base_year.recalculation_threshold` is not a share between 0 and 1";
        let help = "write 0.05 for 5 percent";
        d.push(Diagnostic::error(Code::ManifestValue, threshold.place.clone(), message).with_help(help));
    }
    let year = year?;
    let latest = period.map_or(i16::MAX, |period| period.end().year());
    let whole = year.value.fract().abs() < f64::EPSILON && (1900.0..=f64::from(latest)).contains(&year.value);
    if !whole {
        let message = format!("`base_year.year`, {}, is not a year up to the book's own", year.value);
        let help = "write the calendar year the first inventory was made for, such as 2020";
        d.push(Diagnostic::error(Code::ManifestValue, year.place, message).with_help(help));
        return None;
    }
    let recalculation_threshold = threshold.map_or(RECALCULATION_THRESHOLD, |threshold| threshold.value);
    Some(BaseYear { year: year.value as i16, book, recalculation_threshold })
}

/// The estates, `None` if one of them cannot be understood or there is none.
fn read_estates(keys: &Keys<'_, '_>, languages: &[Language], d: &mut Diagnostics) -> Option<Vec<Estate>> {
    let mut estates: Vec<(Estate, Place)> = Vec::new();
    let mut whole = true;
    for keys in keys.sections("estate", d) {
        let Some(estate) = read_estate(&keys, languages, d) else {
            whole = false;
            continue;
        };
        match estates.iter().find(|(other, _)| other.id == estate.id) {
            Some((_, first)) => {
                let message = format!("the estate `{}` is there twice", estate.id);
                let repeated = Diagnostic::error(Code::RepeatedId, keys.place(), message);
                d.push(
                    repeated
                        .with_related(first.clone(), "the first one is here")
                        .with_help("give one of them another id"),
                );
            }
            None => estates.push((estate, keys.place())),
        }
    }
    whole &= !estates.is_empty();
    whole.then(|| estates.into_iter().map(|(estate, _)| estate).collect())
}

fn read_estate(keys: &Keys<'_, '_>, languages: &[Language], d: &mut Diagnostics) -> Option<Estate> {
    let id = keys.string("id", d);
    let names = keys.names("name", d).map(|names| by_language(names, languages, d));
    let country = keys.string("country", d).and_then(|text| country_code(text, d));
    let grid = keys.string("grid", d).and_then(|text| region_code(text, d));
    let wider = keys.strings("wider_regions", d).unwrap_or_default();
    let wider_regions = wider.into_iter().filter_map(|text| region_code(text, d)).collect();
    let country = country?;
    Some(Estate {
        id: EstateId::new(id?.value),
        names: names?,
        grid: grid.unwrap_or_else(|| country.clone()),
        country,
        wider_regions,
    })
}

/// Names by language code; a name without language is in the book's primary one.
fn by_language(
    names: Vec<(Located<String>, Located<String>)>,
    languages: &[Language],
    d: &mut Diagnostics,
) -> Vec<(String, String)> {
    let primary = languages.first().copied().unwrap_or(Language::En);
    let mut known = Vec::new();
    for (language, name) in names {
        let code = match language.value.as_str() {
            "" => Some(primary),
            code => Language::parse(code),
        };
        match code {
            Some(code) => known.push((code.as_str().to_owned(), name.value)),
            None => {
                let message = format!("`{}` is not a language of reports", language.value);
                let help = "names are given in en, th and ja";
                d.push(Diagnostic::error(Code::ManifestKey, language.place, message).with_help(help));
            }
        }
    }
    known
}

fn country_code(text: Located<String>, d: &mut Diagnostics) -> Option<Arc<str>> {
    let code = text.value;
    if code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()) {
        return Some(code.into());
    }
    let message = format!("\"{code}\" is not a country code");
    let help = "write the two capitals of ISO 3166-1: TH, JP, VN";
    d.push(Diagnostic::error(Code::ManifestValue, text.place, message).with_help(help));
    None
}

fn region_code(text: Located<String>, d: &mut Diagnostics) -> Option<Arc<str>> {
    match crate::table::cell::region(&text.value) {
        Ok(code) => Some(code.into()),
        Err(problem) => {
            let diagnostic = Diagnostic::error(Code::ManifestValue, text.place, problem.message);
            d.push(diagnostic.with_help(problem.help.unwrap_or_default()));
            None
        }
    }
}

#[cfg(test)]
mod tests;
