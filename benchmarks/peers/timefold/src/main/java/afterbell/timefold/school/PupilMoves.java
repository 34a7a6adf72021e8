package afterbell.timefold.school;

import java.util.Random;

/** A student joins a section; whatever of the student's own is in the way goes, and one member if the section is full. */
final class PupilMoves {
    private final Term term;
    private final School school;
    private final Random random;

    PupilMoves(Term term, Random random) {
        this.term = term;
        this.school = term.school;
        this.random = random;
    }

    Reassign join() {
        if (term.enrolments.isEmpty()) return null;
        var enrolment = term.enrolments.get(random.nextInt(term.enrolments.size()));
        Integer section = enrolment.options.get(random.nextInt(enrolment.options.size()));
        var ledger = term.ledger;
        var members = ledger.members.get(section);
        if (section.equals(enrolment.section) || members.isEmpty()) return null;
        var sessions = ledger.sessionsOf.get(section);
        int room = Integer.MAX_VALUE;
        for (var session : sessions) {
            if (!enrolment.student.attends(session.place.span)) return null;
            room = Math.min(room, session.place.capacity);
        }
        var move = new Reassign().with(enrolment, section);
        int clubs = enrolment.isChoice() && enrolment.section == null ? 1 : 0;
        Entities.Enrolment least = null;
        for (var other : ledger.enrolmentsOf.get(enrolment.student.index)) {
            if (other == enrolment || other.section == null) continue;
            if (overlap(other.section, section)) move.with(other, null);
            else if (other.isChoice()) {
                clubs++;
                if (least == null || other.wish > least.wish) least = other;
            }
        }
        if (least != null && enrolment.isChoice() && clubs > enrolment.student.wanted) move.with(least, null);
        if (members.size() >= Math.min(room, school.sizeMax[school.sectionActivity[section]])) {
            var out = members.get(random.nextInt(members.size()));
            // somebody of another section of the activity may take that one's place in turn
            Integer back = out.options.contains(enrolment.section) ? enrolment.section : null;
            move.with(out, back != null && random.nextBoolean() ? back : null);
        }
        return move;
    }

    private boolean overlap(int a, int b) {
        for (var one : term.ledger.sessionsOf.get(a)) for (var other : term.ledger.sessionsOf.get(b)) if (one.place.overlaps(other.place)) return true;
        return false;
    }
}
