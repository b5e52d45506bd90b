// yanlian-duty-audit FILE: every rule that an exported roster breaks, and the proof of its hours.
// Exit 0 clean, 1 something is broken, 2 the file cannot be judged.
#include "tools/audit/duty_audit_words.h"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace {

using tools::audit::Audit;

void print_text(const Audit& audit, const tools::audit::DutyWords& words) {
    for (const auto& one : audit.findings)
        std::cout << words.describe(one) << '\n';
    for (const auto& proof : audit.proofs) {
        std::cout << words.post(proof.post) << "  " << proof.covered_hours << " / " << proof.hours
                  << " 小时";
        if (proof.accepted_hours > 0)
            std::cout << "  另有 " << proof.accepted_hours << " 小时按批准的缺口";
        for (const auto& [people, hours] : proof.hours_by_least)
            std::cout << "  " << people << " 人：" << hours;
        std::cout << '\n';
    }
    std::cout << tools::audit::date_text(audit.first_day) << " – "
              << tools::audit::date_text(audit.last_day) << "  " << audit.cells << " 个班  "
              << audit.findings.size() << " 处违反\n";
}

void print_json(const Audit& audit) {
    nlohmann::ordered_json json{{"first_day", tools::audit::date_text(audit.first_day)},
                                {"last_day", tools::audit::date_text(audit.last_day)},
                                {"violations", nlohmann::ordered_json::array()},
                                {"posts", nlohmann::ordered_json::array()}};
    for (const auto& one : audit.findings) {
        nlohmann::ordered_json row{{"rule_id", one.rule},
                                   {"person_keys", one.people},
                                   {"first", tools::audit::date_text(one.first)},
                                   {"last", tools::audit::date_text(one.last)},
                                   {"post_key", one.post},
                                   {"shift_key", one.shift},
                                   {"got", one.got},
                                   {"limit", one.limit}};
        if (one.from < one.until) {
            row["from"] = tools::audit::minute_text(one.from);
            row["until"] = tools::audit::minute_text(one.until);
        }
        json["violations"].push_back(std::move(row));
    }
    for (const auto& proof : audit.proofs) {
        nlohmann::ordered_json row{{"post_key", proof.post},
                                   {"hour_count", proof.hours},
                                   {"covered_hour_count", proof.covered_hours},
                                   {"accepted_hour_count", proof.accepted_hours}};
        for (const auto& [people, hours] : proof.hours_by_least)
            row["hours_by_least_count"].push_back({people, hours});
        json["posts"].push_back(std::move(row));
    }
    std::cout << json.dump(1) << '\n';
}

constexpr const char* usage =
    "用法：yanlian-duty-audit 文件 [--json]\n"
    "独立核对导出的值班表（yanlian-duty 格式）：每一条违反的规定，每个岗位有人的小时数。"
    "退出码：0 无违反，1 有违反，2 文件判不了。\n";

} // namespace

int main(int argc, char** argv) {
    if (argc == 2 && std::strcmp(argv[1], "--help") == 0) {
        std::cout << usage;
        return 0;
    }
    const bool wants_json = argc == 3 && std::strcmp(argv[2], "--json") == 0;
    if (argc != 2 && !wants_json) {
        std::cerr << usage;
        return 2;
    }
    std::ifstream file;
    std::error_code code;
    if (!std::filesystem::is_directory(argv[1], code)) file.open(argv[1], std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file || !file.is_open()) {
        std::cerr << argv[1] << "：读不了\n";
        return 2;
    }
    try {
        const Audit audit = tools::audit::audit(text);
        if (wants_json)
            print_json(audit);
        else
            print_text(audit, tools::audit::DutyWords(text));
        return audit.findings.empty() ? 0 : 1;
    } catch (const tools::audit::BadFile& error) {
        std::cerr << argv[1] << "：" << error.what() << '\n';
        return 2;
    }
}
