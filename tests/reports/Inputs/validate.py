#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Usage: validate.py SCHEMAS FILE...: checks JSON files against the schema that each names."""
import json
import pathlib
import sys

import jsonschema

for path in sys.argv[2:]:
    document = json.loads(pathlib.Path(path).read_text())
    kind = document["schema"].split("-")[1]
    schema = json.loads((pathlib.Path(sys.argv[1]) / f"{kind}.schema.json").read_text())
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.validate(document, schema)
    print(pathlib.Path(path).name, "is valid")
