//! Which property connects which two measures of a fuel.

use super::FuelProperties;

/// A property that connects two measures of a fuel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Property {
    /// Net calorific value, MJ/kg.
    NetPerKg,
    /// Net calorific value, MJ/L.
    NetPerLitre,
    /// Net calorific value, MJ/Nm³.
    NetPerM3,
    /// Gross calorific value, MJ/kg.
    GrossPerKg,
    /// Gross calorific value, MJ/L.
    GrossPerLitre,
    /// Gross calorific value, MJ/Nm³.
    GrossPerM3,
    /// Density of the liquid, kg/L.
    KgPerLitre,
    /// Density of the gas, kg/Nm³.
    KgPerM3,
}

impl Property {
    /// Every property: calorific values, net ones first, then densities.
    pub const ALL: [Self; 8] = [
        Self::NetPerKg,
        Self::NetPerLitre,
        Self::NetPerM3,
        Self::GrossPerKg,
        Self::GrossPerLitre,
        Self::GrossPerM3,
        Self::KgPerLitre,
        Self::KgPerM3,
    ];

    /// The number that a row has for it.
    pub fn of(self, row: &FuelProperties) -> Option<f64> {
        match self {
            Self::NetPerKg => row.net_mj_per_kg,
            Self::NetPerLitre => row.net_mj_per_litre,
            Self::NetPerM3 => row.net_mj_per_m3,
            Self::GrossPerKg => row.gross_mj_per_kg,
            Self::GrossPerLitre => row.gross_mj_per_litre,
            Self::GrossPerM3 => row.gross_mj_per_m3,
            Self::KgPerLitre => row.kg_per_litre,
            Self::KgPerM3 => row.kg_per_m3,
        }
    }

    /// Its unit.
    pub fn unit(self) -> &'static str {
        match self {
            Self::NetPerKg | Self::GrossPerKg => "MJ/kg",
            Self::NetPerLitre | Self::GrossPerLitre => "MJ/L",
            Self::NetPerM3 | Self::GrossPerM3 => "MJ/Nm3",
            Self::KgPerLitre => "kg/L",
            Self::KgPerM3 => "kg/Nm3",
        }
    }

    /// What kind of property it is, whatever its unit.
    pub fn kind(self) -> PropertyKind {
        match self {
            Self::NetPerKg | Self::NetPerLitre | Self::NetPerM3 => PropertyKind::NetCalorificValue,
            Self::GrossPerKg | Self::GrossPerLitre | Self::GrossPerM3 => PropertyKind::GrossCalorificValue,
            Self::KgPerLitre | Self::KgPerM3 => PropertyKind::Density,
        }
    }
}

/// What a property says of a fuel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PropertyKind {
    /// Heat of combustion without the heat of the condensed water (lower).
    NetCalorificValue,
    /// Heat of combustion with the heat of the condensed water (higher).
    GrossCalorificValue,
    /// Mass per volume.
    Density,
}
