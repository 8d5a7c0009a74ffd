# What reports and explanations say, in English. One message per id; `$name` is filled in by the program.
# The format is Fluent (projectfluent.org). A language is a file of the same ids beside this one.

## Parts of other messages

and_more = { $first } and { $more } more
percent = { $percent } %
share_tiny = less than 0.1 %
share_nearly_all = more than 99.9 %
plus_minus = ± { $value } { $unit }
from_to = { $from } to { $to }
from_day = from { $from }
until_day = until { $to }
no_dates = the publisher sets no dates
with_source = { $what } ({ $source })
tonnes_of = { $tonnes } t { $of }
kg_co2e = { $kg } kg CO2e
per_unit = { $kg } per { $unit }
absent_because = { $status }: { $reason }

## Why a figure is absent

status_not_reported = not reported
status_not_estimated = not estimated
status_not_occurring = not occurring
status_not_applicable = not applicable
status_included_elsewhere = included elsewhere
status_confidential = confidential
status_not_assessed = not assessed

## Scopes, books and categories

scope1 = Scope 1
scope2 = Scope 2
scope3 = Scope 3
location_based = location-based
market_based = market-based
location_based_scope2 = location-based Scope 2
market_based_scope2 = market-based Scope 2
scope2_location_short = Scope 2, location
scope2_market_short = Scope 2, market
scope2_location_in_full = Scope 2, location-based
scope2_market_in_full = Scope 2, market-based
scope1_in_full = Scope 1, direct
scope3_in_full = { $reported ->
    [0] Scope 3, value chain
   *[other] Scope 3, value chain: { $reported } of 15 categories
}
scope3_on_screen = { $reported ->
    [0] Scope 3
   *[other] Scope 3 ({ $reported } of 15 categories)
}
category_in_book = { $category }, { $book }
biogenic_co2 = CO2 from biomass
removals = Removals of CO2
outside_the_scopes = outside the scopes
category_stationary_combustion = Stationary combustion
category_mobile_combustion = Mobile combustion
category_process_emissions = Process emissions
category_fugitive_emissions = Fugitive emissions
category_wastewater_treatment = Wastewater treatment
category_waste_treatment = Waste treatment
category_purchased_electricity = Purchased electricity
category_purchased_steam = Purchased steam
category_purchased_heat = Purchased heat
category_purchased_cooling = Purchased cooling
category_c01 = Purchased goods and services
category_c02 = Capital goods
category_c03 = Fuel- and energy-related activities
category_c04 = Upstream transportation and distribution
category_c05 = Waste generated in operations
category_c06 = Business travel
category_c07 = Employee commuting
category_c08 = Upstream leased assets
category_c09 = Downstream transportation and distribution
category_c10 = Processing of sold products
category_c11 = Use of sold products
category_c12 = End-of-life treatment of sold products
category_c13 = Downstream leased assets
category_c14 = Franchises
category_c15 = Investments

## What a statement covers

whole_book = whole book
estate_named = estate { $id }
boundary_estate = estate
boundary_operational_control = operational control
boundary_financial_control = financial control
boundary_equity_share = equity share
boundary_estate_in_full = the estate: every site inside the fence, whole
boundary_operational_control_in_full = operational control: sites the organization operates, whole
boundary_financial_control_in_full = financial control: sites whose finances the organization controls, whole
boundary_equity_share_in_full = equity share: every site by the organization's share

## Why a factor was chosen

reason_named_by_row = the rows name it in factor_id
reason_own = the book's own factors come first
reason_given = the factor folder `{ $set }` comes before the built-in sets
reason_region = it is published for the site's region, { $region }
reason_everywhere = no nearer region has one for this quantity; it holds everywhere
reason_stand_in = no factor of { $country } is built in; one of { $origin } stands in
reason_rows_region = it is published for the region the row names, { $region }
reason_by_location = no contract or residual mix covers the purchase, so by location: { $rule }
reason_given_by_method = the method gives the mass of the gas itself
reason_of_earlier_year = { $reason }; none is published for { $year }, the nearest earlier year is { $earlier }

## Properties of fuels

property_net_calorific_value = net calorific value of { $fuel } { $value } { $unit }
property_gross_calorific_value = gross calorific value of { $fuel } { $value } { $unit }
property_density = density of { $fuel } { $value } { $unit }
property_both_calorific_values = calorific values of { $fuel }: net { $net } { $unit }, gross { $gross } { $unit }

## What the report is of

identity_period = Period
identity_boundary = Boundary of the headline
identity_gwp = Global warming potentials
identity_methane = Methane from burning fossil fuel
identity_rows = Rows
identity_fingerprint = Fingerprint of the inputs
identity_generator = Made by
period = { $start } to { $end }, both included
gwp = IPCC { $set }, 100 years
methane_fossil = fossil potential
methane_non_fossil = non-fossil potential
rows_read = { $read } read = { $accepted } accepted + { $rejected } rejected
rows_read_in_one_line = { $read } rows read = { $accepted } accepted + { $rejected } rejected

## Headings

heading_caveats = Before you rely on these figures
heading_statement = { $name } ({ $whole }, boundary: { $boundary })
heading_by_category = By category
heading_by_gas = By gas
heading_by_month = By month, t CO2e
heading_by_site = By site, t CO2e
heading_eliminations = Eliminations
heading_own_generation = Own generation
what_own_generation_is = Energy that sites make and use themselves is no purchase and has no Scope 2; what fuel it burns is in Scope 1.
co2_of_biomass = CO2 of biomass
outside_on_screen = Outside the scopes, t: { $gases }
own_generation_on_screen = Own generation, in no scope: { $mwh } MWh
column_mwh = MWh
heading_meters = Quantities by meter, plant and counterparty
heading_factors = Factors and their sources
heading_defaults = Defaults of methods and their sources
heading_read = What was read
heading_other_statements = Other statements, Scope 1 / Scope 2 location-based
heading_largest_categories = Largest categories
heading_largest_sites = Largest sites, Scope 1 + 2 location-based

## Between tables

never_added = The two figures of Scope 2 are two ways to count the same purchases; they are never added.
what_eliminations_are = What one site reports of another whose own emissions are in this statement, taken off once.
sum_of_sites = Sum of sites, before eliminations
net = After eliminations
more_in_json = { $more ->
    [one] and 1 more category in report.json
   *[other] and { $more } more categories in report.json
}
factors_counted = { $factors ->
    [one] 1 factor. Gases and CO2e are in kg per unit of activity.
   *[other] { $factors } factors. Gases and CO2e are in kg per unit of activity.
}
no_problem = No problem was found in the book.
problems_by_kind = Problems found, by kind; `estate-carbon check` shows each with its place.
region_and_dates = { $region }, { $dates }

## Columns

column_tco2e = t CO2e
column_outside = Outside the scopes
column_t = t
column_scope = Scope
column_category = Category
column_share_of_scope = of the scope
column_gas = Gas
column_counts_in = Where it counts
column_t_of_gas = t of the gas
column_month = Month
column_site = Site
column_name = Name
column_counted = Counted
column_seller = Seller
column_buyer = Buyer
column_what = What
column_line = Line
column_boundary = Boundary
column_estate = Estate
column_figure = Figure
column_value = Value
column_rows_read = Rows read
column_rows_accepted = Rows accepted
column_rows_rejected = Rows rejected
column_table_of_method = Table of a method
column_rows = Rows
column_calculations = Calculations
column_code = Code
column_severity = Severity
column_first_problem = The first of them
column_where = Where
column_problems = Problems
column_activity = Activity
column_meter = Meter
column_plant = Plant
column_counterparty = Counterparty
column_quantity = Quantity
column_uncertainty_given = Uncertainty given
column_factor = Factor
column_kg_per_unit = kg per unit
column_validity = Region and validity
column_source = Source
column_verified = Read at the publisher
column_why = Why
column_table = Table
column_input = Input
column_of = For

## The screen

period_boundary_gwp = { $period }, boundary: { $boundary }, GWP: { $gwp }
name_whole_boundary = { $name } ({ $whole }, { $boundary })
rows_of_methods = { $rows ->
    [one] 1 row of { $tables ->
        [one] 1 table of a method
       *[other] { $tables } tables of methods
    }
   *[other] { $rows } rows of { $tables ->
        [one] 1 table of a method
       *[other] { $tables } tables of methods
    }
}
more_in_full_report = and { $more } more in the full report
next_step = Next: add `--out DIR` for the full report with sources (report.md, report.json).

## What to know before reading the figures

rejected_rows = { $rejected } of { $read } rows { $rejected ->
    [one] is
   *[other] are
} rejected ({ $share }) and in no figure of this report: every total is incomplete.
errors_allowed = The book has { $errors ->
    [one] 1 error
   *[other] { $errors } errors
} and was reported all the same: { $codes }.
captured_co2 = { $tonnes } t of captured CO2 without a fate ({ $rows }) counts as released: { $parts }. CO2 made into a product is the carbon of that product: a row `out` of the product, not of CO2.
co2_of_biomass_part = CO2 of biomass { $tonnes } t, outside the scopes
nothing_of_the_headline = nothing of the headline
eliminated_between_sites = Eliminated between sites: { $parts }. The sellers are in the statement too; these tonnes are what the buyers reported, not what the sellers emitted.
eliminated_on_screen = Eliminated between sites, t CO2e: { $parts }
market_not_reported = Market-based Scope 2 is not reported: some purchases of energy have no supplier factor, and { $why }. It is not equal to the location-based figure, and it is not zero.
no_residual_mix = no residual mix is published for them
no_fallback_named = book.toml names no scope2_market_fallback
market_by_location = Market-based Scope 2 counts { $tonnes } t CO2e ({ $rows ->
    [one] 1 row
   *[other] { $rows } rows
}) of all sites by the location-based factor, because no supplier factor or residual mix covers them.
co2e_only_factors = Some figures rest on factors published only as CO2e, whose gases are not known: { $parts }. { $consequence } Factors and tables of such figures: { $factors }.
co2e_of_own_set = They hold for { $set } only: another GWP set cannot be applied to them.
co2e_of_other_sets = They were published under { $sets } and stand as published; they cannot be re-valued to { $set }.
co2e_part = { $name } { $tonnes } t CO2e ({ $share })
co2e_part_of_none = { $name } { $tonnes } t CO2e
combustion_gases_missing = Combustion by factors of carbon dioxide alone: { $parts }. Methane and nitrous oxide are not counted. Factors: { $factors }. Of most fuels the two gases are up to one percent, of biomass more; a factor that has them, named in factor_id, counts them.
fuel_properties_of_other_source = Factor and fuel property are of two sources: { $parts }, by { $properties }. Give measured values in fuels.csv, or the quantity in the unit of the factor.
fuel_properties_default = Properties of fuels that were not measured: { $parts }, by { $properties }. The calorific value of a coal may differ by tens of percent; measured values in fuels.csv take their place.
property_with_factor_of = { $property } ({ $set }) with a factor of { $factor_set }
property_of_set = { $property } ({ $set })
earlier_year_factors = { $number ->
    [one] 1 factor
   *[other] { $number } factors
} of an earlier year than the rows: { $parts }. { $factors }.
factor_of_earlier_year = { $id } (of { $year }, for { $years })
secondary_factors = { $number ->
    [one] 1 factor is
   *[other] { $number } factors are each
} copied from a second publication, not read at the publisher: { $parts }. Check before assurance: { $factors }.
unverified_factors = { $number ->
    [one] 1 factor is
   *[other] { $number } factors are each
} read at no publisher, but arithmetic on known constants: { $parts }. Check before assurance: { $factors }.
margin_factors = { $number ->
    [one] 1 factor is
   *[other] { $number } factors are each
} a margin of the grid (CDM tool), not the average that inventories ask for: { $parts }. { $factors }.
stand_ins = Factors that describe another country: { $parts }. A factor of the site's country in factors.csv takes their place.
stand_ins_of = { $factors ->
    [one] 1 factor
   *[other] { $factors } factors
} of { $origin } for { $countries }, { $parts }
gases_left_out = { $number ->
    [one] 1 factor is
   *[other] { $number } factors are each
} a refrigerant blend with components that have no GWP, whose mass is not counted beside: { $parts }. { $factors }.
scope3_partial = { $parts }. None of these is zero.
scope3_no_figure = Scope 3 has no figure
scope3_figures = Scope 3 is partial: figures for { $categories }
scope3_absent = { $status }: { $categories }
prorated_rows = Of { $rows ->
    [one] 1 row
   *[other] { $rows } rows
} reaching beyond the period, the share of time inside it is counted.
warnings = The book was accepted with { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
}; `estate-carbon check` shows each.

## Explanations: the figure

whole_period_boundary_gwp = { $whole }, { $period }, boundary: { $boundary }, GWP: { $gwp }
section_with_category = { $section }, { $category }
gas_of = { $gas }, { $what }
of_site = site { $site }
before_eliminations = { $section }, sum of sites before eliminations
elimination_of = { $section }, eliminated: what { $buyer } reports of { $seller }
explain_sum = { $parts ->
    [one] = the sum of 1 part
   *[other] = the sum of { $parts } parts
}
explain_gross = { $parts ->
    [one] = { $gross }, the sum of 1 part
   *[other] = { $gross }, the sum of { $parts } parts
}
explain_eliminated = - { $tonnes } eliminated: { $category } that { $buyer } reports of { $seller }, whose own emissions are in this statement
explain_more_eliminated = { $number ->
    [one] - { $tonnes } in 1 more elimination
   *[other] - { $tonnes } in { $number } more eliminations
}
explain_rejected = { $rows ->
    [one] 1 row of the book was rejected and is in no figure
   *[other] { $rows } rows of the book were rejected and are in no figure
}
explain_uncertainty = ± { $width } t CO2e ({ $share }) from the uncertainty of its rows
explain_uncertainty_alone = ± { $width } t CO2e from the uncertainty of its rows
explain_uncertainty_of_some = ± { $width } t CO2e from the uncertainty of rows that come to { $part }; the others give none and count as certain
explain_part_of_figure = { $share } of the figure
explain_absent = { $status }: { $why }
such_activity = such activity
absent_no_activity = this statement has no { $what }
absent_no_activity_at = site { $site } has no { $what } in this statement
absent_no_activity_in = this statement has no { $what } in { $month }
absent_no_activity_at_in = site { $site } has no { $what } in { $month }
absent_others_not_covered = these purchases have a supplier's factor or a residual mix, and others have none ({ $others }): a market-based figure is given for all purchases or not at all
absent_nothing_eliminated = the buyer repeats nothing of the seller here, or the seller has no emissions of its own, so nothing is counted twice
absent_no_eliminations = statements of organizational boundaries count shares of sites and eliminate nothing
absent_too_large = it is beyond what a number can hold
absent_declared = book.toml says why: { $reason }
absent_no_removals = the program has no method that takes CO2 from the air
absent_not_covered = { $covered ->
    [0] none of the purchases has a supplier's factor or a residual mix
    [one] only 1 purchase below has a supplier's factor or a residual mix
   *[other] only { $covered } purchases below have a supplier's factor or a residual mix
}
absent_no_fallback = { $covered ->
    [0] none of the purchases has a supplier's factor or a residual mix; book.toml names no scope2_market_fallback
    [one] only 1 purchase below has a supplier's factor or a residual mix; book.toml names no scope2_market_fallback
   *[other] only { $covered } purchases below have a supplier's factor or a residual mix; book.toml names no scope2_market_fallback
}

## Explanations: its parts

explain_part = { $what }: { $tonnes }
explain_part_with_share = { $what }: { $tonnes }, { $share } of the sum
explain_more_parts = { $parts ->
    [one] and 1 more part, { $tonnes }
   *[other] and { $parts } more parts, { $tonnes } together
}
label_rows = rows
label_meter = meter
label_plant = plant
label_counterparty = counterparty
label_method = method
label_default = default
label_formula = formula
label_quantity = quantity
label_uncertainty = uncertainty
label_converted = converted
label_with = with
label_factor = factor
label_why = why
label_result = result
label_counted = counted
label_activity = activity
label_valid = valid
label_region = region
label_set = set
label_note = note
row_of = row { $row } of { $file }
explain_rows_at = { $rows ->
    [one] 1 row, { $place }
   *[other] { $rows } rows, { $place }
}
explain_rows_of_file = { $rows ->
    [one] 1 row, row { $first } to { $last }
   *[other] { $rows } rows, row { $first } to { $last }
}
explain_rows_of_files = { $rows ->
    [one] 1 row, { $first } to { $last }
   *[other] { $rows } rows, { $first } to { $last }
}
explain_as_above = { $method }, as above
explain_default = { $input } { $value }: { $source }
explain_default_of = { $input } of { $of } { $value }: { $source }
explain_terms = with { $terms }
explain_cut = { $quantity }, the share of the row's days that is inside the period
explain_error_of_some = { $error }, of the { $part } whose rows give an uncertainty
explain_mass = { $kg } kg
explain_kg_per_unit = { $kg } kg per { $unit }
explain_mass_by_factor = { $amount } { $unit } × { $per_unit } kg { $gas }/{ $unit } = { $kg } kg
explain_outside_scopes = outside the scopes: shown as a mass, not in CO2e
explain_potential = { $kg } kg × { $gwp } = { $worth } kg CO2e (GWP: { $table })
explain_as_published = { $kg } kg × { $gwp } = { $worth } kg CO2e (CO2e as published)
explain_counted = { $kg } kg { $of } × { $share } share of the site = { $counted } kg { $of }
copied = { $source } (copied from a second publication)
read_nowhere = { $source } (read at no publisher)

## Explanations: rows and factors

explain_own_generation = own generation: no purchase, no Scope 2; what fuel it burns is Scope 1, in a row of its own
explain_market_not_covered = market-based: not reported, no supplier's factor or residual mix covers this purchase
explain_row_rejected = The row was rejected and is in no figure; `estate-carbon check` says why.
explain_nothing_posted = Nothing of this row is in a figure: its calculation gives no emission, or `estate-carbon check` says why what it gives could not be posted.
explain_row_not_posted = The row could not be posted and is in no figure; `estate-carbon check` says why.
explain_used = The book takes it { $totals ->
    [one] for one month of one site
   *[other] { $totals } times (a month of a site each)
}, from { $rows ->
    [one] 1 row
   *[other] { $rows } rows
}.
explain_not_used = The book takes it for nothing.
