#include "tools/sheets/write_zip.h"

#include "sim/core/text.h"
#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <zip.h>

namespace tools::sheets {

using sim::core::Errc;
using sim::core::make_error;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr std::size_t name_limit_bytes = 100; // a folder and this fit into the 260 of Windows
constexpr zip_uint16_t dos_time = 0;
constexpr zip_uint16_t dos_date = (20 << 9) | (1 << 5) | 1; // 2000-01-01: the same every time

struct Discard {
    void operator()(zip_t* archive) const noexcept { zip_discard(archive); }
};
struct Release {
    void operator()(zip_source_t* source) const noexcept { zip_source_free(source); }
};

/// Names of devices, with whatever extension.
bool is_device(std::string stem) {
    std::ranges::transform(stem, stem.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    constexpr std::array<std::string_view, 4> plain{"CON", "PRN", "AUX", "NUL"};
    if (std::ranges::find(plain, stem) != plain.end()) return true;
    return stem.size() == 4 && (stem.starts_with("COM") || stem.starts_with("LPT")) &&
           stem[3] >= '0' && stem[3] <= '9';
}

/// Shorter, without a character cut in two.
std::string cut(const std::string& text, std::size_t most_bytes) {
    if (text.size() <= most_bytes) return text;
    while (most_bytes > 0 && (static_cast<unsigned char>(text[most_bytes]) & 0xC0) == 0x80)
        --most_bytes;
    return text.substr(0, most_bytes);
}

Problems check_names(std::span<const ZipFile> files) {
    Problems problems;
    std::set<std::string_view> seen;
    for (const ZipFile& file : files) {
        bool safe = true;
        for (std::size_t at = 0; safe && at <= file.name.size();) {
            const std::size_t end = std::min(file.name.find('/', at), file.name.size());
            const std::string part = file.name.substr(at, end - at);
            safe = part == safe_file_name(part);
            at = end + 1;
        }
        if (!safe) problems.push_back({"", file.name, tr("压缩包里不能有这个名称"), ""});
        if (!seen.insert(file.name).second)
            problems.push_back({"", file.name, tr("有两个同名的部件"), tr("各不相同")});
    }
    return problems;
}

bool add(zip_t* archive, const ZipFile& file) {
    zip_source_t* content = zip_source_buffer(archive, file.bytes.data(), file.bytes.size(), 0);
    if (content == nullptr) return false;
    const zip_int64_t at = zip_file_add(archive, file.name.c_str(), content, ZIP_FL_ENC_UTF_8);
    if (at < 0) {
        zip_source_free(content);
        return false;
    }
    const auto index = static_cast<zip_uint64_t>(at);
    return zip_file_set_dostime(archive, index, dos_time, dos_date, 0) == 0 &&
           zip_set_file_compression(archive, index, ZIP_CM_DEFLATE, 9) == 0;
}

std::string read_all(zip_source_t* source) {
    std::string bytes;
    if (zip_source_open(source) != 0) return bytes;
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_source_stat(source, &stat) == 0) {
        bytes.resize(stat.size);
        const zip_int64_t got = zip_source_read(source, bytes.data(), bytes.size());
        bytes.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    }
    zip_source_close(source);
    return bytes;
}

} // namespace

Result<std::string> write_zip(std::span<const ZipFile> files) {
    if (auto problems = check_names(files); !problems.empty())
        return make_error(std::move(problems));
    const auto failed = [] { return make_error(Errc::io, {"", "", tr("写不成压缩包"), ""}); };
    zip_error_t error;
    zip_error_init(&error);
    const std::unique_ptr<zip_source_t, Release> target(
        zip_source_buffer_create(nullptr, 0, 0, &error));
    if (!target) return failed();
    zip_source_keep(target.get()); // the archive takes one hold, the result is read with the other
    std::unique_ptr<zip_t, Discard> archive(
        zip_open_from_source(target.get(), ZIP_CREATE | ZIP_TRUNCATE, &error));
    zip_error_fini(&error);
    if (!archive) {
        zip_source_free(target.get());
        return failed();
    }
    for (const ZipFile& file : files)
        if (!add(archive.get(), file)) return failed();
    if (zip_close(archive.get()) != 0) return failed();
    (void)archive.release(); // closed
    std::string bytes = read_all(target.get());
    if (bytes.empty() && !files.empty()) return failed();
    return bytes;
}

std::string safe_file_name(std::string name) {
    for (char& c : name)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F ||
            std::string_view("<>:\"/\\|?*").find(c) != std::string_view::npos)
            c = '_';
    const auto trim = [](std::string& text) {
        while (!text.empty() && (text.back() == '.' || text.back() == ' '))
            text.pop_back();
        text.erase(0, text.find_first_not_of(". -~"));
    };
    if (name.find_first_not_of(". -~") == std::string::npos) name.clear();
    trim(name);
    const std::size_t dot = name.rfind('.');
    std::string stem = name.substr(0, dot);
    std::string extension = dot == std::string::npos ? std::string() : name.substr(dot);
    if (is_device(stem.substr(0, stem.find('.')))) stem += "_";
    if (stem.size() + extension.size() > name_limit_bytes) {
        extension = cut(extension, 16);
        stem = cut(stem, name_limit_bytes - extension.size());
    }
    name = stem + extension;
    while (!name.empty() && (name.back() == '.' || name.back() == ' '))
        name.pop_back();
    return name.empty() ? "file" : name;
}

} // namespace tools::sheets
