; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Conversions, truncations, masks, extensions and sums become steps of one Wasm instruction each; what does not fit stays.
; RUN: %opt -passes='wasm-lower,verify' -S %s -o - | FileCheck %s
; RUN: %opt -passes='wasm-lower' -pass-remarks=wasm-lower -disable-output %s 2>&1 | FileCheck --check-prefix=REMARK %s
; RUN: sed 's/wasm32-unknown-wasi/x86_64-unknown-linux-gnu/' %s | %opt -passes=wasm-lower -S - -o - | FileCheck --check-prefix=SAME %s
; RUN: %opt -nearnative-disable=wasm-lower -passes=wasm-lower -S %s -o - | FileCheck --check-prefix=SAME %s
; SAME-NOT: llvm.wasm
target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20"
target triple = "wasm32-unknown-wasi"

; A rounding average is what LLVM selects avgr_u for, in any order of additions; without the rounding it is not.
; CHECK-LABEL: define <16 x i8> @average(
; CHECK-NOT: narrow
; CHECK: trunc
define <16 x i8> @average(<16 x i8> %a, <16 x i8> %b) #0 {
  %x = zext <16 x i8> %a to <16 x i16>
  %y = zext <16 x i8> %b to <16 x i16>
  %x1 = add nuw nsw <16 x i16> %x, splat (i16 1)
  %sum = add nuw nsw <16 x i16> %x1, %y
  %half = lshr <16 x i16> %sum, splat (i16 1)
  %r = trunc nuw <16 x i16> %half to <16 x i8>
  ret <16 x i8> %r
}
; CHECK-LABEL: define <16 x i8> @rounded_down(
; CHECK: narrow.unsigned
define <16 x i8> @rounded_down(<16 x i8> %a, <16 x i8> %b) #0 {
  %x = zext <16 x i8> %a to <16 x i16>
  %y = zext <16 x i8> %b to <16 x i16>
  %sum = add nuw nsw <16 x i16> %x, %y
  %half = lshr <16 x i16> %sum, splat (i16 1)
  %r = trunc nuw <16 x i16> %half to <16 x i8>
  ret <16 x i8> %r
}

; REMARK: saturating conversion by i32 and narrow
; CHECK-LABEL: @saturating_signed(
; CHECK: [[I:%.*]] = call <16 x i32> @llvm.fptosi.sat.v16i32.v16f32(<16 x float> %x)
; CHECK-COUNT-4: shufflevector <16 x i32> [[I]]
; CHECK-COUNT-2: call <8 x i16> @llvm.wasm.narrow.signed.v8i16.v4i32
; CHECK: %r = call <16 x i8> @llvm.wasm.narrow.signed.v16i8.v8i16
; CHECK-NEXT: ret <16 x i8> %r
define <16 x i8> @saturating_signed(<16 x float> %x) #0 {
  %r = call <16 x i8> @llvm.fptosi.sat.v16i8.v16f32(<16 x float> %x)
  ret <16 x i8> %r
}
; Too high stays too high in the first step, so only the last one is unsigned.
; CHECK-LABEL: @saturating_unsigned(
; CHECK: @llvm.fptosi.sat.v4i32.v4f32
; CHECK: call <8 x i16> @llvm.wasm.narrow.signed.v8i16.v4i32(<4 x i32> [[I:%.*]], <4 x i32> [[I]])
; CHECK: call <16 x i8> @llvm.wasm.narrow.unsigned.v16i8.v8i16
define <4 x i8> @saturating_unsigned(<4 x float> %x) #0 {
  %r = call <4 x i8> @llvm.fptoui.sat.v4i8.v4f32(<4 x float> %x)
  ret <4 x i8> %r
}
; CHECK-LABEL: @saturating_u16(
; CHECK: @llvm.fptosi.sat.v8i32.v8f64
; CHECK: call <8 x i16> @llvm.wasm.narrow.unsigned.v8i16.v4i32
define <8 x i16> @saturating_u16(<8 x double> %x) #0 {
  %r = call <8 x i16> @llvm.fptoui.sat.v8i16.v8f64(<8 x double> %x)
  ret <8 x i16> %r
}
; CHECK-LABEL: @saturating_scalar(
; CHECK: [[I:%.*]] = call i32 @llvm.fptosi.sat.i32.f32(float %x)
; CHECK: [[L:%.*]] = call i32 @llvm.smax.i32(i32 [[I]], i32 0)
; CHECK: [[H:%.*]] = call i32 @llvm.smin.i32(i32 [[L]], i32 255)
; CHECK: trunc i32 [[H]] to i8
define i8 @saturating_scalar(float %x) #0 {
  %r = call i8 @llvm.fptoui.sat.i8.f32(float %x)
  ret i8 %r
}
; CHECK-LABEL: @saturating_i32(
; CHECK-NEXT: %r = call <4 x i32> @llvm.fptosi.sat.v4i32.v4f32
; CHECK-NEXT: ret
define <4 x i32> @saturating_i32(<4 x float> %x) #0 {
  %r = call <4 x i32> @llvm.fptosi.sat.v4i32.v4f32(<4 x float> %x)
  ret <4 x i32> %r
}
; CHECK-LABEL: @plain(
; CHECK: fptosi <16 x float> %x to <16 x i32>
; CHECK: @llvm.wasm.narrow.unsigned.v16i8.v8i16
define <16 x i8> @plain(<16 x float> %x) #0 {
  %r = fptoui <16 x float> %x to <16 x i8>
  ret <16 x i8> %r
}

; The clamp is what the instructions do.
; CHECK-LABEL: @clamp(
; CHECK-NOT: @llvm.s
; CHECK-COUNT-2: @llvm.wasm.narrow.signed.v8i16.v4i32
; CHECK: @llvm.wasm.narrow.signed.v16i8.v8i16
; CHECK-NEXT: ret
define <16 x i8> @clamp(<16 x i32> %x) #0 {
  %h = call <16 x i32> @llvm.smin.v16i32(<16 x i32> %x, <16 x i32> splat (i32 127))
  %l = call <16 x i32> @llvm.smax.v16i32(<16 x i32> %h, <16 x i32> splat (i32 -128))
  %r = trunc <16 x i32> %l to <16 x i8>
  ret <16 x i8> %r
}
; A narrower one comes after.
; CHECK-LABEL: @clamp_127(
; CHECK: [[N:%.*]] = call <16 x i8> @llvm.wasm.narrow.signed.v16i8.v8i16
; CHECK-NEXT: %r = call <16 x i8> @llvm.smax.v16i8(<16 x i8> [[N]], <16 x i8> splat (i8 -127))
; CHECK-NEXT: ret
define <16 x i8> @clamp_127(<16 x i32> %x) #0 {
  %h = call <16 x i32> @llvm.smin.v16i32(<16 x i32> %x, <16 x i32> splat (i32 127))
  %l = call <16 x i32> @llvm.smax.v16i32(<16 x i32> %h, <16 x i32> splat (i32 -127))
  %r = trunc <16 x i32> %l to <16 x i8>
  ret <16 x i8> %r
}
; CHECK-LABEL: @clamp_u8(
; CHECK-NOT: {{@llvm.[su]m}}
; CHECK: @llvm.wasm.narrow.unsigned.v16i8.v8i16
; CHECK-NEXT: ret
define <16 x i8> @clamp_u8(<16 x i32> %x) #0 {
  %l = call <16 x i32> @llvm.smax.v16i32(<16 x i32> %x, <16 x i32> zeroinitializer)
  %h = call <16 x i32> @llvm.umin.v16i32(<16 x i32> %l, <16 x i32> splat (i32 255))
  %r = trunc nuw <16 x i32> %h to <16 x i8>
  ret <16 x i8> %r
}
; An unsigned minimum of what may be negative as signed is no saturation: it stays, its result fits.
; CHECK-LABEL: @unsigned_minimum(
; CHECK: @llvm.umin.v16i32
; CHECK: @llvm.wasm.narrow.unsigned.v16i8.v8i16
define <16 x i8> @unsigned_minimum(<16 x i32> %x) #0 {
  %h = call <16 x i32> @llvm.umin.v16i32(<16 x i32> %x, <16 x i32> splat (i32 255))
  %r = trunc <16 x i32> %h to <16 x i8>
  ret <16 x i8> %r
}
; CHECK-LABEL: @shifted(
; CHECK: @llvm.wasm.narrow.signed.v8i16.v4i32
define <8 x i16> @shifted(<8 x i32> %x) #0 {
  %s = ashr <8 x i32> %x, splat (i32 16)
  %r = trunc <8 x i32> %s to <8 x i16>
  ret <8 x i16> %r
}
; One too many on either side, or nothing known: cut, not saturated.
; CHECK-LABEL: @clamp_256(
; CHECK-NOT: llvm.wasm
; CHECK: ret <16 x i8>
define <16 x i8> @clamp_256(<16 x i32> %x) #0 {
  %l = call <16 x i32> @llvm.smax.v16i32(<16 x i32> %x, <16 x i32> zeroinitializer)
  %h = call <16 x i32> @llvm.smin.v16i32(<16 x i32> %l, <16 x i32> splat (i32 256))
  %r = trunc <16 x i32> %h to <16 x i8>
  ret <16 x i8> %r
}
; CHECK-LABEL: @clamp_129(
; CHECK-NOT: llvm.wasm
; CHECK: ret <16 x i8>
define <16 x i8> @clamp_129(<16 x i32> %x) #0 {
  %l = call <16 x i32> @llvm.smax.v16i32(<16 x i32> %x, <16 x i32> splat (i32 -129))
  %h = call <16 x i32> @llvm.smin.v16i32(<16 x i32> %l, <16 x i32> splat (i32 127))
  %r = trunc <16 x i32> %h to <16 x i8>
  ret <16 x i8> %r
}
; CHECK-LABEL: @cut(
; CHECK-NEXT: %r = trunc
define <16 x i8> @cut(<16 x i32> %x) #0 {
  %r = trunc <16 x i32> %x to <16 x i8>
  ret <16 x i8> %r
}

; CHECK-LABEL: @mask(
; CHECK: [[C:%.*]] = icmp
; CHECK: [[W:%.*]] = sext <16 x i1> [[C]] to <16 x i32>
; CHECK: @llvm.wasm.narrow.signed.v16i8.v8i16
define <16 x i8> @mask(<16 x i32> %x) #0 {
  %c = icmp sgt <16 x i32> %x, splat (i32 5)
  %r = sext <16 x i1> %c to <16 x i8>
  ret <16 x i8> %r
}
; CHECK-LABEL: @flags(
; CHECK: [[M:%.*]] = call <16 x i8> @llvm.wasm.narrow.signed.v16i8.v8i16
; CHECK: and <16 x i8> [[M]], splat (i8 1)
define <16 x i8> @flags(<16 x float> %x, <16 x i32> %y) #0 {
  %c = fcmp ogt <16 x float> %x, zeroinitializer
  %d = icmp slt <16 x i32> %y, zeroinitializer
  %e = and <16 x i1> %c, %d
  %r = zext <16 x i1> %e to <16 x i8>
  ret <16 x i8> %r
}
; A lane that is not selected may be poison.
; CHECK-LABEL: @choice(
; CHECK: [[M:%.*]] = call <16 x i8> @llvm.wasm.narrow.signed.v16i8.v8i16
; CHECK: [[A:%.*]] = freeze <16 x i8> %a
; CHECK: and <16 x i8> [[M]], [[A]]
define <16 x i8> @choice(<16 x float> %x, <16 x i8> %a, <16 x i8> noundef %b) #0 {
  %c = fcmp ogt <16 x float> %x, zeroinitializer
  %r = select <16 x i1> %c, <16 x i8> %a, <16 x i8> %b
  ret <16 x i8> %r
}
; CHECK-LABEL: @mask_of_bytes(
; CHECK-NOT: llvm.wasm
; CHECK: ret
define <16 x i8> @mask_of_bytes(<16 x i8> %x, <16 x i8> %a) #0 {
  %c = icmp sgt <16 x i8> %x, zeroinitializer
  %r = select <16 x i1> %c, <16 x i8> %x, <16 x i8> %a
  ret <16 x i8> %r
}

; CHECK-LABEL: @widened(
; CHECK-COUNT-2: sext <8 x i8> {{.*}} to <8 x i16>
; CHECK-NOT: to <16 x i32>
; CHECK: ret
define <16 x i32> @widened(<16 x i8> %x) #0 {
  %r = sext <16 x i8> %x to <16 x i32>
  ret <16 x i32> %r
}
; CHECK-LABEL: @to_float(
; CHECK: zext <8 x i8> {{.*}} to <8 x i16>
; CHECK: zext <4 x i16> {{.*}} to <4 x i32>
; CHECK: sitofp <4 x i32> {{.*}} to <4 x float>
define <16 x float> @to_float(<16 x i8> %x) #0 {
  %r = uitofp <16 x i8> %x to <16 x float>
  ret <16 x float> %r
}

; Bits are counted by bytes.
; CHECK-LABEL: @bits32(
; CHECK: [[A:%.*]] = bitcast <4 x i32> %a to <16 x i8>
; CHECK: [[B:%.*]] = call <16 x i8> @llvm.ctpop.v16i8(<16 x i8> [[A]])
; CHECK: [[C:%.*]] = call <8 x i16> @llvm.wasm.extadd.pairwise.unsigned.v8i16(<16 x i8> [[B]])
; CHECK: call <4 x i32> @llvm.wasm.extadd.pairwise.unsigned.v4i32(<8 x i16> [[C]])
define <4 x i32> @bits32(<4 x i32> %a) #0 {
  %r = call <4 x i32> @llvm.ctpop.v4i32(<4 x i32> %a)
  ret <4 x i32> %r
}
; CHECK-LABEL: @bits16(
; CHECK-COUNT-2: call <8 x i16> @llvm.wasm.extadd.pairwise.unsigned.v8i16
; CHECK-NOT: extadd
; CHECK: ret
define <16 x i16> @bits16(<16 x i16> %a) #0 {
  %r = call <16 x i16> @llvm.ctpop.v16i16(<16 x i16> %a)
  ret <16 x i16> %r
}
; CHECK-LABEL: @bits64(
; CHECK: [[A:%.*]] = call <4 x i32> @llvm.wasm.extadd.pairwise.unsigned.v4i32
; CHECK: [[B:%.*]] = bitcast <4 x i32> [[A]] to <2 x i64>
; CHECK: [[C:%.*]] = lshr <2 x i64> [[B]], splat (i64 32)
; CHECK: [[D:%.*]] = and <2 x i64> [[B]], splat (i64 4294967295)
; CHECK: add <2 x i64> [[C]], [[D]]
define <2 x i64> @bits64(<2 x i64> %a) #0 {
  %r = call <2 x i64> @llvm.ctpop.v2i64(<2 x i64> %a)
  ret <2 x i64> %r
}
; CHECK-LABEL: @bits8(
; CHECK-NEXT: call <16 x i8> @llvm.ctpop.v16i8(<16 x i8> %a)
define <16 x i8> @bits8(<16 x i8> %a) #0 {
  %r = call <16 x i8> @llvm.ctpop.v16i8(<16 x i8> %a)
  ret <16 x i8> %r
}
; CHECK-LABEL: @dot(
; CHECK-COUNT-4: @llvm.wasm.dot
; CHECK: call i32 @llvm.vector.reduce.add.v4i32
define i32 @dot(<32 x i8> %a, <32 x i8> %b) #0 {
  %x = sext <32 x i8> %a to <32 x i32>
  %y = zext <32 x i8> %b to <32 x i32>
  %m = mul <32 x i32> %x, %y
  %r = call i32 @llvm.vector.reduce.add.v32i32(<32 x i32> %m)
  ret i32 %r
}
; u16 is not in the range of i16.
; CHECK-LABEL: @dot_u16(
; CHECK-NOT: llvm.wasm
; CHECK: ret i32
define i32 @dot_u16(<8 x i16> %a, <8 x i16> %b) #0 {
  %x = zext <8 x i16> %a to <8 x i32>
  %y = sext <8 x i16> %b to <8 x i32>
  %m = mul <8 x i32> %x, %y
  %r = call i32 @llvm.vector.reduce.add.v8i32(<8 x i32> %m)
  ret i32 %r
}
; CHECK-LABEL: @sum(
; CHECK: @llvm.wasm.extadd.pairwise.unsigned.v8i16(
; CHECK: @llvm.wasm.extadd.pairwise.unsigned.v4i32(
; CHECK: @llvm.vector.reduce.add.v4i32
define i32 @sum(<16 x i8> %a) #0 {
  %x = zext <16 x i8> %a to <16 x i32>
  %r = call i32 @llvm.vector.reduce.add.v16i32(<16 x i32> %x)
  ret i32 %r
}

; CHECK-LABEL: @largest(
; CHECK: [[R:%.*]] = call <16 x i8> @llvm.wasm.shuffle(<16 x i8> {{.*}}, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15, i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7)
; CHECK: @llvm.umax.v16i8
; CHECK-NOT: reduce
; CHECK: ret i8
define i8 @largest(<32 x i8> %a) #0 {
  %r = call i8 @llvm.vector.reduce.umax.v32i8(<32 x i8> %a)
  ret i8 %r
}
; The upper half is not read: as the pattern has it.
; CHECK-LABEL: @zip(
; CHECK: @llvm.wasm.shuffle(<16 x i8> {{.*}}, <16 x i8> {{.*}}, i32 0, i32 16, i32 1, i32 17, i32 2, i32 18, i32 3, i32 19, i32 4, i32 20, i32 5, i32 21, i32 6, i32 22, i32 7, i32 23)
define <8 x i8> @zip(<16 x i8> %a, <16 x i8> %b) #0 {
  %r = shufflevector <16 x i8> %a, <16 x i8> %b, <8 x i32> <i32 0, i32 16, i32 1, i32 17, i32 2, i32 18, i32 3, i32 19>
  ret <8 x i8> %r
}
; CHECK-LABEL: @no_pattern(
; CHECK-NOT: llvm.wasm
; CHECK: ret
define <8 x i8> @no_pattern(<16 x i8> %a, <16 x i8> %b) #0 {
  %r = shufflevector <16 x i8> %a, <16 x i8> %b, <8 x i32> <i32 0, i32 16, i32 5, i32 17, i32 2, i32 18, i32 3, i32 19>
  ret <8 x i8> %r
}
; Parts and copies have instructions of their own.
; CHECK-LABEL: @part(
; CHECK-NEXT: shufflevector
; CHECK-NEXT: ret
define <8 x i8> @part(<16 x i8> %a) #0 {
  %r = shufflevector <16 x i8> %a, <16 x i8> poison, <8 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15>
  ret <8 x i8> %r
}

; CHECK-LABEL: @located(
; CHECK: @llvm.wasm.narrow.signed.v16i8.v8i16({{.*}}), !dbg [[WHERE:!.*]]
define <16 x i8> @located(<16 x float> %x) #0 !dbg !4 {
  %r = call <16 x i8> @llvm.fptosi.sat.v16i8.v16f32(<16 x float> %x), !dbg !5
  ret <16 x i8> %r
}

; CHECK-LABEL: @unoptimised(
; CHECK-NEXT: llvm.fptosi.sat.v16i8.v16f32
define <16 x i8> @unoptimised(<16 x float> %x) #1 {
  %r = call <16 x i8> @llvm.fptosi.sat.v16i8.v16f32(<16 x float> %x)
  ret <16 x i8> %r
}
; CHECK-LABEL: @without_simd(
; CHECK-NEXT: llvm.fptosi.sat.v16i8.v16f32
define <16 x i8> @without_simd(<16 x float> %x) #2 {
  %r = call <16 x i8> @llvm.fptosi.sat.v16i8.v16f32(<16 x float> %x)
  ret <16 x i8> %r
}

attributes #0 = { "target-features"="+simd128" }
attributes #1 = { noinline optnone "target-features"="+simd128" }
attributes #2 = { "target-features"="+nontrapping-fptoint" }

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, isOptimized: true, emissionKind: FullDebug)
!1 = !DIFile(filename: "k.c", directory: "/")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !{})
!4 = distinct !DISubprogram(name: "located", scope: !1, file: !1, line: 6, type: !3, unit: !0, spFlags: DISPFlagDefinition)
!5 = !DILocation(line: 7, scope: !4)
; CHECK: [[WHERE]] = !DILocation(line: 7
