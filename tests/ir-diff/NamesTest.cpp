// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Function names that must agree between the targets, and positions that must not depend on folders.
#include "irdiff/Names.h"
#include "irdiff/Location.h"

#include <gtest/gtest.h>

using namespace irdiff;

TEST(CanonicalName, FixedWidthIntegersAgree) {
  // f(int64_t, uint64_t, size_t, ptrdiff_t, intptr_t, int32_t) natively and on Wasm.
  EXPECT_EQ(canonicalName("_Z1flmmlli"), canonicalName("_Z1fxymlli"));
  EXPECT_EQ(canonicalName("_Z1fxymlli"), "f(long, unsigned long, unsigned long, long, long, int)");
}

TEST(CanonicalName, TemplateValuesAgree) {
  EXPECT_EQ(canonicalName("_Z1fILl4ELm8EEvv"), canonicalName("_Z1fILx4ELy8EEvv"));
  EXPECT_NE(canonicalName("_Z1fILl4EEvv"), canonicalName("_Z1fILl5EEvv"));
}

TEST(CanonicalName, LargestSizesAgree) {
  // std::span<const int> natively and on Wasm.
  EXPECT_EQ(canonicalName("_Z1fSt4spanIKiLm18446744073709551615EE"), canonicalName("_Z1fNSt3__24spanIKiLm4294967295EEE"));
}

TEST(CanonicalName, OtherTypesStayApart) {
  EXPECT_NE(canonicalName("_Z1fi"), canonicalName("_Z1fl"));
  EXPECT_NE(canonicalName("_Z1fl"), canonicalName("_Z1fm"));
}

TEST(CanonicalName, LibrariesAgree) { EXPECT_EQ(canonicalName("_Z1fRKNSt3__26vectorIfEE"), canonicalName("_Z1fRKSt6vectorIfE")); }

TEST(CanonicalName, Mains) {
  for (const char *name : {"main", "__main_argc_argv", "__main_void", "__original_main"})
    EXPECT_EQ(canonicalName(name), "main");
}

TEST(CanonicalName, CloneSuffixes) {
  EXPECT_EQ(canonicalName("dot.specialized.1"), "dot");
  EXPECT_EQ(canonicalName("dot.llvm.1234567890"), "dot");
  EXPECT_EQ(canonicalName("_Z3dotPf.cold.2"), "dot(float*)");
  EXPECT_EQ(canonicalName("tvm.kernel"), "tvm.kernel");
  EXPECT_EQ(canonicalName(".12"), ".12");
  EXPECT_EQ(canonicalName(""), "");
}

TEST(CanonicalName, RustHashes) {
  EXPECT_EQ(canonicalName("_ZN4demo3dot17h0123456789abcdefE"), canonicalName("_ZN4demo3dot17hfedcba9876543210E"));
}

TEST(Printable, EscapesWhatATerminalWouldObey) {
  EXPECT_EQ(printable("plain"), "plain");
  EXPECT_EQ(printable(llvm::StringRef("a\x1b[31m\n", 7)), "a\\x1b[31m\\x0a");
  EXPECT_EQ(printable("caf\xc3\xa9"), "caf\xc3\xa9");
  EXPECT_EQ(printable("\xff"), "\\xff");
}

TEST(Location, ComparesFilesByTheirLastComponent) {
  EXPECT_EQ(fileName("/a/b/c.c"), "c.c");
  EXPECT_EQ(fileName("b\\c.c"), "c.c");
  EXPECT_EQ(fileName("c.c"), "c.c");
  EXPECT_EQ(fileName(""), "");
}

TEST(Location, TheChainCounts) {
  const auto frame = [](const char *file, const char *function, unsigned line, unsigned column) {
    Frame result;
    result.file = file;
    result.function = function;
    result.line = line;
    result.column = column;
    return result;
  };
  const Frame loop = frame("a.h", "f", 3, 5), call = frame("b.c", "g", 7, 9), otherCall = frame("b.c", "g", 8, 9);
  EXPECT_EQ(Location({{loop, call}}).chainHash(), Location({{loop, call}}).chainHash());
  EXPECT_NE(Location({{loop, call}}).chainHash(), Location({{loop, otherCall}}).chainHash());
  EXPECT_NE(Location({{loop, call}}).chainHash(), Location({{loop}}).chainHash());
  EXPECT_EQ(Location({{loop}}).inlinedAtHash(), 0u);
  EXPECT_FALSE(Location().usable());
  EXPECT_FALSE(Location({{frame("a.h", "f", 0, 0)}}).usable());
}
