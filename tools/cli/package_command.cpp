// yanlian activity package KEY --out FILE.zip: what an activity leaves, in one file to hand in.
#include "roster/store/activity_detail.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include "tools/cli/commands.h"
#include "tools/cli/form_parts.h"
#include "tools/cli/ledger_home.h"
#include "tools/cli/report_file.h"
#include "tools/cli/terminal.h"
#include "tools/paper/print.h"
#include "tools/sheets/write_sheets.h"
#include "tools/sheets/write_zip.h"
#include <algorithm>
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using roster::store::ActivityDetail;
using roster::store::AttachmentLine;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr std::uintmax_t attachment_limit_bytes = std::uintmax_t{256} << 20; // as finding evidence
constexpr std::uintmax_t package_limit_bytes = std::uintmax_t{1} << 30;      // held in memory

struct PackageOptions : LedgerOptions {
    std::string key, out;
};

std::string local_time(const std::optional<Instant>& instant) {
    if (!instant) return {};
    const std::string text = iso(*instant + local_offset);
    return text.substr(0, 10) + " " + text.substr(11, 5);
}
/// The foot of both forms: from which row, and when it was entered.
template <class Data>
void sign(Data& data, const ActivityDetail& detail) {
    data.produced =
        trf("台账　{}　第 {} 行　{}", detail.activity.key, detail.activity.id, detail.recorded_by);
    data.created_utc = iso(detail.recorded_at_utc);
}

/// What lies in the package, and what is only named.
struct Entry {
    std::string file, about, sha256, recorded, note;
    std::uintmax_t size_bytes = 0;
};
struct Package {
    std::vector<sheets::ZipFile> files;
    std::vector<Entry> entries;
    std::vector<std::string> missing_characters;
    std::uintmax_t size_bytes = 0;

    void add(std::string name, std::string about, std::string bytes, std::string recorded) {
        entries.push_back({name, std::move(about), sim::core::sha256_hex(bytes),
                           std::move(recorded), tr("在包里"), bytes.size()});
        size_bytes += bytes.size();
        files.push_back({std::move(name), std::move(bytes)});
    }
};

Result<void> add_form(Package& package, const char* name, const paper::Form& form) {
    auto printed = paper::print_pdf(form);
    if (!printed) return tl::unexpected(printed.error());
    for (std::string& one : printed->missing)
        package.missing_characters.push_back(std::move(one));
    package.add(fmt::format("{:02}-{}.pdf", package.files.size() + 1, tr(name)), tr(name),
                std::move(printed->bytes), "");
    return {};
}

/// The content lies in the folder beside the database, under its hash.
void add_attachment(Package& package, const std::filesystem::path& database,
                    const AttachmentLine& one, std::size_t no) {
    const std::string name =
        tr("附件") + fmt::format("/{:03}-", no) + sheets::safe_file_name(one.file_name);
    const std::string recorded = local_time(one.recorded_at_utc) + " " + one.recorded_by;
    const std::filesystem::path file =
        database.string() + ".files/" + one.sha256.substr(0, 2) + "/" + one.sha256;
    auto bytes = sim::core::read_file(file, attachment_limit_bytes);
    const bool fits = bytes && sim::core::sha256_hex(*bytes) == one.sha256;
    if (fits && package.size_bytes + bytes->size() <= package_limit_bytes) {
        package.add(name, one.note, std::move(*bytes), recorded);
        return;
    }
    package.entries.push_back({name, one.note, one.sha256, recorded,
                               !bytes ? tr("不在包里：没有内容，只有名称和哈希")
                               : fits ? tr("不在包里：太大")
                                      : tr("不在包里：内容与哈希不符"),
                               static_cast<std::uintmax_t>(one.size_bytes)});
}

/// As CSV: opens anywhere, and a hash can be checked by any program.
std::string make_index(const ActivityDetail& detail, const std::vector<Entry>& entries) {
    sheets::WriteSheet sheet;
    sheet.name = tr("目录");
    sheet.title = detail.activity.title;
    sheet.subtitle =
        detail.organisation_name + " " + iso(detail.activity.local_day) + " " + detail.activity.key;
    for (const char* title : {"序号", "文件", "内容", "字节", "SHA-256", "登记", "说明"})
        sheet.columns.push_back({tr(title), "", 0, false, {}, sheets::WriteColumn::Kind::text});
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const Entry& one = entries[i];
        std::vector<sheets::Cell> row;
        for (const std::string& text :
             {std::to_string(i + 1), one.file, one.about, std::to_string(one.size_bytes),
              one.sha256, one.recorded, one.note})
            row.push_back(sheets::text_cell(text));
        sheet.rows.push_back(std::move(row));
    }
    return sheets::write_csv(sheet);
}

Result<Package> make_package(const ActivityDetail& detail, roster::store::Database& ledger) {
    const std::filesystem::path database = ledger.path();
    const auto phones = roster::store::load_phones(ledger);
    if (!phones) return tl::unexpected(phones.error());
    paper::SignIn sign_in = make_sign_in(detail, *phones);
    sign(sign_in, detail);
    Package package;
    const ActivityKind kind = detail.activity.kind;
    const bool drill = kind == ActivityKind::drill || kind == ActivityKind::tabletop ||
                       kind == ActivityKind::demonstration;
    if (drill)
        if (auto done = add_form(package, "演练记录表", make_drill_form(detail)); !done)
            return tl::unexpected(done.error());
    if (auto done = add_form(package, "签到表", make_form(sign_in)); !done)
        return tl::unexpected(done.error());
    for (std::size_t i = 0; i < detail.attachments.size(); ++i)
        add_attachment(package, database, detail.attachments[i], i + 1);
    package.files.push_back(
        {tr("目录") + std::string(".csv"), make_index(detail, package.entries)});
    return package;
}

nlohmann::ordered_json package_json(const PackageOptions& options, const Package& package,
                                    const std::string& bytes) {
    nlohmann::ordered_json json{{"activity", options.key},
                                {"file", options.out},
                                {"size_bytes", bytes.size()},
                                {"sha256", sim::core::sha256_hex(bytes)},
                                {"entries", nlohmann::ordered_json::array()}};
    for (const Entry& one : package.entries)
        json["entries"].push_back(
            {{"file", one.file},
             {"size_bytes", one.size_bytes},
             {"sha256", one.sha256},
             {"packed", std::ranges::find(package.files, one.file, &sheets::ZipFile::name) !=
                            package.files.end()}});
    return json;
}

int run_package(const PackageOptions& options) {
    if (!options.out.ends_with(".zip"))
        return report(
            {Errc::bad_input, {{"", "--out", trf("{} 不是 .zip", options.out), tr("文件名.zip")}}});
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto detail = roster::store::find_activity_detail(ledger->opened.database, options.key);
    if (!detail) return report(detail.error());
    if (!*detail)
        return report({Errc::bad_input,
                       {{"", "/key", trf("台账里没有活动 {}", options.key),
                         tr("`yanlian activity list` 列出的编号")}}});
    const auto package = make_package(**detail, ledger->opened.database);
    if (!package) return report(package.error());
    const auto bytes = sheets::write_zip(package->files);
    if (!bytes) return report(bytes.error());
    if (auto done = sim::core::write_file(options.out, *bytes); !done) return report(done.error());
    warn_of_missing(package->missing_characters);
    if (options.json)
        fmt::print("{}\n", package_json(options, *package, *bytes).dump(2));
    else
        fmt::print("{}\n", trf("“{}”：{} 个文件，{}", (*detail)->activity.title,
                               package->files.size(), options.out));
    return 0;
}

} // namespace

void add_package_command(CLI::App& app, int& exit_code) {
    add_command<PackageOptions>(
        *app.get_subcommand("activity"), "package",
        tr("打包一次活动：记录表、签到表、附件和带哈希的目录"), exit_code, run_package,
        [](CLI::App& command, PackageOptions& options) {
            command.add_option(tr("活动"), options.key, tr("`yanlian activity list` 列出的编号"))
                ->required();
            command.add_option("--out", options.out, tr("文件名.zip"))->required();
            command.add_option("--db", options.db, tr("台账数据库；不写用默认的"));
            command.add_flag("--json", options.json, tr("输出 JSON"));
        });
}

} // namespace tools::cli
