/** What the sample pictures show. */
export const photoSubjects = ['printer', 'error-screen', 'receipt', 'shopfront', 'terminal'] as const;
/** One of the sample pictures. */
export type PhotoSubject = (typeof photoSubjects)[number];

/** Draws a picture a merchant might send, 1200 × 900, on any 2-D context. Everything is shapes: no assets, no trademarks. */
export function drawPhoto(context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D, subject: PhotoSubject): void {
  const box = (x: number, y: number, width: number, height: number, radius: number, fill: string | CanvasGradient): void => {
    context.fillStyle = fill;
    context.beginPath();
    context.roundRect(x, y, width, height, radius);
    context.fill();
  };
  const fade = (top: string, bottom: string, from = 0, to = 900): CanvasGradient => {
    const gradient = context.createLinearGradient(0, from, 0, to);
    gradient.addColorStop(0, top);
    gradient.addColorStop(1, bottom);
    return gradient;
  };
  const write = (text: string, x: number, y: number, size: number, fill: string, weight = 500, family = 'system-ui, sans-serif'): void => {
    context.fillStyle = fill;
    context.font = `${weight} ${size}px ${family}`;
    context.fillText(text, x, y);
  };
  const shadow = (blur: number, y: number, colour: string): void => {
    context.shadowBlur = blur;
    context.shadowOffsetY = y;
    context.shadowColor = colour;
  };
  const counter = (): void => {
    box(0, 0, 1200, 900, 0, fade('#cdbfae', '#a08c76'));
    box(0, 560, 1200, 340, 0, fade('#7b5a3d', '#4d3623', 560));
    context.fillStyle = 'rgba(255,255,255,.07)';
    for (let line = 0; line < 9; line += 1) context.fillRect(0, 590 + line * 38, 1200, 3);
  };
  const mono = 'ui-monospace, monospace';
  const receiptLines = [
    'KEDAI KOPI AH SENG',
    'Jalan Ipoh, Kuala Lumpur',
    '--------------------------',
    'Kopi O panas      2   5.00',
    'Roti bakar        1   4.50',
    'Nasi lemak ayam   2  19.80',
    'Teh tarik         3   9.60',
    '--------------------------',
    'Subtotal             38.90',
    'SST 6%                2.33',
    'TOTAL RM             41.23',
  ];

  context.save();
  context.textAlign = 'left';
  if (subject === 'printer') {
    counter();
    shadow(60, 30, 'rgba(0,0,0,.5)');
    box(300, 300, 600, 400, 36, fade('#3a3f47', '#1d2025', 300, 700));
    shadow(0, 0, 'transparent');
    box(330, 330, 540, 150, 24, fade('#4b515b', '#2c3037', 330, 480));
    box(390, 470, 420, 16, 8, '#08090b');
    box(410, 190, 380, 290, 4, fade('#f4f1ea', '#dcd7cb', 190, 480));
    for (let line = 0; line < 6; line += 1) box(440, 225 + line * 38, line % 3 === 2 ? 150 : 300 - line * 14, 8, 4, 'rgba(40,40,40,.16)');
    box(360, 560, 22, 22, 11, '#3ee08f');
    shadow(46, 0, '#ff3b30');
    box(420, 560, 22, 22, 11, '#ff4438');
    shadow(0, 0, 'transparent');
    write('POWER', 342, 616, 18, '#9aa2ad');
    write('ERROR', 408, 616, 18, '#ff8d85', 600);
    box(690, 548, 150, 54, 27, '#15171b');
    write('FEED', 735, 584, 24, '#9aa2ad', 600);
  } else if (subject === 'error-screen') {
    box(0, 0, 1200, 900, 0, fade('#20262f', '#12161c'));
    shadow(80, 20, 'rgba(0,0,0,.6)');
    box(110, 80, 980, 690, 26, '#0b0d10');
    shadow(0, 0, 'transparent');
    box(140, 110, 920, 630, 8, fade('#f7f9fb', '#e8edf3', 110, 740));
    box(140, 110, 920, 70, 8, '#21406b');
    write('Counter 1  ·  Cashier: Mei', 170, 156, 28, '#ffffff', 600);
    for (let cell = 0; cell < 8; cell += 1)
      box(170 + (cell % 4) * 150, 215 + Math.floor(cell / 4) * 150, 134, 134, 10, ['#dfe8f4', '#f4e8dc', '#e1f1e7', '#efe3f1'][cell % 4] ?? '#eee');
    box(790, 205, 245, 500, 8, '#ffffff');
    for (let line = 0; line < 7; line += 1) box(812, 235 + line * 48, 120 + ((line * 37) % 70), 12, 6, '#c9d2dd');
    shadow(50, 16, 'rgba(0,0,0,.35)');
    box(330, 320, 540, 250, 14, '#ffffff');
    shadow(0, 0, 'transparent');
    box(330, 320, 540, 64, 14, '#c92a2a');
    write('Menu sync failed', 362, 362, 30, '#ffffff', 700);
    write('Error E-1042: server did not answer.', 362, 434, 26, '#2a2f37');
    write('Last sync: yesterday, 23:41', 362, 474, 24, '#6a7280');
    box(680, 505, 160, 46, 6, '#21406b');
    write('Try again', 706, 537, 24, '#ffffff', 600);
    box(420, 770, 360, 24, 6, '#0b0d10');
    box(330, 794, 540, 18, 9, '#2b323c');
    context.fillStyle = 'rgba(255,255,255,.05)';
    context.beginPath();
    context.moveTo(140, 110);
    context.lineTo(720, 110);
    context.lineTo(320, 740);
    context.lineTo(140, 740);
    context.fill();
  } else if (subject === 'receipt') {
    counter();
    context.translate(600, 450);
    context.rotate(-0.06);
    shadow(50, 24, 'rgba(0,0,0,.45)');
    box(-260, -400, 520, 780, 4, fade('#fdfcf8', '#eeebe2', -400, 380));
    shadow(0, 0, 'transparent');
    for (const [index, line] of receiptLines.entries())
      write(line, -222, -340 + index * 38, index === 0 ? 30 : 26, index > 6 ? 'rgba(30,30,30,.32)' : '#2b2b2b', index === 0 ? 700 : 500, mono);
    for (let row = 0; row < 21; row += 1)
      for (let column = 0; column < 21; column += 1)
        if ((row * 7 + column * 13 + ((row * column) % 5)) % 3 === 0 || (row < 6 && column < 6) || (row < 6 && column > 14) || (row > 14 && column < 6))
          box(-104 + column * 10, 108 + row * 10, 10, 10, 0, '#262626');
    for (const [x, y] of [
      [-94, 118],
      [66, 118],
      [-94, 278],
    ] as const)
      box(x, y, 40, 40, 0, '#fdfcf8');
    for (const [x, y] of [
      [-84, 128],
      [76, 128],
      [-84, 288],
    ] as const)
      box(x, y, 20, 20, 0, '#262626');
    context.fillStyle = 'rgba(253,252,248,.75)';
    context.fillRect(-260, 200, 520, 40);
  } else if (subject === 'shopfront') {
    box(0, 0, 1200, 900, 0, fade('#8ec5ea', '#e9f3fb', 0, 500));
    box(0, 700, 1200, 200, 0, fade('#8d8f93', '#5e6064', 700));
    box(140, 150, 920, 560, 6, fade('#f3e7d3', '#dcc9ab', 150, 710));
    box(140, 190, 920, 120, 0, '#a61e1e');
    context.textAlign = 'center';
    write('RESTORAN SELERA KAMPUNG', 600, 268, 56, '#fff4d6', 800);
    context.textAlign = 'left';
    for (let stripe = 0; stripe < 12; stripe += 1) {
      context.fillStyle = stripe % 2 === 0 ? '#c73434' : '#fff8ec';
      context.beginPath();
      context.moveTo(140 + stripe * 76.7, 310);
      context.lineTo(216.7 + stripe * 76.7, 310);
      context.lineTo(216.7 + stripe * 76.7, 376);
      context.arc(178.3 + stripe * 76.7, 376, 38.3, 0, Math.PI);
      context.fill();
    }
    box(190, 430, 330, 280, 4, fade('#28444d', '#132126', 430, 710));
    box(690, 430, 320, 280, 4, fade('#28444d', '#132126', 430, 710));
    box(550, 430, 110, 280, 4, '#5c3b22');
    for (let lamp = 0; lamp < 3; lamp += 1) box(240 + lamp * 100, 470, 40, 22, 11, '#ffd37a');
    box(730, 470, 110, 140, 8, '#e9eef2');
    box(744, 484, 82, 70, 4, '#2f77c4');
    for (let table = 0; table < 3; table += 1) {
      box(210 + table * 300, 730, 180, 22, 8, '#d64545');
      box(290 + table * 300, 750, 20, 90, 4, '#3f4247');
    }
  } else {
    counter();
    shadow(60, 30, 'rgba(0,0,0,.5)');
    box(430, 110, 340, 680, 44, fade('#f5f6f8', '#c9ced6', 110, 790));
    shadow(0, 0, 'transparent');
    box(464, 156, 272, 300, 14, '#0e1a2b');
    write('DECLINED', 510, 250, 40, '#ff6b60', 800);
    write('Host timeout  (E06)', 498, 306, 24, '#cbd6e6');
    write('RM 128.40', 524, 392, 38, '#ffffff', 600);
    for (let key = 0; key < 12; key += 1)
      box(478 + (key % 3) * 86, 490 + Math.floor(key / 3) * 66, 72, 52, 12, key === 9 ? '#d94a41' : key === 11 ? '#39a869' : '#ffffff');
    for (let key = 0; key < 12; key += 1)
      write(
        ['1', '2', '3', '4', '5', '6', '7', '8', '9', '✕', '0', '○'][key] ?? '',
        505 + (key % 3) * 86,
        525 + Math.floor(key / 3) * 66,
        28,
        key === 9 || key === 11 ? '#fff' : '#4a515c',
        600,
      );
  }
  context.restore();
}
