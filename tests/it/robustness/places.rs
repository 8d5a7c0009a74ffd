//! Places stay right whatever lies above: line of text and cell of a spreadsheet.

use super::{GRID, HEADER, reported, with_rows};
use crate::diagnostics::Spoilt;
use estate_carbon::Code;

/// Rows above, then a row whose unit is unknown: where is that reported?
fn place_after(above: &str, end: &str) -> Vec<String> {
    let text = format!("{HEADER}{above}A9,{}\n", GRID.replace("MWh", "MWx"));
    reported(&with_rows(text.replace('\n', end)).diagnostics())
}

#[test]
fn lines_and_cells_are_counted_over_everything_that_may_lie_above() {
    let row = |note: &str| format!("A{},{GRID}{note}\n", note.len());
    for end in ["\n", "\r\n", "\r"] {
        for (above, line, cell) in [
            (String::new(), 2, 2),
            (row("one"), 3, 3),
            // A blank line is a row of a spreadsheet.
            (row("one") + "\n\n" + &row("three"), 6, 6),
            // A cell of several lines is in one.
            (row("\"two\nlines\""), 4, 3),
            ("\n".to_owned() + &row("\"\n\nthree \"\"lines\"\"\"") + "\n" + &row("\"a, b\""), 8, 6),
            // Cells without content are a row, and no row of activity.
            (",,,,,,,\n , ,,,,,,\n".to_owned() + &row("one"), 5, 5),
        ] {
            let expected = format!("GHG126 activities.csv:{line}:59 (cell G{cell}, column `unit`)");
            assert_eq!(place_after(&above, end), [expected], "{above:?} {end:?}");
        }
    }
}

#[test]
fn a_byte_order_mark_moves_nothing() {
    let text = format!("\u{feff}{HEADER}A9,{}\n", GRID.replace("MWh", "MWx"));
    assert_eq!(reported(&with_rows(text).diagnostics()), ["GHG126 activities.csv:2:59 (cell G2, column `unit`)"]);
    let text = format!("\u{feff}{}A9,{GRID}\n", HEADER.replace("activity_id", "activty_id"));
    assert_eq!(reported(&with_rows(text).diagnostics()), ["GHG106 activities.csv:1:1 (cell A1)"]);
}

#[test]
fn blank_lines_above_the_header_are_counted() {
    let text = format!("\n\r\n{}A9,{GRID}\n", HEADER.replace("unit", "units"));
    let found = reported(&with_rows(text).diagnostics());
    assert!(found.contains(&"GHG106 activities.csv:3:49 (cell G3)".to_owned()), "{found:?}");
    let text = format!("\n\n{HEADER}A9,{}\n", GRID.replace("MWh", "MWx"));
    assert_eq!(reported(&with_rows(text).diagnostics()), ["GHG126 activities.csv:4:59 (cell G4, column `unit`)"]);
}

#[test]
fn problems_of_later_stages_stand_on_the_right_line_too() {
    let rows = format!(
        "A1,{GRID}\"two\nlines\"\n\nA2,{},\nA3,{GRID}\nA3,{GRID}\nA4,{}x\n",
        GRID.replace("purchased_electricity/grid", "purchased_steam/X").trim_end_matches(','),
        GRID.replace("2024-01-01", "2023-12-01"),
    );
    assert_eq!(
        reported(&with_rows(format!("{HEADER}{rows}")).diagnostics()),
        [
            "GHG301 activities.csv:5:29 (cell E4, column `activity`)",
            "GHG130 activities.csv:7 (`activity_id`)",
            "GHG134 activities.csv:8:7 (cell C7, column `start`)",
        ]
    );
}

/// A file of several chunks (they are of 4 MB), with quoted line breaks and blank lines all
/// over, and an error in its last row.
#[test]
fn the_last_row_of_a_long_file_stands_on_its_line() {
    for end in ["\n", "\r\n"] {
        let mut text = HEADER.replace('\n', end);
        let (mut line, mut row) = (2_u64, 2_u64);
        for nth in 0.. {
            if text.len() > 9_500_000 {
                break;
            }
            let (note, breaks) = match nth % 7 {
                0 => (format!("\"two{end}lines\""), 1),
                3 => (format!("\"{end}{end}say \"\"three\"\" , {end}\""), 3),
                5 => ("5\" pipe, as it is".replace(',', ";"), 0),
                _ => ("plain".to_owned(), 0),
            };
            text += &format!("B{nth},{GRID}{note}{end}");
            (line, row) = (line + 1 + breaks, row + 1);
            if nth % 11 == 0 {
                text += end;
                (line, row) = (line + 1, row + 1);
            }
        }
        text += &format!("LAST,{}{end}", GRID.replace(",12,", ",12?,"));
        let found = with_rows(&text).diagnostics();
        assert_eq!(reported(&found), [format!("GHG114 activities.csv:{line}:58 (cell F{row}, column `quantity`)")]);
        let excerpt = found.iter().next().and_then(|d| d.place().excerpt()).expect("an excerpt");
        assert!(excerpt.0.starts_with("LAST,F1,"), "{excerpt:?}");
        assert_eq!(excerpt.1, 3);
    }
}

#[test]
fn files_of_a_folder_are_named_each() {
    let book = Spoilt::minimal();
    book.without("activities.csv");
    std::fs::create_dir(book.path().join("activities")).expect("a folder");
    book.with("activities/a.csv", format!("{HEADER}A1,{GRID}\n"));
    book.with("activities/b.csv", format!("{HEADER}B1,{}\n", GRID.replace("12,", "twelve,")));
    book.with("activities/c.csv", "");
    book.with("activities/d.parquet", "PAR1");
    let found = book.diagnostics();
    assert_eq!(
        found.iter().map(|d| d.code()).collect::<Vec<_>>(),
        [Code::NotANumber, Code::EmptyFile, Code::UnreadableTable]
    );
    let files: Vec<&str> = found.iter().map(|d| d.place().file_name()).collect();
    assert_eq!(files, ["activities/b.csv", "activities/c.csv", "activities/d.parquet"]);
}
