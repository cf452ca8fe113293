; ModuleID = 'kernels.326bd1a9-cgu.0'
source_filename = "kernels.326bd1a9-cgu.0"
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

%"core::panic::location::Location" = type { { [0 x i8]*, i64 }, i32, i32 }

@alloc23 = private unnamed_addr constant <{ [10 x i8] }> <{ [10 x i8] c"kernels.rs" }>, align 1
@alloc22 = private unnamed_addr constant <{ i8*, [16 x i8] }> <{ i8* getelementptr inbounds (<{ [10 x i8] }>, <{ [10 x i8] }>* @alloc23, i32 0, i32 0, i32 0), [16 x i8] c"\0A\00\00\00\00\00\00\00\19\00\00\00\12\00\00\00" }>, align 8
@alloc24 = private unnamed_addr constant <{ i8*, [16 x i8] }> <{ i8* getelementptr inbounds (<{ [10 x i8] }>, <{ [10 x i8] }>* @alloc23, i32 0, i32 0, i32 0), [16 x i8] c"\0A\00\00\00\00\00\00\00\19\00\00\00\09\00\00\00" }>, align 8

; Function Attrs: nofree nosync nounwind nonlazybind uwtable
define float @sum([0 x float]* noalias noundef nonnull readonly align 4 %values.0, i64 %values.1) unnamed_addr #0 !dbg !5 {
start:
  %0 = getelementptr inbounds [0 x float], [0 x float]* %values.0, i64 0, i64 %values.1, !dbg !10
  %_12.i8 = icmp eq i64 %values.1, 0, !dbg !38
  br i1 %_12.i8, label %bb6, label %bb4.preheader, !dbg !38

bb4.preheader:                                    ; preds = %start
  %1 = bitcast [0 x float]* %values.0 to i32*, !dbg !45
  br label %bb4, !dbg !38

bb6:                                              ; preds = %bb4, %start
  %total.0.lcssa = phi float [ 0.000000e+00, %start ], [ %4, %bb4 ], !dbg !53
  ret float %total.0.lcssa, !dbg !54

bb4:                                              ; preds = %bb4.preheader, %bb4
  %total.010 = phi float [ %4, %bb4 ], [ 0.000000e+00, %bb4.preheader ]
  %iter.sroa.0.09 = phi i32* [ %2, %bb4 ], [ %1, %bb4.preheader ]
  %2 = getelementptr inbounds i32, i32* %iter.sroa.0.09, i64 1, !dbg !55
  %3 = bitcast i32* %iter.sroa.0.09 to float*, !dbg !66
  %value = load float, float* %3, align 4, !dbg !66
  %4 = fadd float %total.010, %value, !dbg !67
  %5 = bitcast i32* %2 to float*, !dbg !69
  %_12.i = icmp eq float* %0, %5, !dbg !38
  br i1 %_12.i, label %bb6, label %bb4, !dbg !38
}

; Function Attrs: nofree nosync nounwind nonlazybind uwtable
define void @add([0 x float]* noalias noundef nonnull align 4 %out.0, i64 %out.1, [0 x float]* noalias noundef nonnull readonly align 4 %a.0, i64 %a.1, [0 x float]* noalias noundef nonnull readonly align 4 %b.0, i64 %b.1) unnamed_addr #0 personality i32 (...)* @rust_eh_personality !dbg !70 {
start:
  %0 = icmp ugt i64 %out.1, %a.1, !dbg !71
  %.0.sroa.speculated.i.i.i.i.i.i = select i1 %0, i64 %a.1, i64 %out.1, !dbg !98
  %1 = icmp ugt i64 %.0.sroa.speculated.i.i.i.i.i.i, %b.1, !dbg !99
  %.0.sroa.speculated.i.i.i.i.i.i1 = select i1 %1, i64 %b.1, i64 %.0.sroa.speculated.i.i.i.i.i.i, !dbg !110
  %_2.i.i92.not = icmp eq i64 %.0.sroa.speculated.i.i.i.i.i.i1, 0, !dbg !111
  br i1 %_2.i.i92.not, label %bb9, label %bb7.preheader, !dbg !111

bb7.preheader:                                    ; preds = %start
  %min.iters.check = icmp ult i64 %.0.sroa.speculated.i.i.i.i.i.i1, 8, !dbg !111
  br i1 %min.iters.check, label %bb7.preheader97, label %vector.ph, !dbg !111

vector.ph:                                        ; preds = %bb7.preheader
  %n.vec = and i64 %.0.sroa.speculated.i.i.i.i.i.i1, -8, !dbg !111
  %2 = add i64 %n.vec, -8, !dbg !111
  %3 = lshr exact i64 %2, 3, !dbg !111
  %4 = add nuw nsw i64 %3, 1, !dbg !111
  %xtraiter = and i64 %4, 1, !dbg !111
  %5 = icmp eq i64 %2, 0, !dbg !111
  br i1 %5, label %middle.block.unr-lcssa, label %vector.ph.new, !dbg !111

vector.ph.new:                                    ; preds = %vector.ph
  %unroll_iter = and i64 %4, 4611686018427387902, !dbg !111
  br label %vector.body, !dbg !111

vector.body:                                      ; preds = %vector.body, %vector.ph.new
  %index = phi i64 [ 0, %vector.ph.new ], [ %index.next.1, %vector.body ], !dbg !118
  %niter = phi i64 [ 0, %vector.ph.new ], [ %niter.next.1, %vector.body ]
  %6 = getelementptr inbounds [0 x float], [0 x float]* %out.0, i64 0, i64 %index, !dbg !118
  %7 = getelementptr inbounds [0 x float], [0 x float]* %a.0, i64 0, i64 %index, !dbg !118
  %8 = getelementptr inbounds [0 x float], [0 x float]* %b.0, i64 0, i64 %index, !dbg !118
  %9 = bitcast float* %7 to <4 x float>*, !dbg !120
  %wide.load = load <4 x float>, <4 x float>* %9, align 4, !dbg !120
  %10 = getelementptr inbounds float, float* %7, i64 4, !dbg !120
  %11 = bitcast float* %10 to <4 x float>*, !dbg !120
  %wide.load94 = load <4 x float>, <4 x float>* %11, align 4, !dbg !120
  %12 = bitcast float* %8 to <4 x float>*, !dbg !120
  %wide.load95 = load <4 x float>, <4 x float>* %12, align 4, !dbg !120
  %13 = getelementptr inbounds float, float* %8, i64 4, !dbg !120
  %14 = bitcast float* %13 to <4 x float>*, !dbg !120
  %wide.load96 = load <4 x float>, <4 x float>* %14, align 4, !dbg !120
  %15 = fadd <4 x float> %wide.load, %wide.load95, !dbg !122
  %16 = fadd <4 x float> %wide.load94, %wide.load96, !dbg !122
  %17 = bitcast float* %6 to <4 x float>*, !dbg !133
  store <4 x float> %15, <4 x float>* %17, align 4, !dbg !133
  %18 = getelementptr inbounds float, float* %6, i64 4, !dbg !133
  %19 = bitcast float* %18 to <4 x float>*, !dbg !133
  store <4 x float> %16, <4 x float>* %19, align 4, !dbg !133
  %index.next = or i64 %index, 8, !dbg !118
  %20 = getelementptr inbounds [0 x float], [0 x float]* %out.0, i64 0, i64 %index.next, !dbg !118
  %21 = getelementptr inbounds [0 x float], [0 x float]* %a.0, i64 0, i64 %index.next, !dbg !118
  %22 = getelementptr inbounds [0 x float], [0 x float]* %b.0, i64 0, i64 %index.next, !dbg !118
  %23 = bitcast float* %21 to <4 x float>*, !dbg !120
  %wide.load.1 = load <4 x float>, <4 x float>* %23, align 4, !dbg !120
  %24 = getelementptr inbounds float, float* %21, i64 4, !dbg !120
  %25 = bitcast float* %24 to <4 x float>*, !dbg !120
  %wide.load94.1 = load <4 x float>, <4 x float>* %25, align 4, !dbg !120
  %26 = bitcast float* %22 to <4 x float>*, !dbg !120
  %wide.load95.1 = load <4 x float>, <4 x float>* %26, align 4, !dbg !120
  %27 = getelementptr inbounds float, float* %22, i64 4, !dbg !120
  %28 = bitcast float* %27 to <4 x float>*, !dbg !120
  %wide.load96.1 = load <4 x float>, <4 x float>* %28, align 4, !dbg !120
  %29 = fadd <4 x float> %wide.load.1, %wide.load95.1, !dbg !122
  %30 = fadd <4 x float> %wide.load94.1, %wide.load96.1, !dbg !122
  %31 = bitcast float* %20 to <4 x float>*, !dbg !133
  store <4 x float> %29, <4 x float>* %31, align 4, !dbg !133
  %32 = getelementptr inbounds float, float* %20, i64 4, !dbg !133
  %33 = bitcast float* %32 to <4 x float>*, !dbg !133
  store <4 x float> %30, <4 x float>* %33, align 4, !dbg !133
  %index.next.1 = add nuw i64 %index, 16, !dbg !118
  %niter.next.1 = add i64 %niter, 2, !dbg !118
  %niter.ncmp.1 = icmp eq i64 %niter.next.1, %unroll_iter, !dbg !118
  br i1 %niter.ncmp.1, label %middle.block.unr-lcssa, label %vector.body, !dbg !118, !llvm.loop !134

middle.block.unr-lcssa:                           ; preds = %vector.body, %vector.ph
  %index.unr = phi i64 [ 0, %vector.ph ], [ %index.next.1, %vector.body ]
  %lcmp.mod.not = icmp eq i64 %xtraiter, 0, !dbg !118
  br i1 %lcmp.mod.not, label %middle.block, label %vector.body.epil, !dbg !118

vector.body.epil:                                 ; preds = %middle.block.unr-lcssa
  %34 = getelementptr inbounds [0 x float], [0 x float]* %out.0, i64 0, i64 %index.unr, !dbg !118
  %35 = getelementptr inbounds [0 x float], [0 x float]* %a.0, i64 0, i64 %index.unr, !dbg !118
  %36 = getelementptr inbounds [0 x float], [0 x float]* %b.0, i64 0, i64 %index.unr, !dbg !118
  %37 = bitcast float* %35 to <4 x float>*, !dbg !120
  %wide.load.epil = load <4 x float>, <4 x float>* %37, align 4, !dbg !120
  %38 = getelementptr inbounds float, float* %35, i64 4, !dbg !120
  %39 = bitcast float* %38 to <4 x float>*, !dbg !120
  %wide.load94.epil = load <4 x float>, <4 x float>* %39, align 4, !dbg !120
  %40 = bitcast float* %36 to <4 x float>*, !dbg !120
  %wide.load95.epil = load <4 x float>, <4 x float>* %40, align 4, !dbg !120
  %41 = getelementptr inbounds float, float* %36, i64 4, !dbg !120
  %42 = bitcast float* %41 to <4 x float>*, !dbg !120
  %wide.load96.epil = load <4 x float>, <4 x float>* %42, align 4, !dbg !120
  %43 = fadd <4 x float> %wide.load.epil, %wide.load95.epil, !dbg !122
  %44 = fadd <4 x float> %wide.load94.epil, %wide.load96.epil, !dbg !122
  %45 = bitcast float* %34 to <4 x float>*, !dbg !133
  store <4 x float> %43, <4 x float>* %45, align 4, !dbg !133
  %46 = getelementptr inbounds float, float* %34, i64 4, !dbg !133
  %47 = bitcast float* %46 to <4 x float>*, !dbg !133
  store <4 x float> %44, <4 x float>* %47, align 4, !dbg !133
  br label %middle.block, !dbg !111

middle.block:                                     ; preds = %middle.block.unr-lcssa, %vector.body.epil
  %cmp.n = icmp eq i64 %.0.sroa.speculated.i.i.i.i.i.i1, %n.vec, !dbg !111
  br i1 %cmp.n, label %bb9, label %bb7.preheader97, !dbg !111

bb7.preheader97:                                  ; preds = %bb7.preheader, %middle.block
  %iter.sroa.15.093.ph = phi i64 [ 0, %bb7.preheader ], [ %n.vec, %middle.block ]
  br label %bb7, !dbg !111

bb9:                                              ; preds = %bb7, %middle.block, %start
  ret void, !dbg !136

bb7:                                              ; preds = %bb7.preheader97, %bb7
  %iter.sroa.15.093 = phi i64 [ %48, %bb7 ], [ %iter.sroa.15.093.ph, %bb7.preheader97 ]
  %48 = add nuw i64 %iter.sroa.15.093, 1, !dbg !118
  %49 = getelementptr inbounds [0 x float], [0 x float]* %out.0, i64 0, i64 %iter.sroa.15.093, !dbg !137
  %50 = getelementptr inbounds [0 x float], [0 x float]* %a.0, i64 0, i64 %iter.sroa.15.093, !dbg !155
  %51 = getelementptr inbounds [0 x float], [0 x float]* %b.0, i64 0, i64 %iter.sroa.15.093, !dbg !161
  %x.val = load float, float* %50, align 4, !dbg !120
  %y.val = load float, float* %51, align 4, !dbg !120
  %52 = fadd float %x.val, %y.val, !dbg !122
  store float %52, float* %49, align 4, !dbg !133
  %exitcond.not = icmp eq i64 %48, %.0.sroa.speculated.i.i.i.i.i.i1, !dbg !111
  br i1 %exitcond.not, label %bb9, label %bb7, !dbg !111, !llvm.loop !165
}

; Function Attrs: nonlazybind uwtable
define void @gather([0 x float]* noalias nocapture noundef nonnull writeonly align 4 %out.0, i64 %out.1, [0 x float]* noalias nocapture noundef nonnull readonly align 4 %table.0, i64 %table.1, [0 x i32]* noalias nocapture noundef nonnull readonly align 4 %indexes.0, i64 %indexes.1) unnamed_addr #1 personality i32 (...)* @rust_eh_personality !dbg !167 {
start:
  %.not = icmp eq i64 %indexes.1, 0, !dbg !168
  br i1 %.not, label %bb6, label %bb7, !dbg !182

bb6:                                              ; preds = %bb9, %start
  ret void, !dbg !183

bb7:                                              ; preds = %start, %bb9
  %iter.sroa.0.017 = phi i64 [ %0, %bb9 ], [ 0, %start ]
  %0 = add nuw i64 %iter.sroa.0.017, 1, !dbg !184
  %1 = getelementptr inbounds [0 x i32], [0 x i32]* %indexes.0, i64 0, i64 %iter.sroa.0.017, !dbg !196
  %_16 = load i32, i32* %1, align 4, !dbg !196
  %_15 = zext i32 %_16 to i64, !dbg !196
  %_21 = icmp ult i64 %_15, %table.1, !dbg !198
  br i1 %_21, label %bb8, label %panic1, !dbg !198, !prof !199

bb8:                                              ; preds = %bb7
  %exitcond.not = icmp eq i64 %iter.sroa.0.017, %out.1, !dbg !200
  br i1 %exitcond.not, label %panic2, label %bb9, !dbg !200, !prof !201

panic1:                                           ; preds = %bb7
  %_15.le = zext i32 %_16 to i64, !dbg !196
; call core::panicking::panic_bounds_check
  tail call void @_ZN4core9panicking18panic_bounds_check17haa0aa704ba684d7fE(i64 %_15.le, i64 %table.1, %"core::panic::location::Location"* noalias noundef readonly align 8 dereferenceable(24) bitcast (<{ i8*, [16 x i8] }>* @alloc22 to %"core::panic::location::Location"*)) #5, !dbg !198
  unreachable, !dbg !198

bb9:                                              ; preds = %bb8
  %2 = getelementptr inbounds [0 x float], [0 x float]* %table.0, i64 0, i64 %_15, !dbg !198
  %_14 = load float, float* %2, align 4, !dbg !198
  %3 = getelementptr inbounds [0 x float], [0 x float]* %out.0, i64 0, i64 %iter.sroa.0.017, !dbg !200
  store float %_14, float* %3, align 4, !dbg !200
  %exitcond22.not = icmp eq i64 %0, %indexes.1, !dbg !168
  br i1 %exitcond22.not, label %bb6, label %bb7, !dbg !182

panic2:                                           ; preds = %bb8
; call core::panicking::panic_bounds_check
  tail call void @_ZN4core9panicking18panic_bounds_check17haa0aa704ba684d7fE(i64 %out.1, i64 %out.1, %"core::panic::location::Location"* noalias noundef readonly align 8 dereferenceable(24) bitcast (<{ i8*, [16 x i8] }>* @alloc24 to %"core::panic::location::Location"*)) #5, !dbg !200
  unreachable, !dbg !200
}

; kernels::layers::Scale::apply
; Function Attrs: nofree noinline nosync nounwind nonlazybind uwtable
define void @_ZN7kernels6layers5Scale5apply17hebf6ad20ff14db68E(float* noalias nocapture noundef readonly align 4 dereferenceable(4) %self, [0 x float]* noalias noundef nonnull align 4 %values.0, i64 %values.1) unnamed_addr #2 !dbg !202 {
start:
  %0 = getelementptr inbounds [0 x float], [0 x float]* %values.0, i64 0, i64 %values.1, !dbg !205
  %_12.i7 = icmp eq i64 %values.1, 0, !dbg !215
  br i1 %_12.i7, label %bb7, label %bb5.lr.ph, !dbg !215

bb5.lr.ph:                                        ; preds = %start
  %1 = bitcast [0 x float]* %values.0 to i32*, !dbg !220
  %_12 = load float, float* %self, align 4
  %2 = add i64 %values.1, 4611686018427387903, !dbg !215
  %3 = and i64 %2, 4611686018427387903, !dbg !215
  %4 = add nuw nsw i64 %3, 1, !dbg !215
  %min.iters.check = icmp ult i64 %3, 7, !dbg !215
  br i1 %min.iters.check, label %bb5.preheader, label %vector.ph, !dbg !215

vector.ph:                                        ; preds = %bb5.lr.ph
  %n.vec = and i64 %4, 9223372036854775800, !dbg !215
  %ind.end13 = getelementptr [0 x float], [0 x float]* %values.0, i64 0, i64 %n.vec, !dbg !215
  %ind.end = bitcast float* %ind.end13 to i32*, !dbg !215
  %broadcast.splatinsert = insertelement <4 x float> poison, float %_12, i64 0, !dbg !215
  %broadcast.splat = shufflevector <4 x float> %broadcast.splatinsert, <4 x float> poison, <4 x i32> zeroinitializer, !dbg !215
  %broadcast.splatinsert11 = insertelement <4 x float> poison, float %_12, i64 0, !dbg !215
  %broadcast.splat12 = shufflevector <4 x float> %broadcast.splatinsert11, <4 x float> poison, <4 x i32> zeroinitializer, !dbg !215
  %5 = add nsw i64 %n.vec, -8, !dbg !215
  %6 = lshr exact i64 %5, 3, !dbg !215
  %7 = add nuw nsw i64 %6, 1, !dbg !215
  %xtraiter = and i64 %7, 1, !dbg !215
  %8 = icmp eq i64 %5, 0, !dbg !215
  br i1 %8, label %middle.block.unr-lcssa, label %vector.ph.new, !dbg !215

vector.ph.new:                                    ; preds = %vector.ph
  %unroll_iter = and i64 %7, 4611686018427387902, !dbg !215
  br label %vector.body, !dbg !215

vector.body:                                      ; preds = %vector.body, %vector.ph.new
  %index = phi i64 [ 0, %vector.ph.new ], [ %index.next.1, %vector.body ]
  %niter = phi i64 [ 0, %vector.ph.new ], [ %niter.next.1, %vector.body ]
  %next.gep14 = getelementptr [0 x float], [0 x float]* %values.0, i64 0, i64 %index
  %9 = bitcast float* %next.gep14 to <4 x float>*, !dbg !223
  %wide.load = load <4 x float>, <4 x float>* %9, align 4, !dbg !223
  %10 = getelementptr float, float* %next.gep14, i64 4, !dbg !223
  %11 = bitcast float* %10 to <4 x float>*, !dbg !223
  %wide.load10 = load <4 x float>, <4 x float>* %11, align 4, !dbg !223
  %12 = fmul <4 x float> %broadcast.splat, %wide.load, !dbg !223
  %13 = fmul <4 x float> %broadcast.splat12, %wide.load10, !dbg !223
  %14 = bitcast float* %next.gep14 to <4 x float>*, !dbg !223
  store <4 x float> %12, <4 x float>* %14, align 4, !dbg !223
  %15 = bitcast float* %10 to <4 x float>*, !dbg !223
  store <4 x float> %13, <4 x float>* %15, align 4, !dbg !223
  %index.next = or i64 %index, 8
  %next.gep14.1 = getelementptr [0 x float], [0 x float]* %values.0, i64 0, i64 %index.next
  %16 = bitcast float* %next.gep14.1 to <4 x float>*, !dbg !223
  %wide.load.1 = load <4 x float>, <4 x float>* %16, align 4, !dbg !223
  %17 = getelementptr float, float* %next.gep14.1, i64 4, !dbg !223
  %18 = bitcast float* %17 to <4 x float>*, !dbg !223
  %wide.load10.1 = load <4 x float>, <4 x float>* %18, align 4, !dbg !223
  %19 = fmul <4 x float> %broadcast.splat, %wide.load.1, !dbg !223
  %20 = fmul <4 x float> %broadcast.splat12, %wide.load10.1, !dbg !223
  %21 = bitcast float* %next.gep14.1 to <4 x float>*, !dbg !223
  store <4 x float> %19, <4 x float>* %21, align 4, !dbg !223
  %22 = bitcast float* %17 to <4 x float>*, !dbg !223
  store <4 x float> %20, <4 x float>* %22, align 4, !dbg !223
  %index.next.1 = add nuw i64 %index, 16
  %niter.next.1 = add i64 %niter, 2
  %niter.ncmp.1 = icmp eq i64 %niter.next.1, %unroll_iter
  br i1 %niter.ncmp.1, label %middle.block.unr-lcssa, label %vector.body, !llvm.loop !225

middle.block.unr-lcssa:                           ; preds = %vector.body, %vector.ph
  %index.unr = phi i64 [ 0, %vector.ph ], [ %index.next.1, %vector.body ]
  %lcmp.mod.not = icmp eq i64 %xtraiter, 0
  br i1 %lcmp.mod.not, label %middle.block, label %vector.body.epil

vector.body.epil:                                 ; preds = %middle.block.unr-lcssa
  %next.gep14.epil = getelementptr [0 x float], [0 x float]* %values.0, i64 0, i64 %index.unr
  %23 = bitcast float* %next.gep14.epil to <4 x float>*, !dbg !223
  %wide.load.epil = load <4 x float>, <4 x float>* %23, align 4, !dbg !223
  %24 = getelementptr float, float* %next.gep14.epil, i64 4, !dbg !223
  %25 = bitcast float* %24 to <4 x float>*, !dbg !223
  %wide.load10.epil = load <4 x float>, <4 x float>* %25, align 4, !dbg !223
  %26 = fmul <4 x float> %broadcast.splat, %wide.load.epil, !dbg !223
  %27 = fmul <4 x float> %broadcast.splat12, %wide.load10.epil, !dbg !223
  %28 = bitcast float* %next.gep14.epil to <4 x float>*, !dbg !223
  store <4 x float> %26, <4 x float>* %28, align 4, !dbg !223
  %29 = bitcast float* %24 to <4 x float>*, !dbg !223
  store <4 x float> %27, <4 x float>* %29, align 4, !dbg !223
  br label %middle.block, !dbg !215

middle.block:                                     ; preds = %middle.block.unr-lcssa, %vector.body.epil
  %cmp.n = icmp eq i64 %4, %n.vec, !dbg !215
  br i1 %cmp.n, label %bb7, label %bb5.preheader, !dbg !215

bb5.preheader:                                    ; preds = %bb5.lr.ph, %middle.block
  %iter.sroa.0.08.ph = phi i32* [ %1, %bb5.lr.ph ], [ %ind.end, %middle.block ]
  br label %bb5, !dbg !215

bb7:                                              ; preds = %bb5, %middle.block, %start
  ret void, !dbg !226

bb5:                                              ; preds = %bb5.preheader, %bb5
  %iter.sroa.0.08 = phi i32* [ %30, %bb5 ], [ %iter.sroa.0.08.ph, %bb5.preheader ]
  %30 = getelementptr inbounds i32, i32* %iter.sroa.0.08, i64 1, !dbg !227
  %31 = bitcast i32* %iter.sroa.0.08 to float*, !dbg !233
  %32 = load float, float* %31, align 4, !dbg !223
  %33 = fmul float %_12, %32, !dbg !223
  store float %33, float* %31, align 4, !dbg !223
  %34 = bitcast i32* %30 to float*, !dbg !234
  %_12.i = icmp eq float* %0, %34, !dbg !215
  br i1 %_12.i, label %bb7, label %bb5, !dbg !215, !llvm.loop !235
}

; Function Attrs: nonlazybind
declare i32 @rust_eh_personality(...) unnamed_addr #3

; core::panicking::panic_bounds_check
; Function Attrs: cold noinline noreturn nonlazybind uwtable
declare void @_ZN4core9panicking18panic_bounds_check17haa0aa704ba684d7fE(i64, i64, %"core::panic::location::Location"* noalias noundef readonly align 8 dereferenceable(24)) unnamed_addr #4

attributes #0 = { nofree nosync nounwind nonlazybind uwtable "probe-stack"="__rust_probestack" "target-cpu"="x86-64-v2" }
attributes #1 = { nonlazybind uwtable "probe-stack"="__rust_probestack" "target-cpu"="x86-64-v2" }
attributes #2 = { nofree noinline nosync nounwind nonlazybind uwtable "probe-stack"="__rust_probestack" "target-cpu"="x86-64-v2" }
attributes #3 = { nonlazybind "target-cpu"="x86-64-v2" }
attributes #4 = { cold noinline noreturn nonlazybind uwtable "probe-stack"="__rust_probestack" "target-cpu"="x86-64-v2" }
attributes #5 = { noreturn }

!llvm.module.flags = !{!0, !1, !2}
!llvm.dbg.cu = !{!3}

!0 = !{i32 7, !"PIC Level", i32 2}
!1 = !{i32 2, !"RtLibUseGOT", i32 1}
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = distinct !DICompileUnit(language: DW_LANG_Rust, file: !4, producer: "clang LLVM (rustc version 1.63.0)", isOptimized: true, runtimeVersion: 0, emissionKind: FullDebug)
!4 = !DIFile(filename: "kernels.rs/@/kernels.326bd1a9-cgu.0", directory: ".")
!5 = distinct !DISubprogram(name: "sum", scope: !7, file: !6, line: 7, type: !8, scopeLine: 7, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!6 = !DIFile(filename: "kernels.rs", directory: ".", checksumkind: CSK_MD5, checksum: "c6877d6f25e3ee5bdfa115eead15ae95")
!7 = !DINamespace(name: "kernels", scope: null)
!8 = !DISubroutineType(types: !9)
!9 = !{}
!10 = !DILocation(line: 457, column: 18, scope: !11, inlinedAt: !18)
!11 = distinct !DILexicalBlock(scope: !13, file: !12, line: 457, column: 9)
!12 = !DIFile(filename: "/usr/src/rustc-1.63.0/library/core/src/ptr/const_ptr.rs", directory: "", checksumkind: CSK_MD5, checksum: "472568b60919158596db0f55d2635676")
!13 = distinct !DISubprogram(name: "offset<f32>", linkageName: "_ZN4core3ptr9const_ptr33_$LT$impl$u20$$BP$const$u20$T$GT$6offset17h0b5ca64ce060b1d4E", scope: !14, file: !12, line: 452, type: !8, scopeLine: 452, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!14 = !DINamespace(name: "{impl#0}", scope: !15)
!15 = !DINamespace(name: "const_ptr", scope: !16)
!16 = !DINamespace(name: "ptr", scope: !17)
!17 = !DINamespace(name: "core", scope: null)
!18 = distinct !DILocation(line: 870, column: 18, scope: !19, inlinedAt: !21)
!19 = distinct !DILexicalBlock(scope: !20, file: !12, line: 870, column: 9)
!20 = distinct !DISubprogram(name: "add<f32>", linkageName: "_ZN4core3ptr9const_ptr33_$LT$impl$u20$$BP$const$u20$T$GT$3add17h94cede84ea6e8efcE", scope: !14, file: !12, line: 865, type: !8, scopeLine: 865, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!21 = distinct !DILocation(line: 97, column: 17, scope: !22, inlinedAt: !29)
!22 = distinct !DILexicalBlock(scope: !24, file: !23, line: 91, column: 9)
!23 = !DIFile(filename: "/usr/src/rustc-1.63.0/library/core/src/slice/iter.rs", directory: "", checksumkind: CSK_MD5, checksum: "27f6434b5f582e5019a860c5c017d49e")
!24 = distinct !DILexicalBlock(scope: !25, file: !23, line: 89, column: 9)
!25 = distinct !DISubprogram(name: "new<f32>", linkageName: "_ZN4core5slice4iter13Iter$LT$T$GT$3new17he9454231d48f00adE", scope: !26, file: !23, line: 88, type: !8, scopeLine: 88, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!26 = !DINamespace(name: "Iter", scope: !27)
!27 = !DINamespace(name: "iter", scope: !28)
!28 = !DINamespace(name: "slice", scope: !17)
!29 = distinct !DILocation(line: 735, column: 9, scope: !30, inlinedAt: !33)
!30 = distinct !DISubprogram(name: "iter<f32>", linkageName: "_ZN4core5slice29_$LT$impl$u20$$u5b$T$u5d$$GT$4iter17h4516043536d95b45E", scope: !32, file: !31, line: 734, type: !8, scopeLine: 734, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!31 = !DIFile(filename: "/usr/src/rustc-1.63.0/library/core/src/slice/mod.rs", directory: "", checksumkind: CSK_MD5, checksum: "e57288edb8f562006886dad4b6fc1f0e")
!32 = !DINamespace(name: "{impl#0}", scope: !28)
!33 = distinct !DILocation(line: 24, column: 9, scope: !34, inlinedAt: !36)
!34 = distinct !DISubprogram(name: "into_iter<f32>", linkageName: "_ZN4core5slice4iter87_$LT$impl$u20$core..iter..traits..collect..IntoIterator$u20$for$u20$$RF$$u5b$T$u5d$$GT$9into_iter17h07b213a2227cd8b7E", scope: !35, file: !23, line: 23, type: !8, scopeLine: 23, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!35 = !DINamespace(name: "{impl#0}", scope: !27)
!36 = distinct !DILocation(line: 9, column: 19, scope: !37)
!37 = distinct !DILexicalBlock(scope: !5, file: !6, line: 8, column: 5)
!38 = !DILocation(line: 146, column: 24, scope: !39, inlinedAt: !43)
!39 = distinct !DILexicalBlock(scope: !41, file: !40, line: 141, column: 17)
!40 = !DIFile(filename: "/usr/src/rustc-1.63.0/library/core/src/slice/iter/macros.rs", directory: "", checksumkind: CSK_MD5, checksum: "41903112aef4079fb81d70967f52d92d")
!41 = distinct !DISubprogram(name: "next<f32>", linkageName: "_ZN91_$LT$core..slice..iter..Iter$LT$T$GT$$u20$as$u20$core..iter..traits..iterator..Iterator$GT$4next17hb327fc56948b0f3bE", scope: !42, file: !40, line: 134, type: !8, scopeLine: 134, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!42 = !DINamespace(name: "{impl#173}", scope: !27)
!43 = distinct !DILocation(line: 9, column: 19, scope: !44)
!44 = distinct !DILexicalBlock(scope: !37, file: !6, line: 9, column: 5)
!45 = !DILocation(line: 198, column: 18, scope: !46, inlinedAt: !51)
!46 = distinct !DILexicalBlock(scope: !48, file: !47, line: 198, column: 9)
!47 = !DIFile(filename: "/usr/src/rustc-1.63.0/library/core/src/ptr/non_null.rs", directory: "", checksumkind: CSK_MD5, checksum: "856acc92efd7925b83dd1e3c577ddbdc")
!48 = distinct !DISubprogram(name: "new_unchecked<f32>", linkageName: "_ZN4core3ptr8non_null16NonNull$LT$T$GT$13new_unchecked17h638149a3fcd79450E", scope: !49, file: !47, line: 196, type: !8, scopeLine: 196, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!49 = !DINamespace(name: "NonNull", scope: !50)
!50 = !DINamespace(name: "non_null", scope: !16)
!51 = distinct !DILocation(line: 100, column: 25, scope: !52, inlinedAt: !29)
!52 = distinct !DILexicalBlock(scope: !22, file: !23, line: 94, column: 13)
!53 = !DILocation(line: 0, scope: !5)
!54 = !DILocation(line: 13, column: 2, scope: !5)
!55 = !DILocation(line: 469, column: 18, scope: !56, inlinedAt: !61)
!56 = distinct !DILexicalBlock(scope: !58, file: !57, line: 469, column: 9)
!57 = !DIFile(filename: "/usr/src/rustc-1.63.0/library/core/src/ptr/mut_ptr.rs", directory: "", checksumkind: CSK_MD5, checksum: "58042decf85f1a548d50de0519db87d2")
!58 = distinct !DISubprogram(name: "offset<f32>", linkageName: "_ZN4core3ptr7mut_ptr31_$LT$impl$u20$$BP$mut$u20$T$GT$6offset17hfe465c5ce74d6d7cE", scope: !59, file: !57, line: 462, type: !8, scopeLine: 462, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!59 = !DINamespace(name: "{impl#0}", scope: !60)
!60 = !DINamespace(name: "mut_ptr", scope: !16)
!61 = distinct !DILocation(line: 93, column: 64, scope: !62, inlinedAt: !65)
!62 = distinct !DILexicalBlock(scope: !63, file: !40, line: 93, column: 32)
!63 = distinct !DILexicalBlock(scope: !64, file: !40, line: 90, column: 21)
!64 = distinct !DISubprogram(name: "post_inc_start<f32>", linkageName: "_ZN4core5slice4iter13Iter$LT$T$GT$14post_inc_start17h36a2d531917dd593E", scope: !26, file: !40, line: 85, type: !8, scopeLine: 85, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!65 = distinct !DILocation(line: 149, column: 30, scope: !39, inlinedAt: !43)
!66 = !DILocation(line: 9, column: 10, scope: !44)
!67 = !DILocation(line: 10, column: 9, scope: !68)
!68 = distinct !DILexicalBlock(scope: !44, file: !6, line: 9, column: 26)
!69 = !DILocation(line: 142, column: 29, scope: !39, inlinedAt: !43)
!70 = distinct !DISubprogram(name: "add", scope: !7, file: !6, line: 16, type: !8, scopeLine: 16, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!71 = !DILocation(line: 1216, column: 5, scope: !72, inlinedAt: !75)
!72 = distinct !DISubprogram(name: "min_by<usize, fn(&usize, &usize) -> core::cmp::Ordering>", linkageName: "_ZN4core3cmp6min_by17hcbb79d232621f9e2E", scope: !74, file: !73, line: 1215, type: !8, scopeLine: 1215, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!73 = !DIFile(filename: "/usr/src/rustc-1.63.0/library/core/src/cmp.rs", directory: "", checksumkind: CSK_MD5, checksum: "bb52517396426ace0c2b5d0acf6177d5")
!74 = !DINamespace(name: "cmp", scope: !17)
!75 = distinct !DILocation(line: 821, column: 9, scope: !76, inlinedAt: !78)
!76 = distinct !DISubprogram(name: "min<usize>", linkageName: "_ZN4core3cmp3Ord3min17heacbabfc16c0ad6bE", scope: !77, file: !73, line: 817, type: !8, scopeLine: 817, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!77 = !DINamespace(name: "Ord", scope: !74)
!78 = distinct !DILocation(line: 1197, column: 5, scope: !79, inlinedAt: !80)
!79 = distinct !DISubprogram(name: "min<usize>", linkageName: "_ZN4core3cmp3min17hd8e95533ea489aa8E", scope: !74, file: !73, line: 1196, type: !8, scopeLine: 1196, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!80 = distinct !DILocation(line: 264, column: 19, scope: !81, inlinedAt: !88)
!81 = distinct !DILexicalBlock(scope: !83, file: !82, line: 263, column: 9)
!82 = !DIFile(filename: "/usr/src/rustc-1.63.0/library/core/src/iter/adapters/zip.rs", directory: "", checksumkind: CSK_MD5, checksum: "278264c097e5b80e82aa3f4661da37c1")
!83 = distinct !DISubprogram(name: "new<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>", linkageName: "_ZN111_$LT$core..iter..adapters..zip..Zip$LT$A$C$B$GT$$u20$as$u20$core..iter..adapters..zip..ZipImpl$LT$A$C$B$GT$$GT$3new17hd6555943b85ac36bE", scope: !84, file: !82, line: 262, type: !8, scopeLine: 262, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!84 = !DINamespace(name: "{impl#5}", scope: !85)
!85 = !DINamespace(name: "zip", scope: !86)
!86 = !DINamespace(name: "adapters", scope: !87)
!87 = !DINamespace(name: "iter", scope: !17)
!88 = distinct !DILocation(line: 23, column: 9, scope: !89, inlinedAt: !91)
!89 = distinct !DISubprogram(name: "new<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>", linkageName: "_ZN4core4iter8adapters3zip16Zip$LT$A$C$B$GT$3new17hfd74811a0efacf39E", scope: !90, file: !82, line: 22, type: !8, scopeLine: 22, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!90 = !DINamespace(name: "Zip", scope: !85)
!91 = distinct !DILocation(line: 578, column: 9, scope: !92, inlinedAt: !97)
!92 = distinct !DISubprogram(name: "zip<core::slice::iter::IterMut<f32>, &[f32]>", linkageName: "_ZN4core4iter6traits8iterator8Iterator3zip17had4d3bbf97803934E", scope: !94, file: !93, line: 573, type: !8, scopeLine: 573, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!93 = !DIFile(filename: "/usr/src/rustc-1.63.0/library/core/src/iter/traits/iterator.rs", directory: "", checksumkind: CSK_MD5, checksum: "4434e64d8161b2dae1a5832403c5f716")
!94 = !DINamespace(name: "Iterator", scope: !95)
!95 = !DINamespace(name: "iterator", scope: !96)
!96 = !DINamespace(name: "traits", scope: !87)
!97 = distinct !DILocation(line: 17, column: 24, scope: !70)
!98 = !DILocation(line: 0, scope: !72, inlinedAt: !75)
!99 = !DILocation(line: 1216, column: 5, scope: !72, inlinedAt: !100)
!100 = distinct !DILocation(line: 821, column: 9, scope: !76, inlinedAt: !101)
!101 = distinct !DILocation(line: 1197, column: 5, scope: !79, inlinedAt: !102)
!102 = distinct !DILocation(line: 264, column: 19, scope: !103, inlinedAt: !105)
!103 = distinct !DILexicalBlock(scope: !104, file: !82, line: 263, column: 9)
!104 = distinct !DISubprogram(name: "new<core::iter::adapters::zip::Zip<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>, core::slice::iter::Iter<f32>>", linkageName: "_ZN111_$LT$core..iter..adapters..zip..Zip$LT$A$C$B$GT$$u20$as$u20$core..iter..adapters..zip..ZipImpl$LT$A$C$B$GT$$GT$3new17h81154085cff83e39E", scope: !84, file: !82, line: 262, type: !8, scopeLine: 262, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!105 = distinct !DILocation(line: 23, column: 9, scope: !106, inlinedAt: !107)
!106 = distinct !DISubprogram(name: "new<core::iter::adapters::zip::Zip<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>, core::slice::iter::Iter<f32>>", linkageName: "_ZN4core4iter8adapters3zip16Zip$LT$A$C$B$GT$3new17h96d3ba92aa401dbdE", scope: !90, file: !82, line: 22, type: !8, scopeLine: 22, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!107 = distinct !DILocation(line: 578, column: 9, scope: !108, inlinedAt: !109)
!108 = distinct !DISubprogram(name: "zip<core::iter::adapters::zip::Zip<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>, &[f32]>", linkageName: "_ZN4core4iter6traits8iterator8Iterator3zip17h591cddc2e17d8e60E", scope: !94, file: !93, line: 573, type: !8, scopeLine: 573, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!109 = distinct !DILocation(line: 17, column: 24, scope: !70)
!110 = !DILocation(line: 0, scope: !72, inlinedAt: !100)
!111 = !DILocation(line: 270, column: 12, scope: !112, inlinedAt: !113)
!112 = distinct !DISubprogram(name: "next<core::iter::adapters::zip::Zip<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>, core::slice::iter::Iter<f32>>", linkageName: "_ZN111_$LT$core..iter..adapters..zip..Zip$LT$A$C$B$GT$$u20$as$u20$core..iter..adapters..zip..ZipImpl$LT$A$C$B$GT$$GT$4next17h06c4d183610c10dfE", scope: !84, file: !82, line: 269, type: !8, scopeLine: 269, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!113 = distinct !DILocation(line: 84, column: 9, scope: !114, inlinedAt: !116)
!114 = distinct !DISubprogram(name: "next<core::iter::adapters::zip::Zip<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>, core::slice::iter::Iter<f32>>", linkageName: "_ZN102_$LT$core..iter..adapters..zip..Zip$LT$A$C$B$GT$$u20$as$u20$core..iter..traits..iterator..Iterator$GT$4next17h98ff2fa8259ef53cE", scope: !115, file: !82, line: 83, type: !8, scopeLine: 83, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!115 = !DINamespace(name: "{impl#1}", scope: !85)
!116 = distinct !DILocation(line: 17, column: 24, scope: !117)
!117 = distinct !DILexicalBlock(scope: !70, file: !6, line: 17, column: 5)
!118 = !DILocation(line: 274, column: 13, scope: !119, inlinedAt: !113)
!119 = distinct !DILexicalBlock(scope: !112, file: !82, line: 271, column: 13)
!120 = !DILocation(line: 18, column: 14, scope: !121)
!121 = distinct !DILexicalBlock(scope: !117, file: !6, line: 17, column: 53)
!122 = !DILocation(line: 126, column: 45, scope: !123, inlinedAt: !128)
!123 = distinct !DISubprogram(name: "add", linkageName: "_ZN45_$LT$f32$u20$as$u20$core..ops..arith..Add$GT$3add17h59433d1b6fe8ff62E", scope: !125, file: !124, line: 126, type: !8, scopeLine: 126, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!124 = !DIFile(filename: "/usr/src/rustc-1.63.0/library/core/src/ops/arith.rs", directory: "", checksumkind: CSK_MD5, checksum: "57699c352beef63103a9f45527b1cedb")
!125 = !DINamespace(name: "{impl#12}", scope: !126)
!126 = !DINamespace(name: "arith", scope: !127)
!127 = !DINamespace(name: "ops", scope: !17)
!128 = distinct !DILocation(line: 72, column: 17, scope: !129, inlinedAt: !132)
!129 = distinct !DISubprogram(name: "add", linkageName: "_ZN64_$LT$$RF$f32$u20$as$u20$core..ops..arith..Add$LT$$RF$f32$GT$$GT$3add17hce28066ada572d4dE", scope: !131, file: !130, line: 71, type: !8, scopeLine: 71, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!130 = !DIFile(filename: "/usr/src/rustc-1.63.0/library/core/src/internal_macros.rs", directory: "", checksumkind: CSK_MD5, checksum: "e63771959055ac6eeea73519b0063b2f")
!131 = !DINamespace(name: "{impl#52}", scope: !126)
!132 = distinct !DILocation(line: 18, column: 14, scope: !121)
!133 = !DILocation(line: 18, column: 9, scope: !121)
!134 = distinct !{!134, !135}
!135 = !{!"llvm.loop.isvectorized", i32 1}
!136 = !DILocation(line: 20, column: 2, scope: !70)
!137 = !DILocation(line: 469, column: 18, scope: !56, inlinedAt: !138)
!138 = distinct !DILocation(line: 982, column: 18, scope: !139, inlinedAt: !141)
!139 = distinct !DILexicalBlock(scope: !140, file: !57, line: 982, column: 9)
!140 = distinct !DISubprogram(name: "add<f32>", linkageName: "_ZN4core3ptr7mut_ptr31_$LT$impl$u20$$BP$mut$u20$T$GT$3add17h96d447dcc4c19c53E", scope: !59, file: !57, line: 977, type: !8, scopeLine: 977, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!141 = distinct !DILocation(line: 340, column: 42, scope: !142, inlinedAt: !145)
!142 = distinct !DILexicalBlock(scope: !143, file: !40, line: 340, column: 17)
!143 = distinct !DISubprogram(name: "__iterator_get_unchecked<f32>", linkageName: "_ZN94_$LT$core..slice..iter..IterMut$LT$T$GT$$u20$as$u20$core..iter..traits..iterator..Iterator$GT$24__iterator_get_unchecked17h527ccc723c658c76E", scope: !144, file: !40, line: 329, type: !8, scopeLine: 329, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!144 = !DINamespace(name: "{impl#179}", scope: !27)
!145 = distinct !DILocation(line: 252, column: 19, scope: !146, inlinedAt: !150)
!146 = distinct !DILexicalBlock(scope: !147, file: !82, line: 252, column: 9)
!147 = distinct !DILexicalBlock(scope: !148, file: !82, line: 249, column: 9)
!148 = distinct !DISubprogram(name: "get_unchecked<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>", linkageName: "_ZN111_$LT$core..iter..adapters..zip..Zip$LT$A$C$B$GT$$u20$as$u20$core..iter..adapters..zip..ZipImpl$LT$A$C$B$GT$$GT$13get_unchecked17h8e914f2c6d8a3c2bE", scope: !149, file: !82, line: 248, type: !8, scopeLine: 248, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!149 = !DINamespace(name: "{impl#4}", scope: !85)
!150 = distinct !DILocation(line: 104, column: 18, scope: !151, inlinedAt: !153)
!151 = distinct !DILexicalBlock(scope: !152, file: !82, line: 104, column: 9)
!152 = distinct !DISubprogram(name: "__iterator_get_unchecked<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>", linkageName: "_ZN102_$LT$core..iter..adapters..zip..Zip$LT$A$C$B$GT$$u20$as$u20$core..iter..traits..iterator..Iterator$GT$24__iterator_get_unchecked17h803313d1597ffceeE", scope: !115, file: !82, line: 98, type: !8, scopeLine: 98, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!153 = distinct !DILocation(line: 277, column: 23, scope: !154, inlinedAt: !113)
!154 = distinct !DILexicalBlock(scope: !119, file: !82, line: 276, column: 13)
!155 = !DILocation(line: 469, column: 18, scope: !56, inlinedAt: !156)
!156 = distinct !DILocation(line: 982, column: 18, scope: !139, inlinedAt: !157)
!157 = distinct !DILocation(line: 340, column: 42, scope: !158, inlinedAt: !160)
!158 = distinct !DILexicalBlock(scope: !159, file: !40, line: 340, column: 17)
!159 = distinct !DISubprogram(name: "__iterator_get_unchecked<f32>", linkageName: "_ZN91_$LT$core..slice..iter..Iter$LT$T$GT$$u20$as$u20$core..iter..traits..iterator..Iterator$GT$24__iterator_get_unchecked17hb5c6995aadb1d0f4E", scope: !42, file: !40, line: 329, type: !8, scopeLine: 329, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!160 = distinct !DILocation(line: 252, column: 57, scope: !146, inlinedAt: !150)
!161 = !DILocation(line: 469, column: 18, scope: !56, inlinedAt: !162)
!162 = distinct !DILocation(line: 982, column: 18, scope: !139, inlinedAt: !163)
!163 = distinct !DILocation(line: 340, column: 42, scope: !158, inlinedAt: !164)
!164 = distinct !DILocation(line: 277, column: 59, scope: !154, inlinedAt: !113)
!165 = distinct !{!165, !166, !135}
!166 = !{!"llvm.loop.unroll.runtime.disable"}
!167 = distinct !DISubprogram(name: "gather", scope: !7, file: !6, line: 23, type: !8, scopeLine: 23, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!168 = !DILocation(line: 1398, column: 52, scope: !169, inlinedAt: !172)
!169 = distinct !DISubprogram(name: "lt", linkageName: "_ZN4core3cmp5impls57_$LT$impl$u20$core..cmp..PartialOrd$u20$for$u20$usize$GT$2lt17hae8fb8927e6c1152E", scope: !170, file: !73, line: 1398, type: !8, scopeLine: 1398, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!170 = !DINamespace(name: "{impl#54}", scope: !171)
!171 = !DINamespace(name: "impls", scope: !74)
!172 = distinct !DILocation(line: 621, column: 12, scope: !173, inlinedAt: !177)
!173 = distinct !DISubprogram(name: "spec_next<usize>", linkageName: "_ZN89_$LT$core..ops..range..Range$LT$T$GT$$u20$as$u20$core..iter..range..RangeIteratorImpl$GT$9spec_next17h01013e8836067c4eE", scope: !175, file: !174, line: 620, type: !8, scopeLine: 620, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!174 = !DIFile(filename: "/usr/src/rustc-1.63.0/library/core/src/iter/range.rs", directory: "", checksumkind: CSK_MD5, checksum: "a5e6372fb466d62a237d46ecffb4676a")
!175 = !DINamespace(name: "{impl#2}", scope: !176)
!176 = !DINamespace(name: "range", scope: !87)
!177 = distinct !DILocation(line: 711, column: 9, scope: !178, inlinedAt: !180)
!178 = distinct !DISubprogram(name: "next<usize>", linkageName: "_ZN4core4iter5range101_$LT$impl$u20$core..iter..traits..iterator..Iterator$u20$for$u20$core..ops..range..Range$LT$A$GT$$GT$4next17h44173140639785f7E", scope: !179, file: !174, line: 710, type: !8, scopeLine: 710, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!179 = !DINamespace(name: "{impl#3}", scope: !176)
!180 = distinct !DILocation(line: 24, column: 14, scope: !181)
!181 = distinct !DILexicalBlock(scope: !167, file: !6, line: 24, column: 5)
!182 = !DILocation(line: 621, column: 12, scope: !173, inlinedAt: !177)
!183 = !DILocation(line: 27, column: 2, scope: !167)
!184 = !DILocation(line: 464, column: 22, scope: !185, inlinedAt: !190)
!185 = distinct !DILexicalBlock(scope: !187, file: !186, line: 464, column: 13)
!186 = !DIFile(filename: "/usr/src/rustc-1.63.0/library/core/src/num/uint_macros.rs", directory: "", checksumkind: CSK_MD5, checksum: "60fdadbd334dce6d03de842cfe3a5c0c")
!187 = distinct !DISubprogram(name: "unchecked_add", linkageName: "_ZN4core3num23_$LT$impl$u20$usize$GT$13unchecked_add17hc035e9abe1f992faE", scope: !188, file: !186, line: 461, type: !8, scopeLine: 461, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!188 = !DINamespace(name: "{impl#11}", scope: !189)
!189 = !DINamespace(name: "num", scope: !17)
!190 = distinct !DILocation(line: 191, column: 22, scope: !191, inlinedAt: !194)
!191 = distinct !DILexicalBlock(scope: !192, file: !174, line: 191, column: 13)
!192 = distinct !DISubprogram(name: "forward_unchecked", linkageName: "_ZN49_$LT$usize$u20$as$u20$core..iter..range..Step$GT$17forward_unchecked17h540b4374d158dc76E", scope: !193, file: !174, line: 189, type: !8, scopeLine: 189, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!193 = !DINamespace(name: "{impl#37}", scope: !176)
!194 = distinct !DILocation(line: 623, column: 30, scope: !195, inlinedAt: !177)
!195 = distinct !DILexicalBlock(scope: !173, file: !174, line: 623, column: 21)
!196 = !DILocation(line: 25, column: 24, scope: !197)
!197 = distinct !DILexicalBlock(scope: !181, file: !6, line: 24, column: 31)
!198 = !DILocation(line: 25, column: 18, scope: !197)
!199 = !{!"branch_weights", i32 2000, i32 1}
!200 = !DILocation(line: 25, column: 9, scope: !197)
!201 = !{!"branch_weights", i32 1, i32 2000}
!202 = distinct !DISubprogram(name: "apply", linkageName: "_ZN7kernels6layers5Scale5apply17hebf6ad20ff14db68E", scope: !203, file: !6, line: 34, type: !8, scopeLine: 34, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!203 = !DINamespace(name: "Scale", scope: !204)
!204 = !DINamespace(name: "layers", scope: !7)
!205 = !DILocation(line: 469, column: 18, scope: !56, inlinedAt: !206)
!206 = distinct !DILocation(line: 982, column: 18, scope: !139, inlinedAt: !207)
!207 = distinct !DILocation(line: 233, column: 17, scope: !208, inlinedAt: !212)
!208 = distinct !DILexicalBlock(scope: !209, file: !23, line: 227, column: 9)
!209 = distinct !DILexicalBlock(scope: !210, file: !23, line: 210, column: 9)
!210 = distinct !DISubprogram(name: "new<f32>", linkageName: "_ZN4core5slice4iter16IterMut$LT$T$GT$3new17h3934047caf05256dE", scope: !211, file: !23, line: 209, type: !8, scopeLine: 209, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!211 = !DINamespace(name: "IterMut", scope: !27)
!212 = distinct !DILocation(line: 754, column: 9, scope: !213, inlinedAt: !214)
!213 = distinct !DISubprogram(name: "iter_mut<f32>", linkageName: "_ZN4core5slice29_$LT$impl$u20$$u5b$T$u5d$$GT$8iter_mut17h59808f3caad9e206E", scope: !32, file: !31, line: 753, type: !8, scopeLine: 753, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!214 = distinct !DILocation(line: 35, column: 26, scope: !202)
!215 = !DILocation(line: 146, column: 24, scope: !216, inlinedAt: !218)
!216 = distinct !DILexicalBlock(scope: !217, file: !40, line: 141, column: 17)
!217 = distinct !DISubprogram(name: "next<f32>", linkageName: "_ZN94_$LT$core..slice..iter..IterMut$LT$T$GT$$u20$as$u20$core..iter..traits..iterator..Iterator$GT$4next17h49c3fccd1ff20988E", scope: !144, file: !40, line: 134, type: !8, scopeLine: 134, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!218 = distinct !DILocation(line: 35, column: 26, scope: !219)
!219 = distinct !DILexicalBlock(scope: !202, file: !6, line: 35, column: 13)
!220 = !DILocation(line: 198, column: 18, scope: !46, inlinedAt: !221)
!221 = distinct !DILocation(line: 236, column: 25, scope: !222, inlinedAt: !212)
!222 = distinct !DILexicalBlock(scope: !208, file: !23, line: 230, column: 13)
!223 = !DILocation(line: 36, column: 17, scope: !224)
!224 = distinct !DILexicalBlock(scope: !219, file: !6, line: 35, column: 44)
!225 = distinct !{!225, !135}
!226 = !DILocation(line: 38, column: 10, scope: !202)
!227 = !DILocation(line: 469, column: 18, scope: !56, inlinedAt: !228)
!228 = distinct !DILocation(line: 93, column: 64, scope: !229, inlinedAt: !232)
!229 = distinct !DILexicalBlock(scope: !230, file: !40, line: 93, column: 32)
!230 = distinct !DILexicalBlock(scope: !231, file: !40, line: 90, column: 21)
!231 = distinct !DISubprogram(name: "post_inc_start<f32>", linkageName: "_ZN4core5slice4iter16IterMut$LT$T$GT$14post_inc_start17h02b73ccdc1d2b150E", scope: !211, file: !40, line: 85, type: !8, scopeLine: 85, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !3, templateParams: !9, retainedNodes: !9)
!232 = distinct !DILocation(line: 149, column: 30, scope: !216, inlinedAt: !218)
!233 = !DILocation(line: 35, column: 17, scope: !219)
!234 = !DILocation(line: 142, column: 29, scope: !216, inlinedAt: !218)
!235 = distinct !{!235, !166, !135}
