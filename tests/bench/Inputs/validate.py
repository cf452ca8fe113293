#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Validates measurements against their schema, then prints one line per row and error, sorted, without times.

  validate.py measurements.schema.json m.json
"""
import json
import sys

import jsonschema

schema, document = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:3])
jsonschema.Draft7Validator.check_schema(schema)
jsonschema.validate(document, schema)

for row in document["rows"]:
    times = row.get("samples_ns", [])
    if row["correct"]:
        assert row["lo_ns"] <= row["median_ns"] <= row["hi_ns"], row
        assert len(row["sha256"]) == len(times), row
    samples = "+".join(str(len(order)) for order in times)
    print(f"{row['kernel']} {row['variant']} {row['engine']} {row['size']} {row['elements']}: {row.get('equal', 'wrong')} samples {samples or 'none'}")
for error in document["errors"]:
    print(f"error {error['kernel']} {error['variant']} {error['engine']} {error['size']}: {error['message']}")
print(f"{len(document['rows'])} rows, {len(document['errors'])} errors")
