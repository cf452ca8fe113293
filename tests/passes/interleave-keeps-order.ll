; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; The trap that wasm-loop-shape avoids, shown on LLVM itself: with an interleave count alone the vectorizer keeps the order of a strict float
; sum, with a width it does not. If LLVM changes either, the legality argument in WasmLoopShape.cpp must be read again.
; RUN: sed -e 's/HINT/llvm.loop.interleave.count/' %s | opt -passes=loop-vectorize -S -o - | FileCheck --check-prefix=COUNT %s
; RUN: sed -e 's/HINT/llvm.loop.vectorize.width/' %s | opt -passes=loop-vectorize -S -o - | FileCheck --check-prefix=WIDTH %s
; COUNT-LABEL: define float @sum
; COUNT-NOT: phi <4 x float>
; COUNT-NOT: phi float {{.*}}phi float
; COUNT: ret float
; WIDTH-LABEL: define float @sum
; WIDTH: phi <4 x float>
target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20"
target triple = "wasm32-unknown-wasi"
define float @sum(ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi float [ 0.0, %entry ], [ %t, %loop ]
  %pa = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %pa
  %t = fadd float %s, %x
  %next = add nuw nsw i32 %i, 1
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit, !llvm.loop !0
exit:
  ret float %t
}
attributes #0 = { "target-features"="+simd128" }
!0 = distinct !{!0, !1}
!1 = !{!"HINT", i32 4}
