//! The working of a method: each equation with its symbols, then with its numbers.

use crate::method::{Calculation, Step, Term};
use crate::report::number::{exact, printable};

/// The lines of a calculation's working, as they stand in a chain.
pub(super) fn text(calculation: &Calculation) -> String {
    let working = &calculation.working;
    let mut out = String::new();
    let mut line = |name: &str, text: &str| out.push_str(&format!("   {name:<12} {}\n", printable(text)));
    line("method", &format!("{} ({})", working.method, working.source));
    for default in &working.defaults {
        line("default", &format!("{}{} {}: {}", default.input, of(&default.of), exact(default.value), default.source));
    }
    for step in &working.steps {
        line("formula", &step.formula);
        line("", &format!("= {} = {}", step.with_numbers(exact_plain), measured(step.value, step.unit)));
        line("", &format!("with {}", terms(step)));
    }
    out
}

/// ` of coke`, where a default is for something.
fn of(what: &str) -> String {
    if what.is_empty() { String::new() } else { format!(" of {what}") }
}

fn terms(step: &Step) -> String {
    let one = |term: &Term| format!("{} {} {}", term.symbol, term.meaning, measured(term.value, term.unit));
    step.terms.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// A number as a report writes it, without the commas that separate thousands: a formula reads
/// better so, and can be copied into a spreadsheet.
fn exact_plain(number: f64) -> String {
    exact(number).replace(',', "")
}

fn measured(number: f64, unit: &str) -> String {
    match unit {
        "" => exact(number),
        unit => format!("{} {unit}", exact(number)),
    }
}
