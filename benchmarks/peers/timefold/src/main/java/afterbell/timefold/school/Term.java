package afterbell.timefold.school;

import ai.timefold.solver.core.api.domain.solution.ConstraintWeightOverrides;
import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.solution.ProblemFactCollectionProperty;
import ai.timefold.solver.core.api.score.buildin.hardmediumsoftlong.HardMediumSoftLongScore;
import java.util.List;

/** A term's timetable, whole or in the making. Lists of sections, stays, groups, posts and seats are in the order of their numbers. */
@PlanningSolution(solutionCloner = TermCloner.class)
public class Term {
    School school;
    Facts.Call[] calls;

    @ProblemFactCollectionProperty
    List<Facts.Student> students;

    @PlanningEntityCollectionProperty
    List<Entities.Enrolment> enrolments;

    @PlanningEntityCollectionProperty
    List<Entities.Session> sessions;

    @PlanningEntityCollectionProperty
    List<Entities.Care> care;

    @PlanningEntityCollectionProperty
    List<Entities.Seat> seats;

    @PlanningEntityCollectionProperty
    List<Entities.Club> clubs;

    @PlanningEntityCollectionProperty
    List<Entities.Stay> stays;

    @PlanningEntityCollectionProperty
    List<Entities.Group> groups;

    @PlanningEntityCollectionProperty
    List<Entities.Post> posts;

    /** what should stay, as facts that rules join: pins and the baseline, where there are any */
    @ProblemFactCollectionProperty
    List<Facts.Kept> kept;

    ConstraintWeightOverrides<HardMediumSoftLongScore> weights;

    @PlanningScore
    HardMediumSoftLongScore score;

    /** What the working solution's derived values are counted from; moves look things up there. */
    Ledger ledger;
}
