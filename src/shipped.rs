//! What the crate brings along: factor sets, fuel properties, the chart of activities and the
//! parameters of methods. Read once, with the code that reads a user's tables.
//!
//! In: texts that are part of the program. Out: values. No file is opened here.

#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

pub mod parameters;

use std::sync::{Arc, LazyLock};

use include_dir::{Dir, File, include_dir};
use serde::Deserialize;

use crate::activity::{Activity, Chart};
use crate::diagnostic::Diagnostics;
use crate::factor::{self, EmissionFactor, FactorSet, FuelProperties, FuelTable, Layer};
use crate::scope::Category;
use crate::table::typed::Reader;
use crate::table::typed::chart::Row;
use crate::table::{Schema, Table};

static FACTOR_SETS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/datasets/factors");
const ORDER: &str = include_str!("../datasets/factors/order.toml");
static FUELS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/datasets/fuels");
const ACTIVITIES: &[u8] = include_bytes!("../datasets/activities.csv");

/// A set of one publisher and edition: its name, and its factors.
pub type Set = (String, Vec<Arc<EmissionFactor>>);

/// The built-in factor sets by name, those that win first.
///
/// ```
/// use estate_carbon::shipped;
/// assert!(shipped::factors().iter().any(|(set, factors)| set == "ipcc-2006" && !factors.is_empty()));
/// ```
pub fn factors() -> &'static [Set] {
    // That the shipped tables have no problems is a unit test's business.
    static FACTORS: LazyLock<Vec<Set>> = LazyLock::new(|| read_factors().0);
    &FACTORS
}

/// The built-in fuel properties.
pub fn fuels() -> &'static [FuelProperties] {
    static FUEL_ROWS: LazyLock<Vec<FuelProperties>> = LazyLock::new(|| read_fuels().0);
    &FUEL_ROWS
}

impl FactorSet {
    /// The built-in factors alone, in the order of preference: what a program without a book of its own looks in.
    ///
    /// ```
    /// use estate_carbon::factor::FactorSet;
    /// assert!(FactorSet::built_in().get("tgo-cfo-2026/grid/2022-2024").is_some());
    /// ```
    pub fn built_in() -> &'static Self {
        static BUILT_IN: LazyLock<FactorSet> = LazyLock::new(|| {
            let mut all = FactorSet::new();
            add_to(&mut all);
            all
        });
        &BUILT_IN
    }
}

impl FuelTable {
    /// The built-in fuel properties alone, to convert with.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: LazyLock<FuelTable> = LazyLock::new(|| FuelTable::new(fuels().to_vec()));
        &BUILT_IN
    }
}

/// Adds the built-in factors to those that win over them.
pub(crate) fn add_to(set: &mut FactorSet) {
    // Releases need no table.
    set.add(Layer::BuiltIn, factor::releases());
    factors().iter().for_each(|(_, built_in)| set.add(Layer::BuiltIn, built_in.iter().cloned()));
}

/// The chart of activities as shipped.
pub fn chart() -> &'static Chart {
    static CHART: LazyLock<Chart> = LazyLock::new(|| read_chart().0);
    &CHART
}

/// The bytes of every shipped table that can change a figure, in an order that does not change.
pub fn tables() -> Vec<&'static [u8]> {
    let gwp = [
        include_bytes!("../datasets/gwp/ar4.csv").as_slice(),
        include_bytes!("../datasets/gwp/ar5.csv"),
        include_bytes!("../datasets/gwp/ar6.csv"),
        include_bytes!("../datasets/gwp/blends.csv"),
    ];
    let sets = FACTOR_SETS.dirs().filter_map(|dir| dir.get_file(dir.path().join("factors.csv")));
    let mut sets: Vec<_> = sets.map(|file| (file.path(), file.contents())).collect();
    sets.sort();
    let sets = sets.into_iter().map(|(_, bytes)| bytes);
    let fuels = fuel_files().into_iter().map(|(_, file)| file.contents());
    let first = [ORDER.as_bytes(), ACTIVITIES].into_iter().chain(fuels);
    first.chain(gwp).chain(sets).chain(parameters::tables()).collect()
}

fn name_of(dir: &'static Dir<'static>) -> Option<&'static str> {
    dir.path().file_name().and_then(|name| name.to_str())
}

#[derive(Deserialize)]
struct Order {
    order: Vec<String>,
}

/// The sets in the order of preference.
fn order() -> Vec<String> {
    toml::from_str::<Order>(ORDER).map(|file| file.order).unwrap_or_default()
}

/// The place of a set in that order; those not listed come last.
fn rank(order: &[String], set: &str) -> usize {
    order.iter().position(|listed| listed == set).unwrap_or(order.len())
}

fn read_factors() -> (Vec<Set>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let order = order();
    let mut sets = Vec::new();
    for dir in FACTOR_SETS.dirs() {
        let (Some(set), Some(file)) = (name_of(dir), dir.get_file(dir.path().join("factors.csv"))) else { continue };
        let (table, found) = Table::read(&format!("{set}/factors.csv"), file.contents(), Schema::of("factors"));
        diagnostics.extend(found);
        let factors = factor::read::read(&table, set, &mut diagnostics);
        sets.push((set.to_owned(), factors.into_iter().map(Arc::new).collect()));
    }
    sets.sort_by(|(a, _), (b, _)| (rank(&order, a), a).cmp(&(rank(&order, b), b)));
    (sets, diagnostics)
}

fn read_fuels() -> (Vec<FuelProperties>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let mut fuels = Vec::new();
    for (set, file) in fuel_files() {
        let (table, found) = Table::read(&format!("fuels/{set}.csv"), file.contents(), Schema::of("fuels"));
        diagnostics.extend(found);
        fuels.extend(factor::fuel_rows(&table, set, None, &mut diagnostics));
    }
    (fuels, diagnostics)
}

/// The tables of fuel properties, each with the set it is named after: in the order of preference of the sets, so that
/// a newer edition comes before an older one, then by their names.
fn fuel_files() -> Vec<(&'static str, &'static File<'static>)> {
    let csv = |file: &'static File<'static>| Some((file.path().to_str()?.strip_suffix(".csv")?, file));
    let mut files: Vec<_> = FUELS.files().filter_map(csv).collect();
    let order = order();
    files.sort_by_key(|(set, _)| (rank(&order, set), *set));
    files
}

fn read_chart() -> (Chart, Diagnostics) {
    let (table, mut diagnostics) = Table::read("activities.csv", ACTIVITIES, Schema::chart());
    let reader = Reader::<Row<'_>>::of(&table);
    let rows = table.rows().map(|row| reader.row(row, &mut diagnostics));
    let activities: Vec<Activity> = rows.filter_map(read_activity).collect();
    (Chart::new(activities), diagnostics)
}

fn read_activity(row: Row<'_>) -> Option<Activity> {
    let list = |words: Option<&str>| -> Vec<String> {
        let words = words.unwrap_or_default().split(';').map(str::trim);
        words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    Some(Activity {
        code: row.code.get()?.into(),
        category: row.category.get().and_then(Category::parse)?,
        dimensions: list(row.dimensions.get()),
        titles: [row.title_en, row.title_th, row.title_ja].map(|title| title.get().unwrap_or_default().to_owned()),
        aliases: list(row.aliases.get()),
    })
}

#[cfg(test)]
mod hints;

#[cfg(test)]
#[allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "one test is a measurement")]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::activity::category_of;
    use crate::estate::GLOBAL;
    use crate::factor::Co2;
    use crate::factor::resolve::{Choices, GRID, Query, resolve, resolve_market};
    use crate::period::Day;
    use crate::quantity::Unit;

    const VERIFIED: [&str; 3] = ["yes", "secondary", "no"];

    #[test]
    fn every_shipped_table_is_without_problems() {
        for (what, found) in [("factors", read_factors().1), ("fuels", read_fuels().1), ("chart", read_chart().1)] {
            assert!(found.is_empty(), "{what}:\n{}", found.render());
        }
        assert!(toml::from_str::<Order>(ORDER).is_ok());
    }

    #[test]
    fn no_row_of_the_chart_is_lost() {
        let lines = std::str::from_utf8(ACTIVITIES).expect("UTF-8").lines().count();
        assert_eq!(chart().iter().count(), lines - 1);
        let dimensions: BTreeSet<&str> =
            Unit::symbols().filter_map(|symbol| Some(Unit::parse(symbol).ok()?.dimension().code())).collect();
        for activity in chart().iter() {
            let code = activity.code.as_str();
            assert_eq!(category_of(code), Some(activity.category), "{code}");
            assert!(!activity.dimensions.is_empty(), "{code}");
            assert!(activity.dimensions.iter().all(|word| dimensions.contains(word.as_str())), "{code}");
        }
    }

    /// Words people type, with or without a group, and the first code that the hint names.
    #[test]
    fn words_people_type_lead_to_codes_of_their_group() {
        for (code, first) in [
            ("stationary_combustion/disel", "stationary_combustion/gas_diesel_oil"),
            ("mobile_combustion/petrol", "mobile_combustion/motor_gasoline"),
            ("stationary_combustion/hfo", "stationary_combustion/residual_fuel_oil"),
            ("mobile_combustion/ดีเซล", "mobile_combustion/gas_diesel_oil"),
            ("mobile_combustion/軽油", "mobile_combustion/gas_diesel_oil"),
            ("disel", "mobile_combustion/gas_diesel_oil"),
            ("road_freight", "c04/road_freight_hgv"),
            ("c04/road freight", "c04/road_freight_hgv"),
            ("c09/truck", "c09/road_freight_hgv"),
            ("purchased_electricity", "purchased_electricity/grid"),
        ] {
            let unknown = chart().category(code).expect_err(code);
            assert_eq!(unknown.candidates.first().map(|(code, _)| code.as_str()), Some(first), "{code}");
        }
        let landfill = chart().category("c05/landfill").expect_err("no code");
        assert!(landfill.candidates.iter().all(|(code, _)| code.starts_with("c05/landfill_")) && landfill.more > 3);
    }

    #[test]
    fn every_shipped_factor_has_a_source_and_an_id_of_its_own() {
        let mut ids = BTreeSet::new();
        for (set, factors) in factors() {
            assert!(!factors.is_empty(), "{set}");
            for factor in factors {
                assert!(ids.insert(factor.id.clone()), "{} is in two sets", factor.id);
                let from = &factor.provenance;
                for text in [&from.publisher, &from.document, &from.locator] {
                    assert!(!text.is_empty(), "{}", factor.id);
                }
                assert!(VERIFIED.contains(&&*from.verified), "{}: {}", factor.id, from.verified);
            }
        }
    }

    #[test]
    fn every_shipped_factor_fits_the_chart_and_has_sane_figures() {
        for factor in factors().iter().flat_map(|(_, factors)| factors) {
            let (id, code) = (&factor.id, factor.activity.as_str());
            let activity = chart().iter().find(|a| a.code.as_str() == code);
            let activity = activity.unwrap_or_else(|| panic!("{id}: {code} is not in the chart"));
            let dimension = factor.unit.dimension().code();
            assert!(activity.dimensions.iter().any(|word| word == dimension), "{id}: {dimension}");
            assert!(!factor.gases.is_empty(), "{id}");
            for gas in &factor.gases {
                assert!(gas.low.is_none_or(|low| low <= gas.kg_per_unit), "{id} {}", gas.gas);
                assert!(gas.high.is_none_or(|high| gas.kg_per_unit <= high), "{id} {}", gas.gas);
            }
            if let (Some(from), Some(to)) = (factor.valid_from, factor.valid_to) {
                assert!(from <= to, "{id}");
            }
        }
    }

    #[test]
    fn newer_editions_win_and_the_ipcc_comes_last() {
        let position = |set: &str| factors().iter().position(|(name, _)| name == set);
        assert!(position("tgo-cfo-2026") < position("tgo-cfo-2022"));
        assert!(position("tgo-cfo-2022") < position("ipcc-2006"));
    }

    fn query<'a>(activity: &'a str, (year, month): (i16, i8), unit: &str) -> Query<'a> {
        Query {
            activity,
            category: category_of(activity).expect("a group"),
            unit: Unit::parse(unit).expect("a unit"),
            month: Day::from_ymd(year, month, 1).expect("a day").month(),
            factor_id: None,
            basis: None,
            co2: Co2::Counted,
            region: None,
        }
    }

    /// The factor that a quantity of one month takes, and the kg of its first gas for the quantity.
    fn taken(regions: &[&str], activity: &str, month: (i16, i8), (quantity, unit): (f64, &str)) -> (String, f64) {
        let query = query(activity, month, unit);
        let choices = Choices { factors: FactorSet::built_in(), fuels: FuelTable::built_in(), regions };
        let found = resolve(query, choices).unwrap_or_else(|error| panic!("{activity}: {error}"));
        let kg = found.chain.apply(quantity) * found.factor.gases[0].kg_per_unit;
        (found.factor.id.to_string(), (kg * 1e3).round() / 1e3)
    }

    #[test]
    fn a_heavy_oil_of_japan_is_that_of_the_scheme_in_its_years() {
        let of = |code, month| taken(&["JP", GLOBAL], code, month, (1_000.0, "L"));
        let until = |id: &str| (format!("moej-shk-2010/{id}"), 2_709.63);
        let since = |id: &str| (format!("moej-shk-2023/{id}"), 2_752.823);
        assert_eq!(of("stationary_combustion/heavy_oil_a", (2012, 7)), until("stationary/heavy_oil_a.l"));
        assert_eq!(of("stationary_combustion/heavy_oil_a", (2023, 3)), until("stationary/heavy_oil_a.l"));
        assert_eq!(of("stationary_combustion/heavy_oil_a", (2023, 4)), since("stationary/heavy_oil_a.l"));
        assert_eq!(of("mobile_combustion/heavy_oil_a.navigation", (2012, 7)), until("mobile/heavy_oil_a.navigation.l"));
        assert_eq!(of("mobile_combustion/heavy_oil_a.navigation", (2026, 7)), since("mobile/heavy_oil_a.navigation.l"));
    }

    #[test]
    fn grids_of_japan_and_australia_have_a_factor_of_their_year() {
        let grid = |regions: &[&str], month| taken(regions, GRID, month, (1_000.0, "kWh"));
        for (regions, month, id, kg) in [
            (["JP", GLOBAL], (2011, 4), "moej-2012/grid/jp-fy2011", 550.0),
            (["JP", GLOBAL], (2018, 3), "moej-2012/grid/jp-fy2011", 550.0),
            (["JP", GLOBAL], (2018, 4), "moej-2020/grid/jp-fy2018", 488.0),
            (["JP", GLOBAL], (2023, 3), "moej-2024/grid/jp-fy2022", 429.0),
            (["JP", GLOBAL], (2023, 4), "moej-2025/grid/jp-fy2023", 423.0),
            (["JP", GLOBAL], (2025, 3), "moej-2026/grid/jp-fy2024", 423.0),
            (["AU-VIC", "AU"], (2018, 6), "diser-nga-2021/grid/au-vic-fy2018", 1_020.0),
            (["AU-NSW", "AU"], (2021, 1), "diser-nga-2021/grid/au-nsw-2021", 790.0),
            (["AU-NSW", "AU"], (2022, 1), "dcceew-nga-2022/grid/au-nsw-2022", 730.0),
            (["AU-QLD", "AU"], (2023, 1), "dcceew-nga-2023/grid/au-qld-2023", 730.0),
            (["AU-ACT", "AU"], (2026, 1), "dcceew-nga-2026/grid/au-act-2026", 600.0),
            (["AU-TAS", "AU"], (2026, 1), "dcceew-nga-2026/grid/au-tas-2026", 210.0),
        ] {
            assert_eq!(grid(&regions, month), (id.to_owned(), kg), "{month:?}");
        }
    }

    #[test]
    fn the_market_of_australia_has_a_residual_mix_since_2023() {
        let regions = ["AU-VIC", "AU", GLOBAL];
        let choices = Choices { factors: FactorSet::built_in(), fuels: FuelTable::built_in(), regions: &regions };
        let mix = |year| {
            let found = resolve_market(query(GRID, (year, 7), "kWh"), choices)?;
            Some(found.expect("kWh are kWh").factor.id.to_string())
        };
        assert_eq!(mix(2022), None);
        for year in [2023, 2024, 2025, 2026] {
            assert_eq!(mix(year), Some(format!("dcceew-nga-{year}/residual_mix/au-{year}")));
        }
    }

    #[test]
    #[ignore = "a measurement: cargo test --release --lib shipped_in_time -- --ignored --nocapture"]
    fn shipped_in_time() {
        let start = std::time::Instant::now();
        let (sets, _) = read_factors();
        let count: usize = sets.iter().map(|(_, factors)| factors.len()).sum();
        println!("{count} factors in {:?}", start.elapsed());
    }
}
