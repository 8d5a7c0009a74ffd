//! How large a number the books hold.

/// No quantity, mass or other number of a book is as large. It leaves room for every conversion, potential, square
/// and sum that follows, so that no figure overflows; the Sun weighs 2 × 10^30 kg.
pub const TOO_LARGE: f64 = 1e100;

/// Whether the books hold a number: it is no NaN, not infinite and smaller than [`TOO_LARGE`].
///
/// # Examples
/// ```
/// use estate_carbon::quantity::is_held;
/// assert!(is_held(-18_250.0) && !is_held(f64::NAN) && !is_held(1e300));
/// ```
#[inline]
pub fn is_held(number: f64) -> bool {
    // NaN is not smaller.
    number.abs() < TOO_LARGE
}
