//! scope3_products.csv: what becomes of sold products: processing, use, gas inside, end of life.

use super::{Calculation, Reported, RowInputs, all, calculate};
use crate::method::sold_products::{
    Contained, EndOfLife, PartOf, Processing, Use, contained_gas, end_of_life, intermediate_use_phase, processing,
    use_phase,
};
use crate::table::typed::scope3_products::{Method, Row};

/// A row's calculation.
pub(super) fn read_row(row: &mut RowInputs<'_, Row<'_>>) -> Option<Calculation> {
    match row.method.get()? {
        Method::Use => calculate!(row, use_phase(Use {
            units_sold, lifetime_uses, scenario_share, quantity_per_use,
        }) => Reported::amount),
        Method::IntermediateUse => {
            let sold = all!(row => Use { units_sold, lifetime_uses, scenario_share, quantity_per_use });
            let inputs = sold.zip(all!(row => PartOf { own_part, final_product }));
            let method = |(sold, part): &(Use, PartOf)| intermediate_use_phase(sold, part);
            row.calculation(inputs, method, Reported::amount)
        }
        Method::ContainedGas => calculate!(row, contained_gas(Contained {
            units_sold, charge, released_share,
        }) => Reported::amount),
        Method::Processing => calculate!(row, processing(Processing {
            mass_sold, processed_share, quantity_per_tonne,
        }) => Reported::amount),
        Method::EndOfLife => {
            calculate!(row, end_of_life(EndOfLife { mass_sold, treatment_share }) => Reported::amount)
        }
    }
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
}
