#include "tools/quiz/bank.h"

#include "sim/core/file.h"
#include "sim/core/json_reader.h"
#include "sim/core/text.h"
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

namespace tools::quiz {

namespace fs = std::filesystem;
using sim::core::Errc;
using sim::core::JsonSource;
using sim::core::make_error;
using sim::core::ObjectReader;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr int questions_version = 1;
constexpr std::size_t most_options = 9;
constexpr std::size_t least_options = 2;
constexpr std::size_t bank_forms_count = 4; // a count is asked of a plan only
constexpr int most_level = 3;
constexpr std::array<std::string_view, 5> element_letters{"K", "A", "E", "L", "C"};
/// The words of roster/domain/people.h, which this folder does not see.
constexpr std::array<std::string_view, 21> posts{"leader",
                                                 "safety_manager",
                                                 "duty_leader",
                                                 "control_room",
                                                 "carer",
                                                 "nurse",
                                                 "kitchen",
                                                 "guard",
                                                 "electrician",
                                                 "office",
                                                 "deputy_leader",
                                                 "safety_officer",
                                                 "legal_representative",
                                                 "bureau_leader",
                                                 "supervisor",
                                                 "duty_officer",
                                                 "teacher",
                                                 "social_worker",
                                                 "cleaner",
                                                 "driver",
                                                 "other"};

struct Norm {
    std::string title, repealed_on;
};
using Norms = std::map<std::string, Norm>;

bool is_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (i != 4 && i != 7 && (text[i] < '0' || text[i] > '9')) return false;
    const std::string_view month = text.substr(5, 2), day = text.substr(8, 2);
    return month >= "01" && month <= "12" && day >= "01" && day <= "31";
}

Norms read_norms(ObjectReader& file) {
    Norms norms;
    file.objects("norms", true, [&](ObjectReader& object) {
        const std::string key = object.text("id");
        Norm norm{object.text("title"), object.text("repealed_on", "")};
        if (!norm.repealed_on.empty() && !is_day(norm.repealed_on))
            object.report("repealed_on", trf("“{}”不是日期", norm.repealed_on), tr("年-月-日"));
        if (!norms.emplace(key, std::move(norm)).second)
            object.report("id", trf("编号 {} 重复", key), tr("每个规范一个编号"));
    });
    return norms;
}

std::vector<std::string> read_options(ObjectReader& object) {
    std::vector<std::string> options = object.texts("options");
    if (options.size() < least_options || options.size() > most_options)
        object.report("options", trf("{} 个选项", options.size()), tr("2 到 9 个"));
    std::set<std::string> seen;
    for (std::size_t i = 0; i < options.size(); ++i)
        if (!seen.insert(options[i]).second)
            object.report(fmt::format("options/{}", i), trf("选项“{}”重复", options[i]), "");
    return options;
}

/// One number or a list of them, options counted from 1 as people count.
Answer read_positions(ObjectReader& object, const Question& question) {
    Answer answer;
    const nlohmann::ordered_json* value = object.raw("answer");
    if (value == nullptr) {
        object.report("answer", tr("没有正确答案"), tr("选项的序号，从 1 开始"));
        return answer;
    }
    const auto add = [&](const nlohmann::ordered_json& one, const std::string& at) {
        const auto count = static_cast<std::int64_t>(question.options.size());
        if (!one.is_number_integer() || one < 1 || one > count)
            object.report(at, trf("没有选项 {}", one.dump()), trf("1 到 {} 的整数", count));
        else
            answer.push_back(one.get<int>() - 1);
    };
    if (!value->is_array()) {
        add(*value, "answer");
        return answer;
    }
    for (std::size_t i = 0; i < value->size() && i < most_options; ++i)
        add((*value)[i], fmt::format("answer/{}", i));
    if (value->empty()) object.report("answer", tr("没有正确答案"), tr("至少一个"));
    return answer;
}

/// What the form asks of its right answer.
void check_answer(ObjectReader& object, const Question& question) {
    if (question.right.empty()) return; // reported
    Question other = question;
    other.form = question.form == AnswerForm::single ? AnswerForm::multiple : question.form;
    if (!is_answer(other, question.right))
        object.report("answer", tr("序号重复，或者没有列全"),
                      tr("排序题列出全部选项的顺序，每个一次"));
    else if (question.form == AnswerForm::single && question.right.size() != 1)
        object.report("answer", trf("单选题有 {} 个正确答案", question.right.size()),
                      tr("一个；或者改为 multiple"));
    else if (question.form == AnswerForm::multiple && question.right.size() < 2)
        object.report("answer", tr("多选题只有一个正确答案"), tr("两个以上；或者改为 single"));
}

void read_judgement(ObjectReader& object, Question& question) {
    question.options = {"对", "错"};
    question.right = {object.boolean("answer") ? 0 : 1};
    if (object.has("options")) {
        object.report("options", tr("判断题没有选项"), tr("去掉 options"));
        object.raw("options");
    }
}

void read_source(ObjectReader& object, const Norms& norms, BankQuestion& one) {
    Source& source = one.question.source;
    source.norm_key = object.text("norm");
    source.clause = object.text("clause");
    source.mark = static_cast<SourceMark>(object.choice("mark", source_mark_names));
    const auto norm = norms.find(source.norm_key);
    if (norm == norms.end()) {
        if (!source.norm_key.empty())
            object.report("norm", trf("norms 里没有 {}", source.norm_key), tr("先写在 norms 里"));
        return;
    }
    source.norm_title = norm->second.title;
    one.repealed_on = norm->second.repealed_on;
}

void read_roles(ObjectReader& object, BankQuestion& one) {
    if (!object.has("roles")) return;
    one.roles = object.texts("roles");
    for (std::size_t i = 0; i < one.roles.size(); ++i)
        if (std::ranges::find(posts, one.roles[i]) == posts.end())
            object.report(fmt::format("roles/{}", i), trf("没有岗位“{}”", one.roles[i]),
                          tr("人员的岗位，例如 carer"));
}

BankQuestion read_question(ObjectReader& object, const Norms& norms) {
    BankQuestion one;
    Question& question = one.question;
    question.id = object.text("id");
    question.element =
        sim::core::all_competence_elements[object.choice("element", element_letters)];
    question.form = static_cast<AnswerForm>(
        object.choice("form", std::span(answer_form_names).first(bank_forms_count)));
    one.level = static_cast<int>(object.integer("level", 1, most_level));
    question.text = object.text("text");
    if (question.form == AnswerForm::judge) {
        read_judgement(object, question);
    } else {
        question.options = read_options(object);
        question.right = read_positions(object, question);
        check_answer(object, question);
    }
    question.explanation = object.text("explanation");
    read_source(object, norms, one);
    read_roles(object, one);
    return one;
}

void read_bank(const nlohmann::ordered_json& json, JsonSource& source, std::set<std::string>& ids,
               Bank& bank) {
    ObjectReader file(json, "", source);
    const std::string format = file.text("format");
    if (format != "yanlian-questions")
        file.report("format", trf("格式“{}”不是题库", format), "yanlian-questions");
    file.integer("version", questions_version, questions_version);
    file.text("key");
    file.text("name");
    const Norms norms = read_norms(file);
    file.objects("questions", true, [&](ObjectReader& object) {
        BankQuestion one = read_question(object, norms);
        if (!one.question.id.empty() && !ids.insert(one.question.id).second)
            object.report("id", trf("编号 {} 重复", one.question.id), tr("每道题一个编号"));
        bank.questions.push_back(std::move(one));
    });
    file.finish();
}

/// One file after the other, problems of all of them together.
class BankReader {
public:
    void read(const std::string& file, std::string_view bytes) {
        all_bytes_ += bytes;
        const auto json = sim::core::parse_json(file, bytes);
        if (!json) return add(json.error().problems);
        JsonSource source{file, {}};
        read_bank(*json, source, ids_, bank_);
        add(source.problems);
    }
    void add(const sim::core::Problems& problems) {
        problems_.insert(problems_.end(), problems.begin(), problems.end());
    }
    Result<Bank> finish() {
        if (!problems_.empty()) return make_error(std::move(problems_));
        bank_.sha256 = sim::core::sha256_hex(all_bytes_);
        return std::move(bank_);
    }

private:
    Bank bank_;
    std::set<std::string> ids_;
    std::string all_bytes_;
    sim::core::Problems problems_;
};

Result<std::vector<std::string>> expand(const std::vector<std::string>& files) {
    std::vector<std::string> all;
    for (const std::string& file : files) {
        std::error_code code;
        if (!fs::is_directory(file, code)) {
            all.push_back(file);
            continue;
        }
        std::vector<std::string> found;
        for (const auto& entry : fs::directory_iterator(file, code))
            if (entry.path().string().ends_with(".questions.json"))
                found.push_back(entry.path().string());
        if (found.empty())
            return make_error(Errc::bad_input,
                              {file, "", tr("文件夹里没有题库"), tr("*.questions.json")});
        std::ranges::sort(found);
        std::ranges::move(found, std::back_inserter(all));
    }
    return all;
}

} // namespace

Result<Bank> parse_bank(const std::string& file, std::string_view bytes) {
    BankReader reader;
    reader.read(file, bytes);
    return reader.finish();
}

Result<Bank> load_bank(const std::vector<std::string>& files) {
    const auto all = expand(files);
    if (!all) return tl::unexpected(all.error());
    BankReader reader;
    for (const std::string& file : *all) {
        const auto bytes = sim::core::read_file(file, bank_file_limit_bytes);
        if (bytes)
            reader.read(file, *bytes);
        else
            reader.add(bytes.error().problems);
    }
    return reader.finish();
}

Result<Bank> load_shipped_bank() {
    BankReader reader;
    for (const ShippedQuestions& file : shipped_questions())
        reader.read(std::string(file.name), file.text);
    return reader.finish();
}

} // namespace tools::quiz
