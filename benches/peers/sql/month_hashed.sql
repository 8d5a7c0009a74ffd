-- As month.sql, grouped by a 64-bit hash; see year_hashed.sql for what that buys and what it risks.
CREATE TEMP TABLE figures AS
WITH totals AS (
    SELECT hash(site_id, activity, unit) AS key, month(start) AS month,
           sum(quantity) AS quantity, count_if(month("end") <> month(start)) AS crossing
    FROM {rows}
    GROUP BY ALL
), keys AS (
    SELECT hash(site_id, activity, unit) AS key, site_id, category, kg_co2e_per_unit
    FROM {sites} CROSS JOIN {factors}
)
SELECT site_id, category, month, sum(quantity * kg_co2e_per_unit) / 1000 AS t_co2e, sum(crossing) AS crossing
FROM totals JOIN keys USING (key)
GROUP BY ALL;
