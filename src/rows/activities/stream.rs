//! Streams and their codes: everything a row states except its site and quantity.

use hashbrown::HashMap;

use super::calendar::When;
use super::extra::Extra;
use crate::activity::{Dimensions, Stream};
use crate::id::ActivityCode;
use crate::quantity::{HeatBasis, Unit};
use crate::rows::encode::{BAD, Cache};
use crate::scope::Category;

/// The codes of a stream: of its activity, unit, time and optional columns.
pub(super) type StreamCodes = [u32; 4];

/// The meaning of the codes of streams, in the order of the codes.
#[derive(Clone, Debug)]
pub(super) struct Words {
    pub(super) activities: Vec<(ActivityCode, Category)>,
    pub(super) units: Vec<Unit>,
    pub(super) whens: Vec<When>,
    pub(super) extras: Vec<Extra>,
}

/// The order of streams, here and in [`Totals`](crate::activity::Totals): by everything that makes a stream, one after the
/// other.
pub(super) type StreamOrder<'l> = (&'l str, &'static str, When, ExtraOrder<'l>);

/// In the order of [`Extra`]'s fields, and ordered as they are.
type ExtraOrder<'l> = (Option<&'l str>, Option<HeatBasis>, Option<&'l str>, Option<&'l str>, Option<&'l str>);

/// The sort key of a row's stream.
pub(super) fn order<'l>(activity: &'l ActivityCode, unit: Unit, when: When, extra: &'l Extra) -> StreamOrder<'l> {
    let rest = (
        extra.factor_id.as_ref().map(|id| id.as_str()),
        extra.basis,
        extra.plant.as_ref().map(|id| id.as_str()),
        extra.counterparty.as_ref().map(|id| id.as_str()),
        extra.meter.as_ref().map(|id| id.as_str()),
    );
    (activity.as_str(), unit.symbol(), when, rest)
}

/// The sort key of a finished stream, in the same order.
pub(super) fn order_of<'l>(stream: &'l Stream, dimensions: &'l Dimensions) -> StreamOrder<'l> {
    let rest = (
        stream.factor_id.as_ref().map(|id| id.as_str()),
        stream.basis,
        dimensions.plant.as_ref().map(|id| id.as_str()),
        dimensions.counterparty.as_ref().map(|id| id.as_str()),
        dimensions.meter.as_ref().map(|id| id.as_str()),
    );
    (stream.activity.as_str(), stream.unit.symbol(), When::Month(stream.month), rest)
}

/// Slots for streams, as a power of two; a book of a year has a few hundred.
const STREAMS: u32 = 14;

/// The streams of one thread: codes for everything that rows state except site and quantity.
pub(super) struct Streams {
    cache: Cache,
    by_codes: HashMap<StreamCodes, u32>,
    streams: Vec<StreamCodes>,
}

impl Streams {
    pub(super) fn new() -> Self {
        Self { cache: Cache::new(STREAMS), by_codes: HashMap::new(), streams: Vec::new() }
    }

    /// The code of a stream made of the codes of its columns, none of them bad.
    #[inline]
    pub(super) fn code(&mut self, codes: StreamCodes) -> u32 {
        let key = codes.iter().fold(0, |key, code| key << 32 | u128::from(*code));
        let Self { cache, by_codes, streams } = self;
        cache.get(key, || {
            *by_codes.entry(codes).or_insert_with(|| {
                // No machine has room for more streams than there are codes. If it happens, their rows are refused.
                if streams.len() as u32 >= BAD {
                    return BAD;
                }
                streams.push(codes);
                (streams.len() - 1) as u32
            })
        })
    }

    pub(super) fn get(&self, code: u32) -> Option<StreamCodes> {
        self.streams.get(code as usize).copied()
    }

    pub(super) fn into_streams(self) -> Vec<StreamCodes> {
        self.streams
    }
}
