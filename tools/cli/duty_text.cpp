#include "tools/cli/duty_text.h"

#include "roster/schedule/duty_names.h"
#include "roster/service/duty_layers.h"
#include "roster/service/duty_pattern.h"
#include "roster/service/duty_training.h"
#include "sim/core/text.h"
#include "tools/duty/duty_names.h"
#include "tools/duty/duty_words.h"
#include <algorithm>
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::tr;
using sim::core::trf;

sim::core::Result<void> note_against_ledger(roster::store::Database& database,
                                            const DutyFile& duty) {
    const auto untrained = roster::service::list_untrained(database, duty);
    if (!untrained) return tl::unexpected(untrained.error());
    const auto missing = roster::service::list_missing_layers(database, duty.problem);
    if (!missing) return tl::unexpected(missing.error());
    for (const auto* lines : {&*missing, &*untrained})
        for (const std::string& line : *lines)
            fmt::print(stderr, "{}\n", line);
    return {};
}

void print_violations(const DutyProblem& problem, const DutyGrid& grid,
                      const std::vector<DutyViolation>& violations) {
    constexpr int most = 20;
    int count = 0;
    for (const DutyViolation& one : violations) {
        if (one.rule_id == duty_rule_ids::cover) continue; // an open shift
        if (++count <= most) fmt::print("{}\n", describe(problem, grid, one));
    }
    if (count > most)
        fmt::print("{}\n", trf("还有 {} 处，yanlian duty check 列出全部", count - most));
}

std::string duty_person_name(const DutyProblem& problem, const DutyPerson& person) {
    return duty::DutyNames(problem).shown(person.key);
}

sim::core::Result<std::string> find_duty_person(const DutyProblem& problem, const char* option,
                                                const std::string& text) {
    const duty::DutyNames names(problem);
    const bool shared = names.is_shared(text);
    if (const std::string* key = names.find_key(text); key && !shared) return *key;
    std::string expected = tr("姓名或编号");
    if (shared) {
        expected.clear();
        for (const DutyPerson& one : problem.people)
            if (one.name == text) {
                if (!expected.empty()) expected += tr("、");
                expected += names.shown(one.key);
            }
    }
    return sim::core::make_error(
        sim::core::Errc::bad_input,
        {"", option, shared ? trf("叫“{}”的不止一人", text) : trf("排班表里没有“{}”", text),
         std::move(expected)});
}

std::vector<std::vector<std::string>> duty_ledger_rows(const DutyProblem& problem,
                                                       const DutyLedger& ledger) {
    std::vector<std::vector<std::string>> rows{
        {tr("姓名"), tr("班次"), tr("夜班"), tr("周末"), tr("节日"), tr("小时"), tr("比应摊多")}};
    for (const LedgerRow& row : ledger.rows) {
        if (row.group < 0) continue;
        rows.push_back(
            {duty_person_name(problem, problem.people[static_cast<std::size_t>(row.person)]),
             std::to_string(row.year.total_count), std::to_string(row.year.night_count),
             std::to_string(row.year.weekend_count), std::to_string(row.year.holiday_count),
             fmt::format("{:.0f}", row.year.work_min / 60.0),
             fmt::format("{:+.1f}", row.ahead_count[0])});
    }
    return rows;
}

namespace {

using Ranges = std::array<double, share_kinds>;

std::string range_text(const Ranges& ranges) {
    return trf("班次 {:.1f}、夜班 {:.1f}、周末 {:.1f}、节日 {:.1f}", ranges[0], ranges[1],
               ranges[2], ranges[3]);
}
bool is_least(const LedgerGroup& group) {
    constexpr double rounding = 1e-9;
    return group.least_range_count &&
           std::ranges::equal(group.range_count, *group.least_range_count,
                              [&](double got, double least) { return got <= least + rounding; });
}

} // namespace

std::vector<std::string> describe_ranges(const DutyProblem& problem, const DutyLedger& ledger) {
    std::vector<std::string> lines;
    for (const LedgerGroup& group : ledger.groups) {
        if (group.people.size() < 2) continue;
        const auto first = static_cast<std::size_t>(group.people.front());
        std::string line =
            trf("{} 等 {} 人最多和最少的差：{}", duty_person_name(problem, problem.people[first]),
                group.people.size(), range_text(group.range_count));
        if (is_least(group))
            line += tr("；已证明不能更匀");
        else if (group.least_range_count)
            line += trf("；整班来分，不会小于 {}", range_text(*group.least_range_count));
        lines.push_back(std::move(line));
    }
    return lines;
}

nlohmann::ordered_json duty_ledger_json(const DutyProblem& problem, const DutyLedger& ledger) {
    auto json = nlohmann::ordered_json::array();
    for (const LedgerRow& row : ledger.rows) {
        nlohmann::ordered_json one{
            {"person", problem.people[static_cast<std::size_t>(row.person)].key},
            {"group", row.group},
            {"total", row.year.total_count},
            {"night", row.year.night_count},
            {"weekend", row.year.weekend_count},
            {"holiday", row.year.holiday_count},
            {"work_min", row.year.work_min}};
        for (std::size_t k = 0; k < share_kinds; ++k)
            one["ahead"][std::string(share_kind_names[k])] = row.ahead_count[k];
        json.push_back(std::move(one));
    }
    return json;
}

nlohmann::ordered_json duty_violations_json(const DutyProblem& problem, const DutyGrid& grid,
                                            const std::vector<DutyViolation>& violations) {
    auto json = nlohmann::ordered_json::array();
    for (const DutyViolation& one : violations)
        json.push_back({{"rule", one.rule_id},
                        {"persons", one.person_keys},
                        {"first", iso(one.first)},
                        {"last", iso(one.last)},
                        {"post", one.post_key},
                        {"shift", one.shift_key},
                        {"got", one.got},
                        {"limit", one.limit},
                        {"text", describe(problem, grid, one)}});
    return json;
}

void print_open(const DutyProblem& problem, const std::vector<OpenShift>& open) {
    constexpr std::size_t shown = 20;
    std::size_t missing = 0;
    for (const OpenShift& one : open) {
        if (one.missing_count == 0 || ++missing > shown) continue;
        const auto post = std::ranges::find(problem.posts, one.post_key, &DutyPost::key);
        const auto shift = std::ranges::find(problem.shifts, one.shift_key, &DutyShift::key);
        fmt::print(
            "  {}\n",
            trf("{} {} {} 缺 {} 人", iso(one.day),
                post == problem.posts.end() ? one.post_key : duty::shown_word(post->name),
                shift == problem.shifts.end() ? one.shift_key : duty::shown_word(shift->name),
                one.missing_count));
    }
    if (missing > shown) fmt::print("  {}\n", trf("还有 {} 条", missing - shown));
}

std::string shell_word(const std::string& text) {
    constexpr std::string_view special = " \t\n'\"\\$`&|;<>()*?[]#~!{}";
    if (!text.empty() && text.find_first_of(special) == text.npos) return text;
    std::string quoted = "'";
    for (const char c : text)
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

std::string accept_command(const std::string& file, const std::string& way) {
    return fmt::format("yanlian duty accept {} --way {} --by {}", shell_word(file), way,
                       tr("姓名"));
}

void print_conflict(const DutyProblem& problem, const DutyGrid& grid, const DutyExplanation& why) {
    const DutyConflict& conflict = *why.conflict;
    fmt::print(
        "{}\n",
        trf("{} 到 {} 排不成。下面几条不能同时满足{}：", iso(conflict.window.first),
            iso(conflict.window.last),
            conflict.is_minimal ? tr("（只看这几天：少了任何一条，其余几条就能同时满足）") : ""));
    for (const std::string& line : describe(problem, grid, conflict))
        fmt::print("  {}\n", line);
    if (!conflict.also.empty())
        fmt::print("{}\n", tr("其中的人还有别的缘由不能上班，只去掉上面一条不够："));
    for (const ConflictMember& member : conflict.also)
        fmt::print("  {}\n", describe(problem, grid, member));
    if (why.missing_count == 0) return;
    fmt::print("{}\n", trf("规定都守的话，这几天{} {} 个班次没有人：",
                           why.missing_is_fewest ? tr("最少") : tr("至多"), why.missing_count));
    print_open(problem, why.missing);
}

namespace {

const char* name_of_answer(SolverAnswer answer) {
    switch (answer) {
    case SolverAnswer::yes:
        return "possible";
    case SolverAnswer::no:
        return "impossible";
    case SolverAnswer::gave_up:
        break;
    }
    return "unknown";
}

nlohmann::ordered_json conflict_json(const DutyProblem& problem, const DutyGrid& grid,
                                     const DutyConflict& conflict) {
    nlohmann::ordered_json json{{"first", iso(conflict.window.first)},
                                {"last", iso(conflict.window.last)},
                                {"minimal", conflict.is_minimal},
                                {"members", describe(problem, grid, conflict)},
                                {"also", nlohmann::ordered_json::array()}};
    for (const ConflictMember& member : conflict.also)
        json["also"].push_back(describe(problem, grid, member));
    return json;
}

} // namespace

nlohmann::ordered_json duty_explanation_json(const DutyProblem& problem, const DutyGrid& grid,
                                             const DutyExplanation& why) {
    nlohmann::ordered_json json{{"answer", name_of_answer(why.answer)},
                                {"unqualified_posts", nlohmann::ordered_json::array()},
                                {"short_heads", nlohmann::ordered_json::array()},
                                {"conflict", nullptr},
                                {"missing", nlohmann::ordered_json::array()},
                                {"missing_is_fewest", why.missing_is_fewest},
                                {"ways", nlohmann::ordered_json::array()}};
    for (const int post : why.unqualified_posts)
        json["unqualified_posts"].push_back(problem.posts[static_cast<std::size_t>(post)].key);
    for (const HeadCount& count : why.short_heads)
        json["short_heads"].push_back(describe(problem, count));
    if (why.conflict) json["conflict"] = conflict_json(problem, grid, *why.conflict);
    for (const OpenShift& one : why.missing)
        if (one.missing_count > 0)
            json["missing"].push_back({{"day", iso(one.day)},
                                       {"post", one.post_key},
                                       {"shift", one.shift_key},
                                       {"missing", one.missing_count}});
    for (std::size_t i = 0; i < why.ways.size(); ++i)
        json["ways"].push_back({{"way", i + 1},
                                {"kind", name_of(way_kind_names, why.ways[i].kind)},
                                {"mends_all", why.ways[i].mends_all},
                                {"text", describe(problem, why.ways[i])}});
    return json;
}

/// How the ledger learns of a qualification, so that the next draft has it too.
void print_way_entry(const DutyProblem& problem, const DutyWay& way) {
    if (way.kind != WayKind::qualify && way.kind != WayKind::extend_qualification) return;
    const DutyPost& post = problem.posts[static_cast<std::size_t>(way.index)];
    if (std::ranges::find(post.qualifications, roster::service::watch_certificate) ==
        post.qualifications.end())
        return;
    fmt::print("     {}\n",
               trf("拿到证书后登记：yanlian certificate add 消防设施操作员 --person {} "
                   "--number 编号 --issued 年-月-日 --org {}",
                   shell_word(way.key), shell_word(problem.organisation_key)));
    const auto person = std::ranges::find(problem.people, way.key, &DutyPerson::key);
    for (const std::string& key : post.qualifications) {
        const bool has = person != problem.people.end() &&
                         std::ranges::find(person->qualifications, key, &DutyQualification::key) !=
                             person->qualifications.end();
        if (has || key == roster::service::watch_certificate) continue;
        fmt::print("     {}\n",
                   trf("他还没有这个岗位，花名册里加一行岗位“{}”再导入（yanlian import）",
                       describe_qualification(key)));
    }
}

namespace {

/// What is to be said of those whom a way adds.
std::string person_words(const DutyWay& way) {
    std::string words;
    for (int i = 0; way.kind == WayKind::add_person && i < way.count; ++i)
        words.append(i == 0 ? tr(" --person 编号") : ",").append(i == 0 ? "" : tr("编号"));
    return words;
}

} // namespace

void print_ways(const DutyProblem& problem, const std::string& file, const DutyExplanation& why) {
    const auto print = [&](bool all, const char* heading) {
        bool first = true;
        for (std::size_t i = 0; i < why.ways.size(); ++i) {
            if (why.ways[i].mends_all != all) continue;
            if (first) fmt::print("{}\n", heading);
            first = false;
            fmt::print("  {}. {}\n", i + 1, describe(problem, why.ways[i]));
            if (!file.empty())
                fmt::print("     {}{}{}\n", accept_command(file, std::to_string(i + 1)),
                           needs_approval(problem, why.ways[i]) ? tr(" --approval 文号") : "",
                           person_words(why.ways[i]));
            print_way_entry(problem, why.ways[i]);
        }
    };
    print(true, tr("出路，最省的在前；有人签字接受一条，整张表就排得成："));
    print(false, tr("只解开这几天的出路，最省的在前；别的日子没有证明："));
}

} // namespace tools::cli
