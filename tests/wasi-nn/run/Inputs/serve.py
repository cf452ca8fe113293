# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Drives wasi-nn-run --serve: serve.py OPTIONS... -- COMMAND..., fields of a command between commas. Prints the answers, times as N; an
output as its numbers; and the exit code."""
import json
import pathlib
import re
import struct
import subprocess
import sys

split = sys.argv.index("--")
options, commands = sys.argv[1:split], sys.argv[split + 1:]
run = subprocess.run(["wasi-nn-run", "--serve", *options], input="".join(command.replace(",", "\t") + "\n" for command in commands),
                     capture_output=True, text=True, timeout=120, check=False)
answers = run.stdout.splitlines()
for command, answer in zip(["", *commands], answers):
    words, _, rest = answer.partition("\t")
    if rest.startswith("{"):
        fields = {key: "[N]" * len(value) if isinstance(value, list) else value for key, value in json.loads(rest).items()}
        rest = json.dumps(fields, sort_keys=True)
        rest = re.sub(r"(read|compile|instantiate|open|peak_rss_bytes)\": [0-9]+", r'\1": N', rest)
    print(f"{command}: {words} {rest}".rstrip())
    if command.startswith("output,") and words == "ok":
        contents = pathlib.Path(command.split(",")[1]).read_bytes()
        print(" ", *struct.unpack(f"<{len(contents) // 4}f", contents))
print("exit code", run.returncode)
print(run.stderr, end="")
