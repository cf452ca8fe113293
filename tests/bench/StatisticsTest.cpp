// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The intervals are checked against distributions whose true values are known. All seeds are fixed, so nothing here can be flaky.
#include "Statistics.h"

#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <random>

using namespace nearnative;

namespace {

/// Always the same draws: a test must not depend on luck.
std::mt19937_64 fixedSeed(uint64_t seed) {
  std::seed_seq sequence{seed};
  return std::mt19937_64(sequence);
}

/// Two orders of `count` samples: log-normal noise of a tenth around each order's own median, as timings look.
Samples noisyRow(std::mt19937_64 &random, const std::vector<double> &medians, int count) {
  std::normal_distribution<double> noise(0, 0.1);
  Samples samples;
  for (const double median : medians) {
    samples.emplace_back();
    for (int i = 0; i < count; ++i)
      samples.back().push_back(median * std::exp(noise(random)));
  }
  return samples;
}

/// The share of trials whose interval holds the truth.
double coverage(double truth, int trials, const std::function<Interval(std::mt19937_64 &, int)> &measure) {
  std::mt19937_64 random = fixedSeed(20261121);
  int held = 0;
  for (int trial = 0; trial < trials; ++trial) {
    const Interval interval = measure(random, trial);
    EXPECT_LE(interval.low, interval.value);
    EXPECT_LE(interval.value, interval.high);
    held += interval.low <= truth && truth <= interval.high ? 1 : 0;
  }
  return static_cast<double>(held) / trials;
}

} // namespace

TEST(Statistics, MedianOfOddAndEvenCounts) {
  EXPECT_EQ(median({3}), 3);
  EXPECT_EQ(median({5, 1, 3}), 3);
  EXPECT_EQ(median({4, 1, 3, 2}), 2.5);
  EXPECT_EQ(median({2, 1}), 1.5);
  EXPECT_EQ(median({1, 1, 1e9}), 1);
}

TEST(Statistics, GeometricMean) {
  EXPECT_NEAR(geometricMean({2, 8}), 4, 1e-12);
  EXPECT_NEAR(geometricMean({7}), 7, 1e-12);
}

TEST(Statistics, LocationIsTheGeometricMeanOfTheOrdersMedians) {
  EXPECT_EQ(location({{1, 2, 3}}), 2);
  EXPECT_NEAR(location({{1, 2, 100}, {8, 8, 8}}), 4, 1e-12);
}

TEST(Statistics, UnusableRows) {
  EXPECT_FALSE(usable({}));
  EXPECT_FALSE(usable({{1}, {}}));
  EXPECT_FALSE(usable({{1, 0}}));
  EXPECT_FALSE(usable({{1, -1}}));
  EXPECT_FALSE(usable({{1, INFINITY}}));
  EXPECT_FALSE(usable({{1, NAN}}));
  EXPECT_TRUE(usable({{1, 2}, {3}}));
}

TEST(Statistics, SameSamplesAndSeedGiveTheSameInterval) {
  std::mt19937_64 random = fixedSeed(1);
  const Samples a = noisyRow(random, {100, 110}, 16);
  const Samples b = noisyRow(random, {50, 51}, 16);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(locationInterval(a, 7).low, locationInterval(a, 7).low);
    EXPECT_EQ(ratioInterval(a, b, 7).high, ratioInterval(a, b, 7).high);
    EXPECT_EQ(geometricMeanInterval({{&a, &b}}, 7).high, geometricMeanInterval({{&a, &b}}, 7).high);
  }
  EXPECT_NE(ratioInterval(a, b, 7).high, ratioInterval(a, b, 8).high);
}

TEST(Statistics, ConstantSamplesHaveAnIntervalOfNoWidth) {
  const Samples row{{5, 5, 5}, {5, 5, 5}};
  const Interval interval = locationInterval(row, 1);
  EXPECT_NEAR(interval.low, 5, 1e-9);
  EXPECT_NEAR(interval.high, 5, 1e-9);
  const Interval ratio = ratioInterval(row, {{10, 10, 10}, {10, 10, 10}}, 1);
  EXPECT_NEAR(ratio.value, 0.5, 1e-12);
  EXPECT_NEAR(ratio.low, 0.5, 1e-9);
  EXPECT_NEAR(ratio.high, 0.5, 1e-9);
}

TEST(Statistics, OneSamplePerOrderIsNoError) {
  const Interval interval = locationInterval({{4}, {9}}, 1);
  EXPECT_NEAR(interval.value, 6, 1e-9);
  EXPECT_NEAR(interval.low, 6, 1e-9);
}

// The percentile bootstrap of a median of 16 is known to hold a little less or more than it says; far off would be a mistake in the code.
TEST(Statistics, LocationIntervalsHoldTheTruthNineteenTimesInTwenty) {
  const double share = coverage(std::sqrt(100.0 * 120.0), 1000, [](std::mt19937_64 &random, int trial) {
    return locationInterval(noisyRow(random, {100, 120}, 16), seedFor(1, std::to_string(trial)));
  });
  EXPECT_GT(share, 0.91);
  EXPECT_LT(share, 0.985);
}

TEST(Statistics, OrdersAreResampledByThemselves) {
  // Orders that lie far apart must not widen the interval: the distance is placement, the same in every resample.
  std::mt19937_64 random = fixedSeed(3);
  const Interval near = locationInterval(noisyRow(random, {100, 100}, 16), 1);
  const Interval apart = locationInterval(noisyRow(random, {100, 1000}, 16), 1);
  EXPECT_LT(apart.high / apart.low, 1.5 * near.high / near.low);
}

TEST(Statistics, RatioIntervalsHoldTheTruth) {
  const auto pairedShare = coverage(2, 300, [](std::mt19937_64 &random, int trial) {
    const Samples slow = noisyRow(random, {100, 120}, 16);
    return ratioInterval(slow, noisyRow(random, {50, 60}, 16), seedFor(2, std::to_string(trial)));
  });
  EXPECT_GT(pairedShare, 0.90);
  EXPECT_LT(pairedShare, 0.99);
  const auto unpairedShare = coverage(2, 1000, [](std::mt19937_64 &random, int trial) {
    const Samples slow = noisyRow(random, {100, 120}, 16);
    return ratioInterval(slow, noisyRow(random, {50, 60, std::sqrt(50.0 * 60.0)}, 15), seedFor(2, std::to_string(trial)));
  });
  EXPECT_GT(unpairedShare, 0.90);
  EXPECT_LT(unpairedShare, 0.99);
}

TEST(Statistics, PairingCancelsNoiseThatHitsBothRowsInARound) {
  std::mt19937_64 random = fixedSeed(5);
  Samples numerator = noisyRow(random, {100, 100}, 16);
  Samples denominator = numerator;
  for (auto &order : denominator)
    for (double &sample : order)
      sample /= 2;
  const Interval paired = ratioInterval(numerator, denominator, 1);
  EXPECT_NEAR(paired.low, 2, 1e-9);
  EXPECT_NEAR(paired.high, 2, 1e-9);
  denominator[0].pop_back(); // the rounds do not match any more
  const Interval unpaired = ratioInterval(numerator, denominator, 1);
  EXPECT_GT(unpaired.high / unpaired.low, 1.01);
}

TEST(Statistics, GeometricMeansOfManyKernelsAreTighterThanOne) {
  std::mt19937_64 random = fixedSeed(6);
  std::vector<Samples> rows;
  for (int kernel = 0; kernel < 16; ++kernel) {
    rows.push_back(noisyRow(random, {300, 310}, 16));
    rows.push_back(noisyRow(random, {100, 105}, 16));
  }
  std::vector<RatioOfRows> ratios;
  for (size_t i = 0; i < rows.size(); i += 2)
    ratios.push_back({&rows[i], &rows[i + 1]});
  const Interval all = geometricMeanInterval(ratios, 1);
  const Interval one = ratioInterval(rows[0], rows[1], 1);
  EXPECT_NEAR(all.value, std::sqrt(3.0 * 310 / 105), 0.1);
  EXPECT_LT(all.low, std::sqrt(3.0 * 310 / 105));
  EXPECT_GT(all.high, std::sqrt(3.0 * 310 / 105));
  EXPECT_LT(all.high / all.low, one.high / one.low);
}

TEST(Statistics, SeedsDiffer) {
  EXPECT_NE(seedFor(1, "a"), seedFor(1, "b"));
  EXPECT_NE(seedFor(1, "a"), seedFor(2, "a"));
  EXPECT_EQ(seedFor(1, "a"), seedFor(1, "a"));
}

TEST(Quantile, LiesBetweenNeighbours) {
  EXPECT_EQ(quantile({7}, 0.99), 7);
  EXPECT_EQ(quantile({3, 1, 2}, 0), 1);
  EXPECT_EQ(quantile({3, 1, 2}, 0.5), 2);
  EXPECT_EQ(quantile({3, 1, 2}, 1), 3);
  EXPECT_DOUBLE_EQ(quantile({0, 10}, 0.9), 9);
}

TEST(PairedDifference, FindsASmallCostUnderNoiseThatBothSee) {
  // Noise of 30 % that hits both sides of a pair alike, a cost of 1 %: medians of the rows alone could not tell.
  std::mt19937_64 random(5);
  std::vector<double> a, b;
  for (int i = 0; i < 400; ++i) {
    const double noise = 1 + 0.3 * std::uniform_real_distribution<double>()(random);
    b.push_back(1000 * noise);
    a.push_back(1000 * noise + 10 + std::uniform_real_distribution<double>(-4, 4)(random));
  }
  const Interval difference = pairedDifferenceInterval(a, b, 1);
  EXPECT_NEAR(difference.value, 10, 1);
  EXPECT_GT(difference.low, 8.5);
  EXPECT_LT(difference.high, 11.5);
  EXPECT_LE(difference.low, difference.value);
  EXPECT_LE(difference.value, difference.high);
  EXPECT_EQ(pairedDifferenceInterval(a, b, 1).low, difference.low);
  EXPECT_NEAR(pairedDifferenceInterval(b, a, 1).value, -difference.value, 1e-9);
}

TEST(PairedDifference, OfEqualSamplesIsNothing) {
  const Interval none = pairedDifferenceInterval({5, 6, 7}, {5, 6, 7}, 3);
  EXPECT_EQ(none.value, 0);
  EXPECT_EQ(none.low, 0);
  EXPECT_EQ(none.high, 0);
}
