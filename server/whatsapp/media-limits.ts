import type { MediaKind } from '../../types/messages.ts';

const MB = 1024 * 1024;

/** Meta's size limits per kind (whatsapp.md §5); what is larger is not fetched. */
export const mediaLimits: Readonly<Record<MediaKind, number>> = { image: 5 * MB, audio: 16 * MB, video: 16 * MB, document: 100 * MB, sticker: 500 * 1024 };
