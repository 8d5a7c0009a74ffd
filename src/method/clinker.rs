//! Cement clinker: CO2 of calcination by what the clinker is made of, and by the dust that leaves the kiln.

use super::working::{MethodError, Term, Worked, Working, not_negative, share, term};
use super::{Change, Input, Inputs, inputs};
use crate::quantity::Mass;
use crate::quantity::uom::si::mass::megagram;

const IPCC: &str = "IPCC 2006 Guidelines, Vol. 3, ch. 2, equations 2.2, 2.4 and 2.5 (Tier 2)";

/// CO2 that left with each mass of CaO. IPCC 2006, Vol. 3, ch. 2, Table 2.4: 0.785 t CO2 per t CaO.
pub(super) const CO2_PER_CAO: f64 = 0.785;

/// CO2 that left with each mass of MgO, from MgCO3 of IPCC 2006, Vol. 3, ch. 2, Table 2.1:
/// 0.52197 / (1 − 0.52197) = 1.092.
pub(super) const CO2_PER_MGO: f64 = 1.092;

/// CO2 of calcium carbonate. IPCC 2006, Vol. 3, ch. 2, Table 2.1: 0.43971 t CO2 per t CaCO3.
const CO2_PER_CACO3: f64 = 0.43971;

/// Clinker of one kiln over a period, for [`clinker`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clinker {
    /// Clinker made, sold or not.
    pub clinker: Mass,
    /// CaO in the clinker, mass per mass, 0 to 1.
    pub cao: f64,
    /// The part of that CaO that came into the kiln as oxide, in slag or fly ash; mass per mass of clinker, 0 to 1.
    pub non_carbonate_cao: f64,
    /// MgO in the clinker, mass per mass, 0 to 1. IPCC leaves it out: 0 does.
    pub mgo: f64,
    /// The part of that MgO that came into the kiln as oxide; mass per mass of clinker, 0 to 1.
    pub non_carbonate_mgo: f64,
    /// Dust that left the kiln and was not fed to it again.
    pub kiln_dust: KilnDust,
}

inputs!(Clinker: clinker, cao, non_carbonate_cao, mgo, non_carbonate_mgo; kiln_dust);

/// How the calcined dust that leaves a kiln is counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum KilnDust {
    /// By a factor on the CO2 of the product, 1 or more; 1 where no dust leaves.
    Factor(f64),
    /// By its mass and analysis.
    Measured {
        /// Dust that was not fed to the kiln again.
        dust: Mass,
        /// Carbonate that was in the dust before any of it was calcined, mass per mass, 0 to 1.
        dust_carbonate: f64,
        /// Share of that carbonate that was calcined, 0 to 1.
        dust_calcined: f64,
    },
}

impl Inputs for KilnDust {
    fn change(&mut self, change: Change<'_>) {
        match self {
            Self::Factor(factor) => factor.change_as("kiln_dust_factor", change),
            Self::Measured { dust, dust_carbonate, dust_calcined } => {
                dust.change_as("dust", change);
                dust_carbonate.change_as("dust_carbonate", change);
                dust_calcined.change_as("dust_calcined", change);
            }
        }
    }
}

/// CO2 of calcination in making clinker.
///
/// ```text
/// EF = (CaO − CaO_n) × 0.785 + (MgO − MgO_n) × 1.092                               (1)
/// M  = m × EF × CF                    with a factor for the dust                   (2)
/// M  = m × EF + d × C_d × F_d × 0.43971          with the dust's own analysis      (3)
/// ```
///
/// (3) is (2) with IPCC's CF = 1 + (d / m) × C_d × F_d × (EF_c / EF), multiplied out.
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `clinker` | m | 1 | mass | ≥ 0 |
/// | `cao`, `mgo` | CaO, MgO: oxides in the clinker | 1 | mass per mass | 0 to 1, together ≤ 1 |
/// | `non_carbonate_cao`, `non_carbonate_mgo` | CaO_n, MgO_n: of these, not from carbonates | 1 | mass per mass | 0 to `cao`, `mgo` |
/// | `kiln_dust_factor` | CF | 1 | | ≥ 1 |
/// | `dust`, `dust_carbonate`, `dust_calcined` | d, C_d, F_d | 1 | mass, shares | ≥ 0, 0 to 1 |
/// | returns | M: mass of CO2 | 1 | mass | ≥ 0 |
///
/// # Assumptions
/// | symbol | value | from |
/// |---|---|---|
/// | CO2 per CaO | 0.785 | \[1\] Table 2.4 |
/// | CO2 per MgO | 1.092 | MgCO3 of \[1\] Table 2.1, ours: IPCC's Tier 2 counts CaO only |
/// | CO2 per carbonate in the dust, EF_c | 0.43971 | \[1\] Table 2.1; that the dust's carbonate is CaCO3 is ours |
///
/// # Errors
/// [`MethodError`] if an input is outside its range.
///
/// # Source
/// 1. IPCC, *2006 Guidelines for National Greenhouse Gas Inventories*, Vol. 3, ch. 2, equations 2.2
///    and 2.4 (p. 2.12), 2.5; Tables 2.1 and 2.4.
///
/// # Examples
/// IPCC's default of equation 2.4: clinker with 65 % CaO and a factor of 1.02 for dust gives 0.52 t per t.
/// ```
/// use estate_carbon::method::clinker::{Clinker, KilnDust, clinker};
/// use estate_carbon::quantity::{Mass, uom::si::mass::megagram};
/// let kiln = Clinker {
///     clinker: Mass::new::<megagram>(1.0), cao: 0.65, non_carbonate_cao: 0.0, mgo: 0.0, non_carbonate_mgo: 0.0,
///     kiln_dust: KilnDust::Factor(1.02),
/// };
/// assert!((clinker(&kiln)?.value.get::<megagram>() - 0.52).abs() < 0.005);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn clinker(kiln: &Clinker) -> Result<Worked<Mass>, MethodError> {
    let mass = not_negative("clinker", kiln.clinker.get::<megagram>())?;
    let mut working = Working::new("CO2 of calcination in clinker", IPCC);
    let per_clinker = emission_factor(&mut working, kiln)?;
    let of_clinker = [term("m", "clinker", mass, "t"), term("EF", "CO2 per clinker", per_clinker, "t/t")];
    let (formula, terms, released) = match kiln.kiln_dust {
        KilnDust::Factor(factor) => {
            let factor = dust_factor(factor)?;
            let dust = vec![term("CF", "correction for kiln dust", factor, "")];
            ("M = m × EF × CF", dust, mass * per_clinker * factor)
        }
        KilnDust::Measured { dust, dust_carbonate, dust_calcined } => {
            let (mut terms, carbonate) = dust_terms(dust, dust_carbonate, dust_calcined)?;
            terms.push(term("EF_c", "CO2 per CaCO3", CO2_PER_CACO3, "t/t"));
            ("M = m × EF + d × C_d × F_d × EF_c", terms, mass * per_clinker + carbonate * CO2_PER_CACO3)
        }
    };
    working.step(formula, of_clinker.into_iter().chain(terms), released, "t");
    Ok(working.of(Mass::new::<megagram>(released)))
}

fn emission_factor(working: &mut Working, kiln: &Clinker) -> Result<f64, MethodError> {
    let (cao, mgo) = oxides(kiln.cao, kiln.mgo)?;
    let cao_n = part_of("non_carbonate_cao", kiln.non_carbonate_cao, "cao", cao)?;
    let mgo_n = part_of("non_carbonate_mgo", kiln.non_carbonate_mgo, "mgo", mgo)?;
    let terms = [
        term("CaO", "CaO in the clinker", cao, ""),
        term("CaO_n", "CaO not from carbonates", cao_n, ""),
        term("S_CaO", "CO2 per CaO", CO2_PER_CAO, "t/t"),
        term("MgO", "MgO in the clinker", mgo, ""),
        term("MgO_n", "MgO not from carbonates", mgo_n, ""),
        term("S_MgO", "CO2 per MgO", CO2_PER_MGO, "t/t"),
    ];
    let factor = (cao - cao_n) * CO2_PER_CAO + (mgo - mgo_n) * CO2_PER_MGO;
    Ok(working.step("EF = (CaO − CaO_n) × S_CaO + (MgO − MgO_n) × S_MgO", terms, factor, "t/t"))
}

fn part_of(input: &'static str, part: f64, of: &'static str, whole: f64) -> Result<f64, MethodError> {
    if share(input, part)? <= whole {
        return Ok(part);
    }
    let what = format!("`{input}` is {part}, more than all of `{of}`, {whole}");
    Err(MethodError::Contradiction { input, what })
}

/// CaO and MgO of a product, checked: each a share, and not more than the product together.
pub(super) fn oxides(cao: f64, mgo: f64) -> Result<(f64, f64), MethodError> {
    let (cao, mgo) = (share("cao", cao)?, share("mgo", mgo)?);
    // Decimal analyses that add up to 1 may miss it in the last place.
    if cao + mgo <= 1.0 + 1e-9 {
        return Ok((cao, mgo));
    }
    let what = format!("`cao` {cao} and `mgo` {mgo} are more than the whole product");
    Err(MethodError::Contradiction { input: "mgo", what })
}

/// A correction for dust, checked: calcined dust adds to the CO2 of the product.
pub(super) fn dust_factor(factor: f64) -> Result<f64, MethodError> {
    if factor >= 1.0 && factor.is_finite() {
        return Ok(factor);
    }
    Err(MethodError::OutOfRange { input: "kiln_dust_factor", value: factor, range: "1 or more" })
}

/// The terms d, C_d and F_d, checked, and the calcined carbonate they come to, in tonnes.
pub(super) fn dust_terms(dust: Mass, dust_carbonate: f64, dust_calcined: f64) -> Result<(Vec<Term>, f64), MethodError> {
    let dust = not_negative("dust", dust.get::<megagram>())?;
    let carbonate = share("dust_carbonate", dust_carbonate)?;
    let calcined = share("dust_calcined", dust_calcined)?;
    let terms = vec![
        term("d", "dust not fed to the kiln again", dust, "t"),
        term("C_d", "carbonate in it before calcination", carbonate, ""),
        term("F_d", "share of that calcined", calcined, ""),
    ];
    Ok((terms, dust * carbonate * calcined))
}

#[cfg(test)]
mod tests {
    use super::super::working::assert_recomputes;
    use super::*;

    fn kiln() -> Clinker {
        Clinker {
            clinker: Mass::new::<megagram>(1_000.0),
            cao: 0.646,
            non_carbonate_cao: 0.0,
            mgo: 0.0,
            non_carbonate_mgo: 0.0,
            kiln_dust: KilnDust::Factor(1.0),
        }
    }

    fn tonnes(kiln: &Clinker) -> f64 {
        let worked = clinker(kiln).expect("a kiln that can be");
        assert_recomputes(&worked.working);
        worked.value.get::<megagram>()
    }

    #[test]
    fn published_factors_come_out() {
        // GreenLang's test suite: 1,000 t at 0.507, which is 64.6 % CaO before dust; with 1.02 it is 517.14.
        approx::assert_abs_diff_eq!(tonnes(&kiln()), 507.0, epsilon = 0.5);
        let dusty = Clinker { kiln_dust: KilnDust::Factor(1.02), ..kiln() };
        approx::assert_abs_diff_eq!(tonnes(&dusty), 517.14, epsilon = 0.5);
        // IPCC 2006, Vol. 3, p. 2.12: 0.51 at 65 % CaO, 0.47 at 60 %, 0.53 at 67 %.
        for (cao, per_tonne) in [(0.65, 0.51), (0.60, 0.47), (0.67, 0.53)] {
            approx::assert_abs_diff_eq!(tonnes(&Clinker { cao, ..kiln() }) / 1_000.0, per_tonne, epsilon = 0.005);
        }
    }

    #[test]
    fn measured_dust_is_the_correction_of_equation_2_5() {
        let dust = Mass::new::<megagram>(40.0);
        let measured =
            Clinker { kiln_dust: KilnDust::Measured { dust, dust_carbonate: 0.8, dust_calcined: 0.5 }, ..kiln() };
        let per_clinker = 0.646 * 0.785;
        let correction = 1.0 + 40.0 / 1_000.0 * 0.8 * 0.5 * (0.43971 / per_clinker);
        approx::assert_relative_eq!(tonnes(&measured), 1_000.0 * per_clinker * correction, max_relative = 1e-12);
        let raw = Clinker { kiln_dust: KilnDust::Measured { dust, dust_carbonate: 0.8, dust_calcined: 0.0 }, ..kiln() };
        approx::assert_relative_eq!(tonnes(&raw), tonnes(&kiln()), max_relative = 1e-12);
    }

    #[test]
    fn oxides_that_came_as_oxides_release_nothing() {
        let slag = Clinker { non_carbonate_cao: 0.646, mgo: 0.02, non_carbonate_mgo: 0.02, ..kiln() };
        approx::assert_abs_diff_eq!(tonnes(&slag), 0.0, epsilon = 1e-12);
        let magnesia = Clinker { mgo: 0.015, ..kiln() };
        approx::assert_relative_eq!(tonnes(&magnesia) - tonnes(&kiln()), 16.38, max_relative = 1e-9);
    }

    #[test]
    fn kilns_that_cannot_be_are_refused() {
        let refused = |kiln: Clinker| clinker(&kiln).map_err(|e| e.input());
        assert_eq!(refused(Clinker { cao: 64.6, ..kiln() }), Err("cao"));
        assert_eq!(refused(Clinker { mgo: 0.5, ..kiln() }), Err("mgo"));
        assert_eq!(refused(Clinker { non_carbonate_cao: 0.7, ..kiln() }), Err("non_carbonate_cao"));
        assert_eq!(refused(Clinker { non_carbonate_mgo: 0.1, ..kiln() }), Err("non_carbonate_mgo"));
        assert_eq!(refused(Clinker { kiln_dust: KilnDust::Factor(0.98), ..kiln() }), Err("kiln_dust_factor"));
        assert_eq!(refused(Clinker { clinker: Mass::new::<megagram>(-1.0), ..kiln() }), Err("clinker"));
        let dust = KilnDust::Measured { dust: Mass::new::<megagram>(1.0), dust_carbonate: 2.0, dust_calcined: 0.5 };
        assert_eq!(refused(Clinker { kiln_dust: dust, ..kiln() }), Err("dust_carbonate"));
    }
}
