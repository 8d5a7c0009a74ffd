//! The chart of activities: what each code means.

use std::collections::BTreeMap;

use super::code::{category_of, released_gases};
use crate::diagnostic::nearest;
use crate::id::ActivityCode;
use crate::quantity::Dimension;
use crate::scope::Category;

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
    /// Other words people type, for suggestions.
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

/// A code that is not in the chart.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{code}` is not in the chart of activities")]
#[non_exhaustive]
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
        self.activities.insert(code.into(), Activity::new(code, category, [dimension]));
        Ok(())
    }

    /// The category of a code, if the chart knows the code. `fugitive_emissions/` may be followed by any gas or blend.
    /// A group of purchased energy may be followed by any supplier.
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
