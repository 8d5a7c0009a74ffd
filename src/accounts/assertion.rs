//! Figures that somebody else measured, compared with the books.

use crate::book::{AssertedUnit, Assertion, Tables};
use crate::diagnostic::{Code, Diagnostic};
use crate::id::{ActivityCode, SiteId};
use crate::inventory::{Inventory, SiteStatement};
use crate::ledger::{Entry, Ledger, Stated, Subject};
use crate::period::{Month, Period};
use crate::quantity::{Co2e, Unit};
use crate::scope::{Category, LedgerBook, Scope, Scope2Method};

/// What an assertion is about.
enum What<'a> {
    /// An activity code or a group of the chart.
    Activity(&'a str),
    /// A line of the statement.
    Statement(Scope, LedgerBook),
}

/// Checks every assertion of a book.
pub(super) fn check(tables: &Tables, ledger: &Ledger, inventory: &Inventory) -> Vec<Diagnostic> {
    let check = |assertion| Check { assertion, tables, ledger, inventory }.run();
    tables.assertions.iter().filter_map(check).collect()
}

/// Why the books cannot say anything to an assertion, and what to do.
type Unanswered = (String, &'static str);

/// One assertion and the books it is compared with.
struct Check<'a> {
    assertion: &'a Assertion,
    tables: &'a Tables,
    ledger: &'a Ledger,
    inventory: &'a Inventory,
}

impl Check<'_> {
    fn run(&self) -> Option<Diagnostic> {
        let Assertion { place, what, value, unit, tolerance_pct, .. } = self.assertion;
        let found = match self.found() {
            Ok(found) => found,
            Err((message, help)) => {
                return Some(Diagnostic::error(Code::AssertionUnknown, place.clone(), message).with_help(help));
            }
        };
        let difference = (found - value).abs();
        (difference > tolerance_pct / 100.0 * value.abs()).then(|| {
            let message = format!("`{what}` should be {value} {unit} and the books have {found} {unit}");
            Diagnostic::error(Code::AssertionMissed, place.clone(), message)
                .with_label(format!("off by {difference}, {tolerance_pct} % allowed"))
                .with_help("look for rows that are missing, doubled or in the wrong unit")
        })
    }

    /// The figure of the books, in the unit of the assertion.
    fn found(&self) -> Result<f64, Unanswered> {
        let text = &self.assertion.what;
        let what = what(text, self.tables).ok_or_else(|| {
            let help =
                "`what` is an activity code, a group of the chart, or scope1, scope2_location, scope2_market, scope3";
            (format!("`{text}` is neither an activity, a group nor a statement line"), help)
        })?;
        self.whole_months()?;
        match (self.assertion.unit, what) {
            (AssertedUnit::Activity(_), What::Statement(..)) => {
                Err((format!("`{text}` is emissions, not a quantity"), "state it in `tCO2e`"))
            }
            (AssertedUnit::Activity(unit), What::Activity(code)) => self.quantity(code, unit),
            (AssertedUnit::TonnesCo2e, What::Statement(scope, book)) => self.statement(scope, book),
            (AssertedUnit::TonnesCo2e, What::Activity(code)) => {
                // Emissions of a purchase are asserted by location.
                Ok(self.posted(|s, book| is_of(s.activity, s.category, code) && book != LedgerBook::MarketBased))
            }
        }
    }

    fn whole_months(&self) -> Result<(), Unanswered> {
        let interval = self.assertion.interval;
        let first = interval.start().month().first_day();
        if interval.start() == first && ends_a_month(interval) {
            return Ok(());
        }
        let help = "the books are kept by month: state the figure from the first day of a month to the last of one";
        Err((format!("the assertion covers {interval}, which is not whole months"), help))
    }

    /// Whether it is the assertion's site and time.
    fn is_meant(&self, site: Option<&SiteId>, month: Month) -> bool {
        let interval = self.assertion.interval;
        let in_time = (interval.start().month()..=interval.end().month()).contains(&month);
        in_time && (self.assertion.site.is_none() || site == self.assertion.site.as_ref())
    }

    /// The sum of an activity's quantities, those without a factor too: they are in the books.
    fn quantity(&self, code: &str, unit: Unit) -> Result<f64, Unanswered> {
        let mut sum = 0.0;
        let meant = |stated: &Stated<'_>| {
            self.is_meant(stated.site, stated.month) && is_of(stated.activity, stated.category, code)
        };
        for stated in self.ledger.quantities().filter(meant) {
            let conversion = stated.unit.conversion_to(unit).map_err(|error| {
                let help = "state the figure in a unit the rows convert to";
                (format!("`{code}` has rows in {}: {error}", stated.unit), help)
            })?;
            sum += conversion.apply(stated.quantity);
        }
        Ok(sum)
    }

    /// A line of the headline statement, or of one site, which counts whole.
    fn statement(&self, scope: Scope, book: LedgerBook) -> Result<f64, Unanswered> {
        let headline = self.inventory.headline();
        let not_reported =
            || (format!("`{}` is not reported", self.assertion.what), "remove the assertion, or report the figure");
        let Some(id) = &self.assertion.site else {
            let months = self.assertion.interval.months();
            let figures = months.iter().filter_map(|month| headline.in_month(*month, scope, book));
            let co2e = figures.map(|figure| figure.co2e()).reduce(|a, b| a + b);
            return co2e.map(Co2e::as_tonnes).ok_or_else(not_reported);
        };
        let uncovered = |site: &SiteStatement| site.site == *id && site.scope2(Scope2Method::MarketBased).is_err();
        if book == LedgerBook::MarketBased && headline.sites().iter().any(uncovered) {
            return Err(not_reported());
        }
        Ok(self.posted(|subject, of| subject.category.scope() == scope && of == book))
    }

    /// The worth of what reaches the air of the assertion's site and time on the lines wanted, in tonnes.
    fn posted(&self, wanted: impl Fn(&Subject<'_>, LedgerBook) -> bool) -> f64 {
        let worth = |entry: &Entry| {
            let (category, book) = self.ledger.reaches(entry)?;
            let posting = self.ledger.posting(entry).filter(|p| self.is_meant(self.ledger.site(p), p.month))?;
            let counts = entry.gas.family().in_scopes() && wanted(&self.ledger.subject(posting)?, book);
            counts.then(|| self.inventory.value(category, entry.gas, entry.kg))
        };
        let co2e: Co2e = self.ledger.entries().iter().filter_map(worth).sum();
        co2e.as_tonnes()
    }
}

fn ends_a_month(interval: Period) -> bool {
    let next = interval.end().month().next().first_day();
    interval.end().epoch_days() + 1 == next.epoch_days()
}

fn what<'a>(text: &'a str, tables: &Tables) -> Option<What<'a>> {
    Some(match text {
        "scope1" => What::Statement(Scope::One, LedgerBook::Main),
        "scope2_location" => What::Statement(Scope::Two, LedgerBook::LocationBased),
        "scope2_market" => What::Statement(Scope::Two, LedgerBook::MarketBased),
        "scope3" => What::Statement(Scope::Three, LedgerBook::Main),
        code if Category::parse(code).is_some() || tables.chart.category(code).is_ok() => What::Activity(code),
        _ => return None,
    })
}

fn is_of(activity: &ActivityCode, category: Category, code: &str) -> bool {
    activity.as_str() == code || category.code() == code
}
