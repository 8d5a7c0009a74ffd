//! Sums of quantities that are exact, and so the same in any order.
//!
//! If a quantity equals a decimal of at most fifteen digits and twelve places, it is summed as that decimal, in whole
//! 10⁻¹² of its unit: 0.1 + 0.2 is 0.3, and a row split in two adds up to the row. Any other double is summed as the
//! binary number it is, by Shewchuk's expansions, also without error. The only rounding is at the end.

/// An exact sum of quantities.
#[derive(Clone, Debug, Default)]
pub(super) struct ExactSum {
    /// Decimal quantities, in units of 10⁻¹².
    pico: i128,
    /// The others, as doubles that do not overlap, smallest first.
    partials: Vec<f64>,
}

/// Places tried for a decimal: the multiplier that makes it whole, and what lifts it to 10⁻¹².
const PLACES: [(f64, i128); 3] = [(1e3, 1_000_000_000), (1e12, 1), (1.0, 1_000_000_000_000)];

/// A decimal of fifteen digits survives the way into a double and back.
const FIFTEEN_DIGITS: f64 = 1e15;

/// The quantity in millionths, if it is a whole number of them of at most fifteen digits.
#[inline]
pub(super) fn micro(quantity: f64) -> Option<i64> {
    // Adding and taking away 1.5 · 2⁵² rounds to a whole number, ties to even, without a call.
    const ROUND: f64 = 6_755_399_441_055_744.0;
    let whole = (quantity * 1e6 + ROUND) - ROUND;
    #[allow(clippy::float_cmp, reason = "the question is whether the two are the same double")]
    let exact = whole.abs() < FIFTEEN_DIGITS && whole / 1e6 == quantity;
    exact.then_some(whole as i64)
}

/// The quantity in units of 10⁻¹², if it equals a short decimal.
#[inline]
fn pico(quantity: f64) -> Option<i128> {
    if let Some(micro) = micro(quantity) {
        return Some(i128::from(micro) * 1_000_000);
    }
    for (multiplier, lift) in PLACES {
        let whole = (quantity * multiplier).round_ties_even();
        // Division rounds correctly, so equality says that this decimal reads as this double.
        #[allow(clippy::float_cmp, reason = "the question is whether the two are the same double")]
        if whole.abs() < FIFTEEN_DIGITS && whole / multiplier == quantity {
            return Some(i128::from(whole as i64) * lift);
        }
    }
    None
}

/// The percentage in ten-thousandths of a percent, that is in millionths, if it is a whole number of them.
fn basis_points(percent: f64) -> Option<i64> {
    const MOST: f64 = 1e9;
    let whole = (percent * 1e4).round_ties_even();
    #[allow(clippy::float_cmp, reason = "the question is whether the two are the same double")]
    let exact = whole.abs() < MOST && whole / 1e4 == percent;
    exact.then_some(whole as i64)
}

impl ExactSum {
    /// Adds a finite quantity.
    pub(super) fn add(&mut self, quantity: f64) {
        match pico(quantity) {
            Some(whole) => self.pico += whole,
            None => self.add_binary(quantity),
        }
    }

    /// Adds a finite quantity times a finite percentage.
    ///
    /// Where both are short decimals their product is one too and is added as that, so that a quantity in two parts
    /// adds up to the whole; any other product is rounded once.
    pub(super) fn add_percent(&mut self, quantity: f64, percent: f64) {
        match (micro(quantity), basis_points(percent)) {
            (Some(micro), Some(points)) => self.pico += i128::from(micro) * i128::from(points),
            _ => self.add((quantity * (percent / 100.0)).clamp(f64::MIN, f64::MAX)),
        }
    }

    /// Adds a sum of whole millionths.
    pub(super) fn add_micro(&mut self, whole: i64) {
        self.pico += i128::from(whole) * 1_000_000;
    }

    /// Adds another sum.
    pub(super) fn merge(&mut self, other: &Self) {
        self.pico += other.pico;
        for partial in &other.partials {
            self.add_binary(*partial);
        }
    }

    /// J. R. Shewchuk, "Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric
    /// Predicates", Discrete & Computational Geometry 18 (1997), algorithm Grow-Expansion.
    fn add_binary(&mut self, quantity: f64) {
        let mut x = quantity;
        let mut kept = Vec::with_capacity(self.partials.len() + 1);
        for &partial in &self.partials {
            let (big, small) = if x.abs() < partial.abs() { (partial, x) } else { (x, partial) };
            let sum = big + small;
            let error = small - (sum - big);
            if error != 0.0 {
                kept.push(error);
            }
            x = sum;
        }
        kept.push(x);
        self.partials = kept;
    }

    /// The sum as the nearest double. Each kind is rounded to its nearest double; if both occur, the sum of the two is
    /// rounded again.
    pub(super) fn value(&self) -> f64 {
        let decimal = decimal_value(self.pico);
        match self.partials.as_slice() {
            [] => decimal,
            partials => decimal + round_expansion(partials),
        }
    }
}

/// Units of 10⁻¹² as the nearest double.
fn decimal_value(pico: i128) -> f64 {
    const MICRO: i128 = 1_000_000;
    const EXACT: i128 = 1 << 53;
    let micro = pico / MICRO;
    if pico % MICRO == 0 && micro.abs() < EXACT {
        return micro as f64 / 1e6;
    }
    // Reading the decimal rounds correctly whatever its length.
    let digits = format!("{}{:013}", if pico < 0 { "-" } else { "" }, pico.unsigned_abs());
    let (whole, places) = digits.split_at(digits.len() - 12);
    format!("{whole}.{places}").parse().unwrap_or(0.0)
}

/// The nearest double to an expansion, ties to even, as Python's `math.fsum` does it.
fn round_expansion(partials: &[f64]) -> f64 {
    let mut rest = partials.iter().rev().copied();
    let mut high = rest.next().unwrap_or(0.0);
    let mut low = 0.0;
    for partial in rest.by_ref() {
        let sum = high + partial;
        low = partial - (sum - high);
        high = sum;
        if low != 0.0 {
            break;
        }
    }
    // Exactly half-way: the next partial decides on which side of the tie the sum lies.
    if let Some(next) = rest.next()
        && ((low < 0.0 && next < 0.0) || (low > 0.0 && next > 0.0))
    {
        let doubled = low * 2.0;
        let sum = high + doubled;
        #[allow(clippy::float_cmp, reason = "tests whether the doubled remainder was exact")]
        if doubled == sum - high {
            high = sum;
        }
    }
    high
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "the sums are exact")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sum(quantities: &[f64]) -> f64 {
        let mut sum = ExactSum::default();
        quantities.iter().for_each(|q| sum.add(*q));
        sum.value()
    }

    #[test]
    fn decimals_add_as_decimals() {
        assert_eq!(sum(&[0.1, 0.2]), 0.3);
        assert_eq!(sum(&[0.1; 10]), 1.0);
        assert_eq!(sum(&[1e14, 0.01, -1e14]), 0.01);
        assert_eq!(sum(&[-0.5]), -0.5);
        assert_eq!(sum(&[-123.456_789_012]), -123.456_789_012);
        assert_eq!(sum(&[9e14, 1e-12]), 9e14);
    }

    #[test]
    fn products_of_decimals_are_decimals() {
        let error = |rows: &[(f64, f64)]| {
            let mut sum = ExactSum::default();
            rows.iter().for_each(|(quantity, percent)| sum.add_percent(*quantity, *percent));
            sum.value()
        };
        assert_eq!(error(&[(3.0, 5.0), (7.0, 5.0)]), 0.5);
        assert_eq!(error(&[(0.1, 0.1), (0.2, 0.1), (-0.3, 0.1)]), 0.0);
        assert_eq!(error(&[(1.0 / 3.0, 10.0)]), 1.0 / 3.0 * 0.1);
        assert!(error(&[(f64::MAX, 1e300)]).is_finite());
    }

    #[test]
    fn other_doubles_add_without_error() {
        let third = 1.0 / 3.0;
        assert_eq!(sum(&[third, third, third]), 1.0);
        assert_eq!(sum(&[1e300, third, -1e300]), third);
        assert_eq!(sum(&[f64::MIN_POSITIVE; 4]), 4.0 * f64::MIN_POSITIVE);
    }

    proptest! {
        #[test]
        fn neither_order_nor_grouping_matters(
            quantities in proptest::collection::vec(prop_oneof![
                (-1_000_000_000i64..1_000_000_000).prop_map(|n| n as f64 / 1e3),
                -1e9f64..1e9,
                proptest::num::f64::NORMAL.prop_filter("sums stay finite", |x| x.abs() < 1e200),
            ], 1..60),
            cut in 0usize..60,
        ) {
            let forward = sum(&quantities);
            let mut backward = quantities.clone();
            backward.reverse();
            prop_assert_eq!(forward.to_bits(), sum(&backward).to_bits());
            let cut = cut.min(quantities.len());
            let (mut left, mut right) = (ExactSum::default(), ExactSum::default());
            quantities[..cut].iter().for_each(|q| left.add(*q));
            quantities[cut..].iter().for_each(|q| right.add(*q));
            right.merge(&left);
            prop_assert_eq!(forward.to_bits(), right.value().to_bits());
        }

        #[test]
        fn splitting_a_decimal_changes_nothing(whole in 0i64..100_000_000_000, part in 0i64..100_000_000_000) {
            let part = part.min(whole);
            let kilo = |n: i64| n as f64 / 1e3;
            prop_assert_eq!(sum(&[kilo(whole)]), sum(&[kilo(part), kilo(whole - part)]));
        }
    }
}
