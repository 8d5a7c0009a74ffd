//! Investments: the part of an investee's emissions, revenue or cost that falls to the investor.

use super::allocation::{part_of_whole, within_whole};
use super::inputs;
use super::working::{MethodError, Worked, Working, not_negative, share, term};
use crate::quantity::Amount;

/// What an outstanding amount is set against, by class of asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Denominator {
    /// Enterprise value including cash: listed equity and bonds of listed companies.
    Evic,
    /// Total equity plus debt: loans to and shares in companies that are not listed.
    EquityPlusDebt,
    /// Total equity plus debt of a project: project finance, debt with known use of proceeds.
    ProjectCost,
    /// Value of the property at origination: commercial real estate and mortgages.
    PropertyValue,
    /// Value of the vehicle at origination: motor vehicle loans.
    VehicleValue,
}

impl Denominator {
    /// Every one.
    pub const ALL: [Self; 5] =
        [Self::Evic, Self::EquityPlusDebt, Self::ProjectCost, Self::PropertyValue, Self::VehicleValue];

    /// The word tables use: `evic`, `equity_plus_debt` …
    pub fn code(self) -> &'static str {
        match self {
            Self::Evic => "evic",
            Self::EquityPlusDebt => "equity_plus_debt",
            Self::ProjectCost => "project_cost",
            Self::PropertyValue => "property_value",
            Self::VehicleValue => "vehicle_value",
        }
    }

    /// What it is, in words.
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Evic => "enterprise value including cash",
            Self::EquityPlusDebt => "total equity plus debt of the company",
            Self::ProjectCost => "total equity plus debt of the project",
            Self::PropertyValue => "value of the property at origination",
            Self::VehicleValue => "value of the vehicle at origination",
        }
    }
}

/// Money lent or invested and what it is part of, for [`attributed`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Financed {
    /// Emissions of the investee or the project; or its revenue or cost, for a factor per money.
    pub quantity: Amount,
    /// Outstanding amount.
    pub outstanding: Amount,
    /// What it is set against, in the same currency.
    pub value: Amount,
    /// Which value that is.
    pub denominator: Denominator,
}

inputs!(Financed: quantity, outstanding, value);

/// The part of an investee's quantity that an outstanding amount finances.
///
/// ```text
/// f = outstanding / value                                                          (1)
/// A = Q · f                                                                        (2)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `quantity` | Q: emissions, revenue or cost of the investee | 1 | any | ≥ 0 |
/// | `outstanding` | lent or invested | 1 | money | 0 to `value` |
/// | `value`, `denominator` | what it is part of | 1 | same money | > 0 |
/// | returns | A: the investor's part | 1 | as `quantity` | 0 to Q |
///
/// # Errors
/// [`MethodError`] if an input is outside its range, if the two amounts are of different currencies,
/// or if more is outstanding than the value: then one of the two is not what it should be, and
/// the factor is not capped at 1 in silence.
///
/// # Source
/// 1. PCAF, *The Global GHG Accounting and Reporting Standard, Part A: Financed Emissions*, 2nd ed., 2022,
///    sections 5.1 to 5.6.
/// 2. GHG Protocol, *Technical Guidance for Calculating Scope 3 Emissions*, 2013, formulas 15.3 (p. 148) and
///    15.4 (p. 150): share of total project costs.
///
/// # Examples
/// 10 million USD of debt in a project of 90 million that emits 30,000 t CO2e (\[2\], example 15.3, p. 148).
/// ```
/// use estate_carbon::method::investment::{Denominator, Financed, attributed};
/// use estate_carbon::quantity::{Amount, Unit};
/// let (t, usd) = (Unit::parse("t")?, Unit::parse("USD")?);
/// let loan = Financed {
///     quantity: Amount::new(30_000.0, t),
///     outstanding: Amount::new(10e6, usd), value: Amount::new(90e6, usd), denominator: Denominator::ProjectCost,
/// };
/// assert!((attributed(&loan)?.value.value() - 3_333.0).abs() < 0.5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn attributed(financed: &Financed) -> Result<Worked<Amount>, MethodError> {
    let quantity = not_negative("quantity", financed.quantity.value())?;
    let (outstanding, value) = part_of_whole(["outstanding", "value"], [financed.outstanding, financed.value])?;
    within_whole("outstanding", outstanding / value)?;
    let (unit, money) = (financed.quantity.unit(), financed.outstanding.unit().symbol());
    let source = "PCAF, The Global GHG Accounting and Reporting Standard, Part A, 2nd ed. (2022), sections 5.1 to 5.6";
    let mut working = Working::new("Financed share of an investee", source);
    let terms = [
        term("outstanding", "outstanding amount", outstanding, money),
        term("value", financed.denominator.phrase(), value, money),
    ];
    let factor = working.step("f = outstanding / value", terms, outstanding / value, "");
    let terms =
        [term("Q", "of the whole investee", quantity, unit.symbol()), term("f", "attribution factor", factor, "")];
    let part = working.step("A = Q × f", terms, quantity * factor, unit.symbol());
    Ok(working.of(Amount::new(part, unit)))
}

/// A company held by its equity, for [`equity_part`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Holding {
    /// Emissions of the company; or its revenue, for a factor per money.
    pub quantity: Amount,
    /// Share of it that is in the sector of the factor, 0 to 1: 1 for emissions.
    pub sector_share: f64,
    /// Share of the company's equity that is held, 0 to 1.
    pub equity_share: f64,
}

inputs!(Holding: quantity, sector_share, equity_share);

/// The part of an investee's quantity that falls to a share of its equity.
///
/// ```text
/// A = Q · p · s                                                                    (1)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `quantity` | Q: Scope 1 and 2 emissions, or revenue | 1 | any | ≥ 0 |
/// | `sector_share` | p: part of the revenue in one sector | 1 | share | 0 to 1 |
/// | `equity_share` | s: held | 1 | share | 0 to 1 |
/// | returns | A: the investor's part | 1 | as `quantity` | 0 to Q |
///
/// # Errors
/// [`MethodError`] if an input is outside its range.
///
/// # Source
/// 1. GHG Protocol, *Technical Guidance for Calculating Scope 3 Emissions*, 2013, formulas 15.1 (p. 142) and
///    15.2 (p. 144).
///
/// # Examples
/// 40 % of a subsidiary that emits 120,000 t CO2e (\[1\], example 15.1, pp. 142-143).
/// ```
/// use estate_carbon::method::investment::{Holding, equity_part};
/// use estate_carbon::quantity::{Amount, Unit};
/// let subsidiary = Holding { quantity: Amount::new(120_000.0, Unit::parse("t")?), sector_share: 1.0, equity_share: 0.4 };
/// assert!((equity_part(&subsidiary)?.value.value() - 48_000.0).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn equity_part(holding: &Holding) -> Result<Worked<Amount>, MethodError> {
    let quantity = not_negative("quantity", holding.quantity.value())?;
    let (sector, equity) = (share("sector_share", holding.sector_share)?, share("equity_share", holding.equity_share)?);
    let unit = holding.quantity.unit();
    let source = "GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions (2013), formulas 15.1 and 15.2";
    let mut working = Working::new("Equity share of an investee", source);
    let terms = [
        term("Q", "of the whole company", quantity, unit.symbol()),
        term("p", "part in this sector", sector, ""),
        term("s", "share of equity", equity, ""),
    ];
    let part = working.step("A = Q × p × s", terms, quantity * sector * equity, unit.symbol());
    Ok(working.of(Amount::new(part, unit)))
}

#[cfg(test)]
mod tests {
    use super::super::working::assert_recomputes;
    use super::*;
    use crate::quantity::Unit;

    fn amount(value: f64, unit: &str) -> Amount {
        Amount::new(value, Unit::parse(unit).expect("a unit"))
    }

    fn financed(quantity: Amount, outstanding: f64, value: f64, denominator: Denominator) -> Financed {
        Financed { quantity, outstanding: amount(outstanding, "USD"), value: amount(value, "USD"), denominator }
    }

    fn value(worked: Result<Worked<Amount>, MethodError>) -> f64 {
        let worked = worked.expect("a part");
        assert_recomputes(&worked.working);
        worked.value.value()
    }

    /// Published vectors of an open implementation of PCAF: bond, loan, mortgage, vehicle.
    #[test]
    fn attribution_factors_by_class_of_asset() {
        let cases = [
            (5e6, 80e6, Denominator::Evic, 0.0625),
            (2e6, 20e6, Denominator::EquityPlusDebt, 0.1),
            (300e3, 500e3, Denominator::PropertyValue, 0.6),
            (25e3, 40e3, Denominator::VehicleValue, 0.625),
        ];
        for (outstanding, whole, denominator, factor) in cases {
            let one = financed(amount(1.0, "t"), outstanding, whole, denominator);
            approx::assert_relative_eq!(value(attributed(&one)), factor, max_relative = 1e-12);
        }
    }

    /// Example 15.3, p. 148: 26,833 t CO2e. Example 15.4, pp. 150-151: 7,519 t CO2e.
    #[test]
    fn projects_by_their_emissions_and_by_their_money() {
        let of = |quantity, outstanding, cost| {
            value(attributed(&financed(quantity, outstanding, cost, Denominator::ProjectCost)))
        };
        let by_emissions = [(200e3, 1e6, 20e6), (10e3, 5e6, 50e6), (250e3, 3e6, 60e6), (30e3, 10e6, 90e6)];
        let total: f64 = by_emissions.iter().map(|&(t, debt, cost)| of(amount(t, "t"), debt, cost)).sum();
        approx::assert_abs_diff_eq!(total, 26_833.0, epsilon = 0.5);

        let by_money = [(20.0, 310.0, 0.07), (8.0, 325.0, 0.10), (3.0, 500.0, 0.05), (15.0, 9_000.0, 0.05)];
        let total: f64 = by_money.iter().map(|&(usd, factor, share)| factor * of(amount(usd, "USD"), share, 1.0)).sum();
        approx::assert_abs_diff_eq!(total, 7_519.0, epsilon = 1e-9);
    }

    /// Example 15.1, pp. 142-143: 493,000 t CO2e.
    #[test]
    fn subsidiaries_and_joint_ventures() {
        let held = [(120e3, 0.40), (200e3, 0.15), (1_600e3, 0.25), (60e3, 0.25)];
        let part = |t, equity_share| {
            value(equity_part(&Holding { quantity: amount(t, "t"), sector_share: 1.0, equity_share }))
        };
        let total: f64 = held.iter().map(|&(t, share)| part(t, share)).sum();
        approx::assert_abs_diff_eq!(total, 493_000.0, epsilon = 1e-9);
    }

    /// Example 15.2, p. 145, in kilograms; the source prints tonnes, and 900,000 for the last
    /// company, where its inputs give 990,000.
    #[test]
    fn companies_by_revenue_and_sector() {
        let part = |usd, sector_share, equity_share| {
            value(equity_part(&Holding { quantity: amount(usd, "USD"), sector_share, equity_share }))
        };
        let first_three = part(3e6, 1.0, 0.05) * 0.6 + part(7.5e6, 1.0, 0.15) * 0.5 + part(1.15e6, 1.0, 0.2) * 3.0;
        approx::assert_abs_diff_eq!(first_three, 90_000.0 + 562_500.0 + 690_000.0, epsilon = 1e-6);
        let last = part(5.5e6, 0.6, 0.1) * 2.0 + part(5.5e6, 0.4, 0.1) * 1.5;
        approx::assert_abs_diff_eq!(last, 990_000.0, epsilon = 1e-6);
    }

    #[test]
    fn more_than_the_whole_is_refused_and_not_capped() {
        let whole = financed(amount(7.0, "t"), 80.0, 80.0, Denominator::Evic);
        approx::assert_relative_eq!(value(attributed(&whole)), 7.0);
        let above = Financed { outstanding: amount(80.01, "USD"), ..whole };
        assert_eq!(attributed(&above).map_err(|e| e.input()), Err("outstanding"));
        let currencies = Financed { value: amount(80.0, "THB"), ..whole };
        assert_eq!(attributed(&currencies).map_err(|e| e.input()), Err("outstanding"));
        let worthless = Financed { value: amount(0.0, "USD"), ..whole };
        assert_eq!(attributed(&worthless).map_err(|e| e.input()), Err("value"));
        let holding = Holding { quantity: amount(1.0, "t"), sector_share: 1.0, equity_share: 1.01 };
        assert_eq!(equity_part(&holding).map_err(|e| e.input()), Err("equity_share"));
    }
}
