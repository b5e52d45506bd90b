/// A sheet into the ledger: what is there to compare with, and everything that was decided written
/// in one transaction. Which row means what is decided elsewhere, on plain values.
#pragma once
#include "roster/domain/post.h"
#include "roster/service/activities.h"
#include "roster/service/findings.h"
#include "roster/store/absence_table.h"
#include "roster/store/import_table.h"
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace roster::service {

/// What the rows of a sheet are compared with.
struct LedgerView {
    domain::Date today{};
    domain::Organisation top;                        ///< --org, or the top of the tree
    std::vector<domain::Organisation> organisations; ///< top and all below it, parents first
    /// Of those, also who has left; and of other homes who has or had a post in one of them.
    std::vector<domain::Person> persons;
    std::map<std::string, std::string> staff_numbers; ///< 工号 by person's key
    std::map<std::string, std::string> phones;        ///< of everybody, by person's key
    /// In force, past and to come, wherever they are, of everybody who is or was in the part.
    std::vector<domain::PostAssignment> posts;
    std::vector<domain::Team> teams; ///< that stand, of the whole ledger; for people
    std::vector<domain::Certificate> certificates;
    std::vector<domain::Resident> residents;
    std::map<std::string, domain::Date> classes_assessed_on; ///< by resident; those that have a day
    std::vector<store::FindingRow> findings;
    std::vector<store::ActivityLine> activities;
    std::vector<store::HeldDrill> held_drills; ///< real ones on file; for drills
    std::vector<store::NamedAbsence>
        absences;                    ///< in force, of everybody, by person; for activities
    std::vector<domain::Rule> rules; ///< in force for top or anything below it; for activities
    /// Hash of the row that was last taken, by subject.
    std::map<std::string, std::string> taken_hashes;
    std::optional<store::ImportBatch> same_file; ///< the last import of these very bytes
    std::int64_t audit_head = 0;                 ///< to see whether somebody wrote in between
};
/// Somebody in one home, as its row of a sheet says it.
struct HomeStay {
    std::vector<domain::PersonRole> roles; ///< held now, or at last
    std::optional<domain::Date> from_day;  ///< first day of those held now
    std::optional<domain::Date> left_on;   ///< nothing is held any more (the employment may go on)
};
[[nodiscard]] HomeStay find_stay(const LedgerView& view, const std::string& person_key,
                                 const std::string& organisation_key);

/// Works at the organisation, or below it, on that day.
[[nodiscard]] bool works_at(const LedgerView& view, const domain::Person& person,
                            const std::string& organisation_key, domain::Date day);

/// @param kind as in import_batch. Cost: a few statements for each organisation.
/// Error: bad_input when there is no such organisation.
[[nodiscard]] sim::core::Result<LedgerView>
load_ledger_view(store::Database& database, const std::string& top_key, const std::string& kind,
                 const std::string& file_sha256, domain::Date today);

struct PutPerson {
    bool is_new = false;
    domain::Person person; ///< with all posts in the person's own home
    std::string staff_no;  ///< empty: as it was
    std::string phone{};   ///< the same
};
/// A post in any home; it opens an employment that had ended before it begins.
struct PutPost {
    domain::PostAssignment post;
};
/// Last day in one home; of the employment too when no post goes on elsewhere.
struct LeaveHome {
    std::string person_key, organisation_key;
    domain::Date last{};
};
struct PutCertificate {
    domain::Certificate certificate;
    std::int64_t corrects_id = 0; ///< 0: a new one
};
struct PutActivity {
    ActivityEntry entry;
};
struct PutFinding {
    domain::Finding finding;
    domain::Remedy remedy;
};
struct StepFinding {
    std::string organisation_key, finding_key;
    domain::FindingState state{};
    domain::Remedy remedy;
};
struct PutResident {
    bool is_new = false;
    domain::Resident resident;
    std::optional<domain::Date> class_assessed_on{}; ///< empty: as it was
};
/// Into the home's volunteer fire team of that name, made when there is none.
struct JoinTeam {
    std::string organisation_key, team_name;
    domain::TeamMember member;
};
using ImportDeed = std::variant<PutPerson, PutPost, LeaveHome, PutCertificate, PutActivity,
                                PutFinding, StepFinding, PutResident, JoinTeam>;

/// One row of a sheet and what is done because of it; nothing for rows that are only noted.
struct RowOrder {
    store::ImportRow row;
    std::string before_json = "null", after_json = "null"; ///< for the audit
    std::vector<ImportDeed> deeds;
};
struct ImportOrder {
    store::ImportBatch batch; ///< time and counts are filled in here
    std::vector<RowOrder> rows;
    std::int64_t audit_head = 0; ///< of the view that was compared with
    std::string actor_key;       ///< person who registers findings; empty for other kinds
};
/// Writes all of it or nothing. @return number of the import
/// Errors: conflict when the ledger changed since the view was loaded, or is being written to;
/// bad_input naming the row.
[[nodiscard]] sim::core::Result<std::int64_t>
take_import(store::Database& database, const ImportOrder& order, const std::string& who);

} // namespace roster::service
