import type { ChatEntry } from './simulator-types.ts';

/** A chat line with nothing in it yet. */
export function blankEntry(head: Pick<ChatEntry, 'id' | 'handsetId' | 'phoneNumberId' | 'direction' | 'at' | 'kind'>): ChatEntry {
  return {
    ...head,
    text: null,
    media: null,
    location: null,
    people: [],
    header: null,
    footer: null,
    choices: [],
    listButton: null,
    replyToId: null,
    merchantReaction: null,
    businessReaction: null,
    status: 'pending',
    error: null,
    isEdited: false,
    isRevoked: false,
  };
}
