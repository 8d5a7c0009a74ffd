//! Tables in which everything is wrong: what is listed, and what is looked for, has a limit, and everything is counted.

use estate_carbon::{Code, Diagnostics, Severity};

use super::with_rows;
use crate::diagnostics::Spoilt;

/// Most of one kind in one file that are listed, with the entry that counts the others.
const LISTED: usize = 1_001;

fn of(found: &Diagnostics, code: Code) -> Vec<&estate_carbon::Diagnostic> {
    found.iter().filter(|d| d.code() == code).collect()
}

/// How many have a word that may be meant.
fn searched(found: &Diagnostics, code: Code) -> usize {
    of(found, code).iter().filter(|d| d.help().is_some_and(|help| help.contains("did you mean"))).count()
}

fn counted(found: &Diagnostics, code: Code) -> u64 {
    of(found, code).iter().map(|d| d.count()).sum()
}

/// A search goes through the whole chart, or through all sites.
#[test]
fn what_a_wrong_word_may_mean_is_looked_for_once_and_not_for_every_word() {
    let header = "site_id,start,end,activity,quantity,unit,counterparty\n";
    let letters = |n: usize| [n / 676, n / 26, n].map(|n| char::from(b'a' + (n % 26) as u8)).iter().collect::<String>();
    let row = |n: usize| {
        let word = letters(n);
        format!("F1,2024-01-01,2024-01-31,stationary_combustion/gas_diesel_oil{word},1,q{n},F{n}\n")
    };
    let found = with_rows(header.to_owned() + &(2..3_002).map(row).collect::<String>()).diagnostics();
    for code in [Code::UnknownActivity, Code::UnknownSite, Code::UnknownUnit] {
        assert_eq!(counted(&found, code), 3_000, "{code}");
        assert!(of(&found, code).len() <= LISTED, "{code}");
        assert!(searched(&found, code) <= 60, "{code}: {} searches", searched(&found, code));
    }
    assert!(searched(&found, Code::UnknownActivity) > 20);
    assert_eq!(found.errors(), 9_000);
    let same = "F1,2024-01-01,2024-01-31,purchased_electricity/gridd,1,kWh,\n".repeat(1_000);
    let found = with_rows(header.to_owned() + &same).diagnostics();
    assert_eq!(found.iter().map(|d| d.rows()).collect::<Vec<_>>(), [1_000]);
}

#[test]
fn bad_rows_of_small_tables_are_counted_beyond_a_thousand() {
    let book = Spoilt::minimal();
    let sites = (0..5_000).map(|n| format!("S{n},,NOWHERE{n},factory{n}\n")).collect::<String>();
    book.with("sites.csv", format!("site_id,name,estate_id,role\nF1,One,DEMO,factory\n{sites}"));
    let factors =
        (0..4_000).map(|n| format!("own/{n},stationary_combustn{n}/x,kg{n},CO2{n},a{n},P\n")).collect::<String>();
    book.with("factors.csv", format!("factor_id,activity,unit,gas,kg_per_unit,publisher\n{factors}"));
    let fuels = (0..3_000).map(|n| format!("natural_gas_{n},TH,48,Lab\n")).collect::<String>();
    book.with("fuels.csv", format!("fuel,region,net_mj_per_kg,source\n{fuels}"));
    let gases =
        (0..2_000).map(|n| format!("F1,2024-01-01,2024-01-31,R-{n}AA,maintenance,kg,chiller\n")).collect::<String>();
    book.with("refrigerants.csv", format!("site_id,start,end,gas,method,unit,equipment\n{gases}"));
    let found = book.diagnostics();
    for (file, code, number) in [
        ("sites.csv", Code::UnknownEstate, 5_000),
        ("sites.csv", Code::NotInList, 5_000),
        ("sites.csv", Code::EmptyCell, 5_000),
        ("factors.csv", Code::UnknownActivity, 4_000),
        ("factors.csv", Code::UnknownUnit, 4_000),
        ("factors.csv", Code::UnknownGas, 4_000),
        ("factors.csv", Code::NotANumber, 4_000),
        ("fuels.csv", Code::NotInList, 3_000),
        ("refrigerants.csv", Code::UnknownGas, 2_000),
    ] {
        let here = || found.iter().filter(|d| d.place().file_name() == file && d.code() == code);
        assert_eq!((here().map(|d| d.count()).sum::<u64>(), here().count()), (number, LISTED), "{file} {code}");
    }
    assert!(found.errors() >= 33_000 && found.warnings() >= 3_000);
    assert!(found.render().contains("more errors in sites.csv"), "{}", found.headline());
}

#[test]
fn unknown_columns_and_keys_are_counted_beyond_a_thousand() {
    let names = |word: &'static str, n: usize| (0..n).map(move |n| format!("{word}{n}")).collect::<Vec<_>>();
    let found =
        with_rows(format!("site_id,{},{}\n", names("quantity", 3_000).join(","), "unit,".repeat(2_000))).diagnostics();
    assert_eq!((counted(&found, Code::UnknownColumn), of(&found, Code::UnknownColumn).len()), (3_000, LISTED));
    assert_eq!((counted(&found, Code::RepeatedColumn), of(&found, Code::RepeatedColumn).len()), (1_999, LISTED));
    assert!(searched(&found, Code::UnknownColumn) <= 100);
    let book = Spoilt::minimal();
    let manifest = std::fs::read_to_string(book.path().join("book.toml")).expect("a manifest");
    let keys = names("quantity", 2_000).join(" = 1\n");
    book.with("book.toml", format!("{keys} = 1\n{manifest}"));
    let found = book.diagnostics();
    assert_eq!((counted(&found, Code::ManifestKey), of(&found, Code::ManifestKey).len()), (2_000, LISTED));
    let last = of(&found, Code::ManifestKey).into_iter().find(|d| d.count() > 1).expect("the entry that counts");
    assert_eq!((last.severity(), last.place().line()), (Severity::Error, Some(1_001)));
}
