//! Names of figures in JSON.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::ser::{Serialize, Serializer};

use crate::inventory::FigureId;

/// The name of a figure, as `explain --figure` takes it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Name(pub(crate) FigureId);

impl Serialize for Name {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl JsonSchema for Name {
    fn schema_name() -> Cow<'static, str> {
        "FigureId".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "description": "The name of a figure: `estate-carbon explain BOOK --figure NAME` says why it is what it is.",
            "type": "string",
        })
    }
}
