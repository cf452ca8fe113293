// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Likeness.h"

#include "irdiff/Names.h"

#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DataLayout.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Operator.h"
#include "llvm/Support/xxhash.h"

#include <algorithm>

using namespace llvm;

namespace irdiff {

namespace {

/// What a trait is about; part of its hash.
enum class About : uint64_t { Place, Access, Operation, Callee, Intrinsic, FloatConstant, IntegerConstant };

uint64_t mix(uint64_t a, uint64_t b) {
  const uint64_t both[2] = {a, b};
  return xxh3_64bits(ArrayRef<uint8_t>(reinterpret_cast<const uint8_t *>(both), sizeof both));
}

void add(Traits &traits, About about, uint64_t what, unsigned weight) {
  traits.push_back({mix(static_cast<uint64_t>(about), what), weight});
}

/// The object that a pointer points into, by what both targets know it as; 0 when that is unclear.
uint64_t placeOf(const Value *pointer, unsigned loadsThrough = 0) {
  constexpr unsigned enough = 16;
  uint64_t place = 0;
  const auto found = [&](uint64_t what) { place = place ? std::min(place, what) : what; };
  SmallVector<const Value *, 8> pending{pointer};
  SmallPtrSet<const Value *, 16> seen;
  while (!pending.empty() && seen.size() < enough) {
    const Value *value = pending.pop_back_val();
    if (!seen.insert(value).second)
      continue;
    if (const auto *address = dyn_cast<GEPOperator>(value))
      pending.push_back(address->getPointerOperand());
    else if (const auto *merge = dyn_cast<PHINode>(value))
      append_range(pending, merge->incoming_values());
    else if (const auto *select = dyn_cast<SelectInst>(value))
      pending.append({select->getTrueValue(), select->getFalseValue()});
    else if (const auto *argument = dyn_cast<Argument>(value))
      found(mix(1, argument->getArgNo()));
    else if (const auto *global = dyn_cast<GlobalValue>(value))
      found(mix(2, xxh3_64bits(global->getName())));
    else if (const auto *local = dyn_cast<AllocaInst>(value)) {
      const auto size = local->getAllocationSize(local->getDataLayout());
      found(mix(3, size && !size->isScalable() ? size->getFixedValue() : 0));
    } else if (const auto *load = dyn_cast<LoadInst>(value); load && loadsThrough < 3) {
      if (const uint64_t from = placeOf(load->getPointerOperand(), loadsThrough + 1))
        found(mix(4, from));
    } else if (const auto *call = dyn_cast<CallBase>(value); call && call->getCalledFunction())
      found(mix(5, xxh3_64bits(canonicalName(call->getCalledFunction()->getName()))));
  }
  return place;
}

void addConstants(const Instruction &instruction, bool integersToo, Traits &traits) {
  for (const Use &operand : instruction.operands()) {
    const auto *constant = dyn_cast<Constant>(operand);
    if (constant && constant->getType()->isVectorTy())
      constant = constant->getSplatValue();
    if (const auto *number = dyn_cast_or_null<ConstantFP>(constant)) {
      if (!number->isZero() && !number->getValueAPF().isNaN())
        add(traits, About::FloatConstant, number->getValueAPF().bitcastToAPInt().getLimitedValue(), 2);
    } else if (const auto *integer = dyn_cast_or_null<ConstantInt>(constant); integer && integersToo) {
      // Small ones are offsets and steps.
      if (integer->getValue().getSignificantBits() <= 64 && integer->getValue().abs().ugt(16))
        add(traits, About::IntegerConstant, static_cast<uint64_t>(integer->getSExtValue()), 1);
    }
  }
}

void addCall(const CallBase &call, Traits &traits) {
  const Function *callee = call.getCalledFunction();
  if (!callee) {
    add(traits, About::Callee, 0, 2);
    return;
  }
  if (!callee->isIntrinsic()) {
    add(traits, About::Callee, xxh3_64bits(canonicalName(callee->getName())), 4);
    return;
  }
  const StringRef name = Intrinsic::getBaseName(callee->getIntrinsicID());
  const bool tellsLittle = Intrinsic::isTargetIntrinsic(callee->getIntrinsicID()) || call.isLifetimeStartOrEnd() ||
                           isa<DbgInfoIntrinsic>(call) || isa<AssumeInst>(call) || name.starts_with("llvm.vector.") ||
                           name.starts_with("llvm.experimental.");
  if (!tellsLittle)
    add(traits, About::Intrinsic, xxh3_64bits(name), 2);
}

} // namespace

void addTraits(const Instruction &instruction, Traits &traits) {
  const uint64_t bits = instruction.getType()->getScalarSizeInBits();
  if (isa<LoadInst, StoreInst>(instruction)) {
    const uint64_t kind = instruction.getOpcode();
    if (const uint64_t place = placeOf(getLoadStorePointerOperand(&instruction)))
      add(traits, About::Place, mix(kind, place), 3);
    const Type *type = getLoadStoreType(&instruction)->getScalarType();
    add(traits, About::Access, mix(kind, mix(type->isFloatingPointTy(), type->isPointerTy() ? 0 : type->getScalarSizeInBits())), 1);
    return;
  }
  if (const auto *call = dyn_cast<CallBase>(&instruction)) {
    addCall(*call, traits);
    addConstants(instruction, false, traits);
    return;
  }
  if (const auto *disjoint = dyn_cast<PossiblyDisjointInst>(&instruction); disjoint && disjoint->isDisjoint())
    return; // an addition
  switch (instruction.getOpcode()) {
  case Instruction::FAdd:
  case Instruction::FSub:
  case Instruction::FMul:
  case Instruction::FDiv:
  case Instruction::FRem:
  case Instruction::FNeg:
    add(traits, About::Operation, mix(instruction.getOpcode(), bits), 2);
    addConstants(instruction, false, traits);
    return;
  case Instruction::UDiv:
  case Instruction::SDiv:
  case Instruction::URem:
  case Instruction::SRem:
    add(traits, About::Operation, instruction.getOpcode(), 2);
    addConstants(instruction, true, traits);
    return;
  case Instruction::Mul:
  case Instruction::And:
  case Instruction::Or:
  case Instruction::Xor:
  case Instruction::Shl:
  case Instruction::LShr:
  case Instruction::AShr:
    add(traits, About::Operation, instruction.getOpcode(), 1);
    addConstants(instruction, true, traits);
    return;
  case Instruction::FCmp:
  case Instruction::Select:
    add(traits, About::Operation, mix(instruction.getOpcode(), instruction.getOperand(0)->getType()->isFPOrFPVectorTy()), 1);
    addConstants(instruction, false, traits);
    return;
  case Instruction::FPToSI:
  case Instruction::FPToUI:
  case Instruction::SIToFP:
  case Instruction::UIToFP:
  case Instruction::FPExt:
  case Instruction::FPTrunc:
    add(traits, About::Operation, instruction.getOpcode(), 2);
    return;
  default:
    return; // counters, addresses, control: they differ between the targets
  }
}

void normalise(Traits &traits) {
  llvm::sort(traits);
  traits.erase(std::unique(traits.begin(), traits.end()), traits.end());
  // More are a table of constants whose loads were folded, where the loop that reads it was unrolled.
  constexpr unsigned manyConstants = 8;
  const auto isConstant = [](const Trait &trait) { return trait.isConstant; };
  if (llvm::count_if(traits, isConstant) > manyConstants)
    llvm::erase_if(traits, isConstant);
}

double likeness(const Traits &left, const Traits &right) {
  unsigned common = 0, total = 0;
  const Trait *l = left.begin(), *r = right.begin();
  while (l != left.end() || r != right.end()) {
    const bool takeLeft = r == right.end() || (l != left.end() && l->hash <= r->hash);
    const bool takeRight = l == left.end() || (r != right.end() && r->hash <= l->hash);
    const unsigned weight = takeLeft ? l->weight : r->weight;
    total += weight;
    common += takeLeft && takeRight ? weight : 0;
    l += takeLeft;
    r += takeRight;
  }
  return total ? double(common) / total : 1;
}

namespace {

/// Zhang and Shasha's tree edit distance, as the largest gain. Nodes are numbered in post-order from 1; the last is a root above all trees.
class ForestMatcher {
public:
  ForestMatcher(const Forest &inLeft, const Forest &inRight, function_ref<double(int, int)> inGain)
      : left(inLeft), right(inRight), gain(inGain), columns(right.size() + 1) {}

  std::vector<std::pair<int, int>> run() {
    treeGain.assign((left.size() + 1) * columns, 0);
    table.assign((left.size() + 1) * columns, 0);
    for (const int i : left.keyRoots)
      for (const int j : right.keyRoots)
        fill(i, j);
    trace();
    return std::move(pairs);
  }

private:
  struct Tree {
    explicit Tree(const Forest &parents) {
      std::vector<std::vector<int>> children(parents.size());
      std::vector<int> roots;
      for (size_t i = 0; i < parents.size(); ++i)
        (parents[i] < 0 ? roots : children[static_cast<size_t>(parents[i])]).push_back(static_cast<int>(i));
      nodes.assign(1, -1);
      firstLeaf.assign(1, 0);
      std::vector<std::pair<int, size_t>> path; // node and how many of its children are done
      std::vector<int> starts;
      const auto enter = [&](int node) {
        path.push_back({node, 0});
        starts.push_back(static_cast<int>(nodes.size()));
      };
      enter(-1);
      while (!path.empty()) {
        auto &[node, done] = path.back();
        const std::vector<int> &below = node < 0 ? roots : children[static_cast<size_t>(node)];
        if (done < below.size()) {
          enter(below[done++]);
          continue;
        }
        nodes.push_back(node);
        firstLeaf.push_back(starts.back());
        starts.pop_back();
        path.pop_back();
      }
      std::vector<bool> seen(nodes.size(), false);
      for (size_t i = nodes.size(); i-- > 1;)
        if (!seen[static_cast<size_t>(firstLeaf[i])]) {
          seen[static_cast<size_t>(firstLeaf[i])] = true;
          keyRoots.push_back(static_cast<int>(i));
        }
      std::reverse(keyRoots.begin(), keyRoots.end());
    }

    size_t size() const { return nodes.size(); }

    std::vector<int> nodes;     ///< post-order number to node
    std::vector<int> firstLeaf; ///< of the tree below a node
    std::vector<int> keyRoots;  ///< nodes with a sibling before them, and the root
  };

  size_t at(int i, int j) const { return static_cast<size_t>(i) * columns + static_cast<size_t>(j); }

  double gainOf(int i, int j) const {
    const int l = left.nodes[static_cast<size_t>(i)], r = right.nodes[static_cast<size_t>(j)];
    if (l < 0 || r < 0)
      return l == r ? rootGain : 0;
    return gain(l, r);
  }

  void fill(int i, int j) {
    const int firstI = left.firstLeaf[static_cast<size_t>(i)], firstJ = right.firstLeaf[static_cast<size_t>(j)];
    for (int x = firstI - 1; x <= i; ++x)
      table[at(x, firstJ - 1)] = 0;
    for (int y = firstJ - 1; y <= j; ++y)
      table[at(firstI - 1, y)] = 0;
    for (int x = firstI; x <= i; ++x)
      for (int y = firstJ; y <= j; ++y) {
        double best = std::max(table[at(x - 1, y)], table[at(x, y - 1)]);
        const int leafX = left.firstLeaf[static_cast<size_t>(x)], leafY = right.firstLeaf[static_cast<size_t>(y)];
        if (leafX == firstI && leafY == firstJ) {
          if (const double both = gainOf(x, y); both > 0)
            best = std::max(best, table[at(x - 1, y - 1)] + both);
          treeGain[at(x, y)] = best;
        } else {
          best = std::max(best, table[at(leafX - 1, leafY - 1)] + treeGain[at(x, y)]);
        }
        table[at(x, y)] = best;
      }
  }

  void trace() {
    std::vector<std::pair<int, int>> pending{{static_cast<int>(left.size()) - 1, static_cast<int>(right.size()) - 1}};
    while (!pending.empty()) {
      const auto [i, j] = pending.back();
      pending.pop_back();
      fill(i, j);
      const int firstI = left.firstLeaf[static_cast<size_t>(i)], firstJ = right.firstLeaf[static_cast<size_t>(j)];
      for (int x = i, y = j; x >= firstI && y >= firstJ;) {
        const double value = table[at(x, y)];
        if (value == table[at(x - 1, y)]) {
          --x;
          continue;
        }
        if (value == table[at(x, y - 1)]) {
          --y;
          continue;
        }
        const int leafX = left.firstLeaf[static_cast<size_t>(x)], leafY = right.firstLeaf[static_cast<size_t>(y)];
        if (leafX == firstI && leafY == firstJ) {
          if (left.nodes[static_cast<size_t>(x)] >= 0)
            pairs.push_back({left.nodes[static_cast<size_t>(x)], right.nodes[static_cast<size_t>(y)]});
          --x, --y;
        } else {
          pending.push_back({x, y});
          x = leafX - 1, y = leafY - 1;
        }
      }
    }
  }

  static constexpr double rootGain = 1e6;
  const Tree left, right;
  const function_ref<double(int, int)> gain;
  const size_t columns;
  std::vector<double> treeGain, table;
  std::vector<std::pair<int, int>> pairs;
};

/// The nodes of each tree of a forest.
std::vector<std::vector<int>> treesOf(const Forest &forest) {
  std::vector<std::vector<int>> trees;
  std::vector<size_t> treeOf(forest.size());
  for (size_t node = 0; node < forest.size(); ++node) {
    treeOf[node] = forest[node] < 0 ? trees.size() : treeOf[static_cast<size_t>(forest[node])];
    if (forest[node] < 0)
      trees.emplace_back();
    trees[treeOf[node]].push_back(static_cast<int>(node));
  }
  return trees;
}

Forest forestOf(const std::vector<int> &tree, const Forest &whole) {
  Forest forest;
  for (const int node : tree) {
    const int parent = whole[static_cast<size_t>(node)];
    forest.push_back(parent < 0 ? -1 : static_cast<int>(llvm::lower_bound(tree, parent) - tree.begin()));
  }
  return forest;
}

} // namespace

std::vector<std::pair<int, int>> matchForests(const Forest &left, const Forest &right, function_ref<double(int, int)> gain) {
  constexpr size_t tooMany = 300000;
  if (left.size() * right.size() <= tooMany)
    return ForestMatcher(left, right, gain).run();
  const std::vector<std::vector<int>> leftTrees = treesOf(left), rightTrees = treesOf(right);
  std::vector<std::pair<int, int>> pairs;
  if (leftTrees.size() != rightTrees.size())
    return pairs;
  for (size_t tree = 0; tree < leftTrees.size(); ++tree) {
    const std::vector<int> &l = leftTrees[tree], &r = rightTrees[tree];
    if (l.size() * r.size() > tooMany)
      continue;
    const auto gainHere = [&](int i, int j) { return gain(l[static_cast<size_t>(i)], r[static_cast<size_t>(j)]); };
    for (const auto &[i, j] : ForestMatcher(forestOf(l, left), forestOf(r, right), gainHere).run())
      pairs.push_back({l[static_cast<size_t>(i)], r[static_cast<size_t>(j)]});
  }
  return pairs;
}

} // namespace irdiff
