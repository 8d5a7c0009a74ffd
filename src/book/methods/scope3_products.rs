//! scope3_products.csv: what becomes of sold products: processing, use, gas inside, end of life.

use super::inputs::{RowInputs, all};
use super::reported::Reported;
use crate::diagnostic::Diagnostics;
use crate::method::Calculation;
use crate::method::sold_products::{
    Contained, EndOfLife, PartOf, Processing, Use, contained_gas, end_of_life, intermediate_use_phase, processing,
    use_phase,
};
use crate::table::typed::scope3_products::{Method, Row};

/// A row's calculation.
pub(super) fn read_row(row: Row<'_>, mut inputs: RowInputs<'_, '_>, d: &mut Diagnostics) -> Option<Calculation> {
    let reported = Reported::read(&mut inputs, d);
    match row.method.get()? {
        Method::Use => {
            let sold = read_use(row, &mut inputs, d);
            inputs.calculation(sold?, use_phase, d, reported?.outcomes())
        }
        Method::IntermediateUse => {
            let sold = read_use(row, &mut inputs, d);
            let part = all!(row, d => PartOf { own_part, final_product });
            let method = |(sold, part): &(Use, PartOf)| intermediate_use_phase(sold, part);
            inputs.calculation((sold?, part?), method, d, reported?.outcomes())
        }
        Method::ContainedGas => {
            let released_share = inputs.number_or(row.released_share, ("", ""), d);
            let sold = all!(row, d => Contained { units_sold, charge, released_share: released_share });
            inputs.calculation(sold?, contained_gas, d, reported?.outcomes())
        }
        Method::Processing => {
            let processed_share = inputs.number_unless_empty(row.processed_share, d);
            let sold = all!(row, d => Processing { mass_sold, processed_share: processed_share, quantity_per_tonne });
            inputs.calculation(sold?, processing, d, reported?.outcomes())
        }
        Method::EndOfLife => {
            let waste = all!(row, d => EndOfLife { mass_sold, treatment_share });
            inputs.calculation(waste?, end_of_life, d, reported?.outcomes())
        }
    }
}

fn read_use(row: Row<'_>, inputs: &mut RowInputs<'_, '_>, d: &mut Diagnostics) -> Option<Use> {
    all!(row, d => Use {
        units_sold,
        lifetime_uses,
        scenario_share: inputs.number_unless_empty(row.scenario_share, d),
        quantity_per_use,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{amounts, calculations, quantity};

    const HEADER: &str = "site_id,start,end,activity,factors_of,method,unit,units_sold,lifetime_uses,scenario_share,quantity_per_use,own_part,final_product,part_unit,charge,released_share,mass_sold,mass_unit,processed_share,quantity_per_tonne,treatment_share,region";

    /// GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions (2013), examples 11.1 (p. 117), 11.3 (p. 124),
    /// 10.2 (p. 112) and 12.1 (p. 127); the gas is worked by hand, 2,000 × 0.9 kg, all of it by formula 11.3.
    #[test]
    fn processing_use_gas_and_end_of_life() {
        let rows = "\
F1,2024-01-01,2024-12-31,c11/use_of_sold_products,purchased_electricity/grid,use,kWh,11500,1000,,1.3,,,,,,,,,,,VN
F1,2024-01-01,2024-12-31,c11/use_of_sold_products,c06/car,intermediate_use,km,10,300000,1,1,20,500,t,,,,,,,,
F1,2024-01-01,2024-12-31,c11/use_of_sold_products,fugitive_emissions/R-410A,contained_gas,kg,2000,,,,,,,0.9,,,,,,,
F1,2024-01-01,2024-12-31,c10/processing_of_sold_products,,processing,t,,,,,,,,,,1000,kg,,1,,
F1,2024-01-01,2024-12-31,c12/end_of_life,c05/landfill_mixed,end_of_life,,,,,,,,,,,10,t,,,0.9,
";
        let (found, problems) = calculations("scope3_products", &format!("{HEADER}\n{rows}"));
        assert_eq!(problems, "");
        let results = amounts(&found);
        let expected = [(14_950_000.0, "kWh"), (120_000.0, "km"), (1_800.0, "kg"), (1.0, "t"), (9_000.0, "kg")];
        assert_eq!(results.len(), expected.len());
        for ((found, found_unit), (value, unit)) in results.into_iter().zip(expected) {
            approx::assert_relative_eq!(found, value, max_relative = 1e-12);
            assert_eq!(found_unit, unit);
        }
        let first = found.first().and_then(|one| one.results.first()).map(quantity);
        assert_eq!(first.and_then(|used| used.region.as_deref()), Some("VN"));
        let gas = found.get(2).expect("the gas");
        assert!(gas.working.defaults.iter().any(|d| d.input == "released_share" && d.source.contains("formula 11.3")));
    }

    #[test]
    fn problems_are_reported_at_their_cells() {
        let rows = "\
F1,2024-01-01,2024-12-31,c11/use_of_sold_products,purchased_electricity/grid,use,kWh,,1000,20,1.3,,,,,,,,,,,
F1,2024-01-01,2024-12-31,c11/use_of_sold_products,c06/car,intermediate_use,km,10,300000,1,1,20,5,t,,,,,,,,
F1,2024-01-01,2024-12-31,c11/use_of_sold_products,fugitive_emissions/R-410A,contained_gas,kWh,2000,,,,,,,0.9,,,,,,,
F1,2024-01-01,2024-12-31,c12/end_of_life,c05/landfill_mixed,end_of_life,,,,,,,,,,,10,t,,,,
";
        let (found, problems) = calculations("scope3_products", &format!("{HEADER}\n{rows}"));
        assert_eq!(found, []);
        for part in [
            "`units_sold` is empty",
            "`scenario_share` is 20",
            "`own_part` is 4",
            "needs a mass",
            "`treatment_share` is empty",
        ] {
            assert!(problems.contains(part), "{part}: {problems}");
        }
    }
}
