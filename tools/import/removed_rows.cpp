#include "tools/import/removed_rows.h"

#include "sim/core/text.h"
#include <set>

namespace tools::import {

using namespace roster::domain;
using sim::core::tr;

namespace {

using Places = std::set<std::pair<std::string, std::string>>; ///< home, record number

/// Works there, or did; a locked cell that was changed says neither, and has its own problem.
bool belongs(const Directory& directory, const std::string& record, const Organisation& home) {
    const Person* person = directory.find_key(record);
    return !person || person->organisation_key == home.key ||
           !roster::service::find_stay(directory.view(), record, home.key).roles.empty();
}

/// Rows with a record number, by home; of a row whose home is not found, or not the person's, by
/// the person's own: it says so in its own problem.
Places list_places(const SheetRows& rows, const Directory& directory) {
    Places places;
    for (const SheetRow& row : rows.rows) {
        sim::core::Problems said_elsewhere;
        const Organisation* home = directory.find_home(row, said_elsewhere);
        const std::string& record = row.text("record");
        if (record.empty()) continue;
        if (home && belongs(directory, record, *home))
            places.emplace(home->key, record);
        else if (const Person* person = directory.find_key(record))
            places.emplace(person->organisation_key, record);
    }
    return places;
}

void add_people(std::vector<RemovedRow>& removed, const Organisation& home, const Places& places,
                const Directory& directory) {
    const auto& view = directory.view();
    for (const Person& person : view.persons) {
        const auto stay = roster::service::find_stay(view, person.key, home.key);
        const bool there = person.organisation_key == home.key || !stay.roles.empty();
        if (!there || stay.left_on || person.left_on || places.contains({home.key, person.key}))
            continue;
        removed.push_back({person.key, home.name, person.name,
                           tr("没有删除任何内容；确已离职的，在“离职日期”一列写日期再导入")});
    }
}

void add_findings(std::vector<RemovedRow>& removed, const Organisation& home, const Places& places,
                  const Directory& directory) {
    for (const auto& line : directory.view().findings) {
        if (line.finding.organisation_key != home.key || line.state == FindingState::closed ||
            places.contains({home.key, line.finding.key}))
            continue;
        removed.push_back({line.finding.key, home.name, line.finding.text,
                           tr("没有删除任何内容；整改完的用 yanlian finding close 销号")});
    }
}

} // namespace

std::vector<RemovedRow> list_removed(const SheetRows& rows, const Directory& directory) {
    std::vector<RemovedRow> removed;
    if (rows.kind != SheetKind::people && rows.kind != SheetKind::findings) return removed;
    const Places places = list_places(rows, directory);
    std::set<std::string> homes;
    for (const auto& [home, record] : places)
        homes.insert(home);
    for (const Organisation& home : directory.view().organisations)
        if (homes.contains(home.key))
            (rows.kind == SheetKind::people ? add_people : add_findings)(removed, home, places,
                                                                         directory);
    return removed;
}

} // namespace tools::import
