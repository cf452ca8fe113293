; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Scalar minima and maxima: what becomes compare and select, what needs f32.max, and what is left alone.
; RUN: %opt -passes='wasm-minmax,verify' -S %s -o - | FileCheck %s
target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20"
target triple = "wasm32-unknown-wasi"

; max(x, C): C < x ? x : C gives C for NaN and for a tie of zeros, unless C is -0.
; CHECK-LABEL: @max_constant(
; CHECK: [[C:%.*]] = fcmp olt float 0.000000e+00, [[X:%.*]]
; CHECK: select i1 [[C]], float [[X]], float 0.000000e+00
; CHECK-NOT: call
define float @max_constant(float noundef %x) #0 {
  %r = call float @llvm.maxnum.f32(float %x, float 0.0)
  ret float %r
}
; CHECK-LABEL: @min_constant(
; CHECK: [[C:%.*]] = fcmp olt double [[X:%.*]], 6.000000e+00
; CHECK: select i1 [[C]], double [[X]], double 6.000000e+00
define double @min_constant(double noundef %x) #0 {
  %r = call double @llvm.minnum.f64(double 6.0, double %x)
  ret double %r
}
; CHECK-LABEL: @max_negative_zero(
; CHECK: [[O:%.*]] = fcmp ord float %x, 0.000000e+00
; CHECK: [[Y:%.*]] = select i1 [[O]], float %x, float -0.000000e+00
; CHECK: call float @llvm.maximum.f32(float -0.000000e+00, float [[Y]])
define float @max_negative_zero(float noundef %x) #0 {
  %r = call float @llvm.maxnum.f32(float %x, float -0.0)
  ret float %r
}
; CHECK-LABEL: @min_positive_zero(
; CHECK: call float @llvm.minimum.f32(float 0.000000e+00,
define float @min_positive_zero(float noundef %x) #0 {
  %r = call float @llvm.minnum.f32(float %x, float 0.0)
  ret float %r
}
; CHECK-LABEL: @min_negative_zero(
; CHECK: fcmp olt float %x, -0.000000e+00
; CHECK-NOT: call
define float @min_negative_zero(float noundef %x) #0 {
  %r = call float @llvm.minnum.f32(float %x, float -0.0)
  ret float %r
}
; A NaN constant is no number to compare with: the result is x unless that is NaN too.
; CHECK-LABEL: @max_nan(
; CHECK: [[O:%.*]] = fcmp ord float
; CHECK: select i1 [[O]]
define float @max_nan(float noundef %x) #0 {
  %r = call float @llvm.maxnum.f32(float %x, float 0x7FF8000000000000)
  ret float %r
}

; Nothing known: both orders of NaN, then f32.max for the zeros.
; CHECK-LABEL: @max_variables(
; CHECK: [[A:%.*]] = fcmp ord float %x, 0.000000e+00
; CHECK: [[P:%.*]] = select i1 [[A]], float %x, float %y
; CHECK: [[B:%.*]] = fcmp ord float %y, 0.000000e+00
; CHECK: [[Y:%.*]] = select i1 [[B]], float %y, float [[P]]
; CHECK: call float @llvm.maximum.f32(float [[P]], float [[Y]])
define float @max_variables(float noundef %x, float noundef %y) #0 {
  %r = call float @llvm.maxnum.f32(float %x, float %y)
  ret float %r
}
; The same function under its other names.
; CHECK-LABEL: @maximumnum(
; CHECK: call double @llvm.maximum.f64(
define double @maximumnum(double noundef %x, double noundef %y) #0 {
  %r = call double @llvm.maximumnum.f64(double %x, double %y)
  ret double %r
}
; CHECK-LABEL: @library_calls(
; CHECK: call float @llvm.maximum.f32(
; CHECK: call float @llvm.minimum.f32(
; CHECK: call double @llvm.maximum.f64(
; CHECK: call double @llvm.minimum.f64(
; CHECK-NOT: call {{.*}}@fm
define double @library_calls(float noundef %x, float noundef %y, double noundef %u, double noundef %v) #0 {
  %a = call float @fmaxf(float %x, float %y)
  %b = call float @fminf(float %a, float %x)
  %c = call double @fmax(double %u, double %v)
  %d = call double @fmin(double %u, double %c)
  %e = fpext float %b to double
  %r = fadd double %d, %e
  ret double %r
}
; CHECK-LABEL: @nobuiltin(
; CHECK: call float @fmaxf(
define float @nobuiltin(float noundef %x, float noundef %y) #0 {
  %r = call float @fmaxf(float %x, float %y) nobuiltin
  ret float %r
}
; An operand that may be undef must have one value in all its uses.
; CHECK-LABEL: @may_be_undef(
; CHECK: [[F:%.*]] = freeze float %x
; CHECK: fcmp olt float 1.000000e+00, [[F]]
define float @may_be_undef(float %x) #0 {
  %r = call float @llvm.maxnum.f32(float %x, float 1.0)
  ret float %r
}

; What the program's own flags grant.
; CHECK-LABEL: @nnan(
; CHECK-NOT: fcmp
; CHECK: call nnan float @llvm.maximum.f32(float %x, float %y)
define float @nnan(float noundef %x, float noundef %y) #0 {
  %r = call nnan float @llvm.maxnum.f32(float %x, float %y)
  ret float %r
}
; CHECK-LABEL: @nnan_nsz(
; CHECK: fcmp olt float %x, %y
; CHECK-NOT: call
define float @nnan_nsz(float noundef %x, float noundef %y) #0 {
  %r = call nnan nsz float @llvm.maxnum.f32(float %x, float %y)
  ret float %r
}
; nsz alone may come from LLVM itself.
; CHECK-LABEL: @nsz_of_llvm(
; CHECK: call float @llvm.maximum.f32(
define float @nsz_of_llvm(float noundef %x, float noundef %y) #0 {
  %r = call nsz float @llvm.maxnum.f32(float %x, float %y)
  ret float %r
}
; CHECK-LABEL: @nsz_of_the_user(
; CHECK: fcmp ord
; CHECK: fcmp olt
; CHECK-NOT: call
define float @nsz_of_the_user(float noundef %x, float noundef %y) #1 {
  %r = call nsz float @llvm.maxnum.f32(float %x, float %y)
  ret float %r
}
; Facts count as much as flags: a square is never NaN only if x is not; an absolute value is never -0.
; CHECK-LABEL: @known(
; CHECK: [[F:%.*]] = sitofp i32 %i to float
; CHECK: fcmp olt float [[F]], %x
; CHECK-NOT: call
define float @known(i32 noundef %i, float noundef %x) #0 {
  %f = sitofp i32 %i to float
  %r = call float @llvm.maxnum.f32(float %x, float %f)
  ret float %r
}

; Scalars that propagate NaN have an instruction.
; CHECK-LABEL: @maximum(
; CHECK: call float @llvm.maximum.f32(float %x, float 1.000000e+00)
define float @maximum(float noundef %x) #0 {
  %r = call float @llvm.maximum.f32(float %x, float 1.0)
  ret float %r
}

; Reductions: the accumulator stays a number if it starts as one, and the operation stays one that the vectorizer knows.
; CHECK-LABEL: @reduction(
; CHECK: [[M:%.*]] = phi float [ 0.000000e+00,
; CHECK: [[O:%.*]] = fcmp ord float [[X:%.*]], 0.000000e+00
; CHECK: [[Y:%.*]] = select i1 [[O]], float [[X]], float 0xFFF0000000000000
; CHECK: [[T:%.*]] = call float @llvm.maximum.f32(float [[M]], float [[Y]])
; CHECK: call float @llvm.maximum.f32(float [[T]], float 1.000000e+00)
define float @reduction(ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %m = phi float [ 0.0, %entry ], [ %u, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %p
  %t = call float @llvm.maxnum.f32(float %x, float %m)
  %u = call float @llvm.maxnum.f32(float %t, float 1.0)
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret float %u
}
; One link that lets NaN through, and nothing is known about the accumulator.
; CHECK-LABEL: @no_reduction(
; CHECK: [[O:%.*]] = fcmp ord float
; CHECK: select i1 [[O]]
; CHECK-NOT: 0xFFF0000000000000
; CHECK: ret float
define float @no_reduction(ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %m = phi float [ 0.0, %entry ], [ %u, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %p
  %t = call float @llvm.maximum.f32(float %x, float %m)
  %u = call float @llvm.maxnum.f32(float %t, float %x)
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret float %u
}
; CHECK-LABEL: @reduction_from_nan(
; CHECK: call float @llvm.maxnum.f32(float %x, float %m)
define float @reduction_from_nan(ptr %a, float noundef %start, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %m = phi float [ %start, %entry ], [ %t, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %p
  %t = call float @llvm.maxnum.f32(float %x, float %m)
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret float %t
}

; Smaller as calls.
; CHECK-LABEL: @minsize(
; CHECK: call float @llvm.maxnum.f32(float %x, float 0.000000e+00)
define float @minsize(float noundef %x) #2 {
  %r = call float @llvm.maxnum.f32(float %x, float 0.0)
  ret float %r
}
; CHECK-LABEL: @optsize(
; CHECK: call float @llvm.maxnum.f32(float %x, float %y)
; CHECK: fcmp olt
define float @optsize(float noundef %x, float noundef %y) #3 {
  %a = call float @llvm.maxnum.f32(float %x, float %y)
  %r = call float @llvm.maxnum.f32(float %a, float 0.0)
  ret float %r
}

; Not to be touched.
; CHECK-LABEL: @optnone(
; CHECK: call float @llvm.maxnum.f32(float %x, float 0.000000e+00)
define float @optnone(float noundef %x) #4 {
  %r = call float @llvm.maxnum.f32(float %x, float 0.0)
  ret float %r
}
; CHECK-LABEL: @no_simd(
; CHECK: call float @llvm.maxnum.f32(float %x, float 0.000000e+00)
define float @no_simd(float noundef %x) #5 {
  %r = call float @llvm.maxnum.f32(float %x, float 0.0)
  ret float %r
}
; CHECK-LABEL: @simd_switched_off(
; CHECK: call float @llvm.maxnum.f32(float %x, float 0.000000e+00)
define float @simd_switched_off(float noundef %x) #6 {
  %r = call float @llvm.maxnum.f32(float %x, float 0.0)
  ret float %r
}
; CHECK-LABEL: @strictfp(
; CHECK: call float @fmaxf(float %x, float 0.000000e+00)
define float @strictfp(float noundef %x) #7 {
  %r = call float @fmaxf(float %x, float 0.0) strictfp
  ret float %r
}
; CHECK-LABEL: @other_types(
; CHECK: call fp128 @llvm.maxnum.f128(
define fp128 @other_types(fp128 noundef %x) #0 {
  %r = call fp128 @llvm.maxnum.f128(fp128 %x, fp128 %x)
  ret fp128 %r
}

declare float @fmaxf(float, float)
declare float @fminf(float, float)
declare double @fmax(double, double)
declare double @fmin(double, double)

attributes #0 = { "target-features"="+simd128" }
attributes #1 = { "target-features"="+simd128" "no-signed-zeros-fp-math"="true" }
attributes #2 = { minsize optsize "target-features"="+simd128" }
attributes #3 = { optsize "target-features"="+simd128" }
attributes #4 = { optnone noinline "target-features"="+simd128" }
attributes #5 = { "target-features"="+sign-ext" }
attributes #6 = { "target-features"="+simd128,-simd128" }
attributes #7 = { strictfp "target-features"="+relaxed-simd" }
