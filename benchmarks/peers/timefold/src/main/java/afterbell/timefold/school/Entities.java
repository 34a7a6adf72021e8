package afterbell.timefold.school;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PiggybackShadowVariable;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import ai.timefold.solver.core.api.domain.variable.ShadowVariable;
import java.util.List;

/**
 * Four things are decided: the section of each wish, the place of each session, the host of each class and slot, the person in each seat.
 * What follows from the first three is kept in shadow variables by {@link Derivation}: sizes, children in care, groups, needs, and what a seat does.
 * A section without students does not run, and a seat beyond its post's need does nothing, whatever their variables say: so that need may fall and rise again.
 */
final class Entities {
    private Entities() {}

    /** An entity holds facts and values only, so a shallow copy is a planning clone. */
    public abstract static class Copyable implements Cloneable {
        final Object copy() {
            try {
                return clone();
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @PlanningEntity
    public static class Enrolment extends Copyable {
        @PlanningId
        Integer id;
        Facts.Student student;
        /** place of the wish among those of the student, and among all */
        int wish, number;
        @ValueRangeProvider(id = "options")
        List<Integer> options;
        @PlanningVariable(valueRangeProviderRefs = "options", allowsUnassigned = true)
        Integer section;
        School school;

        Facts.Student student() {
            return student;
        }

        Integer section() {
            return section;
        }

        boolean isChoice() {
            return wish < student.choices;
        }
    }

    @PlanningEntity
    public static class Session extends Copyable {
        @PlanningId
        Integer id;
        Integer section;
        int activity;
        School school;
        @ValueRangeProvider(id = "places")
        List<Facts.Place> places;
        @PlanningVariable(valueRangeProviderRefs = "places")
        Facts.Place place;
        @PiggybackShadowVariable(shadowEntityClass = Club.class, shadowVariableName = "size")
        Integer students;

        Integer section() {
            return section;
        }

        Facts.Place place() {
            return place;
        }

        boolean runs() {
            return students > 0;
        }
    }

    @PlanningEntity
    public static class Care extends Copyable {
        @PlanningId
        Integer id;
        int schoolClass;
        int slot;
        School school;
        @ValueRangeProvider(id = "hosts")
        List<Integer> hosts;
        @PlanningVariable(valueRangeProviderRefs = "hosts")
        Integer host;

        boolean isElsewhere() {
            return host != schoolClass;
        }
    }

    @PlanningEntity
    public static class Seat extends Copyable {
        @PlanningId
        Integer id;
        int post;
        int number;
        School school;
        @ValueRangeProvider(id = "people")
        List<Facts.Person> people;
        @PlanningVariable(valueRangeProviderRefs = "people", allowsUnassigned = true)
        Facts.Person person;
        /** what it does; null beyond the need */
        @PiggybackShadowVariable(shadowEntityClass = Club.class, shadowVariableName = "size")
        Facts.Service service;

        boolean isServed() {
            return person != null && service != null && service.call().permits(person);
        }

        int post() {
            return post;
        }

        Facts.Person person() {
            return person;
        }

        Facts.Call call() {
            return service.call();
        }

        int season() {
            return post % school.S;
        }

        /** the key under which documents know its post, where it is served */
        int key() {
            return school.postKey(post, school.isSectionPost(post) ? call().slots[0] : 0);
        }

        boolean isLead() {
            return school.isSectionPost(post) && post / school.S % 2 == 0;
        }

        boolean isCare() {
            return school.isCarePost(post);
        }

        int section() {
            return school.sessionSection[post / (2 * school.S)];
        }

        /** the group of children that it is with: all roles of a session, or a care group; by season */
        int group() {
            return school.isSectionPost(post) ? post / (2 * school.S) * school.S + post % school.S : post;
        }

        boolean isWithChildren() {
            return post < school.dutyFrom;
        }
    }

    /** A section. */
    @PlanningEntity
    public static class Club extends Copyable {
        @PlanningId
        Integer id;
        int activity;
        School school;
        @ShadowVariable(variableListenerClass = Derivation.class, sourceEntityClass = Enrolment.class, sourceVariableName = "section")
        @ShadowVariable(variableListenerClass = Derivation.class, sourceEntityClass = Session.class, sourceVariableName = "place")
        @ShadowVariable(variableListenerClass = Derivation.class, sourceEntityClass = Care.class, sourceVariableName = "host")
        @ShadowVariable(variableListenerClass = Derivation.class, sourceEntityClass = Seat.class, sourceVariableName = "person")
        Integer size;

        int outside() {
            return Math.max(0, school.sizeMin[activity] - size) + Math.max(0, size - school.sizeMax[activity]);
        }
    }

    /** Children of a class in care at a slot in a season. */
    @PlanningEntity
    public static class Stay extends Copyable {
        @PlanningId
        Integer id;
        int schoolClass;
        int slot;
        int season;
        School school;
        /** the care post where they are, −1 while there are none */
        @PiggybackShadowVariable(shadowEntityClass = Club.class, shadowVariableName = "size")
        Integer post;

        boolean isOpen() {
            return post >= 0;
        }

        Integer post() {
            return post;
        }

        boolean isElsewhere() {
            return post != school.carePost(schoolClass, slot, season);
        }

        int classDay() {
            return (schoolClass * school.S + season) * 7 + school.weekday[slot];
        }
    }

    /** The children in care with a host at a slot in a season. */
    @PlanningEntity
    public static class Group extends Copyable {
        @PlanningId
        Integer id;
        int capacity;
        Facts.Occupancy occupancy;
        @PiggybackShadowVariable(shadowEntityClass = Club.class, shadowVariableName = "size")
        Integer size;

        boolean isOpen() {
            return size > 0;
        }

        Facts.Occupancy occupancy() {
            return occupancy;
        }
    }

    @PlanningEntity
    public static class Post extends Copyable {
        @PlanningId
        Integer id;
        School school;
        @PiggybackShadowVariable(shadowEntityClass = Club.class, shadowVariableName = "size")
        Integer need;

        Integer id() {
            return id;
        }

        boolean isLead() {
            return school.isSectionPost(id) && id / school.S % 2 == 0;
        }
    }
}
