"""What both problems share: clock, progress, solutions written whole, the solver's parameters."""

import json
import os
import time

from ortools.sat.python import cp_model


class Run:
    """One run of the peer: where the solution goes, and how much time there is. As for our own solver, the clock starts when the model is built."""

    def __init__(self, solution, seconds, seed, threads):
        self.solution = solution
        self.seconds = seconds
        self.seed = seed
        self.threads = threads
        self.began = time.monotonic()

    def start(self):
        """The model is built."""
        self.began = time.monotonic()

    def elapsed(self):
        return time.monotonic() - self.began

    def left(self):
        return self.seconds - self.elapsed()

    def write(self, text):
        """Replaces the solution file in one step: a program that is killed leaves the last one whole."""
        temporary = f"{self.solution}.part"
        with open(temporary, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(temporary, self.solution)

    def say(self, **fields):
        print(json.dumps(fields), flush=True)

    def solver(self, seconds, large=False):
        """large: presolving thoroughly would take longer than there is, and complete search proves nothing: all workers improve parts of the solution at hand"""
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(0.1, seconds)
        solver.parameters.random_seed = self.seed % 2**31
        solver.parameters.num_workers = self.threads
        if large:
            solver.parameters.use_lns_only = True
        elif self.threads == 1:
            # one thread takes turns between complete search and neighbourhoods; a turn of those left out may last for most of the time
            solver.parameters.interleave_search = True
            solver.parameters.ignore_subsolvers.extend(["max_lp", "max_lp_sym", "reduced_costs"])
        if large:
            solver.parameters.max_presolve_iterations = 1
            solver.parameters.cp_model_probing_level = 0
            solver.parameters.symmetry_level = 0
        return solver
