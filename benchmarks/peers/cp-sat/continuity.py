"""Rows about meeting few different people."""

from collections import defaultdict

from ortools.sat.python import cp_model

total = cp_model.LinearExpr.sum


def add_continuity(p):
    _add_leads(p)
    _add_classes(p)
    _add_seasons(p)


def _add_leads(p):
    """lead-continuity: people in the lead posts of a section beyond the largest need of one"""
    f = p.facts
    if not p.weighs("lead-continuity"):
        return
    sections = defaultdict(lambda: defaultdict(list))
    for post in p.posts:
        if post.kind == "section" and post.role == 0:
            for person, seat in post.seats.items():
                sections[post.group][person].append(seat)
    for x, people in sections.items():
        a = f["sectionActivity"][x]
        leads = [p.any(f"leads {x} {person}", seats) for person, seats in people.items()]
        need = f["roleCount"][a * 2] * p.run[x] + (p.growing[x, 0] if f["rolePer"][a * 2] > 0 else 0)
        now = f["roleCount"][a * 2] * p.value(p.run[x]) + (p.value(p.growing[x, 0]) if f["rolePer"][a * 2] > 0 else 0)
        beyond = p.int(f"leads {x}", 0, len(leads), p.sum(leads) - now)
        p.model.add(beyond >= total(leads) - need)
        p.charge("lead-continuity", beyond)


def _add_classes(p):
    """care-continuity over the term, handover over a day, own-class-care per seat"""
    f = p.facts
    by_class = defaultdict(list)
    for post in p.posts:
        if post.kind != "care":
            continue
        here = {c: p.present[c, post.group, post.slot, post.season] for c in range(f["C"]) if (c, post.group, post.slot, post.season) in p.present}
        for c, present in here.items():
            by_class[c].append((post, present))
        if p.weighs("own-class-care"):
            for person, seat in post.seats.items():
                own = [literal for c, literal in here.items() if f["teaches"][person * f["C"] + c]]
                if not own:
                    p.charge("own-class-care", seat)
                    continue
                strange = p.bool(f"strange {post.name} {person}", p.value(seat) and p.sum(own) == 0)
                p.model.add_bool_or([strange, seat.negated(), *own])
                p.charge("own-class-care", strange)
    if not p.weighs("care-continuity") and not p.weighs("handover"):
        return
    for c, posts in by_class.items():
        days = defaultdict(list)
        for post, present in posts:
            days[post.season, f["weekday"][post.slot]].append((post, present))
        term = defaultdict(list)
        for (season, day), own in days.items():
            name = f"day {c} {season} {day}"
            people = _meetings(p, name, own)
            _add_excess(p, "handover", name, own, list(people.values()))
            for person, literal in people.items():
                term[person].append(literal)
        # whom the class meets in the term, it meets on some day
        people = [p.bool(f"meets term {c} {person}", p.sum(literals) > 0) for person, literals in term.items()]
        for literal, literals in zip(people, term.values()):
            for one in literals:
                p.model.add_implication(one, literal)
        _add_excess(p, "care-continuity", f"term {c}", posts, people)


def _meetings(p, name, posts):
    """person -> whether the class meets them in any of these posts"""
    pairs = defaultdict(list)
    for post, present in posts:
        for person, seat in post.seats.items():
            pairs[person].append((seat, present))
    people = {}
    for person, met in pairs.items():
        literal = people[person] = p.bool(f"meets {name} {person}", any(p.value(seat) and p.value(present) for seat, present in met))
        for seat, present in met:
            p.model.add_bool_or([literal, seat.negated(), present.negated()])
    return people


def _add_excess(p, row, name, posts, people):
    """charges how many people there are beyond the largest need among the posts that are there"""
    if not p.weighs(row) or not people:
        return
    here = p.sum(people)
    # where there are people, there is a need of one; one post is chosen to show a larger one
    large = [(post, present) for post, present in posts if post.most > 1]
    if not large:
        beyond = p.int(f"beyond {name}", 0, len(people), here - 1)
        p.charge(row, beyond)
        p.model.add(beyond + 1 >= total(people))
        return
    shown, most = max(((k, p.value(post.need[0][1]) * p.value(present)) for k, (post, present) in enumerate(large)), key=lambda one: one[1])
    shown = shown if most > 1 else -1
    beyond = p.int(f"beyond {name}", 0, len(people), here - max(1, most))
    p.charge(row, beyond)
    more = p.int(f"more {name}", 0, max(post.most for post, _ in large) - 1, most - 1)
    choices = []
    for k, (post, present) in enumerate(large):
        choice = p.bool(f"shows {name} {post.name}", k == shown)
        p.model.add_implication(choice, present)
        p.model.add(more + 1 <= post.need[0][1]).only_enforce_if(choice)
        choices.append(choice)
    none = p.bool(f"shows {name}", shown < 0)
    p.model.add(more == 0).only_enforce_if(none)
    p.model.add_exactly_one([none, *choices])
    p.model.add(beyond + more + 1 >= total(people))


def _add_seasons(p):
    """season-change: of the smaller number of people in two consecutive seasons, those who do not stay"""
    if not p.weighs("season-change"):
        return
    by_key = {(post.kind, post.group, post.slot, post.role, post.season): post for post in p.posts}
    for before in p.posts:
        after = by_key.get((before.kind, before.group, before.slot, before.role, before.season + 1))
        if after is None or not before.seats or not after.seats:
            continue
        stay = []
        for person in before.seats.keys() & after.seats.keys():
            stays = p.bool(f"stays {before.name} {person}", p.value(before.seats[person]) and p.value(after.seats[person]))
            p.model.add_implication(stays, before.seats[person])
            p.model.add_implication(stays, after.seats[person])
            stay.append(stays)
        was, now = total(list(before.seats.values())), total(list(after.seats.values()))
        most = min(before.most, after.most)
        sizes = p.sum(before.seats.values()), p.sum(after.seats.values())
        changed = p.int(f"changed {before.name}", 0, most, min(sizes) - p.sum(stay))
        p.charge("season-change", changed)
        if before.most <= 1 and after.most <= 1:
            p.model.add(changed + total(stay) + 1 >= was + now)
            continue
        fewer = p.bool(f"fewer {before.name}", sizes[1] < sizes[0])
        p.model.add(changed + total(stay) >= was).only_enforce_if(fewer.negated())
        p.model.add(changed + total(stay) >= now).only_enforce_if(fewer)
