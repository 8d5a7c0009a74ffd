"""What every contender shares: its arguments, the columns' types, the SQL texts, how it reports.

Standard library only, so that importing it costs a contender nothing worth measuring.
"""

import argparse
import csv
import json
from pathlib import Path

HERE = Path(__file__).resolve().parent

DUCKDB_TYPES = {
    "site_id": "VARCHAR",
    "start": "DATE",
    "end": "DATE",
    "activity": "VARCHAR",
    "quantity": "DOUBLE",
    "unit": "VARCHAR",
}


def activities_of(book):
    """The book's activity table: activities.parquet, else activities.csv."""
    parquet = Path(book) / "activities.parquet"
    return parquet if parquet.exists() else Path(book) / "activities.csv"


def factors_of(book):
    """The peers' factor table lies beside the book, since inside it would be an unknown table of the book."""
    book = Path(book).resolve()
    return book.with_name(book.name + ".peer-factors.csv")


def header_of(path):
    """The column names of a CSV file, in file order."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        return next(csv.reader(file))


def column_of(path, column):
    """One column of a small CSV table."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        return [row[column] for row in csv.DictReader(file)]


def arguments():
    """`QUESTION BOOK [--hashed] [--threads N] [--check STEM]`, the same for each contender."""
    parser = argparse.ArgumentParser()
    parser.add_argument("question", choices=["year", "month"])
    parser.add_argument("book", type=Path)
    parser.add_argument("--hashed", action="store_true", help="DuckDB only: group by a hash of the strings")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--check", help="write STEM.figures.csv and STEM.quantities.csv too (never timed)")
    return parser.parse_args()


def answer(query_seconds, figures, t_co2e):
    """Prints the one line that run.py reads."""
    print(json.dumps({"query_s": query_seconds, "figures": figures, "t_co2e": t_co2e}))


def duckdb_rows(book):
    """The FROM clause. For CSV the types are given, which saves DuckDB from sniffing them."""
    path = activities_of(book)
    if path.suffix == ".parquet":
        return f"read_parquet('{path}')"
    columns = ", ".join(f"'{name}': '{DUCKDB_TYPES.get(name, 'VARCHAR')}'" for name in header_of(path))
    return (
        f"read_csv('{path}', auto_detect=false, header=true, delim=',', quote='\"', escape='\"', "
        f"columns={{{columns}}})"
    )


def duckdb_query(question, book, hashed):
    """The text of one of the four hand-written queries in sql/."""
    text = (HERE / "sql" / f"{question}{'_hashed' if hashed else ''}.sql").read_text()
    return text.format(
        rows=duckdb_rows(book),
        factors=f"read_csv('{factors_of(book)}')",
        sites=f"read_csv('{Path(book) / 'sites.csv'}')",
    )


DUCKDB_SUMMARY = "SELECT count(*) AS figures, sum(t_co2e) AS t_co2e FROM figures;"
