// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The page is ir-diff/page/ with the findings in it as JSON: the published document, and beside it what only a page shows (source text, IR,
// generated code, the causes' pages). The page's script makes elements of it, never markup, so that no name can become any.
#include "irdiff/Render.h"

#include "irdiff/Catalogue.h"
#include "irdiff/Names.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/ModuleSlotTracker.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

using namespace llvm;

namespace irdiff {

namespace {

constexpr char pageTemplate[] = {
#embed "index.html"
};
constexpr char styles[] = {
#embed "irdiff.css"
};
constexpr char script[] = {
#embed "irdiff.js"
};

template <size_t Size> constexpr StringRef viewOf(const char (&bytes)[Size]) { return {bytes, Size}; }

/// Loops whose IR is shown when none has generated code, and lines of one loop's IR: a page stays small enough to be opened and sent.
constexpr size_t loopsWithIR = 200, longestIR = 400;
constexpr size_t sourceInAll = 16 << 20;

/// Indexes of the loops that are worth a look at their code, best first.
std::vector<size_t> loopsToShow(const Findings &findings) {
  std::vector<size_t> shown;
  const bool anyCode = any_of(findings.loops, [](const LoopFinding &loop) { return loop.native.code || loop.wasm.code; });
  for (size_t index = 0; index < findings.loops.size(); ++index)
    if (const LoopFinding &loop = findings.loops[index]; !anyCode || loop.native.code || loop.wasm.code)
      shown.push_back(index);
  std::sort(shown.begin(), shown.end(), [&](size_t i, size_t j) {
    const auto order = [&](size_t index) {
      const LoopFinding &loop = findings.loops[index];
      return std::tuple(-std::max(0.0, loop.judgement.gap.recoverable()) * loop.heat, loop.judgement.verdict, index);
    };
    return order(i) < order(j);
  });
  if (!anyCode && shown.size() > loopsWithIR)
    shown.resize(loopsWithIR);
  return shown;
}

/// An instruction without the metadata that LLVM prints behind its operands (`, !dbg !7, !tbaa !9`).
StringRef withoutMetadata(StringRef text) {
  bool quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"')
      quoted = !quoted;
    else if (!quoted && text.substr(i).starts_with(", !"))
      return text.take_front(i);
  }
  return text;
}

/// Prints loops as IR. Slots and loops of a function are found once as long as its loops are asked for one after the other.
class LoopPrinter {
public:
  /// The blocks of the loop's main part, without the loops inside it. Empty when the side is no loop.
  std::string print(const SideFinding &side) {
    if (!side.function || side.parts.empty() || side.function->isDeclaration())
      return {};
    enter(*side.function);
    const Loop *loop = loops->getLoopFor(side.parts.front().header);
    if (!loop)
      return {};
    std::string text;
    raw_string_ostream stream(text);
    size_t lines = 0, left = 0;
    for (const BasicBlock *block : loop->blocks()) {
      if (loops->getLoopFor(block) != loop)
        continue;
      if (lines < longestIR) {
        std::string label;
        raw_string_ostream labelStream(label);
        block->printAsOperand(labelStream, /*PrintType=*/false, *slots);
        stream << StringRef(label).drop_front() << ":\n";
        ++lines;
      }
      for (const Instruction &instruction : *block) {
        if (isa<DbgInfoIntrinsic>(instruction))
          continue;
        if (lines >= longestIR) {
          ++left;
          continue;
        }
        std::string line;
        raw_string_ostream lineStream(line);
        instruction.print(lineStream, *slots);
        // A switch is printed in several lines.
        const StringRef shown = withoutMetadata(line);
        stream << shown << "\n";
        lines += 1 + shown.count('\n');
      }
    }
    if (left)
      stream << "; and " << left << " more instructions\n";
    return text;
  }

private:
  void enter(const Function &entered) {
    if (function == &entered)
      return;
    if (!function || function->getParent() != entered.getParent())
      slots = std::make_unique<ModuleSlotTracker>(entered.getParent(), /*ShouldInitializeAllMetadata=*/false);
    function = &entered;
    slots->incorporateFunction(entered);
    // The analysis wants it mutable; nobody changes it.
    const DominatorTree dominators(const_cast<Function &>(entered));
    loops = std::make_unique<LoopInfo>(dominators);
  }

  const Function *function = nullptr;
  std::unique_ptr<ModuleSlotTracker> slots;
  std::unique_ptr<LoopInfo> loops;
};

/// One side's IR and generated code of loops, by their indexes.
std::map<size_t, json::Object> codeOfSide(const Findings &findings, ArrayRef<size_t> shown, bool isNative) {
  const auto sideOf = [&](size_t index) -> const SideFinding & {
    return isNative ? findings.loops[index].native : findings.loops[index].wasm;
  };
  // Loops of one function and functions of one module together, in the order in which they come first.
  std::map<const Function *, size_t> functions;
  std::map<const Module *, size_t> modules;
  std::vector<std::tuple<size_t, size_t, size_t>> order;
  for (const size_t index : shown) {
    const Function *function = sideOf(index).function;
    const Module *module = function ? function->getParent() : nullptr;
    order.emplace_back(modules.try_emplace(module, modules.size()).first->second,
                       functions.try_emplace(function, functions.size()).first->second, index);
  }
  std::sort(order.begin(), order.end());

  LoopPrinter printer;
  std::map<size_t, json::Object> result;
  for (const auto &[module, function, index] : order) {
    json::Object side{{"ir", json::fixUTF8(printer.print(sideOf(index)))}};
    if (sideOf(index).code)
      side["assembly"] = json::fixUTF8(sideOf(index).code->assembly);
    result[index] = std::move(side);
  }
  return result;
}

json::Object codeToJson(const Findings &findings) {
  const std::vector<size_t> shown = loopsToShow(findings);
  std::map<size_t, json::Object> native = codeOfSide(findings, shown, true), wasm = codeOfSide(findings, shown, false);
  json::Object result;
  for (const size_t index : shown)
    result[std::to_string(index)] = json::Object{{"native", std::move(native[index])}, {"wasm", std::move(wasm[index])}};
  return result;
}

/// The files that loops are in, those of the best loops first as long as there is room.
json::Object sourcesToJson(const Findings &findings, const SourceText &source) {
  std::vector<const LoopFinding *> order;
  for (const LoopFinding &loop : findings.loops)
    if (loop.line)
      order.push_back(&loop);
  std::sort(order.begin(), order.end(), [](const LoopFinding *a, const LoopFinding *b) {
    const auto worth = [](const LoopFinding *loop) { return loop->judgement.gap.recoverable() * loop->heat; };
    return std::tuple(-worth(a), a) < std::tuple(-worth(b), b);
  });
  json::Object sources;
  std::set<StringRef> seen;
  size_t room = sourceInAll;
  for (const LoopFinding *loop : order) {
    if (!seen.insert(loop->path).second)
      continue;
    const ArrayRef<StringRef> lines = source.lines(loop->path);
    if (lines.empty())
      continue;
    std::string text = json::fixUTF8(join(lines, "\n"));
    if (text.size() > room)
      continue;
    room -= text.size();
    sources[printable(loop->path)] = std::move(text);
  }
  return sources;
}

json::Object causesToJson(const Findings &findings) {
  json::Object pages;
  for (const LoopFinding &loop : findings.loops)
    for (const Cause &cause : loop.causes)
      if (const CausePage *page = findCause(cause.id))
        pages[cause.id] = json::fixUTF8(page->text);
  return pages;
}

/// JSON for a <script> element: "<" occurs in strings only, and there \u003c means the same, so no "</script>" or "<!--" is left.
void appendEmbedded(std::string &page, function_ref<void(json::OStream &)> write) {
  std::string text;
  raw_string_ostream stream(text);
  json::OStream out(stream);
  write(out);
  for (const char byte : text)
    if (byte == '<')
      page += "\\u003c";
    else
      page += byte;
}

std::string titleOf(const Findings &findings) {
  const auto nameOfSide = [](const SideSummary &side) {
    if (side.files.size() == 1)
      return printable(fileName(side.files.front()));
    return std::to_string(side.files.size()) + " files";
  };
  return "irdiff: " + nameOfSide(findings.native) + " | " + nameOfSide(findings.wasm);
}

} // namespace

std::string renderHtml(const Findings &findings, const SourceText &source) {
  std::string page;
  // Placeholders are {{name}}; what is put in is not searched again.
  StringRef rest = viewOf(pageTemplate);
  for (size_t begin; (begin = rest.find("{{")) != StringRef::npos;) {
    const size_t end = rest.find("}}", begin);
    const StringRef name = rest.slice(begin + 2, end);
    page += rest.take_front(begin);
    rest = rest.drop_front(end + 2);
    if (name == "title") {
      raw_string_ostream stream(page);
      printHTMLEscaped(titleOf(findings), stream);
    } else if (name == "styles")
      page += viewOf(styles);
    else if (name == "findings")
      appendEmbedded(page, [&](json::OStream &out) { writeFindings(out, findings); });
    else if (name == "details")
      appendEmbedded(page, [&](json::OStream &out) {
        out.object([&] {
          out.attribute("causes", causesToJson(findings));
          out.attribute("code", codeToJson(findings));
          out.attribute("sources", sourcesToJson(findings, source));
        });
      });
    else if (name == "script")
      page += viewOf(script);
  }
  page += rest;
  return page;
}

} // namespace irdiff
