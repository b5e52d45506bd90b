#include "roster/schedule/training_file.h"

#include "sim/core/json_reader.h"
#include "sim/core/text.h"
#include <algorithm>
#include <limits>

namespace roster::schedule {

using sim::core::JsonSource;
using sim::core::ObjectReader;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr std::int64_t most_count = 1'000'000;

std::optional<Date> find_day(ObjectReader& object, std::string_view key) {
    if (!object.has(key)) return std::nullopt;
    const std::string text = object.text(key);
    const auto day = domain::find_date(text);
    if (!day && !text.empty()) object.report(key, trf("“{}”不是日期", text), tr("年-月-日"));
    return day;
}
Date read_day(ObjectReader& object, std::string_view key) {
    if (!object.has(key)) object.text(key); // says that it is missing
    return find_day(object, key).value_or(Date{});
}
int read_count(ObjectReader& object, std::string_view key, std::int64_t low,
               std::optional<std::int64_t> fallback = {}) {
    return static_cast<int>(object.integer(key, low, most_count, fallback));
}
template <class Enum, class Names>
Enum read_named(ObjectReader& object, std::string_view key, const Names& names) {
    return static_cast<Enum>(object.choice(key, names));
}
template <class T>
std::vector<T> read_all(ObjectReader& object, std::string_view key, bool required,
                        T (*read)(ObjectReader&)) {
    std::vector<T> all;
    object.objects(key, required, [&](ObjectReader& one) {
        all.push_back(read(one));
        one.finish();
    });
    return all;
}

TrainingHome read_home(ObjectReader& object) {
    return {object.text("key"), object.text("name", ""), object.text("county_key", "")};
}
BlockedSpan read_blocked(ObjectReader& object) {
    return {{read_day(object, "first_on"), read_day(object, "last_on")},
            read_named<BlockReason>(object, "reason", block_reason_names),
            object.text("note", "")};
}
TrainingPerson read_person(ObjectReader& object) {
    TrainingPerson person;
    person.key = object.text("key");
    person.name = object.text("name", "");
    person.organisation_key = object.text("organisation_key");
    person.role = read_named<domain::Post>(object, "role", domain::post_names);
    person.joined_on = read_day(object, "joined_on");
    person.left_on = find_day(object, "left_on");
    person.passed_on = find_day(object, "passed_on");
    person.first_shift_on = find_day(object, "first_shift_on");
    person.pre_job_on = find_day(object, "pre_job_on");
    if (object.has("cohort_no"))
        person.cohort_no = static_cast<int>(object.integer("cohort_no", 1, domain::cohort_count));
    person.blocked = read_all(object, "blocked", false, read_blocked);
    return person;
}
CountyQuota read_quota(ObjectReader& object) {
    return {object.text("county_key"), read_count(object, "seats_count", 0)};
}
TrainingSession read_session(ObjectReader& object) {
    TrainingSession session;
    session.key = object.text("key");
    session.level = read_named<TrainingLevel>(object, "level", training_level_names);
    session.form = read_named<SessionForm>(object, "form", session_form_names);
    session.state = read_named<SessionState>(object, "state", session_state_names);
    session.course = object.text("course", "");
    session.batch_no = read_count(object, "batch_no", 0, 1);
    session.days = {read_day(object, "first_on"), read_day(object, "last_on")};
    session.venue = object.text("venue", "");
    session.organisation_key = object.text("organisation_key", "");
    // check() says what is wrong with a session without seats.
    session.capacity_count = read_count(object, "capacity_count", -most_count);
    session.home_cap_count = read_count(object, "home_cap_count", -most_count, 2);
    session.quotas = read_all(object, "quotas", false, read_quota);
    return session;
}
TrainingBooking read_booking(ObjectReader& object) {
    return {object.text("person_key"), object.text("session_key")};
}
PlannedBooking read_planned(ObjectReader& object) {
    return {object.text("person_key"), object.text("session_key"), object.boolean("fixed"),
            object.boolean("late")};
}
UnmetPerson read_unmet(ObjectReader& object) {
    return {object.text("person_key"),
            read_named<UnmetReason>(object, "reason", unmet_reason_names),
            read_day(object, "due_on"),
            read_count(object, "in_time_count", 0, 0),
            read_count(object, "blocked_count", 0, 0),
            read_count(object, "full_count", 0, 0),
            read_count(object, "held_by_home_count", 0, 0)};
}
OverduePerson read_overdue(ObjectReader& object) {
    return {object.text("person_key"), read_day(object, "owed_on")};
}
SessionLoad read_load(ObjectReader& object) {
    return {object.text("session_key"), read_count(object, "booked_count", 0),
            read_count(object, "capacity_count", 0)};
}
TrainingMove read_move(ObjectReader& object) {
    return {
        object.text("person_key"),         object.text("from_session_key", ""),
        object.text("to_session_key", ""), read_named<MoveReason>(object, "why", move_reason_names),
        object.text("for_person_key", ""), object.text("note", "")};
}
JoinerDuty read_joiner(ObjectReader& object) {
    return {object.text("person_key"),
            read_day(object, "first_shift_on"),
            read_named<PreJobState>(object, "pre_job", pre_job_state_names),
            object.text("pre_job_session_key", ""),
            find_day(object, "seat_due_on"),
            object.text("seat_session_key", "")};
}

void read_rules(ObjectReader& object, TrainingRules& rules) {
    rules.window_months = read_count(object, "window_months", 0);
    rules.joiner_months = read_count(object, "joiner_months", 0);
    rules.catch_up_months = read_count(object, "catch_up_months", 0);
    rules.notice_days = read_count(object, "notice_days", 0);
    object.object("wishes", false, [&](ObjectReader& one) {
        TrainingWishes& wishes = rules.wishes;
        wishes.third_per_person = read_count(one, "third_per_person", 0);
        wishes.cohort_per_person = read_count(one, "cohort_per_person", 0);
        wishes.level_per_person = read_count(one, "level_per_person", 0);
        wishes.early_per_month = read_count(one, "early_per_month", 0);
        wishes.late_per_month = read_count(one, "late_per_month", 0);
        wishes.ideal_months = read_count(one, "ideal_months", 0);
        one.finish();
    });
    object.finish();
}

void read_shortage(ObjectReader& object, TrainingShortage& shortage) {
    shortage.people_count = read_count(object, "people_count", 0);
    shortage.seats_count = read_count(object, "seats_count", 0);
    shortage.session_keys = object.texts("session_keys");
    shortage.home_keys = object.texts("home_keys");
    object.finish();
}

void read_year_count(ObjectReader& object, TrainingPlan& plan) {
    const auto* counts = object.raw("year_count");
    if (counts == nullptr || !counts->is_array() || counts->size() != plan.year_count.size() ||
        !std::ranges::all_of(*counts, [](const auto& one) { return one.is_number_unsigned(); }))
        object.report("year_count", tr("三年的人数不对"), tr("三个整数"));
    else
        for (std::size_t i = 0; i < plan.year_count.size(); ++i)
            plan.year_count[i] = (*counts)[i].template get<int>();
}

TrainingPlan read_plan(ObjectReader& object) {
    TrainingPlan plan;
    plan.bookings = read_all(object, "bookings", true, read_planned);
    plan.unmet = read_all(object, "unmet", true, read_unmet);
    plan.overdue = read_all(object, "overdue", true, read_overdue);
    object.object("shortage", true, [&](ObjectReader& one) { read_shortage(one, plan.shortage); });
    plan.loads = read_all(object, "loads", true, read_load);
    read_year_count(object, plan);
    plan.homes_left_alone = object.texts("homes_left_alone");
    plan.moved_count = read_count(object, "moved_count", 0);
    plan.wish_cost = object.integer("wish_cost", 0, std::numeric_limits<std::int64_t>::max());
    plan.proven = object.boolean("proven");
    object.finish();
    return plan;
}

} // namespace

sim::core::Result<TrainingFile> read_training(const std::string& file, std::string_view bytes) {
    const auto json = sim::core::parse_json(file, bytes);
    if (!json) return tl::unexpected(json.error());
    JsonSource source{file, {}};
    ObjectReader object(*json, "", source);
    TrainingFile read;
    const std::string format = object.text("format");
    if (format != "yanlian-training")
        object.report("format", trf("格式“{}”不是培训计划文件", format), "yanlian-training");
    object.integer("version", training_file_version, training_file_version);
    read.input.today = read_day(object, "today");
    read.input.round_from = read_day(object, "round_from");
    read.input.rule_from = find_day(object, "rule_from");
    object.object("rules", true, [&](ObjectReader& one) { read_rules(one, read.input.rules); });
    read.input.homes = read_all(object, "homes", true, read_home);
    read.input.people = read_all(object, "people", true, read_person);
    read.input.sessions = read_all(object, "sessions", true, read_session);
    read.input.booked = read_all(object, "booked", false, read_booking);
    object.object("plan", false, [&](ObjectReader& one) { read.plan = read_plan(one); });
    read.moves = read_all(object, "moves", false, read_move);
    read.joiners = read_all(object, "joiners", false, read_joiner);
    object.finish();
    if (!source.problems.empty()) return sim::core::make_error(std::move(source.problems));
    auto problems = check(read.input);
    for (sim::core::Problem& problem : problems)
        problem.file = file;
    if (!problems.empty()) return sim::core::make_error(std::move(problems));
    return read;
}

sim::core::Result<TrainingFile> make_training_file(TrainingInput input) {
    auto made = replan_training(input);
    if (!made) return tl::unexpected(made.error());
    auto joiners = list_joiners(input, made->plan);
    return TrainingFile{std::move(input), std::move(made->plan), std::move(made->moves),
                        std::move(joiners)};
}

} // namespace roster::schedule
