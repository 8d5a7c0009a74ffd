//! One bench for each stage, and one for the whole pipeline. Reported, never asserted on.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench may stop where a program may not"
)]

use std::hint::black_box;
use std::path::Path;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use estate_carbon::Book;
use estate_carbon::activity::Stream;
use estate_carbon::book;
use estate_carbon::factor::resolve::{Choices, resolve};
use estate_carbon::period::Day;
use estate_carbon::quantity::{Amount, Unit};
use estate_carbon::rows::{self, Rules};
use estate_carbon::rows::{SampleFormat, SampleSpec, sample};
use estate_carbon::scope::Category;

fn units(c: &mut Criterion) {
    c.bench_function("units: parse and convert", |b| {
        b.iter(|| {
            let bill = Amount::new(black_box(18_250.0), Unit::parse(black_box("MMBtu")).unwrap());
            bill.to(Unit::parse(black_box("TJ")).unwrap()).unwrap()
        });
    });
}

fn minimal() -> book::Tables {
    book::read(Path::new("datasets/books/minimal"), &[]).0.unwrap()
}

fn resolving(c: &mut Criterion) {
    let tables = minimal();
    let regions = tables.manifest.estates[0].regions();
    let choices = Choices::new(&tables.factors, &tables.fuels, &regions);
    let (unit, month) = (Unit::parse("scf").unwrap(), Day::parse("2024-06-01").unwrap().month());
    let stream = Stream::new("stationary_combustion/natural_gas", Category::StationaryCombustion, unit, month);
    c.bench_function("resolve: one stream among the built-in sets", |b| {
        b.iter(|| resolve(black_box(&stream).query(), choices).unwrap());
    });
    c.bench_function("book: small tables and built-in sets", |b| b.iter(minimal));
}

/// A synthetic book that goes when the bench does.
fn synthetic(rows: u64, format: SampleFormat) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    sample(folder.path(), SampleSpec::new(300, rows, 1, format)).unwrap();
    folder
}

fn pipeline(c: &mut Criterion) {
    const ROWS: u64 = 500_000;
    for (name, format) in [("csv", SampleFormat::Csv), ("parquet", SampleFormat::Parquet)] {
        let folder = synthetic(ROWS, format);
        let mut group = c.benchmark_group(format!("{ROWS} rows of {name}"));
        group.throughput(Throughput::Elements(ROWS)).sample_size(10);
        let tables = book::read(folder.path(), &[]).0.unwrap();
        let source = rows::find(folder.path()).unwrap();
        group.bench_function("totals", |b| {
            let rules = Rules::new(&tables.sites, &tables.chart, tables.manifest.period);
            b.iter(|| rows::read(&source, &rules, None));
        });
        group.bench_function("open, account, report.json", |b| {
            b.iter_batched(
                || folder.path(),
                |path| Book::open(path).unwrap().account().unwrap().report().to_json(),
                BatchSize::PerIteration,
            );
        });
        group.finish();
    }
}

criterion_group!(benches, units, resolving, pipeline);
criterion_main!(benches);
