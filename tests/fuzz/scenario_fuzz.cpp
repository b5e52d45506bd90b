/// Scenario files: whatever loads is written canonically, and that text loads to itself; every
/// refusal says what and where. Every predicate that parses has a canonical text that parses to
/// itself.
#include "sim/drill/scenario.h"
#include "sim/plan/plan_file.h"
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace {

using namespace sim;

[[noreturn]] void fail(const char* what) {
    std::fprintf(stderr, "scenario_fuzz: %s\n", what);
    std::abort();
}

const plan::Plan& home() {
    static const plan::Plan plan = [] {
        auto loaded = plan::load_plan(YANLIAN_SOURCE_DIR "/scenarios/plans/ankang.plan.json");
        if (!loaded) fail("the shipped plan does not load");
        return std::move(*loaded);
    }();
    return plan;
}

void check_predicate(std::string_view text) {
    const auto predicate = drill::Predicate::parse(text);
    if (!predicate) return;
    const std::string canonical = predicate->text();
    if (canonical.size() > drill::predicate_limit_bytes) return; // grown by brackets and quotes
    const auto again = drill::Predicate::parse(canonical);
    if (!again) fail("a predicate's canonical text does not parse");
    if (again->text() != canonical) fail("a predicate's canonical text changes");
    (void)predicate->evaluate(std::span<const drill::Fact>{}, {});
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    check_predicate(bytes);
    const auto read = drill::parse_scenario("fuzz", bytes, home());
    if (!read) {
        if (read.error().problems.empty()) fail("refused without a problem");
        for (const auto& problem : read.error().problems)
            if (problem.what.empty()) fail("a problem without words");
        return 0;
    }
    for (const auto& expected : read->expected)
        check_predicate(expected.predicate);
    const std::string text = drill::format_scenario(*read, home());
    const auto again = drill::parse_scenario("again", text, home());
    if (!again) fail("the canonical text does not load");
    if (drill::format_scenario(*again, home()) != text) fail("the canonical text changes");
    return 0;
}
