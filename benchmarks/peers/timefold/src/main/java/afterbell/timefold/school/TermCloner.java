package afterbell.timefold.school;

import ai.timefold.solver.core.api.domain.solution.cloner.SolutionCloner;
import java.util.ArrayList;
import java.util.List;

/** Copies a term without looking at its classes: a term has thousands of entities and is copied whenever a better one is found. */
public final class TermCloner implements SolutionCloner<Term> {
    @Override
    public Term cloneSolution(Term original) {
        var term = new Term();
        term.school = original.school;
        term.calls = original.calls;
        term.students = original.students;
        term.kept = original.kept;
        term.weights = original.weights;
        term.score = original.score;
        term.enrolments = copy(original.enrolments);
        term.sessions = copy(original.sessions);
        term.care = copy(original.care);
        term.seats = copy(original.seats);
        term.clubs = copy(original.clubs);
        term.stays = copy(original.stays);
        term.groups = copy(original.groups);
        term.posts = copy(original.posts);
        return term;
    }

    @SuppressWarnings("unchecked")
    private static <E extends Entities.Copyable> List<E> copy(List<E> list) {
        List<E> copies = new ArrayList<>(list.size());
        for (var one : list) copies.add((E) one.copy());
        return copies;
    }
}
