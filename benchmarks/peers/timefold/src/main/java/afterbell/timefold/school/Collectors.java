package afterbell.timefold.school;

import ai.timefold.solver.core.api.function.TriFunction;
import ai.timefold.solver.core.api.score.stream.bi.BiConstraintCollector;
import ai.timefold.solver.core.api.score.stream.uni.UniConstraintCollector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the constraints gather about a room's day, a student's week, a person's day and week, and who meets whom. */
final class Collectors {
    private Collectors() {}

    /** Takes that very item out; the order of the others carries no meaning. */
    private static <B> void remove(List<B> list, B item) {
        int at = list.size() - 1;
        while (list.get(at) != item) at--;
        list.set(at, list.get(list.size() - 1));
        list.remove(list.size() - 1);
    }

    /** Gathers things in a list, and makes an amount or a summary of them. */
    private record Gather<A, B, R>(Function<A, B> map, Function<List<B>, R> finish) implements UniConstraintCollector<A, List<B>, R> {
        @Override
        public Supplier<List<B>> supplier() {
            return ArrayList::new;
        }

        @Override
        public BiFunction<List<B>, A, Runnable> accumulator() {
            return (list, one) -> {
                B item = map.apply(one);
                list.add(item);
                return () -> remove(list, item);
            };
        }

        @Override
        public Function<List<B>, R> finisher() {
            return finish;
        }
    }

    private record BiGather<A, B, C, R>(BiFunction<A, B, C> map, Function<List<C>, R> finish) implements BiConstraintCollector<A, B, List<C>, R> {
        @Override
        public Supplier<List<C>> supplier() {
            return ArrayList::new;
        }

        @Override
        public TriFunction<List<C>, A, B, Runnable> accumulator() {
            return (list, a, b) -> {
                C item = map.apply(a, b);
                list.add(item);
                return () -> remove(list, item);
            };
        }

        @Override
        public Function<List<C>, R> finisher() {
            return finish;
        }
    }

    /** Σ over the distinct start instants of the groups there at that time beyond so many. */
    static UniConstraintCollector<Facts.Occupancy, ?, Integer> crowding() {
        return new Gather<Facts.Occupancy, Facts.Occupancy, Integer>(one -> one, list -> list.size() < 2 ? 0 : crowding(list, list.get(0).roomDay().concurrent));
    }

    private static int crowding(List<Facts.Occupancy> list, int allowed) {
        int amount = 0;
        for (int i = 0; i < list.size(); i++) {
            int at = list.get(i).start();
            int together = 0;
            boolean seen = false;
            for (int j = 0; j < list.size(); j++) {
                if (j < i && list.get(j).start() == at) seen = true;
                if (list.get(j).start() <= at && at < list.get(j).end()) together++;
            }
            if (!seen) amount += Math.max(0, together - allowed);
        }
        return amount;
    }

    /** A student's sessions at once, by season and weekday. */
    static BiConstraintCollector<Entities.Enrolment, Entities.Session, ?, Integer> studentClashes() {
        return new BiGather<Entities.Enrolment, Entities.Session, Facts.Place, Integer>(
                (enrolment, session) -> session.place,
                places -> {
                    if (places.size() < 2) return 0;
                    List<List<Facts.Occupancy>> byDay = new ArrayList<>();
                    for (var place : places) {
                        for (var one : place.occupancies) {
                            List<Facts.Occupancy> day = null;
                            for (var other : byDay) if (other.get(0).season() == one.season() && other.get(0).weekday() == one.weekday()) day = other;
                            if (day == null) {
                                day = new ArrayList<>();
                                byDay.add(day);
                            }
                            day.add(one);
                        }
                    }
                    int amount = 0;
                    for (var day : byDay) if (day.size() > 1) amount += crowding(day, 1);
                    return amount;
                });
    }

    /** What a student's week holds. */
    static UniConstraintCollector<Entities.Enrolment, ?, Facts.Held> held() {
        record Part(int wish, int domains) {}
        return new Gather<Entities.Enrolment, Part, Facts.Held>(
                one -> one.section == null ? new Part(0, 0) : new Part(1 << one.wish, one.school.domainBits[one.school.sectionActivity[one.section]]),
                parts -> {
                    int wishes = 0;
                    int domains = 0;
                    for (var part : parts) {
                        wishes |= part.wish;
                        domains |= part.domains;
                    }
                    return new Facts.Held(wishes, domains);
                });
    }

    /** A person's day: sessions, minutes, clashes (unreachable next sites too), minutes on the way, idle periods. */
    record Day(int sessions, int minutes, int clashes, int way, int idle) {}

    static UniConstraintCollector<Entities.Seat, ?, Day> day() {
        record Part(School school, Facts.Service service) {}
        return new Gather<Entities.Seat, Part, Day>(
                seat -> new Part(seat.school, seat.service),
                parts -> {
                    var school = parts.get(0).school;
                    var seats = new ArrayList<Facts.Service>(parts.size());
                    for (var part : parts) seats.add(part.service);
                    return day(school, seats);
                });
    }

    private static Day day(School school, List<Facts.Service> seats) {
        seats.sort((a, b) -> {
            int start = Integer.compare(a.call().start, b.call().start);
            if (start != 0) return start;
            int end = Integer.compare(a.call().end, b.call().end);
            return end != 0 ? end : Integer.compare(a.site(), b.site());
        });
        int sessions = 0, minutes = 0, clashes = 0, way = 0, periods = 0;
        for (int i = 0; i < seats.size(); i++) {
            var call = seats.get(i).call();
            sessions += call.weight;
            minutes += call.end - call.start;
            periods |= call.periods;
            if (i == 0 || seats.get(i - 1).call().start != call.start) {
                int together = 0;
                for (var other : seats) if (other.call().start <= call.start && call.start < other.call().end) together++;
                clashes += Math.max(0, together - 1);
            }
            if (i == 0 || seats.get(i - 1).site() == seats.get(i).site()) continue;
            int minutesAway = school.travel[seats.get(i - 1).site() * school.sites + seats.get(i).site()];
            way += minutesAway;
            if (call.start - seats.get(i - 1).call().end < minutesAway) clashes++;
        }
        var first = seats.get(0).call();
        return new Day(sessions, minutes, clashes, way, idle(periods & ~1, school.periodsRun[first.season * 7 + first.weekday]));
    }

    private static int idle(int served, int running) {
        if (served == 0) return 0;
        int low = Integer.numberOfTrailingZeros(served);
        int high = 31 - Integer.numberOfLeadingZeros(served);
        int between = high - low < 2 ? 0 : ((1 << high) - 1) & -(1 << (low + 1));
        return Integer.bitCount(running & between & ~served);
    }

    /** A person's week: sessions, minutes, weekdays as bits. */
    record Week(int sessions, int minutes, int days) {}

    static UniConstraintCollector<Entities.Seat, ?, Week> week() {
        return new Gather<Entities.Seat, Facts.Call, Week>(
                Entities.Seat::call,
                calls -> {
                    int sessions = 0, minutes = 0, days = 0;
                    for (var call : calls) {
                        sessions += call.weight;
                        minutes += call.end - call.start;
                        days |= 1 << call.weekday;
                    }
                    return new Week(sessions, minutes, days);
                });
    }

    /** Somebody with children of a class, or (nobody) a post with them that needs so many. */
    record Meeting(int schoolClass, int classDay, Facts.Person person, int need) {}

    /** People beyond the largest need. */
    static UniConstraintCollector<Meeting, ?, Integer> strangers() {
        return new Gather<Meeting, Meeting, Integer>(
                one -> one,
                meetings -> {
                    var people = new ArrayList<Facts.Person>();
                    int need = 0;
                    for (var meeting : meetings) {
                        if (meeting.person != null && !people.contains(meeting.person)) people.add(meeting.person);
                        need = Math.max(need, meeting.need);
                    }
                    return Math.max(0, people.size() - need);
                });
    }

    /** Of a post in consecutive seasons: those of the smaller number who do not stay. */
    static UniConstraintCollector<Entities.Seat, ?, Integer> seasonChanges() {
        record Part(int seasons, int season, Facts.Person person) {}
        return new Gather<Entities.Seat, Part, Integer>(
                seat -> new Part(seat.school.S, seat.season(), seat.person),
                parts -> {
                    int amount = 0;
                    for (int s = 1; s < parts.get(0).seasons; s++) {
                        Set<Facts.Person> before = new HashSet<>();
                        Set<Facts.Person> after = new HashSet<>();
                        for (var part : parts) {
                            if (part.season == s - 1) before.add(part.person);
                            if (part.season == s) after.add(part.person);
                        }
                        int smaller = Math.min(before.size(), after.size());
                        before.retainAll(after);
                        amount += smaller - before.size();
                    }
                    return amount;
                });
    }

}
