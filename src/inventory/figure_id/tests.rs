use super::*;
use proptest::prelude::*;

fn read(text: &str) -> FigureId {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

#[test]
fn names_that_reports_write_are_read_as_they_stand() {
    for text in [
        "scope1",
        "estate.scope1",
        "ESB.scope2_location.purchased_steam.F1",
        "book.scope3.c04@2024-03",
        "equity_share.scope2_market@2024-12",
        "estate.scope1.gas.CH4",
        "estate.scope1.stationary_combustion.gas.N2O.F1",
        "estate.biogenic_co2.F1",
        "estate.removals",
        "estate.outside_scopes.HCFC-22",
        "estate.sum_of_sites.scope2_location",
        "estate.eliminations.scope2_location.purchased_steam.UTIL.F1",
        "estate:estate.scope1.site:gas",
        "estate.scope1.F%2E1",
        "scope3.site:scope1",
    ] {
        assert_eq!(read(text).to_string(), text);
    }
}

#[test]
fn older_spellings_name_the_same_figure() {
    for (older, now) in [
        ("estate.c04", "estate.scope3.c04"),
        ("ESB.stationary_combustion.F1", "ESB.scope1.stationary_combustion.F1"),
        ("scope2_location.steam", "scope2_location.purchased_steam"),
        ("estate.scope1.F.1", "estate.scope1.F%2E1"),
        ("estate.scope1.a@b", "estate.scope1.a%40b"),
        ("c04", "scope3.c04"),
    ] {
        assert_eq!(read(older).to_string(), now);
    }
}

#[test]
fn a_scope_has_the_books_it_has() {
    let section = Section::of(Scope::One, LedgerBook::MarketBased);
    assert_eq!((section, section.to_string().as_str()), (Section::FOUR[0], "scope1"));
    assert_eq!(Section::of(Scope::Two, LedgerBook::Main), Section::FOUR[1]);
}

#[test]
fn a_word_may_be_an_estate_where_a_scope_follows() {
    assert_eq!(read("c04.scope1").statement, StatementName::Estate("c04".into()));
    assert_eq!(read("scope1.mobile_combustion").statement, StatementName::Headline);
    assert_eq!(
        read("scope3.c04").measure,
        Measure::Co2e(Section::of_category(by_word("c04").unwrap(), LedgerBook::Main))
    );
}

#[test]
fn what_names_nothing_is_refused_with_a_suggestion() {
    let error = |text: &str| text.parse::<FigureId>().expect_err(text).to_string();
    assert_eq!(error("estate.scop1"), "there is no figure `scop1`; did you mean `scope1`?");
    assert_eq!(error("scop1"), "there is no figure `scop1`; did you mean `scope1`?");
    assert!(error("estate.scope2").contains("`scope2_location` and `scope2_market`"));
    for text in ["purchased_steam", "estate.steam", "scope2.steam", "scope1.steam"] {
        assert!(error(text).contains("`scope2_location.purchased_steam`"), "{text}: {}", error(text));
    }
    assert!(error("estate.scope1.c04").contains("in Scope 1; it is `scope3.c04`"));
    assert!(error("sum_of_sites.scope3.c04").contains("sites are summed by scope"));
    assert!(error("eliminations.scope3.F1.F2").contains("no category with eliminations `F1`"));
    assert!(error("estate.scope1.gas.CH5").contains("there are: "), "another gas is no spelling of it");
    assert!(error("estate.scope1@2024-13").contains("there is no month `2024-13`"));
    for text in [
        "",
        ".",
        "estate",
        "estate.",
        "estate.scope1.",
        "estate.scope1.stationary_combustion.",
        "estate.eliminations.scope1.F1",
    ] {
        assert!(text.parse::<FigureId>().is_err(), "{text}");
    }
}

fn ids() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z0-9_.@:% ก-ฮ-]{1,8}",
        proptest::sample::select(vec!["gas", "c04", "steam", "book", "estate", "scope1", "site", "removals"])
            .prop_map(str::to_owned)
    ]
}

fn statements() -> impl Strategy<Value = StatementName> {
    prop_oneof![
        Just(StatementName::Headline),
        Just(StatementName::Book),
        proptest::sample::select(Boundary::ALL.to_vec()).prop_map(StatementName::Boundary),
        ids().prop_map(|id| StatementName::Estate(EstateId::new(id))),
    ]
}

fn sections() -> impl Strategy<Value = Section> {
    (0..4usize, any::<proptest::sample::Index>(), any::<bool>()).prop_map(|(scope, pick, whole)| {
        let section = Section::FOUR[scope];
        let of_scope: Vec<Category> = Category::all().filter(|c| c.scope() == section.scope).collect();
        Section { category: (!whole).then(|| of_scope[pick.index(of_scope.len())]), ..section }
    })
}

fn measures() -> impl Strategy<Value = Measure> {
    prop_oneof![
        sections().prop_map(Measure::Co2e),
        sections().prop_map(|section| Measure::Gas(section, "CH4")),
        Just(Measure::BiogenicCo2),
        Just(Measure::Removals),
        Just(Measure::OutsideScopes("HCFC-22")),
        sections().prop_map(|section| Measure::SumOfSites(Section { category: None, ..section })),
        (sections(), ids(), ids()).prop_map(|(section, seller, buyer)| Measure::Elimination {
            category: section.category.unwrap_or(Category::PurchasedSteam),
            book: section.category.map_or(LedgerBook::MarketBased, |_| section.book),
            seller: SiteId::new(seller),
            buyer: SiteId::new(buyer)
        }),
    ]
}

proptest! {
    #[test]
    fn every_name_is_read_as_what_was_written(
        statement in statements(), measure in measures(), site in proptest::option::of(ids()), month in proptest::option::of(0..40_000i32)
    ) {
        let month = month.and_then(crate::period::Day::from_epoch_days).map(|day| day.month());
        let id = FigureId { statement, measure, site: site.map(SiteId::new), month };
        prop_assert_eq!(id.to_string().parse::<FigureId>().map_err(|e| TestCaseError::fail(e.to_string()))?, id);
    }

    #[test]
    fn no_text_makes_the_reader_fail(text in "[a-z0-9_.@:%ก-ฮ]{0,24}") {
        let _ = text.parse::<FigureId>();
    }
}
