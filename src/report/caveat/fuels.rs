//! Built-in properties of fuels that the headline rests on.

use std::collections::BTreeSet;

use super::weight::Weight;
use crate::factor::resolve::{Resolution, Standing, UsedProperty};
use crate::ledger::Posting;
use crate::report::Facts;
use crate::report::message::{self, Arg, Message};

/// A property and a factor of two sources in one conversion.
pub(super) fn of_other_source(facts: Facts<'_>, weight: &Weight<'_>) -> Option<Message> {
    said(facts, weight, Standing::OtherSource, message::fuel_properties_of_other_source)
}

/// A default of the factor's own source, where the book has no measured value.
pub(super) fn defaults(facts: Facts<'_>, weight: &Weight<'_>) -> Option<Message> {
    said(facts, weight, Standing::SameSource, message::fuel_properties_default)
}

fn worst(resolution: &Resolution) -> Option<Standing> {
    resolution.chain.properties.iter().map(|used| used.standing).max()
}

fn said(facts: Facts<'_>, weight: &Weight<'_>, standing: Standing, caveat: fn(Arg, Arg) -> Message) -> Option<Message> {
    let wanted = |posting: &Posting| facts.ledger.resolution(posting).filter(|r| worst(r) == Some(standing));
    let mut properties = BTreeSet::new();
    for resolution in weight.postings().filter_map(wanted) {
        let used = resolution.chain.properties.iter().filter(|used| used.standing == standing);
        properties.extend(used.map(|used| in_words(used, &resolution.factor.provenance.set)));
    }
    let parts = weight.of(|posting| wanted(posting).is_some());
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
