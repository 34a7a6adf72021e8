package afterbell.timefold;

import afterbell.timefold.ctt.CourseTimetabling;
import afterbell.timefold.school.AfterSchool;
import java.nio.file.Path;

/** {@code java -jar timefold-peer.jar SUITE INSTANCE SOLUTION SECONDS SEED}: solves until the time is up, counted from the start of the process. */
public final class Main {
    public static void main(String[] args) throws Exception {
        if (args.length != 5) {
            System.err.println("usage: java -jar timefold-peer.jar SUITE INSTANCE SOLUTION SECONDS SEED");
            System.exit(3);
        }
        var run = new Run(Path.of(args[1]), Path.of(args[2]), Double.parseDouble(args[3]), Long.parseLong(args[4]));
        switch (args[0]) {
            case "course-timetabling" -> CourseTimetabling.solve(run);
            case "after-school" -> AfterSchool.solve(run);
            default -> {
                System.err.println("unknown suite " + args[0]);
                System.exit(3);
            }
        }
    }
}
