// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Align.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/IR/IntrinsicInst.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

using namespace llvm;

namespace irdiff {

namespace {

using FunctionIndexes = std::vector<int>;

/// Pairs what has the same key on both sides: those with equal symbols first, then in order when equally many are left.
class FunctionPairing {
public:
  FunctionPairing(const ProgramLoops &inNative, const ProgramLoops &inWasm) : native(inNative), wasm(inWasm) {
    partnerOfNative.assign(native.functions.size(), -1);
    partnerOfWasm.assign(wasm.functions.size(), -1);
    const auto position = [](const FunctionLoops &function) { return function.file + ":" + std::to_string(function.line); };
    // The same source position and the same name whatever the target; then each of them alone.
    pairBy([&](const FunctionLoops &function) { return function.line ? position(function) + " " + function.name : std::string(); }, true);
    pairBy([](const FunctionLoops &function) { return function.name; }, true);
    pairBy([&](const FunctionLoops &function) { return function.line ? position(function) + " " + function.subprogram : std::string(); },
           false);
    // Instances of one template whose arguments depend on the target (libraries with hand-written SIMD): the likest names.
    pairLikest([&](const FunctionLoops &function) {
      return function.line ? position(function) + " " + StringRef(function.subprogram).split('<').first.str() : std::string();
    });
  }

  FunctionIndexes partnerOfNative, partnerOfWasm;

private:
  using Buckets = std::map<std::string, std::pair<FunctionIndexes, FunctionIndexes>>;

  template <class Key> Buckets bucketsBy(Key key) const {
    Buckets buckets;
    for (size_t i = 0; i < native.functions.size(); ++i)
      if (std::string text = key(native.functions[i]); partnerOfNative[i] < 0 && !text.empty())
        buckets[text].first.push_back(static_cast<int>(i));
    for (size_t i = 0; i < wasm.functions.size(); ++i)
      if (std::string text = key(wasm.functions[i]); partnerOfWasm[i] < 0 && !text.empty())
        buckets[text].second.push_back(static_cast<int>(i));
    return buckets;
  }

  template <class Key> void pairBy(Key key, bool inOrder) {
    Buckets buckets = bucketsBy(key);
    for (auto &[text, bucket] : buckets)
      pairBucket(bucket.first, bucket.second, inOrder);
  }

  template <class Key> void pairLikest(Key key) {
    constexpr size_t tooMany = 64; // all are compared with all
    for (const auto &[text, bucket] : bucketsBy(key)) {
      const auto &[left, right] = bucket;
      if (left.size() > tooMany || right.size() > tooMany)
        continue;
      std::vector<std::tuple<int, int, int>> pairs;
      for (const int index : left)
        for (const int other : right)
          pairs.push_back({-commonWords(native.functions[index].name, wasm.functions[other].name), index, other});
      std::sort(pairs.begin(), pairs.end());
      for (const auto &[likeness, index, other] : pairs)
        if (partnerOfNative[index] < 0 && partnerOfWasm[other] < 0)
          pair(index, other);
    }
  }

  /// How many words two names share, less those that only one has.
  static int commonWords(StringRef left, StringRef right) {
    std::map<StringRef, int> words;
    int total = 0, common = 0;
    const auto forEachWord = [](StringRef text, auto action) {
      while (!text.empty()) {
        const StringRef word = text.take_while([](char c) { return isAlnum(c) || c == '_'; });
        if (!word.empty())
          action(word);
        text = text.drop_front(std::max<size_t>(1, word.size()));
      }
    };
    forEachWord(left, [&](StringRef word) { ++words[word], ++total; });
    forEachWord(right, [&](StringRef word) {
      ++total;
      if (int &count = words[word]; count > 0)
        --count, ++common;
    });
    return 3 * common - total;
  }

  void pairBucket(FunctionIndexes &left, FunctionIndexes &right, bool inOrder) {
    for (int &index : left)
      for (int &other : right)
        if (index >= 0 && other >= 0 && native.functions[index].function->getName() == wasm.functions[other].function->getName()) {
          pair(index, other);
          index = other = -1;
        }
    llvm::erase(left, -1);
    llvm::erase(right, -1);
    if (left.size() != right.size() || (left.size() > 1 && !inOrder))
      return;
    for (size_t i = 0; i < left.size(); ++i)
      pair(left[i], right[i]);
  }

  void pair(int index, int other) {
    partnerOfNative[index] = other;
    partnerOfWasm[other] = index;
  }

  const ProgramLoops &native;
  const ProgramLoops &wasm;
};

/// What a function does where: to find what a loop has become when it is no loop any more.
struct CodeIndex {
  DenseMap<uint64_t, std::vector<const Instruction *>> work; ///< by position
  DenseSet<uint64_t> calls;                                  ///< the chains of calls that code was inlined through
};

/// One side of the loop pairing.
struct Side {
  const ProgramLoops &loops;
  const FunctionIndexes &partners;
  Lowering &lowering;
  /// Per function and loop: whether it has found a partner.
  std::vector<std::vector<bool>> paired;
  /// Of the functions that were asked about.
  std::map<const Function *, CodeIndex> indexes;

  Side(const ProgramLoops &inLoops, const FunctionIndexes &inPartners, Lowering &inLowering)
      : loops(inLoops), partners(inPartners), lowering(inLowering) {
    for (const FunctionLoops &function : loops.functions)
      paired.emplace_back(function.loops.size(), false);
  }
};

/// How alike two loops are that have no position: 0 nothing in common.
int likeness(const SourceLoop &left, const SourceLoop &right) {
  const Shape &a = left.shape, &b = right.shape;
  int score = 1;
  score += a.passes && a.passes == b.passes ? 4 : 0;
  score += (a.loopsInside == 0) == (b.loopsInside == 0) ? 2 : 0;
  score += (a.calls == 0) == (b.calls == 0) ? 1 : 0;
  score += (a.loads == 0) == (b.loads == 0) ? 2 : 0;
  score += (a.stores == 0) == (b.stores == 0) ? 2 : 0;
  score += (a.arithmetic == 0) == (b.arithmetic == 0) ? 1 : 0;
  if (a.passes && b.passes && a.passes != b.passes)
    score -= 3;
  return std::max(0, score);
}

class LoopPairing {
public:
  LoopPairing(Side inNative, Side inWasm, LocationHashes &inLocations)
      : native(std::move(inNative)), wasm(std::move(inWasm)), locations(inLocations) {}

  Alignment run() {
    forEachFunctionPair([&](int n, int w) { byLocation(n, w); });
    byInnerLocation();
    forEachFunctionPair([&](int n, int w) { byCallSite(n, w); });
    forEachFunctionPair([&](int n, int w) { byOrder(n, w, -1, -1); });
    placeWithoutPosition(native, true);
    placeWithoutPosition(wasm, false);
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
    native.paired[n][nLoop] = true;
    wasm.paired[w][wLoop] = true;
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
          if (!isNew && side.paired[found->second.first][found->second.second] && !side.paired[f][l])
            found->second = {static_cast<int>(f), static_cast<int>(l)};
        }
      return where;
    };
    const auto ofWasm = index(wasm), ofNative = index(native);
    const auto forUnpaired = [&](const Side &side, auto action) {
      for (size_t f = 0; f < side.loops.functions.size(); ++f)
        for (size_t l = 0; l < side.loops.functions[f].loops.size(); ++l)
          if (!side.paired[f][l] && side.loops.functions[f].loops[l].location.usable())
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
      if (const uint64_t hash = native.paired[n][i] ? 0 : callSiteHash(left[i], wasm.loops))
        sites[hash].first.push_back(static_cast<int>(i));
    for (size_t i = 0; i < right.size(); ++i)
      if (const uint64_t hash = wasm.paired[w][i] ? 0 : callSiteHash(right[i], native.loops))
        sites[hash].second.push_back(static_cast<int>(i));
    for (const auto &[hash, site] : sites)
      if (site.first.size() == site.second.size())
        for (size_t i = 0; i < site.first.size(); ++i)
          addPair(n, site.first[i], w, site.second[i], AlignedBy::CallSite);
  }

  /// Children of a loop (or of the function) that have no partner yet, and no position on at least one side.
  static std::vector<int> open(const Side &side, int function, int parent) {
    std::vector<int> loops;
    const auto &all = side.loops.functions[function].loops;
    for (size_t i = 0; i < all.size(); ++i)
      if (all[i].parent == parent && !side.paired[function][i])
        loops.push_back(static_cast<int>(i));
    return loops;
  }

  void byOrder(int n, int w, int nParent, int wParent) {
    const auto &left = native.loops.functions[n].loops, &right = wasm.loops.functions[w].loops;
    const std::vector<int> a = open(native, n, nParent), b = open(wasm, w, wParent);
    const auto comparable = [&](int i, int j) { return !left[i].location.usable() || !right[j].location.usable(); };
    std::vector<std::pair<int, int>> pairs;
    // A table of all against all is only worth its size where the sides differ.
    if (a.size() == b.size() || a.size() * b.size() > 1000000) {
      for (size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        pairs.push_back({a[i], b[i]});
    } else {
      // The best sum of likenesses of pairs that keep the order.
      std::vector<std::vector<int>> best(a.size() + 1, std::vector<int>(b.size() + 1, 0));
      for (size_t i = a.size(); i-- > 0;)
        for (size_t j = b.size(); j-- > 0;) {
          const int both = comparable(a[i], b[j]) ? likeness(left[a[i]], right[b[j]]) + best[i + 1][j + 1] : 0;
          best[i][j] = std::max({best[i + 1][j], best[i][j + 1], both});
        }
      for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        const int both = comparable(a[i], b[j]) ? likeness(left[a[i]], right[b[j]]) + best[i + 1][j + 1] : 0;
        if (both && both == best[i][j])
          pairs.push_back({a[i++], b[j++]});
        else if (best[i][j] == best[i + 1][j])
          ++i;
        else
          ++j;
      }
    }
    for (const auto &[i, j] : pairs)
      if (comparable(i, j)) {
        addPair(n, i, w, j, AlignedBy::Order);
        byOrder(n, w, i, j);
      }
  }

  /// What loops without a position have become in whose place nothing is left on the other side: copies of a loop that has found its
  /// partner, made by unrolling a loop around them, or unrolled into the loop around them. Parents come before their children.
  void placeWithoutPosition(Side &side, bool isNative) {
    std::map<const SourceLoop *, size_t> pairs;
    for (size_t i = 0; i < result.loops.size(); ++i)
      if (const LoopPair &pair = result.loops[i]; pair.by == AlignedBy::Order)
        pairs[(isNative ? pair.native : pair.wasm).loop] = i;
    for (size_t f = 0; f < side.loops.functions.size(); ++f) {
      const FunctionLoops &function = side.loops.functions[f];
      if (side.partners[f] < 0 || all_of(side.paired[f], [](bool paired) { return paired; }))
        continue;
      std::map<uint64_t, size_t> pairsByOperations;
      for (const SourceLoop &loop : function.loops)
        if (const auto found = pairs.find(&loop); found != pairs.end())
          pairsByOperations.try_emplace(loop.shape.operations, found->second);
      for (size_t l = 0; l < function.loops.size(); ++l) {
        const SourceLoop &loop = function.loops[l];
        if (side.paired[f][l] || loop.location.usable())
          continue;
        if (const auto found = pairsByOperations.find(loop.shape.operations); found != pairsByOperations.end()) {
          LoopPair &pair = result.loops[found->second];
          llvm::append_range((isNative ? pair.native : pair.wasm).parts, loop.parts);
          side.paired[f][l] = true;
          continue;
        }
        const auto around = loop.parent < 0 ? pairs.end() : pairs.find(&function.loops[loop.parent]);
        if (around == pairs.end())
          continue;
        const LoopSide &place = isNative ? result.loops[around->second].wasm : result.loops[around->second].native;
        if (!place.loop || !place.loop->innermost)
          continue;
        LoopPair pair;
        pair.by = AlignedBy::Order;
        (isNative ? pair.native : pair.wasm) = sideOf(function, l);
        LoopSide &otherSide = isNative ? pair.wasm : pair.native;
        otherSide.function = place.function;
        otherSide.facts = place.facts;
        otherSide.facts.state = LoopState::Unrolled;
        pairsByOperations[loop.shape.operations] = result.loops.size();
        result.loops.push_back(std::move(pair));
        side.paired[f][l] = true;
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
        if (const uint64_t hash = doesWork(instruction) ? locations.of(location) : 0)
          index.work[hash].push_back(&instruction);
        for (const DILocation *call = location ? location->getInlinedAt() : nullptr; call; call = call->getInlinedAt())
          if (!index.calls.insert(locations.of(call)).second)
            break;
      }
    return index;
  }

  void theRest(Side &side, Side &other, bool isNative) {
    const char *otherName = isNative ? "Wasm" : "native";
    for (size_t f = 0; f < side.loops.functions.size(); ++f) {
      const FunctionLoops &function = side.loops.functions[f];
      const int partner = side.partners[f];
      if (partner < 0)
        result.unmatched.push_back({isNative, false, &function, nullptr,
                                    std::string("no function of this name or source position on the ") + otherName + " side"});
      else if (isNative)
        ++result.functionPairs;
      for (size_t l = 0; l < function.loops.size(); ++l) {
        const SourceLoop &loop = function.loops[l];
        if (side.paired[f][l])
          continue;
        std::string reason = partner < 0 ? std::string("its function has no counterpart on the ") + otherName + " side"
                                         : pairWithStraightLine(side, other, static_cast<int>(f), static_cast<int>(l), isNative);
        if (!reason.empty())
          result.unmatched.push_back({isNative, true, &function, &loop, std::move(reason)});
      }
    }
  }

  /// Pairs a loop with what it was unrolled into or deleted from. \returns why not, or nothing.
  std::string pairWithStraightLine(Side &side, Side &other, int f, int l, bool isNative) {
    const std::string otherName = isNative ? "Wasm" : "native";
    const FunctionLoops &function = side.loops.functions[f];
    const SourceLoop &loop = function.loops[l];
    const Function &partner = *other.loops.functions[side.partners[f]].function;
    if (!loop.location.usable())
      return "no source position, and the " + otherName + " function has no loop left in this place";
    if (!other.loops.hasPositions)
      return "the " + otherName + " side has no source positions";

    const CodeIndex &index = indexOf(other, partner, locations);
    std::vector<const Instruction *> found;
    for (const uint64_t hash : loop.body)
      if (const auto at = index.work.find(hash); at != index.work.end())
        found.insert(found.end(), at->second.begin(), at->second.end());
    const bool onlyMemory = !found.empty() && all_of(found, [](const Instruction *instruction) { return isa<MemIntrinsic>(instruction); });

    LoopPair pair;
    (isNative ? pair.native : pair.wasm) = sideOf(function, static_cast<size_t>(l));
    LoopSide &otherSide = isNative ? pair.wasm : pair.native;
    otherSide.function = &other.loops.functions[side.partners[f]];
    CodeFacts &facts = otherSide.facts;
    if (!found.empty() && !onlyMemory) {
      // In the order of the code, so that the facts do not depend on hashes.
      std::set<const Instruction *> wanted(found.begin(), found.end());
      std::vector<const Instruction *> ordered;
      for (const BasicBlock &block : partner)
        for (const Instruction &instruction : block)
          if (wanted.count(&instruction))
            ordered.push_back(&instruction);
      other.lowering.enter(partner);
      facts = factsOfStraightLine(ordered, other.lowering, locations);
    } else if (onlyMemory || loop.location.frames.size() == 1 || index.calls.contains(loop.location.inlinedAtHash())) {
      facts.state = LoopState::Deleted;
      if (onlyMemory)
        pair.replacedBy = cast<CallBase>(found.front())->getCalledFunction()->getName().split('.').second.split('.').first.str();
    } else {
      return "the code that holds it does not occur in the " + otherName + " function (inlined elsewhere, or another library)";
    }
    result.loops.push_back(std::move(pair));
    return {};
  }

  Side native, wasm;
  LocationHashes &locations;
  Alignment result;
};

} // namespace

Alignment align(const ProgramLoops &native, const ProgramLoops &wasm, Lowering &nativeLowering, Lowering &wasmLowering,
                LocationHashes &locations) {
  const FunctionPairing functions(native, wasm);
  return LoopPairing(Side(native, functions.partnerOfNative, nativeLowering), Side(wasm, functions.partnerOfWasm, wasmLowering), locations)
      .run();
}

} // namespace irdiff
