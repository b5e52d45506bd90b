/// Certificates entered, taken back and listed, one transaction each.
#pragma once
#include "roster/domain/certificate.h"
#include "roster/store/database.h"
#include <string>
#include <vector>

namespace roster::service {

/// What a new certificate says. The holder is a person or the organisation itself.
struct CertificateEntry {
    domain::Certificate certificate;
    std::int64_t corrects_id = 0; ///< entered wrongly before; 0 for none
};
/// Errors: bad_input with everything wrong at once (holder, number, ID number, days, a number that
/// is somebody else's); conflict when it is on file. @return row number
[[nodiscard]] sim::core::Result<std::int64_t>
add_certificate(store::Database& database, const CertificateEntry& entry, const std::string& who);

/// Ends it from that day on; the days before stay as they were.
/// Errors: bad_input (no such certificate, no reason, before its issue, in the future), conflict
/// when it was taken back before.
[[nodiscard]] sim::core::Result<void>
revoke_certificate(store::Database& database, std::int64_t certificate_id, domain::Date revoked_on,
                   const std::string& reason, const std::string& who);

struct CertificateRow {
    domain::Certificate certificate;
    std::string organisation_key; ///< home of the holder
    std::string holder, posts;    ///< name; posts of a person
    domain::Reminder reminder{};
    bool valid = false;           ///< today
    bool superseded = false;      ///< a newer one of its kind speaks for the holder
    std::optional<int> days_left; ///< to the last valid day, negative after it; none: no end
};
/// Of the organisation, all below it and their people on the roll, by last valid day; those without
/// an end last.
[[nodiscard]] sim::core::Result<std::vector<CertificateRow>>
list_certificates(store::Database& database, const std::string& top_key, domain::Date today);

} // namespace roster::service
