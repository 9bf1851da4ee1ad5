/**
 * FOLDER FILE ... → for each file, what DAISY Ace finds; one browser for all of them.
 *
 * FOLDER takes Ace's own reports. Lines are tab-separated: "problem", file, "Ace", words; and when
 * a file is through, "checked", file, "Ace", version. A file without a last line was not checked.
 * Run it where the packages of needs/package.json lie in NODE_PATH.
 */
'use strict';

const path = require('path');

const ace = require('@daisy/ace-core');
const browser = require('@daisy/ace-axe-runner-puppeteer');
const winston = require('winston');

winston.configure({ silent: true });

/** Ace starts and ends the browser for each file; here it is left running until the last one. */
let running = null;
const shared = {
  ...browser,
  launch: () => (running ??= browser.launch()),
  close: async () => {},
};

const say = (kind, file, words) =>
  process.stdout.write(`${[kind, file, 'Ace', words.replace(/[\t\r\n]+/g, ' ')].join('\t')}\n`);

async function check(file, folder) {
  const options = { cwd: process.cwd(), outdir: folder, silent: true, jobid: file, lang: 'en' };
  const [, report] = await ace(file, options, shared);
  for (const { 'earl:testSubject': subject, assertions } of report.assertions) {
    for (const each of assertions) {
      if (each['earl:result']['earl:outcome'] !== 'fail') continue;
      const test = each['earl:test'];
      const what = each['earl:result']['dct:description'];
      say('problem', file, `${test['dct:title']} (${test['earl:impact']}): ${what} @ ${subject.url}`);
    }
  }
  const outcome = report['earl:result']['earl:outcome'];
  if (outcome !== 'pass') say('problem', file, `Ace's verdict is "${outcome}"`);
  say('checked', file, `Ace ${report['earl:assertedBy']['doap:release']['doap:revision']}`);
}

async function main([folder, ...files]) {
  for (const [number, file] of files.entries()) {
    try {
      await check(file, path.join(folder, String(number)));
    } catch (error) {
      say('problem', file, `it cannot be checked: ${error?.message ?? error}`);
    }
  }
  if (running) await browser.close();
  process.exit(0);
}

main(process.argv.slice(2));
