//! Money spent, brought to the money a spend-based factor is per: its currency, its year, its prices.

use super::inputs;
use super::working::{MethodError, Worked, Working, not_negative, positive, share, term};
use crate::quantity::{Amount, Dimension, Unit};

/// Money spent and what leads to the factor's money, for [`in_factor_money`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spend {
    /// Money spent in the period.
    pub spend: Amount,
    /// Value added tax in it, per price before tax, 0 to 1: 0 where it is without.
    pub vat_rate: f64,
    /// Currency of the factor.
    pub factor_currency: Unit,
    /// Units of the factor's currency for one of the spend's, in the period: 1 where they are the same.
    pub exchange_rate: f64,
    /// Price index of the factor's currency in the year of the spend.
    pub price_index_spend: f64,
    /// The same index in the price year of the factor.
    pub price_index_factor: f64,
    /// Price the factor is per over the price paid: basic over purchaser's price; 1 where they are the same.
    pub price_ratio: f64,
}

inputs!(Spend: spend, vat_rate, exchange_rate, price_index_spend, price_index_factor, price_ratio);

/// Money spent in the money of a factor.
///
/// ```text
/// S_f = S / (1 + v) · x · I_f / I_s · b                                            (1)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `spend` | S: money spent | 1 | money | ≥ 0 |
/// | `vat_rate` | v: tax per price before tax | 1 | share | 0 to 1 |
/// | `factor_currency`, `exchange_rate` | x: of the factor's money for one of the spend's | 1 | | > 0; 1 for the same currency |
/// | `price_index_spend`, `price_index_factor` | I_s, I_f: in the year of spending, in the factor's price year | 1 | same index | > 0 |
/// | `price_ratio` | b: price the factor is per, over the price paid | 1 | | > 0 |
/// | returns | S_f | 1 | the factor's currency | ≥ 0 |
///
/// # Assumptions
/// Money is changed in the year it was spent and brought to the factor's year by prices of the factor's
/// country. The other order needs an index of the country of the spend, and gives another figure.
///
/// # Errors
/// [`MethodError`] if an input is outside its range, if one of the two is no money, or if money of one
/// currency has an exchange rate other than 1.
///
/// # Source
/// 1. GHG Protocol, *Technical Guidance for Calculating Scope 3 Emissions*, 2013, spend-based method, p. 33:
///    market values are converted between the years of the factor and of the spend. Currency, tax and
///    kind of price are ours, by the definition of such a factor.
///
/// # Examples
/// 1,070,000 THB with 7 % VAT, at 0.03 USD per THB, for a factor in USD of a year with 4/5 of the prices:
/// 1070000 / 1.07 × 0.03 × 100 / 125 = 24,000 USD.
/// ```
/// use estate_carbon::method::spend::{Spend, in_factor_money};
/// use estate_carbon::quantity::{Amount, Unit};
/// let steel = Spend {
///     spend: Amount::new(1_070_000.0, Unit::parse("THB")?), vat_rate: 0.07,
///     factor_currency: Unit::parse("USD")?, exchange_rate: 0.03,
///     price_index_spend: 125.0, price_index_factor: 100.0, price_ratio: 1.0,
/// };
/// assert!((in_factor_money(&steel)?.value.to(Unit::parse("USD")?)? - 24_000.0).abs() < 1e-6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn in_factor_money(s: &Spend) -> Result<Worked<Amount>, MethodError> {
    let spend = not_negative("spend", s.spend.value())?;
    let vat = share("vat_rate", s.vat_rate)?;
    let rate = exchange_rate(s)?;
    let (then, now) =
        (positive("price_index_factor", s.price_index_factor)?, positive("price_index_spend", s.price_index_spend)?);
    let ratio = positive("price_ratio", s.price_ratio)?;
    let (from, to) = (s.spend.unit().symbol(), s.factor_currency.symbol());
    let source = "GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions (2013), spend-based method, p. 33";
    let mut working = Working::new("Spend in the money of the factor", source);
    let terms = [
        term("S", "money spent", spend, from),
        term("v", "value added tax", vat, ""),
        term("x", "exchange rate, of the factor's money for one of the spend's", rate, to),
        term("I_f", "price index in the factor's price year", then, ""),
        term("I_s", "price index in the year of the spend", now, ""),
        term("b", "price the factor is per, over the price paid", ratio, ""),
    ];
    let value = spend / (1.0 + vat) * rate * then / now * ratio;
    let value = working.step("S_f = S / (1 + v) × x × I_f / I_s × b", terms, value, to);
    Ok(working.of(Amount::new(value, s.factor_currency)))
}

fn exchange_rate(s: &Spend) -> Result<f64, MethodError> {
    for (input, unit) in [("spend", s.spend.unit()), ("factor_currency", s.factor_currency)] {
        if !matches!(unit.dimension(), Dimension::Money(_)) {
            let what = format!("`{input}` is in `{unit}`, which is no currency");
            return Err(MethodError::Contradiction { input, what });
        }
    }
    let rate = positive("exchange_rate", s.exchange_rate)?;
    if s.spend.unit() == s.factor_currency && (rate - 1.0).abs() > f64::EPSILON {
        let what = format!("`exchange_rate` is {rate} from `{0}` to `{0}`; it can only be 1", s.factor_currency);
        return Err(MethodError::Contradiction { input: "exchange_rate", what });
    }
    Ok(rate)
}

#[cfg(test)]
mod tests {
    use super::super::working::assert_recomputes;
    use super::*;

    fn unit(symbol: &str) -> Unit {
        Unit::parse(symbol).expect("a unit")
    }

    fn plain(value: f64) -> Spend {
        Spend {
            spend: Amount::new(value, unit("USD")),
            vat_rate: 0.0,
            factor_currency: unit("USD"),
            exchange_rate: 1.0,
            price_index_spend: 100.0,
            price_index_factor: 100.0,
            price_ratio: 1.0,
        }
    }

    /// Example 4.4, p. 66: 800, 4,500 and 2,000 kg CO2e, the factors being in the money of the spend.
    #[test]
    fn money_of_the_factor_stays_as_it_is() {
        let kg: f64 = [(20_000.0, 0.04), (30_000.0, 0.15), (40_000.0, 0.05)]
            .iter()
            .map(|&(usd, factor)| in_factor_money(&plain(usd)).expect("money").value.value() * factor)
            .sum();
        approx::assert_abs_diff_eq!(kg, 7_300.0, epsilon = 1e-9);
    }

    #[test]
    fn each_correction_goes_its_own_way() {
        let of = |spend: Spend| {
            let worked = in_factor_money(&spend).expect("money");
            assert_recomputes(&worked.working);
            worked.value.value()
        };
        approx::assert_relative_eq!(of(Spend { vat_rate: 0.25, ..plain(100.0) }), 80.0);
        approx::assert_relative_eq!(of(Spend { price_index_spend: 125.0, ..plain(100.0) }), 80.0);
        approx::assert_relative_eq!(of(Spend { price_ratio: 0.8, ..plain(100.0) }), 80.0);
        let baht = Spend { spend: Amount::new(2_500.0, unit("THB")), exchange_rate: 0.032, ..plain(0.0) };
        approx::assert_relative_eq!(of(baht), 80.0, max_relative = 1e-12);
        approx::assert_abs_diff_eq!(of(plain(0.0)), 0.0);
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let refused = |spend: Spend| in_factor_money(&spend).map_err(|e| e.input());
        assert_eq!(refused(Spend { exchange_rate: 0.03, ..plain(1.0) }), Err("exchange_rate"));
        assert_eq!(refused(Spend { vat_rate: 7.0, ..plain(1.0) }), Err("vat_rate"));
        assert_eq!(refused(Spend { price_index_factor: 0.0, ..plain(1.0) }), Err("price_index_factor"));
        assert_eq!(refused(Spend { price_ratio: -1.0, ..plain(1.0) }), Err("price_ratio"));
        assert_eq!(refused(Spend { spend: Amount::new(1.0, unit("t")), ..plain(1.0) }), Err("spend"));
        assert_eq!(refused(Spend { factor_currency: unit("kWh"), ..plain(1.0) }), Err("factor_currency"));
        assert_eq!(refused(plain(-1.0)), Err("spend"));
    }
}
