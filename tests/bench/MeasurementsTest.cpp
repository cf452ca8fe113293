// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Measurements.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace nearnative;
using testing::HasSubstr;
using testing::Not;

namespace {

Row row(const std::string &kernel, const std::string &variant, const std::string &engine, double nanoseconds) {
  Row result;
  result.kernel = kernel;
  result.variant = variant;
  result.engine = engine;
  result.correct = true;
  result.equal = "bits";
  result.samples = {{nanoseconds, nanoseconds}, {nanoseconds, nanoseconds}};
  result.time = locationInterval(result.samples, 1);
  return result;
}

Entry entry(const std::string &name) {
  Entry result;
  result.name = name;
  result.elements = {{ProblemSize::small, 10}, {ProblemSize::large, 100}};
  return result;
}

} // namespace

TEST(SummaryTable, StockIsTheFasterOfTheTwoPerEngine) {
  Measurements measurements;
  measurements.entries = {entry("a")};
  measurements.rows = {row("a", "native-v2", "native", 50), row("a", "raw", "v8", 400),       row("a", "wasm-opt", "v8", 300),
                       row("a", "strict", "v8", 100),       row("a", "raw", "wasmtime", 200), row("a", "wasm-opt", "wasmtime", 4000),
                       row("a", "strict", "wasmtime", 400)};
  const std::string table = summaryTable(measurements);
  EXPECT_THAT(table, HasSubstr("50 ns    300 ns  100 ns  3.00x [3.00, 3.00]          200 ns  400 ns  0.50x [0.50, 0.50]"));
}

TEST(SummaryTable, RowsOutsideTheMeansAndWrongRowsDoNotCount) {
  Measurements measurements;
  measurements.entries = {entry("a"), entry("b"), entry("c")};
  measurements.entries[1].outsideMeans = "naive";
  measurements.rows = {row("a", "raw", "v8", 200),    row("a", "strict", "v8", 100), row("b", "raw", "v8", 900),
                       row("b", "strict", "v8", 100), row("c", "raw", "v8", 700),    row("c", "strict", "v8", 100)};
  measurements.rows[5].correct = false;
  measurements.rows[5].time.reset();
  const std::string table = summaryTable(measurements);
  EXPECT_THAT(table, HasSubstr("9.00x"));
  EXPECT_THAT(table, HasSubstr("error"));
  EXPECT_THAT(table, Not(HasSubstr("7.00x")));
  EXPECT_THAT(table.substr(table.find("geometric mean")), HasSubstr("2.00x [2.00, 2.00]"));
}

TEST(SummaryTable, StockThatIsWrongIsNotReplacedByTheSlowerOne) {
  Measurements measurements;
  measurements.entries = {entry("a")};
  measurements.rows = {row("a", "raw", "v8", 200), row("a", "wasm-opt", "v8", 100), row("a", "strict", "v8", 100)};
  measurements.rows[1].time.reset();
  EXPECT_THAT(summaryTable(measurements), HasSubstr("error"));
}

TEST(ToJson, ARowWithoutATimeHasNone) {
  Measurements measurements;
  measurements.entries = {entry("a")};
  measurements.rows = {row("a", "raw", "v8", 200)};
  measurements.rows[0].time.reset();
  measurements.rows[0].correct = false;
  const auto document = toJson(measurements);
  for (const char *key : {"median_ns", "lo_ns", "hi_ns", "iterations", "samples_ns"})
    EXPECT_FALSE(document["rows"][0].contains(key)) << key;
  EXPECT_EQ(document["rows"][0]["correct"], false);
}

TEST(ToJson, TimesKeepSixDigits) {
  Measurements measurements;
  measurements.rows = {row("a", "raw", "v8", 12345678.9), row("a", "strict", "v8", 0.000123456789)};
  const auto document = toJson(measurements);
  EXPECT_EQ(document["rows"][0]["samples_ns"][0][0], 12345700.0);
  EXPECT_EQ(document["rows"][1]["samples_ns"][0][0], 0.000123457);
}
