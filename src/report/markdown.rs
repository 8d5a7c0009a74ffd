//! report.md: what a manager reads. Caveats come first if rows were rejected.

use std::fmt::{Display, Write};

use super::Report;
use super::message::{self, ENGLISH, Message, Wording};
use super::model::{Caveat, StatementView};
use super::number::printable;
use super::table::{Kind, Table};
use super::tables::inputs::METERS;
use super::tables::{by_category, by_gas, by_month, by_site, eliminations, headline, outside};

impl Report {
    /// The report as Markdown.
    pub fn to_markdown(&self) -> String {
        let mut page = Page { text: String::new(), wording: &ENGLISH };
        page.line(format_args!("# {}\n", escaped(&self.book.name)));
        page.table(self.identity());
        let caveats_first = self.rows.rejected > 0;
        if caveats_first {
            page.caveats(&self.caveats);
        }
        for statement in &self.statements {
            page.statement(statement);
        }
        if !caveats_first {
            page.caveats(&self.caveats);
        }
        self.what_it_rests_on(&mut page);
        page.text
    }

    fn what_it_rests_on(&self, page: &mut Page<'_>) {
        if !self.own_generation.is_empty() {
            page.heading(2, message::heading_own_generation());
            page.paragraph(message::what_own_generation_is());
            page.table(self.own_generation());
        }
        if !self.by_dimension.is_empty() {
            page.heading(2, message::heading_meters());
            page.table(self.meters());
            if let Some(more) = self.by_dimension.len().checked_sub(METERS).filter(|more| *more > 0) {
                page.paragraph(message::more_in_json(more));
            }
        }
        if !self.factors_used.is_empty() {
            page.heading(2, message::heading_factors());
            page.table(self.factors());
            page.paragraph(message::factors_counted(self.factors_used.len()));
        }
        if !self.defaults_used.is_empty() {
            page.heading(2, message::heading_defaults());
            page.table(self.defaults());
        }
        page.heading(2, message::heading_read());
        page.table(self.rows_table());
        if !self.methods.is_empty() {
            page.table(self.methods_table());
        }
        if self.diagnostics.is_empty() {
            page.paragraph(message::no_problem());
        } else {
            page.paragraph(message::problems_by_kind());
            page.table(self.problems());
        }
    }
}

/// Markdown being written in one language.
struct Page<'w> {
    text: String,
    wording: &'w Wording,
}

impl Page<'_> {
    fn line(&mut self, text: impl Display) {
        // Writing to a String does not fail.
        let _ = writeln!(self.text, "{text}");
    }

    fn heading(&mut self, level: usize, words: Message) {
        let marks = "#".repeat(level);
        self.line(format_args!("{marks} {}\n", escaped(&words.in_words(self.wording))));
    }

    /// A text of the program's own, which may have marks of Markdown in it.
    fn paragraph(&mut self, words: Message) {
        self.line(format_args!("{}\n", words.in_words(self.wording)));
    }

    fn caveats(&mut self, caveats: &[Caveat]) {
        if caveats.is_empty() {
            return;
        }
        self.heading(2, message::heading_caveats());
        for caveat in caveats {
            self.line(format_args!("- {}", escaped(&caveat.text.in_words(self.wording))));
        }
        self.line("");
    }

    fn statement(&mut self, statement: &StatementView) {
        let whole = message::whole(statement.estate_id.as_deref());
        let boundary = message::boundary(&statement.boundary);
        self.heading(2, message::heading_statement(statement.name.as_str(), whole, boundary));
        self.table(headline(statement));
        self.paragraph(message::never_added());
        self.table(outside(statement));
        self.heading(3, message::heading_by_category());
        self.table(by_category(statement));
        if !statement.scope1.by_gas_t.is_empty() || !statement.outside_scopes_t.is_empty() {
            self.heading(3, message::heading_by_gas());
            self.table(by_gas(statement));
        }
        if !statement.by_month.is_empty() {
            self.heading(3, message::heading_by_month());
            self.table(by_month(statement));
        }
        self.heading(3, message::heading_by_site());
        self.table(by_site(statement));
        if !statement.eliminations.is_empty() {
            self.heading(3, message::heading_eliminations());
            self.paragraph(message::what_eliminations_are());
            self.table(eliminations(statement));
        }
    }

    /// A table, whose numbers and figures stand right.
    fn table(&mut self, table: Table<'_>) {
        let title = |title: &Option<Message>| title.as_ref().map_or_else(String::new, |t| t.in_words(self.wording));
        let titles: Vec<String> = table.columns.iter().map(|column| title(&column.title)).collect();
        let rule = |kind| if kind == Kind::Text { "---" } else { "---:" };
        let rules: Vec<&str> = table.columns.iter().map(|column| rule(column.kind)).collect();
        self.line(format_args!("| {} |", titles.join(" | ")));
        self.line(format_args!("| {} |", rules.join(" | ")));
        for row in table.rows {
            let values: Vec<String> = row.iter().map(|value| escaped(&value.shown().in_words(self.wording))).collect();
            self.line(format_args!("| {} |", values.join(" | ")));
        }
        self.line("");
    }
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
