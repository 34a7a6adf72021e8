package afterbell.timefold.school;

import java.util.Random;

/** People take over what belongs together. */
final class StaffMoves {
    private static final int PATIENCE = 20;
    private final Term term;
    private final School school;
    private final Random random;
    private final CareMoves care;

    StaffMoves(Term term, Random random) {
        this.care = new CareMoves(term, random);
        this.term = term;
        this.school = term.school;
        this.random = random;
    }

    /** Of people who are free, a random one who may sit there; null if none was met. */
    Facts.Person free(Entities.Seat seat, Facts.Call call) {
        if (seat.people.isEmpty()) return null;
        for (int i = 0; i < PATIENCE; i++) {
            var person = seat.people.get(random.nextInt(seat.people.size()));
            if (call.permits(person) && isFree(person, call, seat)) return person;
        }
        return null;
    }

    boolean isFree(Facts.Person person, Facts.Call call, Entities.Seat but) {
        for (var other : term.ledger.seatsOf.get(person.index)) if (other != but && other.isServed() && other.call().clashes(call)) return false;
        return true;
    }

    private Entities.Seat activeSeat() {
        for (int i = 0; i < PATIENCE && !term.seats.isEmpty(); i++) {
            var seat = term.seats.get(random.nextInt(term.seats.size()));
            if (seat.service != null) return seat;
        }
        return null;
    }

    /** The next seat from a random one on that ought to be filled and is not. */
    private Entities.Seat emptySeat() {
        int size = term.seats.size();
        int from = size == 0 ? 0 : random.nextInt(size);
        for (int i = 0; i < size; i++) {
            var seat = term.seats.get((from + i) % size);
            if (seat.service != null && !seat.isServed()) return seat;
        }
        return null;
    }

    private Facts.Person candidate(Entities.Seat seat) {
        if (seat.people.isEmpty()) return null;
        for (int i = 0; i < PATIENCE; i++) {
            var person = seat.people.get(random.nextInt(seat.people.size()));
            if (seat.call().permits(person)) return person;
        }
        return null;
    }

    /** Somebody sits there in every season. */
    Reassign allSeasons() {
        var seat = activeSeat();
        var person = seat == null ? null : candidate(seat);
        if (person == null) return null;
        var move = new Reassign();
        int first = seat.post - seat.season();
        for (int post = first; post < first + school.S; post++) seat(move, post, seat.number, person);
        return move;
    }

    private void seat(Reassign move, int post, int number, Facts.Person person) {
        int at = school.seatFrom[post] + number;
        if (at >= school.seatFrom[post + 1]) return;
        var seat = term.seats.get(at);
        if (seat.service == null || !seat.call().permits(person) || seat.person == person) return;
        move.with(seat, person);
        // nobody sits twice in a post
        for (int i = school.seatFrom[post]; i < school.seatFrom[post + 1]; i++) if (term.seats.get(i).person == person) move.with(term.seats.get(i), seat.person);
    }

    /** A care group joins another. */
    Reassign merge() {
        return care.merge(random.nextBoolean() ? emptySeat() : activeSeat());
    }

    /** Somebody comes from what they do at the time, in one season or all of them; others who are free fill in there. */
    Reassign takeFrom() {
        var seat = random.nextInt(3) == 0 ? emptySeat() : activeSeat();
        var person = seat == null ? null : candidate(seat);
        if (person == null || person == seat.person) return null;
        var move = new Reassign();
        take(move, seat, seat.call(), person);
        return move;
    }

    /** The person takes the seat; of the seats that clash, each goes to somebody free, or to whoever had this one, or falls empty, or its group joins another. */
    void take(Reassign move, Entities.Seat seat, Facts.Call call, Facts.Person person) {
        move.with(seat, person);
        for (var other : term.ledger.seatsOf.get(person.index)) {
            if (other == seat || !other.isServed() || !other.call().clashes(call)) continue;
            boolean exchange = seat.isServed() && other.call().permits(seat.person) && random.nextBoolean();
            var instead = exchange ? seat.person : free(other, other.call());
            // a care group without anybody left may join another
            if (instead == null && other.isCare() && care.merge(move, other)) continue;
            move.with(other, instead);
        }
    }

    /** Somebody leads a section at all of its sessions, in all seasons. */
    Reassign section() {
        if (term.sessions.isEmpty()) return null;
        var session = term.sessions.get(random.nextInt(term.sessions.size()));
        if (!session.runs()) return null;
        int role = random.nextInt(4) == 0 ? 1 : 0;
        int post = school.sectionPost(session.id, role, random.nextInt(school.S));
        if (school.seatFrom[post] == school.seatFrom[post + 1]) return null;
        int number = random.nextInt(school.seatFrom[post + 1] - school.seatFrom[post]);
        var first = term.seats.get(school.seatFrom[post] + number);
        var person = first.service == null ? null : candidate(first);
        if (person == null) return null;
        var move = new Reassign();
        for (var each : term.ledger.sessionsOf.get(session.section)) {
            for (int s = 0; s < school.S; s++) {
                int at = school.seatFrom[school.sectionPost(each.id, role, s)] + number;
                var seat = term.seats.get(at);
                if (seat.service == null || !seat.call().permits(person) || seat.person == person) continue;
                if (isFree(person, seat.call(), seat)) move.with(seat, person);
                else take(move, seat, seat.call(), person);
            }
        }
        return move;
    }

    /** Somebody is with a class in care on a day or all week, wherever they may and are free. */
    Reassign classCare() {
        int schoolClass = random.nextInt(school.C);
        int day = random.nextInt(8);
        Facts.Person person = null;
        var move = new Reassign();
        for (int l = 0; l < school.L; l++) {
            if (day < 7 && school.weekday[l] != day) continue;
            for (int s = 0; s < school.S; s++) {
                int post = term.stays.get((schoolClass * school.L + l) * school.S + s).post;
                if (post < 0 || school.seatFrom[post] == school.seatFrom[post + 1]) continue;
                var seat = term.seats.get(school.seatFrom[post]);
                if (seat.service == null) continue;
                if (person == null) person = candidate(seat);
                if (person == null || !seat.call().permits(person) || seat.person == person || !isFree(person, seat.call(), seat)) continue;
                seat(move, post, 0, person);
            }
        }
        return move;
    }
}
