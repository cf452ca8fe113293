; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; With +relaxed-simd: nothing that LLVM 22 would make an inexact relaxed instruction of is left, and only that is touched.
; RUN: %opt -passes='wasm-relaxed-guard,verify' -S %s -o %t.ll
; RUN: FileCheck %s < %t.ll
; RUN: %opt -passes='default<O1>' -S %s -o %t1.ll
; RUN: llc -O3 %t.ll -o - | FileCheck --check-prefix=ASM %s
; RUN: llc -O3 %t1.ll -o - | FileCheck --check-prefix=ASM %s
; ASM-NOT: relaxed_{{dot|min|max}}
; ASM-LABEL: not_optimized:
;
; Without the pass LLVM 22 does: when this fails, the pass has become needless.
; RUN: llc -O3 %s -o - | FileCheck --check-prefix=HAZARD %s
; HAZARD-LABEL: dot:
; HAZARD: i32x4.relaxed_dot_i8x16_i7x16_add_s
; HAZARD-LABEL: greater:
; HAZARD: f32x4.relaxed_max
; HAZARD-LABEL: max:
; HAZARD: f32x4.relaxed_max
;
; RUN: %opt -passes='wasm-relaxed-guard' -nearnative-disable=wasm-relaxed-guard -S %s -o - | FileCheck --check-prefix=OFF %s
; OFF-NOT: bitselect
; OFF-NOT: @llvm.wasm.dot
; RUN: sed 's/wasm32-unknown-wasi/x86_64-unknown-linux/' %s > %t-x86.ll
; RUN: %opt -passes='wasm-relaxed-guard' -S %t-x86.ll -o - | FileCheck --check-prefix=OFF %s
; RUN: sed 's/+relaxed-simd,//' %s > %t-plain.ll
; RUN: %opt -passes='wasm-relaxed-guard' -S %t-plain.ll -o - | FileCheck --check-prefix=PLAIN %s
; PLAIN-NOT: bitselect
; PLAIN-NOT: @llvm.wasm.dot
; RUN: %opt -passes='wasm-relaxed-guard' -pass-remarks=wasm-relaxed-guard -disable-output %s 2>&1 | FileCheck --check-prefix=REMARK %s
; REMARK: remark: dot.c:7:3: call kept from becoming a relaxed instruction that is not exact
target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20"
target triple = "wasm32-unknown-wasi"

; CHECK-LABEL: @dot(
; CHECK: sext <16 x i8> %a to <16 x i16>, !dbg [[LINE:![0-9]+]]
; CHECK: call <4 x i32> @llvm.wasm.dot(<8 x i16> {{.*}}), !dbg [[LINE]]
; CHECK: call <4 x i32> @llvm.wasm.dot(
; CHECK-NOT: partial.reduce
; CHECK: ret
define <4 x i32> @dot(<16 x i8> %a, <16 x i8> %b, <4 x i32> %c) #0 !dbg !4 {
  %x = sext <16 x i8> %a to <16 x i32>
  %y = sext <16 x i8> %b to <16 x i32>
  %m = mul <16 x i32> %x, %y
  %r = call <4 x i32> @llvm.vector.partial.reduce.add.v4i32.v16i32(<4 x i32> %c, <16 x i32> %m), !dbg !7
  ret <4 x i32> %r, !dbg !7
}
; CHECK-LABEL: @dot_32(
; CHECK-COUNT-4: @llvm.wasm.dot(
; CHECK-NOT: @llvm.wasm.dot(
; CHECK: ret
define <4 x i32> @dot_32(<32 x i8> %a, <32 x i8> %b, <4 x i32> %c) #0 {
  %x = sext <32 x i8> %a to <32 x i32>
  %y = sext <32 x i8> %b to <32 x i32>
  %m = mul <32 x i32> %x, %y
  %r = call <4 x i32> @llvm.vector.partial.reduce.add.v4i32.v32i32(<4 x i32> %c, <32 x i32> %m)
  ret <4 x i32> %r
}
; CHECK-LABEL: @dot_8_sums(
; CHECK-NOT: partial.reduce
; CHECK: ret
define <8 x i32> @dot_8_sums(<32 x i8> %a, <32 x i8> %b, <8 x i32> %c) #0 {
  %x = sext <32 x i8> %a to <32 x i32>
  %y = sext <32 x i8> %b to <32 x i32>
  %m = mul <32 x i32> %x, %y
  %r = call <8 x i32> @llvm.vector.partial.reduce.add.v8i32.v32i32(<8 x i32> %c, <32 x i32> %m)
  ret <8 x i32> %r
}
; CHECK-LABEL: @dot_constant(
; CHECK: @llvm.wasm.dot(<8 x i16> {{.*}}, <8 x i16> splat (i16 -3))
define <4 x i32> @dot_constant(<16 x i8> %a, <4 x i32> %c) #0 {
  %x = sext <16 x i8> %a to <16 x i32>
  %m = mul <16 x i32> %x, splat (i32 -3)
  %r = call <4 x i32> @llvm.vector.partial.reduce.add.v4i32.v16i32(<4 x i32> %c, <16 x i32> %m)
  ret <4 x i32> %r
}
; Too large for 16 bits, shifted: added in slices.
; CHECK-LABEL: @dot_large_constant(
; CHECK-NOT: partial.reduce
; CHECK-NOT: @llvm.wasm.dot(
; CHECK: ret
define <4 x i32> @dot_large_constant(<16 x i8> %a, <4 x i32> %c) #0 {
  %x = sext <16 x i8> %a to <16 x i32>
  %m = mul <16 x i32> %x, splat (i32 40000)
  %r = call <4 x i32> @llvm.vector.partial.reduce.add.v4i32.v16i32(<4 x i32> %c, <16 x i32> %m)
  ret <4 x i32> %r
}
; CHECK-LABEL: @dot_shifted(
; CHECK-NOT: partial.reduce
; CHECK: ret
define <4 x i32> @dot_shifted(<16 x i8> %a, <4 x i32> %c) #0 {
  %x = sext <16 x i8> %a to <16 x i32>
  %m = shl <16 x i32> %x, splat (i32 3)
  %r = call <4 x i32> @llvm.vector.partial.reduce.add.v4i32.v16i32(<4 x i32> %c, <16 x i32> %m)
  ret <4 x i32> %r
}
; CHECK-LABEL: @dot_via_16(
; CHECK: @llvm.wasm.dot(
; CHECK-NOT: partial.reduce
; CHECK: ret
define <4 x i32> @dot_via_16(<16 x i8> %a, <16 x i8> %b, <4 x i32> %c) #0 {
  %x = sext <16 x i8> %a to <16 x i16>
  %y = sext <16 x i8> %b to <16 x i16>
  %m = mul <16 x i16> %x, %y
  %e = sext <16 x i16> %m to <16 x i32>
  %r = call <4 x i32> @llvm.vector.partial.reduce.add.v4i32.v16i32(<4 x i32> %c, <16 x i32> %e)
  ret <4 x i32> %r
}
; A masked term (a reduction under an if).
; CHECK-LABEL: @dot_masked(
; CHECK-NOT: partial.reduce
; CHECK: ret
define <4 x i32> @dot_masked(<16 x i8> %a, <16 x i8> %b, <4 x i32> %c, <16 x i1> %mask) #0 {
  %x = sext <16 x i8> %a to <16 x i32>
  %y = sext <16 x i8> %b to <16 x i32>
  %m = mul <16 x i32> %x, %y
  %s = select <16 x i1> %mask, <16 x i32> %m, <16 x i32> zeroinitializer
  %r = call <4 x i32> @llvm.vector.partial.reduce.add.v4i32.v16i32(<4 x i32> %c, <16 x i32> %s)
  ret <4 x i32> %r
}
; Exact anyway: plain sums, unsigned products, words.
; CHECK-LABEL: @plain(
; CHECK: call <4 x i32> @llvm.vector.partial.reduce.add
; CHECK: call <4 x i32> @llvm.vector.partial.reduce.add
; CHECK: call <4 x i32> @llvm.vector.partial.reduce.add
define <4 x i32> @plain(<16 x i8> %a, <16 x i8> %b, <8 x i16> %w, <4 x i32> %c) #0 {
  %x = sext <16 x i8> %a to <16 x i32>
  %sum = call <4 x i32> @llvm.vector.partial.reduce.add.v4i32.v16i32(<4 x i32> %c, <16 x i32> %x)
  %u = zext <16 x i8> %a to <16 x i32>
  %v = zext <16 x i8> %b to <16 x i32>
  %m = mul <16 x i32> %u, %v
  %product = call <4 x i32> @llvm.vector.partial.reduce.add.v4i32.v16i32(<4 x i32> %sum, <16 x i32> %m)
  %e = sext <8 x i16> %w to <8 x i32>
  %s = mul <8 x i32> %e, %e
  %r = call <4 x i32> @llvm.vector.partial.reduce.add.v4i32.v8i32(<4 x i32> %product, <8 x i32> %s)
  ret <4 x i32> %r
}

; CHECK-LABEL: @greater(
; CHECK: call <4 x i32> @llvm.wasm.bitselect.v4i32(
define <4 x float> @greater(<4 x float> %a, <4 x float> %b) #0 {
  %c = fcmp ogt <4 x float> %a, %b
  %r = select <4 x i1> %c, <4 x float> %a, <4 x float> %b
  ret <4 x float> %r
}
; CHECK-LABEL: @not_less(
; CHECK: call <2 x i64> @llvm.wasm.bitselect.v2i64(
define <2 x double> @not_less(<2 x double> %a, <2 x double> %b) #0 {
  %c = fcmp olt <2 x double> %a, %b
  %n = xor <2 x i1> %c, splat (i1 true)
  %r = select <2 x i1> %n, <2 x double> %a, <2 x double> %b
  ret <2 x double> %r
}
; CHECK-LABEL: @relu_frozen(
; CHECK: call <4 x i32> @llvm.wasm.bitselect.v4i32(
define <4 x float> @relu_frozen(<4 x float> %a) #0 {
  %c = fcmp ule <4 x float> %a, zeroinitializer
  %z = freeze <4 x i1> %c
  %r = select <4 x i1> %z, <4 x float> zeroinitializer, <4 x float> %a
  ret <4 x float> %r
}
; CHECK-LABEL: @other_lengths(
; CHECK-NOT: select <
; CHECK: ret
define <8 x float> @other_lengths(<8 x float> %a, <8 x float> %b, <2 x float> %x, ptr %p) #0 {
  %c = fcmp olt <2 x float> %x, splat (float 1.0)
  %s = select <2 x i1> %c, <2 x float> %x, <2 x float> splat (float 1.0)
  store <2 x float> %s, ptr %p
  %d = fcmp olt <8 x float> %a, %b
  %r = select <8 x i1> %d, <8 x float> %a, <8 x float> %b
  ret <8 x float> %r
}
; No minimum: other arms, an integer comparison, one condition for all lanes.
; CHECK-LABEL: @other_selects(
; CHECK-COUNT-3: select
define <4 x float> @other_selects(<4 x float> %a, <4 x float> %b, <4 x i32> %i, <4 x i32> %j, float %k) #0 {
  %c = fcmp olt <4 x float> %a, zeroinitializer
  %x = select <4 x i1> %c, <4 x float> %b, <4 x float> zeroinitializer
  %d = icmp slt <4 x i32> %i, %j
  %y = select <4 x i1> %d, <4 x float> %x, <4 x float> %a
  %e = fcmp olt float %k, 0.0
  %r = select i1 %e, <4 x float> %y, <4 x float> %a
  ret <4 x float> %r
}
; CHECK-LABEL: @max(
; CHECK-COUNT-4: call nsz float @llvm.maxnum.f32(
; CHECK-NOT: maxnum
; CHECK: ret
define <4 x float> @max(<4 x float> %a, <4 x float> %b) #0 {
  %r = call nsz <4 x float> @llvm.maxnum.v4f32(<4 x float> %a, <4 x float> %b)
  ret <4 x float> %r
}
; CHECK-LABEL: @min(
; CHECK-COUNT-2: call double @llvm.minimumnum.f64(
define <2 x double> @min(<2 x double> %a, <2 x double> %b) #0 {
  %r = call <2 x double> @llvm.minimumnum.v2f64(<2 x double> %a, <2 x double> %b)
  ret <2 x double> %r
}

; Asked for by name, or granted by the source: kept.
; CHECK-LABEL: @by_name(
; CHECK: @llvm.wasm.relaxed.nmadd
; CHECK: @llvm.fmuladd
define <4 x float> @by_name(<4 x float> %a, <4 x float> %b) #0 {
  %m = call <4 x float> @llvm.wasm.relaxed.nmadd.v4f32(<4 x float> %a, <4 x float> %b, <4 x float> %a)
  %r = call <4 x float> @llvm.fmuladd.v4f32(<4 x float> %m, <4 x float> %a, <4 x float> %b)
  ret <4 x float> %r
}
; The backend gives this function the features of the others.
; CHECK-LABEL: @no_relaxed(
; CHECK: @llvm.wasm.bitselect
define <4 x float> @no_relaxed(<4 x float> %a, <4 x float> %b) #1 {
  %c = fcmp ogt <4 x float> %a, %b
  %r = select <4 x i1> %c, <4 x float> %a, <4 x float> %b
  ret <4 x float> %r
}
; LLVM's own business.
; CHECK-LABEL: @not_optimized(
; CHECK: select
define <4 x float> @not_optimized(<4 x float> %a, <4 x float> %b) #2 {
  %c = fcmp ogt <4 x float> %a, %b
  %r = select <4 x i1> %c, <4 x float> %a, <4 x float> %b
  ret <4 x float> %r
}

; CHECK: [[LINE]] = !DILocation(line: 7, column: 3
attributes #0 = { "target-features"="+relaxed-simd,+simd128" }
attributes #1 = { "target-features"="+simd128" }
attributes #2 = { noinline optnone "target-features"="+relaxed-simd,+simd128" }
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!3}
!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "dot.c", directory: "/")
!3 = !{i32 2, !"Debug Info Version", i32 3}
!4 = distinct !DISubprogram(name: "dot", scope: !1, file: !1, line: 5, type: !5, unit: !0, spFlags: DISPFlagDefinition)
!5 = !DISubroutineType(types: !6)
!6 = !{}
!7 = !DILocation(line: 7, column: 3, scope: !4)
