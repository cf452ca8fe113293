; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; The loop around a tile: offsets stay constants in the loads, and a tile too large for the registers is not written out.
; RUN: %opt -passes='wasm-slp-shape,verify' -S %s -o - | FileCheck %s
; RUN: %opt -passes='default<O3>' -S %s -o - | llc-22 -o - | FileCheck --check-prefix=CODE %s
; RUN: %opt -passes='default<O3>' -nearnative-disable=wasm-slp-shape,wasm-loop-shape -S %s -o - | llc-22 -o - | FileCheck --check-prefix=STOCK %s
target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20"
target triple = "wasm32-unknown-wasi"

; CHECK-LABEL: @offsets(
; CHECK: [[MOVING:%.*]] = phi ptr [ %a, %entry ], [ [[MOVED:%.*]], %loop ], !dbg [[LINE:![0-9]+]]
; CHECK: [[BASE:%.*]] = freeze ptr [[MOVING]], !dbg [[LINE]]
; CHECK: %p = getelementptr inbounds nuw float, ptr %a, i32 %i, !dbg [[LINE]]
; CHECK: [[Q:%.*]] = getelementptr inbounds nuw i8, ptr [[BASE]], i32 16
; CHECK: load <4 x float>, ptr [[BASE]]
; CHECK: load volatile <4 x float>, ptr [[Q]]
; CHECK: store ptr %p, ptr %o
; CHECK: [[MOVED]] = getelementptr nuw i8, ptr [[BASE]], i32 4
; CODE-LABEL: offsets:
; CODE: v128.load 16
; STOCK-LABEL: offsets:
; STOCK-NOT: v128.load 16
; STOCK: v128.load 0
define <4 x float> @offsets(ptr %a, ptr %o, i32 %n) #0 !dbg !4 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi <4 x float> [ zeroinitializer, %entry ], [ %t, %loop ]
  %p = getelementptr inbounds nuw float, ptr %a, i32 %i, !dbg !7
  %q = getelementptr inbounds nuw i8, ptr %p, i32 16
  %x = load <4 x float>, ptr %p
  %y = load volatile <4 x float>, ptr %q
  store ptr %p, ptr %o
  %z = fmul <4 x float> %x, %y
  %t = fadd <4 x float> %s, %z
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret <4 x float> %t
}

; One that is an address in some trips only, and one whose step is not known: hidden, but not made a pointer.
; CHECK-LABEL: @in_some_trips(
; CHECK-NOT: phi ptr
; CHECK: freeze ptr %p
; CHECK-NOT: phi ptr
; CHECK: freeze ptr %r
define void @in_some_trips(ptr %a, ptr %b, i32 %n, i32 %step) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %latch ]
  %j = phi i32 [ 0, %entry ], [ %k, %latch ]
  %v = load <4 x float>, ptr %b
  %c = icmp eq i32 %i, 7
  br i1 %c, label %then, label %latch
then:
  %p = getelementptr inbounds nuw float, ptr %a, i32 %i
  %q = getelementptr inbounds nuw i8, ptr %p, i32 16
  store <4 x float> %v, ptr %q
  br label %latch
latch:
  %r = getelementptr inbounds nuw float, ptr %b, i32 %j
  %s = getelementptr inbounds nuw i8, ptr %r, i32 16
  store <4 x float> %v, ptr %s
  %next = add nuw nsw i32 %i, 1
  %k = add nuw nsw i32 %j, %step
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret void
}

; A pointer that moves by itself.
; CHECK-LABEL: @pointer(
; CHECK: %p = phi ptr
; CHECK-NEXT: phi <4 x float>
; CHECK-NEXT: [[BASE:%.*]] = freeze ptr %p
; CHECK: getelementptr inbounds nuw i8, ptr [[BASE]], i32 16
; CHECK: %next = getelementptr inbounds nuw i8, ptr %p, i32 32
define <4 x float> @pointer(ptr %a, ptr %end) #0 {
entry:
  br label %loop
loop:
  %p = phi ptr [ %a, %entry ], [ %next, %loop ]
  %s = phi <4 x float> [ zeroinitializer, %entry ], [ %t, %loop ]
  %q = getelementptr inbounds nuw i8, ptr %p, i32 16
  %x = load <4 x float>, ptr %p
  %y = load <4 x float>, ptr %q
  %z = fmul <4 x float> %x, %y
  %t = fadd <4 x float> %s, %z
  %next = getelementptr inbounds nuw i8, ptr %p, i32 32
  %more = icmp ne ptr %next, %end
  br i1 %more, label %loop, label %exit
exit:
  ret <4 x float> %t
}

; No vector in the loop.
; CHECK-LABEL: @scalar(
; CHECK-NOT: freeze
; CHECK: ret float
define float @scalar(ptr %a, ptr %end) #0 {
entry:
  br label %loop
loop:
  %p = phi ptr [ %a, %entry ], [ %next, %loop ]
  %s = phi float [ 0.0, %entry ], [ %t, %loop ]
  %q = getelementptr inbounds nuw i8, ptr %p, i32 16
  %x = load float, ptr %p
  %y = load float, ptr %q
  %z = fmul float %x, %y
  %t = fadd float %s, %z
  %next = getelementptr inbounds nuw i8, ptr %p, i32 32
  %more = icmp ne ptr %next, %end
  br i1 %more, label %loop, label %exit
exit:
  ret float %t
}

; An offset that may wrap, one that is not only an address, an address that the loop does not change, one that it reads.
; CHECK-LABEL: @no_offsets(
; CHECK-NOT: freeze
; CHECK: ret void
define void @no_offsets(ptr %a, ptr %o, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %q = getelementptr i8, ptr %p, i32 16
  %r = getelementptr inbounds nuw i8, ptr %p, i32 32
  %x = load <4 x float>, ptr %q
  store ptr %r, ptr %a
  %u = getelementptr inbounds nuw i8, ptr %o, i32 32
  store <4 x float> %x, ptr %u
  %link = load ptr, ptr %p
  %v = getelementptr inbounds nuw i8, ptr %link, i32 32
  store <4 x float> %x, ptr %v
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret void
}

; Indices of one base: one address, and offsets. Not where the sum may wrap.
; CHECK-LABEL: @indices(
; CHECK: [[BASE:%.*]] = getelementptr nuw float, ptr %o, i32 %x
; CHECK-NEXT: store float 0.000000e+00, ptr [[BASE]]
; CHECK: [[FOUR:%.*]] = getelementptr nuw i8, ptr [[BASE]], i32 16
; CHECK-NEXT: store float 1.000000e+00, ptr [[FOUR]]
; CHECK: [[EIGHT:%.*]] = getelementptr nuw i8, ptr [[BASE]], i32 32
; CHECK-NEXT: store float 2.000000e+00, ptr [[EIGHT]]
; CHECK: getelementptr inbounds nuw float, ptr %o, i32 %wrapping
; CHECK: getelementptr inbounds float, ptr %o, i32 %or
define void @indices(ptr %o, i32 %i) #0 {
  %x = shl i32 %i, 4
  %p = getelementptr inbounds nuw float, ptr %o, i32 %x
  store float 0.0, ptr %p
  %or = or disjoint i32 %x, 4
  %q = getelementptr inbounds nuw float, ptr %o, i32 %or
  store float 1.0, ptr %q
  %add = add nuw i32 %x, 8
  %r = getelementptr inbounds nuw float, ptr %o, i32 %add
  store float 2.0, ptr %r
  %wrapping = add nsw i32 %x, 12
  %s = getelementptr inbounds nuw float, ptr %o, i32 %wrapping
  store float 3.0, ptr %s
  %t = getelementptr inbounds float, ptr %o, i32 %or
  store float 4.0, ptr %t
  ret void
}

; What is added behind a tile that needs the registers is loaded there, with its offset; not what the tile's results may overwrite, what is
; volatile, or where size counts.
; CHECK-LABEL: @bias(
; CHECK-NOT: load
; CHECK: row:
; CHECK: done:
; CHECK: [[BIAS:%.*]] = load <4 x float>, ptr %c
; CHECK: fadd <4 x float> %t0, [[BIAS]]
; CHECK: [[NEXT:%.*]] = getelementptr inbounds nuw i8, ptr %c, i32 16
; CHECK-NEXT: [[SECOND:%.*]] = load <4 x float>, ptr [[NEXT]]
; CHECK: fadd <4 x float> %t1, [[SECOND]]
; CHECK-LABEL: @may_overwrite(
; CHECK-COUNT-4: load <4 x float>, ptr %c
; CHECK: row:
; CHECK-LABEL: @volatile_bias(
; CHECK-COUNT-4: load volatile <4 x float>, ptr %c
; CHECK: row:
; CHECK-LABEL: @small_bias(
; CHECK-COUNT-4: load <4 x float>, ptr %c
; CHECK: row:
define void @bias(ptr noalias %a, ptr noalias %b, ptr noalias %c, ptr noalias %o, i32 %n) #0 {
entry:
  %c1 = getelementptr inbounds nuw i8, ptr %c, i32 16
  %c2 = getelementptr inbounds nuw i8, ptr %c, i32 32
  %c3 = getelementptr inbounds nuw i8, ptr %c, i32 48
  %bias0 = load <4 x float>, ptr %c, align 4
  %bias1 = load <4 x float>, ptr %c1, align 4
  %bias2 = load <4 x float>, ptr %c2, align 4
  %bias3 = load <4 x float>, ptr %c3, align 4
  br label %row
row:
  %j = phi i32 [ 0, %entry ], [ %j.next, %done ]
  br label %tile
tile:
  %i = phi i32 [ 0, %row ], [ %i.next, %tile ]
  %s0 = phi <4 x float> [ zeroinitializer, %row ], [ %t0, %tile ]
  %s1 = phi <4 x float> [ zeroinitializer, %row ], [ %t1, %tile ]
  %s2 = phi <4 x float> [ zeroinitializer, %row ], [ %t2, %tile ]
  %s3 = phi <4 x float> [ zeroinitializer, %row ], [ %t3, %tile ]
  %s4 = phi <4 x float> [ zeroinitializer, %row ], [ %t4, %tile ]
  %s5 = phi <4 x float> [ zeroinitializer, %row ], [ %t5, %tile ]
  %s6 = phi <4 x float> [ zeroinitializer, %row ], [ %t6, %tile ]
  %s7 = phi <4 x float> [ zeroinitializer, %row ], [ %t7, %tile ]
  %at = shl nuw nsw i32 %i, 6
  %p = getelementptr inbounds nuw i8, ptr %b, i32 %at
  %px = getelementptr inbounds nuw float, ptr %a, i32 %i
  %px1 = getelementptr inbounds nuw i8, ptr %px, i32 2048
  %b0 = getelementptr inbounds nuw i8, ptr %p, i32 0
  %b1 = getelementptr inbounds nuw i8, ptr %p, i32 16
  %b2 = getelementptr inbounds nuw i8, ptr %p, i32 32
  %b3 = getelementptr inbounds nuw i8, ptr %p, i32 48
  %w0 = load <4 x float>, ptr %b0, align 4
  %w1 = load <4 x float>, ptr %b1, align 4
  %w2 = load <4 x float>, ptr %b2, align 4
  %w3 = load <4 x float>, ptr %b3, align 4
  %f0 = load float, ptr %px, align 4
  %i0 = insertelement <4 x float> poison, float %f0, i64 0
  %x0 = shufflevector <4 x float> %i0, <4 x float> poison, <4 x i32> zeroinitializer
  %f1 = load float, ptr %px1, align 4
  %i1 = insertelement <4 x float> poison, float %f1, i64 0
  %x1 = shufflevector <4 x float> %i1, <4 x float> poison, <4 x i32> zeroinitializer
  %m0 = fmul <4 x float> %w0, %x0
  %t0 = fadd <4 x float> %s0, %m0
  %m1 = fmul <4 x float> %w1, %x0
  %t1 = fadd <4 x float> %s1, %m1
  %m2 = fmul <4 x float> %w2, %x0
  %t2 = fadd <4 x float> %s2, %m2
  %m3 = fmul <4 x float> %w3, %x0
  %t3 = fadd <4 x float> %s3, %m3
  %m4 = fmul <4 x float> %w0, %x1
  %t4 = fadd <4 x float> %s4, %m4
  %m5 = fmul <4 x float> %w1, %x1
  %t5 = fadd <4 x float> %s5, %m5
  %m6 = fmul <4 x float> %w2, %x1
  %t6 = fadd <4 x float> %s6, %m6
  %m7 = fmul <4 x float> %w3, %x1
  %t7 = fadd <4 x float> %s7, %m7
  %i.next = add nuw nsw i32 %i, 1
  %more = icmp ult i32 %i.next, 512
  br i1 %more, label %tile, label %done
done:
  %o0 = getelementptr inbounds nuw i8, ptr %o, i32 0
  %r0 = fadd <4 x float> %t0, %bias0
  store <4 x float> %r0, ptr %o0, align 4
  %o1 = getelementptr inbounds nuw i8, ptr %o, i32 16
  %r1 = fadd <4 x float> %t1, %bias1
  store <4 x float> %r1, ptr %o1, align 4
  %o2 = getelementptr inbounds nuw i8, ptr %o, i32 32
  %r2 = fadd <4 x float> %t2, %bias2
  store <4 x float> %r2, ptr %o2, align 4
  %o3 = getelementptr inbounds nuw i8, ptr %o, i32 48
  %r3 = fadd <4 x float> %t3, %bias3
  store <4 x float> %r3, ptr %o3, align 4
  %o4 = getelementptr inbounds nuw i8, ptr %o, i32 64
  %r4 = fadd <4 x float> %t4, %bias0
  store <4 x float> %r4, ptr %o4, align 4
  %o5 = getelementptr inbounds nuw i8, ptr %o, i32 80
  %r5 = fadd <4 x float> %t5, %bias1
  store <4 x float> %r5, ptr %o5, align 4
  %o6 = getelementptr inbounds nuw i8, ptr %o, i32 96
  %r6 = fadd <4 x float> %t6, %bias2
  store <4 x float> %r6, ptr %o6, align 4
  %o7 = getelementptr inbounds nuw i8, ptr %o, i32 112
  %r7 = fadd <4 x float> %t7, %bias3
  store <4 x float> %r7, ptr %o7, align 4
  %j.next = add nuw nsw i32 %j, 1
  %rows = icmp ult i32 %j.next, %n
  br i1 %rows, label %row, label %exit
exit:
  ret void
}
define void @may_overwrite(ptr noalias %a, ptr noalias %b, ptr %c, ptr %o, i32 %n) #0 {
entry:
  %c1 = getelementptr inbounds nuw i8, ptr %c, i32 16
  %c2 = getelementptr inbounds nuw i8, ptr %c, i32 32
  %c3 = getelementptr inbounds nuw i8, ptr %c, i32 48
  %bias0 = load <4 x float>, ptr %c, align 4
  %bias1 = load <4 x float>, ptr %c1, align 4
  %bias2 = load <4 x float>, ptr %c2, align 4
  %bias3 = load <4 x float>, ptr %c3, align 4
  br label %row
row:
  %j = phi i32 [ 0, %entry ], [ %j.next, %done ]
  br label %tile
tile:
  %i = phi i32 [ 0, %row ], [ %i.next, %tile ]
  %s0 = phi <4 x float> [ zeroinitializer, %row ], [ %t0, %tile ]
  %s1 = phi <4 x float> [ zeroinitializer, %row ], [ %t1, %tile ]
  %s2 = phi <4 x float> [ zeroinitializer, %row ], [ %t2, %tile ]
  %s3 = phi <4 x float> [ zeroinitializer, %row ], [ %t3, %tile ]
  %s4 = phi <4 x float> [ zeroinitializer, %row ], [ %t4, %tile ]
  %s5 = phi <4 x float> [ zeroinitializer, %row ], [ %t5, %tile ]
  %s6 = phi <4 x float> [ zeroinitializer, %row ], [ %t6, %tile ]
  %s7 = phi <4 x float> [ zeroinitializer, %row ], [ %t7, %tile ]
  %at = shl nuw nsw i32 %i, 6
  %p = getelementptr inbounds nuw i8, ptr %b, i32 %at
  %px = getelementptr inbounds nuw float, ptr %a, i32 %i
  %px1 = getelementptr inbounds nuw i8, ptr %px, i32 2048
  %b0 = getelementptr inbounds nuw i8, ptr %p, i32 0
  %b1 = getelementptr inbounds nuw i8, ptr %p, i32 16
  %b2 = getelementptr inbounds nuw i8, ptr %p, i32 32
  %b3 = getelementptr inbounds nuw i8, ptr %p, i32 48
  %w0 = load <4 x float>, ptr %b0, align 4
  %w1 = load <4 x float>, ptr %b1, align 4
  %w2 = load <4 x float>, ptr %b2, align 4
  %w3 = load <4 x float>, ptr %b3, align 4
  %f0 = load float, ptr %px, align 4
  %i0 = insertelement <4 x float> poison, float %f0, i64 0
  %x0 = shufflevector <4 x float> %i0, <4 x float> poison, <4 x i32> zeroinitializer
  %f1 = load float, ptr %px1, align 4
  %i1 = insertelement <4 x float> poison, float %f1, i64 0
  %x1 = shufflevector <4 x float> %i1, <4 x float> poison, <4 x i32> zeroinitializer
  %m0 = fmul <4 x float> %w0, %x0
  %t0 = fadd <4 x float> %s0, %m0
  %m1 = fmul <4 x float> %w1, %x0
  %t1 = fadd <4 x float> %s1, %m1
  %m2 = fmul <4 x float> %w2, %x0
  %t2 = fadd <4 x float> %s2, %m2
  %m3 = fmul <4 x float> %w3, %x0
  %t3 = fadd <4 x float> %s3, %m3
  %m4 = fmul <4 x float> %w0, %x1
  %t4 = fadd <4 x float> %s4, %m4
  %m5 = fmul <4 x float> %w1, %x1
  %t5 = fadd <4 x float> %s5, %m5
  %m6 = fmul <4 x float> %w2, %x1
  %t6 = fadd <4 x float> %s6, %m6
  %m7 = fmul <4 x float> %w3, %x1
  %t7 = fadd <4 x float> %s7, %m7
  %i.next = add nuw nsw i32 %i, 1
  %more = icmp ult i32 %i.next, 512
  br i1 %more, label %tile, label %done
done:
  %o0 = getelementptr inbounds nuw i8, ptr %o, i32 0
  %r0 = fadd <4 x float> %t0, %bias0
  store <4 x float> %r0, ptr %o0, align 4
  %o1 = getelementptr inbounds nuw i8, ptr %o, i32 16
  %r1 = fadd <4 x float> %t1, %bias1
  store <4 x float> %r1, ptr %o1, align 4
  %o2 = getelementptr inbounds nuw i8, ptr %o, i32 32
  %r2 = fadd <4 x float> %t2, %bias2
  store <4 x float> %r2, ptr %o2, align 4
  %o3 = getelementptr inbounds nuw i8, ptr %o, i32 48
  %r3 = fadd <4 x float> %t3, %bias3
  store <4 x float> %r3, ptr %o3, align 4
  %o4 = getelementptr inbounds nuw i8, ptr %o, i32 64
  %r4 = fadd <4 x float> %t4, %bias0
  store <4 x float> %r4, ptr %o4, align 4
  %o5 = getelementptr inbounds nuw i8, ptr %o, i32 80
  %r5 = fadd <4 x float> %t5, %bias1
  store <4 x float> %r5, ptr %o5, align 4
  %o6 = getelementptr inbounds nuw i8, ptr %o, i32 96
  %r6 = fadd <4 x float> %t6, %bias2
  store <4 x float> %r6, ptr %o6, align 4
  %o7 = getelementptr inbounds nuw i8, ptr %o, i32 112
  %r7 = fadd <4 x float> %t7, %bias3
  store <4 x float> %r7, ptr %o7, align 4
  %j.next = add nuw nsw i32 %j, 1
  %rows = icmp ult i32 %j.next, %n
  br i1 %rows, label %row, label %exit
exit:
  ret void
}
define void @volatile_bias(ptr noalias %a, ptr noalias %b, ptr noalias %c, ptr noalias %o, i32 %n) #0 {
entry:
  %c1 = getelementptr inbounds nuw i8, ptr %c, i32 16
  %c2 = getelementptr inbounds nuw i8, ptr %c, i32 32
  %c3 = getelementptr inbounds nuw i8, ptr %c, i32 48
  %bias0 = load volatile <4 x float>, ptr %c, align 4
  %bias1 = load volatile <4 x float>, ptr %c1, align 4
  %bias2 = load volatile <4 x float>, ptr %c2, align 4
  %bias3 = load volatile <4 x float>, ptr %c3, align 4
  br label %row
row:
  %j = phi i32 [ 0, %entry ], [ %j.next, %done ]
  br label %tile
tile:
  %i = phi i32 [ 0, %row ], [ %i.next, %tile ]
  %s0 = phi <4 x float> [ zeroinitializer, %row ], [ %t0, %tile ]
  %s1 = phi <4 x float> [ zeroinitializer, %row ], [ %t1, %tile ]
  %s2 = phi <4 x float> [ zeroinitializer, %row ], [ %t2, %tile ]
  %s3 = phi <4 x float> [ zeroinitializer, %row ], [ %t3, %tile ]
  %s4 = phi <4 x float> [ zeroinitializer, %row ], [ %t4, %tile ]
  %s5 = phi <4 x float> [ zeroinitializer, %row ], [ %t5, %tile ]
  %s6 = phi <4 x float> [ zeroinitializer, %row ], [ %t6, %tile ]
  %s7 = phi <4 x float> [ zeroinitializer, %row ], [ %t7, %tile ]
  %at = shl nuw nsw i32 %i, 6
  %p = getelementptr inbounds nuw i8, ptr %b, i32 %at
  %px = getelementptr inbounds nuw float, ptr %a, i32 %i
  %px1 = getelementptr inbounds nuw i8, ptr %px, i32 2048
  %b0 = getelementptr inbounds nuw i8, ptr %p, i32 0
  %b1 = getelementptr inbounds nuw i8, ptr %p, i32 16
  %b2 = getelementptr inbounds nuw i8, ptr %p, i32 32
  %b3 = getelementptr inbounds nuw i8, ptr %p, i32 48
  %w0 = load <4 x float>, ptr %b0, align 4
  %w1 = load <4 x float>, ptr %b1, align 4
  %w2 = load <4 x float>, ptr %b2, align 4
  %w3 = load <4 x float>, ptr %b3, align 4
  %f0 = load float, ptr %px, align 4
  %i0 = insertelement <4 x float> poison, float %f0, i64 0
  %x0 = shufflevector <4 x float> %i0, <4 x float> poison, <4 x i32> zeroinitializer
  %f1 = load float, ptr %px1, align 4
  %i1 = insertelement <4 x float> poison, float %f1, i64 0
  %x1 = shufflevector <4 x float> %i1, <4 x float> poison, <4 x i32> zeroinitializer
  %m0 = fmul <4 x float> %w0, %x0
  %t0 = fadd <4 x float> %s0, %m0
  %m1 = fmul <4 x float> %w1, %x0
  %t1 = fadd <4 x float> %s1, %m1
  %m2 = fmul <4 x float> %w2, %x0
  %t2 = fadd <4 x float> %s2, %m2
  %m3 = fmul <4 x float> %w3, %x0
  %t3 = fadd <4 x float> %s3, %m3
  %m4 = fmul <4 x float> %w0, %x1
  %t4 = fadd <4 x float> %s4, %m4
  %m5 = fmul <4 x float> %w1, %x1
  %t5 = fadd <4 x float> %s5, %m5
  %m6 = fmul <4 x float> %w2, %x1
  %t6 = fadd <4 x float> %s6, %m6
  %m7 = fmul <4 x float> %w3, %x1
  %t7 = fadd <4 x float> %s7, %m7
  %i.next = add nuw nsw i32 %i, 1
  %more = icmp ult i32 %i.next, 512
  br i1 %more, label %tile, label %done
done:
  %o0 = getelementptr inbounds nuw i8, ptr %o, i32 0
  %r0 = fadd <4 x float> %t0, %bias0
  store <4 x float> %r0, ptr %o0, align 4
  %o1 = getelementptr inbounds nuw i8, ptr %o, i32 16
  %r1 = fadd <4 x float> %t1, %bias1
  store <4 x float> %r1, ptr %o1, align 4
  %o2 = getelementptr inbounds nuw i8, ptr %o, i32 32
  %r2 = fadd <4 x float> %t2, %bias2
  store <4 x float> %r2, ptr %o2, align 4
  %o3 = getelementptr inbounds nuw i8, ptr %o, i32 48
  %r3 = fadd <4 x float> %t3, %bias3
  store <4 x float> %r3, ptr %o3, align 4
  %o4 = getelementptr inbounds nuw i8, ptr %o, i32 64
  %r4 = fadd <4 x float> %t4, %bias0
  store <4 x float> %r4, ptr %o4, align 4
  %o5 = getelementptr inbounds nuw i8, ptr %o, i32 80
  %r5 = fadd <4 x float> %t5, %bias1
  store <4 x float> %r5, ptr %o5, align 4
  %o6 = getelementptr inbounds nuw i8, ptr %o, i32 96
  %r6 = fadd <4 x float> %t6, %bias2
  store <4 x float> %r6, ptr %o6, align 4
  %o7 = getelementptr inbounds nuw i8, ptr %o, i32 112
  %r7 = fadd <4 x float> %t7, %bias3
  store <4 x float> %r7, ptr %o7, align 4
  %j.next = add nuw nsw i32 %j, 1
  %rows = icmp ult i32 %j.next, %n
  br i1 %rows, label %row, label %exit
exit:
  ret void
}
define void @small_bias(ptr noalias %a, ptr noalias %b, ptr noalias %c, ptr noalias %o, i32 %n) optsize "target-features"="+simd128" {
entry:
  %c1 = getelementptr inbounds nuw i8, ptr %c, i32 16
  %c2 = getelementptr inbounds nuw i8, ptr %c, i32 32
  %c3 = getelementptr inbounds nuw i8, ptr %c, i32 48
  %bias0 = load <4 x float>, ptr %c, align 4
  %bias1 = load <4 x float>, ptr %c1, align 4
  %bias2 = load <4 x float>, ptr %c2, align 4
  %bias3 = load <4 x float>, ptr %c3, align 4
  br label %row
row:
  %j = phi i32 [ 0, %entry ], [ %j.next, %done ]
  br label %tile
tile:
  %i = phi i32 [ 0, %row ], [ %i.next, %tile ]
  %s0 = phi <4 x float> [ zeroinitializer, %row ], [ %t0, %tile ]
  %s1 = phi <4 x float> [ zeroinitializer, %row ], [ %t1, %tile ]
  %s2 = phi <4 x float> [ zeroinitializer, %row ], [ %t2, %tile ]
  %s3 = phi <4 x float> [ zeroinitializer, %row ], [ %t3, %tile ]
  %s4 = phi <4 x float> [ zeroinitializer, %row ], [ %t4, %tile ]
  %s5 = phi <4 x float> [ zeroinitializer, %row ], [ %t5, %tile ]
  %s6 = phi <4 x float> [ zeroinitializer, %row ], [ %t6, %tile ]
  %s7 = phi <4 x float> [ zeroinitializer, %row ], [ %t7, %tile ]
  %at = shl nuw nsw i32 %i, 6
  %p = getelementptr inbounds nuw i8, ptr %b, i32 %at
  %px = getelementptr inbounds nuw float, ptr %a, i32 %i
  %px1 = getelementptr inbounds nuw i8, ptr %px, i32 2048
  %b0 = getelementptr inbounds nuw i8, ptr %p, i32 0
  %b1 = getelementptr inbounds nuw i8, ptr %p, i32 16
  %b2 = getelementptr inbounds nuw i8, ptr %p, i32 32
  %b3 = getelementptr inbounds nuw i8, ptr %p, i32 48
  %w0 = load <4 x float>, ptr %b0, align 4
  %w1 = load <4 x float>, ptr %b1, align 4
  %w2 = load <4 x float>, ptr %b2, align 4
  %w3 = load <4 x float>, ptr %b3, align 4
  %f0 = load float, ptr %px, align 4
  %i0 = insertelement <4 x float> poison, float %f0, i64 0
  %x0 = shufflevector <4 x float> %i0, <4 x float> poison, <4 x i32> zeroinitializer
  %f1 = load float, ptr %px1, align 4
  %i1 = insertelement <4 x float> poison, float %f1, i64 0
  %x1 = shufflevector <4 x float> %i1, <4 x float> poison, <4 x i32> zeroinitializer
  %m0 = fmul <4 x float> %w0, %x0
  %t0 = fadd <4 x float> %s0, %m0
  %m1 = fmul <4 x float> %w1, %x0
  %t1 = fadd <4 x float> %s1, %m1
  %m2 = fmul <4 x float> %w2, %x0
  %t2 = fadd <4 x float> %s2, %m2
  %m3 = fmul <4 x float> %w3, %x0
  %t3 = fadd <4 x float> %s3, %m3
  %m4 = fmul <4 x float> %w0, %x1
  %t4 = fadd <4 x float> %s4, %m4
  %m5 = fmul <4 x float> %w1, %x1
  %t5 = fadd <4 x float> %s5, %m5
  %m6 = fmul <4 x float> %w2, %x1
  %t6 = fadd <4 x float> %s6, %m6
  %m7 = fmul <4 x float> %w3, %x1
  %t7 = fadd <4 x float> %s7, %m7
  %i.next = add nuw nsw i32 %i, 1
  %more = icmp ult i32 %i.next, 512
  br i1 %more, label %tile, label %done
done:
  %o0 = getelementptr inbounds nuw i8, ptr %o, i32 0
  %r0 = fadd <4 x float> %t0, %bias0
  store <4 x float> %r0, ptr %o0, align 4
  %o1 = getelementptr inbounds nuw i8, ptr %o, i32 16
  %r1 = fadd <4 x float> %t1, %bias1
  store <4 x float> %r1, ptr %o1, align 4
  %o2 = getelementptr inbounds nuw i8, ptr %o, i32 32
  %r2 = fadd <4 x float> %t2, %bias2
  store <4 x float> %r2, ptr %o2, align 4
  %o3 = getelementptr inbounds nuw i8, ptr %o, i32 48
  %r3 = fadd <4 x float> %t3, %bias3
  store <4 x float> %r3, ptr %o3, align 4
  %o4 = getelementptr inbounds nuw i8, ptr %o, i32 64
  %r4 = fadd <4 x float> %t4, %bias0
  store <4 x float> %r4, ptr %o4, align 4
  %o5 = getelementptr inbounds nuw i8, ptr %o, i32 80
  %r5 = fadd <4 x float> %t5, %bias1
  store <4 x float> %r5, ptr %o5, align 4
  %o6 = getelementptr inbounds nuw i8, ptr %o, i32 96
  %r6 = fadd <4 x float> %t6, %bias2
  store <4 x float> %r6, ptr %o6, align 4
  %o7 = getelementptr inbounds nuw i8, ptr %o, i32 112
  %r7 = fadd <4 x float> %t7, %bias3
  store <4 x float> %r7, ptr %o7, align 4
  %j.next = add nuw nsw i32 %j, 1
  %rows = icmp ult i32 %j.next, %n
  br i1 %rows, label %row, label %exit
exit:
  ret void
}

; CHECK-LABEL: @small(
; CHECK-NOT: freeze
; CHECK: ret float
define float @small(ptr %a, i32 %n) optsize "target-features"="+simd128" {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi float [ 0.0, %entry ], [ %t, %loop ]
  %p = getelementptr inbounds nuw float, ptr %a, i32 %i
  %q = getelementptr inbounds nuw i8, ptr %p, i32 16
  %x = load float, ptr %p
  %y = load float, ptr %q
  %z = fmul float %x, %y
  %t = fadd float %s, %z
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret float %t
}

attributes #0 = { "target-features"="+simd128" }

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2, !3}
!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, producer: "clang", isOptimized: true, emissionKind: FullDebug)
!1 = !DIFile(filename: "tile.c", directory: "/")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !{i32 7, !"Dwarf Version", i32 4}
!4 = distinct !DISubprogram(name: "offsets", scope: !1, file: !1, line: 1, type: !5, unit: !0, spFlags: DISPFlagDefinition | DISPFlagOptimized)
!5 = !DISubroutineType(types: !6)
!6 = !{null}
!7 = !DILocation(line: 3, column: 5, scope: !4)
