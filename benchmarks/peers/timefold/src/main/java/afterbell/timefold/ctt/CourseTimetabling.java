package afterbell.timefold.ctt;

import afterbell.timefold.Run;
import ai.timefold.solver.core.api.score.buildin.hardsoft.HardSoftScore;
import ai.timefold.solver.core.config.constructionheuristic.ConstructionHeuristicPhaseConfig;
import ai.timefold.solver.core.config.constructionheuristic.ConstructionHeuristicType;
import ai.timefold.solver.core.config.heuristic.selector.entity.EntitySelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.composite.CartesianProductMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.composite.UnionMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.ChangeMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.SwapMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.value.ValueSelectorConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.localsearch.decider.acceptor.LocalSearchAcceptorConfig;
import ai.timefold.solver.core.config.localsearch.decider.forager.LocalSearchForagerConfig;
import ai.timefold.solver.core.config.solver.SolverConfig;
import java.io.IOException;
import java.nio.file.Files;

public final class CourseTimetabling {
    private CourseTimetabling() {}

    public static void solve(Run run) throws IOException {
        run.<Timetable, HardSoftScore>solve(
                config(), Ectt.read(Files.readAllLines(run.instance())), Ectt::write, best -> new long[] {-best.score.hardScore(), 0, -best.score.softScore()});
    }

    /**
     * First fit decreasing, then simulated annealing over changes of period or room, of both at once, and exchanges. Its cooling fits the time;
     * late acceptance (400) left comp01 at 45 and comp05 at 1,894 after 20 s, where annealing had 18 and about 500.
     */
    private static SolverConfig config() {
        var both = new CartesianProductMoveSelectorConfig()
                .withMoveSelectors(
                        new ChangeMoveSelectorConfig()
                                .withEntitySelectorConfig(new EntitySelectorConfig().withId("lecture").withEntityClass(Lecture.class))
                                .withValueSelectorConfig(new ValueSelectorConfig("period")),
                        new ChangeMoveSelectorConfig()
                                .withEntitySelectorConfig(EntitySelectorConfig.newMimicSelectorConfig("lecture"))
                                .withValueSelectorConfig(new ValueSelectorConfig("room")));
        var moves = new UnionMoveSelectorConfig().withMoveSelectors(new ChangeMoveSelectorConfig(), new SwapMoveSelectorConfig(), both);
        return new SolverConfig()
                .withSolutionClass(Timetable.class)
                .withEntityClasses(Lecture.class)
                .withConstraintProviderClass(Rules.class)
                .withPhases(
                        new ConstructionHeuristicPhaseConfig().withConstructionHeuristicType(ConstructionHeuristicType.FIRST_FIT_DECREASING),
                        new LocalSearchPhaseConfig()
                                .withMoveSelectorConfig(moves)
                                .withAcceptorConfig(new LocalSearchAcceptorConfig().withSimulatedAnnealingStartingTemperature("2hard/15soft"))
                                .withForagerConfig(new LocalSearchForagerConfig().withAcceptedCountLimit(1)));
    }
}
