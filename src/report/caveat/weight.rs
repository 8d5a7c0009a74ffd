//! How much of the headline rests on something, in t CO2e and as a share of each scope.

use crate::inventory::{Figure, Section};
use crate::ledger::Posting;
use crate::report::Facts;
use crate::report::message::{self, Message};
use crate::report::number::{share, shown};
use crate::scope::{LedgerBook, Scope, Scope2Method};

/// The headline, ready to be asked for parts of it.
pub(super) struct Weight<'a> {
    facts: Facts<'a>,
}

impl<'a> Weight<'a> {
    pub(super) fn new(facts: Facts<'a>) -> Self {
        Self { facts }
    }

    /// What the postings wanted come to in the figures: a part for each scope and book in which they have emissions.
    pub(super) fn of(&self, wanted: impl Fn(&Posting) -> bool) -> Vec<Message> {
        let parts = Section::FOUR.into_iter().zip(self.kilograms(wanted)).filter(|(_, kg)| *kg != 0.0);
        parts.map(|(section, kg)| self.part(section, kg / 1_000.0)).collect()
    }

    /// kg CO2e of the postings wanted, by the sections of [`Section::FOUR`].
    pub(super) fn kilograms(&self, wanted: impl Fn(&Posting) -> bool) -> [f64; 4] {
        let mut sums = [0.0; Section::FOUR.len()];
        let headline = self.facts.inventory.headline();
        self.facts.inventory.each_counted(self.facts.ledger, headline, |posting, entry, category, book, share| {
            let worth = || crate::report::kg_co2e(self.facts, category, entry.gas, entry.kg);
            let Some(worth) = wanted(posting).then(worth).flatten() else { return };
            let sections = Section::FOUR.into_iter().zip(&mut sums);
            sections.filter(|(section, _)| section.takes(category, book)).for_each(|(_, sum)| *sum += share * worth);
        });
        sums
    }

    /// Tonnes with the scope they are of, and what share of it they are.
    pub(super) fn part(&self, section: Section, tonnes: f64) -> Message {
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
