/// Photos and papers handed in, listed, handed out and checked. The bytes lie under their SHA-256
/// in
/// `<folder>/<first two digits>/<sha256>`; the same content lies there once, whatever it belongs
/// to. A file is on the disk before its row: after a crash there may be a file without a row, which
/// check_attachments() names and which harms nothing, never a row without a file.
#pragma once
#include "roster/domain/attachment.h"
#include "roster/store/database.h"
#include <filesystem>
#include <string>
#include <vector>

namespace roster::service {

/// `said`, or `<database>.files` beside a file. Error: bad_input for a server when nothing is said.
[[nodiscard]] sim::core::Result<std::filesystem::path>
find_files_folder(const store::Database& database, const std::string& said);

/// Everything that keeps files from being handed in, before what they belong to is written.
/// Errors: bad_input, all at once.
[[nodiscard]] sim::core::Result<void>
check_attachment_files(const std::vector<std::filesystem::path>& files);

/// "activity/12", "activity/ankang/2026-03-12-drill-1a2b3c4d", "finding/ankang/2026-001",
/// "drill/3", "inspection/7", "certificate/2".
struct AttachmentOrder {
    std::string subject;
    std::filesystem::path file;
    std::string note{};
};
/// All of them or none. Errors: bad_input with everything wrong at once (no such subject, no file,
/// empty, handed in for the same subject before), too_large, io.
/// @return row numbers, in order
[[nodiscard]] sim::core::Result<std::vector<std::int64_t>>
add_attachments(store::Database& database, const std::filesystem::path& folder,
                const std::vector<AttachmentOrder>& orders, const std::string& who);

/// @param subject as in AttachmentOrder; empty: all of the part
[[nodiscard]] sim::core::Result<std::vector<domain::Attachment>>
list_attachments(store::Database& database, const std::string& top_key, const std::string& subject);

/// Copies as "<number>-<name>" with an index.csv; every hash is checked first and nothing is
/// written when one does not fit. Errors: bad_input (a file that is missing or changed, a folder
/// that is not empty), io.
[[nodiscard]] sim::core::Result<void>
export_attachments(const std::filesystem::path& folder,
                   const std::vector<domain::Attachment>& attachments,
                   const std::filesystem::path& out);

struct AttachmentCheck {
    int row_count = 0, file_count = 0;
    std::vector<domain::Attachment> missing, changed; ///< their file is not there, or another one
    std::vector<std::filesystem::path> unlisted;      ///< files without a row, leftovers of a crash
};
/// Reads every file. Cost: the size of the folder.
[[nodiscard]] sim::core::Result<AttachmentCheck>
check_attachments(store::Database& database, const std::filesystem::path& folder,
                  const std::string& top_key);

} // namespace roster::service
