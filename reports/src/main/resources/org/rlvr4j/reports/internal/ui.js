'use strict';
// The list of runs at /, and at /run/NAME the page of one, which follows it.
(() => {
  const { el, number, themeButton, show } = Rlvr4jReport;
  const place = document.getElementById('page');
  const status = document.getElementById('status');
  const LIVE_MILLIS = 120000;

  const encode = name => name.split('/').map(encodeURIComponent).join('/');

  function when(millis) {
    const minutes = Math.round((Date.now() - millis) / 60000);
    if (minutes < 1) return 'just now';
    if (minutes < 60) return minutes + ' min ago';
    if (minutes < 48 * 60) return Math.round(minutes / 60) + ' h ago';
    return new Date(millis).toISOString().slice(0, 10);
  }

  function row(run) {
    const pass = run.pass || [];
    const at = point => point ? 'Pass@' + point[0] + ' ' + point[1].toFixed(3) : '';
    const live = run.kind === 'RUN' && run.step !== undefined && String(run.step) !== run.steps && Date.now() - run.modified < LIVE_MILLIS;
    const steps = run.step === undefined ? '' : number(run.step) + (run.steps ? ' / ' + run.steps : '');
    return el('tr', {}, el('td', {}, el('a', { href: '/run/' + encode(run.name) }, run.name)), el('td', {}, run.gate || run.kind.toLowerCase()),
      el('td', { class: 'num' }, steps), el('td', { class: 'num' }, at(pass[0])), el('td', { class: 'num' }, at(pass[pass.length - 1])),
      el('td', { class: live ? 'live' : null }, (live ? '● ' : '') + when(run.modified)));
  }

  let filter = '';

  function list(runs) {
    const words = filter.toLowerCase();
    const found = runs.filter(run => run.name.toLowerCase().includes(words) || (run.gate || '').includes(words));
    const body = el('tbody', {}, ...found.map(row));
    const old = document.querySelector('.runs tbody');
    if (old) {
      old.replaceWith(body);
      document.getElementById('count').textContent = said(found.length, runs.length);
      return;
    }
    const input = el('input', { type: 'search', id: 'filter', placeholder: 'Filter by name or gate', 'aria-label': 'Filter runs by name or gate', class: 'quiet',
      on: { input: () => { filter = input.value; list(latest); } } });
    place.replaceChildren(el('header', { class: 'top wide' }, el('div', { class: 'brand' }, el('div', { class: 'kind' }, 'rlvr4j'), themeButton()),
      el('h1', {}, 'Runs'), el('p', { class: 'lede', id: 'count' }, said(found.length, runs.length)), el('p', {}, input)),
      el('main', { id: 'content', class: 'wide', tabindex: '-1' }, el('section', { class: 'panel' }, el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Runs' },
        el('table', { class: 'runs' }, el('thead', {}, el('tr', {}, ...['run', 'gate'].map(name => el('th', { scope: 'col' }, name)),
          ...['step', 'first k', 'greatest k'].map(name => el('th', { scope: 'col', class: 'num' }, name)), el('th', { scope: 'col' }, 'changed'))), body)))));
  }

  const said = (shown, all) => all === 0 ? 'No run is in this folder yet; this page looks again every few seconds.'
    : (shown === all ? '' : number(shown) + ' of ') + number(all) + (all === 1 ? ' run' : ' runs') + ', the latest first.';

  let latest = [];

  async function lookAgain() {
    try {
      const answer = await fetch('/runs.json');
      latest = await answer.json();
      list(latest);
      status.textContent = '';
    } catch {
      status.textContent = 'The server does not answer.';
    }
    setTimeout(lookAgain, 5000);
  }

  function message(name, text) {
    place.replaceChildren(el('header', { class: 'top wide' }, el('div', { class: 'brand' }, el('a', { href: '/' }, '← all runs'), themeButton()),
      el('h1', {}, name), el('p', { class: 'lede' }, text)));
  }

  function follow(name) {
    const back = () => el('span', {}, ' · ', el('a', { href: '/' }, 'all runs'), ' · ', el('span', { id: 'following', class: 'live' }, '● following'));
    const events = new EventSource('/follow/' + encode(name));
    let drawn = false;
    events.addEventListener('page', event => {
      const page = JSON.parse(event.data);
      document.title = page.headline;
      show(page, place, back());
      drawn = true;
    });
    events.addEventListener('gone', () => {
      events.close();
      if (drawn) {
        document.getElementById('following').textContent = 'deleted';
        status.textContent = 'This run was deleted.';
      } else {
        message(name, 'There is no such run in this folder.');
      }
    });
    events.addEventListener('error', () => {
      const word = document.getElementById('following');
      if (word) word.textContent = 'the server does not answer; trying again';
    });
  }

  if (location.pathname.startsWith('/run/')) {
    let name = location.pathname.slice(5);
    try { name = decodeURIComponent(name); } catch { /* shown as it is */ }
    follow(name);
  } else {
    lookAgain();
  }
})();
