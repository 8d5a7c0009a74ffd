-- The year's t CO2e per site and category: four columns read, aggregated first, then joined with the factors.
CREATE TEMP TABLE figures AS
WITH totals AS (
    SELECT site_id, activity, unit, sum(quantity) AS quantity
    FROM {rows}
    GROUP BY ALL
)
SELECT site_id, category, sum(quantity * kg_co2e_per_unit) / 1000 AS t_co2e
FROM totals JOIN {factors} USING (activity, unit)
GROUP BY ALL;
