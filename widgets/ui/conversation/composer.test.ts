import { expect, fixture, html } from '@open-wc/testing';
import type { Conversation } from '../../core/conversation/conversation.ts';
import type { Draft } from '../../core/conversation/drafts.ts';
import { newConversation } from '../../core/conversation/new-conversation.ts';
import { format } from '../../core/format.ts';
import { speak } from '../../core/speak.ts';
import { sampleTicket } from '../../testing/sample-ticket.ts';
import { textOf } from '../../testing/text-of.ts';
import type { Composer } from './composer.ts';
import './composer.ts';
import { conversationEnglish } from './conversation-english.ts';
import type { ConversationSay } from './conversation-words.ts';

const say: ConversationSay = (key, values) => speak('en', conversationEnglish[key], key, values);
const conversation = (change: Partial<Conversation> = {}): Conversation => ({ ...newConversation('1'), phase: 'ready', ticket: sampleTicket('1'), ...change });
const show = (given: Conversation, draft: Partial<Draft> = {}): Promise<Composer> => {
  const whole: Draft = { mode: 'reply', reply: '', note: '', replyToId: null, noteKey: null, baseRevision: null, files: [], ...draft };
  return fixture<Composer>(
    html`<engage-composer can-reply can-upload .conversation=${given} .draft=${whole} .say=${say} .format=${format('en', 'Asia/Kuala_Lumpur')}></engage-composer>`,
  );
};
const heard = (composer: Composer, type: string): (() => number) => {
  let count = 0;
  composer.addEventListener(type, () => {
    count += 1;
  });
  return () => count;
};

describe('engage-composer', () => {
  it('writes no reply in a closed ticket but offers to reopen it; notes go on', async () => {
    const closed = conversation({ ticket: sampleTicket('1', { status: 'closed' }) });
    const composer = await show(closed, { reply: 'too late' });
    expect(textOf(composer)).to.include('This ticket is closed');
    expect(composer.renderRoot.querySelector('engage-textarea')).to.equal(null);
    await expect(composer).to.be.accessible();
    const reopened = heard(composer, 'ticket-reopen');
    composer.renderRoot.querySelector<HTMLElement>('.shut engage-button')?.click();
    expect(reopened()).to.equal(1);
    const noting = await show(closed, { mode: 'note' });
    expect(noting.renderRoot.querySelector('engage-textarea')).to.not.equal(null);
  });

  it('is closed by the ticket before the window: a template could not go out either', async () => {
    const composer = await show(conversation({ ticket: sampleTicket('1', { status: 'closed', windowEndsAt: null }) }));
    expect(textOf(composer)).to.include('This ticket is closed').and.not.include('template');
  });

  it('adds a note once while it is being kept', async () => {
    const composer = await show(conversation({ isNoting: true }), { mode: 'note', note: 'check' });
    const added = heard(composer, 'note-add');
    const enter = (): boolean | undefined =>
      composer.renderRoot.querySelector('engage-textarea')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', cancelable: true }));
    enter();
    expect(added()).to.equal(0);
    composer.conversation = conversation();
    await composer.updateComplete;
    enter();
    expect(added()).to.equal(1);
  });
});
