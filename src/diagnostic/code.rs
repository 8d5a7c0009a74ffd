//! Every code a diagnostic can carry, with the text that `explain` prints.
//!
//! Numbers go by stage and are never used twice: 1xx reading, 2xx factors, 3xx resolving,
//! 4xx methods and valuation, 5xx ledger, 6xx abatement, 7xx report.

use std::fmt;

macro_rules! codes {
    ($($number:literal $name:ident $title:literal $text:literal;)*) => {
        /// What sort of problem a diagnostic is about: `GHG` and three digits.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = concat!("`GHG", stringify!($number), "`: ", $title, ".")] $name,)*
        }

        impl Code {
            /// Every code, in the order of their numbers.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The three digits.
            pub fn number(self) -> u16 {
                match self { $(Self::$name => $number,)* }
            }

            /// What the code means, in a few words.
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }

            /// What happened and what to do, in a paragraph.
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

codes! {
    101 MissingTable "a required table is missing"
        "A book needs book.toml, sites.csv and its activity: rows (activities.csv, activities.parquet, a folder activities/, or a sheet `activities` of book.xlsx) or tables of methods. Put the table into the book's folder under exactly that name; `estate-carbon new DIR` writes every table with its header. A factor folder needs a factors.csv, or folders that have one.";
    102 UnreadableFile "a file cannot be read"
        "The program found the name but could not read a file there: it is a folder, or access is refused, or the disk reported an error. Check the name and the permissions.";
    103 NotUtf8 "text that is not UTF-8"
        "Tables are read as UTF-8. Spreadsheet programs often save CSV in a local code page (Windows-874 for Thai, Shift JIS for Japanese). Save the table again as `CSV UTF-8`.";
    104 EmptyFile "a file without a header row"
        "The file is empty. A table begins with a header row that names its columns; docs/FORMATS.md lists them.";
    105 MissingColumn "a required column is missing"
        "The header row lacks a column the table cannot do without. Add it, spelt as in docs/FORMATS.md; the order of columns is free.";
    106 UnknownColumn "a column the table does not have"
        "The header names a column this table does not know, so its content would be ignored in silence. Correct the spelling, or begin the name with `x_` to carry a column of your own.";
    107 RepeatedColumn "a column named twice"
        "Two columns of the header have the same name, so it is not clear which one counts. Rename or remove one.";
    108 WrongCellCount "a row with more or fewer cells than the header"
        "The row does not have as many cells as the header row. Usual reasons: a comma inside a text that is not quoted, a comma as thousands separator, a cell lost at the end of the line. Quote texts with commas: \"a, b\".";
    109 NoRows "a table without rows"
        "The table has a header and no rows, so there is nothing to account for. If nothing happened, leave out an optional table; activity rows are required.";
    110 ManifestSyntax "book.toml is not valid TOML"
        "book.toml could not be read as TOML. Strings need quotes, dates do not: period = { start = 2024-01-01, end = 2024-12-31 }.";
    111 ManifestKey "a key of book.toml is missing, unknown or of the wrong kind"
        "A required key is missing, or a key is not one the program knows, or its value has the wrong type. Required: name, period, gwp, boundary and at least one [[estate]] with id, name, country. GWP set and boundary have no default, because they change every figure.";
    112 ManifestValue "a value of book.toml that is not allowed"
        "The key takes one of a few values, or names folders that must be there; the message says which.";
    113 EmptyCell "an empty cell in a required column"
        "An empty cell means `absent`, never zero. Fill in the cell; if the quantity is really zero, write 0.";
    114 NotANumber "a cell that is not a number"
        "Numbers are written with digits, a dot for decimals and an optional exponent: 18250, 0.75, 1.2e6. Units have a column of their own.";
    115 NotFinite "a number that is NaN, infinite or too large for any book"
        "NaN and infinity come from a division by zero or a failed formula upstream; a number of 1e100 or more from a unit that is wrong by many powers of ten. Correct the source, or leave the row out and say so in the report.";
    116 ThousandsSeparator "a number with thousands separators"
        "Write 18250 instead of `18,250` or `18 250`: a comma is a decimal sign in some countries and a separator in others, so it is refused rather than guessed.";
    117 NotADate "a cell that is not a date"
        "Dates are ISO 8601, 2024-03-31; meters may use date-times, 2024-03-31T23:45 with or without a UTC offset. 03/04/2024 is refused, because it has two readings.";
    118 EndBeforeStart "a period that ends before it starts"
        "Dates are inclusive: a row of one day has the same start and end. The end of a date-time is exclusive, so it must be later than the start.";
    119 MixedMoments "a date and a date-time in one row"
        "A row has either two dates (end inclusive) or two date-times (end exclusive). One of each leaves the length of the period open.";
    120 NotInList "a value that is not one of the column's values"
        "The column takes one of a few words; the message lists them.";
    121 OutOfRange "a number outside the column's range"
        "The number cannot be right for this column; the message names the range.";
    122 RepeatedId "an id that occurs twice"
        "Ids identify one record of a table. Rename one of the two, or remove the copy.";
    123 UnknownSite "a site that is not in sites.csv"
        "Every activity belongs to a site of the book. Add the site to sites.csv or correct the id; ids are case-sensitive.";
    124 UnknownEstate "an estate that is not in book.toml"
        "Every site belongs to an [[estate]] of book.toml. Add it there or correct the id.";
    125 UnknownActivity "an activity that is not in the chart"
        "The code is neither in the chart of activities (`estate-carbon factors`) nor in the book's own factors.csv. A book adds a code of its own by adding a factor for it.";
    126 UnknownUnit "a unit that is not known"
        "Units are converted or refused, never passed through. docs/FORMATS.md lists every unit and its spellings; case matters where it does in SI (`MW` is not `mW`).";
    127 OutsidePeriod "a row outside the book's period"
        "No day of the row lies in the book's period, so it would add nothing. Correct the dates, or move the row to the book of its year.";
    128 CorrectionWithoutNote "a negative quantity without a note"
        "A negative quantity is a correction of another row. Say in `note` what it corrects.";
    129 RepeatedActivityId "an activity_id used for two different rows"
        "Two rows have the same activity_id and different content, so one of them is wrong. Correct the id, or remove the row that was replaced.";
    130 SuspectedDuplicate "a row that seems to be entered twice"
        "Two rows have the same activity_id and the same content. Both are counted; remove one if it is a copy.";
    131 UnreadableTable "a Parquet file or workbook that cannot be read"
        "The file is damaged, cut short or not of the kind its name says. Write it again; a download or copy may have stopped half-way.";
    132 WrongColumnType "a column of the wrong type"
        "In Parquet a column has a type. Quantities are numbers, dates are dates or timestamps (or ISO 8601 text), the rest is text.";
    133 LineTooLong "a line that is too long for a table"
        "One row is longer than 16 MB. The usual reason is a quotation mark that was opened and never closed, so that the rest of the file became one cell.";
    134 CutAtPeriodEdge "rows that reach beyond the book's period"
        "Part of the row lies outside the book's period. It is counted by the share of its days inside. Check that the other share is in the neighbouring year's book.";
    135 TwoTables "two sources of the rows of a table"
        "A table of a book stands in one place: a file such as activities.csv, a folder of files such as activities/, or a sheet of book.xlsx. Counting two would count rows twice. Keep one, or put the files into the folder.";
    136 RepeatedHeader "a header row repeated among the rows"
        "The row holds the names of the columns. Files were probably joined end to end; remove the repeated header row.";
    137 OutsideSiteLife "a row outside the time its site belonged to the estate"
        "sites.csv gives the site a start or end, and the row lies outside it. Correct one of the two.";
    138 OutsideTheFence "activity of a site outside the estate"
        "A site with role `outside` stands for a counterparty beyond the fence. Its own activity is not the estate's to report. Remove the row or change the site's role.";
    139 NotDescribed "rejected rows that were only counted"
        "So many rows were rejected that not all were looked at cell by cell. Correct the problems that are listed and check again; with --allow-rejected every rejected row is in rejected.csv.";
    140 UnreadTable "a table the program does not read"
        "A file, a folder or a sheet stands in the folder of the book and is not read, so nothing in it is counted. Correct its name, put its rows into a table, or begin its name with `x_` if it is not meant for the book. Prose (`.md`, README) and what the program wrote are passed over.";
    201 UnknownGas "a gas that is not known"
        "Gases are CO2, CO2_biogenic, CH4_fossil, CH4_biogenic, N2O, SF6, NF3, an HFC, PFC or other gas by its name (HFC-134a), or CO2e:AR4, CO2e:AR5, CO2e:AR6 for factors published only as CO2e.";
    202 FactorUnit "a factor's unit does not fit"
        "All rows of one factor have the same activity, region, validity, unit and basis. They differ here.";
    203 FactorGasRepeated "a gas given twice in one factor"
        "A factor has one row per gas. Remove one of the two.";
    204 FactorBounds "bounds that do not enclose the factor"
        "`low` and `high` are the 95 % interval of `kg_per_unit`: low <= kg_per_unit <= high.";
    205 MixedCo2e "a factor that gives both gases and CO2e"
        "A factor is either given by gas or as CO2e. Both together would count the gases twice.";
    206 BasisMissing "a fuel factor per energy without basis"
        "A factor per unit of energy of a fuel needs `basis`: net (lower heating value) or gross (higher). The two differ by 5 % for coal and oil and 10 % for gas.";
    301 NoFactor "no factor for an activity"
        "Neither the book nor the built-in sets have a factor for the activity that is valid for this region and year. Nothing is guessed and nothing counts as zero: add the factor to factors.csv, with its source. `estate-carbon factors search` looks through the built-in sets.";
    302 FactorTie "two factors that fit equally well"
        "Two factors fit with the same rank, and choosing one would be arbitrary. Name one in the row's factor_id, or narrow one's region or validity in factors.csv.";
    303 CannotConvert "a quantity that cannot be converted to the factor's unit"
        "The quantity and the factor measure different things, such as a mass and an energy, and no property of the fuel connects them. Give the quantity in the factor's dimension, or the fuel's calorific value or density in fuels.csv, or a factor in your unit.";
    304 EarlierYear "a factor of an earlier year"
        "No factor is published for the year of the row, so the nearest earlier one is used. A later one never is. When the publisher brings out the right year, add it to factors.csv.";
    305 UnknownFactorId "a factor_id that does not exist"
        "The row names a factor that is neither in the book's factors.csv nor in the built-in sets. `estate-carbon factors search` finds ids.";
    306 FactorOfOtherActivity "a factor_id of another activity"
        "The row names a factor that was published for another activity. Correct the factor_id or the activity.";
    307 BasisUnknown "an energy quantity without net or gross"
        "A fuel's energy can be stated on net (lower) or gross (higher) calorific value. Gas bills are usually gross, IPCC factors net. Fill in `basis` for the row.";
    308 OnlyCo2e "a CO2e factor where a method counts CO2 apart"
        "A method calculates the CO2 of a fuel from its analysis and takes only methane and nitrous oxide from a factor. This factor is published as CO2e, where the CO2 is inside and would be counted twice. So it is with a process whose abatement destroys other gases and not CO2. Name a factor by gas in factor_id, or add one to factors.csv.";
    309 WiderFuel "a fuel of which the country publishes grades"
        "The row names the fuel in general, for which only a factor of the whole world is published. The country of the site publishes factors of its grades, which are other fuels with other codes. If the fuel is one of them, name that code.";
    310 UnusedProperty "a fuel property that nothing is converted by"
        "fuels.csv gives a calorific value or density, and no row of the book needs it: its fuel is not burnt where the property holds, or its rows are in the unit of their factor. Shares of carbon change no factor: a fuel is counted by its carbon in fuel_analyses.csv. A measured calorific value is used where a quantity is a mass or a volume.";
    311 LossesTwice "losses added to a factor that holds them"
        "A table adds losses of the grid, and the factor of the grid that it takes is per energy delivered: the losses are in it, and in the figure of the purchase. Thai factors of electricity are such. Remove the row, or name a factor without losses in factor_id.";
    312 OtherPrices "money of another year than the factor's prices"
        "A factor of spend is per money of one year, and prices rise: the same goods cost more a few years later, and the factor counts them as more goods. Give the amount in spend.csv with the price index of both years, which deflates it, and with the exchange rate where the currency is another.";
    313 UnknownSupplier "electricity of a supplier that nothing declares"
        "The word after `purchased_electricity/` is neither `grid` nor a supplier of the book, so its purchases would be charged at the average of the grid. A supplier is declared by a factor of its code in factors.csv or a factor folder, by a factor_id in the row, by another site in `counterparty`, or as a site of its own, with the role `outside` if it is none of the estate. Electricity of the site's own plant is no purchase: write `own_generation/solar`, or its source.";
    401 NoGwp "a gas without a GWP in the set"
        "The assessment report does not give a global warming potential for the gas. Choose a later set in book.toml, or give the factor as CO2e with its own set.";
    402 MethodInput "an input a method cannot take"
        "The numbers of the row cannot be those of the method: one is outside its range, or together they contradict each other (more gas recovered than there was, more carbon out than in). The message names the input and the number; docs/METHODS.md has the equation.";
    403 NoParameter "an empty cell without a published default"
        "A method's table leaves a parameter open, and the sources the program ships publish no default for this equipment, process or material. Fill in the cell with a measured value or one of your supplier's, and note where it is from.";
    404 CellNotTaken "a cell the row's method does not take"
        "A table of several methods has columns that only some of them take. This one is filled in and does not count. Empty the cell if it is left over, or choose the method it belongs to; docs/FORMATS.md says which takes what.";
    405 NoOtherGases "a fuel analysis whose factor has CO2 alone"
        "A fuel analysis gives the CO2 by the carbon of the fuel and takes methane and nitrous oxide from the activity's factor. This factor has neither, so the row counts CO2 alone. Name one that has them in `factor_id`, or add a row for each of the two gases to your factor in factors.csv; if they are negligible, say so in the report.";
    501 AssertionMissed "a figure that differs from what was measured"
        "assertions.csv states a figure somebody else measured, and the books differ from it by more than the tolerance. Find the missing, doubled or wrong rows; widen tolerance_pct only if the meters justify it.";
    502 AssertionUnknown "an assertion about something the books do not have"
        "`what` is an activity code, a group of the chart, or a figure as report.json and report.csv name it in `figure_id`: scope1, estate.scope3.c04, scope1.gas.CH4 and so on. A figure is compared for whole months inside the book's period; one of a site, a sum of sites or an elimination for the whole period.";
    503 MarketNotCovered "a purchase the market-based method cannot value"
        "No contractual instrument or residual mix covers the purchase, and book.toml says scope2_market_fallback = \"error\". Add a supplier factor or a residual mix, or choose another fallback.";
    504 AbsentButReported "a category that is left out and reported"
        "An [[absent]] entry of book.toml says why a category has no figure, and the book has activity of it. The figure is reported. Remove the entry, or the rows.";
    505 AboveTheSeller "more taken off than the seller emits"
        "What a site buys of another site of the same statement is taken off the statement, because the seller reports it. Here the buyers report more than all of the seller's own Scope 1 and Scope 2, so emissions leave the statement that nobody reports; of a carrier it is more than the seller has to make it of, and of sites that buy of each other more than they have from elsewhere. Give the seller's fuels and purchases, correct the buyers' quantity or factor, or empty `counterparty` where the seller only passes on what it bought.";
    506 NoCounterparty "energy of a site of the book without a counterparty"
        "The code of the purchase names another site of the book, and the row has no `counterparty`. The seller's emissions and the buyer's Scope 2 are both in the statement of the two: they count twice. Write the site in `counterparty`.";
    507 NoFuel "own power of a fuel that no row burns"
        "The site states power that it makes itself of biomass, biogas or a fossil fuel, and nothing that burns. Own generation has no emissions of its own: they are those of the fuel, in Scope 1. Add the fuel as a row of `stationary_combustion`, or in the table of its method.";
    508 OfItself "a purchase of a site of itself"
        "The row names its own site as the seller, in `counterparty` or by its code. What a site makes and uses is no purchase: the fuel of its plant is Scope 1, and the row would count it again. Remove the row, write `own_generation/…` for power without a fuel, or name the seller.";
}

impl Code {
    /// The code of that number or text: `303` or `GHG303`.
    ///
    /// ```
    /// use estate_carbon::Code;
    /// assert_eq!(Code::parse("ghg303"), Some(Code::CannotConvert));
    /// assert_eq!(Code::parse("GHG999"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("GHG").or_else(|| text.strip_prefix("ghg")).unwrap_or(text);
        let number: u16 = digits.parse().ok()?;
        Self::ALL.iter().copied().find(|c| c.number() == number)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GHG{:03}", self.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_rise_and_are_used_once() {
        assert!(Code::ALL.is_sorted_by(|a, b| a.number() < b.number()));
    }
}
