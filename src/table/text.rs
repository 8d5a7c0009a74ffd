//! CSV text as records with exact places. The only reader of CSV that books use.

use std::sync::Arc;

use super::Record;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::place::Place;

/// What the cells were read from, as far as their places need it.
pub(super) struct Origin {
    pub(super) file: Arc<str>,
    /// The text of a CSV file; a sheet has none.
    pub(super) text: Option<String>,
    /// Columns of a sheet before the table's first.
    pub(super) columns_before: u32,
    /// Whether it is a frame, whose rows are counted without a header.
    pub(super) is_frame: bool,
}

impl Origin {
    /// The place of a whole row.
    pub(super) fn row(&self, record: &Record) -> Place {
        let place = Place::file(self.file.clone());
        match (record.line, self.text.as_deref().and_then(|text| text.get(record.offset..))) {
            (Some(line), Some(text)) => place.at_line(line).with_excerpt(text, 0),
            _ if self.is_frame => place.at_frame_row(record.row),
            _ => place.at_cell(1 + self.columns_before, record.row),
        }
    }

    /// The place of one cell.
    pub(super) fn cell(&self, record: &Record, index: usize) -> Place {
        if self.is_frame {
            return self.row(record);
        }
        let column = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(self.columns_before).saturating_add(1);
        let place = Place::file(self.file.clone()).at_cell(column, record.row);
        let spot = self.text.as_deref().and_then(|text| find_cell(text, record.offset, index));
        match (record.line, spot) {
            (Some(line), Some(spot)) => {
                place.at_line(line + spot.lines_below).at_column(spot.column).with_excerpt(spot.line, spot.width)
            }
            (Some(line), None) => place.at_line(line),
            (None, _) => place,
        }
    }
}

/// Where a text begins in its file: its line and its row as a spreadsheet counts, from 1.
pub(crate) type Beginning = (u64, u64);

/// The records of a CSV file, header first; none if it is not UTF-8.
pub(super) fn read(file: &str, bytes: &[u8], d: &mut Diagnostics) -> (Origin, Vec<Record>) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            d.push(not_utf8(file, bytes, error.valid_up_to(), 1));
            ""
        }
    };
    let origin = Origin { file: file.into(), text: Some(text.to_owned()), columns_before: 0, is_frame: false };
    let records = records(text, (1, 1));
    (origin, records)
}

/// The byte at `at` is not UTF-8; the bytes begin on a line of the file.
pub(crate) fn not_utf8(file: &str, bytes: &[u8], at: usize, first_line: u64) -> Diagnostic {
    let before = bytes.get(..at).unwrap_or_default();
    let line = first_line + count_breaks(before);
    let start = before.iter().rposition(|b| is_break(*b)).map_or(0, |last| last + 1);
    let column = String::from_utf8_lossy(before.get(start..).unwrap_or_default()).chars().count();
    let rest = bytes.get(start..).unwrap_or_default();
    let end = rest.iter().position(|b| is_break(*b)).unwrap_or(rest.len());
    let shown = String::from_utf8_lossy(rest.get(..end).unwrap_or_default()).into_owned();
    let byte = bytes.get(at).copied().unwrap_or_default();
    let place = Place::file(file)
        .at_line(line)
        .at_column(u32::try_from(column + 1).unwrap_or(u32::MAX))
        .with_excerpt(&shown, 1);
    Diagnostic::error(Code::NotUtf8, place, format!("the table is not UTF-8: byte {byte:#04X} in line {line}"))
        .with_help("open the file in the spreadsheet program it came from and save it as `CSV UTF-8`")
}

/// Every record that is not a blank line. The csv crate splits the cells; lines and rows are
/// counted here, because its own line numbers go wrong after blank lines.
pub(super) fn records(text: &str, (first_line, first_row): Beginning) -> Vec<Record> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut cells = csv::StringRecord::new();
    let mut records: Vec<Record> = Vec::new();
    let (mut offset, mut line, mut row) = (0, first_line, 0);
    while matches!(reader.read_record(&mut cells), Ok(true)) {
        let reached = cells.position().map_or(offset, |position| position.byte() as usize);
        let start = skip_breaks(text.as_bytes(), reached);
        // The break that ended the record before is not a blank line.
        let after = end_of_break(text.as_bytes(), reached, row > 0);
        row += 1 + count_breaks(between(text, after, start));
        line += count_breaks(between(text, offset, start));
        offset = start;
        records.push(Record { cells: cells.clone(), offset, line: Some(line), row: row + first_row - 1, open: false });
    }
    if let Some(last) = records.last_mut() {
        last.open = is_open(text.as_bytes(), last.offset);
    }
    records
}

fn between(text: &str, from: usize, to: usize) -> &[u8] {
    text.as_bytes().get(from..to).unwrap_or_default()
}

fn is_break(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

fn skip_breaks(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().take_while(|b| is_break(**b)).count()
}

/// The csv crate stops after the `\r` of a `\r\n`, so the `\n` may be left over.
fn end_of_break(bytes: &[u8], reached: usize, after_record: bool) -> usize {
    let split = after_record
        && bytes.get(reached) == Some(&b'\n')
        && reached.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'\r');
    if split { reached + 1 } else { reached }
}

/// Line breaks of any kind: `\n`, `\r\n` or `\r`.
fn count_breaks(bytes: &[u8]) -> u64 {
    let feeds = bytes.iter().filter(|b| **b == b'\n').count();
    // Most files have no `\r`, and looking for one is much quicker than counting.
    if !bytes.contains(&b'\r') {
        return feeds as u64;
    }
    let returns = bytes.iter().enumerate();
    let lone = returns.filter(|(i, b)| **b == b'\r' && bytes.get(i + 1) != Some(&b'\n')).count();
    (feeds + lone) as u64
}

/// Where a cell stands in the text.
pub(super) struct Spot<'t> {
    /// Lines between the record's first and the cell's.
    pub(super) lines_below: u64,
    /// Character of the line, from 1.
    pub(super) column: u32,
    /// Characters of the cell on that line.
    pub(super) width: u32,
    /// The text from the beginning of the line.
    pub(super) line: &'t str,
}

/// Finds a cell by walking the record as a CSV reader does; only done for cells that are shown.
pub(super) fn find_cell(text: &str, record: usize, index: usize) -> Option<Spot<'_>> {
    let bytes = text.as_bytes();
    let mut start = record;
    for _ in 0..index {
        let end = end_of_cell(bytes, start);
        if bytes.get(end) != Some(&b',') {
            return None;
        }
        start = end + 1;
    }
    let raw = text.get(start..end_of_cell(bytes, start))?;
    let shown = raw.trim_start_matches([' ', '\t']);
    let start = start + (raw.len() - shown.len());
    let line_start = text.get(..start)?.rfind(['\r', '\n']).map_or(0, |last| last + 1);
    let shown = shown.split(['\r', '\n']).next().unwrap_or_default().trim_end();
    let before = as_column(text.get(line_start..start)?);
    Some(Spot {
        lines_below: count_breaks(between(text, record, start)),
        column: before + 1,
        width: as_column(shown).min(SHOWN.saturating_sub(before)).max(1),
        line: text.get(line_start..)?,
    })
}

/// Characters of a line that are shown: a mark never runs beyond them.
const SHOWN: u32 = 160;

fn as_column(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX - 1).min(u32::MAX - 1)
}

/// Whether the text ends inside a quotation of the record.
fn is_open(bytes: &[u8], record: usize) -> bool {
    let mut start = record;
    loop {
        let (end, quoted) = walk_cell(bytes, start);
        if bytes.get(end) != Some(&b',') {
            return quoted;
        }
        start = end + 1;
    }
}

/// The byte after a cell: its comma, its line break or the end of the text.
fn end_of_cell(bytes: &[u8], start: usize) -> usize {
    walk_cell(bytes, start).0
}

/// The byte after a cell, and whether the text ended inside its quotation marks.
fn walk_cell(bytes: &[u8], start: usize) -> (usize, bool) {
    let mut quoted = bytes.get(start) == Some(&b'"');
    let mut at = if quoted { start + 1 } else { start };
    loop {
        match bytes.get(at) {
            None => return (bytes.len(), quoted),
            Some(b'"') if quoted && bytes.get(at + 1) == Some(&b'"') => at += 2,
            Some(b'"') if quoted => {
                quoted = false;
                at += 1;
            }
            Some(b',' | b'\r' | b'\n') if !quoted => return (at, false),
            Some(_) => at += 1,
        }
    }
}
