import { expect, fixture, html } from '@open-wc/testing';
import { adoptTokens } from '../theme/adopt-tokens.ts';
import type { Avatar } from './avatar.ts';
import './avatar.ts';
import type { Tone } from './badge.ts';
import './badge.ts';
import './banner.ts';
import './button.ts';
import './empty-state.ts';
import './error-state.ts';
import './icon.ts';
import './kbd.ts';
import './separator.ts';
import './skeleton.ts';
import './spinner.ts';

adoptTokens(document);

const tones: Tone[] = ['neutral', 'red', 'amber', 'green', 'blue', 'violet'];

describe('what only shows', () => {
  it('badges are readable in every tone', async () => {
    const element = await fixture<HTMLElement>(html`<div>${tones.map((tone) => html`<engage-badge tone=${tone} icon="clock">2:14 left</engage-badge>`)}</div>`);
    await expect(element).to.be.accessible();
  });

  it('banners are readable in every tone', async () => {
    const element = await fixture<HTMLElement>(
      html`<div>${(['info', 'warning', 'danger', 'success', 'note', 'quiet'] as const).map((tone) => html`<engage-banner tone=${tone}>Offline<engage-button slot="action" size="small">Try again</engage-button></engage-banner>`)}</div>`,
    );
    await expect(element).to.be.accessible();
  });

  it('states, skeletons, spinners, separators, keys and icons are accessible', async () => {
    const element = await fixture<HTMLElement>(
      html`<div>
        <engage-empty-state icon="inbox" heading="All caught up">New messages appear here.<engage-button slot="action">Show resolved</engage-button></engage-empty-state>
        <engage-error-state heading="Not loaded" reference="01J9">Try again.</engage-error-state><engage-error-state final heading="Not for your role">Ask.</engage-error-state>
        <engage-skeleton></engage-skeleton><engage-skeleton shape="circle"></engage-skeleton><engage-spinner label="Loading"></engage-spinner><engage-separator label="Today"></engage-separator>
        <engage-kbd>/</engage-kbd><engage-icon name="store" label="Outlet"></engage-icon><engage-icon name="clock"></engage-icon>
      </div>`,
    );
    await expect(element).to.be.accessible();
  });

  it('error state asks for another attempt', async () => {
    const element = await fixture<HTMLElement>(html`<engage-error-state heading="Not loaded">Text</engage-error-state>`);
    let heard = 0;
    element.addEventListener('retry', () => {
      heard += 1;
    });
    element.shadowRoot?.querySelector<HTMLElement>('engage-button')?.click();
    expect(heard).to.equal(1);
  });

  it('avatars: initials of any script, one tone per name', async () => {
    const initials = async (name: string): Promise<string> => {
      const avatar = await fixture<Avatar>(html`<engage-avatar name=${name}></engage-avatar>`);
      return avatar.shadowRoot?.textContent?.trim() ?? '';
    };
    expect(await initials('Sri Kopitiam, Bangsar')).to.equal('SK');
    expect(await initials('黄明')).to.equal('黄明');
    expect(await initials('7-Eleven')).to.equal('7E');
    expect(await initials('😀')).to.equal('?');
    const [one, two] = [
      await fixture<Avatar>(html`<engage-avatar name="Aina"></engage-avatar>`),
      await fixture<Avatar>(html`<engage-avatar name="Aina"></engage-avatar>`),
    ];
    expect(one.dataset['tone']).to.equal(two.dataset['tone']);
  });
});
