// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What wasi-nn-bench measured (docs/formats.md, nearnative-model-measurements-1): written by it, read by wasm-report. All times are
// nanoseconds.
#pragma once

#include "Inputs.h"

#include <array>

namespace nearnative::report {

inline constexpr const char *modelMeasurementsSchema = "nearnative-model-measurements-1";

/// The phases of one inference in order; `end_to_end` is their sum, inference by inference.
inline constexpr std::array phaseNames{"preprocess", "set_input", "compute", "get_output", "postprocess"};
inline constexpr const char *endToEnd = "end_to_end";

struct Quantiles {
  double p50 = 0, p90 = 0, p99 = 0;
};
template <> struct FieldsOf<Quantiles> {
  static constexpr auto list =
      std::make_tuple(required("p50", &Quantiles::p50), required("p90", &Quantiles::p90), required("p99", &Quantiles::p99));
};

/// A value with its 95 % interval.
struct Estimate {
  double value = 0, lo = 0, hi = 0;
};
template <> struct FieldsOf<Estimate> {
  static constexpr auto list =
      std::make_tuple(required("value", &Estimate::value), required("lo", &Estimate::lo), required("hi", &Estimate::hi));
};

/// One start of a fresh process, or the medians of several.
struct ColdStart {
  double process = 0; ///< from the start of the process to its greeting
  double read = 0, compile = 0, instantiate = 0, open = 0, first = 0;
  double total = 0;    ///< all of these
  bool cached = false; ///< the code came from a compile cache
};
template <> struct FieldsOf<ColdStart> {
  static constexpr auto list = std::make_tuple(required("process", &ColdStart::process), required("read", &ColdStart::read),
                                               required("compile", &ColdStart::compile), required("instantiate", &ColdStart::instantiate),
                                               required("open", &ColdStart::open), required("first", &ColdStart::first),
                                               required("total", &ColdStart::total), required("cached", &ColdStart::cached));
};

/// The cold starts of a row.
struct ColdStarts {
  ColdStart median;
  std::vector<ColdStart> runs;
};
template <> struct FieldsOf<ColdStarts> {
  static constexpr auto list = std::make_tuple(required("median", &ColdStarts::median), maybe("runs", &ColdStarts::runs));
};

/// How far the outputs are from the reference row's, over all elements that are numbers.
struct Difference {
  double maxAbsolute = 0;
  double maxRelative = 0; ///< of the largest absolute value of the reference's same output
  bool bits = false;      ///< equal in every bit
};
template <> struct FieldsOf<Difference> {
  static constexpr auto list = std::make_tuple(required("max_absolute", &Difference::maxAbsolute),
                                               required("max_relative", &Difference::maxRelative), required("bits", &Difference::bits));
};

/// One way to run the model.
struct ModelRow {
  std::string name;                  ///< unique within a model: "wasi-nn-onnxruntime-wasmtime"
  std::string title;                 ///< for people
  std::string kind;                  ///< native, wasi-nn, pure, compiled-native, web
  std::string engine;                ///< native, wasmtime, v8
  std::string backend;               ///< onnxruntime, libtorch, openvino; none for compiled models: "compiled"
  std::string variant;               ///< what sets it apart from rows of the same kind, engine and backend; empty for the usual one
  bool isExtra = false;              ///< a question aside: it is not among the rows that are compared by default
  std::optional<std::string> native; ///< the row that does the same natively, with the same library
  bool correct = false;
  std::optional<Difference> difference;               ///< from the reference row
  std::optional<bool> equalsNative;                   ///< every output bit equals that of the row `native`
  std::optional<Bytes> bytes;                         ///< of the Wasm module
  std::optional<std::string> sha256;                  ///< of the module or shared object
  std::optional<uint64_t> modelBytes;                 ///< of the model's or weights files
  std::optional<uint64_t> libraryBytes;               ///< of the library that does the work
  nlohmann::json process = nlohmann::json::object();  ///< what the process says of itself: engine, version, library, library_sha256, ...
  std::map<std::string, Quantiles> phases;            ///< warm; also end_to_end. Empty: not measured warm
  std::map<std::string, std::vector<double>> samples; ///< of phases, in the order they were taken
  std::optional<ColdStarts> cold, coldCached;
  std::optional<std::string> coldCachedNote; ///< why there is no coldCached: "not offered", ...
  std::optional<uint64_t> peakRssBytes, guestPages;
};
template <> struct FieldsOf<ModelRow> {
  static constexpr auto list = std::make_tuple(
      required("name", &ModelRow::name), required("title", &ModelRow::title), required("kind", &ModelRow::kind),
      required("engine", &ModelRow::engine), required("backend", &ModelRow::backend), required("variant", &ModelRow::variant),
      required("extra", &ModelRow::isExtra), maybe("native", &ModelRow::native), required("correct", &ModelRow::correct),
      maybe("difference", &ModelRow::difference), maybe("equals_native", &ModelRow::equalsNative), maybe("bytes", &ModelRow::bytes),
      maybe("sha256", &ModelRow::sha256), maybe("model_bytes", &ModelRow::modelBytes), maybe("library_bytes", &ModelRow::libraryBytes),
      maybe("process", &ModelRow::process), required("phases_ns", &ModelRow::phases), maybe("samples_ns", &ModelRow::samples),
      maybe("cold_ns", &ModelRow::cold), maybe("cold_cached_ns", &ModelRow::coldCached),
      maybe("cold_cached_note", &ModelRow::coldCachedNote), maybe("peak_rss_bytes", &ModelRow::peakRssBytes),
      maybe("guest_pages", &ModelRow::guestPages));
};

/// A row against the native one of the same library, inference by inference in alternation.
struct RowPair {
  std::string row, native;
  std::string phase; ///< compute, path (set_input + compute + get_output) or end_to_end
  uint64_t pairs = 0;
  Estimate differenceNs; ///< median of row - native
  Estimate ratio;        ///< 1 + that / native's median
  std::vector<double> rowSamples, nativeSamples;
};
template <> struct FieldsOf<RowPair> {
  static constexpr auto list = std::make_tuple(required("row", &RowPair::row), required("native", &RowPair::native),
                                               required("phase", &RowPair::phase), required("pairs", &RowPair::pairs),
                                               required("difference_ns", &RowPair::differenceNs), required("ratio", &RowPair::ratio),
                                               maybe("row_ns", &RowPair::rowSamples), maybe("native_ns", &RowPair::nativeSamples));
};

/// One memcpy of as many bytes as the model's inputs, and one of its outputs: what set_input and get_output cannot go below.
struct MemoryCopy {
  uint64_t inputBytes = 0, outputBytes = 0;
  double warm = 0;  ///< both together, right after the same copies: median
  double inUse = 0; ///< the source just written, and as many bytes as the model has read since the destination was: as between inferences
  double cold = 0;  ///< with everything thrown out of the caches before
};
template <> struct FieldsOf<MemoryCopy> {
  static constexpr auto list = std::make_tuple(required("input_bytes", &MemoryCopy::inputBytes),
                                               required("output_bytes", &MemoryCopy::outputBytes), required("warm_ns", &MemoryCopy::warm),
                                               required("in_use_ns", &MemoryCopy::inUse), required("cold_ns", &MemoryCopy::cold));
};

/// A row that is not there, or has no times, and why.
struct RowNote {
  std::string row, message;
};
template <> struct FieldsOf<RowNote> {
  static constexpr auto list = std::make_tuple(required("row", &RowNote::row), required("message", &RowNote::message));
};

struct MeasuredModel {
  std::string name, task;
  std::optional<std::string> reference; ///< the row that the others' outputs are compared with
  std::optional<MemoryCopy> memcpy;
  std::vector<ModelRow> rows;
  std::vector<RowPair> pairs;
  std::vector<RowNote> errors;  ///< wrong results and failures
  std::vector<RowNote> skipped; ///< what is not installed or not built
};
template <> struct FieldsOf<MeasuredModel> {
  static constexpr auto list = std::make_tuple(required("name", &MeasuredModel::name), required("task", &MeasuredModel::task),
                                               maybe("reference", &MeasuredModel::reference), maybe("memcpy", &MeasuredModel::memcpy),
                                               required("rows", &MeasuredModel::rows), required("pairs", &MeasuredModel::pairs),
                                               required("errors", &MeasuredModel::errors), required("skipped", &MeasuredModel::skipped));
};

struct ModelMeasurements {
  std::string schema = modelMeasurementsSchema;
  nlohmann::json fingerprint = nlohmann::json::object();
  std::vector<MeasuredModel> models;
  std::vector<std::string> notes;
};
template <> struct FieldsOf<ModelMeasurements> {
  static constexpr auto list =
      std::make_tuple(required("schema", &ModelMeasurements::schema), required("fingerprint", &ModelMeasurements::fingerprint),
                      required("models", &ModelMeasurements::models), maybe("notes", &ModelMeasurements::notes));
};

} // namespace nearnative::report
