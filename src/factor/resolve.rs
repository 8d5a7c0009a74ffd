//! Which factor is chosen, why, and how the quantity is converted to its unit.
//!
//! In: a [`Query`] (activity, unit, basis, month), regions, and the sets. Out: a [`Resolution`], which holds
//! the factor itself, or the reason there is none. Nothing is guessed: no factor is an error,
//! and so are two that fit equally well.

mod chain;
mod choose;
mod instead;
mod query;
mod stand_in;

pub use chain::{Chain, Standing, UsedProperty};
pub(crate) use choose::ELECTRICITY;
pub use choose::{GRID, resolve, resolve_market};
pub use instead::Instead;
pub use query::Query;
pub(crate) use query::QueryKey;

use std::sync::Arc;

use super::{EmissionFactor, FactorSet, FuelTable};
use crate::period::Day;
use crate::quantity::{ConvertError, HeatBasis};

/// The rule by which a factor was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The row names it.
    NamedByRow,
    /// The book's own factor.
    Own,
    /// A factor of the folder of this name.
    Given(Arc<str>),
    /// A built-in factor of this region.
    Region(Arc<str>),
    /// A built-in factor that holds everywhere, because no nearer region has one.
    Everywhere,
    /// A built-in factor of another country, because nothing nearer is built in.
    StandIn {
        /// The country it is taken for.
        country: Arc<str>,
        /// The country it describes.
        origin: Arc<str>,
    },
    /// A built-in factor of the region that the row names, which is not the site's.
    RowsRegion(Arc<str>),
    /// No contract and no residual mix covers the purchase. As the book asks, the location-based factor is taken,
    /// chosen by this rule.
    ByLocation(Box<Reason>),
}

impl Reason {
    /// Whether the row names the factor, in either book.
    pub fn is_named(&self) -> bool {
        match self {
            Self::NamedByRow => true,
            Self::ByLocation(rule) => rule.is_named(),
            _ => false,
        }
    }

    /// The rule in words.
    pub fn text(&self) -> String {
        match self {
            Self::NamedByRow => "the rows name it in factor_id".to_owned(),
            Self::Own => "the book's own factors come first".to_owned(),
            Self::Given(set) => format!("the factor folder `{set}` comes before the built-in sets"),
            Self::Region(region) => format!("it is published for the site's region, {region}"),
            Self::Everywhere => "no nearer region has one for this quantity; it holds everywhere".to_owned(),
            Self::StandIn { country, origin } => {
                format!("no factor of {country} is built in; one of {origin} stands in")
            }
            Self::RowsRegion(region) => format!("it is published for the region the row names, {region}"),
            Self::ByLocation(rule) => {
                format!("no contract or residual mix covers the purchase, so by location: {}", rule.text())
            }
        }
    }
}

/// A factor chosen for a quantity.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Resolution {
    /// The factor.
    pub factor: Arc<EmissionFactor>,
    /// From the stream's unit to the factor's.
    pub chain: Chain,
    /// Why this one.
    pub reason: Reason,
    /// The last day of its validity, if that is before the month of the stream.
    pub outdated: Option<Day>,
    /// The country it stands in for, where it describes another.
    pub stands_in: Option<Arc<str>>,
}

impl Resolution {
    /// The last year of the factor's validity, if that is before the month of the stream.
    pub fn earlier_year(&self) -> Option<i16> {
        self.outdated.map(Day::year)
    }

    /// The same factor, taken by the market-based method because there is neither a contract nor a residual mix.
    pub(crate) fn by_location(&self) -> Self {
        Self { reason: Reason::ByLocation(Box::new(self.reason.clone())), ..self.clone() }
    }
}

/// Why a stream has no factor.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ResolveError {
    /// Nothing fits.
    #[error("no factor for `{activity}` in {regions} for {year}")]
    NoFactor {
        /// The activity.
        activity: String,
        /// The regions looked in.
        regions: String,
        /// The year.
        year: i16,
        /// The factors that exist instead.
        instead: Instead,
    },
    /// Two fit equally well.
    #[error("`{first}` and `{second}` fit `{activity}` equally well")]
    Tie {
        /// The activity.
        activity: String,
        /// One.
        first: String,
        /// The other.
        second: String,
    },
    /// The best factor is per a unit to which the quantity cannot be converted.
    #[error("{source}")]
    CannotConvert {
        /// The two units.
        source: ConvertError,
        /// The factor's id.
        factor: String,
        /// The fuel whose properties could connect the two.
        fuel: Option<String>,
        /// The calorific basis of the quantity, if it is an energy.
        basis: Option<HeatBasis>,
    },
    /// The row's factor_id is not known.
    #[error("there is no factor `{id}`")]
    UnknownFactorId {
        /// As found.
        id: String,
        /// The nearest id.
        suggestion: Option<String>,
    },
    /// The row's factor is for another activity.
    #[error("factor `{id}` is for `{published}`, not for `{activity}`")]
    OtherActivity {
        /// The factor.
        id: String,
        /// The activity it was published for.
        published: String,
        /// The activity of the row.
        activity: String,
    },
    /// The method treats CO2 and the other gases apart, but the factor is CO2e, which may hold all of them.
    #[error("`{id}` is published only as CO2e, so its CO2 cannot be told from its other gases")]
    OnlyCo2e {
        /// The factor.
        id: String,
    },
    /// An energy of fuel without its calorific basis, net or gross.
    #[error("`{unit}` of `{activity}` without `basis`: net or gross calorific value?")]
    BasisUnknown {
        /// The activity.
        activity: String,
        /// The unit.
        unit: &'static str,
    },
}

/// The factors and fuel properties to choose from, and the regions of the site.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Choices<'a> {
    /// The book's factors and the built-in sets.
    pub factors: &'a FactorSet,
    /// The book's fuel properties and the built-in ones.
    pub fuels: &'a FuelTable,
    /// The site's regions, nearest first ([`Estate::regions`](crate::estate::Estate::regions)).
    pub regions: &'a [&'a str],
}

impl<'a> Choices<'a> {
    /// What a site of these regions chooses from.
    pub fn new(factors: &'a FactorSet, fuels: &'a FuelTable, regions: &'a [&'a str]) -> Self {
        Self { factors, fuels, regions }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::factor;
    use super::*;

    fn months(from: &str, to: &str) -> Option<i32> {
        let march = Day::from_ymd(2024, 3, 1).expect("a day").month();
        factor("any", "c05/landfill_mixed", "TH", "t", &[]).valid(from, to).months_old(march)
    }

    #[test]
    fn a_factor_valid_on_any_day_of_the_month_is_not_old() {
        assert_eq!(months("", ""), Some(0));
        assert_eq!(months("2024-03-31", ""), Some(0));
        assert_eq!(months("", "2024-03-01"), Some(0));
        assert_eq!(months("2024-03-31", "2030-12-31"), Some(0));
    }

    #[test]
    fn an_old_factor_is_as_many_months_old_as_have_begun_since() {
        assert_eq!(months("", "2024-02-29"), Some(1));
        assert_eq!(months("2022-01-01", "2022-12-31"), Some(15));
    }

    #[test]
    fn a_factor_of_a_later_month_does_not_count() {
        assert_eq!(months("2024-04-01", ""), None);
    }

    #[test]
    fn every_rule_has_its_words() {
        let fallen = Reason::ByLocation(Box::new(Reason::Region("TH".into())));
        assert_eq!(
            fallen.text(),
            "no contract or residual mix covers the purchase, so by location: it is published for the site's region, TH"
        );
        let all = [
            Reason::NamedByRow,
            Reason::Own,
            Reason::Given("dede".into()),
            Reason::Everywhere,
            Reason::StandIn { country: "TH".into(), origin: "GB".into() },
            Reason::RowsRegion("AU".into()),
        ];
        let words: std::collections::BTreeSet<String> = all.iter().map(Reason::text).collect();
        assert_eq!(words.len(), all.len());
        assert!(Reason::Given("dede".into()).text().contains("`dede`"));
        assert!(Reason::RowsRegion("AU".into()).text().ends_with("AU"));
    }
}
