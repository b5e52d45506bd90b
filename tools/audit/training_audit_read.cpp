#include "tools/audit/training_audit.h"

#include <nlohmann/json.hpp>
#include <set>

namespace tools::audit {

namespace {

using Json = nlohmann::json;

/// Asks for values by place and notes what is not there.
class Reader {
public:
    explicit Reader(std::vector<std::string>& faults) : faults_(faults) {}

    const Json& list(const Json& at, const char* key, const std::string& place, bool required) {
        static const Json none = Json::array();
        if (!at.contains(key) && !required) return none;
        if (at.contains(key) && at[key].is_array()) return at[key];
        fault(place + "/" + key, "应为数组");
        return none;
    }
    std::string text(const Json& at, const char* key, const std::string& place, bool required) {
        if (!at.is_object() || !at.contains(key)) {
            if (required) fault(place, std::string("缺少 ") + key);
            return {};
        }
        if (at[key].is_string()) return at[key].get<std::string>();
        fault(place + "/" + key, "应为文字");
        return {};
    }
    int number(const Json& at, const char* key, const std::string& place) {
        if (at.is_object() && at.contains(key) && at[key].is_number_integer() &&
            -most <= at[key].get<std::int64_t>() && at[key].get<std::int64_t>() <= most)
            return at[key].get<int>();
        fault(place + "/" + key, "应为整数");
        return 0;
    }
    bool flag(const Json& at, const char* key, const std::string& place) {
        if (at.is_object() && at.contains(key) && at[key].is_boolean()) return at[key].get<bool>();
        fault(place + "/" + key, "应为 true 或 false");
        return false;
    }
    AuditDay day(const Json& at, const char* key, const std::string& place, bool required) {
        const std::string value = text(at, key, place, required);
        if (value.empty()) return 0;
        const bool shaped = value.size() == 10 && value[4] == '-' && value[7] == '-' &&
                            value.find_first_not_of("0123456789-") == std::string::npos;
        const std::string digits =
            shaped ? value.substr(0, 4) + value.substr(5, 2) + value.substr(8, 2) : "";
        if (digits.size() == 8 && digits.find('-') == std::string::npos &&
            is_day(std::stoi(digits)))
            return std::stoi(digits);
        fault(place + "/" + key, "“" + value + "”不是日期");
        return 0;
    }
    void fault(const std::string& place, const std::string& what) {
        faults_.push_back(place + ": " + what);
    }

private:
    static constexpr std::int64_t most = 1'000'000'000;
    std::vector<std::string>& faults_;
};

class File {
public:
    File(const Json& json, AuditReading& reading)
        : json_(json), file_(reading.file), read_(reading.faults) {}
    void run() {
        if (read_.text(json_, "format", "", true) != "yanlian-training")
            read_.fault("/format", "不是 yanlian-training");
        if (read_.number(json_, "version", "") != 1) read_.fault("/version", "只认识第 1 版");
        head();
        homes();
        people();
        sessions();
        plan();
        moves();
        joiners();
    }

private:
    template <class Each>
    void each(const Json& at, const char* key, const std::string& place, bool required, Each read) {
        const Json& list = read_.list(at, key, place, required);
        for (std::size_t i = 0; i < list.size(); ++i)
            read(list[i], place + "/" + key + "/" + std::to_string(i));
    }
    std::string known_person(const Json& one, const std::string& place) {
        std::string key = read_.text(one, "person_key", place, true);
        if (!file_.people.contains(key)) read_.fault(place, "没有人员 " + key);
        return key;
    }
    std::string known_session(const Json& one, const char* name, const std::string& place,
                              bool required) {
        std::string key = read_.text(one, name, place, required);
        if ((required || !key.empty()) && !file_.sessions.contains(key))
            read_.fault(place, "没有培训班 " + key);
        return key;
    }
    void head();
    void homes();
    void people();
    void sessions();
    void plan();
    void figures(const Json& plan);
    void moves();
    void joiners();

    const Json& json_;
    AuditFile& file_;
    Reader read_;
};

void File::head() {
    file_.today = read_.day(json_, "today", "", true);
    file_.round_from = read_.day(json_, "round_from", "", true);
    file_.rule_from = read_.day(json_, "rule_from", "", false);
    static const Json none = Json::object();
    const Json& rules = json_.contains("rules") ? json_["rules"] : none;
    file_.window_months = read_.number(rules, "window_months", "/rules");
    file_.joiner_months = read_.number(rules, "joiner_months", "/rules");
    file_.catch_up_months = read_.number(rules, "catch_up_months", "/rules");
    file_.notice_days = read_.number(rules, "notice_days", "/rules");
    for (const int value :
         {file_.window_months, file_.joiner_months, file_.catch_up_months, file_.notice_days})
        if (value < 0 || value > 1000) read_.fault("/rules", "超出范围");
}

void File::homes() {
    each(json_, "homes", "", true, [&](const Json& one, const std::string& place) {
        const std::string key = read_.text(one, "key", place, true);
        if (!file_.county_of.emplace(key, read_.text(one, "county_key", place, false)).second)
            read_.fault(place, "编号 " + key + " 重复");
    });
}

void File::people() {
    each(json_, "people", "", true, [&](const Json& one, const std::string& place) {
        AuditPerson person;
        person.key = read_.text(one, "key", place, true);
        person.home = read_.text(one, "organisation_key", place, true);
        if (!file_.county_of.contains(person.home)) read_.fault(place, "没有机构 " + person.home);
        person.joined = read_.day(one, "joined_on", place, true);
        person.left = read_.day(one, "left_on", place, false);
        person.passed = read_.day(one, "passed_on", place, false);
        person.first_shift = read_.day(one, "first_shift_on", place, false);
        person.pre_job = read_.day(one, "pre_job_on", place, false);
        each(one, "blocked", place, false, [&](const Json& span, const std::string& where) {
            const std::string reason = read_.text(span, "reason", where, true);
            person.blocked.push_back({read_.day(span, "first_on", where, true),
                                      read_.day(span, "last_on", where, true),
                                      reason == "leave" || reason == "sick"});
        });
        const std::string key = person.key;
        if (!file_.people.emplace(key, std::move(person)).second)
            read_.fault(place, "编号 " + key + " 重复");
    });
}

void File::sessions() {
    each(json_, "sessions", "", true, [&](const Json& one, const std::string& place) {
        AuditSession session;
        session.key = read_.text(one, "key", place, true);
        session.level = read_.text(one, "level", place, true);
        session.form = read_.text(one, "form", place, true);
        session.state = read_.text(one, "state", place, true);
        session.home = read_.text(one, "organisation_key", place, false);
        session.first = read_.day(one, "first_on", place, true);
        session.last = read_.day(one, "last_on", place, true);
        if (session.last < session.first) read_.fault(place, "日期颠倒");
        session.seats = read_.number(one, "capacity_count", place);
        session.home_cap = read_.number(one, "home_cap_count", place);
        each(one, "quotas", place, false, [&](const Json& quota, const std::string& where) {
            session.quotas[read_.text(quota, "county_key", where, true)] =
                read_.number(quota, "seats_count", where);
        });
        const std::string key = session.key;
        if (!file_.sessions.emplace(key, std::move(session)).second)
            read_.fault(place, "编号 " + key + " 重复");
    });
    each(json_, "booked", "", false, [&](const Json& one, const std::string& place) {
        file_.before[known_person(one, place)] = known_session(one, "session_key", place, true);
    });
}

void File::plan() {
    if (!json_.contains("plan") || !json_["plan"].is_object()) {
        read_.fault("/plan", "文件里没有计划");
        return;
    }
    const Json& plan = json_["plan"];
    each(plan, "bookings", "/plan", true, [&](const Json& one, const std::string& place) {
        file_.bookings.push_back({known_person(one, place),
                                  known_session(one, "session_key", place, true),
                                  read_.flag(one, "fixed", place), read_.flag(one, "late", place)});
    });
    each(plan, "unmet", "/plan", true, [&](const Json& one, const std::string& place) {
        file_.unmet.push_back({known_person(one, place), read_.text(one, "reason", place, true),
                               read_.day(one, "due_on", place, true)});
    });
    each(plan, "overdue", "/plan", true, [&](const Json& one, const std::string& place) {
        file_.overdue[known_person(one, place)] = read_.day(one, "owed_on", place, true);
    });
    figures(plan);
}

void File::figures(const Json& plan) {
    each(plan, "loads", "/plan", true, [&](const Json& one, const std::string& place) {
        file_.loads[known_session(one, "session_key", place, true)] = {
            read_.number(one, "booked_count", place), read_.number(one, "capacity_count", place)};
    });
    each(plan, "year_count", "/plan", true, [&](const Json& one, const std::string& place) {
        if (!one.is_number_integer()) read_.fault(place, "应为整数");
        file_.year_count.push_back(one.is_number_integer() ? one.get<int>() : 0);
    });
    each(plan, "homes_left_alone", "/plan", false, [&](const Json& one, const std::string& place) {
        if (!one.is_string()) read_.fault(place, "应为文字");
        file_.homes_left_alone.push_back(one.is_string() ? one.get<std::string>() : "");
    });
    file_.moved_count = read_.number(plan, "moved_count", "/plan");
}

void File::moves() {
    each(json_, "moves", "", false, [&](const Json& one, const std::string& place) {
        file_.moves.push_back({known_person(one, place),
                               known_session(one, "from_session_key", place, false),
                               known_session(one, "to_session_key", place, false),
                               read_.text(one, "why", place, true)});
    });
}

void File::joiners() {
    each(json_, "joiners", "", false, [&](const Json& one, const std::string& place) {
        AuditJoiner joiner;
        joiner.person = known_person(one, place);
        joiner.pre_job = read_.text(one, "pre_job", place, true);
        joiner.pre_job_session = known_session(one, "pre_job_session_key", place, false);
        joiner.seat_session = known_session(one, "seat_session_key", place, false);
        joiner.first_shift = read_.day(one, "first_shift_on", place, true);
        joiner.seat_due = read_.day(one, "seat_due_on", place, false);
        file_.joiners.push_back(std::move(joiner));
    });
}

} // namespace

AuditReading read_for_audit(std::string_view bytes) {
    AuditReading reading;
    const Json json = Json::parse(bytes, nullptr, false);
    if (json.is_discarded() || !json.is_object())
        reading.faults.emplace_back("/: 不是 JSON 对象");
    else
        File(json, reading).run();
    return reading;
}

} // namespace tools::audit
