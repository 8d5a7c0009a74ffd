//! What the later stages refuse or doubt, as diagnostics at the rows they are about.

use std::collections::BTreeMap;

use crate::activity::{Line, RowRef};
use crate::book::Tables;
use crate::diagnostic::{Code, Diagnostic};
use crate::factor::resolve::{Instead, ResolveError};
use crate::inventory::Unvalued;
use crate::ledger::{Ledger, Refusal, Unresolved};
use crate::period::Day;
use crate::quantity::Dimension;
use crate::rows::{Source, locate};
use crate::scope::Absent;
use crate::source::Place;

/// Lines that could not be posted, each at its first row.
pub(super) fn unresolved(
    unresolved: &[Unresolved],
    ledger: &Ledger,
    source: &Source,
    tables: &Tables,
) -> Vec<Diagnostic> {
    let wanted: Vec<(RowRef, &'static str)> = unresolved.iter().map(|u| (u.first, column(&u.why))).collect();
    let places = locate(source, &wanted);
    let problem = |(u, wanted): (&Unresolved, &(RowRef, &'static str))| {
        let line = ledger.totals().lines.get(u.line as usize);
        let place = line
            .and_then(|line| place_of_method(ledger, line))
            .or_else(|| places.get(wanted).cloned())
            .unwrap_or_else(|| Place::file(ledger.totals().file(u.first)).at_line(u.first.row));
        refusal(&u.why, place, line, tables).with_rows(u.rows)
    };
    unresolved.iter().zip(&wanted).map(problem).collect()
}

/// Where the table of a method has the first row of a line that it made.
fn place_of_method(ledger: &Ledger, line: &Line) -> Option<Place> {
    ledger.calculation(line)?.place().cloned()
}

/// The column that is to be corrected.
fn column(why: &Refusal) -> &'static str {
    match why {
        Refusal::Resolve(ResolveError::CannotConvert { .. }) => "unit",
        Refusal::Resolve(ResolveError::UnknownFactorId { .. } | ResolveError::OtherActivity { .. }) => "factor_id",
        Refusal::Resolve(ResolveError::BasisUnknown { .. }) => "basis",
        Refusal::TooLarge => "quantity",
        Refusal::Resolve(_) | Refusal::MarketNotCovered => "activity",
    }
}

fn refusal(why: &Refusal, place: Place, line: Option<&Line>, tables: &Tables) -> Diagnostic {
    let error = match why {
        Refusal::Resolve(error) => error,
        Refusal::TooLarge => {
            return Diagnostic::error(Code::NotFinite, place, "the quantities of this line add up to no finite number")
                .with_help("look for a quantity or a unit that is wrong by many powers of ten");
        }
        Refusal::MarketNotCovered => {
            return Diagnostic::error(
                Code::MarketNotCovered,
                place,
                "no instrument, supplier factor or residual mix covers the purchase",
            )
            .with_help("add a supplier factor to factors.csv, or choose another scope2_market_fallback in book.toml");
        }
    };
    let make = |code, help: String| Diagnostic::error(code, place.clone(), error.to_string()).with_help(help);
    match error {
        ResolveError::NoFactor { instead, .. } => make(Code::NoFactor, without_factor(instead)),
        ResolveError::Tie { first, second, .. } => make(
            Code::FactorTie,
            format!("name `{first}` or `{second}` in the row's factor_id, or narrow one in factors.csv"),
        ),
        ResolveError::CannotConvert { source, factor, fuel } => {
            let help = match fuel {
                Some(_) if source.from.dimension() == Dimension::Volume && source.to.dimension() != Dimension::Volume => {
                    "for a gas, write at which state it was metered: `Nm3` (0 °C), `Sm3` (15 °C) or `scf` (60 °F); for a \
                     liquid, give its density in fuels.csv"
                        .to_owned()
                }
                Some(fuel) => format!("give {fuel} a calorific value or density in fuels.csv, or choose a factor per {}", source.from),
                None => format!("give the quantity as {}, as `{factor}` takes it, or choose another factor", source.to.dimension().phrase()),
            };
            let label = format!("{}; the factor is per {}", source.from.dimension().phrase(), source.to);
            let at = tables.factors.get(factor).map(|f| f.provenance.place.clone());
            let made = make(Code::CannotConvert, help).with_label(label);
            match at {
                Some(at) => made.with_related(at, format!("the factor `{factor}` is per {}", source.to)),
                None => made,
            }
        }
        ResolveError::UnknownFactorId { suggestion, .. } => make(
            Code::UnknownFactorId,
            match suggestion {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`estate-carbon factors search` finds ids; the book's own are in factors.csv".to_owned(),
            },
        ),
        ResolveError::OtherActivity { published, .. } => {
            make(Code::FactorOfOtherActivity, format!("correct the factor_id, or the activity to `{published}`"))
        }
        ResolveError::OnlyCo2e { .. } => make(
            Code::OnlyCo2e,
            "the method gives the CO2: name a factor that gives methane and nitrous oxide as gases".to_owned(),
        ),
        ResolveError::BasisUnknown { .. } => {
            let unit = line.map(|l| l.unit.symbol()).unwrap_or_default();
            make(
                Code::BasisUnknown,
                format!("fill in `basis`: `net` or `gross`; the bill or meter of the {unit} says which"),
            )
        }
    }
}

/// What to do where there is no factor.
fn without_factor(instead: &Instead) -> String {
    let add = "add a factor with its source to factors.csv";
    match instead {
        Instead::Grids(regions) => format!("the publisher gives {}: set `grid` in book.toml", regions.join(", ")),
        Instead::Later(regions) => {
            let from: Vec<String> = regions.iter().map(|(region, year)| format!("{region} from {year}")).collect();
            format!("it is published for {}, and a later year is never taken; {add}", from.join(", "))
        }
        Instead::Named { id, from } => format!("the row names `{id}`, which begins on {from}; name another or {add}"),
        Instead::Nothing { country } => format!(
            "none is published for {country} in the built-in sets; {add}; `estate-carbon factors search` looks through them"
        ),
    }
}

/// Factors of an earlier year, each once, at the first row that takes it.
pub(super) fn earlier_years(ledger: &Ledger, source: &Source, tables: &Tables) -> Vec<Diagnostic> {
    let mut found: BTreeMap<(usize, Day, i16), (RowRef, u64)> = BTreeMap::new();
    let mut of_methods: BTreeMap<RowRef, Place> = BTreeMap::new();
    let mut last = (u32::MAX, usize::MAX);
    for entry in ledger.entries() {
        let (Some(total), Some(resolution)) = (ledger.total(entry), ledger.resolution(entry)) else { continue };
        let (Some(until), Some(line)) = (resolution.outdated, ledger.line(entry)) else { continue };
        // A factor has an entry for each gas; its rows count once.
        if std::mem::replace(&mut last, (entry.total, resolution.factor)) == (entry.total, resolution.factor) {
            continue;
        }
        let known = found.entry((resolution.factor, until, line.month.year())).or_insert((total.first, 0));
        known.0 = known.0.min(total.first);
        known.1 += total.counted;
        of_methods.extend(place_of_method(ledger, line).map(|place| (total.first, place)));
    }
    let wanted: Vec<(RowRef, &'static str)> = found.values().map(|(first, _)| (*first, "activity")).collect();
    let places = locate(source, &wanted);
    found
        .into_iter()
        .filter_map(|((factor, until, wanted), (first, rows))| {
            let factor = tables.factors.at(factor)?;
            let place = of_methods.get(&first).or_else(|| places.get(&(first, "activity"))).cloned()?;
            let message = format!("`{}` is valid until {until} and the rows are of {wanted}", factor.id);
            Some(Diagnostic::warning(Code::EarlierYear, place, message).with_rows(rows.max(1)).with_help(format!(
                "when {} publishes {wanted}, add that factor to factors.csv",
                factor.provenance.publisher
            )))
        })
        .collect()
}

/// Categories that book.toml leaves out and the book reports.
pub(super) fn absent_but_reported(ledger: &Ledger, absent: &[Absent]) -> Vec<Diagnostic> {
    let lines = &ledger.totals().lines;
    let reported = absent.iter().filter(|absent| lines.iter().any(|line| line.category == absent.category));
    let doubt = |absent: &Absent| {
        let (code, words) = (absent.category.code(), absent.status.words());
        let message = format!("`{code}` is said to be {words}, and the book has activity of it");
        Diagnostic::warning(Code::AbsentButReported, absent.place.clone(), message)
            .with_help("the figure is reported; remove the entry, or the rows")
    };
    reported.map(doubt).collect()
}

/// Gases of the scopes that the GWP set does not list, at the factor that gives them.
pub(super) fn unvalued(unvalued: &[Unvalued], ledger: &Ledger, tables: &Tables) -> Vec<Diagnostic> {
    let problem = |u: &Unvalued| {
        let entry = ledger.entries().get(u.entry)?;
        let factor = tables.factors.at(ledger.resolution(entry)?.factor)?;
        let message = format!("{} gives no GWP for {}", tables.manifest.gwp, u.gas);
        Some(
            Diagnostic::error(Code::NoGwp, factor.provenance.place.clone(), message)
                .with_help("choose a later GWP set in book.toml, or give the factor as CO2e with its own set"),
        )
    };
    unvalued.iter().filter_map(problem).collect()
}
