// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "irdiff/Findings.h"

#include <string>

namespace irdiff {

/// A table for people, worst first, with totals at the end.
std::string renderText(const Findings &findings, bool color);

/// `nearnative-findings-1`, described in docs/formats.md and reports/schemas/findings.schema.json; loops in the order of the source.
std::string renderJson(const Findings &findings);

} // namespace irdiff
