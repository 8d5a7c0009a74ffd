//! A site for tests, with only its required columns filled in.

use super::{Role, Site};

/// A factory of the estate `ESB`, named as its id is.
pub(crate) fn site(id: &str) -> Site {
    Site::new(id, "ESB", Role::Factory)
}
