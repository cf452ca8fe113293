// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "pipeline/FunctionWalk.h"

#include <algorithm>
#include <vector>
#include <wabt/cast.h>

namespace nearnative::pipeline {

namespace {

using wabt::cast;
using wabt::Expr;
using wabt::ExprList;
using wabt::ExprType;
using wabt::Index;
using wabt::Type;
using wabt::TypeVector;

/// What is known of a value on the operand stack. A copy is a v128 that also lives in a local, or a constant.
enum Value : uint8_t { scalar, vectorCopy, vectorComputed };

class Walk {
public:
  Walk(const wabt::Module &owner, FunctionVisitor &client) : module(owner), visitor(client), context(owner) {}

  void run(const wabt::Func &entered) {
    function = &entered;
    collectLocals();
    context.BeginFunc(entered);
    frames.push_back({nullptr, {&entered.exprs}, {}, 0, 0, entered.exprs.begin(), {}});
    while (!frames.empty())
      step();
    context.EndFunc();
  }

private:
  /// A block that is being walked: its lists of instructions (an `if` has two, a `try` one more per catch).
  struct Frame {
    const Expr *owner;
    std::vector<const ExprList *> parts;
    const wabt::FuncSignature *signature;
    size_t part;
    size_t height; // of the operand stack below the block's parameters
    ExprList::const_iterator next;
    std::vector<size_t> tags; // per part: index + 1 of the tag whose values a catch begins with, 0 for none
  };

  void collectLocals() {
    for (const Type &type : function->decl.sig.param_types)
      params.push_back(type == Type::V128);
    for (const auto &[type, count] : function->local_types.decls()) {
      end += count;
      runs.push_back({static_cast<Index>(params.size()) + end, type == Type::V128});
    }
  }

  /// Whether the local is a v128; if so the visitor hears of it.
  bool local(Index index) {
    bool vector = false;
    if (index < params.size()) {
      vector = params[index];
    } else {
      const auto run =
          std::upper_bound(runs.begin(), runs.end(), index, [](Index value, const auto &entry) { return value < entry.first; });
      vector = run != runs.end() && run->second;
    }
    if (vector)
      visitor.vectorLocal(index);
    return vector;
  }

  void push(Value value) {
    stack.push_back(value);
    computed += value == vectorComputed;
  }
  void push(const TypeVector &types) {
    for (const Type &type : types)
      push(type == Type::V128 ? vectorComputed : scalar);
  }
  Value pop() {
    // Behind a branch that is always taken the stack may be shorter than what is popped.
    const size_t floor = frames.empty() ? 0 : frames.back().height;
    if (stack.size() <= floor)
      return scalar;
    const Value value = stack.back();
    stack.pop_back();
    computed -= value == vectorComputed;
    return value;
  }
  void pop(size_t count) {
    while (count-- > 0 && stack.size() > (frames.empty() ? 0 : frames.back().height))
      pop();
  }
  void cut(size_t height) {
    while (stack.size() > height) {
      computed -= stack.back() == vectorComputed;
      stack.pop_back();
    }
  }

  void step() {
    Frame &frame = frames.back();
    if (frame.next != frame.parts[frame.part]->end()) {
      const Expr &expression = *frame.next;
      ++frame.next;
      visit(expression);
      return;
    }
    if (++frame.part < frame.parts.size()) {
      frame.next = frame.parts[frame.part]->begin();
      cut(frame.height);
      const size_t tag = frame.tags[frame.part];
      if (tag > 0)
        push(module.tags[tag - 1]->decl.sig.param_types);
      else if (frame.owner->type() == ExprType::If)
        push(frame.signature->param_types);
      return;
    }
    if (frame.owner) {
      cut(frame.height);
      const wabt::FuncSignature &signature = *frame.signature;
      const bool loop = frame.owner->type() == ExprType::Loop;
      frames.pop_back(); // `frame` is gone
      context.EndBlock();
      push(signature.result_types);
      if (loop) {
        --loopDepth;
        visitor.leaveLoop();
      }
      visitor.vectorsOnStack(computed);
    } else {
      frames.pop_back();
    }
  }

  void enter(const Expr &expression, wabt::LabelType label, const wabt::Block &block, std::vector<const ExprList *> parts,
             std::vector<size_t> tags) {
    const wabt::FuncSignature &signature = block.decl.sig;
    const size_t floor = frames.back().height;
    const size_t height = stack.size() >= signature.param_types.size() ? stack.size() - signature.param_types.size() : 0;
    context.BeginBlock(label, block);
    const ExprList::const_iterator first = parts.front()->begin();
    frames.push_back({&expression, std::move(parts), &signature, 0, std::max(height, floor), first, std::move(tags)});
  }

  void visit(const Expr &expression) {
    visitor.instruction(expression, loopDepth);
    switch (expression.type()) {
    case ExprType::Block: {
      const wabt::Block &block = cast<wabt::BlockExpr>(&expression)->block;
      return enter(expression, wabt::LabelType::Block, block, {&block.exprs}, {0});
    }
    case ExprType::Loop: {
      const wabt::Block &block = cast<wabt::LoopExpr>(&expression)->block;
      ++loopDepth;
      visitor.enterLoop();
      return enter(expression, wabt::LabelType::Loop, block, {&block.exprs}, {0});
    }
    case ExprType::If: {
      const auto *branch = cast<wabt::IfExpr>(&expression);
      pop(1);
      return enter(expression, wabt::LabelType::If, branch->true_, {&branch->true_.exprs, &branch->false_}, {0, 0});
    }
    case ExprType::Try: {
      const auto *attempt = cast<wabt::TryExpr>(&expression);
      std::vector<const ExprList *> parts = {&attempt->block.exprs};
      std::vector<size_t> tags = {0};
      for (const wabt::Catch &handler : attempt->catches) {
        parts.push_back(&handler.exprs);
        tags.push_back(handler.IsCatchAll() ? 0 : handler.var.index() + size_t(1));
      }
      return enter(expression, wabt::LabelType::Try, attempt->block, std::move(parts), std::move(tags));
    }
    default:
      account(expression);
      visitor.vectorsOnStack(computed);
    }
  }

  /// Pops the operands of a plain instruction and pushes its results.
  void account(const Expr &expression) {
    switch (expression.type()) {
    case ExprType::Br:
    case ExprType::BrTable:
    case ExprType::Return:
    case ExprType::ReturnCall:
    case ExprType::ReturnCallIndirect:
    case ExprType::Rethrow:
    case ExprType::Throw:
    case ExprType::Unreachable:
      return cut(frames.back().height);
    case ExprType::BrIf:
      return pop(1);
    case ExprType::Call:
      return call(module.GetFunc(cast<wabt::CallExpr>(&expression)->var)->decl.sig);
    case ExprType::CallIndirect:
      pop(1);
      return call(cast<wabt::CallIndirectExpr>(&expression)->decl.sig);
    case ExprType::Const:
      return push(isVectorConstant(expression) ? vectorCopy : scalar);
    case ExprType::LocalGet:
      return push(local(cast<wabt::LocalGetExpr>(&expression)->var.index()) ? vectorCopy : scalar);
    case ExprType::LocalSet:
      local(cast<wabt::LocalSetExpr>(&expression)->var.index());
      return pop(1);
    case ExprType::LocalTee:
      pop(1);
      return push(local(cast<wabt::LocalTeeExpr>(&expression)->var.index()) ? vectorCopy : scalar);
    case ExprType::GlobalGet:
      return push(module.GetGlobal(cast<wabt::GlobalGetExpr>(&expression)->var)->type == Type::V128 ? vectorComputed : scalar);
    case ExprType::Select: {
      pop(1);
      const Value first = pop();
      const Value second = pop();
      return push(first == scalar && second == scalar ? scalar : vectorComputed);
    }
    case ExprType::CallRef:
      // Its type is known to the validator only; what it leaves on the stack cannot be counted, which an estimate may ignore.
      return pop(1);
    default:
      break;
    }
    const wabt::Opcode *opcode = opcodeOf(expression);
    const wabt::ModuleContext::Arities arity = context.GetExprArity(expression);
    pop(arity.nargs);
    for (Index index = 0; index < arity.nreturns; ++index)
      push(opcode && opcode->GetResultType() == Type::V128 ? vectorComputed : scalar);
  }

  void call(const wabt::FuncSignature &signature) {
    pop(signature.param_types.size());
    push(signature.result_types);
  }

  const wabt::Module &module;
  FunctionVisitor &visitor;
  wabt::ModuleContext context;
  const wabt::Func *function = nullptr;
  std::vector<bool> params;
  std::vector<std::pair<Index, bool>> runs; // first index behind the run, whether it is v128
  Index end = 0;
  std::vector<Frame> frames;
  std::vector<Value> stack;
  unsigned computed = 0;
  unsigned loopDepth = 0;
};

} // namespace

void walkFunction(const wabt::Module &module, const wabt::Func &function, FunctionVisitor &visitor) { Walk(module, visitor).run(function); }

} // namespace nearnative::pipeline
