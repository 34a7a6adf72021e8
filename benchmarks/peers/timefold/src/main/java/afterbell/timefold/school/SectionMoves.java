package afterbell.timefold.school;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Sections open, with rooms, students and people, and close. */
final class SectionMoves {
    private static final int PATIENCE = 30;
    private final Term term;
    private final School school;
    private final Random random;
    private final StaffMoves staff;

    SectionMoves(Term term, Random random) {
        this.term = term;
        this.school = term.school;
        this.random = random;
        this.staff = new StaffMoves(term, random);
    }

    Reassign close() {
        if (school.X == 0) return null;
        var members = term.ledger.members.get(random.nextInt(school.X));
        var move = new Reassign();
        for (var enrolment : members) move.with(enrolment, null);
        return move;
    }

    Reassign open() {
        if (school.X == 0) return null;
        int x = random.nextInt(school.X);
        var sessions = term.ledger.sessionsOf.get(x);
        if (!term.ledger.members.get(x).isEmpty() || sessions.isEmpty()) return null;
        var move = new Reassign();
        List<Facts.Place> places = new ArrayList<>();
        for (var session : sessions) {
            var place = freePlace(session, places);
            if (place == null) return null;
            places.add(place);
            move.with(session, place);
        }
        if (!enrol(move, x, places)) return null;
        for (int k = 0; k < places.size(); k++) if (!lead(move, sessions.get(k), places.get(k))) return null;
        return move;
    }

    private Facts.Place freePlace(Entities.Session session, List<Facts.Place> taken) {
        for (int i = 0; i < PATIENCE; i++) {
            var place = session.places.get(random.nextInt(session.places.size()));
            if (place.capacity >= school.sizeMin[session.activity] && isFree(place) && taken.stream().noneMatch(place::overlaps)) return place;
        }
        return null;
    }

    private boolean isFree(Facts.Place place) {
        for (var occupancy : place.occupancies) {
            for (int slot : place.slots) {
                if (term.ledger.busy[(place.room * school.L + slot) * school.S + occupancy.season()] >= school.concurrent[place.room]) return false;
            }
        }
        return true;
    }

    /** Students who wish it and are free then, those without another club of the day first. */
    private boolean enrol(Reassign move, int section, List<Facts.Place> places) {
        int activity = school.sectionActivity[section];
        int most = school.sizeMax[activity];
        for (var place : places) most = Math.min(most, place.capacity);
        var candidates = new ArrayList<>(term.ledger.wishers.get(section));
        Collections.shuffle(candidates, random);
        List<Entities.Enrolment> joining = new ArrayList<>();
        for (var enrolment : candidates) {
            if (joining.size() == most) break;
            if (enrolment.section == null && couldJoin(enrolment, activity, places)) joining.add(enrolment);
        }
        if (joining.size() < Math.max(1, school.sizeMin[activity])) return false;
        int size = random.nextInt(3) == 0 ? Math.max(1, school.sizeMin[activity]) : joining.size();
        for (var enrolment : joining.subList(0, size)) move.with(enrolment, section);
        return true;
    }

    private boolean couldJoin(Entities.Enrolment enrolment, int activity, List<Facts.Place> places) {
        var student = enrolment.student;
        for (var place : places) {
            if (!student.attends(place.span) || (student.needs & ~place.features) != 0) return false;
            if (school.crossSite[activity] == 0 && place.site != student.site) return false;
        }
        int clubs = enrolment.isChoice() ? 1 : 0;
        for (var other : term.ledger.enrolmentsOf.get(student.index)) {
            if (other.section == null) continue;
            if (other.isChoice()) clubs++;
            for (var session : term.ledger.sessionsOf.get(other.section)) for (var place : places) if (session.place.overlaps(place)) return false;
        }
        return !enrolment.isChoice() || clubs <= student.wanted;
    }

    /** The fixed people of a session: free ones, or a lead who comes from elsewhere. */
    private boolean lead(Reassign move, Entities.Session session, Facts.Place place) {
        for (int role = 0; role < 2; role++) {
            int fixed = Math.max(school.roleCount[session.activity * 2 + role], role == 0 && school.rolePer[session.activity * 2] > 0 ? 1 : 0);
            for (int number = 0; number < fixed; number++) {
                Facts.Person before = null;
                for (int s = 0; s < school.S; s++) {
                    if (school.runs(session.activity, place.slot, s) == 0) continue;
                    var seat = term.seats.get(school.seatFrom[school.sectionPost(session.id, role, s)] + number);
                    var call = term.calls[school.sectionCall(session.activity, role, place.slot, s)];
                    var person = before != null && call.permits(before) && staff.isFree(before, call, seat) ? before : staff.free(seat, call);
                    if (person != null) move.with(seat, person);
                    else if (role == 0 && !steal(move, seat, call)) return false;
                    if (person != null) before = person;
                }
            }
        }
        return true;
    }

    private boolean steal(Reassign move, Entities.Seat seat, Facts.Call call) {
        for (int i = 0; i < PATIENCE && !seat.people.isEmpty(); i++) {
            var person = seat.people.get(random.nextInt(seat.people.size()));
            if (!call.permits(person)) continue;
            staff.take(move, seat, call, person);
            return true;
        }
        return false;
    }
}
