#include "roster/schedule/duty_file.h"

#include "roster/domain/names.h"
#include "roster/schedule/duty_calendar_file.h"
#include "roster/schedule/duty_grid.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include <algorithm>

namespace roster::schedule {

using sim::core::JsonSource;
using sim::core::ObjectReader;
using sim::core::Result;
using sim::core::trf;

namespace {

constexpr int duty_version = 1;
constexpr std::int64_t most_value = 10'000'000; ///< check_problem knows the true ranges

int read_int(ObjectReader& object, std::string_view key,
             std::optional<std::int64_t> fallback = {}) {
    return static_cast<int>(object.integer(key, 0, most_value, fallback));
}
template <class Enum, class Names>
Enum read_named(ObjectReader& object, std::string_view key, const Names& names) {
    return static_cast<Enum>(object.choice(key, names));
}
DaySpan read_days(ObjectReader& object) {
    return {read_date(object, "first"), read_date(object, "last")};
}

/// Row of the ledger that it comes from.
std::int64_t read_condition(ObjectReader& object) {
    return read_int(object, "condition_id", 0);
}

DutyPerson read_person(ObjectReader& object) {
    DutyPerson person;
    person.key = object.text("key");
    person.name = object.text("name");
    object.objects("qualifications", false, [&](ObjectReader& one) {
        person.qualifications.push_back(
            {one.text("key"), read_date(one, "from"), read_optional_date(one, "until")});
        one.finish();
    });
    person.experienced = object.boolean("experienced", false);
    object.objects("bans", false, [&](ObjectReader& one) {
        person.bans.push_back({read_named<BanKind>(one, "kind", ban_kind_names), read_days(one),
                               one.text("reason", ""), one.boolean("liftable", false),
                               read_condition(one)});
        one.finish();
    });
    person.most_month_shifts = read_int(object, "most_month_shifts", 0);
    object.object("before", false, [&](ObjectReader& one) {
        person.before = {read_int(one, "total_count"),   read_int(one, "night_count"),
                         read_int(one, "weekend_count"), read_int(one, "holiday_count"),
                         read_int(one, "work_min"),      read_int(one, "period_min", 0)};
        one.finish();
    });
    person.available_days_before = read_int(object, "available_days_before", 0);
    object.finish();
    return person;
}

DutyPost read_post(ObjectReader& object) {
    DutyPost post;
    post.key = object.text("key");
    post.name = object.text("name");
    post.layer = read_named<DutyLayer>(object, "layer", duty_layer_names);
    if (object.has("qualifications")) post.qualifications = object.texts("qualifications");
    object.objects("shifts", true, [&](ObjectReader& one) {
        PostShift shift;
        shift.shift_key = one.text("shift_key");
        for (std::size_t day = 0; day < day_kind_names.size(); ++day)
            one.object(day_kind_names[day], true, [&](ObjectReader& need) {
                shift.need[day].minimum = read_int(need, "minimum");
                shift.need[day].target = read_int(need, "target", shift.need[day].minimum);
                need.finish();
            });
        one.finish();
        post.shifts.push_back(std::move(shift));
    });
    post.always_count = read_int(object, "always_count", 0);
    post.experienced_count = read_int(object, "experienced_count", 0);
    post.hours_count = object.boolean("hours_count", true);
    post.single_watch_basis = object.text("single_watch_basis", "");
    post.long_shift_basis = object.text("long_shift_basis", "");
    object.finish();
    return post;
}

DutyCell read_cell(ObjectReader& object) {
    DutyCell cell{object.text("person_key"), read_date(object, "day"), object.text("post_key"),
                  object.text("shift_key"), CellState::planned};
    cell.state = static_cast<CellState>(object.choice("state", cell_state_names, 0));
    object.finish();
    return cell;
}

void read_rows(ObjectReader& object, DutyProblem& problem) {
    object.objects("absences", false, [&](ObjectReader& one) {
        problem.absences.push_back({one.text("person_key"),
                                    read_named<AbsenceKind>(one, "kind", absence_kind_names),
                                    read_days(one), one.text("reason", "")});
        one.finish();
    });
    object.objects("elsewhere", false, [&](ObjectReader& one) {
        problem.elsewhere.push_back({one.text("person_key"), read_date(one, "day"),
                                     read_int(one, "start_min"), read_int(one, "length_min"),
                                     one.text("where", "")});
        one.finish();
    });
    object.objects("requests", false, [&](ObjectReader& one) {
        problem.requests.push_back({one.text("person_key"), read_date(one, "day"),
                                    one.boolean("wants_duty"), one.text("shift_key", ""),
                                    read_int(one, "weight_count", 1), read_condition(one)});
        one.finish();
    });
    object.objects("pairs", false, [&](ObjectReader& one) {
        problem.pairs.push_back({one.text("first_key"), one.text("second_key"),
                                 read_named<PairKind>(one, "kind", pair_kind_names),
                                 one.text("reason", ""), read_condition(one)});
        one.finish();
    });
    object.objects("rules", false, [&](ObjectReader& one) {
        problem.rules.push_back(
            {one.text("id"), read_named<DutyRuleKind>(one, "kind", duty_rule_kind_names),
             read_int(one, "value"), one.text("source", ""),
             read_named<DutyMark>(one, "mark", duty_mark_names), one.boolean("legal")});
        if (one.has("layer"))
            problem.rules.back().layer = read_named<DutyLayer>(one, "layer", duty_layer_names);
        one.finish();
    });
    object.objects("reductions", false, [&](ObjectReader& one) {
        problem.reductions.push_back({read_date(one, "day"), one.text("post_key"),
                                      one.text("shift_key"), read_int(one, "fewer_count"),
                                      one.text("reason", "")});
        one.finish();
    });
    object.objects("accepted", false, [&](ObjectReader& one) {
        problem.accepted.push_back({one.text("way"), one.text("text"), read_days(one),
                                    one.text("by"), one.text("at_utc"), one.text("reason", "")});
        one.finish();
    });
}

DutyProblem read_problem(ObjectReader& object) {
    DutyProblem problem;
    problem.organisation_key = object.text("organisation_key", "");
    problem.name = object.text("name", "");
    problem.first_day = read_date(object, "first_day");
    problem.last_day = read_date(object, "last_day");
    problem.opens_min = read_int(object, "opens_min", 0);
    problem.isolated_weight_count = read_int(object, "isolated_weight_count", 0);
    problem.frozen_until = read_optional_date(object, "frozen_until");
    object.object("night", false, [&](ObjectReader& one) {
        problem.night = {read_int(one, "from_min"), read_int(one, "until_min")};
        one.finish();
    });
    object.object("hours", false, [&](ObjectReader& one) {
        problem.hours = {read_named<HoursPeriod>(one, "period", hours_period_names),
                         one.text("approval", "")};
        one.finish();
    });
    object.objects("people", true,
                   [&](ObjectReader& one) { problem.people.push_back(read_person(one)); });
    object.objects("shifts", true, [&](ObjectReader& one) {
        problem.shifts.push_back({one.text("key"), one.text("name"), read_int(one, "start_min"),
                                  read_int(one, "length_min"), one.boolean("night"),
                                  read_int(one, "rest_after_min", 0)});
        one.finish();
    });
    object.objects("posts", true,
                   [&](ObjectReader& one) { problem.posts.push_back(read_post(one)); });
    read_rows(object, problem);
    object.objects("calendars", true, [&](ObjectReader& one) {
        problem.calendars.push_back(read_calendar(one));
        one.finish();
    });
    object.objects("fixed", false,
                   [&](ObjectReader& one) { problem.fixed.push_back(read_cell(one)); });
    return problem;
}

bool is_within(std::string_view inner, std::string_view outer) {
    return inner.starts_with(outer) &&
           (inner.size() == outer.size() || outer.empty() || inner[outer.size()] == '/');
}

/// A list or a day that other places point to. Where it was not read, or a key of it was not, what
/// points there is not judged.
struct Target {
    std::string_view pointer;
    std::vector<std::string_view> pointing_ends;   ///< of a pointer's end
    std::vector<std::string_view> pointing_places; ///< of a pointer's beginning
};
const std::vector<Target>& list_targets() {
    static const std::vector<Target> targets{
        {"/people",
         {"/person_key", "/first_key", "/second_key"},
         {"/pairs", "/requests", "/fixed"}},
        {"/shifts", {"/shift_key"}, {"/posts", "/reductions", "/fixed"}},
        {"/posts", {"/post_key", "/shift_key"}, {"/reductions", "/fixed"}},
        {"/first_day", {}, {"/last_day", "/calendars"}},
        {"/last_day", {}, {"/calendars"}}};
    return targets;
}

/// Where a value should have been: a missing one is reported at the object around it.
std::string place_of(const sim::core::Problem& unread) {
    const auto first = unread.what.find('"'), last = unread.what.rfind('"');
    if (first == std::string::npos || first == last) return unread.pointer;
    const std::string key = unread.what.substr(first + 1, last - first - 1);
    return unread.what == trf("缺少 \"{}\"", key) ? unread.pointer + "/" + key : unread.pointer;
}

/// Whether a fault may come of what was not read, and of nothing else.
bool may_follow(std::string_view fault, std::string_view unread) {
    if (is_within(fault, unread) || is_within(unread, fault)) return true;
    return std::ranges::any_of(list_targets(), [&](const Target& target) {
        const bool is_lost = unread == target.pointer ||
                             (is_within(unread, target.pointer) && unread.ends_with("key"));
        const auto ends = [&](std::string_view end) { return fault.ends_with(end); };
        const auto lies = [&](std::string_view place) { return is_within(fault, place); };
        return is_lost && (std::ranges::any_of(target.pointing_ends, ends) ||
                           std::ranges::any_of(target.pointing_places, lies));
    });
}

/// What check_problem finds beside what could not be read. A place that was not read, anything
/// inside it and anything around it is not judged twice, nor what points to it.
void add_faults(const DutyProblem& problem, const std::string& file, sim::core::Problems& unread) {
    std::vector<std::string> places;
    for (const sim::core::Problem& one : unread)
        places.push_back(place_of(one));
    for (sim::core::Problem& one : check_problem(problem)) {
        if (std::ranges::any_of(
                places, [&](const std::string& place) { return may_follow(one.pointer, place); }))
            continue;
        one.file = file;
        unread.push_back(std::move(one));
    }
}

} // namespace

Result<DutyFile> parse_duty(const std::string& file, std::string_view bytes) {
    const auto json = sim::core::parse_json(file, bytes);
    if (!json) return tl::unexpected(json.error());
    JsonSource source{file, {}};
    ObjectReader object(*json, "", source);
    const std::string format = object.text("format");
    if (format != "yanlian-duty")
        object.report("format", trf("格式“{}”不是值班表文件", format), "yanlian-duty");
    object.integer("version", duty_version, duty_version);
    DutyFile duty;
    duty.problem = read_problem(object);
    object.objects("cells", true, [&](ObjectReader& one) { duty.cells.push_back(read_cell(one)); });
    object.finish();
    add_faults(duty.problem, file, source.problems);
    if (!source.problems.empty()) return sim::core::make_error(std::move(source.problems));
    return duty;
}

Result<DutyFile> load_duty(const std::string& file) {
    const auto bytes = sim::core::read_file(file, duty_file_limit_bytes);
    if (!bytes) return tl::unexpected(bytes.error());
    return parse_duty(file, *bytes);
}

} // namespace roster::schedule
