; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Sums of narrow integers become vector loops of their own, and what is refused, and why. The run-time comparison is in
; wasm-int-idioms-dots-run.c.
; RUN: %opt -passes='wasm-int-idioms,verify' -S %s -o - | FileCheck %s
; RUN: %opt -passes='wasm-int-idioms' -pass-remarks=wasm-int-idioms -pass-remarks-missed=wasm-int-idioms -disable-output %s 2>&1 | FileCheck --check-prefix=REMARK %s
; RUN: %opt -passes='print<wasm-int-idioms>' -disable-output %s 2>&1 | FileCheck --check-prefix=PRINT %s
; RUN: %opt -passes='wasm-int-idioms<size>' -S %s -o - | FileCheck --check-prefix=NONE %s
; RUN: %opt -nearnative-disable=wasm-int-idioms -passes='wasm-int-idioms' -S %s -o - | FileCheck --check-prefix=NONE %s
; RUN: sed 's/wasm32-unknown-wasi/x86_64-unknown-linux/' %s | %opt -passes='wasm-int-idioms' -S - -o - | FileCheck --check-prefix=NONE %s
; RUN: sed 's/+simd128//' %s | %opt -passes='wasm-int-idioms' -S - -o - | FileCheck --check-prefix=NONE %s
; RUN: %opt -passes='default<O1>' -S %s -o - | FileCheck --check-prefix=NONE %s
; RUN: %opt -passes='default<Os>' -S %s -o - | FileCheck --check-prefix=NONE %s
; RUN: %opt -passes='default<O3>' -S %s -o - | FileCheck --check-prefix=FULL %s
; NONE-NOT: @llvm.wasm.dot
; NONE-NOT: @llvm.wasm.extadd
target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20"
target triple = "wasm32-unknown-wasi"

; Mixed signs: 32 elements per trip, then 8, then the last 8 of which a part counts; for less than 8 the first and the last 4.
; CHECK-LABEL: define i32 @mixed(
; CHECK: icmp uge i32 %n, 4
; CHECK: icmp uge i32 %n, 8
; CHECK: icmp sgt <8 x i16> {{.*}}, <i16 -1, i16 -1, i16 -1, i16 -1, i16 3, i16 2, i16 1, i16 0>
; CHECK: insertelement <4 x i32> zeroinitializer, i32 {{.*}}, i64 0
; CHECK: insertelement <4 x i32> {{.*}}, i32 {{.*}}, i64 1
; CHECK: call <4 x i32> @llvm.wasm.dot(
; CHECK: dot.loop:
; CHECK: zext <8 x i8> {{.*}} to <8 x i16>
; CHECK: sext <8 x i8> {{.*}} to <8 x i16>
; CHECK-COUNT-4: call <4 x i32> @llvm.wasm.dot(
; CHECK-NOT: add nsw <4 x i32>
; CHECK: add nuw i32 %index, 32
; CHECK: br i1 {{.*}}, !dbg [[WHERE:![0-9]+]], !llvm.loop [[LOOP:![0-9]+]]
; CHECK: call <4 x i32> @llvm.wasm.dot(
; CHECK: add nuw i32 %{{.*}}, 8
; CHECK: icmp sgt <8 x i16> {{.*}}, <i16 7, i16 6, i16 5, i16 4, i16 3, i16 2, i16 1, i16 0>
; CHECK: call <4 x i32> @llvm.wasm.dot(
; CHECK: call i32 @llvm.vector.reduce.add.v4i32(
; CHECK: loop:
; CHECK: mul nsw i32
; REMARK: remark: dots.c:2:3: vector loop for 1 sum of 1 product in lanes of i16
; PRINT-LABEL: wasm-int-idioms of 'mixed':
; PRINT: loop %loop: 1 sum of 1 product in lanes of i16
define i32 @mixed(ptr %a, ptr %b, i32 %n) #0 !dbg !5 {
entry:
  br label %loop, !dbg !8
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ], !dbg !8
  %s = phi i32 [ 7, %entry ], [ %t, %loop ], !dbg !8
  %pa = getelementptr inbounds i8, ptr %a, i32 %i, !dbg !8
  %x = load i8, ptr %pa, !dbg !8
  %pb = getelementptr inbounds i8, ptr %b, i32 %i, !dbg !8
  %y = load i8, ptr %pb, !dbg !8
  %xw = zext i8 %x to i32, !dbg !8
  %yw = sext i8 %y to i32, !dbg !8
  %m = mul nsw i32 %xw, %yw, !dbg !8
  %t = add nsw i32 %s, %m, !dbg !8
  %next = add nuw nsw i32 %i, 1, !dbg !8
  %more = icmp ne i32 %next, %n, !dbg !8
  br i1 %more, label %loop, label %exit, !dbg !8
exit:
  ret i32 %t, !dbg !8
}

; A zero point of unknown size is checked before the loop.
; CHECK-LABEL: define i32 @zero_point(
; CHECK: [[MOVED:%.*]] = add i32 %za, 8192
; CHECK: icmp ult i32 [[MOVED]], 16384
; CHECK: trunc i32 %za to i16
; CHECK: sub <8 x i16>
; CHECK: call <4 x i32> @llvm.wasm.dot(
; REMARK: vector loop for 1 sum of 1 product in lanes of i16, with 1 check before the loop
define i32 @zero_point(ptr %a, ptr %b, i32 %n, i32 %za) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi i32 [ 0, %entry ], [ %t, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %pa
  %pb = getelementptr inbounds i8, ptr %b, i32 %i
  %y = load i8, ptr %pb
  %xw = zext i8 %x to i32
  %yw = sext i8 %y to i32
  %xz = sub i32 %xw, %za
  %m = mul i32 %xz, %yw
  %t = add i32 %s, %m
  %next = add nuw nsw i32 %i, 1
  %more = icmp ne i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %t
}

; Sums of bytes: 16 lanes, in i16 first, which holds four of them with ease.
; CHECK-LABEL: define i32 @sum(
; CHECK-COUNT-4: call <8 x i16> @llvm.wasm.extadd.pairwise.unsigned.v8i16(
; CHECK: call <4 x i32> @llvm.wasm.extadd.pairwise.signed.v4i32(
; CHECK: add nuw i32 %index, 64
; REMARK: vector loop for 1 sum of 1 value in lanes of i8
define i32 @sum(ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi i32 [ 0, %entry ], [ %t, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %pa
  %xw = zext i8 %x to i32
  %t = add i32 %s, %xw
  %next = add nuw nsw i32 %i, 1
  %more = icmp ne i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %t
}

; Absolute differences of bytes stay in bytes.
; CHECK-LABEL: define i32 @sad(
; CHECK: call <16 x i8> @llvm.umax.v16i8(
; CHECK: call <16 x i8> @llvm.umin.v16i8(
; CHECK: call <8 x i16> @llvm.wasm.extadd.pairwise.unsigned.v8i16(
define i32 @sad(ptr %a, ptr %b, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi i32 [ 0, %entry ], [ %t, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %pa
  %pb = getelementptr inbounds i8, ptr %b, i32 %i
  %y = load i8, ptr %pb
  %xw = zext i8 %x to i32
  %yw = zext i8 %y to i32
  %d = sub nsw i32 %xw, %yw
  %m = call i32 @llvm.abs.i32(i32 %d, i1 true)
  %t = add i32 %s, %m
  %next = add nuw nsw i32 %i, 1
  %more = icmp ne i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %t
}

; Unrolled by hand, into two sums that are added up: one loop of consecutive elements.
; CHECK-LABEL: define i32 @unrolled(
; CHECK: load <8 x i8>
; CHECK: call <4 x i32> @llvm.wasm.dot(
; REMARK: vector loop for 1 sum of 1 product in lanes of i16, unrolled by 2 in the source
define i32 @unrolled(ptr %a, ptr %b, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi i32 [ 0, %entry ], [ %s1, %loop ]
  %t = phi i32 [ 0, %entry ], [ %t1, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %pa
  %pb = getelementptr inbounds i8, ptr %b, i32 %i
  %y = load i8, ptr %pb
  %xw = sext i8 %x to i32
  %yw = sext i8 %y to i32
  %m = mul nsw i32 %xw, %yw
  %s1 = add i32 %s, %m
  %pa1 = getelementptr inbounds i8, ptr %pa, i32 1
  %x1 = load i8, ptr %pa1
  %pb1 = getelementptr inbounds i8, ptr %pb, i32 1
  %y1 = load i8, ptr %pb1
  %xw1 = sext i8 %x1 to i32
  %yw1 = sext i8 %y1 to i32
  %m1 = mul nsw i32 %yw1, %xw1
  %t1 = add i32 %t, %m1
  %next = add nuw nsw i32 %i, 2
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  %r = add i32 %s1, %t1
  ret i32 %r
}

; A block of constant length is not unrolled before the vectorizer, and straight code after it; no trace of the scalar loop.
; FULL-LABEL: define i32 @block(
; FULL-NOT: load i8
; FULL-COUNT-4: call <4 x i32> @llvm.wasm.dot(
; FULL-NOT: load i8
; FULL: ret i32
define i32 @block(ptr %a, ptr %b) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi i32 [ 0, %entry ], [ %t, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %pa
  %pb = getelementptr inbounds i8, ptr %b, i32 %i
  %y = load i8, ptr %pb
  %xw = zext i8 %x to i32
  %yw = sext i8 %y to i32
  %m = mul nsw i32 %xw, %yw
  %t = add nsw i32 %s, %m
  %next = add nuw nsw i32 %i, 1
  %more = icmp ne i32 %next, 32
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %t
}

; i64 sums: what is added in a trip stays within i32.
; CHECK-LABEL: define i64 @long(
; CHECK: call <4 x i32> @llvm.wasm.dot(
; CHECK: sext <4 x i32> {{.*}} to <4 x i64>
; CHECK: call i64 @llvm.vector.reduce.add.v4i64(
define i64 @long(ptr %a, ptr %b, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi i64 [ 0, %entry ], [ %t, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %pa
  %pb = getelementptr inbounds i8, ptr %b, i32 %i
  %y = load i8, ptr %pb
  %xw = sext i8 %x to i32
  %yw = sext i8 %y to i32
  %m = mul nsw i32 %xw, %yw
  %mw = sext i32 %m to i64
  %t = add i64 %s, %mw
  %next = add nuw nsw i32 %i, 1
  %more = icmp ne i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i64 %t
}

; Two products of i16 may leave i32.
; CHECK-LABEL: define i64 @long_half(
; CHECK-NOT: @llvm.wasm.dot
; REMARK: no vector loop for this sum of narrow integers: part sums may leave 32 bits
define i64 @long_half(ptr %a, ptr %b, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi i64 [ 0, %entry ], [ %t, %loop ]
  %pa = getelementptr inbounds i16, ptr %a, i32 %i
  %x = load i16, ptr %pa
  %pb = getelementptr inbounds i16, ptr %b, i32 %i
  %y = load i16, ptr %pb
  %xw = sext i16 %x to i64
  %yw = sext i16 %y to i64
  %m = mul nsw i64 %xw, %yw
  %t = add i64 %s, %m
  %next = add nuw nsw i32 %i, 1
  %more = icmp ne i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i64 %t
}

; CHECK-NOT: @llvm.wasm.{{dot|extadd}}
; REMARK: no vector loop for this sum of narrow integers: it does more than read and compute
define i32 @volatile(ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi i32 [ 0, %entry ], [ %t, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load volatile i8, ptr %pa
  %xw = zext i8 %x to i32
  %t = add i32 %s, %xw
  %next = add nuw nsw i32 %i, 1
  %more = icmp ne i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %t
}
; REMARK: no vector loop for this sum of narrow integers: it does more than read and compute
define i32 @atomic(ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi i32 [ 0, %entry ], [ %t, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load atomic i8, ptr %pa monotonic, align 1
  %xw = zext i8 %x to i32
  %t = add i32 %s, %xw
  %next = add nuw nsw i32 %i, 1
  %more = icmp ne i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %t
}
; The store may change what is read.
; REMARK: no vector loop for this sum of narrow integers: it does more than read and compute
define i32 @stores(ptr %a, ptr %o, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi i32 [ 0, %entry ], [ %t, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %pa
  %xw = zext i8 %x to i32
  %t = add i32 %s, %xw
  store i32 %t, ptr %o
  %next = add nuw nsw i32 %i, 1
  %more = icmp ne i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %t
}
; REMARK: no vector loop for this sum of narrow integers: a partial sum is used in the loop
define i32 @used(ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi i32 [ 0, %entry ], [ %t, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %pa
  %xw = zext i8 %x to i32
  %half = lshr i32 %s, 1
  %mixed = xor i32 %half, %s
  %t = add i32 %mixed, %xw
  %next = add nuw nsw i32 %i, 1
  %more = icmp ne i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %t
}
; REMARK: no vector loop for this sum of narrow integers: it reads every other element
define i32 @gaps(ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi i32 [ 0, %entry ], [ %t, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %pa
  %xw = zext i8 %x to i32
  %t = add i32 %s, %xw
  %next = add nuw nsw i32 %i, 2
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %t
}
; CHECK-LABEL: define i32 @twice(
; CHECK: shl <8 x i16> {{.*}}, splat (i16 8)
; CHECK: ashr <8 x i16> {{.*}}, splat (i16 8)
; CHECK: call <4 x i32> @llvm.wasm.extadd.pairwise.signed.v4i32(
; The even and the odd bytes apart, of which one counts twice: no one sum, but both bytes of a pair are read.
; REMARK: vector loop for 2 sums of 2 values in lanes of i16
define i32 @twice(ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi i32 [ 0, %entry ], [ %s1, %loop ]
  %t = phi i32 [ 0, %entry ], [ %t1, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %pa
  %xw = sext i8 %x to i32
  %s1 = add i32 %s, %xw
  %pa1 = getelementptr inbounds i8, ptr %pa, i32 1
  %x1 = load i8, ptr %pa1
  %xw1 = sext i8 %x1 to i32
  %t1 = add i32 %t, %xw1
  %next = add nuw nsw i32 %i, 2
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  %r = add i32 %s1, %t1
  %r1 = add i32 %r, %t1
  ret i32 %r1
}
; CHECK-LABEL: define i32 @not_narrow(
; CHECK-NOT: @llvm.wasm.{{dot|extadd}}
; A product of i16 by i32 of unknown size.
; REMARK: no vector loop for this sum of narrow integers: a summand is not made of narrow integers in a known way
define i32 @not_narrow(ptr %a, ptr %b, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi i32 [ 0, %entry ], [ %t, %loop ]
  %pa = getelementptr inbounds i16, ptr %a, i32 %i
  %x = load i16, ptr %pa
  %pb = getelementptr inbounds i32, ptr %b, i32 %i
  %y = load i32, ptr %pb
  %xw = sext i16 %x to i32
  %m = mul i32 %xw, %y
  %t = add i32 %s, %m
  %next = add nuw nsw i32 %i, 1
  %more = icmp ne i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %t
}
; CHECK-LABEL: define i32 @hints(
; REMARK: no vector loop for this sum of narrow integers: the loop has hints of its own
define i32 @hints(ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi i32 [ 0, %entry ], [ %t, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %pa
  %xw = zext i8 %x to i32
  %t = add i32 %s, %xw
  %next = add nuw nsw i32 %i, 1
  %more = icmp ne i32 %next, %n
  br i1 %more, label %loop, label %exit, !llvm.loop !10
exit:
  ret i32 %t
}
; REMARK: no vector loop for this sum of narrow integers: it runs for less than half a vector
define i32 @short(ptr %a) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi i32 [ 0, %entry ], [ %t, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %pa
  %xw = zext i8 %x to i32
  %t = add i32 %s, %xw
  %next = add nuw nsw i32 %i, 1
  %more = icmp ne i32 %next, 7
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %t
}
; REMARK-NOT: remark
define i32 @no_optimization(ptr %a, i32 %n) #1 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi i32 [ 0, %entry ], [ %t, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %pa
  %xw = zext i8 %x to i32
  %t = add i32 %s, %xw
  %next = add nuw nsw i32 %i, 1
  %more = icmp ne i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %t
}
define i32 @small(ptr %a, i32 %n) #2 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi i32 [ 0, %entry ], [ %t, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %pa
  %xw = zext i8 %x to i32
  %t = add i32 %s, %xw
  %next = add nuw nsw i32 %i, 1
  %more = icmp ne i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %t
}
; CHECK: [[LOOP]] = distinct !{[[LOOP]], [[VECTORIZED:![0-9]+]], {{.*}}}
; CHECK: [[VECTORIZED]] = !{!"llvm.loop.isvectorized", i32 1}

attributes #0 = { "target-features"="+simd128" }
attributes #1 = { noinline optnone "target-features"="+simd128" }
attributes #2 = { minsize optsize "target-features"="+simd128" }

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!3, !4}
!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, isOptimized: true, runtimeVersion: 0, emissionKind: FullDebug, enums: !2)
!1 = !DIFile(filename: "dots.c", directory: "/")
!2 = !{}
!3 = !{i32 7, !"Dwarf Version", i32 4}
!4 = !{i32 2, !"Debug Info Version", i32 3}
!5 = distinct !DISubprogram(name: "mixed", scope: !1, file: !1, line: 1, type: !6, scopeLine: 1, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!6 = !DISubroutineType(types: !7)
!7 = !{null}
!8 = !DILocation(line: 2, column: 3, scope: !5)
!10 = distinct !{!10, !11}
!11 = !{!"llvm.loop.unroll.count", i32 2}
