/// Any bytes as a training plan: either problems with words, or a plan that writes back the same
/// and can be planned anew without harm.
#include "roster/schedule/training_file.h"
#include <cstdio>
#include <cstdlib>

namespace {

using namespace roster::schedule;

[[noreturn]] void fail(const char* what) {
    std::fprintf(stderr, "training_fuzz: %s\n", what);
    std::abort();
}

void check(std::string_view bytes) {
    const auto file = read_training("fuzz", bytes);
    if (!file) {
        const auto& problems = file.error().problems;
        if (problems.empty()) fail("refused without a problem");
        for (const auto& one : problems)
            if (one.what.empty()) fail("a problem without words");
        return;
    }
    const std::string text = write_training(*file);
    const auto again = read_training("fuzz", text);
    if (!again) fail("written but not readable");
    if (write_training(*again) != text) fail("reads differently when written back");
    constexpr std::size_t small = 60; // people; a flow of thousands an input would stand still
    if (file->input.people.size() > small || file->input.sessions.size() > small) return;
    const auto plan = plan_training(file->input);
    if (!plan) fail("what was read cannot be planned");
    if (plan->bookings.size() > file->input.people.size()) fail("somebody is booked twice");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    check({reinterpret_cast<const char*>(data), size});
    return 0;
}
