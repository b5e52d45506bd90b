#include "sim/core/file.h"
#include "sim/drill/team_policy.h"
#include "tools/report/html.h"
#include "tools/report/parts.h"
#include <cstdio>
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <unistd.h>

namespace {

using namespace tools::report;
namespace fs = std::filesystem;

const char* const scenario_file =
    YANLIAN_SOURCE_DIR "/scenarios/drills/ankang-night-smoking.drill.json";

fs::path scratch(const std::string& name) {
    return fs::temp_directory_path() / ("yanlian-report-" + std::to_string(getpid()) + "-" + name);
}

/// A whole night of the shipped home, run once for all cases.
const sim::record::Record& shipped_night() {
    static const sim::record::Record record = [] {
        auto loaded = sim::drill::load_scenario(scenario_file);
        REQUIRE(loaded);
        sim::drill::RunOptions options;
        options.seed = 4;
        auto world = sim::drill::World::make(*loaded, options, nullptr);
        REQUIRE(world);
        sim::record::Header header;
        header.seed = options.seed;
        header.team = "typical";
        header.started_utc = "2026-11-21T18:00:00Z";
        const fs::path path = scratch("night.drill");
        auto writer = sim::record::RecordWriter::make(path, header, **world, nullptr);
        REQUIRE(writer);
        sim::drill::Team team(*loaded, sim::drill::TeamPolicy::typical, options.seed,
                              options.start);
        while (!(*world)->ended()) {
            REQUIRE((*world)->step(team.decide(**world)));
            REQUIRE((*writer)->append(**world));
        }
        REQUIRE((*writer)->finish(**world));
        auto read = sim::record::load_record(path);
        REQUIRE(read);
        fs::remove(path);
        return std::move(*read);
    }();
    return record;
}

sim::drill::Score score_of(const sim::record::Record& record) {
    return sim::drill::calc_score(record.scenario, record.plan, record.header.start, record.facts);
}

std::string output_of(const std::string& command) {
    std::string text;
    FILE* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe);
    char buffer[1 << 16];
    while (const std::size_t got = std::fread(buffer, 1, sizeof buffer, pipe))
        text.append(buffer, got);
    CHECK(pclose(pipe) == 0);
    return text;
}

constexpr const char* browser =
    "chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync ";

bool no_browser() {
    if (fs::exists("/usr/bin/chromium")) return false;
    MESSAGE("skipped: chromium is not installed");
    return true;
}

} // namespace

TEST_CASE("html: what a user wrote cannot become markup") {
    CHECK(escape("<b a='1' c=\"2\">&</b>") ==
          "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;&lt;/b&gt;");
    CHECK(script_safe(R"({"n":"</script><!--"})").find('<') == std::string::npos);
    CHECK(clock_text(205.4) == "03:25");
    CHECK(clock_text(-65) == "-01:05");
    CHECK(local_time_text("2026-11-21T18:05:00Z") == "2026-11-22 02:05");
    CHECK(local_time_text("gestern") == "gestern");
}

TEST_CASE("report: one file with every part, and nothing from the network") {
    const auto& record = shipped_night();
    const auto score = score_of(record);
    ReportInput input;
    input.record = &record;
    input.score = &score;
    input.findings.push_back({"门闭不上", "一般", "王芳", "修理闭门器", "2026-12-01", "派人看守"});
    const std::string page = format_report(input);
    for (const char* part :
         {"谁没能安全？", "为什么？", "下一步谁做什么、何时做完？", "七个关键时刻", "计划与实际",
          "回放", "按能力", "按人", "一懂三会", "film-canvas", "chart-visibility", "问题与整改",
          "灭火和应急疏散演练记录表", "假设与适用范围", "未核实", "教学仿真，不作为消防设计依据",
          "修理闭门器", "派人看守"})
        CHECK_MESSAGE(page.find(part) != std::string::npos, part);
    CHECK(page.find("default-src 'none'") != std::string::npos);
    for (const char* outside : {"src=\"http", "href=\"http", "@import", "url(http"})
        CHECK_MESSAGE(page.find(outside) == std::string::npos, outside);
    CHECK(page.find(record.chain_head) != std::string::npos);
    CHECK(page.size() < 3u << 20);
}

namespace {

std::string row_of(const std::string& html, const std::string& text) {
    const std::size_t at = html.find(text);
    REQUIRE_MESSAGE(at != std::string::npos, text);
    return html.substr(at, html.find("</tr>", at) - at);
}

sim::drill::InjectSpec published(int no, sim::drill::InjectSpec::Trigger trigger,
                                 const std::string& text, double published_s) {
    sim::drill::InjectSpec inject;
    inject.no = no;
    inject.trigger = trigger;
    inject.text = text;
    inject.source = "官方通报";
    inject.published_s = published_s;
    return inject;
}

bool contains(const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("report: of a published course it says what was scripted and what the model computed") {
    using Trigger = sim::drill::InjectSpec::Trigger;
    auto record = shipped_night();
    const auto score = score_of(record);
    record.scenario.injects = {published(901, Trigger::at, "窗口见火", 840),
                               published(902, Trigger::when, "首次报警", 0),
                               published(903, Trigger::after, "消防队到场", 600),
                               published(904, Trigger::when, "屋顶塌落", 700)};
    for (const auto& [no, time_s] : {std::pair{901, 840}, {902, 95}, {903, 480}}) {
        sim::drill::Fact fact;
        fact.kind = sim::drill::FactKind::inject;
        fact.target = std::to_string(no);
        fact.tick = sim::core::tick_at(time_s);
        record.facts.push_back(fact);
    }
    ReportInput input;
    input.record = &record;
    input.score = &score;
    const std::string html = format_published(input);
    CHECK(contains(row_of(html, "窗口见火"), "照脚本"));
    CHECK_FALSE(contains(row_of(html, "窗口见火"), "同时"));
    const std::string alarm = row_of(html, "首次报警");
    for (const char* part : {"模型计算", ">00:00<", ">01:35<", "晚 01:35"})
        CHECK_MESSAGE(contains(alarm, part), part);
    CHECK(contains(row_of(html, "消防队到场"), "早 02:00"));
    CHECK(contains(row_of(html, "屋顶塌落"), "没有发生"));
    CHECK(contains(format_report(input), "与公布的时间线对照"));
    CHECK_FALSE(contains(format_limits(input), "首次报警")); // computed: not among the assumptions
    record.scenario.injects.clear();
    CHECK(format_published(input).empty());
}

TEST_CASE("report: a fact is called published only where its time was") {
    using Trigger = sim::drill::InjectSpec::Trigger;
    auto record = shipped_night();
    sim::drill::Fact fact;
    fact.kind = sim::drill::FactKind::fire_service_arrived;
    fact.actor = "system";
    fact.args.set("scripted", true);
    auto inject = published(1, Trigger::after, "消防队到场", 600);
    inject.fact = "fire_service_arrived";
    record.scenario.injects = {inject};
    CHECK_FALSE(contains(describe_fact(record, fact), "公布"));
    record.scenario.injects[0].trigger = Trigger::at;
    CHECK(contains(describe_fact(record, fact), "公布"));
}

TEST_CASE("report: robots' people keep their levels") {
    const auto& record = shipped_night();
    const auto score = score_of(record);
    ReportInput input;
    input.record = &record;
    input.score = &score;
    input.competence.push_back({"王芳", "A 会报警", 0, 2, "不该出现"});
    CHECK(format_competence(input).find("不该出现") == std::string::npos);
    CHECK(format_head(input).find(">演示<") != std::string::npos);
}

TEST_CASE("report: every finding has the four fields, filled or as lines to fill in") {
    const auto& record = shipped_night();
    const auto score = score_of(record);
    ReportInput input;
    input.record = &record;
    input.score = &score;
    std::size_t missed = 0;
    for (const auto& outcome : score.outcomes)
        missed += outcome.status == sim::drill::OutcomeStatus::missed ||
                  outcome.status == sim::drill::OutcomeStatus::wrong;
    CHECK(find_findings(input).size() == missed + score.caps.size());
    const std::string html = format_findings(input);
    for (const char* field : {"责任人", "措施", "时限", "应急预案"})
        CHECK(html.find(field) != std::string::npos);
}

TEST_CASE("report: a missing folder is an error and leaves nothing") {
    const auto& record = shipped_night();
    const auto score = score_of(record);
    ReportInput input;
    input.record = &record;
    input.score = &score;
    const fs::path path = scratch("no-such-folder") / "out.html";
    const auto written = write_report(path, input);
    REQUIRE_FALSE(written);
    CHECK(sim::core::exit_code(written.error()) == 3);
    CHECK_FALSE(fs::exists(path));
}

TEST_CASE("report: the page plays on opening and prints on A4") {
    if (no_browser()) return;
    const auto& record = shipped_night();
    const auto score = score_of(record);
    ReportInput input;
    input.record = &record;
    input.score = &score;
    const fs::path page = scratch("page.html"), profile = scratch("profile"),
                   pdf = scratch("page.pdf");
    REQUIRE(write_report(page, input));
    const std::string open =
        browser + ("--user-data-dir=" + profile.string()) + " --virtual-time-budget=3000 ";
    const std::string dom = output_of(open + "--dump-dom file://" + page.string() + " 2>/dev/null");
    const std::size_t clock = dom.find("id=\"film-clock\">");
    REQUIRE(clock != std::string::npos);
    CHECK(dom.substr(clock + 16, 5) != "00:00"); // it has been playing
    CHECK(dom.find("<svg", dom.find("id=\"chart-people\"")) !=
          std::string::npos); // the charts were drawn
    const std::string standing =
        output_of(open + "--dump-dom 'file://" + page.string() + "#t=300' 2>/dev/null");
    CHECK(standing.substr(standing.find("id=\"film-clock\">") + 16, 5) == "05:00");
    output_of(open + "--no-pdf-header-footer --print-to-pdf=" + pdf.string() + " file://" +
              page.string() + " 2>/dev/null");
    const std::string info = output_of("pdfinfo " + pdf.string());
    CHECK(info.find("A4") != std::string::npos);
    fs::remove(page);
    fs::remove(pdf);
    fs::remove_all(profile);
}
