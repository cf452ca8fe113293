// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "pipeline/Wabt.h"

#include <wabt/binary-reader-ir.h>
#include <wabt/binary-reader.h>
#include <wabt/cast.h>
#include <wabt/config.h>
#include <wabt/validator.h>

namespace nearnative::pipeline {

namespace {

/// Everything libwabt can read. What a module may use is not decided here: an output that uses more than its input is refused elsewhere.
wabt::Features allFeatures() {
  wabt::Features features;
  features.EnableAll();
  // Not instructions: with this on, custom sections named metadata.code.* must parse, which is no matter of ours.
  features.disable_code_metadata();
  return features;
}

Error firstError(const wabt::Errors &errors) {
  if (errors.empty())
    return {"libwabt " + wabtVersion() + " refuses it without a reason"};
  std::string message = errors.front().message;
  for (char &character : message)
    if (character == '\n')
      character = ' ';
  return {"byte " + std::to_string(errors.front().loc.offset) + ": " + message};
}

template <class... Kinds> const wabt::Opcode *firstOpcode(const wabt::Expr &expression) {
  const wabt::Opcode *found = nullptr;
  ((wabt::isa<Kinds>(&expression) ? void(found = &wabt::cast<Kinds>(&expression)->opcode) : void()), ...);
  return found;
}

} // namespace

std::string wabtVersion() { return WABT_VERSION_STRING; }

Result<std::unique_ptr<wabt::Module>> readModule(std::string_view bytes) {
  wabt::Errors errors;
  auto module = std::make_unique<wabt::Module>();
  const wabt::ReadBinaryOptions options(allFeatures(), nullptr, /*read_debug_names=*/false, /*stop_on_first_error=*/true,
                                        /*fail_on_custom_section_error=*/false);
  if (wabt::Failed(wabt::ReadBinaryIr("module", bytes.data(), bytes.size(), options, &errors, module.get())))
    return tl::unexpected(firstError(errors));
  if (wabt::Failed(wabt::ValidateModule(module.get(), &errors, wabt::ValidateOptions(allFeatures()))))
    return tl::unexpected(firstError(errors));
  return module;
}

const wabt::Opcode *opcodeOf(const wabt::Expr &expression) {
  return firstOpcode<wabt::BinaryExpr, wabt::CompareExpr, wabt::ConvertExpr, wabt::UnaryExpr, wabt::TernaryExpr, wabt::LoadExpr,
                     wabt::StoreExpr, wabt::LoadSplatExpr, wabt::LoadZeroExpr, wabt::SimdLaneOpExpr, wabt::SimdLoadLaneExpr,
                     wabt::SimdStoreLaneExpr, wabt::SimdShuffleOpExpr, wabt::AtomicLoadExpr, wabt::AtomicStoreExpr, wabt::AtomicRmwExpr,
                     wabt::AtomicRmwCmpxchgExpr, wabt::AtomicWaitExpr, wabt::AtomicNotifyExpr>(expression);
}

bool isVectorConstant(const wabt::Expr &expression) {
  return expression.type() == wabt::ExprType::Const && wabt::cast<wabt::ConstExpr>(&expression)->const_.type() == wabt::Type::V128;
}

std::string vectorConstantBytes(const wabt::Expr &expression) {
  const v128 value = wabt::cast<wabt::ConstExpr>(&expression)->const_.vec128();
  std::string bytes;
  for (int lane = 0; lane < 16; ++lane)
    bytes.push_back(static_cast<char>(value.u8(lane)));
  return bytes;
}

} // namespace nearnative::pipeline
