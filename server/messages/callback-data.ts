/** One of our messages, as it names itself to the channel. */
export interface OwnMessage {
  messageId: string;
  /** when its row was written, in milliseconds */
  writtenAt: number;
}

const FORM = /^([1-9]\d{0,18})\.([0-9a-z]{1,12})$/;

/**
 * What travels with a message to WhatsApp and comes back in its statuses: its id and when it was written. The id alone would also be
 * another system's number, or, after a backup was restored, another message's.
 */
export const callbackData = {
  write: ({ messageId, writtenAt }: OwnMessage): string => `${messageId}.${writtenAt.toString(36)}`,
  /** Null for anything we did not write. */
  read(text: string | null): OwnMessage | null {
    const [, messageId, writtenAt] = FORM.exec(text ?? '') ?? [];
    return messageId && writtenAt ? { messageId, writtenAt: Number.parseInt(writtenAt, 36) } : null;
  },
};
