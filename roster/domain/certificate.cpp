#include "roster/domain/certificate.h"

#include "roster/domain/people.h"
#include "sim/core/text.h"
#include <algorithm>
#include <map>
#include <tuple>

namespace roster::domain {

using sim::core::tr;
using sim::core::trf;

namespace {

/// House rule: remind a quarter ahead, a month ahead, and on the last day.
constexpr int first_reminder_days = 90;
constexpr int second_reminder_days = 30;

} // namespace

const char* word(CertificateKind kind) noexcept {
    constexpr const char* words[] = {"安全管理人", "消防设施操作员", "特种作业", "电工",
                                     "护理员",     "培训合格",       "消防验收", "标准化验收",
                                     "第三方维保", "特种设备",       "其他"};
    return words[static_cast<int>(kind)];
}

const char* word(Reminder reminder) noexcept {
    constexpr const char* words[] = {"有效",     "90 天内到期", "30 天内到期",
                                     "今天到期", "已过期",      "已撤销"};
    return words[static_cast<int>(reminder)];
}

sim::core::Problems check(const Certificate& certificate, Date today) {
    sim::core::Problems problems;
    const auto report = [&](const char* pointer, std::string what, std::string expected) {
        problems.push_back({"", pointer, std::move(what), std::move(expected)});
    };
    if (certificate.person_key.empty() == certificate.organisation_key.empty())
        report("/holder", tr("证书是一个人的，或者是单位的"), tr("只写一个"));
    if (certificate.number.empty()) report("/number", tr("没有证书编号"), tr("证书编号"));
    for (const std::string* text : {&certificate.number, &certificate.issuer})
        if (holds_id_number(*text))
            report("/number", tr("有身份证号，本系统不存证件号"), tr("证书自己的编号，或内部编号"));
    if (today < certificate.issued_on)
        report("/issued_on", trf("发证日期 {} 还没有到", iso(certificate.issued_on)),
               tr("今天或以前"));
    if (certificate.expires_on && *certificate.expires_on < certificate.issued_on)
        report("/expires_on", tr("有效期早于发证日期"), iso(certificate.issued_on));
    return problems;
}

bool is_valid(const Certificate& certificate, Date day) noexcept {
    return certificate.issued_on <= day &&
           (!certificate.expires_on || day <= *certificate.expires_on) &&
           (!certificate.revoked_on || day < *certificate.revoked_on);
}

Reminder calc_reminder(const Certificate& certificate, Date today) noexcept {
    if (certificate.revoked_on && *certificate.revoked_on <= today) return Reminder::revoked;
    if (!certificate.expires_on) return Reminder::none;
    const int left = calc_days_between(today, *certificate.expires_on);
    if (left < 0) return Reminder::expired;
    if (left == 0) return Reminder::last_day;
    if (left <= second_reminder_days) return Reminder::in_30_days;
    return left <= first_reminder_days ? Reminder::in_90_days : Reminder::none;
}

std::vector<const Certificate*> list_standing(std::span<const Certificate> certificates,
                                              Date today) {
    const auto stands_alone = [](const Certificate& one) {
        return !one.organisation_key.empty() || one.kind == CertificateKind::special_operation ||
               one.kind == CertificateKind::special_equipment || one.kind == CertificateKind::other;
    };
    const auto worth = [&](const Certificate& one) {
        Date end = one.expires_on.value_or(Date::max());
        if (one.revoked_on && *one.revoked_on <= today) end = std::min(end, *one.revoked_on);
        return std::tuple(is_valid(one, today), end, one.issued_on, one.id);
    };
    std::map<std::tuple<std::string_view, std::string_view, CertificateKind, std::string_view>,
             const Certificate*>
        best;
    for (const Certificate& one : certificates) {
        const Certificate*& kept =
            best[{one.person_key, one.organisation_key, one.kind,
                  stands_alone(one) ? std::string_view(one.number) : std::string_view()}];
        if (!kept || worth(*kept) < worth(one)) kept = &one;
    }
    std::vector<const Certificate*> standing;
    for (const auto& [key, one] : best)
        standing.push_back(one);
    std::ranges::sort(standing); // by place in the range
    return standing;
}

} // namespace roster::domain
