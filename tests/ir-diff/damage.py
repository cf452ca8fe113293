# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""damage.py IN.bc DIR: writes quarter1..3.bc, IN cut off, and epoch.bc, IN as an LLVM with another bitcode epoch would write it."""
import pathlib
import re
import subprocess
import sys

source, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
data = source.read_bytes()
for quarter in (1, 2, 3):
    (folder / f"quarter{quarter}.bc").write_bytes(data[: len(data) * quarter // 4 & ~3])

# The epoch is a few bits in the identification block at the start; the dump says when the right ones were turned.
for bit in range(32, 8 * 64):
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    target = folder / "epoch.bc"
    target.write_bytes(changed)
    dump = subprocess.run(["llvm-bcanalyzer", "--dump", str(target)], capture_output=True, text=True, errors="replace").stdout
    if re.search(r"<EPOCH abbrevid=\d+ op0=1/>", dump) and "<MODULE_BLOCK" in dump:
        break
else:
    sys.exit("no bit of the epoch found")
