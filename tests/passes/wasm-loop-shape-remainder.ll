; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; What the vectorizer leaves of a loop is vectorized again, and runs from one vector on: neither a bound that makes checks for aliases pay
; nor a remainder that is known to be short stands in the way.
; RUN: %opt -passes='default<O3>' -S %s -o %t.ll 2>%t.log
; RUN: FileCheck %s < %t.ll
; RUN: FileCheck --allow-empty --check-prefix=QUIET %s < %t.log
; RUN: %opt -nearnative-disable=wasm-loop-shape -passes='default<O3>' -S %s | FileCheck --check-prefix=DISABLED %s
; QUIET-NOT: {{.}}
; CHECK-NOT: llvm.loop.vectorize.enable
target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20"
target triple = "wasm32-unknown-wasi"

; for (int i = 0; i < n; i++) to[i] = from[n - 1 - i];
; CHECK-LABEL: @reversed(
; CHECK: icmp ult i32 %{{.*}}, 16
; CHECK: store <4 x float>
; CHECK: store <4 x float>
; CHECK: store <4 x float>
; CHECK: store <4 x float>
; CHECK: icmp ult i32 %{{.*}}, 4{{$}}
; CHECK: store <4 x float>
; CHECK-NOT: store <4 x float>
; CHECK: store float
; DISABLED-LABEL: @reversed(
; DISABLED-COUNT-1: store <4 x float>
; DISABLED-NOT: store <4 x float>
define void @reversed(ptr %to, ptr %from, i32 %n) #0 {
entry:
  %any = icmp sgt i32 %n, 0
  br i1 %any, label %loop, label %exit

loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %back = xor i32 %i, -1
  %at = add i32 %n, %back
  %source = getelementptr inbounds float, ptr %from, i32 %at
  %x = load float, ptr %source, align 4
  %target = getelementptr inbounds float, ptr %to, i32 %i
  store float %x, ptr %target, align 4
  %next = add nuw nsw i32 %i, 1
  %done = icmp eq i32 %next, %n
  br i1 %done, label %exit, label %loop

exit:
  ret void
}

; while (n-- > 0) s ^= *p++;
; CHECK-LABEL: @folded(
; CHECK: icmp ult i32 %{{.*}}, 16
; CHECK-COUNT-5: load <4 x i32>
; CHECK-NOT: load <4 x i32>
; CHECK: load i32
; DISABLED-LABEL: @folded(
; DISABLED-COUNT-1: load <4 x i32>
; DISABLED-NOT: load <4 x i32>
define i32 @folded(ptr %p, i32 %n) #0 {
entry:
  %any = icmp sgt i32 %n, 0
  br i1 %any, label %loop, label %exit

loop:
  %s = phi i32 [ 0, %entry ], [ %sum, %loop ]
  %left = phi i32 [ %n, %entry ], [ %next, %loop ]
  %at = phi ptr [ %p, %entry ], [ %after, %loop ]
  %next = add nsw i32 %left, -1
  %after = getelementptr inbounds i8, ptr %at, i32 4
  %x = load i32, ptr %at, align 4
  %sum = xor i32 %x, %s
  %more = icmp ugt i32 %left, 1
  br i1 %more, label %loop, label %exit

exit:
  %result = phi i32 [ 0, %entry ], [ %sum, %loop ]
  ret i32 %result
}

attributes #0 = { "target-features"="+simd128" }
