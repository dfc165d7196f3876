// What a process that opens other people's files may not do.
#pragma once
#include <cstdint>

namespace answerprint {

// Never more address space than now plus this, never longer than this on the processor, no file written where writing is false. Can not be undone.
void limit(uint64_t memory, uint64_t cpu_seconds, bool writing);

// No network, no program started, no other process touched; no file opened for writing, made, renamed or removed where writing is false.
// False where this kernel or processor has no such filter. Can not be undone.
bool cage(bool writing);

} // namespace answerprint
