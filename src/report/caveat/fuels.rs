//! Built-in properties of fuels that the headline rests on.

use std::collections::{BTreeMap, BTreeSet};

use super::weight::Weight;
use crate::factor::resolve::{Resolution, Standing, UsedProperty};
use crate::ledger::Posting;
use crate::report::Facts;
use crate::report::message::{self, Arg, Message};

/// A property and a factor of two sources in one conversion.
pub(super) fn of_other_source(facts: Facts<'_>, weight: &Weight<'_>) -> Option<Message> {
    let mixed = |resolution: &Resolution| worst(resolution) == Some(Standing::OtherSource);
    said(facts, weight, mixed, Standing::OtherSource, message::fuel_properties_of_other_source)
}

/// A default of the factor's own source, where the book has no measured value.
pub(super) fn defaults(facts: Facts<'_>, weight: &Weight<'_>) -> Option<Message> {
    let default = |resolution: &Resolution| worst(resolution) == Some(Standing::SameSource);
    said(facts, weight, default, Standing::SameSource, message::fuel_properties_default)
}

fn worst(resolution: &Resolution) -> Option<Standing> {
    resolution.chain.properties.iter().map(|used| used.standing).max()
}

fn said(
    facts: Facts<'_>,
    weight: &Weight<'_>,
    wanted: impl Fn(&Resolution) -> bool,
    standing: Standing,
    caveat: fn(Arg, Arg) -> Message,
) -> Option<Message> {
    // A ledger has thousands of resolutions and millions of postings.
    let mut resolutions = BTreeMap::new();
    for posting in facts.ledger.postings() {
        let Some(id) = posting.basis.resolution() else { continue };
        let found = || facts.ledger.resolution(posting).filter(|r| wanted(r));
        resolutions.entry(id).or_insert_with(found);
    }
    let mut properties = BTreeSet::new();
    for resolution in resolutions.values().flatten() {
        let used = resolution.chain.properties.iter().filter(|used| used.standing == standing);
        properties.extend(used.map(|used| in_words(used, &resolution.factor.provenance.set)));
    }
    if properties.is_empty() {
        return None;
    }
    let rests = |posting: &Posting| {
        posting.basis.resolution().is_some_and(|id| resolutions.get(&id).is_some_and(Option::is_some))
    };
    let parts = weight.of(rests);
    (!parts.is_empty()).then(|| caveat(Arg::clauses(parts), Arg::list(properties.into_iter().collect())))
}

fn in_words(used: &UsedProperty, set: &str) -> String {
    let property = message::property_used(used);
    let words = match used.standing {
        Standing::OtherSource => message::property_with_factor_of(property, &*used.row.set, set),
        _ => message::property_of_set(property, &*used.row.set),
    };
    words.to_string()
}
