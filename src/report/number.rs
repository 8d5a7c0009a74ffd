//! Numbers and names as people read them. Rounding happens here and nowhere before.

use super::message::{self, Message};

/// A figure to about three significant digits, with thousands separators. What is not zero
/// is never shown as zero.
pub(crate) fn shown(value: f64) -> String {
    let size = value.abs();
    if !value.is_finite() {
        return value.to_string();
    }
    if size > 0.0 && size < 1e-6 {
        return format!("{value:.2e}");
    }
    let decimals = match size {
        0.0 => 0,
        s if s >= 1_000.0 => 0,
        s if s >= 100.0 => 1,
        s if s >= 1.0 => 2,
        s => (2.0 - s.log10().floor()) as usize,
    };
    grouped(&format!("{value:.decimals$}"))
}

/// A number with all the digits that mean something: ten, less the zeros at the end.
pub(crate) fn exact(value: f64) -> String {
    let rounded: f64 = format!("{value:.9e}").parse().unwrap_or(value);
    let size = rounded.abs();
    if size != 0.0 && !(1e-6..1e15).contains(&size) {
        return format!("{rounded:e}");
    }
    grouped(&rounded.to_string())
}

/// A whole number with thousands separators.
pub(crate) fn count(value: u64) -> String {
    grouped(&value.to_string())
}

/// `1 row`, `2,400 rows`.
pub(crate) fn counted(value: u64, noun: &str) -> String {
    let plural = if value == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", count(value))
}

/// A part of a whole in percent; nothing if the whole is nothing.
pub(crate) fn share(part: f64, whole: f64) -> Option<Message> {
    let percent = 100.0 * part / whole;
    if !percent.is_finite() {
        return None;
    }
    // Sums of the same parts in another order differ in the last digits: that is all of it.
    Some(match percent.abs() {
        p if p > 0.0 && p < 0.1 => message::share_tiny(),
        p if (99.95..100.0 - 1e-7).contains(&p) => message::share_nearly_all(),
        _ => message::percent(trimmed(&format!("{percent:.1}"))),
    })
}

fn trimmed(text: &str) -> &str {
    text.strip_suffix(".0").unwrap_or(text)
}

fn grouped(text: &str) -> String {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, rest) = digits.split_once('.').map_or((digits, None), |(w, r)| (w, Some(r)));
    let mut out = String::with_capacity(text.len() + 4);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    // A value that rounds to nothing has lost its sign too.
    let zero = digits.bytes().all(|b| matches!(b, b'0' | b'.'));
    let sign = if zero { "" } else { sign };
    match rest {
        Some(rest) => format!("{sign}{out}.{rest}"),
        None => format!("{sign}{out}"),
    }
}

/// Text of the user's on one line, without the control characters that would move a
/// terminal's cursor or break a table.
pub(crate) fn printable(text: &str) -> String {
    // Marks that turn the direction of writing can make one name look like another.
    let turns = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if c.is_control() || turns(c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_keep_about_three_digits_and_never_vanish() {
        for (value, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (1_234_567.8, "1,234,568"),
            (999.96, "1,000.0"),
            (12.345, "12.35"),
            (-0.012_34, "-0.0123"),
            (0.000_001, "0.00000100"),
            (4e-9, "4.00e-9"),
        ] {
            assert_eq!(shown(value), text);
        }
        assert_eq!(shown(f64::INFINITY), "inf");
    }

    #[test]
    fn exact_numbers_lose_only_the_noise() {
        for (value, text) in [
            (8_668.750_000_000_001, "8,668.75"),
            (18_250.0, "18,250"),
            (0.475, "0.475"),
            (0.0, "0"),
            (1.5e-9, "1.5e-9"),
            (1e18, "1e18"),
        ] {
            assert_eq!(exact(value), text);
        }
    }

    #[test]
    fn shares_do_not_round_to_all_or_nothing() {
        let share = |part, whole| share(part, whole).map(|share| share.to_string());
        assert_eq!(share(1.0, 3.0).as_deref(), Some("33.3 %"));
        assert_eq!(share(1.0, 1.0).as_deref(), Some("100 %"));
        assert_eq!(share(1.0, 1e6).as_deref(), Some("less than 0.1 %"));
        assert_eq!(share(0.9999, 1.0).as_deref(), Some("more than 99.9 %"));
        assert_eq!(share(1.0, 0.0), None);
    }

    #[test]
    fn things_are_counted_one_or_many() {
        assert_eq!(counted(1, "row"), "1 row");
        assert_eq!(counted(2_400, "row"), "2,400 rows");
    }

    #[test]
    fn names_cannot_steer_the_terminal() {
        assert_eq!(printable("a\u{1b}[31m\nนิคม"), "a [31m นิคม");
    }
}
