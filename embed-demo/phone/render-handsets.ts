import { html, nothing, type TemplateResult } from 'lit';
import { dayOf } from './day-of.ts';
import { describeEntry } from './describe-entry.ts';
import { icon } from './icon.ts';
import type { HandsetSummary } from './phone-network.ts';
import { timeOf } from './time-of.ts';

/** The merchants one can be, newest conversations first. */
export function renderHandsets(parts: {
  handsets: readonly HandsetSummary[];
  current: string | null;
  query: string;
  unread: (handset: HandsetSummary) => boolean;
  search: (query: string) => void;
  choose: (id: string) => void;
}): TemplateResult {
  const query = parts.query.toLowerCase();
  const found = parts.handsets.filter((handset) =>
    `${handset.name} ${handset.about} ${handset.phone ?? ''} ${handset.username ?? ''}`.toLowerCase().includes(query),
  );
  return html`
    <nav class="people" aria-label="Merchants">
      <h1>The merchant's phone</h1>
      <p class="about">Be a merchant and write to support. Nothing leaves this machine.</p>
      <label class="find">${icon('search')}<input type="search" placeholder="Name, outlet or number" aria-label="Find a merchant" .value=${parts.query} @input=${(event: InputEvent) => parts.search((event.target as HTMLInputElement).value)} /></label>
      <ul>
        ${found.map(
          (handset) => html`
            <li>
              <button type="button" class="handset" data-handset=${handset.id} aria-current=${handset.id === parts.current ? 'true' : nothing} @click=${() => parts.choose(handset.id)}>
                <span class="avatar tone-${toneOf(handset.id)}" aria-hidden="true">${initials(handset.name)}</span>
                <span class="name" dir="auto">${handset.name}</span>
                <span class="when">${handset.last === null ? '' : dayOf(handset.last.at) === 'Today' ? timeOf(handset.last.at) : dayOf(handset.last.at)}</span>
                <span class="outlet">${handset.about}</span>
                <span class="last">${handset.last === null ? 'No messages yet' : html`${handset.last.direction === 'out' ? '' : 'You: '}${describeEntry(handset.last)}`}</span>
                ${parts.unread(handset) ? html`<span class="new" role="img" aria-label="New message"></span>` : nothing}
              </button>
            </li>
          `,
        )}
      </ul>
      ${found.length === 0 ? html`<p class="about">Nobody matches. Try another name.</p>` : nothing}
    </nav>
  `;
}

function initials(name: string): string {
  const words = name
    .replace(/\(.*\)/, '')
    .split(/\s+/)
    .filter((word) => word !== '');
  return `${words[0]?.[0] ?? ''}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`.toUpperCase();
}

function toneOf(id: string): number {
  let sum = 0;
  for (const character of id) sum += character.charCodeAt(0);
  return sum % 6;
}
