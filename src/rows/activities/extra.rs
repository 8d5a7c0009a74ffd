//! The optional columns that make two rows different streams, combined into one code.

use hashbrown::HashMap;
use polars::prelude::PolarsResult;

use super::column::Column;
use super::rules::Rules;
use crate::id::{FactorId, MeterId, PlantId, SiteId};
use crate::quantity::HeatBasis;
use crate::rows::encode::{ABSENT, BAD, Encoder};
use crate::rows::part::Part;

/// The content of the optional columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Extra {
    pub(super) factor_id: Option<FactorId>,
    pub(super) basis: Option<HeatBasis>,
    pub(super) plant: Option<PlantId>,
    pub(super) counterparty: Option<SiteId>,
    pub(super) meter: Option<MeterId>,
}

/// In the order of [`Extra`]'s fields.
const COLUMNS: [Column; 5] = [Column::FactorId, Column::Basis, Column::PlantId, Column::Counterparty, Column::MeterId];

/// A code of each of the columns.
type Codes = [u32; COLUMNS.len()];

/// The content of one cell.
#[derive(Clone)]
enum Said {
    Nothing,
    Factor(FactorId),
    Basis(HeatBasis),
    Plant(PlantId),
    Counterparty(SiteId),
    Meter(MeterId),
}

/// The content of a cell of one of the columns; `None` if it cannot be used.
fn read(column: Column, text: &str, rules: &Rules<'_>) -> Option<Said> {
    Some(match column {
        Column::FactorId => Said::Factor(text.into()),
        Column::Basis => Said::Basis(HeatBasis::parse(text)?),
        Column::PlantId => Said::Plant(text.into()),
        Column::Counterparty => Said::Counterparty(rules.has_site(text).then(|| text.into())?),
        Column::MeterId => Said::Meter(text.into()),
        _ => return None,
    })
}

/// The combinations of the optional columns that occurred in one thread.
pub(super) struct Extras {
    columns: [Encoder<Said>; COLUMNS.len()],
    by_codes: HashMap<Codes, u32>,
    combinations: Vec<Codes>,
}

impl Extras {
    pub(super) fn new() -> Self {
        let nothing = [ABSENT; COLUMNS.len()];
        Self {
            columns: std::array::from_fn(|_| Encoder::new(Said::Nothing)),
            by_codes: HashMap::from([(nothing, ABSENT)]),
            combinations: vec![nothing],
        }
    }

    /// The meaning of a code that is not bad.
    pub(super) fn value(&self, code: u32) -> Extra {
        let mut extra = Extra::default();
        let codes = self.combinations.get(code as usize).copied().unwrap_or([ABSENT; COLUMNS.len()]);
        for (encoder, code) in self.columns.iter().zip(codes) {
            match encoder.value(code).cloned().unwrap_or(Said::Nothing) {
                Said::Nothing => {}
                Said::Factor(id) => extra.factor_id = Some(id),
                Said::Basis(basis) => extra.basis = Some(basis),
                Said::Plant(id) => extra.plant = Some(id),
                Said::Counterparty(id) => extra.counterparty = Some(id),
                Said::Meter(id) => extra.meter = Some(id),
            }
        }
        extra
    }

    /// The meaning of every code, in the order of the codes.
    pub(super) fn into_values(self) -> Vec<Extra> {
        (0..self.combinations.len()).map(|code| self.value(code as u32)).collect()
    }

    /// The codes of a part's rows; an empty list if the columns are empty in every row.
    ///
    /// # Errors
    /// The error of polars, if a column cannot be turned into text.
    pub(super) fn encode(&mut self, part: &Part, rules: &Rules<'_>, codes: &mut Vec<u32>) -> PolarsResult<()> {
        codes.clear();
        let mut by_column: [Vec<u32>; COLUMNS.len()] = Default::default();
        let mut any = false;
        let encoders = self.columns.iter_mut().zip(&mut by_column);
        for (column, (encoder, codes)) in COLUMNS.into_iter().zip(encoders) {
            if let Some(texts) = part.text(column)?.filter(|texts| texts.null_count() < texts.len()) {
                any = true;
                encoder.encode(&texts, ABSENT, |text| read(column, text, rules), codes);
            }
        }
        if !any {
            return Ok(());
        }
        let mut last = ([ABSENT; COLUMNS.len()], ABSENT);
        codes.extend((0..part.height).map(|row| {
            let key =
                std::array::from_fn(|c| by_column.get(c).and_then(|codes| codes.get(row)).copied().unwrap_or(ABSENT));
            if key != last.0 {
                last = (key, self.combine(key));
            }
            last.1
        }));
        Ok(())
    }

    fn combine(&mut self, key: Codes) -> u32 {
        if key.iter().any(|code| code & BAD != 0) {
            return BAD;
        }
        let Self { by_codes, combinations, .. } = self;
        *by_codes.entry(key).or_insert_with(|| {
            combinations.push(key);
            (combinations.len() - 1) as u32
        })
    }
}
