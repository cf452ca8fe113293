# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Checks a report of wasi-nn-run --json against its schema and prints what is in it."""
import json
import pathlib
import sys

import jsonschema

root = pathlib.Path(__file__).resolve().parents[4]
schema = json.loads((root / "bench/wasi-nn/run/nearnative-nn-run-1.schema.json").read_text())
report = json.loads(pathlib.Path(sys.argv[1]).read_text())
jsonschema.Draft202012Validator.check_schema(schema)
jsonschema.validate(report, schema)
print(f"exit code {report['exit_code']}, {report['ended']}")
print(", ".join(f"{name} {report['phases'][name]['count']}" for name in ("load", "context", "set_input", "compute", "get_output")))
