package afterbell.timefold;

import ai.timefold.solver.core.api.score.Score;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.solver.SolverConfig;
import ai.timefold.solver.core.config.solver.termination.TerminationConfig;
import ai.timefold.solver.core.impl.solver.DefaultSolver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.function.Function;

/** One run of the bench: where to read and write, how long, and what is said meanwhile. */
public record Run(Path instance, Path solution, double seconds, long seed) {

    /** Milliseconds between two writings of the solution file while it improves. */
    private static final long WRITE_INTERVAL = 500;

    /**
     * Solves, writes the best solution whenever it improved (no oftener than every half second, and at the end) and prints it as a line of JSON.
     *
     * @param write the solution file's text
     * @param levels hard, medium and soft cost, all at least 0
     */
    public <S, C extends Score<C>> S solve(SolverConfig config, S problem, Function<S, String> write, Function<S, long[]> levels) {
        long left = Math.max(200, Math.round(seconds * 1000) - elapsed());
        config.withRandomSeed(seed).withTerminationConfig(new TerminationConfig().withMillisecondsSpentLimit(left));
        var solver = SolverFactory.<S>create(config).buildSolver();
        long[] written = {0};
        solver.addEventListener(event -> {
            if (!event.isNewBestSolutionInitialized() || elapsed() - written[0] < WRITE_INTERVAL) return;
            written[0] = elapsed();
            save(event.getNewBestSolution(), write, levels);
        });
        S best = solver.solve(problem);
        save(best, write, levels);
        System.out.printf(Locale.ROOT, "{\"movesPerSecond\":%d}%n", ((DefaultSolver<S>) solver).getMoveEvaluationSpeed());
        return best;
    }

    private <S> void save(S best, Function<S, String> write, Function<S, long[]> levels) {
        try {
            // whoever is killed while writing leaves the last whole file
            Path fresh = solution.resolveSibling(solution.getFileName() + ".new");
            Files.writeString(fresh, write.apply(best));
            Files.move(fresh, solution, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // said last: whoever hears of it finds it written
        long[] cost = levels.apply(best);
        System.out.printf(Locale.ROOT, "{\"seconds\":%.3f,\"hard\":%d,\"medium\":%d,\"soft\":%d}%n", elapsed() / 1000.0, cost[0], cost[1], cost[2]);
    }

    /** Milliseconds since the process began. */
    public static long elapsed() {
        return ManagementFactory.getRuntimeMXBean().getUptime();
    }
}
