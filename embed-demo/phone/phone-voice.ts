import { html, LitElement, type PropertyValues } from 'lit';
import { icon } from './icon.ts';

/** A voice message: a button, a wave and the time. */
export class PhoneVoice extends LitElement {
  static override properties = { src: {}, seed: {}, isPlaying: { state: true }, at: { state: true }, length: { state: true } };
  declare src: string;
  declare seed: string;
  declare isPlaying: boolean;
  declare at: number;
  declare length: number;
  readonly #audio = new Audio();

  constructor() {
    super();
    this.src = '';
    this.seed = '';
    this.isPlaying = false;
    this.at = 0;
    this.length = 0;
    this.#audio.preload = 'metadata';
    this.#audio.addEventListener('loadedmetadata', () => {
      this.length = Number.isFinite(this.#audio.duration) ? this.#audio.duration : 0;
    });
    this.#audio.addEventListener('timeupdate', () => {
      this.at = this.#audio.currentTime;
    });
    this.#audio.addEventListener('ended', () => {
      this.isPlaying = false;
      this.at = 0;
    });
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#audio.pause();
    this.isPlaying = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('src')) this.#audio.src = this.src;
  }

  protected override render(): unknown {
    let mix = 7;
    for (const character of this.seed) mix = (mix * 31 + character.charCodeAt(0)) >>> 0;
    const bars = Array.from(
      { length: 34 },
      (_none, at) => 3 + (((mix >>> (at % 24)) ^ (at * 2_654_435_761)) >>> 27) * (0.35 + 0.35 * Math.abs(Math.sin(at / 3))),
    );
    const share = this.length === 0 ? 0 : this.at / this.length;
    const seconds = Math.round(this.isPlaying || this.at > 0 ? this.at : this.length);
    return html`
      <div class="voice">
        <button type="button" class="play" aria-label=${this.isPlaying ? 'Pause' : 'Play voice message'} @click=${this.#toggle}>${icon(this.isPlaying ? 'pause' : 'play')}</button>
        <svg viewBox="0 0 136 28" preserveAspectRatio="none" aria-hidden="true">
          ${bars.map((height, at) => svgBar(at, height, at / bars.length < share))}
        </svg>
        <span class="length">${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}</span>
      </div>
    `;
  }

  readonly #toggle = (): void => {
    if (this.isPlaying) {
      this.#audio.pause();
      this.isPlaying = false;
      return;
    }
    this.isPlaying = true;
    this.dispatchEvent(new Event('play'));
    this.#audio.play().catch(() => {
      this.isPlaying = false;
    });
  };
}

function svgBar(at: number, height: number, isPlayed: boolean): SVGRectElement {
  const bar = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [name, value] of Object.entries({ x: at * 4, y: 14 - height / 2, width: 2.4, height, rx: 1.2, class: isPlayed ? 'played' : '' }))
    bar.setAttribute(name, String(value));
  return bar;
}
