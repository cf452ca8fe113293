; ModuleID = '/tmp/tmp8v21k2rg/sum-wasm.bc'
source_filename = "sum.c"
target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20"
target triple = "wasm32-unknown-wasi"

; Function Attrs: nofree norecurse nosync nounwind memory(argmem: read)
define hidden float @sum(ptr noundef readonly captures(none) %0, i32 noundef %1) local_unnamed_addr #0 !dbg !10 {
  %3 = icmp sgt i32 %1, 0, !dbg !13
  br i1 %3, label %4, label %25, !dbg !14

4:                                                ; preds = %2
  %5 = and i32 %1, 3, !dbg !15
  %6 = icmp ult i32 %1, 4, !dbg !15
  br i1 %6, label %11, label %7, !dbg !15

7:                                                ; preds = %4
  %8 = and i32 %1, 2147483644, !dbg !15
  br label %27, !dbg !15

9:                                                ; preds = %27
  %10 = icmp eq i32 %5, 0, !dbg !15
  br i1 %10, label %25, label %11, !dbg !15

11:                                               ; preds = %9, %4
  %12 = phi i32 [ 0, %4 ], [ %46, %9 ]
  %13 = phi float [ 0.000000e+00, %4 ], [ %45, %9 ]
  %14 = icmp ne i32 %5, 0, !dbg !16
  tail call void @llvm.assume(i1 %14), !dbg !16
  br label %15, !dbg !16

15:                                               ; preds = %15, %11
  %16 = phi i32 [ %22, %15 ], [ %12, %11 ]
  %17 = phi float [ %21, %15 ], [ %13, %11 ]
  %18 = phi i32 [ %23, %15 ], [ 0, %11 ]
  %19 = getelementptr inbounds nuw float, ptr %0, i32 %16, !dbg !17
  %20 = load float, ptr %19, align 4, !dbg !17, !tbaa !18
  %21 = fadd float %17, %20, !dbg !20
  %22 = add nuw nsw i32 %16, 1, !dbg !21
  %23 = add i32 %18, 1, !dbg !22
  %24 = icmp eq i32 %23, %5, !dbg !22
  br i1 %24, label %25, label %15, !dbg !22, !llvm.loop !23

25:                                               ; preds = %9, %15, %2
  %26 = phi float [ 0.000000e+00, %2 ], [ %45, %9 ], [ %21, %15 ], !dbg !25
  ret float %26, !dbg !26

27:                                               ; preds = %27, %7
  %28 = phi i32 [ 0, %7 ], [ %46, %27 ]
  %29 = phi float [ 0.000000e+00, %7 ], [ %45, %27 ]
  %30 = phi i32 [ 0, %7 ], [ %47, %27 ]
  %31 = getelementptr inbounds nuw float, ptr %0, i32 %28, !dbg !17
  %32 = load float, ptr %31, align 4, !dbg !17, !tbaa !18
  %33 = fadd float %29, %32, !dbg !27
  %34 = getelementptr inbounds nuw float, ptr %0, i32 %28, !dbg !17
  %35 = getelementptr inbounds nuw i8, ptr %34, i32 4, !dbg !17
  %36 = load float, ptr %35, align 4, !dbg !17, !tbaa !18
  %37 = fadd float %33, %36, !dbg !28
  %38 = getelementptr inbounds nuw float, ptr %0, i32 %28, !dbg !17
  %39 = getelementptr inbounds nuw i8, ptr %38, i32 8, !dbg !17
  %40 = load float, ptr %39, align 4, !dbg !17, !tbaa !18
  %41 = fadd float %37, %40, !dbg !29
  %42 = getelementptr inbounds nuw float, ptr %0, i32 %28, !dbg !17
  %43 = getelementptr inbounds nuw i8, ptr %42, i32 12, !dbg !17
  %44 = load float, ptr %43, align 4, !dbg !17, !tbaa !18
  %45 = fadd float %41, %44, !dbg !30
  %46 = add nuw nsw i32 %28, 4, !dbg !31
  %47 = add i32 %30, 4