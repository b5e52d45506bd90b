// Questions of the form "where is it", "how many", "what lies behind the wall", "does it pass".
#include "sim/core/text.h"
#include "sim/plan/clearance.h"
#include "sim/plan/edge_cover.h"
#include "tools/quiz/plan_site.h"
#include "tools/quiz/shuffle.h"
#include <algorithm>
#include <set>

namespace tools::quiz {

using sim::core::tr;
using sim::core::trf;

namespace {

constexpr std::size_t most_options = 4;
/// A wrong position is clearly wrong: this far beyond the tolerance.
constexpr double clearly_wrong_m = 3.0;
/// A shared wall shorter than this is a corner.
constexpr double least_wall_m = 0.5;

/// Straight distance to the nearest thing of that kind in the same space; none when none is there.
std::optional<double> distance_to_kind(const Plan& plan, EquipmentKind kind, SpaceId space,
                                       Vec2 at_m) {
    std::optional<double> best;
    for (const Equipment& one : plan.equipment)
        if (one.kind == kind && one.space == space) {
            const double d = sim::core::distance(one.at_m, at_m);
            if (!best || d < *best) best = d;
        }
    return best;
}

double shared_wall_m(const Space& a, const Space& b) {
    if (a.level != b.level) return 0;
    double shared = 0;
    const auto others = edges_of(b.outline_m);
    for (const Segment& edge : edges_of(a.outline_m)) {
        double left = 0;
        for (const Segment& piece : uncovered_pieces(edge, others))
            left += sim::core::distance(piece.a, piece.b);
        shared += sim::core::distance(edge.a, edge.b) - left;
    }
    return shared;
}

/// Takes options in a drawn order, the right one first, until there are four.
void add_wrong_options(Question& question, const std::vector<std::string>& wrong,
                       std::uint64_t seed) {
    std::set<std::string> seen(question.options.begin(), question.options.end());
    for (const int i : shuffled(static_cast<int>(wrong.size()), seed, question.id)) {
        if (question.options.size() >= most_options) return;
        const std::string& option = wrong[static_cast<std::size_t>(i)];
        if (seen.insert(option).second) question.options.push_back(option);
    }
}

} // namespace

std::optional<Question> PlanQuestions::Site::where_is(PlanKind kind, EquipmentId thing,
                                                      std::uint64_t seed) const {
    const Equipment& one = plan[thing];
    Question question = start_question(kind, one.key);
    question.text =
        trf("{}：{}在哪里？（说得出所在的位置，相差 {:.0f} m 以内算对）",
            level_name(plan, level_of(one.space)), tr(word(one.kind)), position_tolerance_m);
    const std::string place = describe_place(plan, one.space, one.at_m);
    std::vector<std::string> wrong;
    for (const Opening& door : plan.openings)
        for (const SpaceId space : {door.a, door.b}) {
            if (!door.walkable() || !space || level_of(space) != level_of(one.space)) continue;
            if (plan[space].kind == SpaceKind::outside) continue;
            const auto near = distance_to_kind(plan, one.kind, space, door.center_m);
            if (near && *near <= position_tolerance_m + clearly_wrong_m) continue;
            const std::string label = describe_place(plan, space, door.center_m);
            if (plan[space].kind == SpaceKind::corridor || plan[space].kind == SpaceKind::hall)
                wrong.push_back(label);
        }
    // A place that names something of the same kind elsewhere is no wrong answer.
    for (const Equipment& other : plan.equipment)
        if (other.kind == one.kind)
            std::erase(wrong, describe_place(plan, other.space, other.at_m));
    question.options = {place};
    question.right = {0};
    add_wrong_options(question, wrong, seed);
    if (question.options.size() < 2) return std::nullopt;
    question.explanation = trf("{}：{}。", one.name, place);
    return question;
}

std::optional<Question> PlanQuestions::Site::count_equipment(PlanKind kind, EquipmentKind what,
                                                             LevelId level) const {
    Question question = start_question(kind, plan[level].key);
    question.form = AnswerForm::number;
    question.text = trf("{}一共有几个{}？", level_name(plan, level), tr(word(what)));
    std::set<std::string> places;
    int count = 0;
    for (const Equipment& one : plan.equipment)
        if (one.kind == what && level_of(one.space) == level) {
            count += one.count;
            places.insert(describe_place(plan, one.space, one.at_m));
        }
    if (count == 0) return std::nullopt; // a plan that shows none does not say that there are none
    question.right = {count};
    question.explanation = trf("{} 个：", count);
    for (const std::string& place : places)
        question.explanation += (place == *places.begin() ? "" : tr("；")) + place;
    return question;
}

std::optional<Question> PlanQuestions::Site::count_carried(LevelId level) const {
    if (occupants.empty()) return std::nullopt;
    int count = 0, here = 0;
    std::string beds;
    for (const BedOccupant& one : occupants) {
        const BedId bed = plan.find_bed(one.bed_key);
        if (!bed) return std::nullopt; // the register is of another building
        if (level_of(plan[bed].space) != level) continue;
        ++here;
        if (!one.carried) continue;
        ++count;
        beds += (beds.empty() ? "" : tr("、")) + plan[bed].name;
    }
    if (here == 0) return std::nullopt;
    Question question = start_question(PlanKind::count_carried, plan[level].key);
    question.form = AnswerForm::number;
    question.text =
        trf("{}住着 {} 位老人，其中卧床、要人抬的有几位？", level_name(plan, level), here);
    question.right = {count};
    question.explanation = count == 0 ? tr("一位也没有。") : trf("{} 位：{}。", count, beds);
    return question;
}

std::optional<Question> PlanQuestions::Site::bed_fits(BedId id) const {
    const Bed& bed = plan[id];
    for (std::size_t i = 0; i < plan.openings.size(); ++i) {
        const auto through = sim::core::make_id<OpeningId>(i);
        const Opening& door = plan[through];
        if (!door.walkable() || !door.b || (door.a != bed.space && door.b != bed.space)) continue;
        const SpaceId other = door.a == bed.space ? door.b : door.a;
        const auto answer = find_clearance(plan, bed.space, bed.center_m, bed.heading_rad, other,
                                           through, {bed.length_m, bed.width_m});
        if (answer.verdict == Clearance::doubtful) continue; // nobody can say from the plan
        const bool passes = answer.verdict == Clearance::passes;
        Question question = start_question(PlanKind::bed_fits, bed.key);
        question.form = AnswerForm::judge;
        question.text =
            trf("{}（{:.2f} m × {:.2f} m）不用抬起，就能整床从{}（净宽 {:.2f} m）推到{}。",
                bed.name, bed.length_m, bed.width_m, door.name, door.width_m, plan[other].name);
        question.options = {tr("对"), tr("错")};
        question.right = {passes ? 0 : 1};
        question.explanation = passes ? tr("按平面图量，门和转弯都过得去。")
                                      : tr("按平面图量，门或转弯过不去：要换担架、床单或轮椅。");
        return question;
    }
    return std::nullopt;
}

std::optional<Question> PlanQuestions::Site::neighbour(SpaceId room, std::uint64_t seed) const {
    std::vector<std::string> beside, apart;
    for (std::size_t i = 0; i < plan.spaces.size(); ++i) {
        const auto id = sim::core::make_id<SpaceId>(i);
        const Space& space = plan[id];
        if (id == room || space.level != level_of(room) || space.kind != SpaceKind::bedroom)
            continue;
        (shared_wall_m(plan[room], space) >= least_wall_m ? beside : apart).push_back(space.name);
    }
    if (beside.empty() || apart.empty()) return std::nullopt;
    Question question = start_question(PlanKind::neighbour, plan[room].key);
    question.text = trf("{}起火。下面哪一间和它只隔一道墙，要先去看、先关门？", plan[room].name);
    const auto first = shuffled(static_cast<int>(beside.size()), seed, question.id).front();
    question.options = {beside[static_cast<std::size_t>(first)]};
    question.right = {0};
    add_wrong_options(question, apart, seed);
    question.explanation = trf("和{}共墙的房间：", plan[room].name);
    for (const std::string& name : beside)
        question.explanation += (name == beside.front() ? "" : tr("、")) + name;
    return question;
}

std::optional<Question> PlanQuestions::Site::hazard_compartment(SpaceId room,
                                                                std::uint64_t seed) const {
    const CompartmentId own = compartment_of(room);
    if (!own) return std::nullopt;
    std::vector<std::string> wrong;
    for (std::size_t i = 0; i < plan.compartments.size(); ++i) {
        const auto id = sim::core::make_id<CompartmentId>(i);
        if (id != own && is_shelter(id)) wrong.push_back(plan[id].name);
    }
    if (wrong.empty()) return std::nullopt;
    Question question = start_question(PlanKind::hazard_compartment, plan[room].key);
    question.text = trf("{}的{}容易起火。它属于哪个防火分区？", level_name(plan, level_of(room)),
                        plan[room].name);
    question.options = {plan[own].name};
    question.right = {0};
    add_wrong_options(question, wrong, seed);
    question.explanation = trf("{}属于{}。", plan[room].name, plan[own].name);
    return question;
}

} // namespace tools::quiz
