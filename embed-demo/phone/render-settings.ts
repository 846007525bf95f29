import { html, nothing, type TemplateResult } from 'lit';
import type { InboundSpec } from '../simulators/graph/inbound-schema.ts';
import type { Handset } from '../simulators/graph/simulator-types.ts';
import { readablePhone } from '../seed/readable-phone.ts';
import { icon } from './icon.ts';
import { quickLines } from './quick-lines.ts';

/** Beside the phone: who this is, its switches, lines to tap, and ways to make the network misbehave. */
export function renderSettings(parts: {
  handset: Handset;
  notice: string | null;
  presence: (presence: Partial<Pick<Handset, 'isOffline' | 'hasReadReceipts'>>) => void;
  say: (text: string) => void;
  send: (spec: InboundSpec) => void;
  failNext: (code: number, words: string) => void;
  writeYesterday: () => void;
}): TemplateResult {
  const { handset } = parts;
  const toggle = (id: string, label: string, hint: string, isOn: boolean, change: (isOn: boolean) => void): TemplateResult => html`
    <label class="switch" for=${id}><span><b>${label}</b><small>${hint}</small></span><input id=${id} type="checkbox" role="switch" aria-checked=${isOn ? 'true' : 'false'} .checked=${isOn} @change=${(event: Event) => change((event.target as HTMLInputElement).checked)} /></label>
  `;
  return html`
    <aside class="settings" aria-label="This phone">
      <section>
        <h2>${handset.name}</h2>
        <dl>
          <dt>Outlet</dt>
          <dd>${handset.about}</dd>
          <dt>Number</dt>
          <dd>${handset.phone === null ? 'not shown to the business' : readablePhone(handset.phone)}</dd>
          <dt>User id</dt>
          <dd class="mono">${handset.userId}</dd>
          ${handset.username === null ? nothing : html`<dt>Username</dt><dd>@${handset.username}</dd>`}
        </dl>
      </section>
      <section>
        <h2>Phone</h2>
        ${toggle('online', 'Online', 'Off: messages wait with one tick', !handset.isOffline, (isOn) => parts.presence({ isOffline: !isOn }))}
        ${toggle('receipts', 'Read receipts', 'On: the business sees when a message is read', handset.hasReadReceipts, (isOn) => parts.presence({ hasReadReceipts: isOn }))}
      </section>
      <section>
        <h2>Say something</h2>
        <div class="lines">${quickLines.map((line) => html`<button type="button" @click=${() => parts.say(line)}>${line}</button>`)}</div>
      </section>
      <section>
        <h2>Make it harder</h2>
        <div class="lines plain">
          <button type="button" @click=${() => parts.failNext(131026, 'not on WhatsApp')}>${icon('circleAlert')} Next reply: not on WhatsApp</button>
          <button type="button" @click=${() => parts.failNext(131049, 'held back by WhatsApp')}>${icon('circleAlert')} Next reply: held back by WhatsApp</button>
          <button type="button" @click=${() => parts.failNext(0, 'sent, but the answer never arrives')}>${icon('clock')} Next reply: sent, answer lost</button>
          <button
            type="button"
            @click=${() => {
              for (let count = 1; count <= 5; count += 1) parts.send({ kind: 'text', text: `Message ${count} of 5` });
            }}
          >
            ${icon('bell')} Send five messages at once
          </button>
          <button type="button" @click=${parts.writeYesterday}>${icon('hourglass')} Write 25 hours ago: window closed</button>
        </div>
        ${parts.notice === null ? nothing : html`<p class="notice" role="status">${parts.notice}</p>`}
      </section>
    </aside>
  `;
}
