/// Photos and papers that belong to something in the ledger, by the hash of their bytes. Pure.
#pragma once
#include "roster/domain/calendar.h"
#include "roster/domain/names.h"
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace roster::domain {

/// What something is attached to.
enum class AttachmentSubject { drill, activity, inspection, finding, certificate, response_plan };
inline constexpr std::array<std::string_view, 6> attachment_subject_names{
    "drill", "activity", "inspection", "finding", "certificate", "response_plan"};
/// Chinese word on screen.
[[nodiscard]] const char* word(AttachmentSubject subject) noexcept;

/// House rule: a photo or a scanned paper, not a film. Larger ones are refused unread.
inline constexpr std::uintmax_t attachment_limit_bytes = std::uintmax_t{50} << 20;

struct Attachment {
    std::int64_t id = 0; ///< row; 0 before it is written
    AttachmentSubject subject{};
    std::int64_t subject_id = 0;
    std::string organisation_key; ///< whose the subject is
    std::string sha256;           ///< of the bytes; their name in the folder
    std::uintmax_t size_bytes = 0;
    std::string media_type; ///< "image/jpeg"; empty: none that is known
    std::string file_name;  ///< as it was handed in, without folders
    std::string note{};
    Instant recorded_at_utc{};
    std::string recorded_by{};
};

/// From the first bytes, never from the name: JPEG, PNG, PDF, zip-based office papers; otherwise
/// "".
[[nodiscard]] std::string find_media_type(std::string_view bytes) noexcept;
/// The last part of a path without signs that a file system or a spreadsheet would take for more
/// than a name; at most 120 bytes, the ending kept. "附件" when nothing is left.
[[nodiscard]] std::string make_safe_file_name(std::string_view path);

} // namespace roster::domain
