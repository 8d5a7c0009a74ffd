//! The dust of a kiln, as the tables of clinker and of lime give it.

use super::{RowInputs, all};
use crate::method::clinker::KilnDust;
use crate::quantity::Mass;
use crate::table::typed::Cell;

/// The mass of the dust, its carbonate and how much of that is calcined.
type Analysis<'t> = (Cell<'t, Mass>, Cell<'t, f64>, Cell<'t, f64>);

/// The dust of a kiln: by its analysis if any cell of it is filled in, else by a factor.
pub(super) fn kiln_dust<R>(
    row: &mut RowInputs<'_, R>,
    factor: Cell<'_, f64>,
    (dust, carbonate, calcined): Analysis<'_>,
) -> Option<KilnDust> {
    if dust.is_empty() && carbonate.is_empty() && calcined.is_empty() {
        return row.value(factor).map(KilnDust::Factor);
    }
    if factor.get().is_some() {
        row.refuse("kiln_dust_factor", "the dust has a factor and an analysis; only one of them can hold");
        return None;
    }
    all!(row => KilnDust::Measured {
        dust: row.value(dust), dust_carbonate: row.value(carbonate), dust_calcined: row.value(calcined),
    })
}
