/** Rows of two columns in a frame. */
export function drawBox(title, rows) {
  const wide = Math.max(...rows.map(([left]) => left.length));
  const lines = rows.map(([left, right]) => `${left.padEnd(wide)}   ${right}`);
  const width = Math.max(title.length, ...lines.map((line) => line.length));
  const framed = (text) => `│ ${text.padEnd(width)} │`;
  return [`┌${'─'.repeat(width + 2)}┐`, framed(title), `├${'─'.repeat(width + 2)}┤`, ...lines.map(framed), `└${'─'.repeat(width + 2)}┘`].join('\n');
}
