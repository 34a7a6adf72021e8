package afterbell.timefold.ctt;

import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.solution.ProblemFactCollectionProperty;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.score.buildin.hardsoft.HardSoftScore;
import java.util.List;

@PlanningSolution
public class Timetable {
    int periodsPerDay;

    @ProblemFactCollectionProperty
    List<Course> courses;

    @ProblemFactCollectionProperty
    @ValueRangeProvider(id = "rooms")
    List<Room> rooms;

    @ProblemFactCollectionProperty
    List<Facts.Conflict> conflicts;

    @ProblemFactCollectionProperty
    List<Facts.Membership> memberships;

    @PlanningEntityCollectionProperty
    List<Lecture> lectures;

    @PlanningScore
    HardSoftScore score;
}
