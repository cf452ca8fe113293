#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Validates a ledger against its schema, prints it in short, and compares its bytes with the files it names.

  ledger.py ledger.schema.json LEDGER
"""
import json
import os
import sys

import jsonschema

schema, ledger = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:3])
jsonschema.Draft7Validator.check_schema(schema)
jsonschema.validate(ledger, schema)
tags = " ".join(f"{key}={value}" for key, value in sorted(ledger["tags"].items()))
print(ledger["profile"], f"wasm-opt {ledger['wasm_opt']}" if "wasm_opt" in ledger else "no wasm-opt", "tags", tags)
for step in ledger["steps"]:
    notes = f" ({'; '.join(step['notes'])})" if "notes" in step else ""
    print(
        f"{step['name']}: functions {step['functions']}, v128 {step['v128_instructions']}, in loops {step['in_loop_constants']}, "
        f"loads {step['loads']}, stores {step['stores']}{notes}"
    )
assert os.path.getsize(ledger["input"]) == ledger["steps"][0]["bytes"]
assert os.path.getsize(ledger["output"]) == ledger["steps"][-1]["bytes"]
print("bytes as the files have")
