/// Judges a training plan from its file alone. Shares nothing with the planner but the JSON
/// library: dates are numbers yyyymmdd walked day by day, rules are written a second time, in plain
/// loops.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tools::audit {

/// yyyymmdd; 0: none.
using AuditDay = int;
[[nodiscard]] bool is_day(AuditDay day) noexcept;
[[nodiscard]] AuditDay next_day(AuditDay day) noexcept;
[[nodiscard]] AuditDay later_by_days(AuditDay day, int days) noexcept;
/// The same day so many months later, or the last of a month that is too short.
[[nodiscard]] AuditDay later_by_months(AuditDay day, int months) noexcept;
[[nodiscard]] std::string show(AuditDay day); ///< "2026-03-01"

struct AuditSpan {
    AuditDay first = 0, last = 0;
    bool away = false; ///< the home lacks the person: on leave, sick
};
struct AuditPerson {
    std::string key, home;
    AuditDay joined = 0, left = 0, passed = 0, first_shift = 0, pre_job = 0;
    std::vector<AuditSpan> blocked;
};
struct AuditSession {
    std::string key, level, form, state, home;
    AuditDay first = 0, last = 0;
    int seats = 0, home_cap = 0;
    std::map<std::string, int> quotas;
};
struct AuditBooking {
    std::string person, session;
    bool fixed = false, late = false;
};
struct AuditUnmet {
    std::string person, reason;
    AuditDay due = 0;
};
struct AuditMove {
    std::string person, from, to, why;
};
struct AuditJoiner {
    std::string person, pre_job, pre_job_session, seat_session;
    AuditDay first_shift = 0, seat_due = 0;
};
struct AuditLoad {
    int booked = 0, seats = 0;
};
struct AuditFile {
    AuditDay today = 0, round_from = 0, rule_from = 0; ///< rule_from 0: no rule in force
    int window_months = 0, joiner_months = 0, catch_up_months = 0, notice_days = 0;
    std::map<std::string, std::string> county_of; ///< by home
    std::map<std::string, AuditPerson> people;
    std::map<std::string, AuditSession> sessions;
    std::map<std::string, std::string> before; ///< session by person
    std::vector<AuditBooking> bookings;
    std::vector<AuditUnmet> unmet;
    std::map<std::string, AuditDay> overdue;
    std::map<std::string, AuditLoad> loads;
    std::vector<int> year_count;
    std::vector<std::string> homes_left_alone;
    int moved_count = 0;
    std::vector<AuditMove> moves;
    std::vector<AuditJoiner> joiners;
};

/// What the file says, or everything that makes it unreadable.
struct AuditReading {
    AuditFile file;
    std::vector<std::string> faults;
};
[[nodiscard]] AuditReading read_for_audit(std::string_view bytes);

struct AuditViolation {
    std::string rule;    ///< "T1" to "T14", docs of the program
    std::string subject; ///< key of the person, home or session
    AuditDay day = 0;    ///< 0: none in particular
    std::string text;
    friend bool operator==(const AuditViolation&, const AuditViolation&) = default;
};
/// Every violation, by rule, subject and day; empty: the plan keeps all rules.
[[nodiscard]] std::vector<AuditViolation> audit_training(const AuditFile& file);

} // namespace tools::audit
