/** As what WhatsApp carries a file: only the few picture, sound and film types it plays itself; everything else is a document. */
export function mediaKindOf(mime: string): 'image' | 'video' | 'audio' | 'document' {
  if (/^image\/(?:jpeg|png)$/.test(mime)) return 'image';
  if (/^video\/(?:mp4|3gpp)$/.test(mime)) return 'video';
  if (/^audio\/(?:aac|mp4|mpeg|amr|ogg)/.test(mime)) return 'audio';
  return 'document';
}
