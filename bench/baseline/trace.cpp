// The yardstick of the rehearsal benches: recorded demand in a plain event loop, as one would write it in C++ for speed
// and for nothing else (g++ -O3 -march=native): arrays, a binary heap, a scan over the available units for the nearest,
// one queue for each grade. It knows no rules, keeps no state that anybody could ask, and says no events. It reads the
// folder's raw arrays and then lines "<calls>", and answers each with "<CPU nanoseconds> <checksum>" for a whole run.
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <deque>
#include <fstream>
#include <iostream>
#include <queue>
#include <string>
#include <vector>

template <typename T>
static std::vector<T> read(const std::string& folder, const char* name) {
  std::ifstream file(folder + "/" + name, std::ios::binary | std::ios::ate);
  if (!file) {
    std::fprintf(stderr, "cannot read %s in %s\n", name, folder.c_str());
    std::exit(1);
  }
  std::vector<T> values(file.tellg() / sizeof(T));
  file.seekg(0);
  file.read(reinterpret_cast<char*>(values.data()), values.size() * sizeof(T));
  return values;
}

enum State : uint8_t { home, returning, busy };

struct Event {
  int64_t at;
  int64_t order;
  int32_t unit;
  bool operator>(const Event& other) const {
    return at != other.at ? at > other.at : order > other.order;
  }
};

static int64_t floorDiv(int64_t a, int64_t b) { return a >= 0 ? a / b : -((-a + b - 1) / b); }

struct Run {
  const std::vector<int32_t>& city;  // zonesPerSide, unitsPerStation, then the stations
  const std::vector<uint32_t>& travel;
  const std::vector<double>& arrival;
  const std::vector<uint16_t>& zone;
  const std::vector<uint8_t>& grade;
  const std::vector<uint32_t>& scene;
  int32_t K, Z, units;
  std::vector<State> state;
  std::vector<uint8_t> atScene;
  std::vector<int32_t> base, from, call;
  std::vector<int64_t> leftAt, way;
  std::priority_queue<Event, std::vector<Event>, std::greater<Event>> events;
  std::deque<int32_t> waiting[3];
  int64_t order = 0, now = 0;
  uint64_t sum = 0;

  void begin() {
    K = city[0];
    Z = K * K;
    units = (int32_t)(city.size() - 2) * city[1];
    state.assign(units, home);
    atScene.assign(units, 0);
    base.resize(units);
    for (int32_t u = 0; u < units; u++) base[u] = city[2 + u / city[1]];
    from = base;
    call.assign(units, -1);
    leftAt.assign(units, 0);
    way.assign(units, 0);
  }

  int32_t zoneOf(int32_t u) {
    if (state[u] == home) return base[u];
    int64_t gone = now - leftAt[u], T = way[u];
    if (gone >= T) {
      state[u] = home;
      return base[u];
    }
    int64_t x = from[u] / K, y = from[u] % K, dx = base[u] / K - x, dy = base[u] % K - y;
    x += floorDiv(2 * dx * gone + T, 2 * T);
    y += floorDiv(2 * dy * gone + T, 2 * T);
    return (int32_t)(x * K + y);
  }

  void send(int32_t u, int32_t c, int32_t at) {
    state[u] = busy;
    atScene[u] = 0;
    call[u] = c;
    events.push({now + (int64_t)travel[(size_t)zone[c] * Z + at] * 1000, order++, u});
  }

  void step() {
    Event e = events.top();
    events.pop();
    now = e.at;
    int32_t u = e.unit, c = call[u];
    if (!atScene[u]) {
      atScene[u] = 1;
      sum = sum * 31 + (uint64_t)u * 1000003u + (uint64_t)(now - (int64_t)arrival[c]);
      events.push({now + (int64_t)scene[c] * 1000, order++, u});
      return;
    }
    for (auto& queue : waiting)
      if (!queue.empty()) {
        int32_t next = queue.front();
        queue.pop_front();
        send(u, next, zone[c]);
        return;
      }
    state[u] = returning;
    call[u] = -1;
    leftAt[u] = now;
    from[u] = zone[c];
    way[u] = (int64_t)travel[(size_t)base[u] * Z + zone[c]] * 1000;
  }

  void run(int32_t calls) {
    begin();
    for (int32_t c = 0; c < calls; c++) {
      while (!events.empty() && events.top().at <= (int64_t)arrival[c]) step();
      now = (int64_t)arrival[c];
      const uint32_t* row = &travel[(size_t)zone[c] * Z];
      int32_t best = -1, at = 0;
      uint32_t least = ~0u;
      for (int32_t u = 0; u < units; u++) {
        if (state[u] == busy) continue;
        int32_t z = zoneOf(u);
        if (best < 0 || row[z] < least) {
          best = u;
          at = z;
          least = row[z];
        }
      }
      if (best >= 0)
        send(best, c, at);
      else
        waiting[grade[c]].push_back(c);
    }
    while (!events.empty()) step();
  }
};

static int64_t cpuNanos() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec * 1000000000ll + t.tv_nsec;
}

int main(int, char** arguments) {
  std::string folder = arguments[1];
  auto city = read<int32_t>(folder, "city.i32");
  auto travel = read<uint32_t>(folder, "travel.u32");
  auto arrival = read<double>(folder, "arrival.f64");
  auto zone = read<uint16_t>(folder, "zone.u16");
  auto grade = read<uint8_t>(folder, "grade.u8");
  auto scene = read<uint32_t>(folder, "scene.u32");
  std::puts("ready");
  std::fflush(stdout);
  int32_t calls;
  while (std::cin >> calls) {
    Run run{city, travel, arrival, zone, grade, scene};
    int64_t before = cpuNanos();
    run.run(calls);
    std::printf("%lld %llu\n", (long long)(cpuNanos() - before), (unsigned long long)run.sum);
    std::fflush(stdout);
  }
}
