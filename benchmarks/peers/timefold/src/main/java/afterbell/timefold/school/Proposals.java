package afterbell.timefold.school;

import ai.timefold.solver.core.api.score.director.ScoreDirector;
import ai.timefold.solver.core.impl.heuristic.selector.move.factory.MoveIteratorFactory;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Random;

/** Moves of several variables at once, in a fixed mixture: places change hands, people take over what belongs together, sections open and close. */
public final class Proposals implements MoveIteratorFactory<Term, Reassign> {
    private static final int PATIENCE = 100;

    @Override
    public long getSize(ScoreDirector<Term> director) {
        return director.getWorkingSolution().enrolments.size() + director.getWorkingSolution().seats.size();
    }

    @Override
    public Iterator<Reassign> createOriginalMoveIterator(ScoreDirector<Term> director) {
        throw new UnsupportedOperationException("the proposals are random");
    }

    @Override
    public Iterator<Reassign> createRandomMoveIterator(ScoreDirector<Term> director, Random random) {
        var term = director.getWorkingSolution();
        var pupils = new PupilMoves(term, random);
        var staff = new StaffMoves(term, random);
        var sections = new SectionMoves(term, random);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !term.seats.isEmpty() || !term.enrolments.isEmpty();
            }

            @Override
            public Reassign next() {
                for (int i = 0; i < PATIENCE; i++) {
                    var move = draw(random.nextInt(100));
                    if (move != null && !move.isEmpty()) return move;
                }
                if (term.seats.isEmpty()) throw new NoSuchElementException();
                return new Reassign().with(term.seats.get(0), term.seats.get(0).person);
            }

            private Reassign draw(int share) {
                if (share < 40) return pupils.join();
                if (share < 50) return staff.allSeasons();
                if (share < 60) return staff.merge();
                if (share < 72) return staff.takeFrom();
                if (share < 78) return staff.section();
                if (share < 84) return staff.classCare();
                if (share < 96) return sections.open();
                return sections.close();
            }
        };
    }
}
