//! Making of semiconductors, displays and solar cells: gases of etching and cleaning that get through.

use super::working::{MethodError, Term, Worked, Working, not_negative, share, term};
use super::{Change, Input, Inputs, inputs};
use crate::quantity::uom::si::mass::kilogram;
use crate::quantity::{Gas, GasMasses, Mass};

/// By-products that the tables of the IPCC print, each with its column.
pub const BY_PRODUCTS: [(&str, &str); 9] = [
    ("cf4_formed", "PFC-14"),
    ("c2f6_formed", "PFC-116"),
    ("c3f8_formed", "PFC-218"),
    ("c4f6_formed", "C4F6"),
    ("c_c4f8_formed", "PFC-c-318"),
    ("c5f8_formed", "c-C5F8"),
    ("chf3_formed", "HFC-23"),
    ("ch2f2_formed", "HFC-32"),
    ("ch3f_formed", "HFC-41"),
];

const IPCC: &str = "IPCC, 2006 Guidelines, Vol. 3, ch. 6, equations 6.2 to 6.6 (Tier 2a)";

/// One gas fed to one kind of process in a period, for [`tier_2a`].
#[derive(Clone, Debug, PartialEq)]
pub struct ProcessGas {
    /// The gas fed, if it is a greenhouse gas: fluorine and carbonyl fluoride are not, and form by-products.
    pub gas: Option<Gas>,
    /// Gas taken from cylinders, with what stays in them.
    pub consumed: Mass,
    /// Share that stays in the cylinders (h), 0 to 1.
    pub heel: f64,
    /// Share of the gas fed that the process uses up (U), 0 to 1.
    pub use_rate: f64,
    /// Share of the gas fed to tools with abatement (a), 0 to 1.
    pub abated: f64,
    /// Share of the time in which the abatement runs, 0 to 1.
    pub uptime: f64,
    /// Share of the gas that abatement destroys (d), 0 to 1.
    pub destruction: f64,
    /// What the process makes of it.
    pub by_products: Vec<ByProduct>,
}

inputs!(ProcessGas: consumed, heel, use_rate, abated, uptime, destruction; by_products);

/// A gas formed from the gas fed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ByProduct {
    /// The gas formed.
    pub gas: Gas,
    /// Mass formed of a kilogram fed (B), kg per kg.
    pub formed_kg_per_kg: f64,
    /// Share of it that abatement destroys (d), 0 to 1.
    pub destruction: f64,
}

impl Inputs for ByProduct {
    fn change(&mut self, change: Change<'_>) {
        let column = BY_PRODUCTS.iter().find(|(_, gas)| *gas == self.gas.name());
        self.formed_kg_per_kg.change_as(column.map_or("formed_kg_per_kg", |(column, _)| column), change);
        self.destruction.change_as("destruction", change);
    }
}

/// Gases released by etching and cleaning with one gas, by its consumption.
///
/// ```text
/// E = (1 − h) · FC · (1 − U) · (1 − a · u · d)                                     (1)
/// P[j] = (1 − h) · FC · B[j] · (1 − a · u · d[j])                                  (2)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `gas` | the gas fed; none if it is no greenhouse gas | 1 | | |
/// | `consumed` | FC: gas taken from cylinders | 1 | mass | ≥ 0 |
/// | `heel` | h: share left in the cylinders | 1 | share | 0 to 1 |
/// | `use_rate` | U: share of the gas fed that is used up | 1 | share | 0 to 1 |
/// | `abated` | a: share fed to tools with abatement | 1 | share | 0 to 1 |
/// | `uptime` | u: share of the time in which it runs | 1 | share | 0 to 1 |
/// | `destruction` | d: share that abatement destroys | 1, and j | share | 0 to 1 |
/// | `formed_kg_per_kg` | B: by-product formed of a kilogram fed | j | kg/kg | ≥ 0 |
/// | returns | E and P: masses of gases | 1 + j | mass | ≥ 0 |
///
/// # Assumptions
/// Abatement counts only where it is made for the gas, kept up and its uptime tracked; else a = 0. The 2006
/// Guidelines have no uptime (u = 1). CF4 that hydrocarbon-fuelled abatement makes of NF3 or F2 is not counted.
///
/// # Errors
/// [`MethodError`] if an input is outside its range.
///
/// # Source
/// 1. IPCC, *2006 Guidelines for National Greenhouse Gas Inventories*, Vol. 3, ch. 6, equations 6.2 to 6.6,
///    Tables 6.3 to 6.6; with uptime, *2019 Refinement*, Vol. 3, ch. 6, Tables 6.7, 6.12, 6.13 and 6.17.
///
/// # Examples
/// 100 kg of C2F6 with the values of the 2006 Guidelines (1 − U 0.6, B of CF4 0.2, both destroyed to 0.9), half of
/// it abated: 90 × 0.6 × (1 − 0.5 × 0.9) = 29.7 and 90 × 0.2 × 0.55 = 9.9.
/// ```
/// use estate_carbon::method::electronics::{ByProduct, ProcessGas, tier_2a};
/// use estate_carbon::quantity::{Gas, Mass, uom::si::mass::kilogram};
/// let cf4 = ByProduct { gas: Gas::parse("PFC-14")?, formed_kg_per_kg: 0.2, destruction: 0.9 };
/// let cleaning = ProcessGas {
///     gas: Some(Gas::parse("PFC-116")?), consumed: Mass::new::<kilogram>(100.0), heel: 0.1, use_rate: 0.4,
///     abated: 0.5, uptime: 1.0, destruction: 0.9, by_products: vec![cf4],
/// };
/// let released = tier_2a(&cleaning)?.value;
/// assert!((released.of(Gas::parse("PFC-116")?).as_kilograms() - 29.7).abs() < 1e-9);
/// assert!((released.of(Gas::parse("PFC-14")?).as_kilograms() - 9.9).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn tier_2a(process: &ProcessGas) -> Result<Worked<GasMasses>, MethodError> {
    let mut working = Working::new("Electronics manufacture by gas and process", IPCC);
    let consumed = not_negative("consumed", process.consumed.get::<kilogram>())?;
    let heel = share("heel", process.heel)?;
    let (abated, uptime) = (share("abated", process.abated)?, share("uptime", process.uptime)?);
    let (used, destruction) = (share("use_rate", process.use_rate)?, share("destruction", process.destruction)?);
    let terms =
        [term("h", "share left in the cylinders", heel, ""), term("FC", "gas taken from cylinders", consumed, "kg")];
    let fed = working.step("G = (1 − h) × FC", terms, (1.0 - heel) * consumed, "kg");
    let of_abatement = || -> [Term; 3] {
        [
            term("G", "gas fed", fed, "kg"),
            term("a", "share fed to tools with abatement", abated, ""),
            term("u", "share of the time in which it runs", uptime, ""),
        ]
    };
    let mut released = GasMasses::new();
    if let Some(gas) = process.gas {
        let [g, a, u] = of_abatement();
        let used_up = term("U", "share that the process uses up", used, "");
        let terms = [g, used_up, a, u, term("d", "share that abatement destroys", destruction, "")];
        let kg = fed * (1.0 - used) * (1.0 - abated * uptime * destruction);
        let kg = working.step("E = G × (1 − U) × (1 − a × u × d)", terms, kg, "kg");
        released.add(gas, Mass::new::<kilogram>(kg).into());
    }
    for (index, by_product) in process.by_products.iter().enumerate() {
        let n = index + 1;
        let formed = not_negative("formed_kg_per_kg", by_product.formed_kg_per_kg)?;
        let destruction = share("destruction", by_product.destruction)?;
        let [g, a, u] = of_abatement();
        let of_gas = term(format!("B{n}"), format!("{} formed of the gas fed", by_product.gas), formed, "kg per kg");
        let terms = [g, of_gas, a, u, term(format!("d{n}"), "share that abatement destroys", destruction, "")];
        let kg = fed * formed * (1.0 - abated * uptime * destruction);
        let kg = working.step(format!("P{n} = G × B{n} × (1 − a × u × d{n})"), terms, kg, "kg");
        released.add(by_product.gas, Mass::new::<kilogram>(kg).into());
    }
    Ok(working.of(released))
}

#[cfg(test)]
mod tests {
    use super::super::working::assert_recomputes;
    use super::*;
    use approx::assert_relative_eq;

    fn gas(name: &str) -> Gas {
        Gas::parse(name).expect("a gas")
    }

    /// NF3 of remote cleaning, 2019 Refinement, Table 6.7: 1 − U 0.02, CF4 0.034; Table 6.17: 0.95 and 0.89.
    fn cleaning() -> ProcessGas {
        let cf4 = ByProduct { gas: gas("PFC-14"), formed_kg_per_kg: 0.034, destruction: 0.89 };
        ProcessGas {
            gas: Some(gas("NF3")),
            consumed: Mass::new::<kilogram>(1_000.0),
            heel: 0.1,
            use_rate: 0.98,
            abated: 1.0,
            uptime: 0.9,
            destruction: 0.95,
            by_products: vec![cf4],
        }
    }

    fn masses(process: &ProcessGas) -> GasMasses {
        let worked = tier_2a(process).expect("in range");
        assert_recomputes(&worked.working);
        worked.value
    }

    #[test]
    fn abatement_works_while_it_runs() {
        let found = masses(&cleaning());
        // 900 × 0.02 × (1 − 0.9 × 0.95) = 2.61; 900 × 0.034 × (1 − 0.9 × 0.89) = 6.0894
        assert_relative_eq!(found.of(gas("NF3")).as_kilograms(), 2.61, max_relative = 1e-9);
        assert_relative_eq!(found.of(gas("PFC-14")).as_kilograms(), 6.0894, max_relative = 1e-9);
        let idle = masses(&ProcessGas { uptime: 0.0, ..cleaning() });
        assert_eq!(idle, masses(&ProcessGas { abated: 0.0, ..cleaning() }), "never running is not being there");
        assert_relative_eq!(idle.of(gas("NF3")).as_kilograms(), 18.0, max_relative = 1e-9);
    }

    #[test]
    fn a_gas_that_warms_nothing_still_makes_by_products() {
        let found = masses(&ProcessGas { gas: None, ..cleaning() });
        assert_eq!(found.iter().map(|(gas, _)| gas.name()).collect::<Vec<_>>(), ["PFC-14"]);
    }

    #[test]
    fn by_products_of_the_gas_itself_add_to_it() {
        let cf4 = ByProduct { gas: gas("NF3"), formed_kg_per_kg: 0.5, destruction: 0.0 };
        let found = masses(&ProcessGas { by_products: vec![cf4, cf4], heel: 0.0, uptime: 0.0, ..cleaning() });
        assert_relative_eq!(found.of(gas("NF3")).as_kilograms(), 1_020.0, max_relative = 1e-9);
    }

    #[test]
    fn at_the_limits_nothing_escapes() {
        for none in [
            ProcessGas { heel: 1.0, ..cleaning() },
            ProcessGas { consumed: Mass::default(), ..cleaning() },
            ProcessGas { use_rate: 1.0, by_products: Vec::new(), ..cleaning() },
            ProcessGas { uptime: 1.0, destruction: 1.0, by_products: Vec::new(), ..cleaning() },
        ] {
            assert!(masses(&none).iter().all(|(_, mass)| mass.as_kilograms() == 0.0), "{none:?}");
        }
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let cf4 = ByProduct { gas: gas("PFC-14"), formed_kg_per_kg: -0.1, destruction: 0.5 };
        for (wrong, input) in [
            (ProcessGas { consumed: Mass::new::<kilogram>(-1.0), ..cleaning() }, "consumed"),
            (ProcessGas { heel: 10.0, ..cleaning() }, "heel"),
            (ProcessGas { use_rate: 1.2, ..cleaning() }, "use_rate"),
            (ProcessGas { abated: -0.1, ..cleaning() }, "abated"),
            (ProcessGas { uptime: f64::NAN, ..cleaning() }, "uptime"),
            (ProcessGas { destruction: 1.1, ..cleaning() }, "destruction"),
            (ProcessGas { by_products: vec![cf4], ..cleaning() }, "formed_kg_per_kg"),
        ] {
            assert_eq!(tier_2a(&wrong).map_err(|e| e.input()), Err(input));
        }
    }
}
