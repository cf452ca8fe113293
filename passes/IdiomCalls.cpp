// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Idioms as calls, from right before to right after the vectorizers.
//
// Why calls. The Wasm intrinsics exist for vectors only, so the vectorizers must see something scalar; and what they make of the plain
// arithmetic is taken apart by the InstCombine that runs between them (a multiplication of narrow values is widened again, an arithmetic
// shift of which the low bits are used becomes a logical one). A call that names vector variants of itself (attribute
// vector-function-abi-variant) is widened by both vectorizers, with every check they do for other operations, and nothing looks inside.
//
// Legality. The functions are pure (memory(none), speculatable), so a call may be moved and copied as an addition may. Each one is replaced
// in the same function pipeline, vector calls by the exact instruction, the others by the arithmetic they stand for.
#include "IdiomCalls.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicsWebAssembly.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PatternMatch.h"

#include <algorithm>
#include <array>
#include <optional>

using namespace llvm;
using namespace llvm::PatternMatch;

namespace nearnative {
namespace {

constexpr StringLiteral prefix = "nearnative.";
constexpr std::array<unsigned, 4> widths = {4, 8, 16, 32};

struct IdiomInfo {
  Idiom idiom;
  StringLiteral name;
  unsigned resultBits;
  /// Per argument its bits and, in the variants' names, v: one per lane, or u: the same in all lanes.
  SmallVector<unsigned, 4> argumentBits;
  StringLiteral kinds;
};

const std::array<IdiomInfo, 6> &infos() {
  static const std::array<IdiomInfo, 6> all = {{{Idiom::roundedProduct15, "nearnative.rounded.product.15", 16, {16, 16}, "vv"},
                                                {Idiom::lookup16, "nearnative.lookup.16", 8, {64, 64, 8}, "uuv"},
                                                {Idiom::highProduct, "nearnative.high.product", 32, {32, 32, 64, 64}, "vvuu"},
                                                {Idiom::shiftLeft, "nearnative.shift.left", 32, {32, 32}, "vu"},
                                                {Idiom::shiftRight, "nearnative.shift.right", 32, {32, 32}, "vu"},
                                                {Idiom::productSum, "nearnative.product.sum", 32, {16, 16, 16, 16}, "vvvv"}}};
  return all;
}
const IdiomInfo &infoOf(Idiom idiom) { return infos()[static_cast<size_t>(idiom)]; }

std::optional<Idiom> idiomOf(const Function &function) {
  StringRef name = function.getName();
  if (!name.starts_with(prefix))
    return std::nullopt;
  if (size_t variant = name.rfind(".v"); variant != StringRef::npos)
    name = name.take_front(variant);
  for (const IdiomInfo &info : infos())
    if (info.name == name)
      return info.idiom;
  return std::nullopt;
}

FunctionType *typeOf(LLVMContext &context, const IdiomInfo &info, unsigned lanes) {
  auto type = [&](unsigned bits, bool isVector) -> Type * {
    Type *element = IntegerType::get(context, bits);
    return isVector ? FixedVectorType::get(element, lanes) : element;
  };
  SmallVector<Type *, 3> arguments;
  for (auto [bits, kind] : zip(info.argumentBits, info.kinds))
    arguments.push_back(type(bits, lanes && kind == 'v'));
  return FunctionType::get(type(info.resultBits, lanes), arguments, false);
}

Function *declare(Module &module, const IdiomInfo &info) {
  if (Function *function = module.getFunction(info.name))
    return function;
  LLVMContext &context = module.getContext();
  auto *function = Function::Create(typeOf(context, info, 0), GlobalValue::ExternalLinkage, info.name, module);
  function->setDoesNotAccessMemory();
  function->setSpeculatable();
  function->setDoesNotThrow();
  function->setWillReturn();
  SmallString<256> variants;
  for (unsigned lanes : widths) {
    const std::string name = (info.name + ".v" + Twine(lanes)).str();
    Function *variant = cast<Function>(module.getOrInsertFunction(name, typeOf(context, info, lanes)).getCallee());
    variant->copyAttributesFrom(function);
    if (!variants.empty())
      variants += ',';
    variants += ("_ZGV_LLVM_N" + Twine(lanes) + info.kinds + "_" + info.name + "(" + name + ")").str();
  }
  function->addFnAttr("vector-function-abi-variant", variants);
  return function;
}

/// `make` on parts of `lanes` lanes of the vector operands, put together again.
Value *inParts(IRBuilderBase &builder, ArrayRef<Value *> vectors, unsigned lanes, function_ref<Value *(ArrayRef<Value *>)> make) {
  const unsigned total = cast<FixedVectorType>(vectors.front()->getType())->getNumElements();
  auto shuffle = [&](Value *vector, int first, unsigned size) -> Value * {
    SmallVector<int, 32> mask;
    const int available = static_cast<int>(cast<FixedVectorType>(vector->getType())->getNumElements());
    for (int lane = first; lane < first + static_cast<int>(size); ++lane)
      mask.push_back(lane < available ? lane : PoisonMaskElem);
    return builder.CreateShuffleVector(vector, mask);
  };
  SmallVector<Value *, 8> parts;
  for (unsigned first = 0; first < total; first += lanes) {
    SmallVector<Value *, 4> operands;
    for (Value *vector : vectors)
      operands.push_back(total == lanes ? vector : shuffle(vector, static_cast<int>(first), lanes));
    parts.push_back(make(operands));
  }
  while (parts.size() > 1) {
    SmallVector<Value *, 8> pairs;
    for (size_t i = 0; i < parts.size(); i += 2) {
      const unsigned half = cast<FixedVectorType>(parts[i]->getType())->getNumElements();
      SmallVector<int, 32> mask;
      for (unsigned lane = 0; lane < 2 * half; ++lane)
        mask.push_back(static_cast<int>(lane));
      pairs.push_back(builder.CreateShuffleVector(parts[i], parts[i + 1], mask));
    }
    parts = std::move(pairs);
  }
  return total < lanes ? shuffle(parts.front(), 0, total) : parts.front();
}

/// A constant of which the instruction selection does not see the value: it would widen the constant and multiply 64-bit lanes, at three
/// times the price of i64x2.extmul.
Value *opaque(IRBuilderBase &builder, Value *constant) {
  IRBuilderBase::InsertPointGuard guard(builder);
  BasicBlock &entry = builder.GetInsertBlock()->getParent()->getEntryBlock();
  builder.SetInsertPoint(entry.getFirstNonPHIOrDbgOrAlloca());
  Type *type = constant->getType();
  return builder.CreateCall(InlineAsm::get(FunctionType::get(type, type, false), "", "=r,0", /*hasSideEffects=*/false), constant);
}

/// Where both values are known, as early as possible: what is built there from values that do not vary in a loop stays outside it.
void setEarliestInsertPoint(IRBuilderBase &builder, Value *first, Value *second, Function &function) {
  Instruction *latest = nullptr;
  for (Value *value : {first, second})
    if (auto *instruction = dyn_cast<Instruction>(value))
      if (!latest || (latest->getParent() == instruction->getParent() && latest->comesBefore(instruction)))
        latest = instruction;
  if (!latest)
    builder.SetInsertPoint(function.getEntryBlock().getFirstInsertionPt());
  else if (isa<PHINode>(latest))
    builder.SetInsertPoint(latest->getParent()->getFirstInsertionPt());
  else
    builder.SetInsertPoint(std::next(latest->getIterator()));
}

/// The 16 bytes `low`, `high` as a vector.
Value *tableOf(IRBuilderBase &builder, Value *low, Value *high) {
  auto *pair = FixedVectorType::get(builder.getInt64Ty(), 2);
  Value *source = nullptr;
  if (!match(low, m_ExtractElt(m_Value(source), m_SpecificInt(0))) || !match(high, m_ExtractElt(m_Specific(source), m_SpecificInt(1))) ||
      source->getType() != pair) {
    IRBuilderBase::InsertPointGuard guard(builder);
    const auto *lowInstruction = dyn_cast<Instruction>(low);
    const auto *highInstruction = dyn_cast<Instruction>(high);
    if (!lowInstruction || !highInstruction || lowInstruction->getParent() == highInstruction->getParent())
      setEarliestInsertPoint(builder, low, high, *builder.GetInsertBlock()->getParent());
    source = builder.CreateInsertElement(builder.CreateInsertElement(PoisonValue::get(pair), low, uint64_t{0}), high, uint64_t{1});
    return builder.CreateBitCast(source, FixedVectorType::get(builder.getInt8Ty(), 16));
  }
  return builder.CreateBitCast(source, FixedVectorType::get(builder.getInt8Ty(), 16));
}

/// Where the tables of a function lie in memory, for what is looked up outside vectors.
class TablesInMemory {
public:
  /// The 16 bytes `low`, `high` on the stack, written there where they become known: whoever sees the two values sees those bytes. Null if
  /// there is no such place.
  Value *addressOf(IRBuilderBase &builder, Value *low, Value *high) {
    const auto *lowInstruction = dyn_cast<Instruction>(low);
    const auto *highInstruction = dyn_cast<Instruction>(high);
    if (!lowInstruction || !highInstruction || lowInstruction->getParent() != highInstruction->getParent())
      return nullptr;
    Value *&address = addresses[{low, high}];
    if (address)
      return address;
    IRBuilderBase::InsertPointGuard guard(builder);
    Function &function = *builder.GetInsertBlock()->getParent();
    auto *bytes = FixedVectorType::get(builder.getInt8Ty(), 16);
    setEarliestInsertPoint(builder, low, high, function);
    Value *table = tableOf(builder, low, high);
    IRBuilder<> entry(&function.getEntryBlock(), function.getEntryBlock().begin());
    address = entry.CreateAlloca(bytes);
    builder.CreateAlignedStore(table, address, Align(16));
    return address;
  }

private:
  DenseMap<std::pair<Value *, Value *>, Value *> addresses;
};

Value *expandScalar(IRBuilderBase &builder, Idiom idiom, CallInst &call, TablesInMemory &tables) {
  auto argument = [&](unsigned index) { return call.getArgOperand(index); };
  switch (idiom) {
  case Idiom::roundedProduct15: {
    Type *wide = builder.getInt32Ty();
    Value *product = builder.CreateNSWMul(builder.CreateSExt(argument(0), wide), builder.CreateSExt(argument(1), wide));
    Value *shifted = builder.CreateAShr(builder.CreateNSWAdd(product, builder.getInt32(1 << 14)), 15);
    return builder.CreateTrunc(builder.CreateBinaryIntrinsic(Intrinsic::smin, shifted, builder.getInt32(32767)), builder.getInt16Ty());
  }
  case Idiom::lookup16: {
    if (Value *table = tables.addressOf(builder, argument(0), argument(1))) {
      // The call may have been moved to where the index is anything.
      Value *offset = builder.CreateAnd(builder.CreateZExt(builder.CreateFreeze(argument(2)), builder.getInt32Ty()), 15);
      Value *address = builder.CreatePtrAdd(table, offset);
      return builder.CreateAlignedLoad(builder.getInt8Ty(), address, Align(1));
    }
    Value *index = builder.CreateZExt(argument(2), builder.getInt64Ty());
    Value *half = builder.CreateSelect(builder.CreateICmpULT(argument(2), builder.getInt8(8)), argument(0), argument(1));
    Value *shift = builder.CreateShl(builder.CreateAnd(index, 7), 3);
    return builder.CreateTrunc(builder.CreateLShr(half, shift), builder.getInt8Ty());
  }
  case Idiom::highProduct: {
    Type *wide = builder.getInt64Ty();
    Value *product = builder.CreateNSWMul(builder.CreateSExt(argument(0), wide), builder.CreateSExt(argument(1), wide));
    // The shift is at most 32.
    Value *word = builder.CreateLShr(builder.CreateAdd(product, argument(2)), builder.CreateSub(builder.getInt64(32), argument(3)));
    return builder.CreateTrunc(word, builder.getInt32Ty());
  }
  case Idiom::productSum: {
    auto product = [&](unsigned index) {
      return builder.CreateNSWMul(builder.CreateSExt(argument(index), builder.getInt32Ty()),
                                  builder.CreateSExt(argument(index + 1), builder.getInt32Ty()));
    };
    return builder.CreateAdd(product(0), product(2));
  }
  case Idiom::shiftLeft:
    return builder.CreateShl(argument(0), argument(1));
  case Idiom::shiftRight:
    return builder.CreateAShr(argument(0), argument(1));
  }
  llvm_unreachable("unknown idiom");
}

/// The high words of (a * b + addend) << shift, in lanes of 32 bits.
Value *highProducts(IRBuilderBase &builder, ArrayRef<Value *> factors, Value *addend, Value *shift) {
  // Spelled so that the instruction selection sees i64x2.extmul_low and _high of two halves.
  auto *pair = FixedVectorType::get(builder.getInt64Ty(), 2);
  std::array<Value *, 2> halves{};
  for (int half = 0; half < 2; ++half) {
    std::array<Value *, 2> wide{};
    for (int factor = 0; factor < 2; ++factor)
      wide[factor] = builder.CreateSExt(builder.CreateShuffleVector(factors[factor], {2 * half, 2 * half + 1}), pair);
    Value *sum = builder.CreateMul(wide[0], wide[1]);
    if (!match(addend, m_Zero()))
      sum = builder.CreateAdd(sum, builder.CreateVectorSplat(2, addend));
    if (!match(shift, m_Zero()))
      sum = builder.CreateShl(sum, builder.CreateVectorSplat(2, shift));
    halves[half] = builder.CreateBitCast(sum, FixedVectorType::get(builder.getInt32Ty(), 4));
  }
  return builder.CreateShuffleVector(halves[0], halves[1], {1, 3, 5, 7});
}

/// a * b + c * d in 8 lanes.
Value *productSums(IRBuilderBase &builder, ArrayRef<Value *> factors) {
  const bool isSingle = match(factors[2], m_Zero()) && match(factors[3], m_Zero());
  std::array<Value *, 2> halves{};
  for (int half = 0; half < 2; ++half) {
    const int lane = 4 * half;
    if (isSingle) {
      // Selected as i32x4.extmul_low and _high.
      auto wide = [&](Value *factor) {
        return builder.CreateSExt(builder.CreateShuffleVector(factor, {lane, lane + 1, lane + 2, lane + 3}),
                                  FixedVectorType::get(builder.getInt32Ty(), 4));
      };
      halves[half] = builder.CreateMul(wide(factors[0]), wide(factors[1]));
      continue;
    }
    auto zip = [&](Value *left, Value *right) {
      // Weights that do not vary in the loop are interleaved before it.
      IRBuilderBase::InsertPointGuard guard(builder);
      const auto *first = dyn_cast<Instruction>(left);
      const auto *second = dyn_cast<Instruction>(right);
      if (first && second && first->getParent() == second->getParent() && first->getParent() != builder.GetInsertBlock())
        setEarliestInsertPoint(builder, left, right, *builder.GetInsertBlock()->getParent());
      return builder.CreateShuffleVector(left, right, {lane, lane + 8, lane + 1, lane + 9, lane + 2, lane + 10, lane + 3, lane + 11});
    };
    halves[half] = builder.CreateIntrinsic(Intrinsic::wasm_dot, {}, {zip(factors[0], factors[2]), zip(factors[1], factors[3])});
  }
  return builder.CreateShuffleVector(halves[0], halves[1], {0, 1, 2, 3, 4, 5, 6, 7});
}

Value *expandVector(IRBuilderBase &builder, Idiom idiom, CallInst &call) {
  switch (idiom) {
  case Idiom::roundedProduct15:
    return inParts(builder, {call.getArgOperand(0), call.getArgOperand(1)}, 8, [&](ArrayRef<Value *> parts) {
      return builder.CreateIntrinsic(Intrinsic::wasm_q15mulr_sat_signed, {}, {parts[0], parts[1]});
    });
  case Idiom::lookup16: {
    Value *table = tableOf(builder, call.getArgOperand(0), call.getArgOperand(1));
    return inParts(builder, {call.getArgOperand(2)}, 16,
                   [&](ArrayRef<Value *> parts) { return builder.CreateIntrinsic(Intrinsic::wasm_swizzle, {}, {table, parts[0]}); });
  }
  case Idiom::highProduct:
    return inParts(builder, {call.getArgOperand(0), call.getArgOperand(1)}, 4, [&](ArrayRef<Value *> parts) {
      Value *right = isa<Constant>(parts[1]) ? opaque(builder, parts[1]) : parts[1];
      return highProducts(builder, {parts[0], right}, call.getArgOperand(2), call.getArgOperand(3));
    });
  case Idiom::productSum:
    return inParts(builder, {call.getArgOperand(0), call.getArgOperand(1), call.getArgOperand(2), call.getArgOperand(3)}, 8,
                   [&](ArrayRef<Value *> parts) { return productSums(builder, parts); });
  case Idiom::shiftLeft:
  case Idiom::shiftRight: {
    const unsigned lanes = cast<FixedVectorType>(call.getType())->getNumElements();
    Value *amounts = builder.CreateVectorSplat(lanes, call.getArgOperand(1));
    return builder.CreateBinOp(idiom == Idiom::shiftLeft ? Instruction::Shl : Instruction::AShr, call.getArgOperand(0), amounts);
  }
  }
  llvm_unreachable("unknown idiom");
}

} // namespace

CallInst *createIdiomCall(IRBuilderBase &builder, Idiom idiom, ArrayRef<Value *> arguments) {
  return builder.CreateCall(declare(*builder.GetInsertBlock()->getModule(), infoOf(idiom)), arguments);
}

bool isIdiomCall(const CallInst &call, Idiom idiom) {
  const Function *callee = call.getCalledFunction();
  return callee && callee->getName() == infoOf(idiom).name;
}

bool isIdiomFunction(const Function &function) { return idiomOf(function).has_value(); }

unsigned remainderWidth(const Loop &loop) {
  unsigned width = 0;
  for (const BasicBlock *block : loop.blocks())
    for (const Instruction &instruction : *block) {
      if (instruction.getType()->isVectorTy() || instruction.getType()->isFloatingPointTy())
        return 0;
      const auto *call = dyn_cast<CallInst>(&instruction);
      const Function *callee = call ? call->getCalledFunction() : nullptr;
      if (!callee || !isIdiomFunction(*callee))
        continue;
      const unsigned lanes = call->getType()->getScalarSizeInBits() <= 16 ? 8 : 4;
      width = width ? std::min(width, lanes) : lanes;
    }
  return width;
}

bool expandIdiomCalls(Function &function) {
  bool changed = false;
  TablesInMemory tables;
  for (Instruction &instruction : make_early_inc_range(instructions(function))) {
    auto *call = dyn_cast<CallInst>(&instruction);
    const Function *callee = call ? call->getCalledFunction() : nullptr;
    const std::optional<Idiom> idiom = callee ? idiomOf(*callee) : std::nullopt;
    if (!idiom)
      continue;
    IRBuilder<> builder(call);
    Value *value = call->getType()->isVectorTy() ? expandVector(builder, *idiom, *call) : expandScalar(builder, *idiom, *call, tables);
    value->takeName(call);
    call->replaceAllUsesWith(value);
    call->eraseFromParent();
    changed = true;
  }
  return changed;
}

} // namespace nearnative
