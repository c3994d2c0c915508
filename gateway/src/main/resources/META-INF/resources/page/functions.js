import * as api from './api.js';
import {h, keyed, say} from './dom.js';
import {ago, number, size} from './format.js';

const SELDOM = 10000;

/** The functions with how their work stands; files are dropped here. */
export function functionsView() {
  const problems = h('div', {class: 'problems', role: 'alert'});
  const troubles = h('div', {class: 'troubles', role: 'alert'});
  const unread = h('div', {});
  const list = h('ul', {class: 'cards', 'aria-label': 'Functions'});
  const element = h('section', {'aria-labelledby': 'functions'},
    h('h2', {id: 'functions'}, 'Functions'), troubles, problems, list, unread);
  let looked = -SELDOM;

  async function refresh() {
    const catalogue = await api.functions();
    keyed(troubles, catalogue.troubles, trouble => JSON.stringify(trouble), troubleLine);
    keyed(problems, catalogue.problems, problem => JSON.stringify(problem), problemLine);
    keyed(list, catalogue.functions, f => f.id, card);
    if (catalogue.functions.length === 0 && !list.firstElementChild) {
      list.append(h('li', {class: 'empty'}, 'No function yet: add a manifest.'));
    }
    if (performance.now() - looked > SELDOM) {
      looked = performance.now();
      const refused = await api.refusedEvents();
      keyed(unread, refused.length ? [refused] : [], () => 'refused', refusedList);
    }
    return catalogue.functions;
  }
  return {element, refresh};
}

function problemLine(problem) {
  return h('p', {class: 'problem'},
    h('strong', {}, problem.source), ' ', problem.field && h('code', {}, problem.field), ' ',
    problem.message, ' What was right before goes on.');
}

function troubleLine(trouble) {
  return h('p', {class: 'problem'}, h('strong', {}, `${trouble.what}.`), ` What to do: ${trouble.remedy}.`);
}

function refusedList(refused) {
  return h('details', {class: 'refused'},
    h('summary', {}, `${number(refused.length)} events were not understood`),
    h('ul', {}, refused.map(event => h('li', {},
      h('p', {}, ago(event.receivedAt), ', ', size(event.bytes), ': ', event.why),
      h('pre', {tabindex: '0'}, event.beginning)))));
}

function state(f) {
  if (f.suspended) return ['Suspended', 'Cancelled'];
  return f.ready ? ['Ready', 'Succeeded'] : ['Not ready', 'Dead'];
}

function card(f) {
  const [word, kind] = state(f);
  const picker = h('input', {type: 'file', multiple: true, class: 'hidden', tabindex: '-1',
    'aria-hidden': 'true', onchange: () => { putAll(f, [...picker.files]); picker.value = ''; }});
  const element = h('li', {class: 'card'},
    h('h3', {}, h('a', {href: `#/?function=${encodeURIComponent(f.id)}`}, f.id),
      h('span', {class: `state ${kind}`}, word)),
    h('p', {class: 'image', title: f.image}, f.image),
    h('p', {class: 'way'}, f.inputs.join(', ') || (f.callable ? 'calls' : 'no input'), h('span', {'aria-label': 'to'}, ' → '),
      f.outputs.join(', ') || (f.callable ? 'the caller' : 'no output')),
    h('p', {class: 'counts'}, counts(f)),
    f.inputs.length > 0 && h('p', {class: 'put'}, picker,
      h('button', {type: 'button', onclick: () => picker.click()}, 'Put a file'),
      h('span', {class: 'hint'}, ' or drop it here')) || null,
    f.counts.Dead && h('p', {}, h('button', {type: 'button', onclick: () => replayDead(f)},
      `Replay ${number(f.counts.Dead)} dead`)) || null);
  if (f.inputs.length > 0) acceptDrops(element, f);
  return element;
}

function counts(f) {
  const shown = ['Running', 'Pending', 'Succeeded', 'Dead', 'Cancelled'].filter(name => f.counts[name]);
  return shown.length === 0
    ? h('span', {class: 'hint'}, 'nothing so far')
    : shown.map(name => h('a', {class: `count ${name}`,
        href: `#/?function=${encodeURIComponent(f.id)}&state=${name}`}, `${number(f.counts[name])} ${name}`));
}

function acceptDrops(element, f) {
  element.addEventListener('dragover', event => { event.preventDefault(); element.classList.add('over'); });
  element.addEventListener('dragleave', () => element.classList.remove('over'));
  element.addEventListener('drop', event => {
    event.preventDefault();
    element.classList.remove('over');
    putAll(f, [...event.dataTransfer.files]);
  });
}

async function putAll(f, files) {
  let done = 0;
  for (const file of files) {
    try {
      say(`Putting ${file.name} (${done + 1} of ${files.length}) …`);
      const stored = await api.put(f.id, file);
      done++;
      say(`${stored.bucket}/${stored.key} is there`);
    } catch (error) {
      say(error.message, true);
      return;
    }
  }
}

async function replayDead(f) {
  try {
    const {replayed} = await api.replayDead(f.id);
    say(`${number(replayed)} invocations of ${f.id} are tried again`);
  } catch (error) {
    say(error.message, true);
  }
}
