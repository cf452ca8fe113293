# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Register tiles for kernels that TVM would lower as naive loops.

A fused kernel is a chain of blocks: perhaps a pad, one reduction (convolution, matmul, pooling), then element-wise steps (bias,
relu6, residual). The tile form computes `rows` pixels x `lanes` channels at a time in a small accumulator array that the compiler
keeps in registers, with the element-wise steps on it before anything is stored. Rows are unrolled here; the channel loop stays
scalar, for the compiler to unroll and vectorise: that is the point of this form, it shows what an autovectoriser makes of it.
"""

from dataclasses import dataclass

import numpy as np
from tvm.ir import IRModule
from tvm.s_tir import Schedule
from tvm.s_tir.schedule import ScheduleError
from tvm.tirx import IterVar

VECTOR_LANES = 4       # f32 in 128 bits: Wasm, and x86-64-v2
VECTOR_REGISTERS = 16  # of x86-64-v2
MAX_ROWS = 14


@dataclass(frozen=True)
class Packing:
    """A constant weight argument that the kernel now reads as [O/lanes]...[lanes] instead of ...[O]."""
    argument: int
    lanes: int

    def apply(self, weights):
        split = weights.reshape(*weights.shape[:-1], weights.shape[-1] // self.lanes, self.lanes)
        return np.ascontiguousarray(np.moveaxis(split, -2, 0))


class NotCovered(Exception):
    """The kernel has a form that this schedule does not know; it keeps TVM's default loops."""


def tile_kernel(kernel, constant_arguments):
    """PrimFunc -> (PrimFunc, Packing or None, whether it was tiled). `constant_arguments`: indices of the parameters that are
    constants in every call, so that their layout is ours to choose. Each output is still computed in the order TVM wrote: same bits."""
    schedule = Schedule(IRModule({"main": kernel.with_attr("global_symbol", "main")}))
    try:
        packing = tile(schedule, kernel, constant_arguments)
    except (NotCovered, ScheduleError):
        return kernel, None, False
    return schedule.mod["main"], packing, True


def tile(schedule, kernel, constant_arguments):
    blocks = schedule.get_child_blocks(schedule.get_sblock("root"))
    reductions = [block for block in blocks if reduction_extents(schedule, block)]
    if not reductions:
        inline(schedule, blocks[:-1])
        return None
    if len(reductions) > 1:  # softmax, layer norm: several passes over a row
        raise NotCovered("several reductions")
    reduction = reductions[0]
    position = [schedule.get(block).name_hint for block in blocks].index(schedule.get(reduction).name_hint)
    before, after = blocks[:position], blocks[position + 1:]
    pads = [block for block in before if is_real_pad(schedule, block)]
    inline(schedule, [block for block in before if block not in pads])
    inline(schedule, after[:-1])
    reuse = Reuse(schedule, reduction)
    if after:
        epilogue = after[-1]
    else:
        epilogue = schedule.cache_write(reduction, 0, "global")
    if reuse.pointwise and not pads:
        flatten_rows(schedule, reduction, epilogue)
    loops = schedule.get_loops(epilogue)
    if len(loops) < 2:
        raise NotCovered("no pixel and channel loops")
    *outer, pixel, channel = loops
    rows, lanes = choose_tile(extent(schedule, pixel), extent(schedule, channel), reuse.contracts_channels)
    packing = pack_weights(schedule, kernel, reduction, lanes, constant_arguments) if reuse.contracts_channels else None

    pixel_block, row = schedule.split(pixel, [None, rows])
    channel_block, lane = schedule.split(channel, [None, lanes])
    # A contraction streams pixels past one block of weights; without one nothing is shared between pixels, so memory order is best.
    blocks_in_order = [channel_block, pixel_block] if reuse.contracts_channels else [pixel_block, channel_block]
    schedule.reorder(*outer, *blocks_in_order, row, lane)
    schedule.compute_at(reduction, blocks_in_order[-1], preserve_unit_loops=True)
    own = schedule.get_loops(reduction)[-len(schedule.get(reduction).iter_vars):]
    kinds = [iter_var.iter_type for iter_var in schedule.get(reduction).iter_vars]
    steps = [loop for loop, kind in zip(own, kinds) if kind == IterVar.CommReduce]
    spatial = [loop for loop, kind in zip(own, kinds) if kind != IterVar.CommReduce]
    units, tile_loops = ([loop for loop in spatial if (extent(schedule, loop) == 1) == unit] for unit in (True, False))
    schedule.reorder(*units, *steps, *tile_loops)
    # Before decompose_reduction: afterwards the block is no longer one that TVM may transform.
    for block in (reduction, epilogue):
        unroll_rows(schedule, block, rows)
    schedule.decompose_reduction(reduction, steps[0])
    return packing


class Reuse:
    """What a reduction block reads more than once, seen from its shape."""

    def __init__(self, schedule, reduction):
        extents = reduction_extents(schedule, reduction)
        reads = len(schedule.get(reduction).reads)
        # Two operands, and more than one input channel per output: a convolution or matmul, not depthwise and not a pooling.
        self.contracts_channels = reads == 2 and (len(extents) == 1 or extents[-1] > 1)
        # 1x1: three reduction axes of which only the channels are longer than one.
        self.pointwise = self.contracts_channels and len(extents) == 3 and extents[:2] == [1, 1]


def extent(schedule, loop):
    return int(schedule.get(loop).extent)


def reduction_extents(schedule, block):
    return [int(iter_var.dom.extent) for iter_var in schedule.get(block).iter_vars if iter_var.iter_type == IterVar.CommReduce]


def inline(schedule, blocks):
    for block in blocks:
        schedule.compute_inline(block)


def is_real_pad(schedule, block):
    """TVM puts a pad before every convolution; one that adds nothing is a copy and is inlined. A real one stays a copy of its own,
    or every multiply-add would ask whether it is at an edge."""
    statement = schedule.get(block)
    if "pad" not in statement.name_hint:
        return False
    source, result = statement.reads[0].source.shape, statement.writes[0].source.shape
    return [int(size) for size in source] != [int(size) for size in result]


def flatten_rows(schedule, reduction, epilogue):
    """1x1 convolution: [n, y, x, c] becomes [n, y*x, c], so that tiles need not divide a row of the image."""
    if len(schedule.get_loops(epilogue)) != 4:
        return
    width = extent(schedule, schedule.get_loops(epilogue)[2])
    schedule.transform_layout(reduction, ("write", 0), lambda n, y, x, c: [n, y * width + x, c])
    schedule.transform_block_layout(reduction, lambda n, y, x, c, ky, kx, k: [n, y * width + x, c, ky, kx, k])
    schedule.transform_block_layout(epilogue, lambda n, y, x, c: [n, y * width + x, c])


def choose_tile(pixels, channels, contracts_channels):
    """(rows, lanes), divisors of the two extents, with the fewest loads per multiply-add that fit the registers."""
    best = None
    for lanes in [VECTOR_LANES * vectors for vectors in (1, 2, 3, 4, 6, 8)]:
        vectors = lanes // VECTOR_LANES
        for rows in range(1, MAX_ROWS + 1):
            accumulators = rows * vectors
            if channels % lanes or pixels % rows or accumulators + vectors + 1 > VECTOR_REGISTERS:
                continue
            # More than 12 accumulators of several vectors, or more than 4 rows without reuse, spill in practice.
            if (accumulators > 12 and vectors > 1) or (not contracts_channels and rows > 4 and accumulators > 8):
                continue
            # One splat per row and one load per vector of weights; below 8 chains the latency of the adds shows.
            cost = (rows + vectors) / accumulators + (0.5 / accumulators if accumulators < 8 else 0)
            if best is None or cost < best[0]:
                best = cost, rows, lanes
    if best is None:  # channels are no multiple of a vector
        return 1, next(lanes for lanes in (7, 6, 5, 3, 2, 1) if channels % lanes == 0)
    return best[1:]


def pack_weights(schedule, kernel, reduction, lanes, constant_arguments):
    """Makes the weights of one tile contiguous, if they are a constant argument with the output channels last."""
    weights = schedule.get(reduction).reads[1].source
    argument = next((index for index, parameter in enumerate(kernel.params) if parameter.name == weights.name), None)
    rank = len(weights.shape)
    if argument not in constant_arguments or rank not in (2, 4) or int(weights.shape[-1]) % lanes:
        return None
    if rank == 4:
        schedule.transform_layout(reduction, ("read", 1), lambda ky, kx, k, o: [o // lanes, ky, kx, k, o % lanes])
    else:
        schedule.transform_layout(reduction, ("read", 1), lambda k, o: [o // lanes, k, o % lanes])
    return Packing(argument, lanes)


def unroll_rows(schedule, block, rows):
    loops = schedule.get_loops(block)
    if rows > 1 and len(loops) > 1 and extent(schedule, loops[-2]) == rows:
        schedule.unroll(loops[-2])
