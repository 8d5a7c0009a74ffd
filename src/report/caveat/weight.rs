//! How much of the headline rests on something, in t CO2e and as a share of each scope.

use crate::inventory::{Figure, Section};
use crate::ledger::{Entry, Posting};
use crate::report::Facts;
use crate::report::message::{self, Message};
use crate::report::number::{share, shown};
use crate::scope::{LedgerBook, Scope, Scope2Method};

/// The headline, ready to be asked for parts of it.
pub(super) struct Weight<'a> {
    facts: Facts<'a>,
    /// The share that counts, of each site of the ledger.
    shares: Vec<Option<f64>>,
}

impl<'a> Weight<'a> {
    pub(super) fn new(facts: Facts<'a>) -> Self {
        // The statement has its sites in the order of the ledger.
        let mut members = facts.inventory.headline().sites().iter().peekable();
        let share = |site| members.next_if(|member| member.site() == site).map(|member| member.share());
        let shares = facts.ledger.sites().iter().map(share).collect();
        Self { facts, shares }
    }

    /// What the postings wanted come to: a part for each scope and book in which they have emissions.
    pub(super) fn of(&self, wanted: impl Fn(&Posting) -> bool) -> Vec<Message> {
        let mut kg = [0.0; Section::FOUR.len()];
        for of_posting in self.facts.ledger.entries().chunk_by(|a, b| a.posting == b.posting) {
            let Some(posting) = of_posting.first().and_then(|first| self.facts.ledger.posting(first)) else { continue };
            let Some(share) = self.share(posting) else { continue };
            if wanted(posting) {
                of_posting.iter().for_each(|entry| self.add(entry, share, &mut kg));
            }
        }
        let parts = Section::FOUR.into_iter().zip(kg).filter(|(_, kg)| *kg != 0.0);
        parts.map(|(line, kg)| self.part(line, kg / 1_000.0)).collect()
    }

    /// The share of a posting's site that the headline counts; `None` if it is no member.
    pub(super) fn share(&self, posting: &Posting) -> Option<f64> {
        self.shares.get(posting.site as usize).copied().flatten()
    }

    fn add(&self, entry: &Entry, share: f64, kg: &mut [f64]) {
        let Some((category, book)) = self.facts.ledger.reaches(entry) else { return };
        let Some(worth) = crate::report::kg_co2e(self.facts, category, entry.gas, entry.kg) else { return };
        let lines = Section::FOUR.into_iter().zip(kg);
        lines.filter(|(line, _)| line.takes(category, book)).for_each(|(_, sum)| *sum += share * worth);
    }

    /// Tonnes with the scope they are of, and what share of it they are.
    pub(super) fn part(&self, line: Section, tonnes: f64) -> Message {
        let part = self.whole(line).and_then(|whole| share(tonnes, whole.co2e().as_tonnes()));
        let name = message::section_on_screen(line, 0);
        match part {
            Some(part) => message::co2e_part(name, shown(tonnes), part),
            // The scope has no total: a purchase of it is not covered.
            None => message::co2e_part_of_none(name, shown(tonnes)),
        }
    }

    /// The figure of a whole scope; `None` if it is not reported.
    fn whole(&self, line: Section) -> Option<Figure> {
        let headline = self.facts.inventory.headline();
        let figure = match (line.scope, line.book) {
            (Scope::One, _) => headline.scope1(),
            (Scope::Two, LedgerBook::MarketBased) => headline.scope2(Scope2Method::MarketBased),
            (Scope::Two, _) => headline.scope2(Scope2Method::LocationBased),
            (Scope::Three, _) => headline.scope3_reported(),
        };
        figure.ok()
    }
}
