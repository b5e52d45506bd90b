#include "roster/service/withdrawals.h"

#include "roster/domain/plain_text.h"
#include "roster/service/journal.h"
#include "roster/store/key_moment_table.h"
#include "sim/core/text.h"
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace roster::service {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

Result<void> require_reason(const Withdrawal& withdrawal) {
    if (!withdrawal.who.empty() && !trim(withdrawal.reason).empty()) return {};
    return make_error(Errc::bad_input, {"", "--reason", tr("更正要写明经办人和原因"), ""});
}

Result<void> withdraw(store::Database& database, store::Withdrawable what, std::int64_t id,
                      const Withdrawal& withdrawal) {
    if (auto fine = require_reason(withdrawal); !fine) return fine;
    return in_transaction(database, [&]() -> Result<void> {
        const Instant now = read_clock();
        const auto row = store::withdraw_row(database, what, id, now, withdrawal.who);
        if (!row) return tl::unexpected(row.error());
        const std::string table = store::name(what);
        const nlohmann::ordered_json before{{table, id}},
            after{{"withdrawn_by", *row}, {"reason", withdrawal.reason}};
        return store::append_audit(database, {0, now, withdrawal.who, table + ".withdraw",
                                              fmt::format("{}/{}", table, id), before.dump(),
                                              after.dump(), "", ""});
    });
}

} // namespace

Result<void> withdraw_activity(store::Database& database, const std::string& number_or_key,
                               const Withdrawal& withdrawal) {
    const auto stood = find_activity_to_correct(database, number_or_key);
    if (!stood) return tl::unexpected(stood.error());
    return withdraw(database, store::Withdrawable::activity, stood->activity.id, withdrawal);
}

Result<void> withdraw_drill(store::Database& database, std::int64_t id,
                            const Withdrawal& withdrawal) {
    return withdraw(database, store::Withdrawable::drill, id, withdrawal);
}

Result<void> withdraw_inspection(store::Database& database, std::int64_t id,
                                 const Withdrawal& withdrawal) {
    return withdraw(database, store::Withdrawable::inspection, id, withdrawal);
}

Result<store::StoredActivity> find_activity_to_correct(store::Database& database,
                                                       const std::string& number_or_key) {
    auto found = store::find_activity(database, number_or_key);
    if (!found) return tl::unexpected(found.error());
    if (*found) return std::move(**found);
    return make_error(Errc::bad_input, {database.path().string(), number_or_key, tr("没有这次活动"),
                                        tr("`yanlian activity list` 的编号")});
}

Result<RecordedActivity> correct_activity(store::Database& database,
                                          const store::StoredActivity& stood, ActivityEntry entry,
                                          const Withdrawal& withdrawal) {
    if (auto fine = require_reason(withdrawal); !fine) return tl::unexpected(fine.error());
    const auto counts_never = [](const Activity& a) {
        return a.kind == ActivityKind::demonstration || a.kind == ActivityKind::tabletop;
    };
    if (counts_never(stood.activity) && !counts_never(entry.activity))
        return make_error(Errc::bad_input,
                          {"", stood.activity.key,
                           trf("登记的是{}，不能更正成{}", tr(word(stood.activity.kind)),
                               tr(word(entry.activity.kind))),
                           tr("真是登记错了：撤回（activity withdraw），再按实际登记一次")});
    if (stood.assessments_count > 0 && !stood.withdrawn)
        return make_error(Errc::bad_input, {"", stood.activity.key,
                                            trf("有 {} 项考评以它为证据，更正会使这些等级失效",
                                                stood.assessments_count),
                                            tr("撤回（activity withdraw），再重新登记和考评")});
    entry.activity.corrects_id = stood.activity.id;
    entry.activity.key = stood.activity.key;
    entry.reason = withdrawal.reason;
    if (entry.moments.empty()) {
        auto moments =
            store::load_key_moments(database, store::MomentOwner::activity, stood.activity.id);
        if (!moments) return tl::unexpected(moments.error());
        if (is_fire_drill(entry.activity)) entry.moments = std::move(*moments);
    }
    return record_activity(database, std::move(entry), withdrawal.who);
}

} // namespace roster::service
