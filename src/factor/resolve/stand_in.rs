//! Factors of one country where another country is asked for.

use std::sync::Arc;

use crate::estate::GLOBAL;
use crate::factor::EmissionFactor;

/// The country that a factor stands in for: the site's, where the factor describes another. A region is the country
/// it begins with. Without a country, nothing is known to be foreign.
pub(super) fn stands_in(factor: &EmissionFactor, regions: &[&str]) -> Option<Arc<str>> {
    let origin = factor.describes()?;
    let mut countries = regions.iter().filter(|region| **region != GLOBAL).map(|region| country(region));
    let nearest = countries.next()?;
    let at_home = nearest == country(origin) || countries.any(|other| other == country(origin));
    (!at_home).then(|| nearest.into())
}

/// The part of a region code that names the country: `MY` of `MY-SABAH`.
pub(super) fn country(region: &str) -> &str {
    region.split('-').next().unwrap_or(region)
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::factor;
    use super::*;

    #[test]
    fn a_factor_stands_in_for_every_country_but_its_own() {
        let of = |origin: &str| EmissionFactor {
            origin: Some(origin.into()),
            ..factor("bus", "c07/bus", GLOBAL, "p.km", &[("CO2e:AR5", 0.1)])
        };
        assert_eq!(stands_in(&of("GB"), &["MY-SABAH", "MY", "ASEAN", GLOBAL]).as_deref(), Some("MY"));
        assert_eq!(stands_in(&of("GB"), &["GB", GLOBAL]), None);
        assert_eq!(stands_in(&of("GB"), &["GB-NIR", GLOBAL]), None);
        assert_eq!(stands_in(&of("GB"), &[GLOBAL]), None);
        let world = factor("bus", "c07/bus", GLOBAL, "p.km", &[("CO2e:AR5", 0.1)]);
        assert_eq!(stands_in(&world, &["TH", GLOBAL]), None);
        // A row may name a factor that is published for another country.
        let grid = factor("au", "purchased_electricity/grid", "AU-NSW", "kWh", &[("CO2e:AR5", 0.6)]);
        assert_eq!(grid.describes(), Some("AU"));
        assert_eq!(stands_in(&grid, &["TH", GLOBAL]).as_deref(), Some("TH"));
        assert_eq!(stands_in(&grid, &["AU-VIC", "AU", GLOBAL]), None);
    }
}
