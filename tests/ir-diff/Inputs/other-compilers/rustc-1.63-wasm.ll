; ModuleID = 'kernels.326bd1a9-cgu.0'
source_filename = "kernels.326bd1a9-cgu.0"
target datalayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-n32:64-S128-ni:1:10:20"
target triple = "wasm32-unknown-wasi"

%"core::panic::location::Location" = type { { [0 x i8]*, i32 }, i32, i32 }

@alloc23 = private unnamed_addr constant <{ [10 x i8] }> <{ [10 x i8] c"kernels.rs" }>, align 1
@alloc22 = private unnamed_addr constant <{ i8*, [12 x i8] }> <{ i8* getelementptr inbounds (<{ [10 x i8] }>, <{ [10 x i8] }>* @alloc23, i32 0, i32 0, i32 0), [12 x i8] c"\0A\00\00\00\19\00\00\00\12\00\00\00" }>, align 4
@alloc24 = private unnamed_addr constant <{ i8*, [12 x i8] }> <{ i8* getelementptr inbounds (<{ [10 x i8] }>, <{ [10 x i8] }>* @alloc23, i32 0, i32 0, i32 0), [12 x i8] c"\0A\00\00\00\19\00\00\00\09\00\00\00" }>, align 4

; Function Attrs: nofree nosync nounwind
define dso_local float @sum([0 x float]* noalias noundef nonnull readonly align 4 %values.0, i32 %values.1) unnamed_addr #0 !dbg !4 {
start:
  %0 = getelementptr inbounds [0 x float], [0 x float]* %values.0, i32 0, i32 %values.1, !dbg !9
  %_12.i8 = icmp eq i32 %values.1, 0, !dbg !37
  br i1 %_12.i8, label %bb6, label %bb4.preheader, !dbg !37

bb4.preheader:                                    ; preds = %start
  %1 = bitcast [0 x float]* %values.0 to i32*, !dbg !44
  %2 = add i32 %values.1, 1073741823, !dbg !37
  %3 = and i32 %2, 1073741823, !dbg !37
  %xtraiter = and i32 %values.1, 7, !dbg !37
  %lcmp.mod.not = icmp eq i32 %xtraiter, 0, !dbg !37
  br i1 %lcmp.mod.not, label %bb4.prol.loopexit, label %bb4.prol, !dbg !37

bb4.prol:                                         ; preds = %bb4.preheader, %bb4.prol
  %total.010.prol = phi float [ %6, %bb4.prol ], [ 0.000000e+00, %bb4.preheader ]
  %iter.sroa.0.09.prol = phi i32* [ %4, %bb4.prol ], [ %1, %bb4.preheader ]
  %prol.iter = phi i32 [ %prol.iter.next, %bb4.prol ], [ 0, %bb4.preheader ]
  %4 = getelementptr inbounds i32, i32* %iter.sroa.0.09.prol, i32 1, !dbg !52
  %5 = bitcast i32* %iter.sroa.0.09.prol to float*, !dbg !63
  %value.prol = load float, float* %5, align 4, !dbg !63
  %6 = fadd float %total.010.prol, %value.prol, !dbg !64
  %prol.iter.next = add i32 %prol.iter, 1, !dbg !37
  %prol.iter.cmp.not = icmp eq i32 %prol.iter.next, %xtraiter, !dbg !37
  br i1 %prol.iter.cmp.not, label %bb4.prol.loopexit, label %bb4.prol, !dbg !37, !llvm.loop !66

bb4.prol.loopexit:                                ; preds = %bb4.prol, %bb4.preheader
  %.lcssa.unr = phi float [ undef, %bb4.preheader ], [ %6, %bb4.prol ]
  %total.010.unr = phi float [ 0.000000e+00, %bb4.preheader ], [ %6, %bb4.prol ]
  %iter.sroa.0.09.unr = phi i32* [ %1, %bb4.preheader ], [ %4, %bb4.prol ]
  %7 = icmp ult i32 %3, 7, !dbg !37
  br i1 %7, label %bb6, label %bb4, !dbg !37

bb6:                                              ; preds = %bb4.prol.loopexit, %bb4, %start
  %total.0.lcssa = phi float [ 0.000000e+00, %start ], [ %.lcssa.unr, %bb4.prol.loopexit ], [ %31, %bb4 ], !dbg !68
  ret float %total.0.lcssa, !dbg !69

bb4:                                              ; preds = %bb4.prol.loopexit, %bb4
  %total.010 = phi float [ %31, %bb4 ], [ %total.010.unr, %bb4.prol.loopexit ]
  %iter.sroa.0.09 = phi i32* [ %29, %bb4 ], [ %iter.sroa.0.09.unr, %bb4.prol.loopexit ]
  %8 = getelementptr inbounds i32, i32* %iter.sroa.0.09, i32 1, !dbg !52
  %9 = bitcast i32* %iter.sroa.0.09 to float*, !dbg !63
  %value = load float, float* %9, align 4, !dbg !63
  %10 = fadd float %total.010, %value, !dbg !64
  %11 = getelementptr inbounds i32, i32* %iter.sroa.0.09, i32 2, !dbg !52
  %12 = bitcast i32* %8 to float*, !dbg !63
  %value.1 = load float, float* %12, align 4, !dbg !63
  %13 = fadd float %10, %value.1, !dbg !64
  %14 = getelementptr inbounds i32, i32* %iter.sroa.0.09, i32 3, !dbg !52
  %15 = bitcast i32* %11 to float*, !dbg !63
  %value.2 = load float, float* %15, align 4, !dbg !63
  %16 = fadd float %13, %value.2, !dbg !64
  %17 = getelementptr inbounds i32, i32* %iter.sroa.0.09, i32 4, !dbg !52
  %18 = bitcast i32* %14 to float*, !dbg !63
  %value.3 = load float, float* %18, align 4, !dbg !63
  %19 = fadd float %16, %value.3, !dbg !64
  %20 = getelementptr inbounds i32, i32* %iter.sroa.0.09, i32 5, !dbg !52
  %21 = bitcast i32* %17 to float*, !dbg !63
  %value.4 = load float, float* %21, align 4, !dbg !63
  %22 = fadd float %19, %value.4, !dbg !64
  %23 = getelementptr inbounds i32, i32* %iter.sroa.0.09, i32 6, !dbg !52
  %24 = bitcast i32* %20 to float*, !dbg !63
  %value.5 = load float, float* %24, align 4, !dbg !63
  %25 = fadd float %22, %value.5, !dbg !64
  %26 = getelementptr inbounds i32, i32* %iter.sroa.0.09, i32 7, !dbg !52
  %27 = bitcast i32* %23 to float*, !dbg !63
  %value.6 = load float, float* %27, align 4, !dbg !63
  %28 = fadd float %25, %value.6, !dbg !64
  %29 = getelementptr inbounds i32, i32* %iter.sroa.0.09, i32 8, !dbg !52
  %30 = bitcast i32* %26 to float*, !dbg !63
  %value.7 = load float, float* %30, align 4, !dbg !63
  %31 = fadd float %28, %value.7, !dbg !64
  %32 = bitcast i32* %29 to float*, !dbg !70
  %_12.i.7 = icmp eq float* %0, %32, !dbg !37
  br i1 %_12.i.7, label %bb6, label %bb4, !dbg !37
}

; Function Attrs: nofree nosync nounwind
define dso_local void @add([0 x float]* noalias noundef nonnull align 4 %out.0, i32 %out.1, [0 x float]* noalias noundef nonnull readonly align 4 %a.0, i32 %a.1, [0 x float]* noalias noundef nonnull readonly align 4 %b.0, i32 %b.1) unnamed_addr #0 !dbg !71 {
start:
  %0 = icmp ugt i32 %out.1, %a.1, !dbg !72
  %.0.sroa.speculated.i.i.i.i.i.i = select i1 %0, i32 %a.1, i32 %out.1, !dbg !99
  %1 = icmp ugt i32 %.0.sroa.speculated.i.i.i.i.i.i, %b.1, !dbg !100
  %.0.sroa.speculated.i.i.i.i.i.i1 = select i1 %1, i32 %b.1, i32 %.0.sroa.speculated.i.i.i.i.i.i, !dbg !111
  %_2.i.i92.not = icmp eq i32 %.0.sroa.speculated.i.i.i.i.i.i1, 0, !dbg !112
  br i1 %_2.i.i92.not, label %bb9, label %bb7.preheader, !dbg !112

bb7.preheader:                                    ; preds = %start
  %min.iters.check = icmp ult i32 %.0.sroa.speculated.i.i.i.i.i.i1, 4, !dbg !112
  br i1 %min.iters.check, label %bb7.preheader95, label %vector.ph, !dbg !112

vector.ph:                                        ; preds = %bb7.preheader
  %n.vec = and i32 %.0.sroa.speculated.i.i.i.i.i.i1, -4, !dbg !112
  %2 = add i32 %n.vec, -4, !dbg !112
  %3 = lshr exact i32 %2, 2, !dbg !112
  %4 = add nuw nsw i32 %3, 1, !dbg !112
  %xtraiter = and i32 %4, 1, !dbg !112
  %5 = icmp eq i32 %2, 0, !dbg !112
  br i1 %5, label %middle.block.unr-lcssa, label %vector.ph.new, !dbg !112

vector.ph.new:                                    ; preds = %vector.ph
  %unroll_iter = and i32 %4, 2147483646, !dbg !112
  br label %vector.body, !dbg !112

vector.body:                                      ; preds = %vector.body, %vector.ph.new
  %index = phi i32 [ 0, %vector.ph.new ], [ %index.next.1, %vector.body ], !dbg !119
  %niter = phi i32 [ 0, %vector.ph.new ], [ %niter.next.1, %vector.body ]
  %6 = getelementptr inbounds [0 x float], [0 x float]* %out.0, i32 0, i32 %index, !dbg !119
  %7 = getelementptr inbounds [0 x float], [0 x float]* %a.0, i32 0, i32 %index, !dbg !119
  %8 = getelementptr inbounds [0 x float], [0 x float]* %b.0, i32 0, i32 %index, !dbg !119
  %9 = bitcast float* %7 to <4 x float>*, !dbg !121
  %wide.load = load <4 x float>, <4 x float>* %9, align 4, !dbg !121
  %10 = bitcast float* %8 to <4 x float>*, !dbg !121
  %wide.load94 = load <4 x float>, <4 x float>* %10, align 4, !dbg !121
  %11 = fadd <4 x float> %wide.load, %wide.load94, !dbg !123
  %12 = bitcast float* %6 to <4 x float>*, !dbg !134
  store <4 x float> %11, <4 x float>* %12, align 4, !dbg !134
  %index.next = or i32 %index, 4, !dbg !119
  %13 = getelementptr inbounds [0 x float], [0 x float]* %out.0, i32 0, i32 %index.next, !dbg !119
  %14 = getelementptr inbounds [0 x float], [0 x float]* %a.0, i32 0, i32 %index.next, !dbg !119
  %15 = getelementptr inbounds [0 x float], [0 x float]* %b.0, i32 0, i32 %index.next, !dbg !119
  %16 = bitcast float* %14 to <4 x float>*, !dbg !121
  %wide.load.1 = load <4 x float>, <4 x float>* %16, align 4, !dbg !121
  %17 = bitcast float* %15 to <4 x float>*, !dbg !121
  %wide.load94.1 = load <4 x float>, <4 x float>* %17, align 4, !dbg !121
  %18 = fadd <4 x float> %wide.load.1, %wide.load94.1, !dbg !123
  %19 = bitcast float* %13 to <4 x float>*, !dbg !134
  store <4 x float> %18, <4 x float>* %19, align 4, !dbg !134
  %index.next.1 = add nuw i32 %index, 8, !dbg !119
  %niter.next.1 = add i32 %niter, 2, !dbg !119
  %niter.ncmp.1 = icmp eq i32 %niter.next.1, %unroll_iter, !dbg !119
  br i1 %niter.ncmp.1, label %middle.block.unr-lcssa, label %vector.body, !dbg !119, !llvm.loop !135

middle.block.unr-lcssa:                           ; preds = %vector.body, %vector.ph
  %index.unr = phi i32 [ 0, %vector.ph ], [ %index.next.1, %vector.body ]
  %lcmp.mod.not = icmp eq i32 %xtraiter, 0, !dbg !119
  br i1 %lcmp.mod.not, label %middle.block, label %vector.body.epil, !dbg !119

vector.body.epil:                                 ; preds = %middle.block.unr-lcssa
  %20 = getelementptr inbounds [0 x float], [0 x float]* %out.0, i32 0, i32 %index.unr, !dbg !119
  %21 = getelementptr inbounds [0 x float], [0 x float]* %a.0, i32 0, i32 %index.unr, !dbg !119
  %22 = getelementptr inbounds [0 x float], [0 x float]* %b.0, i32 0, i32 %index.unr, !dbg !119
  %23 = bitcast float* %21 to <4 x float>*, !dbg !121
  %wide.load.epil = load <4 x float>, <4 x float>* %23, align 4, !dbg !121
  %24 = bitcast float* %22 to <4 x float>*, !dbg !121
  %wide.load94.epil = load <4 x float>, <4 x float>* %24, align 4, !dbg !121
  %25 = fadd <4 x float> %wide.load.epil, %wide.load94.epil, !dbg !123
  %26 = bitcast float* %20 to <4 x float>*, !dbg !134
  store <4 x float> %25, <4 x float>* %26, align 4, !dbg !134
  br label %middle.block, !dbg !112

middle.block:                                     ; preds = %middle.block.unr-lcssa, %vector.body.epil
  %cmp.n = icmp eq i32 %.0.sroa.speculated.i.i.i.i.i.i1, %n.vec, !dbg !112
  br i1 %cmp.n, label %bb9, label %bb7.preheader95, !dbg !112

bb7.preheader95:                                  ; preds = %bb7.preheader, %middle.block
  %iter.sroa.15.093.ph = phi i32 [ 0, %bb7.preheader ], [ %n.vec, %middle.block ]
  br label %bb7, !dbg !112

bb9:                                              ; preds = %bb7, %middle.block, %start
  ret void, !dbg !137

bb7:                                              ; preds = %bb7.preheader95, %bb7
  %iter.sroa.15.093 = phi i32 [ %27, %bb7 ], [ %iter.sroa.15.093.ph, %bb7.preheader95 ]
  %27 = add nuw i32 %iter.sroa.15.093, 1, !dbg !119
  %28 = getelementptr inbounds [0 x float], [0 x float]* %out.0, i32 0, i32 %iter.sroa.15.093, !dbg !138
  %29 = getelementptr inbounds [0 x float], [0 x float]* %a.0, i32 0, i32 %iter.sroa.15.093, !dbg !156
  %30 = getelementptr inbounds [0 x float], [0 x float]* %b.0, i32 0, i32 %iter.sroa.15.093, !dbg !162
  %x.val = load float, float* %29, align 4, !dbg !121
  %y.val = load float, float* %30, align 4, !dbg !121
  %31 = fadd float %x.val, %y.val, !dbg !123
  store float %31, float* %28, align 4, !dbg !134
  %exitcond.not = icmp eq i32 %27, %.0.sroa.speculated.i.i.i.i.i.i1, !dbg !112
  br i1 %exitcond.not, label %bb9, label %bb7, !dbg !112, !llvm.loop !166
}

; Function Attrs: nounwind
define dso_local void @gather([0 x float]* noalias nocapture noundef nonnull writeonly align 4 %out.0, i32 %out.1, [0 x float]* noalias nocapture noundef nonnull readonly align 4 %table.0, i32 %table.1, [0 x i32]* noalias nocapture noundef nonnull readonly align 4 %indexes.0, i32 %indexes.1) unnamed_addr #1 !dbg !168 {
start:
  %.not = icmp eq i32 %indexes.1, 0, !dbg !169
  br i1 %.not, label %bb6, label %bb7, !dbg !183

bb6:                                              ; preds = %bb9, %start
  ret void, !dbg !184

bb7:                                              ; preds = %start, %bb9
  %iter.sroa.0.017 = phi i32 [ %0, %bb9 ], [ 0, %start ]
  %0 = add nuw i32 %iter.sroa.0.017, 1, !dbg !185
  %1 = getelementptr inbounds [0 x i32], [0 x i32]* %indexes.0, i32 0, i32 %iter.sroa.0.017, !dbg !197
  %_16 = load i32, i32* %1, align 4, !dbg !197
  %_21 = icmp ult i32 %_16, %table.1, !dbg !199
  br i1 %_21, label %bb8, label %panic1, !dbg !199, !prof !200

bb8:                                              ; preds = %bb7
  %exitcond.not = icmp eq i32 %iter.sroa.0.017, %out.1, !dbg !201
  br i1 %exitcond.not, label %panic2, label %bb9, !dbg !201, !prof !202

panic1:                                           ; preds = %bb7
; call core::panicking::panic_bounds_check
  tail call void @_ZN4core9panicking18panic_bounds_check17h9e099015b52d9b3bE(i32 %_16, i32 %table.1, %"core::panic::location::Location"* noalias noundef readonly align 4 dereferenceable(16) bitcast (<{ i8*, [12 x i8] }>* @alloc22 to %"core::panic::location::Location"*)) #4, !dbg !199
  unreachable, !dbg !199

bb9:                                              ; preds = %bb8
  %2 = getelementptr inbounds [0 x float], [0 x float]* %table.0, i32 0, i32 %_16, !dbg !199
  %_14 = load float, float* %2, align 4, !dbg !199
  %3 = getelementptr inbounds [0 x float], [0 x float]* %out.0, i32 0, i32 %iter.sroa.0.017, !dbg !201
  store float %_14, float* %3, align 4, !dbg !201
  %exitcond22.not = icmp eq i32 %0, %indexes.1, !dbg !169
  br i1 %exitcond22.not, label %bb6, label %bb7, !dbg !183

panic2:                                           ; preds = %bb8
; call core::panicking::panic_bounds_check
  tail call void @_ZN4core9panicking18panic_bounds_check17h9e099015b52d9b3bE(i32 %out.1, i32 %out.1, %"core::panic::location::Location"* noalias noundef readonly align 4 dereferenceable(16) bitcast (<{ i8*, [12 x i8] }>* @alloc24 to %"core::panic::location::Location"*)) #4, !dbg !201
  unreachable, !dbg !201
}

; kernels::layers::Scale::apply
; Function Attrs: nofree noinline nosync nounwind
define hidden void @_ZN7kernels6layers5Scale5apply17hebf6ad20ff14db68E(float* noalias nocapture noundef readonly align 4 dereferenceable(4) %self, [0 x float]* noalias noundef nonnull align 4 %values.0, i32 %values.1) unnamed_addr #2 !dbg !203 {
start:
  %0 = getelementptr inbounds [0 x float], [0 x float]* %values.0, i32 0, i32 %values.1, !dbg !206
  %_12.i7 = icmp eq i32 %values.1, 0, !dbg !216
  br i1 %_12.i7, label %bb7, label %bb5.lr.ph, !dbg !216

bb5.lr.ph:                                        ; preds = %start
  %1 = bitcast [0 x float]* %values.0 to i32*, !dbg !221
  %_12 = load float, float* %self, align 4
  %2 = add i32 %values.1, 1073741823, !dbg !216
  %3 = and i32 %2, 1073741823, !dbg !216
  %4 = add nuw nsw i32 %3, 1, !dbg !216
  %min.iters.check = icmp ult i32 %3, 3, !dbg !216
  br i1 %min.iters.check, label %bb5.preheader, label %vector.ph, !dbg !216

vector.ph:                                        ; preds = %bb5.lr.ph
  %n.vec = and i32 %4, 2147483644, !dbg !216
  %ind.end9 = getelementptr [0 x float], [0 x float]* %values.0, i32 0, i32 %n.vec, !dbg !216
  %ind.end = bitcast float* %ind.end9 to i32*, !dbg !216
  %broadcast.splatinsert = insertelement <4 x float> poison, float %_12, i64 0, !dbg !216
  %broadcast.splat = shufflevector <4 x float> %broadcast.splatinsert, <4 x float> poison, <4 x i32> zeroinitializer, !dbg !216
  %5 = add nsw i32 %n.vec, -4, !dbg !216
  %6 = lshr exact i32 %5, 2, !dbg !216
  %7 = add nuw nsw i32 %6, 1, !dbg !216
  %xtraiter = and i32 %7, 3, !dbg !216
  %8 = icmp ult i32 %5, 12, !dbg !216
  br i1 %8, label %middle.block.unr-lcssa, label %vector.ph.new, !dbg !216

vector.ph.new:                                    ; preds = %vector.ph
  %unroll_iter = and i32 %7, 2147483644, !dbg !216
  br label %vector.body, !dbg !216

vector.body:                                      ; preds = %vector.body, %vector.ph.new
  %index = phi i32 [ 0, %vector.ph.new ], [ %index.next.3, %vector.body ]
  %niter = phi i32 [ 0, %vector.ph.new ], [ %niter.next.3, %vector.body ]
  %next.gep10 = getelementptr [0 x float], [0 x float]* %values.0, i32 0, i32 %index
  %9 = bitcast float* %next.gep10 to <4 x float>*, !dbg !224
  %wide.load = load <4 x float>, <4 x float>* %9, align 4, !dbg !224
  %10 = fmul <4 x float> %broadcast.splat, %wide.load, !dbg !224
  %11 = bitcast float* %next.gep10 to <4 x float>*, !dbg !224
  store <4 x float> %10, <4 x float>* %11, align 4, !dbg !224
  %index.next = or i32 %index, 4
  %next.gep10.1 = getelementptr [0 x float], [0 x float]* %values.0, i32 0, i32 %index.next
  %12 = bitcast float* %next.gep10.1 to <4 x float>*, !dbg !224
  %wide.load.1 = load <4 x float>, <4 x float>* %12, align 4, !dbg !224
  %13 = fmul <4 x float> %broadcast.splat, %wide.load.1, !dbg !224
  %14 = bitcast float* %next.gep10.1 to <4 x float>*, !dbg !224
  store <4 x float> %13, <4 x float>* %14, align 4, !dbg !224
  %index.next.1 = or i32 %index, 8
  %next.gep10.2 = getelementptr [0 x float], [0 x float]* %values.0, i32 0, i32 %index.next.1
  %15 = bitcast float* %next.gep10.2 to <4 x float>*, !dbg !224
  %wide.load.2 = load <4 x float>, <4 x float>* %15, align 4, !dbg !224
  %16 = fmul <4 x float> %broadcast.splat, %wide.load.2, !dbg !224
  %17 = bitcast float* %next.gep10.2 to <4 x float>*, !dbg !224
  store <4 x float> %16, <4 x float>* %17, align 4, !dbg !224
  %index.next.2 = or i32 %index, 12
  %next.gep10.3 = getelementptr [0 x float], [0 x float]* %values.0, i32 0, i32 %index.next.2
  %18 = bitcast float* %next.gep10.3 to <4 x float>*, !dbg !224
  %wide.load.3 = load <4 x float>, <4 x float>* %18, align 4, !dbg !224
  %19 = fmul <4 x float> %broadcast.splat, %wide.load.3, !dbg !224
  %20 = bitcast float* %next.gep10.3 to <4 x float>*, !dbg !224
  store <4 x float> %19, <4 x float>* %20, align 4, !dbg !224
  %index.next.3 = add nuw i32 %index, 16
  %niter.next.3 = add nuw i32 %niter, 4
  %niter.ncmp.3 = icmp eq i32 %niter.next.3, %unroll_iter
  br i1 %niter.ncmp.3, label %middle.block.unr-lcssa, label %vector.body, !llvm.loop !226

middle.block.unr-lcssa:                           ; preds = %vector.body, %vector.ph
  %index.unr = phi i32 [ 0, %vector.ph ], [ %index.next.3, %vector.body ]
  %lcmp.mod.not = icmp eq i32 %xtraiter, 0
  br i1 %lcmp.mod.not, label %middle.block, label %vector.body.epil

vector.body.epil:                                 ; preds = %middle.block.unr-lcssa, %vector.body.epil
  %index.epil = phi i32 [ %index.next.epil, %vector.body.epil ], [ %index.unr, %middle.block.unr-lcssa ]
  %epil.iter = phi i32 [ %epil.iter.next, %vector.body.epil ], [ 0, %middle.block.unr-lcssa ]
  %next.gep10.epil = getelementptr [0 x float], [0 x float]* %values.0, i32 0, i32 %index.epil
  %21 = bitcast float* %next.gep10.epil to <4 x float>*, !dbg !224
  %wide.load.epil = load <4 x float>, <4 x float>* %21, align 4, !dbg !224
  %22 = fmul <4 x float> %broadcast.splat, %wide.load.epil, !dbg !224
  %23 = bitcast float* %next.gep10.epil to <4 x float>*, !dbg !224
  store <4 x float> %22, <4 x float>* %23, align 4, !dbg !224
  %index.next.epil = add nuw i32 %index.epil, 4
  %epil.iter.next = add i32 %epil.iter, 1
  %epil.iter.cmp.not = icmp eq i32 %epil.iter.next, %xtraiter
  br i1 %epil.iter.cmp.not, label %middle.block, label %vector.body.epil, !llvm.loop !227

middle.block:                                     ; preds = %vector.body.epil, %middle.block.unr-lcssa
  %cmp.n = icmp eq i32 %4, %n.vec, !dbg !216
  br i1 %cmp.n, label %bb7, label %bb5.preheader, !dbg !216

bb5.preheader:                                    ; preds = %bb5.lr.ph, %middle.block
  %iter.sroa.0.08.ph = phi i32* [ %1, %bb5.lr.ph ], [ %ind.end, %middle.block ]
  br label %bb5, !dbg !216

bb7:                                              ; preds = %bb5, %middle.block, %start
  ret void, !dbg !228

bb5:                                              ; preds = %bb5.preheader, %bb5
  %iter.sroa.0.08 = phi i32* [ %24, %bb5 ], [ %iter.sroa.0.08.ph, %bb5.preheader ]
  %24 = getelementptr inbounds i32, i32* %iter.sroa.0.08, i32 1, !dbg !229
  %25 = bitcast i32* %iter.sroa.0.08 to float*, !dbg !235
  %26 = load float, float* %25, align 4, !dbg !224
  %27 = fmul float %_12, %26, !dbg !224
  store float %27, float* %25, align 4, !dbg !224
  %28 = bitcast i32* %24 to float*, !dbg !236
  %_12.i = icmp eq float* %0, %28, !dbg !216
  br i1 %_12.i, label %bb7, label %bb5, !dbg !216, !llvm.loop !237
}

; core::panicking::panic_bounds_check
; Function Attrs: cold noinline noreturn nounwind
declare dso_local void @_ZN4core9panicking18panic_bounds_check17h9e099015b52d9b3bE(i32, i32, %"core::panic::location::Location"* noalias noundef readonly align 4 dereferenceable(16)) unnamed_addr #3

attributes #0 = { nofree nosync nounwind "target-cpu"="generic" "target-features"="+simd128" }
attributes #1 = { nounwind "target-cpu"="generic" "target-features"="+simd128" }
attributes #2 = { nofree noinline nosync nounwind "target-cpu"="generic" "target-features"="+simd128" }
attributes #3 = { cold noinline noreturn nounwind "target-cpu"="generic" "target-features"="+simd128" }
attributes #4 = { noreturn nounwind }

!llvm.dbg.cu = !{!0}
!llvm.ident = !{!2}
!llvm.module.flags = !{!3}

!0 = distinct !DICompileUnit(language: DW_LANG_Rust, file: !1, producer: "clang LLVM (rustc version 1.63.0)", isOptimized: true, runtimeVersion: 0, emissionKind: FullDebug)
!1 = !DIFile(filename: "kernels.rs/@/kernels.326bd1a9-cgu.0", directory: ".")
!2 = !{!"rustc version 1.63.0"}
!3 = !{i32 2, !"Debug Info Version", i32 3}
!4 = distinct !DISubprogram(name: "sum", scope: !6, file: !5, line: 7, type: !7, scopeLine: 7, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!5 = !DIFile(filename: "kernels.rs", directory: ".", checksumkind: CSK_MD5, checksum: "c6877d6f25e3ee5bdfa115eead15ae95")
!6 = !DINamespace(name: "kernels", scope: null)
!7 = !DISubroutineType(types: !8)
!8 = !{}
!9 = !DILocation(line: 457, column: 18, scope: !10, inlinedAt: !17)
!10 = distinct !DILexicalBlock(scope: !12, file: !11, line: 457, column: 9)
!11 = !DIFile(filename: "/usr/src/rustc-1.63.0/library/core/src/ptr/const_ptr.rs", directory: "", checksumkind: CSK_MD5, checksum: "472568b60919158596db0f55d2635676")
!12 = distinct !DISubprogram(name: "offset<f32>", linkageName: "_ZN4core3ptr9const_ptr33_$LT$impl$u20$$BP$const$u20$T$GT$6offset17heda2779bfad92309E", scope: !13, file: !11, line: 452, type: !7, scopeLine: 452, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!13 = !DINamespace(name: "{impl#0}", scope: !14)
!14 = !DINamespace(name: "const_ptr", scope: !15)
!15 = !DINamespace(name: "ptr", scope: !16)
!16 = !DINamespace(name: "core", scope: null)
!17 = distinct !DILocation(line: 870, column: 18, scope: !18, inlinedAt: !20)
!18 = distinct !DILexicalBlock(scope: !19, file: !11, line: 870, column: 9)
!19 = distinct !DISubprogram(name: "add<f32>", linkageName: "_ZN4core3ptr9const_ptr33_$LT$impl$u20$$BP$const$u20$T$GT$3add17h9f00567352914d46E", scope: !13, file: !11, line: 865, type: !7, scopeLine: 865, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!20 = distinct !DILocation(line: 97, column: 17, scope: !21, inlinedAt: !28)
!21 = distinct !DILexicalBlock(scope: !23, file: !22, line: 91, column: 9)
!22 = !DIFile(filename: "/usr/src/rustc-1.63.0/library/core/src/slice/iter.rs", directory: "", checksumkind: CSK_MD5, checksum: "27f6434b5f582e5019a860c5c017d49e")
!23 = distinct !DILexicalBlock(scope: !24, file: !22, line: 89, column: 9)
!24 = distinct !DISubprogram(name: "new<f32>", linkageName: "_ZN4core5slice4iter13Iter$LT$T$GT$3new17h5eb1fa80015ba08cE", scope: !25, file: !22, line: 88, type: !7, scopeLine: 88, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!25 = !DINamespace(name: "Iter", scope: !26)
!26 = !DINamespace(name: "iter", scope: !27)
!27 = !DINamespace(name: "slice", scope: !16)
!28 = distinct !DILocation(line: 735, column: 9, scope: !29, inlinedAt: !32)
!29 = distinct !DISubprogram(name: "iter<f32>", linkageName: "_ZN4core5slice29_$LT$impl$u20$$u5b$T$u5d$$GT$4iter17h6bc649ae70cbf825E", scope: !31, file: !30, line: 734, type: !7, scopeLine: 734, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!30 = !DIFile(filename: "/usr/src/rustc-1.63.0/library/core/src/slice/mod.rs", directory: "", checksumkind: CSK_MD5, checksum: "e57288edb8f562006886dad4b6fc1f0e")
!31 = !DINamespace(name: "{impl#0}", scope: !27)
!32 = distinct !DILocation(line: 24, column: 9, scope: !33, inlinedAt: !35)
!33 = distinct !DISubprogram(name: "into_iter<f32>", linkageName: "_ZN4core5slice4iter87_$LT$impl$u20$core..iter..traits..collect..IntoIterator$u20$for$u20$$RF$$u5b$T$u5d$$GT$9into_iter17h93c753e96bd76eb2E", scope: !34, file: !22, line: 23, type: !7, scopeLine: 23, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!34 = !DINamespace(name: "{impl#0}", scope: !26)
!35 = distinct !DILocation(line: 9, column: 19, scope: !36)
!36 = distinct !DILexicalBlock(scope: !4, file: !5, line: 8, column: 5)
!37 = !DILocation(line: 146, column: 24, scope: !38, inlinedAt: !42)
!38 = distinct !DILexicalBlock(scope: !40, file: !39, line: 141, column: 17)
!39 = !DIFile(filename: "/usr/src/rustc-1.63.0/library/core/src/slice/iter/macros.rs", directory: "", checksumkind: CSK_MD5, checksum: "41903112aef4079fb81d70967f52d92d")
!40 = distinct !DISubprogram(name: "next<f32>", linkageName: "_ZN91_$LT$core..slice..iter..Iter$LT$T$GT$$u20$as$u20$core..iter..traits..iterator..Iterator$GT$4next17h365368725b002733E", scope: !41, file: !39, line: 134, type: !7, scopeLine: 134, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!41 = !DINamespace(name: "{impl#173}", scope: !26)
!42 = distinct !DILocation(line: 9, column: 19, scope: !43)
!43 = distinct !DILexicalBlock(scope: !36, file: !5, line: 9, column: 5)
!44 = !DILocation(line: 198, column: 18, scope: !45, inlinedAt: !50)
!45 = distinct !DILexicalBlock(scope: !47, file: !46, line: 198, column: 9)
!46 = !DIFile(filename: "/usr/src/rustc-1.63.0/library/core/src/ptr/non_null.rs", directory: "", checksumkind: CSK_MD5, checksum: "856acc92efd7925b83dd1e3c577ddbdc")
!47 = distinct !DISubprogram(name: "new_unchecked<f32>", linkageName: "_ZN4core3ptr8non_null16NonNull$LT$T$GT$13new_unchecked17h7ad9046391437fd5E", scope: !48, file: !46, line: 196, type: !7, scopeLine: 196, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!48 = !DINamespace(name: "NonNull", scope: !49)
!49 = !DINamespace(name: "non_null", scope: !15)
!50 = distinct !DILocation(line: 100, column: 25, scope: !51, inlinedAt: !28)
!51 = distinct !DILexicalBlock(scope: !21, file: !22, line: 94, column: 13)
!52 = !DILocation(line: 469, column: 18, scope: !53, inlinedAt: !58)
!53 = distinct !DILexicalBlock(scope: !55, file: !54, line: 469, column: 9)
!54 = !DIFile(filename: "/usr/src/rustc-1.63.0/library/core/src/ptr/mut_ptr.rs", directory: "", checksumkind: CSK_MD5, checksum: "58042decf85f1a548d50de0519db87d2")
!55 = distinct !DISubprogram(name: "offset<f32>", linkageName: "_ZN4core3ptr7mut_ptr31_$LT$impl$u20$$BP$mut$u20$T$GT$6offset17hb347c75eaba29de1E", scope: !56, file: !54, line: 462, type: !7, scopeLine: 462, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!56 = !DINamespace(name: "{impl#0}", scope: !57)
!57 = !DINamespace(name: "mut_ptr", scope: !15)
!58 = distinct !DILocation(line: 93, column: 64, scope: !59, inlinedAt: !62)
!59 = distinct !DILexicalBlock(scope: !60, file: !39, line: 93, column: 32)
!60 = distinct !DILexicalBlock(scope: !61, file: !39, line: 90, column: 21)
!61 = distinct !DISubprogram(name: "post_inc_start<f32>", linkageName: "_ZN4core5slice4iter13Iter$LT$T$GT$14post_inc_start17h36d117c1620c8ec2E", scope: !25, file: !39, line: 85, type: !7, scopeLine: 85, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!62 = distinct !DILocation(line: 149, column: 30, scope: !38, inlinedAt: !42)
!63 = !DILocation(line: 9, column: 10, scope: !43)
!64 = !DILocation(line: 10, column: 9, scope: !65)
!65 = distinct !DILexicalBlock(scope: !43, file: !5, line: 9, column: 26)
!66 = distinct !{!66, !67}
!67 = !{!"llvm.loop.unroll.disable"}
!68 = !DILocation(line: 0, scope: !4)
!69 = !DILocation(line: 13, column: 2, scope: !4)
!70 = !DILocation(line: 142, column: 29, scope: !38, inlinedAt: !42)
!71 = distinct !DISubprogram(name: "add", scope: !6, file: !5, line: 16, type: !7, scopeLine: 16, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!72 = !DILocation(line: 1216, column: 5, scope: !73, inlinedAt: !76)
!73 = distinct !DISubprogram(name: "min_by<usize, fn(&usize, &usize) -> core::cmp::Ordering>", linkageName: "_ZN4core3cmp6min_by17h2ca3727e18de8363E", scope: !75, file: !74, line: 1215, type: !7, scopeLine: 1215, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!74 = !DIFile(filename: "/usr/src/rustc-1.63.0/library/core/src/cmp.rs", directory: "", checksumkind: CSK_MD5, checksum: "bb52517396426ace0c2b5d0acf6177d5")
!75 = !DINamespace(name: "cmp", scope: !16)
!76 = distinct !DILocation(line: 821, column: 9, scope: !77, inlinedAt: !79)
!77 = distinct !DISubprogram(name: "min<usize>", linkageName: "_ZN4core3cmp3Ord3min17h3a68922b1411523aE", scope: !78, file: !74, line: 817, type: !7, scopeLine: 817, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!78 = !DINamespace(name: "Ord", scope: !75)
!79 = distinct !DILocation(line: 1197, column: 5, scope: !80, inlinedAt: !81)
!80 = distinct !DISubprogram(name: "min<usize>", linkageName: "_ZN4core3cmp3min17hbcdff1a959b9aee1E", scope: !75, file: !74, line: 1196, type: !7, scopeLine: 1196, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!81 = distinct !DILocation(line: 264, column: 19, scope: !82, inlinedAt: !89)
!82 = distinct !DILexicalBlock(scope: !84, file: !83, line: 263, column: 9)
!83 = !DIFile(filename: "/usr/src/rustc-1.63.0/library/core/src/iter/adapters/zip.rs", directory: "", checksumkind: CSK_MD5, checksum: "278264c097e5b80e82aa3f4661da37c1")
!84 = distinct !DISubprogram(name: "new<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>", linkageName: "_ZN111_$LT$core..iter..adapters..zip..Zip$LT$A$C$B$GT$$u20$as$u20$core..iter..adapters..zip..ZipImpl$LT$A$C$B$GT$$GT$3new17hc9443263206db889E", scope: !85, file: !83, line: 262, type: !7, scopeLine: 262, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!85 = !DINamespace(name: "{impl#5}", scope: !86)
!86 = !DINamespace(name: "zip", scope: !87)
!87 = !DINamespace(name: "adapters", scope: !88)
!88 = !DINamespace(name: "iter", scope: !16)
!89 = distinct !DILocation(line: 23, column: 9, scope: !90, inlinedAt: !92)
!90 = distinct !DISubprogram(name: "new<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>", linkageName: "_ZN4core4iter8adapters3zip16Zip$LT$A$C$B$GT$3new17hbaa4d24b1a8cf975E", scope: !91, file: !83, line: 22, type: !7, scopeLine: 22, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!91 = !DINamespace(name: "Zip", scope: !86)
!92 = distinct !DILocation(line: 578, column: 9, scope: !93, inlinedAt: !98)
!93 = distinct !DISubprogram(name: "zip<core::slice::iter::IterMut<f32>, &[f32]>", linkageName: "_ZN4core4iter6traits8iterator8Iterator3zip17hcf1b9447f95b481dE", scope: !95, file: !94, line: 573, type: !7, scopeLine: 573, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!94 = !DIFile(filename: "/usr/src/rustc-1.63.0/library/core/src/iter/traits/iterator.rs", directory: "", checksumkind: CSK_MD5, checksum: "4434e64d8161b2dae1a5832403c5f716")
!95 = !DINamespace(name: "Iterator", scope: !96)
!96 = !DINamespace(name: "iterator", scope: !97)
!97 = !DINamespace(name: "traits", scope: !88)
!98 = distinct !DILocation(line: 17, column: 24, scope: !71)
!99 = !DILocation(line: 0, scope: !73, inlinedAt: !76)
!100 = !DILocation(line: 1216, column: 5, scope: !73, inlinedAt: !101)
!101 = distinct !DILocation(line: 821, column: 9, scope: !77, inlinedAt: !102)
!102 = distinct !DILocation(line: 1197, column: 5, scope: !80, inlinedAt: !103)
!103 = distinct !DILocation(line: 264, column: 19, scope: !104, inlinedAt: !106)
!104 = distinct !DILexicalBlock(scope: !105, file: !83, line: 263, column: 9)
!105 = distinct !DISubprogram(name: "new<core::iter::adapters::zip::Zip<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>, core::slice::iter::Iter<f32>>", linkageName: "_ZN111_$LT$core..iter..adapters..zip..Zip$LT$A$C$B$GT$$u20$as$u20$core..iter..adapters..zip..ZipImpl$LT$A$C$B$GT$$GT$3new17hf71c2301fbde2e67E", scope: !85, file: !83, line: 262, type: !7, scopeLine: 262, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!106 = distinct !DILocation(line: 23, column: 9, scope: !107, inlinedAt: !108)
!107 = distinct !DISubprogram(name: "new<core::iter::adapters::zip::Zip<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>, core::slice::iter::Iter<f32>>", linkageName: "_ZN4core4iter8adapters3zip16Zip$LT$A$C$B$GT$3new17ha9f4268b8401db8bE", scope: !91, file: !83, line: 22, type: !7, scopeLine: 22, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!108 = distinct !DILocation(line: 578, column: 9, scope: !109, inlinedAt: !110)
!109 = distinct !DISubprogram(name: "zip<core::iter::adapters::zip::Zip<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>, &[f32]>", linkageName: "_ZN4core4iter6traits8iterator8Iterator3zip17h3089c376b7ef5c6eE", scope: !95, file: !94, line: 573, type: !7, scopeLine: 573, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!110 = distinct !DILocation(line: 17, column: 24, scope: !71)
!111 = !DILocation(line: 0, scope: !73, inlinedAt: !101)
!112 = !DILocation(line: 270, column: 12, scope: !113, inlinedAt: !114)
!113 = distinct !DISubprogram(name: "next<core::iter::adapters::zip::Zip<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>, core::slice::iter::Iter<f32>>", linkageName: "_ZN111_$LT$core..iter..adapters..zip..Zip$LT$A$C$B$GT$$u20$as$u20$core..iter..adapters..zip..ZipImpl$LT$A$C$B$GT$$GT$4next17h13501f28afb13a28E", scope: !85, file: !83, line: 269, type: !7, scopeLine: 269, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!114 = distinct !DILocation(line: 84, column: 9, scope: !115, inlinedAt: !117)
!115 = distinct !DISubprogram(name: "next<core::iter::adapters::zip::Zip<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>, core::slice::iter::Iter<f32>>", linkageName: "_ZN102_$LT$core..iter..adapters..zip..Zip$LT$A$C$B$GT$$u20$as$u20$core..iter..traits..iterator..Iterator$GT$4next17hb9815fae1f9bd565E", scope: !116, file: !83, line: 83, type: !7, scopeLine: 83, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!116 = !DINamespace(name: "{impl#1}", scope: !86)
!117 = distinct !DILocation(line: 17, column: 24, scope: !118)
!118 = distinct !DILexicalBlock(scope: !71, file: !5, line: 17, column: 5)
!119 = !DILocation(line: 274, column: 13, scope: !120, inlinedAt: !114)
!120 = distinct !DILexicalBlock(scope: !113, file: !83, line: 271, column: 13)
!121 = !DILocation(line: 18, column: 14, scope: !122)
!122 = distinct !DILexicalBlock(scope: !118, file: !5, line: 17, column: 53)
!123 = !DILocation(line: 126, column: 45, scope: !124, inlinedAt: !129)
!124 = distinct !DISubprogram(name: "add", linkageName: "_ZN45_$LT$f32$u20$as$u20$core..ops..arith..Add$GT$3add17hac12b65a873a412cE", scope: !126, file: !125, line: 126, type: !7, scopeLine: 126, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!125 = !DIFile(filename: "/usr/src/rustc-1.63.0/library/core/src/ops/arith.rs", directory: "", checksumkind: CSK_MD5, checksum: "57699c352beef63103a9f45527b1cedb")
!126 = !DINamespace(name: "{impl#12}", scope: !127)
!127 = !DINamespace(name: "arith", scope: !128)
!128 = !DINamespace(name: "ops", scope: !16)
!129 = distinct !DILocation(line: 72, column: 17, scope: !130, inlinedAt: !133)
!130 = distinct !DISubprogram(name: "add", linkageName: "_ZN64_$LT$$RF$f32$u20$as$u20$core..ops..arith..Add$LT$$RF$f32$GT$$GT$3add17h60f0cdec1f166f6cE", scope: !132, file: !131, line: 71, type: !7, scopeLine: 71, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!131 = !DIFile(filename: "/usr/src/rustc-1.63.0/library/core/src/internal_macros.rs", directory: "", checksumkind: CSK_MD5, checksum: "e63771959055ac6eeea73519b0063b2f")
!132 = !DINamespace(name: "{impl#52}", scope: !127)
!133 = distinct !DILocation(line: 18, column: 14, scope: !122)
!134 = !DILocation(line: 18, column: 9, scope: !122)
!135 = distinct !{!135, !136}
!136 = !{!"llvm.loop.isvectorized", i32 1}
!137 = !DILocation(line: 20, column: 2, scope: !71)
!138 = !DILocation(line: 469, column: 18, scope: !53, inlinedAt: !139)
!139 = distinct !DILocation(line: 982, column: 18, scope: !140, inlinedAt: !142)
!140 = distinct !DILexicalBlock(scope: !141, file: !54, line: 982, column: 9)
!141 = distinct !DISubprogram(name: "add<f32>", linkageName: "_ZN4core3ptr7mut_ptr31_$LT$impl$u20$$BP$mut$u20$T$GT$3add17he944777442922d7dE", scope: !56, file: !54, line: 977, type: !7, scopeLine: 977, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!142 = distinct !DILocation(line: 340, column: 42, scope: !143, inlinedAt: !146)
!143 = distinct !DILexicalBlock(scope: !144, file: !39, line: 340, column: 17)
!144 = distinct !DISubprogram(name: "__iterator_get_unchecked<f32>", linkageName: "_ZN94_$LT$core..slice..iter..IterMut$LT$T$GT$$u20$as$u20$core..iter..traits..iterator..Iterator$GT$24__iterator_get_unchecked17h1f7cc49796b7eb6eE", scope: !145, file: !39, line: 329, type: !7, scopeLine: 329, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!145 = !DINamespace(name: "{impl#179}", scope: !26)
!146 = distinct !DILocation(line: 252, column: 19, scope: !147, inlinedAt: !151)
!147 = distinct !DILexicalBlock(scope: !148, file: !83, line: 252, column: 9)
!148 = distinct !DILexicalBlock(scope: !149, file: !83, line: 249, column: 9)
!149 = distinct !DISubprogram(name: "get_unchecked<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>", linkageName: "_ZN111_$LT$core..iter..adapters..zip..Zip$LT$A$C$B$GT$$u20$as$u20$core..iter..adapters..zip..ZipImpl$LT$A$C$B$GT$$GT$13get_unchecked17h89919cb0dc34a8edE", scope: !150, file: !83, line: 248, type: !7, scopeLine: 248, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!150 = !DINamespace(name: "{impl#4}", scope: !86)
!151 = distinct !DILocation(line: 104, column: 18, scope: !152, inlinedAt: !154)
!152 = distinct !DILexicalBlock(scope: !153, file: !83, line: 104, column: 9)
!153 = distinct !DISubprogram(name: "__iterator_get_unchecked<core::slice::iter::IterMut<f32>, core::slice::iter::Iter<f32>>", linkageName: "_ZN102_$LT$core..iter..adapters..zip..Zip$LT$A$C$B$GT$$u20$as$u20$core..iter..traits..iterator..Iterator$GT$24__iterator_get_unchecked17h5daa0482bbd1f199E", scope: !116, file: !83, line: 98, type: !7, scopeLine: 98, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!154 = distinct !DILocation(line: 277, column: 23, scope: !155, inlinedAt: !114)
!155 = distinct !DILexicalBlock(scope: !120, file: !83, line: 276, column: 13)
!156 = !DILocation(line: 469, column: 18, scope: !53, inlinedAt: !157)
!157 = distinct !DILocation(line: 982, column: 18, scope: !140, inlinedAt: !158)
!158 = distinct !DILocation(line: 340, column: 42, scope: !159, inlinedAt: !161)
!159 = distinct !DILexicalBlock(scope: !160, file: !39, line: 340, column: 17)
!160 = distinct !DISubprogram(name: "__iterator_get_unchecked<f32>", linkageName: "_ZN91_$LT$core..slice..iter..Iter$LT$T$GT$$u20$as$u20$core..iter..traits..iterator..Iterator$GT$24__iterator_get_unchecked17h1f5ea448898e8192E", scope: !41, file: !39, line: 329, type: !7, scopeLine: 329, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!161 = distinct !DILocation(line: 252, column: 57, scope: !147, inlinedAt: !151)
!162 = !DILocation(line: 469, column: 18, scope: !53, inlinedAt: !163)
!163 = distinct !DILocation(line: 982, column: 18, scope: !140, inlinedAt: !164)
!164 = distinct !DILocation(line: 340, column: 42, scope: !159, inlinedAt: !165)
!165 = distinct !DILocation(line: 277, column: 59, scope: !155, inlinedAt: !114)
!166 = distinct !{!166, !167, !136}
!167 = !{!"llvm.loop.unroll.runtime.disable"}
!168 = distinct !DISubprogram(name: "gather", scope: !6, file: !5, line: 23, type: !7, scopeLine: 23, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!169 = !DILocation(line: 1398, column: 52, scope: !170, inlinedAt: !173)
!170 = distinct !DISubprogram(name: "lt", linkageName: "_ZN4core3cmp5impls57_$LT$impl$u20$core..cmp..PartialOrd$u20$for$u20$usize$GT$2lt17hbf169f3c395809feE", scope: !171, file: !74, line: 1398, type: !7, scopeLine: 1398, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!171 = !DINamespace(name: "{impl#54}", scope: !172)
!172 = !DINamespace(name: "impls", scope: !75)
!173 = distinct !DILocation(line: 621, column: 12, scope: !174, inlinedAt: !178)
!174 = distinct !DISubprogram(name: "spec_next<usize>", linkageName: "_ZN89_$LT$core..ops..range..Range$LT$T$GT$$u20$as$u20$core..iter..range..RangeIteratorImpl$GT$9spec_next17h6764c264b772c252E", scope: !176, file: !175, line: 620, type: !7, scopeLine: 620, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!175 = !DIFile(filename: "/usr/src/rustc-1.63.0/library/core/src/iter/range.rs", directory: "", checksumkind: CSK_MD5, checksum: "a5e6372fb466d62a237d46ecffb4676a")
!176 = !DINamespace(name: "{impl#2}", scope: !177)
!177 = !DINamespace(name: "range", scope: !88)
!178 = distinct !DILocation(line: 711, column: 9, scope: !179, inlinedAt: !181)
!179 = distinct !DISubprogram(name: "next<usize>", linkageName: "_ZN4core4iter5range101_$LT$impl$u20$core..iter..traits..iterator..Iterator$u20$for$u20$core..ops..range..Range$LT$A$GT$$GT$4next17hd4a3d46e15b936aeE", scope: !180, file: !175, line: 710, type: !7, scopeLine: 710, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!180 = !DINamespace(name: "{impl#3}", scope: !177)
!181 = distinct !DILocation(line: 24, column: 14, scope: !182)
!182 = distinct !DILexicalBlock(scope: !168, file: !5, line: 24, column: 5)
!183 = !DILocation(line: 621, column: 12, scope: !174, inlinedAt: !178)
!184 = !DILocation(line: 27, column: 2, scope: !168)
!185 = !DILocation(line: 464, column: 22, scope: !186, inlinedAt: !191)
!186 = distinct !DILexicalBlock(scope: !188, file: !187, line: 464, column: 13)
!187 = !DIFile(filename: "/usr/src/rustc-1.63.0/library/core/src/num/uint_macros.rs", directory: "", checksumkind: CSK_MD5, checksum: "60fdadbd334dce6d03de842cfe3a5c0c")
!188 = distinct !DISubprogram(name: "unchecked_add", linkageName: "_ZN4core3num23_$LT$impl$u20$usize$GT$13unchecked_add17hc4bd3da7fd59ce50E", scope: !189, file: !187, line: 461, type: !7, scopeLine: 461, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!189 = !DINamespace(name: "{impl#11}", scope: !190)
!190 = !DINamespace(name: "num", scope: !16)
!191 = distinct !DILocation(line: 191, column: 22, scope: !192, inlinedAt: !195)
!192 = distinct !DILexicalBlock(scope: !193, file: !175, line: 191, column: 13)
!193 = distinct !DISubprogram(name: "forward_unchecked", linkageName: "_ZN49_$LT$usize$u20$as$u20$core..iter..range..Step$GT$17forward_unchecked17hc736eee82d084a74E", scope: !194, file: !175, line: 189, type: !7, scopeLine: 189, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!194 = !DINamespace(name: "{impl#35}", scope: !177)
!195 = distinct !DILocation(line: 623, column: 30, scope: !196, inlinedAt: !178)
!196 = distinct !DILexicalBlock(scope: !174, file: !175, line: 623, column: 21)
!197 = !DILocation(line: 25, column: 24, scope: !198)
!198 = distinct !DILexicalBlock(scope: !182, file: !5, line: 24, column: 31)
!199 = !DILocation(line: 25, column: 18, scope: !198)
!200 = !{!"branch_weights", i32 2000, i32 1}
!201 = !DILocation(line: 25, column: 9, scope: !198)
!202 = !{!"branch_weights", i32 1, i32 2000}
!203 = distinct !DISubprogram(name: "apply", linkageName: "_ZN7kernels6layers5Scale5apply17hebf6ad20ff14db68E", scope: !204, file: !5, line: 34, type: !7, scopeLine: 34, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!204 = !DINamespace(name: "Scale", scope: !205)
!205 = !DINamespace(name: "layers", scope: !6)
!206 = !DILocation(line: 469, column: 18, scope: !53, inlinedAt: !207)
!207 = distinct !DILocation(line: 982, column: 18, scope: !140, inlinedAt: !208)
!208 = distinct !DILocation(line: 233, column: 17, scope: !209, inlinedAt: !213)
!209 = distinct !DILexicalBlock(scope: !210, file: !22, line: 227, column: 9)
!210 = distinct !DILexicalBlock(scope: !211, file: !22, line: 210, column: 9)
!211 = distinct !DISubprogram(name: "new<f32>", linkageName: "_ZN4core5slice4iter16IterMut$LT$T$GT$3new17h9093f8c72db3794bE", scope: !212, file: !22, line: 209, type: !7, scopeLine: 209, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!212 = !DINamespace(name: "IterMut", scope: !26)
!213 = distinct !DILocation(line: 754, column: 9, scope: !214, inlinedAt: !215)
!214 = distinct !DISubprogram(name: "iter_mut<f32>", linkageName: "_ZN4core5slice29_$LT$impl$u20$$u5b$T$u5d$$GT$8iter_mut17ha045c10d4a3255b0E", scope: !31, file: !30, line: 753, type: !7, scopeLine: 753, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!215 = distinct !DILocation(line: 35, column: 26, scope: !203)
!216 = !DILocation(line: 146, column: 24, scope: !217, inlinedAt: !219)
!217 = distinct !DILexicalBlock(scope: !218, file: !39, line: 141, column: 17)
!218 = distinct !DISubprogram(name: "next<f32>", linkageName: "_ZN94_$LT$core..slice..iter..IterMut$LT$T$GT$$u20$as$u20$core..iter..traits..iterator..Iterator$GT$4next17h98ad75b208dc439eE", scope: !145, file: !39, line: 134, type: !7, scopeLine: 134, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!219 = distinct !DILocation(line: 35, column: 26, scope: !220)
!220 = distinct !DILexicalBlock(scope: !203, file: !5, line: 35, column: 13)
!221 = !DILocation(line: 198, column: 18, scope: !45, inlinedAt: !222)
!222 = distinct !DILocation(line: 236, column: 25, scope: !223, inlinedAt: !213)
!223 = distinct !DILexicalBlock(scope: !209, file: !22, line: 230, column: 13)
!224 = !DILocation(line: 36, column: 17, scope: !225)
!225 = distinct !DILexicalBlock(scope: !220, file: !5, line: 35, column: 44)
!226 = distinct !{!226, !136}
!227 = distinct !{!227, !67}
!228 = !DILocation(line: 38, column: 10, scope: !203)
!229 = !DILocation(line: 469, column: 18, scope: !53, inlinedAt: !230)
!230 = distinct !DILocation(line: 93, column: 64, scope: !231, inlinedAt: !234)
!231 = distinct !DILexicalBlock(scope: !232, file: !39, line: 93, column: 32)
!232 = distinct !DILexicalBlock(scope: !233, file: !39, line: 90, column: 21)
!233 = distinct !DISubprogram(name: "post_inc_start<f32>", linkageName: "_ZN4core5slice4iter16IterMut$LT$T$GT$14post_inc_start17h77dfde723364c520E", scope: !212, file: !39, line: 85, type: !7, scopeLine: 85, flags: DIFlagPrototyped, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !0, templateParams: !8, retainedNodes: !8)
!234 = distinct !DILocation(line: 149, column: 30, scope: !217, inlinedAt: !219)
!235 = !DILocation(line: 35, column: 17, scope: !220)
!236 = !DILocation(line: 142, column: 29, scope: !217, inlinedAt: !219)
!237 = distinct !{!237, !167, !136}
