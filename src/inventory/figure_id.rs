//! The name of one figure: the same in report.json, report.csv, `explain --figure` and assertions.

mod parse;
#[cfg(test)]
mod tests;

use std::fmt;

use crate::diagnostic::nearest_word;
use crate::estate::Boundary;
use crate::id::{EstateId, SiteId};
use crate::period::Month;
use crate::scope::{Category, LedgerBook, Scope};

/// The name of one figure of one statement.
///
/// ```text
/// figure id  = [statement "."] figure ["." site] ["@" month]
/// statement  = "estate" | "operational_control" | "financial_control" | "equity_share" | "book" | estate's id
/// figure     = section | section ".gas." gas | "biogenic_co2" | "removals" | "outside_scopes." gas
///            | "sum_of_sites." scope | "eliminations." scope "." category "." seller "." buyer
/// section    = scope | scope "." category
/// scope      = "scope1" | "scope2_location" | "scope2_market" | "scope3"
/// month      = YYYY-MM
/// ```
///
/// Without a statement the figure is of the headline. `book` is the statement of all estates together. In an id `.`,
/// `@`, `:` and `%` stand as `%2E`, `%40`, `%3A` and `%25`. An id that is a word of this grammar stands with its kind
/// in front: `site:gas`, `estate:book`.
///
/// Reading also takes the older spellings: a category of Scope 1 or 3 without its scope (`c04`), a category of Scope 2
/// by its carrier (`scope2_location.steam`), and dots in the id of a site.
///
/// # Examples
/// ```
/// use estate_carbon::inventory::FigureId;
/// let id: FigureId = "estate.c04.F1".parse()?;
/// assert_eq!(id.to_string(), "estate.scope3.c04.F1");
/// let error = "estate.scope2".parse::<FigureId>().expect_err("two figures");
/// assert!(error.to_string().contains("`scope2_location` and `scope2_market`"));
/// # Ok::<(), estate_carbon::inventory::UnknownFigure>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct FigureId {
    /// Of which statement.
    pub statement: StatementName,
    /// Which figure.
    pub measure: Measure,
    /// Of which site of the statement; `None` for the statement as a whole.
    pub site: Option<SiteId>,
    /// Of which month; `None` for the whole period.
    pub month: Option<Month>,
}

/// Which statement of an inventory.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum StatementName {
    /// The first, which needs no name.
    Headline,
    /// The first of this boundary; of several estates whole, the one of all of them.
    Boundary(Boundary),
    /// That of one estate, whole.
    Estate(EstateId),
    /// That of all estates.
    Book,
}

/// A section of an inventory in one of its books.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Section {
    /// The scope.
    pub scope: Scope,
    /// The book; for Scope 2 it says which method.
    pub book: LedgerBook,
    /// The category; `None` for the whole scope.
    pub category: Option<Category>,
}

/// What of a statement is measured.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Measure {
    /// A section, in CO2e.
    Co2e(Section),
    /// The mass of one gas in a section, by the name that reports give it: both methanes are `CH4`.
    Gas(Section, &'static str),
    /// The mass of CO2 from biomass.
    BiogenicCo2,
    /// The mass of CO2 removed from the air.
    Removals,
    /// The mass of one gas outside the Kyoto basket.
    OutsideScopes(&'static str),
    /// A scope before eliminations, in CO2e.
    SumOfSites(Section),
    /// What a buyer repeats of a seller's emissions in one category, in CO2e.
    Elimination {
        /// The category.
        category: Category,
        /// The book; for Scope 2 it says which method.
        book: LedgerBook,
        /// Who sold.
        seller: SiteId,
        /// Who bought.
        buyer: SiteId,
    },
}

impl Measure {
    /// Whether it is the mass of a gas; the others are worth in CO2e.
    pub fn is_mass(&self) -> bool {
        match self {
            Self::Gas(..) | Self::BiogenicCo2 | Self::Removals | Self::OutsideScopes(_) => true,
            Self::Co2e(_) | Self::SumOfSites(_) | Self::Elimination { .. } => false,
        }
    }
}

impl Section {
    /// A whole scope in one book. Scopes 1 and 3 have the main book only; Scope 2 has two, and without one of them it is
    /// the location-based.
    pub fn of(scope: Scope, book: LedgerBook) -> Self {
        let book = match (scope, book) {
            (Scope::Two, LedgerBook::Main) => LedgerBook::LocationBased,
            (Scope::Two, book) => book,
            (Scope::One | Scope::Three, _) => LedgerBook::Main,
        };
        Self { scope, book, category: None }
    }

    /// A category in one book, which is that of its scope.
    pub fn of_category(category: Category, book: LedgerBook) -> Self {
        Self { category: Some(category), ..Self::of(category.scope(), book) }
    }

    /// The four scopes and books that stand beside each other in every statement.
    pub const FOUR: [Self; 4] = [
        Self { scope: Scope::One, book: LedgerBook::Main, category: None },
        Self { scope: Scope::Two, book: LedgerBook::LocationBased, category: None },
        Self { scope: Scope::Two, book: LedgerBook::MarketBased, category: None },
        Self { scope: Scope::Three, book: LedgerBook::Main, category: None },
    ];

    /// Whether a section of the ledger is in it.
    pub fn takes(self, category: Category, book: LedgerBook) -> bool {
        category.scope() == self.scope && book == self.book && self.category.is_none_or(|c| c == category)
    }

    /// `scope1`, `scope2_location` …
    pub fn scope_word(self) -> &'static str {
        match (self.scope, self.book) {
            (Scope::One, _) => "scope1",
            (Scope::Two, book) => book.as_str(),
            (Scope::Three, _) => "scope3",
        }
    }
}

impl FigureId {
    /// A figure of a statement as a whole.
    pub fn of(statement: StatementName, measure: Measure) -> Self {
        Self { statement, measure, site: None, month: None }
    }

    /// The same of one site of the statement.
    pub fn of_site(mut self, site: SiteId) -> Self {
        self.site = Some(site);
        self
    }

    /// The same of one month.
    pub fn in_month(mut self, month: Month) -> Self {
        self.month = Some(month);
        self
    }
}

/// A name, or a part of one, that no figure has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no {what} `{name}`{hint}")]
#[non_exhaustive]
pub struct UnknownFigure {
    /// What sort of thing.
    pub what: &'static str,
    /// The name.
    pub name: String,
    /// A suggestion, or nothing.
    pub hint: String,
}

impl UnknownFigure {
    /// With the name that is meant as a suggestion, if it can be no other.
    pub(crate) fn among(what: &'static str, name: &str, names: &[&str]) -> Self {
        let hint = match nearest_word(name, names.iter().copied()) {
            Some(near) => format!("; did you mean `{near}`?"),
            None if names.len() <= 40 => format!("; there are: {}", names.join(", ")),
            None => String::new(),
        };
        Self { what, name: name.to_owned(), hint }
    }
}

/// Words that begin a figure and are no section.
const MEASURES: [&str; 5] = ["biogenic_co2", "removals", "outside_scopes", "sum_of_sites", "eliminations"];
/// Words of the sections that are whole scopes.
const SCOPES: [&str; 4] = ["scope1", "scope2_location", "scope2_market", "scope3"];
/// The word before a gas.
const GAS: &str = "gas";
/// What stands before the id of a site that is a word of the grammar.
const SITE: &str = "site:";
/// The same before the id of an estate.
const ESTATE: &str = "estate:";
/// The statement of all estates.
const BOOK: &str = "book";

/// Whether a word begins a figure.
fn begins_figure(word: &str) -> bool {
    MEASURES.contains(&word) || is_scope(word) || Category::with_emissions(word).is_some()
}

fn is_scope(word: &str) -> bool {
    SCOPES.contains(&word) || word == "scope2"
}

/// Whether a word of the grammar would be read where the id of a site stands.
fn is_taken(word: &str) -> bool {
    word == GAS || begins_figure(word) || by_word(word).is_some()
}

/// A category by its code, or one of Scope 2 by its carrier.
fn by_word(word: &str) -> Option<Category> {
    Category::with_emissions(word).or_else(|| Category::all().find(|category| category.carrier() == Some(word)))
}

impl fmt::Display for FigureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.statement != StatementName::Headline {
            write!(f, "{}.", self.statement)?;
        }
        self.measure.fmt(f)?;
        if let Some(site) = &self.site {
            write!(f, ".{}", SiteWord(site))?;
        }
        self.month.map_or(Ok(()), |month| write!(f, "@{month}"))
    }
}

impl fmt::Display for StatementName {
    /// As it stands before a figure; the headline has no name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Headline => Ok(()),
            Self::Boundary(boundary) => f.write_str(boundary.as_str()),
            Self::Book => f.write_str(BOOK),
            Self::Estate(id) => {
                let word = id.as_str();
                let is_word = word == BOOK || Boundary::parse(word).is_some() || begins_figure(word);
                write!(f, "{}{}", if is_word { ESTATE } else { "" }, Escaped(word))
            }
        }
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.scope_word())?;
        self.category.map_or(Ok(()), |category| write!(f, ".{}", category.code()))
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Co2e(section) => section.fmt(f),
            Self::Gas(section, gas) => write!(f, "{section}.{GAS}.{}", Escaped(gas)),
            Self::BiogenicCo2 => f.write_str("biogenic_co2"),
            Self::Removals => f.write_str("removals"),
            Self::OutsideScopes(gas) => write!(f, "outside_scopes.{}", Escaped(gas)),
            Self::SumOfSites(section) => write!(f, "sum_of_sites.{section}"),
            Self::Elimination { category, book, seller, buyer } => {
                let section = Section::of_category(*category, *book);
                write!(f, "eliminations.{section}.{}.{}", SiteWord(seller), SiteWord(buyer))
            }
        }
    }
}

/// The id of a site as it stands in a name: with `site:` in front if it is a word of the grammar.
pub(super) struct SiteWord<'a>(pub(super) &'a SiteId);

impl fmt::Display for SiteWord<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = self.0.as_str();
        write!(f, "{}{}", if is_taken(id) { SITE } else { "" }, Escaped(id))
    }
}

/// An id inside a name: what would end it stands as `%` and two hex digits.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            '.' | '@' | ':' | '%' => write!(f, "%{:02X}", u32::from(c)),
            _ => write!(f, "{c}"),
        })
    }
}
