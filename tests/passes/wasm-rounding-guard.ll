; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Loops whose zero point or bounds are known at run time only: checked once, with a copy of the loop behind the check.
; RUN: %opt -passes='wasm-rounding,verify<loops>,verify<domtree>,verify' -S %s -o - | FileCheck %s
target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20"
target triple = "wasm32-unknown-wasi"

; CHECK-LABEL: @zero_point(
; CHECK: [[Z:%.*]] = freeze i32 %zp
; CHECK: [[A:%.*]] = add i32 [[Z]], 262144
; CHECK: [[C:%.*]] = icmp ult i32 [[A]], 524288
; CHECK: br i1 [[C]], label %[[FAST:.*]], label %[[SLOW:.*]]
; CHECK: [[SLOW]]:
; CHECK: add nsw i32 {{%.*}}, %zp
; CHECK: br i1 {{.*}}, !llvm.loop [[COPY:![0-9]+]]
; CHECK: [[FAST]]:
; CHECK: [[L:%.*]] = call i32 @llvm.smax.i32(i32 [[Z]], i32 -262144)
; CHECK: [[H:%.*]] = call i32 @llvm.smin.i32(i32 [[L]], i32 262143)
; CHECK: add nsw i32 {{%.*}}, [[H]]
; CHECK: phi i32 [ %b, %loop ], [ %b.rounding, %loop.rounding ]
define i32 @zero_point(ptr noalias %o, ptr noalias %a, i32 %zp, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %q = getelementptr inbounds i8, ptr %o, i32 %i
  %x = load float, ptr %p
  %r = call i32 @llvm.lrint.i32.f32(float %x)
  %z = add nsw i32 %r, %zp
  %l = call i32 @llvm.smax.i32(i32 %z, i32 -128)
  %b = call i32 @llvm.smin.i32(i32 %l, i32 127)
  %t = trunc i32 %b to i8
  store i8 %t, ptr %q
  %next = add nuw nsw i32 %i, 1
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %b
}
; The zero point fits by its type: nothing to check.
; CHECK-LABEL: @byte_zero_point(
; CHECK-NOT: icmp ult i32 {{.*}}, 524288
; CHECK: ret void
define void @byte_zero_point(ptr noalias %o, ptr noalias %a, i8 %byte, i32 %n) #0 {
entry:
  %zp = sext i8 %byte to i32
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %q = getelementptr inbounds i8, ptr %o, i32 %i
  %x = load float, ptr %p
  %r = call i32 @llvm.lrint.i32.f32(float %x)
  %z = add nsw i32 %r, %zp
  %l = call i32 @llvm.smax.i32(i32 %z, i32 -128)
  %b = call i32 @llvm.smin.i32(i32 %l, i32 127)
  %t = trunc i32 %b to i8
  store i8 %t, ptr %q
  %next = add nuw nsw i32 %i, 1
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
; Bounds of the operand.
; CHECK-LABEL: @bounds(
; CHECK-DAG: [[F:%.*]] = call float @llvm.fabs.f32(float {{.*}})
; CHECK-DAG: fcmp ole float [[F]], 0x4130000000000000
; CHECK: br i1
define void @bounds(ptr noalias %o, ptr noalias %a, float %low, float %high, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %q = getelementptr inbounds i32, ptr %o, i32 %i
  %x = load float, ptr %p
  %l = call float @llvm.maxnum.f32(float %x, float %low)
  %h = call float @llvm.minnum.f32(float %l, float %high)
  %r = call i32 @llvm.lrint.i32.f32(float %h)
  store i32 %r, ptr %q
  %next = add nuw nsw i32 %i, 1
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
; Hints of the user's.
; CHECK-LABEL: @hints(
; CHECK-NOT: 524288
; CHECK: ret void
define void @hints(ptr noalias %o, ptr noalias %a, i32 %zp, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %q = getelementptr inbounds i8, ptr %o, i32 %i
  %x = load float, ptr %p
  %r = call i32 @llvm.lrint.i32.f32(float %x)
  %z = add nsw i32 %r, %zp
  %l = call i32 @llvm.smax.i32(i32 %z, i32 -128)
  %b = call i32 @llvm.smin.i32(i32 %l, i32 127)
  %t = trunc i32 %b to i8
  store i8 %t, ptr %q
  %next = add nuw nsw i32 %i, 1
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit, !llvm.loop !0
exit:
  ret void
}
; CHECK: [[COPY]] = distinct !{[[COPY]], [[NO:![0-9]+]], [[KEEP:![0-9]+]]}
; CHECK: [[NO]] = !{!"llvm.loop.vectorize.enable", i32 0}
attributes #0 = { "target-features"="+simd128,+nontrapping-fptoint" }
!0 = distinct !{!0, !1}
!1 = !{!"llvm.loop.vectorize.width", i32 4}
