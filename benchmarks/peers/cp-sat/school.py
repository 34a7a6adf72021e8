"""The after-school problem: first the school without its clubs, then all of it from there."""

import json
import os
import subprocess
import tempfile

import numpy
from ortools.sat.python import cp_model

from answer import timetable_of
from care import add_care
from continuity import add_continuity
from posts import add_posts
from programme import Programme, refuse
from sections import add_rooms, add_sections, add_sizes
from staff import add_staff
from students import add_students

# variables above which the school without its clubs is solved first, and its share of the time
LARGE = 20_000
FIRST_SHARE = 0.5


def facts_of(plan):
    """The plan as numbers, resolved by the program beside this one."""
    with tempfile.TemporaryDirectory() as folder:
        target = os.path.join(folder, "facts.json")
        main = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "facts", "main.ts")
        subprocess.run(["node", main, plan, target], check=True)
        with open(target, encoding="utf-8") as file:
            return json.load(file)


def build(facts, clubs):
    p = Programme(facts, clubs)
    add_sections(p)
    add_students(p)
    add_sizes(p)
    add_care(p)
    add_rooms(p)
    add_posts(p)
    add_staff(p)
    add_continuity(p)
    return p


class Levels:
    """The two levels as one objective: a unit of medium is worth more than all of soft."""

    def __init__(self, p):
        self.offsets = p.offsets
        low, high = p.range_of(2)
        self.factor = high - low + 1
        p.model.minimize(p.expression(2) + p.expression(1, self.factor))
        if p.costs[0] or p.offsets[0]:
            p.model.add(p.expression(0) + p.offsets[0] == 0)
        self.columns = [(numpy.array(list(p.costs[level]), dtype=numpy.int64), numpy.array(list(p.costs[level].values()), dtype=numpy.int64)) for level in (1, 2)]

    def price(self, solution):
        """(medium, soft) of a solution"""
        return tuple(self.offsets[level] + int(costs @ solution[columns]) for level, (columns, costs) in zip((1, 2), self.columns))

    def bound(self, objective_bound, medium):
        """what soft costs at least in a timetable that costs this in medium; 0 until less medium is ruled out"""
        # the objective is without the offsets
        return max(0, round(objective_bound) - self.factor * (medium - self.offsets[1]) + self.offsets[2])


class Writer(cp_model.CpSolverSolutionCallback):
    """Writes timetables as they come, but not so many that the solver waits."""

    PAUSE_SECONDS = 1.0

    def __init__(self, run, p, levels):
        super().__init__()
        self.run, self.p, self.levels = run, p, levels
        self.written_at = float("-inf")

    def on_solution_callback(self):
        if self.run.elapsed() - self.written_at >= self.PAUSE_SECONDS:
            self.take(self.response_proto.solution, self.best_objective_bound)
            self.written_at = self.run.elapsed()

    def take(self, numbers, objective_bound):
        solution = numpy.array(numbers, dtype=numpy.int64)
        self.run.write(json.dumps(timetable_of(self.p, lambda variable: solution[variable.index])))
        medium, soft = self.levels.price(solution)
        self.run.say(seconds=round(self.run.elapsed(), 2), hard=0, medium=medium, soft=soft, bound=self.levels.bound(objective_bound, medium))


def solve(run, plan):
    facts = facts_of(plan)
    refuse(facts)
    run.write(json.dumps({"sections": [], "care": [], "posts": []}))
    known = {}
    first = build(facts, clubs=False)
    if len(first.variables) > LARGE:
        known = _search(run, first, known, FIRST_SHARE * run.left())
    if run.left() > 0:
        _search(run, build(facts, clubs=True), known, None)


def _search(run, p, known, seconds):
    """Solves from the hints. Returns the values of the best solution by name; none where there is none."""
    levels = Levels(p)
    for name, variable in p.variables.items():
        p.model.add_hint(variable, known.get(name, p.hints[name]))
    writer = Writer(run, p, levels)
    solver = run.solver(run.left() if seconds is None else seconds, large=len(p.variables) > LARGE)
    status = solver.solve(p.model, writer)
    if status == cp_model.MODEL_INVALID:
        raise AssertionError(p.model.validate())
    if status == cp_model.INFEASIBLE:
        raise AssertionError("no timetable keeps every rule: the empty one should")
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return known
    solution = solver.response_proto.solution
    writer.take(solution, solver.best_objective_bound)
    return {name: solution[variable.index] for name, variable in p.variables.items()}
