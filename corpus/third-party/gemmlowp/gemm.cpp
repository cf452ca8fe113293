// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Product of byte matrices, requantized to bytes, by gemmlowp as packaged, on one thread: the layer of a quantized network. Its assembly is
// off unless GEMMLOWP_ALLOW_INLINE_ASM is defined, so both sides compile its portable kernel.
#include <cstdint>
#include <gemmlowp/public/gemmlowp.h>
#include <tuple>

// Left: m x k, row-major. Right: k x n and result: m x n, column-major (the fastest layouts by gemmlowp's documentation). The result is the
// sum, times 2^-9 * 0.6 in fixed point, plus 128, clamped to bytes; around the zero points 128 of both sides.
extern "C" void gemmlowp_gemm(const std::uint8_t *left, const std::uint8_t *right, std::uint8_t *result, int m, int n, int k) {
  using gemmlowp::MapOrder;
  static gemmlowp::GemmContext context; // keeps its buffers from call to call, as users keep it
  context.set_max_num_threads(1);
  const gemmlowp::MatrixMap<const std::uint8_t, MapOrder::RowMajor> a(left, m, k);
  const gemmlowp::MatrixMap<const std::uint8_t, MapOrder::ColMajor> b(right, k, n);
  gemmlowp::MatrixMap<std::uint8_t, MapOrder::ColMajor> c(result, m, n);
  gemmlowp::OutputStageQuantizeDownInt32ToUint8ScaleByFixedPoint scale;
  scale.result_fixedpoint_multiplier = 1288490189; // 0.6 * 2^31
  scale.result_shift = 9;
  scale.result_offset_after_shift = 128;
  const auto pipeline = std::make_tuple(scale, gemmlowp::OutputStageSaturatingCastToUint8());
  gemmlowp::GemmWithOutputPipeline<std::uint8_t, std::uint8_t, gemmlowp::DefaultL8R8BitDepthParams>(&context, a, b, &c, -128, -128,
                                                                                                    pipeline);
}
