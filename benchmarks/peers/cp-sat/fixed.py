"""What should stay: pinned parts, and the baseline."""

SEAT, ROOM, HOST, STUDENT, SESSION = 1, 2, 2, 3, 4


def add_pins(p):
    """pin: whatever of the pinned is not there"""
    pins = p.pins
    if not pins.there:
        return
    seats = {post.key: post.seats for post in p.posts}
    wanted = [p.place.get((x, l), {}).get(r) for x, places in pins.sessions.items() for l, r in set(places)]
    wanted += [p.enrol[w].get(x) for w, sections in pins.enrolled.items() for x in sections]
    wanted += [_host(p, c, l, h) for (c, l), h in pins.hosts.items()]
    wanted += [seats.get(key, {}).get(person) for key, people in pins.posts.items() for person in people]
    for literal in wanted:
        p.charge("pin", 1)
        if literal is not None:
            p.charge("pin", literal, -1)
    p.charge("pin", sum(pins.lost.values()))


def _host(p, c, l, h):
    """what says that the class is there: a variable, 1 or nothing"""
    hosts = p.host.get((c, l))
    return hosts.get(h) if hosts else (1 if h == c else None)


def add_change(p):
    """change, against the baseline"""
    if not p.baseline.there or not p.weighs("change"):
        return
    _add_places(p)
    for w, own in p.enrol.items():
        was = p.baseline.enrolled.get(w, [])
        p.charge("change", STUDENT * len(was))
        for x, e in own.items():
            p.charge("change", e, -STUDENT if x in was else STUDENT)
    for c in range(p.facts["C"]):
        for l in range(p.facts["L"]):
            stays = _host(p, c, l, p.baseline.host(c, l))
            p.charge("change", HOST)
            if stays is not None:
                p.charge("change", stays, -HOST)
    _add_people(p)
    lost = p.baseline.lost
    p.charge("change", STUDENT * lost["strangers"] + SESSION * lost["lostSessions"] + SEAT * lost["lostPeople"])


def _add_places(p):
    """
    Under the cheapest matching of a section's sessions, which are in slots of their own: the same place costs nothing, another room of the same slot ROOM, and of those that meet in
    other slots, the larger number on either side SESSION each.
    """
    f = p.facts
    for x, run in p.run.items():
        was = p.baseline.sessions.get(x, [])
        per_week = f["sessionsPerWeek"][f["sectionActivity"][x]]
        p.charge("change", SESSION * len(was))
        p.charge("change", run, SESSION * max(0, per_week - len(was)))
        for l in {slot for slot, _ in was}:
            if (x, l) in p.at:
                p.charge("change", p.at[x, l], ROOM - SESSION)
                for r in {room for slot, room in was if slot == l}:
                    if r in p.place[x, l]:
                        p.charge("change", p.place[x, l][r], -ROOM)


def _add_people(p):
    known = set()
    for post in p.posts:
        was = p.baseline.posts.get(post.key, set())
        known.add(post.key)
        p.charge("change", SEAT * len(was))
        for person, seat in post.seats.items():
            if person in was:
                p.charge("change", seat, -SEAT)
        if not was:
            for seat in post.seats.values():
                p.charge("change", seat, SEAT)
        elif post.most > len(was):
            beyond = p.int(f"beyond {post.name}", 0, post.most - len(was), p.sum(post.seats.values()) - len(was))
            p.model.add(beyond + len(was) >= sum(post.seats.values()))
            p.charge("change", beyond, SEAT)
    for key, people in p.baseline.posts.items():
        if key not in known:
            p.charge("change", SEAT * len(people))
