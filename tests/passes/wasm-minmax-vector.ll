; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Vector minima and maxima become pmin and pmax, with a step for NaN and one for zeros where these can matter.
; RUN: %opt -passes='wasm-minmax,verify' -S %s -o - | FileCheck %s
target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20"
target triple = "wasm32-unknown-wasi"

; CHECK-LABEL: @max_constant(
; CHECK: %r = call <4 x float> @llvm.wasm.pmax.v4f32(<4 x float> zeroinitializer, <4 x float> %x)
; CHECK-NEXT: ret <4 x float> %r
define <4 x float> @max_constant(<4 x float> noundef %x) #0 {
  %r = call <4 x float> @llvm.maxnum.v4f32(<4 x float> %x, <4 x float> zeroinitializer)
  ret <4 x float> %r
}
; CHECK-LABEL: @min_constants(
; CHECK: call <2 x double> @llvm.wasm.pmin.v2f64(<2 x double> <double 1.000000e+00, double 6.000000e+00>, <2 x double> %x)
define <2 x double> @min_constants(<2 x double> noundef %x) #0 {
  %r = call <2 x double> @llvm.minnum.v2f64(<2 x double> %x, <2 x double> <double 1.0, double 6.0>)
  ret <2 x double> %r
}
; One lane of -0 is enough for ties to matter.
; CHECK-LABEL: @max_negative_zero(
; CHECK: [[M:%.*]] = call <4 x float> @llvm.wasm.pmax.v4f32(<4 x float> [[C:<.*>]], <4 x float> %x)
; CHECK: [[N:%.*]] = fcmp une <4 x float> [[M]], %x
; CHECK: [[S:%.*]] = sext <4 x i1> [[N]] to <4 x i32>
; CHECK: [[O:%.*]] = or <4 x i32> {{%.*}}, [[S]]
; CHECK: and <4 x i32> {{%.*}}, [[O]]
define <4 x float> @max_negative_zero(<4 x float> noundef %x) #0 {
  %r = call <4 x float> @llvm.maxnum.v4f32(<4 x float> %x, <4 x float> <float 1.0, float 2.0, float -0.0, float 3.0>)
  ret <4 x float> %r
}
; CHECK-LABEL: @max_variables(
; CHECK: [[A:%.*]] = fcmp ord <4 x float> %x, zeroinitializer
; CHECK: [[P:%.*]] = select <4 x i1> [[A]], <4 x float> %x, <4 x float> %y
; CHECK: [[M:%.*]] = call <4 x float> @llvm.wasm.pmax.v4f32(<4 x float> [[P]], <4 x float> %y)
; CHECK: fcmp une <4 x float> [[M]], %y
; CHECK: or <4 x i32>
; CHECK: and <4 x i32>
; CHECK-NOT: maxnum
define <4 x float> @max_variables(<4 x float> noundef %x, <4 x float> noundef %y) #0 {
  %r = call <4 x float> @llvm.maxnum.v4f32(<4 x float> %x, <4 x float> %y)
  ret <4 x float> %r
}
; CHECK-LABEL: @min_variables(
; CHECK: [[M:%.*]] = call <2 x double> @llvm.wasm.pmin.v2f64(
; CHECK: fcmp oeq <2 x double> [[M]], %y
; CHECK: and <2 x i64>
; CHECK: or <2 x i64>
define <2 x double> @min_variables(<2 x double> noundef %x, <2 x double> noundef %y) #0 {
  %r = call <2 x double> @llvm.minimumnum.v2f64(<2 x double> %x, <2 x double> %y)
  ret <2 x double> %r
}
; CHECK-LABEL: @nnan(
; CHECK-NOT: fcmp
; CHECK: [[L:%.*]] = call <4 x float> @llvm.wasm.pmax.v4f32(<4 x float> %x, <4 x float> %y)
; CHECK: [[R:%.*]] = call <4 x float> @llvm.wasm.pmax.v4f32(<4 x float> %y, <4 x float> %x)
; CHECK: and <4 x i32>
define <4 x float> @nnan(<4 x float> noundef %x, <4 x float> noundef %y) #0 {
  %r = call nnan <4 x float> @llvm.maxnum.v4f32(<4 x float> %x, <4 x float> %y)
  ret <4 x float> %r
}
; Gap 5: with these flags LLVM would emit f32x4.max.
; CHECK-LABEL: @nnan_nsz(
; CHECK: %r = call <4 x float> @llvm.wasm.pmin.v4f32(<4 x float> %x, <4 x float> %y)
; CHECK-NEXT: ret
define <4 x float> @nnan_nsz(<4 x float> noundef %x, <4 x float> noundef %y) #0 {
  %r = call nnan nsz <4 x float> @llvm.minnum.v4f32(<4 x float> %x, <4 x float> %y)
  ret <4 x float> %r
}

; NaN-propagating: one operand must be a number, or NaN only with the other.
; CHECK-LABEL: @maximum_constant(
; CHECK: %r = call <4 x float> @llvm.wasm.pmax.v4f32(<4 x float> %x, <4 x float> splat (float 1.000000e+00))
; CHECK-NEXT: ret
define <4 x float> @maximum_constant(<4 x float> noundef %x) #0 {
  %r = call <4 x float> @llvm.maximum.v4f32(<4 x float> splat (float 1.0), <4 x float> %x)
  ret <4 x float> %r
}
; CHECK-LABEL: @maximum_zero(
; CHECK: [[M:%.*]] = call <4 x float> @llvm.wasm.pmax.v4f32(<4 x float> %x, <4 x float> zeroinitializer)
; CHECK: fcmp une <4 x float> [[M]], zeroinitializer
define <4 x float> @maximum_zero(<4 x float> noundef %x) #0 {
  %r = call <4 x float> @llvm.maximum.v4f32(<4 x float> %x, <4 x float> zeroinitializer)
  ret <4 x float> %r
}
; CHECK-LABEL: @maximum_variables(
; CHECK: call <4 x float> @llvm.maximum.v4f32(<4 x float> %x, <4 x float> %y)
define <4 x float> @maximum_variables(<4 x float> noundef %x, <4 x float> noundef %y) #0 {
  %r = call <4 x float> @llvm.maximum.v4f32(<4 x float> %x, <4 x float> %y)
  ret <4 x float> %r
}
; CHECK-LABEL: @maximum_guarded(
; CHECK-NOT: fcmp ord
; CHECK: [[M:%.*]] = call <4 x float> @llvm.wasm.pmax.v4f32(<4 x float> %x, <4 x float> %y)
; CHECK: fcmp une <4 x float> [[M]], %y
; CHECK-NOT: maximum
define <4 x float> @maximum_guarded(<4 x float> noundef %x, <4 x float> noundef %y) #0 {
  %o = fcmp ord <4 x float> %y, zeroinitializer
  %z = select <4 x i1> %o, <4 x float> %y, <4 x float> %x
  %r = call <4 x float> @llvm.maximum.v4f32(<4 x float> %z, <4 x float> %x)
  ret <4 x float> %r
}
; CHECK-LABEL: @maximum_guarded_outside(
; CHECK-NOT: fcmp uno
; CHECK: [[M:%.*]] = call <4 x float> @llvm.wasm.pmin.v4f32(<4 x float> %x, <4 x float> %y)
; CHECK: fcmp oeq <4 x float> [[M]], %y
; CHECK-NOT: minimum
define <4 x float> @maximum_guarded_outside(<4 x float> noundef %x, <4 x float> noundef %y) #0 {
  %m = call <4 x float> @llvm.minimum.v4f32(<4 x float> %x, <4 x float> %y)
  %u = fcmp uno <4 x float> %y, zeroinitializer
  %r = select <4 x i1> %u, <4 x float> %x, <4 x float> %m
  ret <4 x float> %r
}
; nnan speaks of the guarded operand: y itself may still be NaN, and then p is the result.
; CHECK-LABEL: @maximum_guarded_nnan(
; CHECK: [[M:%.*]] = call <4 x float> @llvm.wasm.pmax.v4f32(<4 x float> %x, <4 x float> %y)
; CHECK: fcmp une <4 x float> [[M]], %y
define <4 x float> @maximum_guarded_nnan(<4 x float> noundef %x, <4 x float> noundef %y) #0 {
  %o = fcmp ord <4 x float> %y, zeroinitializer
  %z = select <4 x i1> %o, <4 x float> %y, <4 x float> %x
  %r = call nnan <4 x float> @llvm.maximum.v4f32(<4 x float> %x, <4 x float> %z)
  ret <4 x float> %r
}
; A guard for something else is none.
; CHECK-LABEL: @maximum_other_guard(
; CHECK: call <4 x float> @llvm.maximum.v4f32(
define <4 x float> @maximum_other_guard(<4 x float> noundef %x, <4 x float> noundef %y, <4 x float> noundef %z) #0 {
  %o = fcmp ord <4 x float> %y, zeroinitializer
  %w = select <4 x i1> %o, <4 x float> %y, <4 x float> %z
  %r = call <4 x float> @llvm.maximum.v4f32(<4 x float> %w, <4 x float> %x)
  ret <4 x float> %r
}

; Selects in the shape of pmin and pmax; the four strict and the four negated comparisons.
; CHECK-LABEL: @select_strict(
; CHECK: call <4 x float> @llvm.wasm.pmax.v4f32(<4 x float> %x, <4 x float> %y)
; CHECK: call <4 x float> @llvm.wasm.pmin.v4f32(<4 x float> {{%.*}}, <4 x float> %x)
; CHECK: call <4 x float> @llvm.wasm.pmax.v4f32(<4 x float> %x, <4 x float> {{%.*}})
; CHECK: call <4 x float> @llvm.wasm.pmin.v4f32(<4 x float> %x, <4 x float> {{%.*}})
; CHECK-NOT: select
define <4 x float> @select_strict(<4 x float> noundef %x, <4 x float> noundef %y) #0 {
  %c1 = fcmp olt <4 x float> %x, %y
  %r1 = select <4 x i1> %c1, <4 x float> %y, <4 x float> %x
  %c2 = fcmp ogt <4 x float> %r1, %x
  %r2 = select <4 x i1> %c2, <4 x float> %x, <4 x float> %r1
  %c3 = fcmp uge <4 x float> %x, %r2
  %r3 = select <4 x i1> %c3, <4 x float> %x, <4 x float> %r2
  %c4 = fcmp ule <4 x float> %x, %r3
  %r4 = select <4 x i1> %c4, <4 x float> %x, <4 x float> %r3
  ret <4 x float> %r4
}
; LLVM 22 selects pmax here; a tie of zeros must give x.
; CHECK-LABEL: @select_tie(
; CHECK: [[C:%.*]] = fcmp oge <4 x float> %x, %y
; CHECK: [[S:%.*]] = sext <4 x i1> [[C]] to <4 x i32>
; CHECK: call <4 x i32> @llvm.wasm.bitselect.v4i32(
; CHECK-NOT: pmax
define <4 x float> @select_tie(<4 x float> noundef %x, <4 x float> noundef %y) #0 {
  %c = fcmp oge <4 x float> %x, %y
  %r = select <4 x i1> %c, <4 x float> %x, <4 x float> %y
  ret <4 x float> %r
}
; The same for the negated comparison; and with a zero as one arm, where the mask does it.
; CHECK-LABEL: @select_unordered_tie(
; CHECK: [[C:%.*]] = fcmp ult <4 x float> %x, %y
; CHECK: [[X:%.*]] = bitcast <4 x float> %x to <4 x i32>
; CHECK: [[Y:%.*]] = bitcast <4 x float> %y to <4 x i32>
; CHECK: [[S:%.*]] = sext <4 x i1> [[C]] to <4 x i32>
; CHECK: call <4 x i32> @llvm.wasm.bitselect.v4i32(<4 x i32> [[X]], <4 x i32> [[Y]], <4 x i32> [[S]])
define <4 x float> @select_unordered_tie(<4 x float> noundef %x, <4 x float> noundef %y) #0 {
  %c = fcmp ult <4 x float> %x, %y
  %r = select <4 x i1> %c, <4 x float> %x, <4 x float> %y
  ret <4 x float> %r
}
; CHECK-LABEL: @select_zero_tie(
; CHECK: [[C:%.*]] = fcmp oge <4 x float> %x, zeroinitializer
; CHECK: [[X:%.*]] = bitcast <4 x float> %x to <4 x i32>
; CHECK: [[S:%.*]] = sext <4 x i1> [[C]] to <4 x i32>
; CHECK: and <4 x i32> [[X]], [[S]]
; CHECK: fcmp ole <4 x float>
; CHECK: xor <4 x i32> {{%.*}}, splat (i32 -1)
; CHECK: and <4 x i32>
; CHECK-NOT: bitselect
define <4 x float> @select_zero_tie(<4 x float> noundef %x) #0 {
  %c = fcmp oge <4 x float> %x, zeroinitializer
  %r = select <4 x i1> %c, <4 x float> %x, <4 x float> zeroinitializer
  %d = fcmp ole <4 x float> %r, zeroinitializer
  %s = select <4 x i1> %d, <4 x float> zeroinitializer, <4 x float> %r
  ret <4 x float> %s
}
; Two clamps that compare the same value; not if the bounds are the other way round, or equal.
; CHECK-LABEL: @select_clamp(
; CHECK: [[M:%.*]] = call <4 x float> @llvm.wasm.pmin.v4f32(<4 x float> %x, <4 x float> splat (float 6.000000e+00))
; CHECK: call <4 x float> @llvm.wasm.pmax.v4f32(<4 x float> [[M]], <4 x float> zeroinitializer)
; CHECK-NOT: select
define <4 x float> @select_clamp(<4 x float> noundef %x) #0 {
  %c = fcmp ogt <4 x float> %x, splat (float 6.0)
  %m = select <4 x i1> %c, <4 x float> splat (float 6.0), <4 x float> %x
  %d = fcmp olt <4 x float> %x, zeroinitializer
  %r = select <4 x i1> %d, <4 x float> zeroinitializer, <4 x float> %m
  ret <4 x float> %r
}
; CHECK-LABEL: @select_no_clamp(
; CHECK: [[M:%.*]] = call <4 x float> @llvm.wasm.pmin.v4f32(<4 x float> %x, <4 x float> splat (float 6.000000e+00))
; CHECK: select <4 x i1> {{%.*}}, <4 x float> splat (float 6.000000e+00), <4 x float> [[M]]
; CHECK: select <4 x i1> {{%.*}}, <4 x float> splat (float 7.000000e+00), <4 x float> [[M]]
define <4 x float> @select_no_clamp(<4 x float> noundef %x) #0 {
  %c = fcmp ogt <4 x float> %x, splat (float 6.0)
  %m = select <4 x i1> %c, <4 x float> splat (float 6.0), <4 x float> %x
  %d = fcmp olt <4 x float> %x, splat (float 6.0)
  %r = select <4 x i1> %d, <4 x float> splat (float 6.0), <4 x float> %m
  %e = fcmp olt <4 x float> %x, splat (float 7.0)
  %s = select <4 x i1> %e, <4 x float> splat (float 7.0), <4 x float> %m
  %t = fsub <4 x float> %r, %s
  ret <4 x float> %t
}
; CHECK-LABEL: @select_no_tie(
; CHECK: call <4 x float> @llvm.wasm.pmax.v4f32(<4 x float> splat (float 1.000000e+00), <4 x float> %x)
define <4 x float> @select_no_tie(<4 x float> noundef %x) #0 {
  %c = fcmp oge <4 x float> %x, splat (float 1.0)
  %r = select <4 x i1> %c, <4 x float> %x, <4 x float> splat (float 1.0)
  ret <4 x float> %r
}
; CHECK-LABEL: @select_other(
; CHECK: select <4 x i1>
define <4 x float> @select_other(<4 x float> noundef %x, <4 x float> noundef %y) #0 {
  %c = fcmp olt <4 x float> %x, %y
  %r = select <4 x i1> %c, <4 x float> %y, <4 x float> zeroinitializer
  ret <4 x float> %r
}

; Other lengths, in pieces of 128 bits.
; CHECK-LABEL: @wide(
; CHECK-COUNT-2: call <4 x float> @llvm.wasm.pmax.v4f32(
; CHECK: shufflevector
; CHECK-NEXT: ret <8 x float>
define <8 x float> @wide(<8 x float> noundef %x) #0 {
  %r = call <8 x float> @llvm.maxnum.v8f32(<8 x float> %x, <8 x float> splat (float 1.0))
  ret <8 x float> %r
}
; CHECK-LABEL: @odd(
; CHECK-COUNT-2: call <2 x double> @llvm.wasm.pmin.v2f64(
; CHECK: ret <3 x double>
define <3 x double> @odd(<3 x double> noundef %x) #0 {
  %r = call <3 x double> @llvm.minnum.v3f64(<3 x double> %x, <3 x double> splat (double 1.0))
  ret <3 x double> %r
}
; CHECK-LABEL: @half(
; CHECK: call <4 x float> @llvm.wasm.pmin.v4f32(
; CHECK: ret <2 x float>
define <2 x float> @half(<2 x float> noundef %x) #0 {
  %r = call <2 x float> @llvm.minnum.v2f32(<2 x float> %x, <2 x float> splat (float 1.0))
  ret <2 x float> %r
}

; A reduction of lanes, on rotated vectors.
; CHECK-LABEL: @reduce(
; CHECK: shufflevector <4 x float> {{.*}} <4 x i32> <i32 2, i32 3, i32 0, i32 1>
; CHECK: call <4 x float> @llvm.wasm.pmax.v4f32(
; CHECK: shufflevector <4 x float> {{.*}} <4 x i32> <i32 1, i32 2, i32 3, i32 0>
; CHECK: call <4 x float> @llvm.wasm.pmax.v4f32(
; CHECK: extractelement <4 x float> {{%.*}}, i64 0
define float @reduce(<4 x float> noundef %x) #0 {
  %r = call float @llvm.vector.reduce.fmax.v4f32(<4 x float> %x)
  ret float %r
}
; Vectors are rewritten in small code too: a call per lane is larger.
; CHECK-LABEL: @minsize(
; CHECK: call <4 x float> @llvm.wasm.pmax.v4f32(
define <4 x float> @minsize(<4 x float> noundef %x) #1 {
  %r = call <4 x float> @llvm.maxnum.v4f32(<4 x float> %x, <4 x float> zeroinitializer)
  ret <4 x float> %r
}

attributes #0 = { "target-features"="+simd128" }
attributes #1 = { minsize "target-features"="+simd128" }
