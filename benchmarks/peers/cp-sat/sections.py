"""Sections with slots and rooms, students in them."""

from ortools.sat.python import cp_model

total = cp_model.LinearExpr.sum


def add_sections(p):
    f = p.facts
    # whoever is known by number is not as good as any other
    named = p.pins.sections_named() | p.baseline.sections_named()
    for a in range(f["A"]):
        own = []
        sections = range(f["sectionsFrom"][a], f["sectionsFrom"][a + 1])
        for x in sections:
            p.members[x] = []
            _add_section(p, a, x)
            own.append(p.run[x])
        # equal sections: the lowest numbers run
        if named.isdisjoint(sections):
            for one, other in zip(own, own[1:]):
                p.model.add_implication(other, one)
        if f["sectionsMin"][a] > 0:
            least = f["sectionsMin"][a]
            missing = p.int(f"missing {a}", 0, least, least - p.sum(own))
            p.model.add(missing >= least - total(own))
            p.charge("missing-section", missing)


def _add_section(p, a, x):
    f = p.facts
    S, L = f["S"], f["L"]
    known = p.first.sessions.get(x, [])
    run = p.run[x] = p.bool(f"run {x}", known)
    all_uses = p.uses[x] = {}
    days, starts = {}, []
    for l in f["slots"][a]:
        rooms = p.rooms(x, l)
        if not rooms:
            continue
        at = p.at[x, l] = p.bool(f"at {x} {l}", any(l == slot for slot, _ in known))
        places = p.place[x, l] = {r: p.bool(f"place {x} {l} {r}", (l, r) in known) for r in rooms}
        p.model.add_exactly_one([at.negated(), *places.values()])
        starts.append(at)
        days.setdefault(f["weekday"][l], []).append(at)
        for r, place in places.items():
            if r not in all_uses:
                all_uses[r] = p.bool(f"uses {x} {r}", any(r == room for _, room in known))
                p.model.add_implication(all_uses[r], run)
            p.model.add_implication(place, all_uses[r])
        gaps = sum(p.starts(season, p.span(x, l)) < 0 for season in range(S))
        if gaps > 0:
            p.charge("season-gap", at, gaps)
    per_week = f["sessionsPerWeek"][a]
    p.model.add(total(starts) == per_week * run)
    # sessions beyond the weekdays used; rooms beyond the first
    p.charge("spread", run, per_week)
    for day, literals in days.items():
        used = p.bool(f"day {x} {day}", p.sum(literals) > 0)
        p.model.add_bool_or([used.negated(), *literals])
        p.charge("spread", used, -1)
    p.charge("room-stability", run, -1)
    p.model.add_bool_or([run.negated(), *all_uses.values()])
    for uses in all_uses.values():
        p.charge("room-stability", uses)


def add_sizes(p):
    f = p.facts
    for x, run in p.run.items():
        a = f["sectionActivity"][x]
        size = total(p.members[x])
        p.model.add(size <= f["sizeMax"][a] * run)
        p.model.add(size >= max(1, f["sizeMin"][a]) * run)
        for r, uses in p.uses[x].items():
            if f["capacity"][r] < f["sizeMax"][a]:
                p.model.add(size <= f["capacity"][r] + (f["sizeMax"][a] - f["capacity"][r]) * uses.negated())


def add_rooms(p):
    """room-clash: running sessions and open care groups"""
    f = p.facts
    S, L = f["S"], f["L"]
    for season in range(S):
        groups = {}
        for (x, l), places in p.place.items():
            if not p.runs(x, l, season):
                continue
            span = p.span(x, l)
            for r, place in places.items():
                groups.setdefault((r, f["weekday"][l]), []).append((p.starts(season, span), p.ends(season, span), place))
        for (h, l, own), (_, is_open, _) in p.group.items():
            if own == season:
                groups.setdefault((f["hostRoom"][h], f["weekday"][l]), []).append((p.starts(season, l), p.ends(season, l), is_open))
        for (r, _), intervals in groups.items():
            p.at_once(f["concurrent"][r], intervals)
