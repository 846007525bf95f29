import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { OutletCandidate } from '../../../types/outlets.ts';
import { speak } from '../../core/speak.ts';
import { sampleTicket } from '../../testing/sample-ticket.ts';
import { textOf } from '../../testing/text-of.ts';
import { adoptTokens } from '../../theme/adopt-tokens.ts';
import { conversationEnglish } from './conversation-english.ts';
import type { ConversationSay } from './conversation-words.ts';
import type { OutletChoice } from './outlet-choice.ts';
import './outlet-choice.ts';

const say: ConversationSay = (key, values) => speak('en', conversationEnglish[key], key, values);
const six: OutletCandidate[] = Array.from({ length: 6 }, (_, index) => ({
  oid: String(8801 + index),
  fid: '120',
  name: `Outlet ${index + 1}`,
  franchiseName: 'Sri Kopitiam',
  primary: index === 0,
}));

describe('engage-outlet-choice', () => {
  before(() => adoptTokens(document));

  const show = (candidates: OutletCandidate[], locked = false): Promise<OutletChoice> =>
    fixture<OutletChoice>(
      html`<engage-outlet-choice ?locked=${locked} .ticket=${sampleTicket('1', { outlet: null, outletCard: null, linkState: 'ambiguous', candidates })} .say=${say}></engage-outlet-choice>`,
    );
  const offered = (choice: OutletChoice): string[] => [...choice.renderRoot.querySelectorAll('.choices b')].map((name) => textOf(name));
  const button = (choice: OutletChoice, words: string): HTMLElement | undefined =>
    [...choice.renderRoot.querySelectorAll<HTMLElement>('engage-button')].find((one) => textOf(one).includes(words));

  it('offers four, and by keyboard the rest', async () => {
    const choice = await show(six);
    expect(offered(choice)).to.have.length(4);
    button(choice, 'Show all (6)')?.focus();
    await sendKeys({ press: 'Enter' });
    await choice.updateComplete;
    expect(offered(choice)).to.deep.equal(six.map(({ name }) => name));
    expect(choice.shadowRoot?.activeElement && textOf(choice.shadowRoot.activeElement)).to.include('Outlet 5');
    let chosen = '';
    choice.addEventListener('outlet-link', (event) => (chosen = String(Reflect.get(Object(Reflect.get(event, 'detail')), 'oid'))));
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    expect(chosen).to.equal('8806');
    await expect(choice).to.be.accessible();
  });

  it('shows no more than there are', async () => {
    expect(button(await show(six.slice(0, 4)), 'Show all')).to.equal(undefined);
  });

  it('tells who may not choose why not', async () => {
    const choice = await show(six, true);
    expect(textOf(choice)).to.include('several outlets').and.to.include('Your role cannot choose');
    expect(choice.renderRoot.querySelectorAll('button, engage-button')).to.have.length(0);
    await expect(choice).to.be.accessible();
  });
});
