//! How large a number the books hold.

/// Every quantity, mass and other number of a book is smaller than this. The limit leaves room for every conversion,
/// potential, square and sum that follows, so that no figure overflows. For comparison, the Sun weighs 2 × 10^30 kg.
pub const TOO_LARGE: f64 = 1e100;

/// Whether the books can hold a number: it is neither NaN nor infinite, and its magnitude is smaller than
/// [`TOO_LARGE`].
///
/// # Examples
/// ```
/// use estate_carbon::quantity::is_held;
/// assert!(is_held(-18_250.0) && !is_held(f64::NAN) && !is_held(1e300));
/// ```
#[inline]
pub fn is_held(number: f64) -> bool {
    // The comparison is also false for NaN.
    number.abs() < TOO_LARGE
}
