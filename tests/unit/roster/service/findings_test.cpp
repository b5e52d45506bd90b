#include "roster/service/findings.h"

#include "roster/service/record_drill.h"
#include "roster/store/audit_table.h"
#include "tests/support/finding_rig.h"
#include <algorithm>
#include <rapidcheck.h>

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;
using tests::FindingRig;
using enum roster::domain::FindingState;

namespace {
bool has(const std::string& text, const char* part) {
    return text.find(part) != text.npos;
}
} // namespace

TEST_CASE("findings: numbered by home and year, names of people will do") {
    FindingRig rig;
    const std::string year = iso(rig.today).substr(0, 4);
    CHECK(rig.add() == "finding/ankang/" + year + "-001");
    const std::string key = rig.add();
    CHECK(key == "finding/ankang/" + year + "-002");
    CHECK(rig.step(key, in_progress, "王芳") == "");
    CHECK(rig.step(key, to_be_rechecked, "曹刚") == "");
    CHECK(has(rig.step(key, closed, "曹刚", "照片"), "不能自己给自己销号"));
    CHECK(has(rig.step(key, closed, "没有这人", "照片"), "花名册里没有“没有这人”"));
    CHECK(rig.step(key, closed, "孙建平", "照片") == "");
    const auto shown = show_finding(rig.database, key, rig.today);
    REQUIRE(shown);
    CHECK(shown->on_file.steps.size() == 4);
    CHECK(shown->on_file.steps.back().remedy.measure == "拆除东门门锁");
    CHECK_FALSE(roster::store::check_audit_chain(rig.database)->broken_id.has_value());
    CHECK_FALSE(show_finding(rig.database, "finding/none", rig.today));
}

TEST_CASE("findings: sent back, extended by the leader, reported again, closed") {
    FindingRig rig;
    const std::string key = rig.add_done();
    CHECK(has(rig.step(key, returned, "孙建平"), "退回没有写原因"));
    CHECK(rig.step(key, returned, "孙建平", "门还锁着") == "");
    Remedy later;
    later.deadline = rig.today + Days{30};
    CHECK(has(rig.step(key, extended, "王芳", "等配件", later), "不能批准延期"));
    CHECK(has(rig.step(key, extended, "曹刚", "等配件", later), "不能批准延期"));
    CHECK(rig.step(key, extended, "赵国华", "等配件", later) == "");
    CHECK(rig.step(key, to_be_rechecked, "曹刚") == "");
    CHECK(rig.step(key, closed, "孙建平", "照片") == "");
    const auto ledger = list_ledger(rig.database, tests::rig_bureau, rig.today);
    REQUIRE(ledger);
    CHECK(ledger->at(0).row.extended_count == 1);
    CHECK(ledger->at(0).row.returned_count == 1);
    CHECK(ledger->at(0).row.closed_by == "孙建平");
}

TEST_CASE("findings: closed by somebody who is at work in the house, or above it") {
    FindingRig rig;
    REQUIRE(roster::store::insert_organisation(
        rig.database, {"org/other", "别的院", OrganisationKind::home, tests::rig_bureau}));
    REQUIRE(roster::store::insert_person(
        rig.database, {"person/wai", "org/other", "外人", {}, make_date(2020, 1, 1), {}, {}, {}}));
    REQUIRE(roster::store::insert_person(rig.database, {"person/xiu",
                                                        tests::rig_home,
                                                        "休假人",
                                                        {{Post::guard, Shift::day, ""}},
                                                        make_date(2020, 1, 1),
                                                        {},
                                                        rig.today - Days{3},
                                                        {}}));
    REQUIRE(roster::store::insert_person(rig.database, {"person/li",
                                                        tests::rig_home,
                                                        "离职人",
                                                        {{Post::guard, Shift::day, ""}},
                                                        make_date(2020, 1, 1),
                                                        rig.today - Days{3},
                                                        {},
                                                        {}}));
    const std::string key = rig.add_done();
    CHECK(has(rig.step(key, closed, "外人", "照片"), "这个人不在本单位"));
    CHECK(has(rig.step(key, closed, "离职人", "照片"), "这个人不在本单位"));
    CHECK(has(rig.step(key, closed, "休假人", "照片"), "这个人在休假"));
    SUBCASE("of the home") {
        CHECK(rig.step(key, closed, "孙建平", "照片") == "");
    }
    SUBCASE("of the bureau above it") {
        CHECK(rig.step(key, closed, "秦监", "照片") == "");
    }
}

TEST_CASE("findings: a major one without supervisor, funds and interim measure, all said at once") {
    FindingRig rig;
    Finding finding;
    finding.organisation_key = tests::rig_home;
    finding.text = "喷淋停用";
    finding.severity = Severity::major;
    finding.found_on = rig.today;
    const auto key = register_finding(rig.database, finding, {}, tests::rig_carer);
    REQUIRE(key);
    const std::string text = rig.step(*key, in_progress, "王芳");
    for (const char* part : {"没有责任人", "没有整改措施", "没有完成时限", "没有应急预案",
                             "没有督办人", "没有整改期间防范措施", "没有写资金"})
        CHECK_MESSAGE(has(text, part), text);
    Remedy remedy = rig.remedy();
    remedy.supervisor_key = "赵国华"; // of the home, not of the bureau
    CHECK(has(rig.step(*key, in_progress, "王芳", "", remedy), "督办人不在民政部门"));
    CHECK(rig.step(*key, in_progress, "王芳", "", rig.remedy()) == "");
    Remedy later;
    later.deadline = rig.today + Days{30};
    CHECK(has(rig.step(*key, extended, "赵国华", "等配件", later), "不能批准延期"));
    CHECK(rig.step(*key, extended, "秦监", "等配件", later) == "");
}

TEST_CASE("findings: the countdown is the deadline less today, negative when overdue") {
    FindingRig rig;
    const std::string key = rig.add();
    for (const int passed : {0, 9, 10, 11, 40}) {
        const auto ledger = list_ledger(rig.database, tests::rig_home, rig.today + Days{passed});
        REQUIRE(ledger);
        CHECK(ledger->at(0).days_left == 10 - passed);
        CHECK(ledger->at(0).is_overdue() == (passed > 10)); // the day after, never the day itself
        CHECK(count_findings(*ledger).total.overdue == (passed > 10));
    }
}

TEST_CASE("suspension: at once on registration, through reopening, until the closure") {
    FindingRig rig;
    const std::string key = rig.add_done(true);
    const auto standing = [&] {
        auto again = open_existing(rig.path);
        REQUIRE(again);
        const auto all = roster::store::load_suspensions(again->database, tests::rig_bureau);
        REQUIRE(all);
        return std::ranges::count_if(*all, [](const auto& one) { return !one.lifted_on; });
    };
    CHECK(standing() == 1);
    CHECK(rig.step(key, returned, "孙建平", "没有改好") == "");
    CHECK(rig.step(key, to_be_rechecked, "曹刚") == "");
    CHECK(standing() == 1);
    CHECK(rig.step(key, closed, "孙建平", "照片") == "");
    CHECK(standing() == 0);
    const auto all = roster::store::load_suspensions(rig.database, tests::rig_home);
    CHECK(all->at(0).zone == "level/1");
    CHECK(all->at(0).lifted_on == rig.today);
}

TEST_CASE("findings: a drill's have the source 演练; a demonstration makes none") {
    FindingRig rig;
    const Date day = make_date(2026, 1, 10);
    const auto real =
        record_drill(rig.database, tests::make_drill(DrillKind::real, day), {"周督导", 0});
    const auto demo = record_drill(
        rig.database, tests::make_drill(DrillKind::demonstration, day, "demo"), {"演示", 0});
    REQUIRE(real);
    Finding finding;
    finding.organisation_key = tests::rig_home;
    finding.text = "没有关门";
    finding.found_on = day;
    finding.drill_id = real->drill_id;
    const auto key = register_finding(rig.database, finding, {}, tests::rig_carer);
    REQUIRE_MESSAGE(key, describe(key.error()));
    const auto ledger = list_ledger(rig.database, tests::rig_home, rig.today);
    CHECK(ledger->at(0).row.finding.source == FindingSource::drill);
    CHECK(count_findings(*ledger).by_source[4].registered == 1);
    if (demo) {
        finding.drill_id = demo->drill_id;
        CHECK_FALSE(register_finding(rig.database, finding, {}, tests::rig_carer));
    }
    finding.drill_id = 999;
    CHECK_FALSE(register_finding(rig.database, finding, {}, tests::rig_carer));
}

TEST_CASE("findings: whatever happens to them, the counts add up") {
    CHECK(rc::check([] {
        FindingRig rig;
        const int count = *rc::gen::inRange(0, 8);
        for (int i = 0; i < count; ++i) {
            const std::string key = rig.add(Severity::ordinary, *rc::gen::arbitrary<bool>());
            for (const auto& [state, actor] :
                 {std::pair(in_progress, "王芳"), std::pair(to_be_rechecked, "曹刚"),
                  std::pair(closed, "孙建平")}) {
                if (!*rc::gen::arbitrary<bool>()) break;
                RC_ASSERT(rig.step(key, state, actor, "照片") == "");
            }
        }
        const auto ledger = list_ledger(rig.database, tests::rig_bureau, rig.today + Days{20});
        RC_ASSERT(ledger.has_value());
        const FindingCounts counts = count_findings(*ledger);
        FindingTally sum;
        for (const FindingTally& one : counts.by_source) {
            sum.registered += one.registered;
            sum.open += one.open;
            sum.closed += one.closed;
        }
        RC_ASSERT(sum.registered == counts.total.registered && sum.open == counts.total.open);
        RC_ASSERT(counts.total.registered == counts.total.open + counts.total.closed);
        int states = 0;
        for (const int one : counts.total.by_state)
            states += one;
        RC_ASSERT(states == counts.total.registered);
        RC_ASSERT(counts.total.suspended == counts.total.life_safety_open);
        tests::RawDatabase raw(rig.path);
        RC_ASSERT(raw.number("SELECT count(*) FROM finding") == counts.total.registered);
        RC_ASSERT(raw.number("SELECT count(*) FROM finding_state WHERE state = 'closed'") ==
                  counts.total.closed);
        RC_ASSERT(raw.number("SELECT count(*) FROM suspended_now") == counts.total.suspended);
        RC_ASSERT(counts.total.calc_closed_percent().has_value() == (count > 0));
    }));
}

TEST_CASE("findings: nothing is to be mended before it was found") {
    FindingRig rig;
    Finding finding;
    finding.organisation_key = tests::rig_home;
    finding.text = "通道堆物";
    finding.found_on = rig.today;
    Remedy early = rig.remedy();
    early.deadline = rig.today - Days{1};
    const auto refused = register_finding(rig.database, finding, early, tests::rig_carer);
    REQUIRE_FALSE(refused);
    CHECK(has(sim::core::describe(refused.error()), "时限早于发现日期"));
    const std::string key = rig.add();
    CHECK(has(rig.step(key, FindingState::in_progress, "王芳", "", early), "时限早于发现日期"));
    CHECK(rig.step(key, FindingState::in_progress, "王芳") == "");
}

TEST_CASE("findings: closing too early says only that a step is missing") {
    FindingRig rig;
    const std::string key = rig.add();
    REQUIRE(rig.step(key, FindingState::in_progress, "王芳") == "");
    const std::string said = rig.step(key, FindingState::closed, "王芳", "照片");
    CHECK(has(said, "不能跳过中间的步骤"));
    CHECK_FALSE(has(said, "不能自己给自己销号"));
}

TEST_CASE("findings: a blank fills in no field") {
    FindingRig rig;
    const std::string key = rig.add();
    Finding blank;
    blank.organisation_key = tests::rig_home;
    blank.text = " 　";
    blank.found_on = rig.today;
    CHECK_FALSE(register_finding(rig.database, blank, rig.remedy(), tests::rig_carer));
    blank.text = "　出口被锁 ";
    Remedy empty = rig.remedy();
    empty.measure = "　";
    empty.contingency = " ";
    empty.interim_measure = "\t";
    const auto second = register_finding(rig.database, blank, empty, tests::rig_carer);
    REQUIRE(second);
    const std::string said = rig.step(*second, in_progress, "王芳");
    CHECK(has(said, "没有整改措施"));
    CHECK(has(said, "没有应急预案"));
    CHECK(show_finding(rig.database, *second, rig.today)->on_file.finding.text == "出口被锁");
    const std::string done = rig.add_done();
    CHECK(has(rig.step(done, closed, "孙建平", "　"), "销号没有凭证"));
    CHECK(has(rig.step(done, returned, "孙建平", " "), "退回没有写原因"));
    Remedy later;
    later.deadline = rig.today + Days{30};
    CHECK(rig.step(key, in_progress, "王芳") == "");
    CHECK(has(rig.step(key, extended, "赵国华", "　", later), "延期没有写原因"));
}

TEST_CASE("findings: handing it over to another frees nobody to close it") {
    FindingRig rig;
    const std::string key = rig.add_done(); // 曹刚 answers for it and reported it
    Remedy other;
    other.responsible_key = "陈静";
    CHECK(rig.step(key, returned, "孙建平", "还锁着", other) == "");
    CHECK(rig.step(key, to_be_rechecked, "陈静") == "");
    CHECK(has(rig.step(key, closed, "曹刚", "照片"), "不能自己给自己销号"));
    CHECK(rig.step(key, closed, "孙建平", "照片") == "");
}
