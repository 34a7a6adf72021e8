package afterbell.timefold.school;

import ai.timefold.solver.core.api.score.director.ScoreDirector;
import ai.timefold.solver.core.impl.heuristic.selector.common.decorator.SelectionFilter;

public final class RunningSession implements SelectionFilter<Term, Entities.Session> {
    @Override
    public boolean accept(ScoreDirector<Term> director, Entities.Session session) {
        return session.runs();
    }
}
