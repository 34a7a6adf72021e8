"""What people may and would like to do: limits, gaps, fair load, shares, budget."""

from collections import defaultdict

from ortools.sat.python import cp_model

total = cp_model.LinearExpr.sum
weighted = cp_model.LinearExpr.weighted_sum


def add_staff(p):
    f = p.facts
    taken = defaultdict(list)
    for post in p.posts:
        for person, seat in post.seats.items():
            taken[person, post.season].append((post.call, seat))
    for (person, season), seats in taken.items():
        _add_person(p, person, season, seats)
    for season in range(f["S"]):
        posts = [post for post in p.posts if post.season == season]
        _add_share(p, season, posts)
        if f["budget"] >= 0:
            paid = [(f["pay"][person] * f["callWeight"][post.call], seat) for post in posts for person, seat in post.seats.items()]
            _at_most(p, f["budget"], paid)


def _at_most(p, limit, parts):
    if sum(amount for amount, _ in parts) > limit:
        p.model.add(weighted([literal for _, literal in parts], [amount for amount, _ in parts]) <= limit)


def _add_person(p, person, season, seats):
    f = p.facts
    minutes = [(f["callEnd"][call] - f["callStart"][call], seat) for call, seat in seats]
    weights = [(f["callWeight"][call], seat) for call, seat in seats]
    _at_most(p, f["perWeek"][person], weights)
    _at_most(p, f["minutesPerWeek"][person], minutes)
    by_day = defaultdict(list)
    for call, seat in seats:
        by_day[f["callDay"][call]].append((call, seat))
    days = {}
    for day, own in by_day.items():
        days[day] = p.bool(f"serves {person} {season} {day}", p.sum(seat for _, seat in own) > 0)
        for _, seat in own:
            p.model.add_implication(seat, days[day])
        _at_most(p, f["perDay"][person], [(f["callWeight"][call], seat) for call, seat in own])
        free = max(0, f["minutesPerDay"][person] - f["teaching"][(person * f["S"] + season) * 7 + day])
        _at_most(p, free, [(f["callEnd"][call] - f["callStart"][call], seat) for call, seat in own])
        p.at_once(1, [(f["callStart"][call], f["callEnd"][call], seat) for call, seat in own])
        _add_gaps(p, person, season, day, own)
    if len(days) > f["days"][person]:
        p.model.add(total(list(days.values())) <= f["days"][person])
    run = f["consecutive"][person] + 1
    for first in range(7 - run + 1):
        if all(day in days for day in range(first, first + run)):
            p.model.add_bool_or([days[day].negated() for day in range(first, first + run)])
    target = f["target"][person * f["S"] + season]
    if target >= 0 and p.weighs("fair-load"):
        _add_load(p, person, season, target, weights)


def _add_load(p, person, season, target, weights):
    """fair-load: the square of the load above the target, by steps of 1, 3, 5, ..."""
    most = min(p.facts["perWeek"][person], sum(weight for weight, _ in weights))
    over = sum(weight * p.value(seat) for weight, seat in weights) - target
    steps = []
    for k in range(max(0, most - target)):
        step = p.bool(f"load {person} {season} {k}", k < over)
        p.charge("fair-load", step, 2 * k + 1)
        steps.append(step)
    if steps:
        p.model.add(total(steps) + target >= weighted([seat for _, seat in weights], [weight for weight, _ in weights]))


def _add_gaps(p, person, season, day, own):
    """idle periods between two served ones; noon makes no gap"""
    f = p.facts
    if not p.weighs("staff-gap"):
        return
    served = {}
    for period in range(1, 10):
        literals = [seat for call, seat in own if f["callPeriods"][call] >> period & 1]
        if literals:
            served[period] = p.any(f"period {person} {season} {day} {period}", literals)
    for period in range(2, 9):
        if not f["periodsRun"][season * 7 + day] >> period & 1:
            continue
        pairs = [(one, other) for one in served if one < period for other in served if other > period]
        if pairs:
            here = [served[period]] if period in served else []
            now = p.sum(here) == 0 and any(p.value(served[one]) and p.value(served[other]) for one, other in pairs)
            gap = p.bool(f"gap {person} {season} {day} {period}", now)
            for one, other in pairs:
                p.model.add_bool_or([served[one].negated(), served[other].negated(), *here, gap])
            p.charge("staff-gap", gap)


def _add_share(p, season, posts):
    f = p.facts
    percent = f["inServicePercent"]
    seats = [(f["inService"][person], seat) for post in posts for person, seat in post.seats.items()]
    if percent <= 0 or not p.weighs("in-service-share") or all(inside for inside, _ in seats):
        return
    now = sum((percent - 100 * inside) * p.value(seat) for inside, seat in seats)
    short = p.int(f"share {season}", 0, len(seats), -(-now // 100))
    p.model.add(100 * short >= weighted([seat for _, seat in seats], [percent - 100 * inside for inside, _ in seats]))
    p.charge("in-service-share", short)
