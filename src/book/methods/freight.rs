//! freight.csv: goods carried and stored, and fuel of shared vehicles.

use super::{Calculation, Reported, RowInputs, calculate};
use crate::method::freight::{Leg, Run, Storage, mass_distance, vehicle_fuel, volume_time};
use crate::table::typed::freight::{Method, Row};

/// A row's calculation.
pub(super) fn read_row(row: &mut RowInputs<'_, Row<'_>>) -> Option<Calculation> {
    match row.method.get()? {
        Method::Distance => {
            calculate!(row, mass_distance(Leg { mass, distance }) => Reported::amount)
        }
        Method::Storage => calculate!(row, volume_time(Storage { volume, days }) => Reported::amount),
        Method::Fuel => calculate!(row, vehicle_fuel(Run {
            distance, litres_per_km, own_load, total_load,
        }) => Reported::amount),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{amounts, calculations};

    const HEADER: &str = "site_id,start,end,activity,factors_of,method,mass,mass_unit,distance,distance_unit,volume,volume_unit,days,litres_per_km,own_load,total_load,load_unit";

    /// GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions (2013), examples 4.2 (p. 62) and 4.6 (p. 71).
    #[test]
    fn legs_storage_and_runs() {
        let rows = "\
F1,2024-01-01,2024-12-31,c04/road_freight_hgv,,distance,6,t,4000,km,,,,,,,
F1,2024-01-01,2024-12-31,c04/storage,,storage,,,,,4000,m3,2,,,,
F1,2024-01-01,2024-12-31,c04/vehicle_fuel,mobile_combustion/gas_diesel_oil,fuel,,,500,km,,,,0.3,4,10,t
";
        let (found, problems) = calculations("freight", &format!("{HEADER}\n{rows}"));
        assert_eq!(problems, "");
        let said: Vec<_> = amounts(&found).into_iter().map(|(value, unit)| (value.round() as i64, unit)).collect();
        assert_eq!(said, [(24_000, "t.km"), (8_000, "m3.day"), (60, "L")]);
    }
}
