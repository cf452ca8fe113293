#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Usage: edit.py IN OUT STATEMENT: runs a Python statement on `d`, the JSON document of IN, and writes it to OUT."""
import json
import pathlib
import sys

d = json.loads(pathlib.Path(sys.argv[1]).read_text())
exec(sys.argv[3])  # the statements are the tests' own
pathlib.Path(sys.argv[2]).write_text(json.dumps(d))
