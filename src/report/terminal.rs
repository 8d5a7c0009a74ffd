//! One screen of a terminal: the headline with bars, the largest categories and sites, what to
//! know, and what to do next.

use unicode_width::UnicodeWidthStr;

use super::Report;
use super::four::Shown;
use super::message::{self, ENGLISH, Message};
use super::model::{SiteView, StatementView};
use super::number::{printable, shown};
use crate::inventory::Section;
use crate::scope::LedgerBook;

/// Whether to colour text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// With ANSI escape codes.
    On,
    /// Plain text.
    Off,
}

/// How text stands on a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Style {
    /// Colour or not.
    pub colour: Colour,
    /// Columns: 60 to 120 are used.
    pub width: usize,
}

impl Style {
    /// Coloured or plain, so many columns wide.
    pub fn new(colour: Colour, width: usize) -> Self {
        Self { colour, width }
    }

    fn width(self) -> usize {
        self.width.clamp(60, 120)
    }

    fn paint(self, code: &str, text: &str) -> String {
        match self.colour {
            Colour::On => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            Colour::Off => text.to_owned(),
        }
    }

    fn bold(self, text: &str) -> String {
        self.paint("1", text)
    }

    fn dim(self, text: &str) -> String {
        self.paint("2", text)
    }

    fn warn(self, text: &str) -> String {
        self.paint("33", text)
    }
}

const LARGEST: usize = 5;
const OTHER_STATEMENTS: usize = 3;
const SCREEN: usize = 40;
const AFTER_CAVEATS: usize = 3;

/// A message in the language of the terminal.
fn words(message: &Message) -> String {
    message.in_words(&ENGLISH)
}

impl Report {
    /// What a person wants to see first: forty lines, or a few more where there are many caveats.
    pub fn to_terminal(&self, style: Style) -> String {
        let mut lines = vec![style.bold(&cut(&printable(&self.book.name), style.width()))];
        let book = &self.book;
        let period = message::from_to(book.period.start.as_str(), book.period.end.as_str());
        let boundary = message::boundary(&book.boundary);
        lines.push(style.dim(&words(&message::period_boundary_gwp(period, boundary, book.gwp.as_str()))));
        let read = words(&self.rows_read_in_one_line());
        lines.push(if self.rows.rejected > 0 { style.warn(&read) } else { style.dim(&read) });
        let rows: u64 = self.methods.iter().map(|m| m.rows).sum();
        if !self.methods.is_empty() {
            lines.push(style.dim(&words(&message::rows_of_methods(rows, self.methods.len()))));
        }
        if let Some(statement) = self.statements.first() {
            own_figures(statement, style, &mut lines);
            eliminated(statement, style, &mut lines);
            outside_the_scopes(statement, style, &mut lines);
            lines.extend(self.own_generation_on_screen().map(|line| style.dim(&format!("  {}", words(&line)))));
            largest_categories(statement, style, &mut lines);
            largest_sites(statement, style, &mut lines);
        }
        self.others(style, &mut lines);
        self.caveats_in_short(style, &mut lines);
        lines.push(String::new());
        lines.push(words(&message::next_step()));
        let mut text = lines.join("\n");
        text.push('\n');
        text
    }

    /// The other statements in one line each.
    fn others(&self, style: Style, lines: &mut Vec<String>) {
        let Some(others) = self.statements.get(1..).filter(|o| !o.is_empty()) else { return };
        lines.push(String::new());
        lines.push(style.bold(&words(&message::heading_other_statements())));
        for other in others.iter().take(OTHER_STATEMENTS) {
            let whole = match other.estate_id.as_deref() {
                Some(id) => message::plain(id),
                None => message::whole_book(),
            };
            let boundary = message::boundary(&other.boundary);
            let name = words(&message::name_whole_boundary(other.name.as_str(), whole, boundary));
            let of = |at: usize| other.headline().iter().nth(at).map_or_else(String::new, |(_, f, _)| figure(f));
            lines.push(format!("  {} {:>16} / {}", padded(&name, style.width().saturating_sub(38)), of(0), of(1)));
        }
        if others.len() > OTHER_STATEMENTS {
            lines.push(style.dim(&in_full_report(others.len() - OTHER_STATEMENTS)));
        }
    }

    fn caveats_in_short(&self, style: Style, lines: &mut Vec<String>) {
        if self.caveats.is_empty() {
            return;
        }
        lines.push(String::new());
        lines.push(style.bold(&words(&message::heading_caveats())));
        // None is left out, however many there are; where the screen has room, each has more lines.
        let room = SCREEN.saturating_sub(lines.len() + AFTER_CAVEATS);
        let each = (room / self.caveats.len()).clamp(3, 4);
        for caveat in &self.caveats {
            for (index, text) in in_short(&printable(&words(&caveat.text)), style.width() - 4, each).iter().enumerate()
            {
                let text = if caveat.code == "rejected_rows" { style.warn(text) } else { text.clone() };
                lines.push(format!("  {} {text}", if index == 0 { "-" } else { " " }));
            }
        }
    }
}

fn in_full_report(more: usize) -> String {
    format!("  {}", words(&message::more_in_full_report(more)))
}

/// A name with its figure.
type Bar = (String, Shown);

/// The statement's four figures.
fn own_figures(statement: &StatementView, style: Style, lines: &mut Vec<String>) {
    let reported = statement.scope3.by_category_tco2e.0.len();
    let row = |(section, value, _): (Section, Shown, _)| (words(&message::section_on_screen(section, reported)), value);
    let rows: Vec<Bar> = statement.headline().iter().map(row).collect();
    let whole = words(&message::whole(statement.estate_id.as_deref()));
    lines.push(String::new());
    lines.push(style.bold(&in_tonnes(&format!("{}, {whole}", statement.name), style)));
    bars(&rows, style, lines);
}

/// What the four figures leave out, because a seller of the statement reports it too.
fn eliminated(statement: &StatementView, style: Style, lines: &mut Vec<String>) {
    if let Some(words_of) = super::caveat::eliminated_on_screen(statement) {
        let text = wrapped(&words(&words_of), style.width() - 4);
        let indents = std::iter::once("  ").chain(std::iter::repeat("    "));
        lines.extend(text.iter().zip(indents).map(|(line, indent)| style.dim(&format!("{indent}{line}"))));
    }
}

/// CO2 of biomass and gases without a scope, of which the four figures have nothing.
fn outside_the_scopes(statement: &StatementView, style: Style, lines: &mut Vec<String>) {
    let of_biomass =
        statement.biogenic_co2_t.filter(|tonnes| *tonnes != 0.0).map(|t| (words(&message::co2_of_biomass()), t));
    let gases = statement.outside_scopes_t.iter().map(|(gas, tonnes)| (gas.to_owned(), *tonnes));
    let parts: Vec<String> =
        of_biomass.into_iter().chain(gases).map(|(gas, tonnes)| format!("{gas} {}", shown(tonnes))).collect();
    if !parts.is_empty() {
        let text = words(&message::outside_on_screen(parts.join(", ")));
        lines.extend(in_short(&text, style.width() - 4, 2).iter().map(|line| style.dim(&format!("  {line}"))));
    }
}

fn largest_categories(statement: &StatementView, style: Style, lines: &mut Vec<String>) {
    let reported = statement.categories().filter(|c| c.value.is_ok() && c.book != LedgerBook::MarketBased);
    let rows: Vec<Bar> = reported.map(|c| (words(&c.title()), c.value)).collect();
    largest(rows, &message::heading_largest_categories(), style, lines);
}

/// By Scope 1 and location-based Scope 2 together, which may be added; the heading says so.
fn largest_sites(statement: &StatementView, style: Style, lines: &mut Vec<String>) {
    let own = |s: &SiteView| match (s.figures.four.scope1(), s.figures.four.scope2_location()) {
        (None, None) => None,
        (one, two) => Some(one.unwrap_or(0.0) + two.unwrap_or(0.0)),
    };
    let row = |s: &SiteView| Some((format!("{} {}", s.site_id, s.name), Ok(own(s)?)));
    largest(statement.sites.iter().filter_map(row).collect(), &message::heading_largest_sites(), style, lines);
}

/// The largest of some figures, if they are several.
fn largest(mut rows: Vec<Bar>, heading: &Message, style: Style, lines: &mut Vec<String>) {
    let value = |row: &Bar| row.1.unwrap_or(0.0);
    rows.sort_by(|a, b| value(b).total_cmp(&value(a)).then_with(|| a.0.cmp(&b.0)));
    rows.truncate(LARGEST);
    if rows.len() > 1 {
        lines.push(String::new());
        lines.push(style.bold(&in_tonnes(&words(heading), style)));
        bars(&rows, style, lines);
    }
}

/// A heading with the unit above the column of figures.
fn in_tonnes(heading: &str, style: Style) -> String {
    format!("{}{:>VALUE$}", padded(heading, label_width(style) + 2), words(&message::column_tco2e()))
}

const VALUE: usize = 14;

fn label_width(style: Style) -> usize {
    style.width() / 2
}

/// Names, figures, and bars on one scale; an absent figure has its word and no bar.
fn bars(rows: &[Bar], style: Style, lines: &mut Vec<String>) {
    let largest = rows.iter().filter_map(|row| row.1.ok()).fold(0.0, f64::max);
    let room = style.width().saturating_sub(label_width(style) + 2 + VALUE + 2);
    for (name, value) in rows {
        let bar = value.map_or_else(|_| String::new(), |v| bar(v, largest, room));
        let row = format!("  {}{:>VALUE$}", padded(name, label_width(style)), figure(*value));
        let painted = if bar.is_empty() { bar } else { format!("  {}", style.paint("36", &bar)) };
        lines.push(format!("{row}{painted}"));
    }
}

/// A bar in eighths of a cell; what is not zero has at least one eighth.
fn bar(value: f64, largest: f64, room: usize) -> String {
    const EIGHTHS: [char; 8] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];
    if !(value > 0.0 && largest > 0.0) {
        return String::new();
    }
    let eighths = ((value / largest * room as f64 * 8.0).round() as usize).max(1);
    let mut bar = "█".repeat(eighths / 8);
    bar.extend((eighths % 8).checked_sub(1).and_then(|part| EIGHTHS.get(part)));
    bar
}

fn figure(value: Shown) -> String {
    value.map_or_else(|status| words(&message::status(status)), shown)
}

/// Text of the user's in so many columns: cut, or filled with blanks.
fn padded(text: &str, width: usize) -> String {
    let text = cut(&printable(text), width);
    let blanks = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(blanks))
}

/// A text in at most so many lines; what does not fit is cut.
fn in_short(text: &str, width: usize, lines: usize) -> Vec<String> {
    // A figure stays with its unit and its share.
    const TOGETHER: [(&str, &str); 3] = [(" t CO2e", "\u{a0}t\u{a0}CO2e"), (" (", "\u{a0}("), (" %", "\u{a0}%")];
    let text = TOGETHER.iter().fold(text.to_owned(), |text, (apart, together)| text.replace(apart, together));
    let all = in_lines(&text, width, lines);
    all.into_iter().map(|line| line.replace('\u{a0}', " ")).collect()
}

fn in_lines(text: &str, width: usize, lines: usize) -> Vec<String> {
    let mut all: Vec<String> = wrapped(text, width).iter().map(|line| cut(line, width)).collect();
    if all.len() > lines {
        all.truncate(lines);
        if let Some(last) = all.last_mut() {
            // Between words: half a figure is another figure.
            while last.width() + 2 > width
                && let Some((before, _)) = last.rsplit_once(' ')
            {
                last.truncate(before.len());
            }
            *last = cut(&format!("{last} …"), width);
        }
    }
    all
}

/// A text in lines of at most so many columns, broken at blanks; a longer word stands alone.
pub(crate) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Thai marks take no column and Japanese letters two, so columns are counted, not letters.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        out.push(c);
        if out.width() + 1 > width {
            out.pop();
            break;
        }
    }
    format!("{}…", out.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{fixture, report};

    const PLAIN: Style = Style { colour: Colour::Off, width: 80 };

    #[test]
    fn one_screen_holds_it_all() {
        let mut report = report(fixture::book().facts());
        let site = report.statements[0].sites[0].clone();
        report.statements[0].sites = std::iter::repeat_n(site, 40).collect();
        report.statements = std::iter::repeat_n(report.statements[0].clone(), 9).collect();
        let (few, many) = (report.caveats.len(), 19);
        for (width, caveats) in [20, 80, 100, 500].into_iter().flat_map(|width| [(width, few), (width, many)]) {
            report.caveats = report.caveats.iter().cycle().take(caveats).cloned().collect();
            let text = report.to_terminal(Style { width, ..PLAIN });
            assert!(text.lines().count() <= 36 + 3 * caveats, "{}\n{text}", text.lines().count());
            assert_eq!(text.matches("\n  - ").count(), caveats, "each is there: {text}");
            let widest = text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
            assert!(widest <= width.clamp(80, 120), "{widest} of {width}\n{text}");
        }
    }

    #[test]
    fn without_colour_there_is_no_escape_code() {
        let report = report(fixture::book().facts());
        assert!(!report.to_terminal(PLAIN).contains('\u{1b}'));
        assert!(report.to_terminal(Style { colour: Colour::On, width: 80 }).contains('\u{1b}'));
    }

    #[test]
    fn an_absent_figure_has_a_word_and_no_bar() {
        let text = report(fixture::book().facts()).to_terminal(PLAIN);
        let market = text.lines().find(|l| l.contains("market-based")).expect("there");
        assert!(market.ends_with("not reported"), "{market}");
    }

    #[test]
    fn bars_are_in_proportion_and_small_ones_stay_visible() {
        assert_eq!(bar(1.0, 1.0, 4), "████");
        assert_eq!(bar(0.5, 1.0, 4), "██");
        assert_eq!(bar(1e-9, 1.0, 4), "▏");
        assert_eq!(bar(0.0, 1.0, 4), "");
        assert_eq!(bar(-1.0, 1.0, 4), "");
    }

    #[test]
    fn columns_are_counted_as_a_terminal_does() {
        assert_eq!(padded("นิคม", 6).width(), 6);
        assert_eq!(cut("工業団地", 5), "工業…");
        assert_eq!(cut("abcdef", 4), "abc…");
        assert_eq!(wrapped("one two three", 8), ["one two", "three"]);
        assert_eq!(in_short("one two three four", 8, 2), ["one two", "three …"]);
        assert_eq!(in_short("one two 12,345 t CO2e and more", 20, 1), ["one two …"]);
        assert_eq!(in_short("one 12 t CO2e (4.3 %) two", 22, 1), ["one …"]);
    }
}
