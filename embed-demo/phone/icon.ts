import arrowLeft from 'lucide/dist/esm/icons/arrow-left.mjs';
import bell from 'lucide/dist/esm/icons/bell.mjs';
import check from 'lucide/dist/esm/icons/check.mjs';
import checkCheck from 'lucide/dist/esm/icons/check-check.mjs';
import chevronDown from 'lucide/dist/esm/icons/chevron-down.mjs';
import circleAlert from 'lucide/dist/esm/icons/circle-alert.mjs';
import clock from 'lucide/dist/esm/icons/clock.mjs';
import contact from 'lucide/dist/esm/icons/contact.mjs';
import externalLink from 'lucide/dist/esm/icons/external-link.mjs';
import fileText from 'lucide/dist/esm/icons/file-text.mjs';
import hourglass from 'lucide/dist/esm/icons/hourglass.mjs';
import image from 'lucide/dist/esm/icons/image.mjs';
import list from 'lucide/dist/esm/icons/list.mjs';
import mapPin from 'lucide/dist/esm/icons/map-pin.mjs';
import mic from 'lucide/dist/esm/icons/mic.mjs';
import pause from 'lucide/dist/esm/icons/pause.mjs';
import play from 'lucide/dist/esm/icons/play.mjs';
import plus from 'lucide/dist/esm/icons/plus.mjs';
import reply from 'lucide/dist/esm/icons/reply.mjs';
import search from 'lucide/dist/esm/icons/search.mjs';
import send from 'lucide/dist/esm/icons/send-horizontal.mjs';
import settings from 'lucide/dist/esm/icons/sliders-horizontal.mjs';
import smile from 'lucide/dist/esm/icons/face-slightly-smiling.mjs';
import sticker from 'lucide/dist/esm/icons/sticker.mjs';
import trash from 'lucide/dist/esm/icons/trash.mjs';
import video from 'lucide/dist/esm/icons/video.mjs';
import x from 'lucide/dist/esm/icons/x.mjs';

const icons = {
  arrowLeft,
  bell,
  check,
  checkCheck,
  chevronDown,
  circleAlert,
  clock,
  contact,
  externalLink,
  fileText,
  hourglass,
  image,
  list,
  mapPin,
  mic,
  pause,
  play,
  plus,
  reply,
  search,
  send,
  settings,
  smile,
  sticker,
  trash,
  video,
  x,
};
/** Icons of the phone page (Lucide, ISC). */
export type IconName = keyof typeof icons;

/** A new SVG of one icon in the colour of its text; decorative. */
export function icon(name: IconName): SVGSVGElement {
  const picture = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  picture.setAttribute('viewBox', '0 0 24 24');
  picture.setAttribute('aria-hidden', 'true');
  picture.setAttribute('class', 'icon');
  for (const [shape, attributes] of icons[name]) {
    const node = document.createElementNS('http://www.w3.org/2000/svg', shape);
    for (const [attribute, value] of Object.entries(attributes)) node.setAttribute(attribute, String(value));
    picture.append(node);
  }
  return picture;
}
