/**
 * Puts what is about one person together, and whole people into batches, in the order in which they come first: so that a portfolio can be
 * gone through batch by batch although the renewals of a person share a budget. A batch is of about `size` items, more only when one
 * person has more. Nobody's items (null) are each by themselves.
 */
export function* batchByPerson<T extends { contactId: string | null }>(items: readonly T[], size: number): Generator<T[]> {
  const people = new Map<string | T, T[]>();
  for (const item of items) {
    const key = item.contactId ?? item;
    const known = people.get(key);
    if (known) known.push(item);
    else people.set(key, [item]);
  }
  let batch: T[] = [];
  for (const its of people.values()) {
    if (batch.length > 0 && batch.length + its.length > size) {
      yield batch;
      batch = [];
    }
    for (const item of its) batch.push(item);
  }
  if (batch.length > 0) yield batch;
}
