#include "tools/paper/forms.h"

#include "tools/paper/drill_record.h"
#include "tools/paper/duty_forms.h"
#include "tools/paper/home_forms.h"
#include "tools/paper/inspection_forms.h"
#include "tools/paper/plan_forms.h"
#include "tools/paper/training_forms.h"
#include <array>

namespace tools::paper {

namespace {

template <class Data>
Form blank() {
    return make_form(Data{});
}
template <auto sample>
Form filled() {
    return make_form(sample());
}
Form filled_board() {
    return make_form(sample_notice_board()).value();
}

constexpr std::array entries{
    FormEntry{"drill_record", "灭火和应急疏散演练记录表", blank<DrillRecord>,
              filled<sample_drill_record>},
    FormEntry{"after_action", "演练复盘记录", blank<AfterAction>, filled<sample_after_action>},
    FormEntry{"sign_in", "培训签到表", blank<SignIn>, filled<sample_sign_in>},
    FormEntry{"training_register", "安全培训记录台账", blank<TrainingRegister>,
              filled<sample_training_register>},
    FormEntry{"rotation", "轮训进度表", blank<RotationTable>, filled<sample_rotation_table>},
    FormEntry{"training_plan", "培训计划表", blank<TrainingPlanTable>,
              filled<sample_training_plan>},
    FormEntry{"invitation", "培训通知", blank<Invitation>, filled<sample_invitation>},
    FormEntry{"competence", "一懂三会个人考核表", blank<CompetenceSheet>,
              filled<sample_competence_sheet>},
    FormEntry{"duty_roster", "值班表", blank<DutyRoster>, filled<sample_duty_roster>},
    FormEntry{"handover", "交接班记录", blank<Handover>, filled<sample_handover>},
    FormEntry{"control_room_log", "消防控制室值班记录", blank<ControlRoomLog>,
              filled<sample_control_room_log>},
    FormEntry{"patrol", "防火巡查记录表", blank<PatrolRecord>, filled<sample_patrol_record>},
    FormEntry{"inspection", "防火检查记录表", blank<InspectionRecord>,
              filled<sample_inspection_record>},
    FormEntry{"finding_register", "隐患台账", blank<FindingRegister>,
              filled<sample_finding_register>},
    FormEntry{"annual_plan", "年度消防安全工作计划", blank<AnnualPlan>, filled<sample_annual_plan>},
    FormEntry{"bulletin", "消防安全工作半年通报", blank<Bulletin>, filled<sample_bulletin>},
    FormEntry{"notice_board", "安全责任公示牌", blank_notice_board, filled_board},
    FormEntry{"bedside_card", "床头疏散卡", blank<BedsideCards>, filled<sample_bedside_cards>},
    FormEntry{"team_register", "志愿消防队名册", blank<TeamRegister>, filled<sample_team_register>},
    FormEntry{"certificate_register", "证书台账", blank<CertificateRegister>,
              filled<sample_certificate_register>},
};

} // namespace

std::span<const FormEntry> all_forms() noexcept {
    return entries;
}

const FormEntry* find_form(std::string_view name) noexcept {
    const FormEntry* part = nullptr;
    int parts_count = 0;
    for (const FormEntry& entry : entries) {
        if (name == entry.key || name == entry.title) return &entry;
        if (std::string_view(entry.title).find(name) == std::string_view::npos) continue;
        part = &entry;
        ++parts_count;
    }
    return parts_count == 1 && !name.empty() ? part : nullptr;
}

} // namespace tools::paper
