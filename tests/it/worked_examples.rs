//! Worked examples that others published, put through a book and compared with what they print.
//!
//! Each test restates inputs, factors and answer, names the source, and writes a book of one
//! site that [`Book`](estate_carbon::Book) opens as it opens a user's. The tolerance is half of
//! the last printed digit ([`fixture::printed`]); where a publisher's figure is not ours, the
//! test asserts ours, says why, and shows that their own number gives their figure.
//!
//! Most are what another program asserts, which is no proof that it is right; those of the
//! California Air Resources Board and New Zealand's Ministry for the Environment are official.

mod energy;
mod example;
mod fixture;
mod gwp;
mod mobile;
mod other;
mod others;
mod process;
mod refrigerant;
mod scope3_sold;
mod scope3_supply;
mod scope3_transport;
mod stationary;
mod unit;
mod waste;

use example::Example;
use std::collections::BTreeSet;

/// The areas of the collection, and every example of each.
const AREAS: &[(&str, &[Example])] = &[
    ("stationary", stationary::EXAMPLES),
    ("mobile", mobile::EXAMPLES),
    ("gwp", gwp::EXAMPLES),
    ("unit", unit::EXAMPLES),
    ("energy", energy::EXAMPLES),
    ("refrigerant", refrigerant::EXAMPLES),
    ("process", process::EXAMPLES),
    ("waste", waste::EXAMPLES),
    ("scope3", scope3_supply::EXAMPLES),
    ("scope3", scope3_transport::EXAMPLES),
    ("scope3", scope3_sold::EXAMPLES),
    ("other", other::EXAMPLES),
];

fn examples() -> impl Iterator<Item = (&'static str, &'static Example)> {
    AREAS.iter().flat_map(|(area, examples)| examples.iter().map(|example| (*area, example)))
}

#[test]
fn every_example_is_tested_or_says_why_not() {
    let ids: BTreeSet<&str> = examples().map(|(_, example)| example.id).collect();
    assert_eq!((examples().count(), ids.len()), (85, 85), "85 examples, each once");
    for (area, Example { id, of, test, not_yet }) in examples() {
        let partly = if test.is_some() && not_yet.is_some() { ", in part" } else { "" };
        println!("{area:<12} {id:<30} {of}: {}{partly}", test.unwrap_or("not yet"));
        assert!(test.is_some() || not_yet.is_some(), "{id} is forgotten");
    }
    println!("\nnot yet:");
    for (_, Example { id, not_yet, .. }) in examples() {
        if let Some((part, reason)) = not_yet {
            println!("{id:<30} {part}: {reason}");
        }
    }
}
