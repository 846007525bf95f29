import type { RenewalSay } from './renewal-words.ts';

/** A step of the cadence in words: `d-14` is "14 days before", `winback-30` "Winback after 30 days". An unknown one stays as it is. */
export function stepName(say: RenewalSay, step: string): string {
  const winback = /^winback-(\d+)$/.exec(step);
  if (winback) return say('step.winback', { count: Number(winback[1]) });
  if (step === 'manual') return say('step.manual');
  if (step === 'winback-manual') return say('step.winbackManual');
  if (step === 'digest') return say('step.digest');
  const day = /^d([+-]\d+)$/.exec(step);
  if (!day) return step;
  const offset = Number(day[1]);
  if (offset === 0) return say('step.on');
  return say(offset < 0 ? 'step.before' : 'step.after', { count: Math.abs(offset) });
}
