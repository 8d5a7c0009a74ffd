//! Accepting and rejecting rows of a part, by codes and not by cells.
//!
//! In: a decoded [`Part`]. Out: sums of the rows that are good, and the indices of the
//! others, which [`super::diagnose`] then looks at cell by cell. A distinct text is judged
//! once; a good row costs a few look-ups.

use hashbrown::HashMap;
use polars::prelude::*;

use super::columns::{Column, Part};
use super::encode::{ABSENT, BAD, Encoder};
use super::line::{Extra, Lines, RawLine};
use super::moment::{Calendar, Edge, MomentReader, Stamp};
use super::{Rules, optional};
use crate::estate::Role;
use crate::id::{ActivityCode, FactorId, PlantId, SiteId};
use crate::quantity::{HeatBasis, Unit};
use crate::scope::Category;

/// One thread's view of the rows.
pub(super) struct Checker<'r> {
    rules: &'r Rules<'r>,
    sites: Encoder<u32>,
    activities: Encoder<(ActivityCode, Category)>,
    units: Encoder<Unit>,
    extras: Extras,
    starts: MomentReader,
    ends: MomentReader,
    calendar: Calendar,
    lines: Lines,
    codes: Codes,
    accepted: Vec<Accepted>,
}

/// A good row: whose, of which line, and how much.
#[derive(Clone, Copy)]
pub(super) struct Accepted {
    /// Its index in the part.
    pub(super) index: u32,
    /// Index of its site in the book.
    pub(super) site: u32,
    /// The code of its line.
    pub(super) line: u32,
    /// Its quantity, as written.
    pub(super) quantity: f64,
}

/// The codes of one part's rows, kept between parts to spare allocations.
#[derive(Default)]
struct Codes {
    site: Vec<u32>,
    activity: Vec<u32>,
    unit: Vec<u32>,
    extra: Vec<u32>,
    start: Vec<Stamp>,
    end: Vec<Stamp>,
    quantity: Vec<f64>,
}

impl<'r> Checker<'r> {
    pub(super) fn new(rules: &'r Rules<'r>) -> Self {
        Self {
            rules,
            sites: Encoder::new(0),
            activities: Encoder::new(("".into(), Category::StationaryCombustion)),
            units: Encoder::new(Unit::KILOGRAM),
            extras: Extras::default(),
            starts: MomentReader::new(Edge::Start),
            ends: MomentReader::new(Edge::End),
            calendar: Calendar::new(rules.period),
            lines: Lines::new(),
            codes: Codes::default(),
            accepted: Vec::new(),
        }
    }

    /// Hands the good rows of a part to `accept`, and returns the indices of the others. Rows
    /// in `skip` (of the wrong shape) are among the others.
    ///
    /// # Errors
    /// What polars says of a column it cannot turn into text.
    pub(super) fn part(
        &mut self,
        part: &Part,
        skip: &[usize],
        accept: impl FnOnce(&[Accepted]),
    ) -> PolarsResult<Vec<usize>> {
        self.encode(part)?;
        let mut rejected = Vec::new();
        let mut accepted = std::mem::take(&mut self.accepted);
        accepted.clear();
        let mut skip = skip.iter().copied().peekable();
        for index in 0..part.height {
            let skipped = skip.next_if_eq(&index).is_some();
            match self.row(part, index).filter(|_| !skipped) {
                Some(row) => accepted.push(row),
                None => rejected.push(index),
            }
        }
        accept(&accepted);
        self.accepted = accepted;
        Ok(rejected)
    }

    /// What a line code stands for.
    pub(super) fn line(&self, code: u32) -> Option<&RawLine> {
        self.lines.get(code)
    }

    fn encode(&mut self, part: &Part) -> PolarsResult<()> {
        let Self { rules, codes, .. } = self;
        let height = part.height;
        let texts = |column| Ok::<_, PolarsError>(part.text(column)?.unwrap_or_default());
        self.sites.encode(&texts(Column::SiteId)?, BAD, |id| rules.site_index(id), &mut codes.site);
        let activity = |code: &str| Some((code.into(), rules.chart.category(code).ok()?));
        self.activities.encode(&texts(Column::Activity)?, BAD, activity, &mut codes.activity);
        self.units.encode(&texts(Column::Unit)?, BAD, |symbol| Unit::parse(symbol).ok(), &mut codes.unit);
        self.extras.encode(part, rules, &mut codes.extra)?;
        for (column, reader, stamps) in
            [(Column::Start, &mut self.starts, &mut codes.start), (Column::End, &mut self.ends, &mut codes.end)]
        {
            match part.column(column) {
                Some(series) => reader.read(series, stamps)?,
                None => stamps.clear(),
            }
        }
        quantities(part, &mut codes.quantity)?;
        // Whatever a column lacks, its rows lack.
        codes.site.resize(height, BAD);
        codes.activity.resize(height, BAD);
        codes.unit.resize(height, BAD);
        codes.extra.resize(height, ABSENT);
        codes.start.resize(height, Stamp::BAD);
        codes.end.resize(height, Stamp::BAD);
        codes.quantity.resize(height, f64::NAN);
        Ok(())
    }

    /// Judges one row.
    #[inline]
    fn row(&mut self, part: &Part, index: usize) -> Option<Accepted> {
        let Self { codes, calendar, .. } = self;
        let at = |codes: &[u32]| codes.get(index).copied().unwrap_or(BAD);
        let stamp = |stamps: &[Stamp]| stamps.get(index).copied().unwrap_or(Stamp::BAD);
        let (start, end) = (stamp(&codes.start), stamp(&codes.end));
        let when = calendar.code(start, end);
        let (site, activity, unit, extra) = (at(&codes.site), at(&codes.activity), at(&codes.unit), at(&codes.extra));
        let quantity = codes.quantity.get(index).copied().unwrap_or(f64::NAN);
        if (site | activity | unit | extra | when) & BAD != 0 || !quantity.is_finite() {
            return None;
        }
        if quantity < 0.0 && part.cell(Column::Note, index).is_none() {
            return None;
        }
        let site = self.sites.value(site).copied()?;
        if self.rules.some_sites_are_young && !self.rules.is_alive(site, start.second(), end.second()) {
            return None;
        }
        let Self { activities, units, extras, .. } = self;
        let line = self.lines.code([activity, unit, when, extra], || {
            let (code, category) = activities.value(activity)?;
            Some(RawLine {
                activity: code.clone(),
                category: *category,
                unit: *units.value(unit)?,
                when: calendar.when(when)?,
                extra: extras.value(extra),
            })
        });
        (line != BAD).then_some(Accepted { index: index as u32, site, line, quantity })
    }

    /// The lines met, in the order of their codes.
    pub(super) fn into_lines(self) -> Vec<RawLine> {
        self.lines.into_lines()
    }
}

/// Quantities as numbers; what is none becomes NaN, which no row may have.
fn quantities(part: &Part, numbers: &mut Vec<f64>) -> PolarsResult<()> {
    numbers.clear();
    let Some(series) = part.column(Column::Quantity) else { return Ok(()) };
    match series.dtype() {
        DataType::String => {
            let parse = |text: Option<&str>| text.and_then(|t| t.trim().parse().ok()).unwrap_or(f64::NAN);
            numbers.extend(series.str()?.iter().map(parse));
        }
        // 0.1 as a 32-bit float is written 0.1, and meant so.
        DataType::Float32 => {
            numbers.extend(series.f32()?.iter().map(|q| q.and_then(|q| q.to_string().parse().ok()).unwrap_or(f64::NAN)))
        }
        DataType::Float64 => extend_numbers(series.f64()?, numbers),
        _ => extend_numbers(series.cast(&DataType::Float64)?.f64()?, numbers),
    }
    Ok(())
}

fn extend_numbers(column: &Float64Chunked, numbers: &mut Vec<f64>) {
    for array in column.downcast_iter() {
        match array.validity().filter(|v| v.unset_bits() > 0) {
            None => numbers.extend_from_slice(array.values()),
            Some(_) => numbers.extend(array.iter().map(|q| q.copied().unwrap_or(f64::NAN))),
        }
    }
}

/// The optional columns, taken together to one code.
struct Extras {
    columns: [Encoder<Extra>; optional::COLUMNS.len()],
    known: HashMap<[u32; optional::COLUMNS.len()], u32>,
    values: Vec<Extra>,
}

impl Default for Extras {
    fn default() -> Self {
        Self {
            columns: std::array::from_fn(|_| Encoder::new(Extra::default())),
            known: HashMap::from([([ABSENT; optional::COLUMNS.len()], ABSENT)]),
            values: vec![Extra::default()],
        }
    }
}

impl Extras {
    fn value(&self, code: u32) -> Extra {
        self.values.get(code as usize).cloned().unwrap_or_default()
    }

    fn encode(&mut self, part: &Part, rules: &Rules<'_>, codes: &mut Vec<u32>) -> PolarsResult<()> {
        codes.clear();
        let mut by_column: [Vec<u32>; optional::COLUMNS.len()] = Default::default();
        let mut any = false;
        let encoders = self.columns.iter_mut().zip(&mut by_column);
        for (column, (encoder, codes)) in optional::COLUMNS.into_iter().zip(encoders) {
            if let Some(texts) = part.text(column)?.filter(|texts| texts.null_count() < texts.len()) {
                any = true;
                encoder.encode(&texts, ABSENT, |text| optional::read(column, text, rules), codes);
            }
        }
        if !any {
            return Ok(());
        }
        let mut last = ([ABSENT; optional::COLUMNS.len()], ABSENT);
        codes.extend((0..part.height).map(|row| {
            let key =
                std::array::from_fn(|c| by_column.get(c).and_then(|codes| codes.get(row)).copied().unwrap_or(ABSENT));
            if key != last.0 {
                last = (key, self.combine(key));
            }
            last.1
        }));
        Ok(())
    }

    fn combine(&mut self, key: [u32; optional::COLUMNS.len()]) -> u32 {
        if key.iter().any(|code| code & BAD != 0) {
            return BAD;
        }
        let Self { columns, known, values } = self;
        *known.entry(key).or_insert_with(|| {
            let parts = columns.iter().zip(key).filter_map(|(encoder, code)| encoder.value(code));
            values.push(parts.fold(Extra::default(), optional::join));
            (values.len() - 1) as u32
        })
    }
}

impl Rules<'_> {
    /// The index of a site that activity can belong to.
    pub(super) fn site_index(&self, id: &str) -> Option<u32> {
        let index = self.sites.binary_search_by(|s| s.id.as_str().cmp(id)).ok()?;
        self.sites.get(index).filter(|s| s.role != Role::Outside).map(|_| index as u32)
    }

    /// Whether a row's time touches the time its site belonged to the estate.
    pub(super) fn is_alive(&self, site: u32, start: i64, end: i64) -> bool {
        let life = self.sites.get(site as usize).and_then(|s| s.life);
        let time = crate::period::Interval::of_seconds(start, end);
        life.is_none_or(|life| life.interval().intersection(time).is_some())
    }
}

impl Extra {
    /// An extra that only names the factor, and so on: what one cell says.
    pub(super) fn of_factor(id: &str) -> Self {
        Self { factor_id: Some(FactorId::from(id)), ..Self::default() }
    }

    pub(super) fn of_basis(basis: HeatBasis) -> Self {
        Self { basis: Some(basis), ..Self::default() }
    }

    pub(super) fn of_plant(id: &str) -> Self {
        Self { plant: Some(PlantId::from(id)), ..Self::default() }
    }

    pub(super) fn of_counterparty(id: &str) -> Self {
        Self { counterparty: Some(SiteId::from(id)), ..Self::default() }
    }
}
