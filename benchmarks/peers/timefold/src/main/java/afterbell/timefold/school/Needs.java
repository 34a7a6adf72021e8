package afterbell.timefold.school;

import ai.timefold.solver.core.api.function.TriFunction;
import ai.timefold.solver.core.api.score.stream.bi.BiConstraintCollector;
import java.util.function.Function;
import java.util.function.Supplier;

/** Features that students of a session need and its room has not, each once, and 1 where it is not on everybody's site. */
final class Needs implements BiConstraintCollector<Entities.Enrolment, Entities.Session, Needs.Counts, Integer> {
    private static final int SITE = 31;

    static final class Counts {
        final int[] missing = new int[SITE + 1];
        int total;
    }

    static Needs of() {
        return new Needs();
    }

    @Override
    public Supplier<Counts> supplier() {
        return Counts::new;
    }

    @Override
    public TriFunction<Counts, Entities.Enrolment, Entities.Session, Runnable> accumulator() {
        return (counts, enrolment, session) -> {
            var place = session.place;
            int missing = enrolment.student.needs & ~place.features;
            if (enrolment.school.crossSite[session.activity] == 0 && enrolment.student.site != place.site) missing |= 1 << SITE;
            int all = missing;
            add(counts, all, 1);
            return () -> add(counts, all, -1);
        };
    }

    private static void add(Counts counts, int bits, int change) {
        for (int left = bits; left != 0; left &= left - 1) {
            int at = Integer.numberOfTrailingZeros(left);
            boolean before = counts.missing[at] > 0;
            counts.missing[at] += change;
            if (before != counts.missing[at] > 0) counts.total += change;
        }
    }

    @Override
    public Function<Counts, Integer> finisher() {
        return counts -> counts.total;
    }
}
