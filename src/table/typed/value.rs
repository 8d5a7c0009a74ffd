//! How a cell is read as each type that columns declare.

use super::{At, Cells, Value, Word};
use crate::diagnostic::Diagnostics;
use crate::period::Day;
use crate::quantity::{Amount, Energy, Length, Mass, Unit, Volume};
use crate::table::cell::{self, CellProblem};
use crate::table::{Column, QuantityKind};

impl<'t> Value<'t> for &'t str {
    fn read(_: &mut Cells<'t>, _: At, text: &'t str, _: &mut Diagnostics) -> Option<Self> {
        Some(text)
    }
}

impl<'t, T: Word> Value<'t> for T {
    fn read(cells: &mut Cells<'t>, at: At, text: &'t str, d: &mut Diagnostics) -> Option<Self> {
        let found = cell::one_of(text, &at.column.name, T::ALL.iter().map(|value| (value.as_str(), *value)));
        cells.checked(&at.column.name, found, d)
    }
}

/// Types of cells that need nothing but their own text.
macro_rules! of_text {
    ($($type:ty: $read:expr),* $(,)?) => {$(
        impl<'t> Value<'t> for $type {
            fn read(cells: &mut Cells<'t>, at: At, text: &'t str, d: &mut Diagnostics) -> Option<Self> {
                let read: fn(&str, &Column) -> Result<$type, CellProblem> = $read;
                cells.checked(&at.column.name, read(text, at.column), d)
            }
        }
    )*};
}

impl<'t> Value<'t> for f64 {
    fn read(cells: &mut Cells<'t>, at: At, text: &'t str, d: &mut Diagnostics) -> Option<Self> {
        cells.checked(&at.column.name, cell::number(text, at.column), d)
    }

    fn of_number(number: f64) -> Option<Self> {
        Some(number)
    }
}

of_text! {
    i32: cell::whole,
    bool: cell::boolean,
    Day: |text, _| cell::date(text),
    Unit: |text, _| cell::unit(text),
}

/// A volume of gas at 0 °C and 101.325 kPa.
#[derive(Clone, Copy)]
pub(crate) struct GasVolume(pub(crate) Volume);

/// Types of numbers that have a unit beside them.
macro_rules! of_amount {
    ($($type:ident: $of:expr;)*) => {$(
        impl<'t> Value<'t> for $type {
            fn read(cells: &mut Cells<'t>, at: At, text: &'t str, d: &mut Diagnostics) -> Option<Self> {
                cells.measured(at, text, d, (QuantityKind::$type.phrase(), $of))
            }
        }
    )*};
}

of_amount! {
    Mass: Amount::mass;
    Volume: Amount::volume;
    GasVolume: |amount| amount.normal_gas_volume().map(GasVolume);
    Length: Amount::distance;
    Energy: Amount::energy;
}

impl<'t> Value<'t> for Amount {
    fn read(cells: &mut Cells<'t>, at: At, text: &'t str, d: &mut Diagnostics) -> Option<Self> {
        let wanted: Vec<&str> = at.column.of.iter().map(|one| one.phrase()).collect();
        let fits = |amount: Amount| wanted.is_empty() || at.column.of.iter().any(|one| measures(amount, *one));
        cells.measured(at, text, d, (&wanted.join(" or "), |amount| fits(amount).then_some(amount)))
    }
}

fn measures(amount: Amount, measured: QuantityKind) -> bool {
    match measured {
        QuantityKind::Amount => true,
        QuantityKind::Mass => amount.mass().is_some(),
        QuantityKind::Volume => amount.volume().is_some(),
        QuantityKind::GasVolume => amount.normal_gas_volume().is_some(),
        QuantityKind::Length => amount.distance().is_some(),
        QuantityKind::Energy => amount.energy().is_some(),
    }
}
