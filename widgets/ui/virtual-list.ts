import { css, type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { measureElement, VirtualizerController } from '@tanstack/lit-virtual';
import { cssSet } from '../core/css-set.ts';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';

/**
 * A long list of which only the visible rows are in the page. Rows may have different heights: they are measured. Rows keep
 * their element by key while the list moves. Three rules from measurements: rows are measured in `updated`, never by a ref;
 * `repeat` with keys; options are set only when something changed.
 * @tag engage-virtual-list
 * @fires near-end - the last rows come into view: load more
 * @fires travel - it was scrolled; read `offset`
 * @csspart scroller - the scrolling box
 */
export class VirtualList<Item = unknown> extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: block;
        min-block-size: 0;
        block-size: 100%;
      }
      .scroller {
        block-size: 100%;
        /* inside a box without a height, still not all rows at once */
        max-block-size: 100vh;
        overflow-y: auto;
        overscroll-behavior: contain;
        overflow-anchor: none;
        scrollbar-width: thin;
        scrollbar-color: var(--e-line-strong) transparent;
      }
      .all {
        position: relative;
      }
      .row {
        position: absolute;
        inset-block-start: 0;
        inset-inline: 0;
      }
      .scroller:focus-visible {
        outline-offset: -2px;
      }
      /* an option draws its ring itself, inside */
      [role='option']:focus-visible {
        outline: none;
      }
    `,
  ];

  @property({ attribute: false }) items: readonly Item[] = [];

  /** identity of an item: never its place */
  @property({ attribute: false }) keyOf: (item: Item) => string = String;

  @property({ attribute: false }) renderItem: (item: Item, index: number) => unknown = () => '';

  /** role of the box and of each row: `list`/`listitem` (default) or `listbox`/`none`, when rows hold options that take focus */
  @property() kind: 'list' | 'listbox' = 'list';

  /** several rows of a listbox may be chosen at once */
  @property({ type: Boolean }) multiple = false;

  /** required: accessible name */
  @property() label = '';

  /** a typical row's height in px, for what was not measured yet */
  @property({ type: Number }) estimate = 78;

  /** things the rows show besides their item (selection, language): a new value redraws them */
  @property({ attribute: false }) extra: unknown;

  readonly #controller = new VirtualizerController<HTMLElement, HTMLElement>(this, {
    count: 0,
    estimateSize: () => this.estimate,
    getScrollElement: () => this.#scroller,
    getItemKey: (index) => this.#keyAt(index),
    // a row that is an element of its own has no height until it has drawn itself: 0 px would make all rows "visible", and its real height later look like growth
    measureElement: (row, entry, virtualizer) => measureElement(row, entry, virtualizer) || this.estimate,
    overscan: 6,
    // sizes are taken in the next frame: taken at once they change sizes again, which the host page would hear of as an error
    useAnimationFrameWithResizeObserver: true,
  });
  #announcedFor = -1;
  #width = 0;
  readonly #widths = new ResizeObserver(([entry]) => {
    const width = entry?.contentRect.width ?? 0;
    if (this.#width && width && width !== this.#width) this.#measureAnew();
    this.#width = width;
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#widths.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#widths.disconnect();
  }

  /** Every height measured so far is another one now: once the rows have drawn themselves, forgets them all and takes those of the rows in the page. */
  #measureAnew(): void {
    requestAnimationFrame(() => {
      const virtualizer = this.#controller.getVirtualizer();
      virtualizer.measure();
      for (const row of this.renderRoot.querySelectorAll<HTMLElement>('[data-index]'))
        virtualizer.resizeItem(Number(row.dataset['index']), row.offsetHeight || this.estimate);
    });
  }

  get #scroller(): HTMLElement | null {
    return this.renderRoot?.querySelector<HTMLElement>('.scroller') ?? null;
  }

  #keyAt(index: number): string {
    const item = this.items[index];
    return item === undefined ? String(index) : this.keyOf(item);
  }

  /** How far it is scrolled, px. */
  get offset(): number {
    return this.#scroller?.scrollTop ?? 0;
  }

  /** Brings a row into view. */
  scrollToIndex(index: number, align: 'auto' | 'start' | 'center' | 'end' = 'auto'): void {
    this.#controller.getVirtualizer().scrollToIndex(index, { align });
  }

  /** The row element of an index while it is in the page. */
  rowAt(index: number): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`[data-index="${index}"]`);
  }

  #scrolled(): void {
    this.dispatchEvent(new Event('travel'));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('items') && !changed.has('estimate')) return;
    const virtualizer = this.#controller.getVirtualizer();
    // a new function for the keys: with the old one, rows that changed places would keep the places' heights
    virtualizer.setOptions({ ...virtualizer.options, count: this.items.length, getItemKey: (index) => this.#keyAt(index) });
    if (changed.has('items')) this.#announcedFor = -1;
    if (changed.has('estimate') && this.hasUpdated) this.#measureAnew();
  }

  protected override updated(): void {
    const virtualizer = this.#controller.getVirtualizer();
    for (const row of this.renderRoot.querySelectorAll<HTMLElement>('[data-index]')) virtualizer.measureElement(row);
    const last = virtualizer.getVirtualItems().at(-1);
    const { length } = this.items;
    if (!last || last.index < length - 4 || this.#announcedFor === length) return;
    this.#announcedFor = length;
    this.dispatchEvent(new Event('near-end'));
  }

  protected override render(): TemplateResult {
    const virtualizer = this.#controller.getVirtualizer();
    const rows = virtualizer.getVirtualItems();
    const isListbox = this.kind === 'listbox';
    return html`<div class="scroller" part="scroller" tabindex=${isListbox ? nothing : '0'} role=${this.kind} aria-multiselectable=${this.multiple || nothing} aria-label=${this.label} @scroll=${this.#scrolled}>
      <div class="all" role="presentation" ${cssSet({ blockSize: `${virtualizer.getTotalSize()}px` })}>
        ${repeat(
          rows,
          (row) => row.key,
          (row) => {
            const item = this.items[row.index];
            return html`<div
              class="row"
              role=${isListbox ? 'presentation' : 'listitem'}
              aria-setsize=${isListbox ? nothing : this.items.length}
              aria-posinset=${isListbox ? nothing : row.index + 1}
              data-index=${row.index}
              ${cssSet({ transform: `translateY(${row.start}px)` })}
            >
              ${item === undefined ? '' : this.renderItem(item, row.index)}
            </div>`;
          },
        )}
      </div>
    </div>`;
  }
}

defineElement(tag('virtual-list'), VirtualList);
