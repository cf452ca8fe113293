// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Runs the steps of a profile on a module and keeps the ledger.
#pragma once

#include "pipeline/Facts.h"
#include "pipeline/Profile.h"

#include <filesystem>
#include <functional>

namespace nearnative::pipeline {

/// The module after one step; the first is the input.
struct LedgerStep {
  std::string name;
  Facts facts;
  std::vector<std::string> notes;
};

struct PipelineResult {
  std::string module;
  std::string wasmOptVersion; ///< empty when the profile has no wasm-opt step
  std::vector<LedgerStep> steps;
  std::vector<std::string> droppedSections;
};

struct PipelineOptions {
  std::filesystem::path wasmOpt;                ///< empty: the pinned one
  std::function<void(const std::string &)> log; ///< what --verbose shows; may be empty
};

/// Errors: the input is not a valid linked module, wasm-opt is missing, too old or fails, a step's result does not validate or uses a
/// feature that the input neither uses nor declares.
Result<PipelineResult> runPipeline(const std::string &input, const Profile &profile, const PipelineOptions &options);

} // namespace nearnative::pipeline
