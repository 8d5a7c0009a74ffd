//! The dimensions that rows name: the meter, the plant and the counterparty.
//!
//! A book has few combinations of them, so each is kept once, under a small number.

use std::collections::BTreeMap;

use crate::id::{MeterId, PlantId, SiteId};

/// The dimensions of a quantity: what a row names besides its site, activity and time.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Dimensions {
    /// The utility plant that burnt or used it.
    pub plant: Option<PlantId>,
    /// The other side of a purchase or a transaction, inside the book.
    pub counterparty: Option<SiteId>,
    /// The meter it was read from: rows of one meter share its error.
    pub meter: Option<MeterId>,
}

impl Dimensions {
    /// Whether nothing is named.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The number of a combination in its [`DimensionSet`]. The default is the combination that names nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DimensionsId(u32);

/// Every combination that occurs, once.
///
/// # Examples
/// ```
/// use estate_carbon::activity::{DimensionSet, Dimensions};
/// let mut set = DimensionSet::new();
/// let mut boiler = Dimensions::default();
/// boiler.plant = Some("BOILER-2".into());
/// let id = set.intern(&boiler);
/// assert_eq!(set.intern(&boiler), id);
/// assert_eq!(set.get(id), &boiler);
/// assert!(set.get(Default::default()).is_empty());
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct DimensionSet {
    all: Vec<Dimensions>,
    ids: BTreeMap<Dimensions, DimensionsId>,
    none: Dimensions,
}

impl Default for DimensionSet {
    fn default() -> Self {
        Self::new()
    }
}

impl DimensionSet {
    /// A set with only the combination that names nothing.
    pub fn new() -> Self {
        let none = Dimensions::default();
        let ids = BTreeMap::from([(none.clone(), DimensionsId::default())]);
        Self { all: vec![none.clone()], ids, none }
    }

    /// The number of a combination. A combination that is not in the set yet is added.
    pub fn intern(&mut self, dimensions: &Dimensions) -> DimensionsId {
        if let Some(id) = self.ids.get(dimensions) {
            return *id;
        }
        let id = DimensionsId(self.all.len() as u32);
        self.all.push(dimensions.clone());
        self.ids.insert(dimensions.clone(), id);
        id
    }

    /// The number of a combination, if it is in the set.
    pub fn find(&self, dimensions: &Dimensions) -> Option<DimensionsId> {
        self.ids.get(dimensions).copied()
    }

    /// The combination of a number. A number that is not in the set gives the combination that names nothing.
    pub fn get(&self, id: DimensionsId) -> &Dimensions {
        self.all.get(id.0 as usize).unwrap_or(&self.none)
    }

    /// Every combination with its number, in the order of the numbers; the first names nothing.
    pub fn iter(&self) -> impl Iterator<Item = (DimensionsId, &Dimensions)> {
        self.all.iter().zip(0..).map(|(dimensions, id)| (DimensionsId(id), dimensions))
    }

    /// How many there are; at least one.
    #[allow(clippy::len_without_is_empty, reason = "the combination that names nothing is always there")]
    pub fn len(&self) -> usize {
        self.all.len()
    }
}

impl DimensionsId {
    /// A small number for dense tables: below [`DimensionSet::len`].
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}
