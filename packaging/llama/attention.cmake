# Attention on a processor passes over cells that an answer does not see, and reads the others with vector instructions.
#
# All answers share one cache, so most of its cells are masked for any one of them; llama.cpp 0.5.0 looks at each, for
# every head of every layer, and reads masks and keys one number at a time (docs/decisions/0015 has the measurements).
# Here the sums are the same, in the same order, so answers are the same to the bit.

change(ops.cpp)
replace([[static void ggml_compute_forward_flash_attn_ext_f16_one_chunk(]] [[
// By this a program can tell that it has this code.
extern "C" {
GGML_BACKEND_API int ggml_cpu_passes_over_masked_cells(void);
}
int ggml_cpu_passes_over_masked_cells(void) {
    return 1;
}

// The first entry of a mask from i on that is not -INFINITY (0xFC00); n where there is none.
static inline int64_t ggml_masked_cells_next(const ggml_fp16_t * mask, int64_t i, int64_t n) {
    for (; i + 32 <= n; i += 32) {
        uint16_t differs = 0;
        for (int j = 0; j < 32; ++j) {
            differs |= mask[i + j] ^ 0xFC00;
        }
        if (differs) {
            break;
        }
    }
    while (i < n && mask[i] == 0xFC00) {
        ++i;
    }
    return i;
}

static void ggml_compute_forward_flash_attn_ext_f16_one_chunk(]])
replace([[            const float mv = mp ? slope*GGML_CPU_FP16_TO_FP32(mp[ic]) : 0.0f;
            if (mv == -INFINITY) {
                continue;
            }
]] [[            if (mp && mp[ic] == 0xFC00) {
                ic = ggml_masked_cells_next(mp, ic + 1, ic_end) - 1;
                continue;
            }
            const float mv = mp ? slope*GGML_CPU_FP16_TO_FP32(mp[ic]) : 0.0f;
]])
replace([[                bool can_skip = true;
                for (int tq = 0; tq < tile_rows; tq++) {
]] [[                bool can_skip = true;
                for (int tq = 0; tq < tile_rows && can_skip; tq++) {
                    const ggml_fp16_t * mp_row = (const ggml_fp16_t *)((const char *) mask->data + (iq1 + tq)*mask->nb[1] + (iq2%mask->ne[2])*mask->nb[2] + (iq3%mask->ne[3])*mask->nb[3]);
                    can_skip = ggml_masked_cells_next(mp_row, ic, ic + kv_tile) == ic + kv_tile;
                }
                if (can_skip) {
                    continue;
                }
                for (int tq = 0; tq < tile_rows; tq++) {
]])
replace([[                    for (int tk = 0; tk < kv_tile; tk++) {
                        mask32[tq * KV_TILE_SZ + tk] = slope * GGML_CPU_FP16_TO_FP32(mp_row[ic + tk]);
                        if (mask32[tq * KV_TILE_SZ + tk] != -INFINITY) {
                            can_skip = false;
                        }
                    }
]] [[                    ggml_cpu_fp16_to_fp32(mp_row + ic, mask32 + tq * KV_TILE_SZ, kv_tile);
                    ggml_vec_scale_f32(kv_tile, mask32 + tq * KV_TILE_SZ, slope);
]])
replace([[                    for (int64_t dk = 0; dk < DK; dk++) {
                        K_f32[dk * KV_TILE_SZ + tk] = GGML_CPU_FP16_TO_FP32(k_f16[dk]);
                    }
]] [[                    ggml_cpu_fp16_to_fp32(k_f16, V32, DK); // V32 is filled with V below
                    for (int64_t dk = 0; dk < DK; dk++) {
                        K_f32[dk * KV_TILE_SZ + tk] = V32[dk];
                    }
]])
replace([[                if (can_skip) {
                    continue;
                }
            }

            // Pack K tile]] [[            }

            // Pack K tile]])
keep_change()
