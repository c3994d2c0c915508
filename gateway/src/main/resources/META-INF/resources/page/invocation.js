import * as api from './api.js';
import {h, keyed, say} from './dom.js';
import {ago, duration, fileName, size, subject} from './format.js';
import {logView} from './log.js';

const STEPS = [['image', 'image'], ['stageIn', 'stage in'], ['run', 'run'], ['stageOut', 'stage out']];
const LARGEST_PICTURE = 20e6;
const LONGEST_TEXT = 16e3;

/** One invocation: what it is about, its attempts, its log as it comes, its files. */
export function invocationView(id) {
  const head = h('div');
  const attempts = h('ol', {class: 'attempts', 'aria-label': 'Attempts'});
  const files = h('div', {class: 'files'});
  const log = logView(id);
  const element = h('article', {class: 'invocation'},
    h('p', {}, h('a', {href: '#/', class: 'back'}, '← All invocations')), head,
    h('h3', {}, 'Files'), files, h('h3', {}, 'Attempts'), attempts, h('h3', {}, 'Log'), log.element);
  let last = null;

  async function refresh() {
    if (last?.endedAt) return;
    const before = last;
    last = await api.invocation(id);
    keyed(head, [last], () => 'head', item => headOf(item, again));
    keyed(attempts, last.attempts.map(({logTail, ...rest}) => rest), attempt => attempt.number, attemptOf);
    keyed(files, filesOf(last), file => file.label + file.key, fileOf);
    for (const time of element.querySelectorAll('time')) time.textContent = ago(time.dateTime);
    document.title = `${last.state} · ${fileName(subject(last))} · Scarlet`;
    if (!before) log.start();
  }

  async function again(order, done) {
    try {
      await order(id);
      say(done);
      last = null;
      log.stop();
      await refresh();
    } catch (error) {
      say(error.message, true);
    }
  }

  function key(name) {
    if (name === 'r' && last?.state === 'Dead') again(api.replay, 'It is tried again');
    if (name === 'c' && last?.state === 'Pending') again(api.cancel, 'Cancelled');
  }
  return {element, refresh, close: log.stop, key};
}

function headOf(i, again) {
  return h('div', {class: 'head'},
    h('h2', {}, h('span', {class: `state ${i.state}`}, i.state), ' ', h('span', {class: 'key'}, subject(i))),
    h('p', {class: 'facts'},
      h('a', {href: `#/?function=${encodeURIComponent(i.function)}`}, i.function), ' · ',
      h('time', {datetime: i.createdAt, title: i.createdAt}, ago(i.createdAt)),
      i.endedAt ? ` · took ${duration(new Date(i.endedAt) - new Date(i.createdAt))}` : '',
      ' · ', h('code', {}, i.id)),
    i.message && h('p', {class: i.state === 'Succeeded' ? 'message' : 'message bad'},
      i.reason && h('strong', {}, `${i.reason}: `), i.message) || null,
    i.notBefore && i.attemptCount > 0 && h('p', {class: 'message'},
      'The next attempt begins at ', new Date(i.notBefore).toLocaleTimeString(), '.') || null,
    i.state === 'Dead' && h('button', {type: 'button', class: 'strong', title: 'r',
      onclick: () => again(api.replay, 'It is tried again')}, 'Replay') || null,
    i.state === 'Pending' && h('button', {type: 'button', title: 'c',
      onclick: () => again(api.cancel, 'Cancelled')}, 'Cancel') || null);
}

function attemptOf(a) {
  const outcome = [a.reason, a.exitCode ? `exit code ${a.exitCode}` : ''].filter(Boolean).join(', ');
  return h('li', {},
    h('p', {}, h('strong', {}, `Attempt ${a.number}`), ' ', h('span', {class: `state ${a.state}`}, a.state), ' ',
      h('span', {class: 'hint'}, [outcome, a.target, a.engine, a.cacheHit === false ? 'image was pulled' : '']
        .filter(Boolean).join(' · '))),
    a.timings ? bar(a.timings) : h('div', {class: 'bar running', 'aria-label': 'running'}));
}

/** Each step as wide as it took long; a step that took next to nothing can still be seen. */
function bar(timings) {
  const all = STEPS.map(([field, label]) => ({field, label, millis: timings[field]}));
  const total = all.reduce((sum, step) => sum + step.millis, 0);
  const text = all.map(step => `${step.label} ${duration(step.millis)}`).join(', ');
  const parts = all.map(step => {
    const part = h('span', {class: `step ${step.field}`});
    part.style.flexGrow = Math.max(step.millis, total / 200, 0.01);
    return part;
  });
  return h('div', {}, h('div', {class: 'bar', role: 'img', 'aria-label': text}, parts),
    h('p', {class: 'legend', 'aria-hidden': 'true'},
      all.map(step => h('span', {class: `of ${step.field}`}, `${step.label} ${duration(step.millis)}`)),
      h('span', {class: 'total'}, `in all ${duration(total)}`)));
}

function filesOf(i) {
  const outputs = i.attempts.at(-1)?.outputs ?? [];
  return [
    ...i.key ? [{label: 'Input', id: i.id, bucket: i.bucket, key: i.key}] : [],
    ...outputs.map((output, place) => ({label: 'Output', id: i.id, place: place + 1, ...output}))];
}

function fileOf(file) {
  const preview = h('div', {class: 'preview'});
  const open = () => file.place ? api.output(file.id, file.place) : api.input(file.id);
  show(preview, file, open);
  return h('figure', {class: 'file'}, preview,
    h('figcaption', {}, h('strong', {}, file.label), ' ', `${file.bucket}/${file.key}`,
      file.size === undefined ? '' : ` · ${size(file.size)}`, ' ',
      h('button', {type: 'button', class: 'quiet', onclick: () => download(file, open)}, 'Download')));
}

async function show(preview, file, open) {
  const abort = response => { response.body?.cancel(); };
  try {
    const response = await open();
    const type = response.headers.get('Content-Type') ?? '';
    const length = Number(response.headers.get('Content-Length') ?? 0);
    if (type.startsWith('image/') && length <= LARGEST_PICTURE) {
      const url = URL.createObjectURL(await response.blob());
      preview.append(h('img', {src: url, alt: `${file.label} ${fileName(file.key)}`,
        onload: () => URL.revokeObjectURL(url)}));
    } else if (type.startsWith('text/plain') && length <= LONGEST_TEXT) {
      preview.append(h('pre', {tabindex: '0'}, await response.text()));
    } else {
      abort(response);
      preview.append(h('span', {class: 'kind'}, fileName(file.key).split('.').at(-1)));
    }
  } catch (error) {
    preview.append(h('span', {class: 'hint'}, error.status === 404 ? 'not there any more' : error.message));
  }
}

async function download(file, open) {
  try {
    const url = URL.createObjectURL(await (await open()).blob());
    h('a', {href: url, download: fileName(file.key)}).click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  } catch (error) {
    say(error.message, true);
  }
}
