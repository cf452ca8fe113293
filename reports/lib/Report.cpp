// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Report.h"

#include "Statistics.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <set>

namespace nearnative::report {

namespace {

constexpr uint64_t seed = 1; // of every bootstrap: equal inputs give equal reports

constexpr std::string_view nativeEngine = "native";
constexpr std::string_view explicitSuffix = "-explicit";

/// Known names first, in the given order; then by name.
template <size_t Count>
std::vector<std::string> inOrder(const std::set<std::string> &names, const std::array<std::string_view, Count> &known) {
  std::vector<std::string> ordered;
  for (const std::string_view name : known)
    if (names.contains(std::string(name)))
      ordered.emplace_back(name);
  for (const std::string &name : names)
    if (std::find(known.begin(), known.end(), name) == known.end())
      ordered.push_back(name);
  return ordered;
}

constexpr std::array<std::string_view, 3> knownEngines = {"v8", "wasmtime", "wasmtime-explicit"};
constexpr std::array<std::string_view, 2> knownSizes = {"small", "large"};

/// The engine whose explicit-check configuration `engine` is, or nothing.
std::optional<std::string> guardedEngine(const std::string &engine) {
  if (!engine.ends_with(explicitSuffix))
    return std::nullopt;
  return engine.substr(0, engine.size() - explicitSuffix.size());
}

/// "1.32", "14.1", "140": three digits that matter, never fewer than the unit.
std::string factor(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", value < 9.995 ? 2 : value < 99.95 ? 1 : 0, value);
  return text;
}

std::string interval(double lo, double hi) { return " [" + factor(lo) + ", " + factor(hi) + "]"; }

Ratio toRatio(const Interval &value) { return makeRatio(value.value, value.low, value.high); }

/// The correct rows, found by name; an engine may be native.
class Rows {
public:
  explicit Rows(const std::vector<MeasuredRow> &rows) {
    for (const MeasuredRow &row : rows)
      byName[{row.kernel, row.engine, row.size, row.variant}] = &row;
  }
  /// The row if its result was correct, else null.
  const MeasuredRow *find(const std::string &kernel, const std::string &engine, const std::string &size, const std::string &variant) const {
    const auto found = byName.find({kernel, engine, size, variant});
    return found != byName.end() && found->second->correct ? found->second : nullptr;
  }
  /// The faster of the stock variants.
  const MeasuredRow *stock(const std::string &kernel, const std::string &engine, const std::string &size) const {
    const MeasuredRow *raw = find(kernel, engine, size, "raw");
    const MeasuredRow *wasmOpt = find(kernel, engine, size, "wasm-opt");
    if (!raw || !wasmOpt)
      return raw ? raw : wasmOpt;
    return *wasmOpt->medianNs < *raw->medianNs ? wasmOpt : raw;
  }
  /// "stock" or a variant's name ("tuned" is `strict`).
  const MeasuredRow *build(const std::string &kernel, const std::string &engine, const std::string &size, const std::string &name) const {
    return name == "stock" ? stock(kernel, engine, size) : find(kernel, engine, size, name == "tuned" ? "strict" : name);
  }

private:
  std::map<std::tuple<std::string, std::string, std::string, std::string>, const MeasuredRow *> byName;
};

std::optional<VariantTime> toTime(const MeasuredRow *row) {
  if (!row)
    return std::nullopt;
  return VariantTime{row->variant, *row->medianNs, *row->loNs, *row->hiNs};
}

/// numerator / denominator; none when one of them is missing.
std::optional<Ratio> ratioOf(const MeasuredRow *numerator, const MeasuredRow *denominator) {
  if (!numerator || !denominator)
    return std::nullopt;
  const std::string name = numerator->kernel + '/' + numerator->engine + '/' + numerator->variant + '/' + denominator->engine + '/' +
                           denominator->variant + '/' + numerator->size;
  return toRatio(ratioInterval(numerator->samplesNs, denominator->samplesNs, seedFor(seed, name)));
}

std::optional<Mean> meanOf(const std::vector<RatioOfRows> &ratios, const std::string &name) {
  if (ratios.empty())
    return std::nullopt;
  return Mean{ratios.size(), toRatio(geometricMeanInterval(ratios, seedFor(seed, name)))};
}

/// Two rows whose ratio goes into a mean.
void addRatio(std::vector<RatioOfRows> &ratios, const MeasuredRow *numerator, const MeasuredRow *denominator) {
  if (numerator && denominator)
    ratios.push_back({&numerator->samplesNs, &denominator->samplesNs});
}

/// Entries by name, in the manifest's order; rows of kernels without an entry get a plain one.
std::vector<Entry> entriesOf(const Measurements &measurements, std::vector<std::string> &notes) {
  std::vector<Entry> entries = measurements.entries;
  std::set<std::string> known;
  for (const Entry &entry : entries)
    known.insert(entry.name);
  for (const MeasuredRow &row : measurements.rows)
    if (known.insert(row.kernel).second) {
      entries.push_back({row.kernel, row.group, std::nullopt, std::nullopt});
      notes.push_back("The rows of " + row.kernel + " have no entry in the measurements; they count as an ordinary kernel.");
    }
  return entries;
}

KernelResult computeKernel(const Rows &rows, const Entry &entry, const std::string &group, const std::string &engine,
                           const std::string &size) {
  const auto find = [&](const char *variant) { return rows.find(entry.name, engine, size, variant); };
  const auto findNative = [&](const char *variant) { return rows.find(entry.name, std::string(nativeEngine), size, variant); };
  const MeasuredRow *stock = rows.stock(entry.name, engine, size);
  const MeasuredRow *tuned = find("strict");
  const MeasuredRow *native = findNative("native-v2");

  KernelResult result;
  result.kernel = entry.name;
  result.group = group;
  result.engine = engine;
  result.size = size;
  result.outsideMeans = entry.outsideMeans;
  result.unchecked = entry.unchecked;
  result.nativeV2 = toTime(native);
  result.nativeV3 = toTime(findNative("native-v3"));
  result.raw = toTime(find("raw"));
  result.wasmOpt = toTime(find("wasm-opt"));
  result.passes = toTime(find("passes"));
  result.postLink = toTime(find("post-link"));
  result.strict = toTime(tuned);
  result.twin = toTime(find("twin"));
  result.stock = toTime(stock);
  result.tuned = toTime(tuned);
  result.speedup = ratioOf(stock, tuned);
  result.passesPart = ratioOf(find("post-link"), tuned);
  result.nativeOverStock = ratioOf(native, stock);
  result.nativeOverTuned = ratioOf(native, tuned);
  result.twinOverTuned = ratioOf(find("twin"), tuned);
  for (const char *variant : {"raw", "wasm-opt"})
    if (const MeasuredRow *row = find(variant); row && row->bytes && (!result.bytesBefore || row->bytes->raw < result.bytesBefore->raw))
      result.bytesBefore = row->bytes;
  if (tuned)
    result.bytesAfter = tuned->bytes;
  return result;
}

/// Price of checks: with / without, so above 1 costs time.
void addPrice(std::vector<Price> &prices, const MeasuredRow *with, const MeasuredRow *without, const std::string &build,
              const std::string &withoutName, bool inMeans) {
  if (const auto price = ratioOf(with, without))
    prices.push_back({with->kernel, with->engine, with->size, build, withoutName, inMeans, *price});
}

Checks computeChecks(const Rows &rows, const std::vector<Entry> &entries, const std::vector<std::string> &engines,
                     const std::vector<std::string> &sizes) {
  Checks checks;
  // One mean per engine, size and build, in the order in which they first appear.
  const auto addMean = [](std::vector<PriceMean> &means, const std::string &engine, const std::string &size, const std::string &build,
                          const std::vector<RatioOfRows> &ratios) {
    if (const auto mean = meanOf(ratios, "checks/" + engine + '/' + size + '/' + build))
      means.push_back({engine, size, build, *mean});
  };
  std::map<std::string, const Entry *> byName;
  for (const Entry &entry : entries)
    byName[entry.name] = &entry;

  std::vector<std::string> allEngines = {std::string(nativeEngine)};
  allEngines.insert(allEngines.end(), engines.begin(), engines.end());
  for (const std::string &size : sizes)
    for (const std::string &engine : allEngines)
      for (const char *build : engine == nativeEngine ? std::array{"native-v2", "native-v3"} : std::array{"stock", "tuned"}) {
        std::vector<RatioOfRows> inSource, inEngine;
        const auto guarded = guardedEngine(engine);
        for (const Entry &entry : entries) {
          const MeasuredRow *row = rows.build(entry.name, engine, size, build);
          if (entry.unchecked) {
            const MeasuredRow *without = rows.build(*entry.unchecked, engine, size, build);
            const auto unchecked = byName.find(*entry.unchecked);
            const bool inMeans = !entry.outsideMeans && (unchecked == byName.end() || !unchecked->second->outsideMeans);
            addPrice(checks.inSource, row, without, build, *entry.unchecked, inMeans);
            if (inMeans)
              addRatio(inSource, row, without);
          }
          if (guarded) {
            const MeasuredRow *without = rows.build(entry.name, *guarded, size, build);
            addPrice(checks.inEngine, row, without, build, *guarded, !entry.outsideMeans);
            if (!entry.outsideMeans)
              addRatio(inEngine, row, without);
          }
        }
        addMean(checks.inSourceMeans, engine, size, build, inSource);
        addMean(checks.inEngineMeans, engine, size, build, inEngine);
      }
  return checks;
}

MeansLine computeMeans(const Rows &rows, const std::vector<KernelResult> &kernels, const std::string &engine, const std::string &size,
                       const std::string &group) {
  MeansLine line;
  line.engine = engine;
  line.size = size;
  line.group = group;
  std::vector<RatioOfRows> speedup, passesPart, nativeOverStock, nativeOverTuned, twinOverTuned;
  for (const KernelResult &kernel : kernels) {
    if (kernel.engine != engine || kernel.size != size || kernel.outsideMeans || (group != "all" && kernel.group != group))
      continue;
    const MeasuredRow *stock = rows.stock(kernel.kernel, engine, size);
    const MeasuredRow *tuned = rows.find(kernel.kernel, engine, size, "strict");
    const MeasuredRow *native = rows.find(kernel.kernel, std::string(nativeEngine), size, "native-v2");
    addRatio(speedup, stock, tuned);
    addRatio(passesPart, rows.find(kernel.kernel, engine, size, "post-link"), tuned);
    // The two shares of native speed are meant to be compared, so both are over the kernels that have both.
    if (stock && tuned) {
      addRatio(nativeOverStock, native, stock);
      addRatio(nativeOverTuned, native, tuned);
    }
    addRatio(twinOverTuned, rows.find(kernel.kernel, engine, size, "twin"), tuned);
    if (kernel.speedup)
      ++(kernel.speedup->change == "faster"      ? line.faster
         : kernel.speedup->change == "slower"    ? line.slower
         : kernel.speedup->change == "no change" ? line.noChange
                                                 : line.unclear);
  }
  const std::string name = engine + '/' + size + '/' + group + '/';
  line.speedup = meanOf(speedup, name + "speedup");
  line.passesPart = meanOf(passesPart, name + "passes");
  line.nativeOverStock = meanOf(nativeOverStock, name + "native/stock");
  line.nativeOverTuned = meanOf(nativeOverTuned, name + "native/tuned");
  line.twinOverTuned = meanOf(twinOverTuned, name + "twin/tuned");
  return line;
}

/// "V4,2": vector width, interleave; "-" is scalar; a loop that is none any more is named by its state.
std::string gutterOf(const std::optional<LoopFacts> &facts) {
  if (!facts)
    return "?";
  if (facts->state != "loop")
    return facts->state;
  if (facts->width <= 1 && facts->interleave <= 1)
    return "-";
  return "V" + std::to_string(std::max<uint64_t>(facts->width, 1)) + "," + std::to_string(std::max<uint64_t>(facts->interleave, 1));
}

LoopSide sideOf(const Loop &loop) {
  return {loop.verdict, loop.reason, loop.native, loop.wasm, gutterOf(loop.native) + "|" + gutterOf(loop.wasm)};
}

std::string tagOf(const std::map<std::string, std::string> &tags, const std::string &key) {
  const auto found = tags.find(key);
  return found == tags.end() ? std::string() : found->second;
}

/// Paired and unmatched loops in one list; an unmatched one has a verdict of that name.
std::vector<Loop> loopsOf(const Findings &file) {
  std::vector<Loop> loops = file.loops;
  for (const Unmatched &unmatched : file.unmatched) {
    if (unmatched.kind != "loop")
      continue;
    Loop loop;
    loop.id = "unmatched " + unmatched.side + ":" + unmatched.function + ":" + unmatched.file + ":" + std::to_string(unmatched.line) + ":" +
              std::to_string(unmatched.column);
    loop.function = unmatched.function;
    loop.file = unmatched.file;
    loop.line = unmatched.line;
    loop.column = unmatched.column;
    loop.verdict = "unmatched";
    loop.reason = (unmatched.side.empty() ? "" : "only in " + unmatched.side + (unmatched.reason.empty() ? "" : ": ")) + unmatched.reason;
    loops.push_back(std::move(loop));
  }
  return loops;
}

/// Joins findings to kernels by their tags: `raw` is before the passes, `strict` after. A file given twice counts once.
std::vector<LoopChange> joinFindings(const std::vector<Findings> &findings, const std::set<std::string> &kernels,
                                     std::vector<std::string> &notes) {
  std::vector<LoopChange> changes;
  // The n-th loop of one id before is the n-th after.
  std::map<std::tuple<std::string, std::string, size_t>, size_t> positions;
  // A loop of a header appears in several files of one kernel: it is taken from the first.
  std::map<std::tuple<std::string, std::string, std::string>, const Findings *> firstFile;
  for (const Findings &file : findings) {
    const std::string kernel = tagOf(file.tags, "kernel"), variant = tagOf(file.tags, "variant");
    if (kernel.empty() || (variant != "raw" && variant != "strict")) {
      notes.push_back("The findings " + file.source + " are not shown: they need the tags kernel and variant (raw or strict).");
      continue;
    }
    if (!kernels.contains(kernel)) {
      notes.push_back("The findings " + file.source + " are not shown: " + kernel + " was not measured.");
      continue;
    }
    std::map<std::string, size_t> occurrences;
    for (const Loop &loop : loopsOf(file)) {
      const auto [first, isNew] = firstFile.try_emplace({kernel, variant, loop.id}, &file);
      if (first->second != &file)
        continue;
      const auto [position, isNewLoop] = positions.try_emplace({kernel, loop.id, occurrences[loop.id]++}, changes.size());
      if (isNewLoop)
        changes.push_back({kernel, loop.id, loop.function, loop.file, loop.line, loop.column, loop.depth, std::nullopt, std::nullopt});
      LoopChange &change = changes[position->second];
      (variant == "raw" ? change.before : change.after) = sideOf(loop);
    }
  }
  return changes;
}

std::vector<KernelLedger> joinLedgers(const std::vector<Ledger> &ledgers, const std::set<std::string> &kernels,
                                      std::vector<std::string> &notes) {
  std::vector<KernelLedger> joined;
  std::set<std::pair<std::string, std::string>> seen;
  for (const Ledger &ledger : ledgers) {
    const std::string kernel = tagOf(ledger.tags, "kernel"), variant = tagOf(ledger.tags, "variant");
    if (kernel.empty() || variant.empty())
      notes.push_back("The ledger " + ledger.source + " is not shown: it needs the tags kernel and variant.");
    else if (!kernels.contains(kernel))
      notes.push_back("The ledger " + ledger.source + " is not shown: " + kernel + " was not measured.");
    else if (seen.emplace(kernel, variant).second) // further ones are other orders of the same objects
      joined.push_back({kernel, variant, ledger.profile, ledger.wasmOpt, ledger.steps, ledger.droppedSections});
  }
  return joined;
}

/// Counts verdicts per kernel, and over the kernels that have findings before and after.
void countVerdicts(Report &report) {
  std::map<std::string, std::map<std::string, uint64_t>> before, after;
  for (const LoopChange &loop : report.loops) {
    if (loop.before)
      ++before[loop.kernel][loop.before->verdict];
    if (loop.after)
      ++after[loop.kernel][loop.after->verdict];
  }
  for (KernelResult &kernel : report.kernels) {
    kernel.verdictsBefore = before[kernel.kernel];
    kernel.verdictsAfter = after[kernel.kernel];
  }
  for (const auto &[kernel, verdicts] : before) {
    if (verdicts.empty() || after[kernel].empty())
      continue;
    for (const auto &[verdict, count] : verdicts)
      report.summary.verdictsBefore[verdict] += count;
    for (const auto &[verdict, count] : after[kernel])
      report.summary.verdictsAfter[verdict] += count;
  }
}

void addBytes(Bytes &total, const Bytes &bytes) {
  total.raw += bytes.raw;
  total.gzip += bytes.gzip;
  total.brotli += bytes.brotli;
}

/// A module's bytes do not depend on engine or size, so each kernel counts once.
void totalBytes(Report &report) {
  std::set<std::string> counted;
  for (const KernelResult &kernel : report.kernels)
    if (kernel.bytesBefore && kernel.bytesAfter && !kernel.outsideMeans && counted.insert(kernel.kernel).second) {
      ++report.summary.bytesKernels;
      addBytes(report.summary.bytesBefore, *kernel.bytesBefore);
      addBytes(report.summary.bytesAfter, *kernel.bytesAfter);
    }
}

} // namespace

Ratio makeRatio(double ratio, double lo, double hi) {
  Ratio result{ratio, lo, hi, "", ""};
  if (lo >= notSlowerAbove && hi <= noChangeBelow) {
    result.change = "no change";
    result.words = "no change" + interval(lo, hi);
  } else if (lo <= 1 && hi >= 1) {
    result.change = "unclear";
    result.words = "unclear, " + factor(ratio) + "x" + interval(lo, hi);
  } else if (ratio > 1) {
    result.change = "faster";
    result.words = factor(ratio) + "x faster" + interval(lo, hi);
  } else {
    result.change = "slower";
    result.words = factor(1 / ratio) + "x slower" + interval(1 / hi, 1 / lo);
  }
  return result;
}

Report computeReport(const Measurements &measurements, const std::vector<Findings> &findings, const std::vector<Ledger> &ledgers) {
  Report report;
  report.corpus = measurements.corpus;
  report.fingerprint = measurements.fingerprint;
  report.errors = measurements.errors;
  report.notes = measurements.notes;

  std::set<std::string> engineNames, sizeNames, kernelNames;
  std::map<std::string, std::string> groups;
  std::set<std::string> groupNames;
  std::map<std::tuple<std::string, std::string, std::string>, std::vector<std::string>> wrong;
  for (const MeasuredRow &row : measurements.rows) {
    ReportRow kept{row.kernel,   row.group, row.variant, row.engine,  row.size,  row.elements,
                   row.medianNs, row.loNs,  row.hiNs,    row.correct, row.equal, row.bytes};
    if (!row.correct) // a wrong result is an error, not a number
      kept.medianNs = kept.loNs = kept.hiNs = std::nullopt, kept.equal.reset();
    report.rows.push_back(std::move(kept));
    groups[row.kernel] = row.group;
    sizeNames.insert(row.size);
    kernelNames.insert(row.kernel);
    if (row.engine != nativeEngine)
      engineNames.insert(row.engine);
    if (!row.correct)
      wrong[{row.kernel, row.engine, row.size}].push_back(row.variant);
  }
  const std::vector<std::string> engines = inOrder(engineNames, knownEngines), sizes = inOrder(sizeNames, knownSizes);
  const std::vector<Entry> entries = entriesOf(measurements, report.notes);
  const Rows rows(measurements.rows);

  // A wrong row must be named even when whoever measured forgot to.
  for (const MeasuredRow &row : measurements.rows)
    if (!row.correct && std::none_of(report.errors.begin(), report.errors.end(), [&](const MeasurementError &error) {
          return error.kernel == row.kernel && error.variant == row.variant && error.engine == row.engine && error.size == row.size;
        }))
      report.errors.push_back({row.kernel, row.variant, row.engine, row.size, "the result is wrong"});

  for (const std::string &size : sizes)
    for (const Entry &entry : entries)
      for (const std::string &engine : engines) {
        const auto measured = std::find_if(measurements.rows.begin(), measurements.rows.end(), [&](const MeasuredRow &row) {
          return row.kernel == entry.name && row.engine == engine && row.size == size;
        });
        if (measured == measurements.rows.end())
          continue;
        KernelResult kernel = computeKernel(rows, entry, groups[entry.name], engine, size);
        kernel.elements = measured->elements;
        kernel.wrongVariants = wrong[{entry.name, engine, size}];
        const std::vector<std::string> &wrongNative = wrong[{entry.name, std::string(nativeEngine), size}];
        kernel.wrongVariants.insert(kernel.wrongVariants.end(), wrongNative.begin(), wrongNative.end());
        groupNames.insert(kernel.group);
        report.kernels.push_back(std::move(kernel));
      }

  for (const std::string &size : sizes)
    for (const std::string &engine : engines) {
      report.summary.geomeans.push_back(computeMeans(rows, report.kernels, engine, size, "all"));
      for (const std::string &group : groupNames)
        if (groupNames.size() > 1)
          report.summary.geomeans.push_back(computeMeans(rows, report.kernels, engine, size, group));
    }
  report.checks = computeChecks(rows, entries, engines, sizes);
  report.loops = joinFindings(findings, kernelNames, report.notes);
  report.ledgers = joinLedgers(ledgers, kernelNames, report.notes);
  countVerdicts(report);
  totalBytes(report);
  return report;
}

std::string engineTitle(const std::string &engine) {
  if (const auto guarded = guardedEngine(engine))
    return engineTitle(*guarded) + ", explicit checks";
  if (engine == "v8")
    return "V8";
  if (engine == "wasmtime")
    return "Wasmtime";
  return engine;
}

std::vector<std::string> wasmEngines(const Report &report, bool withExplicitChecks) {
  std::vector<std::string> engines;
  for (const MeansLine &line : report.summary.geomeans)
    if ((withExplicitChecks || !guardedEngine(line.engine)) && std::find(engines.begin(), engines.end(), line.engine) == engines.end())
      engines.push_back(line.engine);
  return engines;
}

std::vector<std::string> problemSizes(const Report &report) {
  std::vector<std::string> sizes;
  for (const MeansLine &line : report.summary.geomeans)
    if (std::find(sizes.begin(), sizes.end(), line.size) == sizes.end())
      sizes.push_back(line.size);
  return sizes;
}

const MeansLine *meansOf(const Report &report, const std::string &engine, const std::string &size) {
  for (const MeansLine &line : report.summary.geomeans)
    if (line.engine == engine && line.size == size && line.group == "all")
      return &line;
  return nullptr;
}

} // namespace nearnative::report
