package afterbell.timefold.ctt;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import java.util.Comparator;
import java.util.List;

@PlanningEntity(difficultyComparatorClass = Lecture.Difficulty.class)
public class Lecture {
    @PlanningId
    private int id;
    private Course course;
    private int periodsPerDay;

    @PlanningVariable(valueRangeProviderRefs = "periods")
    private Integer period;

    @PlanningVariable(valueRangeProviderRefs = "rooms")
    private Room room;

    public Lecture() {}

    Lecture(int id, Course course, int periodsPerDay) {
        this.id = id;
        this.course = course;
        this.periodsPerDay = periodsPerDay;
    }

    /** Unavailable periods are not in the range: a course cannot be put there. */
    @ValueRangeProvider(id = "periods")
    public List<Integer> getPeriods() {
        return course.periods();
    }

    public int getId() {
        return id;
    }

    public Course getCourse() {
        return course;
    }

    public Integer getPeriod() {
        return period;
    }

    public void setPeriod(Integer period) {
        this.period = period;
    }

    public Room getRoom() {
        return room;
    }

    public void setRoom(Room room) {
        this.room = room;
    }

    int day() {
        return period / periodsPerDay;
    }

    int periodOfDay() {
        return period % periodsPerDay;
    }

    int excess() {
        return course.students() - room.capacity();
    }

    /** Fewer periods and more students are harder. */
    public static final class Difficulty implements Comparator<Lecture> {
        @Override
        public int compare(Lecture a, Lecture b) {
            int periods = Integer.compare(b.course.periods().size() - b.course.lectures(), a.course.periods().size() - a.course.lectures());
            if (periods != 0) return periods;
            int students = Integer.compare(a.course.students(), b.course.students());
            return students != 0 ? students : Integer.compare(a.id, b.id);
        }
    }
}
