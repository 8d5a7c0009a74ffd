//! Combustion whose factor has carbon dioxide and neither methane nor nitrous oxide.

use std::collections::BTreeSet;

use super::weight::{Weight, calculation};
use crate::ledger::Posting;
use crate::report::Facts;
use crate::report::message::{self, Arg, Message};

/// What of the headline is the CO2 of such factors, and of fuel analyses whose factor has no other gas.
pub(super) fn gases_missing(facts: Facts<'_>, weight: &Weight<'_>) -> Option<Message> {
    let ledger = facts.ledger;
    let lacking = |posting: &Posting| ledger.factor_without_combustion_gases(posting).is_some();
    let (mut ids, mut analyses) = (BTreeSet::new(), BTreeSet::new());
    // Of an analysis the posting through the factor has no entry.
    for posting in ledger.postings().iter().filter(|posting| lacking(posting)) {
        ids.extend(ledger.factor_without_combustion_gases(posting).map(|factor| factor.id.as_str()));
        analyses.extend(calculation(posting));
    }
    if ids.is_empty() {
        return None;
    }
    let of_analysis = |posting: &Posting| calculation(posting).is_some_and(|index| analyses.contains(&index));
    let parts = weight.of(|posting| lacking(posting) || of_analysis(posting));
    (!parts.is_empty()).then(|| {
        message::combustion_gases_missing(Arg::clauses(parts), Arg::list(ids.into_iter().map(str::to_owned).collect()))
    })
}
