// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The coordinator: starts the rows of a model, compares their outputs, then times those that are right, in turns.
#pragma once

#include "ModelMeasurements.h"
#include "Rows.h"

#include <chrono>
#include <functional>

namespace nearnative::nn {

struct ModelBenchOptions {
  std::string rows;                          ///< only rows whose name has a match of this regular expression
  bool extras = true;                        ///< also the questions aside (ModelRow::isExtra)
  int samples = 100;                         ///< warm inferences per row
  int pairs = 400;                           ///< of a WASI-NN row and its native one; 0: none
  int cold = 5;                              ///< cold starts per row; 0: none
  uint64_t seed = 1;                         ///< of the sequence in each round and of the bootstrap
  double pairSeconds = 60;                   ///< fewer pairs (not below leastPairs) when they would take longer than this per row
  std::chrono::milliseconds timeout{120000}; ///< after which a row that does not answer is stopped
};

inline constexpr int leastPairs = 100;

/// Inferences that are counted each time a row has its turn. One more goes before them: the row before has had the caches.
inline constexpr int burst = 4;

/// Measures one model with the rows of `plans`. A row that cannot run or is wrong has no times and is named in `skipped` or `errors`; it
/// never ends the others. `scratch` is a folder of our own. `notes` gets what a reader should know. Errors: the regular expression is
/// none, or matches no row.
Result<report::MeasuredModel> measureModel(const Model &model, const std::vector<RowPlan> &plans, const ModelBenchOptions &options,
                                           const std::filesystem::path &scratch, std::vector<std::string> &notes,
                                           const std::function<void(const std::string &)> &progress);

/// The table for the terminal.
std::string summaryTable(const report::MeasuredModel &model);

} // namespace nearnative::nn
