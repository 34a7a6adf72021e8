package afterbell.timefold.school;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a term as the timetable document of models/after-school/timetable.ts. */
final class Writer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Term term;
    private final School school;

    private Writer(Term term) {
        this.term = term;
        this.school = term.school;
    }

    static String write(Term term) {
        var writer = new Writer(term);
        Map<String, Object> timetable = new LinkedHashMap<>();
        timetable.put("sections", writer.sections());
        timetable.put("care", writer.care());
        timetable.put("posts", writer.posts());
        try {
            return JSON.writeValueAsString(timetable);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Object> sections() {
        List<List<String>> students = new ArrayList<>();
        List<List<Object>> sessions = new ArrayList<>();
        for (int x = 0; x < school.X; x++) {
            students.add(new ArrayList<>());
            sessions.add(new ArrayList<>());
        }
        for (var enrolment : term.enrolments) if (enrolment.section != null) students.get(enrolment.section).add(school.ids.students.get(enrolment.student.index));
        for (var session : term.sessions) {
            sessions.get(session.section).add(Map.of("slot", school.ids.slots.get(session.place.slot), "room", school.ids.rooms.get(session.place.room)));
        }
        List<Object> sections = new ArrayList<>();
        for (int x = 0; x < school.X; x++) {
            if (students.get(x).isEmpty()) continue;
            var section = section(x);
            section.put("sessions", sessions.get(x));
            section.put("students", students.get(x));
            sections.add(section);
        }
        return sections;
    }

    private Map<String, Object> section(int x) {
        Map<String, Object> section = new LinkedHashMap<>();
        int activity = school.sectionActivity[x];
        section.put("activity", school.ids.activities.get(activity));
        section.put("number", x - school.sectionsFrom[activity] + 1);
        return section;
    }

    private List<Object> care() {
        List<Object> care = new ArrayList<>();
        for (var one : term.care) {
            if (!one.isElsewhere()) continue;
            care.add(Map.of("class", school.ids.classes.get(one.schoolClass), "slot", school.ids.slots.get(one.slot), "host", school.hostIds.get(one.host)));
        }
        return care;
    }

    private List<Object> posts() {
        Map<Map<String, Object>, List<String>> staff = new LinkedHashMap<>();
        for (var seat : term.seats) {
            if (!seat.isServed()) continue;
            var people = staff.computeIfAbsent(name(seat), one -> new ArrayList<>());
            String person = school.ids.staff.get(seat.person.index);
            if (!people.contains(person)) people.add(person);
        }
        List<Object> posts = new ArrayList<>();
        staff.forEach((name, people) -> {
            Map<String, Object> post = new LinkedHashMap<>(name);
            post.put("staff", people);
            posts.add(post);
        });
        return posts;
    }

    private Map<String, Object> name(Entities.Seat seat) {
        Map<String, Object> name = new LinkedHashMap<>();
        int key = seat.post / school.S;
        String slot = null;
        if (school.isSectionPost(seat.post)) {
            name.put("kind", "section");
            name.putAll(section(seat.section()));
            name.put("role", key % 2 == 0 ? "lead" : "assistant");
            slot = school.ids.slots.get(seat.call().slots[0]);
        } else if (school.isCarePost(seat.post)) {
            int at = (seat.post - school.careFrom) / school.S;
            name.put("kind", "care");
            name.put("host", school.hostIds.get(at / school.L));
            slot = school.ids.slots.get(at % school.L);
        } else if (seat.post < school.generalFrom) {
            int at = (seat.post - school.dutyFrom) / school.S;
            name.put("kind", "duty");
            name.put("site", school.ids.sites.get(at / school.B));
            name.put("block", school.blockIds.get(at % school.B));
        } else {
            int g = (seat.post - school.generalFrom) / school.S;
            name.put("kind", "general");
            name.put("duty", school.ids.generalDuties.get(school.generalDuty[g]));
            slot = school.ids.slots.get(school.generalSlot[g]);
        }
        if (slot != null) name.put("slot", slot);
        name.put("season", school.ids.seasons.get(seat.season()));
        return name;
    }
}
