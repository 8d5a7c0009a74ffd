//! allocations.csv: one's own part of something shared.

use super::{Calculation, Reported, RowInputs, calculate};
use crate::method::allocation::{Shared, allocated};
use crate::table::typed::allocations::Row;

/// A row's calculation.
pub(super) fn read_row(row: &mut RowInputs<'_, Row<'_>>) -> Option<Calculation> {
    calculate!(row, allocated(Shared { quantity: row.amount(row.quantity, row.unit), own, total, occupancy }) => Reported::amount)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{calculations, gas, quantity};
    use crate::factor::Co2;
    use crate::quantity::{Gas, HeatBasis};

    const HEADER: &str = "site_id,start,end,activity,factors_of,quantity,unit,basis,gwp,own,total,share_unit,occupancy";

    fn table(rows: &str) -> String {
        format!("{HEADER}\n{rows}")
    }

    /// GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions (2013), example 8.1, p. 98.
    #[test]
    fn a_floor_bears_its_share_of_the_building() {
        let rows = "\
F1,2024-01-01,2024-12-31,c08/leased_assets,stationary_combustion/natural_gas,1500,kWh,gross,,200,2000,m2,0.75
F1,2024-01-01,2024-12-31,c08/leased_assets,purchased_electricity/grid,3000,kWh,,,200,2000,m2,0.75
";
        let (found, problems) = calculations("allocations", &table(rows));
        assert_eq!(problems, "");
        let results: Vec<_> = found.iter().flat_map(|c| &c.results).map(quantity).collect();
        let [gas, power] = results.as_slice() else { panic!("two results") };
        approx::assert_relative_eq!(gas.amount.value(), 200.0, max_relative = 1e-12);
        assert_eq!(gas.basis, Some(HeatBasis::Gross));
        assert_eq!((power.takes.as_str(), power.co2), ("purchased_electricity/grid", Co2::Counted));
        approx::assert_relative_eq!(power.amount.value(), 400.0, max_relative = 1e-12);
    }

    #[test]
    fn a_suppliers_emissions_are_counted_as_reported() {
        let rows = "F1,2024-01-01,2024-12-31,c01/supplier_emissions,,8000,t,,AR5,3,40,USD,\n";
        let (found, problems) = calculations("allocations", &table(rows));
        assert_eq!(problems, "");
        let [one] = found.as_slice() else { panic!("one calculation") };
        let [result] = one.results.as_slice() else { panic!("one result") };
        let (reported, kg) = gas(result);
        assert_eq!(reported, Gas::parse("CO2e:AR5").expect("a commodity"));
        approx::assert_relative_eq!(kg, 600_000.0, max_relative = 1e-12);
        assert_eq!(one.working.defaults.iter().map(|d| d.input).collect::<Vec<_>>(), ["occupancy"]);
    }

    #[test]
    fn problems_are_reported_at_their_cells() {
        let rows = "\
F1,2024-01-01,2024-12-31,c08/nothing,,1,kWh,,,1,2,m2,
F1,2024-01-01,2024-12-31,c08/leased_assets,purchased_electricity/grid,1,kWh,,,3,2,m2,
F1,2024-01-01,2024-12-31,c08/leased_assets,,1,kWh,,AR5,1,2,m2,
F1,2024-01-01,2024-12-31,c08/leased_assets,purchased_electricity/grid,1,t,,AR5,1,2,m2,
F1,2024-01-01,2024-12-31,c08/leased_assets,,1,kWh,,,1,0,m2,75
";
        let (found, problems) = calculations("allocations", &table(rows));
        assert_eq!(found, []);
        for part in
            ["`c08/nothing`", "`own` is 1.5 of the whole", "needs a mass", "leave one of the two", "`total` is 0", "75"]
        {
            assert!(problems.contains(part), "{part}: {problems}");
        }
    }
}
