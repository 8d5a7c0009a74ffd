"""pandas: the needed columns read whole, strings as categories, one groupby."""

import time

import pandas as pd
import pyarrow as pa
import pyarrow.parquet  # noqa: F401  (what read_parquet would import: kept out of the query's time)

import common

arguments = common.arguments()
pa.set_cpu_count(arguments.threads)
pa.set_io_thread_count(arguments.threads)

TEXTS = ["site_id", "activity", "unit"]


def read(columns):
    path = common.activities_of(arguments.book)
    if path.suffix == ".parquet":
        # Dictionaries kept as such become categories; plain strings would take several times the time and memory.
        return pd.read_parquet(path, columns=columns, read_dictionary=TEXTS)
    dates = [name for name in ("start", "end") if name in columns]
    return pd.read_csv(path, usecols=columns, dtype={name: "category" for name in TEXTS}, parse_dates=dates)


began = time.perf_counter()
factors = pd.read_csv(common.factors_of(arguments.book))
columns = [*TEXTS, "quantity"]
keys = list(TEXTS)
figure_keys = ["site_id", "category"]
sums = ["quantity"]
if arguments.question == "month":
    columns += ["start", "end"]
rows = read(columns)
if arguments.question == "month":
    rows["month"] = pd.to_datetime(rows["start"]).dt.month.astype("int8")
    rows["crossing"] = pd.to_datetime(rows["end"]).dt.month != rows["month"]
    keys.append("month")
    figure_keys.append("month")
    sums.append("crossing")
totals = rows.groupby(keys, observed=True, sort=False)[sums].sum().reset_index()
totals = totals.astype({name: str for name in TEXTS})
figures = totals.merge(factors, on=["activity", "unit"])
figures["t_co2e"] = figures["quantity"] * figures["kg_co2e_per_unit"] / 1000
figures = figures.groupby(figure_keys, sort=False)[["t_co2e", *sums[1:]]].sum().reset_index()
t_co2e = float(figures["t_co2e"].sum())
common.answer(time.perf_counter() - began, len(figures), t_co2e)

if arguments.check:
    figures.to_csv(f"{arguments.check}.figures.csv", index=False)
    rows.groupby(["activity", "unit"], observed=True)["quantity"].agg(rows="size", quantity="sum").reset_index().to_csv(
        f"{arguments.check}.quantities.csv", index=False
    )
