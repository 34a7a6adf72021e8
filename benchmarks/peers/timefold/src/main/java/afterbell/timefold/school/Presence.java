package afterbell.timefold.school;

import java.util.ArrayList;
import java.util.List;

/** Somebody on a site at a slot of a season: from the school, or from outside and with children. */
record Presence(int where, boolean inside, boolean lone) {
    static List<Presence> of(Entities.Seat seat) {
        var school = seat.school;
        List<Presence> list = new ArrayList<>();
        for (int slot : seat.call().slots) {
            int where = (seat.service.site() * school.L + slot) * school.S + seat.season();
            list.add(new Presence(where, seat.person.inService, !seat.person.inService && seat.isWithChildren()));
        }
        return list;
    }
}
