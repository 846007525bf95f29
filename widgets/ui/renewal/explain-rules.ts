import type { DecisionView } from '../../../types/renewals.ts';
import type { Format } from '../../core/format.ts';
import type { ExplainSay } from './explain-words.ts';
import { factValue } from './fact-value.ts';
import type { RenewalSay } from './renewal-words.ts';

/** One sentence of an explanation: a rule that holds back, one that is kept, or something that only was known. */
export interface ExplainRule {
  state: 'held' | 'passed' | 'told';
  text: string;
}

/** What is said by other sentences, or to nobody. */
const SILENT = new Set([
  'contactId',
  'timeZone',
  'localDay',
  'status',
  'daysLeft',
  'mostOutstanding',
  'mostPerCycle',
  'most',
  'days',
  'answeredAt',
  'hasComplaint',
]);
/** Reasons under which nothing is wrong. */
const FREE: readonly DecisionView['reason'][] = ['step_due', 'manual', 'not_yet', 'digest', 'finished'];

/** The facts of a decision as sentences. A fact a newer server knows is said by its name. */
export function explainRules(decision: DecisionView, say: ExplainSay, words: RenewalSay, format: Format): ExplainRule[] {
  const { facts, reason } = decision;
  const rules: ExplainRule[] = [];
  const shown = (name: string): string => factValue(facts[name] ?? null, words, format);
  const add = (state: ExplainRule['state'], text: string): void => {
    rules.push({ state, text });
  };
  const isTouched = typeof facts.touches === 'number' && typeof facts.most === 'number';
  if (facts.hasComplaint === true) add('held', say('complaint.held'));
  else if (facts.hasComplaint === false || isTouched) add('passed', say('complaint.passed'));
  if (facts.answeredAt) add(reason === 'replied' ? 'held' : 'told', say('answered.told', { at: shown('answeredAt') }));
  for (const name of Object.keys(facts)) {
    if (SILENT.has(name) || facts[name] === null) continue;
    const at = shown(name);
    switch (name) {
      case 'outstanding': {
        const isHeld = reason === 'cap_outstanding';
        add(isHeld ? 'held' : 'passed', say(isHeld ? 'outstanding.held' : 'outstanding.passed', { count: at, most: shown('mostOutstanding') }));
        break;
      }
      case 'sentInCycle': {
        const isHeld = reason === 'cap_cycle';
        add(isHeld ? 'held' : 'passed', say(isHeld ? 'cycle.held' : 'cycle.passed', { count: at, most: shown('mostPerCycle') }));
        break;
      }
      case 'touches': {
        const isFull = Number(facts.touches) >= Number(facts.most);
        const values = { count: at, most: shown('most'), days: shown('days') };
        if (reason === 'pressure') add('held', isFull ? say('touches.held', values) : say('touches.today'));
        else add(isFull ? 'told' : 'passed', say('touches.passed', values));
        break;
      }
      case 'lastPromptAt':
        add(reason === 'gap' ? 'held' : 'passed', say(reason === 'gap' ? 'gap.held' : 'gap.passed', { at }));
        break;
      case 'snoozedUntil':
        add(reason === 'snoozed' ? 'held' : 'told', say('snoozed.told', { at }));
        break;
      case 'undeliverableAt':
        add(reason === 'undeliverable' ? 'held' : 'told', say('reach.told', { at }));
        break;
      case 'localTime':
        if (reason === 'holiday') add('held', say('holiday.held'));
        add(reason === 'quiet_hours' ? 'held' : 'told', say(reason === 'quiet_hours' ? 'hours.held' : 'hours.told', { time: at }));
        break;
      case 'template':
        add(reason === 'template' ? 'held' : 'passed', say(reason === 'template' ? 'template.held' : 'template.passed', { name: at }));
        break;
      case 'expiresOn':
        add(reason === 'expiry_changed' ? 'held' : 'told', say(reason === 'expiry_changed' ? 'expiry.held' : 'expiry.told', { at }));
        break;
      case 'dueOn':
        add('told', typeof facts.daysLeft === 'number' ? say('due.told', { at, days: format.inDays(facts.daysLeft) }) : `${words('fact.dueOn')}: ${at}`);
        break;
      case 'outletStatus':
        add(reason === 'outlet_closed' ? 'held' : 'told', say('outlet.told', { status: at }));
        break;
      case 'outlets':
        add('told', say('outlets.told', { count: Number(facts.outlets) }));
        break;
      case 'supersedes':
        add('told', say('supersedes.told'));
        break;
      case 'mode':
        add('told', say('mode.told'));
        break;
      default:
        add('told', `${name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)}: ${at}`);
    }
  }
  // what no fact stands for is said by the reason alone
  if (!FREE.includes(reason) && !rules.some(({ state }) => state === 'held')) rules.unshift({ state: 'held', text: words(`reason.${reason}`) });
  return rules;
}
