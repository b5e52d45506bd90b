#include "roster/schedule/training_model.h"

#include "sim/core/text.h"
#include <map>
#include <set>

namespace roster::schedule {

using sim::core::tr;
using sim::core::trf;

namespace {

constexpr int most_months = 120;
constexpr int most_notice_days = 366;
constexpr int most_seats_count = 100'000;

/// Collects what is wrong at JSON pointers of the exported file.
class Checker {
public:
    explicit Checker(const TrainingInput& input) : input_(input) {}
    sim::core::Problems run() {
        check_sizes();
        check_rules();
        check_homes();
        check_people();
        check_sessions();
        check_booked();
        check_fixed_seats();
        return std::move(problems_);
    }

private:
    void report(std::string pointer, std::string what, std::string expected = {}) {
        problems_.push_back({"", std::move(pointer), std::move(what), std::move(expected)});
    }
    void check_range(const char* pointer, int value, int low, int high) {
        if (value < low || value > high)
            report(pointer, trf("{} 超出范围", value), trf("{} 到 {} 的整数", low, high));
    }
    template <class Set>
    void check_key(const std::string& at, const std::string& key, Set& known) {
        if (key.empty()) report(at + "/key", tr("没有编号"));
        if (!known.insert(key).second) report(at + "/key", trf("编号 {} 重复", key));
    }
    void check_days(const std::string& at, const domain::DaySpan& days) {
        if (days.last < days.first)
            report(at,
                   trf("日期颠倒：{} 在 {} 之后", domain::iso(days.first), domain::iso(days.last)),
                   tr("先开始后结束"));
    }

    void check_sizes();
    void check_rules();
    void check_homes();
    void check_people();
    void check_person(const std::string& at, const TrainingPerson& person);
    void check_dates(const std::string& at, const TrainingPerson& person);
    void check_sessions();
    void check_session(const std::string& at, const TrainingSession& session);
    void check_booked();
    void check_fixed_seats();

    const TrainingInput& input_;
    sim::core::Problems problems_;
    std::set<std::string_view> homes_, counties_, people_;
    std::map<std::string_view, std::size_t> sessions_;
};

void Checker::check_sizes() {
    const auto most = [&](const char* pointer, const char* word, std::size_t count,
                          std::size_t limit) {
        if (count > limit)
            report(pointer, trf("{} {} 个，太多", word, count), trf("不超过 {}", limit));
    };
    if (input_.people.empty()) report("/people", tr("没有要培训的人"), tr("至少一人"));
    most("/people", tr("人员"), input_.people.size(), most_people_count);
    most("/homes", tr("机构"), input_.homes.size(), most_homes_count);
    most("/sessions", tr("培训班"), input_.sessions.size(), most_sessions_count);
    if (input_.people.size() * input_.sessions.size() > most_pairs_count)
        report("/sessions",
               trf("{} 人乘 {} 期，太多", input_.people.size(), input_.sessions.size()),
               trf("乘积不超过 {}；可按县分开安排", most_pairs_count));
}

void Checker::check_rules() {
    const TrainingRules& rules = input_.rules;
    check_range("/rules/window_months", rules.window_months, 1, most_months);
    check_range("/rules/joiner_months", rules.joiner_months, 1, most_months);
    check_range("/rules/catch_up_months", rules.catch_up_months, 1, most_months);
    check_range("/rules/notice_days", rules.notice_days, 0, most_notice_days);
    const TrainingWishes& wishes = rules.wishes;
    check_range("/rules/wishes/third_per_person", wishes.third_per_person, 0, most_wish_cost);
    check_range("/rules/wishes/cohort_per_person", wishes.cohort_per_person, 0, most_wish_cost);
    check_range("/rules/wishes/level_per_person", wishes.level_per_person, 0, most_wish_cost);
    check_range("/rules/wishes/early_per_month", wishes.early_per_month, 0, most_wish_cost);
    check_range("/rules/wishes/late_per_month", wishes.late_per_month, 0, most_wish_cost);
    check_range("/rules/wishes/ideal_months", wishes.ideal_months, 0, most_months);
    if (input_.today < input_.round_from || calc_round_end(input_) < input_.today)
        report(
            "/today", trf("{} 不在三年一轮之内", domain::iso(input_.today)),
            trf("{} 至 {}", domain::iso(input_.round_from), domain::iso(calc_round_end(input_))));
}

void Checker::check_homes() {
    for (std::size_t i = 0; i < input_.homes.size(); ++i) {
        check_key(fmt::format("/homes/{}", i), input_.homes[i].key, homes_);
        counties_.insert(input_.homes[i].county_key);
    }
}

void Checker::check_dates(const std::string& at, const TrainingPerson& person) {
    if (person.left_on && *person.left_on < person.joined_on)
        report(at + "/left_on", trf("离岗 {} 早于到岗 {}", domain::iso(*person.left_on),
                                    domain::iso(person.joined_on)));
    if (person.passed_on && input_.today < *person.passed_on)
        report(at + "/passed_on", trf("{} 还没有到", domain::iso(*person.passed_on)),
               trf("不晚于 {}", domain::iso(input_.today)));
    if (person.first_shift_on && *person.first_shift_on < person.joined_on)
        report(at + "/first_shift_on",
               trf("上岗 {} 早于到岗 {}", domain::iso(*person.first_shift_on),
                   domain::iso(person.joined_on)));
    if (person.pre_job_on && input_.today < *person.pre_job_on)
        report(at + "/pre_job_on", trf("{} 还没有到", domain::iso(*person.pre_job_on)),
               trf("不晚于 {}", domain::iso(input_.today)));
}

void Checker::check_person(const std::string& at, const TrainingPerson& person) {
    if (!homes_.contains(person.organisation_key))
        report(at + "/organisation_key", trf("没有机构 {}", person.organisation_key));
    if (person.role != domain::Post::leader && person.role != domain::Post::deputy_leader &&
        person.role != domain::Post::safety_officer)
        report(at + "/role", trf("{} 不是三类人员", shown_name(person)),
               tr("主要负责人、分管负责人或专职安全员"));
    if (person.cohort_no && (*person.cohort_no < 1 || *person.cohort_no > domain::cohort_count))
        report(at + "/cohort_no", trf("{} 超出范围", *person.cohort_no), tr("1 到 3"));
    check_dates(at, person);
    if (person.blocked.size() > most_blocked_count)
        report(at + "/blocked", trf("不能参加的时段 {} 个，太多", person.blocked.size()),
               trf("不超过 {}", most_blocked_count));
    for (std::size_t i = 0; i < person.blocked.size(); ++i)
        check_days(fmt::format("{}/blocked/{}", at, i), person.blocked[i].days);
}

void Checker::check_people() {
    for (std::size_t i = 0; i < input_.people.size(); ++i) {
        const std::string at = fmt::format("/people/{}", i);
        check_key(at, input_.people[i].key, people_);
        check_person(at, input_.people[i]);
    }
}

void Checker::check_session(const std::string& at, const TrainingSession& session) {
    check_days(at + "/first_on", session.days);
    if (domain::calc_days_between(session.days.first, session.days.last) >= most_session_days)
        report(at + "/last_on", trf("培训班 {} 太长", session.key),
               trf("不超过 {} 天", most_session_days));
    if (session.state != SessionState::cancelled &&
        (session.capacity_count < 1 || session.capacity_count > most_seats_count))
        report(at + "/capacity_count",
               trf("培训班 {} 有 {} 个座位", session.key, session.capacity_count),
               trf("1 到 {}", most_seats_count));
    if (session.home_cap_count < 1 || session.home_cap_count > most_seats_count)
        report(at + "/home_cap_count", trf("{} 超出范围", session.home_cap_count),
               trf("1 到 {}", most_seats_count));
    const bool needs_home =
        session.level == TrainingLevel::home || session.level == TrainingLevel::shift;
    if (needs_home && !homes_.contains(session.organisation_key))
        report(at + "/organisation_key", trf("没有机构 {}", session.organisation_key));
    std::set<std::string_view> listed;
    for (std::size_t i = 0; i < session.quotas.size(); ++i) {
        const CountyQuota& quota = session.quotas[i];
        const std::string place = fmt::format("{}/quotas/{}", at, i);
        if (!counties_.contains(quota.county_key))
            report(place, trf("没有县区 {}", quota.county_key));
        if (!listed.insert(quota.county_key).second)
            report(place, trf("县区 {} 重复", quota.county_key));
        if (quota.seats_count < 0) report(place, trf("{} 超出范围", quota.seats_count));
    }
}

void Checker::check_sessions() {
    std::set<std::string_view> known;
    for (std::size_t i = 0; i < input_.sessions.size(); ++i) {
        const std::string at = fmt::format("/sessions/{}", i);
        check_key(at, input_.sessions[i].key, known);
        sessions_.emplace(input_.sessions[i].key, i);
        check_session(at, input_.sessions[i]);
    }
}

void Checker::check_booked() {
    std::set<std::string_view> listed;
    for (std::size_t i = 0; i < input_.booked.size(); ++i) {
        const TrainingBooking& one = input_.booked[i];
        const std::string at = fmt::format("/booked/{}", i);
        if (!people_.contains(one.person_key))
            report(at + "/person_key", trf("没有人员 {}", one.person_key));
        if (!sessions_.contains(one.session_key))
            report(at + "/session_key", trf("没有培训班 {}", one.session_key));
        if (!listed.insert(one.person_key).second)
            report(at + "/person_key", trf("{} 订了两期", one.person_key), tr("每人一期"));
    }
}

void Checker::check_fixed_seats() {
    std::map<std::string_view, int> load;
    for (const TrainingBooking& one : input_.booked)
        ++load[one.session_key];
    for (std::size_t i = 0; i < input_.sessions.size(); ++i) {
        const TrainingSession& session = input_.sessions[i];
        const bool fixed =
            session.state == SessionState::invited || session.state == SessionState::frozen;
        const auto at = load.find(session.key);
        if (fixed && at != load.end() && at->second > session.capacity_count)
            report(fmt::format("/sessions/{}/capacity_count", i),
                   trf("培训班 {} 已通知 {} 人，只有 {} 座", session.key, at->second,
                       session.capacity_count),
                   tr("座位不少于已通知的人数，或改回未通知"));
    }
}

} // namespace

const char* word(TrainingLevel level) noexcept {
    constexpr const char* words[] = {"市级", "县级", "机构", "班组"};
    return words[static_cast<int>(level)];
}

const char* word(SessionState state) noexcept {
    constexpr const char* words[] = {"未通知", "已通知", "不再变", "已取消"};
    return words[static_cast<std::size_t>(state)];
}

const char* word(SessionForm form) noexcept {
    return form == SessionForm::pre_job ? "岗前" : "轮训";
}

const char* word(BlockReason reason) noexcept {
    constexpr const char* words[] = {"值班", "请假", "病假", "节日", "其他"};
    return words[static_cast<int>(reason)];
}

Date calc_round_end(const TrainingInput& input) noexcept {
    return domain::add_months(input.round_from, domain::rotation_window.length_count) -
           domain::Days{1};
}

const std::string& shown_name(const TrainingPerson& person) noexcept {
    return person.name.empty() ? person.key : person.name;
}

sim::core::Problems check(const TrainingInput& input) {
    return Checker(input).run();
}

} // namespace roster::schedule
