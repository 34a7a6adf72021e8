package afterbell.timefold.school;

import java.util.ArrayList;
import java.util.List;

/** What does not change while solving. Every object stands for itself: equality is identity. */
final class Facts {
    private Facts() {}

    /** A room on a weekday of a season. */
    static final class RoomDay {
        final int concurrent;

        RoomDay(int concurrent) {
            this.concurrent = concurrent;
        }
    }

    /** A group in a room, start and end in minutes. */
    record Occupancy(RoomDay roomDay, int season, int weekday, int start, int end) {}

    /** Where a session of an activity may be. */
    static final class Place {
        final int activity, slot, room, span, weekday, site, capacity, features;
        /** seasons without a bell for an occupied slot */
        final int gaps;
        /** by season in which it runs */
        final List<Occupancy> occupancies = new ArrayList<>();
        /** slots at once with it, as slot × S + season, in seasons that it covers */
        final int[] covered;
        /** slots that it occupies */
        final int[] slots;

        Place(School school, RoomDay[] roomDays, int activity, int slot, int room) {
            this.activity = activity;
            this.slot = slot;
            this.room = room;
            this.span = school.span(activity, slot);
            this.weekday = school.weekday[slot];
            this.site = school.roomSite[room];
            this.capacity = school.capacity[room];
            this.features = school.roomFeatures[room];
            this.slots = span == slot ? new int[] {slot} : new int[] {slot, school.next[slot]};
            List<Integer> covered = new ArrayList<>();
            int gaps = 0;
            for (int s = 0; s < school.S; s++) {
                int at = s * 2 * school.L + span;
                if (school.start[at] < 0) gaps++;
                int runs = school.runs(activity, slot, s);
                if (runs == 0) continue;
                occupancies.add(new Occupancy(roomDays[(room * school.S + s) * 7 + weekday], s, weekday, school.start[at], school.end[at]));
                if (runs == 3) for (int k = school.coveredFrom[at]; k < school.coveredFrom[at + 1]; k++) covered.add(school.covered[k] * school.S + s);
            }
            this.gaps = gaps;
            this.covered = covered.stream().mapToInt(Integer::intValue).toArray();
        }

        boolean overlaps(Place other) {
            for (Occupancy a : occupancies) {
                for (Occupancy b : other.occupancies) {
                    if (a.season == b.season && a.weekday == b.weekday && a.start < b.end && b.start < a.end) return true;
                }
            }
            return false;
        }
    }

    /** Parts of a timetable that should stay: pinned, or of the baseline. */
    record Kept(boolean isPinned, Known parts) {}

    /** What a seat asks of a person: an activity's role at a slot, care at a slot, a duty block, a general duty; in one season. */
    static final class Call {
        final int index, season, weekday, start, end, periods, weight;
        /** by person: the amount of `staff-preference`, −1 where they may never sit */
        final byte[] permits;
        /** slots that count for company on the site */
        final int[] slots;

        Call(School school, int index, int season, int[] slots) {
            this.index = index;
            this.season = season;
            this.slots = slots;
            this.weekday = school.callDay[index];
            this.start = school.callStart[index];
            this.end = school.callEnd[index];
            this.periods = school.callPeriods[index];
            this.weight = school.callWeight[index];
            this.permits = new byte[school.P];
            java.util.Arrays.fill(permits, (byte) -1);
            for (int i = school.candidatesFrom[index]; i < school.candidatesFrom[index + 1]; i++) permits[school.candidates[i]] = (byte) school.permits[i];
        }

        boolean permits(Person person) {
            return permits[person.index] >= 0;
        }

        boolean clashes(Call other) {
            return season == other.season && weekday == other.weekday && start < other.end && other.start < end;
        }
    }

    /** What an active seat does: its call, on a site, in a post of so many people. */
    record Service(Call call, int site, int need) {}

    static final class Person {
        final int index;
        final boolean inService;
        final School school;

        Person(School school, int index) {
            this.school = school;
            this.index = index;
            this.inService = school.inService[index] == 1;
        }

        boolean teaches(int schoolClass) {
            return school.teaches[index * school.C + schoolClass] == 1;
        }

        int payTens(int weight) {
            return school.payTens[index * 3 + weight];
        }

        int pay() {
            return school.pay[index];
        }
    }

    /** What a student holds: bits of wishes in their order, and of development domains. */
    record Held(int wishes, int domains) {}

    static final class Student {
        final int index, schoolClass, site, needs, choices, wanted, wished;
        final School school;
        /** whether any wish could be met at all */
        boolean hasEnrolments;

        Student(School school, int index) {
            this.school = school;
            this.index = index;
            this.schoolClass = school.studentClass[index];
            this.site = school.hostSite[schoolClass];
            this.needs = school.studentNeeds[index];
            this.choices = school.choices[index];
            this.wanted = school.wanted[index];
            this.wished = school.wished[index];
        }

        boolean attends(int span) {
            return school.attends[index * 2 * school.L + span] == 1;
        }

        int clubs(Held held) {
            return Integer.bitCount(held.wishes & ((1 << choices) - 1));
        }

        int clubsTooMany(Held held) {
            return Math.max(0, clubs(held) - wanted);
        }

        /** `student-choice` */
        int choiceAmount(Held held) {
            int served = 0;
            int amount = 0;
            for (int k = 0; k < choices && served < wished; k++) {
                if ((held.wishes >> k & 1) == 0) continue;
                amount += Math.min(k * (k + 1) / 2, 11);
                served++;
            }
            amount += 12 * (wished - served);
            if (wished > 0 && served == 0) amount += 12;
            for (int e = 0; e < school.everyone[index]; e++) if ((held.wishes >> (choices + e) & 1) == 0) amount += 12;
            return amount * school.factor[index];
        }

        /** `balanced-week` */
        int lacking(Held held) {
            return Math.max(0, school.domainsAsked[index] - Integer.bitCount(school.careDomains[index] | held.domains));
        }

        boolean priorityUnserved(Held held) {
            return school.priority[index] == 1 && wished > 0 && clubs(held) == 0;
        }

        boolean tutoringUnserved(Held held) {
            return school.tutoring[index] == 1 && (held.wishes >> (choices + school.everyone[index]) & 1) == 0;
        }
    }
}
