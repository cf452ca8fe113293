// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The table of rows: every way to run a model, as a command line. A new way is an entry in planRows().
#pragma once

#include "ModelMeasurements.h"
#include "Models.h"

namespace nearnative::nn {

/// Where things are.
struct Places {
  std::filesystem::path programs; ///< folder of wasi-nn-run and nearnative-runner-model
  std::filesystem::path scripts;  ///< folder of ort-web.mjs
  std::string node;               ///< runs ort-web.mjs
  std::filesystem::path apps;     ///< staged applications
  std::filesystem::path compiled; ///< NAME/C_NAME.weights.bin of compiled models; empty: none
  std::filesystem::path scratch;  ///< a folder of our own
  int threads = 1;
};

/// A file without which a row cannot run, and what to do when it is missing.
struct Need {
  std::filesystem::path file;
  std::string advice;
};

/// How one row is run.
struct RowPlan {
  report::ModelRow row; ///< what is known before it runs
  std::vector<std::string> command;
  std::filesystem::path module; ///< the staged application; empty: none
  std::vector<Need> needs;
  bool onlyCold = false; ///< differs from another row only until the first inference
};

/// The rows of a model in the order of the table. Fills a folder below `places.scratch` with what the guests see as /data and /model.
/// Errors: the scratch folder cannot be written, or a file of the model's inputs is missing.
Result<std::vector<RowPlan>> planRows(const Models &models, const Model &model, const Places &places);

} // namespace nearnative::nn
