package afterbell.timefold.school;

/** How far a person's days and weeks are beyond what they may, or should, do. */
final class Limits {
    private Limits() {}

    /** @param day season × 7 + weekday */
    static int beyond(Facts.Person person, int day, Collectors.Day served) {
        var school = person.school;
        int p = person.index;
        int teaching = school.teaching[p * school.S * 7 + day];
        int limit = Math.max(school.minutesPerDay[p], teaching);
        return Math.max(0, served.sessions() - school.perDay[p]) + School.ceil(teaching + served.minutes() - limit, 10);
    }

    static int beyond(Facts.Person person, Collectors.Week week) {
        var school = person.school;
        int p = person.index;
        int amount = Math.max(0, week.sessions() - school.perWeek[p]) + School.ceil(week.minutes() - school.minutesPerWeek[p], 10);
        amount += Math.max(0, Integer.bitCount(week.days()) - school.days[p]);
        int run = 0;
        for (int day = 0; day <= 7; day++) {
            if ((week.days() >> day & 1) == 1) {
                run++;
                continue;
            }
            amount += Math.max(0, run - school.consecutive[p]);
            run = 0;
        }
        return amount;
    }

    /** The square of the load above the fair share. */
    static int unfair(Facts.Person person, int season, Collectors.Week week) {
        int target = person.school.target[person.index * person.school.S + season];
        int over = target < 0 ? 0 : Math.max(0, week.sessions() - target);
        return over * over;
    }
}
