// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Manifest.h"

#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace nearnative;
using nlohmann::json;
using testing::HasSubstr;

namespace {

std::map<std::string, int64_t, std::less<>> sizeNames() { return {{"n", 10}, {"m_2", 3}, {"big", INT64_MAX}}; }

json goodManifest() {
  return json::parse(R"json({"name": "c", "entries": [
    {"name": "k", "group": "kernels", "elements": "n*m",
     "arguments": [{"buffer": "a", "type": "f32", "count": "n", "role": "in"},
                   {"buffer": "x", "type": "i16", "count": "n * (m + 1)", "role": "out"},
                   {"scalar": "n", "type": "i32", "value": "n"}],
     "returns": "f64", "sizes": {"small": {"n": 2, "m": 3}, "large": {"n": 20, "m": 30}},
     "tolerance": {"relative": 0.5}, "special_values": true}]})json");
}

/// The message that a change of the good manifest leads to.
std::string problem(const std::function<void(json &)> &change) {
  json document = goodManifest();
  change(document);
  const auto manifest = parseManifest(document, "corpus.json");
  return manifest ? "no problem" : manifest.error().message;
}

} // namespace

TEST(Expression, Values) {
  const auto names = sizeNames();
  const std::vector<std::pair<const char *, int64_t>> cases{{"7", 7},
                                                            {"n", 10},
                                                            {" n * m_2 + 1 ", 31},
                                                            {"1+2*3", 7},
                                                            {"(1+2)*3", 9},
                                                            {"10-3-2", 5},
                                                            {"100/10/5", 2},
                                                            {"7/2", 3},
                                                            {"-7/2", -3},
                                                            {"-(n)", -10},
                                                            {"--3", 3},
                                                            {"2*-3", -6},
                                                            {"((((n))))", 10},
                                                            {"big", INT64_MAX},
                                                            {"n-n*m_2", -20},
                                                            {"9223372036854775807", INT64_MAX}};
  for (const auto &[text, value] : cases) {
    const auto result = evaluate(text, names);
    ASSERT_TRUE(result) << text << ": " << result.error().message;
    EXPECT_EQ(*result, value) << text;
  }
}

TEST(Expression, Problems) {
  const auto names = sizeNames();
  const std::vector<std::pair<std::string, const char *>> cases{{"", "is not an expression"},
                                                                {"1+", "is not an expression"},
                                                                {"1 2", "is not an expression"},
                                                                {"n.5", "is not an expression"},
                                                                {"n)", "is not an expression"},
                                                                {"(n", "lacks a )"},
                                                                {"k", "uses the name 'k'"},
                                                                {"n/0", "divides by zero"},
                                                                {"n/(n-10)", "divides by zero"},
                                                                {"big+1", "does not fit 64 bits"},
                                                                {"big*2", "does not fit 64 bits"},
                                                                {"-big-2", "does not fit 64 bits"},
                                                                {"(-big-1)/-1", "does not fit 64 bits"},
                                                                {"9223372036854775808", "does not fit 64 bits"},
                                                                {std::string("1\0", 2), "is not an expression"},
                                                                {std::string(100000, '(') + "1", "is nested too deeply"},
                                                                {std::string(100000, '-') + "1", "is nested too deeply"}};
  for (const auto &[text, message] : cases) {
    const auto result = evaluate(text, names);
    ASSERT_FALSE(result) << text.substr(0, 40);
    EXPECT_THAT(result.error().message, HasSubstr(message)) << text.substr(0, 40);
  }
}

TEST(Manifest, ReadsWhatTheBenchNeeds) {
  const auto manifest = parseManifest(goodManifest(), "corpus.json");
  ASSERT_TRUE(manifest) << manifest.error().message;
  ASSERT_EQ(manifest->entries.size(), 1u);
  const Entry &entry = manifest->entries[0];
  EXPECT_EQ(entry.elements.at(ProblemSize::small), 6);
  EXPECT_EQ(entry.elements.at(ProblemSize::large), 600);
  ASSERT_EQ(entry.outputs.size(), 2u); // the out buffer, then the return value
  EXPECT_EQ(entry.outputs[0].type, ElementType::i16);
  EXPECT_EQ(entry.outputs[0].count.at(ProblemSize::large), 620u);
  EXPECT_EQ(entry.outputs[1].type, ElementType::f64);
  EXPECT_EQ(entry.tolerance.relative, 0.5);
  EXPECT_EQ(entry.tolerance.absolute, 0);
  EXPECT_TRUE(entry.specialValues);
  EXPECT_FALSE(entry.valueChangingFlags);
  EXPECT_FALSE(entry.yardstick);
  EXPECT_TRUE(entry.passes.empty());
  EXPECT_FALSE(entry.styleOf);
}

TEST(Manifest, PassesAndStyle) {
  json document = goodManifest();
  document["entries"][0]["passes"] = {"wasm-lower", "wasm-rounding"};
  document["entries"][0]["style_of"] = "other";
  const auto manifest = parseManifest(document, "corpus.json");
  ASSERT_TRUE(manifest) << manifest.error().message;
  EXPECT_EQ(manifest->entries[0].passes, (std::vector<std::string>{"wasm-lower", "wasm-rounding"}));
  EXPECT_EQ(manifest->entries[0].styleOf, "other");
}

TEST(Manifest, SizesNeedNoParameters) {
  json document = goodManifest();
  json &entry = document["entries"][0];
  entry["sizes"] = {{"small", json::object()}, {"large", json::object()}};
  entry["elements"] = 5;
  entry["arguments"] = json::array({{{"buffer", "x"}, {"type", "f32"}, {"count", 4}, {"role", "out"}}});
  const auto manifest = parseManifest(document, "corpus.json");
  ASSERT_TRUE(manifest) << manifest.error().message;
  EXPECT_EQ(manifest->entries[0].elements.at(ProblemSize::large), 5);
}

TEST(Manifest, NamesEachProblem) {
  const auto entry = [](const std::function<void(json &)> &change) {
    return problem([&](json &document) { change(document["entries"][0]); });
  };
  EXPECT_EQ(problem([](json &) {}), "no problem");
  EXPECT_THAT(problem([](json &d) { d.erase("name"); }), HasSubstr("corpus.json: \"name\" must match"));
  EXPECT_THAT(problem([](json &d) { d["entries"] = json::array(); }), HasSubstr("at least one entry"));
  EXPECT_THAT(problem([](json &d) { d["entries"][0] = 3; }), HasSubstr("entry 1 must be an object"));
  EXPECT_THAT(problem([](json &d) { d["entries"].push_back(d["entries"][0]); }), HasSubstr("entry 2: the name 'k' is there twice"));
  EXPECT_THAT(entry([](json &e) { e["name"] = "../up"; }), HasSubstr("the name '../up' must match"));
  EXPECT_THAT(entry([](json &e) { e.erase("group"); }), HasSubstr("entry 1 (k): \"group\" must be a word"));
  EXPECT_THAT(entry([](json &e) { e["sizes"].erase("large"); }), HasSubstr("\"sizes\" must have \"small\" and \"large\""));
  EXPECT_THAT(entry([](json &e) { e["sizes"]["small"]["n"] = 1.5; }), HasSubstr("size \"n\" must be a whole number"));
  EXPECT_THAT(entry([](json &e) { e["elements"] = "n+"; }), HasSubstr("\"elements\": 'n+' is not an expression"));
  EXPECT_THAT(entry([](json &e) { e["elements"] = json::array(); }), HasSubstr("\"elements\" must be an expression"));
  EXPECT_THAT(entry([](json &e) { e["arguments"] = 1; }), HasSubstr("\"arguments\" must be a list"));
  EXPECT_THAT(entry([](json &e) { e["arguments"][1]["count"] = "n-3"; }), HasSubstr("argument 2, \"count\": -1 is no sensible count"));
  EXPECT_THAT(entry([](json &e) { e["arguments"][1]["type"] = "f16"; }), HasSubstr("argument 2: unknown type 'f16'"));
  EXPECT_THAT(entry([](json &e) { e["arguments"][1]["role"] = "inout"; }), HasSubstr("argument 2: \"role\" is \"in\" or \"out\""));
  EXPECT_THAT(entry([](json &e) { e["arguments"][1] = "x"; }), HasSubstr("argument 2 must be an object"));
  EXPECT_THAT(entry([](json &e) { e["returns"] = "usize"; }), HasSubstr("unknown type 'usize' in \"returns\""));
  EXPECT_THAT(entry([](json &e) {
                e.erase("returns");
                e["arguments"].erase(1);
              }),
              HasSubstr("has no output to compare"));
  EXPECT_THAT(entry([](json &e) { e["tolerance"]["relative"] = -1; }), HasSubstr("not negative"));
  EXPECT_THAT(entry([](json &e) { e["tolerance"] = 1; }), HasSubstr("\"tolerance\" has"));
  EXPECT_THAT(entry([](json &e) { e["special_values"] = 1; }), HasSubstr("\"special_values\" is true or false"));
  EXPECT_THAT(entry([](json &e) { e["outside_means"] = true; }), HasSubstr("\"outside_means\" must be a word"));
  EXPECT_THAT(entry([](json &e) { e["style_of"] = 1; }), HasSubstr("\"style_of\" must be a word"));
  EXPECT_THAT(entry([](json &e) { e["passes"] = "wasm-lower"; }), HasSubstr("\"passes\" must be a list of strings"));
  EXPECT_THAT(entry([](json &e) { e["passes"] = {"wasm-lower", 1}; }), HasSubstr("\"passes\" must be a list of strings"));
}
