"""Which engine answers: DuckDB on one machine, Spark where a cluster holds the data. Expressions are the same on both."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import ibis
import ibis.expr.types as ir

from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.warehouse.engine import MEMORY

Reader = Callable[[Sequence[Path]], ir.Table]
SPARK_MASTER = "NUANXIN_SPARK_MASTER"  # e.g. spark://host:7077; without it two threads of this machine


@contextmanager
def duckdb_reader(beside: Path, *, memory: str = MEMORY) -> Iterator[Reader]:
    """Files as expressions of a DuckDB that keeps nothing; what does not fit into memory is spilled beside, and goes with it."""
    beside.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="spill-", dir=beside) as spill:
        backend = ibis.duckdb.connect(memory_limit=memory, temp_directory=spill, preserve_insertion_order=False)
        try:
            backend.raw_sql("SET enable_progress_bar = false")
            backend.raw_sql("SET TimeZone = 'Asia/Shanghai'")
            yield lambda files: backend.read_parquet([str(path) for path in files])
        finally:
            backend.disconnect()


@contextmanager
def spark_reader(beside: Path, *, memory: str = MEMORY) -> Iterator[Reader]:
    """Files as expressions of Spark. BadInput where it is not installed or finds no Java."""
    session = _spark(memory)
    try:
        backend, numbers = ibis.pyspark.connect(session), count()

        def read(files: Sequence[Path]) -> ir.Table:
            name = f"wages_{next(numbers)}"
            session.read.parquet(*(path.as_uri() for path in files)).createOrReplaceTempView(name)
            return backend.table(name)

        yield read
    finally:
        session.stop()


READERS = {"duckdb": duckdb_reader, "spark": spark_reader}


def _spark(memory: str):  # type: ignore[no-untyped-def]
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    missing = Fault(
        "没有可用的 Spark", column="--engine", remedy="请安装 nuanxin[spark] 和 Java 17，或者改用 --engine duckdb"
    )
    try:
        from pyspark.errors import PySparkRuntimeError
        from pyspark.sql import SparkSession
    except ImportError as absent:
        raise BadInput([missing]) from absent
    master = os.environ.get(SPARK_MASTER, "local[2]")
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.session.timeZone": "Asia/Shanghai",
        "spark.driver.memory": memory.lower().removesuffix("b"),
        **({"spark.driver.host": "127.0.0.1", "spark.sql.shuffle.partitions": "4"} if "local" in master else {}),
    }
    builder = SparkSession.builder.master(master).appName("nuanxin")
    for key, value in settings.items():
        builder = builder.config(key, value)
    try:
        session = builder.getOrCreate()
    except PySparkRuntimeError as absent:
        raise BadInput([missing]) from absent
    session.sparkContext.setLogLevel("ERROR")
    return session
