import archive from 'lucide/dist/esm/icons/archive.mjs';
import arrowDown from 'lucide/dist/esm/icons/arrow-down.mjs';
import arrowLeft from 'lucide/dist/esm/icons/arrow-left.mjs';
import arrowUp from 'lucide/dist/esm/icons/arrow-up.mjs';
import ban from 'lucide/dist/esm/icons/ban.mjs';
import check from 'lucide/dist/esm/icons/check.mjs';
import checkCheck from 'lucide/dist/esm/icons/check-check.mjs';
import chevronDown from 'lucide/dist/esm/icons/chevron-down.mjs';
import chevronLeft from 'lucide/dist/esm/icons/chevron-left.mjs';
import chevronRight from 'lucide/dist/esm/icons/chevron-right.mjs';
import circle from 'lucide/dist/esm/icons/circle.mjs';
import circleAlert from 'lucide/dist/esm/icons/circle-alert.mjs';
import circleCheck from 'lucide/dist/esm/icons/circle-check.mjs';
import clock from 'lucide/dist/esm/icons/clock.mjs';
import contact from 'lucide/dist/esm/icons/contact.mjs';
import download from 'lucide/dist/esm/icons/download.mjs';
import ellipsis from 'lucide/dist/esm/icons/ellipsis.mjs';
import externalLink from 'lucide/dist/esm/icons/external-link.mjs';
import eye from 'lucide/dist/esm/icons/eye.mjs';
import file from 'lucide/dist/esm/icons/file.mjs';
import fileText from 'lucide/dist/esm/icons/file-text.mjs';
import image from 'lucide/dist/esm/icons/image.mjs';
import inbox from 'lucide/dist/esm/icons/inbox.mjs';
import info from 'lucide/dist/esm/icons/info.mjs';
import keyboard from 'lucide/dist/esm/icons/keyboard.mjs';
import link from 'lucide/dist/esm/icons/link.mjs';
import listChecks from 'lucide/dist/esm/icons/list-checks.mjs';
import listFilter from 'lucide/dist/esm/icons/list-filter.mjs';
import lock from 'lucide/dist/esm/icons/lock.mjs';
import logOut from 'lucide/dist/esm/icons/log-out.mjs';
import mapPin from 'lucide/dist/esm/icons/map-pin.mjs';
import messageCircle from 'lucide/dist/esm/icons/message-circle.mjs';
import messageSquareText from 'lucide/dist/esm/icons/message-square-text.mjs';
import mic from 'lucide/dist/esm/icons/mic.mjs';
import panelRight from 'lucide/dist/esm/icons/panel-right.mjs';
import paperclip from 'lucide/dist/esm/icons/paperclip.mjs';
import pause from 'lucide/dist/esm/icons/pause.mjs';
import phone from 'lucide/dist/esm/icons/phone.mjs';
import play from 'lucide/dist/esm/icons/play.mjs';
import reply from 'lucide/dist/esm/icons/reply.mjs';
import rotateCw from 'lucide/dist/esm/icons/rotate-cw.mjs';
import search from 'lucide/dist/esm/icons/search.mjs';
import send from 'lucide/dist/esm/icons/send.mjs';
import shoppingBag from 'lucide/dist/esm/icons/shopping-bag.mjs';
import smile from 'lucide/dist/esm/icons/face-slightly-smiling.mjs';
import sticker from 'lucide/dist/esm/icons/sticker.mjs';
import store from 'lucide/dist/esm/icons/store.mjs';
import ticket from 'lucide/dist/esm/icons/ticket.mjs';
import triangleAlert from 'lucide/dist/esm/icons/triangle-alert.mjs';
import user from 'lucide/dist/esm/icons/user.mjs';
import userCheck from 'lucide/dist/esm/icons/user-check.mjs';
import userPlus from 'lucide/dist/esm/icons/user-plus.mjs';
import users from 'lucide/dist/esm/icons/users.mjs';
import video from 'lucide/dist/esm/icons/video.mjs';
import wifiOff from 'lucide/dist/esm/icons/wifi-off.mjs';
import x from 'lucide/dist/esm/icons/x.mjs';
import zoomIn from 'lucide/dist/esm/icons/zoom-in.mjs';
import zoomOut from 'lucide/dist/esm/icons/zoom-out.mjs';

/** The icons the suite draws, by Lucide's names. Add an import and a line here to use another one. */
export const icons = {
  archive,
  'arrow-down': arrowDown,
  'arrow-left': arrowLeft,
  'arrow-up': arrowUp,
  ban,
  check,
  'check-check': checkCheck,
  'chevron-down': chevronDown,
  'chevron-left': chevronLeft,
  'chevron-right': chevronRight,
  circle,
  'circle-alert': circleAlert,
  'circle-check': circleCheck,
  clock,
  contact,
  download,
  ellipsis,
  'external-link': externalLink,
  eye,
  file,
  'file-text': fileText,
  image,
  inbox,
  info,
  keyboard,
  link,
  'list-checks': listChecks,
  'list-filter': listFilter,
  lock,
  'log-out': logOut,
  'map-pin': mapPin,
  'message-circle': messageCircle,
  'message-square-text': messageSquareText,
  mic,
  'panel-right': panelRight,
  paperclip,
  pause,
  phone,
  play,
  reply,
  'rotate-cw': rotateCw,
  search,
  send,
  'shopping-bag': shoppingBag,
  smile,
  sticker,
  store,
  ticket,
  'triangle-alert': triangleAlert,
  user,
  'user-check': userCheck,
  'user-plus': userPlus,
  users,
  video,
  'wifi-off': wifiOff,
  x,
  'zoom-in': zoomIn,
  'zoom-out': zoomOut,
} as const;

export type IconName = keyof typeof icons;
