//! The accounts as a report.

use std::path::{Path, PathBuf};

use super::Accounts;
use crate::error::Error;
use crate::report::{Facts, Format, Report, report};

impl Accounts {
    /// The report.
    pub fn report(&self) -> Report {
        report(self.facts())
    }

    /// Writes `report.json`, `report.md` … into a folder, which is made if it is not there, and gives back their
    /// paths. No file of the book is replaced.
    ///
    /// # Errors
    /// [`Error::Write`] with the path that failed. None takes its name before all are whole.
    pub fn write_report(&self, folder: impl AsRef<Path>, formats: &[Format]) -> Result<Vec<PathBuf>, Error> {
        self.report().write_beside(folder.as_ref(), formats, &self.inputs)
    }

    pub(super) fn facts(&self) -> Facts<'_> {
        let manifest = &self.tables.manifest;
        Facts {
            name: &manifest.name,
            period: manifest.period,
            boundary: manifest.boundary,
            languages: &self.languages,
            estates: &manifest.estates,
            sites: &self.tables.sites,
            ledger: &self.ledger,
            inventory: &self.inventory,
            diagnostics: &self.diagnostics,
            fingerprint: &self.fingerprint,
            absent: &manifest.absent,
            market_fallback: manifest.scope2_market_fallback,
        }
    }
}
