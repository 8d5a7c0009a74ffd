//! What a row is of, apart from its site and quantity: lines and their codes.

use hashbrown::HashMap;

use super::encode::{BAD, Cache};
use super::moment::When;
use crate::activity::Line;
use crate::id::{ActivityCode, FactorId, PlantId, SiteId};
use crate::period::Month;
use crate::quantity::{HeatBasis, Unit};
use crate::scope::Category;

/// A line before its time is shared out to months.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RawLine {
    pub(super) activity: ActivityCode,
    pub(super) category: Category,
    pub(super) unit: Unit,
    pub(super) when: When,
    pub(super) extra: Extra,
}

/// What the optional columns say.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Extra {
    pub(super) factor_id: Option<FactorId>,
    pub(super) basis: Option<HeatBasis>,
    pub(super) plant: Option<PlantId>,
    pub(super) counterparty: Option<SiteId>,
    pub(super) data_quality: Option<u8>,
    pub(super) uncertainty_pct: Option<f64>,
}

/// Orders lines and finds equal ones; built from everything a line says.
pub(super) type LineKey = (
    ActivityCode,
    &'static str,
    When,
    (Option<FactorId>, Option<HeatBasis>, Option<PlantId>, Option<SiteId>, Option<u8>, Option<u64>),
);

impl RawLine {
    pub(super) fn key(&self) -> LineKey {
        let e = &self.extra;
        // Uncertainties are not negative, so their bits order as they do.
        let rest = (
            e.factor_id.clone(),
            e.basis,
            e.plant.clone(),
            e.counterparty.clone(),
            e.data_quality,
            e.uncertainty_pct.map(f64::to_bits),
        );
        (self.activity.clone(), self.unit.symbol(), self.when, rest)
    }

    pub(super) fn in_month(&self, month: Month) -> Self {
        Self { when: When::Month(month), ..self.clone() }
    }
}

/// Slots for lines, as a power of two; a book of a year has a few hundred.
const LINES: u32 = 14;

/// The lines of one thread: codes for what rows say, apart from site and quantity.
pub(super) struct Lines {
    cache: Cache,
    by_codes: HashMap<u128, u32>,
    lines: Vec<RawLine>,
}

impl Lines {
    pub(super) fn new() -> Self {
        Self { cache: Cache::new(LINES), by_codes: HashMap::new(), lines: Vec::new() }
    }

    /// The code of a line made of the codes of its columns; [`BAD`] if they make none.
    #[inline]
    pub(super) fn code(&mut self, codes: [u32; 4], make: impl FnOnce() -> Option<RawLine>) -> u32 {
        let key = codes.iter().fold(0, |key, code| key << 32 | u128::from(*code));
        let Self { cache, by_codes, lines } = self;
        cache.get(key, || {
            *by_codes.entry(key).or_insert_with(|| match make() {
                Some(line) => {
                    lines.push(line);
                    (lines.len() - 1) as u32
                }
                None => BAD,
            })
        })
    }

    pub(super) fn get(&self, code: u32) -> Option<&RawLine> {
        self.lines.get(code as usize)
    }

    pub(super) fn into_lines(self) -> Vec<RawLine> {
        self.lines
    }
}

/// A line of one month as the accounts know it.
pub(super) fn finished_line(line: &RawLine) -> Option<Line> {
    let When::Month(month) = line.when else { return None };
    let extra = line.extra.clone();
    Some(Line {
        activity: line.activity.clone(),
        category: line.category,
        unit: line.unit,
        month,
        factor_id: extra.factor_id,
        basis: extra.basis,
        plant: extra.plant,
        counterparty: extra.counterparty,
        data_quality: extra.data_quality,
        uncertainty_pct: extra.uncertainty_pct,
        derived: None,
    })
}
