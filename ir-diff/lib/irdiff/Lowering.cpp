// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Lowering.h"

#include "llvm/ADT/StringSwitch.h"
#include "llvm/Analysis/TargetTransformInfo.h"
#include "llvm/CodeGen/ISDOpcodes.h"
#include "llvm/CodeGen/TargetLowering.h"
#include "llvm/CodeGen/TargetSubtargetInfo.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DerivedTypes.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Operator.h"
#include "llvm/MC/TargetRegistry.h"

using namespace llvm;

namespace irdiff {

namespace {

/// How an intrinsic is lowered when the target has no instruction for it.
struct Operation {
  unsigned code = 0;             ///< ISD opcode, 0: not in the table, counts as inline
  bool scalarIsCall = false;     ///< without an instruction, one value is a call of the C library
  bool vectorCodeExists = false; ///< LLVM expands the vector form into other vector operations
};

Operation operationOf(Intrinsic::ID id) {
  switch (id) {
  case Intrinsic::sqrt:
    return {ISD::FSQRT, true, false};
  case Intrinsic::sin:
    return {ISD::FSIN, true, false};
  case Intrinsic::cos:
    return {ISD::FCOS, true, false};
  case Intrinsic::tan:
    return {ISD::FTAN, true, false};
  case Intrinsic::asin:
    return {ISD::FASIN, true, false};
  case Intrinsic::acos:
    return {ISD::FACOS, true, false};
  case Intrinsic::atan:
    return {ISD::FATAN, true, false};
  case Intrinsic::atan2:
    return {ISD::FATAN2, true, false};
  case Intrinsic::sinh:
    return {ISD::FSINH, true, false};
  case Intrinsic::cosh:
    return {ISD::FCOSH, true, false};
  case Intrinsic::tanh:
    return {ISD::FTANH, true, false};
  case Intrinsic::exp:
    return {ISD::FEXP, true, false};
  case Intrinsic::exp2:
    return {ISD::FEXP2, true, false};
  case Intrinsic::exp10:
    return {ISD::FEXP10, true, false};
  case Intrinsic::log:
    return {ISD::FLOG, true, false};
  case Intrinsic::log2:
    return {ISD::FLOG2, true, false};
  case Intrinsic::log10:
    return {ISD::FLOG10, true, false};
  case Intrinsic::pow:
    return {ISD::FPOW, true, false};
  case Intrinsic::powi:
    return {ISD::FPOWI, true, false};
  case Intrinsic::ldexp:
    return {ISD::FLDEXP, true, false};
  case Intrinsic::fma:
    return {ISD::FMA, true, false};
  case Intrinsic::floor:
    return {ISD::FFLOOR, true, false};
  case Intrinsic::ceil:
    return {ISD::FCEIL, true, false};
  case Intrinsic::trunc:
    return {ISD::FTRUNC, true, false};
  case Intrinsic::rint:
    return {ISD::FRINT, true, false};
  case Intrinsic::nearbyint:
    return {ISD::FNEARBYINT, true, false};
  case Intrinsic::round:
    return {ISD::FROUND, true, false};
  case Intrinsic::roundeven:
    return {ISD::FROUNDEVEN, true, false};
  case Intrinsic::lround:
    return {ISD::LROUND, true, false};
  case Intrinsic::llround:
    return {ISD::LLROUND, true, false};
  case Intrinsic::lrint:
    return {ISD::LRINT, true, false};
  case Intrinsic::llrint:
    return {ISD::LLRINT, true, false};
  case Intrinsic::maxnum:
    return {ISD::FMAXNUM, true, false};
  case Intrinsic::minnum:
    return {ISD::FMINNUM, true, false};
  // Expanded into compares and selects, on vectors too.
  case Intrinsic::maximumnum:
    return {ISD::FMAXIMUMNUM, false, true};
  case Intrinsic::minimumnum:
    return {ISD::FMINIMUMNUM, false, true};
  case Intrinsic::maximum:
    return {ISD::FMAXIMUM, false, true};
  case Intrinsic::minimum:
    return {ISD::FMINIMUM, false, true};
  case Intrinsic::fptosi_sat:
    return {ISD::FP_TO_SINT_SAT, false, false};
  case Intrinsic::fptoui_sat:
    return {ISD::FP_TO_UINT_SAT, false, false};
  case Intrinsic::cttz:
    return {ISD::CTTZ, false, true};
  case Intrinsic::ctlz:
    return {ISD::CTLZ, false, true};
  default:
    return {};
  }
}

Operation operationOf(const Instruction &instruction) {
  switch (instruction.getOpcode()) {
  case Instruction::FRem:
    return {ISD::FREM, true, false};
  case Instruction::SDiv:
    return {ISD::SDIV, false, false};
  case Instruction::UDiv:
    return {ISD::UDIV, false, false};
  case Instruction::SRem:
    return {ISD::SREM, false, false};
  case Instruction::URem:
    return {ISD::UREM, false, false};
  default:
    return {};
  }
}

} // namespace

Lowering::Lowering(const Triple &inTriple) : triple(inTriple) {
  std::string error;
  if (const Target *target = TargetRegistry::lookupTarget(triple, error))
    machine.reset(target->createTargetMachine(triple, "", "", TargetOptions(), std::nullopt));
  if (!machine && !triple.str().empty())
    unknownTarget = "this LLVM has no code generator for " + triple.str() + ": calls hidden in its operations are not counted";
}

Lowering::~Lowering() = default;

void Lowering::enter(const Function &function) {
  if (!machine)
    return;
  lowering = machine->getSubtargetImpl(function)->getTargetLowering();
  const TargetTransformInfo costs = machine->getTargetTransformInfo(function);
  registerBits = costs.getRegisterBitWidth(TargetTransformInfo::RGK_FixedWidthVector).getFixedValue();
}

std::pair<unsigned, MVT> Lowering::legalize(Type *type) const {
  LLVMContext &context = type->getContext();
  EVT value = EVT::getEVT(type, /*HandleUnknown=*/true);
  unsigned parts = 1;
  for (unsigned steps = 0; steps < 64; ++steps) {
    const auto [action, next] = lowering->getTypeConversion(context, value);
    if (action == TargetLoweringBase::TypeLegal || next == value)
      break;
    if (action == TargetLoweringBase::TypeSplitVector || action == TargetLoweringBase::TypeExpandInteger)
      parts *= 2;
    value = next;
  }
  return {parts, value.isSimple() ? value.getSimpleVT() : MVT(MVT::Other)};
}

bool Lowering::supports(unsigned operation, Type *type) const {
  if (!lowering || !(type->isFPOrFPVectorTy() || type->isIntOrIntVectorTy()) || isa<ScalableVectorType>(type))
    return true;
  const MVT legal = legalize(type).second;
  if (type->isVectorTy() && !legal.isVector())
    return type->getScalarType()->isIntegerTy(1); // masks have their own ways
  return lowering->isOperationLegalOrCustomOrPromote(operation, legal);
}

Fate Lowering::fateOfOperation(unsigned operation, Type *type, bool scalarIsCall, bool vectorCodeExists) const {
  if (supports(operation, type))
    return Fate::Inline;
  if (!type->isVectorTy())
    return scalarIsCall ? Fate::CallPerLane : Fate::Inline;
  if (vectorCodeExists)
    return Fate::Inline;
  return scalarIsCall && !supports(operation, type->getScalarType()) ? Fate::CallPerLane : Fate::PerLane;
}

bool Lowering::costsLessThanCalls(const IntrinsicInst &intrinsic) const {
  // LLVM's cost model prices a call of the C library at 10. Targets that combine an operation into something of their own before the
  // tables are asked (x86: maxnum) say so only in their cost model.
  constexpr int64_t costOfCall = 10;
  const TargetTransformInfo costs = machine->getTargetTransformInfo(*intrinsic.getFunction());
  const InstructionCost cost =
      costs.getIntrinsicInstrCost(IntrinsicCostAttributes(intrinsic.getIntrinsicID(), intrinsic), TargetTransformInfo::TCK_RecipThroughput);
  const auto *vector = dyn_cast<FixedVectorType>(intrinsic.getType());
  return cost.isValid() && cost.getValue() < costOfCall * static_cast<int64_t>(vector ? vector->getNumElements() : 1);
}

Fate Lowering::fateOf(const Instruction &instruction) const {
  Type *type = instruction.getType();
  const bool isVector = isa<FixedVectorType>(type);

  if (const auto *intrinsic = dyn_cast<IntrinsicInst>(&instruction)) {
    const Intrinsic::ID id = intrinsic->getIntrinsicID();
    // fminf/fmaxf of values that are never NaN become a compare and a select.
    const auto *math = dyn_cast<FPMathOperator>(intrinsic);
    if ((id == Intrinsic::maxnum || id == Intrinsic::minnum) && math && math->hasNoNaNs())
      return Fate::Inline;
    if (id == Intrinsic::masked_gather || id == Intrinsic::masked_scatter || id == Intrinsic::masked_load ||
        id == Intrinsic::masked_store) {
      if (!machine)
        return Fate::Inline;
      const TargetTransformInfo costs = machine->getTargetTransformInfo(*instruction.getFunction());
      const bool stores = id == Intrinsic::masked_store || id == Intrinsic::masked_scatter;
      Type *data = stores ? intrinsic->getArgOperand(0)->getType() : type;
      const bool legal = id == Intrinsic::masked_gather    ? costs.isLegalMaskedGather(data, Align(1))
                         : id == Intrinsic::masked_scatter ? costs.isLegalMaskedScatter(data, Align(1))
                         : id == Intrinsic::masked_load    ? costs.isLegalMaskedLoad(data, Align(1), 0)
                                                           : costs.isLegalMaskedStore(data, Align(1), 0);
      return legal ? Fate::Inline : Fate::PerLane;
    }
    const Operation operation = operationOf(id);
    if (!operation.code)
      return Fate::Inline;
    // For these the tables are asked by the argument's type (scalars) or by the result's (vectors).
    if (id == Intrinsic::lround || id == Intrinsic::llround || id == Intrinsic::lrint || id == Intrinsic::llrint) {
      Type *argument = intrinsic->getArgOperand(0)->getType();
      if (supports(operation.code, argument) && (!isVector || supports(operation.code, type)))
        return Fate::Inline;
      return supports(operation.code, argument->getScalarType()) ? isVector ? Fate::PerLane : Fate::Inline : Fate::CallPerLane;
    }
    const Fate fate = fateOfOperation(operation.code, type, operation.scalarIsCall, operation.vectorCodeExists);
    return fate == Fate::CallPerLane && costsLessThanCalls(*intrinsic) ? Fate::Inline : fate;
  }

  if (const Operation operation = operationOf(instruction); operation.code) {
    // Division by constants becomes multiplication.
    if (instruction.getOpcode() != Instruction::FRem && isa<Constant>(instruction.getOperand(1)))
      return Fate::Inline;
    return fateOfOperation(operation.code, type, operation.scalarIsCall, operation.vectorCodeExists);
  }

  // Wasm shifts all lanes by one amount; other shifts are taken apart.
  if (isVector && instruction.isShift() && triple.isWasm()) {
    const auto *amount = instruction.getOperand(1);
    const bool sameForAll = isa<Constant>(amount) || isa<ShuffleVectorInst>(amount);
    return sameForAll ? Fate::Inline : Fate::PerLane;
  }
  return Fate::Inline;
}

unsigned Lowering::registersFor(Type *type) const {
  if (!lowering || !isa<FixedVectorType>(type))
    return 1;
  return legalize(type).first;
}

bool Lowering::isInstruction(const CallBase &call) const {
  const Function *callee = call.getCalledFunction();
  if (!lowering || !callee || !call.doesNotAccessMemory() || callee->arg_empty())
    return false;
  StringRef name = callee->getName();
  if (call.getType()->isFloatTy())
    name.consume_back("f");
  const unsigned operation = StringSwitch<unsigned>(name)
                                 .Case("sqrt", ISD::FSQRT)
                                 .Case("fabs", ISD::FABS)
                                 .Case("copysign", ISD::FCOPYSIGN)
                                 .Case("floor", ISD::FFLOOR)
                                 .Case("ceil", ISD::FCEIL)
                                 .Case("trunc", ISD::FTRUNC)
                                 .Case("rint", ISD::FRINT)
                                 .Case("nearbyint", ISD::FNEARBYINT)
                                 .Case("round", ISD::FROUND)
                                 .Case("fmax", ISD::FMAXNUM)
                                 .Case("fmin", ISD::FMINNUM)
                                 .Default(0);
  return operation && supports(operation, call.getType());
}

} // namespace irdiff
