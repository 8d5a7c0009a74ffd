//! Factors that describe another country, and averages that are none, with what of the headline rests on them.

use std::collections::{BTreeMap, BTreeSet};

use super::weight::Weight;
use crate::factor::Kind;
use crate::factor::resolve::Resolution;
use crate::ledger::Posting;
use crate::report::Facts;
use crate::report::message::{self, Arg, Message};

/// What stands in from one country.
#[derive(Default)]
struct From<'a> {
    factors: BTreeSet<&'a str>,
    countries: BTreeSet<&'a str>,
}

/// Factors of one country that value what happens in another, by the country they are from.
pub(super) fn stand_ins(facts: Facts<'_>, weight: &Weight<'_>) -> Option<Message> {
    let mut all: BTreeMap<&str, From<'_>> = BTreeMap::new();
    for resolution in weight.postings().filter_map(|posting| facts.ledger.resolution(posting)) {
        let (Some(country), Some(origin)) = (&resolution.stands_in, resolution.factor.describes()) else { continue };
        let from = all.entry(origin).or_default();
        from.factors.insert(resolution.factor.id.as_str());
        from.countries.insert(&**country);
    }
    let of = |(origin, from): (&str, &From<'_>)| {
        let wanted = |r: &Resolution| r.stands_in.is_some() && r.factor.describes() == Some(origin);
        let parts = weight.of(|posting: &Posting| facts.ledger.resolution(posting).is_some_and(wanted));
        let countries = Vec::from_iter(from.countries.iter().copied()).join(", ");
        let part = || message::stand_ins_of(from.factors.len(), origin, countries, Arg::row(parts.clone()));
        (!parts.is_empty()).then(part)
    };
    let parts: Vec<Message> = all.iter().filter_map(|(origin, from)| of((origin, from))).collect();
    (!parts.is_empty()).then(|| message::stand_ins(Arg::clauses(parts)))
}

/// Whether a factor is a margin of a grid, where an average is asked for.
pub(super) fn is_margin(kind: Kind) -> bool {
    matches!(kind, Kind::CombinedMargin | Kind::OperatingMargin | Kind::BuildMargin)
}
