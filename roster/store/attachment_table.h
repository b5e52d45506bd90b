/// Rows of attachments; the bytes lie in a folder beside the database
/// (roster/service/attachments.h).
#pragma once
#include "roster/domain/attachment.h"
#include "roster/store/database.h"
#include <optional>
#include <string>
#include <vector>

namespace roster::store {

/// The subject by its number or, where it has one, its key. Nothing when there is no such row.
[[nodiscard]] Result<std::optional<std::int64_t>>
find_attachment_subject(Database& database, domain::AttachmentSubject subject,
                        const std::string& number_or_key);
/// Time and name are given apart. @return row number
[[nodiscard]] Result<std::int64_t> insert_attachment(Database& database,
                                                     const domain::Attachment& attachment,
                                                     domain::Instant at, const std::string& by);
/// In force, of the organisation and all below it, by row number. Cost: one statement.
[[nodiscard]] Result<std::vector<domain::Attachment>> load_attachments(Database& database,
                                                                       const std::string& top_key);

} // namespace roster::store
