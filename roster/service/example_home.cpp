#include "roster/service/example_home.h"

#include "roster/service/journal.h"
#include "roster/store/people_table.h"
#include <array>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace roster::service {

using namespace roster::domain;
using sim::core::Result;

namespace {

/// Long before any drill, so that everybody is on the roll.
constexpr Date opened_on = make_date(2020, 1, 1);

struct Employee {
    const char* key;
    const char* name;
    Post post;
    Shift shift;
    const char* zone;
};
constexpr std::array employees{
    Employee{"person/zhao-guohua", "赵国华", Post::leader, Shift::day, ""},
    Employee{"person/sun-jianping", "孙建平", Post::safety_manager, Shift::day, ""},
    Employee{"person/li-weidong", "李卫东", Post::duty_leader, Shift::night, ""},
    Employee{"person/zhou-qiang", "周强", Post::control_room, Shift::night, ""},
    Employee{"person/he-lin", "何林", Post::control_room, Shift::day, ""},
    // One carer a floor at night.
    Employee{"person/chen-jing", "陈静", Post::carer, Shift::night, "level/1"},
    Employee{"person/wang-fang", "王芳", Post::carer, Shift::night, "level/2"},
    Employee{"person/li-ming", "李明", Post::carer, Shift::night, "level/3"},
    // Fourteen by day.
    Employee{"person/liu-yan", "刘燕", Post::carer, Shift::day, "level/1"},
    Employee{"person/huang-mei", "黄梅", Post::carer, Shift::day, "level/1"},
    Employee{"person/xu-lanying", "徐兰英", Post::carer, Shift::day, "level/1"},
    Employee{"person/ma-xiuyun", "马秀云", Post::carer, Shift::day, "level/1"},
    Employee{"person/hu-guiqin", "胡桂琴", Post::carer, Shift::day, "level/1"},
    Employee{"person/guo-lihua", "郭丽华", Post::carer, Shift::day, "level/2"},
    Employee{"person/lin-chunmei", "林春梅", Post::carer, Shift::day, "level/2"},
    Employee{"person/gao-yulan", "高玉兰", Post::carer, Shift::day, "level/2"},
    Employee{"person/luo-ying", "罗英", Post::carer, Shift::day, "level/2"},
    Employee{"person/zheng-hong", "郑红", Post::carer, Shift::day, "level/2"},
    Employee{"person/liang-juan", "梁娟", Post::carer, Shift::day, "level/3"},
    Employee{"person/xie-ping", "谢萍", Post::carer, Shift::day, "level/3"},
    Employee{"person/song-yu", "宋玉", Post::carer, Shift::day, "level/3"},
    Employee{"person/tang-li", "唐丽", Post::carer, Shift::day, "level/3"},
    Employee{"person/han-xue", "韩雪", Post::nurse, Shift::day, ""},
    Employee{"person/feng-min", "冯敏", Post::nurse, Shift::day, ""},
    Employee{"person/yu-dahai", "于大海", Post::kitchen, Shift::day, ""},
    Employee{"person/dong-fu", "董福", Post::kitchen, Shift::day, ""},
    Employee{"person/xiao-ju", "肖菊", Post::kitchen, Shift::day, ""},
    Employee{"person/cheng-lan", "程兰", Post::kitchen, Shift::day, ""},
    Employee{"person/cao-gang", "曹刚", Post::guard, Shift::day, ""},
    Employee{"person/yuan-bin", "袁斌", Post::guard, Shift::day, ""},
    Employee{"person/deng-zhiyong", "邓志勇", Post::electrician, Shift::day, ""},
    Employee{"person/xu-wenjing", "许文静", Post::office, Shift::day, ""},
};

struct Member {
    const char* key;
    TeamRole role;
};
constexpr std::array team_members{
    Member{"person/li-weidong", TeamRole::leader},
    Member{"person/zhou-qiang", TeamRole::alarm},
    Member{"person/he-lin", TeamRole::alarm},
    Member{"person/cao-gang", TeamRole::extinguish},
    Member{"person/deng-zhiyong", TeamRole::extinguish},
    Member{"person/chen-jing", TeamRole::evacuate},
    Member{"person/wang-fang", TeamRole::evacuate},
    Member{"person/li-ming", TeamRole::evacuate},
    Member{"person/han-xue", TeamRole::rescue},
};

/// Mobility by bed, rooms n01 to n14 of each floor; 12 double rooms and 2 of three beds.
constexpr std::array<std::array<std::string_view, 14>, 3> mobility_by_room{{
    {"DD", "DD", "CD", "CD", "CC", "CB", "BC", "AB", "AA", "AB", "AB", "DA", "DCE", "AAB"},
    {"DC", "DC", "DB", "DB", "CB", "CB", "BC", "CB", "AB", "AB", "AB", "AA", "AAB", "AAE"},
    {"AB", "AB", "AB", "AB", "AB", "AB", "AB", "AC", "AC", "AA", "AA", "AA", "ABE", "AAB"},
}};

/// Beds with an oxygen concentrator.
constexpr std::array<std::string_view, 2> oxygen_beds{"bed/112-1", "bed/202-1"};

constexpr std::array<std::string_view, 45> surnames{
    "张", "王", "李", "赵", "刘", "陈", "杨", "黄", "周", "吴", "徐", "孙", "马", "朱", "胡",
    "郭", "何", "高", "林", "罗", "郑", "梁", "谢", "宋", "唐", "许", "韩", "冯", "邓", "曹",
    "彭", "曾", "肖", "田", "董", "袁", "潘", "于", "蒋", "蔡", "余", "杜", "叶", "程", "苏"};

/// Who is needed and what with: D two people and a sheet, C one and the wheelchair, E one to guide.
void set_aid(Resident& resident) {
    switch (resident.mobility) {
    case Mobility::d:
        resident.assist_count = 2;
        resident.device = "rescue_sheet";
        break;
    case Mobility::c:
        resident.assist_count = 1;
        resident.device = "wheelchair";
        break;
    case Mobility::e:
        resident.assist_count = 1;
        resident.device = "arm";
        break;
    case Mobility::a:
    case Mobility::b:
        break;
    }
}

const char* night_carer_of(std::size_t floor) {
    constexpr std::array<const char*, 3> carers{"person/chen-jing", "person/wang-fang",
                                                "person/li-ming"};
    return carers[floor];
}

Resident make_resident(std::size_t number, std::size_t floor, std::size_t room, std::size_t bed,
                       char letter) {
    Resident resident;
    resident.key = fmt::format("resident/{}{:02}-{}", floor + 1, room + 1, bed + 1);
    resident.organisation_key = example_home_key;
    resident.alias = std::string(surnames[number / 2]) + (number % 2 == 0 ? "奶奶" : "爷爷");
    resident.mobility = static_cast<Mobility>(letter - 'A');
    resident.bed_key = fmt::format("bed/{}{:02}-{}", floor + 1, room + 1, bed + 1);
    resident.carer_key = night_carer_of(floor);
    for (const std::string_view oxygen : oxygen_beds)
        if (oxygen == resident.bed_key) resident.oxygen = true;
    set_aid(resident);
    return resident;
}

std::vector<Resident> make_residents() {
    std::vector<Resident> residents;
    for (std::size_t floor = 0; floor < mobility_by_room.size(); ++floor)
        for (std::size_t room = 0; room < mobility_by_room[floor].size(); ++room)
            for (std::size_t bed = 0; bed < mobility_by_room[floor][room].size(); ++bed)
                residents.push_back(make_resident(residents.size(), floor, room, bed,
                                                  mobility_by_room[floor][room][bed]));
    return residents;
}

Result<void> insert_all(store::Database& database, const Home& home) {
    auto done = store::insert_organisation(database, home.organisation);
    for (const Person& person : home.persons)
        if (done) done = store::insert_person(database, person);
    for (const Team& team : home.teams)
        if (done) done = store::insert_team(database, team);
    for (const Resident& resident : home.residents)
        if (done) done = store::insert_resident(database, resident);
    return done;
}

} // namespace

Home make_example_home() {
    const std::string organisation(example_home_key);
    Home home;
    home.organisation = {organisation, "安康养老院", OrganisationKind::home, ""};
    for (const Employee& employee : employees)
        home.persons.push_back({employee.key,
                                organisation,
                                employee.name,
                                {{employee.post, employee.shift, employee.zone}},
                                opened_on,
                                std::nullopt,
                                std::nullopt,
                                std::nullopt});
    Team team{"team/ankang", organisation, "安康养老院志愿消防队", {}};
    for (const Member& member : team_members)
        team.members.push_back({member.key, member.role});
    home.teams.push_back(std::move(team));
    home.residents = make_residents();
    return home;
}

Result<void> fill_home(store::Database& database, const Home& home) {
    const nlohmann::ordered_json after{{"name", home.organisation.name},
                                       {"persons", home.persons.size()},
                                       {"residents", home.residents.size()}};
    if (auto done = insert_all(database, home); !done) return done;
    return store::append_audit(database, {0, read_clock(), "yanlian", "organisation.create",
                                          home.organisation.key, "null", after.dump(), "", ""});
}

} // namespace roster::service
