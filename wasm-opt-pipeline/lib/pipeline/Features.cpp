// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "pipeline/Features.h"

#include "pipeline/FunctionWalk.h"

#include <map>
#include <wabt/cast.h>

namespace nearnative::pipeline {

namespace {

using wabt::cast;
using wabt::ExprType;
using wabt::Type;

class Collector final : public FunctionVisitor {
public:
  void instruction(const wabt::Expr &expression, unsigned /*loopDepth*/) override {
    if (const wabt::Opcode *opcode = opcodeOf(expression))
      operation(*opcode);
    if (isVectorConstant(expression))
      features.insert("simd128");
    switch (expression.type()) {
    case ExprType::Block:
      return signature(cast<wabt::BlockExpr>(&expression)->block.decl.sig, /*block=*/true);
    case ExprType::Loop:
      return signature(cast<wabt::LoopExpr>(&expression)->block.decl.sig, true);
    case ExprType::If:
      return signature(cast<wabt::IfExpr>(&expression)->true_.decl.sig, true);
    case ExprType::Try:
      signature(cast<wabt::TryExpr>(&expression)->block.decl.sig, true);
      [[fallthrough]];
    case ExprType::Throw:
    case ExprType::Rethrow:
      features.insert("exception-handling");
      return;
    case ExprType::AtomicFence:
      features.insert("atomics");
      return;
    case ExprType::MemoryCopy:
    case ExprType::MemoryFill:
    case ExprType::MemoryInit:
    case ExprType::DataDrop:
    case ExprType::TableCopy:
    case ExprType::TableInit:
    case ExprType::ElemDrop:
      features.insert("bulk-memory");
      return;
    case ExprType::TableGet:
    case ExprType::TableSet:
    case ExprType::TableGrow:
    case ExprType::TableSize:
    case ExprType::TableFill:
    case ExprType::RefNull:
    case ExprType::RefFunc:
    case ExprType::RefIsNull:
      features.insert("reference-types");
      return;
    case ExprType::Select:
      for (const Type &type : cast<wabt::SelectExpr>(&expression)->result_type)
        value(type);
      return;
    case ExprType::ReturnCall:
    case ExprType::ReturnCallIndirect:
      features.insert("tail-call");
      return;
    default:
      return;
    }
  }

  void value(const Type &type) {
    if (type == Type::V128)
      features.insert("simd128");
    else if (type.IsRef())
      features.insert("reference-types");
  }

  void signature(const wabt::FuncSignature &signature, bool block) {
    if (signature.result_types.size() > 1 || (block && !signature.param_types.empty()))
      features.insert("multivalue");
    for (const Type &type : signature.param_types)
      value(type);
    for (const Type &type : signature.result_types)
      value(type);
  }

  void initializer(const wabt::ExprList &expressions) {
    for (const wabt::Expr &expression : expressions) {
      if (expression.type() == ExprType::Binary)
        features.insert("extended-const");
      if (isVectorConstant(expression))
        features.insert("simd128");
    }
  }

  FeatureSet features;

private:
  void operation(const wabt::Opcode &opcode) {
    const uint32_t code = opcode.GetCode();
    switch (opcode.GetPrefix()) {
    case 0:
      if (code >= 0xc0 && code <= 0xc4) // i32.extend8_s to i64.extend32_s
        features.insert("sign-ext");
      return;
    case 0xfc:
      if (code <= 7) // the trunc_sat conversions
        features.insert("nontrapping-fptoint");
      return;
    case 0xfd:
      features.insert("simd128");
      if (code >= 0x100)
        features.insert("relaxed-simd");
      return;
    case 0xfe:
      features.insert("atomics");
      return;
    default:
      return;
    }
  }
};

} // namespace

FeatureSet usedFeatures(const wabt::Module &module) {
  Collector collector;
  FeatureSet &features = collector.features;
  for (const wabt::TypeEntry *type : module.types)
    if (const auto *function = wabt::dyn_cast<wabt::FuncType>(type))
      collector.signature(function->sig, /*block=*/false);
  for (size_t index = module.num_func_imports; index < module.funcs.size(); ++index) {
    for (const auto &[type, count] : module.funcs[index]->local_types.decls())
      collector.value(type);
    walkFunction(module, *module.funcs[index], collector);
  }
  for (const wabt::Global *global : module.globals) {
    collector.value(global->type);
    collector.initializer(global->init_expr);
  }
  for (size_t index = 0; index < module.num_global_imports; ++index)
    if (module.globals[index]->mutable_)
      features.insert("mutable-globals");
  for (const wabt::Export *entry : module.exports)
    if (entry->kind == wabt::ExternalKind::Global && module.GetGlobal(entry->var)->mutable_)
      features.insert("mutable-globals");
  for (const wabt::Memory *memory : module.memories) {
    if (memory->page_limits.is_64)
      features.insert("memory64");
    if (memory->page_limits.is_shared)
      features.insert("atomics");
  }
  if (module.memories.size() > 1)
    features.insert("multimemory");
  for (const wabt::Table *table : module.tables)
    if (table->elem_type != Type::FuncRef)
      features.insert("reference-types");
  if (module.tables.size() > 1)
    features.insert("reference-types");
  for (const wabt::DataSegment *segment : module.data_segments) {
    collector.initializer(segment->offset);
    if (segment->kind == wabt::SegmentKind::Passive)
      features.insert("bulk-memory");
  }
  for (const wabt::ElemSegment *segment : module.elem_segments) {
    collector.initializer(segment->offset);
    if (segment->kind != wabt::SegmentKind::Active)
      features.insert("bulk-memory");
  }
  if (!module.tags.empty())
    features.insert("exception-handling");
  return features;
}

FeatureSet declaredFeatures(const std::vector<Section> &sections) {
  FeatureSet features;
  for (const Section &section : sections) {
    if (section.id != customSection || section.name != "target_features")
      continue;
    std::string_view rest = section.content;
    const auto nameLength = takeLeb(rest); // parseSections has read it before
    rest.remove_prefix(nameLength.value_or(0));
    const auto count = takeLeb(rest);
    for (uint32_t index = 0; count && index < *count && !rest.empty(); ++index) {
      const char sign = rest.front();
      rest.remove_prefix(1);
      const auto length = takeLeb(rest);
      if (!length || *length > rest.size())
        break;
      if (sign == '+' || sign == '=')
        features.emplace(rest.substr(0, *length));
      rest.remove_prefix(*length);
    }
  }
  return features;
}

std::vector<std::string> wasmOptFeatureFlags(const FeatureSet &features) {
  // Where the two spell a feature differently.
  static const std::map<std::string, std::string, std::less<>> spellings = {
      {"simd128", "simd"}, {"atomics", "threads"}, {"nontrapping-fptoint", "nontrapping-float-to-int"}};
  std::vector<std::string> flags = {"--mvp-features"};
  for (const std::string &feature : features) {
    const auto spelling = spellings.find(feature);
    flags.push_back("--enable-" + (spelling == spellings.end() ? feature : spelling->second));
  }
  return flags;
}

} // namespace nearnative::pipeline
