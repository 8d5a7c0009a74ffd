//! Posting: each total, by its factor, to kilograms of gas.

use std::collections::BTreeMap;

use super::derive::derive;
use super::{Entry, Ledger};
use crate::activity::{Line, RowRef, Total, Totals};
use crate::estate::{Estate, Site, regions_of};
use crate::factor::resolve::{Choices, Resolution, ResolveError, resolve, resolve_market};
use crate::factor::{FactorSet, FuelTable};
use crate::method::{Calculation, emissions};
use crate::period::Period;
use crate::scope::{LedgerBook, MarketFallback, Scope};

/// What posting needs besides the totals.
#[derive(Clone, Copy, Debug)]
pub struct Posting<'a> {
    /// Sites, in the order the totals count them.
    pub sites: &'a [Site],
    /// Estates, whose regions decide which factors fit.
    pub estates: &'a [Estate],
    /// Factors to choose from.
    pub factors: &'a FactorSet,
    /// Fuel properties to convert with.
    pub fuels: &'a FuelTable,
    /// What methods with tables of their own came to.
    pub calculations: &'a [Calculation],
    /// The book's period, which cuts calculations as it cuts rows.
    pub period: Period,
    /// What the market-based method takes where nothing covers a purchase.
    pub market_fallback: Option<MarketFallback>,
}

/// A line that could not be posted, and the rows behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Unresolved {
    /// Index into [`Totals::lines`] of the first such line.
    pub line: u32,
    /// Why.
    pub why: Refusal,
    /// The first row.
    pub first: RowRef,
    /// How many rows.
    pub rows: u64,
}

/// Why a line could not be posted.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// It has no factor, or cannot reach one.
    Resolve(ResolveError),
    /// The market-based method finds nothing, and the book calls that an error.
    MarketNotCovered,
    /// The quantities add up, or convert, to more than a number can hold.
    TooLarge,
}

/// What one line takes in one set of regions.
struct Resolved {
    main: Result<u32, ResolveError>,
    market: Market,
}

enum Market {
    /// Not a purchase of energy.
    NotApplicable,
    Covered(u32),
    NotCovered,
    Refused(ResolveError),
}

impl Resolved {
    /// Why the line cannot be posted, if it cannot.
    fn refusal(&self, fallback: Option<MarketFallback>) -> Option<Refusal> {
        match (&self.main, &self.market) {
            (Err(error), _) | (_, Market::Refused(error)) => Some(Refusal::Resolve(error.clone())),
            (_, Market::NotCovered) if fallback == Some(MarketFallback::Error) => Some(Refusal::MarketNotCovered),
            _ => None,
        }
    }
}

impl Market {
    fn covered(&self) -> Option<u32> {
        match self {
            Self::Covered(resolution) => Some(*resolution),
            _ => None,
        }
    }
}

/// Posts every total. Lines without a factor come back, each problem once.
pub fn post(mut totals: Totals, posting: Posting<'_>) -> (Ledger, Vec<Unresolved>) {
    derive(&mut totals, posting.calculations, posting.sites, posting.period);
    let regions: Vec<Vec<&str>> = posting.estates.iter().map(Estate::regions).collect();
    let estate_of: Vec<Option<usize>> =
        posting.sites.iter().map(|site| posting.estates.iter().position(|e| e.id == site.estate)).collect();
    let mut resolved: Vec<Vec<Option<Resolved>>> =
        regions.iter().map(|_| totals.lines.iter().map(|_| None).collect()).collect();
    let mut poster = Poster::new(posting, totals.totals.len());
    for (index, total) in totals.totals.iter().enumerate() {
        let Some(estate) = estate_of.get(total.site as usize).copied().flatten() else { continue };
        let (Some(line), Some(regions)) = (totals.line(total), regions.get(estate)) else { continue };
        let lines = resolved.get_mut(estate).map_or(&mut [][..], Vec::as_mut_slice);
        let Some(slot) = lines.get_mut(total.line as usize) else { continue };
        let elsewhere = line.derived.as_ref().and_then(|derived| derived.region.as_deref()).map(regions_of);
        let regions = elsewhere.as_deref().unwrap_or(regions);
        let choices = Choices { factors: posting.factors, fuels: posting.fuels, regions };
        let fallback = posting.market_fallback;
        let here = slot.get_or_insert_with(|| resolve_line(line, choices, fallback, &mut poster.resolutions));
        // A total without a factor is out of both books, and its rows count as rejected.
        match here.refusal(fallback).or_else(|| poster.too_large(here, total)) {
            Some(why) => poster.refuse(why, line, total),
            None => poster.enter(here, line, index as u32, total),
        }
    }
    totals.rows.accepted -= poster.rejected;
    totals.rows.rejected += poster.rejected;
    let mut unresolved: Vec<Unresolved> = poster.unresolved.into_values().collect();
    unresolved.sort_by_key(|u| u.first);
    let sites = posting.sites.iter().map(|s| s.id.clone()).collect();
    let calculations = posting.calculations.to_vec();
    (Ledger { totals, sites, calculations, resolutions: poster.resolutions, entries: poster.entries }, unresolved)
}

/// What posting has made so far.
struct Poster<'a> {
    factors: &'a FactorSet,
    resolutions: Vec<Resolution>,
    entries: Vec<Entry>,
    /// By the words of the refusal, so that each is told once.
    unresolved: BTreeMap<String, Unresolved>,
    rejected: u64,
}

impl<'a> Poster<'a> {
    fn new(posting: Posting<'a>, totals: usize) -> Self {
        Self {
            factors: posting.factors,
            resolutions: Vec::new(),
            // Most factors give two or three gases.
            entries: Vec::with_capacity(totals * 3),
            unresolved: BTreeMap::new(),
            rejected: 0,
        }
    }

    fn too_large(&self, here: &Resolved, total: &Total) -> Option<Refusal> {
        let resolution = self.resolutions.get(*here.main.as_ref().ok()? as usize)?;
        (!resolution.chain.apply(total.quantity).is_finite()).then_some(Refusal::TooLarge)
    }

    fn refuse(&mut self, why: Refusal, line: &Line, total: &Total) {
        let known = self.unresolved.entry(format!("{why:?}")).or_insert_with(|| Unresolved {
            line: total.line,
            why,
            first: total.first,
            rows: 0,
        });
        // A row across months counts in its first; a problem of a later one is still a row's.
        known.rows = (known.rows + total.counted).max(1);
        known.first = known.first.min(total.first);
        // Rows of a method's table are no activity rows, which are what is rejected.
        self.rejected += if line.derived.is_none() { total.counted } else { 0 };
    }

    fn enter(&mut self, here: &Resolved, line: &Line, index: u32, total: &Total) {
        let two = line.category.scope() == Scope::Two;
        let main = if two { LedgerBook::LocationBased } else { LedgerBook::Main };
        let books = [(here.main.as_ref().ok().copied(), main), (here.market.covered(), LedgerBook::MarketBased)];
        for (resolution, book) in books {
            let Some(resolution) = resolution else { continue };
            let Some(chosen) = self.resolutions.get(resolution as usize) else { continue };
            let Some(factor) = self.factors.at(chosen.factor) else { continue };
            let amount = chosen.chain.apply(total.quantity);
            let counted = emissions(amount, factor).filter(|(gas, _)| line.counts(*gas));
            self.entries.extend(counted.map(|(gas, mass)| Entry {
                total: index,
                resolution,
                gas,
                book,
                kg: mass.as_kilograms(),
            }));
        }
    }
}

fn resolve_line(
    line: &Line,
    choices: Choices<'_>,
    fallback: Option<MarketFallback>,
    resolutions: &mut Vec<Resolution>,
) -> Resolved {
    let mut keep = |resolution: Resolution| {
        resolutions.push(resolution);
        resolutions.len() as u32 - 1
    };
    let main = resolve(line, choices).map(&mut keep);
    let market = match (line.category.scope(), fallback) {
        (Scope::Two, fallback) => match (resolve_market(line, choices), &main) {
            (Some(Ok(resolution)), _) => Market::Covered(keep(resolution)),
            (Some(Err(error)), _) => Market::Refused(error),
            (None, Ok(location)) if fallback == Some(MarketFallback::Location) => Market::Covered(*location),
            (None, _) => Market::NotCovered,
        },
        _ => Market::NotApplicable,
    };
    Resolved { main, market }
}
