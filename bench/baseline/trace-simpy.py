"""The other yardstick of the rehearsal benches: recorded demand as one would write it with SimPy 3.

A pool of units is a PriorityResource, a call is a process that asks for a unit by its grade, takes the nearest
available one, drives, works and gives it back. It keeps to the rules of the workload, and knows no others. It reads the
folder's raw arrays and then lines "<calls>", and answers each with "<CPU nanoseconds> <checksum>" for a whole run.
"""

import array
import sys
import time

import simpy


def read(folder, name, kind):
    values = array.array(kind)
    with open(f"{folder}/{name}", "rb") as file:
        values.frombytes(file.read())
    return values.tolist()


class Unit:
    __slots__ = ("base", "number", "start", "left_at", "way")

    def __init__(self, number, base):
        self.number = number
        self.base = base
        # Where its way home began; None = it stands at its base.
        self.start = None
        self.left_at = 0
        self.way = 0

    def zone_at(self, now, side):
        if self.start is None:
            return self.base
        gone = now - self.left_at
        if gone >= self.way:
            self.start = None
            return self.base
        x, y = divmod(self.start, side)
        to_x, to_y = divmod(self.base, side)
        x += (2 * (to_x - x) * gone + self.way) // (2 * self.way)
        y += (2 * (to_y - y) * gone + self.way) // (2 * self.way)
        return x * side + y


class Town:
    def __init__(self, env, city, travel):
        self.env = env
        self.side = city[0]
        self.travel = travel
        stations = city[2:]
        self.free = {
            number: Unit(number, stations[number // city[1]])
            for number in range(len(stations) * city[1])
        }
        self.pool = simpy.PriorityResource(env, capacity=len(self.free))
        self.sum = 0

    def take_nearest(self, zone):
        row = self.travel[zone]
        now, side = self.env.now, self.side
        best = min(self.free.values(), key=lambda unit: (row[unit.zone_at(now, side)], unit.number))
        del self.free[best.number]
        return best, row[best.zone_at(now, side)] * 1000

    def call(self, zone, grade, scene_millis):
        env = self.env
        arrived = env.now
        with self.pool.request(priority=grade) as request:
            yield request
            unit, way = self.take_nearest(zone)
            yield env.timeout(way)
            self.sum = (self.sum * 31 + unit.number * 1000003 + env.now - arrived) % 2**64
            yield env.timeout(scene_millis * 1000)
            unit.start = zone
            unit.left_at = env.now
            unit.way = self.travel[unit.base][zone] * 1000
            self.free[unit.number] = unit

    def demand(self, calls):
        for arrival, zone, grade, scene_millis in calls:
            yield self.env.timeout(arrival - self.env.now)
            self.env.process(self.call(zone, grade, scene_millis))


def main():
    folder = sys.argv[1]
    city = read(folder, "city.i32", "i")
    zones = city[0] ** 2
    flat = read(folder, "travel.u32", "I")
    travel = [flat[zone * zones : (zone + 1) * zones] for zone in range(zones)]
    arrival = [int(each) for each in read(folder, "arrival.f64", "d")]
    zone = read(folder, "zone.u16", "H")
    grade = read(folder, "grade.u8", "B")
    scene = read(folder, "scene.u32", "I")
    print("ready", flush=True)
    for line in sys.stdin:
        count = int(line)
        calls = list(zip(arrival[:count], zone[:count], grade[:count], scene[:count]))
        before = time.process_time_ns()
        env = simpy.Environment(initial_time=0)
        town = Town(env, city, travel)
        env.process(town.demand(calls))
        env.run()
        print(time.process_time_ns() - before, town.sum, flush=True)


main()
