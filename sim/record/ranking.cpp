#include "sim/record/ranking.h"

#include "sim/core/text.h"
#include <algorithm>
#include <limits>
#include <tuple>

namespace sim::record {

namespace fs = std::filesystem;
using core::tr;
using core::trf;

namespace {

constexpr std::size_t looked_at_most = 40; ///< records of a folder, newest first

/// All that has to be alike; who plays whom may differ.
auto terms_of(const Record& record) {
    std::string expected;
    for (const drill::ExpectedSpec& item : record.scenario.expected)
        expected += fmt::format("{} {} {} {} {} {}\n", item.no, item.role, item.predicate,
                                item.due_s, item.grace_s, item.weight);
    return std::tuple(record.scenario.key, record.header.plan_sha256, record.header.start,
                      record.header.seed, std::move(expected));
}

std::string team_name(const fs::path& file) {
    std::string name = file.filename().string();
    if (const auto dot = name.find(".drill"); dot != std::string::npos) name.resize(dot);
    return name;
}

Contest to_contest(const fs::path& file, const Record& record) {
    return {file, team_name(file), record.header.started_utc,
            drill::calc_score(record.scenario, record.plan, record.header.start, record.facts)};
}

/// Smaller is better; all but the name.
auto merit(const drill::Score& score) {
    constexpr double never = std::numeric_limits<double>::infinity();
    return std::tuple(-score.final, score.people.incapacitated,
                      -(score.people.safe + score.people.sheltered),
                      score.times.origin_room_clear.value_or(never));
}

core::Result<std::vector<Contest>> load_all(const std::vector<fs::path>& files) {
    std::vector<Contest> contests;
    core::Problems problems;
    std::optional<decltype(terms_of(std::declval<const Record&>()))> terms;
    for (const fs::path& file : files) {
        const auto record = load_record(file);
        if (!record) {
            const auto& more = record.error().problems;
            problems.insert(problems.end(), more.begin(), more.end());
            continue;
        }
        if (!terms) terms = terms_of(*record);
        if (!record->header.finished)
            problems.push_back({file.string(), "", tr("这份记录没有写完"), tr("演完的记录")});
        else if (terms_of(*record) != *terms)
            problems.push_back({file.string(), "",
                                trf("和 {} 不是同一场：脚本、楼、启动方式或种子不同",
                                    files.front().filename().string()),
                                tr("同一个脚本、同一种启动方式演出来的记录")});
        else
            contests.push_back(to_contest(file, *record));
    }
    if (!problems.empty()) return core::make_error(std::move(problems));
    return contests;
}

} // namespace

core::Result<std::vector<Standing>> rank_records(const std::vector<fs::path>& files) {
    auto contests = load_all(files);
    if (!contests) return tl::unexpected(contests.error());
    std::stable_sort(contests->begin(), contests->end(), [](const Contest& a, const Contest& b) {
        const auto x = merit(a.score), y = merit(b.score);
        return x != y ? x < y : a.team < b.team;
    });
    std::vector<Standing> standings;
    for (std::size_t i = 0; i < contests->size(); ++i) {
        const bool tied =
            i > 0 && merit((*contests)[i].score) == merit(standings.back().contest.score);
        const int rank = tied ? standings.back().rank : static_cast<int>(i) + 1;
        standings.push_back({rank, std::move((*contests)[i])});
    }
    return standings;
}

std::vector<fs::path> find_rivals(const fs::path& record) {
    std::vector<std::pair<fs::file_time_type, fs::path>> found;
    std::error_code code;
    for (fs::directory_iterator at(record.parent_path(), code), end; !code && at != end;
         at.increment(code))
        if (at->path().extension() == ".drill")
            found.emplace_back(at->last_write_time(code), at->path());
    std::sort(found.rbegin(), found.rend());
    if (found.size() > looked_at_most) found.resize(looked_at_most);
    std::vector<fs::path> rivals{record};
    for (const auto& [time, file] : found)
        if (file != record && rank_records({record, file}).has_value()) rivals.push_back(file);
    return rivals;
}

} // namespace sim::record
