# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""one-line.py CODE COMMAND...: runs the command; it must end with CODE, print nothing on stdout and exactly one line on stderr."""
import subprocess
import sys

result = subprocess.run(sys.argv[2:], capture_output=True, text=True, errors="replace")
sys.stderr.write(result.stderr)
assert result.returncode == int(sys.argv[1]), f"exit code {result.returncode}"
assert result.stdout == "", result.stdout
assert result.stderr.count("\n") == 1 and result.stderr.endswith("\n"), "not one line"
