//! Lines and their codes: everything a row states except its site and quantity.

use hashbrown::HashMap;

use super::calendar::When;
use super::extra::Extra;
use crate::activity::{Dimensions, Line};
use crate::id::ActivityCode;
use crate::quantity::{HeatBasis, Unit};
use crate::rows::encode::{BAD, Cache};
use crate::scope::Category;

/// The codes of a line: of its activity, unit, time and optional columns.
pub(super) type LineCodes = [u32; 4];

/// The meaning of the codes of lines, in the order of the codes.
#[derive(Clone, Debug)]
pub(super) struct Words {
    pub(super) activities: Vec<(ActivityCode, Category)>,
    pub(super) units: Vec<Unit>,
    pub(super) whens: Vec<When>,
    pub(super) extras: Vec<Extra>,
}

/// The order of lines, here and in [`Totals`](crate::activity::Totals): by everything that makes a line, one after the
/// other.
pub(super) type LineOrder<'l> = (&'l str, &'static str, When, ExtraOrder<'l>);

/// In the order of [`Extra`]'s fields, and ordered as they are.
type ExtraOrder<'l> = (Option<&'l str>, Option<HeatBasis>, Option<&'l str>, Option<&'l str>, Option<&'l str>);

/// The sort key of a row's line.
pub(super) fn order<'l>(activity: &'l ActivityCode, unit: Unit, when: When, extra: &'l Extra) -> LineOrder<'l> {
    let rest = (
        extra.factor_id.as_ref().map(|id| id.as_str()),
        extra.basis,
        extra.plant.as_ref().map(|id| id.as_str()),
        extra.counterparty.as_ref().map(|id| id.as_str()),
        extra.meter.as_ref().map(|id| id.as_str()),
    );
    (activity.as_str(), unit.symbol(), when, rest)
}

/// The sort key of a finished line, in the same order.
pub(super) fn order_of<'l>(line: &'l Line, dimensions: &'l Dimensions) -> LineOrder<'l> {
    let rest = (
        line.factor_id.as_ref().map(|id| id.as_str()),
        line.basis,
        dimensions.plant.as_ref().map(|id| id.as_str()),
        dimensions.counterparty.as_ref().map(|id| id.as_str()),
        dimensions.meter.as_ref().map(|id| id.as_str()),
    );
    (line.activity.as_str(), line.unit.symbol(), When::Month(line.month), rest)
}

/// Slots for lines, as a power of two; a book of a year has a few hundred.
const LINES: u32 = 14;

/// The lines of one thread: codes for everything that rows state except site and quantity.
pub(super) struct Lines {
    cache: Cache,
    by_codes: HashMap<LineCodes, u32>,
    lines: Vec<LineCodes>,
}

impl Lines {
    pub(super) fn new() -> Self {
        Self { cache: Cache::new(LINES), by_codes: HashMap::new(), lines: Vec::new() }
    }

    /// The code of a line made of the codes of its columns, none of them bad.
    #[inline]
    pub(super) fn code(&mut self, codes: LineCodes) -> u32 {
        let key = codes.iter().fold(0, |key, code| key << 32 | u128::from(*code));
        let Self { cache, by_codes, lines } = self;
        cache.get(key, || {
            *by_codes.entry(codes).or_insert_with(|| {
                // No machine has room for more lines than there are codes. If it happens, their rows are refused.
                if lines.len() as u32 >= BAD {
                    return BAD;
                }
                lines.push(codes);
                (lines.len() - 1) as u32
            })
        })
    }

    pub(super) fn get(&self, code: u32) -> Option<LineCodes> {
        self.lines.get(code as usize).copied()
    }

    pub(super) fn into_lines(self) -> Vec<LineCodes> {
        self.lines
    }
}
