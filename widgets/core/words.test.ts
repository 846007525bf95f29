import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { defineElement } from './define-element.ts';
import { type Locale, resolveLocale } from './resolve-locale.ts';
import { speak } from './speak.ts';
import { type Words, WordsController } from './words.ts';

const english = { hello: 'Hello {name}', unread: { one: '{count} unread message', other: '{count} unread messages' } };
const words: Words<typeof english> = {
  english,
  others: { ms: () => Promise.resolve({ hello: 'Hai {name}', unread: '{count} mesej belum dibaca' }) },
};

class Greeter extends LitElement {
  @property() language: Locale = 'en';
  readonly words = new WordsController(this, words);

  protected override render(): string {
    return `${this.words.say('hello', { name: 'Aina' })} ${this.words.say('unread', { count: 1 })}`;
  }
}
defineElement('test-greeter', Greeter);

describe('words', () => {
  it('chooses the plural form and writes numbers the language’s way', () => {
    expect(speak('en', english.unread, '', { count: 1 })).to.equal('1 unread message');
    expect(speak('en', english.unread, '', { count: 1200 })).to.equal('1,200 unread messages');
    expect(speak('en', english.hello, '', {})).to.equal('Hello {name}');
    expect(speak('en', undefined, 'the.key')).to.equal('the.key');
  });

  it('the pseudo-locale is longer, accented, and keeps its marks', () => {
    expect(speak('en-XA', english.hello, '', { name: 'Aina' })).to.match(/^\[Hélló Aina·+\]$/);
  });

  it('each element speaks its own language, and changes it', async () => {
    const box = await fixture<HTMLElement>(html`<div><test-greeter></test-greeter><test-greeter language="ms"></test-greeter></div>`);
    const [one, two] = box.querySelectorAll<Greeter>('test-greeter');
    await waitUntil(() => two?.shadowRoot?.textContent === 'Hai Aina 1 mesej belum dibaca', 'Malay arrives');
    expect(one?.shadowRoot?.textContent).to.equal('Hello Aina 1 unread message');
    const before = one?.words.say;
    if (one) one.language = 'ms';
    await waitUntil(() => one?.shadowRoot?.textContent?.startsWith('Hai'), 'it changes');
    expect(one?.words.say === before).to.equal(false);
  });

  it('resolves what the page wishes to what there is', () => {
    expect(resolveLocale('ms-MY')).to.equal('ms');
    expect(resolveLocale(null, '', 'fr', 'en-GB')).to.equal('en');
    expect(resolveLocale('en-xa')).to.equal('en-XA');
    expect(resolveLocale()).to.equal('en');
  });
});
