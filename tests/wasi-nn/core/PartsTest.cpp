// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The parts of the core by themselves: handles, the count of the host's bytes, encodings by their bytes, the registry's text form.
#include "wasi-nn/Encodings.h"
#include "wasi-nn/Handles.h"
#include "wasi-nn/Host.h"
#include "wasi-nn/HostBytes.h"

#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string_view>

using namespace nearnative;
using namespace nearnative::nn;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
namespace fs = std::filesystem;

namespace {

TEST(Handles, OfTwoTablesNeverMeet) {
  HandleTable<int> first, second;
  const uint32_t a = first.add(1).value(), b = first.add(2).value(), c = second.add(3).value();
  EXPECT_EQ(*first.find(a), 1);
  EXPECT_EQ(*first.find(b), 2);
  EXPECT_EQ(*second.find(c), 3);
  EXPECT_EQ(first.find(c), nullptr);
  EXPECT_EQ(second.find(a), nullptr);
  EXPECT_EQ(first.find(b + 1), nullptr);
  EXPECT_EQ(first.find(0), nullptr);
}

TEST(Handles, EndWithTheIndex) {
  HandleTable<char> table;
  for (uint32_t i = 0; i < 0x10000; ++i)
    ASSERT_TRUE(table.add('x'));
  EXPECT_FALSE(table.add('y'));
  EXPECT_EQ(table.size(), 0x10000u);
}

TEST(Handles, OfManyTablesAreNeverZeroNorNegative) {
  for (int i = 0; i < 70000; ++i) {
    HandleTable<char> table;
    const uint32_t handle = table.add('x').value();
    ASSERT_GE(handle, 0x10000u);
    ASSERT_LT(handle, 0x80000000u);
  }
}

TEST(HostBytes, ChargesGoWithTheirOwners) {
  HostBytes bytes(100);
  {
    HostBytes::Charge first(bytes);
    EXPECT_TRUE(first.resize(60));
    HostBytes::Charge second(bytes);
    EXPECT_FALSE(second.resize(41));
    EXPECT_EQ(bytes.used(), 60u) << "a refused one changes nothing";
    EXPECT_TRUE(second.resize(40));
    EXPECT_FALSE(second.resize(UINT64_MAX)) << "no wrap";
    EXPECT_TRUE(second.resize(1));
    const HostBytes::Charge moved(std::move(second));
    EXPECT_EQ(bytes.used(), 61u);
  }
  EXPECT_EQ(bytes.used(), 0u);
}

TEST(HostBytes, WhatIsThereIsCountedAboveTheLimitToo) {
  HostBytes bytes(10);
  HostBytes::Charge outputs(bytes), input(bytes);
  EXPECT_FALSE(outputs.set(11));
  EXPECT_EQ(bytes.used(), 11u);
  EXPECT_FALSE(input.resize(1));
  EXPECT_TRUE(outputs.resize(5)) << "less is always possible";
  EXPECT_TRUE(input.resize(5));
}

TEST(HostBytes, ZeroIsNoLimit) {
  HostBytes bytes(0);
  HostBytes::Charge charge(bytes);
  EXPECT_TRUE(charge.resize(uint64_t{1} << 50));
  EXPECT_TRUE(charge.set(uint64_t{1} << 51));
}

std::optional<Encoding> detect(const std::vector<std::string_view> &parts) {
  std::vector<std::span<const std::byte>> spans;
  spans.reserve(parts.size());
  for (const std::string_view part : parts)
    spans.push_back(std::as_bytes(std::span(part)));
  return detectEncoding(spans);
}

TEST(Encodings, AreFoundByTheirBytes) {
  const std::string_view onnx("\x08\x08\x12\x02pt\x3a\x02\x0a\x00\x42\x02\x10\x11", 14);
  EXPECT_EQ(detect({onnx}), Encoding::onnx);
  EXPECT_EQ(detect({"PK\x03\x04 and so on"}), Encoding::pytorch);
  EXPECT_EQ(detect({"<?xml version=\"1.0\"?><net/>", ""}), Encoding::openvino);
  EXPECT_EQ(detect({"\xEF\xBB\xBF \n<net/>", "weights"}), Encoding::openvino);
  EXPECT_EQ(detect({"<net/>"}), std::nullopt) << "its weights are missing";
  EXPECT_EQ(detect({onnx, "more"}), std::nullopt);
  EXPECT_EQ(detect({""}), std::nullopt);
  EXPECT_EQ(detect({"", ""}), std::nullopt);
  EXPECT_EQ(detect({}), std::nullopt);
  EXPECT_EQ(detect({"a", "b", "c"}), std::nullopt);
  EXPECT_EQ(detect({"PK\x05\x06"}), std::nullopt) << "an empty archive";
  EXPECT_EQ(detect({"hello, world"}), std::nullopt);
}

TEST(Encodings, ACutOffOnnxModelIsNone) {
  const std::string_view onnx("\x08\x08\x12\x02pt\x3a\x02\x0a\x00", 10);
  ASSERT_EQ(detect({onnx}), Encoding::onnx);
  for (size_t length = 0; length < onnx.size(); ++length)
    EXPECT_EQ(detect({onnx.substr(0, length)}), std::nullopt) << length;
}

TEST(Encodings, OtherProtobufMessagesAreNone) {
  EXPECT_EQ(detect({std::string_view("\x08\x08", 2)}), std::nullopt) << "no graph";
  EXPECT_EQ(detect({std::string_view("\x3a\x00", 2)}), std::nullopt) << "no version";
  EXPECT_EQ(detect({std::string_view("\x08\x08\x38\x01", 4)}), std::nullopt) << "a graph that is a number";
  EXPECT_EQ(detect({std::string_view("\x08\x08\x3a\x00\x00", 5)}), std::nullopt) << "field 0";
  EXPECT_EQ(detect({std::string_view("\x08\x08\x3a\x00\x0b", 5)}), std::nullopt) << "a group";
  EXPECT_EQ(detect({std::string_view("\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x3a\x00", 14)}), std::nullopt)
      << "an endless number";
  EXPECT_EQ(detect({std::string_view("\x08\x08\x3a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 13)}), std::nullopt) << "a length that wraps";
  EXPECT_EQ(detect({std::string_view("\x08\x08\x3a\x00\x25\x01\x02\x03\x04\x29\x01\x02\x03\x04\x05\x06\x07\x08", 18)}), Encoding::onnx)
      << "fixed-size fields are skipped";
  EXPECT_EQ(detect({std::string_view("\x08\x08\x3a\x00\x25\x01\x02\x03", 8)}), std::nullopt);
}

TEST(Encodings, ThatHaveABackend) {
  EXPECT_STREQ(supportedEncoding(Encoding::onnx)->backend, "onnxruntime");
  EXPECT_STREQ(supportedEncoding(Encoding::pytorch)->backend, "libtorch");
  EXPECT_STREQ(supportedEncoding(Encoding::openvino)->backend, "openvino");
  EXPECT_EQ(supportedEncoding(Encoding::openvino)->parts, 2u);
  for (const Encoding encoding : {Encoding::tensorflow, Encoding::tensorflowlite, Encoding::autodetect, static_cast<Encoding>(6)})
    EXPECT_FALSE(supportedEncoding(encoding));
}

class NamedGraphs : public testing::Test {
protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "nearnative-graphs.XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder = name;
    for (const char *file : {"a.onnx", "b,c=d:e?.onnx", "m.xml", "m.bin"})
      std::ofstream(folder / file) << "x";
  }
  void TearDown() override { fs::remove_all(folder); }

  std::string in(const std::string &file) const { return (folder / file).string(); }
  static std::string error(const std::string &text) {
    const auto graph = parseNamedGraph(text);
    return graph ? "none" : graph.error().message;
  }

  fs::path folder;
};

TEST_F(NamedGraphs, AreReadFromTheirText) {
  const auto graph = parseNamedGraph("net=onnx:" + in("a.onnx"));
  ASSERT_TRUE(graph) << graph.error().message;
  EXPECT_EQ(graph->name, "net");
  EXPECT_EQ(graph->encoding, Encoding::onnx);
  EXPECT_THAT(graph->files, ElementsAre(in("a.onnx")));
  EXPECT_THAT(graph->options, IsEmpty());
}

TEST_F(NamedGraphs, MayHaveOptions) {
  const auto graph = parseNamedGraph("a b=pytorch?optimise=none&x=:" + in("a.onnx"));
  ASSERT_TRUE(graph) << graph.error().message;
  EXPECT_EQ(graph->name, "a b");
  EXPECT_THAT(graph->options, ElementsAre("optimise=none", "x="));
}

TEST_F(NamedGraphs, OfOpenVinoHaveTwoFiles) {
  const auto graph = parseNamedGraph("net=openvino:" + in("m.xml") + "," + in("m.bin"));
  ASSERT_TRUE(graph) << graph.error().message;
  EXPECT_THAT(graph->files, ElementsAre(in("m.xml"), in("m.bin")));
  EXPECT_THAT(error("net=openvino:" + in("m.xml")), HasSubstr("openvino takes two files, the .xml and the .bin"));
  EXPECT_THAT(error("net=openvino:" + in("m.xml") + "," + in("m.bin") + "," + in("m.bin")), HasSubstr("openvino takes two files"));
  EXPECT_THAT(error("net=openvino:" + in("m.xml") + ","), HasSubstr("names no file"));
}

TEST_F(NamedGraphs, MayHaveOddFileNames) {
  const auto graph = parseNamedGraph("net=onnx:" + in("b,c=d:e?.onnx"));
  ASSERT_TRUE(graph) << graph.error().message;
  EXPECT_THAT(graph->files, ElementsAre(in("b,c=d:e?.onnx")));
}

TEST_F(NamedGraphs, ThatAreWrongSayHow) {
  EXPECT_EQ(error("net"), "graph 'net': it starts with no name (NAME=ENCODING[?KEY=VALUE&...]:FILE[,FILE])");
  EXPECT_THAT(error(""), HasSubstr("no name"));
  EXPECT_THAT(error("=onnx:x"), HasSubstr("no name"));
  EXPECT_THAT(error("net=onnx"), HasSubstr("no ':'"));
  EXPECT_THAT(error("a:b=onnx"), HasSubstr("no ':'"));
  for (const char *encoding : {"", "ONNX", "tensorflow", "tensorflowlite", "autodetect", "ggml"})
    EXPECT_THAT(error(std::string("net=") + encoding + ":x"), HasSubstr("the encoding is none of onnx, pytorch, openvino"));
  EXPECT_THAT(error("net=onnx?:x"), HasSubstr("the option '' is not KEY=VALUE"));
  EXPECT_THAT(error("net=onnx?fast:x"), HasSubstr("the option 'fast' is not KEY=VALUE"));
  EXPECT_THAT(error("net=onnx?a=1&=2:x"), HasSubstr("the option '=2' is not KEY=VALUE"));
  EXPECT_THAT(error("net=onnx:"), HasSubstr("names no file"));
}

TEST_F(NamedGraphs, WhoseFileIsNotThereSaySo) {
  EXPECT_EQ(error("net=onnx:" + in("none.onnx")), "graph 'net': " + in("none.onnx") + ": No such file or directory");
  EXPECT_EQ(error("net=onnx:" + folder.string()), "graph 'net': " + folder.string() + ": not a regular file");
}

} // namespace
