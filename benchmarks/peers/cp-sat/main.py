"""`python main.py SUITE INSTANCE SOLUTION SECONDS SEED THREADS`: the peer, as the bench runs it."""

import sys

import curriculum
import school
from programme import Refused
from run import Run

suite, instance, solution, seconds, seed, threads = sys.argv[1:]
run = Run(solution, float(seconds), int(seed), int(threads))
try:
    {"after-school": school, "course-timetabling": curriculum}[suite].solve(run, instance)
except Refused as reason:
    sys.exit(str(reason))
