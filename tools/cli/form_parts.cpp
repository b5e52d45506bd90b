#include "tools/cli/form_parts.h"

#include "roster/service/bulletin.h"
#include <algorithm>

namespace tools::cli {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::tr;
using sim::core::trf;

std::string day_text(const std::optional<Date>& day) {
    return day ? iso(*day) : std::string();
}

std::string clock_of(const std::optional<Instant>& instant) {
    constexpr std::size_t clock_at = 11, clock_size = 5; // 2026-03-01T02:00:00Z
    return instant ? iso(*instant + local_offset).substr(clock_at, clock_size) : std::string();
}

std::string post_words(const std::string& names) {
    std::string text;
    for (std::size_t at = 0; at < names.size();) {
        const std::size_t end = std::min(names.find(' ', at), names.size());
        if (const auto post = find_named<Post>(post_names, names.substr(at, end - at))) {
            if (!text.empty()) text += tr("、");
            text += tr(word(*post));
        }
        at = end + 1;
    }
    return text;
}

std::string masked(const std::string& phone) {
    constexpr std::size_t mobile_size = 11, shown_first = 3, shown_last = 4;
    const bool mobile =
        phone.size() == mobile_size && phone.find_first_not_of("0123456789") == phone.npos;
    if (!mobile) return phone;
    return phone.substr(0, shown_first) + "****" + phone.substr(mobile_size - shown_last);
}

std::string number_of(const std::string& key) {
    const std::size_t slash = key.rfind('/');
    return slash == key.npos ? key : key.substr(slash + 1);
}

std::string hours_of(const std::optional<int>& minutes_count) {
    constexpr double minutes_an_hour = 60;
    if (!minutes_count) return {};
    return fmt::format("{:.3g}", *minutes_count / minutes_an_hour);
}

sim::core::Result<FormPeriod> choose_period(const OpenLedger& ledger, const std::string& half) {
    const Date before = calc_window(WindowKind::half_year, ledger.today).first - Days{1};
    DaySpan span = calc_window(WindowKind::half_year, before);
    if (!half.empty()) {
        const auto found = roster::service::find_half_year(half);
        if (!found)
            return make_error(Errc::bad_input, {"", "--half", trf("“{}”不是半年", half),
                                                tr("年份加 H1 或 H2，例如 2026H1")});
        span = found->span;
    }
    return FormPeriod{span.first, span.last, trf("{} 至 {}", iso(span.first), iso(span.last))};
}

} // namespace tools::cli
