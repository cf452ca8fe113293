; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Reductions to a minimum or maximum as vector loops, and loops that look like one.
; RUN: %opt -passes='default<O3>' -S %s -o - -pass-remarks=wasm-minmax 2>%t.remarks | FileCheck %s
; RUN: FileCheck --check-prefix=REMARK %s --input-file=%t.remarks
; RUN: %opt -passes='default<O3>' -nearnative-disable=wasm-minmax -S %s -o - | FileCheck --check-prefix=OFF %s
; RUN: %opt -passes='default<O3>' -nearnative-size -S %s -o - | FileCheck --check-prefix=OFF %s
; RUN: %opt -passes='default<O1>' -S %s -o - | FileCheck --check-prefix=OFF %s
; RUN: %opt -passes='default<Os>' -S %s -o - | FileCheck --check-prefix=OFF %s
target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20"
target triple = "wasm32-unknown-wasi"

; Four accumulators; if the result is a zero, the lanes must agree on its sign.
; REMARK: max.c:3:5: reduction to a minimum or maximum vectorized with 4 accumulators
; OFF-LABEL: @largest(
; OFF-NOT: pmax
; CHECK-LABEL: @largest(
; CHECK-COUNT-4: phi <4 x float>
; CHECK-COUNT-4: call <4 x float> @llvm.wasm.pmax.v4f32(<4 x float> {{%.*}}, <4 x float> {{%.*}}), !dbg
; CHECK: br i1
; CHECK: fcmp {{oeq|une}} <4 x float> {{%.*}}, zeroinitializer
; CHECK: call <4 x i1> @llvm.is.fpclass.v4f32(<4 x float> {{%.*}}, i32 64)
; CHECK: call <4 x i1> @llvm.is.fpclass.v4f32(<4 x float> {{%.*}}, i32 32)
; CHECK: fcmp ogt float
; CHECK: ret float
define float @largest(ptr %a, i32 %n) #0 !dbg !4 {
entry:
  %first = load float, ptr %a
  br label %loop, !dbg !7
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %m = phi float [ %first, %entry ], [ %r, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %p
  %c = fcmp ogt float %x, %m
  %r = select i1 %c, float %x, float %m
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit, !dbg !7
exit:
  ret float %r
}
; fmin of what is computed; zeros are searched for.
; CHECK-LABEL: @nearest(
; CHECK: call <2 x double> @llvm.fabs.v2f64(
; CHECK: call <2 x double> @llvm.wasm.pmin.v2f64(
; CHECK: ret double
define double @nearest(ptr %a, double %x, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %m = phi double [ 0x7FF0000000000000, %entry ], [ %r, %loop ]
  %p = getelementptr inbounds double, ptr %a, i32 %i
  %y = load double, ptr %p
  %d = fsub double %x, %y
  %e = call double @llvm.fabs.f64(double %d)
  %r = call double @llvm.minnum.f64(double %e, double %m)
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret double %r
}

; The loop writes, reads what may change, does something else too, takes NaN for good, strides, or has the user's hint.
; CHECK-LABEL: @writes(
; CHECK-NOT: pmax
; CHECK: ret float
define float @writes(ptr %a, ptr %o, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %m = phi float [ 0.0, %entry ], [ %r, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %p
  %c = fcmp ogt float %x, %m
  %r = select i1 %c, float %x, float %m
  %q = getelementptr inbounds float, ptr %o, i32 %i
  store float %r, ptr %q
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret float %r
}
; CHECK-LABEL: @volatile(
; CHECK-NOT: pmax
; CHECK: ret float
define float @volatile(ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %m = phi float [ 0.0, %entry ], [ %r, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load volatile float, ptr %p
  %c = fcmp ogt float %x, %m
  %r = select i1 %c, float %x, float %m
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret float %r
}
; CHECK-LABEL: @atomic(
; CHECK-NOT: pmax
; CHECK: ret float
define float @atomic(ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %m = phi float [ 0.0, %entry ], [ %r, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load atomic float, ptr %p monotonic, align 4
  %c = fcmp ogt float %x, %m
  %r = select i1 %c, float %x, float %m
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret float %r
}
; CHECK-LABEL: @sum_too(
; CHECK-NOT: pmax
; CHECK: ret float
define float @sum_too(ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %m = phi float [ 0.0, %entry ], [ %r, %loop ]
  %s = phi float [ 0.0, %entry ], [ %t, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %p
  %c = fcmp ogt float %x, %m
  %r = select i1 %c, float %x, float %m
  %t = fadd float %s, %x
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  %u = fmul float %r, %t
  ret float %u
}
; CHECK-LABEL: @other_value(
; CHECK-NOT: pmax
; CHECK: ret float
define float @other_value(ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %m = phi float [ 0.0, %entry ], [ %r, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %p
  %y = fmul float %x, 2.0
  %c = fcmp ogt float %x, %m
  %r = select i1 %c, float %y, float %m
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret float %r
}
; CHECK-LABEL: @hint(
; CHECK-NOT: pmax
; CHECK: ret float
define float @hint(ptr %a, i32 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %m = phi float [ 0.0, %entry ], [ %r, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %p
  %c = fcmp ogt float %x, %m
  %r = select i1 %c, float %x, float %m
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit, !llvm.loop !8
exit:
  ret float %r
}
; CHECK-LABEL: @optsize(
; CHECK-NOT: pmax
; CHECK: ret float
define float @optsize(ptr %a, i32 %n) #1 {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %m = phi float [ 0.0, %entry ], [ %r, %loop ]
  %p = getelementptr inbounds float, ptr %a, i32 %i
  %x = load float, ptr %p
  %c = fcmp ogt float %x, %m
  %r = select i1 %c, float %x, float %m
  %next = add nuw nsw i32 %i, 1
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret float %r
}

attributes #0 = { "target-features"="+simd128" }
attributes #1 = { optsize "target-features"="+simd128" }

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2, !3}
!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, producer: "clang", isOptimized: true, emissionKind: FullDebug)
!1 = !DIFile(filename: "max.c", directory: "/")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !{i32 7, !"Dwarf Version", i32 4}
!4 = distinct !DISubprogram(name: "largest", scope: !1, file: !1, line: 1, type: !5, unit: !0, spFlags: DISPFlagDefinition | DISPFlagOptimized)
!5 = !DISubroutineType(types: !6)
!6 = !{null}
!7 = !DILocation(line: 3, column: 5, scope: !4)
!8 = distinct !{!8, !9}
!9 = !{!"llvm.loop.vectorize.enable", i1 false}
