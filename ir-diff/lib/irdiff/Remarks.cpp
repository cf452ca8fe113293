// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Remarks.h"

#include "irdiff/Location.h"
#include "irdiff/Names.h"
#include "irdiff/Reader.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/Module.h"
#include "llvm/Remarks/Remark.h"
#include "llvm/Remarks/RemarkFormat.h"
#include "llvm/Remarks/RemarkParser.h"
#include "llvm/Support/MemoryBuffer.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

using namespace llvm;

namespace irdiff {

namespace {

Error failure(StringRef path, const Twine &message) {
  return createStringError(inconvertibleErrorCode(), printable(path) + ": " + message);
}

std::string firstLineOf(Error error) { return printable(StringRef(toString(std::move(error))).trim().split('\n').first); }

StringRef kindOf(llvm::remarks::Type type) {
  switch (type) {
  case llvm::remarks::Type::Passed:
    return "passed";
  case llvm::remarks::Type::Missed:
  case llvm::remarks::Type::Failure:
    return "missed";
  case llvm::remarks::Type::Analysis:
  case llvm::remarks::Type::AnalysisFPCommute:
  case llvm::remarks::Type::AnalysisAliasing:
    return "analysis";
  case llvm::remarks::Type::Unknown:
    return "";
  }
  llvm_unreachable("all types of remarks have a kind");
}

using Indexes = std::vector<size_t>;
using Line = std::pair<std::string, unsigned>; ///< of a file, by its last component
using LoopStart = std::pair<Line, unsigned>;   ///< line and column

Line lineOf(const DILocation &location) { return {fileName(location.getFilename()).str(), location.getLine()}; }

/// Finds the loops of remarks by function and position.
class Places {
public:
  Places(const Findings &inFindings, const Program &native, const Program &wasm) : findings(inFindings) {
    addEnds(native);
    addEnds(wasm);
    for (const std::unique_ptr<Module> &module : wasm.modules)
      for (const Function &function : *module)
        if (!function.isDeclaration())
          defined.insert(function.getName());
    std::map<const Function *, std::map<const BasicBlock *, size_t>> headers;
    for (const auto &[index, loop] : enumerate(findings.loops)) {
      byFile[loop.file].push_back(index);
      if (!loop.wasm.function)
        continue;
      byFunction[loop.wasm.function->getName()].push_back(index);
      for (const LoopPart &part : loop.wasm.parts)
        headers[loop.wasm.function][part.header] = index;
    }
    for (const auto &[function, byHeader] : headers)
      readCode(*function, byHeader);
  }

  Indexes of(const Remark &remark) {
    if (!remark.said.line)
      return {};
    if (!defined.contains(remark.function))
      return innermost(remark.said, byFile[remark.said.file]);
    const Indexes loops = innermost(remark.said, byFunction[remark.function]);
    return loops.empty() ? byCode(remark) : loops;
  }

private:
  /// Metadata of a loop names its first and last position.
  void addEnds(const Program &program) {
    for (const std::unique_ptr<Module> &module : program.modules)
      for (const Function &function : *module)
        for (const BasicBlock &block : function) {
          const MDNode *id = block.getTerminator() ? block.getTerminator()->getMetadata(LLVMContext::MD_loop) : nullptr;
          const auto *start = id && id->getNumOperands() > 2 ? dyn_cast_or_null<DILocation>(id->getOperand(1)) : nullptr;
          const auto *end = start ? dyn_cast_or_null<DILocation>(id->getOperand(2)) : nullptr;
          if (!end || lineOf(*start).first != lineOf(*end).first)
            continue;
          extend({lineOf(*start), start->getColumn()}, end->getLine());
        }
  }

  void extend(const LoopStart &start, unsigned line) {
    unsigned &last = ends[start];
    last = std::max(last, line);
  }

  Indexes innermost(const LoopRemark &remark, ArrayRef<size_t> candidates) const {
    using Start = std::tuple<bool, unsigned, unsigned>; // before the remark, line, column
    Start latest;
    Indexes loops;
    for (const size_t index : candidates) {
      const LoopFinding &loop = findings.loops[index];
      if (!loop.line || loop.file != remark.file || remark.line < loop.line)
        continue;
      const auto end = ends.find({{loop.file, loop.line}, loop.column});
      if (remark.line > (end == ends.end() ? loop.line : std::max(loop.line, end->second)))
        continue;
      const Start start(std::pair(loop.line, loop.column) <= std::pair(remark.line, remark.column), loop.line, loop.column);
      if (loops.empty() || start > latest)
        loops.clear();
      if (loops.empty() || start == latest) {
        latest = start;
        loops.push_back(index);
      }
    }
    return loops;
  }

  Indexes byCode(const Remark &remark) const {
    const auto found = code.find({remark.function, {remark.said.file, remark.said.line}});
    return found == code.end() ? Indexes() : Indexes(found->second.begin(), found->second.end());
  }

  /// Notes which loop has code of which line. The vectorizer drops the positions from a loop's metadata: code of the source that the loop
  /// itself is in says how far it goes, too.
  void readCode(const Function &function, const std::map<const BasicBlock *, size_t> &byHeader) {
    // The analysis wants it mutable; nobody changes it.
    const DominatorTree dominators(const_cast<Function &>(function));
    const LoopInfo info(dominators);
    const auto visit = [&](function_ref<void(const DILocation &, ArrayRef<size_t>)> note) {
      for (const BasicBlock &block : function) {
        SmallVector<size_t, 4> around; // innermost first
        for (const Loop *loop = info.getLoopFor(&block); loop; loop = loop->getParentLoop())
          if (const auto index = byHeader.find(loop->getHeader()); index != byHeader.end())
            around.push_back(index->second);
        if (around.empty())
          continue;
        for (const Instruction &instruction : block)
          if (const DILocation *location = instruction.getDebugLoc().get(); location && location->getLine())
            note(*location, around);
      }
    };
    using Scope = std::pair<const DISubprogram *, const DILocation *>; // and the call that it was inlined at
    const auto scopeOf = [](const DILocation &location) { return Scope(location.getScope()->getSubprogram(), location.getInlinedAt()); };
    std::map<size_t, Scope> scopes;
    visit([&](const DILocation &location, ArrayRef<size_t> around) {
      code[{function.getName().str(), lineOf(location)}].insert(around.front());
      for (const size_t index : around)
        if (const LoopFinding &loop = findings.loops[index];
            loop.line == location.getLine() && loop.column == location.getColumn() && loop.file == fileName(location.getFilename()))
          scopes.try_emplace(index, scopeOf(location));
    });
    visit([&](const DILocation &location, ArrayRef<size_t> around) {
      for (const size_t index : around)
        if (const auto scope = scopes.find(index); scope != scopes.end() && scope->second == scopeOf(location)) {
          const LoopFinding &loop = findings.loops[index];
          extend({{loop.file, loop.line}, loop.column}, location.getLine());
        }
    });
  }

  const Findings &findings;
  std::map<LoopStart, unsigned> ends; ///< last lines of loops by where they start
  StringSet<> defined;                ///< functions of the Wasm side
  StringMap<Indexes> byFunction, byFile;
  std::map<std::pair<std::string, Line>, std::set<size_t>> code; ///< loops whose code has a line, by function
};

void add(const LoopRemark &remark, std::vector<LoopRemark> &remarks) {
  const auto key = [](const LoopRemark &one) {
    return std::tie(one.kind, one.pass, one.name, one.message, one.file, one.line, one.column);
  };
  const auto known = find_if(remarks, [&](const LoopRemark &one) { return key(one) == key(remark); });
  if (known == remarks.end())
    remarks.push_back(remark);
  else
    ++known->count;
}

} // namespace

Error readRemarks(StringRef path, std::vector<Remark> &remarks) {
  if (Error error = refuseDevice(path))
    return error;
  auto buffer = MemoryBuffer::getFile(path);
  if (!buffer)
    return failure(path, "cannot be read: " + buffer.getError().message());
  const StringRef bytes = (*buffer)->getBuffer();
  if (bytes.empty())
    return Error::success();
  auto format = llvm::remarks::magicToFormat(bytes);
  if (!format || *format == llvm::remarks::Format::Unknown) {
    consumeError(format.takeError());
    return failure(path, "is no optimization record; clang writes one with -fsave-optimization-record");
  }
  const auto unreadable = [&](Error error) {
    return failure(path, "is no optimization record that LLVM " LLVM_VERSION_STRING " can read (truncated, damaged or of another LLVM): " +
                             firstLineOf(std::move(error)));
  };
  // To LLVM's parser a record that ends early is a shorter one.
  if (*format == llvm::remarks::Format::YAML && !bytes.rtrim().ends_with("\n..."))
    return unreadable(createStringError(inconvertibleErrorCode(), "the last remark is not complete"));
  auto parser = llvm::remarks::createRemarkParser(*format, bytes);
  if (!parser)
    return unreadable(parser.takeError());
  while (true) {
    auto read = (*parser)->next();
    if (!read) {
      Error error = read.takeError();
      if (!error.isA<llvm::remarks::EndOfFileError>())
        return unreadable(std::move(error));
      consumeError(std::move(error));
      return Error::success();
    }
    const llvm::remarks::Remark &remark = **read;
    const StringRef kind = kindOf(remark.RemarkType);
    if (kind.empty() || !remark.PassName.starts_with("wasm-"))
      continue;
    LoopRemark said{kind.str(), remark.PassName.str(), remark.RemarkName.str(), remark.getArgsAsMsg(), "", 0, 0, 1};
    if (remark.Loc) {
      said.file = fileName(remark.Loc->SourceFilePath).str();
      said.line = remark.Loc->SourceLine;
      said.column = remark.Loc->SourceColumn;
    }
    remarks.push_back({remark.FunctionName.str(), std::move(said)});
  }
}

std::vector<std::string> placeRemarks(Findings &findings, ArrayRef<Remark> remarks, const Program &native, const Program &wasm) {
  if (remarks.empty())
    return {"the optimization records have no remark of a Wasm pass"};
  Places places(findings, native, wasm);
  size_t elsewhere = 0;
  for (const Remark &remark : remarks) {
    const Indexes loops = places.of(remark);
    elsewhere += loops.empty();
    for (const size_t index : loops)
      add(remark.said, findings.loops[index].remarks);
  }
  if (!elsewhere)
    return {};
  return {std::to_string(elsewhere) + " of " + counted(remarks.size(), "remark") + " of the Wasm passes " +
          (elsewhere == 1 ? "belongs" : "belong") + " to no loop"};
}

} // namespace irdiff
