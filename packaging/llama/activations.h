// What quantize_row_q8_K_ref gives, to the bit: 256 numbers as bytes of a common scale, and the sums of each 16 of them.

#if defined(__AVX2__)
static void quantize_row_q8_K_avx2(const float * GGML_RESTRICT x, block_q8_K * GGML_RESTRICT y, int64_t k) {
    const __m256 absolute = _mm256_castsi256_ps(_mm256_set1_epi32(0x7fffffff));
    const __m256i order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7); // undoes how packs works in halves
    for (int64_t i = 0; i < k / QK_K; i++, x += QK_K, y++) {
        __m256 largest = _mm256_setzero_ps();
        for (int j = 0; j < QK_K; j += 8) {
            largest = _mm256_max_ps(_mm256_and_ps(_mm256_loadu_ps(x + j), absolute), largest);
        }
        __m128 half = _mm_max_ps(_mm256_castps256_ps128(largest), _mm256_extractf128_ps(largest, 1));
        half = _mm_max_ps(half, _mm_movehl_ps(half, half));
        const float amax = _mm_cvtss_f32(_mm_max_ss(half, _mm_movehdup_ps(half)));
        if (amax == 0) {
            memset(y, 0, sizeof(*y));
            continue;
        }
        int first = 0; // its sign counts where another is as large
        while (fabsf(x[first]) != amax) {
            first++;
        }
        const float scale = -127.f / x[first];
        const __m256 by = _mm256_set1_ps(scale);
        __m256i sums[QK_K / 32];
        for (int j = 0; j < QK_K; j += 32) {
            __m256i v[4];
            for (int n = 0; n < 4; n++) {
                v[n] = _mm256_cvtps_epi32(_mm256_mul_ps(by, _mm256_loadu_ps(x + j + 8 * n)));
            }
            const __m256i bytes = _mm256_permutevar8x32_epi32(
                _mm256_packs_epi16(_mm256_packs_epi32(v[0], v[1]), _mm256_packs_epi32(v[2], v[3])), order);
            _mm256_storeu_si256((__m256i *) (y->qs + j), bytes);
            sums[j / 32] = _mm256_madd_epi16(_mm256_maddubs_epi16(_mm256_set1_epi8(1), bytes), _mm256_set1_epi16(1));
        }
        for (int j = 0; j < QK_K / 32; j += 4) {
            const __m256i four = _mm256_hadd_epi32(_mm256_hadd_epi32(sums[j], sums[j + 1]),
                                                   _mm256_hadd_epi32(sums[j + 2], sums[j + 3]));
            const __m128i low = _mm256_castsi256_si128(four), high = _mm256_extracti128_si256(four, 1);
            _mm_storeu_si128((__m128i *) (y->bsums + 2 * j),
                             _mm_packs_epi32(_mm_unpacklo_epi32(low, high), _mm_unpackhi_epi32(low, high)));
        }
        y->d = 1 / scale;
    }
}
#endif
