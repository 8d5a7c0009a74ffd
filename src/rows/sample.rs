//! A synthetic book of any size, the same bytes for the same seed, written in a stream.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use polars::prelude::*;
use rand_pcg::Pcg64;
use rand_pcg::rand_core::{Rng, SeedableRng};

use crate::period::{Day, Month};

/// How large a synthetic book is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SampleSpec {
    /// Number of sites.
    pub sites: u32,
    /// Number of activity rows.
    pub rows: u64,
    /// Where the random numbers begin.
    pub seed: u64,
    /// What the rows are written as.
    pub format: SampleFormat,
}

/// A format of activity rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    ("c05/landfill_mixed", "t", 90),
    ("c06/air_short_haul_economy", "p.km", 40_000),
    ("c07/motorcycle", "km", 70_000),
];

const YEAR: i16 = 2024;

/// Rows written at once, and the size of a row group.
const BATCH: usize = 1 << 17;

/// Writes a valid synthetic book into a folder.
///
/// # Errors
/// What the system says when a file cannot be written.
pub fn sample(folder: &Path, spec: SampleSpec) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("book.toml"), MANIFEST)?;
    sites(&folder.join("sites.csv"), spec.sites.max(1))?;
    let mut random = Pcg64::seed_from_u64(spec.seed);
    let batches = batches(spec, &mut random);
    match spec.format {
        SampleFormat::Csv => csv(&folder.join("activities.csv"), batches),
        SampleFormat::Parquet => parquet(&folder.join("activities.parquet"), batches),
    }
    .map_err(io::Error::other)
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

fn sites(path: &Path, sites: u32) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    writeln!(out, "site_id,name,estate_id,role")?;
    for site in 0..sites {
        writeln!(out, "{},Factory {site},SYN,factory", site_id(site))?;
    }
    out.flush()
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
        // A remainder is not quite even, by less than one part in 2^32, which a sample may be.
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

fn csv(path: &Path, batches: impl Iterator<Item = PolarsResult<DataFrame>>) -> PolarsResult<()> {
    let mut out = BufWriter::new(File::create(path)?);
    for (nth, frame) in batches.enumerate() {
        CsvWriter::new(&mut out).include_header(nth == 0).finish(&mut frame?)?;
    }
    Ok(out.flush()?)
}

fn parquet(path: &Path, batches: impl Iterator<Item = PolarsResult<DataFrame>>) -> PolarsResult<()> {
    let mut writer = None;
    for frame in batches {
        let frame = frame?;
        if writer.is_none() {
            let file = BufWriter::new(File::create(path)?);
            writer = Some(ParquetWriter::new(file).batched(frame.schema())?);
        }
        if let Some(writer) = &mut writer {
            writer.write_batch(&frame)?;
        }
    }
    match writer {
        Some(writer) => writer.finish().map(drop),
        None => {
            let mut empty = batch(0, &[], &mut Pcg64::seed_from_u64(0))?;
            ParquetWriter::new(File::create(path)?).finish(&mut empty).map(drop)
        }
    }
}
