// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the report is made from, as docs/formats.md describes it: measurements, irdiff's findings, wasm-pipeline's ledgers.
#pragma once

#include "Fields.h"
#include "nearnative/Result.h"

#include <filesystem>
#include <span>

namespace nearnative::report {

/// Size of a module in bytes: as it is, and compressed.
struct Bytes {
  uint64_t raw = 0, gzip = 0, brotli = 0;
};
template <> struct FieldsOf<Bytes> {
  static constexpr auto list = std::make_tuple(required("raw", &Bytes::raw), maybe("gzip", &Bytes::gzip), maybe("brotli", &Bytes::brotli));
};

/// One kernel, variant, engine and problem size.
struct MeasuredRow {
  std::string kernel, group, variant, engine, size;
  uint64_t elements = 0;                      ///< what one call works through
  std::optional<double> medianNs, loNs, hiNs; ///< nanoseconds per call and their 95 % interval; none when the result was wrong
  bool correct = false;
  std::optional<std::string> equal; ///< how the outputs were found equal: "bits" or "tolerance"
  std::optional<Bytes> bytes;
  std::vector<std::vector<double>> samplesNs; ///< one list per order of the functions, nanoseconds per call
};
template <> struct FieldsOf<MeasuredRow> {
  static constexpr auto list = std::make_tuple(
      required("kernel", &MeasuredRow::kernel), required("group", &MeasuredRow::group), required("variant", &MeasuredRow::variant),
      required("engine", &MeasuredRow::engine), required("size", &MeasuredRow::size), required("elements", &MeasuredRow::elements),
      maybe("median_ns", &MeasuredRow::medianNs), maybe("lo_ns", &MeasuredRow::loNs), maybe("hi_ns", &MeasuredRow::hiNs),
      required("correct", &MeasuredRow::correct), maybe("equal", &MeasuredRow::equal), maybe("bytes", &MeasuredRow::bytes),
      maybe("samples_ns", &MeasuredRow::samplesNs));
};

/// What the manifest says about a kernel.
struct Entry {
  std::string name, group;
  std::optional<std::string> unchecked;    ///< this is the checked form of that entry
  std::optional<std::string> outsideMeans; ///< why the entry is left out of the geomeans
};
template <> struct FieldsOf<Entry> {
  static constexpr auto list = std::make_tuple(required("name", &Entry::name), maybe("group", &Entry::group),
                                               maybe("unchecked", &Entry::unchecked), maybe("outside_means", &Entry::outsideMeans));
};

/// A wrong result or a failed run.
struct MeasurementError {
  std::string kernel, variant, engine, size, message;
};
template <> struct FieldsOf<MeasurementError> {
  static constexpr auto list = std::make_tuple(maybe("kernel", &MeasurementError::kernel), maybe("variant", &MeasurementError::variant),
                                               maybe("engine", &MeasurementError::engine), maybe("size", &MeasurementError::size),
                                               required("message", &MeasurementError::message));
};

struct Measurements {
  std::string corpus;
  nlohmann::json fingerprint = nlohmann::json::object();
  std::vector<MeasuredRow> rows;
  std::vector<Entry> entries;
  std::vector<MeasurementError> errors;
  std::vector<std::string> notes;
};
template <> struct FieldsOf<Measurements> {
  static constexpr auto list = std::make_tuple(maybe("corpus", &Measurements::corpus), required("fingerprint", &Measurements::fingerprint),
                                               required("rows", &Measurements::rows), required("entries", &Measurements::entries),
                                               maybe("errors", &Measurements::errors), maybe("notes", &Measurements::notes));
};

/// One side of a loop, in irdiff's words.
struct LoopFacts {
  std::string state = "loop"; ///< "loop", or what became of it (unrolled, deleted)
  uint64_t width = 0;         ///< vector elements; 0 or 1: scalar
  uint64_t interleave = 0;
  uint64_t elementsInFlight = 0, scalarCalls = 0, laneMoves = 0, checks = 0;
  double loadsPerElement = 0, storesPerElement = 0;
};
template <> struct FieldsOf<LoopFacts> {
  static constexpr auto list =
      std::make_tuple(maybe("state", &LoopFacts::state), maybe("width", &LoopFacts::width), maybe("interleave", &LoopFacts::interleave),
                      maybe("elements_in_flight", &LoopFacts::elementsInFlight), maybe("scalar_calls", &LoopFacts::scalarCalls),
                      maybe("lane_moves", &LoopFacts::laneMoves), maybe("checks", &LoopFacts::checks),
                      maybe("loads_per_element", &LoopFacts::loadsPerElement), maybe("stores_per_element", &LoopFacts::storesPerElement));
};

struct Loop {
  std::string id, function, file;
  uint64_t line = 0, column = 0, depth = 0;
  std::optional<LoopFacts> native, wasm;
  std::string verdict, reason;
};
template <> struct FieldsOf<Loop> {
  static constexpr auto list =
      std::make_tuple(required("id", &Loop::id), maybe("function", &Loop::function), maybe("file", &Loop::file), maybe("line", &Loop::line),
                      maybe("column", &Loop::column), maybe("depth", &Loop::depth), maybe("native", &Loop::native),
                      maybe("wasm", &Loop::wasm), required("verdict", &Loop::verdict), maybe("reason", &Loop::reason));
};

/// A loop or function that has no partner on the other side.
struct Unmatched {
  std::string kind = "loop", side, function, file, reason;
  uint64_t line = 0, column = 0;
};
template <> struct FieldsOf<Unmatched> {
  static constexpr auto list =
      std::make_tuple(maybe("kind", &Unmatched::kind), maybe("side", &Unmatched::side), maybe("function", &Unmatched::function),
                      maybe("file", &Unmatched::file), maybe("line", &Unmatched::line), maybe("column", &Unmatched::column),
                      maybe("reason", &Unmatched::reason));
};

struct Findings {
  std::string source;                      ///< the file it was read from
  std::map<std::string, std::string> tags; ///< kernel, variant
  std::vector<Loop> loops;
  std::vector<Unmatched> unmatched;
};
template <> struct FieldsOf<Findings> {
  static constexpr auto list =
      std::make_tuple(maybe("tags", &Findings::tags), required("loops", &Findings::loops), maybe("unmatched", &Findings::unmatched));
};

struct LedgerStep {
  std::string name;
  uint64_t bytes = 0, v128Instructions = 0, inLoopConstants = 0, loads = 0, stores = 0;
  std::vector<std::string> notes;
};
template <> struct FieldsOf<LedgerStep> {
  static constexpr auto list =
      std::make_tuple(required("name", &LedgerStep::name), required("bytes", &LedgerStep::bytes),
                      maybe("v128_instructions", &LedgerStep::v128Instructions), maybe("in_loop_constants", &LedgerStep::inLoopConstants),
                      maybe("loads", &LedgerStep::loads), maybe("stores", &LedgerStep::stores), maybe("notes", &LedgerStep::notes));
};

struct Ledger {
  std::string source;
  std::map<std::string, std::string> tags;
  std::string profile, wasmOpt;
  std::vector<LedgerStep> steps;
  std::vector<std::string> droppedSections;
};
template <> struct FieldsOf<Ledger> {
  static constexpr auto list =
      std::make_tuple(maybe("tags", &Ledger::tags), maybe("profile", &Ledger::profile), maybe("wasm_opt", &Ledger::wasmOpt),
                      required("steps", &Ledger::steps), maybe("dropped_sections", &Ledger::droppedSections));
};

inline constexpr const char *measurementsSchema = "nearnative-measurements-1";
inline constexpr const char *findingsSchema = "nearnative-findings-1";
inline constexpr const char *ledgerSchema = "nearnative-ledger-1";

/// Reads the members of `document` into a structure. Errors: the first member that is missing or of the wrong kind, prefixed with `source`.
template <class T> Result<T> fromJson(const nlohmann::json &document, const std::string &source) {
  T value;
  FieldReader reader;
  if (!reader.read(document, value))
    return failure(source + ": " + reader.error());
  return value;
}

/// Checks and reads measurements. Errors: a member that is missing or of the wrong kind, no rows of a Wasm engine, a time that is not above
/// 0, a correct row without samples, two rows of the same kernel, variant, engine and size.
Result<Measurements> measurementsFromJson(const nlohmann::json &document, const std::string &source);

/// Reads findings from files, and from every *.json of folders (in the order of their names). Errors: as readJson, a folder without any.
Result<std::vector<Findings>> readFindings(std::span<const std::filesystem::path> paths);

/// Reads ledgers likewise.
Result<std::vector<Ledger>> readLedgers(std::span<const std::filesystem::path> paths);

} // namespace nearnative::report
