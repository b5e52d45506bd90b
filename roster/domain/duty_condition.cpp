#include "roster/domain/duty_condition.h"

namespace roster::domain {

const char* word(ConditionKind kind) noexcept {
    switch (kind) {
    case ConditionKind::no_night:
        return "不上夜班";
    case ConditionKind::no_duty:
        return "不上班";
    case ConditionKind::no_long_shift:
        return "不上长班";
    case ConditionKind::experienced:
        return "有经验";
    case ConditionKind::apart:
        return "不同班";
    case ConditionKind::together:
        return "同班";
    case ConditionKind::wants_duty:
        return "想上班";
    case ConditionKind::wants_off:
        return "想休息";
    }
    return "";
}

const char* word(BanBasis basis) noexcept {
    switch (basis) {
    case BanBasis::pregnancy:
        return "孕期";
    case BanBasis::nursing:
        return "哺乳期";
    case BanBasis::doctor_note:
        return "医疗证明";
    }
    return "";
}

} // namespace roster::domain
