; ModuleID = 'kernels.c'
source_filename = "kernels.c"
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; Function Attrs: nofree norecurse nosync nounwind memory(argmem: readwrite)
define dso_local void @add(ptr noalias nocapture noundef writeonly %0, ptr noalias nocapture noundef readonly %1, ptr noalias nocapture noundef readonly %2, i32 noundef %3) local_unnamed_addr #0 !dbg !8 {
  %5 = icmp sgt i32 %3, 0, !dbg !11
  br i1 %5, label %6, label %31, !dbg !12

6:                                                ; preds = %4
  %7 = zext i32 %3 to i64, !dbg !11
  %8 = icmp ult i32 %3, 8, !dbg !12
  br i1 %8, label %29, label %9, !dbg !12

9:                                                ; preds = %6
  %10 = and i64 %7, 4294967288, !dbg !12
  br label %11, !dbg !12

11:                                               ; preds = %11, %9
  %12 = phi i64 [ 0, %9 ], [ %25, %11 ], !dbg !13
  %13 = getelementptr inbounds float, ptr %1, i64 %12, !dbg !14
  %14 = load <4 x float>, ptr %13, align 4, !dbg !14, !tbaa !15
  %15 = getelementptr inbounds float, ptr %13, i64 4, !dbg !14
  %16 = load <4 x float>, ptr %15, align 4, !dbg !14, !tbaa !15
  %17 = getelementptr inbounds float, ptr %2, i64 %12, !dbg !19
  %18 = load <4 x float>, ptr %17, align 4, !dbg !19, !tbaa !15
  %19 = getelementptr inbounds float, ptr %17, i64 4, !dbg !19
  %20 = load <4 x float>, ptr %19, align 4, !dbg !19, !tbaa !15
  %21 = fadd <4 x float> %14, %18, !dbg !20
  %22 = fadd <4 x float> %16, %20, !dbg !20
  %23 = getelementptr inbounds float, ptr %0, i64 %12, !dbg !21
  store <4 x float> %21, ptr %23, align 4, !dbg !22, !tbaa !15
  %24 = getelementptr inbounds float, ptr %23, i64 4, !dbg !22
  store <4 x float> %22, ptr %24, align 4, !dbg !22, !tbaa !15
  %25 = add nuw i64 %12, 8, !dbg !13
  %26 = icmp eq i64 %25, %10, !dbg !13
  br i1 %26, label %27, label %11, !dbg !13, !llvm.loop !23

27:                                               ; preds = %11
  %28 = icmp eq i64 %10, %7, !dbg !12
  br i1 %28, label %31, label %29, !dbg !12

29:                                               ; preds = %6, %27
  %30 = phi i64 [ 0, %6 ], [ %10, %27 ]
  br label %32, !dbg !12

31:                                               ; preds = %32, %27, %4
  ret void, !dbg !28

32:                                               ; preds = %29, %32
  %33 = phi i64 [ %40, %32 ], [ %30, %29 ]
  %34 = getelementptr inbounds float, ptr %1, i64 %33, !dbg !14
  %35 = load float, ptr %34, align 4, !dbg !14, !tbaa !15
  %36 = getelementptr inbounds float, ptr %2, i64 %33, !dbg !19
  %37 = load float, ptr %36, align 4, !dbg !19, !tbaa !15
  %38 = fadd float %35, %37, !dbg !20
  %39 = getelementptr inbounds float, ptr %0, i64 %33, !dbg !21
  store float %38, ptr %39, align 4, !dbg !22, !tbaa !15
  %40 = add nuw nsw i64 %33, 1, !dbg !13
  %41 = icmp eq i64 %40, %7, !dbg !11
  br i1 %41, label %31, label %32, !dbg !12, !llvm.loop !29
}

; Function Attrs: nofree norecurse nosync nounwind memory(argmem: read)
define dso_local float @sum(ptr nocapture noundef readonly %0, i32 noundef %1) local_unnamed_addr #1 !dbg !30 {
  %3 = icmp sgt i32 %1, 0, !dbg !31
  br i1 %3, label %4, label %25, !dbg !32

4:                                                ; preds = %2
  %5 = zext i32 %1 to i64, !dbg !31
  %6 = and i64 %5, 7, !dbg !32
  %7 = icmp ult i32 %1, 8, !dbg !32
  br i1 %7, label %10, label %8, !dbg !32

8:                                                ; preds = %4
  %9 = and i64 %5, 4294967288, !dbg !32
  br label %27, !dbg !32

10:                                               ; preds = %27, %4
  %11 = phi float [ undef, %4 ], [ %61, %27 ]
  %12 = phi i64 [ 0, %4 ], [ %62, %27 ]
  %13 = phi float [ 0.000000e+00, %4 ], [ %61, %27 ]
  %14 = icmp eq i64 %6, 0, !dbg !32
  br i1 %14, label %25, label %15, !dbg !32

15:                                               ; preds = %10, %15
  %16 = phi i64 [ %22, %15 ], [ %12, %10 ]
  %17 = phi float [ %21, %15 ], [ %13, %10 ]
  %18 = phi i64 [ %23, %15 ], [ 0, %10 ]
  %19 = getelementptr inbounds float, ptr %0, i64 %16, !dbg !33
  %20 = load float, ptr %19, align 4, !dbg !33, !tbaa !15
  %21 = fadd float %17, %20, !dbg !34
  %22 = add nuw nsw i64 %16, 1, !dbg !35
  %23 = add i64 %18, 1, !dbg !32
  %24 = icmp eq i64 %23, %6, !dbg !32
  br i1 %24, label %25, label %15, !dbg !32, !llvm.loop !36

25:                                               ; preds = %10, %15, %2
  %26 = phi float [ 0.000000e+00, %2 ], [ %11, %10 ], [ %21, %15 ], !dbg !38
  ret float %26, !dbg !39

27:                                               ; preds = %27, %8
  %28 = phi i64 [ 0, %8 ], [ %62, %27 ]
  %29 = phi float [ 0.000000e+00, %8 ], [ %61, %27 ]
  %30 = phi i64 [ 0, %8 ], [ %63, %27 ]
  %31 = getelementptr inbounds float, ptr %0, i64 %28, !dbg !33
  %32 = load float, ptr %31, align 4, !dbg !33, !tbaa !15
  %33 = fadd float %29, %32, !dbg !34
  %34 = or i64 %28, 1, !dbg !35
  %35 = getelementptr inbounds float, ptr %0, i64 %34, !dbg !33
  %36 = load float, ptr %35, align 4, !dbg !33, !tbaa !15
  %37 = fadd float %33, %36, !dbg !34
  %38 = or i64 %28, 2, !dbg !35
  %39 = getelementptr inbounds float, ptr %0, i64 %38, !dbg !33
  %40 = load float, ptr %39, align 4, !dbg !33, !tbaa !15
  %41 = fadd float %37, %40, !dbg !34
  %42 = or i64 %28, 3, !dbg !35
  %43 = getelementptr inbounds float, ptr %0, i64 %42, !dbg !33
  %44 = load float, ptr %43, align 4, !dbg !33, !tbaa !15
  %45 = fadd float %41, %44, !dbg !34
  %46 = or i64 %28, 4, !dbg !35
  %47 = getelementptr inbounds float, ptr %0, i64 %46, !dbg !33
  %48 = load float, ptr %47, align 4, !dbg !33, !tbaa !15
  %49 = fadd float %45, %48, !dbg !34
  %50 = or i64 %28, 5, !dbg !35
  %51 = getelementptr inbounds float, ptr %0, i64 %50, !dbg !33
  %52 = load float, ptr %51, align 4, !dbg !33, !tbaa !15
  %53 = fadd float %49, %52, !dbg !34
  %54 = or i64 %28, 6, !dbg !35
  %55 = getelementptr inbounds float, ptr %0, i64 %54, !dbg !33
  %56 = load float, ptr %55, align 4, !dbg !33, !tbaa !15
  %57 = fadd float %53, %56, !dbg !34
  %58 = or i64 %28, 7, !dbg !35
  %59 = getelementptr inbounds float, ptr %0, i64 %58, !dbg !33
  %60 = load float, ptr %59, align 4, !dbg !33, !tbaa !15
  %61 = fadd float %57, %60, !dbg !34
  %62 = add nuw nsw i64 %28, 8, !dbg !35
  %63 = add i64 %30, 8, !dbg !32
  %64 = icmp eq i64 %63, %9, !dbg !32
  br i1 %64, label %10, label %27, !dbg !32, !llvm.loop !40
}

; Function Attrs: nofree nosync nounwind memory(argmem: readwrite)
define dso_local void @multiply(ptr noalias nocapture noundef %0, ptr noalias nocapture noundef readonly %1, ptr noalias nocapture noundef readonly %2, i32 noundef %3, i32 noundef %4) local_unnamed_addr #2 !dbg !42 {
  %6 = icmp sgt i32 %3, 0, !dbg !43
  %7 = icmp sgt i32 %4, 0
  %8 = and i1 %6, %7, !dbg !44
  br i1 %8, label %9, label %57, !dbg !44

9:                                                ; preds = %5
  %10 = zext i32 %4 to i64, !dbg !44
  %11 = zext i32 %3 to i64, !dbg !43
  %12 = zext i32 %4 to i64
  %13 = icmp ult i32 %4, 8
  %14 = and i64 %12, 4294967288
  %15 = icmp eq i64 %14, %12
  br label %16, !dbg !44

16:                                               ; preds = %9, %54
  %17 = phi i64 [ 0, %9 ], [ %55, %54 ]
  %18 = getelementptr inbounds float, ptr %1, i64 %17
  %19 = load float, ptr %18, align 4, !tbaa !15
  %20 = mul nsw i64 %17, %10
  br i1 %13, label %42, label %21, !dbg !45

21:                                               ; preds = %16
  %22 = insertelement <4 x float> poison, float %19, i64 0, !dbg !45
  %23 = shufflevector <4 x float> %22, <4 x float> poison, <4 x i32> zeroinitializer, !dbg !45
  %24 = insertelement <4 x float> poison, float %19, i64 0, !dbg !45
  %25 = shufflevector <4 x float> %24, <4 x float> poison, <4 x i32> zeroinitializer, !dbg !45
  br label %26, !dbg !45

26:                                               ; preds = %26, %21
  %27 = phi i64 [ 0, %21 ], [ %39, %26 ], !dbg !46
  %28 = getelementptr inbounds float, ptr %2, i64 %27, !dbg !47
  %29 = load <4 x float>, ptr %28, align 4, !dbg !47, !tbaa !15
  %30 = getelementptr inbounds float, ptr %28, i64 4, !dbg !47
  %31 = load <4 x float>, ptr %30, align 4, !dbg !47, !tbaa !15
  %32 = add nuw nsw i64 %27, %20, !dbg !48
  %33 = getelementptr inbounds float, ptr %0, i64 %32, !dbg !49
  %34 = load <4 x float>, ptr %33, align 4, !dbg !50, !tbaa !15
  %35 = getelementptr inbounds float, ptr %33, i64 4, !dbg !50
  %36 = load <4 x float>, ptr %35, align 4, !dbg !50, !tbaa !15
  %37 = tail call <4 x float> @llvm.fmuladd.v4f32(<4 x float> %23, <4 x float> %29, <4 x float> %34), !dbg !50
  %38 = tail call <4 x float> @llvm.fmuladd.v4f32(<4 x float> %25, <4 x float> %31, <4 x float> %36), !dbg !50
  store <4 x float> %37, ptr %33, align 4, !dbg !50, !tbaa !15
  store <4 x float> %38, ptr %35, align 4, !dbg !50, !tbaa !15
  %39 = add nuw i64 %27, 8, !dbg !46
  %40 = icmp eq i64 %39, %14, !dbg !46
  br i1 %40, label %41, label %26, !dbg !46, !llvm.loop !51

41:                                               ; preds = %26
  br i1 %15, label %54, label %42, !dbg !45

42:                                               ; preds = %16, %41
  %43 = phi i64 [ 0, %16 ], [ %14, %41 ]
  br label %44, !dbg !45

44:                                               ; preds = %42, %44
  %45 = phi i64 [ %52, %44 ], [ %43, %42 ]
  %46 = getelementptr inbounds float, ptr %2, i64 %45, !dbg !47
  %47 = load float, ptr %46, align 4, !dbg !47, !tbaa !15
  %48 = add nuw nsw i64 %45, %20, !dbg !48
  %49 = getelementptr inbounds float, ptr %0, i64 %48, !dbg !49
  %50 = load float, ptr %49, align 4, !dbg !50, !tbaa !15
  %51 = tail call float @llvm.fmuladd.f32(float %19, float %47, float %50), !dbg !50
  store float %51, ptr %49, align 4, !dbg !50, !tbaa !15
  %52 = add nuw nsw i64 %45, 1, !dbg !46
  %53 = icmp eq i64 %52, %12, !dbg !53
  br i1 %53, label %54, label %44, !dbg !45, !llvm.loop !54

54:                                               ; preds = %44, %41
  %55 = add nuw nsw i64 %17, 1, !dbg !55
  %56 = icmp eq i64 %55, %11, !dbg !43
  br i1 %56, label %57, label %16, !dbg !44, !llvm.loop !56

57:                                               ; preds = %54, %5
  ret void, !dbg !57
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare float @llvm.fmuladd.f32(float, float, float) #3

; Function Attrs: nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare <4 x float> @llvm.fmuladd.v4f32(<4 x float>, <4 x float>, <4 x float>) #4

attributes #0 = { nofree norecurse nosync nounwind memory(argmem: readwrite) "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64-v2" "target-features"="+crc32,+cx16,+cx8,+fxsr,+mmx,+popcnt,+sahf,+sse,+sse2,+sse3,+sse4.1,+sse4.2,+ssse3,+x87" }
attributes #1 = { nofree norecurse nosync nounwind memory(argmem: read) "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64-v2" "target-features"="+crc32,+cx16,+cx8,+fxsr,+mmx,+popcnt,+sahf,+sse,+sse2,+sse3,+sse4.1,+sse4.2,+ssse3,+x87" }
attributes #2 = { nofree nosync nounwind memory(argmem: readwrite) "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64-v2" "target-features"="+crc32,+cx16,+cx8,+fxsr,+mmx,+popcnt,+sahf,+sse,+sse2,+sse3,+sse4.1,+sse4.2,+ssse3,+x87" }
attributes #3 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #4 = { nocallback nofree nosync nounwind speculatable willreturn memory(none) }

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2, !3, !4, !5, !6}
!llvm.ident = !{!7}

!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, producer: "Debian clang version 16.0.6 (15~deb12u1)", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly, splitDebugInlining: false, nameTableKind: None)
!1 = !DIFile(filename: "kernels.c", directory: ".", checksumkind: CSK_MD5, checksum: "0f5f5a97bbb0f11a73b32d01f76669e6")
!2 = !{i32 7, !"Dwarf Version", i32 5}
!3 = !{i32 2, !"Debug Info Version", i32 3}
!4 = !{i32 1, !"wchar_size", i32 4}
!5 = !{i32 8, !"PIC Level", i32 2}
!6 = !{i32 7, !"PIE Level", i32 2}
!7 = !{!"Debian clang version 16.0.6 (15~deb12u1)"}
!8 = distinct !DISubprogram(name: "add", scope: !1, file: !1, line: 3, type: !9, scopeLine: 3, flags: DIFlagPrototyped | DIFlagAllCallsDescribed, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !10)
!9 = !DISubroutineType(types: !10)
!10 = !{}
!11 = !DILocation(line: 4, column: 21, scope: !8)
!12 = !DILocation(line: 4, column: 3, scope: !8)
!13 = !DILocation(line: 4, column: 26, scope: !8)
!14 = !DILocation(line: 5, column: 14, scope: !8)
!15 = !{!16, !16, i64 0}
!16 = !{!"float", !17, i64 0}
!17 = !{!"omnipotent char", !18, i64 0}
!18 = !{!"Simple C/C++ TBAA"}
!19 = !DILocation(line: 5, column: 21, scope: !8)
!20 = !DILocation(line: 5, column: 19, scope: !8)
!21 = !DILocation(line: 5, column: 5, scope: !8)
!22 = !DILocation(line: 5, column: 12, scope: !8)
!23 = distinct !{!23, !12, !24, !25, !26, !27}
!24 = !DILocation(line: 5, column: 24, scope: !8)
!25 = !{!"llvm.loop.mustprogress"}
!26 = !{!"llvm.loop.isvectorized", i32 1}
!27 = !{!"llvm.loop.unroll.runtime.disable"}
!28 = !DILocation(line: 6, column: 1, scope: !8)
!29 = distinct !{!29, !12, !24, !25, !27, !26}
!30 = distinct !DISubprogram(name: "sum", scope: !1, file: !1, line: 8, type: !9, scopeLine: 8, flags: DIFlagPrototyped | DIFlagAllCallsDescribed, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !10)
!31 = !DILocation(line: 10, column: 21, scope: !30)
!32 = !DILocation(line: 10, column: 3, scope: !30)
!33 = !DILocation(line: 11, column: 14, scope: !30)
!34 = !DILocation(line: 11, column: 11, scope: !30)
!35 = !DILocation(line: 10, column: 26, scope: !30)
!36 = distinct !{!36, !37}
!37 = !{!"llvm.loop.unroll.disable"}
!38 = !DILocation(line: 0, scope: !30)
!39 = !DILocation(line: 12, column: 3, scope: !30)
!40 = distinct !{!40, !32, !41, !25}
!41 = !DILocation(line: 11, column: 22, scope: !30)
!42 = distinct !DISubprogram(name: "multiply", scope: !1, file: !1, line: 15, type: !9, scopeLine: 15, flags: DIFlagPrototyped | DIFlagAllCallsDescribed, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !10)
!43 = !DILocation(line: 16, column: 21, scope: !42)
!44 = !DILocation(line: 16, column: 3, scope: !42)
!45 = !DILocation(line: 17, column: 5, scope: !42)
!46 = !DILocation(line: 17, column: 34, scope: !42)
!47 = !DILocation(line: 18, column: 38, scope: !42)
!48 = !DILocation(line: 18, column: 23, scope: !42)
!49 = !DILocation(line: 18, column: 7, scope: !42)
!50 = !DILocation(line: 18, column: 28, scope: !42)
!51 = distinct !{!51, !45, !52, !25, !26, !27}
!52 = !DILocation(line: 18, column: 41, scope: !42)
!53 = !DILocation(line: 17, column: 23, scope: !42)
!54 = distinct !{!54, !45, !52, !25, !27, !26}
!55 = !DILocation(line: 16, column: 29, scope: !42)
!56 = distinct !{!56, !44, !52, !25}
!57 = !DILocation(line: 19, column: 1, scope: !42)
