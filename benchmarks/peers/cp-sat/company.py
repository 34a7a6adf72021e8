"""no-lone-external: externals accompanied, in the group or on the site."""

from collections import defaultdict


def add_company(p):
    if p.facts["accompanied"] == "group":
        _in_groups(p)
    if p.facts["accompanied"] == "site":
        _on_sites(p)


def _in_groups(p):
    """nobody from outside in a group without somebody in service in it"""
    groups = defaultdict(list)
    for post in p.posts:
        if post.kind in ("section", "care"):
            groups[post.kind, post.group, post.slot, post.season].append(post)
    for posts in groups.values():
        outside = [seat for post in posts for seat in _seats(p, post, False)]
        if outside:
            inside = _somebody(p, f"company {posts[0].name}", [seat for post in posts for seat in _seats(p, post, True)])
            for seat in outside:
                p.model.add_implication(seat, inside)


def _somebody(p, name, seats):
    """says that one of these seats is taken: one long clause, to which many short ones refer"""
    there = p.bool(name, p.sum(seats) > 0)
    p.model.add_bool_or([there.negated(), *seats])
    return there


def _seats(p, post, in_service):
    return [seat for person, seat in post.seats.items() if bool(p.facts["inService"][person]) == in_service]


def _on_sites(p):
    """on every site, at every slot at which somebody from outside is with children, somebody in service sits in some post"""
    f = p.facts
    for season in range(f["S"]):
        for l in range(f["L"]):
            if p.starts(season, l) < 0:
                continue
            here = [post for post in p.posts if post.season == season and _serves(p, post, l)]
            for site in {site for post in here for site in post.sites}:
                _accompany(p, f"company {season} {l} {site}", [post for post in here if site in post.sites], site)


def _serves(p, post, l):
    f = p.facts
    if post.kind == "section":
        return l in p.occupied(post.group, post.slot)
    if post.kind == "care":
        return post.slot == l
    if post.kind == "duty":
        return f["slotBlock"][l] == post.group % f["B"]
    return f["generalSlot"][post.group] == l and f["callPeriods"][post.call] != 0


def _accompany(p, name, posts, site):
    outside = [(post, seat) for post in posts if post.kind in ("section", "care") for seat in _seats(p, post, False)]
    if not outside:
        return
    inside = _somebody(p, name, [p.seat_on(post, person, site) for post in posts for person in post.seats if p.facts["inService"][person]])
    for post, seat in outside:
        away = [] if post.sites[site] is None else [post.sites[site].negated()]
        p.model.add_bool_or([seat.negated(), *away, inside])
