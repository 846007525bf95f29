import { html, type TemplateResult } from 'lit';
import { parseMessageText, type TextPiece } from './parse-message-text.ts';

/** A message's words with WhatsApp's marks drawn, in their own direction (`dir="auto"`). */
export function messageText(text: string): TemplateResult {
  return html`<p class="text" dir="auto">${parseMessageText(text).map(draw)}</p>`;
}

function draw(piece: TextPiece): unknown {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'mono':
      return html`<code>${piece.text}</code>`;
    case 'bold':
      return html`<strong>${piece.pieces.map(draw)}</strong>`;
    case 'italic':
      return html`<em>${piece.pieces.map(draw)}</em>`;
    case 'strike':
      return html`<s>${piece.pieces.map(draw)}</s>`;
    case 'link':
      return html`<a href=${piece.href} target="_blank" rel="noopener noreferrer">${piece.text}</a>`;
  }
}
