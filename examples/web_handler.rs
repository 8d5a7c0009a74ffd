//! What a web service does with an upload: bytes in, a report or every problem out, on any thread and without a folder.
//! No web framework is used; `handle` is what one would call.
//!
//! `cargo run --example web_handler`

use estate_carbon::rows::Feed;
use estate_carbon::table::Schema;
use estate_carbon::{Accounts, Book, BookBuilder, Error, OpenOptions};

/// What the service knows of its customer: one estate and its sites.
const MANIFEST: &str = r#"
name = "Customer 17"
period = { start = 2024-01-01, end = 2024-12-31 }
gwp = "AR6"
boundary = "estate"
estate = [{ id = "E", name = "Estate", country = "TH" }]
"#;
const SITES: &str = "site_id,name,estate_id,role\nF1,Cannery,E,factory\nF2,Glass works,E,factory\n";

/// Accounts an uploaded table of activities. `Ok` is report.json, for a 200; `Err` is a text for the person who sent
/// the table, for a 422: every problem of it, each at its line and column.
fn handle(body: &[u8]) -> Result<String, String> {
    let rows = Feed::of_text(Schema::of("activities"), "upload.csv", body);
    let book = Book::builder().manifest(MANIFEST).table_from("sites", SITES.as_bytes()).activities_from(rows);
    match book.open().and_then(Book::account) {
        Ok(accounts) => Ok(accounts.report().to_json()),
        Err(Error::Rejected(problems)) => Err(problems.render()),
        Err(other) => Err(other.to_string()),
    }
}

fn upload(quantity: &str) -> String {
    format!(
        "site_id,start,end,activity,quantity,unit\n\
         F1,2024-01-01,2024-12-31,purchased_electricity/grid,{quantity},MWh\n\
         F2,2024-01-01,2024-12-31,mobile_combustion/gas_diesel_oil,900,L\n"
    )
}

/// Everything that a handler holds may pass between threads.
fn for_any_thread<T: Send + Sync>() {}

pub(crate) fn main() {
    for_any_thread::<(Book, BookBuilder, Accounts, OpenOptions, Error)>();
    let quantities = ["1200", "1250.5", "a lot", "1200"];
    let answers: Vec<_> = std::thread::scope(|scope| {
        let running: Vec<_> = quantities.map(|q| scope.spawn(move || handle(upload(q).as_bytes()))).into();
        running.into_iter().filter_map(|thread| thread.join().ok()).collect()
    });
    let [first, second, refused, again] = answers.as_slice() else { unreachable!("a thread failed") };
    assert_eq!(first, again, "the same upload gives the same bytes, whatever runs beside it");
    assert_ne!(first, second);
    let said = refused.as_ref().err().map(String::as_str).unwrap_or_default();
    assert!(said.contains("upload.csv:2:"), "{said}");
    println!("{said}");
}
