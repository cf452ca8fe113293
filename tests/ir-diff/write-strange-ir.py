# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""write-strange-ir.py DIR: NAME-native.ll and NAME-wasm.ll of functions with odd or huge shapes, without debug info."""
import pathlib
import sys


def irreducible():
    return """define void @f(ptr %p, i1 %c, i1 %d) #0 {
entry:
  br i1 %c, label %a, label %b
a:
  store i32 1, ptr %p
  br label %b
b:
  store i32 2, ptr %p
  br i1 %d, label %a, label %exit
exit:
  ret void
}
"""


def features():
    return irreducible() + 'attributes #0 = { "target-cpu"="nosuchcpu" "target-features"="+nosuch,-older" "tune-cpu"="nosuchcpu" }\n'


def chain(length=100000):
    adds = "".join(f"  %x{i + 1} = fadd float %x{i}, 1.5\n" for i in range(length))
    return f"""define float @f(ptr %p) {{
entry:
  br label %loop
loop:
  %x0 = phi float [ 0.0, %entry ], [ %x{length}, %loop ]
{adds}  %c = fcmp olt float %x{length}, 9.0
  br i1 %c, label %loop, label %exit
exit:
  ret float %x0
}}
"""


def many(count=2000):
    loops = "".join(f"""l{k}:
  %i{k} = phi i32 [ 0, %{f'x{k - 1}' if k else 'entry'} ], [ %j{k}, %l{k} ]
  %a{k} = getelementptr float, ptr %p, i32 %i{k}
  store float {k}.0, ptr %a{k}
  %j{k} = add i32 %i{k}, 1
  %c{k} = icmp eq i32 %j{k}, %n
  br i1 %c{k}, label %x{k}, label %l{k}
x{k}:
  br label %l{k + 1}
""" for k in range(count))
    return f"define void @f(ptr %p, i32 %n) {{\nentry:\n  br label %l0\n{loops}l{count}:\n  ret void\n}}\n"


def nest(depth=500):
    heads = "".join(f"h{k}:\n  %i{k} = phi i32 [ 0, %{f'h{k - 1}' if k else 'entry'} ], [ %j{k}, %t{k} ]\n  br label %h{k + 1}\n" for k in range(depth))
    tails = "".join(
        f"t{k}:\n  %j{k} = add i32 %i{k}, 1\n  %c{k} = icmp eq i32 %j{k}, %n\n  br i1 %c{k}, label %{f't{k - 1}' if k else 'exit'}, label %h{k}\n"
        for k in reversed(range(depth)))
    body = f"h{depth}:\n  %a = getelementptr float, ptr %p, i32 %i0\n  store float 1.0, ptr %a\n  br label %t{depth - 1}\n"
    return f"define void @f(ptr %p, i32 %n) {{\nentry:\n  br label %h0\n{heads}{body}{tails}exit:\n  ret void\n}}\n"


def interpreter(cases, own_latches):
    """A loop around a switch; its cases meet before they go back, or each goes back by itself."""
    incoming = "".join(f", [ {k}, %c{k} ]" for k in range(cases)) if own_latches else ", [ %next, %t ]"
    targets = "".join(f" i32 {k}, label %c{k}\n" for k in range(cases))
    blocks = "".join(f"c{k}:\n  store i32 {k}, ptr %a\n  br label %{'h' if own_latches else 't'}\n" for k in range(cases))
    latch = "" if own_latches else "t:\n  %next = add i32 %pc, 1\n  br label %h\n"
    return f"""define void @f(ptr %p) {{
entry:
  br label %h
h:
  %pc = phi i32 [ 0, %entry ]{incoming}
  %a = getelementptr i32, ptr %p, i32 %pc
  %op = load i32, ptr %a
  switch i32 %op, label %exit [{targets}]
{blocks}{latch}exit:
  ret void
}}
"""


bodies = {
    "irreducible": irreducible().replace(" #0", ""),
    "features": features(),
    "chain": chain(),
    "many": many(),
    "nest": nest(),
    "switch": interpreter(10000, False),
    "latches": interpreter(5000, True),
}
for name, body in bodies.items():
    for side, triple in (("native", "x86_64-unknown-linux-gnu"), ("wasm", "wasm32-unknown-wasi")):
        (pathlib.Path(sys.argv[1]) / f"{name}-{side}.ll").write_text(f'target triple = "{triple}"\n{body}', encoding="utf-8")
