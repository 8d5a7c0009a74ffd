//! travel.csv: business travel and commuting, by seat or by vehicle.

use super::inputs::{RowInputs, all, refuse};
use super::reported::Reported;
use crate::diagnostic::Diagnostics;
use crate::method::travel::{
    Commuting, Journeys, commuting_passenger_distance, commuting_vehicle_distance, passenger_distance, vehicle_distance,
};
use crate::method::{Calculation, MethodError, inputs};
use crate::table::typed::travel::{Method, Row};

/// A row's calculation.
pub(super) fn read_row(row: Row<'_>, mut inputs: RowInputs<'_, '_>, d: &mut Diagnostics) -> Option<Calculation> {
    let reported = Reported::read(&mut inputs, d);
    match row.method.get()? {
        Method::Passenger => {
            let journeys = read_journeys(row, &mut inputs, d);
            inputs.calculation(journeys?, passenger_distance, d, reported?.outcomes())
        }
        Method::Vehicle => {
            let (journeys, vehicle) = (read_journeys(row, &mut inputs, d), read_vehicle(row, d));
            let method = |(all, by): &(Journeys, Vehicle)| vehicle_distance(all, by.persons_per_vehicle);
            inputs.calculation((journeys?, vehicle?), method, d, reported?.outcomes())
        }
        Method::CommutingPassenger => {
            let all = read_commuting(row, &mut inputs, d);
            inputs.calculation(all?, commuting_passenger_distance, d, reported?.outcomes())
        }
        Method::CommutingVehicle => {
            let (all, vehicle) = (read_commuting(row, &mut inputs, d), read_vehicle(row, d));
            let method = |(all, by): &(Commuting, Vehicle)| commuting_vehicle_distance(all, by.persons_per_vehicle);
            inputs.calculation((all?, vehicle?), method, d, reported?.outcomes())
        }
    }
}

/// What methods by vehicle need besides the people and their ways.
#[derive(Clone, Copy)]
struct Vehicle {
    persons_per_vehicle: f64,
}

inputs!(Vehicle: persons_per_vehicle);

fn read_vehicle(row: Row<'_>, d: &mut Diagnostics) -> Option<Vehicle> {
    all!(row, d => Vehicle { persons_per_vehicle })
}

fn read_journeys(row: Row<'_>, inputs: &mut RowInputs<'_, '_>, d: &mut Diagnostics) -> Option<Journeys> {
    all!(row, d => Journeys { travellers, trips: inputs.number_unless_empty(row.trips, d), distance })
}

fn read_commuting(row: Row<'_>, inputs: &mut RowInputs<'_, '_>, d: &mut Diagnostics) -> Option<Commuting> {
    all!(row, d => Commuting {
        employees,
        mode_share: inputs.number_unless_empty(row.mode_share, d),
        one_way_distance,
        days_per_week,
        weeks: row.weeks.need(d).and_then(|weeks| weeks_of_the_row(inputs, weeks, d)),
    })
}

/// The weeks, unless the row is shorter: the weeks of a year in the row of a month count twelve times.
fn weeks_of_the_row(inputs: &RowInputs<'_, '_>, weeks: f64, d: &mut Diagnostics) -> Option<f64> {
    let Some(period) = inputs.period() else { return Some(weeks) };
    let days = f64::from(period.end().epoch_days() - period.start().epoch_days() + 1);
    // A week that is begun counts.
    if weeks <= (days / 7.0).ceil() {
        return Some(weeks);
    }
    let what = format!("{weeks} weeks are worked in the {days} days of the row");
    refuse(inputs.row, &MethodError::Contradiction { input: "weeks", what }, d);
    None
}

#[cfg(test)]
mod tests {
    use super::super::tests::{amounts, calculations};

    const HEADER: &str = "site_id,start,end,activity,method,travellers,trips,distance,distance_unit,persons_per_vehicle,employees,mode_share,one_way_distance,days_per_week,weeks";

    /// GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions (2013), examples 6.1 (p. 85), 7.1 (p. 90)
    /// and 7.2 (p. 93): 33.33 vehicles × 100 km, 100 × 12,000 km, 20 × 2 × 5 × 48 km, 5,000 × 10 × 2 × 235 km.
    #[test]
    fn journeys_and_commuting() {
        let rows = "\
F1,2024-01-01,2024-12-31,c06/car,vehicle,100,1,100,km,3,,,,,
F1,2024-01-01,2024-12-31,c06/air_long_haul,passenger,100,,12000,km,,,,,,
F1,2024-01-01,2024-12-31,c07/car,commuting_vehicle,,,,km,1,1,,20,5,48
F1,2024-01-01,2024-12-31,c07/bus,commuting_passenger,,,,km,,10000,0.5,10,5,47
";
        let (found, problems) = calculations("travel", &format!("{HEADER}\n{rows}"));
        assert_eq!(problems, "");
        let amounts = amounts(&found);
        let expected = [(10_000.0 / 3.0, "km"), (1_200_000.0, "p.km"), (9_600.0, "km"), (23_500_000.0, "p.km")];
        assert_eq!(amounts.len(), expected.len());
        for ((found, found_unit), (value, unit)) in amounts.into_iter().zip(expected) {
            approx::assert_relative_eq!(found, value, max_relative = 1e-12);
            assert_eq!(found_unit, unit);
        }
    }

    #[test]
    fn problems_are_reported_at_their_cells() {
        let rows = "\
F1,2024-01-01,2024-12-31,c06/car,vehicle,100,1,100,km,,,,,,
F1,2024-01-01,2024-12-31,c06/air_long_haul,passenger,,,12000,kg,,,,,,
F1,2024-01-01,2024-12-31,c07/car,commuting_vehicle,,,,km,0.5,1,,20,235,48
";
        let (found, problems) = calculations("travel", &format!("{HEADER}\n{rows}"));
        assert_eq!(found, []);
        for part in [
            "`persons_per_vehicle` is empty",
            "`travellers` is empty",
            "needs a distance",
            "`persons_per_vehicle` is 0.5",
            "`days_per_week` is 235",
        ] {
            assert!(problems.contains(part), "{part}: {problems}");
        }
    }

    #[test]
    fn weeks_of_a_year_do_not_fit_into_a_month() {
        let row = |weeks| format!("F1,2024-01-01,2024-01-31,c07/bus,commuting_passenger,,,,km,,10,1,20,5,{weeks}\n");
        let (found, problems) = calculations("travel", &format!("{HEADER}\n{}", row(5)));
        assert_eq!((found.len(), problems.as_str()), (1, ""));
        let (found, problems) = calculations("travel", &format!("{HEADER}\n{}", row(48)));
        assert_eq!(found, []);
        assert!(problems.contains("48 weeks are worked in the 31 days"), "{problems}");
    }
}
