# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""sarif-many-loops.py NUMBER DIR: a native and a Wasm module with so many functions of one scalar loop."""
import pathlib
import sys

LOOP = """define i32 @f{0}(ptr %a, {1} %n) {{
entry:
  br label %loop
loop:
  %i = phi {1} [ 0, %entry ], [ %next, %loop ]
  %sum = phi i32 [ 0, %entry ], [ %more, %loop ]
  %at = getelementptr i32, ptr %a, {1} %i
  %value = load i32, ptr %at
  %twice = mul i32 %sum, %value
  %more = xor i32 %twice, %value
  %next = add {1} %i, 1
  %done = icmp eq {1} %next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret i32 %more
}}
"""
for side, triple, index in (("native", "x86_64-unknown-linux-gnu", "i64"), ("wasm", "wasm32-unknown-wasi", "i32")):
    functions = "".join(LOOP.format(number, index) for number in range(int(sys.argv[1])))
    (pathlib.Path(sys.argv[2]) / f"{side}.ll").write_text(f'target triple = "{triple}"\n{functions}')
