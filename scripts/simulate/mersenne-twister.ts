/**
 * The generator MT19937 (Matsumoto and Nishimura, 1998), seeded by an array of one number, and its 53-bit fractions. Python's
 * `random.seed(n)` and `random.random()` draw the same: a table that was made there can be made again here.
 */
const SIZE = 624;
const MIDDLE = 397;

/** Draws fractions in [0, 1). */
export function mersenneTwister(seed: number): () => number {
  const state = seeded(seed);
  let next = SIZE;

  function word(): number {
    if (next === SIZE) {
      twist(state);
      next = 0;
    }
    let bits = state[next++]!;
    bits ^= bits >>> 11;
    bits ^= (bits << 7) & 0x9d2c5680;
    bits ^= (bits << 15) & 0xefc60000;
    return (bits ^ (bits >>> 18)) >>> 0;
  }

  return () => ((word() >>> 5) * 2 ** 26 + (word() >>> 6)) / 2 ** 53;
}

function seeded(seed: number): Uint32Array {
  const state = new Uint32Array(SIZE);
  state[0] = 19_650_218;
  for (let i = 1; i < SIZE; i++) state[i] = Math.imul(1_812_433_253, mixed(state, i - 1)) + i;
  let at = 1;
  for (let i = 0; i < SIZE; i++) {
    state[at] = (state[at]! ^ Math.imul(mixed(state, at - 1), 1_664_525)) + seed;
    at = following(state, at);
  }
  for (let i = 0; i < SIZE - 1; i++) {
    state[at] = (state[at]! ^ Math.imul(mixed(state, at - 1), 1_566_083_941)) - at;
    at = following(state, at);
  }
  state[0] = 0x80000000;
  return state;
}

function mixed(state: Uint32Array, at: number): number {
  return state[at]! ^ (state[at]! >>> 30);
}

function following(state: Uint32Array, at: number): number {
  if (at + 1 < SIZE) return at + 1;
  state[0] = state[SIZE - 1]!;
  return 1;
}

function twist(state: Uint32Array): void {
  for (let i = 0; i < SIZE; i++) {
    const bits = (state[i]! & 0x80000000) | (state[(i + 1) % SIZE]! & 0x7fffffff);
    state[i] = state[(i + MIDDLE) % SIZE]! ^ (bits >>> 1) ^ (bits & 1 ? 0x9908b0df : 0);
  }
}
