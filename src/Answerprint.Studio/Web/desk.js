'use strict';
(() => {
  const rows = [...document.querySelectorAll('.row')];
  if (!rows.length) return;
  document.documentElement.classList.add('js');
  const steps = [...document.querySelectorAll('.steps a')];
  const form = document.getElementById('sign');
  const hint = document.getElementById('hint');
  let at = 0;
  let held = false;

  // the pictures of a row lie over each other: one is shown, the version where nothing else is asked for
  const cellsOf = row => [...row.querySelectorAll('.cell')];
  const versionOf = row => Math.max(0, cellsOf(row).findIndex(c => c.classList.contains('version')));
  const side = rows.map(versionOf);

  const show = i => {
    at = Math.max(0, Math.min(rows.length - 1, i));
    rows.forEach((row, n) => row.classList.toggle('now', n === at));
    steps.forEach((step, n) => {
      step.classList.toggle('now', n === at);
      if (n === at) { step.setAttribute('aria-current', 'step'); step.scrollIntoView({ block: 'nearest', inline: 'nearest' }); } else step.removeAttribute('aria-current');
    });
    side[at] = versionOf(rows[at]);
    draw();
  };

  const line = document.createElement('div');
  line.className = 'line';
  const draw = () => {
    line.remove();
    const shown = held ? 0 : side[at];
    cellsOf(rows[at]).forEach((cell, n) => {
      cell.classList.toggle('shown', n === shown);
      cell.style.clipPath = '';
      cell.style.zIndex = '';
    });
    rows[at].querySelectorAll('.sides button').forEach((button, n) => button.setAttribute('aria-pressed', String(n === shown)));
  };

  // the mouse wipes: left of it the first picture of the row, right of it the version
  const wipe = event => {
    if (event.pointerType !== 'mouse' || held) return;
    const cells = cellsOf(rows[at]);
    const version = cells[versionOf(rows[at])];
    if (cells.length < 2 || side[at] !== versionOf(rows[at]) || version === cells[0]) return;
    const box = version.getBoundingClientRect();
    const share = Math.max(0, Math.min(100, 100 * (event.clientX - box.left) / box.width));
    cells[0].classList.add('shown');
    const stack = version.parentElement.getBoundingClientRect();
    line.style.left = `${box.left - stack.left + box.width * share / 100}px`;
    version.parentElement.append(line);
    version.style.zIndex = '1';
    version.style.clipPath = `inset(0 0 0 ${share}%)`;
  };

  rows.forEach((row, n) => {
    const cells = cellsOf(row);
    const stack = row.querySelector('.cells');
    stack.addEventListener('pointermove', wipe);
    stack.addEventListener('pointerleave', draw);
    if (cells.length < 2) return;
    const sides = document.createElement('div');
    sides.className = 'sides';
    cells.forEach((cell, c) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = cell.dataset.name;
      const key = document.createElement('kbd');
      key.textContent = String(c + 1);
      button.append(' ', key);
      button.addEventListener('click', () => { side[n] = c; draw(); });
      sides.append(button);
    });
    stack.after(sides);
  });
  steps.forEach((step, n) => step.addEventListener('click', event => { event.preventDefault(); show(n); }));
  document.querySelectorAll('.asked a').forEach(link => link.addEventListener('click', event => { event.preventDefault(); show(Number(link.getAttribute('href').slice(2))); }));

  // the questions: where each stands, and what that allows
  const asked = [...document.querySelectorAll('[data-asked]')].map(item => item.dataset.asked);
  const answer = id => form ? (form.querySelector(`[name="q.${id}"]:checked`) || document.querySelector(`[name="q.${id}"]:checked`))?.value ?? '' : '';
  const open = () => asked.filter(id => !answer(id));
  const people = () => asked.filter(id => answer(id) === 'yes');
  const rowOf = id => rows.findIndex(row => row.dataset.question === id);
  const approve = document.getElementById('approve');
  const refresh = () => {
    if (!form) return;
    asked.forEach(id => {
      const value = answer(id);
      const item = document.querySelector(`[data-asked="${id}"]`);
      item.className = value;
      item.querySelector('span').textContent = value === 'no' ? 'not a person' : value === 'yes' ? 'a person' : 'open';
      steps.filter(step => step.dataset.of === id).forEach(step => { step.classList.toggle('no', value === 'no'); step.classList.toggle('yes', value === 'yes'); });
    });
    const shut = open().length > 0 || people().length > 0;
    approve.classList.toggle('shut', shut);
    approve.setAttribute('aria-disabled', String(shut));
    hint.textContent = people().length ? `${people().join(', ')}: a person. This version can only be refused.`
      : open().length ? `${open().join(', ')} open: is it a person?`
      : asked.length ? 'All questions are answered.' : '';
  };
  const answered = value => {
    refresh();
    const next = open()[0];
    if (value === 'no') show(next ? rowOf(next) : at + 1);
  };
  document.querySelectorAll('.answer input').forEach(input => input.addEventListener('change', () => answered(input.value)));
  const say = value => {
    const input = rows[at].querySelector(`.answer input[value="${value}"]`);
    if (!input) return;
    input.checked = true;
    answered(value);
  };
  if (form) form.addEventListener('submit', event => {
    if (event.submitter !== approve || approve.getAttribute('aria-disabled') !== 'true') return;
    event.preventDefault();
    const first = people()[0] ?? open()[0];
    if (rowOf(first) >= 0) show(rowOf(first));
    hint.focus();
  });

  const focus = id => document.getElementById(id)?.focus();
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const field = event.target.closest('textarea, select');
    if (event.key === 'Escape' && field) { field.blur(); return; }
    if (field) return;
    const pressed = event.target.closest('button, summary, a, input');
    switch (event.key.toLowerCase()) {
      case 'arrowright': show(at + 1); break;
      case 'arrowleft': show(at - 1); break;
      case 'b': if (!held) { held = true; draw(); } break;
      case ' ': if (pressed) return; side[at] = side[at] === versionOf(rows[at]) ? 0 : versionOf(rows[at]); draw(); break;
      case '1': case '2': case '3': if (Number(event.key) <= cellsOf(rows[at]).length) { side[at] = Number(event.key) - 1; draw(); } break;
      case 'n': say('no'); break;
      case 'p': say('yes'); break;
      case 'a': focus('approve'); break;
      case 'r': focus('refuse'); break;
      case 'w': form?.elements.who.focus(); break;
      case 'm': form?.elements.words.focus(); break;
      default: return;
    }
    event.preventDefault();
  });
  document.addEventListener('keyup', event => { if (event.key.toLowerCase() === 'b' && held) { held = false; draw(); } });
  window.addEventListener('blur', () => { if (held) { held = false; draw(); } });

  const clock = document.getElementById('clock');
  if (clock) {
    const before = Number(clock.dataset.seconds) * 1000;
    const tick = () => {
      const seconds = Math.floor((before + performance.now()) / 1000);
      clock.textContent = ` (${Math.floor(seconds / 60)} min ${seconds % 60} s)`;
    };
    tick();
    setInterval(tick, 1000);
  }
  refresh();
  show(0);
})();
