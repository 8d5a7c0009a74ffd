//! A process whose gas is partly destroyed: nitric and adipic acid, caprolactam, glyoxal.

use super::inputs;
use super::working::{MethodError, Worked, Working, not_negative, share, term};
use crate::quantity::Amount;

const IPCC: &str = "IPCC 2006 Guidelines, Vol. 3, ch. 3, equations 3.6 (nitric acid), 3.8 (adipic acid) and 3.10 (caprolactam), Tier 2";

/// A product and the abatement of its plant, for [`abated_process`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AbatedProcess {
    /// Product made.
    pub product: Amount,
    /// Share of the gas that the abatement destroys while it runs, 0 to 1.
    pub destruction: f64,
    /// Share of the time, or of the production, that the abatement runs, 0 to 1.
    pub utilisation: f64,
}

inputs!(AbatedProcess: product, destruction, utilisation);

/// The amount of product whose gas is not destroyed: what a factor for the process without abatement applies to.
///
/// ```text
/// P_eff = P × (1 − DF × ASUF)                                                      (1)
/// ```
///
/// With the factor of the uncontrolled process, M = EF × P_eff is IPCC's E = EF × P × (1 − DF × ASUF). A factor
/// that already counts abatement must not be used with it.
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `product` | P | 1 | any | ≥ 0 |
/// | `destruction` | DF | 1 | share | 0 to 1 |
/// | `utilisation` | ASUF | 1 | share | 0 to 1 |
/// | returns | P_eff, in the unit of the product | 1 | unit of `product` | 0 to P |
///
/// # Errors
/// [`MethodError`] if an input is outside its range.
///
/// # Source
/// 1. IPCC, *2006 Guidelines for National Greenhouse Gas Inventories*, Vol. 3, ch. 3, equations 3.6, 3.8
///    and 3.10; destruction and utilisation factors of adipic acid in Table 3.4 (p. 3.30).
///
/// # Examples
/// Adipic acid with thermal destruction by Table 3.4: 1 − 0.985 × 0.97 = 0.04455 of the product, so
/// 1,000 t emit 300 kg/t × 44.55 t = 13.4 t of N2O instead of 300 t.
/// ```
/// use estate_carbon::method::abated_process::{AbatedProcess, abated_process};
/// use estate_carbon::quantity::{Amount, Unit};
/// let acid = AbatedProcess {
///     product: Amount::new(1000.0, Unit::parse("t")?), destruction: 0.985, utilisation: 0.97,
/// };
/// assert!((abated_process(&acid)?.value.value() - 44.55).abs() < 0.005);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn abated_process(plant: &AbatedProcess) -> Result<Worked<Amount>, MethodError> {
    let product = not_negative("product", plant.product.value())?;
    let destruction = share("destruction", plant.destruction)?;
    let utilisation = share("utilisation", plant.utilisation)?;
    let unit = plant.product.unit();
    let terms = [
        term("P", "product made", product, unit.symbol()),
        term("DF", "share destroyed", destruction, ""),
        term("ASUF", "share of the time abatement runs", utilisation, ""),
    ];
    let mut working = Working::new("Product whose gas is not destroyed", IPCC);
    let left = product * (1.0 - destruction * utilisation);
    working.step("P_eff = P × (1 − DF × ASUF)", terms, left, unit.symbol());
    Ok(working.of(Amount::new(left, unit)))
}

#[cfg(test)]
mod tests {
    use super::super::working::assert_recomputes;
    use super::*;
    use crate::quantity::Unit;

    fn acid(tonnes: f64, destruction: f64, utilisation: f64) -> AbatedProcess {
        AbatedProcess { product: Amount::new(tonnes, Unit::parse("t").expect("a unit")), destruction, utilisation }
    }

    fn tonnes(plant: AbatedProcess) -> f64 {
        let worked = abated_process(&plant).expect("a plant");
        assert_recomputes(&worked.working);
        worked.value.value()
    }

    #[test]
    fn without_abatement_all_of_the_product_counts() {
        // GreenLang's test suite: 10,000 t HNO3 at 7 kg N2O/t, 70 t; 1,000 t adipic acid at 300 kg/t, 300 t.
        approx::assert_relative_eq!(tonnes(acid(10_000.0, 0.0, 0.0)) * 7.0 / 1_000.0, 70.0, max_relative = 1e-12);
        approx::assert_relative_eq!(tonnes(acid(1_000.0, 0.0, 1.0)) * 300.0 / 1_000.0, 300.0, max_relative = 1e-12);
        approx::assert_relative_eq!(tonnes(acid(1_000.0, 0.9, 0.0)), 1_000.0, max_relative = 1e-12);
    }

    #[test]
    fn abatement_counts_while_it_runs() {
        // IPCC 2006, Vol. 3, Table 3.4, catalytic: 1 − 0.925 × 0.89 = 0.17675.
        approx::assert_relative_eq!(tonnes(acid(1_000.0, 0.925, 0.89)), 176.75, max_relative = 1e-9);
        approx::assert_abs_diff_eq!(tonnes(acid(1_000.0, 1.0, 1.0)), 0.0);
        assert!(tonnes(acid(1.0, 0.9, 0.8)) > tonnes(acid(1.0, 0.9, 0.9)));
    }

    #[test]
    fn plants_that_cannot_be_are_refused() {
        let refused = |plant: AbatedProcess| abated_process(&plant).map_err(|e| e.input());
        assert_eq!(refused(acid(-1.0, 0.5, 0.5)), Err("product"));
        assert_eq!(refused(acid(1.0, 92.5, 0.5)), Err("destruction"));
        assert_eq!(refused(acid(1.0, 0.5, 1.1)), Err("utilisation"));
    }
}
