// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a row of samples says, with intervals. Used by wasm-bench and wasm-report, so that both mean the same by a number.
//
// The bootstrap is the percentile bootstrap (Efron, Tibshirani: An Introduction to the Bootstrap, 1993, chapter 13), stratified: each order
// is resampled by itself, because code placement shifts whole orders. All functions are deterministic: same samples and seed, same result.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace nearnative {

/// The samples of one row, one list per order, in one unit (nanoseconds per call). Sample r of every list was taken in round r.
using Samples = std::vector<std::vector<double>>;

/// A value and the ends of its 95 % interval.
struct Interval {
  double value;
  double low;
  double high;
};

/// How often an interval's samples are drawn again.
inline constexpr int bootstrapResamples = 2000;

/// The median; the mean of the two middle values for an even count. `values` must not be empty.
double median(std::vector<double> values);

/// The value below which `share` (0 to 1) of the values lie, linear between neighbours. `values` must not be empty.
double quantile(std::vector<double> values, double share);

/// The geometric mean. `values` must not be empty and hold positive numbers.
double geometricMean(const std::vector<double> &values);

/// True when a row can be summarised: at least one order, no order without samples, every sample finite and above 0.
bool usable(const Samples &samples);

/// A row's one number: the geometric mean of the medians of its orders. `samples` must be usable.
double location(const Samples &samples);

/// location() with its interval. `samples` must be usable.
Interval locationInterval(const Samples &samples, uint64_t seed);

/// location(numerator) / location(denominator) with its interval. Where both rows have the same orders and rounds, the rounds are drawn in
/// pairs, so that noise which hit both rows in one round cancels; otherwise each row is drawn by itself. Both must be usable.
Interval ratioInterval(const Samples &numerator, const Samples &denominator, uint64_t seed);

/// The median of a[i] - b[i], with its interval: what one way costs more than another when both were measured in turns. As many of each,
/// not empty. May be below 0.
Interval pairedDifferenceInterval(const std::vector<double> &a, const std::vector<double> &b, uint64_t seed);

/// One kernel's part of a mean of ratios.
struct RatioOfRows {
  const Samples *numerator;
  const Samples *denominator;
};

/// The geometric mean of the ratios of several kernels, with the interval that the measuring leaves (the kernels themselves are not drawn
/// again: a corpus is what it is). `ratios` must not be empty, every row usable.
Interval geometricMeanInterval(const std::vector<RatioOfRows> &ratios, uint64_t seed);

/// A seed made of a seed and names, so that every row draws its own numbers whatever else is measured.
uint64_t seedFor(uint64_t seed, std::string_view name);

} // namespace nearnative
