//! An explanation in words, one step a line.

use std::fmt;

use super::step::{Absence, Named, ShownQuantity, Step};
use crate::factor::EmissionFactor;
use crate::id::SiteId;
use crate::inventory::{FigureId, Measure, Section};
use crate::method;
use crate::period::Month;
use crate::quantity::Family;
use crate::report::message::{self, Arg, ENGLISH, Message, Wording};
use crate::report::number::{exact, printable, share};
use crate::scope::LedgerBook;

/// Why a figure, a row or a factor is what it is, step by step. Its `Display` gives the English words.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    steps: Vec<Step>,
}

impl Explanation {
    pub(crate) fn new(steps: Vec<Step>) -> Self {
        Self { steps }
    }

    /// The steps, from the figure to its evidence; what follows a [`Step::Part`] is of that part.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    fn in_words(&self, wording: &Wording) -> String {
        let mut page = Page { text: String::new(), wording };
        self.steps.iter().for_each(|step| page.step(step));
        page.text
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(&ENGLISH))
    }
}

/// Words being written, line by line.
struct Page<'w> {
    text: String,
    wording: &'w Wording,
}

impl Page<'_> {
    fn line(&mut self, words: &Message) {
        let words = words.in_words(self.wording);
        self.text.push_str(&printable(&words));
        self.text.push('\n');
    }

    /// A step of a part, with its name in front.
    fn item(&mut self, name: Option<Message>, words: Message) {
        let name = name.map_or_else(String::new, |name| name.in_words(self.wording));
        let words = printable(&words.in_words(self.wording));
        self.text.push_str(&format!("   {name:<12} {words}\n"));
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Figure { id, estate, boundary, period, gwp } => {
                self.line(&heading(id));
                let whole = message::whole(estate.as_ref().map(|id| id.as_str()));
                let boundary = message::boundary(boundary.as_str());
                self.line(&message::whole_period_boundary_gwp(whole, period.to_string(), boundary, gwp.as_str()));
                self.text.push('\n');
            }
            Step::Row { file, row, cells } => {
                self.line(&message::plain(format!("{file}:{row}")));
                cells.iter().for_each(|(column, cell)| self.text.push_str(&format!("  {column} = {cell}\n")));
            }
            Step::Part { number, .. } => {
                let number = number.map_or_else(String::new, |number| format!("{number}. "));
                self.text.push_str(&format!("\n{number}"));
                self.line(&title(step));
            }
            Step::MoreParts { count, tonnes, of } => {
                self.text.push('\n');
                self.line(&message::explain_more_parts(*count, tonnes_of(*tonnes, of)));
            }
            Step::OwnGeneration
            | Step::MarketNotCovered
            | Step::RowRejected
            | Step::RowNotPosted
            | Step::NothingPosted => {
                self.text.push('\n');
                self.line(&outcome(step));
            }
            Step::FactorOf(factor) => self.factor_heading(factor),
            Step::Formula(formula) => self.formula(formula),
            // Every step is named, so that a new one is given its words.
            Step::Amount { .. }
            | Step::Absent { .. }
            | Step::Sum { .. }
            | Step::Eliminated { .. }
            | Step::MoreEliminated { .. }
            | Step::Rejected { .. }
            | Step::Uncertainty { .. }
            | Step::Used { .. }
            | Step::NotUsed => self.line(&of_figure(step)),
            Step::Rows { .. }
            | Step::Named { .. }
            | Step::Method { .. }
            | Step::Default(_)
            | Step::Quantity { .. }
            | Step::QuantityUncertainty { .. }
            | Step::Conversion { .. }
            | Step::Property(_)
            | Step::Factor(_)
            | Step::Why { .. } => {
                let (name, words) = of_part(step);
                self.item(Some(name), words);
            }
            Step::Gas { .. }
            | Step::PerUnit { .. }
            | Step::OutsideScopes
            | Step::Potential { .. }
            | Step::Result { .. }
            | Step::Counted { .. } => {
                let (name, words) = of_gas(step);
                self.item(name, words);
            }
        }
    }

    fn formula(&mut self, formula: &method::Step) {
        self.item(Some(message::label_formula()), message::plain(&*formula.formula));
        // Without the commas that separate thousands a formula can be copied into a spreadsheet.
        let numbers = formula.with_numbers(|number| exact(number).replace(',', ""));
        let result = with_unit(formula.value, formula.unit);
        self.item(None, message::plain(format!("= {numbers} = {result}")));
        let term =
            |t: &method::Term| message::plain(format!("{} {} {}", t.symbol, t.meaning, with_unit(t.value, t.unit)));
        self.item(None, message::explain_terms(Arg::clauses(formula.terms.iter().map(term).collect())));
    }

    fn factor_heading(&mut self, factor: &EmissionFactor) {
        self.line(&message::plain(factor.id.as_str()));
        self.text.push('\n');
        self.item(Some(message::label_activity()), message::plain(factor.activity.as_str()));
        self.item(Some(message::label_region()), message::plain(&*factor.region));
        self.item(Some(message::label_set()), message::plain(&*factor.provenance.set));
        self.item(Some(message::label_valid()), message::dates(factor.valid_from, factor.valid_to));
        self.item(Some(message::label_factor()), source(factor));
        if !factor.provenance.note.is_empty() {
            self.item(Some(message::label_note()), message::plain(&*factor.provenance.note));
        }
    }
}

/// Steps about a figure as a whole.
fn of_figure(step: &Step) -> Message {
    match step {
        Step::Amount { tonnes, of } => tonnes_of(*tonnes, of),
        Step::Absent { status, why } => message::explain_absent(message::status(*status), absence(why)),
        Step::Sum { parts, gross: None, .. } => message::explain_sum(*parts),
        Step::Sum { parts, gross: Some(gross), of } => message::explain_gross(tonnes_of(*gross, of), *parts),
        Step::Eliminated { category, seller, buyer, tonnes, of } => message::explain_eliminated(
            tonnes_of(*tonnes, of),
            message::category(*category),
            buyer.as_str(),
            seller.as_str(),
        ),
        Step::MoreEliminated { count, tonnes, of } => message::explain_more_eliminated(*count, tonnes_of(*tonnes, of)),
        Step::Rejected { rows } => message::explain_rejected(*rows),
        Step::Uncertainty { half_width, assessed, figure } => uncertainty(*half_width, *assessed, *figure),
        Step::Used { totals, rows } => message::explain_used(*totals, *rows),
        Step::NotUsed => message::explain_not_used(),
        _ => message::plain(""),
    }
}

fn absence(why: &Absence) -> Message {
    match why {
        Absence::NoActivity { gas, site, month } => no_activity(*gas, site.as_ref(), *month),
        Absence::Declared(reason) => message::absent_declared(reason.as_str()),
        Absence::NoRemovals => message::absent_no_removals(),
        Absence::NotCovered { covered, has_fallback: true } => message::absent_not_covered(*covered),
        Absence::NotCovered { covered, has_fallback: false } => message::absent_no_fallback(*covered),
        Absence::OthersNotCovered { others } => message::absent_others_not_covered(Arg::list(others.clone())),
        Absence::NothingEliminated => message::absent_nothing_eliminated(),
        Absence::NoEliminations => message::absent_no_eliminations(),
        Absence::TooLarge => message::absent_too_large(),
    }
}

fn no_activity(gas: Option<&'static str>, site: Option<&SiteId>, month: Option<Month>) -> Message {
    let what = gas.map_or_else(message::such_activity, message::plain);
    match (site, month) {
        (None, None) => message::absent_no_activity(what),
        (Some(site), None) => message::absent_no_activity_at(what, site.as_str()),
        (None, Some(month)) => message::absent_no_activity_in(what, month.to_string()),
        (Some(site), Some(month)) => message::absent_no_activity_at_in(what, site.as_str(), month.to_string()),
    }
}

fn outcome(step: &Step) -> Message {
    match step {
        Step::MarketNotCovered => message::explain_market_not_covered(),
        Step::OwnGeneration => message::explain_own_generation(),
        Step::RowRejected => message::explain_row_rejected(),
        Step::NothingPosted => message::explain_nothing_posted(),
        _ => message::explain_row_not_posted(),
    }
}

fn uncertainty(half_width: f64, assessed: Option<f64>, figure: f64) -> Message {
    let width = exact(half_width);
    let Some(assessed) = assessed else {
        return match share(half_width, figure.abs()) {
            Some(part) => message::explain_uncertainty(width, part),
            None => message::explain_uncertainty_alone(width),
        };
    };
    // Corrections may come to more than what they correct leaves.
    let rows = match share(assessed, figure).filter(|_| (0.0..1.0).contains(&(assessed / figure))) {
        Some(part) => message::explain_part_of_figure(part),
        None => message::tonnes_of(exact(assessed), "CO2e"),
    };
    message::explain_uncertainty_of_some(width, rows)
}

/// Steps of one part, with their names.
fn of_part(step: &Step) -> (Message, Message) {
    let named = |name: Message, words: Message| (name, words);
    match step {
        Step::Rows { rows, first, last } => named(message::label_rows(), rows_text(*rows, first, last)),
        Step::Named { what, id } => named(label(*what), message::plain(id.as_str())),
        Step::Method { name, source: Some(source) } => {
            named(message::label_method(), message::with_source(*name, *source))
        }
        Step::Method { name, source: None } => named(message::label_method(), message::explain_as_above(*name)),
        Step::Default(default) => {
            let (value, source) = (exact(default.value), &*default.source);
            let words = match default.of.as_str() {
                "" => message::explain_default(default.input, value, source),
                of => message::explain_default_of(default.input, of, value, source),
            };
            named(message::label_default(), words)
        }
        Step::Quantity { quantity, cut: false } => named(message::label_quantity(), measured(quantity)),
        Step::Quantity { quantity, cut: true } => {
            named(message::label_quantity(), message::explain_cut(measured(quantity)))
        }
        Step::QuantityUncertainty { error, assessed, unit } => {
            let error = message::plus_minus(exact(*error), *unit);
            let words = match assessed {
                None => error,
                Some(part) => message::explain_error_of_some(error, with_unit(*part, unit)),
            };
            named(message::label_uncertainty(), words)
        }
        Step::Conversion { from, factor, to } => {
            let by = format!("{} × {} {}/{}", in_text(from), exact(*factor), to.unit, from.unit);
            named(message::label_converted(), message::plain(format!("{by} = {}", in_text(to))))
        }
        Step::Property(used) => {
            named(message::label_with(), message::with_source(message::property_used(used), &*used.row.source))
        }
        Step::Factor(factor) => named(message::label_factor(), source(factor)),
        Step::Why { reason, earlier } => {
            let reason = reason.as_ref().map_or_else(message::reason_given_by_method, message::reason);
            let words = match earlier {
                None => reason,
                Some((year, earlier)) => message::reason_of_earlier_year(reason, *year, *earlier),
            };
            named(message::label_why(), words)
        }
        _ => named(message::plain(""), message::plain("")),
    }
}

/// Steps from a gas to CO2e; the second of a gas has no name.
fn of_gas(step: &Step) -> (Option<Message>, Message) {
    let named = |name: Message, words: Message| (Some(name), words);
    match step {
        Step::Gas { gas, by_factor: None, kg } => named(message::plain(gas.name()), message::explain_mass(exact(*kg))),
        Step::Gas { gas, by_factor: Some((amount, per_unit)), kg } => {
            let spoken = if gas.family() == Family::Co2e { "CO2e" } else { gas.name() };
            let (value, unit) = (exact(amount.value), amount.unit);
            let words = message::explain_mass_by_factor(value, unit, exact(*per_unit), spoken, exact(*kg));
            named(message::plain(gas.name()), words)
        }
        Step::PerUnit { gas, kg, unit, basis } => {
            let basis = basis.map_or_else(String::new, |basis| format!(" ({})", basis.as_str()));
            named(message::plain(gas.name()), message::explain_kg_per_unit(exact(*kg), format!("{unit}{basis}")))
        }
        Step::Potential { kg, gwp, table, kg_co2e } => {
            let (kg, gwp, worth) = (exact(*kg), exact(*gwp), exact(*kg_co2e));
            let words = match table {
                Some(table) => message::explain_potential(kg, gwp, worth, table.as_str()),
                None => message::explain_as_published(kg, gwp, worth),
            };
            (None, words)
        }
        Step::Result { kg_co2e } => named(message::label_result(), message::kg_co2e(exact(*kg_co2e))),
        Step::Counted { kg, of, share, counted } => {
            let words = message::explain_counted(exact(*kg), *of, exact(*share), exact(*counted));
            named(message::label_counted(), words)
        }
        _ => (None, message::explain_outside_scopes()),
    }
}

fn label(what: Named) -> Message {
    match what {
        Named::Meter => message::label_meter(),
        Named::Plant => message::label_plant(),
        Named::Counterparty => message::label_counterparty(),
    }
}

/// `Scope 2, location-based, Purchased electricity, site F1, 2024-03`.
fn heading(id: &FigureId) -> Message {
    let measure = match &id.measure {
        Measure::Co2e(section) => message::section_and_category(*section),
        Measure::Gas(section, gas) => message::gas_of(*gas, message::section_and_category(*section)),
        Measure::BiogenicCo2 => message::biogenic_co2(),
        Measure::Removals => message::removals(),
        Measure::OutsideScopes(gas) => message::gas_of(*gas, message::outside_the_scopes()),
        Measure::SumOfSites(section) => message::before_eliminations(message::section_and_category(*section)),
        Measure::Elimination { category, book, seller, buyer } => {
            let section = Section::of_category(*category, *book);
            message::elimination_of(message::section_and_category(section), seller.as_str(), buyer.as_str())
        }
    };
    let site = id.site.as_ref().map(|site| message::of_site(site.as_str()));
    let month = id.month.map(|month| message::plain(month.to_string()));
    message::plain(Arg::row([Some(measure), site, month].into_iter().flatten().collect()))
}

fn title(step: &Step) -> Message {
    let Step::Part { site, activity, months: (first, last), book, tonnes, of, share: part, .. } = step else {
        return message::plain("");
    };
    let months = match first == last {
        true => message::plain(first.to_string()),
        false => message::from_to(first.to_string(), last.to_string()),
    };
    let book = (*book != LedgerBook::Main).then(|| message::book(*book));
    let what = [Some(message::plain(site.as_str())), Some(message::plain(activity.as_str())), Some(months), book];
    let what = Arg::row(what.into_iter().flatten().collect());
    match part.and_then(|part| share(part, 1.0)) {
        Some(part) => message::explain_part_with_share(what, tonnes_of(*tonnes, of), part),
        None => message::explain_part(what, tonnes_of(*tonnes, of)),
    }
}

fn tonnes_of(tonnes: f64, of: &str) -> Message {
    message::tonnes_of(exact(tonnes), of)
}

fn with_unit(number: f64, unit: &str) -> String {
    match unit {
        "" => exact(number),
        unit => format!("{} {unit}", exact(number)),
    }
}

fn in_text(quantity: &ShownQuantity) -> String {
    let basis = quantity.basis.map_or_else(String::new, |basis| format!(" ({})", basis.as_str()));
    format!("{} {}{basis}", exact(quantity.value), quantity.unit)
}

fn measured(quantity: &ShownQuantity) -> Message {
    message::plain(in_text(quantity))
}

/// Id, publisher, document and place of a factor.
fn source(factor: &EmissionFactor) -> Message {
    let from = &factor.provenance;
    let said: Vec<&str> =
        [&from.publisher, &from.document, &from.locator].into_iter().map(|t| &**t).filter(|t| !t.is_empty()).collect();
    let source = message::plain(format!("{}: {}", factor.id, said.join(", ")));
    match &*from.verified {
        "secondary" => message::copied(source),
        "no" => message::read_nowhere(source),
        _ => source,
    }
}

/// `3 rows, row 17 to row 240 of activities.csv`, as a spreadsheet counts: row 1 is the header.
fn rows_text(rows: u64, first: &(String, u64), last: &(String, u64)) -> Message {
    let place = |(file, row): &(String, u64)| message::row_of(row.to_string(), file.as_str());
    match (first == last, first.0 == last.0) {
        (true, _) => message::explain_rows_at(rows, place(first)),
        (false, true) => message::explain_rows_of_file(rows, first.1.to_string(), place(last)),
        (false, false) => message::explain_rows_of_files(rows, place(first), place(last)),
    }
}
