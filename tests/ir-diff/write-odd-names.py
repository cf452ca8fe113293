# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""write-odd-names.py DIR: a native and a Wasm module with one function whose symbol holds every byte but 0."""
import pathlib
import sys

name = "x" + "".join(f"\\{byte:02X}" for byte in range(1, 256))
for side, triple, index in (("native", "x86_64-unknown-linux-gnu", "i64"), ("wasm", "wasm32-unknown-wasi", "i32")):
    (pathlib.Path(sys.argv[1]) / f"{side}.ll").write_text(
        f"""target triple = "{triple}"
define void @"{name}"(ptr %a, {index} %n) {{
entry:
  br label %loop
loop:
  %i = phi {index} [ 0, %entry ], [ %next, %loop ]
  %at = getelementptr float, ptr %a, {index} %i
  store float 0.0, ptr %at
  %next = add {index} %i, 1
  %done = icmp eq {index} %next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret void
}}
"""
    )
