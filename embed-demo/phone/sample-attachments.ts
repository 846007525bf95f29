import type { InboundSpec } from '../simulators/graph/inbound-schema.ts';
import { drawPhoto, type PhotoSubject, photoSubjects } from './draw-photo.ts';
import type { IconName } from './icon.ts';
import type { HandsetSummary } from './phone-network.ts';

/** Something ready to send. `make` is called when it is tapped. */
export interface SampleAttachment {
  key: string;
  label: string;
  icon: IconName;
  tone: string;
  /** A small picture instead of the icon. */
  picture: string | null;
  make: () => Promise<{ spec: InboundSpec; file: Blob | null; filename: string | null }>;
}

const captions: Readonly<Record<PhotoSubject, { label: string; caption: string }>> = {
  printer: { label: 'Printer', caption: 'Lampu merah menyala' },
  'error-screen': { label: 'Error screen', caption: '' },
  receipt: { label: 'Receipt', caption: 'QR tak jelas' },
  shopfront: { label: 'Shop', caption: '' },
  terminal: { label: 'Card terminal', caption: 'Declined again' },
};
const thumbs = new Map<PhotoSubject, string>();

/** What the attachment sheet offers: sample photos, and one of every other kind. */
export function sampleAttachments(handset: HandsetSummary): SampleAttachment[] {
  const plain = (key: string, label: string, icon: IconName, tone: string, spec: InboundSpec): SampleAttachment => ({
    key,
    label,
    icon,
    tone,
    picture: null,
    make: async () => await Promise.resolve({ spec, file: null, filename: null }),
  });
  const outlet = handset.about.split(' + ')[0] ?? handset.about;
  return [
    ...photoSubjects.map((subject) => ({
      key: subject,
      label: captions[subject].label,
      icon: 'image' as const,
      tone: 'photo',
      picture: thumb(subject),
      make: async () => {
        const canvas = draw(subject, 1200);
        const file = await new Promise<Blob | null>((resolve) => {
          canvas.toBlob(resolve, 'image/jpeg', 0.85);
        });
        const { caption } = captions[subject];
        return { spec: { kind: 'image' as const, ...(caption === '' ? {} : { caption }) }, file, filename: null };
      },
    })),
    plain('document', 'Document', 'fileText', 'violet', { kind: 'document', caption: '' }),
    plain('video', 'Video', 'video', 'red', { kind: 'video' }),
    plain('location', 'Location', 'mapPin', 'green', {
      kind: 'location',
      latitude: 3.13036,
      longitude: 101.67147,
      name: outlet,
      address: 'Jalan Telawi 3, Bangsar, 59100 Kuala Lumpur',
    }),
    plain('contact', 'Contact', 'contact', 'blue', { kind: 'contacts', people: [{ name: 'Puan Ros (accounts)', phone: '+60 12-998 7766' }] }),
    plain('sticker', 'Sticker', 'sticker', 'amber', { kind: 'sticker' }),
    plain('poll', 'Poll', 'list', 'grey', { kind: 'unsupported', title: 'poll_creation' }),
  ];
}

function draw(subject: PhotoSubject, width: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = (width * 3) / 4;
  const context = canvas.getContext('2d');
  if (context !== null) {
    context.scale(width / 1200, width / 1200);
    drawPhoto(context, subject);
  }
  return canvas;
}

function thumb(subject: PhotoSubject): string {
  const known = thumbs.get(subject) ?? draw(subject, 160).toDataURL('image/jpeg', 0.8);
  thumbs.set(subject, known);
  return known;
}
