// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The models' part of the report: what wasi-nn-bench measured, and what it means in words.
#pragma once

#include "ModelMeasurements.h"

namespace nearnative::report {

struct ReportModel {
  MeasuredModel measured;             ///< without the single samples and starts
  std::vector<std::string> sentences; ///< what somebody who has to choose needs to know, most important first
};
template <> struct FieldsOf<ReportModel> {
  static constexpr auto list =
      std::make_tuple(required("measured", &ReportModel::measured), required("sentences", &ReportModel::sentences));
};

/// All models of one run of wasi-nn-bench.
struct ModelsReport {
  nlohmann::json fingerprint = nlohmann::json::object();
  std::vector<ReportModel> models;
  std::vector<std::string> notes;
};
template <> struct FieldsOf<ModelsReport> {
  static constexpr auto list = std::make_tuple(required("fingerprint", &ModelsReport::fingerprint),
                                               required("models", &ModelsReport::models), required("notes", &ModelsReport::notes));
};

/// Checks and reads what wasi-nn-bench wrote. Errors: as readJson; a member that is missing or of the wrong kind; no model; two models or
/// two rows of a model with one name.
Result<ModelsReport> readModelMeasurements(const std::filesystem::path &file);

/// The sentences about a model. Numbers that were not measured are not spoken of.
std::vector<std::string> describe(const MeasuredModel &model, int threads);

/// What the views share: a row by name, or null; a phase of it, or null; the times of a pair, or null.
const ModelRow *rowNamed(const MeasuredModel &model, std::string_view name);
const Quantiles *phaseOf(const ModelRow &row, const char *phase);
const RowPair *pairOf(const MeasuredModel &model, const std::string &row, std::string_view phase);

/// set_input + get_output as a multiple of one memcpy of the same bytes (caches as in use), or none.
std::optional<double> copiesOf(const MeasuredModel &model, const ModelRow &row);

/// For a pull request: sentences and tables of every model. Empty without models.
std::string renderModelsMarkdown(const ModelsReport &report);

/// For the terminal: a short table per model. Empty without models.
std::string renderModelsTable(const ModelsReport &report);

} // namespace nearnative::report
