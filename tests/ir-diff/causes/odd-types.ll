; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Types that no frontend makes: nothing is found in them, and nothing breaks.
; RUN: sed 's/TRIPLE/x86_64-unknown-linux-gnu/' %s > %t.native.ll
; RUN: sed -e 's/TRIPLE/wasm32-unknown-wasi/' -e 's/+sse4.1/+simd128/' %s > %t.wasm.ll
; RUN: irdiff %t.native.ll %t.wasm.ll --format=json | FileCheck %s
; CHECK: "causes": []
; CHECK: "function": "odd"
target triple = "TRIPLE"

define i32 @odd(ptr %p, i128 %start, <vscale x 4 x i32> %scalable, <4 x i128> %huge, <3 x i5> %small, <4 x float> %floats) "target-features"="+sse4.1" {
entry:
  br label %loop

loop:
  %i = phi i128 [ %start, %entry ], [ %next, %loop ]
  %sum = phi i32 [ 0, %entry ], [ %sum.next, %loop ]
  %scalable.sum = phi <vscale x 4 x i32> [ zeroinitializer, %entry ], [ %scalable.next, %loop ]
  %huge.sum = phi <4 x i256> [ zeroinitializer, %entry ], [ %huge.next, %loop ]
  %scalable.shift = shl <vscale x 4 x i32> %scalable.sum, %scalable
  %scalable.next = add <vscale x 4 x i32> %scalable.sum, %scalable.shift
  %huge.wide = zext <4 x i128> %huge to <4 x i256>
  %huge.added = add <4 x i256> %huge.wide, %huge.wide
  %huge.least = call <4 x i256> @llvm.umin.v4i256(<4 x i256> %huge.added, <4 x i256> splat (i256 255))
  %huge.product = mul <4 x i256> %huge.wide, %huge.least
  %huge.next = add <4 x i256> %huge.sum, %huge.product
  %small.wide = sext <3 x i5> %small to <3 x i32>
  %small.product = mul <3 x i32> %small.wide, %small.wide
  %small.sum = call i32 @llvm.vector.reduce.add.v3i32(<3 x i32> %small.product)
  %a = add i128 %i, 170141183460469231731687303715884105727
  %pa = getelementptr i8, ptr %p, i128 %a
  %b = getelementptr <vscale x 4 x i32>, ptr %p, i128 %i
  %x = load i8, ptr %pa
  %y = load i8, ptr %b
  %x.wide = sext i8 %x to i32
  %y.wide = sext i8 %y to i32
  %p0 = mul i32 %x.wide, %y.wide
  %s1 = add i32 %p0, %p0
  %s2 = add i32 %s1, %p0
  %s3 = add i32 %s2, %p0
  %s4 = add i32 %s3, %p0
  %s5 = add i32 %s4, %p0
  %s6 = add i32 %s5, %p0
  %s7 = add i32 %s6, %small.sum
  %sum.next = add i32 %s7, %sum
  %next = add i128 %i, 1
  %more = icmp ne i128 %next, 18446744073709551616
  br i1 %more, label %loop, label %exit

exit:
  ret i32 %sum.next
}

declare <4 x i256> @llvm.umin.v4i256(<4 x i256>, <4 x i256>)
declare i32 @llvm.vector.reduce.add.v3i32(<3 x i32>)
