// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Measurements.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>

namespace nearnative {

namespace {

using nlohmann::json;

/// Six significant digits are more than any clock here gives; all others are noise and bytes.
double rounded(double value) {
  if (value <= 0 || !std::isfinite(value))
    return value;
  const double scale = std::pow(10.0, 5 - std::floor(std::log10(value)));
  return std::round(value * scale) / scale;
}

template <class T> json optionalJson(const std::optional<T> &value) { return value ? json(*value) : json(nullptr); }

json rowJson(const Row &row) {
  json result{{"kernel", row.kernel},     {"group", row.group},       {"variant", row.variant}, {"engine", row.engine},
              {"size", nameOf(row.size)}, {"elements", row.elements}, {"correct", row.correct}};
  if (row.bytes)
    result["bytes"] = {{"raw", row.bytes->raw}, {"gzip", row.bytes->gzip}, {"brotli", row.bytes->brotli}};
  if (!row.sha256.empty())
    result["sha256"] = row.sha256;
  if (!row.equal.empty())
    result["equal"] = row.equal;
  if (!row.time)
    return result;
  result["median_ns"] = rounded(row.time->value);
  result["lo_ns"] = rounded(row.time->low);
  result["hi_ns"] = rounded(row.time->high);
  result["iterations"] = row.iterations;
  json samples = json::array();
  for (const std::vector<double> &order : row.samples) {
    samples.push_back(json::array());
    for (const double sample : order)
      samples.back().push_back(rounded(sample));
  }
  result["samples_ns"] = std::move(samples);
  return result;
}

std::string format(const char *pattern, double value) {
  char buffer[48];
  std::snprintf(buffer, sizeof buffer, pattern, value);
  return buffer;
}

std::string ratioText(const Interval &ratio) {
  return format("%.2fx", ratio.value) + " [" + format("%.2f", ratio.low) + ", " + format("%.2f", ratio.high) + "]";
}

/// The rows of one kernel and size, found by engine and variant.
class KernelRows {
public:
  void add(const Row &row) { rows[{row.engine, row.variant}] = &row; }

  const Row *find(const std::string &engine, const std::string &variant) const {
    const auto found = rows.find({engine, variant});
    return found == rows.end() ? nullptr : found->second;
  }

  /// The faster of raw and wasm-opt; null when one of those that were asked for has no time.
  const Row *stock(const std::string &engine) const {
    const Row *best = nullptr;
    for (const char *variant : {"raw", "wasm-opt"}) {
      const Row *row = find(engine, variant);
      if (row != nullptr && !row->time)
        return row;
      if (row != nullptr && (best == nullptr || row->time->value < best->time->value))
        best = row;
    }
    return best;
  }

private:
  std::map<std::pair<std::string, std::string>, const Row *> rows;
};

std::string cell(const Row *row) { return row == nullptr ? "-" : row->time ? timeText(row->time->value) : "error"; }

} // namespace

std::string timeText(double nanoseconds) {
  if (nanoseconds < 1e3)
    return format("%.0f ns", nanoseconds);
  if (nanoseconds < 1e6)
    return format("%.2f us", nanoseconds / 1e3);
  return format("%.2f ms", nanoseconds / 1e6);
}

std::string layOut(const std::vector<std::vector<std::string>> &table, size_t leftColumns) {
  std::vector<size_t> widths;
  for (const auto &line : table)
    for (size_t column = 0; column < line.size(); ++column) {
      widths.resize(std::max(widths.size(), column + 1));
      widths[column] = std::max(widths[column], line[column].size());
    }
  std::string text;
  for (const auto &line : table) {
    std::string out;
    for (size_t column = 0; column < line.size(); ++column) {
      const std::string padding(widths[column] - line[column].size(), ' ');
      out += (column == 0 ? "" : "  ") + (column < leftColumns ? line[column] + padding : padding + line[column]);
    }
    out.erase(out.find_last_not_of(' ') + 1);
    text += out + "\n";
  }
  return text;
}

json toJson(const Measurements &measurements) {
  json rows = json::array();
  for (const Row &row : measurements.rows)
    rows.push_back(rowJson(row));
  json entries = json::array();
  for (const Entry &entry : measurements.entries)
    entries.push_back({{"name", entry.name},
                       {"group", entry.group},
                       {"elements", {{"small", entry.elements.at(ProblemSize::small)}, {"large", entry.elements.at(ProblemSize::large)}}},
                       {"unchecked", optionalJson(entry.unchecked)},
                       {"outside_means", optionalJson(entry.outsideMeans)},
                       {"yardstick", entry.yardstick},
                       {"passes", entry.passes},
                       {"style_of", optionalJson(entry.styleOf)},
                       {"value_changing_flags", entry.valueChangingFlags}});
  json errors = json::array();
  for (const RowError &error : measurements.errors)
    errors.push_back({{"kernel", error.kernel},
                      {"variant", error.variant},
                      {"engine", error.engine},
                      {"size", nameOf(error.size)},
                      {"message", error.message}});
  return {{"schema", "nearnative-measurements-1"},
          {"corpus", measurements.corpus},
          {"fingerprint", measurements.fingerprint},
          {"rows", std::move(rows)},
          {"entries", std::move(entries)},
          {"errors", std::move(errors)},
          {"notes", measurements.notes}};
}

std::string summaryTable(const Measurements &measurements) {
  std::map<std::pair<std::string, ProblemSize>, KernelRows> kernels;
  std::vector<std::string> engines;
  std::vector<ProblemSize> sizes;
  bool native = false;
  for (const Row &row : measurements.rows) {
    kernels[{row.kernel, row.size}].add(row);
    if (row.engine == "native")
      native = true;
    else if (std::find(engines.begin(), engines.end(), row.engine) == engines.end())
      engines.push_back(row.engine);
    if (std::find(sizes.begin(), sizes.end(), row.size) == sizes.end())
      sizes.push_back(row.size);
  }

  std::vector<std::vector<std::string>> table(1);
  table[0] = {"kernel", "size"};
  if (native)
    table[0].emplace_back("native-v2");
  for (const std::string &engine : engines)
    table[0].insert(table[0].end(), {engine + " stock", "strict", "speed-up [95 %]"});

  std::map<std::pair<std::string, ProblemSize>, std::vector<RatioOfRows>> ratios;
  for (const Entry &entry : measurements.entries)
    for (const ProblemSize size : sizes) {
      const auto found = kernels.find({entry.name, size});
      if (found == kernels.end())
        continue;
      std::vector<std::string> line{entry.name, std::string(nameOf(size))};
      if (native)
        line.push_back(cell(found->second.find("native", "native-v2")));
      for (const std::string &engine : engines) {
        const Row *stock = found->second.stock(engine);
        const Row *tuned = found->second.find(engine, "strict");
        line.insert(line.end(), {cell(stock), cell(tuned)});
        if (stock == nullptr || tuned == nullptr || !stock->time || !tuned->time) {
          line.emplace_back("-");
          continue;
        }
        line.push_back(ratioText(ratioInterval(stock->samples, tuned->samples, seedFor(1, entry.name + engine))));
        if (!entry.outsideMeans)
          ratios[{engine, size}].push_back({&stock->samples, &tuned->samples});
      }
      table.push_back(std::move(line));
    }
  for (const ProblemSize size : sizes) {
    std::vector<std::string> line{"geometric mean", std::string(nameOf(size))};
    if (native)
      line.emplace_back("");
    bool any = false;
    for (const std::string &engine : engines) {
      const auto found = ratios.find({engine, size});
      line.insert(line.end(), {"", "", found == ratios.end() ? "-" : ratioText(geometricMeanInterval(found->second, seedFor(1, engine)))});
      any = any || found != ratios.end();
    }
    if (any)
      table.push_back(std::move(line));
  }
  return layOut(table, 2);
}

} // namespace nearnative
