/// Any bytes as a trace: either problems, at least one and never more than listed at most, or a
/// trace whose canonical text loads to the same text again. The hash of the lines would keep
/// mutated input out, so each input is also tried with its hash put right.
#include "sim/core/file.h"
#include "sim/core/text.h"
#include "sim/devices/trace.h"
#include <cstdio>
#include <cstdlib>

namespace {

using namespace sim;

plan::Plan make_plan() {
    plan::Plan plan;
    plan.key = "fuzz";
    for (const char* key : {"detector/1", "detector/2"}) {
        plan::Detector detector;
        detector.key = key;
        plan.detectors.push_back(detector);
    }
    plan::Equipment panel;
    panel.key = "panel";
    plan.equipment.push_back(panel);
    return plan;
}

[[noreturn]] void fail(const char* what) {
    std::fprintf(stderr, "trace_fuzz: %s\n", what);
    std::abort();
}

void check(const plan::Plan& plan, std::string_view bytes) {
    const auto trace = devices::parse_trace("fuzz", bytes, plan);
    if (!trace) {
        const auto& problems = trace.error().problems;
        if (problems.empty()) fail("refused without a problem");
        if (problems.size() > devices::trace_problem_limit_count + 1)
            fail("too many problems listed");
        for (const auto& problem : problems)
            if (problem.what.empty()) fail("a problem without words");
        return;
    }
    const std::string text = devices::format_trace(*trace, plan);
    const auto again = devices::parse_trace("fuzz", text, plan);
    if (!again) fail(describe(again.error()).c_str());
    if (devices::format_trace(*again, plan) != text) fail("formatted twice, two texts");
    if (again->lines.size() != trace->lines.size() || again->asides.size() != trace->asides.size())
        fail("lines lost");
    for (std::size_t i = 0; i < trace->lines.size(); ++i) {
        if (again->lines[i].at != trace->lines[i].at) fail("another tick");
        if (i > 0 && trace->lines[i].at < trace->lines[i - 1].at) fail("time runs backwards");
    }
}

/// The input with the hash that its lines need, where the header has room for one.
std::string with_right_hash(std::string bytes) {
    constexpr std::string_view key = "\"sha256\":\"";
    constexpr std::size_t hash_length = 64;
    const std::size_t header_end = bytes.find('\n');
    const std::size_t at = bytes.find(key);
    if (header_end == bytes.npos || at == bytes.npos || at + key.size() + hash_length > header_end)
        return bytes;
    bytes.replace(at + key.size(), hash_length,
                  core::sha256_hex(std::string_view(bytes).substr(header_end + 1)));
    return bytes;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const plan::Plan plan = make_plan();
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    check(plan, bytes);
    check(plan, with_right_hash(bytes));
    return 0;
}
