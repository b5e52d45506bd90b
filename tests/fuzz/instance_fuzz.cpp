/// Any bytes as a shift-scheduling instance: either problems, at least one and not a flood, or a
/// problem without faults that writes back and reads the same.
#include "roster/schedule/patterns/instance_file.h"
#include <cstdio>
#include <cstdlib>

namespace {

using namespace roster::schedule::patterns;

[[noreturn]] void fail(const char* what) {
    std::fprintf(stderr, "instance_fuzz: %s\n", what);
    std::abort();
}

void check(std::string_view bytes) {
    const auto problem = parse_instance("fuzz", bytes);
    if (!problem) {
        const auto& problems = problem.error().problems;
        if (problems.empty()) fail("refused without a problem");
        if (problems.size() > 1'000) fail("too many problems listed");
        for (const auto& one : problems)
            if (one.what.empty() || one.pointer.empty()) fail("a problem without words or place");
        return;
    }
    if (!find_faults(*problem).empty()) fail("read with faults");
    const auto text = format_instance(*problem);
    if (!text) fail("read but not writable");
    const auto again = parse_instance("fuzz", *text);
    if (!again) fail("written but not readable");
    if (*format_instance(*again) != *text) fail("reads differently when written back");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    check({reinterpret_cast<const char*>(data), size});
    return 0;
}
