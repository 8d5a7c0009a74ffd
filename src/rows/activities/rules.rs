//! The rules by which a row is checked.

use crate::activity::Chart;
use crate::estate::{Role, Site};
use crate::period::{Interval, Period};

/// The rules by which a row is checked.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// The book's sites, in the order of their ids.
    pub sites: &'a [Site],
    /// The chart of activities with the book's own codes.
    pub chart: &'a Chart,
    /// The book's period.
    pub period: Period,
    some_sites_have_a_life: bool,
}

impl<'a> Rules<'a> {
    /// Rules of a book; `sites` in the order of their ids.
    pub fn new(sites: &'a [Site], chart: &'a Chart, period: Period) -> Self {
        Self { sites, chart, period, some_sites_have_a_life: sites.iter().any(|s| s.life.is_some()) }
    }

    /// The index of a site that activity can belong to.
    pub(super) fn site_index(&self, id: &str) -> Option<u32> {
        let index = self.find(id)?;
        self.sites.get(index).filter(|s| s.role != Role::Outside).map(|_| index as u32)
    }

    /// Whether there is a site of that id, in any role.
    pub(super) fn has_site(&self, id: &str) -> bool {
        self.find(id).is_some()
    }

    fn find(&self, id: &str) -> Option<usize> {
        self.sites.binary_search_by(|s| s.id.as_str().cmp(id)).ok()
    }

    /// Whether a row's time touches the time its site belonged to the estate.
    #[inline]
    pub(super) fn is_alive(&self, site: u32, start: i64, end: i64) -> bool {
        if !self.some_sites_have_a_life {
            return true;
        }
        let life = self.sites.get(site as usize).and_then(|s| s.life);
        let time = Interval::of_seconds(start, end);
        life.is_none_or(|life| life.interval().intersection(time).is_some())
    }
}
