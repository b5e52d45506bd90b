// Certificates: a holder, a kind and a number are one certificate.
#include "sim/core/text.h"
#include "tools/import/context.h"
#include <algorithm>

namespace tools::import {

using namespace roster::domain;
using namespace roster::service;
using sim::core::Problems;
using sim::core::tr;
using sim::core::trf;

std::optional<Certificate> read_certificate(const SheetRow& row, Problems& problems) {
    const std::string& written = row.text("certificate");
    if (written.empty() || written == "无") return std::nullopt;
    const std::size_t before = problems.size();
    const auto need = [&](const char* key, const char* what) {
        // A cell that is wrong has its own problem.
        if (row.text(key).empty() && row.at(key).problems.empty() &&
            std::ranges::none_of(row.problems,
                                 [&](const auto& one) { return one.pointer == row.pointer(key); }))
            problems.push_back(row.problem(key, tr(what), ""));
    };
    const auto kind = find_certificate(written);
    if (!kind) {
        std::vector<std::string> known;
        for (std::size_t i = 0; i < certificate_kind_names.size(); ++i)
            known.emplace_back(word(static_cast<CertificateKind>(i)));
        const std::string nearest = find_nearest(written, known);
        problems.push_back(unknown_word(row, "certificate", written,
                                        nearest.empty() ? tr("例如 消防设施操作员、护理员、其他")
                                                        : trf("最接近的是“{}”", nearest)));
    }
    need("number", "没有证书编号");
    need("issued_on", "没有发证日期");
    const auto issued = row.at("issued_on").date, expires = row.at("expires_on").date;
    if (issued && expires && *expires < *issued)
        problems.push_back(row.problem("expires_on", tr("有效期早于发证日期"), iso(*issued)));
    if (problems.size() != before || !issued || row.text("number").empty()) return std::nullopt;
    Certificate certificate;
    certificate.kind = *kind;
    certificate.number = row.text("number");
    certificate.issuer = row.text("issuer");
    certificate.issued_on = *issued;
    certificate.expires_on = expires;
    return certificate;
}

bool plan_certificate(RowDecision& decision, const SheetRow& row, const Certificate& certificate,
                      const Directory& directory) {
    if (directory.view().today < certificate.issued_on)
        decision.problems.push_back(
            row.problem("issued_on", trf("发证日期 {} 还没有到", iso(certificate.issued_on)),
                        tr("今天或以前")));
    const Certificate* on_file = nullptr;
    for (const Certificate& one : directory.view().certificates) {
        if (one.kind != certificate.kind || one.number != certificate.number) continue;
        if (one.person_key == certificate.person_key &&
            one.organisation_key == certificate.organisation_key)
            on_file = &one;
        else if (!one.person_key.empty())
            decision.problems.push_back(row.problem(
                "number", trf("这个证书编号在台账里是 {} 的", one.person_key), tr("核对证书编号")));
    }
    const auto old = [&](const std::string& text) { return on_file ? text : std::string(); };
    add_field(decision, "certificate", on_file ? word(on_file->kind) : "", word(certificate.kind));
    add_field(decision, "number", old(certificate.number), certificate.number);
    add_field(decision, "issuer", on_file ? on_file->issuer : "", certificate.issuer);
    add_field(decision, "issued_on", on_file ? iso(on_file->issued_on) : "",
              iso(certificate.issued_on));
    add_field(decision, "expires_on", on_file ? day_text(on_file->expires_on) : "",
              day_text(certificate.expires_on));
    Certificate wanted = certificate;
    if (on_file && !wanted.expires_on) wanted.expires_on = on_file->expires_on;
    if (on_file && wanted.issuer.empty()) wanted.issuer = on_file->issuer;
    if (on_file && wanted.issued_on == on_file->issued_on &&
        wanted.expires_on == on_file->expires_on && wanted.issuer == on_file->issuer)
        return true;
    decision.deeds.push_back(PutCertificate{wanted, on_file ? on_file->id : 0});
    return on_file != nullptr;
}

void plan_certificates(std::vector<RowDecision>& decisions, const std::vector<SheetRow>& sheet,
                       const Directory& directory) {
    std::vector<std::string> identities(sheet.size());
    std::vector<bool> on_file(sheet.size());
    for (std::size_t i = 0; i < sheet.size(); ++i) {
        RowDecision& row = decisions[i];
        const std::string& name = sheet[i].text("name");
        row.label = name + " " + sheet[i].text("certificate");
        const Organisation* home = directory.find_home(sheet[i], row.problems);
        auto certificate = read_certificate(sheet[i], row.problems);
        if (!home || !certificate) continue;
        add_field(row, "home", home->name, home->name);
        if (name.empty()) {
            certificate->organisation_key = home->key;
        } else {
            const Person* person =
                directory.find_one(sheet[i], "name", home->key, name, row.problems);
            if (!person) continue;
            certificate->person_key = person->key;
            add_field(row, "name", person->name, person->name);
        }
        row.subject = fmt::format(
            "certificate/{}/{}/{}", slug(certificate->person_key + certificate->organisation_key),
            name_of(certificate_kind_names, certificate->kind), certificate->number);
        on_file[i] = plan_certificate(row, sheet[i], *certificate, directory);
        set_row_hash(row, SheetKind::certificates);
        if (row.problems.empty()) identities[i] = row.subject;
    }
    mark_doubles(decisions, sheet, identities, "number");
    for (std::size_t i = 0; i < sheet.size(); ++i)
        settle_fate(decisions[i], on_file[i], directory);
}

} // namespace tools::import
