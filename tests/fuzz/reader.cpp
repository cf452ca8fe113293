// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Any bytes as one of irdiff's two files: a report, or one line and exit code 2. LLVM's reader may crash; the guard makes a line of it.
#include "Child.h"

#include "irdiff/Names.h"
#include "irdiff/Run.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

#include <sys/mman.h>
#include <unistd.h>

using namespace llvm;
using namespace irdiff;

namespace {

// LLVM's reader is not instrumented: what libFuzzer can see of it are its messages. Each is a counter of its own.
__attribute__((section("__libfuzzer_extra_counters"))) uint8_t messageSeen[1 << 12];

std::string inputPath;
int inputFile = -1;

bool isOneLine(StringRef text) { return text.size() > 1 && text.find('\n') == text.size() - 1; }

void countMessage(StringRef message) {
  std::string shape;
  copy_if(message, std::back_inserter(shape), [](char c) { return !isDigit(c); });
  messageSeen[xxh3_64bits(shape) % std::size(messageSeen)] = 1;
}

int compareWithNothing(bool isNative, const ReportProgress &progress) {
  Request request;
  request.format = Format::Json;
  request.facts = FactsFor::NoLoop;
  request.native = {isNative ? inputPath : "/dev/null"};
  request.wasm = {isNative ? "/dev/null" : inputPath};
  auto report = run(request, [&](const std::string &, const std::string &ifItCrashes) { progress(ifItCrashes); });
  if (report)
    return 0;
  errs() << "irdiff: error: " << toString(report.takeError()) << "\n";
  return 2;
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int *, char ***) {
  initializeTargets();
  fuzz::prepareChildren();
  inputFile = ::memfd_create("input", MFD_CLOEXEC);
  inputPath = "/proc/self/fd/" + std::to_string(inputFile);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (::ftruncate(inputFile, 0) != 0 || ::pwrite(inputFile, data, size, 0) != static_cast<ssize_t>(size))
    fuzz::reportFinding("the fuzzer cannot write its input");
  const bool isNative = xxh3_64bits(ArrayRef(data, size)) % 2;
  fuzz::Outcome outcome = fuzz::runInChild([&](const ReportProgress &progress) { return compareWithNothing(isNative, progress); });
  if (outcome.isOurCrash())
    fuzz::reportFinding("a crash", outcome);
  // What the tool says then.
  if (outcome.guard.crashed) {
    outcome.said += "irdiff: error: " + printable(outcome.guard.doing) + " (" + printable(outcome.guard.message) + ")\n";
    outcome.guard.exitCode = 2;
    if (outcome.guard.doing.empty())
      fuzz::reportFinding("a crash without a reason", outcome);
  }
  if (outcome.guard.exitCode != 0 && outcome.guard.exitCode != 2)
    fuzz::reportFinding("a wrong exit code", outcome);
  if (outcome.guard.exitCode == 2 ? !isOneLine(outcome.said) : !outcome.said.empty())
    fuzz::reportFinding("not one line", outcome);
  if (printable(StringRef(outcome.said).trim()) != StringRef(outcome.said).trim())
    fuzz::reportFinding("a message that is not text", outcome);
  countMessage(outcome.said);
  return 0;
}
