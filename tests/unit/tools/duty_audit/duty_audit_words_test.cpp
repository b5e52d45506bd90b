#include "tools/audit/duty_audit_words.h"

#include <doctest/doctest.h>

using tools::audit::DutyWords;
using tools::audit::Finding;

namespace {

const char* const file = R"({
 "people": [{"key": "p/1", "name": "王芳"}, {"key": "p/2", "name": ""}],
 "posts": [{"key": "care", "name": "护理"}],
 "shifts": [{"key": "N8", "name": "夜班"}],
 "rules": [{"id": "duty/rest", "kind": "rest_min"}, {"id": "house/run", "kind": "run_days"},
           {"id": "duty/year-hours", "kind": "year_work_min"}]})";

Finding made(const char* rule, std::int64_t got, std::int64_t limit) {
    Finding one;
    one.rule = rule;
    one.people = {"p/1"};
    one.first = one.last = 20'786; // 2026-11-29
    one.got = got;
    one.limit = limit;
    return one;
}

} // namespace

TEST_CASE(
    "a finding names people, post and shift, and says what is wrong by the kind of its rule") {
    const DutyWords words(file);
    CHECK(words.describe(made("duty/rest", 480, 660)) ==
          "2026-11-29 王芳：两班之间休息 8.0 小时，至少 11.0 小时（duty/rest）");
    CHECK(words.describe(made("duty/rest", -60, 660)) ==
          "2026-11-29 王芳：两班重叠 1.0 小时，中间至少休息 11.0 小时（duty/rest）");
    CHECK(words.describe(made("house/run", 9, 6)) ==
          "2026-11-29 王芳：连续上班 9 天，至多 6 天（house/run）");
    CHECK(words.describe(made("duty/year-hours", 150'000, 144'960)) ==
          "2026-11-29 王芳：工时 2500.0 小时，至多 2416.0 小时（duty/year-hours）");
    Finding cover = made("duty/cover", 0, 1);
    cover.people.clear();
    cover.post = "care";
    cover.shift = "N8";
    CHECK(words.describe(cover) == "2026-11-29 护理 夜班：只有 0 人，至少 1 人（duty/cover）");
    Finding gap = made("duty/always", 0, 1);
    gap.people = {"p/2"};
    gap.post = "gone";
    gap.from = 20'786 * 24 * 60;
    gap.until = gap.from + 1;
    CHECK(words.describe(gap) == "2026-11-29 00:00 到 2026-11-29 00:01 p/2 gone："
                                 "只有 0 人，至少 1 人（duty/always）");
}

TEST_CASE("a file that is none is refused in Chinese") {
    CHECK_THROWS_WITH_AS(tools::audit::audit("{"), doctest::Contains("不是完整的"),
                         tools::audit::BadFile);
    CHECK_THROWS_WITH_AS(DutyWords("[]"), doctest::Contains("不是完整的"), tools::audit::BadFile);
}
