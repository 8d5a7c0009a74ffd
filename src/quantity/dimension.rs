//! What units measure.

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Dimension {
    /// Energy; coherent unit J.
    Energy,
    /// Mass; kg.
    Mass,
    /// Volume of a liquid or solid, or of a gas at an unstated temperature and pressure; m³.
    Volume,
    /// Volume of gas at a stated reference state; m³ at 0 °C and 101.325 kPa.
    GasVolume,
    /// Distance driven or flown; m.
    Distance,
    /// Freight, mass × distance; kg·m.
    MassDistance,
    /// Travel, persons × distance; person·m.
    PassengerDistance,
    /// Area of floors, land, wafers and panels; m².
    Area,
    /// Floor area over time; m²·year.
    AreaTime,
    /// Goods in storage over time; m³·day.
    VolumeTime,
    /// Hotel rooms × nights.
    RoomNight,
    /// Money in one currency. Currencies do not convert into each other.
    Money(Currency),
    /// Pieces.
    Count,
}

/// An ISO 4217 currency code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(pub(super) [u8; 3]);

impl Dimension {
    /// What to call a quantity of this dimension: `a mass`, `an energy` …
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Energy => "an energy",
            Self::Mass => "a mass",
            Self::Volume => "a volume",
            Self::GasVolume => "a gas volume at reference conditions",
            Self::Distance => "a distance",
            Self::MassDistance => "a freight (mass × distance)",
            Self::PassengerDistance => "a travel (persons × distance)",
            Self::Area => "an area",
            Self::AreaTime => "an area over time",
            Self::VolumeTime => "a volume over time",
            Self::RoomNight => "a number of room nights",
            Self::Money(_) => "an amount of money",
            Self::Count => "a count",
        }
    }

    /// The word the chart of activities uses: `energy`, `gas_volume` …
    pub fn code(self) -> &'static str {
        match self {
            Self::Energy => "energy",
            Self::Mass => "mass",
            Self::Volume => "volume",
            Self::GasVolume => "gas_volume",
            Self::Distance => "distance",
            Self::MassDistance => "mass_distance",
            Self::PassengerDistance => "passenger_distance",
            Self::Area => "area",
            Self::AreaTime => "area_time",
            Self::VolumeTime => "volume_time",
            Self::RoomNight => "room_night",
            Self::Money(_) => "money",
            Self::Count => "count",
        }
    }
}
