; ModuleID = 'kernels.c'
source_filename = "kernels.c"
target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-n32:64-S128-ni:1:10:20"
target triple = "wasm32-unknown-wasi"

; Function Attrs: nofree norecurse nosync nounwind
define hidden void @add(float* noalias nocapture noundef writeonly %0, float* noalias nocapture noundef readonly %1, float* noalias nocapture noundef readonly %2, i32 noundef %3) local_unnamed_addr #0 !dbg !6 {
  %5 = icmp sgt i32 %3, 0, !dbg !9
  br i1 %5, label %6, label %59, !dbg !10

6:                                                ; preds = %4
  %7 = icmp ult i32 %3, 4, !dbg !10
  br i1 %7, label %57, label %8, !dbg !10

8:                                                ; preds = %6
  %9 = and i32 %3, -4, !dbg !10
  %10 = add i32 %9, -4, !dbg !10
  %11 = lshr exact i32 %10, 2, !dbg !10
  %12 = add nuw nsw i32 %11, 1, !dbg !10
  %13 = and i32 %12, 1, !dbg !10
  %14 = icmp eq i32 %10, 0, !dbg !10
  br i1 %14, label %42, label %15, !dbg !10

15:                                               ; preds = %8
  %16 = and i32 %12, 2147483646, !dbg !10
  br label %17, !dbg !10

17:                                               ; preds = %17, %15
  %18 = phi i32 [ 0, %15 ], [ %39, %17 ], !dbg !11
  %19 = phi i32 [ 0, %15 ], [ %40, %17 ]
  %20 = getelementptr inbounds float, float* %1, i32 %18, !dbg !11
  %21 = bitcast float* %20 to <4 x float>*, !dbg !12
  %22 = load <4 x float>, <4 x float>* %21, align 4, !dbg !12, !tbaa !13
  %23 = getelementptr inbounds float, float* %2, i32 %18, !dbg !11
  %24 = bitcast float* %23 to <4 x float>*, !dbg !17
  %25 = load <4 x float>, <4 x float>* %24, align 4, !dbg !17, !tbaa !13
  %26 = fadd <4 x float> %22, %25, !dbg !18
  %27 = getelementptr inbounds float, float* %0, i32 %18, !dbg !11
  %28 = bitcast float* %27 to <4 x float>*, !dbg !19
  store <4 x float> %26, <4 x float>* %28, align 4, !dbg !19, !tbaa !13
  %29 = or i32 %18, 4, !dbg !11
  %30 = getelementptr inbounds float, float* %1, i32 %29, !dbg !11
  %31 = bitcast float* %30 to <4 x float>*, !dbg !12
  %32 = load <4 x float>, <4 x float>* %31, align 4, !dbg !12, !tbaa !13
  %33 = getelementptr inbounds float, float* %2, i32 %29, !dbg !11
  %34 = bitcast float* %33 to <4 x float>*, !dbg !17
  %35 = load <4 x float>, <4 x float>* %34, align 4, !dbg !17, !tbaa !13
  %36 = fadd <4 x float> %32, %35, !dbg !18
  %37 = getelementptr inbounds float, float* %0, i32 %29, !dbg !11
  %38 = bitcast float* %37 to <4 x float>*, !dbg !19
  store <4 x float> %36, <4 x float>* %38, align 4, !dbg !19, !tbaa !13
  %39 = add nuw i32 %18, 8, !dbg !11
  %40 = add i32 %19, 2, !dbg !11
  %41 = icmp eq i32 %40, %16, !dbg !11
  br i1 %41, label %42, label %17, !dbg !11, !llvm.loop !20

42:                                               ; preds = %17, %8
  %43 = phi i32 [ 0, %8 ], [ %39, %17 ]
  %44 = icmp eq i32 %13, 0, !dbg !11
  br i1 %44, label %55, label %45, !dbg !11

45:                                               ; preds = %42
  %46 = getelementptr inbounds float, float* %1, i32 %43, !dbg !11
  %47 = bitcast float* %46 to <4 x float>*, !dbg !12
  %48 = load <4 x float>, <4 x float>* %47, align 4, !dbg !12, !tbaa !13
  %49 = getelementptr inbounds float, float* %2, i32 %43, !dbg !11
  %50 = bitcast float* %49 to <4 x float>*, !dbg !17
  %51 = load <4 x float>, <4 x float>* %50, align 4, !dbg !17, !tbaa !13
  %52 = fadd <4 x float> %48, %51, !dbg !18
  %53 = getelementptr inbounds float, float* %0, i32 %43, !dbg !11
  %54 = bitcast float* %53 to <4 x float>*, !dbg !19
  store <4 x float> %52, <4 x float>* %54, align 4, !dbg !19, !tbaa !13
  br label %55, !dbg !10

55:                                               ; preds = %42, %45
  %56 = icmp eq i32 %9, %3, !dbg !10
  br i1 %56, label %59, label %57, !dbg !10

57:                                               ; preds = %6, %55
  %58 = phi i32 [ 0, %6 ], [ %9, %55 ]
  br label %60, !dbg !10

59:                                               ; preds = %60, %55, %4
  ret void, !dbg !24

60:                                               ; preds = %57, %60
  %61 = phi i32 [ %68, %60 ], [ %58, %57 ]
  %62 = getelementptr inbounds float, float* %1, i32 %61, !dbg !12
  %63 = load float, float* %62, align 4, !dbg !12, !tbaa !13
  %64 = getelementptr inbounds float, float* %2, i32 %61, !dbg !17
  %65 = load float, float* %64, align 4, !dbg !17, !tbaa !13
  %66 = fadd float %63, %65, !dbg !18
  %67 = getelementptr inbounds float, float* %0, i32 %61, !dbg !25
  store float %66, float* %67, align 4, !dbg !19, !tbaa !13
  %68 = add nuw nsw i32 %61, 1, !dbg !11
  %69 = icmp eq i32 %68, %3, !dbg !9
  br i1 %69, label %59, label %60, !dbg !10, !llvm.loop !26
}

; Function Attrs: nofree norecurse nosync nounwind readonly
define hidden float @sum(float* nocapture noundef readonly %0, i32 noundef %1) local_unnamed_addr #1 !dbg !28 {
  %3 = icmp sgt i32 %1, 0, !dbg !29
  br i1 %3, label %4, label %25, !dbg !30

4:                                                ; preds = %2
  %5 = add i32 %1, -1, !dbg !30
  %6 = and i32 %1, 3, !dbg !30
  %7 = icmp ult i32 %5, 3, !dbg !30
  br i1 %7, label %10, label %8, !dbg !30

8:                                                ; preds = %4
  %9 = and i32 %1, -4, !dbg !30
  br label %27, !dbg !30

10:                                               ; preds = %27, %4
  %11 = phi float [ undef, %4 ], [ %45, %27 ]
  %12 = phi i32 [ 0, %4 ], [ %46, %27 ]
  %13 = phi float [ 0.000000e+00, %4 ], [ %45, %27 ]
  %14 = icmp eq i32 %6, 0, !dbg !30
  br i1 %14, label %25, label %15, !dbg !30

15:                                               ; preds = %10, %15
  %16 = phi i32 [ %22, %15 ], [ %12, %10 ]
  %17 = phi float [ %21, %15 ], [ %13, %10 ]
  %18 = phi i32 [ %23, %15 ], [ 0, %10 ]
  %19 = getelementptr inbounds float, float* %0, i32 %16, !dbg !31
  %20 = load float, float* %19, align 4, !dbg !31, !tbaa !13
  %21 = fadd float %17, %20, !dbg !32
  %22 = add nuw nsw i32 %16, 1, !dbg !33
  %23 = add i32 %18, 1, !dbg !30
  %24 = icmp eq i32 %23, %6, !dbg !30
  br i1 %24, label %25, label %15, !dbg !30, !llvm.loop !34

25:                                               ; preds = %10, %15, %2
  %26 = phi float [ 0.000000e+00, %2 ], [ %11, %10 ], [ %21, %15 ], !dbg !36
  ret float %26, !dbg !37

27:                                               ; preds = %27, %8
  %28 = phi i32 [ 0, %8 ], [ %46, %27 ]
  %29 = phi float [ 0.000000e+00, %8 ], [ %45, %27 ]
  %30 = phi i32 [ 0, %8 ], [ %47, %27 ]
  %31 = getelementptr inbounds float, float* %0, i32 %28, !dbg !31
  %32 = load float, float* %31, align 4, !dbg !31, !tbaa !13
  %33 = fadd float %29, %32, !dbg !32
  %34 = or i32 %28, 1, !dbg !33
  %35 = getelementptr inbounds float, float* %0, i32 %34, !dbg !31
  %36 = load float, float* %35, align 4, !dbg !31, !tbaa !13
  %37 = fadd float %33, %36, !dbg !32
  %38 = or i32 %28, 2, !dbg !33
  %39 = getelementptr inbounds float, float* %0, i32 %38, !dbg !31
  %40 = load float, float* %39, align 4, !dbg !31, !tbaa !13
  %41 = fadd float %37, %40, !dbg !32
  %42 = or i32 %28, 3, !dbg !33
  %43 = getelementptr inbounds float, float* %0, i32 %42, !dbg !31
  %44 = load float, float* %43, align 4, !dbg !31, !tbaa !13
  %45 = fadd float %41, %44, !dbg !32
  %46 = add nuw nsw i32 %28, 4, !dbg !33
  %47 = add i32 %30, 4, !dbg !30
  %48 = icmp eq i32 %47, %9, !dbg !30
  br i1 %48, label %10, label %27, !dbg !30, !llvm.loop !38
}

; Function Attrs: nofree nosync nounwind
define hidden void @multiply(float* noalias nocapture noundef %0, float* noalias nocapture noundef readonly %1, float* noalias nocapture noundef readonly %2, i32 noundef %3, i32 noundef %4) local_unnamed_addr #2 !dbg !40 {
  %6 = icmp sgt i32 %3, 0, !dbg !41
  %7 = icmp sgt i32 %4, 0
  %8 = and i1 %6, %7, !dbg !42
  br i1 %8, label %9, label %81, !dbg !42

9:                                                ; preds = %5
  %10 = add i32 %4, -4, !dbg !42
  %11 = lshr i32 %10, 2, !dbg !42
  %12 = add nuw nsw i32 %11, 1, !dbg !42
  %13 = icmp ult i32 %4, 4
  %14 = and i32 %4, -4
  %15 = and i32 %12, 1
  %16 = icmp ult i32 %10, 4
  %17 = and i32 %12, 2147483646
  %18 = icmp eq i32 %15, 0
  %19 = icmp eq i32 %14, %4
  br label %20, !dbg !42

20:                                               ; preds = %9, %78
  %21 = phi i32 [ %79, %78 ], [ 0, %9 ]
  %22 = getelementptr inbounds float, float* %1, i32 %21
  %23 = load float, float* %22, align 4, !tbaa !13
  %24 = mul nsw i32 %21, %4
  br i1 %13, label %66, label %25, !dbg !43

25:                                               ; preds = %20
  %26 = insertelement <4 x float> poison, float %23, i64 0, !dbg !43
  %27 = shufflevector <4 x float> %26, <4 x float> poison, <4 x i32> zeroinitializer, !dbg !43
  br i1 %16, label %53, label %28, !dbg !43

28:                                               ; preds = %25, %28
  %29 = phi i32 [ %50, %28 ], [ 0, %25 ], !dbg !44
  %30 = phi i32 [ %51, %28 ], [ 0, %25 ]
  %31 = getelementptr inbounds float, float* %2, i32 %29, !dbg !44
  %32 = bitcast float* %31 to <4 x float>*, !dbg !45
  %33 = load <4 x float>, <4 x float>* %32, align 4, !dbg !45, !tbaa !13
  %34 = add nsw i32 %29, %24, !dbg !44
  %35 = getelementptr inbounds float, float* %0, i32 %34, !dbg !44
  %36 = bitcast float* %35 to <4 x float>*, !dbg !46
  %37 = load <4 x float>, <4 x float>* %36, align 4, !dbg !46, !tbaa !13
  %38 = call <4 x float> @llvm.fmuladd.v4f32(<4 x float> %27, <4 x float> %33, <4 x float> %37), !dbg !46
  %39 = bitcast float* %35 to <4 x float>*, !dbg !46
  store <4 x float> %38, <4 x float>* %39, align 4, !dbg !46, !tbaa !13
  %40 = or i32 %29, 4, !dbg !44
  %41 = getelementptr inbounds float, float* %2, i32 %40, !dbg !44
  %42 = bitcast float* %41 to <4 x float>*, !dbg !45
  %43 = load <4 x float>, <4 x float>* %42, align 4, !dbg !45, !tbaa !13
  %44 = add nsw i32 %40, %24, !dbg !44
  %45 = getelementptr inbounds float, float* %0, i32 %44, !dbg !44
  %46 = bitcast float* %45 to <4 x float>*, !dbg !46
  %47 = load <4 x float>, <4 x float>* %46, align 4, !dbg !46, !tbaa !13
  %48 = call <4 x float> @llvm.fmuladd.v4f32(<4 x float> %27, <4 x float> %43, <4 x float> %47), !dbg !46
  %49 = bitcast float* %45 to <4 x float>*, !dbg !46
  store <4 x float> %48, <4 x float>* %49, align 4, !dbg !46, !tbaa !13
  %50 = add nuw i32 %29, 8, !dbg !44
  %51 = add i32 %30, 2, !dbg !44
  %52 = icmp eq i32 %51, %17, !dbg !44
  br i1 %52, label %53, label %28, !dbg !44, !llvm.loop !47

53:                                               ; preds = %28, %25
  %54 = phi i32 [ 0, %25 ], [ %50, %28 ]
  br i1 %18, label %65, label %55, !dbg !44

55:                                               ; preds = %53
  %56 = getelementptr inbounds float, float* %2, i32 %54, !dbg !44
  %57 = bitcast float* %56 to <4 x float>*, !dbg !45
  %58 = load <4 x float>, <4 x float>* %57, align 4, !dbg !45, !tbaa !13
  %59 = add nsw i32 %54, %24, !dbg !44
  %60 = getelementptr inbounds float, float* %0, i32 %59, !dbg !44
  %61 = bitcast float* %60 to <4 x float>*, !dbg !46
  %62 = load <4 x float>, <4 x float>* %61, align 4, !dbg !46, !tbaa !13
  %63 = call <4 x float> @llvm.fmuladd.v4f32(<4 x float> %27, <4 x float> %58, <4 x float> %62), !dbg !46
  %64 = bitcast float* %60 to <4 x float>*, !dbg !46
  store <4 x float> %63, <4 x float>* %64, align 4, !dbg !46, !tbaa !13
  br label %65, !dbg !43

65:                                               ; preds = %53, %55
  br i1 %19, label %78, label %66, !dbg !43

66:                                               ; preds = %20, %65
  %67 = phi i32 [ 0, %20 ], [ %14, %65 ]
  br label %68, !dbg !43

68:                                               ; preds = %66, %68
  %69 = phi i32 [ %76, %68 ], [ %67, %66 ]
  %70 = getelementptr inbounds float, float* %2, i32 %69, !dbg !45
  %71 = load float, float* %70, align 4, !dbg !45, !tbaa !13
  %72 = add nsw i32 %69, %24, !dbg !49
  %73 = getelementptr inbounds float, float* %0, i32 %72, !dbg !50
  %74 = load float, float* %73, align 4, !dbg !46, !tbaa !13
  %75 = tail call float @llvm.fmuladd.f32(float %23, float %71, float %74), !dbg !46
  store float %75, float* %73, align 4, !dbg !46, !tbaa !13
  %76 = add nuw nsw i32 %69, 1, !dbg !44
  %77 = icmp eq i32 %76, %4, !dbg !51
  br i1 %77, label %78, label %68, !dbg !43, !llvm.loop !52

78:                                               ; preds = %68, %65
  %79 = add nuw nsw i32 %21, 1, !dbg !53
  %80 = icmp eq i32 %79, %3, !dbg !41
  br i1 %80, label %81, label %20, !dbg !42, !llvm.loop !54

81:                                               ; preds = %78, %5
  ret void, !dbg !55
}

; Function Attrs: mustprogress nofree nosync nounwind readnone speculatable willreturn
declare float @llvm.fmuladd.f32(float, float, float) #3

; Function Attrs: nofree nosync nounwind readnone speculatable willreturn
declare <4 x float> @llvm.fmuladd.v4f32(<4 x float>, <4 x float>, <4 x float>) #4

attributes #0 = { nofree norecurse nosync nounwind "frame-pointer"="none" "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="generic" "target-features"="+simd128" }
attributes #1 = { nofree norecurse nosync nounwind readonly "frame-pointer"="none" "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="generic" "target-features"="+simd128" }
attributes #2 = { nofree nosync nounwind "frame-pointer"="none" "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="generic" "target-features"="+simd128" }
attributes #3 = { mustprogress nofree nosync nounwind readnone speculatable willreturn }
attributes #4 = { nofree nosync nounwind readnone speculatable willreturn }

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2, !3, !4}
!llvm.ident = !{!5}

!0 = distinct !DICompileUnit(language: DW_LANG_C99, file: !1, producer: "Debian clang version 14.0.6", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly, splitDebugInlining: false, nameTableKind: None)
!1 = !DIFile(filename: "kernels.c", directory: ".")
!2 = !{i32 7, !"Dwarf Version", i32 4}
!3 = !{i32 2, !"Debug Info Version", i32 3}
!4 = !{i32 1, !"wchar_size", i32 4}
!5 = !{!"Debian clang version 14.0.6"}
!6 = distinct !DISubprogram(name: "add", scope: !1, file: !1, line: 3, type: !7, scopeLine: 3, flags: DIFlagPrototyped | DIFlagAllCallsDescribed, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !8)
!7 = !DISubroutineType(types: !8)
!8 = !{}
!9 = !DILocation(line: 4, column: 21, scope: !6)
!10 = !DILocation(line: 4, column: 3, scope: !6)
!11 = !DILocation(line: 4, column: 26, scope: !6)
!12 = !DILocation(line: 5, column: 14, scope: !6)
!13 = !{!14, !14, i64 0}
!14 = !{!"float", !15, i64 0}
!15 = !{!"omnipotent char", !16, i64 0}
!16 = !{!"Simple C/C++ TBAA"}
!17 = !DILocation(line: 5, column: 21, scope: !6)
!18 = !DILocation(line: 5, column: 19, scope: !6)
!19 = !DILocation(line: 5, column: 12, scope: !6)
!20 = distinct !{!20, !10, !21, !22, !23}
!21 = !DILocation(line: 5, column: 24, scope: !6)
!22 = !{!"llvm.loop.mustprogress"}
!23 = !{!"llvm.loop.isvectorized", i32 1}
!24 = !DILocation(line: 6, column: 1, scope: !6)
!25 = !DILocation(line: 5, column: 5, scope: !6)
!26 = distinct !{!26, !10, !21, !22, !27, !23}
!27 = !{!"llvm.loop.unroll.runtime.disable"}
!28 = distinct !DISubprogram(name: "sum", scope: !1, file: !1, line: 8, type: !7, scopeLine: 8, flags: DIFlagPrototyped | DIFlagAllCallsDescribed, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !8)
!29 = !DILocation(line: 10, column: 21, scope: !28)
!30 = !DILocation(line: 10, column: 3, scope: !28)
!31 = !DILocation(line: 11, column: 14, scope: !28)
!32 = !DILocation(line: 11, column: 11, scope: !28)
!33 = !DILocation(line: 10, column: 26, scope: !28)
!34 = distinct !{!34, !35}
!35 = !{!"llvm.loop.unroll.disable"}
!36 = !DILocation(line: 0, scope: !28)
!37 = !DILocation(line: 12, column: 3, scope: !28)
!38 = distinct !{!38, !30, !39, !22}
!39 = !DILocation(line: 11, column: 22, scope: !28)
!40 = distinct !DISubprogram(name: "multiply", scope: !1, file: !1, line: 15, type: !7, scopeLine: 15, flags: DIFlagPrototyped | DIFlagAllCallsDescribed, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !8)
!41 = !DILocation(line: 16, column: 21, scope: !40)
!42 = !DILocation(line: 16, column: 3, scope: !40)
!43 = !DILocation(line: 17, column: 5, scope: !40)
!44 = !DILocation(line: 17, column: 34, scope: !40)
!45 = !DILocation(line: 18, column: 38, scope: !40)
!46 = !DILocation(line: 18, column: 28, scope: !40)
!47 = distinct !{!47, !43, !48, !22, !23}
!48 = !DILocation(line: 18, column: 41, scope: !40)
!49 = !DILocation(line: 18, column: 23, scope: !40)
!50 = !DILocation(line: 18, column: 7, scope: !40)
!51 = !DILocation(line: 17, column: 23, scope: !40)
!52 = distinct !{!52, !43, !48, !22, !27, !23}
!53 = !DILocation(line: 16, column: 29, scope: !40)
!54 = distinct !{!54, !42, !48, !22}
!55 = !DILocation(line: 19, column: 1, scope: !40)
