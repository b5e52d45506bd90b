/// What came from sheets: each import, what became of each of its rows, and the rows that only an
/// import writes today (certificates, numbers of staff, changed residents).
#pragma once
#include "roster/domain/certificate.h"
#include "roster/domain/people.h"
#include "roster/store/database.h"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace roster::store {

struct ImportBatch {
    std::string organisation_key; ///< top of the part that was written to
    std::string kind;             ///< "people" …, as in the column
    std::string file_name, file_sha256, mapping_json;
    int row_count = 0, taken_count = 0;
    domain::Instant recorded_at_utc{};
    std::string recorded_by;
};
/// @return row number
[[nodiscard]] Result<std::int64_t> insert_import_batch(Database& database,
                                                       const ImportBatch& batch);
/// What became of one row of a sheet.
struct ImportRow {
    std::string sheet;
    int row_no = 0;
    std::string fate;    ///< "new", "changed", "same", "refused"
    std::string subject; ///< key of what it became; empty when refused
    std::string problems_json = "[]";
    std::string row_sha256;
};
[[nodiscard]] Result<void> insert_import_row(Database& database, std::int64_t batch_id,
                                             const ImportRow& row);
/// The last import of that very file, if any.
[[nodiscard]] Result<std::optional<ImportBatch>>
find_import_batch(Database& database, const std::string& file_sha256, const std::string& kind);
/// Hash of the row that was last taken for each subject. Cost: one statement.
[[nodiscard]] Result<std::map<std::string, std::string>> load_taken_hashes(Database& database,
                                                                           const std::string& kind);
/// Number of the last line of audit; 0 without one. Unchanged: nobody wrote in between.
[[nodiscard]] Result<std::int64_t> find_audit_head(Database& database);

/// @param corrects_id certificate that this one replaces; 0 for none. @return row number
[[nodiscard]] Result<std::int64_t> insert_certificate(Database& database,
                                                      const domain::Certificate& certificate,
                                                      std::int64_t corrects_id, domain::Instant at,
                                                      const std::string& by);
/// In force, of the organisation and all below it and of their people, by row number.
[[nodiscard]] Result<std::vector<domain::Certificate>>
load_certificates(Database& database, const std::string& top_key);

/// 工号 by person's key, of people below the organisation; those without one are left out.
[[nodiscard]] Result<std::map<std::string, std::string>>
load_staff_numbers(Database& database, const std::string& top_key);
[[nodiscard]] Result<void> set_staff_number(Database& database, const std::string& person_key,
                                            const std::string& staff_no);
/// Replaces everything but key, organisation and bed.
[[nodiscard]] Result<void> update_resident(Database& database, const domain::Resident& resident);

} // namespace roster::store
