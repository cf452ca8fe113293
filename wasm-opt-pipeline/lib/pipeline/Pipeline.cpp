// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "pipeline/Pipeline.h"

#include "pipeline/Features.h"
#include "pipeline/WasmOpt.h"

#include <algorithm>
#include <optional>

namespace nearnative::pipeline {

namespace {

/// A module that passed the validator, with the views into its bytes.
struct Checked {
  std::string bytes;
  std::vector<Section> sections;
  std::unique_ptr<wabt::Module> module;
};

Result<std::unique_ptr<Checked>> check(std::string bytes) {
  auto checked = std::make_unique<Checked>();
  checked->bytes = std::move(bytes);
  auto sections = parseSections(checked->bytes);
  if (!sections)
    return tl::unexpected(sections.error());
  checked->sections = std::move(*sections);
  for (const Section &section : checked->sections)
    if (section.name == "linking" || section.name.starts_with("reloc."))
      return failure("a relocatable object (it has a section \"" + std::string(section.name) +
                     "\"); link it first, then run the pipeline on the linked module");
  auto module = readModule(checked->bytes);
  if (!module)
    return failure("not a valid module, or one with features that libwabt " + wabtVersion() + " does not know: " + module.error().message);
  checked->module = std::move(*module);
  return checked;
}

bool hasSection(const std::vector<Section> &sections, std::string_view name) {
  return std::any_of(sections.begin(), sections.end(), [&](const Section &section) { return section.name == name; });
}

std::string plural(unsigned count, const std::string &noun) { return std::to_string(count) + " " + noun + (count == 1 ? "" : "s"); }

class Run {
public:
  Run(const Profile &chosen, const PipelineOptions &given) : profile(chosen), options(given) {}

  Result<PipelineResult> run(const std::string &input) {
    auto checked = check(input);
    if (!checked)
      return tl::unexpected(checked.error());
    current = std::move(*checked);
    record("input", {});
    used = usedFeatures(*current->module);
    allowed = declaredFeatures(current->sections);
    allowed.insert(used.begin(), used.end());

    // Looked for before any step runs: a missing tool is said at once.
    if (std::any_of(profile.steps.begin(), profile.steps.end(),
                    [](const Step &step) { return std::holds_alternative<WasmOptStep>(step); })) {
      auto found = WasmOpt::find(options.wasmOpt);
      if (!found)
        return tl::unexpected(found.error());
      wasmOpt = std::move(*found);
      result.wasmOptVersion = wasmOpt->version();
    }
    for (const Step &step : profile.steps) {
      const auto done = std::holds_alternative<WasmOptStep>(step) ? wasmOptStep(std::get<WasmOptStep>(step))
                                                                  : constHoistStep(std::get<ConstHoistStep>(step));
      if (!done)
        return failure(stepName(step) + ": " + done.error().message);
    }
    result.module = std::move(current->bytes);
    return std::move(result);
  }

private:
  void log(const std::string &line) const {
    if (options.log)
      options.log(line);
  }

  void record(const std::string &name, std::vector<std::string> notes) {
    result.steps.push_back({name, countFacts(*current->module, current->bytes.size()), std::move(notes)});
  }

  void dropped(const Section &section) {
    const std::string name(section.name);
    log("dropped section " + name);
    if (std::find(result.droppedSections.begin(), result.droppedSections.end(), name) == result.droppedSections.end())
      result.droppedSections.push_back(name);
  }

  /// Makes `bytes` the current module.
  Result<void> accept(const std::string &name, std::string bytes, std::vector<std::string> notes) {
    auto checked = check(std::move(bytes));
    if (!checked)
      return failure("the result is " + checked.error().message);
    for (const std::string &feature : usedFeatures(*(*checked)->module))
      if (!allowed.count(feature))
        return failure("the result uses the feature " + feature + ", which the input neither uses nor declares");
    current = std::move(*checked);
    record(name, std::move(notes));
    return {};
  }

  /// The current module's sections without those that a change of code makes false.
  std::vector<Section> truthfulSections() {
    std::vector<Section> kept;
    for (const Section &section : current->sections) {
      if (describesCodeOffsets(section))
        dropped(section);
      else
        kept.push_back(section);
    }
    return kept;
  }

  Result<void> wasmOptStep(const WasmOptStep &step) {
    // DWARF would also keep wasm-opt from optimising.
    const std::vector<Section> input = truthfulSections();
    // Only what is used is switched on; wasm-opt reads the target_features section for what is declared.
    std::vector<std::string> arguments = wasmOptFeatureFlags(used);
    if (hasSection(input, "name"))
      arguments.emplace_back("-g");
    arguments.insert(arguments.end(), step.arguments.begin(), step.arguments.end());
    std::string line;
    for (const std::string &word : wasmOpt->command())
      line += word + " ";
    for (const std::string &word : arguments)
      line += word + " ";
    log(line);
    const auto bytes = wasmOpt->run(joinSections(input), arguments);
    if (!bytes)
      return tl::unexpected(bytes.error());
    auto output = parseSections(*bytes);
    if (!output)
      return failure("the result is " + output.error().message);
    // wasm-opt adds this section when it was told of features; the pipeline adds nothing that the input did not have.
    if (!hasSection(input, "target_features"))
      std::erase_if(*output, [](const Section &section) { return section.name == "target_features"; });
    for (const Section &section : input)
      if (section.id == customSection && !hasSection(*output, section.name))
        dropped(section);
    return accept(stepName(step), restoreCustomSections(input, *output, {"target_features"}), {});
  }

  Result<void> constHoistStep(const ConstHoistStep &step) {
    auto hoisted = hoistConstants(current->sections, *current->module, step.options);
    if (!hoisted)
      return tl::unexpected(hoisted.error());
    std::string note = "hoisted " + plural(hoisted->constants, "constant") + " in " + plural(hoisted->functions, "function");
    if (hoisted->kept > 0)
      note += "; " + std::to_string(hoisted->kept) + " stay in loops that have no register free";
    if (hoisted->functions > 0 && std::any_of(current->sections.begin(), current->sections.end(), describesCodeOffsets)) {
      truthfulSections();
      const auto sections = parseSections(hoisted->module);
      if (!sections)
        return tl::unexpected(sections.error());
      std::vector<Section> kept = *sections;
      std::erase_if(kept, describesCodeOffsets);
      return accept(stepName(step), joinSections(kept), {note});
    }
    return accept(stepName(step), std::move(hoisted->module), {note});
  }

  const Profile &profile;
  const PipelineOptions &options;
  std::unique_ptr<Checked> current;
  FeatureSet used, allowed;
  std::optional<WasmOpt> wasmOpt;
  PipelineResult result;
};

} // namespace

Result<PipelineResult> runPipeline(const std::string &input, const Profile &profile, const PipelineOptions &options) {
  return Run(profile, options).run(input);
}

} // namespace nearnative::pipeline
