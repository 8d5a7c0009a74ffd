//! Carbon in, carbon out: what stays behind left as CO2. Iron and steel, ferroalloys, petrochemicals, ammonia.

use std::sync::Arc;

use super::inputs;
use super::working::{MethodError, Term, Worked, Working, not_negative, share, term};
use crate::quantity::uom::si::mass::megagram;
use crate::quantity::{Gas, GasMass, GasMasses, Mass, is_named_co2, is_named_gas};

const IPCC: &str = "IPCC 2006 Guidelines, Vol. 3, ch. 3 (equation 3.17) and ch. 4 (equations 4.9 to 4.11 and 4.16)";

/// CO2 per carbon, as IPCC prints it in every equation of Vol. 3.
pub(super) const CO2_PER_CARBON: f64 = 44.0 / 12.0;

/// A material with carbon that goes in, for [`carbon_balance`].
#[derive(Clone, Debug, PartialEq)]
pub struct CarbonInput {
    /// What it is, as the working names it.
    pub material: Arc<str>,
    /// Its mass.
    pub mass: Mass,
    /// Carbon in it, mass per mass, 0 to 1.
    pub carbon_fraction: f64,
    /// Share of that carbon that is of biomass, 0 to 1.
    pub biogenic_share: f64,
}

inputs!(CarbonInput: mass, carbon_fraction, biogenic_share);

/// A product, by-product or waste with carbon that comes out, for [`carbon_balance`].
#[derive(Clone, Debug, PartialEq)]
pub struct CarbonOutput {
    /// What it is, as the working names it.
    pub material: Arc<str>,
    /// Its mass.
    pub mass: Mass,
    /// Carbon in it, mass per mass, 0 to 1. Captured CO2 has 12/44.
    pub carbon_fraction: f64,
}

inputs!(CarbonOutput: mass, carbon_fraction);

impl CarbonOutput {
    /// Whether it is CO2 by its name or its carbon. CO2 that was captured has left the process and not the atmosphere's
    /// account: without a fate it counts as released.
    pub fn is_co2(&self) -> bool {
        is_co2(&self.material, Some(self.carbon_fraction))
    }
}

/// Carbon in CO2 by the standard atomic weights of IUPAC (2021, abridged): 12.011 and 15.999. IPCC rounds it to 12/44.
const CARBON_IN_CO2: f64 = 12.011 / 44.009;

/// Half a step in the third digit: `0.273` and `0.2727` are CO2, and no other product of a balance is as near.
const NEAR_CO2: f64 = 0.000_5;

/// A gas with as much carbon is CO2 with something in it: of 84 to 100 % by mass, and what is mixed with it has no carbon.
const CARBON_IN_GAS_OF_CO2: std::ops::RangeInclusive<f64> = 0.23..=0.273_5;

/// Whether a material that comes out is CO2: by its name, by its carbon, or by both if it is a gas of less than full purity.
pub(crate) fn is_co2(material: &str, carbon_fraction: Option<f64>) -> bool {
    let has = |carbon: f64| {
        (carbon - CARBON_IN_CO2).abs() <= NEAR_CO2 || CARBON_IN_GAS_OF_CO2.contains(&carbon) && is_named_gas(material)
    };
    is_named_co2(material) || carbon_fraction.is_some_and(has)
}

/// CO2 of a plant by its balance of carbon.
///
/// ```text
/// C_in  = Σ m_i × w_i          over what goes in                                   (1)
/// B     = Σ m_i × w_i × b_i / C_in                                                 (2)
/// C_out = Σ m_j × w_j          over what comes out and is no CO2                   (3)
/// M_fossil   = (C_in − C_out) × (1 − B) × 44 / 12                                  (4)
/// M_biogenic = (C_in − C_out) × B × 44 / 12                                        (5)
/// C_CO2 = Σ m_k × w_k          over CO2 that comes out                             (6)
/// F     = C_CO2 / (C_in − C_out)   the share of (4) and (5) that was captured      (7)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `inputs`: `mass`, `carbon_fraction`, `biogenic_share` | m, w, b | i | mass, shares | ≥ 0, 0 to 1 |
/// | `outputs`: `mass`, `carbon_fraction` | m, w | j | mass, share | ≥ 0, 0 to 1 |
/// | returns | mass of `CO2`, and of `CO2_biogenic` if B > 0 | 2 | mass | ≥ 0 |
///
/// # Assumptions
/// | symbol | value | from |
/// |---|---|---|
/// | CO2 per carbon | 44/12 | \[1\] |
/// | origin of the carbon that comes out | the mixture that went in, B | ours |
///
/// All carbon that does not come out in an output is taken to leave as CO2. So is CO2 that comes out, until it has a
/// fate: IPCC deducts captured CO2 only where it is stored, or where its release is counted elsewhere
/// (\[1\] ch. 1, section 1.2.2). Its share is kept as [`Working::captured`].
///
/// # Errors
/// [`MethodError`] if an input is outside its range, if no carbon goes in, or if more comes out than went in.
///
/// # Source
/// 1. IPCC, *2006 Guidelines for National Greenhouse Gas Inventories*, Vol. 3: equations 4.9 (iron and
///    steel), 4.10 (sinter), 4.11 (direct reduced iron), 4.16 and 4.17 (ferroalloys), 3.3 (ammonia; CO2
///    recovered for urea is the carbon of the urea, as an output), 3.17 (petrochemicals).
///
/// # Examples
/// GreenLang's test of a blast furnace route: (600 × 0.85 + 1500 × 0 − 1000 × 0.005) × 44/12 = 1,851.67 t.
/// ```
/// use estate_carbon::method::carbon_balance::{CarbonInput, CarbonOutput, carbon_balance};
/// use estate_carbon::quantity::{Gas, Mass, uom::si::mass::megagram};
/// let t = Mass::new::<megagram>;
/// let coke = CarbonInput { material: "coke".into(), mass: t(600.0), carbon_fraction: 0.85, biogenic_share: 0.0 };
/// let ore = CarbonInput { material: "iron ore".into(), mass: t(1500.0), carbon_fraction: 0.0, biogenic_share: 0.0 };
/// let steel = CarbonOutput { material: "steel".into(), mass: t(1000.0), carbon_fraction: 0.005 };
/// let plant = carbon_balance(&[coke, ore], &[steel])?;
/// assert!((plant.value.of(Gas::CO2).as_tonnes() - 1851.67).abs() < 0.005);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn carbon_balance(inputs: &[CarbonInput], outputs: &[CarbonOutput]) -> Result<Worked<GasMasses>, MethodError> {
    let mut working = Working::new("CO2 by carbon balance", IPCC);
    let (carbon_in, biogenic) = carbon_in(&mut working, inputs)?;
    let is_co2 = CarbonOutput::is_co2;
    let carbon_out = carbon_of(&mut working, "C_out", outputs.iter().filter(|output| !is_co2(output)))?;
    let captured = carbon_of(&mut working, "C_CO2", outputs.iter().filter(|output| is_co2(output)))?;
    // Sums of decimal masses miss zero by a few units in the last place.
    if carbon_out + captured > carbon_in * (1.0 + 1e-9) {
        let what = format!("{} t of carbon come out and only {carbon_in} t go in", carbon_out + captured);
        return Err(MethodError::Contradiction { input: "mass", what });
    }
    let released = (carbon_in - carbon_out).max(0.0);
    let terms = [term("C_in", "carbon in", carbon_in, "t"), term("C_out", "carbon out", carbon_out, "t")];
    working.step("C = C_in − C_out", terms, released, "t");
    let mut gases = GasMasses::new();
    let terms = |share| [term("C", "carbon released", released, "t"), term("B", "biogenic share", share, "")];
    let fossil = released * (1.0 - biogenic) * CO2_PER_CARBON;
    working.step("M_fossil = C × (1 − B) × 44 / 12", terms(biogenic), fossil, "t");
    gases.add(Gas::CO2, GasMass::from_tonnes(fossil));
    if biogenic > 0.0 {
        let of_biomass = released * biogenic * CO2_PER_CARBON;
        working.step("M_biogenic = C × B × 44 / 12", terms(biogenic), of_biomass, "t");
        gases.add(Gas::CO2_BIOGENIC, GasMass::from_tonnes(of_biomass));
    }
    if captured > 0.0 && released > 0.0 {
        let terms = [
            term("C_CO2", "carbon captured as CO2, released until it has a fate", captured, "t"),
            term("C", "carbon released", released, "t"),
        ];
        working.captured = working.step("F = C_CO2 / C", terms, captured / released, "");
    }
    Ok(working.of(gases))
}

/// Carbon that goes in, in tonnes, and the biogenic share of it.
fn carbon_in(working: &mut Working, inputs: &[CarbonInput]) -> Result<(f64, f64), MethodError> {
    let (mut all, mut of_biomass) = (Sum::default(), Sum::default());
    for input in inputs {
        let flow = flow(&input.material, input.mass, input.carbon_fraction)?;
        let biogenic = named(&input.material, share("biogenic_share", input.biogenic_share))?;
        all.add(&input.material, &flow);
        if biogenic > 0.0 {
            let [mass, carbon] = flow;
            of_biomass.add(&input.material, &[mass, carbon, ("b", "biogenic share of", biogenic, "")]);
        }
    }
    let carbon_in = all.step(working, "C_in");
    if carbon_in <= 0.0 {
        let what = "no carbon goes in: a balance needs a material with carbon".to_owned();
        return Err(MethodError::Contradiction { input: "carbon_fraction", what });
    }
    if of_biomass.products.is_empty() {
        return Ok((carbon_in, 0.0));
    }
    let of_biomass = of_biomass.step(working, "C_bio");
    let terms = [term("C_bio", "carbon of biomass", of_biomass, "t"), term("C_in", "carbon in", carbon_in, "t")];
    Ok((carbon_in, working.step("B = C_bio / C_in", terms, of_biomass / carbon_in, "")))
}

/// Carbon of what comes out, in tonnes.
fn carbon_of<'a>(
    working: &mut Working,
    symbol: &'static str,
    outputs: impl Iterator<Item = &'a CarbonOutput>,
) -> Result<f64, MethodError> {
    let mut all = Sum::default();
    for output in outputs {
        all.add(&output.material, &flow(&output.material, output.mass, output.carbon_fraction)?);
    }
    Ok(all.step(working, symbol))
}

/// A number of a product: symbol, what it is of a material, value, unit.
type Factor = (&'static str, &'static str, f64, &'static str);

fn flow(material: &str, mass: Mass, carbon_fraction: f64) -> Result<[Factor; 2], MethodError> {
    let mass = named(material, not_negative("mass", mass.get::<megagram>()))?;
    let carbon = named(material, share("carbon_fraction", carbon_fraction))?;
    Ok([("m", "mass of", mass, "t"), ("w", "carbon in", carbon, "t/t")])
}

/// The refusal of a number, with the material it is of: a balance has many.
fn named(material: &str, number: Result<f64, MethodError>) -> Result<f64, MethodError> {
    number.map_err(|e| MethodError::Contradiction { input: e.input(), what: format!("{material}: {e}") })
}

/// A sum of products over materials, with its formula: `m1 × w1 + m2 × w2`.
#[derive(Default)]
struct Sum {
    products: Vec<String>,
    terms: Vec<Term>,
    value: f64,
}

impl Sum {
    fn add(&mut self, material: &str, factors: &[Factor]) {
        let number = self.products.len() + 1;
        let symbols: Vec<String> = factors.iter().map(|(symbol, ..)| format!("{symbol}{number}")).collect();
        self.products.push(symbols.join(" × "));
        let terms = symbols.into_iter().zip(factors);
        self.terms.extend(terms.map(|(s, (_, what, value, unit))| term(s, format!("{what} {material}"), *value, unit)));
        self.value += factors.iter().map(|(_, _, value, _)| value).product::<f64>();
    }

    /// The sum as a step; a sum of nothing needs none.
    fn step(self, working: &mut Working, symbol: &'static str) -> f64 {
        if self.products.is_empty() {
            return 0.0;
        }
        working.step(format!("{symbol} = {}", self.products.join(" + ")), self.terms, self.value, "t")
    }
}

#[cfg(test)]
mod tests {
    use super::super::working::assert_recomputes;
    use super::*;

    fn input(material: &str, tonnes: f64, carbon_fraction: f64, biogenic_share: f64) -> CarbonInput {
        CarbonInput { material: material.into(), mass: Mass::new::<megagram>(tonnes), carbon_fraction, biogenic_share }
    }

    fn output(material: &str, tonnes: f64, carbon_fraction: f64) -> CarbonOutput {
        CarbonOutput { material: material.into(), mass: Mass::new::<megagram>(tonnes), carbon_fraction }
    }

    fn tonnes(inputs: &[CarbonInput], outputs: &[CarbonOutput]) -> (f64, f64) {
        let worked = carbon_balance(inputs, outputs).expect("a balance");
        assert_recomputes(&worked.working);
        (worked.value.of(Gas::CO2).as_tonnes(), worked.value.of(Gas::CO2_BIOGENIC).as_tonnes())
    }

    #[test]
    fn published_balances_come_out() {
        // GreenLang's test suite, blast furnace route: 505 t C, 1,851.67 t CO2.
        let route = [input("coke", 600.0, 0.85, 0.0), input("iron ore", 1_500.0, 0.0, 0.0)];
        let (fossil, biogenic) = tonnes(&route, &[output("steel", 1_000.0, 0.005)]);
        approx::assert_abs_diff_eq!(fossil, 1_851.67, epsilon = 0.005);
        approx::assert_abs_diff_eq!(biogenic, 0.0);
        // The same, electric arc furnace: 9.95 t C go in.
        let furnace = [input("scrap", 1_000.0, 0.005, 0.0), input("electrode", 5.0, 0.99, 0.0)];
        let (fossil, _) = tonnes(&furnace, &[]);
        approx::assert_abs_diff_eq!(fossil * 12.0 / 44.0, 9.95, epsilon = 0.005);
    }

    #[test]
    fn biomass_is_kept_apart_and_all_carbon_is_found_again() {
        let furnace =
            [input("coke", 30.0, 0.83, 0.0), input("charcoal", 10.0, 0.91, 1.0), input("blend", 4.0, 0.5, 0.25)];
        let outputs = [output("pig iron", 50.0, 0.04), output("dust", 2.0, 0.3)];
        let (fossil, biogenic) = tonnes(&furnace, &outputs);
        let carbon_in = 30.0 * 0.83 + 10.0 * 0.91 + 4.0 * 0.5;
        let carbon_out = 50.0 * 0.04 + 2.0 * 0.3;
        approx::assert_relative_eq!((fossil + biogenic) * 12.0 / 44.0, carbon_in - carbon_out, max_relative = 1e-12);
        let share = (10.0 * 0.91 + 4.0 * 0.5 * 0.25) / carbon_in;
        approx::assert_relative_eq!(biogenic / (fossil + biogenic), share, max_relative = 1e-12);
        let (fossil, biogenic) = tonnes(&[input("charcoal", 1.0, 0.9, 1.0)], &[]);
        approx::assert_abs_diff_eq!(fossil, 0.0);
        approx::assert_relative_eq!(biogenic, 3.3, max_relative = 1e-12);
    }

    #[test]
    fn carbon_dioxide_for_urea_is_the_carbon_of_the_urea() {
        // 100 t of gas with 0.75 carbon make 275 t CO2; 73.33 t of it go into 100 t of urea, CO(NH2)2.
        let gas = input("natural gas", 100.0, 0.75, 0.0);
        let (fossil, _) = tonnes(std::slice::from_ref(&gas), &[output("urea", 100.0, 12.0 / 60.0)]);
        approx::assert_relative_eq!(fossil, 275.0 - 100.0 * 44.0 / 60.0, max_relative = 1e-12);
        let (fossil, _) = tonnes(&[gas], &[output("CO2", 75.0, 12.0 / 44.0)]);
        approx::assert_relative_eq!(fossil, 275.0, max_relative = 1e-12);
    }

    #[test]
    fn captured_carbon_dioxide_counts_as_released_and_its_share_is_kept() {
        // 1,000 t C go in, 300 t leave in the product, 500 t as CO2, 200 t at the stack.
        let waste = [input("waste", 2_000.0, 0.5, 0.6)];
        let outputs = [output("methanol", 800.0, 0.375), output("stream 7", 1_833.333_333, 0.272_727_273)];
        let worked = carbon_balance(&waste, &outputs).expect("a balance");
        assert_recomputes(&worked.working);
        let fossil = worked.value.of(Gas::CO2).as_tonnes();
        approx::assert_abs_diff_eq!(fossil, 700.0 * 0.4 * 44.0 / 12.0, epsilon = 1e-9);
        approx::assert_abs_diff_eq!(worked.working.captured * fossil, 500.0 * 0.4 * 44.0 / 12.0, epsilon = 1e-5);
        assert_eq!(carbon_balance(&waste, &outputs[..1]).map(|w| w.working.captured), Ok(0.0));
        // Its carbon went in all the same: more cannot come out.
        let more = carbon_balance(&waste, &[output("co2", 4_000.0, 12.0 / 44.0)]).map_err(|e| e.input());
        assert_eq!(more.map(|w| w.value), Err("mass"));
    }

    #[test]
    fn carbon_dioxide_is_known_by_its_names_and_its_carbon() {
        // The carbon of 二酸化炭素 is 0.27 where two digits are written; a name decides whatever stands beside it.
        for (name, carbon) in
            [("co2", None), ("二酸化炭素", Some(0.27)), ("liquid_carbonic", Some(0.27)), ("dry ice", None)]
        {
            assert!(is_co2(name, carbon), "{name}");
        }
        for carbon in [0.2725, 0.2727, 12.0 / 44.0, 0.272_92, 0.273, 0.2734] {
            assert!(is_co2("stream 7", Some(carbon)), "{carbon}");
        }
        for (name, carbon) in [("offgas_98pct", 0.267), ("オフガス", 0.23), ("ก๊าซทิ้ง", 0.2735), ("khí thải", 0.25)]
        {
            assert!(is_co2(name, Some(carbon)), "{name}");
        }
        for (name, carbon) in [
            ("urea", 0.2),
            ("formic acid", 0.261),
            ("oxalic acid", 0.267),
            ("stream 7", 0.267),
            ("tar", 0.62),
            ("syngas", 0.25),
            ("blast furnace gas", 0.17),
            ("natural gas", 0.73),
            ("offgas", 0.22),
            ("offgas", 0.28),
        ] {
            assert!(!is_co2(name, Some(carbon)), "{name} {carbon}");
        }
    }

    #[test]
    fn a_balance_that_closes_releases_nothing() {
        let parts = [output("a", 0.1, 1.0), output("b", 0.2, 1.0)];
        let (fossil, _) = tonnes(&[input("all", 0.3, 1.0, 0.0)], &parts);
        approx::assert_abs_diff_eq!(fossil, 0.0, epsilon = 1e-12);
    }

    #[test]
    fn balances_that_cannot_be_are_refused() {
        let refused = |inputs: &[CarbonInput], outputs: &[CarbonOutput]| {
            carbon_balance(inputs, outputs).map_err(|e| (e.input(), e.to_string()))
        };
        let coke = input("coke", 1.0, 0.83, 0.0);
        let more = "1 t of carbon come out and only 0.83 t go in".to_owned();
        assert_eq!(refused(&[coke], &[output("tar", 1.0, 1.0)]), Err(("mass", more)));
        let percent = "coke: `carbon_fraction` is 83; it must be from 0 to 1".to_owned();
        assert_eq!(refused(&[input("coke", 1.0, 83.0, 0.0)], &[]), Err(("carbon_fraction", percent)));
        let shared = refused(&[input("coke", 1.0, 0.8, -0.1)], &[]).map_err(|e| e.0);
        assert_eq!(shared, Err("biogenic_share"));
        assert_eq!(refused(&[], &[]).map_err(|e| e.0), Err("carbon_fraction"));
    }
}
