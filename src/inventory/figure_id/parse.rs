//! Reading the name of a figure.

use std::collections::BTreeSet;
use std::str::FromStr;

use super::{
    BOOK, ESTATE, FigureId, GAS, MEASURES, Measure, SCOPES, SITE, Section, StatementName, UnknownFigure, begins_figure,
    by_word, is_scope,
};
use crate::estate::Boundary;
use crate::id::{EstateId, SiteId};
use crate::period::Month;
use crate::quantity::{Family, Gas};
use crate::scope::{Category, LedgerBook, Scope};

impl FromStr for FigureId {
    type Err = UnknownFigure;

    fn from_str(text: &str) -> Result<Self, UnknownFigure> {
        // The id of a site, written as it is, may have an `@` too.
        let is_month = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        let (path, month) = match text.rsplit_once('@').filter(|(_, month)| is_month(month)) {
            Some((path, month)) => (path, Some(month_named(month)?)),
            None => (text, None),
        };
        let mut parts = Parts(path.split('.').collect());
        let statement = parts.statement()?;
        let measure = parts.measure()?;
        Ok(Self { statement, measure, site: parts.site()?, month })
    }
}

fn month_named(text: &str) -> Result<Month, UnknownFigure> {
    let hint = "; write a month as 2024-03, and an `@` of an id as `%40`".to_owned();
    Month::parse(text).ok_or_else(|| UnknownFigure { what: "month", name: text.to_owned(), hint })
}

/// What is left of a name, in parts that dots divide.
struct Parts<'a>(Vec<&'a str>);

impl<'a> Parts<'a> {
    fn first(&self) -> &'a str {
        self.0.first().copied().unwrap_or_default()
    }

    fn next(&mut self) -> Option<&'a str> {
        (!self.0.is_empty()).then(|| self.0.remove(0))
    }

    /// The next part if it is what is wanted.
    fn next_if<T>(&mut self, wanted: impl Fn(&str) -> Option<T>) -> Option<T> {
        let found = self.0.first().and_then(|part| wanted(part))?;
        self.next();
        Some(found)
    }

    /// The statement. A name that begins a figure is none, unless a scope follows: an estate may have any name.
    fn statement(&mut self) -> Result<StatementName, UnknownFigure> {
        let (first, second) = (self.first(), self.0.get(1).copied().unwrap_or_default());
        let figure_follows = is_scope(second) || MEASURES.contains(&second);
        let is_figure = begins_figure(first) && (MEASURES.contains(&first) || !figure_follows);
        if is_figure {
            return Ok(StatementName::Headline);
        }
        if self.0.len() < 2 {
            return Err(UnknownFigure::among("figure", first, &figures()));
        }
        self.next();
        Ok(match (first, first.strip_prefix(ESTATE)) {
            (_, Some(id)) => StatementName::Estate(EstateId::new(unescaped(id))),
            (BOOK, _) => StatementName::Book,
            (word, _) => Boundary::parse(word)
                .map_or_else(|| StatementName::Estate(EstateId::new(unescaped(word))), StatementName::Boundary),
        })
    }

    fn measure(&mut self) -> Result<Measure, UnknownFigure> {
        let first = self.first();
        if !MEASURES.contains(&first) {
            let section = self.section()?;
            return match self.0.as_slice() {
                [GAS, ..] => {
                    self.next();
                    self.gas(Family::in_scopes).map(|gas| Measure::Gas(section, gas))
                }
                _ => Ok(Measure::Co2e(section)),
            };
        }
        self.next();
        match first {
            "biogenic_co2" => Ok(Measure::BiogenicCo2),
            "removals" => Ok(Measure::Removals),
            "outside_scopes" => self.gas(|family| family == Family::Other).map(Measure::OutsideScopes),
            "sum_of_sites" => self.sum_of_sites(),
            _ => self.elimination(),
        }
    }

    /// A whole scope.
    fn scope(&mut self) -> Result<Section, UnknownFigure> {
        let first = self.next().unwrap_or_default();
        let found = Section::FOUR.into_iter().find(|section| section.scope_word() == first);
        found.ok_or_else(|| match first {
            "scope2" => two_methods(first, self.next_if(by_word)),
            _ => UnknownFigure::among("scope", first, &SCOPES),
        })
    }

    /// A scope and perhaps a category, or a category alone.
    fn section(&mut self) -> Result<Section, UnknownFigure> {
        if is_scope(self.first()) {
            let scope = self.scope()?;
            let category = self.next_if(by_word);
            return match category.filter(|category| category.scope() != scope.scope) {
                Some(other) => Err(of_another_scope(scope, other)),
                None => Ok(Section { category, ..scope }),
            };
        }
        let first = self.next().unwrap_or_default();
        match by_word(first) {
            Some(category) if category.scope() == Scope::Two => Err(two_methods(first, Some(category))),
            Some(category) => Ok(Section::of_category(category, LedgerBook::Main)),
            None => Err(UnknownFigure::among("figure", first, &figures())),
        }
    }

    fn gas(&mut self, wanted: impl Fn(Family) -> bool) -> Result<&'static str, UnknownFigure> {
        let name = unescaped(self.next().unwrap_or_default());
        // Both methanes have one name.
        let all = Gas::all().filter(|gas| wanted(gas.family()));
        let names: BTreeSet<&'static str> = all.map(|gas| gas.reported_name()).collect();
        let names: Vec<&'static str> = names.into_iter().collect();
        let found = names.iter().find(|known| **known == name).copied();
        found.ok_or_else(|| UnknownFigure::among("gas", &name, &names))
    }

    fn sum_of_sites(&mut self) -> Result<Measure, UnknownFigure> {
        let scope = self.scope()?;
        match self.next_if(by_word) {
            None => Ok(Measure::SumOfSites(scope)),
            Some(category) => {
                let hint = "; sites are summed by scope".to_owned();
                Err(UnknownFigure { what: "sum of sites by category", name: category.code().to_owned(), hint })
            }
        }
    }

    fn elimination(&mut self) -> Result<Measure, UnknownFigure> {
        let Section { book, category, .. } = self.section()?;
        let category = category.ok_or_else(|| {
            let codes: Vec<&str> = Category::all().map(Category::code).collect();
            UnknownFigure::among("category with eliminations", self.first(), &codes)
        })?;
        let mut site = |what| match self.next() {
            Some(id) if !id.is_empty() => Ok(site_named(id)),
            _ => Err(UnknownFigure { what, name: String::new(), hint: "; name the seller and the buyer".to_owned() }),
        };
        Ok(Measure::Elimination { category, book, seller: site("seller")?, buyer: site("buyer")? })
    }

    /// What is left is a site, whose id may have dots.
    fn site(self) -> Result<Option<SiteId>, UnknownFigure> {
        if self.0.is_empty() {
            return Ok(None);
        }
        let whole = self.0.join(".");
        if whole.is_empty() {
            let hint = "; the name ends in a dot".to_owned();
            return Err(UnknownFigure { what: "category or site", name: whole, hint });
        }
        Ok(Some(site_named(&whole)))
    }
}

fn site_named(text: &str) -> SiteId {
    SiteId::new(unescaped(text.strip_prefix(SITE).unwrap_or(text)))
}

/// Every word that begins a figure.
fn figures() -> Vec<&'static str> {
    SCOPES.into_iter().chain(["scope2"]).chain(MEASURES).chain(Category::all().map(Category::code)).collect()
}

fn of_another_scope(scope: Section, category: Category) -> UnknownFigure {
    let scope = scope.scope.number();
    let own = match category.scope() {
        Scope::Two => two_methods("", Some(category)).hint,
        _ => format!("; it is `{}`", Section::of_category(category, LedgerBook::Main)),
    };
    let hint = format!(" in Scope {scope}{own}");
    UnknownFigure { what: "category", name: category.code().to_owned(), hint }
}

fn two_methods(name: &str, category: Option<Category>) -> UnknownFigure {
    let rest = category.map_or_else(String::new, |category| format!(".{}", category.code()));
    let hint = format!("; Scope 2 has two, `scope2_location{rest}` and `scope2_market{rest}`");
    UnknownFigure { what: "single figure", name: name.to_owned(), hint }
}

/// An id as it is; a `%` that no escape follows stands for itself.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        let escaped = [("2E", '.'), ("40", '@'), ("3A", ':'), ("25", '%')];
        let found = escaped.iter().find_map(|(hex, c)| {
            let (digits, after) = (after.get(..2)?, after.get(2..)?);
            digits.eq_ignore_ascii_case(hex).then_some((*c, after))
        });
        let (c, after) = found.unwrap_or(('%', after));
        out.push(c);
        rest = after;
    }
    out + rest
}
