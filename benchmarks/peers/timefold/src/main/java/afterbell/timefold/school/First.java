package afterbell.timefold.school;

import java.util.Map;
import java.util.Set;

/** Decides what the first timetable of the facts says; what it does not say stays as it is. */
final class First {
    private final Term term;
    private final School school;

    First(Term term) {
        this.term = term;
        this.school = term.school;
    }

    void fill() {
        var first = school.first;
        for (var enrolment : term.enrolments) {
            int[] own = first.enrolled[enrolment.number];
            if (own.length > 0 && enrolment.options.contains(own[0] - 1)) enrolment.section = own[0] - 1;
        }
        for (var session : term.sessions) {
            int[] places = first.sessions[session.section];
            int number = session.id - school.sessionsFrom[session.section];
            if (number >= places.length) continue;
            for (var place : session.places) if (place.slot * school.R + place.room == places[number]) session.place = place;
        }
        for (var care : term.care) if (first.hosts[care.id] > 0 && care.hosts.contains(first.hosts[care.id] - 1)) care.host = first.hosts[care.id] - 1;
        seat(first.people());
    }

    private void seat(Map<Integer, Set<Integer>> people) {
        var places = new Facts.Place[school.Z];
        for (var session : term.sessions) places[session.id] = session.place;
        for (var seat : term.seats) {
            Facts.Place place = school.isSectionPost(seat.post) ? places[seat.post / (2 * school.S)] : null;
            if (school.isSectionPost(seat.post) && place == null) continue;
            var left = people.get(school.postKey(seat.post, place == null ? 0 : place.slot));
            if (left == null || left.isEmpty()) continue;
            for (var person : seat.people) {
                if (seat.person == null && left.remove(person.index)) seat.person = person;
            }
        }
    }
}
