// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Earlier nights and what changed since the last one. A night is a dated report.json: 2026-11-21.json, or 2026-11-21T031500.json when a day
// has several.
#pragma once

#include "Report.h"

namespace nearnative::report {

/// A dated report of a nightly folder.
struct Night {
  std::string name; ///< the file's name without .json; sorts by time
  Report report;
};

/// Reads the dated reports of `folder`, oldest first; other files are left alone. A night that cannot be read is skipped and named in
/// `notes`: one broken file must not end the nightly job for good, and must not vanish silently either. Errors: the folder cannot be read.
Result<std::vector<Night>> readNights(const std::filesystem::path &folder, std::vector<std::string> &notes);

/// Reads a whole report. Errors: as fromJson.
Result<Report> reportFromJson(const nlohmann::json &document, const std::string &source);

/// The history of `report`. Nights that started with it or after it (`fingerprint.started`) are not history: a report that is rendered
/// again from the nightly folder does not compare itself with itself.
///
/// A kernel is a regression when the interval of before / after lies wholly below 0.97, and still does after the machine's own drift (the
/// native-v2 rows of both nights) is taken out. Nights keep no samples, so the interval is the widest that the two rows' intervals allow.
History computeHistory(const Report &report, const std::vector<Night> &nights);

} // namespace nearnative::report
