#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs a tool on broken variants of a module and asserts exit code 0 or 2, one line of error, and no output file without success.

  robustness.py MODULE FOLDER TOOL ARGUMENTS...
"""
import collections
import os
import random
import subprocess
import sys

from sections import leb

module, folder, *command = sys.argv[1:]
source = os.path.join(folder, "broken.wasm")
target = os.path.join(folder, "broken.out.wasm")
with open(module, "rb") as file:
    good = file.read()


# A reader that believes a count in the file shall fail here, not take the machine's memory. (A tool built with ASan cannot live with a limit.)
limit = ["/bin/sh", "-c", 'ulimit -v 4000000; exec "$@"', "sh"]
if subprocess.run([*limit, command[0], "--version"], capture_output=True).returncode != 0:
    limit = []


def run(data, what):
    with open(source, "wb") as file:
        file.write(data)
    if os.path.exists(target):
        os.remove(target)
    done = subprocess.run([*limit, *command, source, "-o", target], capture_output=True, timeout=120)
    lines = done.stderr.decode(errors="replace").splitlines()
    assert done.returncode in (0, 2), f"{what}: exit code {done.returncode}: {lines[:3]}"
    assert os.path.exists(target) == (done.returncode == 0), what
    if done.returncode == 2:
        assert len(lines) == 1 and lines[0].startswith("wasm-pipeline: error: "), f"{what}: {lines}"
    return done.returncode


def with_code(body):
    """A module with one function of type [i32] -> [] and these instructions."""
    body = b"\0" + body + b"\x0b"
    code = b"\1" + leb(len(body)) + body
    return b"\0asm\1\0\0\0" + b"\1\5\1\x60\1\x7f\0" + b"\3\2\1\0" + b"\x0a" + leb(len(code)) + code


codes = collections.Counter(run(good[:size], f"first {size} bytes") for size in range(len(good)))
print(f"truncated: {sum(codes.values())} runs, exit codes {dict(sorted(codes.items()))}")

numbers = random.Random(1)
codes = collections.Counter()
for count in range(1500):
    data = bytearray(good)
    for _ in range(numbers.choice((1, 1, 1, 2, 4))):
        data[numbers.randrange(8, len(data))] = numbers.choice((0, 1, 0x7F, 0x80, 0xFF, numbers.randrange(256)))
    codes[run(bytes(data), f"variant {count}")] += 1
print(f"changed: {sum(codes.values())} runs, exit codes {dict(sorted(codes.items()))}")

deep = 100000
print("deep blocks: exit code", run(with_code(b"\2\x40" * deep + b"\x0b" * deep), "deep blocks"))

huge = leb(0xFFFFFFF0)
codes = {
    run(with_code(b"\x20\0\x0e" + huge + b"\0"), "br_table with a huge count"),
    run(b"\0asm\1\0\0\0" + b"\1\6" + huge, "huge count of types"),
    run(b"\0asm\1\0\0\0" + b"\1\5\1\x60\1\x7f\0" + b"\3\2\1\0" + b"\x0a\x0b\1\x09\1" + huge + b"\x7b\x0b", "huge count of locals"),
    run(b"\0asm\1\0\0\0" + b"\x0a" + huge, "a section of 4 GB"),
}
print("huge counts: exit codes", codes)

# 10000 loops deep, a different constant in each: linear work, not a table per loop.
nest = 10000
body = b""
for index in range(nest):
    body += b"\3\x40" + b"\xfd\x0c" + index.to_bytes(16, "little") + b"\x1a"
print("many loops: exit code", run(with_code(body + b"\x0b" * nest), "many loops"))
