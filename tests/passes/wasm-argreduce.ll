; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Which searches are vectorized, what they become, and what is refused.
; RUN: %opt -passes='print<wasm-argreduce>' -disable-output %s 2>&1 | FileCheck --check-prefix=PRINT --implicit-check-not=loop %s
; RUN: %opt -passes='wasm-argreduce,verify,verify<domtree>,verify<loops>' -S %s -o - | FileCheck %s
; RUN: %opt -passes='wasm-argreduce' -pass-remarks=wasm-argreduce -pass-remarks-missed=wasm-argreduce -disable-output %s 2>&1 | FileCheck --check-prefix=REMARK %s
; RUN: %opt -passes='wasm-argreduce' -nearnative-disable=wasm-argreduce -S %s -o - | FileCheck --check-prefix=OFF %s
; RUN: %opt -passes='wasm-argreduce<size>' -S %s -o - | FileCheck --check-prefix=OFF %s
; RUN: sed -e 's/^target triple.*/target triple = "x86_64-unknown-linux-gnu"/' %s | %opt -passes='wasm-argreduce' -S - -o - | FileCheck --check-prefix=OFF %s
; OFF-NOT: argreduce.loop
target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20"
target triple = "wasm32-unknown-wasi"

; PRINT-LABEL: wasm-argreduce of 'first_largest':
; PRINT: loop %loop: first largest of float, value and place, 1 per iteration
; REMARK: remark: argmax.c:7:3: search vectorized: first largest of float, value and place, 1 per iteration
; CHECK-LABEL: @first_largest(
; CHECK: argreduce.loop:
; CHECK-COUNT-4: call <4 x float> @llvm.wasm.pmax.v4f32(
; CHECK: fcmp ogt float {{%.*}}, %start, !dbg
; CHECK: call i32 @llvm.wasm.anytrue.v4i32(
; CHECK: call i32 @llvm.wasm.bitmask.v4i32(
; CHECK: call i32 @llvm.cttz.i32(
; The old loop goes on.
; CHECK: loop:
; CHECK: phi float [ {{%.*}}, %argreduce.rest ], [ %value.next, %loop ]
define i32 @first_largest(ptr %a, float %start, i32 %n) #0 !dbg !6 {
entry:
  br label %loop, !dbg !7
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %value = phi float [ %start, %entry ], [ %value.next, %loop ]
  %place = phi i32 [ 0, %entry ], [ %place.next, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %p
  %c = fcmp ogt float %x, %value, !dbg !7
  %value.next = select i1 %c, float %x, float %value
  %place.next = select i1 %c, i32 %i, i32 %place
  %next = add nuw nsw i32 %i, 1
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit, !dbg !7
exit:
  ret i32 %place.next, !dbg !7
}
; Not greater than or unordered: NaN would be taken.
; PRINT-LABEL: wasm-argreduce of 'takes_nan':
; PRINT: loop %loop: refused, it takes elements that are NaN
; CHECK-LABEL: @takes_nan(
; CHECK-NOT: argreduce.loop
; CHECK: ret
; REMARK: search for the largest or smallest element left scalar: it takes elements that are NaN
define i32 @takes_nan(ptr %a, float %start, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %value = phi float [ %start, %entry ], [ %value.next, %loop ]
  %place = phi i32 [ 0, %entry ], [ %place.next, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %p
  %c = fcmp ugt float %x, %value
  %value.next = select i1 %c, float %x, float %value
  %place.next = select i1 %c, i32 %i, i32 %place
  %next = add nuw nsw i32 %i, 1
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %place.next
}
; PRINT-LABEL: wasm-argreduce of 'place_only':
; PRINT: loop %loop: last smallest of i8 unsigned, place, 1 per iteration
; CHECK-LABEL: @place_only(
; CHECK: call <16 x i8> @llvm.umin.v16i8(
; CHECK: call i32 @llvm.ctlz.i32(
define i32 @place_only(ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 1, %entry ], [ %next, %loop ]
  %place = phi i32 [ 0, %entry ], [ %place.next, %loop ]
  %p = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %p
  %q = getelementptr inbounds i8, ptr %a, i32 %place
  %y = load i8, ptr %q
  %c = icmp ule i8 %x, %y
  %place.next = select i1 %c, i32 %i, i32 %place
  %next = add nuw nsw i32 %i, 1
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %place.next
}
; The place is compared with another array's element.
; PRINT-LABEL: wasm-argreduce of 'other_array':
; PRINT: loop %loop: refused, it keeps more than a value and its place
; CHECK-LABEL: @other_array(
; CHECK-NOT: argreduce.loop
; CHECK: ret
define i32 @other_array(ptr %a, ptr %b, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 1, %entry ], [ %next, %loop ]
  %place = phi i32 [ 0, %entry ], [ %place.next, %loop ]
  %p = getelementptr inbounds i8, ptr %a, i32 %i
  %x = load i8, ptr %p
  %q = getelementptr inbounds i8, ptr %b, i32 %place
  %y = load i8, ptr %q
  %c = icmp ule i8 %x, %y
  %place.next = select i1 %c, i32 %i, i32 %place
  %next = add nuw nsw i32 %i, 1
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %place.next
}
; The kept value is not the compared one.
; PRINT-LABEL: wasm-argreduce of 'other_value':
; PRINT: loop %loop: refused, it keeps more than a value and its place
; CHECK-LABEL: @other_value(
; CHECK-NOT: argreduce.loop
; CHECK: ret
define i32 @other_value(ptr %a, ptr %b, float %start, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %value = phi float [ %start, %entry ], [ %value.next, %loop ]
  %place = phi i32 [ 0, %entry ], [ %place.next, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %p
  %q = getelementptr inbounds float, ptr %b, i32 %i
  %y = load float, ptr %q
  %c = fcmp ogt float %x, %value
  %value.next = select i1 %c, float %y, float %value
  %place.next = select i1 %c, i32 %i, i32 %place
  %next = add nuw nsw i32 %i, 1
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %place.next
}
; Every second element.
; PRINT-LABEL: wasm-argreduce of 'stride':
; PRINT: loop %loop: refused, the elements do not lie one after the other
; CHECK-LABEL: @stride(
; CHECK-NOT: argreduce.loop
; CHECK: ret
define i32 @stride(ptr %a, float %start, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %value = phi float [ %start, %entry ], [ %value.next, %loop ]
  %place = phi i32 [ 0, %entry ], [ %place.next, %loop ]
  %p = getelementptr inbounds <2 x float>, ptr %a, i32 %i
  %x = load float, ptr %p
  %c = fcmp ogt float %x, %value
  %value.next = select i1 %c, float %x, float %value
  %place.next = select i1 %c, i32 %i, i32 %place
  %next = add nuw nsw i32 %i, 1
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %place.next
}
; PRINT-LABEL: wasm-argreduce of 'volatile':
; PRINT: loop %loop: refused, it does more than read and compute
; CHECK-LABEL: @volatile(
; CHECK-NOT: argreduce.loop
; CHECK: ret
define i32 @volatile(ptr %a, float %start, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %value = phi float [ %start, %entry ], [ %value.next, %loop ]
  %place = phi i32 [ 0, %entry ], [ %place.next, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load volatile float, ptr %p
  %c = fcmp ogt float %x, %value
  %value.next = select i1 %c, float %x, float %value
  %place.next = select i1 %c, i32 %i, i32 %place
  %next = add nuw nsw i32 %i, 1
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %place.next
}
; PRINT-LABEL: wasm-argreduce of 'writes':
; PRINT: loop %loop: refused, it does more than read and compute
; CHECK-LABEL: @writes(
; CHECK-NOT: argreduce.loop
; CHECK: ret
define i32 @writes(ptr %a, ptr %o, float %start, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %value = phi float [ %start, %entry ], [ %value.next, %loop ]
  %place = phi i32 [ 0, %entry ], [ %place.next, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %p
  %c = fcmp ogt float %x, %value
  %value.next = select i1 %c, float %x, float %value
  %place.next = select i1 %c, i32 %i, i32 %place
  store float %value.next, ptr %o
  %next = add nuw nsw i32 %i, 1
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %place.next
}
; PRINT-LABEL: wasm-argreduce of 'hints':
; PRINT: loop %loop: refused, the loop has hints of its own
; CHECK-LABEL: @hints(
; CHECK-NOT: argreduce.loop
; CHECK: ret
define i32 @hints(ptr %a, float %start, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %value = phi float [ %start, %entry ], [ %value.next, %loop ]
  %place = phi i32 [ 0, %entry ], [ %place.next, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %p
  %c = fcmp ogt float %x, %value
  %value.next = select i1 %c, float %x, float %value
  %place.next = select i1 %c, i32 %i, i32 %place
  %next = add nuw nsw i32 %i, 1
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit, !llvm.loop !8
exit:
  ret i32 %place.next
}
; A signed comparison of what is extended by zeros is unsigned; an unsigned one of what is extended by its sign has no vector form.
; PRINT-LABEL: wasm-argreduce of 'mixed_signs':
; PRINT: loop %loop: refused, it keeps more than a value and its place
; CHECK-LABEL: @mixed_signs(
; CHECK-NOT: argreduce.loop
; CHECK: ret
define i32 @mixed_signs(ptr %a, i32 %start, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %value = phi i32 [ %start, %entry ], [ %value.next, %loop ]
  %place = phi i32 [ 0, %entry ], [ %place.next, %loop ]
  %p = getelementptr inbounds i8, ptr %a, i32 %i
  %b = load i8, ptr %p
  %x = sext i8 %b to i32
  %c = icmp ugt i32 %x, %value
  %value.next = select i1 %c, i32 %x, i32 %value
  %place.next = select i1 %c, i32 %i, i32 %place
  %next = add nuw nsw i32 %i, 1
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %place.next
}
; No search at all: not even a remark.
; PRINT-LABEL: wasm-argreduce of 'sum':
define float @sum(ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %sum = phi float [ 0.0, %entry ], [ %sum.next, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %p
  %sum.next = fadd float %sum, %x
  %next = add nuw nsw i32 %i, 1
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret float %sum.next
}
; CHECK-LABEL: @optnone(
; CHECK-NOT: argreduce.loop
; CHECK: ret
define i32 @optnone(ptr %a, float %start, i32 %n) noinline optnone "target-features"="+simd128" {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %value = phi float [ %start, %entry ], [ %value.next, %loop ]
  %place = phi i32 [ 0, %entry ], [ %place.next, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %p
  %c = fcmp ogt float %x, %value
  %value.next = select i1 %c, float %x, float %value
  %place.next = select i1 %c, i32 %i, i32 %place
  %next = add nuw nsw i32 %i, 1
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %place.next
}
; PRINT-LABEL: wasm-argreduce of 'minsize':
; PRINT: loop %loop: first largest
; CHECK-LABEL: @minsize(
; CHECK-NOT: argreduce.loop
; CHECK: ret
define i32 @minsize(ptr %a, float %start, i32 %n) minsize optsize "target-features"="+simd128" {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %value = phi float [ %start, %entry ], [ %value.next, %loop ]
  %place = phi i32 [ 0, %entry ], [ %place.next, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %p
  %c = fcmp ogt float %x, %value
  %value.next = select i1 %c, float %x, float %value
  %place.next = select i1 %c, i32 %i, i32 %place
  %next = add nuw nsw i32 %i, 1
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret i32 %place.next
}

attributes #0 = { "target-features"="+simd128" }
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, producer: "", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!1 = !DIFile(filename: "argmax.c", directory: "/")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!4 = !DISubroutineType(types: !5)
!5 = !{}
!6 = distinct !DISubprogram(name: "first_largest", scope: !1, file: !1, line: 6, type: !4, unit: !0, spFlags: DISPFlagDefinition)
!7 = !DILocation(line: 7, column: 3, scope: !6)
!8 = distinct !{!8, !9}
!9 = !{!"llvm.loop.interleave.count", i32 2}
