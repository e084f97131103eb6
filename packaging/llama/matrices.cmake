# Multiplying by matrices of K-quants costs less: with AVX-512 VNNI two groups of 16 tokens share each weight that is
# read into a register, and what stands around the products is done by vectors and read ahead of time.
#
# llama.cpp 0.5.0's products alone reach 166 of the 233 thousand million a second that one core allows, everything
# together 130 (docs/decisions/0015). The integers are the same, and fractions are added in the same order, so answers
# are the same to the bit.

change(tiled/tiled.cpp)
replace([[#include "ggml-cpu-impl.h"
]] "#include \"ggml-cpu-impl.h\"
#include \"simd-mappings.h\"
#include \"${llama_changes}/pairs.h\"
")
# The conversion that processors have, instead of a call for each number.
replace([[ggml_fp16_to_fp32(]] [[GGML_CPU_FP16_TO_FP32(]])
# Rows are too far apart for the processor to guess what is read next.
foreach(type q2_K q3_K q4_K q5_K q6_K iq4_xs)
    replace("const block_${type} & x = rows[r * row_stride + slab];" "const block_${type} & x = rows[r * row_stride + slab];
            tiled_prefetch_next(x, num_k);")
endforeach()
replace([[        for (int r = 0; r < n_padded; r++) {
            if (r < n_rows) {
                const block_q8_K & x]] [[        for (int r = tiled_unpack_sums(rows, n_rows, tile, kblk, slab, bs_stride); r < n_padded; r++) {
            if (r < n_rows) {
                const block_q8_K & x]])
replace([[float * dst, size_t dst_stride) {
    int ri = 0;
    for (; ri + 16 <= n_src0; ri += 16) {
        int rj = 0;
]] [[float * dst, size_t dst_stride) {
    int ri = 0;
    for (; ri + 16 <= n_src0; ri += 16) {
        int rj = tiled_store_groups(buf + ri * buf_stride, n_src1, buf_stride, dst + ri, dst_stride);
]])
# What kernels write: whole groups of 16.
replace([[            memset(ws->acc, 0, (size_t)TILED_TILE_ROWS * TILED_TILE_ROWS * sizeof(float));
]] [[            for (int r = 0; r < ((n_src0 + 15) & ~15); r++) {
                memset(ws->acc + r * TILED_TILE_ROWS, 0, (size_t) ((n_src1 + 15) & ~15) * sizeof(float));
            }
]])
replace([[                        tiled_repack_src1(&ws->src1, (int) (ir1 - iir1), 1, ACTBIAS);
                        for (int64_t ir0 = iir0;]] [[                        tiled_repack_src1(&ws->src1, (int) (ir1 - iir1), 1, ACTBIAS);
#ifdef TILED_PAIRS
                        if ((ir1 - iir1) % (2 * MICRO) != 0) {
                            tiled_run_pair<SUBBLK, HAS_MIN, BIAS>(ws->src0, ws->src1, n_src0, (int) (ir1 - iir1 - MICRO),
                                                                  ws->acc, TILED_TILE_ROWS);
                            continue;
                        }
                        if (ir1 + MICRO < iir1_end) {
                            continue; // together with the next group
                        }
#endif
                        for (int64_t ir0 = iir0;]])
# Q8_0 too, where llama.cpp has the bytes multiplied without windows.
replace([[template <typename B, int SUBBLK, bool HAS_MIN, int BIAS, bool ACTBIAS>
static void ggml_compute_forward_mul_mat_tiled_driver(]] "#include \"${llama_changes}/eight_bits.h\"

template <typename B, int SUBBLK, bool HAS_MIN, int BIAS, bool ACTBIAS>
static void ggml_compute_forward_mul_mat_tiled_driver(")
replace([[    // Supported quant types for src0
    switch (src0->type) {
]] [[    // Supported quant types for src0
    switch (src0->type) {
#ifdef TILED_PAIRS
        case GGML_TYPE_Q8_0: // matrices that lie as in the file, and enough tokens to be worth it
            return src0->nb[0] == sizeof(block_q8_0) && src0->ne[0] % TILED_TILE_K == 0 && src0->ne[2] * src0->ne[3] == 1 &&
                   src1->type == GGML_TYPE_F32 && src1->ne[1] >= 12 && src1->ne[2] * src1->ne[3] == 1;
#endif
]])
replace([[    switch (dst->src[0]->type) {
        case GGML_TYPE_Q6_K:
]] [[    switch (dst->src[0]->type) {
#ifdef TILED_PAIRS
        case GGML_TYPE_Q8_0:
            if (expert_rows != NULL) {
                return false;
            }
            ggml_compute_forward_mul_mat_tiled_driver<block_q8_0, 32, false, 0, false>(params, dst);
            return true;
#endif
        case GGML_TYPE_Q6_K:
]])
keep_change()

change(tiled/tiled-kernel.cpp)
# Only AVX2's products want these sums.
replace([[void tiled_repack_src0(tiled_tile_src0 * tile, int n_rows, int num_k, int BIAS, bool corr) {
#if defined(__AVX2__)]] [[void tiled_repack_src0(tiled_tile_src0 * tile, int n_rows, int num_k, int BIAS, bool corr) {
#if defined(__AVX2__) && !(defined(__AVX512VNNI__) && defined(__AVX512VL__) && defined(__AVX512DQ__))]])
keep_change()

change(arch/x86/quants.c)
replace([[void quantize_row_q8_K(const float * GGML_RESTRICT x, void * GGML_RESTRICT y, int64_t k) {
    quantize_row_q8_K_ref(x, y, k);
]] "#include \"${llama_changes}/activations.h\"

void quantize_row_q8_K(const float * GGML_RESTRICT x, void * GGML_RESTRICT y, int64_t k) {
#if defined(__AVX2__)
    quantize_row_q8_K_avx2(x, y, k);
#else
    quantize_row_q8_K_ref(x, y, k);
#endif
")
keep_change()
