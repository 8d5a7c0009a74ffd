//! Methane taken out of a landfill or a treatment plant before the rest escapes.

use super::working::{MethodError, Working, not_negative, share, term};
use super::{Change, Input, Inputs};
use crate::quantity::Mass;
use crate::quantity::uom::si::mass::kilogram;

/// Methane recovered: metered, or as a share of what was generated.
///
/// What becomes of it (a flare, an engine, a buyer) is another calculation; here it only leaves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Recovery {
    /// The mass of methane, from meters.
    Mass(Mass),
    /// A share of the methane generated, 0 to 1.
    Share(f64),
}

impl Inputs for Recovery {
    fn change(&mut self, change: Change<'_>) {
        match self {
            Self::Mass(mass) => mass.change_as("recovered", change),
            Self::Share(share) => share.change_as("recovered_share", change),
        }
    }
}

impl Recovery {
    /// Nothing is recovered.
    pub const NONE: Self = Self::Share(0.0);

    /// The kilograms recovered of the methane generated, which the working calls `Q`.
    pub(crate) fn kilograms(self, working: &mut Working, generated: f64) -> Result<f64, MethodError> {
        match self {
            Self::Share(rate) => {
                let terms = [
                    term("r", "share of the methane recovered", share("recovered", rate)?, ""),
                    term("Q", "methane generated", generated, "kg"),
                ];
                Ok(working.step("R = r × Q", terms, rate * generated, "kg"))
            }
            Self::Mass(mass) => {
                let recovered = not_negative("recovered", mass.get::<kilogram>())?;
                // A meter that reads what the method generates may differ in the last place.
                if recovered <= generated * (1.0 + 1e-12) {
                    return Ok(recovered);
                }
                let what = format!("{recovered} kg of methane was recovered and only {generated} kg was generated");
                Err(MethodError::Contradiction { input: "recovered", what })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::working::assert_recomputes;
    use super::*;

    #[test]
    fn a_share_and_its_mass_are_the_same_recovery() {
        let mut working = Working::new("a test", "nowhere");
        let of_share = Recovery::Share(0.7).kilograms(&mut working, 4_000.0);
        assert_recomputes(&working);
        let of_mass = Recovery::Mass(Mass::new::<kilogram>(2_800.0)).kilograms(&mut working, 4_000.0);
        assert_eq!(of_share, Ok(2_800.0));
        assert_eq!(of_mass, of_share);
        assert_eq!(working.steps.len(), 1, "a metered mass needs no step");
    }

    #[test]
    fn more_than_was_generated_is_refused() {
        for wrong in [
            Recovery::Mass(Mass::new::<kilogram>(11.0)),
            Recovery::Mass(Mass::new::<kilogram>(-1.0)),
            Recovery::Share(1.1),
        ] {
            let found = wrong.kilograms(&mut Working::new("a test", "nowhere"), 10.0);
            assert_eq!(found.map_err(|e| e.input()), Err("recovered"));
        }
    }
}
