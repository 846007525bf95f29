/**
 * What is ticked in the list: some rows, or all that match the filter, loaded or not. Shift-click ticks from the last one touched to
 * this one.
 */
export class Ticks {
  readonly #ids: ReadonlySet<string>;
  /** everything that matches, also what is not loaded */
  readonly isAll: boolean;
  /** the row touched last: where a range begins */
  readonly anchor: string | null;

  constructor(ids: ReadonlySet<string> = new Set(), isAll = false, anchor: string | null = null) {
    this.#ids = ids;
    this.isAll = isAll;
    this.anchor = anchor;
  }

  get ids(): string[] {
    return [...this.#ids];
  }

  get isEmpty(): boolean {
    return !this.isAll && this.#ids.size === 0;
  }

  has(id: string): boolean {
    return this.isAll || this.#ids.has(id);
  }

  /** `order`: ids of the loaded rows as they stand. Taking one away from "all" leaves the loaded others. */
  toggled(id: string, order: readonly string[], isRange = false): Ticks {
    const ids = new Set(this.isAll ? order : this.#ids);
    const [from, to] = [order.indexOf(this.anchor ?? ''), order.indexOf(id)];
    if (isRange && from >= 0 && to >= 0) for (const one of order.slice(Math.min(from, to), Math.max(from, to) + 1)) ids.add(one);
    else if (!ids.delete(id)) ids.add(id);
    return new Ticks(ids, false, id);
  }

  /** All loaded rows, or none when they are ticked already. */
  loaded(order: readonly string[]): Ticks {
    return !this.isEmpty && order.every((id) => this.has(id)) ? new Ticks() : new Ticks(new Set(order));
  }

  /** Rows that left the list are not acted on. */
  within(order: readonly string[]): Ticks {
    if (this.isAll) return this;
    const there = new Set(order);
    const ids = this.ids.filter((id) => there.has(id));
    return ids.length === this.#ids.size ? this : new Ticks(new Set(ids), false, this.anchor);
  }
}
