import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renewalSettingsSchema } from '../../types/renewal-settings.ts';
import { decideStoredSettings } from './decide-stored-settings.ts';

const usual = { holidays: [{ on: '2026-08-31', name: 'Merdeka', zones: [] }] };

test('what is stored is what is set; nothing stored is the usual', () => {
  assert.deepEqual(decideStoredSettings({ mostPerCycle: 2 }, usual), { settings: renewalSettingsSchema.parse({ mostPerCycle: 2 }), broken: [] });
  assert.deepEqual(decideStoredSettings(undefined, usual), { settings: renewalSettingsSchema.parse(usual), broken: [] });
});

test('what cannot be understood is named and left out; the rest stays, and nothing is sent', () => {
  const { settings, broken } = decideStoredSettings({ isOn: true, mostPerCycle: 2, pressure: { most: 'many' }, sendFrom: '10:00' }, usual);
  assert.deepEqual(broken, ['pressure']);
  assert.deepEqual(settings, { ...renewalSettingsSchema.parse({ ...usual, mostPerCycle: 2, sendFrom: '10:00' }), isOn: false });
});

test('settings that contradict each other, and things that are none', () => {
  const night = decideStoredSettings({ sendFrom: '19:00', sendUntil: '08:00', currency: 'SGD' }, usual);
  assert.deepEqual([night.broken, night.settings.sendFrom, night.settings.currency, night.settings.isOn], [['sendFrom', 'sendUntil'], '09:00', 'SGD', false]);
  // alone it is later than the usual end
  const late = decideStoredSettings({ sendFrom: '19:00' }, usual);
  assert.deepEqual([late.broken, late.settings.sendFrom, late.settings.isOn], [['sendFrom', 'sendUntil'], '09:00', false]);
  for (const stored of [null, 'on', 7, [], { cadence: [] }, { isOn: 'yes' }]) assert.equal(decideStoredSettings(stored, usual).settings.isOn, false);
});
