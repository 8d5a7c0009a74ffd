//! Fuel burnt in fixed plant or vehicles, by energy.

use crate::quantity::uom::si::energy::joule;
use crate::quantity::uom::si::mass::kilogram;
use crate::quantity::{Energy, Gas, GasMass, GasMasses, GrossEnergy, HeatBasis, Mass, NetEnergy};

/// Mass of each gas per energy of fuel, on one calorific basis.
#[derive(Clone, Debug, PartialEq)]
pub struct CombustionFactor {
    basis: HeatBasis,
    kg_per_joule: Vec<(Gas, f64)>,
}

impl CombustionFactor {
    /// A factor per energy on net calorific value: masses emitted per `energy`.
    pub fn per_net(energy: NetEnergy, masses: impl IntoIterator<Item = (Gas, Mass)>) -> Self {
        Self::new(HeatBasis::Net, energy.0, masses)
    }

    /// A factor per energy on gross calorific value.
    pub fn per_gross(energy: GrossEnergy, masses: impl IntoIterator<Item = (Gas, Mass)>) -> Self {
        Self::new(HeatBasis::Gross, energy.0, masses)
    }

    fn new(basis: HeatBasis, energy: Energy, masses: impl IntoIterator<Item = (Gas, Mass)>) -> Self {
        let joules = energy.get::<joule>();
        let per_joule = |(gas, mass): (Gas, Mass)| (gas, mass.get::<kilogram>() / joules);
        Self { basis, kg_per_joule: masses.into_iter().map(per_joule).collect() }
    }
}

/// Energy of fuel with its basis: what [`combustion`] takes.
pub trait FuelEnergy {
    /// The basis.
    const BASIS: HeatBasis;
    /// The energy.
    fn energy(self) -> Energy;
}

impl FuelEnergy for NetEnergy {
    const BASIS: HeatBasis = HeatBasis::Net;
    fn energy(self) -> Energy {
        self.0
    }
}

impl FuelEnergy for GrossEnergy {
    const BASIS: HeatBasis = HeatBasis::Gross;
    fn energy(self) -> Energy {
        self.0
    }
}

/// A fuel and a factor on different calorific bases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the fuel is on {} calorific value, the factor on {}", fuel.as_str(), factor.as_str())]
#[non_exhaustive]
pub struct BasisMismatch {
    /// Basis of the fuel's energy.
    pub fuel: HeatBasis,
    /// Basis of the factor.
    pub factor: HeatBasis,
}

/// Emissions of burning fuel, Tier 1: fuel energy × factor.
///
/// ```text
/// m[g] = Q · EF[g]                                                                 (1)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `fuel` | fuel burnt | 1 | energy, net or gross | ≥ 0 |
/// | `factor` | mass of gas per energy, same basis | g | mass per energy | ≥ 0 |
/// | returns | mass of each gas | g | kg | ≥ 0 |
///
/// # Assumptions
/// | symbol | value | from |
/// |---|---|---|
/// | oxidation factor | 1 | \[1\] Table 1.4 |
///
/// # Errors
/// [`BasisMismatch`] if one is on net and the other on gross calorific value.
///
/// # Source
/// 1. IPCC, *2006 Guidelines*, Vol. 2, ch. 2, equation 2.1, p. 2.11; factors of Table 2.3, p. 2.18.
///
/// # Examples
/// 1 TJ of natural gas in a factory boiler, with the factors of \[1\] Table 2.3:
/// ```
/// use estate_carbon::method::{CombustionFactor, combustion};
/// use estate_carbon::quantity::{Energy, Gas, GwpSet, Mass, NetEnergy};
/// use estate_carbon::quantity::uom::si::{energy::terajoule, mass::kilogram};
///
/// let kg = Mass::new::<kilogram>;
/// let fuel = NetEnergy(Energy::new::<terajoule>(1.0));
/// let natural_gas = CombustionFactor::per_net(
///     fuel,
///     [(Gas::CO2, kg(56_100.0)), (Gas::CH4_FOSSIL, kg(1.0)), (Gas::N2O, kg(0.1))],
/// );
/// let masses = combustion(fuel, &natural_gas)?;
/// let co2e = masses.co2e(GwpSet::Ar6)?;
/// assert!((co2e.as_kilograms() - (56_100.0 + 29.8 + 27.3)).abs() < 1e-6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn combustion<E: FuelEnergy>(fuel: E, factor: &CombustionFactor) -> Result<GasMasses, BasisMismatch> {
    if E::BASIS != factor.basis {
        return Err(BasisMismatch { fuel: E::BASIS, factor: factor.basis });
    }
    let joules = fuel.energy().get::<joule>();
    Ok(factor.kg_per_joule.iter().map(|(gas, kg)| (*gas, GasMass::from_kilograms(joules * kg))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::uom::si::energy::gigajoule;

    #[test]
    fn net_and_gross_do_not_meet() {
        let one = Energy::new::<gigajoule>(1.0);
        let net = CombustionFactor::per_net(NetEnergy(one), [(Gas::CO2, Mass::new::<kilogram>(56.1))]);
        assert!(combustion(NetEnergy(one), &net).is_ok());
        assert_eq!(
            combustion(GrossEnergy(one), &net),
            Err(BasisMismatch { fuel: HeatBasis::Gross, factor: HeatBasis::Net })
        );
    }
}
