// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Templates: instances whose names depend on the target, expression templates, recursion, constexpr if, CRTP, lambdas, overloads.
#include <cstddef>
#include <cstdint>

#define NOINLINE __attribute__((noinline))

template <class T, class Index> NOINLINE void scale(T *a, T by, Index n) {
  for (Index i = 0; i < n; ++i)
    a[i] *= by;
}
template void scale(float *, float, std::int64_t);
template void scale(float *, float, std::uint64_t);
template void scale(float *, float, std::int32_t);
template void scale(double *, double, std::size_t);
template void scale(std::int64_t *, std::int64_t, std::ptrdiff_t);

template <int Rows, int Columns, class T> struct Matrix {
  T at[Rows][Columns];
  template <int Other> NOINLINE Matrix<Rows, Other, T> times(const Matrix<Columns, Other, T> &right) const {
    Matrix<Rows, Other, T> result;
    for (int i = 0; i < Rows; ++i)
      for (int j = 0; j < Other; ++j) {
        T sum = 0;
        for (int k = 0; k < Columns; ++k)
          sum += at[i][k] * right.at[k][j];
        result.at[i][j] = sum;
      }
    return result;
  }
};
Matrix<2, 2, float> small(const Matrix<2, 3, float> &a, const Matrix<3, 2, float> &b) { return a.times(b); }
Matrix<16, 16, float> medium(const Matrix<16, 16, float> &a, const Matrix<16, 16, float> &b) { return a.times(b); }
Matrix<64, 8, double> large(const Matrix<64, 128, double> &a, const Matrix<128, 8, double> &b) { return a.times(b); }

// Expression templates.
template <class Derived> struct Expression {
  const Derived &self() const { return static_cast<const Derived &>(*this); }
};
struct Vector : Expression<Vector> {
  float *data;
  std::size_t size;
  float operator[](std::size_t i) const { return data[i]; }
  template <class E> NOINLINE void assign(const Expression<E> &e) {
    for (std::size_t i = 0; i < size; ++i)
      data[i] = e.self()[i];
  }
};
template <class L, class R> struct Sum : Expression<Sum<L, R>> {
  const L &l;
  const R &r;
  Sum(const L &inL, const R &inR) : l(inL), r(inR) {}
  float operator[](std::size_t i) const { return l[i] + r[i]; }
};
template <class L, class R> struct Product : Expression<Product<L, R>> {
  const L &l;
  const R &r;
  Product(const L &inL, const R &inR) : l(inL), r(inR) {}
  float operator[](std::size_t i) const { return l[i] * r[i]; }
};
template <class L, class R> Sum<L, R> operator+(const Expression<L> &l, const Expression<R> &r) { return {l.self(), r.self()}; }
template <class L, class R> Product<L, R> operator*(const Expression<L> &l, const Expression<R> &r) { return {l.self(), r.self()}; }
void expressions(Vector &out, const Vector &a, const Vector &b, const Vector &c) {
  out.assign(a + b);
  out.assign(a * b);
  out.assign(a + b * c);
  out.assign((a + b) * (b + c));
}

// Functors and lambdas passed down.
template <class F> static void forEach(std::size_t n, F f) {
  for (std::size_t i = 0; i < n; ++i)
    f(i);
}
template <class F> NOINLINE static void forEachOutOfLine(std::size_t n, F f) {
  for (std::size_t i = 0; i < n; ++i)
    f(i);
}
void lambdas(float *a, const float *b, std::uint64_t *c, std::size_t n) {
  forEach(n, [=](std::size_t i) { a[i] += b[i]; });
  forEach(n, [=](std::size_t i) { a[i] *= 2; });
  forEach(n / 2, [=](std::size_t i) { forEach(4, [=](std::size_t j) { a[i + j] -= b[j]; }); });
  forEachOutOfLine(n, [=](std::size_t i) { c[i] ^= c[i] << 13; });
  forEachOutOfLine(n, [=](std::size_t i) { c[i] += i; });
}

template <class T> NOINLINE T reduce(const T *a, std::size_t n) {
  T result = 0;
  if constexpr (sizeof(T) == 4) {
    for (std::size_t i = 0; i < n; ++i)
      result += a[i];
  } else {
    for (std::size_t i = n; i-- > 0;)
      result = result * 3 + a[i];
  }
  return result;
}
template float reduce(const float *, std::size_t);
template int reduce(const int *, std::size_t);
template double reduce(const double *, std::size_t);
template std::int64_t reduce(const std::int64_t *, std::size_t);
template std::uint8_t reduce(const std::uint8_t *, std::size_t);

template <int N> struct Power {
  static void apply(float *a, int n) {
    for (int i = 0; i < n; ++i)
      a[i] = a[i] * a[i] + N;
    Power<N - 1>::apply(a, n);
  }
};
template <> struct Power<0> {
  static void apply(float *, int) {}
};
void powers(float *a, int n) { Power<4>::apply(a, n); }

template <class... Arrays> void addAll(float *out, int n, Arrays... arrays) {
  auto one = [&](const float *from) {
    for (int i = 0; i < n; ++i)
      out[i] += from[i];
  };
  (one(arrays), ...);
}
void addThree(float *out, const float *a, const float *b, const float *c, int n) { addAll(out, n, a, b, c); }

template <class Derived> struct Filter {
  NOINLINE void run(float *a, int n) {
    for (int i = 0; i < n; ++i)
      a[i] = static_cast<Derived *>(this)->step(a[i]);
  }
};
struct LowPass : Filter<LowPass> {
  float state = 0;
  float step(float x) { return state += 0.1f * (x - state); }
};
struct Clip : Filter<Clip> {
  float step(float x) { return x > 1 ? 1 : x < -1 ? -1 : x; }
};
void filters(float *a, int n) {
  LowPass low;
  Clip clip;
  low.run(a, n), clip.run(a, n);
}

struct Base {
  virtual ~Base() = default;
  virtual float at(int i) const = 0;
  float total(int n) const {
    float sum = 0;
    for (int i = 0; i < n; ++i)
      sum += at(i);
    return sum;
  }
};
struct Ramp final : Base {
  float step = 1;
  float at(int i) const override { return step * static_cast<float>(i); }
};
float ramp(int n) {
  Ramp r;
  return r.total(n);
}

namespace {
template <class T> void swapHalves(T *a, std::ptrdiff_t n) {
  for (std::ptrdiff_t i = 0; i < n / 2; ++i) {
    T t = a[i];
    a[i] = a[n / 2 + i], a[n / 2 + i] = t;
  }
}
} // namespace
void swapFloats(float *a, std::ptrdiff_t n) { swapHalves(a, n); }
void swapLongs(std::int64_t *a, std::ptrdiff_t n) { swapHalves(a, n), swapHalves(a + n, n); }
