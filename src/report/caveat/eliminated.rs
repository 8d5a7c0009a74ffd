//! What statements leave out, because one of their sites reports it of another.

use crate::inventory::{Measure, Section};
use crate::report::message::{self, Arg, Message};
use crate::report::model::StatementView;
use crate::report::number::{share, shown};

/// The eliminations of the headline by scope, and by method of Scope 2, with their share of the sum of sites.
pub(super) fn between_sites(statements: &[StatementView]) -> Option<Message> {
    let statement = statements.first()?;
    let whole = |section| statement.sum_of_sites.iter().find(|(s, ..)| *s == section).and_then(|(_, sum, _)| sum.ok());
    let part = |(section, tonnes): (Section, f64)| {
        let name = message::section_on_screen(section, 0);
        match whole(section).and_then(|whole| share(tonnes, whole)) {
            Some(share) => message::co2e_part(name, shown(tonnes), share),
            None => message::co2e_part_of_none(name, shown(tonnes)),
        }
    };
    let parts: Vec<Message> = by_section(statement).into_iter().map(part).collect();
    (!parts.is_empty()).then(|| message::eliminated_between_sites(Arg::clauses(parts)))
}

/// The same in one line of the screen.
pub(crate) fn eliminated_on_screen(statement: &StatementView) -> Option<Message> {
    let part = |(section, tonnes)| message::plain(format!("{} {}", message::section_in_short(section), shown(tonnes)));
    let parts: Vec<Message> = by_section(statement).into_iter().map(part).collect();
    (!parts.is_empty()).then(|| message::eliminated_on_screen(Arg::row(parts)))
}

/// Tonnes taken off each scope and book.
fn by_section(statement: &StatementView) -> Vec<(Section, f64)> {
    let of = |section: Section| {
        let mut all = statement.eliminations.iter().filter(|e| match &e.tco2e_figure_id.0.measure {
            Measure::Elimination { category, book, .. } => section.takes(*category, *book),
            _ => false,
        });
        all.try_fold(None, |sum: Option<f64>, e| Some(Some(sum.unwrap_or(0.0) + e.tco2e?))).flatten()
    };
    Section::FOUR.into_iter().filter_map(|section| Some((section, of(section)?))).collect()
}
