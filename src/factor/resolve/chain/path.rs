//! The way from one measure of a fuel to another, by its properties.
//!
//! Measures are the points, properties the ways between them: `L → kg → MJ net`. Of several ways that one is taken
//! whose numbers belong best together ([`Path::order`]).

use std::cmp::Reverse;
use std::sync::Arc;

use super::{Standing, UsedProperty};
use crate::factor::{FuelProperties, Property};
use crate::quantity::{Dimension, HeatBasis};

/// What an amount of fuel is measured as, in the coherent unit of its dimension: kg, m³, Nm³, J.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    Mass,
    Volume,
    GasVolume,
    Net,
    Gross,
}

/// Longest way: `Nm3 → kg → gross → net`.
const LONGEST: usize = 3;

/// A way: an amount at its start × `multiply` ÷ `divide` is the amount at its end.
#[derive(Clone)]
pub(super) struct Path {
    pub(super) multiply: f64,
    pub(super) divide: f64,
    pub(super) properties: Vec<UsedProperty>,
    /// Numbers that stand where the factor has one of its own that is not known.
    replaced: usize,
}

impl Measure {
    /// `None` for what is no measure of a fuel, and for an energy without its basis.
    pub(super) fn of(dimension: Dimension, basis: Option<HeatBasis>) -> Option<Self> {
        match (dimension, basis) {
            (Dimension::Mass, _) => Some(Self::Mass),
            (Dimension::Volume, _) => Some(Self::Volume),
            (Dimension::GasVolume, _) => Some(Self::GasVolume),
            (Dimension::Energy, Some(HeatBasis::Net)) => Some(Self::Net),
            (Dimension::Energy, Some(HeatBasis::Gross)) => Some(Self::Gross),
            _ => None,
        }
    }

    fn is_energy(self) -> bool {
        matches!(self, Self::Net | Self::Gross)
    }
}

/// What a property is per, and what it gives.
fn ends(property: Property) -> (Measure, Measure) {
    match property {
        Property::NetPerKg => (Measure::Mass, Measure::Net),
        Property::NetPerLitre => (Measure::Volume, Measure::Net),
        Property::NetPerM3 => (Measure::GasVolume, Measure::Net),
        Property::GrossPerKg => (Measure::Mass, Measure::Gross),
        Property::GrossPerLitre => (Measure::Volume, Measure::Gross),
        Property::GrossPerM3 => (Measure::GasVolume, Measure::Gross),
        Property::KgPerLitre => (Measure::Volume, Measure::Mass),
        Property::KgPerM3 => (Measure::GasVolume, Measure::Mass),
    }
}

/// The two calorific values of one amount of fuel.
const BASES: [(Property, Property); 3] = [
    (Property::NetPerKg, Property::GrossPerKg),
    (Property::NetPerLitre, Property::GrossPerLitre),
    (Property::NetPerM3, Property::GrossPerM3),
];

/// Coherent units that a property gives per coherent unit of what it is per: a litre is 0.001 m³, a MJ is 10⁶ J.
fn coherent(property: Property, value: f64) -> f64 {
    match property {
        Property::NetPerLitre | Property::GrossPerLitre => value * 1e9,
        Property::KgPerLitre => value * 1e3,
        Property::KgPerM3 => value,
        _ => value * 1e6,
    }
}

/// The best way between two measures; `None` if no row has the properties for one. Earlier rows win. `set` is the
/// set of the factor.
pub(super) fn shortest(rows: &[&Arc<FuelProperties>], set: &str, from: Measure, to: Measure) -> Option<Path> {
    // A calorific value of a farther row is passed over where a nearer one has the other basis, unless there is no
    // way between the bases.
    let found = [true, false].map(|strict| move || Search { rows, set, to, strict }.all(from));
    let found = found.into_iter().map(|all| all()).find(|all| !all.is_empty())?;
    // Of ways that are equally good, the one found first.
    found.into_iter().min_by_key(Path::order)
}

/// The way of an amount of fuel through the book's own calorific value and back by that inside the factor: what a
/// factor per mass or volume becomes for a fuel of another heat. `None` if one of the two is missing.
pub(super) fn by_own_heat(rows: &[&Arc<FuelProperties>], set: &str, measure: Measure) -> Option<Path> {
    let fits =
        |path: &Path| path.is_measured() && path.properties.iter().all(|used| used.standing != Standing::OtherSource);
    let found = Search { rows, set, to: measure, strict: true }.all(measure);
    found.into_iter().filter(fits).min_by_key(|path| path.properties.len())
}

impl Path {
    /// What decides between ways, the weightiest first: a number that takes the place of one inside the factor, other
    /// numbers of another source, the book's own calorific value, its other numbers, the way through the energy inside
    /// the factor, the length.
    fn order(&self) -> (usize, usize, bool, Reverse<usize>, bool, usize) {
        let count = |standing| self.properties.iter().filter(|used| used.standing == standing).count();
        let (own, foreign) = (count(Standing::Own), count(Standing::OtherSource));
        (
            self.replaced,
            foreign,
            !self.is_measured(),
            Reverse(own),
            count(Standing::Inherent) == 0,
            self.properties.len(),
        )
    }

    /// Whether the book's own calorific value made an energy of the fuel.
    fn is_measured(&self) -> bool {
        self.properties.iter().any(|used| used.standing == Standing::Own && used.is_calorific())
    }
}

struct Search<'a> {
    rows: &'a [&'a Arc<FuelProperties>],
    set: &'a str,
    to: Measure,
    /// Whether a calorific value counts only if no better row has the other basis.
    strict: bool,
}

impl Search<'_> {
    fn all(&self, from: Measure) -> Vec<Path> {
        let start = Path { multiply: 1.0, divide: 1.0, properties: Vec::new(), replaced: 0 };
        let mut found = Vec::new();
        self.walk(&mut vec![from], &start, &mut found);
        found
    }

    /// Every way from the last of the measures passed, without passing one twice; it may end where it began.
    fn walk(&self, passed: &mut Vec<Measure>, path: &Path, found: &mut Vec<Path>) {
        let Some(at) = passed.last().copied() else { return };
        if at == self.to && !path.properties.is_empty() {
            found.push(path.clone());
            return;
        }
        if path.properties.len() == LONGEST {
            return;
        }
        // What follows an energy is inside the factor, densities too.
        let inside = passed.iter().any(|measure| measure.is_energy());
        for (next, step) in self.steps(at, inside) {
            // Net and gross values of two analyses are not those of one fuel.
            let back_to_energy = next.is_energy() && !at.is_energy() && inside;
            let is_end = next == self.to && at != next;
            if (passed.contains(&next) && !is_end) || back_to_energy {
                continue;
            }
            let mut properties = path.properties.clone();
            properties.extend(step.properties);
            passed.push(next);
            let (multiply, divide) = (path.multiply * step.multiply, path.divide * step.divide);
            let replaced = path.replaced + step.replaced;
            self.walk(passed, &Path { multiply, divide, properties, replaced }, found);
            passed.pop();
        }
    }

    /// The measures that are one property away; `inside` if it is one the factor was computed with.
    fn steps(&self, at: Measure, inside: bool) -> Vec<(Measure, Path)> {
        let by_property = Property::ALL.into_iter().filter_map(|property| {
            let (per, gives) = ends(property);
            let next = if at == per { gives } else { per };
            let step = || Some((next, self.by_property(at, property, inside && !next.is_energy())?));
            (at == per || at == gives).then(step)?
        });
        let by_basis = BASES.into_iter().filter_map(|bases| self.by_basis(at, bases));
        by_property.chain(by_basis).collect()
    }

    fn by_property(&self, at: Measure, property: Property, inside: bool) -> Option<Path> {
        let partner = BASES.into_iter().find_map(|(net, gross)| match property {
            _ if property == net => Some(gross),
            _ if property == gross => Some(net),
            _ => None,
        });
        // Only a row that has one of the two bases can be the best one.
        let number = |row: &FuelProperties| {
            let other = partner.filter(|_| self.strict).and_then(|partner| partner.of(row));
            property.of(row).map(Some).or(other.map(|_| None))
        };
        let (row, value, standing) = self.choose(inside, number)?;
        let value = value?;
        let used = UsedProperty { values: vec![(property, value)], row, standing };
        let value = coherent(property, value);
        let (multiply, divide) = if at == ends(property).0 { (value, 1.0) } else { (1.0, value) };
        let replaced = usize::from(inside && standing != Standing::Inherent);
        Some(Path { multiply, divide, properties: vec![used], replaced })
    }

    /// From one calorific basis to the other, by two values of one analysis.
    fn by_basis(&self, at: Measure, (net, gross): (Property, Property)) -> Option<(Measure, Path)> {
        let (row, (net_value, gross_value), standing) = self.choose(false, |row| net.of(row).zip(gross.of(row)))?;
        let used = UsedProperty { values: vec![(net, net_value), (gross, gross_value)], row, standing };
        let path = |multiply, divide| Path { multiply, divide, properties: vec![used], replaced: 0 };
        match at {
            Measure::Gross => Some((Measure::Net, path(net_value, gross_value))),
            Measure::Net => Some((Measure::Gross, path(gross_value, net_value))),
            _ => None,
        }
    }

    /// The row that a number is taken from.
    ///
    /// A factor per mass or volume was computed with properties of its own source, so these lead from energy to it;
    /// in every other direction the book's own number is the best.
    fn choose<T>(
        &self,
        inside: bool,
        number: impl Fn(&FuelProperties) -> Option<T>,
    ) -> Option<(Arc<FuelProperties>, T, Standing)> {
        let standing = |row: &FuelProperties| match (inside, &*row.set == self.set, row.is_own()) {
            (true, true, _) => Standing::Inherent,
            (false, _, true) => Standing::Own,
            (false, true, false) => Standing::SameSource,
            (_, false, _) => Standing::OtherSource,
        };
        let having = self.rows.iter().filter_map(|row| Some((row, number(row)?, standing(row))));
        let (row, value, standing) = having.min_by_key(|(.., standing)| *standing)?;
        Some(((*row).clone(), value, standing))
    }
}
