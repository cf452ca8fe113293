; ModuleID = '/tmp/tmp8v21k2rg/sum-native.bc'
source_filename = "sum.c"
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; Function Attrs: nofree norecurse nosync nounwind memory(argmem: read) uwtable
define dso_local float @sum(ptr noundef readonly captures(none) %0, i32 noundef %1) local_unnamed_addr #0 !dbg !13 {
  %3 = icmp sgt i32 %1, 0, !dbg !16
  br i1 %3, label %4, label %26, !dbg !17

4:                                                ; preds = %2
  %5 = zext nneg i32 %1 to i64, !dbg !18
  %6 = and i64 %5, 7, !dbg !19
  %7 = icmp ult i32 %1, 8, !dbg !19
  br i1 %7, label %12, label %8, !dbg !19

8:                                                ; preds = %4
  %9 = and i64 %5, 2147483640, !dbg !19
  br label %28, !dbg !19

10:                                               ; preds = %28
  %11 = icmp eq i64 %6, 0, !dbg !19
  br i1 %11, label %26, label %12, !dbg !19

12:                                               ; preds = %10, %4
  %13 = phi i64 [ 0, %4 ], [ %63, %10 ]
  %14 = phi float [ 0.000000e+00, %4 ], [ %62, %10 ]
  %15 = icmp ne i64 %6, 0, !dbg !20
  tail call void @llvm.assume(i1 %15), !dbg !20
  br label %16, !dbg !20

16:                                               ; preds = %16, %12
  %17 = phi i64 [ %13, %12 ], [ %23, %16 ]
  %18 = phi float [ %14, %12 ], [ %22, %16 ]
  %19 = phi i64 [ 0, %12 ], [ %24, %16 ]
  %20 = getelementptr inbounds nuw float, ptr %0, i64 %17, !dbg !21
  %21 = load float, ptr %20, align 4, !dbg !21, !tbaa !22
  %22 = fadd float %18, %21, !dbg !24
  %23 = add nuw nsw i64 %17, 1, !dbg !25
  %24 = add i64 %19, 1, !dbg !26
  %25 = icmp eq i64 %24, %6, !dbg !26
  br i1 %25, label %26, label %16, !dbg !26, !llvm.loop !27

26:                                               ; preds = %10, %16, %2
  %27 = phi float [ 0.000000e+00, %2 ], [ %62, %10 ], [ %22, %16 ], !dbg !29
  ret float %27, !dbg !30

28:                                               ; preds = %28, %8
  %29 = phi i64 [ 0, %8 ], [ %63, %28 ]
  %30 = phi float [ 0.000000e+00, %8 ], [ %62, %28 ]
  %31 = phi i64 [ 0, %8 ], [ %64, %28 ]
  %32 = getelementptr inbounds nuw float, ptr %0, i64 %29, !dbg !21
  %33 = load float, ptr %32, align 4, !dbg !21, !tbaa !22
  %34 = fadd float %30, %33, !dbg !31
  %35 = getelementptr inbounds nuw float, ptr %0, i64 %29, !dbg !21
  %36 = getelementptr inbounds nuw i8, ptr %35, i64 4, !dbg !21
  %37 = load float, ptr %36, align 4, !dbg !21, !tbaa !22
  %38 = fadd float %34, %37, !dbg !32
  %39 = getelementptr inbounds nuw float, ptr %0, i64 %29, !dbg !21
  %40 = getelementptr inbounds nuw i8, ptr %39, i64 8, !dbg !21
  %41 = load float, ptr %40, align 4, !dbg !21, !tbaa !22
  %42 = fadd float %38, %41, !dbg !33
  %43 = getelementptr inbounds nuw float, ptr %0, i64 %29, !dbg !21
  %44 = getelementptr inbounds nuw i8, ptr %43, i64 12, !dbg !21
  %45 = load float, ptr %44, align 4, !dbg !21, !tbaa !22
  %46 = fadd float %42, %45, !dbg !34
  %47 = getelementptr inbounds nuw float, ptr %0, i64 %29, !dbg !21
  %48 = getelementptr inbounds nuw i8, ptr %47, i64 16, !dbg !21
  %49 = load float, ptr %48, align 4, !dbg !21, !tbaa !22
  %50 = fadd float %46, %49, !dbg !35
  %51 = getelementptr inbounds nuw float, ptr %0, i64 %29, !dbg !21
  %52 = getelementptr inbounds nuw i8, ptr %51, i64 20, !dbg !21
  %53 = load float, ptr %52, align 4, !dbg !21, !tbaa !22
  %54 = fadd float %50, %53, !dbg !36
  %55 = getelementptr inbounds nuw float, ptr %0, i64 %29, !dbg !21
  %56 = getelementptr inbounds nuw i8, ptr %55, i64 24, !dbg !21
  %57 = load float, ptr %56, align 4, !dbg !21, !tbaa !22
  %58 = fadd float %54, %57, !dbg !37
  %59 = getelementptr inbounds nuw float, ptr %0, i64 %29, !dbg !21
  %60 = getelementptr inbounds nuw i8, ptr %59, i64 28, !dbg !21
  %61 = load float, ptr %60, align 4, !dbg !21, !tbaa !22
  %62 = fadd float %58, %61, !dbg !38
  %63 = add nuw nsw i64 %29, 8, !dbg !39
  %64 = add i64 %31, 8, !dbg !40
  %65 = icmp eq i64 %64, %9, !dbg !40
  br i1 %65, label %10, label %28, !dbg !40, !llvm.loop !41
}

; Function Attrs: nocallback nofree nosync nounwind willreturn memory(inaccessiblemem: write)
declare void @llvm.assume(i1 noundef) #1

attributes #0 = { nofree norecurse nosync nounwind memory(argmem: read) uwtable "min-legal-vector-width"="0" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64-v2" "target-features"="+cmov,+crc32,+cx16,+cx8,+fxsr,+mmx,+popcnt,+sahf,+sse,+sse2,+sse3,+sse4.1,+sse4.2,+ssse3,+x87" }
attributes #1 = { nocallback nofree nosync nounwind willreturn memory(inaccessiblemem: write) }

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2, !3, !4, !5, !6, !7}
!llvm.ident = !{!8}
!llvm.errno.tbaa = !{!9}

!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, producer: "Debian clang version 22.1.8 (1~deb12u1)", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly, splitDebugInlining: false, nameTableKind: None)
!1 = !DIFile(filename: "sum.c", directory: ".", checksumkind: CSK_MD5, checksum: "b2cbc33f6c5020388a3dbf1f1a4b2bc8")
!2 = !{i32 7, !"Dwarf Version", i32 5}
!3 = !{i32 2, !"Debug Info Version", i32 3}
!4 = !{i32 1, !"wchar_size", i32 4}
!5 = !{i32 8, !"PIC Level", i32 2}
!6 = !{i32 7, !"PIE Level", i32 2}
!7 = !{i32 7, !"uwtable", i32 2}
!8 = !{!"Debian clang version 22.1.8 (1~deb12u1)"}
!9 = !{!10, !10, i64 0}
!10 = !{!"int", !11, i64 0}
!11 = !{!"omnipotent char", !12, i64 0}
!12 = !{!"Simple C/C++ TBAA"}
!13 = distinct !DISubprogram(name: "sum", scope: !1, file: !1, line: 2, type: !14, scopeLine: 2, flags: DIFlagPrototyped | DIFlagAllCallsDescribed, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, keyInstructions: true)
!14 = !DISubroutineType(types: !15)
!15 = !{}
!16 = !DILocation(line: 4, column: 21, scope: !13, atomGroup: 10, atomRank: 1)
!17 = !DILocation(line: 4, column: 3, scope: !13, atomGroup: 11, atomRank: 1)
!18 = !DILocation(line: 4, column: 21, scope: !13, atomGroup: 3, atomRank: 1)
!19 = !DILocation(line: 4, column: 3, scope: !13)
!20 = !DILocation(line: 4, column: 3, scope: !13, atomGroup: 4, atomRank: 1)
!21 = !DILocation(line: 5, column: 14, scope: !13)
!22 = !{!23, !23, i64 0}
!23 = !{!"float", !11, i64 0}
!24 = !DILocation(line: 5, column: 11, scope: !13, atomGroup: 12, atomRank: 2)
!25 = !DILocation(line: 4, column: 26, scope: !13, atomGroup: 13, atomRank: 2)
!26 = !DILocation(line: 4, column: 3, scope: !13, atomGroup: 15, atomRank: 1)
!27 = distinct !{!27, !28}
!28 = !{!"llvm.loop.unroll.disable"}
!29 = !DILocation(line: 0, scope: !13)
!30 = !DILocation(line: 6, column: 3, scope: !13, atomGroup: 9, atomRank: 1)
!31 = !DILocation(line: 5, column: 11, scope: !13, atomGroup: 5, atomRank: 2)
!32 = !DILocation(line: 5, column: 11, scope: !13, atomGroup: 16, atomRank: 2)
!33 = !DILocation(line: 5, column: 11, scope: !13, atomGroup: 20, atomRank: 2)
!34 = !DILocation(line: 5, column: 11, scope: !13, atomGroup: 24, atomRank: 2)
!35 = !DILocation(line: 5, column: 11, scope: !13, atomGroup: 28, atomRank: 2)
!36 = !DILocation(line: 5, column: 11, scope: !13, atomGroup: 32, atomRank: 2)
!37 = !DILocation(line: 5, column: 11, scope: !13, atomGroup: 36, atomRank: 2)
!38 = !DILocation(line: 5, column: 11, scope: !13, atomGroup: 40, atomRank: 2)
!39 = !DILocation(line: 4, column: 26, scope: !13, atomGroup: 41, atomRank: 2)
!40 = !DILocation(line: 4, column: 3, scope: !13, atomGroup: 43, atomRank: 1)
!41 = distinct !{!41, !19, !42, !43}
!42 = !DILocation(line: 5, column: 22, scope: !13)
!43 = !{!"llvm.loop.mustprogress"}
