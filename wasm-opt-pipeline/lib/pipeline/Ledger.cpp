// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "pipeline/Ledger.h"

#include <algorithm>
#include <iomanip>
#include <sstream>

namespace nearnative::pipeline {

nlohmann::json ledgerJson(const LedgerHeader &header, const PipelineResult &result) {
  nlohmann::json steps = nlohmann::json::array();
  for (const LedgerStep &step : result.steps) {
    nlohmann::json entry = {{"name", step.name},
                            {"bytes", step.facts.bytes},
                            {"functions", step.facts.functions},
                            {"v128_instructions", step.facts.vectorInstructions},
                            {"in_loop_constants", step.facts.loopConstants},
                            {"loads", step.facts.loads},
                            {"stores", step.facts.stores}};
    if (!step.notes.empty())
      entry["notes"] = step.notes;
    steps.push_back(std::move(entry));
  }
  nlohmann::json ledger = {{"schema", "nearnative-ledger-1"},
                           {"tags", header.tags},
                           {"profile", header.profile},
                           {"input", header.input},
                           {"output", header.output},
                           {"steps", std::move(steps)},
                           {"dropped_sections", result.droppedSections}};
  if (!result.wasmOptVersion.empty())
    ledger["wasm_opt"] = result.wasmOptVersion;
  return ledger;
}

std::string ledgerTable(const LedgerHeader &header, const PipelineResult &result) {
  constexpr size_t widest = 40; // of a step's name
  size_t width = 4;
  for (const LedgerStep &step : result.steps)
    width = std::min(widest, std::max(width, step.name.size()));
  std::ostringstream out;
  const auto row = [&](const std::string &name, const auto &...cells) {
    const std::string shown = name.size() > widest ? name.substr(0, widest - 3) + "..." : name;
    out << std::left << std::setw(static_cast<int>(width)) << shown << std::right;
    ((out << std::setw(11) << cells), ...);
  };
  out << header.input << " -> " << header.output << ", profile " << header.profile;
  if (!result.wasmOptVersion.empty())
    out << ", wasm-opt " << result.wasmOptVersion;
  out << '\n';
  row("step", "bytes", "functions", "v128", "in loops", "loads", "stores");
  out << '\n';
  for (const LedgerStep &step : result.steps) {
    const Facts &facts = step.facts;
    row(step.name, facts.bytes, facts.functions, facts.vectorInstructions, facts.loopConstants, facts.loads, facts.stores);
    for (const std::string &note : step.notes)
      out << "  " << note;
    out << '\n';
  }
  return out.str();
}

} // namespace nearnative::pipeline
