//! A calculation run again with other numbers: what a Monte Carlo draw does.
//!
//! A method's typed inputs name their numbers as the columns of its table do. A draw changes them by those
//! names, and the same function gives the results.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use super::outcome::Outcome;
use super::working::{MethodError, Worked};
use crate::quantity::{Amount, Area, Energy, GrossEnergy, Length, Mass, NetEnergy, Volume};

/// What is done to an input: its name, as in the method's table, and its number; the number to take instead
/// comes back.
///
/// A mass is in kg, an energy in J, a volume in m³, a length in m; an [`Amount`] is in the unit it was given in.
pub type Change<'c> = &'c mut dyn FnMut(&'static str, f64) -> f64;

/// Typed inputs of a method, whose numbers can be changed by name.
///
/// Implemented with `inputs!` for the structs that methods take.
pub trait Inputs {
    /// Hands every number to `change` with its name, and keeps what comes back.
    fn change(&mut self, change: Change<'_>);
}

/// One input that is a number, a physical quantity, or several of them.
pub trait Input {
    /// Changes it, under its name.
    fn change_as(&mut self, name: &'static str, change: Change<'_>);
}

impl Input for f64 {
    fn change_as(&mut self, name: &'static str, change: Change<'_>) {
        *self = change(name, *self);
    }
}

macro_rules! quantities {
    ($($quantity:ty),*) => {$(
        impl Input for $quantity {
            fn change_as(&mut self, name: &'static str, change: Change<'_>) {
                self.value = change(name, self.value);
            }
        }
    )*};
}

quantities!(Mass, Energy, Volume, Length, Area);

impl Input for NetEnergy {
    fn change_as(&mut self, name: &'static str, change: Change<'_>) {
        self.0.change_as(name, change);
    }
}

impl Input for GrossEnergy {
    fn change_as(&mut self, name: &'static str, change: Change<'_>) {
        self.0.change_as(name, change);
    }
}

/// In the unit it was given in.
impl Input for Amount {
    fn change_as(&mut self, name: &'static str, change: Change<'_>) {
        *self = Self::new(change(name, self.value()), self.unit());
    }
}

impl<T: Input> Input for Option<T> {
    fn change_as(&mut self, name: &'static str, change: Change<'_>) {
        if let Some(input) = self {
            input.change_as(name, change);
        }
    }
}

/// Several inputs of one kind, in their order.
impl<I: Inputs> Inputs for Vec<I> {
    fn change(&mut self, change: Change<'_>) {
        self.iter_mut().for_each(|inputs| inputs.change(change));
    }
}

/// The inputs of a method that takes two.
impl<A: Inputs, B: Inputs> Inputs for (A, B) {
    fn change(&mut self, change: Change<'_>) {
        self.0.change(change);
        self.1.change(change);
    }
}

/// Says which fields of a method's inputs are numbers: by the names that the columns have too, or `field as column`
/// where they differ. Fields after `;` are inputs of their own.
macro_rules! inputs {
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $column:ident) => { stringify!($column) };
    ($name:ty: $($field:ident $(as $column:ident)?),* $(,)? $(; $($inner:ident),+)?) => {
        impl $crate::method::Inputs for $name {
            fn change(&mut self, change: $crate::method::Change<'_>) {
                $($crate::method::Input::change_as(
                    &mut self.$field,
                    $crate::method::inputs!(@name $field $($column)?),
                    change,
                );)*
                $($($crate::method::Inputs::change(&mut self.$inner, change);)+)?
            }
        }
    };
}
pub(crate) use inputs;

/// The typed inputs of a calculation with what the method makes of them.
///
/// Two of them count as equal: what they come to is compared with the calculation they belong to.
#[derive(Clone)]
pub struct Again(Arc<dyn Run>);

/// Runs a method on changed inputs.
trait Run: Send + Sync {
    fn run(&self, change: Change<'_>) -> Result<Vec<Outcome>, MethodError>;

    /// Hands out every number without running the method.
    fn read(&self, change: Change<'_>);
}

/// The method is known by what it makes, `T`, and holds none of it.
struct Method<I, T, F, R> {
    inputs: I,
    method: F,
    results: R,
    makes: PhantomData<fn() -> T>,
}

impl<I, T, F, R> Run for Method<I, T, F, R>
where
    I: Inputs + Clone + Send + Sync,
    F: Fn(&I) -> Result<Worked<T>, MethodError> + Send + Sync,
    R: Fn(T) -> Vec<Outcome> + Send + Sync,
{
    fn run(&self, change: Change<'_>) -> Result<Vec<Outcome>, MethodError> {
        let mut inputs = self.inputs.clone();
        inputs.change(change);
        Ok((self.results)((self.method)(&inputs)?.value))
    }

    fn read(&self, change: Change<'_>) {
        self.inputs.clone().change(change);
    }
}

impl Again {
    /// Inputs, the method, and how its value is reported.
    pub fn new<I, T, F, R>(inputs: I, method: F, results: R) -> Self
    where
        I: Inputs + Clone + Send + Sync + 'static,
        T: 'static,
        F: Fn(&I) -> Result<Worked<T>, MethodError> + Send + Sync + 'static,
        R: Fn(T) -> Vec<Outcome> + Send + Sync + 'static,
    {
        Self(Arc::new(Method { inputs, method, results, makes: PhantomData }))
    }

    /// Runs the method with every number passed through `change`.
    ///
    /// # Errors
    /// [`MethodError`] if a changed input is outside its range.
    ///
    /// # Examples
    /// A leak rate drawn a tenth higher leaks a tenth more.
    /// ```
    /// use estate_carbon::method::refrigerant::{Screening, screening};
    /// use estate_carbon::method::{Again, Outcome, OutcomeKind};
    /// use estate_carbon::quantity::{Gas, Mass, uom::si::mass::kilogram};
    /// use estate_carbon::scope::Category;
    /// let kg = Mass::new::<kilogram>;
    /// let chiller = Screening {
    ///     new_charge: kg(0.0), install_rate: 0.0,
    ///     operating_charge: kg(100.0), leak_rate: 0.1, years: 1.0,
    ///     disposed_charge: kg(0.0), remaining: 0.0, recovery: 0.0,
    /// };
    /// let gas = Gas::parse("HFC-134a")?;
    /// let report = move |mass: Mass| {
    ///     let code = "fugitive_emissions/HFC-134a".into();
    ///     vec![Outcome::of_gas(code, Category::FugitiveEmissions, gas, mass.get::<kilogram>())]
    /// };
    /// let again = Again::new(chiller, screening, report);
    /// let drawn = again.run(&mut |name, value| if name == "leak_rate" { value * 1.1 } else { value })?;
    /// assert!(matches!(drawn[0].kind, OutcomeKind::Gas { kg, .. } if (kg - 11.0).abs() < 1e-9));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn run(&self, change: Change<'_>) -> Result<Vec<Outcome>, MethodError> {
        self.0.run(change)
    }

    /// The names of the numbers with what they are, in the order in which [`Again::run`] hands them out.
    ///
    /// A name comes once for each of its numbers: the deposits of a landfill are many.
    pub fn numbers(&self) -> Vec<(&'static str, f64)> {
        let mut numbers = Vec::new();
        self.0.read(&mut |name, value| {
            numbers.push((name, value));
            value
        });
        numbers
    }
}

impl PartialEq for Again {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl fmt::Debug for Again {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.numbers()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::super::working::{Working, share};
    use super::*;
    use crate::quantity::uom::si::mass::{kilogram, megagram};
    use crate::quantity::{Gas, Unit};
    use crate::scope::Category;

    #[derive(Clone)]
    struct Tank {
        charge: Mass,
        leak: f64,
        spare: Option<Amount>,
        walls: Wall,
        name: &'static str,
    }

    #[derive(Clone)]
    struct Wall {
        permeability: f64,
    }

    inputs!(Tank: charge, leak as leak_rate, spare; walls);
    inputs!(Wall: permeability);

    fn tank() -> Tank {
        let spare = Unit::parse("t").ok().map(|tonne| Amount::new(2.0, tonne));
        Tank { charge: Mass::new::<megagram>(1.5), leak: 0.25, spare, walls: Wall { permeability: 3.0 }, name: "T1" }
    }

    fn leaked(tank: &Tank) -> Result<Worked<f64>, MethodError> {
        let kg = tank.charge.get::<kilogram>() * share("leak_rate", tank.leak)? * tank.walls.permeability;
        assert_eq!(tank.name, "T1");
        Ok(Working::new("a test", "nowhere").of(kg))
    }

    fn again() -> Again {
        Again::new(tank(), leaked, |kg| {
            vec![Outcome::of_gas("process_emissions/x".into(), Category::ProcessEmissions, Gas::CO2, kg)]
        })
    }

    fn run(change: Change<'_>) -> Result<f64, MethodError> {
        match again().run(change)?.as_slice() {
            [Outcome { kind: super::super::OutcomeKind::Gas { kg, .. }, .. }] => Ok(*kg),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn numbers_are_named_in_their_order() {
        let expected = [("charge", 1_500.0), ("leak_rate", 0.25), ("spare", 2.0), ("permeability", 3.0)];
        assert_eq!(again().numbers(), expected);
        assert_eq!(
            format!("{:?}", again()),
            r#"{"charge": 1500.0, "leak_rate": 0.25, "spare": 2.0, "permeability": 3.0}"#
        );
    }

    #[test]
    fn a_changed_number_changes_the_result_and_not_the_inputs() {
        assert_eq!(run(&mut |_, value| value), Ok(1_125.0));
        assert_eq!(run(&mut |name, value| if name == "leak_rate" { 0.5 } else { value }), Ok(2_250.0));
        assert_eq!(run(&mut |name, value| if name == "permeability" { 6.0 } else { value }), Ok(2_250.0));
        let again = again();
        let _ = again.run(&mut |_, value| value * 0.5);
        assert_eq!(again.numbers(), self::again().numbers());
    }

    #[test]
    fn what_cannot_be_is_refused_in_a_draw_too() {
        assert_eq!(run(&mut |_, value| value * 10.0).map_err(|e| e.input()), Err("leak_rate"));
    }

    #[test]
    fn lists_and_pairs_hand_out_all_their_numbers() {
        let mut both = (vec![Wall { permeability: 1.0 }, Wall { permeability: 2.0 }], tank());
        let mut names = Vec::new();
        both.change(&mut |name, value| {
            names.push((name, value));
            value + 1.0
        });
        assert_eq!(names.first(), Some(&("permeability", 1.0)));
        assert_eq!(names.iter().map(|(name, _)| *name).filter(|name| *name == "permeability").count(), 3);
        assert_eq!(both.0.iter().map(|wall| wall.permeability).collect::<Vec<_>>(), [2.0, 3.0]);
        assert_eq!(both.1.spare.map(|spare| spare.value()), Some(3.0));
    }

    #[test]
    fn absent_inputs_have_no_number() {
        let mut without = Tank { spare: None, ..tank() };
        let mut names = Vec::new();
        without.change(&mut |name, value| {
            names.push(name);
            value
        });
        assert_eq!(names, ["charge", "leak_rate", "permeability"]);
    }
}
