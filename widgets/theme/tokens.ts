import { css } from 'lit';

/**
 * The design tokens. A host page sets `--engage-*` on our element or on anything above it (`:root` works); inside, everything
 * reads the private `--e-*` computed here, once per widget. Light and dark come from `light-dark()`, so `theme` only sets
 * `color-scheme`. Lengths are px: a host's `html { font-size: 10px }` must not shrink us.
 *
 * A host that sets only --engage-accent, --engage-surface and --engage-text gets the rest from them: each `--e-own-*` reads one of the
 * three and is invalid, so not there, while that one is not set. Words on the accent are black or white, whichever reads better
 * (0.179 is the luminance where both are equal); an accent too pale or too dark to be seen is moved until it is.
 *
 * The public names are those read here; every public element documents each (@cssprop).
 */
export const tokens = css`
  :host {
    --e-surface: var(--engage-surface, light-dark(#ffffff, #15181d));
    --e-text: var(--engage-text, light-dark(#15181e, #eceff4));
    --e-own-sunken: color-mix(in srgb, var(--engage-surface) 96%, var(--e-text));
    --e-own-raised: light-dark(var(--engage-surface), color-mix(in srgb, var(--engage-surface) 96%, var(--e-text)));
    --e-own-line: color-mix(in srgb, var(--engage-surface) 88%, var(--e-text));
    --e-own-line-strong: color-mix(in srgb, var(--engage-surface) 76%, var(--e-text));
    --e-own-control-line: color-mix(in srgb, var(--engage-surface) 44%, var(--e-text));
    --e-own-selected: color-mix(in srgb, var(--engage-surface) 93%, var(--e-text));
    --e-own-muted: color-mix(in srgb, var(--engage-text) 76%, var(--e-surface));
    --e-own-accent: light-dark(oklch(from var(--engage-accent) min(l, 0.62) c h), oklch(from var(--engage-accent) max(l, 0.6) c h));
    --e-own-accent-text: light-dark(oklch(from var(--engage-accent) min(l, 0.48) c h), oklch(from var(--engage-accent) max(l, 0.76) c h));
    --e-own-accent-soft: light-dark(
      color-mix(in srgb, var(--engage-accent) 7%, var(--e-surface)),
      color-mix(in srgb, var(--engage-accent) 18%, var(--e-surface))
    );
    --e-own-solid: var(--engage-accent-solid, var(--engage-accent));
    --e-own-on-accent: color(
      from var(--e-own-solid) xyz-d65 clamp(0, (0.179 - y) * 1000000, 0.9505) clamp(0, (0.179 - y) * 1000000, 1) clamp(0, (0.179 - y) * 1000000, 1.089)
    );
    --e-own-accent-hover: color-mix(in srgb, var(--e-own-solid) 88%, color(from var(--e-own-on-accent) xyz-d65 calc(0.9505 - x) calc(1 - y) calc(1.089 - z)));
    /* the palette: red unless asked for blue */
    --e-set-accent: light-dark(#dc2626, #f05252);
    --e-set-accent-solid: #dc2626;
    --e-set-accent-text: light-dark(#b91c1c, #ff8a8a);
    --e-set-accent-soft: light-dark(#fef2f2, #3a1719);
    --e-sunken: var(--engage-sunken, var(--e-own-sunken, light-dark(#f6f7f9, #101317)));
    --e-raised: var(--engage-raised, var(--e-own-raised, light-dark(#ffffff, #1b1f26)));
    --e-line: var(--engage-line, var(--e-own-line, light-dark(#e4e7ec, #2a2f38)));
    --e-line-strong: var(--engage-line-strong, var(--e-own-line-strong, light-dark(#c8cdd6, #3c4350)));
    --e-control-line: var(--e-own-control-line, light-dark(#8a92a0, #6d7685));
    --e-muted: var(--engage-muted, var(--e-own-muted, light-dark(#566070, #a3adbb)));
    --e-accent: var(--e-own-accent, var(--e-set-accent));
    --e-accent-solid: var(--e-own-solid, var(--e-set-accent-solid));
    --e-accent-hover: var(--e-own-accent-hover, color-mix(in srgb, var(--e-accent-solid) 88%, black));
    --e-on-accent: var(--engage-on-accent, var(--e-own-on-accent, #ffffff));
    --e-accent-text: var(--engage-accent-text, var(--e-own-accent-text, var(--e-set-accent-text)));
    --e-accent-soft: var(--engage-accent-soft, var(--e-own-accent-soft, var(--e-set-accent-soft)));
    --e-selected: var(--engage-selected, var(--e-own-selected, light-dark(#eef2f7, #222833)));
    --e-hover: color-mix(in srgb, var(--e-text) 5%, transparent);
    --e-press: color-mix(in srgb, var(--e-text) 9%, transparent);
    --e-danger: light-dark(#b91c1c, #ff8a8a);
    --e-danger-soft: light-dark(#fef2f2, #3a1719);
    --e-blue: light-dark(#1d5fd1, #7aa7ff);
    --e-blue-soft: light-dark(#eaf1fe, #16243f);
    --e-green: light-dark(#0b7a53, #53d3a1);
    --e-green-soft: light-dark(#e6f6ef, #10291f);
    --e-amber: light-dark(#8a5200, #f2b55c);
    --e-amber-soft: light-dark(#fff5e0, #33270f);
    --e-violet: light-dark(#6a3fc4, #b79bff);
    --e-violet-soft: light-dark(#f2ecfd, #271d40);
    --e-note: light-dark(#fff9e3, #2b2611);
    --e-note-line: light-dark(#ecd98a, #5d5220);
    --e-shadow: 0 1px 2px light-dark(#10182812, #0006), 0 8px 24px light-dark(#1018281f, #000a);
    --e-backdrop: light-dark(#10182866, #000a);
    --e-radius: var(--engage-radius, 6px);
    --e-radius-card: calc(var(--e-radius) + 4px);
    --e-radius-bubble: calc(var(--e-radius) * 2);
    --e-font: var(--engage-font, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif);
    --e-mono: var(--engage-font-mono, ui-monospace, SFMono-Regular, Menlo, Consolas, monospace);
    --e-control: 32px;
    --e-gap-row: 10px;
    --e-quick: 140ms;
  }
  :host([data-density='compact']) {
    --e-control: 28px;
    --e-gap-row: 6px;
  }
  :host([data-palette='blue']) {
    --e-set-accent: light-dark(#2563eb, #60a5fa);
    --e-set-accent-solid: #2563eb;
    --e-set-accent-text: light-dark(#1d4ed8, #93c5fd);
    --e-set-accent-soft: light-dark(#eff6ff, #16243f);
  }
  @media (prefers-reduced-motion: reduce) {
    :host {
      --e-quick: 0ms;
    }
  }
`;
