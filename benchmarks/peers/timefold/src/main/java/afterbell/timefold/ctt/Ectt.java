package afterbell.timefold.ctt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code .ectt}; the columns and sections that formulation UD2 does not use are passed over. Writes the official solution format. */
final class Ectt {
    private Ectt() {}

    static Timetable read(List<String> lines) {
        Map<String, String> header = new HashMap<>();
        Map<String, List<String[]>> sections = new HashMap<>();
        List<String[]> section = null;
        for (String raw : lines) {
            String line = raw.strip();
            if (line.isEmpty() || line.equals("END.")) continue;
            if (line.matches("[A-Z_]+:")) {
                section = sections.computeIfAbsent(line.substring(0, line.length() - 1), key -> new ArrayList<>());
            } else if (section == null) {
                String[] entry = line.split(":", 2);
                header.put(entry[0].toLowerCase(), entry[1].strip());
            } else {
                section.add(line.split("\\s+"));
            }
        }
        int periodsPerDay = Integer.parseInt(header.get("periods_per_day"));
        int periods = Integer.parseInt(header.get("days")) * periodsPerDay;

        Map<String, Set<Integer>> unavailable = new HashMap<>();
        for (String[] w : sections.getOrDefault("UNAVAILABILITY_CONSTRAINTS", List.of())) {
            unavailable.computeIfAbsent(w[0], key -> new HashSet<>()).add(Integer.parseInt(w[1]) * periodsPerDay + Integer.parseInt(w[2]));
        }
        Map<String, Course> courses = new LinkedHashMap<>();
        for (String[] w : sections.get("COURSES")) {
            List<Integer> available = new ArrayList<>();
            for (int p = 0; p < periods; p++) if (!unavailable.getOrDefault(w[0], Set.of()).contains(p)) available.add(p);
            courses.put(w[0], new Course(courses.size(), w[0], w[1], Integer.parseInt(w[2]), Integer.parseInt(w[3]), Integer.parseInt(w[4]), available));
        }
        Timetable timetable = new Timetable();
        timetable.periodsPerDay = periodsPerDay;
        timetable.courses = List.copyOf(courses.values());
        timetable.rooms = new ArrayList<>();
        for (String[] w : sections.get("ROOMS")) timetable.rooms.add(new Room(timetable.rooms.size(), w[0], Integer.parseInt(w[1])));

        timetable.memberships = new ArrayList<>();
        List<Set<Course>> curricula = new ArrayList<>();
        for (String[] w : sections.getOrDefault("CURRICULA", List.of())) {
            Set<Course> members = new HashSet<>();
            for (String id : Arrays.asList(w).subList(2, w.length)) {
                if (members.add(courses.get(id))) timetable.memberships.add(new Facts.Membership(curricula.size(), courses.get(id)));
            }
            curricula.add(members);
        }
        timetable.conflicts = conflicts(timetable.courses, curricula);
        timetable.lectures = new ArrayList<>();
        for (Course course : timetable.courses) {
            for (int i = 0; i < course.lectures(); i++) timetable.lectures.add(new Lecture(timetable.lectures.size(), course, periodsPerDay));
        }
        return timetable;
    }

    private static List<Facts.Conflict> conflicts(List<Course> courses, List<Set<Course>> curricula) {
        List<Facts.Conflict> conflicts = new ArrayList<>();
        for (Course left : courses) {
            for (Course right : courses.subList(left.index(), courses.size())) {
                boolean together = curricula.stream().anyMatch(c -> c.contains(left) && c.contains(right));
                if (left == right || together || left.teacher().equals(right.teacher())) conflicts.add(new Facts.Conflict(left, right));
            }
        }
        return conflicts;
    }

    static String write(Timetable timetable) {
        StringBuilder text = new StringBuilder();
        for (Lecture lecture : timetable.lectures) {
            text.append(lecture.getCourse().id()).append(' ').append(lecture.getRoom().id()).append(' ');
            text.append(lecture.day()).append(' ').append(lecture.periodOfDay()).append('\n');
        }
        return text.toString();
    }
}
