package afterbell.timefold.school;

import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.toList;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.toSet;
import static ai.timefold.solver.core.api.score.stream.Joiners.filtering;

import afterbell.timefold.school.Entities.Care;
import afterbell.timefold.school.Entities.Enrolment;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.uni.UniConstraintStream;
import java.util.List;

/**
 * `pin` and `change`. Everything is paid for first, as if nothing were decided; then what is there is taken off, and what is there beside it added.
 * A plan has at most one of each kind of facts, so that without pins and baseline nothing of this is ever counted.
 */
final class KeptRules {
    private KeptRules() {}

    static void add(ConstraintFactory factory, List<Constraint> all) {
        addPins(factory, all);
        addChange(factory, all);
    }

    private static UniConstraintStream<Facts.Kept> kept(ConstraintFactory factory, boolean pinned) {
        return factory.forEach(Facts.Kept.class).filter(kept -> kept.isPinned() == pinned);
    }

    private static void addPins(ConstraintFactory factory, List<Constraint> all) {
        all.add(kept(factory, true).filter(kept -> kept.parts().pinned > 0).penalize(Rules.ONE, kept -> kept.parts().pinned).asConstraint("pin"));
        all.add(kept(factory, true)
                .join(Enrolment.class, filtering((kept, enrolment) -> kept.parts().holds(enrolment)))
                .reward(Rules.ONE)
                .asConstraint("pin students"));
        all.add(kept(factory, true)
                .join(Rules.running(factory), filtering((kept, session) -> kept.parts().holds(session)))
                .groupBy((kept, session) -> session.section * session.school.L * session.school.R + kept.parts().place(session))
                .reward(Rules.ONE)
                .asConstraint("pin sessions"));
        all.add(kept(factory, true)
                .join(Care.class, filtering((kept, care) -> kept.parts().holds(care)))
                .reward(Rules.ONE)
                .asConstraint("pin hosts"));
        all.add(kept(factory, true)
                .join(Rules.served(factory), filtering((kept, seat) -> kept.parts().holds(seat)))
                .groupBy((kept, seat) -> seat.key(), (kept, seat) -> seat.person)
                .reward(Rules.ONE)
                .asConstraint("pin people"));
    }

    private static void addChange(ConstraintFactory factory, List<Constraint> all) {
        all.add(kept(factory, false).filter(kept -> kept.parts().changed > 0).penalize(Rules.ONE, kept -> kept.parts().changed).asConstraint("change"));
        all.add(kept(factory, false).join(Enrolment.class).impact(Rules.ONE, (kept, enrolment) -> -kept.parts().joined(enrolment)).asConstraint("change students"));
        all.add(kept(factory, false)
                .join(Rules.running(factory))
                .groupBy((kept, session) -> kept.parts(), (kept, session) -> session.section, toList((kept, session) -> kept.parts().place(session)))
                .impact(Rules.ONE, (parts, section, places) -> -parts.moved(section, places))
                .asConstraint("change sessions"));
        all.add(kept(factory, false)
                .join(Care.class, filtering((kept, care) -> kept.parts().moved(care) > 0))
                .penalize(Rules.ONE, (kept, care) -> kept.parts().moved(care))
                .asConstraint("change hosts"));
        all.add(kept(factory, false)
                .join(Rules.served(factory))
                .groupBy((kept, seat) -> kept.parts(), (kept, seat) -> seat.key(), toSet((kept, seat) -> seat.person))
                .impact(Rules.ONE, (parts, key, people) -> -parts.changed(key, people))
                .asConstraint("change people"));
    }
}
