// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "History.h"

#include "Statistics.h"
#include "nearnative/Files.h"

#include <algorithm>
#include <regex>
#include <set>

namespace nearnative::report {

namespace {

using Key = std::tuple<std::string, std::string, std::string>; // kernel, engine, size

/// Fewer kernels say nothing about a machine's drift.
constexpr size_t kernelsForDrift = 3;

std::string startedAt(const Report &report) {
  const auto found = report.fingerprint.find("started");
  return found != report.fingerprint.end() && found->is_string() ? found->get<std::string>() : std::string();
}

void addLines(std::vector<NightLine> &lines, const std::string &night, const Report &report) {
  for (const MeansLine &line : report.summary.geomeans)
    if (line.group == "all" && line.speedup) {
      std::optional<double> nativeOverTuned;
      if (line.nativeOverTuned)
        nativeOverTuned = line.nativeOverTuned->mean.ratio;
      lines.push_back({night, line.engine, line.size, line.speedup->mean.ratio, nativeOverTuned});
    }
}

/// Native code is the same on both nights unless the compiler changed, so its change is the machine's (or the compiler's).
std::optional<double> machineDrift(const Report &before, const Report &after) {
  const auto nativeTimes = [](const Report &report) {
    std::map<std::pair<std::string, std::string>, double> times;
    for (const ReportRow &row : report.rows)
      if (row.engine == "native" && row.variant == "native-v2" && row.medianNs && *row.medianNs > 0)
        times[{row.kernel, row.size}] = *row.medianNs;
    return times;
  };
  const auto earlier = nativeTimes(before);
  std::vector<double> ratios;
  for (const auto &[key, time] : nativeTimes(after))
    if (const auto found = earlier.find(key); found != earlier.end())
      ratios.push_back(found->second / time);
  if (ratios.size() < kernelsForDrift)
    return std::nullopt;
  return geometricMean(ratios);
}

std::string changeOf(const Ratio &ratio, std::optional<double> machine) {
  const double drift = machine.value_or(1.0);
  if (ratio.hi < notSlowerAbove)
    return ratio.hi / drift < notSlowerAbove ? "regression" : "machine slower";
  if (ratio.lo > noChangeBelow && ratio.lo / drift <= noChangeBelow)
    return "machine faster";
  return ratio.change;
}

/// "tools.clang" -> "22.1.8" and so on, for every member but those that differ in every run.
void flatten(const nlohmann::json &value, const std::string &key, std::map<std::string, std::string> &flat) {
  if (value.is_object())
    for (const auto &[name, member] : value.items())
      flatten(member, (key.empty() ? std::string() : key + '.').append(name), flat);
  else if (key != "started" && key != "seconds" && key != "load_before" && key != "load_after")
    flat[key] = value.is_string() ? value.get<std::string>() : value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::vector<FingerprintChange> compareFingerprints(const nlohmann::json &before, const nlohmann::json &after) {
  std::map<std::string, std::string> flatBefore, flatAfter;
  flatten(before, "", flatBefore);
  flatten(after, "", flatAfter);
  std::set<std::string> keys;
  for (const auto *flat : {&flatBefore, &flatAfter})
    for (const auto &member : *flat)
      keys.insert(member.first);
  const auto valueOf = [](const std::map<std::string, std::string> &flat, const std::string &key) {
    const auto found = flat.find(key);
    return found == flat.end() ? std::nullopt : std::optional(found->second);
  };
  std::vector<FingerprintChange> changes;
  for (const std::string &key : keys)
    if (auto was = valueOf(flatBefore, key), is = valueOf(flatAfter, key); was != is)
      changes.push_back({key, was, is});
  return changes;
}

/// Names in `names` that are not in `others`, in order.
std::vector<std::string> missingFrom(const std::set<std::string> &others, const std::set<std::string> &names) {
  std::vector<std::string> missing;
  std::set_difference(names.begin(), names.end(), others.begin(), others.end(), std::back_inserter(missing));
  return missing;
}

SinceLastNight compare(const Night &last, const Report &report) {
  SinceLastNight since;
  since.night = last.name;
  since.machine = machineDrift(last.report, report);
  since.fingerprint = compareFingerprints(last.report.fingerprint, report.fingerprint);

  std::map<Key, const KernelResult *> earlier;
  std::set<std::string> namesBefore, namesAfter;
  for (const KernelResult &kernel : last.report.kernels) {
    earlier[{kernel.kernel, kernel.engine, kernel.size}] = &kernel;
    namesBefore.insert(kernel.kernel);
  }
  for (const KernelResult &kernel : report.kernels) {
    namesAfter.insert(kernel.kernel);
    const auto found = earlier.find({kernel.kernel, kernel.engine, kernel.size});
    if (found == earlier.end() || !found->second->tuned)
      continue;
    const KernelResult &was = *found->second;
    NightChange change{kernel.kernel,  kernel.engine,    kernel.size, was.tuned->medianNs, 0, makeRatio(1, 1, 1), "",
                       was.bytesAfter, kernel.bytesAfter};
    if (kernel.tuned) {
      change.afterNs = kernel.tuned->medianNs;
      change.ratio = makeRatio(was.tuned->medianNs / kernel.tuned->medianNs, was.tuned->loNs / kernel.tuned->hiNs,
                               was.tuned->hiNs / kernel.tuned->loNs);
      change.change = changeOf(change.ratio, since.machine);
    } else if (std::find(kernel.wrongVariants.begin(), kernel.wrongVariants.end(), "strict") != kernel.wrongVariants.end()) {
      change.change = "wrong now";
    } else {
      continue; // the tuned variant was not measured this time
    }
    since.regressions += change.change == "regression" || change.change == "wrong now";
    since.changes.push_back(std::move(change));
  }
  since.newKernels = missingFrom(namesBefore, namesAfter);
  since.removedKernels = missingFrom(namesAfter, namesBefore);
  return since;
}

/// What the comparison divides by must be above 0.
std::string mistakeInReport(const Report &report) {
  for (const KernelResult &kernel : report.kernels)
    for (const auto *time : {&kernel.nativeV2, &kernel.nativeV3, &kernel.stock, &kernel.tuned})
      if (*time && !((*time)->loNs > 0 && (*time)->loNs <= (*time)->medianNs && (*time)->medianNs <= (*time)->hiNs))
        return kernel.kernel + " on " + kernel.engine + " needs 0 < lo_ns <= median_ns <= hi_ns";
  for (const MeansLine &line : report.summary.geomeans)
    for (const auto *mean : {&line.speedup, &line.nativeOverStock, &line.nativeOverTuned, &line.twinOverTuned})
      if (*mean && !((*mean)->mean.ratio > 0))
        return "a geomean of " + line.engine + " is not above 0";
  return {};
}

} // namespace

Result<Report> reportFromJson(const nlohmann::json &document, const std::string &source) {
  auto report = fromJson<Report>(document, source);
  if (!report)
    return report;
  if (const std::string mistake = mistakeInReport(*report); !mistake.empty())
    return failure(source + ": " + mistake);
  return report;
}

Result<std::vector<Night>> readNights(const std::filesystem::path &folder, std::vector<std::string> &notes) {
  static const std::regex dated("[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{6}(-[0-9]+)?)?\\.json");
  std::error_code error;
  std::vector<std::filesystem::path> files;
  std::filesystem::directory_iterator entry(folder, error), end;
  for (; !error && entry != end; entry.increment(error))
    if (std::regex_match(entry->path().filename().string(), dated))
      files.push_back(entry->path());
  if (error)
    return failure("cannot read the nights in " + folder.string() + ": " + error.message());
  std::sort(files.begin(), files.end(), [](const auto &a, const auto &b) { return a.stem() < b.stem(); });

  std::vector<Night> nights;
  for (const auto &file : files) {
    auto document = readJson(file, reportSchema);
    auto report = document ? reportFromJson(*document, file.string()) : tl::unexpected(document.error());
    if (report)
      nights.push_back({file.stem().string(), std::move(*report)});
    else
      notes.push_back("A night was skipped: " + report.error().message + ".");
  }
  return nights;
}

History computeHistory(const Report &report, const std::vector<Night> &nights) {
  History history;
  const std::string now = startedAt(report);
  const Night *last = nullptr;
  for (const Night &night : nights) {
    const std::string started = startedAt(night.report);
    // ISO 8601 in UTC: the order of the texts is the order of the times.
    if (!now.empty() && !started.empty() && started >= now)
      continue;
    addLines(history.nights, night.name, night.report);
    last = &night;
  }
  if (last) {
    addLines(history.nights, "", report);
    history.since = compare(*last, report);
  }
  return history;
}

} // namespace nearnative::report
