//! How much of the headline rests on something, in t CO2e and as a share of each scope.

use std::collections::HashMap;

use crate::inventory::{Figure, Section};
use crate::ledger::{Basis, Posting, ResolutionId};
use crate::quantity::Gas;
use crate::report::Facts;
use crate::report::message::{self, Message};
use crate::report::number::{share, shown};
use crate::scope::{LedgerBook, Scope, Scope2Method};

/// kg CO2e by the sections of [`Section::FOUR`], and kg of CO2 from biomass.
type Kilograms = [f64; Section::FOUR.len() + 1];

/// What the headline counts of the postings with one factor, found one way, and one calculation.
struct Sum<'a> {
    /// The first of them.
    posting: &'a Posting,
    kg: Kilograms,
}

/// The headline, ready to be asked for parts of it. A ledger has thousands of factors and calculations and millions of
/// postings, so these are gone through once, whatever is asked.
pub(super) struct Weight<'a> {
    facts: Facts<'a>,
    /// In the order of the ledger, in which parts are summed.
    sums: Vec<Sum<'a>>,
}

impl<'a> Weight<'a> {
    pub(super) fn new(facts: Facts<'a>) -> Self {
        let mut sums: Vec<Sum<'a>> = Vec::new();
        let mut places: HashMap<(Option<ResolutionId>, Option<u32>), usize> = HashMap::new();
        let mut last: Option<(&Posting, usize)> = None;
        let headline = facts.inventory.headline();
        facts.inventory.each_counted(facts.ledger, headline, |posting, entry, category, book, share| {
            // The gases of a posting come one after the other.
            let known = last.filter(|(other, _)| std::ptr::eq(*other, posting)).map(|(_, place)| place);
            let place = known.unwrap_or_else(|| {
                *places.entry((posting.basis.resolution(), calculation(posting))).or_insert_with(|| {
                    sums.push(Sum { posting, kg: Kilograms::default() });
                    sums.len() - 1
                })
            });
            last = Some((posting, place));
            let Some(sum) = sums.get_mut(place) else { return };
            let [sections @ .., of_biomass] = &mut sum.kg;
            if entry.gas == Gas::CO2_BIOGENIC && book != LedgerBook::MarketBased {
                *of_biomass += share * entry.kg;
            }
            let Some(worth) = crate::report::kg_co2e(facts, category, entry.gas, entry.kg) else { return };
            let sections = Section::FOUR.into_iter().zip(sections);
            sections.filter(|(section, _)| section.takes(category, book)).for_each(|(_, sum)| *sum += share * worth);
        });
        Self { facts, sums }
    }

    /// One posting of each factor, found one way, and of each calculation that the headline rests on.
    pub(super) fn postings(&self) -> impl Iterator<Item = &'a Posting> {
        self.sums.iter().map(|sum| sum.posting)
    }

    /// What the postings wanted come to in the figures: a part for each scope and book in which they have emissions, and
    /// one for CO2 of biomass, which is in none. It is asked once of all postings with one factor and calculation.
    pub(super) fn of(&self, wanted: impl Fn(&Posting) -> bool) -> Vec<Message> {
        self.parts(self.kilograms(|posting| if wanted(posting) { 1.0 } else { 0.0 }))
    }

    /// The same as kilograms, of each posting the part that is asked for.
    pub(super) fn kilograms(&self, part: impl Fn(&Posting) -> f64) -> Kilograms {
        let mut all = Kilograms::default();
        for sum in &self.sums {
            let part = part(sum.posting);
            all.iter_mut().zip(sum.kg).filter(|_| part != 0.0).for_each(|(all, kg)| *all += part * kg);
        }
        all
    }

    /// Kilograms in tonnes, those of scopes with their share.
    pub(super) fn parts(&self, [sections @ .., of_biomass]: Kilograms) -> Vec<Message> {
        let of_scopes = Section::FOUR.into_iter().zip(sections).filter(|(_, kg)| *kg != 0.0);
        let of_scopes = of_scopes.map(|(section, kg)| self.part(section, kg / 1_000.0));
        let outside = (of_biomass != 0.0).then(|| message::co2_of_biomass_part(shown(of_biomass / 1_000.0)));
        of_scopes.chain(outside).collect()
    }

    /// Tonnes with the scope they are of, and what share of it they are.
    fn part(&self, section: Section, tonnes: f64) -> Message {
        let part = self.whole(section).and_then(|whole| share(tonnes, whole.co2e().as_tonnes()));
        let name = message::section_on_screen(section, 0);
        match part {
            Some(part) => message::co2e_part(name, shown(tonnes), part),
            // The scope has no total: a purchase of it is not covered.
            None => message::co2e_part_of_none(name, shown(tonnes)),
        }
    }

    /// The figure of a whole scope; `None` if it is not reported.
    fn whole(&self, section: Section) -> Option<Figure> {
        let headline = self.facts.inventory.headline();
        let figure = match (section.scope, section.book) {
            (Scope::One, _) => headline.scope1(),
            (Scope::Two, LedgerBook::MarketBased) => headline.scope2(Scope2Method::MarketBased),
            (Scope::Two, _) => headline.scope2(Scope2Method::LocationBased),
            (Scope::Three, _) => headline.scope3_reported(),
        };
        figure.ok()
    }
}

/// The calculation whose result a posting is.
pub(super) fn calculation(posting: &Posting) -> Option<u32> {
    match posting.basis {
        Basis::Method { calculation, .. } => Some(calculation),
        Basis::Activity { .. } => None,
    }
}
