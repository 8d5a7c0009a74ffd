//! A statement of the inventory as a report shows it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Facts;
use super::four::{FourFigures, Place, Shown, SiteFigures};
use super::model::{
    CarrierView, EliminationView, MonthView, Ordered, Scope1View, Scope2View, Scope3View, SiteView, StatementView,
    Status, Text, UncertaintyView,
};
use super::name::Name;
use crate::estate::Estate;
use crate::id::SiteId;
use crate::inventory::{
    Elimination, Figure, FigureId, Measure, NotReported, Section, SiteStatement, Statement, StatementName,
};
use crate::quantity::{Co2e, Gas, GasMass};
use crate::scope::{Absent, Category, LedgerBook, Scope, Scope2Method, Scope3Category};

/// Tonnes, or the reason there are none. A sum beyond what a number can hold is no figure.
fn tonnes(figure: Option<Co2e>) -> Shown {
    match figure.map(Co2e::as_tonnes) {
        Some(tonnes) if tonnes.is_finite() => Ok(unsigned_zero(tonnes)),
        Some(_) => Err(Status::NotEstimated),
        None => Err(Status::NotReported),
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

/// Names the figures of one statement.
#[derive(Clone, Copy)]
struct Named<'a> {
    facts: Facts<'a>,
    statement: &'a Statement,
    called: &'a StatementName,
}

impl Named<'_> {
    fn name(self, measure: Measure) -> Name {
        Name(FigureId::of(self.called.clone(), measure))
    }

    fn of_scope(self, scope: Scope, book: LedgerBook) -> Name {
        self.name(Measure::Co2e(Section::of(scope, book)))
    }

    fn of_category(self, category: Category, book: LedgerBook) -> Name {
        self.name(Measure::Co2e(Section::of_category(category, book)))
    }
}

pub(crate) fn view(statement: &Statement, facts: Facts<'_>) -> StatementView {
    let estate = statement.estate.as_ref().and_then(|id| facts.estates.iter().find(|e| e.id == *id));
    let biogenic = mass(statement.biogenic_co2());
    let called = facts.inventory.name_of(statement);
    let named = Named { facts, statement, called: &called };
    let four = |place, figure: &dyn Fn(Section) -> Shown| FourFigures::new(called.clone(), place, figure);
    let outside = statement.outside_scopes();
    StatementView {
        boundary: statement.boundary.as_str().to_owned(),
        estate_id: statement.estate.as_ref().map(ToString::to_string),
        name: estate.map_or(facts.name, |e| facts.estate_name(e)).to_owned(),
        country: country(estate, facts.estates),
        scope1: scope1(named),
        scope2: scope2(named),
        scope3: scope3(named),
        biogenic_co2_t: biogenic.ok(),
        biogenic_co2_t_status: biogenic.err(),
        biogenic_co2_t_figure_id: named.name(Measure::BiogenicCo2),
        outside_scopes_t: by_reported_name(&outside),
        figure_id_by_gas_outside_scopes: names_of(&outside, |gas| named.name(Measure::OutsideScopes(gas))),
        removals_tco2: None,
        removals_tco2_status: Some(Status::NotReported),
        removals_tco2_figure_id: named.name(Measure::Removals),
        uncertainty_pct: UNCERTAINTY_NOT_ASSESSED,
        sum_of_sites: four(Place::SumOfSites, &|section| tonnes(statement.sum_of_sites(section.scope, section.book))),
        eliminations: statement.eliminations().iter().map(|e| elimination(named, e)).collect(),
        by_month: statement
            .months()
            .map(|month| {
                let in_month =
                    |section: Section| tonnes(statement.in_month(month, section.scope, section.book).map(|f| f.co2e()));
                MonthView { month: month.to_string(), figures: four(Place::Month(month), &in_month) }
            })
            .collect(),
        sites: sites(named),
        called: called.clone(),
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

fn scope1(named: Named<'_>) -> Scope1View {
    let statement = named.statement;
    let figure = statement.scope1();
    let no_gas = BTreeMap::new();
    let gases = figure.as_ref().map_or(&no_gas, Figure::by_gas);
    let section = Section::of(Scope::One, LedgerBook::Main);
    let (by_gas_t, figure_id_by_gas) =
        (by_reported_name(gases), names_of(gases, |gas| named.name(Measure::Gas(section, gas))));
    let shown = of(figure);
    let of_scope = Category::all().filter(|c| c.scope() == Scope::One);
    let all = of_scope.map(|c| (c, of(statement.category(c, LedgerBook::Main))));
    let ByCategory { figures, statuses, names, reasons } = by_category(all, named);
    Scope1View {
        tco2e: shown.ok(),
        tco2e_status: shown.err(),
        tco2e_figure_id: named.of_scope(Scope::One, LedgerBook::Main),
        by_gas_t,
        figure_id_by_gas,
        by_category_tco2e: figures,
        status_by_category: statuses,
        figure_id_by_category: names,
        reason_by_category: reasons,
    }
}

fn scope2(named: Named<'_>) -> Scope2View {
    let location = of(named.statement.scope2(Scope2Method::LocationBased));
    let market = of(named.statement.scope2(Scope2Method::MarketBased));
    let by_carrier = Category::all()
        .filter_map(|category| Some((category.carrier()?.to_owned(), carrier(named, category))))
        .collect();
    Scope2View {
        location_tco2e: location.ok(),
        location_tco2e_status: location.err(),
        location_tco2e_figure_id: named.of_scope(Scope::Two, LedgerBook::LocationBased),
        market_tco2e: market.ok(),
        market_tco2e_status: market.err(),
        market_tco2e_figure_id: named.of_scope(Scope::Two, LedgerBook::MarketBased),
        by_carrier,
    }
}

fn carrier(named: Named<'_>, category: Category) -> CarrierView {
    let of = |book| declared(of(named.statement.category(category, book)), category, named.facts.absent);
    let ((location, reason), (market, _)) = (of(LedgerBook::LocationBased), of(LedgerBook::MarketBased));
    CarrierView {
        location_tco2e: location.ok(),
        location_tco2e_status: location.err(),
        location_tco2e_figure_id: named.of_category(category, LedgerBook::LocationBased),
        market_tco2e: market.ok(),
        market_tco2e_status: market.err(),
        market_tco2e_figure_id: named.of_category(category, LedgerBook::MarketBased),
        reason: reason.map(str::to_owned),
    }
}

fn scope3(named: Named<'_>) -> Scope3View {
    let shown = of(named.statement.scope3_reported());
    let all = Scope3Category::ALL.into_iter().map(|c| (Category::ValueChain(c), of(named.statement.scope3(c))));
    let ByCategory { figures, statuses, names, reasons } = by_category(all, named);
    Scope3View {
        tco2e: shown.ok(),
        tco2e_status: shown.err(),
        tco2e_figure_id: named.of_scope(Scope::Three, LedgerBook::Main),
        by_category_tco2e: figures,
        status_by_category: statuses,
        figure_id_by_category: names,
        reason_by_category: reasons,
    }
}

/// Figures under one key, why there is none under another, in whose words under a third; and what each is called.
#[derive(Default)]
struct ByCategory {
    figures: Ordered<f64>,
    statuses: Ordered<Status>,
    names: Ordered<Name>,
    reasons: Ordered<String>,
}

fn by_category(items: impl Iterator<Item = (Category, Shown)>, named: Named<'_>) -> ByCategory {
    let mut all = ByCategory::default();
    for (category, shown) in items {
        let code = || category.code().to_owned();
        all.names.0.push((code(), named.of_category(category, LedgerBook::Main)));
        match declared(shown, category, named.facts.absent) {
            (Ok(figure), _) => all.figures.0.push((code(), figure)),
            (Err(status), reason) => {
                all.reasons.0.extend(reason.map(|reason| (code(), reason.to_owned())));
                all.statuses.0.push((code(), status));
            }
        }
    }
    all
}

/// Of a figure that is absent because nothing was reported, what book.toml says about that.
pub(super) fn declared(shown: Shown, category: Category, absent: &[Absent]) -> (Shown, Option<&str>) {
    let said = absent.iter().find(|absent| absent.category == category);
    match (shown, said) {
        (Err(Status::NotReported), Some(said)) => (Err(said.status), Some(&said.reason)),
        _ => (shown, None),
    }
}

/// Tonnes by the name a report gives a gas, in the order of statements.
fn by_reported_name(masses: &BTreeMap<Gas, GasMass>) -> Ordered<f64> {
    let mut shown: Vec<(&'static str, GasMass)> = Vec::new();
    for (gas, mass) in masses {
        match shown.last_mut() {
            // The two methanes stand beside each other in the order of gases.
            Some((name, sum)) if *name == gas.reported_name() => *sum += *mass,
            _ => shown.push((gas.reported_name(), *mass)),
        }
    }
    shown.into_iter().map(|(name, mass)| (name.to_owned(), unsigned_zero(mass.as_tonnes()))).collect()
}

/// What is called by the name a report gives a gas, in the same order.
fn names_of(masses: &BTreeMap<Gas, GasMass>, name: impl Fn(&'static str) -> Name) -> Ordered<Name> {
    let mut gases: Vec<&'static str> = masses.keys().map(|gas| gas.reported_name()).collect();
    gases.dedup();
    gases.into_iter().map(|gas| (gas.to_owned(), name(gas))).collect()
}

fn elimination(named: Named<'_>, elimination: &Elimination) -> EliminationView {
    let shown = tonnes(Some(elimination.co2e()));
    let section = Section::of_category(elimination.category, elimination.book);
    let (seller, buyer) = (elimination.from_site.clone(), elimination.to_site.clone());
    EliminationView {
        from_site: seller.to_string(),
        to_site: buyer.to_string(),
        carrier: elimination.category.carrier().map(str::to_owned),
        category: elimination.category.code().to_owned(),
        section: section.scope_word().to_owned(),
        tco2e: shown.ok(),
        tco2e_status: shown.err(),
        tco2e_figure_id: named.name(Measure::Elimination {
            category: elimination.category,
            book: elimination.book,
            seller,
            buyer,
        }),
    }
}

fn sites(named: Named<'_>) -> Vec<SiteView> {
    // A statement has its sites in the order of the book.
    let mut all = named.facts.sites.iter();
    let mut name =
        |id: &SiteId| all.find(|site| site.id == *id).map_or_else(|| "".into(), |site| Arc::clone(&site.name));
    named.statement.sites().iter().map(|s| site(named, s, name(&s.site))).collect()
}

fn site(named: Named<'_>, site: &SiteStatement, name: Arc<str>) -> SiteView {
    let figure = |section: Section| tonnes(site.in_book(section.scope, section.book).map(|figure| figure.co2e()));
    SiteView {
        site_id: Text(site.site.shared()),
        name: Text(name),
        share: site.share,
        figures: SiteFigures {
            four: FourFigures::new(named.called.clone(), Place::Site(site.site.clone()), figure),
            biogenic_co2: mass(site.biogenic_co2()),
        },
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
            shown.eliminations.iter().filter(|e| e.section == "scope2_location").filter_map(|e| e.tco2e).sum();
        let sum = shown.sum_of_sites.scope2_location().expect("reported");
        assert!(taken > 0.0);
        approx::assert_relative_eq!(sum - taken, shown.scope2.location_tco2e.expect("reported"), max_relative = 1e-12);
    }

    #[test]
    fn what_is_absent_is_null_with_its_reason() {
        let shown = headline();
        assert_eq!(shown.scope2.market_tco2e, None);
        assert_eq!(shown.scope2.market_tco2e_status, Some(Status::NotReported));
        assert_eq!(tonnes(Some(Co2e::from_tonnes(f64::INFINITY))), Err(Status::NotEstimated));
        assert_eq!(tonnes(Some(Co2e::from_tonnes(-0.0))).map(f64::to_bits), Ok(0));
    }

    #[test]
    fn names_come_in_the_first_language() {
        let book = fixture::book();
        let facts = Facts { languages: &["th", "en"], ..book.facts() };
        assert_eq!(view(facts.inventory.headline(), facts).name, "นิคมตัวอย่าง");
    }
}
