/// What is due and overdue today: per person, team, home and office, and up the tree. Reads only.
#pragma once
#include "roster/domain/certificate.h"
#include "roster/domain/obligation.h"
#include "roster/domain/team_check.h"
#include "roster/store/database.h"
#include <array>
#include <string>
#include <vector>

namespace roster::service {

/// A rule as it is shown: copied, so that it outlives the rule book.
struct RuleLine {
    std::string rule_id, set_key;
    int set_version = 0;
    std::string source;
    domain::RuleKind kind{};
    domain::RuleMark mark{};
    int min_count = 0;
    domain::Window window;
};
/// "公安部令第61号 第36条（法定，未核实）"
[[nodiscard]] std::string describe(const RuleLine& rule);

/// One obligation of one subject.
struct DueLine {
    domain::RuleSubject subject{};
    std::string organisation_key; ///< home or office
    std::string subject_key;      ///< person, team, or the organisation itself
    std::string name;
    domain::DueState state{};
    std::string activity;          ///< name in countable_activity_names
    std::vector<RuleLine> sources; ///< the one that decides first, then the others, strictest first
    domain::Date due_on{};         ///< last day in time; red from the day after
    domain::Date yellow_on{};
    int have_count = 0;
    int want_count = 0;
    std::vector<std::string> rows; ///< "activity/12", "drill/3": what is in have_count
    /// Nothing was done as far back as was looked: due_on is the first day that was missed there,
    /// and there may be earlier ones.
    bool or_earlier = false;
};
/// "每半年演练": what is asked for.
[[nodiscard]] std::string describe(const DueLine& line);
struct CertificateLine {
    std::string organisation_key, name;
    domain::Certificate certificate;
    domain::Reminder reminder{};
};
/// "王芳 的消防设施操作员：已过期 2026-06-22"
[[nodiscard]] std::string describe(const CertificateLine& line);
struct TeamLine {
    std::string organisation_key, team_key, name; ///< team_key empty: a home without a team
    domain::TeamCheck check;
};
/// A post that a home must have filled and has not.
struct VacancyLine {
    std::string organisation_key, name;
    bool certificate_lapsed = false; ///< somebody holds it, whose certificate no longer holds
};
[[nodiscard]] std::string describe(const VacancyLine& line);
/// Green, yellow, red.
using StateCounts = std::array<int, 3>;

/// One organisation with everything below it; nobody counts twice, whatever posts he holds.
struct OrganisationDue {
    std::string key, name, parent_key;
    domain::OrganisationKind kind{};
    int depth = 0;                                      ///< 0 for the top of the list
    StateCounts homes{}, offices{}, persons{}, teams{}; ///< by the worst of each
    int certificate_count = 0;                          ///< that have run out or are about to
};
struct DueList {
    std::vector<DueLine> lines; ///< red first, then by day, home and name; green ones on demand
    std::vector<CertificateLine> certificates; ///< with a reminder
    std::vector<TeamLine> teams;               ///< that do not comply, conflict or lack
    std::vector<VacancyLine>
        vacancies; ///< homes without a 安全管理人 (docs/references.md#safety-manager)
    std::vector<OrganisationDue> organisations; ///< children under their parent, by key
    std::vector<std::string> long_leave_keys;   ///< left out, and listed, once each
};

struct DueOptions {
    std::string organisation_key; ///< top of the part
    domain::Date today{};
    bool with_green = false;
};
/// Error: bad_input when there is no such organisation.
/// Cost: a few statements for the part; 6,000 people within 0.2 s.
[[nodiscard]] sim::core::Result<DueList> list_due(store::Database& database,
                                                  const DueOptions& options);

/// What a home should be told today, as plain text; empty when there is nothing.
[[nodiscard]] std::string format_digest(const DueList& list, const std::string& organisation_key);

} // namespace roster::service
