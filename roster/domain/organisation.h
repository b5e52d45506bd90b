/// Organisations: homes, offices and bureaus in one tree, from the province down. Pure values.
#pragma once
#include "roster/domain/calendar.h"
#include "roster/domain/names.h"
#include "sim/core/result.h"
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace roster::domain {

enum class OrganisationKind {
    home,                ///< 养老院
    bureau,              ///< 民政局
    town_office,         ///< 镇、街道、园区
    rescue_station,      ///< 救助管理站
    childrens_home,      ///< 儿童福利院
    province,            ///< 省
    city,                ///< 市
    county,              ///< 县、区
    bureau_unit,         ///< 局属单位
    welfare_institution, ///< 社会福利院
    rural_home,          ///< 农村敬老院
    child_protection,    ///< 未成年人保护站
    funeral_home,        ///< 殡仪馆
    cemetery,            ///< 公墓
    lottery_center,      ///< 福彩中心
    mutual_aid_point,    ///< 互助点
    community,           ///< 社区
    third_party,         ///< 第三方机构
    other,
};
inline constexpr std::array<std::string_view, 19> organisation_kind_names{
    "home",           "bureau",
    "town_office",    "rescue_station",
    "childrens_home", "province",
    "city",           "county",
    "bureau_unit",    "welfare_institution",
    "rural_home",     "child_protection",
    "funeral_home",   "cemetery",
    "lottery_center", "mutual_aid_point",
    "community",      "third_party",
    "other"};
[[nodiscard]] const char* word(OrganisationKind kind) noexcept;
/// Where people live or are cared for, or the public comes: everything that drills.
[[nodiscard]] bool is_institution(OrganisationKind kind) noexcept;
/// 养老, 社会福利 and 儿童: people sleep there who cannot all leave by themselves.
[[nodiscard]] bool is_residential(OrganisationKind kind) noexcept;

/// Who sits at the panel: a control room (two certified a shift) or a duty room (one on post).
enum class WatchRoom { none, control_room, duty_room };
inline constexpr std::array<std::string_view, 3> watch_room_names{"none", "control_room",
                                                                  "duty_room"};
[[nodiscard]] const char* word(WatchRoom room) noexcept;
enum class Ownership { unknown, public_, private_, public_private };
inline constexpr std::array<std::string_view, 4> ownership_names{"unknown", "public", "private",
                                                                 "public_private"};
[[nodiscard]] const char* word(Ownership ownership) noexcept;
enum class KitchenFuel { unknown, none, pipeline, cylinder, electric, alcohol };
inline constexpr std::array<std::string_view, 6> kitchen_fuel_names{
    "unknown", "none", "pipeline", "cylinder", "electric", "alcohol"};
[[nodiscard]] const char* word(KitchenFuel fuel) noexcept;

struct Organisation {
    std::string key;
    std::string name;
    OrganisationKind kind = OrganisationKind::home;
    std::string parent_key; ///< empty at the top of the tree
    WatchRoom watch_room = WatchRoom::none;
    Ownership ownership = Ownership::unknown;
    bool key_fire_unit = false; ///< 消防安全重点单位
    KitchenFuel kitchen_fuel = KitchenFuel::unknown;
    std::optional<int> beds_count{};
    std::string address{};
    std::string phone{};
    std::optional<Date> opened_on{};
    std::optional<Date> closed_on{}; ///< last day of work
};

/// Keys twice, parents that are missing, circles, a parent below its child's rank: all at once.
[[nodiscard]] sim::core::Problems check_tree(std::span<const Organisation> organisations);
/// Positions of `key` and everything below it, parents before children, siblings by key; empty when
/// there is no such key. Cost: linear in the tree.
[[nodiscard]] std::vector<std::size_t> list_subtree(std::span<const Organisation> organisations,
                                                    std::string_view key);
/// Positions from `key` up to the top.
[[nodiscard]] std::vector<std::size_t> list_ancestors(std::span<const Organisation> organisations,
                                                      std::string_view key);
[[nodiscard]] bool is_open(const Organisation& organisation, Date day) noexcept;

} // namespace roster::domain
