package afterbell.timefold.school;

import ai.timefold.solver.core.api.score.director.ScoreDirector;
import ai.timefold.solver.core.impl.heuristic.move.AbstractMove;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Several variables at once. */
final class Reassign extends AbstractMove<Term> {
    private record Change(Object entity, Object value) {}

    private final List<Change> changes = new ArrayList<>();

    Reassign with(Object entity, Object value) {
        changes.add(new Change(entity, value));
        return this;
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    @Override
    public boolean isMoveDoable(ScoreDirector<Term> director) {
        for (var change : changes) if (!Objects.equals(valueOf(change.entity), change.value)) return true;
        return false;
    }

    private static Object valueOf(Object entity) {
        if (entity instanceof Entities.Enrolment enrolment) return enrolment.section;
        if (entity instanceof Entities.Session session) return session.place;
        if (entity instanceof Entities.Care care) return care.host;
        return ((Entities.Seat) entity).person;
    }

    @Override
    protected void doMoveOnGenuineVariables(ScoreDirector<Term> director) {
        for (var change : changes) {
            if (change.entity instanceof Entities.Enrolment enrolment) {
                director.beforeVariableChanged(enrolment, "section");
                enrolment.section = (Integer) change.value;
                director.afterVariableChanged(enrolment, "section");
            } else if (change.entity instanceof Entities.Session session) {
                director.beforeVariableChanged(session, "place");
                session.place = (Facts.Place) change.value;
                director.afterVariableChanged(session, "place");
            } else if (change.entity instanceof Entities.Care care) {
                director.beforeVariableChanged(care, "host");
                care.host = (Integer) change.value;
                director.afterVariableChanged(care, "host");
            } else if (change.entity instanceof Entities.Seat seat) {
                director.beforeVariableChanged(seat, "person");
                seat.person = (Facts.Person) change.value;
                director.afterVariableChanged(seat, "person");
            }
        }
    }

    @Override
    public Collection<?> getPlanningEntities() {
        return changes.stream().map(Change::entity).toList();
    }

    @Override
    public Collection<?> getPlanningValues() {
        return changes.stream().map(Change::value).toList();
    }
}
