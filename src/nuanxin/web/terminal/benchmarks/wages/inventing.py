"""A place's wage tables, invented: the raw tables of the contract as Parquet, and beside them the planted truth.

Everything is arithmetic on numbers of projects, workers and months (the seed shifts it), worked out by the engine in columns,
one month after another, so that a province needs no more memory than its month.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from nuanxin.foundation.warehouse.engine import engine, quoted
from nuanxin.web.terminal.benchmarks.wages import planted as at
from nuanxin.web.terminal.benchmarks.wages.sizes import AS_OF, FIRST, THEMES, Size

TRUTH = "truth.parquet"
_USUAL_FEE_DAY = "5 + 5 * (p % 3)"


def invent_wages(size: Size, folder: Path, *, seed: int = 1, memory: str = "2GB") -> Path:
    """Write the tables into `folder/tables` and the truth (indicator, project_id, month, workers, amount_fen) beside it.

    The same size and seed write the same rows. Returns the folder of the tables.
    """
    tables = folder / "tables"
    for name in ("attendance", "payroll"):
        (tables / name).mkdir(parents=True, exist_ok=True)
    with engine(folder, memory=memory) as con:
        con.execute("SET preserve_insertion_order = true")
        _projects_and_crews(con, size, seed)
        con.execute(
            "CREATE TABLE truth (indicator TEXT, project_id TEXT, month DATE, workers BIGINT, amount_fen BIGINT)"
        )
        con.execute("CREATE TABLE sums (p BIGINT, m BIGINT, due BIGINT, paid BIGINT)")
        for month in range(size.months):
            _month(con, tables, month)
        _accounts(con)
        for name, query in _WHOLE.items():
            _write(con, query, tables / f"{name}.parquet")
        _truth_of_months(con)
        _write(con, "FROM truth ORDER BY ALL", folder / TRUTH)
    return tables


def _projects_and_crews(con: duckdb.DuckDBPyConnection, size: Size, seed: int) -> None:
    con.execute(f"""
        CREATE TABLE project AS
        SELECT range AS p, p + {seed} AS k, p % {THEMES} AS theme, {size.months} AS months, format('P{{:06d}}', p) AS project_id,
               CASE theme WHEN {at.JUST_ENOUGH} THEN 30 ELSE {size.crew} + (k * 17) % {size.spread} END AS n,
               CASE theme WHEN {at.TWO_SITES_TOO} THEN NULL ELSE {_USUAL_FEE_DAY} END AS fee_day
        FROM range({size.projects})""")
    con.execute(f"""
        CREATE TABLE crew AS
        SELECT project.*, w, CASE WHEN theme = {at.TWO_SITES_TOO} AND w = 0 THEN p - 1 ELSE p END * 100 + w AS person,
               format('W{{:08d}}', person) AS worker_id, format('6217{{:015d}}', person * 7919) AS account,
               CASE WHEN {at.NO_CARD_OF_HIS_OWN} THEN NULL ELSE account END AS own
        FROM project, range(100) AS crew(w) WHERE w < n""")
    con.execute(f"""
        CREATE TABLE project_month AS
        SELECT project.*, m, CAST(DATE '{FIRST}' + to_months(CAST(m AS INTEGER)) AS DATE) AS month, {at.HIT} AS hit
        FROM project, range({size.months}) AS months(m) WHERE {at.ACTIVE}""")


def _month(con: duckdb.DuckDBPyConnection, tables: Path, m: int) -> None:
    """Pay and attendance of one month, and what of single workers is true in it."""
    con.execute(f"""
        CREATE OR REPLACE TABLE one AS
        WITH base AS (SELECT crew.*, m, month, hit, {at.LISTED} AS listed, {at.CAME} AS came, {at.DUE} AS due
                      FROM crew JOIN (SELECT p, m, month, hit FROM project_month) AS now USING (p) WHERE m = {m})
        SELECT *, {at.LACKING} AS lacking, {at.TWICE_A_DAY} AS twice, {at.DAYS_ON_END} AS on_end,
               {at.SHEET_COPIED} AS copied FROM base""")
    file = f"{FIRST.year}-{m + 1:02d}.parquet"
    _write(
        con,
        f"""SELECT project_id, worker_id, strftime(month, '%Y-%m') AS month,
                   CASE WHEN {at.ON_AS_OF} THEN DATE '{AS_OF}' ELSE CAST(month + INTERVAL 1 MONTH AS DATE) + 14 END AS due_on,
                   due AS amount_due_fen, CASE WHEN {at.PAID_A_DAY_LATE} THEN due_on + 1 WHEN due > lacking THEN due_on END AS paid_on,
                   due - lacking AS amount_paid_fen, {at.PAID_TO} AS card
            FROM one WHERE listed ORDER BY p, w""",
        tables / "payroll" / file,
    )
    _write(
        con,
        f"""SELECT project_id, worker_id, month + CAST(d AS INTEGER) AS "on", CAST({at.HOURS} AS DOUBLE) AS hours
           FROM one, range(31) AS days(d), range(2) AS shifts(s)
           WHERE came AND d < day(last_day(month)) AND (s = 0 OR twice)
                 AND CASE WHEN on_end IS NOT NULL THEN d < on_end WHEN copied THEN d % 5 > 0 ELSE (d + person) % 5 > 0 END
           ORDER BY p, d, w""",
        tables / "attendance" / file,
    )
    con.execute("INSERT INTO sums SELECT p, m, sum(due), sum(due - lacking) FROM one WHERE listed GROUP BY p, m")
    for indicator, (where, money) in at.WORKERS_TRUE.items():
        con.execute(f"""INSERT INTO truth SELECT '{indicator}', project_id, month, count(*), sum({money})
                        FROM one WHERE {where} GROUP BY project_id, month""")


def _accounts(con: duckdb.DuckDBPyConnection) -> None:
    """Flows that always cover the next month, but where it is planted; and there what is lacking, to the 分."""
    con.execute(f"""
        CREATE TABLE account AS
        WITH one AS (
            SELECT p, theme, k, n, m, months, project_id, month, hit, coalesce(due, 0) AS due, coalesce(paid, 0) AS paid,
                   CASE WHEN hit AND theme = {at.LITTLE_FEE} THEN due - {at.SHORT_BY} WHEN hit AND theme = {at.TO_THE_FEN} THEN due
                        ELSE n * 900000 END AS fee,
                   m = min(m) OVER (PARTITION BY p) AS opening, theme = {at.FEE_LATE} AND hit AS late, late AND (p // 48) % 2 = 1 AS none,
                   month + CAST(CASE WHEN late THEN 24 WHEN fee_day IS NULL THEN 27 ELSE fee_day - 1 END AS INTEGER) AS fee_on
            FROM project_month LEFT JOIN sums USING (p, m)),
        held AS (
            SELECT *, sum(CASE WHEN none THEN 0 ELSE fee END + CASE WHEN opening THEN 3 * fee ELSE 0 END) OVER until
                   - coalesce(sum(paid) OVER before, 0) AS balance, coalesce(lead(due) OVER (PARTITION BY p ORDER BY m), 0) AS next,
                   coalesce(lag(due) OVER until, 0) AS before, coalesce(lag(hit) OVER until, false) AS hit_before
            FROM one WINDOW until AS (PARTITION BY p ORDER BY m),
                 before AS (PARTITION BY p ORDER BY m ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))
        SELECT *, CASE WHEN hit AND theme = {at.SHORT} THEN balance - next + {at.SHORT_BY}
                       WHEN hit AND theme = {at.TO_THE_FEN} THEN balance - next ELSE 0 END AS out FROM held""")
    con.execute(f"""
        CREATE TABLE flow AS
        WITH taken AS (SELECT * FROM account WHERE theme <> {at.NO_FUNDS})
        SELECT project_id, fee_on AS "on", 'labour_fee_in' AS kind, fee AS amount_fen FROM taken WHERE NOT none
        UNION ALL SELECT project_id, month, 'other_in', 3 * fee FROM taken WHERE opening
        UNION ALL SELECT project_id, CAST(month + INTERVAL 1 MONTH AS DATE) + 14, 'wage_out',
                         paid - CASE WHEN hit AND theme = {at.PAID_BESIDE} THEN {at.SHORT_BY} ELSE 0 END FROM taken WHERE paid > 0
        UNION ALL SELECT project_id, month + 27, 'other_out', out FROM taken WHERE out > 0
        UNION ALL SELECT project_id, CAST(month + INTERVAL 1 MONTH AS DATE), 'other_in', out FROM taken WHERE out > 0""")


def _truth_of_months(con: duckdb.DuckDBPyConnection) -> None:
    for indicator, (where, workers, money) in at.MONTHS_TRUE.items():
        con.execute(f"""INSERT INTO truth SELECT '{indicator}', project_id, month, {workers}, {money}
                        FROM account WHERE {where}""")


_WHOLE = {
    "projects": f"""
        SELECT project_id, '工程' || p AS name, CAST(410000 + 100 * (1 + p % 18) + 1 + (p // 18) % 9 AS VARCHAR) AS region_code,
               '总包' || p % 97 AS general_contractor, format('91410000{{:010d}}', p % 97) AS credit_code, p % 3 = 0 AS government_project,
               p % 5 = 0 AS state_firm_project, 15 AS pay_day, fee_day AS labour_fee_due_day, {at.MINIMUM_WAGE_FEN} AS minimum_wage_fen,
               n * 100000000 AS contract_amount_fen, CASE theme WHEN {at.NO_PERMIT} THEN NULL WHEN {at.PERMIT_LATE} THEN CAST(DATE '{FIRST}' + INTERVAL 1 MONTH AS DATE)
                    ELSE DATE '2022-05-20' END AS permit_on,
               CASE theme WHEN {at.BEGUN_LATE} THEN (SELECT min(month) FROM project_month AS b WHERE b.p = project.p) + 9
                    ELSE DATE '2022-06-01' END AS starts_on,
               CASE theme WHEN {at.ENDED} THEN (SELECT max(month) FROM project_month AS b WHERE b.p = project.p) - 16
                    ELSE DATE '2025-06-30' END AS ends_on
        FROM project ORDER BY p""",
    "workers": f"""
        SELECT project_id, worker_id, '工人' || person AS name, own AS card,
               CASE WHEN NOT {at.UNSIGNED_WORKER} THEN true WHEN w % 2 = 0 THEN false END AS contract_signed,
               coalesce(CAST(DATE '{FIRST}' + {at.ENTERED} AS DATE), DATE '2022-06-01') AS entered_on,
               CAST(DATE '{FIRST}' + {at.LEFT_ON} AS DATE) AS left_on, '班组' || w % 5 AS team
        FROM crew ORDER BY p, w""",
    "account_flows": 'FROM flow ORDER BY "on", project_id',
    # The day itself is in time; one that ran out before is no harm beside one that holds; cash has no end.
    "deposits": f"""
        SELECT project_id, CASE WHEN theme % 2 = 0 THEN 'cash' ELSE 'guarantee' END AS kind, n * 1000000 AS amount_fen,
               CASE WHEN theme % 2 = 0 THEN NULL WHEN theme = {at.TO_THE_FEN} THEN DATE '{AS_OF}' WHEN theme = {at.DEPOSIT_OUT}
                    THEN DATE '{AS_OF}' - 1 WHEN theme = {at.ENDING} THEN DATE '{AS_OF}' + 30
                    WHEN theme = {at.NOT_YET_ENDING} THEN DATE '{AS_OF}' + 31 ELSE DATE '2026-01-01' END AS valid_to
        FROM project WHERE theme NOT IN ({at.NO_DEPOSIT}, {at.ENDED})
        UNION ALL SELECT project_id, 'guarantee', n * 500000, DATE '2023-01-31' FROM project
        WHERE theme IN ({at.TO_THE_FEN}, {at.DEPOSIT_OUT}, {at.TWO_SHIFTS}) ORDER BY project_id""",
}


def _write(con: duckdb.DuckDBPyConnection, query: str, file: Path) -> None:
    con.execute(f"COPY ({query}) TO {quoted(file)} (FORMAT parquet, COMPRESSION zstd)")
