/** Asks again and again until `check` answers something truthy (or stops throwing); fails with its last error after `withinMs`. */
export async function eventually<T>(check: () => T | Promise<T>, what = 'the condition', withinMs = 10_000): Promise<NonNullable<T>> {
  const until = Date.now() + withinMs;
  for (let last: unknown; ; ) {
    try {
      const value = await check();
      if (value) return value;
      last = value;
    } catch (error) {
      last = error;
    }
    if (Date.now() > until) throw new Error(`${what} did not come true within ${withinMs} ms`, { cause: last });
    await new Promise((resolve) => void setTimeout(resolve, 15));
  }
}
