import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ChatEntry, Handset } from './simulator-types.ts';
import type { WhatsAppNetwork } from './whatsapp-network.ts';
import type { WireTemplate } from './wire-types.ts';

interface Saved {
  handsets: Handset[];
  templates: Partial<WireTemplate>[];
  chats: ChatEntry[];
  windows: [string, number][];
  media: { id: string; mime: string; filename: string | null; base64: string }[];
}

/** Keeps the network's memory in one JSON file, so that a demo goes on where it was after a restart. */
export class StateFile {
  readonly #path: string;
  readonly #network: WhatsAppNetwork;
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string, network: WhatsAppNetwork) {
    this.#path = path;
    this.#network = network;
  }

  /** Reads the file if there is one. */
  async load(now: number): Promise<void> {
    let saved: Saved;
    try {
      saved = JSON.parse(await readFile(this.#path, 'utf8')) as Saved;
    } catch {
      return;
    }
    for (const handset of saved.handsets) this.#network.handsets.put({ ...handset, isOpen: false });
    for (const media of saved.media) this.#network.media.add(Buffer.from(media.base64, 'base64'), media.mime, media.filename, now, 7, media.id);
    for (const entry of saved.chats) this.#network.chats.put(entry);
    if (saved.templates.length > 0) this.#network.templates.set(saved.templates as WireTemplate[]);
    this.#network.restoreWindows(saved.windows);
  }

  /** Writes soon; many changes become one write. */
  touch(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      void this.flush();
    }, 700);
  }

  /** Writes now. */
  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#writing = this.#writing.then(async () => {
      const used = new Set(this.#network.chats.all().map((entry) => entry.media?.id));
      const saved: Saved = {
        handsets: this.#network.handsets.all(),
        templates: this.#network.templates.page(new URLSearchParams({ limit: '1000' }), '').data,
        chats: this.#network.chats.all(),
        windows: this.#network.windows(),
        media: [...this.#network.media.entries()]
          .filter((media) => used.has(media.id))
          .map((media) => ({ id: media.id, mime: media.mime, filename: media.filename, base64: media.bytes.toString('base64') })),
      };
      await mkdir(dirname(this.#path), { recursive: true });
      await writeFile(`${this.#path}.new`, JSON.stringify(saved));
      await rename(`${this.#path}.new`, this.#path);
    });
    await this.#writing;
  }
}
