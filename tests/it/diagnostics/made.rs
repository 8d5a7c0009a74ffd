//! Files of the catalogue that are too large or no text, made when the tests run.

use super::Spoilt;
use estate_carbon::rows::{SampleFormat, SampleSpec, sample};

const HEADER: &str = "site_id,start,end,activity,quantity,unit,note\n";
const ROW: &str = "F1,2024-01-01,2024-12-31,purchased_electricity/grid,1200,MWh,twelve bills\n";

/// Puts into the book what its folder cannot hold.
pub(super) fn spoil(case: &str, book: &Spoilt) {
    match case {
        "GHG103-not-utf8" => {
            // `โรงงาน` in Windows-874, as spreadsheet programs in Thailand save it.
            let thai = b"F1,\xe2\xc3\xa7\xa7\xd2\xb9,DEMO,factory\n";
            book.with("sites.csv", [b"site_id,name,estate_id,role\n".as_slice(), thai].concat());
            // And the activity rows, further down.
            let rows = [HEADER.as_bytes(), ROW.as_bytes(), b"F1,2024-01-01,2024-12-31,c01/steel,1,t,\xe2\xc3\xa7\n"];
            book.with("activities.csv", rows.concat());
        }
        "GHG131-unreadable-table-parquet" => {
            let whole = parquet_sample(100);
            book.with("activities.parquet", &whole[..whole.len() / 2]);
        }
        "GHG131-unreadable-table-workbook" => {
            book.with("book.xlsx", "site_id\tname\nF1\tnot a workbook\n");
        }
        "GHG132-wrong-column-type" => wrong_type(book),
        "GHG133-line-too-long" => {
            // Beside the quotation mark in sites.csv, a row that ends after 17 MB.
            let text = "a".repeat(17 << 20);
            book.with("fuels.csv", format!("fuel,net_mj_per_kg,source,note\nlpg,46,Laboratory,{text}\n"));
        }
        "GHG139-not-described" => {
            let bad = "F9,2024-01-01,2024-01-31,c01/steel,1,t,\n";
            book.with("activities.csv", [HEADER, ROW, &bad.repeat(60_000)].concat());
        }
        _ => {}
    }
}

/// The bytes of a synthetic activities.parquet.
pub fn parquet_sample(rows: u64) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    sample(folder.path(), SampleSpec::new(3, rows, 1, SampleFormat::Parquet)).expect("a sample");
    std::fs::read(folder.path().join("activities.parquet")).expect("the sample")
}

/// Quantities that are yes or no, and dates that are numbers of days without being dates.
fn wrong_type(book: &Spoilt) {
    use polars::prelude::*;
    let text = |name: &str, value: &str| Column::new(name.into(), [value]);
    let mut frame = DataFrame::new_infer_height(vec![
        text("site_id", "F1"),
        Column::new("start".into(), [19_723_i32]),
        text("end", "2024-12-31"),
        text("activity", "purchased_electricity/grid"),
        Column::new("quantity".into(), [true]),
        text("unit", "MWh"),
    ])
    .expect("a frame");
    let file = std::fs::File::create(book.path().join("activities.parquet")).expect("a file");
    ParquetWriter::new(file).finish(&mut frame).expect("written");
}
