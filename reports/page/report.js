// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Draws the report from the JSON in the page. Text of the report enters the page as text, never as HTML.
'use strict';
{
  const report = JSON.parse(document.getElementById('report-data').textContent);
  const one = (selector, within = document) => within.querySelector(selector);
  const unique = values => [...new Set(values)];

  /** A new element; children are elements or text. */
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes))
      if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value === true ? '' : value);
    element.append(...children.filter(child => child !== null && child !== undefined));
    return element;
  }

  // --- numbers in words ---
  const dash = '\u2013';
  const digits = value => value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0);
  const factor = value => `${digits(value)}x`;
  const percent = value => `${Math.round(value * 100)} %`;
  const whole = value => value.toLocaleString('en-US');
  function time(nanoseconds) {
    for (const [limit, scale, unit] of [[999.5, 1, 'ns'], [999.5e3, 1e3, '\u00b5s'], [999.5e6, 1e6, 'ms']])
      if (nanoseconds < limit) return `${digits(nanoseconds / scale)} ${unit}`;
    return `${digits(nanoseconds / 1e9)} s`;
  }
  const perElement = (nanoseconds, elements) => (elements ? (nanoseconds / elements).toPrecision(3) : dash);
  const interval = ratio => `${factor(ratio.ratio)} [${digits(ratio.lo)}, ${digits(ratio.hi)}]`;
  function engineTitle(engine) {
    if (engine.endsWith('-explicit')) return `${engineTitle(engine.slice(0, -'-explicit'.length))}, explicit checks`;
    return {native: 'native', v8: 'V8', wasmtime: 'Wasmtime'}[engine] ?? engine;
  }
  const verdictList = verdicts =>
    Object.entries(verdicts).map(([verdict, count]) => (count > 1 ? `${count} ${verdict}` : verdict)).join(', ');
  function verdicts(before, after) {
    const was = verdictList(before), is = verdictList(after);
    return !was || !is || was === is ? was || is : `${was} \u2192 ${is}`;
  }

  const engines = unique(report.summary.geomeans.map(line => line.engine));
  const sizes = unique(report.summary.geomeans.map(line => line.size));
  const groups = unique(report.kernels.map(kernel => kernel.group));
  const mainEngines = engines.filter(engine => !engine.endsWith('-explicit'));

  // --- colours and symbols: by what a thing is, the same in every plot ---
  const engineColours = ['var(--blue)', 'var(--orange)', 'var(--purple)', 'var(--teal)', 'var(--pink)'];
  const engineSymbols = ['circle', 'diamond2', 'triangle2', 'square2', 'times'];
  const engineStyle = engine => {
    const index = engines.indexOf(engine);
    return {colour: engineColours[index % engineColours.length], symbol: engineSymbols[index % engineSymbols.length]};
  };
  const builds = {
    native_v2: {label: 'native v2', colour: 'var(--ink)', symbol: 'square2'},
    native_v3: {label: 'native v3', colour: 'var(--muted)', symbol: 'square2', hollow: true},
    stock: {label: 'stock Wasm', colour: 'var(--orange)', symbol: 'diamond2'},
    tuned: {label: 'tuned Wasm', colour: 'var(--blue)', symbol: 'circle'},
    twin: {label: 'hand-written SIMD twin', colour: 'var(--purple)', symbol: 'triangle2', hollow: true},
  };
  const symbolTypes = {circle: d3.symbolCircle, diamond2: d3.symbolDiamond2, triangle2: d3.symbolTriangle2, square2: d3.symbolSquare2, times: d3.symbolTimes};
  function drawLegend(container, items) {
    container.replaceChildren(...items.map(({label, colour, symbol, hollow}) => {
      const svg = d3.create('svg').attr('width', 12).attr('height', 12).attr('viewBox', '-6 -6 12 12').attr('aria-hidden', 'true');
      svg.append('path').attr('d', d3.symbol(symbolTypes[symbol], 50)()).attr('stroke', colour).attr('stroke-width', 1.5)
        .attr('fill', hollow || symbol === 'times' ? 'none' : colour);
      return make('span', {}, svg.node(), label);
    }));
  }

  // --- what the reader wants to see ---
  const form = one('#filters');
  const addOptions = (select, all, values, title) => {
    if (all) select.append(make('option', {value: ''}, all));
    select.append(...values.map(value => make('option', {value}, title(value))));
    select.parentElement.hidden = values.length < 2;
  };
  addOptions(form.elements.engine, 'all', engines, engineTitle);
  addOptions(form.elements.size, null, sizes, size => size);
  addOptions(form.elements.group, 'all', groups, group => group);
  form.addEventListener('submit', event => event.preventDefault());

  function chosen() {
    const text = form.elements.text.value.trim().toLowerCase();
    const {engine, size, group} = form.elements;
    return report.kernels.filter(kernel =>
      (!engine.value || kernel.engine === engine.value) && (!size.value || kernel.size === size.value) &&
      (!group.value || kernel.group === group.value) &&
      (!text || [kernel.kernel, kernel.group, verdicts(kernel.verdicts_before, kernel.verdicts_after)].some(field => field.toLowerCase().includes(text))));
  }

  // --- plots ---
  const labelWidth = 6.6; // of one character of the 11 px label font, measured on the widest usual letters
  const rowHeight = 20;
  function labels(names, width) {
    const longest = Math.max(...names.map(name => name.length));
    const fitting = Math.min(longest, Math.max(8, Math.floor(width * 0.42 / labelWidth)));
    return {
      marginLeft: Math.ceil(fitting * labelWidth) + 14,
      shorten: name => (name.length > fitting ? `${name.slice(0, fitting - 1)}\u2026` : name),
    };
  }
  /** Ticks of a logarithmic axis that fit: the densest of the usual series, or linear ones on a short axis. */
  function logTicks(values, count) {
    const [low, high] = d3.extent(values);
    for (const series of [[1, 1.5, 2, 3, 4, 5, 7], [1, 2, 3, 5], [1, 2, 5], [1, 3], [1]]) {
      const ticks = [];
      for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); ++power)
        ticks.push(...series.map(step => Number(`${step}e${power}`)).filter(tick => tick >= low && tick <= high));
      if (ticks.length < 3 && high / low < 10) return d3.ticks(low, high, Math.min(count, 5));
      if (ticks.length <= count) return ticks;
    }
    return d3.range(Math.ceil(Math.log10(low)), Math.floor(Math.log10(high)) + 1).map(power => 10 ** power); // many decades
  }
  const paddedDomain = values => {
    const [low, high] = d3.extent(values);
    const space = Math.max((high / low) ** 0.03, 1.03);
    return [low / space, high * space];
  };
  /** A plot of kernels (rows) over a logarithmic axis. `marks` are made by the caller. */
  function kernelPlot({names, values, width, height, label, tickFormat, ariaLabel, marks}) {
    const {marginLeft, shorten} = labels(names, width);
    const domain = paddedDomain(values);
    const ticks = logTicks(domain, width < 480 ? 5 : 10);
    const isLong = names.length > 20; // then the axis is at the top as well
    return Plot.plot({
      width, height: isLong ? height + 20 : height, marginLeft, marginRight: 24, marginTop: isLong ? 28 : 8, marginBottom: 40, ariaLabel,
      style: {fontSize: '11px', background: 'transparent', color: 'var(--ink)'},
      x: {type: 'log', domain, axis: null},
      y: {type: 'point', domain: names, label: null, tickFormat: shorten, tickSize: 0, padding: 0.6},
      // The ticks' text is a channel, because D3 drops labels of a logarithmic scale as it likes.
      marks: [Plot.gridX(ticks), Plot.axisX(ticks, {text: tickFormat, label, labelAnchor: 'center', labelArrow: 'none'}),
        ...(isLong ? [Plot.axisX(ticks, {anchor: 'top', text: tickFormat, label: null})] : []), Plot.gridY({strokeOpacity: 0.06}), ...marks],
    });
  }
  function fill(container, draw, hasData) {
    container.replaceChildren(hasData ? draw(Math.max(240, Math.floor(container.clientWidth))) : make('p', {class: 'empty'}, 'Nothing to draw for this choice.'));
  }

  function drawSpeedups(results) {
    const data = results.filter(kernel => kernel.speedup);
    const shown = engines.filter(engine => data.some(kernel => kernel.engine === engine));
    drawLegend(one('#speedup .legend'), shown.map(engine => ({label: engineTitle(engine), ...engineStyle(engine)})));
    fill(one('#speedup .plot'), width => {
      const best = d3.rollup(data, rows => d3.max(rows, kernel => kernel.speedup.ratio), kernel => kernel.kernel);
      const names = [...best.keys()].sort((a, b) => best.get(b) - best.get(a));
      const lane = 9;
      const marks = shown.flatMap((engine, index) => {
        const {colour, symbol} = engineStyle(engine);
        const dy = (index - (shown.length - 1) / 2) * lane;
        const rows = data.filter(kernel => kernel.engine === engine);
        return [
          Plot.link(rows, {x1: kernel => kernel.speedup.lo, x2: kernel => kernel.speedup.hi, y: 'kernel', dy, stroke: colour, strokeWidth: 2, strokeOpacity: 0.7, className: 'interval'}),
          Plot.dot(rows, {
            x: kernel => kernel.speedup.ratio, y: 'kernel', dy, symbol, r: 4, stroke: colour, className: 'speedup-dot',
            fill: kernel => (kernel.outside_means ? 'var(--ground)' : colour), tip: true,
            title: kernel => `${kernel.kernel} on ${engineTitle(engine)}\n${kernel.speedup.words}\n${time(kernel.stock.median_ns)} (${kernel.stock.variant}) \u2192 ${time(kernel.tuned.median_ns)}` +
              (kernel.outside_means ? `\noutside the means: ${kernel.outside_means}` : ''),
          }),
        ];
      });
      return kernelPlot({
        names, values: [1, ...data.flatMap(kernel => [kernel.speedup.lo, kernel.speedup.hi])], width,
        height: 52 + names.length * Math.max(rowHeight, shown.length * lane + 8), label: 'stock time / tuned time', tickFormat: value => `${+value.toPrecision(3)}x`,
        ariaLabel: 'Speed-up per kernel and engine', marks: [Plot.ruleX([1], {stroke: 'var(--ink)', strokeWidth: 1.2}), ...marks],
      });
    }, data.length > 0);
  }

  function drawTimes(results) {
    const relative = one('#times [name=scale]').value === 'native';
    const shownBuilds = Object.keys(builds).filter(build => results.some(kernel => kernel[build]) && !(relative && build === 'native_v2'));
    drawLegend(one('#times .legend'), shownBuilds.map(build => builds[build]));
    const panels = engines.map(engine => {
      const data = results.filter(kernel => kernel.engine === engine && (relative ? kernel.native_v2 : kernel.elements) && shownBuilds.some(build => kernel[build]));
      const unit = kernel => (relative ? kernel.native_v2.median_ns : kernel.elements);
      const points = data.flatMap(kernel => shownBuilds.filter(build => kernel[build]).map(build => ({
        kernel, build, name: kernel.kernel, value: kernel[build].median_ns / unit(kernel), lo: kernel[build].lo_ns / unit(kernel), hi: kernel[build].hi_ns / unit(kernel)})));
      return {engine, data, unit, points};
    }).filter(panel => panel.points.length);
    const grid = one('#times .grid');
    const figures = panels.map(panel => make('figure', {'data-engine': panel.engine}, make('h3', {}, engineTitle(panel.engine)), make('div', {class: 'plot'})));
    grid.replaceChildren(...(figures.length ? figures : [make('p', {class: 'hint'}, 'Nothing to draw for this choice.')]));
    // One axis for all engines, so that they can be compared.
    const values = panels.flatMap(panel => panel.points.flatMap(point => [point.lo, point.hi])).concat(relative ? [1] : []);
    panels.forEach(({engine, data, unit, points}, index) => fill(one('.plot', figures[index]), width => {
      const names = unique(data.map(kernel => kernel.kernel));
      return kernelPlot({
        names, values, width, height: 52 + names.length * rowHeight,
        label: relative ? 'time / native v2 time (lower is better)' : 'ns per element (lower is better)', tickFormat: value => `${+value.toPrecision(3)}`,
        ariaLabel: `Native, stock and tuned times on ${engineTitle(engine)}`,
        marks: [
          ...(relative ? [Plot.ruleX([1], {stroke: 'var(--ink)', strokeWidth: 1.2})] : []),
          Plot.link(data.filter(kernel => kernel.stock && kernel.tuned), {
            x1: kernel => kernel.stock.median_ns / unit(kernel), x2: kernel => kernel.tuned.median_ns / unit(kernel), y: 'kernel', stroke: 'var(--muted)', strokeOpacity: 0.6}),
          ...shownBuilds.map(build => Plot.dot(points.filter(point => point.build === build), {
            x: 'value', y: 'name', symbol: builds[build].symbol, r: 4, stroke: builds[build].colour, className: `time-dot-${build.replace('_', '-')}`,
            fill: point => (builds[build].hollow || point.kernel.outside_means ? 'var(--ground)' : builds[build].colour), tip: true,
            title: point => `${point.name}: ${builds[build].label}\n${time(point.kernel[build].median_ns)} per call, ${perElement(point.kernel[build].median_ns, point.kernel.elements)} ns per element` +
              (point.kernel.native_v2 ? `\n${factor(point.kernel[build].median_ns / point.kernel.native_v2.median_ns)} the time of native v2` : ''),
          })),
        ],
      });
    }, true));
  }

  function drawSizes(results) {
    const form = one('#sizes [name=bytes]').value;
    const data = [...d3.rollup(results.filter(kernel => kernel.bytes_before?.[form] && kernel.bytes_after?.[form]), rows => rows[0], kernel => kernel.kernel).values()];
    const sides = [{key: 'bytes_before', ...builds.stock, label: 'before'}, {key: 'bytes_after', ...builds.tuned, label: 'after'}];
    drawLegend(one('#sizes .legend'), sides);
    fill(one('#sizes .plot'), width => kernelPlot({
      names: data.map(kernel => kernel.kernel), values: data.flatMap(kernel => sides.map(side => kernel[side.key][form])), width, height: 52 + data.length * rowHeight,
      label: 'bytes', tickFormat: value => whole(+value.toPrecision(3)), ariaLabel: 'Module bytes before and after',
      marks: [
        Plot.link(data, {x1: kernel => kernel.bytes_before[form], x2: kernel => kernel.bytes_after[form], y: 'kernel', stroke: 'var(--muted)', strokeWidth: 2, strokeOpacity: 0.6}),
        ...sides.map(side => Plot.dot(data, {
          x: kernel => kernel[side.key][form], y: 'kernel', symbol: side.symbol, r: 4, stroke: side.colour, fill: side.colour, className: `size-dot-${side.label}`, tip: true,
          title: kernel => `${kernel.kernel}\n${whole(kernel.bytes_before[form])} \u2192 ${whole(kernel.bytes_after[form])} bytes`,
        })),
      ],
    }), data.length > 0);
  }

  // --- the table ---
  const timeColumn = (label, field, variant) => ({
    label, number: true, value: kernel => kernel[field]?.median_ns ?? null,
    cell: kernel => (kernel[field] ? time(kernel[field].median_ns) : kernel.wrong_variants.includes(variant) ? make('span', {class: 'wrong'}, 'wrong') : dash),
    isUsed: report.kernels.some(kernel => kernel[field] || kernel.wrong_variants.includes(variant)),
  });
  const ratioColumn = (label, field, text, classOf = () => null) => ({
    label, number: true, value: kernel => kernel[field]?.ratio ?? null,
    cell: kernel => (kernel[field] ? make('span', {class: classOf(kernel[field])}, text(kernel[field])) : dash),
    isUsed: report.kernels.some(kernel => kernel[field]),
  });
  const bytesColumn = (label, field) => ({
    label, number: true, value: kernel => kernel[field]?.raw ?? null, cell: kernel => (kernel[field] ? whole(kernel[field].raw) : dash),
    isUsed: report.kernels.some(kernel => kernel[field]),
  });
  const changeClass = ratio => ratio.change.replaceAll(' ', '-');
  const columns = [
    {label: 'kernel', value: kernel => kernel.kernel, isUsed: true, cell: kernel => {
      const cell = make('span', {}, make('a', {href: `#${encodeURIComponent(kernelId(kernel.kernel))}`}, kernel.kernel));
      if (kernel.outside_means) cell.append(' ', make('span', {class: 'mark', title: kernel.outside_means}, 'outside means'));
      return cell;
    }},
    {label: 'engine', value: kernel => engineTitle(kernel.engine), isUsed: true},
    ratioColumn('speed-up', 'speedup', ratio => ratio.words, changeClass),
    {label: 'size', value: kernel => kernel.size, isUsed: sizes.length > 1},
    {label: 'group', value: kernel => kernel.group, isUsed: groups.length > 1},
    timeColumn('native v2', 'native_v2', 'native-v2'),
    timeColumn('native v3', 'native_v3', 'native-v3'),
    timeColumn('raw', 'raw', 'raw'),
    timeColumn('wasm-opt -O4', 'wasm_opt', 'wasm-opt'),
    timeColumn('+ passes', 'passes', 'passes'),
    timeColumn('+ post-link', 'post_link', 'post-link'),
    timeColumn('both (tuned)', 'strict', 'strict'),
    timeColumn('twin', 'twin', 'twin'),
    ratioColumn('passes\u2019 part', 'passes_part', ratio => ratio.words, changeClass),
    ratioColumn('of native: stock', 'native_over_stock', ratio => percent(ratio.ratio)),
    ratioColumn('of native: tuned', 'native_over_tuned', ratio => percent(ratio.ratio)),
    ratioColumn('of twin', 'twin_over_tuned', ratio => percent(ratio.ratio)),
    bytesColumn('bytes before', 'bytes_before'),
    bytesColumn('bytes after', 'bytes_after'),
    {label: 'loops', value: kernel => verdicts(kernel.verdicts_before, kernel.verdicts_after), isUsed: report.loops.length > 0},
  ].filter(column => column.isUsed);
  let sorting = {column: null, ascending: true};

  function drawTableHead() {
    const heads = columns.map(column => {
      const button = make('button', {type: 'button'}, column.label);
      button.addEventListener('click', () => {
        // Numbers are asked for largest first, words from A.
        const again = sorting.column === column;
        sorting = {column, ascending: again ? !sorting.ascending : !column.number};
        heads.forEach((head, index) =>
          head.setAttribute('aria-sort', columns[index] === column ? (sorting.ascending ? 'ascending' : 'descending') : 'none'));
        drawTable(chosen());
      });
      return make('th', {scope: 'col', 'aria-sort': 'none', class: column.number ? 'number' : null}, button);
    });
    one('#results thead').replaceChildren(make('tr', {}, ...heads));
  }
  function sorted(results) {
    const {column, ascending} = sorting;
    if (!column) return results;
    return [...results].sort((a, b) => {
      const left = column.value(a), right = column.value(b);
      if (left === null || right === null) return (left === null) - (right === null); // what is missing comes last either way
      return (ascending ? 1 : -1) * d3.ascending(left, right);
    });
  }
  function drawTable(results) {
    one('#results tbody').replaceChildren(...sorted(results).map(kernel => {
      const row = make('tr', {'data-kernel': kernel.kernel, 'data-engine': kernel.engine, class: kernel.outside_means ? 'outside' : null},
        ...columns.map(column => make('td', {class: column.number ? 'number' : null}, (column.cell ?? column.value)(kernel))));
      row.addEventListener('click', event => {
        if (window.getSelection().toString()) return; // somebody copies a number
        event.preventDefault();
        openKernel(kernel.kernel);
      });
      return row;
    }));
    one('#count').textContent = `${results.length} of ${report.kernels.length} rows`;
  }

  // --- kernel by kernel ---
  const kernelId = name => `kernel-${name}`;
  function openKernel(name) {
    const details = document.getElementById(kernelId(name));
    if (!details) return;
    details.open = true;
    history.replaceState(null, '', `#${encodeURIComponent(details.id)}`);
    details.scrollIntoView({block: 'start'});
    one('summary', details).focus({preventScroll: true});
  }
  const table = (label, heads, rows) => make('div', {class: 'scroll', role: 'region', 'aria-label': label, tabindex: '0'}, make('table', {},
    make('thead', {}, make('tr', {}, ...heads.map(head => make('th', {scope: 'col', class: head.number ? 'number' : null}, head.label ?? head)))),
    make('tbody', {}, ...rows.map(cells => make('tr', {}, ...cells.map((cell, index) => make('td', {class: heads[index].number ? 'number' : null}, cell)))))));
  const number = label => ({label, number: true});

  function loopTable(name, loops) {
    const side = part => (part ? [make('span', {class: 'gutter'}, part.gutter), ` ${part.verdict}`] : [dash]);
    const accesses = part => (part?.wasm ? digits(part.wasm.loads_per_element + part.wasm.stores_per_element) : dash);
    return table(`Loops of ${name}`, ['loop', 'function', 'before the passes', 'after the passes', 'reason', number('checks'), number('accesses per element')],
      loops.map(loop => {
        const last = loop.after ?? loop.before;
        const where = loop.line ? `${loop.file}:${loop.line}${loop.column ? `:${loop.column}` : ''}` : loop.file || loop.id;
        // A loop that lost its reason on the way still says what was wrong with it.
        const was = loop.before?.reason, is = loop.after?.reason;
        const reason = was && is && was !== is ? `${was} \u2192 ${is}` : is || (was ? (loop.after ? `was: ${was}` : was) : dash);
        return [where, loop.function, make('span', {}, ...side(loop.before)), make('span', {}, ...side(loop.after)), reason,
          last.wasm ? whole(last.wasm.checks) : dash, accesses(last)];
      }));
  }
  function ledgerTable(ledger) {
    return table(`Post-link steps of ${ledger.variant}`, ['step', number('bytes'), number('v128 instructions'), number('constants in loops'), number('loads'), number('stores'), 'notes'],
      ledger.steps.map(step => [step.name, ...[step.bytes, step.v128_instructions, step.in_loop_constants, step.loads, step.stores].map(whole), step.notes.join('; ')]));
  }
  function timesTable(name) {
    const rows = report.rows.filter(row => row.kernel === name);
    return table(`Times of ${name}`, ['variant', 'engine', 'size', number('median'), number('95 % interval'), number('ns per element'), 'output', number('bytes')],
      rows.map(row => [row.variant, engineTitle(row.engine), row.size,
        ...(row.correct ? [time(row.median_ns), `${time(row.lo_ns)} \u2013 ${time(row.hi_ns)}`, perElement(row.median_ns, row.elements),
          {bits: 'equal in every bit', tolerance: 'equal within tolerance'}[row.equal] ?? dash]
          : [dash, dash, dash, make('span', {class: 'wrong'}, 'wrong')]),
        row.bytes ? whole(row.bytes.raw) : dash]));
  }
  function drawKernels() {
    one('#kernel-list').replaceChildren(...unique(report.kernels.map(kernel => kernel.kernel)).map(name => {
      const results = report.kernels.filter(kernel => kernel.kernel === name);
      const [first] = results;
      const speedups = results.filter(kernel => kernel.speedup && kernel.size === sizes[0])
        .map(kernel => `${engineTitle(kernel.engine)} ${factor(kernel.speedup.ratio)}`).join(', ');
      const details = make('details', {id: kernelId(name)}, make('summary', {}, make('b', {}, name),
        make('span', {}, [verdicts(first.verdicts_before, first.verdicts_after), speedups].filter(Boolean).join(' \u00b7 ')), ' ',
        first.outside_means ? make('span', {class: 'mark'}, 'outside means') : null));
      if (first.outside_means) details.append(make('p', {}, `Outside the means: ${first.outside_means}`));
      if (first.unchecked) details.append(make('p', {}, `The checked form of ${first.unchecked}.`));
      for (const error of report.errors.filter(error => error.kernel === name))
        details.append(make('p', {class: 'problem'}, `${error.variant} on ${engineTitle(error.engine)}, ${error.size}: ${error.message}`));
      const loops = report.loops.filter(loop => loop.kernel === name);
      details.append(make('h3', {}, 'Loops'), loops.length ? loopTable(name, loops) : make('p', {class: 'hint'}, 'No findings were given for this kernel.'));
      for (const ledger of report.ledgers.filter(ledger => ledger.kernel === name)) {
        details.append(make('h3', {}, `Post-link steps of ${ledger.variant} (profile ${ledger.profile || 'not named'})`), ledgerTable(ledger));
        if (ledger.dropped_sections.length) details.append(make('p', {class: 'hint'}, `Dropped sections: ${ledger.dropped_sections.join(', ')}`));
      }
      details.append(make('h3', {}, 'Times'), timesTable(name), make('p', {}, make('a', {href: '#all'}, 'back to the table')));
      return details;
    }));
  }

  // --- models: native, WASI-NN, pure Wasm ---
  const models = report.models?.models ?? [];
  const modelForm = one('#model-choice');
  const phases = {
    preprocess: {label: 'preprocess', colour: 'var(--teal)'}, set_input: {label: 'set_input', colour: 'var(--orange)'},
    compute: {label: 'compute', colour: 'var(--blue)'}, get_output: {label: 'get_output', colour: 'var(--pink)'},
    postprocess: {label: 'postprocess', colour: 'var(--purple)'},
  };
  const starts = {
    process: {label: 'process', colour: 'var(--muted)'}, read: {label: 'read module', colour: 'var(--pink)'}, compile: {label: 'compile module', colour: 'var(--orange)'},
    instantiate: {label: 'instantiate', colour: 'var(--teal)'}, open: {label: 'load model', colour: 'var(--blue)'}, first: {label: 'first inference', colour: 'var(--purple)'},
  };
  const size = bytes => (bytes < 999.5e3 ? `${digits(bytes / 1e3)} KB` : bytes < 999.5e6 ? `${digits(bytes / 1e6)} MB` : `${digits(bytes / 1e9)} GB`);
  const orDash = (value, text) => (value === null || value === undefined ? dash : text(value));

  /** Bars of rows, each stacked of `parts`; `valueOf(row)[part]` is nanoseconds. */
  function stackedBars(container, rows, parts, valueOf, nameOf, ariaLabel) {
    drawLegend(one('.legend', container), Object.values(parts).map(part => ({...part, symbol: 'square2'})));
    fill(one('.plot', container), width => {
      const names = rows.map(nameOf);
      const {marginLeft, shorten} = labels(names, width);
      const total = row => d3.sum(Object.keys(parts), part => valueOf(row)[part]);
      const bars = rows.flatMap(row => Object.keys(parts).map(part => ({name: nameOf(row), part, value: valueOf(row)[part]})));
      return Plot.plot({
        width, height: 52 + rows.length * rowHeight, marginLeft, marginRight: 72, marginTop: 8, marginBottom: 40, ariaLabel,
        style: {fontSize: '11px', background: 'transparent', color: 'var(--ink)'},
        x: {domain: [0, d3.max(rows, total)], ticks: width < 480 ? 2 : 8, tickFormat: value => (value ? time(value) : '0'), label: null, grid: true},
        y: {type: 'band', domain: names, label: null, tickFormat: shorten, tickSize: 0, padding: 0.25},
        marks: [
          ...Object.entries(parts).map(([part, {label, colour}], index) => Plot.barX(bars.filter(bar => bar.part === part), {
            x1: bar => d3.sum(Object.keys(parts).slice(0, index), before => bars.find(other => other.name === bar.name && other.part === before).value),
            x2: bar => d3.sum(Object.keys(parts).slice(0, index + 1), before => bars.find(other => other.name === bar.name && other.part === before).value),
            y: 'name', fill: colour, className: `part-${part}`, tip: true, title: bar => `${bar.name}\n${label} ${time(bar.value)}`,
          })),
          Plot.text(rows, {x: total, y: nameOf, text: row => time(total(row)), textAnchor: 'start', dx: 5}),
        ],
      });
    }, rows.length > 0);
  }

  function modelTables(model, rows) {
    const reference = model.rows.find(row => row.name === model.reference)?.phases_ns.end_to_end?.p50;
    const difference = row => (row.name === model.reference ? 'reference' : !row.difference ? dash : row.difference.bits ? 'none' : row.difference.max_relative.toExponential(1));
    const bits = row => orDash(row.equals_native, equal => (equal ? 'yes' : make('span', {class: 'slower'}, 'no')));
    const copies = ({phases_ns: {set_input: input, get_output: output}}) => (model.memcpy && input ? factor((input.p50 + output.p50) / Math.max(model.memcpy.in_use_ns, 1)) : dash);
    const wrong = row => make('span', {}, row.title, ' ', make('span', {class: 'wrong'}, 'wrong'));
    const timesTable = table('Warm inferences', ['row', number('p50'), number('p90'), number('p99'), number('of reference'), ...Object.values(phases).map(phase => number(phase.label)),
      number('in and out / memcpy'), 'difference', 'native\u2019s bits'], rows.filter(row => !row.correct || row.phases_ns.end_to_end).map(row => {
      const {end_to_end: all} = row.phases_ns;
      if (!row.correct) return [wrong(row), ...Array(5 + Object.keys(phases).length + 2).fill(dash)];
      return [row.title, ...['p50', 'p90', 'p99'].map(which => time(all[which])), reference ? factor(all.p50 / reference) : dash,
        ...Object.keys(phases).map(phase => time(row.phases_ns[phase].p50)), copies(row), difference(row), bits(row)];
    }));
    const startsTable = table('Cold starts, sizes and memory', ['row', number('cold start'), number('with compile cache'), ...Object.values(starts).map(part => number(part.label)),
      number('module'), number('gzip'), number('brotli'), number('model\u2019s files'), number('library'), number('peak memory'), number('guest pages')],
    rows.filter(row => row.correct).map(row => [row.title, orDash(row.cold_ns, cold => time(cold.median.total)),
      row.cold_cached_ns ? time(row.cold_cached_ns.median.total) : row.cold_cached_note ?? dash, ...Object.keys(starts).map(part => orDash(row.cold_ns, cold => time(cold.median[part]))),
      ...['raw', 'gzip', 'brotli'].map(form => orDash(row.bytes, bytes => whole(bytes[form]))), ...['model_bytes', 'library_bytes', 'peak_rss_bytes'].map(field => orDash(row[field], size)),
      orDash(row.guest_pages, whole)]));
    const titles = new Map(model.rows.map(row => [row.name, row.title]));
    const pairsTable = table('WASI-NN against native', ['row', 'phase', number('pairs'), number('difference'), 'row / native, 95 % interval'], model.pairs.map(pair => [titles.get(pair.row) ?? pair.row, pair.phase.replaceAll('_', ' '),
      whole(pair.pairs), `${pair.difference_ns.value < 0 ? '\u2212' : ''}${time(Math.abs(pair.difference_ns.value))}`, `${pair.ratio.value.toFixed(3)} [${pair.ratio.lo.toFixed(3)}, ${pair.ratio.hi.toFixed(3)}]`]));
    one('#model-times').replaceChildren(make('h3', {}, 'Warm inferences'), timesTable,
      make('p', {class: 'hint'}, model.memcpy ? `One memcpy of the inputs (${size(model.memcpy.input_bytes)}) and outputs (${size(model.memcpy.output_bytes)}) takes ${time(model.memcpy.in_use_ns)} with the caches as between inferences, ${time(model.memcpy.warm_ns)} with warm ones, ${time(model.memcpy.cold_ns)} with cold ones. ` : '',
        'Difference: the largest, as a share of the reference output\u2019s largest value.'));
    one('#model-pairs').replaceChildren(...(model.pairs.length ? [make('h3', {}, 'WASI-NN against native, in alternation'), pairsTable] : []));
    one('#model-starts').replaceChildren(make('h3', {}, 'Cold starts, sizes and memory'), startsTable);
  }

  function drawModel() {
    const {measured: model, sentences} = models.find(known => known.measured.name === modelForm.elements.model.value) ?? models[0];
    const rows = model.rows.filter(row => modelForm.elements.extra.checked || !row.extra || !row.correct);
    one('#model-problems').replaceChildren(...(model.errors.length ? [make('div', {class: 'problem'}, make('h2', {}, model.errors.length === 1 ? '1 error' : `${model.errors.length} errors`),
      make('ul', {}, ...model.errors.map(error => make('li', {}, make('b', {}, error.row), `: ${error.message}`))))] : []));
    one('#model-sentences').replaceChildren(...sentences.map(sentence => make('li', {}, sentence)));
    stackedBars(one('#model-phases'), rows.filter(row => row.correct && row.phases_ns.end_to_end), phases,
      row => Object.fromEntries(Object.keys(phases).map(phase => [phase, row.phases_ns[phase].p50])), row => row.title, `Phases of one inference of ${model.name}`);
    const cold = rows.filter(row => row.correct).flatMap(row => [row.cold_ns && {name: row.title, start: row.cold_ns.median}, row.cold_cached_ns && {name: `${row.title}, cached`, start: row.cold_cached_ns.median}]).filter(Boolean);
    one('#model-cold').hidden = !cold.length;
    if (cold.length) stackedBars(one('#model-cold'), cold, starts, bar => bar.start, bar => bar.name, `Cold starts of ${model.name}`);
    modelTables(model, rows);
    one('#model-notes').replaceChildren(...model.skipped.map(skipped => make('li', {}, `Left out: ${skipped.row}: ${skipped.message}`)), ...report.models.notes.map(note => make('li', {}, note)));
  }
  function drawModels() {
    if (!models.length) return;
    one('#models').hidden = one('nav a[href="#models"]').hidden = false;
    addOptions(modelForm.elements.model, null, models.map(known => known.measured.name), name => name);
    modelForm.elements.extra.parentElement.hidden = !models.some(known => known.measured.rows.some(row => row.extra));
    modelForm.addEventListener('submit', event => event.preventDefault());
    modelForm.addEventListener('input', drawModel);
    one('#model-fingerprint tbody').replaceChildren(...fingerprintRows(report.models.fingerprint));
    drawModel();
  }

  // --- everything else ---
  function drawHeader() {
    const {cpu, cores, started, git_commit: commit} = report.fingerprint;
    one('#subtitle').textContent = [report.corpus && `corpus ${report.corpus}`, started, cpu && (cores ? `${cpu}, ${cores} cores` : cpu), commit && `commit ${String(commit).slice(0, 12)}`]
      .filter(Boolean).join(' \u00b7 ');
    if (report.errors.length) {
      one('#errors').hidden = false;
      one('#errors-title').textContent = report.errors.length === 1 ? '1 error' : `${report.errors.length} errors`;
      one('#errors ul').replaceChildren(...report.errors.map(error => make('li', {},
        make('b', {}, error.kernel || 'the run'), ` ${[error.variant, error.engine && engineTitle(error.engine), error.size].filter(Boolean).join(', ')}: ${error.message}`)));
    }
  }
  function card(title, headline, ...lines) {
    return make('div', {class: 'card'}, make('h2', {}, title), make('p', {class: 'figure'}, headline), ...lines.filter(Boolean).map(line => make('p', {}, line)));
  }
  function drawHeadline() {
    const {summary} = report;
    const cards = summary.geomeans.filter(line => line.group === 'all' && mainEngines.includes(line.engine) && line.speedup).map(line => {
      const {kernels, mean} = line.speedup;
      const [headline, ...rest] = mean.words.split(' [');
      return card(`${engineTitle(line.engine)}${sizes.length > 1 ? `, ${line.size}` : ''}`, headline,
        `than stock Wasm${rest.length ? `, [${rest.join(' [')}` : ''}, geomean of ${kernels}`,
        line.native_over_tuned && line.native_over_stock && `${percent(line.native_over_tuned.mean.ratio)} of native speed, was ${percent(line.native_over_stock.mean.ratio)}`,
        line.twin_over_tuned && `${percent(line.twin_over_tuned.mean.ratio)} of the hand-written twins (${line.twin_over_tuned.kernels})`,
        line.passes_part && `passes alone: ${line.passes_part.mean.words}`,
        `${line.faster} faster, ${line.slower} slower, ${line.no_change} no change, ${line.unclear} unclear`);
    });
    if (summary.bytes_kernels) {
      const {bytes_before: before, bytes_after: after} = summary;
      const change = after.raw / before.raw - 1;
      cards.push(card('Bytes', `${change < 0 ? '\u2212' : '+'}${Math.abs(change * 100).toFixed(1)} %`,
        `${whole(before.raw)} \u2192 ${whole(after.raw)} over ${summary.bytes_kernels} modules`, before.brotli && after.brotli && `brotli ${whole(before.brotli)} \u2192 ${whole(after.brotli)}`));
    }
    const names = unique([...Object.keys(summary.verdicts_before), ...Object.keys(summary.verdicts_after)]);
    if (names.length) {
      const good = verdictCounts => (verdictCounts.parity ?? 0) + (verdictCounts.better ?? 0);
      const total = d3.sum(Object.values(summary.verdicts_after));
      cards.push(card('Loops at parity or better', `${good(summary.verdicts_before)} \u2192 ${good(summary.verdicts_after)} of ${total}`,
        ...names.filter(name => name !== 'parity' && name !== 'better').map(name => `${name}: ${summary.verdicts_before[name] ?? 0} \u2192 ${summary.verdicts_after[name] ?? 0}`)));
    }
    one('#headline .cards').replaceChildren(...cards);
    const mean = (line, field, text) => (line[field] ? text(line[field].mean) : dash);
    const means = table('Means by group', ['engine', 'size', 'group', number('kernels'), 'speed-up', 'passes\u2019 part', number('of native: stock'), number('of native: tuned'), number('of twin')],
      summary.geomeans.filter(line => line.speedup || line.native_over_stock).map(line => [engineTitle(line.engine), line.size, line.group, line.speedup ? whole(line.speedup.kernels) : dash,
        mean(line, 'speedup', ratio => ratio.words), mean(line, 'passes_part', ratio => ratio.words),
        ...['native_over_stock', 'native_over_tuned', 'twin_over_tuned'].map(field => mean(line, field, ratio => percent(ratio.ratio)))]));
    one('#headline').append(make('details', {}, make('summary', {}, 'Means by engine and group'), means));
  }

  function drawSince() {
    const {since, nights} = report.history;
    if (!since) return;
    one('#since').hidden = false;
    one('#since-title').textContent = `Since ${since.night}`;
    const count = since.regressions;
    one('#since-summary').replaceChildren(
      make('b', {class: count ? 'regression' : null}, count === 1 ? '1 regression' : `${count || 'No'} regressions`),
      ` among ${since.changes.length} tuned times.`,
      since.machine === null ? '' : ` Native code ran at ${factor(since.machine)} of that night\u2019s speed: that is the machine\u2019s (or the compiler\u2019s) own change.`);
    const shown = since.changes.filter(change => !['no change', 'unclear'].includes(change.change));
    const parts = [];
    if (shown.length)
      parts.push(table('Changes since the last night', ['kernel', 'engine', 'size', number('before'), number('now'), 'change'], shown.map(change => [
        change.kernel, engineTitle(change.engine), change.size, time(change.before_ns), change.change === 'wrong now' ? dash : time(change.after_ns),
        make('span', {class: change.change.replaceAll(' ', '-')}, change.change === change.ratio.change ? change.ratio.words
          : change.change === 'wrong now' ? 'wrong now' : `${change.change}: ${change.ratio.words}`)])));
    const items = unique(since.changes.map(change => change.kernel)).flatMap(name => {
      const change = since.changes.find(change => change.kernel === name && change.bytes_before && change.bytes_after && change.bytes_before.raw !== change.bytes_after.raw);
      return change ? [`${name}: ${whole(change.bytes_before.raw)} \u2192 ${whole(change.bytes_after.raw)} bytes`] : [];
    });
    items.push(...since.new_kernels.map(name => `new: ${name}`), ...since.removed_kernels.map(name => `removed: ${name}`));
    items.push(...since.fingerprint.map(({key, before, after}) => `${key}: ${before ?? '(none)'} \u2192 ${after ?? '(none)'}`));
    if (items.length) parts.push(make('ul', {}, ...items.map(item => make('li', {}, item))));
    one('#since-changes').replaceChildren(...parts);
  }
  function nightDate(night) {
    const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2})(\d{2})(\d{2}))?/.exec(night);
    if (match) return new Date(`${match[1]}T${match[2] ?? '00'}:${match[3] ?? '00'}:${match[4] ?? '00'}Z`);
    return new Date(Date.parse(report.fingerprint.started ?? '') || Date.now());
  }
  function drawHistory() {
    const {nights} = report.history;
    if (!nights.length) return;
    const data = nights.filter(line => line.size === form.elements.size.value && mainEngines.includes(line.engine)).map(line => ({...line, date: nightDate(line.night)}));
    const shown = mainEngines.filter(engine => data.some(line => line.engine === engine));
    drawLegend(one('#history .legend'), shown.map(engine => ({label: engineTitle(engine), ...engineStyle(engine)})));
    fill(one('#history .plot'), width => Plot.plot({
      width, height: 220, marginLeft: 48, marginRight: 24, marginBottom: 36, ariaLabel: 'Geomean speed-up night by night',
      style: {fontSize: '11px', background: 'transparent', color: 'var(--ink)'},
      x: {type: 'utc', label: null, ticks: Math.max(2, Math.floor(width / 110))}, y: {label: 'speed-up', grid: true, nice: true, tickFormat: value => `${+value.toPrecision(3)}x`},
      marks: shown.flatMap(engine => {
        const {colour, symbol} = engineStyle(engine);
        const rows = data.filter(line => line.engine === engine);
        return [Plot.lineY(rows, {x: 'date', y: 'speedup', stroke: colour, strokeWidth: 1.5}),
          Plot.dot(rows, {x: 'date', y: 'speedup', symbol, fill: colour, stroke: colour, r: 3.5, tip: true, className: 'night-dot', title: line => `${line.night || 'now'}\n${engineTitle(engine)} ${factor(line.speedup)}`})];
      }),
    }), data.length > 0);
  }

  function priceTable(title, prices, means) {
    if (!prices.length) return [];
    const size = prices.some(price => price.size === form.elements.size.value) ? form.elements.size.value : prices[0].size;
    const key = price => `${price.engine}\n${price.build}`;
    const shown = prices.filter(price => price.size === size);
    const keys = unique(shown.map(key));
    const cell = (price, marked) => (price ? `${interval(price)}${marked ? ' *' : ''}` : dash);
    const rows = unique(shown.map(price => price.kernel)).map(name => {
      const mine = shown.filter(price => price.kernel === name);
      return make('tr', {}, make('th', {scope: 'row'}, name), make('td', {}, unique(mine.map(price => engineTitle(price.without))).join(', ')),
        ...keys.map(column => { const price = mine.find(price => key(price) === column); return make('td', {class: 'number'}, cell(price?.price, price && !price.in_means)); }));
    });
    const mean = make('tr', {}, make('th', {scope: 'row'}, 'geomean'), make('td', {}),
      ...keys.map(column => make('td', {class: 'number'}, cell(means.find(line => line.size === size && key(line) === column)?.price.mean))));
    const head = make('tr', {}, make('th', {scope: 'col'}, 'kernel'), make('th', {scope: 'col'}, 'against'),
      ...keys.map(column => { const [engine, build] = column.split('\n'); return make('th', {scope: 'col', class: 'number'}, engine === 'native' ? build.replace('-', ' ') : `${engineTitle(engine)}, ${build}`); }));
    return [make('h3', {}, title), make('div', {class: 'scroll', role: 'region', 'aria-label': title, tabindex: '0'},
      make('table', {}, make('thead', {}, head), make('tbody', {}, ...rows), rows.length > 1 ? make('tfoot', {}, mean) : null)),
      ...(shown.some(price => !price.in_means) ? [make('p', {class: 'hint'}, '* outside the means')] : [])];
  }
  function drawChecks() {
    const parts = [
      ...priceTable('In the source: time of the checked form / time of the unchecked one', report.checks.in_source, report.checks.in_source_means),
      ...priceTable('In the engine: time with explicit checks / time with guard pages', report.checks.in_engine, report.checks.in_engine_means)];
    one('#checks').hidden = !parts.length;
    one('nav a[href="#checks"]').hidden = !parts.length;
    one('#checks-tables').replaceChildren(...parts);
  }

  function fingerprintRows(fingerprint) {
    const rows = [];
    const flatten = (value, key) => {
      if (value && typeof value === 'object' && !Array.isArray(value))
        for (const [name, member] of Object.entries(value)) flatten(member, key ? `${key}.${name}` : name);
      else rows.push(make('tr', {}, make('th', {scope: 'row'}, key), make('td', {}, typeof value === 'string' ? value : JSON.stringify(value))));
    };
    flatten(fingerprint, '');
    return rows;
  }
  function drawFingerprint() {
    one('#fingerprint tbody').replaceChildren(...fingerprintRows(report.fingerprint));
    one('#notes').replaceChildren(...report.notes.map(note => make('li', {}, note)));
  }

  function drawPlots() {
    const results = chosen();
    drawSpeedups(results);
    drawTimes(results);
    drawSizes(results);
    drawHistory();
  }
  function drawChosen() {
    drawPlots();
    drawTable(chosen());
    drawChecks();
  }

  drawHeader();
  drawHeadline();
  drawSince();
  drawModels();
  drawTableHead();
  drawKernels();
  drawFingerprint();
  drawChosen();
  form.addEventListener('input', drawChosen);
  one('#times [name=scale]').addEventListener('input', () => drawTimes(chosen()));
  one('#sizes [name=bytes]').addEventListener('input', () => drawSizes(chosen()));

  let drawnWidth = document.body.clientWidth;
  window.addEventListener('resize', () => requestAnimationFrame(() => {
    if (document.body.clientWidth === drawnWidth) return;
    drawnWidth = document.body.clientWidth;
    drawPlots();
    if (models.length) drawModel();
  }));
  const followLink = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    if (id.startsWith('kernel-')) openKernel(id.slice('kernel-'.length));
  };
  window.addEventListener('hashchange', followLink);
  followLink();
}
