# Attention on a processor passes over cells that an answer does not see, and reads the others with vector instructions.
#
# All answers share one cache, so most of its cells are masked for any one of them; llama.cpp 0.5.0 looks at each, for
# every head of every layer, and reads masks and keys one number at a time (docs/decisions/0015 has the measurements).
# Here a mask of megabytes is read once for all heads, not once for each. The sums are the same, in the same order, so
# answers are the same to the bit.

change(ops.cpp)
replace([[#include <cmath>
]] [[#include <cmath>
#include <vector>
]])
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

// What some rows see of the cells, a block of ggml_fa_tile_config::KV at a time. All heads have the same mask.
struct ggml_seen_blocks {
    const char * mask = nullptr; // of the first row
    int rows = 0;
    std::vector<uint16_t> masked, open; // for each block, where its entries differ from -INFINITY (0xFC00) and from 0
};

static void ggml_see_blocks(ggml_seen_blocks & seen, const char * mask, size_t stride, int rows, int64_t cells) {
    if (seen.mask == mask && seen.rows == rows) {
        return;
    }
    constexpr int64_t block = ggml_fa_tile_config::KV;
    seen.mask = mask;
    seen.rows = rows;
    seen.masked.assign((cells + block - 1) / block, 0);
    seen.open.assign(seen.masked.size(), 0);
    // Row by row, because the processor reads ahead what lies in a row.
    for (int row = 0; row < rows; row++) {
        const ggml_fp16_t * entries = (const ggml_fp16_t *) (mask + row*stride);
        for (int64_t ic = 0; ic < cells; ic += block) {
            uint16_t masked = 0, open = 0;
            for (int64_t i = ic; i < std::min(ic + block, cells); i++) {
                masked |= entries[i] ^ 0xFC00;
                open |= entries[i];
            }
            seen.masked[ic / block] |= masked;
            seen.open[ic / block] |= open;
        }
    }
}

// Turns keys so that what all cells have in one dimension lies together; how many cells are done, in groups of 16.
static int ggml_turn_keys(const char * keys, size_t stride, int cells, int64_t dimensions, float * turned, int turned_stride) {
#if defined(__AVX512F__)
    if (dimensions % 16 != 0) {
        return 0;
    }
    const int done = cells / 16 * 16;
    for (int cell = 0; cell < done; cell += 16) {
        for (int64_t first = 0; first < dimensions; first += 16) {
            __m512 a[16], b[16];
            for (int i = 0; i < 16; i++) {
                a[i] = _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *) ((const ggml_fp16_t *) (keys + (cell + i)*stride) + first)));
            }
            for (int i = 0; i < 16; i += 2) {
                b[i]     = _mm512_unpacklo_ps(a[i], a[i + 1]);
                b[i + 1] = _mm512_unpackhi_ps(a[i], a[i + 1]);
            }
            for (int i = 0; i < 16; i++) {
                const __m512d x = _mm512_castps_pd(b[i / 4 * 4 + i % 4 / 2]), y = _mm512_castps_pd(b[i / 4 * 4 + i % 4 / 2 + 2]);
                a[i] = _mm512_castpd_ps(i % 2 ? _mm512_unpackhi_pd(x, y) : _mm512_unpacklo_pd(x, y));
            }
            // Each quarter of a[i] now has what four cells have in one dimension.
            float * to = turned + first*turned_stride + cell;
            for (int i = 0; i < 4; i++) {
                const __m512 even = _mm512_shuffle_f32x4(a[i], a[4 + i], 0x88), even2 = _mm512_shuffle_f32x4(a[8 + i], a[12 + i], 0x88);
                const __m512 odd  = _mm512_shuffle_f32x4(a[i], a[4 + i], 0xdd), odd2  = _mm512_shuffle_f32x4(a[8 + i], a[12 + i], 0xdd);
                _mm512_storeu_ps(to + (i     )*turned_stride, _mm512_shuffle_f32x4(even, even2, 0x88));
                _mm512_storeu_ps(to + (i +  4)*turned_stride, _mm512_shuffle_f32x4(odd,  odd2,  0x88));
                _mm512_storeu_ps(to + (i +  8)*turned_stride, _mm512_shuffle_f32x4(even, even2, 0xdd));
                _mm512_storeu_ps(to + (i + 12)*turned_stride, _mm512_shuffle_f32x4(odd,  odd2,  0xdd));
            }
        }
    }
    return done;
#else
    return 0;
#endif
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
replace([[static void ggml_compute_forward_flash_attn_ext_tiled(
        const ggml_compute_params * params,
        ggml_tensor * dst,
        int ir0, int ir1) {]] [[static void ggml_compute_forward_flash_attn_ext_tiled(
        const ggml_compute_params * params,
        ggml_tensor * dst,
        int ir0, int ir1,
        std::vector<ggml_seen_blocks> & seen) {]])
replace([[        for (int64_t ic = 0; ic < nek1; ic += KV_TILE_SZ) {
            const int kv_tile]] [[        ggml_seen_blocks & sees = seen[iq1 / Q_TILE_SZ];
        if (mask) {
            const char * rows = (const char *) mask->data + iq1*mask->nb[1] + (iq2%mask->ne[2])*mask->nb[2] + (iq3%mask->ne[3])*mask->nb[3];
            ggml_see_blocks(sees, rows, mask->nb[1], tile_rows, nek1);
        }
        for (int64_t ic = 0; ic < nek1; ic += KV_TILE_SZ) {
            if (mask && !sees.masked[ic / KV_TILE_SZ]) {
                continue;
            }
            const bool some = mask && sees.open[ic / KV_TILE_SZ]; // rather than all
            const int kv_tile]])
replace([[            if (mask) {
                bool can_skip = true;
]] [[            if (some) {
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
replace([[
                if (can_skip) {
                    continue;
                }
            }

            // Pack K tile]] [[            }

            // Pack K tile]])
replace([[            if (mask) {
                ggml_vec_add_f32(]] [[            if (some) {
                ggml_vec_add_f32(]])
replace([[            for (int tk = 0; tk < kv_tile; tk++) {
                const char * k_data]] [[            const char * keys = (const char *) k->data + ic*nbk1 + ik2*nbk2 + ik3*nbk3;
            int turned = 0;
            if (kv_type == GGML_TYPE_F16) {
                turned = ggml_turn_keys(keys, nbk1, kv_tile, DK, K_f32, KV_TILE_SZ);
            }
            for (int tk = turned; tk < kv_tile; tk++) {
                const char * k_data]])
replace([[                    for (int64_t dk = 0; dk < DK; dk++) {
                        K_f32[dk * KV_TILE_SZ + tk] = GGML_CPU_FP16_TO_FP32(k_f16[dk]);
                    }
]] [[                    ggml_cpu_fp16_to_fp32(k_f16, V32, DK); // V32 is filled with V below
                    for (int64_t dk = 0; dk < DK; dk++) {
                        K_f32[dk * KV_TILE_SZ + tk] = V32[dk];
                    }
]])
replace([[        int current_chunk = ith;

        while (current_chunk < nchunk) {
            const int64_t ir0 = dr * current_chunk;
            const int64_t ir1 = MIN(ir0 + dr, nr);

            if (use_tiled) {
                ggml_compute_forward_flash_attn_ext_tiled(params, dst, ir0, ir1);]] [[        int current_chunk = ith;
        std::vector<ggml_seen_blocks> seen(use_tiled ? (neq1 + Q_TILE_SZ - 1) / Q_TILE_SZ : 0);

        while (current_chunk < nchunk) {
            const int64_t ir0 = dr * current_chunk;
            const int64_t ir1 = MIN(ir0 + dr, nr);

            if (use_tiled) {
                ggml_compute_forward_flash_attn_ext_tiled(params, dst, ir0, ir1, seen);]])
keep_change()
