"""travel, and the ways that are too long: who is where on a day, one seat after the other."""

from collections import defaultdict

from ortools.sat.python import cp_model


def add_travel(p):
    f = p.facts
    if not any(f["travel"]):
        return
    # person, season, weekday -> (start, end, site) -> what says so
    days = defaultdict(lambda: defaultdict(list))
    for post in p.posts:
        start, end, day = f["callStart"][post.call], f["callEnd"][post.call], f["callDay"][post.call]
        for site in post.sites:
            for person in post.seats:
                days[person, post.season, day][start, end, site].append(post)
    for who, places in days.items():
        if len({site for _, _, site in places}) > 1:
            _add_day(p, who, places)


def _add_day(p, who, places):
    f = p.facts
    there = {}
    for place, posts in sorted(places.items()):
        there[place] = p.any(f"{who} at {place}", [p.seat_on(post, who[0], place[2]) for post in posts])
    ways = []
    for (start, end, site), one in there.items():
        for (next_start, next_end, next_site), other in there.items():
            minutes = f["travel"][site * f["sites"] + next_site]
            # nobody has two seats at once: what is consecutive does not overlap
            if next_start < end or minutes == 0:
                continue
            between = [literal for (s, e, _), literal in there.items() if end <= s and e <= next_start]
            if next_start - end < minutes:
                p.model.add_bool_or([one.negated(), other.negated(), *between])
                continue
            goes = p.value(one) and p.value(other) and p.sum(between) == 0
            way = p.bool(f"way {who} {site} {end} {next_site} {next_start} {start} {next_end}", goes)
            p.model.add_bool_or([one.negated(), other.negated(), *between, way])
            ways.append((minutes, way))
    if ways:
        most = sum(minutes for minutes, _ in ways)
        now = sum(minutes * p.value(way) for minutes, way in ways)
        tens = p.int(f"tens {who}", 0, -(-most // 10), -(-now // 10))
        p.model.add(10 * tens >= cp_model.LinearExpr.weighted_sum([way for _, way in ways], [minutes for minutes, _ in ways]))
        p.charge("travel", tens)
