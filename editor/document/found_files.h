/// Pictures, PDF pages and CAD drawings that a person is likely to trace from, found where people
/// keep them.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace editor::document {

enum class TraceKind { picture, pdf, dxf, dwg };

struct FoundFile {
    std::filesystem::path path;
    std::string folder; ///< "桌面", "下载", or the name of a stick; in the user's words
    std::uintmax_t size_bytes = 0;
    std::filesystem::file_time_type written;
};

/// By the ending of the name; false for anything else.
[[nodiscard]] bool find_trace_kind(const std::filesystem::path& path, TraceKind& kind);

inline constexpr std::size_t found_limit_count = 300;

/// Newest first: desktop, downloads, documents and pictures (as the desktop names them, and by
/// their usual names), three folders deep, and sticks and cards under /media and /run/media.
/// Looks at no more than 20,000 entries. Folders that cannot be read are passed over.
[[nodiscard]] std::vector<FoundFile> find_trace_files();
/// The same for tables of people, certificates and the like.
[[nodiscard]] std::vector<FoundFile> find_table_files();
/// .xlsx, .csv
[[nodiscard]] bool is_table(const std::filesystem::path& path);

} // namespace editor::document
