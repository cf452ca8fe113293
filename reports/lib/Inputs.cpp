// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Inputs.h"

#include "nearnative/Files.h"

#include <algorithm>

namespace nearnative::report {

namespace {

/// What is wrong with a correct row's times, or nothing.
std::string mistakeInTimes(const MeasuredRow &row) {
  if (!row.medianNs || !row.loNs || !row.hiNs)
    return "is correct and lacks median_ns, lo_ns or hi_ns";
  if (!(*row.loNs > 0 && *row.loNs <= *row.medianNs && *row.medianNs <= *row.hiNs))
    return "needs 0 < lo_ns <= median_ns <= hi_ns";
  if (row.samplesNs.empty())
    return "is correct and has no samples_ns";
  for (const auto &order : row.samplesNs)
    if (order.empty() || std::any_of(order.begin(), order.end(), [](double sample) { return sample <= 0; }))
      return "has an order without samples, or a sample that is not above 0";
  return {};
}

/// The files that `paths` stand for: folders are replaced by their *.json.
Result<std::vector<std::filesystem::path>> expandFolders(std::span<const std::filesystem::path> paths, std::string_view what) {
  std::vector<std::filesystem::path> files;
  for (const auto &path : paths) {
    std::error_code error;
    if (!std::filesystem::is_directory(path, error)) {
      files.push_back(path);
      continue;
    }
    std::vector<std::filesystem::path> found;
    std::filesystem::directory_iterator folder(path, error), end;
    for (; !error && folder != end; folder.increment(error))
      if (folder->path().extension() == ".json")
        found.push_back(folder->path());
    if (error)
      return failure("cannot read " + path.string() + ": " + error.message());
    if (found.empty())
      return failure(path.string() + " holds no " + std::string(what) + " (*.json)");
    std::sort(found.begin(), found.end());
    files.insert(files.end(), found.begin(), found.end());
  }
  return files;
}

template <class T>
Result<std::vector<T>> readAll(std::span<const std::filesystem::path> paths, std::string_view what, std::string_view schema) {
  auto files = expandFolders(paths, what);
  if (!files)
    return tl::unexpected(files.error());
  std::vector<T> values;
  for (const auto &file : *files) {
    auto document = readJson(file, schema);
    if (!document)
      return tl::unexpected(document.error());
    auto value = fromJson<T>(*document, file.string());
    if (!value)
      return tl::unexpected(value.error());
    value->source = file.filename().string();
    values.push_back(std::move(*value));
  }
  return values;
}

} // namespace

Result<Measurements> measurementsFromJson(const nlohmann::json &document, const std::string &source) {
  auto measurements = fromJson<Measurements>(document, source);
  if (!measurements)
    return measurements;
  if (measurements->rows.empty())
    return failure(source + ": rows is empty, so there is nothing to report; did wasm-bench measure anything?");
  std::map<std::tuple<std::string, std::string, std::string, std::string>, size_t> seen;
  for (size_t index = 0; index < measurements->rows.size(); ++index) {
    const MeasuredRow &row = measurements->rows[index];
    const std::string where = source + ": rows[" + std::to_string(index) + "] ";
    if (row.correct)
      if (const std::string mistake = mistakeInTimes(row); !mistake.empty())
        return failure(where + mistake);
    const auto [first, isNew] = seen.try_emplace({row.kernel, row.variant, row.engine, row.size}, index);
    if (!isNew)
      return failure(where + "repeats rows[" + std::to_string(first->second) + "]: " + row.kernel + ", " + row.variant + ", " + row.engine +
                     ", " + row.size);
  }
  if (std::all_of(measurements->rows.begin(), measurements->rows.end(), [](const MeasuredRow &row) { return row.engine == "native"; }))
    return failure(source + ": all rows are native, so there is nothing to compare; measure with --engines=native,v8,wasmtime");
  return measurements;
}

Result<std::vector<Findings>> readFindings(std::span<const std::filesystem::path> paths) {
  return readAll<Findings>(paths, "findings", findingsSchema);
}

Result<std::vector<Ledger>> readLedgers(std::span<const std::filesystem::path> paths) {
  return readAll<Ledger>(paths, "ledgers", ledgerSchema);
}

} // namespace nearnative::report
