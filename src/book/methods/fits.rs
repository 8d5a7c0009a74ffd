//! Whether the method of a row is for the activity it is reported under, as the table declares.

use super::inputs::RowInputs;
use super::reported::Reported;
use crate::table::typed::{Cell, Reports};

impl<'t, R: Reports<'t>> RowInputs<'_, R> {
    /// Reports the row as its table declares.
    pub(super) fn report_as_declared(&mut self) {
        self.reported = Reported::read(self);
        if let Some(cells) = self.reported() {
            check(self, cells.activity);
        }
    }
}

/// Refuses, at `method`, one that is not for the code of the row. Codes that a book adds are taken by every method.
fn check<R>(row: &mut RowInputs<'_, R>, activity: Cell<'_, &str>) {
    let (Some(column), Some(code)) = (activity.column(), activity.get().filter(|_| row.reported.is_some())) else {
        return;
    };
    let Some(method) = row.text("method").map(str::to_owned) else { return };
    let is_shipped = crate::shipped::chart().get(code).is_some();
    let Some(codes) = column.codes.get(&method).filter(|codes| is_shipped && !takes(codes, code)) else { return };
    let others = column.codes.iter().filter(|(_, codes)| takes(codes, code)).map(|(other, _)| format!("`{other}`"));
    let others = others.collect::<Vec<_>>().join(" or ");
    let help = match others.as_str() {
        "" => format!("correct the activity: `{method}` takes `{}`", codes.join("`, `")),
        others => format!("write {others}, or correct the activity: `{method}` takes `{}`", codes.join("`, `")),
    };
    row.problem_at("method", format!("the method `{method}` is not for `{code}`"), &help);
    row.reported = None;
}

/// Whether a code is one of those, or a grade of one.
fn takes(codes: &[String], code: &str) -> bool {
    let is_of =
        |one: &String| code.strip_prefix(one.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    codes.iter().any(is_of)
}

#[cfg(test)]
mod tests {
    use super::super::tests::calculations;
    use super::*;
    use crate::table::Schema;

    const HEADER: &str =
        "site_id,start,end,activity,method,material,mass,unit,cullet_share,hydrated_share,hydrate_water";

    #[test]
    fn what_is_declared_are_methods_and_codes_of_the_chart() {
        for schema in Schema::all() {
            let methods = schema.column("method").map_or(&[][..], |column| &column.choices);
            for (method, codes) in schema.columns.iter().flat_map(|column| &column.codes) {
                assert!(methods.contains(method), "{}: {method}", schema.table);
                for code in codes {
                    let one = std::slice::from_ref(code);
                    let known = crate::shipped::chart().iter().any(|known| takes(one, known.code.as_str()));
                    assert!(known, "{}: {code}", schema.table);
                }
            }
        }
    }

    #[test]
    fn a_method_is_for_its_own_activities() {
        let rows = [
            ("glass.float", "lime", "lime_high_calcium", "write `carbonate` or `glass`"),
            ("lime", "glass", "glass_float", "write `carbonate` or `lime`"),
            ("nitric_acid.single_high_pressure", "carbonate", "limestone", "correct the activity: `carbonate` takes"),
            ("limestone_use", "lime", "lime_high_calcium", "write `carbonate`, or"),
        ];
        for (activity, method, material, help) in rows {
            let row = format!("F1,2024-01-01,2024-12-31,process_emissions/{activity},{method},{material},1,t,0,0,0");
            let (found, problems) = calculations("carbonates", &format!("{HEADER}\n{row}\n"));
            assert_eq!(found, [], "{activity}");
            let message = format!("the method `{method}` is not for `process_emissions/{activity}`");
            assert!(problems.contains(&message) && problems.contains(help), "{problems}");
        }
    }
}
