/// Bounds for a program that reads files of strangers.
#pragma once
#include <cstdint>

namespace sim::core {

/// From now on this process ends when it takes more memory or processor time; it leaves no core
/// file. Under AddressSanitizer, which maps terabytes, the memory is not bounded.
void limit_this_process(std::uint64_t memory_bytes, std::uint64_t processor_s) noexcept;

} // namespace sim::core
