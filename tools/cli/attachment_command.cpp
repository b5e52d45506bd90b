// yanlian attachment add|list|export|check: photos and papers by the hash of their bytes.
#include "roster/service/attachments.h"
#include "sim/core/text.h"
#include "tools/cli/attachment_options.h"
#include "tools/cli/commands.h"
#include "tools/cli/terminal.h"
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using namespace roster::service;
using sim::core::tr;
using sim::core::trf;

namespace {

struct AttachmentCommand : LedgerOptions {
    PhotoOptions photos;
    std::string subject, note, out;
};

std::string subject_of(const Attachment& one) {
    return fmt::format("{}/{}", name_of(attachment_subject_names, one.subject), one.subject_id);
}

int run_add(const AttachmentCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto folder = find_files_folder(ledger->opened.database, options.photos.folder);
    if (!folder) return report(folder.error());
    std::vector<AttachmentOrder> orders;
    for (const std::string& file : options.photos.files)
        orders.push_back({options.subject, file, options.note});
    const auto ids = add_attachments(ledger->opened.database, *folder, orders, ledger->who);
    if (!ids) return report(ids.error());
    if (options.json)
        fmt::print("{}\n", nlohmann::ordered_json{{"attachments", *ids}}.dump(2));
    else
        fmt::print("{}\n", trf("已附上 {} 件：{}", ids->size(), options.subject));
    return 0;
}

nlohmann::ordered_json row_json(const Attachment& one) {
    return {{"attachment", one.id},
            {"subject", subject_of(one)},
            {"organisation", one.organisation_key},
            {"file", one.file_name},
            {"media_type", one.media_type},
            {"size_bytes", one.size_bytes},
            {"sha256", one.sha256},
            {"note", one.note},
            {"recorded_at_utc", iso(one.recorded_at_utc)},
            {"recorded_by", one.recorded_by}};
}

int run_list(const AttachmentCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto list =
        list_attachments(ledger->opened.database, ledger->organisation.key, options.subject);
    if (!list) return report(list.error());
    std::vector<std::vector<std::string>> rows{
        {tr("编号"), tr("属于"), tr("文件"), tr("字节"), tr("说明"), "SHA-256"}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const Attachment& one : *list) {
        rows.push_back({std::to_string(one.id), subject_of(one), one.file_name,
                        std::to_string(one.size_bytes), one.note, one.sha256.substr(0, 16)});
        json.push_back(row_json(one));
    }
    print_answer(options, rows, json, trf("附件 {} 件", list->size()));
    return 0;
}

int run_export(const AttachmentCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto folder = find_files_folder(ledger->opened.database, options.photos.folder);
    if (!folder) return report(folder.error());
    const auto list =
        list_attachments(ledger->opened.database, ledger->organisation.key, options.subject);
    if (!list) return report(list.error());
    if (const auto done = export_attachments(*folder, *list, options.out); !done)
        return report(done.error());
    fmt::print("{}\n", trf("已取出 {} 件到 {}，清单是 index.csv", list->size(), options.out));
    return 0;
}

/// Exit code 1 when a file is missing or changed; files without a row harm nothing.
int run_check(const AttachmentCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto folder = find_files_folder(ledger->opened.database, options.photos.folder);
    if (!folder) return report(folder.error());
    const auto check =
        check_attachments(ledger->opened.database, *folder, ledger->organisation.key);
    if (!check) return report(check.error());
    std::vector<std::vector<std::string>> rows{{tr("结果"), tr("编号"), tr("属于"), tr("文件")}};
    nlohmann::ordered_json json{{"attachments", check->row_count}, {"files", check->file_count}};
    json["missing"] = json["changed"] = json["unlisted"] = nlohmann::ordered_json::array();
    for (const auto& [name, word, list] :
         {std::tuple("missing", tr("文件不在"), &check->missing),
          std::tuple("changed", tr("文件被改过"), &check->changed)})
        for (const Attachment& one : *list) {
            rows.push_back({word, std::to_string(one.id), subject_of(one), one.file_name});
            json[name].push_back(row_json(one));
        }
    for (const auto& file : check->unlisted) {
        rows.push_back({tr("没有登记，可以删"), "", "", file.string()});
        json["unlisted"].push_back(file.string());
    }
    print_answer(options, rows, json,
                 trf("附件 {} 件，文件 {} 个：不在 {}，被改过 {}，没有登记 {}", check->row_count,
                     check->file_count, check->missing.size(), check->changed.size(),
                     check->unlisted.size()));
    const bool bad = !check->missing.empty() || !check->changed.empty();
    return bad ? static_cast<int>(ExitCode::answer_is_no) : 0;
}

void declare_common(CLI::App& command, AttachmentCommand& options) {
    add_files_option(command, options.photos);
    add_organisation_option(command, options);
    add_ledger_options(command, options);
}

} // namespace

void add_files_option(CLI::App& command, PhotoOptions& options) {
    command.add_option("--files", options.folder,
                       tr("附件的文件夹；不写是数据库旁边的 <数据库>.files"));
}

void add_photo_options(CLI::App& command, PhotoOptions& options) {
    command.add_option("--photo", options.files, tr("照片或扫描件；可以写多次"))
        ->allow_extra_args(false);
    add_files_option(command, options);
}

sim::core::Result<void> check_photos(const OpenLedger& ledger, const PhotoOptions& options) {
    if (options.files.empty()) return {};
    if (const auto folder = find_files_folder(ledger.opened.database, options.folder); !folder)
        return tl::unexpected(folder.error());
    return check_attachment_files({options.files.begin(), options.files.end()});
}

sim::core::Result<void> attach_photos(OpenLedger& ledger, const PhotoOptions& options,
                                      const std::string& subject) {
    if (options.files.empty()) return {};
    const auto folder = find_files_folder(ledger.opened.database, options.folder);
    if (!folder) return tl::unexpected(folder.error());
    std::vector<AttachmentOrder> orders;
    for (const std::string& file : options.files)
        orders.push_back({subject, file, ""});
    const auto ids = add_attachments(ledger.opened.database, *folder, orders, ledger.who);
    if (!ids) return tl::unexpected(ids.error());
    return {};
}

void add_attachment_commands(CLI::App& app, int& exit_code) {
    CLI::App* attachment =
        app.add_subcommand("attachment", tr("照片和文件：附上、列出、取出、核对"));
    attachment->require_subcommand(1);
    add_command<AttachmentCommand>(
        *attachment, "add", tr("把文件附在演练、活动、检查、隐患、证书或预案上"), exit_code,
        run_add, [](CLI::App& command, AttachmentCommand& options) {
            command
                .add_option(tr("属于"), options.subject,
                            tr("例如 activity/12、finding/ankang/2026-001"))
                ->required();
            command.add_option(tr("文件"), options.photos.files, tr("照片或扫描件"))->required();
            command.add_option("--note", options.note, tr("说明"));
            add_who_option(command, options);
            declare_common(command, options);
        });
    add_command<AttachmentCommand>(*attachment, "list", tr("列出附件"), exit_code, run_list,
                                   [](CLI::App& command, AttachmentCommand& options) {
                                       command.add_option("--subject", options.subject,
                                                          tr("只列这一项的"));
                                       declare_common(command, options);
                                   });
    add_command<AttachmentCommand>(
        *attachment, "export", tr("取出附件，核对过哈希，附清单"), exit_code, run_export,
        [](CLI::App& command, AttachmentCommand& options) {
            command.add_option("--out", options.out, tr("一个新的或空的文件夹"))->required();
            command.add_option("--subject", options.subject, tr("只取这一项的"));
            declare_common(command, options);
        });
    add_command<AttachmentCommand>(*attachment, "check",
                                   tr("核对附件：少了的、被改过的、没有登记的"), exit_code,
                                   run_check, declare_common);
}

} // namespace tools::cli
