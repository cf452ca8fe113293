#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Speaks the runner protocol with one runner over the modules of protocol.test and prints what it answers.

  drive_runner.py MODULES native|wasm ENGINE COMMAND...
"""
import os
import subprocess
import sys

folder, kind, engine, command = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
runner = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def path(name):
    if kind == "native":
        return f"{folder}/histogram-u8/{'native-v2' if name == 'raw' else 'native-' + name}.0.so"
    return f"{folder}/histogram-u8/{name}.0.wasm"


def read():
    return runner.stdout.readline().rstrip("\n")


def ask(what, *fields):
    runner.stdin.write("\t".join(fields) + "\n")
    runner.stdin.flush()
    answer = read()
    print(f"{what}: {' '.join(answer.split(chr(9)))}")
    return answer


def check(name, what):
    """A check into a new file; returns its bytes."""
    file = f"{folder}/outputs-{engine}-{what}"
    if os.path.exists(file):
        os.unlink(file)
    runner.stdin.write(f"check\t{name}\t{file}\n")
    runner.stdin.flush()
    answer = read().replace("\t", " ")
    with open(file, "rb") as outputs:
        data = outputs.read()
    print(f"check: {answer}, file {len(data)}")
    return data


greeting = read().split("\t")
assert greeting[:2] == ["ready", engine] and len(greeting) == 3 and greeting[2], greeting
print("greeting:", greeting[0])
ask("load", "load", "m", path("raw"))
ask("setup", "setup", "m", "0", "0")
first = check("m", "first")
ask("check", "check", "m", f"{folder}/outputs-{engine}-first")
nanoseconds = ask("time", "time", "m", "1000").split("\t")
assert int(nanoseconds[1]) > 0, nanoseconds
ask("time of none", "time", "m", "0")

for name in ["chatty", "trap"]:
    ask(f"load {name}", "load", name, path(name))
    runner.stdin.write(f"setup\t{name}\t0\t0\n")
    runner.stdin.flush()
    assert read() == "ok"
    ask(f"run {name}", "time", name, "3")
ask("load nomemory", "load", "nomemory", path("nomemory"))
ask("setup nomemory", "setup", "nomemory", "0", "0")
ask("load outside", "load", "outside", path("outside"))
file = f"{folder}/outputs-{engine}-outside"
runner.stdin.write("setup\toutside\t0\t0\n")
runner.stdin.flush()
assert read() == "ok"
ask("check outside", "check", "outside", file)
print("left behind:", "yes" if os.path.exists(file) else "no")
for name in ["deep", "wild"] + ["exit"] * (kind == "wasm"):
    ask(f"load {name}", "load", name, path(name))
    ask(f"run {name}", "time", name, "1")

ask("garbage", "load", "g", f"{folder}/garbage")
ask("no file", "load", "g", f"{folder}/nowhere")
ask("no module", "time", "zzz", "1")
ask("unknown command", "frobnicate")
ask("fields", "time", "m")
for number in ["-1", "3x", "99999999999"]:
    ask("number", "time", "m", number)
ask("empty line", "")
again = check("m", "again")
print("same outputs:", "yes" if again == first else "no")
ask("unload", "unload", "m")
ask("unload", "unload", "m")
rest, _ = runner.communicate("quit\n", timeout=60)
print(f"quit: exit code {runner.returncode}, {'nothing' if not rest else 'something'} more on stdout")
