// What is due, in words: the second half of due.h.
#include "roster/service/due.h"
#include "sim/core/text.h"

namespace roster::service {

using namespace roster::domain;
using sim::core::tr;
using sim::core::trf;

std::string describe(const CertificateLine& line) {
    const Certificate& one = line.certificate;
    const auto& end = line.reminder == Reminder::revoked ? one.revoked_on : one.expires_on;
    return trf("{} 的{}：{} {}", line.name, tr(word(one.kind)), tr(word(line.reminder)),
               end ? iso(*end) : "");
}

std::string describe(const RuleLine& rule) {
    return trf("{}（{}{}）", rule.source, tr(word(rule.kind)),
               rule.mark == RuleMark::unverified ? tr("，未核实") : "");
}

std::string describe(const DueLine& line) {
    return trf("{}{}", describe(line.sources.front().window), tr(activity_word(line.activity)));
}

std::string describe(const VacancyLine& line) {
    return tr(line.certificate_lapsed ? "安全管理人的证书已过期或撤销" : "没有安全管理人");
}

namespace {

/// By when, in the words of a day that is to come or has gone by.
std::string describe_day(const DueLine& line) {
    if (line.state != DueState::red) return trf("{} 前完成", iso(line.due_on + Days{1}));
    return line.or_earlier ? trf("至少从 {} 起逾期", iso(line.due_on + Days{1}))
                           : trf("{} 起逾期", iso(line.due_on + Days{1}));
}

} // namespace

std::string format_digest(const DueList& list, const std::string& organisation_key) {
    std::string text;
    for (const DueLine& line : list.lines) {
        if (line.organisation_key != organisation_key || line.state == DueState::green) continue;
        std::string sources;
        for (const RuleLine& rule : line.sources)
            sources += (sources.empty() ? "" : tr("；")) + describe(rule);
        text += trf("[{}] {}：{}，{}。依据：{}", tr(word(line.state)), line.name, describe(line),
                    describe_day(line), sources) +
                "\n";
    }
    for (const CertificateLine& line : list.certificates)
        if (line.organisation_key == organisation_key)
            text += trf("[证] {}", describe(line)) + "\n";
    for (const TeamLine& line : list.teams)
        if (line.organisation_key == organisation_key)
            text += trf("[队] {}：{}", line.name, describe(line.check)) + "\n";
    for (const VacancyLine& line : list.vacancies)
        if (line.organisation_key == organisation_key)
            text += trf("[岗] {}：{}", line.name, describe(line)) + "\n";
    return text;
}

} // namespace roster::service
