// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The part of POSIX threads that gemmlowp names, for one thread and for Wasm only: wasi-libc of Debian 12 has no pthread.h, and the host's
// must not be taken instead. gemmlowp's thread pool then compiles; with one thread it is never used, and a lock of it would trap.
#ifndef NEARNATIVE_CORPUS_PTHREAD_H
#define NEARNATIVE_CORPUS_PTHREAD_H

#include <version>

typedef int pthread_t, pthread_mutex_t, pthread_cond_t;

inline int pthread_create(pthread_t *, const void *, void *(*)(void *), void *) { __builtin_trap(); }
inline int pthread_join(pthread_t, void **) { __builtin_trap(); }
inline int pthread_mutex_init(pthread_mutex_t *, const void *) { __builtin_trap(); }
inline int pthread_mutex_destroy(pthread_mutex_t *) { __builtin_trap(); }
inline int pthread_mutex_lock(pthread_mutex_t *) { __builtin_trap(); }
inline int pthread_mutex_unlock(pthread_mutex_t *) { __builtin_trap(); }
inline int pthread_cond_init(pthread_cond_t *, const void *) { __builtin_trap(); }
inline int pthread_cond_destroy(pthread_cond_t *) { __builtin_trap(); }
inline int pthread_cond_broadcast(pthread_cond_t *) { __builtin_trap(); }
inline int pthread_cond_wait(pthread_cond_t *, pthread_mutex_t *) { __builtin_trap(); }

// libc++ without threads has no this_thread; gemmlowp's pool names one function of it.
#if !_LIBCPP_HAS_THREADS
namespace std::this_thread {
template <class Duration> void sleep_for(Duration) { __builtin_trap(); }
} // namespace std::this_thread
#endif

#endif
