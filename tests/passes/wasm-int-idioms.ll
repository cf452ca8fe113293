; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; What the maps of wasm-int-idioms become right before the vectorizers, and what is refused.
; RUN: %opt -passes=wasm-int-idioms -pass-remarks=wasm-int-idioms -pass-remarks-missed=wasm-int-idioms -S %s 2>&1 | FileCheck %s
; RUN: %opt -passes=wasm-int-idioms -pass-remarks=wasm-int-idioms -disable-output %s 2>&1 | FileCheck --check-prefix=REMARK %s
; RUN: %opt -passes='default<O3>' -nearnative-size -S %s | FileCheck --check-prefix=O1 %s
; RUN: %opt -passes='wasm-int-idioms,verify' -disable-output %s
; RUN: %opt -passes='default<O3>' -S %s | FileCheck --check-prefix=O3 %s
; RUN: %opt -passes='lto<O3>' -S %s | FileCheck --check-prefix=O3 %s
; RUN: %opt -passes='default<O1>' -S %s | FileCheck --check-prefix=O1 %s
; RUN: %opt -passes='default<O3>' -nearnative-disable=wasm-int-idioms -S %s | FileCheck --check-prefix=O1 %s
; RUN: %opt -passes='wasm-int-idioms<size>' -S %s | FileCheck --check-prefix=NONE %s
; RUN: sed -e 's/wasm32-wasi/x86_64-linux/' %s | %opt -passes=wasm-int-idioms -S | FileCheck --check-prefix=NONE %s
; RUN: sed -e 's/+simd128/-simd128/' %s | %opt -passes=wasm-int-idioms -S | FileCheck --check-prefix=NONE %s
; RUN: sed -e 's/+simd128" }/+simd128" optnone noinline }/' %s | %opt -passes=wasm-int-idioms -S | FileCheck --check-prefix=NONE %s
; RUN: sed -e 's/+simd128" }/+simd128" minsize }/' %s | %opt -passes=wasm-int-idioms -S | FileCheck --check-prefix=NONE %s
; RUN: sed -e 's/+simd128" }/+simd128" strictfp }/' %s | %opt -passes=wasm-int-idioms -S | FileCheck --check-prefix=NONE %s
; NONE-NOT: llvm.uadd.sat
; NONE-NOT: llvm.wasm
; O1-NOT: llvm.wasm.q15mulr
; O1-NOT: llvm.wasm.swizzle
target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20"
target triple = "wasm32-wasi"

; Nothing of the stand-ins is left after the pass or the pipeline.
; CHECK-NOT: call {{.*}}@nearnative
; O3-NOT: nearnative.

; CHECK-LABEL: define void @saturating_add_u8(
; CHECK: [[A:%.*]] = load i8, ptr %pa
; CHECK: [[B:%.*]] = load i8, ptr %pb
; CHECK: [[S:%.*]] = call i8 @llvm.uadd.sat.i8(i8 [[A]], i8 [[B]]), !dbg
; CHECK: store i8 [[S]], ptr %po
; O3-LABEL: define void @saturating_add_u8(
; O3: call <16 x i8> @llvm.uadd.sat.v16i8
define void @saturating_add_u8(ptr noalias %o, ptr %a, ptr %b, i32 %n) #0 !dbg !5 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %pa, align 1
  %pb = getelementptr inbounds i8, ptr %b, i32 %i
  %y = load i8, ptr %pb, align 1
  %xw = zext i8 %x to i32
  %yw = zext i8 %y to i32
  %sum = add nuw nsw i32 %xw, %yw
  %least = call i32 @llvm.umin.i32(i32 %sum, i32 255), !dbg !6
  %byte = trunc nuw i32 %least to i8
  %po = getelementptr inbounds i8, ptr %o, i32 %i
  store i8 %byte, ptr %po, align 1
  %next = add nuw nsw i32 %i, 1
  %done = icmp eq i32 %next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret void
}

; The sum has another use: it stays, and the map with it.
; CHECK-LABEL: define void @sum_stays(
; CHECK: call i32 @llvm.umin.i32
define void @sum_stays(ptr noalias %o, ptr noalias %o2, ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %pa, align 1
  %xw = zext i8 %x to i32
  %sum = add nuw nsw i32 %xw, 77
  %least = call i32 @llvm.umin.i32(i32 %sum, i32 255)
  %byte = trunc nuw i32 %least to i8
  %po = getelementptr inbounds i8, ptr %o, i32 %i
  store i8 %byte, ptr %po, align 1
  %po2 = getelementptr inbounds i32, ptr %o2, i32 %i
  store i32 %sum, ptr %po2, align 4
  %next = add nuw nsw i32 %i, 1
  %done = icmp eq i32 %next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret void
}

; Values of 32 bits have no range: refused.
; CHECK-LABEL: define void @no_range(
; CHECK: call i32 @llvm.umin.i32
define void @no_range(ptr noalias %o, ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds i32, ptr %a, i32 %i
  %x = load i32, ptr %pa, align 4
  %sum = add i32 %x, 77
  %least = call i32 @llvm.umin.i32(i32 %sum, i32 255)
  %byte = trunc nuw i32 %least to i8
  %po = getelementptr inbounds i8, ptr %o, i32 %i
  store i8 %byte, ptr %po, align 1
  %next = add nuw nsw i32 %i, 1
  %done = icmp eq i32 %next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret void
}

; An addend that may wrap cannot be clamped before the loop.
; CHECK-LABEL: define void @clamped_addend(
; CHECK: entry:
; CHECK: call i32 @llvm.smax.i32(i32 %d, i32 -255)
; CHECK: loop:
; CHECK: add i16
; CHECK: call i16 @llvm.smax.i16
; CHECK: call i16 @llvm.smin.i16
; CHECK-LABEL: define void @wrapping_addend(
; CHECK: loop:
; CHECK: add i32
; CHECK: call i32 @llvm.smax.i32
define void @clamped_addend(ptr noalias %o, ptr %a, i32 %d, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %pa, align 1
  %xw = zext i8 %x to i32
  %sum = add nsw i32 %xw, %d
  %most = call i32 @llvm.smax.i32(i32 %sum, i32 0)
  %least = call i32 @llvm.umin.i32(i32 %most, i32 255)
  %byte = trunc nuw i32 %least to i8
  %po = getelementptr inbounds i8, ptr %o, i32 %i
  store i8 %byte, ptr %po, align 1
  %next = add nuw nsw i32 %i, 1
  %done = icmp eq i32 %next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret void
}
define void @wrapping_addend(ptr noalias %o, ptr %a, i64 %d64, i32 %n) #0 {
entry:
  %d = trunc i64 %d64 to i32
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds i16, ptr %a, i32 %i
  %x = load i16, ptr %pa, align 2
  %xw = zext i16 %x to i32
  %sum = add i32 %xw, %d
  %most = call i32 @llvm.smax.i32(i32 %sum, i32 0)
  %least = call i32 @llvm.umin.i32(i32 %most, i32 255)
  %byte = trunc nuw i32 %least to i8
  %po = getelementptr inbounds i8, ptr %o, i32 %i
  store i8 %byte, ptr %po, align 1
  %next = add nuw nsw i32 %i, 1
  %done = icmp eq i32 %next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret void
}

; O3-LABEL: define void @q15(
; O3: call <8 x i16> @llvm.wasm.q15mulr.sat.signed
define void @q15(ptr noalias %o, ptr %a, ptr %b, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds i16, ptr %a, i32 %i
  %x = load i16, ptr %pa, align 2
  %pb = getelementptr inbounds i16, ptr %b, i32 %i
  %y = load i16, ptr %pb, align 2
  %xw = sext i16 %x to i32
  %yw = sext i16 %y to i32
  %product = mul nsw i32 %xw, %yw
  %rounded = add nsw i32 %product, 16384
  %high = ashr i32 %rounded, 15
  %least = call i32 @llvm.smin.i32(i32 %high, i32 32767)
  %short = trunc nsw i32 %least to i16
  %po = getelementptr inbounds i16, ptr %o, i32 %i
  store i16 %short, ptr %po, align 2
  %next = add nuw nsw i32 %i, 1
  %done = icmp eq i32 %next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret void
}

; Another rounding, and unsigned factors, are not the instruction's.
; O3-LABEL: define void @q15_other_rounding(
; O3-NOT: llvm.wasm.q15mulr
; O3-LABEL: define void @q15_unsigned(
; O3-NOT: llvm.wasm.q15mulr
; O3-LABEL: define void @high_word(
; O3: [[P:%.*]] = mul <2 x i64>
; O3: shufflevector <4 x i32> {{.*}} <4 x i32> <i32 1, i32 3, i32 5, i32 7>
; O3: ashr <{{.*}} x i32> {{.*}} 6
define void @q15_other_rounding(ptr noalias %o, ptr %a, ptr %b, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds i16, ptr %a, i32 %i
  %x = load i16, ptr %pa, align 2
  %pb = getelementptr inbounds i16, ptr %b, i32 %i
  %y = load i16, ptr %pb, align 2
  %xw = sext i16 %x to i32
  %yw = sext i16 %y to i32
  %product = mul nsw i32 %xw, %yw
  %rounded = add nsw i32 %product, 16383
  %high = ashr i32 %rounded, 15
  %least = call i32 @llvm.smin.i32(i32 %high, i32 32767)
  %short = trunc nsw i32 %least to i16
  %po = getelementptr inbounds i16, ptr %o, i32 %i
  store i16 %short, ptr %po, align 2
  %next = add nuw nsw i32 %i, 1
  %done = icmp eq i32 %next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret void
}
define void @q15_unsigned(ptr noalias %o, ptr %a, ptr %b, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds i16, ptr %a, i32 %i
  %x = load i16, ptr %pa, align 2
  %pb = getelementptr inbounds i16, ptr %b, i32 %i
  %y = load i16, ptr %pb, align 2
  %xw = zext i16 %x to i32
  %yw = sext i16 %y to i32
  %product = mul nsw i32 %xw, %yw
  %rounded = add i32 %product, 16384
  %high = ashr i32 %rounded, 15
  %least = call i32 @llvm.smin.i32(i32 %high, i32 32767)
  %short = trunc i32 %least to i16
  %po = getelementptr inbounds i16, ptr %o, i32 %i
  store i16 %short, ptr %po, align 2
  %next = add nuw nsw i32 %i, 1
  %done = icmp eq i32 %next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret void
}

define void @high_word(ptr noalias %o, ptr %a, i32 %m, i32 %n) #0 {
entry:
  %mw = sext i32 %m to i64
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds i32, ptr %a, i32 %i
  %x = load i32, ptr %pa, align 4
  %xw = sext i32 %x to i64
  %product = mul nsw i64 %xw, %mw
  %rounded = add nsw i64 %product, 137438953472
  %high = ashr i64 %rounded, 38
  %word = trunc nsw i64 %high to i32
  %po = getelementptr inbounds i32, ptr %o, i32 %i
  store i32 %word, ptr %po, align 4
  %next = add nuw nsw i32 %i, 1
  %done = icmp eq i32 %next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret void
}

; A readable table is loaded as it is, another one through a window inside the memory; one that the loop may write behind a check.
; O3-LABEL: define void @table(
; O3: load <2 x i64>, ptr %t, align 1
; O3: call <16 x i8> @llvm.wasm.swizzle
; O3-LABEL: define void @table_of_unknown_size(
; O3: call i32 @llvm.wasm.memory.size.i32(i32 0)
; O3: load volatile <16 x i8>
; O3: call <16 x i8> @llvm.wasm.swizzle
; O3-LABEL: define void @table_may_be_written(
; O3: icmp ult
; O3: br i1
; O3: call <16 x i8> @llvm.wasm.swizzle
; O3-LABEL: define void @table_volatile(
; O3-NOT: llvm.wasm.swizzle
; O3-LABEL: define void @table_of_32(
; O3-NOT: llvm.wasm.swizzle
; O3-LABEL: define void @hint(
; O3-NOT: llvm.uadd.sat
; O3: }
define void @table(ptr noalias %o, ptr noalias %a, ptr noalias dereferenceable(16) %t, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %pa, align 1
  %low = and i8 %x, 15
  %index = zext i8 %low to i32
  %pt = getelementptr inbounds i8, ptr %t, i32 %index
  %y = load i8, ptr %pt, align 1
  %po = getelementptr inbounds i8, ptr %o, i32 %i
  store i8 %y, ptr %po, align 1
  %next = add nuw nsw i32 %i, 1
  %done = icmp eq i32 %next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret void
}
define void @table_of_unknown_size(ptr noalias %o, ptr noalias %a, ptr noalias %t, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %pa, align 1
  %low = and i8 %x, 15
  %index = zext i8 %low to i32
  %pt = getelementptr inbounds i8, ptr %t, i32 %index
  %y = load i8, ptr %pt, align 1
  %po = getelementptr inbounds i8, ptr %o, i32 %i
  store i8 %y, ptr %po, align 1
  %next = add nuw nsw i32 %i, 1
  %done = icmp eq i32 %next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret void
}
define void @table_may_be_written(ptr %o, ptr %a, ptr %t, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %pa, align 1
  %low = and i8 %x, 15
  %index = zext i8 %low to i32
  %pt = getelementptr inbounds i8, ptr %t, i32 %index
  %y = load i8, ptr %pt, align 1
  %po = getelementptr inbounds i8, ptr %o, i32 %i
  store i8 %y, ptr %po, align 1
  %next = add nuw nsw i32 %i, 1
  %done = icmp eq i32 %next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret void
}
define void @table_volatile(ptr noalias %o, ptr noalias %a, ptr noalias %t, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %pa, align 1
  %low = and i8 %x, 15
  %index = zext i8 %low to i32
  %pt = getelementptr inbounds i8, ptr %t, i32 %index
  %y = load volatile i8, ptr %pt, align 1
  %po = getelementptr inbounds i8, ptr %o, i32 %i
  store i8 %y, ptr %po, align 1
  %next = add nuw nsw i32 %i, 1
  %done = icmp eq i32 %next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret void
}
define void @table_of_32(ptr noalias %o, ptr noalias %a, ptr noalias %t, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %pa, align 1
  %low = and i8 %x, 31
  %index = zext i8 %low to i32
  %pt = getelementptr inbounds i8, ptr %t, i32 %index
  %y = load i8, ptr %pt, align 1
  %po = getelementptr inbounds i8, ptr %o, i32 %i
  store i8 %y, ptr %po, align 1
  %next = add nuw nsw i32 %i, 1
  %done = icmp eq i32 %next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret void
}

; The user's own hints stand.
define void @hint(ptr noalias %o, ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %pa, align 1
  %xw = zext i8 %x to i32
  %least = call i32 @llvm.umin.i32(i32 %xw, i32 200)
  %sum = add nuw nsw i32 %xw, %least
  %sum2 = call i32 @llvm.umin.i32(i32 %sum, i32 255)
  %byte = trunc nuw i32 %sum2 to i8
  %po = getelementptr inbounds i8, ptr %o, i32 %i
  store i8 %byte, ptr %po, align 1
  %next = add nuw nsw i32 %i, 1
  %done = icmp eq i32 %next, %n
  br i1 %done, label %exit, label %loop, !llvm.loop !8
exit:
  ret void
}

; Products of bytes less a zero point: 16 bits are enough for a zero point in the range of a byte, which is checked before the loop; a copy
; of the loop stays for others.
; REMARK: ranges of 1 values are checked before the loop
; REMARK: 4 products summed in pairs
; CHECK-LABEL: define void @product_sums(
; CHECK: [[OFFSET:%.*]] = sub i32 %zero, -128
; CHECK: [[WITHIN:%.*]] = icmp ule i32 [[OFFSET]], 255
; CHECK: br i1 {{.*}}, label %idiom.ph, label %
; O3-LABEL: define void @product_sums(
; O3: sext <8 x i8>
; O3: call <4 x i32> @llvm.wasm.dot(
; What is left of a whole iteration is not done one by one.
; O3: sext <4 x i8>
; O3: call <4 x i32> @llvm.wasm.dot(
define void @product_sums(ptr noalias %o, ptr noalias %a0, ptr noalias %w0, ptr noalias %a1, ptr noalias %w1, ptr noalias %a2, ptr noalias %w2, ptr noalias %a3, ptr noalias %w3, i32 %zero, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %p0 = getelementptr inbounds i8, ptr %a0, i32 %i
  %x0 = load i8, ptr %p0, align 1
  %xw0 = sext i8 %x0 to i32
  %d0 = sub nsw i32 %xw0, %zero
  %q0 = getelementptr inbounds i8, ptr %w0, i32 %i
  %y0 = load i8, ptr %q0, align 1
  %yw0 = sext i8 %y0 to i32
  %m0 = mul nsw i32 %d0, %yw0
  %p1 = getelementptr inbounds i8, ptr %a1, i32 %i
  %x1 = load i8, ptr %p1, align 1
  %xw1 = sext i8 %x1 to i32
  %d1 = sub nsw i32 %xw1, %zero
  %q1 = getelementptr inbounds i8, ptr %w1, i32 %i
  %y1 = load i8, ptr %q1, align 1
  %yw1 = sext i8 %y1 to i32
  %m1 = mul nsw i32 %d1, %yw1
  %p2 = getelementptr inbounds i8, ptr %a2, i32 %i
  %x2 = load i8, ptr %p2, align 1
  %xw2 = sext i8 %x2 to i32
  %d2 = sub nsw i32 %xw2, %zero
  %q2 = getelementptr inbounds i8, ptr %w2, i32 %i
  %y2 = load i8, ptr %q2, align 1
  %yw2 = sext i8 %y2 to i32
  %m2 = mul nsw i32 %d2, %yw2
  %p3 = getelementptr inbounds i8, ptr %a3, i32 %i
  %x3 = load i8, ptr %p3, align 1
  %xw3 = sext i8 %x3 to i32
  %d3 = sub nsw i32 %xw3, %zero
  %q3 = getelementptr inbounds i8, ptr %w3, i32 %i
  %y3 = load i8, ptr %q3, align 1
  %yw3 = sext i8 %y3 to i32
  %m3 = mul nsw i32 %d3, %yw3
  %s1 = add nsw i32 %m0, %m1
  %s2 = add nsw i32 %s1, %m2
  %s3 = add nsw i32 %s2, %m3
  %po = getelementptr inbounds i32, ptr %o, i32 %i
  store i32 %s3, ptr %po, align 4
  %next = add nuw nsw i32 %i, 1
  %done = icmp eq i32 %next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret void
}

; Neither atomic nor volatile memory accesses are touched, nor the arithmetic between them.
; CHECK-LABEL: define void @atomic_load(
; CHECK: call i32 @llvm.umin.i32
; CHECK-LABEL: define void @atomic_store(
; CHECK: call i32 @llvm.umin.i32
; CHECK-LABEL: define void @volatile_load(
; CHECK: call i32 @llvm.umin.i32
; CHECK-LABEL: define void @volatile_store(
; CHECK: call i32 @llvm.umin.i32
define void @atomic_load(ptr noalias %o, ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load atomic i8, ptr %pa unordered, align 1
  %xw = zext i8 %x to i32
  %sum = add nuw nsw i32 %xw, 100
  %least = call i32 @llvm.umin.i32(i32 %sum, i32 255)
  %byte = trunc nuw i32 %least to i8
  %po = getelementptr inbounds i8, ptr %o, i32 %i
  store i8 %byte, ptr %po, align 1
  %next = add nuw nsw i32 %i, 1
  %done = icmp eq i32 %next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret void
}
define void @atomic_store(ptr noalias %o, ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %pa, align 1
  %xw = zext i8 %x to i32
  %sum = add nuw nsw i32 %xw, 100
  %least = call i32 @llvm.umin.i32(i32 %sum, i32 255)
  %byte = trunc nuw i32 %least to i8
  %po = getelementptr inbounds i8, ptr %o, i32 %i
  store atomic i8 %byte, ptr %po unordered, align 1
  %next = add nuw nsw i32 %i, 1
  %done = icmp eq i32 %next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret void
}
define void @volatile_load(ptr noalias %o, ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load volatile i8, ptr %pa, align 1
  %xw = zext i8 %x to i32
  %sum = add nuw nsw i32 %xw, 100
  %least = call i32 @llvm.umin.i32(i32 %sum, i32 255)
  %byte = trunc nuw i32 %least to i8
  %po = getelementptr inbounds i8, ptr %o, i32 %i
  store i8 %byte, ptr %po, align 1
  %next = add nuw nsw i32 %i, 1
  %done = icmp eq i32 %next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret void
}
define void @volatile_store(ptr noalias %o, ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %pa, align 1
  %xw = zext i8 %x to i32
  %sum = add nuw nsw i32 %xw, 100
  %least = call i32 @llvm.umin.i32(i32 %sum, i32 255)
  %byte = trunc nuw i32 %least to i8
  %po = getelementptr inbounds i8, ptr %o, i32 %i
  store volatile i8 %byte, ptr %po, align 1
  %next = add nuw nsw i32 %i, 1
  %done = icmp eq i32 %next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret void
}

; A loop over the bytes of a block, two values in each, is kept from being unrolled before the vectorizer sees it.
; O3-LABEL: define void @nibbles(
; O3: and <16 x i8>
define void @nibbles(ptr noalias %low, ptr noalias %high, ptr %a) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %pa, align 1
  %l = and i8 %x, 15
  %h = lshr i8 %x, 4
  %l2 = sub nsw i8 %l, 8
  %h2 = sub nsw i8 %h, 8
  %pl = getelementptr inbounds i8, ptr %low, i32 %i
  store i8 %l2, ptr %pl, align 1
  %ph = getelementptr inbounds i8, ptr %high, i32 %i
  store i8 %h2, ptr %ph, align 1
  %next = add nuw nsw i32 %i, 1
  %done = icmp eq i32 %next, 16
  br i1 %done, label %exit, label %loop
exit:
  ret void
}

attributes #0 = { "target-features"="+simd128" }

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!3, !4}
!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!1 = !DIFile(filename: "maps.c", directory: "/")
!2 = !DISubroutineType(types: !{})
!3 = !{i32 2, !"Debug Info Version", i32 3}
!4 = !{i32 7, !"Dwarf Version", i32 4}
!5 = distinct !DISubprogram(name: "saturating_add_u8", scope: !1, file: !1, line: 1, type: !2, unit: !0, spFlags: DISPFlagDefinition | DISPFlagOptimized)
!6 = !DILocation(line: 3, column: 9, scope: !5)
!8 = distinct !{!8, !9}
!9 = !{!"llvm.loop.vectorize.width", i32 4}
