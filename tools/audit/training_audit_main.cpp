// yanlian-training-audit FILE: every violation of a training plan, found by a program that shares
// no code with the planner. Exit code 0 none, 1 some, 2 unreadable. Its words are Chinese only:
// even the catalogue of messages would be shared.
#include "tools/audit/training_audit.h"

#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

int main(int argc, char** argv) {
    const bool asks = argc == 2 && std::strcmp(argv[1], "--help") == 0;
    if (argc != 2 || asks) {
        std::fputs("用法：yanlian-training-audit 文件\n"
                   "独立核对三年轮训计划（yanlian-training 格式）。退出码：0 无问题，1 有违规，"
                   "2 文件读不了。\n",
                   asks ? stdout : stderr);
        return asks ? 0 : 2;
    }
    std::ifstream in;
    std::error_code code;
    if (!std::filesystem::is_directory(argv[1], code)) in.open(argv[1], std::ios::binary);
    if (!in.is_open()) {
        std::fprintf(stderr, "%s: 打不开\n", argv[1]);
        return 2;
    }
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    const auto reading = tools::audit::read_for_audit(bytes);
    for (const std::string& fault : reading.faults)
        std::fprintf(stderr, "%s: %s\n", argv[1], fault.c_str());
    if (!reading.faults.empty()) return 2;
    const auto found = tools::audit::audit_training(reading.file);
    for (const auto& one : found)
        std::printf("%s\t%s\t%s\t%s\n", one.rule.c_str(), one.subject.c_str(),
                    one.day == 0 ? "" : tools::audit::show(one.day).c_str(), one.text.c_str());
    std::printf("%zu 人，%zu 期，%zu 个座位已安排，%zu 人点名；违规 %zu 条\n",
                reading.file.people.size(), reading.file.sessions.size(),
                reading.file.bookings.size(), reading.file.unmet.size(), found.size());
    return found.empty() ? 0 : 1;
}
