//! One total in one book, from its rows to CO2e.

use super::{Facts, kg_co2e};
use crate::activity::{Line, RowRef, Total};
use crate::factor::EmissionFactor;
use crate::factor::resolve::Resolution;
use crate::ledger::Entry;
use crate::quantity::{Family, Gas};
use crate::report::gwp_of;
use crate::report::number::{counted, exact, printable};
use crate::scope::{LedgerBook, Scope2Method};

/// One total as it was posted to one book.
pub(super) struct Posted<'a> {
    total: &'a Total,
    line: &'a Line,
    resolution: &'a Resolution,
    factor: &'a EmissionFactor,
    entries: &'a [Entry],
    /// The share of the site that counts.
    share: f64,
    /// One row's part of the total, where a row is asked for.
    quantity: Option<f64>,
    /// What it adds to the figure, by its share.
    pub(super) kg_co2e: f64,
}

impl<'a> Posted<'a> {
    /// The entries of one total in one book; `None` if the ledger lost what is behind them.
    pub(super) fn new(facts: Facts<'a>, entries: &'a [Entry], share: f64, quantity: Option<f64>) -> Option<Self> {
        let first = entries.first()?;
        let (total, line) = (facts.ledger.total(first)?, facts.ledger.line(first)?);
        let resolution = facts.ledger.resolution(first)?;
        let factor = facts.factors.at(resolution.factor)?;
        let mut posted = Self { total, line, resolution, factor, entries, share, quantity, kg_co2e: 0.0 };
        let valuation = facts.inventory.valuation();
        posted.kg_co2e = share * posted.masses().filter_map(|(gas, kg)| kg_co2e(valuation, line.category, gas, kg)).sum::<f64>();
        Some(posted)
    }

    /// kg of each gas: the entries', or for one row the same formula with its quantity.
    fn masses(&self) -> impl Iterator<Item = (Gas, f64)> + '_ {
        let part = self.quantity.map(|q| self.resolution.chain.apply(q));
        self.entries.iter().map(move |entry| {
            let of_row = part.zip(self.kg_per_unit(entry.gas)).map(|(amount, per_unit)| amount * per_unit);
            (entry.gas, of_row.unwrap_or(entry.kg))
        })
    }

    fn kg_per_unit(&self, gas: Gas) -> Option<f64> {
        self.factor.gases.iter().find(|g| g.gas == gas).map(|g| g.kg_per_unit)
    }

    fn amount(&self) -> f64 {
        self.quantity.unwrap_or(self.total.quantity)
    }

    /// Site, activity, month and result.
    pub(super) fn title(&self, facts: Facts<'_>) -> String {
        let site = self.entries.first().and_then(|e| facts.ledger.site(e)).map_or("", |s| s.as_str());
        let method = match self.entries.first().map(|e| e.book) {
            Some(LedgerBook::LocationBased) => format!(", {}", Scope2Method::LocationBased),
            Some(LedgerBook::MarketBased) => format!(", {}", Scope2Method::MarketBased),
            _ => String::new(),
        };
        let Line { activity, month, .. } = self.line;
        printable(&format!("{site}, {activity}, {month}{method}: {} t CO2e", exact(self.kg_co2e / 1_000.0)))
    }

    /// Rows, quantity, conversion, factor, reason, gases.
    pub(super) fn chain(&self, facts: Facts<'_>) -> String {
        let mut out = Chain(String::new());
        out.line("rows", &self.rows(facts));
        let basis = self.line.basis.map_or_else(String::new, |b| format!(" ({})", b.as_str()));
        let quantity = format!("{} {}{basis}", exact(self.amount()), self.line.unit.symbol());
        match self.quantity {
            Some(_) => out.line("quantity", &format!("{quantity}, this row's part of {}", exact(self.total.quantity))),
            None => out.line("quantity", &quantity),
        }
        self.conversion(&quantity, &mut out);
        out.line("factor", &self.source());
        let mut why = self.resolution.reason.text();
        if let Some(earlier) = self.resolution.earlier_year {
            why = format!("{why}; none is published for {}, the nearest earlier year is {earlier}", self.line.month.year());
        }
        out.line("why", &why);
        let mut inside = 0.0;
        for (gas, kg) in self.masses() {
            inside += self.gas(facts, gas, kg, &mut out);
        }
        out.line("result", &format!("{} kg CO2e", exact(inside)));
        if self.share != 1.0 {
            let counted = exact(inside * self.share);
            out.line("counted", &format!("{} kg CO2e × {} share of the site = {counted} kg CO2e", exact(inside), exact(self.share)));
        }
        out.0
    }

    /// `3 rows, row 17 to row 240 of activities.csv`; a spreadsheet's row 1 is the header.
    fn rows(&self, facts: Facts<'_>) -> String {
        let totals = facts.ledger.totals();
        let (first, last) = (self.total.first, self.total.last);
        let of = |row: RowRef| {
            // A Parquet file has no header row, so its records are counted from 1.
            let parquet = totals.file(row).to_ascii_lowercase().ends_with(".parquet");
            if parquet { format!("record {}", row.row + 1) } else { format!("row {}", row.row + 2) }
        };
        let (from, to) = (printable(totals.file(first)), printable(totals.file(last)));
        let number = counted(self.total.rows, "row");
        match (first == last, from == to) {
            (true, _) => format!("{number}, {} of {from}", of(first)),
            (false, true) => format!("{number}, {} to {} of {from}", of(first), of(last)),
            (false, false) => format!("{number}, {} of {from} to {} of {to}", of(first), of(last)),
        }
    }

    fn conversion(&self, quantity: &str, out: &mut Chain) {
        let (from, to, chain) = (self.line.unit.symbol(), self.factor.unit.symbol(), &self.resolution.chain);
        if from == to && chain.properties.is_empty() {
            return;
        }
        let converted = exact(chain.apply(self.amount()));
        let basis = self.factor.basis.map_or_else(String::new, |b| format!(" ({})", b.as_str()));
        out.line("converted", &format!("{quantity} × {} {to}/{from} = {converted} {to}{basis}", exact(chain.factor())));
        for property in &chain.properties {
            out.line("with", &format!("{} ({})", property.text, property.source));
        }
    }

    fn source(&self) -> String {
        let from = &self.factor.provenance;
        let said: Vec<&str> = [&from.publisher, &from.document, &from.locator].into_iter().map(|t| &**t).filter(|t| !t.is_empty()).collect();
        let unread = match &*from.verified {
            "secondary" => " (copied from a second publication)",
            _ => "",
        };
        format!("{}: {}{unread}", self.factor.id, said.join(", "))
    }

    /// Writes a gas's two steps and gives back its kg CO2e in the scopes.
    fn gas(&self, facts: Facts<'_>, gas: Gas, kg: f64, out: &mut Chain) -> f64 {
        let unit = self.factor.unit.symbol();
        let amount = exact(self.resolution.chain.apply(self.amount()));
        let per_unit = self.kg_per_unit(gas).map_or_else(String::new, |k| k.to_string());
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
        let table = if gas.family() == Family::Co2e { "CO2e as published".to_owned() } else { format!("GWP of {}, {}", valuation.gwp, gwp.table) };
        let value = kg * gwp.kg_co2e_per_kg;
        out.line("", &format!("{} kg × {} = {} kg CO2e ({table})", exact(kg), exact(gwp.kg_co2e_per_kg), exact(value)));
        value
    }
}

/// Lines with a name in front.
struct Chain(String);

impl Chain {
    fn line(&mut self, name: &str, text: &str) {
        self.0.push_str(&format!("   {name:<12} {}\n", printable(text)));
    }
}
