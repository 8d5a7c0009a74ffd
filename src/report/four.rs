//! The four figures that stand beside each other everywhere; the two of Scope 2 are never added.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::ser::{Serialize, Serializer};

use super::model::Status;
use super::name::Name;
use super::table::TableValue;
use crate::id::SiteId;
use crate::inventory::{FigureId, Measure, Section, StatementName};
use crate::period::Month;

/// A figure in tonnes, or why there is none.
pub(crate) type Shown = Result<f64, Status>;

/// Scope 1, Scope 2 by location and by market, and Scope 3 of one place. A book may have a million sites, so the names
/// are made when they are written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FourFigures {
    statement: StatementName,
    place: Place,
    figures: [Shown; 4],
}

/// What four figures are of.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Place {
    Statement,
    SumOfSites,
    Month(Month),
    Site(SiteId),
}

impl FourFigures {
    /// The figures of a place, each by its section.
    pub(crate) fn new(statement: StatementName, place: Place, figure: impl Fn(Section) -> Shown) -> Self {
        Self { statement, place, figures: Section::FOUR.map(figure) }
    }

    /// The figures with their names, in their order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Section, Shown, FigureId)> {
        Section::FOUR.into_iter().zip(self.figures).map(|(section, shown)| (section, shown, self.name(section)))
    }

    /// The figures as values of a table.
    pub(crate) fn values(&self) -> [TableValue<'static>; 4] {
        let mut names = Section::FOUR.map(|section| self.name(section)).into_iter();
        self.figures.map(|shown| names.next().map_or(TableValue::Empty, |name| TableValue::co2e(shown, name)))
    }

    /// The figure of Scope 1.
    pub(crate) fn scope1(&self) -> Option<f64> {
        self.value(0)
    }

    /// The figure of Scope 2 by location.
    pub(crate) fn scope2_location(&self) -> Option<f64> {
        self.value(1)
    }

    fn value(&self, place: usize) -> Option<f64> {
        self.figures.get(place).and_then(|shown| shown.ok())
    }

    fn name(&self, section: Section) -> FigureId {
        let of = |measure| FigureId::of(self.statement.clone(), measure);
        match &self.place {
            Place::Statement => of(Measure::Co2e(section)),
            Place::SumOfSites => of(Measure::SumOfSites(section)),
            Place::Month(month) => of(Measure::Co2e(section)).in_month(*month),
            Place::Site(site) => of(Measure::Co2e(section)).of_site(site.clone()),
        }
    }

    fn view(&self) -> View {
        let [one, location, market, three] = self.figures;
        let [name1, name_location, name_market, name3] = Section::FOUR.map(|section| Name(self.name(section)));
        View {
            scope1_tco2e: one.ok(),
            scope1_tco2e_status: one.err(),
            scope1_tco2e_figure_id: name1,
            scope2_location_tco2e: location.ok(),
            scope2_location_tco2e_status: location.err(),
            scope2_location_tco2e_figure_id: name_location,
            scope2_market_tco2e: market.ok(),
            scope2_market_tco2e_status: market.err(),
            scope2_market_tco2e_figure_id: name_market,
            scope3_tco2e: three.ok(),
            scope3_tco2e_status: three.err(),
            scope3_tco2e_figure_id: name3,
        }
    }
}

/// The four figures as report.json has them; the two of Scope 2 are never added.
#[derive(serde::Serialize, JsonSchema)]
struct View {
    scope1_tco2e: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope1_tco2e_status: Option<Status>,
    scope1_tco2e_figure_id: Name,
    scope2_location_tco2e: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope2_location_tco2e_status: Option<Status>,
    scope2_location_tco2e_figure_id: Name,
    scope2_market_tco2e: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope2_market_tco2e_status: Option<Status>,
    scope2_market_tco2e_figure_id: Name,
    scope3_tco2e: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope3_tco2e_status: Option<Status>,
    scope3_tco2e_figure_id: Name,
}

/// The figures of one site: the four, and CO2 from biomass.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SiteFigures {
    pub(crate) four: FourFigures,
    pub(crate) biogenic_co2: Shown,
}

impl SiteFigures {
    /// The name of the CO2 from biomass.
    pub(crate) fn biogenic_name(&self) -> FigureId {
        FigureId { measure: Measure::BiogenicCo2, ..self.four.name(Section::FOUR[0]) }
    }
}

/// The figures of a site as report.json has them.
#[derive(serde::Serialize, JsonSchema)]
struct SiteFiguresView {
    #[serde(flatten)]
    four: View,
    biogenic_co2_t: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    biogenic_co2_t_status: Option<Status>,
    biogenic_co2_t_figure_id: Name,
}

impl Serialize for SiteFigures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let view = SiteFiguresView {
            four: self.four.view(),
            biogenic_co2_t: self.biogenic_co2.ok(),
            biogenic_co2_t_status: self.biogenic_co2.err(),
            biogenic_co2_t_figure_id: Name(self.biogenic_name()),
        };
        view.serialize(serializer)
    }
}

impl JsonSchema for SiteFigures {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "SiteFigures".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        SiteFiguresView::json_schema(generator)
    }
}

impl Serialize for FourFigures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.view().serialize(serializer)
    }
}

impl JsonSchema for FourFigures {
    fn schema_name() -> Cow<'static, str> {
        "FourFigures".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        View::json_schema(generator)
    }
}
