# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""exit-code.py CODE COMMAND...: that a command ends with this exit code."""
import subprocess
import sys

code = subprocess.run(sys.argv[2:], check=False).returncode
sys.exit(f"exit code {code}, not {sys.argv[1]}" if code != int(sys.argv[1]) else 0)
