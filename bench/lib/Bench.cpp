// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Bench.h"

#include "Compare.h"
#include "Fingerprint.h"
#include "ScratchFolder.h"
#include "nearnative/Files.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <random>
#include <regex>

namespace nearnative {

namespace {

namespace fs = std::filesystem;

/// One engine and variant; a row is a column of an entry and size.
struct Column {
  Runner *runner;
  std::string variant;
};

/// What an entry's column is at work with.
struct ColumnState {
  const Column *column;
  std::vector<std::string> ids; ///< in the runner, one per order
  std::optional<std::string> problem;
  std::optional<ModuleBytes> bytes;
  std::vector<std::string> sha256;
  Row row; ///< of the size at work
};

/// Everything of one run that does not change.
struct Plan {
  BenchOptions options;
  std::vector<ProblemSize> sizes;
  std::vector<std::unique_ptr<Runner>> runners;
  std::vector<Column> columns;
  Runner *nativeJudge = nullptr; ///< the engine whose reference the native outputs are held to
  fs::path scratch;
};

/// Measures one entry.
class EntryBench {
public:
  EntryBench(const Plan &plan, const Entry &entry, Measurements &out, std::function<void(const std::string &)> progress)
      : plan(plan), entry(entry), out(out), progress(std::move(progress)) {}

  void run() {
    progress("loading");
    for (const Column &column : plan.columns)
      if (column.variant != "twin" || entry.yardstick)
        load(columns.emplace_back(ColumnState{&column, {}, {}, {}, {}, {}}));
    for (const ProblemSize size : plan.sizes)
      runSize(size);
    for (const ColumnState &state : columns)
      for (const std::string &id : state.ids)
        state.column->runner->unload(id);
    for (Runner *runner : loadedReferences)
      runner->unload("reference");
  }

private:
  fs::path modulePath(const std::string &variant, int order, bool native) const {
    return plan.options.modules / entry.name / (variant + "." + std::to_string(order) + (native ? ".so" : ".wasm"));
  }

  void load(ColumnState &state) {
    Runner &runner = *state.column->runner;
    for (int order = 0; order < plan.options.orders; ++order) {
      const fs::path path = modulePath(state.column->variant, order, runner.native());
      const auto bytes = readFile(path);
      if (!bytes) {
        state.problem = fs::exists(path) ? bytes.error().message
                                         : path.string() + " does not exist; build the corpus's modules" +
                                               (order > 0 ? ", or measure fewer orders (--orders=" + std::to_string(order) + ")" : "");
        return;
      }
      state.sha256.push_back(sha256(*bytes));
      if (order == 0)
        state.bytes = sizesOf(state.sha256.front(), *bytes);
      const std::string id = state.column->variant + "." + std::to_string(order);
      if (auto loaded = runner.load(id, path); !loaded) {
        state.problem = loaded.error().message;
        return;
      }
      state.ids.push_back(id);
    }
  }

  /// Brotli at its best is slow and the same module runs on several engines, so a module is compressed once.
  std::optional<ModuleBytes> sizesOf(const std::string &hash, const std::string &bytes) {
    if (const auto found = knownSizes.find(hash); found != knownSizes.end())
      return found->second;
    const auto sizes = moduleBytes(bytes);
    return knownSizes[hash] = sizes ? std::optional(*sizes) : std::nullopt;
  }

  void runSize(ProblemSize size) {
    progress(std::string(nameOf(size)) + ": comparing");
    references.clear();
    std::vector<ColumnState *> right;
    for (ColumnState &state : columns) {
      state.row = {
          entry.name, entry.group, state.column->variant, state.column->runner->name(), size, entry.elements.at(size), false, "", 0, {},
          {},         state.bytes, state.sha256};
      auto equal = state.problem ? Result<std::string>(failure(*state.problem)) : judge(state, size);
      if (equal) {
        state.row.correct = true;
        state.row.equal = *equal;
        right.push_back(&state);
      } else {
        reject(state, equal.error().message);
      }
    }
    progress(std::string(nameOf(size)) + ": timing");
    timeRows(right, size);
    for (ColumnState &state : columns)
      out.rows.push_back(std::move(state.row));
  }

  void reject(ColumnState &state, const std::string &message) {
    state.row.correct = false;
    state.row.equal.clear();
    state.row.samples.clear();
    state.row.time.reset();
    out.errors.push_back({entry.name, state.row.variant, state.row.engine, state.row.size, message});
  }

  /// The outputs of one call on the given inputs.
  Result<std::string> outputs(Runner &runner, const std::string &id, ProblemSize size, int data) const {
    if (auto done = runner.setup(id, size, data); !done)
      return failure(done.error().message);
    auto bytes = runner.check(id, plan.scratch);
    if (!bytes)
      return failure(bytes.error().message);
    return std::move(*bytes);
  }

  /// The outputs of the -O0 module on an engine; computed when first asked for.
  const Result<std::string> &reference(Runner &runner, ProblemSize size, int data) {
    auto &known = references[{&runner, data}];
    if (known)
      return *known;
    if (std::find(loadedReferences.begin(), loadedReferences.end(), &runner) == loadedReferences.end()) {
      const fs::path path = modulePath("reference", 0, false);
      auto loaded = fs::exists(path) ? runner.load("reference", path)
                                     : RunnerResult<void>(tl::unexpected<RunnerError>(RunnerError{"the file does not exist", false}));
      if (!loaded)
        return *(known = failure("nothing to compare with: " + path.string() + ": " + loaded.error().message));
      loadedReferences.push_back(&runner);
    }
    known = outputs(runner, "reference", size, data);
    if (!*known)
      known = failure("nothing to compare with: the reference module fails: " + known->error().message);
    return *known;
  }

  /// Whether every order's outputs are right, and how they equal the reference's: "bits" or "tolerance".
  Result<std::string> judge(ColumnState &state, ProblemSize size) {
    Runner &runner = *state.column->runner;
    const bool tolerant = runner.native() || state.column->variant == "twin" || entry.valueChangingFlags;
    Runner &judgeRunner = runner.native() ? *plan.nativeJudge : runner;
    std::string equal = "bits";
    // Special values go through intermediate results that a tolerance says nothing about, so only bits are held to them. They come first:
    // the timing then finds the manifest's values in place.
    for (const int data : {1, 0}) {
      if (data == 1 && (tolerant || !entry.specialValues))
        continue;
      for (const std::string &id : state.ids) {
        const auto found = outputs(runner, id, size, data);
        if (!found)
          return tl::unexpected(found.error());
        const auto &expected = reference(judgeRunner, size, data);
        if (!expected)
          return expected;
        const auto bits = compareBits(entry, size, *found, *expected);
        if (bits)
          continue;
        const auto result = tolerant ? compareWithinTolerance(entry, size, *found, *expected) : bits;
        if (!result)
          return failure(result.error().message + (data == 1 ? ", on special values" : "") + " (" + id + ")");
        equal = "tolerance";
      }
    }
    return equal;
  }

  /// How many calls make a sample of about the wanted length; also warms the module up.
  RunnerResult<int64_t> calibrate(Runner &runner, const std::string &id) const {
    constexpr int64_t mostIterations = 1 << 30;
    const double wanted = plan.options.sampleMilliseconds * 1e6;
    int64_t iterations = 1;
    while (true) {
      const auto time = runner.time(id, iterations);
      if (!time)
        return tl::unexpected(time.error());
      const double factor = wanted / std::max(*time, 1.0);
      // A first short measurement says little, so the last step starts from at least half of what is wanted.
      const bool last = factor <= 2;
      const double next = static_cast<double>(iterations) * (last ? factor : std::min(factor, 50.0));
      iterations = std::clamp<int64_t>(std::llround(next), 1, mostIterations);
      if (last || iterations == mostIterations)
        return iterations;
    }
  }

  void timeRows(std::vector<ColumnState *> rows, ProblemSize size) {
    std::erase_if(rows, [&](ColumnState *state) {
      auto iterations = calibrate(*state->column->runner, state->ids.front());
      for (size_t order = 1; iterations && order < state->ids.size(); ++order)
        if (auto warm = state->column->runner->time(state->ids[order], *iterations); !warm)
          iterations = tl::unexpected(warm.error());
      if (!iterations) {
        reject(*state, iterations.error().message);
        return true;
      }
      state->row.iterations = *iterations;
      state->row.samples.resize(state->ids.size());
      return false;
    });

    const int rounds = (plan.options.samples + plan.options.orders - 1) / plan.options.orders;
    std::mt19937_64 random(seedFor(plan.options.seed, entry.name + "/" + std::string(nameOf(size))));
    for (int round = 0; round < rounds; ++round) {
      std::vector<std::pair<ColumnState *, size_t>> tasks;
      tasks.reserve(rows.size() * static_cast<size_t>(plan.options.orders));
      for (ColumnState *state : rows)
        for (size_t order = 0; order < state->ids.size(); ++order)
          tasks.emplace_back(state, order);
      std::shuffle(tasks.begin(), tasks.end(), random);
      for (const auto &[state, order] : tasks) {
        if (!state->row.correct)
          continue; // failed earlier in this round
        const auto time = state->column->runner->time(state->ids[order], state->row.iterations);
        if (time)
          state->row.samples[order].push_back(std::max(*time, 1.0) / static_cast<double>(state->row.iterations));
        else
          reject(*state, time.error().message);
      }
      std::erase_if(rows, [](const ColumnState *state) { return !state->row.correct; });
    }
    for (ColumnState *state : rows) {
      const std::string name = entry.name + "/" + state->row.variant + "/" + state->row.engine + "/" + std::string(nameOf(size));
      state->row.time = locationInterval(state->row.samples, seedFor(plan.options.seed, name));
    }
  }

  const Plan &plan;
  const Entry &entry;
  Measurements &out;
  std::function<void(const std::string &)> progress;
  std::vector<ColumnState> columns;
  std::map<std::pair<Runner *, int>, std::optional<Result<std::string>>> references;
  std::vector<Runner *> loadedReferences;
  std::map<std::string, std::optional<ModuleBytes>> knownSizes;
};

constexpr std::array wasmVariants{"raw", "wasm-opt", "post-link", "passes", "strict", "twin"};

std::string listed(const auto &names) {
  std::string text;
  for (const auto &name : names)
    text += (text.empty() ? "" : ", ") + std::string(name);
  return text;
}

Result<void> checkNumbers(const BenchOptions &options) {
  if (options.orders < 1 || options.orders > 100)
    return failure("--orders must be from 1 to 100");
  if (options.samples < options.orders || options.samples > 100000)
    return failure("--samples must be from the number of orders to 100000");
  if (!(options.sampleMilliseconds > 0) || options.sampleMilliseconds > 10000)
    return failure("--sample-ms must be above 0 and at most 10000");
  if (options.timeout.count() < 1)
    return failure("--timeout must be above 0");
  return {};
}

Result<std::vector<ProblemSize>> parseSizes(const std::vector<std::string> &names) {
  std::vector<ProblemSize> sizes;
  for (const std::string &name : names) {
    if (name != "small" && name != "large")
      return failure("unknown size '" + name + "'; there are small, large");
    const ProblemSize size = name == "small" ? ProblemSize::small : ProblemSize::large;
    if (std::find(sizes.begin(), sizes.end(), size) == sizes.end())
      sizes.push_back(size);
  }
  if (sizes.empty())
    return failure("no size given; there are small, large");
  return sizes;
}

Result<std::vector<const Entry *>> filterEntries(const Manifest &manifest, const std::string &filter, bool styles) {
  std::vector<const Entry *> entries;
  try {
    const std::regex pattern(filter);
    for (const Entry &entry : manifest.entries)
      if ((styles || !entry.styleOf) && (filter.empty() || std::regex_search(entry.name, pattern)))
        entries.push_back(&entry);
  } catch (const std::regex_error &) {
    return failure("--filter: '" + filter + "' is not a regular expression");
  }
  if (entries.empty())
    return failure("--filter: no entry of the manifest matches '" + filter + "'");
  return entries;
}

/// Starts one runner per engine that was asked for, and one more to judge native outputs when no Wasm engine was.
Result<void> startRunners(Plan &plan, const std::vector<Engine> &table) {
  const auto start = [&](const std::string &name) -> Result<Runner *> {
    const auto engine = std::find_if(table.begin(), table.end(), [&](const Engine &known) { return known.name == name; });
    if (engine == table.end()) {
      std::vector<std::string> names;
      names.reserve(table.size());
      for (const Engine &known : table)
        names.push_back(known.name);
      return failure("unknown engine '" + name + "'; there are " + listed(names));
    }
    plan.runners.push_back(std::make_unique<Runner>(*engine, plan.options.timeout));
    if (auto started = plan.runners.back()->start(); !started)
      return tl::unexpected(started.error());
    return plan.runners.back().get();
  };
  for (const std::string &name : plan.options.engines) {
    const bool known = std::any_of(plan.runners.begin(), plan.runners.end(), [&](const auto &runner) { return runner->name() == name; });
    if (known)
      continue;
    const auto runner = start(name);
    if (!runner)
      return tl::unexpected(runner.error());
    if (!(*runner)->native() && plan.nativeJudge == nullptr)
      plan.nativeJudge = *runner;
  }
  if (plan.runners.empty())
    return failure("no engine given");
  if (plan.nativeJudge == nullptr) {
    const auto judge = start("wasmtime");
    if (!judge)
      return tl::unexpected(judge.error());
    plan.nativeJudge = *judge;
  }
  return {};
}

/// The flags in a runner's command line: what changes the engine's code.
std::string flagsOf(const Runner &runner) {
  std::string text;
  for (const std::string &word : runner.command())
    if (word.starts_with("--"))
      text += (text.empty() ? "" : " ") + word;
  return text;
}

} // namespace

Result<std::vector<std::string>> expandVariants(const std::vector<std::string> &names) {
  std::vector<std::string> result;
  const auto add = [&](const std::string &name) {
    if (std::find(result.begin(), result.end(), name) == result.end())
      result.push_back(name);
  };
  for (const std::string &name : names) {
    if (name == "all") {
      for (const char *variant : wasmVariants)
        add(variant);
    } else if (name == "stock") {
      add("raw");
      add("wasm-opt");
    } else if (std::find(wasmVariants.begin(), wasmVariants.end(), name) != wasmVariants.end()) {
      add(name);
    } else if (name == "reference") {
      return failure("the variant reference is what the others are compared with; it is never timed");
    } else if (name == "native-v2" || name == "native-v3") {
      return failure("the variant " + name + " always runs with the engine native; leave it out of --variants");
    } else {
      return failure("unknown variant '" + name + "'; there are stock, all, " + listed(wasmVariants));
    }
  }
  return result;
}

Result<Measurements> runBench(const Manifest &manifest, const BenchOptions &options, const std::vector<Engine> &engines,
                              const Progress &progress) {
  Plan plan;
  plan.options = options;
  const auto variants = expandVariants(options.variants);
  const auto sizes = parseSizes(options.sizes);
  const auto entries = filterEntries(manifest, options.filter, options.styles);
  const auto numbers = checkNumbers(options);
  if (!variants || !sizes || !entries || !numbers)
    return tl::unexpected(!variants ? variants.error() : !sizes ? sizes.error() : !entries ? entries.error() : numbers.error());
  if (!fs::is_directory(options.modules))
    return failure(options.modules.string() + " is no folder; --modules names what the corpus build made");
  plan.sizes = *sizes;
  const auto scratch = ScratchFolder::make("wasm-bench");
  if (!scratch)
    return tl::unexpected(scratch.error());
  plan.scratch = (*scratch)->path;
  if (auto started = startRunners(plan, engines); !started)
    return tl::unexpected(started.error());

  Measurements out;
  out.corpus = manifest.name;
  for (const auto &runner : plan.runners) {
    out.fingerprint["tools"][runner->name()] = runner->version();
    if (const std::string flags = flagsOf(*runner); !flags.empty())
      out.fingerprint["flags"][runner->name()] = flags;
    if (std::find(options.engines.begin(), options.engines.end(), runner->name()) == options.engines.end())
      continue; // only the judge
    if (!runner->native()) {
      for (const std::string &variant : *variants)
        plan.columns.push_back({runner.get(), variant});
      continue;
    }
    plan.columns.push_back({runner.get(), "native-v2"});
    if (options.cpuHasV3)
      plan.columns.push_back({runner.get(), "native-v3"});
    else
      out.notes.emplace_back("native-v3 is left out: this CPU lacks AVX2, FMA or BMI2");
  }
  if (plan.columns.empty())
    return failure("no variant given; there are stock, all, " + listed(wasmVariants));

  for (size_t i = 0; i < entries->size(); ++i) {
    const Entry &entry = *(*entries)[i];
    out.entries.push_back(entry);
    EntryBench(plan, entry, out, [&](const std::string &what) { progress(i, entries->size(), entry.name + " " + what); }).run();
  }
  return out;
}

} // namespace nearnative
