//! report.csv: every figure as one row, for spreadsheets.

use std::io::{self, Write};

use super::Report;
use super::model::{FourFigures, StatementView, Status};

/// Figure, value, unit, status, for one place.
type Figure<'a> = (&'a str, Option<f64>, Option<Status>);

impl Report {
    /// Writes one row per figure; an absent figure has an empty value and its reason.
    pub(crate) fn write_csv(&self, out: impl Write) -> io::Result<()> {
        let mut writer = ::csv::Writer::from_writer(out);
        writer
            .write_record(["boundary", "estate_id", "site_id", "month", "figure", "value", "unit", "status"])
            .map_err(of_stream)?;
        for statement in &self.statements {
            let mut rows = Rows { writer: &mut writer, statement, site: "", month: "" };
            rows.statement()?;
            for month in &statement.by_month {
                (rows.site, rows.month) = ("", &month.month);
                rows.four(&month.figures)?;
            }
            for site in &statement.sites {
                (rows.site, rows.month) = (&site.site_id, "");
                rows.four(&site.figures)?;
                rows.row(("biogenic_co2", site.biogenic_co2_t, site.biogenic_co2_t_status), "t")?;
            }
        }
        writer.flush()
    }
}

/// What the stream said; the csv crate's own conversion hides that a pipe was closed.
fn of_stream(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

struct Rows<'a, W: Write> {
    writer: &'a mut ::csv::Writer<W>,
    statement: &'a StatementView,
    site: &'a str,
    month: &'a str,
}

impl<W: Write> Rows<'_, W> {
    fn row(&mut self, (figure, value, status): Figure<'_>, unit: &str) -> io::Result<()> {
        let value = value.map_or_else(String::new, |v| v.to_string());
        let status = status.map_or("", Status::as_str);
        let estate = self.statement.estate_id.as_deref().unwrap_or_default();
        let cells = [&self.statement.boundary, estate, self.site, self.month, figure, &value, unit, status];
        self.writer.write_record(cells).map_err(of_stream)
    }

    fn four(&mut self, f: &FourFigures) -> io::Result<()> {
        self.row(("scope1", f.scope1_tco2e, f.scope1_tco2e_status), "tCO2e")?;
        self.row(("scope2_location", f.scope2_location_tco2e, f.scope2_location_tco2e_status), "tCO2e")?;
        self.row(("scope2_market", f.scope2_market_tco2e, f.scope2_market_tco2e_status), "tCO2e")?;
        self.row(("scope3", f.scope3_tco2e, f.scope3_tco2e_status), "tCO2e")
    }

    fn statement(&mut self) -> io::Result<()> {
        let StatementView { scope1, scope2, scope3, .. } = self.statement;
        self.four(&self.statement.headline())?;
        for (code, tonnes) in scope1.by_category_tco2e.iter() {
            self.row((&format!("scope1.{code}"), Some(*tonnes), None), "tCO2e")?;
        }
        for (code, status) in scope1.status_by_category.iter() {
            self.row((&format!("scope1.{code}"), None, Some(*status)), "tCO2e")?;
        }
        for (carrier, c) in scope2.by_carrier.iter() {
            self.row((&format!("scope2_location.{carrier}"), c.location_tco2e, c.location_tco2e_status), "tCO2e")?;
            self.row((&format!("scope2_market.{carrier}"), c.market_tco2e, c.market_tco2e_status), "tCO2e")?;
        }
        for (code, tonnes) in scope3.by_category_tco2e.iter() {
            self.row((&format!("scope3.{code}"), Some(*tonnes), None), "tCO2e")?;
        }
        for (code, status) in scope3.status_by_category.iter() {
            self.row((&format!("scope3.{code}"), None, Some(*status)), "tCO2e")?;
        }
        for (gas, tonnes) in scope1.by_gas_t.iter() {
            self.row((&format!("scope1.gas.{gas}"), Some(*tonnes), None), "t")?;
        }
        for (gas, tonnes) in self.statement.outside_scopes_t.iter() {
            self.row((&format!("outside_scopes.{gas}"), Some(*tonnes), None), "t")?;
        }
        self.row(("biogenic_co2", self.statement.biogenic_co2_t, self.statement.biogenic_co2_t_status), "t")
    }
}

impl StatementView {
    /// The statement's own four figures, after eliminations.
    pub(crate) fn headline(&self) -> FourFigures {
        FourFigures {
            scope1_tco2e: self.scope1.tco2e,
            scope1_tco2e_status: self.scope1.tco2e_status,
            scope2_location_tco2e: self.scope2.location_tco2e,
            scope2_location_tco2e_status: self.scope2.location_tco2e_status,
            scope2_market_tco2e: self.scope2.market_tco2e,
            scope2_market_tco2e_status: self.scope2.market_tco2e_status,
            scope3_tco2e: self.scope3.tco2e,
            scope3_tco2e_status: self.scope3.tco2e_status,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::report::{fixture, report};

    #[test]
    fn an_absent_figure_is_an_empty_cell_with_its_reason() {
        let mut bytes = Vec::new();
        report(fixture::book().facts()).write_csv(&mut bytes).expect("written");
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert!(text.contains("\nestate,ESB,,,scope2_market,,tCO2e,not_reported\n"), "{text}");
        assert!(text.contains("\nestate,ESB,F2,,scope1,,tCO2e,not_reported\n"), "{text}");
        assert!(text.contains("\nestate,ESB,,2024-04,scope3,0.5,tCO2e,\n"), "{text}");
    }
}
