"""Curriculum-based course timetabling (ITC-2007 track 3, formulation UD2), as booleans per course, period and room, from a first timetable."""

import os
import subprocess
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
    def __init__(self, path, first):
        """first: (course, room, period) of each lecture in a timetable without conflicts, for hints; or none"""
        self.first = set(first)
        self.first_periods = {(course, period) for course, _, period in first}
        header, sections = read(path)
        self.days, self.per_day = int(header["days"]), int(header["periods_per_day"])
        periods = range(self.days * self.per_day)
        closed = {(w[0], int(w[1]) * self.per_day + int(w[2])) for w in sections["UNAVAILABILITY_CONSTRAINTS"]}
        self.rooms = [(w[0], int(w[1])) for w in sections["ROOMS"]]
        self.model = model = cp_model.CpModel()
        self.place = {}
        # variable index -> the variable, and what it is in the first timetable
        self.hints = {}
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
                held = at[course, period] = self._bool((course, period) in self.first_periods)
                own.append(held)
                by_period[period].append(held)
                places = []
                for r, (room, capacity) in enumerate(self.rooms):
                    place = self.place[course, period, r] = self._bool((course, room, period) in self.first)
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
        for variable, value in self.hints.values() if first else ():
            model.add_hint(variable, value)
        model.minimize(weighted([literal for _, literal in costs], [cost for cost, _ in costs]) + self.offset)

    offset = 0

    def _bool(self, hint):
        return self._keep(self.model.new_bool_var(""), int(hint))

    def _keep(self, variable, hint):
        self.hints[variable.index] = (variable, hint)
        return variable

    def _sum(self, literals):
        return sum(self.hints[literal.index][1] for literal in literals)

    def _spread(self, costs, at, course, lectures, least_days):
        used = []
        for day in range(self.days):
            held = [at[course, period] for period in range(day * self.per_day, (day + 1) * self.per_day) if (course, period) in at]
            if held:
                here = self._bool(self._sum(held) > 0)
                self.model.add_bool_or([here.negated(), *held])
                used.append(here)
        short = self._keep(self.model.new_int_var(0, least_days, ""), max(0, least_days - self._sum(used)))
        self.model.add(short + total(used) >= least_days)
        costs.append((MINIMUM_DAYS, short))

    def _stability(self, costs, course, periods):
        for r in range(len(self.rooms)):
            places = [self.place[course, period, r] for period in periods if (course, period, r) in self.place]
            uses = self._bool(self._sum(places) > 0)
            for place in places:
                self.model.add_implication(place, uses)
            costs.append((1, uses))
        self.offset -= 1

    def _isolated(self, costs, at, curriculum):
        held = [[at[course, period] for course in curriculum if (course, period) in at] for period in range(self.days * self.per_day)]
        for day in range(self.days):
            first, last = day * self.per_day, (day + 1) * self.per_day
            for period in range(first, last):
                if held[period]:
                    near = [literal for other in (period - 1, period + 1) if first <= other < last for literal in held[other]]
                    alone = self._bool(self._sum(held[period]) > self._sum(near))
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


def _first(instance, target):
    """(course, room, day, period) of each lecture of a first timetable, which is written there; nothing where none was found"""
    main = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "facts", "course.ts")
    subprocess.run(["node", main, instance, target], check=True)
    if not os.path.exists(target):
        return []
    with open(target, encoding="utf-8") as file:
        return [line.split() for line in file if line.strip()]


def solve(run, instance):
    first = _first(instance, run.solution)
    per_day = int(read(instance)[0]["periods_per_day"])
    model = Model(instance, [(course, room, int(day) * per_day + int(period)) for course, room, day, period in first])
    run.start()
    solver = run.solver(run.left())
    status = solver.solve(model.model, Writer(run, model))
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.UNKNOWN):
        run.say(bound=max(0, round(solver.best_objective_bound)))
