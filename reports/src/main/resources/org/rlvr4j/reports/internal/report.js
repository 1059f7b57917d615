'use strict';
// Draws a page from its data. Every text of the data becomes a text node; nothing is ever parsed as markup.
const Rlvr4jReport = (() => {
  // Okabe and Ito's colours, safe for colour-blind eyes; lines differ in dashes and marks too
  const COLOURS = {
    light: ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#7A5195', '#444444'],
    dark: ['#56B4E9', '#E69F00', '#3CC79A', '#E29BC4', '#F07A3C', '#7FA8E8', '#F0E442', '#C9C9C9'],
  };
  const DASHES = ['solid', [7, 3], [2, 3], [9, 3, 2, 3], [12, 4], [4, 2]];
  const MARKS = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect', 'emptyTriangle', 'emptyDiamond'];
  const charts = new Map();
  let selected = null;

  function el(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name === 'on') {
        for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
      } else if (value !== null && value !== undefined) {
        node.setAttribute(name, value);
      }
    }
    for (const child of children) {
      if (child !== null && child !== undefined) {
        node.append(child instanceof Node ? child : document.createTextNode(String(child)));
      }
    }
    return node;
  }

  const minus = text => text.replace('-', '−');

  function number(value) {
    if (value === 0) return '0';
    const size = Math.abs(value);
    if (size >= 1e6 || size < 1e-3) return minus(value.toExponential(2));
    if (Number.isInteger(value)) return minus(value.toLocaleString('en-US'));
    return minus(String(Number(value.toPrecision(4))));
  }

  function format(value, kind) {
    if (typeof value !== 'number') return value === null || value === undefined ? '' : String(value);
    switch (kind) {
      case 'SHARE': return minus(value.toFixed(3));
      case 'DIFFERENCE': return (value > 0 ? '+' : '') + minus(value.toFixed(3));
      case 'WHOLE': return minus(Math.round(value).toLocaleString('en-US'));
      default: return number(value);
    }
  }

  const isNumeric = kind => kind !== 'TEXT' && kind !== 'CODE' && kind !== 'VERDICT';

  // ---- CSV

  function csvCell(value) {
    if (typeof value === 'number') return String(value);
    let text = value === null || value === undefined ? '' : String(value);
    // a spreadsheet would run what begins so
    if (/^[=+\-@\t\r]/.test(text)) text = "'" + text;
    return /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  }

  function download(panel) {
    const { header, rows } = tableOf(panel);
    const lines = [header, ...rows].map(row => row.map(csvCell).join(','));
    const url = URL.createObjectURL(new Blob(['\ufeff' + lines.join('\r\n') + '\r\n'], { type: 'text/csv;charset=utf-8' }));
    const link = el('a', { href: url, download: panel.id + '.csv', hidden: '' });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  function tableOf(panel) {
    if (panel.type === 'lines') {
      const path = panel.series.some(one => one.role === 'PATH');
      const banded = panel.series.some(one => one.points.some(point => point.length > 3));
      const header = ['series', panel.x.name, panel.y.name, ...(path ? ['step'] : banded ? ['low', 'high'] : [])];
      const rows = panel.series.flatMap(one => one.points.map(point => [one.name, ...point]));
      const formats = ['TEXT', panel.x.format, panel.y.format, ...(path ? ['WHOLE'] : [panel.y.format, panel.y.format])];
      return { header, rows, formats };
    }
    if (panel.type === 'heatmap') {
      const rows = panel.rows.flatMap((from, i) => panel.columns.map((to, j) => [from, to, panel.counts[i][j]]));
      return { header: [panel.from, panel.to, 'problems'], rows, formats: ['TEXT', 'TEXT', 'NUMBER'] };
    }
    return { header: panel.columns.map(column => column.name), rows: panel.rows, formats: panel.columns.map(column => column.format) };
  }

  // ---- parts

  function table(header, rows, formats, label) {
    const head = el('tr', {}, ...header.map((name, i) => el('th', { scope: 'col', class: isNumeric(formats[i]) ? 'num' : null }, name)));
    const body = rows.map(row => el('tr', {}, ...row.map((value, i) => cell(value, formats[i]))));
    return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label },
        el('table', {}, el('thead', {}, head), el('tbody', {}, ...body)));
  }

  function cell(value, kind) {
    if (kind === 'VERDICT') {
      const tone = value === 'better' ? 'better' : value === 'worse' ? 'worse' : '';
      const sign = value === 'better' ? '▲ ' : value === 'worse' ? '▼ ' : '';
      return el('td', { class: 'verdict ' + tone }, sign + value);
    }
    return el('td', { class: isNumeric(kind) ? 'num' : kind === 'CODE' ? 'code' : null }, format(value, kind));
  }

  function tools(panel, withTable) {
    const bar = el('div', { class: 'tools' });
    if (withTable) {
      const details = el('details', {}, el('summary', {}, 'Data as a table'));
      // a table of thousands of rows is made when somebody wants it
      details.addEventListener('toggle', () => {
        if (details.open && details.children.length === 1) {
          const { header, rows, formats } = tableOf(panel);
          details.append(table(header, rows, formats, panel.title + ': data'));
        }
      });
      bar.append(details);
    }
    bar.append(el('button', { type: 'button', class: 'quiet csv', 'aria-label': 'Download the data of ' + panel.title + ' as CSV',
      on: { click: () => download(panel) } }, 'CSV'));
    return bar;
  }

  function heading(panel) {
    return [el('h2', { id: 'title-' + panel.id }, panel.title), panel.note ? el('p', { class: 'note' }, panel.note) : null];
  }

  const WIDE = new Set(['pass-at-k', 'comparisons', 'trajectory']);

  function panelNode(panel) {
    const full = WIDE.has(panel.id) || ['rollouts', 'text', 'facts'].includes(panel.type) || (panel.type === 'table' && panel.columns.length > 6);
    const node = el('section', { class: 'panel ' + panel.type + (full ? ' full' : '') + (panel.type === 'lines' || panel.type === 'heatmap' ? '' : ' tall'),
      id: 'panel-' + panel.id, 'aria-labelledby': 'title-' + panel.id }, ...heading(panel));
    node.append(...MAKERS[panel.type](panel));
    return node;
  }

  const MAKERS = {
    lines(panel) {
      const names = panel.series.map(one => one.name).join(', ');
      const chart = el('div', { class: 'chart', role: 'img',
        'aria-label': panel.title + ': ' + panel.y.name + ' over ' + panel.x.name + ' of ' + names + '. The data stand in the table below.' });
      chart.panelData = panel;
      return [chart, tools(panel, true)];
    },
    heatmap(panel) {
      const most = Math.max(1, ...panel.counts.flat());
      const head = el('tr', {}, el('td', { class: 'axis-corner' }), ...panel.columns.map(name => el('th', { scope: 'col' }, name)));
      head.firstChild.setAttribute('aria-hidden', 'true');
      head.firstChild.style.background = 'none';
      const rows = panel.rows.map((from, i) => el('tr', {}, el('th', { scope: 'row' }, from), ...panel.columns.map((to, j) => {
        const value = panel.counts[i][j];
        const heat = value === 0 ? 0 : 0.12 + 0.88 * Math.sqrt(value / most);
        const td = el('td', { class: (value === 0 ? 'zero' : '') + (from === to ? ' diagonal' : ''),
          title: panel.from + ' ' + from + ' → ' + panel.to + ' ' + to + ': ' + number(value) }, value === 0 ? '·' : number(value));
        if (value !== 0) {
          td.style.background = 'rgba(var(--heat), ' + heat.toFixed(3) + ')';
          if (heat > 0.55) td.style.color = 'var(--card)';
        }
        return td;
      })));
      return [el('p', { class: 'axis' }, '↓ ' + panel.from + '   → ' + panel.to),
        el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': panel.title },
          el('table', { class: 'heat' }, el('thead', {}, head), el('tbody', {}, ...rows))), tools(panel, false)];
    },
    table(panel) {
      const more = panel.total > panel.rows.length
        ? [el('p', { class: 'note' }, 'The first ' + panel.rows.length + ' of ' + panel.total + '.')] : [];
      return [table(panel.columns.map(column => column.name), panel.rows, panel.columns.map(column => column.format), panel.title),
        ...more, tools(panel, false)];
    },
    rollouts(panel) {
      return panel.groups.map(group => el('article', { class: 'group' },
        el('h3', {}, (group.source ? group.source + ' · ' : '') + group.problem),
        el('p', { class: 'facts' }, 'step ' + number(group.step) + ' · ' + group.successes + ' of ' + group.size + ' correct · gate: '
          + group.gate + ' · ' + (group.taken ? 'trained on' : 'not trained on')),
        el('pre', { class: 'prompt', 'aria-label': 'prompt' }, group.prompt),
        el('div', { class: 'sides' }, side('Right', 'right', group.right), side('Wrong', 'wrong', group.wrong))));
    },
    text(panel) {
      return [el('pre', { tabindex: '0', role: 'region', 'aria-label': panel.title }, panel.text)];
    },
    facts(panel) {
      return [el('dl', {}, ...Object.entries(panel.facts).flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]))];
    },
  };

  function side(title, kind, rollouts) {
    const node = el('div', {}, el('div', { class: 'side-title' }, title));
    for (const rollout of rollouts) {
      node.append(el('div', { class: 'rollout ' + kind }, el('pre', {}, rollout.text),
        el('div', { class: 'says' }, rollout.verdict + (rollout.reason ? ': ' + rollout.reason : '') + ' · weight ' + number(rollout.weight))));
    }
    if (rollouts.length === 0) node.append(el('div', { class: 'says' }, 'none in this group'));
    return node;
  }

  // ---- charts

  function isDark() {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  }

  function css(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function option(panel, width) {
    const palette = COLOURS[isDark() && !printing ? 'dark' : 'light'];
    const ink = css('--ink');
    const soft = css('--soft');
    const line = css('--line');
    const font = css('--sans');
    const many = panel.series.length > 1;
    const path = panel.series.some(one => one.role === 'PATH');
    const series = [];
    const legend = [];
    let next = 0;
    for (const one of panel.series) {
      const isBase = one.role === 'BASE';
      const place = isBase ? 0 : next++;
      const colour = isBase ? soft : palette[place % palette.length];
      const mark = MARKS[place % MARKS.length];
      const few = one.points.length <= 24;
      legend.push(one.name);
      series.push({
        name: one.name, type: 'line', data: one.points, encode: { x: 0, y: 1 },
        color: colour, symbol: mark, symbolSize: path ? 10 : 7, showSymbol: path || (few && panel.x.format === 'WHOLE' && !isBase),
        lineStyle: { width: isBase ? 1.8 : 2.2, type: isBase ? [4, 4] : DASHES[place % DASHES.length] },
        emphasis: { focus: many ? 'series' : 'none', lineStyle: { width: 3 } },
        label: path ? { show: true, formatter: item => 'step ' + item.value[2], position: place % 2 ? 'left' : 'right', color: soft,
          fontSize: 11, fontFamily: font } : undefined,
        labelLayout: { hideOverlap: true },
      });
      if (one.points.some(point => point.length > 3)) {
        series.push(band(one, colour));
      }
    }
    const legendWidth = panel.series.reduce((sum, one) => sum + one.name.length * 7.4 + 54, 0);
    const lines = many ? Math.ceil(legendWidth * 1.08 / Math.max(width, 1)) : 0;
    const crowded = lines > 6;
    // the axis' name has a line of its own below the legend, which may fill its last line
    const top = many ? 32 + 24 * (crowded ? 1 : lines) : 24;
    const axis = (of, isX) => ({
      type: of.logarithmic ? 'log' : 'value', logBase: 2, name: of.name, nameLocation: 'middle',
      nameGap: isX ? 28 : 0, minInterval: of.name === 'waves' || of.format === 'WHOLE' ? 1 : undefined, scale: of.format !== 'DIFFERENCE',
      // room for the labels of the first and the last step
      boundaryGap: path ? ['8%', '8%'] : undefined,
      nameTextStyle: { color: soft, fontSize: 12, fontFamily: font, padding: 0 },
      axisLabel: { color: soft, fontSize: 12, fontFamily: font, hideOverlap: true,
        formatter: value => of.format === 'SHARE' || of.format === 'DIFFERENCE'
          ? (of.format === 'DIFFERENCE' && value > 0 ? '+' : '') + minus(String(Number(value.toFixed(4)))) : number(Number(value.toPrecision(12))) },
      axisLine: { show: isX, lineStyle: { color: soft }, onZero: false }, axisTick: { show: isX, lineStyle: { color: soft } },
      splitLine: { show: !isX, lineStyle: { color: line } },
    });
    const y = axis(panel.y, false);
    y.name = '';
    const x = axis(panel.x, true);
    if (panel.x.format === 'WHOLE') {
      const xs = panel.series.flatMap(one => one.points.map(point => point[0]));
      x.min = Math.min(...xs);
      x.max = Math.max(...xs);
    }
    if (panel.y.format === 'DIFFERENCE') {
      series[0].markLine = { silent: true, symbol: 'none', animation: false, label: { show: false },
        lineStyle: { color: soft, type: 'solid', width: 1 }, data: [{ yAxis: 0 }] };
    }
    return {
      animation: false, backgroundColor: 'transparent', textStyle: { fontFamily: font },
      aria: { enabled: false },
      grid: { left: 8, right: path ? 44 : 20, top, bottom: 26, containLabel: true },
      legend: { show: many, type: crowded ? 'scroll' : 'plain', left: 0, top: 0, itemWidth: 30, itemGap: 18, data: legend, inactiveColor: line,
        textStyle: { color: ink, fontSize: 13, fontFamily: font }, pageTextStyle: { color: soft }, pageIconColor: soft,
        pageIconInactiveColor: line, pageIconSize: 11 },
      graphic: [{ type: 'text', right: 6, top: top - 20, silent: true,
        style: { text: panel.y.name, fill: soft, fontSize: 12, fontFamily: font } }],
      tooltip: {
        trigger: path ? 'item' : 'axis', renderMode: 'richText', confine: true, order: 'valueDesc',
        backgroundColor: css('--card'), borderColor: line, borderWidth: 1, padding: [8, 11],
        textStyle: { color: ink, fontSize: 12.5, fontFamily: font, lineHeight: 18 },
        axisPointer: { type: 'line', lineStyle: { color: soft, type: 'dashed' }, label: { show: false } },
        formatter: items => tooltip(panel, Array.isArray(items) ? items : [items]),
      },
      xAxis: x, yAxis: y, series,
    };
  }

  // braces would be read as a style of rich text
  const plain = text => text.replaceAll('{', '(').replaceAll('}', ')').replaceAll('|', '¦');

  function tooltip(panel, items) {
    const shown = items.filter(item => item.seriesType === 'line' && Array.isArray(item.value));
    if (shown.length === 0) return '';
    const path = panel.series.some(one => one.role === 'PATH');
    if (path) {
      return shown.map(item => plain(item.seriesName) + ', step ' + item.value[2] + '\n' + panel.x.name + ' ' + format(item.value[0], panel.x.format)
        + '   ' + panel.y.name + ' ' + format(item.value[1], panel.y.format)).join('\n');
    }
    const rows = shown.map(item => plain(item.seriesName).slice(0, 60) + '  ' + format(item.value[1], panel.y.format)
      + (item.value.length > 3 ? '  [' + format(item.value[2], panel.y.format) + ', ' + format(item.value[3], panel.y.format) + ']' : ''));
    return panel.x.name + ' ' + format(shown[0].value[0], panel.x.format) + '\n' + rows.join('\n');
  }

  function band(one, colour) {
    const points = one.points.filter(point => point.length > 3);
    return {
      name: one.name, type: 'custom', silent: true, clip: true, z: 1, color: colour, tooltip: { show: false },
      data: points.map(point => [point[0], point[2], point[3]]), encode: { x: 0, y: [1, 2], tooltip: [] }, dimensions: ['x', 'low', 'high'],
      renderItem(parameters, api) {
        if (parameters.dataIndex !== parameters.dataIndexInside || parameters.dataIndex !== 0) return null;
        const upper = points.map(point => api.coord([point[0], point[3]]));
        const lower = points.map(point => api.coord([point[0], point[2]])).reverse();
        return { type: 'polygon', shape: { points: upper.concat(lower) }, style: { fill: colour, opacity: 0.15 } };
      },
    };
  }

  let printing = false;

  function draw(node) {
    const width = node.clientWidth;
    if (width === 0) return;
    let chart = echarts.getInstanceByDom(node);
    if (!chart) {
      chart = echarts.init(node, null, { renderer: 'svg' });
      charts.set(node, chart);
    } else {
      chart.resize();
    }
    chart.setOption(option(node.panelData, width), { notMerge: true });
  }

  function drawVisible() {
    for (const [node, chart] of charts) {
      if (!node.isConnected) {
        chart.dispose();
        charts.delete(node);
      }
    }
    document.querySelectorAll('.chart').forEach(node => draw(node));
  }

  // ---- the page

  function select(id, focus) {
    selected = id;
    document.querySelectorAll('[role=tab]').forEach(tab => {
      const on = tab.id === 'tab-' + id;
      tab.setAttribute('aria-selected', String(on));
      tab.tabIndex = on ? 0 : -1;
      if (on && focus) tab.focus();
      if (on) tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.clientWidth / 3;
      document.getElementById(tab.getAttribute('aria-controls')).hidden = !on;
    });
    drawVisible();
  }

  function onTabKey(event, ids) {
    const at = ids.indexOf(selected);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: ids.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    select(ids[(to + ids.length) % ids.length], true);
  }

  function themeButton() {
    const label = () => isDark() ? 'Light' : 'Dark';
    const button = el('button', { type: 'button', class: 'quiet theme' }, label());
    const say = () => {
      button.textContent = label();
      button.setAttribute('aria-label', 'Switch to the ' + label().toLowerCase() + ' theme');
    };
    say();
    button.addEventListener('click', () => {
      document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
      say();
      drawVisible();
    });
    return button;
  }

  function tabPanel(tab) {
    const absent = tab.absent.length === 0 ? null
      : el('div', { class: 'absent' }, el('h2', {}, 'Left out'), el('ul', {}, ...tab.absent.map(sentence => el('li', {}, sentence))));
    return el('div', { role: 'tabpanel', id: 'tabpanel-' + tab.id, 'aria-labelledby': 'tab-' + tab.id, tabindex: '-1' },
      el('p', { class: 'print-title' }, tab.title), el('div', { class: 'panels' }, ...tab.panels.map(panelNode)), absent);
  }

  function show(page, place, extra) {
    const ids = page.tabs.map(tab => tab.id);
    const focused = document.activeElement && document.activeElement.id;
    const scroll = [scrollX, scrollY];
    const open = new Set([...document.querySelectorAll('details[open]')].map(node => node.closest('.panel').id));
    const header = el('header', { class: 'top wide' },
      el('div', { class: 'brand' }, el('div', { class: 'of' }, el('span', { class: 'kind' }, 'rlvr4j ' + page.kind), extra || null), themeButton()),
      el('h1', {}, page.headline), ...page.lede.map(sentence => el('p', { class: 'lede' }, sentence)),
      el('ul', { class: 'figures' }, ...page.figures.map(figure => el('li', {}, el('div', { class: 'label' }, figure.label),
        el('div', { class: 'value ' + figure.tone.toLowerCase() }, figure.value), el('div', { class: 'note' }, figure.note)))));
    if (page.figures.length === 0) header.lastChild.remove();
    const list = el('div', { role: 'tablist', 'aria-label': 'Parts of the report', class: 'wide', on: { keydown: event => onTabKey(event, ids) } },
      ...page.tabs.map(tab => el('button', { role: 'tab', type: 'button', id: 'tab-' + tab.id, 'aria-controls': 'tabpanel-' + tab.id,
        on: { click: () => select(tab.id, false) } }, tab.title)));
    const main = el('main', { id: 'content', class: 'wide', tabindex: '-1' }, ...page.tabs.map(tabPanel));
    place.replaceChildren(header, el('div', { class: 'tabs' }, list), main,
      el('footer', { class: 'wide' }, 'Made by rlvr4j from the files of ' + page.title + '. Pass@k after arXiv 2107.03374, boundary utility after arXiv 2606.15455.'));
    if (selected === null) selected = decodeURIComponent(location.hash.slice(1));
    if (ids.length > 0) select(ids.includes(selected) ? selected : ids[0], false);
    open.forEach(id => {
      const details = document.querySelector('#' + CSS.escape(id) + ' details');
      if (details) details.open = true;
    });
    if (focused && document.getElementById(focused)) document.getElementById(focused).focus({ preventScroll: true });
    scrollTo(...scroll);
  }

  let resizing;
  addEventListener('resize', () => {
    clearTimeout(resizing);
    resizing = setTimeout(drawVisible, 100);
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawVisible);
  addEventListener('beforeprint', () => {
    printing = true;
    document.querySelectorAll('[role=tabpanel]').forEach(panel => { panel.hidden = false; });
    drawVisible();
  });
  addEventListener('afterprint', () => {
    printing = false;
    if (selected) select(selected, false);
  });

  return { show, el, number, themeButton };
})();

if (document.getElementById('data')) {
  Rlvr4jReport.show(JSON.parse(document.getElementById('data').textContent), document.getElementById('page'));
}
