"""Children who stay in care, with their hosts."""

from ortools.sat.python import cp_model

total = cp_model.LinearExpr.sum

# other classes of which a class may be the guest in a large school
FEW = 3


def add_care(p):
    f = p.facts
    S, L, C = f["S"], f["L"], f["C"]
    for l in range(L):
        for c in range(C):
            hosts = _hosts(p, c, l)
            if f["attending"][c * L + l] == 0 and hosts == [c]:
                continue
            hosts = p.host[c, l] = {h: p.bool(f"host {c} {l} {h}", h == p.first.host(c, l)) for h in hosts}
            p.model.add_exactly_one(hosts.values())
        # whoever hosts another hosts itself; a class of which nobody attends stays at home
        for c in range(C):
            for h, literal in p.host.get((c, l), {}).items():
                if h < C and h != c and (h, l) in p.host:
                    p.model.add_implication(literal, p.host[h, l][h])
        for season in range(S):
            if p.starts(season, l) < 0:
                continue
            groups = {}
            for c in range(C):
                if f["attending"][c * L + l] > 0:
                    _add_class(p, c, l, season, groups)
            for h, parts in groups.items():
                _add_group(p, h, l, season, parts)


def _hosts(p, c, l):
    """Where the class may be looked after. One of which nobody attends stays at home, unless pins or the baseline say otherwise. In a large school, not everybody else's room: those next to it, and what is known."""
    f = p.facts
    known = {c, *(parts.host(c, l) for parts in (p.first, p.pins, p.baseline))}
    if f["attending"][c * f["L"] + l] == 0:
        known = {c, *(parts.host(c, l) for parts in (p.pins, p.baseline))}
        return [h for h in f["hosts"][c * f["L"] + l] if h in known]
    hosts = f["hosts"][c * f["L"] + l]
    if p.large:
        others = sorted((h for h in hosts if h not in known and h < f["C"]), key=lambda h: abs(h - c))
        known |= {*others[:FEW], *(h for h in hosts if h >= f["C"])}
        return [h for h in hosts if h in known]
    return hosts


def _add_class(p, c, l, season, groups):
    """Shares the class's children in care out to where it may be hosted."""
    f = p.facts
    every = f["attending"][c * f["L"] + l]
    away = p.away.get((c, l, season), [])
    stay = p.int(f"stay {c} {l} {season}", 0, every, every - p.sum(away))
    p.model.add(stay == every - total(away))
    some = p.bool(f"some {c} {l} {season}", p.value(stay) > 0)
    p.model.add(stay >= 1).only_enforce_if(some)
    p.model.add(stay == 0).only_enforce_if(some.negated())
    for h, literal in p.host[c, l].items():
        part = p.int(f"part {c} {h} {l} {season}", 0, every, p.value(stay) * p.value(literal))
        p.model.add(part == stay).only_enforce_if(literal)
        p.model.add(part == 0).only_enforce_if(literal.negated())
        present = p.present[c, h, l, season] = p.both(f"present {c} {h} {l} {season}", literal, some)
        if h != c:
            p.charge("merged-care", present)
        groups.setdefault(h, []).append((c, part, present))


def _add_group(p, h, l, season, parts):
    f = p.facts
    per = f["perSupervisor"]
    most_children = sum(f["attending"][c * f["L"] + l] for c, _, _ in parts)
    most = -(-most_children // per)
    children = total([part for _, part, _ in parts])
    now = p.sum(part for _, part, _ in parts)
    need = p.int(f"need {h} {l} {season}", 0, most, -(-now // per))
    p.model.add(per * need >= children)
    p.model.add(per * need <= children + per - 1)
    is_open = p.any(f"open {h} {l} {season}", [present for _, _, present in parts])
    p.group[h, l, season] = (need, is_open, most)
    over = most_children - f["capacity"][f["hostRoom"][h]]
    if over > 0:
        unplaced = p.int(f"unplaced {h} {l} {season}", 0, over, now - f["capacity"][f["hostRoom"][h]])
        p.model.add(unplaced >= children - f["capacity"][f["hostRoom"][h]])
        p.charge("unplaced-student", unplaced)
