#include "tools/quiz/plan_questions.h"

#include "sim/core/text.h"
#include "tools/quiz/plan_site.h"
#include <algorithm>
#include <array>

namespace tools::quiz {

using Element = CompetenceElement;

namespace {

enum class Law { facilities, hazards, evacuation, transfer, passage };

struct KindRow {
    Element element;
    Law law;
};
/// In the order of PlanKind.
constexpr std::array kinds{
    KindRow{Element::hazards, Law::hazards},       // neighbour
    KindRow{Element::hazards, Law::hazards},       // hazard_compartment
    KindRow{Element::hazards, Law::facilities},    // where_shutoff
    KindRow{Element::alarm, Law::facilities},      // nearest_call_point
    KindRow{Element::alarm, Law::facilities},      // nearest_telephone
    KindRow{Element::alarm, Law::facilities},      // where_call_point
    KindRow{Element::alarm, Law::facilities},      // count_call_points
    KindRow{Element::extinguish, Law::facilities}, // nearest_extinguisher
    KindRow{Element::extinguish, Law::facilities}, // nearest_hydrant
    KindRow{Element::extinguish, Law::facilities}, // where_extinguisher
    KindRow{Element::extinguish, Law::facilities}, // count_extinguishers
    KindRow{Element::evacuate, Law::evacuation},   // nearest_exit
    KindRow{Element::evacuate, Law::evacuation},   // nearest_stair
    KindRow{Element::evacuate, Law::evacuation},   // shelter
    KindRow{Element::evacuate, Law::facilities},   // where_aid
    KindRow{Element::evacuate, Law::transfer},     // count_carried
    KindRow{Element::evacuate, Law::passage},      // bed_fits
};
static_assert(kinds.size() == std::size(plan_kind_names));

Source source_of(Law law) {
    switch (law) {
    case Law::facilities:
        return {"QMF-2023-10", "启民发〔2023〕10号 2023 年安全生产工作要点",
                "附表 志愿消防队：消防设施的数量、分布、使用方法", SourceMark::verified};
    case Law::hazards:
        return {"MPS-61", "公安部令第61号", "第三十六条（二）本单位、本岗位的火灾危险性",
                SourceMark::verified};
    case Law::evacuation:
        return {"MPS-61", "公安部令第61号", "第三十九条（三）应急疏散的组织程序和措施",
                SourceMark::verified};
    case Law::transfer:
        return {"SC-2026-02", "《关于进一步加强养老机构安全管理的意见》（2026-02）",
                "失能老年人转移方式", SourceMark::secondary};
    case Law::passage:
        break;
    }
    return {"NFRA-2025-10", "养老机构消防安全整治重点技术要求（2025-10）", "走道满足担架、轮椅通行",
            SourceMark::secondary};
}

bool starts_questions(SpaceKind kind) {
    return kind != SpaceKind::outside && kind != SpaceKind::stair && kind != SpaceKind::corridor;
}
bool is_hazardous(SpaceKind kind) {
    return kind == SpaceKind::kitchen || kind == SpaceKind::laundry ||
           kind == SpaceKind::electrical || kind == SpaceKind::storage;
}

/// Which "where is it" a thing belongs to; none when nobody asks for it.
std::optional<PlanKind> where_kind(EquipmentKind kind) {
    switch (kind) {
    case EquipmentKind::gas_valve:
    case EquipmentKind::power_switch:
    case EquipmentKind::oxygen_valve:
        return PlanKind::where_shutoff;
    case EquipmentKind::manual_call_point:
        return PlanKind::where_call_point;
    case EquipmentKind::extinguisher:
        return PlanKind::where_extinguisher;
    case EquipmentKind::wheelchair:
    case EquipmentKind::evacuation_chair:
    case EquipmentKind::rescue_sheet:
    case EquipmentKind::stretcher:
    case EquipmentKind::carry_chair:
        return PlanKind::where_aid;
    default:
        return std::nullopt;
    }
}

template <class List, class Add>
void each(const List& list, const Add& add) {
    for (std::uint32_t i = 0; i < list.size(); ++i)
        add(list[i], i);
}

void add_of_spaces(const Plan& plan, std::vector<PlanCandidate>& all) {
    each(plan.spaces, [&](const Space& space, std::uint32_t i) {
        if (!starts_questions(space.kind)) return;
        for (const PlanKind kind : {PlanKind::nearest_call_point, PlanKind::nearest_telephone,
                                    PlanKind::nearest_extinguisher, PlanKind::nearest_hydrant,
                                    PlanKind::nearest_exit, PlanKind::nearest_stair})
            all.push_back({kind, i, space.level});
        if (space.kind == SpaceKind::bedroom)
            for (const PlanKind kind : {PlanKind::neighbour, PlanKind::shelter})
                all.push_back({kind, i, space.level});
        if (is_hazardous(space.kind)) all.push_back({PlanKind::hazard_compartment, i, space.level});
    });
}

} // namespace

CompetenceElement element_of(PlanKind kind) noexcept {
    return kinds[static_cast<std::size_t>(kind)].element;
}

Question start_question(PlanKind kind, std::string_view subject_key) {
    const auto at = static_cast<std::size_t>(kind);
    Question question;
    question.id = fmt::format("plan/{}/{}", plan_kind_names[at], subject_key);
    question.element = kinds[at].element;
    question.source = source_of(kinds[at].law);
    question.from_plan = true;
    return question;
}

const char* word(EquipmentKind kind) noexcept {
    constexpr const char* words[] = {"灭火器",         "灭火毯",     "消火栓",     "手动报警按钮",
                                     "火灾报警控制器", "电话",       "广播扬声器", "轮椅",
                                     "疏散椅",         "救援床单",   "担架",       "燃气阀门",
                                     "电源总开关",     "供氧区域阀", "搬运椅"};
    static_assert(std::size(words) == static_cast<std::size_t>(EquipmentKind::carry_chair) + 1);
    return words[static_cast<std::size_t>(kind)];
}

std::string level_name(const Plan& plan, LevelId level) {
    return plan[level].name;
}

PlanQuestions::PlanQuestions(Plan plan, std::string sha256, std::vector<BedOccupant> occupants)
    : site_(std::make_unique<Site>(std::move(plan), std::move(occupants))),
      sha256_(std::move(sha256)) {}
PlanQuestions::PlanQuestions(PlanQuestions&&) noexcept = default;
PlanQuestions::~PlanQuestions() = default;

const Plan& PlanQuestions::plan() const noexcept {
    return site_->plan;
}

std::vector<PlanCandidate> PlanQuestions::candidates() const {
    const Plan& plan = site_->plan;
    std::vector<PlanCandidate> all;
    add_of_spaces(plan, all);
    each(plan.equipment, [&](const Equipment& one, std::uint32_t i) {
        if (const auto kind = where_kind(one.kind))
            all.push_back({*kind, i, plan[one.space].level});
    });
    each(plan.levels, [&](const Level&, std::uint32_t i) {
        const auto level = sim::core::make_id<LevelId>(i);
        for (const PlanKind kind :
             {PlanKind::count_call_points, PlanKind::count_extinguishers, PlanKind::count_carried})
            all.push_back({kind, i, level});
    });
    each(plan.beds, [&](const Bed& bed, std::uint32_t i) {
        all.push_back({PlanKind::bed_fits, i, plan[bed.space].level});
    });
    std::ranges::stable_sort(all, {}, &PlanCandidate::kind);
    return all;
}

std::optional<Question> PlanQuestions::make(const PlanCandidate& candidate,
                                            std::uint64_t seed) const {
    const Site& site = *site_;
    const auto space = [&] { return sim::core::make_id<SpaceId>(candidate.subject); };
    const auto thing = [&] { return sim::core::make_id<EquipmentId>(candidate.subject); };
    const PlanKind kind = candidate.kind;
    switch (kind) {
    case PlanKind::neighbour:
        return site.neighbour(space(), seed);
    case PlanKind::hazard_compartment:
        return site.hazard_compartment(space(), seed);
    case PlanKind::where_shutoff:
    case PlanKind::where_call_point:
    case PlanKind::where_extinguisher:
    case PlanKind::where_aid:
        return site.where_is(kind, thing(), seed);
    case PlanKind::nearest_call_point:
        return site.nearest_equipment(kind, EquipmentKind::manual_call_point, space());
    case PlanKind::nearest_telephone:
        return site.nearest_equipment(kind, EquipmentKind::telephone, space());
    case PlanKind::nearest_extinguisher:
        return site.nearest_equipment(kind, EquipmentKind::extinguisher, space());
    case PlanKind::nearest_hydrant:
        return site.nearest_equipment(kind, EquipmentKind::hydrant, space());
    case PlanKind::count_call_points:
        return site.count_equipment(kind, EquipmentKind::manual_call_point, candidate.level);
    case PlanKind::count_extinguishers:
        return site.count_equipment(kind, EquipmentKind::extinguisher, candidate.level);
    case PlanKind::nearest_exit:
        return site.nearest_exit(space());
    case PlanKind::nearest_stair:
        return site.nearest_stair(space());
    case PlanKind::shelter:
        return site.shelter(space());
    case PlanKind::count_carried:
        return site.count_carried(candidate.level);
    case PlanKind::bed_fits:
        return site.bed_fits(sim::core::make_id<BedId>(candidate.subject));
    }
    return std::nullopt;
}

} // namespace tools::quiz
