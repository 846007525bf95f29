/** Things merchants write, to tap instead of typing while showing the product. */
export const quickLines: readonly string[] = [
  'Hi, mesin cetak resit tak keluar kertas langsung sejak pagi tadi',
  'Good morning, card payments are declined at counter 2',
  'Boleh tolong? Menu baru tak masuk dalam terminal',
  'Where can I find my November invoice?',
  'QR payment masuk tapi order masih tunjuk belum bayar',
  'Still not working 😟',
  'Ok dah boleh, terima kasih! 🙏',
];
