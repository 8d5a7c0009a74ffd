"""DuckDB in Python: runs one of the hand-written queries of sql/."""

import time

import duckdb

import common

arguments = common.arguments()
began = time.perf_counter()
connection = duckdb.connect(config={"threads": arguments.threads})
connection.execute(common.duckdb_query(arguments.question, arguments.book, arguments.hashed))
figures, t_co2e = connection.execute(common.DUCKDB_SUMMARY).fetchone()
common.answer(time.perf_counter() - began, figures, t_co2e)

if arguments.check:
    connection.execute(f"COPY figures TO '{arguments.check}.figures.csv' (HEADER)")
    connection.execute(
        f"""COPY (SELECT activity, unit, count(*) AS "rows", sum(quantity) AS quantity
                  FROM {common.duckdb_rows(arguments.book)} GROUP BY ALL)
            TO '{arguments.check}.quantities.csv' (HEADER)"""
    )
