//! The chart of activities, and totals of activity per key.
//!
//! A [`Chart`] says what each code means; [`Totals`] are what `rows` hands over: one exact
//! quantity per site and [`Line`]. Everything after works on totals, never on rows.

mod derived;

pub use derived::{Derived, Takes};

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::nearest;
use crate::id::{ActivityCode, FactorId, PlantId, SiteId};
use crate::period::Month;
use crate::quantity::{Blend, Dimension, Gas, HeatBasis, Unit};
use crate::scope::{Category, Scope3Category};

/// One code of the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    /// `group/item`; a group's own row is `group/*`.
    pub code: ActivityCode,
    /// The inventory line it goes to.
    pub category: Category,
    /// What its quantity may measure, by [`Dimension::code`].
    pub dimensions: Vec<String>,
    /// Titles in English, Thai and Japanese.
    pub titles: [String; 3],
    /// Other words people type, for suggestions.
    pub aliases: Vec<String>,
}

/// The chart of activities: shipped codes and those a book adds by its factors.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chart {
    activities: BTreeMap<ActivityCode, Activity>,
}

/// A code that is not in the chart.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{code}` is not in the chart of activities")]
pub struct UnknownActivity {
    /// As found.
    pub code: String,
    /// The nearest code, if any is near.
    pub suggestion: Option<String>,
}

impl Chart {
    /// A chart of these codes.
    pub fn new(activities: impl IntoIterator<Item = Activity>) -> Self {
        Self { activities: activities.into_iter().map(|a| (a.code.clone(), a)).collect() }
    }

    /// Adds a code of the book's own, by its factor. Known codes stay as they are.
    ///
    /// # Errors
    /// [`UnknownActivity`] if its group is not one of the chart's.
    pub fn add(&mut self, code: &str, dimension: Dimension) -> Result<(), UnknownActivity> {
        if self.activities.contains_key(code) {
            return Ok(());
        }
        let category = category_of(code).ok_or_else(|| self.unknown(code))?;
        self.activities.insert(
            code.into(),
            Activity {
                code: code.into(),
                category,
                dimensions: vec![dimension.code().to_owned()],
                titles: std::array::from_fn(|_| code.to_owned()),
                aliases: Vec::new(),
            },
        );
        Ok(())
    }

    /// The category of a code, if the chart knows the code. Any gas or blend may follow
    /// `fugitive_emissions/`, any supplier a purchase of energy.
    ///
    /// # Errors
    /// [`UnknownActivity`], with the nearest code.
    pub fn category(&self, code: &str) -> Result<Category, UnknownActivity> {
        if let Some(activity) = self.activities.get(code).filter(|a| !a.code.as_str().ends_with("/*")) {
            return Ok(activity.category);
        }
        let open = category_of(code).filter(|category| match category {
            Category::FugitiveEmissions => released_gases(code).is_some(),
            _ => category.carrier().is_some(),
        });
        open.ok_or_else(|| self.unknown(code))
    }

    /// One code's entry, if it has one of its own.
    pub fn get(&self, code: &str) -> Option<&Activity> {
        self.activities.get(code)
    }

    /// Every entry, in the order of the codes.
    pub fn iter(&self) -> impl Iterator<Item = &Activity> {
        self.activities.values()
    }

    fn unknown(&self, code: &str) -> UnknownActivity {
        let item = code.rsplit('/').next().unwrap_or(code);
        let codes = || self.activities.keys().map(ActivityCode::as_str).filter(|c| !c.ends_with("/*"));
        let same_group = |a: &&Activity| a.code.as_str().split('/').next() == code.split('/').next();
        let by_alias = |a: &&Activity| a.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(item));
        let suggestion = self
            .activities
            .values()
            .filter(by_alias)
            .max_by_key(|a| same_group(a))
            .map(|a| a.code.as_str())
            .or_else(|| nearest(code, codes()))
            .or_else(|| codes().find(|c| c.rsplit('/').next() == Some(item)));
        UnknownActivity { code: code.to_owned(), suggestion: suggestion.map(str::to_owned) }
    }
}

/// The category a code's group stands for: `c04/road` → upstream transport.
pub fn category_of(code: &str) -> Option<Category> {
    let (group, item) = code.split_once('/')?;
    (!item.is_empty()).then(|| Category::from_code(group)).flatten()
}

/// The fuel a code is about, burnt or supplied: `mobile_combustion/gas_diesel_oil.off_road` → `gas_diesel_oil`.
pub fn fuel_of(code: &str) -> Option<&str> {
    let (group, item) = code.split_once('/')?;
    let item = match Category::from_code(group)? {
        Category::StationaryCombustion | Category::MobileCombustion => item,
        // Well-to-tank emissions of a fuel are per the same quantities as the fuel.
        Category::ValueChain(Scope3Category::FuelAndEnergyRelatedActivities) => item.strip_prefix("wtt.")?,
        _ => return None,
    };
    Some(item.split('.').next().unwrap_or(item))
}

/// The gases that a release counts, with their shares of the mass: the gas the code names,
/// or the components of the blend.
///
/// ```
/// use estate_carbon::activity::released_gases;
/// assert_eq!(released_gases("fugitive_emissions/R-410A").map(|gases| gases.len()), Some(2));
/// assert_eq!(released_gases("stationary_combustion/lpg"), None);
/// ```
pub fn released_gases(code: &str) -> Option<Vec<(Gas, f64)>> {
    let (group, item) = code.split_once('/')?;
    if Category::from_code(group)? != Category::FugitiveEmissions {
        return None;
    }
    // A leak of plain `CH4` is fossil unless it says otherwise: gas networks carry natural gas.
    let item = if item == "CH4" { "CH4_fossil" } else { item };
    match Gas::parse(item) {
        Ok(gas) => Some(vec![(gas, 1.0)]),
        Err(_) => Blend::find(item).map(|blend| blend.components().to_vec()),
    }
}

/// What a total is of, apart from its site: rows with the same line add up.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The code of the chart.
    pub activity: ActivityCode,
    /// The category the chart gives it.
    pub category: Category,
    /// The unit of the quantity, as found.
    pub unit: Unit,
    /// The month the quantity falls in.
    pub month: Month,
    /// The factor the rows name.
    pub factor_id: Option<FactorId>,
    /// Calorific basis of an energy quantity.
    pub basis: Option<HeatBasis>,
    /// The utility plant that burnt or used it.
    pub plant: Option<PlantId>,
    /// The other side of the line, inside the book.
    pub counterparty: Option<SiteId>,
    /// 1 (metered) to 5 (guess).
    pub data_quality: Option<u8>,
    /// Half the 95 % interval, relative, in percent.
    pub uncertainty_pct: Option<f64>,
    /// How a method made it; `None` for a line of activity rows.
    pub derived: Option<Derived>,
}

impl Line {
    /// The code whose factors it takes.
    pub fn takes(&self) -> &ActivityCode {
        match self.derived.as_ref().map(|derived| &derived.takes) {
            Some(Takes::Factors(code) | Takes::FactorsWithoutCo2(code)) => code,
            Some(Takes::Gas(_)) | None => &self.activity,
        }
    }

    /// Whether a gas of its factor counts.
    pub fn counts(&self, gas: Gas) -> bool {
        self.derived.as_ref().is_none_or(|derived| derived.takes.counts(gas))
    }
}

/// A row of the activity tables: which file, and which row in it as its user counts: the row of
/// a spreadsheet, the header being 1, or the record of a Parquet file, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowRef {
    /// Index into [`Totals::files`].
    pub file: u32,
    /// The row.
    pub row: u64,
}

/// One exact quantity of one line at one site, and the rows it came from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Total {
    /// Index into the book's sites.
    pub site: u32,
    /// Index into [`Totals::lines`].
    pub line: u32,
    /// The sum of the quantities, in the line's unit.
    pub quantity: f64,
    /// How many rows it is the sum of.
    pub rows: u64,
    /// Of these, the rows that no earlier month counts too: they add up to the accepted rows.
    pub counted: u64,
    /// The first of them.
    pub first: RowRef,
    /// The last of them.
    pub last: RowRef,
}

/// Rows read, accepted and rejected: read = accepted + rejected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowCounts {
    /// Rows of the activity tables.
    pub read: u64,
    /// Rows that are in the totals.
    pub accepted: u64,
    /// Rows that are not.
    pub rejected: u64,
}

/// Everything the activity rows amount to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Totals {
    /// The files the rows came from, as the user would name them.
    pub files: Vec<Arc<str>>,
    /// Distinct lines, in the order of activity, month, unit and the rest.
    pub lines: Vec<Line>,
    /// Totals, by site and then line.
    pub totals: Vec<Total>,
    /// How many rows there were.
    pub rows: RowCounts,
}

impl Totals {
    /// The line of a total.
    pub fn line(&self, total: &Total) -> Option<&Line> {
        self.lines.get(total.line as usize)
    }

    /// The name of a file.
    pub fn file(&self, row: RowRef) -> &str {
        self.files.get(row.file as usize).map_or("", |f| f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart() -> Chart {
        Chart::new(
            [("stationary_combustion/gas_diesel_oil", "diesel"), ("mobile_combustion/gas_diesel_oil", "diesel")].map(
                |(code, alias)| Activity {
                    code: code.into(),
                    category: category_of(code).expect("a group"),
                    dimensions: vec!["energy".into()],
                    titles: std::array::from_fn(|_| code.to_owned()),
                    aliases: vec![alias.into()],
                },
            ),
        )
    }

    #[test]
    fn unknown_codes_are_suggested_by_spelling_and_by_the_words_people_use() {
        let suggestion = |code: &str| chart().category(code).expect_err("unknown").suggestion;
        assert_eq!(suggestion("mobile_combustion/diesel").as_deref(), Some("mobile_combustion/gas_diesel_oil"));
        assert_eq!(
            suggestion("stationary_combustion/gas_diesel").as_deref(),
            Some("stationary_combustion/gas_diesel_oil")
        );
        assert_eq!(suggestion("nonsense/x"), None);
    }

    #[test]
    fn open_groups_take_gases_and_suppliers() {
        assert_eq!(chart().category("fugitive_emissions/R-410A"), Ok(Category::FugitiveEmissions));
        assert_eq!(chart().category("purchased_steam/UTIL"), Ok(Category::PurchasedSteam));
        assert!(chart().category("fugitive_emissions/R-999").is_err());
        assert!(chart().category("stationary_combustion/*").is_err());
    }
}
