#include "roster/service/attachments.h"

#include "roster/service/journal.h"
#include "roster/service/organisations.h"
#include "roster/store/attachment_table.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>
#include <unistd.h>

namespace roster::service {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Problem;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t hash_digits = 64;

fs::path place_of(const fs::path& folder, const std::string& sha256) {
    return folder / sha256.substr(0, 2) / sha256;
}

/// So that the name survives a power cut, not only the bytes.
void sync_folder(const fs::path& folder) noexcept {
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return;
    ::fsync(fd);
    ::close(fd);
}

Result<void> put_file(const fs::path& folder, const std::string& sha256, const std::string& bytes) {
    const fs::path place = place_of(folder, sha256);
    // What lies there under its hash is the same content; a damaged one is replaced.
    if (const auto there = sim::core::read_file(place, attachment_limit_bytes);
        there && sim::core::sha256_hex(*there) == sha256)
        return {};
    std::error_code code;
    fs::create_directories(place.parent_path(), code);
    if (code)
        return make_error(Errc::io, {place.parent_path().string(), "",
                                     trf("不能建文件夹：{}", code.message()), ""});
    if (auto done = sim::core::write_file(place, bytes); !done) return done;
    sync_folder(place.parent_path());
    sync_folder(folder);
    return {};
}

struct SubjectName {
    AttachmentSubject subject{};
    std::string number_or_key;
};

std::optional<SubjectName> read_subject(const std::string& text) {
    const auto slash = text.find('/');
    if (slash == text.npos) return std::nullopt;
    const auto subject =
        find_named<AttachmentSubject>(attachment_subject_names, text.substr(0, slash));
    if (!subject) return std::nullopt;
    const std::string rest = text.substr(slash + 1);
    const bool number =
        !rest.empty() && std::ranges::all_of(rest, [](char c) { return c >= '0' && c <= '9'; });
    return SubjectName{*subject, number ? rest : text};
}

/// The row that a text names; nothing, with a problem, otherwise.
Result<std::optional<Attachment>> find_subject(store::Database& database, const std::string& text,
                                               Problems& problems) {
    const auto refuse = [&](std::string expected) {
        problems.push_back({"", text, tr("台账里没有这一项"), std::move(expected)});
        return std::optional<Attachment>();
    };
    const auto name = read_subject(text);
    if (!name) {
        std::string words;
        for (const auto one : attachment_subject_names)
            words += (words.empty() ? "" : " ") + std::string(one) + "/…";
        return refuse(words);
    }
    const auto id = store::find_attachment_subject(database, name->subject, name->number_or_key);
    if (!id) return tl::unexpected(id.error());
    if (!*id) return refuse(tr("activity list、finding list、certificate list 列出的编号"));
    Attachment made;
    made.subject = name->subject;
    made.subject_id = **id;
    return std::optional(made);
}

struct Handed {
    Attachment attachment;
    std::string bytes;
};

/// Everything is read and checked before anything is written.
Result<std::vector<Handed>> read_orders(store::Database& database,
                                        const std::vector<AttachmentOrder>& orders) {
    Problems problems;
    std::vector<Handed> handed;
    for (const AttachmentOrder& order : orders) {
        auto subject = find_subject(database, order.subject, problems);
        if (!subject) return tl::unexpected(subject.error());
        auto bytes = sim::core::read_file(order.file, attachment_limit_bytes);
        if (!bytes && bytes.error().code == Errc::io) return tl::unexpected(bytes.error());
        if (!bytes) std::ranges::move(bytes.error().problems, std::back_inserter(problems));
        if (bytes && bytes->empty())
            problems.push_back({order.file.string(), "", tr("是空文件"), tr("照片或文件")});
        if (!*subject || !bytes || bytes->empty()) continue;
        Attachment made = **subject;
        made.sha256 = sim::core::sha256_hex(*bytes);
        made.size_bytes = bytes->size();
        made.media_type = find_media_type(*bytes);
        made.file_name = make_safe_file_name(order.file.string());
        made.note = order.note;
        handed.push_back({std::move(made), std::move(*bytes)});
    }
    if (!problems.empty()) return make_error(std::move(problems));
    return handed;
}

std::string audit_text(const Attachment& one) {
    return nlohmann::ordered_json{
        {"subject",
         fmt::format("{}/{}", name_of(attachment_subject_names, one.subject), one.subject_id)},
        {"sha256", one.sha256},
        {"size_bytes", one.size_bytes},
        {"file", one.file_name}}
        .dump();
}

Result<std::vector<Attachment>> load_all(store::Database& database) {
    const auto tree = list_part(database, "");
    if (!tree) return tl::unexpected(tree.error());
    std::vector<Attachment> all;
    for (const Organisation& top : *tree) {
        if (!top.parent_key.empty()) continue;
        auto some = store::load_attachments(database, top.key);
        if (!some) return some;
        std::ranges::move(*some, std::back_inserter(all));
    }
    return all;
}

Result<void> refuse_doubles(store::Database& database, const std::vector<Handed>& handed) {
    const auto known = load_all(database);
    if (!known) return tl::unexpected(known.error());
    std::set<std::tuple<AttachmentSubject, std::int64_t, std::string>> seen;
    for (const Attachment& one : *known)
        seen.emplace(one.subject, one.subject_id, one.sha256);
    Problems problems;
    for (const Handed& one : handed)
        if (!seen.emplace(one.attachment.subject, one.attachment.subject_id, one.attachment.sha256)
                 .second)
            problems.push_back(
                {one.attachment.file_name, "", tr("同样的内容已经附在这一项上"), ""});
    if (!problems.empty()) return make_error(std::move(problems));
    return {};
}

} // namespace

Result<fs::path> find_files_folder(const store::Database& database, const std::string& said) {
    if (!said.empty()) return fs::path(said);
    const std::string path = database.path().string();
    if (path.starts_with("postgres"))
        return make_error(Errc::bad_input,
                          {"", "--files", tr("数据库在服务器上，没有写附件的文件夹"),
                           tr("--files 文件夹，每次都写同一个")});
    return fs::path(path + ".files");
}

Result<void> check_attachment_files(const std::vector<fs::path>& files) {
    Problems problems;
    for (const fs::path& file : files) {
        const auto bytes = sim::core::read_file(file, attachment_limit_bytes);
        if (!bytes)
            std::ranges::copy(bytes.error().problems, std::back_inserter(problems));
        else if (bytes->empty())
            problems.push_back({file.string(), "", tr("是空文件"), tr("照片或文件")});
    }
    if (!problems.empty()) return make_error(std::move(problems));
    return {};
}

Result<std::vector<std::int64_t>> add_attachments(store::Database& database, const fs::path& folder,
                                                  const std::vector<AttachmentOrder>& orders,
                                                  const std::string& who) {
    if (who.empty())
        return make_error(Errc::bad_input, {"", "/who", tr("没有写经办人"), tr("经办人")});
    auto handed = read_orders(database, orders);
    if (!handed) return tl::unexpected(handed.error());
    if (auto done = refuse_doubles(database, *handed); !done) return tl::unexpected(done.error());
    for (const Handed& one : *handed)
        if (auto done = put_file(folder, one.attachment.sha256, one.bytes); !done)
            return tl::unexpected(done.error());
    return in_transaction(database, [&]() -> Result<std::vector<std::int64_t>> {
        std::vector<std::int64_t> ids;
        const Instant now = read_clock();
        for (const Handed& one : *handed) {
            const auto id = store::insert_attachment(database, one.attachment, now, who);
            if (!id) return tl::unexpected(id.error());
            auto noted = store::append_audit(database, {0, now, who, "attachment.add",
                                                        fmt::format("attachment/{}", *id), "null",
                                                        audit_text(one.attachment), "", ""});
            if (!noted) return tl::unexpected(noted.error());
            ids.push_back(*id);
        }
        return ids;
    });
}

Result<std::vector<Attachment>> list_attachments(store::Database& database,
                                                 const std::string& top_key,
                                                 const std::string& subject) {
    auto list = store::load_attachments(database, top_key);
    if (!list || subject.empty()) return list;
    Problems problems;
    const auto found = find_subject(database, subject, problems);
    if (!found) return tl::unexpected(found.error());
    if (!problems.empty()) return make_error(std::move(problems));
    std::erase_if(*list, [&](const Attachment& one) {
        return one.subject != (*found)->subject || one.subject_id != (*found)->subject_id;
    });
    return list;
}

namespace {

enum class FileState { fine, missing, changed };

FileState look_at(const fs::path& folder, const Attachment& one, std::string* bytes = nullptr) {
    auto read = sim::core::read_file(place_of(folder, one.sha256), attachment_limit_bytes);
    if (!read)
        return read.error().code == Errc::too_large ? FileState::changed : FileState::missing;
    if (read->size() != one.size_bytes || sim::core::sha256_hex(*read) != one.sha256)
        return FileState::changed;
    if (bytes) *bytes = std::move(*read);
    return FileState::fine;
}

std::string csv_quoted(std::string text) {
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos)
        text.insert(0, 1, '\'');
    for (std::size_t at = 0; (at = text.find('"', at)) != text.npos; at += 2)
        text.insert(at, 1, '"');
    return "\"" + text + "\"";
}

} // namespace

Result<void> export_attachments(const fs::path& folder, const std::vector<Attachment>& attachments,
                                const fs::path& out) {
    std::error_code code;
    if (fs::exists(out, code) && !fs::is_empty(out, code))
        return make_error(Errc::bad_input, {out.string(), "--out", tr("文件夹不是空的"),
                                            tr("一个新的或空的文件夹")});
    Problems problems;
    for (const Attachment& one : attachments)
        if (const FileState state = look_at(folder, one); state != FileState::fine)
            problems.push_back(
                {place_of(folder, one.sha256).string(), fmt::format("attachment/{}", one.id),
                 state == FileState::missing ? tr("附件的文件不在") : tr("附件的文件被改过"),
                 one.file_name});
    if (!problems.empty()) return make_error(std::move(problems));
    fs::create_directories(out, code);
    if (code)
        return make_error(Errc::io,
                          {out.string(), "", trf("不能建文件夹：{}", code.message()), ""});
    std::string index = "\xEF\xBB\xBF"
                        "file,subject,sha256,size_bytes,note,recorded_by\r\n";
    for (const Attachment& one : attachments) {
        const std::string name = fmt::format("{}-{}", one.id, make_safe_file_name(one.file_name));
        std::string bytes;
        if (look_at(folder, one, &bytes) != FileState::fine)
            return make_error(Errc::io, {name, "", tr("附件的文件被改过"), ""});
        if (auto done = sim::core::write_file(out / name, bytes); !done) return done;
        index +=
            fmt::format("{},{}/{},{},{},{},{}\r\n", csv_quoted(name),
                        name_of(attachment_subject_names, one.subject), one.subject_id, one.sha256,
                        one.size_bytes, csv_quoted(one.note), csv_quoted(one.recorded_by));
    }
    return sim::core::write_file(out / "index.csv", index);
}

Result<AttachmentCheck> check_attachments(store::Database& database, const fs::path& folder,
                                          const std::string& top_key) {
    const auto all = load_all(database);
    if (!all) return tl::unexpected(all.error());
    const auto part = store::load_attachments(database, top_key);
    if (!part) return tl::unexpected(part.error());
    AttachmentCheck check;
    check.row_count = static_cast<int>(part->size());
    for (const Attachment& one : *part) {
        const FileState state = look_at(folder, one);
        if (state == FileState::missing) check.missing.push_back(one);
        if (state == FileState::changed) check.changed.push_back(one);
    }
    std::set<fs::path> listed;
    for (const Attachment& one : *all)
        listed.insert(place_of(folder, one.sha256));
    std::error_code code;
    fs::recursive_directory_iterator at(folder, code);
    for (; !code && at != fs::recursive_directory_iterator(); at.increment(code)) {
        if (at->is_directory(code)) continue;
        const bool known = listed.contains(at->path());
        check.file_count += known && at->path().filename().string().size() == hash_digits;
        if (!known) check.unlisted.push_back(at->path());
    }
    std::ranges::sort(check.unlisted);
    return check;
}

} // namespace roster::service
