use proptest::prelude::*;

use super::*;

fn read(text: &str) -> (Table, Diagnostics) {
    Table::read("sites.csv", text.as_bytes(), Schema::of("sites"))
}

fn reported(diagnostics: &Diagnostics) -> Vec<String> {
    diagnostics.iter().map(|d| format!("{} {}", d.code(), d.place())).collect()
}

const HEADER: &str = "site_id,name,estate_id,role";

/// Problems of `role` below the header, as `line:column (cell)`.
fn places(rows: &str) -> Vec<String> {
    let (table, mut d) = read(&format!("{HEADER}{rows}"));
    for row in table.rows() {
        row.choice("role", &mut d);
    }
    reported(&d)
}

#[test]
fn lines_and_rows_are_counted_over_blank_lines_and_quoted_breaks() {
    for end in ["\n", "\r\n", "\r"] {
        let rows = format!("{end}{end}F1,\"two{end}lines\",E,bad{end}{end}{end}ก2,x,E,bad{end}").to_owned();
        assert_eq!(
            places(&rows),
            ["GHG120 sites.csv:4:10 (cell D3, column `role`)", "GHG120 sites.csv:7:8 (cell D6, column `role`)",],
            "{end:?}"
        );
    }
}

#[test]
fn a_byte_order_mark_and_leading_blank_lines_move_nothing() {
    let (table, d) =
        Table::read("sites.csv", b"\xef\xbb\xbfsite_id,name,estate_id,role\nF1,P,E,factory", Schema::of("sites"));
    assert_eq!(reported(&d), [""; 0]);
    assert_eq!(table.rows().next().and_then(|row| row.text("site_id")), Some("F1"));
    let (table, _) = read(&format!("\n\n{HEADER}\nF1,P,E,factory"));
    let place = table.rows().next().map(|row| row.place_of("name").to_string());
    assert_eq!(place.as_deref(), Some("sites.csv:4:4 (cell B4, column `name`)"));
}

#[test]
fn the_excerpt_marks_the_cell_in_characters() {
    let (table, mut d) = read(&format!("{HEADER}\nโรงงาน,\"a, \"\"b\"\"\",E, bad \n"));
    for row in table.rows() {
        row.choice("role", &mut d);
    }
    let shown = d.render();
    assert!(shown.contains("  2 | โรงงาน,\"a, \"\"b\"\"\",E, bad \n    |                      ^^^\n"), "{shown}");
}

#[test]
fn bytes_that_are_not_utf8_are_named() {
    let (table, d) = Table::read("sites.csv", b"site_id,name\r\nF1,\xa1\xa2", Schema::of("sites"));
    assert_eq!(reported(&d), ["GHG103 sites.csv:2:4"]);
    assert!(d.iter().any(|d| d.message().contains("byte 0xA1 in line 2")));
    assert_eq!(table.rows().count(), 0);
}

#[test]
fn a_file_without_header_or_rows_is_reported() {
    for (text, code) in [("", "GHG104"), ("\n\r\n", "GHG104"), (HEADER, "GHG109")] {
        let (_, d) = read(text);
        assert_eq!(reported(&d), [format!("{code} sites.csv")], "{text:?}");
    }
    let (_, d) = Table::read("fuels.csv", b"fuel,source\n", Schema::of("fuels"));
    assert!(d.is_empty(), "an optional table may be empty");
}

#[test]
fn header_problems_end_the_table() {
    let (table, d) = read("site_id,nam,estate_id,role,role\nF1,x,E,bad");
    assert_eq!(table.rows().count(), 0);
    assert_eq!(
        reported(&d),
        ["GHG106 sites.csv:1:9 (cell B1)", "GHG107 sites.csv:1:28 (cell E1)", "GHG105 sites.csv:1"]
    );
}

#[test]
fn rows_of_another_length_are_refused_and_the_next_are_read() {
    let (table, d) = read(&format!("{HEADER}\nF1,a,E\nF2,a,b,E,factory\nF3,a,E,factory\n"));
    assert_eq!(reported(&d), ["GHG108 sites.csv:2", "GHG108 sites.csv:3"]);
    assert_eq!(table.rows().count(), 1);
    let (_, d) = read(&format!("{HEADER}\nF1,\"a,E,factory\nF2,b,E,factory\n"));
    assert_eq!(reported(&d), ["GHG133 sites.csv:2"]);
    let (_, d) = read(&format!("{HEADER}\nF1,\"a,E,factory\nF2\",b,E,factory\n"));
    assert!(d.iter().any(|d| d.help().is_some_and(|help| help.contains("never closed"))));
}

#[test]
fn what_spreadsheets_leave_behind_is_skipped() {
    let (table, d) = read(&format!("{HEADER},,\nF1,a,E,factory,,\n,,,,,\n  \n"));
    assert!(d.is_empty(), "{}", d.render());
    assert_eq!(table.rows().count(), 1);
    let (_, d) = read(&format!("{HEADER},\nF1,a,E,factory,stray\n"));
    assert_eq!(reported(&d), ["GHG108 sites.csv:2"]);
}

#[test]
fn a_repeated_header_is_not_a_site() {
    let (table, d) = read(&format!("{HEADER}\nF1,a,E,factory\n{HEADER}\nF2,a,E,factory\n"));
    assert_eq!(reported(&d), ["GHG136 sites.csv:3"]);
    assert_eq!(table.rows().count(), 2);
}

#[test]
fn every_bad_cell_of_a_row_is_reported() {
    let (table, mut d) =
        read(&format!("{HEADER},employees,start,operational_control\nF1,,E,x,\"1,000\",1/2/2024,maybe\n"));
    for row in table.rows() {
        row.required_text("name", &mut d);
        row.choice("role", &mut d);
        row.number("employees", &mut d);
        row.date("start", &mut d);
        row.boolean("operational_control", &mut d);
    }
    let codes: Vec<String> = d.iter().map(|d| d.code().to_string()).collect();
    assert_eq!(codes, ["GHG113", "GHG120", "GHG116", "GHG117", "GHG120"]);
}

fn cells() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(vec![",", "\"", "\n", "\r\n", "\r", "F1", "é", "name", "1,0"]), 0..60)
        .prop_map(|parts| parts.concat())
}

/// The text from a place on.
fn text_at<'t>(text: &'t str, place: &Place) -> Option<&'t str> {
    let mut rest = text;
    for _ in 1..place.line()? {
        let end = rest.find(['\r', '\n'])?;
        let feed = rest.get(end..)?.starts_with("\r\n");
        rest = rest.get(end + if feed { 2 } else { 1 }..)?;
    }
    let (offset, _) = rest.char_indices().nth(place.column()? as usize - 1).unwrap_or((rest.len(), ' '));
    rest.get(offset..)
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let (table, d) = Table::read("sites.csv", &bytes, Schema::of("sites"));
        prop_assert!(table.rows().count() > 0 || !d.is_empty());
    }

    /// The csv crate splits cells and places are found by a walk of our own: reading on from
    /// the place must give the cell again.
    #[test]
    fn reading_on_from_a_place_gives_its_cell(rows in cells()) {
        let text = format!("{HEADER}\n{rows}");
        let (table, d) = read(&text);
        prop_assert!(d.iter().all(|d| d.place().line().is_some() || d.code() == Code::NoRows));
        for row in table.rows() {
            for name in ["site_id", "name", "estate_id", "role"] {
                let rest = text_at(&text, &row.place_of(name)).expect("a place in the text");
                let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(rest.as_bytes());
                let first = reader.records().next().and_then(Result::ok);
                let again = first.as_ref().and_then(|record| record.get(0)).unwrap_or_default();
                if !rest.starts_with(['\r', '\n']) {
                    prop_assert_eq!(again.trim(), row.text(name).unwrap_or_default());
                }
            }
        }
    }
}
