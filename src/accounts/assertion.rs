//! Figures that somebody else measured, compared with the books.

use crate::book::{AssertedUnit, Assertion, Tables};
use crate::diagnostic::{Code, Diagnostic};
use crate::id::{ActivityCode, SiteId};
use crate::inventory::{Amount, FigureId, Inventory, Measure, Section, UnknownFigure};
use crate::ledger::{Entry, Ledger, Stated, Subject};
use crate::period::{Month, Period};
use crate::quantity::{Co2e, Unit};
use crate::scope::{Category, LedgerBook};

/// What an assertion is about.
enum What<'a> {
    /// An activity code or a group of the chart.
    Activity(&'a str),
    /// A figure of the report.
    Figure(FigureId),
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
        let what = what(text, self.tables)?;
        self.whole_months()?;
        match (self.assertion.unit, what) {
            (unit, What::Figure(id)) => self.figure(&id, unit),
            (AssertedUnit::Activity(unit), What::Activity(code)) => self.quantity(code, unit),
            (AssertedUnit::TonnesCo2e, What::Activity(code)) => {
                // Emissions of a purchase are asserted by location.
                let worth =
                    self.posted(|s, book| is_of(s.activity, s.category, code) && book != LedgerBook::MarketBased);
                worth.ok_or_else(|| self.not_reported())
            }
        }
    }

    fn whole_months(&self) -> Result<(), Unanswered> {
        let interval = self.assertion.interval;
        let period = self.tables.manifest.period;
        if !period.contains(interval) {
            let message = format!("the assertion covers {interval}, which is not inside the book's period, {period}");
            return Err((message, "state the figure for days of the period"));
        }
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
        let mut sum = None;
        let meant = |stated: &Stated<'_>| {
            self.is_meant(stated.site, stated.month) && is_of(stated.activity, stated.category, code)
        };
        for stated in self.ledger.quantities().filter(meant) {
            let conversion = stated.unit.conversion_to(unit).map_err(|error| {
                let help = "state the figure in a unit the rows convert to";
                (format!("`{code}` has rows in {}: {error}", stated.unit), help)
            })?;
            sum = Some(sum.unwrap_or(0.0) + conversion.apply(stated.quantity));
        }
        sum.ok_or_else(|| self.not_reported())
    }

    /// A figure in the unit of the assertion. Of a whole scope of a site in `site_id` all of the site counts, whatever
    /// the boundary; every other figure is the one that the report shows under the name.
    fn figure(&self, id: &FigureId, unit: AssertedUnit) -> Result<f64, Unanswered> {
        let Some(site) = &self.assertion.site else { return self.of_statement(id, unit) };
        let whole_scope = Section::FOUR.into_iter().find(|section| section.scope_word() == self.assertion.what);
        match (whole_scope, &id.site, unit) {
            (_, Some(named), _) if named != site => {
                let message = format!("`{}` is of {named}, and site_id is {site}", self.assertion.what);
                Err((message, "name one site, in one of the two places"))
            }
            (Some(section), _, AssertedUnit::TonnesCo2e) => self.scope_of_site(section, site),
            _ => self.of_statement(&id.clone().of_site(site.clone()), unit),
        }
    }

    fn scope_of_site(&self, section: Section, site: &SiteId) -> Result<f64, Unanswered> {
        let mut uncovered = self.ledger.uncovered().iter().filter_map(|id| self.ledger.posting_at(*id));
        if section.book == LedgerBook::MarketBased && uncovered.any(|posting| self.ledger.site(posting) == Some(site)) {
            return Err(self.not_reported());
        }
        let worth = self.posted(|subject, book| section.takes(subject.category, book));
        worth.ok_or_else(|| self.not_reported())
    }

    /// A figure as a statement has it: of the whole period, or the sum of its months.
    fn of_statement(&self, id: &FigureId, unit: AssertedUnit) -> Result<f64, Unanswered> {
        let whole = self.assertion.interval == self.tables.manifest.period;
        let amount = match id.month {
            Some(month) if self.assertion.interval.months() != [month] => {
                let message = format!("`{}` is not of {}", self.assertion.what, self.assertion.interval);
                return Err((message, "let start and end be the first and last day of the month"));
            }
            None if !whole && !is_kept_by_month(id) => {
                let message = format!("`{}` is kept for the whole period only", self.assertion.what);
                return Err((message, "let start and end be the first and last day of the book's period"));
            }
            None if !whole => {
                let in_month = |month: &Month| self.amount(&id.clone().in_month(*month));
                let months: Vec<Option<Amount>> =
                    self.assertion.interval.months().iter().map(in_month).collect::<Result<_, _>>()?;
                self.tonnes(months.into_iter().flatten(), unit)?
            }
            _ => self.tonnes(self.amount(id)?.into_iter(), unit)?,
        };
        amount.ok_or_else(|| self.not_reported())
    }

    fn amount(&self, id: &FigureId) -> Result<Option<Amount>, Unanswered> {
        let found = self.inventory.find(id).map(|found| found.amount);
        found.map_err(|unknown| (unknown.to_string(), "write the figure as report.csv does in `figure_id`"))
    }

    /// The sum of amounts in the unit of the assertion; `None` if there are none.
    fn tonnes(&self, amounts: impl Iterator<Item = Amount>, unit: AssertedUnit) -> Result<Option<f64>, Unanswered> {
        let text = &self.assertion.what;
        let one = |amount: Amount| match (amount, unit) {
            (Amount::Co2e(co2e), AssertedUnit::TonnesCo2e) => Ok(co2e.as_tonnes()),
            (Amount::Mass(mass), AssertedUnit::Activity(unit)) => {
                let conversion = Unit::KILOGRAM.conversion_to(unit);
                let conversion = conversion
                    .map_err(|_| (format!("`{text}` is a mass, and {unit} is none"), "state it in `t` or `kg`"))?;
                Ok(conversion.apply(mass.as_kilograms()))
            }
            (Amount::Co2e(_), _) => Err((format!("`{text}` is emissions, not a quantity"), "state it in `tCO2e`")),
            (Amount::Mass(_), _) => Err((format!("`{text}` is the mass of a gas, not CO2e"), "state it in `t`")),
        };
        let amounts: Vec<f64> = amounts.map(one).collect::<Result<_, _>>()?;
        Ok(amounts.into_iter().reduce(|a, b| a + b))
    }

    fn not_reported(&self) -> Unanswered {
        (format!("`{}` is not reported", self.assertion.what), "remove the assertion, or report the figure")
    }

    /// The worth of what reaches the air of the assertion's site and time on the sections wanted, in tonnes; `None` if
    /// nothing does.
    fn posted(&self, wanted: impl Fn(&Subject<'_>, LedgerBook) -> bool) -> Option<f64> {
        let worth = |entry: &Entry| {
            let (category, book) = self.ledger.reaches(entry)?;
            let posting = self.ledger.posting(entry).filter(|p| self.is_meant(self.ledger.site(p), p.month))?;
            let counts = entry.gas.family().in_scopes() && wanted(&self.ledger.subject(posting)?, book);
            counts.then(|| self.inventory.value(category, entry.gas, entry.kg))
        };
        let all: Vec<Co2e> = self.ledger.entries().iter().filter_map(worth).collect();
        (!all.is_empty()).then(|| all.into_iter().sum::<Co2e>().as_tonnes())
    }
}

/// Whether statements have the figure by month.
fn is_kept_by_month(id: &FigureId) -> bool {
    id.site.is_none() && !matches!(id.measure, Measure::SumOfSites(_) | Measure::Elimination { .. })
}

fn ends_a_month(interval: Period) -> bool {
    let next = interval.end().month().next().first_day();
    interval.end().epoch_days() + 1 == next.epoch_days()
}

/// What the text names. A category is both a group of the chart and a figure: it is taken as the group.
fn what<'a>(text: &'a str, tables: &Tables) -> Result<What<'a>, Unanswered> {
    if Category::parse(text).is_some() || tables.chart.category(text).is_ok() {
        return Ok(What::Activity(text));
    }
    text.parse().map(What::Figure).map_err(|unknown: UnknownFigure| {
        let help = "`what` is an activity code, a group of the chart, or a figure as report.csv names it in `figure_id`: \
                    scope1, scope2_location, scope2_market, scope3 …";
        (format!("`{text}` is neither an activity nor a group of the chart, and {unknown}"), help)
    })
}

fn is_of(activity: &ActivityCode, category: Category, code: &str) -> bool {
    activity.as_str() == code || category.code() == code
}
