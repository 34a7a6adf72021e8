package afterbell.timefold.school;

import ai.timefold.solver.core.api.score.director.ScoreDirector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts behind the shadow variables of one working solution. It remembers the values that it has counted, so that any number of changes,
 * in any order, are told one by one: each takes back what was counted and counts what is there now.
 */
final class Ledger {
    private final School school;
    private final Term term;
    private final Facts.Call[] calls;
    private final Map<Facts.Service, Facts.Service> services = new HashMap<>();

    /** section → its enrolments */
    final List<List<Entities.Enrolment>> members = new ArrayList<>();
    /** section → enrolments that may be in it */
    final List<List<Entities.Enrolment>> wishers = new ArrayList<>();
    /** section → its sessions */
    final List<List<Entities.Session>> sessionsOf = new ArrayList<>();
    /** student → enrolments */
    final List<List<Entities.Enrolment>> enrolmentsOf = new ArrayList<>();
    /** person → seats, doing something or not */
    final List<List<Entities.Seat>> seatsOf = new ArrayList<>();
    /** [class × L + slot] where there is a choice of hosts */
    final Entities.Care[] careAt;
    /** [(room × L + slot) × S + season] groups there */
    final int[] busy;

    private final Integer[] sectionOf;
    private final Facts.Place[] placeOf;
    private final Facts.Person[] personOf;
    /** [class × L + slot] */
    private final int[] hostOf;
    /** [(student × L + slot) × S + season] sessions that keep the student from care */
    private final byte[] away;
    private final int[] stay, group;
    /** [duty post] groups open in its block */
    private final int[] open;
    private ScoreDirector<Term> director;

    Ledger(Term term, Facts.Call[] calls) {
        this.term = term;
        this.calls = calls;
        school = term.school;
        for (int x = 0; x < school.X; x++) {
            members.add(new ArrayList<>());
            sessionsOf.add(new ArrayList<>());
            wishers.add(new ArrayList<>());
        }
        for (int s = 0; s < school.N; s++) enrolmentsOf.add(new ArrayList<>());
        for (int p = 0; p < school.P; p++) seatsOf.add(new ArrayList<>());
        for (var enrolment : term.enrolments) {
            enrolmentsOf.get(enrolment.student.index).add(enrolment);
            for (Integer section : enrolment.options) wishers.get(section).add(enrolment);
        }
        for (var session : term.sessions) sessionsOf.get(session.section).add(session);
        careAt = new Entities.Care[school.C * school.L];
        for (var care : term.care) careAt[care.id] = care;
        busy = new int[school.R * school.L * school.S];
        sectionOf = new Integer[term.enrolments.size()];
        placeOf = new Facts.Place[school.Z];
        personOf = new Facts.Person[term.seats.size()];
        hostOf = new int[school.C * school.L];
        away = new byte[school.N * school.L * school.S];
        stay = new int[school.C * school.L * school.S];
        group = new int[school.H * school.L * school.S];
        open = new int[school.sites * school.B * school.S];
        for (int c = 0; c < school.C; c++) for (int l = 0; l < school.L; l++) hostOf[c * school.L + l] = c;
        begin();
    }

    /** The empty timetable, then everything that the term's variables say. */
    private void begin() {
        for (var club : term.clubs) club.size = 0;
        for (var session : term.sessions) session.students = 0;
        for (var stay : term.stays) stay.post = -1;
        for (var group : term.groups) group.size = 0;
        for (var post : term.posts) post.need = 0;
        for (var seat : term.seats) seat.service = null;
        for (int c = 0; c < school.C; c++) {
            for (int l = 0; l < school.L; l++) {
                for (int s = 0; s < school.S; s++) {
                    if (school.start[s * 2 * school.L + l] >= 0) stay(c, l, s, school.attending[c * school.L + l]);
                }
            }
        }
        for (int g = 0; g < school.G; g++) {
            for (int s = 0; s < school.S; s++) {
                if (school.start[s * 2 * school.L + school.generalSlot[g]] < 0) continue;
                int post = school.generalFrom + g * school.S + s;
                staff(post, school.generalCount[g], calls[school.fixedCall[post]], school.generalSite[g]);
            }
        }
        for (var session : term.sessions) changed(session);
        for (var care : term.care) changed(care);
        for (var enrolment : term.enrolments) changed(enrolment);
        for (var seat : term.seats) changed(seat);
    }

    /** From here on the director hears of every change of a shadow variable. */
    void listen(ScoreDirector<Term> director) {
        this.director = director;
    }

    void changed(Object entity) {
        if (entity instanceof Entities.Enrolment enrolment) changed(enrolment);
        else if (entity instanceof Entities.Session session) changed(session);
        else if (entity instanceof Entities.Care care) changed(care);
        else changed((Entities.Seat) entity);
    }

    private void changed(Entities.Seat seat) {
        var was = personOf[seat.id];
        if (was == seat.person) return;
        personOf[seat.id] = seat.person;
        if (was != null) seatsOf.get(was.index).remove(seat);
        if (seat.person != null) seatsOf.get(seat.person.index).add(seat);
    }

    private void changed(Entities.Enrolment enrolment) {
        Integer was = sectionOf[enrolment.id];
        if (enrolment.section == null ? was == null : enrolment.section.equals(was)) return;
        sectionOf[enrolment.id] = enrolment.section;
        if (was != null) {
            members.get(was).remove(enrolment);
            for (var session : sessionsOf.get(was)) attend(enrolment.student, placeOf[session.id], -1);
            resize(was);
        }
        if (enrolment.section != null) {
            members.get(enrolment.section).add(enrolment);
            for (var session : sessionsOf.get(enrolment.section)) attend(enrolment.student, placeOf[session.id], 1);
            resize(enrolment.section);
        }
    }

    private void changed(Entities.Session session) {
        var was = placeOf[session.id];
        if (was == session.place) return;
        var students = members.get(session.section);
        if (was != null) {
            for (var enrolment : students) attend(enrolment.student, was, -1);
            if (!students.isEmpty()) run(session, was, 0, false);
        }
        placeOf[session.id] = session.place;
        for (var enrolment : students) attend(enrolment.student, session.place, 1);
        if (!students.isEmpty()) run(session, session.place, students.size(), true);
    }

    private void changed(Entities.Care care) {
        int at = care.schoolClass * school.L + care.slot;
        int was = hostOf[at];
        if (was == care.host) return;
        for (int s = 0; s < school.S; s++) gather(was, care.slot, s, -stay[at * school.S + s]);
        hostOf[at] = care.host;
        for (int s = 0; s < school.S; s++) {
            gather(care.host, care.slot, s, stay[at * school.S + s]);
            tellStay(at * school.S + s);
        }
    }

    /** The student begins (1) or ceases (−1) to have a session there. */
    private void attend(Facts.Student student, Facts.Place place, int sign) {
        for (int key : place.covered) {
            int slot = key / school.S;
            if (!student.attends(slot)) continue;
            int at = student.index * school.L * school.S + key;
            boolean before = away[at] > 0;
            away[at] += (byte) sign;
            if (before != away[at] > 0) stay(student.schoolClass, slot, key % school.S, before ? 1 : -1);
        }
    }

    private void stay(int schoolClass, int slot, int season, int change) {
        int at = (schoolClass * school.L + slot) * school.S + season;
        stay[at] += change;
        gather(hostOf[schoolClass * school.L + slot], slot, season, change);
        tellStay(at);
    }

    private void tellStay(int at) {
        int slot = at / school.S % school.L;
        Integer post = stay[at] > 0 ? school.carePost(hostOf[at / school.S], slot, at % school.S) : -1;
        var entity = term.stays.get(at);
        if (post.equals(entity.post)) return;
        if (director != null) director.beforeVariableChanged(entity, "post");
        entity.post = post;
        if (director != null) director.afterVariableChanged(entity, "post");
    }

    /** Children join or leave a care group. */
    private void gather(int host, int slot, int season, int change) {
        if (change == 0) return;
        int at = (host * school.L + slot) * school.S + season;
        int was = group[at];
        group[at] += change;
        var entity = term.groups.get(at);
        if (director != null) director.beforeVariableChanged(entity, "size");
        entity.size = group[at];
        if (director != null) director.afterVariableChanged(entity, "size");
        int site = school.hostSite[host];
        int post = school.carePost(host, slot, season);
        staff(post, School.ceil(group[at], school.perSupervisor), calls[school.fixedCall[post]], site);
        if (was > 0 != group[at] > 0) {
            busy[(school.hostRoom[host] * school.L + slot) * school.S + season] += was > 0 ? -1 : 1;
            open(site, slot, season, was > 0 ? -1 : 1);
        }
    }

    private void open(int site, int slot, int season, int change) {
        int at = (site * school.B + school.slotBlock[slot]) * school.S + season;
        int was = open[at];
        open[at] += change;
        if (was > 0 != open[at] > 0) staff(school.dutyFrom + at, open[at] > 0 ? 1 : 0, calls[school.fixedCall[school.dutyFrom + at]], site);
    }

    private void resize(int section) {
        var club = term.clubs.get(section);
        int size = members.get(section).size();
        int was = club.size;
        if (director != null) director.beforeVariableChanged(club, "size");
        club.size = size;
        if (director != null) director.afterVariableChanged(club, "size");
        for (var session : sessionsOf.get(section)) {
            if (was > 0 && size > 0) staff(session, placeOf[session.id], size);
            else run(session, placeOf[session.id], size, size > 0);
            tellSize(session, size);
        }
    }

    private void tellSize(Entities.Session session, Integer size) {
        if (size.equals(session.students)) return;
        if (director != null) director.beforeVariableChanged(session, "students");
        session.students = size;
        if (director != null) director.afterVariableChanged(session, "students");
    }

    /** A session begins or ceases to run at a place. */
    private void run(Entities.Session session, Facts.Place place, int size, boolean runs) {
        int change = runs ? 1 : -1;
        for (var occupancy : place.occupancies) {
            for (int slot : place.slots) {
                open(place.site, slot, occupancy.season(), change);
                busy[(place.room * school.L + slot) * school.S + occupancy.season()] += change;
            }
        }
        staff(session, place, runs ? size : 0);
    }

    private void staff(Entities.Session session, Facts.Place place, int size) {
        for (int role = 0; role < 2; role++) {
            int kind = session.activity * 2 + role;
            if (school.roleCount[kind] == 0 && school.rolePer[kind] == 0) continue;
            int need = school.roleCount[kind] + (school.rolePer[kind] > 0 ? School.ceil(size, school.rolePer[kind]) : 0);
            for (int s = 0; s < school.S; s++) {
                boolean runs = size > 0 && school.runs(session.activity, place.slot, s) > 0;
                var call = runs ? calls[school.sectionCall(session.activity, role, place.slot, s)] : null;
                staff(school.sectionPost(session.id, role, s), runs ? need : 0, call, place.site);
            }
        }
    }

    private void staff(int post, Integer need, Facts.Call call, int site) {
        var entity = term.posts.get(post);
        if (!need.equals(entity.need)) {
            if (director != null) director.beforeVariableChanged(entity, "need");
            entity.need = need;
            if (director != null) director.afterVariableChanged(entity, "need");
        }
        var service = need == 0 ? null : services.computeIfAbsent(new Facts.Service(call, site, need), one -> one);
        for (int i = school.seatFrom[post]; i < school.seatFrom[post + 1]; i++) {
            var seat = term.seats.get(i);
            var now = seat.number < need ? service : null;
            if (seat.service == now) continue;
            if (director != null) director.beforeVariableChanged(seat, "service");
            seat.service = now;
            if (director != null) director.afterVariableChanged(seat, "service");
        }
    }
}
