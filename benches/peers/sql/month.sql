-- The same by month of start: six columns read. Nothing is pro-rated; rows that end in another month are only counted.
CREATE TEMP TABLE figures AS
WITH totals AS (
    SELECT site_id, activity, unit, month(start) AS month,
           sum(quantity) AS quantity, count_if(month("end") <> month(start)) AS crossing
    FROM {rows}
    GROUP BY ALL
)
SELECT site_id, category, month, sum(quantity * kg_co2e_per_unit) / 1000 AS t_co2e, sum(crossing) AS crossing
FROM totals JOIN {factors} USING (activity, unit)
GROUP BY ALL;
