#include "roster/service/certificates.h"

#include "roster/domain/plain_text.h"
#include "roster/service/journal.h"
#include "roster/service/organisations.h"
#include "roster/store/certificate_table.h"
#include "roster/store/home_people.h"
#include "roster/store/import_table.h"
#include "roster/store/people_table.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

namespace roster::service {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

Result<void> check_holder(store::Database& database, const Certificate& certificate,
                          Problems& problems) {
    if (!certificate.person_key.empty()) {
        const auto persons = store::load_person_days(database);
        if (!persons) return tl::unexpected(persons.error());
        if (!persons->contains(certificate.person_key))
            problems.push_back({"", "/person", trf("数据库里没有 {}", certificate.person_key),
                                tr("花名册里的人")});
    } else if (!certificate.organisation_key.empty()) {
        const auto organisations = store::load_organisations(database);
        if (!organisations) return tl::unexpected(organisations.error());
        if (std::ranges::find(*organisations, certificate.organisation_key, &Organisation::key) ==
            organisations->end())
            problems.push_back({"", "/organisation",
                                trf("数据库里没有单位 {}", certificate.organisation_key),
                                tr("已登记的单位")});
    }
    return {};
}

/// The same kind and number is one certificate, wherever it is.
Result<bool> check_number(store::Database& database, const CertificateEntry& entry,
                          Problems& problems) {
    const auto tree = list_part(database, "");
    if (!tree) return tl::unexpected(tree.error());
    const Certificate& wanted = entry.certificate;
    bool on_file = false;
    for (const Organisation& top : *tree) {
        if (!top.parent_key.empty()) continue;
        const auto known = store::load_certificates(database, top.key);
        if (!known) return tl::unexpected(known.error());
        for (const Certificate& one : *known) {
            if (one.id == entry.corrects_id || one.kind != wanted.kind ||
                one.number != wanted.number)
                continue;
            if (one.person_key == wanted.person_key &&
                one.organisation_key == wanted.organisation_key)
                on_file = true;
            else if (!one.person_key.empty())
                problems.push_back({"", "/number",
                                    trf("这个证书编号在台账里是 {} 的", one.person_key),
                                    tr("核对证书编号")});
        }
    }
    return on_file;
}

std::string audit_text(const Certificate& certificate) {
    return nlohmann::ordered_json{
        {"holder", certificate.person_key + certificate.organisation_key},
        {"kind", name_of(certificate_kind_names, certificate.kind)},
        {"number", certificate.number},
        {"issuer", certificate.issuer},
        {"issued_on", iso(certificate.issued_on)},
        {"expires_on", certificate.expires_on ? iso(*certificate.expires_on) : std::string()}}
        .dump();
}

std::string subject_of(std::int64_t id) {
    return fmt::format("certificate/{}", id);
}

/// What stands before; "null" for a new one.
Result<std::string> find_before(store::Database& database, const CertificateEntry& entry,
                                Problems& problems) {
    if (entry.corrects_id == 0) return std::string("null");
    const auto old = store::find_certificate(database, entry.corrects_id);
    if (!old) return tl::unexpected(old.error());
    if (!*old || (*old)->replaced)
        problems.push_back({"", "/corrects",
                            *old ? trf("certificate/{} 已经更正过", entry.corrects_id)
                                 : trf("台账里没有 certificate/{}", entry.corrects_id),
                            tr("yanlian certificate list 列出的编号")});
    return *old ? audit_text((*old)->certificate) : std::string("null");
}

} // namespace

Result<std::int64_t> add_certificate(store::Database& database, const CertificateEntry& entry,
                                     const std::string& who) {
    return in_transaction(database, [&]() -> Result<std::int64_t> {
        CertificateEntry wanted = entry;
        trim_all({&wanted.certificate.number, &wanted.certificate.issuer});
        const Instant now = read_clock();
        Problems problems = check(wanted.certificate, calc_local_day(now));
        if (who.empty()) problems.push_back({"", "/who", tr("没有写经办人"), tr("经办人")});
        if (auto done = check_holder(database, wanted.certificate, problems); !done)
            return tl::unexpected(done.error());
        const auto on_file = check_number(database, wanted, problems);
        if (!on_file) return tl::unexpected(on_file.error());
        const auto before = find_before(database, wanted, problems);
        if (!before) return tl::unexpected(before.error());
        if (!problems.empty()) return make_error(std::move(problems));
        if (*on_file)
            return make_error(Errc::conflict, {"", "/number", tr("这张证书已经登记过"),
                                               tr("写错了用 --corrects 更正")});
        const auto id =
            store::insert_certificate(database, wanted.certificate, wanted.corrects_id, now, who);
        if (!id) return id;
        auto noted =
            store::append_audit(database, {0, now, who, "certificate.add", subject_of(*id), *before,
                                           audit_text(wanted.certificate), "", ""});
        if (!noted) return tl::unexpected(noted.error());
        return *id;
    });
}

Result<void> revoke_certificate(store::Database& database, std::int64_t certificate_id,
                                Date revoked_on, const std::string& reason,
                                const std::string& who) {
    return in_transaction(database, [&]() -> Result<void> {
        const Instant now = read_clock();
        const auto found = store::find_certificate(database, certificate_id);
        if (!found) return tl::unexpected(found.error());
        Problems problems;
        const auto report = [&](const char* pointer, std::string what, std::string expected) {
            problems.push_back({"", pointer, std::move(what), std::move(expected)});
        };
        if (!*found)
            report("/certificate", trf("台账里没有 certificate/{}", certificate_id),
                   tr("yanlian certificate list 列出的编号"));
        else if ((*found)->replaced)
            report("/certificate", trf("certificate/{} 已经更正过", certificate_id),
                   tr("撤销更正后的那一张"));
        else if (revoked_on < (*found)->certificate.issued_on)
            report("/on", tr("撤销早于发证"), iso((*found)->certificate.issued_on));
        if (calc_local_day(now) < revoked_on)
            report("/on", trf("{} 还没有到", iso(revoked_on)), tr("今天或以前"));
        if (trim(reason).empty()) report("/reason", tr("没有写撤销的原因"), tr("原因"));
        if (who.empty()) report("/who", tr("没有写经办人"), tr("经办人"));
        if (!problems.empty()) return make_error(std::move(problems));
        if ((*found)->certificate.revoked_on)
            return make_error(Errc::conflict,
                              {"", "/certificate",
                               trf("已于 {} 撤销", iso(*(*found)->certificate.revoked_on)), ""});
        const auto id =
            store::insert_revocation(database, certificate_id, revoked_on, reason, now, who);
        if (!id) return tl::unexpected(id.error());
        const nlohmann::ordered_json after{{"revoked_on", iso(revoked_on)}, {"reason", reason}};
        return store::append_audit(database,
                                   {0, now, who, "certificate.revoke", subject_of(certificate_id),
                                    audit_text((*found)->certificate), after.dump(), "", ""});
    });
}

namespace {

struct Holder {
    std::string organisation_key, name, posts;
};

std::string posts_of(const Person& person) {
    std::string text;
    for (const PersonRole& role : person.roles) {
        const std::string post = tr(word(role.post));
        if (text.find(post) == text.npos) text += (text.empty() ? "" : tr("、")) + post;
    }
    return text;
}

/// Organisations and people on the roll, by key.
Result<std::map<std::string, Holder>> load_holders(store::Database& database,
                                                   const std::string& top_key, Date today) {
    const auto part = list_part(database, top_key);
    if (!part) return tl::unexpected(part.error());
    std::map<std::string, Holder> holders;
    for (const Organisation& one : *part) {
        holders[one.key] = {one.key, one.name, ""};
    }
    const auto persons = store::load_home_people(database, top_key, today);
    if (!persons) return tl::unexpected(persons.error());
    for (const Person& person : *persons)
        if (is_on_roll(person, today))
            holders.try_emplace(person.key,
                                Holder{person.organisation_key, person.name, posts_of(person)});
    return holders;
}

} // namespace

Result<std::vector<CertificateRow>> list_certificates(store::Database& database,
                                                      const std::string& top_key, Date today) {
    const auto holders = load_holders(database, top_key, today);
    if (!holders) return tl::unexpected(holders.error());
    const auto certificates = store::load_certificates(database, top_key);
    if (!certificates) return tl::unexpected(certificates.error());
    const auto standing = list_standing(*certificates, today);
    std::vector<CertificateRow> rows;
    for (const Certificate& one : *certificates) {
        const auto holder = holders->find(one.person_key + one.organisation_key);
        if (holder == holders->end()) continue; // who has left needs none
        CertificateRow row{one,
                           holder->second.organisation_key,
                           holder->second.name,
                           holder->second.posts,
                           calc_reminder(one, today),
                           is_valid(one, today),
                           std::ranges::find(standing, &one) == standing.end(),
                           std::nullopt};
        if (row.reminder == Reminder::revoked) row.superseded = false; // said, whatever else he has
        if (row.superseded) row.reminder = Reminder::none; // it asks for nothing any more
        if (one.expires_on) row.days_left = calc_days_between(today, *one.expires_on);
        rows.push_back(std::move(row));
    }
    std::ranges::sort(rows, {}, [](const CertificateRow& row) {
        const Certificate& c = row.certificate;
        return std::tuple(!c.expires_on, c.expires_on.value_or(c.issued_on), c.id);
    });
    return rows;
}

} // namespace roster::service
