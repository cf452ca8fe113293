// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "ModelBench.h"

#include "Fingerprint.h"
#include "MemoryCopies.h"
#include "OutputCheck.h"
#include "RowProcess.h"
#include "Statistics.h"
#include "nearnative/Files.h"

#include <algorithm>
#include <random>
#include <regex>

namespace nearnative::nn {

namespace {

namespace fs = std::filesystem;
using namespace report; // Estimate, ModelRow, ...

constexpr int warmUps = 3;
constexpr std::string_view preferredReference = "native-onnxruntime";

/// A row at work.
struct RowState {
  const RowPlan *plan;
  ModelRow row;
  bool isOnlyReference = false; ///< not asked for: it judges the others' outputs
  bool isMeasured = false;      ///< it runs and is right
  std::optional<RowProcess> process;
  std::string outputs;
};

Estimate estimate(const Interval &interval) { return {interval.value, interval.low, interval.high}; }

Quantiles quantilesOf(const std::vector<double> &samples) {
  return {quantile(samples, 0.5), quantile(samples, 0.9), quantile(samples, 0.99)};
}

ColdStarts summarised(std::vector<ColdStart> runs) {
  ColdStarts starts;
  for (double ColdStart::*part : {&ColdStart::process, &ColdStart::read, &ColdStart::compile, &ColdStart::instantiate, &ColdStart::open,
                                  &ColdStart::first, &ColdStart::total}) {
    std::vector<double> values;
    values.reserve(runs.size());
    for (const ColdStart &run : runs)
      values.push_back(run.*part);
    starts.median.*part = median(values);
  }
  starts.median.cached = std::all_of(runs.begin(), runs.end(), [](const ColdStart &run) { return run.cached; });
  starts.runs = std::move(runs);
  return starts;
}

class ModelRun {
public:
  ModelRun(const Model &model, const ModelBenchOptions &options, fs::path scratch, std::vector<std::string> &notes,
           const std::function<void(const std::string &)> &progress)
      : model(model), options(options), scratch(std::move(scratch)), notes(notes), progress(progress) {}

  Result<MeasuredModel> run(const std::vector<RowPlan> &plans) {
    out.name = model.name;
    out.task = model.task;
    if (auto chosen = choose(plans); !chosen)
      return tl::unexpected(chosen.error());
    for (RowState &state : states)
      bringUp(state);
    judge();
    timeRows();
    timePairs();
    for (RowState &state : states)
      finish(state);
    timeColdStarts();
    std::erase_if(out.pairs, [this](const RowPair &pair) {
      const RowState *state = find(pair.row), *native = find(pair.native);
      return !state->isMeasured || !native->isMeasured; // one of the two failed later
    });
    for (RowState &state : states)
      if (!state.isOnlyReference && state.row.correct)
        out.rows.push_back(std::move(state.row));
      else if (!state.isOnlyReference && hasError(state.row.name))
        out.rows.push_back(withoutTimes(std::move(state.row)));
    return std::move(out);
  }

private:
  Result<void> choose(const std::vector<RowPlan> &plans) {
    std::regex pattern;
    try {
      pattern = std::regex(options.rows);
    } catch (const std::regex_error &) {
      return failure("--rows: '" + options.rows + "' is not a regular expression");
    }
    bool any = false;
    for (const RowPlan &plan : plans) {
      // A pattern that was given says what is wanted, extras too.
      const bool wanted = options.rows.empty() ? options.extras || !plan.row.isExtra : std::regex_search(plan.row.name, pattern);
      if (!wanted && plan.row.name != preferredReference)
        continue;
      any = any || wanted;
      states.push_back({&plan, plan.row, !wanted, false, {}, {}});
    }
    return any ? Result<void>() : failure("--rows: no row matches '" + options.rows + "'");
  }

  RowState *find(const std::string &name) {
    const auto found = std::find_if(states.begin(), states.end(), [&](const RowState &state) { return state.row.name == name; });
    return found == states.end() ? nullptr : &*found;
  }

  bool hasError(const std::string &name) const {
    return std::any_of(out.errors.begin(), out.errors.end(), [&](const RowNote &error) { return error.row == name; });
  }

  static ModelRow withoutTimes(ModelRow row) {
    row.phases.clear();
    row.samples.clear();
    row.cold.reset();
    row.coldCached.reset();
    return row;
  }

  void skip(RowState &state, const std::string &why) {
    if (!state.isOnlyReference)
      out.skipped.push_back({state.row.name, why});
  }

  void reject(RowState &state, const std::string &why) {
    state.isMeasured = false;
    state.row.correct = false;
    state.process.reset();
    out.errors.push_back({state.row.name, why});
  }

  void bringUp(RowState &state) {
    progress("starting " + state.row.name);
    for (const Need &need : state.plan->needs)
      if (!fs::exists(need.file))
        return skip(state, need.file.string() + " does not exist; " + need.advice);
    if (!state.plan->module.empty())
      if (const auto bytes = readFile(state.plan->module)) {
        state.row.sha256 = sha256(*bytes);
        if (bytes->starts_with(std::string_view("\0asm", 4)))
          state.row.bytes = sizesOf(*state.row.sha256, *bytes);
      }
    auto started = RowProcess::start(state.plan->command, options.timeout);
    if (!started)
      return skip(state, started.error().message);
    state.process = std::move(*started);
    state.row.process = state.process->greeting();
    if (const auto library = state.row.process.find("library"); library != state.row.process.end() && library->is_string()) {
      std::error_code error;
      const uint64_t bytes = fs::file_size(library->get<std::string>(), error);
      if (!error)
        state.row.libraryBytes = bytes;
    }
    // What a row without a module of ours ships instead. It is large, and brotli at its best takes half a minute: not for a first look.
    if (const auto files = state.row.process.find("module_files"); options.extras && files != state.row.process.end())
      state.row.bytes = sizesOfAll(*files);
    if (const auto opened = state.process->open(); !opened)
      return reject(state, opened.error().message);
    if (const auto warmed = state.process->infer(warmUps); !warmed)
      return reject(state, warmed.error().message);
    auto outputs = state.process->output(scratch);
    if (!outputs)
      return reject(state, outputs.error().message);
    state.outputs = std::move(*outputs);
    state.isMeasured = true;
  }

  /// The sizes of one module, which several rows run, are computed once: brotli at its best is slow.
  std::optional<Bytes> sizesOf(const std::string &hash, const std::string &bytes) {
    if (const auto known = knownSizes.find(hash); known != knownSizes.end())
      return known->second;
    const auto sizes = moduleBytes(bytes);
    return knownSizes[hash] = sizes ? std::optional(Bytes{sizes->raw, sizes->gzip, sizes->brotli}) : std::nullopt;
  }

  /// The sum over several files, each compressed by itself; none when one cannot be read.
  std::optional<Bytes> sizesOfAll(const nlohmann::json &files) {
    Bytes sum{};
    for (const nlohmann::json &file : files) {
      const auto bytes = file.is_string() ? readFile(file.get<std::string>()) : failure("no path");
      const auto sizes = bytes ? sizesOf(sha256(*bytes), *bytes) : std::nullopt;
      if (!sizes)
        return std::nullopt;
      sum.raw += sizes->raw;
      sum.gzip += sizes->gzip;
      sum.brotli += sizes->brotli;
    }
    return sum;
  }

  /// Compares every row's outputs with the reference's: ONNX Runtime's natively, or else those of the first row that runs.
  void judge() {
    RowState *reference = find(std::string(preferredReference));
    if (reference == nullptr || !reference->isMeasured) {
      const auto first = std::find_if(states.begin(), states.end(), [](const RowState &state) { return state.isMeasured; });
      if (first == states.end())
        return;
      reference = &*first;
      notes.push_back(model.name + ": native ONNX Runtime did not run, so outputs are compared with those of " + reference->row.name);
    }
    out.reference = reference->row.name;
    const std::string expected = reference->outputs;
    for (RowState &state : states) {
      if (!state.isMeasured)
        continue;
      const auto difference = compareOutputs(model, state.outputs, expected);
      if (!difference) {
        reject(state, difference.error().message);
        continue;
      }
      state.row.correct = true;
      state.row.difference = *difference;
    }
    for (RowState &state : states)
      compareWithNative(state);
  }

  /// The same library with the same input must give the same bits, whoever calls it.
  void compareWithNative(RowState &state) {
    RowState *native = state.row.native ? find(*state.row.native) : nullptr;
    if (!state.isMeasured || native == nullptr || !native->isMeasured)
      return;
    state.row.equalsNative = state.outputs == native->outputs;
    if (state.row.kind != "wasi-nn")
      return;
    if (!*state.row.equalsNative)
      out.errors.push_back({state.row.name, "its outputs are not those of " + native->row.name + ", bit by bit"});
    const auto hash = [](const RowState &of) { return of.row.process.value("library_sha256", nlohmann::json()); };
    if (hash(state).is_string() && hash(*native).is_string() && hash(state) != hash(*native))
      out.errors.push_back({state.row.name, "it does not run the same library file as " + native->row.name});
  }

  void timeRows() {
    std::mt19937_64 random(seedFor(options.seed, model.name));
    uint64_t inputBytes = 0, outputBytes = 0;
    for (const TensorSpec &tensor : model.inputs)
      inputBytes += bytesOf(tensor);
    for (const TensorSpec &tensor : model.outputs)
      outputBytes += bytesOf(tensor);
    uint64_t modelBytes = 0;
    for (const RowState &state : states)
      modelBytes = std::max(modelBytes, state.row.modelBytes.value_or(0));
    MemoryCopies copies(inputBytes, outputBytes, modelBytes);
    const int rounds = (options.samples + burst - 1) / burst;
    for (int round = 0; round < rounds; ++round) {
      copies.sample();
      std::vector<RowState *> turn;
      for (RowState &state : states)
        if (state.isMeasured && !state.plan->onlyCold && !state.isOnlyReference)
          turn.push_back(&state);
      std::shuffle(turn.begin(), turn.end(), random);
      for (RowState *state : turn) {
        progress("round " + std::to_string(round + 1) + "/" + std::to_string(rounds) + ": " + state->row.name);
        const int count = std::min(burst, options.samples - round * burst);
        auto times = state->process->infer(1 + count);
        if (!times) {
          reject(*state, times.error().message);
          continue;
        }
        for (auto &[phase, samples] : *times)
          state->row.samples[phase].insert(state->row.samples[phase].end(), samples.begin() + 1, samples.end());
      }
    }
    if (rounds > 0)
      out.memcpy = MemoryCopy{inputBytes, outputBytes, median(copies.warm), median(copies.inUse), median(copies.cold)};
    for (RowState &state : states)
      for (const auto &[phase, samples] : state.row.samples)
        state.row.phases[phase] = quantilesOf(samples);
  }

  void timePairs() {
    if (options.pairs == 0)
      return;
    for (RowState &state : states) {
      RowState *native = state.row.native ? find(*state.row.native) : nullptr;
      const bool isAsked = state.row.kind == "wasi-nn" && !state.row.isExtra && !state.isOnlyReference;
      if (isAsked && state.isMeasured && native != nullptr && native->isMeasured)
        timePair(state, *native);
    }
  }

  int pairCount(const RowState &state, const RowState &native) {
    double perPair = 0; // seconds
    for (const RowState *side : {&state, &native})
      if (const auto known = side->row.phases.find(endToEnd); known != side->row.phases.end())
        perPair += 2 * known->second.p50 * 1e-9;
    if (options.pairs <= leastPairs || perPair * options.pairs <= options.pairSeconds)
      return options.pairs;
    const int count = std::max(leastPairs, static_cast<int>(options.pairSeconds / perPair));
    notes.push_back(model.name + ": " + state.row.name + " is compared with native over " + std::to_string(count) + " pairs instead of " +
                    std::to_string(options.pairs) + ", because one takes " + std::to_string(static_cast<int>(perPair * 1e3)) + " ms");
    return count;
  }

  /// In alternation, and in each pair the other one first. Of two inferences the second counts: before the first, the other row had the
  /// caches.
  void timePair(RowState &state, RowState &native) {
    const int count = pairCount(state, native);
    std::map<std::string, std::vector<double>> mine, its;
    const auto take = [&](RowState &side, std::map<std::string, std::vector<double>> &into) {
      auto times = side.process->infer(2);
      if (!times) {
        reject(side, times.error().message);
        return false;
      }
      const auto second = [&](const char *phase) { return times->at(phase)[1]; };
      into["compute"].push_back(second("compute"));
      into["path"].push_back(second("set_input") + second("compute") + second("get_output"));
      into[endToEnd].push_back(second(endToEnd));
      return true;
    };
    for (int pair = 0; pair < count; ++pair) {
      if (pair % 10 == 0)
        progress("pair " + std::to_string(pair + 1) + "/" + std::to_string(count) + ": " + state.row.name);
      const bool both = pair % 2 == 0 ? take(native, its) && take(state, mine) : take(state, mine) && take(native, its);
      if (!both)
        return;
    }
    for (const char *phase : {"compute", "path", endToEnd}) {
      const Interval difference =
          pairedDifferenceInterval(mine[phase], its[phase], seedFor(options.seed, model.name + "/" + state.row.name + "/" + phase));
      const double base = std::max(median(its[phase]), 1.0);
      out.pairs.push_back({state.row.name,
                           native.row.name,
                           phase,
                           static_cast<uint64_t>(count),
                           estimate(difference),
                           {1 + difference.value / base, 1 + difference.low / base, 1 + difference.high / base},
                           mine[phase],
                           its[phase]});
    }
  }

  /// What was timed must still be right; then the process's memory, and its end.
  void finish(RowState &state) {
    if (state.isMeasured) {
      const auto outputs = state.process->output(scratch);
      if (!outputs)
        return reject(state, outputs.error().message);
      if (*outputs != state.outputs)
        return reject(state, "its outputs changed from inference to inference");
      const auto memory = state.process->memory();
      if (!memory)
        return reject(state, memory.error().message);
      state.row.peakRssBytes = memory->peakRssBytes;
      state.row.guestPages = memory->guestPages;
    }
    state.process.reset();
  }

  Result<ColdStart> startCold(const RowPlan &plan, const fs::path &compileCache) const {
    std::vector<std::string> command = plan.command;
    if (!compileCache.empty())
      command.insert(command.begin() + 1, {"--compile-cache", compileCache.string()});
    auto process = RowProcess::start(command, options.timeout);
    if (!process)
      return tl::unexpected(process.error());
    auto times = process->open();
    if (!times)
      return times;
    const auto first = process->infer(1);
    if (!first)
      return tl::unexpected(first.error());
    times->process = process->startTime();
    times->first = first->at(endToEnd)[0];
    times->total = times->process + times->read + times->compile + times->instantiate + times->open + times->first;
    return times;
  }

  void timeColdStarts() {
    struct Task {
      RowState *state;
      fs::path cache;
      std::vector<ColdStart> runs;
    };
    std::vector<Task> tasks;
    for (RowState &state : states) {
      if (!state.isMeasured || state.isOnlyReference || options.cold == 0)
        continue;
      tasks.push_back({&state, {}, {}});
      // Only rows with a Wasm module have code that a host could keep.
      if (!state.row.bytes || (state.row.isExtra && !state.plan->onlyCold))
        continue;
      const fs::path cache = scratch / ("cache-" + state.row.name);
      std::error_code ignored;
      fs::create_directories(cache, ignored);
      progress("filling the compile cache: " + state.row.name);
      const auto filled = startCold(*state.plan, cache);
      const auto used = filled ? startCold(*state.plan, cache) : filled;
      if (!used)
        state.row.coldCachedNote = used.error().message;
      else if (!used->cached)
        state.row.coldCachedNote = "not offered";
      else
        tasks.push_back({&state, cache, {}});
    }
    std::mt19937_64 random(seedFor(options.seed, model.name + " cold"));
    for (int round = 0; round < options.cold; ++round) {
      std::shuffle(tasks.begin(), tasks.end(), random);
      for (Task &task : tasks) {
        progress("cold start " + std::to_string(round + 1) + "/" + std::to_string(options.cold) + ": " + task.state->row.name);
        if (!task.state->isMeasured)
          continue;
        const auto run = startCold(*task.state->plan, task.cache);
        if (run)
          task.runs.push_back(*run);
        else
          reject(*task.state, "a cold start failed: " + run.error().message);
      }
    }
    for (Task &task : tasks)
      if (!task.runs.empty())
        (task.cache.empty() ? task.state->row.cold : task.state->row.coldCached) = summarised(std::move(task.runs));
  }

  const Model &model;
  const ModelBenchOptions &options;
  fs::path scratch;
  std::vector<std::string> &notes;
  const std::function<void(const std::string &)> &progress;
  std::vector<RowState> states;
  std::map<std::string, std::optional<Bytes>> knownSizes;
  MeasuredModel out;
};

} // namespace

Result<MeasuredModel> measureModel(const Model &model, const std::vector<RowPlan> &plans, const ModelBenchOptions &options,
                                   const fs::path &scratch, std::vector<std::string> &notes,
                                   const std::function<void(const std::string &)> &progress) {
  return ModelRun(model, options, scratch, notes, progress).run(plans);
}

} // namespace nearnative::nn
