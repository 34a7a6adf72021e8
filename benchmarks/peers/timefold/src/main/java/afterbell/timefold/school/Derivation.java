package afterbell.timefold.school;

import ai.timefold.solver.core.api.domain.variable.VariableListener;
import ai.timefold.solver.core.api.score.director.ScoreDirector;

/** Tells the ledger what has changed. */
public final class Derivation implements VariableListener<Term, Object> {
    private Ledger ledger;

    @Override
    public void resetWorkingSolution(ScoreDirector<Term> director) {
        var term = director.getWorkingSolution();
        ledger = new Ledger(term, term.calls);
        ledger.listen(director);
        term.ledger = ledger;
    }

    @Override
    public void afterVariableChanged(ScoreDirector<Term> director, Object entity) {
        ledger.changed(entity);
    }

    @Override
    public void beforeVariableChanged(ScoreDirector<Term> director, Object entity) {}

    @Override
    public void beforeEntityAdded(ScoreDirector<Term> director, Object entity) {}

    @Override
    public void afterEntityAdded(ScoreDirector<Term> director, Object entity) {
        ledger.changed(entity);
    }

    @Override
    public void beforeEntityRemoved(ScoreDirector<Term> director, Object entity) {}

    @Override
    public void afterEntityRemoved(ScoreDirector<Term> director, Object entity) {}
}
