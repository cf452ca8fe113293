; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Stores in branches, and what is left alone.
; RUN: %opt -passes='default<O3>' -S %s -o - -pass-remarks=wasm-minmax 2>%t.remarks | FileCheck %s
; RUN: FileCheck --check-prefix=REMARK %s --input-file=%t.remarks
; RUN: %opt -passes='default<O3>' -nearnative-disable=wasm-minmax -S %s -o - | FileCheck --check-prefix=OFF %s
; RUN: %opt -passes='default<O3>' -nearnative-size -S %s -o - | FileCheck --check-prefix=OFF %s
; RUN: %opt -passes='default<Os>' -S %s -o - | FileCheck --check-prefix=OFF %s
target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20"
target triple = "wasm32-unknown-wasi"

; if (a[i] < lo) o[i] = lo; else if (a[i] > hi) o[i] = hi; else o[i] = a[i];
; REMARK: stores in branches made one store of what they choose
; OFF-LABEL: @arms(
; OFF-NOT: store <4 x float>
; CHECK-LABEL: @arms(
; CHECK: store <4 x float>
; CHECK: ret void
define void @arms(ptr %o, ptr %a, float %lo, float %hi, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %latch ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %p
  %low = fcmp olt float %x, %lo
  br i1 %low, label %below, label %rest
below:
  %p1 = getelementptr inbounds float, ptr %o, i32 %i
  store float %lo, ptr %p1
  br label %latch
rest:
  %high = fcmp ogt float %x, %hi
  %p2 = getelementptr inbounds float, ptr %o, i32 %i
  br i1 %high, label %above, label %between
above:
  store float %hi, ptr %p2
  br label %latch
between:
  store float %x, ptr %p2
  br label %latch
latch:
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
; if (a[i] < 0) a[i] = 0;
; OFF-LABEL: @in_place(
; OFF-NOT: store <4 x float>
; OFF: ret void
; CHECK-LABEL: @in_place(
; CHECK: store <4 x float>
; CHECK: ret void
define void @in_place(ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %latch ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %p
  %c = fcmp olt float %x, 0.0
  br i1 %c, label %negative, label %latch
negative:
  store float 0.0, ptr %p
  br label %latch
latch:
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
; Another thread may write where this one does not.
; CHECK-LABEL: @threads(
; CHECK-NOT: store <4 x float>
; CHECK: ret void
define void @threads(ptr %a, i32 %n) #1 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %latch ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %p
  %c = fcmp olt float %x, 0.0
  br i1 %c, label %negative, label %latch
negative:
  store float 0.0, ptr %p
  br label %latch
latch:
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
; Nothing has been loaded where it would be stored.
; CHECK-LABEL: @not_loaded(
; CHECK-NOT: store <4 x float>
; CHECK: ret void
define void @not_loaded(ptr %o, ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %latch ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %p
  %c = fcmp olt float %x, 0.0
  br i1 %c, label %negative, label %latch
negative:
  %q = getelementptr inbounds float, ptr %o, i32 %i
  store float 0.0, ptr %q
  br label %latch
latch:
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
; CHECK-LABEL: @volatile(
; CHECK-NOT: store <4 x float>
; CHECK: store volatile float 0.0
; CHECK: ret void
define void @volatile(ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %latch ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %p
  %c = fcmp olt float %x, 0.0
  br i1 %c, label %negative, label %latch
negative:
  store volatile float 0.0, ptr %p
  br label %latch
latch:
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
; What was loaded may have been overwritten since.
; CHECK-LABEL: @overwritten(
; CHECK: pred.store
; CHECK: ret void
define void @overwritten(ptr %a, ptr %b, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %latch ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %p
  %q = getelementptr inbounds float, ptr %b, i32 %i
  store float 1.0, ptr %q
  %c = fcmp olt float %x, 0.0
  br i1 %c, label %negative, label %latch
negative:
  store float 0.0, ptr %p
  br label %latch
latch:
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
attributes #0 = { "target-features"="+simd128" }
attributes #1 = { "target-features"="+atomics,+bulk-memory,+simd128" }
