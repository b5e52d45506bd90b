#include "cli_rig.h"

using namespace tests;

namespace {

std::string pdf_text(const TempFolder& folder, const std::string& pdf) {
    const std::string text = folder / "text.txt";
    REQUIRE(std::system(("pdftotext -raw '" + pdf + "' '" + text + "'").c_str()) == 0);
    return read_text(text);
}

} // namespace

TEST_CASE("cli: form list names every form, and each prints blank and as an example") {
    const TempFolder folder;
    const Finished list = run_program(folder, {"form", "list", "--json"});
    REQUIRE_MESSAGE(list.code == 0, list.err);
    const auto forms = nlohmann::json::parse(list.out);
    CHECK(forms.size() >= 15);
    const std::string first = forms.front()["form"];
    const std::string pdf = folder / "a.pdf", sheet = folder / "a.xlsx";
    CHECK(run_program(folder, {"form", "print", first, "--blank", "--out", pdf}).code == 0);
    CHECK(run_program(folder, {"form", "print", first, "--sample", "--out", sheet}).code == 0);
    CHECK(read_text(pdf).starts_with("%PDF-"));
    CHECK(read_text(sheet).starts_with("PK"));
}

TEST_CASE("cli: drill --pdf and replay --pdf leave the same form, with the drill's own figures") {
    const TempFolder folder;
    const std::string record = folder / "a.drill", one = folder / "one.pdf",
                      two = folder / "two.pdf", three = folder / "three.pdf";
    const Finished run =
        run_program(folder, {"drill", night, "--set", "end_s=120", "--record", record, "--pdf", one,
                             "--db", folder / "h.yanlian.db"});
    REQUIRE_MESSAGE(run.code == 0, run.err);
    CHECK(has(run.out, one));
    for (const std::string& pdf : {two, three})
        REQUIRE(run_program(folder, {"replay", record, "--pdf", pdf}).code == 0);
    CHECK(read_text(two) == read_text(three));
    for (const std::string& pdf : {one, two}) {
        const std::string text = pdf_text(folder, pdf);
        for (const char* part : {"演练记录表", "演示", "教学仿真，不作为消防设计依据", "02:00",
                                 "拨打 119", "记录哈希", "演练负责人签字"})
            CHECK_MESSAGE(has(text, part), part);
    }
}

TEST_CASE("cli: a form is printed from the ledger: the team, the findings") {
    const TempFolder folder;
    const std::string db = folder / "h.yanlian.db", pdf = folder / "team.pdf";
    const Finished team = run_program(folder, {"form", "print", "team_register", "--db", db,
                                               "--today", "2026-11-22", "--out", pdf});
    REQUIRE_MESSAGE(team.code == 0, team.err);
    const std::string text = pdf_text(folder, pdf);
    CHECK(has(text, "安康养老院"));
    CHECK(has(text, "王芳"));
    CHECK(run_program(folder, {"form", "print", "finding_register", "--db", db, "--out",
                               folder / "findings.xlsx"})
              .code == 0);
}

TEST_CASE("cli: the notice board is refused until every name is there") {
    const TempFolder folder;
    const std::string db = folder / "h.yanlian.db", pdf = folder / "board.pdf";
    std::vector<std::string> arguments{
        "form",          "print",  "notice_board",       "--db", db, "--out", pdf, "--name",
        "leader=李建国", "--name", "safety_officer=赵䶮"};
    refused(folder, arguments, 2, {"民政部门", "住建部门", "市场监管部门", "消防部门"});
    CHECK(!std::filesystem::exists(pdf));
    for (const char* name :
         {"civil_affairs=高峰", "housing=沈洁", "market_supervision=马骏", "fire=孙涛"})
        arguments.insert(arguments.end(), {"--name", name});
    const Finished run = run_program(folder, arguments);
    CHECK_MESSAGE(run.code == 0, run.err);
    CHECK(has(pdf_text(folder, pdf), "赵䶮"));
    arguments.insert(arguments.end(), {"--name", "cook=某某"});
    refused(folder, arguments, 2, {"cook=某某", "civil_affairs"});
}

TEST_CASE("cli: a form that nobody knows, without a source or with another ending is refused") {
    const TempFolder folder;
    refused(folder, {"form", "print", "no_such_form"}, 2, {"no_such_form", "form list"});
    refused(folder, {"form", "print", "handover"}, 2, {"--blank"});
    refused(folder, {"form", "print", "drill_record"}, 2, {"--record"});
    refused(folder, {"form", "print", "handover", "--blank", "--out", folder / "a.doc"}, 2,
            {"a.doc", ".pdf"});
}

TEST_CASE("cli: without a Chinese font no form is printed, and the package is named") {
    const TempFolder folder;
    write_text(folder / "fonts.conf", "<fontconfig></fontconfig>");
    setenv("FONTCONFIG_FILE", (folder / "fonts.conf").c_str(), 1);
    const std::string pdf = folder / "a.pdf";
    refused(folder, {"form", "print", "handover", "--blank", "--out", pdf}, 3, {"fonts-noto-cjk"});
    unsetenv("FONTCONFIG_FILE");
    CHECK(!std::filesystem::exists(pdf));
}
