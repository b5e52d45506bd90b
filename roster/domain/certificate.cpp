#include "roster/domain/certificate.h"

namespace roster::domain {

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

} // namespace roster::domain
