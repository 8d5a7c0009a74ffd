//! Figures found by their names.

use super::eliminations::Eliminated;
use super::figure_id::{FigureId, Measure, Section, SiteWord, StatementName, UnknownFigure};
use super::membership::{Known, Membership};
use super::{Elimination, Figures, Inventory, SiteStatement, Statement};
use crate::estate::Boundary;
use crate::ledger::{Entry, Ledger, Posting};
use crate::period::Month;
use crate::quantity::{Co2e, GasMass};
use crate::scope::{Category, LedgerBook};

/// A figure of an inventory, with what it is of.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Found<'i> {
    /// The statement.
    pub statement: &'i Statement,
    /// The site's part of it; `None` where the figure is of the statement as a whole.
    pub site: Option<&'i SiteStatement>,
    /// How much; `None` where it was not reported.
    pub amount: Option<Amount>,
}

/// How much a figure is.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Amount {
    /// A worth under the inventory's potentials.
    Co2e(Co2e),
    /// The mass of one gas.
    Mass(GasMass),
}

impl Amount {
    /// In tonnes, of CO2e or of the gas.
    pub fn as_tonnes(self) -> f64 {
        match self {
            Self::Co2e(co2e) => co2e.as_tonnes(),
            Self::Mass(mass) => mass.as_tonnes(),
        }
    }
}

impl Inventory {
    /// The figure of that name.
    ///
    /// # Errors
    /// [`UnknownFigure`] if there is no such statement or site, or if nothing keeps the figure by site or by month. A
    /// figure that was not reported is no error: its [`Found::amount`] is `None`.
    pub fn find(&self, id: &FigureId) -> Result<Found<'_>, UnknownFigure> {
        let statement = self.named(&id.statement)?;
        let site = match &id.site {
            Some(site) => Some(statement.site(site.as_str())?),
            None => None,
        };
        let amount = match id.month {
            Some(month) => statement.amount_in(month, id)?,
            None => statement.amount(site, id)?,
        };
        Ok(Found { statement, site, amount })
    }

    /// What a statement of the inventory is called in names of figures.
    pub fn name_of(&self, statement: &Statement) -> StatementName {
        let of_estates = self.statements().filter(|s| s.boundary == Boundary::Estate).count();
        match (statement.boundary, &statement.estate) {
            (Boundary::Estate, Some(id)) if of_estates > 1 => StatementName::Estate(id.clone()),
            (Boundary::Estate, None) if of_estates > 1 => StatementName::Book,
            (boundary, _) => StatementName::Boundary(boundary),
        }
    }

    fn named(&self, name: &StatementName) -> Result<&Statement, UnknownFigure> {
        let of_boundary = |boundary| self.statements().filter(move |s| s.boundary == boundary);
        let whole = || of_boundary(Boundary::Estate);
        let all_estates = || {
            let only = whole().next().filter(|_| whole().count() == 1);
            whole().find(|s| s.estate.is_none()).or(only)
        };
        let found = match name {
            StatementName::Headline => Some(self.headline()),
            StatementName::Boundary(Boundary::Estate) | StatementName::Book => all_estates(),
            StatementName::Boundary(boundary) => of_boundary(*boundary).next(),
            StatementName::Estate(id) => whole().find(|s| s.estate.as_ref() == Some(id)),
        };
        found.ok_or_else(|| {
            let names: Vec<String> = self.statements().map(|s| self.name_of(s).to_string()).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).chain(["book"]).collect();
            UnknownFigure::among("statement", &name.to_string(), &names)
        })
    }
}

impl Inventory {
    /// Hands out the entries that a statement counts, posting by posting, with the share of the site: neither of sites
    /// outside it nor what its seller reports. The ledger is the one the inventory was read from.
    pub fn each_counted<'l>(
        &self,
        ledger: &'l Ledger,
        statement: &Statement,
        mut take: impl FnMut(&'l Posting, &'l Entry, Category, LedgerBook, f64),
    ) {
        let known = Known::of(ledger);
        let members = Membership::of(statement, ledger, &known);
        for entry in ledger.entries() {
            let (Some(posting), Some((category, book))) = (ledger.posting(entry), ledger.reaches(entry)) else {
                continue;
            };
            if let Some(share) = members.share(posting.site).filter(|_| members.seller(posting, category).is_none()) {
                take(posting, entry, category, book, share);
            }
        }
    }

    /// What one of its statements leaves out of the figures of one month. The ledger is the one the inventory was read
    /// from.
    pub fn eliminations_in(&self, ledger: &Ledger, statement: &Statement, month: Month) -> Vec<Elimination> {
        let known = Known::of(ledger);
        let members = Membership::of(statement, ledger, &known);
        let mut eliminated = Eliminated::default();
        for entry in ledger.entries() {
            let (Some(posting), Some((category, book))) = (ledger.posting(entry), ledger.reaches(entry)) else {
                continue;
            };
            if posting.month != month || members.share(posting.site).is_none() {
                continue;
            }
            if let Some(seller) = members.seller(posting, category) {
                eliminated.add((seller, posting.site), (category, book, entry.gas), entry.kg);
            }
        }
        eliminated.valued(ledger.sites(), self.valuation)
    }
}

impl Statement {
    fn site(&self, id: &str) -> Result<&SiteStatement, UnknownFigure> {
        self.sites.iter().find(|site| site.site.as_str() == id).ok_or_else(|| {
            // As they stand in a name.
            let ids: Vec<String> = self.sites.iter().map(|site| SiteWord(&site.site).to_string()).collect();
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            UnknownFigure::among("category or site with entries", id, &ids)
        })
    }

    fn amount(&self, site: Option<&SiteStatement>, id: &FigureId) -> Result<Option<Amount>, UnknownFigure> {
        let figures: &Figures = site.map_or(self, |site| site);
        match &id.measure {
            Measure::SumOfSites(_) | Measure::Elimination { .. } if site.is_some() => Err(not_kept(id, "by site")),
            Measure::SumOfSites(section) => Ok(self.sum_of_sites(section.scope, section.book).map(Amount::Co2e)),
            Measure::Elimination { category, book, seller, buyer } => {
                // A name that is no site's is an error, not an elimination that was not needed.
                self.site(seller.as_str())?;
                self.site(buyer.as_str())?;
                let mut all = self.eliminations.iter();
                let wanted =
                    all.find(|e| (&e.from_site, &e.to_site, e.category, e.book) == (seller, buyer, *category, *book));
                Ok(wanted.map(|e| Amount::Co2e(e.co2e())))
            }
            measure => Ok(figures.amount(measure)),
        }
    }

    fn amount_in(&self, month: Month, id: &FigureId) -> Result<Option<Amount>, UnknownFigure> {
        match id.measure {
            _ if id.site.is_some() => Err(not_kept(id, "by site and month")),
            Measure::SumOfSites(_) | Measure::Elimination { .. } => Err(not_kept(id, "by month")),
            _ => Ok(self.months.get(&month).and_then(|figures| figures.amount(&id.measure))),
        }
    }
}

fn not_kept(id: &FigureId, how: &str) -> UnknownFigure {
    let hint = format!("; it is not kept {how}");
    UnknownFigure { what: "figure", name: id.to_string(), hint }
}

impl Figures {
    /// How much a measure is; `None` where it was not reported, or is of the statement alone.
    pub fn amount(&self, measure: &Measure) -> Option<Amount> {
        match measure {
            Measure::Co2e(section) => Some(Amount::Co2e(self.on(*section)?.co2e())),
            Measure::Gas(section, gas) => {
                let figure = self.on(*section)?;
                let masses = figure.by_gas().iter().filter(|(known, _)| known.reported_name() == *gas);
                masses.map(|(_, mass)| *mass).reduce(|a, b| a + b).map(Amount::Mass)
            }
            Measure::BiogenicCo2 => self.biogenic_co2().map(Amount::Mass),
            Measure::OutsideScopes(gas) => {
                let masses = self.outside_scopes();
                masses.iter().find(|(known, _)| known.reported_name() == *gas).map(|(_, mass)| Amount::Mass(*mass))
            }
            // Nothing takes CO2 from the air yet.
            Measure::Removals | Measure::SumOfSites(_) | Measure::Elimination { .. } => None,
        }
    }

    fn on(&self, section: Section) -> Option<super::Figure> {
        self.of(|category, book| section.takes(category, book))
    }
}
