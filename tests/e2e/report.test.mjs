// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Opens the report page from disk in headless Chromium and checks what a person would see and do.
// Run by ctest as report-page; NEARNATIVE_WASM_REPORT names the program, NEARNATIVE_DEPS the folder of playwright-core.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {pathToFileURL} from 'node:url';

import {closeBrowser, openBrowser, root, visit} from './browser.mjs';

const wasmReport = process.env.NEARNATIVE_WASM_REPORT ?? join(root, 'build', 'dev', 'bin', 'wasm-report');

const hostile = '</script><img src=x onerror="window.hostile=1">|"&amp;';
let folder;

/** Writes sample inputs and their report; returns the page's address and the report. */
function makeReport(name, sample, options = []) {
  const inputs = join(folder, name);
  execFileSync('python3', [join(root, 'tests/reports/Inputs/make-sample.py'), inputs, ...sample]);
  const out = join(inputs, 'out');
  execFileSync(wasmReport, [join(inputs, 'measurements.json'), '--findings', join(inputs, 'findings'), '--ledger', join(inputs, 'ledgers'), '-o', out, ...options], {stdio: 'pipe'});
  return {address: pathToFileURL(join(out, 'index.html')).href, report: JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')), out};
}

const pages = {};
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nearnative-page-'));
  pages.plain = makeReport('plain', ['--wrong', 'argmax:passes:wasmtime', '--wrong', 'eigen-gemv:strict:v8']);
  pages.hostile = makeReport('hostile', ['--rename', `dot-f32=${hostile}`], ['--title', hostile]);
  const nights = join(folder, 'nights');
  mkdirSync(nights);
  for (const [day, slower] of [['18', 1], ['19', 1.1], ['20', 1.02]]) {
    const {out} = makeReport(`night-${day}`, ['--started', `2026-11-${day}T02:00:00Z`, '--slower', `dot-f32=${slower}`]);
    copyFileSync(join(out, 'report.json'), join(nights, `2026-11-${day}.json`));
  }
  pages.nights = makeReport('nights-now', ['--slower', 'relu6-fminf=1.4', '--clang', '22.1.9', '--large'], ['--history', nights]);
  const sample = join(root, 'tests', 'reports', 'Inputs', 'model-measurements.json');
  pages.models = makeReport('models', [], ['--models', sample]);
  const odd = JSON.parse(readFileSync(sample, 'utf8'));
  odd.models[0].rows[0].title = odd.models[0].errors[0].message = odd.notes[0] = hostile;
  writeFileSync(join(folder, 'odd.json'), JSON.stringify(odd));
  pages.oddModels = makeReport('odd-models', [], ['--models', join(folder, 'odd.json')]);
  await openBrowser();
});
after(async () => {
  await closeBrowser();
  rmSync(folder, {recursive: true, force: true});
});

/** The visible marks of a class in a container, each with its box. */
const marks = (page, selector) => page.$$eval(selector, elements => elements.map(element => {
  const box = element.getBoundingClientRect();
  return {x: box.x, y: box.y + scrollY, width: box.width, height: box.height, fill: getComputedStyle(element).fill};
}));

/** Every label and mark of every plot lies inside its plot and the plot inside the window. */
async function assertPlotsFit(page) {
  const outside = await page.$$eval('.plot > svg, .plot > figure svg', svgs => svgs.flatMap(svg => {
    const frame = svg.getBoundingClientRect();
    const problems = frame.left < 0 || frame.right > innerWidth + 0.5 || frame.width < 200 || frame.height < 60 ? [`plot ${svg.getAttribute('aria-label')} ${frame.width}x${frame.height}`] : [];
    for (const element of svg.querySelectorAll('text, [aria-label=dot] path, [aria-label=dot] circle')) {
      const box = element.getBoundingClientRect();
      if (element.closest('[aria-label=tip]') || (!box.width && !box.height)) continue;
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
        problems.push(`${svg.getAttribute('aria-label')}: ${element.textContent || element.tagName} at ${Math.round(box.left - frame.left)}..${Math.round(box.right - frame.left)}`);
    }
    return problems;
  }));
  assert.deepEqual(outside, []);
}

async function assertNoSidewaysScroll(page) {
  const {content, view} = await page.evaluate(() => ({content: document.documentElement.scrollWidth, view: document.documentElement.clientWidth}));
  assert.ok(content <= view, `the page is ${content} px wide in a window of ${view} px`);
}

test('the head says what was measured, the cards what came out, the errors come first', () => visit(pages.plain, async page => {
  assert.equal(await page.textContent('h1'), 'nearnative: sample');
  assert.match(await page.textContent('#subtitle'), /corpus sample.*2026-11-21.*Sample CPU/);
  const {geomeans} = pages.plain.report.summary;
  const cards = await page.locator('.card').allInnerTexts();
  for (const engine of ['v8', 'wasmtime']) {
    const line = geomeans.find(means => means.engine === engine && means.group === 'all');
    const card = cards.find(text => text.startsWith({v8: 'V8', wasmtime: 'Wasmtime'}[engine]));
    assert.ok(card.includes(line.speedup.mean.words.split(' [')[0]), card);
    assert.ok(card.includes(`geomean of ${line.speedup.kernels}`), card);
    assert.ok(card.includes(`${Math.round(line.native_over_tuned.mean.ratio * 100)} % of native speed`), card);
  }
  assert.ok(cards.some(text => text.includes('Bytes') && text.includes('modules')));
  assert.ok(cards.some(text => text.includes('2 \u2192 6 of 9')), cards.join('\n'));

  assert.equal(await page.textContent('#errors-title'), '2 errors');
  assert.match(await page.innerText('#errors li:first-of-type'), /argmax.*passes, Wasmtime, small: output 0 differs/);
  const [errors, headline] = await Promise.all(['#errors', '#headline'].map(selector => page.locator(selector).boundingBox()));
  assert.ok(errors.height > 30 && errors.y < headline.y);
}));

test('plots show every kernel of every engine, with labels in view', () => visit(pages.plain, async page => {
  const {kernels} = pages.plain.report;
  const withSpeedup = kernels.filter(kernel => kernel.speedup);
  const dots = await marks(page, '#speedup .speedup-dot path, #speedup .speedup-dot circle');
  assert.equal(dots.length, withSpeedup.length);
  assert.ok(dots.every(dot => dot.width >= 4 && dot.height >= 4), JSON.stringify(dots));
  assert.equal((await marks(page, '#speedup .interval path')).length, withSpeedup.length);
  // What is outside the means is hollow.
  const hollow = dots.filter(dot => dot.fill === 'rgb(255, 255, 255)');
  assert.equal(hollow.length, withSpeedup.filter(kernel => kernel.outside_means).length);
  const labels = await page.$$eval('#speedup [aria-label="y-axis tick label"] text', texts => texts.map(text => text.textContent));
  assert.deepEqual([...labels].sort(), [...new Set(withSpeedup.map(kernel => kernel.kernel))].sort());
  // The largest gain is the top row, and its dots lie furthest right.
  assert.equal(labels[0], 'relu6-fminf');
  const [top] = await marks(page, '#speedup [aria-label="y-axis tick label"] text');
  const [rightmost] = dots.sort((a, b) => b.x - a.x);
  assert.ok(Math.abs(rightmost.y - top.y) < 20, `${rightmost.y} is not beside ${top.y}`);

  assert.equal(await page.locator('#times figure').count(), 3);
  for (const [build, field] of [['stock', 'stock'], ['tuned', 'tuned'], ['native-v3', 'native_v3'], ['twin', 'twin']])
    assert.equal((await marks(page, `#times .time-dot-${build} path, #times .time-dot-${build} circle`)).length, kernels.filter(kernel => kernel[field]).length, build);
  for (const side of ['before', 'after']) {
    const sizes = await marks(page, `#sizes .size-dot-${side} path, #sizes .size-dot-${side} circle`);
    assert.equal(sizes.length, 8);
    assert.ok(sizes.every(dot => dot.width > 4));
  }
  // Every tick of the logarithmic axes is labelled.
  assert.ok((await page.$$eval('#times [aria-label="x-axis tick label"] text', texts => texts.map(text => text.textContent))).every(Boolean));
  await assertPlotsFit(page);

  await page.selectOption('#times [name=scale]', 'element');
  assert.equal((await marks(page, '#times .time-dot-native-v2 path, #times .time-dot-native-v2 circle')).length, kernels.length);
  await page.selectOption('#sizes [name=bytes]', 'brotli');
  await assertPlotsFit(page);
  assert.equal(await page.locator('#history svg').count(), 0);
}));

test('the table sorts by mouse and by keyboard', () => visit(pages.plain, async page => {
  const names = () => page.$$eval('#results tbody tr', rows => rows.map(row => `${row.dataset.kernel} ${row.dataset.engine}`));
  const expected = compare => [...pages.plain.report.kernels].sort(compare).map(kernel => `${kernel.kernel} ${kernel.engine}`);
  const head = label => page.locator('#results th', {has: page.getByRole('button', {name: label, exact: true})});
  assert.deepEqual(await names(), expected(() => 0));

  await page.getByRole('button', {name: 'speed-up', exact: true}).click();
  assert.equal(await head('speed-up').getAttribute('aria-sort'), 'descending');
  const bySpeedup = expected((a, b) => (a.speedup === null) - (b.speedup === null) || b.speedup.ratio - a.speedup.ratio);
  assert.deepEqual(await names(), bySpeedup);
  assert.match(bySpeedup.at(-1), /^eigen-gemv v8/); // no number: last

  await page.getByRole('button', {name: 'speed-up', exact: true}).focus();
  await page.keyboard.press('Enter');
  assert.equal(await head('speed-up').getAttribute('aria-sort'), 'ascending');
  assert.match((await names()).at(-1), /^eigen-gemv v8/); // still last
  assert.match((await names())[0], /^gather-at wasmtime/);

  await page.getByRole('button', {name: 'kernel', exact: true}).focus();
  await page.keyboard.press('Space');
  assert.equal(await head('kernel').getAttribute('aria-sort'), 'ascending');
  assert.equal(await head('speed-up').getAttribute('aria-sort'), 'none');
  assert.match((await names())[0], /^argmax/);
}));

test('the table names wrong results and marked rows', () => visit(pages.plain, async page => {
  const wrong = await page.locator('#results tr[data-kernel=eigen-gemv][data-engine=v8] .wrong').allInnerTexts();
  assert.deepEqual(wrong, ['wrong']);
  const marked = page.locator('#results tr[data-kernel=tvm-default-loops]').first();
  assert.ok(await marked.getByText('outside means').isVisible());
  assert.equal(await marked.locator('.mark').getAttribute('title'), 'naive loops: says nothing about speed');
}));

test('filters narrow table and plots together', () => visit(pages.plain, async page => {
  const rows = () => page.locator('#results tbody tr').count();
  assert.equal(await rows(), 24);
  await page.fill('#filters [name=text]', 'gemm');
  assert.equal(await rows(), 3);
  assert.equal(await page.textContent('#count'), '3 of 24 rows');
  assert.equal((await marks(page, '#speedup .speedup-dot path, #speedup .speedup-dot circle')).length, 3);
  await page.selectOption('#filters [name=engine]', 'v8');
  assert.equal(await rows(), 1);
  assert.equal(await page.locator('#times figure').count(), 1);
  await page.fill('#filters [name=text]', 'no such kernel');
  assert.equal(await rows(), 0);
  assert.ok(await page.locator('#speedup').getByText('Nothing to draw').isVisible());
  await page.fill('#filters [name=text]', 'NARROW'); // a verdict, in any case
  assert.equal(await rows(), 3);
  await page.fill('#filters [name=text]', '');
  await page.selectOption('#filters [name=engine]', '');
  await page.selectOption('#filters [name=group]', 'checked');
  assert.equal(await rows(), 3);
}));

test('a row leads to its loops and post-link steps, by mouse, keyboard and address', async () => {
  await visit(pages.plain, async page => {
    const details = page.locator('#kernel-dot-f32');
    assert.equal(await details.getByText('V4,2|V4,1').isVisible(), false);
    await page.locator('#results tr[data-kernel=dot-f32][data-engine=v8] td:nth-child(3)').click();
    const text = await details.innerText();
    for (const part of ['dot_f32.c:9:3', 'V4,2|V4,1 narrow', 'V4,2|V4,4 better', '8 elements in flight natively, 4 on Wasm', 'v128-const-hoist', 'hoisted 4 constants in 1 function', 'Dropped sections: .debug_line', 'equal in every bit'])
      assert.ok(text.includes(part), `${part} in ${text}`);
    const box = await details.boundingBox();
    assert.ok(box.y >= 0 && box.y < 300, `scrolled to ${box.y}`);
    await assertNoSidewaysScroll(page);

    await page.locator('#results tr[data-kernel=relu6-fminf] a').first().focus();
    await page.keyboard.press('Enter');
    assert.ok(await page.locator('#kernel-relu6-fminf').getByText('V4,2|V4,2').isVisible());
  });
  await visit({address: pages.plain.address}, async page => {
    await page.goto(`${pages.plain.address}#kernel-gemm-f32-ikj`);
    await page.reload();
    assert.ok(await page.locator('#kernel-gemm-f32-ikj').getByText('gemm_f32_ikj.c:10:3').isVisible());
  });
});

test('bounds checks, fingerprint and glossary are there', () => visit(pages.plain, async page => {
  const checks = await page.innerText('#checks-tables');
  assert.match(checks, /gather-at\s+gather\s+1\.3\d/);
  assert.match(checks, /Wasmtime, explicit checks, tuned/);
  assert.match(await page.innerText('#fingerprint'), /tools\.wasmtime\s+48\.0\.0/);
  assert.match(await page.innerText('#glossary'), /regression\s+the interval of last night/i);
  await page.locator('footer summary').first().click();
  assert.match(await page.innerText('footer'), /Copyright 2020-2025 Observable/);
}));

test('nights: what changed, and the line', () => visit(pages.nights, async page => {
  assert.equal(await page.textContent('#since-title'), 'Since 2026-11-20');
  assert.match(await page.innerText('#since-summary'), /3 regressions among/);
  assert.match(await page.innerText('#since-changes'), /relu6-fminf\s+V8\s+small.*regression: 1\.[34]\dx slower/);
  assert.match(await page.innerText('#since-changes'), /tools\.clang: 22\.1\.8 \u2192 22\.1\.9/);
  assert.equal((await marks(page, '#history .night-dot path, #history .night-dot circle')).length, 2 * 4);
  await assertPlotsFit(page);
  // Two sizes: one is shown at a time.
  assert.equal(await page.locator('#results tbody tr').count(), 24);
  await page.selectOption('#filters [name=size]', 'large');
  assert.equal(await page.locator('#results tbody tr').count(), 24);
  assert.match(await page.innerText('#results tbody tr:first-child'), /large/);
}));

test('models: sentences, stacked phases, cold starts and tables', () => visit(pages.models, async page => {
  const [{measured: model, sentences}] = pages.models.report.models.models;
  const shown = model.rows.filter(row => !row.extra);
  const warm = shown.filter(row => row.correct);
  assert.ok(await page.locator('nav a[href="#models"]').isVisible());
  assert.deepEqual(await page.locator('#model-sentences li').allInnerTexts(), sentences);
  assert.match(await page.innerText('#model-problems'), /1 error\s+wasi-nn-openvino-v8: wrong result/);
  // Every row has a bar of all phases that meet; compute is nearly all of it.
  for (const phase of ['preprocess', 'set_input', 'compute', 'get_output', 'postprocess'])
    assert.equal((await marks(page, `#model-phases .part-${phase} rect`)).length, warm.length, phase);
  const names = await page.$$eval('#model-phases [aria-label="y-axis tick label"] text', texts => texts.map(text => text.textContent));
  assert.deepEqual(names, warm.map(row => row.title));
  const bars = await marks(page, '#model-phases .part-compute rect');
  const [native, pure] = ['native-onnxruntime', 'pure-vector-strict-v8'].map(name => bars[warm.findIndex(row => row.name === name)]);
  assert.ok(Math.abs(pure.width / native.width - 30.8 / 9.61) < 0.05, `${pure.width} against ${native.width}`);
  const before = (await marks(page, '#model-phases .part-set_input rect'))[0];
  assert.ok(Math.abs(before.x + before.width - native.x) < 0.6, `${before.x + before.width} and ${native.x}`);
  assert.equal((await marks(page, '#model-cold .part-compile rect')).length, warm.filter(row => row.cold_ns).length + warm.filter(row => row.cold_cached_ns).length);

  const times = await page.innerText('#model-times');
  assert.match(times, /WASI-NN, ONNX Runtime, Wasmtime\s+9\.78 ms\s+9\.81 ms\s+9\.96 ms\s+1\.01x\s+118 \u00b5s\s+21\.0 \u00b5s\s+9\.63 ms\s+701 ns\s+9\.41 \u00b5s\s+1\.18x\s+none\s+yes/);
  assert.match(times, /WASI-NN, OpenVINO, V8 wrong/);
  assert.match(await page.innerText('#model-pairs'), /ONNX Runtime, Wasmtime\s+compute\s+400\s+19\.2 \u00b5s\s+1\.002 \[1\.001, 1\.003\]/);
  const starts = await page.innerText('#model-starts');
  assert.match(starts, /WASI-NN, ONNX Runtime, V8\s+133 ms\s+not offered\s+78\.0 ms/);
  assert.match(starts, /pure Wasm, vector, strict, V8.*37,400\s+14,960\s+12,466\s+14\.0 MB\s+\u2013\s+88\.0 MB\s+410/);
  assert.match(await page.innerText('#model-notes'), /Left out: compiled-native-v3: .*models-apps/);
  await page.locator('#model-fingerprint summary').click();
  assert.match(await page.innerText('#model-fingerprint'), /libraries\.onnxruntime\.version\s+1\.31\.1/);
  await assertPlotsFit(page);

  // The questions aside, and another model.
  await page.check('#model-choice [name=extra]');
  assert.equal((await marks(page, '#model-phases .part-compute rect')).length, warm.length + 1);
  assert.match(await page.innerText('#model-starts'), /model by load\(\)/);
  await page.selectOption('#model-choice [name=model]', 'encoder');
  assert.match(await page.innerText('#model-sentences li:first-child'), /One inference of encoder/);
  assert.equal(await page.locator('#model-problems .problem').count(), 0);
  await assertPlotsFit(page);
  await assertNoSidewaysScroll(page);
}));

test('a report without models has no part for them', () => visit(pages.plain, async page => {
  assert.equal(await page.locator('#models').isVisible(), false);
  assert.equal(await page.locator('nav a[href="#models"]').isVisible(), false);
}));

test('names of models are text, never markup', () => visit(pages.oddModels, async page => {
  assert.equal(await page.evaluate(() => window.hostile), undefined);
  assert.equal(await page.locator('img').count(), 0);
  assert.ok((await page.innerText('#model-times')).includes(hostile.trim().split(/\s+/)[0]));
  await assertPlotsFit(page);
}));

test('names are text, never markup', () => visit(pages.hostile, async page => {
  assert.equal(await page.title(), hostile);
  assert.equal(await page.textContent('h1'), hostile);
  assert.equal(await page.evaluate(() => window.hostile), undefined);
  assert.equal(await page.locator('img').count(), 0);
  assert.equal(await page.locator('#results tbody a').first().textContent(), hostile);
  await page.locator('#results tbody tr').first().click();
  assert.ok(await page.getByText('dot_f32.c:9:3').isVisible());
  await assertPlotsFit(page);
  await assertNoSidewaysScroll(page);
}));

for (const width of [1280, 400])
  test(`nothing hangs over at ${width} px`, async () => {
    for (const each of Object.values(pages))
      await visit(each, async page => {
        await page.$$eval('details', list => list.forEach(details => { details.open = true; }));
        await assertNoSidewaysScroll(page);
        await assertPlotsFit(page);
      }, {width});
  });

test('plots follow the window', () => visit(pages.plain, async page => {
  await page.setViewportSize({width: 400, height: 800});
  await page.waitForFunction(() => document.querySelector('#speedup .plot svg').getBoundingClientRect().width < 400);
  await assertPlotsFit(page);
  await assertNoSidewaysScroll(page);
}));

test('a printed page is as wide as the paper', () => visit(pages.plain, async page => {
  await page.emulateMedia({media: 'print'});
  assert.equal(await page.locator('#filters').isVisible(), false);
  await assertNoSidewaysScroll(page);
}, {width: 1030})); // A4 landscape without its margins

for (const [colorScheme, kind] of [['light', 'nights'], ['dark', 'nights'], ['light', 'models'], ['dark', 'models']])
  test(`text is readable in the ${colorScheme} scheme: ${kind}`, () => visit(pages[kind], async page => {
    await page.$$eval('details', list => list.forEach(details => { details.open = true; }));
    const {worst, grounds} = await page.evaluate(() => {
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
        const style = getComputedStyle(element);
        const inPlot = element instanceof SVGElement;
        const [a, b] = [luminance(channels(inPlot ? style.fill : style.color)), luminance(ground(element))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < worst.ratio) worst = {ratio, text: element.textContent.slice(0, 60), tag: element.tagName, name: element.className};
      }
      return {worst, grounds: luminance(ground(document.body))};
    });
    assert.ok(worst.ratio >= 4.5, JSON.stringify(worst));
    assert.equal(grounds < 0.1, colorScheme === 'dark');
  }, {colorScheme}));
