#include "import_rig.h"

#include "roster/service/person_records.h"
#include "roster/service/record_drill.h"
#include "roster/service/rules.h"

using namespace import_rig;

namespace {
const std::string training_header =
    "单位,培训日期,主题,级别,培训形式,课时,主讲人,应到,实到,参训人员,考核方式";
const std::string drill_header =
    "单位,演练日期,开始时间,演练名称,类型,是否夜间,地点,内容,参加部门,总指挥,记录人,实到,"
    "参演人员,存在问题";
std::string drill(const std::string& day, const std::string& title, const std::string& type,
                  const std::string& rest = "是,二层,灭火和疏散,护理部,赵国华,许文静,6,"
                                            "王芳、陈静,") {
    return "安康养老院," + day + ",02:30," + title + "," + type + "," + rest;
}
} // namespace

TEST_CASE("import: every fault of a sheet of trainings is found with its row") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    check_lines(
        *ledger.database, SheetKind::training, training_header,
        {
            {"安康养老院,2026-03-12,灭火器使用,机构,业务实操,2,孙建平,30,3,王芳、陳靜、李 明,实操"},
            {"安康养老院,2026.3.13,安全生产法,县级,以会代训,１.5,县局,32,2,\"赵国华，孙建平\","},
            {"安康养老院,46096,案例讨论,本院,专题集训,,孙建平,,1,王芳,"}, // 2026-03-15
            {"安康养老院,2026-03-12,灭火器使用,机构,业务实操,2,孙建平,30,3,"
             "王芳、陳靜、李 明,实操",
             Fate::duplicate},
            {"安康养老院,2026-04-01,甲,机构,业务实操,2,孙建平,30,3,王方,", Fate::problem,
             "最接近的是“王芳”"},
            {"安康养老院,2026-04-02,乙,院里,业务实操,2,孙建平,30,3,王芳,", Fate::problem,
             "不认识“院里”"},
            {"安康养老院,2026-04-03,丙,机构,看录像,2,孙建平,30,3,王芳,", Fate::problem,
             "不认识“看录像”"},
            {"安康养老院,2026-07-01,丁,机构,讲座,2,孙建平,30,3,王芳,", Fate::problem,
             "B9 2026-07-01 还没有到"},
            {"安康养老院,26-4-4,戊,机构,讲座,2,孙建平,30,3,王芳,", Fate::problem, "年-月-日"},
            {"安康养老院,2026-04-05,,机构,讲座,2,孙建平,30,3,王芳,", Fate::problem, "必须填"},
            {"安康养老院,2026-04-06,己,机构,讲座,两三,孙建平,30,3,王芳,", Fate::problem, "F12"},
            {"安康养老院,2026-04-07,庚,机构,讲座,2,孙建平,30,1,王芳、陈静,", Fate::problem,
             "实到 1 人，名单上却有 2 人"},
            {"安康养老院,2026-04-08,辛,机构,讲座,2,孙建平,30,3,王芳、王芳,", Fate::problem,
             "写了两次"},
            // The same session told twice in two ways.
            {"安康养老院,2026-04-09,壬,机构,讲座,2,孙建平,30,3,王芳,", Fate::problem, "有问题"},
            {"安康养老院,2026-04-09,壬,县级,讲座,2,孙建平,30,3,李明,", Fate::problem,
             "是同一次，内容却不同"},
            {"夕阳红,2026-04-10,癸,机构,讲座,2,孙建平,30,3,王芳,", Fate::problem, "没有单位"},
        });
}

TEST_CASE("import: one row a person is one session, and a failed examination is kept as failed") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    const std::string head = "单位,日期,主题,姓名,是否合格,成绩";
    check_lines(*ledger.database, SheetKind::training, head,
                {
                    {"安康养老院,2026-03-12,年度考核,王芳,合格,92"},
                    {",2026-03-12,年度考核,陈静,不合格,41"},
                    {",2026-03-12,年度考核,李明,是,77.5"},
                    {",2026-03-19,补考,陈静,合格,101", Fate::problem, "0 到 100"},
                });
    RawDatabase raw(folder / "a.yanlian.db");
    CHECK(raw.number("SELECT count(*) FROM activity") == 1);
    CHECK(raw.number("SELECT count(*) FROM activity_person") == 3);
    CHECK(raw.number("SELECT count(*) FROM countable_attendance") == 2);
}

TEST_CASE("import: who was not on the roll that day did not take part") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    take(*ledger.database, SheetKind::people,
         "单位,姓名,岗位,入职日期,离职日期\n安康养老院,卜世仁,保安,2024-01-01,2025-12-31\n");
    check_lines(*ledger.database, SheetKind::training, "单位,日期,主题,名单",
                {
                    {"安康养老院,2025-12-31,最后一天,卜世仁"},
                    {"安康养老院,2026-01-01,走了以后,卜世仁", Fate::problem, "不在岗"},
                    {"安康养老院,2019-12-31,开院以前,王芳", Fate::problem, "2020-01-01 起"},
                });
}

TEST_CASE("import: every fault of a sheet of drills is found with its row") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    check_lines(
        *ledger.database, SheetKind::drills, drill_header,
        {
            {drill("2026-03-12", "夜间灭火疏散", "实战")},
            {drill("2026年3月20日", "綜合演练", "綜合")},
            {drill("2026-04-02", "预案推演", "桌面推演")}, // kept, and counts for nothing
            {drill("2026-03-12", "夜间灭火疏散", "实战"), Fate::duplicate},
            {drill("2026-04-03", "预案桌面推演", ""), Fate::problem, "没有写演练类型"},
            {drill("2026-04-03", "夜间疏散", ""), Fate::problem, "E7 没有写演练类型"},
            {drill("2026-04-04", "电影", "观影"), Fate::problem, "不认识“观影”"},
            {drill("2026-04-04", "疏散", "实战",
                   "否,二层,在模拟软件里疏散,护理部,赵国华,许文静,6,王芳,"),
             Fate::problem, "内容写着“模拟软件”"},
            {drill("2026-04-04", "网上疏散", "实战"), Fate::problem, "名称写着“网上”"},
            {drill("2026-04-05", "软件里跑一遍", "演示"), Fate::problem, "没有人真正参加"},
            {drill("2026-12-05", "下半年的", "实战"), Fate::problem, "还没有到"},
            {drill("2026-04-06", "没地点", "实战", "是,,灭火,护理部,赵国华,许文静,6,王芳,"),
             Fate::problem, "G13 没有演练地点"},
            {drill("2026-04-07", "没记录人", "实战", "否,二层,灭火,护理部,赵国华,,6,王芳,"),
             Fate::problem, "没有记录人"},
            {drill("2026-04-08", "没人数", "实战", "否,二层,灭火,护理部,赵国华,许文静,,王芳,"),
             Fate::problem, "没有参加人数"},
            {drill("2026-04-09", "没部门", "实战", "否,二层,灭火,,赵国华,许文静,6,王芳,"),
             Fate::problem, "没有参加部门"},
            {"安康养老院,2026-04-10,半夜,没时间,实战,是,二层,灭火,护理部,赵国华,许文静,6,王芳,",
             Fate::problem, "不是时间"},
            {drill("2026-04-11", "没这人", "实战",
                   "否,二层,灭火,护理部,赵国华,许文静,6,王芳、李逵,"),
             Fate::problem, "没有“李逵”"},
        });
    RawDatabase raw(folder / "a.yanlian.db");
    CHECK(raw.rows("SELECT kind, night FROM activity ORDER BY local_day") ==
          "drill|1\ndrill|1\ntabletop|1\n");
    CHECK(raw.number("SELECT count(*) FROM countable_activity") == 2);
}

TEST_CASE("import: drills without a column of types go in as real ones, and every row says so") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    const ImportPlan plan =
        plan_of(*ledger.database, SheetKind::drills,
                "单位,演练日期,开始时间,演练名称,地点,内容,参加部门,总指挥,记录人,实到\n"
                "安康养老院,2026-03-12,02:30,夜间疏散,二层,灭火和疏散,护理部,赵国华,许文静,6\n",
                "org/ankang");
    REQUIRE(plan.rows[0].fate == Fate::fresh);
    bool said = false;
    for (const auto& warning : plan.rows[0].warnings)
        said = said || warning.what.find("按实战演练登记") != std::string::npos;
    CHECK(said);
}

TEST_CASE("import: table-tops and demonstrations change no due list, no level and no counter") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    RawDatabase raw(folder / "a.yanlian.db");
    const auto counters = [&] {
        return due_text(*ledger.database, "org/ankang") +
               raw.rows("SELECT * FROM countable_activity") +
               raw.rows("SELECT * FROM countable_attendance") +
               raw.rows("SELECT * FROM drill_obligation") + raw.rows("SELECT * FROM competence");
    };
    const std::string before = counters();
    std::string sheet = drill_header + "\n";
    for (int i = 0; i < 60; ++i) {
        const std::string day = fmt::format("2026-{:02}-{:02}", 1 + i % 5, 1 + i % 28);
        sheet += i % 2 ? drill(day, fmt::format("推演{}", i), "桌面") + "\n"
                       : drill(day, fmt::format("演示{}", i), "演示",
                               "是,二层,灭火和疏散,护理部,赵国华,许文静,6,,") +
                             "\n";
    }
    const Taken taken = take(*ledger.database, SheetKind::drills, sheet);
    CHECK(taken.plan.counts.of(Fate::fresh) == 60);
    CHECK(raw.number("SELECT count(*) FROM activity") == 60);
    CHECK(counters() == before);
    take(*ledger.database, SheetKind::drills,
         drill_header + "\n" + drill("2026-03-12", "夜间灭火疏散", "实战") + "\n");
    CHECK(counters() != before);
}

namespace {
/// What is to be looked at in a row, and what it will not count for.
std::string warned_of(const ImportPlan& plan, int row) {
    std::string text;
    for (const RowDecision& one : plan.rows)
        if (one.row == row)
            for (const auto& warning : one.warnings)
                text += warning.what + "\n";
    return text;
}
bool says(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}
} // namespace

TEST_CASE("import: a drill and a training about fire count, and the dry run says by which word") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    RawDatabase raw(folder / "a.yanlian.db");
    const std::string drills =
        drill_header + "\n" + drill("2026-04-11", "消防疏散灭火演练", "实战") + "\n" +
        drill("2026-04-12", "防汛演练", "实战", "否,院内,转移老人,护理部,赵国华,许文静,6,王芳,") +
        "\n";
    const Taken first = take(*ledger.database, SheetKind::drills, drills);
    CHECK(first.plan.counts.of(Fate::fresh) == 2);
    CHECK(says(warned_of(first.plan, 2), "按“消防、灭火、疏散”登记为疏散、灭火、消防内容"));
    CHECK(says(warned_of(first.plan, 3), "看不出内容，不计入"));
    CHECK(says(warned_of(first.plan, 3), "DR-61"));
    CHECK(raw.rows("SELECT content_tags FROM activity ORDER BY local_day") ==
          " evacuation extinguish fire \n\n");
    const auto list = list_due(*ledger.database, {"org/ankang", today, true});
    REQUIRE(list);
    int of_drills = 0;
    for (const DueLine& line : list->lines)
        if (line.activity == "drill" && line.subject_key == "org/ankang") {
            ++of_drills;
            CHECK(line.have_count == 1);
            CHECK(line.state == DueState::green);
        }
    CHECK(of_drills > 0);
    const auto lines = list_activities(*ledger.database, {"org/ankang", {}});
    REQUIRE(lines);
    REQUIRE(lines->size() == 2);
    CHECK((*lines)[0].rule_ids.empty()); // the newer one, about water
    CHECK(says(fmt::format("{}", fmt::join((*lines)[1].rule_ids, " ")), "DR-"));
}

TEST_CASE("import: content and audience are taken from their columns, whatever the title says") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    RawDatabase raw(folder / "a.yanlian.db");
    const std::string head = "单位,培训日期,主题,级别,内容标签,对象,参训人员";
    check_lines(*ledger.database, SheetKind::training, head,
                {
                    {"安康养老院,2026-03-12,第一季度集中学习,县级,消防、法规,全体员工,王芳"},
                    {"安康养老院,2026-03-13,消防安全培训,市级,,三类人员,王芳"},
                    {"安康养老院,2026-03-14,养老政策解读,市级,法规,部分人员,王芳"},
                    {"安康养老院,2026-03-15,护理技能,机构,,,王芳"},
                    {"安康养老院,2026-03-16,甲,机构,舞蹈,,王芳", Fate::problem, "不认识“舞蹈”"},
                    {"安康养老院,2026-03-17,乙,机构,,亲友,王芳", Fate::problem, "不认识“亲友”"},
                });
    CHECK(raw.rows("SELECT content_tags, scope FROM activity ORDER BY local_day") ==
          " fire laws |all_staff\n fire |three_roles\n laws |part\n|part\n");
}

TEST_CASE("import: without an audience a rule that asks for one is named") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    const auto rules = find_shipped_rules("rules/yangzhou");
    REQUIRE(rules);
    REQUIRE(adopt_rules(*ledger.database, "org/ankang", *rules, make_date(2024, 7, 1), "甲"));
    const Taken taken = take(*ledger.database, SheetKind::training,
                             "单位,培训日期,主题,级别,参训人员\n"
                             "安康养老院,2026-03-12,消防安全培训,县级,王芳\n"
                             "安康养老院,2026-03-13,护理技能,县级,王芳\n");
    CHECK(says(warned_of(taken.plan, 2), "没有写对象，按部分人员登记，不计入 TR-S0b"));
    CHECK(says(warned_of(taken.plan, 3), "看不出内容，不计入"));
}

TEST_CASE("import: a drill that is on file or in the sheet within the same hour is asked about") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    const auto observed = record_drill(
        *ledger.database, tests::make_drill(DrillKind::real, make_date(2026, 3, 10)), {"周督导"});
    REQUIRE_MESSAGE(observed, describe(observed.error())); // began at 10:00
    const auto at = [](const std::string& time, const std::string& title) {
        return "安康养老院,2026-03-10," + time + "," + title +
               ",实战,否,二层,灭火,护理部,赵国华,许文静,6,王芳,";
    };
    check_lines(*ledger.database, SheetKind::drills, drill_header,
                {
                    {at("10:59", "甲"), Fate::problem, "同一小时内已有一次实战演练：drill/"},
                    {at("11:00", "乙")},
                    {at("11:30", "丙"), Fate::problem, "同一小时内已有一次实战演练"},
                    {at("16:00", "丁")},
                });
}

TEST_CASE("import: nothing was held in a home before it opened or after it closed") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    RawDatabase raw(folder / "a.yanlian.db");
    REQUIRE(raw.exec("UPDATE organisation SET opened_on = '2026-03-10', closed_on = '2026-03-20' "
                     "WHERE key = 'org/ankang'") == SQLITE_OK);
    const auto drill_on = [](const std::string& day) {
        return "安康养老院," + day +
               ",02:30,夜间疏散,实战,是,二层,灭火和疏散,护理部,赵国华,许文静,6,王芳,";
    };
    check_lines(*ledger.database, SheetKind::drills, drill_header,
                {
                    {drill_on("2026-03-09"), Fate::problem, "B2 2026-03-09 那一天"},
                    {drill_on("2026-03-10")},
                    {drill_on("2026-03-20")},
                    {drill_on("2026-03-21"), Fate::problem, "已经停办"},
                });
    check_lines(*ledger.database, SheetKind::training, training_header,
                {
                    {"安康养老院,2026-03-09,灭火器使用,机构,业务实操,2,孙建平,30,3,王芳,",
                     Fate::problem, "还没有开办"},
                    {"安康养老院,2026-03-11,灭火器使用,机构,业务实操,2,孙建平,30,3,王芳,"},
                });
    CHECK(raw.rows("SELECT local_day FROM activity WHERE kind = 'drill' ORDER BY 1") ==
          "2026-03-10\n2026-03-20\n");
}

TEST_CASE("import: who is on leave that day was not there, as at every other door") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    const auto leave = roster::service::record_leave(
        *ledger.database,
        {"person/wang-fang", make_date(2026, 3, 2), make_date(2026, 3, 20), "病假"},
        {roster::domain::Instant{make_date(2026, 3, 2)}, "孙建平"});
    REQUIRE(leave);
    check_lines(*ledger.database, SheetKind::training, training_header,
                {{"安康养老院,2026-03-12,灭火器使用,机构,业务实操,2,孙建平,30,3,王芳、陈静,实操",
                  Fate::problem, "王芳 在 2026-03-12 请假"},
                 {"安康养老院,2026-03-21,灭火器使用,机构,业务实操,2,孙建平,30,3,王芳、陈静,实操"},
                 {"安康养老院,2026-03-22,消防培训（取消）,机构,业务实操,2,孙建平,30,3,陈静,",
                  Fate::problem, "没有举行过"}});
}

TEST_CASE("import: a content is read by the rule of every other door") {
    TempFolder folder;
    Ledger ledger(folder / "a.yanlian.db");
    const auto with = [](const char* day, const char* content) {
        return drill(day, "疏散演练", "实战",
                     std::string("是,二层,") + content + ",护理部,赵国华,许文静,6,王芳、陈静,");
    };
    check_lines(
        *ledger.database, SheetKind::drills, drill_header,
        {{with("2026-03-12", "机器人演示疏散"), Fate::problem, "内容写着“机器人”，不是实战演练"},
         {with("2026-03-13", "Ｖ Ｒ 疏散"), Fate::problem, "内容写着“vr”"},
         {with("2026-03-14", "因雨取消未举行"), Fate::problem, "未举行"},
         {with("2026-03-15", "观看消防视频"), Fate::problem, "观看"},
         {with("2026-03-16", "疏散二楼老人")}});
}
