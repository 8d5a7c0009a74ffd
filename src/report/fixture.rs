//! A small book for the tests of this room, made without reading anything.

use std::sync::Arc;

use super::Facts;
use crate::activity::{Line, RowCounts, RowRef, Total, Totals, category_of};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::estate::{Boundary, Estate, Role, Site};
use crate::factor::{
    EmissionFactor, FactorSet, FuelProperties, FuelTable, GasFactor, Kind, Layer, Provenance, releases,
};
use crate::inventory::{Inventory, Reading, Valuation, read};
use crate::ledger::{Ledger, Posting, post};
use crate::period::{Day, Period};
use crate::quantity::{CombustionMethane, Gas, GwpSet, HeatBasis, Unit};
use crate::scope::MarketFallback;
use crate::source::Place;

/// A book and everything a report is made from.
pub(crate) struct Made {
    estates: Vec<Estate>,
    sites: Vec<Site>,
    factors: FactorSet,
    ledger: Ledger,
    inventory: Inventory,
    diagnostics: Diagnostics,
    fallback: Option<MarketFallback>,
}

impl Made {
    pub(crate) fn facts(&self) -> Facts<'_> {
        Facts {
            name: "Demonstration | estate",
            period: Period::new(day(2024, 1, 1), day(2024, 12, 31)).expect("in order"),
            boundary: Boundary::Estate,
            languages: &["en", "th"],
            estates: &self.estates,
            sites: &self.sites,
            factors: &self.factors,
            ledger: &self.ledger,
            inventory: &self.inventory,
            diagnostics: &self.diagnostics,
            fingerprint: "blake3:00",
            absent: &[],
            market_fallback: self.fallback,
        }
    }
}

/// Two factories and a utility company; market-based Scope 2 not covered.
pub(crate) fn book() -> Made {
    book_with(None)
}

pub(crate) fn book_with(fallback: Option<MarketFallback>) -> Made {
    let estates = vec![Estate {
        id: "ESB".into(),
        names: vec![("en".into(), "Eastern".into()), ("th".into(), "นิคมตัวอย่าง".into())],
        country: "TH".into(),
        grid: "TH".into(),
        wider_regions: Vec::new(),
    }];
    let sites = vec![site("F1", "Factory | one"), site("F2", "โรงงานสอง"), site("UTIL", "Utility")];
    let factors = factors();
    let fuels = fuels();
    let posting = Posting {
        sites: &sites,
        estates: &estates,
        factors: &factors,
        fuels: &fuels,
        calculations: &[],
        period: Period::new(day(2024, 1, 1), day(2024, 12, 31)).expect("in order"),
        market_fallback: fallback,
    };
    let (ledger, unresolved) = post(totals(), posting);
    assert!(unresolved.is_empty(), "{unresolved:?}");
    let valuation = Valuation { gwp: GwpSet::Ar6, combustion_methane: CombustionMethane::NonFossil };
    let reading = Reading { sites: &sites, estates: &estates, boundary: Boundary::Estate, valuation };
    let inventory = read(&ledger, reading).expect("every gas has a GWP");
    Made { inventory, ledger, factors, sites, estates, diagnostics: diagnostics(), fallback }
}

fn day(year: i16, month: i8, day: i8) -> Day {
    Day::from_ymd(year, month, day).expect("a day")
}

fn site(id: &str, name: &str) -> Site {
    Site {
        id: id.into(),
        name: name.into(),
        estate: "ESB".into(),
        role: if id == "UTIL" { Role::Utility } else { Role::Factory },
        sector: None,
        tenant: None,
        operational_control: None,
        financial_control: None,
        equity_share: None,
        life: None,
        production: None,
        value_added: None,
        floor_area_m2: None,
        employees: None,
        place: Place::file("sites.csv"),
    }
}

/// site, activity, quantity, unit, basis, counterparty, rows
type Row = (u32, &'static str, f64, &'static str, Option<HeatBasis>, Option<&'static str>, u64);

const ROWS: [Row; 7] = [
    (0, "fugitive_emissions/R-410A", 10.0, "kg", None, None, 1),
    (0, "purchased_electricity/grid", 18_250.0, "kWh", None, None, 3),
    (0, "purchased_steam/UTIL", 100.0, "GJ", None, Some("UTIL"), 1),
    (0, "stationary_combustion/natural_gas", 1_000.0, "MMBtu", Some(HeatBasis::Gross), None, 4),
    (1, "c04/road_freight_hgv", 5_000.0, "t.km", None, None, 8),
    (1, "purchased_electricity/grid", 1.5, "MWh", None, None, 2),
    (2, "stationary_combustion/rice_husk", 2.0, "t", None, None, 1),
];

fn totals() -> Totals {
    let mut totals = Totals { files: vec![Arc::from("activities.csv")], ..Totals::default() };
    // Row 1 of a spreadsheet is the header.
    let (mut row, mut read) = (2, 0);
    for (index, (site, code, quantity, unit, basis, counterparty, rows)) in ROWS.into_iter().enumerate() {
        totals.lines.push(Line {
            activity: code.into(),
            category: category_of(code).expect("a group"),
            unit: Unit::parse(unit).expect("a unit"),
            month: day(2024, if site == 1 { 4 } else { 3 }, 1).month(),
            factor_id: None,
            basis,
            plant: None,
            counterparty: counterparty.map(Into::into),
            data_quality: None,
            uncertainty_pct: None,
            derived: None,
        });
        let (first, last) = (RowRef { file: 0, row }, RowRef { file: 0, row: row + rows - 1 });
        totals.totals.push(Total { site, line: index as u32, quantity, rows, counted: rows, first, last });
        (row, read) = (row + rows, read + rows);
    }
    totals.rows = RowCounts { read: read + 2, accepted: read, rejected: 2 };
    totals
}

pub(crate) fn factors() -> FactorSet {
    let mut set = FactorSet::new();
    let mut steam = factor("own-steam", "purchased_steam/UTIL", "TH", "GJ", &[("CO2", 70.0)]);
    steam.provenance.set = "book".into();
    steam.provenance.verified = "".into();
    set.add(Layer::Own, [steam]);
    let mut grid = factor("grid-2022", "purchased_electricity/grid", "TH", "kWh", &[("CO2", 0.475)]);
    (grid.valid_from, grid.valid_to) = (Some(day(2022, 1, 1)), Some(day(2022, 12, 31)));
    grid.provenance.verified = "secondary".into();
    let gases = [("CO2", 56_100.0), ("CH4_fossil", 1.0), ("N2O", 0.1)];
    let mut natural_gas = factor("gas", "stationary_combustion/natural_gas", "GLOBAL", "TJ", &gases);
    natural_gas.basis = Some(HeatBasis::Net);
    let gases = [("CO2_biogenic", 1_200.0), ("CH4_biogenic", 0.36), ("N2O", 0.048)];
    let mut husk = factor("husk", "stationary_combustion/rice_husk", "GLOBAL", "t", &gases);
    husk.provenance.verified = "no".into();
    let road = factor("road", "c04/road_freight_hgv", "GLOBAL", "t.km", &[("CO2e:AR5", 0.1)]);
    set.add(Layer::BuiltIn, [grid, natural_gas, husk, road]);
    set.add(Layer::BuiltIn, releases());
    set
}

fn factor(id: &str, activity: &str, region: &str, unit: &str, gases: &[(&str, f64)]) -> EmissionFactor {
    let gas = |(name, kg_per_unit): &(&str, f64)| GasFactor {
        gas: Gas::parse(name).expect("a gas"),
        kg_per_unit: *kg_per_unit,
        low: None,
        high: None,
    };
    EmissionFactor {
        id: id.into(),
        activity: activity.into(),
        region: region.into(),
        valid_from: None,
        valid_to: None,
        unit: Unit::parse(unit).expect("a unit"),
        basis: None,
        kind: Kind::Average,
        gases: gases.iter().map(gas).collect(),
        provenance: Provenance {
            set: "test".into(),
            publisher: "Publisher".into(),
            document: "Document 2022".into(),
            locator: "Table 1, p. 2".into(),
            licence: "".into(),
            verified: "yes".into(),
            note: "".into(),
            place: Place::file("factors.csv"),
        },
    }
}

fn fuels() -> FuelTable {
    FuelTable::new(vec![FuelProperties {
        fuel: "natural_gas".into(),
        region: "GLOBAL".into(),
        net_mj_per_kg: Some(48.0),
        gross_mj_per_kg: Some(53.3333),
        kg_per_litre: None,
        kg_per_m3: None,
        carbon_fraction: None,
        biogenic_fraction: None,
        source: "IPCC 2006, Vol. 2, Table 1.2".into(),
        place: Place::file("fuels.csv"),
    }])
}

fn diagnostics() -> Diagnostics {
    let mut all = Diagnostics::default();
    let at = |line| Place::file("activities.csv").at_line(line).at_cell(4, line).in_field("unit");
    all.push(Diagnostic::error(Code::UnknownUnit, at(9), "`tonn` is not a unit").with_help("write `t`").with_rows(2));
    all.push(Diagnostic::warning(Code::CutAtPeriodEdge, at(12), "reaches into 2025").with_rows(3));
    all
}
