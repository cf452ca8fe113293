// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "pipeline/Facts.h"

#include "pipeline/FunctionWalk.h"

#include <algorithm>

namespace nearnative::pipeline {

namespace {

class Counter final : public FunctionVisitor {
public:
  explicit Counter(Facts &counted) : facts(counted) {}

  void instruction(const wabt::Expr &expression, unsigned loopDepth) override {
    if (isVectorConstant(expression)) {
      ++facts.vectorInstructions;
      facts.loopConstants += loopDepth > 0 && !isTrivialConstant(expression);
      return;
    }
    const wabt::Opcode *opcode = opcodeOf(expression);
    if (!opcode)
      return;
    facts.vectorInstructions += opcode->GetPrefix() == 0xfd;
    if (opcode->GetMemorySize() == 0)
      return;
    const wabt::ExprType type = expression.type();
    const bool both = type == wabt::ExprType::AtomicRmw || type == wabt::ExprType::AtomicRmwCmpxchg;
    const bool store = opcode->GetResultType() == wabt::Type::Void;
    if (type == wabt::ExprType::AtomicWait || type == wabt::ExprType::AtomicNotify)
      return;
    facts.loads += both || !store;
    facts.stores += both || store;
  }

private:
  Facts &facts;
};

} // namespace

bool isTrivialConstant(const wabt::Expr &vectorConstant) {
  const std::string bytes = vectorConstantBytes(vectorConstant);
  return bytes == std::string(16, '\0') || bytes == std::string(16, '\xff');
}

Facts countFacts(const wabt::Module &module, size_t bytes) {
  Facts facts;
  facts.bytes = bytes;
  facts.functions = module.funcs.size() - module.num_func_imports;
  Counter counter(facts);
  for (size_t index = module.num_func_imports; index < module.funcs.size(); ++index)
    walkFunction(module, *module.funcs[index], counter);
  return facts;
}

} // namespace nearnative::pipeline
