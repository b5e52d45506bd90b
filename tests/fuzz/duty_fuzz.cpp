/// Any bytes as a duty roster: either problems with words, or a roster that writes back the same,
/// that the checker judges without harm, and whose proof never counts more than it looked at.
#include "roster/schedule/duty_check.h"
#include "roster/schedule/duty_file.h"
#include <cstdio>
#include <cstdlib>

namespace {

using namespace roster::schedule;

[[noreturn]] void fail(const char* what) {
    std::fprintf(stderr, "duty_fuzz: %s\n", what);
    std::abort();
}

void judge(const DutyFile& duty) {
    const auto grid = make_grid(duty.problem);
    if (!grid) fail("a problem that was read has no grid");
    const auto violations = check_roster(duty.problem, *grid, duty.cells);
    for (const DutyViolation& one : violations)
        if (describe(duty.problem, *grid, one).empty()) fail("a violation without words");
    const LoadedCells cells = load_cells(duty.problem, *grid, duty.cells);
    const CoverProof proof = prove_cover(duty.problem, *grid, cells.table);
    if (proof.whole_hour_count > proof.hour_count) fail("more whole hours than hours");
    if (proof.gaps.empty() != (proof.whole_hour_count == proof.hour_count))
        fail("gaps and whole hours disagree");
}

void check(std::string_view bytes) {
    const auto duty = parse_duty("fuzz", bytes);
    if (!duty) {
        const auto& problems = duty.error().problems;
        if (problems.empty()) fail("refused without a problem");
        for (const auto& one : problems)
            if (one.what.empty()) fail("a problem without words");
        return;
    }
    const std::string text = format_duty(*duty);
    const auto again = parse_duty("fuzz", text);
    if (!again) fail("written but not readable");
    if (format_duty(*again) != text) fail("reads differently when written back");
    judge(*duty);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    check({reinterpret_cast<const char*>(data), size});
    return 0;
}
