/**
 * Mono samples that sound like somebody muttering: a buzz at a speaking pitch through moving formants, in syllables.
 * It stands in for a microphone in the demo and carries no words. Pure for a given seed.
 */
export function synthesiseSpeech(seconds: number, rate = 48_000, seed = 1): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(seconds * rate));
  let random = seed >>> 0;
  const next = (): number => {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
    return random / 4_294_967_296;
  };
  const vowels: readonly (readonly [number, number, number])[] = [
    [730, 1090, 2440],
    [530, 1840, 2480],
    [270, 2290, 3010],
    [570, 840, 2410],
    [300, 870, 2240],
  ];
  const basePitch = 105 + next() * 90;
  const state = [0, 1, 2].map(() => ({ one: 0, two: 0 }));
  let at = 0;
  let phase = 0;
  while (at < samples.length) {
    const length = Math.round(rate * (0.11 + next() * 0.16));
    const gap = next() < 0.18 ? Math.round(rate * (0.12 + next() * 0.25)) : Math.round(rate * 0.02);
    const formants = vowels[Math.floor(next() * vowels.length)] ?? [500, 1500, 2500];
    const pitch = basePitch * (0.88 + next() * 0.3);
    for (let step = 0; step < length && at < samples.length; step += 1, at += 1) {
      const share = step / length;
      const envelope = Math.sin(Math.PI * Math.min(1, share * 1.15)) ** 0.6;
      phase += (pitch * (1.06 - share * 0.12)) / rate;
      if (phase >= 1) phase -= 1;
      const buzz = (phase < 0.08 ? 1 : -0.06) + (next() - 0.5) * 0.05;
      let mixed = 0;
      for (const [index, filter] of state.entries()) {
        const frequency = formants[index] ?? 1000;
        const radius = Math.exp((-Math.PI * (70 + index * 40)) / rate);
        const out = buzz * (1 - radius) * 6 + 2 * radius * Math.cos((2 * Math.PI * frequency) / rate) * filter.one - radius * radius * filter.two;
        filter.two = filter.one;
        filter.one = out;
        mixed += out / (1 + index * 0.8);
      }
      samples[at] = Math.max(-1, Math.min(1, mixed * envelope * 0.55));
    }
    at += gap;
  }
  return samples;
}
