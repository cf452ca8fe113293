// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A real std::vector over memory that belongs to somebody else, for entry points that get raw pointers: the allocator hands out that
// memory, leaves the elements as they are and frees nothing. So a call copies nothing; what is timed besides the kernel is setting three
// pointers.
//
// The number of elements comes from the caller, apart from the trip counts, as when a vector is filled elsewhere: the compiler cannot prove
// the checks away.
#ifndef NEARNATIVE_CORPUS_BORROWED_VECTOR_H
#define NEARNATIVE_CORPUS_BORROWED_VECTOR_H

#include <cstddef>
#include <vector>

template <class T> struct Lender {
  using value_type = T;
  T *memory;

  explicit Lender(T *lent) : memory(lent) {}
  template <class U> Lender(const Lender<U> &) : memory(nullptr) {}

  T *allocate(std::size_t) { return memory; }
  void deallocate(T *, std::size_t) {}
  template <class U> void construct(U *) {} // the element is there already
  friend bool operator==(const Lender &x, const Lender &y) { return x.memory == y.memory; }
};

template <class T> using BorrowedVector = std::vector<T, Lender<T>>;

// `memory` is not written through a vector that stays const.
template <class T> const BorrowedVector<T> borrow(const T *memory, std::size_t count) {
  return BorrowedVector<T>(count, Lender<T>(const_cast<T *>(memory)));
}
template <class T> BorrowedVector<T> borrow(T *memory, std::size_t count) { return BorrowedVector<T>(count, Lender<T>(memory)); }

#endif
