package afterbell.timefold.school;

import ai.timefold.solver.core.api.domain.solution.ConstraintWeightOverrides;
import ai.timefold.solver.core.api.score.buildin.hardmediumsoftlong.HardMediumSoftLongScore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Makes the term to be solved: nobody enrolled, no seat filled, every class its own host. */
final class Reader {
    private final School school;
    private final Term term = new Term();

    private Reader(School school) {
        this.school = school;
    }

    static Term read(School school) {
        return new Reader(school).read();
    }

    private Term read() {
        term.school = school;
        term.calls = calls();
        var roomDays = new Facts.RoomDay[school.R * school.S * 7];
        for (int i = 0; i < roomDays.length; i++) roomDays[i] = new Facts.RoomDay(school.concurrent[i / (school.S * 7)]);
        var places = places(roomDays);
        addClubs(places);
        addStudents(places);
        addCare(roomDays);
        addSeats();
        new First(term).fill();
        term.kept = new ArrayList<>();
        if (school.pins != null) term.kept.add(new Facts.Kept(true, new Known(school, school.pins, term)));
        if (school.baseline != null) term.kept.add(new Facts.Kept(false, new Known(school, school.baseline, term)));
        term.weights = weights();
        // the shadow variables of the empty timetable
        new Ledger(term, term.calls);
        return term;
    }

    private Facts.Call[] calls() {
        var calls = new Facts.Call[school.callDay.length];
        int S = school.S;
        for (int call = 0; call < calls.length; call++) {
            if (school.callStart[call] < 0) continue;
            calls[call] = new Facts.Call(school, call, call % S, slotsOf(call / S, call % S));
        }
        return calls;
    }

    /** The slots of a call without its season. */
    private int[] slotsOf(int key, int season) {
        int L = school.L;
        int careKeys = school.careCalls / school.S;
        if (key < careKeys) {
            int slot = key % L;
            return school.length[key / L / 2] == 2 ? new int[] {slot, school.next[slot]} : new int[] {slot};
        }
        if (key < careKeys + L) return new int[] {key - careKeys};
        int block = key - careKeys - L;
        var slots = new ArrayList<Integer>();
        if (block < school.B) {
            for (int l = 0; l < L; l++) if (school.slotBlock[l] == block && school.start[season * 2 * L + l] >= 0) slots.add(l);
        } else if (school.callPeriods[key * school.S + season] != 0) {
            slots.add(school.generalSlot[block - school.B]);
        }
        return slots.stream().mapToInt(Integer::intValue).toArray();
    }

    private List<List<Facts.Place>> places(Facts.RoomDay[] roomDays) {
        var places = new ArrayList<List<Facts.Place>>();
        for (int a = 0; a < school.A; a++) {
            var list = new ArrayList<Facts.Place>();
            for (int l = 0; l < school.L; l++) for (int room : school.rooms[a * school.L + l]) list.add(new Facts.Place(school, roomDays, a, l, room));
            places.add(list);
        }
        return places;
    }

    private void addClubs(List<List<Facts.Place>> places) {
        term.clubs = new ArrayList<>();
        term.sessions = new ArrayList<>();
        for (int x = 0; x < school.X; x++) {
            var club = new Entities.Club();
            club.id = x;
            club.activity = school.sectionActivity[x];
            club.school = school;
            club.size = 0;
            term.clubs.add(club);
            var list = places.get(club.activity);
            for (int z = school.sessionsFrom[x]; z < school.sessionsFrom[x + 1] && !list.isEmpty(); z++) {
                var session = new Entities.Session();
                session.id = z;
                session.section = x;
                session.activity = club.activity;
                session.school = school;
                session.places = list;
                // spread over what there is
                session.place = list.get((int) ((z * 7919L) % list.size()));
                session.students = 0;
                term.sessions.add(session);
            }
        }
    }

    private void addStudents(List<List<Facts.Place>> places) {
        term.students = new ArrayList<>();
        term.enrolments = new ArrayList<>();
        for (int s = 0; s < school.N; s++) term.students.add(new Facts.Student(school, s));
        for (int w = 0; w < school.W; w++) {
            var options = new ArrayList<Integer>();
            for (int i = school.optionsFrom[w]; i < school.optionsFrom[w + 1]; i++) {
                if (!places.get(school.sectionActivity[school.options[i]]).isEmpty()) options.add(school.options[i]);
            }
            if (options.isEmpty()) continue;
            var enrolment = new Entities.Enrolment();
            enrolment.id = term.enrolments.size();
            enrolment.student = term.students.get(school.wishStudent[w]);
            enrolment.student.hasEnrolments = true;
            enrolment.number = w;
            enrolment.wish = w - school.wishesFrom[enrolment.student.index];
            enrolment.options = options;
            enrolment.school = school;
            term.enrolments.add(enrolment);
        }
    }

    private void addCare(Facts.RoomDay[] roomDays) {
        int L = school.L;
        term.care = new ArrayList<>();
        term.stays = new ArrayList<>();
        for (int c = 0; c < school.C; c++) {
            for (int l = 0; l < L; l++) {
                var hosts = Arrays.stream(school.hosts[c * L + l]).boxed().toList();
                // a class of which nobody attends stays at home, unless something that should stay says otherwise
                if (hosts.size() > 1 && (school.attending[c * L + l] > 0 || isNamed(school.pins, c * L + l) || isNamed(school.baseline, c * L + l))) {
                    var care = new Entities.Care();
                    care.id = c * L + l;
                    care.schoolClass = c;
                    care.slot = l;
                    care.school = school;
                    care.hosts = hosts;
                    care.host = c;
                    term.care.add(care);
                }
                for (int s = 0; s < school.S; s++) {
                    var stay = new Entities.Stay();
                    stay.id = term.stays.size();
                    stay.schoolClass = c;
                    stay.slot = l;
                    stay.season = s;
                    stay.school = school;
                    stay.post = -1;
                    term.stays.add(stay);
                }
            }
        }
        term.groups = new ArrayList<>();
        for (int h = 0; h < school.H; h++) {
            for (int l = 0; l < L; l++) {
                for (int s = 0; s < school.S; s++) {
                    var group = new Entities.Group();
                    group.id = term.groups.size();
                    int room = school.hostRoom[h];
                    int at = s * 2 * L + l;
                    group.capacity = school.capacity[room];
                    group.occupancy =
                            new Facts.Occupancy(roomDays[(room * school.S + s) * 7 + school.weekday[l]], s, school.weekday[l], school.start[at], school.end[at]);
                    group.size = 0;
                    term.groups.add(group);
                }
            }
        }
    }

    private static boolean isNamed(School.Parts parts, int classSlot) {
        return parts != null && parts.hosts[classSlot] > 0;
    }

    private void addSeats() {
        var people = new ArrayList<Facts.Person>();
        for (int p = 0; p < school.P; p++) people.add(new Facts.Person(school, p));
        Map<String, List<Facts.Person>> ranges = new HashMap<>();
        term.posts = new ArrayList<>();
        term.seats = new ArrayList<>();
        for (int q = 0; q < school.Q; q++) {
            var post = new Entities.Post();
            post.id = q;
            post.school = school;
            post.need = 0;
            term.posts.add(post);
            int asked = q;
            String key = school.isSectionPost(q) ? "section " + activityOf(q) + " " + q % (2 * school.S) : "call " + school.fixedCall[q];
            for (int i = school.seatFrom[q]; i < school.seatFrom[q + 1]; i++) {
                var seat = new Entities.Seat();
                seat.id = i;
                seat.post = q;
                seat.number = i - school.seatFrom[q];
                seat.school = school;
                seat.people = ranges.computeIfAbsent(key, one -> candidates(asked, people));
                term.seats.add(seat);
            }
        }
    }

    private int activityOf(int sectionPost) {
        return school.sectionActivity[school.sessionSection[sectionPost / (2 * school.S)]];
    }

    /** Whoever may sit there at one slot at least. */
    private List<Facts.Person> candidates(int post, List<Facts.Person> people) {
        var range = new LinkedHashSet<Facts.Person>();
        if (school.isSectionPost(post)) {
            int activity = activityOf(post);
            for (int slot : school.slots[activity]) addCandidates(school.sectionCall(activity, post / school.S % 2, slot, post % school.S), people, range);
        } else {
            addCandidates(school.fixedCall[post], people, range);
        }
        return new ArrayList<>(range);
    }

    private void addCandidates(int call, List<Facts.Person> people, LinkedHashSet<Facts.Person> range) {
        for (int i = school.candidatesFrom[call]; i < school.candidatesFrom[call + 1]; i++) range.add(people.get(school.candidates[i]));
    }

    /** The plan's weights and levels; a row in several constraints has them all. */
    private ConstraintWeightOverrides<HardMediumSoftLongScore> weights() {
        Map<String, HardMediumSoftLongScore> weights = new HashMap<>();
        for (String name : Rules.NAMES) {
            int[] row = school.rows.get(name.split(" ")[0]);
            long weight = row[1];
            weights.put(name, HardMediumSoftLongScore.of(row[0] == 0 ? weight : 0, row[0] == 1 ? weight : 0, row[0] == 2 ? weight : 0));
        }
        return ConstraintWeightOverrides.of(weights);
    }
}
