// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Align.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Sequence.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Support/xxhash.h"

#include <algorithm>
#include <climits>
#include <cmath>
#include <iterator>
#include <map>
#include <tuple>

using namespace llvm;

namespace irdiff {

namespace {

using FunctionIndexes = std::vector<int>;

/// Sorted hashes of a text's words.
std::vector<uint64_t> wordsOf(StringRef text) {
  std::vector<uint64_t> words;
  while (!text.empty()) {
    const StringRef word = text.take_while([](char c) { return isAlnum(c) || c == '_'; });
    if (!word.empty())
      words.push_back(xxh3_64bits(word));
    text = text.drop_front(std::max<size_t>(1, word.size()));
  }
  llvm::sort(words);
  return words;
}

/// How many words two texts share, less those that only one has.
int commonWords(ArrayRef<uint64_t> left, ArrayRef<uint64_t> right) {
  std::vector<uint64_t> common;
  std::set_intersection(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(common));
  return 3 * static_cast<int>(common.size()) - static_cast<int>(left.size() + right.size());
}

/// A function's name without the arguments of templates and of the function: `a::f<int>(b<long>)` becomes `a::f`.
std::string withoutArguments(StringRef name) {
  std::string result;
  int open = 0;
  for (const char c : name) {
    if (c == '(' && open == 0 && !result.empty())
      break;
    open += c == '<';
    if (open == 0)
      result += c;
    open -= c == '>' && open > 0;
  }
  // The result type that demangled template functions have says as little.
  const size_t space = result.rfind(' ');
  return space == std::string::npos ? result : result.substr(space + 1);
}

class FunctionPairing {
public:
  FunctionPairing(const ProgramLoops &inNative, const ProgramLoops &inWasm, LocationHashes &inLocations)
      : native(inNative), wasm(inWasm), locations(inLocations) {
    partnerOfNative.assign(native.functions.size(), -1);
    partnerOfWasm.assign(wasm.functions.size(), -1);
    calledFromSamePlace.assign(native.functions.size(), false);
    const auto position = [](const FunctionLoops &function) { return function.file + ":" + std::to_string(function.line); };
    // The same source position and the same name whatever the target; then each of them alone.
    pairBy([&](const FunctionLoops &function) { return function.line ? position(function) + " " + function.name : std::string(); }, true);
    pairBy([](const FunctionLoops &function) { return function.name; }, true);
    pairBy([&](const FunctionLoops &function) { return function.line ? position(function) + " " + function.subprogram : std::string(); },
           false);
    // Instances of one template whose arguments depend on the target (libraries with hand-written SIMD): the likest names.
    pairLikest(
        [&](const FunctionLoops &function) {
          return function.line ? position(function) + " " + StringRef(function.subprogram).split('<').first.str() : std::string();
        },
        INT_MIN);
    pairLikest([](const FunctionLoops &function) { return function.line ? std::string() : withoutArguments(function.name); }, 1);
    pairByCalls();
  }

  FunctionIndexes partnerOfNative, partnerOfWasm;
  std::vector<bool> calledFromSamePlace; ///< native functions that are another function than their partner, called from the same place

private:
  using Buckets = StringMap<std::pair<FunctionIndexes, FunctionIndexes>>;

  template <class Key> Buckets bucketsBy(Key key) const {
    Buckets buckets;
    for (size_t i = 0; i < native.functions.size(); ++i)
      if (partnerOfNative[i] < 0)
        if (const std::string text = key(native.functions[i]); !text.empty())
          buckets[text].first.push_back(static_cast<int>(i));
    for (size_t i = 0; i < wasm.functions.size(); ++i)
      if (partnerOfWasm[i] < 0)
        if (const std::string text = key(wasm.functions[i]); !text.empty())
          if (const auto found = buckets.find(text); found != buckets.end())
            found->second.second.push_back(static_cast<int>(i));
    return buckets;
  }

  /// Pairs what has the same key on both sides: those with equal symbols first, then in order when equally many are left.
  template <class Key> void pairBy(Key key, bool inOrder) {
    for (auto &bucket : bucketsBy(key))
      pairBucket(bucket.second.first, bucket.second.second, inOrder);
  }

  void pairBucket(FunctionIndexes &left, FunctionIndexes &right, bool inOrder) {
    StringMap<int> bySymbol;
    for (const int other : right)
      bySymbol.try_emplace(wasm.functions[other].function->getName(), other);
    for (const int index : left)
      if (const auto same = bySymbol.find(native.functions[index].function->getName());
          same != bySymbol.end() && partnerOfWasm[same->second] < 0)
        pair(index, same->second);
    llvm::erase_if(left, [&](int index) { return partnerOfNative[index] >= 0; });
    llvm::erase_if(right, [&](int other) { return partnerOfWasm[other] >= 0; });
    if (left.size() != right.size() || (left.size() > 1 && !inOrder))
      return;
    for (size_t i = 0; i < left.size(); ++i)
      pair(left[i], right[i]);
  }

  template <class Key> void pairLikest(Key key, int leastCommonWords) {
    constexpr size_t tooMany = 64; // all are compared with all
    for (const auto &bucket : bucketsBy(key)) {
      const auto &[left, right] = bucket.second;
      if (left.size() > tooMany || right.size() > tooMany)
        continue;
      std::map<int, std::vector<uint64_t>> words;
      for (const int other : right)
        words[other] = wordsOf(wasm.functions[other].name);
      std::vector<std::tuple<int, int, int>> pairs;
      for (const int index : left) {
        const std::vector<uint64_t> ownWords = wordsOf(native.functions[index].name);
        for (const int other : right)
          if (const int common = commonWords(ownWords, words[other]); common >= leastCommonWords)
            pairs.push_back({-common, index, other});
      }
      llvm::sort(pairs);
      for (const auto &[likeness, index, other] : pairs)
        if (partnerOfNative[index] < 0 && partnerOfWasm[other] < 0)
          pair(index, other);
    }
  }

  /// The functions without partner that a function calls, by the position of the call; -1 for positions with several.
  using Calls = DenseMap<uint64_t, int>;

  struct Callees {
    DenseMap<const Function *, int> byFunction;
    StringMap<int> byName; ///< what other modules of the program may call

    Callees(const ProgramLoops &side, const FunctionIndexes &partners) {
      for (size_t i = 0; i < side.functions.size(); ++i)
        if (const Function *function = side.functions[i].function; partners[i] < 0) {
          byFunction[function] = static_cast<int>(i);
          if (!function->hasLocalLinkage())
            byName[function->getName()] = static_cast<int>(i);
        }
    }

    int find(const Function *callee) const {
      if (!callee)
        return -1;
      if (const auto found = byFunction.find(callee); found != byFunction.end())
        return found->second;
      const auto found = callee->isDeclaration() ? byName.find(callee->getName()) : byName.end();
      return found == byName.end() ? -1 : found->second;
    }
  };

  Calls callsOf(const Function &caller, const Callees &callees) {
    Calls calls;
    for (const BasicBlock &block : caller)
      for (const Instruction &instruction : block)
        if (const auto *call = dyn_cast<CallBase>(&instruction))
          if (const int callee = callees.find(call->getCalledFunction()); callee >= 0)
            if (const uint64_t hash = locations.of(call->getDebugLoc().get())) {
              const auto [known, isNew] = calls.try_emplace(hash, callee);
              if (!isNew && known->second != callee)
                known->second = -1;
            }
    return calls;
  }

  /// A function that has another name and position on the other side (a path for one target's vectors) is called from the same place.
  void pairByCalls() {
    const Callees nativeCallees(native, partnerOfNative), wasmCallees(wasm, partnerOfWasm);
    if (nativeCallees.byFunction.empty() || wasmCallees.byFunction.empty())
      return;
    std::vector<int> pending;
    for (size_t i = native.functions.size(); i-- > 0;)
      if (partnerOfNative[i] >= 0)
        pending.push_back(static_cast<int>(i));
    while (!pending.empty()) {
      const int caller = pending.back();
      pending.pop_back();
      const Calls calls = callsOf(*native.functions[caller].function, nativeCallees);
      if (calls.empty())
        continue;
      const Calls others = callsOf(*wasm.functions[partnerOfNative[caller]].function, wasmCallees);
      std::vector<std::pair<int, int>> found;
      for (const auto &[position, callee] : calls)
        if (const auto other = others.find(position); other != others.end() && callee >= 0 && other->second >= 0)
          found.push_back({callee, other->second});
      llvm::sort(found); // not in the order of hashes
      for (const auto &[callee, other] : found)
        if (partnerOfNative[callee] < 0 && partnerOfWasm[other] < 0) {
          pair(callee, other);
          calledFromSamePlace[callee] = true;
          pending.push_back(callee);
        }
    }
  }

  void pair(int index, int other) {
    partnerOfNative[index] = other;
    partnerOfWasm[other] = index;
  }

  const ProgramLoops &native;
  const ProgramLoops &wasm;
  LocationHashes &locations;
};

/// What a function does where: to find what a loop has become when it is no loop any more.
struct CodeIndex {
  std::vector<const Instruction *> work;                    ///< in the order of the code
  DenseMap<uint64_t, std::vector<unsigned>> workAt;         ///< by position: indexes into `work`
  DenseMap<uint64_t, std::vector<unsigned>> workAtOwnFrame; ///< the same, whatever it was inlined through
  DenseSet<uint64_t> calls;                                 ///< the chains of calls that code was inlined through
};

/// One side of the loop pairing.
struct Side {
  const ProgramLoops &loops;
  const FunctionIndexes &partners;
  Lowering &lowering;
  static constexpr int none = -1, elsewhere = -2;
  /// Per function and loop: its partner in the function's partner, or none, or elsewhere when it was paired otherwise.
  std::vector<std::vector<int>> paired;
  /// Of the functions that were asked about.
  std::map<const Function *, CodeIndex> indexes;
  /// By source position and name in the debug info; filled when it is first asked.
  StringMap<const FunctionLoops *> functionsBySource;

  Side(const ProgramLoops &inLoops, const FunctionIndexes &inPartners, Lowering &inLowering)
      : loops(inLoops), partners(inPartners), lowering(inLowering) {
    for (const FunctionLoops &function : loops.functions)
      paired.emplace_back(function.loops.size(), none);
  }
};

/// How alike two loops are by what they do, 0 to 1.
double likeness(const SourceLoop &left, const SourceLoop &right) {
  const Shape &a = left.shape, &b = right.shape;
  double result = likeness(a.traits, b.traits);
  if (a.passes && b.passes)
    result += a.passes == b.passes ? 0.15 * (1 - result) : -0.25;
  if (a.height != b.height)
    result -= 0.05 * std::min(2.0, std::abs(double(a.height) - double(b.height)));
  if (a.bytes > 0 && b.bytes > 0)
    result -= 0.05 * std::min(4.0, std::abs(std::log2(a.bytes / b.bytes)));
  return std::max(0.0, result);
}

/// The share of a loop's traits that a piece of code has, too.
double share(const Traits &loop, const Traits &code) {
  unsigned common = 0, total = 0;
  for (const Trait &trait : loop) {
    total += trait.weight;
    common += std::binary_search(code.begin(), code.end(), trait) ? trait.weight : 0;
  }
  return total ? double(common) / total : 0;
}

class LoopPairing {
public:
  LoopPairing(Side inNative, Side inWasm, const std::vector<bool> &inCalledFromSamePlace, LocationHashes &inLocations)
      : native(std::move(inNative)), wasm(std::move(inWasm)), calledFromSamePlace(inCalledFromSamePlace), locations(inLocations) {}

  Alignment run() {
    forEachFunctionPair([&](int n, int w) { byLocation(n, w); });
    byInnerLocation();
    forEachFunctionPair([&](int n, int w) { byCallSite(n, w); });
    forEachFunctionPair([&](int n, int w) { byShape(n, w); });
    placeWithoutPosition(native, wasm, true);
    placeWithoutPosition(wasm, native, false);
    theRest(native, wasm, true);
    theRest(wasm, native, false);
    return std::move(result);
  }

private:
  template <class Action> void forEachFunctionPair(Action action) {
    for (size_t n = 0; n < native.partners.size(); ++n)
      if (native.partners[n] >= 0)
        action(static_cast<int>(n), native.partners[n]);
  }

  static LoopSide sideOf(const FunctionLoops &function, size_t index) {
    const SourceLoop &loop = function.loops[index];
    return {&function, &loop, loop.facts, loop.parts};
  }

  void addPair(int n, int nLoop, int w, int wLoop, AlignedBy by) {
    LoopPair pair;
    pair.native = sideOf(native.loops.functions[n], nLoop);
    pair.wasm = sideOf(wasm.loops.functions[w], wLoop);
    pair.by = by;
    result.loops.push_back(std::move(pair));
    const bool partners = native.partners[n] == w;
    native.paired[n][nLoop] = partners ? wLoop : Side::elsewhere;
    wasm.paired[w][wLoop] = partners ? nLoop : Side::elsewhere;
  }

  void byLocation(int n, int w) {
    std::map<std::pair<uint64_t, unsigned>, int> known;
    const auto &left = native.loops.functions[n].loops, &right = wasm.loops.functions[w].loops;
    for (size_t i = 0; i < right.size(); ++i)
      if (right[i].location.usable())
        known[{right[i].location.chainHash(), right[i].sameAbove}] = static_cast<int>(i);
    for (size_t i = 0; i < left.size(); ++i) {
      if (!left[i].location.usable())
        continue;
      const auto found = known.find({left[i].location.chainHash(), left[i].sameAbove});
      if (found != known.end())
        addPair(n, static_cast<int>(i), w, found->second, AlignedBy::Location);
    }
  }

  /// A loop whose function was inlined on one side only: its own position and its own function's name still agree.
  void byInnerLocation() {
    using Key = std::tuple<uint64_t, unsigned, std::string>;
    const auto keyOf = [](const SourceLoop &loop) {
      return Key(loop.location.frames.front().hash(), loop.sameAbove, loop.location.frames.front().function);
    };
    const auto index = [&](const Side &side) {
      std::map<Key, std::pair<int, int>> where;
      for (size_t f = 0; f < side.loops.functions.size(); ++f)
        for (size_t l = 0; l < side.loops.functions[f].loops.size(); ++l) {
          const SourceLoop &loop = side.loops.functions[f].loops[l];
          if (!loop.location.usable())
            continue;
          auto [found, isNew] = where.try_emplace(keyOf(loop), static_cast<int>(f), static_cast<int>(l));
          // One that still lacks a partner is the better answer.
          if (!isNew && side.paired[found->second.first][found->second.second] != Side::none && side.paired[f][l] == Side::none)
            found->second = {static_cast<int>(f), static_cast<int>(l)};
        }
      return where;
    };
    const auto ofWasm = index(wasm), ofNative = index(native);
    const auto forUnpaired = [&](const Side &side, auto action) {
      for (size_t f = 0; f < side.loops.functions.size(); ++f)
        for (size_t l = 0; l < side.loops.functions[f].loops.size(); ++l)
          if (side.paired[f][l] == Side::none && side.loops.functions[f].loops[l].location.usable())
            action(static_cast<int>(f), static_cast<int>(l));
    };
    forUnpaired(native, [&](int f, int l) {
      if (const auto found = ofWasm.find(keyOf(native.loops.functions[f].loops[l])); found != ofWasm.end())
        addPair(f, l, found->second.first, found->second.second, AlignedBy::InnerLocation);
    });
    forUnpaired(wasm, [&](int f, int l) {
      if (const auto found = ofNative.find(keyOf(wasm.loops.functions[f].loops[l])); found != ofNative.end())
        addPair(found->second.first, found->second.second, f, l, AlignedBy::InnerLocation);
    });
  }

  /// The calls through which a loop of a library was inlined, as far as both modules have the files; 0 when it is not such a loop.
  static uint64_t callSiteHash(const SourceLoop &loop, const ProgramLoops &other) {
    Location rest;
    size_t skipped = 0;
    while (skipped < loop.location.frames.size() && !other.files.contains(loop.location.frames[skipped].file))
      ++skipped;
    rest.frames.assign(loop.location.frames.begin() + static_cast<std::ptrdiff_t>(skipped), loop.location.frames.end());
    return skipped == 0 || rest.frames.empty() ? 0 : rest.chainHash();
  }

  void byCallSite(int n, int w) {
    std::map<uint64_t, std::pair<std::vector<int>, std::vector<int>>> sites;
    const auto &left = native.loops.functions[n].loops, &right = wasm.loops.functions[w].loops;
    for (size_t i = 0; i < left.size(); ++i)
      if (const uint64_t hash = native.paired[n][i] != Side::none ? 0 : callSiteHash(left[i], wasm.loops))
        sites[hash].first.push_back(static_cast<int>(i));
    for (size_t i = 0; i < right.size(); ++i)
      if (const uint64_t hash = wasm.paired[w][i] != Side::none ? 0 : callSiteHash(right[i], native.loops))
        sites[hash].second.push_back(static_cast<int>(i));
    for (const auto &[hash, site] : sites)
      if (site.first.size() == site.second.size())
        for (size_t i = 0; i < site.first.size(); ++i)
          addPair(n, site.first[i], w, site.second[i], AlignedBy::CallSite);
  }

  /// Pairs what has no position on at least one side by nest, order and what the loops do; also the loops of functions that are not the
  /// same function but called from the same place.
  void byShape(int n, int w) {
    const auto &left = native.loops.functions[n].loops, &right = wasm.loops.functions[w].loops;
    const bool samePlace = calledFromSamePlace[n];
    const auto isOpen = [](const Side &side, int function, size_t loop) { return side.paired[function][loop] == Side::none; };
    bool anyLeft = false, anyRight = false, anyWithout = samePlace;
    for (size_t i = 0; i < left.size(); ++i)
      if (isOpen(native, n, i))
        anyLeft = true, anyWithout |= !left[i].location.usable();
    for (size_t j = 0; j < right.size(); ++j)
      if (isOpen(wasm, w, j))
        anyRight = true, anyWithout |= !right[j].location.usable();
    if (!anyLeft || !anyRight || !anyWithout)
      return;
    const auto gain = [&](int i, int j) {
      const int partner = native.paired[n][i];
      if (partner >= 0 && partner == j)
        return 2.0;
      if (partner != Side::none || wasm.paired[w][j] != Side::none)
        return 0.0;
      if (left[i].location.usable() && right[j].location.usable() && !samePlace)
        return 0.0;
      constexpr double enough = 0.45;
      const double alike = likeness(left[i], right[j]);
      return alike < enough ? 0.0 : alike;
    };
    const auto forestOf = [](const std::vector<SourceLoop> &loops) {
      Forest forest;
      for (const SourceLoop &loop : loops)
        forest.push_back(loop.parent);
      return forest;
    };
    for (const auto &[i, j] : matchForests(forestOf(left), forestOf(right), gain))
      if (native.paired[n][i] == Side::none)
        addPair(n, i, w, j, left[i].location.usable() && right[j].location.usable() ? AlignedBy::CallSite : AlignedBy::Order);
  }

  /// The code of a function that is in none of its loops.
  static std::vector<const Instruction *> codeOutsideLoops(const Function &function) {
    DominatorTree dominators(const_cast<Function &>(function));
    const LoopInfo loops(dominators);
    std::vector<const Instruction *> code;
    for (const BasicBlock &block : function)
      if (!loops.getLoopFor(&block))
        for (const Instruction &instruction : block)
          if (doesWork(instruction))
            code.push_back(&instruction);
    return code;
  }

  /// What loops without a position have become in whose place nothing is left on the other side: copies of a loop that has found its
  /// partner, made by unrolling a loop around them, or unrolled into the code around them. Parents come before their children.
  void placeWithoutPosition(Side &side, Side &other, bool isNative) {
    DenseMap<const SourceLoop *, size_t> pairs;
    for (size_t i = 0; i < result.loops.size(); ++i)
      if (const LoopPair &pair = result.loops[i]; pair.by == AlignedBy::Order)
        pairs[(isNative ? pair.native : pair.wasm).loop] = i;
    for (size_t f = 0; f < side.loops.functions.size(); ++f) {
      const FunctionLoops &function = side.loops.functions[f];
      const int partner = side.partners[f];
      if (partner < 0 || none_of(side.paired[f], [](int paired) { return paired == Side::none; }))
        continue;
      std::map<uint64_t, size_t> pairsByOperations;
      for (const SourceLoop &loop : function.loops)
        if (const auto found = pairs.find(&loop); found != pairs.end())
          pairsByOperations.try_emplace(loop.shape.operations, found->second);
      std::vector<const Instruction *> straight;
      Traits straightTraits;
      for (size_t l = 0; l < function.loops.size(); ++l) {
        const SourceLoop &loop = function.loops[l];
        if (side.paired[f][l] != Side::none || loop.location.usable())
          continue;
        if (const auto found = pairsByOperations.find(loop.shape.operations); found != pairsByOperations.end()) {
          LoopPair &pair = result.loops[found->second];
          llvm::append_range((isNative ? pair.native : pair.wasm).parts, loop.parts);
          side.paired[f][l] = Side::elsewhere;
          continue;
        }
        // Unrolled needs a known number of iterations, and its work in the place where it was.
        if (!loop.shape.passes)
          continue;
        constexpr double enough = 0.7;
        const FunctionLoops &otherFunction = other.loops.functions[static_cast<size_t>(partner)];
        LoopPair pair;
        pair.by = AlignedBy::Order;
        (isNative ? pair.native : pair.wasm) = sideOf(function, l);
        LoopSide &otherSide = isNative ? pair.wasm : pair.native;
        otherSide.function = &otherFunction;
        const auto isLoopInside = [&](size_t inside) {
          return function.loops[inside].parent == static_cast<int>(l) && side.paired[f][inside] >= 0;
        };
        if (any_of(seq(l + 1, function.loops.size()), isLoopInside)) {
          // Its inner loops stand there without it.
        } else if (loop.parent >= 0) {
          const auto around = pairs.find(&function.loops[static_cast<size_t>(loop.parent)]);
          if (around == pairs.end())
            continue;
          const LoopSide &place = isNative ? result.loops[around->second].wasm : result.loops[around->second].native;
          if (!place.loop || share(loop.shape.traits, place.loop->shape.traits) < enough)
            continue;
          otherSide.facts = place.facts;
        } else {
          if (straight.empty()) {
            straight = codeOutsideLoops(*otherFunction.function);
            for (const Instruction *instruction : straight)
              addTraits(*instruction, straightTraits);
            normalise(straightTraits);
          }
          if (share(loop.shape.traits, straightTraits) < enough)
            continue;
          other.lowering.enter(*otherFunction.function);
          otherSide.facts = factsOfStraightLine(straight, other.lowering, locations);
        }
        otherSide.facts.state = LoopState::Unrolled;
        pairsByOperations[loop.shape.operations] = result.loops.size();
        result.loops.push_back(std::move(pair));
        side.paired[f][l] = Side::elsewhere;
      }
    }
  }

  static const CodeIndex &indexOf(Side &side, const Function &function, LocationHashes &locations) {
    auto [found, isNew] = side.indexes.try_emplace(&function);
    CodeIndex &index = found->second;
    if (!isNew)
      return index;
    for (const BasicBlock &block : function)
      for (const Instruction &instruction : block) {
        const DILocation *location = instruction.getDebugLoc().get();
        const uint64_t hash = locations.of(location);
        if (hash && doesWork(instruction)) {
          const auto number = static_cast<unsigned>(index.work.size());
          index.work.push_back(&instruction);
          index.workAt[hash].push_back(number);
          index.workAtOwnFrame[locations.ownFrameOf(hash)].push_back(number);
        }
        for (const DILocation *call = location ? location->getInlinedAt() : nullptr; call; call = call->getInlinedAt())
          if (!index.calls.insert(locations.of(call)).second)
            break;
      }
    return index;
  }

  void theRest(Side &side, Side &other, bool isNative) {
    const std::string otherName = isNative ? "Wasm" : "native";
    for (size_t f = 0; f < side.loops.functions.size(); ++f) {
      const FunctionLoops &function = side.loops.functions[f];
      const int partner = side.partners[f];
      if (partner < 0)
        result.unmatched.push_back({isNative, false, &function, nullptr, whyNoFunction(function, other, otherName)});
      else if (isNative)
        ++result.functionPairs;
      for (size_t l = 0; l < function.loops.size(); ++l) {
        if (side.paired[f][l] != Side::none)
          continue;
        std::string reason = partner < 0 ? "its function has no counterpart on the " + otherName + " side"
                                         : pairWithStraightLine(side, other, static_cast<int>(f), static_cast<int>(l), isNative);
        if (!reason.empty() && !pairWithCodeElsewhere(other, function, l, isNative))
          result.unmatched.push_back({isNative, true, &function, &function.loops[l], std::move(reason)});
      }
    }
  }

  static std::string whyNoFunction(const FunctionLoops &function, const Side &other, const std::string &otherName) {
    const DISubprogram *subprogram = function.function->getSubprogram();
    if (subprogram && other.loops.subprograms.contains(subprogramHash(*subprogram)))
      return "inlined wherever it is called on the " + otherName + " side";
    return "no function of this name or source position on the " + otherName +
           " side, and none in its place where it is called: it was not compiled there or nothing is left of it";
  }

  /// Gives the pair what is left of a loop: the instructions at the positions of its body, found by `positionOf` in `places`.
  template <class PositionOf>
  static std::vector<const Instruction *> workOf(const SourceLoop &loop, const CodeIndex &index,
                                                 const DenseMap<uint64_t, std::vector<unsigned>> &places, PositionOf positionOf) {
    std::vector<unsigned> numbers;
    for (const uint64_t hash : loop.body)
      if (const auto at = places.find(positionOf(hash)); at != places.end())
        llvm::append_range(numbers, at->second);
    // In the order of the code, so that the facts do not depend on hashes.
    llvm::sort(numbers);
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    std::vector<const Instruction *> work;
    for (const unsigned number : numbers)
      work.push_back(index.work[number]);
    return work;
  }

  /// Pairs a loop with what it was unrolled into or deleted from. \returns why not, or nothing.
  std::string pairWithStraightLine(Side &side, Side &other, int f, int l, bool isNative) {
    const std::string otherName = isNative ? "Wasm" : "native";
    const FunctionLoops &function = side.loops.functions[f];
    const SourceLoop &loop = function.loops[l];
    const Function &partner = *other.loops.functions[side.partners[f]].function;
    if (!loop.location.usable())
      return "no source position, and no loop that is left in the " + otherName + " function does the same";
    if (!other.loops.hasPositions)
      return "the " + otherName + " side has no source positions, and no loop that is left in its function does the same";

    const CodeIndex &index = indexOf(other, partner, locations);
    const std::vector<const Instruction *> found = workOf(loop, index, index.workAt, [](uint64_t hash) { return hash; });
    const bool onlyMemory = !found.empty() && all_of(found, [](const Instruction *instruction) { return isa<MemIntrinsic>(instruction); });

    LoopPair pair;
    (isNative ? pair.native : pair.wasm) = sideOf(function, static_cast<size_t>(l));
    LoopSide &otherSide = isNative ? pair.wasm : pair.native;
    otherSide.function = &other.loops.functions[side.partners[f]];
    CodeFacts &facts = otherSide.facts;
    if (!found.empty() && !onlyMemory) {
      other.lowering.enter(partner);
      facts = factsOfStraightLine(found, other.lowering, locations);
    } else if (onlyMemory) {
      facts.state = LoopState::Deleted;
      pair.replacedBy = cast<CallBase>(found.front())->getCalledFunction()->getName().split('.').second.split('.').first.str();
    } else if (loop.location.frames.size() > 1 && !index.calls.contains(loop.location.inlinedAtHash())) {
      return "the code that holds it does not occur in the " + otherName + " function: inlined elsewhere, or another library";
    } else {
      facts.state = LoopState::Deleted;
    }
    result.loops.push_back(std::move(pair));
    return {};
  }

  /// A loop that was inlined here may have been unrolled or deleted elsewhere there: the function that it was written in shows that its
  /// code was compiled.
  bool pairWithCodeElsewhere(Side &other, const FunctionLoops &function, size_t l, bool isNative) {
    const SourceLoop &loop = function.loops[l];
    if (!loop.location.usable() || loop.location.frames.size() == 1)
      return false;
    const auto keyOf = [](StringRef file, unsigned line, StringRef name) { return (file + ":" + Twine(line) + " " + name).str(); };
    if (other.functionsBySource.empty())
      for (const FunctionLoops &candidate : other.loops.functions)
        if (candidate.line)
          other.functionsBySource.try_emplace(keyOf(candidate.file, candidate.line, candidate.subprogram), &candidate);
    const Frame &own = loop.location.frames.front();
    LoopPair pair;
    pair.by = AlignedBy::InnerLocation;
    (isNative ? pair.native : pair.wasm) = sideOf(function, l);
    LoopSide &otherSide = isNative ? pair.wasm : pair.native;
    otherSide.facts.state = LoopState::Deleted;
    const auto candidate = other.functionsBySource.find(keyOf(own.file, own.functionLine, own.function));
    if (candidate != other.functionsBySource.end()) {
      otherSide.function = candidate->second;
      const Function &there = *candidate->second->function;
      const CodeIndex &index = indexOf(other, there, locations);
      const std::vector<const Instruction *> found =
          workOf(loop, index, index.workAtOwnFrame, [&](uint64_t hash) { return locations.ownFrameOf(hash); });
      other.lowering.enter(there);
      if (!found.empty())
        otherSide.facts = factsOfStraightLine(found, other.lowering, locations);
    } else if (!other.loops.subprograms.contains(subprogramHash(own.file, own.functionLine, own.function))) {
      return false;
    }
    result.loops.push_back(std::move(pair));
    return true;
  }

  Side native, wasm;
  const std::vector<bool> &calledFromSamePlace;
  LocationHashes &locations;
  Alignment result;
};

} // namespace

Alignment align(const ProgramLoops &native, const ProgramLoops &wasm, Lowering &nativeLowering, Lowering &wasmLowering,
                LocationHashes &locations) {
  const FunctionPairing functions(native, wasm, locations);
  return LoopPairing(Side(native, functions.partnerOfNative, nativeLowering), Side(wasm, functions.partnerOfWasm, wasmLowering),
                     functions.calledFromSamePlace, locations)
      .run();
}

} // namespace irdiff
