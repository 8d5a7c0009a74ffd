//! The two masses of carbon accounting: of a gas, and of CO2e. They cannot be added to each other.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub};

use super::{Gas, GwpSet, Mass, NoGwp};
use uom::si::mass::kilogram;

macro_rules! mass {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        /// Serialised it is `{"kg": 12.5}`, so that its unit stays with it.
        #[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { kg: f64 }

        impl $name {
            /// Nothing.
            pub const ZERO: Self = Self { kg: 0.0 };

            /// From kilograms.
            pub const fn from_kilograms(kg: f64) -> Self {
                Self { kg }
            }

            /// From tonnes.
            pub fn from_tonnes(tonnes: f64) -> Self {
                Self { kg: tonnes * 1_000.0 }
            }

            /// In kilograms.
            pub const fn as_kilograms(self) -> f64 {
                self.kg
            }

            /// In tonnes.
            pub fn as_tonnes(self) -> f64 {
                self.kg / 1_000.0
            }
        }

        impl From<Mass> for $name {
            fn from(mass: Mass) -> Self {
                Self { kg: mass.get::<kilogram>() }
            }
        }

        impl Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self { kg: self.kg + other.kg }
            }
        }

        impl Sub for $name {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self { kg: self.kg - other.kg }
            }
        }

        impl Neg for $name {
            type Output = Self;
            fn neg(self) -> Self {
                Self { kg: -self.kg }
            }
        }

        impl AddAssign for $name {
            fn add_assign(&mut self, other: Self) {
                self.kg += other.kg;
            }
        }

        impl Mul<f64> for $name {
            type Output = Self;
            fn mul(self, share: f64) -> Self {
                Self { kg: self.kg * share }
            }
        }

        impl Sum for $name {
            fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
                items.fold(Self::ZERO, Add::add)
            }
        }
    };
}

mass! {
    /// Mass of some gas. What gas it is stands beside it; see [`GasMasses`].
    ///
    /// ```compile_fail
    /// use estate_carbon::quantity::{Co2e, GasMass};
    /// let sum = Co2e::from_tonnes(1.0) + GasMass::from_tonnes(1.0); // two different things
    /// ```
    GasMass
}

mass! {
    /// Mass of carbon dioxide equivalent, under a GWP set that the statement names.
    Co2e
}

impl fmt::Display for Co2e {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = f.precision().unwrap_or(3);
        write!(f, "{:.decimals$} t CO2e", self.as_tonnes())
    }
}

/// Masses of several gases, in the order they were added.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GasMasses(Vec<(Gas, GasMass)>);

impl GasMasses {
    /// No mass of any gas.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a mass of one gas.
    pub fn add(&mut self, gas: Gas, mass: GasMass) {
        match self.0.iter_mut().find(|(g, _)| *g == gas) {
            Some((_, sum)) => *sum += mass,
            None => self.0.push((gas, mass)),
        }
    }

    /// The mass of one gas; zero if none was added.
    pub fn of(&self, gas: Gas) -> GasMass {
        self.0.iter().find(|(g, _)| *g == gas).map_or(GasMass::ZERO, |(_, mass)| *mass)
    }

    /// Gases and masses.
    pub fn iter(&self) -> impl Iterator<Item = (Gas, GasMass)> + '_ {
        self.0.iter().copied()
    }

    /// The sum in CO2e. CO2 from biomass counts 0.
    ///
    /// # Errors
    /// [`NoGwp`] if the set lacks one of the gases.
    pub fn co2e(&self, set: GwpSet) -> Result<Co2e, NoGwp> {
        self.0
            .iter()
            .map(|(gas, mass)| Ok(Co2e::from_kilograms(mass.as_kilograms() * set.gwp(*gas)?.kg_co2e_per_kg)))
            .sum()
    }
}

impl FromIterator<(Gas, GasMass)> for GasMasses {
    fn from_iter<I: IntoIterator<Item = (Gas, GasMass)>>(items: I) -> Self {
        let mut masses = Self::new();
        for (gas, mass) in items {
            masses.add(gas, mass);
        }
        masses
    }
}
