package afterbell.timefold.school;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A plan as plain numbers, as {@code school-facts.ts} writes it. Names and layouts are those of {@code models/after-school/compile}, where each is described.
 * S seasons, L slots, a span l or L + l (a slot alone, or with the next one), A activities, X sections, Z sessions, R rooms, C classes, H hosts (classes, then care rooms),
 * P people, B duty blocks, G general duties by slot, N students, W wishes, Q posts.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public final class School {
    public int S, L, A, X, Z, R, C, H, sites, P, B, G, N, W, Q, careCalls, careFrom, dutyFrom, generalFrom;
    public int[] weekday, period, next, start, end, coveredFrom, covered, periodsRun;
    public int[] sectionsFrom, sectionActivity, sessionsFrom, sessionSection, length, sessionsPerWeek, sizeMin, sizeMax, sectionsMin, crossSite;
    public int[] roleCount, rolePer, domainBits, runs, attending;
    public int[][] slots, rooms, hosts;
    public int[] roomSite, capacity, concurrent, hostRoom, hostSite, travel, roomFeatures;
    public int[] slotBlock, generalDuty, generalSlot, generalSite, generalCount, seatFrom, fixedCall;
    public int[] candidatesFrom, candidates, permits, callDay, callStart, callEnd, callPeriods, callWeight;
    public int[] inService, teaches, perDay, perWeek, minutesPerWeek, minutesPerDay, consecutive, days, teaching, payTens, pay, target;
    public int[] wishesFrom, choices, everyone, tutoring, wanted, wished, priority, factor, studentClass, wishStudent, optionsFrom, options;
    public int[] careDomains, domainsAsked, attends, studentNeeds;
    public List<String> hostIds, blockIds;
    public Map<String, int[]> rows;
    public int perSupervisor, inServicePercent, budget;
    public String accompanied;
    /** parts that should stay, null where the plan has none; and a first timetable */
    public Parts pins, baseline, first;
    public Ids ids;

    public static final class Ids {
        public List<String> slots, rooms, seasons, sites, classes, students, staff, activities, generalDuties;
    }

    /** A timetable, or parts of one: [wish] sections + 1, [section] slot × R + room, [class × L + slot] host + 1 or 0, (key, people); and what no variable stands for. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public static final class Parts {
        public int[][] enrolled, sessions;
        public int[] hosts;
        public List<List<Object>> posts;
        public int strangers, lostSessions, lostPeople;

        /** people by post key */
        Map<Integer, Set<Integer>> people() {
            Map<Integer, Set<Integer>> people = new HashMap<>();
            for (var post : posts) {
                Set<Integer> own = new HashSet<>();
                for (var person : (List<?>) post.get(1)) own.add((Integer) person);
                people.put((Integer) post.get(0), own);
            }
            return people;
        }
    }

    /** The key under which documents know a post: a section's by the slot where its session is. */
    int postKey(int post, int slot) {
        if (!isSectionPost(post)) return X * L * 2 * S + post - careFrom;
        int key = post / S;
        return ((sessionSection[key / 2] * L + slot) * 2 + key % 2) * S + post % S;
    }

    int sectionPost(int session, int role, int season) {
        return (session * 2 + role) * S + season;
    }

    int carePost(int host, int slot, int season) {
        return careFrom + (host * L + slot) * S + season;
    }

    int dutyPost(int site, int block, int season) {
        return dutyFrom + (site * B + block) * S + season;
    }

    int sectionCall(int activity, int role, int slot, int season) {
        return ((activity * 2 + role) * L + slot) * S + season;
    }

    /** 0 where a session there does not run, 1 where it does, 3 where it covers the season. */
    int runs(int activity, int slot, int season) {
        return runs[(activity * L + slot) * S + season];
    }

    int span(int activity, int slot) {
        return length[activity] == 2 ? L + slot : slot;
    }

    boolean isSectionPost(int post) {
        return post < careFrom;
    }

    boolean isCarePost(int post) {
        return post >= careFrom && post < dutyFrom;
    }

    static int ceil(int amount, int per) {
        return amount <= 0 ? 0 : (amount + per - 1) / per;
    }
}
