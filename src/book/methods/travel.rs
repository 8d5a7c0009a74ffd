//! travel.csv: business travel and commuting, by seat or by vehicle.

use super::{Calculation, Reported, RowInputs, all, calculate};
use crate::method::inputs;
use crate::method::travel::{
    Commuting, Journeys, commuting_passenger_distance, commuting_vehicle_distance, passenger_distance, vehicle_distance,
};
use crate::table::typed::travel::{Method, Row};

/// A row's calculation.
pub(super) fn read_row(row: &mut RowInputs<'_, Row<'_>>) -> Option<Calculation> {
    match row.method.get()? {
        Method::Passenger => {
            calculate!(row, passenger_distance(Journeys { travellers, trips, distance }) => Reported::amount)
        }
        Method::Vehicle => {
            let journeys = all!(row => Journeys { travellers, trips, distance });
            let method = |(all, by): &(Journeys, Vehicle)| vehicle_distance(all, by.persons_per_vehicle);
            let inputs = journeys.zip(all!(row => Vehicle { persons_per_vehicle }));
            row.calculation(inputs, method, Reported::amount)
        }
        Method::CommutingPassenger => {
            let commuting = read_commuting(row);
            row.calculation(commuting, commuting_passenger_distance, Reported::amount)
        }
        Method::CommutingVehicle => {
            let commuting = read_commuting(row);
            let method = |(all, by): &(Commuting, Vehicle)| commuting_vehicle_distance(all, by.persons_per_vehicle);
            let inputs = commuting.zip(all!(row => Vehicle { persons_per_vehicle }));
            row.calculation(inputs, method, Reported::amount)
        }
    }
}

/// What methods by vehicle need besides the people and their ways.
#[derive(Clone, Copy)]
struct Vehicle {
    persons_per_vehicle: f64,
}

inputs!(Vehicle: persons_per_vehicle);

fn read_commuting(row: &mut RowInputs<'_, Row<'_>>) -> Option<Commuting> {
    all!(row => Commuting { employees, mode_share, one_way_distance, days_per_week, weeks: weeks_of_the_row(row) })
}

/// The weeks, unless the row is shorter: the weeks of a year in the row of a month count twelve times.
fn weeks_of_the_row(row: &mut RowInputs<'_, Row<'_>>) -> Option<f64> {
    let weeks = row.value(row.weeks)?;
    // A week that is begun counts.
    match row.days() {
        Some(days) if weeks > (days / 7.0).ceil() => {
            row.refuse("weeks", format!("{weeks} weeks are worked in the {days} days of the row"));
            None
        }
        _ => Some(weeks),
    }
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
    fn weeks_of_a_year_do_not_fit_into_a_month() {
        let row = |weeks| format!("F1,2024-01-01,2024-01-31,c07/bus,commuting_passenger,,,,km,,10,1,20,5,{weeks}\n");
        let (found, problems) = calculations("travel", &format!("{HEADER}\n{}", row(5)));
        assert_eq!((found.len(), problems.as_str()), (1, ""));
        let (found, problems) = calculations("travel", &format!("{HEADER}\n{}", row(48)));
        assert_eq!(found, []);
        assert!(problems.contains("48 weeks are worked in the 31 days"), "{problems}");
    }
}
