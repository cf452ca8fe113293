// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What make-inputs compiles with rustc: loops over slices, one with its bounds checks left in, one in a method.
#![crate_type = "lib"]
#![no_std]

#[no_mangle]
pub fn sum(values: &[f32]) -> f32 {
    let mut total = 0.0;
    for &value in values {
        total += value;
    }
    total
}

#[no_mangle]
pub fn add(out: &mut [f32], a: &[f32], b: &[f32]) {
    for ((o, x), y) in out.iter_mut().zip(a).zip(b) {
        *o = x + y;
    }
}

#[no_mangle]
pub fn gather(out: &mut [f32], table: &[f32], indexes: &[u32]) {
    for i in 0..indexes.len() {
        out[i] = table[indexes[i] as usize];
    }
}

pub mod layers {
    pub struct Scale(pub f32);

    impl Scale {
        #[inline(never)]
        pub fn apply(&self, values: &mut [f32]) {
            for value in values.iter_mut() {
                *value *= self.0;
            }
        }
    }
}
