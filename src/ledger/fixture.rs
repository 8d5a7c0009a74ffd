//! A small book for tests, made without reading anything: two factories and a utility company.

mod given;

pub(crate) use crate::factor::fixture::factor;
pub(crate) use given::{Rows, calculation, moved, rows, totals_of};

use std::sync::{Arc, LazyLock};

use super::{Context, Ledger, post};
use crate::activity::{Dimensions, RowCounts, RowRef, Stream, Total, Totals, category_of};
use crate::estate::{Estate, Role, Site};
use crate::factor::fixture::fuel;
use crate::factor::{EmissionFactor, FactorSet, FuelProperties, FuelTable, Layer, releases};
use crate::method::Calculation;
use crate::period::{Day, Period};
use crate::quantity::{HeatBasis, Unit};
use crate::scope::MarketFallback;

/// What a ledger is posted with.
pub(crate) struct Made {
    pub(crate) estates: Vec<Estate>,
    pub(crate) sites: Vec<Site>,
    pub(crate) factors: FactorSet,
    pub(crate) fuels: FuelTable,
    pub(crate) fallback: Option<MarketFallback>,
}

impl Made {
    pub(crate) fn new(fallback: Option<MarketFallback>) -> Self {
        let estates = vec![Estate {
            id: "ESB".into(),
            names: vec![("en".into(), "Eastern".into()), ("th".into(), "นิคมตัวอย่าง".into())],
            country: "TH".into(),
            grid: "TH".into(),
            wider_regions: Vec::new(),
        }];
        let sites = vec![site("F1", "Factory | one"), site("F2", "โรงงานสอง"), site("UTIL", "Utility")];
        Self { estates, sites, factors: factors(), fuels: fuels(), fallback }
    }

    pub(crate) fn context(&self) -> Context<'_> {
        Context {
            sites: &self.sites,
            estates: &self.estates,
            factors: &self.factors,
            fuels: &self.fuels,
            period: year(),
            market_fallback: self.fallback,
        }
    }

    /// The same with factors of the book's own.
    pub(crate) fn with_own(mut self, factors: impl IntoIterator<Item = EmissionFactor>) -> Self {
        self.factors.add(Layer::Own, factors);
        self
    }

    /// The ledger of some rows and calculations. Some of them may be refused.
    pub(crate) fn posted(
        &self,
        rows: impl IntoIterator<Item = Rows>,
        calculations: impl IntoIterator<Item = Calculation>,
    ) -> Ledger {
        post(totals_of(rows), calculations.into_iter().collect(), &self.context())
    }

    /// The ledger of the fixture's rows.
    pub(crate) fn ledger(&self) -> Ledger {
        let ledger = post(totals(), Vec::new(), &self.context());
        assert!(ledger.unresolved().is_empty(), "{:?}", ledger.unresolved());
        ledger
    }
}

pub(crate) fn year() -> Period {
    Period::new(day(2024, 1, 1), day(2024, 12, 31)).expect("in order")
}

pub(crate) fn day(year: i16, month: i8, day: i8) -> Day {
    Day::from_ymd(year, month, day).expect("a day")
}

pub(crate) fn site(id: &str, name: &str) -> Site {
    let role = if id == "UTIL" { Role::Utility } else { Role::Factory };
    Site { name: name.into(), role, ..crate::estate::fixture::site(id) }
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

pub(crate) fn totals() -> Totals {
    let mut totals = Totals { files: vec![Arc::from("activities.csv")], ..Totals::default() };
    // Row 1 of a spreadsheet is the header.
    let (mut row, mut read) = (2, 0);
    for (index, (site, code, quantity, unit, basis, counterparty, rows)) in ROWS.into_iter().enumerate() {
        let named = Dimensions { counterparty: counterparty.map(Into::into), ..Dimensions::default() };
        let dimensions = totals.dimensions.intern(&named);
        totals.streams.push(Stream {
            activity: code.into(),
            category: category_of(code).expect("a group"),
            unit: Unit::parse(unit).expect("a unit"),
            month: day(2024, if site == 1 { 4 } else { 3 }, 1).month(),
            factor_id: None,
            basis,
            dimensions,
        });
        let (first, last) = (RowRef { file: 0, row }, RowRef { file: 0, row: row + rows - 1 });
        let stream = index as u32;
        totals.totals.push(Total { site, stream, quantity, quality: None, rows, counted: rows, first, last });
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
    // Hundreds of gases, for every test the same.
    static RELEASES: LazyLock<Vec<Arc<EmissionFactor>>> =
        LazyLock::new(|| releases().into_iter().map(Arc::new).collect());
    set.add(Layer::BuiltIn, RELEASES.iter().cloned());
    set
}

pub(crate) fn fuels() -> FuelTable {
    let gas =
        FuelProperties { net_mj_per_kg: Some(48.0), gross_mj_per_kg: Some(53.3333), ..fuel("natural_gas", "GLOBAL") };
    FuelTable::new(vec![gas])
}
