/**
 * Emoji people use at work, by group, each with English and Malay words to find it by: `😀 grin happy | senyum gembira`.
 */
export const emojiList: readonly { icon: string; english: string; malay: string; entries: readonly string[] }[] = [
  {
    icon: '😀',
    english: 'Faces',
    malay: 'Muka',
    entries: [
      '😀 grin|sengih', '😃 smile|senyum', '😄 laugh|ketawa', '😁 beam|berseri', '😅 sweat relief|lega', '😂 tears of joy|ketawa menangis', '🙂 slight smile|senyum kecil',
      '😉 wink|kenyit', '😊 blush|malu', '😇 angel|malaikat', '😍 heart eyes love|suka', '😘 kiss|cium', '😎 cool|bergaya', '🤩 star struck wow|kagum', '🤗 hug|peluk',
      '🤔 thinking|fikir', '🤝 deal handshake|setuju', '😐 neutral|biasa', '🙄 eye roll|meluat', '😬 grimace|gelisah', '😴 sleep|tidur', '😕 confused|keliru', '😟 worried|risau',
      '😮 surprised|terkejut', '😢 cry sad|sedih', '😭 sob|menangis', '😓 sweat|penat', '😩 weary|letih', '😤 huff|geram', '😠 angry|marah', '🤯 mind blown|terkejut besar', '😷 mask sick|sakit',
    ],
  },
  {
    icon: '👍',
    english: 'Hands and hearts',
    malay: 'Tangan dan hati',
    entries: [
      '👍 thumbs up yes ok|bagus', '👎 thumbs down no|tidak bagus', '👌 ok perfect|baik', '✌️ peace|aman', '🤞 fingers crossed|harap', '👏 clap|tepuk', '🙌 hooray|hore', '🙏 thank you please|terima kasih tolong',
      '👋 wave hello|hai', '🤚 hand stop|tangan', '💪 strong|kuat', '👉 point right|tunjuk', '👆 point up|atas', '👇 point down|bawah', '✍️ write|tulis', '🫡 salute|tabik',
      '❤️ heart love|hati sayang', '🧡 orange heart|hati oren', '💛 yellow heart|hati kuning', '💚 green heart|hati hijau', '💙 blue heart|hati biru', '💜 purple heart|hati ungu', '💯 hundred|seratus', '🔥 fire|api',
      '✨ sparkles|berkilau', '⭐ star|bintang', '🎉 party celebrate|raikan', '🎊 confetti|konfeti',
    ],
  },
  {
    icon: '🧾',
    english: 'Shop and work',
    malay: 'Kedai dan kerja',
    entries: [
      '🧾 receipt|resit', '🖨️ printer|pencetak', '💻 laptop|komputer riba', '🖥️ computer|komputer', '📱 phone|telefon', '☎️ call|panggilan', '🔌 plug power|palam', '🔋 battery|bateri', '📶 signal wifi|isyarat', '🔧 wrench fix|baiki',
      '🛠️ tools repair|alat', '⚙️ gear settings|tetapan', '💳 card payment|kad bayaran', '💵 cash money|tunai', '🏪 shop|kedai', '🏬 mall|pusat beli-belah', '🍽️ meal|makan', '☕ coffee|kopi', '🧋 bubble tea|teh boba', '🍚 rice|nasi',
      '🍗 chicken|ayam', '🍜 noodles|mi', '🛒 cart|troli', '📦 box delivery|kotak', '🚚 truck|lori', '🛵 rider|penghantar', '📍 place pin|lokasi', '📅 calendar|kalendar', '⏰ alarm|penggera', '⏳ wait|tunggu',
      '📎 clip|klip', '📄 page|halaman', '📷 camera photo|kamera', '🔗 link|pautan', '🔒 lock|kunci', '🔑 key password|kata laluan', '📈 up sales|naik', '📉 down|turun', '🏷️ price label|harga', '🎁 gift|hadiah',
    ],
  },
  {
    icon: '✅',
    english: 'Signs',
    malay: 'Tanda',
    entries: [
      '✅ done check|selesai', '❌ cross no|salah', '❗ important|penting', '❓ question|soalan', '⚠️ warning|amaran', 'ℹ️ info|maklumat', '🔴 red|merah', '🟡 yellow|kuning', '🟢 green|hijau', '🔵 blue|biru', '➡️ right|kanan', '⬅️ left|kiri',
      '⬆️ up|atas', '⬇️ down|bawah', '🔄 refresh sync|segar semula', '⏸️ pause|jeda', '▶️ play|main', '🆗 ok|ok', '🆕 new|baharu', '☀️ sun morning|pagi', '🌙 moon night|malam', '🇲🇾 malaysia|malaysia',
    ],
  },
];
