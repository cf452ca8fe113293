; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; The loop around a tile: offsets stay constants in the loads, and a tile too large for the registers is not written out.
; RUN: %opt -passes='wasm-slp-shape,verify' -S %s -o - | FileCheck %s
; RUN: %opt -passes='default<O3>' -S %s -o - | llc-22 -o - | FileCheck --check-prefix=CODE %s
; RUN: %opt -passes='default<O3>' -nearnative-disable=wasm-slp-shape,wasm-loop-shape -S %s -o - | llc-22 -o - | FileCheck --check-prefix=STOCK %s
target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20"
target triple = "wasm32-unknown-wasi"

; CHECK-LABEL: @offsets(
; CHECK: %p = getelementptr inbounds nuw float, ptr %a, i32 %i, !dbg [[LINE:![0-9]+]]
; CHECK-NEXT: [[BASE:%.*]] = freeze ptr %p, !dbg [[LINE]]
; CHECK: [[Q:%.*]] = getelementptr inbounds nuw i8, ptr [[BASE]], i32 16
; CHECK: load float, ptr [[BASE]]
; CHECK: load volatile float, ptr [[Q]]
; CHECK: store ptr %p, ptr %o
; CODE-LABEL: offsets:
; CODE: f32.load 16
; STOCK-LABEL: offsets:
; STOCK-NOT: f32.load 16
; STOCK: end_function
define float @offsets(ptr %a, ptr %o, i32 %n) #0 !dbg !4 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi float [ 0.0, %entry ], [ %t, %loop ]
  %p = getelementptr inbounds nuw float, ptr %a, i32 %i, !dbg !7
  %q = getelementptr inbounds nuw i8, ptr %p, i32 16
  %x = load float, ptr %p
  %y = load volatile float, ptr %q
  store ptr %p, ptr %o
  %z = fmul float %x, %y
  %t = fadd float %s, %z
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret float %t
}

; A pointer that moves by itself.
; CHECK-LABEL: @pointer(
; CHECK: %p = phi ptr
; CHECK-NEXT: phi float
; CHECK-NEXT: [[BASE:%.*]] = freeze ptr %p
; CHECK: getelementptr inbounds nuw i8, ptr [[BASE]], i32 16
; CHECK: %next = getelementptr inbounds nuw i8, ptr %p, i32 32
define float @pointer(ptr %a, ptr %end) #0 {
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
  %x = load float, ptr %q
  store ptr %r, ptr %a
  %u = getelementptr inbounds nuw i8, ptr %o, i32 32
  store float %x, ptr %u
  %link = load ptr, ptr %p
  %v = getelementptr inbounds nuw i8, ptr %link, i32 32
  store float %x, ptr %v
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
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
