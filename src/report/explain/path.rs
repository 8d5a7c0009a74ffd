//! The parts of a figure's path: statement, line, site.

use crate::diagnostic::nearest;
use crate::estate::Boundary;
use crate::inventory::{SiteStatement, Statement};
use crate::report::Facts;
use crate::scope::{Category, LedgerBook, Scope};

/// Something named in a path that the report does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no {what} `{name}`{hint}")]
pub struct NotFound {
    /// What sort of thing.
    pub what: &'static str,
    /// The name asked for.
    pub name: String,
    /// A suggestion, or nothing.
    pub hint: String,
}

/// `estate`, `equity_share` …, an estate's id, or `book`.
pub(super) fn statement<'a>(facts: Facts<'a>, name: &str) -> Result<&'a Statement, NotFound> {
    let statements: Vec<&Statement> = facts.inventory.statements().collect();
    let by_id =
        |s: &&Statement| s.estate.as_ref().is_some_and(|id| id.as_str() == name) && s.boundary == Boundary::Estate;
    let whole_book = |s: &&Statement| s.estate.is_none() || facts.estates.len() == 1;
    let found = match (Boundary::parse(name), name) {
        (Some(boundary), _) => statements.iter().copied().find(|s| s.boundary == boundary),
        (None, "book") => statements.iter().copied().filter(|s| s.boundary == Boundary::Estate).find(whole_book),
        (None, _) => statements.iter().copied().find(by_id),
    };
    found.ok_or_else(|| {
        let mut names: Vec<&str> = statements.iter().map(|s| s.boundary.as_str()).collect();
        names.extend(facts.estates.iter().map(|e| e.id.as_str()).chain(["book"]));
        names.dedup();
        not_found("statement", name, &names)
    })
}

/// Whether a name is that of a scope, or of a method of Scope 2.
pub(super) fn is_scope(name: &str) -> bool {
    ["scope1", "scope2", "scope2_location", "scope2_market", "scope3"].contains(&name)
}

/// A category by its code, or one of Scope 2 by its carrier if no site has that name.
pub(super) fn category_named(name: &str, is_site: impl Fn(&str) -> bool) -> Option<Category> {
    let by_carrier = || Category::all().find(|category| category.carrier() == Some(name));
    Category::parse(name).or_else(|| by_carrier().filter(|_| !is_site(name)))
}

/// The scope, book and category a path's second part names.
pub(super) fn figure_line(name: &str) -> Result<(Scope, LedgerBook, Option<Category>), NotFound> {
    match name {
        "scope1" => return Ok((Scope::One, LedgerBook::Main, None)),
        "scope2_location" => return Ok((Scope::Two, LedgerBook::LocationBased, None)),
        "scope2_market" => return Ok((Scope::Two, LedgerBook::MarketBased, None)),
        "scope3" => return Ok((Scope::Three, LedgerBook::Main, None)),
        "scope2" => return Err(two_methods(name, "")),
        _ => {}
    }
    match Category::parse(name) {
        Some(category) if category.scope() == Scope::Two => Err(two_methods(name, &format!(".{name}"))),
        Some(category) => Ok((category.scope(), LedgerBook::Main, Some(category))),
        None => {
            let mut names = vec!["scope1", "scope2_location", "scope2_market", "scope3"];
            names.extend(Category::all().map(Category::code));
            Err(not_found("line", name, &names))
        }
    }
}

fn two_methods(name: &str, rest: &str) -> NotFound {
    NotFound {
        what: "single figure",
        name: name.to_owned(),
        hint: format!("; Scope 2 has two, `scope2_location{rest}` and `scope2_market{rest}`"),
    }
}

pub(super) fn site<'a>(statement: &'a Statement, id: &str) -> Result<&'a SiteStatement, NotFound> {
    let sites = statement.sites();
    sites.iter().find(|s| s.site.as_str() == id).ok_or_else(|| {
        let ids: Vec<&str> = sites.iter().map(|s| s.site.as_str()).collect();
        not_found("category or site with entries", id, &ids)
    })
}

fn not_found(what: &'static str, name: &str, names: &[&str]) -> NotFound {
    let hint = match nearest(name, names.iter().copied()) {
        Some(near) => format!("; did you mean `{near}`?"),
        None if names.len() <= 40 => format!("; there are: {}", names.join(", ")),
        None => String::new(),
    };
    NotFound { what, name: name.to_owned(), hint }
}
