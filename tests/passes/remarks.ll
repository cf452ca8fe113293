; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; What the passes did and did not do is in LLVM's remarks, and debug locations survive.
; RUN: %opt -passes='wasm-loop-shape,wasm-minmax' -pass-remarks-output=%t.yaml -S %s -o - | FileCheck --check-prefix=DEBUG %s
; RUN: FileCheck %s < %t.yaml
; CHECK: --- !Missed
; CHECK-NEXT: Pass: wasm-loop-shape
; CHECK-NEXT: Name: FloatOrder
; CHECK-NEXT: DebugLoc: { File: {{'?a.c'?}}, Line: 3, Column: 5 }
; CHECK-NEXT: Function: sum
; CHECK: the order of a floating-point reduction must be kept
; CHECK: --- !Passed
; CHECK-NEXT: Pass: wasm-loop-shape
; CHECK-NEXT: Name: Shaped
; CHECK: Function: copy
; CHECK: Interleave: '4'
; CHECK: --- !Passed
; CHECK-NEXT: Pass: wasm-minmax
; CHECK-NEXT: Name: Rewritten
; CHECK-NEXT: DebugLoc: { File: {{'?a.c'?}}, Line: 9, Column: 10 }
; CHECK: --- !Missed
; CHECK-NEXT: Pass: wasm-minmax
; CHECK-NEXT: Name: MayBeNaN
;
; DEBUG-LABEL: define <4 x float> @relu
; DEBUG: call <4 x float> @llvm.wasm.pmax{{.*}}, !dbg [[LOCATION:!.*]]
; DEBUG: [[LOCATION]] = !DILocation(line: 9, column: 10,
target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20"
target triple = "wasm32-unknown-wasi"
define float @sum(ptr %a, i32 %n) #0 !dbg !5 {
entry:
  br label %loop, !dbg !8
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %s = phi float [ 0.0, %entry ], [ %t, %loop ]
  %pa = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %pa
  %t = fadd float %s, %x
  %next = add nuw nsw i32 %i, 1
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret float %t
}
define void @copy(ptr noalias %o, ptr noalias %a, i32 %n) #0 !dbg !6 {
entry:
  br label %loop, !dbg !9
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %pa
  %po = getelementptr inbounds float, ptr %o, i32 %i
  store float %x, ptr %po
  %next = add nuw nsw i32 %i, 1
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
define <4 x float> @relu(<4 x float> noundef %x, <4 x float> noundef %y) #0 !dbg !7 {
  %r = call <4 x float> @llvm.maxnum.v4f32(<4 x float> %x, <4 x float> zeroinitializer), !dbg !10
  %s = call <4 x float> @llvm.maximum.v4f32(<4 x float> %r, <4 x float> %y), !dbg !10
  %t = call <4 x float> @llvm.maximum.v4f32(<4 x float> %x, <4 x float> %y), !dbg !10
  %u = fadd <4 x float> %s, %t
  ret <4 x float> %u
}
attributes #0 = { "target-features"="+simd128" }
!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, emissionKind: LineTablesOnly)
!1 = !DIFile(filename: "a.c", directory: "")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !4)
!4 = !{}
!5 = distinct !DISubprogram(name: "sum", file: !1, line: 1, type: !3, unit: !0)
!6 = distinct !DISubprogram(name: "copy", file: !1, line: 5, type: !3, unit: !0)
!7 = distinct !DISubprogram(name: "relu", file: !1, line: 8, type: !3, unit: !0)
!8 = !DILocation(line: 3, column: 5, scope: !5)
!9 = !DILocation(line: 6, column: 5, scope: !6)
!10 = !DILocation(line: 9, column: 10, scope: !7)
