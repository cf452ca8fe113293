// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Statistics.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <numeric>
#include <random>

namespace nearnative {

namespace {

/// The two ranks whose mean is the median of one resample.
struct MedianRanks {
  uint32_t lower;
  uint32_t upper;
};

/// A number below `bound` from 64 random bits; the bias is below bound / 2^32, far under what 2000 resamples can show.
uint32_t below(std::mt19937_64 &random, uint32_t bound) { return static_cast<uint32_t>(((random() >> 32) * bound) >> 32); }

double middle(std::vector<double> &values) {
  const auto half = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), half, values.end());
  if (values.size() % 2 != 0)
    return *half;
  return (*half + *std::max_element(values.begin(), half)) / 2;
}

/// The median of a resample is a fixed function of the sorted samples and the drawn ranks. So for rows that are drawn by themselves the
/// draws are made once per count and shared: a row then costs a sort and two look-ups per resample.
const std::vector<MedianRanks> &medianRanks(uint32_t count, uint32_t stream) {
  static std::mutex mutex;
  static std::map<std::pair<uint32_t, uint32_t>, std::vector<MedianRanks>> tables;
  const std::lock_guard lock(mutex);
  std::vector<MedianRanks> &table = tables[{count, stream}];
  if (!table.empty())
    return table;
  std::mt19937_64 random(seedFor(count, "median ranks") + stream);
  std::vector<uint32_t> ranks(count);
  table.reserve(bootstrapResamples);
  for (int resample = 0; resample < bootstrapResamples; ++resample) {
    for (uint32_t &rank : ranks)
      rank = below(random, count);
    std::sort(ranks.begin(), ranks.end());
    table.push_back({ranks[(count - 1) / 2], ranks[count / 2]});
  }
  return table;
}

/// Streams of draws: two rows with the same stream would be drawn in step, as if they were paired.
constexpr uint32_t streamCount = 16;

/// The logarithms of location() of `bootstrapResamples` resamples.
std::vector<double> logLocations(const Samples &samples, uint64_t seed) {
  std::vector<double> logs(bootstrapResamples, 0.0);
  std::vector<double> sorted;
  for (size_t order = 0; order < samples.size(); ++order) {
    sorted = samples[order];
    std::sort(sorted.begin(), sorted.end());
    const auto stream = static_cast<uint32_t>((seed + order) % streamCount);
    const std::vector<MedianRanks> &ranks = medianRanks(static_cast<uint32_t>(sorted.size()), stream);
    // A row's own rotation of the table, so that rows of the same stream do not move in step either.
    const size_t rotation = (seed / streamCount + order * 977) % bootstrapResamples;
    for (size_t resample = 0; resample < logs.size(); ++resample) {
      const MedianRanks drawn = ranks[(resample + rotation) % bootstrapResamples];
      logs[resample] += std::log((sorted[drawn.lower] + sorted[drawn.upper]) / 2);
    }
  }
  for (double &log : logs)
    log /= static_cast<double>(samples.size());
  return logs;
}

bool sameShape(const Samples &a, const Samples &b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](const auto &left, const auto &right) { return left.size() == right.size(); });
}

/// The logarithms of the ratio of two rows of `bootstrapResamples` resamples.
std::vector<double> logRatios(const Samples &numerator, const Samples &denominator, uint64_t seed) {
  if (!sameShape(numerator, denominator)) {
    std::vector<double> logs = logLocations(numerator, seedFor(seed, "numerator"));
    const std::vector<double> other = logLocations(denominator, seedFor(seed, "denominator"));
    for (size_t resample = 0; resample < logs.size(); ++resample)
      logs[resample] -= other[resample];
    return logs;
  }
  std::mt19937_64 random(seed);
  std::vector<double> logs(bootstrapResamples, 0.0);
  std::vector<double> above;
  std::vector<double> under;
  for (size_t order = 0; order < numerator.size(); ++order) {
    const auto count = static_cast<uint32_t>(numerator[order].size());
    above.resize(count);
    under.resize(count);
    for (double &log : logs) {
      for (uint32_t i = 0; i < count; ++i) {
        const uint32_t round = below(random, count);
        above[i] = numerator[order][round];
        under[i] = denominator[order][round];
      }
      log += std::log(middle(above) / middle(under));
    }
  }
  for (double &log : logs)
    log /= static_cast<double>(numerator.size());
  return logs;
}

/// The value below which `share` of the sorted values lie, linear between neighbours.
double quantileOfSorted(const std::vector<double> &sorted, double share) {
  const double position = share * static_cast<double>(sorted.size() - 1);
  const auto lower = static_cast<size_t>(position);
  const size_t upper = std::min(lower + 1, sorted.size() - 1);
  const double part = position - static_cast<double>(lower);
  return sorted[lower] * (1 - part) + sorted[upper] * part;
}

/// The value and the 2.5 % and 97.5 % percentiles of its resamples, given as logarithms.
Interval percentiles(double value, std::vector<double> logs) {
  std::sort(logs.begin(), logs.end());
  const auto at = [&](double share) { return std::exp(quantileOfSorted(logs, share)); };
  // exp(log(x)) may miss x by a bit; a value must never lie outside its own interval because of that.
  return {value, std::min(value, at(0.025)), std::max(value, at(0.975))};
}

} // namespace

double median(std::vector<double> values) { return middle(values); }

double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return quantileOfSorted(values, share);
}

double geometricMean(const std::vector<double> &values) {
  const double sum = std::accumulate(values.begin(), values.end(), 0.0, [](double total, double value) { return total + std::log(value); });
  return std::exp(sum / static_cast<double>(values.size()));
}

bool usable(const Samples &samples) {
  return !samples.empty() && std::all_of(samples.begin(), samples.end(), [](const std::vector<double> &order) {
    return !order.empty() && std::all_of(order.begin(), order.end(), [](double sample) { return std::isfinite(sample) && sample > 0; });
  });
}

double location(const Samples &samples) {
  if (samples.size() == 1)
    return median(samples.front());
  std::vector<double> medians;
  medians.reserve(samples.size());
  for (const std::vector<double> &order : samples)
    medians.push_back(median(order));
  return geometricMean(medians);
}

Interval locationInterval(const Samples &samples, uint64_t seed) { return percentiles(location(samples), logLocations(samples, seed)); }

Interval ratioInterval(const Samples &numerator, const Samples &denominator, uint64_t seed) {
  return percentiles(location(numerator) / location(denominator), logRatios(numerator, denominator, seed));
}

Interval pairedDifferenceInterval(const std::vector<double> &a, const std::vector<double> &b, uint64_t seed) {
  std::vector<double> differences;
  differences.reserve(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    differences.push_back(a[i] - b[i]);
  std::mt19937_64 random(seed);
  std::vector<double> medians;
  medians.reserve(bootstrapResamples);
  std::vector<double> drawn(differences.size());
  for (int resample = 0; resample < bootstrapResamples; ++resample) {
    for (double &value : drawn)
      value = differences[below(random, static_cast<uint32_t>(differences.size()))];
    medians.push_back(middle(drawn));
  }
  std::sort(medians.begin(), medians.end());
  return {median(differences), quantileOfSorted(medians, 0.025), quantileOfSorted(medians, 0.975)};
}

Interval geometricMeanInterval(const std::vector<RatioOfRows> &ratios, uint64_t seed) {
  std::vector<double> values;
  std::vector<double> logs(bootstrapResamples, 0.0);
  for (size_t i = 0; i < ratios.size(); ++i) {
    values.push_back(location(*ratios[i].numerator) / location(*ratios[i].denominator));
    const std::vector<double> drawn = logRatios(*ratios[i].numerator, *ratios[i].denominator, seedFor(seed, std::to_string(i)));
    for (size_t resample = 0; resample < logs.size(); ++resample)
      logs[resample] += drawn[resample] / static_cast<double>(ratios.size());
  }
  return percentiles(geometricMean(values), std::move(logs));
}

uint64_t seedFor(uint64_t seed, std::string_view name) {
  // FNV-1a, then the finaliser of SplitMix64, so that near names and seeds give far seeds.
  uint64_t hash = 0xCBF29CE484222325u ^ seed;
  for (const char byte : name)
    hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3u;
  hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9u;
  hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBu;
  return hash ^ (hash >> 31);
}

} // namespace nearnative
