; ModuleID = 'kernels.c'
source_filename = "kernels.c"
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; Function Attrs: nofree norecurse nosync nounwind memory(argmem: readwrite)
define dso_local void @add(ptr noalias nocapture noundef writeonly %0, ptr noalias nocapture noundef readonly %1, ptr noalias nocapture noundef readonly %2, i32 noundef %3) local_unnamed_addr #0 !dbg !8 {
  %5 = icmp sgt i32 %3, 0, !dbg !11
  br i1 %5, label %6, label %31, !dbg !12

6:                                                ; preds = %4
  %7 = zext nneg i32 %3 to i64, !dbg !11
  %8 = icmp ult i32 %3, 8, !dbg !12
  br i1 %8, label %9, label %11, !dbg !12

9:                                                ; preds = %29, %6
  %10 = phi i64 [ 0, %6 ], [ %12, %29 ]
  br label %32, !dbg !12

11:                                               ; preds = %6
  %12 = and i64 %7, 2147483640, !dbg !12
  br label %13, !dbg !12

13:                                               ; preds = %13, %11
  %14 = phi i64 [ 0, %11 ], [ %27, %13 ], !dbg !13
  %15 = getelementptr inbounds float, ptr %1, i64 %14, !dbg !14
  %16 = getelementptr inbounds i8, ptr %15, i64 16, !dbg !14
  %17 = load <4 x float>, ptr %15, align 4, !dbg !14, !tbaa !15
  %18 = load <4 x float>, ptr %16, align 4, !dbg !14, !tbaa !15
  %19 = getelementptr inbounds float, ptr %2, i64 %14, !dbg !19
  %20 = getelementptr inbounds i8, ptr %19, i64 16, !dbg !19
  %21 = load <4 x float>, ptr %19, align 4, !dbg !19, !tbaa !15
  %22 = load <4 x float>, ptr %20, align 4, !dbg !19, !tbaa !15
  %23 = fadd <4 x float> %17, %21, !dbg !20
  %24 = fadd <4 x float> %18, %22, !dbg !20
  %25 = getelementptr inbounds float, ptr %0, i64 %14, !dbg !21
  %26 = getelementptr inbounds i8, ptr %25, i64 16, !dbg !22
  store <4 x float> %23, ptr %25, align 4, !dbg !22, !tbaa !15
  store <4 x float> %24, ptr %26, align 4, !dbg !22, !tbaa !15
  %27 = add nuw i64 %14, 8, !dbg !13
  %28 = icmp eq i64 %27, %12, !dbg !13
  br i1 %28, label %29, label %13, !dbg !13, !llvm.loop !23

29:                                               ; preds = %13
  %30 = icmp eq i64 %12, %7, !dbg !12
  br i1 %30, label %31, label %9, !dbg !12

31:                                               ; preds = %32, %29, %4
  ret void, !dbg !28

32:                                               ; preds = %9, %32
  %33 = phi i64 [ %40, %32 ], [ %10, %9 ]
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
  %5 = zext nneg i32 %1 to i64, !dbg !31
  %6 = and i64 %5, 7, !dbg !32
  %7 = icmp ult i32 %1, 8, !dbg !32
  br i1 %7, label %10, label %8, !dbg !32

8:                                                ; preds = %4
  %9 = and i64 %5, 2147483640, !dbg !32
  br label %27, !dbg !32

10:                                               ; preds = %27, %4
  %11 = phi float [ poison, %4 ], [ %61, %27 ]
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
  %34 = or disjoint i64 %28, 1, !dbg !35
  %35 = getelementptr inbounds float, ptr %0, i64 %34, !dbg !33
  %36 = load float, ptr %35, align 4, !dbg !33, !tbaa !15
  %37 = fadd float %33, %36, !dbg !34
  %38 = or disjoint i64 %28, 2, !dbg !35
  %39 = getelementptr inbounds float, ptr %0, i64 %38, !dbg !33
  %40 = load float, ptr %39, align 4, !dbg !33, !tbaa !15
  %41 = fadd float %37, %40, !dbg !34
  %42 = or disjoint i64 %28, 3, !dbg !35
  %43 = getelementptr inbounds float, ptr %0, i64 %42, !dbg !33
  %44 = load float, ptr %43, align 4, !dbg !33, !tbaa !15
  %45 = fadd float %41, %44, !dbg !34
  %46 = or disjoint i64 %28, 4, !dbg !35
  %47 = getelementptr inbounds float, ptr %0, i64 %46, !dbg !33
  %48 = load float, ptr %47, align 4, !dbg !33, !tbaa !15
  %49 = fadd float %45, %48, !dbg !34
  %50 = or disjoint i64 %28, 5, !dbg !35
  %51 = getelementptr inbounds float, ptr %0, i64 %50, !dbg !33
  %52 = load float, ptr %51, align 4, !dbg !33, !tbaa !15
  %53 = fadd float %49, %52, !dbg !34
  %54 = or disjoint i64 %28, 6, !dbg !35
  %55 = getelementptr inbounds float, ptr %0, i64 %54, !dbg !33
  %56 = load float, ptr %55, align 4, !dbg !33, !tbaa !15
  %57 = fadd float %53, %56, !dbg !34
  %58 = or disjoint i64 %28, 7, !dbg !35
  %59 = getelementptr inbounds float, ptr %0, i64 %58, !dbg !33
  %60 = load float, ptr %59, align 4, !dbg !33, !tbaa !15
  %61 = fadd float %57, %60, !dbg !34
  %62 = add nuw nsw i64 %28, 8, !dbg !35
  %63 = add i64 %30, 8, !dbg !32
  %64 = icmp eq i64 %63, %9, !dbg !32
  br i1 %64, label %10, label %27, !dbg !32, !llvm.loop !40
}

; Function Attrs: nofree norecurse nosync nounwind memory(argmem: readwrite)
define dso_local void @multiply(ptr noalias nocapture noundef %0, ptr noalias nocapture noundef readonly %1, ptr noalias nocapture noundef readonly %2, i32 noundef %3, i32 noundef %4) local_unnamed_addr #0 !dbg !42 {
  %6 = icmp sgt i32 %3, 0, !dbg !43
  %7 = icmp sgt i32 %4, 0
  %8 = and i1 %6, %7, !dbg !44
  br i1 %8, label %9, label %53, !dbg !44

9:                                                ; preds = %5
  %10 = zext nneg i32 %4 to i64, !dbg !44
  %11 = zext nneg i32 %3 to i64, !dbg !43
  %12 = icmp ult i32 %4, 8
  %13 = and i64 %10, 2147483640
  %14 = icmp eq i64 %13, %10
  br label %15, !dbg !44

15:                                               ; preds = %9, %50
  %16 = phi i64 [ 0, %9 ], [ %51, %50 ]
  %17 = getelementptr inbounds float, ptr %1, i64 %16
  %18 = load float, ptr %17, align 4, !tbaa !15
  %19 = mul nuw nsw i64 %16, %10
  %20 = getelementptr inbounds float, ptr %0, i64 %19, !dbg !45
  br i1 %12, label %39, label %21, !dbg !45

21:                                               ; preds = %15
  %22 = insertelement <4 x float> poison, float %18, i64 0, !dbg !45
  %23 = shufflevector <4 x float> %22, <4 x float> poison, <4 x i32> zeroinitializer, !dbg !45
  br label %24, !dbg !45

24:                                               ; preds = %24, %21
  %25 = phi i64 [ 0, %21 ], [ %36, %24 ], !dbg !46
  %26 = getelementptr inbounds float, ptr %2, i64 %25, !dbg !47
  %27 = getelementptr inbounds i8, ptr %26, i64 16, !dbg !47
  %28 = load <4 x float>, ptr %26, align 4, !dbg !47, !tbaa !15
  %29 = load <4 x float>, ptr %27, align 4, !dbg !47, !tbaa !15
  %30 = getelementptr inbounds float, ptr %20, i64 %25, !dbg !48
  %31 = getelementptr inbounds i8, ptr %30, i64 16, !dbg !49
  %32 = load <4 x float>, ptr %30, align 4, !dbg !49, !tbaa !15
  %33 = load <4 x float>, ptr %31, align 4, !dbg !49, !tbaa !15
  %34 = tail call <4 x float> @llvm.fmuladd.v4f32(<4 x float> %23, <4 x float> %28, <4 x float> %32), !dbg !49
  %35 = tail call <4 x float> @llvm.fmuladd.v4f32(<4 x float> %23, <4 x float> %29, <4 x float> %33), !dbg !49
  store <4 x float> %34, ptr %30, align 4, !dbg !49, !tbaa !15
  store <4 x float> %35, ptr %31, align 4, !dbg !49, !tbaa !15
  %36 = add nuw i64 %25, 8, !dbg !46
  %37 = icmp eq i64 %36, %13, !dbg !46
  br i1 %37, label %38, label %24, !dbg !46, !llvm.loop !50

38:                                               ; preds = %24
  br i1 %14, label %50, label %39, !dbg !45

39:                                               ; preds = %38, %15
  %40 = phi i64 [ 0, %15 ], [ %13, %38 ]
  br label %41, !dbg !45

41:                                               ; preds = %39, %41
  %42 = phi i64 [ %48, %41 ], [ %40, %39 ]
  %43 = getelementptr inbounds float, ptr %2, i64 %42, !dbg !47
  %44 = load float, ptr %43, align 4, !dbg !47, !tbaa !15
  %45 = getelementptr inbounds float, ptr %20, i64 %42, !dbg !48
  %46 = load float, ptr %45, align 4, !dbg !49, !tbaa !15
  %47 = tail call float @llvm.fmuladd.f32(float %18, float %44, float %46), !dbg !49
  store float %47, ptr %45, align 4, !dbg !49, !tbaa !15
  %48 = add nuw nsw i64 %42, 1, !dbg !46
  %49 = icmp eq i64 %48, %10, !dbg !52
  br i1 %49, label %50, label %41, !dbg !45, !llvm.loop !53

50:                                               ; preds = %41, %38
  %51 = add nuw nsw i64 %16, 1, !dbg !54
  %52 = icmp eq i64 %51, %11, !dbg !43
  br i1 %52, label %53, label %15, !dbg !44, !llvm.loop !55

53:                                               ; preds = %50, %5
  ret void, !dbg !56
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare float @llvm.fmuladd.f32(float, float, float) #2

; Function Attrs: nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare <4 x float> @llvm.fmuladd.v4f32(<4 x float>, <4 x float>, <4 x float>) #3

attributes #0 = { nofree norecurse nosync nounwind memory(argmem: readwrite) "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64-v2" "target-features"="+cmov,+crc32,+cx16,+cx8,+fxsr,+mmx,+popcnt,+sahf,+sse,+sse2,+sse3,+sse4.1,+sse4.2,+ssse3,+x87" }
attributes #1 = { nofree norecurse nosync nounwind memory(argmem: read) "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64-v2" "target-features"="+cmov,+crc32,+cx16,+cx8,+fxsr,+mmx,+popcnt,+sahf,+sse,+sse2,+sse3,+sse4.1,+sse4.2,+ssse3,+x87" }
attributes #2 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #3 = { nocallback nofree nosync nounwind speculatable willreturn memory(none) }

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2, !3, !4, !5, !6}
!llvm.ident = !{!7}

!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, producer: "Debian clang version 19.1.7 (3~deb12u1)", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly, splitDebugInlining: false, nameTableKind: None)
!1 = !DIFile(filename: "kernels.c", directory: ".", checksumkind: CSK_MD5, checksum: "0f5f5a97bbb0f11a73b32d01f76669e6")
!2 = !{i32 7, !"Dwarf Version", i32 5}
!3 = !{i32 2, !"Debug Info Version", i32 3}
!4 = !{i32 1, !"wchar_size", i32 4}
!5 = !{i32 8, !"PIC Level", i32 2}
!6 = !{i32 7, !"PIE Level", i32 2}
!7 = !{!"Debian clang version 19.1.7 (3~deb12u1)"}
!8 = distinct !DISubprogram(name: "add", scope: !1, file: !1, line: 3, type: !9, scopeLine: 3, flags: DIFlagPrototyped | DIFlagAllCallsDescribed, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
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
!30 = distinct !DISubprogram(name: "sum", scope: !1, file: !1, line: 8, type: !9, scopeLine: 8, flags: DIFlagPrototyped | DIFlagAllCallsDescribed, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
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
!42 = distinct !DISubprogram(name: "multiply", scope: !1, file: !1, line: 15, type: !9, scopeLine: 15, flags: DIFlagPrototyped | DIFlagAllCallsDescribed, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0)
!43 = !DILocation(line: 16, column: 21, scope: !42)
!44 = !DILocation(line: 16, column: 3, scope: !42)
!45 = !DILocation(line: 17, column: 5, scope: !42)
!46 = !DILocation(line: 17, column: 34, scope: !42)
!47 = !DILocation(line: 18, column: 38, scope: !42)
!48 = !DILocation(line: 18, column: 7, scope: !42)
!49 = !DILocation(line: 18, column: 28, scope: !42)
!50 = distinct !{!50, !45, !51, !25, !26, !27}
!51 = !DILocation(line: 18, column: 41, scope: !42)
!52 = !DILocation(line: 17, column: 23, scope: !42)
!53 = distinct !{!53, !45, !51, !25, !27, !26}
!54 = !DILocation(line: 16, column: 29, scope: !42)
!55 = distinct !{!55, !44, !51, !25}
!56 = !DILocation(line: 19, column: 1, scope: !42)
