//! report.md: what a manager reads. Caveats come first if rows were rejected.

mod dimensions;

use std::fmt::{Display, Write};

use super::Report;
use super::diagnostic::ProblemView;
use super::model::{Caveat, DefaultView, FactorUsed, FourFigures, MethodView, StatementView, Status};
use super::number::{count, counted, exact, printable, share, shown};
use crate::scope::Category;
use dimensions::dimensions;

impl Report {
    /// The report as Markdown.
    pub fn to_markdown(&self) -> String {
        let mut page = Page::default();
        page.line(format_args!("# {}\n", escaped(&self.book.name)));
        self.identity(&mut page);
        let caveats_first = self.rows.rejected > 0;
        if caveats_first {
            caveats(&self.caveats, &mut page);
        }
        for statement in &self.statements {
            whole(statement, &mut page);
        }
        if !caveats_first {
            caveats(&self.caveats, &mut page);
        }
        dimensions(&self.by_dimension, &mut page);
        factors(&self.factors_used, &mut page);
        defaults(&self.defaults_used, &mut page);
        self.what_was_read(&mut page);
        page.0
    }

    fn identity(&self, page: &mut Page) {
        let book = &self.book;
        let methane = match book.combustion_methane.as_str() {
            "non_fossil" => "non-fossil potential",
            _ => "fossil potential",
        };
        page.table(
            &["", ""],
            2,
            [
                ["Period", &format!("{} to {}, both included", book.period.start, book.period.end)],
                ["Boundary of the headline", boundary(&book.boundary)],
                ["Global warming potentials", &format!("IPCC {}, 100 years", book.gwp)],
                ["Methane from burning fossil fuel", methane],
                [
                    "Rows",
                    &format!(
                        "{} read = {} accepted + {} rejected",
                        count(self.rows.read),
                        count(self.rows.accepted),
                        count(self.rows.rejected)
                    ),
                ],
                ["Fingerprint of the inputs", &book.fingerprint],
                ["Made by", &format!("{} {}", self.generator.name, self.generator.version)],
            ],
        );
    }

    fn what_was_read(&self, page: &mut Page) {
        page.line("## What was read\n");
        let rows = &self.rows;
        page.table(
            &["Rows read", "Rows accepted", "Rows rejected"],
            0,
            [[count(rows.read), count(rows.accepted), count(rows.rejected)]],
        );
        if !self.methods.is_empty() {
            let row = |m: &MethodView| [m.table.clone(), count(m.rows), count(m.calculations)];
            page.table(&["Table of a method", "Rows", "Calculations"], 1, self.methods.iter().map(row));
        }
        if self.diagnostics.is_empty() {
            page.line("No problem was found in the book.\n");
            return;
        }
        page.line("Problems found, by kind; `estate-carbon check` shows each with its place.\n");
        let kinds = by_kind(&self.diagnostics);
        page.table(&["Code", "Severity", "The first of them", "Where", "Problems", "Rows"], 4, kinds);
    }
}

/// One line per code and severity, in the order first met.
fn by_kind(diagnostics: &[ProblemView]) -> Vec<[String; 6]> {
    let mut kinds: Vec<(&ProblemView, u64, u64)> = Vec::new();
    for found in diagnostics {
        match kinds.iter_mut().find(|(first, ..)| first.code == found.code && first.severity == found.severity) {
            Some((_, problems, rows)) => (*problems, *rows) = (*problems + 1, *rows + found.rows),
            None => kinds.push((found, 1, found.rows)),
        }
    }
    kinds
        .into_iter()
        .map(|(d, problems, rows)| {
            [d.code.clone(), d.severity.clone(), d.message.clone(), d.table.clone(), count(problems), count(rows)]
        })
        .collect()
}

fn boundary(word: &str) -> &str {
    match word {
        "estate" => "the estate: every site inside the fence, whole",
        "operational_control" => "operational control: sites the organization operates, whole",
        "financial_control" => "financial control: sites whose finances the organization controls, whole",
        "equity_share" => "equity share: every site by the organization's share",
        other => other,
    }
}

fn caveats(caveats: &[Caveat], page: &mut Page) {
    if caveats.is_empty() {
        return;
    }
    page.line("## Before you rely on these figures\n");
    for caveat in caveats {
        page.line(format_args!("- {}", escaped(&caveat.text)));
    }
    page.line("");
}

fn whole(statement: &StatementView, page: &mut Page) {
    let id = statement.estate_id.as_deref().map_or_else(|| "whole book".to_owned(), |id| format!("estate {id}"));
    page.line(format_args!(
        "## {} ({}, boundary: {})\n",
        escaped(&statement.name),
        escaped(&id),
        statement.boundary.replace('_', " ")
    ));
    headline(statement, page);
    categories(statement, page);
    gases(statement, page);
    months(statement, page);
    sites(statement, page);
    eliminations(statement, page);
}

fn headline(statement: &StatementView, page: &mut Page) {
    let StatementView { scope1, scope2, scope3, .. } = statement;
    let scope3_name = match scope3.by_category_tco2e.0.len() {
        0 => "Scope 3, value chain".to_owned(),
        reported => format!("Scope 3, value chain: {reported} of 15 categories"),
    };
    page.table(
        &["", "t CO2e"],
        1,
        [
            ["Scope 1, direct", &figure(scope1.tco2e, scope1.tco2e_status)],
            ["Scope 2, location-based", &figure(scope2.location_tco2e, scope2.location_tco2e_status)],
            ["Scope 2, market-based", &figure(scope2.market_tco2e, scope2.market_tco2e_status)],
            [&scope3_name, &figure(scope3.tco2e, scope3.tco2e_status)],
        ],
    );
    page.line("The two figures of Scope 2 are two ways to count the same purchases; they are never added.\n");
    page.table(
        &["Outside the scopes", "t"],
        1,
        [
            ["CO2 from biomass", &figure(statement.biogenic_co2_t, statement.biogenic_co2_t_status)],
            ["Removals of CO2", &figure(statement.removals_tco2, statement.removals_tco2_status)],
        ],
    );
}

fn categories(statement: &StatementView, page: &mut Page) {
    let StatementView { scope1, scope2, scope3, .. } = statement;
    let mut rows: Vec<[String; 4]> = Vec::new();
    for category in Category::all() {
        let code = category.code();
        let scope = category.scope();
        let (figures, statuses, reasons, whole) = match category.carrier() {
            None if scope == crate::scope::Scope::One => {
                (&scope1.by_category_tco2e, &scope1.status_by_category, &scope1.reason_by_category, scope1.tco2e)
            }
            None => (&scope3.by_category_tco2e, &scope3.status_by_category, &scope3.reason_by_category, scope3.tco2e),
            Some(carrier) => {
                let Some((_, c)) = scope2.by_carrier.iter().find(|(key, _)| *key == carrier) else { continue };
                for (method, tonnes, status, whole) in [
                    ("location-based", c.location_tco2e, c.location_tco2e_status, scope2.location_tco2e),
                    ("market-based", c.market_tco2e, c.market_tco2e_status, scope2.market_tco2e),
                ] {
                    let part = tonnes.zip(whole).and_then(|(t, w)| share(t, w)).unwrap_or_default();
                    rows.push([
                        scope.to_string(),
                        format!("{}, {method}", category.title()),
                        figure(tonnes, status),
                        part,
                    ]);
                }
                continue;
            }
        };
        let tonnes = figures.get(code).copied();
        let reason = reasons.get(code).map_or_else(String::new, |reason| format!(": {reason}"));
        let part = tonnes.zip(whole).and_then(|(t, w)| share(t, w)).unwrap_or_default();
        let shown = format!("{}{reason}", figure(tonnes, statuses.get(code).copied()));
        rows.push([scope.to_string(), category.title().to_owned(), shown, part]);
    }
    page.line("### By category\n");
    page.table(&["Scope", "Category", "t CO2e", "of the scope"], 2, rows);
}

fn gases(statement: &StatementView, page: &mut Page) {
    if statement.scope1.by_gas_t.0.is_empty() && statement.outside_scopes_t.0.is_empty() {
        return;
    }
    page.line("### By gas\n");
    let row = |place: &str, (gas, tonnes): (&str, &f64)| [gas.to_owned(), place.to_owned(), shown(*tonnes)];
    let inside = statement.scope1.by_gas_t.iter().map(|gas| row("Scope 1", gas));
    let outside = statement.outside_scopes_t.iter().map(|gas| row("outside the scopes", gas));
    page.table(&["Gas", "Where it counts", "t of the gas"], 2, inside.chain(outside));
}

const FOUR: [&str; 4] = ["Scope 1", "Scope 2, location", "Scope 2, market", "Scope 3"];

fn four(f: &FourFigures) -> [String; 4] {
    [
        figure(f.scope1_tco2e, f.scope1_tco2e_status),
        figure(f.scope2_location_tco2e, f.scope2_location_tco2e_status),
        figure(f.scope2_market_tco2e, f.scope2_market_tco2e_status),
        figure(f.scope3_tco2e, f.scope3_tco2e_status),
    ]
}

fn months(statement: &StatementView, page: &mut Page) {
    if statement.by_month.is_empty() {
        return;
    }
    page.line("### By month, t CO2e\n");
    let [one, location, market, three] = FOUR;
    page.table(
        &["Month", one, location, market, three],
        1,
        statement.by_month.iter().map(|month| {
            let [a, b, c, d] = four(&month.figures);
            [month.month.clone(), a, b, c, d]
        }),
    );
}

fn sites(statement: &StatementView, page: &mut Page) {
    page.line("### By site, t CO2e\n");
    let [one, location, market, three] = FOUR;
    let row = |id: &str, name: &str, share_of: String, figures: &FourFigures| {
        let [a, b, c, d] = four(figures);
        [id.to_owned(), name.to_owned(), share_of, a, b, c, d]
    };
    let percent = |part: f64| share(part, 1.0).unwrap_or_default();
    let all = statement.sites.iter().map(|s| row(&s.site_id, &s.name, percent(s.share), &s.figures));
    let sum = row("", "Sum of sites, before eliminations", String::new(), &statement.sum_of_sites);
    let net = row("", "After eliminations", String::new(), &statement.headline());
    page.table(&["Site", "Name", "Counted", one, location, market, three], 2, all.chain([sum, net]));
}

fn eliminations(statement: &StatementView, page: &mut Page) {
    if statement.eliminations.is_empty() {
        return;
    }
    page.line("### Eliminations\n");
    page.line("What one site reports of another whose own emissions are in this statement, taken off once.\n");
    page.table(
        &["Seller", "Buyer", "What", "Line", "t CO2e"],
        4,
        statement.eliminations.iter().map(|e| {
            let what = e.carrier.as_ref().unwrap_or(&e.category).clone();
            let line = e.line.replace('_', ", ").replace("scope", "Scope ");
            [e.from_site.clone(), e.to_site.clone(), what, line, figure(e.tco2e, e.tco2e_status)]
        }),
    );
}

fn factors(factors: &[FactorUsed], page: &mut Page) {
    if factors.is_empty() {
        return;
    }
    page.line("## Factors and their sources\n");
    let header = ["Factor", "kg per unit", "Region and validity", "Source", "Read at the publisher", "Why", "Rows"];
    page.table(&header, 6, factors.iter().map(factor));
    let number = counted(factors.len() as u64, "factor");
    page.line(format_args!("{number}. Gases and CO2e are in kg per unit of activity.\n"));
}

fn defaults(defaults: &[DefaultView], page: &mut Page) {
    if defaults.is_empty() {
        return;
    }
    page.line("## Defaults of methods and their sources\n");
    let row = |d: &DefaultView| {
        [d.table.clone(), d.input.clone(), d.of.clone(), exact(d.value), d.source.clone(), count(d.calculations)]
    };
    page.table(&["Table", "Input", "For", "Value", "Source", "Calculations"], 5, defaults.iter().map(row));
}

fn factor(used: &FactorUsed) -> [String; 7] {
    let f = &used.factor;
    let basis = f.basis.as_ref().map_or_else(String::new, |b| format!(" {b}"));
    let gases: Vec<String> = f.kg_per_unit.iter().map(|(gas, kg)| format!("{gas} {}", exact(*kg))).collect();
    let source = [&f.publisher, &f.document, &f.locator].map(String::as_str);
    let source: Vec<&str> = source.into_iter().filter(|text| !text.is_empty()).collect();
    [
        f.factor_id.clone(),
        format!("{} per {}{basis}", gases.join(", "), f.unit),
        f.validity().map_or_else(|| f.region.clone(), |dates| format!("{}, {dates}", f.region)),
        source.join(", "),
        f.verified.replace('_', " "),
        used.reasons.join("; "),
        count(used.rows),
    ]
}

fn figure(value: Option<f64>, status: Option<Status>) -> String {
    value.map_or_else(|| words(status), shown)
}

fn words(status: Option<Status>) -> String {
    status.unwrap_or(Status::NotReported).words().to_owned()
}

/// Text of the user's inside Markdown: on one line, and no character that would mean more than itself.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in printable(text).chars() {
        if matches!(c, '|' | '*' | '_' | '`' | '<' | '[' | ']' | '\\' | '#' | '&' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Markdown being written.
#[derive(Default)]
struct Page(String);

impl Page {
    fn line(&mut self, text: impl Display) {
        // Writing to a String does not fail.
        let _ = writeln!(self.0, "{text}");
    }

    /// A table whose columns from `numbers` on stand right.
    fn table<S: AsRef<str>, const N: usize>(
        &mut self,
        header: &[&str],
        numbers: usize,
        rows: impl IntoIterator<Item = [S; N]>,
    ) {
        self.line(format_args!("| {} |", header.join(" | ")));
        let rule = |index| if index >= numbers { "---:" } else { "---" };
        let rules: Vec<&str> = (0..header.len()).map(rule).collect();
        self.line(format_args!("| {} |", rules.join(" | ")));
        for row in rows {
            let cells: Vec<String> = row.iter().map(|cell| escaped(cell.as_ref())).collect();
            self.line(format_args!("| {} |", cells.join(" | ")));
        }
        self.line("");
    }
}

#[cfg(test)]
mod tests {
    use crate::report::{fixture, report};

    fn text() -> String {
        report(fixture::book().facts()).to_markdown()
    }

    #[test]
    fn caveats_come_before_the_figures_if_rows_were_rejected() {
        let text = text();
        let caveats = text.find("## Before you rely").expect("there");
        assert!(caveats < text.find("## Eastern").expect("there"));
        assert!(text.contains("| Rows | 22 read = 20 accepted + 2 rejected |"));
    }

    #[test]
    fn names_pass_through_and_do_not_break_tables() {
        let text = text();
        assert!(text.starts_with("# Demonstration \\| estate\n"));
        assert!(text.contains("| F1 | Factory \\| one | 100 % |"), "{text}");
        assert!(text.contains("| F2 | โรงงานสอง | 100 % | not reported |"), "{text}");
        let table_rows = text.lines().filter(|l| l.starts_with("| F"));
        assert!(table_rows.clone().count() >= 2);
    }

    #[test]
    fn an_absent_figure_is_a_word_never_a_zero_or_a_blank() {
        let text = text();
        assert!(text.contains("| Scope 2, market-based | not reported |"));
        assert!(text.contains("| Scope 3 | Capital goods | not reported |  |"));
    }
}
