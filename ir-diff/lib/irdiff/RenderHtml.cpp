// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Render.h"

namespace irdiff {

std::string renderHtml(const Findings &findings, SourceText &sources) { return {}; }

} // namespace irdiff
