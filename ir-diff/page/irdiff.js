// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Draws the page from the JSON in it. Everything from the input becomes text nodes and properties, never markup.
'use strict';

const find = selector => document.querySelector(selector);
const findings = JSON.parse(find('#findings-data').textContent);

/** Source, IR, generated code and causes' pages are large: they are read when the first of them is looked at. */
let details = () => {
  const parsed = JSON.parse(find('#details-data').textContent);
  parsed.lines = new Map(Object.entries(parsed.sources).map(([path, text]) => [path, text.split('\n')]));
  details = () => parsed;
  return parsed;
};

/** An element; children that are null or false are left out. */
function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties))
    if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  element.append(...children.flat().filter(child => child != null && child !== false));
  return element;
}

const verdictOrder = ['lost', 'in-name-only', 'lane-emulated', 'missing-idiom', 'narrow', 'both-scalar', 'unmatched', 'better', 'parity'];
const number = (value, digits = 2) => Number.isFinite(value) ? value.toFixed(digits).replace(/^-(0\.?0*)$/, '$1') : '';
const count = value => value.toLocaleString('en');
const plural = (value, word) => `${count(value)} ${word}${value === 1 ? '' : 's'}`;

function shapeOf(side) {
  if (side.state === 'deleted') return 'deleted';
  const shape = `V${side.width},${side.interleave}`;
  return side.state === 'unrolled' ? `unrolled ${shape}` : shape;
}

/** Where there is little room, long C++ names lose their template arguments and parameters, then their first namespaces. */
function shortName(name) {
  const most = 48;
  if (name.length <= most) return name;
  let short = '', depth = 0;
  // The brackets of operator<, operator() and operator-> are part of a name.
  for (const [token] of name.matchAll(/operator\s*(\(\)|->\*?|<=>|<<=?|>>=?|<=?|>=?)|->|[^]/g)) {
    const opens = token === '<' || token === '(', closes = token === '>' || token === ')';
    if (closes && --depth < 0) return name;
    if (!depth) short += token;
    if (opens && !depth++) short += '…';
  }
  if (depth) return name;
  while (short.length > most && short.includes('::')) short = short.slice(short.indexOf('::') + 2);
  return short;
}

// ---- The rows: paired loops, and those that one side has alone. ----

const placeOf = ({file, line, column}) => line ? `${file}:${line}:${column}` : file || '?';
const hasHeat = findings.loops.some(loop => loop.heat !== 1);

const rows = findings.loops.map((loop, index) => ({
  index, loop, id: loop.id, verdict: loop.verdict, native: shapeOf(loop.native), wasm: shapeOf(loop.wasm),
  name: loop.function, place: placeOf(loop), file: loop.path || loop.file, line: loop.line, column: loop.column, innermost: loop.innermost,
  gap: loop.cost_per_element.recoverable, isa: loop.cost_per_element.isa, cost: loop.cost_per_element.wasm,
  worth: loop.cost_per_element.recoverable * loop.heat, heat: loop.heat, reason: loop.reason, causes: loop.causes,
}));
// Of a loop without counterpart only the name of its file is known: it is shown in the file of that name, if there is one.
const pathsOfName = Map.groupBy(new Set(findings.loops.filter(loop => loop.path).map(loop => loop.path)), path => path.split(/[/\\]/).pop());
const unpairedLoops = findings.unmatched.filter(entry => entry.kind === 'loop');
for (const [index, entry] of unpairedLoops.entries()) {
  const isNative = entry.side === 'native', paths = pathsOfName.get(entry.file) ?? [];
  rows.push({
    index: -1, id: `unpaired ${index}`, verdict: 'unmatched', native: isNative ? 'loop' : '?', wasm: isNative ? '?' : 'loop', name: entry.function,
    place: placeOf(entry), file: paths.length === 1 ? paths[0] : entry.file, line: entry.line, column: entry.column, innermost: true,
    gap: NaN, isa: NaN, cost: NaN, worth: NaN, heat: NaN, reason: entry.reason, causes: [],
  });
}
for (const row of rows) {
  row.short = shortName(row.name);
  row.position = row.line ? `:${row.line}:${row.column}` : '';
  row.haystack = [row.name, row.place, row.file, row.verdict, row.reason, ...row.causes.map(cause => `${cause.id} ${cause.title}`), ...(row.loop?.remarks ?? []).map(({kind, pass, message}) => `${kind} ${pass} ${message}`)].join('\n').toLowerCase();
}
const rowsById = new Map(rows.map(row => [row.id, row]));
const rowsByFile = Map.groupBy(rows.filter(row => row.line), row => row.file);
const addressOf = row => `#loop=${encodeURIComponent(row.id)}`;
const addressOfFile = (path, line) => `#file=${encodeURIComponent(path)}${line ? `&line=${line}` : ''}`;
const fileName = path => path.split(/[/\\]/).pop();

const gutter = (native, wasm) => [make('span', {}, native), make('span', {className: 'bar'}, '│'), make('span', {}, wasm)];

// ---- List, filters, order ----

const columns = [
  {key: 'shape', title: 'Native│Wasm', className: 'col-gutter', first: 'ascending', compare: (a, b) => (b.loop?.native.elements_in_flight ?? 0) - (a.loop?.native.elements_in_flight ?? 0)},
  {key: 'verdict', title: 'Verdict', className: 'col-verdict', first: 'ascending', compare: (a, b) => verdictOrder.indexOf(a.verdict) - verdictOrder.indexOf(b.verdict)},
  {key: 'worth', title: hasHeat ? 'Gap × heat' : 'Gap', className: 'col-number', first: 'descending', compare: byWorth},
  {key: 'isa', title: 'ISA', className: 'col-number optional spare', first: 'descending', value: row => row.isa},
  {key: 'cost', title: 'Cost', className: 'col-number spare', first: 'descending', value: row => row.cost},
  {key: 'name', title: 'Function', className: '', first: 'ascending', compare: (a, b) => a.name.localeCompare(b.name)},
  {key: 'source', title: 'Source', className: 'col-place spare', first: 'ascending', compare: bySource},
  {key: 'cause', title: 'Cause', className: 'col-cause optional spare', first: 'ascending', compare: (a, b) => (a.causes[0]?.id ?? '\uffff').localeCompare(b.causes[0]?.id ?? '\uffff')},
];
const collator = new Intl.Collator('en');
/** What is a finding comes before what only costs more by the estimate; what has no number is last. */
function byWorth(a, b) {
  const finding = row => verdictOrder.indexOf(row.verdict) < verdictOrder.indexOf('unmatched');
  return finding(a) - finding(b) || (a.worth || 0) - (b.worth || 0) || verdictOrder.indexOf(b.verdict) - verdictOrder.indexOf(a.verdict);
}
function bySource(a, b) { return collator.compare(a.file, b.file) || a.line - b.line || a.column - b.column; }

const filters = find('#filters');
const chosen = {verdicts: new Set(), sort: 'worth', direction: 'descending'};
let shown = []; // rows that pass, in order
let drawn = 0; // how many of them are in the table
const chunk = 100;
const body = find('#loops tbody');

function numberCell(value, className = '') {
  const text = number(value);
  return make('td', {className: `number ${className} ${Number(text) ? '' : 'zero'}`}, text);
}

function cellsOf(row) {
  const cause = row.causes[0]?.id ?? '';
  return [
    make('td', {className: 'gutter'}, gutter(row.native, row.wasm)),
    make('td', {className: `verdict ${row.verdict}`}, row.verdict),
    numberCell(row.worth),
    numberCell(row.isa, 'optional spare'),
    numberCell(row.cost, 'spare'),
    make('th', {scope: 'row', title: row.name}, make('a', {href: addressOf(row), className: 'mono'}, row.short)),
    make('td', {className: 'mono place spare', title: row.file}, make('div', {}, make('span', {}, row.place.slice(0, row.place.length - row.position.length)), row.position)),
    make('td', {className: 'mono optional spare', title: row.causes.map(each => each.id).join(', ')}, cause, row.causes.length > 1 && ` +${row.causes.length - 1}`),
  ];
}

function drawMore() {
  const part = document.createDocumentFragment();
  for (const row of shown.slice(drawn, drawn + chunk)) {
    const line = make('tr', {}, cellsOf(row));
    line.row = row;
    part.append(line);
  }
  drawn = Math.min(shown.length, drawn + chunk);
  body.append(part);
}

function isShown(row, words) {
  return (!chosen.verdicts.size || chosen.verdicts.has(row.verdict)) &&
    (!filters.elements.cause.value || row.causes.some(cause => cause.id === filters.elements.cause.value)) &&
    (!filters.elements.file.value || row.file === filters.elements.file.value) &&
    (!filters.elements.innermost.checked || row.innermost) && words.every(word => row.haystack.includes(word));
}

/** All rows in the chosen order: sorting takes longer than filtering, and is done less often. */
function order() {
  const column = columns.find(each => each.key === chosen.sort);
  const sign = chosen.direction === 'ascending' ? 1 : -1;
  // What has no number stays at the end.
  const compare = column.compare ?? ((a, b) => {
    const [x, y] = [column.value(a), column.value(b)];
    return Number.isNaN(x) || Number.isNaN(y) ? sign * (Number.isNaN(x) - Number.isNaN(y)) : x - y;
  });
  rows.sort((a, b) => sign * compare(a, b) || bySource(a, b));
}

function drawList() {
  const words = filters.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
  shown = rows.filter(row => isShown(row, words));
  drawn = 0;
  body.replaceChildren();
  drawMore();
  for (const header of document.querySelectorAll('#loops thead th')) {
    if (header.dataset.key === chosen.sort) header.setAttribute('aria-sort', chosen.direction);
    else header.removeAttribute('aria-sort');
  }
  for (const button of document.querySelectorAll('#verdicts button')) button.setAttribute('aria-pressed', chosen.verdicts.has(button.dataset.verdict));
  find('#nothing').hidden = shown.length > 0;
  find('#count').textContent = `${count(shown.length)} of ${plural(rows.length, 'loop')}`;
}

function choice(select, all, options) {
  select.append(make('option', {value: ''}, all), ...options.map(([value, text]) => make('option', {value}, text)));
}

function drawFilters() {
  const totals = new Map(verdictOrder.map(verdict => [verdict, 0]));
  for (const row of rows) totals.set(row.verdict, (totals.get(row.verdict) ?? 0) + 1);
  for (const [verdict, total] of totals) {
    if (!total) continue;
    const segment = make('span', {className: verdict, title: `${verdict} ${total}`});
    segment.style.flex = total;
    find('#bar').append(segment);
    const button = make('button', {type: 'button', className: verdict}, verdict, make('b', {}, count(total)));
    button.dataset.verdict = verdict;
    find('#verdicts').append(button);
  }
  for (const side of ['native', 'wasm']) find('#loops').style.setProperty(`--${side}`, rows.reduce((widest, row) => Math.max(widest, row[side].length), 4));
  const causes = new Map();
  for (const row of rows) for (const cause of row.causes) causes.set(cause.id, (causes.get(cause.id) ?? 0) + 1);
  choice(filters.elements.cause, 'any', [...causes].sort().map(([id, total]) => [id, `${id} (${total})`]));
  const files = [...Map.groupBy(rows, row => row.file)].sort(([a], [b]) => collator.compare(fileName(a), fileName(b)) || collator.compare(a, b));
  choice(filters.elements.file, 'any', files.map(([path, inFile]) => [path, `${fileName(path) || '?'} (${inFile.length})`]));
  find('#loops thead tr').append(...columns.map(column => {
    const header = make('th', {scope: 'col', className: column.className}, make('button', {type: 'button'}, column.title));
    header.dataset.key = column.key;
    if (column.className.includes('col-number')) header.classList.add('number');
    return header;
  }));
}

// ---- One loop ----

/** Markdown as the causes' pages use it: headings, paragraphs, lists, tables, code; `inline` code, **bold**, *emphasis*, [links](https://…). */
function inlineMarkdown(text) {
  const parts = [];
  let rest = 0;
  for (const match of text.matchAll(/`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\[([^\]]+)\]\(([^)\s]+)\)/g)) {
    parts.push(text.slice(rest, match.index));
    const [all, code, bold, emphasis, label, address] = match;
    if (code) parts.push(make('code', {}, code));
    else if (bold) parts.push(make('b', {}, inlineMarkdown(bold)));
    else if (emphasis) parts.push(make('em', {}, inlineMarkdown(emphasis)));
    else parts.push(/^https?:/.test(address) ? make('a', {href: address, rel: 'noreferrer'}, inlineMarkdown(label)) : label);
    rest = match.index + all.length;
  }
  parts.push(text.slice(rest));
  return parts;
}

function markdown(text) {
  const blocks = [];
  const lines = text.replace(/<!--.*?-->/gs, '').split('\n');
  const isBlock = line => /^(#|```|[-*] |\d+\. |\|)/.test(line);
  for (let i = 0; i < lines.length;) {
    const line = lines[i];
    const take = test => {
      const taken = [];
      while (i < lines.length && test(lines[i])) taken.push(lines[i++]);
      return taken;
    };
    const heading = /^#+ (.*)/.exec(line);
    if (!line.trim()) ++i;
    else if (heading) {
      blocks.push(make('h4', {}, inlineMarkdown(heading[1])));
      ++i;
    } else if (line.startsWith('```')) {
      ++i;
      const code = take(each => !each.startsWith('```'));
      ++i;
      blocks.push(make('pre', {}, make('code', {}, code.join('\n'))));
    } else if (line.startsWith('|')) {
      const [head, , ...rest] = take(each => each.startsWith('|')).map(each => each.replace(/^\||\|\s*$/g, '').split(/(?<!\\)\|/).map(cell => cell.trim()));
      blocks.push(make('div', {className: 'scroll'}, make('table', {},
        make('thead', {}, make('tr', {}, head.map(cell => make('th', {scope: 'col'}, inlineMarkdown(cell))))),
        make('tbody', {}, rest.map(cells => make('tr', {}, cells.map(cell => make('td', {}, inlineMarkdown(cell)))))))));
    } else if (/^([-*]|\d+\.) /.test(line)) {
      const ordered = /^\d/.test(line);
      const items = [];
      for (const each of take(next => next.trim() && (!isBlock(next) || /^([-*]|\d+\.) /.test(next)))) {
        const item = /^(?:[-*]|\d+\.) (.*)/.exec(each);
        if (item) items.push(item[1]);
        else items[items.length - 1] += ` ${each.trim()}`;
      }
      blocks.push(make(ordered ? 'ol' : 'ul', {}, items.map(item => make('li', {}, inlineMarkdown(item)))));
    } else {
      const paragraph = [lines[i++], ...take(each => each.trim() && !isBlock(each))];
      blocks.push(make('p', {}, inlineMarkdown(paragraph.join(' '))));
    }
  }
  return blocks;
}

function causeCard(cause) {
  const page = details().causes[cause.id];
  return make('article', {className: 'cause'},
    make('h4', {}, make('code', {}, cause.id), cause.title, cause.decisive && make('span', {className: 'tag'}, 'decisive')),
    cause.evidence && make('p', {}, cause.evidence),
    cause.remedy && make('p', {}, make('b', {}, 'What to do: '), inlineMarkdown(cause.remedy)),
    // Its title and its first paragraph, the remedy, are above.
    page && make('details', {}, make('summary', {}, `About ${cause.id}`), make('div', {className: 'page'}, markdown(page.slice(Math.max(0, page.indexOf('\n## ')))))));
}

function remarkList(loop) {
  return make('ul', {className: 'remarks'}, loop.remarks.map(({kind, pass, message, file, line, column, count: times}) => make('li', {},
    make('span', {className: 'tag'}, kind), ' ', make('code', {}, pass), ' ', message,
    (line !== loop.line || file !== loop.file) && make('span', {className: 'mono muted'}, ` ${placeOf({file, line, column})}`),
    times > 1 && make('span', {className: 'muted'}, ` × ${count(times)}`))));
}

const trimmed = value => value ? String(Number(value.toFixed(3))) : '';
const perElement = key => side => trimmed(side[key] / Math.max(1, side.source_iterations));
const whole = key => side => side[key] ? count(side[key]) : '';
const bySize = key => side => Object.entries(side[key] ?? {}).map(([bytes, times]) => `${times}\u00a0×\u00a0${bytes}\u00a0B`).join(', ');
const inCode = key => side => side.code?.[key] != null ? count(side.code[key]) : '';
const inBounds = key => side => side.bounds?.[key] ? typeof side.bounds[key] === 'number' ? trimmed(side.bounds[key]) : side.bounds[key] : '';

/** What the table of facts says: [title, value of a side as text]; a title alone begins a part. Rows that are empty on both sides are left out. */
const facts = [
  ['Shape'],
  ['state', side => side.state],
  ['width × interleave', side => side.state === 'deleted' ? '' : `${side.width} × ${side.interleave}`],
  ['bits of an element', whole('element_bits')],
  ['vectorized by', side => side.vectorizer === 'none' ? '' : side.vectorizer],
  ['source iterations per pass', whole('source_iterations')],
  ['trip count', whole('trip_count')],
  ['loops it has become', side => (side.parts ?? []).map(part => `${part.role}\u00a0${part.width}\u00a0×\u00a0${part.interleave}`).join(', ')],
  ['Operations per element'],
  ['all', side => trimmed(side.operations_per_element)],
  ['vector arithmetic', perElement('vector_arithmetic')],
  ['scalar arithmetic', perElement('scalar_arithmetic')],
  ['address arithmetic', perElement('address_arithmetic')],
  ['shuffles', perElement('shuffles')],
  ['lane moves', perElement('lane_moves')],
  ['scalar calls', perElement('scalar_calls')],
  ['called', side => side.callees.join(', ')],
  ['Memory'],
  ['loads per element', side => trimmed(side.loads_per_element)],
  ['loads per pass', bySize('loads_by_bytes')],
  ['stores per element', side => trimmed(side.stores_per_element)],
  ['stores per pass', bySize('stores_by_bytes')],
  ['Checks'],
  ['checks per pass', side => side.checks || side.bounds?.checks ? count(side.bounds?.checks ?? side.checks) : ''],
  ['that do not change in the loop', inBounds('invariant')],
  ['provable', inBounds('provable')],
  ['that stopped the vectorizer', inBounds('blocking')],
  ['because of', inBounds('blocking_reason')],
  ['accesses of linear memory per element', inBounds('accesses_per_element')],
  ['Generated code, per pass'],
  ['instructions', inCode('instructions')],
  ['vector instructions', inCode('vector_instructions')],
  ['memory accesses', inCode('memory_accesses')],
  ['spills', inCode('spills')],
  ['local.get, set, tee', inCode('local_accesses')],
  ['locals', inCode('locals')],
  ['additions of addresses', inCode('address_adds')],
  ['… that add a number', inCode('constant_address_adds')],
  ['… of a global and an index', inCode('global_address_adds')],
  ['… of a global and a counter', inCode('global_counter_adds')],
  ['v128.const', inCode('vector_constants')],
  ['integers carried from pass to pass', inCode('live_integers')],
  ['floats and vectors carried from pass to pass', inCode('live_vectors')],
  ['most used', side => Object.entries(side.code?.mix ?? {}).sort((a, b) => b[1] - a[1]).slice(0, 8).map(([name, times]) => `${times}\u00a0${name}`).join(', ')],
];

function factsTable({native, wasm}) {
  const lines = [];
  let part = null;
  for (const [title, valueOf] of facts) {
    if (!valueOf) {
      part = title;
      continue;
    }
    const values = [valueOf(native), valueOf(wasm)];
    if (!values.some(value => value && Number(value) !== 0)) continue;
    if (part) lines.push(make('tr', {className: 'part'}, make('th', {scope: 'rowgroup', colSpan: 3}, part)));
    part = null;
    lines.push(make('tr', {className: values[0] === values[1] ? '' : 'differs'}, make('th', {scope: 'row'}, title), values.map(value => make('td', {}, value || '–'))));
  }
  return make('div', {className: 'scroll'}, make('table', {className: 'facts'},
    make('thead', {}, make('tr', {}, make('td', {}), make('th', {scope: 'col'}, 'native'), make('th', {scope: 'col'}, 'Wasm'))),
    make('tbody', {}, lines)));
}

/** What the accesses cost where the engine checks each. */
function pricesOf({wasm}) {
  if (!wasm.bounds?.accesses_per_element) return null;
  const price = ({engine, mechanism, factor, worst}) => `${engine}, ${mechanism}: ${factor}x${worst > factor ? ` (up to ${worst}x)` : ''}`;
  return make('details', {className: 'more'}, make('summary', {}, 'What checks of linear memory cost'),
    make('ul', {className: 'muted'}, findings.engine_check_prices.map(one => make('li', {}, price(one)))));
}

function codePair(title, open, native, wasm, emptyText) {
  const figure = (name, text, side) => make('figure', {}, make('figcaption', {}, name),
    make('pre', {tabIndex: 0, 'aria-label': `${title}, ${name}`}, text || emptyText(side)));
  return make('details', {className: 'more', open}, make('summary', {}, title),
    make('div', {className: 'pair'}, figure(`native · ${findings.native.triple}`, native, 'native'), figure(`Wasm · ${findings.wasm.triple}`, wasm, 'wasm')));
}

function codeOf({index, loop}) {
  const code = details().code[index];
  const state = side => loop[side].state;
  if (!code) return [make('h3', {}, 'Code'), make('p', {className: 'muted'}, 'Left out to keep the page small: irdiff shows the code of the loops that are worth most.')];
  const why = side => state(side) === 'loop' ? 'none' : `${state(side)}: no loop here`;
  const parts = [];
  const assembly = [code.native?.assembly, code.wasm?.assembly];
  if (assembly.some(Boolean)) parts.push(codePair('Generated code', true, ...assembly, why));
  parts.push(codePair('IR', true, code.native?.ir, code.wasm?.ir, why));
  return parts;
}

function gapsOf({loop}) {
  const cost = loop.cost_per_element;
  const entries = [['recoverable gap', cost.recoverable], ['ISA gap', cost.isa], ['Wasm', cost.wasm], ['native, same width', cost.native_same_width], ['native, best', cost.native_best]];
  return [make('dl', {className: 'gaps'}, entries.map(([title, value]) => make('div', {}, make('dt', {}, title), make('dd', {}, number(value)))),
    loop.heat !== 1 && make('div', {}, make('dt', {}, 'heat'), make('dd', {}, count(loop.heat))),
    make('div', {}, make('dt', {}, 'estimated cycles per element')))];
}

function drawLoop(row) {
  const {loop} = row;
  if (!shown.includes(row)) shown = [row];
  const at = shown.indexOf(row);
  const step = (offset, text) => shown[at + offset] && make('a', {href: addressOf(shown[at + offset])}, text);
  const lines = row.line && details().lines.get(row.file);
  find('#view-loop').replaceChildren(...[
    make('div', {className: 'path'}, make('a', {href: '#loops'}, 'All loops'), step(-1, 'Previous'), step(1, 'Next'),
      make('span', {className: 'muted'}, `${count(at + 1)} of ${count(shown.length)}`)),
    make('h2', {tabIndex: -1}, row.short),
    row.short !== row.name && make('p', {className: 'mono muted'}, row.name),
    make('div', {className: 'state'}, make('span', {className: 'gutter'}, gutter(row.native, row.wasm)), make('span', {className: `verdict ${row.verdict}`}, row.verdict),
      lines ? make('a', {href: addressOfFile(row.file, row.line), className: 'mono'}, row.place) : make('span', {className: 'mono'}, row.place),
      row.file !== row.place && make('span', {className: 'mono muted'}, row.file),
      loop && make('span', {className: 'muted'}, loop.innermost ? `depth ${loop.depth}, innermost` : `depth ${loop.depth}, with loops inside`),
      loop && loop.aligned_by !== 'location' && make('span', {className: 'muted'}, `aligned by ${loop.aligned_by}`)),
    loop?.inlined_at.length && make('p', {className: 'muted'}, 'inlined at ', make('span', {className: 'mono'}, loop.inlined_at.join(' in '))),
    make('p', {}, row.reason),
    loop && gapsOf(row),
    make('div', {className: 'columns'},
      make('div', {},
        row.causes.length > 0 && make('h3', {}, row.causes.length === 1 ? 'Cause' : 'Causes'),
        row.causes.map(causeCard),
        loop?.remarks && [make('h3', {}, 'Remarks of the Wasm passes'), remarkList(loop)],
        lines && make('h3', {}, 'Source'),
        lines && sourceTable(row.file, lines, Math.max(1, row.line - 4), Math.min(lines.length, row.line + 14), row.line)),
      loop && make('div', {}, make('h3', {}, 'Both sides'), factsTable(loop), pricesOf(loop))),
    loop && codeOf(row),
  ].flat().filter(Boolean));
}

// ---- Source ----

/** Loops of one line that look alike are one mark: templates and inlined functions put hundreds on a line. */
function marksOf(rowsOfLine) {
  return [...Map.groupBy(rowsOfLine, row => `${row.native}│${row.wasm}│${row.verdict}`).values()]
    .sort(([a], [b]) => verdictOrder.indexOf(a.verdict) - verdictOrder.indexOf(b.verdict));
}

function sourceLine(path, text, lineNumber, rowsOfLine, here) {
  const marks = marksOf(rowsOfLine), most = 4;
  const left = marks.slice(0, most), rest = marks.length - left.length;
  const address = alike => alike.length === 1 ? addressOf(alike[0]) : `#line=${encodeURIComponent(`${path}:${lineNumber}`)}`;
  return make('tr', {className: [marks.length && `loop ${marks[0][0].verdict}`, here && 'here'].filter(Boolean).join(' ')},
    make('td', {className: 'native'}, left.map(([row]) => make('div', {}, row.native)), rest > 0 && make('div', {}, '\u00a0')),
    make('th', {scope: 'row'}, String(lineNumber)),
    make('td', {className: 'text'}, text),
    make('td', {className: 'wasm'}, left.map(alike => make('div', {}, make('a', {href: address(alike)}, alike[0].wasm, make('span', {className: `verdict ${alike[0].verdict}`}, alike[0].verdict)),
      alike.length > 1 && make('span', {className: 'muted'}, ` × ${alike.length}`))), rest > 0 && make('div', {className: 'muted'}, `and ${rest} more`)));
}

function sourceTable(path, lines, from, to, here, fold = () => false) {
  const byLine = Map.groupBy(rowsByFile.get(path) ?? [], row => row.line);
  const table = make('tbody', {});
  const draw = lineNumber => sourceLine(path, lines[lineNumber - 1], lineNumber, byLine.get(lineNumber) ?? [], lineNumber === here);
  for (let lineNumber = from; lineNumber <= to; ++lineNumber) {
    const first = lineNumber;
    while (lineNumber <= to && fold(lineNumber)) ++lineNumber;
    if (lineNumber > first) {
      const last = lineNumber - 1;
      const button = make('button', {type: 'button'}, `lines ${first} to ${last}`);
      const line = make('tr', {className: 'fold'}, make('td', {colSpan: 4}, button));
      button.addEventListener('click', () => line.replaceWith(...Array.from({length: last - first + 1}, (_, i) => draw(first + i))));
      table.append(line);
    }
    if (lineNumber <= to) table.append(draw(lineNumber));
  }
  return make('table', {className: 'source'},
    make('thead', {}, make('tr', {}, ['native', 'line', fileName(path), 'Wasm'].map((title, i) => make('th', {scope: 'col', className: ['native', 'number', '', 'wasm'][i]}, title)))), table);
}

function drawFile(path, here) {
  const lines = details().lines.get(path), loops = rowsByFile.get(path) ?? [];
  const near = new Set(loops.flatMap(row => Array.from({length: 41}, (_, i) => row.line - 20 + i)));
  const isLong = lines && lines.length > 4000;
  find('#view-file').replaceChildren(
    make('div', {className: 'path'}, make('a', {href: '#files'}, 'All files'), make('a', {href: '#loops'}, 'All loops')),
    make('h2', {tabIndex: -1}, path),
    make('p', {className: 'muted'}, plural(loops.length, 'loop')),
    lines ? sourceTable(path, lines, 1, lines.length, here, line => isLong && !near.has(line)) : make('p', {}, 'Its text is not in this page: the file was not there when the page was written, or too large.'));
  (find('#view-file tr.here') ?? find('#view-file tr.loop'))?.scrollIntoView({block: 'center'});
}

function verdictCounts(inFile) {
  const counts = Map.groupBy(inFile, row => row.verdict);
  return verdictOrder.filter(verdict => counts.has(verdict)).flatMap((verdict, i) => [i ? ', ' : '', make('span', {className: `verdict ${verdict}`}, `${counts.get(verdict).length} ${verdict}`)]);
}

function drawFiles() {
  const worthOf = inFile => inFile.reduce((sum, row) => sum + Math.max(0, row.worth || 0), 0);
  const files = [...rowsByFile].map(([path, inFile]) => ({path, inFile, worth: worthOf(inFile)})).sort((a, b) => b.worth - a.worth || collator.compare(a.path, b.path));
  find('#view-files .scroll').replaceChildren(make('table', {},
    make('thead', {}, make('tr', {}, make('th', {scope: 'col'}, 'File'), make('th', {scope: 'col', className: 'number'}, 'Loops'), make('th', {scope: 'col', className: 'number'}, hasHeat ? 'Gaps × heat' : 'Gaps'), make('th', {scope: 'col'}, 'Verdicts'))),
    make('tbody', {}, files.map(({path, inFile, worth}) => make('tr', {}, make('th', {scope: 'row'}, make('a', {href: addressOfFile(path), className: 'mono'}, path)),
      make('td', {className: 'number'}, count(inFile.length)), make('td', {className: 'number'}, number(worth)), make('td', {}, verdictCounts(inFile)))))));
}

function drawUnpaired() {
  find('#view-unpaired .scroll').replaceChildren(findings.unmatched.length ? make('table', {},
    make('thead', {}, make('tr', {}, ['Side', 'What', 'Name', 'Source', 'Why'].map(title => make('th', {scope: 'col'}, title)))),
    make('tbody', {}, findings.unmatched.map(entry => make('tr', {}, make('td', {}, entry.side === 'native' ? 'native' : 'Wasm'), make('td', {}, entry.kind),
      make('th', {scope: 'row', className: 'mono', title: entry.function}, shortName(entry.function)), make('td', {className: 'mono'}, placeOf(entry)), make('td', {}, entry.reason))))) : 'Everything has its counterpart.');
}

// ---- Views, by the address ----

let current = 'loops', lastRow = null, listScroll = 0;

function show(view) {
  if (current === 'loops' && view !== 'loops') listScroll = scrollY;
  for (const section of document.querySelectorAll('main > section')) section.hidden = section.id !== `view-${view}`;
  for (const link of document.querySelectorAll('nav a')) {
    const isHere = link.hash === `#${view}` || (link.hash === '#loops' && view === 'loop') || (link.hash === '#files' && view === 'file');
    if (isHere) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  current = view;
}

const lineOf = row => [...body.children].find(line => line.row === row);

/** Moves the focus to a row of the list, drawing as far as it. */
function focusRow(row) {
  const at = shown.indexOf(row);
  if (at < 0) return;
  while (drawn <= at) drawMore();
  const link = lineOf(row).querySelector('a');
  link.focus({preventScroll: true});
  lineOf(row).scrollIntoView({block: 'nearest'});
}

function route() {
  const parameters = new URLSearchParams(location.hash.slice(1));
  const row = rowsById.get(parameters.get('loop'));
  if (row) {
    lastRow = row;
    drawLoop(row);
    show('loop');
    scrollTo(0, 0);
    find('#view-loop h2').focus({preventScroll: true});
  } else if (parameters.has('file')) {
    show('file');
    drawFile(parameters.get('file'), Number(parameters.get('line')));
    find('#view-file h2').focus({preventScroll: true});
  } else if (location.hash === '#files') {
    drawFiles();
    show('files');
    scrollTo(0, 0);
  } else if (location.hash === '#unpaired') {
    drawUnpaired();
    show('unpaired');
    scrollTo(0, 0);
  } else {
    const isBack = current !== 'loops';
    show('loops');
    if (parameters.has('line')) {
      // The loops of one line that look alike, from the source view.
      filters.reset();
      chosen.verdicts.clear();
      const [, path, lineNumber] = /^(.*):(\d+)$/s.exec(parameters.get('line')) ?? [];
      filters.elements.file.value = path ?? '';
      filters.elements.text.value = `${fileName(path ?? '')}:${lineNumber}:`;
      drawList();
      scrollTo(0, 0);
    } else {
      drawList();
      if (isBack && lastRow) {
        scrollTo(0, listScroll);
        focusRow(lastRow);
      }
    }
  }
}

function move(offset) {
  if (current === 'loops') {
    const at = shown.indexOf(document.activeElement?.closest('#loops tbody tr')?.row);
    const next = at < 0 ? (lastRow && shown.includes(lastRow) ? shown.indexOf(lastRow) : 0) : Math.min(shown.length - 1, Math.max(0, at + offset));
    if (shown[next]) focusRow(lastRow = shown[next]);
  } else if (current === 'loop') {
    const next = shown[shown.indexOf(lastRow) + offset];
    if (next) location.replace(addressOf(next));
  } else if (current === 'file') {
    const links = [...document.querySelectorAll('#view-file .source a')], at = links.indexOf(document.activeElement);
    const next = links[at < 0 ? 0 : at + offset];
    next?.focus();
    next?.scrollIntoView({block: 'center'});
  }
}

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || find('#keys').open) return;
  const inField = event.target.matches('input[type="search"], select');
  const scrolls = event.target.matches('pre, input, select');
  const actions = {
    Escape() {
      if (event.target === filters.elements.text && event.target.value) {
        event.target.value = '';
        drawList();
      } else if (inField) event.target.blur();
      else if (current !== 'loops') location.hash = '#loops';
    },
    '/'() {
      if (current !== 'loops') location.hash = '#loops';
      show('loops');
      filters.elements.text.focus();
      filters.elements.text.select();
    },
    '?'() { find('#keys').showModal(); },
    j() { move(1); },
    k() { move(-1); },
    s() { if (current === 'loop' && lastRow.line) location.hash = addressOfFile(lastRow.file, lastRow.line); },
  };
  // Where an arrow scrolls or chooses, it keeps doing so; from the search box it leads into the list.
  if (event.key === 'ArrowDown' && (!scrolls || event.target.type === 'search') && current === 'loops') actions.ArrowDown = actions.j;
  if (event.key === 'ArrowUp' && !scrolls && current === 'loops') actions.ArrowUp = actions.k;
  if (inField && !['Escape', 'ArrowDown'].includes(event.key)) return;
  const action = Object.hasOwn(actions, event.key) && actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

filters.addEventListener('input', drawList);
filters.addEventListener('submit', event => {
  event.preventDefault();
  if (shown.length) focusRow(shown[0]);
});
filters.addEventListener('reset', () => {
  chosen.verdicts.clear();
  setTimeout(drawList); // the fields are emptied after this event
});
find('#verdicts').addEventListener('click', event => {
  const verdict = event.target.closest('button')?.dataset.verdict;
  if (!verdict) return;
  if (!chosen.verdicts.delete(verdict)) chosen.verdicts.add(verdict);
  drawList();
});
find('#loops thead').addEventListener('click', event => {
  const key = event.target.closest('th')?.dataset.key;
  if (!key) return;
  const {first} = columns.find(column => column.key === key);
  chosen.direction = chosen.sort !== key ? first : chosen.direction === 'ascending' ? 'descending' : 'ascending';
  chosen.sort = key;
  order();
  drawList();
});
body.addEventListener('click', event => {
  const line = event.target.closest('tr');
  if (line && !event.target.closest('a') && !String(getSelection())) location.hash = addressOf(line.row);
});
new IntersectionObserver((entries, observer) => {
  if (!entries.some(entry => entry.isIntersecting) || drawn === shown.length) return;
  drawMore();
  // Asked anew: it tells of changes only, and the end may still be in sight.
  observer.unobserve(find('#more'));
  observer.observe(find('#more'));
}, {rootMargin: '1500px'}).observe(find('#more'));
find('#show-keys').addEventListener('click', () => find('#keys').showModal());

for (const [name, side] of [['native', findings.native], ['Wasm', findings.wasm]])
  find('#sides').append(make('dt', {}, name), make('dd', {}, make('b', {title: side.files.join('\n')}, side.files.length === 1 ? side.file : plural(side.files.length, 'file')), make('span', {}, side.triple), make('span', {title: side.features}, side.features)));
const tags = Object.entries(findings.tags).map(([key, value]) => `${key}=${value}`);
if (tags.length) find('#sides').append(make('dt', {}, 'tags'), make('dd', {}, tags.join(', ')));
find('#notes').append(...findings.notes.map(note => make('li', {}, note)));
find('#loops-total').textContent = count(rows.length);
find('#files-total').textContent = count(rowsByFile.size);
find('#unpaired-total').textContent = count(findings.unmatched.length);
drawFilters();
order();
addEventListener('hashchange', route);
route();
