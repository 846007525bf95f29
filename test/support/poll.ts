/** Waits for a condition, looking every few milliseconds; fails after `withinMs` saying what it waited for. */
export async function poll(condition: () => boolean | Promise<boolean>, what: string | (() => Promise<string>), withinMs = 15_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`waited ${withinMs} ms for ${typeof what === 'string' ? what : await what()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
