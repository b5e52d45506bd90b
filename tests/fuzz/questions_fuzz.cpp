// A question bank is read whole or refused with problems; what is read can be asked and answered.
#include "tools/quiz/quiz_paper.h"
#include <cstdlib>
#include <fmt/format.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tools::quiz;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto bank = parse_bank("fuzz", bytes);
    if (!bank) {
        if (bank.error().problems.empty()) std::abort();
        return 0;
    }
    for (const BankQuestion& one : bank->questions) {
        const Question& question = one.question;
        if (!judge(question, question.right).correct) std::abort();
        if (question.source.clause.empty() || format_right(question).empty()) std::abort();
        static_cast<void>(read_answer(question, bytes.substr(0, 40)));
    }
    PaperWish wish;
    wish.question_count = 4;
    wish.seed = size;
    const auto paper = make_paper(*bank, nullptr, wish);
    if (!paper && paper.error().problems.empty()) std::abort();
    return 0;
}
