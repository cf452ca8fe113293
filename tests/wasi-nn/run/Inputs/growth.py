# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Instantiates, loads, infers and drops over and over, then infers over and over, in one host process, and looks at its memory:
growth.py CYCLES INFERENCES MEBIBYTES OPTIONS... Exit code 1 when the second half of either adds more than MEBIBYTES: allocators and garbage
collectors waver by some."""
import json
import subprocess
import sys

cycles, inferences, allowed, options = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) << 20, sys.argv[4:]
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
    """True when it grows."""
    for i in range(count):
        step(*args)
        if i == count // 2:
            start = resident()
    grown = resident() - start
    print(f"{what}: {'grows' if grown > allowed else 'ok'} ({count} times, {grown} bytes)")
    return grown > allowed


def cycle():
    ask("open")
    ask("infer\t1")


answer()
wrong = measure("cycles", cycles, cycle)
wrong |= measure("inferences", inferences // 100, ask, "infer\t100")
print("memory", json.loads(ask("memory")))
host.communicate("quit\n")
sys.exit(1 if wrong or host.returncode else 0)
