//! The chart of activities, row by row: titles in three languages, and words that are explained.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use estate_carbon::quantity::{Gas, Unit};
use estate_carbon::scope::Category;

/// A row, its cells by column.
type Row = BTreeMap<String, String>;

fn rows() -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets/activities.csv");
    let mut reader = csv::Reader::from_path(path).expect("the chart");
    let header = reader.headers().expect("a header").clone();
    let cells = |row: csv::StringRecord| header.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect();
    let rows: Vec<Row> = reader.records().map(|row| cells(row.expect("a row"))).collect();
    assert!(rows.len() > 100, "the chart was not read");
    rows
}

fn titles(row: &Row) -> [&str; 3] {
    ["title_en", "title_th", "title_ja"].map(|name| &*row[name])
}

/// Fails with every row that `check` finds wrong, and why.
fn every_row(check: impl Fn(&Row) -> Option<String>) {
    let wrong: Vec<String> =
        rows().iter().filter_map(|row| check(row).map(|why| format!("{}: {why}", row["code"]))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn is_thai(letter: char) -> bool {
    matches!(letter, '\u{e01}'..='\u{e4e}')
}

fn is_japanese(letter: char) -> bool {
    matches!(letter, '\u{3041}'..='\u{30fa}' | '\u{3400}'..='\u{9fff}')
}

/// Whether a Japanese title needs no Japanese letter: the formula or designation of a gas.
fn is_gas(title: &str) -> bool {
    Gas::parse(title).is_ok()
}

#[test]
fn every_code_has_titles_in_its_three_languages() {
    every_row(|row| {
        let [english, thai, japanese] = titles(row);
        let tidy = |title: &str| title.trim() == title && !title.contains("  ");
        let right = [
            (!english.is_empty() && !english.chars().any(|c| is_thai(c) || is_japanese(c)), "title_en"),
            (thai.chars().any(is_thai) && !thai.chars().any(is_japanese), "title_th"),
            ((japanese.chars().any(is_japanese) || is_gas(japanese)) && !japanese.chars().any(is_thai), "title_ja"),
            (titles(row).into_iter().all(tidy), "blanks"),
        ];
        right.into_iter().find(|(right, _)| !right).map(|(_, what)| what.to_owned())
    });
}

#[test]
fn titles_tell_codes_of_a_group_apart_and_are_the_same_in_all_groups() {
    let rows = rows();
    let (mut of_group, mut of_english) = (BTreeSet::new(), BTreeMap::new());
    for row in &rows {
        for (language, title) in titles(row).into_iter().enumerate() {
            // A group may have the name of its only code.
            let told_apart = row["code"].ends_with("/*") || of_group.insert((&row["category"], language, title));
            assert!(told_apart, "{}: {title} is there twice", row["code"]);
        }
        let [english, thai, japanese] = titles(row);
        let first = *of_english.entry(english).or_insert((thai, japanese));
        assert_eq!(first, (thai, japanese), "{}: {english} is translated otherwise elsewhere", row["code"]);
    }
}

#[test]
fn scope_and_category_of_iso_14064_follow_from_the_group() {
    every_row(|row| {
        let group = row["code"].split('/').next();
        let Some(category) = Category::parse(&row["category"]).filter(|c| group == Some(c.code())) else {
            return Some(format!("category {}", row["category"]));
        };
        let iso = match (category.scope().number(), category.code()) {
            (1, _) => 1,
            (2, _) => 2,
            (_, "c04" | "c06" | "c07" | "c09") => 3,
            (_, "c01" | "c02" | "c03" | "c05" | "c08") => 4,
            (_, "c15") => 6,
            _ => 5,
        };
        let wanted = (category.scope().number().to_string(), iso.to_string());
        (wanted != (row["scope"].clone(), row["iso14064"].clone())).then(|| format!("should be {wanted:?}"))
    });
}

#[test]
fn every_word_of_a_row_is_known_and_explained() {
    let dimensions: BTreeSet<&str> =
        Unit::symbols().map(|symbol| Unit::parse(symbol).expect("a unit").dimension().code()).collect();
    let methods = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/METHODS.md")).expect("text");
    every_row(|row| {
        let dimension = row["dimensions"].split(';').find(|word| !dimensions.contains(word));
        let method = Some(&*row["method"]).filter(|method| !methods.contains(&format!("`{method}`")));
        dimension.or(method).map(|word| format!("`{word}` is not explained"))
    });
}

/// Words that were once used beside another for the same thing, and the one that stayed.
const RETIRED: [(&str, &str); 7] = [
    ("แชสซีเดียว", "รถบรรทุกเดี่ยว"),
    ("รถพ่วงและรถกึ่งพ่วง", "รถกึ่งพ่วง"),
    ("ผลการแผ่รังสี", "แรงบังคับการแผ่รังสี"),
    ("ไม่ใช้อากาศ", "ไร้อากาศ"),
    ("เศษสวน", "เศษกิ่งไม้ใบไม้"),
    ("ผลิตภัณฑ์ที่ขาย", "สินค้าที่จำหน่าย"),
    ("堆肥化", "コンポスト化"),
];

#[test]
fn one_thing_has_one_word() {
    every_row(|row| {
        let retired = |(word, _): &&(&str, &str)| titles(row).iter().any(|title| title.contains(word));
        RETIRED.iter().find(retired).map(|(word, stayed)| format!("{word} is called {stayed}"))
    });
}
