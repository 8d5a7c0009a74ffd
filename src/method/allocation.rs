//! What is shared with others: the part of a quantity that falls to one of its users.

use super::inputs;
use super::working::{MethodError, Worked, Working, not_negative, positive, share, term};
use crate::quantity::Amount;

const GUIDANCE: &str =
    "GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions (2013), formulas 4.4, 8.2 and 8.3";

/// A quantity of something shared, for [`allocated`]: a building's electricity, a truck's
/// diesel, a warehouse's refrigerant, a supplier's emissions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shared {
    /// The quantity of the whole: what the building, the truck or the supplier used or emitted.
    pub quantity: Amount,
    /// One's own part, as the area, volume, mass, revenue or number of pieces it is shared by.
    pub own: Amount,
    /// The whole, measured as `own` is.
    pub total: Amount,
    /// Share of the whole that is in use at all, 0 to 1: 1 where `total` counts only what is used.
    pub occupancy: f64,
}

inputs!(Shared: quantity, own, total, occupancy);

/// One's own part of a shared quantity.
///
/// ```text
/// A = Q · own / (total · occupancy)                                                (1)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `quantity` | Q: of the whole | 1 | any | ≥ 0 |
/// | `own` | one's own part | 1 | area, volume, mass, money or pieces | 0 to total · occupancy |
/// | `total` | the whole | 1 | as `own` | > 0 |
/// | `occupancy` | share of the whole in use | 1 | share | > 0 and ≤ 1 |
/// | returns | A: one's own part | 1 | as `quantity` | 0 to Q |
///
/// # Assumptions
/// What is not in use is borne by those who use the rest, in proportion.
///
/// # Errors
/// [`MethodError`] if an input is outside its range, if `own` and `total` measure different
/// things, or if the part is more than the whole.
///
/// # Source
/// 1. GHG Protocol, *Technical Guidance for Calculating Scope 3 Emissions*, 2013: formula 4.4 (fuel by
///    mass or volume of the load, p. 55), storage by volume (p. 168), formula 8.2 (leased area and
///    occupancy, p. 97), formula 8.3 (share of a lessor's emissions, p. 100).
///
/// # Examples
/// A floor of 200 m² in a building of 2,000 m² that is three quarters let and uses 3,000 kWh (\[1\], example 8.1).
/// ```
/// use estate_carbon::method::allocation::{Shared, allocated};
/// use estate_carbon::quantity::{Amount, Unit};
/// let (m2, kwh) = (Unit::parse("m2")?, Unit::parse("kWh")?);
/// let floor = Shared {
///     quantity: Amount::new(3_000.0, kwh),
///     own: Amount::new(200.0, m2), total: Amount::new(2_000.0, m2), occupancy: 0.75,
/// };
/// // 3000 × 200 / (2000 × 0.75)
/// assert!((allocated(&floor)?.value.to(kwh)? - 400.0).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn allocated(shared: &Shared) -> Result<Worked<Amount>, MethodError> {
    let quantity = not_negative("quantity", shared.quantity.value())?;
    let occupancy = positive("occupancy", share("occupancy", shared.occupancy)?)?;
    let (own, total) = part_of_whole(["own", "total"], [shared.own, shared.total])?;
    let part = own / (total * occupancy);
    within_whole("own", part)?;
    let (unit, of) = (shared.quantity.unit(), shared.own.unit().symbol());
    let terms = [
        term("Q", "quantity of the whole", quantity, unit.symbol()),
        term("own", "own part", own, of),
        term("total", "the whole", total, of),
        term("occupancy", "share of the whole in use", occupancy, ""),
    ];
    let mut working = Working::new("Allocation of a shared quantity", GUIDANCE);
    let value =
        working.step("A = Q × own / (total × occupancy)", terms, quantity * own / (total * occupancy), unit.symbol());
    Ok(working.of(Amount::new(value, unit)))
}

/// A part and its whole as two numbers of the part's unit; the whole is above 0.
pub(super) fn part_of_whole(
    [part_name, whole_name]: [&'static str; 2],
    [part, whole]: [Amount; 2],
) -> Result<(f64, f64), MethodError> {
    let part_value = not_negative(part_name, part.value())?;
    positive(whole_name, whole.value())?;
    let whole_value = whole.to(part.unit()).map_err(|error| {
        let what = format!("`{part_name}` and `{whole_name}` measure different things: {error}");
        MethodError::Contradiction { input: part_name, what }
    })?;
    Ok((part_value, whole_value))
}

/// Refuses a part that is more than its whole; a rounding of the last digits is let pass.
pub(super) fn within_whole(input: &'static str, part: f64) -> Result<(), MethodError> {
    if part <= 1.0 + 1e-9 {
        return Ok(());
    }
    let what = format!("`{input}` is {part} of the whole: a part cannot be more than 1 of it");
    Err(MethodError::Contradiction { input, what })
}

#[cfg(test)]
mod tests {
    use super::super::working::assert_recomputes;
    use super::*;
    use crate::quantity::Unit;

    fn amount(value: f64, unit: &str) -> Amount {
        Amount::new(value, Unit::parse(unit).expect("a unit"))
    }

    fn part(quantity: Amount, own: Amount, total: Amount, occupancy: f64) -> f64 {
        let worked = allocated(&Shared { quantity, own, total, occupancy }).expect("a part");
        assert_recomputes(&worked.working);
        worked.value.value()
    }

    /// Example 8.1, p. 97: printed as 1,325 kg because 0.67 kg of refrigerant was rounded first.
    #[test]
    fn a_leased_floor() {
        let of = |quantity| part(quantity, amount(200.0, "m2"), amount(2_000.0, "m2"), 0.75);
        let (gas, power) = (of(amount(1_500.0, "kWh")), of(amount(3_000.0, "kWh")));
        let fugitive = of(amount(5.0, "kg"));
        approx::assert_relative_eq!(gas * 0.2 + power * 0.7 + fugitive * 1_500.0, 1_320.0, max_relative = 1e-12);
        approx::assert_abs_diff_eq!(fugitive, 0.67, epsilon = 0.005);
    }

    /// Example 4.5, p. 69: 2,062.5 + 3,125 kg CO2e.
    #[test]
    fn two_warehouses() {
        let of = |kwh, own, total| part(amount(kwh, "kWh"), amount(own, "m3"), amount(total, "m3"), 1.0);
        let first = of(10_000.0, 100.0, 400.0) * 0.8 + of(1_000.0, 100.0, 400.0) * 0.25;
        let second = of(15_000.0, 200.0, 800.0) * 0.8 + of(2_000.0, 200.0, 800.0) * 0.25;
        approx::assert_abs_diff_eq!(first, 2_062.5, epsilon = 1e-9);
        approx::assert_abs_diff_eq!(second, 3_125.0, epsilon = 1e-9);
    }

    #[test]
    fn units_of_the_part_and_the_whole_are_brought_together() {
        let diesel = part(amount(600.0, "L"), amount(500.0, "kg"), amount(10.0, "t"), 1.0);
        approx::assert_relative_eq!(diesel, 30.0, max_relative = 1e-12);
    }

    #[test]
    fn parts_of_a_whole_add_up() {
        let parts =
            [0.0, 12.5, 30.0, 57.5].map(|own| part(amount(90.0, "t"), amount(own, "USD"), amount(100.0, "USD"), 1.0));
        approx::assert_relative_eq!(parts.iter().sum::<f64>(), 90.0, max_relative = 1e-12);
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let ok =
            Shared { quantity: amount(1.0, "kWh"), own: amount(1.0, "m2"), total: amount(2.0, "m2"), occupancy: 1.0 };
        let refused = |shared: Shared| allocated(&shared).map_err(|e| e.input());
        assert_eq!(refused(Shared { own: amount(3.0, "m2"), ..ok }), Err("own"));
        assert_eq!(refused(Shared { own: amount(1.0, "m3"), ..ok }), Err("own"));
        assert_eq!(refused(Shared { occupancy: 0.25, ..ok }), Err("own"));
        assert_eq!(refused(Shared { occupancy: 0.0, ..ok }), Err("occupancy"));
        assert_eq!(refused(Shared { occupancy: 75.0, ..ok }), Err("occupancy"));
        assert_eq!(refused(Shared { total: amount(0.0, "m2"), ..ok }), Err("total"));
        assert_eq!(refused(Shared { quantity: amount(-1.0, "kWh"), ..ok }), Err("quantity"));
        assert!(allocated(&Shared { occupancy: 0.5, ..ok }).is_ok(), "all of what is in use");
    }
}
