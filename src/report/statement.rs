//! A statement of the inventory as a report shows it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Facts;
use super::model::{
    CarrierView, EliminationView, FourFigures, MonthView, Ordered, Scope1View, Scope2View, Scope3View, SiteView,
    StatementView, Status, Text, UncertaintyView,
};
use crate::estate::Estate;
use crate::id::SiteId;
use crate::inventory::{Elimination, Figure, NotReported, SiteStatement, Statement};
use crate::quantity::{Co2e, Gas, GasMass};
use crate::scope::{Absent, Category, LedgerBook, Scope, Scope2Method, Scope3Category};

/// A figure, or why there is none.
type Shown = (Option<f64>, Option<Status>);

/// Tonnes, or the reason there are none. A sum beyond what a number can hold is no figure.
fn tonnes(figure: Option<Co2e>) -> Shown {
    match figure.map(Co2e::as_tonnes) {
        Some(tonnes) if tonnes.is_finite() => (Some(unsigned_zero(tonnes)), None),
        Some(_) => (None, Some(Status::NotEstimated)),
        None => (None, Some(Status::NotReported)),
    }
}

fn of(figure: Result<Figure, NotReported>) -> Shown {
    tonnes(figure.ok().map(|f| f.co2e()))
}

fn mass(mass: Option<GasMass>) -> Shown {
    tonnes(mass.map(|m| Co2e::from_kilograms(m.as_kilograms())))
}

/// What eliminations leave of a figure may be minus zero.
fn unsigned_zero(value: f64) -> f64 {
    value + 0.0
}

pub(crate) fn view(statement: &Statement, facts: Facts<'_>) -> StatementView {
    let estate = statement.estate.as_ref().and_then(|id| facts.estates.iter().find(|e| e.id == *id));
    let (biogenic_co2_t, biogenic_co2_t_status) = mass(statement.biogenic_co2());
    StatementView {
        boundary: statement.boundary.as_str().to_owned(),
        estate_id: statement.estate.as_ref().map(ToString::to_string),
        name: estate.map_or(facts.name, |e| facts.estate_name(e)).to_owned(),
        country: country(estate, facts.estates),
        scope1: scope1(statement, facts),
        scope2: scope2(statement, facts),
        scope3: scope3(statement, facts),
        biogenic_co2_t,
        biogenic_co2_t_status,
        outside_scopes_t: by_reported_name(&statement.outside_scopes()),
        removals_tco2: None,
        removals_tco2_status: Some(Status::NotReported),
        uncertainty_pct: UNCERTAINTY_NOT_ASSESSED,
        sum_of_sites: four(|scope, book| tonnes(statement.sum_of_sites(scope, book))),
        eliminations: statement.eliminations().iter().map(elimination).collect(),
        by_month: statement.months().map(|month| month_view(statement, month)).collect(),
        sites: sites(statement, facts),
    }
}

const UNCERTAINTY_NOT_ASSESSED: UncertaintyView = UncertaintyView {
    scope1: None,
    scope1_status: Status::NotAssessed,
    scope2_location: None,
    scope2_location_status: Status::NotAssessed,
    scope2_market: None,
    scope2_market_status: Status::NotAssessed,
    scope3: None,
    scope3_status: Status::NotAssessed,
};

/// The estate's country, or the one all estates of the book are in.
fn country(estate: Option<&Estate>, estates: &[Estate]) -> Option<String> {
    let first = estate.or(estates.first())?;
    let one = estate.is_some() || estates.iter().all(|e| e.country == first.country);
    one.then(|| first.country.to_string())
}

fn scope1(statement: &Statement, facts: Facts<'_>) -> Scope1View {
    let figure = statement.scope1();
    let by_gas_t = figure.as_ref().map(|f| by_reported_name(f.by_gas())).unwrap_or_default();
    let (tco2e, tco2e_status) = of(figure);
    let of_scope = Category::all().filter(|c| c.scope() == Scope::One);
    let all = of_scope.map(|c| (c, of(statement.category(c, LedgerBook::Main))));
    let ByCategory { figures, statuses, reasons } = by_category(all, facts.absent);
    Scope1View {
        tco2e,
        tco2e_status,
        by_gas_t,
        by_category_tco2e: figures,
        status_by_category: statuses,
        reason_by_category: reasons,
    }
}

fn scope2(statement: &Statement, facts: Facts<'_>) -> Scope2View {
    let (location_tco2e, location_tco2e_status) = of(statement.scope2(Scope2Method::LocationBased));
    let (market_tco2e, market_tco2e_status) = of(statement.scope2(Scope2Method::MarketBased));
    let by_carrier = Category::all()
        .filter_map(|category| Some((category.carrier()?.to_owned(), carrier(statement, category, facts.absent))))
        .collect();
    Scope2View { location_tco2e, location_tco2e_status, market_tco2e, market_tco2e_status, by_carrier }
}

fn carrier(statement: &Statement, category: Category, absent: &[Absent]) -> CarrierView {
    let of = |book| declared(of(statement.category(category, book)), category, absent).0;
    let (location_tco2e, location_tco2e_status) = of(LedgerBook::LocationBased);
    let (market_tco2e, market_tco2e_status) = of(LedgerBook::MarketBased);
    CarrierView { location_tco2e, location_tco2e_status, market_tco2e, market_tco2e_status }
}

fn scope3(statement: &Statement, facts: Facts<'_>) -> Scope3View {
    let (tco2e, tco2e_status) = of(statement.scope3_reported());
    let all = Scope3Category::ALL.into_iter().map(|c| (Category::ValueChain(c), of(statement.scope3(c))));
    let ByCategory { figures, statuses, reasons } = by_category(all, facts.absent);
    Scope3View {
        tco2e,
        tco2e_status,
        by_category_tco2e: figures,
        status_by_category: statuses,
        reason_by_category: reasons,
    }
}

/// Figures under one key, why there is none under another, in whose words under a third.
#[derive(Default)]
struct ByCategory {
    figures: Ordered<f64>,
    statuses: Ordered<Status>,
    reasons: Ordered<String>,
}

fn by_category(items: impl Iterator<Item = (Category, Shown)>, absent: &[Absent]) -> ByCategory {
    let mut all = ByCategory::default();
    for (category, shown) in items {
        let code = category.code().to_owned();
        match declared(shown, category, absent) {
            ((Some(figure), _), _) => all.figures.0.push((code, figure)),
            ((None, status), reason) => {
                all.reasons.0.extend(reason.map(|reason| (code.clone(), reason.to_owned())));
                all.statuses.0.push((code, status.unwrap_or(Status::NotReported)));
            }
        }
    }
    all
}

/// Of a figure that is absent because nothing was reported, what book.toml says about that.
fn declared(shown: Shown, category: Category, absent: &[Absent]) -> (Shown, Option<&str>) {
    let said = absent.iter().find(|absent| absent.category == category);
    match (shown, said) {
        ((None, Some(Status::NotReported)), Some(said)) => ((None, Some(said.status)), Some(&said.reason)),
        _ => (shown, None),
    }
}

/// Tonnes by the name a report gives a gas, in the order of statements.
fn by_reported_name(masses: &BTreeMap<Gas, GasMass>) -> Ordered<f64> {
    let mut shown: Ordered<f64> = Ordered::default();
    for (gas, mass) in masses {
        let tonnes = unsigned_zero(mass.as_tonnes());
        match shown.0.last_mut() {
            // The two methanes stand beside each other in the order of gases.
            Some((name, sum)) if name == gas.reported_name() => *sum += tonnes,
            _ => shown.0.push((gas.reported_name().to_owned(), tonnes)),
        }
    }
    shown
}

/// The four figures side by side.
fn four(figure: impl Fn(Scope, LedgerBook) -> Shown) -> FourFigures {
    let (scope1_tco2e, scope1_tco2e_status) = figure(Scope::One, LedgerBook::Main);
    let (scope2_location_tco2e, scope2_location_tco2e_status) = figure(Scope::Two, LedgerBook::LocationBased);
    let (scope2_market_tco2e, scope2_market_tco2e_status) = figure(Scope::Two, LedgerBook::MarketBased);
    let (scope3_tco2e, scope3_tco2e_status) = figure(Scope::Three, LedgerBook::Main);
    FourFigures {
        scope1_tco2e,
        scope1_tco2e_status,
        scope2_location_tco2e,
        scope2_location_tco2e_status,
        scope2_market_tco2e,
        scope2_market_tco2e_status,
        scope3_tco2e,
        scope3_tco2e_status,
    }
}

fn month_view(statement: &Statement, month: crate::period::Month) -> MonthView {
    let figures = four(|scope, book| tonnes(statement.in_month(month, scope, book).map(|f| f.co2e())));
    MonthView { month: month.to_string(), figures }
}

fn elimination(elimination: &Elimination) -> EliminationView {
    let (tco2e, tco2e_status) = tonnes(Some(elimination.co2e()));
    EliminationView {
        from_site: elimination.from_site.to_string(),
        to_site: elimination.to_site.to_string(),
        carrier: elimination.category.carrier().map(str::to_owned),
        category: elimination.category.code().to_owned(),
        line: match elimination.category.scope() {
            Scope::One => "scope1",
            Scope::Two => elimination.book.as_str(),
            Scope::Three => "scope3",
        }
        .to_owned(),
        tco2e,
        tco2e_status,
    }
}

fn sites(statement: &Statement, facts: Facts<'_>) -> Vec<SiteView> {
    // A statement has its sites in the order of the book.
    let mut all = facts.sites.iter();
    let mut name =
        |id: &SiteId| all.find(|site| site.id == *id).map_or_else(|| "".into(), |site| Arc::clone(&site.name));
    statement.sites().iter().map(|s| site(s, name(&s.site))).collect()
}

fn site(site: &SiteStatement, name: Arc<str>) -> SiteView {
    let (biogenic_co2_t, biogenic_co2_t_status) = mass(site.biogenic_co2());
    SiteView {
        site_id: Text(site.site.shared()),
        name: Text(name),
        share: site.share,
        figures: four(|scope, book| match (scope, book) {
            (Scope::One, _) => of(site.scope1()),
            (Scope::Two, LedgerBook::MarketBased) => of(site.scope2(Scope2Method::MarketBased)),
            (Scope::Two, _) => of(site.scope2(Scope2Method::LocationBased)),
            (Scope::Three, _) => of(site.scope3_reported()),
        }),
        biogenic_co2_t,
        biogenic_co2_t_status,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    fn headline() -> StatementView {
        let book = fixture::book();
        let facts = book.facts();
        view(facts.inventory.headline(), facts)
    }

    #[test]
    fn every_category_has_a_figure_or_a_reason() {
        let shown = headline();
        assert_eq!(shown.scope3.by_category_tco2e.0.len() + shown.scope3.status_by_category.0.len(), 15);
        assert_eq!(shown.scope1.by_category_tco2e.0.len() + shown.scope1.status_by_category.0.len(), 6);
        assert_eq!(shown.scope2.by_carrier.0.len(), 4);
    }

    #[test]
    fn both_methanes_are_reported_as_one_gas_in_the_order_of_statements() {
        let gases: Vec<String> = headline().scope1.by_gas_t.iter().map(|(name, _)| name.to_owned()).collect();
        assert_eq!(gases, ["CO2", "CH4", "N2O", "HFC-125", "HFC-32"]);
    }

    #[test]
    fn sites_less_eliminations_are_the_statement() {
        let shown = headline();
        let taken: f64 =
            shown.eliminations.iter().filter(|e| e.line == "scope2_location").filter_map(|e| e.tco2e).sum();
        let sum = shown.sum_of_sites.scope2_location_tco2e.expect("reported");
        assert!(taken > 0.0);
        approx::assert_relative_eq!(sum - taken, shown.scope2.location_tco2e.expect("reported"), max_relative = 1e-12);
    }

    #[test]
    fn what_is_absent_is_null_with_its_reason() {
        let shown = headline();
        assert_eq!(shown.scope2.market_tco2e, None);
        assert_eq!(shown.scope2.market_tco2e_status, Some(Status::NotReported));
        assert_eq!(tonnes(Some(Co2e::from_tonnes(f64::INFINITY))), (None, Some(Status::NotEstimated)));
        assert_eq!(tonnes(Some(Co2e::from_tonnes(-0.0))).0.map(f64::to_bits), Some(0));
    }

    #[test]
    fn names_come_in_the_first_language() {
        let book = fixture::book();
        let facts = Facts { languages: &["th", "en"], ..book.facts() };
        assert_eq!(view(facts.inventory.headline(), facts).name, "นิคมตัวอย่าง");
    }
}
