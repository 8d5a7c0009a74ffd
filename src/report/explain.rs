//! The chain behind a figure or a row: lines, rows, conversion, factor and its source, why
//! this factor, kilograms of each gas, potential, result.

mod line;
mod path;
mod working;

use std::collections::{BTreeMap, BTreeSet};

use super::number::{counted, exact, share};
use super::{Facts, kg_co2e};
use crate::id::SiteId;
use crate::inventory::{Figure, Figures, SiteStatement, Statement};
use crate::ledger::{Entry, PostingId};
use crate::scope::{Category, LedgerBook, Scope, Scope2Method};
use line::{Key, Posted, ROUNDING};
pub use path::NotFound;
use path::{category_named, figure_line, is_scope, site, statement};

/// Lines shown of a figure; the rest are counted.
const SHOWN: usize = 20;

/// The chain behind a figure, by its path: `statement.line[.category][.SITE]`.
///
/// The statement is a boundary (`estate` …), an estate's id, or `book`; the line is `scope1`,
/// `scope2_location`, `scope2_market`, `scope3`, or a category of Scope 1 or 3 (`c04`). Without a statement it is the
/// headline; a category of Scope 2 may be named by its carrier (`steam`), as report.csv does.
///
/// # Errors
/// [`NotFound`] for the part of the path that names nothing.
pub fn figure(facts: Facts<'_>, path: &str) -> Result<String, NotFound> {
    let wanted = Wanted::parse(facts, path)?;
    let lines = wanted.lines(facts);
    let mut text = wanted.heading(facts);
    match wanted.value() {
        Some(figure) => {
            let tonnes = figure.co2e().as_tonnes();
            text.push_str(&format!("{} t CO2e\n", exact(tonnes)));
            wanted.sum(facts, &lines, &mut text);
            wanted.uncertainty(facts, tonnes, &mut text);
        }
        None => text.push_str(&wanted.why_absent(facts, &lines)),
    }
    let gross: f64 = lines.iter().map(|l| l.kg_co2e).sum();
    let mut shown = BTreeSet::new();
    for (index, line) in lines.iter().take(SHOWN).enumerate() {
        let part = share(line.kg_co2e, gross).map_or_else(String::new, |s| format!(", {s} of the lines"));
        text.push_str(&format!("\n{}. {}{part}\n", index + 1, line.title()));
        text.push_str(&line.chain(facts, &mut shown));
    }
    if let Some(rest) = lines.get(SHOWN..).filter(|rest| !rest.is_empty()) {
        let tonnes = rest.iter().map(|l| l.kg_co2e).sum::<f64>() / 1_000.0;
        text.push_str(&format!(
            "\nand {}, {} t CO2e together\n",
            counted(rest.len() as u64, "more line"),
            exact(tonnes)
        ));
    }
    Ok(text)
}

/// The chain behind one row: its parts in the postings of one or more months and books.
pub fn row(facts: Facts<'_>, parts: &[(PostingId, f64)]) -> String {
    let all = facts.ledger.entries();
    let mut lines: Vec<Posted<'_>> = Vec::new();
    let (mut purchase, mut market) = (false, false);
    for of_posting in all.chunk_by(|a, b| a.posting == b.posting) {
        let Some(first) = of_posting.first() else { continue };
        let Some((_, quantity)) = parts.iter().find(|(posting, _)| *posting == first.posting) else { continue };
        let book = facts.ledger.reaches(first).map(|(_, book)| book);
        purchase |= book == Some(LedgerBook::LocationBased);
        market |= book == Some(LedgerBook::MarketBased);
        lines.extend(Posted::new(facts, of_posting, 1.0, Some(*quantity)));
    }
    let lines = months_together(lines);
    if lines.is_empty() {
        return "no factor was found: the rows count as rejected and are in no figure\n".to_owned();
    }
    let mut shown = BTreeSet::new();
    let one = |line: &Posted<'_>| format!("{}\n{}", line.title(), line.chain(facts, &mut shown));
    let mut text: Vec<String> = lines.iter().map(one).collect();
    if purchase && !market {
        text.push("market-based: not reported, no supplier's factor or residual mix covers this purchase\n".to_owned());
    }
    text.join("\n")
}

/// Months that differ in nothing but their quantity as one line, in the order first met.
fn months_together(lines: Vec<Posted<'_>>) -> Vec<Posted<'_>> {
    let mut together: Vec<Posted<'_>> = Vec::new();
    let mut places: BTreeMap<Key<'_>, usize> = BTreeMap::new();
    for line in lines {
        let place = *places.entry(line.key()).or_insert(together.len());
        match together.get_mut(place) {
            Some(first) => first.take_in(line),
            None => together.push(line),
        }
    }
    together
}

/// What a path asks for.
struct Wanted<'a> {
    statement: &'a Statement,
    scope: Scope,
    book: LedgerBook,
    category: Option<Category>,
    site: Option<&'a SiteStatement>,
}

impl<'a> Wanted<'a> {
    fn parse(facts: Facts<'a>, path: &str) -> Result<Self, NotFound> {
        let (first, rest) = path.split_once('.').unwrap_or((path, ""));
        // A name as report.csv has it begins with the scope, and is of the headline. An estate may have the name of a scope.
        let has_statement = !is_scope(first) || is_scope(rest.split('.').next().unwrap_or_default());
        let (statement, rest) = match has_statement {
            true => (statement(facts, first)?, rest),
            false => (facts.inventory.headline(), path),
        };
        let mut parts = rest.splitn(2, '.');
        let (scope, book, mut category) = figure_line(parts.next().unwrap_or_default())?;
        let mut rest = parts.next();
        if let (Some(text), None) = (rest, category) {
            let (first, more) = text.split_once('.').map_or((text, None), |(first, more)| (first, Some(more)));
            let is_site = |name: &str| statement.sites().iter().any(|site| site.site.as_str() == name);
            category = category_named(first, is_site).filter(|c| c.scope() == scope);
            // What is no category is a site, whose id may have dots.
            rest = if category.is_some() { more } else { rest };
        }
        let site = rest.map(|id| site(statement, id)).transpose()?;
        Ok(Self { statement, scope, book, category, site })
    }

    fn takes(&self, category: Category, book: LedgerBook) -> bool {
        category.scope() == self.scope && book == self.book && self.category.is_none_or(|c| c == category)
    }

    /// The lines behind the figure, the largest first.
    fn lines(&self, facts: Facts<'a>) -> Vec<Posted<'a>> {
        let shares: BTreeMap<&SiteId, f64> = self.statement.sites().iter().map(|s| (&s.site, s.share)).collect();
        let of_postings = facts.ledger.entries().chunk_by(|a, b| a.posting == b.posting);
        let posted = |entries: &'a [Entry]| {
            let first = entries.first()?;
            let ((category, book), posting) = (facts.ledger.reaches(first)?, facts.ledger.posting(first)?);
            let site = facts.ledger.site(posting)?;
            let wanted = self.site.is_none_or(|s| s.site == *site) && self.takes(category, book);
            let share = shares.get(site).copied().filter(|_| wanted)?;
            Posted::new(facts, entries, share, None)
        };
        let lines: Vec<Posted<'a>> = of_postings.filter_map(posted).collect();
        let mut lines = months_together(lines);
        lines.sort_by(|a, b| b.kg_co2e.abs().total_cmp(&a.kg_co2e.abs()));
        lines
    }

    /// The figure as the statement gives it.
    fn value(&self) -> Option<Figure> {
        let figures: &Figures = match self.site {
            Some(site) => site,
            None => self.statement,
        };
        match (self.category, self.scope, self.book) {
            (Some(category), _, book) => figures.category(category, book),
            (None, Scope::One, _) => figures.scope1(),
            (None, Scope::Two, LedgerBook::MarketBased) => figures.scope2(Scope2Method::MarketBased),
            (None, Scope::Two, _) => figures.scope2(Scope2Method::LocationBased),
            (None, Scope::Three, _) => figures.scope3_reported(),
        }
        .ok()
    }

    fn heading(&self, facts: Facts<'_>) -> String {
        let line = match self.book {
            LedgerBook::Main => self.scope.to_string(),
            LedgerBook::LocationBased => format!("{}, {}", self.scope, Scope2Method::LocationBased),
            LedgerBook::MarketBased => format!("{}, {}", self.scope, Scope2Method::MarketBased),
        };
        let category = self.category.map_or_else(String::new, |c| format!(", {}", c.title()));
        let site = self.site.map_or_else(String::new, |s| format!(", site {}", s.site));
        let whole = self.statement.estate.as_ref().map_or_else(|| "whole book".to_owned(), |id| format!("estate {id}"));
        format!(
            "{line}{category}{site}\n{whole}, {}, boundary: {}, GWP: {}\n\n",
            facts.period,
            self.statement.boundary.as_str().replace('_', " "),
            facts.inventory.valuation().gwp
        )
    }

    /// `= the sum of 12 lines`, and what is taken off.
    fn sum(&self, facts: Facts<'_>, lines: &[Posted<'_>], text: &mut String) {
        let number = counted(lines.len() as u64, "line");
        let eliminated: Vec<_> = match self.site {
            Some(_) => Vec::new(),
            None => self.statement.eliminations().iter().filter(|e| self.takes(e.category, e.book)).collect(),
        };
        if eliminated.is_empty() {
            text.push_str(&format!("= the sum of {number}\n"));
        } else {
            let gross = lines.iter().map(|l| l.kg_co2e).sum::<f64>() / 1_000.0;
            text.push_str(&format!("= {} t CO2e, the sum of {number}\n", exact(gross)));
            for e in eliminated.iter().take(SHOWN) {
                let what = e.category.title().to_lowercase();
                let (from, to) = (&e.from_site, &e.to_site);
                text.push_str(&format!(
                    "- {} t CO2e eliminated: {what} that {to} reports of {from}, whose own emissions are in this statement\n",
                    exact(e.co2e().as_tonnes())
                ));
            }
            if let Some(rest) = eliminated.get(SHOWN..).filter(|rest| !rest.is_empty()) {
                let tonnes: f64 = rest.iter().map(|e| e.co2e().as_tonnes()).sum();
                text.push_str(&format!(
                    "- {} t CO2e in {}\n",
                    exact(tonnes),
                    counted(rest.len() as u64, "more elimination")
                ));
            }
        }
        let rejected = facts.ledger.rows().rejected;
        if rejected > 0 {
            let (were, are) = if rejected == 1 { ("was", "is") } else { ("were", "are") };
            text.push_str(&format!(
                "{} of the book {were} rejected and {are} in no figure\n",
                counted(rejected, "row")
            ));
        }
    }

    /// What the rows' own uncertainties come to, where they give any.
    fn uncertainty(&self, facts: Facts<'_>, tonnes: f64, text: &mut String) {
        let wanted = |category, book| self.takes(category, book);
        let found = facts.inventory.activity_uncertainty(facts.ledger, (self.statement, self.site), wanted);
        let Some(found) = found else { return };
        let (half, assessed) = (found.half_width.as_tonnes(), found.assessed.as_tonnes());
        let from = if (assessed - tonnes).abs() <= ROUNDING * tonnes.abs() {
            let percent = share(half, tonnes.abs()).map_or_else(String::new, |s| format!(" ({s})"));
            format!("{percent} from the uncertainty of its rows")
        } else {
            let rows = match share(assessed, tonnes).filter(|_| (0.0..1.0).contains(&(assessed / tonnes))) {
                Some(part) => format!("{part} of the figure"),
                // Corrections may come to more than what they correct leaves.
                None => format!("{} t CO2e", exact(assessed)),
            };
            format!(" from the uncertainty of rows that come to {rows}; the others give none and count as certain")
        };
        text.push_str(&format!("± {} t CO2e{from}\n", exact(half)));
    }

    fn why_absent(&self, facts: Facts<'_>, lines: &[Posted<'_>]) -> String {
        if self.book != LedgerBook::MarketBased {
            return "not reported: the book has no such activity\n".to_owned();
        }
        let covered = match lines.len() {
            0 => "none of the purchases has".to_owned(),
            some => {
                format!("only {} below {}", counted(some as u64, "purchase"), if some == 1 { "has" } else { "have" })
            }
        };
        let fallback = match facts.market_fallback {
            None => "; book.toml names no scope2_market_fallback",
            Some(_) => "",
        };
        format!("not reported: {covered} a supplier's factor or a residual mix{fallback}\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::factor::fixture::factor;
    use crate::factor::{EmissionFactor, Layer};
    use crate::ledger::Posting;
    use crate::ledger::fixture::{Made, day, rows};
    use crate::report::fixture;

    fn explained(path: &str) -> String {
        let book = fixture::book();
        figure(book.facts(), path).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    #[test]
    fn the_numbers_stand_in_the_formula() {
        let text = explained("estate.scope2_location.purchased_electricity.F1");
        for part in [
            "Scope 2, location-based, Purchased electricity, site F1\n",
            "8.66875 t CO2e\n= the sum of 1 line\n",
            "18,250 kWh × 0.475 kg CO2/kWh = 8,668.75 kg",
            "8,668.75 kg × 1 = 8,668.75 kg CO2e",
            "3 rows, row 3 to row 5 of activities.csv",
            "grid-2022: Publisher, Document 2022, Table 1, p. 2",
            "it is published for the site's region, TH; none is published for 2024, the nearest earlier year is 2022",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
    }

    #[test]
    fn names_of_report_csv_are_answered_as_they_stand() {
        let book = fixture::book();
        let mut bytes = Vec::new();
        crate::report::report(book.facts()).write_csv(&mut bytes).expect("written");
        let mut rows = ::csv::Reader::from_reader(bytes.as_slice());
        let mut answered = 0;
        for row in rows.records().map(|row| row.expect("a row")) {
            let [estate, site, month, name, value] = [1, 2, 3, 4, 5].map(|column| row.get(column).unwrap_or_default());
            if !name.starts_with("scope") || name.contains(".gas.") || !month.is_empty() {
                continue;
            }
            let of_site = if site.is_empty() { String::new() } else { format!(".{site}") };
            for path in [format!("{name}{of_site}"), format!("{estate}.{name}{of_site}")] {
                let text = explained(&path);
                let figure =
                    value.parse().map_or_else(|_| "reported".to_owned(), |t: f64| format!("{} t CO2e", exact(t)));
                assert!(text.contains(&figure), "{path}: {figure}: {text}");
                answered += 1;
            }
        }
        assert!(answered > 20, "{answered}");
    }

    #[test]
    fn two_factors_of_one_id_are_two_lines() {
        const WIDGETS: &str = "c01/widgets";
        let mut twin = factor("twin", WIDGETS, "TH", "piece", &[("CO2", 0.4)]);
        twin.valid_from = Some(day(2024, 7, 1));
        let mut book = Made::new(None).with_own([twin.clone()]);
        let gases = factor("", WIDGETS, "TH", "piece", &[("CO2", 0.5)]).gases;
        let mut other = EmissionFactor { valid_from: None, valid_to: Some(day(2024, 6, 30)), gases, ..twin };
        other.provenance.set = "another set".into();
        book.factors.add(Layer::BuiltIn, [other]);
        let bought = |month| rows(0, WIDGETS, 1_000.0, "piece").in_month(month);
        let book = fixture::book_of(book, [bought(1), bought(7)], []);
        let text = figure(book.facts(), "estate.scope3").unwrap_or_else(|e| panic!("{e}"));
        for part in ["× 0.5 kg CO2/piece = 500 kg", "× 0.4 kg CO2/piece = 400 kg"] {
            assert!(text.contains(part), "{part}\n{text}");
        }
    }

    #[test]
    fn a_fuel_shows_its_conversion_and_the_properties_it_took() {
        let text = explained("estate.scope1.stationary_combustion");
        assert!(text.contains("1,000 MMBtu (gross) × "), "{text}");
        assert!(
            text.contains(
                "calorific values of natural_gas: net 48 MJ/kg, gross 53.3333 MJ/kg (IPCC 2006, Vol. 2, Table 1.2)"
            ),
            "{text}"
        );
        assert!(text.contains("outside the scopes"), "biogenic CO2 is shown apart: {text}");
    }

    #[test]
    fn lines_less_eliminations_are_the_figure() {
        let text = explained("ESB.scope2_location");
        assert!(text.contains("- 7 t CO2e eliminated: purchased steam that F1 reports of UTIL"), "{text}");
    }

    #[test]
    fn an_absent_figure_says_why() {
        let text = explained("book.scope2_market");
        assert!(text.contains("not reported: only 1 purchase below has a supplier's factor"), "{text}");
        assert!(explained("estate.c02").contains("not reported: the book has no such activity"));
    }

    #[test]
    fn names_that_do_not_exist_are_suggested() {
        let book = fixture::book();
        let error = |path: &str| figure(book.facts(), path).expect_err(path).to_string();
        assert_eq!(error("estat.scope1"), "there is no statement `estat`; did you mean `estate`?");
        assert_eq!(error("estate.scop1"), "there is no line `scop1`; did you mean `scope1`?");
        assert!(error("estate.scope2").contains("`scope2_location` and `scope2_market`"));
        assert!(error("estate.scope1.F9").contains("there is no category or site with entries `F9`; did you mean"));
        for path in ["", ".", "estate", "estate.", "estate.scope1.", "estate.scope1.stationary_combustion."] {
            assert!(figure(book.facts(), path).is_err(), "{path}");
        }
    }

    #[test]
    fn a_purchase_is_explained_in_each_of_its_books_and_for_one_row() {
        let book = fixture::book();
        let ledger = book.facts().ledger;
        let of = |code: &str, site: u32| {
            let is_wanted = |posting: &Posting| {
                posting.site == site && ledger.subject(posting).is_some_and(|s| s.activity.as_str() == code)
            };
            let mut ids: Vec<PostingId> = ledger.entries().iter().map(|entry| entry.posting).collect();
            ids.dedup();
            ids.retain(|id| ledger.posting_at(*id).is_some_and(is_wanted));
            ids
        };
        let steam: Vec<(PostingId, f64)> = of("purchased_steam/UTIL", 0).into_iter().map(|id| (id, 100.0)).collect();
        let steam = row(book.facts(), &steam);
        assert!(steam.contains("location-based") && steam.contains("market-based"), "{steam}");
        let power: Vec<(PostingId, f64)> =
            of("purchased_electricity/grid", 0).into_iter().map(|id| (id, 250.0)).collect();
        let power = row(book.facts(), &power);
        assert!(power.contains("market-based: not reported"), "{power}");
        assert!(power.contains("250 kWh × 0.475 kg CO2/kWh = 118.75 kg"), "{power}");
        assert!(row(book.facts(), &[]).starts_with("no factor was found"));
    }
}
