# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Sample inputs. Runs under both interpreters, so it needs nothing but numpy.

Only additions, multiplications, divisions and comparisons make the samples, so that they have the same bits on every machine.
"""
import numpy as np

SAMPLES = 3
IMAGE_WIDTH, IMAGE_HEIGHT = 640, 480
# What torchvision's classifiers were trained with.
MEAN, DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)

DTYPES = {"f16": np.float16, "f32": np.float32, "f64": np.float64, "u8": np.uint8, "i32": np.int32, "i64": np.int64}


def type_name(dtype):
    """The contract's name of a numpy type; None where there is none."""
    return next((name for name, known in DTYPES.items() if np.dtype(known) == dtype), None)


def image(seed):
    """A picture-like image, u8 [480, 640, 3]: a gradient, shaded ellipses and boxes, sensor noise."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[0:IMAGE_HEIGHT, 0:IMAGE_WIDTH]
    right, down = (x / (IMAGE_WIDTH - 1))[..., None], (y / (IMAGE_HEIGHT - 1))[..., None]
    corners = random.integers(30, 226, (2, 2, 3)).astype(np.float64)
    above, below = (pair[0] * (1 - right) + pair[1] * right for pair in corners)
    pixels = above * (1 - down) + below * down
    for index in range(8):
        centre_x, centre_y = random.integers(0, IMAGE_WIDTH), random.integers(0, IMAGE_HEIGHT)
        half_width, half_height = random.integers(30, 160, 2)
        colour = random.integers(0, 256, 3)
        across, along = (x - centre_x) / half_width, (y - centre_y) / half_height
        inside = across * across + along * along < 1 if index % 2 else np.maximum(abs(across), abs(along)) < 1
        shade = (1.0 - 0.3 * across - 0.2 * along)[..., None]
        pixels = np.where(inside[..., None], colour * shade, pixels)
    pixels += random.integers(-8, 9, pixels.shape)
    return np.clip(np.floor(pixels), 0, 255).astype(np.uint8)


def preprocess(pixels, height, width):
    """u8 [h, w, 3] to the f32 [1, 3, height, width] that a classifier takes: bilinear (pixel centres at .5), then mean and deviation."""
    def positions(target, source):
        centres = np.clip((np.arange(target) + 0.5) * source / target - 0.5, 0, source - 1)
        low = np.floor(centres).astype(int)
        return low, np.minimum(low + 1, source - 1), centres - low

    top, bottom, down = positions(height, pixels.shape[0])
    left, right, across = positions(width, pixels.shape[1])
    values = pixels.astype(np.float64)
    rows = values[top] * (1 - down)[:, None, None] + values[bottom] * down[:, None, None]
    resized = rows[:, left] * (1 - across)[None, :, None] + rows[:, right] * across[None, :, None]
    normalised = (resized / 255.0 - np.array(MEAN)) / np.array(DEVIATION)
    return np.ascontiguousarray(normalised.transpose(2, 0, 1)[None]).astype(np.float32)


def make_inputs(task, inputs):
    """One list of arrays per sample. `inputs` is as in models.json, each with an optional `range` [lo, hi] of its values."""
    if task == "classify":
        height, width = inputs[0]["shape"][2:]
        return [[preprocess(image(sample), height, width)] for sample in range(SAMPLES)]
    made = []
    for sample in range(SAMPLES):
        random = np.random.default_rng([sample, 1])
        arrays = []
        for entry in inputs:
            dtype = DTYPES[entry["type"]]
            if np.issubdtype(dtype, np.floating):
                low, high = entry.get("range", (-1, 1))
                arrays.append((low + (high - low) * random.random(entry["shape"])).astype(dtype))
            else:
                low, high = entry.get("range", (0, 1))
                arrays.append(random.integers(low, high, entry["shape"], endpoint=True).astype(dtype))
        made.append(arrays)
    return made
