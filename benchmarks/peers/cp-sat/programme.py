"""A CP-SAT model with costs in three levels. Every variable has a name and a value in the timetable without clubs, so that a model with fewer parts can hint one with more."""

from ortools.sat.python import cp_model

# rows that the model takes for constraints: a plan that prices them at another level is not for it
CONSTRAINTS = (
    "end-time slot-allowed room-clash room-fit staff-clash staff-offer staff-refusal staff-role staff-vetting staff-workload student-consent student-clash "
    "grade-fit group-size no-lone-external section-count led pin budget"
).split()


class Refused(Exception):
    """what the plan has and the model does not know"""


class Programme:
    """What the parts (sections, students, care, posts, staff, continuity, change) share: variables by name, costs, and each other's variables."""

    def __init__(self, facts, clubs):
        self.facts = facts
        self.clubs = clubs
        self.model = cp_model.CpModel()
        self.variables = {}
        self.hints = {}
        # level -> variable index -> cost, and what is paid anyway
        self.costs = [{}, {}, {}]
        self.offsets = [0, 0, 0]
        self.upper = {}
        # section -> its variables
        self.run = {}
        self.members = {}
        # (section, slot) -> a session starts there; (section, slot) -> room -> it is there; (section, room) -> it uses the room
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

    def bool(self, name, hint=0):
        variable = self.model.new_bool_var("")
        return self._keep(name, variable, hint, 1)

    def int(self, name, low, high, hint=0):
        variable = self.model.new_int_var(low, high, "")
        return self._keep(name, variable, hint, high)

    def _keep(self, name, variable, hint, high):
        if name in self.variables:
            raise AssertionError(f"two variables called {name}")
        self.variables[name] = variable
        self.hints[name] = hint
        self.upper[variable.index] = high
        return variable

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

    def any(self, name, literals, hint=0):
        """1 exactly where any of these is"""
        literals = list(literals)
        variable = self.bool(name, hint)
        self.model.add_bool_or([variable.negated(), *literals])
        for one in literals:
            self.model.add_implication(one, variable)
        return variable

    def range_of(self, level):
        """the least and the most that the level's cost could be, by the variables' bounds"""
        parts = [cost * self.upper[i] for i, cost in self.costs[level].items()]
        return self.offsets[level] + sum(x for x in parts if x < 0), self.offsets[level] + sum(x for x in parts if x > 0)

    def expression(self, level, factor=1):
        by_index = {v.index: v for v in self.variables.values()}
        indices = list(self.costs[level])
        return cp_model.LinearExpr.weighted_sum([by_index[i] for i in indices], [factor * self.costs[level][i] for i in indices])

    # the facts, by name

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


def refuse(facts):
    """Raises what the plan has and the model does not know."""
    if facts["sites"] > 1:
        raise Refused("several sites: travel is not in the model")
    if facts["pins"] or facts["baseline"]:
        raise Refused("pins or a baseline: the model knows nothing that must stay")
    for row in CONSTRAINTS:
        level, weight = facts["rows"][row]
        if level != 0 or weight <= 0:
            raise Refused(f"{row} is not a rule in this plan, but priced: the model takes it for a constraint")
