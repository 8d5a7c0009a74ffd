//! A line behind a figure, from its rows to CO2e.

use std::collections::BTreeSet;

use super::{Facts, kg_co2e, working};
use crate::activity::{Dimensions, DimensionsId, Quality};
use crate::factor::EmissionFactor;
use crate::factor::resolve::Resolution;
use crate::id::FactorId;
use crate::ledger::{Basis, Entry, Evidence, GIVEN_BY_METHOD, Posting, Subject};
use crate::method::emissions;
use crate::period::Month;
use crate::quantity::{Family, Gas, HeatBasis};
use crate::report::number::{counted, exact, printable};
use crate::scope::{LedgerBook, Scope2Method};

/// A difference between exact sums of the same rows that only rounding explains, relative.
pub(super) const ROUNDING: f64 = 1e-12;

/// What one site did of one thing in one unit, through one factor or by a method alone, as it was posted to one
/// book: one posting, or those of several months together.
pub(super) struct Posted<'a> {
    site: &'a str,
    posting: &'a Posting,
    subject: Subject<'a>,
    /// `None` where a method gives the mass of the gas.
    resolution: Option<&'a Resolution>,
    book: LedgerBook,
    months: BTreeSet<Month>,
    quantity: f64,
    /// Rows and the first and last of them; `None` where one row was asked for.
    rows: Option<Evidence<'a>>,
    quality: Option<Quality>,
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
    DimensionsId,
    // A factor of an earlier year is reported with the year it was taken for.
    Option<(&'a FactorId, &'a str, u64, Option<(i16, i16)>)>,
    Option<(u32, u32)>,
    LedgerBook,
);

impl<'a> Posted<'a> {
    /// The entries of one posting, or `quantity` of it, where one row is asked for; `None` if the ledger lost what is
    /// behind them.
    pub(super) fn new(facts: Facts<'a>, entries: &'a [Entry], share: f64, quantity: Option<f64>) -> Option<Self> {
        let first = entries.first()?;
        let (posting, (category, book)) = (facts.ledger.posting(first)?, facts.ledger.reaches(first)?);
        let (subject, resolution) = (facts.ledger.subject(posting)?, facts.ledger.resolution(posting));
        let masses: Vec<(Gas, f64)> = match (quantity, resolution) {
            (Some(part), Some(resolution)) => {
                let masses = emissions(resolution.chain.apply(part), &resolution.factor);
                masses.filter(|(gas, _)| subject.co2.counts(*gas)).map(|(gas, m)| (gas, m.as_kilograms())).collect()
            }
            _ => entries.iter().map(|e| (e.gas, e.kg)).collect(),
        };
        let worth = masses.iter().filter_map(|(gas, kg)| kg_co2e(facts, category, *gas, *kg));
        Some(Self {
            site: facts.ledger.site(posting)?.as_str(),
            kg_co2e: share * worth.sum::<f64>(),
            posting,
            subject,
            resolution,
            book,
            months: BTreeSet::from([posting.month]),
            quantity: quantity.unwrap_or(posting.quantity),
            rows: facts.ledger.evidence(posting).filter(|_| quantity.is_none()),
            quality: facts.ledger.quality(posting).filter(|_| quantity.is_none()),
            masses,
            share,
        })
    }

    pub(super) fn key(&self) -> Key<'a> {
        let factor = self.resolution.map(|resolution| {
            let earlier = resolution.earlier_year().map(|earlier| (earlier, self.posting.month.year()));
            // Two sets may have factors of one id.
            let factor = &resolution.factor;
            (&factor.id, &*factor.provenance.set, resolution.chain.factor().to_bits(), earlier)
        });
        let method = match self.posting.basis {
            Basis::Method { calculation, result, .. } => Some((calculation, result)),
            _ => None,
        };
        let Subject { activity, unit, basis, .. } = self.subject;
        (self.site, activity.as_str(), unit.symbol(), basis, self.posting.dimensions, factor, method, self.book)
    }

    /// Takes in another month of the same.
    pub(super) fn take_in(&mut self, other: Self) {
        self.months.extend(other.months);
        self.quantity += other.quantity;
        self.kg_co2e += other.kg_co2e;
        if let (Some(known), Some(more)) = (&mut self.rows, other.rows) {
            known.rows += more.rows;
            known.counted += more.counted;
            (known.first, known.last) = (known.first.min(more.first), known.last.max(more.last));
        }
        match (&mut self.quality, other.quality) {
            (Some(known), Some(more)) => known.add(&more),
            (known @ None, more) => *known = more,
            (Some(_), None) => {}
        }
        for (gas, kg) in other.masses {
            match self.masses.iter_mut().find(|(known, _)| *known == gas) {
                Some((_, sum)) => *sum += kg,
                None => self.masses.push((gas, kg)),
            }
        }
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
            _ => self.posting.month.to_string(),
        };
        let tonnes = exact(self.kg_co2e / 1_000.0);
        printable(&format!("{}, {}, {months}{method}: {tonnes} t CO2e", self.site, self.subject.activity))
    }

    /// Rows, meter, quantity, conversion, factor, reason, gases.
    ///
    /// A working that `shown` has is not repeated: a method's results share it.
    pub(super) fn chain(&self, facts: Facts<'_>, shown: &mut BTreeSet<u32>) -> String {
        let mut out = Chain(String::new());
        if let Some(rows) = self.rows {
            out.line("rows", &rows_text(rows));
        }
        self.dimensions(facts, &mut out);
        self.working(facts, shown, &mut out);
        let basis = self.subject.basis.map_or_else(String::new, |b| format!(" ({})", b.as_str()));
        let quantity = format!("{} {}{basis}", exact(self.quantity), self.subject.unit.symbol());
        let cut = facts.ledger.calculation(self.posting).is_some_and(|c| !facts.period.contains(c.period));
        let part = if cut { ", the share of the row's days that is inside the period" } else { "" };
        out.line("quantity", &format!("{quantity}{part}"));
        self.uncertainty(&mut out);
        match self.resolution {
            Some(resolution) => self.factor(resolution, &quantity, &mut out),
            None => out.line("why", GIVEN_BY_METHOD),
        }
        let inside: f64 = self.masses.iter().map(|(gas, kg)| self.gas(facts, *gas, *kg, &mut out)).sum();
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

    /// Meter, plant and counterparty, as far as rows name them.
    fn dimensions(&self, facts: Facts<'_>, out: &mut Chain) {
        let Dimensions { plant, counterparty, meter } = facts.ledger.dimensions_of(self.posting);
        let named = [
            ("meter", meter.as_ref().map(ToString::to_string)),
            ("plant", plant.as_ref().map(ToString::to_string)),
            ("counterparty", counterparty.as_ref().map(ToString::to_string)),
        ];
        for (name, id) in named {
            id.into_iter().for_each(|id| out.line(name, &id));
        }
    }

    /// The working of the method behind it, once.
    fn working(&self, facts: Facts<'_>, shown: &mut BTreeSet<u32>, out: &mut Chain) {
        let Basis::Method { calculation: index, .. } = self.posting.basis else { return };
        let Some(calculation) = facts.ledger.calculation(self.posting) else { return };
        if shown.insert(index) {
            out.0.push_str(&working::text(calculation));
        } else {
            out.line("method", &format!("{}, as above", calculation.working.method));
        }
    }

    /// What the rows say of how sure the quantity is: rows of one meter share one error.
    fn uncertainty(&self, out: &mut Chain) {
        let Some(quality) = self.quality.filter(|q| q.error != 0.0) else { return };
        let unit = self.subject.unit.symbol();
        let of = if (quality.assessed - self.quantity).abs() > ROUNDING * self.quantity.abs() {
            format!(", of the {} {unit} whose rows give an uncertainty", exact(quality.assessed))
        } else {
            String::new()
        };
        out.line("uncertainty", &format!("± {} {unit}{of}", exact(quality.error.abs())));
    }

    /// Conversion, factor and reason.
    fn factor(&self, resolution: &Resolution, quantity: &str, out: &mut Chain) {
        self.conversion(resolution, quantity, out);
        out.line("factor", &source(&resolution.factor));
        let mut why = resolution.reason.text();
        if let Some(earlier) = resolution.earlier_year() {
            let year = self.posting.month.year();
            why = format!("{why}; none is published for {year}, the nearest earlier year is {earlier}");
        }
        out.line("why", &why);
    }

    fn conversion(&self, resolution: &Resolution, quantity: &str, out: &mut Chain) {
        let (from, to, chain) = (self.subject.unit.symbol(), resolution.factor.unit.symbol(), &resolution.chain);
        if from == to && chain.properties.is_empty() {
            return;
        }
        let converted = exact(chain.apply(self.quantity));
        let basis = resolution.factor.basis.map_or_else(String::new, |b| format!(" ({})", b.as_str()));
        out.line("converted", &format!("{quantity} × {} {to}/{from} = {converted} {to}{basis}", exact(chain.factor())));
        for property in &chain.properties {
            out.line("with", &format!("{} ({})", property.text, property.source));
        }
    }

    /// Writes a gas's two steps and gives back its kg CO2e in the scopes.
    fn gas(&self, facts: Facts<'_>, gas: Gas, kg: f64, out: &mut Chain) -> f64 {
        let spoken = if gas.family() == Family::Co2e { "CO2e" } else { gas.name() };
        let kilograms = match self.resolution {
            Some(Resolution { factor, chain, .. }) => {
                let (unit, amount) = (factor.unit.symbol(), exact(chain.apply(self.quantity)));
                let per_unit = factor.gases.iter().find(|g| g.gas == gas).map(|g| exact(g.kg_per_unit));
                format!("{amount} {unit} × {} kg {spoken}/{unit} = {} kg", per_unit.unwrap_or_default(), exact(kg))
            }
            None => format!("{} kg", exact(kg)),
        };
        out.line(gas.name(), &kilograms);
        if !gas.family().in_scopes() {
            out.line("", "outside the scopes: shown as a mass, not in CO2e");
            return 0.0;
        }
        let Some(gwp) = facts.inventory.potential(self.subject.category, gas) else { return 0.0 };
        let table =
            if gas.family() == Family::Co2e { "CO2e as published".to_owned() } else { format!("GWP: {}", gwp.table) };
        let value = kg * gwp.kg_co2e_per_kg;
        out.line("", &format!("{} kg × {} = {} kg CO2e ({table})", exact(kg), exact(gwp.kg_co2e_per_kg), exact(value)));
        value
    }
}

/// Id, publisher, document and place of a factor.
fn source(factor: &EmissionFactor) -> String {
    let from = &factor.provenance;
    let said: Vec<&str> =
        [&from.publisher, &from.document, &from.locator].into_iter().map(|t| &**t).filter(|t| !t.is_empty()).collect();
    let unread = match &*from.verified {
        "secondary" => " (copied from a second publication)",
        "no" => " (read at no publisher)",
        _ => "",
    };
    format!("{}: {}{unread}", factor.id, said.join(", "))
}

/// `3 rows, row 17 to row 240 of activities.csv`, as a spreadsheet counts: row 1 is the header.
fn rows_text(Evidence { counted: count, first, last, .. }: Evidence<'_>) -> String {
    // Rows of which only a later month is shown here are counted with the earlier one.
    let number = counted(count.max(1), "row");
    match (first == last, first.0 == last.0) {
        (true, _) => format!("{number}, row {} of {}", first.1, first.0),
        (false, true) => format!("{number}, row {} to row {} of {}", first.1, last.1, first.0),
        (false, false) => format!("{number}, row {} of {} to row {} of {}", first.1, first.0, last.1, last.0),
    }
}

/// Lines with a name in front.
struct Chain(String);

impl Chain {
    fn line(&mut self, name: &str, text: &str) {
        self.0.push_str(&format!("   {name:<12} {}\n", printable(text)));
    }
}
