// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Run.h"

#include "irdiff/Guard.h"
#include "irdiff/Names.h"
#include "irdiff/Prepare.h"
#include "irdiff/Profile.h"
#include "irdiff/Remarks.h"
#include "irdiff/Render.h"
#include "irdiff/SourceText.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"

#include <algorithm>

using namespace llvm;

namespace irdiff {

namespace {

/// What fits a screen when every loop takes a few lines.
constexpr unsigned screenful = 8;
/// Loops whose code is generated unless more or fewer are asked for.
constexpr unsigned topLoops = 50;

Expected<Program> readProgram(ArrayRef<std::string> files, StringRef shownAs, LLVMContext &context, const Doing &doing) {
  Program program;
  for (const std::string &file : files) {
    doing("reading " + file, file + ": crashed LLVM's reader; is it damaged? Try opt-22 -passes=verify on it");
    const SilentStandardError silence;
    auto module = readModule(file, context);
    if (!module)
      return module.takeError();
    program.files.push_back(shownAs.empty() ? file : shownAs.str());
    program.modules.push_back(std::move(*module));
  }
  return program;
}

void addDetails(Findings &findings, ArrayRef<size_t> order, const Request &request, const Doing &doing) {
  if (request.facts == FactsFor::NoLoop)
    return;
  const size_t wanted = request.facts == FactsFor::AllLoops ? order.size() : request.top ? request.top : topLoops;
  const ArrayRef<size_t> loops = order.take_front(std::min(wanted, order.size()));
  doing("asking LLVM's vectorizers", "asking LLVM's vectorizers about the loops crashed; --facts=ir does without");
  std::vector<LoopFinding *> asked;
  for (const size_t index : loops)
    asked.push_back(&findings.loops[index]);
  addBounds(asked);
  addCausesFromVectorizer(asked);
  doing("generating code", "generating code for the loops crashed; --facts=ir does without");
  addGeneratedCode(findings, loops);
  for (const size_t index : loops) {
    addCausesFromCode(findings.loops[index]);
    rankCauses(findings.loops[index].causes);
  }
}

/// The ISA's part of the gaps from a second comparison, of the same Wasm program with wider native vectors.
void addWiderNative(Findings &findings, const Findings &wider) {
  DenseMap<const BasicBlock *, const LoopFinding *> byHeader;
  for (const LoopFinding &loop : wider.loops)
    if (!loop.wasm.parts.empty())
      byHeader[loop.wasm.parts.front().header] = &loop;
  for (LoopFinding &loop : findings.loops) {
    const LoopFinding *other = loop.wasm.parts.empty() ? nullptr : byHeader.lookup(loop.wasm.parts.front().header);
    if (other)
      loop.judgement.gap.best = std::min(loop.judgement.gap.sameWidth, other->judgement.gap.best);
  }
}

std::string render(const Findings &findings, ArrayRef<size_t> order, const Request &request) {
  SourceText sources;
  switch (request.format) {
  case Format::Text:
    return renderText(findings, order, request.top ? request.top : screenful, sources, request.color);
  case Format::Json:
    return renderJson(findings);
  case Format::Html:
    return renderHtml(findings, sources);
  case Format::Sarif:
    return renderSarif(findings);
  }
  llvm_unreachable("all formats rendered");
}

} // namespace

Expected<Report> run(const Request &request, const Doing &doing) {
  LLVMContext context;
  auto native = readProgram(request.native, request.source, context, doing);
  if (!native)
    return native.takeError();
  auto wasm = readProgram(request.wasm, request.source, context, doing);
  if (!wasm)
    return wasm.takeError();
  std::optional<Program> wider;
  if (!request.wider.empty()) {
    auto program = readProgram(request.wider, request.source, context, doing);
    if (!program)
      return program.takeError();
    wider = std::move(*program);
  }
  return run(request, std::move(*native), std::move(*wasm), std::move(wider), doing);
}

Expected<Report> run(const Request &request, Program native, Program wasm, std::optional<Program> wider, const Doing &doing) {
  if (Error error = checkSides(native, wasm))
    return error;
  std::vector<std::string> notes;
  for (Program *program : {&native, &wasm, wider ? &*wider : nullptr})
    if (program) {
      doing("optimising", "LLVM's -O3 crashed on unoptimised IR; compile with -O3 instead");
      append_range(notes, optimiseWhereNeeded(*program));
    }

  doing("comparing", "comparing the two sides crashed; please report it with both files");
  Findings findings = compare(native, wasm, request.tags);
  findings.notes.insert(findings.notes.begin(), notes.begin(), notes.end());
  if (wider)
    addWiderNative(findings, compare(*wider, wasm, {}));

  if (!request.profile.empty()) {
    doing("reading " + request.profile, request.profile + ": crashed LLVM's reader of profiles; is it damaged?");
    auto profile = Profile::read(request.profile);
    if (!profile)
      return profile.takeError();
    const size_t known = profile->apply(findings);
    findings.notes.push_back("the profile knows " + std::to_string(known) + " of " + std::to_string(findings.loops.size()) +
                             " loops; the others count as never run");
  }
  if (!request.remarks.empty()) {
    std::vector<Remark> remarks;
    for (const std::string &file : request.remarks) {
      doing("reading " + file, file + ": crashed LLVM's reader of remarks; is it damaged?");
      if (Error error = readRemarks(file, remarks))
        return std::move(error);
    }
    doing("placing the remarks", "finding the loops of the remarks crashed; please report it with all files");
    append_range(findings.notes, placeRemarks(findings, remarks, native, wasm));
  }
  if (!request.baseline.empty()) {
    doing("reading " + request.baseline, request.baseline + ": reading it crashed; is it damaged?");
    if (Error error = refuseDevice(request.baseline))
      return std::move(error);
    auto buffer = MemoryBuffer::getFile(request.baseline);
    if (!buffer)
      return createStringError(inconvertibleErrorCode(), printable(request.baseline) + ": cannot be read: " + buffer.getError().message());
    if (Error error = removeKnown(findings, (*buffer)->getBuffer()))
      return createStringError(inconvertibleErrorCode(), printable(request.baseline) + ": " + toString(std::move(error)));
  }
  if (Error error = applyFilter(findings, request.filter))
    return error;

  std::vector<size_t> order = sortedLoops(findings, request.sort);
  addDetails(findings, order, request, doing);
  if (request.top && request.format != Format::Text)
    keepLoops(findings, ArrayRef<size_t>(order).take_front(std::min<size_t>(request.top, order.size())));
  doing("writing", "writing the report crashed; please report it with both files");
  return Report{render(findings, order, request), !verdictsFound(findings, request.failOn).empty()};
}

} // namespace irdiff
