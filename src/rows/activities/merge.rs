//! Brings the streams and sums of all threads into one order.
//!
//! In: the streams and sums of each thread, under its own codes. Out: one list of streams, and the sums of a bundle of
//! sites at a time, by site and stream. Codes depend on which thread read which part; the order of streams does not.

use super::calendar::When;
use super::extra::Extra;
use super::partial::{Key, Partial, Partials};
use super::quality::QualitySums;
use super::stream::{StreamCodes, Words};
use super::sums::{Bundle, Rest, SITES, Sums};
use crate::rows::exact::ExactSum;

/// The streams and sums of one thread's rows.
pub(super) struct OfThread {
    pub(super) streams: Vec<StreamCodes>,
    pub(super) words: Words,
    pub(super) sums: Sums,
}

/// The streams of all threads, sorted. They are made of the codes of `words`, which are sorted too.
pub(super) struct MergedStreams {
    pub(super) words: Words,
    pub(super) streams: Vec<StreamCodes>,
}

/// The sums of one site and stream over all threads.
pub(super) struct Sum<'s> {
    pub(super) site: u32,
    /// Index into [`MergedStreams::streams`].
    pub(super) stream: u32,
    pub(super) partial: Partial,
    wide: Option<&'s ExactSum>,
    pub(super) quality: Option<&'s QualitySums>,
}

impl Sum<'_> {
    /// The quantity, rounded once.
    pub(super) fn quantity(&self) -> f64 {
        let mut sum = self.wide.cloned().unwrap_or_default();
        sum.add_micro(self.partial.micro);
        sum.value()
    }
}

/// Sorts the streams of all threads, and passes them to `begin`. Then `each` gets what `begin` made of them, with every
/// sum in the order of sites and streams. A thread's partials are dropped bundle by bundle.
pub(super) fn merge<T>(
    threads: Vec<OfThread>,
    begin: impl FnOnce(MergedStreams) -> T,
    mut each: impl FnMut(&mut T, &[Sum<'_>]),
) -> T {
    let mut sums = Vec::new();
    let (mut streams, mut words) = (Vec::new(), Vec::new());
    for thread in threads {
        sums.push(thread.sums.into_bundles().into_iter());
        streams.push(thread.streams);
        words.push(thread.words);
    }
    let (merged, codes) = merge_streams(words, &streams);
    drop(streams);
    let mut made = begin(merged);
    for nth in 0.. {
        let bundles: Vec<Option<Bundle>> = sums.iter_mut().map(Iterator::next).collect();
        if bundles.iter().all(Option::is_none) {
            break;
        }
        each_sum(nth * SITES, &bundles, &codes, |sums| each(&mut made, sums));
    }
    made
}

/// The sorted streams of all threads, and the index of each thread's codes in them.
fn merge_streams(words: Vec<Words>, streams: &[Vec<StreamCodes>]) -> (MergedStreams, Vec<Vec<u32>>) {
    let (mut activities, mut units, mut whens, mut extras) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for words in words {
        activities.push(words.activities);
        units.push(words.units);
        whens.push(words.whens);
        extras.push(words.extras);
    }
    let (activities, activity_ranks) = ranked(activities, |(code, _), (other, _)| code.cmp(other));
    let (units, unit_ranks) = ranked(units, |unit, other| unit.symbol().cmp(other.symbol()));
    let (whens, when_ranks) = ranked(whens, When::cmp);
    let (extras, extra_ranks) = ranked(extras, Extra::cmp);
    let ranks = [activity_ranks, unit_ranks, when_ranks, extra_ranks];
    let mut of_threads: Vec<(StreamCodes, u32, u32)> = Vec::with_capacity(streams.iter().map(Vec::len).sum());
    for (thread, streams) in streams.iter().enumerate() {
        let rank = |of: usize, code: u32| {
            ranks.get(of).and_then(|ranks| ranks.get(thread)?.get(code as usize)).copied().unwrap_or_default()
        };
        of_threads.extend(streams.iter().zip(0..).map(|([activity, unit, when, extra], code)| {
            let codes = [rank(0, *activity), rank(1, *unit), rank(2, *when), rank(3, *extra)];
            (codes, thread as u32, code)
        }));
    }
    of_threads.sort_unstable();
    let mut codes: Vec<Vec<u32>> = streams.iter().map(|streams| vec![0; streams.len()]).collect();
    let mut merged: Vec<StreamCodes> = Vec::new();
    for (stream, thread, code) in of_threads {
        if merged.last() != Some(&stream) {
            merged.push(stream);
        }
        if let Some(slot) = codes.get_mut(thread as usize).and_then(|codes| codes.get_mut(code as usize)) {
            *slot = (merged.len() - 1) as u32;
        }
    }
    (MergedStreams { words: Words { activities, units, whens, extras }, streams: merged }, codes)
}

/// The sorted values of all threads, each once, and the index of each thread's codes in them.
fn ranked<T>(threads: Vec<Vec<T>>, order: impl Fn(&T, &T) -> std::cmp::Ordering) -> (Vec<T>, Vec<Vec<u32>>) {
    let mut ranks: Vec<Vec<u32>> = threads.iter().map(|values| vec![0; values.len()]).collect();
    let owned = threads.into_iter().zip(0_u32..);
    let mut all: Vec<(T, u32, u32)> = owned
        .flat_map(|(values, thread)| values.into_iter().zip(0_u32..).map(move |(value, code)| (value, thread, code)))
        .collect();
    all.sort_by(|(value, ..), (other, ..)| order(value, other));
    let mut merged: Vec<T> = Vec::new();
    for (value, thread, code) in all {
        if merged.last().is_none_or(|last| order(last, &value).is_ne()) {
            merged.push(value);
        }
        if let Some(slot) = ranks.get_mut(thread as usize).and_then(|ranks| ranks.get_mut(code as usize)) {
            *slot = (merged.len() - 1) as u32;
        }
    }
    (merged, ranks)
}

/// A key under the codes of all threads, and where its partial is.
type Found<'b> = (Key, &'b Partial);

/// The sums of the bundles of all threads for the same sites.
fn each_sum(first_site: u32, bundles: &[Option<Bundle>], codes: &[Vec<u32>], each: impl FnOnce(&[Sum<'_>])) {
    let mut found: Vec<Found<'_>> = Vec::new();
    let mut rest = Rest::default();
    for (bundle, codes) in bundles.iter().zip(codes) {
        let Some(bundle) = bundle else { continue };
        let here = |key: Key| Key::new(key.site(), codes.get(key.stream() as usize).copied().unwrap_or_default());
        found.reserve(bundle.tables.iter().map(Partials::len).sum());
        found.extend(bundle.tables.iter().flat_map(|table| table.iter()).map(|(key, partial)| (here(key), partial)));
        bundle.rest.iter().for_each(|of_bundle| add_rest(&mut rest, of_bundle, here));
    }
    found.sort_unstable_by_key(|(key, _)| (key.site(), key.stream()));
    let mut partials: Vec<(Key, Partial)> = Vec::with_capacity(found.len());
    for (key, partial) in found {
        match partials.last_mut().filter(|(last, _)| *last == key) {
            Some((_, known)) => {
                if !known.add(partial) {
                    rest.wide.entry(key).or_default().add_micro(partial.micro);
                }
            }
            None => partials.push((key, *partial)),
        }
    }
    let sums: Vec<Sum<'_>> = partials
        .into_iter()
        .map(|(key, partial)| Sum {
            site: first_site + key.site(),
            stream: key.stream(),
            partial,
            wide: rest.wide.get(&key),
            quality: rest.quality.get(&key),
        })
        .collect();
    each(&sums);
}

// Each key is merged by itself, so the maps' order does not matter.
#[allow(clippy::iter_over_hash_type, reason = "exact sums of separate keys")]
fn add_rest(all: &mut Rest, of_bundle: &Rest, here: impl Fn(Key) -> Key) {
    for (key, sum) in &of_bundle.wide {
        all.wide.entry(here(*key)).or_default().merge(sum);
    }
    for (key, sums) in &of_bundle.quality {
        all.quality.entry(here(*key)).or_default().merge(sums);
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "the sums are exact")]
mod tests {
    use super::*;
    use crate::activity::category_of;
    use crate::period::Day;
    use crate::quantity::Unit;
    use crate::rows::activities::check::{Accepted, Good};
    use crate::rows::activities::quality::Marks;
    use crate::rows::activities::sums::Limits;

    /// Streams of one activity in the months of 2024, the first of this thread's codes being `months[0]`.
    fn thread(months: &[i8], limits: Limits, rows: &[(u32, u32, f64)]) -> OfThread {
        let mut sums = Sums::with_limits(limits);
        let part = |(nth, (site, stream, quantity)): (usize, &(u32, u32, f64))| {
            (Accepted { index: nth as u32, site: *site, stream: *stream, quantity: *quantity }, nth)
        };
        let rows: Vec<Accepted> = rows.iter().enumerate().map(part).map(|(row, _)| row).collect();
        let marks = Marks::default();
        for rows in rows.chunks(5) {
            sums.add(&Good::new(rows, &marks), |index| 100 + index as u64);
        }
        let code = "c05/landfill_mixed";
        let month = |month: &i8| When::Month(Day::from_ymd(2024, *month, 1).expect("a day").month());
        let words = Words {
            activities: vec![(code.into(), category_of(code).expect("a group"))],
            units: vec![Unit::KILOGRAM],
            whens: months.iter().map(month).collect(),
            extras: vec![Extra::default()],
        };
        OfThread { streams: (0..months.len() as u32).map(|when| [0, 0, when, 0]).collect(), words, sums }
    }

    /// Every sum: site, month, quantity, rows, first and last ordinal.
    fn merged(threads: Vec<OfThread>) -> Vec<(u32, u8, f64, u64, u64, u64)> {
        let begin = |streams: MergedStreams| {
            let month = |codes: &StreamCodes| match streams.words.whens[codes[2] as usize] {
                When::Month(month) => month.number(),
                When::Crossing(_) => 0,
            };
            (streams.streams.iter().map(month).collect::<Vec<u8>>(), Vec::new())
        };
        let each = |(months, all): &mut (Vec<u8>, Vec<_>), sums: &[Sum<'_>]| {
            let reported = |s: &Sum<'_>| {
                (s.site, months[s.stream as usize], s.quantity(), s.partial.rows, s.partial.first, s.partial.last)
            };
            all.extend(sums.iter().map(reported));
        };
        merge(threads, begin, each).1
    }

    #[test]
    fn threads_with_other_codes_for_the_same_streams_add_up() {
        let first = thread(&[3, 1], Limits::default(), &[(0, 0, 1.0), (0, 1, 2.0), (7, 0, 4.0)]);
        let second = thread(&[1, 2, 3], Limits::default(), &[(0, 0, 8.0), (0, 2, 16.0), (7, 1, 0.1), (7, 1, 0.2)]);
        let idle = thread(&[], Limits::default(), &[]);
        assert_eq!(
            merged(vec![first, idle, second]),
            [(0, 1, 10.0, 2, 100, 101), (0, 3, 17.0, 2, 100, 101), (7, 2, 0.3, 2, 102, 103), (7, 3, 4.0, 1, 102, 102),]
        );
    }

    #[test]
    fn sums_beyond_a_partial_are_exact_upwards_and_downwards_in_and_between_threads() {
        // In millionths these are near the limits of 64 bits: ten of them exceed the limits.
        const LARGE: f64 = 900_000_000.0;
        let thread_of = |quantity: f64, rows: usize| {
            let rows: Vec<_> = (0..rows).flat_map(|_| [(0, 0, quantity), (0, 0, 1e-6), (0, 0, 1.0 / 3.0)]).collect();
            thread(&[1], Limits { of_bundle: 4, of_all: 100 }, &rows)
        };
        let quantity = |threads| merged(threads)[0].2;
        let third = |rows: usize| vec![1.0 / 3.0; rows].iter().sum::<f64>();
        for sign in [1.0, -1.0] {
            let one = quantity(vec![thread_of(sign * LARGE, 20_000)]);
            let parts =
                vec![thread_of(sign * LARGE, 9_000), thread_of(sign * LARGE, 9_000), thread_of(sign * LARGE, 2_000)];
            let several = quantity(parts);
            assert_eq!(one.to_bits(), several.to_bits());
            let wanted = sign * LARGE * 20_000.0 + 0.02 + third(20_000);
            assert!((one - wanted).abs() < 0.01, "{one} {wanted}");
        }
        let there_and_back = vec![thread_of(LARGE, 20_000), thread_of(-LARGE, 20_000)];
        let (rest, wanted) = (quantity(there_and_back), 0.04 + 40_000.0 / 3.0);
        assert!((rest - wanted).abs() < 1e-9, "{rest}");
    }

    #[test]
    fn neither_the_borders_of_bundles_nor_deliveries_lose_a_row() {
        let rows: Vec<(u32, u32, f64)> = (0..1_000).map(|n| (n * 5 % 150, n / 7 % 3, f64::from(n))).collect();
        let limits = [(1, 1), (2, 3), (7, 50), (1_000, 10), (16, 10_000)];
        let all =
            limits.map(|(of_bundle, of_all)| merged(vec![thread(&[1, 2, 3], Limits { of_bundle, of_all }, &rows)]));
        assert!(all.iter().all(|sums| *sums == all[0]));
        assert_eq!(all[0].len(), 90, "30 sites with 3 streams each");
        assert_eq!(all[0].iter().map(|sum| sum.2).sum::<f64>(), 499_500.0);
        assert_eq!(all[0].iter().map(|sum| sum.3).sum::<u64>(), 1_000);
        let sites: Vec<u32> = all[0].iter().map(|sum| sum.0).collect();
        assert!(sites.is_sorted() && [SITES - 3, SITES + 2].iter().all(|site| sites.contains(site)));
    }
}
