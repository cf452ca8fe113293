// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "ModelReport.h"

#include "Render.h"
#include "Text.h"
#include "nearnative/Files.h"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <set>

namespace nearnative::report {

namespace {

std::string engineName(const std::string &engine) { return engine == "v8" ? "V8" : engine == "wasmtime" ? "Wasmtime" : engine; }

/// Of rows that are set apart by their kind and engine alone.
std::string shortTitle(const ModelRow &row) {
  return row.kind == "wasi-nn" ? "WASI-NN on " + engineName(row.engine)
         : row.kind == "pure"  ? "pure Wasm on " + engineName(row.engine)
                               : row.title;
}

std::string times(double factor) { return ratioText(Ratio{factor, 0, 0, "", ""}); }

/// "+1.2 %", "-0.4 %" of 1.012, 0.996.
std::string changeText(double ratio) {
  char text[32];
  std::snprintf(text, sizeof text, "%+.1f %%", (ratio - 1) * 100);
  return text;
}

std::string listed(const std::vector<std::string> &parts) {
  std::string text;
  for (size_t index = 0; index < parts.size(); ++index)
    text += (index == 0 ? "" : index + 1 == parts.size() ? " and " : ", ") + parts[index];
  return text;
}

class Describer {
public:
  Describer(const MeasuredModel &model, int threads) : model(model), threads(threads) {
    for (const ModelRow &row : model.rows) {
      if (!row.correct || row.isExtra || !phaseOf(row, endToEnd))
        continue;
      if (row.kind == "native" && row.variant.empty())
        natives.push_back(&row);
      else if (row.kind == "wasi-nn")
        wasiNn.push_back(&row);
      else if (row.kind == "pure" && row.variant.ends_with("-strict"))
        keepFastest(row);
    }
    std::sort(pure.begin(), pure.end(), [](const ModelRow *a, const ModelRow *b) { return time(*a) < time(*b); });
    if (!natives.empty()) {
      const auto reference =
          std::find_if(natives.begin(), natives.end(), [&](const ModelRow *row) { return row->name == model.reference; });
      native = reference == natives.end() ? natives.front() : *reference;
    }
  }

  std::vector<std::string> sentences() const {
    std::vector<std::string> all{choice(), overhead(), cold(), memory(), toolkit()};
    std::erase(all, "");
    return all;
  }

private:
  static double time(const ModelRow &row) { return std::max(phaseOf(row, endToEnd)->p50, 1.0); }
  std::string factor(const ModelRow &row) const { return native ? " (" + times(time(row) / time(*native)) + ")" : std::string(); }

  /// Of the forms and builds of one engine only the fastest is spoken of.
  void keepFastest(const ModelRow &row) {
    const auto same = std::find_if(pure.begin(), pure.end(), [&](const ModelRow *known) { return known->engine == row.engine; });
    if (same == pure.end())
      pure.push_back(&row);
    else if (time(row) < time(**same))
      *same = &row;
  }

  /// The sentence an edge developer needs: the three ways side by side.
  std::string choice() const {
    std::vector<std::string> parts;
    if (native) {
      std::vector<std::string> others;
      for (const ModelRow *row : natives)
        if (row != native)
          others.push_back(row->title.substr(row->title.find(' ') + 1) + " " + timeText(time(*row)));
      parts.push_back(native->title + " " + timeText(time(*native)) + (others.empty() ? "" : " (" + listed(others) + ")"));
    }
    std::vector<std::string> same;
    for (const ModelRow *row : wasiNn)
      if (native && row->native == native->name) {
        const RowPair *pair = pairOf(model, row->name, endToEnd);
        same.push_back(timeText(time(*row)) + " on " + engineName(row->engine) + " (" +
                       changeText(pair ? pair->ratio.value : time(*row) / time(*native)) + ")");
      }
    if (!same.empty())
      parts.push_back("WASI-NN with the same library " + listed(same) +
                      (native->libraryBytes ? ", " + bytesText(*native->libraryBytes) + " of library on the host" : ""));
    std::vector<std::string> alone;
    alone.reserve(pure.size());
    for (const ModelRow *row : pure)
      alone.push_back(timeText(time(*row)) + " on " + engineName(row->engine) + factor(*row));
    if (!alone.empty()) {
      const ModelRow &best = *pure.front();
      std::string text = "pure Wasm " + listed(alone) + ", no library on the host";
      if (best.bytes && best.modelBytes)
        text += ": a module of " + bytesText(best.bytes->raw) + " and weights of " + bytesText(*best.modelBytes);
      parts.push_back(std::move(text));
    }
    if (const ModelRow *web = rowNamed(model, "onnxruntime-web"); web && web->correct && phaseOf(*web, endToEnd))
      parts.push_back("ONNX Runtime Web " + timeText(time(*web)) + factor(*web));
    if (parts.empty())
      return {};
    std::string text = "One inference of " + model.name + " on this machine, " +
                       (threads == 1 ? std::string("one thread") : std::to_string(threads) + " threads") + ": ";
    for (size_t index = 0; index < parts.size(); ++index)
      text += (index == 0 ? "" : "; ") + parts[index];
    return text + ".";
  }

  std::string overhead() const {
    std::vector<std::string> parts;
    uint64_t least = 0;
    for (const ModelRow *row : wasiNn)
      if (const RowPair *pair = pairOf(model, row->name, "compute")) {
        char interval[64];
        std::snprintf(interval, sizeof interval, " %.3f [%.3f, %.3f]", pair->ratio.value, pair->ratio.lo, pair->ratio.hi);
        parts.push_back(row->backend + " on " + engineName(row->engine) + interval);
        least = least == 0 ? pair->pairs : std::min(least, pair->pairs);
      }
    if (parts.empty())
      return {};
    std::string text =
        "The library's own work through WASI-NN against native, over at least " + std::to_string(least) + " pairs: " + listed(parts) + ".";
    for (const ModelRow *row : wasiNn)
      if (const auto copies = copiesOf(model, *row); copies && native && row->native == native->name)
        text += " On " + engineName(row->engine) + " set_input and get_output take " + times(*copies) + " one memcpy of the same bytes.";
    return text;
  }

  std::string cold() const {
    return ofMainRows("From a cold start to the first result", [](const ModelRow &row) {
      if (!row.cold)
        return std::string();
      return timeText(row.cold->median.total) +
             (row.coldCached ? " (" + timeText(row.coldCached->median.total) + " with the compile cache)" : "");
    });
  }

  std::string memory() const {
    return ofMainRows("Peak memory of the process",
                      [](const ModelRow &row) { return row.peakRssBytes ? bytesText(*row.peakRssBytes) : ""; });
  }

  /// "WHAT: native a, WASI-NN b and pure Wasm c." of the rows that `textOf` has something to say of; empty without any.
  std::string ofMainRows(const std::string &what, const std::function<std::string(const ModelRow &)> &textOf) const {
    std::vector<std::string> parts;
    const auto add = [&](const ModelRow *row) {
      if (const std::string text = row ? textOf(*row) : ""; !text.empty())
        parts.push_back(shortTitle(*row) + " " + text);
    };
    add(native);
    for (const ModelRow *row : wasiNn)
      if (native && row->native == native->name)
        add(row);
    for (const ModelRow *row : pure)
      add(row);
    return parts.empty() ? "" : what + ": " + listed(parts) + ".";
  }

  /// Strict (our passes and post-link step) against stock, the same form on the same engine.
  std::string toolkit() const {
    std::vector<std::string> parts;
    for (const ModelRow *row : pure) {
      const std::string form = row->variant.substr(0, row->variant.find('-'));
      const ModelRow *stock = rowNamed(model, "pure-" + form + "-stock-" + row->engine);
      if (!stock || !stock->correct || !phaseOf(*stock, endToEnd))
        continue;
      std::string text = form + " form on " + engineName(row->engine) + " " + timeText(time(*stock)) + " -> " + timeText(time(*row)) +
                         " (" + times(time(*stock) / time(*row)) + " as fast)";
      if (stock->bytes && row->bytes)
        text += ", module " + bytesText(stock->bytes->raw) + " -> " + bytesText(row->bytes->raw);
      parts.push_back(std::move(text));
    }
    return parts.empty() ? "" : "What the toolkit changes in pure Wasm, stock -> strict: " + listed(parts) + ".";
  }

  const MeasuredModel &model;
  int threads;
  std::vector<const ModelRow *> natives, wasiNn, pure;
  const ModelRow *native = nullptr;
};

std::string nameTwice(const MeasuredModel &model) {
  std::set<std::string> names;
  for (const ModelRow &row : model.rows)
    if (!names.insert(row.name).second)
      return row.name;
  return {};
}

} // namespace

std::vector<std::string> describe(const MeasuredModel &model, int threads) { return Describer(model, threads).sentences(); }

const ModelRow *rowNamed(const MeasuredModel &model, std::string_view name) {
  const auto found = std::find_if(model.rows.begin(), model.rows.end(), [&](const ModelRow &row) { return row.name == name; });
  return found == model.rows.end() ? nullptr : &*found;
}

const Quantiles *phaseOf(const ModelRow &row, const char *phase) {
  const auto found = row.phases.find(phase);
  return found == row.phases.end() ? nullptr : &found->second;
}

const RowPair *pairOf(const MeasuredModel &model, const std::string &row, std::string_view phase) {
  const auto found =
      std::find_if(model.pairs.begin(), model.pairs.end(), [&](const RowPair &pair) { return pair.row == row && pair.phase == phase; });
  return found == model.pairs.end() ? nullptr : &*found;
}

std::optional<double> copiesOf(const MeasuredModel &model, const ModelRow &row) {
  const Quantiles *in = phaseOf(row, "set_input"), *out = phaseOf(row, "get_output");
  if (!in || !out || !model.memcpy || model.memcpy->inUse <= 0)
    return std::nullopt;
  return (in->p50 + out->p50) / model.memcpy->inUse;
}

Result<ModelsReport> readModelMeasurements(const std::filesystem::path &file) {
  auto document = readJson(file, modelMeasurementsSchema);
  if (!document)
    return tl::unexpected(document.error());
  auto measurements = fromJson<ModelMeasurements>(*document, file.string());
  if (!measurements)
    return tl::unexpected(measurements.error());
  if (measurements->models.empty())
    return failure(file.string() + ": models is empty, so there is nothing to report; did wasi-nn-bench measure anything?");
  int threads = 1;
  if (const auto options = measurements->fingerprint.find("options"); options != measurements->fingerprint.end() && options->is_object())
    if (const auto found = options->find("threads"); found != options->end() && found->is_number_integer())
      threads = found->get<int>();
  ModelsReport report{measurements->fingerprint, {}, measurements->notes};
  std::set<std::string> names;
  for (MeasuredModel &model : measurements->models) {
    if (!names.insert(model.name).second)
      return failure(file.string() + ": there are two models " + model.name);
    if (const std::string twice = nameTwice(model); !twice.empty())
      return failure(file.string() + ": model " + model.name + " has two rows " + twice);
    for (ModelRow &row : model.rows) {
      row.samples.clear();
      for (auto *starts : {&row.cold, &row.coldCached})
        if (*starts)
          (*starts)->runs.clear();
    }
    for (RowPair &pair : model.pairs) {
      pair.rowSamples.clear();
      pair.nativeSamples.clear();
    }
    std::vector<std::string> sentences = describe(model, threads);
    report.models.push_back({std::move(model), std::move(sentences)});
  }
  return report;
}

} // namespace nearnative::report
