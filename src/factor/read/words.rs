//! The codes and the gases of factors, or what may be meant by a word that is none.

use crate::activity::category_of;
use crate::diagnostic::{Code, nearest_word};
use crate::quantity::Gas;
use crate::scope::Category;
use crate::table::cell::CellProblem;

/// The category of a code.
pub(super) fn category(code: &str) -> Result<Category, CellProblem> {
    let of_group = category_of(code);
    if of_group == Some(Category::OwnGeneration) {
        let message = format!("`{code}` is energy that a site makes itself, which has no emissions of its own");
        let help =
            "what the plant burns is a row of `stationary_combustion`; power that is bought is `purchased_electricity`";
        return Err(CellProblem::new(Code::UnknownActivity, message, help));
    }
    of_group.ok_or_else(|| {
        let group = code.split('/').next().unwrap_or(code);
        let groups = || Category::all().map(Category::code);
        let help = match nearest_word(group, groups()) {
            Some(known) if known != group => format!("did you mean the group `{known}`?"),
            Some(known) => format!("write the group and an item: `{known}/…`"),
            None => format!("a code is `group/item`; the groups are {}", groups().collect::<Vec<_>>().join(", ")),
        };
        CellProblem::new(Code::UnknownActivity, format!("`{code}` is not a code of the chart of activities"), help)
    })
}

/// The gas of a name.
pub(super) fn parse_gas(name: &str) -> Result<Gas, CellProblem> {
    Gas::parse(name).map_err(|unknown| {
        let help = match (name, unknown.suggestion) {
            ("CH4", _) => "say where the methane comes from: `CH4_fossil` or `CH4_biogenic`".to_owned(),
            ("CO2e" | "CO2eq", _) => "say with which GWP set it was computed: `CO2e:AR5`".to_owned(),
            (_, Some(gas)) => format!("did you mean `{gas}`?"),
            (_, None) => "write the gas as the GWP tables do: CO2, N2O, HFC-134a, SF6".to_owned(),
        };
        CellProblem::new(Code::UnknownGas, unknown.to_string(), help)
    })
}
