
/* A loop over the lanes of a vector: written out, it is left to the superword vectoriser, which sees what a tile is. */
#define NN_LANES _Pragma("clang loop unroll(full)")
