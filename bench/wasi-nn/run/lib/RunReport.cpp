// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "RunReport.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numeric>

namespace nearnative::nn {

using nlohmann::json;

namespace {

struct NamedPhase {
  const char *name;
  const std::vector<double> *times;
};

std::array<NamedPhase, 5> named(const Phases &phases) {
  return {{{"load", &phases.load},
           {"context", &phases.openContext},
           {"set_input", &phases.setInput},
           {"compute", &phases.compute},
           {"get_output", &phases.getOutput}}};
}

double total(const std::vector<double> &times) { return std::accumulate(times.begin(), times.end(), 0.0); }

std::string row(const char *name, const std::vector<double> &times) {
  std::array<char, 120> line{};
  const auto microseconds = [&](double part) { return percentile(times, part) / 1e3; };
  std::snprintf(line.data(), line.size(), "%-12s %8zu %12.1f %12.1f %12.1f %12.3f\n", name, times.size(), microseconds(0.5),
                microseconds(0.9), microseconds(0.99), total(times) / 1e6);
  return line.data();
}

} // namespace

double percentile(std::vector<double> values, double part) {
  if (values.empty())
    return 0;
  const auto rank = static_cast<size_t>(std::ceil(part * static_cast<double>(values.size())));
  const auto wanted = values.begin() + static_cast<std::ptrdiff_t>(std::clamp<size_t>(rank, 1, values.size()) - 1);
  std::nth_element(values.begin(), wanted, values.end());
  return *wanted;
}

std::string phaseTable(const RunReport &report) {
  std::string table = "phase           count       p50 us       p90 us       p99 us       all ms\n";
  table += row("compile", {static_cast<double>(report.compile)});
  table += row("instantiate", {static_cast<double>(report.instantiate)});
  for (const auto &[name, times] : named(report.phases))
    if (!times->empty())
      table += row(name, *times);
  return table;
}

json toJson(const RunReport &report, const RunOptions &options) {
  json phases = json::object();
  for (const auto &[name, times] : named(report.phases))
    phases[name] = {{"count", times->size()},
                    {"p50", percentile(*times, 0.5)},
                    {"p90", percentile(*times, 0.9)},
                    {"p99", percentile(*times, 0.99)},
                    {"total", total(*times)}};
  json graphs = json::array();
  for (const NamedGraph &graph : options.graphs)
    graphs.push_back(textOf(graph));
  return {{"schema", runSchema},
          {"guest", options.guest.string()},
          {"engine", "wasmtime"},
          {"engine_version", report.engineVersion},
          {"graphs", graphs},
          {"threads", options.host.threads},
          {"input_mode", name(options.host.inputMode)},
          {"exit_code", report.exitCode},
          {"ended", report.ended},
          {"message", report.message.empty() ? json() : json(report.message)},
          {"module",
           {{"bytes", report.moduleBytes},
            {"read", report.read},
            {"compile", report.compile},
            {"cached", report.cached},
            {"instantiate", report.instantiate}}},
          {"run", report.run},
          {"phases", phases},
          {"memory", {{"peak_rss_bytes", report.peakResidentBytes}, {"guest_pages", report.guestPages}}}};
}

} // namespace nearnative::nn
