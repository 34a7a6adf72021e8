"""A CP-SAT model with costs in three levels, around a timetable to start from: every variable is made with its value there, so that the hint is complete."""

from ortools.sat.python import cp_model

# rows that the model takes for constraints: a plan that prices them at another level is not for it
CONSTRAINTS = (
    "end-time slot-allowed room-clash room-fit staff-clash staff-offer staff-refusal staff-role staff-vetting staff-workload student-consent student-clash "
    "grade-fit group-size no-lone-external section-count led budget"
).split()


# hosts that all classes have in all slots, above which a school is large: then parts of it are looked at in part
MANY = 4_000


class Refused(Exception):
    """what the plan has and the model does not know"""


class Programme:
    """What the parts (sections, students, care, posts, staff, continuity, fixed) share: costs, the timetable to start from, and each other's variables."""

    def __init__(self, facts):
        self.facts = facts
        self.first = Parts(facts, facts["first"])
        self.pins = Parts(facts, facts["pins"])
        self.baseline = Parts(facts, facts["baseline"])
        self.large = sum(len(hosts) for hosts in facts["hosts"]) > MANY
        self.model = cp_model.CpModel()
        self.names = set()
        # all by variable index: value to start from, and the greatest
        self.hints = []
        self.upper = []
        self.columns = []
        # level -> variable index -> cost, and what is paid anyway
        self.costs = [{}, {}, {}]
        self.offsets = [0, 0, 0]
        # section -> its variables; section -> role -> seats that grow with it
        self.run = {}
        self.members = {}
        self.growing = {}
        # (section, slot) -> a session starts there; (section, slot) -> room -> it is there; section -> room -> it uses the room
        self.at = {}
        self.place = {}
        self.uses = {}
        # wish -> section -> enrolled
        self.enrol = {}
        # (class, slot, season) -> amounts of children away
        self.away = {}
        # (class, slot) -> host -> there
        self.host = {}
        # (class, host, slot, season) -> children of the class are there
        self.present = {}
        # (host, slot, season) -> need, whether open, most need
        self.group = {}
        self.posts = []
        # a session of a section in a slot is on a site; somebody sits in a post on a site
        self.on_site = {}
        self.seated_on = {}

    def bool(self, name, hint):
        return self._keep(name, self.model.new_bool_var(""), int(bool(hint)), 1)

    def int(self, name, low, high, hint):
        return self._keep(name, self.model.new_int_var(low, high, ""), max(low, hint), high)

    def _keep(self, name, variable, hint, high):
        if name in self.names:
            raise AssertionError(f"two variables called {name}")
        self.names.add(name)
        self.hints.append(hint)
        self.upper.append(high)
        self.columns.append(variable)
        return variable

    def value(self, variable):
        """what a variable, its negation or a number is in the timetable to start from"""
        if isinstance(variable, int):
            return variable
        i = variable.index
        return self.hints[i] if i >= 0 else 1 - self.hints[-i - 1]

    def sum(self, variables):
        return sum(self.value(variable) for variable in variables)

    def weighs(self, row):
        return self.facts["rows"][row][1] != 0

    def charge(self, row, term, amount=1):
        """Adds amount x term to the row, at its level and weight; the term is a variable or a number."""
        level, weight = self.facts["rows"][row]
        cost = weight * amount
        if cost == 0:
            return
        if isinstance(term, int):
            self.offsets[level] += cost * term
        else:
            costs = self.costs[level]
            costs[term.index] = costs.get(term.index, 0) + cost

    def any(self, name, literals):
        """1 exactly where any of these is"""
        literals = list(literals)
        variable = self.bool(name, any(self.value(one) for one in literals))
        self.model.add_bool_or([variable.negated(), *literals])
        for one in literals:
            self.model.add_implication(one, variable)
        return variable

    def both(self, name, one, other):
        """1 exactly where both are"""
        variable = self.bool(name, self.value(one) and self.value(other))
        self.model.add_implication(variable, one)
        self.model.add_implication(variable, other)
        self.model.add_bool_or([variable, one.negated(), other.negated()])
        return variable

    def range_of(self, level):
        """the least and the most that the level's cost could be, by the variables' bounds"""
        parts = [cost * self.upper[i] for i, cost in self.costs[level].items()]
        return self.offsets[level] + sum(x for x in parts if x < 0), self.offsets[level] + sum(x for x in parts if x > 0)

    def expression(self, level, factor=1):
        indices = list(self.costs[level])
        return cp_model.LinearExpr.weighted_sum([self.columns[i] for i in indices], [factor * self.costs[level][i] for i in indices])

    def hint(self):
        for variable, value in zip(self.columns, self.hints):
            self.model.add_hint(variable, value)

    # the facts, by name

    def rooms(self, section, slot):
        """Where a session may be. In a large school a section is on one site: where it is at first; those that do not run yet are dealt out."""
        f = self.facts
        a = f["sectionActivity"][section]
        rooms = f["rooms"][a * f["L"] + slot]
        if not self.large or f["sites"] == 1:
            return rooms
        known = {r for parts in (self.first, self.pins, self.baseline) for _, r in parts.sessions.get(section, ())}
        sites = {f["roomSite"][r] for r in known} or {self._dealt(a, section)}
        return [r for r in rooms if f["roomSite"][r] in sites]

    def _dealt(self, a, section):
        f = self.facts
        sites = sorted({f["roomSite"][r] for l in f["slots"][a] for r in f["rooms"][a * f["L"] + l]})
        return sites[(section - f["sectionsFrom"][a]) % len(sites)] if sites else -1

    def seat_on(self, post, person, site):
        """the person's seat, where the post is on the site"""
        seat, on_site = post.seats[person], post.sites[site]
        if on_site is None:
            return seat
        name = f"{person} in {post.name} on {site}"
        if name not in self.seated_on:
            self.seated_on[name] = self.both(name, seat, on_site)
        return self.seated_on[name]

    def sites_of(self, section, slot):
        """site -> the places there of a session that starts in this slot"""
        sites = {}
        for r, place in self.place.get((section, slot), {}).items():
            sites.setdefault(self.facts["roomSite"][r], []).append(place)
        return sites

    def starts(self, season, span):
        return self.facts["start"][season * 2 * self.facts["L"] + span]

    def ends(self, season, span):
        return self.facts["end"][season * 2 * self.facts["L"] + span]

    def runs(self, section, slot, season):
        """0, 1 where a session there runs, 3 where it also covers the season"""
        f = self.facts
        return f["runs"][(f["sectionActivity"][section] * f["L"] + slot) * f["S"] + season]

    def span(self, section, slot):
        f = self.facts
        return f["L"] + slot if f["length"][f["sectionActivity"][section]] == 2 else slot

    def occupied(self, section, slot):
        f = self.facts
        return [slot] if self.span(section, slot) == slot else [slot, f["next"][slot]]

    def meet(self, season, a, b):
        """whether two spans are at once in the season"""
        f = self.facts
        if f["weekday"][a % f["L"]] != f["weekday"][b % f["L"]] or self.starts(season, a) < 0 or self.starts(season, b) < 0:
            return False
        return self.starts(season, a) < self.ends(season, b) and self.starts(season, b) < self.ends(season, a)

    def at_once(self, most, intervals):
        """At every instant at which one of these (start, end, literal) of one day starts, at most so many of them."""
        told = []
        for instant in sorted({start for start, _, _ in intervals}):
            together = [k for k, (start, end, _) in enumerate(intervals) if start <= instant < end]
            if len(together) <= most or any(set(together) <= other for other in told):
                continue
            told = [other for other in told if not other <= set(together)] + [set(together)]
        for together in told:
            literals = [intervals[k][2] for k in sorted(together)]
            if most == 1:
                self.model.add_at_most_one(literals)
            else:
                self.model.add(cp_model.LinearExpr.sum(literals) <= most)


class Parts:
    """A timetable, or parts of one, in the facts' numbers; nothing where the plan has none."""

    def __init__(self, facts, parts):
        self.facts = facts
        self.there = parts is not None
        parts = parts or {"enrolled": [], "sessions": [], "hosts": [], "posts": [], "strangers": 0, "lostSessions": 0, "lostPeople": 0}
        # wish -> sections; section -> [(slot, room)]; (class, slot) -> host; (kind, group, slot, role, season) -> people
        self.enrolled = {w: [x - 1 for x in sections] for w, sections in enumerate(parts["enrolled"]) if sections}
        self.sessions = {x: [divmod(place, facts["R"]) for place in places] for x, places in enumerate(parts["sessions"]) if places}
        self.hosts = {divmod(i, facts["L"]): h - 1 for i, h in enumerate(parts["hosts"]) if h > 0}
        self.posts = {self._post(key): set(people) for key, people in parts["posts"]}
        self.lost = {kind: parts[kind] for kind in ("strangers", "lostSessions", "lostPeople")}

    def _post(self, key):
        """what a post key stands for, as `posts.py` names it"""
        f = self.facts
        S, L = f["S"], f["L"]
        sections = f["X"] * L * 2 * S
        if key < sections:
            rest, season = divmod(key, S)
            rest, role = divmod(rest, 2)
            return ("section", *divmod(rest, L), role, season)
        post = key - sections + f["careFrom"]
        if post < f["dutyFrom"]:
            rest, season = divmod(post - f["careFrom"], S)
            return ("care", *divmod(rest, L), 0, season)
        kind, first = ("duty", f["dutyFrom"]) if post < f["generalFrom"] else ("general", f["generalFrom"])
        group, season = divmod(post - first, S)
        return (kind, group, -1, 0, season)

    def sections_named(self):
        return {*self.sessions, *(x for own in self.enrolled.values() for x in own), *(key[1] for key in self.posts if key[0] == "section")}

    def runs(self, x):
        return x in self.sessions

    def holds(self, wish, x):
        return x in self.enrolled.get(wish, ())

    def host(self, c, l):
        return self.hosts.get((c, l), c)


def refuse(facts):
    """Raises what the plan has and the model does not know."""
    for row in CONSTRAINTS:
        level, weight = facts["rows"][row]
        if level != 0 or weight <= 0:
            raise Refused(f"{row} is not a rule in this plan, but priced: the model takes it for a constraint")
