; ModuleID = '/tmp/fz/whole.ll'
source_filename = "kernels.8d159a6d73b79867-cgu.0"
target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20"
target triple = "wasm32-unknown-wasip1"

@alloc_7ebbb0ecfd394948ce49f5c38089e13f = external hidden unnamed_addr constant <{ ptr, [12 x i8] }>, align 4
@alloc_c9fd3b736a0b47459ee8dda4c7007ade = external hidden unnamed_addr constant <{ ptr, [12 x i8] }>, align 4

; Function Attrs: cold minsize noinline noreturn nounwind optsize
declare hidden fastcc void @_RNvNtCs2DxGA1hvVcO_4core9panicking18panic_bounds_check(i32 noundef, i32 noundef range(i32 0, 536870912), ptr noalias noundef readonly align 4 captures(address, read_provenance) dereferenceable(16)) unnamed_addr #0

; Function Attrs: nofree noinline norecurse nosync nounwind memory(argmem: readwrite)
define dso_local void @_ZN7kernels6layers5Scale5apply17hfdacad5977a2e30bE(ptr noalias noundef readonly align 4 captures(none) dereferenceable(4) %self, ptr noalias noundef nonnull align 4 captures(address) %values.0, i32 noundef range(i32 0, 536870912) %values.1) unnamed_addr #1 !dbg !5 {
start:
  %_10.idx = shl nuw nsw i32 %values.1, 2, !dbg !12
  %_10 = getelementptr inbounds nuw i8, ptr %values.0, i32 %_10.idx, !dbg !12
  %_171 = icmp eq i32 %values.1, 0, !dbg !32
  br i1 %_171, label %bb2, label %bb3.lr.ph, !dbg !37

bb3.lr.ph:                                        ; preds = %start
  %_6 = load float, ptr %self, align 4, !noundef !11
  %0 = add nsw i32 %_10.idx, -4, !dbg !37
  %1 = lshr exact i32 %0, 2, !dbg !37
  %2 = add nuw nsw i32 %1, 1, !dbg !37
  %min.iters.check = icmp ult i32 %0, 12, !dbg !37
  br i1 %min.iters.check, label %bb3.preheader, label %vector.ph, !dbg !37

vector.ph:                                        ; preds = %bb3.lr.ph
  %n.vec = and i32 %2, 2147483644
  %3 = shl i32 %n.vec, 2
  %4 = getelementptr i8, ptr %values.0, i32 %3
  %broadcast.splatinsert = insertelement <4 x float> poison, float %_6, i64 0
  %broadcast.splat = shufflevector <4 x float> %broadcast.splatinsert, <4 x float> poison, <4 x i32> zeroinitializer
  br label %vector.body, !dbg !37

vector.body:                                      ; preds = %vector.body, %vector.ph
  %index = phi i32 [ 0, %vector.ph ], [ %index.next, %vector.body ]
  %offset.idx = shl i32 %index, 2
  %next.gep = getelementptr i8, ptr %values.0, i32 %offset.idx
  %wide.load = load <4 x float>, ptr %next.gep, align 4, !dbg !46
  %5 = fmul <4 x float> %broadcast.splat, %wide.load, !dbg !46
  store <4 x float> %5, ptr %next.gep, align 4, !dbg !46
  %index.next = add nuw i32 %index, 4
  %6 = icmp eq i32 %index.next, %n.vec, !dbg !37
  br i1 %6, label %middle.block, label %vector.body, !dbg !37, !llvm.loop !48

middle.block:                                     ; preds = %vector.body
  %cmp.n = icmp eq i32 %2, %n.vec, !dbg !37
  br i1 %cmp.n, label %bb2, label %bb3.preheader, !dbg !37

bb3.preheader:                                    ; preds = %middle.block, %bb3.lr.ph
  %iter.sroa.0.02.ph = phi ptr [ %values.0, %bb3.lr.ph ], [ %4, %middle.block ]
  br label %bb3, !dbg !37

bb3:                                              ; preds = %bb3, %bb3.preheader
  %iter.sroa.0.02 = phi ptr [ %_23, %bb3 ], [ %iter.sroa.0.02.ph, %bb3.preheader ]
  %_23 = getelementptr inbounds nuw i8, ptr %iter.sroa.0.02, i32 4, !dbg !51
  %7 = load float, ptr %iter.sroa.0.02, align 4, !dbg !46, !noundef !11
  %8 = fmul float %_6, %7, !dbg !46
  store float %8, ptr %iter.sroa.0.02, align 4, !dbg !46
  %_17 = icmp eq ptr %_23, %_10, !dbg !32
  br i1 %_17, label %bb2, label %bb3, !dbg !37, !llvm.loop !55

bb2:                                              ; preds = %bb3, %middle.block, %start
  ret void, !dbg !56
}

; Function Attrs: nofree norecurse nosync nounwind memory(argmem: readwrite)
define dso_local void @add(ptr noalias noundef nonnull writeonly align 4 captures(none) %out.0, i32 noundef range(i32 0, 536870912) %out.1, ptr noalias noundef nonnull readonly align 4 captures(none) %a.0, i32 noundef range(i32 0, 536870912) %a.1, ptr noalias noundef nonnull readonly align 4 captures(none) %b.0, i32 noundef range(i32 0, 536870912) %b.1) unnamed_addr #2 !dbg !57 {
start:
  %spec.store.select.i = tail call i32 @llvm.umin.i32(i32 %a.1, i32 %out.1), !dbg !58
  %spec.store.select.i1 = tail call i32 @llvm.umin.i32(i32 %b.1, i32 %spec.store.select.i), !dbg !82
  %_2.i7.not = icmp eq i32 %spec.store.select.i1, 0, !dbg !94
  br i1 %_2.i7.not, label %bb4, label %bb3.preheader, !dbg !94

bb3.preheader:                                    ; preds = %start
  %min.iters.check = icmp samesign ult i32 %spec.store.select.i1, 4, !dbg !94
  br i1 %min.iters.check, label %bb3.preheader10, label %vector.ph, !dbg !94

vector.ph:                                        ; preds = %bb3.preheader
  %n.vec = and i32 %spec.store.select.i1, 536870908
  br label %vector.body, !dbg !94

vector.body:                                      ; preds = %vector.body, %vector.ph
  %index = phi i32 [ 0, %vector.ph ], [ %index.next, %vector.body ], !dbg !102
  %0 = getelementptr inbounds nuw float, ptr %out.0, i32 %index, !dbg !104
  %1 = getelementptr inbounds nuw float, ptr %a.0, i32 %index, !dbg !115
  %2 = getelementptr inbounds nuw float, ptr %b.0, i32 %index, !dbg !121
  %wide.load = load <4 x float>, ptr %1, align 4, !dbg !124
  %wide.load9 = load <4 x float>, ptr %2, align 4, !dbg !132
  %3 = fadd <4 x float> %wide.load, %wide.load9, !dbg !133
  store <4 x float> %3, ptr %0, align 4, !dbg !138
  %index.next = add nuw i32 %index, 4, !dbg !102
  %4 = icmp eq i32 %index.next, %n.vec, !dbg !94
  br i1 %4, label %middle.block, label %vector.body, !dbg !94, !llvm.loop !139

middle.block:                                     ; preds = %vector.body
  %cmp.n = icmp eq i32 %spec.store.select.i1, %n.vec, !dbg !94
  br i1 %cmp.n, label %bb4, label %bb3.preheader10, !dbg !94

bb3.preheader10:                                  ; preds = %middle.block, %bb3.preheader
  %iter.sroa.14.08.ph = phi i32 [ 0, %bb3.preheader ], [ %n.vec, %middle.block ]
  br label %bb3, !dbg !94

bb3:                                              ; preds = %bb3, %bb3.preheader10
  %iter.sroa.14.08 = phi i32 [ %5, %bb3 ], [ %iter.sroa.14.08.ph, %bb3.preheader10 ]
  %5 = add nuw nsw i32 %iter.sroa.14.08, 1, !dbg !102
  %_3.i.i.i.i = getelementptr inbounds nuw float, ptr %out.0, i32 %iter.sroa.14.08, !dbg !104
  %_3.i2.i.i.i = getelementptr inbounds nuw float, ptr %a.0, i32 %iter.sroa.14.08, !dbg !115
  %_3.i.i = getelementptr inbounds nuw float, ptr %b.0, i32 %iter.sroa.14.08, !dbg !121
  %_43 = load float, ptr %_3.i2.i.i.i, align 4, !dbg !124, !noundef !11
  %_44 = load float, ptr %_3.i.i, align 4, !dbg !132, !noundef !11
  %_14 = fadd float %_43, %_44, !dbg !133
  store float %_14, ptr %_3.i.i.i.i, align 4, !dbg !138
  %exitcond.not = icmp eq i32 %5, %spec.store.select.i1, !dbg !94
  br i1 %exitcond.not, label %bb4, label %bb3, !dbg !94, !llvm.loop !140

bb4:                                              ; preds = %bb3, %middle.block, %start
  ret void, !dbg !141
}

; Function Attrs: nounwind
define dso_local void @gather(ptr noalias noundef nonnull writeonly align 4 captures(none) %out.0, i32 noundef range(i32 0, 536870912) %out.1, ptr noalias noundef nonnull readonly align 4 captures(none) %table.0, i32 noundef range(i32 0, 536870912) %table.1, ptr noalias noundef nonnull readonly align 4 captures(none) %indexes.0, i32 noundef range(i32 0, 536870912) %indexes.1) unnamed_addr #3 !dbg !142 {
start:
  %_157.not = icmp eq i32 %indexes.1, 0, !dbg !143
  br i1 %_157.not, label %bb6, label %bb5, !dbg !147

bb6:                                              ; preds = %bb4, %start
  ret void, !dbg !158

bb5:                                              ; preds = %bb4, %start
  %iter.sroa.0.08 = phi i32 [ %0, %bb4 ], [ 0, %start ]
  %0 = add nuw nsw i32 %iter.sroa.0.08, 1, !dbg !159
  %1 = getelementptr inbounds nuw i32, ptr %indexes.0, i32 %iter.sroa.0.08, !dbg !169
  %_9 = load i32, ptr %1, align 4, !dbg !169, !noundef !11
  %_12 = icmp ult i32 %_9, %table.1, !dbg !171
  br i1 %_12, label %bb3, label %panic1, !dbg !171

bb3:                                              ; preds = %bb5
  %exitcond.not = icmp eq i32 %iter.sroa.0.08, %out.1, !dbg !172
  br i1 %exitcond.not, label %panic2, label %bb4, !dbg !172

panic1:                                           ; preds = %bb5
  tail call fastcc void @_RNvNtCs2DxGA1hvVcO_4core9panicking18panic_bounds_check(i32 noundef %_9, i32 noundef %table.1, ptr noalias noundef readonly align 4 captures(address, read_provenance) dereferenceable(16) @alloc_7ebbb0ecfd394948ce49f5c38089e13f) #6, !dbg !171
  unreachable, !dbg !171

bb4:                                              ; preds = %bb3
  %2 = getelementptr inbounds nuw float, ptr %table.0, i32 %_9, !dbg !171
  %_7 = load float, ptr %2, align 4, !dbg !171, !noundef !11
  %3 = getelementptr inbounds nuw float, ptr %out.0, i32 %iter.sroa.0.08, !dbg !172
  store float %_7, ptr %3, align 4, !dbg !172
  %exitcond13.not = icmp eq i32 %0, %indexes.1, !dbg !143
  br i1 %exitcond13.not, label %bb6, label %bb5, !dbg !147

panic2:                                           ; preds = %bb3
  tail call fastcc void @_RNvNtCs2DxGA1hvVcO_4core9panicking18panic_bounds_check(i32 noundef %out.1, i32 noundef %out.1, ptr noalias noundef readonly align 4 captures(address, read_provenance) dereferenceable(16) @alloc_c9fd3b736a0b47459ee8dda4c7007ade) #6, !dbg !172
  unreachable, !dbg !172
}

; Function Attrs: nofree norecurse nosync nounwind memory(argmem: read)
define dso_local noundef float @sum(ptr noalias noundef nonnull readonly align 4 captures(address) %values.0, i32 noundef range(i32 0, 536870912) %values.1) unnamed_addr #4 !dbg !173 {
start:
  %_10.idx = shl nuw nsw i32 %values.1, 2, !dbg !174
  %_10 = getelementptr inbounds nuw i8, ptr %values.0, i32 %_10.idx, !dbg !174
  %_172 = icmp eq i32 %values.1, 0, !dbg !188
  br i1 %_172, label %bb2, label %bb3.preheader, !dbg !190

bb3.preheader:                                    ; preds = %start
  %0 = add nsw i32 %_10.idx, -4, !dbg !190
  %1 = lshr exact i32 %0, 2, !dbg !190
  %2 = add nuw nsw i32 %1, 1, !dbg !190
  %xtraiter = and i32 %2, 7, !dbg !190
  %3 = and i32 %0, 28, !dbg !190
  %lcmp.mod.not = icmp eq i32 %3, 28, !dbg !190
  br i1 %lcmp.mod.not, label %bb3.prol.loopexit, label %bb3.prol, !dbg !190

bb3.prol:                                         ; preds = %bb3.prol, %bb3.preheader
  %total.sroa.0.04.prol = phi float [ %4, %bb3.prol ], [ 0.000000e+00, %bb3.preheader ]
  %iter.sroa.0.03.prol = phi ptr [ %_23.prol, %bb3.prol ], [ %values.0, %bb3.preheader ]
  %prol.iter = phi i32 [ %prol.iter.next, %bb3.prol ], [ 0, %bb3.preheader ]
  %_23.prol = getelementptr inbounds nuw i8, ptr %iter.sroa.0.03.prol, i32 4, !dbg !197
  %value.prol = load float, ptr %iter.sroa.0.03.prol, align 4, !dbg !200, !noundef !11
  %4 = fadd float %total.sroa.0.04.prol, %value.prol, !dbg !201
  %prol.iter.next = add i32 %prol.iter, 1, !dbg !190
  %prol.iter.cmp.not = icmp eq i32 %prol.iter.next, %xtraiter, !dbg !190
  br i1 %prol.iter.cmp.not, label %bb3.prol.loopexit, label %bb3.prol, !dbg !190, !llvm.loop !203

bb3.prol.loopexit:                                ; preds = %bb3.prol, %bb3.preheader
  %.lcssa.unr = phi float [ poison, %bb3.preheader ], [ %4, %bb3.prol ]
  %total.sroa.0.04.unr = phi float [ 0.000000e+00, %bb3.preheader ], [ %4, %bb3.prol ]
  %iter.sroa.0.03.unr = phi ptr [ %values.0, %bb3.preheader ], [ %_23.prol, %bb3.prol ]
  %5 = icmp ult i32 %0, 28, !dbg !190
  br i1 %5, label %bb2, label %bb3, !dbg !190

bb3:                                              ; preds = %bb3, %bb3.prol.loopexit
  %total.sroa.0.04 = phi float [ %13, %bb3 ], [ %total.sroa.0.04.unr, %bb3.prol.loopexit ]
  %iter.sroa.0.03 = phi ptr [ %_23.7, %bb3 ], [ %iter.sroa.0.03.unr, %bb3.prol.loopexit ]
  %_23 = getelementptr inbounds nuw i8, ptr %iter.sroa.0.03, i32 4, !dbg !197
  %value = load float, ptr %iter.sroa.0.03, align 4, !dbg !200, !noundef !11
  %6 = fadd float %total.sroa.0.04, %value, !dbg !201
  %_23.1 = getelementptr inbounds nuw i8, ptr %iter.sroa.0.03, i32 8, !dbg !197
  %value.1 = load float, ptr %_23, align 4, !dbg !200, !noundef !11
  %7 = fadd float %6, %value.1, !dbg !201
  %_23.2 = getelementptr inbounds nuw i8, ptr %iter.sroa.0.03, i32 12, !dbg !197
  %value.2 = load float, ptr %_23.1, align 4, !dbg !200, !noundef !11
  %8 = fadd float %7, %value.2, !dbg !201
  %_23.3 = getelementptr inbounds nuw i8, ptr %iter.sroa.0.03, i32 16, !dbg !197
  %value.3 = load float, ptr %_23.2, align 4, !dbg !200, !noundef !11
  %9 = fadd float %8, %value.3, !dbg !201
  %_23.4 = getelementptr inbounds nuw i8, ptr %iter.sroa.0.03, i32 20, !dbg !197
  %value.4 = load float, ptr %_23.3, align 4, !dbg !200, !noundef !11
  %10 = fadd float %9, %value.4, !dbg !201
  %_23.5 = getelementptr inbounds nuw i8, ptr %iter.sroa.0.03, i32 24, !dbg !197
  %value.5 = load float, ptr %_23.4, align 4, !dbg !200, !noundef !11
  %11 = fadd float %10, %value.5, !dbg !201
  %_23.6 = getelementptr inbounds nuw i8, ptr %iter.sroa.0.03, i32 28, !dbg !197
  %value.6 = load float, ptr %_23.5, align 4, !dbg !200, !noundef !11
  %12 = fadd float %11, %value.6, !dbg !201
  %_23.7 = getelementptr inbounds nuw i8, ptr %iter.sroa.0.03, i32 32, !dbg !197
  %value.7 = load float, ptr %_23.6, align 4, !dbg !200, !noundef !11
  %13 = fadd float %12, %value.7, !dbg !201
  %_17.7 = icmp eq ptr %_23.7, %_10, !dbg !188
  br i1 %_17.7, label %bb2, label %bb3, !dbg !190

bb2:                                              ; preds = %bb3, %bb3.prol.loopexit, %start
  %total.sroa.0.0.lcssa = phi float [ 0.000000e+00, %start ], [ %.lcssa.unr, %bb3.prol.loopexit ], [ %13, %bb3 ], !dbg !205
  ret float %total.sroa.0.0.lcssa, !dbg !206
}

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.umin.i32(i32, i32) #5

attributes #0 = { cold minsize noinline noreturn nounwind optsize "target-cpu"="generic" "target-features"="+simd128" }
attributes #1 = { nofree noinline norecurse nosync nounwind memory(argmem: readwrite) "target-cpu"="generic" "target-features"="+simd128" }
attributes #2 = { nofree norecurse nosync nounwind memory(argmem: readwrite) "target-cpu"="generic" "target-features"="+simd128" }
attributes #3 = { nounwind "target-cpu"="generic" "target-features"="+simd128" }
attributes #4 = { nofree norecurse nosync nounwind memory(argmem: read) "target-cpu"="generic" "target-features"="+simd128" }
attributes #5 = { nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }
attributes #6 = { noinline noreturn nounwind }

!llvm.ident = !{!0}
!llvm.dbg.cu = !{!1}
!llvm.module.flags = !{!3, !4}

!0 = !{!"rustc version 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)"}
!1 = distinct !DICompileUnit(language: DW_LANG_Rust, file: !2, producer: "clang LLVM (rustc version 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball))", isOptimized: true, runtimeVersion: 0, emissionKind: FullDebug, splitDebugInlining: false, nameTableKind: None)
!2 = !DIFile(filename: "kernels.rs/@/kernels.8d159a6d73b79867-cgu.0", directory: ".")
!3 = !{i32 7, !"Dwarf Version", i32 4}
!4 = !{i32 2, !"Debug Info Version", i32 3}
!5 = distinct !DISubprogram(name: "apply", linkageName: "_ZN7kernels6layers5Scale5apply17hfdacad5977a2e30bE", scope: !7, file: !6, line: 34, type: !10, scopeLine: 34, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!6 = !DIFile(filename: "kernels.rs", directory: ".", checksumkind: CSK_MD5, checksum: "c6877d6f25e3ee5bdfa115eead15ae95")
!7 = !DINamespace(name: "Scale", scope: !8)
!8 = !DINamespace(name: "layers", scope: !9)
!9 = !DINamespace(name: "kernels", scope: null)
!10 = !DISubroutineType(types: !11)
!11 = !{}
!12 = !DILocation(line: 961, column: 18, scope: !13, inlinedAt: !19)
!13 = distinct !DISubprogram(name: "add<f32>", linkageName: "_ZN4core3ptr7mut_ptr31_$LT$impl$u20$$BP$mut$u20$T$GT$3add17hf8104dbf7b55a065E", scope: !15, file: !14, line: 927, type: !10, scopeLine: 927, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!14 = !DIFile(filename: "usr/src/rustc-1.96.0/library/core/src/ptr/mut_ptr.rs", directory: "", checksumkind: CSK_MD5, checksum: "7c03c8e0ae695174f7f10881dc49d2cb")
!15 = !DINamespace(name: "{impl#0}", scope: !16)
!16 = !DINamespace(name: "mut_ptr", scope: !17)
!17 = !DINamespace(name: "ptr", scope: !18)
!18 = !DINamespace(name: "core", scope: null)
!19 = !DILocation(line: 242, column: 82, scope: !20, inlinedAt: !27)
!20 = distinct !DILexicalBlock(scope: !22, file: !21, line: 223, column: 9)
!21 = !DIFile(filename: "usr/src/rustc-1.96.0/library/core/src/slice/iter.rs", directory: "", checksumkind: CSK_MD5, checksum: "f33ab2e22fe09095bf73c41c52bd166c")
!22 = distinct !DILexicalBlock(scope: !23, file: !21, line: 222, column: 9)
!23 = distinct !DISubprogram(name: "new<f32>", linkageName: "_ZN4core5slice4iter16IterMut$LT$T$GT$3new17hac03657cf442bdfbE", scope: !24, file: !21, line: 221, type: !10, scopeLine: 221, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!24 = !DINamespace(name: "IterMut", scope: !25)
!25 = !DINamespace(name: "iter", scope: !26)
!26 = !DINamespace(name: "slice", scope: !18)
!27 = !DILocation(line: 1061, column: 9, scope: !28, inlinedAt: !31)
!28 = distinct !DISubprogram(name: "iter_mut<f32>", linkageName: "_ZN4core5slice29_$LT$impl$u20$$u5b$T$u5d$$GT$8iter_mut17hfc4b6c1899d91d68E", scope: !30, file: !29, line: 1060, type: !10, scopeLine: 1060, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!29 = !DIFile(filename: "usr/src/rustc-1.96.0/library/core/src/slice/mod.rs", directory: "", checksumkind: CSK_MD5, checksum: "1f64a141f11e4e3a7a0a9e34684244e5")
!30 = !DINamespace(name: "{impl#0}", scope: !26)
!31 = !DILocation(line: 35, column: 33, scope: !5)
!32 = !DILocation(line: 1717, column: 9, scope: !33, inlinedAt: !37)
!33 = distinct !DISubprogram(name: "eq<f32>", linkageName: "_ZN78_$LT$core..ptr..non_null..NonNull$LT$T$GT$$u20$as$u20$core..cmp..PartialEq$GT$2eq17hc3084aecb1509e23E", scope: !35, file: !34, line: 1716, type: !10, scopeLine: 1716, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!34 = !DIFile(filename: "usr/src/rustc-1.96.0/library/core/src/ptr/non_null.rs", directory: "", checksumkind: CSK_MD5, checksum: "84a86787d0c87de0d69993189aea0a0d")
!35 = !DINamespace(name: "{impl#15}", scope: !36)
!36 = !DINamespace(name: "non_null", scope: !17)
!37 = !DILocation(line: 180, column: 28, scope: !38, inlinedAt: !43)
!38 = distinct !DILexicalBlock(scope: !40, file: !39, line: 162, column: 17)
!39 = !DIFile(filename: "usr/src/rustc-1.96.0/library/core/src/slice/iter/macros.rs", directory: "", checksumkind: CSK_MD5, checksum: "87d1f0c2746f51593d75ddf4c9271f14")
!40 = distinct !DILexicalBlock(scope: !41, file: !39, line: 161, column: 17)
!41 = distinct !DISubprogram(name: "next<f32>", linkageName: "_ZN94_$LT$core..slice..iter..IterMut$LT$T$GT$$u20$as$u20$core..iter..traits..iterator..Iterator$GT$4next17h16ed0c091d18bc2cE", scope: !42, file: !39, line: 157, type: !10, scopeLine: 157, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!42 = !DINamespace(name: "{impl#179}", scope: !25)
!43 = !DILocation(line: 35, column: 26, scope: !44)
!44 = !DILexicalBlockFile(scope: !45, file: !6, discriminator: 2)
!45 = distinct !DILexicalBlock(scope: !5, file: !6, line: 35, column: 13)
!46 = !DILocation(line: 36, column: 17, scope: !47)
!47 = distinct !DILexicalBlock(scope: !45, file: !6, line: 35, column: 13)
!48 = distinct !{!48, !49, !50}
!49 = !{!"llvm.loop.isvectorized", i32 1}
!50 = !{!"llvm.loop.unroll.runtime.disable"}
!51 = !DILocation(line: 659, column: 28, scope: !52, inlinedAt: !54)
!52 = distinct !DISubprogram(name: "add<f32>", linkageName: "_ZN4core3ptr8non_null16NonNull$LT$T$GT$3add17hfc1deb024c1712a0E", scope: !53, file: !34, line: 651, type: !10, scopeLine: 651, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!53 = !DINamespace(name: "NonNull", scope: !36)
!54 = !DILocation(line: 185, column: 40, scope: !38, inlinedAt: !43)
!55 = distinct !{!55, !50, !49}
!56 = !DILocation(line: 38, column: 10, scope: !5)
!57 = distinct !DISubprogram(name: "add", scope: !9, file: !6, line: 16, type: !10, scopeLine: 16, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!58 = !DILocation(line: 1076, column: 12, scope: !59, inlinedAt: !63)
!59 = distinct !DISubprogram(name: "min<usize>", linkageName: "_ZN4core3cmp3Ord3min17h5cd0718e1b716acdE", scope: !61, file: !60, line: 1072, type: !10, scopeLine: 1072, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!60 = !DIFile(filename: "usr/src/rustc-1.96.0/library/core/src/cmp.rs", directory: "", checksumkind: CSK_MD5, checksum: "736a93835c8eb09f7e6c373983e20e04")
!61 = !DINamespace(name: "Ord", scope: !62)
!62 = !DINamespace(name: "cmp", scope: !18)
!63 = distinct !DILocation(line: 1574, column: 8, scope: !64, inlinedAt: !65)
!64 = distinct !DISubprogram(name: "min<usize>", linkageName: "_ZN4core3cmp3min17h0795e5d7bf00f787E", scope: !62, file: !60, line: 1573, type: !10, scopeLine: 1573, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!65 = distinct !DILocation(line: 300, column: 19, scope: !66, inlinedAt: !72)
!66 = distinct !DISubprogram(name: "new<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>", linkageName: "_ZN111_$LT$core..iter..adapters..zip..Zip$LT$A$C$B$GT$$u20$as$u20$core..iter..adapters..zip..ZipImpl$LT$A$C$B$GT$$GT$3new17h7488404d9a11ce7bE", scope: !68, file: !67, line: 299, type: !10, scopeLine: 299, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!67 = !DIFile(filename: "usr/src/rustc-1.96.0/library/core/src/iter/adapters/zip.rs", directory: "", checksumkind: CSK_MD5, checksum: "3b799775cfe5a249b4485e2512707a77")
!68 = !DINamespace(name: "{impl#5}", scope: !69)
!69 = !DINamespace(name: "zip", scope: !70)
!70 = !DINamespace(name: "adapters", scope: !71)
!71 = !DINamespace(name: "iter", scope: !18)
!72 = distinct !DILocation(line: 24, column: 9, scope: !73, inlinedAt: !75)
!73 = distinct !DISubprogram(name: "new<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>", linkageName: "_ZN4core4iter8adapters3zip16Zip$LT$A$C$B$GT$3new17hb6e06f5b5f611703E", scope: !74, file: !67, line: 23, type: !10, scopeLine: 23, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!74 = !DINamespace(name: "Zip", scope: !69)
!75 = !DILocation(line: 636, column: 9, scope: !76, inlinedAt: !81)
!76 = distinct !DISubprogram(name: "zip<core::slice::iter::IterMut<f32>, &[f32]>", linkageName: "_ZN4core4iter6traits8iterator8Iterator3zip17ha91286b5f2b20472E", scope: !78, file: !77, line: 631, type: !10, scopeLine: 631, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!77 = !DIFile(filename: "usr/src/rustc-1.96.0/library/core/src/iter/traits/iterator.rs", directory: "", checksumkind: CSK_MD5, checksum: "f4b9c513c514813caba0d66b018b98e1")
!78 = !DINamespace(name: "Iterator", scope: !79)
!79 = !DINamespace(name: "iterator", scope: !80)
!80 = !DINamespace(name: "traits", scope: !71)
!81 = !DILocation(line: 17, column: 39, scope: !57)
!82 = !DILocation(line: 1076, column: 12, scope: !83, inlinedAt: !84)
!83 = distinct !DISubprogram(name: "min<usize>", linkageName: "_ZN4core3cmp3Ord3min17h5cd0718e1b716acdE", scope: !61, file: !60, line: 1072, type: !10, scopeLine: 1072, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!84 = distinct !DILocation(line: 1574, column: 8, scope: !85, inlinedAt: !86)
!85 = distinct !DISubprogram(name: "min<usize>", linkageName: "_ZN4core3cmp3min17h0795e5d7bf00f787E", scope: !62, file: !60, line: 1573, type: !10, scopeLine: 1573, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!86 = distinct !DILocation(line: 300, column: 19, scope: !87, inlinedAt: !88)
!87 = distinct !DISubprogram(name: "new<core::iter::adapters::zip::Zip<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>, core::slice::iter::Iter<f32>>", linkageName: "_ZN111_$LT$core..iter..adapters..zip..Zip$LT$A$C$B$GT$$u20$as$u20$core..iter..adapters..zip..ZipImpl$LT$A$C$B$GT$$GT$3new17hb8aee05f162a4463E", scope: !68, file: !67, line: 299, type: !10, scopeLine: 299, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!88 = distinct !DILocation(line: 24, column: 9, scope: !89, inlinedAt: !90)
!89 = distinct !DISubprogram(name: "new<core::iter::adapters::zip::Zip<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>, core::slice::iter::Iter<f32>>", linkageName: "_ZN4core4iter8adapters3zip16Zip$LT$A$C$B$GT$3new17h4ec18e9b2c82482dE", scope: !74, file: !67, line: 23, type: !10, scopeLine: 23, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!90 = !DILocation(line: 636, column: 9, scope: !91, inlinedAt: !93)
!91 = !DILexicalBlockFile(scope: !92, file: !77, discriminator: 2)
!92 = distinct !DISubprogram(name: "zip<core::iter::adapters::zip::Zip<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>, &[f32]>", linkageName: "_ZN4core4iter6traits8iterator8Iterator3zip17h2d3bd0f3d58a16b9E", scope: !78, file: !77, line: 631, type: !10, scopeLine: 631, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!93 = !DILocation(line: 17, column: 46, scope: !57)
!94 = !DILocation(line: 306, column: 12, scope: !95, inlinedAt: !96)
!95 = distinct !DISubprogram(name: "next<core::iter::adapters::zip::Zip<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>, core::slice::iter::Iter<f32>>", linkageName: "_ZN111_$LT$core..iter..adapters..zip..Zip$LT$A$C$B$GT$$u20$as$u20$core..iter..adapters..zip..ZipImpl$LT$A$C$B$GT$$GT$4next17h6dbb689c82ef1dc3E", scope: !68, file: !67, line: 305, type: !10, scopeLine: 305, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!96 = distinct !DILocation(line: 85, column: 9, scope: !97, inlinedAt: !99)
!97 = distinct !DISubprogram(name: "next<core::iter::adapters::zip::Zip<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>, core::slice::iter::Iter<f32>>", linkageName: "_ZN102_$LT$core..iter..adapters..zip..Zip$LT$A$C$B$GT$$u20$as$u20$core..iter..traits..iterator..Iterator$GT$4next17hbad6c64722f3e12cE", scope: !98, file: !67, line: 84, type: !10, scopeLine: 84, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!98 = !DINamespace(name: "{impl#1}", scope: !69)
!99 = !DILocation(line: 17, column: 24, scope: !100)
!100 = !DILexicalBlockFile(scope: !101, file: !6, discriminator: 2)
!101 = distinct !DILexicalBlock(scope: !57, file: !6, line: 17, column: 5)
!102 = !DILocation(line: 310, column: 13, scope: !103, inlinedAt: !96)
!103 = distinct !DILexicalBlock(scope: !95, file: !67, line: 307, column: 13)
!104 = !DILocation(line: 961, column: 18, scope: !105, inlinedAt: !106)
!105 = distinct !DISubprogram(name: "add<f32>", linkageName: "_ZN4core3ptr7mut_ptr31_$LT$impl$u20$$BP$mut$u20$T$GT$3add17hf8104dbf7b55a065E", scope: !15, file: !14, line: 927, type: !10, scopeLine: 927, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!106 = distinct !DILocation(line: 429, column: 60, scope: !107, inlinedAt: !108)
!107 = distinct !DISubprogram(name: "__iterator_get_unchecked<f32>", linkageName: "_ZN94_$LT$core..slice..iter..IterMut$LT$T$GT$$u20$as$u20$core..iter..traits..iterator..Iterator$GT$24__iterator_get_unchecked17hba6ddd316f6d25a2E", scope: !42, file: !39, line: 418, type: !10, scopeLine: 418, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!108 = distinct !DILocation(line: 271, column: 26, scope: !109, inlinedAt: !112)
!109 = distinct !DILexicalBlock(scope: !110, file: !67, line: 268, column: 9)
!110 = distinct !DISubprogram(name: "get_unchecked<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>", linkageName: "_ZN111_$LT$core..iter..adapters..zip..Zip$LT$A$C$B$GT$$u20$as$u20$core..iter..adapters..zip..ZipImpl$LT$A$C$B$GT$$GT$13get_unchecked17h18dc8f2b1f5fa344E", scope: !111, file: !67, line: 267, type: !10, scopeLine: 267, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!111 = !DINamespace(name: "{impl#4}", scope: !69)
!112 = distinct !DILocation(line: 113, column: 18, scope: !113, inlinedAt: !114)
!113 = distinct !DISubprogram(name: "__iterator_get_unchecked<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>", linkageName: "_ZN102_$LT$core..iter..adapters..zip..Zip$LT$A$C$B$GT$$u20$as$u20$core..iter..traits..iterator..Iterator$GT$24__iterator_get_unchecked17h693bdd831dd6a6a0E", scope: !98, file: !67, line: 107, type: !10, scopeLine: 107, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!114 = distinct !DILocation(line: 313, column: 30, scope: !103, inlinedAt: !96)
!115 = !DILocation(line: 961, column: 18, scope: !116, inlinedAt: !117)
!116 = distinct !DISubprogram(name: "add<f32>", linkageName: "_ZN4core3ptr7mut_ptr31_$LT$impl$u20$$BP$mut$u20$T$GT$3add17hf8104dbf7b55a065E", scope: !15, file: !14, line: 927, type: !10, scopeLine: 927, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!117 = distinct !DILocation(line: 429, column: 60, scope: !118, inlinedAt: !120)
!118 = distinct !DISubprogram(name: "__iterator_get_unchecked<f32>", linkageName: "_ZN91_$LT$core..slice..iter..Iter$LT$T$GT$$u20$as$u20$core..iter..traits..iterator..Iterator$GT$24__iterator_get_unchecked17hbb83c0c4a0b38a92E", scope: !119, file: !39, line: 418, type: !10, scopeLine: 418, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!119 = !DINamespace(name: "{impl#171}", scope: !25)
!120 = distinct !DILocation(line: 271, column: 64, scope: !109, inlinedAt: !112)
!121 = !DILocation(line: 961, column: 18, scope: !116, inlinedAt: !122)
!122 = distinct !DILocation(line: 429, column: 60, scope: !118, inlinedAt: !123)
!123 = distinct !DILocation(line: 313, column: 66, scope: !103, inlinedAt: !96)
!124 = !DILocation(line: 50, column: 31, scope: !125, inlinedAt: !130)
!125 = distinct !DISubprogram(name: "add", linkageName: "_RNvXsT_NtNtCs2DxGA1hvVcO_4core3ops5arithRfNtB5_3Add3add", scope: !127, file: !126, line: 49, type: !10, scopeLine: 49, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!126 = !DIFile(filename: "usr/src/rustc-1.96.0/library/core/src/internal_macros.rs", directory: "", checksumkind: CSK_MD5, checksum: "9ec673d06a3eb53c47178443a566ec32")
!127 = !DINamespace(name: "{impl#57}", scope: !128)
!128 = !DINamespace(name: "arith", scope: !129)
!129 = !DINamespace(name: "ops", scope: !18)
!130 = !DILocation(line: 18, column: 14, scope: !131)
!131 = distinct !DILexicalBlock(scope: !101, file: !6, line: 17, column: 5)
!132 = !DILocation(line: 50, column: 38, scope: !125, inlinedAt: !130)
!133 = !DILocation(line: 104, column: 45, scope: !134, inlinedAt: !137)
!134 = distinct !DISubprogram(name: "add", linkageName: "_RNvXsb_NtNtCs2DxGA1hvVcO_4core3ops5arithfNtB5_3Add3add", scope: !136, file: !135, line: 104, type: !10, scopeLine: 104, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!135 = !DIFile(filename: "usr/src/rustc-1.96.0/library/core/src/ops/arith.rs", directory: "", checksumkind: CSK_MD5, checksum: "e47733c3b66376c892662297e1e5370d")
!136 = !DINamespace(name: "{impl#13}", scope: !128)
!137 = !DILocation(line: 50, column: 17, scope: !125, inlinedAt: !130)
!138 = !DILocation(line: 18, column: 9, scope: !131)
!139 = distinct !{!139, !49, !50}
!140 = distinct !{!140, !50, !49}
!141 = !DILocation(line: 20, column: 2, scope: !57)
!142 = distinct !DISubprogram(name: "gather", scope: !9, file: !6, line: 23, type: !10, scopeLine: 23, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!143 = !DILocation(line: 1915, column: 50, scope: !144, inlinedAt: !147)
!144 = distinct !DISubprogram(name: "lt", linkageName: "_RNvXsU_NtNtCs2DxGA1hvVcO_4core3cmp5implsjNtB7_10PartialOrd2lt", scope: !145, file: !60, line: 1915, type: !10, scopeLine: 1915, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!145 = !DINamespace(name: "{impl#58}", scope: !146)
!146 = !DINamespace(name: "impls", scope: !62)
!147 = !DILocation(line: 900, column: 12, scope: !148, inlinedAt: !152)
!148 = distinct !DISubprogram(name: "spec_next<usize>", linkageName: "_ZN89_$LT$core..ops..range..Range$LT$T$GT$$u20$as$u20$core..iter..range..RangeIteratorImpl$GT$9spec_next17he1e4728b29afa807E", scope: !150, file: !149, line: 899, type: !10, scopeLine: 899, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!149 = !DIFile(filename: "usr/src/rustc-1.96.0/library/core/src/iter/range.rs", directory: "", checksumkind: CSK_MD5, checksum: "8a1edc6f95cc68d16f4520681467edec")
!150 = !DINamespace(name: "{impl#5}", scope: !151)
!151 = !DINamespace(name: "range", scope: !71)
!152 = !DILocation(line: 985, column: 14, scope: !153, inlinedAt: !155)
!153 = distinct !DISubprogram(name: "next<usize>", linkageName: "_ZN4core4iter5range101_$LT$impl$u20$core..iter..traits..iterator..Iterator$u20$for$u20$core..ops..range..Range$LT$A$GT$$GT$4next17h09d5d6ff44a37065E", scope: !154, file: !149, line: 984, type: !10, scopeLine: 984, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!154 = !DINamespace(name: "{impl#6}", scope: !151)
!155 = !DILocation(line: 24, column: 14, scope: !156)
!156 = !DILexicalBlockFile(scope: !157, file: !6, discriminator: 2)
!157 = distinct !DILexicalBlock(scope: !142, file: !6, line: 24, column: 5)
!158 = !DILocation(line: 27, column: 2, scope: !142)
!159 = !DILocation(line: 898, column: 17, scope: !160, inlinedAt: !164)
!160 = distinct !DISubprogram(name: "unchecked_add", linkageName: "_RNvMs9_NtCs2DxGA1hvVcO_4core3numj13unchecked_add", scope: !162, file: !161, line: 886, type: !10, scopeLine: 886, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!161 = !DIFile(filename: "usr/src/rustc-1.96.0/library/core/src/num/uint_macros.rs", directory: "", checksumkind: CSK_MD5, checksum: "5fc7d5e74eb0c3c3b6eb5c642b7e095f")
!162 = !DINamespace(name: "{impl#11}", scope: !163)
!163 = !DINamespace(name: "num", scope: !18)
!164 = !DILocation(line: 215, column: 28, scope: !165, inlinedAt: !167)
!165 = distinct !DISubprogram(name: "forward_unchecked", linkageName: "_RNvXsJ_NtNtCs2DxGA1hvVcO_4core4iter5rangejNtB5_4Step17forward_unchecked", scope: !166, file: !149, line: 213, type: !10, scopeLine: 213, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!166 = !DINamespace(name: "{impl#47}", scope: !151)
!167 = !DILocation(line: 903, column: 35, scope: !168, inlinedAt: !152)
!168 = distinct !DILexicalBlock(scope: !148, file: !149, line: 901, column: 13)
!169 = !DILocation(line: 25, column: 24, scope: !170)
!170 = distinct !DILexicalBlock(scope: !157, file: !6, line: 24, column: 5)
!171 = !DILocation(line: 25, column: 18, scope: !170)
!172 = !DILocation(line: 25, column: 9, scope: !170)
!173 = distinct !DISubprogram(name: "sum", scope: !9, file: !6, line: 7, type: !10, scopeLine: 7, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!174 = !DILocation(line: 961, column: 18, scope: !175, inlinedAt: !176)
!175 = distinct !DISubprogram(name: "add<f32>", linkageName: "_ZN4core3ptr7mut_ptr31_$LT$impl$u20$$BP$mut$u20$T$GT$3add17hf8104dbf7b55a065E", scope: !15, file: !14, line: 927, type: !10, scopeLine: 927, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!176 = !DILocation(line: 102, column: 78, scope: !177, inlinedAt: !181)
!177 = distinct !DILexicalBlock(scope: !178, file: !21, line: 98, column: 9)
!178 = distinct !DILexicalBlock(scope: !179, file: !21, line: 97, column: 9)
!179 = distinct !DISubprogram(name: "new<f32>", linkageName: "_ZN4core5slice4iter13Iter$LT$T$GT$3new17h5984e08aefe0e937E", scope: !180, file: !21, line: 96, type: !10, scopeLine: 96, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!180 = !DINamespace(name: "Iter", scope: !25)
!181 = !DILocation(line: 1041, column: 9, scope: !182, inlinedAt: !183)
!182 = distinct !DISubprogram(name: "iter<f32>", linkageName: "_ZN4core5slice29_$LT$impl$u20$$u5b$T$u5d$$GT$4iter17h8659c7c166ec3418E", scope: !30, file: !29, line: 1040, type: !10, scopeLine: 1040, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!183 = !DILocation(line: 26, column: 14, scope: !184, inlinedAt: !186)
!184 = distinct !DISubprogram(name: "into_iter<f32>", linkageName: "_ZN4core5slice4iter87_$LT$impl$u20$core..iter..traits..collect..IntoIterator$u20$for$u20$$RF$$u5b$T$u5d$$GT$9into_iter17hb29433233fc20540E", scope: !185, file: !21, line: 25, type: !10, scopeLine: 25, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!185 = !DINamespace(name: "{impl#1}", scope: !25)
!186 = !DILocation(line: 9, column: 19, scope: !187)
!187 = distinct !DILexicalBlock(scope: !173, file: !6, line: 8, column: 5)
!188 = !DILocation(line: 1717, column: 9, scope: !189, inlinedAt: !190)
!189 = distinct !DISubprogram(name: "eq<f32>", linkageName: "_ZN78_$LT$core..ptr..non_null..NonNull$LT$T$GT$$u20$as$u20$core..cmp..PartialEq$GT$2eq17hc3084aecb1509e23E", scope: !35, file: !34, line: 1716, type: !10, scopeLine: 1716, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!190 = !DILocation(line: 180, column: 28, scope: !191, inlinedAt: !194)
!191 = distinct !DILexicalBlock(scope: !192, file: !39, line: 162, column: 17)
!192 = distinct !DILexicalBlock(scope: !193, file: !39, line: 161, column: 17)
!193 = distinct !DISubprogram(name: "next<f32>", linkageName: "_ZN91_$LT$core..slice..iter..Iter$LT$T$GT$$u20$as$u20$core..iter..traits..iterator..Iterator$GT$4next17hf3b5e68de0ed0ec2E", scope: !119, file: !39, line: 157, type: !10, scopeLine: 157, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!194 = !DILocation(line: 9, column: 19, scope: !195)
!195 = !DILexicalBlockFile(scope: !196, file: !6, discriminator: 2)
!196 = distinct !DILexicalBlock(scope: !187, file: !6, line: 9, column: 5)
!197 = !DILocation(line: 659, column: 28, scope: !198, inlinedAt: !199)
!198 = distinct !DISubprogram(name: "add<f32>", linkageName: "_ZN4core3ptr8non_null16NonNull$LT$T$GT$3add17hfc1deb024c1712a0E", scope: !53, file: !34, line: 651, type: !10, scopeLine: 651, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !1, templateParams: !11)
!199 = !DILocation(line: 185, column: 40, scope: !191, inlinedAt: !194)
!200 = !DILocation(line: 9, column: 10, scope: !196)
!201 = !DILocation(line: 10, column: 9, scope: !202)
!202 = distinct !DILexicalBlock(scope: !196, file: !6, line: 9, column: 5)
!203 = distinct !{!203, !204}
!204 = !{!"llvm.loop.unroll.disable"}
!205 = !DILocation(line: 0, scope: !173)
!206 = !DILocation(line: 13, column: 2, scope: !173)
