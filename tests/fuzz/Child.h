// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Runs work under irdiff's guard, as the tool does, and tells a crash of ours from one of LLVM's.
#pragma once

#include "irdiff/Guard.h"

#include "llvm/ADT/StringRef.h"

namespace irdiff::fuzz {

struct Outcome {
  GuardResult guard;
  std::string said;   ///< on standard output and standard error
  std::string report; ///< of the sanitizers

  /// A crash in code that is not LLVM's own.
  bool isOurCrash() const;
};

/// \pre prepareChildren().
Outcome runInChild(const std::function<int(const ReportProgress &)> &work);

/// Keeps what the child needs; for LLVMFuzzerInitialize.
void prepareChildren();

/// Says what was found and ends this process as a crash, which makes libFuzzer keep the input.
[[noreturn]] void reportFinding(llvm::StringRef what, const Outcome &outcome = {});

} // namespace irdiff::fuzz
