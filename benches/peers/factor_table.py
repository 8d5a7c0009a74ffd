"""Writes the peers' factor table beside the book: one row per activity and unit that occur in it.

`factor_table.py BOOK`. The factors are of a plausible size and different for each row, so that a mix-up shows in the
totals; they are not the program's and no figure made with them means anything.
"""

import csv
import sys

import duckdb

import common

PLAUSIBLE_KG = {
    "kWh": 0.45, "MWh": 450.0, "GJ": 56.1, "TJ": 56100.0, "MMBtu": 53.1, "L": 2.7, "kg": 3.0, "t": 900.0,
    "m3": 1.9, "t.km": 0.1, "p.km": 0.12, "km": 0.2,
}  # fmt: skip

book = sys.argv[1]
pairs = duckdb.sql(f"SELECT DISTINCT activity, unit FROM {common.duckdb_rows(book)} ORDER BY ALL").fetchall()
with open(common.factors_of(book), "w", newline="", encoding="utf-8") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["activity", "unit", "category", "kg_co2e_per_unit"])
    for index, (activity, unit) in enumerate(pairs):
        factor = round(PLAUSIBLE_KG.get(unit, 1.0) * (1 + index / 100), 6)
        writer.writerow([activity, unit, activity.split("/")[0], factor])
