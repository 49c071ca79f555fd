/**
 * Keeps the k smallest of a stream of (key, unit) pairs in a heap of fixed size, the worst on top, so that the
 * best 5 of 5,000 units cost one comparison for most of them and no memory. Ties go to the lower unit id: the
 * order is total, and therefore the same on every machine.
 */

export interface Nearest {
  /** How many are kept at most; at the limit the worst gives way. */
  most: number;
  count: number;
  readonly key: Float64Array;
  readonly unit: Int32Array;
  /** Whatever the caller wants to find again, for example a place in its own arrays. */
  readonly tag: Int32Array;
}

export function makeNearest(capacity: number): Nearest {
  return {
    most: capacity,
    count: 0,
    key: new Float64Array(capacity),
    unit: new Int32Array(capacity),
    tag: new Int32Array(capacity),
  };
}

/** Empties it for another use with another limit, at most its capacity. */
export function resetNearest(nearest: Nearest, most: number): void {
  nearest.most = Math.min(most, nearest.key.length);
  nearest.count = 0;
}

function isWorse(nearest: Nearest, index: number, key: number, unit: number): boolean {
  const other = nearest.key[index];
  return other > key || (other === key && nearest.unit[index] > unit);
}

function place(nearest: Nearest, index: number, key: number, unit: number, tag: number): void {
  nearest.key[index] = key;
  nearest.unit[index] = unit;
  nearest.tag[index] = tag;
}

function move(nearest: Nearest, from: number, to: number): void {
  place(nearest, to, nearest.key[from], nearest.unit[from], nearest.tag[from]);
}

/** False for a pair that `offer` would turn away at once, as it does most: cheap enough to ask for every unit. */
export function mayEnter(nearest: Nearest, key: number): boolean {
  return nearest.count < nearest.most || key <= nearest.key[0];
}

export function offer(nearest: Nearest, key: number, unit: number, tag: number): void {
  if (nearest.count < nearest.most) {
    let index = nearest.count;
    nearest.count += 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (isWorse(nearest, parent, key, unit)) break;
      move(nearest, parent, index);
      index = parent;
    }
    place(nearest, index, key, unit, tag);
  } else if (nearest.most > 0 && isWorse(nearest, 0, key, unit))
    siftDown(nearest, nearest.count, key, unit, tag);
}

/** Puts a pair in at the top and lets it sink below whatever is worse. */
function siftDown(nearest: Nearest, count: number, key: number, unit: number, tag: number): void {
  let index = 0;
  for (;;) {
    let child = 2 * index + 1;
    if (child >= count) break;
    if (child + 1 < count && isWorse(nearest, child + 1, nearest.key[child], nearest.unit[child]))
      child += 1;
    if (!isWorse(nearest, child, key, unit)) break;
    move(nearest, child, index);
    index = child;
  }
  place(nearest, index, key, unit, tag);
}

/** Puts the best first, in place. Afterwards it is no heap any more: reset it before the next offer. */
export function sortNearest(nearest: Nearest): void {
  for (let last = nearest.count - 1; last > 0; last -= 1) {
    const key = nearest.key[last];
    const unit = nearest.unit[last];
    const tag = nearest.tag[last];
    move(nearest, 0, last);
    siftDown(nearest, last, key, unit, tag);
  }
}
