"""Curriculum-based course timetabling (ITC-2007 track 3, formulation UD2), as booleans per course, period and room."""

from collections import defaultdict

from ortools.sat.python import cp_model

total = cp_model.LinearExpr.sum
weighted = cp_model.LinearExpr.weighted_sum

MINIMUM_DAYS, ISOLATED = 5, 2


def read(path):
    header, sections, section = {}, defaultdict(list), None
    with open(path, encoding="utf-8") as file:
        for line in (raw.strip() for raw in file):
            if not line or line == "END.":
                continue
            if line.endswith(":") and line[:-1].replace("_", "").isupper():
                section = line[:-1]
            elif section is None:
                key, number = line.split(":", 1)
                header[key.lower()] = number.strip()
            else:
                sections[section].append(line.split())
    return header, sections


class Model:
    def __init__(self, path):
        header, sections = read(path)
        self.days, self.per_day = int(header["days"]), int(header["periods_per_day"])
        periods = range(self.days * self.per_day)
        closed = {(w[0], int(w[1]) * self.per_day + int(w[2])) for w in sections["UNAVAILABILITY_CONSTRAINTS"]}
        self.rooms = [(w[0], int(w[1])) for w in sections["ROOMS"]]
        self.model = model = cp_model.CpModel()
        self.place = {}
        costs = []
        at, by_period, by_room = {}, defaultdict(list), defaultdict(list)
        by_teacher = defaultdict(set)
        for course, teacher, lectures, least_days, students, *_ in sections["COURSES"]:
            lectures, least_days, students = int(lectures), int(least_days), int(students)
            by_teacher[teacher].add(course)
            own = []
            for period in periods:
                if (course, period) in closed:
                    continue
                held = at[course, period] = model.new_bool_var("")
                own.append(held)
                by_period[period].append(held)
                places = []
                for r, (_, capacity) in enumerate(self.rooms):
                    place = self.place[course, period, r] = model.new_bool_var("")
                    places.append(place)
                    by_room[period, r].append(place)
                    if students > capacity:
                        costs.append((students - capacity, place))
                model.add_exactly_one([held.negated(), *places])
            model.add(total(own) == lectures)
            self._spread(costs, at, course, lectures, least_days)
            self._stability(costs, course, periods)
        for places in by_room.values():
            model.add_at_most_one(places)
        for held in by_period.values():
            model.add(total(held) <= len(self.rooms))
        curricula = [set(w[2:]) for w in sections["CURRICULA"]]
        # a set of courses within another says nothing more
        cliques = [frozenset(one) for one in [*curricula, *by_teacher.values()] if len(one) > 1]
        for clique in {one for one in cliques if not any(one < other for other in cliques)}:
            for period in periods:
                held = [at[course, period] for course in sorted(clique) if (course, period) in at]
                if len(held) > 1:
                    model.add_at_most_one(held)
        for curriculum in curricula:
            self._isolated(costs, at, sorted(curriculum))
        model.minimize(weighted([literal for _, literal in costs], [cost for cost, _ in costs]) + self.offset)

    offset = 0

    def _spread(self, costs, at, course, lectures, least_days):
        used = []
        for day in range(self.days):
            held = [at[course, period] for period in range(day * self.per_day, (day + 1) * self.per_day) if (course, period) in at]
            if held:
                here = self.model.new_bool_var("")
                self.model.add_bool_or([here.negated(), *held])
                used.append(here)
        short = self.model.new_int_var(0, least_days, "")
        self.model.add(short + total(used) >= least_days)
        costs.append((MINIMUM_DAYS, short))

    def _stability(self, costs, course, periods):
        for r in range(len(self.rooms)):
            uses = self.model.new_bool_var("")
            for period in periods:
                if (course, period, r) in self.place:
                    self.model.add_implication(self.place[course, period, r], uses)
            costs.append((1, uses))
        self.offset -= 1

    def _isolated(self, costs, at, curriculum):
        held = [[at[course, period] for course in curriculum if (course, period) in at] for period in range(self.days * self.per_day)]
        for day in range(self.days):
            first, last = day * self.per_day, (day + 1) * self.per_day
            for period in range(first, last):
                if held[period]:
                    near = [literal for other in (period - 1, period + 1) if first <= other < last for literal in held[other]]
                    alone = self.model.new_bool_var("")
                    self.model.add(alone + total(near) >= total(held[period]))
                    costs.append((ISOLATED, alone))

    def write(self, value):
        lines = []
        for (course, period, r), place in self.place.items():
            if value(place):
                lines.append(f"{course} {self.rooms[r][0]} {period // self.per_day} {period % self.per_day}")
        return "\n".join(lines) + "\n"


class Writer(cp_model.CpSolverSolutionCallback):
    def __init__(self, run, model):
        super().__init__()
        self.run, self.model = run, model

    def on_solution_callback(self):
        solution = self.response_proto.solution
        self.run.write(self.model.write(lambda variable: solution[variable.index]))
        bound = max(0, round(self.best_objective_bound))
        self.run.say(seconds=round(self.run.elapsed(), 2), hard=0, medium=0, soft=round(self.objective_value), bound=bound)


def solve(run, instance):
    model = Model(instance)
    solver = run.solver(run.left())
    status = solver.solve(model.model, Writer(run, model))
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.UNKNOWN):
        run.say(bound=max(0, round(solver.best_objective_bound)))
