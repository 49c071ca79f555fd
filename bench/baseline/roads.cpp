// The yardstick of the roads benches: the same questions on the same arrays, in plain C++ as one would write it for
// speed (g++ -O3 -march=native), from the papers: elimination tree query, basic customisation (Dibbelt, Strasser,
// Wagner 2016), lazy sweep (Strasser, Zeitz 2021), bounded Dijkstra with a 4-ary heap. It reads raw int32 files from
// the folder given and then commands, one a line; to each it answers "<nanoseconds> <checksum>" for the whole batch,
// so that the bench can take turns with it and see that both found the same. Not here: anything shipped.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

using Ints = std::vector<int32_t>;
constexpr int32_t noWay = 0x3fffffff;

static std::string folder;

static Ints read(const char* name) {
  std::ifstream file(folder + "/" + name + ".i32", std::ios::binary | std::ios::ate);
  if (!file) {
    std::fprintf(stderr, "cannot read %s in %s\n", name, folder.c_str());
    std::exit(1);
  }
  Ints values(file.tellg() / 4);
  file.seekg(0);
  file.read(reinterpret_cast<char*>(values.data()), values.size() * 4);
  return values;
}

struct Hierarchy {
  int32_t nodeCount, slotCount;
  Ints rank, firstUp, upHead, parent, arcWeight, up, down;
  // Third side of each lower triangle, in the order in which customisation meets them.
  Ints third;

  void load() {
    rank = read("rank");
    firstUp = read("firstUp");
    upHead = read("upHead");
    arcWeight = read("arcWeight");
    nodeCount = rank.size();
    slotCount = upHead.size();
    parent.assign(nodeCount, -1);
    for (int32_t v = 0; v < nodeCount; v++)
      if (firstUp[v] < firstUp[v + 1]) parent[v] = upHead[firstUp[v]];
    for (int32_t v = 0; v < nodeCount; v++)
      for (int32_t i = firstUp[v]; i < firstUp[v + 1]; i++) {
        int32_t at = firstUp[upHead[i]];
        for (int32_t j = i + 1; j < firstUp[v + 1]; j++) {
          while (upHead[at] != upHead[j]) at++;
          third.push_back(at);
        }
      }
    up.resize(slotCount);
    down.resize(slotCount);
  }

  void customise(const Ints& metric) {
    std::fill(up.begin(), up.end(), noWay);
    std::fill(down.begin(), down.end(), noWay);
    for (size_t arc = 0; arc < metric.size(); arc++) {
      int32_t at = arcWeight[arc];
      if (at < 0) continue;
      int32_t& weight = at < slotCount ? up[at] : down[at - slotCount];
      weight = std::min(weight, metric[arc]);
    }
    const int32_t* next = third.data();
    for (int32_t v = 0; v < nodeCount; v++)
      for (int32_t i = firstUp[v]; i < firstUp[v + 1]; i++) {
        const int32_t iUp = up[i], iDown = down[i];
        for (int32_t j = i + 1; j < firstUp[v + 1]; j++) {
          const int32_t at = *next++;
          up[at] = std::min(up[at], iDown + up[j]);
          down[at] = std::min(down[at], down[j] + iUp);
        }
      }
  }
};

struct WayQuery {
  const Hierarchy& h;
  Ints to, from;
  explicit WayQuery(const Hierarchy& h) : h(h), to(h.nodeCount, noWay), from(h.nodeCount, noWay) {}

  void relax(int32_t v, int32_t time, const Ints& weight, Ints& times) const {
    for (int32_t slot = h.firstUp[v]; slot < h.firstUp[v + 1]; slot++) {
      const int32_t head = h.upHead[slot];
      times[head] = std::min(times[head], time + weight[slot]);
    }
  }

  int32_t run(int32_t start, int32_t end) {
    int32_t s = h.rank[start], t = h.rank[end], best = noWay;
    to[s] = 0;
    from[t] = 0;
    while (s != t) {
      if (t < 0 || (s >= 0 && s < t)) {
        relax(s, to[s], h.up, to);
        to[s] = noWay;
        s = h.parent[s];
      } else {
        relax(t, from[t], h.down, from);
        from[t] = noWay;
        t = h.parent[t];
      }
    }
    for (; s >= 0; s = h.parent[s]) {
      best = std::min(best, to[s] + from[s]);
      if (to[s] < best) relax(s, to[s], h.up, to);
      if (from[s] < best) relax(s, from[s], h.down, from);
      to[s] = from[s] = noWay;
    }
    return best;
  }
};

struct Sweep {
  const Hierarchy& h;
  Ints times, known;
  explicit Sweep(const Hierarchy& h) : h(h), times(h.nodeCount, -1) { known.reserve(h.nodeCount); }

  void settle(int32_t v) {
    int32_t least = times[v] < 0 ? noWay : times[v];
    for (int32_t slot = h.firstUp[v]; slot < h.firstUp[v + 1]; slot++)
      least = std::min(least, times[h.upHead[slot]] + h.up[slot]);
    times[v] = least;
  }

  void begin(int32_t node) {
    for (int32_t v : known) times[v] = -1;
    known.clear();
    for (int32_t v = h.rank[node]; v >= 0; v = h.parent[v]) {
      times[v] = noWay;
      known.push_back(v);
    }
    times[known[0]] = 0;
    for (int32_t v : known)
      for (int32_t slot = h.firstUp[v]; slot < h.firstUp[v + 1]; slot++) {
        const int32_t head = h.upHead[slot];
        times[head] = std::min(times[head], times[v] + h.down[slot]);
      }
    for (size_t at = known.size(); at-- > 0;) settle(known[at]);
  }

  int32_t millis(int32_t node) {
    const int32_t asked = h.rank[node];
    const size_t first = known.size();
    for (int32_t v = asked; v >= 0 && times[v] < 0; v = h.parent[v]) known.push_back(v);
    for (size_t at = known.size(); at-- > first;) settle(known[at]);
    return times[asked];
  }
};

struct Heap {
  Ints nodes, times, places;
  explicit Heap(int32_t n) : places(n, -1) {}

  void push(int32_t node, int32_t time) {
    size_t place = places[node];
    if (places[node] < 0) {
      place = nodes.size();
      nodes.push_back(node);
      times.push_back(time);
    }
    while (place > 0) {
      const size_t above = (place - 1) / 4;
      if (times[above] <= time) break;
      set(place, nodes[above], times[above]);
      place = above;
    }
    set(place, node, time);
  }

  int32_t pop() {
    const int32_t least = nodes[0], node = nodes.back(), time = times.back();
    nodes.pop_back();
    times.pop_back();
    places[least] = -1;
    const size_t size = nodes.size();
    if (size == 0) return least;
    size_t place = 0;
    for (size_t first = 1; first < size; first = 4 * place + 1) {
      size_t below = first;
      for (size_t other = first + 1; other < std::min(first + 4, size); other++)
        if (times[other] < times[below]) below = other;
      if (times[below] >= time) break;
      set(place, nodes[below], times[below]);
      place = below;
    }
    set(place, node, time);
    return least;
  }

  void set(size_t place, int32_t node, int32_t time) {
    nodes[place] = node;
    times[place] = time;
    places[node] = place;
  }

  void clear() {
    for (int32_t node : nodes) places[node] = -1;
    nodes.clear();
    times.clear();
  }
};

// The k nearest units by a search against the arcs; each unit stands at one node.
struct Nearest {
  Ints first, tail, weight, firstUnit, unitAt, times, touched;
  Heap heap;

  // The arcs by head and the units' nodes, nodes numbered by rank, which is what suits a search best.
  explicit Nearest(const Ints& units)
      : first(read("first")), tail(read("other")), weight(read("weight")),
        firstUnit(first.size(), 0), unitAt(units.size()), times(first.size() - 1, noWay),
        heap(first.size() - 1) {
    for (int32_t node : units) firstUnit[node + 1]++;
    for (size_t v = 0; v + 1 < first.size(); v++) firstUnit[v + 1] += firstUnit[v];
    Ints next = firstUnit;
    for (size_t unit = 0; unit < units.size(); unit++) unitAt[next[units[unit]]++] = unit;
  }

  void reach(int32_t node, int32_t time) {
    if (time >= times[node]) return;
    if (times[node] == noWay) touched.push_back(node);
    times[node] = time;
    heap.push(node, time);
  }

  // Sum of the times of the k nearest, and of their numbers.
  int64_t run(int32_t end, size_t k) {
    for (int32_t node : touched) times[node] = noWay;
    touched.clear();
    heap.clear();
    std::vector<std::pair<int32_t, int32_t>> best;
    reach(end, 0);
    while (!heap.nodes.empty() && (best.size() < k || heap.times[0] <= best.back().first)) {
      const int32_t node = heap.pop();
      const int32_t time = times[node];
      for (int32_t at = firstUnit[node]; at < firstUnit[node + 1]; at++) {
        const std::pair<int32_t, int32_t> found(time, unitAt[at]);
        if (best.size() == k && found >= best.back()) continue;
        if (best.size() == k) best.pop_back();
        best.insert(std::upper_bound(best.begin(), best.end(), found), found);
      }
      for (int32_t at = first[node]; at < first[node + 1]; at++) reach(tail[at], time + weight[at]);
    }
    int64_t sum = 0;
    for (auto& [time, unit] : best) sum += time + unit;
    return sum;
  }
};

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "expected the folder of the arrays\n");
    return 2;
  }
  folder = argv[1];
  Hierarchy h;
  h.load();
  const Ints metric = read("metric"), starts = read("starts"), ends = read("ends"), units = read("units");
  h.customise(metric);
  WayQuery query(h);
  Sweep sweep(h);
  Ints unitRanks;
  for (int32_t node : units) unitRanks.push_back(h.rank[node]);
  Nearest nearest(unitRanks);
  std::puts("ready");
  std::fflush(stdout);
  std::string line;
  while (std::getline(std::cin, line)) {
    std::istringstream words(line);
    std::string what;
    size_t begin = 0, count = 0, k = 0;
    words >> what >> begin >> count >> k;
    int64_t sum = 0;
    const auto at = std::chrono::steady_clock::now();
    for (size_t i = begin; i < begin + count; i++) {
      if (what == "way") sum += query.run(starts[i], ends[i]);
      else if (what == "nearest") sum += nearest.run(h.rank[ends[i]], k);
      else if (what == "customise") {
        h.customise(metric);
        for (int32_t slot = 0; slot < h.slotCount; slot += 97) sum += h.up[slot] + h.down[slot];
      } else if (what == "sweep") {
        sweep.begin(ends[i]);
        for (int32_t unit : units) sum += sweep.millis(unit);
      }
    }
    const auto taken = std::chrono::steady_clock::now() - at;
    std::printf("%lld %lld\n", (long long)std::chrono::duration_cast<std::chrono::nanoseconds>(taken).count(), (long long)sum);
    std::fflush(stdout);
  }
}
