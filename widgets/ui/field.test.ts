import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { adoptTokens } from '../theme/adopt-tokens.ts';
import type { Input } from './input.ts';
import './input.ts';
import type { Select } from './select.ts';
import './select.ts';
import type { Textarea } from './textarea.ts';
import './textarea.ts';

adoptTokens(document);

const options = [
  { value: 'open', label: 'Open' },
  { value: 'resolved', label: 'Resolved' },
];

describe('fields', () => {
  it('are accessible: label, help, error, hidden label, disabled', async () => {
    const element = await fixture<HTMLElement>(
      html`<div>
        <engage-input label="E-mail" help="The one you use for the POS."></engage-input><engage-input label="Password" type="password" error="Not right."></engage-input>
        <engage-input label="Search" hide-label type="search" icon="search" value="printer" clearable></engage-input><engage-input label="Outlet" value="Bangsar" disabled></engage-input>
        <engage-textarea label="Note" placeholder="Only staff see this"></engage-textarea><engage-textarea label="Reply" hide-label bare error="Too long."></engage-textarea>
        <engage-select label="Status" value="open" .options=${options}></engage-select><engage-select label="Category" placeholder="Choose…" .options=${options} error="Choose one."></engage-select>
      </div>`,
    );
    await expect(element).to.be.accessible();
  });

  it('input follows typing, clears, and goes into a form', async () => {
    const form = await fixture<HTMLFormElement>(html`<form><engage-input name="q" label="Search" clearable></engage-input></form>`);
    const input = form.querySelector<Input>('engage-input');
    if (!input) throw new Error('no input');
    input.focus();
    await sendKeys({ type: 'resit' });
    expect(input.value).to.equal('resit');
    await input.updateComplete;
    expect(new FormData(form).get('q')).to.equal('resit');
    input.renderRoot.querySelector<HTMLElement>('engage-icon-button')?.click();
    expect(input.value).to.equal('');
  });

  it('input marks itself invalid while required and empty, or in error', async () => {
    const input = await fixture<Input>(html`<engage-input label="E-mail" required></engage-input>`);
    expect(input.matches(':invalid')).to.equal(true);
    input.value = 'aina@kedai.my';
    await input.updateComplete;
    expect(input.matches(':invalid')).to.equal(false);
    input.error = 'Not known.';
    await input.updateComplete;
    expect(input.matches(':invalid')).to.equal(true);
    expect(input.renderRoot.querySelector('input')?.getAttribute('aria-invalid')).to.equal('true');
  });

  it('textarea grows with its text up to its limit, and takes text at the caret', async () => {
    const area = await fixture<Textarea>(html`<engage-textarea label="Note" rows="1" max-rows="4"></engage-textarea>`);
    const one = area.offsetHeight;
    area.value = 'a\nb\nc';
    await area.updateComplete;
    const three = area.offsetHeight;
    expect(three).to.be.greaterThan(one + 30);
    area.value = 'a\n'.repeat(40);
    await area.updateComplete;
    expect(area.offsetHeight).to.be.at.most(one + 62);
    area.value = 'ab';
    await area.updateComplete;
    area.renderRoot.querySelector('textarea')?.setSelectionRange(1, 1);
    area.insert('👍');
    expect(area.value).to.equal('a👍b');
  });

  it('select chooses and tells', async () => {
    const select = await fixture<Select>(html`<engage-select label="Status" value="open" .options=${options}></engage-select>`);
    const native = select.renderRoot.querySelector('select');
    let heard = 0;
    select.addEventListener('change', () => {
      heard += 1;
    });
    if (native) native.value = 'resolved';
    native?.dispatchEvent(new Event('change', { bubbles: true }));
    expect(select.value).to.equal('resolved');
    expect(heard).to.equal(1);
  });
});
