#include "tools/cli/activity_people.h"

#include "sim/core/text.h"
#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace tools::cli {

using namespace roster::domain;
using namespace roster::service;
using sim::core::tr;
using sim::core::trf;

namespace {

/// What one option says of the people it names; a mark that is not said is kept.
struct Presence {
    const std::vector<std::string>* names;
    const char* option;
    bool attended;
    std::optional<bool> passed;
};

std::string presence_words(const Attendance* one) {
    if (!one) return tr("不在名单");
    if (!one->attended) return tr("未到");
    if (!one->passed) return tr("到场");
    return *one->passed ? tr("到场，合格") : tr("到场，不合格");
}

} // namespace

bool NamedPeople::empty() const {
    return present.empty() && passed.empty() && failed.empty() && absent.empty() && removed.empty();
}

sim::core::Result<Workers> load_workers(roster::store::Database& database,
                                        const ActivityEntry& entry) {
    const Activity& a = entry.activity;
    WorkersAsked asked{entry.organisation_keys, a.local_day,
                       a.form == ActivityForm::pre_job ? pre_job_days : 0};
    asked.organisation_keys.push_back(a.organisation_key);
    return Workers::load(database, asked);
}

sim::core::Result<void> put_people(ActivityEntry& entry, const NamedPeople& named,
                                   const Workers& workers) {
    const bool held = entry.activity.progress == ActivityProgress::held;
    sim::core::Problems problems;
    std::set<std::string> seen;
    const auto find = [&](const std::string& who, const char* option) {
        std::string key = workers.find(who, option, problems);
        if (!seen.insert(key).second)
            problems.push_back({"", option, trf("“{}”写了两次", who), ""});
        return key;
    };
    for (const Presence& said : {Presence{&named.present, "--person", held, std::nullopt},
                                 Presence{&named.passed, "--passed", held, true},
                                 Presence{&named.failed, "--failed", held, false},
                                 Presence{&named.absent, "--absent", false, std::nullopt}})
        for (const std::string& who : *said.names) {
            const std::string key = find(who, said.option);
            const auto at = std::ranges::find(entry.attendances, key, &Attendance::person_key);
            if (at == entry.attendances.end()) {
                entry.attendances.push_back({key, "", said.attended, said.passed});
                continue;
            }
            at->attended = said.attended;
            if (said.passed) at->passed = said.passed;
            if (!said.attended) at->passed = std::nullopt;
        }
    for (const std::string& who : named.removed) {
        const std::string key = find(who, "--remove");
        if (std::erase_if(entry.attendances,
                          [&](const Attendance& one) { return one.person_key == key; }) == 0)
            problems.push_back({"", "--remove", trf("名单里没有“{}”", who), tr("名单里的人")});
    }
    if (problems.empty()) return {};
    return sim::core::make_error(std::move(problems));
}

std::string list_changes(const std::vector<Attendance>& before,
                         const std::vector<Attendance>& after, const Workers& workers) {
    std::map<std::string, std::pair<const Attendance*, const Attendance*>> both;
    for (const Attendance& one : before)
        both[one.person_key].first = &one;
    for (const Attendance& one : after)
        both[one.person_key].second = &one;
    std::string text;
    int same_count = 0;
    for (const auto& [key, pair] : both) {
        const std::string was = presence_words(pair.first), is = presence_words(pair.second);
        if (was == is)
            ++same_count;
        else
            text += trf("  {}（{}）：{} → {}", workers.name_of(key), key, was, is) + "\n";
    }
    return text + trf("  名单里照旧的 {} 人", same_count) + "\n";
}

} // namespace tools::cli
