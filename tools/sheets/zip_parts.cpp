#include "tools/sheets/zip_parts.h"

#include "sim/core/text.h"
#include "tools/sheets/sheet_constants.h"

#include <algorithm>
#include <zip.h>

namespace tools::sheets {

using sim::core::Errc;
using sim::core::make_error;
using sim::core::Problem;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

std::string tidy_name(std::string name) {
    std::replace(name.begin(), name.end(), '\\', '/');
    return name.starts_with('/') ? name.substr(1) : name;
}

bool is_beyond_ratio(std::uint64_t unpacked, std::uint64_t packed) noexcept {
    return unpacked > ratio_floor_bytes && unpacked / unpacked_ratio_limit >= packed;
}

Problem damaged(const std::string& file, std::string_view name) {
    return {file, std::string(name), tr("这个部件损坏或不完整"), tr("重新保存或重新传一次文件")};
}

} // namespace

void ZipParts::Close::operator()(zip* archive) const noexcept {
    zip_discard(archive);
}

Result<ZipParts> ZipParts::open(const std::string& file, std::string_view bytes) {
    ZipParts made;
    made.file_ = file;
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source != nullptr) {
        made.archive_.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
        if (!made.archive_) zip_source_free(source);
    }
    zip_error_fini(&error);
    if (!made.archive_)
        return make_error(Errc::bad_input, {file, "", tr("文件损坏或不完整，打不开"),
                                            tr("一个完整的 .xlsx，重新保存或重新传一次")});
    Problems problems = made.check_directory(bytes.size());
    if (!problems.empty()) {
        auto refused = make_error(std::move(problems));
        refused.value().code = Errc::too_large;
        for (const auto& problem : refused.value().problems)
            if (!problem.pointer.empty()) refused.value().code = Errc::bad_input;
        return refused;
    }
    return made;
}

Problems ZipParts::check_directory(std::uint64_t file_bytes) {
    const zip_int64_t count = zip_get_num_entries(archive_.get(), 0);
    if (count > static_cast<zip_int64_t>(part_limit))
        return {{file_, "", trf("文件里有 {} 个部件，太多", count), trf("至多 {} 个", part_limit)}};
    Problems problems;
    std::uint64_t unpacked = 0;
    std::uint64_t packed = 0;
    for (zip_int64_t i = 0; i < count; ++i) {
        zip_stat_t stat;
        zip_stat_init(&stat);
        if (zip_stat_index(archive_.get(), static_cast<zip_uint64_t>(i), 0, &stat) != 0 ||
            stat.name == nullptr)
            return {damaged(file_, std::to_string(i))};
        const std::string name = tidy_name(stat.name);
        if (has(name)) problems.push_back({file_, name, tr("有两个同名的部件"), tr("各不相同")});
        if (stat.encryption_method != ZIP_EM_NONE)
            problems.push_back({file_, name, tr("文件加了密码"), tr("去掉密码后另存")});
        if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE)
            problems.push_back({file_, name, tr("不认识的压缩方法"), tr("用表格软件重新保存")});
        if (stat.size > unpacked_limit_bytes || is_beyond_ratio(stat.size, stat.comp_size))
            return {{file_, "", tr("解开后大得不正常，没有解开"),
                     trf("解开后至多 {} MB，且不超过原来的 {} 倍", unpacked_limit_bytes >> 20,
                         unpacked_ratio_limit)}};
        unpacked += stat.size;
        packed += stat.comp_size;
        parts_.push_back({name, stat.size});
    }
    // Parts that share packed bytes announce more of them than the file has.
    if (unpacked > unpacked_limit_bytes || is_beyond_ratio(unpacked, file_bytes) ||
        packed > file_bytes)
        return {{file_, "", tr("解开后大得不正常，没有解开"),
                 trf("解开后至多 {} MB，且不超过原来的 {} 倍", unpacked_limit_bytes >> 20,
                     unpacked_ratio_limit)}};
    return problems;
}

bool ZipParts::has(std::string_view name) const noexcept {
    return std::any_of(parts_.begin(), parts_.end(),
                       [&](const Part& part) { return part.name == name; });
}

Result<std::string> ZipParts::read(std::string_view name) const {
    const auto part = std::find_if(parts_.begin(), parts_.end(),
                                   [&](const Part& each) { return each.name == name; });
    if (part == parts_.end())
        return make_error(Errc::bad_input, {file_, std::string(name), tr("文件里缺这个部件"),
                                            tr("用表格软件打开后重新保存")});
    const auto index = static_cast<zip_uint64_t>(part - parts_.begin());
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> opened(
        zip_fopen_index(archive_.get(), index, 0), &zip_fclose);
    if (!opened) return make_error(Errc::bad_input, damaged(file_, name));
    // One byte more than announced: a part that goes on is a lie. Grown as it comes, since the
    // announcement may lie the other way round too.
    constexpr std::size_t chunk_bytes = 1u << 16;
    std::string bytes;
    for (;;) {
        const std::size_t at = bytes.size();
        bytes.resize(at + chunk_bytes);
        const zip_int64_t got = zip_fread(opened.get(), bytes.data() + at, chunk_bytes);
        if (got < 0) return make_error(Errc::bad_input, damaged(file_, name));
        bytes.resize(at + static_cast<std::size_t>(got));
        if (bytes.size() > part->bytes) return make_error(Errc::bad_input, damaged(file_, name));
        if (got == 0) break;
    }
    if (bytes.size() != part->bytes) return make_error(Errc::bad_input, damaged(file_, name));
    return bytes;
}

Result<std::string> ZipParts::read_xml(std::string_view name) const {
    auto bytes = read(name);
    if (!bytes) return bytes;
    if (bytes->starts_with("\xEF\xBB\xBF")) bytes->erase(0, 3);
    if (!sim::core::is_utf8(*bytes) || bytes->find('\0') != std::string::npos)
        return make_error(Errc::bad_input, {file_, std::string(name), tr("部件不是 UTF-8 文字"),
                                            tr("用表格软件打开后重新保存")});
    if (bytes->find("<!DOCTYPE") != std::string::npos ||
        bytes->find("<!ENTITY") != std::string::npos)
        return make_error(Errc::bad_input, {file_, std::string(name),
                                            tr("部件里有文档类型或实体声明，可能想读别的文件"),
                                            tr("没有这种声明的 .xlsx")});
    return bytes;
}

} // namespace tools::sheets
