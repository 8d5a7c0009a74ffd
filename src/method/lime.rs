//! Lime: CO2 of calcination by what the lime is made of, less the water of hydrated lime.

use super::clinker::{CO2_PER_CAO, CO2_PER_MGO, KilnDust, dust_factor, dust_terms, oxides};
use super::inputs;
use super::working::{MethodError, Worked, Working, not_negative, share, term};
use crate::quantity::Mass;
use crate::quantity::uom::si::mass::megagram;

const IPCC: &str = "IPCC 2006 Guidelines, Vol. 3, ch. 2, equations 2.6 and 2.9 (Tier 2)";

/// Lime of one kind and kiln over a period, for [`lime`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lime {
    /// Lime made, sold or used on site.
    pub mass: Mass,
    /// CaO in the lime, mass per mass, 0 to 1.
    pub cao: f64,
    /// MgO in the lime, mass per mass, 0 to 1; much in dolomitic lime, little in high-calcium lime.
    pub mgo: f64,
    /// Share of the lime's mass that is hydrated lime, 0 to 1.
    pub hydrated_share: f64,
    /// Water in the hydrated lime, mass per mass, 0 to 1.
    pub hydrate_water: f64,
    /// Dust that left the kiln and was not fed to it again.
    pub kiln_dust: KilnDust,
}

inputs!(Lime: mass, cao, mgo, hydrated_share, hydrate_water; kiln_dust);

/// CO2 of calcination in making lime.
///
/// ```text
/// EF  = CaO × 0.785 + MgO × 1.092                                                  (1)
/// C_h = 1 − x × y                                                                  (2)
/// M   = m × EF × CF × C_h             with a factor for the dust                   (3)
/// M   = (m + d × C_d × F_d) × EF × C_h           with the dust's own analysis      (4)
/// ```
///
/// (4) is (3) with CF = 1 + (d / m) × C_d × F_d, multiplied out. A stoichiometric mix of CaO and MgO
/// gives IPCC's 0.913 t CO2 per t CaO·MgO in (1).
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `mass` | m: lime | 1 | mass | ≥ 0 |
/// | `cao`, `mgo` | CaO, MgO: oxides in the lime | 1 | mass per mass | 0 to 1, together ≤ 1 |
/// | `hydrated_share`, `hydrate_water` | x, y | 1 | shares | 0 to 1 |
/// | `kiln_dust_factor` | CF | 1 | | ≥ 1 |
/// | `dust`, `dust_carbonate`, `dust_calcined` | d, C_d, F_d | 1 | mass, shares | ≥ 0, 0 to 1 |
/// | returns | M: mass of CO2 | 1 | mass | ≥ 0 |
///
/// # Assumptions
/// | symbol | value | from |
/// |---|---|---|
/// | CO2 per CaO | 0.785 | \[1\] Table 2.4 |
/// | CO2 per MgO | 1.092 | MgCO3 of \[1\] Table 2.1 |
///
/// # Errors
/// [`MethodError`] if an input is outside its range.
///
/// # Source
/// 1. IPCC, *2006 Guidelines for National Greenhouse Gas Inventories*, Vol. 3, ch. 2, equations 2.6
///    and 2.9, Tables 2.1 and 2.4 (p. 2.22), correction for dust p. 2.24.
///
/// # Examples
/// Table 2.4: high-calcium lime with 95 % CaO gives 0.75 t per t.
/// ```
/// use estate_carbon::method::clinker::KilnDust;
/// use estate_carbon::method::lime::{Lime, lime};
/// use estate_carbon::quantity::{Mass, uom::si::mass::megagram};
/// let quicklime = Lime {
///     mass: Mass::new::<megagram>(1.0), cao: 0.95, mgo: 0.0, hydrated_share: 0.0, hydrate_water: 0.0,
///     kiln_dust: KilnDust::Factor(1.0),
/// };
/// assert!((lime(&quicklime)?.value.get::<megagram>() - 0.75).abs() < 0.005);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn lime(kiln: &Lime) -> Result<Worked<Mass>, MethodError> {
    let mass = not_negative("mass", kiln.mass.get::<megagram>())?;
    let mut working = Working::new("CO2 of calcination in lime", IPCC);
    let per_lime = emission_factor(&mut working, kiln)?;
    let (hydrated, water) =
        (share("hydrated_share", kiln.hydrated_share)?, share("hydrate_water", kiln.hydrate_water)?);
    let terms = [term("x", "hydrated lime in the lime", hydrated, ""), term("y", "water in hydrated lime", water, "")];
    let dry = working.step("C_h = 1 − x × y", terms, 1.0 - hydrated * water, "");
    let of_lime = [
        term("m", "lime", mass, "t"),
        term("EF", "CO2 per lime", per_lime, "t/t"),
        term("C_h", "correction for water", dry, ""),
    ];
    let (formula, terms, released) = match kiln.kiln_dust {
        KilnDust::Factor(factor) => {
            let factor = dust_factor(factor)?;
            let dust = vec![term("CF", "correction for kiln dust", factor, "")];
            ("M = m × EF × CF × C_h", dust, mass * per_lime * factor * dry)
        }
        KilnDust::Measured { dust, dust_carbonate, dust_calcined } => {
            let (terms, carbonate) = dust_terms(dust, dust_carbonate, dust_calcined)?;
            ("M = (m + d × C_d × F_d) × EF × C_h", terms, (mass + carbonate) * per_lime * dry)
        }
    };
    working.step(formula, of_lime.into_iter().chain(terms), released, "t");
    Ok(working.of(Mass::new::<megagram>(released)))
}

fn emission_factor(working: &mut Working, kiln: &Lime) -> Result<f64, MethodError> {
    let (cao, mgo) = oxides(kiln.cao, kiln.mgo)?;
    let terms = [
        term("CaO", "CaO in the lime", cao, ""),
        term("S_CaO", "CO2 per CaO", CO2_PER_CAO, "t/t"),
        term("MgO", "MgO in the lime", mgo, ""),
        term("S_MgO", "CO2 per MgO", CO2_PER_MGO, "t/t"),
    ];
    Ok(working.step("EF = CaO × S_CaO + MgO × S_MgO", terms, cao * CO2_PER_CAO + mgo * CO2_PER_MGO, "t/t"))
}

#[cfg(test)]
mod tests {
    use super::super::working::assert_recomputes;
    use super::*;

    fn quicklime() -> Lime {
        Lime {
            mass: Mass::new::<megagram>(100.0),
            cao: 0.95,
            mgo: 0.0,
            hydrated_share: 0.0,
            hydrate_water: 0.0,
            kiln_dust: KilnDust::Factor(1.0),
        }
    }

    fn tonnes(kiln: &Lime) -> f64 {
        let worked = lime(kiln).expect("a kiln that can be");
        assert_recomputes(&worked.working);
        worked.value.get::<megagram>()
    }

    #[test]
    fn published_factors_come_out() {
        // IPCC 2006, Vol. 3, Table 2.4: high-calcium 0.75; dolomitic 0.86 and 0.77 at 95 % and 85 % CaO·MgO,
        // where CaO is 56.08 and MgO 40.30 of 96.38; hydraulic 0.59 at 75 % CaO.
        let dolomitic = |content: f64| (content * 56.08 / 96.38, content * 40.30 / 96.38);
        let kinds = [((0.95, 0.0), 0.75), (dolomitic(0.95), 0.86), (dolomitic(0.85), 0.77), ((0.75, 0.0), 0.59)];
        for ((cao, mgo), per_tonne) in kinds {
            let found = tonnes(&Lime { cao, mgo, ..quicklime() }) / 100.0;
            // The dolomitic factors are printed cut, not rounded: 0.913 × 0.95 is 0.867.
            approx::assert_abs_diff_eq!(found, per_tonne, epsilon = 0.01);
        }
    }

    #[test]
    fn water_of_hydrated_lime_releases_nothing() {
        let hydrated = Lime { hydrated_share: 0.5, hydrate_water: 0.24, ..quicklime() };
        approx::assert_relative_eq!(tonnes(&hydrated), tonnes(&quicklime()) * 0.88, max_relative = 1e-12);
        let water = Lime { hydrated_share: 1.0, hydrate_water: 1.0, ..quicklime() };
        approx::assert_abs_diff_eq!(tonnes(&water), 0.0);
    }

    #[test]
    fn dust_adds_to_the_lime() {
        let by_factor = Lime { kiln_dust: KilnDust::Factor(1.02), ..quicklime() };
        // 4 t of dust, all of it carbonate once, half calcined: 1 + 4 / 100 × 1 × 0.5 = 1.02.
        let dust = Mass::new::<megagram>(4.0);
        let measured =
            Lime { kiln_dust: KilnDust::Measured { dust, dust_carbonate: 1.0, dust_calcined: 0.5 }, ..quicklime() };
        approx::assert_relative_eq!(tonnes(&measured), tonnes(&by_factor), max_relative = 1e-12);
    }

    #[test]
    fn kilns_that_cannot_be_are_refused() {
        let refused = |kiln: Lime| lime(&kiln).map_err(|e| e.input());
        assert_eq!(refused(Lime { cao: 0.6, mgo: 0.5, ..quicklime() }), Err("mgo"));
        assert_eq!(refused(Lime { hydrated_share: -0.1, ..quicklime() }), Err("hydrated_share"));
        assert_eq!(refused(Lime { hydrate_water: 28.0, ..quicklime() }), Err("hydrate_water"));
        assert_eq!(refused(Lime { kiln_dust: KilnDust::Factor(f64::NAN), ..quicklime() }), Err("kiln_dust_factor"));
    }
}
