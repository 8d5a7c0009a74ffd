//! Factors, looked up once for each query and kept in the ledger.

use hashbrown::HashMap;

use super::context::Context;
use super::posting::ResolutionId;
use super::refused::Refusal;
use crate::estate::{Estate, Site, regions_of};
use crate::factor::resolve::{
    Choices, ELECTRICITY, GRID, Query, QueryKey, Resolution, ResolveError, resolve, resolve_market,
};
use crate::id::EstateId;
use crate::scope::MarketFallback;

/// What a purchase takes in both books.
#[derive(Clone)]
pub(super) struct Purchase {
    pub(super) location: ResolutionId,
    pub(super) market: Market,
}

/// What covers a purchase for the market-based method.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Market {
    /// A contract, or the residual mix.
    Covered(ResolutionId),
    /// Neither: the book takes the location-based factor.
    ByLocation(ResolutionId),
    /// Neither: it is not reported.
    NotCovered,
}

/// Of whom a code of purchased electricity is.
#[derive(Clone, Copy)]
enum Supplier {
    /// Of the grid, or of somebody with a factor; or the code is none of electricity.
    Known,
    /// Of a site of the book, by its place.
    Site(u32),
    /// Of a word that nothing declares.
    Unknown,
}

/// The factors found in one phase. Queries with the same key are resolved once: a million meters of one activity need
/// one factor.
pub(super) struct Resolver<'a> {
    context: &'a Context<'a>,
    regions: Vec<Vec<&'a str>>,
    estate_of: Vec<Option<u32>>,
    resolutions: &'a mut Vec<Resolution>,
    main: HashMap<(u32, QueryKey<'a>), Result<ResolutionId, ResolveError>>,
    purchases: HashMap<(u32, QueryKey<'a>), Result<Purchase, Refusal>>,
    /// The suppliers of codes. A book has few codes, and may have a million sites to look for in them.
    suppliers: HashMap<&'a str, Supplier>,
}

impl<'a> Resolver<'a> {
    /// A resolver that adds to the resolutions of a ledger.
    pub(super) fn new(context: &'a Context<'a>, resolutions: &'a mut Vec<Resolution>) -> Self {
        let estate_of =
            |estate: &EstateId| context.estates.iter().position(|e| e.id == *estate).map(|index| index as u32);
        Self {
            context,
            regions: context.estates.iter().map(Estate::regions).collect(),
            estate_of: context.sites.iter().map(|site| estate_of(&site.estate)).collect(),
            resolutions,
            main: HashMap::new(),
            purchases: HashMap::new(),
            suppliers: HashMap::new(),
        }
    }

    /// The estate of a site, by its place in the context; sites of no estate have no factors.
    pub(super) fn estate(&self, site: u32) -> Option<u32> {
        self.estate_of.get(site as usize).copied().flatten()
    }

    /// The sites of the book.
    pub(super) fn sites(&self) -> &'a [Site] {
        self.context.sites
    }

    /// The resolution of a number.
    pub(super) fn resolution(&self, id: ResolutionId) -> Option<&Resolution> {
        self.resolutions.get(id.0 as usize)
    }

    /// The factor of a quantity that is not a purchase of energy.
    pub(super) fn direct(&mut self, estate: u32, query: Query<'a>) -> Result<ResolutionId, Refusal> {
        self.by_location(estate, query).map_err(Refusal::Resolve)
    }

    fn by_location(&mut self, estate: u32, query: Query<'a>) -> Result<ResolutionId, ResolveError> {
        let key = (estate, query.key());
        if let Some(known) = self.main.get(&key) {
            return known.clone();
        }
        let answer = self.ask(estate, query, |query, choices| resolve(query, choices));
        let answer = answer.map(|resolution| keep(self.resolutions, resolution));
        self.main.insert(key, answer.clone());
        answer
    }

    /// Refuses electricity of a word that is neither the grid nor a supplier with a factor nor another site: it would be
    /// charged at the average of the grid.
    pub(super) fn refuse_undeclared(&mut self, buyer: u32, code: &'a str) -> Result<(), Refusal> {
        let Context { factors, sites, .. } = self.context;
        let declares = || {
            let Some(item) = code.strip_prefix(ELECTRICITY).filter(|_| code != GRID) else { return Supplier::Known };
            if factors.of_activity(code).next().is_some() {
                return Supplier::Known;
            }
            let site = sites.iter().position(|site| site.id.as_str().eq_ignore_ascii_case(item));
            site.map_or(Supplier::Unknown, |site| Supplier::Site(site as u32))
        };
        match *self.suppliers.entry(code).or_insert_with(declares) {
            Supplier::Known => Ok(()),
            Supplier::Site(seller) if seller != buyer => Ok(()),
            _ => Err(Refusal::UnknownSupplier(code.into())),
        }
    }

    /// The factors of a purchase, by location and by market; the fallback is the book's.
    pub(super) fn purchase(&mut self, estate: u32, query: Query<'a>) -> Result<Purchase, Refusal> {
        let key = (estate, query.key());
        if let Some(known) = self.purchases.get(&key) {
            return known.clone();
        }
        let answer = self.ask_both(estate, query);
        self.purchases.insert(key, answer.clone());
        answer
    }

    fn ask_both(&mut self, estate: u32, query: Query<'a>) -> Result<Purchase, Refusal> {
        let location = self.by_location(estate, query).map_err(Refusal::Resolve)?;
        let market = match self.ask(estate, query, resolve_market) {
            Some(covered) => {
                let resolution = covered.map_err(Refusal::Resolve)?;
                Market::Covered(keep(self.resolutions, resolution))
            }
            None => match self.context.market_fallback {
                Some(MarketFallback::Error) => return Err(Refusal::MarketNotCovered),
                Some(MarketFallback::Location) => {
                    let fallback = self.resolution(location).map(Resolution::by_location);
                    fallback.map_or(Market::NotCovered, |f| Market::ByLocation(keep(self.resolutions, f)))
                }
                Some(MarketFallback::ResidualMix) | None => Market::NotCovered,
            },
        };
        Ok(Purchase { location, market })
    }

    /// Resolves a query with the regions of the estate, or with those of the region that the row names.
    fn ask<T>(&self, estate: u32, query: Query<'a>, ask: impl Fn(Query<'a>, Choices<'_>) -> T) -> T {
        let named = query.region.map(regions_of);
        let of_estate = self.regions.get(estate as usize).map_or(&[][..], Vec::as_slice);
        let regions = named.as_deref().unwrap_or(of_estate);
        ask(query, Choices { factors: self.context.factors, fuels: self.context.fuels, regions })
    }
}

fn keep(resolutions: &mut Vec<Resolution>, resolution: Resolution) -> ResolutionId {
    resolutions.push(resolution);
    ResolutionId(resolutions.len() as u32 - 1)
}
