; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Modules for other targets come out as if the passes were not there: alone, and in the default pipeline.
; DEFINE: %{all}=wasm-loop-reroll,wasm-relaxed-guard,wasm-lower,wasm-minmax,wasm-rounding,wasm-slp-shape,wasm-int-idioms,wasm-argreduce,wasm-loop-shape
; RUN: %opt -passes='%{all}' -S %s -o %t-passes.ll
; RUN: opt -passes=verify -S %s -o %t-plain.ll
; RUN: diff %t-plain.ll %t-passes.ll
; RUN: %opt -passes='default<O3>' -S %s -o %t-passes.ll
; RUN: opt -passes='default<O3>' -S %s -o %t-plain.ll
; RUN: diff %t-plain.ll %t-passes.ll
;
; These are all passes there are.
; RUN: not %opt -nearnative-disable=none %s 2>&1 | sed -e 's/, /,/g' | FileCheck -DALL=%{all} --check-prefix=ALL %s
; ALL: use [[ALL]]{{$}}
;
; The same module for Wasm does change.
; RUN: sed -e 's/x86_64-unknown-linux-gnu/wasm32-unknown-wasi/' %s > %t-wasm.ll
; RUN: %opt -passes='default<O3>' -S %t-wasm.ll -o - | FileCheck %s
; CHECK: call <4 x float> @llvm.wasm.pmax
target triple = "x86_64-unknown-linux-gnu"

define void @relu(ptr noalias %o, ptr noalias %a, i32 %n) #0 {
entry:
  %some = icmp sgt i32 %n, 0
  br i1 %some, label %loop, label %exit
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %pa
  %y = call float @llvm.maxnum.f32(float %x, float 0.0)
  %po = getelementptr inbounds float, ptr %o, i32 %i
  store float %y, ptr %po
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
attributes #0 = { "target-features"="+simd128" }
