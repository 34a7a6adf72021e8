package afterbell.timefold.school;

import afterbell.timefold.Run;
import ai.timefold.solver.core.api.score.buildin.hardmediumsoftlong.HardMediumSoftLongScore;
import ai.timefold.solver.core.config.constructionheuristic.ConstructionHeuristicPhaseConfig;
import ai.timefold.solver.core.config.constructionheuristic.placer.QueuedEntityPlacerConfig;
import ai.timefold.solver.core.config.heuristic.selector.common.SelectionCacheType;
import ai.timefold.solver.core.config.heuristic.selector.entity.EntitySelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.MoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.composite.UnionMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.factory.MoveIteratorFactoryConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.ChangeMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.SwapMoveSelectorConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.localsearch.decider.acceptor.LocalSearchAcceptorConfig;
import ai.timefold.solver.core.config.localsearch.decider.forager.LocalSearchForagerConfig;
import ai.timefold.solver.core.config.solver.EnvironmentMode;
import ai.timefold.solver.core.config.solver.SolverConfig;
import ai.timefold.solver.core.impl.heuristic.selector.common.decorator.SelectionFilter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

public final class AfterSchool {
    private static final int TINY = 400;

    private AfterSchool() {}

    public static void solve(Run run) throws IOException {
        var term = Reader.read(new ObjectMapper().readValue(run.instance().toFile(), School.class));
        run.<Term, HardMediumSoftLongScore>solve(
                config(term), term, Writer::write, best -> new long[] {-best.score.hardScore(), -best.score.mediumScore(), -best.score.softScore()});
    }

    /**
     * Care and duty are filled in order; then simulated annealing, which fits its cooling to the time. `-Dassert=true` counts everything anew after each move.
     * With late acceptance (400) a town had 16,154 instead of 12,363 soft after 40 s.
     */
    private static SolverConfig config(Term term) {
        List<MoveSelectorConfig> moves = new ArrayList<>();
        if (!term.enrolments.isEmpty()) moves.add(change(Entities.Enrolment.class, null).withFixedProbabilityWeight(25.0));
        if (!term.seats.isEmpty()) {
            moves.add(change(Entities.Seat.class, ActiveSeat.class).withFixedProbabilityWeight(20.0));
            moves.add(swap(Entities.Seat.class, ActiveSeat.class).withFixedProbabilityWeight(5.0));
        }
        if (!term.sessions.isEmpty()) {
            moves.add(change(Entities.Session.class, RunningSession.class).withFixedProbabilityWeight(4.0));
            moves.add(swap(Entities.Session.class, RunningSession.class).withFixedProbabilityWeight(1.0));
        }
        if (!term.care.isEmpty()) moves.add(change(Entities.Care.class, null).withFixedProbabilityWeight(5.0));
        moves.add(new MoveIteratorFactoryConfig().withMoveIteratorFactoryClass(Proposals.class).withFixedProbabilityWeight(40.0));
        var config = new SolverConfig()
                .withSolutionClass(Term.class)
                .withEntityClasses(
                        Entities.Enrolment.class,
                        Entities.Session.class,
                        Entities.Care.class,
                        Entities.Seat.class,
                        Entities.Club.class,
                        Entities.Stay.class,
                        Entities.Group.class,
                        Entities.Post.class)
                .withConstraintProviderClass(Rules.class)
                .withPhases(
                        fillSeats(),
                        new LocalSearchPhaseConfig()
                                .withMoveSelectorConfig(new UnionMoveSelectorConfig(moves))
                                .withAcceptorConfig(new LocalSearchAcceptorConfig().withSimulatedAnnealingStartingTemperature(temperature(term)))
                                .withForagerConfig(new LocalSearchForagerConfig().withAcceptedCountLimit(1)));
        if (Boolean.getBoolean("assert")) config.withEnvironmentMode(EnvironmentMode.FULL_ASSERT);
        return config;
    }

    /** A tiny school has the time to start from anywhere; a town, hotter than this, is still disorder when the time is up. */
    private static String temperature(Term term) {
        return term.enrolments.size() + term.seats.size() < TINY ? "0hard/40medium/20soft" : "0hard/5medium/5soft";
    }

    /** Care and duty of the empty timetable, one seat after the other. */
    private static ConstructionHeuristicPhaseConfig fillSeats() {
        return new ConstructionHeuristicPhaseConfig()
                .withEntityPlacerConfig(new QueuedEntityPlacerConfig()
                        .withEntitySelectorConfig(new EntitySelectorConfig()
                                .withId("placed")
                                .withEntityClass(Entities.Seat.class)
                                .withCacheType(SelectionCacheType.PHASE)
                                .withFilterClass(ActiveSeat.class))
                        .withMoveSelectorConfigs(new ChangeMoveSelectorConfig().withEntitySelectorConfig(EntitySelectorConfig.newMimicSelectorConfig("placed"))));
    }

    private static ChangeMoveSelectorConfig change(Class<?> entity, Class<? extends SelectionFilter> filter) {
        return new ChangeMoveSelectorConfig().withEntitySelectorConfig(selector(entity, filter));
    }

    private static SwapMoveSelectorConfig swap(Class<?> entity, Class<? extends SelectionFilter> filter) {
        return new SwapMoveSelectorConfig().withEntitySelectorConfig(selector(entity, filter)).withSecondaryEntitySelectorConfig(selector(entity, filter));
    }

    private static EntitySelectorConfig selector(Class<?> entity, Class<? extends SelectionFilter> filter) {
        var config = new EntitySelectorConfig().withEntityClass(entity);
        return filter == null ? config : config.withFilterClass(filter);
    }
}
