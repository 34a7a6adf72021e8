"""Students in sections: consent, wishes, and who is away from care."""

from ortools.sat.python import cp_model

total = cp_model.LinearExpr.sum


def rank_cost(k):
    """the amount of the k-th choice, from 0"""
    return min(k * (k + 1) // 2, 11)


def add_students(p):
    overlaps = {}
    for s in range(p.facts["N"]):
        _add_student(p, s, overlaps)
    _add_away(p)


def _overlap(p, overlaps, x, y):
    """whether sections x and y meet at once in some season in which both run, or None where they cannot"""
    key = (min(x, y), max(x, y))
    if key not in overlaps:
        overlaps[key] = None
        f = p.facts
        pairs = [
            (l, m)
            for l in f["slots"][f["sectionActivity"][key[0]]]
            for m in f["slots"][f["sectionActivity"][key[1]]]
            if (key[0], l) in p.at
            and (key[1], m) in p.at
            and any(
                p.runs(key[0], l, season) and p.runs(key[1], m, season) and p.meet(season, p.span(key[0], l), p.span(key[1], m)) for season in range(f["S"])
            )
        ]
        if pairs:
            now = any(p.value(p.at[key[0], l]) and p.value(p.at[key[1], m]) for l, m in pairs)
            overlap = overlaps[key] = p.bool(f"overlap {key[0]} {key[1]}", now)
            for l, m in pairs:
                p.model.add_bool_or([p.at[key[0], l].negated(), p.at[key[1], m].negated(), overlap])
    return overlaps[key]


def _add_student(p, s, overlaps):
    f = p.facts
    L, model = f["L"], p.model
    held, covering, options = [], [], []
    for w in range(f["wishesFrom"][s], f["wishesFrom"][s + 1]):
        own = p.enrol[w] = {}
        for x in f["options"][f["optionsFrom"][w] : f["optionsFrom"][w + 1]]:
            a = f["sectionActivity"][x]
            starts = [l for l in f["slots"][a] if (x, l) in p.at]
            if sum(f["attends"][s * 2 * L + p.span(x, l)] for l in starts) < f["sessionsPerWeek"][a]:
                continue
            home = f["hostSite"][f["studentClass"][s]]
            if not f["crossSite"][a] and all(f["roomSite"][r] != home for r in p.uses[x]):
                continue
            e = own[x] = p.bool(f"enrol {w} {x}", p.first.holds(w, x))
            p.members[x].append(e)
            model.add_implication(e, p.run[x])
            for l in starts:
                if not f["attends"][s * 2 * L + p.span(x, l)]:
                    model.add_bool_or([e.negated(), p.at[x, l].negated()])
            for r, uses in p.uses[x].items():
                away = not f["crossSite"][a] and f["roomSite"][r] != home
                if away or f["studentNeeds"][s] & ~f["roomFeatures"][r]:
                    model.add_bool_or([e.negated(), uses.negated()])
            covering.append((f["domainBits"][a], e))
            options.append((w, x, a, e))
        held.append(list(own.values()))
        if len(own) > 1:
            model.add_at_most_one(held[-1])
    for i, (w, x, a, e) in enumerate(options):
        for v, y, b, other in options[i + 1 :]:
            if v == w:
                continue
            if a == b:
                model.add_at_most_one([e, other])
                continue
            overlap = _overlap(p, overlaps, x, y)
            if overlap is not None:
                model.add_bool_or([e.negated(), other.negated(), overlap.negated()])
    choices = f["choices"][s]
    clubs = [e for own in held[:choices] for e in own]
    if len(clubs) > f["wanted"][s]:
        model.add(total(clubs) <= f["wanted"][s])
    _add_wishes(p, s, held, clubs)
    _add_balance(p, s, covering)


def _missed(p, name, row, literals, amount):
    missed = p.bool(name, p.sum(literals) == 0)
    p.model.add_bool_or([missed, *literals])
    p.charge(row, missed, amount)
    return missed


def _add_wishes(p, s, held, clubs):
    """the wished clubs: those held by their rank, and 12 for each of the others"""
    f = p.facts
    choices, everyone, factor = f["choices"][s], f["everyone"][s], f["factor"][s]
    if f["wished"][s] > 0:
        p.charge("student-choice", f["wished"][s], 12 * factor)
        for k in range(choices):
            for e in held[k]:
                p.charge("student-choice", e, (rank_cost(k) - 12) * factor)
        none = _missed(p, f"none {s}", "student-choice", clubs, 12 * factor)
        if f["priority"][s]:
            p.charge("priority-unserved", none)
    for k in range(everyone):
        _missed(p, f"missed {s} {k}", "student-choice", held[choices + k], 12 * factor)
    if f["tutoring"][s]:
        _missed(p, f"untutored {s}", "tutoring-unserved", held[choices + everyone], 1)


def _add_balance(p, s, covering):
    f = p.facts
    care = f["careDomains"][s]
    asked = f["domainsAsked"][s] - care.bit_count()
    if asked <= 0:
        return
    met = []
    for d in range(8):
        own = [e for bits, e in covering if bits >> d & 1]
        if care >> d & 1 or not own:
            continue
        literal = p.bool(f"domain {s} {d}", p.sum(own) > 0)
        p.model.add_bool_or([literal.negated(), *own])
        met.append(literal)
    short = p.int(f"short {s}", 0, asked, asked - p.sum(met))
    p.model.add(short >= asked - total(met))
    p.charge("balanced-week", short)


def _add_away(p):
    """Children of each class away in each slot: of every session that covers it, those of its students who attend the slot."""
    f = p.facts
    S, L = f["S"], f["L"]
    members = {}
    for w, own in p.enrol.items():
        for x, e in own.items():
            members.setdefault((f["studentClass"][f["wishStudent"][w]], x), []).append((f["wishStudent"][w], e))
    counted, shared = {}, {}
    for season in range(S):
        for l in range(L):
            if p.starts(season, l) < 0:
                continue
            sessions = [(x, m) for x, m in p.at if p.runs(x, m, season) == 3 and p.meet(season, p.span(x, m), l)]
            spans = {p.span(x, m) for x, m in sessions}
            # a long slot may be covered by two sessions that are not at once: then children are counted one by one
            apart = any(a != b and not p.meet(season, a, b) for a in spans for b in spans)
            for c in range(f["C"]):
                here = {x: [(s, e) for s, e in members.get((c, x), []) if f["attends"][s * 2 * L + l]] for x, _ in sessions}
                p.away[c, l, season] = _singly(p, c, l, season, sessions, here, shared) if apart else _together(p, c, sessions, here, counted)


def _together(p, c, sessions, here, counted):
    amounts = []
    for x, m in sessions:
        own = here[x]
        if not own:
            continue
        key = (c, x, m, tuple(s for s, _ in own))
        if key not in counted:
            amount = counted[key] = p.int(f"away {key}", 0, len(own), p.value(p.at[x, m]) * p.sum(e for _, e in own))
            p.model.add(amount == total([e for _, e in own])).only_enforce_if(p.at[x, m])
            p.model.add(amount == 0).only_enforce_if(p.at[x, m].negated())
        amounts.append(counted[key])
    return amounts


def _singly(p, c, l, season, sessions, here, shared):
    by_student = {}
    for x, m in sessions:
        for s, e in here[x]:
            if (s, x, m) not in shared:
                shared[s, x, m] = p.both(f"there {s} {x} {m}", e, p.at[x, m])
            by_student.setdefault(s, []).append(shared[s, x, m])
    return [p.any(f"out {s} {l} {season}", literals) for s, literals in by_student.items()]
