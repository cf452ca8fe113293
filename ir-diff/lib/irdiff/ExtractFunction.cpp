// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/ExtractFunction.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace irdiff {

namespace {

/// Declares in the new module what the function refers to in its own.
class Declarer final : public ValueMaterializer {
public:
  Declarer(const Function &inOriginal, Module &inModule) : original(inOriginal), module(inModule) {}

  Value *materialize(Value *value) override {
    if (const auto *label = dyn_cast<BlockAddress>(value); label && label->getFunction() != &original)
      return ConstantExpr::getIntToPtr(ConstantInt::get(Type::getInt32Ty(module.getContext()), 1), label->getType());
    const auto *global = dyn_cast<GlobalValue>(value);
    return global && global->getParent() != &module ? declare(*global) : nullptr;
  }

  GlobalValue *declare(const GlobalValue &global) {
    GlobalValue *copy = nullptr;
    if (auto *type = dyn_cast<FunctionType>(global.getValueType())) {
      auto *function = Function::Create(type, GlobalValue::ExternalLinkage, global.getAddressSpace(), global.getName(), &module);
      if (const auto *from = dyn_cast<Function>(&global)) {
        function->copyAttributesFrom(from);
        function->setPersonalityFn(nullptr);
        function->setPrefixData(nullptr);
        function->setPrologueData(nullptr);
      }
      copy = function;
    } else {
      const auto *from = dyn_cast<GlobalVariable>(&global);
      auto *variable = new GlobalVariable(module, global.getValueType(), from && from->isConstant(), GlobalValue::ExternalLinkage, nullptr,
                                          global.getName(), nullptr, global.getThreadLocalMode(), global.getAddressSpace());
      if (from)
        variable->setAlignment(from->getAlign());
      copy = variable;
    }
    copy->setDSOLocal(global.isDSOLocal());
    return copy;
  }

private:
  const Function &original;
  Module &module;
};

} // namespace

std::unique_ptr<Module> extractFunction(const Function &original, ValueToValueMapTy &values) {
  const Module &whole = *original.getParent();
  auto module = std::make_unique<Module>("", original.getContext());
  module->setTargetTriple(whole.getTargetTriple());
  module->setDataLayout(whole.getDataLayout());
  SmallVector<Module::ModuleFlagEntry> flags;
  whole.getModuleFlagsMetadata(flags);
  for (const Module::ModuleFlagEntry &flag : flags)
    if (isa<ConstantAsMetadata, MDString>(flag.Val))
      module->addModuleFlag(flag.Behavior, flag.Key->getString(), flag.Val);

  const RemapFlags mode = RF_NoModuleLevelChanges | RF_IgnoreMissingLocals;
  Declarer declarer(original, *module);
  auto *copy = cast<Function>(declarer.declare(original));
  values[&original] = copy;
  if (original.hasPersonalityFn())
    copy->setPersonalityFn(MapValue(original.getPersonalityFn(), values, mode, nullptr, &declarer));
  for (const auto &[from, to] : zip_equal(original.args(), copy->args())) {
    to.setName(from.getName());
    values[&from] = &to;
  }
  for (const BasicBlock &block : original) {
    BasicBlock *blockCopy = BasicBlock::Create(original.getContext(), block.getName(), copy);
    values[&block] = blockCopy;
    for (const Instruction &instruction : block) {
      if (isa<DbgInfoIntrinsic>(instruction))
        continue;
      Instruction *clone = instruction.clone();
      clone->dropDbgRecords();
      clone->setName(instruction.getName());
      clone->insertInto(blockCopy, blockCopy->end());
      values[&instruction] = clone;
    }
  }
  for (Instruction &instruction : instructions(*copy))
    RemapInstruction(&instruction, values, mode, nullptr, &declarer);
  return module;
}

} // namespace irdiff
