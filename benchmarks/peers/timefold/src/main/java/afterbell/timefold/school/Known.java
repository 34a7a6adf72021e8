package afterbell.timefold.school;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parts of a timetable that should stay, pinned or of the baseline, as rules ask about them. */
final class Known {
    private static final int SEAT = 1, ROOM = 2, HOST = 2, STUDENT = 3, SESSION = 4;

    private final School school;
    private final int[][] enrolled;
    private final int[][] sessions;
    private final int[] hosts;
    private final Map<Integer, Set<Integer>> people;
    /** what is missing, and what has changed, while nothing is decided */
    final int pinned, changed;

    Known(School school, School.Parts parts, Term term) {
        this.school = school;
        enrolled = parts.enrolled;
        sessions = parts.sessions;
        hosts = parts.hosts;
        people = parts.people();
        int students = parts.strangers + Arrays.stream(enrolled).mapToInt(own -> own.length).sum();
        int places = parts.lostSessions + Arrays.stream(sessions).mapToInt(own -> own.length).sum();
        int seats = parts.lostPeople + people.values().stream().mapToInt(Set::size).sum();
        var open = new HashSet<Integer>();
        for (var care : term.care) open.add(care.id);
        int elsewhere = 0;
        int strange = 0;
        for (int i = 0; i < hosts.length; i++) {
            if (hosts[i] == 0) continue;
            boolean away = hosts[i] - 1 != i / school.L;
            // a class that has no choice stays at home
            if (away || open.contains(i)) elsewhere++;
            if (away && !open.contains(i)) strange++;
        }
        pinned = students + distinctPlaces() + parts.lostSessions + seats + elsewhere;
        changed = STUDENT * students + SESSION * places + SEAT * seats + HOST * strange;
    }

    private int distinctPlaces() {
        int count = 0;
        for (int[] own : sessions) count += (int) Arrays.stream(own).distinct().count();
        return count;
    }

    private boolean has(int[] own, int one) {
        for (int other : own) if (other == one) return true;
        return false;
    }

    boolean holds(Entities.Enrolment enrolment) {
        return has(enrolled[enrolment.number], enrolment.section + 1);
    }

    int place(Entities.Session session) {
        return session.place.slot * school.R + session.place.room;
    }

    boolean holds(Entities.Session session) {
        return has(sessions[session.section], place(session));
    }

    boolean holds(Entities.Care care) {
        return hosts[care.id] == care.host + 1;
    }

    boolean holds(Entities.Seat seat) {
        var own = people.get(seat.key());
        return own != null && own.contains(seat.person.index);
    }

    /** `change` of a student in a section, beside what it is while nobody is in any */
    int joined(Entities.Enrolment enrolment) {
        return holds(enrolment) ? -STUDENT : STUDENT;
    }

    int moved(Entities.Care care) {
        int was = hosts[care.id] == 0 ? care.schoolClass : hosts[care.id] - 1;
        return care.host == was ? 0 : HOST;
    }

    /** `change` of a section that runs in these places: the same is free, then another room of the same slot, then anything. */
    int moved(int section, List<Integer> places) {
        var was = new ArrayList<Integer>();
        for (int place : sessions[section]) was.add(place);
        var left = new ArrayList<Integer>();
        for (Integer place : places) if (!was.remove(place)) left.add(place);
        int amount = 0;
        int unmatched = 0;
        for (int place : left) {
            var same = was.stream().filter(other -> other / school.R == place / school.R).findFirst();
            if (same.isPresent()) {
                was.remove(same.get());
                amount += ROOM;
            } else {
                unmatched++;
            }
        }
        return amount + SESSION * Math.max(unmatched, was.size()) - SESSION * sessions[section].length;
    }

    /** `change` of a post in which these people sit, beside what it is while nobody does */
    int changed(int key, Set<Facts.Person> now) {
        var was = people.getOrDefault(key, Set.of());
        int both = 0;
        for (var person : now) if (was.contains(person.index)) both++;
        return SEAT * (Math.max(was.size(), now.size()) - both - was.size());
    }
}
