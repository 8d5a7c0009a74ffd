//! Text files of any content.

use proptest::prelude::*;

use super::{GRID, HEADER, assert_clear, codes, reported, with_rows};
use crate::diagnostics::Spoilt;
use estate_carbon::{Book, Code, OpenOptions, Rejected};

#[test]
fn an_empty_file_and_a_header_alone_are_reported() {
    for empty in ["", "\n\n", "\u{feff}", "\u{feff}\r\n"] {
        assert_eq!(reported(&with_rows(empty).diagnostics()), ["GHG104 activities.csv"], "{empty:?}");
    }
    for header in [HEADER, HEADER.trim_end(), &format!("{HEADER}\n\r\n,,,,,,,\n")] {
        assert_eq!(reported(&with_rows(header).diagnostics()), ["GHG109 activities.csv"], "{header:?}");
    }
}

#[test]
fn a_folder_under_the_name_of_a_table_is_reported() {
    for name in ["activities.csv", "activities.parquet"] {
        let book = Spoilt::minimal();
        book.without("activities.csv");
        std::fs::create_dir(book.path().join(name)).expect("a folder");
        assert_eq!(reported(&book.diagnostics()), [format!("GHG102 {name}")]);
    }
    let book = Spoilt::minimal();
    book.without("activities.csv");
    std::fs::create_dir(book.path().join("activities")).expect("a folder");
    assert_eq!(reported(&book.diagnostics()), ["GHG102 activities"]);
    book.with("activities/notes.txt", "nothing");
    assert_eq!(reported(&book.diagnostics()), ["GHG102 activities"]);
}

#[test]
fn a_line_of_a_hundred_megabytes_is_reported_where_it_begins() {
    let long = vec![b'a'; 100 << 20];
    assert_eq!(reported(&with_rows(&long).diagnostics()), ["GHG133 activities.csv:1"]);
    let quoted = [HEADER.as_bytes(), b"A1,", GRID.as_bytes(), b"x\n\nA2,\"", &long].concat();
    assert_eq!(reported(&with_rows(quoted).diagnostics()), ["GHG133 activities.csv:4"]);
}

#[test]
fn a_cell_of_a_megabyte_is_reported_in_a_few_words() {
    for (cell, code) in [
        ("F1,", Code::UnknownSite),
        ("2024-12-31,", Code::NotADate),
        ("purchased_electricity/grid,", Code::UnknownActivity),
        ("12,MWh", Code::NotANumber),
        ("MWh,", Code::UnknownUnit),
    ] {
        let rest = cell.split_once(',').map_or("", |(_, rest)| rest);
        let row = GRID.replacen(cell, &format!("{},{rest}", "x".repeat(1 << 20)), 1);
        let found = with_rows(format!("{HEADER}A1,{row}\n")).diagnostics();
        assert_eq!(codes(&found).into_iter().collect::<Vec<_>>(), [code]);
    }
}

#[test]
fn a_quotation_mark_that_is_never_closed_swallows_nothing_in_silence() {
    let rows = format!("A1,{GRID}fine\nA2,{GRID}\"not closed\nA3,{GRID}swallowed\nA4,{GRID}swallowed\n");
    let found = with_rows(format!("{HEADER}{rows}")).diagnostics();
    assert_eq!(reported(&found), ["GHG133 activities.csv:3"]);
    let sites =
        "site_id,role,estate_id,name\nF1,factory,DEMO,\"Demonstration factory\nF2,factory,DEMO,Second factory\n";
    let book = Spoilt::minimal();
    assert!(reported(&book.with("sites.csv", sites).diagnostics()).contains(&"GHG133 sites.csv:2".to_owned()));
    // In the header it takes all rows with it, and that does not take long either.
    let found = with_rows(format!("\"{HEADER}{}", format!("A1,{GRID}\n").repeat(40_000))).diagnostics();
    assert_eq!(reported(&found), ["GHG133 activities.csv:1"]);
}

#[test]
fn a_byte_that_is_not_utf8_is_reported_wherever_it_is() {
    let mut rows = format!("{HEADER}A1,{GRID}fine\nA2,{GRID}caf").into_bytes();
    rows.extend([0xe9, b'\n']);
    assert_eq!(reported(&with_rows(&rows).diagnostics()), ["GHG103 activities.csv:3:66"]);
    let header = [b"activity_id,site_id,caf\xe9\n".as_slice(), b"A1,F1,x\n"].concat();
    assert_eq!(reported(&with_rows(header).diagnostics()), ["GHG103 activities.csv:1:24"]);
    // UTF-16, as `Unicode text` is saved by some programs.
    let wide: Vec<u8> = format!("\u{feff}{HEADER}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(reported(&with_rows(wide).diagnostics()), ["GHG103 activities.csv:1:1"]);
}

#[test]
fn nul_bytes_are_text_like_any_other() {
    let nul = "\u{0}";
    let rows = format!("A1,{GRID}a{nul}b\nA2,{}\n", GRID.replace("12,", &format!("1{nul}2,")));
    let found = with_rows(format!("{HEADER}{rows}")).diagnostics();
    assert_eq!(reported(&found), ["GHG114 activities.csv:3:56 (cell F3, column `quantity`)"]);
    codes(&with_rows(vec![0_u8; 1 << 20]).diagnostics());
}

#[test]
fn dates_at_the_ends_of_the_calendar_are_dates() {
    for (start, end) in [("0001-01-01", "9999-12-31"), ("0000-01-01", "9999-12-31"), ("9999-12-31", "9999-12-31")] {
        let row = format!("A1,{}\n", GRID.replace("2024-01-01", start).replace("2024-12-31", end));
        codes(&with_rows(format!("{HEADER}{row}")).diagnostics());
    }
}

#[test]
fn quantities_at_the_ends_of_the_numbers_are_numbers() {
    for quantity in ["1e308", "-1e308", "5e-324", "-0", "000", "1e-400", "0x1", "１２", "12e", "9".repeat(400).as_str()]
    {
        let row = format!("A1,{}n\n", GRID.replace(",12,", &format!(",{quantity},")));
        codes(&with_rows(format!("{HEADER}{row}{row}")).diagnostics());
    }
}

/// Opens the book whatever it holds, twice: as it is, and with rejected rows allowed.
fn survives(book: &Spoilt) -> Result<(), TestCaseError> {
    assert_clear(&book.diagnostics());
    if let Ok(book) = Book::open_with(book.path(), &OpenOptions::new().with_rejected(Rejected::Allow)) {
        let rows = book.rows();
        prop_assert_eq!(rows.read, rows.accepted + rows.rejected);
        let accounts = book.account().expect("accounts");
        let folder = tempfile::tempdir().expect("a folder");
        prop_assert_eq!(accounts.write_rejected(folder.path().join("rejected.csv")).expect("written"), rows.rejected);
    }
    Ok(())
}

/// Pieces that mean something to a reader of tables, so that random texts come far.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => Just(format!("A1,{GRID}x\n")),
        2 => prop::sample::select(vec!["\n", "\r\n", "\r", "\"", "\"\"", ",", "\u{feff}", "\0", "-", "1e9", " ", "é", "ก"]).prop_map(str::to_owned),
        1 => prop::sample::select(vec!["2024-02-29", "2024-01-01T00:15+07:00", "NaN", "1,000", "kWh", "F1", "scope1"]).prop_map(str::to_owned),
        1 => ".{0,12}",
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..400), name in 0..4_usize) {
        let book = Spoilt::minimal();
        let name = ["activities.csv", "sites.csv", "book.toml", "factors.csv"][name];
        survives(book.with(name, bytes))?;
    }

    #[test]
    fn random_rows_are_survived(rows in pieces()) {
        survives(&with_rows(format!("{HEADER}A0,{GRID}\n{rows}")))?;
    }

    #[test]
    fn random_small_tables_are_survived(text in pieces(), name in 0..4_usize) {
        let (name, header) = [
            ("sites.csv", "site_id,name,estate_id,role\n"),
            ("factors.csv", "factor_id,activity,unit,gas,kg_per_unit,publisher\n"),
            ("fuels.csv", "fuel,net_mj_per_kg,source\n"),
            ("assertions.csv", "assertion_id,what,start,end,value,unit,tolerance_pct\n"),
        ][name];
        let book = Spoilt::minimal();
        survives(book.with(name, format!("{header}{text}")))?;
    }
}
