# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Instantiates, loads, infers and drops over and over, then infers over and over, in one host process, and looks at its memory:
growth.py CYCLES INFERENCES OPTIONS... Exit code 1 when it grows."""
import json
import subprocess
import sys

ALLOWED = 4 << 20  # bytes: of the allocators' own wavering

cycles, inferences, options = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
host = subprocess.Popen(["wasi-nn-run", "--serve", *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def answer():
    words, _, rest = host.stdout.readline().rstrip("\n").partition("\t")
    if words not in ("ok", "ready"):
        sys.exit(f"{words} {rest}")
    return rest


def ask(command):
    host.stdin.write(command + "\n")
    host.stdin.flush()
    return answer()


def resident():
    """Bytes of the process now; its peak would hide what it grew by below an early one."""
    with open(f"/proc/{host.pid}/statm", encoding="ascii") as statm:
        return int(statm.read().split()[1]) * 4096


def measure(what, count, step, *args):
    """Grows from a tenth of `count` on by no more than ALLOWED."""
    for i in range(count):
        step(*args)
        if i == count // 10:
            start = resident()
    grown = resident() - start
    print(f"{what}: {'grows' if grown > ALLOWED else 'ok'} ({count} times, {grown} bytes)")
    return grown > ALLOWED


def cycle():
    ask("open")
    ask("infer\t1")


answer()
wrong = measure("cycles", cycles, cycle)
wrong |= measure("inferences", inferences // 100, ask, "infer\t100")
print("memory", json.loads(ask("memory")))
host.communicate("quit\n")
sys.exit(1 if wrong or host.returncode else 0)
