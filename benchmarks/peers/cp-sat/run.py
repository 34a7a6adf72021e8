"""What both problems share: clock, progress, solutions written whole, the solver's parameters."""

import json
import os
import time

from ortools.sat.python import cp_model


class Run:
    """One run of the peer: where the solution goes, and how much time there is, from the program's start."""

    def __init__(self, solution, seconds, seed, threads, began):
        self.solution = solution
        self.seconds = seconds
        self.seed = seed
        self.threads = threads
        self.began = began

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

    def solver(self, seconds):
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(0.1, seconds)
        solver.parameters.random_seed = self.seed % 2**31
        solver.parameters.num_workers = self.threads
        # one thread takes turns between complete search and neighbourhoods
        solver.parameters.interleave_search = self.threads == 1
        return solver
