/// Whatever bytes come: either problems in words, or a plan that survives saving and loading.
#include "sim/core/text.h"
#include "sim/plan/plan_file.h"
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

void require(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "oracle: %s\n", what);
    std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sim::plan;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto plan = parse_plan("fuzz", bytes);
    if (!plan) {
        require(!plan.error().problems.empty(), "refused without a problem");
        for (const auto& problem : plan.error().problems)
            require(!problem.what.empty(), "a problem without words");
        return 0;
    }
    const std::string text = format_plan(*plan);
    require(sim::core::is_utf8(text), "saved text is not UTF-8");
    const auto again = parse_plan("saved", text);
    require(again.has_value(), "what was saved does not load");
    require(*again == *plan, "what was saved loads as another plan");
    require(format_plan(*again) == text, "saving again gives other bytes");
    return 0;
}
