; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Bounds known at run time only.
; RUN: %opt -passes='default<O3>' -S %s -o - -pass-remarks=wasm-minmax 2>%t.remarks | FileCheck %s
; RUN: FileCheck --check-prefix=REMARK %s --input-file=%t.remarks
; RUN: %opt -passes='default<O3>' -nearnative-disable=wasm-minmax -S %s -o - | FileCheck --check-prefix=OFF %s
; RUN: %opt -passes='default<Os>' -S %s -o - | FileCheck --check-prefix=OFF %s
target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20"
target triple = "wasm32-unknown-wasi"

; The lower bound is no NaN and not -0, the upper one no NaN and not +0.
; REMARK: bounds of 2 minima and maxima checked before the loop
; OFF-LABEL: @clamp(
; OFF-NOT: is.fpclass
; OFF: ret void
; CHECK-LABEL: @clamp(
; CHECK-DAG: call i1 @llvm.is.fpclass.f32(float {{%.*}}, i32 988)
; CHECK-DAG: call i1 @llvm.is.fpclass.f32(float {{%.*}}, i32 956)
; CHECK: call <4 x float> @llvm.wasm.pmax.v4f32(<4 x float> {{%.*}}, <4 x float> {{%.*}})
; CHECK: call <4 x float> @llvm.wasm.pmin.v4f32(<4 x float> {{%.*}}, <4 x float> {{%.*}})
; CHECK: ret void
define void @clamp(ptr noalias %o, ptr %a, float %lo, float %hi, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %p
  %m = call float @llvm.maxnum.f32(float %x, float %lo)
  %r = call float @llvm.minnum.f32(float %hi, float %m)
  %q = getelementptr inbounds float, ptr %o, i32 %i
  store float %r, ptr %q
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
; Loaded in each iteration: once, if the stores are elsewhere.
; CHECK-LABEL: @loaded(
; CHECK: load double, ptr %b
; CHECK: icmp ult ptr
; CHECK: call i1 @llvm.is.fpclass.f64(
; CHECK: call <2 x double> @llvm.wasm.pmax.v2f64(
; CHECK: ret void
define void @loaded(ptr %o, ptr %a, ptr %b, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %p = getelementptr inbounds double, ptr %a, i32 %i
  %x = load double, ptr %p
  %lo = load double, ptr %b
  %m = call double @llvm.maxnum.f64(double %x, double %lo)
  %q = getelementptr inbounds double, ptr %o, i32 %i
  store double %m, ptr %q
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
; No check: a volatile load, a store to anywhere, a hint of the user's, a conversion, which is checked elsewhere.
; CHECK-LABEL: @volatile(
; CHECK-NOT: is.fpclass.f32
; CHECK: ret void
define void @volatile(ptr %o, ptr %a, ptr %b, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %p
  %lo = load volatile float, ptr %b
  %m = call float @llvm.maxnum.f32(float %x, float %lo)
  %q = getelementptr inbounds float, ptr %o, i32 %i
  store float %m, ptr %q
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
; CHECK-LABEL: @scattered(
; CHECK-NOT: is.fpclass.f32
; CHECK: ret void
define void @scattered(ptr %o, ptr %a, ptr %b, ptr %places, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %p
  %lo = load float, ptr %b
  %m = call float @llvm.maxnum.f32(float %x, float %lo)
  %pp = getelementptr inbounds i32, ptr %places, i32 %i
  %place = load i32, ptr %pp
  %q = getelementptr inbounds float, ptr %o, i32 %place
  store float %m, ptr %q
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
; CHECK-LABEL: @hint(
; CHECK-NOT: is.fpclass.f32
; CHECK: ret void
define void @hint(ptr %o, ptr %a, float %lo, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %p
  %m = call float @llvm.maxnum.f32(float %x, float %lo)
  %q = getelementptr inbounds float, ptr %o, i32 %i
  store float %m, ptr %q
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit, !llvm.loop !0
exit:
  ret void
}
declare float @llvm.maxnum.f32(float, float)
declare float @llvm.minnum.f32(float, float)
declare double @llvm.maxnum.f64(double, double)
attributes #0 = { "target-features"="+simd128" }
!0 = distinct !{!0, !1}
!1 = !{!"llvm.loop.unroll.disable"}
