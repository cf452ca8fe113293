// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "pipeline/ConstHoist.h"

#include "pipeline/Facts.h"
#include "pipeline/FunctionWalk.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace nearnative::pipeline {

namespace {

constexpr size_t engineLocalLimit = 50000; // parameters and locals of a function, WebAssembly JavaScript interface, implementation limits
constexpr size_t constantBytes = 16;
/// 18 bytes each, against 20 and 2 or 3 for each use of a local; zero and all ones cost no time as constants, so a few are left.
constexpr size_t straightLineUses = 8;
constexpr char simdPrefix = '\xfd';
constexpr char vectorType = '\x7b';
constexpr char localGet = '\x20';
constexpr char localSet = '\x21';

/// A v128.const.
struct Use {
  size_t end; // byte offset in the module behind it
  std::string constant;
};

/// Finds which uses in one function are to be replaced. Decides for a loop when it ends, so innermost loops come first: they run most.
class Chooser final : public FunctionVisitor {
public:
  explicit Chooser(const HoistOptions &limits) : options(limits) {}

  void instruction(const wabt::Expr &expression, unsigned loopDepth) override {
    if (!isVectorConstant(expression))
      return;
    if (loopDepth == 0)
      straightLine[vectorConstantBytes(expression)].push_back({endOffset(expression), vectorConstantBytes(expression)});
    else if (!isTrivialConstant(expression))
      loops.back().uses.push_back({endOffset(expression), vectorConstantBytes(expression)});
  }

  void vectorLocal(wabt::Index index) override {
    if (!loops.empty())
      loops.back().locals.insert(index);
  }

  void vectorsOnStack(unsigned count) override {
    if (!loops.empty())
      loops.back().stack = std::max(loops.back().stack, count);
  }

  void enterLoop() override { loops.emplace_back(); }

  void leaveLoop() override {
    Loop loop = std::move(loops.back());
    loops.pop_back();
    choose(loop);
    if (loops.empty())
      return;
    // What an inner loop occupies, the loop around it occupies too. The larger set is kept, so that deep nests stay linear.
    Loop &outer = loops.back();
    outer.stack = std::max(outer.stack, loop.stack);
    merge(outer.locals, loop.locals);
    merge(outer.hoisted, loop.hoisted);
  }

  /// Outside loops, bytes are what counts: wasm-opt repeats a constant for each of a thousand stores.
  void leaveFunction() {
    for (auto &[constant, uses] : straightLine)
      if (uses.size() >= straightLineUses)
        std::move(uses.begin(), uses.end(), std::back_inserter(chosen));
  }

  std::vector<Use> chosen;
  unsigned kept = 0;

private:
  struct Loop {
    std::vector<Use> uses; // not those of inner loops
    std::set<wabt::Index> locals;
    std::set<std::string> hoisted;
    unsigned stack = 0;
  };

  template <class Value> static void merge(std::set<Value> &into, std::set<Value> &from) {
    if (into.size() < from.size())
      into.swap(from);
    into.merge(from);
  }

  void choose(Loop &loop) {
    struct Candidate {
      size_t uses = 0;
      size_t first = 0;
    };
    std::map<std::string, Candidate> candidates;
    for (const Use &use : loop.uses)
      if (candidates[use.constant].uses++ == 0)
        candidates[use.constant].first = use.end;
    std::vector<std::pair<std::string, Candidate>> order(candidates.begin(), candidates.end());
    std::sort(order.begin(), order.end(), [](const auto &a, const auto &b) {
      return a.second.uses != b.second.uses ? a.second.uses > b.second.uses : a.second.first < b.second.first;
    });
    const size_t occupied = loop.locals.size() + loop.stack;
    for (const auto &[constant, candidate] : order) {
      if (loop.hoisted.count(constant))
        continue; // an inner loop has it in a register already
      if (occupied + loop.hoisted.size() < options.registers)
        loop.hoisted.insert(constant);
      else
        ++kept;
    }
    for (Use &use : loop.uses)
      if (loop.hoisted.count(use.constant))
        chosen.push_back(std::move(use));
  }

  const HoistOptions &options;
  std::vector<Loop> loops;
  std::map<std::string, std::vector<Use>> straightLine;
};

/// The constants of the chosen uses, each with its local; uses of constants that fail a limit are taken out of `chosen`.
std::map<std::string, uint32_t> assignLocals(std::vector<Use> &chosen, size_t firstLocal, unsigned minimumUses) {
  std::sort(chosen.begin(), chosen.end(), [](const Use &a, const Use &b) { return a.end < b.end; });
  std::map<std::string, unsigned> counts;
  for (const Use &use : chosen)
    ++counts[use.constant];
  std::map<std::string, uint32_t> locals;
  std::erase_if(chosen, [&](const Use &use) {
    if (counts[use.constant] < minimumUses)
      return true;
    if (!locals.count(use.constant)) {
      if (firstLocal + locals.size() >= engineLocalLimit)
        return true;
      const auto local = static_cast<uint32_t>(firstLocal + locals.size());
      locals[use.constant] = local;
    }
    return false;
  });
  return locals;
}

/// The body with new locals behind the old ones, set at entry, and local.get in place of the chosen uses. `offset` is where `body` begins
/// in the module.
Result<std::string> rewriteBody(std::string_view body, size_t offset, const std::vector<Use> &chosen,
                                const std::map<std::string, uint32_t> &locals) {
  std::string_view rest = body;
  const auto groups = takeLeb(rest);
  if (!groups)
    return tl::unexpected(groups.error());
  const std::string_view declarations = rest;
  for (uint32_t group = 0; group < *groups; ++group) {
    // A value type is one byte in every module that the validator passes: typed references are refused by it.
    if (!takeLeb(rest) || rest.empty())
      return failure("truncated locals");
    rest.remove_prefix(1);
  }

  std::string out;
  appendLeb(out, *groups + 1);
  out += declarations.substr(0, static_cast<size_t>(rest.data() - declarations.data()));
  appendLeb(out, static_cast<uint32_t>(locals.size()));
  out += vectorType;
  std::vector<std::pair<uint32_t, std::string_view>> inOrder;
  inOrder.reserve(locals.size());
  for (const auto &[constant, local] : locals)
    inOrder.emplace_back(local, constant);
  std::sort(inOrder.begin(), inOrder.end());
  for (const auto &[local, constant] : inOrder) {
    out += simdPrefix;
    out += '\x0c';
    out += constant;
    out += localSet;
    appendLeb(out, local);
  }

  size_t position = static_cast<size_t>(rest.data() - body.data());
  for (const Use &use : chosen) {
    const size_t end = use.end - offset;
    if (use.end < offset || end > body.size() || end < position + constantBytes + 2 ||
        body.substr(end - constantBytes, constantBytes) != use.constant)
      return failure("libwabt " + wabtVersion() + " gives the v128.const before byte " + std::to_string(use.end) + " another place");
    // The opcode may be padded (a LEB128), so its prefix is searched backwards; no byte of a padded 0x0c looks like the prefix.
    const size_t start = body.rfind(simdPrefix, end - constantBytes - 1);
    if (start == std::string_view::npos || start < position)
      return failure("no v128.const before byte " + std::to_string(use.end));
    out += body.substr(position, start - position);
    out += localGet;
    appendLeb(out, locals.at(use.constant));
    position = end;
  }
  out += body.substr(position);
  return out;
}

} // namespace

Result<HoistResult> hoistConstants(const std::vector<Section> &sections, const wabt::Module &module, const HoistOptions &options) {
  HoistResult result;
  std::vector<Section> changed = sections;
  std::string code;
  for (Section &section : changed) {
    if (section.id != codeSection)
      continue;
    const auto bodies = parseCode(section.content);
    if (!bodies)
      return tl::unexpected(bodies.error());
    if (bodies->size() != module.funcs.size() - module.num_func_imports)
      return failure("the code section has another number of bodies than the module has functions");
    const char *moduleStart = sections.front().whole.data() - 8; // magic and version
    std::string content;
    appendLeb(content, static_cast<uint32_t>(bodies->size()));
    for (size_t index = 0; index < bodies->size(); ++index) {
      const FunctionBody &body = (*bodies)[index];
      const wabt::Func &function = *module.funcs[module.num_func_imports + index];
      Chooser chooser(options);
      walkFunction(module, function, chooser);
      chooser.leaveFunction();
      result.kept += chooser.kept;
      const auto locals = assignLocals(chooser.chosen, function.GetNumParamsAndLocals(), options.minimumUses);
      if (locals.empty()) {
        content += body.whole;
        continue;
      }
      const auto rewritten = rewriteBody(body.content, static_cast<size_t>(body.content.data() - moduleStart), chooser.chosen, locals);
      if (!rewritten)
        return tl::unexpected(rewritten.error());
      appendLeb(content, static_cast<uint32_t>(rewritten->size()));
      content += *rewritten;
      ++result.functions;
      result.constants += static_cast<unsigned>(locals.size());
    }
    if (result.functions > 0) {
      code = encodeSection(codeSection, content);
      section.whole = code;
    }
  }
  result.module = joinSections(changed);
  return result;
}

} // namespace nearnative::pipeline
