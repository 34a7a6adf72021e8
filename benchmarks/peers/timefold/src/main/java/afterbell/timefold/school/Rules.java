package afterbell.timefold.school;

import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.count;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.countDistinct;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.max;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.sum;
import static ai.timefold.solver.core.api.score.stream.Joiners.equal;
import static ai.timefold.solver.core.api.score.stream.Joiners.filtering;

import afterbell.timefold.school.Entities.Care;
import afterbell.timefold.school.Entities.Club;
import afterbell.timefold.school.Entities.Enrolment;
import afterbell.timefold.school.Entities.Group;
import afterbell.timefold.school.Entities.Post;
import afterbell.timefold.school.Entities.Seat;
import afterbell.timefold.school.Entities.Session;
import afterbell.timefold.school.Entities.Stay;
import ai.timefold.solver.core.api.score.buildin.hardmediumsoftlong.HardMediumSoftLongScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;
import ai.timefold.solver.core.api.score.stream.bi.BiConstraintStream;
import ai.timefold.solver.core.api.score.stream.tri.TriConstraintStream;
import ai.timefold.solver.core.api.score.stream.uni.UniConstraintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Every row of models/after-school/README.md that a term can break; a row in several parts is named by its id and a word. Weights and levels are the plan's.
 * `end-time`, `slot-allowed`, `grade-fit`, `staff-offer`, `staff-refusal`, `staff-role` and `staff-vetting` cannot be broken: value ranges leave such things out,
 * and a seat whose person may not sit at the session's present slot is empty.
 */
public class Rules implements ConstraintProvider {
    static final List<String> NAMES = List.of(
            "room-clash", "room-fit", "room-fit needs", "staff-clash", "staff-workload day", "staff-workload week", "student-consent", "student-consent wanted",
            "student-clash", "group-size", "no-lone-external", "no-lone-external site", "section-count", "led", "led filled", "budget", "unfilled-seat",
            "unfilled-seat filled", "unplaced-student", "missing-section", "priority-unserved", "tutoring-unserved", "student-choice", "balanced-week",
            "staff-preference", "fair-load", "in-service-share", "lead-continuity", "care-continuity", "handover", "own-class-care", "room-stability", "spread",
            "staff-gap", "merged-care", "season-gap", "season-change", "pay", "travel", "pin", "pin students", "pin sessions", "pin hosts", "pin people", "change",
            "change students", "change sessions", "change hosts", "change people");

    static final HardMediumSoftLongScore ONE = HardMediumSoftLongScore.ONE_SOFT;

    @Override
    public Constraint[] defineConstraints(ConstraintFactory factory) {
        List<Constraint> all = new ArrayList<>();
        addGroups(factory, all);
        addStudents(factory, all);
        addCare(factory, all);
        addSeats(factory, all);
        addPeople(factory, all);
        KeptRules.add(factory, all);
        return all.toArray(Constraint[]::new);
    }

    static UniConstraintStream<Session> running(ConstraintFactory factory) {
        return factory.forEach(Session.class).filter(Session::runs);
    }

    static UniConstraintStream<Seat> served(ConstraintFactory factory) {
        return factory.forEach(Seat.class).filter(Seat::isServed);
    }

    private void addGroups(ConstraintFactory factory, List<Constraint> all) {
        all.add(running(factory)
                .map(session -> session.place)
                .flattenLast(place -> place.occupancies)
                .concat(factory.forEach(Group.class).filter(Group::isOpen).map(Group::occupancy))
                .groupBy(Facts.Occupancy::roomDay, Collectors.crowding())
                .filter((day, amount) -> amount > 0)
                .penalize(ONE, (day, amount) -> amount)
                .asConstraint("room-clash"));
        all.add(running(factory)
                .filter(session -> session.students > session.place.capacity)
                .penalize(ONE, session -> session.students - session.place.capacity)
                .asConstraint("room-fit"));
        all.add(attended(factory)
                .groupBy((enrolment, session) -> session, Needs.of())
                .filter((session, missing) -> missing > 0)
                .penalize(ONE, (session, missing) -> missing)
                .asConstraint("room-fit needs"));
        all.add(factory.forEach(Club.class)
                .filter(club -> club.size > 0 && club.outside() > 0)
                .penalize(ONE, Club::outside)
                .asConstraint("group-size"));
        all.add(running(factory)
                .groupBy(Session::section, count(), countDistinct(session -> session.place.slot))
                .filter((section, sessions, slots) -> sessions > slots)
                .penalize(ONE, (section, sessions, slots) -> sessions - slots)
                .asConstraint("section-count"));
        all.add(factory.forEach(Club.class)
                .filter(club -> club.school.sectionsMin[club.activity] > 0)
                .groupBy(club -> club.activity, max((Club club) -> club.school.sectionsMin[club.activity]), sum((Club club) -> club.size > 0 ? 1 : 0))
                .filter((activity, least, run) -> run < least)
                .penalize(ONE, (activity, least, run) -> least - run)
                .asConstraint("missing-section"));
        all.add(running(factory)
                .groupBy(Session::section, countDistinct(session -> session.place.room))
                .filter((section, rooms) -> rooms > 1)
                .penalize(ONE, (section, rooms) -> rooms - 1)
                .asConstraint("room-stability"));
        all.add(running(factory)
                .groupBy(Session::section, count(), countDistinct(session -> session.place.weekday))
                .filter((section, sessions, days) -> sessions > days)
                .penalize(ONE, (section, sessions, days) -> sessions - days)
                .asConstraint("spread"));
        all.add(running(factory)
                .filter(session -> session.place.gaps > 0)
                .penalize(ONE, session -> session.place.gaps)
                .asConstraint("season-gap"));
    }

    private BiConstraintStream<Enrolment, Session> attended(ConstraintFactory factory) {
        return factory.forEach(Enrolment.class).join(Session.class, equal(Enrolment::section, Session::section));
    }

    /** What every student holds, students without any option too. */
    private BiConstraintStream<Facts.Student, Facts.Held> weeks(ConstraintFactory factory) {
        return factory.forEachIncludingUnassigned(Enrolment.class)
                .groupBy(Enrolment::student, Collectors.held())
                .concat(factory.forEach(Facts.Student.class).filter(student -> !student.hasEnrolments).map(student -> student, student -> new Facts.Held(0, 0)));
    }

    private void addStudents(ConstraintFactory factory, List<Constraint> all) {
        all.add(attended(factory)
                .filter((enrolment, session) -> !enrolment.student.attends(session.place.span))
                .penalize(ONE)
                .asConstraint("student-consent"));
        all.add(weeks(factory)
                .filter((student, held) -> student.clubsTooMany(held) > 0)
                .penalize(ONE, Facts.Student::clubsTooMany)
                .asConstraint("student-consent wanted"));
        all.add(attended(factory)
                .groupBy((enrolment, session) -> enrolment.student, Collectors.studentClashes())
                .filter((student, clashes) -> clashes > 0)
                .penalize(ONE, (student, clashes) -> clashes)
                .asConstraint("student-clash"));
        all.add(weeks(factory).filter(Facts.Student::priorityUnserved).penalize(ONE).asConstraint("priority-unserved"));
        all.add(weeks(factory).filter(Facts.Student::tutoringUnserved).penalize(ONE).asConstraint("tutoring-unserved"));
        all.add(weeks(factory)
                .filter((student, held) -> student.choiceAmount(held) > 0)
                .penalize(ONE, Facts.Student::choiceAmount)
                .asConstraint("student-choice"));
        all.add(weeks(factory)
                .filter((student, held) -> student.lacking(held) > 0)
                .penalize(ONE, Facts.Student::lacking)
                .asConstraint("balanced-week"));
    }

    private void addCare(ConstraintFactory factory, List<Constraint> all) {
        // no row of the catalogue: a timetable with a chain of hosts would be no timetable
        all.add(factory.forEach(Care.class)
                .filter(care -> care.isElsewhere() && care.host < care.school.C)
                .join(Care.class, equal(care -> care.host * care.school.L + care.slot, care -> care.id), filtering((care, host) -> host.isElsewhere()))
                .penalize(HardMediumSoftLongScore.ofHard(1000))
                .asConstraint("host-chain"));
        all.add(factory.forEach(Group.class)
                .filter(group -> group.size > group.capacity)
                .penalize(ONE, group -> group.size - group.capacity)
                .asConstraint("unplaced-student"));
        all.add(factory.forEach(Stay.class).filter(stay -> stay.isOpen() && stay.isElsewhere()).penalize(ONE).asConstraint("merged-care"));
        all.add(meetings(factory)
                .groupBy(Collectors.Meeting::schoolClass, Collectors.strangers())
                .filter((schoolClass, strangers) -> strangers > 0)
                .penalize(ONE, (schoolClass, strangers) -> strangers)
                .asConstraint("care-continuity"));
        all.add(meetings(factory)
                .groupBy(Collectors.Meeting::classDay, Collectors.strangers())
                .filter((classDay, strangers) -> strangers > 0)
                .penalize(ONE, (classDay, strangers) -> strangers)
                .asConstraint("handover"));
        all.add(served(factory)
                .filter(Seat::isCare)
                .ifNotExists(Stay.class, equal(Seat::post, Stay::post), filtering((seat, stay) -> seat.person.teaches(stay.schoolClass)))
                .penalize(ONE)
                .asConstraint("own-class-care"));
    }

    /** Who is with each class in care, and how many its groups need. */
    private UniConstraintStream<Collectors.Meeting> meetings(ConstraintFactory factory) {
        var people = factory.forEach(Stay.class)
                .filter(Stay::isOpen)
                .join(served(factory).filter(Seat::isCare), equal(Stay::post, Seat::post))
                .map((stay, seat) -> new Collectors.Meeting(stay.schoolClass, stay.classDay(), seat.person, 0));
        var needs = factory.forEach(Stay.class)
                .filter(Stay::isOpen)
                .join(Post.class, equal(Stay::post, Post::id))
                .map((stay, post) -> new Collectors.Meeting(stay.schoolClass, stay.classDay(), null, post.need));
        return people.concat(needs);
    }

    private void addSeats(ConstraintFactory factory, List<Constraint> all) {
        all.add(factory.forEach(Post.class).filter(post -> post.need > 0).penalize(ONE, post -> post.need).asConstraint("unfilled-seat"));
        all.add(served(factory).reward(ONE).asConstraint("unfilled-seat filled"));
        all.add(factory.forEach(Post.class).filter(post -> post.need > 0 && post.isLead()).penalize(ONE, post -> post.need).asConstraint("led"));
        all.add(served(factory).filter(Seat::isLead).reward(ONE).asConstraint("led filled"));
        all.add(served(factory)
                .filter(seat -> seat.isWithChildren() && seat.school.accompanied.equals("group"))
                .groupBy(Seat::group, sum((Seat seat) -> seat.person.inService ? 1 : 0))
                .filter((group, inside) -> inside == 0)
                .penalize(ONE)
                .asConstraint("no-lone-external"));
        all.add(served(factory)
                .filter(seat -> seat.school.accompanied.equals("site"))
                .flattenLast(Presence::of)
                .groupBy(Presence::where, sum(presence -> presence.inside() ? 1 : 0), sum(presence -> presence.lone() ? 1 : 0))
                .filter((where, inside, lone) -> inside == 0 && lone > 0)
                .penalize(ONE)
                .asConstraint("no-lone-external site"));
        all.add(served(factory)
                .filter(seat -> seat.call().permits[seat.person.index] > 0)
                .penalize(ONE, seat -> seat.call().permits[seat.person.index])
                .asConstraint("staff-preference"));
        all.add(served(factory)
                .filter(seat -> seat.person.pay() > 0)
                .penalize(ONE, seat -> seat.person.payTens(seat.call().weight))
                .asConstraint("pay"));
        all.add(served(factory)
                .filter(Seat::isLead)
                .groupBy(Seat::section, countDistinct(Seat::person), max((Seat seat) -> seat.service.need()))
                .filter((section, people, need) -> people > need)
                .penalize(ONE, (section, people, need) -> people - need)
                .asConstraint("lead-continuity"));
        all.add(served(factory)
                .filter(seat -> seat.school.S > 1)
                .groupBy(seat -> seat.post / seat.school.S, Collectors.seasonChanges())
                .filter((post, changes) -> changes > 0)
                .penalize(ONE, (post, changes) -> changes)
                .asConstraint("season-change"));
    }

    private TriConstraintStream<Facts.Person, Integer, Collectors.Day> days(ConstraintFactory factory) {
        return served(factory).groupBy(Seat::person, seat -> seat.season() * 7 + seat.call().weekday, Collectors.day());
    }

    private TriConstraintStream<Facts.Person, Integer, Collectors.Week> personWeeks(ConstraintFactory factory) {
        return served(factory).groupBy(Seat::person, Seat::season, Collectors.week());
    }

    private void addPeople(ConstraintFactory factory, List<Constraint> all) {
        all.add(days(factory)
                .filter((person, day, served) -> served.clashes() > 0)
                .penalize(ONE, (person, day, served) -> served.clashes())
                .asConstraint("staff-clash"));
        all.add(days(factory)
                .filter((person, day, served) -> Limits.beyond(person, day, served) > 0)
                .penalize(ONE, Limits::beyond)
                .asConstraint("staff-workload day"));
        all.add(personWeeks(factory)
                .filter((person, season, week) -> Limits.beyond(person, week) > 0)
                .penalize(ONE, (person, season, week) -> Limits.beyond(person, week))
                .asConstraint("staff-workload week"));
        all.add(days(factory)
                .filter((person, day, served) -> served.idle() > 0)
                .penalize(ONE, (person, day, served) -> served.idle())
                .asConstraint("staff-gap"));
        all.add(days(factory)
                .filter((person, day, served) -> served.way() > 0)
                .penalize(ONE, (person, day, served) -> School.ceil(served.way(), 10))
                .asConstraint("travel"));
        all.add(personWeeks(factory)
                .filter((person, season, week) -> Limits.unfair(person, season, week) > 0)
                .penalize(ONE, Limits::unfair)
                .asConstraint("fair-load"));
        all.add(served(factory)
                .filter(seat -> seat.school.inServicePercent > 0)
                .groupBy(Seat::season, count(), sum((Seat seat) -> seat.person.inService ? 100 : 0), max((Seat seat) -> seat.school.inServicePercent))
                .filter((season, seats, inside, percent) -> percent * seats > inside)
                .penalize(ONE, (season, seats, inside, percent) -> School.ceil(percent * seats - inside, 100))
                .asConstraint("in-service-share"));
        all.add(served(factory)
                .filter(seat -> seat.school.budget >= 0 && seat.person.pay() > 0)
                .groupBy(Seat::season, sum((Seat seat) -> seat.person.pay() * seat.call().weight), max((Seat seat) -> seat.school.budget))
                .filter((season, pay, budget) -> pay > budget)
                .penalize(ONE, (season, pay, budget) -> School.ceil(pay - budget, 10))
                .asConstraint("budget"));
    }
}
