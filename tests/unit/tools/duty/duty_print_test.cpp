#include "tools/duty/duty_print.h"

#include "roster/schedule/duty_generator.h"
#include "tests/support/duty_homes.h"
#include "tools/duty/duty_wall.h"
#include "tools/paper/layout.h"
#include <algorithm>
#include <doctest/doctest.h>

using namespace tools;
using namespace roster::schedule;
using roster::domain::make_date;

namespace {

const Date first = make_date(2026, 2, 1), last = make_date(2026, 2, 28);

DutyFile plan(DutyProblem problem) {
    DutyFile duty{std::move(problem), {}};
    const auto made = generate_roster(duty.problem, {1, 400'000});
    REQUIRE(made);
    duty.cells = made->roster;
    return duty;
}

const paper::Table& table_of(const paper::Form& form) {
    const auto at = std::ranges::find_if(
        form.blocks, [](const auto& one) { return std::holds_alternative<paper::Table>(one); });
    REQUIRE(at != form.blocks.end());
    return std::get<paper::Table>(*at);
}

std::string text_of(const paper::Form& form) {
    std::string all;
    for (const auto& block : form.blocks)
        if (const auto* text = std::get_if<paper::Text>(&block)) all += text->text + "\n";
    return all;
}

/// Without the marks that keep names together.
std::string plain(std::string text) {
    for (std::size_t at; (at = text.find("\u2060")) != text.npos;)
        text.erase(at, std::string_view("\u2060").size());
    return text;
}

std::unique_ptr<paper::Typesetter> make_typesetter() {
    auto made = paper::Typesetter::make();
    REQUIRE(made);
    return std::move(*made);
}

} // namespace

TEST_CASE("duty wall: a month that breaks rules says that it is a draft, another does not") {
    DutyFile duty = plan(tests::small_home(6, first, make_date(2026, 3, 31)));
    const auto typesetter = make_typesetter();
    const auto subtitle = [&](unsigned month) {
        const paper::Form form = duty::make_wall(duty, make_date(2026, month, 10), *typesetter);
        CHECK((form.title == "值班表") == form.subtitle.empty());
        return form.subtitle;
    };
    CHECK(subtitle(2).empty());
    std::erase_if(duty.cells,
                  [](const DutyCell& cell) { return cell.day == make_date(2026, 2, 11); });
    CHECK(subtitle(2).find("不合规定") != std::string::npos);
    CHECK(subtitle(3).empty());
}

TEST_CASE("duty wall: a small home has a row a day and a column a shift, on one page") {
    DutyFile duty = plan(tests::small_home(6, first, last));
    for (DutyPerson& one : duty.problem.people)
        one.qualifications.push_back({"volunteer", make_date(2020, 1, 1), {}});
    const auto typesetter = make_typesetter();
    const paper::Form form = duty::make_wall(duty, make_date(2026, 2, 10), *typesetter);
    CHECK(paper::lay_out(form, *typesetter).pages.size() == 1);
    const paper::Table& table = table_of(form);
    REQUIRE(table.rows.size() == 28);
    CHECK(table.columns.size() == 6); // date, weekday, leader, two shifts, note
    CHECK(table.columns[3].group == "值班室");
    CHECK(table.columns[3].title == "白班\n8:00–20:00");
    CHECK(table.columns[4].title == "夜班\n20:00–次日 8:00");
    CHECK(plain(table.rows[4][4]).find("★") != std::string::npos); // the night has a volunteer
    CHECK(table.rows[13][1] == "六 班");
    CHECK(table.rows[13].back() == "调休上班");
    CHECK(table.rows[15].back() == "春节");
    CHECK(table.strong_rows.contains(15));
    CHECK(text_of(form).find("志愿消防队员") != std::string::npos);
}

TEST_CASE("duty wall: shifts stand apart, empty columns go, owed ones stay") {
    DutyFile duty = plan(tests::large_home(first, last));
    duty.problem.posts.push_back({"spare", "备勤", DutyLayer::reserve, {}, {{"D", {}}}});
    std::erase_if(duty.cells, [](const DutyCell& cell) {
        return cell.post_key == "control" && cell.shift_key == "E";
    });
    const paper::Table table = table_of(duty::make_days_wall(duty, first));
    std::string titles;
    for (const auto& column : table.columns)
        titles += column.group + column.title + "|";
    CHECK(titles.find("备勤") == std::string::npos);
    CHECK(titles.find("消防控制室中班\n15:00–23:00") != std::string::npos);
    CHECK(titles.find("消防控制室夜班\n23:00–次日 7:00") != std::string::npos);
}

TEST_CASE("duty wall: a large home has a row a person and a letter a day, with a legend") {
    DutyFile duty = plan(tests::large_home(first, last));
    duty.problem.absences.push_back(
        {duty.problem.people[0].key, AbsenceKind::sick, {first, last}, "住院"});
    const std::string away = duty.problem.people[0].key;
    std::erase_if(duty.cells, [&](const DutyCell& cell) {
        return cell.person_key == away && cell.day > first + Days{9};
    });
    const auto typesetter = make_typesetter();
    const paper::Form form = duty::make_wall(duty, first, *typesetter);
    const paper::Table& table = table_of(form);
    CHECK(table.columns.size() == 2 + 28 + 1);
    CHECK(table.rows.size() == 72);
    CHECK(table.columns[15].title == "14\n六\n班");
    std::size_t shifts = 0;
    for (const auto& row : table.rows)
        shifts += static_cast<std::size_t>(std::stoi(row.back()));
    CHECK(shifts == duty.cells.size());
    const auto at =
        std::ranges::find_if(table.rows, [](const auto& row) { return row[1] == "leader001"; });
    REQUIRE(at != table.rows.end());
    CHECK((*at)[29] == "假");
    for (const char* part : {"早 早班 7:00–15:00", "夜 夜班 23:00–次日 7:00", "带 带班",
                             "休 不上班", "02-14 调休上班"})
        CHECK_MESSAGE(text_of(form).find(part) != std::string::npos, part, text_of(form));
    CHECK(text_of(form).find("住院") == std::string::npos); // why is nobody's business
    const auto pages = paper::lay_out(form, *typesetter).pages;
    CHECK(pages.size() <= 3);
    for (const auto& page : pages)
        for (const auto& text : page.texts)
            CHECK(text.style.size_pt >= duty::smallest_wall_pt);
}

TEST_CASE("duty wall: two of one name are told apart") {
    DutyFile duty = plan(tests::small_home(6, first, last));
    for (std::size_t i : {0u, 1u})
        duty.problem.people[i].name = "王芳";
    std::string all;
    const paper::Form form = duty::make_days_wall(duty, first);
    for (const auto& row : table_of(form).rows)
        all += plain(row[2] + row[3] + row[4]) + "、";
    CHECK(all.find("王芳（01）") != std::string::npos);
    CHECK(all.find("王芳（02）") != std::string::npos);
    CHECK(all.find("王芳、") == std::string::npos);
}
