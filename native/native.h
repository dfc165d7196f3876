// Every function of the C ABI: returns 0, or a negative number for a failure that the caller names. No exception crosses it.
#pragma once
#include <exception>

#define ANSWERPRINT_API extern "C" __attribute__((visibility("default")))

// Runs the body; an exception of a library becomes -1.
template <typename Body> int guarded(Body body) noexcept {
  try {
    return body();
  } catch (const std::exception &) {
    return -1;
  } catch (...) {
    return -2;
  }
}
