; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Positions of line 0, as a model compiler writes them, are no positions: three loops, one of them only natively, are paired by what they do.
; RUN: split-file %s %t
; RUN: irdiff %t/native.ll %t/wasm.ll | FileCheck %s
; RUN: irdiff %t/native.ll %t/wasm.ll --format=json > %t/out.json
; RUN: %validate %t/out.json
; RUN: %python -c "import json; [print(l['native']['loads_per_element'], l['native']['stores_per_element'], l['wasm']['loads_per_element'], l['wasm']['stores_per_element']) for l in json.load(open('%t/out.json'))['loops']]" | FileCheck %s --check-prefix=PAIRS
; PAIRS: 0 1 0 1
; PAIRS: 1 1 1 1

; CHECK:     note: the native side has no source positions
; CHECK-COUNT-2: V1,1│V1,1 both-scalar {{.*}}kernel {{.*}}[aligned by order]
; CHECK:     loop│? unmatched {{ *}}kernel {{.*}}no source position, and no loop that is left in the Wasm function does the same
; CHECK:     loops: 2 paired, 1 unmatched

;--- native.ll
target triple = "x86_64-unknown-linux-gnu"

define void @kernel(ptr %a, ptr %b) !dbg !4 {
entry:
  br label %clear, !dbg !6
clear:
  %i = phi i64 [ 0, %entry ], [ %i.next, %clear ], !dbg !6
  %at = getelementptr float, ptr %a, i64 %i, !dbg !6
  store float 0.0, ptr %at, !dbg !6
  %i.next = add i64 %i, 1, !dbg !6
  %i.done = icmp eq i64 %i.next, 8, !dbg !6
  br i1 %i.done, label %middle, label %clear, !dbg !6
middle:
  br label %warm, !dbg !6
warm:
  %k = phi i64 [ 0, %middle ], [ %k.next, %warm ], !dbg !6
  %touched = load volatile i32, ptr %b, !dbg !6
  %k.next = add i64 %k, 1, !dbg !6
  %k.done = icmp eq i64 %k.next, 3, !dbg !6
  br i1 %k.done, label %last, label %warm, !dbg !6
last:
  br label %double, !dbg !6
double:
  %j = phi i64 [ 0, %last ], [ %j.next, %double ], !dbg !6
  %from = getelementptr float, ptr %b, i64 %j, !dbg !6
  %to = getelementptr float, ptr %a, i64 %j, !dbg !6
  %x = load float, ptr %from, !dbg !6
  %y = fadd float %x, %x, !dbg !6
  store float %y, ptr %to, !dbg !6
  %j.next = add i64 %j, 1, !dbg !6
  %j.done = icmp eq i64 %j.next, 16, !dbg !6
  br i1 %j.done, label %exit, label %double, !dbg !6
exit:
  ret void, !dbg !6
}

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C, file: !1, producer: "a model compiler", isOptimized: true, runtimeVersion: 0, emissionKind: FullDebug)
!1 = !DIFile(filename: "model", directory: ".")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !5)
!4 = distinct !DISubprogram(name: "kernel", scope: !1, file: !1, type: !3, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition, unit: !0)
!5 = !{null}
!6 = !DILocation(line: 0, scope: !4)

;--- wasm.ll
target triple = "wasm32-unknown-unknown"

define void @kernel(ptr %a, ptr %b) !dbg !4 {
entry:
  br label %clear, !dbg !6
clear:
  %i = phi i32 [ 0, %entry ], [ %i.next, %clear ], !dbg !6
  %at = getelementptr float, ptr %a, i32 %i, !dbg !6
  store float 0.0, ptr %at, !dbg !6
  %i.next = add i32 %i, 1, !dbg !6
  %i.done = icmp eq i32 %i.next, 8, !dbg !6
  br i1 %i.done, label %last, label %clear, !dbg !6
last:
  br label %double, !dbg !6
double:
  %j = phi i32 [ 0, %last ], [ %j.next, %double ], !dbg !6
  %from = getelementptr float, ptr %b, i32 %j, !dbg !6
  %to = getelementptr float, ptr %a, i32 %j, !dbg !6
  %x = load float, ptr %from, !dbg !6
  %y = fadd float %x, %x, !dbg !6
  store float %y, ptr %to, !dbg !6
  %j.next = add i32 %j, 1, !dbg !6
  %j.done = icmp eq i32 %j.next, 16, !dbg !6
  br i1 %j.done, label %exit, label %double, !dbg !6
exit:
  ret void, !dbg !6
}

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C, file: !1, producer: "a model compiler", isOptimized: true, runtimeVersion: 0, emissionKind: FullDebug)
!1 = !DIFile(filename: "model", directory: ".")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !5)
!4 = distinct !DISubprogram(name: "kernel", scope: !1, file: !1, type: !3, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition, unit: !0)
!5 = !{null}
!6 = !DILocation(line: 0, scope: !4)
