//! The uncertainty that quantities give a figure, as far as rows state their uncertainty.

use std::collections::BTreeMap;

use super::membership::{Known, Membership};
use super::read::by_site;
use super::{Inventory, SiteStatement, Statement};
use crate::activity::Quality;
use crate::id::{ActivityCode, MeterId};
use crate::ledger::Ledger;
use crate::quantity::Co2e;
use crate::scope::{Category, LedgerBook};

/// The uncertainty of a figure that comes from the quantities of activity alone.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ActivityUncertainty {
    /// Half the 95 % interval.
    pub half_width: Co2e,
    /// The part of the figure from rows that state an uncertainty; the rest counts as certain here.
    pub assessed: Co2e,
}

impl Inventory {
    /// The uncertainty of the wanted sections of one of its statements, or of a site in it; `None` if no row behind them
    /// gives one. The ledger is the one the inventory was read from.
    ///
    /// The figure of a site includes everything it bought. The figure of the statement leaves out what its sites sold
    /// to each other.
    ///
    /// Rows of one site, activity and meter share one error, so their contributions are added with their signs. Errors
    /// of different sites, activities or meters are independent, so their squares are added.
    ///
    /// ```text
    /// e[s,a,m] = Σ q · u · c · EF[g] · GWP[g] · share     over rows and gases g of site s, activity a, meter m   (1)
    /// h        = √ Σ e[s,a,m]²                                                                                  (2)
    /// ```
    ///
    /// # Shapes and units
    /// | name | meaning | unit | valid range |
    /// |---|---|---|---|
    /// | q · u | quantity × half its 95 % interval, relative ([`Quality::error`]) | the row's | any |
    /// | c | conversion to the factor's unit | per unit | > 0 |
    /// | EF | emission factor | kg per unit | |
    /// | GWP | potential of the valuation | kg CO2e per kg | ≥ 0 |
    /// | share | share of the site that the statement counts | | 0 to 1 |
    /// | h | half the 95 % interval of the figure | kg CO2e | ≥ 0 |
    ///
    /// # Source
    /// IPCC, *2006 Guidelines*, Vol. 1, ch. 3, equation 3.2: uncertain quantities that are summed, uncorrelated; fully
    /// correlated ones add up (section 3.2.3.1).
    pub fn activity_uncertainty(
        &self,
        ledger: &Ledger,
        (statement, site): (&Statement, Option<&SiteStatement>),
        wanted: impl Fn(Category, LedgerBook) -> bool,
    ) -> Option<ActivityUncertainty> {
        let known = Known::of(ledger);
        let members = Membership::of(statement, ledger, &known);
        let mut errors: BTreeMap<(u32, &ActivityCode, Option<&MeterId>), f64> = BTreeMap::new();
        let mut assessed = Co2e::ZERO;
        for (index, entries) in by_site(ledger) {
            let (Some(share), Some(id)) = (members.share(index), ledger.sites().get(index as usize)) else { continue };
            if site.is_some_and(|statement| statement.site != *id) {
                continue;
            }
            for entry in entries {
                let of_section =
                    ledger.reaches(entry).filter(|(c, b)| wanted(*c, *b) && entry.gas.family().in_scopes());
                let (Some((category, _)), Some(posting)) = (of_section, ledger.posting(entry)) else { continue };
                let repeats = site.is_none() && members.seller(posting, category).is_some();
                let (Some(quality), Some(subject)) = (ledger.quality(posting), ledger.subject(posting)) else {
                    continue;
                };
                let Quality { error, assessed: of_rows, .. } = quality;
                if repeats || (error, of_rows) == (0.0, 0.0) {
                    continue;
                }
                let worth = |quantity| self.value(category, entry.gas, ledger.kilograms(entry, quantity));
                let meter = ledger.dimensions_of(posting).meter.as_ref();
                *errors.entry((index, subject.activity, meter)).or_default() += worth(error).as_kilograms() * share;
                assessed += worth(of_rows) * share;
            }
        }
        let half_width = Co2e::from_kilograms(norm(errors.values().copied()));
        (!errors.is_empty()).then_some(ActivityUncertainty { half_width, assessed })
    }
}

/// The root of the sum of squares. It also works for numbers with squares too large for a number.
fn norm(errors: impl Iterator<Item = f64> + Clone) -> f64 {
    let plain = errors.clone().map(|error| error * error).sum::<f64>().sqrt();
    if plain.is_finite() {
        return plain;
    }
    let largest = errors.clone().fold(0.0, |largest: f64, error| largest.max(error.abs()));
    largest * errors.map(|error| (error / largest) * (error / largest)).sum::<f64>().sqrt()
}

#[cfg(test)]
mod tests;
