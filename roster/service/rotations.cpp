#include "roster/service/rotations.h"

#include "roster/domain/activity.h"
#include "roster/service/journal.h"
#include "roster/service/round_rule.h"
#include "roster/store/people_table.h"
#include "roster/store/rotation_table.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

namespace roster::service {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;
using store::RotationSlotRow;

namespace {

int year_of(Date day) noexcept {
    return static_cast<int>(std::chrono::year_month_day{day}.year());
}
int from_year_of(const RotationSlotRow& slot) noexcept {
    return slot.year - slot.cohort_no + 1;
}

/// Everything that is known, by person.
struct Rotation {
    std::map<std::string, RotationLine> people; ///< with a role of the three on that day
    std::vector<RotationMember> members;
    std::vector<RotationSlotRow> slots; ///< of every round
    store::TrainingsOf trainings;
    Rule city, county;     ///< what a training must be to count
    bool has_rule = false; ///< a rule in force asks for the round, and says when it is due
};

void add_post(Rotation& rotation, const store::RotationPost& post) {
    RotationLine& line = rotation.people[post.person_key];
    line.person_key = post.person_key;
    line.name = post.person_name;
    line.roles.push_back({post.organisation_key, post.organisation_name, post.post});
    if (rotation.members.empty() || rotation.members.back().person_key != post.person_key)
        rotation.members.push_back({post.person_key, {}, {}});
    auto& homes = rotation.members.back().homes;
    if (homes.empty() || homes.back().organisation_key != post.organisation_key)
        homes.push_back({post.organisation_key, post.from_day});
    homes.back().since = std::min(homes.back().since, post.from_day);
}

/// Last day on which somebody was trained as the rule asks.
std::optional<Date> find_day(const Rotation& rotation, const std::string& person,
                             const Rule& rule) {
    std::optional<Date> last;
    if (const auto at = rotation.trainings.find(person); at != rotation.trainings.end())
        for (const Deed& deed : at->second)
            if (counts_for(rule, deed)) last = deed.day;
    return last;
}

/// As `due` reckons it; nothing without a rule.
std::optional<Date> find_due_day(const Rotation& rotation, const RotationMember& member,
                                 Date today) {
    if (!rotation.has_rule) return std::nullopt;
    std::vector<const Deed*> deeds;
    if (const auto at = rotation.trainings.find(member.person_key); at != rotation.trainings.end())
        for (const Deed& deed : at->second)
            deeds.push_back(&deed);
    Date since = member.homes.front().since;
    for (const auto& home : member.homes)
        since = std::min(since, home.since);
    return calc_due(rotation.city, since, deeds, today).due_on;
}

Result<void> choose_rule(store::Database& database, const std::string& top, Date today,
                         Rotation& rotation) {
    const auto organisations = store::load_organisations(database);
    if (!organisations) return tl::unexpected(organisations.error());
    const auto found = find_round_rule(database, *organisations, top, today);
    if (!found) return tl::unexpected(found.error());
    rotation.city = rotation.county = found->rule;
    rotation.has_rule = found->in_force;
    rotation.county.levels = {std::string(name_of(activity_level_names, ActivityLevel::county))};
    rotation.county.scopes.clear();
    return {};
}

Result<Rotation> load(store::Database& database, const std::string& top, Date today) {
    Rotation rotation;
    const auto posts = store::load_rotation_posts(database, top, today);
    if (!posts) return tl::unexpected(posts.error());
    auto slots = store::load_rotation_slots(database, top);
    if (!slots) return tl::unexpected(slots.error());
    auto trainings = store::load_trainings(database, today);
    if (!trainings) return tl::unexpected(trainings.error());
    if (auto done = choose_rule(database, top, today, rotation); !done)
        return tl::unexpected(done.error());
    rotation.slots = std::move(*slots);
    rotation.trainings = std::move(*trainings);
    for (const auto& post : *posts)
        add_post(rotation, post);
    for (RotationMember& member : rotation.members) {
        member.trained_on = find_day(rotation, member.person_key, rotation.city);
        member.due_on = find_due_day(rotation, member, today);
    }
    return rotation;
}

/// First year of the round that is asked for, or that runs; 0: none runs.
int choose_year(const Rotation& rotation, int from_year, Date today) {
    if (from_year != 0) return from_year;
    for (const RotationSlotRow& slot : rotation.slots) {
        const int first = from_year_of(slot);
        if (first <= year_of(today) && year_of(today) < first + cohort_count) return first;
    }
    return 0;
}

void fill(RotationLine& line, const Rotation& rotation, int from_year, Date today) {
    line.trained_on = find_day(rotation, line.person_key, rotation.city);
    line.county_on = find_day(rotation, line.person_key, rotation.county);
    std::optional<Date> due_on;
    for (const RotationMember& member : rotation.members)
        if (member.person_key == line.person_key) due_on = member.due_on;
    line.standing =
        calc_rotation_standing(from_year, line.cohort_no, line.trained_on, today, due_on);
}

RotationLine make_line(const Rotation& rotation, const std::string& person_key,
                       const std::string& name, int from_year, int cohort_no, Date today) {
    const auto at = rotation.people.find(person_key);
    RotationLine line = at != rotation.people.end() ? at->second : RotationLine{};
    line.person_key = person_key;
    if (line.name.empty()) line.name = name;
    line.cohort_no = cohort_no;
    line.year = from_year + cohort_no - 1;
    fill(line, rotation, from_year, today);
    return line;
}

void count(CohortProgress& cohort, const RotationLine& line) {
    if (line.roles.empty()) {
        ++cohort.gone_count;
        return;
    }
    ++cohort.assigned_count;
    int* const counts[] = {&cohort.done_count, &cohort.planned_count, &cohort.would_miss_count,
                           &cohort.left_over_count, &cohort.overdue_count};
    ++*counts[static_cast<int>(line.standing.state)];
}

/// @param slots those of the round
RotationRound make_round(const Rotation& rotation, const std::vector<RotationSlotRow>& slots,
                         int from_year, Date today) {
    RotationRound round;
    round.from_year = from_year;
    for (int no = 1; no <= cohort_count; ++no)
        round.cohorts.push_back({from_year + no - 1, no});
    std::map<std::string, bool> assigned;
    for (const RotationSlotRow& slot : slots) {
        round.lines.push_back(make_line(rotation, slot.person_key, slot.person_name, from_year,
                                        slot.cohort_no, today));
        round.lines.back().planned_day = slot.planned_day;
        assigned[slot.person_key] = true;
        count(round.cohorts[static_cast<std::size_t>(slot.cohort_no - 1)], round.lines.back());
    }
    for (const auto& [key, line] : rotation.people)
        if (!assigned.contains(key)) round.unassigned.push_back(line);
    const auto home_of = [](const RotationLine& line) {
        return line.roles.empty() ? std::string() : line.roles.front().organisation_key;
    };
    std::ranges::stable_sort(round.lines, [&](const RotationLine& a, const RotationLine& b) {
        return std::tuple(a.cohort_no, home_of(a), a.person_key) <
               std::tuple(b.cohort_no, home_of(b), b.person_key);
    });
    return round;
}

std::vector<RotationSlotRow> slots_of(const Rotation& rotation, int from_year) {
    std::vector<RotationSlotRow> slots;
    for (const RotationSlotRow& slot : rotation.slots)
        if (from_year_of(slot) == from_year) slots.push_back(slot);
    return slots;
}

Result<void> check_year(const Rotation& rotation, int from_year, Date today) {
    sim::core::Problems problems;
    const std::string years = fmt::format("{}–{}", from_year, from_year + cohort_count - 1);
    if (from_year < domain::first_year || last_year < from_year + cohort_count - 1)
        problems.push_back({"", "/year", trf("{} 不是年份", from_year), ""});
    else if (from_year + cohort_count <= year_of(today))
        problems.push_back({"", "/year", trf("{} 年这一轮已经过去", years), ""});
    for (const RotationSlotRow& slot : rotation.slots) {
        const int other = from_year_of(slot);
        if (other == from_year || std::abs(other - from_year) >= cohort_count) continue;
        problems.push_back(
            {"", "/year",
             trf("{} 年和已有的 {}–{} 年一轮重叠", years, other, other + cohort_count - 1),
             std::to_string(other)});
        break;
    }
    if (rotation.members.empty())
        problems.push_back({"", "/organisation",
                            tr("没有主要负责人、分管负责人或专职安全员，不用轮训"),
                            tr("先登记这三类人员的岗位")});
    if (!problems.empty()) return make_error(std::move(problems));
    return {};
}

struct Drafted {
    RotationDraft draft;
    std::vector<RotationSlotRow> before, after; ///< of the round
};

Result<Drafted> make_draft(store::Database& database, const std::string& top, int from_year,
                           Date today) {
    const auto rotation = load(database, top, today);
    if (!rotation) return tl::unexpected(rotation.error());
    int year = choose_year(*rotation, from_year, today);
    if (year == 0) year = year_of(today);
    if (auto fine = check_year(*rotation, year, today); !fine) return tl::unexpected(fine.error());
    Drafted drafted;
    drafted.before = slots_of(*rotation, year);
    std::vector<RotationSlot> slots;
    for (const RotationSlotRow& slot : drafted.before)
        slots.push_back({slot.person_key, slot.cohort_no});
    drafted.draft.plan = plan_rotation(rotation->members, slots, year, today);
    std::map<std::string, RotationSlotRow> after;
    for (const RotationSlotRow& slot : drafted.before)
        after[slot.person_key] = slot;
    for (const std::string& person : drafted.draft.plan.left)
        after.erase(person);
    for (const RotationSlot& slot : drafted.draft.plan.slots) {
        RotationSlotRow& row = after[slot.person_key];
        if (row.cohort_no == slot.cohort_no) continue;
        row = {row.id, slot.person_key, row.person_name, year + slot.cohort_no - 1, slot.cohort_no,
               {}};
    }
    for (auto& [person, row] : after)
        drafted.after.push_back(row);
    drafted.draft.round = make_round(*rotation, drafted.after, year, today);
    return drafted;
}

Result<int> write_changes(store::Database& database, const std::string& top, const Drafted& drafted,
                          const store::Entry& entry) {
    std::map<std::string, const RotationSlotRow*> before;
    for (const RotationSlotRow& slot : drafted.before)
        before[slot.person_key] = &slot;
    int written = 0;
    const auto insert = [&](const RotationSlotRow& slot, std::int64_t corrects, bool withdrawn) {
        ++written;
        return store::insert_rotation_slot(database, top, slot, corrects, withdrawn, entry);
    };
    for (const std::string& person : drafted.draft.plan.left) {
        const RotationSlotRow& slot = *before.at(person);
        if (auto id = insert(slot, slot.id, true); !id) return tl::unexpected(id.error());
    }
    for (const RotationSlotRow& slot : drafted.after) {
        const auto at = before.find(slot.person_key);
        if (at != before.end() && at->second->cohort_no == slot.cohort_no) continue;
        if (auto id = insert(slot, at == before.end() ? 0 : at->second->id, false); !id)
            return tl::unexpected(id.error());
    }
    return written;
}

} // namespace

Result<RotationDraft> draft_rotation(store::Database& database, const std::string& organisation_key,
                                     int from_year, Date today) {
    auto drafted = make_draft(database, organisation_key, from_year, today);
    if (!drafted) return tl::unexpected(drafted.error());
    return std::move(drafted->draft);
}

Result<RotationDraft> keep_rotation(store::Database& database, const std::string& organisation_key,
                                    int from_year, Date today, const std::string& who) {
    return in_transaction(database, [&]() -> Result<RotationDraft> {
        if (who.empty())
            return make_error(Errc::bad_input, {"", "/who", tr("没有写记录人"), tr("记录人")});
        auto drafted = make_draft(database, organisation_key, from_year, today);
        if (!drafted) return tl::unexpected(drafted.error());
        const store::Entry entry{read_clock(), who};
        const auto written = write_changes(database, organisation_key, *drafted, entry);
        if (!written) return tl::unexpected(written.error());
        if (*written == 0) return std::move(drafted->draft);
        const RotationPlan& plan = drafted->draft.plan;
        const nlohmann::ordered_json after{{"from_year", drafted->draft.round.from_year},
                                           {"people", plan.slots.size()},
                                           {"joined", plan.joined},
                                           {"moved", plan.moved},
                                           {"left", plan.left}};
        const nlohmann::ordered_json before{{"people", drafted->before.size()}};
        if (auto noted = store::append_audit(database, {0, entry.at_utc, who, "rotation.keep",
                                                        organisation_key, before.dump(),
                                                        after.dump(), "", ""});
            !noted)
            return tl::unexpected(noted.error());
        return std::move(drafted->draft);
    });
}

Result<RotationRound> list_rotation(store::Database& database, const std::string& organisation_key,
                                    int from_year, Date today) {
    const auto rotation = load(database, organisation_key, today);
    if (!rotation) return tl::unexpected(rotation.error());
    const int year = choose_year(*rotation, from_year, today);
    const auto slots = slots_of(*rotation, year);
    if (slots.empty())
        return make_error(Errc::bad_input, {"", "/year", tr("这个单位没有轮训安排"),
                                            tr("`yanlian training rotation plan --save` 先安排")});
    return make_round(*rotation, slots, year, today);
}

} // namespace roster::service
