'use strict';
(() => {
  const $ = id => document.getElementById(id);
  const { factor, width, height } = Object.fromEntries(['factor', 'width', 'height'].map(k => [k, Number(document.body.dataset[k])]));
  const frames = document.body.dataset.frames.split(',').flatMap(part => {
    const [a, b] = part.split(/(?<=\d)-/).map(Number);
    return Array.from({ length: (b ?? a) - a + 1 }, (_, n) => a + n);
  });
  const img = $('frame'), made = $('made'), canvas = $('over'), pen = canvas.getContext('2d');
  let shapes = [], tool = null, chosen = -1, at = 0, begun = null, dragged = null, madeOf = null, keeping = null;
  const frame = () => frames[at];
  const say = (words, bad) => { $('said').textContent = words; $('said').classList.toggle('bad', !!bad); };

  // the places are the plate's own pixels, counted from the middle of the first one
  const toPlate = v => (v + 0.5) * factor - 0.5;
  const toPage = v => (v + 0.5) / factor - 0.5;
  const place = event => {
    const box = canvas.getBoundingClientRect();
    return [toPlate((event.clientX - box.left) * canvas.width / box.width - 0.5), toPlate((event.clientY - box.top) * canvas.height / box.height - 0.5)].map(v => Math.round(v * 4) / 4);
  };
  const timesOf = s => Object.keys(s.keys).map(Number).sort((a, b) => a - b);

  // where a shape is on a frame: as the program moves it between keys
  const pointsAt = (s, f) => {
    const t = timesOf(s), k = i => s.keys[t[i]];
    if (s.keys[f]) return s.keys[f];
    const after = t.findIndex(v => v > f);
    if (after === 0) return k(0);
    if (after < 0) return k(t.length - 1);
    const i = after - 1, length = t[after] - t[i], u = (f - t[i]) / length;
    const slope = (j, n, c) => {
      const step = (p, q) => (s.keys[t[q]][n][c] - s.keys[t[p]][n][c]) / (t[q] - t[p]);
      if (j === 0) return step(0, 1);
      if (j === t.length - 1) return step(j - 1, j);
      const before = t[j] - t[j - 1], next = t[j + 1] - t[j];
      return (next * step(j - 1, j) + before * step(j, j + 1)) / (before + next);
    };
    return k(i).map((p, n) => p.map((v, c) => (1 + 2 * u) * (1 - u) ** 2 * v + length * u * (1 - u) ** 2 * slope(i, n, c) + u * u * (3 - 2 * u) * k(after)[n][c] + length * u * u * (u - 1) * slope(after, n, c)));
  };
  const isOn = (s, f) => {
    if (!s.frames) return true;
    const [a, b] = s.frames.split(/(?<=\d)-/).map(Number);
    return f >= a && f <= (b ?? a);
  };

  const draw = () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    if (!made.hidden) return;
    shapes.forEach((s, n) => { if (isOn(s, frame())) stroke(s.kind, pointsAt(s, frame()), s.size, n === chosen, !!s.keys[frame()]); });
    if (begun) stroke(tool, begun, Number($('size').value), true, true);
  };
  const stroke = (kind, points, size, strong, key) => {
    const page = points.map(p => p.map(toPage).map(v => v + 0.5));
    pen.strokeStyle = strong ? '#f0cf7a' : '#7fd6a2';
    pen.fillStyle = strong ? 'rgba(240,207,122,.25)' : 'rgba(127,214,162,.2)';
    pen.beginPath();
    if (kind === 'mark') pen.arc(page[0][0], page[0][1], Math.max(2, size / 2 / factor), 0, 7);
    else page.forEach(([x, y], n) => n ? pen.lineTo(x, y) : pen.moveTo(x, y));
    if (kind === 'area') pen.closePath();
    pen.lineWidth = kind === 'wire' ? Math.max(1, size / factor) : 1.5;
    if (kind !== 'wire') pen.fill();
    pen.globalAlpha = kind === 'wire' ? 0.6 : 1;
    pen.stroke();
    pen.globalAlpha = 1;
    pen.lineWidth = 1;
    page.forEach(([x, y]) => { pen.beginPath(); pen.rect(x - 3, y - 3, 6, 6); key ? pen.fill() : 0; pen.stroke(); });
  };

  const list = () => {
    $('shapes').replaceChildren(...shapes.map((s, n) => {
      const item = document.createElement('li'), button = document.createElement('button');
      button.type = 'button';
      button.textContent = `${s.kind}, ${timesOf(s).length} ${timesOf(s).length === 1 ? 'key' : 'keys'}${s.frames ? `, frames ${s.frames}` : ''}`;
      button.setAttribute('aria-pressed', String(n === chosen));
      button.addEventListener('click', () => choose(n));
      item.append(button);
      return item;
    }));
    ['from', 'to', 'unkey', 'remove'].forEach(id => { $(id).disabled = chosen < 0; });
    ['see', 'ask'].forEach(id => { $(id).disabled = shapes.length === 0; });
  };
  const choose = n => {
    chosen = n;
    if (n >= 0 && shapes[n].size) $('size').value = shapes[n].size;
    list();
    draw();
  };
  const drawing = () => ({ format: 'answerprint.shapes.1', shapes });
  const post = async (path, body) => {
    try {
      const reply = await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
      const told = await reply.json();
      return { ok: reply.ok, ...told };
    } catch { return { ok: false, said: 'The program does not answer: is it still running?' }; }
  };
  const changed = () => {
    madeOf = null;
    flip(false);
    $('flip').disabled = true;
    list();
    draw();
    clearTimeout(keeping);
    keeping = setTimeout(async () => { const told = await post('/keep', { drawing: drawing() }); if (!told.ok) say(told.said, true); }, 300);
  };

  const show = n => {
    at = Math.max(0, Math.min(frames.length - 1, n));
    img.src = `/frame/${frame()}.png`;
    $('at').textContent = `${frame()}`;
    flip(false);
    $('flip').disabled = madeOf !== frame();
    draw();
  };
  const flip = on => { made.hidden = !on; draw(); };
  img.addEventListener('load', () => {
    if (canvas.width !== img.naturalWidth || canvas.height !== img.naturalHeight) { canvas.width = img.naturalWidth; canvas.height = img.naturalHeight; }
    document.body.dataset.shown = String(frame());
    draw();
  });
  img.addEventListener('error', () => say('This frame can not be shown.', true));

  const take = kind => {
    tool = tool === kind ? null : kind;
    begun = null;
    document.querySelectorAll('[data-tool]').forEach(b => b.setAttribute('aria-pressed', String(b.dataset.tool === tool)));
    if (tool === 'mark') { $('size').value = 10; say('Click on the mark: it is followed from this frame.'); }
    else if (tool) { if (tool === 'wire') $('size').value = 3; say(`Click point after point; Enter ends the ${tool}.`); }
    draw();
  };
  const end = () => {
    const least = { wire: 2, area: 3, mark: 1 }[tool];
    if (!begun || begun.length < least) { begun = null; draw(); return; }
    const s = { kind: tool, keys: { [frame()]: begun } };
    if (tool !== 'area') s.size = Number($('size').value);
    if (tool === 'mark') s.track = true;
    shapes.push(s);
    begun = null;
    take(tool);
    choose(shapes.length - 1);
    changed();
    say('Drawn. Step to other frames and drag its points where it moves.');
  };
  canvas.addEventListener('pointerdown', event => {
    if (event.button) return;
    canvas.focus();
    const p = place(event);
    if (tool) {
      begun = [...(begun ?? []), p];
      if (tool === 'mark') end();
      draw();
      return;
    }
    const near = 10 * factor * canvas.width / canvas.getBoundingClientRect().width;
    let best = null;
    shapes.forEach((s, n) => { if (isOn(s, frame())) pointsAt(s, frame()).forEach((q, i) => { const d = Math.hypot(q[0] - p[0], q[1] - p[1]); if (d < near && (!best || d < best.d)) best = { d, n, i }; }); });
    if (best) { choose(best.n); dragged = best; canvas.setPointerCapture(event.pointerId); }
  });
  canvas.addEventListener('pointermove', event => {
    if (!dragged) return;
    const s = shapes[dragged.n];
    s.keys[frame()] ??= pointsAt(s, frame()).map(q => [...q]);
    s.keys[frame()][dragged.i] = place(event);
    draw();
  });
  canvas.addEventListener('pointerup', () => { if (dragged) { dragged = null; changed(); } });

  const see = async () => {
    if (!shapes.length) return;
    say('The frame is made …');
    $('see').disabled = true;
    const of = frame();
    const told = await post('/look', { drawing: drawing(), frame: of });
    $('see').disabled = false;
    say(told.said, !told.ok);
    if (!told.ok) return;
    made.src = told.picture;
    await made.decode();
    madeOf = of;
    if (frame() === of) { $('flip').disabled = false; flip(true); }
  };
  const ask = async () => {
    $('ask').disabled = true;
    const told = await post('/ask', { drawing: drawing(), frames: $('frames').value.trim(), reason: $('reason').value.trim() });
    $('ask').disabled = false;
    say(told.said, !told.ok);
  };
  const limit = edge => {
    const s = shapes[chosen], [a, b] = s.frames ? s.frames.split(/(?<=\d)-/).map(Number) : [frames[0], frames[frames.length - 1]];
    const from = edge === 'from' ? frame() : Math.min(a, frame()), to = edge === 'to' ? frame() : Math.max(b ?? a, frame());
    s.frames = from === to ? `${from}` : `${from}-${to}`;
    changed();
  };
  const remove = () => { if (chosen < 0) return; shapes.splice(chosen, 1); chosen = -1; changed(); };
  document.querySelectorAll('[data-tool]').forEach(b => b.addEventListener('click', () => take(b.dataset.tool)));
  $('back').addEventListener('click', () => show(at - 1));
  $('on').addEventListener('click', () => show(at + 1));
  $('see').addEventListener('click', see);
  $('flip').addEventListener('click', () => flip(made.hidden));
  $('ask').addEventListener('click', ask);
  $('from').addEventListener('click', () => limit('from'));
  $('to').addEventListener('click', () => limit('to'));
  $('remove').addEventListener('click', remove);
  $('unkey').addEventListener('click', () => { const s = shapes[chosen]; if (timesOf(s).length > 1) { delete s.keys[frame()]; changed(); } else say('It is the only key: remove the shape.', true); });
  $('size').addEventListener('change', () => { const s = shapes[chosen]; if (s && s.kind !== 'area' && $('size').checkValidity()) { s.size = Number($('size').value); changed(); } });
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest('input')) return;
    switch (event.key) {
      case 'w': take('wire'); break;
      case 'a': take('area'); break;
      case 'm': take('mark'); break;
      case 's': see(); break;
      case 'Enter': if (event.target.closest('button')) return; end(); break;
      case 'Escape': if (begun) { begun = null; draw(); } else if (tool) take(tool); break;
      case 'Delete': remove(); break;
      case 'ArrowLeft': show(at - 1); break;
      case 'ArrowRight': show(at + 1); break;
      case ' ': if (event.target.closest('button') || $('flip').disabled) return; flip(made.hidden); break;
      default: return;
    }
    event.preventDefault();
  });
  fetch('/drawing.json').then(r => r.json()).then(told => { if (told.shapes) shapes = told.shapes; else say(told.said, true); list(); draw(); });
  list();
  show(0);
})();
