//! A diagnostic as text for people, with the line it points into.

use std::fmt;

use unicode_width::UnicodeWidthStr;

use super::{Diagnostic, Diagnostics, Severity};

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}[{}]: {}", self.severity.as_str(), self.code, self.message)?;
        writeln!(f, "  --> {}", self.place)?;
        let margin = self.place.line().map_or(1, |line| line.to_string().len()).max(3);
        if let (Some((text, width)), Some(line)) = (self.place.excerpt(), self.place.line()) {
            writeln!(f, "{line:>margin$} | {text}")?;
            if let Some(column) = self.place.column() {
                let (before, mark) = under(text, column.saturating_sub(1) as usize, width as usize);
                let label = self.label.as_deref().unwrap_or_default();
                let line = format!("{:>margin$} | {before}{mark} {label}", "");
                writeln!(f, "{}", line.trim_end())?;
            }
        } else if let Some(label) = &self.label {
            writeln!(f, "  = found: {label}")?;
        }
        for (place, why) in &self.related {
            writeln!(f, "  ::: {place}: {why}")?;
        }
        if self.unlisted > 0 {
            writeln!(f, "  = count: {} problems", self.unlisted)?;
        } else if self.rows > 1 {
            writeln!(f, "  = rows: {} rows have this", self.rows)?;
        }
        if let Some(help) = &self.help {
            writeln!(f, "  = help: {help}")?;
        }
        writeln!(f, "  = more: estate-carbon explain {}", self.code)
    }
}

/// The blanks before a cell and the marks under it, as wide as a terminal shows the text: Thai vowels and tone marks take
/// no column of their own, Japanese letters two.
fn under(text: &str, before: usize, marked: usize) -> (String, String) {
    let start = text.char_indices().nth(before).map_or(text.len(), |(at, _)| at);
    let (before, rest) = text.split_at(start);
    // A tab stays a tab, so that the mark stands under its cell.
    let blanks: Vec<String> = before.split('\t').map(|part| " ".repeat(part.width())).collect();
    let cell: String = rest.chars().take(marked).collect();
    (blanks.join("\t"), "^".repeat(cell.width().max(1)))
}

/// Whether a character steers a terminal or turns the direction of writing, but for tabs and the ends of lines.
fn is_steering(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// How many diagnostics of one file are shown; the rest are counted.
const SHOWN_PER_FILE: u64 = 50;

impl Diagnostics {
    /// Errors first, then warnings: the first fifty of each file. A summary line is at the end. What stands in the files of
    /// others cannot steer the terminal.
    pub fn render(&self) -> String {
        let mut out = String::new();
        for severity in [Severity::Error, Severity::Warning] {
            self.render_severity(severity, &mut out);
        }
        if !self.is_empty() {
            out.push_str(&self.headline());
            out.push('\n');
        }
        out.chars().map(|c| if is_steering(c) { '\u{fffd}' } else { c }).collect()
    }

    fn render_severity(&self, severity: Severity, out: &mut String) {
        let mut shown: Vec<(&str, u64, u64)> = Vec::new();
        for diagnostic in self.iter().filter(|d| d.severity() == severity) {
            let file = diagnostic.place().file_name();
            let index = shown.iter().position(|(name, ..)| *name == file).unwrap_or_else(|| {
                shown.push((file, 0, 0));
                shown.len() - 1
            });
            let Some((_, count, more)) = shown.get_mut(index) else { continue };
            *count += 1;
            if *count > SHOWN_PER_FILE {
                *more += diagnostic.count();
            } else {
                out.push_str(&diagnostic.to_string());
                out.push('\n');
            }
        }
        for (file, _, more) in shown.into_iter().filter(|(.., more)| *more > 0) {
            out.push_str(&format!("… and {more} more {}s in {file}\n\n", severity.as_str()));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::{Code, Diagnostic};
    use crate::place::Place;

    #[test]
    fn marks_are_as_wide_as_the_text_is_shown() {
        for (text, column, width, before, mark) in [
            ("โรงหล่อ,kWh", 9, 3, 7, 3),
            ("工場,kWh", 4, 3, 5, 3),
            ("F1,工場,t", 4, 2, 3, 4),
            ("F1,,t", 4, 0, 3, 1),
            ("short", 60, 5, 5, 1),
        ] {
            let place = Place::file("sites.csv").at_line(2).at_column(column).with_excerpt(text, width);
            let shown = Diagnostic::error(Code::UnknownUnit, place, "x").to_string();
            let line = shown.lines().nth(3).expect("a line of marks").trim_start_matches("    | ");
            assert_eq!(line, format!("{}{}", " ".repeat(before), "^".repeat(mark)), "{text}");
        }
    }

    #[test]
    fn the_mark_stands_under_the_cell() {
        let place = Place::file("activities.csv")
            .at_line(17)
            .at_column(5)
            .at_cell(2, 17)
            .in_field("unit")
            .with_excerpt("F1,\tt,5", 1);
        let shown = Diagnostic::error(Code::CannotConvert, place, "cannot convert `t` to `kWh`")
            .with_label("a mass; the factor is per energy")
            .with_help("choose a factor per tonne")
            .to_string();
        assert_eq!(
            shown,
            "error[GHG303]: cannot convert `t` to `kWh`\n\
             \x20 --> activities.csv:17:5 (cell B17, column `unit`)\n\
             \x2017 | F1,\tt,5\n\
             \x20   |    \t^ a mass; the factor is per energy\n\
             \x20 = help: choose a factor per tonne\n\
             \x20 = more: estate-carbon explain GHG303\n"
        );
    }
}
