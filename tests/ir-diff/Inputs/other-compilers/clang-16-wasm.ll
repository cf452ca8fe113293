; ModuleID = 'kernels.c'
source_filename = "kernels.c"
target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-n32:64-S128-ni:1:10:20"
target triple = "wasm32-unknown-wasi"

; Function Attrs: nofree norecurse nosync nounwind memory(argmem: readwrite)
define hidden void @add(ptr noalias nocapture noundef writeonly %0, ptr noalias nocapture noundef readonly %1, ptr noalias nocapture noundef readonly %2, i32 noundef %3) local_unnamed_addr #0 !dbg !6 {
  %5 = icmp sgt i32 %3, 0, !dbg !9
  br i1 %5, label %6, label %24, !dbg !10

6:                                                ; preds = %4
  %7 = icmp ult i32 %3, 4, !dbg !10
  br i1 %7, label %22, label %8, !dbg !10

8:                                                ; preds = %6
  %9 = and i32 %3, -4, !dbg !10
  br label %10, !dbg !10

10:                                               ; preds = %10, %8
  %11 = phi i32 [ 0, %8 ], [ %18, %10 ], !dbg !11
  %12 = getelementptr inbounds float, ptr %1, i32 %11, !dbg !12
  %13 = load <4 x float>, ptr %12, align 4, !dbg !12, !tbaa !13
  %14 = getelementptr inbounds float, ptr %2, i32 %11, !dbg !17
  %15 = load <4 x float>, ptr %14, align 4, !dbg !17, !tbaa !13
  %16 = fadd <4 x float> %13, %15, !dbg !18
  %17 = getelementptr inbounds float, ptr %0, i32 %11, !dbg !19
  store <4 x float> %16, ptr %17, align 4, !dbg !20, !tbaa !13
  %18 = add nuw i32 %11, 4, !dbg !11
  %19 = icmp eq i32 %18, %9, !dbg !11
  br i1 %19, label %20, label %10, !dbg !11, !llvm.loop !21

20:                                               ; preds = %10
  %21 = icmp eq i32 %9, %3, !dbg !10
  br i1 %21, label %24, label %22, !dbg !10

22:                                               ; preds = %6, %20
  %23 = phi i32 [ 0, %6 ], [ %9, %20 ]
  br label %25, !dbg !10

24:                                               ; preds = %25, %20, %4
  ret void, !dbg !26

25:                                               ; preds = %22, %25
  %26 = phi i32 [ %33, %25 ], [ %23, %22 ]
  %27 = getelementptr inbounds float, ptr %1, i32 %26, !dbg !12
  %28 = load float, ptr %27, align 4, !dbg !12, !tbaa !13
  %29 = getelementptr inbounds float, ptr %2, i32 %26, !dbg !17
  %30 = load float, ptr %29, align 4, !dbg !17, !tbaa !13
  %31 = fadd float %28, %30, !dbg !18
  %32 = getelementptr inbounds float, ptr %0, i32 %26, !dbg !19
  store float %31, ptr %32, align 4, !dbg !20, !tbaa !13
  %33 = add nuw nsw i32 %26, 1, !dbg !11
  %34 = icmp eq i32 %33, %3, !dbg !9
  br i1 %34, label %24, label %25, !dbg !10, !llvm.loop !27
}

; Function Attrs: nofree norecurse nosync nounwind memory(argmem: read)
define hidden float @sum(ptr nocapture noundef readonly %0, i32 noundef %1) local_unnamed_addr #1 !dbg !28 {
  %3 = icmp sgt i32 %1, 0, !dbg !29
  br i1 %3, label %4, label %24, !dbg !30

4:                                                ; preds = %2
  %5 = and i32 %1, 3, !dbg !30
  %6 = icmp ult i32 %1, 4, !dbg !30
  br i1 %6, label %9, label %7, !dbg !30

7:                                                ; preds = %4
  %8 = and i32 %1, -4, !dbg !30
  br label %26, !dbg !30

9:                                                ; preds = %26, %4
  %10 = phi float [ undef, %4 ], [ %44, %26 ]
  %11 = phi i32 [ 0, %4 ], [ %45, %26 ]
  %12 = phi float [ 0.000000e+00, %4 ], [ %44, %26 ]
  %13 = icmp eq i32 %5, 0, !dbg !30
  br i1 %13, label %24, label %14, !dbg !30

14:                                               ; preds = %9, %14
  %15 = phi i32 [ %21, %14 ], [ %11, %9 ]
  %16 = phi float [ %20, %14 ], [ %12, %9 ]
  %17 = phi i32 [ %22, %14 ], [ 0, %9 ]
  %18 = getelementptr inbounds float, ptr %0, i32 %15, !dbg !31
  %19 = load float, ptr %18, align 4, !dbg !31, !tbaa !13
  %20 = fadd float %16, %19, !dbg !32
  %21 = add nuw nsw i32 %15, 1, !dbg !33
  %22 = add i32 %17, 1, !dbg !30
  %23 = icmp eq i32 %22, %5, !dbg !30
  br i1 %23, label %24, label %14, !dbg !30, !llvm.loop !34

24:                                               ; preds = %9, %14, %2
  %25 = phi float [ 0.000000e+00, %2 ], [ %10, %9 ], [ %20, %14 ], !dbg !36
  ret float %25, !dbg !37

26:                                               ; preds = %26, %7
  %27 = phi i32 [ 0, %7 ], [ %45, %26 ]
  %28 = phi float [ 0.000000e+00, %7 ], [ %44, %26 ]
  %29 = phi i32 [ 0, %7 ], [ %46, %26 ]
  %30 = getelementptr inbounds float, ptr %0, i32 %27, !dbg !31
  %31 = load float, ptr %30, align 4, !dbg !31, !tbaa !13
  %32 = fadd float %28, %31, !dbg !32
  %33 = or i32 %27, 1, !dbg !33
  %34 = getelementptr inbounds float, ptr %0, i32 %33, !dbg !31
  %35 = load float, ptr %34, align 4, !dbg !31, !tbaa !13
  %36 = fadd float %32, %35, !dbg !32
  %37 = or i32 %27, 2, !dbg !33
  %38 = getelementptr inbounds float, ptr %0, i32 %37, !dbg !31
  %39 = load float, ptr %38, align 4, !dbg !31, !tbaa !13
  %40 = fadd float %36, %39, !dbg !32
  %41 = or i32 %27, 3, !dbg !33
  %42 = getelementptr inbounds float, ptr %0, i32 %41, !dbg !31
  %43 = load float, ptr %42, align 4, !dbg !31, !tbaa !13
  %44 = fadd float %40, %43, !dbg !32
  %45 = add nuw nsw i32 %27, 4, !dbg !33
  %46 = add i32 %29, 4, !dbg !30
  %47 = icmp eq i32 %46, %8, !dbg !30
  br i1 %47, label %9, label %26, !dbg !30, !llvm.loop !38
}

; Function Attrs: nofree nosync nounwind memory(argmem: readwrite)
define hidden void @multiply(ptr noalias nocapture noundef %0, ptr noalias nocapture noundef readonly %1, ptr noalias nocapture noundef readonly %2, i32 noundef %3, i32 noundef %4) local_unnamed_addr #2 !dbg !40 {
  %6 = icmp sgt i32 %3, 0, !dbg !41
  %7 = icmp sgt i32 %4, 0
  %8 = and i1 %6, %7, !dbg !42
  br i1 %8, label %9, label %47, !dbg !42

9:                                                ; preds = %5
  %10 = icmp ult i32 %4, 4
  %11 = and i32 %4, -4
  %12 = icmp eq i32 %11, %4
  br label %13, !dbg !42

13:                                               ; preds = %9, %44
  %14 = phi i32 [ %45, %44 ], [ 0, %9 ]
  %15 = getelementptr inbounds float, ptr %1, i32 %14
  %16 = load float, ptr %15, align 4, !tbaa !13
  %17 = mul nsw i32 %14, %4
  br i1 %10, label %32, label %18, !dbg !43

18:                                               ; preds = %13
  %19 = insertelement <4 x float> poison, float %16, i64 0, !dbg !43
  %20 = shufflevector <4 x float> %19, <4 x float> poison, <4 x i32> zeroinitializer, !dbg !43
  br label %21, !dbg !43

21:                                               ; preds = %21, %18
  %22 = phi i32 [ 0, %18 ], [ %29, %21 ], !dbg !44
  %23 = getelementptr inbounds float, ptr %2, i32 %22, !dbg !45
  %24 = load <4 x float>, ptr %23, align 4, !dbg !45, !tbaa !13
  %25 = add nsw i32 %22, %17, !dbg !46
  %26 = getelementptr inbounds float, ptr %0, i32 %25, !dbg !47
  %27 = load <4 x float>, ptr %26, align 4, !dbg !48, !tbaa !13
  %28 = tail call <4 x float> @llvm.fmuladd.v4f32(<4 x float> %20, <4 x float> %24, <4 x float> %27), !dbg !48
  store <4 x float> %28, ptr %26, align 4, !dbg !48, !tbaa !13
  %29 = add nuw i32 %22, 4, !dbg !44
  %30 = icmp eq i32 %29, %11, !dbg !44
  br i1 %30, label %31, label %21, !dbg !44, !llvm.loop !49

31:                                               ; preds = %21
  br i1 %12, label %44, label %32, !dbg !43

32:                                               ; preds = %13, %31
  %33 = phi i32 [ 0, %13 ], [ %11, %31 ]
  br label %34, !dbg !43

34:                                               ; preds = %32, %34
  %35 = phi i32 [ %42, %34 ], [ %33, %32 ]
  %36 = getelementptr inbounds float, ptr %2, i32 %35, !dbg !45
  %37 = load float, ptr %36, align 4, !dbg !45, !tbaa !13
  %38 = add nsw i32 %35, %17, !dbg !46
  %39 = getelementptr inbounds float, ptr %0, i32 %38, !dbg !47
  %40 = load float, ptr %39, align 4, !dbg !48, !tbaa !13
  %41 = tail call float @llvm.fmuladd.f32(float %16, float %37, float %40), !dbg !48
  store float %41, ptr %39, align 4, !dbg !48, !tbaa !13
  %42 = add nuw nsw i32 %35, 1, !dbg !44
  %43 = icmp eq i32 %42, %4, !dbg !51
  br i1 %43, label %44, label %34, !dbg !43, !llvm.loop !52

44:                                               ; preds = %34, %31
  %45 = add nuw nsw i32 %14, 1, !dbg !53
  %46 = icmp eq i32 %45, %3, !dbg !41
  br i1 %46, label %47, label %13, !dbg !42, !llvm.loop !54

47:                                               ; preds = %44, %5
  ret void, !dbg !55
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare float @llvm.fmuladd.f32(float, float, float) #3

; Function Attrs: nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare <4 x float> @llvm.fmuladd.v4f32(<4 x float>, <4 x float>, <4 x float>) #4

attributes #0 = { nofree norecurse nosync nounwind memory(argmem: readwrite) "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="generic" "target-features"="+mutable-globals,+sign-ext,+simd128" }
attributes #1 = { nofree norecurse nosync nounwind memory(argmem: read) "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="generic" "target-features"="+mutable-globals,+sign-ext,+simd128" }
attributes #2 = { nofree nosync nounwind memory(argmem: readwrite) "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="generic" "target-features"="+mutable-globals,+sign-ext,+simd128" }
attributes #3 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #4 = { nocallback nofree nosync nounwind speculatable willreturn memory(none) }

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2, !3, !4}
!llvm.ident = !{!5}

!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, producer: "Debian clang version 16.0.6 (15~deb12u1)", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly, splitDebugInlining: false, nameTableKind: None)
!1 = !DIFile(filename: "kernels.c", directory: ".")
!2 = !{i32 7, !"Dwarf Version", i32 4}
!3 = !{i32 2, !"Debug Info Version", i32 3}
!4 = !{i32 1, !"wchar_size", i32 4}
!5 = !{!"Debian clang version 16.0.6 (15~deb12u1)"}
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
!19 = !DILocation(line: 5, column: 5, scope: !6)
!20 = !DILocation(line: 5, column: 12, scope: !6)
!21 = distinct !{!21, !10, !22, !23, !24, !25}
!22 = !DILocation(line: 5, column: 24, scope: !6)
!23 = !{!"llvm.loop.mustprogress"}
!24 = !{!"llvm.loop.isvectorized", i32 1}
!25 = !{!"llvm.loop.unroll.runtime.disable"}
!26 = !DILocation(line: 6, column: 1, scope: !6)
!27 = distinct !{!27, !10, !22, !23, !25, !24}
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
!38 = distinct !{!38, !30, !39, !23}
!39 = !DILocation(line: 11, column: 22, scope: !28)
!40 = distinct !DISubprogram(name: "multiply", scope: !1, file: !1, line: 15, type: !7, scopeLine: 15, flags: DIFlagPrototyped | DIFlagAllCallsDescribed, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !8)
!41 = !DILocation(line: 16, column: 21, scope: !40)
!42 = !DILocation(line: 16, column: 3, scope: !40)
!43 = !DILocation(line: 17, column: 5, scope: !40)
!44 = !DILocation(line: 17, column: 34, scope: !40)
!45 = !DILocation(line: 18, column: 38, scope: !40)
!46 = !DILocation(line: 18, column: 23, scope: !40)
!47 = !DILocation(line: 18, column: 7, scope: !40)
!48 = !DILocation(line: 18, column: 28, scope: !40)
!49 = distinct !{!49, !43, !50, !23, !24, !25}
!50 = !DILocation(line: 18, column: 41, scope: !40)
!51 = !DILocation(line: 17, column: 23, scope: !40)
!52 = distinct !{!52, !43, !50, !23, !25, !24}
!53 = !DILocation(line: 16, column: 29, scope: !40)
!54 = distinct !{!54, !42, !50, !23}
!55 = !DILocation(line: 19, column: 1, scope: !40)
