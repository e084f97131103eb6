// Products of Q8_0 for groups of 16 tokens, with the layout of tiled.cpp's windows of 256 by 256: matrices.cmake.
//
// Weights become unsigned by 128 more than they are, and 128 times the sum of the tokens' bytes is taken off again:
// integers are exact. Fractions are added block by block of 32.

#ifdef TILED_PAIRS

struct tiled_bytes {
    static constexpr int NB = TILED_TILE_K / 32;

    alignas(64) uint8_t weights[TILED_TILE_ROWS * TILED_TILE_K];
    alignas(64) int8_t  tokens[TILED_TILE_ROWS * TILED_TILE_K]; // [group of 16][4 bytes of k][token][4]
    alignas(64) float   token_d[NB][TILED_TILE_ROWS];
    alignas(64) int32_t token_bias[NB][TILED_TILE_ROWS];
    alignas(64) float   acc[TILED_TILE_ROWS * TILED_TILE_ROWS];
    float weight_d[TILED_TILE_ROWS * NB];
};
static_assert(sizeof(tiled_bytes) <= TILED_WS_SLOT, "a window exceeds its workspace");

static void tiled_unpack_weights(const char * rows, size_t stride, int n_rows, tiled_bytes * tile) {
    const __m256i sign = _mm256_set1_epi8((char) 0x80);
    for (int r = 0; r < n_rows; r++) {
        const block_q8_0 * x = (const block_q8_0 *) (rows + r * stride);
        tiled_prefetch(x + tiled_bytes::NB, tiled_bytes::NB * sizeof(block_q8_0));
        for (int b = 0; b < tiled_bytes::NB; b++) {
            const __m256i bytes = _mm256_loadu_si256((const __m256i *) x[b].qs);
            _mm256_store_si256((__m256i *) &tile->weights[r * TILED_TILE_K + b * 32], _mm256_xor_si256(bytes, sign));
            tile->weight_d[r * tiled_bytes::NB + b] = GGML_CPU_FP16_TO_FP32(x[b].d);
        }
    }
}

static void tiled_unpack_tokens(const char * rows, size_t stride, int n_rows, tiled_bytes * tile) {
    for (int j0 = 0; j0 < n_rows; j0 += 16) {
        for (int b = 0; b < tiled_bytes::NB; b += 2) {
            __m512i v[16];
            for (int t = 0; t < 16; t++) {
                v[t] = _mm512_setzero_si512();
                tile->token_d[b][j0 + t] = tile->token_d[b + 1][j0 + t] = 0;
                if (j0 + t < n_rows) {
                    const block_q8_0 * x = (const block_q8_0 *) (rows + (j0 + t) * stride) + b;
                    v[t] = _mm512_inserti64x4(_mm512_castsi256_si512(_mm256_loadu_si256((const __m256i *) x[0].qs)),
                                              _mm256_loadu_si256((const __m256i *) x[1].qs), 1);
                    tile->token_d[b][j0 + t]     = GGML_CPU_FP16_TO_FP32(x[0].d);
                    tile->token_d[b + 1][j0 + t] = GGML_CPU_FP16_TO_FP32(x[1].d);
                }
            }
            tiled_transpose_16x16(v);
            __m512i sum[2] = { _mm512_setzero_si512(), _mm512_setzero_si512() };
            for (int g = 0; g < 16; g++) {
                sum[g / 8] = _mm512_dpbusd_epi32(sum[g / 8], _mm512_set1_epi8(1), v[g]);
                _mm512_store_si512(&tile->tokens[j0 * TILED_TILE_K + (b * 8 + g) * 64], v[g]);
            }
            _mm512_store_si512(&tile->token_bias[b][j0], _mm512_slli_epi32(sum[0], 7));
            _mm512_store_si512(&tile->token_bias[b + 1][j0], _mm512_slli_epi32(sum[1], 7));
        }
    }
}

// 8 rows of weights by GROUPS times 16 tokens, one slab.
template <int GROUPS>
static void tiled_run_bytes(tiled_bytes & tile, int i0, int j0) {
    const int8_t * tokens = &tile.tokens[j0 * TILED_TILE_K];
    const uint8_t * weights = &tile.weights[i0 * TILED_TILE_K];
    float * out = &tile.acc[i0 * TILED_TILE_ROWS + j0];

    __m512 sum[TILED_ROWS][GROUPS];
    for (int t = 0; t < TILED_ROWS; t++) {
        for (int h = 0; h < GROUPS; h++) {
            sum[t][h] = _mm512_load_ps(out + t * TILED_TILE_ROWS + 16 * h);
        }
    }
    for (int b = 0; b < tiled_bytes::NB; b++) {
        __m512i acc[TILED_ROWS][GROUPS];
        tiled_dots<GROUPS, 8>(acc, weights, tokens, b * 8, [](int g) { return g * 64; });
        #pragma GCC unroll 8
        for (int t = 0; t < TILED_ROWS; t++) {
            const __m512 weight_d = _mm512_set1_ps(tile.weight_d[(i0 + t) * tiled_bytes::NB + b]);
            for (int h = 0; h < GROUPS; h++) {
                const __m512i dot = _mm512_sub_epi32(acc[t][h], _mm512_load_si512(&tile.token_bias[b][j0 + 16 * h]));
                const __m512 d = _mm512_mul_ps(weight_d, _mm512_load_ps(&tile.token_d[b][j0 + 16 * h]));
                sum[t][h] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(dot), d, sum[t][h]);
            }
        }
    }
    for (int t = 0; t < TILED_ROWS; t++) {
        for (int h = 0; h < GROUPS; h++) {
            _mm512_store_ps(out + t * TILED_TILE_ROWS + 16 * h, sum[t][h]);
        }
    }
}

template <>
void ggml_compute_forward_mul_mat_tiled_one_chunk<block_q8_0, 32, false, 0, false>(
    const struct ggml_compute_params * params,
    struct ggml_tensor * dst,
    const int64_t ir0_start,
    const int64_t ir0_end,
    const int64_t ir1_start,
    const int64_t ir1_end,
    tiled_ws * ws) {

    const struct ggml_tensor * src0 = dst->src[0];
    const int64_t ne00 = src0->ne[0];
    const size_t token_stride = ggml_row_size(GGML_TYPE_Q8_0, ne00);
    tiled_bytes * tile = (tiled_bytes *) ws;

    for (int64_t i1 = ir1_start; i1 < ir1_end; i1 += TILED_TILE_ROWS) {
        const int n1 = (int) MIN(TILED_TILE_ROWS, ir1_end - i1);
        for (int64_t i0 = ir0_start; i0 < ir0_end; i0 += TILED_TILE_ROWS) {
            const int n0 = (int) MIN(TILED_TILE_ROWS, ir0_end - i0);
            memset(tile->acc, 0, (size_t) n0 * TILED_TILE_ROWS * sizeof(float));
            for (int64_t k = 0; k < ne00; k += TILED_TILE_K) {
                const size_t at = ggml_row_size(GGML_TYPE_Q8_0, k);
                tiled_unpack_weights((const char *) src0->data + i0 * src0->nb[1] + at, src0->nb[1], n0, tile);
                tiled_unpack_tokens((const char *) params->wdata + i1 * token_stride + at, token_stride, n1, tile);
                for (int j = 0; j < n1; j += 32) {
                    for (int i = 0; i < n0; i += TILED_ROWS) {
                        if (j + 16 < n1) {
                            tiled_run_bytes<2>(*tile, i, j);
                        } else {
                            tiled_run_bytes<1>(*tile, i, j);
                        }
                    }
                }
            }
            tiled_store_window(tile->acc, n0, n1, TILED_TILE_ROWS, (float *) ((char *) dst->data + i1 * dst->nb[1]) + i0,
                               dst->nb[1] / sizeof(float));
        }
    }
}

#endif
