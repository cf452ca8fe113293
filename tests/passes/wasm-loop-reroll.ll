; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Loops that were unrolled by hand become plain loops, where every clause of the legality holds, and stay where one does not.
; RUN: %opt -passes='wasm-loop-reroll,verify,verify<domtree>,verify<loops>' -pass-remarks-missed=wasm-loop-reroll -S %s -o - 2> %t.remarks | FileCheck %s
; RUN: FileCheck --check-prefix=REMARK %s < %t.remarks
; RUN: %opt -passes='wasm-loop-reroll<size>' -S %s -o - | FileCheck --check-prefix=OFF %s
; RUN: %opt -passes='wasm-loop-reroll' -nearnative-disable=wasm-loop-reroll -S %s -o - | FileCheck --check-prefix=OFF %s
; OFF-NOT: %element
target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20"
target triple = "wasm32-unknown-wasi"

; In order: nothing changes its place. Flags are intersected, the counter after the loop is computed.
; CHECK-LABEL: @map(
; CHECK: %element = phi i32 [ 0, %entry ], [ %element.next, %loop ]
; CHECK: getelementptr inbounds nuw [4 x i8], ptr %a, i32 %element
; CHECK: load i32, {{.*}}, align 4, !dbg
; CHECK: add i32 {{.*}}, !dbg
; CHECK: store i32
; CHECK-NOT: store
; CHECK: %element.next = add nuw nsw i32 %element, 1
; CHECK: ret i32
define i32 @map(ptr %o, ptr %a, i32 %n) #0 !dbg !4 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %a0 = getelementptr inbounds i32, ptr %a, i32 %i
  %x0 = load i32, ptr %a0, align 8, !dbg !5
  %y0 = add nsw i32 %x0, 3, !dbg !5
  %o0 = getelementptr inbounds i32, ptr %o, i32 %i
  store i32 %y0, ptr %o0, align 4, !dbg !5
  %j = or disjoint i32 %i, 1
  %a1 = getelementptr inbounds i32, ptr %a, i32 %j
  %x1 = load i32, ptr %a1, align 4
  %y1 = add i32 %x1, 3
  %o1 = getelementptr inbounds i32, ptr %o, i32 %j
  store i32 %y1, ptr %o1, align 4
  %next = add nuw nsw i32 %i, 2
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit, !llvm.loop !6
exit:
  %r = phi i32 [ %next, %loop ]
  ret i32 %r
}

; All reads first: only where the places are known to be apart.
; CHECK-LABEL: @reads_first(
; CHECK: %element = phi
; CHECK: ret void
define void @reads_first(ptr noalias %o, ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %j = or disjoint i32 %i, 1
  %a0 = getelementptr inbounds i32, ptr %a, i32 %i
  %x0 = load i32, ptr %a0
  %a1 = getelementptr inbounds i32, ptr %a, i32 %j
  %x1 = load i32, ptr %a1
  %y0 = add i32 %x0, 3
  %o0 = getelementptr inbounds i32, ptr %o, i32 %i
  store i32 %y0, ptr %o0
  %y1 = add i32 %x1, 3
  %o1 = getelementptr inbounds i32, ptr %o, i32 %j
  store i32 %y1, ptr %o1
  %next = add nuw nsw i32 %i, 2
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit, !llvm.loop !6
exit:
  ret void
}

; Else the places are compared, and the old loop stays for overlaps.
; CHECK-LABEL: @reads_first_may_overlap(
; CHECK: icmp ult ptr {{.*}}, %a
; CHECK: icmp ult ptr {{.*}}, %o
; CHECK: br i1 {{.*}}, label %reroll.ph, label %reroll.ph.overlap
; CHECK: loop.overlap:
; CHECK-COUNT-2: store i32
; CHECK: llvm.loop
; CHECK: %element = phi
; CHECK: ret void
define void @reads_first_may_overlap(ptr %o, ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %j = or disjoint i32 %i, 1
  %a0 = getelementptr inbounds i32, ptr %a, i32 %i
  %x0 = load i32, ptr %a0
  %a1 = getelementptr inbounds i32, ptr %a, i32 %j
  %x1 = load i32, ptr %a1
  %o0 = getelementptr inbounds i32, ptr %o, i32 %i
  store i32 %x0, ptr %o0
  %o1 = getelementptr inbounds i32, ptr %o, i32 %j
  store i32 %x1, ptr %o1
  %next = add nuw nsw i32 %i, 2
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit, !llvm.loop !6
exit:
  ret void
}

; One array: nothing before the loop could tell.
; CHECK-LABEL: @reads_first_overlap(
; CHECK-NOT: %element
; CHECK: ret void
; REMARK: reads or writes would change their order, and might overlap
define void @reads_first_overlap(ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %j = or disjoint i32 %i, 1
  %k = add nuw nsw i32 %i, 2
  %a0 = getelementptr inbounds i32, ptr %a, i32 %i
  %x0 = load i32, ptr %a0
  %a1 = getelementptr inbounds i32, ptr %a, i32 %j
  %x1 = load i32, ptr %a1
  %o1 = getelementptr inbounds i32, ptr %a, i32 %k
  store i32 %x0, ptr %a1
  store i32 %x1, ptr %o1
  %next = add nuw nsw i32 %i, 2
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit, !llvm.loop !6
exit:
  ret void
}

; The copies differ in a constant.
; CHECK-LABEL: @differ(
; CHECK-NOT: %element
; CHECK: ret void
; REMARK: the copies differ
define void @differ(ptr %o, ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %a0 = getelementptr inbounds i32, ptr %a, i32 %i
  %x0 = load i32, ptr %a0
  %y0 = add i32 %x0, 3
  %o0 = getelementptr inbounds i32, ptr %o, i32 %i
  store i32 %y0, ptr %o0
  %j = or disjoint i32 %i, 1
  %a1 = getelementptr inbounds i32, ptr %a, i32 %j
  %x1 = load i32, ptr %a1
  %y1 = add i32 %x1, 4
  %o1 = getelementptr inbounds i32, ptr %o, i32 %j
  store i32 %y1, ptr %o1
  %next = add nuw nsw i32 %i, 2
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit, !llvm.loop !6
exit:
  ret void
}

; A volatile read.
; CHECK-LABEL: @volatile(
; CHECK-NOT: %element
; CHECK: ret void
define void @volatile(ptr %o, ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %a0 = getelementptr inbounds i32, ptr %a, i32 %i
  %x0 = load volatile i32, ptr %a0
  %o0 = getelementptr inbounds i32, ptr %o, i32 %i
  store i32 %x0, ptr %o0
  %j = or disjoint i32 %i, 1
  %a1 = getelementptr inbounds i32, ptr %a, i32 %j
  %x1 = load volatile i32, ptr %a1
  %o1 = getelementptr inbounds i32, ptr %o, i32 %j
  store i32 %x1, ptr %o1
  %next = add nuw nsw i32 %i, 2
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit, !llvm.loop !6
exit:
  ret void
}

; CHECK-LABEL: @atomic(
; CHECK-NOT: %element
; CHECK: ret void
define void @atomic(ptr %o, ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %a0 = getelementptr inbounds i32, ptr %a, i32 %i
  %x0 = load i32, ptr %a0
  %o0 = getelementptr inbounds i32, ptr %o, i32 %i
  store atomic i32 %x0, ptr %o0 monotonic, align 4
  %j = or disjoint i32 %i, 1
  %a1 = getelementptr inbounds i32, ptr %a, i32 %j
  %x1 = load i32, ptr %a1
  %o1 = getelementptr inbounds i32, ptr %o, i32 %j
  store atomic i32 %x1, ptr %o1 monotonic, align 4
  %next = add nuw nsw i32 %i, 2
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit, !llvm.loop !6
exit:
  ret void
}

; A call that might do anything.
; CHECK-LABEL: @calls(
; CHECK-NOT: %element
; CHECK: ret void
define void @calls(ptr %o, ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %a0 = getelementptr inbounds i32, ptr %a, i32 %i
  %x0 = load i32, ptr %a0
  %y0 = call i32 @anything(i32 %x0)
  %o0 = getelementptr inbounds i32, ptr %o, i32 %i
  store i32 %y0, ptr %o0
  %j = or disjoint i32 %i, 1
  %a1 = getelementptr inbounds i32, ptr %a, i32 %j
  %x1 = load i32, ptr %a1
  %y1 = call i32 @anything(i32 %x1)
  %o1 = getelementptr inbounds i32, ptr %o, i32 %j
  store i32 %y1, ptr %o1
  %next = add nuw nsw i32 %i, 2
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit, !llvm.loop !6
exit:
  ret void
}
declare i32 @anything(i32)

; Two accumulators that are added after the loop become one; no addition keeps nsw.
; CHECK-LABEL: @joined(
; CHECK: %element = phi
; CHECK: add i32 %s
; CHECK-NOT: add nsw
; CHECK: ret i32
define i32 @joined(ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi i32 [ 1, %entry ], [ %t, %loop ]
  %u = phi i32 [ 2, %entry ], [ %v, %loop ]
  %a0 = getelementptr inbounds i32, ptr %a, i32 %i
  %x0 = load i32, ptr %a0
  %t = add nsw i32 %s, %x0
  %j = or disjoint i32 %i, 1
  %a1 = getelementptr inbounds i32, ptr %a, i32 %j
  %x1 = load i32, ptr %a1
  %v = add nsw i32 %u, %x1
  %next = add nuw nsw i32 %i, 2
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit, !llvm.loop !6
exit:
  %r = phi i32 [ %t, %loop ]
  %q = phi i32 [ %v, %loop ]
  %sum = add nsw i32 %r, %q
  ret i32 %sum
}

; One is used by itself too.
; CHECK-LABEL: @apart(
; CHECK-NOT: %element
; CHECK: ret i32
; REMARK: the accumulators are used apart after the loop
define i32 @apart(ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi i32 [ 1, %entry ], [ %t, %loop ]
  %u = phi i32 [ 2, %entry ], [ %v, %loop ]
  %a0 = getelementptr inbounds i32, ptr %a, i32 %i
  %x0 = load i32, ptr %a0
  %t = add i32 %s, %x0
  %j = or disjoint i32 %i, 1
  %a1 = getelementptr inbounds i32, ptr %a, i32 %j
  %x1 = load i32, ptr %a1
  %v = add i32 %u, %x1
  %next = add nuw nsw i32 %i, 2
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit, !llvm.loop !6
exit:
  %r = phi i32 [ %t, %loop ]
  %q = phi i32 [ %v, %loop ]
  %sum = add i32 %r, %q
  %more.use = xor i32 %sum, %q
  ret i32 %more.use
}

; One is counted twice.
; CHECK-LABEL: @twice(
; CHECK-NOT: %element
; CHECK: ret i32
; REMARK: the accumulators are used apart after the loop
define i32 @twice(ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi i32 [ 1, %entry ], [ %t, %loop ]
  %u = phi i32 [ 2, %entry ], [ %v, %loop ]
  %a0 = getelementptr inbounds i32, ptr %a, i32 %i
  %x0 = load i32, ptr %a0
  %t = add i32 %s, %x0
  %j = or disjoint i32 %i, 1
  %a1 = getelementptr inbounds i32, ptr %a, i32 %j
  %x1 = load i32, ptr %a1
  %v = add i32 %u, %x1
  %next = add nuw nsw i32 %i, 2
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit, !llvm.loop !6
exit:
  %r = phi i32 [ %t, %loop ]
  %q = phi i32 [ %v, %loop ]
  %once = add i32 %r, %q
  %again = add i32 %r, 5
  %sum = add i32 %once, %again
  ret i32 %sum
}

; A sum of floats in the source's order would stay scalar.
; CHECK-LABEL: @ordered(
; CHECK-NOT: %element
; CHECK: ret float
; REMARK: a value is carried from copy to copy in a way that stays scalar
define float @ordered(ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi float [ 1.0, %entry ], [ %u, %loop ]
  %a0 = getelementptr inbounds float, ptr %a, i32 %i
  %x0 = load float, ptr %a0
  %t = fadd float %s, %x0
  %j = or disjoint i32 %i, 1
  %a1 = getelementptr inbounds float, ptr %a, i32 %j
  %x1 = load float, ptr %a1
  %u = fadd float %t, %x1
  %next = add nuw nsw i32 %i, 2
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit, !llvm.loop !6
exit:
  %r = phi float [ %u, %loop ]
  ret float %r
}

; CHECK-LABEL: @reassociated(
; CHECK: %element
; CHECK: fadd reassoc nsz float %s
; CHECK-NOT: fadd
; CHECK: ret float
define float @reassociated(ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi float [ 1.0, %entry ], [ %u, %loop ]
  %a0 = getelementptr inbounds float, ptr %a, i32 %i
  %x0 = load float, ptr %a0
  %t = fadd reassoc nsz nnan float %s, %x0
  %j = or disjoint i32 %i, 1
  %a1 = getelementptr inbounds float, ptr %a, i32 %j
  %x1 = load float, ptr %a1
  %u = fadd reassoc nsz contract float %t, %x1
  %next = add nuw nsw i32 %i, 2
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit, !llvm.loop !6
exit:
  %r = phi float [ %u, %loop ]
  ret float %r
}

; A maximum in order, exactly as it was.
; CHECK-LABEL: @largest(
; CHECK: %element
; CHECK: fcmp ogt float
; CHECK-NEXT: select
; CHECK-NOT: fcmp
; CHECK: ret float
define float @largest(ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi float [ 1.0, %entry ], [ %u, %loop ]
  %a0 = getelementptr inbounds float, ptr %a, i32 %i
  %x0 = load float, ptr %a0
  %c0 = fcmp ogt float %x0, %s
  %t = select i1 %c0, float %x0, float %s
  %j = or disjoint i32 %i, 1
  %a1 = getelementptr inbounds float, ptr %a, i32 %j
  %x1 = load float, ptr %a1
  %c1 = fcmp ogt float %x1, %t
  %u = select i1 %c1, float %x1, float %t
  %next = add nuw nsw i32 %i, 2
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit, !llvm.loop !6
exit:
  %r = phi float [ %u, %loop ]
  ret float %r
}

; A value of the first copy after the loop; one of the last may be.
; CHECK-LABEL: @first_after(
; CHECK-NOT: %element
; CHECK: ret i32
; REMARK: a value of a copy before the last is used after the loop
define i32 @first_after(ptr noalias %o, ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %a0 = getelementptr inbounds i32, ptr %a, i32 %i
  %x0 = load i32, ptr %a0
  %o0 = getelementptr inbounds i32, ptr %o, i32 %i
  store i32 %x0, ptr %o0
  %j = or disjoint i32 %i, 1
  %a1 = getelementptr inbounds i32, ptr %a, i32 %j
  %x1 = load i32, ptr %a1
  %o1 = getelementptr inbounds i32, ptr %o, i32 %j
  store i32 %x1, ptr %o1
  %next = add nuw nsw i32 %i, 2
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit, !llvm.loop !6
exit:
  %r = phi i32 [ %x0, %loop ]
  ret i32 %r
}

; CHECK-LABEL: @last_after(
; CHECK: %element
; CHECK: %r = phi i32 [ %x0{{[0-9]*}}, %loop ]
define i32 @last_after(ptr noalias %o, ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %a0 = getelementptr inbounds i32, ptr %a, i32 %i
  %x0 = load i32, ptr %a0
  %o0 = getelementptr inbounds i32, ptr %o, i32 %i
  store i32 %x0, ptr %o0
  %j = or disjoint i32 %i, 1
  %a1 = getelementptr inbounds i32, ptr %a, i32 %j
  %x1 = load i32, ptr %a1
  %o1 = getelementptr inbounds i32, ptr %o, i32 %j
  store i32 %x1, ptr %o1
  %next = add nuw nsw i32 %i, 2
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit, !llvm.loop !6
exit:
  %r = phi i32 [ %x1, %loop ]
  ret i32 %r
}

; A hint of the user's; optnone; minsize; no SIMD.
; CHECK-LABEL: @hint(
; CHECK-NOT: %element
; CHECK: ret void
define void @hint(ptr noalias %o, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %o0 = getelementptr inbounds i32, ptr %o, i32 %i
  store i32 7, ptr %o0
  %j = or disjoint i32 %i, 1
  %o1 = getelementptr inbounds i32, ptr %o, i32 %j
  store i32 7, ptr %o1
  %next = add nuw nsw i32 %i, 2
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit, !llvm.loop !8
exit:
  ret void
}

; CHECK-LABEL: @kept(
; CHECK-NOT: %element
; CHECK: ret void
define void @kept(ptr noalias %o, i32 %n) noinline optnone #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %o0 = getelementptr inbounds i32, ptr %o, i32 %i
  store i32 7, ptr %o0
  %j = or disjoint i32 %i, 1
  %o1 = getelementptr inbounds i32, ptr %o, i32 %j
  store i32 7, ptr %o1
  %next = add nuw nsw i32 %i, 2
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit, !llvm.loop !6
exit:
  ret void
}

; CHECK-LABEL: @small(
; CHECK-NOT: %element
; CHECK: ret void
define void @small(ptr noalias %o, i32 %n) minsize #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %o0 = getelementptr inbounds i32, ptr %o, i32 %i
  store i32 7, ptr %o0
  %j = or disjoint i32 %i, 1
  %o1 = getelementptr inbounds i32, ptr %o, i32 %j
  store i32 7, ptr %o1
  %next = add nuw nsw i32 %i, 2
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit, !llvm.loop !6
exit:
  ret void
}

; CHECK-LABEL: @no_simd(
; CHECK-NOT: %element
; CHECK: ret void
define void @no_simd(ptr noalias %o, i32 %n) {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %o0 = getelementptr inbounds i32, ptr %o, i32 %i
  store i32 7, ptr %o0
  %j = or disjoint i32 %i, 1
  %o1 = getelementptr inbounds i32, ptr %o, i32 %j
  store i32 7, ptr %o1
  %next = add nuw nsw i32 %i, 2
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit, !llvm.loop !6
exit:
  ret void
}

; A tile: four accumulators over one read that they share.
; CHECK-LABEL: @tile(
; CHECK-NOT: %element
; CHECK: ret void
define void @tile(ptr noalias %o, ptr %a, ptr %b, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi i32 [ 0, %entry ], [ %t, %loop ]
  %u = phi i32 [ 0, %entry ], [ %v, %loop ]
  %pa = getelementptr inbounds i32, ptr %a, i32 %i
  %x = load i32, ptr %pa
  %pb = getelementptr inbounds [2 x i32], ptr %b, i32 %i
  %y0 = load i32, ptr %pb
  %pb1 = getelementptr inbounds i8, ptr %pb, i32 4
  %y1 = load i32, ptr %pb1
  %z0 = mul i32 %x, %y0
  %z1 = mul i32 %x, %y1
  %t = add i32 %s, %z0
  %v = add i32 %u, %z1
  %next = add nuw nsw i32 %i, 1
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit, !llvm.loop !6
exit:
  %r = phi i32 [ %t, %loop ]
  %q = phi i32 [ %v, %loop ]
  store i32 %r, ptr %o
  %o1 = getelementptr inbounds i8, ptr %o, i32 4
  store i32 %q, ptr %o1
  ret void
}
attributes #0 = { "target-features"="+simd128" }
!llvm.module.flags = !{!0}
!llvm.dbg.cu = !{!1}
!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = distinct !DICompileUnit(language: DW_LANG_C99, file: !2, isOptimized: true, runtimeVersion: 0, emissionKind: FullDebug)
!2 = !DIFile(filename: "map.c", directory: "/")
!3 = !DISubroutineType(types: !{null})
!4 = distinct !DISubprogram(name: "map", scope: !2, file: !2, line: 1, type: !3, unit: !1, spFlags: DISPFlagDefinition)
!5 = !DILocation(line: 2, scope: !4)
!6 = distinct !{!6, !7}
!7 = !{!"llvm.loop.mustprogress"}
!8 = distinct !{!8, !7, !9}
!9 = !{!"llvm.loop.unroll.disable"}
