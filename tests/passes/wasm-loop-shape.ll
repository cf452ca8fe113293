; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Which loops get which shape, as print<wasm-loop-shape> says it, and why others are left alone.
; RUN: %opt -passes='print<wasm-loop-shape>' -disable-output %s 2>&1 | FileCheck --check-prefixes=CHECK,NEUTRAL %s
; RUN: %opt -passes='print<wasm-loop-shape><engine=v8>' -disable-output %s 2>&1 | FileCheck --check-prefixes=CHECK,V8 %s
; RUN: %opt -nearnative-engine=wasmtime -passes='print<wasm-loop-shape>' -disable-output %s 2>&1 | FileCheck --check-prefixes=CHECK,WASMTIME %s
; RUN: %opt -passes='print<wasm-loop-shape><size>' -disable-output %s 2>&1 | FileCheck --check-prefix=SIZE %s
; RUN: %opt -nearnative-size -passes='print<wasm-loop-shape>' -disable-output %s 2>&1 | FileCheck --check-prefix=SIZE %s
; RUN: %opt -passes='wasm-loop-shape,verify' -S %s -o - | FileCheck --check-prefix=METADATA %s
; SIZE-NOT: interleave
; SIZE: left alone, the function is optimised for size
; SIZE-NOT: interleave
target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20"
target triple = "wasm32-unknown-wasi"

; CHECK-LABEL: wasm-loop-shape of 'sum_f32':
; NEUTRAL-NEXT: loop %loop: width default, interleave 4, reduction
; V8-NEXT: loop %loop: width default, interleave 8, reduction
; WASMTIME-NEXT: loop %loop: width default, interleave 8, reduction
; METADATA-LABEL: define float @sum_f32(
; METADATA: br i1 {{.*}}, !llvm.loop [[REDUCTION:!.*]]
define float @sum_f32(ptr noalias %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi float [ 0.0, %entry ], [ %t, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %p
  %t = fadd reassoc float %s, %x
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret float %t
}
; Without reassoc, the order of additions is the program's.
; CHECK-LABEL: wasm-loop-shape of 'ordered_sum_f32':
; CHECK-NEXT: loop %loop: left alone, the order of a floating-point reduction must be kept
; METADATA-LABEL: define float @ordered_sum_f32(
; METADATA-NOT: !llvm.loop
; METADATA-LABEL: define
define float @ordered_sum_f32(ptr noalias %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi float [ 0.0, %entry ], [ %t, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %p
  %t = fadd float %s, %x
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret float %t
}
; The loads of four inputs do not fit Cranelift's registers four times over.
; CHECK-LABEL: wasm-loop-shape of 'many_inputs':
; NEUTRAL-NEXT: loop %loop: width default, interleave 2, reduction
; V8-NEXT: loop %loop: width default, interleave 8, reduction
; WASMTIME-NEXT: loop %loop: width default, interleave 2, reduction
define float @many_inputs(ptr noalias %a, ptr noalias %b, ptr noalias %c, ptr noalias %d, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi float [ 0.0, %entry ], [ %t, %loop ]
  %pa = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %pa
  %pb = getelementptr inbounds float, ptr %b, i32 %i
  %y = load float, ptr %pb
  %pc = getelementptr inbounds float, ptr %c, i32 %i
  %z = load float, ptr %pc
  %pd = getelementptr inbounds float, ptr %d, i32 %i
  %w = load float, ptr %pd
  %xy = fmul float %x, %y
  %zw = fmul float %z, %w
  %xyzw = fadd float %xy, %zw
  %t = fadd reassoc float %s, %xyzw
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret float %t
}
; CHECK-LABEL: wasm-loop-shape of 'dot_i8':
; CHECK-NEXT: loop %loop: width 16, interleave {{[248]}}, sum of narrow integers
; METADATA-LABEL: define i32 @dot_i8(
; METADATA: br i1 {{.*}}, !llvm.loop [[NARROW:!.*]]
define i32 @dot_i8(ptr noalias %a, ptr noalias %b, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi i32 [ 0, %entry ], [ %t, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %pa
  %pb = getelementptr inbounds i8, ptr %b, i32 %i
  %y = load i8, ptr %pb
  %xw = sext i8 %x to i32
  %yw = sext i8 %y to i32
  %m = mul nsw i32 %xw, %yw
  %t = add nsw i32 %m, %s
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %t
}
; With relaxed SIMD, LLVM 22 makes a wrong sum of it at that width.
; CHECK-LABEL: wasm-loop-shape of 'dot_i8_relaxed':
; CHECK-NEXT: loop %loop: width default, {{.*}} because LLVM 22 miscompiles a wide dot product of bytes under +relaxed-simd
define i32 @dot_i8_relaxed(ptr noalias %a, ptr noalias %b, i32 %n) #1 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi i32 [ 0, %entry ], [ %t, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %pa
  %pb = getelementptr inbounds i8, ptr %b, i32 %i
  %y = load i8, ptr %pb
  %xw = sext i8 %x to i32
  %yw = sext i8 %y to i32
  %m = mul nsw i32 %xw, %yw
  %t = add nsw i32 %m, %s
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %t
}
; One side signed, the other not: no pairwise instruction, so the width stays (gap 16).
; CHECK-LABEL: wasm-loop-shape of 'dot_mixed':
; CHECK-NEXT: loop %loop: width default
define i32 @dot_mixed(ptr noalias %a, ptr noalias %b, i32 %n) #0 {
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
  %t = add nsw i32 %m, %s
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %t
}
; CHECK-LABEL: wasm-loop-shape of 'sum_i16':
; CHECK-NEXT: loop %loop: width 8, interleave {{[48]}}, sum of narrow integers
define i32 @sum_i16(ptr noalias %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi i32 [ 0, %entry ], [ %t, %loop ]
  %pa = getelementptr inbounds i16, ptr %a, i32 %i
  %x = load i16, ptr %pa
  %xw = sext i16 %x to i32
  %t = add nsw i32 %xw, %s
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %t
}
; A constant trip count of 20 is five iterations of four elements, and leaves a remainder to every other shape.
; CHECK-LABEL: wasm-loop-shape of 'sum_i8_20':
; CHECK-NEXT: loop %loop: left alone, the trip count is too small
define i32 @sum_i8_20(ptr noalias %a) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi i32 [ 0, %entry ], [ %t, %loop ]
  %pa = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %pa
  %xw = sext i8 %x to i32
  %t = add nsw i32 %xw, %s
  %next = add nuw nsw i32 %i, 1
  %more = icmp ult i32 %next, 20
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %t
}
; CHECK-LABEL: wasm-loop-shape of 'scale':
; CHECK-NEXT: loop %loop: width default, interleave 4, small body
; METADATA-LABEL: define void @scale(
; METADATA: br i1 {{.*}}, !llvm.loop [[MAP:!.*]]
define void @scale(ptr noalias %o, ptr noalias %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %pa
  %y = fmul float %x, 2.0
  %po = getelementptr inbounds float, ptr %o, i32 %i
  store float %y, ptr %po
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
; The user's own words count.
; CHECK-LABEL: wasm-loop-shape of 'scale_pragma':
; CHECK-NEXT: loop %loop: left alone, the loop has hints of its own
; METADATA-LABEL: define void @scale_pragma(
; METADATA: br i1 {{.*}}, !llvm.loop [[PRAGMA:!.*]]
define void @scale_pragma(ptr noalias %o, ptr noalias %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %pa
  %y = fmul float %x, 2.0
  %po = getelementptr inbounds float, ptr %o, i32 %i
  store float %y, ptr %po
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit, !llvm.loop !0
exit:
  ret void
}
; CHECK-LABEL: wasm-loop-shape of 'strided':
; CHECK-NEXT: loop %loop: kept scalar, strided access lane by lane: price 5.0, scalar 2.0
define void @strided(ptr noalias %o, ptr noalias %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %i3 = mul nsw nuw i32 %i, 3
  %pa = getelementptr inbounds float, ptr %a, i32 %i3
  %x = load float, ptr %pa
  %po = getelementptr inbounds float, ptr %o, i32 %i
  store float %x, ptr %po
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
; CHECK-LABEL: wasm-loop-shape of 'with_call':
; CHECK-NEXT: loop %loop: left alone, no cheap vector form of a call
define void @with_call(ptr noalias %o, ptr noalias %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %pa
  %y = call float @llvm.exp.f32(float %x)
  %po = getelementptr inbounds float, ptr %o, i32 %i
  store float %y, ptr %po
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
; CHECK-LABEL: wasm-loop-shape of 'divides':
; CHECK-NEXT: loop %loop: left alone, no cheap vector form of udiv
define void @divides(ptr noalias %o, ptr noalias %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds i32, ptr %a, i32 %i
  %x = load i32, ptr %pa
  %y = udiv i32 7, %x
  %po = getelementptr inbounds i32, ptr %o, i32 %i
  store i32 %y, ptr %po
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
; A float counter is a sum, too.
; CHECK-LABEL: wasm-loop-shape of 'ramp':
; CHECK-NEXT: loop %loop: left alone
define void @ramp(ptr noalias %o, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %x = phi float [ 0.0, %entry ], [ %y, %loop ]
  %po = getelementptr inbounds float, ptr %o, i32 %i
  store float %x, ptr %po
  %y = fadd float %x, 0x3FB99999A0000000
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
; CHECK-LABEL: wasm-loop-shape of 'prefix':
; CHECK-NEXT: loop %loop: left alone, a value is carried from one iteration to the next
define void @prefix(ptr noalias %o, ptr noalias %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi i32 [ 0, %entry ], [ %t, %loop ]
  %pa = getelementptr inbounds i32, ptr %a, i32 %i
  %x = load i32, ptr %pa
  %t = add i32 %s, %x
  %po = getelementptr inbounds i32, ptr %o, i32 %i
  store i32 %t, ptr %po
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
; CHECK-LABEL: wasm-loop-shape of 'volatile':
; CHECK-NEXT: loop %loop: left alone, memory is not accessed consecutively
define void @volatile(ptr noalias %o, ptr noalias %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds i32, ptr %a, i32 %i
  %x = load volatile i32, ptr %pa
  %po = getelementptr inbounds i32, ptr %o, i32 %i
  store i32 %x, ptr %po
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
; CHECK-LABEL: wasm-loop-shape of 'search':
; CHECK-NEXT: loop %loop: left alone, the body has control flow
define i32 @search(ptr noalias %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %latch ]
  %pa = getelementptr inbounds i32, ptr %a, i32 %i
  %x = load i32, ptr %pa
  %found = icmp eq i32 %x, 7
  br i1 %found, label %exit, label %latch
latch:
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %i
}
; CHECK-LABEL: wasm-loop-shape of 'optsize':
; CHECK-NEXT: loop %loop: left alone, the function is optimised for size
define void @optsize(ptr noalias %o, ptr noalias %a, i32 %n) optsize #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds i32, ptr %a, i32 %i
  %x = load i32, ptr %pa
  %po = getelementptr inbounds i32, ptr %o, i32 %i
  store i32 %x, ptr %po
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
; No loops are looked at where the passes do not work.
; CHECK-LABEL: wasm-loop-shape of 'no_simd':
; CHECK-NOT: loop %
; METADATA-LABEL: define void @no_simd(
; METADATA-NOT: !llvm.loop
; METADATA: ret void
define void @no_simd(ptr noalias %o, ptr noalias %a, i32 %n) {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds i32, ptr %a, i32 %i
  %x = load i32, ptr %pa
  %po = getelementptr inbounds i32, ptr %o, i32 %i
  store i32 %x, ptr %po
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret void
}

; METADATA-DAG: [[REDUCTION]] = distinct !{[[REDUCTION]], [[INTERLEAVE:![0-9]+]], [[REMAINDER:![0-9]+]]}
; METADATA-DAG: [[INTERLEAVE]] = !{!"llvm.loop.interleave.count", i32 4}
; METADATA-DAG: [[REMAINDER]] = !{!"llvm.loop.vectorize.followup_epilogue", {{.*}}}
; METADATA-DAG: [[NARROW]] = distinct !{[[NARROW]], [[WIDTH:![0-9]+]], {{.*}}}
; METADATA-DAG: [[WIDTH]] = !{!"llvm.loop.vectorize.width", i32 16}
; METADATA-DAG: [[PRAGMA]] = distinct !{[[PRAGMA]], [[UNROLL:![0-9]+]]}
; METADATA-DAG: [[UNROLL]] = !{!"llvm.loop.unroll.disable"}
attributes #0 = { "target-features"="+simd128" }
attributes #1 = { "target-features"="+relaxed-simd,+simd128" }
!0 = distinct !{!0, !1}
!1 = !{!"llvm.loop.unroll.disable"}
