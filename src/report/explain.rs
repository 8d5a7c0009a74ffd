//! The chain behind a figure, a row or a factor: parts, rows, conversion, factor and its source, why this factor,
//! kilograms of each gas, potential, result.

mod measured;
mod part;
mod step;
mod words;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::Facts;
use super::factors_used::{Used, used};
use super::statement::declared;
use crate::estate::Boundary;
use crate::factor::{EmissionFactor, FactorSet};
use crate::id::SiteId;
use crate::inventory::{Amount, Elimination, FigureId, Found, Measure, Section, SiteStatement, UnknownFigure};
use crate::ledger::{Entry, Posting, PostingId};
use crate::scope::{LedgerBook, Status};
use measured::{section_of, takes, unit_of};
use part::{Key, Posted, ROUNDING};
pub use step::{Absence, Named, ShownQuantity, Step};
pub use words::Explanation;

/// Parts shown of a figure; the rest are counted.
const SHOWN: usize = 20;

/// The chain behind a figure.
///
/// # Errors
/// [`UnknownFigure`] for the part of the name that names nothing.
pub fn figure(facts: Facts<'_>, id: &FigureId) -> Result<Explanation, UnknownFigure> {
    let found = facts.inventory.find(id)?;
    let wanted = Wanted { id, found };
    let parts = wanted.parts(facts);
    let mut steps = vec![wanted.heading(facts)];
    match found.amount.filter(|amount| amount.as_tonnes().is_finite()) {
        Some(amount) => {
            steps.push(Step::Amount { tonnes: amount.as_tonnes(), of: wanted.of() });
            steps.extend(wanted.sum(facts, &parts));
            steps.extend(wanted.uncertainty(facts, amount));
        }
        None => {
            steps.push(wanted.why_absent(facts, &parts));
            steps.extend(rejected(facts));
        }
    }
    // What is not taken off has no parts: those that could be meant are in the figure.
    let is_elimination = matches!(id.measure, Measure::Elimination { .. });
    if is_elimination && found.amount.is_none() {
        return Ok(Explanation::new(steps));
    }
    let gross: f64 = parts.iter().map(|l| l.kg).sum();
    let mut shown = BTreeSet::new();
    for (index, part) in parts.iter().take(SHOWN).enumerate() {
        let share = Some(part.kg / gross).filter(|share| share.is_finite());
        steps.extend(part.steps(facts, (Some(index + 1), share), &mut shown));
    }
    if let Some(rest) = parts.get(SHOWN..).filter(|rest| !rest.is_empty()) {
        let tonnes = rest.iter().map(|l| l.kg).sum::<f64>() / 1_000.0;
        steps.push(Step::MoreParts { count: rest.len(), tonnes, of: wanted.of() });
    }
    Ok(Explanation::new(steps))
}

/// The chain behind one row: its quantities in the postings of one or more months and books.
pub(crate) fn row(facts: Facts<'_>, quantities: &[(PostingId, f64)]) -> Vec<Step> {
    let all = facts.ledger.entries();
    let mut parts: Vec<Posted<'_>> = Vec::new();
    let (mut purchase, mut market) = (false, false);
    for of_posting in all.chunk_by(|a, b| a.posting == b.posting) {
        let Some(first) = of_posting.first() else { continue };
        let Some((_, quantity)) = quantities.iter().find(|(posting, _)| *posting == first.posting) else { continue };
        let Some((category, book)) = facts.ledger.reaches(first) else { continue };
        purchase |= book == LedgerBook::LocationBased;
        market |= book == LedgerBook::MarketBased;
        let measure = Measure::Co2e(Section::of_category(category, book));
        parts.extend(Posted::new(facts, of_posting, &measure, 1.0, Some(*quantity)));
    }
    let mut shown = BTreeSet::new();
    let parts = months_together(parts);
    let mut steps: Vec<Step> = parts.iter().flat_map(|part| part.steps(facts, (None, None), &mut shown)).collect();
    steps.extend((purchase && !market).then_some(Step::MarketNotCovered));
    steps
}

/// What a factor is, and what the book took it for. Several sets may have factors of one id.
///
/// # Errors
/// [`UnknownFigure`] if no set has one.
pub fn factor(facts: Facts<'_>, all: &FactorSet, id: &str) -> Result<Explanation, UnknownFigure> {
    let taken = used(facts);
    let mut steps = Vec::new();
    for factor in all.iter().filter(|factor| factor.id.as_str() == id) {
        let is_it =
            |used: &&Used<'_>| (&used.factor.id, &used.factor.provenance.set) == (&factor.id, &factor.provenance.set);
        steps.push(Step::FactorOf(Box::new(EmissionFactor::clone(factor))));
        let per_unit = factor.gases.iter().map(|g| (g.gas, g.kg_per_unit));
        let (unit, basis) = (factor.unit.symbol(), factor.basis);
        steps.extend(per_unit.map(|(gas, kg)| Step::PerUnit { gas, kg, unit, basis }));
        match taken.iter().find(is_it) {
            Some(used) => {
                steps.extend(used.why().map(|(reason, earlier)| Step::Why { reason: Some(reason.clone()), earlier }));
                steps.push(Step::Used { totals: used.totals, rows: used.rows });
            }
            None => steps.push(Step::NotUsed),
        }
    }
    if steps.is_empty() {
        let names: BTreeSet<&str> = all.iter().map(|factor| factor.id.as_str()).collect();
        return Err(UnknownFigure::among("factor", id, &names.into_iter().collect::<Vec<_>>()));
    }
    Ok(Explanation::new(steps))
}

/// Months that differ in nothing but their quantity as one part, in the order first met.
fn months_together(parts: Vec<Posted<'_>>) -> Vec<Posted<'_>> {
    let mut together: Vec<Posted<'_>> = Vec::new();
    let mut places: BTreeMap<Key<'_>, usize> = BTreeMap::new();
    for part in parts {
        let place = *places.entry(part.key()).or_insert(together.len());
        match together.get_mut(place) {
            Some(first) => first.take_in(part),
            None => together.push(part),
        }
    }
    together
}

/// The rows that are in no figure, if there are any.
fn rejected(facts: Facts<'_>) -> Option<Step> {
    let rows = facts.ledger.rows().rejected;
    (rows > 0).then_some(Step::Rejected { rows })
}

/// The figure that is asked for, found.
struct Wanted<'a> {
    id: &'a FigureId,
    found: Found<'a>,
}

impl<'a> Wanted<'a> {
    fn of(&self) -> &'static str {
        unit_of(&self.id.measure)
    }

    fn heading(&self, facts: Facts<'_>) -> Step {
        let statement = self.found.statement;
        Step::Figure {
            id: FigureId { statement: facts.inventory.name_of(statement), ..self.id.clone() },
            estate: statement.estate.clone(),
            boundary: statement.boundary,
            period: facts.period,
            gwp: facts.inventory.valuation().gwp,
        }
    }

    /// The parts behind the figure, the largest first.
    fn parts(&self, facts: Facts<'a>) -> Vec<Posted<'a>> {
        let statement = self.found.statement;
        let shares: BTreeMap<&SiteId, f64> = statement.sites().iter().map(|s| (&s.site, s.share)).collect();
        let of_postings = facts.ledger.entries().chunk_by(|a, b| a.posting == b.posting);
        let posted = |entries: &'a [Entry]| {
            let first = entries.first()?;
            let (posting, (category, book)) = (facts.ledger.posting(first)?, facts.ledger.reaches(first)?);
            let share = shares.get(facts.ledger.site(posting)?)?;
            let wanted = takes(&self.id.measure, category, book) && self.is_of(facts, posting);
            wanted.then(|| Posted::new(facts, entries, &self.id.measure, *share, None))?
        };
        let mut parts = months_together(of_postings.filter_map(posted).collect());
        parts.sort_by(|a, b| b.kg.abs().total_cmp(&a.kg.abs()));
        parts
    }

    /// Whether a posting is of the site and the month asked for, or, of an elimination, between its two sites.
    fn is_of(&self, facts: Facts<'_>, posting: &Posting) -> bool {
        let site = facts.ledger.site(posting);
        let between = match &self.id.measure {
            Measure::Elimination { seller, buyer, .. } => {
                let from = facts.ledger.dimensions_of(posting).counterparty.as_ref();
                site == Some(buyer) && from == Some(seller)
            }
            _ => true,
        };
        between
            && self.id.site.as_ref().is_none_or(|wanted| site == Some(wanted))
            && self.id.month.is_none_or(|month| posting.month == month)
    }

    /// The sum of the parts, what is taken off, and what is in no figure.
    fn sum(&self, facts: Facts<'_>, parts: &[Posted<'_>]) -> Vec<Step> {
        let of = self.of();
        let mut eliminated = self.eliminated(facts);
        let gross = parts.iter().map(|l| l.kg).sum::<f64>() / 1_000.0;
        let mut steps = vec![Step::Sum { parts: parts.len(), gross: (!eliminated.is_empty()).then_some(gross), of }];
        let rest = eliminated.split_off(eliminated.len().min(SHOWN));
        steps.extend(eliminated);
        if !rest.is_empty() {
            let tonnes = |step: &Step| if let Step::Eliminated { tonnes, .. } = step { *tonnes } else { 0.0 };
            steps.push(Step::MoreEliminated { count: rest.len(), tonnes: rest.iter().map(tonnes).sum(), of });
        }
        steps.extend(rejected(facts));
        steps
    }

    /// What is taken off the figure. Sites and the sum of them count whole.
    fn eliminated(&self, facts: Facts<'_>) -> Vec<Step> {
        let (measure, statement) = (&self.id.measure, self.found.statement);
        let whole = matches!(measure, Measure::SumOfSites(_) | Measure::Elimination { .. }) || self.id.site.is_some();
        let all = match self.id.month {
            _ if whole => Cow::Borrowed(&[][..]),
            Some(month) => Cow::Owned(facts.inventory.eliminations_in(facts.ledger, statement, month)),
            None => Cow::Borrowed(statement.eliminations()),
        };
        let step = |e: &Elimination| {
            let tonnes = e.figures().amount(measure).filter(|_| takes(measure, e.category, e.book))?.as_tonnes();
            let (seller, buyer) = (e.from_site.clone(), e.to_site.clone());
            Some(Step::Eliminated { category: e.category, seller, buyer, tonnes, of: self.of() })
        };
        all.iter().filter_map(step).collect()
    }

    /// What the rows' own uncertainties come to, where they give any.
    fn uncertainty(&self, facts: Facts<'_>, amount: Amount) -> Option<Step> {
        // The rows' errors are known by site, activity and meter over the whole period.
        let (Measure::Co2e(section), None) = (&self.id.measure, self.id.month) else { return None };
        let figure = amount.as_tonnes();
        let wanted = |category, book| section.takes(category, book);
        let of = (self.found.statement, self.found.site);
        let found = facts.inventory.activity_uncertainty(facts.ledger, of, wanted)?;
        let (half_width, assessed) = (found.half_width.as_tonnes(), found.assessed.as_tonnes());
        let all = (assessed - figure).abs() <= ROUNDING * figure.abs();
        Some(Step::Uncertainty { half_width, assessed: (!all).then_some(assessed), figure })
    }

    fn why_absent(&self, facts: Facts<'_>, parts: &[Posted<'_>]) -> Step {
        let absent = |status, why| Step::Absent { status, why };
        if self.found.amount.is_some() {
            return absent(Status::NotEstimated, Absence::TooLarge);
        }
        let section = section_of(&self.id.measure);
        let said =
            section.and_then(|section| section.category).map(|c| declared(Err(Status::NotReported), c, facts.absent));
        if let Some((Err(status), Some(reason))) = said {
            return absent(status, Absence::Declared(reason.to_owned()));
        }
        let why = match (&self.id.measure, section) {
            (Measure::Removals, _) => Absence::NoRemovals,
            (Measure::Elimination { .. }, _) if self.found.statement.boundary() != Boundary::Estate => {
                Absence::NoEliminations
            }
            (Measure::Elimination { .. }, _) => Absence::NothingEliminated,
            (_, Some(section)) if section.book == LedgerBook::MarketBased => {
                self.why_no_market(facts, section, parts.len())
            }
            _ => self.no_activity(),
        };
        absent(Status::NotReported, why)
    }

    fn no_activity(&self) -> Absence {
        let gas = self.id.measure.is_mass().then(|| self.of());
        Absence::NoActivity { gas, site: self.id.site.clone(), month: self.id.month }
    }

    /// Why a figure by market is absent: nothing was bought, what was bought is not covered, or something else of the
    /// same statement or site is not.
    fn why_no_market(&self, facts: Facts<'_>, section: Section, covered: usize) -> Absence {
        let uncovered: Vec<&Posting> =
            facts.ledger.uncovered().iter().filter_map(|id| facts.ledger.posting_at(*id)).collect();
        let is_member = |posting: &&Posting| {
            let site = facts.ledger.site(posting);
            let wanted = |s: &SiteStatement| site == Some(s.site());
            match &self.found.site {
                Some(site) => wanted(site),
                None => self.found.statement.sites().iter().any(wanted),
            }
        };
        let of = |posting: &Posting| facts.ledger.subject(posting).map(|subject| subject.category);
        let is_wanted = |posting: &Posting| {
            of(posting).is_some_and(|category| section.takes(category, LedgerBook::MarketBased))
                && self.is_of(facts, posting)
        };
        let members: Vec<&Posting> = uncovered.into_iter().filter(is_member).collect();
        if members.iter().any(|posting| is_wanted(posting)) {
            return Absence::NotCovered { covered, has_fallback: facts.market_fallback.is_some() };
        }
        if covered == 0 || members.is_empty() {
            return self.no_activity();
        }
        let name = |posting: &&Posting| {
            Some(format!("{} {}", facts.ledger.site(posting)?, facts.ledger.subject(posting)?.activity))
        };
        let others: BTreeSet<String> = members.iter().filter_map(name).collect();
        Absence::OthersNotCovered { others: others.into_iter().collect() }
    }
}

#[cfg(test)]
mod tests;
