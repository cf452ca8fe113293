// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Classic loops: sorting, searching, matrices, strings, transforms, dynamic programming, graphs.
#include <stddef.h>
#include <stdint.h>

void insertion_sort(int *a, size_t n) {
  for (size_t i = 1; i < n; ++i) {
    int key = a[i];
    size_t j = i;
    while (j > 0 && a[j - 1] > key) {
      a[j] = a[j - 1];
      --j;
    }
    a[j] = key;
  }
}

void bubble_sort(float *a, int n) {
  int swapped;
  do {
    swapped = 0;
    for (int i = 0; i + 1 < n; ++i)
      if (a[i] > a[i + 1]) {
        float t = a[i];
        a[i] = a[i + 1], a[i + 1] = t;
        swapped = 1;
      }
  } while (swapped);
}

static void quick_sort_part(double *a, long low, long high) {
  while (low < high) {
    double pivot = a[(low + high) / 2];
    long i = low, j = high;
    while (i <= j) {
      while (a[i] < pivot)
        ++i;
      while (a[j] > pivot)
        --j;
      if (i <= j) {
        double t = a[i];
        a[i++] = a[j];
        a[j--] = t;
      }
    }
    if (j - low < high - i) {
      quick_sort_part(a, low, j);
      low = i;
    } else {
      quick_sort_part(a, i, high);
      high = j;
    }
  }
}
void quick_sort(double *a, long n) { quick_sort_part(a, 0, n - 1); }

void merge_sort(int *a, int *scratch, size_t n) {
  for (size_t width = 1; width < n; width *= 2) {
    for (size_t low = 0; low < n; low += 2 * width) {
      size_t middle = low + width < n ? low + width : n, high = low + 2 * width < n ? low + 2 * width : n;
      size_t i = low, j = middle, k = low;
      while (i < middle && j < high)
        scratch[k++] = a[i] <= a[j] ? a[i++] : a[j++];
      while (i < middle)
        scratch[k++] = a[i++];
      while (j < high)
        scratch[k++] = a[j++];
    }
    for (size_t i = 0; i < n; ++i)
      a[i] = scratch[i];
  }
}

void radix_sort(uint32_t *a, uint32_t *b, size_t n) {
  for (unsigned shift = 0; shift < 32; shift += 8) {
    size_t count[256];
    for (int i = 0; i < 256; ++i)
      count[i] = 0;
    for (size_t i = 0; i < n; ++i)
      ++count[(a[i] >> shift) & 255];
    size_t sum = 0;
    for (int i = 0; i < 256; ++i) {
      size_t c = count[i];
      count[i] = sum;
      sum += c;
    }
    for (size_t i = 0; i < n; ++i)
      b[count[(a[i] >> shift) & 255]++] = a[i];
    uint32_t *t = a;
    a = b, b = t;
  }
}

static void sift_down(int *heap, size_t root, size_t n) {
  for (size_t child; (child = 2 * root + 1) < n; root = child) {
    if (child + 1 < n && heap[child] < heap[child + 1])
      ++child;
    if (heap[root] >= heap[child])
      return;
    int t = heap[root];
    heap[root] = heap[child], heap[child] = t;
  }
}
void heap_sort(int *a, size_t n) {
  for (size_t i = n / 2; i-- > 0;)
    sift_down(a, i, n);
  while (n > 1) {
    int t = a[0];
    a[0] = a[--n], a[n] = t;
    sift_down(a, 0, n);
  }
}

int64_t binary_search(const int64_t *a, int64_t n, int64_t x) {
  int64_t low = 0, high = n - 1;
  while (low <= high) {
    int64_t middle = low + (high - low) / 2;
    if (a[middle] == x)
      return middle;
    if (a[middle] < x)
      low = middle + 1;
    else
      high = middle - 1;
  }
  return -1;
}

size_t count_words(const char *text) {
  size_t words = 0;
  while (*text) {
    while (*text == ' ' || *text == '\t' || *text == '\n')
      ++text;
    if (*text)
      ++words;
    while (*text && *text != ' ' && *text != '\t' && *text != '\n')
      ++text;
  }
  return words;
}

char *find(const char *text, const char *word) {
  for (; *text; ++text) {
    const char *a = text, *b = word;
    while (*b && *a == *b)
      ++a, ++b;
    if (!*b)
      return (char *)text;
  }
  return NULL;
}

size_t length(const char *text) {
  size_t n = 0;
  while (text[n])
    ++n;
  return n;
}

void copy_text(char *to, const char *from) {
  while ((*to++ = *from++))
    ;
}

unsigned crc32(const uint8_t *data, size_t n) {
  unsigned crc = ~0u;
  for (size_t i = 0; i < n; ++i) {
    crc ^= data[i];
    for (int bit = 0; bit < 8; ++bit)
      crc = crc & 1 ? (crc >> 1) ^ 0xedb88320u : crc >> 1;
  }
  return ~crc;
}

unsigned popcount_slow(uint64_t x) {
  unsigned count = 0;
  while (x) {
    x &= x - 1;
    ++count;
  }
  return count;
}

uint64_t gcd(uint64_t a, uint64_t b) {
  while (b) {
    uint64_t t = a % b;
    a = b, b = t;
  }
  return a;
}

size_t sieve(uint8_t *composite, size_t n) {
  for (size_t i = 0; i <= n; ++i)
    composite[i] = 0;
  for (size_t i = 2; i * i <= n; ++i)
    if (!composite[i])
      for (size_t j = i * i; j <= n; j += i)
        composite[j] = 1;
  size_t primes = 0;
  for (size_t i = 2; i <= n; ++i)
    primes += !composite[i];
  return primes;
}

void matrix_product(const double *restrict a, const double *restrict b, double *restrict c, int n) {
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j) {
      double sum = 0;
      for (int k = 0; k < n; ++k)
        sum += a[i * n + k] * b[k * n + j];
      c[i * n + j] = sum;
    }
}

void matrix_product_blocked(const float *restrict a, const float *restrict b, float *restrict c, int n) {
  for (int ii = 0; ii < n; ii += 32)
    for (int kk = 0; kk < n; kk += 32)
      for (int i = ii; i < ii + 32; ++i)
        for (int k = kk; k < kk + 32; ++k)
          for (int j = 0; j < n; ++j)
            c[i * n + j] += a[i * n + k] * b[k * n + j];
}

void matrix4(const float *restrict a, const float *restrict b, float *restrict c) {
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 4; ++j) {
      c[i * 4 + j] = 0;
      for (int k = 0; k < 4; ++k)
        c[i * 4 + j] += a[i * 4 + k] * b[k * 4 + j];
    }
}

void transpose(float *a, int n) {
  for (int i = 0; i < n; ++i)
    for (int j = i + 1; j < n; ++j) {
      float t = a[i * n + j];
      a[i * n + j] = a[j * n + i], a[j * n + i] = t;
    }
}

int lu(double *a, int *pivots, int n) {
  for (int k = 0; k < n; ++k) {
    int best = k;
    for (int i = k + 1; i < n; ++i)
      if (__builtin_fabs(a[i * n + k]) > __builtin_fabs(a[best * n + k]))
        best = i;
    if (a[best * n + k] == 0)
      return -1;
    pivots[k] = best;
    if (best != k)
      for (int j = 0; j < n; ++j) {
        double t = a[k * n + j];
        a[k * n + j] = a[best * n + j], a[best * n + j] = t;
      }
    for (int i = k + 1; i < n; ++i) {
      a[i * n + k] /= a[k * n + k];
      for (int j = k + 1; j < n; ++j)
        a[i * n + j] -= a[i * n + k] * a[k * n + j];
    }
  }
  return 0;
}

void solve(const double *lu_, const double *b, double *x, int n) {
  for (int i = 0; i < n; ++i) {
    x[i] = b[i];
    for (int j = 0; j < i; ++j)
      x[i] -= lu_[i * n + j] * x[j];
  }
  for (int i = n - 1; i >= 0; --i) {
    for (int j = i + 1; j < n; ++j)
      x[i] -= lu_[i * n + j] * x[j];
    x[i] /= lu_[i * n + i];
  }
}

void fft(double *re, double *im, const double *wr, const double *wi, unsigned n) {
  for (unsigned i = 1, j = 0; i < n; ++i) {
    unsigned bit = n >> 1;
    for (; j & bit; bit >>= 1)
      j ^= bit;
    j ^= bit;
    if (i < j) {
      double t = re[i];
      re[i] = re[j], re[j] = t;
      t = im[i], im[i] = im[j], im[j] = t;
    }
  }
  for (unsigned length = 2; length <= n; length <<= 1)
    for (unsigned i = 0; i < n; i += length)
      for (unsigned k = 0; k < length / 2; ++k) {
        unsigned a = i + k, b = a + length / 2, w = k * (n / length);
        double tr = re[b] * wr[w] - im[b] * wi[w], ti = re[b] * wi[w] + im[b] * wr[w];
        re[b] = re[a] - tr, im[b] = im[a] - ti;
        re[a] += tr, im[a] += ti;
      }
}

void convolve(const float *restrict x, const float *restrict h, float *restrict y, int n, int m) {
  for (int i = 0; i < n; ++i) {
    y[i] = 0;
    for (int j = 0; j < m && j <= i; ++j)
      y[i] += h[j] * x[i - j];
  }
}

void blur(const uint8_t *in, uint8_t *out, int width, int height) {
  for (int y = 1; y < height - 1; ++y)
    for (int x = 1; x < width - 1; ++x) {
      int sum = 0;
      for (int dy = -1; dy <= 1; ++dy)
        for (int dx = -1; dx <= 1; ++dx)
          sum += in[(y + dy) * width + x + dx];
      out[y * width + x] = (uint8_t)(sum / 9);
    }
}

int edit_distance(const char *a, int n, const char *b, int m, int *row) {
  for (int j = 0; j <= m; ++j)
    row[j] = j;
  for (int i = 1; i <= n; ++i) {
    int diagonal = row[0];
    row[0] = i;
    for (int j = 1; j <= m; ++j) {
      int up = row[j], best = diagonal + (a[i - 1] != b[j - 1]);
      if (up + 1 < best)
        best = up + 1;
      if (row[j - 1] + 1 < best)
        best = row[j - 1] + 1;
      diagonal = up;
      row[j] = best;
    }
  }
  return row[m];
}

void floyd_warshall(int *d, int n) {
  for (int k = 0; k < n; ++k)
    for (int i = 0; i < n; ++i)
      for (int j = 0; j < n; ++j)
        if (d[i * n + k] + d[k * n + j] < d[i * n + j])
          d[i * n + j] = d[i * n + k] + d[k * n + j];
}

size_t breadth_first(const uint32_t *first, const uint32_t *edges, uint32_t *distance, uint32_t *queue, size_t nodes, uint32_t start) {
  for (size_t i = 0; i < nodes; ++i)
    distance[i] = ~0u;
  size_t head = 0, tail = 0;
  distance[start] = 0, queue[tail++] = start;
  while (head < tail) {
    uint32_t node = queue[head++];
    for (uint32_t e = first[node]; e < first[node + 1]; ++e)
      if (distance[edges[e]] == ~0u) {
        distance[edges[e]] = distance[node] + 1;
        queue[tail++] = edges[e];
      }
  }
  return tail;
}

struct node {
  struct node *next;
  int value;
};
struct node *reverse_list(struct node *list) {
  struct node *result = NULL;
  while (list) {
    struct node *next = list->next;
    list->next = result;
    result = list, list = next;
  }
  return result;
}
int list_sum(const struct node *list) {
  int sum = 0;
  for (; list; list = list->next)
    sum += list->value;
  return sum;
}

void histogram(const uint8_t *pixels, size_t n, unsigned *bins) {
  for (int i = 0; i < 256; ++i)
    bins[i] = 0;
  for (size_t i = 0; i < n; ++i)
    ++bins[pixels[i]];
}

void prefix_sum(int64_t *a, size_t n) {
  for (size_t i = 1; i < n; ++i)
    a[i] += a[i - 1];
}

void statistics(const float *x, size_t n, float *mean, float *variance, float *low, float *high) {
  float sum = 0;
  for (size_t i = 0; i < n; ++i)
    sum += x[i];
  *mean = sum / (float)n;
  float squares = 0;
  for (size_t i = 0; i < n; ++i)
    squares += (x[i] - *mean) * (x[i] - *mean);
  *variance = squares / (float)n;
  *low = *high = x[0];
  for (size_t i = 1; i < n; ++i) {
    if (x[i] < *low)
      *low = x[i];
    if (x[i] > *high)
      *high = x[i];
  }
}

int mandelbrot(double cr, double ci, int limit) {
  double r = 0, i = 0;
  int n = 0;
  while (r * r + i * i < 4 && n < limit) {
    double t = r * r - i * i + cr;
    i = 2 * r * i + ci;
    r = t;
    ++n;
  }
  return n;
}
void mandelbrot_image(uint16_t *out, int width, int height) {
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      out[y * width + x] = (uint16_t)mandelbrot(3.0 * x / width - 2, 2.0 * y / height - 1, 1000);
}

int queens(int *columns, int n) {
  int row = 0, solutions = 0;
  columns[0] = -1;
  while (row >= 0) {
    for (++columns[row]; columns[row] < n; ++columns[row]) {
      int i = 0;
      while (i < row && columns[i] != columns[row] && columns[i] - columns[row] != row - i && columns[row] - columns[i] != row - i)
        ++i;
      if (i == row)
        break;
    }
    if (columns[row] == n)
      --row;
    else if (row == n - 1)
      ++solutions;
    else
      columns[++row] = -1;
  }
  return solutions;
}

void life(const uint8_t *restrict from, uint8_t *restrict to, int n) {
  for (int y = 0; y < n; ++y)
    for (int x = 0; x < n; ++x) {
      int alive = 0;
      for (int dy = -1; dy <= 1; ++dy)
        for (int dx = -1; dx <= 1; ++dx)
          if (dx || dy)
            alive += from[((y + dy + n) % n) * n + (x + dx + n) % n];
      to[y * n + x] = alive == 3 || (alive == 2 && from[y * n + x]);
    }
}

int parse(const char *text, int64_t *numbers, int room) {
  int count = 0;
  for (;;) {
    while (*text == ' ')
      ++text;
    if (*text == 0 || count == room)
      return count;
    int64_t value = 0;
    int negative = *text == '-';
    for (text += negative; *text >= '0' && *text <= '9'; ++text)
      value = value * 10 + (*text - '0');
    switch (*text) {
    case ',':
    case ';':
      ++text;
      break;
    case 0:
      break;
    default:
      while (*text && *text != ',')
        ++text;
    }
    numbers[count++] = negative ? -value : value;
  }
}

unsigned retry(volatile unsigned *status) {
  unsigned tries = 0;
again:
  ++tries;
  if (*status & 1)
    goto again;
  if (*status & 2 && tries < 10)
    goto again;
  return tries;
}
