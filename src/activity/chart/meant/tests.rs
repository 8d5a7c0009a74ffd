use super::*;
use crate::activity::{Chart, category_of};

/// A chart of codes, each with a title and the words people type.
fn chart(rows: &[(&str, &str, &[&str])]) -> Chart {
    Chart::new(rows.iter().map(|(code, title, aliases)| Activity {
        code: (*code).into(),
        category: category_of(code).expect("a group"),
        dimensions: vec!["mass".into()],
        titles: [(*title).to_owned(), "ขยะ".to_owned(), "埋立".to_owned()],
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
    }))
}

fn some() -> Chart {
    chart(&[
        ("stationary_combustion/gas_diesel_oil", "Diesel (gas/diesel oil)", &["diesel", "軽油"]),
        ("mobile_combustion/gas_diesel_oil", "Diesel (gas/diesel oil)", &["diesel"]),
        ("mobile_combustion/diesel_b20", "Diesel B20", &["B20"]),
        ("stationary_combustion/landfill_gas", "Landfill gas", &["LFG"]),
        ("waste_treatment/landfill", "Landfill on site", &[]),
        ("c04/road_freight_van", "Road freight, van", &["pickup"]),
        ("c04/road_freight_hgv", "Road freight, heavy goods vehicle", &[]),
        ("c05/landfill_paper", "Landfill: paper", &[]),
        ("c05/landfill_glass", "Landfill: glass", &[]),
        ("c05/landfill_household", "Landfill: household residual waste", &[]),
        ("c05/landfill_mixed", "Landfill: mixed commercial and industrial waste", &["general waste"]),
        ("c05/incineration_paper", "Incineration with energy recovery: paper", &[]),
        ("c09/road_freight_van", "Road freight, van", &[]),
    ])
}

fn codes(code: &str) -> Vec<String> {
    let unknown = some().category(code).expect_err(code);
    unknown.candidates.into_iter().map(|(code, _)| code).collect()
}

#[test]
fn in_a_known_group_only_its_codes_are_named() {
    assert_eq!(codes("mobile_combustion/diesel"), ["mobile_combustion/gas_diesel_oil"]);
    assert_eq!(codes("stationary_combustion/Diesel"), ["stationary_combustion/gas_diesel_oil"]);
    assert_eq!(codes("stationary_combustion/disel"), ["stationary_combustion/gas_diesel_oil"]);
    assert_eq!(codes("stationary_combustion/軽油"), ["stationary_combustion/gas_diesel_oil"]);
    assert_eq!(codes("c05/landfill"), ["c05/landfill_mixed", "c05/landfill_glass", "c05/landfill_paper"]);
    assert_eq!(codes("c05/LANDFILL_ＰＡＰＥＲ"), ["c05/landfill_paper"]);
    assert_eq!(codes("c05/general_waste"), ["c05/landfill_mixed"]);
    assert_eq!(codes("c04/road_freight"), ["c04/road_freight_van", "c04/road_freight_hgv"]);
    for nothing in ["c05/diesel", "c05/lfg", "stationary_combustion/peat", "mobile_combustion/diesel_b30", "c04/x"] {
        assert!(codes(nothing).is_empty(), "{nothing}");
    }
}

#[test]
fn a_misspelt_group_is_searched_and_another_number_is_another_group() {
    assert_eq!(codes("stationary_combution/disel"), ["stationary_combustion/gas_diesel_oil"]);
    assert_eq!(codes("C05/landfill_papr"), ["c05/landfill_paper"]);
    assert_eq!(codes("c4/road_freight_van").len(), 2, "in all groups");
    assert!(!some().category("c16/landfill").expect_err("no group").group_is_known);
}

#[test]
fn without_a_group_all_are_searched() {
    let both = ["mobile_combustion/gas_diesel_oil", "stationary_combustion/gas_diesel_oil"];
    assert_eq!((codes("diesel"), codes("disel")), (both.map(str::to_owned).into(), both.map(str::to_owned).into()));
    assert_eq!(codes("road_freight"), ["c04/road_freight_van", "c04/road_freight_hgv", "c09/road_freight_van"]);
    assert!(codes("tea").is_empty() && codes(&"x".repeat(100_000)).is_empty());
}

#[test]
fn several_are_named_with_their_titles_and_nothing_with_the_groups() {
    let help = |code: &str| some().category(code).expect_err(code).help();
    assert_eq!(
        help("disel"),
        "did you mean `mobile_combustion/gas_diesel_oil` (Diesel (gas/diesel oil)) or `stationary_combustion/gas_diesel_oil` \
         (Diesel (gas/diesel oil))? A book adds a code of its own by a factor in factors.csv"
    );
    assert!(
        help("c05/landfill").contains("or one of 1 more? `estate-carbon factors search` finds them. Their built-in")
    );
    let diesel = "did you mean `mobile_combustion/gas_diesel_oil` (Diesel (gas/diesel oil))? A book";
    assert!(help("mobile_combustion/diesel").starts_with(diesel));
    // In other letters it is the same word.
    assert!(help("mobile_combustion/Diesel B20").starts_with("did you mean `mobile_combustion/diesel_b20`? A book"));
    assert!(help("pickup").starts_with("did you mean `c04/road_freight_van` (Road freight, van)?"));
    assert!(help("tea").contains("the groups are stationary_combustion, "), "{}", help("tea"));
    assert!(!help("c05/tea").contains("groups"));
}

#[test]
fn a_group_without_an_item_asks_for_one() {
    let help = |code: &str| some().category(code).expect_err(code).help();
    for code in ["stationary_combustion", "stationary_combustion/", "Stationary combustion", "stationary_combution"] {
        assert!(help(code).starts_with("a code is the group and an item: `stationary_combustion/…`"), "{}", help(code));
    }
}

#[test]
fn a_word_of_biofuels_finds_no_fossil_fuel() {
    assert_eq!(codes("mobile_combustion/biodiesel"), ["mobile_combustion/diesel_b20"]);
    assert_eq!(codes("mobile_combustion/ไบโอดีเซล"), ["mobile_combustion/diesel_b20"]);
    assert!(codes("stationary_combustion/biodiesel").is_empty());
}
