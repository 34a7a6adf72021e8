"""The timetable that a solution stands for, in the format of the after-school model."""


def timetable_of(p, value):
    """value: variable -> number"""
    f = p.facts
    ids = f["ids"]
    students = {x: [] for x in p.run}
    for w, own in p.enrol.items():
        for x, e in own.items():
            if value(e):
                students[x].append(ids["students"][f["wishStudent"][w]])

    def section(x):
        a = f["sectionActivity"][x]
        return {"activity": ids["activities"][a], "number": x - f["sectionsFrom"][a] + 1}

    sessions = {x: [] for x in p.run}
    for (x, l), places in p.place.items():
        for r, place in places.items():
            if value(place):
                sessions[x].append({"slot": ids["slots"][l], "room": ids["rooms"][r]})
    sections = [{**section(x), "sessions": sessions[x], "students": students[x]} for x, run in p.run.items() if value(run)]
    care = [
        {"class": ids["classes"][c], "slot": ids["slots"][l], "host": f["hostIds"][h]}
        for (c, l), hosts in p.host.items()
        for h, literal in hosts.items()
        if h != c and value(literal)
    ]
    posts = []
    for post in p.posts:
        people = [ids["staff"][person] for person, seat in sorted(post.seats.items()) if value(seat)]
        if people:
            posts.append({**_named(f, post, section), "season": ids["seasons"][post.season], "staff": people})
    return {"sections": sections, "care": care, "posts": posts}


def _named(f, post, section):
    ids = f["ids"]
    if post.kind == "section":
        return {"kind": "section", **section(post.group), "slot": ids["slots"][post.slot], "role": ("lead", "assistant")[post.role]}
    if post.kind == "care":
        return {"kind": "care", "host": f["hostIds"][post.group], "slot": ids["slots"][post.slot]}
    if post.kind == "duty":
        return {"kind": "duty", "site": ids["sites"][post.group // f["B"]], "block": f["blockIds"][post.group % f["B"]]}
    duty = f["generalDuty"][post.group]
    return {"kind": "general", "duty": ids["generalDuties"][duty], "slot": ids["slots"][f["generalSlot"][post.group]]}
