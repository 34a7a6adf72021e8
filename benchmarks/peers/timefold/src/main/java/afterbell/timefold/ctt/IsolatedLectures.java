package afterbell.timefold.ctt;

import ai.timefold.solver.core.api.score.stream.bi.BiConstraintCollector;
import java.util.function.Function;
import java.util.function.Supplier;

/** Of the lectures of a curriculum on a day: how many have no other in the period before or after. */
final class IsolatedLectures implements BiConstraintCollector<Facts.Membership, Lecture, int[], Integer> {
    private static final int MOST_PERIODS = 64;

    @Override
    public Supplier<int[]> supplier() {
        return () -> new int[MOST_PERIODS + 2];
    }

    @Override
    public ai.timefold.solver.core.api.function.TriFunction<int[], Facts.Membership, Lecture, Runnable> accumulator() {
        return (counts, membership, lecture) -> {
            int at = lecture.periodOfDay() + 1;
            counts[at]++;
            return () -> counts[at]--;
        };
    }

    @Override
    public Function<int[], Integer> finisher() {
        return counts -> {
            int isolated = 0;
            for (int at = 1; at <= MOST_PERIODS; at++) if (counts[at - 1] == 0 && counts[at + 1] == 0) isolated += counts[at];
            return isolated;
        };
    }
}
