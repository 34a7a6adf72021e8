package afterbell.timefold.ctt;

import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.count;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.countDistinct;
import static ai.timefold.solver.core.api.score.stream.Joiners.equal;
import static ai.timefold.solver.core.api.score.stream.Joiners.filtering;

import ai.timefold.solver.core.api.score.buildin.hardsoft.HardSoftScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;

/** Formulation UD2 of ITC-2007 track 3. Lectures and availability cannot be broken: every lecture has a place, in an available period. */
public class Rules implements ConstraintProvider {
    @Override
    public Constraint[] defineConstraints(ConstraintFactory factory) {
        return new Constraint[] {
            conflicts(factory), roomOccupancy(factory), roomCapacity(factory), workingDays(factory), compactness(factory), roomStability(factory)
        };
    }

    /** Pairs of lectures in one period that share a course, a teacher or a curriculum. */
    private Constraint conflicts(ConstraintFactory factory) {
        return factory.forEach(Facts.Conflict.class)
                .join(Lecture.class, equal(Facts.Conflict::left, Lecture::getCourse))
                .join(
                        Lecture.class,
                        equal((conflict, left) -> conflict.right(), Lecture::getCourse),
                        equal((conflict, left) -> left.getPeriod(), Lecture::getPeriod),
                        filtering((conflict, left, right) -> conflict.left() != conflict.right() || left.getId() < right.getId()))
                .penalize(HardSoftScore.ONE_HARD)
                .asConstraint("conflicts");
    }

    /** Lectures beyond the first in a room and period. */
    private Constraint roomOccupancy(ConstraintFactory factory) {
        return factory.forEach(Lecture.class)
                .groupBy(Lecture::getPeriod, Lecture::getRoom, count())
                .filter((period, room, lectures) -> lectures > 1)
                .penalize(HardSoftScore.ONE_HARD, (period, room, lectures) -> lectures - 1)
                .asConstraint("room-occupancy");
    }

    private Constraint roomCapacity(ConstraintFactory factory) {
        return factory.forEach(Lecture.class)
                .filter(lecture -> lecture.excess() > 0)
                .penalize(HardSoftScore.ONE_SOFT, Lecture::excess)
                .asConstraint("room-capacity");
    }

    private Constraint workingDays(ConstraintFactory factory) {
        return factory.forEach(Lecture.class)
                .groupBy(Lecture::getCourse, countDistinct(Lecture::day))
                .filter((course, days) -> days < course.minimumDays())
                .penalize(HardSoftScore.ofSoft(5), (course, days) -> course.minimumDays() - days)
                .asConstraint("working-days");
    }

    /** Lectures of a curriculum without another one of it in the period before or after on the same day. */
    private Constraint compactness(ConstraintFactory factory) {
        return factory.forEach(Facts.Membership.class)
                .join(Lecture.class, equal(Facts.Membership::course, Lecture::getCourse))
                .groupBy((membership, lecture) -> membership.curriculum(), (membership, lecture) -> lecture.day(), new IsolatedLectures())
                .filter((curriculum, day, isolated) -> isolated > 0)
                .penalize(HardSoftScore.ofSoft(2), (curriculum, day, isolated) -> isolated)
                .asConstraint("compactness");
    }

    private Constraint roomStability(ConstraintFactory factory) {
        return factory.forEach(Lecture.class)
                .groupBy(Lecture::getCourse, countDistinct(Lecture::getRoom))
                .filter((course, rooms) -> rooms > 1)
                .penalize(HardSoftScore.ONE_SOFT, (course, rooms) -> rooms - 1)
                .asConstraint("room-stability");
    }
}
