use std::fs;
use std::path::PathBuf;

use super::*;
use crate::table::{empty_table, manifest_template};

/// A folder of its own for one test, removed at the end.
struct Book(PathBuf);

impl Book {
    /// The minimal example, for a test to spoil.
    fn minimal(test: &str) -> Self {
        let dir = std::env::temp_dir().join(format!("estate-carbon-{}-{test}", std::process::id()));
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(&dir).expect("a folder");
        let book = Self(dir);
        let example = examples::examples().into_iter().find(|example| example.name == "minimal").expect("shipped");
        for (path, bytes) in example.files {
            book.with(&path, bytes);
        }
        book
    }

    fn with(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, bytes).expect("written");
        self
    }

    fn without(&self, name: &str) -> &Self {
        fs::remove_file(self.0.join(name)).expect("removed");
        self
    }

    fn read(&self) -> (Option<Tables>, Vec<String>) {
        let (tables, d) = read(&self.0, &[]);
        println!("{}", d.render());
        let reported = d.iter().map(|d| format!("{}[{}] {}", d.severity().as_str(), d.code(), d.place()));
        (tables, reported.collect())
    }

    fn said(&self) -> String {
        read(&self.0, &[]).1.render()
    }
}

impl Drop for Book {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const OWN_FACTORS: &str =
    "factor_id,activity,unit,gas,kg_per_unit,publisher\nown/x,c01/widgets,piece,CO2e:AR5,2,Maker\n";

#[test]
fn the_minimal_book_is_read_without_problems() {
    let (tables, problems) = Book::minimal("whole").read();
    assert_eq!(problems, [""; 0]);
    let tables = tables.expect("whole");
    assert_eq!(tables.sites.len(), 1);
    assert!(tables.factors.get("tgo-cfo-2026/grid/2022-2024").is_some());
    let names: Vec<&str> = tables.inputs.iter().map(|input| input.name.as_str()).collect();
    assert_eq!(names, ["book.toml", "sites.csv"]);
}

#[test]
fn every_example_is_read_without_problems() {
    let books = Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets/books");
    for example in examples::examples() {
        let (tables, d) = read(&books.join(example.name), &[]);
        assert!(d.is_empty(), "{}:\n{}", example.name, d.render());
        assert!(tables.is_some_and(|tables| !tables.sites.is_empty()));
    }
}

#[test]
fn own_tables_come_first_and_own_codes_join_the_chart() {
    let book = Book::minimal("own");
    let fuels = "fuel,net_mj_per_kg,source\nnatural_gas,47,Lab\n";
    let (tables, problems) = book.with("factors.csv", OWN_FACTORS).with("fuels.csv", fuels).read();
    assert_eq!(problems, [""; 0]);
    let tables = tables.expect("whole");
    assert!(tables.chart.category("c01/widgets").is_ok());
    assert!(shipped::chart().get("c01/widgets").is_none());
    assert_eq!(tables.factors.iter().next().map(|factor| factor.id.as_str()), Some("own/x"));
    let heat = tables.fuels.of_activity("stationary_combustion/natural_gas", &["TH", "GLOBAL"]);
    let first = heat.first().map(|fuel| (fuel.net_mj_per_kg, fuel.place.line()));
    assert_eq!(first, Some((Some(47.0), Some(2))), "the book's own, though another is of a nearer region");
    assert_eq!(tables.inputs.len(), 4);
}

#[test]
fn problems_of_every_table_are_reported_in_one_go() {
    let book = Book::minimal("all");
    book.with("book.toml", "name = 1\n")
        .with("sites.csv", "site_id,name,estate_id,role\nF1,x,DEMO,nothing\n")
        .with("factors.csv", "factor_id\n")
        .with("fuels.csv", "fuel,source\ncoal_gas_x,Lab\n")
        .with("assertions.csv", "assertion_id,what,start,end,value,unit,tolerance_pct,site_id\na,scope1,2024-01-01,2024-12-31,1,tCO2e,1,F9\n");
    let (tables, problems) = book.read();
    assert!(tables.is_none());
    assert_eq!(
        problems,
        [
            "error[GHG123] assertions.csv:2:42 (cell H2, column `site_id`)",
            "error[GHG111] book.toml",
            "error[GHG111] book.toml",
            "error[GHG111] book.toml",
            "error[GHG111] book.toml",
            "error[GHG111] book.toml:1:8",
            "error[GHG105] factors.csv:1",
            "error[GHG105] factors.csv:1",
            "error[GHG105] factors.csv:1",
            "error[GHG105] factors.csv:1",
            "warning[GHG120] fuels.csv:2:1 (cell A2, column `fuel`)",
            "error[GHG120] sites.csv:2:11 (cell D2, column `role`)",
        ]
    );
}

#[test]
fn missing_and_unreadable_tables_are_reported() {
    let book = Book::minimal("missing");
    let (tables, problems) = book.without("sites.csv").with("Site.csv", "").read();
    assert!(tables.is_some_and(|tables| tables.sites.is_empty()));
    assert_eq!(problems, ["warning[GHG140] Site.csv", "error[GHG101] sites.csv"]);
    fs::create_dir(book.0.join("factors.csv")).expect("a folder");
    let (tables, problems) = book.without("Site.csv").without("book.toml").read();
    assert!(tables.is_none());
    assert_eq!(problems, ["error[GHG101] book.toml", "error[GHG102] factors.csv", "error[GHG101] sites.csv"]);
}

#[test]
fn a_folder_that_does_not_exist_is_no_book() {
    for dir in ["/no/such/folder", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")] {
        let (tables, d) = read(Path::new(dir), &[]);
        assert!(tables.is_none());
        assert!(d.iter().any(|d| d.message().starts_with("there is no book.toml in")), "{}", d.render());
    }
}

#[test]
fn tables_that_are_not_read_are_warned_of() {
    let book = Book::minimal("unread");
    for name in ["emission_factors.csv", "instruments.csv", "sites.xlsx", "activities.parquet"] {
        book.with(name, "");
    }
    for quiet in ["x_factors.csv", "prices.csv", "~$fuels.xlsx", "factors.md"] {
        book.with(quiet, "");
    }
    let (_, problems) = book.read();
    assert_eq!(
        problems,
        [
            "warning[GHG140] emission_factors.csv",
            "warning[GHG140] instruments.csv",
            "warning[GHG140] prices.csv",
            "warning[GHG140] sites.xlsx"
        ]
    );
}

#[test]
fn an_empty_book_asks_for_its_contents() {
    let book = Book::minimal("empty");
    book.with("book.toml", manifest_template());
    for schema in Schema::all() {
        book.with(&schema.file_name(), empty_table(&schema.table));
    }
    let (_, problems) = book.read();
    let beyond: Vec<&String> = problems.iter().filter(|reported| !reported.contains("[GHG112] book.toml")).collect();
    assert_eq!(beyond, ["error[GHG109] sites.csv"]);
}

#[test]
fn sheets_of_the_workbook_are_tables() {
    let book = Book::minimal("sheets");
    let rows = [
        vec!["site_id", "name", "estate_id", "role", "employees", "start"],
        vec!["F1", "Factory", "DEMO", "factory", "120", "2024-02-30"],
        vec!["F2", "Factory", "DEMO", "factory", "-1", ""],
    ];
    book.with("book.xlsx", workbook("sites", &rows)).without("sites.csv");
    let (tables, problems) = book.read();
    assert_eq!(
        problems,
        [
            "error[GHG121] book.xlsx [sheet sites] (cell E3, column `employees`)",
            "error[GHG117] book.xlsx [sheet sites] (cell F2, column `start`)",
        ]
    );
    let sites = tables.expect("a manifest").sites;
    assert_eq!(sites.iter().map(|site| site.employees).collect::<Vec<_>>(), [Some(120.0), None]);
}

#[test]
fn a_table_stands_in_one_place() {
    let book = Book::minimal("twice");
    let rows = [vec!["site_id", "name", "estate_id", "role"], vec!["F1", "x", "DEMO", "factory"]];
    let (_, problems) = book.with("book.xlsx", workbook("sites", &rows)).read();
    assert_eq!(problems, ["error[GHG135] sites.csv"]);
    let (_, problems) = book.with("book.xlsx", workbook("factor", &rows)).read();
    assert_eq!(problems, ["warning[GHG140] book.xlsx [sheet factor]"]);
    let (_, problems) = book.with("book.xlsx", "not a workbook").read();
    assert_eq!(problems, ["error[GHG131] book.xlsx"]);
}

/// A clinker of one tonne in a table of its own.
fn clinker(lime: &str) -> String {
    format!("site_id,start,end,clinker,unit,cao\nF1,2024-01-01,2024-12-31,1,t,{lime}\n")
}

#[test]
fn a_table_of_a_method_may_be_a_folder_of_files() {
    let book = Book::minimal("folder");
    book.with("clinker/T02.csv", clinker("0.6")).with("clinker/T01.csv", clinker("x")).with("clinker/.~lock", "");
    let (_, problems) = book.with("clinker/plan.txt", "").read();
    assert_eq!(
        problems,
        ["error[GHG114] clinker/T01.csv:2:30 (cell F2, column `cao`)", "warning[GHG140] clinker/plan.txt"]
    );
    let (tables, problems) = book.without("clinker/plan.txt").with("clinker/T01.csv", clinker("0.5")).read();
    assert_eq!(problems, [""; 0]);
    let tables = tables.expect("whole");
    let files: Vec<_> = tables.calculations.iter().filter_map(|one| Some(one.place()?.file_name())).collect();
    assert_eq!(files, ["clinker/T01.csv", "clinker/T02.csv"]);
    assert!(tables.inputs.iter().any(|input| input.name == "clinker/T02.csv"));
    let (_, problems) = book.with("clinker.csv", clinker("0.6")).read();
    assert_eq!(problems, ["error[GHG135] clinker.csv"]);
}

#[test]
fn what_is_set_aside_in_a_folder_is_passed_over_and_other_entries_are_reported() {
    let book = Book::minimal("aside");
    book.with("clinker/T01.csv", clinker("0.5")).with("clinker/x_T01.csv", clinker("0.5"));
    book.with("clinker/2024/T02.csv", clinker("0.5"));
    let (tables, problems) = book.read();
    assert_eq!(problems, ["warning[GHG140] clinker/2024"]);
    assert_eq!(tables.expect("whole").calculations.len(), 1);
}

#[test]
fn a_folder_counts_only_where_its_table_may_be_one_and_never_in_silence() {
    let book = Book::minimal("folders");
    fs::create_dir_all(book.0.join("clinker")).expect("made");
    let (_, problems) = book.with("fuels/T01.csv", "fuel\n").read();
    assert_eq!(problems, ["warning[GHG140] clinker", "warning[GHG140] fuels"]);
    let folders = ["Travel", "spend2024", "waste water", "x_travel", "photos", "factors"];
    for (folder, file) in folders.into_iter().zip(["a.csv", "a.csv", "a.csv", "a.csv", "a.csv", "factors.csv"]) {
        book.with(&format!("{folder}/{file}"), "x\n");
    }
    let (_, problems) = book.read();
    let reported = ["Travel", "clinker", "fuels", "photos", "spend2024", "waste water"]
        .map(|folder| format!("warning[GHG140] {folder}"));
    assert_eq!(problems, reported);
}

#[test]
fn everything_in_the_folder_that_is_not_read_is_named() {
    let rows = "site_id,start,end,activity,quantity,unit\n";
    let book = Book::minimal("unread");
    // Prose, what the program wrote, and what is set aside.
    for name in ["README.txt", "NOTE.md", "report.json", "x_draft.csv", "out/report.json", "out/report.csv", ".hidden"]
    {
        book.with(name, "x\n");
    }
    let (_, problems) = book.read();
    assert_eq!(problems, [""; 0]);
    let tables = ["diesel.csv", "Tenants/T01/diesel.csv", "other.xlsm", "Book.XLSX", "meters.parquet"];
    for name in tables {
        book.with(name, rows);
    }
    for name in ["bill.pdf", "bills/may.jpg", "old.zip", "diesel.csv.gz"] {
        book.with(name, "x");
    }
    let (_, problems) = book.read();
    let named = ["Book.XLSX", "Tenants", "bill.pdf", "diesel.csv", "meters.parquet", "other.xlsm"];
    assert_eq!(problems, named.map(|name| format!("warning[GHG140] {name}")));
    let said = book.said();
    for part in [
        "under that name",
        "`activities`: put them directly into a folder activities/",
        "`activities`: put its rows into activities.csv",
        "`bill.pdf`, `bills/`, `diesel.csv.gz`, `old.zip`",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

/// The smallest workbook of one sheet; cells that read as numbers are numbers.
fn workbook(sheet: &str, rows: &[Vec<&str>]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let cell = |text: &&str| match text.parse::<f64>() {
        Ok(_) => format!("<c><v>{text}</v></c>"),
        Err(_) if text.is_empty() => "<c/>".to_owned(),
        Err(_) => format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"),
    };
    let row = |cells: &Vec<&str>| format!("<row>{}</row>", cells.iter().map(cell).collect::<String>());
    let data: String = rows.iter().map(row).collect();
    let relation = |kind: &str, target: &str| {
        let package = "http://schemas.openxmlformats.org/package/2006/relationships";
        format!(
            "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{DOCUMENT}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let sheets = format!("<sheets><sheet name=\"{sheet}\" sheetId=\"1\" r:id=\"r1\"/></sheets>");
    zip(&[
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{DOCUMENT}\">{sheets}</workbook>")),
        ("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{data}</sheetData></worksheet>")),
    ])
}

/// An archive of uncompressed files.
fn zip(files: &[(&str, String)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let (offset, size) = (out.len() as u32, content.len() as u32);
        let mut header = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        header.extend(crc32(content.as_bytes()).to_le_bytes());
        header.extend([size.to_le_bytes(), size.to_le_bytes()].concat());
        header.extend([name.len() as u8, 0, 0, 0]);
        out.extend([b"PK\x03\x04".as_slice(), &header, name.as_bytes(), content.as_bytes()].concat());
        directory.extend(
            [b"PK\x01\x02\x14\x00".as_slice(), &header, &[0; 10], &offset.to_le_bytes(), name.as_bytes()].concat(),
        );
    }
    let (count, offset) = (files.len() as u8, out.len() as u32);
    out.extend(&directory);
    out.extend([b"PK\x05\x06".as_slice(), &[0, 0, 0, 0, count, 0, count, 0]].concat());
    out.extend([(directory.len() as u32).to_le_bytes(), offset.to_le_bytes()].concat());
    out.extend([0, 0]);
    out
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
    let crc = bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc)));
    !crc
}
