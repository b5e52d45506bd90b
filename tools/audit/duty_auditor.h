/// The auditor of a duty roster: rules one by one in duty_audit.cpp, minutes and who stands in them
/// in duty_audit_cover.cpp. Only for these two.
#pragma once
#include "tools/audit/duty_audit.h"
#include "tools/audit/duty_audit_read.h"
#include <algorithm>
#include <tuple>

namespace tools::audit {

/// Somebody comes (+1) or goes (-1).
using Events = std::map<Minute, std::int64_t>;

class Auditor {
public:
    explicit Auditor(const Input& input) : in_(input) {}
    Audit run() {
        audit_.first_day = in_.first_day;
        audit_.last_day = in_.last_day;
        audit_.opens = in_.opens;
        audit_.cells = static_cast<std::int64_t>(in_.cells.size());
        take_cells();
        check_frozen();
        for (auto& [key, duties] : by_person_) {
            std::sort(duties.begin(), duties.end(),
                      [](const Duty& a, const Duty& b) { return a.begin < b.begin; });
            for (Duty& one : duties)
                if (one.inside) check_may(one);
            check_rests(duties);
            check_runs(duties, "run_days");
            check_runs(duties, "run_nights");
            check_months(duties);
            check_year(duties);
            check_overtime(duties);
        }
        check_cover();
        check_pairs();
        sweep();
        std::sort(audit_.findings.begin(), audit_.findings.end(),
                  [](const Finding& a, const Finding& b) { return order(a) < order(b); });
        return std::move(audit_);
    }

private:
    static std::tuple<std::string, Day, Day, std::vector<std::string>, std::string, std::string,
                      Minute>
    order(const Finding& f) {
        return {f.rule, f.first, f.last, f.people, f.post, f.shift, f.from};
    }
    Finding& add(const std::string& rule, Day first, Day last, std::int64_t got,
                 std::int64_t limit) {
        Finding one;
        one.rule = rule;
        one.first = first;
        one.last = last;
        one.got = got;
        one.limit = limit;
        audit_.findings.push_back(one);
        return audit_.findings.back();
    }
    void of(Finding& finding, const Duty& duty) {
        finding.people = {duty.person->key};
        finding.post = duty.post->key;
        finding.shift = duty.shift->key;
    }
    [[nodiscard]] bool touches(Day first, Day last) const {
        return last >= in_.first_day && first <= in_.last_day;
    }
    std::optional<Duty> find_duty(const RawCell& cell) const {
        const auto person = in_.people.find(cell.person);
        const Post* post = in_.find_post(cell.post);
        if (person == in_.people.end() || post == nullptr || !post->need.contains(cell.shift))
            return std::nullopt;
        Duty one;
        one.person = &person->second;
        one.post = post;
        one.shift = &in_.shifts.at(cell.shift);
        one.day = cell.day;
        one.begin = cell.day * minutes_a_day + one.shift->start;
        one.end = one.begin + one.shift->length;
        one.inside = cell.day >= in_.first_day && cell.day <= in_.last_day;
        return one;
    }
    void take_cells();
    void check_frozen();
    [[nodiscard]] bool works_at_night(const Duty& duty, const Span& days) const;
    void check_may(Duty& duty);
    void check_rests(const std::vector<Duty>& duties);
    void check_runs(const std::vector<Duty>& duties, const std::string& kind);
    void check_months(const std::vector<Duty>& duties);
    void check_year(const std::vector<Duty>& duties);
    void check_overtime(const std::vector<Duty>& duties);
    void check_cover();
    void check_pairs();
    void check_apart(const Pair& pair, const std::vector<Duty>& ones,
                     const std::vector<Duty>& twos);
    void sweep();
    template <class Counts>
    Events arrivals(Counts counts) const;
    template <class Counts>
    Events standing(Counts counts) const;
    /// @param fewer people that accepted gaps take off `needed`, as they come and go
    void sweep_always(const std::string& rule, const std::string& post, const Events& people,
                      std::int64_t needed, const Events& fewer);
    [[nodiscard]] Events taken_off(const Post& post) const;
    void prove(const Post& post);

    const Input& in_;
    Audit audit_;
    std::map<std::string, std::vector<Duty>> by_person_;
};

} // namespace tools::audit
