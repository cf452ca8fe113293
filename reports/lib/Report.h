// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The report as a value: what is computed from measurements, findings and ledgers. report.json is exactly this structure, and the page, the
// Markdown and the terminal table are views of it.
#pragma once

#include "Inputs.h"
#include "ModelReport.h"

namespace nearnative::report {

/// A ratio of two times with its 95 % interval; above 1 is faster.
struct Ratio {
  double ratio = 1, lo = 1, hi = 1;
  std::string change; ///< "faster", "slower", "no change" or "unclear"
  std::string words;  ///< "1.32x faster [1.28, 1.36]"
};
template <> struct FieldsOf<Ratio> {
  static constexpr auto list = std::make_tuple(required("ratio", &Ratio::ratio), required("lo", &Ratio::lo), required("hi", &Ratio::hi),
                                               required("change", &Ratio::change), required("words", &Ratio::words));
};

/// "Not slower" and "no change" mean these bounds (DESIGN.md, "Measuring").
inline constexpr double notSlowerAbove = 0.97, noChangeBelow = 1.03;

/// Puts a ratio and its interval into words. An interval within 0.97..1.03 is "no change"; a wider one that contains 1 is "unclear".
Ratio makeRatio(double ratio, double lo, double hi);

/// A measured row as the report keeps it: without samples.
struct ReportRow {
  std::string kernel, group, variant, engine, size;
  uint64_t elements = 0;
  std::optional<double> medianNs, loNs, hiNs;
  bool correct = false;
  std::optional<std::string> equal; ///< "bits" or "tolerance"; none when wrong
  std::optional<Bytes> bytes;
};
template <> struct FieldsOf<ReportRow> {
  static constexpr auto list = std::make_tuple(
      required("kernel", &ReportRow::kernel), required("group", &ReportRow::group), required("variant", &ReportRow::variant),
      required("engine", &ReportRow::engine), required("size", &ReportRow::size), required("elements", &ReportRow::elements),
      maybe("median_ns", &ReportRow::medianNs), maybe("lo_ns", &ReportRow::loNs), maybe("hi_ns", &ReportRow::hiNs),
      required("correct", &ReportRow::correct), maybe("equal", &ReportRow::equal), maybe("bytes", &ReportRow::bytes));
};

/// The time of one variant: nanoseconds per call with the 95 % interval.
struct VariantTime {
  std::string variant;
  double medianNs = 0, loNs = 0, hiNs = 0;
};
template <> struct FieldsOf<VariantTime> {
  static constexpr auto list = std::make_tuple(required("variant", &VariantTime::variant), required("median_ns", &VariantTime::medianNs),
                                               required("lo_ns", &VariantTime::loNs), required("hi_ns", &VariantTime::hiNs));
};

/// What the page shows for one kernel on one Wasm engine at one problem size.
struct KernelResult {
  std::string kernel, group, engine, size;
  uint64_t elements = 0; ///< 0: the entry has no meaningful count
  std::optional<std::string> outsideMeans, unchecked;
  std::optional<VariantTime> nativeV2, nativeV3;
  std::optional<VariantTime> raw, wasmOpt, passes, postLink, strict, twin; ///< the columns; none where not measured or wrong
  std::optional<VariantTime> stock, tuned;                       ///< stock: the faster of raw and wasm-opt on this engine; tuned: strict
  std::optional<Ratio> speedup;                                  ///< stock / tuned
  std::optional<Ratio> passesPart;                               ///< post-link / strict: what the passes gain at the same post-link step
  std::optional<Ratio> nativeOverStock, nativeOverTuned;         ///< native-v2 / ...: the share of native speed
  std::optional<Ratio> twinOverTuned;                            ///< twin / tuned: against the hand-written SIMD yardstick
  std::optional<Bytes> bytesBefore, bytesAfter;                  ///< the smaller of the two stock modules; the tuned module
  std::vector<std::string> wrongVariants;                        ///< variants whose result was wrong: no number is shown for them
  std::map<std::string, uint64_t> verdictsBefore, verdictsAfter; ///< loops per verdict of irdiff; empty without findings
};
template <> struct FieldsOf<KernelResult> {
  static constexpr auto list = std::make_tuple(
      required("kernel", &KernelResult::kernel), required("group", &KernelResult::group), required("engine", &KernelResult::engine),
      required("size", &KernelResult::size), required("elements", &KernelResult::elements),
      maybe("outside_means", &KernelResult::outsideMeans), maybe("unchecked", &KernelResult::unchecked),
      maybe("native_v2", &KernelResult::nativeV2), maybe("native_v3", &KernelResult::nativeV3), maybe("raw", &KernelResult::raw),
      maybe("wasm_opt", &KernelResult::wasmOpt), maybe("passes", &KernelResult::passes), maybe("post_link", &KernelResult::postLink),
      maybe("strict", &KernelResult::strict), maybe("twin", &KernelResult::twin), maybe("stock", &KernelResult::stock),
      maybe("tuned", &KernelResult::tuned), maybe("speedup", &KernelResult::speedup), maybe("passes_part", &KernelResult::passesPart),
      maybe("native_over_stock", &KernelResult::nativeOverStock), maybe("native_over_tuned", &KernelResult::nativeOverTuned),
      maybe("twin_over_tuned", &KernelResult::twinOverTuned), maybe("bytes_before", &KernelResult::bytesBefore),
      maybe("bytes_after", &KernelResult::bytesAfter), required("wrong_variants", &KernelResult::wrongVariants),
      required("verdicts_before", &KernelResult::verdictsBefore), required("verdicts_after", &KernelResult::verdictsAfter));
};

/// A geometric mean of ratios; lo and hi carry the measurements' noise, not the choice of kernels.
struct Mean {
  uint64_t kernels = 0;
  Ratio mean;
};
template <> struct FieldsOf<Mean> {
  static constexpr auto list = std::make_tuple(required("kernels", &Mean::kernels), required("mean", &Mean::mean));
};

/// Geometric means on one engine at one size, over the kernels of one group ("all": every group), without those outside the means.
struct MeansLine {
  std::string engine, size, group;
  std::optional<Mean> speedup, passesPart, nativeOverStock, nativeOverTuned, twinOverTuned;
  uint64_t faster = 0, slower = 0, noChange = 0, unclear = 0; ///< kernels by what their speed-up's interval says
};
template <> struct FieldsOf<MeansLine> {
  static constexpr auto list = std::make_tuple(
      required("engine", &MeansLine::engine), required("size", &MeansLine::size), required("group", &MeansLine::group),
      maybe("speedup", &MeansLine::speedup), maybe("passes_part", &MeansLine::passesPart),
      maybe("native_over_stock", &MeansLine::nativeOverStock), maybe("native_over_tuned", &MeansLine::nativeOverTuned),
      maybe("twin_over_tuned", &MeansLine::twinOverTuned), required("faster", &MeansLine::faster), required("slower", &MeansLine::slower),
      required("no_change", &MeansLine::noChange), required("unclear", &MeansLine::unclear));
};

/// What a kind of bounds checks costs: time with the checks / time without.
struct Price {
  std::string kernel, engine, size, build; ///< build: "native-v2", "native-v3", "stock" or "tuned"
  std::string without;                     ///< the unchecked entry, or the engine with guard pages
  bool inMeans = true;
  Ratio price; ///< above 1: the checks cost time
};
template <> struct FieldsOf<Price> {
  static constexpr auto list =
      std::make_tuple(required("kernel", &Price::kernel), required("engine", &Price::engine), required("size", &Price::size),
                      required("build", &Price::build), required("without", &Price::without), required("in_means", &Price::inMeans),
                      required("price", &Price::price));
};

struct PriceMean {
  std::string engine, size, build;
  Mean price;
};
template <> struct FieldsOf<PriceMean> {
  static constexpr auto list = std::make_tuple(required("engine", &PriceMean::engine), required("size", &PriceMean::size),
                                               required("build", &PriceMean::build), required("price", &PriceMean::price));
};

struct Checks {
  std::vector<Price> inSource; ///< checked entries against their unchecked forms
  std::vector<Price> inEngine; ///< engines with explicit bounds checks (`X-explicit`) against the same engine without (`X`)
  std::vector<PriceMean> inSourceMeans, inEngineMeans;
};
template <> struct FieldsOf<Checks> {
  static constexpr auto list =
      std::make_tuple(required("in_source", &Checks::inSource), required("in_engine", &Checks::inEngine),
                      required("in_source_means", &Checks::inSourceMeans), required("in_engine_means", &Checks::inEngineMeans));
};

/// One side (before or after the passes) of a loop.
struct LoopSide {
  std::string verdict, reason;
  std::optional<LoopFacts> native, wasm;
  std::string gutter; ///< "V4,2|V4,1": vector width, interleave; native|wasm
};
template <> struct FieldsOf<LoopSide> {
  static constexpr auto list =
      std::make_tuple(required("verdict", &LoopSide::verdict), required("reason", &LoopSide::reason), maybe("native", &LoopSide::native),
                      maybe("wasm", &LoopSide::wasm), required("gutter", &LoopSide::gutter));
};

struct LoopChange {
  std::string kernel, id, function, file;
  uint64_t line = 0, column = 0, depth = 0;
  std::optional<LoopSide> before, after; ///< findings tagged `raw` and `strict`
};
template <> struct FieldsOf<LoopChange> {
  static constexpr auto list =
      std::make_tuple(required("kernel", &LoopChange::kernel), required("id", &LoopChange::id), required("function", &LoopChange::function),
                      required("file", &LoopChange::file), required("line", &LoopChange::line), required("column", &LoopChange::column),
                      required("depth", &LoopChange::depth), maybe("before", &LoopChange::before), maybe("after", &LoopChange::after));
};

struct KernelLedger {
  std::string kernel, variant, profile, wasmOpt;
  std::vector<LedgerStep> steps;
  std::vector<std::string> droppedSections;
};
template <> struct FieldsOf<KernelLedger> {
  static constexpr auto list =
      std::make_tuple(required("kernel", &KernelLedger::kernel), required("variant", &KernelLedger::variant),
                      required("profile", &KernelLedger::profile), required("wasm_opt", &KernelLedger::wasmOpt),
                      required("steps", &KernelLedger::steps), required("dropped_sections", &KernelLedger::droppedSections));
};

struct Summary {
  std::vector<MeansLine> geomeans;
  std::map<std::string, uint64_t> verdictsBefore, verdictsAfter; ///< over the kernels that have findings for both
  uint64_t bytesKernels = 0;                                     ///< kernels in the two totals
  Bytes bytesBefore, bytesAfter;
};
template <> struct FieldsOf<Summary> {
  static constexpr auto list =
      std::make_tuple(required("geomeans", &Summary::geomeans), required("verdicts_before", &Summary::verdictsBefore),
                      required("verdicts_after", &Summary::verdictsAfter), required("bytes_kernels", &Summary::bytesKernels),
                      required("bytes_before", &Summary::bytesBefore), required("bytes_after", &Summary::bytesAfter));
};

/// One night in the history line.
struct NightLine {
  std::string night; ///< the file's name without .json; empty: this report
  std::string engine, size;
  double speedup = 1;
  std::optional<double> nativeOverTuned;
};
template <> struct FieldsOf<NightLine> {
  static constexpr auto list =
      std::make_tuple(required("night", &NightLine::night), required("engine", &NightLine::engine), required("size", &NightLine::size),
                      required("speedup", &NightLine::speedup), maybe("native_over_tuned", &NightLine::nativeOverTuned));
};

/// The change of one tuned kernel since the last night.
struct NightChange {
  std::string kernel, engine, size;
  double beforeNs = 0, afterNs = 0;
  Ratio ratio;        ///< before / after; above 1: faster now
  std::string change; ///< as ratio.change, or "regression", "machine slower", "wrong now"
  std::optional<Bytes> bytesBefore, bytesAfter;
};
template <> struct FieldsOf<NightChange> {
  static constexpr auto list = std::make_tuple(required("kernel", &NightChange::kernel), required("engine", &NightChange::engine),
                                               required("size", &NightChange::size), required("before_ns", &NightChange::beforeNs),
                                               required("after_ns", &NightChange::afterNs), required("ratio", &NightChange::ratio),
                                               required("change", &NightChange::change), maybe("bytes_before", &NightChange::bytesBefore),
                                               maybe("bytes_after", &NightChange::bytesAfter));
};

struct FingerprintChange {
  std::string key;
  std::optional<std::string> before, after;
};
template <> struct FieldsOf<FingerprintChange> {
  static constexpr auto list = std::make_tuple(required("key", &FingerprintChange::key), maybe("before", &FingerprintChange::before),
                                               maybe("after", &FingerprintChange::after));
};

/// The comparison with the last night.
struct SinceLastNight {
  std::string night;
  std::optional<double> machine; ///< geomean of native-v2 before / after: below 1, the machine itself is slower now
  std::vector<NightChange> changes;
  uint64_t regressions = 0; ///< changes that are "regression" or "wrong now"
  std::vector<std::string> newKernels, removedKernels;
  std::vector<FingerprintChange> fingerprint;
};
template <> struct FieldsOf<SinceLastNight> {
  static constexpr auto list = std::make_tuple(
      required("night", &SinceLastNight::night), maybe("machine", &SinceLastNight::machine), required("changes", &SinceLastNight::changes),
      required("regressions", &SinceLastNight::regressions), required("new_kernels", &SinceLastNight::newKernels),
      required("removed_kernels", &SinceLastNight::removedKernels), required("fingerprint", &SinceLastNight::fingerprint));
};

struct History {
  std::vector<NightLine> nights; ///< oldest first; this report last
  std::optional<SinceLastNight> since;
};
template <> struct FieldsOf<History> {
  static constexpr auto list = std::make_tuple(required("nights", &History::nights), maybe("since", &History::since));
};

struct Report {
  std::string schema = "nearnative-report-1";
  std::string title, corpus;
  nlohmann::json fingerprint = nlohmann::json::object();
  std::vector<ReportRow> rows;
  std::vector<KernelResult> kernels;
  Checks checks;
  std::vector<LoopChange> loops;
  std::vector<KernelLedger> ledgers;
  Summary summary;
  std::vector<MeasurementError> errors;
  std::vector<std::string> notes; ///< what a reader should know about the inputs, one sentence each
  History history;
  ModelsReport models;
};
template <> struct FieldsOf<Report> {
  static constexpr auto list =
      std::make_tuple(required("schema", &Report::schema), required("title", &Report::title), required("corpus", &Report::corpus),
                      required("fingerprint", &Report::fingerprint), required("rows", &Report::rows), required("kernels", &Report::kernels),
                      required("checks", &Report::checks), required("loops", &Report::loops), required("ledgers", &Report::ledgers),
                      required("summary", &Report::summary), required("errors", &Report::errors), required("notes", &Report::notes),
                      required("history", &Report::history), maybe("models", &Report::models));
};

inline constexpr const char *reportSchema = "nearnative-report-1";

/// Computes the report. The order of engines (V8, Wasmtime, then by name), sizes (small, large) and kernels (as in `entries`) is fixed, so
/// equal inputs give equal reports. Rows with a wrong result count nowhere and are named in `errors`.
Report computeReport(const Measurements &measurements, const std::vector<Findings> &findings, const std::vector<Ledger> &ledgers);

/// "V8", "Wasmtime", "Wasmtime, explicit checks"; a name of somebody's own stays as it is.
std::string engineTitle(const std::string &engine);

/// The Wasm engines of a report, in its order; `withExplicitChecks` false leaves out the explicit-check configurations.
std::vector<std::string> wasmEngines(const Report &report, bool withExplicitChecks);

/// The problem sizes of a report, in its order.
std::vector<std::string> problemSizes(const Report &report);

/// The means over all groups on one engine and size, or null.
const MeansLine *meansOf(const Report &report, const std::string &engine, const std::string &size);

} // namespace nearnative::report
