; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Library calls that become instructions, conversions that become additions, and what is left alone.
; RUN: %opt -passes='wasm-rounding,verify' -S %s -o - | FileCheck %s
; RUN: %opt -passes='wasm-rounding' -nearnative-disable=wasm-rounding -S %s -o - | FileCheck --check-prefix=OFF %s
; RUN: %opt -passes='wasm-rounding<engine=wasmtime>' -S %s -o - | FileCheck --check-prefix=WASMTIME %s
; RUN: %opt -passes='wasm-rounding<size>' -S %s -o - | FileCheck --check-prefix=OFF %s
; RUN: sed -e 's/^target triple.*/target triple = "x86_64-unknown-linux-gnu"/' %s | %opt -passes='wasm-rounding' -S - -o - | FileCheck --check-prefix=OFF %s
; RUN: %opt -passes='wasm-rounding' -pass-remarks=wasm-rounding -pass-remarks-missed=wasm-rounding -disable-output %s 2>&1 | FileCheck --check-prefix=REMARK %s
target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20"
target triple = "wasm32-unknown-wasi"

; CHECK-LABEL: @round_f32(
; CHECK: [[H:%.*]] = call float @llvm.copysign.f32(float 0x3FDFFFFFE0000000, float %x), !dbg [[AT:![0-9]+]]
; CHECK: [[Y:%.*]] = fadd float %x, [[H]], !dbg [[AT]]
; CHECK: %r = call float @llvm.trunc.f32(float [[Y]]), !dbg [[AT]]
; CHECK: ret float %r
; OFF-LABEL: @round_f32(
; OFF: call float @llvm.round.f32
; REMARK: remark: rounding.c:7:3: rounding without a library call
define float @round_f32(float %x) #0 !dbg !6 {
  %r = call float @llvm.round.f32(float %x), !dbg !7
  ret float %r, !dbg !7
}
; CHECK-LABEL: @round_f64(
; CHECK: call <2 x double> @llvm.copysign.v2f64(<2 x double> splat (double 0x3FDFFFFFFFFFFFFF), <2 x double> %x)
; CHECK: fadd <2 x double>
; CHECK: call <2 x double> @llvm.trunc.v2f64
define <2 x double> @round_f64(<2 x double> %x) #0 {
  %r = call <2 x double> @llvm.round.v2f64(<2 x double> %x)
  ret <2 x double> %r
}
; No flag of the call on the addition: the fraction would be allowed to vanish.
; CHECK-LABEL: @round_fast(
; CHECK: fadd float
; CHECK-NOT: fast
; CHECK: ret
define float @round_fast(float %x) #0 {
  %r = call fast float @llvm.round.f32(float %x)
  ret float %r
}
; A conversion drops the fraction by itself.
; CHECK-LABEL: @round_to_int(
; CHECK: [[Y:%.*]] = fadd float
; CHECK-NOT: trunc
; CHECK: fptosi float [[Y]] to i32
define i32 @round_to_int(float %x) #0 {
  %r = call float @llvm.round.f32(float %x)
  %i = fptosi float %r to i32
  ret i32 %i
}
; The library's result for NaN and for what is too large is the smallest integer.
; CHECK-LABEL: @lrint(
; CHECK: [[R:%.*]] = call float @llvm.rint.f32(float %x)
; CHECK: [[S:%.*]] = fptosi float [[R]] to i32
; CHECK: [[A:%.*]] = call float @llvm.fabs.f32(float %x)
; CHECK: [[C:%.*]] = fcmp olt float [[A]], 0x41E0000000000000
; CHECK: select i1 [[C]], i32 [[S]], i32 -2147483648
define i32 @lrint(float %x) #0 {
  %r = call i32 @llvm.lrint.i32.f32(float %x)
  ret i32 %r
}
; In f64, 2147483647.5 does not fit, but is less than 2^31.
; CHECK-LABEL: @lrint_f64(
; CHECK: [[R:%.*]] = call double @llvm.rint.f64(double %x)
; CHECK: [[A:%.*]] = call double @llvm.fabs.f64(double [[R]])
; CHECK: fcmp olt double [[A]], 0x41E0000000000000
define i32 @lrint_f64(double %x) #0 {
  %r = call i32 @llvm.lrint.i32.f64(double %x)
  ret i32 %r
}
; CHECK-LABEL: @llround(
; CHECK: [[Y:%.*]] = fadd float %x
; CHECK: fptosi float [[Y]] to i64
; CHECK: fcmp olt float {{%.*}}, 0x43E0000000000000
; CHECK: i64 -9223372036854775808
define i64 @llround(float %x) #0 {
  %r = call i64 @llvm.llround.i64.f32(float %x)
  ret i64 %r
}

; In 64 bits there is no vector form, and V8 is faster with the call.
; CHECK-LABEL: @llrint(
; CHECK: call i64 @llvm.llrint.i64.f32
; WASMTIME-LABEL: @llrint(
; WASMTIME-NOT: llrint.i64
; WASMTIME: ret
define i64 @llrint(float %x) #0 {
  %r = call i64 @llvm.llrint.i64.f32(float %x)
  ret i64 %r
}

; A clamp behind the conversion: the addition saturates below by a maximum; what the library does not convert becomes negative by an addition that wraps.
; CHECK-LABEL: @clamped(
; CHECK: [[M:%.*]] = fadd <4 x float> %x, splat (float 0x4167FFE000000000)
; CHECK: [[B:%.*]] = bitcast <4 x float> [[M]] to <4 x i32>
; CHECK: [[A:%.*]] = add <4 x i32> [[B]], splat (i32 822034433)
; CHECK: [[L:%.*]] = call <4 x i32> @llvm.smax.v4i32(<4 x i32> [[A]], <4 x i32> splat (i32 2082422529))
; CHECK: sub <4 x i32> [[L]], splat (i32 2084519681)
; CHECK-NOT: fptosi
; CHECK: ret
define <4 x i32> @clamped(<4 x float> %x) #0 {
  %r = call <4 x i32> @llvm.lrint.v4i32.v4f32(<4 x float> %x)
  %z = add nsw <4 x i32> %r, splat (i32 100)
  %a = call <4 x i32> @llvm.smax.v4i32(<4 x i32> %z, <4 x i32> splat (i32 -128))
  %b = call <4 x i32> @llvm.smin.v4i32(<4 x i32> %a, <4 x i32> splat (i32 127))
  ret <4 x i32> %b
}
; Poison for what does not fit: no addition. Truncated toward zero first.
; CHECK-LABEL: @clamped_fptosi(
; CHECK: [[T:%.*]] = call <4 x float> @llvm.trunc.v4f32(<4 x float> %x)
; CHECK: fadd <4 x float> [[T]], splat (float 0x4167FFE000000000)
; CHECK-NOT: add <4 x i32>
; CHECK: call <4 x i32> @llvm.smax.v4i32({{.*}}splat (i32 1260388096))
define <4 x i32> @clamped_fptosi(<4 x float> %x) #0 {
  %r = fptosi <4 x float> %x to <4 x i32>
  %a = call <4 x i32> @llvm.smax.v4i32(<4 x i32> %r, <4 x i32> splat (i32 0))
  %b = call <4 x i32> @llvm.umin.v4i32(<4 x i32> %a, <4 x i32> splat (i32 255))
  ret <4 x i32> %b
}
; A clamp of an integer before it, in any form, becomes one of the result.
; CHECK-LABEL: @clamped_before(
; CHECK-NEXT: [[SUM:%.*]] = fadd <4 x float> %x, splat (float 0x4167FFE000000000)
; CHECK-NEXT: [[BITS:%.*]] = bitcast <4 x float> [[SUM]] to <4 x i32>
; CHECK-NEXT: [[LOW:%.*]] = call <4 x i32> @llvm.smax.v4i32(<4 x i32> [[BITS]], <4 x i32> splat (i32 1262485120))
; CHECK-NEXT: [[MOVED:%.*]] = add <4 x i32> [[LOW]], splat (i32 -1262485248)
; CHECK-NEXT: [[R:%.*]] = call <4 x i32> @llvm.smin.v4i32(<4 x i32> [[MOVED]], <4 x i32> splat (i32 127))
; CHECK-NEXT: ret <4 x i32> [[R]]
define <4 x i32> @clamped_before(<4 x float> %x) #0 {
  %i = call <4 x float> @llvm.nearbyint.v4f32(<4 x float> %x)
  %low = fcmp olt <4 x float> %i, splat (float -128.0)
  %high = fcmp ogt <4 x float> %i, splat (float 127.0)
  %a = select <4 x i1> %high, <4 x float> splat (float 127.0), <4 x float> %i
  %b = select <4 x i1> %low, <4 x float> splat (float -128.0), <4 x float> %a
  %r = fptosi <4 x float> %b to <4 x i32>
  ret <4 x i32> %r
}

; So does a clamp of a sum, if what is added is small; its type tells that here.
; CHECK-LABEL: @clamped_sum(
; CHECK: [[SUM:%.*]] = fadd <4 x float> %x, splat (float 0x4167FFE000000000)
; CHECK: call <4 x i32> @llvm.smax.v4i32({{.*}}splat (i32 1260388096))
; CHECK-NOT: fcmp
; CHECK: call <4 x i32> @llvm.smax.v4i32({{.*}}zeroinitializer)
; CHECK-NEXT: call <4 x i32> @llvm.smin.v4i32({{.*}}splat (i32 255))
; CHECK-NEXT: trunc nuw <4 x i32>
define <4 x i8> @clamped_sum(<4 x float> %x, <4 x i8> %zero) #0 {
  %i = call <4 x float> @llvm.nearbyint.v4f32(<4 x float> %x)
  %z = uitofp <4 x i8> %zero to <4 x float>
  %s = fadd <4 x float> %i, %z
  %low = fcmp olt <4 x float> %s, zeroinitializer
  %a = select <4 x i1> %low, <4 x float> zeroinitializer, <4 x float> %s
  %high = fcmp ogt <4 x float> %a, splat (float 255.0)
  %b = select <4 x i1> %high, <4 x float> splat (float 255.0), <4 x float> %a
  %r = fptoui <4 x float> %b to <4 x i8>
  ret <4 x i8> %r
}

; Not if what is added may be large, or has a fraction, or the clamp makes a number of NaN.
; CHECK-LABEL: @clamped_sum_large(
; CHECK: fcmp
define <4 x i8> @clamped_sum_large(<4 x float> %x, <4 x i32> %zero) #0 {
  %i = call <4 x float> @llvm.nearbyint.v4f32(<4 x float> %x)
  %z = sitofp <4 x i32> %zero to <4 x float>
  %s = fadd <4 x float> %i, %z
  %low = fcmp olt <4 x float> %s, zeroinitializer
  %a = select <4 x i1> %low, <4 x float> zeroinitializer, <4 x float> %s
  %high = fcmp ogt <4 x float> %a, splat (float 255.0)
  %b = select <4 x i1> %high, <4 x float> splat (float 255.0), <4 x float> %a
  %r = fptoui <4 x float> %b to <4 x i8>
  ret <4 x i8> %r
}
; CHECK-LABEL: @clamped_sum_fraction(
; CHECK: fcmp
define <4 x i8> @clamped_sum_fraction(<4 x float> %x) #0 {
  %i = call <4 x float> @llvm.nearbyint.v4f32(<4 x float> %x)
  %s = fadd <4 x float> %i, splat (float 0.5)
  %low = fcmp olt <4 x float> %s, zeroinitializer
  %a = select <4 x i1> %low, <4 x float> zeroinitializer, <4 x float> %s
  %high = fcmp ogt <4 x float> %a, splat (float 255.0)
  %b = select <4 x i1> %high, <4 x float> splat (float 255.0), <4 x float> %a
  %r = fptoui <4 x float> %b to <4 x i8>
  ret <4 x i8> %r
}
; CHECK-LABEL: @clamped_sum_nan(
; CHECK: fcmp
define <4 x i8> @clamped_sum_nan(<4 x float> %x, <4 x i8> %zero) #0 {
  %i = call <4 x float> @llvm.nearbyint.v4f32(<4 x float> %x)
  %z = uitofp <4 x i8> %zero to <4 x float>
  %s = fadd <4 x float> %i, %z
  %low = fcmp uge <4 x float> %s, zeroinitializer
  %a = select <4 x i1> %low, <4 x float> %s, <4 x float> zeroinitializer
  %above = fcmp ogt <4 x float> %a, zeroinitializer
  %c = select <4 x i1> %above, <4 x float> %a, <4 x float> zeroinitializer
  %high = fcmp ogt <4 x float> %c, splat (float 255.0)
  %b = select <4 x i1> %high, <4 x float> splat (float 255.0), <4 x float> %c
  %r = fptoui <4 x float> %b to <4 x i8>
  ret <4 x i8> %r
}
; Saturating: NaN is 0.
; CHECK-LABEL: @narrow_saturating(
; CHECK: [[N:%.*]] = fcmp ord <16 x float> %x, zeroinitializer
; CHECK: select <16 x i1> [[N]], <16 x float> %x, <16 x float> zeroinitializer
; CHECK: fadd <16 x float>
; CHECK: trunc nsw <16 x i32> {{.*}} to <16 x i8>
define <16 x i8> @narrow_saturating(<16 x float> %x) #0 {
  %r = call <16 x i8> @llvm.fptosi.sat.v16i8.v16f32(<16 x float> %x)
  ret <16 x i8> %r
}

; Left alone: only one side is bounded.
; CHECK-LABEL: @one_side(
; CHECK-NOT: fadd
; CHECK: fptosi
; REMARK: conversion to integers keeps the slow instruction: results may be large, and not all users saturate
define <4 x i32> @one_side(<4 x float> %x) #0 {
  %r = call <4 x i32> @llvm.lrint.v4i32.v4f32(<4 x float> %x)
  %a = call <4 x i32> @llvm.smax.v4i32(<4 x i32> %r, <4 x i32> splat (i32 -128))
  ret <4 x i32> %a
}
; An addition that may wrap tells large numbers apart.
; CHECK-LABEL: @may_wrap(
; CHECK-NOT: fadd
; CHECK: fptosi
define <4 x i32> @may_wrap(<4 x float> %x) #0 {
  %r = call <4 x i32> @llvm.lrint.v4i32.v4f32(<4 x float> %x)
  %z = add <4 x i32> %r, splat (i32 100)
  %a = call <4 x i32> @llvm.smax.v4i32(<4 x i32> %z, <4 x i32> splat (i32 -128))
  %b = call <4 x i32> @llvm.smin.v4i32(<4 x i32> %a, <4 x i32> splat (i32 127))
  ret <4 x i32> %b
}
; Bounds too wide, an unknown zero point, a second use.
; CHECK-LABEL: @too_wide(
; CHECK-NOT: fadd
; CHECK: fptosi
define <4 x i32> @too_wide(<4 x float> %x) #0 {
  %r = fptosi <4 x float> %x to <4 x i32>
  %a = call <4 x i32> @llvm.smax.v4i32(<4 x i32> %r, <4 x i32> splat (i32 -1000000))
  %b = call <4 x i32> @llvm.smin.v4i32(<4 x i32> %a, <4 x i32> splat (i32 127))
  ret <4 x i32> %b
}
; CHECK-LABEL: @unknown_zero_point(
; CHECK-NOT: fadd
; CHECK: fptosi
define <4 x i32> @unknown_zero_point(<4 x float> %x, <4 x i32> %zp) #0 {
  %r = fptosi <4 x float> %x to <4 x i32>
  %z = add nsw <4 x i32> %r, %zp
  %a = call <4 x i32> @llvm.smax.v4i32(<4 x i32> %z, <4 x i32> splat (i32 -128))
  %b = call <4 x i32> @llvm.smin.v4i32(<4 x i32> %a, <4 x i32> splat (i32 127))
  ret <4 x i32> %b
}
; CHECK-LABEL: @second_use(
; CHECK-NOT: fadd
; CHECK: fptosi
define <4 x i32> @second_use(<4 x float> %x, ptr %p) #0 {
  %r = fptosi <4 x float> %x to <4 x i32>
  store <4 x i32> %r, ptr %p
  %a = call <4 x i32> @llvm.smax.v4i32(<4 x i32> %r, <4 x i32> splat (i32 -128))
  %b = call <4 x i32> @llvm.smin.v4i32(<4 x i32> %a, <4 x i32> splat (i32 127))
  ret <4 x i32> %b
}
; What is small may still be NaN, for which the library's result is kept.
; CHECK-LABEL: @may_be_nan(
; CHECK: fadd <4 x float> {{%.*}}, splat (float 0x4167FFE000000000)
; CHECK: select <4 x i1> {{.*}}, <4 x i32> {{.*}}, <4 x i32> splat (i32 -2147483648)
define <4 x i32> @may_be_nan(<4 x float> %x) #0 {
  %low = fcmp olt <4 x float> %x, splat (float -9.0)
  %a = select <4 x i1> %low, <4 x float> splat (float -9.0), <4 x float> %x
  %high = fcmp ogt <4 x float> %a, splat (float 9.0)
  %b = select <4 x i1> %high, <4 x float> splat (float 9.0), <4 x float> %a
  %r = call <4 x i32> @llvm.lrint.v4i32.v4f32(<4 x float> %b)
  ret <4 x i32> %r
}

; CHECK-LABEL: @optnone(
; CHECK: call float @llvm.round.f32
define float @optnone(float %x) noinline optnone "target-features"="+simd128" {
  %r = call float @llvm.round.f32(float %x)
  ret float %r
}
; CHECK-LABEL: @minsize(
; CHECK: call float @llvm.round.f32
define float @minsize(float %x) minsize optsize "target-features"="+simd128" {
  %r = call float @llvm.round.f32(float %x)
  ret float %r
}
; CHECK-LABEL: @no_simd(
; CHECK: call float @llvm.round.f32
define float @no_simd(float %x) {
  %r = call float @llvm.round.f32(float %x)
  ret float %r
}
; CHECK-LABEL: @strict(
; CHECK: constrained.round
define float @strict(float %x) strictfp "target-features"="+simd128" {
  %r = call float @llvm.experimental.constrained.round.f32(float %x, metadata !"fpexcept.strict") strictfp
  ret float %r
}

attributes #0 = { "target-features"="+simd128,+nontrapping-fptoint" }
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, producer: "", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!1 = !DIFile(filename: "rounding.c", directory: "/")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!4 = !DISubroutineType(types: !5)
!5 = !{}
!6 = distinct !DISubprogram(name: "round_f32", scope: !1, file: !1, line: 6, type: !4, unit: !0, spFlags: DISPFlagDefinition)
!7 = !DILocation(line: 7, column: 3, scope: !6)
