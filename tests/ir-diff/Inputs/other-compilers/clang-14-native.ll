; ModuleID = 'kernels.c'
source_filename = "kernels.c"
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; Function Attrs: nofree norecurse nosync nounwind
define dso_local void @add(float* noalias nocapture noundef writeonly %0, float* noalias nocapture noundef readonly %1, float* noalias nocapture noundef readonly %2, i32 noundef %3) local_unnamed_addr #0 !dbg !8 {
  %5 = icmp sgt i32 %3, 0, !dbg !11
  br i1 %5, label %6, label %87, !dbg !12

6:                                                ; preds = %4
  %7 = zext i32 %3 to i64, !dbg !11
  %8 = icmp ult i32 %3, 8, !dbg !12
  br i1 %8, label %85, label %9, !dbg !12

9:                                                ; preds = %6
  %10 = and i64 %7, 4294967288, !dbg !12
  %11 = add nsw i64 %10, -8, !dbg !12
  %12 = lshr exact i64 %11, 3, !dbg !12
  %13 = add nuw nsw i64 %12, 1, !dbg !12
  %14 = and i64 %13, 1, !dbg !12
  %15 = icmp eq i64 %11, 0, !dbg !12
  br i1 %15, label %61, label %16, !dbg !12

16:                                               ; preds = %9
  %17 = and i64 %13, 4611686018427387902, !dbg !12
  br label %18, !dbg !12

18:                                               ; preds = %18, %16
  %19 = phi i64 [ 0, %16 ], [ %58, %18 ], !dbg !13
  %20 = phi i64 [ 0, %16 ], [ %59, %18 ]
  %21 = getelementptr inbounds float, float* %1, i64 %19, !dbg !13
  %22 = bitcast float* %21 to <4 x float>*, !dbg !14
  %23 = load <4 x float>, <4 x float>* %22, align 4, !dbg !14, !tbaa !15
  %24 = getelementptr inbounds float, float* %21, i64 4, !dbg !14
  %25 = bitcast float* %24 to <4 x float>*, !dbg !14
  %26 = load <4 x float>, <4 x float>* %25, align 4, !dbg !14, !tbaa !15
  %27 = getelementptr inbounds float, float* %2, i64 %19, !dbg !13
  %28 = bitcast float* %27 to <4 x float>*, !dbg !19
  %29 = load <4 x float>, <4 x float>* %28, align 4, !dbg !19, !tbaa !15
  %30 = getelementptr inbounds float, float* %27, i64 4, !dbg !19
  %31 = bitcast float* %30 to <4 x float>*, !dbg !19
  %32 = load <4 x float>, <4 x float>* %31, align 4, !dbg !19, !tbaa !15
  %33 = fadd <4 x float> %23, %29, !dbg !20
  %34 = fadd <4 x float> %26, %32, !dbg !20
  %35 = getelementptr inbounds float, float* %0, i64 %19, !dbg !13
  %36 = bitcast float* %35 to <4 x float>*, !dbg !21
  store <4 x float> %33, <4 x float>* %36, align 4, !dbg !21, !tbaa !15
  %37 = getelementptr inbounds float, float* %35, i64 4, !dbg !21
  %38 = bitcast float* %37 to <4 x float>*, !dbg !21
  store <4 x float> %34, <4 x float>* %38, align 4, !dbg !21, !tbaa !15
  %39 = or i64 %19, 8, !dbg !13
  %40 = getelementptr inbounds float, float* %1, i64 %39, !dbg !13
  %41 = bitcast float* %40 to <4 x float>*, !dbg !14
  %42 = load <4 x float>, <4 x float>* %41, align 4, !dbg !14, !tbaa !15
  %43 = getelementptr inbounds float, float* %40, i64 4, !dbg !14
  %44 = bitcast float* %43 to <4 x float>*, !dbg !14
  %45 = load <4 x float>, <4 x float>* %44, align 4, !dbg !14, !tbaa !15
  %46 = getelementptr inbounds float, float* %2, i64 %39, !dbg !13
  %47 = bitcast float* %46 to <4 x float>*, !dbg !19
  %48 = load <4 x float>, <4 x float>* %47, align 4, !dbg !19, !tbaa !15
  %49 = getelementptr inbounds float, float* %46, i64 4, !dbg !19
  %50 = bitcast float* %49 to <4 x float>*, !dbg !19
  %51 = load <4 x float>, <4 x float>* %50, align 4, !dbg !19, !tbaa !15
  %52 = fadd <4 x float> %42, %48, !dbg !20
  %53 = fadd <4 x float> %45, %51, !dbg !20
  %54 = getelementptr inbounds float, float* %0, i64 %39, !dbg !13
  %55 = bitcast float* %54 to <4 x float>*, !dbg !21
  store <4 x float> %52, <4 x float>* %55, align 4, !dbg !21, !tbaa !15
  %56 = getelementptr inbounds float, float* %54, i64 4, !dbg !21
  %57 = bitcast float* %56 to <4 x float>*, !dbg !21
  store <4 x float> %53, <4 x float>* %57, align 4, !dbg !21, !tbaa !15
  %58 = add nuw i64 %19, 16, !dbg !13
  %59 = add i64 %20, 2, !dbg !13
  %60 = icmp eq i64 %59, %17, !dbg !13
  br i1 %60, label %61, label %18, !dbg !13, !llvm.loop !22

61:                                               ; preds = %18, %9
  %62 = phi i64 [ 0, %9 ], [ %58, %18 ]
  %63 = icmp eq i64 %14, 0, !dbg !13
  br i1 %63, label %83, label %64, !dbg !13

64:                                               ; preds = %61
  %65 = getelementptr inbounds float, float* %1, i64 %62, !dbg !13
  %66 = bitcast float* %65 to <4 x float>*, !dbg !14
  %67 = load <4 x float>, <4 x float>* %66, align 4, !dbg !14, !tbaa !15
  %68 = getelementptr inbounds float, float* %65, i64 4, !dbg !14
  %69 = bitcast float* %68 to <4 x float>*, !dbg !14
  %70 = load <4 x float>, <4 x float>* %69, align 4, !dbg !14, !tbaa !15
  %71 = getelementptr inbounds float, float* %2, i64 %62, !dbg !13
  %72 = bitcast float* %71 to <4 x float>*, !dbg !19
  %73 = load <4 x float>, <4 x float>* %72, align 4, !dbg !19, !tbaa !15
  %74 = getelementptr inbounds float, float* %71, i64 4, !dbg !19
  %75 = bitcast float* %74 to <4 x float>*, !dbg !19
  %76 = load <4 x float>, <4 x float>* %75, align 4, !dbg !19, !tbaa !15
  %77 = fadd <4 x float> %67, %73, !dbg !20
  %78 = fadd <4 x float> %70, %76, !dbg !20
  %79 = getelementptr inbounds float, float* %0, i64 %62, !dbg !13
  %80 = bitcast float* %79 to <4 x float>*, !dbg !21
  store <4 x float> %77, <4 x float>* %80, align 4, !dbg !21, !tbaa !15
  %81 = getelementptr inbounds float, float* %79, i64 4, !dbg !21
  %82 = bitcast float* %81 to <4 x float>*, !dbg !21
  store <4 x float> %78, <4 x float>* %82, align 4, !dbg !21, !tbaa !15
  br label %83, !dbg !12

83:                                               ; preds = %61, %64
  %84 = icmp eq i64 %10, %7, !dbg !12
  br i1 %84, label %87, label %85, !dbg !12

85:                                               ; preds = %6, %83
  %86 = phi i64 [ 0, %6 ], [ %10, %83 ]
  br label %88, !dbg !12

87:                                               ; preds = %88, %83, %4
  ret void, !dbg !26

88:                                               ; preds = %85, %88
  %89 = phi i64 [ %96, %88 ], [ %86, %85 ]
  %90 = getelementptr inbounds float, float* %1, i64 %89, !dbg !14
  %91 = load float, float* %90, align 4, !dbg !14, !tbaa !15
  %92 = getelementptr inbounds float, float* %2, i64 %89, !dbg !19
  %93 = load float, float* %92, align 4, !dbg !19, !tbaa !15
  %94 = fadd float %91, %93, !dbg !20
  %95 = getelementptr inbounds float, float* %0, i64 %89, !dbg !27
  store float %94, float* %95, align 4, !dbg !21, !tbaa !15
  %96 = add nuw nsw i64 %89, 1, !dbg !13
  %97 = icmp eq i64 %96, %7, !dbg !11
  br i1 %97, label %87, label %88, !dbg !12, !llvm.loop !28
}

; Function Attrs: nofree norecurse nosync nounwind readonly
define dso_local float @sum(float* nocapture noundef readonly %0, i32 noundef %1) local_unnamed_addr #1 !dbg !30 {
  %3 = icmp sgt i32 %1, 0, !dbg !31
  br i1 %3, label %4, label %26, !dbg !32

4:                                                ; preds = %2
  %5 = zext i32 %1 to i64, !dbg !31
  %6 = add nsw i64 %5, -1, !dbg !32
  %7 = and i64 %5, 7, !dbg !32
  %8 = icmp ult i64 %6, 7, !dbg !32
  br i1 %8, label %11, label %9, !dbg !32

9:                                                ; preds = %4
  %10 = and i64 %5, 4294967288, !dbg !32
  br label %28, !dbg !32

11:                                               ; preds = %28, %4
  %12 = phi float [ undef, %4 ], [ %62, %28 ]
  %13 = phi i64 [ 0, %4 ], [ %63, %28 ]
  %14 = phi float [ 0.000000e+00, %4 ], [ %62, %28 ]
  %15 = icmp eq i64 %7, 0, !dbg !32
  br i1 %15, label %26, label %16, !dbg !32

16:                                               ; preds = %11, %16
  %17 = phi i64 [ %23, %16 ], [ %13, %11 ]
  %18 = phi float [ %22, %16 ], [ %14, %11 ]
  %19 = phi i64 [ %24, %16 ], [ 0, %11 ]
  %20 = getelementptr inbounds float, float* %0, i64 %17, !dbg !33
  %21 = load float, float* %20, align 4, !dbg !33, !tbaa !15
  %22 = fadd float %18, %21, !dbg !34
  %23 = add nuw nsw i64 %17, 1, !dbg !35
  %24 = add i64 %19, 1, !dbg !32
  %25 = icmp eq i64 %24, %7, !dbg !32
  br i1 %25, label %26, label %16, !dbg !32, !llvm.loop !36

26:                                               ; preds = %11, %16, %2
  %27 = phi float [ 0.000000e+00, %2 ], [ %12, %11 ], [ %22, %16 ], !dbg !38
  ret float %27, !dbg !39

28:                                               ; preds = %28, %9
  %29 = phi i64 [ 0, %9 ], [ %63, %28 ]
  %30 = phi float [ 0.000000e+00, %9 ], [ %62, %28 ]
  %31 = phi i64 [ 0, %9 ], [ %64, %28 ]
  %32 = getelementptr inbounds float, float* %0, i64 %29, !dbg !33
  %33 = load float, float* %32, align 4, !dbg !33, !tbaa !15
  %34 = fadd float %30, %33, !dbg !34
  %35 = or i64 %29, 1, !dbg !35
  %36 = getelementptr inbounds float, float* %0, i64 %35, !dbg !33
  %37 = load float, float* %36, align 4, !dbg !33, !tbaa !15
  %38 = fadd float %34, %37, !dbg !34
  %39 = or i64 %29, 2, !dbg !35
  %40 = getelementptr inbounds float, float* %0, i64 %39, !dbg !33
  %41 = load float, float* %40, align 4, !dbg !33, !tbaa !15
  %42 = fadd float %38, %41, !dbg !34
  %43 = or i64 %29, 3, !dbg !35
  %44 = getelementptr inbounds float, float* %0, i64 %43, !dbg !33
  %45 = load float, float* %44, align 4, !dbg !33, !tbaa !15
  %46 = fadd float %42, %45, !dbg !34
  %47 = or i64 %29, 4, !dbg !35
  %48 = getelementptr inbounds float, float* %0, i64 %47, !dbg !33
  %49 = load float, float* %48, align 4, !dbg !33, !tbaa !15
  %50 = fadd float %46, %49, !dbg !34
  %51 = or i64 %29, 5, !dbg !35
  %52 = getelementptr inbounds float, float* %0, i64 %51, !dbg !33
  %53 = load float, float* %52, align 4, !dbg !33, !tbaa !15
  %54 = fadd float %50, %53, !dbg !34
  %55 = or i64 %29, 6, !dbg !35
  %56 = getelementptr inbounds float, float* %0, i64 %55, !dbg !33
  %57 = load float, float* %56, align 4, !dbg !33, !tbaa !15
  %58 = fadd float %54, %57, !dbg !34
  %59 = or i64 %29, 7, !dbg !35
  %60 = getelementptr inbounds float, float* %0, i64 %59, !dbg !33
  %61 = load float, float* %60, align 4, !dbg !33, !tbaa !15
  %62 = fadd float %58, %61, !dbg !34
  %63 = add nuw nsw i64 %29, 8, !dbg !35
  %64 = add i64 %31, 8, !dbg !32
  %65 = icmp eq i64 %64, %10, !dbg !32
  br i1 %65, label %11, label %28, !dbg !32, !llvm.loop !40
}

; Function Attrs: nofree nosync nounwind
define dso_local void @multiply(float* noalias nocapture noundef %0, float* noalias nocapture noundef readonly %1, float* noalias nocapture noundef readonly %2, i32 noundef %3, i32 noundef %4) local_unnamed_addr #2 !dbg !42 {
  %6 = icmp sgt i32 %3, 0, !dbg !43
  %7 = icmp sgt i32 %4, 0
  %8 = and i1 %6, %7, !dbg !44
  br i1 %8, label %9, label %111, !dbg !44

9:                                                ; preds = %5
  %10 = zext i32 %4 to i64, !dbg !44
  %11 = zext i32 %3 to i64, !dbg !43
  %12 = zext i32 %4 to i64
  %13 = and i64 %12, 4294967288, !dbg !44
  %14 = add nsw i64 %13, -8, !dbg !44
  %15 = lshr exact i64 %14, 3, !dbg !44
  %16 = add nuw nsw i64 %15, 1, !dbg !44
  %17 = icmp ult i32 %4, 8
  %18 = and i64 %12, 4294967288
  %19 = and i64 %16, 1
  %20 = icmp eq i64 %14, 0
  %21 = and i64 %16, 4611686018427387902
  %22 = icmp eq i64 %19, 0
  %23 = icmp eq i64 %18, %12
  br label %24, !dbg !44

24:                                               ; preds = %9, %108
  %25 = phi i64 [ 0, %9 ], [ %109, %108 ]
  %26 = getelementptr inbounds float, float* %1, i64 %25
  %27 = load float, float* %26, align 4, !tbaa !15
  %28 = mul nsw i64 %25, %10
  br i1 %17, label %96, label %29, !dbg !45

29:                                               ; preds = %24
  %30 = insertelement <4 x float> poison, float %27, i64 0, !dbg !45
  %31 = shufflevector <4 x float> %30, <4 x float> poison, <4 x i32> zeroinitializer, !dbg !45
  %32 = insertelement <4 x float> poison, float %27, i64 0, !dbg !45
  %33 = shufflevector <4 x float> %32, <4 x float> poison, <4 x i32> zeroinitializer, !dbg !45
  br i1 %20, label %75, label %34, !dbg !45

34:                                               ; preds = %29, %34
  %35 = phi i64 [ %72, %34 ], [ 0, %29 ], !dbg !46
  %36 = phi i64 [ %73, %34 ], [ 0, %29 ]
  %37 = getelementptr inbounds float, float* %2, i64 %35, !dbg !46
  %38 = bitcast float* %37 to <4 x float>*, !dbg !47
  %39 = load <4 x float>, <4 x float>* %38, align 4, !dbg !47, !tbaa !15
  %40 = getelementptr inbounds float, float* %37, i64 4, !dbg !47
  %41 = bitcast float* %40 to <4 x float>*, !dbg !47
  %42 = load <4 x float>, <4 x float>* %41, align 4, !dbg !47, !tbaa !15
  %43 = add nuw nsw i64 %35, %28, !dbg !46
  %44 = getelementptr inbounds float, float* %0, i64 %43, !dbg !46
  %45 = bitcast float* %44 to <4 x float>*, !dbg !48
  %46 = load <4 x float>, <4 x float>* %45, align 4, !dbg !48, !tbaa !15
  %47 = getelementptr inbounds float, float* %44, i64 4, !dbg !48
  %48 = bitcast float* %47 to <4 x float>*, !dbg !48
  %49 = load <4 x float>, <4 x float>* %48, align 4, !dbg !48, !tbaa !15
  %50 = call <4 x float> @llvm.fmuladd.v4f32(<4 x float> %31, <4 x float> %39, <4 x float> %46), !dbg !48
  %51 = call <4 x float> @llvm.fmuladd.v4f32(<4 x float> %33, <4 x float> %42, <4 x float> %49), !dbg !48
  %52 = bitcast float* %44 to <4 x float>*, !dbg !48
  store <4 x float> %50, <4 x float>* %52, align 4, !dbg !48, !tbaa !15
  %53 = bitcast float* %47 to <4 x float>*, !dbg !48
  store <4 x float> %51, <4 x float>* %53, align 4, !dbg !48, !tbaa !15
  %54 = or i64 %35, 8, !dbg !46
  %55 = getelementptr inbounds float, float* %2, i64 %54, !dbg !46
  %56 = bitcast float* %55 to <4 x float>*, !dbg !47
  %57 = load <4 x float>, <4 x float>* %56, align 4, !dbg !47, !tbaa !15
  %58 = getelementptr inbounds float, float* %55, i64 4, !dbg !47
  %59 = bitcast float* %58 to <4 x float>*, !dbg !47
  %60 = load <4 x float>, <4 x float>* %59, align 4, !dbg !47, !tbaa !15
  %61 = add nuw nsw i64 %54, %28, !dbg !46
  %62 = getelementptr inbounds float, float* %0, i64 %61, !dbg !46
  %63 = bitcast float* %62 to <4 x float>*, !dbg !48
  %64 = load <4 x float>, <4 x float>* %63, align 4, !dbg !48, !tbaa !15
  %65 = getelementptr inbounds float, float* %62, i64 4, !dbg !48
  %66 = bitcast float* %65 to <4 x float>*, !dbg !48
  %67 = load <4 x float>, <4 x float>* %66, align 4, !dbg !48, !tbaa !15
  %68 = call <4 x float> @llvm.fmuladd.v4f32(<4 x float> %31, <4 x float> %57, <4 x float> %64), !dbg !48
  %69 = call <4 x float> @llvm.fmuladd.v4f32(<4 x float> %33, <4 x float> %60, <4 x float> %67), !dbg !48
  %70 = bitcast float* %62 to <4 x float>*, !dbg !48
  store <4 x float> %68, <4 x float>* %70, align 4, !dbg !48, !tbaa !15
  %71 = bitcast float* %65 to <4 x float>*, !dbg !48
  store <4 x float> %69, <4 x float>* %71, align 4, !dbg !48, !tbaa !15
  %72 = add nuw i64 %35, 16, !dbg !46
  %73 = add i64 %36, 2, !dbg !46
  %74 = icmp eq i64 %73, %21, !dbg !46
  br i1 %74, label %75, label %34, !dbg !46, !llvm.loop !49

75:                                               ; preds = %34, %29
  %76 = phi i64 [ 0, %29 ], [ %72, %34 ]
  br i1 %22, label %95, label %77, !dbg !46

77:                                               ; preds = %75
  %78 = getelementptr inbounds float, float* %2, i64 %76, !dbg !46
  %79 = bitcast float* %78 to <4 x float>*, !dbg !47
  %80 = load <4 x float>, <4 x float>* %79, align 4, !dbg !47, !tbaa !15
  %81 = getelementptr inbounds float, float* %78, i64 4, !dbg !47
  %82 = bitcast float* %81 to <4 x float>*, !dbg !47
  %83 = load <4 x float>, <4 x float>* %82, align 4, !dbg !47, !tbaa !15
  %84 = add nuw nsw i64 %76, %28, !dbg !46
  %85 = getelementptr inbounds float, float* %0, i64 %84, !dbg !46
  %86 = bitcast float* %85 to <4 x float>*, !dbg !48
  %87 = load <4 x float>, <4 x float>* %86, align 4, !dbg !48, !tbaa !15
  %88 = getelementptr inbounds float, float* %85, i64 4, !dbg !48
  %89 = bitcast float* %88 to <4 x float>*, !dbg !48
  %90 = load <4 x float>, <4 x float>* %89, align 4, !dbg !48, !tbaa !15
  %91 = call <4 x float> @llvm.fmuladd.v4f32(<4 x float> %31, <4 x float> %80, <4 x float> %87), !dbg !48
  %92 = call <4 x float> @llvm.fmuladd.v4f32(<4 x float> %33, <4 x float> %83, <4 x float> %90), !dbg !48
  %93 = bitcast float* %85 to <4 x float>*, !dbg !48
  store <4 x float> %91, <4 x float>* %93, align 4, !dbg !48, !tbaa !15
  %94 = bitcast float* %88 to <4 x float>*, !dbg !48
  store <4 x float> %92, <4 x float>* %94, align 4, !dbg !48, !tbaa !15
  br label %95, !dbg !45

95:                                               ; preds = %75, %77
  br i1 %23, label %108, label %96, !dbg !45

96:                                               ; preds = %24, %95
  %97 = phi i64 [ 0, %24 ], [ %18, %95 ]
  br label %98, !dbg !45

98:                                               ; preds = %96, %98
  %99 = phi i64 [ %106, %98 ], [ %97, %96 ]
  %100 = getelementptr inbounds float, float* %2, i64 %99, !dbg !47
  %101 = load float, float* %100, align 4, !dbg !47, !tbaa !15
  %102 = add nuw nsw i64 %99, %28, !dbg !51
  %103 = getelementptr inbounds float, float* %0, i64 %102, !dbg !52
  %104 = load float, float* %103, align 4, !dbg !48, !tbaa !15
  %105 = tail call float @llvm.fmuladd.f32(float %27, float %101, float %104), !dbg !48
  store float %105, float* %103, align 4, !dbg !48, !tbaa !15
  %106 = add nuw nsw i64 %99, 1, !dbg !46
  %107 = icmp eq i64 %106, %12, !dbg !53
  br i1 %107, label %108, label %98, !dbg !45, !llvm.loop !54

108:                                              ; preds = %98, %95
  %109 = add nuw nsw i64 %25, 1, !dbg !55
  %110 = icmp eq i64 %109, %11, !dbg !43
  br i1 %110, label %111, label %24, !dbg !44, !llvm.loop !56

111:                                              ; preds = %108, %5
  ret void, !dbg !57
}

; Function Attrs: mustprogress nofree nosync nounwind readnone speculatable willreturn
declare float @llvm.fmuladd.f32(float, float, float) #3

; Function Attrs: nofree nosync nounwind readnone speculatable willreturn
declare <4 x float> @llvm.fmuladd.v4f32(<4 x float>, <4 x float>, <4 x float>) #4

attributes #0 = { nofree norecurse nosync nounwind "frame-pointer"="none" "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64-v2" "target-features"="+crc32,+cx16,+cx8,+fxsr,+mmx,+popcnt,+sahf,+sse,+sse2,+sse3,+sse4.1,+sse4.2,+ssse3,+x87" }
attributes #1 = { nofree norecurse nosync nounwind readonly "frame-pointer"="none" "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64-v2" "target-features"="+crc32,+cx16,+cx8,+fxsr,+mmx,+popcnt,+sahf,+sse,+sse2,+sse3,+sse4.1,+sse4.2,+ssse3,+x87" }
attributes #2 = { nofree nosync nounwind "frame-pointer"="none" "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64-v2" "target-features"="+crc32,+cx16,+cx8,+fxsr,+mmx,+popcnt,+sahf,+sse,+sse2,+sse3,+sse4.1,+sse4.2,+ssse3,+x87" }
attributes #3 = { mustprogress nofree nosync nounwind readnone speculatable willreturn }
attributes #4 = { nofree nosync nounwind readnone speculatable willreturn }

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2, !3, !4, !5, !6}
!llvm.ident = !{!7}

!0 = distinct !DICompileUnit(language: DW_LANG_C99, file: !1, producer: "Debian clang version 14.0.6", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly, splitDebugInlining: false, nameTableKind: None)
!1 = !DIFile(filename: "kernels.c", directory: ".", checksumkind: CSK_MD5, checksum: "0f5f5a97bbb0f11a73b32d01f76669e6")
!2 = !{i32 7, !"Dwarf Version", i32 5}
!3 = !{i32 2, !"Debug Info Version", i32 3}
!4 = !{i32 1, !"wchar_size", i32 4}
!5 = !{i32 7, !"PIC Level", i32 2}
!6 = !{i32 7, !"PIE Level", i32 2}
!7 = !{!"Debian clang version 14.0.6"}
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
!21 = !DILocation(line: 5, column: 12, scope: !8)
!22 = distinct !{!22, !12, !23, !24, !25}
!23 = !DILocation(line: 5, column: 24, scope: !8)
!24 = !{!"llvm.loop.mustprogress"}
!25 = !{!"llvm.loop.isvectorized", i32 1}
!26 = !DILocation(line: 6, column: 1, scope: !8)
!27 = !DILocation(line: 5, column: 5, scope: !8)
!28 = distinct !{!28, !12, !23, !24, !29, !25}
!29 = !{!"llvm.loop.unroll.runtime.disable"}
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
!40 = distinct !{!40, !32, !41, !24}
!41 = !DILocation(line: 11, column: 22, scope: !30)
!42 = distinct !DISubprogram(name: "multiply", scope: !1, file: !1, line: 15, type: !9, scopeLine: 15, flags: DIFlagPrototyped | DIFlagAllCallsDescribed, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, retainedNodes: !10)
!43 = !DILocation(line: 16, column: 21, scope: !42)
!44 = !DILocation(line: 16, column: 3, scope: !42)
!45 = !DILocation(line: 17, column: 5, scope: !42)
!46 = !DILocation(line: 17, column: 34, scope: !42)
!47 = !DILocation(line: 18, column: 38, scope: !42)
!48 = !DILocation(line: 18, column: 28, scope: !42)
!49 = distinct !{!49, !45, !50, !24, !25}
!50 = !DILocation(line: 18, column: 41, scope: !42)
!51 = !DILocation(line: 18, column: 23, scope: !42)
!52 = !DILocation(line: 18, column: 7, scope: !42)
!53 = !DILocation(line: 17, column: 23, scope: !42)
!54 = distinct !{!54, !45, !50, !24, !29, !25}
!55 = !DILocation(line: 16, column: 29, scope: !42)
!56 = distinct !{!56, !44, !50, !24}
!57 = !DILocation(line: 19, column: 1, scope: !42)
