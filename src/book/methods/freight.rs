//! freight.csv: goods carried and stored, and fuel of shared vehicles.

use super::inputs::{RowInputs, all};
use super::reported::Reported;
use crate::diagnostic::Diagnostics;
use crate::method::Calculation;
use crate::method::freight::{Leg, Run, Storage, mass_distance, vehicle_fuel, volume_time};
use crate::table::typed::freight::{Method, Row};

/// A row's calculation.
pub(super) fn read_row(row: Row<'_>, mut inputs: RowInputs<'_, '_>, d: &mut Diagnostics) -> Option<Calculation> {
    let reported = Reported::read(&mut inputs, d);
    match row.method.get()? {
        Method::Distance => {
            let leg = all!(row, d => Leg { mass, distance });
            inputs.calculation(leg?, mass_distance, d, reported?.outcomes())
        }
        Method::Storage => {
            let storage = all!(row, d => Storage { volume, days });
            inputs.calculation(storage?, volume_time, d, reported?.outcomes())
        }
        Method::Fuel => {
            let run = all!(row, d => Run { distance, litres_per_km, own_load, total_load });
            inputs.calculation(run?, vehicle_fuel, d, reported?.outcomes())
        }
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

    #[test]
    fn problems_are_reported_at_their_cells() {
        let rows = "\
F1,2024-01-01,2024-12-31,c04/road_freight_hgv,,distance,6,km,4000,t,,,,,,,
F1,2024-01-01,2024-12-31,c04/storage,,storage,,,,,4000,m3,,,,,
F1,2024-01-01,2024-12-31,c04/vehicle_fuel,mobile_combustion/diesel,fuel,,,500,km,,,,0.3,14,10,t
F1,2024-01-01,2024-12-31,c04/vehicle_fuel,mobile_combustion/gas_diesel_oil,fuel,,,500,km,,,,0.3,14,10,t
";
        let (found, problems) = calculations("freight", &format!("{HEADER}\n{rows}"));
        assert_eq!(found, []);
        for part in
            ["needs a mass", "needs a distance", "`days` is empty", "`mobile_combustion/diesel`", "`own_load` is 1.4"]
        {
            assert!(problems.contains(part), "{part}: {problems}");
        }
    }
}
