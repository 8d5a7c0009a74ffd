//! Rows from CSV: a text cut into chunks of whole records, a chunk into columns.
//!
//! In: bytes and the header. Out: a part whose columns are all text. This module does not know what a cell means.

use std::io::Read;

use memchr::{memchr, memchr_iter, memchr3_iter, memrchr};
use polars::prelude::*;

use super::part::{Part, RowNumbers};
use crate::table::{Header, LONGEST_ROW, Schema, rows_with_content};

/// How much of a file is taken at once, in bytes.
const CHUNK: usize = 4 << 20;

/// A CSV text being cut into chunks.
pub(super) struct Chunks {
    text: Box<dyn Read + Send>,
    /// How much is taken at once, in bytes.
    chunk: usize,
    /// Bytes that were read and not yet handed out.
    rest: Vec<u8>,
    ended: bool,
    line: u64,
    row: u64,
}

/// A run of whole records with the place of its first.
pub(super) struct Chunk {
    pub(super) bytes: Vec<u8>,
    /// Line of text it begins in, from 1.
    pub(super) line: u64,
    /// Row it begins in as a spreadsheet counts, from 1.
    pub(super) row: u64,
    /// Rows in it as a spreadsheet counts, blank ones too.
    rows: u64,
    /// Lines of text in it.
    lines: u64,
    /// Whether its last row has a quotation mark that is never closed.
    open: bool,
}

impl Chunk {
    /// Whether every row is one line of text.
    pub(super) fn is_even(&self) -> bool {
        self.rows == self.lines
    }

    /// Line and row it begins in.
    pub(super) fn beginning(&self) -> (u64, u64) {
        (self.line, self.row)
    }

    /// The number after its last row.
    pub(super) fn end_row(&self) -> u64 {
        self.row + self.rows
    }

    /// Whether a row of that number is in it.
    pub(super) fn holds(&self, row: u64) -> bool {
        (self.row..self.row + self.rows).contains(&row)
    }
}

/// Why a file could not be cut.
pub(super) enum Stop {
    /// The system could not read it.
    Io(std::io::Error),
    /// A record that begins on this line does not end.
    LineTooLong(u64),
}

/// Where the last whole record of some bytes ends, and the breaks before it.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
struct Cut {
    end: usize,
    lines: u64,
    rows: u64,
    /// Whether the bytes end inside quotation marks.
    open: bool,
}

impl Chunks {
    pub(super) fn new(text: Box<dyn Read + Send>) -> Self {
        Self::of_size(text, CHUNK)
    }

    fn of_size(text: Box<dyn Read + Send>, chunk: usize) -> Self {
        Self { text, chunk, rest: Vec::new(), ended: false, line: 1, row: 1 }
    }

    /// Takes the header record, the first that is not a blank line, with the blank lines above it.
    pub(super) fn header(&mut self) -> Result<Vec<u8>, Stop> {
        loop {
            let (mut above, mut blank) = (0, 0);
            while let Some(end) = blank_line(self.rest.get(above..).unwrap_or_default()) {
                (above, blank) = (above + end, blank + 1);
            }
            let first = first_cut(self.rest.get(above..).unwrap_or_default());
            if self.ended || first.end > 0 {
                let end = if first.end > 0 { above + first.end } else { self.rest.len() };
                let header: Vec<u8> = self.rest.drain(..end).collect();
                (self.line, self.row) = (self.line + blank + first.lines, self.row + blank + first.rows);
                return Ok(header);
            }
            if self.rest.len() > LONGEST_ROW {
                return Err(Stop::LineTooLong(self.line));
            }
            self.fill().map_err(Stop::Io)?;
        }
    }

    /// The next chunk; `None` at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<Chunk>, Stop> {
        let cut = loop {
            let cut = if self.ended { whole(&self.rest) } else { last_cut(&self.rest) };
            if self.ended || (cut.end > 0 && self.rest.len() >= self.chunk) {
                break cut;
            }
            if cut.end == 0 && self.rest.len() > LONGEST_ROW {
                return Err(Stop::LineTooLong(self.line));
            }
            self.fill().map_err(Stop::Io)?;
        };
        if self.rest.is_empty() {
            return Ok(None);
        }
        let after = self.rest.split_off(cut.end);
        let bytes = std::mem::replace(&mut self.rest, after);
        let open = self.ended && cut.open;
        let chunk = Chunk { bytes, line: self.line, row: self.row, rows: cut.rows, lines: cut.lines, open };
        self.line += cut.lines;
        self.row += cut.rows;
        Ok(Some(chunk))
    }

    fn fill(&mut self) -> std::io::Result<()> {
        let before = self.rest.len();
        self.rest.reserve(self.chunk);
        (&mut self.text).take(self.chunk as u64).read_to_end(&mut self.rest)?;
        self.ended = self.rest.len() - before < self.chunk;
        if before == 0 && self.line == 1 && self.rest.starts_with(b"\xef\xbb\xbf") {
            self.rest.drain(..3);
        }
        Ok(())
    }
}

/// The end of a line that is blank, if the bytes begin with one.
fn blank_line(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [b'\n', ..] => Some(1),
        [b'\r', b'\n', ..] => Some(2),
        [b'\r', _, ..] => Some(1),
        _ => None,
    }
}

/// The end of the first record.
fn first_cut(bytes: &[u8]) -> Cut {
    scan(bytes, true)
}

fn whole(bytes: &[u8]) -> Cut {
    let cut = last_cut(bytes);
    let unended = u64::from(cut.end < bytes.len());
    Cut { end: bytes.len(), lines: cut.lines + unended, rows: cut.rows + unended, open: cut.open }
}

/// The end of the last record that is whole.
fn last_cut(bytes: &[u8]) -> Cut {
    // A `\r` that no `\n` follows ends a record too, as older programs write it.
    let lone = |at: usize| bytes.get(at + 1).is_some_and(|next| *next != b'\n');
    if memchr(b'"', bytes).is_none() && !memchr_iter(b'\r', bytes).any(lone) {
        let end = memrchr(b'\n', bytes).map_or(0, |at| at + 1);
        let lines = memchr_iter(b'\n', bytes.get(..end).unwrap_or_default()).count() as u64;
        return Cut { end, lines, rows: lines, open: false };
    }
    scan(bytes, false)
}

/// The end of the first or last record that is whole, by the csv crate's rules for quotes: one
/// opens only at the beginning of a cell.
fn scan(bytes: &[u8], only_first: bool) -> Cut {
    let (mut cut, mut lines, mut rows, mut quoted) = (Cut::default(), 0, 0, false);
    let mut doubled = None;
    for at in memchr3_iter(b'"', b'\n', b'\r', bytes) {
        let is_quote = bytes.get(at) == Some(&b'"');
        // The `\n` of a `\r\n` ends the line; whether one follows the last `\r` is not known yet.
        if bytes.get(at) == Some(&b'\r') && bytes.get(at + 1).is_none_or(|next| *next == b'\n') {
            continue;
        }
        match (is_quote, quoted) {
            (true, false) => {
                let before = at.checked_sub(1).and_then(|b| bytes.get(b));
                // `""` inside a quoted cell closes and opens again.
                quoted = matches!(before, None | Some(b',' | b'\n' | b'\r')) || doubled == Some(at);
            }
            (true, true) => {
                quoted = false;
                doubled = Some(at + 1);
            }
            (false, true) => lines += 1,
            (false, false) => {
                (lines, rows) = (lines + 1, rows + 1);
                cut = Cut { end: at + 1, lines, rows, open: false };
                if only_first {
                    return cut;
                }
            }
        }
    }
    Cut { open: quoted, ..cut }
}

/// A chunk as columns.
pub(super) struct Parsed {
    pub(super) part: Part,
    /// Rows with more or fewer cells than the header, or that do not end, by their index in the part.
    pub(super) misshapen: Vec<usize>,
    /// Whether every row is a row of its own. It is not if an unclosed quotation mark has pulled the following rows
    /// into one cell.
    pub(super) complete: bool,
}

/// Splits the wanted columns out of a chunk. The chunk is UTF-8. Rows without content are left out.
///
/// # Errors
/// The line of a quotation mark that is never closed and has nothing behind it, because there is no row in which to
/// report it.
pub(super) fn parse(
    schema: &'static Schema,
    file: u32,
    chunk: &Chunk,
    content: &str,
    header: &Header,
    wanted: &[usize],
) -> Result<Parsed, u64> {
    let place = |column: &usize| Some((*column, header.position(&schema.columns.get(*column)?.name)?));
    let wanted: Vec<(usize, usize)> = wanted.iter().filter_map(place).collect();
    let builder = |_: &(usize, usize)| StringChunkedBuilder::new(PlSmallStr::EMPTY, chunk.rows as usize);
    let mut builders: Vec<StringChunkedBuilder> = wanted.iter().map(builder).collect();
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(content.as_bytes());
    // Texts and not bytes: each record is checked once for being UTF-8, not each cell.
    let mut record = ::csv::StringRecord::new();
    let (mut height, mut blank, mut misshapen, mut complete) = (0_usize, 0, Vec::new(), !chunk.open);
    let (mut last_is_blank, mut last) = (false, 0);
    while matches!(reader.read_record(&mut record), Ok(true)) {
        last_is_blank = record.iter().all(is_blank);
        last = record.position().map_or(0, |at| at.byte() as usize);
        if last_is_blank {
            blank += 1;
            continue;
        }
        let is_long = record.as_slice().len() > LONGEST_ROW;
        complete &= !is_long;
        if is_long || !header.fits(record.len(), |at| record.get(at).is_none_or(is_blank)) {
            misshapen.push(height);
        }
        for ((_, at), builder) in wanted.iter().zip(&mut builders) {
            append(builder, record.get(*at));
        }
        height += 1;
    }
    if chunk.open && last_is_blank {
        return Err(chunk.line + lines_before_content(&chunk.bytes, last));
    }
    if chunk.open && misshapen.last() != height.checked_sub(1).as_ref() {
        misshapen.extend(height.checked_sub(1));
    }
    let gapless = blank == 0 && height as u64 == chunk.rows;
    let numbers = if gapless {
        RowNumbers::From(chunk.row)
    } else {
        RowNumbers::Each(rows_with_content(content, chunk.beginning()))
    };
    let mut part = Part::new(schema, file, numbers, height);
    for ((column, _), builder) in wanted.into_iter().zip(builders) {
        part.set(column, builder.finish().into_series());
    }
    Ok(Parsed { part, misshapen, complete })
}

/// How many lines end before the first byte, from `at` on, that does not belong to a line end.
fn lines_before_content(bytes: &[u8], at: usize) -> u64 {
    let ends = |byte: &u8| matches!(byte, b'\r' | b'\n');
    let blank = bytes.iter().skip(at).take_while(|byte| ends(byte)).count();
    let before = bytes.get(..at + blank).unwrap_or_default();
    let lone = |cr: &usize| before.get(cr + 1) != Some(&b'\n');
    (memchr_iter(b'\n', before).count() + memchr_iter(b'\r', before).filter(lone).count()) as u64
}

fn append(column: &mut StringChunkedBuilder, cell: Option<&str>) {
    match cell.filter(|cell| !cell.is_empty()) {
        Some(cell) => column.append_value(cell),
        None => column.append_null(),
    }
}

fn is_blank(cell: &str) -> bool {
    cell.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_end_with_records_and_not_inside_quotes() {
        let cut = |text: &str| {
            let cut = last_cut(text.as_bytes());
            (cut.end, cut.lines, cut.rows)
        };
        assert_eq!(cut("a,b\nc,d\ne"), (8, 2, 2));
        assert_eq!(cut("a,\"b\nc\"\nd"), (8, 2, 1));
        assert_eq!(cut("a,\"b\nc"), (0, 0, 0));
        assert_eq!(cut("a,\"say \"\"x\n\"\"\"\nd"), (15, 2, 1));
        assert_eq!(cut("5\" pipe,b\nc"), (10, 1, 1));
        assert_eq!(cut("\"a\",\"\"\n\"x"), (7, 1, 1));
        assert_eq!(cut("a\rb\r\n\"c\rd\"\re\r"), (11, 4, 3));
        assert!(last_cut(b"a,\"b\nc\n").open && !last_cut(b"a,\"b\"\n").open);
    }

    /// The chunks of a text, taken `size` bytes at a time: the numbers of their rows, and their text.
    fn chunks(text: &str, size: usize) -> Vec<(std::ops::Range<u64>, String)> {
        let mut chunks = Chunks::of_size(Box::new(std::io::Cursor::new(text.as_bytes().to_vec())), size);
        assert!(chunks.header().is_ok());
        let mut all = Vec::new();
        while let Ok(Some(chunk)) = chunks.next() {
            all.push((chunk.row..chunk.end_row(), String::from_utf8_lossy(&chunk.bytes).into_owned()));
        }
        all
    }

    #[test]
    fn chunks_of_any_size_hold_every_row_once() {
        for end in ["\n", "\r\n", "\r"] {
            let body = ["1,a", "2,\"b", "b\"", "", "3,\"c \"\"x\"\"\"", "4,d", "5,ee"]
                .map(|row| format!("{row}{end}"))
                .concat();
            for last in ["", "6,f"] {
                let text = format!("id,text{end}{body}{last}");
                // Sizes of every kind: rows that end with a chunk, just before and just after its end.
                for size in 4..text.len() + 3 {
                    let chunks = chunks(&text, size);
                    let joined: String = chunks.iter().map(|(_, text)| text.as_str()).collect();
                    assert_eq!(joined, format!("{body}{last}"), "{end:?} {size}");
                    let mut next = 2;
                    for (rows, _) in &chunks {
                        assert_eq!(rows.start, next, "{end:?} {size}");
                        next = rows.end;
                    }
                    assert_eq!(next, if last.is_empty() { 8 } else { 9 }, "{end:?} {size}");
                }
            }
        }
    }
}
