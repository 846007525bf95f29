import { expect } from '@open-wc/testing';
import { adoptTokens } from './adopt-tokens.ts';

type Colour = readonly [red: number, green: number, blue: number];

/** A host that sets three colours and nothing else. */
const hosts = [
  { name: 'a green shop', accent: '#16a34a', light: ['#ffffff', '#1f2937'], dark: ['#111827', '#f3f4f6'] },
  { name: 'yellow, on cream', accent: '#facc15', light: ['#fdf6e3', '#283238'], dark: ['#1e1b16', '#efe9dc'] },
  { name: 'navy', accent: '#0b3d91', light: ['#f4f6fb', '#0b1a33'], dark: ['#0b1020', '#e6ebf5'] },
  { name: 'black', accent: '#000000', light: ['#ffffff', '#111111'], dark: ['#000000', '#ffffff'] },
  { name: 'a middle grey', accent: '#777777', light: ['#fafafa', '#222222'], dark: ['#1a1a1a', '#eeeeee'] },
] as const;

/** Words on their ground, and what must be seen beside it. */
const read: readonly [front: string, back: string, least: number][] = [
  ['text', 'surface', 4.5],
  ['text', 'selected', 4.5],
  ['muted', 'surface', 4.5],
  ['muted', 'sunken', 4.5],
  ['muted', 'selected', 4.5],
  ['on-accent', 'accent-solid', 4.5],
  ['on-accent', 'accent-hover', 4.5],
  ['accent-text', 'surface', 4.5],
  ['accent-text', 'sunken', 4.5],
  ['accent-text', 'accent-soft', 4.5],
  ['accent', 'surface', 3],
  ['control-line', 'surface', 3],
];

describe('tokens', () => {
  const page = document.documentElement;
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  let probe: HTMLElement;

  before(() => {
    adoptTokens(document);
    probe = document.body.appendChild(document.createElement('i'));
  });
  after(() => probe.remove());
  afterEach(() => page.removeAttribute('style'));

  const token = (name: string): Colour => {
    probe.style.color = '';
    probe.style.color = `var(--e-${name})`;
    if (!canvas) throw new Error('no canvas');
    canvas.fillStyle = getComputedStyle(probe).color;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue];
  };
  const luminance = (colour: Colour): number => {
    const [red = 0, green = 0, blue = 0] = colour.map((channel) => {
      const part = channel / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (front: string, back: string): number => {
    const [light = 0, dark = 0] = [luminance(token(front)), luminance(token(back))].sort((one, other) => other - one);
    return (light + 0.05) / (dark + 0.05);
  };
  const set = (theme: string, values: Record<string, string> = {}): void => {
    page.style.colorScheme = theme;
    for (const [name, value] of Object.entries(values)) page.style.setProperty(`--engage-${name}`, value);
  };

  for (const theme of ['light', 'dark'] as const) {
    for (const { name, accent, [theme]: colours } of hosts)
      it(`derives everything from accent, surface and text: ${name}, ${theme}`, () => {
        const [surface, text] = colours;
        const names = ['sunken', 'line', 'line-strong', 'selected', 'muted', 'accent-soft', 'accent-solid'];
        set(theme);
        const before = names.map(token);
        set(theme, { accent, surface, text });
        names.forEach((one, index) => expect(token(one), `--e-${one} follows`).not.to.deep.equal(before[index]));
        for (const [front, back, least] of read) expect(contrast(front, back), `${front} on ${back}`).to.be.at.least(least);
      });

    it(`reads well by itself: ${theme}`, () => {
      set(theme);
      for (const [front, back, least] of read) expect(contrast(front, back), `${front} on ${back}`).to.be.at.least(least);
    });
  }

  it('stays what it was where a host sets nothing', () => {
    set('light');
    expect(['sunken', 'muted', 'accent', 'accent-solid', 'on-accent'].map(token)).to.deep.equal([
      [0xf6, 0xf7, 0xf9],
      [0x56, 0x60, 0x70],
      [0xdc, 0x26, 0x26],
      [0xdc, 0x26, 0x26],
      [0xff, 0xff, 0xff],
    ]);
    set('dark');
    expect(token('accent-text')).to.deep.equal([0xff, 0x8a, 0x8a]);
  });

  it('takes what a host says over what it would derive', () => {
    set('light', { accent: '#16a34a', 'accent-solid': '#14532d', 'on-accent': '#fef08a', surface: '#fafafa', sunken: '#eeeeee' });
    expect([token('accent-solid'), token('on-accent'), token('sunken')]).to.deep.equal([
      [0x14, 0x53, 0x2d],
      [0xfe, 0xf0, 0x8a],
      [0xee, 0xee, 0xee],
    ]);
  });
});
