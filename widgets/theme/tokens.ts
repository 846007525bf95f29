import { css } from 'lit';

/**
 * The design tokens. A host page sets `--engage-*` on our element or on anything above it (`:root` works); inside, everything
 * reads the private `--e-*` computed here, once per widget. Light and dark come from `light-dark()`, so `theme` only sets
 * `color-scheme`. Lengths are px: a host's `html { font-size: 10px }` must not shrink us.
 *
 * Public names: --engage-accent, --engage-accent-solid, --engage-accent-text, --engage-accent-soft, --engage-on-accent,
 * --engage-surface, --engage-sunken, --engage-raised, --engage-line, --engage-line-strong, --engage-text, --engage-muted,
 * --engage-selected, --engage-radius, --engage-font, --engage-font-mono.
 */
export const tokens = css`
  :host {
    --e-surface: var(--engage-surface, light-dark(#ffffff, #15181d));
    --e-sunken: var(--engage-sunken, light-dark(#f6f7f9, #101317));
    --e-raised: var(--engage-raised, light-dark(#ffffff, #1b1f26));
    --e-line: var(--engage-line, light-dark(#e4e7ec, #2a2f38));
    --e-line-strong: var(--engage-line-strong, light-dark(#c8cdd6, #3c4350));
    --e-control-line: light-dark(#8a92a0, #6d7685);
    --e-text: var(--engage-text, light-dark(#15181e, #eceff4));
    --e-muted: var(--engage-muted, light-dark(#566070, #a3adbb));
    --e-accent: var(--engage-accent, light-dark(#dc2626, #f05252));
    --e-accent-solid: var(--engage-accent-solid, #dc2626);
    --e-accent-hover: color-mix(in srgb, var(--e-accent-solid) 88%, black);
    --e-on-accent: var(--engage-on-accent, #ffffff);
    --e-accent-text: var(--engage-accent-text, light-dark(#b91c1c, #ff8a8a));
    --e-accent-soft: var(--engage-accent-soft, light-dark(#fef2f2, #3a1719));
    --e-selected: var(--engage-selected, light-dark(#eef2f7, #222833));
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
    --e-accent: var(--engage-accent, light-dark(#2563eb, #60a5fa));
    --e-accent-solid: var(--engage-accent-solid, #2563eb);
    --e-accent-text: var(--engage-accent-text, light-dark(#1d4ed8, #93c5fd));
    --e-accent-soft: var(--engage-accent-soft, light-dark(#eff6ff, #16243f));
  }
  @media (prefers-reduced-motion: reduce) {
    :host {
      --e-quick: 0ms;
    }
  }
`;
