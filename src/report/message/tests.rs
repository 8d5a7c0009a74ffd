use std::collections::{BTreeMap, BTreeSet};

use super::list::ALL;
use super::*;
use crate::factor::resolve::Reason;
use crate::scope::{Category, Status};

/// The messages of a language, with the names of what stands in each.
fn written(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut id = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, _)) = line.split_once(" = ").filter(|(name, _)| !name.starts_with([' ', '}'])) {
            id = name.to_owned();
            assert!(all.insert(id.clone(), BTreeSet::new()).is_none(), "{id} is there twice");
        }
        let names = line.split('$').skip(1).map(|rest| rest.split([' ', '}']).next().unwrap_or_default().to_owned());
        all.entry(id.clone()).or_default().extend(names);
    }
    all.retain(|id, _| !id.is_empty());
    all
}

/// Every message the program may ask for.
fn wanted() -> BTreeMap<String, BTreeSet<String>> {
    let listed = ALL.iter().map(|(id, args)| ((*id).to_owned(), args.iter().map(|arg| (*arg).to_owned()).collect()));
    let families = Category::all().map(category).chain(Status::ALL.iter().map(|word| status(*word)));
    listed.chain(families.map(|message| (message.id().to_owned(), BTreeSet::new()))).collect()
}

#[test]
fn every_message_has_its_english_words_with_the_same_things_in_it_and_no_words_are_left_over() {
    let resource = FluentResource::try_new(include_str!("../../../datasets/report/en.ftl").to_owned());
    assert!(resource.is_ok(), "the file has entries that are no messages");
    assert_eq!(written(include_str!("../../../datasets/report/en.ftl")), wanted());
}

#[test]
fn messages_are_worded_without_a_complaint_of_the_library() {
    for (id, args) in ALL {
        for number in [0u64, 1, 2, 1_234] {
            let pattern = ENGLISH.0.get_message(id).and_then(|m| m.value()).expect(id);
            let mut complaints = Vec::new();
            let args: FluentArgs<'_> = args.iter().map(|name| (*name, Arg::Count(number).value(&ENGLISH))).collect();
            let _ = ENGLISH.0.format_pattern(pattern, Some(&args), &mut complaints);
            assert!(complaints.is_empty(), "{id}: {complaints:?}");
        }
    }
}

/// The core has these words for its own errors and for ledgers.
#[test]
fn words_that_the_core_has_too_are_the_same() {
    for word in Status::ALL {
        assert_eq!(status(*word).to_string(), word.words());
    }
    for known in Category::all() {
        assert_eq!(category(known).to_string(), known.title());
    }
    let rules = [Reason::NamedByRow, Reason::Own, Reason::Given("set".into()), Reason::Region("TH".into())];
    let stand_in = Reason::StandIn { country: "TH".into(), origin: "GB".into() };
    let others =
        [Reason::Everywhere, stand_in, Reason::RowsRegion("TH".into()), Reason::ByLocation(Box::new(Reason::Own))];
    for rule in rules.iter().chain(&others) {
        assert_eq!(reason(rule).to_string(), rule.text());
    }
    assert_eq!(reason_given_by_method().to_string(), crate::ledger::GIVEN_BY_METHOD);
}

#[test]
fn one_and_many_and_long_lists_are_worded() {
    let names = |n: usize| -> Vec<String> { (0..n).map(|i| format!("f{i}")).collect() };
    assert!(secondary_factors(1u64, "x", Arg::list(names(1))).to_string().starts_with("1 factor is copied"));
    let many = secondary_factors(1_234u64, "x", Arg::list(names(7))).to_string();
    assert!(many.starts_with("1,234 factors are each copied"), "{many}");
    assert!(many.ends_with("f0, f1, f2, f3, f4 and 2 more."), "{many}");
    let one = rejected_rows(1u64, 2u64, percent("50")).to_string();
    assert!(one.starts_with("1 of 2 rows is rejected (50 %) and"), "{one}");
}
