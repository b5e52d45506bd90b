#include "tools/audit/training_audit.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace tools::audit {

namespace {

constexpr int round_years = 3;
constexpr int months_per_year = 12;

/// What somebody owes in this round.
struct Owed {
    AuditDay rule_day = 0; ///< last day of the rule
    AuditDay due = 0;      ///< the day to judge by: catching up where rule_day has gone by
    bool joiner = false;
};

class Audit {
public:
    explicit Audit(const AuditFile& file) : file_(file) {
        notice_ = later_by_days(file.today, file.notice_days);
        const AuditDay end = later_by_months(file.round_from, round_years * months_per_year);
        for (round_end_ = file.round_from; next_day(round_end_) != end;)
            round_end_ = next_day(round_end_);
        for (const AuditBooking& one : file.bookings)
            seats_of_[one.person].push_back(&one);
        for (const AuditUnmet& one : file.unmet)
            ++named_[one.person];
        for (const auto& [key, person] : file.people)
            people_of_[person.home].push_back(&person);
        for (const AuditBooking& one : file.bookings) {
            ++load_[one.session];
            const std::string& home = file.people.at(one.person).home;
            ++home_load_[{one.session, home}];
            ++county_load_[{one.session, file.county_of.at(home)}];
        }
    }
    std::vector<AuditViolation> run() {
        for (const auto& [key, person] : file_.people)
            check_person(person);
        for (const auto& [key, session] : file_.sessions)
            check_session(session);
        for (const AuditBooking& one : file_.bookings)
            check_booking(one);
        for (const auto& [home, people] : people_of_)
            check_home(home);
        for (const AuditUnmet& one : file_.unmet)
            check_unmet(one);
        check_figures();
        check_moves();
        check_joiners();
        std::ranges::sort(found_, {}, [](const AuditViolation& one) {
            return std::tuple(one.rule.size(), one.rule, one.subject, one.day, one.text);
        });
        return std::move(found_);
    }

private:
    void add(const char* rule, const std::string& subject, AuditDay day, std::string text) {
        found_.push_back({rule, subject, day, std::move(text)});
    }
    [[nodiscard]] const AuditSession& session(const std::string& key) const {
        return file_.sessions.at(key);
    }
    [[nodiscard]] bool is_gone(const AuditPerson& person) const {
        return person.left != 0 && person.left < file_.today;
    }
    [[nodiscard]] Owed calc_rule(const AuditPerson& person) const;
    [[nodiscard]] std::optional<Owed> find_owed(const AuditPerson& person) const;
    [[nodiscard]] static bool is_there(const AuditPerson& person, AuditDay first, AuditDay last) {
        return person.joined <= first && (person.left == 0 || last <= person.left);
    }
    [[nodiscard]] static bool is_blocked(const AuditPerson& person, const AuditSession& at) {
        return std::ranges::any_of(person.blocked, [&](const AuditSpan& span) {
            return !(span.last < at.first || at.last < span.first);
        });
    }
    [[nodiscard]] static bool is_turn(const AuditSession& at) {
        return at.level == "city" && at.form == "ordinary";
    }
    [[nodiscard]] std::string session_before(const std::string& person) const {
        const auto at = file_.before.find(person);
        return at == file_.before.end() || !is_turn(session(at->second)) ? "" : at->second;
    }
    [[nodiscard]] bool is_told(const AuditSession& at) const {
        return at.state == "invited" || at.state == "frozen" || at.first < file_.today;
    }
    /// Was told of the seat and can still come: it must stay.
    [[nodiscard]] bool must_stay(const AuditPerson& person, const AuditSession& at) const {
        return at.state != "cancelled" && file_.today <= at.last && is_told(at) &&
               is_there(person, at.first, at.last) && !is_blocked(person, at);
    }
    [[nodiscard]] std::string seat_of(const std::string& person) const {
        const auto at = seats_of_.find(person);
        return at == seats_of_.end() ? "" : at->second.front()->session;
    }
    [[nodiscard]] int year_of(AuditDay day) const {
        int year = 0;
        while (year + 1 < round_years &&
               later_by_months(file_.round_from, (year + 1) * months_per_year) <= day)
            ++year;
        return year;
    }
    /// People of the home there, there and not away, and sent to sessions on a day.
    struct Presence {
        int roll = 0, present = 0, going = 0;
    };
    [[nodiscard]] Presence count_presence(const std::string& home, AuditDay day) const;

    void check_person(const AuditPerson& person);
    void check_session(const AuditSession& at);
    void check_booking(const AuditBooking& one);
    void check_home(const std::string& home);
    void check_unmet(const AuditUnmet& one);
    [[nodiscard]] bool could_take(const AuditPerson& person, const AuditSession& at,
                                  AuditDay due) const;
    void check_figures();
    void check_moves();
    void check_joiners();
    void check_joiner(const AuditJoiner& one, const AuditPerson& person);
    [[nodiscard]] bool suits_joiner(const AuditSession& at, const AuditPerson& person,
                                    AuditDay first_shift) const;

    const AuditFile& file_;
    AuditDay notice_ = 0, round_end_ = 0;
    std::map<std::string, std::vector<const AuditBooking*>> seats_of_;
    std::map<std::string, int> named_, load_, pre_job_load_;
    std::map<std::string, std::vector<const AuditPerson*>> people_of_;
    std::map<std::pair<std::string, std::string>, int> home_load_, county_load_;
    std::vector<AuditViolation> found_;
};

Owed Audit::calc_rule(const AuditPerson& person) const {
    Owed owed;
    if (person.passed != 0)
        owed.rule_day = later_by_months(person.passed, file_.window_months);
    else if (file_.rule_from != 0 && person.joined <= file_.rule_from)
        owed.rule_day = std::min(round_end_, later_by_months(file_.rule_from, file_.window_months));
    else if (file_.rule_from == 0 && person.joined < file_.round_from)
        owed.rule_day = round_end_;
    else {
        owed.rule_day = later_by_months(person.joined, file_.joiner_months);
        owed.joiner = true;
    }
    owed.due = owed.rule_day < file_.today ? later_by_months(file_.today, file_.catch_up_months)
                                           : owed.rule_day;
    return owed;
}

std::optional<Owed> Audit::find_owed(const AuditPerson& person) const {
    if (is_gone(person)) return std::nullopt;
    const Owed owed = calc_rule(person);
    if (person.left != 0 && person.left < owed.due) return std::nullopt;
    if (person.passed != 0 && file_.today <= owed.rule_day && round_end_ < owed.rule_day)
        return std::nullopt;
    return owed;
}

/// T1 in time or named; T7 once; T10 told and kept; T13 the list of those overdue.
void Audit::check_person(const AuditPerson& person) {
    const auto owed = find_owed(person);
    const auto seats = seats_of_.find(person.key);
    const bool seated = seats != seats_of_.end();
    const int named = named_.contains(person.key) ? named_.at(person.key) : 0;
    if (seated && seats->second.size() > 1) add("T7", person.key, 0, "订了不止一期");
    if (named > 1) add("T7", person.key, 0, "点名不止一次");
    if (owed) {
        const bool in_time = seated && session(seats->second.front()->session).last <= owed->due;
        if (!in_time && named == 0)
            add("T1", person.key, owed->due,
                seated ? "培训晚于期限而没有点名" : "没有座位也没有点名");
        if (in_time && named > 0) add("T7", person.key, owed->due, "按期有座位却被点名");
    } else if (named > 0) {
        add("T7", person.key, 0, "本轮不必再训却被点名");
    }
    const std::string before = session_before(person.key);
    if (!before.empty() && must_stay(person, session(before)) && seat_of(person.key) != before)
        add("T10", person.key, session(before).first, "已通知的 " + before + " 被改动");
    const Owed rule = calc_rule(person);
    const auto listed = file_.overdue.find(person.key);
    const bool overdue = !is_gone(person) && rule.rule_day < file_.today;
    if (overdue != (listed != file_.overdue.end()))
        add("T13", person.key, rule.rule_day, overdue ? "已超期而没有列出" : "没有超期却列为超期");
    else if (overdue && listed->second != rule.rule_day)
        add("T13", person.key, rule.rule_day, "超期日写成 " + show(listed->second));
}

/// T2 seats; T3 cap of a home; T6 quotas.
void Audit::check_session(const AuditSession& at) {
    const int load = load_.contains(at.key) ? load_.at(at.key) : 0;
    if (load > at.seats && at.state != "cancelled")
        add("T2", at.key, at.first,
            std::to_string(load) + " 人，只有 " + std::to_string(at.seats) + " 座");
    for (const auto& [home, county] : file_.county_of) {
        const auto here = home_load_.find({at.key, home});
        if (here != home_load_.end() && here->second > at.home_cap)
            add("T3", home, at.first,
                at.key + "：" + std::to_string(here->second) + " 人，每家至多 " +
                    std::to_string(at.home_cap));
    }
    for (const auto& [county, most] : at.quotas) {
        const auto here = county_load_.find({at.key, county});
        if (here != county_load_.end() && here->second > most)
            add("T6", at.key, at.first,
                county + "：" + std::to_string(here->second) + " 人，名额 " + std::to_string(most));
    }
}

/// T5 on the roll and not blocked; T8 a session that takes place and counts; T9 notice; T10 told;
/// T11 marks.
void Audit::check_booking(const AuditBooking& one) {
    const AuditPerson& person = file_.people.at(one.person);
    const AuditSession& at = session(one.session);
    if (!is_there(person, at.first, at.last)) add("T5", one.person, at.first, "不在岗");
    for (const AuditSpan& span : person.blocked)
        if (!(span.last < at.first || at.last < span.first))
            add("T5", one.person, std::max(span.first, at.first), "在不能参加的日子");
    if (!is_turn(at)) add("T8", one.person, at.first, one.session + " 不是市级轮训");
    if (at.state == "cancelled") add("T8", one.person, at.first, one.session + " 已取消");
    const bool kept = session_before(one.person) == one.session;
    const bool stays = kept && must_stay(person, at);
    if (!kept && at.first < notice_) add("T9", one.person, at.first, "来不及通知");
    if (kept && !stays && at.first < file_.today) add("T9", one.person, at.first, "已经开班");
    if (!kept && at.state == "frozen") add("T10", one.person, at.first, one.session + " 不再收人");
    if (one.fixed != stays) add("T11", one.person, at.first, "“已通知”的标记不对");
    const auto owed = find_owed(person);
    if (!owed && !stays) add("T7", one.person, at.first, "本轮不必再训却占座位");
    if (owed && one.late != (owed->due < at.last))
        add("T11", one.person, at.first, "“晚于期限”的标记不对");
}

Audit::Presence Audit::count_presence(const std::string& home, AuditDay day) const {
    Presence presence;
    for (const AuditPerson* person : people_of_.at(home)) {
        if (!is_there(*person, day, day)) continue;
        ++presence.roll;
        presence.present += std::ranges::none_of(person->blocked, [&](const AuditSpan& span) {
            return span.away && span.first <= day && day <= span.last;
        });
        const auto seats = seats_of_.find(person->key);
        if (seats == seats_of_.end()) continue;
        presence.going += std::ranges::any_of(seats->second, [&](const AuditBooking* one) {
            return session(one->session).first <= day && day <= session(one->session).last;
        });
    }
    return presence;
}

/// T4: on no day of a session is a home of two and more without anybody; T13 the homes of one.
void Audit::check_home(const std::string& home) {
    std::set<AuditDay> days;
    bool alone = false;
    for (const AuditPerson* person : people_of_.at(home)) {
        const auto seats = seats_of_.find(person->key);
        if (seats == seats_of_.end()) continue;
        for (const AuditBooking* one : seats->second) {
            const AuditSession& at = session(one->session);
            alone |= count_presence(home, at.first).roll == 1;
            for (AuditDay day = at.first; day <= at.last; day = next_day(day))
                days.insert(day);
        }
    }
    for (const AuditDay day : days) {
        const Presence presence = count_presence(home, day);
        if (presence.roll > 1 && presence.present <= presence.going)
            add("T4", home, day, "没有责任人在岗");
    }
    const bool listed = std::ranges::count(file_.homes_left_alone, home) > 0;
    if (alone != listed) add("T13", home, 0, "只有一名责任人的机构，名单不对");
}

bool Audit::could_take(const AuditPerson& person, const AuditSession& at, AuditDay due) const {
    if (!is_turn(at) || at.state == "cancelled" || at.state == "frozen" || due < at.last)
        return false;
    const bool kept = session_before(person.key) == at.key;
    if (at.first < (kept ? file_.today : notice_)) return false;
    if (!is_there(person, at.first, at.last) || is_blocked(person, at)) return false;
    const auto count = [](const auto& loads, const auto& key) {
        const auto here = loads.find(key);
        return here == loads.end() ? 0 : here->second;
    };
    const std::string& county = file_.county_of.at(person.home);
    const auto quota = at.quotas.find(county);
    if (at.seats <= count(load_, at.key) ||
        at.home_cap <= count(home_load_, std::pair(at.key, person.home)) ||
        (quota != at.quotas.end() &&
         quota->second <= count(county_load_, std::pair(at.key, county))))
        return false;
    for (AuditDay day = at.first; day <= at.last; day = next_day(day)) {
        const Presence presence = count_presence(person.home, day);
        if (presence.roll > 1 && presence.present <= presence.going + 1) return false;
    }
    return true;
}

/// T12: nobody is named while a seat in time stands free; T13 the day.
void Audit::check_unmet(const AuditUnmet& one) {
    const AuditPerson& person = file_.people.at(one.person);
    const auto owed = find_owed(person);
    if (!owed) return; // T7 says so
    if (owed->due != one.due) add("T13", one.person, owed->due, "期限写成 " + show(one.due));
    if (one.reason == "told_late") return;
    for (const auto& [key, at] : file_.sessions)
        if (could_take(person, at, owed->due)) {
            add("T12", one.person, at.first, key + " 还有座位却被点名");
            return;
        }
}

void Audit::check_figures() {
    std::vector<int> years(round_years, 0);
    int moved = 0;
    for (const auto& [key, person] : file_.people) {
        const std::string seat = seat_of(key), before = session_before(key);
        const bool owed = find_owed(person).has_value();
        if (!seat.empty())
            ++years[year_of(session(seat).first)];
        else if (!owed && !is_gone(person) && file_.round_from <= person.passed)
            ++years[year_of(person.passed)];
        if (owed && !before.empty() && file_.today <= session(before).last && seat != before)
            ++moved;
    }
    if (years != file_.year_count) add("T13", "year_count", 0, "各年人数与名单不符");
    if (moved != file_.moved_count) add("T13", "moved_count", 0, "改动数与名单不符");
    for (const auto& [key, at] : file_.sessions) {
        const bool upcoming = is_turn(at) && at.state != "cancelled" && file_.today <= at.first;
        const auto listed = file_.loads.find(key);
        if (upcoming != (listed != file_.loads.end()))
            add("T13", key, at.first, "各期人数表多列或漏列");
        else if (upcoming && (listed->second.booked != (load_.contains(key) ? load_.at(key) : 0) ||
                              listed->second.seats != at.seats))
            add("T13", key, at.first, "各期人数与名单不符");
    }
}

/// T13: every change is listed, and nothing else.
void Audit::check_moves() {
    using Change = std::tuple<std::string, std::string, std::string>;
    std::multiset<Change> listed;
    for (const AuditMove& one : file_.moves)
        listed.emplace(one.person, one.from, one.to);
    for (const auto& [key, person] : file_.people) {
        const std::string from = session_before(key), to = seat_of(key);
        if (from == to) continue;
        if (to.empty() && session(from).last < file_.today) continue; // history
        if (const auto at = listed.find({key, from, to}); at != listed.end())
            listed.erase(at);
        else
            add("T13", key, 0, "改动没有列出：" + from + " → " + to);
    }
    for (const auto& [person, from, to] : listed)
        add("T13", person, 0, "列出的改动并不存在：" + from + " → " + to);
}

bool Audit::suits_joiner(const AuditSession& at, const AuditPerson& person,
                         AuditDay first_shift) const {
    return at.form == "pre_job" && at.state != "cancelled" && at.state != "frozen" &&
           (at.home.empty() || at.home == person.home) && file_.today <= at.first &&
           at.last <= first_shift && !is_blocked(person, at);
}

void Audit::check_joiner(const AuditJoiner& one, const AuditPerson& person) {
    const AuditDay first = person.first_shift != 0 ? person.first_shift : person.joined;
    if (one.first_shift != first) add("T14", one.person, first, "上岗日不对");
    const auto say = [&](const char* text) { add("T14", one.person, first, text); };
    const bool open = person.pre_job == 0 && file_.today <= first;
    if ((one.pre_job == "done") != (person.pre_job != 0 && person.pre_job <= first) ||
        (one.pre_job == "too_late") != (person.pre_job != 0 && first < person.pre_job) ||
        (one.pre_job == "overdue") != (person.pre_job == 0 && first < file_.today) ||
        (one.pre_job == "planned" || one.pre_job == "unplanned") != open)
        say("岗前培训的状态不对");
    if ((one.pre_job == "planned") != !one.pre_job_session.empty())
        say("岗前培训的班次不对");
    else if (one.pre_job == "planned" && !suits_joiner(session(one.pre_job_session), person, first))
        say("岗前培训班不合适");
    if (one.pre_job == "unplanned")
        for (const auto& [key, at] : file_.sessions)
            if (suits_joiner(at, person, first) && pre_job_load_[key] < at.seats)
                say("岗前培训班还有座位却没有安排");
    const auto owed = find_owed(person);
    if (one.seat_due != (owed && owed->joiner ? owed->rule_day : 0)) say("市级名额的期限不对");
    if (one.seat_session != seat_of(one.person)) say("市级名额与名单不符");
}

/// T14: who joined is trained before the first shift, or listed as not.
void Audit::check_joiners() {
    std::map<std::string, int> listed;
    for (const AuditJoiner& one : file_.joiners) {
        ++listed[one.person];
        if (!one.pre_job_session.empty()) ++pre_job_load_[one.pre_job_session];
    }
    for (const auto& [key, load] : pre_job_load_)
        if (session(key).seats < load) add("T2", key, session(key).first, "岗前培训坐不下");
    for (const auto& [key, person] : file_.people) {
        const AuditDay first = person.first_shift != 0 ? person.first_shift : person.joined;
        const bool joiner = !is_gone(person) && file_.round_from <= first;
        if (joiner != (listed[key] == 1)) add("T14", key, first, "新到岗名单不对");
    }
    for (const AuditJoiner& one : file_.joiners)
        check_joiner(one, file_.people.at(one.person));
}

} // namespace

std::vector<AuditViolation> audit_training(const AuditFile& file) {
    return Audit(file).run();
}

} // namespace tools::audit
