import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { endProcess } from '../services/private-instance.mjs';
import { processStarted } from '../services/process-identity.mjs';
import { profileFolder } from '../services/profile-state.mjs';
import { SetupError } from '../services/setup-error.mjs';

/** One process of the demo. In a session of its own, so that Ctrl-C reaches us first and it ends in its turn; its output goes to a file. */
export class DemoChild {
  constructor({ name, title, file, env, health }) {
    Object.assign(this, { name, title, file, env, health, hasEnded: false, isStopping: false });
    this.logFile = path.join(profileFolder('dev'), 'logs', `${name}.log`);
  }

  start() {
    mkdirSync(path.dirname(this.logFile), { recursive: true });
    const log = openSync(this.logFile, 'w');
    const child = spawn(process.execPath, [this.file], { detached: true, stdio: ['ignore', log, log], env: { ...process.env, ...this.env } });
    closeSync(log);
    this.pid = child.pid;
    this.started = processStarted(child.pid);
    this.ended = new Promise((resolve) => {
      child.once('error', () => resolve(1));
      child.once('exit', (code, signal) => resolve(code ?? signal));
    }).then((outcome) => {
      this.hasEnded = true;
      return outcome;
    });
    return this;
  }

  /** Waits until its health address answers 200. */
  async untilHealthy(withinMs = 60_000) {
    const until = Date.now() + withinMs;
    while (!(await answers(this.health))) {
      if (this.hasEnded) throw new SetupError(`${this.title}: ended while starting.\n${this.lastWords()}`);
      if (Date.now() > until) throw new SetupError(`${this.title}: not ready within ${withinMs / 1000} s.\n${this.lastWords()}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async stop(patienceMs) {
    this.isStopping = true;
    await endProcess(this, patienceMs);
  }

  lastWords() {
    return `${path.relative(process.cwd(), this.logFile)}:\n${readFileSync(this.logFile, 'utf8').trim().split('\n').slice(-12).join('\n')}`;
  }
}

async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(3_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
