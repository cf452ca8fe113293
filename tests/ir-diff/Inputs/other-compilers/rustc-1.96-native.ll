; ModuleID = 'kernels.8d159a6d73b79867-cgu.0'
source_filename = "kernels.8d159a6d73b79867-cgu.0"
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@alloc_52455b11b06a8b3e81d0d5ffa7d27448 = private unnamed_addr constant [11 x i8] c"kernels.rs\00", align 1
@alloc_8ea688c9c882bd2c85defe90973bc1ca = private unnamed_addr constant <{ ptr, [16 x i8] }> <{ ptr @alloc_52455b11b06a8b3e81d0d5ffa7d27448, [16 x i8] c"\0A\00\00\00\00\00\00\00\19\00\00\00\12\00\00\00" }>, align 8
@alloc_4b3956eedfa4dd6c6a8009661eafab9b = private unnamed_addr constant <{ ptr, [16 x i8] }> <{ ptr @alloc_52455b11b06a8b3e81d0d5ffa7d27448, [16 x i8] c"\0A\00\00\00\00\00\00\00\19\00\00\00\09\00\00\00" }>, align 8

; kernels::layers::Scale::apply
; Function Attrs: nofree noinline norecurse nosync nounwind nonlazybind memory(argmem: readwrite) uwtable
define void @_ZN7kernels6layers5Scale5apply17hfdacad5977a2e30bE(ptr noalias noundef readonly align 4 captures(none) dereferenceable(4) %self, ptr noalias noundef nonnull align 4 captures(address) %values.0, i64 noundef range(i64 0, 2305843009213693952) %values.1) unnamed_addr #0 !dbg !7 {
start:
  %_10.idx = shl nuw nsw i64 %values.1, 2, !dbg !14
  %_10 = getelementptr inbounds nuw i8, ptr %values.0, i64 %_10.idx, !dbg !14
  %_171 = icmp eq i64 %values.1, 0, !dbg !34
  br i1 %_171, label %bb2, label %bb3.lr.ph, !dbg !39

bb3.lr.ph:                                        ; preds = %start
  %_6 = load float, ptr %self, align 4, !noundef !13
  %0 = add nsw i64 %_10.idx, -4, !dbg !39
  %1 = lshr exact i64 %0, 2, !dbg !39
  %2 = add nuw nsw i64 %1, 1, !dbg !39
  %min.iters.check = icmp ult i64 %0, 28, !dbg !39
  br i1 %min.iters.check, label %bb3.preheader, label %vector.ph, !dbg !39

vector.ph:                                        ; preds = %bb3.lr.ph
  %n.vec = and i64 %2, 9223372036854775800
  %3 = shl i64 %n.vec, 2
  %4 = getelementptr i8, ptr %values.0, i64 %3
  %broadcast.splatinsert = insertelement <4 x float> poison, float %_6, i64 0
  %broadcast.splat = shufflevector <4 x float> %broadcast.splatinsert, <4 x float> poison, <4 x i32> zeroinitializer
  br label %vector.body, !dbg !39

vector.body:                                      ; preds = %vector.body, %vector.ph
  %index = phi i64 [ 0, %vector.ph ], [ %index.next, %vector.body ]
  %offset.idx = shl i64 %index, 2
  %next.gep = getelementptr i8, ptr %values.0, i64 %offset.idx
  %5 = getelementptr i8, ptr %next.gep, i64 16, !dbg !48
  %wide.load = load <4 x float>, ptr %next.gep, align 4, !dbg !48
  %wide.load3 = load <4 x float>, ptr %5, align 4, !dbg !48
  %6 = fmul <4 x float> %broadcast.splat, %wide.load, !dbg !48
  %7 = fmul <4 x float> %broadcast.splat, %wide.load3, !dbg !48
  store <4 x float> %6, ptr %next.gep, align 4, !dbg !48
  store <4 x float> %7, ptr %5, align 4, !dbg !48
  %index.next = add nuw i64 %index, 8
  %8 = icmp eq i64 %index.next, %n.vec, !dbg !39
  br i1 %8, label %middle.block, label %vector.body, !dbg !39, !llvm.loop !50

middle.block:                                     ; preds = %vector.body
  %cmp.n = icmp eq i64 %2, %n.vec, !dbg !39
  br i1 %cmp.n, label %bb2, label %bb3.preheader, !dbg !39

bb3.preheader:                                    ; preds = %bb3.lr.ph, %middle.block
  %iter.sroa.0.02.ph = phi ptr [ %values.0, %bb3.lr.ph ], [ %4, %middle.block ]
  br label %bb3, !dbg !39

bb3:                                              ; preds = %bb3.preheader, %bb3
  %iter.sroa.0.02 = phi ptr [ %_23, %bb3 ], [ %iter.sroa.0.02.ph, %bb3.preheader ]
  %_23 = getelementptr inbounds nuw i8, ptr %iter.sroa.0.02, i64 4, !dbg !53
  %9 = load float, ptr %iter.sroa.0.02, align 4, !dbg !48, !noundef !13
  %10 = fmul float %_6, %9, !dbg !48
  store float %10, ptr %iter.sroa.0.02, align 4, !dbg !48
  %_17 = icmp eq ptr %_23, %_10, !dbg !34
  br i1 %_17, label %bb2, label %bb3, !dbg !39, !llvm.loop !57

bb2:                                              ; preds = %bb3, %middle.block, %start
  ret void, !dbg !58
}

; Function Attrs: nofree norecurse nosync nounwind nonlazybind memory(argmem: readwrite) uwtable
define void @add(ptr noalias noundef nonnull writeonly align 4 captures(none) %out.0, i64 noundef range(i64 0, 2305843009213693952) %out.1, ptr noalias noundef nonnull readonly align 4 captures(none) %a.0, i64 noundef range(i64 0, 2305843009213693952) %a.1, ptr noalias noundef nonnull readonly align 4 captures(none) %b.0, i64 noundef range(i64 0, 2305843009213693952) %b.1) unnamed_addr #1 personality ptr @rust_eh_personality !dbg !59 {
start:
  %_0.sroa.0.0.i.i.i = tail call noundef i64 @llvm.umin.i64(i64 range(i64 0, 2305843009213693952) %a.1, i64 %out.1), !dbg !60
  %_0.sroa.0.0.i.i.i2 = tail call noundef i64 @llvm.umin.i64(i64 range(i64 0, 2305843009213693952) %b.1, i64 %_0.sroa.0.0.i.i.i), !dbg !84
  %_2.i8.not = icmp eq i64 %_0.sroa.0.0.i.i.i2, 0, !dbg !94
  br i1 %_2.i8.not, label %bb6, label %bb5.preheader, !dbg !94

bb5.preheader:                                    ; preds = %start
  %min.iters.check = icmp samesign ult i64 %_0.sroa.0.0.i.i.i2, 8, !dbg !94
  br i1 %min.iters.check, label %bb5.preheader13, label %vector.ph, !dbg !94

vector.ph:                                        ; preds = %bb5.preheader
  %n.vec = and i64 %_0.sroa.0.0.i.i.i2, 2305843009213693944
  br label %vector.body, !dbg !94

vector.body:                                      ; preds = %vector.body, %vector.ph
  %index = phi i64 [ 0, %vector.ph ], [ %index.next, %vector.body ], !dbg !102
  %0 = getelementptr inbounds nuw float, ptr %out.0, i64 %index, !dbg !104
  %1 = getelementptr inbounds nuw float, ptr %a.0, i64 %index, !dbg !115
  %2 = getelementptr inbounds nuw float, ptr %b.0, i64 %index, !dbg !121
  %3 = getelementptr inbounds nuw i8, ptr %1, i64 16, !dbg !124
  %wide.load = load <4 x float>, ptr %1, align 4, !dbg !124
  %wide.load10 = load <4 x float>, ptr %3, align 4, !dbg !124
  %4 = getelementptr inbounds nuw i8, ptr %2, i64 16, !dbg !132
  %wide.load11 = load <4 x float>, ptr %2, align 4, !dbg !132
  %wide.load12 = load <4 x float>, ptr %4, align 4, !dbg !132
  %5 = fadd <4 x float> %wide.load, %wide.load11, !dbg !133
  %6 = fadd <4 x float> %wide.load10, %wide.load12, !dbg !133
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 16, !dbg !138
  store <4 x float> %5, ptr %0, align 4, !dbg !138
  store <4 x float> %6, ptr %7, align 4, !dbg !138
  %index.next = add nuw i64 %index, 8, !dbg !102
  %8 = icmp eq i64 %index.next, %n.vec, !dbg !94
  br i1 %8, label %middle.block, label %vector.body, !dbg !94, !llvm.loop !139

middle.block:                                     ; preds = %vector.body
  %cmp.n = icmp eq i64 %_0.sroa.0.0.i.i.i2, %n.vec, !dbg !94
  br i1 %cmp.n, label %bb6, label %bb5.preheader13, !dbg !94

bb5.preheader13:                                  ; preds = %bb5.preheader, %middle.block
  %iter.sroa.14.09.ph = phi i64 [ 0, %bb5.preheader ], [ %n.vec, %middle.block ]
  br label %bb5, !dbg !94

bb5:                                              ; preds = %bb5.preheader13, %bb5
  %iter.sroa.14.09 = phi i64 [ %9, %bb5 ], [ %iter.sroa.14.09.ph, %bb5.preheader13 ]
  %9 = add nuw nsw i64 %iter.sroa.14.09, 1, !dbg !102
  %_3.i.i.i.i = getelementptr inbounds nuw float, ptr %out.0, i64 %iter.sroa.14.09, !dbg !104
  %_3.i2.i.i.i = getelementptr inbounds nuw float, ptr %a.0, i64 %iter.sroa.14.09, !dbg !115
  %_3.i.i = getelementptr inbounds nuw float, ptr %b.0, i64 %iter.sroa.14.09, !dbg !121
  %_23 = load float, ptr %_3.i2.i.i.i, align 4, !dbg !124, !noundef !13
  %_24 = load float, ptr %_3.i.i, align 4, !dbg !132, !noundef !13
  %_14 = fadd float %_23, %_24, !dbg !133
  store float %_14, ptr %_3.i.i.i.i, align 4, !dbg !138
  %exitcond.not = icmp eq i64 %9, %_0.sroa.0.0.i.i.i2, !dbg !94
  br i1 %exitcond.not, label %bb6, label %bb5, !dbg !94, !llvm.loop !140

bb6:                                              ; preds = %bb5, %middle.block, %start
  ret void, !dbg !141
}

; Function Attrs: nonlazybind uwtable
define void @gather(ptr noalias noundef nonnull writeonly align 4 captures(none) %out.0, i64 noundef range(i64 0, 2305843009213693952) %out.1, ptr noalias noundef nonnull readonly align 4 captures(none) %table.0, i64 noundef range(i64 0, 2305843009213693952) %table.1, ptr noalias noundef nonnull readonly align 4 captures(none) %indexes.0, i64 noundef range(i64 0, 2305843009213693952) %indexes.1) unnamed_addr #2 !dbg !142 {
start:
  %_157.not = icmp eq i64 %indexes.1, 0, !dbg !143
  br i1 %_157.not, label %bb6, label %bb5, !dbg !147

bb6:                                              ; preds = %bb4, %start
  ret void, !dbg !158

bb5:                                              ; preds = %start, %bb4
  %iter.sroa.0.08 = phi i64 [ %0, %bb4 ], [ 0, %start ]
  %0 = add nuw nsw i64 %iter.sroa.0.08, 1, !dbg !159
  %1 = getelementptr inbounds nuw i32, ptr %indexes.0, i64 %iter.sroa.0.08, !dbg !169
  %_9 = load i32, ptr %1, align 4, !dbg !169, !noundef !13
  %_8 = zext i32 %_9 to i64, !dbg !169
  %_12 = icmp samesign ugt i64 %table.1, %_8, !dbg !171
  br i1 %_12, label %bb3, label %panic1, !dbg !171

bb3:                                              ; preds = %bb5
  %exitcond.not = icmp eq i64 %iter.sroa.0.08, %out.1, !dbg !172
  br i1 %exitcond.not, label %panic2, label %bb4, !dbg !172

panic1:                                           ; preds = %bb5
; call core::panicking::panic_bounds_check
  tail call void @_RNvNtCscoScM8QT1vH_4core9panicking18panic_bounds_check(i64 noundef %_8, i64 noundef %table.1, ptr noalias noundef readonly align 8 captures(address, read_provenance) dereferenceable(24) @alloc_8ea688c9c882bd2c85defe90973bc1ca) #7, !dbg !171
  unreachable, !dbg !171

bb4:                                              ; preds = %bb3
  %2 = getelementptr inbounds nuw float, ptr %table.0, i64 %_8, !dbg !171
  %_7 = load float, ptr %2, align 4, !dbg !171, !noundef !13
  %3 = getelementptr inbounds nuw float, ptr %out.0, i64 %iter.sroa.0.08, !dbg !172
  store float %_7, ptr %3, align 4, !dbg !172
  %exitcond13.not = icmp eq i64 %0, %indexes.1, !dbg !143
  br i1 %exitcond13.not, label %bb6, label %bb5, !dbg !147

panic2:                                           ; preds = %bb3
; call core::panicking::panic_bounds_check
  tail call void @_RNvNtCscoScM8QT1vH_4core9panicking18panic_bounds_check(i64 noundef %out.1, i64 noundef %out.1, ptr noalias noundef readonly align 8 captures(address, read_provenance) dereferenceable(24) @alloc_4b3956eedfa4dd6c6a8009661eafab9b) #7, !dbg !172
  unreachable, !dbg !172
}

; Function Attrs: nofree norecurse nosync nounwind nonlazybind memory(argmem: read) uwtable
define noundef float @sum(ptr noalias noundef nonnull readonly align 4 captures(address) %values.0, i64 noundef range(i64 0, 2305843009213693952) %values.1) unnamed_addr #3 !dbg !173 {
start:
  %_10.idx = shl nuw nsw i64 %values.1, 2, !dbg !174
  %_10 = getelementptr inbounds nuw i8, ptr %values.0, i64 %_10.idx, !dbg !174
  %_172 = icmp eq i64 %values.1, 0, !dbg !188
  br i1 %_172, label %bb2, label %bb3.preheader, !dbg !190

bb3.preheader:                                    ; preds = %start
  %0 = add nsw i64 %_10.idx, -4, !dbg !190
  %1 = lshr exact i64 %0, 2, !dbg !190
  %2 = add nuw nsw i64 %1, 1, !dbg !190
  %xtraiter = and i64 %2, 7, !dbg !190
  %3 = and i64 %0, 28, !dbg !190
  %lcmp.mod.not = icmp eq i64 %3, 28, !dbg !190
  br i1 %lcmp.mod.not, label %bb3.prol.loopexit, label %bb3.prol, !dbg !190

bb3.prol:                                         ; preds = %bb3.preheader, %bb3.prol
  %total.sroa.0.04.prol = phi float [ %4, %bb3.prol ], [ 0.000000e+00, %bb3.preheader ]
  %iter.sroa.0.03.prol = phi ptr [ %_23.prol, %bb3.prol ], [ %values.0, %bb3.preheader ]
  %prol.iter = phi i64 [ %prol.iter.next, %bb3.prol ], [ 0, %bb3.preheader ]
  %_23.prol = getelementptr inbounds nuw i8, ptr %iter.sroa.0.03.prol, i64 4, !dbg !197
  %value.prol = load float, ptr %iter.sroa.0.03.prol, align 4, !dbg !200, !noundef !13
  %4 = fadd float %total.sroa.0.04.prol, %value.prol, !dbg !201
  %prol.iter.next = add i64 %prol.iter, 1, !dbg !190
  %prol.iter.cmp.not = icmp eq i64 %prol.iter.next, %xtraiter, !dbg !190
  br i1 %prol.iter.cmp.not, label %bb3.prol.loopexit, label %bb3.prol, !dbg !190, !llvm.loop !203

bb3.prol.loopexit:                                ; preds = %bb3.prol, %bb3.preheader
  %.lcssa.unr = phi float [ poison, %bb3.preheader ], [ %4, %bb3.prol ]
  %total.sroa.0.04.unr = phi float [ 0.000000e+00, %bb3.preheader ], [ %4, %bb3.prol ]
  %iter.sroa.0.03.unr = phi ptr [ %values.0, %bb3.preheader ], [ %_23.prol, %bb3.prol ]
  %5 = icmp ult i64 %0, 28, !dbg !190
  br i1 %5, label %bb2, label %bb3, !dbg !190

bb3:                                              ; preds = %bb3.prol.loopexit, %bb3
  %total.sroa.0.04 = phi float [ %13, %bb3 ], [ %total.sroa.0.04.unr, %bb3.prol.loopexit ]
  %iter.sroa.0.03 = phi ptr [ %_23.7, %bb3 ], [ %iter.sroa.0.03.unr, %bb3.prol.loopexit ]
  %_23 = getelementptr inbounds nuw i8, ptr %iter.sroa.0.03, i64 4, !dbg !197
  %value = load float, ptr %iter.sroa.0.03, align 4, !dbg !200, !noundef !13
  %6 = fadd float %total.sroa.0.04, %value, !dbg !201
  %_23.1 = getelementptr inbounds nuw i8, ptr %iter.sroa.0.03, i64 8, !dbg !197
  %value.1 = load float, ptr %_23, align 4, !dbg !200, !noundef !13
  %7 = fadd float %6, %value.1, !dbg !201
  %_23.2 = getelementptr inbounds nuw i8, ptr %iter.sroa.0.03, i64 12, !dbg !197
  %value.2 = load float, ptr %_23.1, align 4, !dbg !200, !noundef !13
  %8 = fadd float %7, %value.2, !dbg !201
  %_23.3 = getelementptr inbounds nuw i8, ptr %iter.sroa.0.03, i64 16, !dbg !197
  %value.3 = load float, ptr %_23.2, align 4, !dbg !200, !noundef !13
  %9 = fadd float %8, %value.3, !dbg !201
  %_23.4 = getelementptr inbounds nuw i8, ptr %iter.sroa.0.03, i64 20, !dbg !197
  %value.4 = load float, ptr %_23.3, align 4, !dbg !200, !noundef !13
  %10 = fadd float %9, %value.4, !dbg !201
  %_23.5 = getelementptr inbounds nuw i8, ptr %iter.sroa.0.03, i64 24, !dbg !197
  %value.5 = load float, ptr %_23.4, align 4, !dbg !200, !noundef !13
  %11 = fadd float %10, %value.5, !dbg !201
  %_23.6 = getelementptr inbounds nuw i8, ptr %iter.sroa.0.03, i64 28, !dbg !197
  %value.6 = load float, ptr %_23.5, align 4, !dbg !200, !noundef !13
  %12 = fadd float %11, %value.6, !dbg !201
  %_23.7 = getelementptr inbounds nuw i8, ptr %iter.sroa.0.03, i64 32, !dbg !197
  %value.7 = load float, ptr %_23.6, align 4, !dbg !200, !noundef !13
  %13 = fadd float %12, %value.7, !dbg !201
  %_17.7 = icmp eq ptr %_23.7, %_10, !dbg !188
  br i1 %_17.7, label %bb2, label %bb3, !dbg !190

bb2:                                              ; preds = %bb3.prol.loopexit, %bb3, %start
  %total.sroa.0.0.lcssa = phi float [ 0.000000e+00, %start ], [ %.lcssa.unr, %bb3.prol.loopexit ], [ %13, %bb3 ], !dbg !205
  ret float %total.sroa.0.0.lcssa, !dbg !206
}

; Function Attrs: nonlazybind
declare i32 @rust_eh_personality(...) unnamed_addr #4

; core::panicking::panic_bounds_check
; Function Attrs: cold minsize noinline noreturn nonlazybind optsize uwtable
declare void @_RNvNtCscoScM8QT1vH_4core9panicking18panic_bounds_check(i64 noundef, i64 noundef, ptr noalias noundef readonly align 8 captures(address, read_provenance) dereferenceable(24)) unnamed_addr #5

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.umin.i64(i64, i64) #6

attributes #0 = { nofree noinline norecurse nosync nounwind nonlazybind memory(argmem: readwrite) uwtable "probe-stack"="inline-asm" "target-cpu"="x86-64-v2" }
attributes #1 = { nofree norecurse nosync nounwind nonlazybind memory(argmem: readwrite) uwtable "probe-stack"="inline-asm" "target-cpu"="x86-64-v2" }
attributes #2 = { nonlazybind uwtable "probe-stack"="inline-asm" "target-cpu"="x86-64-v2" }
attributes #3 = { nofree norecurse nosync nounwind nonlazybind memory(argmem: read) uwtable "probe-stack"="inline-asm" "target-cpu"="x86-64-v2" }
attributes #4 = { nonlazybind "target-cpu"="x86-64-v2" }
attributes #5 = { cold minsize noinline noreturn nonlazybind optsize uwtable "probe-stack"="inline-asm" "target-cpu"="x86-64-v2" }
attributes #6 = { nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }
attributes #7 = { noinline noreturn }

!llvm.module.flags = !{!0, !1, !2, !3}
!llvm.ident = !{!4}
!llvm.dbg.cu = !{!5}

!0 = !{i32 8, !"PIC Level", i32 2}
!1 = !{i32 2, !"RtLibUseGOT", i32 1}
!2 = !{i32 7, !"Dwarf Version", i32 4}
!3 = !{i32 2, !"Debug Info Version", i32 3}
!4 = !{!"rustc version 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)"}
!5 = distinct !DICompileUnit(language: DW_LANG_Rust, file: !6, producer: "clang LLVM (rustc version 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball))", isOptimized: true, runtimeVersion: 0, emissionKind: FullDebug, splitDebugInlining: false, nameTableKind: None)
!6 = !DIFile(filename: "kernels.rs/@/kernels.8d159a6d73b79867-cgu.0", directory: ".")
!7 = distinct !DISubprogram(name: "apply", linkageName: "_ZN7kernels6layers5Scale5apply17hfdacad5977a2e30bE", scope: !9, file: !8, line: 34, type: !12, scopeLine: 34, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!8 = !DIFile(filename: "kernels.rs", directory: ".", checksumkind: CSK_MD5, checksum: "c6877d6f25e3ee5bdfa115eead15ae95")
!9 = !DINamespace(name: "Scale", scope: !10)
!10 = !DINamespace(name: "layers", scope: !11)
!11 = !DINamespace(name: "kernels", scope: null)
!12 = !DISubroutineType(types: !13)
!13 = !{}
!14 = !DILocation(line: 961, column: 18, scope: !15, inlinedAt: !21)
!15 = distinct !DISubprogram(name: "add<f32>", linkageName: "_ZN4core3ptr7mut_ptr31_$LT$impl$u20$$BP$mut$u20$T$GT$3add17hd4d644972b0e20e6E", scope: !17, file: !16, line: 927, type: !12, scopeLine: 927, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!16 = !DIFile(filename: "library/core/src/ptr/mut_ptr.rs", directory: "/usr/src/rustc-1.96.0", checksumkind: CSK_MD5, checksum: "7c03c8e0ae695174f7f10881dc49d2cb")
!17 = !DINamespace(name: "{impl#0}", scope: !18)
!18 = !DINamespace(name: "mut_ptr", scope: !19)
!19 = !DINamespace(name: "ptr", scope: !20)
!20 = !DINamespace(name: "core", scope: null)
!21 = !DILocation(line: 242, column: 82, scope: !22, inlinedAt: !29)
!22 = distinct !DILexicalBlock(scope: !24, file: !23, line: 223, column: 9)
!23 = !DIFile(filename: "library/core/src/slice/iter.rs", directory: "/usr/src/rustc-1.96.0", checksumkind: CSK_MD5, checksum: "f33ab2e22fe09095bf73c41c52bd166c")
!24 = distinct !DILexicalBlock(scope: !25, file: !23, line: 222, column: 9)
!25 = distinct !DISubprogram(name: "new<f32>", linkageName: "_ZN4core5slice4iter16IterMut$LT$T$GT$3new17h53cfe6229e929c66E", scope: !26, file: !23, line: 221, type: !12, scopeLine: 221, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!26 = !DINamespace(name: "IterMut", scope: !27)
!27 = !DINamespace(name: "iter", scope: !28)
!28 = !DINamespace(name: "slice", scope: !20)
!29 = !DILocation(line: 1061, column: 9, scope: !30, inlinedAt: !33)
!30 = distinct !DISubprogram(name: "iter_mut<f32>", linkageName: "_ZN4core5slice29_$LT$impl$u20$$u5b$T$u5d$$GT$8iter_mut17h322f8f3426409bd3E", scope: !32, file: !31, line: 1060, type: !12, scopeLine: 1060, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!31 = !DIFile(filename: "library/core/src/slice/mod.rs", directory: "/usr/src/rustc-1.96.0", checksumkind: CSK_MD5, checksum: "1f64a141f11e4e3a7a0a9e34684244e5")
!32 = !DINamespace(name: "{impl#0}", scope: !28)
!33 = !DILocation(line: 35, column: 33, scope: !7)
!34 = !DILocation(line: 1717, column: 9, scope: !35, inlinedAt: !39)
!35 = distinct !DISubprogram(name: "eq<f32>", linkageName: "_ZN78_$LT$core..ptr..non_null..NonNull$LT$T$GT$$u20$as$u20$core..cmp..PartialEq$GT$2eq17h87624fde5c9fa1bcE", scope: !37, file: !36, line: 1716, type: !12, scopeLine: 1716, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!36 = !DIFile(filename: "library/core/src/ptr/non_null.rs", directory: "/usr/src/rustc-1.96.0", checksumkind: CSK_MD5, checksum: "84a86787d0c87de0d69993189aea0a0d")
!37 = !DINamespace(name: "{impl#15}", scope: !38)
!38 = !DINamespace(name: "non_null", scope: !19)
!39 = !DILocation(line: 180, column: 28, scope: !40, inlinedAt: !45)
!40 = distinct !DILexicalBlock(scope: !42, file: !41, line: 162, column: 17)
!41 = !DIFile(filename: "library/core/src/slice/iter/macros.rs", directory: "/usr/src/rustc-1.96.0", checksumkind: CSK_MD5, checksum: "87d1f0c2746f51593d75ddf4c9271f14")
!42 = distinct !DILexicalBlock(scope: !43, file: !41, line: 161, column: 17)
!43 = distinct !DISubprogram(name: "next<f32>", linkageName: "_ZN94_$LT$core..slice..iter..IterMut$LT$T$GT$$u20$as$u20$core..iter..traits..iterator..Iterator$GT$4next17h8c4f95bca25d6222E", scope: !44, file: !41, line: 157, type: !12, scopeLine: 157, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!44 = !DINamespace(name: "{impl#179}", scope: !27)
!45 = !DILocation(line: 35, column: 26, scope: !46)
!46 = !DILexicalBlockFile(scope: !47, file: !8, discriminator: 2)
!47 = distinct !DILexicalBlock(scope: !7, file: !8, line: 35, column: 13)
!48 = !DILocation(line: 36, column: 17, scope: !49)
!49 = distinct !DILexicalBlock(scope: !47, file: !8, line: 35, column: 13)
!50 = distinct !{!50, !51, !52}
!51 = !{!"llvm.loop.isvectorized", i32 1}
!52 = !{!"llvm.loop.unroll.runtime.disable"}
!53 = !DILocation(line: 659, column: 28, scope: !54, inlinedAt: !56)
!54 = distinct !DISubprogram(name: "add<f32>", linkageName: "_ZN4core3ptr8non_null16NonNull$LT$T$GT$3add17h57d05fdb3c3aab8dE", scope: !55, file: !36, line: 651, type: !12, scopeLine: 651, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!55 = !DINamespace(name: "NonNull", scope: !38)
!56 = !DILocation(line: 185, column: 40, scope: !40, inlinedAt: !45)
!57 = distinct !{!57, !52, !51}
!58 = !DILocation(line: 38, column: 10, scope: !7)
!59 = distinct !DISubprogram(name: "add", scope: !11, file: !8, line: 16, type: !12, scopeLine: 16, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!60 = !DILocation(line: 1076, column: 12, scope: !61, inlinedAt: !65)
!61 = distinct !DISubprogram(name: "min<usize>", linkageName: "_ZN4core3cmp3Ord3min17hbeeb67e19aaf0c29E", scope: !63, file: !62, line: 1072, type: !12, scopeLine: 1072, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!62 = !DIFile(filename: "library/core/src/cmp.rs", directory: "/usr/src/rustc-1.96.0", checksumkind: CSK_MD5, checksum: "736a93835c8eb09f7e6c373983e20e04")
!63 = !DINamespace(name: "Ord", scope: !64)
!64 = !DINamespace(name: "cmp", scope: !20)
!65 = distinct !DILocation(line: 1574, column: 8, scope: !66, inlinedAt: !67)
!66 = distinct !DISubprogram(name: "min<usize>", linkageName: "_ZN4core3cmp3min17hc02dd36ed27a141cE", scope: !64, file: !62, line: 1573, type: !12, scopeLine: 1573, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!67 = distinct !DILocation(line: 300, column: 19, scope: !68, inlinedAt: !74)
!68 = distinct !DISubprogram(name: "new<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>", linkageName: "_ZN111_$LT$core..iter..adapters..zip..Zip$LT$A$C$B$GT$$u20$as$u20$core..iter..adapters..zip..ZipImpl$LT$A$C$B$GT$$GT$3new17h403fc79deb66994fE", scope: !70, file: !69, line: 299, type: !12, scopeLine: 299, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!69 = !DIFile(filename: "library/core/src/iter/adapters/zip.rs", directory: "/usr/src/rustc-1.96.0", checksumkind: CSK_MD5, checksum: "3b799775cfe5a249b4485e2512707a77")
!70 = !DINamespace(name: "{impl#5}", scope: !71)
!71 = !DINamespace(name: "zip", scope: !72)
!72 = !DINamespace(name: "adapters", scope: !73)
!73 = !DINamespace(name: "iter", scope: !20)
!74 = distinct !DILocation(line: 24, column: 9, scope: !75, inlinedAt: !77)
!75 = distinct !DISubprogram(name: "new<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>", linkageName: "_ZN4core4iter8adapters3zip16Zip$LT$A$C$B$GT$3new17h3162d09bcfcc375fE", scope: !76, file: !69, line: 23, type: !12, scopeLine: 23, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!76 = !DINamespace(name: "Zip", scope: !71)
!77 = distinct !DILocation(line: 636, column: 9, scope: !78, inlinedAt: !83)
!78 = distinct !DISubprogram(name: "zip<core::slice::iter::IterMut<f32>, &[f32]>", linkageName: "_ZN4core4iter6traits8iterator8Iterator3zip17h7d62541c7a3956f8E", scope: !80, file: !79, line: 631, type: !12, scopeLine: 631, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!79 = !DIFile(filename: "library/core/src/iter/traits/iterator.rs", directory: "/usr/src/rustc-1.96.0", checksumkind: CSK_MD5, checksum: "f4b9c513c514813caba0d66b018b98e1")
!80 = !DINamespace(name: "Iterator", scope: !81)
!81 = !DINamespace(name: "iterator", scope: !82)
!82 = !DINamespace(name: "traits", scope: !73)
!83 = distinct !DILocation(line: 17, column: 39, scope: !59)
!84 = !DILocation(line: 1076, column: 12, scope: !61, inlinedAt: !85)
!85 = distinct !DILocation(line: 1574, column: 8, scope: !86, inlinedAt: !87)
!86 = distinct !DISubprogram(name: "min<usize>", linkageName: "_ZN4core3cmp3min17hc02dd36ed27a141cE", scope: !64, file: !62, line: 1573, type: !12, scopeLine: 1573, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!87 = distinct !DILocation(line: 300, column: 19, scope: !88, inlinedAt: !89)
!88 = distinct !DISubprogram(name: "new<core::iter::adapters::zip::Zip<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>, core::slice::iter::Iter<f32>>", linkageName: "_ZN111_$LT$core..iter..adapters..zip..Zip$LT$A$C$B$GT$$u20$as$u20$core..iter..adapters..zip..ZipImpl$LT$A$C$B$GT$$GT$3new17hd00ebf24f70c7972E", scope: !70, file: !69, line: 299, type: !12, scopeLine: 299, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!89 = distinct !DILocation(line: 24, column: 9, scope: !90, inlinedAt: !91)
!90 = distinct !DISubprogram(name: "new<core::iter::adapters::zip::Zip<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>, core::slice::iter::Iter<f32>>", linkageName: "_ZN4core4iter8adapters3zip16Zip$LT$A$C$B$GT$3new17h8d6ab71d1f2ab616E", scope: !76, file: !69, line: 23, type: !12, scopeLine: 23, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!91 = distinct !DILocation(line: 636, column: 9, scope: !92, inlinedAt: !93)
!92 = distinct !DISubprogram(name: "zip<core::iter::adapters::zip::Zip<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>, &[f32]>", linkageName: "_ZN4core4iter6traits8iterator8Iterator3zip17h2ebe64f292c38f3dE", scope: !80, file: !79, line: 631, type: !12, scopeLine: 631, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!93 = distinct !DILocation(line: 17, column: 46, scope: !59)
!94 = !DILocation(line: 306, column: 12, scope: !95, inlinedAt: !96)
!95 = distinct !DISubprogram(name: "next<core::iter::adapters::zip::Zip<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>, core::slice::iter::Iter<f32>>", linkageName: "_ZN111_$LT$core..iter..adapters..zip..Zip$LT$A$C$B$GT$$u20$as$u20$core..iter..adapters..zip..ZipImpl$LT$A$C$B$GT$$GT$4next17ha23801ff3c2a567aE", scope: !70, file: !69, line: 305, type: !12, scopeLine: 305, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!96 = distinct !DILocation(line: 85, column: 9, scope: !97, inlinedAt: !99)
!97 = distinct !DISubprogram(name: "next<core::iter::adapters::zip::Zip<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>, core::slice::iter::Iter<f32>>", linkageName: "_ZN102_$LT$core..iter..adapters..zip..Zip$LT$A$C$B$GT$$u20$as$u20$core..iter..traits..iterator..Iterator$GT$4next17h7cad0fd9cf844116E", scope: !98, file: !69, line: 84, type: !12, scopeLine: 84, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!98 = !DINamespace(name: "{impl#1}", scope: !71)
!99 = !DILocation(line: 17, column: 24, scope: !100)
!100 = !DILexicalBlockFile(scope: !101, file: !8, discriminator: 2)
!101 = distinct !DILexicalBlock(scope: !59, file: !8, line: 17, column: 5)
!102 = !DILocation(line: 310, column: 13, scope: !103, inlinedAt: !96)
!103 = distinct !DILexicalBlock(scope: !95, file: !69, line: 307, column: 13)
!104 = !DILocation(line: 961, column: 18, scope: !105, inlinedAt: !106)
!105 = distinct !DISubprogram(name: "add<f32>", linkageName: "_ZN4core3ptr7mut_ptr31_$LT$impl$u20$$BP$mut$u20$T$GT$3add17hd4d644972b0e20e6E", scope: !17, file: !16, line: 927, type: !12, scopeLine: 927, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!106 = distinct !DILocation(line: 429, column: 60, scope: !107, inlinedAt: !108)
!107 = distinct !DISubprogram(name: "__iterator_get_unchecked<f32>", linkageName: "_ZN94_$LT$core..slice..iter..IterMut$LT$T$GT$$u20$as$u20$core..iter..traits..iterator..Iterator$GT$24__iterator_get_unchecked17h2d938762f3a7db22E", scope: !44, file: !41, line: 418, type: !12, scopeLine: 418, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!108 = distinct !DILocation(line: 271, column: 26, scope: !109, inlinedAt: !112)
!109 = distinct !DILexicalBlock(scope: !110, file: !69, line: 268, column: 9)
!110 = distinct !DISubprogram(name: "get_unchecked<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>", linkageName: "_ZN111_$LT$core..iter..adapters..zip..Zip$LT$A$C$B$GT$$u20$as$u20$core..iter..adapters..zip..ZipImpl$LT$A$C$B$GT$$GT$13get_unchecked17h825147ef1703351dE", scope: !111, file: !69, line: 267, type: !12, scopeLine: 267, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!111 = !DINamespace(name: "{impl#4}", scope: !71)
!112 = distinct !DILocation(line: 113, column: 18, scope: !113, inlinedAt: !114)
!113 = distinct !DISubprogram(name: "__iterator_get_unchecked<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>", linkageName: "_ZN102_$LT$core..iter..adapters..zip..Zip$LT$A$C$B$GT$$u20$as$u20$core..iter..traits..iterator..Iterator$GT$24__iterator_get_unchecked17h6166bd203181e2d8E", scope: !98, file: !69, line: 107, type: !12, scopeLine: 107, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!114 = distinct !DILocation(line: 313, column: 30, scope: !103, inlinedAt: !96)
!115 = !DILocation(line: 961, column: 18, scope: !116, inlinedAt: !117)
!116 = distinct !DISubprogram(name: "add<f32>", linkageName: "_ZN4core3ptr7mut_ptr31_$LT$impl$u20$$BP$mut$u20$T$GT$3add17hd4d644972b0e20e6E", scope: !17, file: !16, line: 927, type: !12, scopeLine: 927, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!117 = distinct !DILocation(line: 429, column: 60, scope: !118, inlinedAt: !120)
!118 = distinct !DISubprogram(name: "__iterator_get_unchecked<f32>", linkageName: "_ZN91_$LT$core..slice..iter..Iter$LT$T$GT$$u20$as$u20$core..iter..traits..iterator..Iterator$GT$24__iterator_get_unchecked17hd6319d40f2935fd2E", scope: !119, file: !41, line: 418, type: !12, scopeLine: 418, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!119 = !DINamespace(name: "{impl#171}", scope: !27)
!120 = distinct !DILocation(line: 271, column: 64, scope: !109, inlinedAt: !112)
!121 = !DILocation(line: 961, column: 18, scope: !116, inlinedAt: !122)
!122 = distinct !DILocation(line: 429, column: 60, scope: !118, inlinedAt: !123)
!123 = distinct !DILocation(line: 313, column: 66, scope: !103, inlinedAt: !96)
!124 = !DILocation(line: 50, column: 31, scope: !125, inlinedAt: !130)
!125 = distinct !DISubprogram(name: "add", linkageName: "_RNvXsT_NtNtCscoScM8QT1vH_4core3ops5arithRfNtB5_3Add3add", scope: !127, file: !126, line: 49, type: !12, scopeLine: 49, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!126 = !DIFile(filename: "library/core/src/internal_macros.rs", directory: "/usr/src/rustc-1.96.0", checksumkind: CSK_MD5, checksum: "9ec673d06a3eb53c47178443a566ec32")
!127 = !DINamespace(name: "{impl#57}", scope: !128)
!128 = !DINamespace(name: "arith", scope: !129)
!129 = !DINamespace(name: "ops", scope: !20)
!130 = !DILocation(line: 18, column: 14, scope: !131)
!131 = distinct !DILexicalBlock(scope: !101, file: !8, line: 17, column: 5)
!132 = !DILocation(line: 50, column: 38, scope: !125, inlinedAt: !130)
!133 = !DILocation(line: 104, column: 45, scope: !134, inlinedAt: !137)
!134 = distinct !DISubprogram(name: "add", linkageName: "_RNvXsb_NtNtCscoScM8QT1vH_4core3ops5arithfNtB5_3Add3add", scope: !136, file: !135, line: 104, type: !12, scopeLine: 104, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!135 = !DIFile(filename: "library/core/src/ops/arith.rs", directory: "/usr/src/rustc-1.96.0", checksumkind: CSK_MD5, checksum: "e47733c3b66376c892662297e1e5370d")
!136 = !DINamespace(name: "{impl#13}", scope: !128)
!137 = !DILocation(line: 50, column: 17, scope: !125, inlinedAt: !130)
!138 = !DILocation(line: 18, column: 9, scope: !131)
!139 = distinct !{!139, !51, !52}
!140 = distinct !{!140, !52, !51}
!141 = !DILocation(line: 20, column: 2, scope: !59)
!142 = distinct !DISubprogram(name: "gather", scope: !11, file: !8, line: 23, type: !12, scopeLine: 23, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!143 = !DILocation(line: 1915, column: 50, scope: !144, inlinedAt: !147)
!144 = distinct !DISubprogram(name: "lt", linkageName: "_RNvXsU_NtNtCscoScM8QT1vH_4core3cmp5implsjNtB7_10PartialOrd2lt", scope: !145, file: !62, line: 1915, type: !12, scopeLine: 1915, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!145 = !DINamespace(name: "{impl#58}", scope: !146)
!146 = !DINamespace(name: "impls", scope: !64)
!147 = !DILocation(line: 900, column: 12, scope: !148, inlinedAt: !152)
!148 = distinct !DISubprogram(name: "spec_next<usize>", linkageName: "_ZN89_$LT$core..ops..range..Range$LT$T$GT$$u20$as$u20$core..iter..range..RangeIteratorImpl$GT$9spec_next17h9906fedbd757829cE", scope: !150, file: !149, line: 899, type: !12, scopeLine: 899, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!149 = !DIFile(filename: "library/core/src/iter/range.rs", directory: "/usr/src/rustc-1.96.0", checksumkind: CSK_MD5, checksum: "8a1edc6f95cc68d16f4520681467edec")
!150 = !DINamespace(name: "{impl#5}", scope: !151)
!151 = !DINamespace(name: "range", scope: !73)
!152 = !DILocation(line: 985, column: 14, scope: !153, inlinedAt: !155)
!153 = distinct !DISubprogram(name: "next<usize>", linkageName: "_ZN4core4iter5range101_$LT$impl$u20$core..iter..traits..iterator..Iterator$u20$for$u20$core..ops..range..Range$LT$A$GT$$GT$4next17hcc6283a78e0f068eE", scope: !154, file: !149, line: 984, type: !12, scopeLine: 984, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!154 = !DINamespace(name: "{impl#6}", scope: !151)
!155 = !DILocation(line: 24, column: 14, scope: !156)
!156 = !DILexicalBlockFile(scope: !157, file: !8, discriminator: 2)
!157 = distinct !DILexicalBlock(scope: !142, file: !8, line: 24, column: 5)
!158 = !DILocation(line: 27, column: 2, scope: !142)
!159 = !DILocation(line: 898, column: 17, scope: !160, inlinedAt: !164)
!160 = distinct !DISubprogram(name: "unchecked_add", linkageName: "_RNvMs9_NtCscoScM8QT1vH_4core3numj13unchecked_add", scope: !162, file: !161, line: 886, type: !12, scopeLine: 886, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!161 = !DIFile(filename: "library/core/src/num/uint_macros.rs", directory: "/usr/src/rustc-1.96.0", checksumkind: CSK_MD5, checksum: "5fc7d5e74eb0c3c3b6eb5c642b7e095f")
!162 = !DINamespace(name: "{impl#11}", scope: !163)
!163 = !DINamespace(name: "num", scope: !20)
!164 = !DILocation(line: 215, column: 28, scope: !165, inlinedAt: !167)
!165 = distinct !DISubprogram(name: "forward_unchecked", linkageName: "_RNvXsL_NtNtCscoScM8QT1vH_4core4iter5rangejNtB5_4Step17forward_unchecked", scope: !166, file: !149, line: 213, type: !12, scopeLine: 213, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!166 = !DINamespace(name: "{impl#49}", scope: !151)
!167 = !DILocation(line: 903, column: 35, scope: !168, inlinedAt: !152)
!168 = distinct !DILexicalBlock(scope: !148, file: !149, line: 901, column: 13)
!169 = !DILocation(line: 25, column: 24, scope: !170)
!170 = distinct !DILexicalBlock(scope: !157, file: !8, line: 24, column: 5)
!171 = !DILocation(line: 25, column: 18, scope: !170)
!172 = !DILocation(line: 25, column: 9, scope: !170)
!173 = distinct !DISubprogram(name: "sum", scope: !11, file: !8, line: 7, type: !12, scopeLine: 7, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!174 = !DILocation(line: 961, column: 18, scope: !175, inlinedAt: !176)
!175 = distinct !DISubprogram(name: "add<f32>", linkageName: "_ZN4core3ptr7mut_ptr31_$LT$impl$u20$$BP$mut$u20$T$GT$3add17hd4d644972b0e20e6E", scope: !17, file: !16, line: 927, type: !12, scopeLine: 927, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!176 = !DILocation(line: 102, column: 78, scope: !177, inlinedAt: !181)
!177 = distinct !DILexicalBlock(scope: !178, file: !23, line: 98, column: 9)
!178 = distinct !DILexicalBlock(scope: !179, file: !23, line: 97, column: 9)
!179 = distinct !DISubprogram(name: "new<f32>", linkageName: "_ZN4core5slice4iter13Iter$LT$T$GT$3new17h3ec393c72a9b826cE", scope: !180, file: !23, line: 96, type: !12, scopeLine: 96, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!180 = !DINamespace(name: "Iter", scope: !27)
!181 = !DILocation(line: 1041, column: 9, scope: !182, inlinedAt: !183)
!182 = distinct !DISubprogram(name: "iter<f32>", linkageName: "_ZN4core5slice29_$LT$impl$u20$$u5b$T$u5d$$GT$4iter17hd5981dbfa4e6762bE", scope: !32, file: !31, line: 1040, type: !12, scopeLine: 1040, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!183 = !DILocation(line: 26, column: 14, scope: !184, inlinedAt: !186)
!184 = distinct !DISubprogram(name: "into_iter<f32>", linkageName: "_ZN4core5slice4iter87_$LT$impl$u20$core..iter..traits..collect..IntoIterator$u20$for$u20$$RF$$u5b$T$u5d$$GT$9into_iter17h3195fb309b824a50E", scope: !185, file: !23, line: 25, type: !12, scopeLine: 25, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!185 = !DINamespace(name: "{impl#1}", scope: !27)
!186 = !DILocation(line: 9, column: 19, scope: !187)
!187 = distinct !DILexicalBlock(scope: !173, file: !8, line: 8, column: 5)
!188 = !DILocation(line: 1717, column: 9, scope: !189, inlinedAt: !190)
!189 = distinct !DISubprogram(name: "eq<f32>", linkageName: "_ZN78_$LT$core..ptr..non_null..NonNull$LT$T$GT$$u20$as$u20$core..cmp..PartialEq$GT$2eq17h87624fde5c9fa1bcE", scope: !37, file: !36, line: 1716, type: !12, scopeLine: 1716, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!190 = !DILocation(line: 180, column: 28, scope: !191, inlinedAt: !194)
!191 = distinct !DILexicalBlock(scope: !192, file: !41, line: 162, column: 17)
!192 = distinct !DILexicalBlock(scope: !193, file: !41, line: 161, column: 17)
!193 = distinct !DISubprogram(name: "next<f32>", linkageName: "_ZN91_$LT$core..slice..iter..Iter$LT$T$GT$$u20$as$u20$core..iter..traits..iterator..Iterator$GT$4next17h3dc98321b42f378eE", scope: !119, file: !41, line: 157, type: !12, scopeLine: 157, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!194 = !DILocation(line: 9, column: 19, scope: !195)
!195 = !DILexicalBlockFile(scope: !196, file: !8, discriminator: 2)
!196 = distinct !DILexicalBlock(scope: !187, file: !8, line: 9, column: 5)
!197 = !DILocation(line: 659, column: 28, scope: !198, inlinedAt: !199)
!198 = distinct !DISubprogram(name: "add<f32>", linkageName: "_ZN4core3ptr8non_null16NonNull$LT$T$GT$3add17h57d05fdb3c3aab8dE", scope: !55, file: !36, line: 651, type: !12, scopeLine: 651, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !5, templateParams: !13)
!199 = !DILocation(line: 185, column: 40, scope: !191, inlinedAt: !194)
!200 = !DILocation(line: 9, column: 10, scope: !196)
!201 = !DILocation(line: 10, column: 9, scope: !202)
!202 = distinct !DILexicalBlock(scope: !196, file: !8, line: 9, column: 5)
!203 = distinct !{!203, !204}
!204 = !{!"llvm.loop.unroll.disable"}
!205 = !DILocation(line: 0, scope: !173)
!206 = !DILocation(line: 13, column: 2, scope: !173)
