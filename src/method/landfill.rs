//! Landfills: organic carbon that decays over decades, and the methane of one year of it.

use super::recovery::Recovery;
use super::working::{MethodError, Term, Worked, Working, not_negative, positive, share, term};
use super::{Change, Input, Inputs, inputs};
use crate::quantity::uom::si::mass::kilogram;
use crate::quantity::{Gas, GasMasses, Mass};

const IPCC: &str = "IPCC, 2006 Guidelines, Vol. 5, ch. 3, equations 3.1 to 3.6 and Annex 3A.1";

/// Waste of one kind deposited in a landfill over the years.
#[derive(Clone, Debug, PartialEq)]
pub struct WasteStream {
    /// Its name, for the working.
    pub name: String,
    /// Degradable organic carbon (DOC), kg per kg of waste on the basis of the deposits, 0 to 1.
    pub doc: f64,
    /// Share of that carbon which decomposes without air (DOCf), 0 to 1.
    pub docf: f64,
    /// Methane correction factor (MCF) of the landfill when the waste came, 0 to 1.
    pub mcf: f64,
    /// Decay rate k, per year; see [`decay_rate_per_year`].
    pub decay_rate_per_year: f64,
    /// Waste by the calendar year in which it came, in any order; later years are not looked at.
    pub deposits: Vec<(i32, Mass)>,
}

impl Inputs for WasteStream {
    fn change(&mut self, change: Change<'_>) {
        self.doc.change_as("doc", change);
        self.docf.change_as("docf", change);
        self.mcf.change_as("mcf", change);
        self.decay_rate_per_year.change_as("decay_rate_per_year", change);
        self.deposits.iter_mut().for_each(|(_, mass)| mass.change_as("deposited", change));
    }
}

/// A landfill in one calendar year, for [`first_order_decay`].
#[derive(Clone, Debug, PartialEq)]
pub struct Landfill {
    /// The year of the inventory.
    pub year: i32,
    /// What lies in it.
    pub streams: Vec<WasteStream>,
    /// Months from deposition to the first decay, 0 to 6. IPCC takes 6.
    pub delay_months: f64,
    /// Share of methane in the landfill gas by volume (F), 0 to 1. IPCC takes 0.5.
    pub methane_fraction: f64,
    /// Methane collected in that year.
    pub recovered: Recovery,
    /// Share of the methane not collected that the cover oxidises (OX), 0 to 1.
    pub oxidation: f64,
}

inputs!(Landfill: delay_months, methane_fraction, oxidation; streams, recovered);

/// What a landfill did in a year. Carbon is decomposable degradable organic carbon (DDOCm).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct LandfillYear {
    /// Carbon left of earlier years' waste at the start.
    pub carbon_start: Mass,
    /// Carbon that came in the year.
    pub carbon_deposited: Mass,
    /// Carbon decomposed in the year.
    pub carbon_decomposed: Mass,
    /// Carbon left at the end.
    pub carbon_left: Mass,
    /// Methane generated.
    pub ch4_generated: Mass,
    /// Methane collected.
    pub ch4_recovered: Mass,
    /// Methane oxidised in the cover.
    pub ch4_oxidised: Mass,
    /// Methane that escaped, biogenic.
    pub ch4_emitted: Mass,
    /// Carbon dioxide that escaped: of the gas, and of methane oxidised. Biogenic.
    pub co2_biogenic: Mass,
}

impl LandfillYear {
    /// The gases that escaped.
    pub fn released(&self) -> GasMasses {
        [(Gas::CH4_BIOGENIC, self.ch4_emitted.into()), (Gas::CO2_BIOGENIC, self.co2_biogenic.into())]
            .into_iter()
            .collect()
    }
}

impl From<LandfillYear> for GasMasses {
    fn from(year: LandfillYear) -> Self {
        year.released()
    }
}

/// The decay rate of waste, per year, from the years in which half of its carbon decomposes.
///
/// ```text
/// k = ln(2) / t                                                                    (1)
/// ```
///
/// # Errors
/// [`MethodError`] unless the half-life is more than 0.
///
/// # Source
/// 1. IPCC, *2006 Guidelines*, Vol. 5, ch. 3, section 3.2.3, half-life.
///
/// # Examples
/// ```
/// // ln(2) / 7 = 0.099
/// let k = estate_carbon::method::landfill::decay_rate_per_year(7.0)?;
/// assert!((k - 0.099).abs() < 0.0005);
/// # Ok::<(), estate_carbon::method::MethodError>(())
/// ```
pub fn decay_rate_per_year(half_life_years: f64) -> Result<f64, MethodError> {
    Ok(std::f64::consts::LN_2 / positive("half_life_years", half_life_years)?)
}

/// Methane and carbon dioxide of a landfill in one year, by first-order decay of all that lies in it.
///
/// ```text
/// A = DOC · DOCf · MCF · Σ W[x] · exp(−k · (T − 1 − x + t))      for years x < T     (1)
/// N = DOC · DOCf · MCF · W[T]                                                      (2)
/// D = A · (1 − exp(−k)) + N · (1 − exp(−k · t))      t = (6 − delay) / 12            (3)
/// Q = Σ D · F · 16/12                                                              (4)
/// M = (Q − R) · (1 − OX)                                                           (5)
/// C = Σ D · (1 − F) · 44/12 + (Q − R) · OX · 44/16                                   (6)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `year` | T: year of the inventory | 1 | calendar year | |
/// | `deposits` | W: waste by year x | any | mass | ≥ 0 |
/// | `doc`, `docf`, `mcf` | DOC, DOCf, MCF | per stream | shares | 0 to 1 |
/// | `decay_rate_per_year` | k | per stream | 1/year | > 0 |
/// | `delay_months` | from deposition to the first decay | 1 | months | 0 to 6 |
/// | `methane_fraction` | F: methane in the gas by volume | 1 | share | 0 to 1 |
/// | `recovered` | R: methane collected in the year | 1 | mass or share of Q | 0 to Q |
/// | `oxidation` | OX | 1 | share | 0 to 1 |
/// | returns | carbon and gases of the year | 1 | mass | ≥ 0 |
///
/// # Assumptions
/// Waste comes evenly over a year, so on average in the middle of it; with a delay of 6 months it decays from
/// 1 January of the next year (equations 3.4 and 3.5), with less from t of a year earlier (Annex 3A.1). What is
/// collected comes off before the cover oxidises (equation 3.1). DOC is biogenic carbon; carbon that decomposes
/// with air, which MCF takes out, is not counted in C, nor what becomes of collected gas.
///
/// # Errors
/// [`MethodError`] if an input is outside its range, or more was collected than generated.
///
/// # Source
/// 1. IPCC, *2006 Guidelines for National Greenhouse Gas Inventories*, Vol. 5, ch. 3, equations 3.1 to 3.6 and
///    Annex 3A.1 (delay); unchanged in the *2019 Refinement*. (6) is the carbon that (4) and (5) leave.
///
/// # Examples
/// 100 t of food waste hold 100 × 0.15 × 0.5 × 1 = 7.5 t; in the next year 7.5 × (1 − exp(−0.4)) × 0.5 × 16/12
/// = 1.6484 t of methane is generated, and 0.9 of it passes the cover.
/// ```
/// use estate_carbon::method::{landfill::{Landfill, WasteStream, first_order_decay}, recovery::Recovery};
/// use estate_carbon::quantity::{Mass, uom::si::mass::ton};
/// let food = WasteStream {
///     name: "food waste".into(), doc: 0.15, docf: 0.5, mcf: 1.0, decay_rate_per_year: 0.4,
///     deposits: vec![(2023, Mass::new::<ton>(100.0))],
/// };
/// let landfill = Landfill {
///     year: 2024, streams: vec![food], delay_months: 6.0, methane_fraction: 0.5,
///     recovered: Recovery::NONE, oxidation: 0.1,
/// };
/// let year = first_order_decay(&landfill)?.value;
/// assert!((year.carbon_start.get::<ton>() - 7.5).abs() < 1e-9);
/// assert!((year.ch4_emitted.get::<ton>() - 1.6484 * 0.9).abs() < 0.00005);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn first_order_decay(landfill: &Landfill) -> Result<Worked<LandfillYear>, MethodError> {
    let delay = not_negative("delay_months", landfill.delay_months)?;
    if delay > 6.0 {
        return Err(MethodError::OutOfRange { input: "delay_months", value: delay, range: "from 0 to 6" });
    }
    let mut working = Working::new("Methane of a landfill by first-order decay", IPCC);
    let (mut start, mut deposited, mut decomposed) = (0.0, 0.0, Vec::new());
    for (index, stream) in landfill.streams.iter().enumerate() {
        let carbon = decay(stream, landfill.year, (6.0 - delay) / 12.0, &mut working, index + 1)?;
        start += carbon.start;
        deposited += carbon.deposited;
        decomposed.push(carbon.decomposed);
    }
    let mut year = gas(landfill, &decomposed, &mut working)?;
    let kg = Mass::new::<kilogram>;
    year.carbon_start = kg(start);
    year.carbon_deposited = kg(deposited);
    year.carbon_left = year.carbon_start + year.carbon_deposited - year.carbon_decomposed;
    Ok(working.of(year))
}

/// Kilograms of decomposable carbon of one stream.
struct Carbon {
    start: f64,
    deposited: f64,
    decomposed: f64,
}

/// What a stream holds and loses in a year; waste decays for `t` of the year in which it comes.
fn decay(stream: &WasteStream, year: i32, t: f64, working: &mut Working, n: usize) -> Result<Carbon, MethodError> {
    let k = positive("decay_rate_per_year", stream.decay_rate_per_year)?;
    let (mut undecayed, mut fresh) = (0.0, 0.0);
    for (of_year, mass) in &stream.deposits {
        let waste = not_negative("deposits", mass.get::<kilogram>())?;
        match year.checked_sub(*of_year) {
            Some(0) => fresh += waste,
            Some(age) if age > 0 => undecayed += waste * libm::exp(-k * (f64::from(age - 1) + t)),
            _ => {}
        }
    }
    let (doc, docf, mcf) = (share("doc", stream.doc)?, share("docf", stream.docf)?, share("mcf", stream.mcf)?);
    let mut carbon = |symbol, waste, meaning, mass| {
        let terms = [
            term(format!("{waste}{n}"), format!("{}: {meaning}", stream.name), mass, "kg"),
            term(format!("DOC{n}"), "degradable organic carbon in it", doc, ""),
            term(format!("DOCf{n}"), "share of that which decomposes", docf, ""),
            term(format!("MCF{n}"), "methane correction factor", mcf, ""),
        ];
        let formula = format!("{symbol}{n} = {waste}{n} × DOC{n} × DOCf{n} × MCF{n}");
        working.step(formula, terms, mass * doc * docf * mcf, "kg")
    };
    let start = carbon("A", "L", format!("waste of the years before {year} that has not decayed"), undecayed);
    let mut terms = vec![
        term(format!("A{n}"), "decomposable carbon at the start of the year", start, "kg"),
        term(format!("k{n}"), "decay rate", k, "per year"),
    ];
    let mut formula = format!("D{n} = A{n} × (1 − exp(−k{n}))");
    let mut decomposed = start * (1.0 - libm::exp(-k));
    let deposited = match fresh > 0.0 {
        true => carbon("N", "W", format!("waste of {year}"), fresh),
        false => 0.0,
    };
    if t > 0.0 && deposited > 0.0 {
        terms.push(term(format!("N{n}"), "decomposable carbon that came in the year", deposited, "kg"));
        terms.push(term("t", "decay in the year of deposition", t, "years"));
        formula.push_str(&format!(" + N{n} × (1 − exp(−k{n} × t))"));
        decomposed += deposited * (1.0 - libm::exp(-k * t));
    }
    working.step(formula, terms, decomposed, "kg");
    Ok(Carbon { start, deposited, decomposed })
}

/// The gases of the carbon decomposed.
fn gas(landfill: &Landfill, decomposed: &[f64], working: &mut Working) -> Result<LandfillYear, MethodError> {
    let fraction = share("methane_fraction", landfill.methane_fraction)?;
    let oxidation = share("oxidation", landfill.oxidation)?;
    let symbols: Vec<String> = (1..=decomposed.len()).map(|n| format!("D{n}")).collect();
    let each = |d: (&String, &f64)| term(d.0.clone(), "carbon decomposed", *d.1, "kg");
    let terms: Vec<Term> = symbols.iter().zip(decomposed).map(each).collect();
    let formula = match symbols.is_empty() {
        true => "D = 0".to_owned(),
        false => format!("D = {}", symbols.join(" + ")),
    };
    let carbon = working.step(formula, terms, decomposed.iter().sum(), "kg");
    let of_carbon = || term("D", "carbon decomposed", carbon, "kg");
    let of_fraction = || term("F", "share of methane in the gas", fraction, "");
    let generated =
        working.step("Q = D × F × 16 / 12", [of_carbon(), of_fraction()], carbon * fraction * 16.0 / 12.0, "kg");
    let recovered = landfill.recovered.kilograms(working, generated)?;
    let passing = generated - recovered;
    let cover = || {
        [
            term("Q", "methane generated", generated, "kg"),
            term("R", "methane collected", recovered, "kg"),
            term("OX", "share of the rest that the cover oxidises", oxidation, ""),
        ]
    };
    let emitted = working.step("M = (Q − R) × (1 − OX)", cover(), passing * (1.0 - oxidation), "kg");
    let co2 = carbon * (1.0 - fraction) * 44.0 / 12.0 + passing * oxidation * 44.0 / 16.0;
    let terms = [of_carbon(), of_fraction()].into_iter().chain(cover());
    working.step("C = D × (1 − F) × 44 / 12 + (Q − R) × OX × 44 / 16", terms, co2, "kg");
    let kg = Mass::new::<kilogram>;
    Ok(LandfillYear {
        carbon_decomposed: kg(carbon),
        ch4_generated: kg(generated),
        ch4_recovered: kg(recovered),
        ch4_oxidised: kg(passing * oxidation),
        ch4_emitted: kg(emitted),
        co2_biogenic: kg(co2),
        ..LandfillYear::default()
    })
}

#[cfg(test)]
mod tests;
