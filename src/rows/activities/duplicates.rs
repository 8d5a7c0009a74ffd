//! Activity ids used twice.
//!
//! There may be as many ids as rows, so only their hashes are kept. A very long table is done in shares of the hashes,
//! each in a pass of its own. Rows whose hash occurs twice are then read again and compared as text.

use std::collections::BTreeMap;
use std::hash::BuildHasher;
use std::ops::ControlFlow;
use std::sync::Mutex;

use hashbrown::{DefaultHashBuilder, HashSet};

use super::column::Column;
use crate::diagnostic::{Code, Diagnostic};
use crate::place::Place;
use crate::rows::decode::{decode, decode_all};
use crate::rows::drive::drive;
use crate::rows::feed::{Content, Feed};
use crate::rows::ordered::in_order;
use crate::rows::part::{ColumnKey, Part};
use crate::rows::queue::{Queue, Ticket};

/// Hashes kept at once: 256 MB.
const KEPT: u64 = 32 << 20;

/// How many rows with a possibly repeated id are compared. With more of them the column cannot hold ids.
const COMPARED: usize = 20_000;

/// The fewest bytes that a row with an id takes.
fn least_bytes(content: &Content) -> u64 {
    match content {
        Content::CsvFile(_) | Content::CsvText(_) => 40,
        Content::ParquetFile(_) | Content::Sheet(_) => 6,
        Content::Frame(_) => 16,
    }
}

/// The share of an id. The hashes are drawn anew in each run, and with them what is compared would be.
fn share_of(id: &str, shares: u64) -> u64 {
    let sum = || id.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    if shares == 1 { 0 } else { sum() % shares }
}

/// Hashes of the activity ids seen so far.
pub(super) struct Duplicates {
    hasher: DefaultHashBuilder,
    shares: u64,
    hashes: Mutex<Vec<u64>>,
}

/// A row whose id another row may have too: its id, its cells and its place.
struct Suspect {
    id: String,
    content: Vec<Option<String>>,
    place: Place,
}

impl Duplicates {
    pub(super) fn new(feed: &Feed) -> Self {
        let rows: u64 = feed.inputs.iter().map(|input| input.bytes / least_bytes(&input.content)).sum();
        Self { hasher: DefaultHashBuilder::default(), shares: rows / KEPT + 1, hashes: Mutex::new(Vec::new()) }
    }

    /// Keeps the hashes of a part's ids, as far as they belong to the first share.
    pub(super) fn note(&self, part: &Part) {
        self.note_share(part, 0);
    }

    fn note_share(&self, part: &Part, share: u64) {
        let Ok(Some(ids)) = part.text(Column::ActivityId) else { return };
        let hashes: Vec<u64> = ids
            .iter()
            .flatten()
            .map(str::trim)
            .filter(|id| !id.is_empty())
            .filter(|id| share_of(id, self.shares) == share)
            .map(|id| self.hasher.hash_one(id))
            .collect();
        if let Ok(mut all) = self.hashes.lock() {
            all.extend(hashes);
        }
    }

    /// Every id used twice: an error if the rows differ, a warning if they are alike.
    pub(super) fn find(&self, feed: &Feed, threads: usize) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for share in 0..self.shares {
            let mut hashes = self.hashes.lock().map(|mut h| std::mem::take(&mut *h)).unwrap_or_default();
            if share == 0 && hashes.is_empty() {
                return found;
            }
            if share > 0 {
                let queue = Mutex::new(Queue::new(feed, None));
                let note = |(): &mut (), ticket| {
                    if let Ok(decoded) = decode(&ticket, &[Column::ActivityId.index()]) {
                        self.note_share(&decoded.part, share);
                    }
                };
                drive(&queue, threads, || (), note);
                hashes = self.hashes.lock().map(|mut h| std::mem::take(&mut *h)).unwrap_or_default();
            }
            hashes.sort_unstable();
            let twice: HashSet<u64> = hashes
                .windows(2)
                .filter(|pair| pair.first() == pair.last())
                .filter_map(|p| p.first().copied())
                .collect();
            if !twice.is_empty() {
                let suspects = self.suspects(feed, &twice, threads);
                found.extend((suspects.len() >= COMPARED).then(|| too_many(feed)));
                found.extend(compare(suspects));
            }
        }
        found
    }

    /// The rows with an id whose hash occurs twice, in the order of the files, until there are too many.
    fn suspects(&self, feed: &Feed, twice: &HashSet<u64>, threads: usize) -> Vec<Suspect> {
        let queue = Mutex::new(Queue::new(feed, None));
        let mut suspects = Vec::new();
        in_order(
            &queue,
            threads,
            || (),
            |(), ticket| self.of_part(&ticket, twice),
            |of_part| {
                suspects.extend(of_part.unwrap_or_default());
                if suspects.len() < COMPARED { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            },
        );
        suspects.truncate(COMPARED);
        suspects.sort_by(|a, b| a.place.cmp(&b.place));
        suspects
    }

    fn of_part(&self, ticket: &Ticket, twice: &HashSet<u64>) -> Vec<Suspect> {
        let Ok(decoded) = decode_all(ticket) else { return Vec::new() };
        let part = &decoded.part;
        let Ok(Some(ids)) = part.text(Column::ActivityId) else { return Vec::new() };
        let named = ids.iter().enumerate().filter_map(|(row, id)| Some((row, id.map(str::trim)?)));
        let suspects = named.filter(|(_, id)| !id.is_empty() && twice.contains(&self.hasher.hash_one(id)));
        let suspect = |(row, id): (usize, &str)| Suspect {
            id: id.to_owned(),
            content: (0..ticket.schema.columns.len()).map(|column| part.cell(column, row)).collect(),
            place: Place::file(ticket.name.clone()).at_line(decoded.line_of(ticket, row)).in_field("activity_id"),
        };
        suspects.take(COMPARED).map(suspect).collect()
    }
}

fn too_many(feed: &Feed) -> Diagnostic {
    let place = Place::file(feed.names().first().cloned().unwrap_or_default()).in_field("activity_id");
    Diagnostic::error(Code::RepeatedActivityId, place, "so many rows share an activity_id that not all were compared")
        .with_help("an activity_id names one row; put the number of a meter into `meter_id`, that of a contract or invoice into `evidence`")
}

fn compare(suspects: Vec<Suspect>) -> Vec<Diagnostic> {
    let mut first: BTreeMap<String, (Vec<Option<String>>, Place)> = BTreeMap::new();
    let mut found = Vec::new();
    for suspect in suspects {
        let Some((content, place)) = first.get(&suspect.id) else {
            first.insert(suspect.id, (suspect.content, suspect.place));
            continue;
        };
        let diagnostic = if *content == suspect.content {
            Diagnostic::warning(
                Code::SuspectedDuplicate,
                suspect.place,
                format!("the row `{}` is entered twice", suspect.id),
            )
            .with_help("both are counted; remove one if it is a copy")
        } else {
            Diagnostic::error(
                Code::RepeatedActivityId,
                suspect.place,
                format!("`{}` is the activity_id of two different rows", suspect.id),
            )
            .with_help("give each row an id of its own, or remove the row that was replaced")
        };
        found.push(diagnostic.with_related(place.clone(), "the first row is here"));
    }
    found
}
