"""What workclock answers to the cases of cases.ts, and how often a second: JSON in by argument, JSON out."""

import json
import sys
from datetime import date, datetime, time, timedelta, timezone
from time import perf_counter

from workclock import Holidays, Schedule, WorkDay

asked = json.loads(sys.argv[1])
calendar, cases = asked["calendar"], asked["cases"]
for_s, compared = asked["forMs"] / 1000, asked["compared"]
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
schedule = Schedule(
    [
        WorkDay(time.fromisoformat(hours["from"]), time.fromisoformat(hours["to"]), [days.index(day)])
        for day, intervals in calendar["weekly"].items()
        for hours in intervals
    ]
    + [Holidays([date.fromisoformat(holiday["date"]) for holiday in calendar["holidays"]])],
    time_zone=calendar["timeZone"],
)


def instant(ms):
    return datetime.fromtimestamp(ms / 1000, timezone.utc)


def ms_of(at):
    return round(at.timestamp() * 1000)


starts = [instant(ms) for ms in cases["starts"]]
lengths = [timedelta(milliseconds=ms) for ms in cases["lengths"]]
ends = [[instant(ms) for ms in row] for row in cases["ends"]]


def rate(once, size):
    """Calls a second: `once` makes `size` of them. The best of three."""
    rates = []
    for _ in range(3):
        calls, began = 0, perf_counter()
        while perf_counter() - began < for_s:
            once()
            calls += size
        rates.append(calls / (perf_counter() - began))
    return max(rates)


def one_by_one(method, rows):
    def once():
        for start, other in rows:
            method(start, other)

    return rate(once, len(rows))


answers = {
    "due": [[ms_of(schedule.add(start, length)) for start in starts[:compared]] for length in lengths],
    "elapsed": [
        [round(schedule.between(start, end).total_seconds() * 1000) for start, end in zip(starts[:compared], row)]
        for row in ends
    ],
}
single = {
    "library": "workclock",
    "dueRates": [one_by_one(schedule.add, [(start, length) for start in starts]) for length in lengths],
    "elapsedRates": [one_by_one(schedule.between, list(zip(starts, row))) for row in ends],
}
many = {
    "library": "workclock, 500 at a call",
    "dueRates": [rate(lambda: schedule.add_many(starts, length), len(starts)) for length in lengths],
    "elapsedRates": [rate(lambda: schedule.between_many(starts, row), len(starts)) for row in ends],
}
print(json.dumps([{**single, **answers}, {**many, **answers}]))
