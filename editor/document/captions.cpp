#include "editor/document/captions.h"

#include "editor/document/milestones.h"
#include "sim/record/fact_words.h"
#include <algorithm>

namespace editor::document {

namespace core = sim::core;
using sim::drill::FactKind;

namespace {

/// Lines with what stands in them, each filled from the front.
class Lines {
public:
    explicit Lines(double shown_s) : shown_s_(shown_s) {}
    /// As soon as a line is free for long enough, never before it happened.
    void add(double happened_s, const std::string& sentence) {
        std::size_t best = 0;
        double from_s = find_room(0, happened_s);
        for (std::size_t line = 1; line < caption_lines; ++line)
            if (const double at_s = find_room(line, happened_s); at_s < from_s) {
                best = line;
                from_s = at_s;
            }
        put(best, from_s, happened_s, sentence);
    }
    /// Only where a line is free at that very time.
    void add_if_free(double happened_s, const std::string& sentence) {
        for (std::size_t line = 0; line < caption_lines; ++line)
            if (find_room(line, happened_s) == happened_s)
                return put(line, happened_s, happened_s, sentence);
    }
    [[nodiscard]] std::vector<Caption> take() {
        std::ranges::stable_sort(all_, {}, &Caption::from_s);
        return std::move(all_);
    }

private:
    [[nodiscard]] double find_room(std::size_t line, double from_s) const {
        for (bool moved = true; moved;) {
            moved = false;
            for (const Caption& one : all_)
                if (one.line == line && from_s < one.until_s && one.from_s < from_s + shown_s_) {
                    from_s = one.until_s;
                    moved = true;
                }
        }
        return from_s;
    }
    void put(std::size_t line, double from_s, double happened_s, const std::string& sentence) {
        all_.push_back({happened_s, from_s, from_s + shown_s_, line, sentence});
    }
    double shown_s_;
    std::vector<Caption> all_;
};

bool always_comes(FactKind kind) {
    return kind == FactKind::inject || kind == FactKind::resident_lost;
}

} // namespace

std::vector<Caption> plan_captions(const Document& document, double speed) {
    Lines lines(caption_film_s * speed);
    const auto& facts = document.record.facts;
    const auto milestones = find_milestones(document);
    const auto is_main = [&](double time_s, const std::string& sentence) {
        return std::ranges::any_of(milestones, [&](const Milestone& one) {
            return one.time_s == time_s && one.sentence == sentence;
        });
    };
    std::vector<std::pair<double, std::string>> others;
    for (const auto& fact : facts) {
        const std::string sentence = sim::record::describe_fact(document.record, fact);
        if (sentence.empty()) continue;
        const double time_s = core::seconds(fact.tick);
        if (always_comes(fact.kind) || is_main(time_s, sentence))
            lines.add(time_s, sentence);
        else
            others.push_back({time_s, sentence});
    }
    for (const auto& [time_s, sentence] : others)
        lines.add_if_free(time_s, sentence);
    return lines.take();
}

std::vector<const Caption*> find_captions(const std::vector<Caption>& captions, double time_s) {
    std::vector<const Caption*> shown(caption_lines, nullptr);
    for (const Caption& one : captions)
        if (one.from_s <= time_s && time_s < one.until_s) shown[one.line] = &one;
    return shown;
}

} // namespace editor::document
