"""The after-school problem: all of it, from a first timetable."""

import json
import os
import subprocess
import tempfile

import numpy
from ortools.sat.python import cp_model

from answer import timetable_of
from care import add_care
from company import add_company
from continuity import add_continuity
from fixed import add_change, add_pins
from posts import add_posts
from programme import Programme, refuse
from sections import add_rooms, add_sections, add_sizes
from staff import add_staff
from students import add_students
from travel import add_travel

# variables above which presolving thoroughly would take longer than there is
LARGE = 20_000
# and above which presolving at all does: half a minute for a city
HUGE = 300_000


PARTS = (add_sections, add_students, add_sizes, add_care, add_rooms, add_posts, add_staff, add_company, add_travel, add_continuity, add_pins, add_change)


def facts_of(plan, first):
    """The plan as numbers, resolved by the program beside this one, which writes the first timetable, too."""
    with tempfile.TemporaryDirectory() as folder:
        target = os.path.join(folder, "facts.json")
        main = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "facts", "main.ts")
        subprocess.run(["node", main, plan, target, first], check=True)
        with open(target, encoding="utf-8") as file:
            return json.load(file)


def build(facts):
    p = Programme(facts)
    for part in PARTS:
        part(p)
    p.hint()
    return p


class Levels:
    """The three levels as one objective: a unit of medium is worth more than all of soft, and one of hard (pins that are not kept) more than all of both."""

    def __init__(self, p):
        self.offsets = p.offsets
        factor, objective = 1, 0
        self.factors = [0, 0, 0]
        for level in (2, 1, 0):
            self.factors[level] = factor
            objective += p.expression(level, factor)
            low, high = p.range_of(level)
            factor *= high - low + 1
        p.model.minimize(objective)
        self.columns = [(numpy.array(list(costs), dtype=numpy.int64), numpy.array(list(costs.values()), dtype=numpy.int64)) for costs in p.costs]

    def price(self, solution):
        """(hard, medium, soft) of a solution"""
        return tuple(offset + int(costs @ solution[columns]) for offset, (columns, costs) in zip(self.offsets, self.columns))

    def bound(self, objective_bound, hard, medium):
        """what soft costs at least in a timetable that costs this in hard and medium; 0 until less of these is ruled out"""
        # the objective is without the offsets
        above = sum(factor * (cost - offset) for factor, cost, offset in zip(self.factors, (hard, medium), self.offsets))
        return max(0, round(max(objective_bound, -1e15)) - above + self.offsets[2])


class Writer(cp_model.CpSolverSolutionCallback):
    """Writes timetables as they come, but not so many that the solver waits."""

    PAUSE_SECONDS = 1.0

    def __init__(self, run, p, levels):
        super().__init__()
        self.run, self.p, self.levels = run, p, levels
        self.next_at = float("-inf")

    def on_solution_callback(self):
        if self.run.elapsed() >= self.next_at:
            began = self.run.elapsed()
            self.take(self.response_proto.solution, self.best_objective_bound)
            # a tenth of the time at most goes into writing
            self.next_at = self.run.elapsed() + max(self.PAUSE_SECONDS, 10 * (self.run.elapsed() - began))

    def take(self, numbers, objective_bound):
        solution = numpy.array(numbers, dtype=numpy.int64)
        self.run.write(json.dumps(timetable_of(self.p, lambda variable: solution[variable.index])))
        hard, medium, soft = self.levels.price(solution)
        self.run.say(seconds=round(self.run.elapsed(), 2), hard=hard, medium=medium, soft=soft, bound=self.levels.bound(objective_bound, hard, medium))


def solve(run, plan):
    # whatever comes of the search, there is the first timetable
    facts = facts_of(plan, run.solution)
    refuse(facts)
    p = build(facts)
    levels = Levels(p)
    run.start()
    writer = Writer(run, p, levels)
    writer.take(p.hints, float("-inf"))
    solver = run.solver(run.left(), large=len(p.columns) > LARGE)
    solver.parameters.cp_model_presolve = len(p.columns) <= HUGE
    status = solver.solve(p.model, writer)
    if status == cp_model.MODEL_INVALID:
        raise AssertionError(p.model.validate())
    if status == cp_model.INFEASIBLE:
        raise AssertionError("no timetable keeps every rule: the empty one should")
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        writer.take(solver.response_proto.solution, solver.best_objective_bound)
