// Tensors and their gradients for training, over libtorch (CPU). Operations only: which network and which loss is decided by the caller.
// A tensor is an opaque pointer that answerprint_torch_free gives back. Every operation leaves its inputs as they are.
#include "../native.h"
#include <cstdint>
#include <cstring>
#include <torch/torch.h>

using torch::Tensor;

namespace {

int give(Tensor made, Tensor **result) {
  *result = new Tensor(std::move(made));
  return 0;
}

} // namespace

ANSWERPRINT_API const char *answerprint_torch_version() { return TORCH_VERSION; }

ANSWERPRINT_API int answerprint_torch_threads(int count) {
  return guarded([&] {
    torch::set_num_threads(count);
    return 0;
  });
}

// A copy of the values, row by row. learns: gradients of it are kept.
ANSWERPRINT_API int answerprint_torch_make(const float *values, const int64_t *sizes, int dimensions, int learns, Tensor **result) {
  return guarded([&] {
    auto made = torch::from_blob(const_cast<float *>(values), torch::IntArrayRef(sizes, static_cast<size_t>(dimensions)), torch::kFloat32).clone();
    made.set_requires_grad(learns != 0);
    return give(made, result);
  });
}

ANSWERPRINT_API void answerprint_torch_free(Tensor *tensor) { delete tensor; }

// Copies the values out; -3 where count is not their number.
ANSWERPRINT_API int answerprint_torch_read(const Tensor *tensor, float *values, int64_t count) {
  return guarded([&] {
    auto flat = tensor->detach().contiguous();
    if (flat.numel() != count) return -3;
    std::memcpy(values, flat.data_ptr<float>(), static_cast<size_t>(count) * sizeof(float));
    return 0;
  });
}

// The gradient gathered by answerprint_torch_backward; -4 where there is none.
ANSWERPRINT_API int answerprint_torch_gradient(const Tensor *tensor, float *values, int64_t count) {
  return guarded([&] {
    if (!tensor->grad().defined()) return -4;
    auto flat = tensor->grad().contiguous();
    if (flat.numel() != count) return -3;
    std::memcpy(values, flat.data_ptr<float>(), static_cast<size_t>(count) * sizeof(float));
    return 0;
  });
}

ANSWERPRINT_API int answerprint_torch_backward(const Tensor *tensor) {
  return guarded([&] {
    tensor->backward();
    return 0;
  });
}

// N×C×H×W by M×(C/groups)×K×K; bias may be null. padding: zeros on every side.
ANSWERPRINT_API int answerprint_torch_convolve(const Tensor *input, const Tensor *weights, const Tensor *bias, int padding, int dilation, Tensor **result) {
  return guarded([&] {
    return give(torch::conv2d(*input, *weights, bias ? *bias : Tensor(), 1, padding, dilation), result);
  });
}

// 0 a + b, 1 a − b, 2 a × b; sizes are matched as libtorch does.
ANSWERPRINT_API int answerprint_torch_pair(int operation, const Tensor *a, const Tensor *b, Tensor **result) {
  return guarded([&] {
    switch (operation) {
    case 0: return give(*a + *b, result);
    case 1: return give(*a - *b, result);
    case 2: return give(*a * *b, result);
    default: return -5;
    }
  });
}

// 0 leaky ramp of slope p, 1 held within ±p, 2 sigmoid, 3 logarithm of a + p, 4 a × p, 5 softmax over dimension p, 6 sum over dimension p, 7 twice the
// size, bilinear, 8 the mean of all but dimension 0, 9 the mean of all, 10 without p rows and columns at every border
ANSWERPRINT_API int answerprint_torch_one(int operation, const Tensor *a, double p, Tensor **result) {
  return guarded([&] {
    switch (operation) {
    case 0: return give(torch::leaky_relu(*a, p), result);
    case 1: return give(torch::clamp(*a, -p, p), result);
    case 2: return give(torch::sigmoid(*a), result);
    case 3: return give(torch::log(*a + p), result);
    case 4: return give(*a * p, result);
    case 5: return give(torch::softmax(*a, static_cast<int64_t>(p)), result);
    case 6: return give(torch::sum(*a, {static_cast<int64_t>(p)}), result);
    case 7: return give(torch::upsample_bilinear2d(*a, {2 * a->size(2), 2 * a->size(3)}, false), result);
    case 8: return give(a->flatten(1).mean(1), result);
    case 9: return give(a->mean(), result);
    case 10: {
      const auto border = static_cast<int64_t>(p);
      return give(a->narrow(a->dim() - 2, border, a->size(a->dim() - 2) - (2 * border)).narrow(a->dim() - 1, border, a->size(a->dim() - 1) - (2 * border)), result);
    }
    default: return -5;
    }
  });
}

// Entries first … first + count − 1 of a dimension.
ANSWERPRINT_API int answerprint_torch_part(const Tensor *a, int dimension, int64_t first, int64_t count, Tensor **result) {
  return guarded([&] { return give(a->narrow(dimension, first, count), result); });
}

ANSWERPRINT_API int answerprint_torch_shape(const Tensor *a, const int64_t *sizes, int dimensions, Tensor **result) {
  return guarded([&] { return give(a->reshape(torch::IntArrayRef(sizes, static_cast<size_t>(dimensions))), result); });
}
