"""Writes the Parquet files of the tests, and beside each its rows as JSON Lines.

Made with Python 3.11 and pyarrow 26.0.1:  python make_parquet.py ../resources/org/rlvr4j/data/internal/parquet
The tests read what it wrote and never run it.
"""

import json
import sys
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

OUT = Path(sys.argv[1])

TYPE = pa.schema([
    ("id", pa.int64()),
    ("small", pa.int32()),
    ("prompt", pa.list_(pa.struct([("content", pa.string()), ("role", pa.string())]))),
    ("reward_model", pa.struct([
        ("ground_truth", pa.struct([("target", pa.string()), ("solution", pa.string())])),
        ("style", pa.string()),
    ])),
    ("nested", pa.list_(pa.list_(pa.int64()))),
    ("flag", pa.bool_()),
    ("score", pa.float64()),
    ("single", pa.float32()),
    ("price", pa.decimal128(12, 2)),
    ("facts", pa.map_(pa.string(), pa.int64())),
])


def row(i):
    return {
        "id": i * 1_000_003 - 7,
        "small": None if i % 5 == 0 else i % 11 - 5,
        "prompt": None if i % 17 == 3 else [] if i % 13 == 2 else [
            {"content": f"Wie viel ist {i} + {i % 7}? αβ𝔸", "role": "user"},
            {"content": None if i % 3 else "x" * (i % 40), "role": "assistant"},
        ][: 1 + i % 2],
        "reward_model": None if i % 19 == 4 else {
            "ground_truth": None if i % 23 == 5 else {"target": str(i + i % 7), "solution": None if i % 2 else "s"},
            "style": "rule",
        },
        "nested": [[j] * (j % 3) for j in range(i % 4)] + ([None] if i % 6 == 0 else []),
        "flag": None if i % 9 == 0 else i % 2 == 0,
        "score": i / 8,
        "single": None if i % 8 == 0 else i / 4,
        "price": None if i % 10 == 0 else Decimal(i * 37 - 500).scaleb(-2),
        "facts": {f"k{j}": j for j in range(i % 3)},
    }


def plain(value):
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return [plain(v) for v in value] if isinstance(value, list) else value


def write(name, rows, **options):
    table = pa.Table.from_pylist([{**r, "facts": list(r["facts"].items())} for r in rows], schema=TYPE)
    pq.write_table(table, OUT / f"{name}.parquet", write_statistics=False, store_schema=False, **options)


ROWS = [row(i) for i in range(150)]
(OUT / "rows.jsonl").write_text("".join(json.dumps(plain(r), ensure_ascii=False) + "\n" for r in ROWS))

for codec in ("none", "snappy", "gzip", "zstd", "lz4"):
    write(codec, ROWS, compression=codec, row_group_size=64)
write("v2", ROWS, compression="snappy", data_page_version="2.0", data_page_size=256)
write("plain", ROWS, compression="none", use_dictionary=False, version="1.0", data_page_size=512)
DELTA = {"id": "DELTA_BINARY_PACKED", "small": "DELTA_BINARY_PACKED",
         "prompt.list.element.content": "DELTA_BYTE_ARRAY", "prompt.list.element.role": "DELTA_LENGTH_BYTE_ARRAY",
         "score": "BYTE_STREAM_SPLIT", "single": "BYTE_STREAM_SPLIT", "flag": "RLE"}
write("delta", ROWS, compression="zstd", use_dictionary=False, column_encoding=DELTA, data_page_version="2.0")
write("old-lists", ROWS, compression="snappy", use_compliant_nested_type=False)
write("brotli", ROWS[:2], compression="brotli")
