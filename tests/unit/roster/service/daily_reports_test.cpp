#include "roster/service/daily_reports.h"

#include "roster/store/audit_table.h"
#include "tests/support/finding_rig.h"

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;
using tests::FindingRig;

namespace {

struct ReportRig : FindingRig {
    std::string add(Date day, int events, const std::string& note = "",
                    ReportStep step = ReportStep::add, const std::string& home = tests::rig_home) {
        DailyReport report;
        report.organisation_key = home;
        report.local_day = day;
        report.event_count = events;
        report.note = note;
        const auto done = record_daily_report(database, report, step, "孙建平");
        return done ? "" : describe(done.error());
    }
    ReportLine home_line(DaySpan span) {
        const auto lines = list_daily_reports(database, tests::rig_bureau, span, today);
        REQUIRE_MESSAGE(lines, describe(lines.error()));
        for (const ReportLine& line : *lines)
            if (line.organisation_key == tests::rig_home) return line;
        FAIL("no line");
        return {};
    }
};

} // namespace

TEST_CASE("daily reports: a zero is a report, a day without one is missing") {
    ReportRig rig;
    const Date first = rig.today - Days{3};
    CHECK(rig.add(first, 0) == "");
    CHECK(rig.add(first + Days{1}, 2, "一人跌倒，一次误报") == "");
    const ReportLine line = rig.home_line({first, rig.today});
    CHECK(line.count.due_count == 4);
    CHECK(line.count.reported_count == 2);
    CHECK(line.count.zero_count == 1);
    CHECK(line.count.late_count == 2);
    CHECK(line.count.event_count == 2);
    CHECK(line.missing_days == std::vector<Date>{rig.today - Days{1}, rig.today});
    CHECK(rig.add(rig.today, 0) == "");
    CHECK(rig.home_line({rig.today, rig.today}).count.late_count == 0);
}

TEST_CASE("daily reports: a correction is a new row, a withdrawn day is missing again") {
    ReportRig rig;
    const Date day = rig.today;
    CHECK(rig.add(day, 0) == "");
    CHECK(rig.add(day, 1, "误报") != "");
    CHECK(rig.add(day, 1, "", ReportStep::correct) != "");
    CHECK(rig.add(day, 1, "漏写一次误报", ReportStep::correct) == "");
    CHECK(rig.home_line({day, day}).count.event_count == 1);
    CHECK(rig.add(day, 0, "报错了单位", ReportStep::withdraw) == "");
    CHECK(rig.home_line({day, day}).count.missing_count() == 1);
    CHECK(rig.add(day, 0, "x", ReportStep::correct) != "");
    CHECK(rig.add(day, 0, "重报") == "");
    CHECK(rig.home_line({day, day}).count.zero_count == 1);
    CHECK(tests::RawDatabase(rig.path).number("SELECT count(*) FROM daily_report") == 4);
    CHECK(roster::store::load_audit(rig.database)->back().action == "daily_report.record");
}

TEST_CASE("daily reports: everything that is wrong comes at once, and nothing is written") {
    ReportRig rig;
    DailyReport bad;
    bad.organisation_key = "org/none";
    bad.local_day = rig.today + Days{1};
    bad.event_count = 3;
    const auto refused = record_daily_report(rig.database, bad, ReportStep::correct, "");
    REQUIRE_FALSE(refused);
    const std::string text = describe(refused.error());
    for (const char* part : {"org/none", "还没有到", "没有写是什么", "不能更正", "没有写记录人"})
        CHECK_MESSAGE(text.find(part) != std::string::npos, part);
    CHECK(rig.add(rig.today, 0, "", ReportStep::add, tests::rig_bureau) != "");
    CHECK(tests::RawDatabase(rig.path).number("SELECT count(*) FROM daily_report") == 0);
    CHECK_FALSE(list_daily_reports(rig.database, tests::rig_bureau,
                                   {rig.today, rig.today - Days{1}}, rig.today));
    CHECK_FALSE(list_daily_reports(rig.database, tests::rig_bureau,
                                   {rig.today - Days{400}, rig.today}, rig.today));
}

TEST_CASE("daily reports: offices sum what is below, closed days are nobody's") {
    ReportRig rig;
    REQUIRE(roster::store::insert_organisation(
        rig.database, {"org/town", "某镇", OrganisationKind::town_office, tests::rig_bureau}));
    Organisation late{"org/late", "新开养老院", OrganisationKind::home, "org/town"};
    late.opened_on = rig.today - Days{1};
    REQUIRE(roster::store::insert_organisation(rig.database, late));
    const DaySpan span{rig.today - Days{4}, rig.today + Days{5}};
    CHECK(rig.add(rig.today - Days{2}, 0, "", ReportStep::add, "org/late") != "");
    CHECK(rig.add(rig.today - Days{1}, 0, "", ReportStep::add, "org/late") == "");
    const auto lines = list_daily_reports(rig.database, tests::rig_bureau, span, rig.today);
    REQUIRE(lines);
    for (const ReportLine& line : *lines) {
        if (line.organisation_key == "org/town") CHECK(line.count.due_count == 2);
        if (line.organisation_key == "org/town") CHECK(line.count.zero_count == 1);
        if (line.organisation_key == tests::rig_bureau) CHECK(line.count.due_count == 7);
        if (line.organisation_key == tests::rig_bureau) CHECK(line.count.missing_count() == 6);
    }
}

TEST_CASE("daily reports: a report raises no level and counts for no obligation") {
    ReportRig rig;
    tests::RawDatabase raw(rig.path);
    const std::string counted = "SELECT count(*) FROM countable_activity UNION ALL "
                                "SELECT count(*) FROM countable_attendance UNION ALL "
                                "SELECT count(*) FROM competence UNION ALL "
                                "SELECT count(*) FROM drill_obligation";
    const std::string before = raw.rows(counted);
    for (int i = 0; i < 30; ++i)
        CHECK(rig.add(rig.today - Days{i}, i % 2, "消防演练一次，全员培训") == "");
    CHECK(raw.rows(counted) == before);
}
