#include "world_rig.h"

using namespace tests;

TEST_CASE("world: a drill begins and ends with a fact, the last with the counts") {
    auto house = small_house();
    house.scenario.end_s = 10;
    Run run(house);
    run.until(20);
    CHECK(run.world().ended());
    CHECK(number(run.only(FactKind::drill_started), "residents") == 3);
    const auto end = run.only(FactKind::drill_ended);
    CHECK(sim::core::seconds(end.tick) == 10);
    CHECK(number(end, "inside") + number(end, "safe") + number(end, "sheltered") +
              number(end, "incapacitated") ==
          6);
    std::int64_t seq = 0;
    for (const auto& fact : run.world().facts())
        CHECK(fact.seq == ++seq);
}

TEST_CASE(
    "world: an action is ordered, walked to, done in its time, and points back at its command") {
    Run run(small_house());
    run.act("an", Action::close_door, "D2");
    run.until(40);
    const auto done = run.only(FactKind::door_close, "D2");
    CHECK(done.actor == "person/an");
    CHECK(done.role == "an");
    CHECK(done.cause == 1);
    CHECK(run.time_s(FactKind::ordered) == 0);
    const double arrived_s = run.time_s(FactKind::arrived, "D2");
    CHECK(arrived_s > 1);
    CHECK(arrived_s < 10);
    CHECK(sim::core::seconds(done.tick) == doctest::Approx(arrived_s + 2));
}

TEST_CASE("world: what each action leaves") {
    const struct {
        Action action;
        const char* target;
        FactKind fact;
    } rows[] = {
        {Action::acknowledge_alarm, "", FactKind::alarm_ack},
        {Action::silence_alarm, "", FactKind::alarm_silence},
        {Action::confirm_alarm, "", FactKind::alarm_confirm},
        {Action::set_linkage_auto, "", FactKind::panel_mode},
        {Action::broadcast, "west", FactKind::broadcast},
        {Action::press_call_point, "button", FactKind::alarm_raised},
        {Action::call_119, "", FactKind::call_119},
        {Action::call_120, "", FactKind::call_120},
        {Action::call_leader, "bo", FactKind::call_leader},
        {Action::notify, "bo", FactKind::notify},
        {Action::inspect, "R1", FactKind::inspect},
        {Action::fetch_extinguisher, "bottle", FactKind::get_ext},
        {Action::open_door, "D1", FactKind::door_open},
        {Action::close_door, "D1", FactKind::door_close},
        {Action::unlock_door, "D1", FactKind::door_unlock},
        {Action::search_room, "R2", FactKind::search_room},
        {Action::wake_room, "R1", FactKind::wake_room},
        {Action::shelter_room, "R2", FactKind::resident_sheltered},
        {Action::shut_zone, "west", FactKind::shut_zone},
        {Action::headcount, "west", FactKind::headcount},
        {Action::report_headcount, "", FactKind::report_headcount},
        {Action::guide_fire_service, "gate", FactKind::guide_at_gate},
        {Action::report_to_fireservice, "", FactKind::report_to_fireservice},
        {Action::power_cut, "switch", FactKind::power_cut},
        {Action::withdraw, "", FactKind::withdraw},
        {Action::log_entry, "", FactKind::log_entry},
    };
    for (const auto& row : rows) {
        CAPTURE(drill::name(row.action));
        auto house = small_house();
        add_extinguisher(house, plan::Agent::abc_powder, 4);
        Run run(house);
        run.act("an", Action::press_call_point, "button");
        run.act("an", row.action, row.target);
        run.until(90);
        CHECK(!run.facts(row.fact).empty());
        CHECK(run.facts(FactKind::command_refused).empty());
    }
}

TEST_CASE("world: an alarm that nobody raised is not answered, one that somebody reported is") {
    for (const Action action :
         {Action::acknowledge_alarm, Action::silence_alarm, Action::confirm_alarm}) {
        CAPTURE(drill::name(action));
        Run run(small_house());
        run.act("an", action);
        run.until(90);
        CHECK(run.facts(FactKind::alarm_ack).empty());
        CHECK(run.facts(FactKind::alarm_silence).empty());
        CHECK(run.facts(FactKind::alarm_confirm).empty());
        CHECK(text(run.only(FactKind::command_refused), "reason").find("没有报警") !=
              std::string::npos);
    }
    Run told(small_house());
    told.until(40); // the third has come
    told.act("cai", Action::notify, "an");
    told.until(60);
    told.act("an", Action::confirm_alarm);
    told.until(120);
    CHECK(told.facts(FactKind::alarm_confirm).size() == 1);
}

TEST_CASE("world: search tells how many are there, linkage its mode, a call its items") {
    Run run(small_house());
    run.act("an", Action::search_room, "R2");
    run.act("an", Action::call_119, "",
            args({{"fields", std::vector<std::string>{"addr", "what"}}}));
    run.until(90);
    CHECK(number(run.only(FactKind::search_room), "found") == 2);
    const auto call = run.only(FactKind::call_119);
    CHECK(std::get<std::vector<std::string>>(*call.args.find("fields")) ==
          std::vector<std::string>{"addr", "what"});
    CHECK(sim::core::seconds(call.tick) ==
          doctest::Approx(run.time_s(FactKind::search_room) + 25).epsilon(0.01));
}

TEST_CASE("world: who cannot act is refused, with the reason") {
    auto house = small_house();
    Run run(house);
    run.act("nobody", Action::headcount, "west");
    run.act("cai", Action::headcount, "west");
    run.act("bo", Action::headcount, "west");
    run.act("an", Action::inspect);
    run.act("an", Action::close_door, "D9");
    run.act("an", Action::go_to, "nowhere");
    run.until(2);
    const auto refused = run.facts(FactKind::command_refused);
    REQUIRE(refused.size() == 6);
    const char* reasons[] = {"没有这个人",   "还没有到场", "还不知道火警",
                             "没有说明对象", "找不到",     "找不到"};
    for (std::size_t i = 0; i < refused.size(); ++i) {
        CHECK_MESSAGE(text(refused[i], "reason").find(reasons[i]) != std::string::npos,
                      text(refused[i], "reason"));
        CHECK(refused[i].cause == static_cast<std::int64_t>(i) + 1);
    }
    CHECK(run.facts(FactKind::headcount).empty());
    CHECK(run.world().commands().size() == 6);
}

TEST_CASE("world: asking whether somebody can act changes nothing") {
    Run run(small_house());
    run.until(1);
    const auto hash = run.world().state_hash();
    CHECK(run.world().refusal("person/an", Action::inspect, "R1").empty());
    CHECK_FALSE(run.world().refusal("person/bo", Action::inspect, "R1").empty());
    CHECK_FALSE(run.world().refusal("resident/bed", Action::inspect, "R1").empty());
    CHECK(run.world().state_hash() == hash);
}

TEST_CASE("world: an order reaches somebody after his delay, somebody absent when he has come") {
    Run run(small_house());
    run.act("an", Action::notify, "bo");
    run.until(5 + 3.9);
    CHECK_FALSE(run.world().refusal("person/bo", Action::inspect, "R1").empty());
    run.until(5 + 4.2);
    CHECK(run.world().refusal("person/bo", Action::inspect, "R1").empty());
    CHECK_FALSE(run.world().refusal("person/cai", Action::inspect, "R1").empty());
    run.until(30.2);
    CHECK(run.world().refusal("person/cai", Action::inspect, "R1").empty());
}

TEST_CASE("world: orders queue up to a limit") {
    Run run(small_house());
    for (int i = 0; i < 12; ++i)
        run.act("an", Action::wait, "", args({{"duration_s", 1.0}}));
    run.until(1);
    CHECK(run.facts(FactKind::command_refused).size() == 4);
}

TEST_CASE("world: a locked door stops who would open it, until it is unlocked") {
    auto house = small_house();
    house.scenario.locks = {{"D1", true}};
    Run run(house);
    run.act("an", Action::open_door, "D1");
    run.act("an", Action::unlock_door, "D1");
    run.act("an", Action::open_door, "D1");
    run.until(60);
    CHECK(run.facts(FactKind::exit_blocked_found, "D1").size() == 1);
    CHECK(run.facts(FactKind::door_open, "D1").size() == 1);
    CHECK(run.time_s(FactKind::exit_blocked_found) < run.time_s(FactKind::door_unlock));
    CHECK(run.time_s(FactKind::door_unlock) < run.time_s(FactKind::door_open));
}

TEST_CASE("world: residents who can walk go when woken; their room is then clear") {
    Run run(small_house());
    run.act("an", Action::wake_room, "R1");
    run.until(120);
    CHECK(!run.facts(FactKind::resident_sheltered, "resident/walks").empty() +
              !run.facts(FactKind::resident_safe, "resident/walks").empty() >
          0);
    CHECK(run.facts(FactKind::room_clear, "R1").size() == 1);
    CHECK(run.facts(FactKind::room_clear, "R2").empty());
    // He who walks to the yard or into the next compartment is out of the fire's reach.
    CHECK(run.world().residents().inside == 2);
}

TEST_CASE("world: a broadcast wakes those who hear it, and only those") {
    auto house = small_house();
    Run heard(house);
    heard.act("an", Action::broadcast, "west");
    heard.until(280);
    CHECK(heard.facts(FactKind::room_clear, "R1").size() == 1);
    house.scenario.residents[0].hears_alarm = false;
    Run deaf(house);
    deaf.act("an", Action::broadcast, "west");
    deaf.until(280);
    CHECK(deaf.facts(FactKind::room_clear, "R1").empty());
}

TEST_CASE("world: a sheltered room shuts its door and counts its people") {
    Run run(small_house());
    run.act("an", Action::shelter_room, "R2");
    run.act("an", Action::headcount, "west");
    run.until(60);
    CHECK(run.facts(FactKind::door_close, "D2").size() == 1);
    CHECK(run.facts(FactKind::resident_sheltered).size() == 2);
    const auto count = run.only(FactKind::headcount);
    CHECK(number(count, "n_expected") == 3);
    CHECK(number(count, "n_found") == 2);
    CHECK(std::get<std::vector<std::string>>(*count.args.find("missing")) ==
          std::vector<std::string>{"resident/walks"});
    CHECK(run.world().residents().sheltered == 2);
}

TEST_CASE("world: the other compartment is shut off at its doors") {
    Run run(small_house());
    run.act("an", Action::shut_zone, "west");
    run.until(60);
    const auto& area = run.world().loaded().plan;
    CHECK(run.world().frame().open_frac[area.find_opening("HD").index()] == 0);
}

TEST_CASE("world: residents are moved by one with a wheelchair, by two with a sheet") {
    Run run(small_house());
    run.act("an", Action::move_resident, "resident/chair", args({{"to", std::string("east")}}));
    run.until(200);
    CHECK(run.facts(FactKind::resident_prep, "resident/chair").size() == 1);
    CHECK(run.facts(FactKind::resident_move, "resident/chair").size() == 1);
    CHECK(run.facts(FactKind::resident_sheltered, "resident/chair").size() == 1);
    CHECK(run.time_s(FactKind::resident_prep) < run.time_s(FactKind::resident_move));

    Run pair(small_house());
    pair.act("an", Action::notify, "bo");
    pair.act("an", Action::move_resident, "resident/bed",
             args({{"to", std::string("east")}, {"with", std::string("bo")}}));
    pair.until(30);
    CHECK(pair.world().is_acting("person/bo")); // he helps
    pair.until(300);
    CHECK(pair.facts(FactKind::resident_sheltered, "resident/bed").size() == 1);
    CHECK_FALSE(pair.world().is_acting("person/bo"));
    CHECK_FALSE(pair.world().is_acting("person/an"));
}

TEST_CASE("world: a resident who is moved already, or is none, is not moved twice") {
    Run run(small_house());
    run.act("an", Action::notify, "bo");
    run.act("an", Action::move_resident, "resident/chair", args({{"to", std::string("east")}}));
    run.until(12);
    run.act("bo", Action::move_resident, "resident/chair");
    run.act("bo", Action::move_resident, "resident/ghost");
    run.until(14);
    const auto refused = run.facts(FactKind::command_refused);
    REQUIRE(refused.size() == 2);
    CHECK(text(refused[0], "reason").find("已经有人转移") != std::string::npos);
    CHECK(text(refused[1], "reason").find("没有这位老人") != std::string::npos);
}

TEST_CASE("world: injects at a time, after a fact, when a state holds, and by hand") {
    using drill::InjectSpec;
    auto house = small_house();
    auto add = [&](int no, InjectSpec::Trigger trigger) -> InjectSpec& {
        InjectSpec inject;
        inject.no = no;
        inject.trigger = trigger;
        inject.text = "注入";
        house.scenario.injects.push_back(inject);
        return house.scenario.injects.back();
    };
    add(1, InjectSpec::Trigger::at).at_s = 7;
    auto& after = add(2, InjectSpec::Trigger::after);
    after.predicate = "ev(inject, target='1')";
    after.delay_s = 3;
    auto& when = add(3, InjectSpec::Trigger::when);
    when.predicate = "state(D1.open > 0.9)";
    add(4, InjectSpec::Trigger::manual);
    add(5, InjectSpec::Trigger::manual);
    auto& scene = add(6, InjectSpec::Trigger::at);
    scene.at_s = 1;
    scene.only = drill::StartMode::scene;
    auto& scripted = add(7, InjectSpec::Trigger::at);
    scripted.at_s = 2;
    scripted.fact = "call_119";
    scripted.from = "person/bo";
    scripted.published_s = 120;
    auto& lock = add(8, InjectSpec::Trigger::at);
    lock.at_s = 3;
    lock.lock_opening = "exit";
    lock.wake_role = "bo";
    Run run(house);
    run.act("an", Action::open_door, "D1");
    run.until(20);
    CHECK(run.time_s(FactKind::inject, "1") == 7);
    CHECK(run.time_s(FactKind::inject, "2") == doctest::Approx(10).epsilon(0.011));
    CHECK(run.time_s(FactKind::inject, "3") >= run.time_s(FactKind::door_open, "D1"));
    CHECK(run.facts(FactKind::inject, "4").empty());
    CHECK(run.facts(FactKind::inject, "6").empty());
    const auto call = run.only(FactKind::call_119);
    CHECK(flag(call, "scripted"));
    CHECK(call.role == "bo");
    CHECK(run.world().refusal("person/bo", Action::inspect, "R1").empty());
    run.inject(drill::CommandKind::fire_inject, 4);
    run.inject(drill::CommandKind::skip_inject, 5);
    run.until(21);
    run.inject(drill::CommandKind::fire_inject, 5);
    run.inject(drill::CommandKind::fire_inject, 4);
    run.until(22);
    CHECK(run.facts(FactKind::inject, "4").size() == 1);
    CHECK(run.facts(FactKind::inject, "5").empty());
    drill::RunOptions options;
    options.start = drill::StartMode::scene;
    Run scene_run(house, options);
    scene_run.until(5);
    CHECK(scene_run.time_s(FactKind::inject, "6") == 1);
}

TEST_CASE(
    "world: equal commands leave equal facts and states; another seed differs where it draws") {
    const auto play = [](std::uint64_t seed) {
        drill::RunOptions options;
        options.seed = seed;
        auto house = small_house();
        add_fire(house, 0.0117, 500);
        Run run(house, options);
        run.act("an", Action::broadcast, "west");
        run.act("an", Action::notify, "bo");
        run.until(150);
        std::string all;
        for (const auto& fact : run.world().facts())
            all += format_fact(fact) + "\n";
        return std::pair(all, run.world().state_hash());
    };
    const auto first = play(3);
    CHECK(play(3) == first);
    CHECK(play(4) != first);
}
