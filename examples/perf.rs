#[global_allocator]
static GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;
use std::time::Instant;
use estate_carbon::{Book, rows::{sample, SampleSpec, SampleFormat as Format}};
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let t = Instant::now();
    if a[1] == "sample" {
        sample(std::path::Path::new(&a[2]), SampleSpec { sites: 3000, rows: a[3].parse().unwrap(), seed: 1, format: if a[4]=="csv" {Format::Csv} else {Format::Parquet} }).unwrap();
    } else {
        let book = match Book::open(&a[2]) { Ok(b) => b, Err(estate_carbon::Error::Rejected(d)) => { println!("{}", d.render()); return } Err(e) => panic!("{e}") };
        eprintln!("open {:?}", t.elapsed());
        let acc = book.account().unwrap();
        let j = acc.report().to_json();
        eprintln!("json {:?} {} {:?}", t.elapsed(), j.len(), acc.rows());
    }
    println!("{:?}", t.elapsed());
}
