; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; What wasm-int-idioms makes of the vectorizers' vectors, and what is refused.
; RUN: %opt -passes='wasm-int-idioms,verify' -S %s | FileCheck %s
; RUN: %opt -passes=wasm-int-idioms -pass-remarks=wasm-int-idioms -disable-output %s 2>&1 | FileCheck --check-prefix=REMARK %s
; RUN: %opt -passes=wasm-int-idioms -nearnative-disable=wasm-int-idioms -S %s | FileCheck --check-prefix=NONE %s
; RUN: sed -e 's/wasm32-wasi/x86_64-linux/' %s | %opt -passes=wasm-int-idioms -S | FileCheck --check-prefix=NONE %s
; RUN: sed -e 's/+simd128/-simd128/' %s | %opt -passes=wasm-int-idioms -S | FileCheck --check-prefix=NONE %s
; RUN: sed -e 's/+simd128" }/+simd128" optnone noinline }/' %s | %opt -passes=wasm-int-idioms -S | FileCheck --check-prefix=NONE %s
; NONE-NOT: @llvm.wasm.dot
; NONE-NOT: load <8 x i8>
; REMARK: gray.c:2:3: weighted channels added in pairs
; REMARK: load in halves, each of which extends by itself
target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20"
target triple = "wasm32-wasi"

; The sum is below 2^16: the truncation can be done by saturation.
; CHECK-LABEL: define <8 x i16> @gray(
; CHECK: %[[LOW:.*]] = shufflevector <32 x i8> {{.*}}, <16 x i32> <i32 0, i32 1,
; CHECK: %[[HALVES:.*]] = bitcast <16 x i8> {{.*}} to <8 x i16>
; CHECK: %[[EVEN:.*]] = and <8 x i16> %[[HALVES]], splat (i16 255)
; CHECK: call <4 x i32> @llvm.wasm.dot(<8 x i16> %[[EVEN]], <8 x i16> <i16 77, i16 29, i16 77, i16 29, i16 77, i16 29, i16 77, i16 29>), !dbg
; CHECK: %[[ODD:.*]] = lshr <8 x i16> %[[HALVES]], splat (i16 8)
; CHECK: call <4 x i32> @llvm.wasm.dot(<8 x i16> %[[ODD]], <8 x i16> <i16 150, i16 0, i16 150, i16 0, i16 150, i16 0, i16 150, i16 0>)
; CHECK: trunc nuw <8 x i32> {{.*}} to <8 x i16>
; CHECK: add <8 x i16> {{.*}}, splat (i16 128)
; CHECK-NOT: mul
; CHECK: ret
define <8 x i16> @gray(<32 x i8> %x) #0 !dbg !4 {
  %r = shufflevector <32 x i8> %x, <32 x i8> poison, <8 x i32> <i32 0, i32 4, i32 8, i32 12, i32 16, i32 20, i32 24, i32 28>
  %g = shufflevector <32 x i8> %x, <32 x i8> poison, <8 x i32> <i32 1, i32 5, i32 9, i32 13, i32 17, i32 21, i32 25, i32 29>
  %b = shufflevector <32 x i8> %x, <32 x i8> poison, <8 x i32> <i32 2, i32 6, i32 10, i32 14, i32 18, i32 22, i32 26, i32 30>
  %rw = zext <8 x i8> %r to <8 x i16>
  %gw = zext <8 x i8> %g to <8 x i16>
  %bw = zext <8 x i8> %b to <8 x i16>
  %rm = mul nuw nsw <8 x i16> %rw, splat (i16 77)
  %gm = mul nuw <8 x i16> %gw, splat (i16 150)
  %bm = mul nuw nsw <8 x i16> %bw, splat (i16 29)
  %s = add nuw nsw <8 x i16> %rm, splat (i16 128)
  %t = add nuw <8 x i16> %s, %gm
  %u = add nuw <8 x i16> %t, %bm, !dbg !7
  ret <8 x i16> %u
}

; The second register ends where the load does; its channels lie one higher. Nothing beyond is read.
; CHECK-LABEL: define <8 x i32> @shorter(
; CHECK: load <16 x i8>, ptr %p, align 1
; CHECK: %[[SECOND:.*]] = getelementptr inbounds nuw i8, ptr %p, i32 15
; CHECK: load <16 x i8>, ptr %[[SECOND]], align 1
; CHECK: <i16 77, i16 -29, i16 77,
; CHECK: <i16 0, i16 150, i16 0,
; CHECK: <i16 77, i16 -29, i16 77,
; CHECK: ret
define <8 x i32> @shorter(ptr %p) #0 {
  %x = load <31 x i8>, ptr %p, align 1
  %r = shufflevector <31 x i8> %x, <31 x i8> poison, <8 x i32> <i32 0, i32 4, i32 8, i32 12, i32 16, i32 20, i32 24, i32 28>
  %g = shufflevector <31 x i8> %x, <31 x i8> poison, <8 x i32> <i32 1, i32 5, i32 9, i32 13, i32 17, i32 21, i32 25, i32 29>
  %b = shufflevector <31 x i8> %x, <31 x i8> poison, <8 x i32> <i32 2, i32 6, i32 10, i32 14, i32 18, i32 22, i32 26, i32 30>
  %rw = zext <8 x i8> %r to <8 x i32>
  %gw = zext <8 x i8> %g to <8 x i32>
  %bw = zext <8 x i8> %b to <8 x i32>
  %rm = mul <8 x i32> %rw, splat (i32 77)
  %gm = mul <8 x i32> %gw, splat (i32 150)
  %bm = mul <8 x i32> %bw, splat (i32 -29)
  %s = add <8 x i32> %rm, %gm
  %t = add <8 x i32> %s, %bm
  ret <8 x i32> %t
}

; CHECK-LABEL: define <4 x i32> @stereo(
; CHECK: call <4 x i32> @llvm.wasm.dot(<8 x i16> {{.*}}, <8 x i16> <i16 3, i16 1, i16 3,
; CHECK-NOT: mul
; CHECK: ret
define <4 x i32> @stereo(<8 x i16> %x) #0 {
  %l = shufflevector <8 x i16> %x, <8 x i16> poison, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %r = shufflevector <8 x i16> %x, <8 x i16> poison, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %lw = sext <4 x i16> %l to <4 x i32>
  %rw = sext <4 x i16> %r to <4 x i32>
  %lm = mul <4 x i32> %lw, splat (i32 3)
  %s = add <4 x i32> %lm, %rw
  ret <4 x i32> %s
}

; CHECK-LABEL: define <16 x i16> @halves(
; CHECK: %[[A:.*]] = load <8 x i8>, ptr %{{.*}}, align 16, !alias.scope
; CHECK: sext <8 x i8> %[[A]] to <8 x i16>
; CHECK: getelementptr inbounds nuw i8, ptr %p, i32 24
; CHECK: load <8 x i8>, ptr %{{.*}}, align 8, !alias.scope
; CHECK: ret
define <16 x i16> @halves(ptr %p) #0 {
  %q = getelementptr inbounds nuw i8, ptr %p, i32 16
  %x = load <16 x i8>, ptr %q, align 16, !alias.scope !8
  %w = sext <16 x i8> %x to <16 x i16>
  ret <16 x i16> %w
}

; CHECK-LABEL: define <8 x i32> @half_words(
; CHECK-COUNT-2: load <4 x i16>
; CHECK: ret
define <8 x i32> @half_words(ptr %p) #0 {
  %x = load <8 x i16>, ptr %p, align 2
  %w = zext <8 x i16> %x to <8 x i32>
  ret <8 x i32> %w
}

; Refused: weights that do not fit, unsigned 16 bits, volatile loads, loads that have other uses, averages, sums over lanes.
; CHECK-LABEL: define <4 x i32> @heavy(
; CHECK-NOT: call <4 x i32> @llvm.wasm.dot
; CHECK-NOT: load <8 x i8>
define <4 x i32> @heavy(<16 x i8> %x) #0 {
  %r = shufflevector <16 x i8> %x, <16 x i8> poison, <4 x i32> <i32 0, i32 4, i32 8, i32 12>
  %g = shufflevector <16 x i8> %x, <16 x i8> poison, <4 x i32> <i32 1, i32 5, i32 9, i32 13>
  %rw = zext <4 x i8> %r to <4 x i32>
  %gw = zext <4 x i8> %g to <4 x i32>
  %rm = mul <4 x i32> %rw, splat (i32 77)
  %gm = mul <4 x i32> %gw, splat (i32 32768)
  %s = add <4 x i32> %rm, %gm
  ret <4 x i32> %s
}
define <4 x i32> @unsigned(<8 x i16> %x) #0 {
  %l = shufflevector <8 x i16> %x, <8 x i16> poison, <4 x i32> <i32 0, i32 2, i32 4, i32 6>
  %r = shufflevector <8 x i16> %x, <8 x i16> poison, <4 x i32> <i32 1, i32 3, i32 5, i32 7>
  %lw = zext <4 x i16> %l to <4 x i32>
  %rw = zext <4 x i16> %r to <4 x i32>
  %s = add <4 x i32> %lw, %rw
  ret <4 x i32> %s
}
define <4 x i32> @volatile_sum(ptr %p) #0 {
  %x = load volatile <14 x i8>, ptr %p, align 1
  %r = shufflevector <14 x i8> %x, <14 x i8> poison, <4 x i32> <i32 0, i32 4, i32 8, i32 12>
  %g = shufflevector <14 x i8> %x, <14 x i8> poison, <4 x i32> <i32 1, i32 5, i32 9, i32 13>
  %rw = zext <4 x i8> %r to <4 x i32>
  %gw = zext <4 x i8> %g to <4 x i32>
  %s = add <4 x i32> %rw, %gw
  ret <4 x i32> %s
}
define <16 x i16> @volatile_load(ptr %p) #0 {
  %x = load volatile <16 x i8>, ptr %p, align 16
  %w = sext <16 x i8> %x to <16 x i16>
  ret <16 x i16> %w
}
define <16 x i16> @two_uses(ptr %p, ptr %o) #0 {
  %x = load <16 x i8>, ptr %p, align 16
  store <16 x i8> %x, ptr %o
  %w = sext <16 x i8> %x to <16 x i16>
  ret <16 x i16> %w
}
define <16 x i8> @average(ptr %p, ptr %q) #0 {
  %x = load <16 x i8>, ptr %p, align 16
  %y = load <16 x i8>, ptr %q, align 16
  %xw = zext <16 x i8> %x to <16 x i16>
  %yw = zext <16 x i8> %y to <16 x i16>
  %s = add nuw nsw <16 x i16> %xw, splat (i16 1)
  %t = add nuw nsw <16 x i16> %s, %yw
  %h = lshr <16 x i16> %t, splat (i16 1)
  %a = trunc <16 x i16> %h to <16 x i8>
  ret <16 x i8> %a
}
define i32 @lanes(ptr %p) #0 {
  %x = load <16 x i8>, ptr %p, align 16
  %w = zext <16 x i8> %x to <16 x i32>
  %s = call i32 @llvm.vector.reduce.add.v16i32(<16 x i32> %w)
  ret i32 %s
}

attributes #0 = { "target-features"="+simd128" }

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2, !3}
!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, isOptimized: true, emissionKind: LineTablesOnly)
!1 = !DIFile(filename: "gray.c", directory: "/")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !{i32 7, !"Dwarf Version", i32 4}
!4 = distinct !DISubprogram(name: "gray", file: !1, line: 1, type: !5, unit: !0, spFlags: DISPFlagDefinition)
!5 = !DISubroutineType(types: !6)
!6 = !{}
!7 = !DILocation(line: 2, column: 3, scope: !4)
!8 = !{!9}
!9 = distinct !{!9, !10}
!10 = distinct !{!10}
