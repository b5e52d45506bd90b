// Tracing under a hand: photos, pages of PDFs, CAD drawings; whole rooms and compartments.
#include "editor/document/plan_compartments.h"
#include "editor/document/underlays.h"
#include "editor/panels/draw_hand.h"
#include "editor/panels/trace_hand.h"
#include "sim/core/file.h"
#include "tests/support/dxf_home.h"
#include "tests/ui/desk_fixture.h"
#include "tools/underlay/picture.h"

#include <cmath>
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <random>
#include <unistd.h>

namespace fs = std::filesystem;
using namespace editor::panels;
using sim::plan::Vec2;

namespace {

constexpr double reach_m = 0.3, limit_s = 60;

struct Folder {
    fs::path path = fs::temp_directory_path() / ("yanlian-trace-" + std::to_string(::getpid()));
    Folder() {
        fs::create_directories(path / "home/Desktop");
        ::setenv("XDG_DATA_HOME", path.c_str(), 1);
    }
    ~Folder() {
        ::unsetenv("XDG_DATA_HOME");
        std::error_code code;
        fs::remove_all(path, code);
    }
    fs::path write(const std::string& name, const std::string& bytes) const {
        REQUIRE(sim::core::write_file(path / name, bytes));
        return path / name;
    }
};

/// White, with a black frame one tenth in from the edges.
std::string photo(int width, int height, tools::underlay::Packing packing) {
    tools::underlay::Picture p{width, height, {}};
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const bool wall = x == width / 10 || x == width - width / 10 || y == height / 10 ||
                              y == height - height / 10;
            p.rgb.insert(p.rgb.end(), 3, wall ? 0 : 255);
        }
    return tools::underlay::pack(p, packing);
}

/// Pages of A4, each with its number.
std::string pdf(int page_count) {
    std::vector<std::string> objects{"<< /Type /Catalog /Pages 2 0 R >>"};
    std::string kids;
    for (int i = 0; i < page_count; ++i)
        kids += std::to_string(3 + 2 * i) + " 0 R ";
    objects.push_back(fmt::format("<< /Type /Pages /Kids [{}] /Count {} >>", kids, page_count));
    for (int i = 0; i < page_count; ++i) {
        const std::string drawn = fmt::format("50 50 {} 300 re S", 100 + i);
        objects.push_back(fmt::format("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 595] "
                                      "/Contents {} 0 R >>",
                                      4 + 2 * i));
        objects.push_back(
            fmt::format("<< /Length {} >>\nstream\n{}\nendstream", drawn.size(), drawn));
    }
    std::string all = "%PDF-1.4\n", table;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        table += fmt::format("{:010d} 00000 n \n", all.size());
        all += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
    }
    const std::size_t at = all.size();
    return all + fmt::format("xref\n0 {}\n0000000000 65535 f \n{}trailer << /Size {} /Root 1 0 R "
                             ">>\nstartxref\n{}\n%%EOF\n",
                             objects.size() + 1, table, objects.size() + 1, at);
}

void type(Desk& desk, const char* signs) {
    for (; *signs; ++signs)
        press(desk, Stroke{*signs == '\n' ? stroke_enter : *signs});
}
void click(Desk& desk, double x, double y) {
    click_on_sheet(desk, {x, y}, reach_m);
    CHECK_MESSAGE(!desk.drawing->refused, desk.drawing->notice);
}
/// The file falls on the window, and what reads it comes to its end.
void drop(Desk& desk, const fs::path& file) {
    drop_file(desk, file);
    REQUIRE(wait_for_tasks(desk, limit_s));
}
const sim::plan::Plan& plan_of(const Desk& desk) {
    return desk.drawing->file.plan();
}
/// To white paper and back: how many gestures there were.
int undo_and_redo(Desk& desk) {
    const std::string drawn = desk.drawing->file.text();
    int steps = 0;
    for (; desk.drawing->file.can_undo(); ++steps)
        press(desk, Stroke{'z', true});
    CHECK(desk.drawing->file.text().empty());
    for (int i = 0; i < steps; ++i)
        press(desk, Stroke{'y', true});
    CHECK(desk.drawing->file.text() == drawn);
    return steps;
}

} // namespace

TEST_CASE("trace: a photo is put, scaled by a known length, set straight, undone and redone") {
    const Folder folder;
    tests::DeskWithoutWindow ui;
    ui.draw();
    drop(ui.desk, folder.write("photo.jpg", photo(1000, 500, tools::underlay::Packing::jpeg)));
    REQUIRE_MESSAGE(plan_of(ui.desk).underlays.size() == 1, ui.desk.drawing->notice);
    CHECK(ui.desk.drawing->trace.step == TraceStep::scale);
    const auto before = plan_of(ui.desk).underlays[0];
    CHECK(before.height_m == doctest::Approx(before.width_m / 2).epsilon(0.001));
    // The frame is eight tenths of the picture: 40 m in truth.
    const double half_m = before.width_m * 0.4;
    click(ui.desk, before.center_m.x - half_m, before.center_m.y);
    click(ui.desk, before.center_m.x + half_m, before.center_m.y);
    type(ui.desk, "40\n");
    CHECK(plan_of(ui.desk).underlays[0].width_m == doctest::Approx(50).epsilon(0.001));
    CHECK(ui.desk.drawing->trace.step == TraceStep::none);
    begin_step(ui.desk, TraceStep::straighten);
    const Vec2 middle = plan_of(ui.desk).underlays[0].center_m;
    click(ui.desk, middle.x, middle.y);
    click(ui.desk, middle.x + 10, middle.y + 1);
    CHECK(plan_of(ui.desk).underlays[0].turn_rad ==
          doctest::Approx(-std::atan(0.1)).epsilon(0.001));
    CHECK(undo_and_redo(ui.desk) == 3);
}

TEST_CASE(
    "trace: a saved drawing has its picture beside it and finds it again; one that is gone is "
    "told") {
    const Folder folder;
    tests::DeskWithoutWindow ui;
    fs::create_directories(folder.path / "plans");
    const fs::path own = folder.path / "plans/own.plan.json";
    fs::copy(YANLIAN_SOURCE_DIR "/scenarios/plans/ankang.plan.json", own);
    draw_path(ui.desk, own);
    drop(ui.desk, folder.write("photo.png", photo(200, 100, tools::underlay::Packing::png)));
    REQUIRE_MESSAGE(plan_of(ui.desk).underlays.size() == 1, ui.desk.drawing->notice);
    ui.desk.drawing->notice.clear();
    press(ui.desk, Stroke{'s', true});
    REQUIRE_MESSAGE(!ui.desk.drawing->refused, ui.desk.drawing->notice);
    const fs::path saved = ui.desk.drawing->file.path();
    const fs::path picture = saved.parent_path() / plan_of(ui.desk).underlays[0].file;
    CHECK(fs::exists(picture));
    draw_path(ui.desk, saved);
    REQUIRE(ui.desk.drawing);
    REQUIRE(wait_for_tasks(ui.desk, limit_s));
    CHECK(ui.desk.drawing->trace.missing.empty());
    fs::remove(picture);
    fs::remove(editor::document::underlay_folder() / picture.filename());
    draw_path(ui.desk, saved);
    REQUIRE(wait_for_tasks(ui.desk, limit_s));
    CHECK(ui.desk.drawing->trace.missing.size() == 1);
    choose_tool(ui.desk, Tool::underlay);
    ui.draw();                                               // says so, and draws the frame
    CHECK(sim::plan::load_plan(saved.string()).has_value()); // a drill does not ask for it
}

TEST_CASE("trace: of a PDF a page is chosen with keys") {
    const Folder folder;
    tests::DeskWithoutWindow ui;
    drop(ui.desk, folder.write("plans.pdf", pdf(100)));
    REQUIRE_MESSAGE(ui.desk.drawing->trace.sheet == TraceSheet::pages, ui.desk.drawing->notice);
    CHECK(ui.desk.drawing->trace.page_count == 100);
    ui.draw();
    press(ui.desk, Key::right);
    press(ui.desk, Key::left);
    press(ui.desk, Key::left); // there is none before the first
    CHECK(ui.desk.drawing->trace.page == 1);
    press(ui.desk, Key::right);
    press(ui.desk, Stroke{stroke_enter});
    REQUIRE(wait_for_tasks(ui.desk, limit_s));
    REQUIRE_MESSAGE(plan_of(ui.desk).underlays.size() == 1, ui.desk.drawing->notice);
    CHECK(plan_of(ui.desk).underlays[0].name.find("2") != std::string::npos);
    CHECK(ui.desk.drawing->trace.sheet == TraceSheet::plan);
}

TEST_CASE("trace: a CAD drawing's walls become rooms and doors in one gesture") {
    const Folder folder;
    tests::DeskWithoutWindow ui;
    drop(ui.desk, folder.write("home.dxf", tests::DxfHome{}.text()));
    REQUIRE_MESSAGE(ui.desk.drawing->trace.sheet == TraceSheet::dxf, ui.desk.drawing->notice);
    const CadDrawing& cad = ui.desk.drawing->trace.cad;
    CHECK(cad.unit_m == 0.001);
    CHECK(cad.unit_said);
    CHECK(size_of(cad).x == doctest::Approx(4 * 3.6 + 0.2));
    ui.draw();
    ui.click("cad rooms");
    REQUIRE(wait_for_tasks(ui.desk, limit_s));
    CHECK_MESSAGE(!ui.desk.drawing->refused, ui.desk.drawing->notice);
    const auto& p = plan_of(ui.desk);
    REQUIRE(p.spaces.size() == 9);
    const auto count = [&](sim::plan::OpeningKind kind) {
        return std::count_if(p.openings.begin(), p.openings.end(),
                             [&](const auto& o) { return o.kind == kind; });
    };
    CHECK(count(sim::plan::OpeningKind::door) == 8);
    CHECK(count(sim::plan::OpeningKind::window) == 10); // no way out is made up
    const auto bedrooms = std::count_if(p.spaces.begin(), p.spaces.end(), [](const auto& s) {
        return s.kind == sim::plan::SpaceKind::bedroom;
    });
    CHECK(bedrooms == 8);
    for (const auto& problem : ui.desk.drawing->file.problems())
        CHECK_MESSAGE(problem.what.find("重叠") == std::string::npos, problem.what);
    CHECK(undo_and_redo(ui.desk) == 1);
    // On a level with rooms it is refused, and nothing changes.
    drop(ui.desk, folder.path / "home.dxf");
    press(ui.desk, Stroke{'r'});
    REQUIRE(wait_for_tasks(ui.desk, limit_s));
    CHECK(ui.desk.drawing->refused);
    CHECK(plan_of(ui.desk).spaces.size() == 9);
}

TEST_CASE("trace: a CAD drawing as a picture has its true size without being scaled") {
    const Folder folder;
    tests::DeskWithoutWindow ui;
    drop(ui.desk, folder.write("home.dxf", tests::DxfHome{}.text()));
    press(ui.desk, Key::space); // the layer of walls is the only one: off, and on again
    press(ui.desk, Stroke{stroke_enter});
    CHECK(ui.desk.drawing->refused);
    press(ui.desk, Key::space);
    press(ui.desk, Stroke{stroke_enter});
    REQUIRE(wait_for_tasks(ui.desk, limit_s));
    REQUIRE_MESSAGE(plan_of(ui.desk).underlays.size() == 1, ui.desk.drawing->notice);
    CHECK(plan_of(ui.desk).underlays[0].width_m == doctest::Approx(4 * 3.6 + 0.2));
    CHECK(plan_of(ui.desk).underlays[0].height_m == doctest::Approx(6 + 2.4 + 6 + 0.2));
}

TEST_CASE("trace: broken, cut off and foreign files are refused in words and change nothing") {
    const Folder folder;
    tests::DeskWithoutWindow ui;
    draw_new(ui.desk);
    choose_tool(ui.desk, Tool::stamp);
    click(ui.desk, 0, 0);
    const std::string drawn = ui.desk.drawing->file.text();
    const std::string jpeg = photo(300, 200, tools::underlay::Packing::jpeg),
                      png = photo(300, 200, tools::underlay::Packing::png), pages = pdf(2),
                      dxf = tests::DxfHome{}.text();
    const auto refused = [&](const std::string& name, const std::string& bytes) {
        ui.desk.drawing->refused = false;
        show_plan_sheet(ui.desk);
        drop(ui.desk, folder.write(name, bytes));
        INFO(name);
        CHECK(ui.desk.drawing->refused);
        CHECK_FALSE(ui.desk.drawing->notice.empty());
        CHECK(ui.desk.drawing->file.text() == drawn);
    };
    refused("empty.jpg", "");
    refused("cut.jpg", jpeg.substr(0, 100));
    refused("cut.png", png.substr(0, png.size() / 2));
    refused("cut.dxf", dxf.substr(0, dxf.size() / 2));
    refused("not.pdf", "hello");
    refused("not.dxf", "hello");
    refused("old.dwg", "AC1027");
    refused("words.png", "a text with the wrong name");
    refused("telephone.heic", std::string("\0\0\0\x18"
                                          "ftypheic",
                                          12));
}

TEST_CASE("trace: files spoilt at random end in words or in a picture, never in a crash") {
    const Folder folder;
    tests::DeskWithoutWindow ui;
    draw_new(ui.desk);
    std::mt19937 random(20261123);
    const std::pair<const char*, std::string> whole[] = {
        {"a.jpg", photo(120, 80, tools::underlay::Packing::jpeg)},
        {"a.png", photo(120, 80, tools::underlay::Packing::png)},
        {"a.pdf", pdf(2)},
        {"a.dxf", tests::DxfHome{1}.text()}};
    const int rounds = std::getenv("YANLIAN_LONG") ? 250 : 8;
    for (int i = 0; i < rounds; ++i)
        for (const auto& [name, bytes] : whole) {
            std::string spoilt = bytes;
            for (int k = 0; k < 6; ++k)
                spoilt[random() % spoilt.size()] = static_cast<char>(random());
            show_plan_sheet(ui.desk);
            ui.desk.drawing->notice.clear();
            ui.desk.drawing->refused = false;
            const std::size_t before = plan_of(ui.desk).underlays.size();
            drop(ui.desk, folder.write(name, spoilt));
            const Tracing& t = ui.desk.drawing->trace;
            const bool taken = t.sheet != TraceSheet::plan || t.step == TraceStep::scale ||
                               plan_of(ui.desk).underlays.size() > before;
            CHECK((taken || ui.desk.drawing->refused));
        }
}

TEST_CASE("trace: what takes long is stopped with Escape, and nothing is left behind") {
    const Folder folder;
    tests::DeskWithoutWindow ui;
    draw_new(ui.desk);
    std::string big = "0\nSECTION\n2\nENTITIES\n";
    for (int i = 0; i < 200'000; ++i)
        big += fmt::format("0\nLINE\n8\nW\n10\n{}\n20\n0\n11\n{}\n21\n9\n", i, i);
    drop_file(ui.desk, folder.write("big.dxf", big + "0\nENDSEC\n0\nEOF\n"));
    REQUIRE(ui.desk.drawing->trace.task);
    ui.draw();
    press(ui.desk, Stroke{stroke_escape});
    CHECK_FALSE(ui.desk.drawing->trace.task);
    ui.draw();
    int left = 0;
    for (const auto& entry : fs::directory_iterator(editor::document::underlay_folder()))
        left += entry.path().filename().string().starts_with(".work-");
    CHECK(left == 0);
}

TEST_CASE("trace: a floor of 30 beds over a photo, checked, populated and saved, in fewer than 200 "
          "gestures") {
    const Folder folder;
    tests::DeskWithoutWindow ui;
    int gestures = 1; // the photo is dropped
    drop(ui.desk, folder.write("photo.jpg", photo(1600, 800, tools::underlay::Packing::jpeg)));
    const auto u = plan_of(ui.desk).underlays[0];
    const auto tap = [&](double x, double y) {
        click(ui.desk, x, y);
        ++gestures;
    };
    const auto keys = [&](const char* signs) {
        type(ui.desk, signs);
        gestures += static_cast<int>(std::strlen(signs));
    };
    tap(u.center_m.x - u.width_m * 0.4, u.center_m.y);
    tap(u.center_m.x + u.width_m * 0.4, u.center_m.y);
    keys("28.8\n");
    // The corridor first: doors need its other side.
    keys("r");
    ui.desk.drawing->space_kind = sim::plan::SpaceKind::corridor;
    ++gestures;
    tap(0, 6);
    point_at(ui.desk, {1, 7}, reach_m);
    keys("28.8\n2.4\n");
    keys("m");
    for (int i = 0; i < 8; ++i) // above the corridor
        tap(i * 3.6, 8.4);
    press(ui.desk, Key::space);
    press(ui.desk, Key::space); // the front above
    gestures += 2;
    for (int i = 0; i < 7; ++i)
        tap((i + 1) * 3.6, 6);
    keys("x");
    tap(0, 7.2);
    tap(28.8, 7.2);
    keys("z");
    for (int i = 0; i < 4; ++i) // into one compartment: a taste, the rest is the same
        tap(i * 3.6 + 1, 10);
    CHECK(plan_of(ui.desk).beds.size() == 30);
    CHECK(plan_of(ui.desk).compartments.size() == 1);
    CHECK(plan_of(ui.desk).compartments[0].spaces.size() == 4);
    const auto doors =
        std::count_if(plan_of(ui.desk).openings.begin(), plan_of(ui.desk).openings.end(),
                      [](const auto& o) { return o.kind == sim::plan::OpeningKind::door; });
    CHECK(doors == 15 + 2);
    ui.draw();
    for (const auto& problem : ui.desk.drawing->file.problems())
        FAIL_CHECK(problem.what);
    // Who lives in them: four kinds of residents, each written once, then bed by bed.
    keys("l");
    std::size_t bed = 0;
    using sim::plan::DeviceKind;
    using sim::plan::Mobility;
    const std::pair<Mobility, std::vector<DeviceKind>> kinds[] = {
        {Mobility::walks, {}},
        {Mobility::walks_with_aid, {DeviceKind::arm}},
        {Mobility::wheelchair, {DeviceKind::wheelchair, DeviceKind::evacuation_chair}},
        {Mobility::bedridden, {DeviceKind::rescue_sheet}}};
    for (const auto& [mobility, devices] : kinds) {
        ui.desk.drawing->resident = {"", mobility, devices, "二层护理员", false};
        // The class and each device from its list, the guide by its name.
        gestures += 2 + 2 * static_cast<int>(devices.size()) + 2;
        for (int i = 0; i < 8 && bed < 30; ++i, ++bed) {
            const auto at_m = plan_of(ui.desk).beds[bed].center_m;
            tap(at_m.x, at_m.y);
        }
    }
    ui.draw();
    for (const auto& one : plan_of(ui.desk).beds) {
        REQUIRE(one.occupant);
        CHECK(one.occupant->mobility);
        CHECK(one.occupant->guide == "二层护理员");
    }
    for (const auto& problem : ui.desk.drawing->problems)
        CHECK_MESSAGE(problem.words.find("没有写") == std::string::npos, problem.words);
    ui.desk.drawing->notice.clear();
    press(ui.desk, Stroke{'s', true});
    ++gestures;
    REQUIRE_MESSAGE(!ui.desk.drawing->refused, ui.desk.drawing->notice);
    CHECK(sim::plan::load_plan(ui.desk.drawing->file.path().string()).has_value());
    CHECK(gestures <= 200);
    MESSAGE("gestures: " << gestures);
    undo_and_redo(ui.desk);
}

TEST_CASE("trace: rooms go into compartments and out, and one without rooms is gone") {
    const Folder folder;
    tests::DeskWithoutWindow ui;
    draw_new(ui.desk);
    choose_tool(ui.desk, Tool::stamp);
    click(ui.desk, 0, 0);
    click(ui.desk, 3.6, 0);
    choose_tool(ui.desk, Tool::compartment);
    click(ui.desk, 1, 1);
    click(ui.desk, 5, 1);
    REQUIRE(plan_of(ui.desk).compartments.size() == 1);
    CHECK(plan_of(ui.desk).compartments[0].spaces.size() == 2);
    ui.draw();
    ui.click("new compartment");
    click(ui.desk, 5, 1); // out of the first, into a second
    REQUIRE(plan_of(ui.desk).compartments.size() == 2);
    CHECK(plan_of(ui.desk).compartments[0].spaces.size() == 1);
    click(ui.desk, 5, 1);
    CHECK(plan_of(ui.desk).compartments.size() == 1);
    ui.draw();
    ui.click("compartment 1");
    ui.draw();
    ui.click("remove compartment");
    CHECK(plan_of(ui.desk).compartments.empty());
}

TEST_CASE("draw page: a room removed below a lift leaves the lift at its own stops") {
    sim::plan::Plan p = tests::ankang_plan();
    const auto level = [&](std::size_t i) { return sim::core::make_id<sim::plan::LevelId>(i); };
    sim::plan::Lift lift;
    lift.key = "lift/1";
    for (std::size_t i = 0; i < 2; ++i) {
        auto made = editor::document::add_space(p, level(i),
                                                {{100, 100}, {102, 100}, {102, 102}, {100, 102}},
                                                sim::plan::SpaceKind::lift);
        REQUIRE(made);
        p = std::move(made->plan);
        lift.spaces.push_back(sim::core::make_id<sim::plan::SpaceId>(made->made.index));
    }
    p.lifts = {lift};
    using editor::document::Selection;
    const std::string keys[] = {p[lift.spaces[0]].key, p[lift.spaces[1]].key};
    auto after = editor::document::remove_thing(p, {Selection::Kind::space, 0});
    REQUIRE(after);
    REQUIRE(after->plan.lifts.size() == 1);
    for (std::size_t i = 0; i < 2; ++i)
        CHECK(after->plan[after->plan.lifts[0].spaces[i]].key == keys[i]);
    after = editor::document::remove_thing(
        after->plan, {Selection::Kind::space, after->plan.lifts[0].spaces[0].index()});
    REQUIRE(after);
    CHECK(after->plan.lifts.empty()); // one stop is no lift
}
