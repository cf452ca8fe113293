// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Opens irdiff's page from disk in headless Chromium and checks what a person would see and do.
// Run by ctest as irdiff-page; NEARNATIVE_IRDIFF names the program, NEARNATIVE_DEPS the folder of playwright-core.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath, pathToFileURL} from 'node:url';

import {closeBrowser, openBrowser, root, visit} from './browser.mjs';

const irdiff = process.env.NEARNATIVE_IRDIFF ?? join(root, 'build', 'dev', 'bin', 'irdiff');

const hostile = '</script><img src=x onerror="window.hostile=1"><!--|"&amp;\'`${1}\u2028\\x07';
const source = `// The loops of this page.
float sum(const float *a, int n) {
#pragma clang fp reassociate(on)
  float s = 0;
  for (int i = 0; i < n; ++i)
    s += a[i];
  return s;
}
__attribute__((noinline)) void scale(float *a, float x, int n) {
  for (int i = 0; i < n; ++i)
    a[i] = a[i] * x + 1; // "</script>"
}
void rows(float *a, int m, int n) {
  for (int j = 0; j < m; ++j)
    scale(a + j * n, 2, n);
}
float ordered(const float *a, int n) {
  float s = 0;
  for (int i = 0; i < n; ++i)
    s += a[i];
  return s;
}
`;
let folder;
const pages = {};

/** The page with other data in it; `change` gets the findings and the details and changes them. */
function remake(name, from, change) {
  const page = readFileSync(fileURLToPath(from.address), 'utf8');
  const parts = ['findings-data', 'details-data'].map(id => new RegExp(`(<script type="application/json" id="${id}">)(.*?)(</script>)`, 's').exec(page));
  const [findings, details] = parts.map(part => JSON.parse(part[2]));
  change(findings, details);
  const safe = value => JSON.stringify(value).replaceAll('<', '\\u003c');
  const changed = page.replace(parts[0][0], () => parts[0][1] + safe(findings) + parts[0][3]).replace(parts[1][0], () => parts[1][1] + safe(details) + parts[1][3]);
  const path = join(folder, `${name}.html`);
  writeFileSync(path, changed);
  return {address: pathToFileURL(path).href, findings, details};
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nearnative-irdiff-'));
  writeFileSync(join(folder, 'loops.c'), source);
  const compile = (name, ...flags) => execFileSync('clang-22', [...flags, '-O3', '-gline-tables-only', '-S', '-emit-llvm', join(folder, 'loops.c'), '-o', join(folder, name)], {stdio: 'pipe'});
  compile('native.ll', '-march=x86-64-v2', '-fno-math-errno');
  compile('wasm.ll', '--target=wasm32-wasi', '-Wno-deprecated', '--no-wasm-opt', '-msimd128');
  execFileSync(irdiff, [join(folder, 'native.ll'), join(folder, 'wasm.ll'), '--format=html', '-o', join(folder, 'plain.html')]);
  pages.plain = remake('plain-again', {address: pathToFileURL(join(folder, 'plain.html')).href}, () => {});
  pages.plain.address = pathToFileURL(join(folder, 'plain.html')).href;

  const cause = (id, decisive) => ({id, title: `what ${id} is`, evidence: '4 accumulators natively, 1 on Wasm', remedy: 'Use `-fno-math-errno`, or **wait**.', decisive});
  const code = {instructions: 12, vector_instructions: 8, memory_accesses: 2, spills: 3, local_accesses: 9, locals: 4, address_adds: 2, vector_constants: 1, mix: {mulps: 4, addps: 2}};
  pages.rich = remake('rich', pages.plain, (findings, details) => {
    const loop = findings.loops.find(each => each.function === 'sum'), index = findings.loops.indexOf(loop);
    loop.causes = [cause('FP-ORDER', true), cause('WASM-IC1', false)];
    loop.native.code = loop.wasm.code = code;
    const remark = {kind: 'missed', pass: 'wasm-loop-shape', name: 'Refused', message: 'the order of a sum is kept', file: 'loops.c', line: loop.line, column: 3, count: 2};
    loop.remarks = [remark, {...remark, kind: 'passed', line: loop.line + 1, count: 1}];
    loop.wasm.bounds = {checks: 2, invariant: 1, provable: 0, blocking: 1, blocking_reason: 'RecurrencesInEarlyExitLoop', accesses_per_element: 1.25};
    loop.heat = 1000;
    details.code[index].native.assembly = 'mulps xmm0, xmm1\n';
    details.code[index].wasm.assembly = 'f32x4.mul\n';
    details.causes['FP-ORDER'] = '# FP-ORDER: title\n\nRemedy.\n\n## What it is\nA *chain* of `fadd`.\ngoes on here\n\n- one\n  and more\n- [LLVM](https://llvm.org/docs)\n- [bad](javascript:x)\n\n```c\nif (a < b) x();\n\n```\n<!-- measured: a b -->\n| entry | time |\n|---|---|\n| `a|b` | 2 |\n';
    findings.unmatched.push({side: 'native', kind: 'loop', function: 'alone', file: 'loops.c', line: 14, column: 3, reason: 'no such function on the other side'},
      {side: 'wasm', kind: 'function', function: 'helper', file: 'loops.c', line: 1, column: 0, reason: 'not there'});
  });
  pages.hostile = remake('hostile', pages.rich, (findings, details) => {
    for (const loop of findings.loops) {
      loop.id = hostile + loop.id;
      loop.function = hostile + loop.function;
      loop.reason = hostile;
      loop.native.callees = [hostile];
      for (const each of loop.causes) Object.assign(each, {title: hostile, evidence: hostile, remedy: hostile});
      for (const each of loop.remarks ?? []) Object.assign(each, {pass: hostile, message: hostile, file: hostile});
    }
    const [path] = Object.keys(details.sources);
    details.sources[`${path}${hostile}`] = hostile + details.sources[path];
    for (const loop of findings.loops) loop.path = `${path}${hostile}`;
    for (const each of Object.values(details.code)) each.native.ir = each.wasm.ir = hostile;
    findings.notes = [hostile];
    findings.tags = {[hostile]: hostile};
    findings.native.file = findings.wasm.triple = hostile;
    findings.unmatched.push({side: 'wasm', kind: 'loop', function: hostile, file: hostile, line: 1, column: 1, reason: hostile});
  });
  // 2 000 loops in 20 files, four alike on a line, 200 of them with code.
  pages.large = remake('large', pages.rich, (findings, details) => {
    const loops = findings.loops, ids = ['FP-ORDER', 'WASM-IC1', 'GATHER', 'MASKED-STORE'], verdicts = ['lost', 'narrow', 'both-scalar', 'parity', 'lane-emulated'];
    const text = Array.from({length: 5000}, (_, i) => `  line ${i + 1} of a source file;`).join('\n'), ir = '  %1 = fadd <4 x float> %2, %3\n'.repeat(150);
    details.sources = {};
    details.code = {};
    findings.loops = Array.from({length: 2000}, (_, i) => {
      const path = `/src/kernels/file_${i % 20}.c`;
      details.sources[path] = text;
      if (i < 200) details.code[i] = {native: {ir}, wasm: {ir}};
      const loop = structuredClone(loops[i % loops.length]);
      return Object.assign(loop, {id: `loop ${i}`, function: `kernel_${i}`, path, file: `file_${i % 20}.c`, line: 101 + i % 500, innermost: i % 4 > 0, verdict: verdicts[i % verdicts.length], heat: 1,
        cost_per_element: {wasm: i / 10, native_same_width: 1, native_best: 1, recoverable: i / 10 - 1, isa: 0}, causes: i % 3 ? [cause(ids[i % 4], true)] : []});
    });
  });
  await openBrowser();
});
after(async () => {
  await closeBrowser();
  rmSync(folder, {recursive: true, force: true});
});

const assertNoSidewaysScroll = async page => assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'scrolls sideways');
const names = page => page.$$eval('#loops tbody th', cells => cells.map(cell => cell.textContent));
/** The address changes first and the page follows in an event of its own: what a link leads to is there when its view is. */
const arrive = (page, view) => page.waitForSelector(`#view-${view}:not([hidden])`);
const open = async (page, name) => {
  await page.locator('#loops tbody a', {hasText: name}).first().click();
  await arrive(page, 'loop');
};

test('the list says what irdiff found', () => visit(pages.plain, async page => {
  const {loops, summary} = pages.plain.findings;
  assert.equal(await page.locator('#loops tbody tr').count(), loops.length);
  const row = page.locator('#loops tbody tr', {hasText: 'sum'});
  const {native, wasm, line, column, verdict} = loops.find(loop => loop.function === 'sum');
  assert.equal(await row.locator('.gutter').textContent(), `V${native.width},${native.interleave}\u2502V${wasm.width},${wasm.interleave}`);
  const text = await row.innerText();
  for (const part of [verdict, `loops.c:${line}:${column}`]) assert.ok(text.replaceAll('\n', '').includes(part), `${part} in ${text}`);
  assert.equal(await page.locator('#verdicts button').count(), Object.keys(summary.verdicts).length);
  assert.match(await page.innerText('#sides'), /native.ll\s*x86_64/);
  assert.equal(await page.title(), 'irdiff: native.ll | wasm.ll');
}));

test('filters by verdict, cause, file, text and depth', () => visit(pages.large, async page => {
  const counted = () => page.textContent('#count');
  assert.equal(await counted(), '2,001 of 2,001 loops'); // one of them has no counterpart
  await page.click('#verdicts [data-verdict=lost]');
  assert.equal(await counted(), '400 of 2,001 loops');
  assert.equal(await page.getAttribute('#verdicts [data-verdict=lost]', 'aria-pressed'), 'true');
  await page.click('#verdicts [data-verdict=narrow]'); // several add up
  assert.equal(await counted(), '800 of 2,001 loops');
  await page.fill('#filters [name=text]', 'FILE_3.c kernel_10');
  assert.ok((await names(page)).every(name => name.startsWith('kernel_10')));
  await page.click('#filters [type=reset]');
  await page.waitForFunction(() => document.querySelector('#count').textContent.startsWith('2,001'));
  await page.selectOption('#filters [name=cause]', 'GATHER');
  assert.match(await counted(), /^3\d\d of/);
  await page.selectOption('#filters [name=file]', '/src/kernels/file_2.c');
  assert.match(await counted(), /^[1-9]\d of/);
  await page.click('#filters [type=reset]');
  await page.check('#filters [name=innermost]');
  assert.match(await counted(), /^1,501 of/);
  await page.fill('#filters [name=text]', 'no loop is like zzz');
  assert.ok(await page.locator('#nothing').isVisible());
}));

test('sorts by worth, cost and source', () => visit(pages.large, async page => {
  assert.equal(await page.getAttribute('#loops th[data-key=worth]', 'aria-sort'), 'descending');
  const isFinding = verdict => !['parity', 'better', 'unmatched'].includes(verdict);
  const first = pages.large.findings.loops.findLast(loop => isFinding(loop.verdict));
  assert.equal((await names(page))[0], first.function);
  await page.click('#loops th[data-key=cost] button');
  assert.equal((await names(page))[0], 'kernel_1999');
  await page.click('#loops th[data-key=cost] button');
  assert.equal((await names(page))[0], 'kernel_0');
  await page.click('#loops th[data-key=source] button');
  assert.equal(await page.getAttribute('#loops th[data-key=source]', 'aria-sort'), 'ascending');
  assert.deepEqual((await page.$$eval('#loops .place', cells => cells.slice(0, 5).map(cell => cell.textContent.split(':')[1]))), ['101', '101', '101', '101', '121']);
}));

test('a loop: reason, causes with their pages, source, facts of both sides, code side by side', () => visit(pages.rich, async page => {
  await open(page, 'sum');
  const text = (await page.innerText('#view-loop')).replaceAll('\u00a0', ' ');
  for (const part of ['FP-ORDER', 'decisive', '4 accumulators natively, 1 on Wasm', 'What to do: Use -fno-math-errno, or wait.', 'WASM-IC1', 'for (int i = 0; i < n; ++i)',
    'width × interleave', 'RecurrencesInEarlyExitLoop', 'v128.const', '4 mulps, 2 addps', 'mulps xmm0, xmm1', 'f32x4.mul', 'fadd', 'heat', '1,000'])
    assert.ok(text.includes(part), `${part} in ${text}`);
  assert.doesNotMatch(text, /!dbg|!tbaa/);
  const gutters = await page.$$eval('#view-loop .source tr.here', ([line]) => [line.querySelector('.native').textContent, line.querySelector('.wasm').textContent]);
  assert.deepEqual((await page.locator('.remarks li').allInnerTexts()).map(text => text.replaceAll(/\s+/g, ' ')),
    ['missed wasm-loop-shape the order of a sum is kept × 2', 'passed wasm-loop-shape the order of a sum is kept loops.c:6:3']);
  const {native, wasm, verdict} = pages.rich.findings.loops.find(loop => loop.function === 'sum');
  assert.deepEqual(gutters, [`V${native.width},${native.interleave}`, `V${wasm.width},${wasm.interleave}${verdict}`]);

  await page.click('#view-loop .cause summary');
  const about = page.locator('#view-loop .page').first();
  assert.equal(await about.locator('pre').innerText(), 'if (a < b) x();\n');
  assert.deepEqual(await about.locator('li').allInnerTexts(), ['one and more', 'LLVM', 'bad']);
  assert.deepEqual(await about.locator('a').evaluateAll(links => links.map(link => link.href)), ['https://llvm.org/docs']);
  assert.deepEqual(await about.locator('em, p code').allInnerTexts(), ['chain', 'fadd']);
  assert.equal(await about.locator('tbody tr').count(), 1);
  assert.ok(!(await about.innerText()).includes('measured:'));
}));

test('the whole file has the marks of all its loops', () => visit(pages.rich, async page => {
  await open(page, 'scale');
  await page.keyboard.press('s');
  await arrive(page, 'file');
  assert.match(await page.innerText('#view-file h2'), /loops\.c$/);
  assert.equal(await page.locator('#view-file .source tbody tr').count(), source.trimEnd().split('\n').length);
  const marked = await page.$$eval('#view-file tr.loop th', cells => cells.map(cell => Number(cell.textContent)));
  assert.deepEqual(marked, [...new Set([...pages.rich.findings.loops.map(loop => loop.line), 14])].sort((a, b) => a - b));
  await page.locator('#view-file .source a').first().click();
  await arrive(page, 'loop');
  assert.equal(await page.innerText('#view-loop h2'), 'sum');
  await page.click('nav a[href="#files"]');
  await arrive(page, 'files');
  assert.match(await page.innerText('#view-files'), /loops\.c\s+\d+/);
  await page.click('nav a[href="#unpaired"]');
  await arrive(page, 'unpaired');
  assert.match(await page.innerText('#view-unpaired'), /native\s+loop\s+alone\s+loops.c:14:3\s+no such function/);
}));

test('loops alike on a line are one mark, and long files are folded', () => visit(pages.large, async page => {
  await page.click('nav a[href="#files"]');
  await page.locator('#view-files a', {hasText: 'file_0.c'}).click();
  await arrive(page, 'file');
  const marked = page.locator('#view-file tr.loop');
  assert.equal(await marked.count(), 25);
  assert.match(await marked.first().innerText(), /101\s+line 101 of a source file;\s+V\d,\d\s*lost × 4/);
  assert.deepEqual(await page.locator('#view-file .fold button').allInnerTexts(), ['lines 1 to 80', 'lines 602 to 5000']);
  await page.locator('#view-file .fold button').first().click();
  assert.equal(await page.locator('#view-file tbody tr').count(), 601 + 1);
  await marked.first().locator('a').click();
  await arrive(page, 'loops');
  assert.deepEqual((await names(page)).sort(), ['kernel_0', 'kernel_1000', 'kernel_1500', 'kernel_500']);
}));

test('by keyboard alone', () => visit(pages.rich, async page => {
  const focused = () => page.evaluate(() => document.activeElement.textContent);
  const list = await names(page);
  await page.keyboard.press('j');
  assert.equal(await focused(), list[0]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  assert.equal(await focused(), list[1]);
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), 'none');
  await page.keyboard.press('Enter');
  await arrive(page, 'loop');
  assert.equal(await page.innerText('#view-loop h2'), list[1]);
  await page.keyboard.press('j'); // on to the next
  await page.waitForFunction(name => document.querySelector('#view-loop h2').textContent === name, list[2]);
  await page.keyboard.press('Escape');
  await arrive(page, 'loops');
  assert.equal(await focused(), list[2]);
  await page.keyboard.press('/');
  await page.keyboard.type('scale j?'); // letters are text here
  assert.equal(await page.inputValue('#filters [name=text]'), 'scale j?');
  await page.keyboard.press('Escape');
  assert.equal(await page.inputValue('#filters [name=text]'), '');
  await page.keyboard.type('ordered');
  await page.keyboard.press('Enter'); // into the list
  assert.equal(await focused(), 'ordered');
  await page.keyboard.press('?');
  assert.ok(await page.locator('#keys').isVisible());
  await page.keyboard.press('Escape');
  assert.ok(!await page.locator('#keys').isVisible());
}));

test('an address leads to a loop, the way back to the list', () => visit(pages.rich, async page => {
  const {id} = pages.rich.findings.loops.find(loop => loop.function === 'scale');
  await page.goto(`${pages.rich.address}#loop=${encodeURIComponent(id)}`);
  await page.reload();
  assert.equal(await page.innerText('#view-loop h2'), 'scale');
  await page.click('#view-loop a[href="#loops"]');
  await arrive(page, 'loops');
  await open(page, 'sum');
  await page.goBack();
  await arrive(page, 'loops');
}));

test('names, paths and source are text, never markup', () => visit(pages.hostile, async page => {
  const everyLoop = await page.$$eval('#loops tbody a', links => links.map(link => link.hash));
  assert.equal(everyLoop.length, pages.hostile.findings.loops.length + 2);
  for (const hash of [...everyLoop, '#files', '#unpaired', `#file=${encodeURIComponent(pages.hostile.findings.loops[0].path)}`, '#file=%00', '#loop=%', '#loop=', '#line=x']) {
    await page.evaluate(to => { location.hash = to; }, hash);
    await page.waitForTimeout(20);
    assert.equal(await page.locator('img').count(), 0);
  }
  assert.equal(await page.evaluate(() => window.hostile), undefined);
  await page.evaluate(to => { location.hash = to; }, everyLoop[0]);
  await arrive(page, 'loop');
  assert.ok((await page.innerText('#view-loop h2')).includes('</script><img src=x'));
  assert.ok((await page.innerText('#view-loop .source')).includes('float sum'));
  await assertNoSidewaysScroll(page);
}));

test('2 000 loops: times are reported, all rows can be reached', report => visit(pages.large, async page => {
  const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);
  const filter = await page.evaluate(async () => {
    const times = [];
    for (const text of ['k', 'ke', 'kernel_1', 'file_3', 'fp-order', 'lost', 'zzz', '']) {
      const input = document.querySelector('#filters [name=text]');
      input.value = text;
      const start = performance.now();
      input.dispatchEvent(new Event('input', {bubbles: true}));
      await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
      times.push(performance.now() - start);
    }
    return Math.max(...times);
  });
  const opened = await page.evaluate(async () => {
    const start = performance.now();
    document.querySelector('#loops tbody a').click();
    await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    return performance.now() - start;
  });
  report.diagnostic(`first paint ${paint.toFixed(0)} ms, slowest filter ${filter.toFixed(0)} ms, opening a loop ${opened.toFixed(0)} ms`);
  // All rows can be reached, by keyboard and by scrolling.
  await page.keyboard.press('Escape');
  await arrive(page, 'loops');
  for (let i = 0; i < 120; ++i) await page.keyboard.press('j');
  assert.ok(await page.locator('#loops tbody tr').count() > 120);
  await page.waitForFunction(() => {
    scrollTo(0, document.body.scrollHeight);
    return document.querySelectorAll('#loops tbody tr').length === 2001;
  });
}));

for (const width of [1280, 400])
  test(`nothing hangs over at ${width} px`, async () => {
    for (const each of [pages.plain, pages.rich, pages.large, pages.hostile])
      await visit(each, async page => {
        await assertNoSidewaysScroll(page);
        await page.locator('#loops tbody td').first().click();
        await arrive(page, 'loop');
        await page.$$eval('details', list => list.forEach(details => { details.open = true; }));
        await assertNoSidewaysScroll(page);
        await page.keyboard.press('s');
        await arrive(page, 'file');
        await assertNoSidewaysScroll(page);
      }, {width});
  });

test('a screen reader finds its way', () => visit(pages.rich, async page => {
  const table = page.getByRole('table', {name: /Loops, one a row/});
  assert.equal(await table.getByRole('rowheader').count(), pages.rich.findings.loops.length + 1);
  assert.ok(await table.getByRole('columnheader', {name: 'Function'}).isVisible());
  assert.ok(await page.getByRole('searchbox', {name: 'Find'}).isVisible());
  assert.ok(await page.getByRole('button', {name: /lost|narrow|both-scalar|parity/}).first().isVisible());
  assert.ok(await page.getByRole('navigation', {name: 'Views'}).isVisible());
  await table.getByRole('link', {name: 'sum', exact: true}).click();
  await arrive(page, 'loop');
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H2');
  assert.ok(await page.getByRole('figure').first().isVisible());
}));

for (const colorScheme of ['light', 'dark'])
  test(`text is readable in the ${colorScheme} scheme`, () => visit(pages.rich, async page => {
    const look = () => page.evaluate(() => {
      const channels = colour => colour.match(/[\d.]+/g).map(Number);
      const luminance = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
      const ground = element => {
        for (let at = element; at; at = at.parentElement) {
          const found = channels(getComputedStyle(at).backgroundColor);
          if (found[3] !== 0) return found;
        }
        return [255, 255, 255];
      };
      let worst = {ratio: 21};
      for (const element of document.querySelectorAll('body *')) {
        const isText = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
        if (!isText || ['SCRIPT', 'STYLE', 'NOSCRIPT', 'OPTION'].includes(element.tagName) || !element.getClientRects().length) continue;
        const [a, b] = [luminance(channels(getComputedStyle(element).color)), luminance(ground(element))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < worst.ratio) worst = {ratio, text: element.textContent.slice(0, 60), tag: element.tagName, name: element.className};
      }
      return {worst, dark: luminance(ground(document.body)) < 0.1};
    });
    const first = await page.$eval('#loops tbody a', link => link.hash);
    for (const hash of ['#loops', first, '#files', '#unpaired']) {
      await page.evaluate(to => { location.hash = to; }, hash);
      await page.waitForTimeout(30);
      await page.$$eval('details', list => list.forEach(details => { details.open = true; }));
      const {worst, dark} = await look();
      assert.ok(worst.ratio >= 4.5, JSON.stringify(worst));
      assert.equal(dark, colorScheme === 'dark');
    }
  }, {colorScheme}));
