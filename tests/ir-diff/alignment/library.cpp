// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Loops of the C++ library (another one per target), ranges and containers, beside loops of our own.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numeric>
#include <ranges>
#include <span>
#include <string>
#include <vector>

float sum(const std::vector<float> &a) {
  float result = 0;
  for (float x : a)
    result += x;
  return result;
}
float accumulated(std::span<const float> a) { return std::accumulate(a.begin(), a.end(), 0.0f); }
float inner(std::span<const float> a, std::span<const float> b) { return std::inner_product(a.begin(), a.end(), b.begin(), 0.0f); }
void transformed(std::span<const float> a, std::span<float> b) {
  std::transform(a.begin(), a.end(), b.begin(), [](float x) { return x > 0 ? x : 0.01f * x; });
  std::transform(a.begin(), a.end(), b.begin(), b.begin(), std::plus<>());
}
std::size_t counted(const std::vector<int> &a) { return static_cast<std::size_t>(std::count_if(a.begin(), a.end(), [](int x) { return x % 3 == 1; })); }
int largest(const std::vector<int> &a) { return *std::max_element(a.begin(), a.end()); }
std::ptrdiff_t position(const std::vector<std::int64_t> &a, std::int64_t x) { return std::lower_bound(a.begin(), a.end(), x) - a.begin(); }
void filled(std::vector<double> &a) {
  std::iota(a.begin(), a.end(), 1.0);
  for (double &x : a)
    x = 1 / x;
  std::reverse(a.begin(), a.end());
}
int views(std::span<const int> a) {
  int result = 0;
  for (int x : a | std::views::filter([](int v) { return v > 0; }) | std::views::transform([](int v) { return v * v; }))
    result += x;
  for (int i : std::views::iota(0, static_cast<int>(a.size())))
    result ^= a[static_cast<std::size_t>(i)] * i;
  return result;
}
std::vector<float> softmax(std::vector<float> x) {
  const float high = *std::max_element(x.begin(), x.end());
  float total = 0;
  for (float &v : x)
    total += v = std::exp(v - high);
  for (float &v : x)
    v /= total;
  return x;
}
std::array<int, 16> squares() {
  std::array<int, 16> result;
  for (std::size_t i = 0; i < result.size(); ++i)
    result[i] = static_cast<int>(i * i);
  return result;
}
void rows(std::vector<std::vector<float>> &m) {
  for (auto &row : m)
    for (float &x : row)
      x += 1;
  for (std::size_t i = 0; i < m.size(); ++i)
    std::for_each(m[i].begin(), m[i].end(), [&](float &x) { x *= static_cast<float>(i); });
}
std::string shout(std::string text) {
  for (char &c : text)
    if (c >= 'a' && c <= 'z')
      c = static_cast<char>(c - 'a' + 'A');
  return text;
}
void sorted(std::vector<float> &a) { std::sort(a.begin(), a.end()); }
