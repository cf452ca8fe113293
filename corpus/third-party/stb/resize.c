// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Resizing of an RGB image of bytes by stb_image_resize.h (version 1) as packaged, with its default filters: Mitchell for shrinking, cubic
// for enlarging. It allocates and frees its work space in every call, as users get it.
#define STB_IMAGE_RESIZE_IMPLEMENTATION
#define STB_IMAGE_RESIZE_STATIC
#include <stb/stb_image_resize.h>

int stb_resize(const unsigned char *input, int input_width, int input_height, unsigned char *output, int output_width, int output_height) {
  return stbir_resize_uint8(input, input_width, input_height, 0, output, output_width, output_height, 0, 3);
}
