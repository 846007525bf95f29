import { css, type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { cssSet } from '../core/css-set.ts';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { format } from '../core/format.ts';
import { tag } from '../core/tag.ts';
import './icon.ts';
import { mediaWords } from './media-words.ts';

const SPEEDS = [1, 1.5, 2];

/**
 * A voice note: play, move, hear it faster. Fetches the sound when it is first played; only how long it is, when nobody knows, before.
 * @tag engage-audio-player
 */
export class AudioPlayer extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: block;
        inline-size: 260px;
        max-inline-size: 100%;
      }
      .player {
        display: flex;
        align-items: center;
        gap: 10px;
      }
      .play {
        display: grid;
        flex: none;
        place-items: center;
        inline-size: 34px;
        block-size: 34px;
        border-radius: 50%;
        background: var(--e-text);
        color: var(--e-surface);
      }
      .play:hover {
        background: color-mix(in srgb, var(--e-text) 85%, var(--e-surface));
      }
      .play engage-icon {
        --size: 15px;
      }
      input {
        flex: 1;
        min-inline-size: 40px;
        block-size: 24px;
        appearance: none;
        background: none;
        cursor: pointer;
      }
      input {
        --way: to right;
      }
      input:dir(rtl) {
        --way: to left;
      }
      input::-webkit-slider-runnable-track {
        block-size: 4px;
        border-radius: 2px;
        background: linear-gradient(var(--way), var(--e-text) var(--at), var(--e-line-strong) var(--at));
      }
      input::-moz-range-track {
        block-size: 4px;
        border-radius: 2px;
        background: linear-gradient(var(--way), var(--e-text) var(--at), var(--e-line-strong) var(--at));
      }
      input::-webkit-slider-thumb {
        appearance: none;
        inline-size: 12px;
        block-size: 12px;
        margin-block-start: -4px;
        border-radius: 50%;
        background: var(--e-text);
      }
      input::-moz-range-thumb {
        inline-size: 12px;
        block-size: 12px;
        border: 0;
        border-radius: 50%;
        background: var(--e-text);
      }
      .time {
        flex: none;
        min-inline-size: 30px;
        color: var(--e-muted);
        font-size: 12px;
        font-variant-numeric: tabular-nums;
      }
      .speed {
        flex: none;
        min-inline-size: 34px;
        min-block-size: 24px;
        border-radius: 12px;
        background: var(--e-press);
        font-size: 11.5px;
        font-weight: 600;
        text-align: center;
      }
      p {
        margin-block-start: 4px;
        color: var(--e-danger);
        font-size: 12px;
      }
      @media (forced-colors: active) {
        .play,
        .speed {
          border: 1px solid ButtonText;
        }
      }
    `,
  ];

  @property() src = '';

  /** what it is: `Voice message` */
  @property() label = '';

  /** seconds, when known before it is fetched */
  @property({ type: Number }) duration = 0;

  @state() private isPlaying = false;
  @state() private at = 0;
  @state() private speed = 1;
  @state() private isBroken = false;

  get #audio(): HTMLAudioElement | null {
    return this.renderRoot.querySelector('audio');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#audio?.pause();
  }

  #toggle(): void {
    const audio = this.#audio;
    if (!audio) return;
    this.isBroken = false;
    if (!audio.paused) {
      audio.pause();
      return;
    }
    audio.playbackRate = this.speed;
    audio.play().catch(() => {
      this.isBroken = true;
      this.isPlaying = false;
    });
  }

  #seek(event: Event): void {
    if (!(event.target instanceof HTMLInputElement)) return;
    event.stopPropagation();
    this.at = Number(event.target.value);
    if (this.#audio) this.#audio.currentTime = this.at;
  }

  #faster(): void {
    this.speed = SPEEDS[(SPEEDS.indexOf(this.speed) + 1) % SPEEDS.length] ?? 1;
    if (this.#audio) this.#audio.playbackRate = this.speed;
  }

  #tick(): void {
    const audio = this.#audio;
    if (!audio) return;
    this.at = audio.currentTime;
    if (Number.isFinite(audio.duration) && audio.duration > 0) this.duration = audio.duration;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('src')) return;
    this.at = 0;
    this.isPlaying = false;
    this.isBroken = false;
  }

  protected override render(): TemplateResult {
    const { clock } = format('en');
    const whole = Math.max(this.duration, this.at, 0.1);
    const length = this.duration > 0 ? clock(this.duration) : '';
    const shown = this.at > 0 || this.isPlaying ? clock(this.at) : length;
    return html`<div class="player" role="group" aria-label=${this.label}>
        <button class="play" type="button" aria-label=${mediaWords(this)(this.isPlaying ? 'pause' : 'play')} @click=${this.#toggle}>
          <engage-icon name=${this.isPlaying ? 'pause' : 'play'}></engage-icon>
        </button>
        <input
          type="range"
          min="0"
          step="0.1"
          .max=${String(whole)}
          .value=${live(String(this.at))}
          aria-label=${mediaWords(this)('seek')}
          aria-valuetext=${length ? `${clock(this.at)} / ${length}` : clock(this.at)}
          @input=${this.#seek}
          ${cssSet({ '--at': `${((this.at / whole) * 100).toFixed(1)}%` })}
        />
        <span class="time">${shown}</span>
        <button class="speed" type="button" aria-label="${mediaWords(this)('speed')} ${this.speed}×" @click=${this.#faster}>${this.speed}×</button>
      </div>
      ${this.isBroken ? html`<p role="alert">${mediaWords(this)('notPlayable')}</p>` : nothing}
      <audio
        preload=${this.duration > 0 ? 'none' : 'metadata'}
        src=${this.src || nothing}
        @play=${() => {
          this.isPlaying = true;
        }}
        @pause=${() => {
          this.isPlaying = false;
        }}
        @ended=${() => {
          this.at = 0;
        }}
        @timeupdate=${this.#tick}
        @durationchange=${this.#tick}
      ></audio>`;
  }
}

defineElement(tag('audio-player'), AudioPlayer);
