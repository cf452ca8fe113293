// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The parser of sections: numbers, structure, and where custom sections go back to.
#include "pipeline/Sections.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nearnative::pipeline {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view magic("\0asm\1\0\0\0", 8);

/// A module that begins with magic and version and goes on with `rest`.
std::string withHeader(const std::string &rest) { return std::string(magic) + rest; }

std::string custom(const std::string &name, const std::string &content) {
  return encodeSection(customSection, static_cast<char>(name.size()) + name + content);
}

std::string known(uint8_t id) { return encodeSection(id, std::string(1, '\0')); }

std::vector<std::string> order(const std::string &module) {
  std::vector<std::string> names;
  const auto sections = parseSections(module);
  if (!sections)
    return {sections.error().message};
  for (const Section &section : *sections)
    names.push_back(section.id == customSection ? std::string(section.name) : std::to_string(section.id));
  return names;
}

TEST(Leb, RoundTripsAndItsLength) {
  const std::pair<uint32_t, size_t> lengths[] = {{0, 1}, {127, 1}, {128, 2}, {16383, 2}, {16384, 3}, {UINT32_MAX, 5}};
  for (const auto &[value, length] : lengths) {
    std::string bytes;
    appendLeb(bytes, value);
    EXPECT_EQ(bytes.size(), length) << value;
    bytes += 'x';
    std::string_view rest = bytes;
    EXPECT_EQ(takeLeb(rest).value(), value);
    EXPECT_EQ(rest, "x");
  }
}

TEST(Leb, TakesPaddingAndRefusesTheRest) {
  std::string_view padded("\x8c\x80\x80\x80\x00", 5);
  EXPECT_EQ(takeLeb(padded).value(), 12U);
  for (const std::string_view bad : {std::string_view(), std::string_view("\x80", 1), std::string_view("\x80\x80\x80\x80\x80\x00", 6),
                                     std::string_view("\xff\xff\xff\xff\x1f", 5)}) {
    std::string_view rest = bad;
    EXPECT_FALSE(takeLeb(rest)) << bad.size();
    EXPECT_EQ(rest, bad);
  }
}

TEST(Sections, SplitAndJoinKeepEveryByte) {
  // The size of the first section is padded to five bytes, as linkers write it.
  const std::string module = withHeader(std::string("\1\x81\x80\x80\x80\0\0", 7) + custom("a", "\1\2") + known(codeSection));
  const auto sections = parseSections(module);
  ASSERT_TRUE(sections);
  ASSERT_EQ(sections->size(), 3U);
  EXPECT_EQ((*sections)[0].content, std::string_view("\0", 1));
  EXPECT_EQ((*sections)[1].name, "a");
  EXPECT_EQ(joinSections(*sections), module);
  EXPECT_EQ(joinSections(parseSections(magic).value()), magic);
}

TEST(Sections, ErrorsSayWhere) {
  const auto message = [](const std::string &module) { return parseSections(module).error().message; };
  EXPECT_THAT(message(withHeader("\1\5")), HasSubstr("byte 8"));
  EXPECT_THAT(message(withHeader("\1")), HasSubstr("byte 8"));
  EXPECT_THAT(message(withHeader(known(1) + std::string("\0\1\5", 3))), HasSubstr("byte 11 has a truncated name"));
  EXPECT_THAT(message(std::string(magic.substr(0, 7))), HasSubstr("not a WebAssembly module"));
}

TEST(Code, SplitsBodies) {
  const std::string content("\2\2ab\x81\0c", 7); // the second size is padded
  const auto bodies = parseCode(content);
  ASSERT_TRUE(bodies);
  ASSERT_EQ(bodies->size(), 2U);
  EXPECT_EQ((*bodies)[0].content, "ab");
  EXPECT_EQ((*bodies)[1].content, "c");
  EXPECT_EQ((*bodies)[1].whole, std::string_view("\x81\0c", 3));
  EXPECT_FALSE(parseCode("\2\1a"));
  EXPECT_FALSE(parseCode("\1\1ab"));
  EXPECT_FALSE(parseCode(""));
}

TEST(Restore, CustomSectionsGoBackToTheirPlaces) {
  const std::string input = withHeader(custom("first", "1") + known(1) + custom("same", "1") + known(13) + custom("same", "2") + known(6) +
                                       known(12) + custom("before code", "1") + known(10) + custom("last", "1"));
  // Another tool has moved them all to the end, changed one, dropped known section 6 and one custom section, and added one of each.
  const std::string output =
      withHeader(known(1) + known(13) + known(7) + known(12) + known(10) + known(11) + custom("new", "1") + custom("same", "1") +
                 custom("same", "2") + custom("last", "changed") + custom("before code", "1") + custom("first", "changed"));
  const auto from = parseSections(input).value();
  const auto to = parseSections(output).value();
  const std::string merged = restoreCustomSections(from, to, {"first"});
  EXPECT_THAT(order(merged), ElementsAre("first", "1", "same", "13", "same", "7", "12", "before code", "10", "last", "11", "new"));
  EXPECT_THAT(merged, HasSubstr(custom("first", "1")));
  EXPECT_THAT(merged, HasSubstr(custom("last", "changed")));
}

} // namespace
} // namespace nearnative::pipeline
