; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; The passes at their places in the default pipelines, and what switches them off.
; RUN: %opt -passes='default<O3>' -S %s -o - | FileCheck %s
; RUN: %opt -passes='default<O2>' -S %s -o - | FileCheck %s
; RUN: %opt -passes='default<O3>' -nearnative-mode=fast -S %s -o - | FileCheck %s
; RUN: %opt -passes='default<O3>' -nearnative-mode=relaxed -S %s -o - | FileCheck %s
; RUN: %opt -passes='default<O3>' -nearnative-disable=wasm-loop-shape -S %s -o - | FileCheck --check-prefix=NO-SHAPE %s
; RUN: %opt -passes='default<O3>' -nearnative-disable=wasm-minmax -S %s -o - | FileCheck --check-prefix=NO-MINMAX %s
; RUN: %opt -passes='default<O3>' -nearnative-disable=wasm-minmax,wasm-loop-shape,wasm-slp-shape -S %s -o %t-off.ll
; RUN: opt -passes='default<O3>' -S %s -o %t-stock.ll
; RUN: diff %t-off.ll %t-stock.ll
; RUN: %opt -passes='default<O1>' -S %s -o - | FileCheck --check-prefix=O1 %s
; RUN: %opt -passes='default<Os>' -S %s -o - | FileCheck --check-prefix=SIZE %s
; RUN: %opt -passes='default<Oz>' -S %s -o - | FileCheck --check-prefix=SIZE %s
; RUN: %opt -passes='default<O0>' -S %s -o - | FileCheck --check-prefix=O0 %s
target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20"
target triple = "wasm32-unknown-wasi"

; Four copies in the main loop, one in the vectorized remainder, none scalar left with a call.
; CHECK-LABEL: define {{.*}}@relu6(
; CHECK-COUNT-4: call <4 x float> @llvm.wasm.pmax
; CHECK-COUNT-4: call <4 x float> @llvm.wasm.pmin
; CHECK: br i1 {{.*}}, !llvm.loop
; CHECK: call <4 x float> @llvm.wasm.pmax
; CHECK-NEXT: call <4 x float> @llvm.wasm.pmin
; CHECK: br i1 {{.*}}, !llvm.loop
; CHECK-NOT: {{max|min}}num
; CHECK: br i1 {{.*}}, !llvm.loop
; NO-SHAPE-LABEL: define {{.*}}@relu6(
; NO-SHAPE-COUNT-1: call <4 x float> @llvm.wasm.pmax
; NO-SHAPE-NOT: pmax
; NO-SHAPE: ret void
; NO-MINMAX-LABEL: define {{.*}}@relu6(
; NO-MINMAX-NOT: pmax
; NO-MINMAX: maxnum
; O1-LABEL: define {{.*}}@relu6(
; O1-NOT: <4 x float>
; O1: fcmp
; O1-NOT: maxnum
; O1: define
; SIZE-LABEL: define {{.*}}@relu6(
; SIZE-NOT: interleave
; SIZE: ret void
; O0-LABEL: define {{.*}}@relu6(
; O0: call float @llvm.maxnum
define void @relu6(ptr noalias %o, ptr noalias %a, i32 %n) #0 {
entry:
  %some = icmp sgt i32 %n, 0
  br i1 %some, label %loop, label %exit
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %pa
  %y = call float @llvm.maxnum.f32(float %x, float 0.0)
  %z = call float @llvm.minnum.f32(float %y, float 6.0)
  %po = getelementptr inbounds float, ptr %o, i32 %i
  store float %z, ptr %po
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret void
}

; A reduction that starts with a number: no leaving the vector loop at a NaN, four accumulators, no call.
; CHECK-LABEL: define {{.*}}@largest(
; CHECK-COUNT-4: phi <4 x float>
; CHECK-NOT: fcmp uno <4 x float>
; CHECK-COUNT-4: call <4 x float> @llvm.wasm.pmax
; CHECK-NOT: maxnum
; CHECK: ret float
; O0-LABEL: define {{.*}}@largest(
define float @largest(ptr %a, i32 %n) #0 {
entry:
  %some = icmp sgt i32 %n, 0
  br i1 %some, label %loop, label %exit
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %m = phi float [ 0.0, %entry ], [ %y, %loop ]
  %pa = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %pa
  %y = call float @llvm.maxnum.f32(float %m, float %x)
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  %r = phi float [ 0.0, %entry ], [ %y, %loop ]
  ret float %r
}

; A reduction that may start with NaN does so in scalar code, without a call.
; CHECK-LABEL: define {{.*}}@largest_from_first(
; CHECK-COUNT-4: call <4 x float> @llvm.wasm.pmax
; CHECK-NOT: maxnum
; CHECK: ret float
define float @largest_from_first(ptr %a, i32 %n) #0 {
entry:
  %first = load float, ptr %a
  %some = icmp sgt i32 %n, 0
  br i1 %some, label %loop, label %exit
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %m = phi float [ %first, %entry ], [ %y, %loop ]
  %pa = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %pa
  %y = call float @llvm.maxnum.f32(float %m, float %x)
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  %r = phi float [ %first, %entry ], [ %y, %loop ]
  ret float %r
}

; The order of these additions is the program's, whatever the passes say to the vectorizer.
; CHECK-LABEL: define {{.*}}@ordered(
; CHECK-NOT: <{{[0-9]+}} x float>
; CHECK: ret float
define float @ordered(ptr %a, ptr %b, i32 %n) #0 {
entry:
  %some = icmp sgt i32 %n, 0
  br i1 %some, label %loop, label %exit
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi float [ 0.0, %entry ], [ %t, %loop ]
  %pa = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %pa
  %pb = getelementptr inbounds float, ptr %b, i32 %i
  %y = load float, ptr %pb
  %p = fmul float %x, %y
  %t = fadd float %s, %p
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  %r = phi float [ 0.0, %entry ], [ %t, %loop ]
  ret float %r
}
attributes #0 = { "target-features"="+simd128" }
