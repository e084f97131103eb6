// Products of K-quants for two groups of 16 tokens at a time, and what is around them by vectors: matrices.cmake.
//
// The names are llama.cpp's: src0 are weights, src1 tokens; see ggml-cpu/tiled/tiled-kernel.h for the layouts.

#pragma once

#include "ggml-backend.h"

// By this a program can tell that it has this code.
extern "C" {
GGML_BACKEND_API int ggml_cpu_multiplies_pairs(void);
}
int ggml_cpu_multiplies_pairs(void) {
    return 1;
}

// Begin to read what is wanted soon.
static inline void tiled_prefetch(const void * from, size_t bytes) {
#ifdef __GNUC__
    for (size_t at = 0; at < bytes + 63; at += 64) {
        __builtin_prefetch((const char *) from + at, 0, 2);
    }
#else
    GGML_UNUSED(from);
    GGML_UNUSED(bytes);
#endif
}

// The block that the next slab reads of this row; several slabs at a time are one stream already.
template <typename B>
static inline void tiled_prefetch_next(const B & x, int num_k) {
    if (num_k == 1) {
        tiled_prefetch(&x + 1, sizeof(B));
    }
}

#if defined(__AVX512VNNI__) && defined(__AVX512VL__) && defined(__AVX512DQ__)
#define TILED_PAIRS

static inline void tiled_transpose_16x16(__m512i v[16]) {
    __m512i w[16];
    for (int i = 0; i < 16; i += 2) {
        w[i]     = _mm512_unpacklo_epi32(v[i], v[i + 1]);
        w[i + 1] = _mm512_unpackhi_epi32(v[i], v[i + 1]);
    }
    for (int i = 0; i < 16; i += 4) {
        v[i]     = _mm512_unpacklo_epi64(w[i], w[i + 2]);
        v[i + 1] = _mm512_unpackhi_epi64(w[i], w[i + 2]);
        v[i + 2] = _mm512_unpacklo_epi64(w[i + 1], w[i + 3]);
        v[i + 3] = _mm512_unpackhi_epi64(w[i + 1], w[i + 3]);
    }
    // Lane l of v[4b + c] now holds column 4l + c of rows 4b to 4b + 3.
    for (int c = 0; c < 4; c++) {
        const __m512i a = _mm512_shuffle_i32x4(v[c], v[4 + c], 0x88), b = _mm512_shuffle_i32x4(v[c], v[4 + c], 0xdd);
        const __m512i d = _mm512_shuffle_i32x4(v[8 + c], v[12 + c], 0x88), e = _mm512_shuffle_i32x4(v[8 + c], v[12 + c], 0xdd);
        w[c]      = _mm512_shuffle_i32x4(a, d, 0x88);
        w[4 + c]  = _mm512_shuffle_i32x4(b, e, 0x88);
        w[8 + c]  = _mm512_shuffle_i32x4(a, d, 0xdd);
        w[12 + c] = _mm512_shuffle_i32x4(b, e, 0xdd);
    }
    memcpy(v, w, sizeof(w));
}

// Scales and sums of the whole groups of 16 tokens; how many tokens these are.
static inline int tiled_unpack_sums(const block_q8_K * const * rows, int n_rows, tiled_tile_src1 * tile, int kblk, int slab,
                                    int bs_stride) {
    int r = 0;
    for (; r + TILED_MICRO <= n_rows; r += TILED_MICRO) {
        __m512i sums[TILED_MICRO];
        for (int t = 0; t < TILED_MICRO; t++) {
            const block_q8_K & x = rows[r + t][kblk + slab];
            sums[t] = _mm512_cvtepi16_epi32(_mm256_loadu_si256((const __m256i *) x.bsums));
            tile->d[slab * TILED_MICRO + r + t] = x.d;
        }
        tiled_transpose_16x16(sums);
        for (int s = 0; s < TILED_TILE_K / 16; s++) {
            _mm512_storeu_si512(&tile->bsums[(slab * (TILED_TILE_K / 16) + s) * bs_stride + r], sums[s]);
        }
    }
    return r;
}

// 16 rows of results for the whole groups of 16 tokens; how many tokens these are.
static inline int tiled_store_groups(const float * buf, int n_src1, int buf_stride, float * dst, size_t dst_stride) {
    int rj = 0;
    for (; rj + 16 <= n_src1; rj += 16) {
        __m512i v[16];
        for (int t = 0; t < 16; t++) {
            v[t] = _mm512_loadu_si512(&buf[t * buf_stride + rj]);
        }
        tiled_transpose_16x16(v);
        for (int u = 0; u < 16; u++) {
            _mm512_storeu_si512(&dst[(size_t) (rj + u) * dst_stride], v[u]);
        }
    }
    return rj;
}

constexpr int TILED_ROWS = 8; // as many as leave registers for two groups of tokens

// Integer products of COUNT times 4 bytes from the 4 bytes `from` on: TILED_ROWS rows of weights by GROUPS times 16 tokens,
// whose 4 bytes g stand at `place(g)`. With two groups a weight that is read serves two products: 10 reads for 16 of them,
// where one group needs 9 for 8, and reading no longer decides.
template <int GROUPS, int COUNT, typename Place>
static inline void tiled_dots(__m512i (&acc)[TILED_ROWS][GROUPS], const uint8_t * weights, const int8_t * tokens, int from,
                              Place place) {
    for (int t = 0; t < TILED_ROWS; t++) {
        for (int h = 0; h < GROUPS; h++) {
            acc[t][h] = _mm512_setzero_si512();
        }
    }
    #pragma GCC unroll 8
    for (int g = from; g < from + COUNT; g++) {
        __m512i codes[GROUPS];
        for (int h = 0; h < GROUPS; h++) {
            codes[h] = _mm512_load_si512(tokens + h * TILED_MICRO * TILED_TILE_K + place(g));
        }
        #pragma GCC unroll 8
        for (int t = 0; t < TILED_ROWS; t++) {
            int32_t four;
            memcpy(&four, weights + t * TILED_TILE_K + g * 4, sizeof(four));
            const __m512i w = _mm512_set1_epi32(four);
            for (int h = 0; h < GROUPS; h++) {
                acc[t][h] = _mm512_dpbusd_epi32(acc[t][h], w, codes[h]);
            }
        }
    }
}

// 8 rows of weights by 32 tokens.
template <int SUBBLK, bool HAS_MIN, int BIAS>
static void tiled_run_8x32(const tiled_tile_src0 & src0, const tiled_tile_src1 & src1, int i0, int j0,
                           const __m512i * sum_pairs, float * buf, int buf_stride) {
    constexpr int NB = TILED_TILE_K / SUBBLK;
    constexpr int NS = SUBBLK / 16;
    constexpr int NG = SUBBLK / 4;
    constexpr int SHIFT = BIAS == 128 ? 7 : BIAS == 32 ? 5 : 2;
    static_assert(BIAS == 0 || BIAS == 1 << SHIFT, "another bias");

    const int8_t * tokens = &src1.q[j0 * TILED_TILE_K];
    const uint8_t * weights = &src0.q[i0 * TILED_TILE_K];

    __m512i scaled[TILED_ROWS][2];
    for (int t = 0; t < TILED_ROWS; t++) {
        scaled[t][0] = scaled[t][1] = _mm512_setzero_si512();
    }
    for (int s = 0; s < NB; s++) {
        __m512i acc[TILED_ROWS][2];
        tiled_dots<2, NG>(acc, weights, tokens, s * NG, [](int g) {
            return (g % TILED_MICRO) * TILED_TILE_K + (g / TILED_MICRO) * (TILED_MICRO * 4);
        });
        __m512i bias[2] = { _mm512_setzero_si512(), _mm512_setzero_si512() };
        if constexpr (BIAS != 0) {
            for (int u = 0; u < NS; u++) {
                const int32_t * sums = &src1.bsums[(s * NS + u) * TILED_TILE_ROWS + j0];
                bias[0] = _mm512_add_epi32(bias[0], _mm512_load_si512(sums));
                bias[1] = _mm512_add_epi32(bias[1], _mm512_load_si512(sums + TILED_MICRO));
            }
            bias[0] = _mm512_slli_epi32(bias[0], SHIFT);
            bias[1] = _mm512_slli_epi32(bias[1], SHIFT);
        }
        #pragma GCC unroll 8
        for (int t = 0; t < TILED_ROWS; t++) {
            const __m512i scale = _mm512_set1_epi32(src0.scales[(i0 + t) * NB + s]);
            for (int h = 0; h < 2; h++) {
                const __m512i raw = BIAS != 0 ? _mm512_sub_epi32(acc[t][h], bias[h]) : acc[t][h];
                scaled[t][h] = _mm512_add_epi32(scaled[t][h], _mm512_mullo_epi32(raw, scale));
            }
        }
    }
    for (int t = 0; t < TILED_ROWS; t++) {
        const int row = i0 + t;
        __m512i least[2] = { _mm512_setzero_si512(), _mm512_setzero_si512() };
        if constexpr (HAS_MIN) {
            const int32_t * mins = &src0.mins[row * NB]; // 6 bits at most
            for (int s = 0; s < NB; s += 2) {
                const __m512i two = _mm512_set1_epi32(mins[s] | mins[s + 1] << 16);
                least[0] = _mm512_dpwssd_epi32(least[0], two, sum_pairs[s]);
                least[1] = _mm512_dpwssd_epi32(least[1], two, sum_pairs[s + 1]);
            }
        }
        for (int h = 0; h < 2; h++) {
            __m512 result = _mm512_mul_ps(_mm512_cvtepi32_ps(scaled[t][h]), _mm512_set1_ps(src0.d[row]));
            if constexpr (HAS_MIN) {
                result = _mm512_fnmadd_ps(_mm512_set1_ps(src0.dmin[row]), _mm512_cvtepi32_ps(least[h]), result);
            }
            float * p = &buf[row * buf_stride + j0 + h * TILED_MICRO];
            result = _mm512_mul_ps(result, _mm512_load_ps(&src1.d[j0 + h * TILED_MICRO]));
            _mm512_store_ps(p, _mm512_add_ps(_mm512_load_ps(p), result));
        }
    }
}

// All rows of weights by the two groups of 16 tokens from j0 on, both repacked, one slab.
template <int SUBBLK, bool HAS_MIN, int BIAS>
static void tiled_run_pair(const tiled_tile_src0 & src0, const tiled_tile_src1 & src1, int n_src0, int j0, float * buf,
                           int buf_stride) {
    constexpr int NB = TILED_TILE_K / SUBBLK;
    constexpr int NS = SUBBLK / 16;
    // [s] holds subblocks s and s + 1 of the first group, [s + 1] of the second: sums of 32 bytes fit into 16 bits.
    __m512i sum_pairs[NB];
    if constexpr (HAS_MIN) {
        for (int s = 0; s < NB; s += 2) {
            for (int h = 0; h < 2; h++) {
                __m512i sum[2] = { _mm512_setzero_si512(), _mm512_setzero_si512() };
                for (int u = 0; u < 2 * NS; u++) {
                    const int32_t * sums = &src1.bsums[(s * NS + u) * TILED_TILE_ROWS + j0 + h * TILED_MICRO];
                    sum[u / NS] = _mm512_add_epi32(sum[u / NS], _mm512_load_si512(sums));
                }
                sum_pairs[s + h] = _mm512_or_si512(_mm512_and_si512(sum[0], _mm512_set1_epi32(0xffff)),
                                                   _mm512_slli_epi32(sum[1], 16));
            }
        }
    }
    for (int i0 = 0; i0 < n_src0; i0 += TILED_ROWS) {
        tiled_run_8x32<SUBBLK, HAS_MIN, BIAS>(src0, src1, i0, j0, sum_pairs, buf, buf_stride);
    }
}

#else
static inline int tiled_unpack_sums(const block_q8_K * const *, int, tiled_tile_src1 *, int, int, int) { return 0; }
static inline int tiled_store_groups(const float *, int, int, float *, size_t) { return 0; }
#endif
