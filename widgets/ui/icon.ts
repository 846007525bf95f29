import { css, type CSSResultGroup, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';
import { type IconName, icons } from './icons.ts';

const SVG = 'http://www.w3.org/2000/svg';
const drawn = new Map<IconName, SVGSVGElement>();

/** Draws an icon once from Lucide's node data; later ones are copies. No markup is parsed, so Trusted Types have no say. */
function draw(name: IconName): SVGSVGElement {
  const known = drawn.get(name);
  if (known) return known;
  const picture = document.createElementNS(SVG, 'svg');
  picture.setAttribute('viewBox', '0 0 24 24');
  picture.setAttribute('aria-hidden', 'true');
  for (const [shape, attributes] of icons[name]) {
    const node = document.createElementNS(SVG, shape);
    for (const [attribute, value] of Object.entries(attributes)) node.setAttribute(attribute, String(value));
    picture.append(node);
  }
  drawn.set(name, picture);
  return picture;
}

/**
 * An outline icon in the colour of the text around it. Decorative unless it has a label.
 * @tag engage-icon
 * @cssprop [--size=16px] - edge length
 */
export class Icon extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: inline-block;
        flex: none;
        inline-size: var(--size, 16px);
        block-size: var(--size, 16px);
        vertical-align: -3px;
      }
      svg {
        display: block;
        inline-size: 100%;
        block-size: 100%;
        fill: none;
        stroke: currentcolor;
        stroke-width: 1.75;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
    `,
  ];

  /** which one; see icons.ts */
  @property() name: IconName | '' = '';

  /** what it says to those who do not see it */
  @property() label = '';

  protected override render(): unknown {
    this.role = this.label ? 'img' : null;
    this.ariaLabel = this.label || null;
    return this.name ? draw(this.name).cloneNode(true) : nothing;
  }
}

defineElement(tag('icon'), Icon);
