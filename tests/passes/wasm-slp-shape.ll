; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Groups of minima and maxima that the SLP vectorizer takes at last, and comparisons that are none or must stay as they are.
; RUN: %opt -passes='wasm-slp-shape,verify' -S %s -o - | FileCheck %s
; RUN: opt -passes='slp-vectorizer' -S %s -o - | FileCheck --check-prefix=STOCK %s
; RUN: %opt -passes='print<wasm-slp-shape>' -disable-output %s 2>&1 | FileCheck --check-prefix=PRINT %s
; RUN: %opt -passes='default<O3>' -S %s -o - | FileCheck --check-prefix=O3 %s
; RUN: %opt -passes='default<O3>' -nearnative-disable=wasm-slp-shape -S %s -o - | FileCheck --check-prefix=OFF %s
; RUN: %opt -passes='default<Os>' -S %s -o - | FileCheck --check-prefix=OFF %s
; RUN: %opt -passes='default<O1>' -S %s -o - | FileCheck --check-prefix=OFF %s
; RUN: %opt -passes='wasm-slp-shape' -pass-remarks=wasm-slp-shape -pass-remarks-missed=wasm-slp-shape -disable-output %s 2>&1 | FileCheck --check-prefix=REMARK %s
target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20"
target triple = "wasm32-unknown-wasi"

; ReLU6 on four lanes, with its debug locations.
; STOCK-LABEL: @relu6(
; STOCK-NOT: store <4 x float>
; STOCK: ret void
; CHECK-LABEL: @relu6(
; CHECK: fcmp ogt <4 x float> [[X:%.*]], zeroinitializer, !dbg
; CHECK: [[M:%.*]] = select <4 x i1> {{.*}}, <4 x float> [[X]], <4 x float> zeroinitializer, !dbg
; CHECK: fcmp olt <4 x float> [[M]], splat (float 6.000000e+00), !dbg
; CHECK: [[R:%.*]] = select <4 x i1> {{.*}}, <4 x float> [[M]], <4 x float> splat (float 6.000000e+00), !dbg
; CHECK: store <4 x float> [[R]]
; O3-LABEL: @relu6(
; O3: call <4 x float> @llvm.wasm.pmax.v4f32(
; O3-NEXT: call <4 x float> @llvm.wasm.pmin.v4f32(
; O3-NEXT: store <4 x float>
; OFF-LABEL: @relu6(
; OFF-NOT: store <4 x float>
; OFF: ret void
; PRINT-LABEL: of 'relu6':
; PRINT-NEXT: block %entry: 4 selects by ogt float 0.000000e+00, compare with float 0x36A0000000000000
; PRINT-NEXT: block %entry: 4 selects by olt float 6.000000e+00, compare with float 0x4017FFFFE0000000
; REMARK: relu6.c:3:5: 4 minima or maxima have the price of a comparison for SLP
define void @relu6(ptr noalias %o, ptr noalias %a, ptr noalias %b) #0 !dbg !4 {
entry:
  %a1 = getelementptr inbounds float, ptr %a, i32 1
  %a2 = getelementptr inbounds float, ptr %a, i32 2
  %a3 = getelementptr inbounds float, ptr %a, i32 3
  %b1 = getelementptr inbounds float, ptr %b, i32 1
  %b2 = getelementptr inbounds float, ptr %b, i32 2
  %b3 = getelementptr inbounds float, ptr %b, i32 3
  %o1 = getelementptr inbounds float, ptr %o, i32 1
  %o2 = getelementptr inbounds float, ptr %o, i32 2
  %o3 = getelementptr inbounds float, ptr %o, i32 3
  %u0 = load float, ptr %a
  %u1 = load float, ptr %a1
  %u2 = load float, ptr %a2
  %u3 = load float, ptr %a3
  %v0 = load float, ptr %b
  %v1 = load float, ptr %b1
  %v2 = load float, ptr %b2
  %v3 = load float, ptr %b3
  %x0 = fadd float %u0, %v0
  %x1 = fadd float %u1, %v1
  %x2 = fadd float %u2, %v2
  %x3 = fadd float %u3, %v3
  %c0 = fcmp ogt float %x0, 0.0, !dbg !7
  %c1 = fcmp ogt float %x1, 0.0, !dbg !7
  %c2 = fcmp ogt float %x2, 0.0, !dbg !7
  %c3 = fcmp ogt float %x3, 0.0, !dbg !7
  %m0 = select i1 %c0, float %x0, float 0.0, !dbg !7
  %m1 = select i1 %c1, float %x1, float 0.0, !dbg !7
  %m2 = select i1 %c2, float %x2, float 0.0, !dbg !7
  %m3 = select i1 %c3, float %x3, float 0.0, !dbg !7
  %d0 = fcmp olt float %m0, 6.0, !dbg !8
  %d1 = fcmp olt float %m1, 6.0, !dbg !8
  %d2 = fcmp olt float %m2, 6.0, !dbg !8
  %d3 = fcmp olt float %m3, 6.0, !dbg !8
  %r0 = select i1 %d0, float %m0, float 6.0, !dbg !8
  %r1 = select i1 %d1, float %m1, float 6.0, !dbg !8
  %r2 = select i1 %d2, float %m2, float 6.0, !dbg !8
  %r3 = select i1 %d3, float %m3, float 6.0, !dbg !8
  store float %r0, ptr %o
  store float %r1, ptr %o1
  store float %r2, ptr %o2
  store float %r3, ptr %o3
  ret void
}

; Two lanes of double, by other comparisons, constants on the left.
; CHECK-LABEL: @doubles(
; CHECK: fcmp ult <2 x double> splat (double -1.000000e+00), [[X:%.*]]
; CHECK: select <2 x i1> {{.*}}, <2 x double> [[X]], <2 x double> splat (double -1.000000e+00)
; PRINT-LABEL: of 'doubles':
; PRINT-NEXT: 2 selects by ugt double -1.000000e+00, compare with double 0xBFEFFFFFFFFFFFFF
define void @doubles(ptr noalias %o, ptr noalias %a) #0 {
entry:
  %a1 = getelementptr inbounds double, ptr %a, i32 1
  %o1 = getelementptr inbounds double, ptr %o, i32 1
  %x0 = load double, ptr %a
  %x1 = load double, ptr %a1
  %c0 = fcmp ult double -1.0, %x0
  %c1 = fcmp ult double -1.0, %x1
  %m0 = select i1 %c0, double %x0, double -1.0
  %m1 = select i1 %c1, double %x1, double -1.0
  store double %m0, ptr %o
  store double %m1, ptr %o1
  ret void
}

; What was moved into the arms comes out again: clamp(x, 0, 6) / 6, of which LLVM made x < 6 ? x / 6 : 1 with the moved constant.
; CHECK-LABEL: @pulled(
; CHECK: fcmp olt <4 x float> %x, splat (float 6.000000e+00)
; CHECK: [[S:%.*]] = select <4 x i1> {{.*}}, <4 x float> %x, <4 x float> splat (float 6.000000e+00)
; CHECK: [[Q:%.*]] = fdiv <4 x float> [[S]], splat (float 6.000000e+00)
; CHECK: ret <4 x float> [[Q]]
define <4 x float> @pulled(<4 x float> %x) #0 {
  %c = fcmp ole <4 x float> %x, splat (float 0x4017FFFFE0000000)
  %q = fdiv <4 x float> %x, splat (float 6.0)
  %r = select <4 x i1> %c, <4 x float> %q, <4 x float> splat (float 1.0)
  ret <4 x float> %r
}
; Two operations, the arms exchanged, lanes of their own.
; CHECK-LABEL: @pulled_two(
; CHECK: fcmp ult <2 x double> %x, <double 1.000000e+00, double 2.000000e+00>
; CHECK: [[S:%.*]] = select <2 x i1> {{.*}}, <2 x double> <double 1.000000e+00, double 2.000000e+00>, <2 x double> %x
; CHECK: [[M:%.*]] = fmul <2 x double> [[S]], <double 3.000000e+00, double 4.000000e+00>
; CHECK: fneg <2 x double> [[M]]
define <2 x double> @pulled_two(<2 x double> %x) #0 {
  %c = fcmp ule <2 x double> %x, <double 0x3FEFFFFFFFFFFFFF, double 0x3FFFFFFFFFFFFFFF>
  %q = fmul <2 x double> %x, <double 3.0, double 4.0>
  %n = fneg <2 x double> %q
  %r = select <2 x i1> %c, <2 x double> <double -3.0, double -8.0>, <2 x double> %n
  ret <2 x double> %r
}
; Not the value for the bound, another use, flags, another operand, a call that may do anything.
; CHECK-LABEL: @not_pulled(
; CHECK-COUNT-5: fcmp ole float {{%.*}}, 0x4017FFFFE0000000
; CHECK-NOT: fcmp
; CHECK: ret float
define float @not_pulled(float %x, float %y, ptr %p) #0 {
  %c1 = fcmp ole float %x, 0x4017FFFFE0000000
  %q1 = fdiv float %x, 6.0
  %r1 = select i1 %c1, float %q1, float 2.0
  %c2 = fcmp ole float %r1, 0x4017FFFFE0000000
  %q2 = fdiv float %r1, 6.0
  store float %q2, ptr %p
  %r2 = select i1 %c2, float %q2, float 1.0
  %c3 = fcmp ole float %r2, 0x4017FFFFE0000000
  %q3 = fdiv nnan float %r2, 6.0
  %r3 = select i1 %c3, float %q3, float 1.0
  %c4 = fcmp ole float %r3, 0x4017FFFFE0000000
  %q4 = fdiv float %y, 6.0
  %r4 = select i1 %c4, float %q4, float 1.0
  %c5 = fcmp ole float %r4, 0x4017FFFFE0000000
  %q5 = call float @unknown(float %r4)
  %r5 = select i1 %c5, float %q5, float 1.0
  ret float %r5
}
; A comparison next to a zero; the select says which zero.
; CHECK-LABEL: @zeros(
; CHECK: fcmp ogt float %x, -0.000000e+00
; CHECK: fcmp olt float {{%.*}}, 0.000000e+00
define float @zeros(float %x) #0 {
  %c1 = fcmp oge float %x, 0x36A0000000000000
  %r1 = select i1 %c1, float %x, float -0.0
  %c2 = fcmp ole float %r1, 0xB6A0000000000000
  %r2 = select i1 %c2, float %r1, float 0.0
  ret float %r2
}

; Three are no vector.
; CHECK-LABEL: @three(
; CHECK-COUNT-3: fcmp ogt float {{%.*}}, 0.000000e+00
; PRINT-LABEL: of 'three':
; PRINT-NEXT: 3 selects by ogt float 0.000000e+00, left alone, too few for a vector
define float @three(float %x, float %y, float %z) #0 {
entry:
  %c0 = fcmp ogt float %x, 0.0
  %c1 = fcmp ogt float %y, 0.0
  %c2 = fcmp ogt float %z, 0.0
  %m0 = select i1 %c0, float %x, float 0.0
  %m1 = select i1 %c1, float %y, float 0.0
  %m2 = select i1 %c2, float %z, float 0.0
  %s = fadd float %m0, %m1
  %r = fsub float %m2, %s
  ret float %r
}

; Denormals that count as zero: the neighbour of 0 would be one.
; CHECK-LABEL: @flushes(
; CHECK-COUNT-2: fcmp ogt double {{%.*}}, 0.000000e+00
; PRINT-LABEL: of 'flushes':
; PRINT-NEXT: 2 selects by ogt double 0.000000e+00, left alone, denormals may count as zero
; REMARK: 2 minima or maxima keep their price: denormals may count as zero
define double @flushes(double %x, double %y) "target-features"="+simd128" "denormal-fp-math"="preserve-sign,preserve-sign" {
entry:
  %c0 = fcmp ogt double %x, 0.0
  %c1 = fcmp ogt double %y, 0.0
  %m0 = select i1 %c0, double %x, double 0.0
  %m1 = select i1 %c1, double %y, double 0.0
  %r = fsub double %m0, %m1
  ret double %r
}
; No number is next to the largest, infinity or NaN.
; CHECK-LABEL: @largest(
; CHECK-COUNT-2: fcmp ogt double {{%.*}}, 0x7FEFFFFFFFFFFFFF
; PRINT-LABEL: of 'largest':
; PRINT-NEXT: 2 selects by ogt double 0x7FEFFFFFFFFFFFFF, left alone, no finite number is next to the constant
define double @largest(double %x, double %y) #0 {
entry:
  %c0 = fcmp ogt double %x, 0x7FEFFFFFFFFFFFFF
  %c1 = fcmp ogt double %y, 0x7FEFFFFFFFFFFFFF
  %m0 = select i1 %c0, double %x, double 0x7FEFFFFFFFFFFFFF
  %m1 = select i1 %c1, double %y, double 0x7FEFFFFFFFFFFFFF
  %r = fsub double %m0, %m1
  ret double %r
}

; Not to be touched, before or after.
; CHECK-LABEL: @optnone(
; CHECK: fcmp oge double %x, 4.940660e-324
; PRINT-LABEL: of 'optsize':
; PRINT-NEXT: of 'no_simd':
define double @optnone(double %x) optnone noinline "target-features"="+simd128" {
  %c = fcmp oge double %x, 4.940660e-324
  %m = select i1 %c, double %x, double 0.0
  ret double %m
}
; CHECK-LABEL: @optsize(
; CHECK: fcmp oge double %x, 4.940660e-324
define double @optsize(double %x) optsize "target-features"="+simd128" {
  %c = fcmp oge double %x, 4.940660e-324
  %m = select i1 %c, double %x, double 0.0
  ret double %m
}
; CHECK-LABEL: @no_simd(
; CHECK: fcmp oge double %x, 4.940660e-324
define double @no_simd(double %x) {
  %c = fcmp oge double %x, 4.940660e-324
  %m = select i1 %c, double %x, double 0.0
  ret double %m
}
; CHECK-LABEL: @strict(
; CHECK: fcmp oge double %x, 4.940660e-324
define double @strict(double %x) strictfp "target-features"="+simd128" {
  %c = fcmp oge double %x, 4.940660e-324
  %m = select i1 %c, double %x, double 0.0
  ret double %m
}

declare float @unknown(float)

attributes #0 = { "target-features"="+simd128" }

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2, !3}
!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, producer: "clang", isOptimized: true, emissionKind: FullDebug)
!1 = !DIFile(filename: "relu6.c", directory: "/")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !{i32 7, !"Dwarf Version", i32 4}
!4 = distinct !DISubprogram(name: "relu6", scope: !1, file: !1, line: 1, type: !5, unit: !0, spFlags: DISPFlagDefinition | DISPFlagOptimized)
!5 = !DISubroutineType(types: !6)
!6 = !{null}
!7 = !DILocation(line: 3, column: 5, scope: !4)
!8 = !DILocation(line: 4, column: 6, scope: !4)
