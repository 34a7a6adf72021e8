"""Every post of every season, with each person who may sit there: as many people as it needs, or fewer; leads never fewer."""

from dataclasses import dataclass

from ortools.sat.python import cp_model

total = cp_model.LinearExpr.sum


@dataclass
class Post:
    call: int
    season: int
    kind: str
    # section, host, site x blocks + block, or general duty x its slot
    group: int
    # -1 for duty and general posts
    slot: int
    role: int
    # (factor, variable) pairs and a number that sum to the need, at most `most`
    need: list
    fixed: int
    most: int
    # person -> sits there
    seats: dict
    # site -> it is there; None where it can be nowhere else
    sites: dict

    @property
    def name(self):
        return f"{self.kind} {self.group} {self.slot} {self.role} {self.season}"

    @property
    def key(self):
        return (self.kind, self.group, self.slot, self.role, self.season)


def add_posts(p):
    f = p.facts
    S = f["S"]
    for x in p.run:
        _add_section_posts(p, x)
    for (h, l, season), (need, _, most) in p.group.items():
        _add_post(p, Post(f["careCalls"] + l * S + season, season, "care", h, l, 0, [(1, need)], 0, most, {}, {f["hostSite"][h]: None}))
    duty_calls = f["careCalls"] + f["L"] * S
    for season in range(S):
        reasons = _reasons(p, season)
        for (site, block), literals in sorted(reasons.items()):
            group = site * f["B"] + block
            need = p.any(f"duty {group} {season}", literals)
            _add_post(p, Post(duty_calls + block * S + season, season, "duty", group, -1, 0, [(1, need)], 0, 1, {}, {site: None}))
    general_calls = duty_calls + f["B"] * S
    for g in range(f["G"]):
        for season in range(S):
            if p.starts(season, f["generalSlot"][g]) >= 0:
                count = f["generalCount"][g]
                _add_post(p, Post(general_calls + g * S + season, season, "general", g, -1, 0, [], count, count, {}, {f["generalSite"][g]: None}))


def _add_section_posts(p, x):
    f = p.facts
    a = f["sectionActivity"][x]
    for role in range(2):
        count, per = f["roleCount"][a * 2 + role], f["rolePer"][a * 2 + role]
        if count == 0 and per == 0:
            continue
        growing = most_growing = 0
        size = p.sum(p.members[x])
        if per > 0:
            most_growing = -(-f["sizeMax"][a] // per)
            growing = p.growing[x, role] = p.int(f"growing {x} {role}", 0, most_growing, -(-size // per))
            p.model.add(per * growing >= total(p.members[x]))
            p.model.add(per * growing <= total(p.members[x]) + per - 1)
        for l in f["slots"][a]:
            at = p.at.get((x, l))
            if at is None:
                continue
            need = [(count, at)] if count > 0 else []
            if per > 0:
                more = p.int(f"growing {x} {role} {l}", 0, most_growing, p.value(growing) * p.value(at))
                p.model.add(more == growing).only_enforce_if(at)
                p.model.add(more == 0).only_enforce_if(at.negated())
                need.append((1, more))
            sites = _sites(p, x, l)
            for season in range(f["S"]):
                if p.runs(x, l, season):
                    call = ((a * 2 + role) * f["L"] + l) * f["S"] + season
                    _add_post(p, Post(call, season, "section", x, l, role, need, 0, count + most_growing, {}, sites))


def _sites(p, x, l):
    """the sites of a session there, each with what says so"""
    sites = p.sites_of(x, l)
    if len(sites) == 1:
        return dict.fromkeys(sites)
    name = f"{x} {l} on"
    if f"{name} {min(sites)}" not in p.on_site:
        p.on_site.update({f"{name} {site}": p.any(f"{name} {site}", places) for site, places in sites.items()})
    return {site: p.on_site[f"{name} {site}"] for site in sites}


def _add_post(p, post):
    f = p.facts
    known = p.first.posts.get(post.key, ())
    first, last = f["candidatesFrom"][post.call : post.call + 2]
    for i in range(first, last):
        person = f["candidates"][i]
        seat = post.seats[person] = p.bool(f"seat {post.name} {person}", person in known)
        p.charge("staff-preference", seat, f["permits"][i])
        p.charge("pay", seat, f["payTens"][person * 3 + f["callWeight"][post.call]])
        if post.kind == "section":
            p.model.add_implication(seat, p.at[post.group, post.slot])
    people = total(list(post.seats.values())) if post.seats else 0
    need = cp_model.LinearExpr.weighted_sum([v for _, v in post.need], [k for k, _ in post.need]) + post.fixed
    if post.kind == "section" and post.role == 0:
        p.model.add(people == need)
    else:
        if post.seats:
            p.model.add(people <= need)
        p.charge("unfilled-seat", post.fixed)
        for factor, variable in post.need:
            p.charge("unfilled-seat", variable, factor)
        for seat in post.seats.values():
            p.charge("unfilled-seat", seat, -1)
    p.posts.append(post)


def _reasons(p, season):
    """(site, block) -> what makes its duty necessary: open care groups, and sessions that run and occupy one of its running slots"""
    f = p.facts
    reasons = {}

    def add(site, slots, literals):
        for block in {f["slotBlock"][l] for l in slots if p.starts(season, l) >= 0}:
            reasons.setdefault((site, block), []).extend(literals)

    for (h, l, own), (_, is_open, _) in p.group.items():
        if own == season:
            add(f["hostSite"][h], [l], [is_open])
    for x, l in p.at:
        if p.runs(x, l, season):
            for site, places in p.sites_of(x, l).items():
                add(site, p.occupied(x, l), places)
    return reasons
