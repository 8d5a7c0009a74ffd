//! freight.csv: goods carried and stored, and fuel of shared vehicles.

use super::inputs::Inputs;
use super::reported::Reported;
use super::{Context, MethodTables};
use crate::diagnostic::Diagnostics;
use crate::method::freight::{Leg, Run, Storage, mass_distance, vehicle_fuel, volume_time};
use crate::method::{Calculation, MethodError, Worked};
use crate::quantity::Amount;
use crate::table::Row;

const TABLE: &str = "freight";

/// Reads the table: each row is a calculation.
pub(super) fn read(tables: &MethodTables, context: Context<'_>, d: &mut Diagnostics) -> Vec<Calculation> {
    tables.each(TABLE, context, d, read_row)
}

fn read_row(row: Row<'_>, context: Context<'_>, d: &mut Diagnostics) -> Option<Calculation> {
    let inputs = Inputs::new(TABLE, row, context, d);
    let reported = Reported::read(&inputs, d);
    let worked = match row.choice("method", d)? {
        "distance" => read_leg(&inputs, d),
        "storage" => read_storage(&inputs, d),
        _ => read_run(&inputs, d),
    };
    let (reported, worked) = (reported?, worked?);
    inputs.calculation(worked, d, |amount| reported.outcome(amount))
}

type Carried = Option<Result<Worked<Amount>, MethodError>>;

fn read_leg(inputs: &Inputs<'_, '_>, d: &mut Diagnostics) -> Carried {
    let (mass, distance) = (inputs.mass("mass", "mass_unit", d), inputs.distance("distance", "distance_unit", d));
    Some(mass_distance(&Leg { mass: mass?, distance: distance? }))
}

fn read_storage(inputs: &Inputs<'_, '_>, d: &mut Diagnostics) -> Carried {
    let (volume, days) = (inputs.volume("volume", "volume_unit", d), inputs.number("days", d));
    Some(volume_time(&Storage { volume: volume?, days: days? }))
}

fn read_run(inputs: &Inputs<'_, '_>, d: &mut Diagnostics) -> Carried {
    let (distance, litres) = (inputs.distance("distance", "distance_unit", d), inputs.number("litres_per_km", d));
    let mut load = |name| inputs.amount(name, "load_unit", d);
    let (own_load, total_load) = (load("own_load"), load("total_load"));
    let run = Run { distance: distance?, litres_per_km: litres?, own_load: own_load?, total_load: total_load? };
    Some(vehicle_fuel(&run))
}

#[cfg(test)]
mod tests {
    use super::super::tests::calculations;

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
        let amounts: Vec<_> = found.iter().flat_map(|c| &c.results).map(|r| r.amount).collect();
        let said: Vec<_> = amounts.iter().map(|a| (a.value().round() as i64, a.unit().symbol())).collect();
        assert_eq!(said, [(24_000, "t.km"), (8_000, "m3.day"), (60, "L")]);
    }

    #[test]
    fn problems_are_told_at_their_cells() {
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
