//! gas_streams.csv: flares and waste gases by their composition.

use super::{Calculation, Reported, RowInputs, calculate};
use crate::method::gas_composition::{Component, GasStream, burnt_gas};
use crate::table::typed::GasVolume;
use crate::table::typed::gas_streams::Row;

/// A row's calculation.
pub(super) fn read_row(row: &mut RowInputs<'_, Row<'_>>) -> Option<Calculation> {
    calculate!(row, burnt_gas(GasStream {
        volume: row.value(row.quantity).map(|GasVolume(volume)| volume),
        composition: composition(**row),
        efficiency,
        biogenic_fraction,
    }) => Reported::gases)
}

/// The shares of the components that have a cell; `None` if one cannot be read.
fn composition(row: Row<'_>) -> Option<Vec<(Component, f64)>> {
    let component = |name| Component::ALL.into_iter().find(|component| component.column() == name);
    let cells = row.numbers().into_iter().filter(|cell| !cell.is_empty());
    cells.filter_map(|cell| component(cell.name()).map(|found| Some((found, cell.get()?)))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{calculations, gases};
    use super::*;
    use crate::quantity::Gas;
    use crate::table::{ColumnKind, Schema};
    use approx::assert_relative_eq;

    const HEADER: &str = "site_id,start,end,activity,quantity,unit,efficiency,biogenic_fraction,ch4,c2h6,co2,n2";
    const DAYS: &str = "F1,2024-01-01,2024-12-31";

    fn read(rows: &str) -> (Vec<Calculation>, String) {
        calculations("gas_streams", &format!("{HEADER}\n{rows}\n"))
    }

    /// A share of the volume that is no component would be read and left out.
    #[test]
    fn every_share_of_the_volume_is_a_component() {
        let columns = &Schema::of("gas_streams").columns;
        let shares: Vec<&str> = columns
            .iter()
            .filter(|column| column.text.contains("share of the volume"))
            .map(|column| column.name.as_str())
            .collect();
        assert_eq!(shares.len(), Component::ALL.len());
        assert!(shares.iter().all(|name| Component::ALL.iter().any(|component| component.column() == *name)));
        // Beside them the table has two numbers without a unit of its own, and what all tables of methods have.
        let numbers = columns.iter().filter(|column| column.kind == ColumnKind::Number && column.unit.is_none());
        let others: Vec<_> = numbers.map(|column| column.name.as_str()).filter(|name| !shares.contains(name)).collect();
        assert_eq!(others, ["efficiency", "biogenic_fraction", "uncertainty_pct"]);
    }

    #[test]
    fn every_component_has_a_column() {
        for component in Component::ALL {
            let name = component.column();
            assert_eq!(name, component.formula().to_lowercase());
            assert!(Schema::of("gas_streams").column(name).is_some(), "{name}");
        }
    }

    /// The flare worked in `method::gas_composition`: 2022.39 kg CO2 and 12.88 kg CH4.
    #[test]
    fn a_flare_gives_co2_and_the_methane_that_slips() {
        let row = format!("{DAYS},stationary_combustion/flare_gas,1000,Nm3,0.98,0,0.9,0.05,0.05,");
        let (found, problems) = read(&row);
        assert_eq!(problems, "");
        let [one] = found.as_slice() else { panic!("one calculation") };
        let [(Gas::CO2, co2), (Gas::CH4_FOSSIL, ch4)] = gases(one)[..] else { panic!("two gases") };
        assert_relative_eq!(co2, 2_022.389_87, max_relative = 1e-8);
        assert_relative_eq!(ch4, 12.883_228, max_relative = 1e-7);
    }

    #[test]
    fn standard_volumes_become_normal_ones() {
        let row = |quantity: f64, unit: &str| {
            format!("{DAYS},stationary_combustion/other_biogas,{quantity},{unit},1,1,0.6,,0.4,")
        };
        // 288.15 K / 273.15 K at the same pressure.
        let (found, problems) = read(&format!("{}\n{}", row(1_000.0, "Nm3"), row(1_000.0 * 288.15 / 273.15, "Sm3")));
        assert_eq!(problems, "");
        let kg: Vec<f64> = found.iter().filter_map(|one| Some(gases(one).first()?.1)).collect();
        let [normal, standard] = kg.as_slice() else { panic!("two calculations") };
        assert_relative_eq!(normal, standard, max_relative = 1e-12);
        assert!(found.iter().flat_map(gases).all(|(gas, _)| gas != Gas::CO2));
    }
}
