//! A synthetic book of any size, the same bytes for the same seed, written in a stream.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use polars::prelude::*;
use rand_pcg::Pcg64;
use rand_pcg::rand_core::{Rng, SeedableRng};

use crate::error::Error;
use crate::file::{Draft, Inputs, make_folder, may_write, must_be_free, remove};
use crate::period::{Day, Month};

/// How large a synthetic book is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SampleSpec {
    /// Number of sites.
    pub sites: u32,
    /// Number of activity rows.
    pub rows: u64,
    /// The seed of the random numbers.
    pub seed: u64,
    /// What the rows are written as.
    pub format: SampleFormat,
}

impl SampleSpec {
    /// A book of so many sites and rows, made of a seed.
    pub fn new(sites: u32, rows: u64, seed: u64, format: SampleFormat) -> Self {
        Self { sites, rows, seed, format }
    }
}

/// A format of activity rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SampleFormat {
    /// activities.csv.
    Csv,
    /// activities.parquet.
    Parquet,
}

/// Activities of the synthetic sites: code, unit, and the largest monthly quantity.
const ACTIVITIES: [(&str, &str, u64); 16] = [
    ("stationary_combustion/natural_gas", "scf", 4_000_000),
    ("stationary_combustion/gas_diesel_oil", "L", 20_000),
    ("stationary_combustion/lpg", "kg", 8_000),
    ("mobile_combustion/gas_diesel_oil", "L", 9_000),
    ("mobile_combustion/motor_gasoline", "L", 3_000),
    ("fugitive_emissions/R-410A", "kg", 12),
    ("fugitive_emissions/HFC-134a", "kg", 9),
    ("fugitive_emissions/SF6", "kg", 1),
    ("purchased_electricity/grid", "kWh", 900_000),
    ("purchased_electricity/grid", "MWh", 400),
    ("c03/electricity_upstream", "kWh", 900_000),
    ("c04/road_freight_hgv", "t.km", 600_000),
    ("c04/sea_freight_container", "t.km", 2_000_000),
    ("c05/wastewater_treatment", "m3", 90),
    ("c06/air_short_haul_economy", "p.km", 40_000),
    ("c07/motorcycle", "km", 70_000),
];

const YEAR: i16 = 2024;

/// Rows written at once, and the size of a row group.
const BATCH: usize = 1 << 17;

/// Writes a valid synthetic book into a folder. It replaces a sample made before, and no other file.
///
/// # Errors
/// [`Error::Write`] if a file exists and is not a sample's, or with the error of the system.
pub fn sample(folder: &Path, spec: SampleSpec) -> Result<(), Error> {
    make_folder(folder)?;
    let again = is_sample(&folder.join("book.toml"));
    let (activities, other) = match spec.format {
        SampleFormat::Csv => ("activities.csv", "activities.parquet"),
        SampleFormat::Parquet => ("activities.parquet", "activities.csv"),
    };
    // A book has one table of activities. The one of an earlier sample is removed. Any other file belongs to the user.
    let other = folder.join(other);
    if again {
        may_write(&other, &Inputs::default())?;
    } else {
        [&other, &folder.join("activities"), &folder.join("book.xlsx")]
            .into_iter()
            .try_for_each(|path| must_be_free(path))?;
    }
    let begin = |name: &str| {
        let path = folder.join(name);
        if again { Draft::replacing(&path, &Inputs::default()) } else { Draft::new_file(&path) }
    };
    // All files are drafted before one takes its name. So if one of them may not be replaced, the folder stays as it
    // was.
    let (mut manifest, mut sites, mut rows) = (begin("book.toml")?, begin("sites.csv")?, begin(activities)?);
    manifest.write_all(MANIFEST.as_bytes()).map_err(|source| manifest.failed(source))?;
    write_sites(&mut sites, spec.sites.max(1)).map_err(|source| sites.failed(source))?;
    let mut random = Pcg64::seed_from_u64(spec.seed);
    let batches = batches(spec, &mut random);
    let written = match spec.format {
        SampleFormat::Csv => csv(&mut rows, batches),
        SampleFormat::Parquet => parquet(rows.handle()?, batches),
    };
    written.map_err(|said| rows.failed(io::Error::other(said.to_string())))?;
    [sites, rows, manifest].into_iter().try_for_each(Draft::finish)?;
    if again { remove(&other) } else { Ok(()) }
}

/// Whether a manifest begins as those of samples do. A file that cannot be read counts as the user's own.
fn is_sample(manifest: &Path) -> bool {
    let text = if manifest.is_file() { fs::read_to_string(manifest).unwrap_or_default() } else { String::new() };
    text.lines().next().is_some_and(|first| MANIFEST.lines().next() == Some(first))
}

const MANIFEST: &str = "\
# Synthetic data made by `estate-carbon sample`; no real site.
name = \"Synthetic estate\"
period = { start = 2024-01-01, end = 2024-12-31 }
gwp = \"AR6\"
boundary = \"estate\"

[[estate]]
id = \"SYN\"
name = \"Synthetic estate\"
country = \"TH\"
";

fn write_sites(out: &mut impl Write, sites: u32) -> io::Result<()> {
    writeln!(out, "site_id,name,estate_id,role")?;
    for site in 0..sites {
        writeln!(out, "{},Factory {site},SYN,factory", site_id(site))?;
    }
    Ok(())
}

fn site_id(site: u32) -> String {
    format!("S{site:06}")
}

fn batches(spec: SampleSpec, random: &mut Pcg64) -> impl Iterator<Item = PolarsResult<DataFrame>> + '_ {
    let mut left = spec.rows;
    let sites: Vec<String> = (0..spec.sites.max(1)).map(site_id).collect();
    std::iter::from_fn(move || {
        let height = left.min(BATCH as u64) as usize;
        left -= height as u64;
        (height > 0).then(|| batch(height, &sites, random))
    })
}

fn batch(height: usize, sites: &[String], random: &mut Pcg64) -> PolarsResult<DataFrame> {
    let months: Vec<(i32, i32)> = (1..=12).filter_map(month_days).collect();
    let mut site = StringChunkedBuilder::new("site_id".into(), height);
    let mut activity = StringChunkedBuilder::new("activity".into(), height);
    let mut unit = StringChunkedBuilder::new("unit".into(), height);
    let (mut start, mut end, mut quantity) =
        (Vec::with_capacity(height), Vec::with_capacity(height), Vec::with_capacity(height));
    for _ in 0..height {
        // A remainder is not distributed quite evenly. The error is less than one part in 2^32, which does not matter
        // for a sample.
        let mut below = |n: usize| (random.next_u64() % n.max(1) as u64) as usize;
        let (Some(id), Some((code, symbol, most)), Some((first, last))) =
            (sites.get(below(sites.len())), ACTIVITIES.get(below(ACTIVITIES.len())), months.get(below(months.len())))
        else {
            continue;
        };
        site.append_value(id);
        activity.append_value(*code);
        unit.append_value(*symbol);
        start.push(*first);
        end.push(*last);
        quantity.push(below(*most as usize * 100) as f64 / 100.0);
    }
    let date = |name: &str, days: Vec<i32>| Series::new(name.into(), days).cast(&DataType::Date);
    let quantity = Series::new("quantity".into(), quantity);
    DataFrame::new_infer_height(vec![
        site.finish().into_series().into(),
        date("start", start)?.into(),
        date("end", end)?.into(),
        activity.finish().into_series().into(),
        quantity.into(),
        unit.finish().into_series().into(),
    ])
}

/// First and last day of a month of the year, as days since 1970.
fn month_days(month: i8) -> Option<(i32, i32)> {
    let first = Day::from_ymd(YEAR, month, 1)?;
    let next: Month = first.month().next();
    Some((first.epoch_days(), next.first_day().epoch_days() - 1))
}

fn csv(out: &mut impl Write, batches: impl Iterator<Item = PolarsResult<DataFrame>>) -> PolarsResult<()> {
    for (nth, frame) in batches.enumerate() {
        CsvWriter::new(&mut *out).include_header(nth == 0).finish(&mut frame?)?;
    }
    Ok(())
}

fn parquet(out: File, mut batches: impl Iterator<Item = PolarsResult<DataFrame>>) -> PolarsResult<()> {
    // A table without rows still has its columns.
    let first = batches.next().unwrap_or_else(|| batch(0, &[], &mut Pcg64::seed_from_u64(0)))?;
    let mut writer = ParquetWriter::new(out).batched(first.schema())?;
    writer.write_batch(&first)?;
    batches.try_for_each(|frame| writer.write_batch(&frame?))?;
    writer.finish().map(drop)
}
