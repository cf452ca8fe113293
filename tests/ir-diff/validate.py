# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Checks findings (a file, or - for stdin) against the published schema and against what a schema cannot say."""
import json
import pathlib
import sys

import jsonschema

schema = json.loads((pathlib.Path(__file__).parents[2] / "reports/schemas/findings.schema.json").read_text())
findings = json.load(sys.stdin if sys.argv[1] == "-" else open(sys.argv[1]))
jsonschema.Draft7Validator.check_schema(schema)
jsonschema.validate(findings, schema)

loops, unmatched, summary = findings["loops"], findings["unmatched"], findings["summary"]
ids = [loop["id"] for loop in loops]
assert len(ids) == len(set(ids)), "ids are not unique"
assert summary["loops"]["paired"] == len(loops)
assert summary["loops"]["unmatched"] == sum(entry["kind"] == "loop" for entry in unmatched)
assert summary["functions"]["unmatched"] == sum(entry["kind"] == "function" for entry in unmatched)
assert sum(summary["verdicts"].values()) == len(loops) + summary["loops"]["unmatched"]
for loop in loops:
    for side in ("native", "wasm"):
        facts = loop[side]
        assert facts["elements_in_flight"] == facts["width"] * facts["interleave"], loop["id"]
        assert (facts["copies"] == 0) == (facts["state"] != "loop"), loop["id"]
print("valid:", len(loops), "loops")
