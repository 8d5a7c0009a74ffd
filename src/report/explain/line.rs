//! A line behind a figure, from its rows to CO2e.

use std::collections::BTreeSet;

use super::{Facts, kg_co2e, working};
use crate::activity::{Line, RowRef};
use crate::factor::EmissionFactor;
use crate::factor::resolve::Resolution;
use crate::ledger::Entry;
use crate::method::emissions;
use crate::period::Month;
use crate::quantity::{Family, Gas, HeatBasis};
use crate::report::gwp_of;
use crate::report::number::{counted, exact, printable};
use crate::scope::{LedgerBook, Scope2Method};

/// What one site did of one thing in one unit, through one factor, as it was posted to one
/// book: one total, or the totals of several months together.
pub(super) struct Posted<'a> {
    site: &'a str,
    line: &'a Line,
    resolution: &'a Resolution,
    factor: &'a EmissionFactor,
    book: LedgerBook,
    months: BTreeSet<Month>,
    quantity: f64,
    /// Rows and the first and last of them; `None` where one row was asked for.
    rows: Option<(u64, RowRef, RowRef)>,
    masses: Vec<(Gas, f64)>,
    /// The share of the site that counts.
    share: f64,
    /// What it adds to the figure, by its share.
    pub(super) kg_co2e: f64,
}

/// What months must have in common to be shown as one.
pub(super) type Key<'a> = (
    &'a str,
    &'a str,
    &'static str,
    Option<HeatBasis>,
    Option<&'a str>,
    (usize, u64, Option<(i16, i16)>),
    Option<u32>,
    LedgerBook,
);

impl<'a> Posted<'a> {
    /// The entries of one total in one book, or `quantity` of it, where one row is asked for;
    /// `None` if the ledger lost what is behind them.
    pub(super) fn new(facts: Facts<'a>, entries: &'a [Entry], share: f64, quantity: Option<f64>) -> Option<Self> {
        let first = entries.first()?;
        let (total, line) = (facts.ledger.total(first)?, facts.ledger.line(first)?);
        let resolution = facts.ledger.resolution(first)?;
        let factor = facts.factors.at(resolution.factor)?;
        let masses: Vec<(Gas, f64)> = match quantity {
            None => entries.iter().map(|e| (e.gas, e.kg)).collect(),
            Some(part) => {
                let masses = emissions(resolution.chain.apply(part), factor).filter(|(gas, _)| line.counts(*gas));
                masses.map(|(gas, mass)| (gas, mass.as_kilograms())).collect()
            }
        };
        let worth = masses.iter().filter_map(|(gas, kg)| kg_co2e(facts, line.category, *gas, *kg));
        Some(Self {
            site: facts.ledger.site(first)?.as_str(),
            kg_co2e: share * worth.sum::<f64>(),
            line,
            resolution,
            factor,
            book: first.book,
            months: BTreeSet::from([line.month]),
            quantity: quantity.unwrap_or(total.quantity),
            rows: quantity.is_none().then_some((total.counted, total.first, total.last)),
            masses,
            share,
        })
    }

    pub(super) fn key(&self) -> Key<'a> {
        let (line, resolution) = (self.line, self.resolution);
        (
            self.site,
            line.activity.as_str(),
            line.unit.symbol(),
            line.basis,
            line.counterparty.as_ref().map(|c| c.as_str()),
            (
                resolution.factor,
                resolution.chain.factor().to_bits(),
                // A factor of an earlier year is told with the year it was taken for.
                resolution.earlier_year().map(|earlier| (earlier, line.month.year())),
            ),
            line.derived.as_ref().map(|derived| derived.calculation),
            self.book,
        )
    }

    /// Takes in another month of the same.
    pub(super) fn take_in(&mut self, other: Self) {
        self.months.extend(other.months);
        self.quantity += other.quantity;
        self.kg_co2e += other.kg_co2e;
        if let (Some((rows, first, last)), Some(more)) = (&mut self.rows, other.rows) {
            *rows += more.0;
            (*first, *last) = ((*first).min(more.1), (*last).max(more.2));
        }
        for (gas, kg) in other.masses {
            match self.masses.iter_mut().find(|(known, _)| *known == gas) {
                Some((_, sum)) => *sum += kg,
                None => self.masses.push((gas, kg)),
            }
        }
    }

    fn kg_per_unit(&self, gas: Gas) -> Option<f64> {
        self.factor.gases.iter().find(|g| g.gas == gas).map(|g| g.kg_per_unit)
    }

    /// Site, activity, months and result.
    pub(super) fn title(&self) -> String {
        let method = match self.book {
            LedgerBook::LocationBased => format!(", {}", Scope2Method::LocationBased),
            LedgerBook::MarketBased => format!(", {}", Scope2Method::MarketBased),
            LedgerBook::Main => String::new(),
        };
        let months = match (self.months.first(), self.months.last()) {
            (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
            _ => self.line.month.to_string(),
        };
        let tonnes = exact(self.kg_co2e / 1_000.0);
        printable(&format!("{}, {}, {months}{method}: {tonnes} t CO2e", self.site, self.line.activity))
    }

    /// Rows, quantity, conversion, factor, reason, gases.
    ///
    /// A working that `shown` has is not repeated: a method's results share it.
    pub(super) fn chain(&self, facts: Facts<'_>, shown: &mut BTreeSet<u32>) -> String {
        let mut out = Chain(String::new());
        if let Some(rows) = self.rows {
            out.line("rows", &rows_text(facts, rows));
        }
        if let (Some(derived), Some(calculation)) = (&self.line.derived, facts.ledger.calculation(self.line)) {
            if shown.insert(derived.calculation) {
                out.0.push_str(&working::text(calculation));
            } else {
                out.line("method", &format!("{}, as above", calculation.working.method));
            }
        }
        let basis = self.line.basis.map_or_else(String::new, |b| format!(" ({})", b.as_str()));
        let quantity = format!("{} {}{basis}", exact(self.quantity), self.line.unit.symbol());
        let cut = facts.ledger.calculation(self.line).is_some_and(|c| !facts.period.contains(c.period));
        let part = if cut { ", the share of the row's days that is inside the period" } else { "" };
        out.line("quantity", &format!("{quantity}{part}"));
        self.conversion(&quantity, &mut out);
        out.line("factor", &self.source());
        let mut why = self.resolution.reason.text();
        if let Some(earlier) = self.resolution.earlier_year() {
            why = format!(
                "{why}; none is published for {}, the nearest earlier year is {earlier}",
                self.line.month.year()
            );
        }
        out.line("why", &why);
        let mut inside = 0.0;
        for (gas, kg) in &self.masses {
            inside += self.gas(facts, *gas, *kg, &mut out);
        }
        out.line("result", &format!("{} kg CO2e", exact(inside)));
        if self.share < 1.0 {
            let counted = exact(inside * self.share);
            out.line(
                "counted",
                &format!("{} kg CO2e × {} share of the site = {counted} kg CO2e", exact(inside), exact(self.share)),
            );
        }
        out.0
    }

    fn conversion(&self, quantity: &str, out: &mut Chain) {
        let (from, to, chain) = (self.line.unit.symbol(), self.factor.unit.symbol(), &self.resolution.chain);
        if from == to && chain.properties.is_empty() {
            return;
        }
        let converted = exact(chain.apply(self.quantity));
        let basis = self.factor.basis.map_or_else(String::new, |b| format!(" ({})", b.as_str()));
        out.line("converted", &format!("{quantity} × {} {to}/{from} = {converted} {to}{basis}", exact(chain.factor())));
        for property in &chain.properties {
            out.line("with", &format!("{} ({})", property.text, property.source));
        }
    }

    fn source(&self) -> String {
        let from = &self.factor.provenance;
        let said: Vec<&str> = [&from.publisher, &from.document, &from.locator]
            .into_iter()
            .map(|t| &**t)
            .filter(|t| !t.is_empty())
            .collect();
        let unread = match &*from.verified {
            "secondary" => " (copied from a second publication)",
            "no" => " (read at no publisher)",
            _ => "",
        };
        format!("{}: {}{unread}", self.factor.id, said.join(", "))
    }

    /// Writes a gas's two steps and gives back its kg CO2e in the scopes.
    fn gas(&self, facts: Facts<'_>, gas: Gas, kg: f64, out: &mut Chain) -> f64 {
        let unit = self.factor.unit.symbol();
        let amount = exact(self.resolution.chain.apply(self.quantity));
        let per_unit = self.kg_per_unit(gas).map_or_else(String::new, exact);
        let (spoken, name) = match gas.family() {
            Family::Co2e => ("CO2e", gas.name()),
            _ => (gas.name(), gas.name()),
        };
        out.line(name, &format!("{amount} {unit} × {per_unit} kg {spoken}/{unit} = {} kg", exact(kg)));
        let valuation = facts.inventory.valuation();
        if !gas.family().in_scopes() {
            out.line("", "outside the scopes: shown as a mass, not in CO2e");
            return 0.0;
        }
        let Some(gwp) = gwp_of(valuation, self.line.category, gas) else { return 0.0 };
        let table =
            if gas.family() == Family::Co2e { "CO2e as published".to_owned() } else { format!("GWP: {}", gwp.table) };
        let value = kg * gwp.kg_co2e_per_kg;
        out.line("", &format!("{} kg × {} = {} kg CO2e ({table})", exact(kg), exact(gwp.kg_co2e_per_kg), exact(value)));
        value
    }
}

/// `3 rows, row 17 to row 240 of activities.csv`, as a spreadsheet counts: row 1 is the header.
fn rows_text(facts: Facts<'_>, (count, first, last): (u64, RowRef, RowRef)) -> String {
    let totals = facts.ledger.totals();
    let (from, to) = (totals.file(first), totals.file(last));
    // Rows of which only a later month is shown here are counted with the earlier one.
    let number = counted(count.max(1), "row");
    match (first == last, from == to) {
        (true, _) => format!("{number}, row {} of {from}", first.row),
        (false, true) => format!("{number}, row {} to row {} of {from}", first.row, last.row),
        (false, false) => format!("{number}, row {} of {from} to row {} of {to}", first.row, last.row),
    }
}

/// Lines with a name in front.
struct Chain(String);

impl Chain {
    fn line(&mut self, name: &str, text: &str) {
        self.0.push_str(&format!("   {name:<12} {}\n", printable(text)));
    }
}
