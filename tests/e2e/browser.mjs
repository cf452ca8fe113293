// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One headless Chromium per test file, for pages that must need no file but themselves. NEARNATIVE_DEPS names the folder of playwright-core.
import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const deps = process.env.NEARNATIVE_DEPS ?? join(root, 'build', 'deps');
const {chromium} = createRequire(join(deps, 'package.json'))('playwright-core');
let browser;

export async function openBrowser() {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

export const closeBrowser = () => browser?.close();

/** Opens a page, runs `look` and then asserts that nothing was logged as an error and nothing asked for but the file itself. */
export async function visit({address}, look, {width = 1280, height = 900, colorScheme = 'light'} = {}) {
  const context = await browser.newContext({viewport: {width, height}, colorScheme, reducedMotion: 'reduce'});
  try {
    const page = await context.newPage();
    const problems = [], requests = [];
    page.on('console', message => ['error', 'warning'].includes(message.type()) && problems.push(message.text()));
    page.on('pageerror', error => problems.push(error.message));
    page.on('request', request => requests.push(request.url()));
    await page.goto(address);
    await look(page);
    assert.deepEqual(problems, []);
    assert.deepEqual(requests.filter(url => url.split('#')[0] !== address && !url.startsWith('data:')), []);
  } finally {
    await context.close();
  }
}
