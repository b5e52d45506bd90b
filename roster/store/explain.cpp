#include "roster/store/engine.h"
#include "sim/core/text.h"

namespace roster::store {

using sim::core::Errc;
using sim::core::tr;
using sim::core::trf;

namespace {

/// What triggers of the ledger refuse, by a part of their message; the first that fits.
struct Refusal {
    const char* mark;
    const char* what;
    const char* expected = "";
};
constexpr Refusal refusals[] = {
    {"nobody took part", "证据防火墙拒绝：演示和计划里没有人真正参加"},
    {"finding: illegal transition", "隐患不能跳过中间的步骤"},
    {"finding: an extension ends later", "延期后的时限要晚于原来的时限"},
    {"finding: closed by a second person", "不能自己给自己销号"},
    {"finding: a major one has", "重大隐患要有民政部门的督办人、资金和整改期间防范措施"},
    {"finding: only an extension", "时限只能用延期来改"},
    {"finding: extended by",
     "延期要由有权的人批：民政部门的人；一般隐患也可以是机构负责人，但不能是整改责任人自己"},
    {"finding: only closure lifts", "只有销号才能恢复被暂停的区域或服务"},
    {"activity is recorded already", "这次活动已经登记过"},
    {"quiz_paper is recorded already", "这个人这个时刻的答题已经登记过"},
    {"append-only: assessment", "这个人在这次培训的这一项已经考评过"},
    {"append-only: duty_handover_correction", "这次交接已经由另一条更正"},
    {"append-only: duty_handover", "这个班已经交接过"},
    {"append-only: duty_call_correction", "这次查岗已经由另一条更正"},
    {"duty call: was corrected", "这次查岗已经更正过，应答也写在更正里"},
    {"duty call correction: not the last", "这次查岗有更新的一行"},
    {"duty swap: not to be declined", "只有同意以后、批准以前可以不批其中几个班，也不能一个都不批"},
    {"append-only: duty_condition", "这一条已经结束或撤回"},
    {"duty condition: another one", "只能让一条提前结束，或撤回；要改就撤回再登记"},
    {"duty call: only an answer", "这次查岗已经有人应答，或者没有这次查岗"},
    {"duty handover: already signed", "双方签字以后不能再添事项"},
    {"duty swap: not this step", "换班不能跳过中间的步骤"},
    {"duty swap: already asked", "提出以后不能再添班次"},
    {"evidence firewall", "证据防火墙拒绝：这不能作为能力等级的证据"},
    {"recorded already", "这次演练已经记录过"},
    {"append-only", "只增不改的记录不能修改或删除", "新增一条更正"},
};

} // namespace

Error explain(const std::exception& exception, const Database::Connection& connection,
              const char* step) {
    const std::string place = connection.shown.string();
    if (const auto* wrong = dynamic_cast<const PlaceError*>(&exception))
        return {wrong->code, {{place, "", wrong->what(), wrong->expected}}};
    if (const auto* known = connection.engine.find_explanation(exception))
        return {known->errc, {{place, step, tr(known->what), tr(known->expected)}}};
    const std::string_view message = exception.what();
    for (const Refusal& refusal : refusals)
        if (message.find(refusal.mark) != std::string_view::npos)
            return {Errc::conflict, {{place, step, tr(refusal.what), tr(refusal.expected)}}};
    if (connection.engine.is_refusal(exception))
        return {Errc::conflict, {{place, step, trf("数据不符合规则：{}", message), ""}}};
    return {Errc::internal, {{place, step, trf("数据库出错：{}", message), ""}}};
}

} // namespace roster::store
