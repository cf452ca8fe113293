// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Compare.h"

#include <bit>
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>

using namespace nearnative;
using testing::HasSubstr;

namespace {

template <class T> std::string bytesOfValues(const std::vector<T> &values) {
  return {reinterpret_cast<const char *>(values.data()), values.size() * sizeof(T)};
}

Entry entryOf(ElementType type, uint64_t count, Tolerance tolerance = {}) {
  Entry entry;
  entry.outputs.push_back({"out", type, {{ProblemSize::small, count}, {ProblemSize::large, count}}});
  entry.tolerance = tolerance;
  return entry;
}

template <class T> bool equalBits(ElementType type, T a, T b) {
  return compareBits(entryOf(type, 1), ProblemSize::small, bytesOfValues<T>({a}), bytesOfValues<T>({b})).has_value();
}

template <class T> bool within(ElementType type, T a, T b, Tolerance tolerance) {
  return compareWithinTolerance(entryOf(type, 1, tolerance), ProblemSize::small, bytesOfValues<T>({a}), bytesOfValues<T>({b})).has_value();
}

} // namespace

TEST(CompareBits, AnyNaNEqualsAnyNaNAndNothingElse) {
  const auto nan = std::bit_cast<float>(0x7FC00000u);
  const auto otherNan = std::bit_cast<float>(0xFFC12345u);
  EXPECT_TRUE(equalBits(ElementType::f32, nan, otherNan));
  EXPECT_FALSE(equalBits(ElementType::f32, nan, 1.0f));
  EXPECT_FALSE(equalBits(ElementType::f32, INFINITY, nan));
  EXPECT_TRUE(equalBits(ElementType::f64, std::nan("1"), -std::nan("2")));
  EXPECT_FALSE(equalBits(ElementType::f64, std::nan("1"), 0.0));
  // The same bits as integers are different integers.
  EXPECT_FALSE(equalBits(ElementType::u32, 0x7FC00000u, 0xFFC12345u));
}

TEST(CompareBits, ZerosAndLastBitsDiffer) {
  EXPECT_FALSE(equalBits(ElementType::f32, 0.0f, -0.0f));
  EXPECT_FALSE(equalBits(ElementType::f32, 1.0f, std::nextafter(1.0f, 2.0f)));
  EXPECT_FALSE(equalBits(ElementType::f32, 0.0f, std::numeric_limits<float>::denorm_min()));
  EXPECT_TRUE(equalBits(ElementType::f32, INFINITY, INFINITY));
  EXPECT_FALSE(equalBits(ElementType::i64, INT64_MAX, INT64_MAX - 1));
}

TEST(CompareBits, NamesTheFirstDifference) {
  const Entry entry = entryOf(ElementType::i8, 3);
  const auto result = compareBits(entry, ProblemSize::small, std::string("\1\2\3", 3), std::string("\1\5\6", 3));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().message, "wrong result: out[1] is 2 instead of 5 (2 of 3 differ)");
}

TEST(CompareBits, SeveralOutputsOfSeveralTypes) {
  Entry entry = entryOf(ElementType::i16, 2);
  entry.outputs.push_back({"the return value", ElementType::f64, {{ProblemSize::small, 1}, {ProblemSize::large, 1}}});
  EXPECT_EQ(outputBytes(entry, ProblemSize::small), 12u);
  const std::string expected = bytesOfValues<int16_t>({1, -2}) + bytesOfValues<double>({0.5});
  EXPECT_TRUE(compareBits(entry, ProblemSize::small, expected, expected));
  const auto result = compareBits(entry, ProblemSize::small, bytesOfValues<int16_t>({1, -2}) + bytesOfValues<double>({0.25}), expected);
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().message, HasSubstr("the return value[0] is 0.25 instead of 0.5"));
}

TEST(CompareBits, ANumberOfBytesThatIsNotTheManifests) {
  const Entry entry = entryOf(ElementType::f32, 2);
  const std::string good(8, '\0');
  for (const auto &[found, expected] : {std::pair{std::string(4, '\0'), good}, {good, std::string(9, '\0')}, {std::string(), good}}) {
    const auto result = compareBits(entry, ProblemSize::small, found, expected);
    ASSERT_FALSE(result);
    EXPECT_THAT(result.error().message, HasSubstr("where the manifest says 8"));
    EXPECT_FALSE(compareWithinTolerance(entry, ProblemSize::small, found, expected));
  }
}

TEST(CompareWithinTolerance, Edges) {
  EXPECT_TRUE(within(ElementType::f32, 1.5f, 1.0f, {0, 0.5}));
  EXPECT_FALSE(within(ElementType::f32, std::nextafter(1.5f, 2.0f), 1.0f, {0, 0.5}));
  EXPECT_TRUE(within(ElementType::f64, 3.0, 2.0, {0.5, 0}));
  EXPECT_FALSE(within(ElementType::f64, 2.0, 3.0 + 1e-9, {1.0 / 3, 0}));
  // Relative to the expected value, not to the found one.
  EXPECT_TRUE(within(ElementType::f64, 1.0, 2.0, {0.5, 0}));
  EXPECT_FALSE(within(ElementType::f64, 2.0, 1.0, {0.5, 0}));
  EXPECT_TRUE(within(ElementType::f64, -3.5, -2.0, {0.5, 0.5}));
}

TEST(CompareWithinTolerance, AbsentMeansEqual) {
  EXPECT_TRUE(within(ElementType::f32, 0.0f, -0.0f, {}));
  EXPECT_FALSE(within(ElementType::f32, 1.0f, std::nextafter(1.0f, 2.0f), {}));
  EXPECT_TRUE(within(ElementType::u8, uint8_t{200}, uint8_t{200}, {}));
  EXPECT_FALSE(within(ElementType::u8, uint8_t{200}, uint8_t{201}, {}));
}

TEST(CompareWithinTolerance, NaNAndInfinityAreNeverNear) {
  const Tolerance wide{1e30, 1e30};
  EXPECT_TRUE(within(ElementType::f32, NAN, -NAN, wide));
  EXPECT_FALSE(within(ElementType::f32, NAN, 0.0f, wide));
  EXPECT_FALSE(within(ElementType::f32, 0.0f, NAN, wide));
  EXPECT_TRUE(within(ElementType::f32, INFINITY, INFINITY, wide));
  EXPECT_FALSE(within(ElementType::f32, -INFINITY, INFINITY, wide));
  EXPECT_FALSE(within(ElementType::f32, 1e38f, INFINITY, wide));
  EXPECT_FALSE(within(ElementType::f32, INFINITY, 1e38f, wide));
}

TEST(CompareWithinTolerance, IntegersUseTheAbsolutePartOnly) {
  EXPECT_TRUE(within(ElementType::i8, int8_t{-128}, int8_t{-127}, {0, 1}));
  EXPECT_FALSE(within(ElementType::i8, int8_t{-128}, int8_t{-126}, {0, 1}));
  EXPECT_FALSE(within(ElementType::i32, 1000, 1001, {1, 0}));
  EXPECT_FALSE(within(ElementType::i64, INT64_MIN, INT64_MAX, {0, 1}));
  EXPECT_TRUE(within(ElementType::u32, 0xFFFFFFFFu, 0xFFFFFFFEu, {0, 1}));
  EXPECT_FALSE(within(ElementType::u32, 0u, 0xFFFFFFFFu, {0, 1}));
}
