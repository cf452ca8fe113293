// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The numbers of the report: which variant is stock, what the means leave out, how nights are compared.
#include "Report.h"
#include "History.h"
#include "Render.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace nearnative::report;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

namespace {

/// A correct row whose every sample is `time`: ratios are then exact and their intervals points.
MeasuredRow row(const std::string &kernel, const std::string &variant, const std::string &engine, double time, uint64_t bytes = 1000) {
  MeasuredRow result;
  result.kernel = kernel;
  result.group = "kernels";
  result.variant = variant;
  result.engine = engine;
  result.size = "small";
  result.elements = 100;
  result.medianNs = result.loNs = result.hiNs = time;
  result.correct = true;
  result.bytes = Bytes{bytes, bytes / 2, bytes / 3};
  result.samplesNs = {{time, time, time}, {time, time, time}};
  return result;
}

MeasuredRow wrongRow(const std::string &kernel, const std::string &variant, const std::string &engine) {
  MeasuredRow result = row(kernel, variant, engine, 1);
  result.correct = false;
  return result;
}

Measurements measure(std::vector<MeasuredRow> rows, std::vector<Entry> entries = {}) {
  Measurements measurements;
  measurements.rows = std::move(rows);
  measurements.entries = std::move(entries);
  for (const MeasuredRow &measured : measurements.rows)
    if (std::none_of(measurements.entries.begin(), measurements.entries.end(),
                     [&](const Entry &entry) { return entry.name == measured.kernel; }))
      measurements.entries.push_back({measured.kernel, "kernels", std::nullopt, std::nullopt});
  return measurements;
}

Report compute(std::vector<MeasuredRow> rows, std::vector<Entry> entries = {}) {
  return computeReport(measure(std::move(rows), std::move(entries)), {}, {});
}

const KernelResult &resultOf(const Report &report, const std::string &kernel, const std::string &engine) {
  for (const KernelResult &result : report.kernels)
    if (result.kernel == kernel && result.engine == engine)
      return result;
  ADD_FAILURE() << "no result of " << kernel << " on " << engine;
  static const KernelResult none;
  return none;
}

Report started(Report report, const std::string &when) {
  report.fingerprint["started"] = when;
  return report;
}

} // namespace

TEST(Words, SayWhatTheIntervalAllows) {
  EXPECT_EQ(makeRatio(1.32, 1.28, 1.36).words, "1.32x faster [1.28, 1.36]");
  EXPECT_EQ(makeRatio(0.8, 0.75, 0.82).words, "1.25x slower [1.22, 1.33]");
  EXPECT_EQ(makeRatio(1.0, 0.98, 1.02).change, "no change");
  EXPECT_EQ(makeRatio(1.0, 0.97, 1.03).change, "no change");
  EXPECT_EQ(makeRatio(1.01, 0.96, 1.02).change, "unclear");
  EXPECT_EQ(makeRatio(1.01, 0.98, 1.04).change, "unclear");
  EXPECT_EQ(makeRatio(14.06, 13.9, 14.2).words, "14.1x faster [13.9, 14.2]");
  EXPECT_EQ(makeRatio(0.96, 0.95, 0.969).change, "slower");
  EXPECT_EQ(timeText(999.4), "999 ns");
  EXPECT_EQ(timeText(999.6), "1.00 us");
  EXPECT_EQ(timeText(1.5e9), "1.50 s");
}

TEST(Report, StockIsTheFasterOfTheTwoPerEngine) {
  const Report report =
      compute({row("k", "raw", "v8", 200, 2000), row("k", "wasm-opt", "v8", 220, 1800), row("k", "strict", "v8", 100, 1900),
               row("k", "raw", "wasmtime", 400, 2000), row("k", "wasm-opt", "wasmtime", 300, 1800),
               row("k", "strict", "wasmtime", 100, 1900), row("k", "native-v2", "native", 50, 16000)});
  const KernelResult &v8 = resultOf(report, "k", "v8"), &wasmtime = resultOf(report, "k", "wasmtime");
  EXPECT_EQ(v8.stock->variant, "raw");
  EXPECT_NEAR(v8.speedup->ratio, 2.0, 1e-9);
  EXPECT_EQ(wasmtime.stock->variant, "wasm-opt");
  EXPECT_NEAR(wasmtime.speedup->ratio, 3.0, 1e-9);
  EXPECT_NEAR(v8.nativeOverTuned->ratio, 0.5, 1e-9);
  EXPECT_NEAR(v8.nativeOverStock->ratio, 0.25, 1e-9);
  // Bytes: the smaller stock module, on every engine; a native object is not a module.
  EXPECT_EQ(v8.bytesBefore->raw, 1800u);
  EXPECT_EQ(v8.bytesAfter->raw, 1900u);
  EXPECT_EQ(report.summary.bytesBefore.raw, 1800u);
  EXPECT_EQ(report.summary.bytesKernels, 1u);
}

TEST(Report, OneStockVariantIsEnoughAndNoneIsNoSpeedup) {
  const Report report = compute({row("one", "raw", "v8", 200), row("one", "strict", "v8", 100), row("none", "strict", "v8", 100)});
  EXPECT_NEAR(resultOf(report, "one", "v8").speedup->ratio, 2.0, 1e-9);
  EXPECT_FALSE(resultOf(report, "none", "v8").speedup.has_value());
  EXPECT_EQ(meansOf(report, "v8", "small")->speedup->kernels, 1u);
}

TEST(Report, PassesAreCountedAtTheSamePostLinkStep) {
  const Report report = compute({row("k", "raw", "v8", 300), row("k", "post-link", "v8", 150), row("k", "strict", "v8", 100)});
  EXPECT_NEAR(resultOf(report, "k", "v8").passesPart->ratio, 1.5, 1e-9);
  EXPECT_NEAR(resultOf(report, "k", "v8").speedup->ratio, 3.0, 1e-9);
}

TEST(Report, MarkedRowsAreShownAndOutsideTheMeans) {
  const Report report = compute({row("a", "raw", "v8", 200), row("a", "strict", "v8", 100), row("b", "raw", "v8", 800),
                                 row("b", "strict", "v8", 100), row("naive", "raw", "v8", 9000), row("naive", "strict", "v8", 100)},
                                {{"a", "kernels", {}, {}}, {"b", "kernels", {}, {}}, {"naive", "kernels", {}, "naive loops"}});
  EXPECT_NEAR(resultOf(report, "naive", "v8").speedup->ratio, 90.0, 1e-9);
  EXPECT_EQ(resultOf(report, "naive", "v8").outsideMeans, "naive loops");
  const MeansLine *means = meansOf(report, "v8", "small");
  EXPECT_EQ(means->speedup->kernels, 2u);
  EXPECT_NEAR(means->speedup->mean.ratio, 4.0, 1e-9);
  EXPECT_EQ(means->faster, 2u);
  EXPECT_EQ(report.summary.bytesKernels, 2u);
}

TEST(Report, WrongRowsAreErrorsAndCountNowhere) {
  const Report report =
      compute({row("a", "raw", "v8", 200), row("a", "strict", "v8", 100), row("b", "raw", "v8", 800), wrongRow("b", "strict", "v8"),
               wrongRow("c", "raw", "v8"), row("c", "wasm-opt", "v8", 300), row("c", "strict", "v8", 100)});
  EXPECT_FALSE(resultOf(report, "b", "v8").speedup.has_value());
  EXPECT_THAT(resultOf(report, "b", "v8").wrongVariants, ElementsAre("strict"));
  // The wrong raw, though "faster", is not stock.
  EXPECT_EQ(resultOf(report, "c", "v8").stock->variant, "wasm-opt");
  EXPECT_EQ(meansOf(report, "v8", "small")->speedup->kernels, 2u);
  ASSERT_EQ(report.errors.size(), 2u);
  EXPECT_EQ(report.errors[0].kernel, "b");
  for (const ReportRow &kept : report.rows)
    EXPECT_EQ(kept.correct, kept.medianNs.has_value());
  EXPECT_THAT(renderMarkdown(report), HasSubstr("| b | - | 800 ns | wrong | - |"));
}

TEST(Report, SharesOfNativeAreOverTheSameKernels) {
  // b has no tuned time: were it in one mean and not in the other, "was" and "is" would not compare.
  const Report report = compute({row("a", "raw", "v8", 200), row("a", "strict", "v8", 100), row("a", "native-v2", "native", 50),
                                 row("b", "raw", "v8", 5000), row("b", "native-v2", "native", 50)});
  const MeansLine *means = meansOf(report, "v8", "small");
  EXPECT_NEAR(means->nativeOverStock->mean.ratio, 0.25, 1e-9);
  EXPECT_NEAR(means->nativeOverTuned->mean.ratio, 0.5, 1e-9);
}

TEST(Report, GroupsHaveTheirOwnMeans) {
  auto rows =
      std::vector{row("a", "raw", "v8", 200), row("a", "strict", "v8", 100), row("b", "raw", "v8", 800), row("b", "strict", "v8", 100)};
  rows[2].group = rows[3].group = "third-party";
  const Report report = compute(rows);
  std::map<std::string, double> means;
  for (const MeansLine &line : report.summary.geomeans)
    means[line.group] = line.speedup->mean.ratio;
  EXPECT_NEAR(means.at("all"), 4.0, 1e-9);
  EXPECT_NEAR(means.at("kernels"), 2.0, 1e-9);
  EXPECT_NEAR(means.at("third-party"), 8.0, 1e-9);
}

TEST(Report, ChecksAreComparedWithTheirUncheckedFormAndEngine) {
  const Report report = compute({row("sum", "raw", "wasmtime", 100), row("sum", "strict", "wasmtime", 50),
                                 row("sum-at", "raw", "wasmtime", 150), row("sum-at", "strict", "wasmtime", 100),
                                 row("sum", "raw", "wasmtime-explicit", 210), row("sum", "strict", "wasmtime-explicit", 150),
                                 row("sum", "native-v2", "native", 40), row("sum-at", "native-v2", "native", 60)},
                                {{"sum", "kernels", {}, {}}, {"sum-at", "checked", "sum", {}}});
  std::map<std::pair<std::string, std::string>, double> inSource;
  for (const Price &price : report.checks.inSource)
    inSource[{price.engine, price.build}] = price.price.ratio;
  EXPECT_NEAR((inSource.at({"native", "native-v2"})), 1.5, 1e-9);
  EXPECT_NEAR((inSource.at({"wasmtime", "stock"})), 1.5, 1e-9);
  EXPECT_NEAR((inSource.at({"wasmtime", "tuned"})), 2.0, 1e-9);
  ASSERT_EQ(report.checks.inEngine.size(), 2u);
  EXPECT_EQ(report.checks.inEngine[0].without, "wasmtime");
  EXPECT_NEAR(report.checks.inEngine[0].price.ratio, 2.1, 1e-9);
  EXPECT_NEAR(report.checks.inEngine[1].price.ratio, 3.0, 1e-9);
}

TEST(Report, FindingsAreJoinedByTags) {
  const LoopFacts native{"loop", 4, 2, 8, 0, 0, 0, 2, 0}, narrow{"loop", 4, 1, 4, 0, 0, 0, 2, 0},
      unrolled{"unrolled", 0, 0, 0, 0, 0, 0, 0, 0};
  const auto loop = [&](const LoopFacts &wasm, const std::string &verdict) {
    return Loop{"f:f.c:9:3", "f", "f.c", 9, 3, 1, native, wasm, verdict, "why"};
  };
  Findings before{"f.raw.json", {{"kernel", "k"}, {"variant", "raw"}}, {loop(narrow, "narrow"), loop(narrow, "narrow")}, {}};
  Findings after{"f.strict.json",
                 {{"kernel", "k"}, {"variant", "strict"}},
                 {loop(native, "parity"), loop(unrolled, "parity")},
                 {{"loop", "wasm", "g", "", "", 0, 0}}};
  Findings stranger{"other.json", {{"kernel", "other"}, {"variant", "raw"}}, {loop(narrow, "narrow")}, {}};
  Findings untagged{"untagged.json", {}, {loop(narrow, "narrow")}, {}};
  const Report report =
      computeReport(measure({row("k", "raw", "v8", 200), row("k", "strict", "v8", 100)}), {before, after, before, stranger, untagged}, {});
  // The second of two loops with one id is the second after as well; a file given twice counts once.
  ASSERT_EQ(report.loops.size(), 3u);
  EXPECT_EQ(report.loops[0].before->gutter, "V4,2|V4,1");
  EXPECT_EQ(report.loops[0].after->gutter, "V4,2|V4,2");
  EXPECT_EQ(report.loops[1].after->gutter, "V4,2|unrolled");
  EXPECT_EQ(report.loops[2].after->verdict, "unmatched");
  EXPECT_EQ(resultOf(report, "k", "v8").verdictsBefore, (std::map<std::string, uint64_t>{{"narrow", 2}}));
  EXPECT_EQ(report.summary.verdictsAfter, (std::map<std::string, uint64_t>{{"parity", 2}, {"unmatched", 1}}));
  EXPECT_THAT(report.notes, ElementsAre(HasSubstr("other was not measured"), HasSubstr("untagged.json")));
}

TEST(Report, SurvivesJson) {
  const Report report = compute({row("a", "raw", "v8", 200), row("a", "strict", "v8", 100), wrongRow("a", "passes", "v8")});
  const auto document = toJson(report);
  const auto again = reportFromJson(document, "report.json");
  ASSERT_TRUE(again.has_value()) << again.error().message;
  EXPECT_EQ(toJson(*again), document);
}

TEST(Inputs, NamesTheMemberThatIsWrong) {
  auto document = nlohmann::json::parse(R"({"fingerprint": {}, "entries": [], "rows": [
    {"kernel": "k", "group": "g", "variant": "raw", "engine": "v8", "size": "small", "elements": 4, "correct": true,
     "median_ns": 2, "lo_ns": 1, "hi_ns": 3, "samples_ns": [[1, 2, 3]]}]})");
  ASSERT_TRUE(measurementsFromJson(document, "m.json").has_value());
  const auto errorAfter = [&](auto change) {
    auto changed = document;
    change(changed);
    const auto result = measurementsFromJson(changed, "m.json");
    return result ? std::string("no error") : result.error().message;
  };
  using json = nlohmann::json;
  EXPECT_EQ(errorAfter([](json &d) { d["rows"][0].erase("kernel"); }), "m.json: rows[0] has no \"kernel\"");
  EXPECT_EQ(errorAfter([](json &d) { d["rows"][0]["median_ns"] = "2"; }), "m.json: rows[0].median_ns is not a number");
  EXPECT_EQ(errorAfter([](json &d) { d["rows"][0]["elements"] = -1; }), "m.json: rows[0].elements is not a whole number of at least 0");
  EXPECT_EQ(errorAfter([](json &d) { d["rows"][0]["correct"] = 1; }), "m.json: rows[0].correct is not true or false");
  EXPECT_EQ(errorAfter([](json &d) { d["rows"][0]["samples_ns"] = {{1, "x"}}; }), "m.json: rows[0].samples_ns[0][1] is not a number");
  EXPECT_EQ(errorAfter([](json &d) { d["rows"][0]["samples_ns"] = json::array(); }), "m.json: rows[0] is correct and has no samples_ns");
  EXPECT_EQ(errorAfter([](json &d) { d["rows"][0]["samples_ns"] = {{0}}; }),
            "m.json: rows[0] has an order without samples, or a sample that is not above 0");
  EXPECT_EQ(errorAfter([](json &d) { d["rows"][0]["lo_ns"] = 2.5; }), "m.json: rows[0] needs 0 < lo_ns <= median_ns <= hi_ns");
  EXPECT_EQ(errorAfter([](json &d) { d["rows"][0].erase("hi_ns"); }), "m.json: rows[0] is correct and lacks median_ns, lo_ns or hi_ns");
  EXPECT_EQ(errorAfter([](json &d) { d["rows"].push_back(d["rows"][0]); }), "m.json: rows[1] repeats rows[0]: k, raw, v8, small");
  EXPECT_THAT(errorAfter([](json &d) { d["rows"] = json::array(); }), HasSubstr("nothing to report"));
  EXPECT_THAT(errorAfter([](json &d) { d["rows"][0]["engine"] = "native"; }), HasSubstr("nothing to compare"));
  EXPECT_EQ(errorAfter([](json &d) {
              for (int level = 0; level < 100000; ++level)
                d["fingerprint"] = json::array({std::move(d["fingerprint"])});
              d["fingerprint"] = {{"deep", std::move(d["fingerprint"])}};
            }),
            "m.json: fingerprint is nested more than 32 levels deep");
  EXPECT_EQ(errorAfter([](json &d) { d["rows"] = 3; }), "m.json: rows is not a list");
  EXPECT_EQ(errorAfter([](json &d) { d = json::array(); }), "m.json: the file is not an object");
}

TEST(Markdown, NamesCannotBecomeMarkup) {
  const std::string name = "<img src=x>|`@team`*b*\n";
  const std::string markdown = renderMarkdown(compute({row(name, "raw", "v8", 200), row(name, "strict", "v8", 100)}));
  EXPECT_THAT(markdown, HasSubstr("| &lt;img src=x>\\|\\`&#64;team\\`\\*b\\*  |"));
  EXPECT_THAT(markdown, Not(HasSubstr("<img")));
}

TEST(Page, DataCannotEndItsScript) {
  const std::string name = "</script><script>alert(1)</script><!--";
  Report report = compute({row(name, "raw", "v8", 200), row(name, "strict", "v8", 100)});
  report.title = name;
  const std::string page = renderPage(report);
  EXPECT_THAT(page, Not(HasSubstr("<script>alert(1)")));
  EXPECT_THAT(page, HasSubstr("\\u003c/script>\\u003cscript>alert(1)"));
  EXPECT_THAT(page, HasSubstr("<title>&lt;/script&gt;"));
  EXPECT_THAT(page, Not(HasSubstr("{{")));
}

TEST(History, ARegressionLiesWhollyBelow) {
  const auto at = [](double tuned) {
    auto slow = row("k", "strict", "v8", tuned);
    slow.loNs = tuned * 0.98, slow.hiNs = tuned * 1.02;
    return compute({row("k", "raw", "v8", 200), slow});
  };
  const auto changeTo = [&](double tuned) {
    const History history =
        computeHistory(started(at(tuned), "2026-11-21T00:00:00Z"), {{"2026-11-20", started(at(100), "2026-11-20T00:00:00Z")}});
    return history.since->changes.at(0).change;
  };
  EXPECT_EQ(changeTo(100), "unclear"); // 1.00 [0.96, 1.04]
  EXPECT_EQ(changeTo(105), "slower");  // 0.95 [0.91, 0.99] reaches above 0.97
  EXPECT_EQ(changeTo(115), "regression");
  EXPECT_EQ(changeTo(80), "faster");
}

TEST(History, AMachineThatGotSlowerIsNoRegression) {
  const auto night = [](double machine, double tuned) {
    std::vector<MeasuredRow> rows;
    for (const char *kernel : {"a", "b", "c"}) {
      rows.push_back(row(kernel, "native-v2", "native", 50 * machine));
      rows.push_back(row(kernel, "raw", "v8", 200 * machine));
      rows.push_back(row(kernel, "strict", "v8", (kernel == std::string("a") ? tuned : 100) * machine));
    }
    return compute(rows);
  };
  const History history =
      computeHistory(started(night(1.5, 130), "2026-11-21T00:00:00Z"), {{"2026-11-20", started(night(1, 100), "2026-11-20T00:00:00Z")}});
  ASSERT_TRUE(history.since.has_value());
  EXPECT_NEAR(*history.since->machine, 1 / 1.5, 1e-9);
  EXPECT_EQ(history.since->changes.at(0).change, "regression");
  EXPECT_EQ(history.since->changes.at(1).change, "machine slower");
  EXPECT_EQ(history.since->regressions, 1u);
}

TEST(History, TellsNewRemovedWrongAndChangedTools) {
  Report before = started(
      compute({row("old", "raw", "v8", 200), row("old", "strict", "v8", 100), row("k", "raw", "v8", 200), row("k", "strict", "v8", 100)}),
      "2026-11-20T00:00:00Z");
  Report after = started(
      compute({row("new", "raw", "v8", 200), row("new", "strict", "v8", 100), row("k", "raw", "v8", 200), wrongRow("k", "strict", "v8")}),
      "2026-11-21T00:00:00Z");
  before.fingerprint["tools"]["clang"] = "22.1.7";
  after.fingerprint["tools"]["clang"] = "22.1.8";
  const History history = computeHistory(after, {{"2026-11-20", before}});
  EXPECT_THAT(history.since->newKernels, ElementsAre("new"));
  EXPECT_THAT(history.since->removedKernels, ElementsAre("old"));
  ASSERT_EQ(history.since->fingerprint.size(), 1u); // "started" differs every night and is left out
  EXPECT_EQ(history.since->fingerprint[0].key, "tools.clang");
  EXPECT_EQ(history.since->changes.at(0).change, "wrong now");
  EXPECT_EQ(history.since->regressions, 1u);
}

TEST(History, AReportIsNotComparedWithItselfOrLaterNights) {
  const auto night = [](const std::string &when) {
    return started(compute({row("k", "raw", "v8", 200), row("k", "strict", "v8", 100)}), when);
  };
  const std::vector<Night> nights = {{"2026-11-19", night("2026-11-19T00:00:00Z")},
                                     {"2026-11-20", night("2026-11-20T00:00:00Z")},
                                     {"2026-11-21", night("2026-11-21T00:00:00Z")}};
  EXPECT_EQ(computeHistory(night("2026-11-20T00:00:00Z"), nights).since->night, "2026-11-19");
  EXPECT_FALSE(computeHistory(night("2026-11-19T00:00:00Z"), nights).since.has_value());
}
