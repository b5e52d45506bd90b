#include "tools/import/kinds.h"

#include "tools/sheets/text_forms.h"
#include <algorithm>
#include <utility>

namespace tools::import {

using namespace roster::domain;
using sheets::match_form;
using sheets::to_points;

namespace {

template <class Enum>
using Words = std::vector<std::pair<std::string_view, Enum>>;

template <class Enum>
std::optional<Enum> find_word(const Words<Enum>& words, std::string_view text) {
    const std::string form = match_form(text);
    for (const auto& [spelling, value] : words)
        if (match_form(spelling) == form) return value;
    return std::nullopt;
}

} // namespace

const char* word(SheetKind kind) noexcept {
    constexpr const char* words[] = {"人员", "证书", "培训", "演练", "隐患", "老人"};
    return words[static_cast<int>(kind)];
}

std::optional<Post> find_post(std::string_view text) {
    using enum Post;
    static const Words<Post> words{
        {"主要负责人", leader},
        {"院长", leader},
        {"法人代表", legal_representative},
        {"法定代表人", legal_representative},
        {"安全管理人", safety_manager},
        {"消防安全管理人", safety_manager},
        {"带班领导", duty_leader},
        {"带班", duty_leader},
        {"消控员", control_room},
        {"消防控制室值班员", control_room},
        {"值班室值班员", duty_officer},
        {"消控室值班员", control_room},
        {"控制室值班员", control_room},
        {"护理员", carer},
        {"护工", carer},
        {"养老护理员", carer},
        {"护理", carer},
        {"护士", nurse},
        {"护士长", nurse},
        {"厨工", kitchen},
        {"厨师", kitchen},
        {"炊事员", kitchen},
        {"厨房", kitchen},
        {"食堂", kitchen},
        {"保安", guard},
        {"门卫", guard},
        {"保安员", guard},
        {"电工", electrician},
        {"水电工", electrician},
        {"行政", office},
        {"办公室", office},
        {"文员", office},
        {"会计", office},
        {"分管负责人", deputy_leader},
        {"分管安全负责人", deputy_leader},
        {"安全生产分管负责人", deputy_leader},
        {"副院长", deputy_leader},
        {"专职安全员", safety_officer},
        {"安全员", safety_officer},
        {"局领导", bureau_leader},
        {"监管责任人", supervisor},
        {"值班员", duty_officer},
        {"值班", duty_officer},
        {"教师", teacher},
        {"老师", teacher},
        {"社工", social_worker},
        {"社会工作者", social_worker},
        {"保洁", cleaner},
        {"保洁员", cleaner},
        {"清洁工", cleaner},
        {"司机", driver},
        {"驾驶员", driver},
        {"其他", other},
    };
    return find_word(words, text);
}

std::optional<CertificateKind> find_certificate(std::string_view text) {
    using enum CertificateKind;
    static const Words<CertificateKind> words{
        {"安全管理人", safety_manager},
        {"安全管理人证", safety_manager},
        {"消防安全管理人", safety_manager},
        {"消防设施操作员", fire_facility_operator},
        {"消防设施操作员证", fire_facility_operator},
        {"建（构）筑物消防员", fire_facility_operator},
        {"特种作业", special_operation},
        {"特种作业操作证", special_operation},
        {"电工", electrician},
        {"电工证", electrician},
        {"护理员", nursing},
        {"养老护理员", nursing},
        {"养老护理员证", nursing},
        {"培训合格", training_pass},
        {"培训合格证", training_pass},
        {"消防验收", fire_acceptance},
        {"标准化验收", standard_acceptance},
        {"第三方维保", maintenance_contract},
        {"维保合同", maintenance_contract},
        {"特种设备", special_equipment},
        {"其他", other},
    };
    return find_word(words, text);
}

std::optional<ActivityLevel> find_level(std::string_view text) {
    using enum ActivityLevel;
    static const Words<ActivityLevel> words{
        {"省", province}, {"省级", province}, {"市", city},     {"市级", city}, {"市局", city},
        {"县", county},   {"县级", county},   {"区级", county}, {"镇", town},   {"镇级", town},
        {"街道", town},   {"机构", home},     {"院级", home},   {"单位", home}, {"本院", home},
        {"班组", shift},  {"班前", shift},
    };
    return find_word(words, text);
}

std::optional<ActivityForm> find_form(std::string_view text) {
    using enum ActivityForm;
    static const Words<ActivityForm> words{
        {"以会代训", meeting}, {"专题集训", topic},       {"集中培训", topic},
        {"讲座", topic},       {"实战演练", real_drill},  {"业务实操", hands_on},
        {"实操", hands_on},    {"现场观摩", observation}, {"观摩", observation},
        {"岗前", pre_job},     {"岗前培训", pre_job},     {"班前", pre_shift},
        {"线上", online},      {"线上模拟", online},      {"自学", self_study},
    };
    return find_word(words, text);
}

std::optional<ActivityScope> find_scope(std::string_view text) {
    using enum ActivityScope;
    static const Words<ActivityScope> words{
        {"全体员工", all_staff},   {"全员", all_staff},     {"全体", all_staff},
        {"全体职工", all_staff},   {"全院职工", all_staff}, {"三类人员", three_roles},
        {"志愿消防队", fire_team}, {"消防队", fire_team},   {"志愿消防队员", fire_team},
        {"领导", leaders},         {"领导班子", leaders},   {"负责人", leaders},
        {"值班人员", duty_staff},  {"值班员", duty_staff},  {"新员工", new_staff},
        {"新入职", new_staff},     {"新上岗", new_staff},   {"新上岗人员", new_staff},
        {"老人", residents},       {"住养老人", residents}, {"公众", public_},
        {"家属", public_},         {"部分人员", part},      {"部分", part},
        {"部分员工", part},
    };
    return find_word(words, text);
}

std::optional<ActivityKind> find_drill_kind(std::string_view text) {
    using enum ActivityKind;
    static const Words<ActivityKind> words{
        {"实战", drill},         {"实战演练", drill},         {"综合", drill},
        {"综合演练", drill},     {"综合实战", drill},         {"单项", drill},
        {"单项演练", drill},     {"实操演练", drill},         {"疏散演练", drill},
        {"灭火演练", drill},     {"桌面", tabletop},          {"桌面演练", tabletop},
        {"桌面推演", tabletop},  {"沙盘推演", tabletop},      {"推演", tabletop},
        {"演示", demonstration}, {"模拟演示", demonstration}, {"软件演示", demonstration},
    };
    return find_word(words, text);
}

std::optional<Severity> find_severity(std::string_view text) {
    using enum Severity;
    static const Words<Severity> words{{"一般", ordinary},
                                       {"一般隐患", ordinary},
                                       {"一般问题", ordinary},
                                       {"重大", major},
                                       {"重大隐患", major}};
    return find_word(words, text);
}

std::optional<FindingSource> find_source(std::string_view text) {
    using enum FindingSource;
    static const Words<FindingSource> words{
        {"自查", self_check},     {"机构自查", self_check},
        {"交叉", cross_check},    {"交叉检查", cross_check},
        {"互查", cross_check},    {"县级检查", county_check},
        {"县", county_check},     {"县级", county_check},
        {"市级检查", city_check}, {"市", city_check},
        {"市级", city_check},     {"市级抽查", city_check},
        {"市级督查", city_check}, {"镇级检查", town_check},
        {"镇级", town_check},     {"县级督查", county_check},
        {"演练", drill},          {"举报", report},
        {"维保", maintenance},    {"第三方维保", maintenance},
        {"镇街检查", town_check}, {"镇", town_check},
        {"消防检查", fire_check}, {"消防", fire_check},
        {"专项", special},        {"专项检查", special},
    };
    return find_word(words, text);
}

std::optional<FindingState> find_state(std::string_view text) {
    using enum FindingState;
    static const Words<FindingState> words{
        {"登记", registered},      {"未整改", registered},      {"整改中", in_progress},
        {"正在整改", in_progress}, {"待复查", to_be_rechecked}, {"已整改", to_be_rechecked},
        {"销号", closed},          {"已销号", closed},          {"退回", returned},
        {"延期", extended},
    };
    return find_word(words, text);
}

std::optional<TeamRole> find_team_role(std::string_view text) {
    using enum TeamRole;
    static const Words<TeamRole> words{
        {"队长", leader},           {"报警", alarm},
        {"报警组", alarm},          {"通讯", alarm},
        {"通讯组", alarm},          {"通讯联络组", alarm},
        {"报警通讯组", alarm},      {"通信联络组", alarm},
        {"联络组", alarm},          {"灭火", extinguish},
        {"灭火组", extinguish},     {"灭火行动组", extinguish},
        {"扑救组", extinguish},     {"疏散", evacuate},
        {"疏散组", evacuate},       {"疏散引导组", evacuate},
        {"疏散引导", evacuate},     {"引导组", evacuate},
        {"救护", rescue},           {"救护组", rescue},
        {"医疗救护组", rescue},     {"防护救护组", rescue},
        {"安全防护救护组", rescue}, {"安全救护组", rescue},
    };
    return find_word(words, text);
}

std::optional<Mobility> find_mobility(std::string_view text) {
    using enum Mobility;
    static const Words<Mobility> words{
        {"A", a},    {"自理", a},   {"能自理", a}, {"完全自理", a}, {"B", b},      {"助行", b},
        {"拄拐", b}, {"助行器", b}, {"C", c},      {"轮椅", c},     {"坐轮椅", c}, {"D", d},
        {"卧床", d}, {"E", e},      {"失智", e},   {"认知症", e},   {"易走失", e},
    };
    if (const auto known = find_word(words, text)) return known;
    // "C 轮椅", as the bedside card prints it: letter and word must agree.
    const auto letter = find_word(words, text.substr(0, 1));
    const auto rest = text.empty() ? std::nullopt : find_word(words, text.substr(1));
    return letter == rest ? letter : std::nullopt;
}

std::optional<std::string> find_device(std::string_view text) {
    static const Words<std::string_view> words{
        {"无", ""},
        {"不用", ""},
        {"轮椅", "wheelchair"},
        {"wheelchair", "wheelchair"},
        {"疏散椅", "evacuation_chair"},
        {"evacuation_chair", "evacuation_chair"},
        {"救援床单", "rescue_sheet"},
        {"疏散垫", "rescue_sheet"},
        {"拖毯", "rescue_sheet"},
        {"床单", "rescue_sheet"},
        {"rescue_sheet", "rescue_sheet"},
        {"担架", "stretcher"},
        {"stretcher", "stretcher"},
        {"搬运椅", "carry_chair"},
        {"carry_chair", "carry_chair"},
        {"毯子抬", "blanket_carry"},
        {"毯子", "blanket_carry"},
        {"blanket_carry", "blanket_carry"},
        {"背负", "piggyback"},
        {"背", "piggyback"},
        {"piggyback", "piggyback"},
        {"双人徒手抬", "two_person_carry"},
        {"双人抬", "two_person_carry"},
        {"two_person_carry", "two_person_carry"},
        {"病床", "bed"},
        {"床", "bed"},
        {"bed", "bed"},
        {"搀扶", "arm"},
        {"arm", "arm"},
    };
    const auto found = find_word(words, text);
    return found ? std::optional(std::string(*found)) : std::nullopt;
}

std::vector<std::string> split_list(std::string_view text) {
    std::vector<std::string> parts;
    std::u32string part;
    const auto finish = [&] {
        std::string done = sheets::strip_ends(sheets::to_utf8(part));
        if (!done.empty()) parts.push_back(std::move(done));
        part.clear();
    };
    for (const char32_t point : to_points(text)) {
        if (std::u32string_view(U"、，,/;；\n\r").find(point) != std::u32string_view::npos)
            finish();
        else
            part += point;
    }
    finish();
    return parts;
}

int calc_edit_distance(std::u32string_view a, std::u32string_view b) {
    std::vector<int> row(b.size() + 1);
    for (std::size_t j = 0; j < row.size(); ++j)
        row[j] = static_cast<int>(j);
    for (std::size_t i = 0; i < a.size(); ++i) {
        int corner = row[0];
        row[0] = static_cast<int>(i) + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const int replaced = corner + (a[i] != b[j]);
            corner = row[j + 1];
            row[j + 1] = std::min({replaced, row[j + 1] + 1, row[j] + 1});
        }
    }
    return row.back();
}

std::string find_nearest(std::string_view text, std::span<const std::string> candidates) {
    const std::u32string points = to_points(match_form(text));
    std::string nearest;
    int best = 0;
    for (const std::string& one : candidates) {
        const std::u32string other = to_points(match_form(one));
        const int distance = calc_edit_distance(points, other);
        if (2 * distance > static_cast<int>(std::max(points.size(), other.size()))) continue;
        if (nearest.empty() || distance < best) {
            nearest = one;
            best = distance;
        }
    }
    return nearest;
}

} // namespace tools::import
