//! The chart of activities: what each code means.

mod meant;

use std::collections::BTreeMap;

use super::code::{category_of, released_gases};
use crate::id::ActivityCode;
use crate::quantity::Dimension;
use crate::scope::Category;

pub use meant::UnknownActivity;

/// One code of the chart.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Activity {
    /// `group/item`; a group's own row is `group/*`.
    pub code: ActivityCode,
    /// The category it goes to.
    pub category: Category,
    /// What its quantity may measure, by [`Dimension::code`].
    pub dimensions: Vec<String>,
    /// Titles in English, Thai and Japanese.
    pub titles: [String; 3],
    /// Other words people type, for hints.
    pub aliases: Vec<String>,
}

impl Activity {
    /// A code whose title in every language is the code itself, without aliases.
    pub fn new(
        code: impl Into<ActivityCode>,
        category: Category,
        dimensions: impl IntoIterator<Item = Dimension>,
    ) -> Self {
        let code = code.into();
        Self {
            category,
            dimensions: dimensions.into_iter().map(|dimension| dimension.code().to_owned()).collect(),
            titles: std::array::from_fn(|_| code.as_str().to_owned()),
            aliases: Vec::new(),
            code,
        }
    }
}

/// The chart of activities: shipped codes and those a book adds by its factors.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chart {
    activities: BTreeMap<ActivityCode, Activity>,
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
        self.activities.insert(code.into(), Activity::new(code, category, [dimension]));
        Ok(())
    }

    /// Adds a code that a factor gives which was refused, whatever it measures.
    #[cfg(feature = "books")]
    pub(crate) fn add_of_refused(&mut self, code: &str) {
        if let Some(category) = category_of(code).filter(|_| !self.activities.contains_key(code)) {
            self.activities.insert(code.into(), Activity::new(code, category, []));
        }
    }

    /// The category of a code, if the chart knows the code. `fugitive_emissions/` may be followed by any gas or blend.
    /// A group of purchased energy may be followed by any supplier.
    ///
    /// # Errors
    /// [`UnknownActivity`], with the codes it may mean.
    pub fn category(&self, code: &str) -> Result<Category, UnknownActivity> {
        self.known(code).ok_or_else(|| self.unknown(code))
    }

    /// The same without a search for what an unknown code may mean, which takes a thousand times as long.
    pub(crate) fn known(&self, code: &str) -> Option<Category> {
        if let Some(activity) = self.activities.get(code).filter(|a| !a.code.as_str().ends_with("/*")) {
            return Some(activity.category);
        }
        category_of(code).filter(|category| match category {
            Category::FugitiveEmissions => released_gases(code).is_some(),
            _ => category.carrier().is_some(),
        })
    }

    /// One code's entry, if it has one of its own.
    pub fn get(&self, code: &str) -> Option<&Activity> {
        self.activities.get(code)
    }

    /// Every entry, in the order of the codes.
    pub fn iter(&self) -> impl Iterator<Item = &Activity> {
        self.activities.values()
    }

    /// What a quantity of a code may measure, by [`Dimension::code`]: nothing where the chart does not say.
    pub fn dimensions(&self, code: &str) -> &[String] {
        let of_group = || self.activities.get(format!("{}/*", code.split('/').next().unwrap_or(code)).as_str());
        self.get(code).or_else(of_group).map_or(&[], |activity| &activity.dimensions)
    }

    /// What an unknown code may mean.
    pub(crate) fn unknown(&self, code: &str) -> UnknownActivity {
        UnknownActivity::among(code, self.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart() -> Chart {
        Chart::new(
            [("stationary_combustion/gas_diesel_oil", "diesel"), ("mobile_combustion/gas_diesel_oil", "diesel")].map(
                |(code, alias)| Activity {
                    aliases: vec![alias.into()],
                    ..Activity::new(code, category_of(code).expect("a group"), [Dimension::Energy])
                },
            ),
        )
    }

    #[test]
    fn open_groups_take_gases_and_suppliers() {
        assert_eq!(chart().category("fugitive_emissions/R-410A"), Ok(Category::FugitiveEmissions));
        assert_eq!(chart().category("purchased_steam/UTIL"), Ok(Category::PurchasedSteam));
        assert!(chart().category("fugitive_emissions/R-999").is_err());
        assert!(chart().category("stationary_combustion/*").is_err());
    }
}
