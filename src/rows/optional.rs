//! The optional columns that make two rows different lines.

use super::Rules;
use super::columns::Column;
use super::line::Extra;
use crate::quantity::HeatBasis;

/// In the order of [`Extra`]'s fields.
pub(super) const COLUMNS: [Column; 6] = [
    Column::FactorId,
    Column::Basis,
    Column::PlantId,
    Column::Counterparty,
    Column::DataQuality,
    Column::UncertaintyPct,
];

/// What a cell of one of the columns says; `None` if it says nothing usable.
pub(super) fn read(column: Column, text: &str, rules: &Rules<'_>) -> Option<Extra> {
    Some(match column {
        Column::FactorId => Extra::of_factor(text),
        Column::Basis => Extra::of_basis(HeatBasis::parse(text)?),
        Column::PlantId => Extra::of_plant(text),
        Column::Counterparty => {
            rules.sites.binary_search_by(|s| s.id.as_str().cmp(text)).ok()?;
            Extra::of_counterparty(text)
        }
        Column::DataQuality => {
            let grade = text.parse::<f64>().ok().filter(|g| g.fract() == 0.0 && (1.0..=5.0).contains(g))?;
            Extra { data_quality: Some(grade as u8), ..Extra::default() }
        }
        Column::UncertaintyPct => {
            let percent = text.parse::<f64>().ok().filter(|p| p.is_finite() && *p >= 0.0)?;
            Extra { uncertainty_pct: Some(percent), ..Extra::default() }
        }
        _ => return None,
    })
}

/// Takes what two cells say together.
pub(super) fn join(so_far: Extra, more: &Extra) -> Extra {
    Extra {
        factor_id: more.factor_id.clone().or(so_far.factor_id),
        basis: more.basis.or(so_far.basis),
        plant: more.plant.clone().or(so_far.plant),
        counterparty: more.counterparty.clone().or(so_far.counterparty),
        data_quality: more.data_quality.or(so_far.data_quality),
        uncertainty_pct: more.uncertainty_pct.or(so_far.uncertainty_pct),
    }
}
