; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Lanes loaded or stored one by one become registers, unless something in between could tell.
; RUN: %opt -passes='wasm-lower,verify' -S %s -o - | FileCheck %s
target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20"
target triple = "wasm32-unknown-wasi"

declare void @may_not_return() memory(none)

; No more than the ten bytes that lie between the first and the last.
; CHECK-LABEL: @thirds(
; CHECK: load i64, ptr %p0, align 1
; CHECK: [[P:%.*]] = getelementptr inbounds nuw i8, ptr %p0, i32 2
; CHECK: load i64, ptr [[P]], align 1
; CHECK: @llvm.wasm.swizzle(<16 x i8> {{.*}}, <16 x i8> <i8 0, i8 -1, i8 -1, i8 -1, i8 3, i8 -1, i8 -1, i8 -1, i8 6, i8 -1, i8 -1, i8 -1, i8 15, i8 -1, i8 -1, i8 -1>)
; CHECK: sitofp
; CHECK-NOT: insertelement <4 x i8>
; CHECK: ret
define <4 x float> @thirds(ptr %a) #0 {
  %p0 = getelementptr inbounds i8, ptr %a, i32 0
  %l0 = load i8, ptr %p0, align 1
  %p1 = getelementptr inbounds i8, ptr %a, i32 3
  %l1 = load i8, ptr %p1, align 1
  %p2 = getelementptr inbounds i8, ptr %a, i32 6
  %l2 = load i8, ptr %p2, align 1
  %p3 = getelementptr inbounds i8, ptr %a, i32 9
  %l3 = load i8, ptr %p3, align 1
  %v0 = insertelement <4 x i8> poison, i8 %l0, i64 0
  %v1 = insertelement <4 x i8> %v0, i8 %l1, i64 1
  %v2 = insertelement <4 x i8> %v1, i8 %l2, i64 2
  %v3 = insertelement <4 x i8> %v2, i8 %l3, i64 3
  %r = uitofp <4 x i8> %v3 to <4 x float>
  ret <4 x float> %r
}

; wasm-slp-shape hides some addresses from loop strength reduction by freezing them; an address that is accessed is the same frozen.
; CHECK-LABEL: @thirds_frozen(
; CHECK: load i64, ptr %f, align 1
; CHECK: load i64
; CHECK: @llvm.wasm.swizzle
; CHECK-NOT: insertelement <4 x i8>
; CHECK: ret
define <4 x float> @thirds_frozen(ptr %a, i32 %i) #0 {
  %p = getelementptr i8, ptr %a, i32 %i
  %f = freeze ptr %p
  %l0 = load i8, ptr %f, align 1
  %p1 = getelementptr i8, ptr %p, i32 3
  %l1 = load i8, ptr %p1, align 1
  %p2 = getelementptr inbounds nuw i8, ptr %f, i32 6
  %l2 = load i8, ptr %p2, align 1
  %q = getelementptr i8, ptr %a, i32 9
  %p3 = getelementptr i8, ptr %q, i32 %i
  %l3 = load i8, ptr %p3, align 1
  %v0 = insertelement <4 x i8> poison, i8 %l0, i64 0
  %v1 = insertelement <4 x i8> %v0, i8 %l1, i64 1
  %v2 = insertelement <4 x i8> %v1, i8 %l2, i64 2
  %v3 = insertelement <4 x i8> %v2, i8 %l3, i64 3
  %r = uitofp <4 x i8> %v3 to <4 x float>
  ret <4 x float> %r
}

; Two registers that overlap, not one byte more.
; CHECK-LABEL: @every_second(
; CHECK: [[P:%.*]] = getelementptr inbounds nuw i8, ptr %a, i32 15
; CHECK: load <16 x i8>, ptr [[P]]
; CHECK: call <16 x i8> @llvm.wasm.narrow.unsigned.v16i8.v8i16
; CHECK: ret
define <16 x i8> @every_second(ptr %a) #0 {
  %l = load <31 x i8>, ptr %a, align 1
  %r = shufflevector <31 x i8> %l, <31 x i8> poison, <16 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14, i32 16, i32 18, i32 20, i32 22, i32 24, i32 26, i32 28, i32 30>
  ret <16 x i8> %r
}
; CHECK-LABEL: @every_second_volatile(
; CHECK-NEXT: load volatile <31 x i8>
define <16 x i8> @every_second_volatile(ptr %a) #0 {
  %l = load volatile <31 x i8>, ptr %a, align 1
  %r = shufflevector <31 x i8> %l, <31 x i8> poison, <16 x i32> <i32 0, i32 2, i32 4, i32 6, i32 8, i32 10, i32 12, i32 14, i32 16, i32 18, i32 20, i32 22, i32 24, i32 26, i32 28, i32 30>
  ret <16 x i8> %r
}
; The lanes of a vector induction are at constant distances.
; CHECK-LABEL: @induction(
; CHECK: load i64
; CHECK: @llvm.wasm.swizzle
; CHECK-NOT: load i8
; CHECK: ret void
define void @induction(ptr noalias %a, ptr noalias %o) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %n, %loop ]
  %vi = phi <4 x i32> [ <i32 0, i32 1, i32 2, i32 3>, %entry ], [ %vn, %loop ]
  %m = mul nuw nsw <4 x i32> %vi, splat (i32 3)
  %x0 = extractelement <4 x i32> %m, i64 0
  %p0 = getelementptr inbounds i8, ptr %a, i32 %x0
  %l0 = load i8, ptr %p0, align 1
  %x1 = extractelement <4 x i32> %m, i64 1
  %p1 = getelementptr inbounds i8, ptr %a, i32 %x1
  %l1 = load i8, ptr %p1, align 1
  %x2 = extractelement <4 x i32> %m, i64 2
  %p2 = getelementptr inbounds i8, ptr %a, i32 %x2
  %l2 = load i8, ptr %p2, align 1
  %x3 = extractelement <4 x i32> %m, i64 3
  %p3 = getelementptr inbounds i8, ptr %a, i32 %x3
  %l3 = load i8, ptr %p3, align 1
  %v0 = insertelement <4 x i8> poison, i8 %l0, i64 0
  %v1 = insertelement <4 x i8> %v0, i8 %l1, i64 1
  %v2 = insertelement <4 x i8> %v1, i8 %l2, i64 2
  %v3 = insertelement <4 x i8> %v2, i8 %l3, i64 3
  %f = uitofp <4 x i8> %v3 to <4 x float>
  %q = getelementptr inbounds float, ptr %o, i32 %i
  store <4 x float> %f, ptr %q, align 4
  %n = add nuw nsw i32 %i, 4
  %vn = add <4 x i32> %vi, splat (i32 4)
  %c = icmp eq i32 %n, 1024
  br i1 %c, label %exit, label %loop
exit:
  ret void
}
; Volatile and atomic loads stay.
; CHECK-LABEL: @volatile(
; CHECK-NOT: llvm.wasm
; CHECK: ret
define <4 x i8> @volatile(ptr %a) #0 {
  %p0 = getelementptr inbounds i8, ptr %a, i32 0
  %l0 = load volatile i8, ptr %p0, align 1
  %p1 = getelementptr inbounds i8, ptr %a, i32 3
  %l1 = load volatile i8, ptr %p1, align 1
  %p2 = getelementptr inbounds i8, ptr %a, i32 6
  %l2 = load volatile i8, ptr %p2, align 1
  %p3 = getelementptr inbounds i8, ptr %a, i32 9
  %l3 = load volatile i8, ptr %p3, align 1
  %v0 = insertelement <4 x i8> poison, i8 %l0, i64 0
  %v1 = insertelement <4 x i8> %v0, i8 %l1, i64 1
  %v2 = insertelement <4 x i8> %v1, i8 %l2, i64 2
  %v3 = insertelement <4 x i8> %v2, i8 %l3, i64 3
  ret <4 x i8> %v3
}
; CHECK-LABEL: @atomic(
; CHECK-NOT: llvm.wasm
; CHECK: ret
define <4 x i8> @atomic(ptr %a) #0 {
  %p0 = getelementptr inbounds i8, ptr %a, i32 0
  %l0 = load atomic i8, ptr %p0 unordered, align 1
  %p1 = getelementptr inbounds i8, ptr %a, i32 3
  %l1 = load atomic i8, ptr %p1 unordered, align 1
  %p2 = getelementptr inbounds i8, ptr %a, i32 6
  %l2 = load atomic i8, ptr %p2 unordered, align 1
  %p3 = getelementptr inbounds i8, ptr %a, i32 9
  %l3 = load atomic i8, ptr %p3 unordered, align 1
  %v0 = insertelement <4 x i8> poison, i8 %l0, i64 0
  %v1 = insertelement <4 x i8> %v0, i8 %l1, i64 1
  %v2 = insertelement <4 x i8> %v1, i8 %l2, i64 2
  %v3 = insertelement <4 x i8> %v2, i8 %l3, i64 3
  ret <4 x i8> %v3
}
; A store that may write what is loaded later.
; CHECK-LABEL: @written(
; CHECK-NOT: llvm.wasm
; CHECK: ret
define <4 x i8> @written(ptr %a, ptr %b) #0 {
  %p0 = getelementptr inbounds i8, ptr %a, i32 0
  %l0 = load i8, ptr %p0, align 1
  %p1 = getelementptr inbounds i8, ptr %a, i32 3
  %l1 = load i8, ptr %p1, align 1
  %p2 = getelementptr inbounds i8, ptr %a, i32 6
  store i8 1, ptr %b, align 1
  %l2 = load i8, ptr %p2, align 1
  %p3 = getelementptr inbounds i8, ptr %a, i32 9
  %l3 = load i8, ptr %p3, align 1
  %v0 = insertelement <4 x i8> poison, i8 %l0, i64 0
  %v1 = insertelement <4 x i8> %v0, i8 %l1, i64 1
  %v2 = insertelement <4 x i8> %v1, i8 %l2, i64 2
  %v3 = insertelement <4 x i8> %v2, i8 %l3, i64 3
  ret <4 x i8> %v3
}
; The later loads may not be executed.
; CHECK-LABEL: @left(
; CHECK-NOT: llvm.wasm
; CHECK: ret
define <4 x i8> @left(ptr %a) #0 {
  %p0 = getelementptr inbounds i8, ptr %a, i32 0
  %l0 = load i8, ptr %p0, align 1
  %p1 = getelementptr inbounds i8, ptr %a, i32 3
  %l1 = load i8, ptr %p1, align 1
  %p2 = getelementptr inbounds i8, ptr %a, i32 6
  call void @may_not_return()
  %l2 = load i8, ptr %p2, align 1
  %p3 = getelementptr inbounds i8, ptr %a, i32 9
  %l3 = load i8, ptr %p3, align 1
  %v0 = insertelement <4 x i8> poison, i8 %l0, i64 0
  %v1 = insertelement <4 x i8> %v0, i8 %l1, i64 1
  %v2 = insertelement <4 x i8> %v1, i8 %l2, i64 2
  %v3 = insertelement <4 x i8> %v2, i8 %l3, i64 3
  ret <4 x i8> %v3
}
; A store to somewhere else does not matter.
; CHECK-LABEL: @written_elsewhere(
; CHECK: @llvm.wasm.swizzle
; CHECK: ret
define <4 x i8> @written_elsewhere(ptr noalias %a, ptr noalias %b) #0 {
  %p0 = getelementptr inbounds i8, ptr %a, i32 0
  %l0 = load i8, ptr %p0, align 1
  %p1 = getelementptr inbounds i8, ptr %a, i32 3
  %l1 = load i8, ptr %p1, align 1
  %p2 = getelementptr inbounds i8, ptr %a, i32 6
  store i8 1, ptr %b, align 1
  %l2 = load i8, ptr %p2, align 1
  %p3 = getelementptr inbounds i8, ptr %a, i32 9
  %l3 = load i8, ptr %p3, align 1
  %v0 = insertelement <4 x i8> poison, i8 %l0, i64 0
  %v1 = insertelement <4 x i8> %v0, i8 %l1, i64 1
  %v2 = insertelement <4 x i8> %v1, i8 %l2, i64 2
  %v3 = insertelement <4 x i8> %v2, i8 %l3, i64 3
  ret <4 x i8> %v3
}
; From two places.
; CHECK-LABEL: @two_objects(
; CHECK-NOT: llvm.wasm
; CHECK: ret
define <4 x i8> @two_objects(ptr %a, ptr %b) #0 {
  %p0 = getelementptr inbounds i8, ptr %a, i32 0
  %l0 = load i8, ptr %p0, align 1
  %p1 = getelementptr inbounds i8, ptr %a, i32 3
  %l1 = load i8, ptr %p1, align 1
  %p2 = getelementptr inbounds i8, ptr %b, i32 6
  %l2 = load i8, ptr %p2, align 1
  %p3 = getelementptr inbounds i8, ptr %a, i32 9
  %l3 = load i8, ptr %p3, align 1
  %v0 = insertelement <4 x i8> poison, i8 %l0, i64 0
  %v1 = insertelement <4 x i8> %v0, i8 %l1, i64 1
  %v2 = insertelement <4 x i8> %v1, i8 %l2, i64 2
  %v3 = insertelement <4 x i8> %v2, i8 %l3, i64 3
  ret <4 x i8> %v3
}
; Far apart: as many loads as before.
; CHECK-LABEL: @far(
; CHECK-NOT: llvm.wasm
; CHECK: ret
define <4 x i8> @far(ptr %a) #0 {
  %p0 = getelementptr inbounds i8, ptr %a, i32 0
  %l0 = load i8, ptr %p0, align 1
  %p1 = getelementptr inbounds i8, ptr %a, i32 100
  %l1 = load i8, ptr %p1, align 1
  %p2 = getelementptr inbounds i8, ptr %a, i32 200
  %l2 = load i8, ptr %p2, align 1
  %p3 = getelementptr inbounds i8, ptr %a, i32 300
  %l3 = load i8, ptr %p3, align 1
  %v0 = insertelement <4 x i8> poison, i8 %l0, i64 0
  %v1 = insertelement <4 x i8> %v0, i8 %l1, i64 1
  %v2 = insertelement <4 x i8> %v1, i8 %l2, i64 2
  %v3 = insertelement <4 x i8> %v2, i8 %l3, i64 3
  ret <4 x i8> %v3
}

; CHECK-LABEL: @together(
; CHECK: [[R:%.*]] = call <16 x i8> @llvm.wasm.swizzle(<16 x i8> {{.*}}, <16 x i8> <i8 3, i8 1, i8 2, i8 0, i8 4, i8 5, i8 6, i8 7, i8 -1, i8 -1, i8 -1, i8 -1, i8 -1, i8 -1, i8 -1, i8 -1>)
; CHECK: store i64 {{.*}}, ptr {{.*}}, align 1
; CHECK-NOT: store i8
; CHECK: ret
define void @together(<8 x i8> %v, ptr %a) #0 {
  %e3 = extractelement <8 x i8> %v, i64 3
  %p3 = getelementptr inbounds i8, ptr %a, i32 0
  store i8 %e3, ptr %p3, align 1
  %e0 = extractelement <8 x i8> %v, i64 0
  %p0 = getelementptr inbounds i8, ptr %a, i32 3
  store i8 %e0, ptr %p0, align 1
  %e1 = extractelement <8 x i8> %v, i64 1
  %p1 = getelementptr inbounds i8, ptr %a, i32 1
  store i8 %e1, ptr %p1, align 1
  %e2 = extractelement <8 x i8> %v, i64 2
  %p2 = getelementptr inbounds i8, ptr %a, i32 2
  store i8 %e2, ptr %p2, align 1
  %e4 = extractelement <8 x i8> %v, i64 4
  %p4 = getelementptr inbounds i8, ptr %a, i32 4
  store i8 %e4, ptr %p4, align 1
  %e5 = extractelement <8 x i8> %v, i64 5
  %p5 = getelementptr inbounds i8, ptr %a, i32 5
  store i8 %e5, ptr %p5, align 1
  %e6 = extractelement <8 x i8> %v, i64 6
  %p6 = getelementptr inbounds i8, ptr %a, i32 6
  store i8 %e6, ptr %p6, align 1
  %e7 = extractelement <8 x i8> %v, i64 7
  %p7 = getelementptr inbounds i8, ptr %a, i32 7
  store i8 %e7, ptr %p7, align 1
  ret void
}
; Volatile stores stay.
; CHECK-LABEL: @stored_volatile(
; CHECK-COUNT-8: store{{.*}} i8
; CHECK: ret
define void @stored_volatile(<8 x i8> %v, ptr %a) #0 {
  %e0 = extractelement <8 x i8> %v, i64 0
  %p0 = getelementptr inbounds i8, ptr %a, i32 0
  store volatile i8 %e0, ptr %p0, align 1
  %e1 = extractelement <8 x i8> %v, i64 1
  %p1 = getelementptr inbounds i8, ptr %a, i32 1
  store volatile i8 %e1, ptr %p1, align 1
  %e2 = extractelement <8 x i8> %v, i64 2
  %p2 = getelementptr inbounds i8, ptr %a, i32 2
  store volatile i8 %e2, ptr %p2, align 1
  %e3 = extractelement <8 x i8> %v, i64 3
  %p3 = getelementptr inbounds i8, ptr %a, i32 3
  store volatile i8 %e3, ptr %p3, align 1
  %e4 = extractelement <8 x i8> %v, i64 4
  %p4 = getelementptr inbounds i8, ptr %a, i32 4
  store volatile i8 %e4, ptr %p4, align 1
  %e5 = extractelement <8 x i8> %v, i64 5
  %p5 = getelementptr inbounds i8, ptr %a, i32 5
  store volatile i8 %e5, ptr %p5, align 1
  %e6 = extractelement <8 x i8> %v, i64 6
  %p6 = getelementptr inbounds i8, ptr %a, i32 6
  store volatile i8 %e6, ptr %p6, align 1
  %e7 = extractelement <8 x i8> %v, i64 7
  %p7 = getelementptr inbounds i8, ptr %a, i32 7
  store volatile i8 %e7, ptr %p7, align 1
  ret void
}
; What is stored may be read in between.
; CHECK-LABEL: @read_between(
; CHECK-COUNT-8: store{{.*}} i8
; CHECK: ret
define void @read_between(<8 x i8> %v, ptr %a, ptr %b, ptr noalias %c) #0 {
  %e0 = extractelement <8 x i8> %v, i64 0
  %p0 = getelementptr inbounds i8, ptr %a, i32 0
  store i8 %e0, ptr %p0, align 1
  %e1 = extractelement <8 x i8> %v, i64 1
  %p1 = getelementptr inbounds i8, ptr %a, i32 1
  store i8 %e1, ptr %p1, align 1
  %e2 = extractelement <8 x i8> %v, i64 2
  %p2 = getelementptr inbounds i8, ptr %a, i32 2
  %s2 = load i8, ptr %b, align 1
  store i8 %s2, ptr %c, align 1
  store i8 %e2, ptr %p2, align 1
  %e3 = extractelement <8 x i8> %v, i64 3
  %p3 = getelementptr inbounds i8, ptr %a, i32 3
  store i8 %e3, ptr %p3, align 1
  %e4 = extractelement <8 x i8> %v, i64 4
  %p4 = getelementptr inbounds i8, ptr %a, i32 4
  %s4 = load i8, ptr %b, align 1
  store i8 %s4, ptr %c, align 1
  store i8 %e4, ptr %p4, align 1
  %e5 = extractelement <8 x i8> %v, i64 5
  %p5 = getelementptr inbounds i8, ptr %a, i32 5
  store i8 %e5, ptr %p5, align 1
  %e6 = extractelement <8 x i8> %v, i64 6
  %p6 = getelementptr inbounds i8, ptr %a, i32 6
  %s6 = load i8, ptr %b, align 1
  store i8 %s6, ptr %c, align 1
  store i8 %e6, ptr %p6, align 1
  %e7 = extractelement <8 x i8> %v, i64 7
  %p7 = getelementptr inbounds i8, ptr %a, i32 7
  store i8 %e7, ptr %p7, align 1
  ret void
}
; The later stores may not be executed.
; CHECK-LABEL: @left_between(
; CHECK-COUNT-8: store{{.*}} i8
; CHECK: ret
define void @left_between(<8 x i8> %v, ptr %a) #0 {
  %e0 = extractelement <8 x i8> %v, i64 0
  %p0 = getelementptr inbounds i8, ptr %a, i32 0
  store i8 %e0, ptr %p0, align 1
  %e1 = extractelement <8 x i8> %v, i64 1
  %p1 = getelementptr inbounds i8, ptr %a, i32 1
  store i8 %e1, ptr %p1, align 1
  %e2 = extractelement <8 x i8> %v, i64 2
  %p2 = getelementptr inbounds i8, ptr %a, i32 2
  call void @may_not_return()
  store i8 %e2, ptr %p2, align 1
  %e3 = extractelement <8 x i8> %v, i64 3
  %p3 = getelementptr inbounds i8, ptr %a, i32 3
  store i8 %e3, ptr %p3, align 1
  %e4 = extractelement <8 x i8> %v, i64 4
  %p4 = getelementptr inbounds i8, ptr %a, i32 4
  call void @may_not_return()
  store i8 %e4, ptr %p4, align 1
  %e5 = extractelement <8 x i8> %v, i64 5
  %p5 = getelementptr inbounds i8, ptr %a, i32 5
  store i8 %e5, ptr %p5, align 1
  %e6 = extractelement <8 x i8> %v, i64 6
  %p6 = getelementptr inbounds i8, ptr %a, i32 6
  call void @may_not_return()
  store i8 %e6, ptr %p6, align 1
  %e7 = extractelement <8 x i8> %v, i64 7
  %p7 = getelementptr inbounds i8, ptr %a, i32 7
  store i8 %e7, ptr %p7, align 1
  ret void
}
; A byte stored twice: the order matters.
; CHECK-LABEL: @twice(
; CHECK-COUNT-8: store{{.*}} i8
; CHECK: ret
define void @twice(<8 x i8> %v, ptr %a) #0 {
  %e0 = extractelement <8 x i8> %v, i64 0
  %p0 = getelementptr inbounds i8, ptr %a, i32 0
  store i8 %e0, ptr %p0, align 1
  %e1 = extractelement <8 x i8> %v, i64 1
  %p1 = getelementptr inbounds i8, ptr %a, i32 1
  store i8 %e1, ptr %p1, align 1
  %e2 = extractelement <8 x i8> %v, i64 2
  %p2 = getelementptr inbounds i8, ptr %a, i32 2
  store i8 %e2, ptr %p2, align 1
  %e3 = extractelement <8 x i8> %v, i64 3
  %p3 = getelementptr inbounds i8, ptr %a, i32 3
  store i8 %e3, ptr %p3, align 1
  %e4 = extractelement <8 x i8> %v, i64 4
  %p4 = getelementptr inbounds i8, ptr %a, i32 3
  store i8 %e4, ptr %p4, align 1
  %e5 = extractelement <8 x i8> %v, i64 5
  %p5 = getelementptr inbounds i8, ptr %a, i32 4
  store i8 %e5, ptr %p5, align 1
  %e6 = extractelement <8 x i8> %v, i64 6
  %p6 = getelementptr inbounds i8, ptr %a, i32 5
  store i8 %e6, ptr %p6, align 1
  %e7 = extractelement <8 x i8> %v, i64 7
  %p7 = getelementptr inbounds i8, ptr %a, i32 6
  store i8 %e7, ptr %p7, align 1
  ret void
}
; Bytes that were not stored must not be.
; CHECK-LABEL: @holes(
; CHECK-COUNT-8: store{{.*}} i8
; CHECK: ret
define void @holes(<8 x i8> %v, ptr %a) #0 {
  %e0 = extractelement <8 x i8> %v, i64 0
  %p0 = getelementptr inbounds i8, ptr %a, i32 0
  store i8 %e0, ptr %p0, align 1
  %e1 = extractelement <8 x i8> %v, i64 1
  %p1 = getelementptr inbounds i8, ptr %a, i32 2
  store i8 %e1, ptr %p1, align 1
  %e2 = extractelement <8 x i8> %v, i64 2
  %p2 = getelementptr inbounds i8, ptr %a, i32 4
  store i8 %e2, ptr %p2, align 1
  %e3 = extractelement <8 x i8> %v, i64 3
  %p3 = getelementptr inbounds i8, ptr %a, i32 6
  store i8 %e3, ptr %p3, align 1
  %e4 = extractelement <8 x i8> %v, i64 4
  %p4 = getelementptr inbounds i8, ptr %a, i32 8
  store i8 %e4, ptr %p4, align 1
  %e5 = extractelement <8 x i8> %v, i64 5
  %p5 = getelementptr inbounds i8, ptr %a, i32 10
  store i8 %e5, ptr %p5, align 1
  %e6 = extractelement <8 x i8> %v, i64 6
  %p6 = getelementptr inbounds i8, ptr %a, i32 12
  store i8 %e6, ptr %p6, align 1
  %e7 = extractelement <8 x i8> %v, i64 7
  %p7 = getelementptr inbounds i8, ptr %a, i32 14
  store i8 %e7, ptr %p7, align 1
  ret void
}

attributes #0 = { "target-features"="+simd128" }
