//! A site for tests, with only its required columns filled in.

use super::{Role, Site};
use crate::source::Place;

/// A factory of the estate `ESB`, named as its id is.
pub(crate) fn site(id: &str) -> Site {
    Site {
        id: id.into(),
        name: id.into(),
        estate: "ESB".into(),
        role: Role::Factory,
        sector: None,
        tenant: None,
        operational_control: None,
        financial_control: None,
        equity_share: None,
        life: None,
        production: None,
        value_added: None,
        floor_area_m2: None,
        employees: None,
        place: Place::file("sites.csv"),
    }
}
