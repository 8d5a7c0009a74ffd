//! Books with nothing on disk, beside the folders they are copies of.

use std::io::Cursor;
use std::path::Path;

use estate_carbon::frame::polars::prelude::{
    BooleanChunked, Column, CsvReadOptions, CsvReader, DataFrame, DataType, IntoColumn, NamedFrom, SerReader, Series,
    df,
};
use estate_carbon::period::Day;
use estate_carbon::table::{ColumnKind, Schema};
use estate_carbon::{Book, BookBuilder, Error, OpenOptions, Rejected};

use crate::books::folder;
use crate::scratch::{MANIFEST, Scratch};

/// A table's CSV as a frame of typed columns: numbers, days and truths where the schema has them, else text.
fn typed(schema: &Schema, csv: &[u8]) -> DataFrame {
    let options = CsvReadOptions::default().with_infer_schema_length(Some(0));
    let texts = CsvReader::new(Cursor::new(csv)).with_options(options).finish().expect("CSV");
    let columns = texts.columns().iter().map(|column| {
        let kind = schema.column(column.name()).map_or(ColumnKind::Text, |column| column.kind);
        let texts = column.as_materialized_series().str().expect("text");
        let each = |cell: fn(&str) -> i32| texts.iter().map(|text| text.map(cell)).collect::<Vec<_>>();
        match kind {
            ColumnKind::Number | ColumnKind::Whole => column.cast(&DataType::Float64).expect("numbers"),
            ColumnKind::Date => {
                let days = each(|text| Day::parse(text).expect("a day").epoch_days());
                let days = Series::new(column.name().clone(), days);
                days.cast(&DataType::Date).expect("days").into_column()
            }
            ColumnKind::Boolean => {
                let truths: BooleanChunked = texts.iter().map(|text| text.map(|text| text == "true")).collect();
                truths.with_name(column.name().clone()).into_column()
            }
            _ => column.clone(),
        }
    });
    DataFrame::new_infer_height(columns.collect()).expect("a frame")
}

/// The tables of a book's folder.
fn tables(book: &Path) -> Vec<(&'static Schema, Vec<u8>)> {
    let read = |schema: &'static Schema| Some((schema, std::fs::read(book.join(schema.file_name())).ok()?));
    Schema::all().iter().filter_map(read).collect()
}

fn manifest(book: &Path) -> Vec<u8> {
    std::fs::read(book.join("book.toml")).expect("book.toml")
}

/// Some options, under which nothing is refused that need not be.
fn options() -> OpenOptions {
    OpenOptions::new().with_rejected(Rejected::Allow)
}

fn report(book: BookBuilder) -> String {
    match book.open().and_then(Book::account) {
        Ok(accounts) => accounts.report().to_json(),
        Err(Error::Rejected(problems)) => panic!("{}", problems.render()),
        Err(other) => panic!("{other}"),
    }
}

fn without_fingerprint(report: &str) -> Vec<&str> {
    report.lines().filter(|line| !line.contains("\"fingerprint\"")).collect()
}

const BOOKS: [&str; 3] = ["minimal", "eastern-seaboard", "methods"];

#[test]
fn every_shipped_book_out_of_frames_gives_the_report_of_its_folder() {
    for name in BOOKS {
        let book = folder(name);
        let of_folder = Book::open(&book).and_then(Book::account).expect("accounts").report().to_json();
        let empty = Book::builder().manifest(manifest(&book));
        let of_frames =
            tables(&book).into_iter().fold(empty, |book, (schema, csv)| book.table(&schema.table, typed(schema, &csv)));
        let of_frames = report(of_frames);
        let (of_frame_lines, of_folder_lines) = (without_fingerprint(&of_frames), without_fingerprint(&of_folder));
        for (line, wanted) in of_frame_lines.iter().zip(&of_folder_lines) {
            assert_eq!(line, wanted, "{name}");
        }
        assert_eq!(of_frame_lines.len(), of_folder_lines.len(), "{name}");
        assert_ne!(of_frames, of_folder, "a frame is not the bytes of a file");
    }
}

#[test]
fn every_shipped_book_out_of_the_texts_of_its_files_gives_the_report_byte_by_byte() {
    for name in BOOKS {
        let book = folder(name);
        let of_folder = Book::open(&book).and_then(Book::account).expect("accounts").report().to_json();
        let empty = Book::builder().manifest(manifest(&book));
        // In whatever order they come.
        let of_texts = tables(&book)
            .into_iter()
            .rev()
            .fold(empty, |book, (schema, csv)| book.table_from(&schema.table, Cursor::new(csv)));
        assert!(report(of_texts) == of_folder, "{name}");
    }
}

const SITES: &str = "site_id,name,estate_id,role\nF1,One,E,factory\n";
const ROWS: &str = "site_id,start,end,activity,quantity,unit\n\
    F1,2024-01-01,2024-01-31,purchased_electricity/grid,100,kWh\n";

fn problems(book: BookBuilder) -> String {
    match book.open().and_then(Book::account) {
        Ok(accounts) => panic!("accounts: {}", accounts.diagnostics().render()),
        Err(Error::Rejected(problems)) => problems.render(),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn what_is_missing_twice_there_or_unknown_is_told_with_advice() {
    let frame = || typed(Schema::of("sites"), SITES.as_bytes());
    let said = problems(Book::builder());
    for part in ["the book has no book.toml\n  --> book.toml", "no table `sites`\n  --> sites.csv", "no activity rows"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    let whole = || Book::builder().manifest(MANIFEST).sites(frame()).table_from("activities", ROWS.as_bytes());
    let said = problems(whole().table_from("sites", SITES.as_bytes()).table("refrigerant", frame()));
    for part in [
        "error[GHG135]: the table `sites` is handed over twice\n  --> sites.csv",
        "error[GHG140]: `refrigerant` is not a table of a book",
        "did you mean `refrigerants`?",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let said = problems(whole().table("plants", frame()));
    assert!(said.contains("this version of the program does not read the table `plants`"), "{said}");
    let said = problems(whole().manifest(MANIFEST));
    assert!(said.contains("error[GHG135]: book.toml is handed over twice\n  --> book.toml"), "{said}");
    let bare = || Book::builder().sites(frame()).table_from("activities", ROWS.as_bytes());
    let named = format!("factors = [\"../shared\"]\n{MANIFEST}");
    let said = problems(bare().manifest(named));
    assert!(said.contains("`../shared` is seen from the book's folder, and the book has none"), "{said}");
    let not_rows = estate_carbon::rows::Feed::of_frame(Schema::of("sites"), "sites", frame());
    let said = problems(Book::builder().manifest(MANIFEST).sites(frame()).activities_from(not_rows));
    assert!(said.contains("the rows handed over are of the table `sites`"), "{said}");
}

#[test]
fn problems_of_frames_stand_at_their_rows_and_columns_those_of_rows_too() {
    let sites = df!(
        "role" => ["factory", "factory"], "site_id" => ["F1", "F2"], "name" => ["One", "Two"], "estate_id" => ["E", "Q"]
    );
    let rows = typed(Schema::of("activities"), ROWS.as_bytes());
    let wrong = rows.clone().lazy_quantity(f64::INFINITY);
    let said =
        problems(Book::builder().manifest(MANIFEST).sites(sites.expect("a frame")).activities(rows).activities(wrong));
    for part in ["--> sites.csv (row 2, column `estate_id`)", "--> activities/2 (row 1, column `quantity`)"] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

/// A frame with another quantity in every row.
trait WithQuantity {
    fn lazy_quantity(self, quantity: f64) -> DataFrame;
}

impl WithQuantity for DataFrame {
    fn lazy_quantity(mut self, quantity: f64) -> DataFrame {
        let column = Column::new("quantity".into(), vec![quantity; self.height()]);
        self.with_column(column).expect("a column");
        self
    }
}

#[test]
fn a_reader_that_fails_is_an_error_and_no_empty_table() {
    struct Broken;
    impl std::io::Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the line is dead"))
        }
    }
    let failed = Book::builder().manifest(MANIFEST).table_from("sites", Broken).open().expect_err("no sites");
    let Error::Read { path, source } = failed else { panic!("{failed}") };
    assert_eq!((path.as_path(), source.to_string().as_str()), (Path::new("sites"), "the line is dead"));
}

#[test]
fn options_hold_for_books_in_memory_and_nothing_is_written_over_their_owners_files() {
    let rows = format!("{ROWS}F9,2024-01-01,2024-01-31,purchased_electricity/grid,1,kWh\n");
    let whole = Book::builder()
        .manifest(MANIFEST)
        .table_from("sites", SITES.as_bytes())
        .table_from("activities", rows.as_bytes());
    assert!(problems(whole.clone()).contains("there is no site `F9`"));
    let book = whole.open_with(&options()).expect("a book");
    assert_eq!((book.rows().accepted, book.rows().rejected), (1, 1));
    let accounts = book.account().expect("accounts");
    let scratch = Scratch::new(&[("rejected.csv", "old")]);
    // A book in memory has no files, so every ordinary file may be replaced.
    assert_eq!(accounts.write_rejected(scratch.path().join("rejected.csv")).expect("written"), 1);
}

#[test]
fn each_stage_tells_its_own_problems_and_a_stage_that_fails_those_of_the_later_ones() {
    let rows = format!("{ROWS}F1,2024-01-01,2024-01-31,purchased_electricity/grid,1,t\n");
    let whole = |rows: &str| {
        Book::builder()
            .manifest(MANIFEST)
            .table_from("sites", SITES.as_bytes())
            .table_from("activities", rows.as_bytes())
    };
    // A factor that is per energy is found wanting when the book is posted.
    let book = whole(&rows).open().map(|book| (book.diagnostics().is_empty(), book.account()));
    match book {
        Ok((true, Err(Error::Rejected(problems)))) => {
            assert_eq!((problems.errors(), problems.render().contains("GHG303")), (1, true), "{}", problems.render());
        }
        other => panic!("{other:?}"),
    }
    let broken = format!("{rows}F1,2024-01-01,2024-13-31,purchased_electricity/grid,1,kWh\n");
    let Err(Error::Rejected(problems)) = whole(&broken).open() else { panic!("a date that is none") };
    let said = problems.render();
    assert!(problems.errors() == 2 && said.contains("GHG303"), "{said}");
}

#[test]
fn the_inventory_frame_adds_up_to_every_figure_of_every_statement_and_site() {
    let shipped = BOOKS.map(|name| (name, crate::books::accounts(name)));
    for (name, accounts) in shipped.into_iter().chain([("mixed", half_covered())]) {
        let frame = accounts.inventory_frame().expect("a frame");
        let whole: Vec<usize> = (0..frame.height()).collect();
        for (place, statement) in accounts.inventory().statements().enumerate() {
            let rows = || whole.iter().copied().filter(|row| number(&frame, "statement", *row) == Some(place as f64));
            let counted = |row: &usize| cell(&frame, "in_statement", *row) == "true";
            ties(&frame, rows().filter(counted), &statement.by_category(), name);
            for site in statement.sites() {
                let of_site = |row: &usize| cell(&frame, "site_id", *row) == site.site().as_str();
                ties(&frame, rows().filter(of_site), &site.by_category(), name);
            }
        }
        let outside = whole.iter().filter(|row| cell(&frame, "gas", **row) == "CO2_biogenic");
        assert!(outside.clone().all(|row| number(&frame, "tco2e", *row).is_none()), "{name}");
        assert!(["minimal", "mixed"].contains(&name) || outside.count() > 0, "{name}");
    }
}

/// A book of a purchase that the market-based method has nothing for, at one site, and of one that is covered, at another:
/// the other has a figure by market and the estate has none.
fn half_covered() -> estate_carbon::Accounts {
    let sites = "site_id,name,estate_id,role\nF1,One,E,factory\nF2,Two,E,factory\n";
    let rows = format!("{ROWS}F2,2024-01-01,2024-01-31,purchased_electricity/solar_ppa,100,kWh\n");
    let factors = "factor_id,activity,region,unit,gas,kg_per_unit,kind,publisher,document,locator\n\
        own/ppa,purchased_electricity/solar_ppa,TH,kWh,CO2,0.1,supplier,Sun,Contract,p 1\n";
    let book = Book::builder()
        .manifest(MANIFEST)
        .table_from("sites", sites.as_bytes())
        .table_from("factors", factors.as_bytes())
        .table_from("activities", rows.as_bytes());
    let accounts = book.open().and_then(Book::account).expect("accounts");
    let by_market = estate_carbon::scope::Scope2Method::MarketBased;
    let [one, two] = accounts.headline().sites() else { panic!("two sites") };
    assert!(accounts.headline().scope2(by_market).is_err() && one.scope2(by_market).is_err());
    assert!(two.scope2(by_market).is_ok());
    accounts
}

type Sections = [(estate_carbon::scope::Category, estate_carbon::scope::LedgerBook, estate_carbon::quantity::Co2e)];

/// Compares the sums of some rows with the sections of a statement or a site, one by one and all.
fn ties(frame: &DataFrame, rows: impl Iterator<Item = usize>, sections: &Sections, name: &str) {
    let mut sums = std::collections::BTreeMap::<(String, String), f64>::new();
    for row in rows {
        let section = (cell(frame, "category", row), cell(frame, "book", row));
        *sums.entry(section).or_default() += number(frame, "tco2e", row).unwrap_or(0.0);
    }
    for (category, book, co2e) in sections {
        let section = (category.code().to_owned(), book.as_str().to_owned());
        // A section whose every row is eliminated is reported as 0 and has no row left.
        let (sum, wanted) = (sums.remove(&section).unwrap_or(0.0), co2e.as_tonnes());
        assert!((sum - wanted).abs() <= 1e-12 * wanted.abs(), "{name}: {section:?}: {sum} and {wanted}");
    }
    assert!(sums.is_empty(), "{name}: {sums:?}");
}

fn cell(frame: &DataFrame, column: &str, row: usize) -> String {
    let value = frame.column(column).expect("a column").get(row).expect("a row");
    value.get_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn number(frame: &DataFrame, column: &str, row: usize) -> Option<f64> {
    frame.column(column).expect("a column").get(row).expect("a row").extract()
}

#[test]
fn frames_name_what_sites_csv_says_of_a_site() {
    let accounts = crate::books::accounts("methods");
    for frame in [accounts.ledger_frame(), accounts.inventory_frame()] {
        let frame = frame.expect("a frame");
        let row = (0..frame.height()).find(|row| cell(&frame, "site_id", *row) == "CEM").expect("a site");
        let said = ["estate_id", "country", "role", "sector", "tenant"].map(|column| cell(&frame, column, row));
        assert_eq!(said, ["PAK", "TH", "factory", "2394", "null"]);
    }
    // A program has its sites in any order; each is found by its id.
    let (tables, _) = estate_carbon::book::read(&folder("methods"), &[]);
    let tables = tables.expect("tables");
    let (mut sites, mut estates) = (tables.sites.clone(), tables.manifest.estates.clone());
    sites.reverse();
    estates.reverse();
    let by_order = |sites: &[_], estates: &[_]| {
        let ledger = estate_carbon::frame::ledger(accounts.ledger(), sites, estates).expect("a frame");
        let of = (accounts.ledger(), accounts.inventory());
        let inventory = estate_carbon::frame::inventory(of.0, of.1, sites, estates).expect("a frame");
        (ledger, inventory)
    };
    let (kept, turned) = (by_order(&tables.sites, &tables.manifest.estates), by_order(&sites, &estates));
    assert!(kept.0.equals_missing(&turned.0) && kept.1.equals_missing(&turned.1));
    let one = by_order(&sites[..1], &estates).0;
    let row = (0..one.height()).find(|row| cell(&one, "site_id", *row) == "CEM").expect("a site");
    assert_eq!(cell(&one, "estate_id", row), "null", "nothing is said of it");
}

#[test]
fn rows_of_another_table_are_refused_in_every_book() {
    use estate_carbon::rows::Feed;
    let book = folder("methods");
    let methods = || {
        let kept = tables(&book).into_iter().filter(|(schema, _)| schema.table != "activities");
        kept.fold(Book::builder().manifest(manifest(&book)), |all, (schema, csv)| {
            all.table_from(&schema.table, Cursor::new(csv))
        })
    };
    assert!(methods().open().is_ok(), "tables of methods do without activity rows");
    let strange = || Feed::of_text(Schema::of("sites"), "sites.csv", SITES.as_bytes());
    let rows = || Feed::of_text(Schema::of("activities"), "rows.csv", ROWS.as_bytes());
    let with = |rows| Book::open_with(&book, &OpenOptions::new().with_activities(rows));
    let mut opened = vec![methods().activities_from(strange()).open(), with(strange())];
    for mixed in [rows().and(strange()), strange().and(rows())] {
        opened.extend([methods().activities_from(mixed.clone()).open(), with(mixed)]);
    }
    opened.push(methods().activities_from(rows()).activities_from(strange()).open());
    for opened in opened {
        let Err(Error::Rejected(problems)) = opened else { panic!("rows of another table") };
        let said = problems.render();
        assert!(said.contains("the rows handed over are of the table `sites`\n  --> "), "{said}");
        assert!(said.contains("--> sites.csv"), "{said}");
    }
}

#[test]
fn factor_folders_of_a_book_in_memory_are_read_and_spared() {
    let factors = "factor_id,activity,region,unit,gas,kg_per_unit,kind,publisher,document,locator\n\
        own/ppa,purchased_electricity/grid,TH,kWh,CO2,0.1,supplier,Sun,Contract,p 1\n";
    let scratch = Scratch::new(&[("factors.csv", factors)]);
    let path = scratch.path();
    let whole = |manifest: String| {
        let book = Book::builder().manifest(manifest).table_from("sites", SITES.as_bytes());
        book.table_from("activities", ROWS.as_bytes())
    };
    let named = format!("factors = ['{}']\n{MANIFEST}", path.display());
    let given = OpenOptions::new().with_factors(path);
    for book in [whole(named).open(), whole(MANIFEST.to_owned()).open_with(&given)] {
        let accounts = book.and_then(Book::account).expect("accounts");
        let frame = accounts.ledger_frame().expect("a frame");
        assert!((0..frame.height()).any(|row| cell(&frame, "factor_id", row) == "own/ppa"));
        // A file that is there, and one that would be read as a table of the set the next time.
        for name in ["factors.csv", "more.csv"] {
            let refused = accounts.write_ledger(path.join(name), estate_carbon::LedgerDetail::Totals);
            assert!(refused.is_err(), "{name}");
        }
    }
}
