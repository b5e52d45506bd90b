/// Certificates taken back. They are written in import_table.h.
#pragma once
#include "roster/domain/certificate.h"
#include "roster/store/database.h"
#include <optional>
#include <string>

namespace roster::store {

struct CertificateOnFile {
    domain::Certificate certificate;
    std::string home_key;  ///< of the holder, or the holder itself
    bool replaced = false; ///< a later row corrects it
};
/// Nothing when there is no such row.
[[nodiscard]] Result<std::optional<CertificateOnFile>> find_certificate(Database& database,
                                                                        std::int64_t id);
/// From its day on; once for each certificate. @return row number
[[nodiscard]] Result<std::int64_t>
insert_revocation(Database& database, std::int64_t certificate_id, domain::Date revoked_on,
                  const std::string& reason, domain::Instant at, const std::string& by);

} // namespace roster::store
