//! A program that links the core: it makes estates, factors and totals of its own, and reads and writes no file.

use estate_carbon::activity::{RowCounts, RowRef, Stream, Total, Totals};
use estate_carbon::estate::{Boundary, Estate, Role, Site};
use estate_carbon::factor::{EmissionFactor, FactorSet, FuelProperties, FuelTable, GasFactor, Layer, Provenance};
use estate_carbon::inventory::{Inventory, Reading, Valuation, read};
use estate_carbon::ledger::{Context, Ledger, post};
use estate_carbon::period::{Day, Period};
use estate_carbon::quantity::{CombustionMethane, Gas, GwpSet, Unit};
use estate_carbon::scope::Category;

const DIESEL: &str = "stationary_combustion/gas_diesel_oil";

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn kilograms(gas: &str, kg: f64) -> GasFactor {
    GasFactor::new(Gas::parse(gas).expect("a gas"), kg)
}

/// 3 kg of CO2 and 0.001 kg of methane per kilogram of diesel.
fn factors() -> FactorSet {
    let provenance = Provenance::new("book", "Laboratory", "Analysis 12", "p. 3");
    let gases = [kilograms("CO2", 3.0), kilograms("CH4_fossil", 0.001)];
    let mut factors = FactorSet::new();
    factors.add(Layer::Own, [EmissionFactor::new("diesel", DIESEL, "TH", Unit::KILOGRAM, gases, provenance)]);
    factors
}

fn fuels() -> FuelTable {
    let mut diesel = FuelProperties::new("gas_diesel_oil", "TH", "Laboratory");
    diesel.kg_per_litre = Some(0.8);
    FuelTable::new(vec![diesel])
}

/// 10,000 L of diesel, burnt at the only site in March.
fn totals() -> Totals {
    let (unit, month) = (Unit::parse("L").expect("a unit"), day("2024-03-01").month());
    let mut totals = Totals::default();
    totals.files.push("tank.csv".into());
    totals.streams.push(Stream::new(DIESEL, Category::StationaryCombustion, unit, month));
    totals.totals.push(Total::new(0, 0, 10_000.0, 2, (RowRef::new(0, 2), RowRef::new(0, 3))));
    totals.rows = RowCounts::new(2, 0);
    totals
}

struct Made {
    sites: Vec<Site>,
    estates: Vec<Estate>,
    ledger: Ledger,
    inventory: Inventory,
}

fn made() -> Made {
    let mut cannery = Site::new("F1", "ESB", Role::Factory);
    cannery.equity_share = Some(0.4);
    let (sites, estates) = (vec![cannery], vec![Estate::new("ESB", "TH")]);
    let period = Period::new(day("2024-01-01"), day("2024-12-31")).expect("in order");
    let ledger = post(totals(), Vec::new(), &Context::new(&sites, &estates, &factors(), &fuels(), period));
    assert!(ledger.unresolved().is_empty(), "{:?}", ledger.unresolved());
    let valuation = Valuation::new(GwpSet::Ar6, CombustionMethane::Fossil);
    let mut reading = Reading::new(&sites, &estates, Boundary::Estate, valuation);
    reading.further = &[Boundary::EquityShare];
    let inventory = read(&ledger, reading).expect("every gas has a potential");
    Made { sites, estates, ledger, inventory }
}

/// 10,000 L × 0.8 kg/L × (3 kg CO2 + 0.001 kg CH4 × 29.8) per kilogram, by hand; and two fifths of it.
#[test]
fn an_inventory_is_made_of_a_programs_own_values() {
    let made = made();
    let scope1: Vec<f64> = made
        .inventory
        .statements()
        .map(|statement| statement.scope1().expect("reported").co2e().as_kilograms())
        .collect();
    assert_eq!(scope1.len(), 2);
    approx::assert_relative_eq!(scope1[0], 24_238.4, max_relative = 1e-12);
    approx::assert_relative_eq!(scope1[1], 9_695.36, max_relative = 1e-12);
    assert_eq!(made.ledger.rows().read, 2);
    assert_eq!((made.sites[0].name.as_ref(), made.estates[0].name()), ("F1", "ESB"));
}

#[cfg(feature = "reports")]
#[test]
fn a_report_is_made_of_a_programs_own_values() {
    use estate_carbon::Diagnostics;
    use estate_carbon::report::{Colour, Facts, Style, report};

    let made = made();
    let problems = Diagnostics::default();
    let facts = Facts::new(("Own", "none"), &made.sites, &made.estates, &made.ledger, &made.inventory, &problems);
    let shown = report(facts).to_terminal(Style::new(Colour::Off, 80));
    assert!(shown.contains("Own") && shown.contains("24.2"), "{shown}");
}
