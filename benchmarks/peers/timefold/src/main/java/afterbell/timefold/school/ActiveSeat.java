package afterbell.timefold.school;

import ai.timefold.solver.core.api.score.director.ScoreDirector;
import ai.timefold.solver.core.impl.heuristic.selector.common.decorator.SelectionFilter;

/** Seats that do something: moving people in others changes nothing. */
public final class ActiveSeat implements SelectionFilter<Term, Entities.Seat> {
    @Override
    public boolean accept(ScoreDirector<Term> director, Entities.Seat seat) {
        return seat.service != null;
    }
}
