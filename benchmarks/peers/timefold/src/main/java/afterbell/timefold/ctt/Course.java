package afterbell.timefold.ctt;

import java.util.List;

/** @param periods in which it is available: day × periods a day + period */
public record Course(int index, String id, String teacher, int lectures, int minimumDays, int students, List<Integer> periods) {
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return index;
    }
}
