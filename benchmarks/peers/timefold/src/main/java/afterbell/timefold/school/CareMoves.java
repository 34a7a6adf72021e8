package afterbell.timefold.school;

import java.util.Random;

/** A whole care group goes to another host, which frees its room and its people. */
final class CareMoves {
    private static final int PATIENCE = 8;
    private final Term term;
    private final School school;
    private final Random random;

    CareMoves(Term term, Random random) {
        this.term = term;
        this.school = term.school;
        this.random = random;
    }

    /** A group that lacks somebody, or a random one. */
    Reassign merge(Entities.Seat seat) {
        var move = new Reassign();
        return seat != null && seat.isCare() && merge(move, seat) ? move : null;
    }

    /** @return whether all classes of the seat's group may be with one other host */
    boolean merge(Reassign move, Entities.Seat seat) {
        int key = (seat.post - school.careFrom) / school.S;
        int host = key / school.L;
        int slot = key % school.L;
        Entities.Care first = null;
        for (int c = 0; c < school.C; c++) {
            var care = term.ledger.careAt[c * school.L + slot];
            if (care == null && c == host && school.attending[c * school.L + slot] > 0) return false;
            if (care != null && care.host == host && (first == null || random.nextInt(3) == 0)) first = care;
        }
        if (first == null) return false;
        for (int i = 0; i < PATIENCE; i++) {
            int target = first.hosts.get(random.nextInt(first.hosts.size()));
            if (target == host || !hostsItself(target, slot) || !allMay(host, slot, target)) continue;
            for (int c = 0; c < school.C; c++) {
                var care = term.ledger.careAt[c * school.L + slot];
                if (care != null && care.host == host) move.with(care, target);
            }
            return true;
        }
        return false;
    }

    private boolean hostsItself(int host, int slot) {
        if (host >= school.C) return true;
        var care = term.ledger.careAt[host * school.L + slot];
        return care == null || !care.isElsewhere();
    }

    private boolean allMay(int host, int slot, int target) {
        for (int c = 0; c < school.C; c++) {
            var care = term.ledger.careAt[c * school.L + slot];
            if (care != null && care.host == host && !care.hosts.contains(target)) return false;
        }
        return true;
    }
}
