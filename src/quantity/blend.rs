//! Refrigerant blends, and what they are made of.

use std::sync::LazyLock;

use super::gas::Gas;

/// A refrigerant blend and its composition by mass.
///
/// ```
/// use estate_carbon::quantity::Blend;
/// let blend = Blend::find("R-410A").ok_or("known")?;
/// assert_eq!(blend.components().len(), 2);
/// assert_eq!(blend.components()[0].0.name(), "HFC-125");
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Blend {
    name: String,
    components: Vec<(Gas, f64)>,
    unvalued: Vec<String>,
}

/// ANSI/ASHRAE 34-2019 nominal compositions; datasets/gwp/source.toml has the sources.
const TABLE: &str = include_str!("../../datasets/gwp/blends.csv");

/// The blends in the order of the table. A row of the table is a blend, a component and its percentage.
static BLENDS: LazyLock<Vec<Blend>> = LazyLock::new(|| {
    let mut blends: Vec<Blend> = Vec::new();
    let mut reader = csv::Reader::from_reader(TABLE.as_bytes());
    for record in reader.records().filter_map(Result::ok) {
        let (Some(name), Some(component), Some(percent)) = (record.get(0), record.get(1), record.get(2)) else {
            continue;
        };
        if blends.last().is_none_or(|blend| blend.name != name) {
            blends.push(Blend { name: name.to_owned(), components: Vec::new(), unvalued: Vec::new() });
        }
        let Some(blend) = blends.last_mut() else { continue };
        match (Gas::parse(component), percent.parse::<f64>()) {
            (Ok(gas), Ok(percent)) => blend.components.push((gas, percent / 100.0)),
            _ => blend.unvalued.push(component.to_owned()),
        }
    }
    blends
});

impl Blend {
    /// The blend of that ASHRAE 34 designation.
    pub fn find(name: &str) -> Option<&'static Self> {
        BLENDS.iter().find(|blend| blend.name == name)
    }

    /// The names of every blend.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BLENDS.iter().map(|blend| blend.name.as_str())
    }

    /// The designation.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The gases with their shares of the mass (0 to 1).
    pub fn components(&self) -> &[(Gas, f64)] {
        &self.components
    }

    /// Components that no GWP table lists (hydrocarbons and the like); their mass is not counted.
    pub fn unvalued(&self) -> &[String] {
        &self.unvalued
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blends_are_whole() {
        for name in Blend::names() {
            let blend = Blend::find(name).expect("listed");
            let known: f64 = blend.components().iter().map(|c| c.1).sum();
            let whole = (known - 1.0).abs() < 1e-9;
            assert!(whole || !blend.unvalued().is_empty(), "{name}: {known}");
        }
    }

    #[test]
    fn every_row_of_the_table_is_a_part_of_a_blend() {
        let parts: usize = BLENDS.iter().map(|blend| blend.components.len() + blend.unvalued.len()).sum();
        assert_eq!(parts, TABLE.lines().count() - 1);
        let mut names: Vec<&str> = Blend::names().collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), BLENDS.len(), "the rows of a blend stand together");
    }
}
