// yanlian certificate list|add|revoke: who may do what, until when.
#include "roster/service/certificates.h"
#include "sim/core/text.h"
#include "tools/cli/attachment_options.h"
#include "tools/cli/commands.h"
#include "tools/cli/finding_options.h"
#include "tools/cli/terminal.h"
#include "tools/cli/usage.h"
#include "tools/import/kinds.h"
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using roster::service::CertificateEntry;
using roster::service::CertificateRow;
using sim::core::tr;
using sim::core::trf;

namespace {

struct CertificateCommand : LedgerOptions {
    std::string kind, person, number, issuer, issued, expires, on, reason;
    std::int64_t id = 0, corrects = 0;
    bool due = false;
    PhotoOptions photos;
};

std::optional<CertificateKind> read_kind(const std::string& text) {
    if (const auto named = find_named<CertificateKind>(certificate_kind_names, text)) return named;
    return import::find_certificate(text);
}

std::string kinds_text() {
    std::string text;
    for (std::size_t i = 0; i < certificate_kind_names.size(); ++i)
        text += (i ? tr("、") : "") + std::string(tr(word(static_cast<CertificateKind>(i))));
    return text;
}

int run_add(const CertificateCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    CertificateEntry entry;
    entry.corrects_id = options.corrects;
    Certificate& one = entry.certificate;
    if (const auto kind = read_kind(options.kind))
        one.kind = *kind;
    else
        answers.note(
            sim::core::Problem{"", tr("证书"), trf("不认识“{}”", options.kind), kinds_text()});
    if (options.person.empty())
        one.organisation_key = ledger->organisation.key;
    else
        one.person_key = answers.person("--holder", options.person);
    one.number = options.number;
    one.issuer = options.issuer;
    if (const auto day = answers.date("--issued", options.issued)) one.issued_on = *day;
    one.expires_on = answers.date("--expires", options.expires);
    if (!answers.fine()) {
        answers.note(check(one, ledger->today));
        return answers.report_all();
    }
    if (const auto fine = check_photos(*ledger, options.photos); !fine) return report(fine.error());
    const auto id = roster::service::add_certificate(ledger->opened.database, entry, ledger->who);
    if (!id) return report(id.error());
    const auto attached =
        attach_photos(*ledger, options.photos, fmt::format("certificate/{}", *id));
    if (!attached) return report(attached.error());
    if (options.json)
        fmt::print("{}\n", nlohmann::ordered_json{{"certificate", *id}}.dump(2));
    else
        fmt::print("{}\n",
                   trf("已登记 certificate/{}：{} {}", *id, tr(word(one.kind)), one.number));
    return 0;
}

int run_revoke(const CertificateCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    Answers answers(ledger->opened.database, ledger->organisation.key);
    const auto on = answers.date("--on", options.on);
    if (!answers.fine()) return answers.report_all();
    const auto done = roster::service::revoke_certificate(ledger->opened.database, options.id,
                                                          on.value_or(ledger->today),
                                                          options.reason, ledger->who);
    if (!done) return report(done.error());
    fmt::print("{}\n", trf("certificate/{} 自 {} 起撤销；那天以前的不变", options.id,
                           iso(on.value_or(ledger->today))));
    return 0;
}

nlohmann::ordered_json row_json(const CertificateRow& row) {
    const Certificate& one = row.certificate;
    const auto day = [](const std::optional<Date>& date) {
        return date ? nlohmann::ordered_json(iso(*date)) : nlohmann::ordered_json();
    };
    return {{"certificate", one.id},
            {"organisation", row.organisation_key},
            {"person", one.person_key},
            {"holder", row.holder},
            {"kind", name_of(certificate_kind_names, one.kind)},
            {"number", one.number},
            {"issuer", one.issuer},
            {"issued_on", iso(one.issued_on)},
            {"expires_on", day(one.expires_on)},
            {"revoked_on", day(one.revoked_on)},
            {"valid", row.valid},
            {"superseded", row.superseded},
            {"days_left",
             row.days_left ? nlohmann::ordered_json(*row.days_left) : nlohmann::ordered_json()},
            {"reminder", name_of(reminder_names, row.reminder)}};
}

/// With --due exit code 1 says that one has run out.
int run_list(const CertificateCommand& options) {
    auto ledger = open_ledger(options);
    if (!ledger) return report(ledger.error());
    const auto list = roster::service::list_certificates(ledger->opened.database,
                                                         ledger->organisation.key, ledger->today);
    if (!list) return report(list.error());
    std::vector<std::vector<std::string>> rows{{tr("编号"), tr("单位"), tr("持证人"), tr("证书"),
                                                tr("证书编号"), tr("发证日期"), tr("到期日"),
                                                tr("剩余天数"), tr("状态")}};
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    int expired = 0, counted = 0;
    for (const CertificateRow& row : *list) {
        const Certificate& one = row.certificate;
        if (options.due && row.reminder == Reminder::none) continue;
        counted += row.superseded ? 0 : 1;
        expired += row.reminder == Reminder::expired || row.reminder == Reminder::revoked;
        rows.push_back({std::to_string(one.id), row.organisation_key, row.holder,
                        tr(word(one.kind)), one.number, iso(one.issued_on),
                        one.expires_on ? iso(*one.expires_on) : tr("不过期"),
                        row.days_left ? std::to_string(*row.days_left) : "",
                        row.superseded ? tr("已被更新") : tr(word(row.reminder))});
        json.push_back(row_json(row));
    }
    print_answer(options, rows, json,
                 trf("{}　{}　证书 {} 张，已过期或撤销 {} 张", ledger->organisation.name,
                     iso(ledger->today), counted, expired));
    return options.due && expired > 0 ? static_cast<int>(ExitCode::answer_is_no) : 0;
}

void declare_add(CLI::App& command, CertificateCommand& options) {
    command.add_option(tr("证书"), options.kind, tr("种类，例如 消防设施操作员、护理员、消防验收"))
        ->required();
    command.add_option("--person,--holder", options.person, tr("持证人；不写是单位自己的证书"));
    command.add_option("--number", options.number, tr("证书编号；不存身份证号"))->required();
    command.add_option("--issued", options.issued, tr("发证日期"))->required();
    command.add_option("--expires", options.expires, tr("最后一个有效日；不写是不过期"));
    command.add_option("--issuer", options.issuer, tr("发证机关"));
    add_photo_options(command, options.photos);
    command.add_option("--corrects", options.corrects, tr("更正哪一张，编号见 certificate list"));
    add_organisation_option(command, options);
    add_who_option(command, options);
    add_ledger_options(command, options);
}

} // namespace

void add_certificate_commands(CLI::App& app, int& exit_code) {
    CLI::App* certificate =
        app.add_subcommand("certificate", tr("证书：登记、撤销、列出，快到期的提醒"));
    certificate->require_subcommand(1);
    add_command<CertificateCommand>(
        *certificate, "list", tr("列出证书，先到期的在前"), exit_code, run_list,
        [](CLI::App& command, CertificateCommand& options) {
            command.add_flag("--due", options.due,
                             tr("只列 90 天内到期、已过期和已撤销的；有已过期的退出码是 1"));
            add_organisation_option(command, options);
            add_today_option(command, options);
            add_ledger_options(command, options);
        });
    add_command<CertificateCommand>(*certificate, "add", tr("登记一张证书"), exit_code, run_add,
                                    declare_add);
    add_command<CertificateCommand>(
        *certificate, "revoke", tr("撤销一张证书，从那一天起"), exit_code, run_revoke,
        [](CLI::App& command, CertificateCommand& options) {
            command.add_option(tr("编号"), options.id, tr("编号，见 certificate list"))->required();
            command.add_option("--on", options.on, tr("从哪一天起没有；不写是今天"));
            command.add_option("--reason", options.reason, tr("原因"))->required();
            add_who_option(command, options);
            add_today_option(command, options);
            add_ledger_options(command, options);
        });
}

} // namespace tools::cli
